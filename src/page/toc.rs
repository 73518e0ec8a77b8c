//! The table of contents: the tree for the theme, and the list that `{:toc}` asks for.

use super::heading::Heading;
use super::node::{Node, Part, after};
use pulldown_cmark::Tag;
use serde::Serialize;

/// A heading with those below it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// 1 to 6.
    pub level: u8,
    /// The anchor without `#`.
    pub id: String,
    /// The heading's text.
    pub text: String,
    /// Deeper headings up to the next of this level.
    pub children: Vec<Entry>,
}

/// Headings of the given levels as a tree; those without an anchor or with `{: .no_toc }` are left out.
pub fn tree(headings: &[Heading], levels: std::ops::RangeInclusive<u8>) -> Vec<Entry> {
    let mut open: Vec<Entry> = Vec::new();
    let mut roots = Vec::new();
    let listed = headings.iter().filter(|h| !h.unlisted && !h.id.is_empty() && levels.contains(&h.level));
    for heading in listed {
        close(&mut open, &mut roots, heading.level);
        open.push(Entry { level: heading.level, id: heading.id.clone(), text: heading.text.clone(), children: Vec::new() });
    }
    close(&mut open, &mut roots, 0);
    roots
}

fn close(open: &mut Vec<Entry>, roots: &mut Vec<Entry>, level: u8) {
    while let Some(entry) = open.pop_if(|entry| entry.level >= level) {
        match open.last_mut() {
            Some(parent) => parent.children.push(entry),
            None => roots.push(entry),
        }
    }
}

/// Replaces each list marked `{:toc}` by the place of the table of contents.
pub fn place(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let asks = |node: &Node| node.attributes.as_ref().is_some_and(|a| a.references.iter().any(|r| r == "toc"));
    if !nodes.iter().any(asks) {
        return nodes;
    }
    let mut out = Vec::with_capacity(nodes.len());
    let mut until = 0;
    for i in 0..nodes.len() {
        if i < until {
            continue;
        }
        match nodes[i].start() {
            Some(Tag::List(first)) if asks(&nodes[i]) => {
                until = after(&nodes, i);
                let mut toc = Node::ours(Part::Toc(first.is_some()), nodes[i].range.start);
                toc.attributes.clone_from(&nodes[i].attributes);
                out.push(toc);
            }
            _ => out.push(nodes[i].clone()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn skipped_levels_hang_under_the_nearest() {
        let heading = |level, id: &str| Heading { level, id: id.into(), text: id.into(), span: Span::default(), unlisted: false };
        let tree = tree(&[heading(1, "a"), heading(3, "b"), heading(2, "c"), heading(1, "d")], 1..=6);
        assert_eq!(tree.len(), 2);
        assert_eq!(tree[0].children.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    }
}
