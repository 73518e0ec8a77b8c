//! Artifacts to a folder: staged beside it and swapped in one step, so that a kill at any moment leaves a whole site.

mod cache;
mod ledger;
mod store;

pub use cache::{Cache, Open, PAGES};

use crate::diagnostic::Diagnostic;
use crate::render::{Content, images};
use crate::world::{MANIFEST, World};
use ledger::{Ledger, Line};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// The folder beside the destination in which the next site is made.
const WORKSHOP: &str = ".weeklog";

/// So many files at most are made by one thread before others may take over: they differ much in cost.
const SHARE: usize = 4;

/// What a write did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Files of the site.
    pub files: usize,
    /// Of them, those that are new or have other bytes than before.
    pub written: usize,
    /// Files of the last site that this one does not have.
    pub removed: usize,
}

/// What there is to do for a file.
#[derive(Debug)]
pub enum Product {
    /// Nothing: it was found to be there, made of what this is a hash of.
    AsItWas(u128),
    /// These bytes are its own, with a hash of what they were made of where there is one.
    Made(Content, Option<u128>),
}

/// Files that were staged.
pub struct Staged<'a>(Vec<File<'a>>);

/// A file that was staged.
#[derive(Clone, Copy, Debug)]
struct File<'a> {
    name: &'a str,
    /// It is as it was in the last site, so that it was not written again.
    is_same: bool,
    /// A hash of what it was made of.
    key: Option<u128>,
}

/// A destination that was found to be ours or empty, locked against other builds.
pub struct Destination {
    path: PathBuf,
    workshop: PathBuf,
    lock: fs::File,
    lock_path: PathBuf,
    old: BTreeSet<String>,
    foreign: Vec<String>,
    cache: Option<Cache>,
    ledger: Ledger,
}

impl Destination {
    /// Opens a destination; waits while another build writes to it. Refuses a folder with files that weeklog did not write
    /// and no list of ours, and a link.
    pub fn open(path: &Path) -> Result<Destination, Diagnostic> {
        let path = std::path::absolute(path).map_err(|error| failed(path, &error))?;
        let parent = path.parent().map(Path::to_owned).ok_or_else(|| refused(&path, "it is the root of the file system"))?;
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(|| refused(&path, "it has no name"))?;
        fs::create_dir_all(&parent).map_err(|error| failed(&parent, &error))?;
        let folder = parent.join(WORKSHOP);
        if fs::symlink_metadata(&folder).is_ok_and(|meta| meta.is_symlink()) {
            return Err(refused(
                &path,
                &format!("`{}` beside it is a link, and weeklog does not follow links out of its folder", folder.display()),
            ));
        }
        let lock_path = folder.join(format!("{name}.lock"));
        let lock = lock(&folder, &lock_path).map_err(|error| failed(&folder, &error))?;
        let workshop = folder.join(name);
        let (old, foreign) = (BTreeSet::new(), Vec::new());
        let mut destination = Destination { path, workshop, lock, lock_path, old, foreign, cache: None, ledger: Ledger::default() };
        destination.recover().map_err(|error| failed(&destination.path, &error))?;
        destination.inspect()?;
        Ok(destination)
    }

    /// The same, with a memory: files that the last build wrote and nobody touched since are known without being made.
    #[must_use]
    pub fn with_cache(mut self, cache: Option<Cache>) -> Destination {
        self.ledger = cache.as_ref().map(|cache| Ledger::read(cache.read(ledger::KIND))).unwrap_or_default();
        self.cache = cache;
        self
    }

    /// The files of the last build below `folder`, each with what it was made of, if the one at `file` there was made of
    /// what this is a hash of and all are as they were left; nothing otherwise.
    pub fn known_below(&self, folder: &str, file: &str, key: u128) -> Vec<(String, u128)> {
        if !self.is_known(&format!("{folder}{file}"), key) {
            return Vec::new();
        }
        let files = self.ledger.below(folder);
        let are_there = files.iter().all(|(file, key)| self.is_known(file, *key));
        if are_there { files.into_iter().map(|(file, key)| (file.to_owned(), key)).collect() } else { Vec::new() }
    }

    /// Whether a file is as the last build left it, which made it of what this is a hash of.
    pub fn is_known(&self, file: &str, key: u128) -> bool {
        self.old.contains(file) && self.ledger.holds(file, &self.path.join(file), key)
    }

    fn next(&self) -> PathBuf {
        self.workshop.join("next")
    }

    fn last(&self) -> PathBuf {
        self.workshop.join("last")
    }

    /// Clears what a killed build left, and puts the last site back if it was killed between two renames.
    fn recover(&self) -> io::Result<()> {
        if self.last().exists() && !self.path.exists() {
            fs::rename(self.last(), &self.path)?;
        }
        match fs::remove_dir_all(&self.workshop) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn inspect(&mut self) -> Result<(), Diagnostic> {
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(&self.path, &error)),
            Ok(meta) if meta.is_symlink() => {
                return Err(refused(&self.path, "it is a link, and weeklog does not follow links out of its folder"));
            }
            Ok(meta) if !meta.is_dir() => return Err(refused(&self.path, "it is a file")),
            Ok(_) => {}
        }
        match fs::read_to_string(self.path.join(MANIFEST)) {
            Ok(list) => self.old = list.lines().map(str::to_owned).collect(),
            Err(_) => {
                let mut entries = fs::read_dir(&self.path).map_err(|error| failed(&self.path, &error))?;
                if entries.next().is_some() {
                    return Err(refused(&self.path, "it holds files that weeklog did not write"));
                }
            }
        }
        self.foreign = list(&self.path)
            .map_err(|error| failed(&self.path, &error))?
            .into_iter()
            .filter(|file| !self.old.contains(file) && file != MANIFEST)
            .collect();
        Ok(())
    }

    /// Writes all files, each rendered by `render` in parallel, and swaps the whole in. Nothing is touched when nothing changed.
    pub fn write<'a, F>(self, world: &dyn World, files: &[&'a str], render: F) -> Result<Report, Diagnostic>
    where
        F: Fn(&'a str) -> Content + Sync,
    {
        let staged = self.stage(world, files, |file, _| Product::Made(render(file), None))?;
        self.finish(&[staged])
    }

    /// Makes some of the site's files, each by `make` in parallel, which may ask whether the file of the last build was
    /// made of what a hash stands for. Several stages may run beside each other.
    pub fn stage<'a, F>(&self, world: &dyn World, files: &[&'a str], make: F) -> Result<Staged<'a>, Diagnostic>
    where
        F: Fn(&'a str, &dyn Fn(u128) -> bool) -> Product + Sync,
    {
        let next = self.next();
        fs::create_dir_all(&next).map_err(|error| failed(&next, &error))?;
        let folders: BTreeSet<&str> = files.iter().filter_map(|file| file.rsplit_once('/')).map(|(folder, _)| folder).collect();
        for folder in folders {
            fs::create_dir_all(next.join(folder)).map_err(|error| failed(&next, &error))?;
        }
        let stage = |&name: &&'a str| -> Result<File<'a>, Diagnostic> {
            let (content, key) = match make(name, &|key| self.is_known(name, key)) {
                Product::AsItWas(key) => return Ok(File { name, is_same: true, key: Some(key) }),
                Product::Made(content, key) => (content, key),
            };
            let (old, new) = (self.path.join(name), next.join(name));
            let is_same = self.old.contains(name) && is_same(&old, &content, world);
            if !is_same {
                put(&new, &content, world).map_err(|error| failed(&new, &error))?;
            }
            Ok(File { name, is_same, key })
        };
        Ok(Staged(files.par_iter().with_max_len(SHARE).map(stage).collect::<Result<_, _>>()?))
    }

    /// Swaps in what was staged, as the whole site.
    pub fn finish(self, stages: &[Staged]) -> Result<Report, Diagnostic> {
        let files = || stages.iter().flat_map(|Staged(files)| files);
        let unchanged: Vec<&str> = files().filter(|file| file.is_same).map(|file| file.name).collect();
        let now: BTreeSet<&str> = files().map(|file| file.name).collect();
        let removed = self.old.iter().filter(|file| !now.contains(file.as_str())).count();
        let report = Report { files: now.len(), written: now.len() - unchanged.len(), removed };
        if report.written > 0 || removed > 0 || !self.path.exists() {
            self.swap_in(&unchanged, &now).map_err(|error| failed(&self.path, &error))?;
        }
        self.remember(stages);
        self.close();
        Ok(report)
    }

    /// Keeps for the next build what is known of the files. The site stands without it.
    fn remember(&self, stages: &[Staged]) {
        let Some(cache) = &self.cache else { return };
        let files: Vec<File> = stages.iter().flat_map(|Staged(files)| files).copied().collect();
        let line = |File { name, is_same, key }| -> Option<(&str, Line)> {
            // Of what was found as it was left the file system has nothing new to say.
            let left = self.ledger.line(name).filter(|line| is_same && Some(line.key) == key);
            Some((name, left.or_else(|| Line::of(&self.path.join(name), key?))?))
        };
        let lines: Vec<(&str, Line)> = files.into_par_iter().filter_map(line).collect();
        let _ = cache.replace(ledger::KIND, |open| {
            if self.ledger.is(&lines) {
                return Ok(false);
            }
            open()?.write_all(ledger::text(&lines).as_bytes()).map(|()| true)
        });
    }

    /// Completes the staged site with what did not change and what is not ours, and puts it in place of the last one.
    fn swap_in(&self, unchanged: &[&str], now: &BTreeSet<&str>) -> io::Result<()> {
        let next = self.next();
        unchanged.par_iter().try_for_each(|file| link(&self.path.join(file), &next.join(file)))?;
        for file in self.foreign.iter().filter(|file| !now.contains(file.as_str())) {
            let to = next.join(file);
            if file.ends_with('/') {
                fs::create_dir_all(to)?;
                continue;
            }
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder)?;
            }
            link(&self.path.join(file), &to)?;
        }
        let list: String = now.iter().flat_map(|file| [*file, "\n"]).collect();
        fs::write(next.join(MANIFEST), list)?;
        if !self.path.exists() {
            return fs::rename(&next, &self.path);
        }
        if exchange(&next, &self.path).is_ok() {
            return Ok(());
        }
        // Without an exchange in one step there is a moment without a site; `recover` mends a kill in it.
        fs::rename(&self.path, self.last())?;
        fs::rename(&next, &self.path).or_else(|error| fs::rename(self.last(), &self.path).and(Err(error)))
    }

    /// Removes the workshop and gives the destination free. What cannot be removed the next build removes.
    fn close(self) {
        let _ = fs::remove_dir_all(&self.workshop);
        let _ = fs::remove_file(&self.lock_path);
        if let Some(folder) = self.lock_path.parent() {
            let _ = fs::remove_dir(folder);
        }
        let _ = self.lock.unlock();
    }
}

/// Takes the lock; whoever waited for a lock file that was removed meanwhile takes the new one.
fn lock(folder: &Path, path: &Path) -> io::Result<fs::File> {
    loop {
        fs::create_dir_all(folder)?;
        let file = match fs::File::options().create(true).truncate(false).write(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        file.lock()?;
        if is_same_file(&file, path) {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_same_file(file: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().map(identity).ok() == fs::metadata(path).map(identity).ok()
}

#[cfg(not(unix))]
fn is_same_file(_: &fs::File, path: &Path) -> bool {
    path.exists()
}

/// Swaps two folders in one step, where the system can.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A second name for a file, or a copy where there are no second names.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

fn put(path: &Path, content: &Content, world: &dyn World) -> io::Result<()> {
    match content {
        Content::Bytes(bytes) => fs::write(path, bytes),
        Content::Copy(from) => match world.locate(from) {
            Some(source) => fs::copy(source, path).map(drop),
            None => fs::write(path, world.read(from)?),
        },
        Content::Smaller(from, width) => fs::write(path, images::scale(from, world.read(from)?, *width)),
    }
}

fn is_same(old: &Path, content: &Content, world: &dyn World) -> bool {
    let regular = |len: u64| fs::symlink_metadata(old).is_ok_and(|meta| meta.is_file() && meta.len() == len);
    match content {
        Content::Bytes(bytes) => regular(bytes.len() as u64) && fs::read(old).is_ok_and(|old| old == *bytes),
        Content::Copy(from) => match world.locate(from) {
            Some(source) => fs::metadata(&source).is_ok_and(|meta| regular(meta.len())) && equal(old, &source).unwrap_or(false),
            None => world.read(from).is_ok_and(|bytes| regular(bytes.len() as u64) && fs::read(old).is_ok_and(|old| old == bytes)),
        },
        // Its name names its content.
        Content::Smaller(..) => fs::symlink_metadata(old).is_ok_and(|meta| meta.is_file()),
    }
}

/// Compares two files of one length piece by piece.
fn equal(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) = (fs::File::open(a)?, fs::File::open(b)?);
    let (mut x, mut y) = (vec![0; 64 << 10], vec![0; 64 << 10]);
    loop {
        let count = a.read(&mut x)?;
        if count == 0 {
            return Ok(true);
        }
        b.read_exact(&mut y[..count])?;
        if x[..count] != y[..count] {
            return Ok(false);
        }
    }
}

/// All files and links below a folder, and with a `/` at the end the folders that hold nothing: git's own has some
/// that it cannot do without.
fn list(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).min_depth(1) {
        let entry = entry?;
        let is_folder = entry.file_type().is_dir();
        if (!is_folder || fs::read_dir(entry.path())?.next().is_none())
            && let Some(path) = entry.path().strip_prefix(root).ok().and_then(Path::to_str)
        {
            files.push(path.replace('\\', "/") + if is_folder { "/" } else { "" });
        }
    }
    Ok(files)
}

fn refused(path: &Path, reason: &str) -> Diagnostic {
    Diagnostic::error("output-refused", format!("the site is not written to `{}`: {reason}", path.display()))
        .help("choose another folder with `--destination`, or empty that one yourself")
}

fn failed(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("output-failed", format!("`{}` cannot be written: {error}", path.display())).help("the last site was left as it is")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn write(path: &Path, files: &[(&str, &str)]) -> Result<Report, Diagnostic> {
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let find = |name: &str| files.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| *text);
        Destination::open(path)?.write(&Memory::default(), &names, |name| Content::Bytes(find(name).into()))
    }

    #[test]
    fn only_changes_are_written_and_foreign_files_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("_site");
        assert_eq!(write(&site, &[("a", "1"), ("b/c", "2")]).expect("fresh").written, 2);
        fs::write(site.join("CNAME"), "example.org").expect("writable");
        assert_eq!(write(&site, &[("a", "1"), ("b/c", "2")]).expect("same"), Report { files: 2, written: 0, removed: 0 });
        assert_eq!(write(&site, &[("a", "one")]).expect("changed"), Report { files: 1, written: 1, removed: 1 });
        let mut left = list(&site).expect("readable");
        left.sort();
        assert_eq!(left, [MANIFEST, "CNAME", "a"]);
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1, "nothing is left beside the site");
    }

    #[test]
    fn a_folder_of_others_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "ten years").expect("writable");
        let refused = write(folder.path(), &[("a", "1")]).expect_err("refused");
        assert_eq!(refused.code, "output-refused");
        assert!(folder.path().join("thesis.txt").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let link = folder.path().join("_site");
        std::os::unix::fs::symlink("/tmp", &link).expect("a link");
        assert_eq!(write(&link, &[("a", "1")]).expect_err("refused").code, "output-refused");
    }
}
