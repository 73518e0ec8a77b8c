//! All pages together, immutable: addresses, navigation, links.

pub mod address;
pub mod cohort;
pub mod date;
pub mod documents;
pub mod links;
pub mod meta;
pub mod nav;
pub mod placed;
pub mod readme;
pub mod slug;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::log::WeeklyLog;
use crate::page::Page;
use crate::source::Span;
use address::Address;
use cohort::{Cohort, Intern, Listed, LogId, Logged};
use meta::Meta;
use nav::Nav;
use placed::Placed;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The file of a site's own style sheet, where Just the Docs has it.
pub const STYLES: &str = "assets/css/just-the-docs-default.css";

/// A page's place in [`Site::entries`].
pub type PageId = usize;

/// A page in its site.
#[derive(Debug)]
pub struct Entry {
    /// What was read.
    pub page: Arc<Page>,
    /// What its keys mean.
    pub meta: Arc<Meta>,
    /// Where it is found.
    pub address: Arc<Address>,
    /// The weekly logs on it.
    pub logs: Arc<[WeeklyLog]>,
}

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
    /// All pages that were read, by path, with the logs on them.
    pub pages: Vec<(Placed, Arc<[WeeklyLog]>)>,
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
    pub entries: Vec<Entry>,
    /// Its copied files, by path.
    pub statics: BTreeMap<String, Static>,
    /// Its own fragments of HTML.
    pub includes: BTreeMap<String, String>,
    /// Files that are made of others, by path.
    pub made: BTreeMap<String, Vec<u8>>,
    /// Keys of its configuration that its own templates read.
    pub mentioned: BTreeSet<String>,
    /// Fragments that differ from page to page: by page's path, then by name.
    pub hooks: BTreeMap<String, BTreeMap<String, String>>,
    /// Its navigation.
    pub nav: Nav,
    /// Its interns and their weeks.
    pub cohort: Cohort,
    by_file: BTreeMap<String, PageId>,
}

impl Site {
    /// Puts the parts together. Unpublished pages are left out here and nowhere else.
    pub fn new(config: Arc<Config>, mut parts: Parts) -> (Site, Vec<Diagnostic>) {
        let pages = std::mem::take(&mut parts.pages);
        let published = pages.into_iter().filter(|(placed, _)| placed.published && placed.written);
        let entries: Vec<Entry> = published.map(|(Placed { page, meta, address, .. }, logs)| Entry { page, meta, address, logs }).collect();
        debug_assert!(entries.is_sorted_by_key(|entry| entry.page.source.path()));
        let cohort = || {
            let logged: Vec<Logged> = entries.iter().enumerate().map(|(page, entry)| Logged::new(page, entry)).collect();
            Cohort::new(&logged, &parts.interns, &config)
        };
        let (cohort, ((by_file, mut diagnostics), (nav, more))) =
            rayon::join(cohort, || (files(&entries, &parts.statics), Nav::new(&entries, &config)));
        diagnostics.extend(more);
        let Parts { statics, includes, made, mentioned, hooks, .. } = parts;
        (Site { config, entries, statics, includes, made, mentioned, hooks, nav, cohort, by_file }, diagnostics)
    }

    /// The page of a source path: the file itself, or a folder's index.
    pub fn page_at(&self, path: &str) -> Option<PageId> {
        let index = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        let at = |path: &str| self.entries.binary_search_by(|entry| entry.page.source.path().cmp(path)).ok();
        at(path).or_else(|| ["index.md", "README.md", "index.html"].iter().find_map(|name| at(&index(name))))
    }

    /// The page that a file of the output is made of.
    pub fn page_of_file(&self, file: &str) -> Option<PageId> {
        self.by_file.get(file).copied()
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
        self.cohort.interns.iter().any(|intern: &Intern| intern.weeks.iter().any(|week| week.log.is_some()))
    }

    /// The page at `/`.
    pub fn home(&self) -> Option<PageId> {
        self.page_of_file("index.html")
    }
}

/// Which page is written to which file; two for one file is an error, and the first by path keeps it.
fn files(entries: &[Entry], statics: &BTreeMap<String, Static>) -> (BTreeMap<String, PageId>, Vec<Diagnostic>) {
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
    let folder = format!("{file}/");
    let below = || statics.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(&folder));
    file.match_indices('/').any(|(at, _)| above(at)) || below()
}
