//! Attribute lists after spans, and the tokens that stand in running text.

use super::bind::Binder;
use super::html_tag::tag_at;
use super::mask::{Kind, Mask};
use super::node::{Node, Part};
use pulldown_cmark::Event;
use std::ops::Range;

impl<'t> Binder<'_, 't> {
    pub(super) fn inline_html(&mut self, mut node: Node<'t>) {
        let masked = self.masked;
        if let [mask] = masked.over(&node.range)
            && let Kind::Span(attributes) = &mask.kind
            && mask.range == node.range
        {
            match self.closed {
                Some(index) => self.out.nodes[index].attributes_mut().merge(attributes),
                None => {
                    let text = masked.original[mask.range.clone()].to_owned();
                    self.out.nodes.push(Node::new(Event::Text(text.into()), node.range));
                }
            }
            return;
        }
        if !self.clip(&mut node) {
            return;
        }
        self.closed = None;
        let index = self.out.nodes.len();
        if let Part::Md(Event::InlineHtml(html)) = &node.part
            && let Some(tag) = tag_at(html).filter(|tag| tag.length == html.len())
        {
            if tag.void {
                self.closed = Some(index);
            } else if !tag.closing {
                self.tags.push((tag.name.to_owned(), index));
            } else if let Some((_, open)) = self.tags.pop_if(|(name, _)| name == tag.name) {
                self.closed = Some(open);
            }
        }
        self.out.nodes.push(node);
    }

    /// Text, with the tokens in it taken out.
    pub(super) fn text(&mut self, node: Node<'t>) {
        let masked = self.masked;
        let masks = masked.over(&node.range);
        if !masks.iter().any(Mask::is_token) {
            return self.push(node);
        }
        if let [mask] = masks
            && let Part::Md(Event::Text(text)) = &node.part
            && masked.text.get(node.range.clone()) != Some(text)
        {
            // Punctuation made smart beside a token would be new; show what was written.
            let range = node.range.start.min(mask.range.start)..node.range.end;
            return self.push(Node::new(Event::Text(masked.original[range.clone()].to_owned().into()), range));
        }
        let mut at = node.range.start;
        for mask in masks.iter().filter(|mask| mask.is_token()) {
            let before = at..mask.range.start.max(at);
            let trim = matches!(mask.kind, Kind::Close(_));
            self.piece(before, trim);
            self.token(mask);
            at = mask.range.end.min(node.range.end).max(at);
        }
        let start = node.range.end - masked.text[at..node.range.end].trim_start().len();
        self.piece(start..node.range.end, false);
    }

    fn piece(&mut self, range: Range<usize>, trim: bool) {
        let text = &self.masked.original[range.clone()];
        let text = if trim { text.trim_end() } else { text };
        if !text.is_empty() {
            self.push(Node::new(Event::Text(text.to_owned().into()), range));
        }
    }

    fn token(&mut self, mask: &Mask) {
        let text = self.masked.original;
        match &mask.kind {
            Kind::Region(shown) if !shown.is_empty() => {
                self.out.nodes.push(Node::new(Event::InlineHtml(text[shown.clone()].to_owned().into()), mask.range.clone()));
            }
            Kind::Close(count) => self.closing += count,
            _ => {}
        }
    }
}
