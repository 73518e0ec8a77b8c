//! One week's part of a page becomes its [`WeeklyLog`]: each section is read by its kind.

use super::dates::{self, Dates};
use super::identity::Part;
use super::items::{flat, is_deleted, item_state, joined, lines_of, text_of};
use super::model::{
    Entry, Fact, Flag, Labelled, Oddity, Origin, Problem, Reference, Section, SectionKind, SignOff, State, WeekRange, WeeklyLog,
};
use super::sections::{self, Division};
use super::tables::{Table, links};
use super::text::Words;
use super::vocabulary::{Column, Label, Lang, Role, SectionWord, is_mark};
use super::{Input, facts, front, hours, problems, tasks, unfilled, week};
use crate::page::outline::{Block, Kind};
use crate::source::Span;

/// Reads one part; `None` when only its name made it a log and nothing in it is one's.
pub(super) fn read(input: &Input, part: Part) -> Option<WeeklyLog> {
    let mut reader = Reader { input, log: WeeklyLog::default(), table_dates: None, table_minutes: 0, outcomes: Vec::new() };
    reader.start(&part);
    let last_week = reader.log.week.as_ref().map(|week| week.value.last);
    let division = sections::divide(part.blocks, part.heading, last_week, input.vocabulary);
    for block in part.shared {
        reader.fact_block(block, true);
    }
    for fact in &division.facts {
        reader.fact(fact.clone());
    }
    reader.sections(&division);
    for block in &division.loose {
        reader.loose(block);
    }
    let sure = part.sure || reader.tells_of_a_week();
    sure.then(|| reader.finish(part))
}

struct Reader<'i, 'a> {
    input: &'i Input<'a>,
    log: WeeklyLog,
    /// Days that the columns of a task table add up to.
    table_dates: Option<Dates>,
    /// Minutes that the columns of hours add up to.
    table_minutes: u32,
    /// Results, which are tasks only where nothing else says what was done.
    outcomes: Vec<super::model::Task>,
}

impl<'a> Reader<'_, 'a> {
    fn start(&mut self, part: &Part) {
        let log = &mut self.log;
        log.week.clone_from(&part.week);
        log.dated.clone_from(&part.dated);
        log.flags.clone_from(&part.flags);
        log.span = span_of(part, self.input);
        if let Some(Block { kind: Kind::Heading { id, line, .. }, .. }) = part.heading {
            log.title = text_of(line);
            log.id.clone_from(id);
        } else if let Some(title) = self.input.title {
            log.title = title.to_owned();
        }
        front::read(self.input, log);
    }

    /// Whether anything in the text is a log's, not only a list.
    fn tells_of_a_week(&self) -> bool {
        let log = &self.log;
        let headed = log.sections.iter().filter_map(|section| section.kind);
        let mut headed = headed.filter(|kind| !matches!(kind, SectionKind::Focus | SectionKind::References | SectionKind::Screenshots));
        let stated = log.tasks.iter().any(|task| task.state != State::Unstated);
        headed.next().is_some()
            || stated
            || log.dates.is_some()
            || log.mentor.is_some()
            || log.signed_off.is_some()
            || log.minutes.is_some()
    }

    fn sections(&mut self, division: &Division<'a>) {
        let mut languages: Vec<(Lang, usize)> = Vec::new();
        for section in &division.sections {
            let pictures = section.kind() == Some(SectionKind::Screenshots);
            let mut filled = unfilled::find(&section.blocks, pictures, &mut self.log.unfilled);
            if section.title.is_empty() {
                filled &= section.blocks.iter().any(|block| !self.fact_block(block, true) && !matches!(block.kind, Kind::Rule));
            } else {
                let kind = section.kind().or(section.label.map(|_| SectionKind::Facts));
                let title = section.title.clone();
                self.log.sections.push(Section { kind, title, id: section.id.to_owned(), span: section.span, filled });
                self.section(section);
                filled &= section.label.is_none();
            }
            self.log.filled |= filled;
            if let Some(lang) = section.word.and_then(|word| word.lang) {
                match languages.iter_mut().find(|(known, _)| *known == lang) {
                    Some((_, count)) => *count += 1,
                    None => languages.push((lang, 1)),
                }
            }
        }
        // The first of the most frequent.
        self.log.language = languages.iter().rev().max_by_key(|(_, count)| *count).map(|(lang, _)| *lang);
        let headed = division.sections.iter().any(|section| section.kind().is_some_and(|kind| kind != SectionKind::Facts));
        if let Some(preamble) = division.sections.first().filter(|_| !headed) {
            // A week without headings: its list is what was done.
            let blocks: Vec<&Block> =
                preamble.blocks.iter().copied().filter(|block| facts::of_block(block, self.input.vocabulary, true).is_none()).collect();
            self.work(&blocks, SectionWord::DAY, State::Unstated);
        }
    }

    fn section(&mut self, section: &sections::Section<'a>) {
        let blocks = &section.blocks;
        match section.kind() {
            Some(SectionKind::Focus) => self.focus(blocks),
            Some(SectionKind::Goals) => self.log.goals.extend(self.entries(blocks)),
            Some(SectionKind::Next) => self.log.next.extend(self.entries(blocks)),
            Some(SectionKind::Carry) => self.log.carry.extend(self.entries(blocks)),
            Some(SectionKind::Learnings) => self.log.learnings.extend(self.entries(blocks)),
            Some(SectionKind::Problems) => self.log.problems.extend(problems::read(blocks, self.input.vocabulary)),
            Some(SectionKind::References) => self.references(blocks),
            Some(SectionKind::Hours) => self.hours(blocks),
            Some(SectionKind::Mentor) => self.mentor(blocks),
            Some(SectionKind::Work) => self.work(blocks, section.word.unwrap_or(SectionWord::WORK), section.state),
            Some(SectionKind::Facts) => blocks.iter().for_each(|block| {
                self.fact_block(block, true);
            }),
            Some(SectionKind::Screenshots) => {}
            None if section.label.is_some() => self.headed_fact(section),
            None => self.unknown(blocks),
        }
    }

    fn work(&mut self, blocks: &[&'a Block], word: SectionWord, state: State) {
        let found = tasks::read(blocks, state, self.input.vocabulary);
        match word.role {
            Role::Tasks => self.log.tasks.extend(found.tasks),
            Role::Outcomes => self.outcomes.extend(found.tasks),
            Role::Day if !blocks.iter().any(|block| self.narrates(block)) => self.log.tasks.extend(found.tasks),
            Role::Narration | Role::Day => self.log.tasks.extend(found.tasks.into_iter().filter(|task| task.state != State::Unstated)),
        }
        self.log.problems.extend(found.problems);
        self.log.references.extend(found.references);
        for (kind, item) in found.asides {
            let nested: Vec<&Block> = item.blocks.iter().collect();
            match kind {
                SectionKind::Problems => self.log.problems.extend(problems::read(&nested, self.input.vocabulary)),
                SectionKind::Learnings => self.log.learnings.extend(self.entries(&nested)),
                _ => self.log.next.extend(self.entries(&nested)),
            }
        }
        self.sums(blocks);
    }

    /// Whether a block is running text, not a line of facts.
    fn narrates(&self, block: &Block) -> bool {
        matches!(block.kind, Kind::Paragraph(_)) && facts::of_block(block, self.input.vocabulary, true).is_none()
    }

    /// Days and hours that tables, and the lines of several days, add up to.
    fn sums(&mut self, blocks: &[&Block]) {
        for block in blocks {
            if let Kind::Paragraph(lines) = &block.kind
                && lines.len() <= 3
            {
                let facts = facts::of_block(block, self.input.vocabulary, true).unwrap_or_default();
                let hours = facts.iter().filter(|fact| facts::meaning(&fact.label, self.input.vocabulary) == Some(Label::Hours));
                let sum: u32 = hours.filter_map(|fact| hours::minutes(&fact.value, true)).sum();
                self.table_minutes = self.table_minutes.saturating_add(sum);
            }
            if let Kind::Table { head, rows } = &block.kind {
                let table = Table::new(head, rows, self.input.vocabulary);
                if self.table_dates.is_none() {
                    self.table_dates = table.dates();
                }
                self.table_minutes = self.table_minutes.saturating_add(table.minutes().unwrap_or(0));
            }
        }
    }

    /// A section of no known kind: only what cannot be mistaken is read.
    fn unknown(&mut self, blocks: &[&'a Block]) {
        for block in blocks {
            match &block.kind {
                Kind::Table { head, rows } => {
                    let table = Table::new(head, rows, self.input.vocabulary);
                    if table.is_tasks() {
                        self.work(&[block], SectionWord::WORK, State::Unstated);
                    } else if table.is_problems() && table.has(Column::Solution) {
                        self.log.problems.extend(table.problems());
                    }
                }
                Kind::Paragraph(_) => {
                    self.fact_block(block, false);
                }
                _ => {}
            }
        }
    }

    /// Lists as entries; without any, tables; without any, subheadings and paragraphs.
    fn entries(&self, blocks: &[&Block]) -> Vec<Entry> {
        let listed = blocks.iter().any(|block| matches!(block.kind, Kind::List(_) | Kind::Table { .. }));
        let mut entries: Vec<Entry> = Vec::new();
        let mut headed = false;
        for block in blocks {
            match &block.kind {
                Kind::List(items) => entries.extend(items.iter().filter_map(|item| {
                    let notes = flat(&item.blocks);
                    self.entry(joined(&item.lines), item.checked, is_deleted(item), notes, item.span)
                })),
                Kind::Table { head, rows } => entries.extend(Table::new(head, rows, self.input.vocabulary).entries()),
                Kind::Heading { line, .. } if !listed => {
                    entries.extend(self.entry(text_of(line), None, false, String::new(), block.span));
                    headed = true;
                }
                Kind::Paragraph(lines) if !listed => match entries.last_mut().filter(|_| headed) {
                    Some(entry) => add_note(entry, &joined(lines), block.span),
                    None => entries.extend(self.entry(joined(lines), None, false, String::new(), block.span)),
                },
                Kind::Quote(inner) if !listed => entries.extend(self.entry(flat(inner), None, false, String::new(), block.span)),
                Kind::Definition { term, blocks } => entries.extend(self.entry(text_of(term), None, false, flat(blocks), block.span)),
                _ => {}
            }
        }
        entries
    }

    fn entry(&self, text: String, checked: Option<bool>, deleted: bool, notes: String, span: Span) -> Option<Entry> {
        let empty = !text.contains(char::is_alphanumeric) || unfilled::is_template(&text) || self.input.vocabulary.nothing(&text);
        if empty {
            return None;
        }
        let (state, text) = item_state(text, checked, deleted, self.input.vocabulary);
        Some(Entry { text, state, notes, span })
    }

    fn focus(&mut self, blocks: &[&Block]) {
        let text = flat(blocks.iter().copied().filter(|block| !matches!(block.kind, Kind::Table { .. })));
        let span = blocks.first().zip(blocks.last()).map(|(first, last)| Span { start: first.span.start, end: last.span.end });
        if self.log.focus.is_none() && text.contains(char::is_alphanumeric) && !unfilled::is_template(&text) {
            self.log.focus = Some(Fact { value: text, span: span.unwrap_or_default(), from: Origin::Line });
        }
    }

    fn references(&mut self, blocks: &[&Block]) {
        for block in blocks {
            match &block.kind {
                Kind::Paragraph(lines) => self.log.references.extend(lines.iter().flat_map(links)),
                Kind::List(items) => {
                    for item in items {
                        let found: Vec<Reference> = item.lines.iter().flat_map(links).collect();
                        let text = joined(&item.lines);
                        let named = found.is_empty() && text.contains(char::is_alphanumeric) && !unfilled::is_template(&text);
                        let only = item.blocks.is_empty() && !self.input.vocabulary.nothing(&text);
                        self.log.references.extend(found);
                        if named && only {
                            self.log.references.push(Reference { text, url: None, span: item.span });
                        }
                        let nested: Vec<&Block> = item.blocks.iter().filter(|block| matches!(block.kind, Kind::List(_))).take(8).collect();
                        for block in nested {
                            if let Kind::List(items) = &block.kind {
                                self.log.references.extend(items.iter().flat_map(|item| item.lines.iter().flat_map(links)));
                            }
                        }
                    }
                }
                Kind::Table { rows, .. } => self.log.references.extend(rows.iter().flatten().flat_map(links)),
                _ => {}
            }
        }
    }

    /// A section of hours: its total when it says one, else what its lines add up to.
    fn hours(&mut self, blocks: &[&Block]) {
        let mut sum = 0u32;
        let mut total = None;
        let mut add = |text: &str, sum: &mut u32| {
            let value = text.split_once([':', '：']).map(|(_, value)| value).filter(|value| hours::minutes(value, true).is_some());
            let found = hours::minutes(text, false).or_else(|| hours::minutes(value.unwrap_or(text), true));
            match found {
                Some(minutes) if self.input.vocabulary.total(text) => total = Some(minutes),
                Some(minutes) => *sum = sum.saturating_add(minutes),
                None => {}
            }
        };
        for block in blocks {
            match &block.kind {
                Kind::Paragraph(lines) => lines.iter().for_each(|line| add(&text_of(line), &mut sum)),
                Kind::List(items) => items.iter().for_each(|item| add(&joined(&item.lines), &mut sum)),
                Kind::Table { head, rows } => {
                    let table = Table::new(head, rows, self.input.vocabulary);
                    sum = sum.saturating_add(table.minutes().unwrap_or(0));
                }
                _ => {}
            }
        }
        let minutes = total.unwrap_or(sum);
        if self.log.minutes.is_none() && minutes > 0 {
            let span = blocks.first().zip(blocks.last()).map(|(first, last)| Span { start: first.span.start, end: last.span.end });
            self.log.minutes = Some(Fact { value: minutes, span: span.unwrap_or_default(), from: Origin::Line });
        }
    }

    fn mentor(&mut self, blocks: &[&Block]) {
        let text = lines_of(blocks.iter().copied());
        let empty = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '_' | '…' | '.')).is_empty();
        let marked = text.chars().any(is_mark);
        if empty || text.lines().all(unfilled::is_template) || (!marked && self.input.vocabulary.nothing(&text)) {
            return;
        }
        let span = blocks.first().zip(blocks.last()).map(|(first, last)| Span { start: first.span.start, end: last.span.end });
        self.log.mentor_comment = Some(Fact { value: text, span: span.unwrap_or_default(), from: Origin::Line });
    }

    /// Reads a block whose lines are all facts; `known` admits labels that are not strong. Tells whether it was one.
    fn fact_block(&mut self, block: &Block, known: bool) -> bool {
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
    fn headed_fact(&mut self, section: &sections::Section) {
        let text = flat(section.blocks.iter().copied().take(1));
        let span = section.blocks.first().map_or(section.span, |block| block.span);
        if !text.is_empty() && text.len() <= 200 {
            self.fact(Labelled { label: section.title.clone(), value: text, span });
        }
    }

    /// Paragraphs after a rule: facts at most.
    fn loose(&mut self, block: &Block) {
        self.fact_block(block, false);
    }

    fn fact(&mut self, mut fact: Labelled) {
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

    /// What only the whole says: dates and hours of tables, results in place of tasks, odd dates.
    fn finish(mut self, part: Part) -> WeeklyLog {
        let mut log = self.log;
        if log.tasks.is_empty() {
            log.tasks = std::mem::take(&mut self.outcomes);
        }
        if log.dates.is_none() {
            log.dates = part.dates.or_else(|| {
                let span =
                    log.tasks.first().zip(log.tasks.last()).map(|(first, last)| Span { start: first.span.start, end: last.span.end });
                self.table_dates.take().map(|value| Fact { value, span: span.unwrap_or_default(), from: Origin::Table })
            });
        }
        if log.minutes.is_none()
            && let Some((Block { kind: Kind::Heading { line, .. }, .. }, title)) = part.heading.map(|heading| (heading, log.title.as_str()))
            && let Some((_, rest)) = title.split_once(['-', '–', '—', ':', '(', '|', ','])
            && let Some(value) = hours::length(rest)
        {
            log.minutes = Some(Fact { value, span: line.span, from: Origin::Heading });
        }
        if log.minutes.is_none() && self.table_minutes > 0 {
            log.minutes = Some(Fact { value: self.table_minutes, span: log.span, from: Origin::Table });
        }
        if let Some(fact) = &log.dates {
            let dates = &fact.value;
            let odd = [
                (dates.is_impossible(), Oddity::DateImpossible),
                (dates.is_reversed(), Oddity::DatesReversed),
                (dates.unsure, Oddity::DatesUnsure),
            ];
            log.flags.extend(odd.into_iter().filter(|(found, _)| *found).map(|(_, oddity)| Flag { oddity, span: fact.span }));
        }
        narrow(&mut log.unfilled);
        log
    }
}

/// Puts spans in order, and of two that hold one another keeps the narrower.
fn narrow(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup();
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        if kept.last().is_some_and(|last| span.end <= last.end) {
            kept.pop();
        }
        kept.push(span);
    }
    *spans = kept;
}

fn told(fact: &Labelled) -> Fact<String> {
    Fact { value: fact.value.clone(), span: fact.span, from: Origin::Line }
}

fn add_note(entry: &mut Entry, text: &str, span: Span) {
    if !entry.notes.is_empty() && !text.is_empty() {
        entry.notes.push_str("; ");
    }
    entry.notes.push_str(text);
    entry.span.end = entry.span.end.max(span.end);
}

fn span_of(part: &Part, input: &Input) -> Span {
    let first = part.heading.or(part.blocks.first()).map_or(input.front.body, |block| block.span.start);
    let first = part.blocks.first().map_or(first, |block| block.span.start.min(first));
    let last = part.blocks.last().map_or(first, |block| block.span.end);
    Span { start: first, end: last.max(first) }
}
