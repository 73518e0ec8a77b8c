//! Abbreviations: `*[HTML]: Hyper Text` puts an `<abbr>` around each `HTML` of the page.

use super::bind::Abbreviation;
use super::escape::{escape_attribute, is_attribute_name};
use super::node::{Node, Part};
use aho_corasick::{AhoCorasick, MatchKind};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;

/// Marks the abbreviations in running text, the longest first, where no letter or digit stands right before or after.
pub fn mark<'a>(nodes: Vec<Node<'a>>, abbreviations: &[Abbreviation]) -> Vec<Node<'a>> {
    if abbreviations.is_empty() {
        return nodes;
    }
    // Of two with one name the last counts.
    let known: BTreeMap<&str, &Abbreviation> = abbreviations.iter().map(|known| (known.short.as_str(), known)).collect();
    let known: Vec<_> = known.into_values().collect();
    let names = known.iter().map(|known| known.short.as_str());
    let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names) else { return nodes };
    let mut out = Vec::with_capacity(nodes.len() + 16);
    let mut closed = 0usize;
    for node in nodes {
        match (node.start(), node.end()) {
            (Some(Tag::CodeBlock(_) | Tag::Image { .. }), _) => closed += 1,
            (_, Some(TagEnd::CodeBlock | TagEnd::Image)) => closed = closed.saturating_sub(1),
            _ => {}
        }
        match &node.part {
            Part::Md(Event::Text(text)) if closed == 0 && finder.is_match(text.as_ref()) => split(&node, text, &finder, &known, &mut out),
            _ => out.push(node),
        }
    }
    out
}

fn split<'a>(node: &Node<'a>, text: &str, finder: &AhoCorasick, known: &[&Abbreviation], out: &mut Vec<Node<'a>>) {
    let exact = text.len() == node.range.len();
    let range = |from: usize, to: usize| if exact { node.range.start + from..node.range.start + to } else { node.range.clone() };
    let mut piece = |event: Event<'a>, from: usize, to: usize| out.push(Node::new(event, range(from, to)));
    let mut at = 0;
    for found in finder.find_iter(text) {
        let (start, end) = (found.start(), found.end());
        if text[..start].ends_with(is_word) || text[end..].starts_with(is_word) {
            continue;
        }
        if start > at {
            piece(Event::Text(text[at..start].to_owned().into()), at, start);
        }
        piece(Event::InlineHtml(tag(known[found.pattern().as_usize()]).into()), start, start);
        piece(Event::Text(text[start..end].to_owned().into()), start, end);
        piece(Event::InlineHtml("</abbr>".into()), end, end);
        at = end;
    }
    if at < text.len() {
        piece(Event::Text(text[at..].to_owned().into()), at, text.len());
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn tag(known: &Abbreviation) -> String {
    let mut tag = String::from("<abbr");
    let classes = known.attributes.classes.join(" ");
    let id = known.attributes.id.as_deref().unwrap_or("");
    let fixed = [("class", classes.as_str()), ("id", id), ("title", known.long.as_str())];
    let pairs = known.attributes.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).filter(|(key, _)| is_attribute_name(key));
    for (key, value) in fixed.into_iter().filter(|(_, value)| !value.is_empty()).chain(pairs) {
        tag.push_str(&format!(" {key}=\""));
        escape_attribute(&mut tag, value);
        tag.push('"');
    }
    tag.push('>');
    tag
}
