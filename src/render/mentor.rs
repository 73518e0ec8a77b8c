//! What the templates of the pages that weeklog adds see: progress, cohort, round-up, knowledge, logbook.

use super::context::{LinkContext, as_html};
use serde::Serialize;

/// How many tasks are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Done.
    pub done: usize,
    /// In progress.
    pub in_progress: usize,
    /// Partly done, or carried over.
    pub partial: usize,
    /// Blocked or paused.
    pub blocked: usize,
    /// Not started.
    pub planned: usize,
    /// Given up.
    pub dropped: usize,
    /// No state is written.
    pub unstated: usize,
    /// All of them.
    pub total: usize,
}

/// Hours against their target.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HoursContext {
    /// Sum of the weeks that state any.
    pub total: f64,
    /// What the internship asks for.
    pub target: Option<f64>,
    /// Whole percent of the target, at most 100.
    pub percent: Option<u32>,
}

/// Who signed a week off.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SignOffContext {
    /// Their name, when it is written.
    pub by: Option<String>,
    /// The day, as the site's language writes it.
    pub on: Option<String>,
}

/// A week in the table of weeks.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WeekRow {
    /// "Week 4", "Weeks 6–8".
    pub label: String,
    /// The page's own title.
    pub title: String,
    /// The log's address; none when it is missing.
    pub url: Option<String>,
    /// "23–30 June 2025".
    pub dates: Option<String>,
    /// The first day, ISO.
    pub start: Option<String>,
    /// The last day, ISO.
    pub end: Option<String>,
    /// What the week was about.
    pub focus: Option<String>,
    /// Its tasks.
    pub tasks: Counts,
    /// Its hours.
    pub hours: Option<f64>,
    /// Problems without a solution.
    pub open_problems: usize,
    /// Its sign-off.
    pub signed_off: Option<SignOffContext>,
    /// `logged`, `late`, `unfilled`, `invalid`, `missing`, `exempt`, `not-due`.
    pub state: &'static str,
}

/// A bar of the chart of tasks by week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Bar {
    /// "Week 4".
    pub label: String,
    /// "4", for where there is little room.
    pub short: String,
    /// The log's address.
    pub url: Option<String>,
    /// All tasks.
    pub total: usize,
    /// Its pieces from the bottom up, none empty.
    pub segments: Vec<Segment>,
}

/// A piece of a bar.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Segment {
    /// The state, as in the class `state-…`.
    pub state: &'static str,
    /// "in progress".
    pub label: String,
    /// How many.
    pub count: usize,
    /// How many are below it.
    pub offset: usize,
}

/// The chart of tasks by state and week.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chart {
    /// The most tasks of any week, at least 1.
    pub max: usize,
    /// One a week, in order.
    pub bars: Vec<Bar>,
    /// The states that occur.
    pub legend: Vec<Segment>,
    /// It all in one sentence, for those who do not see it.
    pub summary: String,
}

/// Something said in one log.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// What.
    pub text: String,
    /// What was added to it: notes, a solution.
    pub note: Option<String>,
    /// The log: "Week 4".
    pub week: String,
    /// Its address, with the anchor of the section.
    pub url: String,
    /// Whose log, in a cohort.
    pub intern: Option<String>,
}

/// What one week planned for the next, beside what the next one set out to do.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The week that planned.
    pub from: LinkContext,
    /// The week after it.
    pub to: LinkContext,
    /// What was planned.
    pub planned: Vec<String>,
    /// The goals set.
    pub set: Vec<String>,
}

/// `progress` of `progress.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ProgressContext {
    /// The intern, in a cohort: name and page.
    pub intern: Option<LinkContext>,
    /// Who guides them.
    pub mentor: Option<String>,
    /// Weeks with a log.
    pub logged: usize,
    /// Weeks that should have one by now.
    pub due: usize,
    /// All tasks.
    pub tasks: Counts,
    /// Hours; none when no log states any.
    pub hours: Option<HoursContext>,
    /// Tasks by state and week; none without tasks.
    pub chart: Option<Chart>,
    /// Tasks that are blocked in the last log that mentions them.
    pub blockers: Vec<Said>,
    /// Problems without a solution.
    pub open_problems: Vec<Said>,
    /// Weeks without sign-off, when any week has one.
    pub awaiting: Vec<LinkContext>,
    /// The table.
    pub weeks: Vec<WeekRow>,
    /// Planned then, set now.
    pub pairs: Vec<Pair>,
}

/// A column of the cohort's matrix.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// `2025-W23`.
    pub key: String,
    /// "W23".
    pub label: String,
    /// "2–8 June 2025".
    pub dates: String,
    /// The round-up of that week.
    pub url: Option<String>,
}

/// A cell of the matrix.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// A week's state, as in [`WeekRow::state`], or empty outside of the internship.
    pub state: &'static str,
    /// The state in words, with the week and "awaiting sign-off" if so.
    pub label: String,
    /// The log.
    pub url: Option<String>,
    /// What to write in the cell: the week's number.
    pub short: String,
    /// The log waits for a sign-off.
    pub awaiting: bool,
    /// The log has a blocked task.
    pub blocked: bool,
}

/// A row of the matrix.
#[derive(Clone, Debug, Serialize)]
pub struct InternRow {
    /// Their name.
    pub name: String,
    /// Their own progress page.
    pub url: String,
    /// Who guides them.
    pub mentor: Option<String>,
    /// Weeks with a log.
    pub logged: usize,
    /// Weeks that should have one by now.
    pub due: usize,
    /// One a column.
    pub cells: Vec<Cell>,
    /// Blocked tasks that are open.
    pub blockers: usize,
    /// Logs that wait for a sign-off.
    pub awaiting: usize,
    /// Hours.
    pub hours: Option<HoursContext>,
    /// Why somebody should look: "2 weeks missing", "blocked: …".
    pub attention: Vec<String>,
}

/// How many cells have a state.
#[derive(Clone, Debug, Serialize)]
pub struct StateCount {
    /// As in [`WeekRow::state`], or `awaiting`.
    pub state: &'static str,
    /// In words.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// `cohort` of `cohort.html`.
#[derive(Clone, Debug, Serialize)]
pub struct CohortContext {
    /// Calendar weeks, in order.
    pub columns: Vec<Column>,
    /// Interns by name.
    pub interns: Vec<InternRow>,
    /// All mentors, by name.
    pub mentors: Vec<String>,
    /// The states that occur, with how often.
    pub states: Vec<StateCount>,
    /// The day up to which weeks are due, ISO.
    pub on: String,
    /// The same in words.
    pub on_text: String,
}

/// What one intern wrote of a week.
#[derive(Clone, Debug, Serialize)]
pub struct RoundupLog {
    /// Their name.
    pub name: String,
    /// Who guides them.
    pub mentor: Option<String>,
    /// "Week 4".
    pub week: String,
    /// The log.
    pub url: String,
    /// What the week was about.
    pub focus: Option<String>,
    /// Tasks with their states.
    pub tasks: Vec<TaskContext>,
    /// Problems with their solutions.
    pub problems: Vec<Said>,
    /// Learnings.
    pub learnings: Vec<String>,
    /// What comes next.
    pub next: Vec<String>,
    /// Hours.
    pub hours: Option<f64>,
    /// Sign-off.
    pub signed_off: Option<SignOffContext>,
}

/// A task.
#[derive(Clone, Debug, Serialize)]
pub struct TaskContext {
    /// What.
    pub text: String,
    /// `done`, `in-progress`, …
    pub state: &'static str,
    /// "in progress".
    pub label: String,
}

/// `roundup` of `roundup.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RoundupContext {
    /// `2025-W23`.
    pub key: String,
    /// "2–8 June 2025".
    pub dates: String,
    /// The week before.
    pub previous: Option<LinkContext>,
    /// The week after.
    pub next: Option<LinkContext>,
    /// What was written, by intern.
    pub logs: Vec<RoundupLog>,
    /// Who wrote nothing though a log was due: names and pages.
    pub missing: Vec<LinkContext>,
}

/// A reference with the logs that name it.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceContext {
    /// What it is called.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
    /// Where it is named.
    pub logs: Vec<LinkContext>,
    /// How many more logs name it.
    pub more: usize,
}

/// A page of a Knowledge that is divided.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KnowledgePart {
    /// Whose it is.
    pub title: String,
    /// Its address.
    pub url: String,
    /// How many problems it holds.
    pub problems: usize,
    /// How many of them have no solution.
    pub unsolved: usize,
    /// How many learnings.
    pub learnings: usize,
    /// How many references.
    pub references: usize,
}

/// `knowledge` of `knowledge.html`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct KnowledgeContext {
    /// Whose it is, when each intern has a page of their own.
    pub of: Option<String>,
    /// The page before it.
    pub previous: Option<LinkContext>,
    /// The page after it.
    pub next: Option<LinkContext>,
    /// The pages of a divided Knowledge, on the page before them: there, problems are the newest open ones, and references
    /// those that several logs name.
    pub parts: Vec<KnowledgePart>,
    /// Problems; the note is the solution.
    pub problems: Vec<Said>,
    /// Learnings.
    pub learnings: Vec<Said>,
    /// References.
    pub references: Vec<ReferenceContext>,
}

/// A week of the logbook.
#[derive(Clone, Debug, Serialize)]
pub struct LogbookWeek {
    /// The table's row.
    pub row: WeekRow,
    /// The log's text, as HTML, its headings one level down.
    #[serde(serialize_with = "as_html")]
    pub content: String,
}

/// `logbook` of `logbook.html`.
#[derive(Clone, Debug, Serialize)]
pub struct LogbookContext {
    /// The intern, in a cohort.
    pub intern: Option<LinkContext>,
    /// Who guides them.
    pub mentor: Option<String>,
    /// "2 June – 10 August 2025".
    pub period: Option<String>,
    /// Hours.
    pub hours: Option<HoursContext>,
    /// The style rules of the utility classes in its weeks.
    pub utilities: Option<String>,
    /// All weeks; empty on a cohort's list of logbooks.
    pub weeks: Vec<LogbookWeek>,
    /// Logbooks of all interns, on a cohort's list.
    pub books: Vec<LinkContext>,
}

/// `page.log`: the facts header of a log's page.
#[derive(Clone, Debug, Serialize)]
pub struct LogContext {
    /// The table's row.
    pub row: WeekRow,
    /// The intern, in a cohort.
    pub intern: Option<LinkContext>,
    /// The intern's progress.
    pub progress_url: String,
    /// Minutes of reading, at least 1.
    pub minutes: usize,
}
