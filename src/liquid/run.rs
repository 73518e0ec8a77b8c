//! Walks a template and writes what it prints; bounded in turns of loops, in nesting and in output.

use super::Context;
use super::expression::Expr;
use super::filters::{LONGEST, Markdown};
use super::plugins;
use super::scope::Scope;
use super::tree::{Kind, Loop, Node, Over, Template, parse, span};
use super::value;
use crate::diagnostic::Diagnostic;
use crate::page::spans::Spans;
use crate::page::{highlight, html};
use crate::source::{Source, Span};
use kstring::KString;
use liquid_core::model::{State, Value, ValueView as _};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page may go through so many turns of loops, and items of lists, in all.
const MOST_STEPS: u64 = 1_000_000;
/// Files included in one another at most.
const DEEPEST: usize = 40;
/// A page is told of so many problems.
const MOST_PROBLEMS: usize = 50;

/// How the text of a file beside a page is read.
pub type Files<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// Why a part of a template ends early.
enum Stop {
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// A bound is reached: nothing more is printed.
    Enough,
}

/// What a page has while it is expanded.
pub(super) struct Machine<'a> {
    context: &'a Context,
    scope: Scope<'a>,
    files: Files<'a>,
    /// What is printed; captures write elsewhere in the meantime.
    pub(super) out: String,
    pub(super) spans: Spans,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The file whose tags are run.
    source: Arc<Source>,
    /// The folder of the page, from which `include_relative` looks, also inside an include or a layout.
    folder: String,
    /// The outermost include in the page, while one is run.
    included: Option<Span>,
    /// Files that are being included, innermost last.
    open: Vec<String>,
    /// Open captures.
    captures: usize,
    cycles: BTreeMap<String, usize>,
    ends: BTreeMap<String, usize>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(context: &'a Context, page: &'a Value, source: &Arc<Source>, files: Files<'a>) -> Machine<'a> {
        let scope = Scope::new(&context.globals, page);
        *liquid_core::runtime::Runtime::registers(&scope).get_mut::<Markdown>() = Markdown(Arc::clone(&context.options));
        let path = match page {
            Value::Object(keys) => keys.get("path").map(|path| path.to_kstr().into_string()),
            _ => None,
        };
        let path = path.unwrap_or_else(|| source.path().to_owned());
        Machine {
            context,
            scope,
            files,
            folder: path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned(),
            out: String::new(),
            spans: Spans::default(),
            diagnostics: Vec::new(),
            source: Arc::clone(source),
            included: None,
            open: Vec::new(),
            captures: 0,
            cycles: BTreeMap::new(),
            ends: BTreeMap::new(),
        }
    }

    /// Sets variables of the whole page: those of a layout.
    pub(super) fn set(&mut self, name: &'static str, value: Value) {
        self.scope.push([(KString::from_static(name), value)]);
    }

    /// Runs a whole template.
    pub(super) fn run(&mut self, template: &Template) {
        let _ = self.nodes(&template.nodes);
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_PROBLEMS {
            let diagnostic = match (self.included, self.open.len()) {
                (Some(_), depth) if depth > 0 => diagnostic.help(format!("it is included by way of `{}`", self.open.join("` > `"))),
                _ => diagnostic,
            };
            self.diagnostics.push(diagnostic);
        }
    }

    fn problem(&mut self, code: &'static str, message: impl Into<String>, node: &Node, help: &str) {
        let diagnostic = Diagnostic::error(code, message).at(&self.source, span(&node.range), "here").help(help);
        self.tell(diagnostic);
    }

    fn print(&mut self, text: &str, node: &Node, exact: bool) -> Result<(), Stop> {
        if text.is_empty() {
            return Ok(());
        }
        if self.out.len() + text.len() > LONGEST {
            let message = format!("this page prints more than {} MB, so the rest is left out", LONGEST >> 20);
            self.problem("liquid-too-much", message, node, "let the loop around it run over less");
            return Err(Stop::Enough);
        }
        if self.captures == 0 {
            let (from, exact) = self.included.map_or((span(&node.range), exact), |included| (included, false));
            self.spans.push(self.out.len(), from, exact);
        }
        self.out.push_str(text);
        Ok(())
    }

    fn spend(&mut self, node: &Node) -> Result<(), Stop> {
        if self.scope.spend(1) <= MOST_STEPS {
            return Ok(());
        }
        let message = format!("this page takes more than {MOST_STEPS} turns of its loops, so the rest is left out");
        self.problem("liquid-too-much", message, node, "let the loop run over less: a list in a loop over a list costs their product");
        Err(Stop::Enough)
    }

    fn evaluate(&mut self, expr: &Expr, node: &Node) -> Value {
        match expr.evaluate(&self.scope) {
            Ok(value) => value,
            Err(message) => {
                let diagnostic = Diagnostic::warning("liquid-value", format!("this value cannot be computed: {message}"));
                let at = if expr.range.is_empty() { node.range.clone() } else { expr.range.clone() };
                self.tell(diagnostic.at(&self.source, at, ""));
                Value::Nil
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node]) -> Result<(), Stop> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    /// What some parts print, as a text.
    fn captured(&mut self, nodes: &[Node]) -> Result<String, Stop> {
        let kept = std::mem::take(&mut self.out);
        self.captures += 1;
        let done = self.nodes(nodes);
        self.captures -= 1;
        let text = std::mem::replace(&mut self.out, kept);
        done.map(|()| text)
    }

    fn node(&mut self, node: &Node) -> Result<(), Stop> {
        match &node.kind {
            Kind::Text => {
                let source = Arc::clone(&self.source);
                self.print(source.text().get(node.range.clone()).unwrap_or(""), node, true)
            }
            Kind::Output(expr) => {
                let text = value::text(&self.evaluate(expr, node));
                self.print(&text, node, false)
            }
            Kind::Assign(name, expr) => {
                let value = self.evaluate(expr, node);
                self.scope.assign(name, value);
                Ok(())
            }
            Kind::Capture(name, nodes) => {
                let text = self.captured(nodes)?;
                self.scope.assign(name, Value::scalar(KString::from_string(text)));
                Ok(())
            }
            Kind::If(branches) => {
                let holds = |(condition, _): &&(Option<_>, _)| match condition {
                    Some((condition, wanted)) => super::expression::Condition::holds(condition, &self.scope) == *wanted,
                    None => true,
                };
                match branches.iter().find(holds) {
                    Some((_, nodes)) => self.nodes(nodes),
                    None => Ok(()),
                }
            }
            Kind::Case(value, branches, otherwise) => self.case(value, branches, otherwise, node),
            Kind::For(head, body, otherwise, row) => self.loops(head, (body, otherwise), *row, node),
            Kind::Cycle(group, values) => self.cycle(group.as_ref(), values, node),
            Kind::Count(name, by) => {
                let count = self.scope.count(name, *by);
                self.print(&count.to_string(), node, false)
            }
            Kind::Break(true) => Err(Stop::Break),
            Kind::Break(false) => Err(Stop::Continue),
            Kind::Include(name, parameters, relative) => self.include(name, parameters, *relative, node),
            Kind::Link(path) => self.link(path, node),
            Kind::Post(path) => self.post(path, node),
            Kind::Highlight(language, numbered, nodes) => {
                let code = self.captured(nodes)?;
                self.print(&highlighted(language, *numbered, &code), node, false)
            }
            Kind::Group(nodes) => self.nodes(nodes),
            Kind::Nothing => Ok(()),
        }
    }

    fn case(&mut self, value: &Expr, branches: &[(Vec<Expr>, Vec<Node>)], otherwise: &[Node], node: &Node) -> Result<(), Stop> {
        let value = self.evaluate(value, node);
        let mut found = false;
        for (values, nodes) in branches {
            if values.iter().any(|other| value::equal(&value, &self.evaluate(other, node))) {
                found = true;
                self.nodes(nodes)?;
            }
        }
        if found { Ok(()) } else { self.nodes(otherwise) }
    }

    fn list(&mut self, head: &Loop, node: &Node) -> Vec<Value> {
        let whole = |machine: &mut Self, expr: &Expr| {
            let value = machine.evaluate(expr, node);
            value::number(&value).map_or(0, |number| number.float() as i64)
        };
        match &head.over {
            Over::List(expr) => match self.evaluate(expr, node) {
                Value::State(State::Empty | State::Blank) => Vec::new(),
                value => value::items(value),
            },
            Over::Range(from, to) => {
                let (from, to) = (whole(self, from), whole(self, to));
                let to = to.min(from.saturating_add(MOST_STEPS as i64 + 1));
                (from..=to).map(Value::scalar).collect()
            }
        }
    }

    fn loops(&mut self, head: &Loop, (body, otherwise): (&[Node], &[Node]), row: bool, node: &Node) -> Result<(), Stop> {
        let mut items = self.list(head, node);
        let count = |machine: &mut Self, expr: &Option<Expr>| {
            let value = expr.as_ref().map(|expr| machine.evaluate(expr, node));
            value.and_then(|value| value::number(&value)).map(|number| number.float().max(0.0) as usize)
        };
        let offset = if head.goes_on { self.ends.get(&head.name).copied() } else { count(self, &head.offset) };
        let limit = count(self, &head.limit).unwrap_or(usize::MAX);
        let columns = count(self, &head.columns).filter(|&columns| columns > 0);
        let offset = offset.unwrap_or(0).min(items.len());
        items.drain(..offset);
        items.truncate(limit);
        self.ends.insert(head.name.clone(), offset + items.len());
        if head.reversed {
            items.reverse();
        }
        if items.is_empty() && !row {
            return self.nodes(otherwise);
        }
        let length = items.len();
        self.scope.spend(length as u64 / 8);
        // Made only for those who look at it: it costs more than the turn.
        let watched = self.context.loops_in_includes || self.source.text().contains("loop.");
        self.scope.push([]);
        let mut done = Ok(());
        if row {
            done = self.print("<tr class=\"row1\">\n", node, false);
        }
        for (index, item) in items.into_iter().enumerate() {
            let turn = done.and_then(|()| self.spend(node)).and_then(|()| {
                self.scope.set_local(&head.name, item);
                if watched {
                    self.scope.set_local(if row { "tablerowloop" } else { "forloop" }, turn(index, length, &head.name));
                }
                if row { self.cell(body, (index, length, columns.unwrap_or(length)), node) } else { self.nodes(body) }
            });
            done = match turn {
                Err(Stop::Continue) => Ok(()),
                other => other,
            };
            if done.is_err() {
                break;
            }
        }
        if row && done.is_ok() {
            done = self.print("</tr>\n", node, false);
        }
        self.scope.pop();
        match done {
            Err(Stop::Break) => Ok(()),
            other => other,
        }
    }

    /// One cell of a table row; the last of its row ends it.
    fn cell(&mut self, body: &[Node], (index, length, columns): (usize, usize, usize), node: &Node) -> Result<(), Stop> {
        self.print(&format!("<td class=\"col{}\">", index % columns + 1), node, false)?;
        let done = self.nodes(body);
        self.print("</td>", node, false)?;
        if (index + 1) % columns == 0 && index + 1 < length {
            self.print(&format!("</tr>\n<tr class=\"row{}\">", (index + 1) / columns + 1), node, false)?;
        }
        done
    }

    fn cycle(&mut self, group: Option<&Expr>, values: &[Expr], node: &Node) -> Result<(), Stop> {
        let source = Arc::clone(&self.source);
        let name = match group {
            Some(group) => value::text(&self.evaluate(group, node)),
            None => values.iter().filter_map(|value| source.text().get(value.range.clone())).collect::<Vec<_>>().join("\u{0}"),
        };
        let place = self.cycles.entry(name).or_default();
        let index = *place % values.len().max(1);
        *place += 1;
        match values.get(index) {
            Some(expr) => {
                let text = value::text(&self.evaluate(expr, node));
                self.print(&text, node, false)
            }
            None => Ok(()),
        }
    }

    fn include(&mut self, name: &[Node], parameters: &[(String, Expr)], relative: bool, node: &Node) -> Result<(), Stop> {
        let name = self.captured(name)?;
        let name = name.trim().trim_matches(['"', '\'']).to_owned();
        let evaluated: Vec<_> = parameters.iter().map(|(key, expr)| (key.clone(), self.evaluate(expr, node))).collect();
        if self.open.len() >= DEEPEST {
            let message = format!("`{name}` is included in itself, or includes are nested deeper than {DEEPEST}");
            self.problem("liquid-include", message, node, "include it only under a condition that ends");
            return Err(Stop::Enough);
        }
        self.spend(node)?;
        let read;
        let context = self.context;
        let template = if relative {
            let path = if self.folder.is_empty() { name.clone() } else { format!("{}/{name}", self.folder) };
            let text = (!name.split('/').any(|part| part == "..")).then(|| (self.files)(&path)).flatten();
            read = text.map(|text| parse(&Arc::new(Source::new(path, text)), 0));
            read.as_ref().map(|(template, problems)| (template, problems.clone()))
        } else {
            context.includes.get(&name).map(|template| (template, Vec::new()))
        };
        let Some((template, problems)) = template else {
            self.missing(&name, relative, node);
            return Ok(());
        };
        self.diagnostics.extend(problems);
        self.included_in(template, name, evaluated, node)
    }

    /// Tells of an include that is not there; one that may be the theme's own is no fault of the page.
    fn missing(&mut self, name: &str, relative: bool, node: &Node) {
        let context = self.context;
        let place = if relative { "beside this page" } else { "under `_includes`" };
        let message = format!("there is no file `{name}` {place}");
        let near = crate::nearest::nearest(name, context.includes.keys().map(String::as_str)).filter(|_| !relative);
        let theme = context.theme.as_deref().filter(|_| !relative && near.is_none());
        match (near, theme) {
            (Some(near), _) => self.problem("liquid-include", message, node, &format!("a file with a similar name exists: `{near}`")),
            (None, Some(theme)) if !theme.contains("just-the-docs") || plugins::is_themes(name) => {
                let help = format!("files of the theme `{theme}` are not read: if it is one of them, put a copy under `_includes`");
                let diagnostic = Diagnostic::warning("liquid-include", message).at(&self.source, span(&node.range), "prints nothing");
                self.tell(diagnostic.help(help));
            }
            _ => self.problem("liquid-include", message, node, &format!("make the file {place}, or remove the tag")),
        }
    }

    fn included_in(&mut self, template: &Template, name: String, parameters: Vec<(String, Value)>, node: &Node) -> Result<(), Stop> {
        let outer = (self.included, Arc::clone(&self.source));
        self.included = self.included.or(Some(span(&node.range)));
        self.source = Arc::clone(&template.source);
        self.open.push(name);
        self.scope.push([(KString::from_static("include"), Value::Object(value::object(parameters)))]);
        let done = self.nodes(&template.nodes);
        self.scope.pop();
        self.open.pop();
        (self.included, self.source) = outer;
        done
    }

    fn link(&mut self, path: &[Node], node: &Node) -> Result<(), Stop> {
        let path = self.captured(path)?;
        let path = path.trim().trim_matches(['"', '\'']).trim_start_matches('/').to_owned();
        match self.context.links.get(&path) {
            Some(url) => {
                let url = self.context.address(url);
                self.print(&url, node, false)
            }
            None => {
                let near = self.context.paths().near(&path);
                let help = near.map_or_else(
                    || "write the path from the top of the site, with the file's ending".to_owned(),
                    |near| format!("a file with a similar name exists: `{near}`"),
                );
                self.problem("liquid-link", format!("no file of the site is at `{path}`"), node, &help);
                Ok(())
            }
        }
    }

    fn post(&mut self, path: &[Node], node: &Node) -> Result<(), Stop> {
        let name = self.captured(path)?;
        let name = name.trim().trim_start_matches('/').to_owned();
        match self.context.posts.get(&name) {
            Some(url) => {
                let url = self.context.address(url);
                self.print(&url, node, false)
            }
            None => {
                self.problem(
                    "liquid-link",
                    format!("there is no post `{name}`"),
                    node,
                    "write its file's name without the ending, as in `2025-06-23-title`",
                );
                Ok(())
            }
        }
    }
}

/// `forloop`.
fn turn(index: usize, length: usize, name: &str) -> Value {
    let number = |number: usize| Value::scalar(number as i64);
    let pairs = [
        ("name", value::string(name)),
        ("length", number(length)),
        ("index", number(index + 1)),
        ("index0", number(index)),
        ("rindex", number(length - index)),
        ("rindex0", number(length - index - 1)),
        ("first", Value::scalar(index == 0)),
        ("last", Value::scalar(index + 1 == length)),
    ];
    Value::Object(pairs.into_iter().map(|(key, value)| (KString::from_static(key), value)).collect())
}

/// What Jekyll's `highlight` prints, with the numbers of its lines after `linenos`; in one piece for Markdown:
/// its blank lines would end a block of HTML.
fn highlighted(language: &str, numbered: bool, code: &str) -> String {
    let code = code.trim_matches('\n').trim_end();
    let spans = highlight::highlight(language, code).unwrap_or_else(|| {
        let mut escaped = String::new();
        html::escape(&mut escaped, code);
        escaped
    });
    let mut name = String::new();
    html::escape_attribute(&mut name, language);
    let whole = spans.replace("\n\n", "\n&#10;").replace("\n\n", "\n&#10;");
    let code_of = format!("<pre><code class=\"language-{name}\" data-lang=\"{name}\">{whole}</code></pre>");
    if !numbered {
        return format!("<figure class=\"highlight\">{code_of}</figure>");
    }
    // Jekyll puts the table into the code, where no table may stand. The numbers break no line of the Markdown, so that
    // a list item goes on.
    let numbers: String = (1..=code.lines().count()).map(|line| format!("{line}&#10;")).collect();
    format!(
        "<figure class=\"highlight\"><table class=\"rouge-table\"><tbody><tr><td class=\"gutter gl\" aria-hidden=\"true\"><pre class=\"lineno\">\
         {numbers}</pre></td><td class=\"code\">{code_of}</td></tr></tbody></table></figure>"
    )
}
