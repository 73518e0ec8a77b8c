//! A body's HTML: as it was written when the page was read, or to be written when somebody asks for it.

use super::markdown::Options;
use crate::source::Source;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// HTML that may not have been written yet: of a page that is known from an earlier build, the rest is kept and this is
/// made again from its text. Most are never asked for, as their files are there already.
#[derive(Clone, Debug, Default)]
pub struct Deferred {
    text: OnceLock<String>,
    recipe: Option<Recipe>,
    made: bool,
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
        Deferred { text: text.into(), ..Deferred::default() }
    }

    /// HTML that the rest of the site had a part in: Liquid, a layout.
    pub fn made(text: String) -> Deferred {
        Deferred { text: text.into(), made: true, ..Deferred::default() }
    }

    /// The HTML that reading `source` from byte `start` on with these options gives.
    pub(super) fn later(source: Arc<Source>, start: usize, options: Arc<Options>) -> Deferred {
        Deferred { recipe: Some(Recipe { source, start, options }), ..Deferred::default() }
    }

    /// Whether anything but the page's file and Markdown's options had a part in it.
    pub fn is_made(&self) -> bool {
        self.made
    }
}

impl Deref for Deferred {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get_or_init(|| match &self.recipe {
            Some(recipe) => super::body(&recipe.source, recipe.start, &recipe.options).0.html,
            None => String::new(),
        })
    }
}

impl PartialEq for Deferred {
    fn eq(&self, other: &Deferred) -> bool {
        **self == **other
    }
}
