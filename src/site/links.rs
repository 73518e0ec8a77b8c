//! What a link in a page leads to: a page by its file, a copied file, or something else that stays as written.

use super::Site;
use super::address::encode;
use super::documents;
use crate::page::html::is_safe_url;

/// Where a destination leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A page of the site.
    Page(usize),
    /// A copied file, by its path.
    File(String),
    /// Neither: an address as written.
    Other,
}

impl Site {
    /// What `destination`, written in the file at `from`, leads to; with what follows `#` or `?`, and the path without it.
    pub fn target<'d>(&self, from: &str, destination: &'d str) -> (Target, &'d str) {
        let end = destination.find(['#', '?']).unwrap_or(destination.len());
        let (path, rest) = destination.split_at(end);
        let Some(path) = join(from, path) else { return (Target::Other, rest) };
        let target = match self.page_at(&path) {
            Some(page) => Target::Page(page),
            None if self.statics.contains_key(&path) => Target::File(path),
            None => Target::Other,
        };
        (target, rest)
    }

    /// The address to write for a destination: pages' and files' under the base, others as they are.
    /// Where strangers write, an address that could run something is none.
    pub fn resolve(&self, from: &str, destination: &str) -> String {
        if self.config.markdown.sanitize && !is_safe_url(destination) {
            return "#".to_owned();
        }
        match self.target(from, destination) {
            (Target::Page(page), rest) => format!("{}{rest}", self.href(page)),
            (Target::File(path), rest) => {
                format!("{}{rest}", self.config.address(&encode(&format!("/{}", documents::copied(&path, &self.config)))))
            }
            (Target::Other, rest) => match self.page_at_address(&destination[..destination.len() - rest.len()]) {
                Some(page) => format!("{}{rest}", self.href(page)),
                None => destination.to_owned(),
            },
        }
    }

    /// The page at an address without the base, `/logs/week-04.html` or `/logs/`: a file may have another name.
    fn page_at_address(&self, address: &str) -> Option<usize> {
        let file = address.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
        if file.is_empty() || file.ends_with('/') { self.page_of_file(&format!("{file}index.html")) } else { self.page_of_file(file) }
    }
}

/// A path of the site from one written in the file at `from`; `None` when it leaves the site or is empty.
pub fn join(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let mut parts: Vec<&str> = Vec::new();
    if !decoded.starts_with('/') {
        parts.extend(from.rsplit_once('/').map_or("", |(folder, _)| folder).split('/').filter(|part| !part.is_empty()));
    }
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paths_are_joined_inside_the_site() {
        assert_eq!(join("logs/a.md", "b.md").as_deref(), Some("logs/b.md"));
        assert_eq!(join("logs/a.md", "../tools.md").as_deref(), Some("tools.md"));
        assert_eq!(join("logs/a.md", "/x/y%20z.md").as_deref(), Some("x/y z.md"));
        assert_eq!(join("a.md", "../../etc/passwd"), None);
    }
}
