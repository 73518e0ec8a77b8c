//! What stood in the way, and how it was overcome: tables, lists, subheadings, labelled lines.

use super::facts;
use super::items::{flat, item_state, joined, text_of, without_number};
use super::model::{Problem, SectionKind};
use super::tables::Table;
use super::text::{Words, head};
use super::unfilled::is_template;
use super::vocabulary::{Column, Vocabulary};
use crate::page::outline::{Block, Item, Kind, Line};
use crate::source::Span;

/// The problems that the blocks of a section tell of.
pub(super) fn read(blocks: &[&Block], vocabulary: &Vocabulary) -> Vec<Problem> {
    let mut reader = Reader { problems: Vec::new(), open: false, asked: false, by_label: false, vocabulary };
    let headed = blocks.iter().any(|block| matches!(block.kind, Kind::Heading { .. }));
    let listed = blocks.iter().any(|block| matches!(block.kind, Kind::List(_) | Kind::Table { .. }));
    if headed {
        reader.under_headings(blocks);
    } else {
        for block in blocks {
            reader.block(block, listed);
        }
    }
    reader.problems
}

/// Whether a text is the number of a ticket and no more, `#84` or `!12`: "Issues" heads lists of them, too.
fn is_ticket(text: &str) -> bool {
    let number = text.trim_start_matches("GH-").trim_start_matches(['#', '!']);
    number.len() < text.len() && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The one problem of an item whose label says that it is one: `ISSUE: …`, `**Blocker**: …`.
pub(super) fn labelled_item(item: &Item, vocabulary: &Vocabulary) -> Option<Problem> {
    let line = item.lines.first()?;
    let Some((Column::Problem, value, _)) = labelled(line, vocabulary) else {
        // "**Problems met:** the disk was full", a section in one line.
        let fact = facts::on_line(line, vocabulary, false).into_iter().next()?;
        let is_section = vocabulary.inline_section(&Words::new(&fact.label)).is_some_and(|word| word.kind == SectionKind::Problems);
        let told = is_section && fact.value.contains(char::is_alphanumeric) && !vocabulary.nothing(&fact.value);
        return told.then_some(Problem { problem: fact.value, solution: None, span: item.span });
    };
    if value.is_empty() {
        return None;
    }
    let mut reader = Reader { problems: Vec::new(), open: false, asked: false, by_label: false, vocabulary };
    reader.item(item);
    reader.problems.pop()
}

struct Reader<'v> {
    problems: Vec<Problem>,
    /// The last problem waits for a solution of its own: a label follows.
    open: bool,
    /// The last problem was told by a paragraph of its own.
    asked: bool,
    /// The last problem was told by a label, so that other labels beside it are about it.
    by_label: bool,
    vocabulary: &'v Vocabulary,
}

impl Reader<'_> {
    fn push(&mut self, problem: String, solution: Option<String>, span: Span) {
        let problem = problem.trim().to_owned();
        self.asked = false;
        let says = problem.contains(char::is_alphanumeric) && !is_template(&problem);
        if says && !self.vocabulary.nothing(&problem) && !is_ticket(&problem) {
            let solution = solution.filter(|text| text.contains(char::is_alphanumeric) && !is_template(text));
            let solution = solution.map(|text| text.strip_prefix("答：").map_or(text.clone(), |answer| answer.trim_start().to_owned()));
            self.open = solution.is_none();
            self.problems.push(Problem { problem, solution, span });
        }
    }

    fn solve(&mut self, text: String, span: Span) {
        if let Some(last) = self.problems.last_mut().filter(|_| self.open && !text.is_empty()) {
            last.span.end = last.span.end.max(span.end);
            match &mut last.solution {
                Some(solution) => {
                    solution.push_str("; ");
                    solution.push_str(&text);
                }
                None => last.solution = Some(text),
            }
        }
    }

    /// A subheading each: its items say what the problem and the solution are, or all its text is the solution.
    fn under_headings(&mut self, blocks: &[&Block]) {
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            let end =
                blocks[at + 1..].iter().position(|block| matches!(block.kind, Kind::Heading { .. })).map_or(blocks.len(), |i| at + 1 + i);
            match &block.kind {
                Kind::Heading { line, .. } => self.under_heading(block, line, &blocks[at + 1..end]),
                _ => blocks[at..end].iter().for_each(|block| self.block(block, true)),
            }
            at = end;
        }
    }

    fn under_heading(&mut self, heading: &Block, line: &Line, blocks: &[&Block]) {
        let before = self.problems.len();
        let told = blocks.iter().any(|block| match &block.kind {
            Kind::List(items) => items.iter().any(|item| item.lines.first().is_some_and(|line| labelled(line, self.vocabulary).is_some())),
            Kind::Paragraph(lines) => lines.iter().any(|line| labelled(line, self.vocabulary).is_some()),
            Kind::Table { .. } => true,
            _ => false,
        });
        if told {
            blocks.iter().for_each(|block| self.block(block, true));
        }
        let span = Span { start: heading.span.start, end: blocks.last().map_or(heading.span.end, |block| block.span.end) };
        if self.problems.len() == before {
            let solution = if told { labelled_solution(blocks, self.vocabulary) } else { Some(flat(blocks.iter().copied())) };
            self.push(text_of(line), solution, span);
        }
    }

    fn block(&mut self, block: &Block, listed: bool) {
        match &block.kind {
            Kind::Table { head, rows } => self.problems.extend(Table::new(head, rows, self.vocabulary).problems()),
            Kind::List(items) => {
                (self.open, self.by_label) = (false, false);
                items.iter().for_each(|item| self.item(item));
            }
            Kind::Paragraph(lines) => self.paragraph(block, lines, listed),
            // What is quoted below a problem answers it.
            Kind::Quote(blocks) if self.open && self.asked => self.solve(flat(blocks), block.span),
            Kind::Quote(blocks) => blocks.iter().take(64).for_each(|block| self.quoted(block)),
            Kind::Definition { term, blocks } => self.push(text_of(term), Some(flat(blocks)), block.span),
            _ => {}
        }
    }

    fn quoted(&mut self, block: &Block) {
        match &block.kind {
            Kind::Paragraph(lines) => self.paragraph(block, lines, false),
            Kind::List(items) => items.iter().for_each(|item| self.item(item)),
            _ => {}
        }
    }

    /// Labelled lines say which is which; other text is a problem unless a list follows that tells them.
    fn paragraph(&mut self, block: &Block, lines: &[Line], listed: bool) {
        let mut rest: Vec<Line> = Vec::new();
        for line in lines {
            match labelled(line, self.vocabulary) {
                Some((Column::Problem, value, span)) => self.push(value, None, span),
                Some((_, value, span)) => self.solve(value, span),
                None => rest.push(line.clone()),
            }
        }
        if rest.len() == lines.len() && !listed {
            let (problem, solution) = divided(&joined(lines));
            self.push(without_number(&problem).to_owned(), solution, block.span);
            self.asked = true;
        }
    }

    fn item(&mut self, item: &Item) {
        let first = item.lines.first().and_then(|line| labelled(line, self.vocabulary));
        let nested = || flat(&item.blocks);
        match first {
            Some((Column::Problem, value, _)) => {
                self.by_label = true;
                let more = item.lines.get(1..).and_then(|lines| lines.iter().find_map(|line| self.solution_on(line)));
                let solution = more.or_else(|| labelled_solution(&item.blocks.iter().collect::<Vec<_>>(), self.vocabulary)).or_else(|| {
                    let nested = nested();
                    (!nested.is_empty()).then_some(nested)
                });
                let text = if value.is_empty() { nested() } else { value };
                self.push(text, solution, item.span);
            }
            Some((Column::Solution, value, span)) => {
                let text = if value.is_empty() { nested() } else { value };
                self.solve(text, span);
            }
            _ if self.by_label && item.lines.first().is_some_and(|line| !facts::on_line(line, self.vocabulary, false).is_empty()) => {}
            _ => {
                self.by_label = false;
                self.plain_item(item);
            }
        }
    }

    fn plain_item(&mut self, item: &Item) {
        if let Some((problem, solution)) = self.overcome(item) {
            self.push(problem, Some(solution), item.span);
            return;
        }
        let split = item.lines.iter().position(|line| self.solution_on(line).is_some());
        let (own, told) = item.lines.split_at(split.unwrap_or(item.lines.len()));
        let (_, text) = item_state(joined(own), None, false, self.vocabulary);
        let (problem, inline) = divided(&text);
        let blocks: Vec<&Block> = item.blocks.iter().collect();
        let solution = told
            .first()
            .and_then(|line| self.solution_on(line))
            .or(inline)
            .or_else(|| labelled_solution(&blocks, self.vocabulary))
            .or_else(|| Some(flat(&item.blocks)).filter(|text| !text.is_empty()));
        self.push(problem, solution, item.span);
    }

    /// `**Edge cases**: Fixed by …`: a name, and how it was overcome.
    fn overcome(&self, item: &Item) -> Option<(String, String)> {
        let fact = facts::on_line(item.lines.first()?, self.vocabulary, false).into_iter().next()?;
        let told = self.vocabulary.overcome(&Words::new(head(&fact.value, 60)));
        let [_, more @ ..] = item.lines.as_slice() else { return None };
        told.then(|| (fact.label, if more.is_empty() { fact.value } else { format!("{} {}", fact.value, joined(more)) }))
    }

    fn solution_on(&self, line: &Line) -> Option<String> {
        labelled(line, self.vocabulary).filter(|(role, ..)| *role == Column::Solution).map(|(_, value, _)| value)
    }
}

/// A line that begins with a label for a problem or a solution, and its value.
fn labelled(line: &Line, vocabulary: &Vocabulary) -> Option<(Column, String, Span)> {
    if let Some(fact) = facts::on_line(line, vocabulary, false).into_iter().next() {
        let role = role(&fact.label, vocabulary)?;
        return Some((role, fact.value, fact.span));
    }
    let first = line.runs.first().filter(|run| !run.code)?;
    let colon = head(&first.text, 48).find([':', '：'])?;
    let role = role(&first.text[..colon], vocabulary)?;
    let text = text_of(line);
    let value = text.split_once([':', '：']).map_or("", |(_, value)| value);
    Some((role, value.trim().to_owned(), line.span))
}

fn role(label: &str, vocabulary: &Vocabulary) -> Option<Column> {
    let words = Words::new(label);
    // "Problem 1" and "1. Problem" are labels, too.
    let column = vocabulary.column(&words)?;
    matches!(column, Column::Problem | Column::Solution).then_some(column)
}

/// The solution that nested lines or items label as such.
fn labelled_solution(blocks: &[&Block], vocabulary: &Vocabulary) -> Option<String> {
    let on_line = |line: &Line| labelled(line, vocabulary).filter(|(role, ..)| *role == Column::Solution).map(|(_, value, _)| value);
    blocks.iter().find_map(|block| match &block.kind {
        Kind::List(items) => items.iter().find_map(|item| {
            let value = on_line(item.lines.first()?)?;
            Some(if value.is_empty() { flat(&item.blocks) } else { value })
        }),
        Kind::Paragraph(lines) => lines.iter().find_map(on_line),
        _ => None,
    })
}

/// `problem → solution`, `problem. Solution: …`.
fn divided(text: &str) -> (String, Option<String>) {
    for arrow in [" → ", " => ", " -> ", "→", " ➜ ", " ➡ "] {
        if let Some((problem, solution)) = text.split_once(arrow) {
            return (problem.trim().to_owned(), Some(solution.trim().to_owned()));
        }
    }
    for label in [
        "Solution: ",
        "solution: ",
        "Fix: ",
        "fix: ",
        "Resolution: ",
        "Solución: ",
        "Solução: ",
        "Solution : ",
        "Lösung: ",
        "Oplossing: ",
        "Giải pháp: ",
        "Solusi: ",
        "解决方案：",
        "解决：",
        "解决方法：",
        "対応：",
        "해결: ",
    ] {
        if let Some((problem, solution)) = text.split_once(label) {
            let problem = problem.trim_end().trim_end_matches(['-', '–', '—', '(', ';', ',', '；', '，', '|']).trim_end();
            return (problem.to_owned(), Some(solution.trim().trim_end_matches(')').to_owned()));
        }
    }
    (text.to_owned(), None)
}
