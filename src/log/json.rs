//! A page's logs in the documented form for programs: `weeklog inspect --format json`, `weeklog.json`.

use super::model::{Entry, SignOff, WeeklyLog};
use super::resolve::Period;
use crate::source::{Source, Span};
use serde::Serialize;
use serde_json::{Map, Value};

/// One page and its logs.
#[derive(Debug, Serialize)]
pub struct File<'a> {
    /// The path in the site.
    pub file: &'a str,
    /// Its logs, in order.
    pub logs: Vec<Log<'a>>,
}

/// One log.
#[derive(Debug, Serialize)]
pub struct Log<'a> {
    /// The first week's number.
    pub week: Option<u16>,
    /// The first and the last week's.
    pub weeks: Option<[u16; 2]>,
    /// The term in which weeks are counted, where they are counted anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<u16>,
    /// First and last day.
    pub dates: Option<Dates>,
    /// Label to value.
    pub facts: Map<String, Value>,
    /// What the week was to bring.
    pub goals: Vec<&'a str>,
    /// What was done.
    pub tasks: Vec<Task<'a>>,
    /// What stood in the way.
    pub problems: Vec<Problem<'a>>,
    /// What was learned.
    pub learnings: Vec<&'a str>,
    /// What was read.
    pub references: Vec<Reference<'a>>,
    /// What the next week is to bring.
    pub next: Vec<&'a str>,
    /// What is taken along.
    pub carry: Vec<&'a str>,
    /// Hours worked.
    pub hours: Option<f64>,
    /// Who approved it, and when.
    pub signed_off: Option<Signed<'a>>,
    /// What the mentor wrote.
    pub mentor_comment: Option<&'a str>,
    /// Its sections.
    pub sections: Vec<Section<'a>>,
}

/// First and last day in ISO 8601; what the log does not state is `X`, and an impossible date stays as written.
#[derive(Debug, Serialize)]
pub struct Dates {
    /// The first day.
    pub start: Option<String>,
    /// The last day.
    pub end: Option<String>,
}

/// A piece of work.
#[derive(Debug, Serialize)]
pub struct Task<'a> {
    /// What it is.
    pub text: &'a str,
    /// `done`, `in-progress`, `partial`, `blocked`, `planned`, `dropped` or `unstated`.
    pub state: &'static str,
    /// What is said beside it.
    pub notes: &'a str,
    /// Its line, from 1.
    pub line: usize,
}

/// A difficulty.
#[derive(Debug, Serialize)]
pub struct Problem<'a> {
    /// What stood in the way.
    pub problem: &'a str,
    /// How it was overcome.
    pub solution: Option<&'a str>,
}

/// Something to read.
#[derive(Debug, Serialize)]
pub struct Reference<'a> {
    /// Its name.
    pub text: &'a str,
    /// Its address.
    pub url: Option<&'a str>,
}

/// An approval.
#[derive(Debug, Serialize)]
pub struct Signed<'a> {
    /// The mentor.
    pub by: Option<&'a str>,
    /// The day, as written.
    pub on: Option<&'a str>,
}

/// A headed part.
#[derive(Debug, Serialize)]
pub struct Section<'a> {
    /// What it is about.
    pub kind: Option<&'static str>,
    /// Its heading.
    pub title: &'a str,
    /// Its line, from 1.
    pub line: usize,
}

/// The logs of one file. `periods` are theirs, in their order, where the neighbours' years are known.
pub fn file<'a>(source: &'a Source, logs: &'a [WeeklyLog], periods: &[Option<Period>]) -> File<'a> {
    let logs = logs.iter().enumerate().map(|(i, log)| self::log(log, source, periods.get(i).copied().flatten()));
    File { file: source.path(), logs: logs.collect() }
}

/// One log.
pub fn log<'a>(log: &'a WeeklyLog, source: &Source, period: Option<Period>) -> Log<'a> {
    let line = |span: Span| source.line_number(span.start);
    let week = log.week.as_ref().map(|week| week.value);
    let mut facts = Map::new();
    for fact in &log.facts {
        facts.entry(fact.label.as_str()).or_insert_with(|| Value::String(fact.value.clone()));
    }
    Log {
        week: week.map(|week| week.first),
        weeks: week.map(|week| [week.first, week.last]),
        term: week.and_then(|week| week.term),
        dates: dates(log, period),
        facts,
        goals: texts(&log.goals),
        tasks: log
            .tasks
            .iter()
            .map(|task| Task { text: &task.text, state: task.state.as_str(), notes: &task.notes, line: line(task.span) })
            .collect(),
        problems: log.problems.iter().map(|problem| Problem { problem: &problem.problem, solution: problem.solution.as_deref() }).collect(),
        learnings: texts(&log.learnings),
        references: log.references.iter().map(|reference| Reference { text: &reference.text, url: reference.url.as_deref() }).collect(),
        next: texts(&log.next),
        carry: texts(&log.carry),
        hours: log.hours(),
        signed_off: log.signed_off.as_ref().map(|fact| signed(&fact.value)),
        mentor_comment: log.mentor_comment.as_ref().map(|fact| fact.value.as_str()),
        sections: log
            .sections
            .iter()
            .map(|section| Section { kind: section.kind.map(|kind| kind.as_str()), title: &section.title, line: line(section.span) })
            .collect(),
    }
}

fn texts(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.text.as_str()).collect()
}

fn signed(signed: &SignOff) -> Signed<'_> {
    Signed { by: signed.by.as_deref(), on: signed.on.as_deref() }
}

fn dates(log: &WeeklyLog, period: Option<Period>) -> Option<Dates> {
    if let Some(period) = period {
        return Some(Dates { start: Some(period.start.to_string()), end: period.end.map(|end| end.to_string()) });
    }
    let dates = &log.dates.as_ref()?.value;
    Some(Dates { start: dates.start.map(|date| date.to_string()), end: dates.end.map(|date| date.to_string()) })
}
