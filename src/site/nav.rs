//! The navigation: a tree by Just the Docs' `parent` keys, or by folders where no page names a parent.

use super::meta::{self, Meta, natural};
use super::{Entry, PageId};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, distance};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A node's place in [`Nav::nodes`].
pub type NodeId = usize;

/// A line of the navigation.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Its label.
    pub title: String,
    /// Its page; a folder without an index has none.
    pub page: Option<PageId>,
    /// Those below, in order.
    pub children: Vec<NodeId>,
    /// The one above.
    pub parent: Option<NodeId>,
    /// Not shown in menus, with everything below; still in breadcrumbs and lists of children.
    pub hidden: bool,
}

/// The tree.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// All nodes.
    pub nodes: Vec<Node>,
    /// Those at the top, in order.
    pub roots: Vec<NodeId>,
    of_page: Vec<Option<NodeId>>,
}

impl Nav {
    /// Builds the tree of all pages.
    pub fn new(entries: &[Entry], config: &Config) -> (Nav, Vec<Diagnostic>) {
        if entries.iter().any(|entry| entry.meta.parent.is_some()) {
            by_parents(entries, config)
        } else {
            (by_folders(entries, config), Vec::new())
        }
    }

    /// The node of a page, if it is in the tree.
    pub fn of(&self, page: PageId) -> Option<NodeId> {
        self.of_page.get(page).copied().flatten()
    }

    /// The nodes above one, the highest first.
    pub fn ancestors(&self, node: NodeId) -> Vec<NodeId> {
        let mut above: Vec<_> = std::iter::successors(self.nodes[node].parent, |&above| self.nodes[above].parent).collect();
        above.reverse();
        above
    }

    /// The children of one node, or the top.
    pub fn below(&self, node: Option<NodeId>) -> &[NodeId] {
        node.map_or(&self.roots, |node| &self.nodes[node].children)
    }

    fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn attach(&mut self, node: NodeId, parent: Option<NodeId>) {
        self.nodes[node].parent = parent;
        match parent {
            Some(parent) => self.nodes[parent].children.push(node),
            None => self.roots.push(node),
        }
    }
}

/// Just the Docs: a page hangs under the page whose title its `parent` is.
fn by_parents(entries: &[Entry], config: &Config) -> (Nav, Vec<Diagnostic>) {
    let mut nav = Nav { of_page: vec![None; entries.len()], ..Nav::default() };
    let mut by_title: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (page, entry) in entries.iter().enumerate() {
        if let Some(title) = &entry.meta.title {
            by_title.entry(title).or_default().push(page);
            nav.of_page[page] =
                Some(nav.add(Node { title: title.clone(), page: Some(page), hidden: entry.meta.nav_exclude, ..Node::default() }));
        }
    }
    let mut diagnostics = Vec::new();
    let mut parents: Vec<Option<PageId>> = vec![None; entries.len()];
    let mut lost = BTreeSet::new();
    for (page, entry) in entries.iter().enumerate() {
        let (Some(parent), Some(_)) = (&entry.meta.parent, &entry.meta.title) else { continue };
        let candidates = by_title.get(parent.as_str()).map_or(&[][..], Vec::as_slice);
        match choose_parent(entries, page, candidates, &by_title) {
            Some(found) => parents[page] = Some(found),
            None => {
                lost.insert(page);
                diagnostics.push(parent_missing(entry, parent, candidates.is_empty(), &by_title));
            }
        }
    }
    for page in cut_cycles(&mut parents) {
        lost.insert(page);
        diagnostics.push(cycle(&entries[page]));
    }
    let mut order: Vec<PageId> = (0..entries.len()).filter(|&page| nav.of_page[page].is_some()).collect();
    let path = |page: PageId| entries[page].page.source.path();
    order.sort_by(|&a, &b| {
        let key = |page: PageId| (&entries[page].meta, path(page));
        lost.contains(&a).cmp(&lost.contains(&b)).then_with(|| meta::compare(key(a), key(b), config.theme.nav_case_insensitive))
    });
    for page in order {
        if let Some(node) = nav.of_page[page] {
            let parent = parents[page].and_then(|parent| nav.of_page[parent]);
            nav.attach(node, parent);
        }
    }
    finish(&mut nav, entries);
    (nav, diagnostics)
}

/// The page above, by `grand_parent`, `ancestor` and the rule for pages with neither.
fn choose_parent(entries: &[Entry], page: PageId, candidates: &[PageId], by_title: &BTreeMap<&str, Vec<PageId>>) -> Option<PageId> {
    let meta = &entries[page].meta;
    let parent_of = |page: PageId| entries[page].meta.parent.as_deref();
    let fits = |&candidate: &PageId| {
        let grand = meta.grand_parent.as_deref().is_none_or(|grand| parent_of(candidate) == Some(grand));
        let ancestor = meta.ancestor.as_deref().is_none_or(|ancestor| {
            let mut seen = BTreeSet::new();
            let mut at = Some(candidate);
            while let Some(page) = at.filter(|&page| seen.insert(page)) {
                if entries[page].meta.title.as_deref() == Some(ancestor) {
                    return true;
                }
                at = parent_of(page).and_then(|title| by_title.get(title)).and_then(|pages| pages.first().copied());
            }
            false
        });
        grand && ancestor && candidate != page
    };
    let fitting: Vec<PageId> = candidates.iter().copied().filter(|candidate| fits(candidate)).collect();
    let top = fitting.iter().copied().find(|&candidate| parent_of(candidate).is_none());
    top.filter(|_| meta.grand_parent.is_none() && meta.ancestor.is_none()).or_else(|| {
        // Of several pages of that title the one in the same folder is meant.
        let folder = |page: PageId| entries[page].page.source.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        fitting.iter().copied().find(|&candidate| folder(candidate) == folder(page)).or(fitting.first().copied())
    })
}

/// Takes the parent off one page of each cycle, and names it.
fn cut_cycles(parents: &mut [Option<PageId>]) -> Vec<PageId> {
    let mut settled = vec![false; parents.len()];
    let mut cut = Vec::new();
    for start in 0..parents.len() {
        let mut trail = Vec::new();
        let mut on_trail = BTreeSet::new();
        let mut at = start;
        while !settled[at] {
            if !on_trail.insert(at) {
                parents[at] = None;
                cut.push(at);
                break;
            }
            trail.push(at);
            match parents[at] {
                Some(parent) => at = parent,
                None => break,
            }
        }
        for page in trail {
            settled[page] = true;
        }
    }
    cut
}

fn parent_missing(entry: &Entry, parent: &str, none: bool, by_title: &BTreeMap<&str, Vec<PageId>>) -> Diagnostic {
    let message = if none {
        format!("no page has the title `{parent}`, which this page names as its parent")
    } else {
        format!("no page titled `{parent}` fits this page's `grand_parent` or `ancestor`")
    };
    let span = entry.page.front.key("parent").map_or(Span::default(), |key| key.value);
    let diagnostic = Diagnostic::warning("nav-parent-missing", message).at(&entry.page.source, span, "no page has this title");
    let nearest = by_title
        .keys()
        .map(|title| (distance(parent, title), *title))
        .min()
        .filter(|&(distance, _)| distance <= 1 + parent.chars().count() / 3);
    let diagnostic = diagnostic.help("the page stands at the end of the navigation instead; Just the Docs would leave it out");
    match nearest {
        Some((_, title)) if none && !span.is_empty() => {
            let written = entry.page.source.slice(span);
            let quoted = if written.starts_with('"') { format!("\"{title}\"") } else { title.to_owned() };
            diagnostic.help(format!("a page with a similar title exists: `{title}`")).suggest("use that title", vec![(span, quoted)])
        }
        _ => diagnostic,
    }
}

fn cycle(entry: &Entry) -> Diagnostic {
    let span = entry.page.front.key("parent").map_or(Span::default(), |key| key.value);
    Diagnostic::error("nav-cycle", "this page is its own ancestor: its `parent` leads back to it")
        .at(&entry.page.source, span, "leads back here")
        .help("name another parent, or none, in one of the pages of the circle")
}

/// A node a folder; its index page is the folder's own.
fn by_folders(entries: &[Entry], config: &Config) -> Nav {
    let mut nav = Nav { of_page: vec![None; entries.len()], ..Nav::default() };
    let mut folders: BTreeMap<String, NodeId> = BTreeMap::new();
    let mut children: BTreeMap<Option<NodeId>, Vec<(NodeId, PageId)>> = BTreeMap::new();
    let is_index = |path: &str| {
        matches!(
            path.rsplit('/').next().map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem)),
            Some("index" | "_index" | "README")
        )
    };
    for (page, entry) in entries.iter().enumerate() {
        let path = entry.page.source.path();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if is_index(path) && !folder.is_empty() && !folders.contains_key(folder) {
            let node =
                nav.add(Node { title: entry.meta.name.clone(), page: Some(page), hidden: entry.meta.nav_exclude, ..Node::default() });
            folders.insert(folder.to_owned(), node);
            nav.of_page[page] = Some(node);
        }
    }
    for (page, entry) in entries.iter().enumerate() {
        let path = entry.page.source.path();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let node = nav.of_page[page].unwrap_or_else(|| {
            nav.add(Node {
                title: entry.meta.name.clone(),
                page: Some(page),
                hidden: entry.meta.nav_exclude || is_special(path),
                ..Node::default()
            })
        });
        let own = nav.of_page[page].is_some();
        nav.of_page[page] = Some(node);
        let above = if own { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder };
        let parent = folder_node(&mut nav, &mut folders, &mut children, above, page);
        children.entry(parent).or_default().push((node, page));
    }
    for (parent, mut siblings) in children {
        siblings.sort_by(|&(_, a), &(_, b)| {
            let (a, b) = (&entries[a], &entries[b]);
            let ordered = |entry: &Entry| entry.meta.nav_order.is_none();
            let by_order =
                || meta::compare((&a.meta, a.page.source.path()), (&b.meta, b.page.source.path()), config.theme.nav_case_insensitive);
            let home = |entry: &Entry| entry.address.url != "/";
            home(a)
                .cmp(&home(b))
                .then(ordered(a).cmp(&ordered(b)))
                .then_with(|| if ordered(a) { natural(a.page.source.path(), b.page.source.path()) } else { by_order() })
        });
        for (node, _) in siblings {
            nav.attach(node, parent);
        }
    }
    finish(&mut nav, entries);
    nav
}

/// Pages that are found otherwise: the page for what is not found.
fn is_special(path: &str) -> bool {
    matches!(path, "404.md" | "404.html")
}

/// The node of a folder, made with those above it when it has no index page; `page` is one inside, for its order.
fn folder_node(
    nav: &mut Nav,
    folders: &mut BTreeMap<String, NodeId>,
    children: &mut BTreeMap<Option<NodeId>, Vec<(NodeId, PageId)>>,
    folder: &str,
    page: PageId,
) -> Option<NodeId> {
    if folder.is_empty() {
        return None;
    }
    if let Some(&node) = folders.get(folder) {
        return Some(node);
    }
    let node = nav.add(Node { title: meta::name_of(&format!("{folder}/index")), ..Node::default() });
    folders.insert(folder.to_owned(), node);
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let parent = folder_node(nav, folders, children, above, page);
    children.entry(parent).or_default().push((node, page));
    Some(node)
}

/// Applies what parents say of their children.
fn finish(nav: &mut Nav, entries: &[Entry]) {
    for node in 0..nav.nodes.len() {
        let Some(meta) = nav.nodes[node].page.map(|page| &entries[page].meta) else { continue };
        if meta.children_reversed {
            nav.nodes[node].children.reverse();
        }
        if !meta.has_children {
            for child in nav.nodes[node].children.clone() {
                nav.nodes[child].hidden = true;
            }
        }
    }
}

/// A line of a menu as the theme sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The node.
    pub node: NodeId,
    /// On the way to the page that is open, or that page.
    pub open: bool,
    /// The lines below that the menu shows.
    pub children: Vec<Item>,
    /// How many lines below are left out.
    pub more: usize,
}

/// Sites with at most this many nodes show their whole tree everywhere.
const WHOLE: usize = 150;
/// Sites with more nodes than this show at most [`LEVEL`] siblings, those around the open one.
const LARGE: usize = 2_000;
/// See [`LARGE`].
const LEVEL: usize = 60;

impl Nav {
    /// The node whose menu a page shows: its own when something is below, its parent's otherwise, so that siblings share one.
    pub fn branch(&self, page: PageId) -> Option<NodeId> {
        let node = self.of(page)?;
        if self.nodes[node].children.is_empty() { self.nodes[node].parent } else { Some(node) }
    }

    /// The menu of a branch: the way to it is open. Bounded by the branch in a large site, not by the site.
    pub fn menu(&self, branch: Option<NodeId>) -> Vec<Item> {
        let mut open: BTreeSet<NodeId> = branch.map(|node| self.ancestors(node).into_iter().collect()).unwrap_or_default();
        open.extend(branch);
        self.level(&self.roots, &open).0
    }

    fn level(&self, nodes: &[NodeId], open: &BTreeSet<NodeId>) -> (Vec<Item>, usize) {
        let shown: Vec<NodeId> = nodes.iter().copied().filter(|&node| !self.nodes[node].hidden || open.contains(&node)).collect();
        let window = if self.nodes.len() > LARGE && shown.len() > LEVEL {
            let at = shown.iter().position(|node| open.contains(node)).unwrap_or(0);
            let from = at.saturating_sub(LEVEL / 2).min(shown.len() - LEVEL);
            from..from + LEVEL
        } else {
            0..shown.len()
        };
        let more = shown.len() - window.len();
        (shown[window].iter().map(|&node| self.item(node, open)).collect(), more)
    }

    fn item(&self, node: NodeId, open: &BTreeSet<NodeId>) -> Item {
        let is_open = open.contains(&node);
        let shown = is_open || self.nodes.len() <= WHOLE;
        let (children, more) = if shown { self.level(&self.nodes[node].children, open) } else { (Vec::new(), 0) };
        Item { node, open: is_open, children, more }
    }
}

/// The label of a page in lists of links.
pub fn label(meta: &Meta) -> &str {
    meta.title.as_deref().unwrap_or(&meta.name)
}
