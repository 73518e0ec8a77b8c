//! A body's HTML: as it was written when the page was read, put away, or to be written when somebody asks for it.

use super::html::{Hole, Html};
use super::markdown::Options;
use crate::source::Source;
use crate::source::away::Away;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// HTML that may not have been written yet: of a page that is known from an earlier build, or read to be looked at, the
/// rest is kept and this is made from its text. Most are never asked for. What was put away is read again each time.
#[derive(Clone, Debug, Default)]
pub struct Deferred {
    written: OnceLock<Written>,
    away: Option<Away>,
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

    /// What can be put away; nothing where it is to be made when somebody asks for it.
    pub(super) fn at_hand(&self) -> &str {
        self.written.get().filter(|_| self.recipe.is_none()).map_or("", |written| &written.text)
    }

    /// The same, where what was at hand was put away, and the page's text with it.
    pub(super) fn put_away(&mut self, away: Away, source: &Arc<Source>) {
        match &mut self.recipe {
            Some(recipe) => recipe.source = Arc::clone(source),
            None => *self = Deferred { away: Some(away), made: self.made, ..Deferred::default() },
        }
    }

    fn whole(&self) -> &Written {
        self.written.get_or_init(|| match &self.recipe {
            Some(recipe) => {
                let (body, ..) = super::body(&recipe.source.at_hand(), recipe.start, &recipe.options, true);
                Written { text: body.html, holes: Some(body.holes) }
            }
            None => Written::default(),
        })
    }
}

impl Html for String {
    fn written(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Html for Deferred {
    fn written(&self) -> Cow<'_, str> {
        self.away.as_ref().map_or_else(|| Cow::Borrowed(&*self.whole().text), |away| Cow::Owned(away.text()))
    }

    fn holes<'h>(&'h self, read: &'h [Hole]) -> &'h [Hole] {
        if self.away.is_some() { read } else { self.whole().holes.as_deref().unwrap_or(read) }
    }
}

impl PartialEq for Deferred {
    fn eq(&self, other: &Deferred) -> bool {
        Html::written(self) == Html::written(other)
    }
}
