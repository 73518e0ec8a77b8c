//! What of a site can be searched: the sections of its pages, with what they can be filtered by.

use super::search::{Document, Facets, Index};
use crate::log::SectionKind;
use crate::site::nav::label;
use crate::site::{Entry, PageId, Site, address};

/// The index of all pages but those that opt out.
pub(super) fn index(site: &Site) -> Index {
    Index::write(|builder| {
        for (_, page) in site.files() {
            let entry = &site.entries[page];
            if !entry.meta.search_exclude {
                let intern = intern_of(site, page);
                let url = address::encode(&entry.address.url);
                let title = label(&entry.meta);
                if entry.page.sections.is_empty() {
                    builder.push(&Document {
                        url: &url,
                        page: title,
                        facets: Facets { intern, ..Facets::default() },
                        ..Document::default()
                    });
                }
                for section in &entry.page.sections {
                    let url = if section.id.is_empty() { url.clone() } else { format!("{url}#{}", section.id) };
                    let facets = Facets { intern, week: week_of(entry), kind: kind_of(entry, &section.id) };
                    builder.push(&Document { url: &url, page: title, section: &section.heading, text: &section.text, facets });
                }
            }
        }
    })
}

fn intern_of(site: &Site, page: PageId) -> Option<&str> {
    let intern = site.cohort.intern_of(site.entries[page].page.source.path())?;
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
