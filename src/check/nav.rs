//! Siblings in the navigation that cannot be told apart.

use crate::diagnostic::Diagnostic;
use crate::site::address::Address;
use crate::site::nav::NodeId;
use crate::site::{Entry, Name, Site};
use crate::source::Span;
use std::collections::BTreeMap;

pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let below = site.nav.nodes.iter().map(|node| (&node.children, false));
    let mut derived: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    let levels = std::iter::once((&site.nav.roots, true)).chain(below);
    let mut diagnostics: Vec<Diagnostic> = levels.flat_map(|(siblings, is_top)| level(site, siblings, is_top, &mut derived)).collect();
    diagnostics.extend(derived.iter().filter_map(|(title, entries)| same_heading(entries, title)));
    diagnostics.extend(redirects(site));
    diagnostics
}

/// Addresses that two pages claim by `redirect_from`, or that a page has itself.
fn redirects(site: &Site) -> Vec<Diagnostic> {
    let mut claims: BTreeMap<String, &Entry> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for entry in site.entries.iter().filter(|entry| entry.marks.redirects) {
        for from in &entry.meta.redirect_from {
            let address = Address::of_template(from);
            let place = place(entry, "redirect_from");
            let diagnostic = |message| Diagnostic::warning("nav-same-redirect", message).at(&entry.page.source, place, "this page");
            let other = site.page_of_file(&address.file).map(|page| &site.entries[page]);
            if let Some(other) = other.filter(|other| other.address.url != entry.address.url) {
                let message = format!("`redirect_from` names `{from}`, which is the address of `{}`", other.page.source.path());
                diagnostics.push(diagnostic(message).help("remove it: nobody is led on from the address of a page"));
            } else if !site.leaves_room(&address.file) {
                let message = format!("`redirect_from` names `{from}`, for which the address of a page leaves no place");
                diagnostics.push(diagnostic(message).help("remove it: a file cannot be where a folder is"));
            } else if let Some(other) = claims.insert(address.file, entry).filter(|other| other.address.url != entry.address.url) {
                let message = format!("two pages claim the former address `{from}`; this one gets it");
                let diagnostic = diagnostic(message).and(&other.page.source, self::place(other, "redirect_from"), "and this one");
                diagnostics.push(diagnostic.help("leave it to the page that readers of the old address want"));
            }
        }
    }
    diagnostics
}

/// Siblings that share a number or a title. Titles that nobody wrote, but that come from first headings, are gathered in
/// `derived`: where every page of a folder opens with the same heading, every folder would repeat it.
fn level<'a>(site: &'a Site, siblings: &[NodeId], is_top: bool, derived: &mut BTreeMap<&'a str, Vec<&'a Entry>>) -> Vec<Diagnostic> {
    if siblings.len() < 2 {
        return Vec::new();
    }
    let nodes = siblings.iter().map(|&node| &site.nav.nodes[node]).filter(|node| !node.hidden);
    let entries: Vec<&Entry> = nodes.filter_map(|node| node.page).map(|page| &*site.entries[page]).collect();
    // A page whose parent is nowhere stands among pages that it was not numbered with.
    let at_home = |entry: &&&Entry| !(is_top && entry.meta.parent.is_some());
    let numbers =
        entries.iter().filter(at_home).filter(|entry| entry.marks.rank.group == 0).map(|&entry| (entry.marks.rank.number.to_bits(), entry));
    let by_order: BTreeMap<u64, Vec<&Entry>> = shared(numbers).collect();
    let titles = entries.iter().filter(|entry| entry.marks.title.is_some()).map(|&entry| (entry.marks.title, entry));
    let of = |(_, entries): (Name, Vec<&'a Entry>)| Some((entries[0].meta.title.as_deref()?, entries));
    let mut by_title: BTreeMap<&str, Vec<&Entry>> = shared(titles).filter_map(of).collect();
    by_title.retain(|title, entries| {
        let is_written = |entry: &&Entry| entry.page.front.key("title").is_some();
        if entries.iter().any(is_written) {
            return true;
        }
        derived.entry(title).or_default().append(entries);
        false
    });
    let ties = by_order.iter().filter_map(|(order, entries)| tie(entries, f64::from_bits(*order)));
    ties.chain(by_title.iter().filter_map(|(title, entries)| same_title(entries, title))).collect()
}

/// The pages that have a key in common with others: the key, and they in order.
fn shared<'a, K: Ord + Copy>(keyed: impl Iterator<Item = (K, &'a Entry)>) -> impl Iterator<Item = (K, Vec<&'a Entry>)> {
    let mut keyed: Vec<(K, &Entry)> = keyed.collect();
    keyed.sort_by_key(|(key, _)| *key);
    let runs: Vec<_> = keyed.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1).collect();
    let all = |run: &[(K, &'a Entry)]| (run[0].0, run.iter().map(|(_, entry)| *entry).collect());
    runs.into_iter().map(all).collect::<Vec<_>>().into_iter()
}

fn place(entry: &Entry, key: &str) -> Span {
    let written = entry.page.front.key(key).map(|key| if key.value.is_empty() { key.span } else { key.value });
    written.or_else(|| entry.page.body.headings.first().map(|heading| first_line(entry, heading.span))).unwrap_or_default()
}

fn first_line(entry: &Entry, span: Span) -> Span {
    let text = entry.page.source.slice(span);
    Span::new(span.start as usize, span.start as usize + text.lines().next().unwrap_or("").len())
}

fn tie(entries: &[&Entry], order: f64) -> Option<Diagnostic> {
    let message = format!("{} pages beside each other have the `nav_order` {order}, so their file names decide", entries.len());
    let diagnostic = among(Diagnostic::note("nav-same-order", message), entries, "nav_order")?;
    Some(diagnostic.help("give each of them a number of its own; `2.5` fits between 2 and 3"))
}

fn same_title(entries: &[&Entry], title: &str) -> Option<Diagnostic> {
    let message = format!("{} pages beside each other in the menu have the title `{title}`", entries.len());
    let diagnostic = among(Diagnostic::warning("nav-same-title", message), entries, "title")?;
    Some(diagnostic.help("readers cannot tell them apart, and neither can a page of another folder that names one of them as its `parent`"))
}

fn same_heading(entries: &[&Entry], title: &str) -> Option<Diagnostic> {
    let message = format!("{} pages begin with the heading `{title}`, and have it for their title in the menu", entries.len());
    let diagnostic = among(Diagnostic::warning("nav-same-title", message), entries, "title")?;
    Some(diagnostic.help("give each of them a `title` in its front matter, or a first heading of its own"))
}

/// How many pages beyond the first two are shown.
const SHOWN: usize = 2;

/// The problem at the second page, with the first and a few of the others beside it; none when there is one page only.
fn among(diagnostic: Diagnostic, entries: &[&Entry], key: &str) -> Option<Diagnostic> {
    let [first, second, rest @ ..] = entries else { return None };
    let diagnostic = diagnostic.at(&second.page.source, place(second, key), "this page");
    let others = std::iter::once(first).chain(rest.iter().take(SHOWN));
    Some(others.fold(diagnostic, |diagnostic, entry| diagnostic.and(&entry.page.source, place(entry, key), "and this one")))
}
