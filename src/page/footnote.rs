//! Footnotes: taken out of the text, numbered by their first reference, written at the end.

use super::html::{Hole, Writer, escape, escape_href};
use super::node::{Node, after};
use pulldown_cmark::Tag;
use std::collections::HashMap;

/// The notes of one page.
#[derive(Default)]
pub struct Footnotes<'a> {
    notes: Vec<(String, Vec<Node<'a>>)>,
    /// The notes' places by label, of two with one label the first.
    places: HashMap<String, usize>,
    /// The notes' numbers, from 0, by place.
    numbers: Vec<Option<usize>>,
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
                footnotes.places.entry(label.to_string()).or_insert(footnotes.notes.len());
                footnotes.numbers.push(None);
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
        let note = *self.places.get(label)?;
        let number = *self.numbers[note].get_or_insert_with(|| {
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

/// Whether `{:footnotes}` marks this list: the notes take its place.
pub(super) fn asks_for_notes(node: &Node) -> bool {
    node.attributes.as_ref().is_some_and(|attributes| attributes.references.iter().any(|name| name == "footnotes"))
}

impl Writer<'_> {
    /// Writes a reference, or what was written when no note has the label.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let Some((number, repeat)) = self.footnotes.reference(label) else {
            self.push("[^");
            escape(&mut self.body.html, label);
            self.push("]");
            return;
        };
        let repeat = if repeat == 0 { String::new() } else { format!(":{repeat}") };
        self.push("<sup");
        self.attribute("id", &format!("fnref:{label}{repeat}"));
        self.push("><a href=\"#fn:");
        escape_href(&mut self.body.html, label);
        self.push(&format!("\" class=\"footnote\" rel=\"footnote\" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// The notes in the order of their first reference: at the end of the page, or where `{:footnotes}` stands.
    pub(super) fn write_footnotes(&mut self) {
        let Some(at) = self.notes_at else { return self.write_notes() };
        let text = std::mem::take(&mut self.body.html);
        let holes = std::mem::take(&mut self.body.holes);
        self.write_notes();
        let notes = std::mem::take(&mut self.body.html);
        self.body.html = [&text[..at], &notes, &text[at..]].concat();
        let (before, behind): (Vec<Hole>, Vec<Hole>) = holes.into_iter().partition(|hole| hole.at < at);
        let moved = |holes: Vec<Hole>, by: usize| holes.into_iter().map(move |hole| Hole { at: hole.at + by, ..hole });
        let noted = std::mem::take(&mut self.body.holes);
        self.body.holes = before.into_iter().chain(moved(noted, at)).chain(moved(behind, notes.len())).collect();
    }

    fn write_notes(&mut self) {
        let mut done = 0;
        while let Some((label, nodes)) = self.footnotes.note(done) {
            if done == 0 {
                self.push("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
            }
            self.push("<li");
            self.attribute("id", &format!("fn:{label}"));
            self.push(">");
            self.nodes(&nodes);
            let inside = self.body.html.ends_with("</p>\n");
            if inside {
                self.body.html.truncate(self.body.html.len() - "</p>\n".len());
            }
            for repeat in 0..self.footnotes.references(done) {
                let nth = if repeat == 0 { String::new() } else { format!("<sup>{}</sup>", repeat + 1) };
                let repeat = if repeat == 0 { String::new() } else { format!(":{repeat}") };
                self.push("&#160;<a href=\"#fnref:");
                escape_href(&mut self.body.html, &label);
                self.push(&format!(
                    "{repeat}\" class=\"reversefootnote\" role=\"doc-backlink\" aria-label=\"Back to the text\">↩{nth}</a>"
                ));
            }
            self.push(if inside { "</p>\n</li>\n" } else { "</li>\n" });
            done += 1;
        }
        if done > 0 {
            self.push("</ol>\n</div>\n");
        }
    }
}
