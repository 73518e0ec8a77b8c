//! Slips of the hand: a blank too few or too many, a bracket turned round, a tag left open. Each leaves the text as text.

use super::body::Body;
use super::tables::cells;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::page::callout::Kinds;
use crate::source::Span;
use pulldown_cmark::{Event, Tag};

pub(super) fn check(body: &Body, kinds: &Kinds) -> Vec<Diagnostic> {
    let tables: Vec<_> =
        body.events.iter().filter(|(_, event)| matches!(event, Event::Start(Tag::Table(_)))).map(|(range, _)| range).collect();
    let mut diagnostics = open_tags(body);
    let mut above = "";
    let mut first = true;
    for (at, line) in body.lines() {
        // Nearly all lines begin with a letter and hold no bracket.
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let start = at + line.len() - bare.len();
        let above = std::mem::replace(&mut above, line);
        if bare.is_empty()
            || !(bare.starts_with(['#', '-', '*', '+', '|', ':', '{', '[']) || bare.contains(['[', '(']))
            || body.is_code(start)
        {
            first &= bare.is_empty();
            continue;
        }
        let line = Line { body, start, text: bare.trim_end() };
        let found = match bare.as_bytes()[0] {
            b'#' => line.heading(first),
            b'-' | b'*' | b'+' => line.item().or_else(|| line.dashes(above, &tables)),
            b'|' | b':' => line.dashes(above, &tables),
            b'{' => line.attributes(kinds),
            b'[' if at < start => line.alert(),
            _ => None,
        };
        diagnostics.extend(found.or_else(|| line.link()));
        first = false;
    }
    diagnostics
}

/// A line without the marks of quotes and indents before it.
struct Line<'a> {
    body: &'a Body<'a>,
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn span(&self, from: usize, to: usize) -> Span {
        self.body.span(self.start + from..self.start + to)
    }

    fn warning(&self, code: &'static str, message: impl Into<String>, span: Span, label: &'static str) -> Diagnostic {
        Diagnostic::warning(code, message).at(self.body.source, span, label)
    }

    /// `##Title`, and `#Title` at the top of the page, where no tag of a social network stands.
    fn heading(&self, first: bool) -> Option<Diagnostic> {
        let level = self.text.len() - self.text.trim_start_matches('#').len();
        let begins = self.text[level..].chars().next().is_some_and(|c| c.is_alphanumeric() || !c.is_ascii());
        let is_level = (2..=6).contains(&level) || level == 1 && first;
        if !is_level || !begins {
            return None;
        }
        let marks = &self.text[..level];
        let message = format!("there is no space after `{marks}`, so this is text and no heading");
        let diagnostic = self.warning("markdown-space", message, self.span(0, level), "no space after it");
        Some(diagnostic.fix("put a space after it", vec![(self.span(level, level), " ".to_owned())]))
    }

    /// `- [x]done`, `- [] open`, `-[ ] task`.
    fn item(&self) -> Option<Diagnostic> {
        let rest = self.text[1..].trim_start_matches(' ');
        let box_at = self.text.len() - rest.len();
        let after = ["[ ]", "[x]", "[X]", "[]"].iter().find_map(|mark| rest.strip_prefix(mark))?;
        let end = self.text.len() - after.len();
        let written = &self.text[box_at..end];
        let (edits, what) = match after.chars().next() {
            _ if box_at == 1 && after.starts_with(' ') => (vec![(self.span(1, 1), " ".to_owned())], "there is no space after the dash"),
            None | Some(' ') if written == "[]" => {
                (vec![(self.span(box_at + 1, box_at + 1), " ".to_owned())], "an open box has a space between its brackets")
            }
            Some(c) if c.is_alphanumeric() && box_at > 1 && written != "[]" => {
                (vec![(self.span(end, end), " ".to_owned())], "there is no space after the box")
            }
            _ => return None,
        };
        let diagnostic =
            self.warning("markdown-space", format!("{what}, so this is text and no task"), self.span(0, end), "no box to tick");
        Some(diagnostic.fix("put a space there", edits))
    }

    /// A line of dashes that has another number of cells than the header above it.
    fn dashes(&self, above: &str, tables: &[&std::ops::Range<usize>]) -> Option<Diagnostic> {
        let is_dashes =
            self.text.contains('|') && self.text.contains("--") && self.text.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' '));
        let header = above.trim_matches([' ', '\t', '>']);
        if !is_dashes || !header.contains('|') || tables.iter().any(|table| table.contains(&self.start)) {
            return None;
        }
        let (has, wants) = (cells(self.text).len(), cells(header).len());
        if has == wants || wants < 2 || header.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ')) {
            return None;
        }
        let message =
            format!("this line of dashes has {has} cell{}, the header {wants}: no table is shown", if has == 1 { "" } else { "s" });
        let diagnostic = self.warning("markdown-table-dashes", message, self.span(0, self.text.len()), "one `---` for each column");
        let row = format!("|{}", "---|".repeat(wants));
        Some(diagnostic.suggest("write one for each column", vec![(self.span(0, self.text.len()), row)]))
    }

    /// `{. note}`, `{: note }`, `{: .note`: what was meant for an attribute list and is text, or names nothing.
    fn attributes(&self, kinds: &Kinds) -> Option<Diagnostic> {
        let is_name = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        let is_callout = |name: &str| kinds.contains_key(name) || super::callouts::is_usual(name);
        let inner = self.text[1..].trim_end_matches('}').trim();
        let is_closed = self.text.ends_with('}');
        let (what, meant) = if let Some(name) = inner.strip_prefix('.').map(str::trim).filter(|name| is_closed && is_name(name)) {
            ("has no colon after its brace", name)
        } else if let Some(rest) = inner.strip_prefix(':').map(str::trim) {
            let class = rest.strip_prefix('.').map(str::trim).filter(|name| is_name(name));
            match class {
                Some(name) if !is_closed => ("is not closed", name),
                Some(name) if self.text[1..].starts_with(' ') => ("has a space before its colon", name),
                None if is_closed && is_callout(rest) && !self.body.text.contains(&format!("{{:{rest}:")) => {
                    ("has no dot before the name", rest)
                }
                _ => return None,
            }
        } else {
            return None;
        };
        let whole = self.span(0, self.text.len());
        let diagnostic =
            self.warning("markdown-attributes", format!("this attribute list {what}, so it has no effect"), whole, "no effect");
        Some(diagnostic.suggest(format!("write `{{: .{meant} }}`"), vec![(whole, format!("{{: .{meant} }}"))]))
    }

    /// `> [!HINT]`, which GitHub does not know.
    fn alert(&self) -> Option<Diagnostic> {
        const KNOWN: &[&str] = &["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
        const OTHERS: &[(&str, &str)] =
            &[("HINT", "TIP"), ("INFO", "NOTE"), ("SUCCESS", "TIP"), ("DANGER", "CAUTION"), ("ERROR", "CAUTION"), ("ATTENTION", "WARNING")];
        let name = self.text.strip_prefix("[!")?.split_once(']')?.0;
        let upper = name.to_ascii_uppercase();
        if KNOWN.contains(&upper.as_str()) || name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let span = self.span(2, 2 + name.len());
        let message = format!("there is no alert `{name}`, so this is a quote with the word in brackets");
        let diagnostic = self.warning("markdown-unknown-callout", message, span, "no alert of this name");
        let meant =
            OTHERS.iter().find(|(other, _)| *other == upper).map(|(_, meant)| *meant).or_else(|| nearest(&upper, KNOWN.iter().copied()));
        Some(match meant {
            Some(meant) => diagnostic.suggest(format!("write `{meant}`"), vec![(span, meant.to_owned())]),
            None => diagnostic.help("there are NOTE, TIP, IMPORTANT, WARNING and CAUTION"),
        })
    }

    /// `[text] (address)` and `(text)[address]`.
    fn link(&self) -> Option<Diagnostic> {
        let code = |at: usize| self.body.is_code(self.start + at);
        for (at, _) in self.text.match_indices("] ").filter(|(at, _)| !code(*at)) {
            let rest = self.text[at + 1..].trim_start_matches(' ');
            let Some(address) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(address, _)| address) else { continue };
            let text = self.text[..at].rfind('[').map(|open| &self.text[open + 1..at]);
            if is_address(address) && text.is_some_and(|text| text.trim().len() > 1) {
                let blanks = self.span(at + 1, self.text.len() - rest.len());
                let diagnostic =
                    self.warning("link-brackets", "a space between `]` and `(` makes this text, and no link", blanks, "a space");
                return Some(diagnostic.fix("remove it", vec![(blanks, String::new())]));
            }
        }
        for (at, _) in self.text.match_indices(")[").filter(|(at, _)| !code(*at)) {
            let Some((address, _)) = self.text[at + 2..].split_once(']') else { continue };
            let Some(open) = self.text[..at].rfind('(').filter(|open| !self.text[..*open].ends_with(']')) else { continue };
            // `(Monday)[notes.pdf](address)` is a link of its own after a word in parentheses.
            let is_link = self.text[at + 3 + address.len()..].starts_with(['(', '[']);
            if is_address(address) && !is_link {
                let (text, end) = (&self.text[open + 1..at], at + 3 + address.len());
                let whole = self.span(open, end);
                let diagnostic = self.warning("link-brackets", "the brackets of this link are exchanged, so it is text", whole, "no link");
                return Some(
                    diagnostic
                        .suggest("put the text in brackets, the address in parentheses", vec![(whole, format!("[{text}]({address})"))]),
                );
            }
        }
        None
    }
}

/// What can be nothing but an address: with a scheme, from a folder, or the name of a file.
fn is_address(text: &str) -> bool {
    const ENDS: &[&str] = &[".md", ".html", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".pdf"];
    let path = text.split(['#', '?']).next().unwrap_or("").to_ascii_lowercase();
    let begins = ["https://", "http://", "./", "../"].iter().any(|start| text.starts_with(start));
    !text.contains(' ') && (begins || ENDS.iter().any(|end| path.len() > end.len() && path.ends_with(end)))
}

/// Elements that hold what follows until they are closed: left open, they hold the rest of the page.
const HOLDERS: &[&str] = &["details", "div", "section", "center", "table", "article", "aside", "figure"];

fn open_tags(body: &Body) -> Vec<Diagnostic> {
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut in_comment = false;
    for (range, event) in &body.events {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        for (at, tag) in tags(&body.text[range.clone()], &mut in_comment) {
            let (closes, name) = tag.strip_prefix('/').map_or((false, tag), |name| (true, name));
            let Some(name) = HOLDERS.iter().find(|holder| name.eq_ignore_ascii_case(holder)) else { continue };
            if !closes {
                open.push((name, range.start + at));
            } else if let Some(place) = open.iter().rposition(|(other, _)| other == name) {
                open.truncate(place);
            }
        }
    }
    // What an include, a loop or a layout closes cannot be seen here.
    if body.text.contains("{%") {
        return Vec::new();
    }
    let told = open.first().map(|(name, at)| {
        let span = body.span(*at..at + name.len() + 1);
        Diagnostic::warning("markdown-html-open", format!("`<{name}>` is never closed, so it holds all that follows on the page"))
            .at(body.source, span, "opened here")
            .help(format!("write `</{name}>` on a line of its own, with a blank line above, where it ends"))
    });
    told.into_iter().collect()
}

/// The names of the tags in a piece of HTML, those of end tags with their slash, and where each begins. What stands in
/// comments, which may go on in the next piece, is none.
fn tags<'h>(html: &'h str, in_comment: &mut bool) -> Vec<(usize, &'h str)> {
    let mut tags = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        if *in_comment {
            let Some(end) = rest.find("-->") else { break };
            (*in_comment, at) = (false, at + end + 3);
            continue;
        }
        let Some(open) = rest.find('<') else { break };
        let tag = &rest[open + 1..];
        if tag.starts_with("!--") {
            (*in_comment, at) = (true, at + open + 4);
            continue;
        }
        let length = tag.bytes().enumerate().take_while(|&(i, b)| b.is_ascii_alphanumeric() || (i == 0 && b == b'/')).count();
        let is_whole = tag.find('>').is_some_and(|end| !tag[..end].ends_with('/'));
        if length > 0 && is_whole {
            tags.push((at + open, &tag[..length]));
        }
        at += open + 1 + length;
    }
    tags
}
