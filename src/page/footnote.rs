//! Footnotes: taken out of the text, numbered by their first reference, written at the end.

use super::node::{Node, after};
use pulldown_cmark::Tag;

/// The notes of one page.
#[derive(Default)]
pub struct Footnotes<'a> {
    notes: Vec<(String, Vec<Node<'a>>)>,
    /// Notes by number, with how often each is referred to.
    order: Vec<(usize, usize)>,
}

impl<'a> Footnotes<'a> {
    /// Takes the definitions out of the nodes. Of two with one label the first counts.
    pub fn take(nodes: Vec<Node<'a>>) -> (Vec<Node<'a>>, Footnotes<'a>) {
        let mut footnotes = Footnotes::default();
        if !nodes.iter().any(|node| matches!(node.start(), Some(Tag::FootnoteDefinition(_)))) {
            return (nodes, footnotes);
        }
        let mut rest = Vec::with_capacity(nodes.len());
        let mut i = 0;
        while i < nodes.len() {
            if let Some(Tag::FootnoteDefinition(label)) = nodes[i].start() {
                let end = after(&nodes, i);
                footnotes.notes.push((label.to_string(), nodes[i + 1..(end - 1).max(i + 1)].to_vec()));
                i = end;
            } else {
                rest.push(nodes[i].clone());
                i += 1;
            }
        }
        (rest, footnotes)
    }

    /// Counts a reference: the note's number from 1, and how many references it had before.
    pub fn reference(&mut self, label: &str) -> Option<(usize, usize)> {
        let note = self.notes.iter().position(|(name, _)| name == label)?;
        let number = self.order.iter().position(|&(index, _)| index == note).unwrap_or_else(|| {
            self.order.push((note, 0));
            self.order.len() - 1
        });
        self.order[number].1 += 1;
        Some((number + 1, self.order[number].1 - 1))
    }

    /// The label and text of the note with this number, from 0.
    pub fn note(&self, number: usize) -> Option<(String, Vec<Node<'a>>)> {
        self.order.get(number).map(|&(index, _)| self.notes[index].clone())
    }

    /// How often the note with this number, from 0, is referred to.
    pub fn references(&self, number: usize) -> usize {
        self.order.get(number).map_or(0, |&(_, count)| count)
    }
}
