//! What is wrong with a site beyond what reading it found: families of checks, each a function of data already read.
//!
//! [`page`] looks at one page alone and is remembered with it; [`quick`] looks at the site whenever it is built;
//! [`thorough`] reads every text once more and runs for `weeklog check` only. [`settle`] has the last word:
//! the configuration sets severities, and a comment beside the place allows what is meant.

mod agreement;
mod body;
mod callouts;
mod config;
pub mod external;
mod fences;
mod files;
mod front;
mod html;
mod interns;
mod links;
mod logs;
mod markdown;
mod mermaid;
mod nav;
mod pages;
mod places;
mod privacy;
mod scan;
mod secrets;
mod settle;
mod slips;
mod tables;
mod values;

use crate::diagnostic::Diagnostic;
use crate::page::Page;
use crate::render::listing::Listing;
use crate::site::{Entry, Site};
use crate::source::Source;
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use settle::settle;

/// Longest text that is searched for secrets, in bytes, of files that are copied.
pub const LONGEST_TEXT: u64 = 1 << 20;

/// What there is to check.
pub struct Subject<'a> {
    /// The site, complete.
    pub site: &'a Arc<Site>,
    /// Whether a path is a file of the output.
    pub is_output: &'a (dyn Fn(&str) -> bool + Sync),
    /// Whether a path is a file or folder beside the site's, published or not.
    pub exists: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Checks one page by itself: its front matter.
pub fn page(page: &Page) -> Vec<Diagnostic> {
    front::check(page)
}

/// Checks what a build can check at no cost to speak of: configuration, navigation, links.
/// What was found to be right in an earlier site is looked at again only where what was looked at is something else now.
pub fn quick(subject: &Subject, listing: &Arc<Listing>, kept: &mut Kept) -> Vec<Diagnostic> {
    let mut diagnostics = config::check(subject);
    if subject.site.entries.is_empty() {
        let message = "there is no page in this folder, so there is nothing to show";
        let help = "is it the right folder? `weeklog init` makes a new site in it";
        diagnostics.push(Diagnostic::warning("site-empty", message).help(help));
    }
    let before = kept.0.take();
    let nav_was_right = before.as_ref().is_some_and(|before| before.nav && same_order(&before.site, subject.site));
    let nav = if nav_was_right { Vec::new() } else { nav::check(subject.site) };
    let asked_index = AtomicBool::new(false);
    let is_output = |file: &str| {
        // The files of the search index follow from all texts.
        if file.starts_with("search/") {
            asked_index.store(true, Ordering::Relaxed);
        }
        (subject.is_output)(file)
    };
    let edited = before.as_ref().filter(|before| Arc::ptr_eq(&before.listing, listing)).and_then(|before| {
        let edited = subject.site.edited_since(&before.site)?;
        let redirects = edited.iter().any(|&page| before.site.entries[page].marks.redirects || subject.site.entries[page].marks.redirects);
        (!redirects).then_some((edited, before.links.as_slice()))
    });
    let (found, links) = links::check(&Subject { is_output: &is_output, ..*subject }, edited);
    let links = if asked_index.into_inner() { Vec::new() } else { links };
    *kept = Kept(Some(Right { site: Arc::clone(subject.site), listing: Arc::clone(listing), nav: nav.is_empty(), links }));
    diagnostics.extend(nav);
    diagnostics.extend(found);
    diagnostics
}

/// What [`quick`] found to be right the last time.
#[derive(Default)]
pub struct Kept(Option<Right>);

struct Right {
    site: Arc<Site>,
    /// The files of the output besides the pages.
    listing: Arc<Listing>,
    nav: bool,
    links: Vec<links::Looked>,
}

fn same_order(before: &Site, site: &Site) -> bool {
    Arc::ptr_eq(&before.nav, &site.nav) && site.edited_since(before).is_some()
}

/// Files of the site that are no pages.
#[derive(Default)]
pub struct Others {
    /// Texts that are published as they are.
    pub published: Vec<Arc<Source>>,
    /// Data.
    pub data: Vec<Arc<Source>>,
    /// Layouts, includes and whatever else can ask for data.
    pub templates: Vec<Arc<Source>>,
    /// The repository's own page, when the site leaves it out: readers see it all the same, where the code is.
    pub readme: Option<Arc<Source>>,
}

/// A file that is no page of the site, as if it were one.
fn beside(source: &Arc<Source>, site: &Site) -> Entry {
    let (page, ..) = crate::page::read(Arc::clone(source), &site.config.markdown);
    Entry::new(Arc::new(page), Arc::default(), &site.config)
}

/// Checks what takes another look at every text: Markdown, raw HTML, privacy.
pub fn thorough(subject: &Subject, others: &Others) -> Vec<Diagnostic> {
    let site: &Site = subject.site;
    let places = places::Places::new(subject);
    let scanner = scan::Scanner::new();
    let checked: Vec<(Vec<Diagnostic>, Vec<agreement::Titled>)> = site
        .entries
        .par_iter()
        .map(|entry| {
            let text = body::Text::new(&entry.page, &site.config.markdown);
            let mut found = scanner.page(&text);
            found.extend(pages::alone(&entry.page, &text));
            let Some(body) = &text.markdown else { return (found, Vec::new()) };
            found.extend(markdown::check(&entry.page, body, &site.config));
            found.extend(links::in_body(&places, entry, body));
            found.extend(html::check(&places, entry, body));
            (found, agreement::titled(entry, body))
        })
        .collect();
    let (found, titled): (Vec<_>, Vec<_>) = checked.into_iter().unzip();
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().flatten().collect();
    diagnostics.par_extend(others.published.par_iter().flat_map_iter(|source| scanner.text(source)));
    diagnostics.extend(agreement::titles(titled.into_iter().flatten().collect()));
    if let Some(source) = &site.config.source {
        diagnostics.extend(scanner.text(source));
    }
    diagnostics.extend(files::check(site));
    let readme = others.readme.as_ref().map(|source| beside(source, site));
    diagnostics.extend(pages::home(subject));
    diagnostics.extend(logs::check(&places, readme.as_ref()));
    diagnostics.extend(agreement::check(&places, readme.as_ref()));
    diagnostics.extend(pages::check(site));
    diagnostics.extend(others.data.iter().filter(|source| interns::is_list(source.path())).flat_map(|source| interns::check(site, source)));
    if !others.data.is_empty() && !places.has_plugins() {
        let pages = site.entries.iter().map(|entry| entry.page.source.text());
        let texts: Vec<&str> = pages.chain(others.templates.iter().map(|source| source.text())).collect();
        diagnostics.extend(pages::unread_data(&others.data, &texts));
    }
    diagnostics
}

/// Takes the secrets that [`thorough`] found out of the excerpts of all problems.
pub fn hide_secrets(diagnostics: &mut [Diagnostic]) {
    secrets::hide(diagnostics);
}

/// Whether a copied file is text that may hold a secret.
pub fn is_text(path: &str, len: u64) -> bool {
    const TEXTS: &[&str] = &[
        "c",
        "cfg",
        "conf",
        "config",
        "cs",
        "css",
        "csv",
        "env",
        "go",
        "html",
        "ini",
        "ipynb",
        "java",
        "js",
        "json",
        "jsx",
        "key",
        "kt",
        "log",
        "lua",
        "md",
        "mjs",
        "pem",
        "php",
        "pl",
        "properties",
        "ps1",
        "py",
        "r",
        "rb",
        "rs",
        "scss",
        "sh",
        "sql",
        "toml",
        "ts",
        "tsv",
        "tsx",
        "txt",
        "vue",
        "xml",
        "yaml",
        "yml",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    len <= LONGEST_TEXT && extension.is_none_or(|extension| TEXTS.contains(&extension.as_str()))
}
