//! What of kramdown the parser must not see as text, masked by bytes of the same length.
//!
//! Each construct becomes something CommonMark knows that ends blocks where kramdown ends them: an attribute
//! list becomes a processing instruction, a comment of kramdown's an HTML comment. Every offset stays true, and
//! what stands in code is put back by its range.

use super::attributes::Attributes;
use super::html_tag::Model;
use super::node::Node;
use super::{bind, scan};
use crate::yaml::{self, Value};
use pulldown_cmark::{CowStr, Event};
use std::borrow::Cow;
use std::ops::Range;

/// What a mask stands for.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// An attribute list alone on its line.
    Block(Attributes),
    /// An attribute list right after a list bullet.
    Item(Attributes),
    /// An attribute list right after a span.
    Span(Attributes),
    /// A definition of an attribute list, an option, an end-of-block marker: nothing to show, and the block above ends.
    Nothing,
    /// `*[short]: long`, by their bytes.
    Abbreviation(Range<usize>, Range<usize>),
    /// Text of which only these bytes are shown, as raw HTML.
    Region(Range<usize>),
    /// The tag of an element whose content is Markdown.
    Open(Model),
    /// The end tag of such an element, or of several.
    Close(usize),
}

/// By what the bytes are replaced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// Nothing: four spaces after a bullet would make code.
    Itself,
    /// `<?  ?>`.
    Instruction,
    /// `<!--` and `-->` at its ends, the text between as it is.
    Comment,
    /// Spaces: the only thing that ends a block of raw HTML.
    Blank,
    /// A letter without meaning and spaces, where running text must go on.
    TokenBefore,
    /// Spaces and such a letter.
    TokenAfter,
    /// Such a letter and others, where a line of running text must not end in spaces.
    TokenLine,
    /// Letters: a paragraph that the next line goes on with.
    Word,
    /// A character that means nothing.
    Control,
    /// A bar, which parts columns.
    Bar,
    /// An empty heading, which ends whatever is open.
    Heading,
}

/// Bytes that are replaced.
#[derive(Clone, Debug)]
pub(super) struct Mask {
    pub(super) range: Range<usize>,
    pub(super) look: Look,
    pub(super) kind: Kind,
}

impl Mask {
    /// Whether it stands in running text as a token.
    pub(super) fn is_token(&self) -> bool {
        matches!(self.look, Look::TokenBefore | Look::TokenAfter | Look::TokenLine)
    }
}

/// What `kramdown:` in the configuration says of all pages, and `{::options … /}` of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The levels of headings in its table of contents.
    pub toc_levels: std::ops::RangeInclusive<u8>,
    /// Whether headings get ids of their own.
    pub auto_ids: bool,
    /// Whether the content of all HTML elements is Markdown.
    pub parse_html: bool,
    /// Whether a line break in running text is one on the page.
    pub hard_wrap: bool,
}

impl Settings {
    /// Reads the section `kramdown` of a configuration.
    pub fn read(section: &Value) -> Settings {
        let flag = |key: &str| section.get(key).and_then(yaml::flag);
        let levels = section.get("toc_levels").and_then(|levels| match levels {
            Value::Sequence(levels) => Some(levels.iter().filter_map(yaml::text).collect::<Vec<_>>().join(",")),
            other => yaml::text(other),
        });
        let default = Settings::default();
        Settings {
            toc_levels: levels.and_then(|levels| scan::levels(&levels)).unwrap_or(default.toc_levels),
            auto_ids: flag("auto_ids").unwrap_or(default.auto_ids),
            parse_html: flag("parse_block_html").unwrap_or(default.parse_html),
            hard_wrap: flag("hard_wrap").unwrap_or(default.hard_wrap),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings { toc_levels: 1..=6, auto_ids: true, parse_html: false, hard_wrap: false }
    }
}

/// A body with its masks.
pub struct Masked<'a> {
    pub(super) original: &'a str,
    /// The text to parse: as long as the original, byte for byte.
    pub text: Cow<'a, str>,
    pub(super) masks: Vec<Mask>,
    /// What the page's options say.
    pub settings: Settings,
    /// It is the content of an element of another body's raw HTML.
    pub(super) inside: bool,
}

impl<'a> Masked<'a> {
    /// Finds and masks what a body says in kramdown's own way; nearly free when there is nothing.
    pub fn new(original: &'a str, settings: &Settings) -> Masked<'a> {
        if !scan::may_hold_any(original) {
            return Masked { original, text: Cow::Borrowed(original), masks: Vec::new(), settings: settings.clone(), inside: false };
        }
        let (masks, settings) = scan::scan(original, settings);
        let mut bytes = original.as_bytes().to_vec();
        for mask in &masks {
            paint(&mut bytes, mask);
        }
        // Whole characters were replaced by ASCII or a whole character, so this is UTF-8 still.
        let text = String::from_utf8(bytes).map_or(Cow::Borrowed(original), Cow::Owned);
        Masked { original, text, masks, settings, inside: false }
    }

    /// The masks that overlap these bytes.
    pub(super) fn over(&self, range: &Range<usize>) -> &[Mask] {
        let masks = &self.masks[self.masks.partition_point(|mask| mask.range.end <= range.start)..];
        // Nearly always none, and never many.
        let count = masks.iter().take_while(|mask| mask.range.start < range.end).count();
        &masks[..count]
    }

    /// Puts back what was written into the text of an event.
    pub(super) fn restore(&self, event: &mut Event, range: &Range<usize>) {
        if let Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text) = event
        {
            let masks = self.over(range);
            if masks.iter().any(|mask| mask.look != Look::Itself) {
                *text = self.restored(text, range, masks);
            }
        }
    }

    fn restored<'t>(&self, text: &str, range: &Range<usize>, masks: &[Mask]) -> CowStr<'t> {
        if self.text.get(range.clone()) == Some(text) {
            return self.original[range.clone()].to_owned().into();
        }
        let mut restored = String::with_capacity(text.len());
        let mut rest = text;
        for mask in masks.iter().filter(|mask| mask.look != Look::Itself) {
            let masked = &self.text[mask.range.clone()];
            if let Some(at) = rest.find(masked) {
                restored.push_str(&rest[..at]);
                restored.push_str(&self.original[mask.range.clone()]);
                rest = &rest[at + masked.len()..];
            }
        }
        restored.push_str(rest);
        restored.into()
    }

    /// Takes the masks out of the events and gives what they say to the elements they belong to.
    pub fn bind<'t>(&self, nodes: Vec<Node<'t>>, links: &bind::LinkDefinitions) -> bind::Bound<'t> {
        bind::bind(self, nodes, links)
    }
}

const TOKEN: &[u8] = "\u{e000}".as_bytes();

fn paint(bytes: &mut [u8], mask: &Mask) {
    let Range { start, end } = mask.range;
    match mask.look {
        Look::Itself => {}
        Look::Instruction => {
            bytes[start..end].fill(b' ');
            bytes[start..start + 2].copy_from_slice(b"<?");
            bytes[end - 2..end].copy_from_slice(b"?>");
        }
        Look::Comment => paint_comment(&mut bytes[start..end]),
        Look::Blank => bytes[start..end].fill(b' '),
        Look::TokenBefore => {
            bytes[start..end].fill(b' ');
            bytes[start..start + TOKEN.len()].copy_from_slice(TOKEN);
        }
        Look::TokenAfter => {
            bytes[start..end].fill(b' ');
            bytes[end - TOKEN.len()..end].copy_from_slice(TOKEN);
        }
        Look::TokenLine => {
            bytes[start..end].fill(b'x');
            bytes[start..start + TOKEN.len()].copy_from_slice(TOKEN);
        }
        Look::Word => bytes[start..end].fill(b'x'),
        Look::Control => bytes[start] = 1,
        Look::Bar => bytes[start] = b'|',
        Look::Heading => bytes[start] = b'#',
    }
}

/// The ends become a comment's; what looks like a comment's end between them does not any more.
fn paint_comment(bytes: &mut [u8]) {
    let length = bytes.len();
    bytes[..4].copy_from_slice(b"<!--");
    bytes[length - 3..].copy_from_slice(b"-->");
    for i in 4..length - 3 {
        if bytes[i - 2..=i] == *b"-->" {
            bytes[i] = b' ';
        }
    }
}
