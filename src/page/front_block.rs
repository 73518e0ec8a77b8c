//! The lines of keys at the top of a page: where they end, whatever ends them.

use crate::source::Span;

/// Keys that Jekyll, Just the Docs or weeklog read in a page: where one stands, keys are meant.
pub const KNOWN: &[&str] = &[
    "ancestor",
    "author",
    "authors",
    "canonical_url",
    "carry",
    "categories",
    "category",
    "child_nav_order",
    "dates",
    "date",
    "description",
    "draft",
    "end",
    "excerpt",
    "grand_parent",
    "has_children",
    "has_toc",
    "hours",
    "image",
    "lang",
    "last_modified_date",
    "layout",
    "locale",
    "math",
    "mentor",
    "mermaid",
    "modified",
    "nav_enabled",
    "nav_exclude",
    "nav_fold",
    "nav_order",
    "parent",
    "permalink",
    "published",
    "redirect_from",
    "redirect_to",
    "render_with_liquid",
    "search_exclude",
    "seo",
    "signed_off",
    "sitemap",
    "slug",
    "start",
    "subtitle",
    "summary",
    "tags",
    "tag",
    "title",
    "visibility",
    "week",
    "weeks",
];

/// What ends the lines of keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// A line of two dashes or more, or of three dots, and the first byte below it.
    Dashes(Span, usize),
    /// A line that is no key, by its first byte, or the end of the file.
    Text(usize),
}

/// The lines of keys below an opening line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// How many lines open with a key.
    pub keys: usize,
    /// How many of those keys are [`KNOWN`].
    pub known: usize,
    /// One past the last line that belongs to a key.
    pub last: usize,
    /// Whether a blank line stands above what follows.
    pub gap: bool,
    /// What follows.
    pub end: End,
}

/// The lines of keys from byte `from` on.
pub fn of(text: &str, from: usize) -> Block {
    let mut block = Block { keys: 0, known: 0, last: from, gap: false, end: End::Text(text.len()) };
    let mut at = from;
    let mut blank = false;
    for line in text[from..].split_inclusive('\n') {
        let body = line.trim_end();
        let next = at + line.len();
        if is_closing(body) {
            block.end = End::Dashes(Span::new(at, at + body.len()), next);
            return block;
        }
        if body.is_empty() {
            blank = true;
        } else if let Some(key) = key(body) {
            block.keys += 1;
            block.known += usize::from(KNOWN.contains(&key.as_str()));
            block.last = next;
            blank = false;
        } else if !blank && (body.starts_with([' ', '\t', '#', '-']) || body.contains(": ")) {
            block.last = next;
        } else {
            block.end = End::Text(at);
            block.gap = blank || body.starts_with('#');
            return block;
        }
        at = next;
    }
    block
}

fn is_closing(line: &str) -> bool {
    line == "..." || line.len() >= 2 && line.bytes().all(|b| b == b'-')
}

/// The key that a line opens with, without the backslashes that an editor put in.
pub fn key(line: &str) -> Option<String> {
    let (name, rest) = line.split_once(':')?;
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '\\'))
        && (rest.is_empty() || rest.starts_with([' ', '\t']));
    is_name.then(|| name.replace('\\', ""))
}
