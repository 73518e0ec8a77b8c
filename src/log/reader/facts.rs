//! What fact lines say of a log: `**Dates**: …`, `**Hours**: …`, `**Challenges**: …`.

use super::Reader;
use crate::log::dates::{self, Dates};
use crate::log::items::{flat, text_of};
use crate::log::model::{Entry, Fact, Flag, Labelled, Oddity, Origin, Problem, SectionKind, SignOff, State, WeekRange};
use crate::log::sections::Section as Headed;
use crate::log::text::Words;
use crate::log::vocabulary::Label;
use crate::log::{facts, hours, unfilled, week};
use crate::page::outline::{Block, Kind};
use crate::source::Span;

impl Reader<'_, '_> {
    /// Reads a block whose lines are all facts; `known` admits labels that are not strong. Tells whether it was one.
    pub(super) fn fact_block(&mut self, block: &Block, known: bool) -> bool {
        if let Kind::Quote(blocks) = &block.kind {
            return known && blocks.iter().take(8).fold(false, |any, block| self.fact_block(block, true) | any);
        }
        let Some(facts) = facts::of_block(block, self.input.vocabulary, known) else {
            return known && self.bare_dates(block);
        };
        for fact in facts {
            self.fact(fact);
        }
        true
    }

    /// A paragraph above all sections that holds nothing but a range of dates.
    fn bare_dates(&mut self, block: &Block) -> bool {
        let Kind::Paragraph(lines) = &block.kind else { return false };
        let [line] = lines.as_slice() else { return false };
        if self.log.dates.is_some() || line.span.range().len() > 60 {
            return false;
        }
        let text = text_of(line);
        let Some(reading) = dates::range(&Words::new(&text), self.input.vocabulary, 0) else { return false };
        self.log.dates = Some(Fact { value: reading.dates(&text), span: line.span, from: Origin::Line });
        true
    }

    /// `### Name`, and the name below it.
    pub(super) fn headed_fact(&mut self, section: &Headed) {
        let text = flat(section.blocks.iter().copied().take(1));
        let span = section.blocks.first().map_or(section.span, |block| block.span);
        if !text.is_empty() && text.len() <= 200 {
            self.fact(Labelled { label: section.title.clone(), value: text, span });
        }
    }

    /// Paragraphs after a rule: facts at most.
    pub(super) fn loose(&mut self, block: &Block) {
        self.fact_block(block, false);
    }

    pub(super) fn fact(&mut self, mut fact: Labelled) {
        if fact.value.is_empty() {
            return;
        }
        let words = Words::new(&fact.label);
        let label = self.input.vocabulary.label(&words);
        if unfilled::is_template(&fact.value) {
            self.log.unfilled.push(fact.span);
            if label == Some(Label::Dates) {
                self.log.flags.push(Flag { oddity: Oddity::DatesUnfilled, span: fact.span });
            }
            return;
        }
        if let Some(inside) = fact.value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
            fact.value = inside.trim().to_owned();
        }
        match label {
            Some(Label::Dates) => self.dates_fact(&fact, &words),
            Some(Label::Day) => self.day_fact(&fact),
            Some(Label::Week) => self.week_fact(&fact),
            Some(Label::Hours) if self.log.minutes.is_none() => {
                let minutes = hours::minutes(&fact.value, true);
                self.log.minutes = minutes.map(|value| Fact { value, span: fact.span, from: Origin::Line });
            }
            Some(Label::Mentor) => self.log.mentor = Some(told(&fact)),
            Some(Label::SignedOff)
                if self.log.signed_off.is_none()
                    && !self.input.vocabulary.nothing(&fact.value)
                    && fact.value.contains(char::is_alphanumeric) =>
            {
                let value = SignOff { by: Some(fact.value.clone()), on: None };
                self.log.signed_off = Some(Fact { value, span: fact.span, from: Origin::Line });
            }
            None if self.inline_section(&fact, &words) => return,
            _ => {}
        }
        self.log.facts.push(fact);
    }

    fn dates_fact(&mut self, fact: &Labelled, label: &Words) {
        let words = Words::new(&fact.value);
        let mut value = match dates::range(&words, self.input.vocabulary, 0) {
            Some(reading) => reading.dates(&fact.value),
            None => match dates::single(&words, self.input.vocabulary, 0) {
                Some(point) => point.reading().dates(&fact.value),
                None => {
                    self.log.flags.push(Flag { oddity: Oddity::DatesUnread, span: fact.span });
                    return;
                }
            },
        };
        if label.all() == "week ending" {
            value = Dates { end: value.start.take(), ..value };
        }
        self.dates(value, fact.span);
    }

    fn day_fact(&mut self, fact: &Labelled) {
        let words = Words::new(&fact.value);
        if let Some(reading) = dates::range(&words, self.input.vocabulary, 0) {
            self.dates(reading.dates(&fact.value), fact.span);
        } else if let Some(point) = dates::single(&words, self.input.vocabulary, 0)
            && let Some(date) = point.reading().start.date().filter(|_| !point.reading().unsure)
            && self.log.dated.is_none()
        {
            self.log.dated = Some(Fact { value: date, span: fact.span, from: Origin::Line });
        }
    }

    fn dates(&mut self, value: Dates, span: Span) {
        if self.log.dates.is_none() {
            self.log.dates = Some(Fact { value, span, from: Origin::Line });
        }
    }

    fn week_fact(&mut self, fact: &Labelled) {
        let words = Words::new(&fact.value);
        if let Some(reading) = dates::range(&words, self.input.vocabulary, 0) {
            self.dates(reading.dates(&fact.value), fact.span);
        }
        let bare = || words.number(0).filter(|&(number, digits)| digits <= 3 && number <= 299 && words.len() <= 3);
        let found = week::find(&words, self.input.vocabulary).map(|hit| hit.week);
        let found = found.or_else(|| bare().map(|(number, _)| WeekRange { term: None, first: number as u16, last: number as u16 }));
        if self.log.week.is_none() {
            self.log.week = found.map(|value| Fact { value, span: fact.span, from: Origin::Line });
        }
    }

    /// `**Challenges**: …`: a section on a line. Tells whether it was one.
    fn inline_section(&mut self, fact: &Labelled, label: &Words) -> bool {
        let Some(word) = self.input.vocabulary.inline_section(label) else { return false };
        let empty = self.input.vocabulary.nothing(&fact.value);
        let entry = || Entry { text: fact.value.clone(), state: State::Unstated, notes: String::new(), span: fact.span };
        match word.kind {
            SectionKind::Focus if self.log.focus.is_none() => self.log.focus = Some(told(fact)),
            _ if empty => {}
            SectionKind::Goals => self.log.goals.push(entry()),
            SectionKind::Next => self.log.next.push(entry()),
            SectionKind::Carry => self.log.carry.push(entry()),
            SectionKind::Learnings => self.log.learnings.push(entry()),
            SectionKind::Problems => self.log.problems.push(Problem { problem: fact.value.clone(), solution: None, span: fact.span }),
            SectionKind::Mentor => self.log.mentor_comment = Some(told(fact)),
            _ => return false,
        }
        self.log.filled |= !empty;
        true
    }
}

fn told(fact: &Labelled) -> Fact<String> {
    Fact { value: fact.value.clone(), span: fact.span, from: Origin::Line }
}
