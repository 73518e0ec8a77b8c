//! What travels through the chain of passes: a parser's event or one of ours, its bytes, its attributes.

use super::attributes::Attributes;
use super::callout::Callout;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// An event of the parser, or a box that a pass put around some.
#[derive(Clone, Debug)]
pub enum Part<'a> {
    /// As the parser saw it.
    Md(Event<'a>),
    /// A callout opens here.
    Open(Box<Callout>),
    /// The last opened callout ends here.
    Close,
    /// The table of contents stands here; ordered or not.
    Toc(bool),
}

/// One step of a page's body.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// What it is.
    pub part: Part<'a>,
    /// Its bytes in the body.
    pub range: Range<usize>,
    /// What attribute lists gave it.
    pub attributes: Option<Box<Attributes>>,
}

impl<'a> Node<'a> {
    /// A parser's event without attributes.
    pub fn new(event: Event<'a>, range: Range<usize>) -> Node<'a> {
        Node { part: Part::Md(event), range, attributes: None }
    }

    /// A part of ours, at a place.
    pub fn ours(part: Part<'a>, at: usize) -> Node<'a> {
        Node { part, range: at..at, attributes: None }
    }

    /// The attributes to add to.
    pub fn attributes_mut(&mut self) -> &mut Attributes {
        self.attributes.get_or_insert_default()
    }

    /// The tag that opens here.
    pub fn start(&self) -> Option<&Tag<'a>> {
        match &self.part {
            Part::Md(Event::Start(tag)) => Some(tag),
            _ => None,
        }
    }

    /// The tag that ends here.
    pub fn end(&self) -> Option<TagEnd> {
        match &self.part {
            Part::Md(Event::End(tag)) => Some(*tag),
            _ => None,
        }
    }

    /// Whether it gives this class.
    pub fn has_class(&self, name: &str) -> bool {
        self.attributes.as_ref().is_some_and(|attributes| attributes.has_class(name))
    }
}

/// One past the node that ends what `nodes[start]` opens; `start + 1` when it opens nothing.
pub fn after(nodes: &[Node], start: usize) -> usize {
    let mut depth = 0usize;
    for (i, node) in nodes.iter().enumerate().skip(start) {
        match &node.part {
            Part::Md(Event::Start(_)) | Part::Open(_) => depth += 1,
            Part::Md(Event::End(_)) | Part::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    nodes.len()
}
