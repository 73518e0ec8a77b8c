//! What was done: rows of tables and items of lists, with the state that each states of itself.

use super::items::{flat, is_deleted, is_legend, is_numbered, item_state, joined, text_of, without_number};
use super::model::{Problem, Reference, SectionKind, State, Task};
use super::sections::after_day;
use super::tables::{Table, links};
use super::text::{Words, head};
use super::vocabulary::Vocabulary;
use super::{problems, unfilled};
use crate::page::outline::{Block, Item, Kind, Line};

/// How deep lists of days hold lists of tasks.
const DEEPEST: u8 = 4;

/// Longest line, in bytes, that announces the list below it.
const LONGEST_LABEL: usize = 48;

/// What blocks under a heading of work say.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    pub(super) tasks: Vec<Task>,
    /// Items that call themselves problems.
    pub(super) problems: Vec<Problem>,
    /// Links that stand alone, and those of a table's column for them.
    pub(super) references: Vec<Reference>,
    /// What stands below an item or a line that heads a section of another kind: "Questions and answers" as the last point of the work.
    pub(super) asides: Vec<(SectionKind, Vec<&'a Block>)>,
}

/// Reads blocks of a work section. `state` is what the heading above says of all.
pub(super) fn read<'a>(blocks: &[&'a Block], state: State, vocabulary: &Vocabulary) -> Found<'a> {
    let said = Said { state, doing: false, aside: None };
    let mut reader = Reader { found: Found::default(), group: String::new(), said, headed: state, outer: state, vocabulary };
    for block in blocks {
        reader.block(block);
    }
    if reader.found.tasks.is_empty() {
        reader.signed_lines(blocks);
    }
    if reader.found.tasks.is_empty() {
        reader.numbered_lines(blocks);
    }
    reader.found
}

/// What the line above a list says of its items.
#[derive(Clone, Copy)]
struct Said {
    state: State,
    /// "Done / doing": what is not checked is being done.
    doing: bool,
    /// The list tells no work: "Problems I met:".
    aside: Option<SectionKind>,
}

struct Reader<'a, 'v> {
    found: Found<'a>,
    group: String,
    said: Said,
    /// What the subheading says of all below it.
    headed: State,
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
                } else if let Some(line) = lines.last() {
                    self.announce(line);
                }
            }
            Kind::List(items) => match self.said.aside.take() {
                Some(kind) => self.found.asides.push((kind, vec![block])),
                None => items.iter().for_each(|item| self.item(item, 0)),
            },
            Kind::Table { head, rows } => {
                let table = Table::new(head, rows, self.vocabulary);
                if table.is_problems() {
                    self.found.problems.extend(table.problems());
                } else if table.is_work() {
                    let mut tasks = table.tasks(&self.group);
                    tasks.iter_mut().filter(|task| task.state == State::Unstated).for_each(|task| task.state = self.said.state);
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
            let state = if state == State::Unstated { self.said.state } else { state };
            self.found.tasks.push(Task { text, state, notes: String::new(), group: String::new(), span: line.span });
        }
    }

    fn begin_group(&mut self, title: &str) {
        let title = title.trim().trim_end_matches([':', '：']).trim_end();
        self.headed = self.vocabulary.heading_state(&Words::new(title)).unwrap_or(self.outer);
        self.said = Said { state: self.headed, doing: false, aside: None };
        self.group = title.to_owned();
    }

    /// A line that ends in a colon says what the list below it holds: "To do:", "Done / doing:", "Problems I met:".
    fn announce(&mut self, line: &Line) {
        self.said = Said { state: self.headed, doing: false, aside: None };
        let text = text_of(line);
        let Some(label) = text.strip_suffix([':', '：']).filter(|label| label.len() <= LONGEST_LABEL) else { return };
        let words = Words::new(label);
        if let Some(state) = self.vocabulary.heading_state(&words) {
            self.said.state = state;
        } else if let Some(word) = self.vocabulary.inline_section(&words) {
            let other = matches!(word.kind, SectionKind::Problems | SectionKind::Learnings | SectionKind::Next);
            self.said.aside = other.then_some(word.kind);
        } else if let Some(done) = self.vocabulary.state(&words, 0).filter(|hit| hit.state == State::Done) {
            let second = self.vocabulary.state(&words, done.end).filter(|hit| hit.end == words.len());
            self.said.doing = second.is_some_and(|hit| hit.state == State::InProgress);
        }
    }

    /// Lines, strong lines and subheadings that are numbered by hand, in place of a list.
    fn numbered_lines(&mut self, blocks: &[&Block]) {
        let is_strong = |line: &&Line| line.runs.iter().all(|run| run.strong || run.text.trim().is_empty());
        let lines = blocks.iter().flat_map(|block| match &block.kind {
            Kind::Paragraph(lines) if lines.iter().all(is_numbered) => lines.as_slice(),
            _ => &[],
        });
        let headings = blocks.iter().filter_map(|block| match &block.kind {
            Kind::Heading { line, .. } => Some(line),
            Kind::Paragraph(lines) => lines.first().filter(|line| lines.len() == 1 && is_strong(line)),
            _ => None,
        });
        // Where headings count, the lines below them count something else.
        let mut numbered: Vec<&Line> = headings.filter(|line| is_numbered(line)).collect();
        if numbered.len() < 2 {
            numbered = lines.collect();
        }
        for line in numbered.iter().filter(|_| numbered.len() > 1) {
            let text = text_of(line);
            let (state, text) = item_state(without_number(&text).to_owned(), None, false, self.vocabulary);
            let state = if state == State::Unstated { self.outer } else { state };
            self.found.tasks.push(Task { text, state, notes: String::new(), group: String::new(), span: line.span });
        }
    }

    fn item(&mut self, item: &'a Item, depth: u8) {
        let text = joined(&item.lines);
        if !text.contains(char::is_alphanumeric) || (depth < DEEPEST && is_day(head(&text, 200), item, self.vocabulary)) {
            self.nested(item, text, depth);
            return;
        }
        if is_ticket(&text) || unfilled::is_template(&text) || (is_legend(head(&text, 400)) && item.checked.is_none()) {
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
            self.found.asides.push((kind, item.blocks.iter().collect()));
            return;
        }
        let (state, text) = item_state(text, item.checked, is_deleted(item), self.vocabulary);
        let state = match state {
            State::Unstated => self.said.state,
            State::Planned if self.said.doing && item.checked == Some(false) => State::InProgress,
            state => state,
        };
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
