//! One page's context: what stands around its text.

use super::context::{AuxLink, ChildContext, LinkContext, NavItem, PageContext, SiteContext};
use super::mentor::LogContext;
use super::prepared::Key;
use super::theme::ASSETS;
use super::words::{Words, direction};
use super::{images, levels, weeks};
use crate::page::html::{HoleKind, Html as _, escape_attribute, escape_href, nest};
use crate::page::toc;
use crate::site::cohort::slug;
use crate::site::date;
use crate::site::links::Target;
use crate::site::meta::Meta;
use crate::site::nav::{Item, label};
use crate::site::{PageId, STYLES, Site};
use crate::yaml;
use std::collections::BTreeSet;

/// Characters of a page's description, about as many as search engines show.
const SUMMARY: usize = 120;

/// Pictures from this width in pixels on are wider than their column, and can be enlarged.
const WIDE: usize = 900;

/// `site` of every template.
pub fn site_context(site: &Site) -> SiteContext {
    let config = &site.config;
    let theme = &config.theme;
    let include = |name: &str| site.includes.get(name).cloned();
    let file = |path: &str| site.resolve("", path);
    // As in Just the Docs a favicon counts only if it is there.
    let favicon = theme.favicon.as_deref().unwrap_or("/favicon.ico");
    let is_there = favicon.contains("://") || site.statics.contains_key(favicon.trim_start_matches('/'));
    SiteContext {
        title: config.title.clone(),
        description: config.description.clone(),
        lang: config.lang.clone(),
        dir: direction(&config.lang),
        words: Words::of(config).scripts(),
        base: config.baseurl.clone(),
        home: config.address("/"),
        color_scheme: match theme.color_scheme.as_deref() {
            Some("dark") => "dark",
            Some("light") => "light",
            _ => "auto",
        },
        logo: theme.logo.as_deref().map(file),
        favicon: is_there.then(|| file(favicon)),
        search: theme.search,
        aux_links: theme
            .aux_links
            .iter()
            .map(|(label, url)| AuxLink { label: label.clone(), url: file(url), new_tab: theme.aux_links_new_tab })
            .collect(),
        footer: theme.footer.clone(),
        heading_anchors: theme.heading_anchors,
        copy_code: theme.copy_code,
        back_to_top: theme.back_to_top.clone(),
        generator: concat!("weeklog ", env!("CARGO_PKG_VERSION")).to_owned(),
        head_custom: include("head_custom.html"),
        header_custom: include("header_custom.html"),
        footer_custom: include("footer_custom.html"),
        nav_footer_custom: include("nav_footer_custom.html"),
        toc_heading_custom: include("toc_heading_custom.html").filter(|html| !html.trim().is_empty()),
        search_placeholder: include("search_placeholder_custom.html").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        search_key: theme.search_key.clone(),
        tracking: theme.tracking.clone(),
        tracking_anonymous: theme.tracking_anonymous,
        styles: site.made.contains_key(STYLES).then(|| config.address(&format!("/{STYLES}"))).into_iter().collect(),
        logs: site.has_logs(),
    }
}

/// The fragments that differ on a page, by the names that templates know them by.
fn hooks(site: &Site, path: &str) -> Vec<(String, String)> {
    let own = site.hooks.get(path).into_iter().flatten();
    own.map(|(name, html)| (name.trim_end_matches(".html").to_owned(), html.clone())).collect()
}

/// When a page was changed, as `last_edit_time_format` has it; without that, as it is written.
fn modified(site: &Site, meta: &Meta) -> Option<String> {
    let written = meta.modified.clone().filter(|_| site.config.theme.edit_time)?;
    let format = site.config.theme.edit_time_format.as_deref();
    let shown = format.zip(date::parse(&written)).and_then(|(format, time)| jiff::fmt::strtime::format(format, &time).ok());
    Some(shown.unwrap_or(written))
}

/// `page` of a page's template, but for its content.
pub fn page_context(site: &Site, id: PageId) -> PageContext {
    let entry = &site.entries[id];
    let (body, meta) = (&entry.page.body, &entry.meta);
    let (previous, next) = neighbours(site, id);
    let title = label(meta).to_owned();
    let edit = site.config.theme.edit.as_ref();
    let log = weeks::log_context(site, id);
    PageContext {
        heading: (!entry.page.headed).then(|| title.clone()),
        url: site.href(id),
        canonical: site.config.absolute(&crate::site::address::encode(&entry.address.url)),
        dir: meta.lang.as_deref().filter(|lang| direction(lang) != direction(&site.config.lang)).map(direction),
        lang: meta.lang.clone().unwrap_or_else(|| site.config.lang.clone()),
        description: meta.description.clone().or_else(|| summary(log.as_ref()?)).or_else(|| site.config.description.clone()),
        content: String::new(),
        toc: toc::tree(&body.headings, 2..=3),
        breadcrumbs: breadcrumbs(site, id),
        children: children(site, id),
        previous,
        next,
        modified: modified(site, meta),
        hooks: hooks(site, entry.page.source.path()),
        edit_url: edit.map(|edit| format!("{}/{}", edit.base, entry.page.source.path())),
        edit_text: edit.map(|edit| edit.text.clone()).unwrap_or_default(),
        is_home: entry.address.url == "/",
        nav_enabled: meta.nav_enabled.unwrap_or(site.config.theme.nav && meta.layout.as_deref() != Some("minimal")),
        mermaid: body.mermaid,
        math: body.math,
        utilities: None,
        class: String::new(),
        robots: None,
        log,
        title,
    }
}

/// What a log is about, in a line: its focus, cut after a word where that is long.
fn summary(log: &LogContext) -> Option<String> {
    let focus = log.row.focus.as_deref()?;
    let Some((end, _)) = focus.char_indices().nth(SUMMARY) else { return Some(focus.to_owned()) };
    Some(format!("{}…", focus[..end].rsplit_once(' ').map_or(&focus[..end], |(words, _)| words)))
}

/// A page's text for a place inside another page.
pub fn nested_content(site: &Site, id: PageId) -> String {
    let path = site.entries[id].page.source.path();
    let nested = nest(&content(site, id, ""), &format!("{}-", slug(path.rsplit_once('.').map_or(path, |(stem, _)| stem))));
    levels::in_steps(&nested).into_owned()
}

/// Tells `key` all that [`content`] follows from but the table of weeks, without making it.
pub(super) fn hash(site: &Site, id: PageId, key: &mut Key) {
    let page = &site.entries[id].page;
    let from = page.source.path();
    key.text(from);
    // The file and Markdown's options stand for what follows from them alone.
    if page.body.html.is_made() {
        key.text(&page.body.html.written());
        key.context(&(page.whole, page.body.classes, &page.body.headings));
    } else {
        key.part(page.source.digest());
    }
    for hole in &page.body.holes {
        let mut filled = String::new();
        match &hole.kind {
            HoleKind::Link(destination) => filled = site.resolve(from, destination),
            HoleKind::Image(destination) => drop(image(site, from, destination, &mut filled)),
            HoleKind::Weeks => {}
        }
        key.text(&filled);
    }
}

/// A page's text with its holes filled; `weeks` is the table of weeks where the page asks for it.
pub fn content(site: &Site, id: PageId, weeks: &str) -> String {
    let page = &site.entries[id].page;
    let from = page.source.path();
    let mut large = Vec::new();
    let html = page.body.fill(|kind, html| match kind {
        HoleKind::Link(destination) => escape_href(html, &site.resolve(from, destination)),
        HoleKind::Image(destination) => {
            if image(site, from, destination, html) {
                large.extend(html.rfind("<img"));
            }
        }
        HoleKind::Weeks => html.push_str(weeks),
    });
    // In a layout of the site's own nothing looks after such links.
    if large.is_empty() || page.whole { html } else { enlargeable(&html, &large) }
}

/// The page with a link to the original around each large picture, at these places, that is in no link and has a name.
fn enlargeable(html: &str, pictures: &[usize]) -> String {
    let mut linked = String::with_capacity(html.len() + pictures.len() * 100);
    let mut at = 0;
    for &start in pictures {
        let in_link = html[..start].rfind("<a ") > html[..start].rfind("</a>");
        let tag = &html[start..];
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let tag = &tag[..end.map_or(tag.len(), |end| end + 1)];
        let source = tag.split_once(" src=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
        if in_link || tag.contains(" alt=\"\"") {
            continue;
        }
        linked.push_str(&html[at..start]);
        linked.push_str(&format!("<a class=\"enlarge\" href=\"{source}\">{tag}</a>"));
        at = start + tag.len();
    }
    linked.push_str(&html[at..]);
    linked
}

/// The pictures of the site that a page shows and that are worth a smaller size, each once.
pub fn pictures(site: &Site) -> BTreeSet<String> {
    let wanted = site.config.weeklog.get("images").and_then(yaml::flag).unwrap_or(true);
    if !wanted || site.statics.values().all(|file| file.digest.is_none()) {
        return BTreeSet::new();
    }
    let shown = site.entries.iter().flat_map(|entry| entry.page.body.holes.iter().map(move |hole| (entry.page.source.path(), hole)));
    let targets = shown.filter_map(|(from, hole)| match &hole.kind {
        HoleKind::Image(destination) => match site.target(from, destination).0 {
            Target::File(path) => Some(path),
            _ => None,
        },
        _ => None,
    });
    targets.filter(|path| site.statics.get(path).is_some_and(|file| file.digest.is_some())).collect()
}

/// The smaller sizes of a picture: file of the output and width in pixels.
pub fn smaller(site: &Site, path: &str) -> Vec<(String, u32)> {
    let wanted = site.config.weeklog.get("images").and_then(yaml::flag).unwrap_or(true);
    let Some((digest, (full, _))) = site.statics.get(path).filter(|_| wanted).and_then(|file| file.digest.zip(file.size)) else {
        return Vec::new();
    };
    images::widths(full).map(|width| (format!("{ASSETS}/images/{}", images::name(path, digest, width)), width)).collect()
}

/// ` src="…"`, and the size so that the text below does not jump when the picture comes. What the writer's own
/// attributes say, which stand before the hole, is not said twice. Whether it is wider than its column.
fn image(site: &Site, from: &str, destination: &str, html: &mut String) -> bool {
    let mut large = false;
    let tag = html.rfind("<img").map_or("", |at| &html[at..]);
    let own = |name: &str| tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned);
    let (own_width, own_height, own_loading, own_decoding) = (own("width"), own("height"), own("loading"), own("decoding"));
    let source = site.resolve(from, destination);
    let own_sources = tag.contains(" srcset=\"");
    html.push_str(" src=\"");
    escape_href(html, &source);
    html.push('"');
    if let (Target::File(path), _) = site.target(from, destination)
        && let Some((width, height)) = site.statics.get(&path).and_then(|file| file.size)
    {
        let full = width;
        let scaled = |own: &str, mine: usize, other: usize| own.parse::<usize>().ok().map(|own| (own * mine + other / 2) / other.max(1));
        let (width, height) = match (&own_width, &own_height) {
            (None, None) => (Some(width), Some(height)),
            (Some(own), None) => (None, scaled(own, height, width)),
            (None, Some(own)) => (scaled(own, width, height), None),
            (Some(_), Some(_)) => (None, None),
        };
        let sizes = if own_sources { Vec::new() } else { smaller(site, &path) };
        large = full >= WIDE || !sizes.is_empty();
        if !sizes.is_empty() {
            let shown = own_width.as_deref().and_then(|own| own.parse::<u32>().ok());
            let shown = shown.map_or_else(|| "(min-width: 50rem) 43rem, 100vw".to_owned(), |own| format!("{own}px"));
            html.push_str(" srcset=\"");
            for (file, width) in sizes {
                html.push_str(&format!("{} {width}w, ", site.config.address(&format!("/{file}"))));
            }
            escape_href(html, &source);
            html.push_str(&format!(" {full}w\" sizes=\"{shown}\""));
        }
        for (name, value) in [("width", width), ("height", height)] {
            if let Some(value) = value {
                html.push_str(&format!(" {name}=\"{value}\""));
            }
        }
    }
    for (own, text) in [(own_loading, " loading=\"lazy\""), (own_decoding, " decoding=\"async\"")] {
        if own.is_none() {
            html.push_str(text);
        }
    }
    large
}

/// Whether a page has the marker for the table of weeks.
pub fn asks_for_weeks(site: &Site, id: PageId) -> bool {
    site.entries[id].page.body.holes.iter().any(|hole| hole.kind == HoleKind::Weeks)
}

fn link(site: &Site, node: usize) -> LinkContext {
    let node = &site.nav.nodes[node];
    LinkContext { title: node.title.clone(), url: node.page.map(|page| site.href(page)) }
}

fn breadcrumbs(site: &Site, id: PageId) -> Vec<LinkContext> {
    let Some(node) = site.nav.of(id) else { return Vec::new() };
    site.nav.ancestors(node).into_iter().chain([node]).map(|node| link(site, node)).collect()
}

fn children(site: &Site, id: PageId) -> Vec<ChildContext> {
    let entry = &site.entries[id];
    let listed = entry.meta.has_toc && entry.meta.has_children && !asks_for_weeks(site, id);
    let Some(node) = site.nav.of(id).filter(|_| listed) else { return Vec::new() };
    let pages = site.nav.nodes[node].children.iter().filter_map(|&child| site.nav.nodes[child].page);
    pages
        .map(|page| ChildContext {
            title: label(&site.entries[page].meta).to_owned(),
            url: site.href(page),
            summary: site.entries[page].meta.summary.clone(),
        })
        .collect()
}

/// The leaves before and after a leaf, below the same parent: last week and next week.
fn neighbours(site: &Site, id: PageId) -> (Option<LinkContext>, Option<LinkContext>) {
    let nav = &site.nav;
    let Some(node) = nav.of(id).filter(|&node| nav.nodes[node].children.is_empty() && nav.nodes[node].parent.is_some()) else {
        return (None, None);
    };
    let leaf =
        |&&sibling: &&usize| nav.nodes[sibling].children.is_empty() && !nav.nodes[sibling].hidden && nav.nodes[sibling].page.is_some();
    let siblings: Vec<usize> = nav.below(nav.nodes[node].parent).iter().filter(leaf).copied().collect();
    let Some(at) = siblings.iter().position(|&sibling| sibling == node) else { return (None, None) };
    let to = |index: Option<usize>| index.and_then(|index| siblings.get(index)).map(|&sibling| link(site, sibling));
    (to(at.checked_sub(1)), to(Some(at + 1)))
}

/// `items` of `nav.html` for a menu, with the links out of the site below it.
pub fn nav_items(site: &Site, menu: &[Item]) -> Vec<NavItem> {
    let below = menu.iter().position(|item| item.node >= site.nav.collections).unwrap_or(menu.len());
    let external = site.config.theme.external_links.iter().map(|link| NavItem {
        title: link.title.clone(),
        url: Some(site.resolve("", &link.url)),
        open: false,
        external: link.icon,
        new_tab: link.new_tab,
        children: Vec::new(),
        more: 0,
    });
    items(site, &menu[..below]).into_iter().chain(added(site)).chain(external).chain(items(site, &menu[below..])).collect()
}

/// Links to the pages that weeklog adds.
fn added(site: &Site) -> Vec<NavItem> {
    let pages = [
        ("cohort", "cohort", "/cohort/"),
        ("progress", "progress", "/progress/"),
        ("knowledge", "knowledge", "/knowledge/"),
        ("print", if site.cohort.is_cohort { "logbooks" } else { "logbook" }, "/print/"),
    ];
    let words = Words::of(&site.config);
    let shown = |(name, _, _): &(&str, &str, &str)| {
        let fits = match *name {
            "cohort" => site.cohort.is_cohort,
            "progress" => !site.cohort.is_cohort,
            _ => true,
        };
        site.has_logs() && fits && site.config.adds(name)
    };
    let item = |(_, title, path): (&str, &'static str, &str)| NavItem {
        title: words.text(title).to_owned(),
        url: Some(site.config.address(path)),
        open: false,
        external: false,
        new_tab: false,
        children: Vec::new(),
        more: 0,
    };
    pages.into_iter().filter(shown).map(item).collect()
}

fn items(site: &Site, menu: &[Item]) -> Vec<NavItem> {
    let item = |item: &Item| {
        let node = &site.nav.nodes[item.node];
        NavItem {
            title: node.title.clone(),
            url: node.page.map(|page| site.href(page)),
            open: item.open,
            external: false,
            new_tab: false,
            children: items(site, &item.children),
            more: item.more,
        }
    };
    menu.iter().map(item).collect()
}

/// A rendered menu with the page at `href` marked as the current one.
pub fn mark_current(menu: &str, href: &str) -> String {
    let mut escaped = String::from("href=\"");
    escape_attribute(&mut escaped, href);
    escaped.push('"');
    match memchr::memmem::find(menu.as_bytes(), escaped.as_bytes()) {
        Some(at) => {
            let after = at + escaped.len();
            format!("{} aria-current=\"page\"{}", &menu[..after], &menu[after..])
        }
        None => menu.to_owned(),
    }
}
