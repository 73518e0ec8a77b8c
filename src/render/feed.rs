//! `feed.xml`: the newest logs as Atom (RFC 4287), one feed for all and one a mentor.

use super::weeks::{dates, log_url, logs, week_label, words};
use crate::log::{State, WeeklyLog};
use crate::page::html::escape_attribute;
use crate::site::Site;
use crate::site::cohort::{Intern, LogId, Week, slug};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Entries of a feed: a cohort's last weeks, bounded whatever its size.
const LONGEST: usize = 60;

/// The mentors with a feed, by the name in its address.
pub fn mentors(site: &Site) -> BTreeMap<String, String> {
    let named = site.cohort.interns.iter().filter_map(|intern| intern.mentor.clone());
    named.map(|mentor| (slug(&mentor), mentor)).collect()
}

struct Entry<'a> {
    on: Option<Date>,
    title: String,
    url: String,
    author: &'a str,
    summary: String,
}

/// The feed at `path`, of all logs or of those of one mentor's interns, the newest first.
pub fn feed(site: &Site, path: &str, mentor: Option<&str>) -> String {
    let interns = site.cohort.interns.iter().filter(|intern| mentor.is_none() || intern.mentor.as_deref().map(slug).as_deref() == mentor);
    let mut told: Vec<Told> =
        interns.flat_map(|intern| logs(site, intern).map(move |(week, id, log)| Told { intern, week, id, log })).collect();
    told.sort_by_key(|told| std::cmp::Reverse(told.on()));
    // Those of one day are in the order of their addresses, which only those are given that may have a place.
    let last = told.get(LONGEST - 1).map(Told::on);
    let newest = told.iter().take_while(|told| last.is_none_or(|last| told.on() >= last));
    let mut entries: Vec<Entry> = newest.map(|told| told.entry(site)).collect();
    entries.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| a.url.cmp(&b.url)));
    entries.truncate(LONGEST);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element(&mut xml, "title", &site.config.title);
    element(&mut xml, "id", &identity(site, &site.config.address(path)));
    link(&mut xml, "self", &absolute(site, &site.config.address(path)));
    link(&mut xml, "alternate", &absolute(site, &site.config.address("/")));
    element(&mut xml, "updated", &instant(entries.first().and_then(|entry| entry.on)));
    xml.push_str(concat!("<generator version=\"", env!("CARGO_PKG_VERSION"), "\">weeklog</generator>\n"));
    for entry in &entries {
        xml.push_str("<entry>\n");
        element(&mut xml, "title", &entry.title);
        element(&mut xml, "id", &identity(site, &entry.url));
        link(&mut xml, "alternate", &absolute(site, &entry.url));
        element(&mut xml, "updated", &instant(entry.on));
        xml.push_str("<author>");
        element(&mut xml, "name", entry.author);
        xml.push_str("</author>\n");
        element(&mut xml, "summary", &entry.summary);
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}

/// A log that a feed may tell of.
struct Told<'a> {
    intern: &'a Intern,
    week: &'a Week,
    id: LogId,
    log: &'a WeeklyLog,
}

impl<'a> Told<'a> {
    fn on(&self) -> Option<Date> {
        self.week.end.or(self.week.start)
    }

    fn entry(&self, site: &'a Site) -> Entry<'a> {
        let Told { intern, week, id, log } = *self;
        let author = if intern.name.is_empty() { site.config.title.as_str() } else { intern.name.as_str() };
        let title = if intern.name.is_empty() { log.title.clone() } else { format!("{}: {}", intern.name, log.title) };
        let focus = log.focus.as_ref().map(|focus| focus.value.clone());
        let done = log.tasks.iter().filter(|task| task.state == State::Done).count();
        let tasks = (!log.tasks.is_empty())
            .then(|| words(site).text("tasks_done_of").replace("{n}", &done.to_string()).replace("{of}", &log.tasks.len().to_string()));
        let summary = [dates(site, week.start, week.end), focus, tasks].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let title = if title.trim().is_empty() { week_label(site, week) } else { title };
        Entry { on: self.on(), title, url: log_url(site, id), author, summary }
    }
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>"));
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    escape_attribute(xml, &clean);
    xml.push_str(&format!("</{name}>\n"));
}

fn link(xml: &mut String, rel: &str, url: &str) {
    xml.push_str(&format!("<link rel=\"{rel}\" href=\""));
    escape_attribute(xml, url);
    xml.push_str("\"/>\n");
}

/// The address with scheme and host if the site knows them.
fn absolute(site: &Site, address: &str) -> String {
    format!("{}{address}", site.config.url)
}

/// An identity that stays: the address, or a name made of it where the site does not know its own (RFC 4287 wants an IRI).
fn identity(site: &Site, address: &str) -> String {
    if site.config.url.is_empty() { format!("urn:weeklog:{}{address}", slug(&site.config.title)) } else { absolute(site, address) }
}

/// The end of a week as an instant; without one, a day that is surely not new.
fn instant(day: Option<Date>) -> String {
    day.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"))
}
