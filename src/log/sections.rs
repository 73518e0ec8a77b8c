//! Divides a log into its sections: a heading and what stands under it.

use super::items::text_of;
use super::model::{Labelled, SectionKind, State};
use super::text::{Gap, Words};
use super::vocabulary::{Label, SectionWord, Vocabulary};
use super::week;
use super::{dates, facts};
use crate::page::outline::{Block, Kind, Line};
use crate::source::Span;

/// The level of a strong line that stands for a heading: below all real ones.
const STRONG_LINE: u8 = 7;

/// A heading and the blocks under it. The first has no heading.
#[derive(Debug, Default)]
pub(super) struct Section<'a> {
    pub(super) title: String,
    pub(super) id: &'a str,
    pub(super) word: Option<SectionWord>,
    /// What the heading says of all tasks under it: "In progress".
    pub(super) state: State,
    /// The heading is a fact's label, its text the value: `### Name`.
    pub(super) label: Option<Label>,
    /// Its blocks, headings inside it among them.
    pub(super) blocks: Vec<&'a Block>,
    pub(super) span: Span,
}

impl Section<'_> {
    pub(super) fn kind(&self) -> Option<SectionKind> {
        self.word.map(|word| word.kind)
    }
}

/// A log's sections, and the paragraphs that stand after a rule and so belong to none.
#[derive(Debug, Default)]
pub(super) struct Division<'a> {
    pub(super) sections: Vec<Section<'a>>,
    pub(super) loose: Vec<&'a Block>,
    /// Facts that stand in headings.
    pub(super) facts: Vec<Labelled>,
}

/// Divides blocks at their headings. `skip` is the heading that names the week; `last_week` tells goals from next goals.
pub(super) fn divide<'a>(blocks: &'a [Block], skip: Option<&Block>, last_week: Option<u16>, vocabulary: &Vocabulary) -> Division<'a> {
    let mut divider = Divider { division: Division::default(), open: Vec::new(), current: 0, ruled: false, last_week, vocabulary };
    divider.division.sections.push(Section::default());
    for block in blocks {
        if !skip.is_some_and(|skip| std::ptr::eq(skip, block) || says_the_same(skip, block)) {
            divider.block(block);
        }
    }
    divider.division
}

/// Whether two headings have the same words: that of a week is repeated on its second sheet.
fn says_the_same(a: &Block, b: &Block) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Heading { line: a, .. }, Kind::Heading { line: b, .. }) => text_of(a) == text_of(b),
        _ => false,
    }
}

struct Divider<'a, 'v> {
    division: Division<'a>,
    /// The open headings: level, and the section that each opened.
    open: Vec<(u8, usize)>,
    current: usize,
    /// A rule ended the running text of the section.
    ruled: bool,
    last_week: Option<u16>,
    vocabulary: &'v Vocabulary,
}

impl<'a> Divider<'a, '_> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            Kind::Heading { level, id, line } => self.heading(block, *level, id, line),
            // A rule right below the heading only underlines it.
            Kind::Rule => self.ruled = !self.division.sections[self.current].blocks.is_empty(),
            Kind::Paragraph(lines) => match strong_line(lines).and_then(|line| self.named_by(line)) {
                Some((title, word)) => {
                    self.begin(STRONG_LINE, Section { title, word: Some(word), span: block.span, ..Section::default() });
                }
                None if self.ruled && self.current != 0 => self.division.loose.push(block),
                None => self.add(block),
            },
            Kind::Quote(_) if self.ruled && self.current != 0 => self.division.loose.push(block),
            _ => self.add(block),
        }
    }

    fn heading(&mut self, block: &'a Block, level: u8, id: &'a str, line: &Line) {
        self.ruled = false;
        if self.is_above_all()
            && let Some(fact) = facts::in_heading(line, self.vocabulary)
        {
            self.division.facts.push(fact);
            return;
        }
        let title = text_of(line);
        let words = Words::new(&title);
        while self.open.last().is_some_and(|&(open, _)| open >= level) {
            self.open.pop();
        }
        let mut word = self.vocabulary.section(&words).map(|word| self.in_time(word, &words));
        let inside = self.open.last().map(|&(_, section)| section).filter(|&section| self.division.sections[section].word.is_some());
        let alone = word.is_none() && inside.is_none();
        let state = if alone { self.vocabulary.heading_state(&words) } else { None };
        if state.is_some() {
            word = Some(SectionWord::WORK);
        } else if alone && after_day(&words, self.vocabulary).is_some_and(|end| end >= words.len() || words.gap(end) != Gap::SPACE) {
            word = Some(SectionWord::DAY);
        }
        // "Data" and "Time" head more than days.
        let label = if word.is_none() { facts::meaning(&title, self.vocabulary).filter(|label| *label != Label::Day) } else { None };
        match inside {
            Some(section) if word.is_none() => {
                self.current = section;
                self.add(block);
            }
            _ => {
                let state = state.unwrap_or_default();
                self.begin(level, Section { title, id, word, state, label, blocks: Vec::new(), span: block.span });
            }
        }
    }

    /// Whether no section has begun to say anything: headings without text under them are facts, or nothing.
    fn is_above_all(&self) -> bool {
        self.open.iter().all(|&(_, section)| {
            let section = &self.division.sections[section];
            section.word.is_none() && section.label.is_none() && section.blocks.is_empty()
        })
    }

    fn begin(&mut self, level: u8, section: Section<'a>) {
        while self.open.last().is_some_and(|&(open, _)| open >= level) {
            self.open.pop();
        }
        self.ruled = false;
        self.current = self.division.sections.len();
        self.open.push((level, self.current));
        self.division.sections.push(section);
    }

    fn add(&mut self, block: &'a Block) {
        let section = &mut self.division.sections[self.current];
        if section.blocks.is_empty() && section.title.is_empty() {
            section.span = block.span;
        }
        section.span.end = section.span.end.max(block.span.end);
        section.blocks.push(block);
    }

    /// A strong line that is a section's phrase and nothing else.
    fn named_by(&self, line: &Line) -> Option<(String, SectionWord)> {
        let text = text_of(line);
        let title = text.trim_end_matches([':', '：']).trim_end();
        let words = Words::new(title);
        let word = self.vocabulary.inline_section(&words)?;
        Some((title.to_owned(), self.in_time(word, &words)))
    }

    /// "Goals for Week 5" in week 4 is what comes next.
    fn in_time(&self, word: SectionWord, words: &Words) -> SectionWord {
        let named = if word.kind == SectionKind::Goals { week::find(words, self.vocabulary) } else { None };
        let later = named.zip(self.last_week).is_some_and(|(hit, last)| hit.week.first == last.saturating_add(1));
        if later { SectionWord { kind: SectionKind::Next, ..word } } else { word }
    }
}

/// One past a day that a text begins with: "Monday", "Day 3", "The Fifth Day", "2025-06-23", "第3天".
pub(super) fn after_day(words: &Words, vocabulary: &Vocabulary) -> Option<usize> {
    let start = usize::from(words.word(0) == "the");
    let mut at = vocabulary.weekday(words, start).unwrap_or(start);
    if matches!(words.word(at), "day" | "dia" | "jour" | "tag" | "dag" | "ngay" | "hari") && words.number(at + 1).is_some() {
        at += 2;
    } else if let Some((end, _)) =
        vocabulary.ordinal(words, at).filter(|&(end, _)| matches!(words.word(end), "day" | "dia" | "jour" | "tag" | "dag"))
    {
        at = end + 1;
    } else if words.word(at) == "第" && matches!(words.word(at + 2), "天" | "日") {
        at += 3;
    }
    if let Some((point, end)) = dates::point(words, vocabulary, at)
        && (at > start || (point.date.month.is_some() && point.date.day.is_some()))
    {
        at = at.max(end);
    }
    (at > start).then_some(at)
}

/// The one line of a paragraph that is wholly strong.
fn strong_line(lines: &[Line]) -> Option<&Line> {
    let [line] = lines else { return None };
    let strong = line.runs.iter().any(|run| run.strong)
        && line.runs.iter().all(|run| run.strong || run.text.trim_matches([' ', ':', '：']).is_empty());
    (strong && line.span.range().len() <= 120).then_some(line)
}
