//! The search index: small static files, of which a browser fetches only those that a query needs.
//!
//! [`Index::build`] takes the sections of the site in order. The same sections in the same order give the same bytes.
//!
//! # Files
//!
//! All stand in `search/`. Those named `.bin` are compressed with zlib, which the script itself undoes
//! (`DecompressionStream("deflate")`): they cost the same from every server, with or without content encoding.
//!
//! **`index.bin`** is JSON, fetched once:
//!
//! | Key | Holds |
//! |---|---|
//! | `version` | of this format |
//! | `build` | a hash of what is in all shards and chunks, put behind their addresses as `?build`, so that no cache mixes two builds |
//! | `pages` | how many sections each page has, in order: sections are numbered from 0 through the whole site |
//! | `shards` | the first term of each shard, ascending |
//! | `chunks` | how many sections each chunk holds, in order |
//!
//! **`terms/N.bin`**, a shard, holds a range of the sorted terms and where they occur. A shard closes at 24 KiB before
//! compression: a small site has one, letters that begin many words have several. It holds, every number a varint
//! (seven bits a byte, the lowest first):
//!
//! 1. the length of the terms in bytes, then the terms, each closed by `\n`: a character that says how many UTF-16
//!    units to keep of the term before (space for none, `!` for one, ...), and the rest of the term;
//! 2. for each term the length of its postings in bytes, then those: `gap * 4 + place`, where the gap counts from the
//!    section before (at first from 0) and the place is 0 in the text, 1 for a topic of the text (every 32nd term or
//!    more), 2 in the heading, 3 in the page's title. Only the first section of a page holds the title's terms.
//!
//! Terms are sorted as JavaScript compares strings. Facets are terms too: `:intern:ada`, `:week:4`, `:kind:problem`.
//!
//! **`text/N.bin`**, a chunk, is JSON: what to show of some 16 KiB of sections, grouped as long as page, intern and
//! week stay the same:
//!
//! ```json
//! [["logs/week-04.html", "Week 04", "Ada", 4, [["problems", "Problems", "Label Studio was denied", "problem"]]]]
//! ```
//!
//! that is path, page title, intern, week and the sections: fragment, heading, text (4 KiB at most) and kind. Facets
//! may be `null`.
//!
//! **`reader.js`** is the module that reads all this: `open(root)` gives `search(query)`, which answers with numbers of
//! sections, the best first, and the terms found; and `read(number)`, which answers with what to show. It lies here and
//! not in the theme because it must fit the files beside it, and no theme need know them.
//!
//! # Terms
//!
//! Text becomes terms by NFKC, lower case and without accents: `Tuần` gives `tuan`, and `tuần` besides, so that what
//! was typed with its accents finds those first. `hf_oauth`, `OAuthProfile`, `3.10` and `week4` give themselves and
//! their parts; `04` is `4`. Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese give each two neighbouring
//! characters, and the last one. Terms are cut at 32 characters. There is no stemmer and no list of stop words.
//!
//! # A query
//!
//! Every word (six at most) must stand in the section or in its page's title; if no section of a page has them all, but
//! the page has, its best section is found. The last word may go on. Titles count most, then headings, then text. A
//! word found in fewer than three sections may be a typo, of one letter from 4, of two from 8: then the shards beside
//! its own are looked through, and those where it would stand with one of its first letters dropped or two swapped, as
//! long as the query does not come to more than eight shards.
//!
//! So a query costs `index.bin`, a shard a word (two with accents), two more for the beginning of a word, at most eight
//! with typos, and a chunk for each result shown.

mod pack;
mod postings;
mod tokens;

use pack::Chunks;
use postings::{Place, Postings};
use serde_json::json;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The version of the format: a reader refuses what it was not made for.
const VERSION: u32 = 1;

/// The file that is fetched first, and that changes whenever any does.
pub const ENTRANCE: &str = "index.bin";

/// What reads the index in a browser.
const READER: &[u8] = include_bytes!("search/reader.js");

/// A section of a page: what one result shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Document<'a> {
    /// The address without the base, as it would stand in a link: `/logs/week-04.html#problems`.
    /// Consecutive documents that differ only behind the `#` are one page, its first section first.
    pub url: &'a str,
    /// The page's title.
    pub page: &'a str,
    /// The section's heading; empty before the first heading.
    pub section: &'a str,
    /// The section's text, without marks; white space counts as one space.
    pub text: &'a str,
    /// What the section can be filtered by.
    pub facets: Facets<'a>,
}

/// What a section can be filtered by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facets<'a> {
    /// The intern's name.
    pub intern: Option<&'a str>,
    /// The week's number.
    pub week: Option<u32>,
    /// What the section tells: `task`, `problem`, `learning`.
    pub kind: Option<&'a str>,
}

/// Takes the sections one by one; given by [`Index::write`].
pub struct Builder<'a, 'scope> {
    postings: Postings,
    chunks: Chunks<'a, 'scope>,
    pages: Vec<u32>,
    path: String,
    /// Room for a facet's term.
    facet: String,
}

impl Builder<'_, '_> {
    /// Adds a section. Nothing of it is borrowed further.
    pub fn push(&mut self, document: &Document<'_>) {
        let (path, fragment) = document.url.split_once('#').unwrap_or((document.url, ""));
        let path = path.trim_start_matches('/');
        match self.pages.last_mut().filter(|_| self.path == path) {
            Some(sections) => *sections += 1,
            None => {
                self.pages.push(1);
                path.clone_into(&mut self.path);
                self.add(document.page, Place::Title);
            }
        }
        self.add(document.section, Place::Heading);
        self.add(document.text, Place::Text);
        self.facets(document.facets);
        self.postings.end_document();
        self.chunks.push(path, fragment, document);
    }

    fn add(&mut self, text: &str, place: Place) {
        tokens::terms(text, &mut |term| self.postings.add(term, place));
    }

    fn facets(&mut self, Facets { intern, week, kind }: Facets<'_>) {
        let week = week.map(|week| week.to_string());
        let Builder { postings, facet, .. } = self;
        for (name, value) in [(":intern:", intern), (":week:", week.as_deref()), (":kind:", kind)] {
            tokens::terms(value.unwrap_or(""), &mut |term| {
                name.clone_into(facet);
                facet.push_str(term);
                postings.add(facet, Place::Text);
            });
        }
    }
}

/// Says whether the file at a path below `search/` is there already, made of what a hash stands for.
pub type Known<'k> = &'k (dyn Fn(&str, u128) -> bool + Sync);

/// A file of the index: a hash of what it is made of, and its bytes unless it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    key: u128,
    bytes: Option<Vec<u8>>,
}

impl File {
    /// Compresses what is not known.
    fn new(path: &str, raw: &[u8], known: Known) -> File {
        let key = xxh3_128(raw);
        File { key, bytes: (!known(path, key)).then(|| pack::deflate(raw)) }
    }
}

/// The index, ready to be written.
#[derive(Clone, Debug)]
pub struct Index {
    files: Vec<(String, File)>,
}

impl Index {
    /// The index of all documents, in their order.
    pub fn build<'a>(documents: impl IntoIterator<Item = Document<'a>>) -> Index {
        Index::write(&|_, _| false, |builder| documents.into_iter().for_each(|document| builder.push(&document)))
    }

    /// The index of all documents that `write` pushes: for texts that need not be kept until the last is read.
    /// What is `known` is not compressed again, and has no bytes here.
    pub fn write(known: Known, write: impl FnOnce(&mut Builder<'_, '_>)) -> Index {
        let (pages, (shards, terms), (chunks, text)) = rayon::in_place_scope(|scope| {
            let chunks = Chunks::new(scope, known);
            let (postings, pages) = (Postings::default(), Vec::new());
            let mut builder = Builder { postings, chunks, pages, path: String::new(), facet: String::new() };
            write(&mut builder);
            (builder.pages, pack::shards(&builder.postings.sorted(), known), builder.chunks.finish())
        });
        let mut files: Vec<(String, File)> = terms.into_iter().chain(text).collect();
        files.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut hash = Xxh3::new();
        files.iter().for_each(|(_, file)| hash.update(&file.key.to_le_bytes()));
        let build = format!("{:016x}", hash.digest());
        let index = json!({ "version": VERSION, "build": build, "pages": pages, "shards": shards, "chunks": chunks });
        files.push((ENTRANCE.to_owned(), File::new(ENTRANCE, index.to_string().as_bytes(), known)));
        files.push(("reader.js".to_owned(), File { key: xxh3_128(READER), bytes: Some(READER.to_vec()) }));
        files.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Index { files }
    }

    /// Each file's path below `search/`, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path.as_str())
    }

    /// Each file's path below `search/` and its bytes, sorted by path; those that were known are left out.
    pub fn files(&self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.files.iter().filter_map(|(path, file)| Some((path.clone(), file.bytes.clone()?)))
    }

    /// The bytes of the file at `path` below `search/`, unless it was known.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.find(path)?.bytes.as_deref()
    }

    /// A hash of what the file at `path` below `search/` is made of.
    pub fn key(&self, path: &str) -> Option<u128> {
        self.find(path).map(|file| file.key)
    }

    fn find(&self, path: &str) -> Option<&File> {
        let at = self.files.binary_search_by(|(name, _)| name.as_str().cmp(path)).ok()?;
        Some(&self.files[at].1)
    }
}

#[cfg(test)]
mod tests;
