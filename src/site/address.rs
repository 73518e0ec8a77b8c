//! Where a page is found: its address and its file in the output, by Jekyll's rules.

use crate::config::Permalink;
use std::borrow::Cow;

/// An address of the site, without the base.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Begins with `/`; not percent-encoded.
    pub url: String,
    /// The file in the output, `/` between folders.
    pub file: String,
}

impl Address {
    /// The address of the page whose file is at `path`, by its own `permalink` or the site's style.
    pub fn of_page(path: &str, permalink: Option<&str>, style: &Permalink) -> Address {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // `_index.md` is another name for it, and `_index.vi.md` stands beside it.
        let stem = stem.strip_prefix('_').filter(|stem| *stem == "index" || stem.starts_with("index.")).unwrap_or(stem);
        let folder = if folder.is_empty() { "/".to_owned() } else { format!("/{folder}/") };
        let url = match permalink {
            Some(template) => expand(template, &folder, stem),
            None if stem == "index" => folder,
            None => match style {
                Permalink::File => format!("{folder}{stem}.html"),
                Permalink::Folder => format!("{folder}{stem}/"),
                Permalink::Bare => format!("{folder}{stem}"),
            },
        };
        Address::of_url(&clean(&url))
    }

    /// The address of the folder that the file at `path` is in.
    pub fn of_index(path: &str) -> Address {
        Address::of_url(&clean(path.rsplit_once('/').map_or("/".to_owned(), |(folder, _)| format!("/{folder}/")).as_str()))
    }

    /// The address of a file that is copied.
    pub fn of_file(path: &str) -> Address {
        Address { url: format!("/{path}"), file: path.to_owned() }
    }

    /// The address that a filled-in `permalink` asks for.
    pub fn of_template(url: &str) -> Address {
        Address::of_url(&clean(url))
    }

    fn of_url(url: &str) -> Address {
        let mut file = url.trim_start_matches('/').to_owned();
        if url.ends_with('/') {
            file.push_str("index.html");
        } else if !file.ends_with(".html") && !file.ends_with(".htm") {
            file.push_str(".html");
        }
        Address { url: url.to_owned(), file }
    }
}

/// Fills in Jekyll's placeholders for pages.
fn expand(template: &str, folder: &str, stem: &str) -> String {
    if !template.contains(':') {
        return template.to_owned();
    }
    template.replace(":path", folder.trim_matches('/')).replace(":basename", stem).replace(":title", stem).replace(":output_ext", ".html")
}

/// One leading slash, no empty, `.` or `..` part: an address never leaves the site.
fn clean(url: &str) -> String {
    let folder = url.ends_with('/');
    let parts: Vec<_> = url.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let mut clean = format!("/{}", parts.join("/"));
    clean.retain(|c| !c.is_control() && c != '\\');
    if folder && clean.len() > 1 {
        clean.push('/');
    }
    clean
}

/// An address with everything encoded that may not stand in one, as Jekyll's `URL.escape_path` has it.
pub fn encode(url: &str) -> Cow<'_, str> {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const UNSAFE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    // Most addresses are made of these alone.
    if url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte)) {
        return Cow::Borrowed(url);
    }
    utf8_percent_encode(url, UNSAFE).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_jekylls() {
        let cases = [
            ("logs/week-04.md", None, Permalink::File, "/logs/week-04.html", "logs/week-04.html"),
            ("logs/index.md", None, Permalink::File, "/logs/", "logs/index.html"),
            ("w/_index.md", None, Permalink::File, "/w/", "w/index.html"),
            ("w/_index.vi.md", None, Permalink::File, "/w/index.vi.html", "w/index.vi.html"),
            ("index.md", None, Permalink::Folder, "/", "index.html"),
            ("logs/a.md", None, Permalink::Folder, "/logs/a/", "logs/a/index.html"),
            ("a.md", None, Permalink::Bare, "/a", "a.html"),
            ("a.md", Some("/x/"), Permalink::File, "/x/", "x/index.html"),
            ("a.md", Some("/x/y"), Permalink::File, "/x/y", "x/y.html"),
            ("a.md", Some("x/f.html"), Permalink::File, "/x/f.html", "x/f.html"),
            ("a.md", Some("/x/f.txt"), Permalink::File, "/x/f.txt", "x/f.txt.html"),
            ("d/a.md", Some("/:path/z/:basename:output_ext"), Permalink::File, "/d/z/a.html", "d/z/a.html"),
            ("a.md", Some("/../../etc/x"), Permalink::File, "/etc/x", "etc/x.html"),
        ];
        for (path, permalink, style, url, file) in cases {
            assert_eq!(Address::of_page(path, permalink, &style), Address { url: url.into(), file: file.into() }, "{path} {permalink:?}");
        }
    }

    #[test]
    fn odd_names_are_encoded() {
        assert_eq!(encode("/g & h 'q' <w>é.html"), "/g%20&%20h%20'q'%20%3Cw%3E%C3%A9.html");
    }
}
