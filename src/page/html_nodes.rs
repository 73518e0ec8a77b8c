//! What the writer of HTML asks of the nodes around one.

use super::attributes::Attributes;
use super::escape::is_foreign;
use super::node::{Node, Part};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// Whether an address needs nothing of the site.
pub(super) fn is_whole(url: &str) -> bool {
    is_foreign(url) || url.starts_with('#') || url.is_empty()
}

/// The language that a fence names.
pub(super) fn language<'k>(kind: &'k CodeBlockKind) -> &'k str {
    match kind {
        CodeBlockKind::Fenced(info) => info.split([' ', ',', '{', '?', '\t']).next().unwrap_or(""),
        CodeBlockKind::Indented => "",
    }
}

/// What an attribute list gives a block of raw HTML.
pub(super) fn html_block_attributes<'n>(node: &'n Node) -> Option<&'n Attributes> {
    matches!(node.start(), Some(Tag::HtmlBlock)).then_some(node.attributes.as_deref()).flatten()
}

/// What an image's content says in plain text.
pub(super) fn alternative_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match &node.part {
            Part::Md(Event::Text(t) | Event::Code(t)) => text.push_str(t),
            Part::Md(Event::SoftBreak | Event::HardBreak) => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Whether the formula at `i` is all that its paragraph holds.
pub(super) fn is_alone(nodes: &[Node], i: usize) -> bool {
    i > 0 && is_display_math(nodes, i - 1)
}

/// Whether the paragraph holds a formula on lines of its own, and nothing else.
pub(super) fn is_display_math(nodes: &[Node], paragraph: usize) -> bool {
    matches!(nodes[paragraph].start(), Some(Tag::Paragraph))
        && matches!(nodes.get(paragraph + 1).map(|n| &n.part), Some(Part::Md(Event::DisplayMath(_))))
        && nodes.get(paragraph + 2).and_then(Node::end) == Some(TagEnd::Paragraph)
}

/// Whether the item at `i` opens with a check box.
pub(super) fn is_task(nodes: &[Node], i: usize) -> bool {
    let next = |i: usize| nodes.get(i).map(|node| &node.part);
    match next(i + 1) {
        Some(Part::Md(Event::TaskListMarker(_))) => true,
        Some(Part::Md(Event::Start(Tag::Paragraph))) => matches!(next(i + 2), Some(Part::Md(Event::TaskListMarker(_)))),
        _ => false,
    }
}

/// Whether the list at `list` opens with such an item.
pub(super) fn is_task_list(nodes: &[Node], list: usize) -> bool {
    matches!(nodes.get(list + 1).and_then(Node::start), Some(Tag::Item)) && is_task(nodes, list + 1)
}
