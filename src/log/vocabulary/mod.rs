//! The words that the reader knows, as lookup tables, and what a site adds to them in its configuration.

mod sections;
mod words;

use super::model::{SectionKind, State};
use super::text::{Gap, Kind, Words, head};
use crate::yaml::{self, Mapping, Value};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// A language whose words for logs are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Phrases in their canonical form, and for each first token the longest phrase, in tokens, that it begins.
#[derive(Clone, Debug)]
struct Table<T> {
    phrases: HashMap<Box<str>, T>,
    firsts: HashMap<Box<str>, u8>,
}

impl<T: Copy> Table<T> {
    fn new() -> Self {
        Table { phrases: HashMap::new(), firsts: HashMap::new() }
    }

    fn of<'a>(rows: impl IntoIterator<Item = (T, &'a str)>) -> Self {
        let mut table = Table::new();
        for (value, phrases) in rows {
            phrases.split(';').for_each(|phrase| table.insert(phrase, value));
        }
        table
    }

    /// Adds a phrase, and its form with `&` for "and"; the first meaning of it stays.
    fn insert(&mut self, phrase: &str, value: T) {
        self.insert_one(phrase, value);
        let joins = |word: &str| matches!(word, "and" | "y" | "e" | "et" | "und" | "en" | "và" | "dan");
        if phrase.split(' ').any(joins) {
            let signed: Vec<&str> = phrase.split(' ').map(|word| if joins(word) { "&" } else { word }).collect();
            self.insert_one(&signed.join(" "), value);
        }
    }

    fn insert_one(&mut self, phrase: &str, value: T) {
        let words = Words::new(phrase);
        if words.is_empty() {
            return;
        }
        let longest = self.firsts.entry(words.word(0).into()).or_default();
        *longest = (*longest).max(u8::try_from(words.len()).unwrap_or(u8::MAX));
        self.phrases.entry(words.all().into()).or_insert(value);
    }

    /// The longest phrase that begins at token `from`, and one past its last token.
    fn longest(&self, words: &Words, from: usize) -> Option<(usize, T)> {
        let most = usize::from(*self.firsts.get(words.word(from))?).min(words.len() - from);
        let joined = (1..most).take_while(|&i| words.gap(from + i).joins()).count() + 1;
        (1..=joined).rev().find_map(|len| self.phrases.get(words.slice(from, from + len)).map(|&value| (from + len, value)))
    }

    fn whole(&self, words: &Words) -> Option<T> {
        if words.cut { None } else { self.phrases.get(words.all()).copied() }
    }
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
    nothing: Table<()>,
    ordinals: Table<u16>,
    cardinals: Table<u16>,
}

/// Longest way, in bytes, to say that there is nothing to say.
const LONGEST_NOTHING: usize = 48;

static BUILT_IN: LazyLock<Arc<Tables>> = LazyLock::new(|| Arc::new(Tables::built_in()));

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
                    let weak = phrase.ends_with('!');
                    sections.insert(phrase, SectionWord { kind: *kind, role, lang: Some(*lang), weak });
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
            nothing: Table::of([((), words::NOTHING)]),
            ordinals: numbered(words::ORDINALS.iter().copied().zip(1..)),
            cardinals: numbered(words::CARDINALS.iter().copied().zip(1..)),
        }
    }
}

fn numbered<'a, T: Copy>(rows: impl Iterator<Item = (&'a str, T)>) -> Table<T> {
    let mut table = Table::new();
    for (spellings, number) in rows {
        spellings.split(' ').for_each(|spelling| table.insert(spelling, number));
    }
    table
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
        let tables = Arc::make_mut(&mut self.tables);
        let mut unknown = Vec::new();
        for (group, entries) in words {
            let group = yaml::text(group).unwrap_or_default();
            let Value::Mapping(entries) = entries else {
                unknown.push(group);
                continue;
            };
            for (name, phrases) in entries {
                let name = yaml::text(name).unwrap_or_default();
                if !tables.add(&group, &name, &yaml::texts(phrases)) {
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

impl<T: Copy> Table<T> {
    /// Adds phrases whose meaning replaces the one they had.
    fn prefer(&mut self, phrases: &[String], value: T) {
        for phrase in phrases {
            self.phrases.remove(Words::new(phrase).all());
            self.insert(phrase, value);
        }
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

/// What the rest of the room asks.
impl Vocabulary {
    /// What a heading heads. The phrase must be the heading but for numbers, "of the week" and their like,
    /// or what follows a colon, a dash or a bracket.
    pub(super) fn section(&self, words: &Words) -> Option<SectionWord> {
        let (end, hit) = self.phrase_after_fillers(words, words.len())?;
        // "In progress" is a state, not progress.
        if self.tables.sections.longest(words, 0).is_none() && self.state(words, 0).is_some_and(|hit| hit.end >= end && !hit.weak) {
            return None;
        }
        let rest = self.after_fillers(words, end);
        let whole = rest >= words.len() && !words.cut;
        if whole {
            return Some(hit);
        }
        if hit.weak {
            return None;
        }
        let apart = Gap::COLON.or(Gap::OPEN).or(Gap::ARROW).or(Gap::TILDE).or(Gap::DOT);
        let sets_apart = |gap: Gap| gap.has(apart) || (gap.has(Gap::DASH) && gap.has(Gap::SPACE));
        if sets_apart(words.gap(end)) || sets_apart(words.gap(rest)) {
            return Some(hit);
        }
        let gap = words.gap(rest);
        let about = matches!(hit.kind, SectionKind::Learnings | SectionKind::Problems | SectionKind::References);
        if about && self.tables.leads.longest(words, end).is_some() {
            return Some(hit);
        }
        if gap.has(Gap::PLUS.or(Gap::SLASH).or(Gap::COMMA)) || rest > end {
            // Two headings in one: read when both mean the same.
            let second = self.tables.sections.longest(words, rest)?;
            return (second.1.kind == hit.kind && second.0 >= words.len()).then_some(hit);
        }
        None
    }

    /// The longest section phrase after what may be skipped, begun before token `until`.
    fn phrase_after_fillers(&self, words: &Words, until: usize) -> Option<(usize, SectionWord)> {
        let mut from = 0;
        while from < until {
            if let Some(found) = self.tables.sections.longest(words, from) {
                return Some(found);
            }
            from = self.filler(words, from)?;
        }
        None
    }

    /// One past the filler at token `from`: a filler word, a number, a roman or Chinese numeral before a dot.
    fn filler(&self, words: &Words, from: usize) -> Option<usize> {
        let token = words.get(from)?;
        if token.kind == Kind::Number {
            return Some(from + 1);
        }
        if let Some((end, ())) = self.tables.fillers.longest(words, from) {
            return Some(end);
        }
        let word = words.word(from);
        let numeral = matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "c" | "d")
            && words.gap(from + 1).has(Gap::DOT.or(Gap::CLOSE));
        let chinese = word.chars().all(|c| "一二三四五六七八九十".contains(c));
        (numeral || chinese).then_some(from + 1)
    }

    fn after_fillers(&self, words: &Words, mut from: usize) -> usize {
        while let Some(next) = self.filler(words, from) {
            from = next;
        }
        from
    }

    /// Whether `from..to` holds nothing but fillers.
    pub(super) fn only_fillers(&self, words: &Words, from: usize, to: usize) -> bool {
        let mut at = from;
        while at < to {
            match self.filler(words, at) {
                Some(next) if next <= to => at = next,
                _ => return false,
            }
        }
        true
    }

    /// The state that token `from` begins to say.
    pub(super) fn state(&self, words: &Words, from: usize) -> Option<StateHit> {
        let (end, hit) = self.tables.states.longest(words, from)?;
        Some(StateHit { state: hit.state, end, weak: hit.weak })
    }

    /// The state that a whole heading says of all that stands under it: "Done", "In progress".
    pub(super) fn heading_state(&self, words: &Words) -> Option<State> {
        if words.cut {
            return None;
        }
        let bounded = |end: usize| end == words.len() || words.gap(end).has(Gap::OPEN.or(Gap::COLON).or(Gap::SLASH));
        let mut from = 0;
        while from < words.len() {
            if let Some(hit) = self.state(words, from).filter(|hit| !hit.weak && bounded(hit.end)) {
                return Some(hit.state);
            }
            from = self.filler(words, from)?;
        }
        None
    }

    /// What the column under this head holds.
    pub(super) fn column(&self, words: &Words) -> Option<Column> {
        if let Some(column) = self.tables.columns.whole(words) {
            return Some(column);
        }
        let (end, column) = self.tables.columns.longest(words, 0)?;
        (words.gap(end).has(Gap::OPEN.or(Gap::SLASH).or(Gap::PLUS)) || self.only_fillers(words, end, words.len())).then_some(column)
    }

    /// What a fact line's label announces.
    pub(super) fn label(&self, words: &Words) -> Option<Label> {
        self.tables.labels.whole(words)
    }

    /// The section that a whole label names: `**Challenges**: …`.
    pub(super) fn inline_section(&self, words: &Words) -> Option<SectionWord> {
        let (end, hit) = self.phrase_after_fillers(words, words.len())?;
        (!words.cut && self.only_fillers(words, end, words.len())).then_some(hit)
    }

    /// The month, 1 to 12, that token `i` names.
    pub(super) fn month(&self, words: &Words, i: usize) -> Option<i8> {
        self.tables.months.phrases.get(words.word(i)).copied()
    }

    /// One past the name of a day of the week.
    pub(super) fn weekday(&self, words: &Words, from: usize) -> Option<usize> {
        self.tables.weekdays.longest(words, from).map(|(end, ())| end)
    }

    /// An ordinal written out, and one past it.
    pub(super) fn ordinal(&self, words: &Words, from: usize) -> Option<(usize, u16)> {
        self.tables.ordinals.longest(words, from)
    }

    /// A number written out, and one past it.
    pub(super) fn cardinal(&self, words: &Words, from: usize) -> Option<(usize, u16)> {
        self.tables.cardinals.longest(words, from)
    }

    /// Whether `from..to` holds only words that belong to logs, numbers and fillers.
    pub(super) fn only_log_words(&self, words: &Words, from: usize, to: usize) -> bool {
        let tables = &self.tables;
        let mut at = from;
        while at < to {
            let next = [&tables.logs, &tables.places, &tables.leads].into_iter().find_map(|table| table.longest(words, at));
            match next.map(|(end, ())| end).or_else(|| self.filler(words, at)) {
                Some(next) if next <= to => at = next,
                _ if self.month(words, at).is_some() => at += 1,
                _ => return false,
            }
        }
        true
    }

    /// Whether any of `from..to` is a word of logs or of internships.
    pub(super) fn has_log_word(&self, words: &Words, from: usize, to: usize) -> bool {
        (from..to).any(|at| [&self.tables.logs, &self.tables.places].into_iter().any(|table| table.longest(words, at).is_some()))
    }

    /// Whether a word after token `from` says whose weeks are counted: "week of my internship".
    pub(super) fn names_place(&self, words: &Words, from: usize) -> bool {
        let end = (from + 4).min(words.len());
        (from..end).any(|at| self.tables.places.longest(words, at).is_some())
    }

    /// Whether any word makes it something else than a log.
    pub(super) fn something_else(&self, words: &Words, from: usize) -> bool {
        (from..words.len()).any(|at| self.tables.others.longest(words, at).is_some())
    }

    /// Whether what follows a week's name makes it something of that week other than its log: a plan, or one of its days.
    pub(super) fn not_its_log(&self, words: &Words, from: usize) -> bool {
        let day = |at| matches!(words.word(at), "day" | "dia" | "jour" | "tag" | "dag" | "ngay" | "hari") && words.number(at + 1).is_some();
        (from..words.len()).any(|at| day(at) || self.tables.denied.longest(words, at).is_some())
    }

    /// Whether a folder holds something else than logs: "assignments", "03 Lectures".
    pub(super) fn wholly_something_else(&self, words: &Words) -> bool {
        let from = (0..words.len()).find(|&from| self.filler(words, from).is_none());
        from.is_some_and(|from| self.tables.others.longest(words, from).is_some_and(|(end, ())| self.only_fillers(words, end, words.len())))
    }

    /// Whether any word makes it surely a log's.
    pub(super) fn trusted(&self, words: &Words) -> bool {
        (0..words.len()).any(|at| self.tables.trusted.longest(words, at).is_some())
    }

    /// Whether any word makes it a pattern for logs.
    pub(super) fn pattern(&self, words: &Words) -> bool {
        (0..words.len()).any(|at| self.tables.patterns.longest(words, at).is_some())
    }

    /// Whether a text begins with a word for a total.
    pub(super) fn total(&self, text: &str) -> bool {
        self.tables.totals.longest(&Words::new(head(text, 24)), 0).is_some()
    }

    /// Whether a text says that there is nothing to say.
    pub(super) fn nothing(&self, text: &str) -> bool {
        text.len() <= LONGEST_NOTHING && {
            let words = Words::new(text);
            words.is_empty() || self.tables.nothing.whole(&words).is_some()
        }
    }
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
