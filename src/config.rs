//! `_config.yml`: Jekyll's and Just the Docs' keys with their meaning there, ours under `weeklog:`.

use crate::diagnostic::Diagnostic;
use crate::page::front_fault::Yaml;
use crate::page::mask::Settings;
use crate::page::{Audience, callout, markdown};
use crate::source::{Source, Span};
use crate::yaml::{self, Document, Mapping, Value};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// Just the Docs' keys.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// `light`, `dark`, or anything else: automatic.
    pub color_scheme: Option<String>,
    /// A picture instead of the title.
    pub logo: Option<String>,
    /// The favicon's path.
    pub favicon: Option<String>,
    /// Links at the top: label, address.
    pub aux_links: Vec<(String, String)>,
    /// Whether those open a new tab.
    pub aux_links_new_tab: bool,
    /// Links below the navigation.
    pub external_links: Vec<ExternalLink>,
    /// HTML in the footer.
    pub footer: Option<String>,
    /// Whether there is a search box.
    pub search: bool,
    /// `search.heading_level`: the search finds sections of headings down to this level; none: as deep as it can.
    pub search_level: Option<u8>,
    /// `search.focus_shortcut_key`: the key that opens the search together with Ctrl or Cmd.
    pub search_key: Option<String>,
    /// Whether pages have the sidebar.
    pub nav: bool,
    /// Titles are compared without regard to case.
    pub nav_case_insensitive: bool,
    /// Headings have links to themselves.
    pub heading_anchors: bool,
    /// Code blocks have a copy button.
    pub copy_code: bool,
    /// The text of the link to the top of the page.
    pub back_to_top: Option<String>,
    /// Where pages are edited.
    pub edit: Option<EditLink>,
    /// How `last_modified_date` is shown; none: not at all.
    pub edit_time_format: Option<String>,
    /// Whether pages say when they were changed: `last_edit_timestamp: false` says no.
    pub edit_time: bool,
    /// `ga_tracking`: the ids of Google Analytics.
    pub tracking: Vec<String>,
    /// `ga_tracking_anonymize_ip`: as in the theme any value but null counts as true.
    pub tracking_anonymous: bool,
}

/// One of `nav_external_links`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExternalLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub url: String,
    /// Whether it opens a new tab.
    pub new_tab: bool,
    /// Whether it is marked as leading out of the site.
    pub icon: bool,
}

/// `gh_edit_*`: shown only when all of Just the Docs' five keys are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditLink {
    /// What the link says.
    pub text: String,
    /// `repository/mode/branch[/source]`, to which a page's path is added.
    pub base: String,
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

/// A glob of `include` or `exclude`, as Jekyll's `EntryFilter#glob_include?` reads it.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// It ended with a slash: only folders are meant.
    folder: bool,
    glob: Option<glob::Pattern>,
}

impl Pattern {
    /// Reads a pattern; one that is no valid glob matches its own text only.
    pub fn new(text: &str) -> Pattern {
        let folder = text.ends_with('/');
        let text = text.trim_start_matches('/').trim_end_matches('/').to_owned();
        let glob = text.contains(['*', '?', '[']).then(|| glob::Pattern::new(&text).ok()).flatten();
        Pattern { text, folder, glob }
    }

    /// Whether it names the file or folder at `path`, a folder above it, or the beginning of its path: `README` is `README.md`, too.
    pub fn matches(&self, path: &str) -> bool {
        if let Some(glob) = &self.glob {
            return glob.matches(path) || path.rsplit_once('/').is_some_and(|(_, name)| !self.text.contains('/') && glob.matches(name));
        }
        let rest = path.strip_prefix(self.text.as_str()).filter(|_| !self.text.is_empty());
        rest.is_some_and(|rest| !self.folder || rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether it names the file or folder at `path` itself, by its path or by its name: what `include` asks. What is in
    /// a folder that is included has to be named again, if its own name would leave it out.
    pub fn names(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        path == self.text || name == self.text || self.glob.as_ref().is_some_and(|glob| glob.matches(path) || glob.matches(name))
    }
}

/// Front matter that pages of a scope have unless they say otherwise.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The folder or glob; empty is everywhere.
    pub path: String,
    /// `pages`, `posts`, `drafts` or a collection; `None` is all.
    pub kind: Option<String>,
    /// The keys.
    pub values: Mapping,
}

impl Scope {
    /// Whether the page at `path`, of `kind`, is inside, as Jekyll's `FrontmatterDefaults#applies?` decides.
    pub fn applies(&self, path: &str, kind: &str) -> bool {
        if self.kind.as_deref().is_some_and(|own| own != kind) {
            return false;
        }
        if self.path.is_empty() {
            return true;
        }
        if self.path.contains('*') {
            return glob::Pattern::new(&self.path)
                .is_ok_and(|glob| glob.matches(path) || path.match_indices('/').any(|(i, _)| glob.matches(&path[..i])));
        }
        path == self.path || path.strip_prefix(self.path.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// The keys as the file has them. A field added here does not compile until `Config::resolve` handles it.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default)]
struct Raw {
    title: Value,
    description: Value,
    lang: Value,
    url: Value,
    baseurl: Value,
    permalink: Value,
    include: Value,
    exclude: Value,
    defaults: Value,
    color_scheme: Value,
    logo: Value,
    favicon_ico: Value,
    aux_links: Value,
    aux_links_new_tab: Value,
    nav_external_links: Value,
    nav_external_links_new_tab: Value,
    footer_content: Value,
    search_enabled: Value,
    search: Value,
    nav_enabled: Value,
    nav_sort: Value,
    heading_anchors: Value,
    enable_copy_code_button: Value,
    callouts: Value,
    back_to_top: Value,
    back_to_top_text: Value,
    gh_edit_link: Value,
    gh_edit_link_text: Value,
    gh_edit_repository: Value,
    gh_edit_branch: Value,
    gh_edit_view_mode: Value,
    gh_edit_source: Value,
    last_edit_timestamp: Value,
    last_edit_time_format: Value,
    ga_tracking: Value,
    ga_tracking_anonymize_ip: Value,
    kramdown: Value,
    collections: Value,
    collections_dir: Value,
    just_the_docs: Value,
    plugins: Value,
    gems: Value,
    weeklog: Value,
}

/// What Jekyll 4 leaves out by itself, and what no site means to publish.
const EXCLUDED: &[&str] = &[
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle",
    "vendor/cache",
    "vendor/gems",
    "vendor/ruby",
];

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
        let raw = serde_yaml::from_value(Value::Mapping(map.clone())).unwrap_or_default();
        let mut config = Config::resolve(raw, overrides);
        config.raw = map;
        config.source = source;
        (config, diagnostics)
    }

    fn resolve(raw: Raw, overrides: &Overrides) -> Config {
        let Raw { title, description, lang, url, baseurl, permalink, include, exclude, defaults, weeklog, .. } = &raw;
        let baseurl = overrides.baseurl.clone().or_else(|| yaml::text(baseurl)).unwrap_or_default();
        let patterns = |value: &Value| yaml::texts(value).iter().map(|text| Pattern::new(text)).collect::<Vec<_>>();
        let mut excluded: Vec<_> = EXCLUDED.iter().map(|text| Pattern::new(text)).collect();
        excluded.extend(patterns(exclude));
        let mut included = vec![Pattern::new(".htaccess")];
        included.extend(patterns(include));
        let callouts = callouts(&raw.callouts).unwrap_or_else(callout::default_kinds);
        Config {
            raw: Mapping::new(),
            source: None,
            title: yaml::text(title).unwrap_or_else(|| "Work log".to_owned()),
            description: yaml::text(description),
            lang: yaml::text(lang).unwrap_or_else(|| "en-US".to_owned()),
            url: yaml::text(url).unwrap_or_default().trim_end_matches('/').to_owned(),
            baseurl: base(&baseurl),
            permalink: permalink_style(permalink),
            include: included,
            exclude: excluded,
            defaults: scopes(defaults),
            collections: collections(&raw.collections, &raw.just_the_docs),
            collections_dir: yaml::text(&raw.collections_dir).map(|dir| dir.trim_matches('/').to_owned()).filter(|dir| !dir.is_empty()),
            post_permalink: yaml::text(permalink).unwrap_or_else(|| "date".to_owned()),
            plugins: [yaml::texts(&raw.plugins), yaml::texts(&raw.gems)].concat(),
            time: overrides.on.map(|day| day.to_string()),
            markdown: markdown::Options {
                callouts,
                audience: overrides.audience,
                kramdown: Settings::read(&raw.kramdown),
                sanitize: sanitizes(weeklog),
            },
            drafts: overrides.drafts,
            audience: overrides.audience,
            on: overrides.on.or_else(|| weeklog.get("on").and_then(yaml::text).and_then(|day| day.parse().ok())),
            words: words(weeklog),
            weeklog: weeklog.as_mapping().cloned().unwrap_or_default(),
            theme: Theme::resolve(raw),
        }
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

impl Theme {
    fn resolve(raw: Raw) -> Theme {
        // Every key is named: one that is added to `Raw` must be read here or above.
        #[rustfmt::skip]
        let Raw {
            title: _, description: _, lang: _, url: _, baseurl: _, permalink: _, include: _, exclude: _, defaults: _,
            callouts: _, kramdown: _, collections: _, collections_dir: _, just_the_docs: _, plugins: _, gems: _, weeklog: _,
            heading_anchors, color_scheme, logo, favicon_ico, aux_links, aux_links_new_tab, nav_external_links, nav_external_links_new_tab,
            footer_content, search_enabled, search, nav_enabled, nav_sort, enable_copy_code_button, back_to_top, back_to_top_text,
            gh_edit_link, gh_edit_link_text, gh_edit_repository, gh_edit_branch, gh_edit_view_mode, gh_edit_source,
            last_edit_timestamp, last_edit_time_format, ga_tracking, ga_tracking_anonymize_ip,
        } = raw;
        let is = |value: &Value, default: bool| yaml::flag(value).unwrap_or(default);
        let all_new_tab = is(&nav_external_links_new_tab, false);
        Theme {
            color_scheme: yaml::text(&color_scheme).filter(|scheme| scheme != "nil"),
            logo: yaml::text(&logo),
            favicon: yaml::text(&favicon_ico),
            aux_links: aux(&aux_links),
            aux_links_new_tab: is(&aux_links_new_tab, false),
            external_links: external(&nav_external_links, all_new_tab),
            footer: yaml::text(&footer_content),
            search: is(&search_enabled, true),
            search_level: search.get("heading_level").and_then(Value::as_u64).and_then(|level| u8::try_from(level).ok()),
            search_key: search.get("focus_shortcut_key").and_then(yaml::text).filter(|key| key.chars().count() == 1),
            nav: is(&nav_enabled, true),
            nav_case_insensitive: yaml::text(&nav_sort).as_deref() == Some("case_insensitive"),
            heading_anchors: is(&heading_anchors, true),
            copy_code: is(&enable_copy_code_button, true),
            back_to_top: if is(&back_to_top, false) { yaml::text(&back_to_top_text) } else { None },
            edit_time_format: if is(&last_edit_timestamp, false) { yaml::text(&last_edit_time_format) } else { None },
            edit_time: is(&last_edit_timestamp, true),
            tracking_anonymous: !ga_tracking_anonymize_ip.is_null(),
            tracking: yaml::text(&ga_tracking).map(|ids| ids.split(',').map(|id| id.trim().to_owned()).collect()).unwrap_or_default(),
            edit: edit_link(&gh_edit_link, &gh_edit_link_text, &[gh_edit_repository, gh_edit_view_mode, gh_edit_branch], &gh_edit_source),
        }
    }
}

/// `weeklog: markdown: html: sanitize`. Whoever writes the key and misspells its value is on the safe side.
fn sanitizes(weeklog: &Value) -> bool {
    let html = weeklog.get("markdown").and_then(|markdown| markdown.get("html")).and_then(yaml::text);
    html.is_some_and(|html| html != "allow")
}

/// `weeklog: words:`, a text by key.
fn words(weeklog: &Value) -> BTreeMap<String, String> {
    let own = weeklog.get("words").and_then(Value::as_mapping);
    own.into_iter().flatten().filter_map(|(key, text)| Some((yaml::text(key)?, yaml::text(text)?))).collect()
}

fn edit_link(on: &Value, text: &Value, parts: &[Value; 3], folder: &Value) -> Option<EditLink> {
    let text = yaml::text(text).filter(|_| yaml::flag(on) == Some(true))?;
    let mut parts = parts.iter().map(yaml::text).collect::<Option<Vec<_>>>()?;
    parts.extend(yaml::text(folder));
    let base = parts.iter().map(|part| part.trim_matches('/')).collect::<Vec<_>>().join("/");
    Some(EditLink { text, base })
}

/// `/name` for `name`, `/name` and `/name/`; empty for `/` and nothing. It is part of every address, so what must not
/// stand in one is encoded here.
fn base(text: &str) -> String {
    let encode = |c: char| match c {
        '"' | '\'' | '<' | '>' | '`' | '\\' | '{' | '}' => format!("%{:02X}", c as u32),
        c if c.is_whitespace() || c.is_control() => "%20".to_owned(),
        c => c.to_string(),
    };
    let trimmed: String = text.trim().trim_matches('/').chars().map(encode).collect();
    if trimmed.is_empty() { String::new() } else { format!("/{trimmed}") }
}

/// Jekyll's `Utils.add_permalink_suffix`: what a style for posts means for pages.
fn permalink_style(value: &Value) -> Permalink {
    match yaml::text(value).as_deref() {
        None | Some("date" | "ordinal" | "none") => Permalink::File,
        Some("pretty") => Permalink::Folder,
        Some(template) if template.ends_with('/') => Permalink::Folder,
        Some(template) if template.ends_with(":output_ext") => Permalink::File,
        Some(_) => Permalink::Bare,
    }
}

fn scopes(value: &Value) -> Vec<Scope> {
    let items = value.as_sequence().map_or(&[][..], Vec::as_slice);
    let scope = |item: &Value| {
        let scope = item.get("scope");
        let field = |name: &str| scope.and_then(|scope| scope.get(name)).and_then(yaml::text);
        let path = field("path").unwrap_or_default().trim_matches('/').to_owned();
        Some(Scope { path, kind: field("type"), values: item.get("values")?.as_mapping()?.clone() })
    };
    items.iter().filter_map(scope).collect()
}

/// `{name: {output: true}}`, or a list of names.
fn collections(value: &Value, theme: &Value) -> Vec<Collection> {
    let groups = theme.get("collections");
    let group = |label: &str| {
        let group = groups?.get(label)?;
        let flag = |key: &str| group.get(key).and_then(yaml::flag).unwrap_or(false);
        let name = group.get("name").and_then(yaml::text).unwrap_or_else(|| label.to_owned());
        (!flag("nav_exclude")).then(|| Group { name, fold: flag("nav_fold") })
    };
    let search_exclude = |label: &str| {
        let flag = groups.and_then(|groups| groups.get(label)?.get("search_exclude")).and_then(yaml::flag);
        flag.unwrap_or(false)
    };
    let one = |label: String, options: Option<&Value>| {
        let option = |key: &str| options.and_then(|options| options.get(key));
        let output = option("output").and_then(yaml::flag).unwrap_or(false);
        let (group, search_exclude) = (group(&label), search_exclude(&label));
        Collection { output, permalink: option("permalink").and_then(yaml::text), group, search_exclude, label }
    };
    let all: Vec<Collection> = match value {
        Value::Mapping(map) => map.iter().filter_map(|(label, options)| Some(one(yaml::text(label)?, Some(options)))).collect(),
        other => yaml::texts(other).into_iter().map(|label| one(label, None)).collect(),
    };
    all.into_iter().filter(|collection| collection.label != "posts").collect()
}

fn callouts(value: &Value) -> Option<callout::Kinds> {
    let kinds = value.as_mapping()?.iter().filter_map(|(name, kind)| {
        let field = |field: &str| kind.get(field).and_then(yaml::text);
        Some((yaml::text(name)?, callout::Kind { title: field("title"), color: field("color") }))
    });
    Some(kinds.collect())
}

/// `{label: url}` or `{label: [url, …]}`, or a list of such.
fn aux(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Mapping(map) => {
            map.iter().filter_map(|(label, url)| Some((yaml::text(label)?, yaml::texts(url).into_iter().next()?))).collect()
        }
        Value::Sequence(items) => items.iter().flat_map(aux).collect(),
        _ => Vec::new(),
    }
}

fn external(value: &Value, all_new_tab: bool) -> Vec<ExternalLink> {
    let items = value.as_sequence().map_or(&[][..], Vec::as_slice);
    let link = |item: &Value| {
        let text = |key: &str| item.get(key).and_then(yaml::text);
        let flag = |key: &str| item.get(key).and_then(yaml::flag);
        let (new_tab, icon) = (flag("opens_in_new_tab").unwrap_or(all_new_tab), !flag("hide_icon").unwrap_or(false));
        Some(ExternalLink { title: text("title")?, url: text("url")?, new_tab, icon })
    };
    items.iter().filter_map(link).collect()
}

/// The keys that are read, sorted: what the schema is held against.
#[cfg(test)]
pub(crate) fn keys() -> Vec<String> {
    let Ok(Value::Mapping(map)) = serde_yaml::to_value(Raw::default()) else { return Vec::new() };
    let mut keys: Vec<String> = map.keys().filter_map(yaml::text).collect();
    keys.sort();
    keys
}

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
