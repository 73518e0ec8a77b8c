//! What was read of pages, kept from one process to the next: by content, so that nothing on it is ever out of date.

use crate::log::WeeklyLog;
use crate::page::Page;
use crate::page::markdown::Options;
use crate::site;
use crate::source::Source;
use crate::source::away::Away;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

/// The first bytes of a shelf; what follows is of this program alone, as it may lay out its types anew each time.
const OPENING: &[u8] = b"weeklog pages\n";

/// The sources that this program was compiled from, as a hash: `build.rs` makes it.
const PROGRAM: &str = env!("WEEKLOG_SOURCES");

/// A shelf of more bytes is not written: 100,000 logs take about 500 MB.
const LARGEST: usize = 2 << 30;

/// What the list at the end says of each page: its place on the shelf, and length and hash of what stands there.
const LINE: usize = 16 + 8 + 8;

/// Pages that are encoded at once before they are written.
const BATCH: usize = 64;

/// Pages by the hash of all that reading them depends on. They stay in their file until somebody asks for them.
#[derive(Default)]
pub(super) struct Shelf {
    kept: Option<Away>,
    places: HashMap<u128, Place>,
    /// Whether a record was not what had been written.
    is_damaged: AtomicBool,
}

/// Where a record stands, and a hash of it.
struct Place {
    range: Range<usize>,
    digest: u64,
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
    /// Finds what [`Shelved::write`] wrote. What is not whole, or was written by another program, is an empty shelf.
    pub(super) fn read(kept: Away) -> Shelf {
        let places = places(&kept).unwrap_or_default();
        if places.is_empty() { Shelf::default() } else { Shelf { kept: Some(kept), places, is_damaged: AtomicBool::new(false) } }
    }

    /// A page and its logs, as reading the file would give them.
    pub(super) fn page(&self, key: u128, source: &Arc<Source>, options: &Arc<Options>) -> Option<(Page, Vec<WeeklyLog>)> {
        let (page, logs): (Page, Vec<WeeklyLog>) = postcard::from_bytes(&self.record(key)?).ok()?;
        Some((Page::of_kept(page, Arc::clone(source), options), logs))
    }

    fn record(&self, key: u128) -> Option<Vec<u8>> {
        let Place { range, digest } = self.places.get(&key)?;
        let record = self.kept.as_ref()?.part(range.clone()).ok().filter(|record| xxh3_64(record) == *digest);
        if record.is_none() {
            self.is_damaged.store(true, Ordering::Relaxed);
        }
        record
    }

    /// Whether it holds these pages and nothing else.
    fn is(&self, pages: &[(u128, &Page, &[WeeklyLog])]) -> bool {
        let is_whole = !self.is_damaged.load(Ordering::Relaxed);
        is_whole && pages.len() == self.places.len() && pages.iter().all(|(key, ..)| self.places.contains_key(key))
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
        if before.is(pages) {
            return Ok(false);
        }
        let mut out = open()?;
        out.write_all(OPENING)?;
        out.write_all(PROGRAM.as_bytes())?;
        let (mut list, mut written) = (Vec::with_capacity(pages.len() * LINE), 0);
        for batch in pages.chunks(BATCH) {
            let encode = |(key, page, logs): &(u128, &Page, &[WeeklyLog])| {
                let record = before.record(*key).unwrap_or_else(|| postcard::to_stdvec(&(page, logs)).unwrap_or_default());
                (xxh3_64(&record), record)
            };
            let records: Vec<(u64, Vec<u8>)> = batch.par_iter().map(encode).collect();
            for ((key, ..), (digest, record)) in batch.iter().zip(&records) {
                list.extend_from_slice(&key.to_le_bytes());
                list.extend_from_slice(&(record.len() as u64).to_le_bytes());
                list.extend_from_slice(&digest.to_le_bytes());
                out.write_all(record)?;
                written += record.len();
            }
            if written > LARGEST {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        out.write_all(&list)?;
        out.write_all(&xxh3_128(&list).to_le_bytes())?;
        out.write_all(&(list.len() as u64).to_le_bytes())?;
        out.flush()?;
        Ok(true)
    }
}

/// Where each page stands; `None` when the list of them is not whole or not ours.
fn places(kept: &Away) -> Option<HashMap<u128, Place>> {
    let start = OPENING.len() + PROGRAM.len();
    let opening = kept.part(0..start).ok()?;
    if opening.strip_prefix(OPENING)? != PROGRAM.as_bytes() {
        return None;
    }
    let end = kept.len().checked_sub(16 + 8)?;
    let tail = kept.part(end..kept.len()).ok()?;
    let (digest, len) = tail.split_first_chunk::<16>()?;
    let len = usize::try_from(u64::from_le_bytes(len.try_into().ok()?)).ok()?;
    let list_at = end.checked_sub(len).filter(|at| *at >= start)?;
    let list = kept.part(list_at..end).ok().filter(|list| xxh3_128(list).to_le_bytes() == *digest)?;
    let (mut places, mut at) = (HashMap::with_capacity(list.len() / LINE), start);
    for line in list.chunks(LINE) {
        let (key, rest) = line.split_first_chunk::<16>()?;
        let (len, digest) = rest.split_first_chunk::<8>()?;
        let range = at..at.checked_add(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
        at = range.end;
        places.insert(u128::from_le_bytes(*key), Place { range, digest: u64::from_le_bytes(digest.try_into().ok()?) });
    }
    (at == list_at).then_some(places)
}
