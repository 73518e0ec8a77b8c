//! Markdown in an element of raw HTML: `<span markdown="1">` in a `<div>` that is raw itself.

use super::html_tag::{Model, model, tag_at, without_markdown};
use super::markdown;
use super::mask::{Masked, Settings};
use super::node::{Node, Part};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// What stands in a block of raw HTML after its start: HTML, and the content of the elements that hold Markdown, up to
/// the block's end. `None` when there is no such element whose end is in the block.
pub(super) fn parts(masked: &Masked, block: &Range<usize>) -> Option<Vec<Node<'static>>> {
    let text = masked.original.get(block.clone())?;
    let before = &masked.original[..block.start];
    if !before[before.rfind('\n').map_or(0, |at| at + 1)..].trim().is_empty() {
        // In a quote or an item the lines have more before them than their text.
        return None;
    }
    let mut nodes = Vec::new();
    let mut endless: Vec<&str> = Vec::new();
    let (mut at, mut raw) = (0, 0);
    while let Some(start) = text[at..].find('<').map(|i| at + i) {
        let Some(tag) = tag_at(&text[start..]) else {
            at = start + 1;
            continue;
        };
        at = start + tag.length;
        let content = match tag.markdown {
            Some("1") => model(tag.name),
            Some("block") => Model::Blocks,
            Some("span") => Model::Text,
            _ => Model::Raw,
        };
        if content == Model::Raw || tag.closing || endless.contains(&tag.name) {
            continue;
        }
        let Some(end) = text[at..].find(&format!("</{}", tag.name)) else {
            endless.push(tag.name);
            continue;
        };
        // White space at the ends of the content is the element's.
        let held = &text[at..at + end];
        let from = at + held.len() - held.trim_start().len();
        at += end;
        let to = from.max(at - held.len() + held.trim_end().len());
        html(&text[raw..from], &mut nodes, block);
        nodes.push(Node::new(Event::End(TagEnd::HtmlBlock), block.clone()));
        inner(&text[from..to], content, block, &mut nodes);
        nodes.push(Node::new(Event::Start(Tag::HtmlBlock), block.clone()));
        raw = to;
    }
    if nodes.is_empty() {
        return None;
    }
    html(&text[raw..], &mut nodes, block);
    nodes.push(Node::new(Event::End(TagEnd::HtmlBlock), block.clone()));
    Some(nodes)
}

fn html(text: &str, nodes: &mut Vec<Node>, block: &Range<usize>) {
    nodes.push(Node::new(Event::Html(without_markdown(text).into_owned().into()), block.clone()));
}

/// The content, read for itself: elements in it that hold Markdown once more stay as they are.
fn inner(text: &str, content: Model, block: &Range<usize>, nodes: &mut Vec<Node<'static>>) {
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    let text = lines.join("\n");
    let masked = Masked { inside: true, ..Masked::new(&text, &Settings::default()) };
    let (parsed, definitions) = markdown::parse(&masked.text);
    for node in masked.bind(parsed, &definitions).nodes {
        let is_paragraph = matches!((node.start(), node.end()), (Some(Tag::Paragraph), _) | (_, Some(TagEnd::Paragraph)));
        if content == Model::Text && is_paragraph {
            continue;
        }
        if let Part::Md(event) = node.part {
            nodes.push(Node { part: Part::Md(event.into_static()), range: block.clone(), attributes: node.attributes });
        }
    }
}
