//! Lines of dashes between the rows of a table, which part its bodies, and of equals signs, which begin its footer.
//!
//! GitHub's tables know neither, so the parser sees a row of dashes, which nobody means.

use super::node::{Node, after};
use pulldown_cmark::{Tag, TagEnd};

/// What the first row of another body refers to.
pub(super) const BODY: &str = "weeklog-body";
/// What the first row of a footer refers to.
pub(super) const FOOT: &str = "weeklog-foot";

/// Takes such lines away and marks the rows below them; `text` is the body.
pub(super) fn part<'a>(nodes: Vec<Node<'a>>, text: &str) -> Vec<Node<'a>> {
    let line = |node: &Node| matches!(node.start(), Some(Tag::TableRow)).then(|| text.get(node.range.clone())).flatten();
    if !nodes.iter().any(|node| line(node).is_some_and(is_line)) {
        return nodes;
    }
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut next = None;
    let mut at = 0;
    while at < nodes.len() {
        if let Some(line) = line(&nodes[at]).filter(|line| is_line(line)) {
            let begun = out.last().is_some_and(|node| node.end() == Some(TagEnd::TableRow));
            next = match next {
                Some(FOOT) => next,
                _ if line.contains('=') => Some(FOOT),
                _ => begun.then_some(BODY),
            };
            at = after(&nodes, at);
            continue;
        }
        let mut node = nodes[at].clone();
        match node.start() {
            Some(Tag::Table(_)) => next = None,
            Some(Tag::TableRow) => node.attributes_mut().references.extend(next.take().map(str::to_owned)),
            _ => {}
        }
        out.push(node);
        at += 1;
    }
    out
}

/// Whether a line has dashes or equals signs, and beside them only what parts columns; it begins with a bar. One dash
/// in a cell says that there is nothing.
pub(crate) fn is_line(line: &str) -> bool {
    let blank = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'\r' | b'\n')).count();
    let line = &line[blank..];
    if !line.starts_with('|') {
        return false;
    }
    let line = line.trim_end_matches([' ', '\t', '>', '\r', '\n']);
    let drawn = || line.contains("--") || line.contains("==") || line.contains("-+");
    // What stands there ends the look at once: in a table of very many columns a row is as long as the whole.
    line.bytes().all(|b| matches!(b, b'|' | b'-' | b'+' | b':' | b'=' | b' ' | b'\t')) && drawn()
}
