//! Sets of bytes, with which pieces of text can begin.

/// A set of next bytes; the last member stands for the end of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bytes([u64; 5]);

/// The member of [`Bytes`] that stands for the end of the line.
pub(super) const END: usize = 256;

impl Bytes {
    pub(super) const NONE: Bytes = Bytes([0; 5]);

    /// The set as it is written: five little-endian words.
    pub(super) fn read(bytes: &[u8]) -> Bytes {
        Bytes(std::array::from_fn(|at| bytes[at * 8..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word))))
    }

    /// Bytes, and [`END`], that are members.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        let words = self.0.into_iter().enumerate();
        words.flat_map(|(at, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                let member = (word != 0).then_some(at * 64 + bit)?;
                word &= word - 1;
                Some(member)
            })
        })
    }

    /// Whether the byte, or [`END`], is a member.
    pub(super) fn has(&self, byte: usize) -> bool {
        self.0[byte >> 6] >> (byte & 63) & 1 == 1
    }
}

/// What sets are made of, when patterns are read.
impl Bytes {
    pub(super) const ALL: Bytes = Bytes([!0, !0, !0, !0, 1]);
    /// Every byte, but not the end: what a pattern that takes any character can begin with.
    pub(super) const ANY: Bytes = Bytes([!0, !0, !0, !0, 0]);
    /// Bytes of characters beyond ASCII.
    pub(super) const WIDE: Bytes = Bytes([0, 0, !0, !0, 0]);
    #[cfg(test)]
    pub(super) const END: Bytes = Bytes([0, 0, 0, 0, 1]);
    #[cfg(test)]
    pub(super) const LINE_END: Bytes = Bytes([1 << b'\n', 0, 0, 0, 1]);
    #[cfg(test)]
    /// What `\s` takes of ASCII.
    pub(super) const BLANKS: Bytes = Bytes([0x1f << 9 | 1 << b' ', 0, 0, 0, 0]);
    #[cfg(test)]
    /// What `\w` takes of ASCII.
    pub(super) const WORD: Bytes = Bytes([0x3ff << b'0', 0x3ff_ffff << 1 | 1 << (b'_' & 63) | 0x3ff_ffff << 33, 0, 0, 0]);

    pub(super) fn of(bytes: impl IntoIterator<Item = u8>) -> Bytes {
        let mut set = Bytes::NONE;
        for byte in bytes {
            set.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        set
    }

    pub(super) fn of_char(c: char) -> Bytes {
        let mut buffer = [0; 4];
        Bytes::of(c.encode_utf8(&mut buffer).bytes().take(1))
    }

    /// ASCII characters that `fits`, and everything beyond: what a class of Unicode characters can begin with.
    pub(super) fn ascii(fits: impl Fn(u8) -> bool) -> Bytes {
        Bytes::of((0..128).filter(|&byte| fits(byte))).or(Bytes::WIDE)
    }

    pub(super) fn or(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    #[cfg(test)]
    pub(super) fn without(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] & !other.0[i]))
    }

    pub(super) fn and(self, other: Bytes) -> Bytes {
        Bytes(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    #[cfg(test)]
    pub(super) fn to_bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

/// Whether an ASCII character is part of a word, as `\w` and `\b` have it.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
