//! The only door to the files of a site: a folder on disk, or one in memory.

use crate::diagnostic::Diagnostic;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_64;

/// Text files beyond this many bytes are refused: a page is written by hand.
pub const LONGEST_TEXT: u64 = 16 << 20;

/// The list of files that weeklog wrote, in each folder that it made: by it a folder is known to be ours.
pub const MANIFEST: &str = ".weeklog-files";

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Relative to the site, `/` between folders.
    pub path: String,
    /// Bytes.
    pub len: u64,
    /// Another number when the bytes are others: the time of the last change, or their hash.
    pub stamp: u64,
    /// Whether the stamp can be trusted: a file that was changed a moment ago may change again within one tick of the clock.
    pub settled: bool,
}

/// A time in nanoseconds that is longer than any file system's tick: changes closer together may have one stamp.
/// Coarse ones tick every two seconds (FAT), the common ones every few milliseconds.
const TICK: u64 = 2_500_000_000;

/// Which names a walk passes by: asked for each file and folder; a folder passed by is not entered.
pub type Skip<'a> = &'a (dyn Fn(&str, bool) -> bool + Sync);

/// Where a site's files come from.
pub trait World: Sync {
    /// All files but those that `skip` names, sorted by path, with what could not be listed.
    fn walk(&self, skip: Skip) -> (Vec<Entry>, Vec<Diagnostic>);

    /// A file as a walk lists it; `None` where it is none that a walk would list, or where that cannot be said.
    fn entry(&self, path: &str) -> Option<Entry> {
        let _ = path;
        None
    }

    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The bytes of a file that was listed.
    fn read_listed(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        self.read(&entry.path)
    }

    /// The first bytes of a file, at most `count`.
    fn head(&self, path: &str, count: usize) -> io::Result<Vec<u8>> {
        self.read(path).map(|mut bytes| {
            bytes.truncate(count);
            bytes
        })
    }

    /// The bytes of a file that a page names, which need not be one of those that [`World::walk`] lists: links are not
    /// followed there, and not out of the site here.
    fn read_named(&self, path: &str) -> io::Result<Vec<u8>> {
        self.read(path)
    }

    /// Whether a file or folder is there, read or not.
    fn exists(&self, path: &str) -> bool;

    /// Where the file is on disk, for a copy that need not pass through memory.
    fn locate(&self, path: &str) -> Option<PathBuf>;
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The folder `root`; fails when it is none or cannot be read.
    pub fn new(root: &Path) -> io::Result<Disk> {
        std::fs::read_dir(root)?;
        Ok(Disk { root: root.to_owned() })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl World for Disk {
    fn walk(&self, skip: Skip) -> (Vec<Entry>, Vec<Diagnostic>) {
        let settled = settled();
        // The folders at the top side by side: those of a cohort are one an intern.
        let mut top = self.list(walkdir::WalkDir::new(&self.root).max_depth(1), skip, settled);
        let folders = std::mem::take(&mut top.folders);
        let below = folders.par_iter().map(|folder| self.list(walkdir::WalkDir::new(folder), skip, settled));
        let below: Vec<Listed> = below.collect();
        let (mut entries, mut problems) = (top.entries, top.problems);
        for listed in below {
            entries.extend(listed.entries);
            problems.extend(listed.problems);
        }
        entries.sort();
        (entries, problems)
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        let meta = std::fs::symlink_metadata(self.root.join(path)).ok().filter(std::fs::Metadata::is_file)?;
        let stamp = changed(&meta);
        Some(Entry { path: path.to_owned(), len: meta.len(), stamp, settled: stamp != 0 && stamp < settled() })
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path))
    }

    fn read_listed(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        if entry.len > LONGEST_TEXT {
            return self.read(&entry.path);
        }
        let mut file = std::fs::File::open(self.root.join(&entry.path))?;
        let len = entry.len as usize;
        // Where the file is as long as it was, one call reads it: the byte more is not there.
        let mut bytes = vec![0; len + 1];
        let read = file.read(&mut bytes).or_else(|error| if error.kind() == io::ErrorKind::Interrupted { Ok(0) } else { Err(error) })?;
        bytes.truncate(read);
        if read != len {
            file.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn head(&self, path: &str, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(count);
        std::fs::File::open(self.root.join(path))?.take(count as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_named(&self, path: &str) -> io::Result<Vec<u8>> {
        let file = self.root.join(path).canonicalize()?;
        if !file.starts_with(self.root.canonicalize()?) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is a link out of the site"));
        }
        if std::fs::metadata(&file)?.len() > LONGEST_TEXT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        std::fs::read(file)
    }

    fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    fn locate(&self, path: &str) -> Option<PathBuf> {
        Some(self.root.join(path))
    }
}

/// What a walk found.
#[derive(Default)]
struct Listed {
    entries: Vec<Entry>,
    problems: Vec<Diagnostic>,
    /// The folders right below the one that it began with.
    folders: Vec<PathBuf>,
}

impl Disk {
    fn list(&self, walk: walkdir::WalkDir, skip: Skip, settled: u64) -> Listed {
        let mut listed = Listed::default();
        let relative = |path: &Path| path.strip_prefix(&self.root).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
        // Links are not followed: they can loop, and can lead out of the site.
        let walk = walk.min_depth(1).sort_by_file_name().into_iter();
        let walk = walk.filter_entry(|entry| relative(entry.path()).is_none_or(|path| !skip(&path, entry.file_type().is_dir())));
        for entry in walk {
            let refuse = |name: &dyn std::fmt::Display, why: &str| {
                let message = format!("the name of `{name}` {why}, so the file has no address and is left out");
                Diagnostic::warning("file-name", message).help("rename the file")
            };
            match entry {
                Err(error) => {
                    let path = error.path().and_then(relative).unwrap_or_default();
                    listed.problems.push(unreadable(&path, &io::Error::other(error)));
                }
                Ok(entry) if entry.file_type().is_file() => match relative(entry.path()) {
                    Some(path) if path.contains(char::is_control) => {
                        listed.problems.push(refuse(&path.escape_debug(), "holds a control character"));
                    }
                    Some(path) => {
                        let (len, stamp) = entry.metadata().map_or((0, 0), |meta| (meta.len(), changed(&meta)));
                        listed.entries.push(Entry { path, len, stamp, settled: stamp != 0 && stamp < settled });
                    }
                    None => listed.problems.push(refuse(&entry.path().to_string_lossy(), "is not UTF-8")),
                },
                Ok(entry) if entry.file_type().is_dir() && entry.depth() == 1 => listed.folders.push(entry.into_path()),
                Ok(_) => {}
            }
        }
        listed
    }
}

/// Files that were changed before this time, in nanoseconds, have stamps to be trusted.
fn settled() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64);
    now.saturating_sub(TICK)
}

/// When a file was changed, in nanoseconds; 0 where that is not known.
fn changed(meta: &std::fs::Metadata) -> u64 {
    let since = meta.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos() as u64)
}

/// A site in memory, for tests and for what `serve` has read already.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Bytes by path.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// A site of these texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Memory {
        Memory { files: files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).collect() }
    }
}

impl World for Memory {
    fn walk(&self, skip: Skip) -> (Vec<Entry>, Vec<Diagnostic>) {
        let passed_by = |path: &str| {
            let folders = path.match_indices('/').map(|(i, _)| skip(&path[..i], true));
            folders.chain([skip(path, false)]).any(|skipped| skipped)
        };
        (self.files.keys().filter(|path| !passed_by(path)).filter_map(|path| self.entry(path)).collect(), Vec::new())
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        let bytes = self.files.get(path)?;
        Some(Entry { path: path.to_owned(), len: bytes.len() as u64, stamp: xxh3_64(bytes), settled: true })
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn exists(&self, path: &str) -> bool {
        let inside = |name: &String| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.files.range(path.to_owned()..).map(|(name, _)| name).take_while(|name| name.starts_with(path)).any(inside)
    }

    fn locate(&self, _: &str) -> Option<PathBuf> {
        None
    }
}

/// What to say of a file or folder that cannot be read.
pub fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("file-unreadable", format!("`{path}` cannot be read: {error}"))
}
