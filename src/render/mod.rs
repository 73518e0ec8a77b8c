//! Site and theme become artifacts: the files of the output, each rendered when it is asked for.

pub mod context;
pub mod data;
pub mod feed;
pub mod images;
pub mod knowledge;
pub mod levels;
pub mod listing;
pub mod mentor;
pub mod overview;
pub mod page;
pub mod prepared;
pub mod search;
mod searched;
mod sitemap;
pub mod theme;
mod utilities;
pub mod weeks;
pub mod words;

use crate::diagnostic::Diagnostic;
use crate::page::html::escape;
use crate::site::{PageId, Site};
use context::PageContext;
use listing::Listing;
use prepared::{Key, Prepared};
use search::{Index, Known};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::{Context, Value};
use theme::Theme;
use words::Words;

/// Where the search index stands in the output.
pub const SEARCH: &str = "search/";

/// What a file of the output is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A page.
    Page(PageId),
    /// A file of the site, copied.
    Copy(String),
    /// A picture of the site, by its path, at a smaller width.
    Smaller(String, u32),
    /// A file of the theme.
    Asset(String),
    /// A file that was made of others, by its path.
    Made(String),
    /// The progress of an intern, by place.
    Progress(usize),
    /// The matrix of interns and weeks.
    Cohort,
    /// What everybody wrote in one calendar week, by place among those with logs.
    Roundup(usize),
    /// Problems, learnings and references of all logs; or a part of them, by place.
    Knowledge(Option<usize>),
    /// The logbook of an intern, by place; or the list of them.
    Logbook(Option<usize>),
    /// The page of the search box.
    SearchPage,
    /// A file of the search index, by its path below `search/`.
    Search(String),
    /// All facts, for programs; or the logs of one intern of a large site, by place.
    Data(Option<usize>),
    /// The newest logs, of all or of one mentor's interns.
    Feed(Option<String>),
    /// What is shown for an address that leads nowhere.
    NotFound,
    /// All addresses, for search engines; of a site with too many for one file the list of such files, or one of them.
    Sitemap(Option<usize>),
    /// Tells robots where the site map is.
    Robots,
    /// Tells GitHub Pages to leave the files as they are.
    NoJekyll,
}

/// The bytes of a file, or where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These.
    Bytes(Vec<u8>),
    /// Those of the site's file at this path.
    Copy(String),
    /// Those of the picture at this path, at a smaller width. The file's name names this content: see [`images::name`].
    Smaller(String, u32),
}

/// Renders the artifacts of one site. Every artifact is rendered on its own: what `serve` shows is what `build` writes.
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    site_value: Value,
    /// A hash of what all templates are given.
    frame: u128,
    listing: Arc<Listing>,
    /// All files of the output but those of the search index, made when somebody asks for all.
    artifacts: OnceLock<BTreeMap<String, Artifact>>,
    /// The search index, made when somebody asks for it first.
    index: OnceLock<Index>,
    /// What [`Renderer::search_key`] says.
    search_key: OnceLock<Option<u128>>,
    /// Menus by branch; the last is that of pages outside the tree. Written once each, whoever comes first.
    menus: Vec<OnceLock<Result<String, Box<Diagnostic>>>>,
}

impl Renderer {
    /// Lists what the site's output consists of; renders nothing yet. A list that was made earlier of the same is used again.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>, before: Option<&Arc<Listing>>) -> Renderer {
        let site_context = page::site_context(&site);
        let site_value = Value::from_serializable(&site_context);
        let menus = (0..=site.nav.nodes.len()).map(|_| OnceLock::new()).collect();
        let listing = Listing::new(&site, &theme, before);
        let mut frame = Key::default();
        frame.text(env!("WEEKLOG_SOURCES"));
        frame.part(theme.key());
        frame.context(&site_context);
        frame.text(&format!("{:?}", site.config.markdown));
        let frame = frame.done().unwrap_or_default();
        let (artifacts, index, search_key) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Renderer { site, theme, site_value, frame, listing, artifacts, index, search_key, menus }
    }

    /// The files of the output that are no pages of the site.
    pub fn listing(&self) -> &Arc<Listing> {
        &self.listing
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// All files of the output, by path.
    pub fn artifacts(&self) -> BTreeMap<String, Artifact> {
        let mut artifacts = self.listed().clone();
        for (path, artifact) in self.searched() {
            artifacts.entry(path).or_insert(artifact);
        }
        artifacts
    }

    /// The files of the output that are known without making the search index.
    pub fn listed(&self) -> &BTreeMap<String, Artifact> {
        self.artifacts.get_or_init(|| {
            let mut artifacts = self.listing.artifacts.clone();
            artifacts.retain(|file, _| self.site.leaves_room(file));
            artifacts.extend(self.site.files().map(|(file, page)| (file.to_owned(), Artifact::Page(page))));
            artifacts
        })
    }

    /// The files of the search index, which this makes if nobody did. What is [`listed`](Self::listed) goes before them.
    pub fn searched(&self) -> Vec<(String, Artifact)> {
        let paths = self.site.config.theme.search.then(|| self.index().paths());
        let files = paths.into_iter().flatten().map(|path| (format!("{SEARCH}{path}"), Artifact::Search(path.to_owned())));
        files.filter(|(path, _)| !self.listed().contains_key(path)).collect()
    }

    /// The artifact of one file of the output, without making what other files need.
    pub fn artifact(&self, file: &str) -> Option<Artifact> {
        let searched = || file.strip_prefix(SEARCH).filter(|_| self.site.config.theme.search);
        let page = self.site.page_of_file(file).map(Artifact::Page);
        let added = || self.listing.artifacts.get(file).filter(|_| self.site.leaves_room(file)).cloned();
        page.or_else(added).or_else(|| {
            let path = searched()?;
            self.index().key(path).map(|_| Artifact::Search(path.to_owned()))
        })
    }

    /// How many pages of the site there are.
    pub fn pages(&self) -> usize {
        self.site.files().count()
    }

    fn index(&self) -> &Index {
        self.index_but(&|_, _| false)
    }

    /// Makes the search index if nobody did, but for files that `known` says are there, by their path in the output and
    /// a hash of what they are made of.
    pub fn make_index(&self, known: Known) {
        if self.site.config.theme.search {
            self.index_but(known);
        }
    }

    fn index_but(&self, known: Known) -> &Index {
        self.index.get_or_init(|| searched::index(&self.site, &|path, key| known(&format!("{SEARCH}{path}"), key)))
    }

    /// The bytes of an artifact. What fails is told, and something readable is there all the same.
    pub fn render(&self, artifact: &Artifact) -> (Content, Vec<Diagnostic>) {
        self.prepare(artifact).render()
    }

    /// Gathers what an artifact is made of.
    pub fn prepare<'r>(&'r self, artifact: &Artifact) -> Prepared<'r> {
        let (site, words) = (&*self.site, self.words());
        let now = |content: Content| Prepared::new(None, Vec::new(), move |_| content);
        let bytes = match artifact {
            Artifact::Page(id) => return self.page(*id),
            Artifact::Copy(path) => return now(Content::Copy(path.clone())),
            Artifact::Smaller(path, width) => return now(Content::Smaller(path.clone(), *width)),
            Artifact::Asset(name) => return self.asset(name.clone()),
            Artifact::Made(path) => site.made.get(path).cloned().unwrap_or_default(),
            Artifact::Progress(intern) => {
                let intern = &site.cohort.interns[*intern];
                let progress = weeks::progress(site, intern);
                let named = progress.intern.as_ref().map(|intern| self.titled(&intern.title, "progress"));
                let title = named.unwrap_or_else(|| words.text("progress").to_owned());
                return self.added("progress", title, weeks::progress_url(site, intern), progress);
            }
            Artifact::Cohort => {
                return self.added("cohort", words.text("cohort").to_owned(), site.config.address("/cohort/"), overview::cohort(site));
            }
            Artifact::Roundup(at) => {
                let roundup = overview::roundup(site, &self.listing.calendar, *at);
                let title = words.text("week_of").replace("{name}", &roundup.dates);
                return self.added("roundup", title, overview::roundup_url(site, self.listing.calendar[*at]), roundup);
            }
            Artifact::Knowledge(part) => return self.knowledge(*part),
            Artifact::Logbook(intern) => return self.logbook(*intern),
            Artifact::SearchPage => return self.added("search", words.text("search").to_owned(), site.config.address("/search/"), ()),
            Artifact::Search(path) => return self.search_file(path.clone()),
            Artifact::Data(None) => serde_json::to_vec(&data::data(site)).unwrap_or_default(),
            Artifact::Data(Some(intern)) => serde_json::to_vec(&data::of_intern(site, &site.cohort.interns[*intern])).unwrap_or_default(),
            Artifact::Feed(mentor) => {
                let path = mentor.as_ref().map_or_else(|| "/feed.xml".to_owned(), |mentor| format!("/feeds/{mentor}.xml"));
                feed::feed(site, &path, mentor.as_deref()).into_bytes()
            }
            Artifact::NotFound => return self.not_found(),
            Artifact::Sitemap(part) => sitemap::sitemap(site, *part).into_bytes(),
            Artifact::Robots => self.robots().into_bytes(),
            Artifact::NoJekyll => Vec::new(),
        };
        Prepared::made(artifact, bytes)
    }

    fn search_file(&self, path: String) -> Prepared<'_> {
        let index = self.index();
        let key = if path == search::ENTRANCE { self.search_key() } else { index.key(&path) };
        Prepared::with_key(key, move |_| {
            // What was known when the index was made may have gone since.
            let late = index.file(&path).is_none().then(|| searched::index(&self.site, &|_, _| false));
            Content::Bytes(late.as_ref().unwrap_or(index).file(&path).map(<[u8]>::to_vec).unwrap_or_default())
        })
    }

    /// A hash of all that the search index is made of, which is that of its [`search::ENTRANCE`].
    pub fn search_key(&self) -> Option<u128> {
        *self.search_key.get_or_init(|| {
            let mut key = self.key();
            searched::hash(&self.site, &mut key);
            key.done()
        })
    }

    /// A hash of what every template and every script is given: the site's own context, the theme, this program.
    fn key(&self) -> Key {
        let mut key = Key::default();
        key.part(self.frame);
        key
    }

    fn asset(&self, name: String) -> Prepared<'_> {
        let mut key = self.key();
        key.text(&name);
        let render = move |_: &mut Vec<Diagnostic>| Content::Bytes(self.theme.asset(&name).map_or_else(Vec::new, Cow::into_owned));
        Prepared::new(Some(key), Vec::new(), render)
    }

    fn page(&self, id: PageId) -> Prepared<'_> {
        let (site, entry) = (&*self.site, &self.site.entries[id]);
        let mut key = self.key();
        page::hash(site, id, &mut key);
        if entry.page.whole || entry.meta.layout.as_deref() == Some("none") {
            return Prepared::new(Some(key), Vec::new(), move |_| Content::Bytes(page::content(site, id, "").into_bytes()));
        }
        let mut diagnostics = Vec::new();
        let weeks = if page::asks_for_weeks(site, id) { self.weeks(id, &mut diagnostics) } else { String::new() };
        let menu = self.menu(site.nav.branch(id), &mut diagnostics);
        let nav = page::mark_current(menu, &site.href(id));
        let context = page::page_context(site, id);
        key.text(&weeks);
        key.text(&nav);
        key.context(&context);
        key.context(&context.hooks);
        Prepared::new(Some(key), diagnostics, move |diagnostics| {
            let mut content = page::content(site, id, &weeks);
            if levels::skip(entry.page.body.headings.iter().map(|heading| heading.level)) {
                content = levels::in_steps(&content).into_owned();
            }
            let utilities = if entry.page.body.classes { self.theme.utilities(&content) } else { None };
            let html = self.fill("page.html", PageContext { content, utilities, ..context }, &nav, None, diagnostics);
            Content::Bytes(html.into_bytes())
        })
    }

    /// The table of weeks for a page.
    fn weeks(&self, id: PageId, diagnostics: &mut Vec<Diagnostic>) -> String {
        let mut context = Context::new();
        context.insert_value("site", self.site_value.clone());
        context.insert("weeks", &weeks::index_rows(&self.site, id));
        self.theme.render("weeks.html", &context).unwrap_or_else(|diagnostic| {
            diagnostics.push(diagnostic);
            String::new()
        })
    }

    fn words(&self) -> Words<'_> {
        Words::of(&self.site.config)
    }

    /// "Ada Lovelace – Progress".
    fn titled(&self, name: &str, key: &'static str) -> String {
        format!("{name} – {}", self.words().text(key))
    }

    fn knowledge(&self, part: Option<usize>) -> Prepared<'_> {
        let (site, parts) = (&self.site, self.listing.knowledge());
        let (context, url) = match part {
            Some(at) => (knowledge::part(site, parts, at), parts[at].url(site)),
            None if parts.is_empty() => (knowledge::whole(site), site.config.address("/knowledge/")),
            None => (knowledge::index(site, parts), site.config.address("/knowledge/")),
        };
        let title = context.of.as_ref().map_or_else(|| self.words().text("knowledge").to_owned(), |of| self.titled(of, "knowledge"));
        self.added("knowledge", title, url, context)
    }

    fn logbook(&self, intern: Option<usize>) -> Prepared<'_> {
        let site = &*self.site;
        let Some(intern) = intern.map(|at| &site.cohort.interns[at]) else {
            let title = self.words().text("logbooks").to_owned();
            return self.added("logbook", title, site.config.address("/print/"), overview::logbooks(site));
        };
        let title = if intern.name.is_empty() { self.words().text("logbook").to_owned() } else { self.titled(&intern.name, "logbook") };
        let mut key = Key::default();
        for (_, id, _) in weeks::logs(site, intern) {
            page::hash(site, id.page, &mut key);
        }
        // The texts of all weeks are put in once it is known that they are needed.
        let complete = move |mut logbook: mentor::LogbookContext| {
            overview::add_texts(site, intern, &mut logbook);
            if weeks::logs(site, intern).any(|(_, id, _)| site.entries[id.page].page.body.classes) {
                logbook.utilities = self.theme.utilities(&logbook.weeks.iter().map(|week| week.content.as_str()).collect::<String>());
            }
            logbook
        };
        self.added_later("logbook", (title, overview::logbook_url(site, intern)), overview::logbook(site, intern), key, complete)
    }

    /// A page that weeklog adds: `name.html` with its context under that name.
    fn added<'r, C: Serialize + 'r>(&'r self, name: &'static str, title: String, url: String, context: C) -> Prepared<'r> {
        self.added_later(name, (title, url), context, Key::default(), |context| context)
    }

    /// The same, where `complete` adds to the context what `more` is a hash of.
    fn added_later<'r, C: Serialize + 'r>(
        &'r self,
        name: &'static str,
        (title, url): (String, String),
        context: C,
        more: Key,
        complete: impl FnOnce(C) -> C + 'r,
    ) -> Prepared<'r> {
        let config = &self.site.config;
        let canonical = (!config.url.is_empty()).then(|| format!("{}{url}", config.url));
        let page = PageContext {
            title,
            url,
            canonical,
            lang: config.lang.clone(),
            description: config.description.clone(),
            nav_enabled: config.theme.nav,
            ..PageContext::default()
        };
        let mut diagnostics = Vec::new();
        let nav = page::mark_current(self.menu(None, &mut diagnostics), &page.url);
        let key = more.done().map(|more| {
            let mut key = self.key();
            key.part(more);
            key.text(name);
            key.text(&nav);
            key.context(&page);
            key.context(&context);
            key
        });
        Prepared::new(key, diagnostics, move |diagnostics| {
            let value = Value::from_serializable(&complete(context));
            Content::Bytes(self.fill(&format!("{name}.html"), page, &nav, Some((name, value)), diagnostics).into_bytes())
        })
    }

    fn not_found(&self) -> Prepared<'_> {
        let config = &self.site.config;
        let title = self.words().text("not_found").to_owned();
        let page = PageContext {
            heading: Some(title.clone()),
            title,
            url: config.address("/404.html"),
            lang: config.lang.clone(),
            description: Some(self.words().text("not_found_help").to_owned()),
            nav_enabled: config.theme.nav,
            robots: Some("noindex".to_owned()),
            ..PageContext::default()
        };
        let mut diagnostics = Vec::new();
        let menu = self.menu(None, &mut diagnostics);
        let mut key = self.key();
        key.text(menu);
        key.context(&page);
        Prepared::new(Some(key), diagnostics, move |diagnostics| {
            Content::Bytes(self.fill("404.html", page, menu, None, diagnostics).into_bytes())
        })
    }

    /// Renders a page's template; if that fails the text stands alone.
    fn fill(
        &self,
        template: &str,
        page: PageContext,
        nav: &str,
        more: Option<(&'static str, Value)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> String {
        let mut site = self.site_value.clone();
        if !page.hooks.is_empty() {
            let mut map = site.into_map().unwrap_or_default();
            map.extend(page.hooks.iter().map(|(name, html)| (name.clone().into(), Value::from(html.as_str()))));
            site = Value::from(map);
        }
        let mut context = Context::new();
        context.insert_value("site", site);
        context.insert("page", &page);
        context.insert_value("nav", Value::safe_string(nav));
        if let Some((name, value)) = more {
            context.insert_value(name, value);
        }
        self.theme.render(template, &context).unwrap_or_else(|diagnostic| {
            diagnostics.push(diagnostic);
            bare(&page.title, &page.lang, &page.content)
        })
    }

    fn menu(&self, branch: Option<usize>, diagnostics: &mut Vec<Diagnostic>) -> &str {
        let slot = &self.menus[branch.unwrap_or(self.menus.len() - 1)];
        let menu = slot.get_or_init(|| {
            let mut context = Context::new();
            context.insert_value("site", self.site_value.clone());
            context.insert("items", &page::nav_items(&self.site, &self.site.nav.menu(branch)));
            self.theme.render("nav.html", &context).map_err(Box::new)
        });
        match menu {
            Ok(menu) => menu,
            Err(diagnostic) => {
                diagnostics.push((**diagnostic).clone());
                ""
            }
        }
    }

    fn robots(&self) -> String {
        let sitemap = self.site.config.absolute("/sitemap.xml").map_or_else(String::new, |url| format!("\nSitemap: {url}\n"));
        format!("User-agent: *\nAllow: /\n{sitemap}")
    }
}

/// A page without a theme, for when the theme fails.
fn bare(title: &str, lang: &str, content: &str) -> String {
    let mut html = String::from("<!DOCTYPE html>\n<html lang=\"");
    crate::page::html::escape_attribute(&mut html, lang);
    html.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    escape(&mut html, title);
    html.push_str("</title>\n</head>\n<body>\n<main>\n");
    html.push_str(content);
    html.push_str("</main>\n</body>\n</html>\n");
    html
}
