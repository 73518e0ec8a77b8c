//! Small pages that lead elsewhere: `redirect_from` and `redirect_to` of jekyll-redirect-from.

use crate::config::Config;
use crate::page::html::{escape, escape_attribute};
use crate::site::Entry;
use crate::site::address::{Address, encode};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The stubs of all pages by their files, with `redirects.json`; nothing when no page redirects.
pub(super) fn stubs<'p>(pages: impl Iterator<Item = &'p Arc<Entry>>, config: &Config) -> BTreeMap<String, Vec<u8>> {
    let mut made = BTreeMap::new();
    let mut table: BTreeMap<String, String> = BTreeMap::new();
    for placed in pages {
        if !placed.marks.redirects {
            continue;
        }
        let own = absolute(&placed.address.url, config);
        for from in &placed.meta.redirect_from {
            let from = Address::of_template(from);
            made.insert(from.file, stub(&own, &config.lang).into_bytes());
            table.insert(from.url, own.clone());
        }
        if let Some(to) = &placed.meta.redirect_to {
            let to = if to.starts_with('/') { absolute(to, config) } else { to.clone() };
            made.insert(placed.address.file.clone(), stub(&to, &config.lang).into_bytes());
            table.insert(placed.address.url.clone(), to);
        }
    }
    if !table.is_empty() {
        made.insert("redirects.json".to_owned(), serde_json::to_vec(&table).unwrap_or_default());
    }
    made
}

fn absolute(url: &str, config: &Config) -> String {
    let path = encode(url);
    config.absolute(&path).unwrap_or_else(|| config.address(&path))
}

fn stub(to: &str, lang: &str) -> String {
    let mut href = String::new();
    escape_attribute(&mut href, to);
    let mut language = String::new();
    escape_attribute(&mut language, lang);
    // `</script>` cannot stand in a JSON string that is written so.
    let script = serde_json::Value::from(to).to_string().replace('<', "\\u003c");
    let mut shown = String::new();
    escape(&mut shown, to);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>Redirecting…</title>\n<link rel=\"canonical\" href=\"{href}\">\n\
         <script>location={script}</script>\n<meta http-equiv=\"refresh\" content=\"0; url={href}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <h1>Redirecting…</h1>\n<p>To <a href=\"{href}\">{shown}</a></p>\n</html>\n"
    )
}
