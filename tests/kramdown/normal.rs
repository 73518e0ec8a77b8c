//! HTML without what must not count in a comparison.

use html5gum::{Token, Tokenizer};
use std::collections::BTreeMap;

const BLOCKS: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "details",
    "summary",
    "br",
    "style",
    "script",
    "iframe",
    "section",
    "figure",
];

/// The HTML, a tag or a text a line.
pub(crate) fn normal(html: &str) -> String {
    let mut state = Normal::default();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let pairs = tag.attributes.iter();
                let pairs =
                    pairs.map(|(key, value)| (String::from_utf8_lossy(key).into_owned(), String::from_utf8_lossy(value).into_owned()));
                state.start(&name, pairs.collect(), tag.self_closing);
            }
            Token::EndTag(tag) => state.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => state.text.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    state.flush(true);
    state.out.join("\n")
}

/// The HTML without classes and boxes, for a comparison with HTML that has neither.
pub(crate) fn plain(html: &str) -> String {
    let html = normal(html);
    let lines = html.lines().filter(|line| !line.starts_with("<div class=\"highlight"));
    let lines = lines.map(|line| match line {
        line if line.starts_with("<code ") => "<code>",
        line if line.starts_with("<pre ") => "<pre>",
        line => line,
    });
    lines.filter(|line| *line != "</div>").collect::<Vec<_>>().join("\n")
}

#[derive(Default)]
struct Normal {
    out: Vec<String>,
    text: String,
    /// Open elements, and whether each is left out.
    open: Vec<(String, bool)>,
    code: usize,
    /// Inside a formula only its TeX counts.
    math: Option<String>,
    after_block: bool,
}

impl Normal {
    fn flush(&mut self, before_block: bool) {
        let text = std::mem::take(&mut self.text);
        if let Some(tex) = &mut self.math {
            if !text.trim().is_empty() {
                *tex = text;
            }
            return;
        }
        let mut text = if self.code > 0 {
            text
        } else {
            text.split([' ', '\n', '\t', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ").pipe(|t| edges(&text, t))
        };
        let after_block = self.after_block || self.out.is_empty();
        if self.code == 0 {
            if after_block {
                text = text.trim_start_matches(' ').to_owned();
            }
            if before_block {
                text.truncate(text.trim_end_matches(' ').len());
            }
        }
        let filler = text == "\u{a0}" && after_block && before_block;
        if text.is_empty() || filler {
            return;
        }
        self.after_block = false;
        match self.out.last_mut().filter(|last| last.starts_with('|')) {
            Some(last) => last.push_str(&text),
            None => self.out.push(format!("|{text}")),
        }
    }

    fn start(&mut self, name: &str, mut attributes: BTreeMap<String, String>, closed: bool) {
        let block = BLOCKS.contains(&name);
        self.flush(block);
        let classes = attributes.get("class").cloned().unwrap_or_default();
        let mut hidden = self.math.is_some() || classes == "table-wrapper";
        hidden |= name == "span" && (self.code > 0 || classes == "math") || name == "div" && classes == "math";
        match name {
            "math" => {
                hidden = true;
                self.math = Some(String::new());
            }
            "code" | "pre" => self.code += 1,
            _ => {}
        }
        for key in ["role", "aria-label", "aria-labelledby", "tabindex", "data-color"] {
            attributes.remove(key);
        }
        if let Some(classes) = attributes.get_mut("class") {
            let mut list: Vec<_> = classes.split_whitespace().filter(|class| *class != "math").collect();
            list.sort_unstable();
            *classes = list.join(" ");
        }
        for key in ["href", "src"] {
            if let Some(url) = attributes.get_mut(key) {
                *url = decoded(url);
            }
        }
        attributes.retain(|key, value| key != "class" || !value.is_empty());
        if attributes.contains_key("disabled") {
            attributes.insert("disabled".into(), String::new());
        }
        if attributes.contains_key("checked") {
            attributes.insert("checked".into(), String::new());
        }
        let void = closed || matches!(name, "br" | "hr" | "img" | "input" | "col");
        if !hidden {
            let attributes: String = attributes.iter().map(|(key, value)| format!(" {key}={value:?}")).collect();
            self.out.push(format!("<{name}{attributes}>"));
            self.after_block = block;
        }
        if !void {
            self.open.push((name.to_owned(), hidden));
        }
    }

    fn end(&mut self, name: &str) {
        let block = BLOCKS.contains(&name);
        self.flush(block);
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else { return };
        let hidden = self.open[at].1;
        self.open.truncate(at);
        if matches!(name, "code" | "pre") {
            self.code = self.code.saturating_sub(1);
        }
        if name == "math"
            && let Some(tex) = self.math.take()
        {
            let block = matches!(self.open.last(), Some((open, _)) if open == "div");
            self.text = if block { format!("\\[{tex}\\]") } else { format!("\\({tex}\\)") };
            self.flush(false);
        } else if !hidden {
            self.out.push(format!("</{name}>"));
            self.after_block = block;
        }
    }
}

/// An address without percent signs: what is encoded is a matter of taste.
fn decoded(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let byte = (bytes[i] == b'%').then(|| url.get(i + 1..i + 3)).flatten().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(bytes[i]));
        i += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// One blank where white space stood at the ends.
fn edges(text: &str, words: String) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r');
    if words.is_empty() {
        return if text.is_empty() { words } else { " ".to_owned() };
    }
    let before = if text.starts_with(is_space) { " " } else { "" };
    let after = if text.ends_with(is_space) { " " } else { "" };
    format!("{before}{words}{after}")
}

trait Pipe: Sized {
    fn pipe<T>(self, f: impl FnOnce(Self) -> T) -> T {
        f(self)
    }
}

impl Pipe for String {}
