//! What is wrong with a page's front matter, in the writer's words.

use super::front_block::{Block, End, KNOWN};
use super::front_matter::FrontMatter;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::yaml;
use std::sync::Arc;

pub(super) fn byte_order_mark(source: &Arc<Source>, length: usize) -> Diagnostic {
    Diagnostic::warning("front-matter-bom", "an invisible byte order mark stands before the front matter")
        .at(source, Span::new(length, length + 3), "before these dashes")
        .help("weeklog reads past it; Jekyll shows the keys as text. Save the file as UTF-8 without a mark")
        .fix("remove the mark", vec![(Span::new(0, length), String::new())])
}

pub(super) fn leading_blank(source: &Arc<Source>, blank: Span) -> Diagnostic {
    let dashes = Span::new(blank.end as usize, blank.end as usize + 3);
    Diagnostic::error("front-matter-leading-blank", "the front matter must begin on the very first line of the file")
        .at(source, dashes, "these dashes come too late")
        .help("weeklog reads the keys all the same; Jekyll and GitHub Pages show them as text, and the page has no title")
        .fix("remove what stands above", vec![(blank, String::new())])
}

pub(super) fn dashes(source: &Arc<Source>, dashes: Span, what: &str) -> Diagnostic {
    let found = dashes.end - dashes.start;
    let message = format!("the front matter is {what} by {found} dashes, and must be by exactly three");
    Diagnostic::error("front-matter-dashes", message)
        .at(source, dashes, format!("{found} dashes"))
        .help("weeklog reads on; Jekyll takes the text below for keys, down to the next `---`, and loses the title")
        .fix("write three dashes", vec![(dashes, "---".to_owned())])
}

pub(super) fn unclosed(source: &Arc<Source>, opening: Span, block: &Block, keys: &[yaml::Key], rule: Option<Span>) -> Diagnostic {
    let message = match rule {
        Some(_) => "the front matter is opened here and not closed above the text of the page",
        None => "the front matter is opened here and never closed",
    };
    let mut diagnostic = Diagnostic::error("front-matter-unclosed", message).at(source, opening, "opened by these dashes");
    if let End::Text(at) = block.end
        && at < source.text().len()
    {
        diagnostic = diagnostic.and(source, source.line(source.position(at as u32).line), "this line is no `key: value`");
    }
    if let Some(rule) = rule {
        diagnostic = diagnostic.and(source, rule, "so everything down to here is taken for keys");
    }
    let diagnostic = diagnostic.help("end it with a line of exactly three dashes, `---`, above the text of the page");
    let all_known = block.keys > 0 && keys.iter().all(|key| KNOWN.contains(&key.name.replace('\\', "").as_str()));
    let at = Span::new(block.last, block.last);
    let line_end = if source.text()[..block.last].ends_with('\n') { "---\n" } else { "\n---\n" };
    match (block.keys, all_known) {
        (0, _) => diagnostic,
        (_, true) => diagnostic.fix("close it below the last key", vec![(at, line_end.to_owned())]),
        (_, false) => diagnostic.suggest("close it below the last key", vec![(at, line_end.to_owned())]),
    }
}

/// Every value that YAML cannot read, not only the one at which its parser stopped; that place when none is known.
pub(super) fn yaml(source: &Arc<Source>, front: &FrontMatter, fault: &yaml::Fault) -> Vec<Diagnostic> {
    if let Some(place) = source.slice(front.span).find("{{") {
        let line = source.line(source.position(front.span.start + place as u32).line);
        return vec![
            Diagnostic::warning("front-matter-yaml", "this file is a template to be filled in, so its front matter is not valid YAML")
                .at(source, line, "to be filled in")
                .help("if it is not meant to be a page, add it to `exclude` in `_config.yml`"),
        ];
    }
    let found: Vec<Diagnostic> = front.keys().iter().filter_map(|key| value(source, key)).collect();
    if !found.is_empty() {
        return found;
    }
    let at = (front.span.start as usize + fault.at.unwrap_or(0)).min(front.span.end as usize);
    let line = source.line(source.position(at as u32).line);
    let text = source.slice(line);
    let (message, label) = if text.starts_with('\t') || text.trim_start_matches(' ').starts_with('\t') {
        ("a line of the front matter is indented with a tab, and YAML takes only spaces".to_owned(), "indented with a tab")
    } else if !text.trim().is_empty() && !text.contains(':') && !text.trim_start().starts_with(['-', '#', '"', '\'', ']', '}']) {
        ("a line of the front matter is no `key: value`".to_owned(), "no key, no value")
    } else {
        (format!("the front matter is not valid YAML: {}", fault.message), "here")
    };
    let diagnostic = Diagnostic::error("front-matter-yaml", message);
    vec![
        diagnostic
            .at(source, if line.is_empty() { Span::new(at, at) } else { line }, label)
            .help("none of this page's keys are used until it parses"),
    ]
}

/// What YAML sees in a value that was meant as text.
fn value(source: &Arc<Source>, key: &yaml::Key) -> Option<Diagnostic> {
    let text = source.slice(key.value);
    let (reason, label) = reason(text)?;
    let bare = text.trim_matches('"').trim_end_matches('\'');
    let inner = if text.starts_with('"') && !bare.contains('"') { bare } else { text };
    let quoted = format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""));
    Some(
        Diagnostic::error("front-matter-yaml", format!("the value of `{}` {reason}", key.name))
            .at(source, key.value, label)
            .help(format!("put the value in quotes: `{}: {quoted}`", key.name))
            .help("none of this page's keys are used until it parses")
            .fix("put the value in quotes", vec![(key.value, quoted)]),
    )
}

fn reason(value: &str) -> Option<(String, String)> {
    let first = value.chars().next()?;
    let holds = |what: &str, label: &str| Some((what.to_owned(), label.to_owned()));
    match first {
        '@' | '`' | '%' => Some((format!("begins with `{first}`, which means something else to YAML"), format!("begins with `{first}`"))),
        '*' if value.len() > 1 => holds("begins with `*`, which YAML takes for a reference", "begins with `*`"),
        '"' | '\'' => match closing_quote(value, first) {
            None => holds("opens a quotation mark that nothing closes", "opened here"),
            Some(end) => {
                let rest = value[end..].trim_start();
                let stray = !rest.is_empty() && !rest.starts_with('#');
                if stray { holds("goes on after its closing quotation mark", "quoted in part only") } else { None }
            }
        },
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            let rest = value.rfind(close).map(|at| value[at + 1..].trim())?;
            let list = if first == '[' { "a list" } else { "a map of keys" };
            let goes_on = !rest.is_empty() && !rest.starts_with('#');
            goes_on.then(|| (format!("begins with `{first}`, which opens {list}, and goes on after it"), format!("`{first}` opens {list}")))
        }
        '|' | '>' | '&' | '!' => None,
        _ => {
            let comment = value.find(" #").unwrap_or(value.len());
            let colon = value[..comment].contains(": ") || value[..comment].trim_end().ends_with(':');
            if colon { holds("holds a colon, so YAML takes it for another key", "this value holds a colon") } else { None }
        }
    }
}

/// One past the quotation mark that closes the one that opens `value`.
fn closing_quote(value: &str, quote: char) -> Option<usize> {
    let mut chars = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if quote == '"' => drop(chars.next()),
            c if c == quote => {
                if quote == '\'' && chars.next_if(|&(_, next)| next == '\'').is_some() {
                    continue;
                }
                return Some(at + 1);
            }
            _ => {}
        }
    }
    None
}
