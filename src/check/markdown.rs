//! Markdown that reads otherwise than it was meant.

use super::body::Body;
use super::{callouts, fences, mermaid, slips, tables};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::page::{Page, front_block};
use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use std::ops::Range;

pub(super) fn check(page: &Page, body: &Body, config: &Config) -> Vec<Diagnostic> {
    let mut diagnostics = callouts::check(body, &config.markdown.callouts);
    diagnostics.extend(joined_facts(body));
    diagnostics.extend(bare_brackets(page, body));
    diagnostics.extend(slips::check(body, &config.markdown.callouts));
    let atx = body.lines().any(|(at, line)| line.starts_with("## ") && !body.is_code(at));
    for (i, (range, event)) in body.events.iter().enumerate() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                diagnostics.extend(fences::check(body, range));
                if info.split_whitespace().next() == Some("mermaid") {
                    diagnostics.extend(mermaid::check(body, range));
                }
            }
            Event::Start(Tag::Heading { .. }) => diagnostics.extend(underlined(body, range, atx)),
            Event::Rule => diagnostics.extend(glued_rule(body, range)),
            Event::Start(Tag::Table(_)) => diagnostics.extend(tables::check(body, range)),
            Event::Start(Tag::Image { .. }) => diagnostics.extend(without_alt(body, i, range)),
            _ => {}
        }
    }
    diagnostics
}

/// A sentence right above `---` becomes a heading, where a rule was meant.
fn underlined(body: &Body, range: &Range<usize>, atx: bool) -> Option<Diagnostic> {
    let text = body.text[range.clone()].trim_end();
    let (above, line) = text.rsplit_once('\n')?;
    let rule = line.trim();
    if !atx || above.trim_start().starts_with('#') || rule.len() < 3 || !rule.bytes().all(|b| b == b'-') {
        return None;
    }
    let plain = above.trim().trim_end_matches(['*', '_', '"', '”', '’', '\'', ')', '`', ' ']);
    let sentence = plain.ends_with(['.', '!', '?', '。', ';', ',']) || above.trim().lines().count() > 1 || plain.chars().count() > 90;
    if !sentence {
        return None;
    }
    // Keys above or below: a second block of front matter, of which there is a word already.
    let is_key = |line: Option<&str>| line.and_then(front_block::key).is_some_and(|key| front_block::KNOWN.contains(&key.as_str()));
    if is_key(above.lines().last()) || is_key(body.text[range.start + text.len()..].lines().nth(1)) {
        return None;
    }
    let at = range.start + text.len() - line.trim_start().len();
    let mark = body.span(at..at + rule.len());
    let first = body.span(range.start..range.start + above.lines().next().unwrap_or("").len());
    Some(
        Diagnostic::warning("markdown-rule-glued", "these dashes make a heading of the text above them")
            .at(body.source, mark, "right below a line of text")
            .and(body.source, first, "becomes a heading")
            .help("leave a blank line above the dashes to have a rule")
            .suggest("separate them", vec![(line_end(body, range.start + above.len()), "\n".to_owned())]),
    )
}

/// A rule right below a list item: a rule in CommonMark, text of the item in kramdown.
fn glued_rule(body: &Body, range: &Range<usize>) -> Option<Diagnostic> {
    let line_start = body.text[..range.start].rfind('\n').map(|i| i + 1)?;
    let above = body.text[..line_start].trim_end_matches('\n').rsplit('\n').next()?.trim_end();
    let rule = body.text[range.clone()].trim();
    let glued = body.text[..line_start].ends_with('\n')
        && !body.text[..line_start].ends_with("\n\n")
        && !body.text[..line_start].ends_with("\r\n\r\n");
    let opens = |line: &str| line.trim_start().starts_with(['-', '*', '+']) || line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let item = || body.text[..line_start].lines().rev().take_while(|line| !line.trim().is_empty()).any(opens);
    let dashes = rule.bytes().all(|b| b == b'-');
    if !glued || !dashes || above.trim().bytes().all(|b| b == b'-') || line_start != range.start || !item() {
        return None;
    }
    let mark = body.span(range.start..range.start + rule.len());
    Some(
        Diagnostic::note("markdown-rule-glued", "this rule stands right below a list, where Jekyll takes it for text")
            .at(body.source, mark, "no blank line above")
            .fix("leave a blank line above", vec![(line_end(body, line_start - 1), "\n".to_owned())]),
    )
}

/// The place before the line end at byte `at`.
fn line_end(body: &Body, at: usize) -> Span {
    let at = at - usize::from(body.text[..at].ends_with('\r'));
    body.span(at..at)
}

fn without_alt(body: &Body, start: usize, range: &Range<usize>) -> Option<Diagnostic> {
    let end = body.after(start);
    let says = |event: &Event| matches!(event, Event::Text(text) | Event::Code(text) if !text.trim().is_empty());
    if body.events[start..end].iter().any(|(_, event)| says(event)) {
        return None;
    }
    let line = body.text[range.clone()].lines().next().unwrap_or("").len();
    Some(
        Diagnostic::note("image-alt", "this image has no text for those who cannot see it")
            .at(body.source, body.span(range.start..range.start + line), "nothing between the brackets")
            .help("say what it shows: `![The login page with its error](…)`"),
    )
}

/// Lines of `**Label**: value` without a break between them: Jekyll and GitHub join them.
fn joined_facts(body: &Body) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut run: Vec<(usize, &str)> = Vec::new();
    let lines = body.lines().chain([(body.text.len(), "")]);
    for (at, line) in lines {
        if is_fact(line) && !body.is_code(at) {
            run.push((at, line));
            continue;
        }
        if run.len() > 1 {
            let open: Vec<&(usize, &str)> = run[..run.len() - 1].iter().filter(|(_, line)| !has_break(line)).collect();
            if let (Some((first, line)), count) = (open.first(), open.len()) {
                let edits = open
                    .iter()
                    .map(|(at, line)| (body.span(at + line.len()..at + line.len()), "  ".to_owned()))
                    .map(trim_one(body))
                    .collect();
                let message = if count == 1 {
                    "this line will be joined with the next one".to_owned()
                } else {
                    format!("these {} lines will be joined into one", count + 1)
                };
                diagnostics.push(
                    Diagnostic::note("markdown-joined-lines", message)
                        .at(body.source, body.span(*first..first + line.len()), "no break at its end")
                        .help("weeklog keeps them apart; GitHub and Jekyll do so only after two spaces or a backslash")
                        .fix("end them with two spaces", edits),
                );
            }
        }
        run.clear();
    }
    diagnostics
}

/// A single space at the end counts as the first of the two.
fn trim_one<'b>(body: &'b Body) -> impl Fn((Span, String)) -> (Span, String) + 'b {
    |(span, spaces)| if body.source.text()[..span.start as usize].ends_with(' ') { (span, " ".to_owned()) } else { (span, spaces) }
}

fn is_fact(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("**") else { return false };
    let Some(end) = rest.find("**").filter(|&end| (2..40).contains(&end)) else { return false };
    let (label, value) = (&rest[..end], rest[end + 2..].trim_start());
    label.ends_with([':', '：']) && !value.is_empty() || value.starts_with([':', '：']) && value.chars().nth(1).is_some()
}

fn has_break(line: &str) -> bool {
    line.ends_with("  ")
        || line.ends_with('\\')
        || line.trim_end().ends_with("<br>")
        || line.trim_end().ends_with("<br/>")
        || line.trim_end().ends_with("<br />")
}

/// A list item that is nothing but words in brackets: a link whose address was forgotten.
fn bare_brackets(page: &Page, body: &Body) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut text: Option<(usize, usize)> = None;
    let mut plain = true;
    for (range, event) in &body.events {
        match event {
            Event::Start(Tag::Item) => (text, plain) = (None, true),
            Event::Text(_) => text = Some(text.map_or((range.start, range.end), |(start, _)| (start, range.end))),
            Event::End(TagEnd::Item) | Event::SoftBreak | Event::HardBreak => {
                let written = text.take().map(|(start, end)| (start, &body.text[start..end]));
                if let Some((start, words)) = written.filter(|_| plain)
                    && is_bracketed(words)
                {
                    let indent = usize::from(start > 0 && body.text.as_bytes()[start - 1] == b'\\');
                    diagnostics.push(
                        Diagnostic::warning("link-no-address", "these words stand in brackets like a link, and have no address")
                            .at(&page.source, body.span(start - indent..start + words.trim_end().len()), "no `(address)` follows")
                            .help("write the address in parentheses right after the brackets, or remove the brackets"),
                    );
                }
                plain = plain && !matches!(event, Event::SoftBreak | Event::HardBreak);
            }
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_)) => plain = false,
            _ => plain = false,
        }
    }
    diagnostics
}

fn is_bracketed(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']').map(|inner| inner.trim_end_matches('\\')));
    inner.is_some_and(|inner| {
        !inner.contains(['[', ']']) && inner.split_whitespace().count() > 1 && inner.chars().filter(|c| c.is_alphabetic()).count() > 5
    })
}
