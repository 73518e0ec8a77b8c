//! What the rest of the room asks of the words.

use super::{Column, Label, SectionWord, StateHit, Vocabulary};
use crate::log::model::{SectionKind, State};
use crate::log::text::{Gap, Kind, Words, head};

/// Longest way, in bytes, to say that there is nothing to say.
const LONGEST_NOTHING: usize = 64;

impl Vocabulary {
    /// What a heading heads. The phrase must be the heading but for numbers, "of the week" and their like,
    /// or what follows a colon, a dash or a bracket.
    pub(in crate::log) fn section(&self, words: &Words) -> Option<SectionWord> {
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
    pub(in crate::log) fn only_fillers(&self, words: &Words, from: usize, to: usize) -> bool {
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
    pub(in crate::log) fn state(&self, words: &Words, from: usize) -> Option<StateHit> {
        let (end, hit) = self.tables.states.longest(words, from)?;
        Some(StateHit { state: hit.state, end, weak: hit.weak })
    }

    /// The state that a whole heading says of all that stands under it: "Done", "In progress".
    pub(in crate::log) fn heading_state(&self, words: &Words) -> Option<State> {
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
    pub(in crate::log) fn column(&self, words: &Words) -> Option<Column> {
        if let Some(column) = self.tables.columns.whole(words) {
            return Some(column);
        }
        let (end, column) = self.tables.columns.longest(words, 0)?;
        (words.gap(end).has(Gap::OPEN.or(Gap::SLASH).or(Gap::PLUS)) || self.only_fillers(words, end, words.len())).then_some(column)
    }

    /// What a fact line's label announces.
    pub(in crate::log) fn label(&self, words: &Words) -> Option<Label> {
        self.tables.labels.whole(words)
    }

    /// The section that a whole label names: `**Challenges**: …`.
    pub(in crate::log) fn inline_section(&self, words: &Words) -> Option<SectionWord> {
        let (end, hit) = self.phrase_after_fillers(words, words.len())?;
        (!words.cut && self.only_fillers(words, end, words.len())).then_some(hit)
    }

    /// Whether a text begins by telling that something was overcome.
    pub(in crate::log) fn overcome(&self, words: &Words) -> bool {
        self.tables.overcome.longest(words, 0).is_some()
    }

    /// The month, 1 to 12, that token `i` names.
    pub(in crate::log) fn month(&self, words: &Words, i: usize) -> Option<i8> {
        self.tables.months.phrases.get(words.word(i)).copied()
    }

    /// One past the name of a day of the week.
    pub(in crate::log) fn weekday(&self, words: &Words, from: usize) -> Option<usize> {
        self.tables.weekdays.longest(words, from).map(|(end, ())| end)
    }

    /// An ordinal written out, and one past it.
    pub(in crate::log) fn ordinal(&self, words: &Words, from: usize) -> Option<(usize, u16)> {
        self.tables.ordinals.longest(words, from)
    }

    /// A number written out, and one past it.
    pub(in crate::log) fn cardinal(&self, words: &Words, from: usize) -> Option<(usize, u16)> {
        self.tables.cardinals.longest(words, from)
    }

    /// Whether `from..to` holds only words that belong to logs, numbers and fillers.
    pub(in crate::log) fn only_log_words(&self, words: &Words, from: usize, to: usize) -> bool {
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
    pub(in crate::log) fn has_log_word(&self, words: &Words, from: usize, to: usize) -> bool {
        (from..to).any(|at| [&self.tables.logs, &self.tables.places].into_iter().any(|table| table.longest(words, at).is_some()))
    }

    /// Whether a word after token `from` says whose weeks are counted: "week of my internship".
    pub(in crate::log) fn names_place(&self, words: &Words, from: usize) -> bool {
        let end = (from + 4).min(words.len());
        (from..end).any(|at| self.tables.places.longest(words, at).is_some())
    }

    /// Whether any word makes it something else than a log.
    pub(in crate::log) fn something_else(&self, words: &Words, from: usize) -> bool {
        (from..words.len()).any(|at| self.tables.others.longest(words, at).is_some())
    }

    /// Whether what follows a week's name makes it something of that week other than its log: a plan, or one of its days.
    pub(in crate::log) fn not_its_log(&self, words: &Words, from: usize) -> bool {
        let day = |at| matches!(words.word(at), "day" | "dia" | "jour" | "tag" | "dag" | "ngay" | "hari") && words.number(at + 1).is_some();
        (from..words.len()).any(|at| day(at) || self.tables.denied.longest(words, at).is_some())
    }

    /// Whether a folder holds something else than logs: "assignments", "03 Lectures".
    pub(in crate::log) fn wholly_something_else(&self, words: &Words) -> bool {
        let from = (0..words.len()).find(|&from| self.filler(words, from).is_none());
        from.is_some_and(|from| self.tables.others.longest(words, from).is_some_and(|(end, ())| self.only_fillers(words, end, words.len())))
    }

    /// Whether any word makes it surely a log's.
    pub(in crate::log) fn trusted(&self, words: &Words) -> bool {
        (0..words.len()).any(|at| self.tables.trusted.longest(words, at).is_some())
    }

    /// Whether any word makes it a pattern for logs.
    pub(in crate::log) fn pattern(&self, words: &Words) -> bool {
        (0..words.len()).any(|at| self.tables.patterns.longest(words, at).is_some())
    }

    /// Whether a text begins with a word for a total.
    pub(in crate::log) fn total(&self, text: &str) -> bool {
        // Words for a total begin with few letters.
        let first = text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
        let may = first.is_some_and(|c| !c.is_ascii() || self.tables.totals.begins(c.to_ascii_lowercase()));
        may && self.tables.totals.longest(&Words::new(head(text, 24)), 0).is_some()
    }

    /// Whether a text says that there is nothing to say.
    pub(in crate::log) fn nothing(&self, text: &str) -> bool {
        text.len() <= LONGEST_NOTHING && (self.tables.nothing.may_begin(text) || says_no(text)) && {
            let words = Words::new(text);
            words.is_empty() || self.tables.nothing.whole(&words).is_some() || has_none(&words)
        }
    }
}

/// Whether a text may be a sentence that there is nothing: a quick look at its letters.
fn says_no(text: &str) -> bool {
    text.as_bytes().windows(2).any(|two| two.eq_ignore_ascii_case(b"no") || two.eq_ignore_ascii_case(b"nt") || two == b"'t")
}

/// "No questions at the moment", "Currently don't have any blockers": a denial of what the heading asks for, and nothing else.
fn has_none(words: &Words) -> bool {
    const DENIALS: &[&str] = &["no", "none", "not", "dont", "don", "havent", "haven", "didn", "didnt"];
    const THINGS: &[&str] = &[
        "question",
        "questions",
        "blocker",
        "blockers",
        "issue",
        "issues",
        "problem",
        "problems",
        "concern",
        "concerns",
        "challenge",
        "challenges",
    ];
    const AROUND: &[&str] = &[
        "t",
        "i",
        "we",
        "have",
        "had",
        "do",
        "did",
        "any",
        "other",
        "further",
        "more",
        "really",
        "major",
        "big",
        "currently",
        "at",
        "this",
        "the",
        "moment",
        "time",
        "point",
        "right",
        "now",
        "for",
        "as",
        "of",
        "yet",
        "so",
        "far",
        "week",
        "today",
        "from",
        "my",
        "our",
        "side",
        "face",
        "faced",
        "encounter",
        "with",
        "or",
        "and",
        "there",
        "are",
        "is",
        "were",
    ];
    let all = || (0..words.len()).map(|at| words.word(at));
    let known = |word: &str| [DENIALS, THINGS, AROUND].iter().any(|list| list.contains(&word));
    all().any(|word| DENIALS.contains(&word)) && all().any(|word| THINGS.contains(&word)) && all().all(known)
}
