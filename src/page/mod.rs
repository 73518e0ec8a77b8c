//! One source becomes one page: front matter, body as HTML with holes, outline. Reading never fails.

pub mod attributes;
pub mod callout;
pub mod footnote;
pub mod front_block;
mod front_fault;
pub mod front_matter;
pub mod heading;
pub mod highlight;
pub mod html;
pub mod links;
pub mod markdown;
pub mod node;
pub mod outline;
mod outline_builder;
pub mod sections;
pub mod toc;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use front_matter::FrontMatter;
use html::Body;
use outline::Outline;
use sections::Section;
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
#[derive(Debug)]
pub struct Page {
    /// The file.
    pub source: Arc<Source>,
    /// Its keys.
    pub front: FrontMatter,
    /// Its text as HTML.
    pub body: Body,
    /// Its text by sections.
    pub sections: Vec<Section>,
    /// Words below its headings.
    pub words: usize,
}

/// Reads one file, Markdown or HTML. What is wrong with it is told; the page is there all the same.
pub fn read(source: Arc<Source>, options: &markdown::Options) -> (Page, Outline, Vec<Diagnostic>) {
    let (front, mut diagnostics) = FrontMatter::read(&source);
    let start = front.body as usize;
    if is_html(source.path()) {
        let html = source.text().get(start..).unwrap_or("").to_owned();
        let body = Body { html, classes: true, ..Body::default() };
        return (Page { source, front, body, sections: Vec::new(), words: 0 }, Outline::default(), diagnostics);
    }
    let (body, outline, more) = markdown::render(&source, start, options);
    diagnostics.extend(more);
    let sections = sections::of(&outline);
    let words = sections.iter().map(|section| section.text.split_whitespace().count()).sum();
    (Page { source, front, body, sections, words }, outline, diagnostics)
}

fn is_html(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("");
    extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm")
}
