//! Links that the parser does not see: bare web addresses, as GitHub shows them, and addresses with spaces, as kramdown reads them.

use super::node::{Node, Part};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Tag, TagEnd};
use std::cell::RefCell;
use std::ops::Range;

/// An address in brackets is no longer than this, so that looking for its end is bounded.
const LONGEST: usize = 1000;

/// The address of `[text](an address with spaces "and a title")`, which is none in CommonMark; where its brackets
/// stand is noted in `found`.
pub(super) fn with_spaces<'t>(text: &'t str, link: &BrokenLink, found: &RefCell<Vec<Range<usize>>>) -> Option<(CowStr<'t>, CowStr<'t>)> {
    let (address, title, end) = spaced(text, link.span.end)?;
    found.borrow_mut().push(link.span.end..end);
    Some((address.into(), title.into()))
}

/// Address and title in the brackets that open at byte `open`, where the address has spaces, and one past the brackets.
fn spaced(text: &str, open: usize) -> Option<(&str, &str, usize)> {
    let inner = text.get(open..)?.strip_prefix('(')?;
    let mut depth = 0;
    let end = inner.bytes().take(LONGEST).position(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth < 0 || matches!(byte, b'\n' | b'<' | b'`' | b'*' | b'[')
    })?;
    let whole = inner.get(..end).filter(|_| inner.as_bytes()[end] == b')')?.trim();
    let (address, title) = match whole.strip_suffix('"').and_then(|rest| rest.split_once(" \"")) {
        Some((address, title)) => (address.trim(), title),
        None => (whole, ""),
    };
    let found = address.contains(' ') && !address.contains(['"', '\\']);
    found.then_some((address, title, open + end + 2))
}

/// The same for pictures without a description, `![](my tide.png)`, which the parser asks nobody about.
pub(super) fn with_spaces_undescribed<'t>(nodes: Vec<Node<'t>>, text: &'t str) -> Vec<Node<'t>> {
    const SIGN: &str = "![](";
    let mut places = text.match_indices(SIGN).map(|(at, _)| at).filter(|at| !text[..*at].ends_with('\\'));
    let mut found = places.find_map(|at| Some((at, spaced(text, at + SIGN.len() - 1)?)));
    if found.is_none() {
        return nodes;
    }
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len() + 2);
    let (mut resume, mut in_code) = (0, false);
    for node in nodes {
        match node.part {
            Part::Md(Event::Start(Tag::CodeBlock(_))) => in_code = true,
            Part::Md(Event::End(TagEnd::CodeBlock)) => in_code = false,
            _ => {}
        }
        let range = node.range.clone();
        let is_text = matches!(node.part, Part::Md(Event::Text(_))) && !in_code;
        // What stands in code, or where a picture is already, is passed by.
        while found.is_some_and(|(at, _)| at < range.start) {
            found = places.find_map(|at| Some((at, spaced(text, at + SIGN.len() - 1)?)));
        }
        if !is_text {
            out.push(node);
            continue;
        }
        let mut from = range.start.max(resume);
        while let Some((at, (address, title, end))) = found.filter(|(at, _)| from <= *at && *at < range.end) {
            if from < at {
                out.push(Node::new(Event::Text(text[from..at].into()), from..at));
            }
            let image = Tag::Image { link_type: LinkType::Inline, dest_url: address.into(), title: title.into(), id: "".into() };
            out.push(Node::new(Event::Start(image), at..end));
            out.push(Node::new(Event::End(TagEnd::Image), at..end));
            (resume, from) = (end, end);
            found = places.find_map(|at| Some((at, spaced(text, at + SIGN.len() - 1)?)));
        }
        if from == range.start {
            out.push(node);
        } else if from < range.end {
            out.push(Node::new(Event::Text(text[from..range.end].into()), from..range.end));
        }
    }
    out
}

/// Takes the brackets in `found` out of the text behind their links.
pub(super) fn without_destinations<'t>(nodes: Vec<Node<'t>>, found: &[Range<usize>], text: &'t str) -> Vec<Node<'t>> {
    if found.is_empty() {
        return nodes;
    }
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for mut node in nodes {
        let next = found.partition_point(|range| range.end <= node.range.start);
        let Some(range) = found.get(next) else {
            out.push(node);
            continue;
        };
        match &mut node.part {
            Part::Md(Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. })) if node.range.end == range.start => {
                (*link_type, *id) = (LinkType::Inline, "".into());
                node.range.end = range.end;
                out.push(node);
            }
            Part::Md(Event::Text(_)) if range.start <= node.range.start => {
                if let Some(rest) = text.get(range.end..node.range.end).filter(|rest| !rest.is_empty()) {
                    out.push(Node::new(Event::Text(rest.into()), range.end..node.range.end));
                }
            }
            _ => out.push(node),
        }
    }
    out
}

/// Turns `https://…` and `http://…` in text into links, except inside links and code.
pub fn autolink(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    // `http://a` is the shortest.
    let bare = |node: &Node| matches!(&node.part, Part::Md(Event::Text(text)) if text.len() >= 8 && has_address(text.as_bytes()));
    if !nodes.iter().any(bare) {
        return nodes;
    }
    let mut out = Vec::with_capacity(nodes.len() + 8);
    let mut closed_to_links = 0usize;
    for node in nodes {
        match (node.start(), node.end()) {
            (Some(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)), _) => closed_to_links += 1,
            (_, Some(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock)) => closed_to_links = closed_to_links.saturating_sub(1),
            _ => {}
        }
        if closed_to_links == 0 && bare(&node) {
            split(node, &mut out);
        } else {
            out.push(node);
        }
    }
    out
}

/// Whether `://` stands in a text.
fn has_address(text: &[u8]) -> bool {
    memchr::memchr_iter(b':', text).any(|at| text[at + 1..].starts_with(b"//"))
}

fn split<'a>(node: Node<'a>, out: &mut Vec<Node<'a>>) {
    let Part::Md(Event::Text(text)) = &node.part else { return out.push(node) };
    let exact = text.len() == node.range.len();
    let mut at = 0;
    while let Some((start, end)) = next_address(text, at) {
        let range = |from: usize, to: usize| if exact { node.range.start + from..node.range.start + to } else { node.range.clone() };
        if start > at {
            out.push(Node::new(Event::Text(text[at..start].to_owned().into()), range(at, start)));
        }
        let url: CowStr = text[start..end].to_owned().into();
        let link = Tag::Link { link_type: LinkType::Autolink, dest_url: url.clone(), title: "".into(), id: "".into() };
        out.push(Node::new(Event::Start(link), range(start, end)));
        out.push(Node::new(Event::Text(url), range(start, end)));
        out.push(Node::new(Event::End(TagEnd::Link), range(start, end)));
        at = end;
    }
    if at == 0 {
        return out.push(node);
    }
    if at < text.len() {
        let range = if exact { node.range.start + at..node.range.end } else { node.range.clone() };
        out.push(Node::new(Event::Text(text[at..].to_owned().into()), range));
    }
}

/// The next address from byte `from` on, by GFM's extended autolink rule: trailing punctuation is not part of it.
fn next_address(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut search = from;
    loop {
        let colon = search + text[search..].find("://")?;
        let scheme = ["https", "http"].into_iter().find(|scheme| text[..colon].ends_with(scheme));
        search = colon + 3;
        let Some(scheme) = scheme else { continue };
        let start = colon - scheme.len();
        let free = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        if start < from || !free {
            continue;
        }
        let run = text[search..]
            .find(|c: char| c.is_whitespace() || matches!(c, '<' | '"' | '“' | '”' | '，' | '。' | '）' | '、'))
            .map_or(text.len(), |i| search + i);
        let end = trim_end(text, search, run);
        if end > search && text[search..end].starts_with(|c: char| c.is_alphanumeric() || c == '[') {
            return Some((start, end));
        }
    }
}

fn trim_end(text: &str, host: usize, mut end: usize) -> usize {
    let run = &text[host..end];
    let opened = run.matches('(').count();
    let mut closed = run.matches(')').count();
    // An opening bracket is never dropped, so what is left of it stays balanced by its count.
    while let Some(last) = text[host..end].chars().next_back() {
        let unbalanced = last == ')' && closed > opened;
        if !unbalanced && !matches!(last, '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | ';' | '\'' | '’') {
            break;
        }
        closed -= usize::from(unbalanced);
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_punctuation() {
        let find = |text: &'static str| next_address(text, 0).map(|(start, end)| &text[start..end]);
        assert_eq!(find("see https://a.b/c_(d), or"), Some("https://a.b/c_(d)"));
        assert_eq!(find("(https://a.b/c)."), Some("https://a.b/c"));
        assert_eq!(find("xhttps://a.b ftp://x https:// no"), None);
    }
}
