//! Gives what masks say to the elements that kramdown's rules name, and takes the masks out of the events.
//!
//! The rules are those of `parse_block_extensions`, `new_block_el` and `parse_span_extensions` of kramdown 2.4:
//! a list belongs to the block right above it; with none there it waits for the next block, and is lost at a
//! blank line before which nothing stood.

use super::attributes::Attributes;
use super::html_tag::{Model, tag_at, without_markdown};
use super::mask::{Kind, Look, Mask, Masked};
use super::nested;
use super::node::{Node, Part};
use super::scan::bullet;
use crate::source::Span;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// A marker that found nothing to attach to, by its bytes in the body.
pub type Stray = Span;

/// Where link definitions stand, in order, with their labels.
pub type LinkDefinitions = Vec<(Range<usize>, String)>;

/// An abbreviation that a page defines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Abbreviation {
    /// What is looked for.
    pub short: String,
    /// What it stands for; may be empty.
    pub long: String,
    /// What an attribute list beside the definition says.
    pub attributes: Attributes,
}

/// A page's events without masks.
#[derive(Default)]
pub struct Bound<'t> {
    /// The events.
    pub nodes: Vec<Node<'t>>,
    /// Attribute lists that belong to nothing.
    pub strays: Vec<Stray>,
    /// Abbreviations in the order of the page.
    pub abbreviations: Vec<Abbreviation>,
}

/// What an attribute list can attach to.
#[derive(Clone, Debug)]
enum Target {
    /// A block, by its place in the output.
    Block(usize),
    /// The links that use a definition.
    Links(String),
    /// An abbreviation by its number.
    Abbreviation(usize),
}

/// What the binder knows of one container: a quote, an item, an HTML element, the document.
#[derive(Default)]
struct Frame {
    /// The last block of the container.
    last: Option<Target>,
    /// Where it begins.
    start: usize,
    /// Something stands in the container already.
    begun: bool,
    /// Attribute lists that wait for the next block, with their bytes.
    pending: Vec<(Attributes, Range<usize>)>,
    /// The end of the last attribute list and what it attached to.
    marker: Option<(usize, Option<Target>)>,
    /// A list item's own text stands directly in it.
    inline: bool,
    /// The name of the HTML element, if it is one.
    element: Option<String>,
    /// Its paragraphs are running text of the element.
    bare: bool,
}

pub(super) fn bind<'t>(masked: &Masked, nodes: Vec<Node<'t>>, links: &LinkDefinitions) -> Bound<'t> {
    if masked.masks.is_empty() && !masked.original.contains("markdown=") {
        return Bound { nodes, ..Bound::default() };
    }
    let out = Bound { nodes: Vec::with_capacity(nodes.len()), ..Bound::default() };
    let mut binder = Binder {
        masked,
        links,
        out,
        frames: vec![Frame::default()],
        spans: Vec::new(),
        tags: Vec::new(),
        closed: None,
        link_attributes: BTreeMap::new(),
        silent: 0,
        closing: 0,
    };
    binder.run(nodes);
    binder.out
}

/// What is known at one place of the chain of events.
pub(super) struct Binder<'m, 't> {
    pub(super) masked: &'m Masked<'m>,
    links: &'m LinkDefinitions,
    pub(super) out: Bound<'t>,
    frames: Vec<Frame>,
    /// Open spans by their place in the output.
    spans: Vec<usize>,
    /// Open tags of raw HTML in running text, by name and place.
    pub(super) tags: Vec<(String, usize)>,
    /// The span that ended right before.
    pub(super) closed: Option<usize>,
    link_attributes: BTreeMap<String, Attributes>,
    /// The first mask without an event of its own that may still come.
    silent: usize,
    /// HTML elements that end with this paragraph.
    pub(super) closing: usize,
}

type Nodes<'t> = std::vec::IntoIter<Node<'t>>;

impl<'t> Binder<'_, 't> {
    fn run(&mut self, nodes: Vec<Node<'t>>) {
        let mut nodes = nodes.into_iter();
        while let Some(node) = nodes.next() {
            self.attach_silent(&node);
            match &node.part {
                Part::Md(Event::Start(Tag::HtmlBlock)) => self.html_block(node, &mut nodes),
                Part::Md(Event::Start(Tag::Heading { .. })) if self.is_end_of_block(&node.range) => {
                    skip_to(&mut nodes, |end| matches!(end, TagEnd::Heading(_)));
                    self.end_of_block();
                }
                Part::Md(Event::Start(Tag::Paragraph)) => self.paragraph(node, &mut nodes),
                Part::Md(Event::InlineHtml(_)) => self.inline_html(node),
                Part::Md(Event::Text(_)) => self.text(node),
                _ => self.push(node),
            }
        }
        while let Some(frame) = self.frames.pop() {
            self.leave(frame, self.masked.original.len());
        }
        if !self.link_attributes.is_empty() {
            self.dress_links();
        }
    }

    /// Attribute lists that were masked by spaces have no event: they are due when their place is passed.
    fn attach_silent(&mut self, node: &Node) {
        let at = match &node.part {
            Part::Md(Event::End(_)) => node.range.end,
            _ => node.range.start,
        };
        let masked = self.masked;
        while let Some(mask) = masked.masks.get(self.silent).filter(|mask| mask.range.end <= at) {
            self.silent += 1;
            if let (Look::Blank, Kind::Block(attributes)) = (mask.look, &mask.kind) {
                self.attach_block(&mask.range, attributes);
            }
        }
    }

    fn is_end_of_block(&self, range: &Range<usize>) -> bool {
        self.masked.over(range).first().is_some_and(|mask| mask.look == Look::Heading && mask.range.start == range.start)
    }

    fn end_of_block(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        self.out.strays.extend(frame.pending.drain(..).map(|(_, range)| Span::from(range)));
        frame.last = None;
        frame.begun = true;
    }

    fn html_block(&mut self, node: Node<'t>, nodes: &mut Nodes<'t>) {
        let masked = self.masked;
        let masks = masked.over(&node.range);
        let alone = masks.first().filter(|mask| {
            let comes_first =
                masked.text[node.range.start.min(mask.range.start)..mask.range.start].trim_matches([' ', '\t', '>']).is_empty();
            comes_first && !matches!(mask.kind, Kind::Region(_)) && matches!(mask.look, Look::Instruction | Look::Comment)
        });
        let Some(mask) = alone else {
            return self.raw_block(node, nodes);
        };
        skip_to(nodes, |end| matches!(end, TagEnd::HtmlBlock));
        match &mask.kind {
            Kind::Block(attributes) => self.attach_block(&mask.range, attributes),
            Kind::Nothing => self.end_of_block(),
            Kind::Abbreviation(short, long) => {
                let text = masked.original;
                let pending = self.pending();
                self.out.abbreviations.push(Abbreviation {
                    short: text[short.clone()].to_owned(),
                    long: text[long.clone()].to_owned(),
                    attributes: pending,
                });
                self.last(Target::Abbreviation(self.out.abbreviations.len() - 1));
            }
            Kind::Open(model) => self.open_element(mask, *model),
            Kind::Close(count) => {
                let text = &masked.original[mask.range.clone()];
                self.close_elements(*count, mask, text);
            }
            Kind::Item(_) | Kind::Span(_) | Kind::Region(_) => {}
        }
    }

    /// A block of raw HTML, of which comments and end marks of kramdown's are taken away.
    fn raw_block(&mut self, mut node: Node<'t>, nodes: &mut Nodes<'t>) {
        self.start_block(&mut node);
        let range = node.range.clone();
        self.out.nodes.push(node);
        if !self.masked.inside && self.masked.original[range.clone()].contains("markdown=") {
            let parts = nested::parts(self.masked, &range);
            if let Some(parts) = parts.filter(|parts| parts.len() > 1) {
                skip_to(nodes, |end| matches!(end, TagEnd::HtmlBlock));
                self.out.nodes.extend(parts);
                return;
            }
        }
        // What an attribute list gives the block is for the tag in its first line: indentation is no line.
        let is_blank = |next: &Node| matches!(&next.part, Part::Md(Event::Html(html) | Event::Text(html)) if html.trim().is_empty());
        while pass(nodes, is_blank) {}
        for mut node in nodes.by_ref() {
            let end = node.end() == Some(TagEnd::HtmlBlock);
            if end || self.clip(&mut node) {
                self.out.nodes.push(node);
            }
            if end {
                return;
            }
        }
    }

    /// Restores an event of raw HTML and cuts it to what is shown; whether anything is.
    pub(super) fn clip(&self, node: &mut Node<'t>) -> bool {
        let Part::Md(event @ (Event::Html(_) | Event::InlineHtml(_) | Event::Text(_))) = &mut node.part else { return true };
        let masks = self.masked.over(&node.range);
        let region = masks.iter().find_map(|mask| match &mask.kind {
            Kind::Region(shown) if mask.look == Look::Comment => Some((shown, &mask.range)),
            _ => None,
        });
        let Some((shown, whole)) = region else {
            self.masked.restore(event, &node.range);
            strip_markdown(event);
            return true;
        };
        let text = self.masked.original;
        let range = node.range.start.max(shown.start)..node.range.end.min(shown.end);
        let is_inside = range.start < range.end;
        let mut html = if is_inside { text[range].to_owned() } else { String::new() };
        // What stands on the line after the region's end is raw too.
        if node.range.end > whole.end {
            html.push_str(&text[whole.end..node.range.end]);
        }
        let empty = html.trim().is_empty();
        *event = if matches!(event, Event::InlineHtml(_)) { Event::InlineHtml(html.into()) } else { Event::Html(html.into()) };
        strip_markdown(event);
        !empty || is_inside
    }

    fn open_element(&mut self, mask: &Mask, model: Model) {
        let text = &self.masked.original[mask.range.clone()];
        let html = format!("{}\n", without_markdown(text));
        let index = self.out.nodes.len();
        self.push_html(html, &mask.range, true);
        self.last(Target::Block(index));
        let element = tag_at(text).map(|tag| tag.name.to_ascii_lowercase());
        self.frames.push(Frame { element, start: mask.range.end + 1, bare: model == Model::Text, ..Frame::default() });
    }

    fn push_html(&mut self, html: String, range: &Range<usize>, block: bool) {
        let mut start = Node::new(Event::Start(Tag::HtmlBlock), range.clone());
        if block {
            self.start_block(&mut start);
        }
        self.out.nodes.push(start);
        self.out.nodes.push(Node::new(Event::Html(html.into()), range.clone()));
        self.out.nodes.push(Node::new(Event::End(TagEnd::HtmlBlock), range.clone()));
    }

    /// Ends as many HTML elements as are open here; `text` is what stands there.
    fn close_elements(&mut self, count: usize, mask: &Mask, text: &str) {
        let open = self.frames.iter().rev().take_while(|frame| frame.element.is_some()).count();
        for _ in 0..count.min(open) {
            if let Some(mut frame) = self.frames.pop() {
                frame.element = None;
                self.leave(frame, mask.range.end);
            }
        }
        if count <= open {
            self.push_html(format!("{text}\n"), &mask.range, false);
        }
    }

    /// A container ends: what waits in it is lost, an element without an end tag gets one.
    fn leave(&mut self, frame: Frame, at: usize) {
        self.out.strays.extend(frame.pending.into_iter().map(|(_, range)| Span::from(range)));
        if let Some(name) = frame.element {
            self.push_html(format!("</{name}>\n"), &(at..at), false);
        }
    }

    fn paragraph(&mut self, mut node: Node<'t>, nodes: &mut Nodes<'t>) {
        let masked = self.masked;
        if let Some(Node { part: Part::Md(Event::Text(_)), range, .. }) = nodes.as_slice().first()
            && let Some(mask) = masked.over(range).first()
            && let (Look::TokenBefore, Kind::Open(model)) = (mask.look, &mask.kind)
            && mask.range.start == range.start
        {
            self.open_element(mask, *model);
            node.range.start = node.range.start.max(mask.range.end);
        }
        if let Some(Node { part: Part::Md(Event::Text(_)), range, .. }) = nodes.as_slice().first()
            && let Some(mask) = masked.over(range).first()
            && let (Look::Word, Kind::Block(attributes)) = (mask.look, &mask.kind)
            && mask.range == *range
        {
            self.attach_block(&mask.range, attributes);
            nodes.next();
            pass(nodes, |next| matches!(next.part, Part::Md(Event::SoftBreak)));
        }
        if self.frames.last().is_some_and(|frame| frame.bare) {
            return;
        }
        self.push(node);
    }

    fn end_paragraph(&mut self, node: Node<'t>) {
        let bare = self.frames.last().is_some_and(|frame| frame.bare);
        let range = node.range.clone();
        if !bare {
            self.out.nodes.push(node);
        }
        let masked = self.masked;
        let count = std::mem::take(&mut self.closing);
        if count > 0
            && let Some(mask) = masked.over(&range).last()
        {
            let text = &masked.original[mask.range.clone()];
            self.close_elements(count, mask, text);
        }
    }

    fn attach_block(&mut self, range: &Range<usize>, attributes: &Attributes) {
        let text = self.masked.original;
        let line = text[..range.start].trim_end_matches([' ', '\t', '>']).len();
        let above = text[..line].trim_end_matches(['\n', '\r', ' ', '\t', '>']);
        let nothing_above = above.is_empty();
        let at_start = nothing_above && breaks(&text[..line]) == 0;
        let blank_above = nothing_above || breaks(&text[above.len()..line]) > 1;
        let below = text[range.end..].trim_start_matches([' ', '\t', '>', '\r']);
        let blank_below = below.strip_prefix('\n').is_none_or(|below| below.trim_start_matches([' ', '\t', '>', '\r']).starts_with('\n'));
        let definition = self.definition_beside(above.len(), range.end, blank_above, blank_below);
        let Some(frame) = self.frames.last_mut() else { return };
        let first_line = !frame.begun && text.get(frame.start..range.start).is_some_and(|before| breaks(before) == 0);
        let blank_above = blank_above && !first_line;
        let stacked = frame
            .marker
            .take()
            .filter(|(end, _)| text.get(*end..range.start).is_some_and(|between| between.len() < 4000 && breaks(between) == 1));
        let is_stacked = stacked.is_some();
        let target = match stacked {
            Some((_, target)) => target,
            None if blank_above => definition,
            None => definition.or_else(|| frame.last.clone()),
        };
        frame.marker = Some((range.end, target.clone()));
        // A blank line takes a waiting list along unless a blank line stood before it.
        let lost = blank_below && (at_start || !blank_above && !frame.begun);
        match target {
            Some(target) => self.give(&target, attributes),
            None if !is_stacked && frame.inline && !blank_above => self.out.strays.push(range.clone().into()),
            None if lost => self.out.strays.push(range.clone().into()),
            None => frame.pending.push((attributes.clone(), range.clone())),
        }
    }

    /// The link definition that ends right above or begins right below.
    fn definition_beside(&self, above: usize, end: usize, blank_above: bool, blank_below: bool) -> Option<Target> {
        let text = self.masked.original;
        let links = self.links;
        if !blank_above {
            let i = links.partition_point(|(range, _)| range.start < above);
            let (range, label) = &links[i.checked_sub(1)?..].first()?;
            if range.end >= above {
                return Some(Target::Links(label.clone()));
            }
        }
        if blank_below || !self.frames.last().is_some_and(|frame| blank_above || frame.last.is_none()) {
            return None;
        }
        let below = text.len() - text[end..].trim_start_matches([' ', '\t', '>', '\r', '\n']).len();
        let i = links.partition_point(|(range, _)| range.end <= below);
        links.get(i).filter(|(range, _)| range.start <= below).map(|(_, label)| Target::Links(label.clone()))
    }

    fn give(&mut self, target: &Target, attributes: &Attributes) {
        match target {
            Target::Block(index) => self.out.nodes[*index].attributes_mut().merge(attributes),
            Target::Links(label) => self.link_attributes.entry(label.to_lowercase()).or_default().merge(attributes),
            Target::Abbreviation(number) => self.out.abbreviations[*number].attributes.merge(attributes),
        }
    }

    fn dress_links(&mut self) {
        for node in &mut self.out.nodes {
            if let Part::Md(Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. })) = &node.part
                && !id.is_empty()
                && let Some(attributes) = self.link_attributes.get(&id.to_lowercase())
            {
                let own = node.attributes.take();
                let all = node.attributes.insert(Box::new(attributes.clone()));
                own.iter().for_each(|own| all.merge(own));
            }
        }
    }

    fn last(&mut self, target: Target) {
        if let Some(frame) = self.frames.last_mut() {
            frame.last = Some(target);
            frame.begun = true;
        }
    }

    fn pending(&mut self) -> Attributes {
        let mut all = Attributes::default();
        if let Some(frame) = self.frames.last_mut() {
            frame.pending.drain(..).for_each(|(attributes, _)| all.merge(&attributes));
        }
        all
    }

    fn start_block(&mut self, node: &mut Node<'t>) {
        let pending = self.pending();
        if !pending.is_empty() {
            node.attributes_mut().merge(&pending);
        }
        self.last(Target::Block(self.out.nodes.len()));
    }

    /// Passes a node on, and remembers what an attribute list after it would belong to.
    pub(super) fn push(&mut self, mut node: Node<'t>) {
        self.closed = None;
        let Part::Md(event) = &mut node.part else {
            self.out.nodes.push(node);
            return;
        };
        self.masked.restore(event, &node.range);
        let index = self.out.nodes.len();
        match event {
            Event::Start(tag) if is_span(tag) => self.spans.push(index),
            Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell) => {}
            Event::Start(tag) => {
                let container = is_container(tag);
                if matches!(tag, Tag::Item) {
                    node.attributes = self.item_marker(&node.range).map(Box::new);
                } else {
                    self.start_block(&mut node);
                }
                if container {
                    self.frames.push(Frame { start: node.range.start, ..Frame::default() });
                }
            }
            Event::End(TagEnd::Paragraph) => return self.end_paragraph(node),
            Event::End(tag) if is_span_end(*tag) => self.closed = self.spans.pop(),
            Event::End(tag) => {
                if is_container_end(*tag) {
                    self.end_container(node.range.end);
                }
                self.spans.clear();
                self.tags.clear();
            }
            Event::Rule => self.start_block(&mut node),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.closed = Some(index),
            Event::Text(text) if !text.trim().is_empty() => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.inline = frame.last.is_none();
                    frame.begun = true;
                }
                self.strip_item_marker(&mut node);
            }
            _ => {}
        }
        self.out.nodes.push(node);
    }

    fn end_container(&mut self, at: usize) {
        self.closing = 0;
        while self.frames.len() > 1
            && let Some(frame) = self.frames.pop()
        {
            let element = frame.element.is_some();
            self.leave(frame, at);
            if !element {
                return;
            }
        }
    }

    fn item_marker(&self, range: &Range<usize>) -> Option<Attributes> {
        let mask = self.masked.over(range).first()?;
        let Kind::Item(attributes) = &mask.kind else { return None };
        let before = self.masked.original.get(range.start..mask.range.start)?.trim_start();
        (bullet(before) == before.len()).then(|| attributes.clone())
    }

    /// Cuts the bytes of an item's marker off the text that opens the item.
    fn strip_item_marker(&self, node: &mut Node<'t>) {
        let Some(mask) = self.masked.over(&node.range).first().filter(|mask| matches!(mask.kind, Kind::Item(_))) else { return };
        let Part::Md(Event::Text(text)) = &mut node.part else { return };
        if mask.range.end >= node.range.end {
            *text = CowStr::Borrowed("");
        } else if node.range.start >= mask.range.start && text.len() == node.range.len() {
            let cut = mask.range.end - node.range.start;
            *text = text[cut..].trim_start().to_owned().into();
        }
    }
}

/// How many lines end in a text, up to two.
fn breaks(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').take(2).count()
}

/// Passes the next node by if it is such a one; whether it was.
fn pass(nodes: &mut Nodes, is_such: impl Fn(&Node) -> bool) -> bool {
    nodes.as_slice().first().is_some_and(is_such) && nodes.next().is_some()
}

fn skip_to(nodes: &mut Nodes, is_end: impl Fn(&TagEnd) -> bool) {
    for node in nodes.by_ref() {
        if node.end().is_some_and(|end| is_end(&end)) {
            return;
        }
    }
}

fn strip_markdown(event: &mut Event) {
    if let Event::Html(html) | Event::InlineHtml(html) = event
        && html.contains("markdown=")
    {
        *html = without_markdown(html).into_owned().into();
    }
}

fn is_span(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn is_span_end(tag: TagEnd) -> bool {
    use TagEnd as E;
    matches!(tag, E::Emphasis | E::Strong | E::Strikethrough | E::Superscript | E::Subscript | E::Link | E::Image)
}

fn is_container(tag: &Tag) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::Item | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition)
}

fn is_container_end(tag: TagEnd) -> bool {
    use TagEnd as E;
    matches!(tag, E::BlockQuote(_) | E::Item | E::FootnoteDefinition | E::DefinitionListDefinition)
}
