//! Which documents hold which term: terms interned to numbers, a byte string of postings for each.

use std::cmp::Ordering;

use xxhash_rust::xxh3::xxh3_64;

/// Where a term stands in a document, from least to most telling.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Somewhere in the text, or a facet.
    Text,
    /// In the text, and a good part of it.
    Topic,
    /// In the section's heading.
    Heading,
    /// In the page's title; given to the page's first section only.
    Title,
}

/// A term makes up this part of a section, or more, to be its topic.
const TOPIC: u32 = 32;

/// The terms so far, and their postings.
#[derive(Default)]
pub(crate) struct Postings {
    /// All terms, end to end.
    text: String,
    terms: Vec<Term>,
    /// Open addressing: a term's number plus one, or 0. Its length is a power of two.
    slots: Vec<u32>,
    /// The document at hand: its terms, and how many tokens it has.
    hits: Vec<Hit>,
    tokens: u32,
    document: u32,
}

struct Term {
    start: u32,
    length: u8,
    hash: u32,
    /// One past the last document written to `list`.
    after: u32,
    /// The place of this term in `hits`, when the document at hand holds it.
    hit: u32,
    list: Vec<u8>,
}

struct Hit {
    term: u32,
    count: u32,
    place: Place,
}

impl Postings {
    /// Notes that the document at hand holds `term` at `place`.
    pub(crate) fn add(&mut self, term: &str, place: Place) {
        let id = self.intern(term);
        self.tokens += 1;
        let entry = &mut self.terms[id as usize];
        match self.hits.get_mut(entry.hit as usize).filter(|hit| hit.term == id) {
            Some(hit) => {
                hit.count += 1;
                hit.place = hit.place.max(place);
            }
            None => {
                entry.hit = self.hits.len() as u32;
                self.hits.push(Hit { term: id, count: 1, place });
            }
        }
    }

    /// Closes the document at hand and opens the next.
    pub(crate) fn end_document(&mut self) {
        for hit in self.hits.drain(..) {
            let topic = hit.place == Place::Text && hit.count * TOPIC >= self.tokens;
            let place = if topic { Place::Topic } else { hit.place };
            let term = &mut self.terms[hit.term as usize];
            let gap = self.document - term.after.saturating_sub(1);
            put(&mut term.list, u64::from(gap) << 2 | place as u64);
            term.after = self.document + 1;
        }
        self.tokens = 0;
        self.document += 1;
    }

    /// Every term with its postings, in the order of JavaScript's string comparison.
    pub(crate) fn sorted(&self) -> Vec<(&str, &[u8])> {
        let mut terms: Vec<(&str, &[u8])> = self.terms.iter().map(|term| (self.text(term), &term.list[..])).collect();
        terms.sort_unstable_by(|a, b| by_code_units(a.0, b.0));
        terms
    }

    fn text(&self, term: &Term) -> &str {
        &self.text[term.start as usize..term.start as usize + usize::from(term.length)]
    }

    fn intern(&mut self, term: &str) -> u32 {
        if self.terms.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = xxh3_64(term.as_bytes()) as u32;
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(id) = self.slots[slot].checked_sub(1) {
            let known = &self.terms[id as usize];
            if known.hash == hash && self.text(known) == term {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        let id = self.terms.len() as u32;
        self.slots[slot] = id + 1;
        let (start, length) = (self.text.len() as u32, term.len() as u8);
        self.terms.push(Term { start, length, hash, after: 0, hit: 0, list: Vec::new() });
        self.text.push_str(term);
        id
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1 << 12);
        self.slots.clear();
        self.slots.resize(size, 0);
        for (id, term) in self.terms.iter().enumerate() {
            let mut slot = term.hash as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = id as u32 + 1;
        }
    }
}

/// Appends `value`, seven bits a byte, the lowest first.
pub(crate) fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// UTF-8 sorts as code points do; UTF-16 puts what lies beyond U+FFFF before U+E000.
fn by_code_units(a: &str, b: &str) -> Ordering {
    let differ = a.bytes().zip(b.bytes()).find(|(x, y)| x != y);
    match differ {
        Some((x, y)) if x >= 0xee && y >= 0xee && (x >= 0xf0) != (y >= 0xf0) => y.cmp(&x),
        Some((x, y)) => x.cmp(&y),
        None => a.len().cmp(&b.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_sort_as_in_javascript() {
        let mut words = ["b", "a", "ab", "\u{fb1d}", "\u{20000}", "\u{d7a3}", "é"];
        words.sort_by(|a, b| by_code_units(a, b));
        let mut expected = words;
        expected.sort_by_key(|word| word.encode_utf16().collect::<Vec<_>>());
        assert_eq!(words, expected);
        assert_eq!(words[0..3], ["a", "ab", "b"]);
    }
}
