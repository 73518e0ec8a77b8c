//! Addresses of other sites: which ones the pages name and where, and what to say of those that do not answer.
//!
//! Nothing is asked here: `weeklog check --external` does that, and hands back a [`Verdict`] for each.

use crate::diagnostic::Diagnostic;
use crate::page::links::autolink;
use crate::page::mask::Masked;
use crate::page::node::Part;
use crate::page::{is_html, markdown};
use crate::site::{Entry, Site};
use crate::source::{Source, Span};
use pulldown_cmark::{Event, Tag};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An address with every place that names it.
#[derive(Clone, Debug)]
pub struct Address {
    /// As it is asked for: without what follows `#`.
    pub url: String,
    /// Where it stands, in the order of files.
    pub places: Vec<(Arc<Source>, Span)>,
}

impl Address {
    /// The host, port included, in lower case.
    pub fn host(&self) -> String {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?']).next().unwrap_or("");
        authority.rsplit('@').next().unwrap_or(authority).to_ascii_lowercase()
    }
}

/// What came of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is there.
    Fine,
    /// It is there under another address, for good.
    Moved(String),
    /// It is gone, and why that is known: `404 Not Found`.
    Gone(String),
    /// Nobody can tell: the answer is for browsers only, the host is busy, the time was up.
    Unsure(String),
}

/// The addresses on the web that the site's Markdown pages name, sorted; those of the site itself, of this computer and
/// of networks at home are left out, as are names reserved for examples (RFC 2606).
pub fn addresses(site: &Site) -> Vec<Address> {
    let found: Vec<Vec<(String, Arc<Source>, Span)>> = site.entries.par_iter().map(|entry| of_page(entry, &site.config.markdown)).collect();
    let mut by_url: BTreeMap<String, Vec<(Arc<Source>, Span)>> = BTreeMap::new();
    for (url, source, span) in found.into_iter().flatten() {
        by_url.entry(url).or_default().push((source, span));
    }
    let own = |url: &str| !site.config.url.is_empty() && url.starts_with(site.config.url.as_str());
    let all = by_url.into_iter().filter(|(url, _)| !own(url)).map(|(url, places)| Address { url, places });
    all.filter(|address| is_public(&address.host())).collect()
}

fn of_page(entry: &Entry, options: &markdown::Options) -> Vec<(String, Arc<Source>, Span)> {
    let (source, front) = (&entry.page.source, &entry.page.front);
    if is_html(source.path()) {
        return Vec::new();
    }
    let start = front.body as usize;
    let text = source.text().get(start..).unwrap_or("");
    let masked = Masked::new(text, &options.kramdown);
    let (nodes, _) = markdown::parse(&masked.text);
    let links = autolink(nodes).into_iter().filter_map(|node| match &node.part {
        Part::Md(Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })) => {
            Some((dest_url.to_string(), node.range.clone()))
        }
        _ => None,
    });
    let told = links.filter_map(|(to, range)| {
        let url = to.split('#').next().unwrap_or(&to);
        let asked = ["https://", "http://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)));
        let plain = !url.contains(|c: char| c.is_whitespace() || c.is_control()) && !url.contains("{{") && !url.contains("{%");
        let at = text[range.clone()].rfind(url).map_or(range.start, |at| range.start + at);
        let length = if text[at..].starts_with(url) { url.len() } else { text[range].lines().next().unwrap_or("").len() };
        (asked && plain).then(|| (url.to_owned(), Arc::clone(source), Span::new(start + at, start + at + length)))
    });
    told.collect()
}

/// Whether a host can be asked from anywhere: it has a name with a dot that is not reserved, or a public number.
fn is_public(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(host, |(name, _)| name);
    if let Ok(number) = name.parse::<core::net::Ipv4Addr>() {
        return !(number.is_private()
            || number.is_loopback()
            || number.is_link_local()
            || number.is_unspecified()
            || number.is_broadcast());
    }
    let reserved = ["example.com", "example.org", "example.net"].iter().any(|end| name == *end || name.ends_with(&format!(".{end}")));
    let top = name.rsplit('.').next().unwrap_or("");
    name.contains('.')
        && !name.starts_with('[')
        && !reserved
        && !matches!(top, "example" | "test" | "invalid" | "localhost" | "local" | "internal")
}

/// What to say of an address at each of its places.
pub fn tell(address: &Address, verdict: &Verdict) -> Vec<Diagnostic> {
    let tell_at = |(source, span): &(Arc<Source>, Span)| {
        let literal = source.slice(*span) == address.url;
        Some(match verdict {
            Verdict::Fine => return None,
            Verdict::Gone(why) => Diagnostic::warning("link-external", format!("`{}` is not there: {why}", address.url))
                .at(source, *span, "leads nowhere")
                .help("look for where it went; https://web.archive.org may have a copy"),
            Verdict::Moved(to) => {
                let diagnostic = Diagnostic::note("link-external-moved", format!("`{}` has moved for good", address.url));
                let diagnostic = diagnostic.at(source, *span, "the old address");
                match literal {
                    true => diagnostic.suggest("write the new one", vec![(*span, to.clone())]),
                    false => diagnostic.help(format!("the new one is {to}")),
                }
            }
            Verdict::Unsure(why) => {
                Diagnostic::note("link-external-unsure", format!("whether `{}` is there cannot be told: {why}", address.url))
                    .at(source, *span, "not sure")
                    .help("open it in a browser; some sites answer nobody else")
            }
        })
    };
    address.places.iter().filter_map(tell_at).collect()
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn hosts_at_home_are_not_asked() {
        for host in
            ["localhost", "localhost:4000", "127.0.0.1", "192.168.1.4", "10.0.0.1:80", "printer", "[::1]", "a.local", "www.example.org"]
        {
            assert!(!is_public(host), "{host}");
        }
        assert!(is_public("reedbank.org") && is_public("www.reedbank.org:8443") && is_public("9.9.9.9"));
    }
}
