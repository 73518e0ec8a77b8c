//! By what each file of the last build can be known: what it was made of, and what the file system said of it then.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The kind of file of the cache that holds it.
pub(super) const KIND: &str = "files";

/// The first line: the format.
const OPENING: &str = "weeklog files 1\n";

/// What is known of the files of a destination.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    lines: HashMap<String, Line>,
}

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// A hash of what it was made of.
    pub(super) key: u128,
    /// Bytes.
    len: u64,
    /// When it was written, in nanoseconds.
    stamp: u64,
}

impl Line {
    /// What the file system says of a file that was made of this; nothing of what is no file.
    pub(super) fn of(path: &Path, key: u128) -> Option<Line> {
        let meta = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
        let stamp = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos() as u64;
        Some(Line { key, len: meta.len(), stamp })
    }
}

impl Ledger {
    /// Reads what [`text`] wrote; what is damaged is empty.
    pub(super) fn read(bytes: Vec<u8>) -> Ledger {
        let text = String::from_utf8(bytes).unwrap_or_default();
        let line = |line: &str| {
            let mut fields = line.splitn(4, ' ');
            let key = u128::from_str_radix(fields.next()?, 16).ok()?;
            let (len, stamp) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
            Some((fields.next()?.to_owned(), Line { key, len, stamp }))
        };
        Ledger { lines: text.strip_prefix(OPENING).into_iter().flat_map(str::lines).filter_map(line).collect() }
    }

    /// Whether the file at `path`, `file` by name, is still what was made of this.
    pub(super) fn holds(&self, file: &str, path: &Path, key: u128) -> bool {
        self.lines.get(file).is_some_and(|line| line.key == key && Line::of(path, key) == Some(*line))
    }

    /// What is known of a file.
    pub(super) fn line(&self, file: &str) -> Option<Line> {
        self.lines.get(file).copied()
    }

    /// The files below a folder, and what each was made of.
    pub(super) fn below(&self, folder: &str) -> Vec<(&str, u128)> {
        let below = self.lines.iter().filter(|(file, _)| file.starts_with(folder));
        let mut files: Vec<_> = below.map(|(file, line)| (file.as_str(), line.key)).collect();
        files.sort_unstable();
        files
    }

    /// Whether it says this and nothing else.
    pub(super) fn is(&self, lines: &[(&str, Line)]) -> bool {
        self.lines.len() == lines.len() && lines.iter().all(|(file, line)| self.lines.get(*file) == Some(line))
    }
}

/// The ledger as a file: a line a file, the name last as it may hold blanks.
pub(super) fn text(lines: &[(&str, Line)]) -> String {
    let mut text = OPENING.to_owned();
    for (file, Line { key, len, stamp }) in lines {
        let _ = writeln!(text, "{key:032x} {len} {stamp} {file}");
    }
    text
}
