//! Callouts in their three spellings: classes of the seed, Just the Docs' configured names, GitHub's alerts.
//!
//! Before a paragraph, list, table, quote or code block a callout holds that block. Before a heading it holds
//! the heading and what follows, up to the next rule, the next heading of its level or higher, or the end.

use super::heading::raw_text;
use super::node::{Node, Part, after};
use pulldown_cmark::{BlockQuoteKind, Event, HeadingLevel, Tag};
use std::collections::BTreeMap;
use std::ops::Range;

/// A named kind of callout from the configuration's `callouts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind {
    /// The title above its text; none when it has none.
    pub title: Option<String>,
    /// A colour name of Just the Docs, such as `purple`.
    pub color: Option<String>,
}

/// The kinds a site knows, by name.
pub type Kinds = BTreeMap<String, Kind>;

/// The kinds of a site that configures none: those of GitHub's alerts, with the same names.
pub fn default_kinds() -> Kinds {
    ALERTS.iter().map(|&(_, name, title)| (name.to_owned(), Kind { title: Some(title.to_owned()), color: None })).collect()
}

const ALERTS: [(BlockQuoteKind, &str, &str); 5] = [
    (BlockQuoteKind::Note, "note", "Note"),
    (BlockQuoteKind::Tip, "tip", "Tip"),
    (BlockQuoteKind::Important, "important", "Important"),
    (BlockQuoteKind::Warning, "warning", "Warning"),
    (BlockQuoteKind::Caution, "caution", "Caution"),
];

/// The box around some blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Callout {
    /// Classes to write, `callout` first.
    pub classes: Vec<String>,
    /// The title to write as the first paragraph.
    pub title: Option<String>,
    /// A configured colour.
    pub color: Option<String>,
    /// The id of the heading that names it.
    pub labelled_by: Option<String>,
    /// Its name for those who do not see it, when nothing visible names it.
    pub label: Option<String>,
    /// Its own id, when the attribute list gave one to a block that is no heading.
    pub id: Option<String>,
}

/// What an element's classes say about callouts.
enum Spelling<'k> {
    /// `.callout`, `.callout-info`.
    Plain,
    /// `.note`, configured.
    Named(&'k str, &'k Kind),
    /// `.note-title`: the first paragraph is the title.
    Titled(&'k str, &'k Kind),
}

fn spelling<'k>(node: &Node, kinds: &'k Kinds) -> Option<Spelling<'k>> {
    let attributes = node.attributes.as_ref()?;
    attributes.classes.iter().find_map(|class| {
        if let Some((name, kind)) = kinds.get_key_value(class) {
            return Some(Spelling::Named(name, kind));
        }
        if let Some((name, kind)) = class.strip_suffix("-title").and_then(|name| kinds.get_key_value(name)) {
            return Some(Spelling::Titled(name, kind));
        }
        (class == "callout" || class.starts_with("callout-")).then_some(Spelling::Plain)
    })
}

/// Puts boxes around the blocks that ask for one. Headings must have their ids already.
pub fn wrap<'a>(nodes: Vec<Node<'a>>, kinds: &Kinds) -> Vec<Node<'a>> {
    let asks = |node: &Node| spelling(node, kinds).is_some() || matches!(node.start(), Some(Tag::BlockQuote(Some(_))));
    if !nodes.iter().any(asks) {
        return nodes;
    }
    let boxes = boxes(&nodes, kinds, asks);
    let (length, end) = (nodes.len(), nodes.last().map_or(0, |node| node.range.end));
    let out = Vec::with_capacity(length + 2 * boxes.len());
    let mut moving = Moving { at: 0, nodes: nodes.into_iter(), end, out };
    // Ends of open boxes, innermost last, as places in the nodes.
    let mut ends: Vec<usize> = Vec::new();
    for opened in boxes {
        while let Some(end) = ends.pop_if(|end| *end <= opened.start) {
            moving.close(end);
        }
        moving.open(opened.start, opened.callout);
        // A titled quote's own first paragraph becomes the title and is skipped.
        if let Some(title) = opened.title {
            moving.up_to(title.start);
            moving.skip_to(title.end);
        }
        ends.push(opened.end.min(ends.last().copied().unwrap_or(length)));
    }
    ends.into_iter().rev().for_each(|end| moving.close(end));
    moving.up_to(length);
    moving.out
}

/// Nodes on their way from one list to another.
struct Moving<'a> {
    /// How many are no longer in the first.
    at: usize,
    nodes: std::vec::IntoIter<Node<'a>>,
    /// Where the last one ends.
    end: usize,
    out: Vec<Node<'a>>,
}

impl Moving<'_> {
    /// Moves those before this place.
    fn up_to(&mut self, place: usize) {
        self.out.extend(self.nodes.by_ref().take(place.saturating_sub(self.at)));
        self.at = self.at.max(place);
    }

    /// Leaves those before this place out.
    fn skip_to(&mut self, place: usize) {
        self.nodes.by_ref().take(place.saturating_sub(self.at)).for_each(drop);
        self.at = self.at.max(place);
    }

    fn open(&mut self, place: usize, callout: Callout) {
        self.up_to(place);
        if let Some(mut node) = self.nodes.next() {
            self.at += 1;
            self.out.push(Node::ours(Part::Open(Box::new(callout)), node.range.start));
            strip(&mut node);
            self.out.push(node);
        }
    }

    fn close(&mut self, place: usize) {
        self.up_to(place);
        let at = self.nodes.as_slice().first().map_or(self.end, |node| node.range.start);
        self.out.push(Node::ours(Part::Close, at));
    }
}

/// A box around some nodes, from `start` to before `end`; those of its title are left out.
struct Boxed {
    start: usize,
    end: usize,
    callout: Callout,
    title: Option<Range<usize>>,
}

/// The boxes of all nodes, in order, which are all looked at before the first is changed.
fn boxes(nodes: &[Node], kinds: &Kinds, asks: impl Fn(&Node) -> bool) -> Vec<Boxed> {
    let mut boxes: Vec<Boxed> = Vec::new();
    let mut skip = 0..0;
    for start in (0..nodes.len()).filter(|&start| asks(&nodes[start])) {
        if !skip.contains(&start)
            && let Some(end) = extent(nodes, start)
            && let Some((callout, title)) = describe(nodes, start, kinds)
        {
            skip = title.clone().unwrap_or(skip);
            boxes.push(Boxed { start, end, callout, title });
        }
    }
    boxes
}

/// One past the last node that a box around `nodes[start]` holds, if that is a block that can have one.
pub fn extent(nodes: &[Node], start: usize) -> Option<usize> {
    let level = match nodes[start].start()? {
        Tag::Heading { level, .. } => *level,
        Tag::Paragraph | Tag::List(_) | Tag::Table(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::DefinitionList => {
            return Some(after(nodes, start));
        }
        _ => return None,
    };
    Some(section_end(nodes, start, level, true))
}

/// Where the section of a heading ends: at a heading of its level or higher beside it, or with its container, or at a rule if `rules` end it.
fn section_end(nodes: &[Node], start: usize, heading: HeadingLevel, rules: bool) -> usize {
    let mut depth = 0isize;
    for (i, node) in nodes.iter().enumerate().skip(start) {
        match &node.part {
            Part::Md(Event::Rule) if depth == 0 && rules => return i,
            Part::Md(Event::Start(tag)) => {
                let next = i > start && matches!(tag, Tag::Heading { level, .. } if *level <= heading);
                if depth == 0 && (next || matches!(tag, Tag::FootnoteDefinition(_))) {
                    return i;
                }
                depth += 1;
            }
            Part::Md(Event::End(_)) => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return i;
        }
    }
    nodes.len()
}

/// The box for `nodes[start]`, and the nodes of a first paragraph that became its title.
fn describe(nodes: &[Node], start: usize, kinds: &Kinds) -> Option<(Callout, Option<Range<usize>>)> {
    let node = &nodes[start];
    let attributes = node.attributes.as_deref().cloned().unwrap_or_default();
    let heading = matches!(node.start(), Some(Tag::Heading { .. }));
    let mut callout = Callout { classes: vec!["callout".to_owned()], ..Callout::default() };
    let mut title = None;
    match (spelling(node, kinds), node.start()) {
        (Some(Spelling::Plain), _) => {}
        (Some(Spelling::Named(name, kind)), _) => {
            callout.classes.push(format!("callout-{name}"));
            callout.title.clone_from(&kind.title);
            callout.color.clone_from(&kind.color);
        }
        (Some(Spelling::Titled(name, kind)), _) => {
            callout.classes.push(format!("callout-{name}"));
            callout.color.clone_from(&kind.color);
            title = title_paragraph(nodes, start);
            callout.title = Some(raw_text(&nodes[title.clone().unwrap_or(start..after(nodes, start))]).trim().to_owned());
            title = title.or(Some(start + 1..after(nodes, start) - 1));
        }
        (None, Some(Tag::BlockQuote(Some(alert)))) => {
            let &(_, name, text) = ALERTS.iter().find(|(kind, ..)| kind == alert)?;
            callout.classes.push(format!("callout-{name}"));
            callout.title = Some(text.to_owned());
        }
        _ => return None,
    }
    callout.classes.extend(attributes.classes.iter().filter(|class| *class != "callout").cloned());
    match (&callout.title, heading) {
        (None, true) => callout.labelled_by.clone_from(&attributes.id),
        (Some(text), _) => callout.label = Some(text.clone()),
        (None, false) => callout.label = Some(plain_label(&callout.classes)),
    }
    if !heading {
        callout.id = attributes.id;
    }
    Some((callout, title))
}

/// The nodes of a quote's first paragraph.
fn title_paragraph(nodes: &[Node], start: usize) -> Option<Range<usize>> {
    let first = start + 1;
    let is_quote = matches!(nodes[start].start(), Some(Tag::BlockQuote(_)));
    (is_quote && matches!(nodes.get(first)?.start(), Some(Tag::Paragraph))).then(|| first..after(nodes, first))
}

/// "Info" for `.callout-info`, "Callout" for `.callout`.
fn plain_label(classes: &[String]) -> String {
    let kind = classes.iter().find_map(|class| class.strip_prefix("callout-")).unwrap_or("callout");
    let mut label = kind.replace(['-', '_'], " ");
    if let Some(first) = label.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    label
}

/// The box took the classes over; a quote gives up its own bars to be the box's text.
fn strip(node: &mut Node) {
    if let Some(attributes) = &mut node.attributes {
        attributes.classes.clear();
        if !matches!(&node.part, Part::Md(Event::Start(Tag::Heading { .. }))) {
            attributes.id = None;
        }
    }
    if let Part::Md(Event::Start(Tag::BlockQuote(kind))) = &mut node.part {
        *kind = None;
        node.attributes_mut().references = vec![UNWRAPPED.to_owned()];
    }
}

/// The mark of a quote whose box replaces its `<blockquote>`.
pub const UNWRAPPED: &str = "weeklog:unwrapped";

/// Removes blocks marked `{: .private }` for the public edition; a heading takes its whole section along, rules included.
pub fn remove_private(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    if !nodes.iter().any(|node| node.has_class("private")) {
        return nodes;
    }
    let mut until = 0;
    let mut keep = vec![true; nodes.len()];
    for i in 0..nodes.len() {
        if i >= until && nodes[i].has_class("private") {
            until = match nodes[i].start() {
                Some(Tag::Heading { level, .. }) => section_end(&nodes, i, *level, false),
                _ => after(&nodes, i),
            };
            keep[i..until].fill(false);
        }
    }
    nodes.into_iter().zip(keep).filter_map(|(node, keep)| keep.then_some(node)).collect()
}
