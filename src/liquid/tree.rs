//! A template: the tree of its tags, each with its place. Reading never fails; what is wrong is told and left out.

use super::expression::{Condition, Cursor, Expr, Fault};
use super::filters;
use super::lexer::{Token, tokens};
use super::plugins;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::{Source, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Blocks nested deeper than this are refused.
const DEEPEST: usize = 100;

/// A text read for Liquid.
#[derive(Debug)]
pub struct Template {
    /// The file.
    pub source: Arc<Source>,
    /// Its parts.
    pub nodes: Vec<Node>,
}

/// A part of a template, with its bytes in the file.
#[derive(Debug)]
pub struct Node {
    /// The whole tag, or the text.
    pub range: Range<usize>,
    /// What it does.
    pub kind: Kind,
}

/// Where a loop runs over.
#[derive(Debug)]
pub struct Loop {
    /// The variable.
    pub name: String,
    /// A list, or the ends of a range.
    pub over: Over,
    /// At most so many.
    pub limit: Option<Expr>,
    /// Without the first so many; `offset: continue` goes on where the last loop of that name ended.
    pub offset: Option<Expr>,
    /// `offset: continue`.
    pub goes_on: bool,
    /// From the end.
    pub reversed: bool,
    /// Columns of a table row.
    pub columns: Option<Expr>,
}

/// A list, or a range of numbers.
#[derive(Debug)]
pub enum Over {
    /// The items of a value.
    List(Expr),
    /// `(1..3)`.
    Range(Expr, Expr),
}

/// A condition, with how it must turn out (`None`: `else`), and what is printed then.
pub type Branch = (Option<(Condition, bool)>, Vec<Node>);

/// What a part of a template does.
#[derive(Debug)]
pub enum Kind {
    /// Prints itself.
    Text,
    /// Prints a value.
    Output(Expr),
    /// Sets a variable.
    Assign(String, Expr),
    /// Sets a variable to a text.
    Capture(String, Vec<Node>),
    /// The first branch whose condition is as wanted.
    If(Vec<Branch>),
    /// The branches with this value; those of `else` when there is none.
    Case(Expr, Vec<(Vec<Expr>, Vec<Node>)>, Vec<Node>),
    /// A loop; what stands there when it has nothing to run over; whether it is a table row.
    For(Box<Loop>, Vec<Node>, Vec<Node>, bool),
    /// The next of some values.
    Cycle(Option<Expr>, Vec<Expr>),
    /// Prints and changes a counter.
    Count(String, i64),
    /// Ends a loop, or one turn of it.
    Break(bool),
    /// Another file, with parameters; `true`: beside this one.
    Include(Vec<Node>, Vec<(String, Expr)>, bool),
    /// The address of a file.
    Link(Vec<Node>),
    /// The address of a post.
    Post(Vec<Node>),
    /// Code in a language, with line numbers or not.
    Highlight(String, bool, Vec<Node>),
    /// Its parts as they are: a block without effect of its own.
    Group(Vec<Node>),
    /// Nothing: what `seo` and its kind print is the theme's.
    Nothing,
}

/// All tags, for help with misspellings.
const TAGS: &[&str] = &[
    "assign",
    "break",
    "capture",
    "case",
    "comment",
    "continue",
    "cycle",
    "decrement",
    "else",
    "elsif",
    "echo",
    "feed_meta",
    "for",
    "highlight",
    "if",
    "include",
    "include_cached",
    "include_relative",
    "increment",
    "link",
    "post_url",
    "raw",
    "seo",
    "tablerow",
    "unless",
    "when",
];

/// Reads the text of `source` from byte `start` on.
pub fn parse(source: &Arc<Source>, start: usize) -> (Template, Vec<Diagnostic>) {
    let text = source.text();
    let tokens = tokens(text, start);
    let ends = tokens.iter().filter_map(|token| match token {
        Token::Tag(whole, name, _) => Some((text[name.clone()].strip_prefix("end")?, whole.start)),
        _ => None,
    });
    let ends = ends.collect();
    let mut parser = Parser { source, text, tokens: tokens.into_iter(), ends, diagnostics: Vec::new(), depth: 0 };
    let mut nodes = Vec::new();
    loop {
        let (more, end) = parser.nodes(&[]);
        nodes.extend(more);
        match end {
            None => break,
            Some(end) => {
                let message = format!("`{}` ends nothing that is open here", &parser.text[end.name.clone()]);
                parser.tell("liquid-syntax", message, &end.name, ("no tag for it", "remove it, or add the tag that it ends"));
            }
        }
    }
    (Template { source: Arc::clone(source), nodes }, parser.diagnostics)
}

struct Parser<'s> {
    source: &'s Arc<Source>,
    text: &'s str,
    tokens: std::vec::IntoIter<Token>,
    /// Where the last tag stands that ends blocks of a name.
    ends: HashMap<&'s str, usize>,
    diagnostics: Vec<Diagnostic>,
    depth: usize,
}

/// A tag that ends or parts the block around it.
struct End {
    whole: Range<usize>,
    name: Range<usize>,
    rest: Range<usize>,
}

impl<'s> Parser<'s> {
    fn tell(&mut self, code: &'static str, message: String, range: &Range<usize>, (label, help): (&'static str, &str)) {
        let diagnostic = Diagnostic::error(code, message).at(self.source, range.clone(), label);
        self.diagnostics.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }

    fn fault(&mut self, fault: Fault, whole: &Range<usize>) {
        let range = if fault.range.is_empty() { whole.clone() } else { fault.range };
        let diagnostic = if fault.mild {
            let word = &self.text[range.clone()];
            if let Some(plugin) = plugins::of_filter(word) {
                self.diagnostics.push(foreign("filter", word, plugin).at(self.source, range, "does nothing"));
                return;
            }
            let diagnostic = Diagnostic::warning("liquid-filter", fault.message).at(self.source, range, "");
            match nearest(word, filters::names()) {
                Some(name) => diagnostic.help(format!("a filter with a similar name exists: `{name}`")),
                None => diagnostic,
            }
        } else {
            // Jekyll reads on after a fault in an expression, with a warning; only faults of tags stop it.
            Diagnostic::warning("liquid-expression", fault.message)
                .at(self.source, range, "here")
                .help("to show it as it is, put it between `{% raw %}` and `{% endraw %}`")
        };
        self.diagnostics.push(diagnostic);
    }

    fn expr(&mut self, range: Range<usize>, whole: &Range<usize>) -> Option<Expr> {
        let mut mild = Vec::new();
        let expr = Expr::parse(self.text, range, &mut mild);
        for fault in mild {
            self.fault(fault, whole);
        }
        expr.map_err(|fault| self.fault(fault, whole)).ok()
    }

    /// Reads up to one of the `ends`, or any tag that ends or parts a block.
    fn nodes(&mut self, ends: &[&str]) -> (Vec<Node>, Option<End>) {
        let mut nodes = Vec::new();
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Text(range) => nodes.push(Node { range, kind: Kind::Text }),
                Token::Output(whole, inner) => {
                    if let Some(expr) = self.expr(inner, &whole) {
                        nodes.push(Node { range: whole, kind: Kind::Output(expr) });
                    }
                }
                Token::Unclosed(range) => {
                    let brace = &self.text[range.start..range.start + 2];
                    let closing = if brace == "{{" { "}}" } else { "%}" };
                    let message = format!("`{brace}` is never closed");
                    let help = format!("close it with `{closing}`; to show it as it is, put it between `{{% raw %}}` and `{{% endraw %}}`");
                    let open = range.start..range.start + 2;
                    self.tell("liquid-syntax", message, &open, ("opened here", &help));
                    nodes.push(Node { range, kind: Kind::Text });
                }
                Token::Tag(whole, name, rest) => {
                    let word = &self.text[name.clone()];
                    let parts = word.starts_with("end") || matches!(word, "else" | "elsif" | "when");
                    if ends.contains(&word) || parts {
                        return (nodes, Some(End { whole, name, rest }));
                    }
                    nodes.extend(self.tag(whole, name, rest));
                }
            }
        }
        (nodes, None)
    }

    /// The parts of a block up to its end; parting tags are handed to `part`.
    fn block(&mut self, name: &Range<usize>, mut part: impl FnMut(&mut Self, Vec<Node>, &End) -> bool) -> Vec<Node> {
        let word = self.text[name.clone()].to_owned();
        let end_word = format!("end{word}");
        self.depth += 1;
        let mut kept = Vec::new();
        loop {
            let (nodes, end) = if self.depth > DEEPEST { (Vec::new(), None) } else { self.nodes(&[&end_word]) };
            kept.extend(nodes);
            let Some(end) = end else {
                let message = format!("`{word}` is never closed by `{end_word}`");
                self.tell("liquid-syntax", message, name, ("opened here", &format!("add `{{% {end_word} %}}` where it ends")));
                break;
            };
            if self.text[end.name.clone()] == end_word {
                break;
            }
            let nodes = std::mem::take(&mut kept);
            if !part(self, nodes, &end) {
                let message = format!("`{}` does not belong into `{word}`", &self.text[end.name.clone()]);
                self.tell(
                    "liquid-syntax",
                    message,
                    &end.name,
                    ("not here", &format!("`{word}` is open and ends with `{{% {end_word} %}}`")),
                );
            }
        }
        self.depth -= 1;
        kept
    }

    fn tag(&mut self, whole: Range<usize>, name: Range<usize>, rest: Range<usize>) -> Vec<Node> {
        let word = &self.text[name.clone()];
        let kind = match word {
            "raw" | "comment" => {
                let nodes = self.block(&name, |_, _, _| false);
                if word == "raw" { Some(Kind::Group(nodes)) } else { Some(Kind::Nothing) }
            }
            "assign" => self.assign(&rest, &whole),
            "echo" => self.expr(rest, &whole).map(Kind::Output),
            "capture" => {
                let nodes = self.block(&name, |_, _, _| false);
                self.word(&rest, &whole).map(|name| Kind::Capture(name, nodes))
            }
            "if" | "unless" => self.branches(&name, rest, word == "if"),
            "case" => self.case(&name, rest, &whole),
            "for" | "tablerow" => self.loops(&name, rest, &whole),
            "cycle" => self.cycle(rest, &whole),
            "increment" => self.word(&rest, &whole).map(|name| Kind::Count(name, 1)),
            "decrement" => self.word(&rest, &whole).map(|name| Kind::Count(name, -1)),
            "break" => Some(Kind::Break(true)),
            "continue" => Some(Kind::Break(false)),
            "include" | "include_cached" => self.include(rest, &whole, false),
            "include_relative" => self.include(rest, &whole, true),
            "link" => Some(Kind::Link(self.path(rest))),
            "post_url" => Some(Kind::Post(self.path(rest))),
            "highlight" => {
                let words: Vec<&str> = self.text[rest].split_whitespace().collect();
                let language = words.first().copied().unwrap_or("").to_owned();
                let numbered = words.iter().skip(1).any(|word| word.split('=').next() == Some("linenos"));
                Some(Kind::Highlight(language, numbered, self.block(&name, |_, _, _| false)))
            }
            "seo" | "feed_meta" | "" => Some(Kind::Nothing),
            _ => return self.unknown(whole, name),
        };
        kind.map(|kind| Node { range: whole, kind }).into_iter().collect()
    }

    /// An unknown tag is left out; the text of an unknown block stays.
    fn unknown(&mut self, whole: Range<usize>, name: Range<usize>) -> Vec<Node> {
        let word = self.text[name.clone()].to_owned();
        if let Some(plugin) = plugins::of_tag(&word) {
            self.diagnostics.push(foreign("tag", &word, plugin).at(self.source, name.clone(), "does nothing"));
        } else {
            let help = match nearest(&word, TAGS.iter().copied()) {
                Some(tag) => format!("a tag with a similar name exists: `{tag}`"),
                None => "to show it as it is, put it between `{% raw %}` and `{% endraw %}`".to_owned(),
            };
            self.tell("liquid-tag", format!("there is no tag `{word}`"), &name, ("unknown, so it does nothing", &help));
        }
        let is_block = self.ends.get(word.as_str()).is_some_and(|end| *end > whole.start);
        if is_block { vec![Node { range: whole, kind: Kind::Group(self.block(&name, |_, _, _| false)) }] } else { Vec::new() }
    }

    fn word(&mut self, rest: &Range<usize>, whole: &Range<usize>) -> Option<String> {
        let mut cursor = Cursor::new(self.text, rest.clone());
        let found = cursor.quoted().or_else(|| cursor.word());
        if found.is_none() {
            self.fault(Fault { message: "expected a variable's name".to_owned(), range: 0..0, mild: false }, whole);
        }
        found.map(|name| self.text[name].to_owned())
    }

    fn assign(&mut self, rest: &Range<usize>, whole: &Range<usize>) -> Option<Kind> {
        let mut cursor = Cursor::new(self.text, rest.clone());
        let name = cursor.word();
        let (Some(name), true) = (name, cursor.take(b'=')) else {
            self.fault(Fault { message: "expected `assign name = value`".to_owned(), range: 0..0, mild: false }, whole);
            return None;
        };
        let value = cursor.at..rest.end;
        self.expr(value, whole).map(|expr| Kind::Assign(self.text[name].to_owned(), expr))
    }

    fn condition(&mut self, rest: Range<usize>, whole: &Range<usize>) -> Option<Condition> {
        Condition::parse(self.text, rest).map_err(|fault| self.fault(fault, whole)).ok()
    }

    fn branches(&mut self, name: &Range<usize>, rest: Range<usize>, wanted: bool) -> Option<Kind> {
        // A condition that cannot be read never holds.
        let mut open = Some(self.condition(rest, name).map(|condition| (condition, wanted)));
        let mut branches = Vec::new();
        let mut push = |open: Option<Option<(Condition, bool)>>, nodes| match open {
            Some(Some(condition)) => branches.push((Some(condition), nodes)),
            Some(None) => {}
            None => branches.push((None, nodes)),
        };
        let last = self.block(name, |parser, nodes, end| {
            let word = &parser.text[end.name.clone()];
            if !matches!(word, "else" | "elsif") {
                return false;
            }
            let next = (word == "elsif").then(|| parser.condition(end.rest.clone(), &end.whole).map(|condition| (condition, true)));
            push(std::mem::replace(&mut open, next), nodes);
            true
        });
        push(open, last);
        Some(Kind::If(branches))
    }

    fn case(&mut self, name: &Range<usize>, rest: Range<usize>, whole: &Range<usize>) -> Option<Kind> {
        let value = self.expr(rest, whole);
        // What stands before the first `when` is nobody's.
        let mut open: Option<Vec<Expr>> = None;
        let mut in_else = false;
        let (mut branches, mut otherwise) = (Vec::new(), Vec::new());
        let last = self.block(name, |parser, nodes, end| {
            let word = &parser.text[end.name.clone()];
            if !matches!(word, "when" | "else") {
                return false;
            }
            match open.take() {
                Some(values) => branches.push((values, nodes)),
                None if in_else => otherwise.extend(nodes),
                None => {}
            }
            in_else = word == "else";
            open = (!in_else).then(|| parser.alternatives(end));
            true
        });
        match open {
            Some(values) => branches.push((values, last)),
            None => otherwise.extend(if in_else { last } else { Vec::new() }),
        }
        value.map(|value| Kind::Case(value, branches, otherwise))
    }

    /// `when a, b or c`.
    fn alternatives(&mut self, end: &End) -> Vec<Expr> {
        let mut values = Vec::new();
        let mut cursor = Cursor::new(self.text, end.rest.clone());
        while cursor.peek().is_some() {
            let start = cursor.at;
            if cursor.value(0).is_err() {
                break;
            }
            let range = start..cursor.at;
            values.extend(self.expr(range, &end.whole));
            if !cursor.take(b',') && cursor.word().is_none_or(|word| &self.text[word] != "or") {
                break;
            }
        }
        values
    }

    fn loops(&mut self, name: &Range<usize>, rest: Range<usize>, whole: &Range<usize>) -> Option<Kind> {
        let is_row = &self.text[name.clone()] == "tablerow";
        let head = self.loop_head(rest, whole);
        let mut body = None;
        let last = self.block(name, |parser, nodes, end| {
            let parts = &parser.text[end.name.clone()] == "else" && body.is_none();
            if parts {
                body = Some(nodes);
            }
            parts
        });
        let (body, otherwise) = match body {
            Some(body) => (body, last),
            None => (last, Vec::new()),
        };
        head.map(|head| Kind::For(Box::new(head), body, otherwise, is_row))
    }

    fn loop_head(&mut self, rest: Range<usize>, whole: &Range<usize>) -> Option<Loop> {
        let mut cursor = Cursor::new(self.text, rest.clone());
        let name = cursor.word().map(|name| self.text[name].to_owned());
        let is_in = cursor.word().is_some_and(|word| &self.text[word] == "in");
        let (Some(name), true) = (name, is_in) else {
            self.fault(Fault { message: "expected `for name in list`".to_owned(), range: 0..0, mild: false }, whole);
            return None;
        };
        let value = |parser: &mut Self, cursor: &mut Cursor| {
            cursor.space();
            let start = cursor.at;
            let read = cursor.value(0).map_err(|fault| parser.fault(fault, whole)).ok();
            let range = start..cursor.at;
            read.and_then(|_| parser.expr(range, whole))
        };
        let over = if cursor.take(b'(') {
            let from = value(self, &mut cursor)?;
            let _ = cursor.take(b'.') && cursor.take(b'.');
            let to = value(self, &mut cursor)?;
            let _ = cursor.take(b')');
            Over::Range(from, to)
        } else {
            Over::List(value(self, &mut cursor)?)
        };
        let mut head = Loop { name, over, limit: None, offset: None, goes_on: false, reversed: false, columns: None };
        while let Some(word) = cursor.word() {
            let word = &self.text[word];
            if word == "reversed" {
                head.reversed = true;
            } else if cursor.take(b':') {
                let value = value(self, &mut cursor)?;
                match word {
                    "limit" => head.limit = Some(value),
                    "offset" if &self.text[value.range.clone()] == "continue" => head.goes_on = true,
                    "offset" => head.offset = Some(value),
                    "cols" => head.columns = Some(value),
                    _ => {}
                }
            }
            let _ = cursor.take(b',');
        }
        if cursor.peek() == Some(b'|') {
            let message = "a filter has no effect in `for`; `assign` its result to a variable first".to_owned();
            self.fault(Fault { message, range: cursor.at..rest.end, mild: true }, whole);
        }
        Some(head)
    }

    fn cycle(&mut self, rest: Range<usize>, whole: &Range<usize>) -> Option<Kind> {
        let mut cursor = Cursor::new(self.text, rest.clone());
        let (mut group, mut values) = (None, Vec::new());
        while cursor.peek().is_some() {
            let start = cursor.at;
            cursor.value(0).map_err(|fault| self.fault(fault, whole)).ok()?;
            let value = self.expr(start..cursor.at, whole)?;
            if values.is_empty() && group.is_none() && cursor.take(b':') {
                group = Some(value);
            } else {
                values.push(value);
                let _ = cursor.take(b',');
            }
        }
        Some(Kind::Cycle(group, values))
    }

    /// A path that may hold outputs of its own: `{% link {{ page.x }} %}`.
    fn path(&mut self, rest: Range<usize>) -> Vec<Node> {
        let body = &self.text[rest.clone()];
        let start = rest.start + (body.len() - body.trim_start().len());
        let end = start.max(rest.start + body.trim_end().len());
        let mut nodes = Vec::new();
        let mut at = start;
        while let Some(open) = self.text[at..end].find("{{").map(|i| at + i) {
            let Some(close) = self.text[open..end].find("}}").map(|i| open + i) else { break };
            nodes.push(Node { range: at..open, kind: Kind::Text });
            if let Some(expr) = self.expr(open + 2..close, &(open..close + 2)) {
                nodes.push(Node { range: open..close + 2, kind: Kind::Output(expr) });
            }
            at = close + 2;
        }
        nodes.push(Node { range: at..end, kind: Kind::Text });
        nodes
    }

    fn include(&mut self, rest: Range<usize>, whole: &Range<usize>, relative: bool) -> Option<Kind> {
        let body = &self.text[rest.clone()];
        let start = rest.start + (body.len() - body.trim_start().len());
        // The name ends at white space outside an output.
        let (mut at, mut inside) = (start, false);
        while at < rest.end {
            let here = &self.text[at..rest.end];
            inside = (inside || here.starts_with("{{")) && !here.starts_with("}}");
            let Some(next) = here.chars().next().filter(|c| inside || !c.is_whitespace()) else { break };
            at += next.len_utf8();
        }
        let name = self.path(start..at);
        let mut parameters = Vec::new();
        let mut cursor = Cursor::new(self.text, at..rest.end);
        while let Some(word) = cursor.word() {
            if !cursor.take(b'=') {
                let message = format!("expected `name=value` after the file's name, found `{}`", &self.text[word.clone()]);
                self.fault(Fault { message, range: word, mild: false }, whole);
                break;
            }
            cursor.space();
            let start = cursor.at;
            if let Err(fault) = cursor.value(0) {
                self.fault(fault, whole);
                break;
            }
            if let Some(value) = self.expr(start..cursor.at, whole) {
                parameters.push((self.text[word].to_owned(), value));
            }
        }
        Some(Kind::Include(name, parameters, relative))
    }
}

/// A tag or filter of a plugin.
fn foreign(what: &str, name: &str, plugin: &str) -> Diagnostic {
    let message = format!("`{name}` is a {what} of the plugin {plugin}, which is not run here");
    Diagnostic::warning("liquid-plugin", message).help("weeklog runs no Ruby; the text around it is shown as it is")
}

/// The span of a part.
pub fn span(range: &Range<usize>) -> Span {
    Span::from(range.clone())
}
