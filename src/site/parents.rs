//! The navigation of Just the Docs: pages hang under those whose titles they name.

use super::entry::{ByName, Names};
use super::nav::{Nav, Node, NodeId};
use super::{Entry, Marks, Name, PageId};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest_within;
use crate::source::Span;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Just the Docs: a page hangs under every page whose title its `parent` is, from the top down.
pub(super) fn by_parents(
    nav: &mut Nav,
    entries: &[Arc<Entry>],
    members: &[PageId],
    root: Option<NodeId>,
    config: &Config,
) -> Vec<Diagnostic> {
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
    by_title: ByName<Name, Vec<PageId>>,
    /// The titles of pages without a parent.
    tops: Names<Name>,
    /// The same with their folders.
    tops_beside: Names<(Name, Name)>,
    /// How many pages of a title a folder has.
    beside: ByName<(Name, Name), usize>,
    /// Pages by their parents' titles, but for those below.
    by_parent: ByName<Name, Vec<PageId>>,
    /// Pages by title and folder of their parents, where the folder decides between parents of one title.
    by_place: ByName<(Name, Name), Vec<PageId>>,
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
            by_title: ByName::default(),
            tops: Names::default(),
            tops_beside: Names::default(),
            beside: ByName::default(),
            by_parent: ByName::default(),
            by_place: ByName::default(),
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
