//! Which files a key of the configuration is about: patterns of names, and scopes of front matter.

use crate::yaml::Mapping;

/// A glob of `include` or `exclude`, as Jekyll's `EntryFilter#glob_include?` reads it.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// It ended with a slash: only folders are meant.
    folder: bool,
    glob: Option<glob::Pattern>,
}

impl Pattern {
    /// Reads a pattern; one that is no valid glob matches its own text only.
    pub fn new(text: &str) -> Pattern {
        let folder = text.ends_with('/');
        let text = text.trim_start_matches('/').trim_end_matches('/').to_owned();
        let glob = text.contains(['*', '?', '[']).then(|| glob::Pattern::new(&text).ok()).flatten();
        Pattern { text, folder, glob }
    }

    /// Whether it names the file or folder at `path`, a folder above it, or the beginning of its path: `README` is `README.md`, too.
    pub fn matches(&self, path: &str) -> bool {
        if let Some(glob) = &self.glob {
            return glob.matches(path) || path.rsplit_once('/').is_some_and(|(_, name)| !self.text.contains('/') && glob.matches(name));
        }
        let rest = path.strip_prefix(self.text.as_str()).filter(|_| !self.text.is_empty());
        rest.is_some_and(|rest| !self.folder || rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether it names the file or folder at `path` itself, by its path or by its name: what `include` asks. What is in
    /// a folder that is included has to be named again, if its own name would leave it out.
    pub fn names(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        path == self.text || name == self.text || self.glob.as_ref().is_some_and(|glob| glob.matches(path) || glob.matches(name))
    }
}

/// Front matter that pages of a scope have unless they say otherwise.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The folder or glob; empty is everywhere.
    pub path: String,
    /// `pages`, `posts`, `drafts` or a collection; `None` is all.
    pub kind: Option<String>,
    /// The keys.
    pub values: Mapping,
}

impl Scope {
    /// Whether the page at `path`, of `kind`, is inside, as Jekyll's `FrontmatterDefaults#applies?` decides.
    pub fn applies(&self, path: &str, kind: &str) -> bool {
        if self.kind.as_deref().is_some_and(|own| own != kind) {
            return false;
        }
        if self.path.is_empty() {
            return true;
        }
        if self.path.contains('*') {
            return glob::Pattern::new(&self.path)
                .is_ok_and(|glob| glob.matches(path) || path.match_indices('/').any(|(i, _)| glob.matches(&path[..i])));
        }
        path == self.path || path.strip_prefix(self.path.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }
}
