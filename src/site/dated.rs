//! The logs of one intern in the order of their weeks, and the weeks that follow from them.

use super::cohort::{Intern, Listed, LogId, Standing, Week, slug};
use super::meta::{name_of, natural};
use super::owners::Group;
use super::{Entry, PageId};
use crate::log::{self, Period, Section, SectionKind, State, WeeklyLog};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Days after a week's end from which a log that is dated later counts as late.
const LATE_AFTER: i64 = 7;
/// More weeks than this are not laid out one by one: an internship of four years is a typing mistake.
const LONGEST: i64 = 220;

/// What an intern's weeks depend on besides the intern's own logs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// Weeks that ended before this day are due.
    pub(super) on: Option<Date>,
    /// Whether the site has several interns.
    pub(super) is_cohort: bool,
    /// The intern's page, and its name.
    pub(super) index: Option<(PageId, String)>,
}

/// An intern with what it was made of.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub(super) dated: Arc<Dated>,
    asked: Asked,
    pub(super) intern: Arc<Intern>,
}

impl Laid {
    /// Lays the weeks out, or takes what was laid `before` of the same.
    pub(super) fn new(dated: Arc<Dated>, asked: Asked, before: Option<&Laid>) -> Laid {
        if let Some(before) = before.filter(|before| Arc::ptr_eq(&before.dated, &dated) && before.asked == asked) {
            return before.clone();
        }
        let intern = dated.intern(&asked);
        // An edit of a log's text leaves the weeks as they are, and so what follows from them.
        let intern = before.map(|before| &before.intern).filter(|before| ***before == intern).cloned().unwrap_or_else(|| Arc::new(intern));
        Laid { dated, asked, intern }
    }
}

/// Logs of one intern in the order of their weeks. It follows from them and from what is listed of the intern alone.
#[derive(Debug)]
pub(super) struct Dated {
    listed: Listed,
    is_listed: bool,
    pub(super) pages: Vec<(PageId, Arc<Entry>)>,
    logs: Vec<Placed>,
    /// The days of each log that has some, by log.
    pub(super) periods: Vec<(LogId, Period)>,
    pub(super) last_day: Option<Date>,
    /// Whether any is signed off.
    pub(super) signs_off: bool,
}

impl Dated {
    /// Puts the logs in the order of their weeks and completes their dates from each other.
    pub(super) fn new(group: &Group, entries: &[Arc<Entry>]) -> Dated {
        let Group { listed, is_listed, pages } = group;
        let pages: Vec<(PageId, Arc<Entry>)> = pages.iter().map(|&page| (page, Arc::clone(&entries[page]))).collect();
        let of_page = |(page, entry): &(PageId, Arc<Entry>)| {
            let (page, entry) = (*page, Arc::clone(entry));
            (0..entry.logs.len()).map(move |index| Placed { id: LogId { page, index }, entry: Arc::clone(&entry), period: None })
        };
        let mut logs: Vec<Placed> = pages.iter().flat_map(of_page).collect();
        let key = |placed: &Placed| placed.log().week.as_ref().map(|week| (week.value.term, week.value.first));
        logs.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| natural(a.entry.path(), b.entry.path())));
        let read: Vec<&WeeklyLog> = logs.iter().map(Placed::log).collect();
        let found = log::resolve(&read, listed.start.map(Date::year));
        for (placed, period) in logs.iter_mut().zip(found) {
            placed.period = period;
        }
        let mut periods: Vec<(LogId, Period)> = logs.iter().filter_map(|placed| Some((placed.id, placed.period?))).collect();
        periods.sort_by_key(|(id, _)| *id);
        let last_day = logs.iter().filter_map(|placed| placed.days().1).max();
        let signs_off = logs.iter().any(|placed| placed.log().signed_off.is_some());
        Dated { listed: listed.clone(), is_listed: *is_listed, pages, logs, periods, last_day, signs_off }
    }

    /// Whether these are the logs of this group, of the same intern and as they are now.
    pub(super) fn is_of(&self, group: &Group, entries: &[Arc<Entry>]) -> bool {
        let same = |(page, (id, entry)): (&PageId, &(PageId, Arc<Entry>))| page == id && Arc::ptr_eq(&entries[*page], entry);
        (self.is_listed, &self.listed, self.pages.len()) == (group.is_listed, &group.listed, group.pages.len())
            && group.pages.iter().zip(&self.pages).all(same)
    }

    /// The intern with their weeks.
    fn intern(&self, asked: &Asked) -> Intern {
        let folder = self.listed.folder.clone();
        let name = match (self.is_listed, asked.is_cohort) {
            (true, _) => self.listed.name.clone(),
            (false, true) if !self.listed.name.is_empty() => self.listed.name.clone(),
            (false, true) => asked.index.as_ref().map_or_else(|| name_of(&format!("{folder}/index.md")), |(_, name)| name.clone()),
            (false, false) => String::new(),
        };
        let mentor = self
            .listed
            .mentor
            .clone()
            .or_else(|| self.logs.iter().rev().find_map(|placed| placed.log().mentor.as_ref().map(|fact| fact.value.clone())));
        let weeks = self.lay_out(asked.on);
        let slug = slug(if folder.is_empty() || !self.is_listed && !self.listed.name.is_empty() {
            &name
        } else {
            folder.rsplit('/').next().unwrap_or(&folder)
        });
        Intern {
            name,
            folder,
            slug,
            page: asked.index.as_ref().map(|(page, _)| *page),
            mentor,
            target_hours: self.listed.target_hours,
            weeks,
        }
    }

    /// The weeks: those with a log, and between the first and the last that is due those without.
    fn lay_out(&self, on: Option<Date>) -> Vec<Week> {
        let mut weeks: Vec<Week> = self.logs.iter().map(|placed| self.logged(placed, on)).collect();
        let covered: BTreeSet<u16> =
            weeks.iter().flat_map(|week| week.number.map(|first| first..=week.last.unwrap_or(first))).flatten().collect();
        let first = if self.listed.start.is_some() { 1 } else { covered.first().copied().unwrap_or(1) };
        let last = self.last_week(&covered, on);
        for number in (first..=last).filter(|number| !covered.contains(number)) {
            let (start, end) = self.dates_of(number);
            let standing = match on {
                _ if self.listed.exempt.contains(&number) => Standing::Exempt,
                Some(on) if end.is_some_and(|end| end >= on) => Standing::NotDue,
                _ => Standing::Missing,
            };
            weeks.push(Week { term: None, number: Some(number), last: None, start, end, standing, log: None });
        }
        // Logs without a number stand where their dates put them, else at the end.
        weeks.sort_by(|a, b| match (a.start, b.start) {
            (Some(x), Some(y)) if x != y => x.cmp(&y),
            _ => (a.number.is_none(), a.number, a.log).cmp(&(b.number.is_none(), b.number, b.log)),
        });
        weeks
    }

    fn logged(&self, placed: &Placed, on: Option<Date>) -> Week {
        let (id, log) = (placed.id, placed.log());
        let (start, end) = placed.days();
        let number = placed.number();
        let last = log.week.as_ref().map(|week| week.value.last).filter(|last| Some(*last) != number);
        let (start, end) = match (start, number) {
            (None, Some(number)) => self.dates_of(number),
            _ => (start, end),
        };
        let broken = log.dates.as_ref().is_some_and(|dates| dates.value.is_impossible() || dates.value.is_reversed());
        let late = || {
            let limit = end.and_then(|end| end.checked_add(jiff::Span::new().days(LATE_AFTER)).ok());
            log.dated.as_ref().zip(limit).is_some_and(|(dated, limit)| dated.value > limit)
        };
        let is_over = || on.zip(end).is_none_or(|(on, end)| end < on);
        let standing = if placed.is_unfilled() {
            if is_over() { Standing::Unfilled } else { Standing::NotDue }
        } else if broken || (number.is_none() && start.is_none()) {
            Standing::Invalid
        } else if late() {
            Standing::Late
        } else {
            Standing::Logged
        };
        let term = log.week.as_ref().and_then(|week| week.value.term);
        Week { term, number, last, start, end, standing, log: Some(id) }
    }

    /// The days of a week by its number: from the listed start, or from a log that states both.
    fn dates_of(&self, number: u16) -> (Option<Date>, Option<Date>) {
        let known = self.logs.iter().filter_map(|placed| Some((placed.number()?, placed.days().0?)));
        let nearest = || known.min_by_key(|(first, _)| first.abs_diff(number));
        let (base, start) = match self.listed.start {
            Some(start) => (1, start),
            None => match nearest() {
                Some(known) => known,
                None => return (None, None),
            },
        };
        let days = (i64::from(number) - i64::from(base)) * 7;
        let start = start.checked_add(jiff::Span::new().days(days)).ok();
        (start, start.and_then(|start| start.checked_add(jiff::Span::new().days(6)).ok()))
    }

    /// The number of the last week to lay out: the internship's last, or the last that has a log or is due.
    fn last_week(&self, covered: &BTreeSet<u16>, on: Option<Date>) -> u16 {
        let logged = covered.last().copied().unwrap_or(0);
        let Some(start) = self.listed.start else { return logged };
        let weeks_until = |day: Date| day.since(start).ok().map_or(0, |span| i64::from(span.get_days()) / 7 + 1);
        let planned = match (self.listed.end, on) {
            (Some(end), _) => weeks_until(end),
            (None, Some(on)) => weeks_until(on) - 1,
            (None, None) => 0,
        };
        u16::try_from(planned.clamp(0, LONGEST)).unwrap_or(0).max(logged)
    }
}

/// A log with its place and its days.
#[derive(Debug)]
struct Placed {
    id: LogId,
    entry: Arc<Entry>,
    period: Option<Period>,
}

impl Placed {
    fn log(&self) -> &WeeklyLog {
        &self.entry.logs[self.id.index]
    }

    /// First and last day; of a log that states one day both.
    fn days(&self) -> (Option<Date>, Option<Date>) {
        (self.period.map(|period| period.start), self.period.map(|period| period.end.unwrap_or(period.start)))
    }

    /// Whether it is as `weeklog new` wrote it: goals and tasks that are all still planned, below a focus that says nothing.
    fn is_fresh(&self) -> bool {
        let log = self.log();
        let says_nothing = |section: &Section| section.kind == Some(SectionKind::Focus) && !section.filled;
        let is_plan = |section: &Section| matches!(section.kind, Some(SectionKind::Goals | SectionKind::Work));
        log.focus.is_none()
            && log.signed_off.is_none()
            && log.tasks.iter().all(|task| task.state == State::Planned)
            && log.sections.iter().any(says_nothing)
            && log.sections.iter().all(|section| !section.filled || is_plan(section))
    }

    /// Whether nothing in it was read as said: only a template's text, or hardly any.
    fn is_unfilled(&self) -> bool {
        let log = self.log();
        let lists = [&log.goals, &log.next, &log.learnings].iter().any(|list| !list.is_empty());
        let said = lists
            || !log.tasks.is_empty()
            || !log.problems.is_empty()
            || log.focus.is_some()
            || log.sections.iter().any(|section| section.filled);
        !said && (!log.unfilled.is_empty() || self.entry.page.words == 0) || self.is_fresh()
    }

    fn number(&self) -> Option<u16> {
        self.log().week.as_ref().map(|week| week.value.first)
    }
}
