//! THE function: a world becomes a site and its artifacts. What was read before and has not changed is taken from the memo.

mod inventory;
mod pages;
mod shelf;

use crate::check::{self, Subject};
use crate::config::{self, Config, Overrides};
use crate::data;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::log;
use crate::log::Vocabulary;
use crate::log::WeeklyLog;
use crate::page::Page;
use crate::page::outline::Outline;
use crate::render::listing::Listing;
use crate::render::theme::{self, Theme};
use crate::render::{Renderer, images};
use crate::site::cohort::Listed;
use crate::site::{self, Parts, Site, Static, readme};
use crate::source::away::{Away, Store};
use crate::source::{Source, Span};
use crate::templates::styles::{self, Isolate};
use crate::templates::{self, Filled};
use crate::world::{Entry, LONGEST_TEXT, World, unreadable};
use crate::yaml::Mapping;
use inventory::Inventory;
use pages::{Known, read_pages};
use rayon::prelude::*;
use shelf::Shelf;
pub use shelf::{Shelved, Taken};
use std::collections::{BTreeMap, HashMap};
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
    /// Whether all pages will be written: their HTML is made when they are read, and not when somebody asks for it.
    pub writes: bool,
    /// Who is told of the phases of a build.
    pub phases: Phases,
    /// Where texts are put away that nobody asks for soon, for a build that is done once.
    pub store: Option<Arc<dyn Store>>,
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

/// What the last build read and put together. An empty one is as good, only slower.
///
/// Nothing in it is ever declared to be out of date: a thing is taken from it where what it was made of is the same now.
#[derive(Default)]
pub struct Memo {
    /// By path.
    pages: Vec<Known>,
    /// What an earlier process read.
    shelf: Shelf,
    /// The files, and the destination that was not one of them.
    inventory: Option<(Option<String>, Arc<Inventory>)>,
    /// The configuration with what is wrong with it, and a hash of all that it was made of.
    config: Option<(u128, Arc<Config>, Vec<Diagnostic>)>,
    site: Option<Arc<Site>>,
    listing: Option<Arc<Listing>>,
    checked: check::Kept,
    images: HashMap<String, ((u64, u64), Picture)>,
    theme: Option<KnownTheme>,
    /// By which options pages were read, and the words that logs were read by.
    options: Option<(String, Arc<Vocabulary>)>,
    styles: styles::Known,
}

impl Memo {
    /// A memo with what [`Shelved::write`] wrote in an earlier process. Bytes that are damaged, or of another version of the
    /// program, are as good as none.
    pub fn restored(kept: Option<Away>) -> Memo {
        Memo { shelf: kept.map(Shelf::read).unwrap_or_default(), ..Memo::default() }
    }

    /// Takes what was restored with what was read, for a process that goes on and writes it by the way.
    pub fn take_shelf(&mut self) -> Taken {
        let faultless = self.pages.iter().filter(|known| known.diagnostics.is_empty());
        Taken { pages: faultless.map(|known| (known.shelved, Arc::clone(&known.entry))).collect(), shelf: std::mem::take(&mut self.shelf) }
    }

    /// What was read of the pages, to be written for the next process. Pages with problems are left out: they are read
    /// anew and told anew.
    pub fn shelved(&self) -> Shelved<'_> {
        let faultless = self.pages.iter().filter(|known| known.diagnostics.is_empty());
        shelf::shelved(&self.shelf, faultless.map(|known| (known.shelved, &known.entry)))
    }
}

/// A theme, by a hash of what it was made of, with what is wrong with it.
type KnownTheme = (u128, Arc<Theme>, Vec<Diagnostic>);

/// Width and height of an image, where they are known.
type Picture = (Option<(usize, usize)>, Option<u64>);

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
    let before = memo.config.as_ref().map(|(settings, ..)| *settings);
    let (config, settings, mut diagnostics) = read_config(world, &request.overrides, memo);
    let (mut inventory, more) = inventory(world, &config, request, memo, touched.filter(|_| before == Some(settings)));
    diagnostics.extend(more);
    request.phases.ended("list files");
    let mut known = memo.theme.take();
    let mut pages = || read_pages(world, (&config, settings), (&inventory, request), memo);
    // After an edit there is too little to do for two.
    let is_read = known.is_some();
    let mut theme = || read_theme(world, &config, &inventory, &mut known);
    let ((mut pages, mut more), (theme, faults)) = if is_read { (pages(), theme()) } else { rayon::join(pages, theme) };
    memo.theme = known;
    request.phases.ended("read pages and theme");
    let copied = readme::copied(pages.iter(), inventory.statics.iter().map(|entry| entry.path.as_str()), &config);
    if !copied.is_empty() {
        pages.retain(|entry| !copied.contains(entry.path()));
        more.retain(|diagnostic| !copied.contains(diagnostic.path()));
        let inventory = Arc::make_mut(&mut inventory);
        inventory.statics.extend(inventory.pages.iter().filter(|entry| copied.contains(&entry.path)).map(|entry| (**entry).clone()));
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
    let parts = Parts { pages, statics, includes, interns, made, mentioned, hooks };
    let (site, more) = Site::new(Arc::clone(&config), parts, memo.site.as_deref());
    let site = Arc::new(site);
    memo.site = Some(Arc::clone(&site));
    diagnostics.extend(more);
    request.phases.ended("put together");
    diagnostics.extend(faults);
    let renderer = Renderer::new(site, theme, memo.listing.as_ref());
    memo.listing = Some(Arc::clone(renderer.listing()));
    request.phases.ended("list artifacts");
    let is_output = |file: &str| renderer.artifact(file).is_some();
    let exists = |path: &str| world.exists(path);
    let subject = Subject { site: renderer.site(), is_output: &is_output, exists: &exists };
    diagnostics.extend(check::quick(&subject, renderer.listing(), &mut memo.checked));
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
    check::hide_secrets(&mut built.diagnostics);
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

/// Configurations by which a folder without one of ours is known to be Hugo's.
const HUGO: &[&str] = &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config/_default"];
/// Folders of such a site that hold no pages of its own.
const NO_CONTENT: &[&str] = &["archetypes/", "layouts/", "themes/", "resources/", "public/", "i18n/"];

/// The configuration, with a hash of all that it was made of.
fn read_config(world: &dyn World, overrides: &Overrides, memo: &mut Memo) -> (Arc<Config>, u128, Vec<Diagnostic>) {
    let read = world.read_named(config::FILE);
    let is_hugo = read.is_err() && HUGO.iter().any(|name| world.exists(name));
    let settings = xxh3_128(format!("{overrides:?} {is_hugo} {:?}", read.as_ref().map_err(io::Error::kind)).as_bytes());
    if let Some((_, config, diagnostics)) = memo.config.as_ref().filter(|(known, ..)| *known == settings) {
        return (Arc::clone(config), settings, diagnostics.clone());
    }
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
    let mut config = config;
    config.exclude.extend(NO_CONTENT.iter().filter(|_| is_hugo).map(|folder| config::Pattern::new(folder)));
    let config = Arc::new(config);
    memo.config = Some((settings, Arc::clone(&config), diagnostics.clone()));
    (config, settings, diagnostics)
}

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
    (pages, late): (Vec<Arc<site::Entry>>, Late),
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
        pages,
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
    let mut pages = std::mem::take(&mut filled.pages);
    if !filled.outlines.is_empty() {
        let vocabulary = vocabulary(config);
        for entry in &mut pages {
            if let Some(outline) = filled.outlines.get(entry.path()) {
                let logs = read_logs(&entry.page, outline, &vocabulary);
                *entry = Arc::new(site::Entry { logs, ..(**entry).clone() });
            }
        }
    }
    (pages, filled, interns)
}

/// All pages, the site's own fragments with the files that were made of others, and the listed interns.
type Complete = (Vec<Arc<site::Entry>>, Filled, Vec<Listed>);

fn vocabulary(config: &Config) -> Vocabulary {
    let mut vocabulary = Vocabulary::built_in();
    vocabulary.extend(&config.weeklog);
    vocabulary
}

fn read_logs(page: &Page, outline: &Outline, vocabulary: &Vocabulary) -> Arc<[WeeklyLog]> {
    let title = page.front.text("title");
    log::read(&log::Input { path: page.source.path(), front: &page.front, outline, title: title.as_deref(), vocabulary }).into()
}

/// A file's text. Bytes that are no UTF-8 become replacement characters, with a warning where the first stands.
fn decode(path: &str, bytes: Vec<u8>) -> (Arc<Source>, Option<Diagnostic>) {
    if let Some(text) = utf16(&bytes) {
        let source = Arc::new(Source::new(path, text));
        let diagnostic = Diagnostic::warning("file-encoding", "this file is saved as UTF-16, which Jekyll and GitHub do not read")
            .at(&source, source.line(1), "read as UTF-16")
            .help("save the file with the encoding UTF-8");
        return (source, Some(diagnostic));
    }
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

/// The text of a file that begins with the mark of UTF-16, as Windows' editors save it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let units = pairs.iter().map(|pair| read(*pair));
    char::decode_utf16(units).collect::<Result<String, _>>().ok().filter(|_| rest.is_empty())
}

/// The theme: what is `known` of it, if nothing that it depends on has changed.
fn read_theme(world: &dyn World, config: &Config, inventory: &Inventory, known: &mut Option<KnownTheme>) -> (Arc<Theme>, Vec<Diagnostic>) {
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
    if let Some((_, theme, problems)) = known.as_ref().filter(|(known, ..)| *known == key) {
        diagnostics.extend(problems.iter().cloned());
        return (Arc::clone(theme), diagnostics);
    }
    let (theme, problems) = Theme::new(&own, &folder, config);
    let theme = Arc::new(theme);
    *known = Some((key, Arc::clone(&theme), problems.clone()));
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
