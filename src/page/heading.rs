//! Heading ids by the rule of kramdown's GFM parser, and the list of a page's headings.

use super::node::{Node, Part, after};
use crate::source::Span;
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeMap;
use unicode_normalization::char::is_combining_mark;

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor without `#`; empty when the heading has none.
    pub id: String,
    /// Its text without marks.
    pub text: String,
    /// Its bytes in the file.
    pub span: Span,
    /// Left out of tables of contents by `{: .no_toc }`.
    pub unlisted: bool,
}

/// Gives ids to the ids' counter: one per page.
#[derive(Default)]
pub struct Ids {
    seen: BTreeMap<String, usize>,
}

impl Ids {
    /// The id of a heading with this text: `generate_gfm_header_id` of kramdown-parser-gfm 1.1.
    ///
    /// The first heading without a single word character gets none, as there.
    pub fn next(&mut self, text: &str) -> String {
        let mut base = String::with_capacity(text.len());
        let mut keep = |c: char| match c {
            ' ' | '\t' => base.push('-'),
            c if is_kept(c) => base.push(c),
            _ => {}
        };
        if text.is_ascii() {
            text.bytes().for_each(|byte| keep(byte.to_ascii_lowercase().into()));
        } else {
            text.to_lowercase().chars().for_each(keep);
        }
        let count = self.seen.entry(base.clone()).and_modify(|count| *count += 1).or_insert(0);
        if *count == 0 { base } else { format!("{base}-{count}") }
    }
}

/// Ruby's `[\p{Word}\- \t]`: letters, marks, decimal digits and connecting punctuation, hyphen and blanks.
fn is_kept(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '\t');
    }
    c.is_alphabetic() || is_combining_mark(c) || is_decimal(c) || matches!(c, '‿' | '⁀' | '⁔' | '︳' | '︴' | '﹍' | '﹎' | '﹏' | '_')
}

fn is_decimal(c: char) -> bool {
    // Of the other numeric characters (½, ², Ⅷ, 一) letters are alphabetic already; the rest is no word.
    c.is_numeric()
        && !c.is_alphabetic()
        && !matches!(c, '\u{b2}'..='\u{be}' | '\u{2070}'..='\u{218b}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3192}'..='\u{32ff}')
}

/// Gives every heading its id, as an attribute, and lists the headings. `offset` is where the body begins in the file;
/// without `auto_ids` only headings with an id of their own have one.
pub fn name(nodes: &mut [Node], offset: usize, auto_ids: bool) -> Vec<Heading> {
    let mut ids = Ids::default();
    let mut headings = Vec::new();
    for start in 0..nodes.len() {
        let Some(Tag::Heading { level, .. }) = nodes[start].start() else { continue };
        let level = *level as u8;
        let end = after(nodes, start);
        let written = trailing_id(&mut nodes[start..end]);
        trim_end(&mut nodes[start..end]);
        let raw = raw_text(&nodes[start..end]);
        let attributes = nodes[start].attributes_mut();
        if attributes.id.is_none() {
            attributes.id = written;
        }
        let unlisted = attributes.has_class("no_toc");
        if auto_ids {
            attributes.id.get_or_insert_with(|| ids.next(&raw));
        }
        let id = attributes.id.clone().unwrap_or_default();
        let range = nodes[start].range.clone();
        let span = Span::new(range.start + offset, range.end + offset);
        headings.push(Heading { level, id, text: raw.trim().to_owned(), span, unlisted });
    }
    headings
}

/// The parser takes blanks off the end of a heading, and leaves tabs.
fn trim_end(nodes: &mut [Node]) {
    if let Some(Part::Md(Event::Text(text))) = nodes.iter_mut().rev().nth(1).map(|node| &mut node.part)
        && text.ends_with(['\t', ' '])
    {
        *text = text.trim_end().to_owned().into();
    }
}

/// `## Title {#id}`: takes the id off the end of the heading's text.
fn trailing_id(nodes: &mut [Node]) -> Option<String> {
    let text = nodes.iter_mut().rev().nth(1)?;
    let Part::Md(Event::Text(text)) = &mut text.part else { return None };
    let open = if text.contains('{') { text.rfind("{#")? } else { return None };
    let id = text[open + 2..].trim_end().strip_suffix('}')?;
    let valid =
        id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'));
    if !valid || !text[..open].ends_with([' ', '\t']) {
        return None;
    }
    let id = id.to_owned();
    *text = text[..open].trim_end().to_owned().into();
    Some(id)
}

/// The text of some events: code and link texts included, images and tags not.
pub fn raw_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    let mut images = 0usize;
    for node in nodes {
        match &node.part {
            Part::Md(Event::Start(Tag::Image { .. })) => images += 1,
            Part::Md(Event::End(pulldown_cmark::TagEnd::Image)) => images = images.saturating_sub(1),
            Part::Md(Event::Text(t) | Event::Code(t) | Event::InlineMath(t) | Event::DisplayMath(t)) if images == 0 => text.push_str(t),
            Part::Md(Event::SoftBreak | Event::HardBreak) => text.push(' '),
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kramdowns() {
        let cases = [
            ("Week 04 – OAuth Integration & Space Debugging", "week-04--oauth-integration--space-debugging"),
            ("📎 References", "-references"),
            ("3D Alignment", "3d-alignment"),
            ("What’s New?", "whats-new"),
            ("CamelCase Über 日本語", "camelcase-über-日本語"),
            ("a_b C++ / C#", "a_b-c--c"),
            ("Spaces   inside", "spaces---inside"),
        ];
        for (text, id) in cases {
            assert_eq!(Ids::default().next(text), id);
        }
        let mut ids = Ids::default();
        assert_eq!(
            [ids.next("Foo"), ids.next("Foo"), ids.next("Foo-1"), ids.next("!"), ids.next("?")],
            ["foo", "foo-1", "foo-1", "", "-1"]
        );
    }
}
