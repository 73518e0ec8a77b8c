//! What is wrong with a site beyond what reading it found: families of checks, each a function of data already read.
//!
//! [`page`] looks at one page alone and is remembered with it; [`quick`] looks at the site whenever it is built;
//! [`thorough`] reads every text once more and runs for `weeklog check` only. [`settle`] has the last word:
//! the configuration sets severities, and a comment beside the place allows what is meant.

mod body;
mod callouts;
mod config;
mod fences;
mod files;
mod front;
mod html;
mod links;
mod logs;
mod markdown;
mod mermaid;
mod nav;
mod places;
mod privacy;
mod scan;
mod secrets;
mod settle;
mod tables;

use crate::diagnostic::Diagnostic;
use crate::page::Page;
use crate::site::Site;
use crate::source::Source;
use rayon::prelude::*;
use std::sync::Arc;

pub use settle::settle;

/// Longest text that is searched for secrets, in bytes, of files that are copied.
pub const LONGEST_TEXT: u64 = 1 << 20;

/// What there is to check.
pub struct Subject<'a> {
    /// The site, complete.
    pub site: &'a Site,
    /// Whether a path is a file of the output.
    pub is_output: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Checks one page by itself: its front matter.
pub fn page(page: &Page) -> Vec<Diagnostic> {
    front::check(page)
}

/// Checks what a build can check at no cost to speak of: configuration, navigation, links.
pub fn quick(subject: &Subject) -> Vec<Diagnostic> {
    let mut diagnostics = config::check(subject.site);
    diagnostics.extend(nav::check(subject.site));
    diagnostics.extend(links::check(subject));
    diagnostics
}

/// Checks what takes another look at every text: Markdown, raw HTML, privacy. `texts` are those that are published
/// without being pages.
pub fn thorough(subject: &Subject, texts: &[Arc<Source>]) -> Vec<Diagnostic> {
    let site = subject.site;
    let places = places::Places::new(subject);
    let scanner = scan::Scanner::new();
    let mut diagnostics: Vec<Diagnostic> = site
        .entries
        .par_iter()
        .flat_map_iter(|entry| {
            let body = body::Text::new(&entry.page);
            let mut found = scanner.page(&body);
            if let Some(body) = &body.markdown {
                found.extend(markdown::check(&entry.page, body, &site.config));
                found.extend(links::in_body(&places, entry, body));
                found.extend(html::check(&places, entry, body));
            }
            found
        })
        .collect();
    diagnostics.par_extend(texts.par_iter().flat_map_iter(|source| scanner.text(source)));
    if let Some(source) = &site.config.source {
        diagnostics.extend(scanner.text(source));
    }
    diagnostics.extend(files::check(site));
    diagnostics.extend(logs::check(&places));
    diagnostics
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
