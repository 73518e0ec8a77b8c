//! From places in an expanded text back to places in the file.

use super::html::Body;
use super::outline::{Block, Item, Kind, Line, Outline};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, Span};
use std::sync::Arc;

/// Whether a text has anything for Liquid.
pub fn is_liquid(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// A stretch of the expanded text and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    /// Its first byte.
    at: u32,
    /// The text in the file, or the tag that printed it.
    from: Span,
    /// It is the file's text, byte by byte.
    exact: bool,
}

/// Where an expanded text comes from, piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    pieces: Vec<Piece>,
}

impl Spans {
    /// Notes that what is printed from byte `at` on comes from `from`.
    pub fn push(&mut self, at: usize, from: Span, exact: bool) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        match self.pieces.last_mut() {
            Some(last) if last.at == at => *last = Piece { at, from, exact },
            Some(last) if !exact && !last.exact && last.from == from => {}
            _ => self.pieces.push(Piece { at, from, exact }),
        }
    }

    fn piece(&self, at: u32) -> Option<&Piece> {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(index.checked_sub(1)?)
    }

    /// The place in the file of a span of the expanded text.
    pub fn span(&self, span: Span) -> Span {
        // A parser may give an inverted one; it is empty where it begins.
        let span = Span { end: span.end.max(span.start), ..span };
        let last = if span.end > span.start { span.end - 1 } else { span.start };
        let (Some(first), Some(end)) = (self.piece(span.start), self.piece(last)) else { return Span::default() };
        let start = if first.exact { first.from.start + (span.start - first.at) } else { first.from.start };
        let until = if end.exact { end.from.start + (span.end - end.at) } else { end.from.end };
        Span { start, end: until.max(start) }
    }

    /// Notes in `other` that the bytes `span` of this text stand at byte `to` of another.
    pub fn copy(&self, span: Span, to: usize, other: &mut Spans) {
        let first = self.pieces.partition_point(|piece| piece.at <= span.start).saturating_sub(1);
        for piece in self.pieces[first.min(self.pieces.len())..].iter().take_while(|piece| piece.at < span.end) {
            let skipped = span.start.saturating_sub(piece.at);
            let at = to + (piece.at.max(span.start) - span.start) as usize;
            let from = if piece.exact { Span { start: piece.from.start + skipped, ..piece.from } } else { piece.from };
            other.push(at, from, piece.exact);
        }
    }

    /// Brings a body's places back.
    pub fn body(&self, body: &mut Body) {
        for hole in &mut body.holes {
            hole.span = self.span(hole.span);
        }
        for heading in &mut body.headings {
            heading.span = self.span(heading.span);
        }
    }

    /// Brings a problem's places back to the file. A mend is dropped: it was meant for the expanded text.
    pub fn diagnostic(&self, mut diagnostic: Diagnostic, source: &Arc<Source>) -> Diagnostic {
        let back = |label: &mut Label| {
            label.span = self.span(label.span);
            label.source = Arc::clone(source);
        };
        diagnostic.primary.iter_mut().chain(&mut diagnostic.secondary).for_each(back);
        diagnostic.fix = None;
        diagnostic
    }

    /// Brings an outline's places back.
    pub fn outline(&self, outline: &mut Outline) {
        self.blocks(&mut outline.blocks);
    }

    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            block.span = self.span(block.span);
            match &mut block.kind {
                Kind::Heading { line, .. } => self.line(line),
                Kind::Paragraph(lines) => self.lines(lines),
                Kind::List(items) => items.iter_mut().for_each(|item| self.item(item)),
                Kind::Table { head, rows } => {
                    self.lines(head);
                    rows.iter_mut().for_each(|row| self.lines(row));
                }
                Kind::Quote(blocks) => self.blocks(blocks),
                Kind::Definition { term, blocks } => {
                    self.line(term);
                    self.blocks(blocks);
                }
                Kind::Code { .. } | Kind::Html(_) | Kind::Rule => {}
            }
        }
    }

    fn item(&self, item: &mut Item) {
        item.span = self.span(item.span);
        self.lines(&mut item.lines);
        self.blocks(&mut item.blocks);
    }

    fn lines(&self, lines: &mut [Line]) {
        lines.iter_mut().for_each(|line| self.line(line));
    }

    fn line(&self, line: &mut Line) {
        line.span = self.span(line.span);
        for run in &mut line.runs {
            run.span = self.span(run.span);
        }
    }
}
