//! Mends applied over a folder: in memory first, then file by file, each replaced in one step.

use crate::diagnostic::Diagnostic;
use crate::world::{Disk, Entry, Skip, World};
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A folder with some files changed in memory.
pub(super) struct Patched<'d> {
    disk: &'d Disk,
    changed: BTreeMap<String, String>,
}

impl World for Patched<'_> {
    fn walk(&self, skip: Skip) -> (Vec<Entry>, Vec<Diagnostic>) {
        let (mut entries, problems) = self.disk.walk(skip);
        for entry in &mut entries {
            if let Some(text) = self.changed.get(&entry.path) {
                entry.len = text.len() as u64;
            }
        }
        (entries, problems)
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.changed.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.disk.read(path),
        }
    }

    fn read_named(&self, path: &str) -> io::Result<Vec<u8>> {
        match self.changed.get(path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.disk.read_named(path),
        }
    }

    fn head(&self, path: &str, count: usize) -> io::Result<Vec<u8>> {
        match self.changed.get(path) {
            Some(text) => Ok(text.as_bytes()[..count.min(text.len())].to_vec()),
            None => self.disk.head(path, count),
        }
    }

    fn exists(&self, path: &str) -> bool {
        self.disk.exists(path)
    }

    fn locate(&self, path: &str) -> Option<PathBuf> {
        self.disk.locate(path).filter(|_| !self.changed.contains_key(path))
    }
}

impl<'d> Patched<'d> {
    /// The folder as it is.
    pub(super) fn new(disk: &'d Disk) -> Patched<'d> {
        Patched { disk, changed: BTreeMap::new() }
    }

    /// Applies every safe mend that does not touch another one's bytes; says whether there was one.
    pub(super) fn apply(&mut self, diagnostics: &[Diagnostic]) -> bool {
        let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.fix.as_ref().is_some_and(|fix| fix.safe)) {
            by_file.entry(diagnostic.path()).or_default().push(diagnostic);
        }
        let mut any = false;
        for (path, diagnostics) in by_file {
            let Some(text) = self.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
            if let Some(mended) = mend(&text, &diagnostics).filter(|mended| *mended != text) {
                self.changed.insert(path.to_owned(), mended);
                any = true;
            }
        }
        any
    }

    /// The changes as a unified diff.
    pub(super) fn diff(&self) -> String {
        let mut diff = String::new();
        for (path, new) in &self.changed {
            let old = self.disk.read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
            let patch = similar::TextDiff::from_lines(&old, new);
            diff.push_str(&patch.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string());
        }
        diff
    }

    /// Writes the changed files; how many.
    pub(super) fn write(&self) -> Result<usize, String> {
        for (path, text) in &self.changed {
            let place = self.disk.root().join(path);
            replace(&place, text.as_bytes()).map_err(|error| format!("`{path}` cannot be written: {error}"))?;
        }
        Ok(self.changed.len())
    }
}

/// The text with all mends made that are apart from each other.
fn mend(text: &str, diagnostics: &[&Diagnostic]) -> Option<String> {
    let mut edits: Vec<(usize, usize, &str)> = Vec::new();
    for diagnostic in diagnostics {
        // A problem that was found in another text than the file's own must not be mended in the file.
        let (fix, label) = (diagnostic.fix.as_ref()?, diagnostic.primary.as_ref()?);
        let own: Vec<(usize, usize, &str)> =
            fix.edits.iter().map(|(span, new)| (span.start as usize, span.end as usize, new.as_str())).collect();
        let apart = |a: &(usize, usize, &str), b: &(usize, usize, &str)| {
            a.1 < b.0 || b.1 < a.0 || (a.1 <= b.0 || b.1 <= a.0) && (a.0, a.1) != (b.0, b.1)
        };
        if label.source.text() == text && own.iter().all(|edit| edits.iter().all(|other| apart(edit, other))) {
            edits.extend(own);
        }
    }
    edits.sort_unstable();
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end, new) in edits {
        mended.push_str(text.get(at..start)?);
        mended.push_str(new);
        at = end;
    }
    mended.push_str(text.get(at..)?);
    Some(mended)
}

/// Puts a new file in the place of the old one in one step, with the old one's permissions.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let permissions = std::fs::metadata(path)?.permissions();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.set_permissions(permissions)?;
        file.sync_all()
    });
    let renamed = written.and_then(|()| std::fs::rename(&beside, path));
    if renamed.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    renamed
}
