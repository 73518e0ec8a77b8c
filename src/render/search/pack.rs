//! The bytes of the index: shards of terms, chunks of sections, both deflated.

use std::cell::RefCell;
use std::sync::mpsc::{Receiver, Sender, channel};

use flate2::{Compress, Compression, FlushCompress, Status};
use rayon::Scope;
use rayon::prelude::*;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::postings::put;
use super::{Document, Facets, File, Known};

/// Shards hold about so many bytes of terms and postings, before compression: at least half, at most twice as many.
///
/// Shards and chunks are cut where a term or a page says so itself, by its hash: an edit then changes the files it is
/// in, and does not move the bounds of all that follow.
const SHARD: usize = 16 << 10;
/// One term in so many may end a shard.
const SHARD_CUT: u64 = 64;
/// A chunk holds at most so many bytes of sections, before compression.
const CHUNK: usize = 32 << 10;
/// One page in so many ends a chunk.
const CHUNK_CUT: u64 = 8;
/// So many chunks at most wait to be compressed.
const WAITING: usize = 16;
/// Of one section's text a chunk keeps so much, in bytes: enough for a snippet.
const KEPT: usize = 4 << 10;

/// Shards of terms and postings, with the first term of each.
pub(super) fn shards(terms: &[(&str, &[u8])], known: Known) -> (Vec<String>, Vec<Packed>) {
    let mut ranges = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (at, (term, list)) in terms.iter().enumerate() {
        let cost = term.len() + list.len() + 2;
        let may_end = size >= SHARD / 2 && xxh3_64(term.as_bytes()).is_multiple_of(SHARD_CUT);
        if size > 0 && (may_end || size + cost > 2 * SHARD) {
            ranges.push(start..at);
            (start, size) = (at, 0);
        }
        size += cost;
    }
    if start < terms.len() {
        ranges.push(start..terms.len());
    }
    let first = ranges.iter().map(|range| terms[range.start].0.to_owned()).collect();
    let pack = |(number, range)| {
        let path = format!("terms/{number}.bin");
        let file = File::new(&path, &shard(&terms[range]), known);
        (path, file)
    };
    (first, ranges.into_par_iter().enumerate().map(pack).collect())
}

/// The length of the terms in bytes, the terms, and for each the length of its postings and those.
fn shard(terms: &[(&str, &[u8])]) -> Vec<u8> {
    let mut words = String::new();
    let mut before = "";
    for &(term, _) in terms {
        let shared = term.chars().zip(before.chars()).take_while(|(a, b)| a == b);
        let (units, bytes) = shared.fold((0, 0), |(units, bytes), (c, _)| (units + c.len_utf16(), bytes + c.len_utf8()));
        words.push(char::from(b' ' + units as u8));
        words.push_str(&term[bytes..]);
        words.push('\n');
        before = term;
    }
    let mut bytes = Vec::new();
    put(&mut bytes, words.len() as u64);
    bytes.extend_from_slice(words.as_bytes());
    for (_, list) in terms {
        put(&mut bytes, list.len() as u64);
        bytes.extend_from_slice(list);
    }
    bytes
}

/// A file with its path.
pub(super) type Packed = (String, File);

/// The sections as they come, cut into chunks that are compressed beside the caller's work.
pub(super) struct Chunks<'a, 'scope> {
    scope: &'a Scope<'scope>,
    known: Known<'scope>,
    sender: Sender<Packed>,
    receiver: Receiver<Packed>,
    /// Those that are compressed already.
    done: Vec<Packed>,
    /// The chunk at hand, JSON without its last brackets.
    open: Vec<u8>,
    /// What the sections of the group at hand have in common, JSON.
    group: Vec<u8>,
    /// Room for the next group and for a text, kept to spare allocations.
    next: Vec<u8>,
    kept: String,
    sections: u32,
    /// The page at hand.
    path: String,
    /// How many sections each closed chunk holds.
    counts: Vec<u32>,
}

impl<'a, 'scope> Chunks<'a, 'scope> {
    /// No chunk so far.
    pub(super) fn new(scope: &'a Scope<'scope>, known: Known<'scope>) -> Self {
        let (sender, receiver) = channel();
        Chunks {
            scope,
            known,
            sender,
            receiver,
            done: Vec::new(),
            open: Vec::new(),
            group: Vec::new(),
            next: Vec::new(),
            kept: String::new(),
            sections: 0,
            path: String::new(),
            counts: Vec::new(),
        }
    }

    /// Adds a section; `path` and `fragment` are the two sides of the `#` in its address.
    pub(super) fn push(&mut self, path: &str, fragment: &str, document: &Document<'_>) {
        let Facets { intern, week, kind } = document.facets;
        if self.path != path {
            if !self.open.is_empty() && xxh3_64(self.path.as_bytes()).is_multiple_of(CHUNK_CUT) {
                self.close();
            }
            path.clone_into(&mut self.path);
        }
        let mut group = std::mem::take(&mut self.next);
        group.clear();
        json(&mut group, &(path, document.page, intern, week));
        if self.open.is_empty() || self.group != group {
            self.open.extend_from_slice(if self.open.is_empty() { b"[" } else { b"]]," });
            self.open.extend_from_slice(&group[..group.len() - 1]);
            self.open.extend_from_slice(b",[");
            std::mem::swap(&mut self.group, &mut group);
        } else {
            self.open.push(b',');
        }
        self.next = group;
        keep(document.text, &mut self.kept);
        json(&mut self.open, &(fragment, document.section, &self.kept, kind));
        self.sections += 1;
        if self.open.len() >= CHUNK {
            self.close();
        }
    }

    /// How many sections each chunk holds, and the chunks, of which the last arrive before the scope ends.
    pub(super) fn finish(mut self) -> (Vec<u32>, impl Iterator<Item = Packed> + use<>) {
        if self.sections > 0 {
            self.close();
        }
        (self.counts, self.done.into_iter().chain(self.receiver))
    }

    /// Compresses the chunk at hand: beside the next ones, but itself when too many wait, as all others may be busy.
    fn close(&mut self) {
        self.open.extend_from_slice(b"]]]");
        let (chunk, known, path) = (std::mem::take(&mut self.open), self.known, format!("text/{}.bin", self.counts.len()));
        self.counts.push(std::mem::take(&mut self.sections));
        self.done.extend(self.receiver.try_iter());
        if self.counts.len() - self.done.len() > WAITING {
            let file = File::new(&path, &chunk, known);
            self.done.push((path, file));
            return;
        }
        let sender = self.sender.clone();
        self.scope.spawn(move |_| {
            let file = File::new(&path, &chunk, known);
            let sent = sender.send((path, file));
            debug_assert!(sent.is_ok(), "the index waits for every chunk");
        });
    }
}

/// Appends a value as JSON.
fn json(bytes: &mut Vec<u8>, value: &impl Serialize) {
    let written = serde_json::to_writer(bytes, value);
    debug_assert!(written.is_ok(), "text and numbers are JSON always");
}

/// Keeps the text on one line, up to `KEPT` bytes.
fn keep(text: &str, kept: &mut String) {
    kept.clear();
    // All white space of ASCII but one sign that nobody types is told apart without decoding.
    if text.is_ascii() && !text.as_bytes().contains(&b'\x0b') {
        keep_words(text.split_ascii_whitespace(), kept);
    } else {
        keep_words(text.split_whitespace(), kept);
    }
}

fn keep_words<'t>(words: impl Iterator<Item = &'t str>, kept: &mut String) {
    for word in words {
        if !kept.is_empty() {
            kept.push(' ');
        }
        let room = KEPT.saturating_sub(kept.len());
        if word.len() <= room {
            kept.push_str(word);
            continue;
        }
        let end = (0..=room).rev().find(|&end| word.is_char_boundary(end)).unwrap_or(0);
        kept.push_str(&word[..end]);
        break;
    }
}

/// zlib's level of effort: of the index of 10,400 logs it makes 3 % more bytes than the usual 6, in 60 % of the time.
const LEVEL: u32 = 3;

thread_local! {
    /// One a thread: its tables are larger than most of what it compresses.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// zlib's format, which browsers unpack by themselves.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = &bytes[compressor.total_in() as usize..];
            match compressor.compress_vec(rest, &mut packed, FlushCompress::Finish) {
                Ok(Status::Ok | Status::BufError) => packed.reserve(bytes.len() / 4 + 64),
                // It waits for all others: what it did not need is given back.
                Ok(Status::StreamEnd) => return packed.as_slice().to_vec(),
                // Only a compressor that was used wrongly fails.
                Err(_) => return Vec::new(),
            }
        }
    })
}
