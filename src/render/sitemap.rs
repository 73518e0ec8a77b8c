//! The addresses of a site for search engines: <https://www.sitemaps.org/protocol.html>.

use crate::page::html::escape;
use crate::site::{PageId, Site, address};

/// Addresses that a file may have at most.
const MOST: usize = if cfg!(test) { 3 } else { 50_000 };

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SCHEMA: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The files of the site map, with the part that each is; the whole, or a list of parts, stands in the first.
pub(super) fn files(site: &Site) -> impl Iterator<Item = (String, Option<usize>)> + use<> {
    let parts = (0..parts(site)).map(|part| (name(part), Some(part)));
    std::iter::once(("sitemap.xml".to_owned(), None)).chain(parts)
}

/// How many parts there are: none where one file is enough.
fn parts(site: &Site) -> usize {
    // To count the pages takes less time than to ask each whether it wants to be listed.
    let count = if site.files().count() > MOST { listed(site).count() } else { 0 };
    if count > MOST { count.div_ceil(MOST) } else { 0 }
}

fn name(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// Pages that want to be found.
fn listed(site: &Site) -> impl Iterator<Item = PageId> {
    site.files().filter(|&(file, page)| site.entries[page].meta.sitemap && file != "404.html").map(|(_, page)| page)
}

/// A file of the site map.
pub(super) fn sitemap(site: &Site, part: Option<usize>) -> String {
    let path = |page: PageId| address::encode(&site.entries[page].address.url).into_owned();
    match (part, parts(site)) {
        (None, 0) => list(site, "urlset", "url", listed(site).map(path)),
        (None, parts) => list(site, "sitemapindex", "sitemap", (0..parts).map(|part| format!("/{}", name(part)))),
        (Some(part), _) => list(site, "urlset", "url", listed(site).skip(part * MOST).take(MOST).map(path)),
    }
}

fn list(site: &Site, whole: &str, each: &str, paths: impl Iterator<Item = String>) -> String {
    let mut xml = format!("{HEAD}<{whole} xmlns=\"{SCHEMA}\">\n");
    for path in paths {
        xml.push_str(&format!("<{each}><loc>"));
        escape(&mut xml, &site.config.absolute(&path).unwrap_or_else(|| site.config.address(&path)));
        xml.push_str(&format!("</loc></{each}>\n"));
    }
    xml.push_str(&format!("</{whole}>\n"));
    xml
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{self, Memo, Request};
    use crate::world::Memory;

    fn site(pages: usize) -> std::sync::Arc<Site> {
        let names: Vec<String> = (0..pages).map(|page| format!("p{page}.md")).collect();
        let world = Memory::new(names.iter().map(|name| (name.as_str(), "# P\n")).chain([("_config.yml", "url: https://e.x\n")]));
        std::sync::Arc::clone(pipeline::build(&world, &Request::default(), &mut Memo::default()).renderer.site())
    }

    #[test]
    fn many_addresses_stand_in_several_files() {
        let few = site(3);
        assert_eq!(files(&few).collect::<Vec<_>>(), [("sitemap.xml".to_owned(), None)]);
        assert_eq!(sitemap(&few, None).matches("<url><loc>https://e.x/p").count(), 3);
        let many = site(7);
        let names: Vec<String> = files(&many).map(|(name, _)| name).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        let index = sitemap(&many, None);
        assert!(names[1..].iter().all(|name| index.contains(&format!("<sitemap><loc>https://e.x/{name}</loc></sitemap>"))), "{index}");
        let told: String = (0..3).map(|part| sitemap(&many, Some(part))).collect();
        assert!((0..7).all(|page| told.matches(&format!("<loc>https://e.x/p{page}.html</loc>")).count() == 1), "{told}");
    }
}
