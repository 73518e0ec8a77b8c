//! All that Liquid makes of a site: pages and documents with tags, layouts of its own, other files with front matter.
//!
//! Pages that have none of it are rendered before and pass through untouched.

mod feed;
mod layouts;
mod stubs;
pub mod styles;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Severity};
use crate::liquid::context::{self, Context, Entry, Mentions, document_value, page_value};
use crate::liquid::{self, Expanded, Files, plugins};
use crate::page::html::{HoleKind, escape_href};
use crate::page::outline::Outline;
use crate::page::spans::is_liquid;
use crate::page::{self, Page, front_matter::FrontMatter};
use crate::site;
use crate::site::documents::Kind;
use crate::site::links::join;
use crate::source::Source;
use crate::yaml::Mapping;
use layouts::Layouts;
use liquid_core::model::Value;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What there is to work with.
pub struct Parts<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// All pages that were read; those with tags have no body yet.
    pub pages: Vec<Arc<site::Entry>>,
    /// Other files with front matter.
    pub texts: Vec<Arc<Source>>,
    /// Paths of copied files.
    pub statics: Vec<String>,
    /// The site's data.
    pub data: Mapping,
    /// Files under `_includes`, by name.
    pub includes: BTreeMap<String, String>,
    /// Files under `_layouts`.
    pub layouts: Vec<Arc<Source>>,
    /// Files under `_sass`.
    pub sass: Vec<Arc<Source>>,
    /// Reads a file of the site.
    pub files: Files<'a>,
    /// Whether the site has plugins of its own.
    pub plugins: bool,
    /// Style sheets that were compiled before.
    pub styles: &'a styles::Known,
    /// Compiles a style sheet where it can be ended.
    pub isolate: Option<styles::Isolate>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Filled {
    /// All pages, complete.
    pub pages: Vec<Arc<site::Entry>>,
    /// What the pages that were expanded say, by path.
    pub outlines: BTreeMap<String, Outline>,
    /// The theme's hooks under `_includes`, expanded.
    pub includes: BTreeMap<String, String>,
    /// The hooks that look at the page they stand on: by page's path, then by name.
    pub hooks: BTreeMap<String, BTreeMap<String, String>>,
    /// Files that were made, by path.
    pub made: BTreeMap<String, Vec<u8>>,
    /// Keys of the configuration that the site's own templates read.
    pub mentioned: BTreeSet<String>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Completes the pages. Nothing is computed that no page asks for.
pub fn fill(parts: Parts) -> Filled {
    let (config, plugins) = (parts.config, parts.plugins);
    let mut filled = complete(parts);
    let mut foreign = plugins::not_run(&config.plugins);
    foreign.extend(plugins.then_some("those in `_plugins`"));
    if !foreign.is_empty() {
        filled.diagnostics.iter_mut().for_each(|diagnostic| forgive(diagnostic, &foreign));
    }
    filled
}

/// An unknown tag of a site with plugins is no fault of its writer: it may be of one of them.
fn forgive(diagnostic: &mut Diagnostic, foreign: &[&str]) {
    if diagnostic.code == "liquid-tag" {
        diagnostic.severity = Severity::Warning;
        let list = foreign.join(", ");
        *diagnostic = diagnostic.clone().help(format!("it may be a tag of a plugin, which are not run here: {list}"));
    }
}

fn complete(parts: Parts) -> Filled {
    let mentioned = mentioned(&parts);
    let (layouts, mut diagnostics) = Layouts::read(&parts.layouts, &parts.includes);
    let published = || parts.pages.iter().filter(|placed| placed.published);
    let mut made = stubs::stubs(published(), parts.config);
    let sheets = styles::Sheets::new(&parts.sass, parts.styles, parts.isolate);
    match sheets.sheet(parts.config, &parts.sass) {
        Some(Ok(css)) => drop(made.insert(styles::FILE.to_owned(), css.into_bytes())),
        Some(Err(problem)) => diagnostics.push(*problem),
        None => {}
    }
    let wants =
        |placed: &Arc<site::Entry>| placed.marks.liquid || !layouts.is_empty() && layouts.of(&entry(placed), parts.config).is_some();
    let hooks: Vec<String> =
        parts.includes.iter().filter(|(name, text)| is_hook(name) && is_liquid(text)).map(|(name, _)| name.clone()).collect();
    if !published().any(wants) && hooks.is_empty() && parts.texts.is_empty() {
        return Filled { pages: parts.pages, includes: parts.includes, made, mentioned, diagnostics, ..Filled::default() };
    }
    let entries: Vec<Entry> = published().map(|placed| entry(placed)).collect();
    let mut mentions = Mentions::default();
    let texts = entries.iter().filter(|entry| entry.page.liquid).map(|entry| entry.page.source.text());
    let others = parts.texts.iter().chain(&parts.layouts).map(|source| source.text());
    texts.chain(others).chain(parts.includes.values().map(String::as_str)).for_each(|text| mentions.look(text));
    let statics: Vec<String> = parts.statics.clone();
    let data = liquid::value::from_yaml(&crate::yaml::Value::Mapping(parts.data.clone()));
    let make = |entries: &[Entry]| {
        let parts = context::Parts {
            config: parts.config,
            entries,
            statics: &statics,
            data: &data,
            includes: &parts.includes,
            mentions: &mentions,
        };
        Context::new(&parts)
    };
    let (context, problems) = make(&entries);
    diagnostics.extend(problems);
    let mut work = Work { config: parts.config, files: parts.files, mentions: &mentions, layouts: &layouts, context };
    let (mut entries, mut finished) = (entries, BTreeMap::new());
    if entries.iter().any(|entry| Kind::of(entry.page.source.path(), parts.config) != Kind::Page) {
        diagnostics.extend(work.documents(&mut entries, &mut finished));
        work.context = make(&entries).0;
    }
    diagnostics.extend(work.pages(&entries, &mut finished));
    let mut filled = Filled { pages: parts.pages, includes: parts.includes, made, mentioned, diagnostics, ..Filled::default() };
    for placed in &mut filled.pages {
        if let Some(done) = finished.remove(placed.path()) {
            filled.outlines.extend(done.outline.map(|outline| (placed.path().to_owned(), outline)));
            *placed = Arc::new(site::Entry::new(done.page, Arc::clone(&placed.logs), parts.config));
        }
    }
    work.texts(&parts.texts, &sheets, &mut filled);
    feed::feed(&entries, parts.config, &mut filled.made);
    for name in &hooks {
        work.hook(name, &entries, &mut filled);
    }
    filled
}

/// The keys of the configuration that a layout, an include or another text reads as `site.KEY`.
fn mentioned(parts: &Parts) -> BTreeSet<String> {
    let texts = || parts.texts.iter().chain(&parts.layouts).map(|source| source.text()).chain(parts.includes.values().map(String::as_str));
    let reads = |key: &&str| {
        let spellings = [format!("site.{key}"), format!("site[\"{key}\"]"), format!("site['{key}']")];
        texts().any(|text| spellings.iter().any(|spelling| text.contains(spelling.as_str())))
    };
    parts.config.raw.keys().filter_map(|key| key.as_str()).filter(reads).map(str::to_owned).collect()
}

/// The theme's hooks that stand the same on every page.
fn is_hook(name: &str) -> bool {
    name.ends_with("_custom.html") && !name.contains('/')
}

fn entry(placed: &site::Entry) -> Entry {
    let site::Entry { page, meta, address, .. } = placed.clone();
    Entry { page, meta, address, content: None, output: None }
}

/// A page that is complete, with what it says when it was expanded just now.
struct Done {
    page: Arc<Page>,
    outline: Option<Outline>,
}

struct Work<'a> {
    config: &'a Config,
    files: Files<'a>,
    mentions: &'a Mentions,
    layouts: &'a Layouts,
    context: Context,
}

impl Work<'_> {
    /// `page` of an entry.
    fn value(&self, entry: &Entry) -> Value {
        match Kind::of(entry.page.source.path(), self.config) {
            Kind::Page => page_value(entry, self.config, self.mentions),
            _ => document_value(entry, self.config, self.mentions),
        }
    }

    /// A page with its body, without layouts.
    fn expand(&self, entry: &Entry, value: &Value) -> (Done, Vec<Diagnostic>) {
        if !entry.page.liquid {
            return (Done { page: Arc::clone(&entry.page), outline: None }, Vec::new());
        }
        let (source, front) = (&entry.page.source, &entry.page.front);
        let start = front.body as usize;
        let is_html = page::is_html(source.path());
        let expand = if is_html { liquid::expand } else { liquid::expand_markdown };
        let Expanded { text, spans, mut diagnostics } = expand(source, start, value, &self.context, self.files);
        let (page, outline, more) = page::read_expanded(source, front, &text, &spans, &self.config.markdown);
        diagnostics.extend(more);
        (Done { page: Arc::new(page), outline: Some(outline) }, diagnostics)
    }

    /// A page in its own layouts, if it has some.
    fn wrap(&self, entry: &Entry, done: Done, value: &Value) -> (Done, Vec<Diagnostic>) {
        let Some(layout) = self.layouts.of(entry, self.config) else { return (done, Vec::new()) };
        let (wrapped, problems) = self.layouts.wrap(&done.page, layout, value, &self.context);
        (Done { page: Arc::new(wrapped), ..done }, problems)
    }

    /// Documents come first: pages see their text.
    fn documents(&self, entries: &mut [Entry], finished: &mut BTreeMap<String, Done>) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for entry in entries.iter_mut().filter(|entry| Kind::of(entry.page.source.path(), self.config) != Kind::Page) {
            let value = self.value(entry);
            let (done, problems) = self.expand(entry, &value);
            diagnostics.extend(problems);
            entry.content = Some(self.html(&done.page));
            let value = self.value(entry);
            let (done, problems) = self.wrap(entry, done, &value);
            diagnostics.extend(problems);
            entry.output = Some(self.html(&done.page));
            finished.insert(done.page.source.path().to_owned(), done);
        }
        diagnostics
    }

    /// A body as HTML, for other pages: links lead from the top of the site.
    fn html(&self, page: &Page) -> String {
        let from = page.source.path();
        page.body.fill(|kind, html| match kind {
            HoleKind::Link(url) => escape_href(html, &self.resolve(from, url)),
            HoleKind::Image(url) => {
                html.push_str(" src=\"");
                escape_href(html, &self.resolve(from, url));
                html.push('"');
            }
            HoleKind::Weeks => html.push_str("<!-- weeklog:weeks -->"),
        })
    }

    fn resolve(&self, from: &str, destination: &str) -> String {
        let end = destination.find(['#', '?']).unwrap_or(destination.len());
        let (path, rest) = destination.split_at(end);
        let found = join(from, path).and_then(|path| self.context.link(&path));
        found.map_or_else(|| destination.to_owned(), |url| format!("{url}{rest}"))
    }

    fn pages(&self, entries: &[Entry], finished: &mut BTreeMap<String, Done>) -> Vec<Diagnostic> {
        let is_due = |entry: &&Entry| {
            Kind::of(entry.page.source.path(), self.config) == Kind::Page
                && (entry.page.liquid || self.layouts.of(entry, self.config).is_some())
        };
        let due: Vec<&Entry> = entries.iter().filter(is_due).collect();
        let done: Vec<(Done, Vec<Diagnostic>)> = due
            .par_iter()
            .map(|entry| {
                let value = self.value(entry);
                let (done, mut problems) = self.expand(entry, &value);
                let (done, more) = self.wrap(entry, done, &value);
                problems.extend(more);
                (done, problems)
            })
            .collect();
        let mut diagnostics = Vec::new();
        for (done, problems) in done {
            diagnostics.extend(problems);
            finished.insert(done.page.source.path().to_owned(), done);
        }
        diagnostics
    }

    /// Files of other kinds with front matter: expanded, and written without it.
    fn texts(&self, texts: &[Arc<Source>], sheets: &styles::Sheets, filled: &mut Filled) {
        for source in texts {
            let (front, problems) = FrontMatter::read(source);
            filled.diagnostics.extend(problems);
            let path = source.path();
            let file = front.text("permalink").map_or_else(
                || path.to_owned(),
                |permalink| {
                    let name = path.rsplit('/').next().unwrap_or(path);
                    let permalink = permalink.trim_start_matches('/').to_owned();
                    if permalink.is_empty() || permalink.ends_with('/') { permalink + name } else { permalink }
                },
            );
            let page = Page::new(Arc::clone(source), front, page::html::Body::default(), &Outline::default(), true);
            let mut entry = entry(&site::Entry::new(Arc::new(page), Arc::default(), self.config));
            entry.address = Arc::new(site::address::Address::of_file(&file));
            let value = self.value(&entry);
            let expanded = liquid::expand(source, entry.page.front.body as usize, &value, &self.context, self.files);
            filled.diagnostics.extend(expanded.diagnostics);
            if file.split('/').any(|part| part == "..") {
                continue;
            }
            let Some(stem) = file.strip_suffix(".scss").or_else(|| file.strip_suffix(".sass")) else {
                filled.made.insert(file, expanded.text.into_bytes());
                continue;
            };
            match sheets.compile(&Arc::new(Source::new(path, expanded.text))) {
                Ok(css) => drop(filled.made.insert(format!("{stem}.css"), css.into_bytes())),
                Err(problem) => filled.diagnostics.push(*problem),
            }
        }
    }

    /// Expands a hook once, or for each page when it looks at the page.
    fn hook(&self, name: &str, entries: &[Entry], filled: &mut Filled) {
        let Some(text) = filled.includes.get(name) else { return };
        let source = Arc::new(Source::new(format!("_includes/{name}"), text.as_str()));
        let expanded = liquid::expand(&source, 0, &Value::Nil, &self.context, self.files);
        if text.contains("page.") || text.contains("page[") {
            let texts: Vec<(String, String)> = entries
                .par_iter()
                .map(|entry| {
                    let expanded = liquid::expand(&source, 0, &self.value(entry), &self.context, self.files);
                    (entry.page.source.path().to_owned(), expanded.text)
                })
                .collect();
            for (path, text) in texts {
                filled.hooks.entry(path).or_default().insert(name.to_owned(), text);
            }
        }
        filled.diagnostics.extend(expanded.diagnostics);
        filled.includes.insert(name.to_owned(), expanded.text);
    }
}
