//! Siblings in the navigation that cannot be told apart.

use crate::diagnostic::Diagnostic;
use crate::site::meta::Order;
use crate::site::nav::NodeId;
use crate::site::{Entry, Site};
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let levels = std::iter::once(&site.nav.roots).chain(site.nav.nodes.iter().map(|node| &node.children));
    levels.flat_map(|siblings| level(site, siblings)).collect()
}

fn level(site: &Site, siblings: &[NodeId]) -> Vec<Diagnostic> {
    let nodes = siblings.iter().map(|&node| &site.nav.nodes[node]).filter(|node| !node.hidden);
    let entries: Vec<&Entry> = nodes.filter_map(|node| node.page).map(|page| &site.entries[page]).collect();
    let mut by_order: BTreeMap<u64, &Entry> = BTreeMap::new();
    let mut by_title: BTreeMap<&str, &Entry> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for entry in entries {
        if let Some(Order::Number(order)) = entry.meta.nav_order {
            match by_order.get(&order.to_bits()) {
                Some(first) => diagnostics.push(tie(first, entry, order)),
                None => drop(by_order.insert(order.to_bits(), entry)),
            }
        }
        if let Some(title) = entry.meta.title.as_deref() {
            match by_title.get(title) {
                Some(first) => diagnostics.push(same_title(first, entry, title)),
                None => drop(by_title.insert(title, entry)),
            }
        }
    }
    diagnostics
}

fn place(entry: &Entry, key: &str) -> Span {
    let written = entry.page.front.key(key).map(|key| if key.value.is_empty() { key.span } else { key.value });
    written.or_else(|| entry.page.body.headings.first().map(|heading| first_line(entry, heading.span))).unwrap_or_default()
}

fn first_line(entry: &Entry, span: Span) -> Span {
    let text = entry.page.source.slice(span);
    Span::new(span.start as usize, span.start as usize + text.lines().next().unwrap_or("").len())
}

fn tie(first: &Entry, second: &Entry, order: f64) -> Diagnostic {
    let message = format!("two pages beside each other have the `nav_order` {order}, so their file names decide");
    Diagnostic::note("nav-same-order", message)
        .at(&second.page.source, place(second, "nav_order"), "this page")
        .and(&first.page.source, place(first, "nav_order"), "and this one")
        .help("give one of them another number; `2.5` fits between 2 and 3")
}

fn same_title(first: &Entry, second: &Entry, title: &str) -> Diagnostic {
    let message = format!("two pages beside each other in the menu have the title `{title}`");
    Diagnostic::warning("nav-same-title", message)
        .at(&second.page.source, place(second, "title"), "this page")
        .and(&first.page.source, place(first, "title"), "and this one")
        .help("readers cannot tell them apart, and neither can a page that names one of them as its `parent`")
}
