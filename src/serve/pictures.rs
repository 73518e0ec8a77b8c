//! Pictures that were made smaller, kept so that looking at a page again does not make them again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Bytes that are kept at most: some hundred screenshots. The ones that nobody asked for longest go first.
const MOST: usize = 64 << 20;

/// Pictures by the name of their file, which names their content and width.
#[derive(Default)]
pub(super) struct Pictures(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    asked: u64,
    bytes: usize,
    pictures: BTreeMap<String, (u64, Vec<u8>)>,
}

impl Pictures {
    /// The picture of this name, made by `make` when it is not kept. Others are not kept waiting meanwhile.
    pub(super) fn get(&self, name: &str, make: impl FnOnce() -> Option<Vec<u8>>) -> Option<Vec<u8>> {
        if let Some(kept) = self.kept().again(name) {
            return Some(kept);
        }
        let made = make()?;
        self.kept().keep(name, &made, MOST);
        Some(made)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn again(&mut self, name: &str) -> Option<Vec<u8>> {
        self.asked += 1;
        let (asked, bytes) = self.pictures.get_mut(name)?;
        *asked = self.asked;
        Some(bytes.clone())
    }

    fn keep(&mut self, name: &str, bytes: &[u8], most: usize) {
        if bytes.len() > most || self.pictures.contains_key(name) {
            return;
        }
        self.bytes += bytes.len();
        self.pictures.insert(name.to_owned(), (self.asked, bytes.to_vec()));
        while self.bytes > most {
            let oldest = self.pictures.iter().min_by_key(|(_, (asked, _))| *asked).map(|(name, _)| name.clone());
            let Some((_, gone)) = oldest.and_then(|name| self.pictures.remove(&name)) else { break };
            self.bytes -= gone.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_made_once() {
        let pictures = Pictures::default();
        assert_eq!(pictures.get("a", || None), None, "what fails is tried again");
        assert_eq!(pictures.get("a", || Some(vec![1])), Some(vec![1]));
        assert_eq!(pictures.get("a", || unreachable!("it is kept")), Some(vec![1]));
    }

    #[test]
    fn what_was_asked_for_last_is_kept() {
        let mut kept = Kept::default();
        for name in ["a", "b", "c"] {
            assert_eq!(kept.again(name), None);
            kept.keep(name, &[0; 40], 120);
        }
        assert!(kept.again("a").is_some());
        kept.keep("d", &[0; 40], 120);
        kept.keep("e", &[0; 121], 120);
        assert_eq!((kept.pictures.keys().map(String::as_str).collect::<Vec<_>>(), kept.bytes), (vec!["a", "c", "d"], 120));
    }
}
