//! Who logs what: interns, their weeks in order, and the state of each week on a given day.

use super::dated::{Asked, Dated, Laid};
use super::meta::natural;
use super::nav::label;
use super::owners::{self, Group, Groups, Role};
use super::{Entry, PageId, entry};
use crate::config::Config;
use crate::log::Period;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use super::listed::Listed;

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
    /// Whose the logs are.
    groups: Arc<Groups>,
    /// Each intern's logs with what was made of them, by folder.
    laid: BTreeMap<Arc<str>, Laid>,
}

/// A cohort that was put together earlier, and the pages it was of.
pub type Before<'a> = (&'a Cohort, &'a [Arc<Entry>]);

impl Cohort {
    /// Groups logs by intern and lays their weeks out. `on` is today for whoever asks; a build asks its content.
    /// What follows from the same pages `before` is shared with that.
    pub fn new(entries: &[Arc<Entry>], listed: &[Listed], config: &Config, before: Option<Before>) -> Cohort {
        let by_list = before.filter(|(cohort, _)| cohort.listed == listed);
        let roles = owners::roles(entries, listed, by_list.map(|(cohort, entries)| (&*cohort.roles, entries)));
        // An edit of a text leaves the logs whose they were.
        let alike = by_list.filter(|(cohort, before)| {
            let is_alike = |page: PageId| roles[page] == cohort.roles[page] && owners::is_alike(&before[page], &entries[page]);
            entry::edited(before, entries).is_some_and(|edited| edited.into_iter().all(is_alike))
        });
        let groups = alike.map_or_else(|| Arc::new(owners::group(&roles, listed, entries)), |(cohort, _)| Arc::clone(&cohort.groups));
        let is_cohort = groups.len() > 1 || !listed.is_empty();
        let known = |folder: &str| before.and_then(|(cohort, _)| cohort.laid.get(folder));
        let date = |(folder, group): (&Arc<str>, &Group)| {
            let same = known(folder).filter(|known| known.dated.is_of(group, entries)).map(|known| Arc::clone(&known.dated));
            (Arc::clone(folder), same.unwrap_or_else(|| Arc::new(Dated::new(group, entries))))
        };
        let dated: Vec<(Arc<str>, Arc<Dated>)> =
            if before.is_some() { groups.iter().map(date).collect() } else { groups.par_iter().map(date).collect() };
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
        let elsewhere = alike.map_or_else(|| elsewhere(&laid), |(cohort, _)| cohort.elsewhere.clone());
        let by_folder = interns.iter().enumerate().map(|(at, intern)| (intern.folder.clone(), at)).collect();
        Cohort { interns, on, is_cohort, signs_off, by_folder, elsewhere, listed: listed.to_vec(), roles, groups, laid }
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
