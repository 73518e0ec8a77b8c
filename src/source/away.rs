//! Bytes that wait outside of memory until somebody asks for them.

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// Where bytes can be put away: a file, for those who have one.
pub trait Store: fmt::Debug + Send + Sync {
    /// Puts bytes away, and says where they begin; `None` where there is no room for them.
    fn put(&self, bytes: &[u8]) -> Option<u64>;

    /// So many bytes that were put away, from `at` on.
    fn get(&self, at: u64, len: usize) -> io::Result<Vec<u8>>;

    /// Is told that something did not come back as it was put away.
    fn lose(&self, _: io::Error) {}

    /// What was lost, if anything was: whatever was made of what came back must not be published then.
    fn loss(&self) -> Option<&io::Error> {
        None
    }
}

/// Bytes in memory, to which none can be added.
impl Store for Vec<u8> {
    fn put(&self, _: &[u8]) -> Option<u64> {
        None
    }

    fn get(&self, at: u64, len: usize) -> io::Result<Vec<u8>> {
        let at = usize::try_from(at).ok();
        let bytes = at.and_then(|at| self.as_slice().get(at..at.checked_add(len)?));
        bytes.map(<[u8]>::to_vec).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }
}

/// Bytes that were put away.
#[derive(Clone, Debug)]
pub struct Away {
    store: Arc<dyn Store>,
    at: u64,
    len: u32,
}

impl Away {
    /// Puts all these away in one go; `None` where that cannot be, so that they have to stay where they are.
    pub fn put<const N: usize>(store: &Arc<dyn Store>, parts: [&[u8]; N]) -> Option<[Away; N]> {
        let whole = parts.concat();
        u32::try_from(whole.len()).ok()?;
        let mut at = store.put(&whole)?;
        Some(parts.map(|part| {
            let away = Away { store: Arc::clone(store), at, len: part.len() as u32 };
            at += part.len() as u64;
            away
        }))
    }

    /// The first `len` bytes of a store, in which they were already.
    pub fn first(store: Arc<dyn Store>, len: u32) -> Away {
        Away { store, at: 0, len }
    }

    /// Some of them, if they are there.
    pub fn part(&self, range: Range<usize>) -> io::Result<Vec<u8>> {
        if range.start > range.end || range.end > self.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.store.get(self.at + range.start as u64, range.len())
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes; none where the store [loses](Store::lose) them.
    pub fn bytes(&self) -> Vec<u8> {
        self.store.get(self.at, self.len()).unwrap_or_else(|error| self.lost(error))
    }

    /// The bytes as the text that they were.
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes()).unwrap_or_else(|error| self.lost(io::Error::new(io::ErrorKind::InvalidData, error)))
    }

    fn lost<T: Default>(&self, error: io::Error) -> T {
        self.store.lose(error);
        T::default()
    }
}
