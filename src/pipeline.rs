//! THE function: a world becomes a site and its artifacts. What was read before and has not changed is taken from the memo.

mod inventory;
mod shelf;

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
use crate::site::placed::Placed;
use crate::site::{Parts, Site, Static, readme};
use crate::source::{Source, Span};
use crate::templates::styles::{self, Isolate};
use crate::templates::{self, Filled};
use crate::world::{Entry, LONGEST_TEXT, World, unreadable};
use crate::yaml::Mapping;
use inventory::Inventory;
use rayon::prelude::*;
use shelf::Shelf;
pub use shelf::Shelved;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
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
    pages: HashMap<String, Arc<Known>>,
    /// What an earlier process read.
    shelf: Shelf,
    /// The files, and the destination that was not one of them.
    inventory: Option<(Option<String>, Arc<Inventory>)>,
    /// A hash of the configuration and what the command line sets of it.
    settings: u128,
    images: HashMap<String, ((u64, u64), Picture)>,
    theme: Option<(u128, Arc<Theme>, Vec<Diagnostic>)>,
    options: String,
    styles: styles::Known,
}

impl Memo {
    /// A memo with what [`Shelved::write`] wrote in an earlier process. Bytes that are damaged, or of another version of the
    /// program, are as good as none.
    pub fn restored(bytes: Vec<u8>) -> Memo {
        Memo { shelf: Shelf::read(bytes), ..Memo::default() }
    }

    /// Frees what was restored, for a process that goes on and has read all of it.
    pub fn clear_shelf(&mut self) {
        self.shelf = Shelf::default();
    }

    /// What was read of the pages, to be written for the next process. Pages with problems are left out: they are read
    /// anew and told anew.
    pub fn shelved(&self) -> Shelved<'_> {
        let faultless = self.pages.values().filter(|known| known.diagnostics.is_empty());
        let mut pages: Vec<_> = faultless.map(|known| (known.shelved, &*known.placed.page, &*known.logs)).collect();
        pages.sort_unstable_by_key(|(key, ..)| *key);
        Shelved { before: &self.shelf, pages }
    }
}

/// Width and height of an image, where they are known.
type Picture = (Option<(usize, usize)>, Option<u64>);

/// A page as it was read from bytes with this hash.
#[derive(Clone)]
struct Known {
    /// What the world said of the file, if that can be trusted: then it need not even be read again.
    seen: Option<(u64, u64)>,
    hash: u128,
    /// Its place on the shelf.
    shelved: u128,
    placed: Placed,
    /// Of the configuration by which the page has its place.
    settings: u128,
    logs: Arc<[WeeklyLog]>,
    diagnostics: Arc<[Diagnostic]>,
}

/// Reads the world and puts the site together. It never fails: a site that cannot be read is an empty one with an error.
/// What is merely good to know is left to [`check()`].
pub fn build(world: &dyn World, request: &Request, memo: &mut Memo) -> Built {
    rebuild(world, request, memo, None)
}

/// The same, where it is known that since the last build with this memo nothing was touched but these paths.
pub fn rebuild(world: &dyn World, request: &Request, memo: &mut Memo, touched: Option<&[String]>) -> Built {
    let mut built = assemble(world, request, memo, touched);
    built.settle();
    built.diagnostics.retain(|diagnostic| diagnostic.severity > Severity::Note);
    built
}

fn assemble(world: &dyn World, request: &Request, memo: &mut Memo, touched: Option<&[String]>) -> Built {
    request.phases.started();
    let (config, settings, mut diagnostics) = read_config(world, &request.overrides);
    let config = Arc::new(config);
    let is_same = std::mem::replace(&mut memo.settings, settings) == settings;
    let (mut inventory, more) = inventory(world, &config, request, memo, touched.filter(|_| is_same));
    diagnostics.extend(more);
    request.phases.ended("list files");
    let (mut pages, mut more) = read_pages(world, &config, &inventory, memo);
    request.phases.ended("read pages");
    let copied = readme::copied(pages.iter().map(|(placed, _)| placed), inventory.statics.iter().map(|entry| entry.path.as_str()), &config);
    if !copied.is_empty() {
        pages.retain(|(placed, _)| !copied.contains(placed.path()));
        more.retain(|diagnostic| !copied.contains(diagnostic.path()));
        let inventory = Arc::make_mut(&mut inventory);
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
    let mut built = assemble(world, request, memo, None);
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

/// The configuration, with a hash of all that it was made of.
fn read_config(world: &dyn World, overrides: &Overrides) -> (Config, u128, Vec<Diagnostic>) {
    let read = world.read_named(config::FILE);
    let settings = xxh3_128(format!("{overrides:?} {:?}", read.as_ref().ok()).as_bytes());
    let (config, diagnostics) = match read {
        Ok(bytes) => {
            let (source, problem) = decode(config::FILE, bytes);
            let (config, mut diagnostics) = Config::read(Some(source), overrides);
            diagnostics.extend(problem);
            (config, diagnostics)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Config::read(None, overrides),
        Err(error) => (Config::read(None, overrides).0, vec![unreadable(config::FILE, &error)]),
    };
    (config, settings, diagnostics)
}

/// So many pages at most are read by one thread before others may take over.
const SHARE: usize = 8;

/// Beyond so many touched files the list is taken anew: each is looked for among all.
const FEW: usize = 64;

/// The files of the world: as the memo has them but for those that were touched, where that can be.
fn inventory(
    world: &dyn World,
    config: &Config,
    request: &Request,
    memo: &mut Memo,
    touched: Option<&[String]>,
) -> (Arc<Inventory>, Vec<Diagnostic>) {
    let skip = request.skip.as_deref();
    let touched = touched.filter(|touched| touched.len() <= FEW);
    if let Some((_, known)) = memo.inventory.as_mut().filter(|(without, _)| without.as_deref() == skip)
        && touched.is_some_and(|touched| Arc::make_mut(known).touch(world, config, skip, touched))
    {
        return (Arc::clone(known), Vec::new());
    }
    let (inventory, diagnostics) = inventory::take(world, config, skip);
    let inventory = Arc::new(inventory);
    // What could not be listed is told again each time.
    memo.inventory = diagnostics.is_empty().then(|| (request.skip.clone(), Arc::clone(&inventory)));
    (inventory, diagnostics)
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
        pages: pages.iter().map(|(placed, _)| placed.clone()).collect(),
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
    let pages = filled.pages.iter().zip(known).map(|(placed, known)| (placed.clone(), logs(&placed.page, known))).collect();
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

type Read = (Placed, Arc<[WeeklyLog]>);

fn read_pages(world: &dyn World, config: &Config, inventory: &Inventory, memo: &mut Memo) -> (Vec<Read>, Vec<Diagnostic>) {
    let options = format!("{:?} {:?}", config.markdown, config.weeklog);
    if memo.options != options {
        memo.pages.clear();
        memo.options = options;
    }
    let reader = Reader {
        world,
        config,
        settings: memo.settings,
        vocabulary: vocabulary(config),
        markdown: Arc::new(config.markdown.clone()),
        options: &memo.options,
        known: &memo.pages,
        shelf: &memo.shelf,
    };
    let read: Vec<Result<Arc<Known>, Diagnostic>> =
        inventory.pages.par_iter().with_max_len(SHARE).map(|entry| reader.read(entry)).collect();
    let mut pages = Vec::with_capacity(read.len());
    let mut diagnostics = Vec::new();
    for result in read {
        match result {
            Ok(known) => {
                diagnostics.extend(known.diagnostics.iter().cloned());
                pages.push((known.placed.clone(), Arc::clone(&known.logs)));
                if memo.pages.get(known.placed.path()).is_none_or(|before| !Arc::ptr_eq(before, &known)) {
                    memo.pages.insert(known.placed.path().to_owned(), known);
                }
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if memo.pages.len() > pages.len() {
        let there: HashSet<&str> = pages.iter().map(|(placed, _)| placed.path()).collect();
        memo.pages.retain(|path, _| there.contains(path.as_str()));
    }
    (pages, diagnostics)
}

/// Reads pages, those that have changed since the last time.
struct Reader<'a> {
    world: &'a dyn World,
    config: &'a Config,
    settings: u128,
    vocabulary: Vocabulary,
    markdown: Arc<markdown::Options>,
    options: &'a str,
    known: &'a HashMap<String, Arc<Known>>,
    shelf: &'a Shelf,
}

impl Reader<'_> {
    fn read(&self, entry: &Entry) -> Result<Arc<Known>, Diagnostic> {
        if entry.len > LONGEST_TEXT {
            let message = format!("`{}` has {} MB, more than a page can have, and is left out", entry.path, entry.len >> 20);
            return Err(Diagnostic::error("file-too-large", message).help("exclude it in `_config.yml`, or split it"));
        }
        let seen = entry.settled.then_some((entry.len, entry.stamp));
        let known = self.known.get(&entry.path);
        if let Some(known) = known.filter(|known| seen.is_some() && known.seen == seen) {
            return Ok(self.keep(known, seen));
        }
        let bytes = self.world.read(&entry.path).map_err(|error| unreadable(&entry.path, &error))?;
        let hash = xxh3_128(&bytes);
        if let Some(known) = known.filter(|known| known.hash == hash) {
            return Ok(self.keep(known, seen));
        }
        let (source, problem) = decode(&entry.path, bytes);
        let shelved = shelf::key(self.options, &entry.path, hash);
        let kept = if problem.is_none() { self.shelf.page(shelved, &source, &self.markdown) } else { None };
        let (page, logs, diagnostics) = match kept {
            Some((page, logs)) => (page, logs.into(), Vec::new()),
            None => {
                let (page, outline, mut diagnostics) = page::read(source, &self.markdown);
                diagnostics.extend(problem);
                diagnostics.extend(check::page(&page));
                let logs = read_logs(&page, &outline, &self.vocabulary);
                (page, logs, diagnostics)
            }
        };
        let placed = Placed::new(Arc::new(page), self.config);
        Ok(Arc::new(Known { seen, hash, shelved, placed, settings: self.settings, logs, diagnostics: diagnostics.into() }))
    }

    /// What is known already, with another place where the configuration has changed.
    fn keep(&self, known: &Arc<Known>, seen: Option<(u64, u64)>) -> Arc<Known> {
        if known.seen == seen && known.settings == self.settings {
            return Arc::clone(known);
        }
        let is_same = known.settings == self.settings;
        let placed = if is_same { known.placed.clone() } else { Placed::new(Arc::clone(&known.placed.page), self.config) };
        Arc::new(Known { seen, settings: self.settings, placed, ..(**known).clone() })
    }
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
