//! What was read of pages, kept from one process to the next: by content, so that nothing on it is ever out of date.

use crate::log::WeeklyLog;
use crate::page::Page;
use crate::page::markdown::Options;
use crate::site;
use crate::source::Source;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The first bytes of a shelf; what follows is of this program alone, as it may lay out its types anew each time.
const OPENING: &[u8] = b"weeklog pages\n";

/// The sources that this program was compiled from, as a hash: `build.rs` makes it.
const PROGRAM: &str = env!("WEEKLOG_SOURCES");

/// A shelf of more bytes is not written: 100,000 logs take about 500 MB.
const LARGEST: usize = 2 << 30;

/// Pages that are encoded at once before they are written.
const BATCH: usize = 64;

/// Pages by the hash of all that reading them depends on.
#[derive(Default)]
pub(super) struct Shelf {
    bytes: Vec<u8>,
    places: HashMap<u128, Range<usize>>,
}

/// The place of a page on the shelf: a hash of the program, of what of the configuration reading depends on, and of the
/// file's path and bytes.
pub(super) fn key(options: &str, path: &str, hash: u128) -> u128 {
    let mut hasher = Xxh3::new();
    for part in [PROGRAM, options, path] {
        hasher.update(part.as_bytes());
        hasher.update(&[0xff]);
    }
    hasher.update(&hash.to_le_bytes());
    hasher.digest128()
}

impl Shelf {
    /// Reads what [`Shelved::write`] wrote. Whatever is not whole, or was written by another program, is an empty shelf.
    pub(super) fn read(bytes: Vec<u8>) -> Shelf {
        let places = places(&bytes).unwrap_or_default();
        if places.is_empty() { Shelf::default() } else { Shelf { bytes, places } }
    }

    /// A page and its logs, as reading the file would give them.
    pub(super) fn page(&self, key: u128, source: &Arc<Source>, options: &Arc<Options>) -> Option<(Page, Vec<WeeklyLog>)> {
        let (page, logs): (Page, Vec<WeeklyLog>) = postcard::from_bytes(self.record(key)?).ok()?;
        Some((Page::of_kept(page, Arc::clone(source), options), logs))
    }

    fn record(&self, key: u128) -> Option<&[u8]> {
        self.bytes.get(self.places.get(&key)?.clone())
    }
}

/// Pages to be shelved.
pub struct Shelved<'a> {
    /// What stands on it is not encoded again.
    pub(super) before: &'a Shelf,
    /// By their places, in order.
    pub(super) pages: Vec<(u128, &'a Page, &'a [WeeklyLog])>,
}

/// What a memo gave away to be written: see [`Memo::take_shelf`](super::Memo::take_shelf).
pub struct Taken {
    pub(super) pages: Vec<(u128, Arc<site::Entry>)>,
    pub(super) shelf: Shelf,
}

impl Taken {
    /// What is to be written.
    pub fn shelved(&self) -> Shelved<'_> {
        shelved(&self.shelf, self.pages.iter().map(|(key, entry)| (*key, entry)))
    }
}

/// Pages with their places, in order.
pub(super) fn shelved<'a>(before: &'a Shelf, pages: impl Iterator<Item = (u128, &'a Arc<site::Entry>)>) -> Shelved<'a> {
    let mut pages: Vec<_> = pages.map(|(key, entry)| (key, &*entry.page, &*entry.logs)).collect();
    pages.sort_unstable_by_key(|(key, ..)| *key);
    Shelved { before, pages }
}

impl Shelved<'_> {
    /// Writes them to what `open` opens, and says whether it did: it need not where it would write what was restored.
    pub fn write(&self, open: impl FnOnce() -> io::Result<Box<dyn Write + Send>>) -> io::Result<bool> {
        let Shelved { before, pages } = self;
        if pages.len() == before.places.len() && pages.iter().all(|(key, ..)| before.places.contains_key(key)) {
            return Ok(false);
        }
        let mut out = Hashing { out: open()?, hasher: Xxh3::new(), written: 0 };
        out.put(OPENING)?;
        out.put(PROGRAM.as_bytes())?;
        for batch in pages.chunks(BATCH) {
            let encode = |(key, page, logs): &(u128, &Page, &[WeeklyLog])| match before.record(*key) {
                Some(_) => Vec::new(),
                None => postcard::to_stdvec(&(page, logs)).unwrap_or_default(),
            };
            let records: Vec<Vec<u8>> = batch.par_iter().map(encode).collect();
            for ((key, ..), record) in batch.iter().zip(&records) {
                let record = before.record(*key).unwrap_or(record);
                out.put(&key.to_le_bytes())?;
                out.put(&(record.len() as u64).to_le_bytes())?;
                out.put(record)?;
            }
            if out.written > LARGEST {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        let digest = out.hasher.digest128();
        out.out.write_all(&digest.to_le_bytes())?;
        out.out.flush()?;
        Ok(true)
    }
}

/// Hashes what it writes.
struct Hashing {
    out: Box<dyn Write + Send>,
    hasher: Xxh3,
    written: usize,
}

impl Hashing {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.written += bytes.len();
        self.out.write_all(bytes)
    }
}

/// Where each page stands; `None` when the bytes are not whole or not ours.
fn places(bytes: &[u8]) -> Option<HashMap<u128, Range<usize>>> {
    let (whole, digest) = bytes.split_last_chunk::<16>()?;
    let start = OPENING.len() + PROGRAM.len();
    let is_ours = whole.starts_with(OPENING) && whole.get(OPENING.len()..start)? == PROGRAM.as_bytes();
    if !is_ours || xxh3_128(whole).to_le_bytes() != *digest {
        return None;
    }
    let mut places = HashMap::new();
    let mut at = start;
    while at < whole.len() {
        let key = u128::from_le_bytes(whole.get(at..at + 16)?.try_into().ok()?);
        let len = u64::from_le_bytes(whole.get(at + 16..at + 24)?.try_into().ok()?);
        let place = at + 24..(at + 24).checked_add(usize::try_from(len).ok()?)?;
        at = place.end;
        whole.get(place.clone())?;
        places.insert(key, place);
    }
    Some(places)
}
