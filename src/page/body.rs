//! A page's text as HTML, with holes for what is the site's to say.

use super::heading::Heading;
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Where something of the site's must be put into a body.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Hole {
    /// The byte of the body's HTML before which it goes; nothing to rely on until that is made: see [`Body::placed`].
    #[serde(skip)]
    pub at: usize,
    /// What goes there.
    pub kind: HoleKind,
    /// The bytes in the file that ask for it.
    pub span: Span,
}

/// What a hole is filled with.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum HoleKind {
    /// The address that a link's destination stands for, inside an `href`.
    Link(String),
    /// ` src="…"` of an image, with its size when known.
    Image(String),
    /// The table of weeks that `<!-- weeklog:weeks -->` asks for.
    Weeks,
}

/// A rendered body.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Body<Text: Default = String> {
    /// The HTML between the holes.
    #[serde(skip)]
    pub html: Text,
    /// The holes, in order.
    pub holes: Vec<Hole>,
    /// Where formulas of our own stand in the HTML, in order; known until the body is sanitized.
    #[serde(skip)]
    pub formulas: Vec<Range<usize>>,
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// Something on the page is a Mermaid diagram.
    pub mermaid: bool,
    /// Something on the page is a formula.
    pub math: bool,
    /// An attribute list or raw HTML gives classes: the utility classes may be needed.
    pub classes: bool,
}

/// HTML that has been made, or can be.
pub trait Html: Default {
    /// The HTML.
    fn written(&self) -> Cow<'_, str>;

    /// The holes where they are in it; `read` are those that were found when the page was read.
    fn holes<'h>(&'h self, read: &'h [Hole]) -> &'h [Hole] {
        read
    }
}

impl<Text: Html> Body<Text> {
    /// The holes, each at its place in the HTML.
    pub fn placed(&self) -> &[Hole] {
        self.html.holes(&self.holes)
    }

    /// The HTML with its holes filled: `fill` appends what stands in each.
    pub fn fill(&self, mut fill: impl FnMut(&HoleKind, &mut String)) -> String {
        let written = self.html.written();
        let mut html = String::with_capacity(written.len() + self.holes.len() * 40);
        let mut at = 0;
        for hole in self.placed() {
            html.push_str(&written[at..hole.at]);
            at = hole.at;
            fill(&hole.kind, &mut html);
        }
        html.push_str(&written[at..]);
        html
    }
}

impl<Text: Default> Body<Text> {
    /// The same with other HTML between the holes.
    pub fn with_html<Other: Default>(self, html: impl FnOnce(Text) -> Other) -> Body<Other> {
        let Body { html: own, holes, formulas, headings, mermaid, math, classes } = self;
        Body { html: html(own), holes, formulas, headings, mermaid, math, classes }
    }
}
