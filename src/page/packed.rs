//! Bytes that stand for many small values which are seldom looked at.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;

/// A value, packed: a tenth of the allocations, and less than half of the room.
#[derive(Clone, Debug, Default)]
pub struct Packed(Box<[u8]>);

impl Packed {
    /// Packs a value into about so many bytes.
    pub(super) fn new(value: &(impl Serialize + ?Sized), about: usize) -> Packed {
        let bytes = postcard::to_extend(value, Vec::with_capacity(about)).unwrap_or_default();
        // Shrinking where it lies would give nothing back, as far as the allocator is concerned.
        Packed(if bytes.capacity() == bytes.len() { bytes.into() } else { bytes.as_slice().into() })
    }

    /// The value again.
    pub(super) fn unpack<T: DeserializeOwned + Default>(&self) -> T {
        postcard::from_bytes(&self.0).unwrap_or_default()
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Packed, D::Error> {
        deserializer.deserialize_bytes(Bytes)
    }
}

struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Packed;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed, E> {
        Ok(Packed(bytes.into()))
    }
}
