//! Front matter that parses and still does not say what was meant.

use crate::diagnostic::Diagnostic;
use crate::nearest::within;
use crate::page::Page;
use crate::page::front_block::{self, End, KNOWN};
use crate::page::front_matter::FrontMatter;
use crate::source::{Source, Span, lines};
use crate::yaml::{self, Value};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn check(page: &Page) -> Vec<Diagnostic> {
    let (source, front) = (&page.source, &page.front);
    let mut diagnostics = keys(source, front);
    diagnostics.extend(types(source, front));
    diagnostics.extend(front.keys().iter().filter_map(|key| lost(source, front, key)));
    diagnostics.extend(second_block(page));
    diagnostics
}

fn keys(source: &Arc<Source>, front: &FrontMatter) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    // Asked for once: a hostile page has ten thousands of keys.
    let absent = LazyCell::new(|| KNOWN.iter().copied().filter(|known| front.key(known).is_none()).collect::<Vec<_>>());
    for key in front.keys() {
        if let Some(&earlier) = first.get(key.name.as_str()) {
            let message = format!("the key `{}` stands here twice, and only the last one counts", key.name);
            diagnostics.push(
                Diagnostic::warning("front-matter-duplicate-key", message)
                    .at(source, earlier, "this one has no effect")
                    .and(source, key.span, "this one counts")
                    .help("remove one of the two"),
            );
        }
        first.insert(&key.name, key.span);
        let plain = key.name.replace('\\', "");
        if plain != key.name && KNOWN.contains(&plain.as_str()) {
            let message = format!("the key `{}` is written with a backslash, so nothing reads it", key.name);
            diagnostics.push(
                Diagnostic::warning("front-matter-escaped-key", message)
                    .at(source, key.span, "a backslash too many")
                    .help("some editors put a backslash before `_` when text is pasted; front matter wants none")
                    .fix("remove the backslash", vec![(key.span, plain)]),
            );
        } else if let Some(meant) = meant(&key.name, || &absent) {
            let message = format!("nothing reads the key `{}`; `{meant}` is probably meant", key.name);
            diagnostics.push(
                Diagnostic::warning("front-matter-misspelled-key", message)
                    .at(source, key.span, "misspelled?")
                    .suggest(format!("write `{meant}`"), vec![(key.span, meant.to_owned())]),
            );
        }
    }
    diagnostics
}

/// The known key, of those that the page does not have, that an unknown one misspells: another case, another joint, or one
/// letter off.
fn meant<'a>(name: &str, absent: impl Fn() -> &'a [&'static str]) -> Option<&'static str> {
    if KNOWN.contains(&name) {
        return None;
    }
    let bare = |name: &str| name.replace(['-', '_', ' '], "").to_lowercase();
    let bare_name = bare(name);
    let near = |known: &&str| bare(known) == bare_name || known.len() >= 5 && within(known, name, 1) == Some(1) && !is_plural(known, name);
    absent().iter().copied().find(near)
}

/// `image` and `images` are two words, not one misspelled.
fn is_plural(a: &str, b: &str) -> bool {
    a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a)
}

const FLAGS: &[&str] = &["draft", "has_children", "has_toc", "nav_enabled", "nav_exclude", "published", "search_exclude", "sitemap"];
const TEXTS: &[&str] = &["ancestor", "description", "grand_parent", "layout", "nav_order", "parent", "permalink", "title"];

fn types(source: &Arc<Source>, front: &FrontMatter) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = visibility(source, front).into_iter().collect();
    for key in front.keys() {
        let Some(value) = front.get(&key.name) else { continue };
        let wants = if FLAGS.contains(&key.name.as_str()) && yaml::flag(value).is_none() && !value.is_null() {
            "`true` or `false`"
        } else if TEXTS.contains(&key.name.as_str()) && matches!(value, Value::Sequence(_) | Value::Mapping(_)) {
            if key.name == "nav_order" { "a number" } else { "a text" }
        } else {
            continue;
        };
        let found = yaml::describe(value);
        let span = if key.value.is_empty() { key.span } else { key.value };
        let mut diagnostic =
            Diagnostic::warning("front-matter-type", format!("`{}` must be {wants}, and is {found}", key.name)).at(source, span, found);
        let written = source.slice(key.value);
        if matches!(value, Value::Sequence(_)) && written.starts_with('[') {
            let quoted = format!("\"{}\"", written.replace('\\', "\\\\").replace('"', "\\\""));
            diagnostic = diagnostic.suggest("quote it, if it is meant as text", vec![(key.value, quoted)]);
        } else if FLAGS.contains(&key.name.as_str()) {
            diagnostic = diagnostic.help("a value that is neither counts as if the key were not there");
        }
        diagnostics.push(diagnostic);
    }
    diagnostics
}

/// A value that is taken for a comment, or whose quotation marks are letters to YAML.
fn lost(source: &Arc<Source>, front: &FrontMatter, key: &yaml::Key) -> Option<Diagnostic> {
    if !TEXTS.contains(&key.name.as_str()) {
        return None;
    }
    let line = source.line(source.position(key.span.start).line);
    let rest = source.slice(Span::new(key.span.end as usize, line.end as usize)).trim_start_matches(['"', '\'']).strip_prefix(':')?;
    let value = rest.trim();
    let at = line.end as usize - rest.trim_start().len();
    let span = Span::new(at, at + value.len());
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    if value.len() > 1 && value.starts_with('#') && !value.starts_with("# ") && front.get(&key.name).is_some_and(Value::is_null) {
        let message = format!("everything from `#` on is a comment, so `{}` is empty", key.name);
        let diagnostic = Diagnostic::warning("front-matter-lost", message).at(source, span, "a comment to YAML");
        return Some(diagnostic.fix("put the value in quotes", vec![(span, quoted(value))]));
    }
    let inner = value.strip_prefix(['“', '”', '„'])?.strip_suffix(['“', '”'])?;
    let message = format!("these curly quotation marks are part of the value of `{}`", key.name);
    let diagnostic = Diagnostic::note("front-matter-lost", message).at(source, span, "shown as they stand");
    Some(diagnostic.suggest("write straight ones, if they are not meant to be shown", vec![(span, quoted(inner))]))
}

/// Who may read the page, when that cannot be understood.
fn visibility(source: &Arc<Source>, front: &FrontMatter) -> Option<Diagnostic> {
    let key = front.key("visibility").filter(|key| !key.value.is_empty())?;
    let known = front
        .text("visibility")
        .is_some_and(|text| matches!(text.trim().to_ascii_lowercase().as_str(), "public" | "mentor" | "mentors" | "private"));
    (!known).then(|| {
        Diagnostic::warning("log-visibility", "`visibility` is neither `public` nor `mentor`, so the page is kept out of the public site")
            .at(source, key.value, "neither of the two")
            .help("write `visibility: public` if everybody may read it")
    })
}

/// Keys of which one at least stands in what is really front matter.
const TELLING: &[&str] = &["grand_parent", "has_children", "layout", "nav_order", "parent", "permalink", "title"];

/// A second block of keys in the text: the page was pasted twice, or a file was glued to another.
fn second_block(page: &Page) -> Option<Diagnostic> {
    let text = page.source.text();
    let start = page.front.body as usize;
    let mut at = start;
    let mut fence: Option<&str> = None;
    for line in lines(&text[start..]) {
        let next = at + line.len();
        // Nearly all lines begin with a letter, and so with neither dashes nor a fence.
        let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
        if first.is_some_and(|first| first.is_ascii_graphic() && !matches!(first, b'-' | b'`' | b'~')) || line == "\n" {
            at = next;
            continue;
        }
        let body = line.trim_end();
        let opening = body.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| opening.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark && opening.trim_matches(['`', '~']).is_empty() => fence = None,
            _ => {}
        }
        let dashes = fence.is_none() && body.len() >= 3 && body.bytes().all(|b| b == b'-');
        if dashes && let Some(diagnostic) = second_block_at(page, Span::new(at, at + body.len()), next) {
            return Some(diagnostic);
        }
        at = next;
    }
    None
}

fn second_block_at(page: &Page, opening: Span, below: usize) -> Option<Diagnostic> {
    let (source, front) = (&page.source, &page.front);
    let text = source.text();
    let block = front_block::of(text, below);
    let End::Dashes(closing, _) = block.end else { return None };
    let lines = text[below..closing.start as usize].lines();
    let telling = lines.clone().any(|line| front_block::key(line).is_some_and(|key| TELLING.contains(&key.as_str())));
    if !telling {
        return None;
    }
    let title = lines.clone().find_map(|line| line.strip_prefix("title:")).map(|title| title.trim().trim_matches(['"', '\'']).to_owned());
    let twice = title.is_some() && title == front.text("title");
    let message = if twice {
        "a second front matter block stands in the text: the page was pasted twice"
    } else {
        "a second front matter block stands in the text, where it shows as text"
    };
    let above = if twice { "the page begins again here" } else { "opened here" };
    let mut diagnostic =
        Diagnostic::warning("front-matter-second-block", message).at(source, opening, above).and(source, closing, "closed here");
    if front.present && !front.span.is_empty() {
        let first = Span::new(front.span.start as usize, front.span.start as usize);
        diagnostic = diagnostic.and(source, source.line(source.position(first.start).line), "the first one begins here");
    }
    Some(diagnostic.help(if twice {
        "delete everything from here on, if it only repeats what stands above"
    } else {
        "a page has one block of keys, on its first line; move the text below into a file of its own"
    }))
}
