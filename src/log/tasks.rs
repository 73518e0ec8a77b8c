//! What was done: rows of tables and items of lists, with the state that each states of itself.

use super::items::{flat, is_deleted, is_legend, item_state, joined, text_of};
use super::model::{Problem, Reference, SectionKind, State, Task};
use super::sections::after_day;
use super::tables::{Table, links};
use super::text::{Words, head};
use super::vocabulary::Vocabulary;
use super::{problems, unfilled};
use crate::page::outline::{Block, Item, Kind, Line};

/// How deep lists of days hold lists of tasks.
const DEEPEST: u8 = 4;

/// What blocks under a heading of work say.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub(super) tasks: Vec<Task>,
    /// Items that call themselves problems.
    pub(super) problems: Vec<Problem>,
    /// Links that stand alone, and those of a table's column for them.
    pub(super) references: Vec<Reference>,
    /// Items that head a section of another kind: "Questions and answers" as the last point of the work.
    pub(super) asides: Vec<(SectionKind, &'a Item)>,
}

/// Reads blocks of a work section. `state` is what the heading above says of all.
pub(super) fn read<'a>(blocks: &[&'a Block], state: State, vocabulary: &Vocabulary) -> Found<'a> {
    let mut reader = Reader { found: Found::default(), group: String::new(), state, outer: state, vocabulary };
    for block in blocks {
        reader.block(block);
    }
    if reader.found.tasks.is_empty() {
        reader.signed_lines(blocks);
    }
    reader.found
}

struct Reader<'a, 'v> {
    found: Found<'a>,
    group: String,
    state: State,
    outer: State,
    vocabulary: &'v Vocabulary,
}

impl<'a> Reader<'a, '_> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            Kind::Heading { line, .. } => self.begin_group(&text_of(line)),
            Kind::Paragraph(lines) => {
                if let [line] = lines.as_slice()
                    && line.runs.iter().all(|run| run.strong || run.text.trim().is_empty())
                    && !line.is_blank()
                {
                    self.begin_group(&text_of(line));
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.item(item, 0)),
            Kind::Table { head, rows } => {
                let table = Table::new(head, rows, self.vocabulary);
                if table.is_problems() {
                    self.found.problems.extend(table.problems());
                } else if table.is_work() {
                    let mut tasks = table.tasks(&self.group);
                    tasks.iter_mut().filter(|task| task.state == State::Unstated).for_each(|task| task.state = self.state);
                    self.found.tasks.extend(tasks);
                }
                self.found.references.extend(table.references());
            }
            _ => {}
        }
    }

    /// Lines that begin with a sign of their own, in place of a list.
    fn signed_lines(&mut self, blocks: &[&Block]) {
        let paragraphs = blocks.iter().filter_map(|block| match &block.kind {
            Kind::Paragraph(lines) => Some(lines),
            _ => None,
        });
        let signed = |line: &&Line| {
            text_of(line).starts_with(['•', '‣', '◦', '▪', '▸', '►', '➤', '📌', '🔹', '🔸', '👉', '✔', '✅', '🔄', '🚧', '⏳'])
        };
        for line in paragraphs.flatten().filter(signed) {
            let text = text_of(line);
            let text =
                text.trim_start_matches(['•', '‣', '◦', '▪', '▸', '►', '➤', '📌', '🔹', '🔸', '👉', '\u{fe0f}']).trim_start().to_owned();
            if !text.contains(char::is_alphanumeric) || unfilled::is_template(&text) || is_legend(head(&text, 400)) {
                continue;
            }
            let (state, text) = item_state(text, None, false, self.vocabulary);
            let state = if state == State::Unstated { self.state } else { state };
            self.found.tasks.push(Task { text, state, notes: String::new(), group: String::new(), span: line.span });
        }
    }

    fn begin_group(&mut self, title: &str) {
        let title = title.trim().trim_end_matches([':', '：']).trim_end();
        self.state = self.vocabulary.heading_state(&Words::new(title)).unwrap_or(self.outer);
        self.group = title.to_owned();
    }

    fn item(&mut self, item: &'a Item, depth: u8) {
        let text = joined(&item.lines);
        if !text.contains(char::is_alphanumeric) || (depth < DEEPEST && is_day(head(&text, 200), item, self.vocabulary)) {
            self.nested(item, text, depth);
            return;
        }
        if unfilled::is_template(&text) || (is_legend(head(&text, 400)) && item.checked.is_none()) {
            return;
        }
        if let [line] = item.lines.as_slice()
            && self.is_elsewhere(line)
        {
            self.found.references.extend(links(line).into_iter().filter(|link| link.url.as_ref().is_some_and(|url| !url.starts_with('#'))));
            return;
        }
        if let Some(problem) = problems::labelled_item(item, self.vocabulary) {
            self.found.problems.push(problem);
            return;
        }
        if let Some(kind) = self.heads_section(item) {
            self.found.asides.push((kind, item));
            return;
        }
        let (state, text) = item_state(text, item.checked, is_deleted(item), self.vocabulary);
        let state = if state == State::Unstated { self.state } else { state };
        self.found.tasks.push(Task { text, state, notes: flat(&item.blocks), group: self.group.clone(), span: item.span });
    }

    /// The items below one that only says when.
    fn nested(&mut self, item: &'a Item, text: String, depth: u8) {
        if depth >= DEEPEST {
            return;
        }
        let outer = if !text.contains(char::is_alphanumeric) { None } else { Some(std::mem::replace(&mut self.group, text)) };
        for block in &item.blocks {
            if let Kind::List(items) = &block.kind {
                items.iter().for_each(|item| self.item(item, depth + 1));
            }
        }
        if let Some(outer) = outer {
            self.group = outer;
        }
    }

    /// Addresses and tickets alone, or links into this page: nothing that was done.
    fn is_elsewhere(&self, line: &Line) -> bool {
        let mut linked = false;
        for run in line.runs.iter().filter(|run| run.text.contains(char::is_alphanumeric)) {
            let text = run.text.trim();
            linked |= run.link.is_some();
            let elsewhere = match &run.link {
                Some(url) => url.starts_with('#') || text == url || is_ticket(text),
                // "PR:" before a link
                None => text.len() <= 24 && text.ends_with([':', '：']),
            };
            if !elsewhere {
                return false;
            }
        }
        linked
    }

    /// An item whose own text is a section's phrase, with something below or behind it.
    fn heads_section(&self, item: &Item) -> Option<SectionKind> {
        let line = item.lines.first()?;
        let first = line.runs.iter().find(|run| !run.text.trim().is_empty())?;
        let text = if first.strong {
            first.text.as_str()
        } else {
            item.lines.first().filter(|_| !item.blocks.is_empty())?.runs.first()?.text.as_str()
        };
        let label = text.trim().trim_end_matches([':', '：']);
        let kind = self.vocabulary.inline_section(&Words::new(label))?.kind;
        let other = matches!(kind, SectionKind::Problems | SectionKind::Learnings | SectionKind::Next);
        (other && (first.strong || line.runs.len() == 1)).then_some(kind)
    }
}

/// `#123`, `owner/project#123`, `PR #123`.
fn is_ticket(text: &str) -> bool {
    let number = text.rsplit_once('#').filter(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    number.is_some_and(|(before, _)| !before.trim_end().contains(' ') && before.len() <= 60)
}

/// Whether an item with nested items only says a day: "Monday", "Day 3:", "2025-06-23".
fn is_day(text: &str, item: &Item, vocabulary: &Vocabulary) -> bool {
    let listed = item.blocks.iter().any(|block| matches!(block.kind, Kind::List(_)));
    if !listed || text.len() > 60 {
        return false;
    }
    let words = Words::new(text);
    after_day(&words, vocabulary).is_some_and(|end| end >= words.len())
}
