//! What a body has besides its HTML, read off its nodes: holes, diagrams, formulas, classes.

use super::footnote::{Footnotes, asks_for_notes};
use super::heading::Heading;
use super::html::{Body, Hole, HoleKind};
use super::html_nodes::{is_whole, language};
use super::node::{Node, Part, after};
use crate::source::Span;
use pulldown_cmark::{Event, Tag};

/// Whether the nodes say it all. What raw HTML comes to is seen only where it is written.
pub(super) fn suffice(nodes: &[Node]) -> bool {
    !nodes.iter().any(|node| matches!(node.part, Part::Md(Event::Html(_) | Event::InlineHtml(_))))
}

/// What [`html::write`](super::html::write) would say of nodes that suffice, without the HTML.
pub(super) fn read(nodes: &[Node], headings: Vec<Heading>, footnotes: Footnotes, offset: usize) -> Body {
    let mut reader = Reader { body: Body { headings, ..Body::default() }, footnotes, offset, notes_at: None };
    reader.nodes(nodes);
    let notes_at = reader.notes_at.unwrap_or(reader.body.holes.len());
    let behind = reader.body.holes.split_off(notes_at);
    let mut number = 0;
    while let Some((_, nodes)) = reader.footnotes.note(number) {
        reader.nodes(&nodes);
        number += 1;
    }
    reader.body.holes.extend(behind);
    reader.body
}

struct Reader<'a> {
    body: Body,
    footnotes: Footnotes<'a>,
    offset: usize,
    /// Before which hole `{:footnotes}` wants the notes.
    notes_at: Option<usize>,
}

impl Reader<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        let mut i = 0;
        while i < nodes.len() {
            i = self.node(nodes, i);
        }
    }

    /// Reads `nodes[i]`; returns the place of the next node to read.
    fn node(&mut self, nodes: &[Node], i: usize) -> usize {
        let node = &nodes[i];
        if let Some(attributes) = &node.attributes {
            self.body.classes |= !attributes.classes.is_empty();
        }
        match &node.part {
            Part::Md(Event::Start(Tag::CodeBlock(kind))) => {
                let of_list = || node.attributes.as_ref()?.classes.iter().find_map(|class| class.strip_prefix("language-"));
                let language = Some(language(kind)).filter(|name| !name.is_empty()).or_else(of_list);
                self.body.mermaid |= language == Some("mermaid");
                self.body.math |= language == Some("math");
                return after(nodes, i);
            }
            Part::Md(Event::Start(Tag::Image { dest_url, .. })) => {
                self.hole(HoleKind::Image(dest_url.to_string()), node);
                return after(nodes, i);
            }
            Part::Md(Event::Start(Tag::List(_))) if asks_for_notes(node) => {
                self.notes_at = Some(self.body.holes.len());
                return after(nodes, i);
            }
            Part::Md(Event::Start(Tag::Link { dest_url, .. })) if !is_whole(dest_url) => {
                self.hole(HoleKind::Link(dest_url.to_string()), node);
            }
            Part::Md(Event::InlineMath(_) | Event::DisplayMath(_)) => self.body.math = true,
            // The notes follow in the order in which they are referred to.
            Part::Md(Event::FootnoteReference(label)) => drop(self.footnotes.reference(label)),
            _ => {}
        }
        i + 1
    }

    fn hole(&mut self, kind: HoleKind, node: &Node) {
        let span = Span::new(node.range.start + self.offset, node.range.end + self.offset);
        self.body.holes.push(Hole { at: 0, kind, span });
    }
}
