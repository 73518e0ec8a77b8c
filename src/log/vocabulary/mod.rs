//! The words that the reader knows, as lookup tables, and what a site adds to them in its configuration.

mod asks;
mod sections;
mod table;
mod words;

use super::model::{SectionKind, State};
use crate::yaml::{self, Mapping, Value};
use std::sync::{Arc, LazyLock};
use table::{Table, numbered};

/// A language whose words for logs are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// English.
    En,
    /// Spanish.
    Es,
    /// Portuguese.
    Pt,
    /// French.
    Fr,
    /// German.
    De,
    /// Dutch.
    Nl,
    /// Vietnamese.
    Vi,
    /// Indonesian.
    Id,
    /// Chinese.
    Zh,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

/// What a fact line's label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The week's first and last day.
    Dates,
    /// A day or a time: dates only when a range follows.
    Day,
    Week,
    Hours,
    Mentor,
    SignedOff,
    Person,
    /// Known, and read by nobody.
    Other,
}

/// What a table's column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Task,
    Status,
    Notes,
    Start,
    Completion,
    Due,
    Day,
    Hours,
    References,
    Problem,
    Solution,
    Other,
}

/// What the items of a work section are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Tasks.
    #[default]
    Tasks,
    /// What came of the work: tasks only where nothing else tells them.
    Outcomes,
    /// Part of a narration: tasks only where they state how far they are.
    Narration,
    /// What a day brought: tasks where lists tell it, a narration where paragraphs do.
    Day,
}

/// A phrase that heads a section.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SectionWord {
    pub(super) kind: SectionKind,
    /// How lists of a work section are to be taken.
    pub(super) role: Role,
    pub(super) lang: Option<Lang>,
    /// Only when it is the whole heading.
    pub(super) weak: bool,
}

impl SectionWord {
    /// Work, said by no phrase.
    pub(super) const WORK: SectionWord = SectionWord { kind: SectionKind::Work, role: Role::Tasks, lang: None, weak: false };
    /// A day's work, under its name.
    pub(super) const DAY: SectionWord = SectionWord { role: Role::Day, ..SectionWord::WORK };
}

#[derive(Clone, Copy, Debug)]
struct StateWord {
    state: State,
    weak: bool,
}

/// A state that a text begins with.
#[derive(Clone, Copy, Debug)]
pub(super) struct StateHit {
    pub(super) state: State,
    /// One past the phrase.
    pub(super) end: usize,
    /// Says a state only when nothing else stands beside it.
    pub(super) weak: bool,
}

#[derive(Clone, Debug)]
struct Tables {
    sections: Table<SectionWord>,
    states: Table<StateWord>,
    columns: Table<Column>,
    labels: Table<Label>,
    fillers: Table<()>,
    leads: Table<()>,
    logs: Table<()>,
    trusted: Table<()>,
    patterns: Table<()>,
    denied: Table<()>,
    places: Table<()>,
    others: Table<()>,
    months: Table<i8>,
    weekdays: Table<()>,
    totals: Table<()>,
    overcome: Table<()>,
    nothing: Table<()>,
    ordinals: Table<u16>,
    cardinals: Table<u16>,
}

static BUILT_IN: LazyLock<Arc<Tables>> = LazyLock::new(|| Arc::new(Tables::built_in()));

/// What whoever answers makes of a question: "What did you do this week?" is "What did I do this week?" and "What did we do this week?".
fn answers(phrase: &str) -> impl Iterator<Item = String> {
    const PERSONS: [[(&str, &str); 3]; 2] =
        [[("are you", "am I"), (" you ", " I "), (" your ", " my ")], [("are you", "are we"), (" you ", " we "), (" your ", " our ")]];
    let padded = format!(" {} ", phrase.trim());
    let asks = padded.contains(" you ") || padded.contains(" your ");
    let of = move |words: [(&str, &str); 3]| words.iter().fold(padded.clone(), |text, (you, own)| text.replace(you, own));
    PERSONS.into_iter().filter(move |_| asks).map(of)
}

impl Tables {
    fn built_in() -> Tables {
        let mut sections = Table::new();
        for (rows, role) in [
            (sections::WORK, Role::Tasks),
            (sections::OUTCOMES, Role::Outcomes),
            (sections::NARRATION, Role::Narration),
            (sections::AIMS, Role::Tasks),
            (sections::AFTER, Role::Tasks),
            (sections::LESSONS, Role::Tasks),
            (sections::REST, Role::Tasks),
        ] {
            for sections::Row(kind, lang, phrases) in rows {
                for phrase in phrases.split(';') {
                    let word = SectionWord { kind: *kind, role, lang: Some(*lang), weak: phrase.ends_with('!') };
                    sections.insert(phrase, word);
                    for own in answers(phrase).filter(|_| *lang == Lang::En) {
                        sections.insert(&own, word);
                    }
                }
            }
        }
        let mut states = Table::new();
        for (state, phrases) in words::STATES {
            for phrase in phrases.split(';') {
                states.insert(phrase, StateWord { state: *state, weak: phrase.ends_with('!') });
            }
        }
        Tables {
            sections,
            states,
            columns: Table::of(words::COLUMNS.iter().copied()),
            labels: Table::of(words::LABELS.iter().copied()),
            fillers: Table::of([((), words::FILLERS)]),
            leads: Table::of([((), words::LEADS)]),
            logs: Table::of([((), words::LOGS)]),
            trusted: Table::of([((), words::TRUSTED)]),
            patterns: Table::of([((), words::PATTERNS)]),
            denied: Table::of([((), words::DENIED)]),
            places: Table::of([((), words::PLACES)]),
            others: Table::of([((), words::OTHERS)]),
            months: numbered(words::MONTHS.iter().copied().zip(1..)),
            weekdays: Table::of([((), words::WEEKDAYS)]),
            totals: Table::of([((), words::TOTALS)]),
            overcome: Table::of([((), words::OVERCOME)]),
            nothing: Table::of([((), words::NOTHING)]),
            ordinals: numbered(words::ORDINALS.iter().copied().zip(1..)),
            cardinals: numbered(words::CARDINALS.iter().copied().zip(1..)),
        }
    }
}

/// The built-in words and a site's own. Copies are cheap.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    tables: Arc<Tables>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary::built_in()
    }
}

impl Vocabulary {
    /// The words of the eleven languages.
    pub fn built_in() -> Vocabulary {
        Vocabulary { tables: Arc::clone(&BUILT_IN) }
    }

    /// Adds a site's own words, which come before the built-in ones:
    /// `sections: {goals: [...]}`, `states: {done: [...]}`, `columns: {task: [...]}`, `labels: {dates: [...]}`.
    /// Returns the keys that mean nothing here, as `sections.gaols`.
    pub fn extend(&mut self, words: &Mapping) -> Vec<String> {
        let mut unknown = Vec::new();
        for (group, entries) in words {
            let group = yaml::text(group).unwrap_or_default();
            let Value::Mapping(entries) = entries else {
                unknown.push(group);
                continue;
            };
            for (name, phrases) in entries {
                let name = yaml::text(name).unwrap_or_default();
                if !Arc::make_mut(&mut self.tables).add(&group, &name, &yaml::texts(phrases)) {
                    unknown.push(format!("{group}.{name}"));
                }
            }
        }
        unknown
    }
}

impl Tables {
    fn add(&mut self, group: &str, name: &str, phrases: &[String]) -> bool {
        match group {
            "sections" => {
                let (kind, role) = match name {
                    "outcomes" => (Some(SectionKind::Work), Role::Outcomes),
                    name => (SectionKind::named(name), Role::Tasks),
                };
                kind.map(|kind| self.sections.prefer(phrases, SectionWord { kind, role, lang: None, weak: false }))
            }
            "states" => State::named(name).map(|state| self.states.prefer(phrases, StateWord { state, weak: false })),
            "columns" => named_column(name).map(|column| self.columns.prefer(phrases, column)),
            "labels" => named_label(name).map(|label| self.labels.prefer(phrases, label)),
            _ => None,
        }
        .is_some()
    }
}

fn named_column(name: &str) -> Option<Column> {
    Some(match name {
        "task" => Column::Task,
        "status" => Column::Status,
        "notes" => Column::Notes,
        "start" => Column::Start,
        "completion" => Column::Completion,
        "due" => Column::Due,
        "day" => Column::Day,
        "hours" => Column::Hours,
        "references" => Column::References,
        "problem" => Column::Problem,
        "solution" => Column::Solution,
        _ => return None,
    })
}

fn named_label(name: &str) -> Option<Label> {
    Some(match name {
        "dates" => Label::Dates,
        "week" => Label::Week,
        "hours" => Label::Hours,
        "mentor" => Label::Mentor,
        "signed_off" => Label::SignedOff,
        "person" => Label::Person,
        "other" => Label::Other,
        _ => return None,
    })
}

/// The state that a mark says by itself, or `None` for a mark that says nothing and for any other sign.
pub(super) fn mark(c: char) -> Option<State> {
    if !may_be_mark(c) {
        return None;
    }
    words::MARKS.iter().find(|(_, marks)| marks.contains(c)).map(|(state, _)| *state)
}

/// Whether a sign is a mark of any kind.
pub(super) fn is_mark(c: char) -> bool {
    may_be_mark(c) && (mark(c).is_some() || words::MUTE_MARKS.contains(c))
}

/// Signs and pictures, not letters of any script.
fn may_be_mark(c: char) -> bool {
    matches!(c, '\u{2300}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}
