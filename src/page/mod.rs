//! One source becomes one page: front matter, body as HTML with holes, outline. Reading never fails.

pub mod attributes;
pub mod callout;
pub mod footnote;
pub mod front_matter;
pub mod heading;
pub mod highlight;
pub mod html;
pub mod links;
pub mod markdown;
pub mod node;
pub mod outline;
mod outline_builder;
pub mod toc;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use front_matter::FrontMatter;
use html::Body;
use outline::Outline;
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
}

/// Reads one Markdown file. What is wrong with it is told; the page is there all the same.
pub fn read(source: Arc<Source>, options: &markdown::Options) -> (Page, Outline, Vec<Diagnostic>) {
    let (front, mut diagnostics) = FrontMatter::read(&source);
    let (body, outline, more) = markdown::render(&source, front.body as usize, options);
    diagnostics.extend(more);
    (Page { source, front, body }, outline, diagnostics)
}
