//! Tables without a header: lines that all begin and end with a bar, as kramdown reads them.
//!
//! GitHub's tables need a line of dashes under the first row, so the parser sees a paragraph of bars, which nobody means.

use super::node::{Node, Part, after};
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use std::ops::Range;

/// Rows of cells.
type Rows<'a> = Vec<Vec<Vec<Node<'a>>>>;

/// Makes tables of the paragraphs that are some; `text` is the body.
pub(super) fn tables<'a>(nodes: Vec<Node<'a>>, text: &str) -> Vec<Node<'a>> {
    let is_table = |node: &Node| matches!(node.start(), Some(Tag::Paragraph)) && is_table(text.get(node.range.clone()).unwrap_or(""));
    if !nodes.iter().any(is_table) {
        return nodes;
    }
    let mut out = Vec::with_capacity(nodes.len() + 16);
    let mut at = 0;
    while at < nodes.len() {
        let end = if is_table(&nodes[at]) { after(&nodes, at) } else { at + 1 };
        match rows(&nodes[at..end], text).filter(|_| end > at + 2) {
            Some(rows) => write(&nodes[at], rows, &mut out),
            None => out.extend_from_slice(&nodes[at..end]),
        }
        at = end;
    }
    out
}

/// Whether every line begins and ends with a bar, and none is a line of dashes.
fn is_table(paragraph: &str) -> bool {
    paragraph.starts_with('|')
        && paragraph.lines().map(|line| line.trim_matches([' ', '\t', '>', '\r'])).all(|line| {
            let inner = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
            inner.is_some_and(|inner| !inner.ends_with('\\') && (inner.trim_matches(['|', ' ']).is_empty() || inner.contains(is_text)))
        })
}

/// What a line of dashes has not.
fn is_text(c: char) -> bool {
    !matches!(c, '|' | '-' | '+' | ':' | ' ' | '=')
}

/// The cells of a paragraph: bars outside of links, code and emphasis part them.
fn rows<'a>(nodes: &[Node<'a>], text: &str) -> Option<Rows<'a>> {
    let inner = nodes.get(1..nodes.len().checked_sub(1)?)?;
    let mut rows: Rows = Vec::new();
    let mut row: Option<Vec<Vec<Node>>> = None;
    let mut cell: Vec<Node> = Vec::new();
    let mut depth = 0usize;
    for node in inner {
        match &node.part {
            Part::Md(Event::Start(_)) => depth += 1,
            Part::Md(Event::End(_)) => depth = depth.saturating_sub(1),
            Part::Md(Event::SoftBreak | Event::HardBreak) if depth == 0 => {
                rows.push(row.take()?);
                cell.clear();
                continue;
            }
            Part::Md(Event::Text(written)) if depth == 0 && text.get(node.range.clone()) == Some(written) => {
                for (index, piece) in pieces(&node.range, written).into_iter().enumerate() {
                    if index > 0 {
                        match &mut row {
                            Some(row) => row.push(std::mem::take(&mut cell)),
                            None => row = Some(Vec::new()),
                        }
                    }
                    cell.extend(piece);
                }
                continue;
            }
            _ => {}
        }
        row.as_ref()?;
        cell.push(node.clone());
    }
    rows.push(row?);
    Some(rows)
}

/// A text parted at its bars; the pieces without white space at the bars.
fn pieces<'a>(range: &Range<usize>, text: &str) -> Vec<Option<Node<'a>>> {
    let mut at = range.start;
    let last = text.matches('|').count();
    let piece = |(index, piece): (usize, &str)| {
        let start = at + if index > 0 { piece.len() - piece.trim_start().len() } else { 0 };
        let kept = if index > 0 { piece.trim_start() } else { piece };
        let kept = if index < last { kept.trim_end() } else { kept };
        at += piece.len() + 1;
        (!kept.is_empty()).then(|| Node::new(Event::Text(kept.to_owned().into()), start..start + kept.len()))
    };
    text.split('|').enumerate().map(piece).collect()
}

fn write<'a>(paragraph: &Node<'a>, rows: Rows<'a>, out: &mut Vec<Node<'a>>) {
    let range = &paragraph.range;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let start = Node::new(Event::Start(Tag::Table(vec![Alignment::None; columns])), range.clone());
    out.push(Node { attributes: paragraph.attributes.clone(), ..start });
    for mut row in rows {
        row.resize_with(columns, Vec::new);
        out.push(Node::new(Event::Start(Tag::TableRow), range.clone()));
        for cell in row {
            let place = cell.first().map_or(range.end..range.end, |first| first.range.start..cell.last().unwrap_or(first).range.end);
            out.push(Node::new(Event::Start(Tag::TableCell), place.clone()));
            out.extend(cell);
            out.push(Node::new(Event::End(TagEnd::TableCell), place));
        }
        out.push(Node::new(Event::End(TagEnd::TableRow), range.clone()));
    }
    out.push(Node::new(Event::End(TagEnd::Table), range.clone()));
}
