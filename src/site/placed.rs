//! A page with what its keys mean and where it is found: what follows from it and the configuration alone.

use super::address::Address;
use super::documents::{self, Kind};
use super::meta::Meta;
use crate::config::Config;
use crate::page::Page;
use std::sync::Arc;

/// A page that knows its place. Cheap to copy: a site that is put together again after an edit has the same ones but for one.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What was read.
    pub page: Arc<Page>,
    /// What its keys mean.
    pub meta: Arc<Meta>,
    /// Where it is found.
    pub address: Arc<Address>,
    /// Whether it belongs in this edition of the site.
    pub published: bool,
    /// Whether it has an address of its own: documents of a collection without `output` have none.
    pub written: bool,
}

impl Placed {
    /// Reads the page's keys.
    pub fn new(page: Arc<Page>, config: &Config) -> Placed {
        let meta = Arc::new(Meta::resolve(&page, config));
        let address = Arc::new(documents::address(page.source.path(), &meta, config));
        let published = Meta::is_published(&page, config);
        let written = Kind::of(page.source.path(), config).is_written(config);
        Placed { page, meta, address, published, written }
    }

    /// The path of its file.
    pub fn path(&self) -> &str {
        self.page.source.path()
    }
}
