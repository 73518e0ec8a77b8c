//! Keeps HTML that Liquid printed in one piece: a line with nothing but tags leaves a blank line, which would end it.

use crate::page::spans::Spans;
use crate::source::Span;

/// Elements that begin a block of HTML.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "iframe",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Takes the blank lines that tags left out of HTML; those that the writer left stay, as Markdown may follow them.
pub(super) fn keep_html_whole(text: &str, spans: Spans, original: &str) -> (String, Spans) {
    if !text.contains('<') {
        return (text.to_owned(), spans);
    }
    let mut out = String::with_capacity(text.len());
    let mut moved = Spans::default();
    // The element that is open and how often.
    let mut open: Option<(&str, isize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let here = Span::new(at, at + line.len());
        at = here.end as usize;
        if line.trim().is_empty() && open.is_some() && !was_written(spans.span(here), here, original) {
            continue;
        }
        spans.copy(here, out.len(), &mut moved);
        out.push_str(line);
        if open.is_none() {
            open = opens(line).map(|name| (name, 0));
        }
        if let Some((name, depth)) = open {
            let depth = depth + balance(line, name);
            open = (depth > 0).then_some((name, depth));
        }
    }
    (out, moved)
}

/// Whether a blank line stands in the file as one.
fn was_written(from: Span, here: Span, original: &str) -> bool {
    let range = from.range();
    let alone = original.get(..range.start).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    range.len() == here.range().len() && alone && original.get(range).is_some_and(|line| line.trim().is_empty())
}

/// The element that a line of HTML leaves open, `ul` of `<h2>Tides</h2><ul>`, and whose text is not Markdown.
fn opens(line: &str) -> Option<&str> {
    let block = |tag: &'_ str| {
        let name = &tag[..tag.find(|c: char| !c.is_ascii_alphanumeric())?];
        BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block)).then_some(name.len())
    };
    let line = line.trim_start();
    line.strip_prefix('<').and_then(block)?;
    let mut closed: Vec<&str> = Vec::new();
    for (at, _) in line.match_indices('<') {
        let tag = &line[at + 1..];
        let Some(length) = block(tag) else { continue };
        if tag[..tag.find('>').unwrap_or(tag.len())].contains("markdown=") {
            return None;
        }
        let name = &tag[..length];
        if closed.contains(&name) {
            continue;
        }
        if balance(line, name) > 0 {
            return Some(name);
        }
        closed.push(name);
    }
    None
}

/// How many more elements of this name a line opens than it closes.
fn balance(line: &str, name: &str) -> isize {
    let mut balance = 0;
    for (at, _) in line.match_indices('<') {
        let rest = &line[at + 1..];
        let (step, rest) = rest.strip_prefix('/').map_or((1, rest), |rest| (-1, rest));
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) && ends(&rest[name.len()..]) {
            balance += step;
        }
    }
    balance
}
