//! Raw HTML in Markdown: images and links whose addresses are written as they stand.

use super::body::Body;
use super::links::{Link, address};
use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::site::Entry;
use pulldown_cmark::Event;
use std::ops::Range;

pub(super) fn check(places: &Places, entry: &Entry, body: &Body) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (range, event) in &body.events {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        for tag in tags(&body.text[range.clone()]) {
            let text = &body.text[range.start + tag.start..range.start + tag.end];
            let (image, name) = if starts_with(text, "<img") { (true, "src") } else { (false, "href") };
            let Some(value) = attribute(text, name) else { continue };
            let at = range.start + tag.start + value.start;
            let to = &text[value.clone()];
            if !to.is_empty() && !to.contains(['<', '&']) {
                let link = Link { entry, to, span: body.span(at..at + to.len()), image, raw: true };
                diagnostics.extend(address(places, &link));
            }
            if image && attribute(text, "alt").is_none() {
                let line = text.lines().next().unwrap_or("").len();
                let start = range.start + tag.start;
                diagnostics.push(
                    Diagnostic::note("image-alt", "this image has no text for those who cannot see it")
                        .at(body.source, body.span(start..start + line), "no `alt`")
                        .help("say what it shows: `alt=\"The login page with its error\"`; `alt=\"\"` if it is decoration"),
                );
            }
        }
    }
    diagnostics
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

/// The `<img …>` and `<a …>` tags in a piece of HTML.
fn tags(html: &str) -> Vec<Range<usize>> {
    let opens = |at: usize| {
        let rest = &html[at..];
        [("<img", 4), ("<a", 2)].iter().any(|&(tag, len)| starts_with(rest, tag) && rest[len..].starts_with([' ', '\t', '\n', '\r']))
    };
    let starts = html.match_indices('<').map(|(at, _)| at).filter(|&at| opens(at));
    starts.filter_map(|at| html[at..].find('>').map(|length| at..at + length + 1)).collect()
}

/// The bytes of an attribute's value in a tag.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let at = from + tag[from..].find(name)?;
        from = at + name.len();
        let before = tag[..at].chars().next_back().is_some_and(char::is_whitespace);
        let after = tag[from..].trim_start();
        if !before {
            continue;
        }
        let Some(value) = after.strip_prefix('=') else { continue };
        let value = value.trim_start();
        let start = tag.len() - value.len();
        return match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].find(quote).map(|end| start + 1..start + 1 + end),
            _ => Some(start..start + value.find([' ', '\t', '\n', '>']).unwrap_or(value.len())),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_with_and_without_quotes() {
        let tag = "<img data-src='no' src = \"a b.png\" alt=x>";
        assert_eq!(attribute(tag, "src").map(|range| &tag[range]), Some("a b.png"));
        assert_eq!(attribute(tag, "alt").map(|range| &tag[range]), Some("x"));
        assert_eq!(attribute(tag, "href"), None);
        assert_eq!(tags("<p><img src=a><A href=b>x</a><abbr></p>").len(), 2);
    }
}
