//! Site and theme become artifacts: the files of the output, each rendered when it is asked for.

pub mod context;
pub mod mentor;
pub mod page;
pub mod theme;

use crate::diagnostic::Diagnostic;
use crate::page::html::escape;
use crate::site::{PageId, Site, address};
use context::PageContext;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tera::{Context, Value};
use theme::{ASSETS, Theme};

/// What a file of the output is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// A page.
    Page(PageId),
    /// A file of the site, copied.
    Copy(String),
    /// A file of the theme.
    Asset(String),
    /// What is shown for an address that leads nowhere.
    NotFound,
    /// All addresses, for search engines.
    Sitemap,
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
}

/// Renders the artifacts of one site. Every artifact is rendered on its own: what `serve` shows is what `build` writes.
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    site_value: Value,
    artifacts: BTreeMap<String, Artifact>,
    /// Menus by branch; the last is that of pages outside the tree. Written once each, whoever comes first.
    menus: Vec<OnceLock<Result<String, Box<Diagnostic>>>>,
}

impl Renderer {
    /// Lists what the site's output consists of; renders nothing yet.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>) -> Renderer {
        let site_value = Value::from_serializable(&page::site_context(&site));
        let menus = (0..=site.nav.nodes.len()).map(|_| OnceLock::new()).collect();
        let artifacts = list(&site, &theme);
        Renderer { site, theme, site_value, artifacts, menus }
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// All files of the output, by path.
    pub fn artifacts(&self) -> &BTreeMap<String, Artifact> {
        &self.artifacts
    }

    /// The bytes of an artifact. What fails is told, and something readable is there all the same.
    pub fn render(&self, artifact: &Artifact) -> (Content, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let bytes = match artifact {
            Artifact::Page(id) => self.page(*id, &mut diagnostics).into_bytes(),
            Artifact::Copy(path) => return (Content::Copy(path.clone()), diagnostics),
            Artifact::Asset(name) => self.theme.assets().get(name).map_or_else(Vec::new, |bytes| bytes.to_vec()),
            Artifact::NotFound => self.not_found(&mut diagnostics).into_bytes(),
            Artifact::Sitemap => self.sitemap().into_bytes(),
            Artifact::Robots => self.robots().into_bytes(),
            Artifact::NoJekyll => Vec::new(),
        };
        (Content::Bytes(bytes), diagnostics)
    }

    fn page(&self, id: PageId, diagnostics: &mut Vec<Diagnostic>) -> String {
        let entry = &self.site.entries[id];
        if entry.meta.layout.as_deref() == Some("none") {
            return page::content(&self.site, id);
        }
        let menu = self.menu(self.site.nav.branch(id), diagnostics);
        let nav = page::mark_current(menu, &self.site.href(id));
        self.fill("page.html", page::page_context(&self.site, id), &nav, diagnostics)
    }

    fn not_found(&self, diagnostics: &mut Vec<Diagnostic>) -> String {
        let config = &self.site.config;
        let page = PageContext {
            title: "Page not found".to_owned(),
            heading: Some("Page not found".to_owned()),
            url: config.address("/404.html"),
            lang: config.lang.clone(),
            nav_enabled: config.theme.nav,
            robots: Some("noindex".to_owned()),
            ..PageContext::default()
        };
        let menu = self.menu(None, diagnostics).to_owned();
        self.fill("404.html", page, &menu, diagnostics)
    }

    /// Renders a page's template; if that fails the text stands alone.
    fn fill(&self, template: &str, mut page: PageContext, nav: &str, diagnostics: &mut Vec<Diagnostic>) -> String {
        let content = std::mem::take(&mut page.content);
        let mut value = Value::from_serializable(&page);
        if let Some(map) = value.clone().into_map() {
            let mut map = map;
            map.insert("content".into(), Value::safe_string(&content));
            value = map.into();
        }
        let mut context = Context::new();
        context.insert_value("site", self.site_value.clone());
        context.insert_value("page", value);
        context.insert_value("nav", Value::safe_string(nav));
        self.theme.render(template, &context).unwrap_or_else(|diagnostic| {
            diagnostics.push(diagnostic);
            bare(&page.title, &page.lang, &content)
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

    /// <https://www.sitemaps.org/protocol.html>: at most 50,000 addresses a file, of which nobody here comes near.
    fn sitemap(&self) -> String {
        let mut xml =
            String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        let listed = self.site.files().filter(|&(file, page)| self.site.entries[page].meta.sitemap && file != "404.html");
        for (_, page) in listed {
            let path = address::encode(&self.site.entries[page].address.url);
            xml.push_str("<url><loc>");
            escape(&mut xml, &self.site.config.absolute(&path).unwrap_or_else(|| self.site.config.address(&path)));
            xml.push_str("</loc></url>\n");
        }
        xml.push_str("</urlset>\n");
        xml
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

/// Copies and the theme's files first, then what is computed, then the pages: a page wins over all of them.
fn list(site: &Site, theme: &Theme) -> BTreeMap<String, Artifact> {
    let mut artifacts = BTreeMap::new();
    artifacts.insert("404.html".to_owned(), Artifact::NotFound);
    artifacts.insert("sitemap.xml".to_owned(), Artifact::Sitemap);
    artifacts.insert("robots.txt".to_owned(), Artifact::Robots);
    artifacts.insert(".nojekyll".to_owned(), Artifact::NoJekyll);
    for name in theme.assets().keys() {
        artifacts.insert(format!("{ASSETS}/{name}"), Artifact::Asset(name.clone()));
    }
    for path in site.statics.keys() {
        artifacts.insert(path.clone(), Artifact::Copy(path.clone()));
    }
    for (file, page) in site.files() {
        artifacts.insert(file.to_owned(), Artifact::Page(page));
    }
    artifacts
}
