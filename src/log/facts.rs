//! The `**Label**: value` lines, several in a paragraph or each an item of a list.

use super::model::Labelled;
use super::text::Words;
use super::vocabulary::{Label, Vocabulary};
use crate::page::outline::{Block, Kind, Line, Run};
use crate::source::Span;

/// Longest label, in bytes.
const LONGEST_LABEL: usize = 64;

/// The labels and values on one line; none when the line is no fact line.
/// `known` admits labels that are not strong, if the vocabulary knows them.
pub(super) fn on_line(line: &Line, vocabulary: &Vocabulary, known: bool) -> Vec<Labelled> {
    let mut facts = strong_labels(&line.runs);
    if facts.is_empty() {
        facts.extend(whole_strong(&line.runs, vocabulary));
    }
    if facts.is_empty() && known {
        facts.extend(plain_label(&line.runs, vocabulary));
    }
    facts
}

/// Whether every line of a paragraph, or every item of a list, is a fact line; then all of them.
pub(super) fn of_block(block: &Block, vocabulary: &Vocabulary, known: bool) -> Option<Vec<Labelled>> {
    let lines: Vec<&Line> = match &block.kind {
        Kind::Paragraph(lines) => lines.iter().filter(|line| !line.is_blank()).collect(),
        Kind::List(items) if items.iter().all(|item| item.lines.len() == 1 && item.blocks.is_empty()) => {
            items.iter().filter_map(|item| item.lines.first()).collect()
        }
        _ => return None,
    };
    let mut facts = Vec::with_capacity(lines.len());
    for line in lines {
        let found = on_line(line, vocabulary, known);
        // A label without a value is a heading, unless it is one that a log is expected to fill.
        if found.iter().all(|fact| fact.value.is_empty() && meaning(&fact.label, vocabulary).is_none()) {
            // What is added below the dates takes nothing from them: "Dates: …", and "a day late" on the next line.
            let dated =
                facts.first().is_some_and(|fact: &Labelled| matches!(meaning(&fact.label, vocabulary), Some(Label::Dates | Label::Day)));
            if known && found.is_empty() && dated {
                continue;
            }
            return None;
        }
        facts.extend(found);
    }
    (!facts.is_empty()).then_some(facts)
}

/// The known label and the value that a heading holds: `### Hours: 11`.
pub(super) fn in_heading(line: &Line, vocabulary: &Vocabulary) -> Option<Labelled> {
    let [run] = line.runs.as_slice() else { return None };
    divide(run).filter(|fact| meaning(&fact.label, vocabulary).is_some_and(|label| label != Label::Week || !fact.value.is_empty()))
}

/// What a label announces.
pub(super) fn meaning(label: &str, vocabulary: &Vocabulary) -> Option<Label> {
    vocabulary.label(&Words::new(label))
}

fn strong_labels(runs: &[Run]) -> Vec<Labelled> {
    let mut facts: Vec<Labelled> = Vec::new();
    let mut skip_colon = false;
    for (i, run) in runs.iter().enumerate() {
        match label_of(run, runs.get(i + 1)) {
            Some((label, colon_follows)) if opens_fact(facts.last(), &runs[..i]) => {
                facts.push(Labelled { label, value: String::new(), span: Span { start: run.span.end, end: run.span.end } });
                skip_colon = colon_follows;
            }
            _ => {
                let Some(fact) = facts.last_mut() else { continue };
                add_to(fact, run, skip_colon);
                skip_colon = false;
            }
        }
    }
    facts.iter_mut().for_each(trim);
    facts
}

/// The label that a strong run holds, and whether its colon stands in the run after it.
fn label_of(run: &Run, next: Option<&Run>) -> Option<(String, bool)> {
    if !run.strong || run.code || run.text.len() > LONGEST_LABEL {
        return None;
    }
    let text = run.text.trim();
    let inside = text.ends_with([':', '：']);
    let follows = !inside && next.is_some_and(|next| !next.strong && next.text.trim_start().starts_with([':', '：']));
    let label = text.trim_end_matches([':', '：']).trim_end();
    let plausible = label.chars().any(char::is_alphanumeric) && !label.contains([':', '：']);
    ((inside || follows) && plausible).then(|| (label.to_owned(), follows))
}

/// A first label has nothing but signs before it; a further one stands after a bar or another divider.
fn opens_fact(last: Option<&Labelled>, before: &[Run]) -> bool {
    match last {
        None => {
            let divided = before.last().is_some_and(|run| run.text.trim_end().ends_with(['|', '·', '•']));
            divided || before.iter().all(|run| !run.text.contains(char::is_alphanumeric))
        }
        Some(fact) => fact.value.is_empty() || fact.value.ends_with(['|', '·', '•', ',', ';', '，', '；', '\n', ' ', '\u{a0}', '\u{3000}']),
    }
}

fn add_to(fact: &mut Labelled, run: &Run, skip_colon: bool) {
    let mut text = run.text.as_str();
    if skip_colon {
        text = text.trim_start().trim_start_matches([':', '：']);
    }
    if fact.value.is_empty() {
        text = text.trim_start();
        if text.is_empty() {
            return;
        }
        let exact = run.text.len() == run.span.range().len();
        let skipped = if exact { run.text.len() - text.len() } else { 0 };
        fact.span = Span { start: run.span.start + skipped as u32, end: run.span.end };
    }
    fact.span.end = run.span.end;
    fact.value.push_str(text);
}

fn trim(fact: &mut Labelled) {
    let trimmed = fact.value.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | ';' | '；' | '\\'));
    let cut = (fact.value.len() - trimmed.len()) as u32;
    fact.value.truncate(trimmed.len());
    fact.span.end = fact.span.end.saturating_sub(cut).max(fact.span.start);
}

/// `**Dates: 2 – 8 June**`: a known label and its value in one strong run that is the whole line.
fn whole_strong(runs: &[Run], vocabulary: &Vocabulary) -> Option<Labelled> {
    let mut told = runs.iter().filter(|run| !run.text.trim().is_empty());
    let run = told.next().filter(|run| run.strong)?;
    if told.next().is_some() {
        return None;
    }
    divide(run).filter(|fact| meaning(&fact.label, vocabulary).is_some())
}

/// `Dates: 2 – 8 June`, without any strong text, when the label is a known one.
fn plain_label(runs: &[Run], vocabulary: &Vocabulary) -> Option<Labelled> {
    let first = runs.first().filter(|run| !run.code && run.link.is_none())?;
    let mut fact = divide(first)?;
    meaning(&fact.label, vocabulary)?;
    for run in &runs[1..] {
        fact.value.push_str(&run.text);
        fact.span.end = run.span.end;
    }
    trim(&mut fact);
    Some(fact)
}

fn divide(run: &Run) -> Option<Labelled> {
    let colon = run.text.char_indices().take(LONGEST_LABEL).find(|&(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let label = run.text[..colon].trim();
    let after = &run.text[colon..];
    let value = after.trim_start_matches([':', '：']).trim_start();
    let exact = run.text.len() == run.span.range().len();
    let skipped = if exact { run.text.len() - value.len() } else { 0 };
    let span = Span { start: run.span.start + skipped as u32, end: run.span.end };
    let apart = after.starts_with('：') || after.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\u{a0}']));
    let plausible = label.chars().any(char::is_alphanumeric) && apart;
    plausible.then(|| {
        let mut fact = Labelled { label: label.to_owned(), value: value.to_owned(), span };
        trim(&mut fact);
        fact
    })
}
