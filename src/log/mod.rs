//! One page becomes its weekly logs: week, dates, sections, tasks, goals, problems, hours, sign-off.
//!
//! [`read`] never fails and never guesses: what a log does not state is absent, `None` or `Unstated`,
//! and every fact carries the bytes it was read from. [`resolve`] then completes dates from an intern's other logs.

mod dates;
mod facts;
mod front;
mod hours;
mod identity;
mod items;
pub mod json;
mod model;
pub mod next;
pub mod owner;
mod problems;
mod reader;
mod resolve;
mod sections;
mod tables;
mod tasks;
mod text;
mod unfilled;
mod vocabulary;
mod week;

pub use dates::{Dates, PartialDate};
pub use model::{
    Entry, Fact, Flag, Labelled, Oddity, Origin, Problem, Reference, Section, SectionKind, SignOff, State, Task, Visibility, WeekRange,
    WeeklyLog,
};
pub use resolve::{Period, resolve};
pub use vocabulary::{Lang, Vocabulary};

use crate::page::front_matter::FrontMatter;
use crate::page::outline::Outline;

/// What the reader looks at.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The file's path in the site, `/` between folders.
    pub path: &'a str,
    /// Its keys.
    pub front: &'a FrontMatter,
    /// Its text. The public edition's outline has no private blocks, so nothing private is read from it.
    pub outline: &'a Outline,
    /// The page's title, from its front matter or its first heading.
    pub title: Option<&'a str>,
    /// The words to know.
    pub vocabulary: &'a Vocabulary,
}

/// The weekly logs of a page: none when it is no log, several when it has a heading for each week.
pub fn read(input: &Input) -> Vec<WeeklyLog> {
    let mut logs: Vec<WeeklyLog> = identity::logs(input).into_iter().filter_map(|part| reader::read(input, part)).collect();
    logs.iter_mut().for_each(WeeklyLog::fit);
    logs
}

/// Why a page is not read as a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `log: false`.
    Declared,
    /// Its name or its folder is that of a template, a plan, an assignment.
    SomethingElse,
    /// Only its name has a week: nothing in the text is a log's.
    NothingToldOfIt,
    /// Nothing names a week.
    NoWeek,
}

/// Why [`read`] finds no log in a page.
pub fn refusal(input: &Input) -> Refusal {
    if input.front.flag("log") == Some(false) {
        Refusal::Declared
    } else if !identity::logs(input).is_empty() {
        Refusal::NothingToldOfIt
    } else if identity::is_refused(input) {
        Refusal::SomethingElse
    } else {
        Refusal::NoWeek
    }
}

/// The first range of days that a text names, as far as it states them: `June 2 – June 8`.
pub fn dates_in(text: &str, vocabulary: &Vocabulary) -> Option<Dates> {
    dates::range(&text::Words::new(text), vocabulary, 0).map(|reading| reading.dates(text.trim()))
}

/// Whether a fact line's label announces the mentor's name.
pub fn is_mentor_label(label: &str, vocabulary: &Vocabulary) -> bool {
    facts::meaning(label, vocabulary) == Some(vocabulary::Label::Mentor)
}

#[cfg(test)]
mod tests;
