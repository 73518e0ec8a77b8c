//! Reads the pages of a site, those that have changed since the last time.

use super::inventory::Inventory;
use super::shelf::{self, Shelf};
use super::{Memo, Request, decode, read_logs, vocabulary};
use crate::check;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::log::Vocabulary;
use crate::page::{self, markdown};
use crate::site;
use crate::world::{Entry, LONGEST_TEXT, World, unreadable};
use rayon::prelude::*;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A page as it was read from bytes with this hash.
pub(super) struct Known {
    /// What the world said of the file.
    pub(super) listed: Arc<Entry>,
    pub(super) hash: u128,
    /// Its place on the shelf.
    pub(super) shelved: u128,
    pub(super) entry: Arc<site::Entry>,
    /// Of the configuration by which the page has its place.
    pub(super) settings: u128,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// So many pages at most are read by one thread before others may take over.
const SHARE: usize = 8;

/// All pages, by path, with what is wrong with them, and with their HTML if all that are read are to be written. Those
/// that are known stay in the memo as they are.
pub(super) fn read_pages(
    world: &dyn World,
    (config, settings): (&Config, u128),
    (inventory, request): (&Inventory, &Request),
    memo: &mut Memo,
) -> (Vec<Arc<site::Entry>>, Vec<Diagnostic>) {
    let options = format!("{:?} {:?}", config.markdown, config.weeklog);
    let mut before = std::mem::take(&mut memo.pages);
    let vocabulary = match memo.options.take().filter(|(before, _)| *before == options) {
        Some((_, vocabulary)) => vocabulary,
        None => {
            before.clear();
            Arc::new(vocabulary(config))
        }
    };
    let markdown = Arc::new(config.markdown.clone());
    let reader = Reader { world, config, settings, vocabulary: &vocabulary, markdown, options: &options, shelf: &memo.shelf, request };
    let mut before = before.into_iter().peekable();
    let (mut pages, mut due) = (Vec::with_capacity(inventory.pages.len()), Vec::new());
    for listed in &inventory.pages {
        // Both lists are in order. Pages that were not touched are the same ones, which is seen without a look at them.
        while before.next_if(|known| !Arc::ptr_eq(&known.listed, listed) && known.listed.path < listed.path).is_some() {}
        let known = before.next_if(|known| Arc::ptr_eq(&known.listed, listed) || known.listed.path == listed.path);
        match known {
            Some(known) if reader.is_current(&known, listed) => pages.push(Some(known)),
            known => {
                due.push((pages.len(), listed, known));
                pages.push(None);
            }
        }
    }
    let read: Vec<(usize, Result<Known, Diagnostic>)> =
        due.into_par_iter().with_max_len(SHARE).map(|(at, listed, known)| (at, reader.read(listed, known))).collect();
    let mut diagnostics = Vec::new();
    for (at, result) in read {
        match result {
            Ok(known) => pages[at] = Some(known),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    memo.options = Some((options, vocabulary));
    memo.pages = pages.into_iter().flatten().collect();
    diagnostics.extend(memo.pages.iter().flat_map(|known| known.diagnostics.iter().cloned()));
    (memo.pages.iter().map(|known| Arc::clone(&known.entry)).collect(), diagnostics)
}

/// Reads pages, those that have changed since the last time.
struct Reader<'a> {
    world: &'a dyn World,
    config: &'a Config,
    settings: u128,
    vocabulary: &'a Vocabulary,
    markdown: Arc<markdown::Options>,
    options: &'a str,
    shelf: &'a Shelf,
    request: &'a Request,
}

impl Reader<'_> {
    /// Whether a page is known as it is, in its place.
    fn is_current(&self, known: &Known, listed: &Arc<Entry>) -> bool {
        listed.settled && Arc::ptr_eq(&known.listed, listed) && known.settings == self.settings
    }

    fn read(&self, listed: &Arc<Entry>, known: Option<Known>) -> Result<Known, Diagnostic> {
        let stamp = |entry: &Entry| entry.settled.then_some((entry.len, entry.stamp));
        let known = match known {
            Some(known) if listed.settled && stamp(&known.listed) == stamp(listed) => return Ok(self.keep(known, listed)),
            known => known,
        };
        if listed.len > LONGEST_TEXT {
            let message = format!("`{}` has {} MB, more than a page can have, and is left out", listed.path, listed.len >> 20);
            return Err(Diagnostic::error("file-too-large", message).help("exclude it in `_config.yml`, or split it"));
        }
        let bytes = self.world.read_listed(listed).map_err(|error| unreadable(&listed.path, &error))?;
        let hash = xxh3_128(&bytes);
        if let Some(known) = known.filter(|known| known.hash == hash) {
            return Ok(self.keep(known, listed));
        }
        let (source, problem) = decode(&listed.path, bytes);
        let shelved = shelf::key(self.options, &listed.path, hash);
        let kept = if problem.is_none() { self.shelf.page(shelved, &source, &self.markdown) } else { None };
        let (page, logs, diagnostics) = match kept {
            Some((page, logs)) => (page, logs.into(), Vec::new()),
            None => {
                let (page, outline, mut diagnostics) = if self.request.writes {
                    page::read(source, &self.markdown)
                } else {
                    page::read_to_write_later(source, &self.markdown)
                };
                diagnostics.extend(problem);
                diagnostics.extend(check::page(&page));
                let logs = read_logs(&page, &outline, self.vocabulary);
                (page, logs, diagnostics)
            }
        };
        let mut entry = site::Entry::new(Arc::new(page), logs, self.config);
        if let Some(page) = Arc::get_mut(&mut entry.page) {
            page.pack(self.request.store.as_ref());
        }
        let entry = Arc::new(entry);
        Ok(Known { listed: Arc::clone(listed), hash, shelved, entry, settings: self.settings, diagnostics })
    }

    /// What is known already, with another place where the configuration has changed.
    fn keep(&self, mut known: Known, listed: &Arc<Entry>) -> Known {
        if !Arc::ptr_eq(&known.listed, listed) {
            known.listed = Arc::clone(listed);
        }
        if known.settings != self.settings {
            let (page, logs) = (Arc::clone(&known.entry.page), Arc::clone(&known.entry.logs));
            known.entry = Arc::new(site::Entry::new(page, logs, self.config));
            known.settings = self.settings;
        }
        known
    }
}
