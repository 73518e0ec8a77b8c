//! One source becomes one page: front matter, body as HTML with holes, outline. Reading never fails.

pub mod abbreviation;
pub mod attributes;
pub mod bind;
mod bind_spans;
mod body;
pub mod callout;
pub mod deferred;
pub mod escape;
mod facts;
pub mod footnote;
pub mod front_block;
pub mod front_fault;
pub mod front_matter;
pub mod heading;
mod headless;
pub mod highlight;
pub mod html;
mod html_nodes;
mod html_tag;
pub mod links;
pub mod markdown;
pub mod mask;
mod math;
mod nest;
mod nested;
pub mod node;
pub mod outline;
mod outline_builder;
mod packed;
mod sanitize;
mod scan;
mod scan_html;
pub mod sections;
pub mod spans;
pub(crate) mod table_bodies;
pub mod toc;
mod typography;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::source::away::{Away, Store};
use deferred::Deferred;
use front_matter::FrontMatter;
use html::{Body, Html as _};
use outline::Outline;
use sections::Sections;
use spans::{Spans, is_liquid};
use std::sync::Arc;

/// Who an edition of the site is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody: private blocks and mentors' pages are left out.
    #[default]
    Public,
    /// Mentors: everything but drafts.
    Mentor,
}

/// One file, read.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct Page {
    /// The file.
    #[serde(skip)]
    pub source: Arc<Source>,
    /// Its keys.
    pub front: FrontMatter,
    /// Its text as HTML.
    pub body: Body<Deferred>,
    /// Its text by sections.
    pub sections: Sections,
    /// Words below its headings.
    pub words: usize,
    /// Its text has Liquid: it is expanded when the whole site is known.
    pub liquid: bool,
    /// It is a whole document, as it is written or by layouts of the site's own: the theme stays out.
    pub whole: bool,
    /// Its text has a heading of level 1.
    pub headed: bool,
}

/// Reads one file, Markdown or HTML. What is wrong with it is told; the page is there all the same.
/// The text of a page with Liquid is left for [`read_expanded`].
pub fn read(source: Arc<Source>, options: &markdown::Options) -> (Page, Outline, Vec<Diagnostic>) {
    read_with(source, options, true)
}

/// The same but for the HTML, which is made when somebody asks for it.
pub fn read_to_write_later(source: Arc<Source>, options: &Arc<markdown::Options>) -> (Page, Outline, Vec<Diagnostic>) {
    let (mut page, outline, diagnostics) = read_with(source, options, false);
    page.body.html = page.html_later(options);
    (page, outline, diagnostics)
}

fn read_with(source: Arc<Source>, options: &markdown::Options, html: bool) -> (Page, Outline, Vec<Diagnostic>) {
    let (front, mut diagnostics) = FrontMatter::read(&source);
    let start = front.body as usize;
    let text = source.text().get(start..).unwrap_or("");
    if is_liquid(text) && front.flag("render_with_liquid") != Some(false) {
        let body = Body::default().with_html(Deferred::read);
        return (Page::new(source, front, body, &Outline::default(), true), Outline::default(), diagnostics);
    }
    let (body, outline, more) = body(&source, start, options, html);
    diagnostics.extend(more);
    (Page::new(source, front, body.with_html(Deferred::read), &outline, false), outline, diagnostics)
}

/// Completes a page whose text was expanded; places in it are those in the file.
pub fn read_expanded(
    source: &Arc<Source>,
    front: &FrontMatter,
    text: &str,
    spans: &Spans,
    options: &markdown::Options,
) -> (Page, Outline, Vec<Diagnostic>) {
    let expanded = Arc::new(Source::new(source.path(), text));
    let (mut body, mut outline, diagnostics) = body(&expanded, 0, options, true);
    spans.body(&mut body);
    spans.outline(&mut outline);
    let diagnostics = diagnostics.into_iter().map(|diagnostic| spans.diagnostic(diagnostic, source)).collect();
    (Page::new(Arc::clone(source), front.clone(), body.with_html(Deferred::made), &outline, true), outline, diagnostics)
}

/// The text of `source` from byte `start` on; see [`markdown::render_with`] for `html`.
fn body(source: &Arc<Source>, start: usize, options: &markdown::Options, html: bool) -> (Body, Outline, Vec<Diagnostic>) {
    if is_html(source.path()) {
        let html = source.text().get(start..).unwrap_or("").to_owned();
        let body = Body { html, classes: true, ..Body::default() };
        return (if options.sanitize { sanitize::body(body) } else { body }, Outline::default(), Vec::new());
    }
    markdown::render_with(source, start, options, html)
}

impl Page {
    /// A page of these parts, in no layout of the site's own.
    pub fn new(source: Arc<Source>, front: FrontMatter, mut body: Body<Deferred>, outline: &Outline, liquid: bool) -> Page {
        fit_list(&mut body.holes);
        fit_list(&mut body.headings);
        let sections = sections::of(outline);
        let words = sections.iter().map(|section| words(&section.text)).sum();
        let whole = is_html(source.path()) && front.key("layout").is_none() && is_document(&body.html.written());
        let headed = is_headed(&body);
        let sections = Sections::new(&sections);
        Page { source, front, body, sections, words, liquid, whole, headed }
    }

    /// A page that was kept by [`serde`], with the file that it was read from and the options that it was read with.
    pub fn of_kept(kept: Page, source: Arc<Source>, options: &Arc<markdown::Options>) -> Page {
        let mut page = Page { source, ..kept };
        page.body.html = page.html_later(options);
        page
    }

    /// Its HTML, to be made when somebody asks for it.
    fn html_later(&self, options: &Arc<markdown::Options>) -> Deferred {
        let start = self.front.body as usize;
        if self.liquid { Deferred::default() } else { Deferred::later(Arc::clone(&self.source), start, Arc::clone(options)) }
    }

    /// Takes less room, now that the page has its place in the site. Where there is a store its texts are put away, as far
    /// as nobody asks for them soon: those with Liquid wait to be expanded.
    pub fn pack(&mut self, store: Option<&Arc<dyn Store>>) {
        self.front.pack();
        let Some(store) = store.filter(|_| !self.liquid) else { return };
        let parts = [self.source.text().as_bytes(), self.body.html.at_hand().as_bytes(), &self.sections.bytes()];
        let Some([text, html, sections]) = Away::put(store, parts) else { return };
        self.source = Arc::new(self.source.put_away(text));
        self.body.html.put_away(html, &self.source);
        self.sections = Sections::Away(sections);
    }
}

/// Whether a text has a heading of level 1.
pub fn is_headed(body: &Body<Deferred>) -> bool {
    body.headings.iter().any(|heading| heading.level == 1) || body.html.written().contains("<h1")
}

/// Gives back the room into which a text did not grow: it stays as long as the site does. Shrinking it where it lies
/// would give nothing back, as far as the allocator is concerned.
fn fit(text: &mut String) {
    if text.capacity() > text.len() + text.len() / 8 {
        *text = text.as_str().to_owned();
    }
}

/// The same for a list.
pub(crate) fn fit_list<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(list);
        *list = fitting;
    }
}

/// How many words there are.
fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let Some((first, behind)) = text.as_bytes().split_first() else { return 0 };
    // As many at a time as a byte can count, without a way out: the compiler looks at many at once.
    let count = |(before, at): (&[u8], &[u8])| {
        let begins = before.iter().zip(at).map(|(before, at)| u8::from(is_space(*before) & !is_space(*at)));
        usize::from(begins.fold(0u8, u8::wrapping_add))
    };
    const MOST: usize = u8::MAX as usize;
    usize::from(!is_space(*first)) + text.as_bytes().chunks(MOST).zip(behind.chunks(MOST)).map(count).sum::<usize>()
}

/// Whether HTML is a document of its own, which no theme may stand around.
fn is_document(html: &str) -> bool {
    let opens = |tag: &str| html.trim_start().get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    opens("<!doctype") || opens("<html")
}

/// Whether a page is HTML and not Markdown.
pub fn is_html(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("");
    extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm")
}
