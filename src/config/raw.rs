//! The keys of `_config.yml` as they are written, and what they come to.

use super::{Collection, Config, Group, Overrides, Pattern, Permalink, Scope, Theme};
use crate::page::mask::Settings;
use crate::page::{callout, markdown};
use crate::yaml::{self, Mapping, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The keys as the file has them. A field added here does not compile until [`Raw::resolve`] handles it.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default)]
pub(super) struct Raw {
    pub(super) title: Value,
    pub(super) description: Value,
    pub(super) lang: Value,
    pub(super) url: Value,
    pub(super) baseurl: Value,
    pub(super) permalink: Value,
    pub(super) include: Value,
    pub(super) exclude: Value,
    pub(super) defaults: Value,
    pub(super) color_scheme: Value,
    pub(super) logo: Value,
    pub(super) favicon_ico: Value,
    pub(super) aux_links: Value,
    pub(super) aux_links_new_tab: Value,
    pub(super) nav_external_links: Value,
    pub(super) nav_external_links_new_tab: Value,
    pub(super) footer_content: Value,
    pub(super) search_enabled: Value,
    pub(super) search: Value,
    pub(super) nav_enabled: Value,
    pub(super) nav_sort: Value,
    pub(super) heading_anchors: Value,
    pub(super) enable_copy_code_button: Value,
    pub(super) callouts: Value,
    pub(super) back_to_top: Value,
    pub(super) back_to_top_text: Value,
    pub(super) gh_edit_link: Value,
    pub(super) gh_edit_link_text: Value,
    pub(super) gh_edit_repository: Value,
    pub(super) gh_edit_branch: Value,
    pub(super) gh_edit_view_mode: Value,
    pub(super) gh_edit_source: Value,
    pub(super) last_edit_timestamp: Value,
    pub(super) last_edit_time_format: Value,
    pub(super) ga_tracking: Value,
    pub(super) ga_tracking_anonymize_ip: Value,
    pub(super) kramdown: Value,
    pub(super) collections: Value,
    pub(super) collections_dir: Value,
    pub(super) just_the_docs: Value,
    pub(super) plugins: Value,
    pub(super) gems: Value,
    pub(super) weeklog: Value,
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

impl Raw {
    /// What the keys say, with the default of every one that is left out or makes no sense.
    pub(super) fn resolve(self, overrides: &Overrides) -> Config {
        let Raw { title, description, lang, url, baseurl, permalink, include, exclude, defaults, weeklog, .. } = &self;
        let baseurl = overrides.baseurl.clone().or_else(|| yaml::text(baseurl)).unwrap_or_default();
        let patterns = |value: &Value| yaml::texts(value).iter().map(|text| Pattern::new(text)).collect::<Vec<_>>();
        let mut excluded: Vec<_> = EXCLUDED.iter().map(|text| Pattern::new(text)).collect();
        excluded.extend(patterns(exclude));
        let mut included = vec![Pattern::new(".htaccess")];
        included.extend(patterns(include));
        let callouts = callouts(&self.callouts).unwrap_or_else(callout::default_kinds);
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
            collections: collections(&self.collections, &self.just_the_docs),
            collections_dir: yaml::text(&self.collections_dir).map(|dir| dir.trim_matches('/').to_owned()).filter(|dir| !dir.is_empty()),
            post_permalink: yaml::text(permalink).unwrap_or_else(|| "date".to_owned()),
            plugins: [yaml::texts(&self.plugins), yaml::texts(&self.gems)].concat(),
            time: overrides.on.map(|day| day.to_string()),
            markdown: markdown::Options {
                callouts,
                audience: overrides.audience,
                kramdown: Settings::read(&self.kramdown),
                sanitize: sanitizes(weeklog),
            },
            drafts: overrides.drafts,
            audience: overrides.audience,
            on: overrides.on.or_else(|| weeklog.get("on").and_then(yaml::text).and_then(|day| day.parse().ok())),
            words: words(weeklog),
            weeklog: weeklog.as_mapping().cloned().unwrap_or_default(),
            theme: Theme::resolve(self),
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

/// The keys that are read, sorted: what the schema is held against.
#[cfg(test)]
pub(crate) fn keys() -> Vec<String> {
    let Ok(Value::Mapping(map)) = serde_yaml::to_value(Raw::default()) else { return Vec::new() };
    let mut keys: Vec<String> = map.keys().filter_map(yaml::text).collect();
    keys.sort();
    keys
}
