//! The chain of small passes from a page's text to its HTML and its outline.

use super::bind::LinkDefinitions;
use super::callout;
use super::footnote::Footnotes;
use super::html::{self, Body, Look};
use super::mask::{Masked, Settings};
use super::node::{Node, Part};
use super::outline::Outline;
use super::{Audience, abbreviation, facts, heading, headless, links, outline_builder, sanitize, table_bodies, toc, typography};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use pulldown_cmark::{BrokenLink, Event, Options as Syntax, Parser};
use std::cell::RefCell;
use std::sync::Arc;

/// What of the configuration a body's HTML depends on.
#[derive(Clone, Debug)]
pub struct Options {
    /// Names of callouts.
    pub callouts: callout::Kinds,
    /// Who will read it: private blocks are for mentors.
    pub audience: Audience,
    /// What the configuration sets of kramdown's options.
    pub kramdown: Settings,
    /// The writers are strangers: nothing of their HTML may run.
    pub sanitize: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { callouts: callout::default_kinds(), audience: Audience::Public, kramdown: Settings::default(), sanitize: false }
    }
}

/// Renders the text of `source` from byte `start` on.
pub fn render(source: &Arc<Source>, start: usize, options: &Options) -> (Body, Outline, Vec<Diagnostic>) {
    render_with(source, start, options, true)
}

/// The same; unless `html` is wanted there may be none, and all the rest is as it is with it.
pub(super) fn render_with(source: &Arc<Source>, start: usize, options: &Options, html: bool) -> (Body, Outline, Vec<Diagnostic>) {
    let original = source.text().get(start..).unwrap_or("");
    let masked = Masked::new(original, &options.kramdown);
    let (nodes, definitions) = parse(&masked.text);
    let bound = masked.bind(nodes, &definitions);
    let nodes = match options.audience {
        Audience::Public => callout::remove_private(bound.nodes),
        Audience::Mentor => bound.nodes,
    };
    let nodes = if masked.settings.hard_wrap { hard_wrapped(nodes) } else { nodes };
    let nodes = table_bodies::part(headless::tables(nodes, original), original);
    let nodes = typography::mend(nodes, original);
    let nodes = abbreviation::mark(nodes, &bound.abbreviations);
    let nodes = links::autolink(nodes);
    let mut nodes = toc::place(nodes);
    let headings = heading::name(&mut nodes, start, masked.settings.auto_ids);
    let nodes = callout::wrap(nodes, &options.callouts);
    let outline = outline_builder::build(&nodes, start);
    // What strangers wrote is judged with all that stands around it.
    let writes = html || options.sanitize || !facts::suffice(&nodes);
    let (nodes, footnotes) = Footnotes::take(nodes);
    let look = Look { toc_levels: masked.settings.toc_levels.clone() };
    let body = if writes { html::write(&nodes, headings, footnotes, look, start) } else { facts::read(&nodes, headings, footnotes, start) };
    let body = if options.sanitize { sanitize::body(body) } else { body };
    let diagnostics = bound.strays.into_iter().map(|stray| stray_marker(source, stray, start)).collect();
    (body, outline, diagnostics)
}

/// Renders plain CommonMark, without anything that logs or kramdown add: what proves the writer against CommonMark's own examples.
pub fn render_commonmark(text: &str) -> Body {
    let nodes: Vec<Node> = Parser::new(text).into_offset_iter().map(|(event, range)| Node::new(event, range)).collect();
    let look = Look { toc_levels: 1..=6 };
    html::write(&nodes, Vec::new(), Footnotes::default(), look, 0)
}

/// A log has a node in about so many bytes.
const NODE: usize = 6;
/// Room for so many nodes is made at once; a page with more is no log.
const MOST: usize = 4096;

/// The parser's events for a body whose attribute lists are masked, and where its link definitions stand.
pub fn parse(text: &str) -> (Vec<Node<'_>>, LinkDefinitions) {
    let mut syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_SMART_PUNCTUATION
        | Syntax::ENABLE_GFM
        | Syntax::ENABLE_DEFINITION_LIST;
    // Single dollars are money in a log: formulas are looked for only where `$$` stands.
    syntax.set(Syntax::ENABLE_MATH, text.contains("$$"));
    let spaced = RefCell::new(Vec::new());
    let parser = Parser::new_with_broken_link_callback(text, syntax, Some(|link: BrokenLink| links::with_spaces(text, &link, &spaced)));
    let mut definitions: LinkDefinitions =
        parser.reference_definitions().iter().map(|(label, definition)| (definition.span.clone(), label.to_owned())).collect();
    definitions.sort_by_key(|(range, _)| range.start);
    let nodes = parser.into_offset_iter().map(|(event, range)| match event {
        Event::InlineMath(_) => Node::new(Event::Text(text[range.clone()].into()), range),
        Event::DisplayMath(formula) => Node { part: Part::Md(inline_or_display(formula, text, &range)), range, attributes: None },
        event => Node::new(event, range),
    });
    let mut all = Vec::with_capacity((text.len() / NODE).min(MOST));
    all.extend(nodes);
    let nodes = links::without_destinations(all, &spaced.into_inner(), text);
    (links::with_spaces_undescribed(nodes, text), definitions)
}

/// Every line break of the text is one on the page, as with kramdown's `hard_wrap`.
fn hard_wrapped(mut nodes: Vec<Node>) -> Vec<Node> {
    for node in nodes.iter_mut().filter(|node| matches!(node.part, Part::Md(Event::SoftBreak))) {
        node.part = Part::Md(Event::HardBreak);
    }
    nodes
}

fn inline_or_display<'a>(formula: pulldown_cmark::CowStr<'a>, text: &str, range: &std::ops::Range<usize>) -> Event<'a> {
    let line_start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[range.end..].find('\n').map_or(text.len(), |i| range.end + i);
    let alone = text[line_start..range.start].trim_matches([' ', '\t', '>']).is_empty() && text[range.end..line_end].trim().is_empty();
    if alone { Event::DisplayMath(formula) } else { Event::InlineMath(formula) }
}

fn stray_marker(source: &Arc<Source>, stray: Span, start: usize) -> Diagnostic {
    let span = Span::new(stray.start as usize + start, stray.end as usize + start);
    Diagnostic::warning("markdown-stray-attributes", "this attribute list belongs to nothing, so it has no effect")
        .at(source, span, "no block for it")
        .help("put it on the line right above or right below the block that it is for")
}
