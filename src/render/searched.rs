//! What of a site can be searched: the sections of its pages, with what they can be filtered by.

use super::prepared::Key;
use super::search::{Document, Facets, Index, Known};
use crate::log::SectionKind;
use crate::page::sections::Section;
use crate::site::documents::Kind;
use crate::site::nav::label;
use crate::site::{Entry, PageId, Site, address};
use std::borrow::Cow;

/// The index of all pages but those that opt out; files that are `known` without their bytes.
pub(super) fn index(site: &Site, known: Known) -> Index {
    Index::write(known, |builder| each(site, |document| builder.push(document)))
}

/// Tells `key` all that the index is made of.
pub(super) fn hash(site: &Site, key: &mut Key) {
    each(site, |Document { url, page, section, text, facets }| {
        for text in [url, page, section, text, facets.intern.unwrap_or_default(), facets.kind.unwrap_or_default()] {
            key.text(text);
        }
        key.part(facets.week.map_or(u128::MAX, u128::from));
    });
}

/// Gives all sections of all pages but of those that opt out.
fn each(site: &Site, mut take: impl FnMut(&Document)) {
    for (_, page) in site.files() {
        let entry = &site.entries[page];
        if !is_excluded(entry, site) {
            let intern = intern_of(site, page);
            let mut url = address::encode(&entry.address.url).into_owned();
            let length = url.len();
            let title = label(&entry.meta);
            entry.page.sections.unpack(|sections| {
                if sections.is_empty() {
                    take(&Document { url: &url, page: title, facets: Facets { intern, ..Facets::default() }, ..Document::default() });
                }
                for section in joined(sections, site.config.theme.search_level).iter() {
                    url.truncate(length);
                    if !section.id.is_empty() {
                        url.push('#');
                        url.push_str(&section.id);
                    }
                    let facets = Facets { intern, week: week_of(entry), kind: kind_of(entry, &section.id) };
                    take(&Document { url: &url, page: title, section: &section.heading, text: &section.text, facets });
                }
            });
        }
    }
}

/// Whether a page opts out, or its collection does.
fn is_excluded(entry: &Entry, site: &Site) -> bool {
    let in_collection = || match Kind::of(entry.page.source.path(), &site.config) {
        Kind::Document(label) => site.config.collections.iter().any(|collection| collection.label == label && collection.search_exclude),
        _ => false,
    };
    entry.meta.search_exclude || in_collection()
}

/// The sections with those of headings below `level` added to the one above.
fn joined<'s, 't>(sections: &'s [Section<'t>], level: Option<u8>) -> Cow<'s, [Section<'t>]> {
    let Some(level) = level.filter(|level| sections.iter().any(|section| section.level > *level)) else { return Cow::Borrowed(sections) };
    let mut joined: Vec<Section> = Vec::new();
    for section in sections {
        match joined.last_mut().filter(|_| section.level > level) {
            Some(above) => above.text = [&*above.text, &section.heading, &section.text].join("\n").into(),
            None => joined.push(section.clone()),
        }
    }
    Cow::Owned(joined)
}

fn intern_of(site: &Site, page: PageId) -> Option<&str> {
    let intern = site.cohort.writer_of(page, site.entries[page].path())?;
    Some(intern.name.as_str()).filter(|name| !name.is_empty())
}

fn week_of(entry: &Entry) -> Option<u32> {
    match &*entry.logs {
        [log] => log.week.as_ref().map(|week| u32::from(week.value.first)),
        _ => None,
    }
}

fn kind_of(entry: &Entry, id: &str) -> Option<&'static str> {
    let section = entry.logs.iter().flat_map(|log| &log.sections).find(|section| !id.is_empty() && section.id == id)?;
    match section.kind? {
        SectionKind::Work => Some("task"),
        SectionKind::Problems => Some("problem"),
        SectionKind::Learnings => Some("learning"),
        _ => None,
    }
}
