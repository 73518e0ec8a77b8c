//! READMEs: the index of their folder by jekyll-readme-index, or a file for GitHub that is copied as it is.

use super::Entry;
use crate::config::Config;
use crate::yaml;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The paths of the READMEs among `pages` that are none: another page or file is the index of their folder, or the
/// configuration says `readme_index: {enabled: false}`. Sites without READMEs pay nothing.
pub fn copied<'p>(
    pages: impl Iterator<Item = &'p Arc<Entry>> + Clone,
    files: impl Iterator<Item = &'p str>,
    config: &Config,
) -> BTreeSet<String> {
    let is_readme = |placed: &&Arc<Entry>| placed.marks.is_readme && placed.marks.is_page;
    let readmes: Vec<&Arc<Entry>> = pages.clone().filter(is_readme).collect();
    if readmes.is_empty() {
        return BTreeSet::new();
    }
    let others = pages.filter(|placed| !is_readme(placed) && placed.published);
    let files = files.filter(|path| path.ends_with("index.html"));
    let taken: BTreeSet<&str> = others.map(|placed| placed.address.file.as_str()).chain(files).collect();
    let enabled = config.raw.get("readme_index").and_then(|index| index.get("enabled")).and_then(yaml::flag).unwrap_or(true);
    let copied = readmes.into_iter().filter(|placed| !enabled || taken.contains(placed.address.file.as_str()));
    copied.map(|placed| placed.path().to_owned()).collect()
}
