//! One file's text, and the places in it: the bottom room of the house, which knows nothing else.

pub mod away;

use away::Away;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::xxh3_128;

/// A range of bytes in one whole file, front matter included.
///
/// Offsets are `u32`: the world refuses files of 4 GiB and more long before a span is made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes; an inverted one becomes empty at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Span { start, end: end.max(start) }
    }

    /// The bytes as a range to index a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A file as it was read: its path in the site, its text, and where its lines begin.
pub struct Source {
    path: Arc<str>,
    text: OnceLock<Arc<str>>,
    /// The same text where it was put away, with its digest.
    away: Option<Box<(Away, u128)>>,
    lines: OnceLock<Vec<u32>>,
    /// What nobody is shown, in order and apart.
    hidden: Box<[Span]>,
}

impl Source {
    /// A file at `path` (relative to the site, `/` between folders) that holds `text`.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Source { path: path.into(), text: OnceLock::from(text.into()), away: None, lines: OnceLock::new(), hidden: Box::default() }
    }

    /// The same file, whose text was put away: it comes back when somebody asks for it.
    #[must_use]
    pub fn put_away(&self, away: Away) -> Self {
        let away = Some(Box::new((away, self.digest())));
        Source { path: Arc::clone(&self.path), text: OnceLock::new(), away, lines: OnceLock::new(), hidden: self.hidden.clone() }
    }

    /// The same file, of which these bytes are nowhere [shown](Source::shown): they are in order and apart.
    #[must_use]
    pub fn hiding(&self, hidden: Vec<Span>) -> Self {
        let text = self.text.get().cloned().map_or_else(OnceLock::new, OnceLock::from);
        Source { path: Arc::clone(&self.path), text, away: self.away.clone(), lines: OnceLock::new(), hidden: hidden.into() }
    }

    /// The path in the site, `/` between folders.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, front matter included. It stays in memory from then on.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.away.as_ref().map_or_else(|| "".into(), |away| away.0.text().into()))
    }

    /// The same file with its text at hand, for a look at it: what was put away is read for this one alone.
    pub fn at_hand(self: &Arc<Self>) -> Arc<Source> {
        match (self.text.get(), &self.away) {
            (None, Some(away)) => Arc::new(Source::new(Arc::clone(&self.path), away.0.text())),
            _ => Arc::clone(self),
        }
    }

    /// A hash of the whole text.
    pub fn digest(&self) -> u128 {
        self.away.as_ref().map_or_else(|| xxh3_128(self.text().as_bytes()), |away| away.1)
    }

    /// How long the text is, in bytes.
    pub fn len(&self) -> usize {
        self.away.as_ref().map_or_else(|| self.text().len(), |away| away.0.len())
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of `span`, or nothing when it does not lie on character bounds of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or("")
    }

    /// A part of the text for people to look at: each hidden byte is a star. Nothing where `range` is not on character bounds.
    pub fn shown(&self, range: Range<usize>) -> Cow<'_, str> {
        let text = self.text().get(range.clone()).unwrap_or("");
        let first = self.hidden.partition_point(|span| span.end as usize <= range.start);
        let last = self.hidden.partition_point(|span| (span.start as usize) < range.end);
        let Some(hidden) = self.hidden.get(first..last).filter(|hidden| !hidden.is_empty()) else { return text.into() };
        let is_hidden = |at: usize, end: usize| hidden.iter().any(|span| (span.start as usize) < end && at < span.end as usize);
        // As many bytes as before, so that places stay true; of a character that begins before what is hidden none is left.
        let mut shown = String::with_capacity(text.len());
        for (at, c) in text.char_indices().map(|(at, c)| (range.start + at, c)) {
            if c != '\n' && is_hidden(at, at + c.len_utf8()) {
                shown.extend(std::iter::repeat_n('*', c.len_utf8()));
            } else {
                shown.push(c);
            }
        }
        shown.into()
    }

    /// Line and column of a byte, both from 1, the column in characters.
    pub fn position(&self, byte: u32) -> Position {
        let lines = self.line_starts();
        let line = lines.partition_point(|&start| start <= byte).max(1);
        let start = lines[line - 1] as usize;
        let end = (byte as usize).min(self.len());
        let column = self.text().get(start..end).map_or(end.saturating_sub(start), |s| s.chars().count());
        Position { line, column: column + 1 }
    }

    /// The line of a byte, from 1. For small files the list of lines is not made and kept, which of ten thousand pages that
    /// are asked once is more to hold than the lines are to count.
    pub fn line_number(&self, byte: u32) -> usize {
        const SMALL: usize = 64 << 10;
        if self.lines.get().is_some() || self.len() > SMALL {
            return self.position(byte).line;
        }
        let before = &self.text().as_bytes()[..(byte as usize).min(self.len())];
        memchr::memchr_iter(b'\n', before).count() + 1
    }

    /// The span of line `line` (from 1) without its line end; the last line's beyond the end.
    pub fn line(&self, line: usize) -> Span {
        let lines = self.line_starts();
        let index = line.clamp(1, lines.len()) - 1;
        let start = lines[index] as usize;
        let end = lines.get(index + 1).map_or(self.len(), |&next| next as usize - 1);
        let text = self.text()[start..end].trim_end_matches('\r');
        Span::new(start, start + text.len())
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = || memchr::memchr_iter(b'\n', self.text().as_bytes());
            let mut starts = Vec::with_capacity(ends().count() + 1);
            starts.push(0);
            starts.extend(ends().map(|at| at as u32 + 1));
            starts
        })
    }
}

/// The lines of a text with their ends, as `split_inclusive('\n')` has them, for those who look at all of a long text.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(last).map(move |end| &text[std::mem::replace(&mut start, end)..end])
}

/// An empty file without a path.
impl Default for Source {
    fn default() -> Self {
        Source::new("", "")
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.path, self.len())
    }
}

/// A place for people: line and column, both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters, not bytes.
    pub column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines_from_one() {
        let source = Source::new("a.md", "é—x\r\nsecond\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 1, column: 3 });
        assert_eq!(source.position(8), Position { line: 2, column: 1 });
        assert_eq!(source.slice(source.line(1)), "é—x");
        assert_eq!(source.slice(source.line(2)), "second");
        assert_eq!(source.slice(source.line(99)), "");
        for text in ["", "\n", "a", "a\n", "é\r\n\nb", "a\nb\n"] {
            assert_eq!(lines(text).collect::<Vec<_>>(), text.split_inclusive('\n').collect::<Vec<_>>());
        }
        let fresh = Source::new("", source.text());
        for byte in 0..20 {
            assert_eq!(fresh.line_number(byte), source.position(byte).line, "at {byte}");
        }
    }

    #[test]
    fn hidden_bytes_are_stars_to_those_who_look() {
        let source = Source::new("a.md", "key=abcdef\nmore\n").hiding(vec![Span::new(5, 12)]);
        assert_eq!(source.text(), "key=abcdef\nmore\n");
        for (range, shown) in [(0..16, "key=a*****\n*ore\n"), (6..8, "**"), (0..5, "key=a"), (12..15, "ore"), (0..99, "")] {
            assert_eq!(source.shown(range), shown);
        }
        let within = Source::new("a.md", "aäöb").hiding(vec![Span::new(2, 4)]);
        assert_eq!(within.shown(0..6), "a****b", "whole characters, and as many bytes");
    }
}
