//! Tags of raw HTML: where one ends, what kramdown makes of its name, attributes put in or taken out.

use super::attributes::Attributes;
use super::escape::{escape_attribute, is_attribute_name};
use std::borrow::Cow;

/// A tag longer than this is none: a bound on the work that a lone `<` can cause.
const LONGEST: usize = 4000;

/// One tag at the start of a text.
#[derive(Debug, PartialEq)]
pub(super) struct HtmlTag<'t> {
    /// Its name as written.
    pub(super) name: &'t str,
    /// `</name>`.
    pub(super) closing: bool,
    /// `<name/>`, or an element that never has content.
    pub(super) void: bool,
    /// Its length in bytes.
    pub(super) length: usize,
    /// The value of its `markdown` attribute.
    pub(super) markdown: Option<&'t str>,
}

/// The tag that `text` opens with.
pub(super) fn tag_at(text: &str) -> Option<HtmlTag<'_>> {
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let name_start = if closing { 2 } else { 1 };
    if bytes.first() != Some(&b'<') || !bytes.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let name_end = name_start + bytes[name_start..].iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b':')))?;
    let name = &text[name_start..name_end];
    let mut quote = None;
    let mut markdown = None;
    let mut blank_before = false;
    for (i, &byte) in bytes.iter().enumerate().take(name_end + LONGEST).skip(name_end) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'<') => return None,
            (None, b'>') => {
                let void = bytes[i - 1] == b'/' || VOID.contains(&name.to_ascii_lowercase().as_str());
                return Some(HtmlTag { name, closing, void, length: i + 1, markdown });
            }
            (None, b'm') if blank_before && markdown.is_none() => markdown = markdown_value(&text[i..]),
            (None, _) => {}
        }
        blank_before = byte.is_ascii_whitespace();
    }
    None
}

fn markdown_value(text: &str) -> Option<&str> {
    let value = text.strip_prefix("markdown")?.trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split([' ', '\t', '\n', '>', '/']).next(),
    }
}

/// How kramdown reads the content of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Model {
    /// Blocks of Markdown.
    Blocks,
    /// Running text.
    Text,
    /// HTML as it stands.
    Raw,
}

/// What `markdown="1"` means for an element of this name.
pub(super) fn model(name: &str) -> Model {
    let name = name.to_ascii_lowercase();
    if BLOCKS.contains(&name.as_str()) {
        Model::Blocks
    } else if TEXT.contains(&name.as_str()) {
        Model::Text
    } else {
        Model::Raw
    }
}

/// Whether the element stands in running text, so that no block begins with it.
pub(super) fn is_span(name: &str) -> bool {
    SPANS.contains(&name.to_ascii_lowercase().as_str())
}

/// The HTML without the `markdown` attribute of its tags, which is none of HTML's.
pub(super) fn without_markdown(html: &str) -> Cow<'_, str> {
    let mut rest = html;
    let mut out = String::new();
    let mut changed = false;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(tag) = tag_at(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let text = &rest[..tag.length];
        rest = &rest[tag.length..];
        match tag.markdown {
            Some(value) => {
                changed = true;
                let value =
                    value.as_ptr() as usize - text.as_ptr() as usize..value.as_ptr() as usize - text.as_ptr() as usize + value.len();
                let key = text[..value.start].rfind("markdown").unwrap_or(value.start);
                let end = value.end + usize::from(matches!(text.as_bytes()[value.end], b'"' | b'\''));
                out.push_str(text[..key].trim_end());
                out.push_str(&text[end..]);
            }
            None => out.push_str(text),
        }
    }
    if !changed {
        return Cow::Borrowed(html);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Appends the HTML with the attributes in its first tag.
pub(super) fn write_with(out: &mut String, html: &str, attributes: &Attributes) {
    let start = html.find('<').unwrap_or(html.len());
    let Some(tag) = tag_at(&html[start..]).filter(|tag| !tag.closing) else {
        out.push_str(html);
        return;
    };
    let (text, rest) = (&html[start..start + tag.length], &html[start + tag.length..]);
    let inner = text.trim_end_matches('>');
    let (inner, end) = inner.strip_suffix('/').map_or((inner, ">"), |inner| (inner, " />"));
    out.push_str(&html[..start]);
    let mut inner = inner.trim_end().to_owned();
    if !attributes.classes.is_empty() {
        let mut classes = String::new();
        for (i, class) in attributes.classes.iter().enumerate() {
            classes.push_str(if i == 0 { "" } else { " " });
            escape_attribute(&mut classes, class);
        }
        let existing = [(" class=\"", '"'), (" class='", '\'')]
            .iter()
            .find_map(|(key, quote)| inner.find(key).and_then(|at| inner[at + key.len()..].find(*quote).map(|end| at + key.len() + end)));
        match existing {
            Some(end) => inner.insert_str(end, &format!(" {classes}")),
            None => inner.push_str(&format!(" class=\"{classes}\"")),
        }
    }
    let id = attributes.id.iter().map(|id| ("id", id.as_str()));
    for (key, value) in id.chain(attributes.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))) {
        if is_attribute_name(key) && !inner.contains(&format!(" {key}=")) {
            inner.push_str(&format!(" {key}=\""));
            escape_attribute(&mut inner, value);
            inner.push('"');
        }
    }
    out.push_str(&inner);
    out.push_str(end);
    out.push_str(rest);
}

/// Whether CommonMark begins an HTML block with this tag, whatever stands after it.
pub(super) fn begins_block(name: &str) -> bool {
    COMMONMARK.contains(&name.to_ascii_lowercase().as_str())
}

const VOID: &[&str] =
    &["area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"];
const BLOCKS: &[&str] = &[
    "address",
    "applet",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "hgroup",
    "iframe",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "noscript",
    "object",
    "section",
    "summary",
    "td",
];
const TEXT: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdo", "big", "button", "cite", "caption", "del", "dfn", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "i", "ins", "label", "legend", "optgroup", "p", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "select", "small", "span", "strong",
    "sub", "sup", "th", "tt",
];
const SPANS: &[&str] = &[
    "a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd",
    "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small", "span", "strong", "sub", "sup",
    "tt", "u", "var",
];
const COMMONMARK: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_outside_quotes() {
        let tag = tag_at("<div title=\"a > b\" markdown='block'>x").expect("a tag");
        assert_eq!((tag.name, tag.markdown, tag.length), ("div", Some("block"), 36));
        assert_eq!(tag_at("</p >").map(|tag| (tag.closing, tag.length)), Some((true, 5)));
        assert_eq!(tag_at("<1>"), None);
        assert_eq!(tag_at("<a <b>"), None);
    }

    #[test]
    fn attributes_go_in_and_out() {
        assert_eq!(without_markdown("<div markdown=\"1\" class=\"x\"><p markdown=0>"), "<div class=\"x\"><p>");
        let mut out = String::new();
        write_with(&mut out, "  <div class=\"a\">hi</div>", &Attributes::parse(".b #c"));
        assert_eq!(out, "  <div class=\"a b\" id=\"c\">hi</div>");
    }
}
