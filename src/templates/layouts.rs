//! A site's own layouts: Liquid around `{{ content }}`, one in another by their front matter.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::liquid::context::{Context, Entry};
use crate::liquid::tree::{Template, parse};
use crate::liquid::{expand_layout, value};
use crate::page::deferred::Deferred;
use crate::page::front_matter::FrontMatter;
use crate::page::html::{Body, Hole, Html as _};
use crate::page::{Page, is_headed, is_html};
use crate::site::documents::Kind;
use crate::source::Source;
use crate::yaml::Value as Yaml;
use liquid_core::model::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The layouts of Just the Docs, which our theme stands for.
const THEMES: &[&str] =
    &["default", "home", "page", "post", "about", "minimal", "table_wrappers", "vendor/compress", "none", "null", "nil"];
/// Those of them that stand in its `default`.
const IN_DEFAULT: &[&str] = &["home", "page", "post", "about"];
/// Layouts in one another at most.
const DEEPEST: usize = 10;

/// The layouts by name.
#[derive(Debug, Default)]
pub(super) struct Layouts {
    by_name: BTreeMap<String, Layout>,
}

#[derive(Debug)]
struct Layout {
    template: Template,
    front: FrontMatter,
    outer: Option<String>,
}

impl Layouts {
    /// Reads the files under `_layouts`. One that stands for a theme's layout is used only if all it includes is there.
    pub(super) fn read(sources: &[Arc<Source>], includes: &BTreeMap<String, String>) -> (Layouts, Vec<Diagnostic>) {
        let (mut layouts, mut diagnostics) = (Layouts::default(), Vec::new());
        for source in sources {
            let path = source.path().strip_prefix("_layouts/").unwrap_or(source.path());
            let name = path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
            let (front, problems) = FrontMatter::read(source);
            let outer = front.text("layout");
            if THEMES.contains(&name.as_str()) && !stands_alone(source.text(), outer.as_deref(), includes) {
                continue;
            }
            let (template, more) = parse(source, front.body as usize);
            diagnostics.extend(problems);
            diagnostics.extend(more);
            layouts.by_name.insert(name, Layout { template, front, outer });
        }
        (layouts, diagnostics)
    }

    /// Whether the site has none.
    pub(super) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The layout of the site's own that a page stands in. Markdown that names none has what jekyll-default-layout
    /// gives it; the theme's layouts of text stand in a `default` of the site's own.
    pub(super) fn of(&self, entry: &Entry, config: &Config) -> Option<&str> {
        if self.is_empty() {
            return None;
        }
        let path = entry.page.source.path();
        let named = match (entry.meta.layout.as_deref(), Kind::of(path, config)) {
            (Some(named), _) => named,
            (None, _) if is_html(path) => return None,
            (None, Kind::Page) if entry.address.url == "/" => "home",
            (None, Kind::Page) => "page",
            (None, Kind::Post) => "post",
            (None, Kind::Document(_)) => "default",
        };
        let own = |name: &str| self.by_name.get_key_value(name).map(|(name, _)| name.as_str());
        own(named).or_else(|| own("default").filter(|_| IN_DEFAULT.contains(&named)))
    }

    /// The page in its layout and those around it.
    pub(super) fn wrap(&self, page: &Page, name: &str, value: &Value, context: &Context) -> (Page, Vec<Diagnostic>) {
        let mut text = with_marks(&page.body);
        let mut diagnostics = Vec::new();
        let mut at = Some(name.to_owned());
        let mut depth = 0;
        while let Some(layout) = at.as_deref().and_then(|name| self.by_name.get(name)).filter(|_| depth < DEEPEST) {
            let keys = value::from_yaml(&Yaml::Mapping(layout.front.map().clone()));
            let (wrapped, problems) = expand_layout(&layout.template, value, &text, keys, context);
            diagnostics.extend(problems);
            text = wrapped;
            at.clone_from(&layout.outer);
            depth += 1;
        }
        let (html, holes) = without_marks(&text, &page.body.holes);
        let body = Body { html: Deferred::made(html), holes, classes: true, ..page.body.clone() };
        let whole = at.is_none();
        let headed = is_headed(&body);
        let page = Page {
            source: Arc::clone(&page.source),
            front: page.front.clone(),
            body,
            sections: page.sections.clone(),
            words: page.words,
            liquid: page.liquid,
            whole,
            headed,
        };
        (page, diagnostics)
    }
}

/// Whether a layout named like one of the theme's can do without the theme.
fn stands_alone(text: &str, outer: Option<&str>, includes: &BTreeMap<String, String>) -> bool {
    let includes_are_there = text.match_indices("{%").all(|(at, _)| {
        let tag = text[at + 2..].trim_start_matches('-').trim_start();
        let name = tag.strip_prefix("include_cached ").or_else(|| tag.strip_prefix("include "));
        name.and_then(|rest| rest.split_whitespace().next()).is_none_or(|name| includes.contains_key(name))
    });
    includes_are_there && outer.is_none_or(|outer| !outer.contains('/') && outer != "table_wrappers")
}

const MARK: char = '\u{f8f0}';
const END: char = '\u{f8f1}';

/// The body's HTML with a mark where each hole is.
fn with_marks(body: &Body<Deferred>) -> String {
    let html = body.html.written();
    let mut text = String::with_capacity(html.len() + body.holes.len() * 10);
    let mut at = 0;
    for (index, hole) in body.placed().iter().enumerate() {
        text.push_str(&html[at..hole.at]);
        at = hole.at;
        text.push(MARK);
        text.push_str(&index.to_string());
        text.push(END);
    }
    text.push_str(&html[at..]);
    text
}

/// The marks become holes again, wherever the layout put them.
fn without_marks(text: &str, holes: &[Hole]) -> (String, Vec<Hole>) {
    let mut html = String::with_capacity(text.len());
    let mut placed = Vec::new();
    let mut pieces = text.split(MARK);
    html.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        let (index, rest) = piece.split_once(END).unwrap_or(("", piece));
        if let Some(hole) = index.parse().ok().and_then(|index: usize| holes.get(index)) {
            placed.push(Hole { at: html.len(), ..hole.clone() });
        }
        html.push_str(rest);
    }
    (html, placed)
}
