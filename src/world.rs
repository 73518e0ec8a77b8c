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
        let (mut entries, mut problems) = (Vec::new(), Vec::new());
        let mut folders = vec![Folder { place: self.root.clone(), path: Some(String::new()) }];
        while !folders.is_empty() {
            let listed: Vec<Listed> = folders.par_iter().map(|folder| folder.list(skip, settled)).collect();
            folders.clear();
            for listed in listed {
                entries.extend(listed.entries);
                problems.extend(listed.problems);
                folders.extend(listed.folders);
            }
        }
        entries.sort();
        problems.sort_by(|a, b| a.message.cmp(&b.message));
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

/// A folder to be listed: where it is, and its path in the site unless that cannot be written down.
struct Folder {
    place: PathBuf,
    path: Option<String>,
}

/// What a folder holds.
#[derive(Default)]
struct Listed {
    entries: Vec<Entry>,
    problems: Vec<Diagnostic>,
    folders: Vec<Folder>,
}

impl Folder {
    fn list(&self, skip: Skip, settled: u64) -> Listed {
        let mut listed = Listed::default();
        let fails = |error: io::Error| {
            let error = io::Error::other(format!("IO error for operation on {}: {error}", self.place.display()));
            unreadable(self.path.as_deref().unwrap_or_default(), &error)
        };
        match std::fs::read_dir(&self.place) {
            Ok(items) => {
                for item in items {
                    let added = item.and_then(|item| self.add(&item, skip, settled, &mut listed));
                    listed.problems.extend(added.err().map(fails));
                }
            }
            Err(error) => listed.problems.push(fails(error)),
        }
        listed
    }

    fn add(&self, item: &std::fs::DirEntry, skip: Skip, settled: u64, listed: &mut Listed) -> io::Result<()> {
        // Links are not followed: they can loop, and can lead out of the site.
        let kind = item.file_type()?;
        let name = item.file_name();
        let within = |folder: &String, name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let path = self.path.as_ref().zip(name.to_str()).map(|(folder, name)| within(folder, &name.replace('\\', "/")));
        if path.as_ref().is_some_and(|path| skip(path, kind.is_dir())) {
            return Ok(());
        }
        let mut refuse = |name: &dyn std::fmt::Display, why: &str| {
            let message = format!("the name of `{name}` {why}, so the file has no address and is left out");
            listed.problems.push(Diagnostic::warning("file-name", message).help("rename the file"));
        };
        match path {
            path if kind.is_dir() => listed.folders.push(Folder { place: item.path(), path }),
            _ if !kind.is_file() => {}
            Some(path) if path.contains(char::is_control) => refuse(&path.escape_debug(), "holds a control character"),
            Some(path) => {
                let (len, stamp) = item.metadata().map_or((0, 0), |meta| (meta.len(), changed(&meta)));
                listed.entries.push(Entry { path, len, stamp, settled: stamp != 0 && stamp < settled });
            }
            None => refuse(&item.path().to_string_lossy(), "is not UTF-8"),
        }
        Ok(())
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
