//! What is wrong with a page's front matter, in the writer's words.

use super::front_block::{Block, End, KNOWN};
use super::front_matter::FrontMatter;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span, lines};
use crate::yaml;
use std::borrow::Cow;
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
    let all_known = block.keys > 0 && keys.iter().all(|key| KNOWN.contains(&key.name.replace('\\', "").as_str()));
    let at = Span::new(block.last, block.last);
    let line_end = if source.text()[..block.last].ends_with('\n') { "---\n" } else { "\n---\n" };
    let close = "close it below the last key with a line of exactly three dashes";
    match (block.keys, all_known) {
        (0, _) => diagnostic.help("end it with a line of exactly three dashes, `---`, above the text of the page"),
        (_, true) => diagnostic.fix(close, vec![(at, line_end.to_owned())]),
        (_, false) => diagnostic.suggest(close, vec![(at, line_end.to_owned())]),
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
    let what = Yaml {
        code: "front-matter-yaml",
        name: "the front matter",
        lost: "none of this page's keys are used until this is mended",
        source,
        span: front.span,
    };
    what.faults(front.keys(), fault)
}

/// YAML that does not parse, and how to speak of it.
pub struct Yaml<'a> {
    /// The code of the problem.
    pub code: &'static str,
    /// What it is called in a sentence.
    pub name: &'static str,
    /// What does not work meanwhile.
    pub lost: &'static str,
    /// The file.
    pub source: &'a Arc<Source>,
    /// The bytes of the YAML in it.
    pub span: Span,
}

impl Yaml<'_> {
    /// What is wrong in the writer's words; `keys` have their places in the file, `fault` has its in the YAML.
    pub fn faults(&self, keys: &[yaml::Key], fault: &yaml::Fault) -> Vec<Diagnostic> {
        let found: Vec<Diagnostic> = keys.iter().filter_map(|key| self.value(key)).collect();
        if !found.is_empty() {
            return found;
        }
        let at = (self.span.start as usize + fault.at.unwrap_or(0)).min(self.span.end as usize);
        let known = self.tabs().or_else(|| self.glued(at)).or_else(|| self.shifted(at));
        vec![known.unwrap_or_else(|| self.unknown(at, fault))]
    }

    fn error(&self, message: String, span: Span, label: impl Into<Cow<'static, str>>) -> Diagnostic {
        Diagnostic::error(self.code, message).at(self.source, span, label).help(self.lost)
    }

    /// The lines of the YAML with the byte of the file at which each begins.
    fn lines(&self) -> impl DoubleEndedIterator<Item = (usize, &str)> {
        let mut at = self.span.start as usize;
        let lines: Vec<(usize, &str)> = lines(self.source.slice(self.span))
            .map(|line| {
                at += line.len();
                (at - line.len(), line.trim_end_matches(['\n', '\r']))
            })
            .collect();
        lines.into_iter()
    }

    /// Lines that are indented with tabs.
    fn tabs(&self) -> Option<Diagnostic> {
        let indent = |(at, line): (usize, &str)| {
            let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            let tab = indent.find('\t').filter(|_| indent.len() < line.len())?;
            Some((Span::new(at + tab, at + indent.len()), "  ".repeat(indent[tab..].matches('\t').count())))
        };
        let edits: Vec<(Span, String)> = self.lines().filter_map(indent).collect();
        let first = edits.first()?.0;
        let message = format!("a line of {} is indented with a tab, and YAML takes only spaces", self.name);
        Some(self.error(message, first, "a tab").suggest("indent it with two spaces", edits))
    }

    /// `parent:Weekly Logs`, which is no key to YAML. Its parser stops there, or a line later.
    fn glued(&self, at: usize) -> Option<Diagnostic> {
        let (colon, name) = self.lines().rev().filter(|(start, _)| *start <= at).find_map(|(start, line)| {
            let colon =
                line.find(':').filter(|&colon| line[colon + 1..].starts_with(|c: char| c.is_alphanumeric() || "\"'[{".contains(c)))?;
            let name = &line[..colon];
            let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
            (is_name && !line.contains(": ")).then_some((start + colon, name))
        })?;
        let after = Span::new(colon + 1, colon + 1);
        Some(
            self.error(
                format!("there is no space after the colon of `{name}`, so YAML does not see a key"),
                Span::new(colon, colon + 2),
                "no space",
            )
            .fix("put a space after the colon", vec![(after, " ".to_owned())]),
        )
    }

    /// A key that is indented below one that has its value already.
    fn shifted(&self, at: usize) -> Option<Diagnostic> {
        let lines: Vec<(usize, &str)> = self.lines().filter(|(start, line)| *start <= at && !line.trim().is_empty()).collect();
        let [.., (_, above), (start, line)] = lines.as_slice() else { return None };
        let indent = line.len() - line.trim_start_matches(' ').len();
        let (name, value) = above.split_once(": ")?;
        let is_key = line.trim_start().split_once(": ").is_some_and(|(name, _)| !name.contains([' ', '-', '#']));
        if indent == 0
            || !is_key
            || above.starts_with([' ', '#', '-'])
            || value.trim().is_empty()
            || value.trim_start().starts_with(['|', '>'])
        {
            return None;
        }
        let blanks = Span::new(*start, start + indent);
        let message = format!("this line is indented, as if it belonged to `{name}`, which has a value already");
        Some(self.error(message, blanks, "indented").fix("begin the line without spaces", vec![(blanks, String::new())]))
    }

    fn unknown(&self, at: usize, fault: &yaml::Fault) -> Diagnostic {
        let line = self.source.line(self.source.position(at as u32).line);
        let text = self.source.slice(line);
        let bare = !text.trim().is_empty() && !text.contains(':') && !text.trim_start().starts_with(['-', '#', '"', '\'', ']', '}']);
        let (message, label) = if bare {
            (format!("a line of {} is no `key: value`", self.name), "no key, no value")
        } else {
            (format!("{} is not valid YAML: {}", self.name, fault.message), "here")
        };
        self.error(message, if line.is_empty() { Span::new(at, at) } else { line }, label)
    }

    /// What YAML sees in a value that was meant as text.
    fn value(&self, key: &yaml::Key) -> Option<Diagnostic> {
        let text = self.source.slice(key.value);
        let (reason, label) = reason(text)?;
        let bare = text.trim_matches('"').trim_end_matches('\'');
        let unclosed = text.starts_with('"') && !bare.contains('"');
        let quoted = format!("\"{}\"", if unclosed { bare } else { text }.replace('\\', "\\\\").replace('"', "\\\""));
        let mend = if unclosed { "close the quotation mark" } else { "put the value in quotes" };
        let diagnostic = self.error(format!("the value of `{}` {reason}", key.name), key.value, label);
        Some(diagnostic.fix(format!("{mend}: `{}: {quoted}`", key.name), vec![(key.value, quoted)]))
    }
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
