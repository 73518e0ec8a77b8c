//! THE function: a world becomes a site and its artifacts. What was read before and has not changed is taken from the memo.

use crate::check::{self, Subject};
use crate::config::{self, Config, Overrides};
use crate::data;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::log;
use crate::log::Vocabulary;
use crate::log::WeeklyLog;
use crate::page::outline::Outline;
use crate::page::{self, Page, markdown};
use crate::render::theme::{self, Theme};
use crate::render::{Renderer, images};
use crate::site::cohort::Listed;
use crate::site::documents::Kind;
use crate::site::{Parts, Site, Static, readme};
use crate::source::{Source, Span};
use crate::templates::styles::{self, Isolate};
use crate::templates::{self, Filled};
use crate::world::{Entry, LONGEST_TEXT, MANIFEST, World, unreadable};
use crate::yaml::Mapping;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A built site: everything to show it, and what is wrong with it.
pub struct Built {
    /// Site, theme and artifacts.
    pub renderer: Renderer,
    /// What reading and putting together found, in the order in which it is shown.
    pub diagnostics: Vec<Diagnostic>,
}

/// What to build: the command line over the configuration.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Keys that the command line sets.
    pub overrides: Overrides,
    /// A folder of the site that is never read: the destination.
    pub skip: Option<String>,
    /// Compiles a style sheet in a process of its own, which can be ended; without it they are compiled here, unbounded.
    pub isolate: Option<Isolate>,
    /// Who is told of the phases of a build.
    pub phases: Phases,
}

/// Is told the name of each phase of a build when it ends, in order, and an empty one when a build begins. Whoever has a
/// clock can measure.
#[derive(Clone, Default)]
pub struct Phases(Option<Arc<dyn Fn(&'static str) + Send + Sync>>);

impl Phases {
    /// Tells this.
    pub fn new(tell: impl Fn(&'static str) + Send + Sync + 'static) -> Phases {
        Phases(Some(Arc::new(tell)))
    }

    /// Says that a build begins.
    fn started(&self) {
        self.ended("");
    }

    /// Says that a phase has ended.
    pub fn ended(&self, phase: &'static str) {
        if let Some(tell) = &self.0 {
            tell(phase);
        }
    }
}

impl std::fmt::Debug for Phases {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Phases")
    }
}

/// What the last build read: pages by path, the theme. An empty one is as good, only slower.
#[derive(Default)]
pub struct Memo {
    pages: HashMap<String, Known>,
    images: HashMap<String, ((u64, u64), Picture)>,
    theme: Option<(u128, Arc<Theme>, Vec<Diagnostic>)>,
    options: String,
    styles: styles::Known,
}

/// Width and height of an image, where they are known.
type Picture = (Option<(usize, usize)>, Option<u64>);

/// A page as it was read from bytes with this hash.
#[derive(Clone)]
struct Known {
    /// What the world said of the file, if that can be trusted: then it need not even be read again.
    seen: Option<(u64, u64)>,
    hash: u128,
    page: Arc<Page>,
    logs: Arc<[WeeklyLog]>,
    diagnostics: Arc<[Diagnostic]>,
}

/// Reads the world and puts the site together. It never fails: a site that cannot be read is an empty one with an error.
/// What is merely good to know is left to [`check()`].
pub fn build(world: &dyn World, request: &Request, memo: &mut Memo) -> Built {
    let mut built = assemble(world, request, memo);
    built.settle();
    built.diagnostics.retain(|diagnostic| diagnostic.severity > Severity::Note);
    built
}

fn assemble(world: &dyn World, request: &Request, memo: &mut Memo) -> Built {
    request.phases.started();
    let (config, mut diagnostics) = read_config(world, &request.overrides);
    let config = Arc::new(config);
    let (mut inventory, more) = take_inventory(world, &config, request.skip.as_deref());
    diagnostics.extend(more);
    request.phases.ended("list files");
    let (mut pages, mut more) = read_pages(world, &config, &inventory, memo);
    request.phases.ended("read pages");
    let copied = readme::copied(pages.iter().map(|(page, _)| page), &config);
    if !copied.is_empty() {
        pages.retain(|(page, _)| !copied.contains(page.source.path()));
        more.retain(|diagnostic| !copied.contains(diagnostic.path()));
        inventory.statics.extend(inventory.pages.iter().filter(|entry| copied.contains(&entry.path)).cloned());
    }
    diagnostics.extend(more);
    let statics = inventory
        .statics
        .iter()
        .map(|entry| {
            let (size, digest) = picture(world, entry, memo).unwrap_or_default();
            (entry.path.clone(), Static { len: entry.len, size, digest })
        })
        .collect();
    let late = Late { isolate: request.isolate, styles: &memo.styles };
    let (pages, filled, interns) = fill(world, &config, &inventory, (pages, late), &mut diagnostics);
    request.phases.ended("fill templates");
    let Filled { includes, made, mentioned, hooks, .. } = filled;
    let (site, more) = Site::new(Arc::clone(&config), Parts { pages, statics, includes, interns, made, mentioned, hooks });
    diagnostics.extend(more);
    request.phases.ended("put together");
    let (theme, more) = read_theme(world, &config, &inventory, memo);
    diagnostics.extend(more);
    request.phases.ended("read theme");
    let renderer = Renderer::new(Arc::new(site), theme);
    request.phases.ended("list artifacts");
    let is_output = |file: &str| renderer.artifact(file).is_some();
    let exists = |path: &str| world.exists(path);
    diagnostics.extend(check::quick(&Subject { site: renderer.site(), is_output: &is_output, exists: &exists }));
    request.phases.ended("check");
    Built { renderer, diagnostics }
}

impl Built {
    /// Applies the configured severities, and brings the problems into the order in which they are shown.
    fn settle(&mut self) {
        check::settle(&mut self.diagnostics, &self.renderer.site().config);
        diagnostic::sort(&mut self.diagnostics);
    }
}

/// Builds, and checks everything there is to check.
pub fn check(world: &dyn World, request: &Request, memo: &mut Memo) -> Built {
    let mut built = assemble(world, request, memo);
    let site = built.renderer.site();
    let read = |path: &str| String::from_utf8(world.read(path).ok()?).ok().map(|text| Arc::new(Source::new(path, text)));
    let texts = site.statics.par_iter().filter(|(path, file)| check::is_text(path, file.len));
    let published = texts.filter_map(|(path, _)| read(path)).collect();
    let readme = site.page_at("README.md").is_none().then(|| read("README.md")).flatten();
    let others = check::Others { published, readme, ..templates_and_data(world, site, &read) };
    let is_output = |file: &str| built.renderer.artifact(file).is_some();
    let exists = |path: &str| world.exists(path);
    let found = check::thorough(&Subject { site, is_output: &is_output, exists: &exists }, &others);
    built.diagnostics.extend(found);
    built.settle();
    built
}

/// The site's data, and the texts that can ask for it besides its pages.
fn templates_and_data(world: &dyn World, site: &Site, read: &dyn Fn(&str) -> Option<Arc<Source>>) -> check::Others {
    const FOLDERS: &[&str] = &["_data", "_includes", "_layouts"];
    let (entries, _) = world.walk(&|path, _| !FOLDERS.contains(&path.split('/').next().unwrap_or(path)));
    let (data, templates): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|entry| data::is_data(&entry.path));
    let data: Vec<_> = data.iter().filter(|entry| entry.path.starts_with("_data/")).filter_map(|entry| read(&entry.path)).collect();
    if data.is_empty() {
        return check::Others::default();
    }
    let made = site.made.keys().map(String::as_str);
    let templates = templates.iter().map(|entry| entry.path.as_str()).chain(made).filter_map(read).collect();
    check::Others { data, templates, ..check::Others::default() }
}

fn read_config(world: &dyn World, overrides: &Overrides) -> (Config, Vec<Diagnostic>) {
    match world.read_named(config::FILE) {
        Ok(bytes) => {
            let (source, problem) = decode(config::FILE, bytes);
            let (config, mut diagnostics) = Config::read(Some(source), overrides);
            diagnostics.extend(problem);
            (config, diagnostics)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Config::read(None, overrides),
        Err(error) => (Config::read(None, overrides).0, vec![unreadable(config::FILE, &error)]),
    }
}

/// How style sheets are compiled.
struct Late<'a> {
    isolate: Option<Isolate>,
    styles: &'a styles::Known,
}

/// Completes the pages that need the whole site: those with Liquid, and those in layouts of the site's own.
fn fill(
    world: &dyn World,
    config: &Config,
    inventory: &Inventory,
    (pages, late): (Vec<Read>, Late),
    diagnostics: &mut Vec<Diagnostic>,
) -> Complete {
    let mut texts = |entries: &[Entry]| -> Vec<Arc<Source>> {
        let small = entries.iter().filter(|entry| entry.len <= LONGEST_TEXT);
        let read = small.filter_map(|entry| match world.read(&entry.path) {
            Ok(bytes) => {
                let (source, problem) = decode(&entry.path, bytes);
                diagnostics.extend(problem);
                Some(source)
            }
            Err(error) => {
                diagnostics.push(unreadable(&entry.path, &error));
                None
            }
        });
        read.collect()
    };
    let includes = texts(&inventory.includes);
    let name = |source: &Source| source.path().strip_prefix("_includes/").unwrap_or(source.path()).to_owned();
    let (layouts, sass, others) = (texts(&inventory.layouts), texts(&inventory.sass), texts(&inventory.texts));
    let mut data = Mapping::new();
    for source in texts(&inventory.data) {
        let (value, problem) = data::read(&source);
        diagnostics.extend(problem);
        data::place(&mut data, source.path(), value);
    }
    let interns = data.get("interns").map(Listed::read).unwrap_or_default();
    let read = |path: &str| world.read_named(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let parts = templates::Parts {
        config,
        pages: pages.iter().map(|(page, _)| Arc::clone(page)).collect(),
        texts: others,
        statics: inventory.statics.iter().map(|entry| entry.path.clone()).collect(),
        data,
        includes: includes.iter().map(|source| (name(source), source.text().to_owned())).collect(),
        layouts,
        sass,
        files: &read,
        plugins: inventory.plugins,
        styles: late.styles,
        isolate: late.isolate,
    };
    let mut filled = templates::fill(parts);
    diagnostics.append(&mut filled.diagnostics);
    let vocabulary = vocabulary(config);
    let known = pages.into_iter().map(|(_, logs)| logs);
    let logs = |page: &Page, known: Arc<[WeeklyLog]>| match filled.outlines.get(page.source.path()) {
        Some(outline) => read_logs(page, outline, &vocabulary),
        None => known,
    };
    let pages = filled.pages.iter().zip(known).map(|(page, known)| (Arc::clone(page), logs(page, known))).collect();
    (pages, filled, interns)
}

/// All pages with their logs, the site's own fragments, and the files that were made of others.
type Complete = (Vec<Read>, Filled, Vec<Listed>);

fn vocabulary(config: &Config) -> Vocabulary {
    let mut vocabulary = Vocabulary::built_in();
    vocabulary.extend(&config.weeklog);
    vocabulary
}

fn read_logs(page: &Page, outline: &Outline, vocabulary: &Vocabulary) -> Arc<[WeeklyLog]> {
    let title = page.front.text("title");
    log::read(&log::Input { path: page.source.path(), front: &page.front, outline, title: title.as_deref(), vocabulary }).into()
}

/// Which files are what.
#[derive(Default)]
struct Inventory {
    pages: Vec<Entry>,
    statics: Vec<Entry>,
    includes: Vec<Entry>,
    theme: Vec<Entry>,
    layouts: Vec<Entry>,
    data: Vec<Entry>,
    sass: Vec<Entry>,
    /// Files that are no pages but have front matter.
    texts: Vec<Entry>,
    /// There are programs under `_plugins`, which are not run.
    plugins: bool,
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

fn take_inventory(world: &dyn World, config: &Config, destination: Option<&str>) -> (Inventory, Vec<Diagnostic>) {
    // Whatever weeklog wrote is no source, also where it was written under another name before.
    let is_output = |path: &str| world.head(&format!("{path}/{MANIFEST}"), 1).is_ok();
    let skip = |path: &str, is_folder: bool| {
        Some(path) == destination || !(is_meant(path, config) || is_read(path, config)) || (is_folder && is_output(path))
    };
    let (entries, diagnostics) = world.walk(&skip);
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
            _ if is_page(world, &entry.path, config) => &mut inventory.pages,
            _ if !Kind::of(&entry.path, config).is_written(config) => continue,
            _ if is_text(world, &entry.path) => &mut inventory.texts,
            _ => &mut inventory.statics,
        };
        kind.push(entry);
    }
    (inventory, diagnostics)
}

/// Jekyll's `EntryFilter`: special names and excluded ones are passed by unless included.
fn is_read(path: &str, config: &Config) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let included = || config.include.iter().any(|pattern| pattern.matches(path));
    let special = name.starts_with(['.', '_', '#']) && name != config::FILE || name.ends_with('~');
    let excluded = config.exclude.iter().any(|pattern| pattern.matches(path));
    !(special || excluded) || included()
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

type Read = (Arc<Page>, Arc<[WeeklyLog]>);

fn read_pages(world: &dyn World, config: &Config, inventory: &Inventory, memo: &mut Memo) -> (Vec<Read>, Vec<Diagnostic>) {
    let vocabulary = vocabulary(config);
    let options = format!("{:?} {:?}", config.markdown, config.weeklog);
    if memo.options != options {
        memo.pages.clear();
        memo.options = options;
    }
    let known = &memo.pages;
    let read: Vec<Result<Known, Diagnostic>> =
        inventory.pages.par_iter().map(|entry| read_page(world, entry, &config.markdown, &vocabulary, known)).collect();
    let mut pages = Vec::with_capacity(read.len());
    let mut diagnostics = Vec::new();
    let mut fresh = HashMap::with_capacity(read.len());
    for result in read {
        match result {
            Ok(known) => {
                diagnostics.extend(known.diagnostics.iter().cloned());
                pages.push((Arc::clone(&known.page), Arc::clone(&known.logs)));
                fresh.insert(known.page.source.path().to_owned(), known);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    memo.pages = fresh;
    (pages, diagnostics)
}

fn read_page(
    world: &dyn World,
    entry: &Entry,
    options: &markdown::Options,
    vocabulary: &Vocabulary,
    memo: &HashMap<String, Known>,
) -> Result<Known, Diagnostic> {
    if entry.len > LONGEST_TEXT {
        let message = format!("`{}` has {} MB, more than a page can have, and is left out", entry.path, entry.len >> 20);
        return Err(Diagnostic::error("file-too-large", message).help("exclude it in `_config.yml`, or split it"));
    }
    let seen = entry.settled.then_some((entry.len, entry.stamp));
    let known = memo.get(&entry.path);
    if let Some(known) = known.filter(|known| seen.is_some() && known.seen == seen) {
        return Ok(known.clone());
    }
    let bytes = world.read(&entry.path).map_err(|error| unreadable(&entry.path, &error))?;
    let hash = xxh3_128(&bytes);
    if let Some(known) = known.filter(|known| known.hash == hash) {
        return Ok(Known { seen, ..known.clone() });
    }
    let (source, problem) = decode(&entry.path, bytes);
    let (page, outline, mut diagnostics) = page::read(source, options);
    diagnostics.extend(problem);
    diagnostics.extend(check::page(&page));
    let logs = read_logs(&page, &outline, vocabulary);
    Ok(Known { seen, hash, page: Arc::new(page), logs, diagnostics: diagnostics.into() })
}

/// A file's text. Bytes that are no UTF-8 become replacement characters, with a warning where the first stands.
fn decode(path: &str, bytes: Vec<u8>) -> (Arc<Source>, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Arc::new(Source::new(path, text)), None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let source = Arc::new(Source::new(path, String::from_utf8_lossy(error.as_bytes()).into_owned()));
            let span = Span::new(at, at + '\u{fffd}'.len_utf8());
            let diagnostic = Diagnostic::warning("file-encoding", "this file is not UTF-8, so some characters are lost")
                .at(&source, span, "not a character")
                .help("save the file with the encoding UTF-8");
            (source, Some(diagnostic))
        }
    }
}

fn read_theme(world: &dyn World, config: &Config, inventory: &Inventory, memo: &mut Memo) -> (Arc<Theme>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut own = BTreeMap::new();
    let folder = config.theme_name().map_or_else(|| theme::FOLDER.to_owned(), |name| format!("{}/{name}", theme::FOLDER));
    let files = inventory.theme.iter().filter_map(|entry| Some((entry, entry.path.strip_prefix(&folder)?.strip_prefix('/')?)));
    for (entry, inside) in files {
        match world.read(&entry.path) {
            Ok(bytes) => drop(own.insert(inside.to_owned(), bytes)),
            Err(error) => diagnostics.push(unreadable(&entry.path, &error)),
        }
    }
    if let Some(name) = config.theme_name().filter(|_| own.is_empty()) {
        diagnostics.push(
            config
                .about("weeklog", Diagnostic::error("theme-unknown", format!("there is no theme `{name}`: `{folder}` is empty")))
                .help(format!("the embedded theme is used; `weeklog theme eject --name {name}` writes its files there, to be changed")),
        );
    }
    let key = xxh3_128(format!("{folder} {:?} {:?} {:?} {own:?}", config.baseurl, config.lang, config.words).as_bytes());
    if let Some((known, theme, problems)) = memo.theme.as_ref().filter(|(known, ..)| *known == key) {
        debug_assert_eq!(*known, key);
        diagnostics.extend(problems.iter().cloned());
        return (Arc::clone(theme), diagnostics);
    }
    let (theme, problems) = Theme::new(&own, &folder, config);
    let theme = Arc::new(theme);
    memo.theme = Some((key, Arc::clone(&theme), problems.clone()));
    diagnostics.extend(problems);
    (theme, diagnostics)
}

/// Bytes enough to find the size in the head of a photograph with its metadata.
const IMAGE_HEAD: usize = 256 << 10;

/// A picture's size, and the hash of a large one; `None` of what is no picture.
fn picture(world: &dyn World, entry: &Entry, memo: &mut Memo) -> Option<Picture> {
    let key = (entry.len, entry.stamp);
    let extension = entry.path.rsplit('.').next()?.to_ascii_lowercase();
    if !matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "svg") {
        return None;
    }
    if let Some((_, picture)) = memo.images.get(&entry.path).filter(|(known, _)| *known == key) {
        return Some(*picture);
    }
    let head = world.head(&entry.path, IMAGE_HEAD).unwrap_or_default();
    let size = if extension == "svg" { svg_size(&head) } else { imagesize::blob_size(&head).ok().map(|size| (size.width, size.height)) };
    let large = size.is_some_and(|size| images::is_large(&entry.path, entry.len, size));
    let digest = if large { world.read(&entry.path).ok().map(|bytes| xxhash_rust::xxh3::xxh3_64(&bytes)) } else { None };
    memo.images.insert(entry.path.clone(), (key, (size, digest)));
    Some((size, digest))
}

/// `width` and `height` of the root element in pixels, or those of its `viewBox`.
fn svg_size(head: &[u8]) -> Option<(usize, usize)> {
    let text = String::from_utf8_lossy(head);
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}=")).or_else(|| tag.find(&format!("\n{name}=")))?;
        let value = &tag[at + name.len() + 3..];
        value.split(['"', '\'']).next()
    };
    let pixels = |name: &str| attribute(name)?.trim_end_matches("px").parse::<f64>().ok();
    let view_box = || {
        let numbers: Vec<f64> = attribute("viewBox")?.split([' ', ',']).filter_map(|number| number.parse().ok()).collect();
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    };
    let (width, height) = pixels("width").zip(pixels("height")).or_else(view_box)?;
    let sane = |side: f64| (1.0..100_000.0).contains(&side).then_some(side as usize);
    sane(width).zip(sane(height))
}
