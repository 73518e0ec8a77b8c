//! Files in which a build finds or puts away what it need not have in memory.

use crate::source::away::Store;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// A file, and where what is put away next begins.
#[derive(Debug)]
struct Pile {
    file: File,
    end: AtomicU64,
    loss: OnceLock<io::Error>,
}

impl Pile {
    fn new(file: File, end: u64) -> Pile {
        Pile { file, end: AtomicU64::new(end), loss: OnceLock::new() }
    }
}

/// A store in the file system of `folder` that is gone when the process ends, however it ends; `None` where there are no
/// files without a name.
pub(super) fn nameless(folder: &Path) -> Option<Arc<dyn Store>> {
    Some(Arc::new(Pile::new(make(folder)?, 0)))
}

/// A file as it lies there, with its length. It is read as it is even if another takes its place.
pub(super) fn open(path: &Path) -> Option<(Arc<dyn Store>, u64)> {
    if cfg!(not(unix)) {
        let bytes = std::fs::read(path).ok()?;
        let len = bytes.len() as u64;
        return Some((Arc::new(bytes), len));
    }
    let file = File::open(path).ok()?;
    let len = file.metadata().ok()?.len();
    Some((Arc::new(Pile::new(file, len)), len))
}

#[cfg(target_os = "linux")]
fn make(folder: &Path) -> Option<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR).ok().map(File::from)
}

/// A file whose name is taken back at once. What a build left that was killed in between is taken away by the next.
#[cfg(all(unix, not(target_os = "linux")))]
fn make(folder: &Path) -> Option<File> {
    let path = folder.join("away");
    let _ = std::fs::remove_file(&path);
    let file = File::options().read(true).write(true).create_new(true).open(&path).ok()?;
    let _ = std::fs::remove_file(&path);
    Some(file)
}

#[cfg(not(unix))]
fn make(_: &Path) -> Option<File> {
    None
}

impl Store for Pile {
    fn put(&self, bytes: &[u8]) -> Option<u64> {
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        write_at(&self.file, bytes, at).ok().map(|()| at)
    }

    fn get(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        read_at(&self.file, at, len)
    }

    fn lose(&self, error: io::Error) {
        // The first one says it.
        let _ = self.loss.set(error);
    }

    fn loss(&self) -> Option<&io::Error> {
        self.loss.get()
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

/// Reads into room that need not be zeroed before.
#[cfg(unix)]
fn read_at(file: &File, at: u64, len: usize) -> io::Result<Vec<u8>> {
    use rustix::io::Errno;
    let mut bytes = Vec::with_capacity(len);
    while bytes.len() < len {
        let behind = at + bytes.len() as u64;
        match rustix::io::pread(file, rustix::buffer::spare_capacity(&mut bytes), behind) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    bytes.truncate(len);
    Ok(bytes)
}

#[cfg(not(unix))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
fn read_at(_: &File, _: u64, _: usize) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::source::away::Away;

    #[test]
    fn what_is_put_away_comes_back_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = nameless(folder.path()).expect("files without a name");
        let first = Away::put(&store, [b"one".as_slice(), b"", b"three"]).expect("there is room");
        let second = Away::put(&store, ["é".as_bytes()]).expect("there is room");
        assert_eq!(first.each_ref().map(Away::bytes), [b"one".to_vec(), Vec::new(), b"three".to_vec()]);
        assert_eq!(second[0].text(), "é");
        assert!(store.get(9, 100).is_err() && store.loss().is_none(), "there is no more, nor was");
        let cut = Pile::new(make(folder.path()).expect("a file"), 0);
        let (cut, file): (Arc<dyn Store>, _) = (Arc::new(Pile::new(cut.file.try_clone().expect("a handle"), 0)), cut.file);
        let [lost] = Away::put(&cut, [b"text".as_slice()]).expect("there is room");
        file.set_len(2).expect("shorter");
        assert_eq!((lost.text().as_str(), cut.loss().map(io::Error::kind)), ("", Some(io::ErrorKind::UnexpectedEof)));
        assert_eq!(std::fs::read_dir(folder.path()).expect("readable").count(), 0);
    }

    #[test]
    fn a_file_is_read_as_it_was_when_another_takes_its_place() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pages");
        std::fs::write(&path, "before").expect("writable");
        let (store, len) = open(&path).expect("it is there");
        std::fs::write(folder.path().join("new"), "after that").expect("writable");
        std::fs::rename(folder.path().join("new"), &path).expect("renamed");
        assert_eq!((store.get(0, 6).expect("readable"), len), (b"before".to_vec(), 6));
    }
}
