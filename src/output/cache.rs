//! What a build keeps in the site's folder for the next one. Safe to delete: without it a build is only slower.

use super::store;
use crate::source::away::{Away, Store};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use xxhash_rust::xxh3::xxh3_64;

/// The folder's name, below that of the workshop.
const FOLDER: &str = "cache";

/// Marks the folder for backup programs: <https://bford.info/cachedir/>.
const TAG: &str = "CACHEDIR.TAG";
const SIGNATURE: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55\n# Kept by weeklog from build to build. Safe to delete.\n";

/// Of so many destinations at most something is kept: whoever builds into a new folder each time leaves no more.
const MOST: usize = 4;

/// A folder of files that are each written whole or not at all. It lies in the site's folder and not beside the
/// destination, which may be where everybody can read: what is kept holds drafts and what only mentors may know.
#[derive(Clone, Debug)]
pub struct Cache {
    workshop: PathBuf,
    folder: PathBuf,
    name: String,
}

/// Opens the file that is written.
pub type Open<'a> = &'a mut (dyn FnMut() -> io::Result<Box<dyn Write + Send>> + Send);

impl Cache {
    /// What builds of the site in the folder `site` into `destination` keep.
    pub fn new(site: &Path, destination: &Path) -> Option<Cache> {
        let (site, destination) = (std::path::absolute(site).ok()?, std::path::absolute(destination).ok()?);
        let workshop = site.join(super::WORKSHOP);
        let name = destination.file_name()?.to_str()?;
        let name = match destination.parent()? == site {
            true => name.to_owned(),
            false => format!("{name}-{:016x}", xxh3_64(destination.as_os_str().as_encoded_bytes())),
        };
        Some(Cache { folder: workshop.join(FOLDER), workshop, name })
    }

    fn path(&self, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", self.name))
    }

    /// What was kept; nothing when there is nothing, or when it was not written here.
    pub fn read(&self, kind: &str) -> Vec<u8> {
        self.find(kind).and_then(|kept| kept.part(0..kept.len()).ok()).unwrap_or_default()
    }

    /// The same, to be read piece by piece.
    pub fn find(&self, kind: &str) -> Option<Away> {
        let seal = self.seal()?;
        let (store, len) = store::open(&self.path(kind))?;
        let len = usize::try_from(len).ok()?.checked_sub(seal.len())?;
        let is_ours = store.get(len as u64, seal.len()).is_ok_and(|end| end == seal);
        is_ours.then_some(Away::first(store, u32::try_from(len).ok()?))
    }

    /// When the folder was made, to the nanosecond: each file ends with it. Whoever puts a cache of their own making into
    /// a repository cannot know when it will be checked out, so that such a cache is none.
    fn seal(&self) -> Option<[u8; 16]> {
        if self.leads_elsewhere() {
            return None;
        }
        let meta = fs::symlink_metadata(self.folder.join(TAG)).ok().filter(fs::Metadata::is_file)?;
        Some(meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos().to_le_bytes())
    }

    /// Whether a part of the path below the site is a link.
    fn leads_elsewhere(&self) -> bool {
        [&self.workshop, &self.folder].into_iter().any(|folder| fs::symlink_metadata(folder).is_ok_and(|meta| meta.is_symlink()))
    }

    /// Makes the folder, with what tells git and backups to pass it by.
    fn make(&self) -> io::Result<[u8; 16]> {
        if let Some(seal) = self.seal() {
            return Ok(seal);
        }
        if self.leads_elsewhere() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.join(".gitignore"), "*\n")?;
        fs::write(self.folder.join(TAG), SIGNATURE)?;
        self.seal().ok_or_else(|| io::ErrorKind::Unsupported.into())
    }

    /// A store for the time of one build, which lies here and not among the system's temporary files: those are often kept
    /// in memory.
    pub fn store(&self) -> Option<Arc<dyn Store>> {
        self.make().ok()?;
        store::nameless(&self.folder)
    }

    /// Writes one file anew, where `write` opens it and says that it wrote: beside the old one first, so that whatever
    /// ends it leaves the old one.
    pub fn replace(&self, kind: &str, write: impl FnOnce(Open) -> io::Result<bool>) -> io::Result<()> {
        let mut made: Option<(PathBuf, [u8; 16])> = None;
        let mut open = || -> io::Result<Box<dyn Write + Send>> {
            let seal = self.make()?;
            // Builds of one destination wait for each other, so that a file of this name is what a killed one left.
            let path = self.folder.join(format!("{}.{kind}.new", self.name));
            let file = File::create(&path)?;
            made = Some((path, seal));
            Ok(Box::new(BufWriter::with_capacity(256 << 10, file)))
        };
        let written = write(&mut open);
        let Some((path, seal)) = made else { return written.map(drop) };
        let end = || -> io::Result<()> {
            File::options().append(true).open(&path)?.write_all(&seal)?;
            fs::rename(&path, self.path(kind))
        };
        let done = written.and_then(|_| end());
        if done.is_err() {
            let _ = fs::remove_file(&path);
        }
        self.clear_others(kind);
        done
    }

    /// Removes what was kept of destinations that nobody built into for longest.
    fn clear_others(&self, kind: &str) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let kept = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == kind));
        let mut kept: Vec<_> = kept.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
        kept.sort_unstable();
        for (_, path) in kept.iter().take(kept.len().saturating_sub(MOST)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The kind of file that holds what was read of the pages.
pub const PAGES: &str = "pages";
