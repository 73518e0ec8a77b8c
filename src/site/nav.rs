//! The navigation: a tree by Just the Docs' `parent` keys, or by folders where no page names a parent.

use super::documents::Kind;
use super::entry::Name;
use super::meta::{self, Meta, natural};
use super::parents::by_parents;
use super::{Entry, PageId};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

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
    /// Open on every page: a group of a collection.
    pub expanded: bool,
}

/// The tree.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// All nodes.
    pub nodes: Vec<Node>,
    /// Those at the top, in order.
    pub roots: Vec<NodeId>,
    /// Nodes from here on are of collections, which stand below the links out of the site.
    pub collections: NodeId,
    pub(super) of_page: Vec<Option<NodeId>>,
}

impl Nav {
    /// Builds the tree of all pages.
    pub fn new(entries: &[Arc<Entry>], config: &Config) -> (Nav, Vec<Diagnostic>) {
        let kind = |page: PageId| Kind::of(entries[page].page.source.path(), config);
        let pages: Vec<PageId> = (0..entries.len()).filter(|&page| entries[page].marks.is_page).collect();
        let mut nav = Nav { of_page: vec![None; entries.len()], ..Nav::default() };
        let mut diagnostics = Vec::new();
        // A site that names the theme has its menu as that has it: without parents a flat one.
        if pages.iter().any(|&page| entries[page].marks.parent.is_some()) || config.names_just_the_docs() {
            diagnostics = by_parents(&mut nav, entries, &pages, None, config);
        } else {
            by_folders(&mut nav, entries, &pages, config);
        }
        nav.collections = nav.nodes.len();
        for collection in &config.collections {
            let members: Vec<PageId> = (0..entries.len()).filter(|&page| kind(page) == Kind::Document(&collection.label)).collect();
            let Some(group) = collection.group.as_ref().filter(|_| !members.is_empty()) else { continue };
            // A heading above the only group says nothing.
            let root = (!nav.nodes.is_empty()).then(|| {
                let node = nav.add(Node { title: group.name.clone(), expanded: !group.fold, ..Node::default() });
                nav.attach(node, None);
                node
            });
            diagnostics.extend(by_parents(&mut nav, entries, &members, root, config));
        }
        finish(&mut nav, entries);
        (nav, diagnostics)
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

    pub(super) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(super) fn attach(&mut self, node: NodeId, parent: Option<NodeId>) {
        self.nodes[node].parent = parent;
        match parent {
            Some(parent) => self.nodes[parent].children.push(node),
            None => self.roots.push(node),
        }
    }
}

/// A node a folder; its index page is the folder's own.
fn by_folders(nav: &mut Nav, entries: &[Arc<Entry>], members: &[PageId], config: &Config) {
    let mut folders: HashMap<Name, NodeId> = HashMap::new();
    let mut children: BTreeMap<Option<NodeId>, Vec<(NodeId, PageId)>> = BTreeMap::new();
    let top = Name::of(Some(""));
    for &page in members {
        let marks = &entries[page].marks;
        if marks.is_index && marks.folder != top && !folders.contains_key(&marks.folder) {
            let node = nav.add(Node { page: Some(page), hidden: marks.is_hidden, ..Node::default() });
            folders.insert(marks.folder, node);
            nav.of_page[page] = Some(node);
        }
    }
    for &page in members {
        let (entry, marks) = (&entries[page], &entries[page].marks);
        let folder = || entry.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        let own = nav.of_page[page];
        let node = own.unwrap_or_else(|| {
            let hidden = marks.is_hidden || marks.folder == top && is_special(entry.path());
            nav.add(Node { page: Some(page), hidden, ..Node::default() })
        });
        nav.of_page[page] = Some(node);
        let parent = match own {
            Some(_) => {
                let above = folder().rsplit_once('/').map_or("", |(above, _)| above);
                folder_node(nav, &mut folders, &mut children, above, page)
            }
            None => {
                let known = folders.get(&marks.folder).copied();
                known.or_else(|| folder_node(nav, &mut folders, &mut children, folder(), page))
            }
        };
        children.entry(parent).or_default().push((node, page));
    }
    for node in &mut nav.nodes {
        if let Some(page) = node.page {
            node.title.clone_from(&entries[page].meta.name);
        }
    }
    for (parent, mut siblings) in children {
        siblings.sort_by(|&(_, a), &(_, b)| {
            let (a, b) = (&entries[a], &entries[b]);
            // Those without a number come last.
            let ordered = |entry: &Entry| entry.marks.rank.group > 1;
            let by_order = || a.order(b, config.theme.nav_case_insensitive);
            let home = |entry: &Entry| !entry.marks.is_home;
            home(a)
                .cmp(&home(b))
                .then(ordered(a).cmp(&ordered(b)))
                .then_with(|| if ordered(a) { natural(a.page.source.path(), b.page.source.path()) } else { by_order() })
        });
        for (node, _) in siblings {
            nav.attach(node, parent);
        }
    }
}

/// Pages that are found otherwise: the page for what is not found.
fn is_special(path: &str) -> bool {
    matches!(path, "404.md" | "404.html")
}

/// The node of a folder, made with those above it when it has no index page; `page` is one inside, for its order.
fn folder_node(
    nav: &mut Nav,
    folders: &mut HashMap<Name, NodeId>,
    children: &mut BTreeMap<Option<NodeId>, Vec<(NodeId, PageId)>>,
    folder: &str,
    page: PageId,
) -> Option<NodeId> {
    if folder.is_empty() {
        return None;
    }
    let name = Name::of(Some(folder));
    if let Some(&node) = folders.get(&name) {
        return Some(node);
    }
    let node = nav.add(Node { title: meta::name_of(&format!("{folder}/index")), ..Node::default() });
    folders.insert(name, node);
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    let parent = folder_node(nav, folders, children, above, page);
    children.entry(parent).or_default().push((node, page));
    Some(node)
}

/// Applies what parents say of their children.
fn finish(nav: &mut Nav, entries: &[Arc<Entry>]) {
    for node in 0..nav.nodes.len() {
        let Some(entry) = nav.nodes[node].page.map(|page| &entries[page]).filter(|_| !nav.nodes[node].children.is_empty()) else {
            continue;
        };
        let meta = &entry.meta;
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
        let shown: Vec<NodeId> = nodes.iter().copied().filter(|&node| !self.nodes[node].hidden).collect();
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
        let is_open = open.contains(&node) || self.nodes[node].expanded;
        let shown = is_open || self.nodes.len() <= WHOLE;
        let (children, more) = if shown { self.level(&self.nodes[node].children, open) } else { (Vec::new(), 0) };
        Item { node, open: is_open, children, more }
    }
}

/// The label of a page in lists of links.
pub fn label(meta: &Meta) -> &str {
    meta.title.as_deref().unwrap_or(&meta.name)
}
