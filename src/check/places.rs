//! Where addresses written in pages lead: the one answer that links, images and raw HTML share.

use super::Subject;
use crate::nearest::Paths;
use crate::page::html::Html as _;
use crate::site::links::{Target, join};
use crate::site::{Entry, PageId, Site};
use crate::yaml;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The places of a site that an address can lead to.
pub(super) struct Places<'a> {
    pub(super) site: &'a Site,
    is_output: &'a (dyn Fn(&str) -> bool + Sync),
    exists: &'a (dyn Fn(&str) -> bool + Sync),
    /// Every path; made when the first address leads nowhere.
    paths: OnceLock<Paths<&'a str>>,
    /// What each page has places for besides its headings; made for those of which a link wants another place.
    anchors: OnceLock<Box<[OnceLock<Anchors>]>>,
    /// Pages by the addresses that they say they had before.
    former: BTreeMap<String, PageId>,
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found<'a> {
    /// A page, with whether the address leaves out the base that a server elsewhere wants.
    Page(PageId, bool),
    /// A file.
    File(String, bool),
    /// Nothing; a path that differs only in capitals.
    Case(&'a str),
    /// Nothing; a path that may be meant.
    Nothing(Option<&'a str>),
    /// Not an address of this site.
    Elsewhere,
}

impl<'a> Places<'a> {
    pub(super) fn new(subject: &Subject<'a>) -> Places<'a> {
        let former = |(id, entry): (PageId, &Entry)| {
            let addresses = entry.page.front.get("redirect_from").map(yaml::texts).unwrap_or_default();
            addresses.into_iter().map(move |address| (bare(&address).to_owned(), id))
        };
        let former = subject.site.pages().enumerate().filter(|(_, entry)| entry.marks.redirects).flat_map(former).collect();
        let &Subject { site, is_output, exists } = subject;
        Places { site, is_output, exists, paths: OnceLock::new(), anchors: OnceLock::new(), former }
    }

    /// Whether the site has plugins of its own, which may make pages: weeklog runs none.
    pub(super) fn has_plugins(&self) -> bool {
        (self.exists)("_plugins")
    }

    /// The file that a destination names, when it is there and is not published.
    pub(super) fn unpublished(&self, entry: &Entry, destination: &str) -> Option<String> {
        let end = destination.find(['#', '?']).unwrap_or(destination.len());
        let path = join(entry.page.source.path(), &destination[..end]).filter(|path| !path.is_empty())?;
        (self.exists)(&path).then_some(path)
    }

    /// What `destination` leads to from the page `entry`. `written` addresses are taken as the browser does,
    /// those of Markdown also as paths of files.
    pub(super) fn find(&self, entry: &Entry, destination: &str, raw: bool) -> Found<'a> {
        let end = destination.find(['#', '?']).unwrap_or(destination.len());
        let path = self.own(&destination[..end]);
        let written_whole = path.len() < end;
        if is_elsewhere(path) {
            return Found::Elsewhere;
        }
        let from = entry.page.source.path();
        if path.is_empty() {
            return match self.site.page_at(from) {
                Some(page) => Found::Page(page, false),
                None => Found::Elsewhere,
            };
        }
        if !raw {
            match self.site.target(from, path) {
                (Target::Page(page), _) => return Found::Page(page, self.lacks_base(path)),
                (Target::File(file), _) => return Found::File(file, self.lacks_base(path)),
                (Target::Other, _) => {}
            }
        }
        let base = self.site.config.baseurl.as_str();
        let inside = path.strip_prefix(base).filter(|rest| !base.is_empty() && (rest.is_empty() || rest.starts_with('/')));
        let served = |path: &str| join(entry.address.url.trim_start_matches('/'), if path.is_empty() { "/" } else { path });
        let browser = inside.or(Some(path)).and_then(served);
        let written = if raw { None } else { join(from, path) };
        for (candidate, lacks) in browser.iter().map(|path| (path, inside.is_none())).chain(written.iter().map(|path| (path, false))) {
            if let Some(found) = self.output(candidate, lacks && self.lacks_base(path)) {
                return found;
            }
        }
        // The root of the host: another repository's place, when this one stands below it and has no page there.
        if written_whole && self.has_neighbours() || path == "/" && self.lacks_base(path) {
            return Found::Elsewhere;
        }
        self.nothing(written.as_deref().or(browser.as_deref()).unwrap_or(path))
    }

    /// The places in a page besides its headings.
    pub(super) fn anchors(&self, page: PageId) -> &Anchors {
        let anchors = self.anchors.get_or_init(|| self.site.entries.iter().map(|_| OnceLock::new()).collect());
        anchors[page].get_or_init(|| Anchors::new(&self.site.entries[page]))
    }

    /// Whether other repositories have their pages under the same host: those of one person on GitHub Pages do.
    fn has_neighbours(&self) -> bool {
        let config = &self.site.config;
        config.baseurl.is_empty() && config.url.ends_with(".github.io")
    }

    /// The site's own address written in full is a path of the site.
    fn own<'d>(&self, path: &'d str) -> &'d str {
        let config = &self.site.config;
        let full = format!("{}{}", config.url, config.baseurl);
        match path.strip_prefix(full.as_str()) {
            // From the base on: the path below the host.
            Some(rest) if config.url.contains("://") && (rest.is_empty() || rest.starts_with('/')) => match &path[config.url.len()..] {
                "" => "/",
                path => path,
            },
            _ => path,
        }
    }

    fn lacks_base(&self, path: &str) -> bool {
        let base = self.site.config.baseurl.as_str();
        !base.is_empty() && path.starts_with('/') && !path.starts_with(base)
    }

    /// The output at a path, found as GitHub Pages finds it.
    fn output(&self, path: &str, lacks_base: bool) -> Option<Found<'a>> {
        let index = |path: &str| if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
        let names = [path.to_owned(), format!("{path}.html"), index(path)];
        let Some(name) = names.into_iter().find(|name| !name.is_empty() && (self.is_output)(name)) else {
            return self.former.get(bare(path)).map(|&page| Found::Page(page, lacks_base));
        };
        Some(match self.site.page_of_file(&name) {
            Some(page) => Found::Page(page, lacks_base),
            None => Found::File(name, lacks_base),
        })
    }

    fn nothing(&self, path: &str) -> Found<'a> {
        let paths = self.paths.get_or_init(|| {
            let pages = self.site.entries.iter().map(|entry| entry.page.source.path());
            let files = self.site.files().map(|(file, _)| file);
            Paths::new(pages.chain(files).chain(self.site.statics.keys().map(String::as_str)))
        });
        let low = path.trim_end_matches('/').to_lowercase();
        let variants = [low.clone(), format!("{low}.md"), format!("{low}.html"), format!("{low}/index.md"), format!("{low}/index.html")];
        if let Some(real) = variants.iter().find_map(|variant| paths.get(variant)) {
            // A page's file may be written as it is named and its address be another one.
            let same = path.trim_end_matches('/').split('/').eq(real.split('/').take(path.trim_end_matches('/').split('/').count()))
                || real.strip_prefix(path.trim_end_matches('/')).is_some_and(|rest| rest.starts_with(['.', '/']));
            return if same { Found::Nothing(Some(real)) } else { Found::Case(real) };
        }
        Found::Nothing(paths.near(path).copied())
    }
}

/// The places in a page's HTML that links can lead to.
pub(super) struct Anchors {
    /// Liquid or a script may make any.
    is_open: bool,
    names: BTreeSet<String>,
}

impl Anchors {
    fn new(entry: &Entry) -> Anchors {
        let (source, html) = (entry.page.source.at_hand(), entry.page.body.html.written());
        let is_open = source.text().contains("{{") || source.text().contains("{%") || html.contains("<script");
        let names = ["id=", "name="].iter().flat_map(|key| html.match_indices(key)).map(|(at, key)| {
            let value = &html[at + key.len()..];
            match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or(""),
                _ => value.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or(""),
            }
        });
        Anchors { is_open, names: if is_open { BTreeSet::new() } else { names.map(str::to_owned).collect() } }
    }

    /// Whether there is, or may be, one of this name, which is written as in an attribute.
    pub(super) fn may_have(&self, name: &str) -> bool {
        self.is_open || self.names.contains(name)
    }
}

/// An address without what does not tell it from another.
fn bare(address: &str) -> &str {
    let address = address.trim_matches('/');
    address.strip_suffix("/index.html").or(address.strip_suffix(".html")).unwrap_or(address)
}

/// Whether an address has a scheme or a host.
pub(super) fn is_elsewhere(path: &str) -> bool {
    let scheme = path.split(['/', '?', '#']).next().unwrap_or("");
    path.starts_with("//") || scheme.contains(':')
}

/// The path to `to` from the folder of the file `from`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let target: Vec<&str> = to.split('/').collect();
    let common = folder[..folder.len() - 1].iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folder.len() - 1 - common);
    format!("{up}{}", target[common..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn paths_are_relative_to_the_file() {
        assert_eq!(relative("logs/a.md", "logs/b.md"), "b.md");
        assert_eq!(relative("logs/a.md", "img/x.png"), "../img/x.png");
        assert_eq!(relative("a.md", "img/x.png"), "img/x.png");
    }
}
