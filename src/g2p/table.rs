//! A sorted, front-coded table of written forms and pronunciations, read where it lies.
//!
//! Owns the format that scripts/lexicon/compile.py writes:
//!
//! | bytes | meaning |
//! |---|---|
//! | `DLX1` | magic and version |
//! | u32 | number of words |
//! | u32 | number of blocks, `B`; every block but the last holds 16 words |
//! | B x u32 | where each block starts, from the end of this list |
//! | blocks | words in byte order, each followed by its pronunciations |
//!
//! All integers are little-endian. A word is a byte `p << 4 | n`, then `n` bytes after the first `p` of the word
//! before. A pronunciation is a byte `p << 5 | more << 4 | n`, then `n` codes after the first `p` of the
//! pronunciation before; `more` says that another one of the same word follows. Where `n` is 15 the length is
//! the next byte. A block starts afresh. The codes are those of `code.rs`.
//!
//! Looking a word up is a binary search over the blocks and a walk through one of them. A damaged table yields
//! no words, never a panic.

use super::code;
use crate::ir::{Phone, Segment};

const WORDS_PER_BLOCK: usize = 16;
const LONGEST: usize = 255;

/// What is wrong with a compiled table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It does not start with the magic bytes of the format.
    #[error("the lexicon starts with {found:02x?}, not with the format's mark `DLX1`")]
    Magic {
        /// Its first four bytes, zeros where there are fewer.
        found: [u8; 4],
    },
    /// It ends before it should.
    #[error("the lexicon is {len} bytes long and needs at least {needed}")]
    Truncated {
        /// Its length.
        len: usize,
        /// What its own header asks for.
        needed: usize,
    },
}

/// A compiled table; borrows its bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    words: u32,
    offsets: &'static [u8],
    body: &'static [u8],
}

/// The pronunciations of one word, as codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Codes {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Codes {
    /// Each pronunciation, first the default.
    pub(crate) fn variants(&self) -> impl Iterator<Item = Vec<Phone>> + '_ {
        (0..self.ends.len()).map(|i| {
            let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
            let codes = self.bytes[start..self.ends[i]].iter();
            let mut phones: Vec<Phone> = codes.filter_map(|&c| code::phone(c)).collect();
            // CMUdict is of two minds about the vowel of "poor" and "tour"; General American has one.
            for at in 1..phones.len() {
                if phones[at].segment == Segment::R && phones[at - 1].segment == Segment::Uw {
                    phones[at - 1].segment = Segment::Uh;
                }
            }
            phones
        })
    }

    /// Whether the word may be a part of a compound.
    pub(crate) fn is_common(&self) -> bool {
        self.bytes.contains(&code::COMMON)
    }
}

impl Table {
    /// Checks the header; the rest is checked as it is read.
    pub(crate) fn new(data: &'static [u8]) -> Result<Self, TableError> {
        let mut magic = [0; 4];
        for (to, from) in magic.iter_mut().zip(data) {
            *to = *from;
        }
        if &magic != b"DLX1" {
            return Err(TableError::Magic { found: magic });
        }
        let truncated = |needed| TableError::Truncated {
            len: data.len(),
            needed,
        };
        let words = u32_at(data, 4).ok_or(truncated(12))?;
        let blocks = u32_at(data, 8).ok_or(truncated(12))? as usize;
        let body_start = 12 + blocks.saturating_mul(4);
        if data.len() < body_start {
            return Err(truncated(body_start));
        }
        let table = Self {
            words,
            offsets: &data[12..body_start],
            body: &data[body_start..],
        };
        let last = blocks.checked_sub(1).and_then(|b| u32_at(table.offsets, b * 4));
        match last {
            Some(offset) if offset as usize >= table.body.len() => {
                Err(truncated(body_start + offset as usize))
            }
            _ => Ok(table),
        }
    }

    /// How many words it holds.
    pub(crate) fn len(&self) -> usize {
        self.words as usize
    }

    /// The first word of a block: it stands there whole, having nothing before it to share with.
    fn first_word(&self, block: usize) -> Option<&'static [u8]> {
        let start = u32_at(self.offsets, block * 4)? as usize;
        let mut reader = Reader {
            rest: self.body.get(start..)?,
        };
        let (_, len) = reader.header()?;
        reader.take(len)
    }

    /// The pronunciations of exactly this written form.
    pub(crate) fn find(&self, word: &[u8]) -> Option<Codes> {
        let mut found = None;
        self.walk(word, |reader, word_matches, before| {
            let mut ends = Vec::new();
            let mut bytes = Vec::new();
            loop {
                let more = reader.phones(before)?;
                if word_matches {
                    bytes.extend_from_slice(before.as_slice());
                    ends.push(bytes.len());
                }
                if !more {
                    break;
                }
            }
            if word_matches {
                found = Some(Codes { bytes, ends });
            }
            Some(())
        });
        found
    }

    /// Whether it holds exactly this written form.
    pub(crate) fn contains(&self, word: &[u8]) -> bool {
        let mut found = false;
        self.walk(word, |reader, word_matches, before| {
            found |= word_matches;
            while reader.phones(before)? {}
            Some(())
        });
        found
    }

    /// Reads the one block that may hold `word`, calling `at` before the pronunciations of each word up to it.
    fn walk(
        &self,
        word: &[u8],
        mut at: impl FnMut(&mut Reader, bool, &mut Buffer) -> Option<()>,
    ) -> Option<()> {
        let (mut low, mut high) = (0, self.offsets.len() / 4);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.first_word(middle)? <= word {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let start = u32_at(self.offsets, low.checked_sub(1)? * 4)? as usize;
        let mut reader = Reader {
            rest: self.body.get(start..)?,
        };
        let (mut key, mut phones) = (Buffer::new(), Buffer::new());
        for _ in 0..WORDS_PER_BLOCK {
            let (prefix, len) = reader.header()?;
            key.replace_after(prefix, reader.take(len)?)?;
            match key.as_slice().cmp(word) {
                std::cmp::Ordering::Greater => return None,
                order => at(&mut reader, order.is_eq(), &mut phones)?,
            }
            if key.as_slice() == word {
                return Some(());
            }
        }
        None
    }
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// Walks the bytes of a block.
struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn take(&mut self, n: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    /// What stands above the low four bits, and the length.
    fn header(&mut self) -> Option<(usize, usize)> {
        let byte = self.byte()?;
        let len = match byte & 15 {
            15 => self.byte()?,
            short => short,
        };
        Some((usize::from(byte >> 4), usize::from(len)))
    }

    /// Reads one pronunciation over the one before; whether another follows.
    fn phones(&mut self, before: &mut Buffer) -> Option<bool> {
        let (high, len) = self.header()?;
        before.replace_after(high >> 1, self.take(len)?)?;
        Some(high & 1 == 1)
    }
}

/// The word or pronunciation before, to be continued by the next.
struct Buffer {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Buffer {
    const fn new() -> Self {
        Self {
            bytes: [0; LONGEST],
            len: 0,
        }
    }

    fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Keeps the first `prefix` bytes and appends `suffix`.
    fn replace_after(&mut self, prefix: usize, suffix: &[u8]) -> Option<()> {
        let end = prefix + suffix.len();
        self.bytes.get_mut(prefix..end)?.copy_from_slice(suffix);
        self.len = end;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two words, "ab" with two pronunciations and "abc" with one.
    const SMALL: &[u8] = b"DLX1\x02\0\0\0\x01\0\0\0\0\0\0\0\x02ab\x12\x01\x02\x21\x03\x21c\x21\x04";

    #[test]
    fn words_and_variants_share_their_beginnings() {
        let table = Table::new(SMALL).unwrap();
        assert_eq!(table.len(), 2);
        let ab = table.find(b"ab").unwrap();
        assert_eq!(
            (ab.bytes.as_slice(), ab.ends.as_slice()),
            (&[1, 2, 1, 3][..], &[2, 4][..])
        );
        assert_eq!(table.find(b"abc").unwrap().bytes, [1, 4]);
        for absent in ["", "a", "abb", "abcd", "b"] {
            assert!(!table.contains(absent.as_bytes()), "{absent}");
        }
    }

    #[test]
    fn a_damaged_table_is_an_error_or_has_no_words() {
        assert_eq!(
            Table::new(b"DLX").unwrap_err(),
            TableError::Magic { found: *b"DLX\0" }
        );
        assert_eq!(
            Table::new(b"DLX1\0\0\0\0\xff\0\0\0").unwrap_err(),
            TableError::Truncated {
                len: 12,
                needed: 12 + 4 * 255
            }
        );
        for cut in 17..SMALL.len() {
            if let Ok(table) = Table::new(&SMALL[..cut]) {
                assert!(table.find(b"abc").is_none(), "cut at {cut}");
            }
        }
    }
}
