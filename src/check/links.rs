//! Links and images of Markdown: pages, anchors and files that are not there, addresses that are none.

use super::Subject;
use super::body::Body;
use super::places::{Found, Places, relative};
use crate::diagnostic::{Diagnostic, Severity};
use crate::nearest::nearest;
use crate::page::html::{HoleKind, escape_attribute};
use crate::site::{Entry, PageId, Site};
use crate::source::{Source, Span};
use pulldown_cmark::{Event, LinkType, Tag};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A picture of more bytes than this keeps a reader on a telephone waiting.
pub(super) const LARGE: u64 = 500_000;

/// What was looked at for the links of a page that are all right: itself and, for their headings, the pages it links to a
/// place of; besides where all pages and files stand. `None` of a page with something to tell.
pub(super) type Looked = Option<Box<[PageId]>>;

/// Checks the links of all pages but those that were right when these pages were not `edited` yet.
pub(super) fn check(subject: &Subject, edited: Option<(Vec<PageId>, &[Looked])>) -> (Vec<Diagnostic>, Vec<Looked>) {
    let places = Places::new(subject);
    let known = |page: PageId| {
        let (edited, looked) = edited.as_ref()?;
        let targets = looked.get(page)?.as_ref()?;
        let is_edited = |page: &PageId| edited.binary_search(page).is_ok();
        (!is_edited(&page) && !targets.iter().any(is_edited)).then(|| targets.clone())
    };
    let check_page = |page: PageId| -> (Vec<Diagnostic>, Looked) {
        let entry = &*subject.site.entries[page];
        let links = entry.page.body.holes.iter().filter_map(|hole| match &hole.kind {
            HoleKind::Link(to) => Some(Link { entry, to, span: hole.span, image: false, raw: false }),
            HoleKind::Image(to) => Some(Link { entry, to, span: hole.span, image: true, raw: false }),
            HoleKind::Weeks => None,
        });
        let links: Vec<Link> = links.filter(|link| !link.is_mail()).collect();
        let wrong = links.iter().filter_map(|link| address(&places, link));
        let wrong: Vec<Diagnostic> = wrong.chain(links.iter().filter_map(|link| hard_coded(&places, link))).collect();
        let target = |link: &Link| match places.find(entry, link.to.trim(), false) {
            Found::Page(page, _) => Some(page),
            _ => None,
        };
        let looked = wrong.is_empty().then(|| links.iter().filter(|link| link.to.contains('#')).filter_map(target).collect());
        (wrong, looked)
    };
    let mut looked: Vec<Looked> = (0..subject.site.entries.len()).map(known).collect();
    let due: Vec<PageId> = (0..looked.len()).filter(|&page| looked[page].is_none()).collect();
    let checked: Vec<(Vec<Diagnostic>, Looked)> = due.par_iter().map(|&page| check_page(page)).collect();
    let mut found = Vec::new();
    for (page, (wrong, all)) in due.into_iter().zip(checked) {
        found.extend(wrong);
        looked[page] = all;
    }
    (found, looked)
}

/// Checks the links and images that are written as they stand, without a place for the site to fill in: those of
/// other sites, of the page itself, and those without an address.
pub(super) fn in_body(places: &Places, entry: &Entry, body: &Body) -> Vec<Diagnostic> {
    let written = body.events.iter().filter_map(|(range, event)| {
        let (to, image) = match event {
            Event::Start(Tag::Link { dest_url, link_type, .. }) if *link_type != LinkType::Email => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => return None,
        };
        Some(Link { entry, to, span: body.span(range.clone()), image, raw: false })
    });
    let filled: BTreeSet<Span> = entry.page.body.holes.iter().map(|hole| hole.span).collect();
    let filled = |link: &Link| filled.contains(&link.span);
    written.filter(|link| !filled(link)).filter_map(|link| address(places, &link)).collect()
}

/// An address written somewhere.
pub(super) struct Link<'a> {
    pub(super) entry: &'a Entry,
    /// As the parser read it.
    pub(super) to: &'a str,
    /// Of the whole link, or of the address alone.
    pub(super) span: Span,
    pub(super) image: bool,
    /// In raw HTML, where no path is rewritten.
    pub(super) raw: bool,
}

impl Link<'_> {
    fn source(&self) -> &Arc<Source> {
        &self.entry.page.source
    }

    /// `<name@host>`: the brackets make a link to an e-mail address of it.
    fn is_mail(&self) -> bool {
        self.to.contains('@') && !self.to.contains(':') && self.source().slice(self.span).starts_with('<')
    }

    /// The bytes of the address in the link, or the link's first line.
    fn place(&self) -> Span {
        let text = self.source().slice(self.span);
        match text.rfind(self.to).filter(|_| !self.to.is_empty()) {
            Some(at) => Span::new(self.span.start as usize + at, self.span.start as usize + at + self.to.len()),
            None => Span::new(self.span.start as usize, self.span.start as usize + text.lines().next().unwrap_or("").len()),
        }
    }

    /// Whether the address stands there as written, so that it can be replaced.
    fn is_literal(&self) -> bool {
        !self.to.is_empty() && self.source().slice(self.place()) == self.to
    }
}

/// What is wrong with one address.
pub(super) fn address(places: &Places, link: &Link) -> Option<Diagnostic> {
    let to = link.to.trim();
    if to.contains("{{") || to.contains("{%") || to.to_ascii_lowercase().contains("%7b%7b") || to.starts_with("data:") {
        return None;
    }
    let what = if link.image { "image" } else { "link" };
    if to.is_empty() || to == "<>" {
        let code = if link.image { "image-no-address" } else { "link-no-address" };
        let diagnostic = Diagnostic::warning(code, format!("this {what} has no address")).at(link.source(), link.place(), "leads nowhere");
        return Some(diagnostic.help("write the address between the parentheses, or remove the brackets"));
    }
    if let Some(word) = placeholder(to) {
        let message = format!("`{word}` in this {what} is a placeholder that was never filled in");
        let diagnostic = Diagnostic::warning("link-placeholder", message).at(link.source(), link.place(), "to be filled in");
        return Some(diagnostic.help("put the real address here, or remove the link until there is one"));
    }
    if is_local(to) {
        let message = format!("this {what} leads to a file on the writer's own computer");
        let diagnostic = Diagnostic::warning("link-local", message).at(link.source(), link.place(), "nobody else has this file");
        return Some(diagnostic.help("put the file into the site and link to it there"));
    }
    if is_preview(link) {
        let message = format!("this {what} leads to the preview, which runs on the writer's own computer only");
        let diagnostic = Diagnostic::warning("link-local", message).at(link.source(), link.place(), "nobody else has this preview");
        return Some(diagnostic.help("name the file instead: `[the week](week-04.md)`"));
    }
    match places.find(link.entry, to, link.raw) {
        Found::Page(page, lacks_base) => anchor(places, link, page, to).or_else(|| base(places.site, link, lacks_base)),
        Found::File(file, lacks_base) => large(places.site, link, &file).or_else(|| base(places.site, link, lacks_base)),
        Found::Case(real) => Some(case(link, real)),
        Found::Nothing(near) => without_scheme(link).or_else(|| Some(missing(places, link, near))),
        Found::Elsewhere => None,
    }
}

/// A link with words of its own to where previews are shown; the bare address may tell how to see one.
fn is_preview(link: &Link) -> bool {
    let hosts = ["http://localhost:4000", "http://127.0.0.1:4000"];
    let rest = hosts.iter().find_map(|host| link.to.strip_prefix(host));
    let start = link.place().start as usize;
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) && link.source().text()[..start].ends_with("](")
}

/// An e-mail address without `mailto:`, a web address without `https://`: both lead to a page of that name.
fn without_scheme(link: &Link) -> Option<Diagnostic> {
    let to = link.to.trim();
    let path = to.split(['#', '?']).next().unwrap_or(to);
    let host = path.split('/').next().unwrap_or(path);
    let is_mail = host == path && path.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let www = host.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let is_web = www && host.len() > 6 && host[4..].contains('.');
    let (scheme, what) = if is_mail {
        ("mailto:", "an e-mail address")
    } else if is_web {
        ("https://", "an address on the web")
    } else {
        return None;
    };
    let message = format!("this is {what} without `{scheme}`, so it leads to a page of this site that is not there");
    let diagnostic = Diagnostic::warning("link-no-scheme", message).at(link.source(), link.place(), format!("no `{scheme}`"));
    Some(if link.is_literal() {
        diagnostic.suggest(format!("write `{scheme}` before it"), vec![(link.place(), format!("{scheme}{to}"))])
    } else {
        diagnostic.help(format!("write `{scheme}{to}`"))
    })
}

/// Why a file that is there is not published, as far as its name tells.
fn why_unpublished(path: &str) -> String {
    match path.split('/').find(|name| name.starts_with(['.', '_', '#']) || name.ends_with('~')) {
        Some(name) => format!("`{name}` begins with `{}`, so it is not published: link to it where the repository is shown", &name[..1]),
        None => "`exclude` in `_config.yml` leaves it out: link to it where the repository is shown".to_owned(),
    }
}

/// Whether a path is a folder that something of the site lies in.
fn holds_something(site: &Site, path: &str) -> bool {
    let folder = format!("{}/", path.trim_end_matches('/'));
    let at = site.entries.partition_point(|entry| entry.path() < folder.as_str());
    let page = site.entries.get(at).is_some_and(|entry| entry.path().starts_with(&folder));
    page || site.statics.range(folder.clone()..).next().is_some_and(|(file, _)| file.starts_with(&folder))
}

fn missing(places: &Places, link: &Link, near: Option<&str>) -> Diagnostic {
    let from = link.source().path();
    let to = link.to.split(['#', '?']).next().unwrap_or(link.to);
    let (code, message, label) = match link.image {
        true => ("image-missing", format!("the image `{to}` is not in the site"), "no such image"),
        false => ("link-missing", format!("the link leads to `{to}`, which is not in the site"), "no such page or file"),
    };
    if let Some(path) = places.unpublished(link.entry, link.to) {
        if holds_something(places.site, &path) {
            let message = format!("the link leads to the folder `{to}`, which has no page of its own");
            let diagnostic = Diagnostic::warning(code, message).at(link.source(), link.place(), "no page here");
            return diagnostic.help("give the folder an `index.md` or a `README.md`, or link to a page in it");
        }
        let message = message.replace("is not in the site", "is there and is not published");
        return Diagnostic::warning(code, message).at(link.source(), link.place(), "not published").help(why_unpublished(&path));
    }
    let diagnostic = Diagnostic::warning(code, message).at(link.source(), link.place(), label);
    if near.is_none() && places.has_plugins() {
        let diagnostic = Diagnostic { severity: Severity::Note, ..diagnostic };
        return diagnostic.help("if a plugin in `_plugins` makes it, all is well with Jekyll; weeklog runs no plugins");
    }
    match near {
        Some(near) if link.is_literal() && !to.starts_with('/') && !link.raw => {
            let rest = &link.to[to.len()..];
            let meant = relative(from, near).replace(' ', "%20");
            diagnostic.suggest(format!("`{near}` exists"), vec![(link.place(), format!("{meant}{rest}"))])
        }
        Some(near) => diagnostic.help(format!("`{near}` exists")),
        None if link.image => diagnostic.help("the path is counted from the folder of this page; is the picture committed?"),
        None => diagnostic.help("the path is counted from the folder of this page"),
    }
}

fn case(link: &Link, real: &str) -> Diagnostic {
    let to = link.to.split(['#', '?']).next().unwrap_or(link.to);
    let code = if link.image { "image-case" } else { "link-case" };
    let message = format!("`{to}` is written with other capitals than the file `{real}`");
    let diagnostic = Diagnostic::warning(code, message).at(link.source(), link.place(), "other capitals");
    let diagnostic = diagnostic.help("it works on Windows and macOS, and is not found once it is published");
    if link.is_literal() && !to.starts_with('/') && !link.raw {
        let rest = &link.to[to.len()..];
        let meant = format!("{}{rest}", relative(link.source().path(), real).replace(' ', "%20"));
        let same = meant.eq_ignore_ascii_case(link.to);
        let edits = vec![(link.place(), meant)];
        let message = "write it as the file is named";
        return if same { diagnostic.fix(message, edits) } else { diagnostic.suggest(message, edits) };
    }
    diagnostic
}

fn base(site: &Site, link: &Link, lacks_base: bool) -> Option<Diagnostic> {
    if !lacks_base {
        return None;
    }
    let base = &site.config.baseurl;
    let message = format!("this address leaves out `{base}`, the path at which the site stands");
    let diagnostic = if link.raw {
        Diagnostic::warning("link-base", message).help(format!("write `{base}{}`, or a path relative to this page", link.to))
    } else {
        let help = "weeklog adds it; Jekyll does not, and the address is not found. A path relative to this page works everywhere";
        Diagnostic::note("link-base", message).help(help)
    };
    Some(diagnostic.at(link.source(), link.place(), format!("without `{base}`")))
}

/// An address that names the path at which the site stands: it changes when the repository is renamed, and previews
/// elsewhere have another one.
fn hard_coded(places: &Places, link: &Link) -> Option<Diagnostic> {
    let base = places.site.config.baseurl.as_str();
    let rest = link.to.strip_prefix(base).filter(|rest| !base.is_empty() && rest.starts_with('/'))?;
    let target = match places.find(link.entry, link.to, false) {
        Found::Page(page, _) => places.site.entries[page].page.source.path().to_owned(),
        Found::File(file, _) => file,
        _ => return None,
    };
    let message = format!("this address names `{base}`, the path at which the site stands today");
    let diagnostic = Diagnostic::note("link-names-base", message).at(link.source(), link.place(), "");
    let after = rest.find(['#', '?']).map_or("", |at| &rest[at..]);
    let meant = format!("{}{after}", relative(link.source().path(), &target).replace(' ', "%20"));
    let diagnostic = diagnostic.help("a path relative to this page also works in a preview, in a fork and after the repository is renamed");
    Some(if link.is_literal() { diagnostic.suggest("name the file", vec![(link.place(), meant)]) } else { diagnostic })
}

fn large(site: &Site, link: &Link, file: &str) -> Option<Diagnostic> {
    let len = site.statics.get(file).map(|file| file.len).filter(|&len| link.image && len > LARGE)?;
    let message = format!("the image `{file}` has {} kB, which is long to wait for", len / 1000);
    let diagnostic = Diagnostic::warning("image-large", message).at(link.source(), link.place(), format!("{} kB", len / 1000));
    Some(diagnostic.help("scale it to 1600 pixels across, or save it as WebP: 200 kB are enough for a screenshot"))
}

fn anchor(places: &Places, link: &Link, page: PageId, to: &str) -> Option<Diagnostic> {
    let (_, anchor) = to.split_once('#')?;
    let target = &places.site.entries[page];
    let decoded = percent_encoding::percent_decode_str(anchor).decode_utf8_lossy();
    if anchor.is_empty() || anchor == "top" || anchor.starts_with([':', '/', '!']) || may_have_id(places, page, &decoded) {
        return None;
    }
    let name = target.page.source.path();
    let place = if name == link.source().path() { "this page".to_owned() } else { format!("`{name}`") };
    let diagnostic = Diagnostic::warning("link-anchor", format!("{place} has no heading or other place named `#{decoded}`"));
    let span = link.place();
    let span = match link.source().slice(span).find('#') {
        Some(at) => Span::new(span.start as usize + at, span.end as usize),
        None => span,
    };
    let diagnostic = diagnostic.at(link.source(), span, "leads to the top of the page instead");
    let ids = target.page.body.headings.iter().map(|heading| heading.id.as_str()).filter(|id| !id.is_empty());
    Some(match nearest(&decoded, ids) {
        Some(near) if link.is_literal() => {
            diagnostic.suggest(format!("a heading has the name `#{near}`"), vec![(span, format!("#{near}"))])
        }
        Some(near) => diagnostic.help(format!("a heading has the name `#{near}`")),
        None => diagnostic,
    })
}

/// Whether a page has a place of this name, as far as that can be said: what Liquid or a script writes is not known here.
fn may_have_id(places: &Places, page: PageId, id: &str) -> bool {
    if places.site.entries[page].page.body.headings.iter().any(|heading| heading.id == id) {
        return true;
    }
    let mut escaped = String::new();
    escape_attribute(&mut escaped, id);
    places.anchors(page).may_have(&escaped)
}

/// The word of an address that stands for something to be filled in.
fn placeholder(to: &str) -> Option<&str> {
    const WORDS: &[&str] = &[
        "your-username",
        "your_username",
        "yourusername",
        "your-user-name",
        "your-name",
        "your_name",
        "yourname",
        "your-org",
        "your_org",
        "your-repo",
        "your_repo",
        "yourrepo",
        "your-repository",
        "your-project",
        "your-github-username",
        "your-profile",
        "your-link",
        "your_link",
        "yourlink",
        "your-site",
        "your-domain",
        "your-id",
        "your-url",
        "your-username-here",
        "link-here",
        "insert-link",
        "insert-link-here",
        "link-to-be-added",
        "add-link-here",
        "username-here",
        "repo-name-here",
    ];
    let segments = to.split(['/', '?', '#', '&', '=', '@', ':']);
    let bare = |segment: &str| segment.trim_matches(['<', '>', '[', ']', '{', '}', '(', ')']).to_ascii_lowercase();
    let is_word = |segment: &&str| {
        let segment = bare(segment);
        let host = segment.split('.').next().unwrap_or("").to_owned();
        let angled = to.contains("://") && (segment.contains("username") && to.contains(&format!("<{segment}>")));
        WORDS.contains(&segment.as_str()) || WORDS.contains(&host.as_str()) || angled
    };
    let whole = matches!(
        to.to_ascii_lowercase().as_str(),
        "url" | "link" | "todo" | "tbd" | "#todo" | "path/to/image" | "path/to/image.png" | "path/to/file"
    );
    let example = || {
        let rest = to.split_once("://").map(|(_, rest)| rest)?;
        let (host, path) = rest.split_once('/')?;
        let reserved = matches!(host.trim_start_matches("www."), "example.com");
        (reserved && !path.is_empty()).then_some(host)
    };
    segments.clone().find(is_word).or(whole.then_some(to)).or_else(example)
}

fn is_local(to: &str) -> bool {
    let mut bytes = to.bytes();
    let drive =
        bytes.next().is_some_and(|b| b.is_ascii_alphabetic()) && bytes.next() == Some(b':') && matches!(bytes.next(), Some(b'\\' | b'/'));
    to.starts_with("file:") || drive && !to[2..].starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_addresses() {
        assert_eq!(placeholder("https://huggingface.co/spaces/your-username/demo"), Some("your-username"));
        assert_eq!(placeholder("https://your-username.github.io/x"), Some("your-username.github.io"));
        assert_eq!(placeholder("https://example.com/some/page"), Some("example.com"));
        assert_eq!(placeholder("https://example.com"), None);
        assert_eq!(placeholder("https://github.com/yourbase/x"), None);
        assert!(is_local("C:\\Users\\x.png") && is_local("file:///tmp/x") && !is_local("https://x"));
    }
}
