//! The one place where a diagnostic becomes text: rustc's look for people, JSON for programs.

use super::{Diagnostic, Label, Severity};
use crate::source::{Source, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

/// Longest line whose excerpt is drawn whole; of a longer one only the neighbourhood of the span is shown.
const LONGEST_LINE: usize = 400;

/// How to draw for people.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// With ANSI colours.
    pub colour: bool,
}

/// How many further places of one problem in a file are drawn.
const SHOWN: usize = 3;

/// Writes each problem as rustc would, a blank line after each; what is said of several places of one file is said once.
pub fn human(out: &mut dyn Write, diagnostics: &[Diagnostic], style: Style) -> io::Result<()> {
    for diagnostic in together(diagnostics) {
        writeln!(out, "{}\n", text(&diagnostic, style))?;
    }
    Ok(())
}

/// The problems in their order, those that say the same of several places of one file as one.
fn together(diagnostics: &[Diagnostic]) -> Vec<Cow<'_, Diagnostic>> {
    let mut told: Vec<(Cow<Diagnostic>, Vec<&Label>)> = Vec::new();
    let mut first_of: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.path(), diagnostic.code, diagnostic.message.as_str());
        let first = *first_of.entry(key).or_insert(told.len());
        // Of the same text only: each secret is starred out in a text of its own.
        let same = |other: &Diagnostic| match (&other.primary, &diagnostic.primary) {
            (Some(a), Some(b)) => {
                Arc::ptr_eq(&a.source, &b.source)
                    && a.text == b.text
                    && other.help == diagnostic.help
                    && other.severity == diagnostic.severity
            }
            _ => false,
        };
        match (told.get_mut(first), &diagnostic.primary) {
            (Some((other, places)), Some(label)) if diagnostic.secondary.is_empty() && same(other) => places.push(label),
            _ => told.push((Cow::Borrowed(diagnostic), Vec::new())),
        }
    }
    told.into_iter().map(|(diagnostic, places)| with_places(diagnostic, &places)).collect()
}

/// The problem with further places of it; beyond [`SHOWN`] they are counted.
fn with_places<'a>(diagnostic: Cow<'a, Diagnostic>, places: &[&Label]) -> Cow<'a, Diagnostic> {
    if places.is_empty() {
        return diagnostic;
    }
    let mut diagnostic = diagnostic.into_owned();
    let shown = places.len().min(SHOWN);
    for (i, label) in places.iter().take(SHOWN).enumerate() {
        let more = places.len() - shown;
        let text = if more > 0 && i + 1 == shown { format!("and here, as in {more} more").into() } else { "and here".into() };
        diagnostic.secondary.push(Label { text, ..Label::clone(label) });
    }
    Cow::Owned(diagnostic)
}

/// One problem as rustc would draw it, without a final line end.
pub fn text(diagnostic: &Diagnostic, style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(clean(&diagnostic.message)).id(diagnostic.code));
    for (source, labels) in by_file(diagnostic) {
        group = group.element(snippet(source, &labels));
    }
    if diagnostic.primary.is_none() {
        group = group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(clean(help))));
    }
    let mut groups = vec![group];
    if diagnostic.primary.is_some() {
        groups.extend(diagnostic.help.iter().map(|help| Group::with_title(Level::HELP.secondary_title(clean(help)))));
    }
    if let (Some(fix), Some(primary)) = (&diagnostic.fix, &diagnostic.primary)
        && let Some(patched) = patch(&primary.source, &fix.edits)
    {
        groups.push(Group::with_title(Level::HELP.secondary_title(clean(&fix.message))).element(patched));
    }
    renderer.render(&groups)
}

/// The labels in one file.
type InFile<'a> = (&'a Arc<Source>, Vec<(AnnotationKind, &'a Label)>);

/// Labels file by file, the primary one's file first.
fn by_file(diagnostic: &Diagnostic) -> Vec<InFile<'_>> {
    let primary = diagnostic.primary.iter().map(|label| (AnnotationKind::Primary, label));
    let secondary = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    let mut files: Vec<InFile> = Vec::new();
    for (kind, label) in primary.chain(secondary) {
        match files.iter_mut().find(|(source, _)| source.path() == label.source.path()) {
            Some((_, labels)) => labels.push((kind, label)),
            None => files.push((&label.source, vec![(kind, label)])),
        }
    }
    files
}

fn snippet<'a>(source: &'a Source, labels: &[(AnnotationKind, &'a Label)]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let first = labels.iter().map(|(_, label)| label.span.start).min().unwrap_or(0);
    let last = labels.iter().map(|(_, label)| label.span.end).max().unwrap_or(0);
    let window = window(source, first, last);
    let annotations = labels.iter().map(|(kind, label)| {
        let annotation = kind.span(inside(label.span, &window, source.text()));
        if label.text.is_empty() { annotation } else { annotation.label(clean(&label.text)) }
    });
    Snippet::source(source.shown(window.clone()))
        .path(source.path())
        .line_start(source.position(window.start as u32).line)
        .annotations(annotations)
}

/// The lines from the first byte to the last, cut to a neighbourhood when a line is monstrous.
fn window(source: &Source, first: u32, last: u32) -> Range<usize> {
    let text = source.text();
    let from = source.line(source.position(first).line).start as usize;
    let to = (source.line(source.position(last).line).end as usize).max(from);
    if text[from..to].lines().all(|line| line.len() <= LONGEST_LINE) {
        return from..to;
    }
    let from = floor(text, (first as usize).saturating_sub(60).max(from));
    let line_end = text[first as usize..].find('\n').map_or(text.len(), |i| first as usize + i);
    from..floor(text, (from + LONGEST_LINE / 2).min(line_end)).max(from)
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A span relative to the window, on character bounds and never outside it.
fn inside(span: Span, window: &Range<usize>, text: &str) -> Range<usize> {
    let start = floor(text, (span.start as usize).clamp(window.start, window.end));
    let end = floor(text, (span.end as usize).clamp(start, window.end));
    start - window.start..end - window.start
}

fn patch<'a>(source: &'a Source, edits: &'a [(Span, String)]) -> Option<Snippet<'a, Patch<'a>>> {
    let first = edits.iter().map(|(span, _)| span.start).min()?;
    let last = edits.iter().map(|(span, _)| span.end).max()?;
    let window = window(source, first, last);
    if edits.iter().any(|(span, _)| (span.start as usize) < window.start || span.end as usize > window.end) {
        return None;
    }
    let patches = edits.iter().map(|(span, new)| Patch::new(inside(*span, &window, source.text()), new.as_str()));
    Some(Snippet::source(source.shown(window.clone())).path(source.path()).line_start(source.position(first).line).patches(patches))
}

/// Control characters have no business in a message: a hostile file name must not drive the terminal.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

/// A problem as JSON for programs; see `weeklog check --format json`.
#[derive(Debug, Serialize)]
pub struct Json<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: &'a [String],
    fix: Option<JsonFix<'a>>,
}

/// A machine-applicable mend in bytes of the file.
#[derive(Debug, Serialize)]
pub struct JsonFix<'a> {
    message: &'a str,
    safe: bool,
    edits: Vec<JsonEdit<'a>>,
}

/// One replacement: bytes `start..end` become `text`.
#[derive(Debug, Serialize)]
pub struct JsonEdit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// The problem in the documented JSON form; one without a place stands at line 1, column 1 of no file.
pub fn json(diagnostic: &Diagnostic) -> Json<'_> {
    let place = diagnostic.primary.as_ref().map(|label| (label.source.position(label.span.start), label.source.position(label.span.end)));
    let (start, end) = place.unzip();
    Json {
        code: diagnostic.code,
        severity: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        file: diagnostic.path(),
        line: start.map_or(1, |p| p.line),
        column: start.map_or(1, |p| p.column),
        end_line: end.map_or(1, |p| p.line),
        end_column: end.map_or(1, |p| p.column),
        help: &diagnostic.help,
        fix: diagnostic.fix.as_ref().map(|fix| JsonFix {
            message: &fix.message,
            safe: fix.safe,
            edits: fix.edits.iter().map(|(span, text)| JsonEdit { start: span.start, end: span.end, text }).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_carets_at_the_bytes_with_wide_characters() {
        let source = Arc::new(Source::new("logs/第四周.md", "---\ntitle: 第四周: 登录\n---\n"));
        let diagnostic = Diagnostic::error("front-matter-yaml", "the value holds a colon")
            .at(&source, Span::new(11, 28), "quote it")
            .help("put the value in quotes");
        insta::assert_snapshot!(text(&diagnostic, Style::default()), @r"
        error[front-matter-yaml]: the value holds a colon
         --> logs/第四周.md:2:8
          |
        2 | title: 第四周: 登录
          |        ^^^^^^^^^^^^ quote it
          |
        help: put the value in quotes
        ");
    }

    #[test]
    fn a_monstrous_line_is_cut() {
        let source = Arc::new(Source::new("a.md", "x".repeat(1_000_000)));
        let drawn = text(&Diagnostic::warning("log-x", "long").at(&source, Span::new(500_000, 999_999), ""), Style::default());
        assert!(drawn.len() < 2_000, "{} bytes", drawn.len());
    }
}
