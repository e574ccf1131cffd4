//! The header of a WAV file: RIFF, or RF64 where 32 bits cannot count its bytes.
//!
//! The plain format tags are used for any number of bits and one or two channels, because every reader knows them; with
//! the extended one a reader may take a single channel for front *left*. RIFF: Multimedia Programming Interface and
//! Data Specifications 1.0 (IBM, Microsoft). RF64: EBU Tech 3306, version 2 (in ITU-R BS.2088 under the name BW64):
//! the sizes that do not fit are all ones, and stand in a `ds64` chunk before all others.

/// What a header tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format {
    /// Samples per second.
    pub(super) hz: u32,
    pub(super) channels: u16,
    /// Bits of a sample.
    pub(super) bits: u16,
    /// Whether samples are floating-point numbers; else integers.
    pub(super) kind: Kind,
}

/// How a sample is to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A signed integer.
    Integer,
    /// A floating-point number, which asks for a `fact` chunk with the number of samples.
    Float,
}

impl Format {
    /// Bytes that the samples of all channels at one moment take.
    pub(super) fn bytes(self) -> u64 {
        u64::from(self.channels) * u64::from(self.bits / 8)
    }

    /// The bytes before the first sample of a file of so many samples a channel.
    pub(super) fn header(self, samples: u64) -> Vec<u8> {
        let data = samples.saturating_mul(self.bytes());
        let fact = match self.kind {
            Kind::Integer => 0,
            Kind::Float => 12,
        };
        // From behind the outer size on; the data chunk is made even.
        let small = 4 + 24 + fact + 8;
        let mut header = Vec::with_capacity(96);
        let large = small + data + data % 2 > u64::from(u32::MAX);
        let size = |n: u64| if large { u32::MAX } else { n as u32 };
        header.extend(if large { b"RF64" } else { b"RIFF" });
        header.extend(size(small + data + data % 2).to_le_bytes());
        header.extend(b"WAVE");
        if large {
            header.extend(b"ds64");
            header.extend(28u32.to_le_bytes());
            for n in [36 + small + data + data % 2, data, samples] {
                header.extend(n.to_le_bytes());
            }
            header.extend(0u32.to_le_bytes()); // no other chunk is large
        }
        header.extend(b"fmt ");
        header.extend(16u32.to_le_bytes());
        let tag: u16 = match self.kind {
            Kind::Integer => 1,
            Kind::Float => 3,
        };
        header.extend(tag.to_le_bytes());
        header.extend(self.channels.to_le_bytes());
        header.extend(self.hz.to_le_bytes());
        header.extend((u64::from(self.hz) * self.bytes()).to_le_bytes().iter().take(4));
        header.extend((self.bytes() as u16).to_le_bytes());
        header.extend(self.bits.to_le_bytes());
        if self.kind == Kind::Float {
            header.extend(b"fact");
            header.extend(4u32.to_le_bytes());
            header.extend(size(samples).to_le_bytes());
        }
        header.extend(b"data");
        header.extend(size(data).to_le_bytes());
        header
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: Format = Format {
        hz: 48_000,
        channels: 2,
        bits: 24,
        kind: Kind::Integer,
    };

    fn number(bytes: &[u8]) -> u64 {
        bytes.iter().rev().fold(0, |n, byte| n << 8 | u64::from(*byte))
    }

    #[test]
    fn a_file_that_32_bits_can_count_is_riff_up_to_the_last_byte() {
        // 36 bytes follow the outer size before the samples do.
        let most = (u64::from(u32::MAX) - 36) / 6;
        let header = FORMAT.header(most);
        assert_eq!((&header[..4], header.len()), (&b"RIFF"[..], 44));
        assert_eq!(number(&header[4..8]), 36 + 6 * most);
        assert_eq!(number(&header[40..44]), 6 * most);
        assert_eq!(number(&header[28..32]), 288_000);
        assert_eq!(&FORMAT.header(most + 1)[..4], b"RF64");
    }

    #[test]
    fn a_longer_one_is_rf64_with_its_sizes_in_64_bits() {
        for kind in [Kind::Integer, Kind::Float] {
            let samples = 3_000_000_001;
            let format = Format {
                channels: 1,
                kind,
                ..FORMAT
            };
            let header = format.header(samples);
            assert_eq!(&header[..12], b"RF64\xFF\xFF\xFF\xFFWAVE");
            assert_eq!(&header[12..20], b"ds64\x1C\0\0\0");
            assert_eq!(number(&header[20..28]), header.len() as u64 - 8 + 3 * samples + 1);
            assert_eq!(number(&header[28..36]), 3 * samples);
            assert_eq!(number(&header[36..44]), samples);
            assert_eq!(number(&header[44..48]), 0);
            assert_eq!(&header[48..52], b"fmt ");
            assert_eq!(&header[header.len() - 8..], b"data\xFF\xFF\xFF\xFF");
        }
    }
}
