//! Which files the output has besides the pages of the site.

use super::knowledge::Part;
use super::overview::{self, CalendarWeek};
use super::theme::{ASSETS, MERMAID, Theme};
use super::{Artifact, data, feed, knowledge, page, sitemap};
use crate::config::Config;
use crate::site::cohort::Intern;
use crate::site::{Site, Static, documents, is_above};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The files of the output that are no pages, and what of the site they follow from. An edit of a text leaves all of it
/// as it was, and so the list.
pub struct Listing {
    config: Arc<Config>,
    theme: Arc<Theme>,
    statics: Arc<BTreeMap<String, Static>>,
    interns: Vec<Arc<Intern>>,
    made: BTreeSet<String>,
    seen: Seen,
    /// Calendar weeks with logs.
    pub(super) calendar: Vec<CalendarWeek>,
    /// By path.
    pub(super) artifacts: BTreeMap<String, Artifact>,
}

/// What the list needs of the pages' texts.
#[derive(PartialEq)]
struct Seen {
    /// Whether any has a diagram.
    mermaid: bool,
    pictures: BTreeSet<String>,
    /// The pages of a divided Knowledge.
    knowledge: Vec<Part>,
    sitemaps: usize,
}

impl Listing {
    /// The list of a site, or the one made before if it was of the same.
    pub(super) fn new(site: &Site, theme: &Arc<Theme>, before: Option<&Arc<Listing>>) -> Arc<Listing> {
        let seen = Seen {
            mermaid: site.entries.iter().any(|entry| entry.marks.mermaid),
            pictures: page::pictures(site),
            knowledge: knowledge::parts(site),
            sitemaps: sitemap::files(site).count(),
        };
        if let Some(before) = before.filter(|before| before.is_of(site, theme, &seen)) {
            return Arc::clone(before);
        }
        let calendar = overview::calendar(site);
        let artifacts = list(site, theme, &calendar, &seen);
        let made = site.made.keys().cloned().collect();
        let (config, statics, interns) = (Arc::clone(&site.config), Arc::clone(&site.statics), site.cohort.interns.clone());
        Arc::new(Listing { config, theme: Arc::clone(theme), statics, interns, made, seen, calendar, artifacts })
    }

    fn is_of(&self, site: &Site, theme: &Arc<Theme>, seen: &Seen) -> bool {
        let interns = &site.cohort.interns;
        Arc::ptr_eq(&self.config, &site.config)
            && Arc::ptr_eq(&self.theme, theme)
            && Arc::ptr_eq(&self.statics, &site.statics)
            && self.interns.len() == interns.len()
            && self.interns.iter().zip(interns).all(|(a, b)| Arc::ptr_eq(a, b))
            && self.made.iter().eq(site.made.keys())
            && self.seen == *seen
    }

    /// The pages of a divided Knowledge.
    pub(super) fn knowledge(&self) -> &[Part] {
        &self.seen.knowledge
    }
}

/// Copies and the theme's files first, then what is computed; a page of the site wins over all of them.
fn list(site: &Site, theme: &Theme, calendar: &[CalendarWeek], seen: &Seen) -> BTreeMap<String, Artifact> {
    let mut artifacts = BTreeMap::new();
    if site.has_logs() {
        add_pages(site, calendar, &mut artifacts);
    }
    artifacts.insert("404.html".to_owned(), Artifact::NotFound);
    artifacts.extend(sitemap::files(site).map(|(file, part)| (file, Artifact::Sitemap(part))));
    artifacts.insert("robots.txt".to_owned(), Artifact::Robots);
    artifacts.insert(".nojekyll".to_owned(), Artifact::NoJekyll);
    if site.config.theme.search {
        artifacts.insert("search/index.html".to_owned(), Artifact::SearchPage);
    }
    for name in theme.assets().keys() {
        artifacts.insert(format!("{ASSETS}/{name}"), Artifact::Asset(name.clone()));
    }
    if seen.mermaid {
        artifacts.insert(format!("{ASSETS}/{MERMAID}"), Artifact::Asset(MERMAID.to_owned()));
    }
    for path in site.statics.keys() {
        artifacts.insert(documents::copied(path, &site.config).into_owned(), Artifact::Copy(path.clone()));
    }
    for path in &seen.pictures {
        let sizes = page::smaller(site, path).into_iter().map(|(file, width)| (file, Artifact::Smaller(path.clone(), width)));
        artifacts.extend(sizes);
    }
    for path in site.made.keys() {
        artifacts.insert(path.clone(), Artifact::Made(path.clone()));
    }
    if site.has_logs() && site.config.adds("knowledge") {
        for (at, part) in seen.knowledge.iter().enumerate() {
            artifacts.entry(format!("{}index.html", &part.path(site)[1..])).or_insert(Artifact::Knowledge(Some(at)));
        }
    }
    let in_the_way: Vec<String> = artifacts.keys().filter(|file| is_above(file, &artifacts)).cloned().collect();
    for file in in_the_way {
        artifacts.remove(&file);
    }
    artifacts
}

/// The pages about logs, as far as the site wants them.
fn add_pages(site: &Site, calendar: &[CalendarWeek], artifacts: &mut BTreeMap<String, Artifact>) {
    let cohort = &site.cohort;
    let slugs = || cohort.interns.iter().map(|intern| intern.slug.as_str()).enumerate();
    let wanted = |name: &str| site.config.adds(name);
    artifacts.insert("weeklog.json".to_owned(), Artifact::Data(None));
    if data::is_divided(site) {
        artifacts.extend(slugs().map(|(at, slug)| (format!("{}/{slug}.json", data::FOLDER), Artifact::Data(Some(at)))));
    }
    artifacts.insert("feed.xml".to_owned(), Artifact::Feed(None));
    artifacts.extend(feed::mentors(site).into_keys().map(|mentor| (format!("feeds/{mentor}.xml"), Artifact::Feed(Some(mentor)))));
    if wanted("knowledge") {
        artifacts.insert("knowledge/index.html".to_owned(), Artifact::Knowledge(None));
    }
    if !cohort.is_cohort {
        if wanted("progress") {
            artifacts.insert("progress/index.html".to_owned(), Artifact::Progress(0));
        }
        if wanted("print") {
            artifacts.insert("print/index.html".to_owned(), Artifact::Logbook(Some(0)));
        }
        return;
    }
    if wanted("progress") {
        artifacts.extend(slugs().map(|(at, slug)| (format!("progress/{slug}/index.html"), Artifact::Progress(at))));
    }
    if wanted("cohort") {
        artifacts.insert("cohort/index.html".to_owned(), Artifact::Cohort);
    }
    if wanted("weeks") {
        artifacts.extend(calendar.iter().enumerate().map(|(at, week)| (format!("weeks/{}/index.html", week.key()), Artifact::Roundup(at))));
    }
    if wanted("print") {
        artifacts.insert("print/index.html".to_owned(), Artifact::Logbook(None));
        artifacts.extend(slugs().map(|(at, slug)| (format!("print/{slug}/index.html"), Artifact::Logbook(Some(at)))));
    }
}
