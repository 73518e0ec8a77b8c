//! Who logs what: interns, their weeks in order, and the state of each week on a given day.

use super::meta::{name_of, natural};
use super::nav::label;
use super::owners::{self, Group, Role};
use super::{Entry, PageId};
use crate::config::Config;
use crate::log::{self, Period, Section, SectionKind, State, WeeklyLog};
use crate::yaml::{self, Value};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Days after a week's end from which a log that is dated later counts as late.
const LATE_AFTER: i64 = 7;
/// More weeks than this are not laid out one by one: an internship of four years is a typing mistake.
const LONGEST: i64 = 220;

/// How a week stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// There is a log with something in it.
    Logged,
    /// There is, but it was written long after the week.
    Late,
    /// There is, but nobody filled it in.
    Unfilled,
    /// There is, but its week or dates cannot be right.
    Invalid,
    /// The week is over and there is none.
    Missing,
    /// None is asked for.
    Exempt,
    /// The week is not over.
    NotDue,
}

impl Standing {
    /// The word that programs read.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Logged => "logged",
            Standing::Late => "late",
            Standing::Unfilled => "unfilled",
            Standing::Invalid => "invalid",
            Standing::Missing => "missing",
            Standing::Exempt => "exempt",
            Standing::NotDue => "not-due",
        }
    }

    /// The word that people read.
    pub fn label(self) -> &'static str {
        if self == Standing::NotDue { "not due" } else { self.as_str() }
    }

    /// All of them, in the order of legends.
    pub const ALL: [Standing; 7] =
        [Standing::Logged, Standing::Late, Standing::Unfilled, Standing::Invalid, Standing::Missing, Standing::Exempt, Standing::NotDue];
}

/// What `_data/interns` says of one intern.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// Their name.
    pub name: String,
    /// The folder of their logs.
    pub folder: String,
    /// Who guides them.
    pub mentor: Option<String>,
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
    /// Numbers of weeks for which no log is asked.
    pub exempt: BTreeSet<u16>,
    /// Hours in all.
    pub target_hours: Option<f64>,
}

impl Listed {
    /// Reads the list: mappings with the documented keys. An entry without a name is passed over.
    pub fn read(value: &Value) -> Vec<Listed> {
        value.as_sequence().map_or(&[][..], Vec::as_slice).iter().filter_map(Listed::read_one).collect()
    }

    fn read_one(value: &Value) -> Option<Listed> {
        let text = |key: &str| value.get(key).and_then(yaml::text).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let date = |key: &str| text(key).and_then(|text| text.parse().ok());
        let name = text("name")?;
        let numbers = value.get("exempt").or_else(|| value.get("exempt_weeks")).map(yaml::texts).unwrap_or_default();
        let exempt = numbers.iter().flat_map(|text| text.split([',', ';', ' '])).filter_map(|number| number.trim().parse().ok()).collect();
        let folder = text("folder").map_or_else(|| slug(&name), |folder| folder.trim_matches('/').to_owned());
        let target_hours = text("target_hours").and_then(|hours| hours.parse().ok());
        Some(Listed { name, folder, mentor: text("mentor"), start: date("start"), end: date("end"), exempt, target_hours })
    }
}

/// A log's place: its page, and which of the page's logs it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogId {
    /// The page.
    pub page: PageId,
    /// Among the page's logs.
    pub index: usize,
}

/// A week of an intern.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    /// The term whose weeks are counted, where a log says one.
    pub term: Option<u16>,
    /// Its number, if it has one.
    pub number: Option<u16>,
    /// The last number of a log of several weeks.
    pub last: Option<u16>,
    /// Its first day, if it is known.
    pub start: Option<Date>,
    /// Its last day.
    pub end: Option<Date>,
    /// How it stands.
    pub standing: Standing,
    /// Its log.
    pub log: Option<LogId>,
}

impl Week {
    /// What two logs of one week have in common; a log without a number has it with none.
    pub fn key(&self) -> (Option<u16>, Option<u16>, Option<LogId>) {
        (self.term, self.number, self.log.filter(|_| self.number.is_none()))
    }

    /// "Week 4", "Weeks 6–8".
    pub fn label(&self) -> String {
        match (self.number, self.last) {
            (Some(first), Some(last)) if last > first => format!("Weeks {first}–{last}"),
            (Some(number), _) => format!("Week {number}"),
            (None, _) => self.start.map_or_else(|| "Undated".to_owned(), |start| start.to_string()),
        }
    }
}

/// An intern with their weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Intern {
    /// Their name; empty for the only intern of a site that does not say it.
    pub name: String,
    /// The folder of their logs; empty is the whole site.
    pub folder: String,
    /// For addresses.
    pub slug: String,
    /// Their page.
    pub page: Option<PageId>,
    /// Who guides them.
    pub mentor: Option<String>,
    /// Hours in all.
    pub target_hours: Option<f64>,
    /// Weeks in order.
    pub weeks: Vec<Week>,
}

/// All interns of a site, and the day by which weeks are due.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// By name.
    pub interns: Vec<Arc<Intern>>,
    /// Weeks that ended before this day are due.
    pub on: Option<Date>,
    /// Whether the site has several interns.
    pub is_cohort: bool,
    /// Whether anybody signs logs off here: only then does a log wait for it.
    pub signs_off: bool,
    /// The interns' places by their folders.
    by_folder: HashMap<String, usize>,
    /// Pages with logs of an intern in whose folder they are not.
    elsewhere: HashMap<PageId, Arc<str>>,
    /// What `_data/interns` lists.
    listed: Vec<Listed>,
    /// What each page is to the cohort.
    roles: Vec<Role>,
    /// Each intern's logs with what was made of them, by folder.
    laid: BTreeMap<Arc<str>, Laid>,
}

/// A cohort that was put together earlier, and the pages it was of.
pub type Before<'a> = (&'a Cohort, &'a [Arc<Entry>]);

impl Cohort {
    /// Groups logs by intern and lays their weeks out. `on` is today for whoever asks; a build asks its content.
    /// What follows from the same pages `before` is shared with that.
    pub fn new(entries: &[Arc<Entry>], listed: &[Listed], config: &Config, before: Option<Before>) -> Cohort {
        let roles = owners::roles(
            entries,
            listed,
            before.filter(|(cohort, _)| cohort.listed == listed).map(|(cohort, entries)| (&*cohort.roles, entries)),
        );
        let groups = owners::group(&roles, listed, entries);
        let is_cohort = groups.len() > 1 || !listed.is_empty();
        let known = |folder: &str| before.and_then(|(cohort, _)| cohort.laid.get(folder));
        let same = |folder: &str, group: &Group| {
            known(folder).filter(|known| group.is_of(&known.dated, entries)).map(|known| Arc::clone(&known.dated))
        };
        let groups: Vec<_> = groups.into_iter().map(|(folder, group)| (same(&folder, &group).ok_or(group), folder)).collect();
        let date =
            |(dated, folder): (Result<Arc<Dated>, Group>, Arc<str>)| (folder, dated.unwrap_or_else(|group| Arc::new(group.date(entries))));
        let dated: Vec<(Arc<str>, Arc<Dated>)> =
            if before.is_some() { groups.into_iter().map(date).collect() } else { groups.into_par_iter().map(date).collect() };
        let last_day = dated.iter().filter_map(|(_, dated)| dated.last_day).max();
        // Without a day of its own a build asks what was due when the last log ended.
        let on = config.on.or_else(|| last_day.and_then(|day| day.tomorrow().ok()));
        let signs_off = dated.iter().any(|(_, dated)| dated.signs_off);
        let indexes = owners::indexes(&roles);
        let lay_out = |(folder, dated): (Arc<str>, Arc<Dated>)| {
            let index = indexes.get(&*folder).map(|&page| (page, label(&entries[page].meta)));
            let laid = Laid::new(dated, Asked { on, is_cohort, index: index.map(|(page, name)| (page, name.to_owned())) }, known(&folder));
            (folder, laid)
        };
        let laid: Vec<(Arc<str>, Laid)> =
            if before.is_some() { dated.into_iter().map(lay_out).collect() } else { dated.into_par_iter().map(lay_out).collect() };
        let mut interns: Vec<Arc<Intern>> = laid.iter().map(|(_, laid)| Arc::clone(&laid.intern)).collect();
        interns.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| natural(&a.folder, &b.folder)));
        distinguish(&mut interns);
        let laid: BTreeMap<Arc<str>, Laid> = laid.into_iter().collect();
        let elsewhere = elsewhere(&laid);
        let by_folder = interns.iter().enumerate().map(|(at, intern)| (intern.folder.clone(), at)).collect();
        Cohort { interns, on, is_cohort, signs_off, by_folder, elsewhere, listed: listed.to_vec(), roles, laid }
    }

    /// All interns, by name.
    pub fn all(&self) -> impl Iterator<Item = &Intern> + Clone {
        self.interns.iter().map(|intern| &**intern)
    }

    /// The days of a log, completed from the intern's other logs.
    pub fn period(&self, log: LogId) -> Option<Period> {
        let Role::Log(folder) = self.roles.get(log.page)? else { return None };
        let periods = &self.laid.get(self.elsewhere.get(&log.page).unwrap_or(folder))?.dated.periods;
        periods.binary_search_by_key(&log, |(id, _)| *id).ok().map(|at| periods[at].1)
    }

    /// Whose the logs on a page are.
    pub fn writer_of(&self, page: PageId, path: &str) -> Option<&Intern> {
        match self.elsewhere.get(&page) {
            Some(folder) => self.by_folder.get(&**folder).map(|&at| &*self.interns[at]),
            None => self.intern_of(path),
        }
    }

    /// The intern in whose folder a file is; the only one of a site without folders.
    pub fn intern_of(&self, path: &str) -> Option<&Intern> {
        let folders = path.match_indices('/').rev().map(|(end, _)| &path[..end]).chain([""]);
        let of = |folder: &str| self.by_folder.get(folder).map(|&at| &*self.interns[at]);
        folders.into_iter().find_map(of).or_else(|| self.interns.first().filter(|_| !self.is_cohort).map(|intern| &**intern))
    }
}

/// Pages with logs whose intern is not the folder that they stand in: a file for each writer, or a folder for each in those of weeks.
fn elsewhere(laid: &BTreeMap<Arc<str>, Laid>) -> HashMap<PageId, Arc<str>> {
    let pages = laid.iter().flat_map(|(folder, laid)| laid.dated.pages.iter().map(move |(page, entry)| (folder, *page, entry.path())));
    let inside = |folder: &str, path: &str| path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'));
    pages.filter(|(folder, _, path)| !inside(folder, path)).map(|(folder, page, _)| (page, Arc::clone(folder))).collect()
}

impl Group {
    /// Whether these are logs that were read before, of the same intern.
    fn is_of(&self, dated: &Dated, entries: &[Arc<Entry>]) -> bool {
        let same = |(page, (id, entry)): (&PageId, &(PageId, Arc<Entry>))| page == id && Arc::ptr_eq(&entries[*page], entry);
        (self.is_listed, &self.listed, self.pages.len()) == (dated.is_listed, &dated.listed, dated.pages.len())
            && self.pages.iter().zip(&dated.pages).all(same)
    }

    /// Puts the logs in the order of their weeks and completes their dates from each other.
    fn date(self, entries: &[Arc<Entry>]) -> Dated {
        let Group { listed, is_listed, pages } = self;
        let pages: Vec<(PageId, Arc<Entry>)> = pages.into_iter().map(|page| (page, Arc::clone(&entries[page]))).collect();
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
        Dated { listed, is_listed, pages, logs, periods, last_day, signs_off }
    }
}

/// Logs of one intern in the order of their weeks. It follows from them and from what is listed of the intern alone.
#[derive(Debug)]
struct Dated {
    listed: Listed,
    is_listed: bool,
    pages: Vec<(PageId, Arc<Entry>)>,
    logs: Vec<Placed>,
    /// The days of each log that has some, by log.
    periods: Vec<(LogId, Period)>,
    last_day: Option<Date>,
    /// Whether any is signed off.
    signs_off: bool,
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

/// What an intern's weeks depend on besides the intern's own logs.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    on: Option<Date>,
    is_cohort: bool,
    /// The intern's page, and its name.
    index: Option<(PageId, String)>,
}

/// An intern with what it was made of.
#[derive(Clone, Debug)]
struct Laid {
    dated: Arc<Dated>,
    asked: Asked,
    intern: Arc<Intern>,
}

impl Laid {
    fn new(dated: Arc<Dated>, asked: Asked, before: Option<&Laid>) -> Laid {
        if let Some(before) = before.filter(|before| Arc::ptr_eq(&before.dated, &dated) && before.asked == asked) {
            return before.clone();
        }
        let intern = dated.intern(&asked);
        // An edit of a log's text leaves the weeks as they are, and so what follows from them.
        let intern = before.map(|before| &before.intern).filter(|before| ***before == intern).cloned().unwrap_or_else(|| Arc::new(intern));
        Laid { dated, asked, intern }
    }
}

impl Dated {
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

/// Makes addresses of interns differ where folders of the same name do not.
fn distinguish(interns: &mut [Arc<Intern>]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for intern in interns {
        let count = seen.entry(intern.slug.clone()).or_default();
        *count += 1;
        if *count > 1 {
            let slug = format!("{}-{count}", intern.slug);
            *intern = Arc::new(Intern { slug, ..Intern::clone(intern) });
        }
    }
}

/// A name as a part of an address: letters and digits of any script, other runs as one hyphen.
pub fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.is_empty() { "intern".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_leniently() {
        let value = yaml::parse("- {name: A B, start: 2025-06-02, exempt: [3, 4], target_hours: 300}\n- {name: C, folder: /c/, exempt: \"5,6\"}\n- {folder: x}\n").expect("valid");
        let listed = Listed::read(&value);
        assert_eq!(listed.len(), 2);
        assert_eq!((listed[0].folder.as_str(), listed[0].exempt.len(), listed[0].target_hours), ("a-b", 2, Some(300.0)));
        assert_eq!((listed[1].folder.as_str(), listed[1].exempt.len()), ("c", 2));
    }
}
