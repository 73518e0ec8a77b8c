//! One week's part of a page becomes its [`WeeklyLog`]: each section is read by its kind.

mod facts;

use super::dates::Dates;
use super::identity::Part;
use super::items::{flat, is_deleted, is_numbered, item_state, joined, lines_of, text_of, without_number};
use super::model::{Entry, Fact, Flag, Oddity, Origin, Reference, Section, SectionKind, State, WeeklyLog};
use super::sections::{self, Division};
use super::tables::{Table, links};
use super::text::Words;
use super::vocabulary::{Column, Label, Lang, Role, SectionWord, is_mark};
use super::{Input, front, hours, problems, tasks, unfilled};
use crate::page::outline::{Block, Item, Kind};
use crate::source::Span;

/// Blocks above several weeks whose facts each of them gets, and the facts that are enough.
const MOST_SHARED: usize = 24;

/// Reads one part; `None` when only its name made it a log and nothing in it is one's.
pub(super) fn read(input: &Input, part: Part) -> Option<WeeklyLog> {
    let mut reader = Reader { input, log: WeeklyLog::default(), table_dates: None, table_minutes: 0, outcomes: Vec::new() };
    reader.start(&part);
    let last_week = reader.log.week.as_ref().map(|week| week.value.last);
    let division = sections::divide(part.blocks, part.heading, last_week, input.vocabulary);
    for block in part.shared.iter().take(MOST_SHARED) {
        if reader.log.facts.len() < MOST_SHARED {
            reader.fact_block(block, true);
        }
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
        front::read(self.input, log, part.shared_page);
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
            let blocks: Vec<&Block> = preamble
                .blocks
                .iter()
                .copied()
                .filter(|block| super::facts::of_block(block, self.input.vocabulary, true).is_none())
                .collect();
            self.work(&blocks, SectionWord::DAY, State::Unstated);
        }
    }

    fn section(&mut self, section: &sections::Section<'a>) {
        let blocks = &section.blocks;
        match section.kind() {
            Some(SectionKind::Focus) => self.focus(blocks),
            Some(SectionKind::Goals) => self.log.goals.extend(self.entries(blocks, false)),
            Some(SectionKind::Next) => self.log.next.extend(self.entries(blocks, false)),
            Some(SectionKind::Carry) => self.log.carry.extend(self.entries(blocks, false)),
            Some(SectionKind::Learnings) => self.log.learnings.extend(self.entries(blocks, true)),
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
        for (kind, blocks) in found.asides {
            match kind {
                SectionKind::Problems => self.log.problems.extend(problems::read(&blocks, self.input.vocabulary)),
                SectionKind::Learnings => self.log.learnings.extend(self.entries(&blocks, true)),
                _ => self.log.next.extend(self.entries(&blocks, false)),
            }
        }
        self.sums(blocks);
    }

    /// Whether a block is running text, not a line of facts.
    fn narrates(&self, block: &Block) -> bool {
        matches!(block.kind, Kind::Paragraph(_)) && super::facts::of_block(block, self.input.vocabulary, true).is_none()
    }

    /// Days and hours that tables, and the lines of several days, add up to.
    fn sums(&mut self, blocks: &[&Block]) {
        for block in blocks {
            if let Kind::Paragraph(lines) = &block.kind
                && lines.len() <= 3
            {
                let facts = super::facts::of_block(block, self.input.vocabulary, true).unwrap_or_default();
                let hours = facts.iter().filter(|fact| super::facts::meaning(&fact.label, self.input.vocabulary) == Some(Label::Hours));
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
                // "Output: …" below a heading of the writer's own is a sentence, not a fact of the week.
                Kind::Paragraph(_) => {
                    let facts = super::facts::of_block(block, self.input.vocabulary, false).unwrap_or_default();
                    for fact in facts {
                        if self.is_known(&fact.label) {
                            self.fact(fact);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a label is a fact's or a section's.
    fn is_known(&self, label: &str) -> bool {
        super::facts::meaning(label, self.input.vocabulary).is_some() || self.input.vocabulary.inline_section(&Words::new(label)).is_some()
    }

    /// Lists and tables as entries; without any, paragraphs. With `headed`, a subheading is an entry and the text below it its notes;
    /// else it only groups.
    fn entries(&self, blocks: &[&Block], headed: bool) -> Vec<Entry> {
        let listed = blocks.iter().any(|block| matches!(block.kind, Kind::List(_) | Kind::Table { .. }));
        let mut entries: Vec<Entry> = Vec::new();
        let mut heading: Option<Entry> = None;
        for block in blocks {
            match &block.kind {
                Kind::List(items) => entries.extend(items.iter().filter_map(|item| self.item_entry(item))),
                Kind::Table { head, rows } => entries.extend(Table::new(head, rows, self.input.vocabulary).entries()),
                Kind::Heading { line, .. } if !listed && headed => {
                    entries.extend(heading.take().filter(|entry| !entry.notes.is_empty()));
                    heading = self.entry(text_of(line), String::new(), block.span);
                }
                Kind::Paragraph(lines) if !listed && heading.is_none() && lines.len() > 1 && lines.iter().all(is_numbered) => {
                    entries.extend(lines.iter().filter_map(|line| self.entry(text_of(line), String::new(), line.span)));
                }
                Kind::Paragraph(lines) if !listed => match &mut heading {
                    Some(entry) => add_note(entry, &joined(lines), block.span),
                    None => entries.extend(self.entry(joined(lines), String::new(), block.span)),
                },
                Kind::Quote(inner) if !listed => entries.extend(self.entry(flat(inner), String::new(), block.span)),
                Kind::Definition { term, blocks } => entries.extend(self.entry(text_of(term), flat(blocks), block.span)),
                _ => {}
            }
        }
        entries.extend(heading.filter(|entry| !entry.notes.is_empty()));
        entries
    }

    fn item_entry(&self, item: &Item) -> Option<Entry> {
        let text = self.told(joined(&item.lines))?;
        let (state, text) = item_state(text, item.checked, is_deleted(item), self.input.vocabulary);
        Some(Entry { text, state, notes: flat(&item.blocks), span: item.span })
    }

    fn entry(&self, text: String, notes: String, span: Span) -> Option<Entry> {
        let text = self.told(without_number(&text).to_owned())?;
        let (state, text) = item_state(text, None, false, self.input.vocabulary);
        Some(Entry { text, state, notes, span })
    }

    /// A text that says something: not the template's, and not that there is nothing.
    fn told(&self, text: String) -> Option<String> {
        let told = text.contains(char::is_alphanumeric) && !unfilled::is_template(&text) && !self.input.vocabulary.nothing(&text);
        told.then_some(text)
    }

    fn focus(&mut self, blocks: &[&Block]) {
        // What stands under headings further below has another subject.
        let is_heading = |block: &&Block| matches!(block.kind, Kind::Heading { .. });
        let blocks = match blocks.iter().position(is_heading) {
            Some(end) if end > 0 => &blocks[..end],
            _ => blocks,
        };
        let told = |block: &&&Block| !matches!(block.kind, Kind::Table { .. }) && !unfilled::is_template(&flat([**block]));
        let text = flat(blocks.iter().filter(told).copied());
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

    /// What only the whole says: dates and hours of tables, results in place of tasks, odd dates.
    fn finish(mut self, part: Part) -> WeeklyLog {
        let mut log = self.log;
        if log.tasks.is_empty() {
            log.tasks = std::mem::take(&mut self.outcomes);
        }
        if let Some((fact, named)) = log.dates.as_mut().zip(part.dates.as_ref()) {
            fact.value.take_year(&named.value);
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
