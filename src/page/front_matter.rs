//! The keys between the dashes at the top of a page: where they end, what they say, and what is wrong with them.

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::yaml::{self, Document, Mapping, Value};
use std::sync::Arc;

/// The front matter of one page, read but not interpreted.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Whether the file has one at all: Jekyll copies a file without, GitHub Pages renders it all the same.
    pub present: bool,
    /// The YAML text between the dashes, in bytes of the file.
    pub span: Span,
    /// The first byte of the body.
    pub body: u32,
    /// Its keys and values; empty when the YAML does not parse.
    pub map: Mapping,
    keys: Vec<yaml::Key>,
}

impl FrontMatter {
    /// Reads the front matter of `source`; a fault in it is a diagnostic and leaves the keys out, never the body.
    pub fn read(source: &Arc<Source>) -> (FrontMatter, Vec<Diagnostic>) {
        let text = source.text();
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let Some(opening) = opening_line(&text[start..]) else {
            return (FrontMatter { body: start as u32, ..FrontMatter::default() }, Vec::new());
        };
        let yaml_start = start + opening;
        let Some((yaml_end, body)) = closing_line(text, yaml_start) else {
            return Self::unclosed(source, start, yaml_start);
        };
        let yaml = &text[yaml_start..yaml_end];
        let (document, fault) = Document::parse(yaml);
        let keys = document.keys.iter().map(|key| shift(key, yaml_start)).collect();
        let front = FrontMatter { present: true, span: Span::new(yaml_start, yaml_end), body: body as u32, map: document.map, keys };
        let diagnostics = fault.map(|fault| yaml_diagnostic(source, &front, &fault)).into_iter().collect();
        (front, diagnostics)
    }

    /// The opening dashes have no closing ones: no keys, and the whole text below them is the body.
    fn unclosed(source: &Arc<Source>, start: usize, yaml_start: usize) -> (FrontMatter, Vec<Diagnostic>) {
        let front =
            FrontMatter { present: true, span: Span::new(yaml_start, yaml_start), body: yaml_start as u32, ..FrontMatter::default() };
        let diagnostic = Diagnostic::error("front-matter-unclosed", "the front matter is opened here and never closed")
            .at(source, Span::new(start, start + 3), "opened by these dashes")
            .help("end it with a line of exactly three dashes, `---`, above the text of the page");
        (front, vec![diagnostic])
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.map.get(key)
    }

    /// A key's value as text, as Jekyll would print it.
    pub fn text(&self, key: &str) -> Option<String> {
        self.get(key).and_then(yaml::text)
    }

    /// A key's value as a flag (`yes` and `on` are true).
    pub fn flag(&self, key: &str) -> Option<bool> {
        self.get(key).and_then(yaml::flag)
    }

    /// Where a key's name and its value stand in the file.
    pub fn key(&self, name: &str) -> Option<&yaml::Key> {
        self.keys.iter().rev().find(|key| key.name == name)
    }

    /// All top-level keys in the order of the file, repeats included.
    pub fn keys(&self) -> &[yaml::Key] {
        &self.keys
    }
}

fn shift(key: &yaml::Key, by: usize) -> yaml::Key {
    let moved = |span: Span| Span::new(span.start as usize + by, span.end as usize + by);
    yaml::Key { name: key.name.clone(), span: moved(key.span), value: moved(key.value) }
}

/// The length of the first line when it is `---` and white space, as Jekyll wants it.
fn opening_line(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_end() == "---" && line.ends_with('\n')).then_some(line.len())
}

/// Where the YAML ends and where the body begins, by the first line that is `---` or `...`.
fn closing_line(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") && line.starts_with(['-', '.']) {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn yaml_diagnostic(source: &Arc<Source>, front: &FrontMatter, fault: &yaml::Fault) -> Diagnostic {
    let at = front.span.start as usize + fault.at.unwrap_or(0);
    let line = source.line(source.position((at.min(front.span.end as usize)) as u32).line);
    let key = front.keys.iter().find(|key| line.start <= key.span.start && key.span.end <= line.end);
    let value = key.map(|key| key.value).filter(|value| !value.is_empty());
    let message = format!("the front matter is not valid YAML: {}", fault.message);
    let diagnostic = Diagnostic::error("front-matter-yaml", message);
    match value {
        Some(value) if source.slice(value).contains(": ") => {
            let quoted = format!("\"{}\"", source.slice(value).replace('\\', "\\\\").replace('"', "\\\""));
            diagnostic
                .at(source, value, "this value holds a colon")
                .help(format!("put the value in quotes: `{}: {quoted}`", key.map_or("", |key| key.name.as_str())))
                .fix("put the value in quotes", vec![(value, quoted)])
        }
        _ => diagnostic
            .at(source, if line.is_empty() { Span::new(at, at) } else { line }, "here")
            .help("none of this page's keys are used until it parses"),
    }
}
