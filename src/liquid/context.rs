//! The variables that all pages of a site share, made once.

use super::plugins::INCLUDES;
use super::tree::{Template, parse};
use super::value::{self, TEXT, from_yaml, object, string};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::nearest::Paths;
use crate::page::Page;
use crate::page::markdown;
use crate::site::address::{Address, encode};
use crate::site::documents::{self, Kind};
use crate::site::meta::{self, Meta};
use crate::source::Source;
use crate::yaml;
use kstring::KString;
use liquid_core::model::{Object, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What stands for the table of weeks until it is known.
const WEEKS: &str = "<!-- weeklog:weeks -->";

/// What pages see of their site.
#[derive(Debug, Default)]
pub struct Context {
    pub(super) globals: Object,
    /// Addresses by path, without the base.
    pub(super) links: BTreeMap<String, String>,
    paths: OnceLock<Paths<String>>,
    /// Addresses of posts by their files' names, with the folders below `_posts` and without.
    pub(super) posts: BTreeMap<String, String>,
    /// The files under `_includes`.
    pub(super) includes: BTreeMap<String, Template>,
    pub(super) options: Arc<markdown::Options>,
    /// Some include looks at the loop around it.
    pub(super) loops_in_includes: bool,
    /// The theme that the configuration names.
    pub(super) theme: Option<String>,
    base: String,
}

/// A page or document before it is expanded.
#[derive(Debug)]
pub struct Entry {
    /// What was read; its body may be empty so far.
    pub page: Arc<Page>,
    /// What its keys mean.
    pub meta: Arc<Meta>,
    /// Where it is found.
    pub address: Arc<Address>,
    /// A document's text as HTML.
    pub content: Option<String>,
    /// A document's text in its layouts.
    pub output: Option<String>,
}

impl Entry {
    fn path(&self) -> &str {
        self.page.source.path()
    }
}

/// What a context is made of.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// All pages and documents.
    pub entries: &'a [Entry],
    /// Paths of files that are copied.
    pub statics: &'a [String],
    /// `site.data`.
    pub data: &'a Value,
    /// The files under `_includes`, by name.
    pub includes: &'a BTreeMap<String, String>,
    /// What templates mention: lists that nobody reads are not made.
    pub mentions: &'a Mentions,
}

/// Which of the costly variables the site's templates name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    names: BTreeSet<&'static str>,
}

const COSTLY: &[&str] = &["pages", "html_pages", "static_files", "content", "excerpt", "documents"];

impl Mentions {
    /// Looks through one more text.
    pub fn look(&mut self, text: &str) {
        for name in COSTLY {
            if !self.names.contains(name) && text.contains(name) {
                self.names.insert(name);
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }
}

impl Context {
    /// Makes the variables of a site.
    pub fn new(parts: &Parts) -> (Context, Vec<Diagnostic>) {
        let config = parts.config;
        let mut diagnostics = Vec::new();
        let mut includes = BTreeMap::new();
        for (name, text) in parts.includes {
            let (template, problems) = parse(&Arc::new(Source::new(format!("_includes/{name}"), text.as_str())), 0);
            diagnostics.extend(problems);
            includes.insert(name.clone(), template);
        }
        let theme = ["remote_theme", "theme"].iter().find_map(|key| config.raw.get(*key).and_then(yaml::text));
        if config.names_just_the_docs() {
            for (name, text) in INCLUDES.iter().filter(|(name, _)| !parts.includes.contains_key(*name)) {
                includes.insert((*name).to_owned(), parse(&Arc::new(Source::new(format!("_includes/{name}"), *text)), 0).0);
            }
        }
        let mut links = BTreeMap::new();
        let mut posts: BTreeMap<String, String> = BTreeMap::new();
        for entry in parts.entries {
            links.insert(entry.path().to_owned(), entry.address.url.clone());
            // Jekyll knows the documents of collections by their path below `collections_dir`.
            let below = config.collections_dir.as_deref().and_then(|dir| entry.path().strip_prefix(dir)?.strip_prefix('/'));
            if let Some(below) = below.filter(|_| Kind::of(entry.path(), config) != Kind::Page) {
                links.entry(below.to_owned()).or_insert_with(|| entry.address.url.clone());
            }
            if Kind::of(entry.path(), config) == Kind::Post {
                let name = entry.path().split("_posts/").last().unwrap_or(entry.path());
                posts.insert(name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned(), entry.address.url.clone());
            }
        }
        let names: Vec<(String, String)> =
            posts.iter().filter_map(|(name, url)| Some((name.rsplit_once('/')?.1.to_owned(), url.clone()))).collect();
        for (name, url) in names {
            posts.entry(name).or_insert(url);
        }
        for path in parts.statics {
            links.entry(path.clone()).or_insert_with(|| format!("/{}", documents::copied(path, config)));
        }
        let globals = globals(parts);
        let options = Arc::new(config.markdown.clone());
        let loops_in_includes = parts.includes.values().any(|text| text.contains("loop."));
        (
            Context {
                globals,
                links,
                paths: OnceLock::new(),
                posts,
                includes,
                options,
                loops_in_includes,
                theme,
                base: config.baseurl.clone(),
            },
            diagnostics,
        )
    }

    /// The paths that `link` knows, to look for one that was meant.
    pub(super) fn paths(&self) -> &Paths<String> {
        self.paths.get_or_init(|| Paths::new(self.links.keys().cloned()))
    }

    /// The address of the file at `path`, base included.
    pub fn link(&self, path: &str) -> Option<String> {
        let index = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        let found =
            self.links.get(path).or_else(|| ["index.md", "README.md", "index.html"].iter().find_map(|name| self.links.get(&index(name))));
        found.map(|url| self.address(url))
    }

    /// An address of the site under its base.
    pub(super) fn address(&self, url: &str) -> String {
        format!("{}{}", self.base, encode(url))
    }
}

fn globals(parts: &Parts) -> Object {
    let environment = object([("environment".to_owned(), string("production")), ("version".to_owned(), string("4.3.1"))]);
    let weeks = object([("weeks".to_owned(), string(WEEKS))]);
    let pairs = [("site", Value::Object(site(parts))), ("jekyll", Value::Object(environment)), ("weeklog", Value::Object(weeks))];
    pairs.into_iter().map(|(name, value)| (KString::from_static(name), value)).collect()
}

fn site(parts: &Parts) -> Object {
    let config = parts.config;
    let mut pairs: Vec<(String, Value)> = Vec::new();
    for (key, value) in &config.raw {
        pairs.extend(yaml::text(key).map(|key| (key, from_yaml(value))));
    }
    let mut set = |key: &str, value: Value| pairs.push((key.to_owned(), value));
    set("title", config.raw.get("title").map_or_else(|| string(&config.title), from_yaml));
    set("baseurl", string(&config.baseurl));
    set("url", string(&config.url));
    set("data", parts.data.clone());
    set("time", time(parts).map_or(Value::Nil, |time| string(&time)));
    let is_page = |entry: &&Entry| Kind::of(entry.path(), config) == Kind::Page;
    let mut pages: Vec<&Entry> = parts.entries.iter().filter(is_page).collect();
    pages.sort_by_key(|entry| entry.path().rsplit('/').next().unwrap_or("").to_owned());
    for name in ["pages", "html_pages"].into_iter().filter(|name| parts.mentions.has(name)) {
        set(name, Value::Array(pages.iter().map(|entry| page_value(entry, config, parts.mentions)).collect()));
    }
    if parts.mentions.has("static_files") {
        set("static_files", Value::Array(parts.statics.iter().map(|path| static_value(path)).collect()));
    }
    let posts = posts(parts);
    set("categories", grouped(&posts, "categories"));
    set("tags", grouped(&posts, "tags"));
    set("related_posts", Value::Array(posts.iter().take(10).cloned().collect()));
    let mut collections = vec![collection_value("posts", true, &posts)];
    set("posts", Value::Array(posts));
    let mut documents: Vec<Value> = Vec::new();
    for collection in &config.collections {
        let docs = collection_documents(parts, &collection.label);
        collections.push(collection_value(&collection.label, collection.output, &docs));
        if parts.mentions.has("documents") {
            documents.extend(docs.iter().cloned());
        }
        set(&collection.label, Value::Array(docs));
    }
    set("documents", Value::Array(documents));
    set("collections", Value::Array(collections));
    if let Some(repository) = config.raw.get("repository").and_then(yaml::text) {
        set("github", github(&repository));
    }
    object(pairs)
}

/// The site's time: from outside, or the newest date of its content. There is no clock.
fn time(parts: &Parts) -> Option<String> {
    parts.config.time.clone().or_else(|| {
        let dates = parts.entries.iter().filter_map(|entry| documents::date(entry.path(), &entry.meta));
        dates.max().map(|time| time.strftime("%Y-%m-%d %H:%M:%S %z").to_string())
    })
}

fn github(repository: &str) -> Value {
    let (owner, name) = repository.split_once('/').unwrap_or(("", repository));
    let pairs = [
        ("repository_nwo", repository.to_owned()),
        ("repository_url", format!("https://github.com/{repository}")),
        ("repository_name", name.to_owned()),
        ("owner_name", owner.to_owned()),
        ("owner_url", format!("https://github.com/{owner}")),
    ];
    Value::Object(object(pairs.map(|(key, value)| (key.to_owned(), string(&value)))))
}

fn static_value(path: &str) -> Value {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.').map_or((name, String::new()), |(stem, extension)| (stem, format!(".{extension}")));
    let pairs = [("path", format!("/{path}")), ("name", name.to_owned()), ("basename", stem.to_owned()), ("extname", extension)];
    Value::Object(object(pairs.map(|(key, value)| (key.to_owned(), string(&value)))))
}

/// `page` of a page, and its place in `site.pages`.
pub fn page_value(entry: &Entry, config: &Config, mentions: &Mentions) -> Value {
    let path = entry.path();
    let name = path.rsplit('/').next().unwrap_or(path);
    let url = &entry.address.url;
    let dir = if url.ends_with('/') { url.clone() } else { format!("{}/", url.rsplit_once('/').map_or("", |(dir, _)| dir)) };
    let mut pairs = keys(entry, config);
    let mut set = |key: &str, value: Value| pairs.push((key.to_owned(), value));
    if let Some(title) = &entry.meta.title
        && entry.page.front.get("title").is_none_or(|title| matches!(title, yaml::Value::Null))
    {
        set("title", string(title));
    }
    set("name", string(name));
    set("path", string(path));
    set("dir", string(&dir));
    set("url", string(&encode(url)));
    if mentions.has("content") {
        let mut text = entry.page.source.text().get(entry.page.front.body as usize..).unwrap_or("");
        // Blank lines below the keys are theirs to Jekyll: a page without text is `""`.
        while let Some((_, rest)) = text.split_once('\n').filter(|(line, _)| line.trim().is_empty()) {
            text = rest;
        }
        set("content", string(entry.content.as_deref().unwrap_or(text)));
    }
    Value::Object(object(pairs))
}

fn keys(entry: &Entry, config: &Config) -> Vec<(String, Value)> {
    let merged = meta::merged(&entry.page, config);
    merged.iter().filter_map(|(key, value)| Some((yaml::text(key)?, from_yaml(value)))).collect()
}

/// `page` of a post or a document.
pub fn document_value(entry: &Entry, config: &Config, mentions: &Mentions) -> Value {
    let path = entry.path();
    let name = documents::name(path);
    let kind = Kind::of(path, config);
    let label = if let Kind::Document(label) = kind { label } else { "posts" };
    let url = &entry.address.url;
    let mut pairs = keys(entry, config);
    let own = |key: &str| entry.page.front.get(key).is_some_and(|value| !matches!(value, yaml::Value::Null));
    let (has_title, has_slug) = (own("title"), own("slug"));
    let mut set = |key: &str, value: Value| pairs.push((key.to_owned(), value));
    if !has_title {
        set("title", string(&documents::title(path)));
    }
    if !has_slug {
        set("slug", string(name.slug));
    }
    let texts = |texts: &[String]| Value::Array(texts.iter().map(|text| string(text)).collect());
    set("categories", texts(&documents::categories(path, &entry.meta)));
    set("tags", texts(&entry.meta.tags));
    set("collection", string(label));
    set("path", string(path));
    set("relative_path", string(path));
    set("url", string(&encode(url)));
    set("id", string(url.trim_end_matches(".html").trim_end_matches('/')));
    set("ext", string(path.rsplit_once('.').map_or("", |(_, extension)| extension)));
    set("draft", Value::scalar(path.contains("_drafts/")));
    if let Some(date) = documents::date(path, &entry.meta) {
        set("date", string(&date.strftime("%Y-%m-%d %H:%M:%S %z").to_string()));
    }
    let raw = || entry.page.source.text().get(entry.page.front.body as usize..).unwrap_or("");
    let content = entry.content.as_deref().unwrap_or_else(raw);
    set("content", string(content));
    if mentions.has("excerpt") && !own("excerpt") {
        set("excerpt", string(excerpt(content, config)));
    }
    let shown = entry.output.as_deref().unwrap_or(content);
    set("output", string(shown));
    let mut value = object(pairs);
    value.insert(KString::from_static(TEXT), string(shown));
    Value::Object(value)
}

/// What stands before `excerpt_separator`: a blank line, which HTML has after its first paragraph.
fn excerpt<'t>(content: &'t str, config: &Config) -> &'t str {
    let separator = config.raw.get("excerpt_separator").and_then(yaml::text);
    match separator.filter(|separator| !separator.trim().is_empty()) {
        Some(separator) => content.split(separator.as_str()).next().unwrap_or(content),
        None => content.find("</p>").map_or(content, |end| &content[..end + 4]),
    }
}

/// The posts, the newest first, each with its neighbours.
fn posts(parts: &Parts) -> Vec<Value> {
    let is_post = |entry: &&Entry| Kind::of(entry.path(), parts.config) == Kind::Post;
    let mut posts: Vec<&Entry> = parts.entries.iter().filter(is_post).collect();
    posts.sort_by_cached_key(|entry| (documents::date(entry.path(), &entry.meta), entry.path().to_owned()));
    let brief = |entry: &&Entry| {
        let pairs = [
            ("title", entry.meta.title.clone().unwrap_or_else(|| documents::title(entry.path()))),
            ("url", encode(&entry.address.url).into_owned()),
        ];
        Value::Object(object(pairs.map(|(key, value)| (key.to_owned(), string(&value)))))
    };
    let value = |(index, entry): (usize, &&Entry)| {
        let mut value = document_value(entry, parts.config, parts.mentions);
        if let Value::Object(value) = &mut value {
            value.insert(KString::from_static("previous"), index.checked_sub(1).map_or(Value::Nil, |index| brief(&posts[index])));
            value.insert(KString::from_static("next"), posts.get(index + 1).map_or(Value::Nil, brief));
        }
        value
    };
    let mut values: Vec<Value> = posts.iter().enumerate().map(value).collect();
    values.reverse();
    values
}

/// The documents of a collection, by date, then by path.
fn collection_documents(parts: &Parts, label: &str) -> Vec<Value> {
    let of_it = |entry: &&Entry| Kind::of(entry.path(), parts.config) == Kind::Document(label);
    let mut entries: Vec<&Entry> = parts.entries.iter().filter(of_it).collect();
    entries.sort_by_cached_key(|entry| (documents::date(entry.path(), &entry.meta), entry.path().to_owned()));
    entries.iter().map(|entry| document_value(entry, parts.config, parts.mentions)).collect()
}

fn collection_value(label: &str, output: bool, docs: &[Value]) -> Value {
    let pairs = [("label", string(label)), ("output", Value::scalar(output)), ("docs", Value::Array(docs.to_vec()))];
    Value::Object(object(pairs.map(|(key, value)| (key.to_owned(), value))))
}

/// Posts by each of their `key`s.
fn grouped(posts: &[Value], key: &str) -> Value {
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for post in posts {
        for name in value::items(value::property(post, key)) {
            let name = value::text(&name);
            match groups.iter_mut().find(|(known, _)| *known == name) {
                Some((_, posts)) => posts.push(post.clone()),
                None => groups.push((name, vec![post.clone()])),
            }
        }
    }
    Value::Object(object(groups.into_iter().map(|(name, posts)| (name, Value::Array(posts)))))
}
