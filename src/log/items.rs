//! Text out of blocks, and the states that a text states of itself: marks, check boxes, `- done`.

use super::model::State;
use super::text::{Words, head};
use super::vocabulary::{self, Vocabulary};
use crate::page::outline::{Block, Item, Kind, Line};

/// Blocks deeper than this are not read.
const DEEPEST: usize = 12;

/// The text of a line, trimmed.
pub(super) fn text_of(line: &Line) -> String {
    match line.runs.as_slice() {
        [run] => run.text.trim().to_owned(),
        runs => {
            let mut text = String::with_capacity(runs.iter().map(|run| run.text.len()).sum());
            runs.iter().for_each(|run| text.push_str(&run.text));
            text.truncate(text.trim_end().len());
            let lead = text.len() - text.trim_start().len();
            text.drain(..lead);
            text
        }
    }
}

/// The lines of an item or a paragraph as one text.
pub(super) fn joined(lines: &[Line]) -> String {
    match lines {
        [line] => tidy(text_of(line)),
        lines => {
            let mut text = String::new();
            for line in lines {
                push(&mut text, &tidy(text_of(line)), " ");
            }
            text
        }
    }
}

/// A line break of HTML inside a text is a blank.
fn tidy(text: String) -> String {
    if text.contains('\n') { text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ") } else { text }
}

/// All text inside blocks: items and paragraphs divided by `; `.
pub(super) fn flat<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut text = String::new();
    for block in blocks {
        flatten(block, &mut text, "; ", 0);
    }
    text
}

/// All running text inside blocks, a line each.
pub(super) fn lines_of<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> String {
    let mut text = String::new();
    for block in blocks {
        flatten(block, &mut text, "\n", 0);
    }
    text
}

fn flatten(block: &Block, out: &mut String, between: &str, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match &block.kind {
        Kind::Paragraph(lines) => push(out, &joined(lines), between),
        Kind::Heading { line, .. } => push(out, &text_of(line), between),
        Kind::List(items) => {
            for item in items {
                push(out, &joined(&item.lines), between);
                item.blocks.iter().for_each(|block| flatten(block, out, between, depth + 1));
            }
        }
        Kind::Quote(blocks) => blocks.iter().for_each(|block| flatten(block, out, between, depth + 1)),
        Kind::Definition { term, blocks } => {
            push(out, &text_of(term), between);
            blocks.iter().for_each(|block| flatten(block, out, between, depth + 1));
        }
        Kind::Table { rows, .. } => {
            for cell in rows.iter().flatten() {
                push(out, &tidy(text_of(cell)), between);
            }
        }
        Kind::Code { .. } | Kind::Html(_) | Kind::Rule => {}
    }
}

fn push(out: &mut String, text: &str, between: &str) {
    if !text.is_empty() {
        if !out.is_empty() {
            out.push_str(between);
        }
        out.push_str(text);
    }
}

/// The text after a number written by hand: `1、`, `2)`, `3.` before a letter.
pub(super) fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after = rest.strip_prefix(['.', '、', ')', '．', '）']).map(str::trim_start);
    match after {
        Some(after) if rest.len() < text.len() && !after.starts_with(|c: char| c.is_ascii_digit()) => after,
        _ => text,
    }
}

/// Whether a line begins with a number written by hand.
pub(super) fn is_numbered(line: &Line) -> bool {
    let text = text_of(line);
    without_number(&text).len() < text.len()
}

/// A cell's lines: its text, and what stands below a `<br>`, without the signs of lists written by hand.
pub(super) fn cell_lines(cell: &Line) -> (String, String) {
    let text = text_of(cell);
    let mut lines = text.split('\n').map(without_bullet).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or("").to_owned();
    let mut rest = String::new();
    lines.for_each(|line| push(&mut rest, line, "; "));
    (first, rest)
}

fn without_bullet(line: &str) -> &str {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{2003}');
    let bare = line
        .trim_start_matches(['-', '–', '•', '+', '*', '·', '○', '▪'])
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{2003}');
    // "-5 °C" keeps its sign.
    if bare.len() == line.len() || line[..line.len() - bare.len()].ends_with(char::is_whitespace) || line.starts_with(['•', '▪', '○'])
    {
        bare
    } else {
        line
    }
}

/// What a status cell says.
pub(super) fn cell_state(text: &str, vocabulary: &Vocabulary) -> State {
    let text = text.trim();
    if text.is_empty() || is_legend(text) {
        return State::Unstated;
    }
    let words = Words::new(text);
    stated(&words, text, vocabulary).or_else(|| text.chars().find_map(vocabulary::mark)).unwrap_or_default()
}

fn stated(words: &Words, text: &str, vocabulary: &Vocabulary) -> Option<State> {
    if let Some(percent) = percent(text) {
        return Some(percent);
    }
    if let Some(hit) = vocabulary.state(words, 0) {
        return (!hit.weak || hit.end == words.len()).then_some(hit.state);
    }
    let negated = matches!(words.word(0), "not" | "no" | "nicht" | "pas" | "non" | "niet" | "nao" | "chua" | "belum" | "un" | "没" | "未");
    if negated && vocabulary.state(words, 1).is_some_and(|hit| hit.state == State::Done) {
        return Some(State::Planned);
    }
    // "is done", "task completed"
    (1..words.len()).find_map(|from| {
        let hit = vocabulary.state(words, from)?;
        (!negated && !hit.weak && hit.end == words.len() && vocabulary.only_fillers(words, 0, from)).then_some(hit.state)
    })
}

/// `80 %`, `80% done`: everything is done, nothing begun, or something between.
fn percent(text: &str) -> Option<State> {
    let at = text.find(['%', '％'])?;
    let before = text[..at].trim_end();
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    match before[before.len() - digits..].parse::<u32>().ok()? {
        0 => Some(State::Planned),
        100 => Some(State::Done),
        1..=99 => Some(State::InProgress),
        _ => None,
    }
}

/// `⬜ not started / 🔄 in progress / ✅ done` explains marks and states nothing.
pub(super) fn is_legend(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut states = text.chars().filter_map(vocabulary::mark);
    states.next().is_some_and(|first| states.any(|other| other != first))
}

/// What an item's text says of its own state, and the text without saying it.
pub(super) fn item_state(item_text: String, checked: Option<bool>, deleted: bool, vocabulary: &Vocabulary) -> (State, String) {
    let (marked, text) = match unmarked(&item_text, vocabulary) {
        Some((state, text)) => (state, text.to_owned()),
        None => (None, item_text),
    };
    let text = match text.trim_start_matches(is_picture) {
        bare if bare.len() < text.len() && bare.starts_with(char::is_whitespace) && bare.contains(char::is_alphanumeric) => {
            bare.trim_start().to_owned()
        }
        _ => text,
    };
    let text = match text.strip_suffix([':', '：']) {
        Some(short) if short.contains(char::is_alphanumeric) => short.trim_end().to_owned(),
        _ => text,
    };
    let state = match (checked, deleted) {
        (_, true) => State::Dropped,
        (Some(true), _) => State::Done,
        (Some(false), _) => marked.unwrap_or(State::Planned),
        (None, _) => marked.unwrap_or_default(),
    };
    (state, text)
}

/// The state that marks or words at either end of a text say, and the text without them; `None` when there is nothing to take off.
fn unmarked<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(Option<State>, &'t str)> {
    if is_legend(head(text, 400)) {
        return None;
    }
    let mut state = None;
    let mut rest = text.trim();
    let before = rest.len();
    let lead = after_marks(rest);
    if lead.len() < rest.len() {
        state = rest[..rest.len() - lead.len()].chars().find_map(vocabulary::mark);
        rest = lead;
    }
    let tail = rest.trim_end_matches(is_mark_or_blank);
    if tail.len() < rest.len() && rest[tail.len()..].chars().any(vocabulary::is_mark) {
        state = state.or_else(|| rest[tail.len()..].chars().find_map(vocabulary::mark));
        rest = tail;
    }
    if let Some((found, shorter)) = leading(rest, vocabulary).or_else(|| trailing(rest, vocabulary)) {
        state = Some(found);
        rest = shorter;
    }
    let all_gone = rest.is_empty();
    (rest.len() < before && !all_gone).then_some((state, rest))
}

/// A picture that adorns an item and says nothing.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{200d}')
}

fn is_mark_or_blank(c: char) -> bool {
    vocabulary::is_mark(c) || c.is_whitespace() || matches!(c, '\u{fe0f}' | '\u{fe0e}')
}

/// The text after its leading marks, bare or as `[✅]`; the text itself when there are none.
fn after_marks(text: &str) -> &str {
    let mut rest = text;
    loop {
        let bare = rest.trim_start_matches(is_mark_or_blank);
        let boxed = bare
            .strip_prefix('[')
            .and_then(|inside| head(inside, 24).split_once(']').map(|(marks, _)| (marks, &inside[marks.len() + 1..])));
        match boxed {
            Some((marks, after)) if marks.chars().any(vocabulary::is_mark) && marks.chars().all(is_mark_or_blank) => rest = after,
            _ if rest.len() == text.len() && !text[..text.len() - bare.len()].chars().any(vocabulary::is_mark) => return text,
            _ => return bare,
        }
    }
}

/// `Done: …`, `[WIP] …`, `(blocked) …`.
fn leading<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(State, &'t str)> {
    let short = head(text, 40);
    let (word, rest) = if let Some(inside) = short.strip_prefix(['[', '(', '（', '【']) {
        let end = inside.find([']', ')', '）', '】'])?;
        let close = inside[end..].chars().next()?.len_utf8();
        let open = short.len() - inside.len();
        (&inside[..end], &text[open + end + close..])
    } else {
        let end = short.find([':', '：'])?;
        let colon = short[end..].chars().next()?.len_utf8();
        (&short[..end], &text[end + colon..])
    };
    let rest = rest.trim_start_matches([' ', ':', '：', '-', '–']);
    (!rest.is_empty()).then_some((whole_state(word, vocabulary)?, rest))
}

/// `… - done`, `… (in progress)`, `… [blocked]`, `… → merged`.
fn trailing<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(State, &'t str)> {
    let mut from = text.len().saturating_sub(60);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let end = &text[from..];
    let cut = end.char_indices().rev().find_map(|(at, c)| match c {
        '(' | '[' | '（' | '→' => Some((at, c.len_utf8())),
        '-' | '–' | '—' if end[..at].ends_with(' ') && end[at + c.len_utf8()..].starts_with(' ') => Some((at, c.len_utf8())),
        _ => None,
    })?;
    let word = end[cut.0 + cut.1..].trim_matches([' ', ')', '）', ']', '.', '。', '!', '！']);
    let rest = text[..from + cut.0].trim_end();
    (!rest.is_empty()).then_some((whole_state(word, vocabulary)?, rest))
}

/// A state that is all of a short text, in words that mean nothing else.
fn whole_state(text: &str, vocabulary: &Vocabulary) -> Option<State> {
    let words = Words::new(text);
    let hit = vocabulary.state(&words, 0);
    match hit {
        Some(hit) if !hit.weak && hit.end == words.len() => Some(hit.state),
        _ if words.len() <= 3 && words.number(0).is_some() => percent(text),
        _ if words.is_empty() => text.chars().find_map(vocabulary::mark),
        _ => None,
    }
}

/// Whether all of an item's text is struck out.
pub(super) fn is_deleted(item: &Item) -> bool {
    let mut runs = item.lines.iter().flat_map(|line| &line.runs).filter(|run| !run.text.trim().is_empty()).peekable();
    runs.peek().is_some() && runs.all(|run| run.deleted)
}
