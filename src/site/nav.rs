//! The navigation: a tree by Just the Docs' `parent` keys, or by folders where no page names a parent.

use super::documents::Kind;
use super::entry::{Marks, Name};
use super::meta::{self, Meta, natural};
use super::{Entry, PageId};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest_within;
use crate::source::Span;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
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
    of_page: Vec<Option<NodeId>>,
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

/// Just the Docs: a page hangs under every page whose title its `parent` is, from the top down.
fn by_parents(nav: &mut Nav, entries: &[Arc<Entry>], members: &[PageId], root: Option<NodeId>, config: &Config) -> Vec<Diagnostic> {
    let first = nav.nodes.len();
    let mut grower = Grower::new(nav, entries, members, config);
    for page in grower.sorted(members.iter().copied().filter(|&page| grower.is_top(page)).collect()) {
        grower.plant(page, root, &mut Vec::new());
    }
    let mut diagnostics = Vec::new();
    let titles: LazyCell<BTreeSet<&str>, _> =
        LazyCell::new(|| members.iter().filter_map(|&page| entries[page].meta.title.as_deref()).collect());
    // A slip is copied from page to page: it is looked for once.
    let mut known: HashMap<&str, Option<&str>> = HashMap::new();
    let mut nearest =
        |parent| *known.entry(parent).or_insert_with(|| nearest_within(parent, titles.iter().copied(), 1 + parent.chars().count() / 3));
    // Those whose parent does not exist or does not fit, with what is below them; then circles, cut at their first page.
    let missing: Vec<PageId> = grower.lost(|grower, page| grower.candidates(page).iter().all(|&other| !grower.fits(other, page)));
    for page in missing {
        let parent = entries[page].meta.parent.as_deref().unwrap_or("");
        let none = grower.candidates(page).is_empty();
        diagnostics.push(parent_missing(&entries[page], parent, if none { nearest(parent) } else { None }, none));
        grower.plant(page, root, &mut Vec::new());
    }
    for page in grower.lost(|_, _| true) {
        if grower.nav.of_page[page].is_some() {
            continue;
        }
        diagnostics.push(if grower.is_circle(page) {
            cycle(&entries[page])
        } else {
            let parent = entries[page].meta.parent.as_deref().unwrap_or("");
            parent_missing(&entries[page], parent, None, false)
        });
        grower.plant(page, root, &mut Vec::new());
    }
    // The texts last: they lie all over the memory.
    for node in &mut nav.nodes[first..] {
        node.title = node.page.and_then(|page| entries[page].meta.title.clone()).unwrap_or_default();
    }
    diagnostics
}

/// What decides which of several pages of one title is a page's parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    /// The pages above it: its `grand_parent` or `ancestor` says which.
    Above,
    /// Those at the top are meant.
    Top,
    /// Of those at the top the one in the same folder is meant, where Just the Docs puts the page below each: interns call
    /// the pages above their weeks alike.
    TopBeside,
    /// The one in the same folder is meant.
    Folder,
    /// Nothing: it stands under each.
    None,
}

/// A tree while it grows from its roots.
struct Grower<'a> {
    nav: &'a mut Nav,
    entries: &'a [Arc<Entry>],
    members: &'a [PageId],
    by_title: HashMap<Name, Vec<PageId>>,
    /// The titles of pages without a parent.
    tops: HashSet<Name>,
    /// The same with their folders.
    tops_beside: HashSet<(Name, Name)>,
    /// How many pages of a title a folder has.
    beside: HashMap<(Name, Name), usize>,
    /// Pages by their parents' titles, but for those below.
    by_parent: HashMap<Name, Vec<PageId>>,
    /// Pages by title and folder of their parents, where the folder decides between parents of one title.
    by_place: HashMap<(Name, Name), Vec<PageId>>,
    ignore_case: bool,
    /// More nodes than this are pages that stand under ever more parents.
    most: usize,
}

impl<'a> Grower<'a> {
    fn new(nav: &'a mut Nav, entries: &'a [Arc<Entry>], members: &'a [PageId], config: &Config) -> Grower<'a> {
        let most = nav.nodes.len() + members.len() * 2 + 100;
        let mut grower = Grower {
            nav,
            entries,
            members,
            by_title: HashMap::new(),
            tops: HashSet::new(),
            tops_beside: HashSet::new(),
            beside: HashMap::new(),
            by_parent: HashMap::new(),
            by_place: HashMap::new(),
            ignore_case: config.theme.nav_case_insensitive,
            most,
        };
        let titled = || members.iter().copied().filter(|&page| entries[page].marks.title.is_some());
        for page in titled() {
            let marks = &entries[page].marks;
            grower.by_title.entry(marks.title).or_default().push(page);
            *grower.beside.entry((marks.title, marks.folder)).or_default() += 1;
            if !marks.parent.is_some() {
                grower.tops.insert(marks.title);
                grower.tops_beside.insert((marks.title, marks.folder));
            }
        }
        for page in titled().filter(|&page| entries[page].marks.parent.is_some()) {
            let marks = &entries[page].marks;
            if matches!(grower.choice(page), Choice::Folder | Choice::TopBeside) {
                grower.by_place.entry((marks.parent, marks.folder)).or_default().push(page);
            } else {
                grower.by_parent.entry(marks.parent).or_default().push(page);
            }
        }
        grower
    }

    /// What decides between pages of the title that a page's `parent` is.
    fn choice(&self, page: PageId) -> Choice {
        let marks = self.marks(page);
        let (place, itself) = ((marks.parent, marks.folder), usize::from(marks.title == marks.parent));
        if marks.grand_parent.is_some() || marks.ancestor.is_some() {
            Choice::Above
        } else if self.tops.contains(&marks.parent) {
            if self.tops_beside.contains(&place) { Choice::TopBeside } else { Choice::Top }
        } else if self.beside.get(&place).is_some_and(|&count| count > itself) {
            Choice::Folder
        } else {
            Choice::None
        }
    }

    fn marks(&self, page: PageId) -> &'a Marks {
        &self.entries[page].marks
    }

    fn is_top(&self, page: PageId) -> bool {
        self.marks(page).title.is_some() && !self.marks(page).parent.is_some()
    }

    fn sorted(&self, mut pages: Vec<PageId>) -> Vec<PageId> {
        pages.sort_by(|&a, &b| self.entries[a].order(&self.entries[b], self.ignore_case));
        pages
    }

    /// The pages that a page's `parent` may mean.
    fn candidates(&self, page: PageId) -> &[PageId] {
        self.by_title.get(&self.marks(page).parent).map_or(&[], Vec::as_slice)
    }

    /// Members with a title that are nowhere in the tree yet and are so and so.
    fn lost(&self, test: impl Fn(&Self, PageId) -> bool) -> Vec<PageId> {
        let nowhere = |page: PageId| self.nav.of_page[page].is_none() && self.marks(page).title.is_some();
        self.sorted(self.members.iter().copied().filter(|&page| nowhere(page) && test(self, page)).collect())
    }

    /// Whether a page may hang under `above`, as far as its `grand_parent` and its folder say.
    fn fits(&self, above: PageId, page: PageId) -> bool {
        let marks = self.marks(page);
        if above == page || marks.grand_parent.is_some() && marks.grand_parent != self.marks(above).parent {
            return false;
        }
        match self.choice(page) {
            Choice::Above | Choice::None => true,
            Choice::Top => self.is_top(above),
            Choice::TopBeside => self.is_top(above) && self.marks(above).folder == marks.folder,
            Choice::Folder => self.marks(above).folder == marks.folder,
        }
    }

    fn is_circle(&self, page: PageId) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = Some(page);
        while let Some(here) = at {
            if !seen.insert(here) {
                return true;
            }
            at = self.candidates(here).first().copied();
        }
        false
    }

    /// Hangs a page and what is below it under a node; `above` are the pages on the way.
    fn plant(&mut self, page: PageId, parent: Option<NodeId>, above: &mut Vec<PageId>) {
        let title = self.marks(page).title;
        let node = Node { page: Some(page), hidden: self.marks(page).is_hidden, ..Node::default() };
        let node = self.nav.add(node);
        self.nav.of_page[page].get_or_insert(node);
        self.nav.attach(node, parent);
        let repeats = above.iter().any(|&other| self.marks(other).title == title);
        if repeats || above.len() > 50 {
            return;
        }
        above.push(page);
        let beside = self.by_place.get(&(title, self.marks(page).folder));
        let children = self.by_parent.get(&title).into_iter().chain(beside).flatten().copied().filter(|&child| {
            let ancestor = self.marks(child).ancestor;
            let below = !ancestor.is_some() || above.iter().any(|&other| self.marks(other).title == ancestor);
            below && self.fits(page, child) && !above.contains(&child)
        });
        for child in self.sorted(children.collect()) {
            if self.nav.of_page[child].is_none() || self.nav.nodes.len() < self.most {
                self.plant(child, Some(node), above);
            }
        }
        above.pop();
    }
}

/// A page whose parent is missing: `none` has that title at all, or none that fits.
fn parent_missing(entry: &Entry, parent: &str, meant: Option<&str>, none: bool) -> Diagnostic {
    let message = if none {
        format!("no page has the title `{parent}`, which this page names as its parent")
    } else {
        format!("no page titled `{parent}` fits this page's `grand_parent` or `ancestor`")
    };
    let span = entry.page.front.key("parent").map_or(Span::default(), |key| key.value);
    let diagnostic = Diagnostic::warning("nav-parent-missing", message).at(&entry.page.source, span, "no page has this title");
    let diagnostic = diagnostic.help("the page stands at the end of the navigation instead; Just the Docs would leave it out");
    match meant {
        Some(title) if !span.is_empty() => {
            let written = entry.page.source.slice(span);
            let quoted = if written.starts_with('"') { format!("\"{title}\"") } else { title.to_owned() };
            diagnostic.suggest(format!("a page with a similar title exists: `{title}`"), vec![(span, quoted)])
        }
        _ => diagnostic,
    }
}

fn cycle(entry: &Entry) -> Diagnostic {
    let span = entry.page.front.key("parent").map_or(Span::default(), |key| key.value);
    Diagnostic::warning("nav-cycle", "this page is its own ancestor: its `parent` leads back to it")
        .at(&entry.page.source, span, "leads back here")
        .help("the page stands at the end of the navigation instead; Just the Docs would leave it out")
        .help("name another parent, or none, in one of the pages of the circle")
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
