//! kramdown's attribute lists, `{: .class #id key="value" }`, on blocks, list items and spans.
//!
//! A marker is masked by a processing instruction of the same length before parsing, so that it ends
//! lists, quotes and tables as it does in kramdown and every offset stays true. After parsing it is taken
//! out again and its attributes are given to the element that kramdown's rule names
//! (`IAL_BLOCK_START`, `parse_block_extensions` and `IAL_SPAN_START` of kramdown 2.4).

use super::node::{Node, Part};
use crate::source::Span;
use pulldown_cmark::{CowStr, Event, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What attribute lists say of one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    /// The last `#id` or `id="…"`.
    pub id: Option<String>,
    /// Every `.class`, in order.
    pub classes: Vec<String>,
    /// Every other `key="value"`; the last of a key wins.
    pub pairs: Vec<(String, String)>,
    /// Bare words: names of attribute-list definitions, or `toc`.
    pub references: Vec<String>,
}

impl Attributes {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.id.is_none() && self.classes.is_empty() && self.pairs.is_empty() && self.references.is_empty()
    }

    /// Whether it gives this class.
    pub fn has_class(&self, name: &str) -> bool {
        self.classes.iter().any(|class| class == name)
    }

    /// Reads what stands between `{:` and `}`. Words that are nothing are dropped, as kramdown drops them.
    pub fn parse(text: &str) -> Attributes {
        let mut attributes = Attributes::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            rest = attributes.take_one(rest).trim_start();
        }
        attributes
    }

    fn take_one<'t>(&mut self, text: &'t str) -> &'t str {
        let word_end = text.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(text.len());
        let word = &text[..word_end];
        if let Some(value) = text[word_end..].strip_prefix('=') {
            if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
                && let Some(length) = value[1..].find(quote)
            {
                self.set(word, &value[1..=length]);
                return &value[length + 2..];
            }
            return &value[value.find(char::is_whitespace).unwrap_or(value.len())..];
        }
        // `.a.b#c` without spaces is a run of classes and an id.
        if word.starts_with(['.', '#']) {
            let mut start = 0;
            let bounds = word.char_indices().skip(1).filter(|(_, c)| matches!(c, '.' | '#')).map(|(i, _)| i);
            for end in bounds.chain([word.len()]) {
                let (mark, name) = word[start..end].split_at(1);
                match mark {
                    "." if !name.is_empty() => self.classes.push(name.to_owned()),
                    "#" if !name.is_empty() => self.id = Some(name.to_owned()),
                    _ => {}
                }
                start = end;
            }
        } else if word.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            self.references.push(word.to_owned());
        }
        let skip = word_end.max(text.chars().next().map_or(0, char::len_utf8));
        &text[skip..]
    }

    fn set(&mut self, key: &str, value: &str) {
        match key {
            "id" => self.id = Some(value.to_owned()),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            "" => {}
            _ => match self.pairs.iter_mut().find(|(name, _)| name == key) {
                Some((_, old)) => value.clone_into(old),
                None => self.pairs.push((key.to_owned(), value.to_owned())),
            },
        }
    }

    /// Adds what `other` says; an id or a key that both name is the other's.
    pub fn merge(&mut self, other: &Attributes) {
        if other.id.is_some() {
            self.id.clone_from(&other.id);
        }
        self.classes.extend(other.classes.iter().cloned());
        for (key, value) in &other.pairs {
            self.set(key, value);
        }
        self.references.extend(other.references.iter().cloned());
    }
}

/// Longest text between `{:` and `}` in bytes: a bound on the work that a line of `{:{:{:…` can cause.
const LONGEST: usize = 2000;

/// Where a marker stands, which decides what it can attach to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Alone on its line.
    Block,
    /// Right after a list bullet; not masked, as four spaces there would make code.
    Item,
    /// Right after a span.
    Span,
}

#[derive(Clone, Debug)]
struct Marker {
    range: Range<usize>,
    place: Place,
    attributes: Attributes,
}

/// A body with its markers masked.
pub struct Masked<'a> {
    original: &'a str,
    /// The text to parse: as long as the original, byte for byte.
    pub text: Cow<'a, str>,
    markers: Vec<Marker>,
}

/// A marker that found nothing to attach to, by its bytes in the body.
pub type Stray = Span;

impl<'a> Masked<'a> {
    /// Finds and masks the markers of a body; free when there is none.
    pub fn new(original: &'a str) -> Masked<'a> {
        if !original.contains("{:") {
            return Masked { original, text: Cow::Borrowed(original), markers: Vec::new() };
        }
        let mut definitions = BTreeMap::new();
        let mut markers = Vec::new();
        let mut start = 0;
        for line in original.split_inclusive('\n') {
            if line.contains("{:") {
                scan_line(line, start, &mut markers, &mut definitions);
            }
            start += line.len();
        }
        for marker in &mut markers {
            expand(&mut marker.attributes, &definitions);
        }
        let mut bytes = original.as_bytes().to_vec();
        for marker in markers.iter().filter(|marker| marker.place != Place::Item) {
            let Range { start, end } = marker.range;
            bytes[start..end].fill(b' ');
            bytes[start..start + 2].copy_from_slice(b"<?");
            bytes[end - 2..end].copy_from_slice(b"?>");
        }
        // Whole characters were replaced by spaces, so this is UTF-8 still.
        let text = String::from_utf8(bytes).map_or(Cow::Borrowed(original), Cow::Owned);
        Masked { original, text, markers }
    }

    fn within(&self, range: &Range<usize>) -> &[Marker] {
        let first = self.markers.partition_point(|marker| marker.range.start < range.start);
        let last = self.markers.partition_point(|marker| marker.range.start < range.end);
        &self.markers[first..last.max(first)]
    }

    /// The text of an event with the masks in its range put back to what was written.
    fn restore<'t>(&self, text: CowStr<'t>, range: &Range<usize>) -> CowStr<'t> {
        let markers = self.within(range);
        if markers.iter().all(|marker| marker.place == Place::Item) {
            return text;
        }
        let mut restored = String::with_capacity(text.len());
        let mut rest: &str = &text;
        for marker in markers.iter().filter(|marker| marker.place != Place::Item) {
            let mask = &self.text[marker.range.clone()];
            if let Some(at) = rest.find(mask) {
                restored.push_str(&rest[..at]);
                restored.push_str(&self.original[marker.range.clone()]);
                rest = &rest[at + mask.len()..];
            }
        }
        restored.push_str(rest);
        restored.into()
    }

    /// Takes the markers out of the events and gives their attributes to the elements they belong to.
    pub fn bind<'t>(&self, nodes: Vec<Node<'t>>) -> (Vec<Node<'t>>, Vec<Stray>) {
        if self.markers.is_empty() {
            return (nodes, Vec::new());
        }
        Binder {
            masked: self,
            out: Vec::with_capacity(nodes.len()),
            frames: vec![Frame::default()],
            inlines: Vec::new(),
            strays: Vec::new(),
        }
        .run(nodes)
    }
}

fn scan_line(line: &str, start: usize, markers: &mut Vec<Marker>, definitions: &mut BTreeMap<String, Attributes>) {
    let body = line.trim_end();
    let content = body.trim_start_matches([' ', '\t', '>']);
    let at = body.len() - content.len();
    if let Some(inner) = marker_at(content).filter(|inner| inner.len() + 3 == content.len()) {
        let mut attributes = Attributes::parse(inner);
        if let Some((name, rest)) = definition(inner) {
            definitions.entry(name.to_owned()).or_default().merge(&Attributes::parse(rest));
            attributes = Attributes::default();
        }
        if content.len() >= 4 {
            markers.push(Marker { range: start + at..start + body.len(), place: Place::Block, attributes });
        }
        return;
    }
    let bullet = at + bullet(content);
    if bullet > at
        && let Some(inner) = marker_at(&body[bullet..])
    {
        let range = start + bullet..start + bullet + inner.len() + 3;
        markers.push(Marker { range, place: Place::Item, attributes: Attributes::parse(inner) });
    }
    for (i, _) in body.match_indices("{:") {
        let after_span = i > 0 && matches!(body.as_bytes()[i - 1], b')' | b']' | b'*' | b'_' | b'`' | b'>' | b'~');
        if let Some(inner) = marker_at(&body[i..]).filter(|inner| after_span && !inner.is_empty()) {
            let range = start + i..start + i + inner.len() + 3;
            markers.push(Marker { range, place: Place::Span, attributes: Attributes::parse(inner) });
        }
    }
}

/// What stands between `{:` and the first `}` that is not escaped, when `text` opens with a marker.
fn marker_at(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("{:")?;
    if inner.starts_with([':', '/']) {
        return None;
    }
    let end = inner.bytes().take(LONGEST).enumerate().find(|&(i, b)| b == b'}' && (i == 0 || inner.as_bytes()[i - 1] != b'\\'))?.0;
    Some(&inner[..end])
}

/// `ref: .a .b` of an attribute-list definition `{:ref: .a .b}`.
fn definition(inner: &str) -> Option<(&str, &str)> {
    let (name, rest) = inner.split_once(':')?;
    let named =
        name.starts_with(|c: char| c.is_alphanumeric() || c == '_') && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    named.then_some((name, rest))
}

/// The length of the list bullets that a line opens with, white space after them included.
fn bullet(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = if digits > 0 && digits < 10 { digits } else { 0 };
        let is_mark = match rest.as_bytes().get(mark) {
            Some(b'.' | b')') => mark > 0,
            Some(b'-' | b'*' | b'+') => mark == 0,
            _ => false,
        };
        let after = rest.get(mark + 1..).unwrap_or("");
        let space = after.len() - after.trim_start_matches([' ', '\t']).len();
        if !is_mark || space == 0 {
            return at;
        }
        at += mark + 1 + space;
    }
}

fn expand(attributes: &mut Attributes, definitions: &BTreeMap<String, Attributes>) {
    let names = std::mem::take(&mut attributes.references);
    for name in names {
        match definitions.get(&name) {
            Some(definition) => attributes.merge(definition),
            None => attributes.references.push(name),
        }
    }
}

/// What the binder knows of one container: a quote, an item, the document.
#[derive(Default)]
struct Frame {
    /// The last block of the container, by its place in the output.
    last: Option<usize>,
    /// Markers that wait for the next block, with their bytes.
    pending: Vec<(Attributes, Range<usize>)>,
    /// The last marker's line end and what it attached to.
    marker: Option<(usize, Option<usize>)>,
    /// A list item's own text stands directly in it.
    inline: bool,
}

struct Binder<'m, 'a, 't> {
    masked: &'m Masked<'a>,
    out: Vec<Node<'t>>,
    frames: Vec<Frame>,
    /// Open spans by their place in the output; the last closed one.
    inlines: Vec<usize>,
    strays: Vec<Stray>,
}

impl<'t> Binder<'_, '_, 't> {
    fn run(mut self, nodes: Vec<Node<'t>>) -> (Vec<Node<'t>>, Vec<Stray>) {
        let mut closed = None;
        let mut nodes = nodes.into_iter().peekable();
        while let Some(node) = nodes.next() {
            let Part::Md(event) = &node.part else {
                self.out.push(node);
                continue;
            };
            if matches!(event, Event::Start(Tag::HtmlBlock))
                && let Some(marker) = self.block_marker(&node.range)
            {
                while nodes.next_if(|next| !matches!(next.part, Part::Md(Event::End(pulldown_cmark::TagEnd::HtmlBlock)))).is_some() {}
                nodes.next();
                self.attach_block(&marker);
                continue;
            }
            if let Event::InlineHtml(_) = event
                && let [marker] = self.masked.within(&node.range)
                && marker.range == node.range
            {
                self.attach_span(marker.clone(), closed.take(), node);
                continue;
            }
            closed = self.push(node);
        }
        while self.frames.pop().is_some_and(|frame| {
            self.strays.extend(frame.pending.into_iter().map(|(_, range)| Span::from(range)));
            true
        }) {}
        (self.out, self.strays)
    }

    /// The block marker that is all of this HTML block.
    fn block_marker(&self, range: &Range<usize>) -> Option<Marker> {
        let markers = self.masked.within(range);
        let marker = markers.first().filter(|marker| marker.place == Place::Block)?;
        let before = &self.masked.text[range.start..marker.range.start];
        (markers.len() == 1 && before.trim_matches([' ', '\t', '>']).is_empty()).then(|| marker.clone())
    }

    fn attach_block(&mut self, marker: &Marker) {
        let text = self.masked.original;
        let line = text[..marker.range.start].rfind('\n').map_or(0, |i| i + 1);
        let previous = text[..line].trim_end_matches('\n');
        let previous = if line == 0 { "" } else { &previous[previous.rfind('\n').map_or(0, |i| i + 1)..] };
        let is_blank = |line: &str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
        let blank_above = line == 0 || is_blank(previous) || text[..line].ends_with("\n\n");
        let next = text[marker.range.end..].trim_start_matches([' ', '\t', '\r']).strip_prefix('\n').unwrap_or("x");
        let blank_below = is_blank(next.split('\n').next().unwrap_or(""));
        let Some(frame) = self.frames.last_mut() else { return };
        let stacked = frame.marker.filter(|&(end, _)| text[end..marker.range.start].bytes().filter(|&b| b == b'\n').count() == 1);
        let target = match stacked {
            Some((_, target)) => target,
            None if blank_above => None,
            None => frame.last,
        };
        frame.marker = Some((marker.range.end, target));
        let first_in_container = frame.last.is_none() && (line == 0 || !blank_above);
        match target {
            Some(index) => self.out[index].attributes_mut().merge(&marker.attributes),
            None if stacked.is_none() && frame.inline && !blank_above => self.strays.push(marker.range.clone().into()),
            None if first_in_container && blank_below => self.strays.push(marker.range.clone().into()),
            None => frame.pending.push((marker.attributes.clone(), marker.range.clone())),
        }
    }

    fn attach_span(&mut self, marker: Marker, closed: Option<usize>, node: Node<'t>) {
        match closed {
            Some(index) => self.out[index].attributes_mut().merge(&marker.attributes),
            None => {
                let text = self.masked.original[marker.range.clone()].to_owned();
                self.out.push(Node::new(Event::Text(text.into()), node.range));
            }
        }
    }

    /// Passes a node on; returns the span that it closes, to which a marker may attach.
    fn push(&mut self, mut node: Node<'t>) -> Option<usize> {
        let Part::Md(event) = &mut node.part else { return None };
        restore_event(self.masked, event, &node.range);
        let index = self.out.len();
        let mut closed = None;
        match event {
            Event::Start(tag) if is_span(tag) => self.inlines.push(index),
            Event::Start(tag) => {
                let container = is_container(tag);
                if matches!(tag, Tag::Item) {
                    node.attributes = self.item_marker(&node.range).map(Box::new);
                } else {
                    self.start_block(&mut node, index);
                }
                if container {
                    self.frames.push(Frame::default());
                }
            }
            Event::End(tag) if is_span_end(*tag) => closed = self.inlines.pop(),
            Event::End(tag) if is_container_end(*tag) => {
                if let Some(frame) = self.frames.pop() {
                    self.strays.extend(frame.pending.into_iter().map(|(_, range)| Span::from(range)));
                }
            }
            Event::Rule => self.start_block(&mut node, index),
            Event::Code(_) => closed = Some(index),
            Event::Text(text) if !text.trim().is_empty() => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.inline = frame.last.is_none();
                }
                self.strip_item_marker(&mut node);
            }
            _ => {}
        }
        self.out.push(node);
        closed
    }

    fn start_block(&mut self, node: &mut Node<'t>, index: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        if matches!(node.part, Part::Md(Event::Start(Tag::TableHead | Tag::TableRow | Tag::TableCell))) {
            return;
        }
        for (attributes, _) in frame.pending.drain(..) {
            node.attributes_mut().merge(&attributes);
        }
        frame.last = Some(index);
    }

    fn item_marker(&self, range: &Range<usize>) -> Option<Attributes> {
        let marker = self.masked.within(range).first().filter(|marker| marker.place == Place::Item)?;
        let before = &self.masked.original[range.start..marker.range.start];
        (bullet(before.trim_start()) == before.trim_start().len()).then(|| marker.attributes.clone())
    }

    /// Cuts the bytes of an item's marker off the text that opens the item.
    fn strip_item_marker(&self, node: &mut Node<'t>) {
        let markers = self.masked.markers.iter();
        let first = markers.as_slice().partition_point(|marker| marker.range.end <= node.range.start);
        let Some(marker) = self.masked.markers.get(first).filter(|m| m.place == Place::Item && m.range.start < node.range.end) else {
            return;
        };
        let Part::Md(Event::Text(text)) = &mut node.part else { return };
        if marker.range.end >= node.range.end {
            *text = CowStr::Borrowed("");
        } else if node.range.start >= marker.range.start && text.len() == node.range.len() {
            let cut = marker.range.end - node.range.start;
            *text = text[cut..].trim_start().to_owned().into();
        }
    }
}

fn restore_event(masked: &Masked, event: &mut Event, range: &Range<usize>) {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text) => {
            *text = masked.restore(std::mem::replace(text, CowStr::Borrowed("")), range);
        }
        _ => {}
    }
}

fn is_span(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn is_span_end(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd as E;
    matches!(tag, E::Emphasis | E::Strong | E::Strikethrough | E::Superscript | E::Subscript | E::Link | E::Image)
}

fn is_container(tag: &Tag) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::Item | Tag::FootnoteDefinition(_) | Tag::DefinitionListDefinition)
}

fn is_container_end(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd as E;
    matches!(tag, E::BlockQuote(_) | E::Item | E::FootnoteDefinition | E::DefinitionListDefinition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_as_kramdown_reads_them() {
        let a = Attributes::parse(r#" .a.b #one target="_blank" ref junk= title='x y' #two "#);
        assert_eq!(a.classes, ["a", "b"]);
        assert_eq!(a.id.as_deref(), Some("two"));
        assert_eq!(a.pairs, [("target".into(), "_blank".into()), ("title".into(), "x y".into())]);
        assert_eq!(a.references, ["ref"]);
    }

    #[test]
    fn masks_keep_every_offset() {
        let body = "é {: .x }\n{: .né }\n*a*{: .y}\n- {:.z} i\n";
        let masked = Masked::new(body);
        assert_eq!(masked.text.len(), body.len());
        assert_eq!(masked.markers.len(), 3);
    }
}
