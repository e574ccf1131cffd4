//! The bytes of a stored clip: a header, its alignment, its samples as they are, a checksum over all of it.
//!
//! Little-endian: magic (8 bytes), version of this form (4), key (32), sample rate (4), number of token ranges (4),
//! of word ranges (4), of samples (8); each range as start and end (8 + 8); each sample (f32, 4); BLAKE3 of
//! everything before (32). Pure: knows no files.

use super::EntryKey;
use crate::audio::pcm::Pcm;
use crate::synth::clip::{Alignment, Clip};
use crate::units::{SampleRate, Samples};
use std::ops::Range;

const MAGIC: &[u8; 8] = b"declclip";
const VERSION: u32 = 1;
const HEADER: usize = 64;
const CHECKSUM: usize = 32;

/// A clip as it is stored under `key`.
pub(super) fn encode(key: &EntryKey, clip: &Clip) -> Vec<u8> {
    let Alignment { tokens, words } = &clip.alignment;
    let ranges = tokens.len() + words.len();
    let samples = &clip.pcm.samples;
    let mut bytes = Vec::with_capacity(HEADER + 16 * ranges + 4 * samples.len() + CHECKSUM);
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(key.0);
    bytes.extend(clip.pcm.rate.hz().to_le_bytes());
    bytes.extend((tokens.len() as u32).to_le_bytes());
    bytes.extend((words.len() as u32).to_le_bytes());
    bytes.extend((samples.len() as u64).to_le_bytes());
    for range in tokens.iter().chain(words) {
        bytes.extend(range.start.0.to_le_bytes());
        bytes.extend(range.end.0.to_le_bytes());
    }
    bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    let checksum = blake3::hash(&bytes);
    bytes.extend(checksum.as_bytes());
    bytes
}

/// The clip stored in `bytes` under `key`; `None` where they are not just that.
pub(super) fn decode(key: &EntryKey, bytes: &[u8]) -> Option<Clip> {
    let (body, checksum) = bytes.split_last_chunk::<CHECKSUM>()?;
    let mut reader = Reader(body);
    let whole = reader.take()? == *MAGIC && u32::from_le_bytes(reader.take()?) == VERSION;
    if !whole || reader.take()? != key.0 || blake3::hash(body) != *checksum {
        return None;
    }
    let rate = SampleRate::new(u32::from_le_bytes(reader.take()?))?;
    let tokens = u32::from_le_bytes(reader.take()?) as usize;
    let words = u32::from_le_bytes(reader.take()?) as usize;
    let samples = usize::try_from(u64::from_le_bytes(reader.take()?)).ok()?;
    let tokens = reader.ranges(tokens)?;
    let words = reader.ranges(words)?;
    if reader.0.len() != samples.checked_mul(4)? {
        return None;
    }
    let (samples, _) = reader.0.as_chunks::<4>();
    Some(Clip {
        pcm: Pcm {
            samples: samples.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
            rate,
        },
        alignment: Alignment { tokens, words },
    })
}

/// Whether `bytes` are what was stored, under whatever key they name; and that key.
pub(super) fn check(bytes: &[u8]) -> Option<EntryKey> {
    let key = EntryKey(*bytes.get(12..)?.first_chunk()?);
    decode(&key, bytes).map(|_| key)
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*bytes)
    }

    /// Reserves no more than there are bytes for.
    fn ranges(&mut self, count: usize) -> Option<Vec<Range<Samples>>> {
        let (bytes, rest) = self.0.split_at_checked(count.checked_mul(16)?)?;
        self.0 = rest;
        let (numbers, _) = bytes.as_chunks::<8>();
        let at = |index: usize| Samples(u64::from_le_bytes(numbers[index]));
        Some((0..count).map(|i| at(2 * i)..at(2 * i + 1)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip() -> Clip {
        let range = |start, end| Samples(start)..Samples(end);
        Clip {
            pcm: Pcm {
                samples: vec![0.5, -0.0, f32::MIN_POSITIVE, 1.25],
                rate: SampleRate::VOICE,
            },
            alignment: Alignment {
                tokens: vec![range(0, 1), range(1, 4)],
                words: vec![range(0, 4)],
            },
        }
    }

    #[test]
    fn a_clip_comes_back_to_the_bit() {
        let key = EntryKey([7; 32]);
        let bytes = encode(&key, &clip());
        let back = decode(&key, &bytes).unwrap();
        assert_eq!(back, clip());
        assert!(back.pcm.samples[1].is_sign_negative());
        assert_eq!(check(&bytes), Some(key));
        assert_eq!(decode(&EntryKey([8; 32]), &bytes), None);
    }

    #[test]
    fn no_flipped_bit_and_no_missing_byte_goes_unseen() {
        let key = EntryKey([7; 32]);
        let bytes = encode(&key, &clip());
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (at % 8);
            assert_eq!(decode(&key, &damaged), None, "byte {at}");
            assert_eq!(decode(&key, &bytes[..at]), None, "cut at {at}");
        }
        assert_eq!(decode(&key, &[&bytes[..], &[0]].concat()), None);
    }
}
