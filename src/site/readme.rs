//! READMEs: the index of their folder by jekyll-readme-index, or a file for GitHub that is copied as it is.

use super::documents::{self, Kind};
use super::meta::{self, Meta};
use crate::config::Config;
use crate::page::Page;
use crate::yaml;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The paths of the READMEs among `pages` that are none: another page is the index of their folder, or the
/// configuration says `readme_index: {enabled: false}`. Sites without READMEs pay nothing.
pub fn copied<'p>(pages: impl Iterator<Item = &'p Arc<Page>> + Clone, config: &Config) -> BTreeSet<String> {
    let is_readme = |page: &&Arc<Page>| Kind::of(page.source.path(), config) == Kind::Page && meta::is_readme_index(page);
    let readmes: Vec<&Arc<Page>> = pages.clone().filter(is_readme).collect();
    if readmes.is_empty() {
        return BTreeSet::new();
    }
    let address = |page: &Arc<Page>| documents::address(page.source.path(), &Meta::resolve(page, config), config);
    let taken: BTreeSet<String> =
        pages.filter(|page| !is_readme(page) && Meta::is_published(page, config)).map(|page| address(page).file).collect();
    let enabled = config.raw.get("readme_index").and_then(|index| index.get("enabled")).and_then(yaml::flag).unwrap_or(true);
    let copied = readmes.into_iter().filter(|page| !enabled || taken.contains(&address(page).file));
    copied.map(|page| page.source.path().to_owned()).collect()
}
