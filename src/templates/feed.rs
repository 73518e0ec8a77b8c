//! `feed.xml` as jekyll-feed has it: of the posts, when the plugin is listed and there are some.

use crate::config::Config;
use crate::liquid::context::Entry;
use crate::page::html::escape;
use crate::site::address::encode;
use crate::site::documents::{self, Kind};
use std::collections::BTreeMap;

/// Posts in the feed at most, as there.
const MOST: usize = 10;

/// Adds the feed to what is made.
pub(super) fn feed(entries: &[Entry], config: &Config, made: &mut BTreeMap<String, Vec<u8>>) {
    let is_post = |entry: &&Entry| Kind::of(entry.page.source.path(), config) == Kind::Post;
    let mut posts: Vec<&Entry> = entries.iter().filter(is_post).collect();
    if posts.is_empty() || !config.plugins.iter().any(|plugin| plugin == "jekyll-feed") {
        return;
    }
    let date = |entry: &Entry| documents::date(entry.page.source.path(), &entry.meta);
    posts.sort_by_cached_key(|entry| (date(entry), entry.page.source.path().to_owned()));
    let address = |url: &str| config.absolute(&encode(url)).unwrap_or_else(|| config.address(&encode(url)));
    let text = |text: &str| {
        let mut escaped = String::new();
        escape(&mut escaped, text);
        escaped
    };
    let when = |entry: &Entry| date(entry).map_or_else(String::new, |date| date.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    let newest = posts.last().map_or_else(String::new, |entry| when(entry));
    let (home, own) = (text(&address("/")), text(&address("/feed.xml")));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n<id>{own}</id>\n\
         <link href=\"{own}\" rel=\"self\" type=\"application/atom+xml\"/>\n<link href=\"{home}\" rel=\"alternate\" type=\"text/html\"/>\n\
         <updated>{newest}</updated>\n",
        text(&config.title)
    );
    for entry in posts.iter().rev().take(MOST) {
        let (url, time) = (text(&address(&entry.address.url)), when(entry));
        let content = entry.content.as_deref().unwrap_or("");
        xml.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link href=\"{url}\" rel=\"alternate\" type=\"text/html\"/>\n\
             <published>{time}</published>\n<updated>{time}</updated>\n<content type=\"html\">{}</content>\n</entry>\n",
            text(&entry.meta.name),
            text(content)
        ));
    }
    xml.push_str("</feed>\n");
    made.entry("feed.xml".to_owned()).or_insert_with(|| xml.into_bytes());
}
