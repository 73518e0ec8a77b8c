//! What kramdown knows of running text beside the parser: `<<` and `>>`, and line breaks by two backslashes.

use super::node::{Node, Part};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// Mends what the parser's smart punctuation leaves. `text` is the body as written.
pub(super) fn mend<'a>(mut nodes: Vec<Node<'a>>, text: &'a str) -> Vec<Node<'a>> {
    if text.contains('"') {
        nodes.iter_mut().for_each(|node| close_quote(node, text));
    }
    if text.contains("\\\\\n") {
        break_lines(&mut nodes, text);
    }
    if text.contains("![") {
        straighten(&mut nodes, text);
    }
    guillemets(nodes, text)
}

/// Two backslashes at the end of a line that is not the last break it.
fn break_lines(nodes: &mut Vec<Node>, text: &str) {
    let ends = |node: &Node| matches!(&node.part, Part::Md(Event::Text(t)) if **t == *"\\" && text[..node.range.end].ends_with("\\\\"));
    let breaks = |node: &Node| matches!(node.part, Part::Md(Event::SoftBreak | Event::HardBreak));
    let mut gone = vec![false; nodes.len()];
    for at in 1..nodes.len() {
        if breaks(&nodes[at]) && ends(&nodes[at - 1]) {
            nodes[at].part = Part::Md(Event::HardBreak);
            gone[at - 1] = true;
        }
    }
    let mut gone = gone.into_iter();
    nodes.retain(|_| !gone.next().unwrap_or(false));
}

/// What describes an image is no running text: quotes and dashes stay as they are typed.
fn straighten<'a>(nodes: &mut [Node<'a>], text: &'a str) {
    let mut depth = 0usize;
    for node in nodes {
        match (node.start(), node.end()) {
            (Some(Tag::Image { .. }), _) => depth += 1,
            (_, Some(TagEnd::Image)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if let Part::Md(Event::Text(shown)) = &mut node.part
            && depth > 0
            && shown.chars().count() == 1
            && shown.starts_with(['“', '”', '‘', '’', '–', '—', '…'])
            && let Some(written) = text.get(node.range.clone()).filter(|written| written.starts_with(['"', '\'', '-', '.']))
        {
            *shown = CowStr::Borrowed(written);
        }
    }
}

/// Right after a letter or a digit a quote closes, or is the sign of inches: never does one open there, nor between
/// a mark and a blank.
fn close_quote(node: &mut Node, text: &str) {
    if let Part::Md(Event::Text(quote)) = &mut node.part
        && **quote == *"“"
    {
        let before = &text[..node.range.start];
        let ends = text[node.range.end..].chars().next().is_none_or(char::is_whitespace);
        if before.ends_with(char::is_alphanumeric) || ends && before.ends_with(['.', ',', '!', '?', ';', ':', ')', '…']) {
            *quote = "”".into();
        }
    }
}

/// Turns `<<` and `>>` in running text into guillemets, with a no-break space for a blank inside them.
fn guillemets<'a>(nodes: Vec<Node<'a>>, text: &'a str) -> Vec<Node<'a>> {
    if !text.contains("<<") && !text.contains(">>") {
        return nodes;
    }
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut in_code = false;
    for node in nodes {
        match (node.start(), node.end()) {
            (Some(Tag::CodeBlock(_)), _) => in_code = true,
            (_, Some(TagEnd::CodeBlock)) => in_code = false,
            _ => {}
        }
        if in_code || !is_written(&node, text) {
            out.push(node);
            continue;
        }
        // The parser cuts text at each `<`.
        match out.last_mut() {
            Some(last) if is_written(last, text) && last.range.end == node.range.start => {
                let range = last.range.start..node.range.end;
                *last = Node::new(Event::Text(CowStr::Borrowed(&text[range.clone()])), range);
            }
            _ => out.push(node),
        }
    }
    in_code = false;
    for node in &mut out {
        match (node.start(), node.end()) {
            (Some(Tag::CodeBlock(_)), _) => in_code = true,
            (_, Some(TagEnd::CodeBlock)) => in_code = false,
            _ => {}
        }
        if let Part::Md(Event::Text(text)) = &mut node.part
            && !in_code
            && (text.contains("<<") || text.contains(">>"))
        {
            *text = replaced(text).into();
        }
    }
    out
}

/// Text as it stands in the source: no entity, no escape, no quote made smart.
fn is_written(node: &Node, text: &str) -> bool {
    matches!(&node.part, Part::Md(Event::Text(t)) if text.get(node.range.clone()) == Some(t) && !text[..node.range.start].ends_with('\\'))
}

fn replaced(text: &str) -> String {
    text.replace("<< ", "«\u{a0}").replace("<<", "«").replace(" >>", "\u{a0}»").replace(">>", "»")
}
