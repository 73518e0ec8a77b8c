//! A body's HTML: as it was written when the page was read, or to be written when somebody asks for it.

use super::html::{Hole, Html};
use super::markdown::Options;
use crate::source::Source;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// HTML that may not have been written yet: of a page that is known from an earlier build, or read to be looked at, the
/// rest is kept and this is made from its text. Most are never asked for.
#[derive(Clone, Debug, Default)]
pub struct Deferred {
    written: OnceLock<Written>,
    recipe: Option<Recipe>,
    made: bool,
}

#[derive(Clone, Debug, Default)]
struct Written {
    text: String,
    /// The holes where they are in it, unless those that were read with the page are.
    holes: Option<Vec<Hole>>,
}

/// What the HTML follows from.
#[derive(Clone, Debug)]
struct Recipe {
    source: Arc<Source>,
    start: usize,
    options: Arc<Options>,
}

impl Deferred {
    /// HTML that follows from the page's file and Markdown's options alone.
    pub fn read(mut text: String) -> Deferred {
        super::fit(&mut text);
        Deferred { written: Written { text, holes: None }.into(), ..Deferred::default() }
    }

    /// HTML that the rest of the site had a part in: Liquid, a layout.
    pub fn made(text: String) -> Deferred {
        Deferred { written: Written { text, holes: None }.into(), made: true, ..Deferred::default() }
    }

    /// The HTML that reading `source` from byte `start` on with these options gives.
    pub(super) fn later(source: Arc<Source>, start: usize, options: Arc<Options>) -> Deferred {
        Deferred { recipe: Some(Recipe { source, start, options }), ..Deferred::default() }
    }

    /// Whether anything but the page's file and Markdown's options had a part in it.
    pub fn is_made(&self) -> bool {
        self.made
    }

    fn written(&self) -> &Written {
        self.written.get_or_init(|| match &self.recipe {
            Some(recipe) => {
                let (body, ..) = super::body(&recipe.source, recipe.start, &recipe.options, true);
                Written { text: body.html, holes: Some(body.holes) }
            }
            None => Written::default(),
        })
    }
}

impl Deref for Deferred {
    type Target = str;

    fn deref(&self) -> &str {
        &self.written().text
    }
}

impl Html for Deferred {
    fn holes<'h>(&'h self, read: &'h [Hole]) -> &'h [Hole] {
        self.written().holes.as_deref().unwrap_or(read)
    }
}

impl PartialEq for Deferred {
    fn eq(&self, other: &Deferred) -> bool {
        **self == **other
    }
}
