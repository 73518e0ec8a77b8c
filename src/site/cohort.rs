//! Who logs what: interns, their weeks in order, and the state of each week on a given day.

use super::meta::{name_of, natural};
use super::nav::label;
use super::{Entry, PageId};
use crate::config::Config;
use crate::log::{self, Period, WeeklyLog};
use crate::yaml::{self, Value};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
#[derive(Clone, Debug)]
pub struct Week {
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
#[derive(Clone, Debug)]
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
    pub interns: Vec<Intern>,
    /// Weeks that ended before this day are due.
    pub on: Option<Date>,
    /// Whether the site has several interns.
    pub is_cohort: bool,
    /// Whether anybody signs logs off here: only then does a log wait for it.
    pub signs_off: bool,
    periods: BTreeMap<LogId, Period>,
    /// The interns' places by their folders.
    by_folder: HashMap<String, usize>,
}

/// A page as the cohort sees it.
#[derive(Clone, Copy)]
pub struct Logged<'a> {
    /// The page.
    pub page: PageId,
    /// Its file.
    pub path: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its logs.
    pub logs: &'a [WeeklyLog],
    /// Words below its headings.
    pub words: usize,
}

impl<'a> Logged<'a> {
    /// The page `page` of a site.
    pub fn new(page: PageId, entry: &'a Entry) -> Logged<'a> {
        Logged { page, path: entry.page.source.path(), name: label(&entry.meta), logs: &entry.logs, words: entry.page.words }
    }
}

impl Cohort {
    /// Groups logs by intern and lays their weeks out. `on` is today for whoever asks; a build asks its content.
    pub fn new(pages: &[Logged], listed: &[Listed], config: &Config) -> Cohort {
        let mut groups = group(pages, listed);
        let is_cohort = groups.len() > 1 || !listed.is_empty();
        let logs = || pages.iter().flat_map(|page| page.logs);
        groups.par_iter_mut().for_each(Group::date);
        let last_day = groups.iter().flat_map(|group| &group.logs).filter_map(|log| log.days().1).max();
        // Without a day of its own a build asks what was due when the last log ended.
        let on = config.on.or_else(|| last_day.and_then(|day| day.tomorrow().ok()));
        let signs_off = logs().any(|log| log.signed_off.is_some());
        let periods = groups.iter().flat_map(|group| &group.logs).filter_map(|log| Some((log.id, log.period?))).collect();
        let indexes = indexes(pages);
        let mut interns: Vec<Intern> = groups.into_par_iter().map(|group| group.intern(&indexes, on, is_cohort)).collect();
        interns.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| natural(&a.folder, &b.folder)));
        distinguish(&mut interns);
        let by_folder = interns.iter().enumerate().map(|(at, intern)| (intern.folder.clone(), at)).collect();
        Cohort { interns, on, is_cohort, signs_off, periods, by_folder }
    }

    /// The days of a log, completed from the intern's other logs.
    pub fn period(&self, log: LogId) -> Option<Period> {
        self.periods.get(&log).copied()
    }

    /// The intern in whose folder a file is; the only one of a site without folders.
    pub fn intern_of(&self, path: &str) -> Option<&Intern> {
        let folders = path.match_indices('/').rev().map(|(end, _)| &path[..end]).chain([""]);
        let of = |folder: &str| self.by_folder.get(folder).map(|&at| &self.interns[at]);
        folders.into_iter().find_map(of).or_else(|| self.interns.first().filter(|_| !self.is_cohort))
    }
}

/// Logs of one intern, before they are laid out.
struct Group<'a> {
    listed: Listed,
    /// Whether the list says it, or only the folder.
    is_listed: bool,
    logs: Vec<Placed<'a>>,
}

/// A log with its place and its days.
struct Placed<'a> {
    id: LogId,
    log: &'a WeeklyLog,
    path: &'a str,
    words: usize,
    period: Option<Period>,
}

impl Placed<'_> {
    /// First and last day; of a log that states one day both.
    fn days(&self) -> (Option<Date>, Option<Date>) {
        (self.period.map(|period| period.start), self.period.map(|period| period.end.unwrap_or(period.start)))
    }

    /// Whether nothing in it was read as said: only a template's text, or hardly any.
    fn is_unfilled(&self) -> bool {
        let log = self.log;
        let lists = [&log.goals, &log.next, &log.learnings].iter().any(|list| !list.is_empty());
        let said = lists
            || !log.tasks.is_empty()
            || !log.problems.is_empty()
            || log.focus.is_some()
            || log.sections.iter().any(|section| section.filled);
        !said && (!log.unfilled.is_empty() || self.words == 0)
    }

    fn number(&self) -> Option<u16> {
        self.log.week.as_ref().map(|week| week.value.first)
    }
}

fn group<'a>(pages: &[Logged<'a>], listed: &[Listed]) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for intern in listed {
        groups.insert(intern.folder.clone(), Group { listed: intern.clone(), is_listed: true, logs: Vec::new() });
    }
    for page in pages.iter().filter(|page| !page.logs.is_empty()) {
        let above = || page.path.match_indices('/').map(|(i, _)| &page.path[..i]);
        let folder = above().rfind(|folder| groups.get(*folder).is_some_and(|group| group.is_listed));
        let folder = folder.map_or_else(|| owner(page.path).to_owned(), str::to_owned);
        let group = groups.entry(folder.clone()).or_insert_with(|| Group {
            listed: Listed { folder, ..Listed::default() },
            is_listed: false,
            logs: Vec::new(),
        });
        group.logs.extend(page.logs.iter().enumerate().map(|(index, log)| Placed {
            id: LogId { page: page.page, index },
            log,
            path: page.path,
            words: page.words,
            period: None,
        }));
    }
    groups.into_values().collect()
}

/// The index page of each folder, the first by path, that is no log itself.
fn indexes<'p, 'a>(pages: &'p [Logged<'a>]) -> HashMap<&'a str, &'p Logged<'a>> {
    let mut indexes = HashMap::new();
    for page in pages.iter().filter(|page| page.logs.is_empty() && name_is_index(page.path)) {
        if let Some((folder, _)) = page.path.rsplit_once('/') {
            indexes.entry(folder).or_insert(page);
        }
    }
    indexes
}

/// The folder that stands for whoever wrote a log: those for a week or for all logs are theirs, not them.
fn owner(path: &str) -> &str {
    let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        let name = name.to_lowercase();
        let words =
            ["log", "logs", "weekly", "weeks", "week", "weekly-logs", "weekly_logs", "worklog", "journal", "reports", "weekly-reports"];
        let weekly = words.contains(&name.as_str()) || name.contains("week") && name.bytes().any(|b| b.is_ascii_digit());
        if folder.is_empty() || !weekly {
            return folder;
        }
        folder = above;
    }
}

impl Group<'_> {
    /// Puts the logs in the order of their weeks and completes their dates from each other.
    fn date(&mut self) {
        let key = |placed: &Placed| placed.log.week.as_ref().map(|week| (week.value.term, week.value.first));
        self.logs.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| natural(a.path, b.path)));
        let logs: Vec<&WeeklyLog> = self.logs.iter().map(|placed| placed.log).collect();
        let periods = log::resolve(&logs, self.listed.start.map(Date::year));
        for (placed, period) in self.logs.iter_mut().zip(periods) {
            placed.period = period;
        }
    }

    fn intern(self, indexes: &HashMap<&str, &Logged>, on: Option<Date>, is_cohort: bool) -> Intern {
        let folder = self.listed.folder.clone();
        let page = indexes.get(folder.as_str());
        let name = match (self.is_listed, is_cohort) {
            (true, _) => self.listed.name.clone(),
            (false, true) => page.map_or_else(|| name_of(&format!("{folder}/index.md")), |page| page.name.to_owned()),
            (false, false) => String::new(),
        };
        let mentor = self
            .listed
            .mentor
            .clone()
            .or_else(|| self.logs.iter().rev().find_map(|placed| placed.log.mentor.as_ref().map(|fact| fact.value.clone())));
        let weeks = self.lay_out(on);
        let slug = slug(if folder.is_empty() { &name } else { folder.rsplit('/').next().unwrap_or(&folder) });
        Intern {
            name,
            folder: self.listed.folder,
            slug,
            page: page.map(|page| page.page),
            mentor,
            target_hours: self.listed.target_hours,
            weeks,
        }
    }

    /// The weeks: those with a log, and between the first and the last that is due those without.
    fn lay_out(&self, on: Option<Date>) -> Vec<Week> {
        let mut weeks: Vec<Week> = self.logs.iter().map(|placed| self.logged(placed)).collect();
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
            weeks.push(Week { number: Some(number), last: None, start, end, standing, log: None });
        }
        // Logs without a number stand where their dates put them, else at the end.
        weeks.sort_by(|a, b| match (a.start, b.start) {
            (Some(x), Some(y)) if x != y => x.cmp(&y),
            _ => (a.number.is_none(), a.number, a.log).cmp(&(b.number.is_none(), b.number, b.log)),
        });
        weeks
    }

    fn logged(&self, placed: &Placed) -> Week {
        let (id, log) = (placed.id, placed.log);
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
        let standing = if placed.is_unfilled() {
            Standing::Unfilled
        } else if broken || (number.is_none() && start.is_none()) {
            Standing::Invalid
        } else if late() {
            Standing::Late
        } else {
            Standing::Logged
        };
        Week { number, last, start, end, standing, log: Some(id) }
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

fn name_is_index(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name.rsplit_once('.').map_or(name, |(stem, _)| stem), "index" | "_index" | "README")
}

/// Makes addresses of interns differ where folders of the same name do not.
fn distinguish(interns: &mut [Intern]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for intern in interns {
        let count = seen.entry(intern.slug.clone()).or_default();
        *count += 1;
        if *count > 1 {
            intern.slug = format!("{}-{count}", intern.slug);
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
    fn folders_of_weeks_belong_to_the_folder_above() {
        for (path, expected) in [
            ("logs/week-01.md", ""),
            ("ada/week-01.md", "ada"),
            ("ada/logs/week-01.md", "ada"),
            ("content/1-Worklog/1.1-Week1/_index.md", "content/1-Worklog"),
            ("week-01/README.md", ""),
        ] {
            assert_eq!(owner(path), expected, "{path}");
        }
    }

    #[test]
    fn the_list_is_read_leniently() {
        let value = yaml::parse("- {name: A B, start: 2025-06-02, exempt: [3, 4], target_hours: 300}\n- {name: C, folder: /c/, exempt: \"5,6\"}\n- {folder: x}\n").expect("valid");
        let listed = Listed::read(&value);
        assert_eq!(listed.len(), 2);
        assert_eq!((listed[0].folder.as_str(), listed[0].exempt.len(), listed[0].target_hours), ("a-b", 2, Some(300.0)));
        assert_eq!((listed[1].folder.as_str(), listed[1].exempt.len()), ("c", 2));
    }
}
