//! A page with what its keys mean, where it is found and the logs on it: what follows from it and the configuration alone.

use super::address::Address;
use super::documents::{self, Kind};
use super::meta::{Meta, Rank, is_readme_index};
use crate::config::Config;
use crate::log::WeeklyLog;
use crate::page::Page;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A page that knows its place. A site that is put together again after an edit has the same ones but for one: two sites
/// share those that were not touched, so that whatever follows from them alone can be shared too.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was read.
    pub page: Arc<Page>,
    /// What its keys mean.
    pub meta: Arc<Meta>,
    /// Where it is found.
    pub address: Arc<Address>,
    /// The weekly logs on it.
    pub logs: Arc<[WeeklyLog]>,
    /// Whether it belongs in this edition of the site.
    pub published: bool,
    /// Whether it has an address of its own: documents of a collection without `output` have none.
    pub written: bool,
    /// What is asked of all pages.
    pub marks: Marks,
}

/// What passes over all pages ask of each, at hand: to follow references to ten thousand pages takes a multiple of the
/// time that it takes to look at these.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// Its title.
    pub title: Name,
    /// The title of the page above.
    pub parent: Name,
    /// The title of the page above that.
    pub grand_parent: Name,
    /// The title of a page further above.
    pub ancestor: Name,
    /// The folder of its file.
    pub folder: Name,
    /// Its place among its siblings, as far as numbers say it.
    pub rank: Rank,
    /// Whether menus leave it out.
    pub is_hidden: bool,
    /// Whether it is a page, not a post or a document of a collection.
    pub is_page: bool,
    /// Whether its file has the name of a folder's index.
    pub is_index: bool,
    /// Whether it is found at `/`.
    pub is_home: bool,
    /// Whether it is a README without front matter.
    pub is_readme: bool,
    /// Whether other addresses lead to it, or it leads elsewhere.
    pub redirects: bool,
    /// Whether it has Liquid.
    pub liquid: bool,
    /// Whether it has a diagram.
    pub mermaid: bool,
}

/// A text that is only asked whether it is another one: a hash, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u128);

impl Name {
    /// The name of a text.
    pub fn of(text: Option<&str>) -> Name {
        Name(text.map_or(0, |text| xxh3_128(text.as_bytes()).max(1)))
    }

    /// Whether there is a text.
    pub fn is_some(self) -> bool {
        self.0 != 0
    }
}

/// A map by names, or by some together. They are hashes already.
pub(super) type ByName<K, V> = HashMap<K, V, BuildHasherDefault<Mixed>>;
/// A set of names.
pub(super) type Names<K> = HashSet<K, BuildHasherDefault<Mixed>>;

/// Hashes of which one is made.
#[derive(Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn write_u128(&mut self, name: u128) {
        self.0 = self.0.rotate_left(5) ^ name as u64;
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u128(byte.into()));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Entry {
    /// Reads the page's keys.
    pub fn new(page: Arc<Page>, logs: Arc<[WeeklyLog]>, config: &Config) -> Entry {
        let meta = Arc::new(Meta::resolve(&page, config));
        let address = Arc::new(documents::address(page.source.path(), &meta, config));
        let published = Meta::is_published(&page, config);
        let kind = Kind::of(page.source.path(), config);
        let text = |text: &Option<String>| Name::of(text.as_deref());
        let marks = Marks {
            title: text(&meta.title),
            parent: text(&meta.parent),
            grand_parent: text(&meta.grand_parent),
            ancestor: text(&meta.ancestor),
            folder: Name::of(Some(page.source.path().rsplit_once('/').map_or("", |(folder, _)| folder))),
            rank: Rank::of(&meta),
            is_hidden: meta.nav_exclude,
            is_page: kind == Kind::Page,
            is_index: is_index(page.source.path()),
            is_home: address.url == "/",
            is_readme: is_readme_index(&page),
            redirects: !meta.redirect_from.is_empty() || meta.redirect_to.is_some() || page.front.get("redirect_from").is_some(),
            liquid: page.liquid,
            mermaid: page.body.mermaid,
        };
        Entry { page, meta, address, logs, published, written: kind.is_written(config), marks }
    }

    /// Whether it stands before or after a sibling in the menu.
    pub(super) fn order(&self, other: &Entry, ignore_case: bool) -> Ordering {
        let rank = self.marks.rank;
        let within = || rank.order_within((&self.meta, self.path()), (&other.meta, other.path()), ignore_case);
        rank.order(other.marks.rank).then_with(within)
    }

    /// The path of its file.
    pub fn path(&self) -> &str {
        self.page.source.path()
    }
}

/// Whether a file has the name of a folder's index.
pub(super) fn is_index(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name.rsplit_once('.').map_or(name, |(stem, _)| stem), "index" | "_index" | "README")
}

/// The places at which two lists of pages have another page; `None` when the lists are not of the same files.
pub(super) fn edited(before: &[Arc<Entry>], now: &[Arc<Entry>]) -> Option<Vec<usize>> {
    let others = || before.iter().zip(now).enumerate().filter(|(_, (before, now))| !Arc::ptr_eq(before, now));
    let same = before.len() == now.len() && others().all(|(_, (before, now))| before.path() == now.path());
    same.then(|| others().map(|(at, _)| at).collect())
}
