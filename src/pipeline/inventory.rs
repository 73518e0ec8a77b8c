//! Which files of a world are what: pages, files that are copied, what is read for its meaning.

use crate::config::{self, Config};
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::site::documents::Kind;
use crate::world::{Entry, MANIFEST, World};
use std::sync::Arc;

/// Which files are what.
#[derive(Clone, Debug, Default)]
pub(super) struct Inventory {
    /// Shared, so that a page that was not touched is known by its place.
    pub(super) pages: Vec<Arc<Entry>>,
    pub(super) statics: Vec<Entry>,
    pub(super) includes: Vec<Entry>,
    pub(super) theme: Vec<Entry>,
    pub(super) layouts: Vec<Entry>,
    pub(super) data: Vec<Entry>,
    pub(super) sass: Vec<Entry>,
    /// Files that are no pages but have front matter.
    pub(super) texts: Vec<Entry>,
    /// There are programs under `_plugins`, which are not run.
    pub(super) plugins: bool,
}

/// Folders that are read for what they mean, although their names begin with `_`.
const MEANT: &[&str] = &["_includes", "_theme", "_layouts", "_data", "_sass", "_plugins"];

/// Whether a file or folder is read although its name begins with `_`.
fn is_meant(path: &str, config: &Config) -> bool {
    let top = path.split('/').next().unwrap_or(path);
    let usual = |name: &str| !name.starts_with(['.', '_', '#']) && !name.ends_with('~');
    MEANT.contains(&top) && path.split('/').skip(1).all(|name| !name.starts_with('.'))
        || Kind::of(&format!("{path}/x"), config) != Kind::Page
            && (config.drafts || !path.split('/').any(|part| part == "_drafts"))
            && path.rsplit('/').next().is_some_and(|name| usual(name) || name.starts_with('_') && !path.ends_with(".md"))
}

/// Lists all files of a world.
pub(super) fn take(world: &dyn World, config: &Config, destination: Option<&str>) -> (Inventory, Vec<Diagnostic>) {
    let (entries, diagnostics) = world.walk(&|path, is_folder| is_passed_by(world, config, destination, path, is_folder));
    let mut inventory = Inventory::default();
    for entry in entries {
        let kind = match entry.path.split('/').next() {
            Some("_includes") => &mut inventory.includes,
            Some("_theme") => &mut inventory.theme,
            Some("_layouts") => &mut inventory.layouts,
            Some("_sass") => &mut inventory.sass,
            Some(data::FOLDER) if data::is_data(&entry.path) => &mut inventory.data,
            Some(data::FOLDER) => continue,
            Some("_plugins") => {
                inventory.plugins |= entry.path.ends_with(".rb");
                continue;
            }
            _ if entry.path == config::FILE => continue,
            _ if is_page(world, &entry.path, config) => {
                inventory.pages.push(Arc::new(entry));
                continue;
            }
            _ if !Kind::of(&entry.path, config).is_written(config) => continue,
            _ if is_text(world, &entry.path) => &mut inventory.texts,
            _ => &mut inventory.statics,
        };
        kind.push(entry);
    }
    (inventory, diagnostics)
}

/// Whether a file is not read, or a folder not entered.
fn is_passed_by(world: &dyn World, config: &Config, destination: Option<&str>, path: &str, is_folder: bool) -> bool {
    // Whatever weeklog wrote is no source, also where it was written under another name before.
    let is_output = || world.head(&format!("{path}/{MANIFEST}"), 1).is_ok();
    Some(path) == destination || !(is_meant(path, config) || is_read(path, config)) || (is_folder && is_output())
}

impl Inventory {
    /// Brings the list up to date where only files at these paths were touched. Says whether that could be done: whether
    /// no more happened than that pages have other text now. Otherwise the list has to be taken anew.
    pub(super) fn touch(&mut self, world: &dyn World, config: &Config, destination: Option<&str>, touched: &[String]) -> bool {
        // What had changed a moment before it was listed may be known better by now.
        let mut unsettled = self.pages.iter_mut().filter(|page| !page.settled);
        unsettled.all(|page| world.entry(&page.path).map(|entry| *page = Arc::new(entry)).is_some())
            && touched.iter().all(|path| {
                let Ok(at) = self.pages.binary_search_by(|page| page.path.as_str().cmp(path)) else {
                    // What an editor writes beside the file: a copy that is gone already, or one with a name that nobody reads.
                    let folders = path.match_indices('/').map(|(end, _)| (&path[..end], true));
                    let mut names = folders.chain([(path.as_str(), false)]);
                    return !self.holds(path) && !world.exists(path)
                        || path != config::FILE
                            && names.any(|(path, is_folder)| is_passed_by(world, config, destination, path, is_folder));
                };
                let entry = world.entry(path).filter(|entry| is_page(world, &entry.path, config));
                entry.map(|entry| self.pages[at] = Arc::new(entry)).is_some()
            })
    }

    /// Whether a file is listed, or one in a folder of that name.
    fn holds(&self, path: &str) -> bool {
        let Inventory { pages, statics, includes, theme, layouts, data, sass, texts, .. } = self;
        let inside = |entry: &Entry| entry.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let others = [statics, includes, theme, layouts, data, sass, texts].into_iter().flatten();
        path == config::FILE || pages.iter().map(|page| &**page).chain(others).any(inside)
    }
}

/// Jekyll's `EntryFilter`: special names and excluded ones are passed by unless included.
fn is_read(path: &str, config: &Config) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let included = || config.include.iter().any(|pattern| pattern.names(path));
    let special = name.starts_with(['.', '_', '#']) && name != config::FILE && !is_section(name, config) || name.ends_with('~');
    let excluded = config.exclude.iter().any(|pattern| pattern.matches(path));
    !(special || excluded) || included()
}

/// Whether a name is that of a folder's index where no configuration says that this is a site of Jekyll's: `_index.md`, `_index.vi.md`.
fn is_section(name: &str, config: &Config) -> bool {
    let rest = name.strip_prefix("_index.").filter(|_| config.source.is_none());
    rest.is_some_and(|rest| rest == "md" || rest.strip_suffix(".md").is_some_and(|language| !language.contains('.')))
}

/// Files that jekyll-optional-front-matter leaves alone when they have none.
const NOT_PAGES: &[&str] = &["LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT", "CONTRIBUTING", "ISSUE_TEMPLATE", "PULL_REQUEST_TEMPLATE"];

/// Whether a file becomes a page: Markdown, unless its name says that it is for GitHub; HTML with front matter.
fn is_page(world: &dyn World, path: &str, config: &Config) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let has_front_matter = || has_front_matter(world, path);
    if Kind::of(path, config) != Kind::Page && !has_front_matter() {
        return false;
    }
    match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mkd" | "mkdn" | "mkdown" => !NOT_PAGES.contains(&stem.to_ascii_uppercase().as_str()) || has_front_matter(),
        "html" | "htm" => has_front_matter(),
        _ => false,
    }
}

fn has_front_matter(world: &dyn World, path: &str) -> bool {
    world.head(path, 4).is_ok_and(|head| head.starts_with(b"---"))
}

/// Endings of files that Liquid is run in when they have front matter; Jekyll opens any file for that, also pictures.
const TEXTS: &[&str] = &[
    "css",
    "scss",
    "sass",
    "js",
    "mjs",
    "json",
    "webmanifest",
    "xml",
    "txt",
    "svg",
    "csv",
    "tsv",
    "yml",
    "yaml",
    "ics",
    "atom",
    "rss",
    "map",
    "bib",
    "tex",
    "opml",
];

fn is_text(world: &dyn World, path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    // A YAML file may begin with its own `---`, which opens no front matter unless a second line closes it.
    let is_closed = || world.read(path).is_ok_and(|bytes| bytes.windows(4).skip(3).any(|line| matches!(line, b"\n---" | b"\n...")));
    TEXTS.contains(&extension.as_str()) && has_front_matter(world, path) && (!matches!(extension.as_str(), "yml" | "yaml") || is_closed())
}
