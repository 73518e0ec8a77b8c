//! What the reader understands of a log: facts, each with the place where it stands.

use super::dates::Dates;
use super::vocabulary::Lang;
use crate::page::fit_list;
use crate::source::Span;

/// Where in a page, or around it, a fact was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Origin {
    /// A key of the front matter.
    FrontMatter,
    /// The file's name.
    FileName,
    /// The folder's name.
    Folder,
    /// The page's title.
    Title,
    /// A heading.
    Heading,
    /// A line of the text.
    Line,
    /// The rows of a table, taken together.
    Table,
}

/// A value with the bytes it was read from (none when it comes from a name) and how.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Fact<T> {
    /// What was understood.
    pub value: T,
    /// Bytes of the file.
    pub span: Span,
    /// Where it stood.
    pub from: Origin,
}

/// The weeks that a log covers: `Week 6–8` is 6 to 8, `Week 4` is 4 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct WeekRange {
    /// The term or semester, when weeks are counted anew in each.
    pub term: Option<u16>,
    /// The first week.
    pub first: u16,
    /// The last week, never before the first.
    pub last: u16,
}

/// How far a task is. What a log does not say stays unstated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum State {
    /// Finished.
    Done,
    /// Being worked on.
    InProgress,
    /// Finished in part, or carried over.
    Partial,
    /// Waiting for something, or paused.
    Blocked,
    /// Not begun.
    Planned,
    /// Given up.
    Dropped,
    /// The log does not say.
    #[default]
    Unstated,
}

impl State {
    /// All of them, in the order in which charts show them.
    pub const ALL: [State; 7] =
        [State::Done, State::InProgress, State::Partial, State::Blocked, State::Planned, State::Dropped, State::Unstated];

    /// The name in data and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Done => "done",
            State::InProgress => "in-progress",
            State::Partial => "partial",
            State::Blocked => "blocked",
            State::Planned => "planned",
            State::Dropped => "dropped",
            State::Unstated => "unstated",
        }
    }

    /// The state of that name, `_` being as good as `-`.
    pub fn named(name: &str) -> Option<State> {
        let name = name.replace('_', "-");
        State::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether something remains to be done.
    pub fn is_open(self) -> bool {
        matches!(self, State::InProgress | State::Partial | State::Blocked | State::Planned)
    }
}

/// What a section of a log is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum SectionKind {
    /// The week in a sentence.
    Focus,
    /// What the week was to bring.
    Goals,
    /// What was done, and what came of it.
    Work,
    /// What was learned.
    Learnings,
    /// What stood in the way.
    Problems,
    /// Where to read more.
    References,
    /// What the next week is to bring.
    Next,
    /// What is taken along to another week.
    Carry,
    /// Pictures.
    Screenshots,
    /// Time worked.
    Hours,
    /// The mentor's words.
    Mentor,
    /// Who, where, with whom.
    Facts,
}

impl SectionKind {
    const ALL: [SectionKind; 12] = [
        SectionKind::Focus,
        SectionKind::Goals,
        SectionKind::Work,
        SectionKind::Learnings,
        SectionKind::Problems,
        SectionKind::References,
        SectionKind::Next,
        SectionKind::Carry,
        SectionKind::Screenshots,
        SectionKind::Hours,
        SectionKind::Mentor,
        SectionKind::Facts,
    ];

    /// The name in data and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            SectionKind::Focus => "focus",
            SectionKind::Goals => "goals",
            SectionKind::Work => "work",
            SectionKind::Learnings => "learnings",
            SectionKind::Problems => "problems",
            SectionKind::References => "references",
            SectionKind::Next => "next",
            SectionKind::Carry => "carry",
            SectionKind::Screenshots => "screenshots",
            SectionKind::Hours => "hours",
            SectionKind::Mentor => "mentor",
            SectionKind::Facts => "facts",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<SectionKind> {
        SectionKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A headed part of a log.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Section {
    /// What it is about; `None` when its heading says nothing known.
    pub kind: Option<SectionKind>,
    /// Its heading as written.
    pub title: String,
    /// The anchor of its heading; empty for a line that only looks like one.
    pub id: String,
    /// From its heading to its end.
    pub span: Span,
    /// Whether anything but template text stands in it.
    pub filled: bool,
}

/// A `**Label**: value` line.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Labelled {
    /// What stands before the colon.
    pub label: String,
    /// What stands after it.
    pub value: String,
    /// The bytes of the value.
    pub span: Span,
}

/// One thing of a list: a goal, a learning, something carried.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    /// Its text, without marks.
    pub text: String,
    /// What a check box or a mark says of it.
    pub state: State,
    /// What stands indented below it, or beside it.
    pub notes: String,
    /// Its bytes.
    pub span: Span,
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Task {
    /// What it is.
    pub text: String,
    /// How far it is.
    pub state: State,
    /// Its notes cell, or what stands indented below it.
    pub notes: String,
    /// The subheading that it stands under; empty when there is none.
    pub group: String,
    /// Its row or item.
    pub span: Span,
}

/// A difficulty.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// What stood in the way.
    pub problem: String,
    /// How it was overcome, when the log says so.
    pub solution: Option<String>,
    /// Its row, item or lines.
    pub span: Span,
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Reference {
    /// Its name; the address when it has none.
    pub text: String,
    /// Its address.
    pub url: Option<String>,
    /// Its bytes.
    pub span: Span,
}

/// Who approved a log, and when.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SignOff {
    /// The mentor's name.
    pub by: Option<String>,
    /// The day, as written.
    pub on: Option<String>,
}

/// Who may read a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Mentors.
    Mentor,
}

/// What is odd about a log, for the checker to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Oddity {
    /// Two places name different weeks; the span is the one that was not believed.
    WeekDisagrees,
    /// The dates line holds something, and it is no dates.
    DatesUnread,
    /// A date that no calendar has, as 2025-02-30.
    DateImpossible,
    /// The end lies before the start.
    DatesReversed,
    /// Day and month cannot be told apart, as in 09/06/2025.
    DatesUnsure,
    /// The dates line still holds the template's `YYYY-MM-DD`.
    DatesUnfilled,
    /// The page holds the same week a second time, which is not read.
    Repeated,
    /// `visibility` is neither `public` nor `mentor`.
    VisibilityUnknown,
}

/// One odd thing and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Flag {
    /// What is odd.
    pub oddity: Oddity,
    /// Where.
    pub span: Span,
}

/// Everything that the reader understood of one week.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct WeeklyLog {
    /// From the first byte to the last: the whole body, or this week's part of it.
    pub span: Span,
    /// The heading or title of the week, as written; empty when there is none.
    pub title: String,
    /// The anchor of the week's heading, when one page holds several.
    pub id: String,
    /// The language that most of its headings are in.
    pub language: Option<Lang>,
    /// Its number, or numbers.
    pub week: Option<Fact<WeekRange>>,
    /// Its first and last day, as far as stated.
    pub dates: Option<Fact<Dates>>,
    /// The day a page is dated by (`date`, a post's name): says when it was written, not which days it covers.
    pub dated: Option<Fact<jiff::civil::Date>>,
    /// The `**Label**: value` lines, in order.
    pub facts: Vec<Labelled>,
    /// The mentor that a fact line names.
    pub mentor: Option<Fact<String>>,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// The week in a sentence.
    pub focus: Option<Fact<String>>,
    /// What it was to bring.
    pub goals: Vec<Entry>,
    /// What was done.
    pub tasks: Vec<Task>,
    /// What the next week is to bring.
    pub next: Vec<Entry>,
    /// What is explicitly taken along.
    pub carry: Vec<Entry>,
    /// What stood in the way.
    pub problems: Vec<Problem>,
    /// What was learned.
    pub learnings: Vec<Entry>,
    /// What was read.
    pub references: Vec<Reference>,
    /// Time worked, in minutes.
    pub minutes: Option<Fact<u32>>,
    /// Who approved it.
    pub signed_off: Option<Fact<SignOff>>,
    /// What the mentor wrote.
    pub mentor_comment: Option<Fact<String>>,
    /// Who may read it.
    pub visibility: Visibility,
    /// Whether anything but facts and template text stands in it.
    pub filled: bool,
    /// Text still equal to the template's.
    pub unfilled: Vec<Span>,
    /// What is odd about it.
    pub flags: Vec<Flag>,
}

impl WeeklyLog {
    /// Gives back the room into which its lists did not grow: it stays as long as the site does.
    pub(super) fn fit(&mut self) {
        let WeeklyLog { facts, sections, goals, tasks, next, carry, problems, learnings, references, unfilled, flags, .. } = self;
        fit_list(facts);
        fit_list(sections);
        [goals, next, carry, learnings].into_iter().for_each(fit_list);
        fit_list(tasks);
        fit_list(problems);
        fit_list(references);
        fit_list(unfilled);
        fit_list(flags);
    }

    /// Time worked, in hours.
    pub fn hours(&self) -> Option<f64> {
        self.minutes.as_ref().map(|minutes| f64::from(minutes.value) / 60.0)
    }

    /// Whether a mentor has signed or commented.
    pub fn is_signed_off(&self) -> bool {
        self.signed_off.is_some() || self.mentor_comment.is_some()
    }
}
