//! `_config.yml`: Jekyll's and Just the Docs' keys with their meaning there, ours under `weeklog:`.

mod raw;
mod scope;
mod theme;

use crate::diagnostic::Diagnostic;
use crate::page::front_fault::Yaml;
use crate::page::{Audience, markdown};
use crate::source::{Source, Span};
use crate::yaml::{self, Document, Mapping, Value};
use raw::Raw;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use scope::{Pattern, Scope};
pub use theme::{EditLink, ExternalLink, Theme};

/// The file's name, at the top of the site.
pub const FILE: &str = "_config.yml";

/// What the command line says over the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// `--baseurl`.
    pub baseurl: Option<String>,
    /// `--drafts`: pages with `draft: true` and those under `_drafts` are built.
    pub drafts: bool,
    /// `--audience`.
    pub audience: Audience,
    /// The day for which weeks are due; over the configuration's.
    pub on: Option<jiff::civil::Date>,
}

/// A site's configuration, complete: what the file leaves out has its default.
#[derive(Clone, Debug)]
pub struct Config {
    /// All keys as written, for Liquid and for checks.
    pub raw: Mapping,
    /// The file.
    pub source: Option<Arc<Source>>,
    /// The site's name.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// A language tag; `en-US` as in Just the Docs.
    pub lang: String,
    /// `https://example.org`, without a final slash; empty when unknown.
    pub url: String,
    /// The path below `url` where the site stands, `/name` or empty.
    pub baseurl: String,
    /// How pages without a `permalink` of their own are addressed.
    pub permalink: Permalink,
    /// Names that are read although they begin with `.`, `_` or `#` or end with `~`.
    pub include: Vec<Pattern>,
    /// Files and folders that are left out.
    pub exclude: Vec<Pattern>,
    /// Front matter for all pages of a scope, in the order of the file.
    pub defaults: Vec<Scope>,
    /// Kinds of documents besides posts.
    pub collections: Vec<Collection>,
    /// The folder that holds the collections' folders, if not the site's own.
    pub collections_dir: Option<String>,
    /// How posts are addressed: a named style or a template.
    pub post_permalink: String,
    /// Names of plugins.
    pub plugins: Vec<String>,
    /// The day that Liquid takes for now.
    pub time: Option<String>,
    /// The looks.
    pub theme: Theme,
    /// What bodies depend on.
    pub markdown: markdown::Options,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Who the edition is for.
    pub audience: Audience,
    /// The day for which weeks are due; without one it is the day after the last log.
    pub on: Option<jiff::civil::Date>,
    /// Words of the interface that the site says itself.
    pub words: BTreeMap<String, String>,
    /// Our own section.
    pub weeklog: Mapping,
}

/// One of `collections`: the files of a folder whose name begins with `_`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collection {
    /// Its name; the folder is `_name`.
    pub label: String,
    /// Its documents have addresses.
    pub output: bool,
    /// How they are addressed.
    pub permalink: Option<String>,
    /// Its group in the navigation; none when it is not shown there.
    pub group: Option<Group>,
    /// Its pages are out of the search.
    pub search_exclude: bool,
}

/// One of `just_the_docs.collections`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// The group's heading.
    pub name: String,
    /// Closed until it is opened.
    pub fold: bool,
}

/// The styles of Jekyll's `permalink` as pages (not posts) know them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Permalink {
    /// `/dir/name.html`.
    #[default]
    File,
    /// `/dir/name/`.
    Folder,
    /// `/dir/name`, written to `name.html`.
    Bare,
}

impl Config {
    /// Reads the file's text; without a file every key has its default. A file that does not parse counts as empty.
    pub fn read(source: Option<Arc<Source>>, overrides: &Overrides) -> (Config, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut map = Mapping::new();
        if let Some(source) = &source {
            let text = source.text().trim_start_matches('\u{feff}');
            let shift = source.text().len() - text.len();
            let (document, fault) = Document::parse(text);
            if let Some(fault) = fault {
                let lost = "none of the configuration's keys are used until this is mended";
                let name = "the configuration";
                let what = Yaml { code: "config-yaml", name, lost, source, span: Span::new(shift, source.text().len()) };
                let move_on = |span: Span| Span::new(span.start as usize + shift, span.end as usize + shift);
                let keys = document.keys.iter().map(|key| yaml::Key { span: move_on(key.span), value: move_on(key.value), ..key.clone() });
                diagnostics.extend(what.faults(&keys.collect::<Vec<_>>(), &fault));
            }
            map = document.map;
        }
        let raw: Raw = serde_yaml::from_value(Value::Mapping(map.clone())).unwrap_or_default();
        let mut config = raw.resolve(overrides);
        config.raw = map;
        config.source = source;
        (config, diagnostics)
    }

    /// Whether the file names Just the Docs as its theme.
    pub fn names_just_the_docs(&self) -> bool {
        let names = |key: &str| self.raw.get(key).and_then(yaml::text).is_some_and(|theme| theme.contains("just-the-docs"));
        names("theme") || names("remote_theme")
    }

    /// The address of a path of the site, which begins with `/`, under the base.
    pub fn address(&self, path: &str) -> String {
        [self.baseurl.as_str(), path].concat()
    }

    /// The address with scheme and host, when the site knows its own.
    pub fn absolute(&self, path: &str) -> Option<String> {
        (!self.url.is_empty()).then(|| format!("{}{}{path}", self.url, self.baseurl))
    }

    /// Whether a page that weeklog adds is wanted: all are unless `weeklog: pages: {NAME: false}`.
    pub fn adds(&self, page: &str) -> bool {
        self.weeklog.get("pages").and_then(|pages| pages.get(page)).and_then(yaml::flag).unwrap_or(true)
    }

    /// The theme of the site's own that `weeklog: theme:` names, a folder below `_theme`.
    pub fn theme_name(&self) -> Option<&str> {
        self.weeklog
            .get("theme")
            .and_then(Value::as_str)
            .filter(|name| !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.'))
    }

    /// A problem with a top-level key, where that stands.
    pub fn about(&self, key: &str, diagnostic: Diagnostic) -> Diagnostic {
        match self.key_span(key) {
            Some((source, span)) => diagnostic.at(&source, span, "under this key"),
            None => diagnostic,
        }
    }

    /// Where a top-level key stands in the file.
    pub fn key_span(&self, key: &str) -> Option<(Arc<Source>, Span)> {
        let source = self.source.as_ref()?;
        let (document, _) = Document::parse(source.text());
        document.key(key).map(|key| (Arc::clone(source), key.span))
    }
}

#[cfg(test)]
pub(crate) use raw::keys;

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Config {
        Config::read(Some(Arc::new(Source::new(FILE, text))), &Overrides::default()).0
    }

    #[test]
    fn bases_are_brought_to_one_form() {
        for (text, expected) in [("b", "/b"), ("/b/", "/b"), ("/", ""), ("", "")] {
            assert_eq!(config(&format!("baseurl: \"{text}\"\n")).baseurl, expected);
        }
    }

    #[test]
    fn excludes_add_to_jekylls_own() {
        let config = config("exclude: [secret/, '*.draft.md']\n");
        let excluded = |path: &str| config.exclude.iter().any(|pattern| pattern.matches(path));
        assert!(excluded("secret/n.md") && excluded("node_modules") && excluded("logs/a.draft.md") && !excluded("secrets.md"));
        // As Jekyll has it, a name without an ending names what begins with it.
        let pattern = Pattern::new("README");
        assert!(pattern.matches("README.md") && pattern.matches("READMEs/a.md") && !pattern.matches("logs/README.md"));
    }

    #[test]
    fn the_edit_link_wants_all_five_keys() {
        let keys = "gh_edit_link: true\ngh_edit_link_text: Edit\ngh_edit_repository: https://example.org/r\ngh_edit_branch: main\n";
        assert_eq!(config(keys).theme.edit, None);
        let edit = config(&format!("{keys}gh_edit_view_mode: tree\ngh_edit_source: docs\n")).theme.edit.expect("all set");
        assert_eq!(edit.base, "https://example.org/r/tree/main/docs");
    }
}
