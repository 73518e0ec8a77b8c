//! The table of contents: the tree for the theme, and the list that `{:toc}` asks for.

use super::attributes::Attributes;
use super::heading::Heading;
use super::html::{Writer, escape, escape_attribute};
use super::node::{Node, Part, after};
use pulldown_cmark::{Event, Tag, TagEnd};
use serde::Serialize;
use std::collections::BTreeMap;

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

/// How a table of contents is written.
struct List<'l> {
    ordered: bool,
    prefix: &'l str,
    texts: &'l BTreeMap<String, String>,
}

fn is_link(node: &Node) -> bool {
    matches!(
        &node.part,
        Part::Md(Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) | Event::FootnoteReference(_) | Event::HardBreak)
    )
}

impl<'a> Writer<'a> {
    /// Writes the list that `{:toc}` asks for.
    pub(super) fn toc(&mut self, nodes: &[Node<'a>], ordered: bool, attributes: Option<&Attributes>) {
        let entries = tree(&self.body.headings, self.look.toc_levels.clone());
        if entries.is_empty() {
            return;
        }
        let mut attributes = attributes.cloned().unwrap_or_default();
        let prefix = attributes.id.get_or_insert_with(|| "markdown-toc".to_owned()).clone();
        attributes.references.clear();
        let look = List { ordered, prefix: &prefix, texts: &self.heading_texts(nodes) };
        self.toc_list(&entries, &look, Some(&attributes));
    }

    /// The headings' HTML by their id, where it is more than text: without links and notes, which a link cannot hold.
    fn heading_texts(&mut self, nodes: &[Node<'a>]) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (i, node) in nodes.iter().enumerate() {
            let Some(Tag::Heading { .. }) = node.start() else { continue };
            let Some(id) = node.attributes.as_ref().and_then(|attributes| attributes.id.clone()) else { continue };
            let inner: Vec<_> = nodes[i + 1..after(nodes, i) - 1].iter().filter(|node| !is_link(node)).cloned().collect();
            let body = std::mem::take(&mut self.body);
            self.nodes(&inner);
            let written = std::mem::replace(&mut self.body, body);
            self.body.math |= written.math;
            if written.holes.is_empty() {
                texts.entry(id).or_insert_with(|| written.html.trim().to_owned());
            }
        }
        texts
    }

    fn toc_list(&mut self, entries: &[Entry], look: &List, attributes: Option<&Attributes>) {
        self.tag_line(if look.ordered { "ol" } else { "ul" }, attributes);
        for entry in entries {
            self.push("<li><a href=\"#");
            escape_attribute(&mut self.body.html, &entry.id);
            self.push("\"");
            self.attribute("id", &format!("{}-{}", look.prefix, entry.id));
            self.push(">");
            match look.texts.get(&entry.id) {
                Some(html) => self.push(html),
                None => escape(&mut self.body.html, &entry.text),
            }
            self.push("</a>");
            if !entry.children.is_empty() {
                self.push("\n");
                self.toc_list(&entry.children, look, None);
            }
            self.push("</li>\n");
        }
        self.push(if look.ordered { "</ol>\n" } else { "</ul>\n" });
    }
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
