//! What an artifact will be made of, before it is made: a hash of it tells whether the file of an earlier build is the same.

use super::{Artifact, Content};
use crate::diagnostic::Diagnostic;
use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

/// An artifact about to be rendered. Templates see nothing but their context, so that a hash of the context, of the
/// theme and of this program names the bytes that will come of it.
pub struct Prepared<'r> {
    key: Option<u128>,
    diagnostics: Vec<Diagnostic>,
    render: Box<Render<'r>>,
}

/// Makes the bytes, and tells what fails.
type Render<'r> = dyn FnOnce(&mut Vec<Diagnostic>) -> Content + 'r;

impl<'r> Prepared<'r> {
    /// An artifact that `render` makes; `diagnostics` is what was found on the way here.
    pub(super) fn new(
        key: Option<Key>,
        diagnostics: Vec<Diagnostic>,
        render: impl FnOnce(&mut Vec<Diagnostic>) -> Content + 'r,
    ) -> Prepared<'r> {
        Prepared { diagnostics, ..Prepared::with_key(key.and_then(Key::done), render) }
    }

    /// An artifact of this name that `render` makes.
    pub(super) fn with_key(key: Option<u128>, render: impl FnOnce(&mut Vec<Diagnostic>) -> Content + 'r) -> Prepared<'r> {
        Prepared { key, diagnostics: Vec::new(), render: Box::new(render) }
    }

    /// An artifact that is cheaper to make than to name.
    pub(super) fn made(artifact: &Artifact, bytes: Vec<u8>) -> Prepared<'r> {
        let mut key = Key::default();
        key.text(&format!("{artifact:?}"));
        key.bytes(&bytes);
        Prepared::new(Some(key), Vec::new(), move |_| Content::Bytes(bytes))
    }

    /// The name of the bytes; none where that cannot be said, or where something is wrong, which is to be told each time.
    pub fn key(&self) -> Option<u128> {
        self.key.filter(|_| self.diagnostics.is_empty())
    }

    /// The bytes. What fails is told, and something readable is there all the same.
    pub fn render(self) -> (Content, Vec<Diagnostic>) {
        let mut diagnostics = self.diagnostics;
        let content = (self.render)(&mut diagnostics);
        (content, diagnostics)
    }
}

/// A hash of parts, each of which counts with its length.
#[derive(Default)]
pub(super) struct Key {
    hasher: Xxh3,
    broken: bool,
}

impl Key {
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.hasher.update(&(bytes.len() as u64).to_le_bytes());
        self.hasher.update(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn part(&mut self, part: u128) {
        self.bytes(&part.to_le_bytes());
    }

    /// What a template is given. Of one type two values give the same bytes only if they are the same: no field may be
    /// left out or flattened (the latter is an error, so that there is no key).
    pub(super) fn context(&mut self, context: &impl Serialize) {
        match postcard::to_stdvec(context) {
            Ok(bytes) => self.bytes(&bytes),
            Err(_) => self.broken = true,
        }
    }

    pub(super) fn done(self) -> Option<u128> {
        (!self.broken).then(|| self.hasher.digest128())
    }
}
