//! All pages together, immutable: addresses, navigation, links.

pub mod address;
pub mod cohort;
pub mod date;
mod dated;
pub mod documents;
mod entry;
pub mod links;
mod listed;
pub mod meta;
pub mod nav;
mod owners;
mod parents;
pub mod readme;
pub mod slug;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::log::WeeklyLog;
use crate::source::Span;
use cohort::{Cohort, Intern, Listed, LogId};
use nav::Nav;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use entry::{Entry, Marks, Name};

/// The file of a site's own style sheet, where Just the Docs has it.
pub const STYLES: &str = "assets/css/just-the-docs-default.css";

/// A page's place in [`Site::entries`].
pub type PageId = usize;

/// A file that is copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Static {
    /// Bytes.
    pub len: u64,
    /// Width and height in pixels, of images.
    pub size: Option<(usize, usize)>,
    /// A hash of the content, of pictures that are offered in smaller sizes.
    pub digest: Option<u64>,
}

/// What a site is made of, before it is one.
#[derive(Debug, Default)]
pub struct Parts {
    /// All pages that were read, by path.
    pub pages: Vec<Arc<Entry>>,
    /// All files that are copied, by path.
    pub statics: BTreeMap<String, Static>,
    /// The site's own fragments of HTML, by the name of the file under `_includes`.
    pub includes: BTreeMap<String, String>,
    /// What `_data/interns` lists.
    pub interns: Vec<Listed>,
    /// Files that are made of others, by path: style sheets, stubs that lead elsewhere.
    pub made: BTreeMap<String, Vec<u8>>,
    /// Keys of the configuration that the site's own templates read.
    pub mentioned: BTreeSet<String>,
    /// Fragments that differ from page to page: by page's path, then by name.
    pub hooks: BTreeMap<String, BTreeMap<String, String>>,
}

/// The site: complete when it is made.
#[derive(Debug)]
pub struct Site {
    /// Its configuration.
    pub config: Arc<Config>,
    /// Its pages, by path.
    pub entries: Vec<Arc<Entry>>,
    /// Its copied files, by path.
    pub statics: Arc<BTreeMap<String, Static>>,
    /// Its own fragments of HTML.
    pub includes: BTreeMap<String, String>,
    /// Files that are made of others, by path.
    pub made: BTreeMap<String, Vec<u8>>,
    /// Keys of its configuration that its own templates read.
    pub mentioned: BTreeSet<String>,
    /// Fragments that differ from page to page: by page's path, then by name.
    pub hooks: BTreeMap<String, BTreeMap<String, String>>,
    /// Its navigation.
    pub nav: Arc<Nav>,
    /// Its interns and their weeks.
    pub cohort: Cohort,
    by_file: Arc<BTreeMap<String, PageId>>,
    /// Whether nothing was wrong with the addresses, and nothing with the navigation: what is wrong is told with the texts
    /// in which it stands, and so has to be found again in those of the next site.
    is_sound: (bool, bool),
}

impl Site {
    /// Puts the parts together. Unpublished pages are left out here and nowhere else. What follows from the same parts in a
    /// site that was put together `before` is shared with that.
    pub fn new(config: Arc<Config>, mut parts: Parts, before: Option<&Site>) -> (Site, Vec<Diagnostic>) {
        let mut entries = std::mem::take(&mut parts.pages);
        entries.retain(|entry| entry.published && entry.written);
        debug_assert!(entries.is_sorted_by_key(|entry| entry.path()));
        let before = before.filter(|before| Arc::ptr_eq(&before.config, &config));
        let statics = match before.filter(|before| *before.statics == parts.statics) {
            Some(before) => Arc::clone(&before.statics),
            None => Arc::new(parts.statics),
        };
        let cohort = || {
            let before = before.map(|before| (&before.cohort, before.entries.as_slice()));
            Cohort::new(&entries, &parts.interns, &config, before)
        };
        let edited = before.and_then(|before| Some((before, entry::edited(&before.entries, &entries)?)));
        // The earlier site, if its pages are the same in what is asked.
        let alike = |test: fn(&Entry, &Entry) -> bool| {
            let (before, edited) = edited.as_ref()?;
            edited.iter().all(|&at| test(&before.entries[at], &entries[at])).then_some(*before)
        };
        let order = || {
            let same = alike(|a, b| a.address == b.address).filter(|before| before.is_sound.0 && Arc::ptr_eq(&before.statics, &statics));
            let (by_file, told) = same.map_or_else(
                || {
                    let (by_file, told) = files(&entries, &statics);
                    (Arc::new(by_file), told)
                },
                |before| (Arc::clone(&before.by_file), Vec::new()),
            );
            let same = alike(|a, b| a.meta == b.meta && a.address == b.address).filter(|before| before.is_sound.1);
            let (nav, more) = same.map_or_else(
                || {
                    let (nav, told) = Nav::new(&entries, &config);
                    (Arc::new(nav), told)
                },
                |before| (Arc::clone(&before.nav), Vec::new()),
            );
            (by_file, nav, (told, more))
        };
        // After an edit there is too little to do for two.
        let (cohort, (by_file, nav, (mut diagnostics, more))) =
            if before.is_some() { (cohort(), order()) } else { rayon::join(cohort, order) };
        let is_sound = (diagnostics.is_empty(), more.is_empty());
        diagnostics.extend(more);
        let Parts { includes, made, mentioned, hooks, .. } = parts;
        (Site { config, entries, statics, includes, made, mentioned, hooks, nav, cohort, by_file, is_sound }, diagnostics)
    }

    /// The pages that are others than in an earlier site; `None` if more has changed since than texts and titles.
    pub fn edited_since(&self, before: &Site) -> Option<Vec<PageId>> {
        let is_placed = Arc::ptr_eq(&self.config, &before.config)
            && Arc::ptr_eq(&self.by_file, &before.by_file)
            && Arc::ptr_eq(&self.statics, &before.statics);
        if is_placed { entry::edited(&before.entries, &self.entries) } else { None }
    }

    /// All pages, by path.
    pub fn pages(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.entries.iter().map(|entry| &**entry)
    }

    /// The page of a source path: the file itself, or a folder's index.
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        let index = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        let at = |path: &str| self.entries.binary_search_by(|entry| entry.page.source.path().cmp(path)).ok();
        at(path).or_else(|| ["index.md", "README.md", "index.html"].iter().find_map(|name| at(&index(name))))
    }

    /// Whether the file at a path is a page or is copied.
    pub fn is_made_of(&self, path: &str) -> bool {
        self.entries.binary_search_by(|entry| entry.path().cmp(path)).is_ok() || self.statics.contains_key(path)
    }

    /// The page that a file of the output is made of.
    pub fn page_of_file(&self, file: &str) -> Option<PageId> {
        self.by_file.get(file).copied()
    }

    /// Whether a file of the output that is no page has a place beside the pages: none needs a folder where it is, and none
    /// is where it needs one.
    pub fn leaves_room(&self, file: &str) -> bool {
        !is_above(file, &self.by_file) && !file.match_indices('/').any(|(at, _)| self.by_file.contains_key(&file[..at]))
    }

    /// The pages with the files they are written to.
    pub fn files(&self) -> impl Iterator<Item = (&str, PageId)> {
        self.by_file.iter().map(|(file, &page)| (file.as_str(), page))
    }

    /// The address of a page for an `href`, base included.
    pub fn href(&self, page: PageId) -> String {
        self.config.address(&address::encode(&self.entries[page].address.url))
    }

    /// A log by its place.
    pub fn log(&self, id: LogId) -> Option<&WeeklyLog> {
        self.entries.get(id.page)?.logs.get(id.index)
    }

    /// Whether any page is a log.
    pub fn has_logs(&self) -> bool {
        self.cohort.interns.iter().any(|intern: &Arc<Intern>| intern.weeks.iter().any(|week| week.log.is_some()))
    }

    /// The page at `/`.
    pub fn home(&self) -> Option<PageId> {
        self.page_of_file("index.html")
    }
}

/// Which page is written to which file; two for one file is an error, and the first by path keeps it.
fn files(entries: &[Arc<Entry>], statics: &BTreeMap<String, Static>) -> (BTreeMap<String, PageId>, Vec<Diagnostic>) {
    let mut by_file: BTreeMap<String, PageId> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for (id, entry) in entries.iter().enumerate() {
        let place = |entry: &Entry| entry.page.front.key("permalink").map_or(Span::default(), |key| key.value);
        let clash = |message: String| {
            Diagnostic::error("nav-same-address", message)
                .at(&entry.page.source, place(entry), "")
                .help("give one of the two another `permalink` or another name")
        };
        if let Some(&first) = by_file.get(&entry.address.file) {
            let first: &Entry = &entries[first];
            let message = format!("two pages have the address `{}`; `{}` keeps it", entry.address.url, first.page.source.path());
            diagnostics.push(clash(message).and(&first.page.source, place(first), "the other page"));
        } else {
            if statics.contains_key(&entry.address.file) {
                diagnostics
                    .push(clash(format!("this page and a file of the site have the address `{}`; the page keeps it", entry.address.url)));
            }
            by_file.insert(entry.address.file.clone(), id);
        }
    }
    let in_the_way: Vec<String> = by_file.keys().filter(|file| is_blocked(file, &by_file, statics)).cloned().collect();
    for file in in_the_way {
        let Some(entry) = by_file.remove(&file).map(|id| &entries[id]) else { continue };
        let message = format!("the address `{}` is below that of a page or file, so the page has no place", entry.address.url);
        let place = entry.page.front.key("permalink").map_or(Span::default(), |key| key.value);
        let diagnostic = Diagnostic::error("nav-same-address", message).at(&entry.page.source, place, "");
        diagnostics.push(diagnostic.help("give it another `permalink` or another name"));
    }
    (by_file, diagnostics)
}

/// Whether a file would need a folder where a file is, or the other way round.
fn is_blocked(file: &str, pages: &BTreeMap<String, PageId>, statics: &BTreeMap<String, Static>) -> bool {
    let above = |at: usize| pages.contains_key(&file[..at]) || statics.contains_key(&file[..at]);
    file.match_indices('/').any(|(at, _)| above(at)) || is_above(file, statics)
}

/// Whether any of these would need a folder where a file is.
pub fn is_above<V>(file: &str, paths: &BTreeMap<String, V>) -> bool {
    let folder = format!("{file}/");
    paths.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(&folder))
}
