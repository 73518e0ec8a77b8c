//! Where a pattern can match, so that most patterns need not be tried at most places. It errs on the side of too many
//! places, never of too few.

use super::bytes::{Bytes, END, is_space, is_word};

/// Where a match can begin, and what of it is known without trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First {
    /// The byte there.
    pub(super) bytes: Bytes,
    /// Only at the start of a line.
    pub(super) line_start: bool,
    /// Only at a boundary of a word.
    pub(super) boundary: bool,
    /// The bytes after the first one.
    pub(super) following: [Bytes; AHEAD],
    /// The byte after all blanks from there on.
    pub(super) after_blanks: Bytes,
    /// The byte after all characters of a word from there on.
    pub(super) after_word: Bytes,
    pub(super) exact: Exact,
}

/// What of a match is certain without trying, as long as the line is ASCII there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exact {
    /// The pattern is empty.
    Nothing,
    /// The pattern is so many characters, each one of these.
    Taken(usize, [Bytes; AHEAD + 1]),
    /// The pattern looks ahead to so many characters, each one of these, and takes none.
    Peeked(usize, [Bytes; AHEAD + 1]),
    Unknown,
}

/// How many bytes after the first are looked at.
pub(super) const AHEAD: usize = 3;

impl First {
    /// Whether a match can begin at a place whose first byte fits.
    pub(super) fn fits(&self, place: &Place) -> bool {
        self.following.iter().zip(place.following).all(|(bytes, byte)| bytes.has(byte))
            && self.after_blanks.has(place.after_blanks)
            && self.after_word.has(place.after_word)
    }

    /// Whether the pattern matches at a place, and how much it takes, where that is certain.
    pub(super) fn certain(&self, place: &Place) -> Option<Option<usize>> {
        let (count, sets, length) = match &self.exact {
            Exact::Nothing => return Some(Some(0)),
            Exact::Taken(count, sets) => (*count, sets, *count),
            Exact::Peeked(count, sets) => (*count, sets, 0),
            Exact::Unknown => return None,
        };
        for (byte, set) in std::iter::once(place.byte).chain(place.following).zip(sets).take(count) {
            if (128..END).contains(&byte) {
                return None;
            }
            if !set.has(byte) {
                return Some(None);
            }
        }
        Some(Some(length))
    }
}

/// What a byte is to the words around it: 0 stands in none, 1 in one, 2 perhaps.
const KINDS: [u8; 256] = {
    let mut kinds = [2; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte] = (byte as u8).is_ascii_alphanumeric() as u8 | (byte as u8 == b'_') as u8;
        byte += 1;
    }
    kinds
};

/// Whether a word begins or ends at a place, or may.
fn is_boundary(line: &[u8], at: usize) -> bool {
    let kind = |byte: Option<&u8>| byte.map_or(0, |&byte| KINDS[usize::from(byte)]);
    let (before, next) = (kind(at.checked_sub(1).and_then(|before| line.get(before))), kind(line.get(at)));
    before != next || next == 2
}

fn is_line_start(line: &[u8], at: usize) -> bool {
    at == 0 || at >= line.len()
}

/// Whether a word, or the line, begins or ends at a place, or may.
pub(super) fn is_edge(line: &[u8], at: usize) -> bool {
    is_line_start(line, at) || is_boundary(line, at)
}

/// A place in a line, as far as bytes tell.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The byte there, or [`END`].
    pub(super) byte: usize,
    /// A word begins or ends there, or may.
    pub(super) boundary: bool,
    pub(super) line_start: bool,
    following: [usize; AHEAD],
    after_blanks: usize,
    after_word: usize,
}

impl Place {
    pub(super) fn of(line: &[u8], at: usize) -> Place {
        Place {
            byte: line.get(at).map_or(END, |&byte| usize::from(byte)),
            boundary: is_boundary(line, at),
            line_start: is_line_start(line, at),
            following: [END; AHEAD],
            after_blanks: END,
            after_word: END,
        }
    }

    /// Looks further: what stands beyond, after blanks and after a word. At most places nothing can begin anyway.
    pub(super) fn look(&mut self, line: &[u8], at: usize) {
        self.following = std::array::from_fn(|ahead| line.get(at + 1 + ahead).map_or(END, |&byte| usize::from(byte)));
        let after = |skips: fn(u8) -> bool| line[at..].iter().find(|&&byte| !skips(byte)).map_or(END, |&byte| usize::from(byte));
        self.after_blanks = after(is_space);
        self.after_word = after(is_word);
    }
}
