//! Tables of a log: what their columns hold, and what their rows say.

use super::dates::{self, Dates, PartialDate, Point};
use super::items::{cell_lines, cell_state, item_state, text_of};
use super::model::{Entry, Problem, Reference, State, Task};
use super::text::Words;
use super::vocabulary::{Column, Vocabulary};
use super::{hours, unfilled};
use crate::page::outline::Line;
use crate::source::Span;

/// A table whose head was understood.
pub(super) struct Table<'a> {
    columns: Vec<Option<Column>>,
    rows: &'a [Vec<Line>],
    vocabulary: &'a Vocabulary,
}

impl<'a> Table<'a> {
    pub(super) fn new(head: &[Line], rows: &'a [Vec<Line>], vocabulary: &'a Vocabulary) -> Table<'a> {
        let columns = head.iter().map(|cell| {
            let words = Words::new(&text_of(cell));
            let day = || vocabulary.weekday(&words, 0).map(|_| Column::Day);
            vocabulary.column(&words).or_else(day)
        });
        Table { columns: columns.collect(), rows, vocabulary }
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    fn at(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|&found| found == Some(column))
    }

    /// The column that says what a row is about: the task's, else the first that nothing else claims.
    fn subject(&self) -> Option<usize> {
        self.at(Column::Task).or_else(|| self.columns.iter().position(Option::is_none))
    }

    /// Whether rows of this table are tasks, wherever it stands.
    pub(super) fn is_tasks(&self) -> bool {
        self.has(Column::Task) && (self.has(Column::Status) || self.has(Column::Completion))
    }

    /// Whether rows of this table are tasks when it stands in a section of work.
    pub(super) fn is_work(&self) -> bool {
        let unclaimed = self.columns.iter().filter(|column| column.is_none()).count();
        let stated = self.has(Column::Completion) || (self.has(Column::Status) && unclaimed == 1);
        !self.is_problems() && (self.has(Column::Task) || stated) && self.subject().is_some()
    }

    pub(super) fn is_problems(&self) -> bool {
        self.has(Column::Problem) && (self.has(Column::Solution) || !self.has(Column::Task))
    }

    /// Rows that say something, without totals.
    fn told(&self) -> impl Iterator<Item = &'a [Line]> {
        self.rows.iter().map(Vec::as_slice).filter(|row| {
            let mut filled = row.iter().filter(|cell| !cell.is_blank());
            filled.next().is_some_and(|first| {
                !first.runs.iter().find(|run| !run.text.trim().is_empty()).is_some_and(|run| self.vocabulary.total(&run.text))
            })
        })
    }

    /// The rows as tasks.
    pub(super) fn tasks(&self, group: &str) -> Vec<Task> {
        let Some(subject) = self.subject() else { return Vec::new() };
        self.told().filter_map(|row| self.task(row, subject, group)).collect()
    }

    fn task(&self, row: &[Line], subject: usize, group: &str) -> Option<Task> {
        let cell = row.get(subject)?;
        let deleted = !cell.runs.is_empty() && cell.runs.iter().all(|run| run.deleted || run.text.trim().is_empty());
        let (text, more) = cell_lines(cell);
        if !says_something(&text) || unfilled::is_template(&text) {
            return None;
        }
        let (own, text) = item_state(text, None, deleted, self.vocabulary);
        let state = self.state(row).unwrap_or(own);
        let mut notes = self.cell(row, Column::Notes).filter(|text| says_something(text)).unwrap_or_default();
        if !more.is_empty() {
            notes = if notes.is_empty() { more } else { format!("{notes}; {more}") };
        }
        Some(Task { text, state, notes, group: group.to_owned(), span: row_span(row) })
    }

    /// What the status column says, else whether a day of completion is filled in.
    fn state(&self, row: &[Line]) -> Option<State> {
        let status = self.cell(row, Column::Status).map(|text| cell_state(&text, self.vocabulary));
        if let Some(status) = status.filter(|&status| status != State::Unstated) {
            return Some(status);
        }
        let completion = self.cell(row, Column::Completion).filter(|text| says_something(text))?;
        match cell_state(&completion, self.vocabulary) {
            State::Unstated => Some(State::Done),
            stated => Some(stated),
        }
    }

    fn cell(&self, row: &[Line], column: Column) -> Option<String> {
        let cell = row.get(self.at(column)?)?;
        let (first, rest) = cell_lines(cell);
        Some(if rest.is_empty() { first } else { format!("{first}; {rest}") })
    }

    /// The rows as problems.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let Some(subject) = self.at(Column::Problem).or_else(|| self.subject()) else { return Vec::new() };
        let solution = self.at(Column::Solution);
        let told = self.told().filter_map(|row| {
            let problem = whole_cell(row.get(subject)?);
            if !says_something(&problem) || unfilled::is_template(&problem) || self.vocabulary.nothing(&problem) {
                return None;
            }
            let solution = solution.and_then(|at| row.get(at)).map(whole_cell).filter(|text| says_something(text));
            Some(Problem { problem, solution, span: row_span(row) })
        });
        told.collect()
    }

    /// The rows as entries: the subject, and what stands beside it.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let subject = self.subject().unwrap_or(0);
        let told = self.told().filter_map(|row| {
            let text = row.get(subject).map(whole_cell).filter(|text| says_something(text) && !unfilled::is_template(text))?;
            let (own, text) = item_state(text, None, false, self.vocabulary);
            let beside = row.iter().zip(&self.columns).enumerate();
            let beside =
                beside.filter(|&(at, (_, column))| at != subject && matches!(column, None | Some(Column::Notes | Column::Solution)));
            let notes: Vec<String> = beside.map(|(_, (cell, _))| whole_cell(cell)).filter(|text| says_something(text)).collect();
            Some(Entry { text, state: self.state(row).unwrap_or(own), notes: notes.join("; "), span: row_span(row) })
        });
        told.collect()
    }

    /// Links in the columns for them.
    pub(super) fn references(&self) -> Vec<Reference> {
        let Some(at) = self.at(Column::References) else { return Vec::new() };
        self.rows.iter().filter_map(|row| row.get(at)).flat_map(links).collect()
    }

    /// Minutes that the rows add up to: a column of hours, or one of times beside days.
    pub(super) fn minutes(&self) -> Option<u32> {
        if !(self.has(Column::Task) || self.has(Column::Day)) {
            return None;
        }
        let at = self.at(Column::Hours).or_else(|| self.has(Column::Start).then(|| self.at(Column::Start)).flatten())?;
        let bare = self.columns.get(at) == Some(&Some(Column::Hours));
        let sum: u32 = self.told().filter_map(|row| hours::minutes(&text_of(row.get(at)?), bare)).sum();
        let total = || {
            let last = self.rows.last()?;
            hours::minutes(&text_of(last.get(at)?), bare)
        };
        if sum > 0 { Some(sum) } else { total() }
    }

    /// The first and last day of the columns of starts and completions.
    pub(super) fn dates(&self) -> Option<Dates> {
        let at: Vec<usize> = [Column::Start, Column::Completion].into_iter().filter_map(|column| self.at(column)).collect();
        let points = self.told().flat_map(|row| at.iter().filter_map(|&at| row.get(at)).collect::<Vec<_>>());
        let points: Vec<Point> = points.filter_map(|cell| dates::single(&Words::new(&text_of(cell)), self.vocabulary, 0)).collect();
        bounds(&points)
    }
}

/// The first and the last of many days, in the one order of day and month in which all are on the calendar and near each other.
fn bounds(points: &[Point]) -> Option<Dates> {
    let range = |dates: Vec<PartialDate>| {
        let days: Option<Vec<jiff::civil::Date>> = dates.into_iter().map(PartialDate::date).collect();
        let days = days?;
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        (last.since(first).ok()?.get_days() <= 16).then_some((first, last))
    };
    let straight = range(points.iter().map(|point| point.date).collect());
    let exchanged = range(points.iter().map(|point| point.other.unwrap_or(point.date)).collect());
    let (first, last) = match (straight, exchanged) {
        (Some(range), None) | (None, Some(range)) => range,
        (Some(range), Some(other)) if range == other => range,
        // Either order would do: unread is better than wrong.
        _ => return None,
    };
    Some(Dates { start: Some(PartialDate::of(first)), end: Some(PartialDate::of(last)), written: String::new(), unsure: false })
}

fn whole_cell(cell: &Line) -> String {
    let (first, rest) = cell_lines(cell);
    if rest.is_empty() { first } else { format!("{first}; {rest}") }
}

/// Whether a cell holds more than a dash, dots or `N/A`.
fn says_something(text: &str) -> bool {
    text.contains(|c: char| c.is_alphanumeric() || super::vocabulary::is_mark(c)) && !text.eq_ignore_ascii_case("n/a")
}

fn row_span(row: &[Line]) -> Span {
    let start = row.first().map_or(0, |cell| cell.span.start);
    let end = row.last().map_or(start, |cell| cell.span.end);
    Span { start, end: end.max(start) }
}

/// The name that a text ending with a colon or a dash gives to what follows.
fn name_before(text: &str) -> Option<&str> {
    let name = text.trim_end().trim_end_matches([':', '：', '–', '—']);
    let is_name = name.len() < text.trim_end().len() && name.chars().filter(|c| c.is_alphanumeric()).count() > 5 && name.len() < 100;
    is_name.then(|| name.trim())
}

/// The links on a line. A bare address is called what stands before it: "Tide tables: https://…".
pub(super) fn links(line: &Line) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut before = String::new();
    for run in &line.runs {
        let Some(url) = run.link.as_ref().filter(|url| !url.starts_with('#') && !url.is_empty()) else {
            before.push_str(&run.text);
            continue;
        };
        // A link whose text changes its looks is one link: between the parts are marks, and no second `](address)[`.
        let goes_on = |last: &Reference| before.is_empty() && run.span.start.saturating_sub(last.span.end) < url.len() as u32 + 4;
        match found.last_mut() {
            Some(last) if last.url.as_ref() == Some(url) && goes_on(last) => {
                last.text.push_str(&run.text);
                last.span.end = run.span.end;
            }
            _ => {
                let label = name_before(&before).filter(|_| run.text == *url);
                let text = label.map_or_else(|| run.text.clone(), str::to_owned);
                found.push(Reference { text, url: Some(url.clone()), span: run.span });
            }
        }
        before.clear();
    }
    for reference in &mut found {
        reference.text = reference.text.trim().to_owned();
        if reference.text.is_empty() {
            reference.text = reference.url.clone().unwrap_or_default();
        }
    }
    found
}
