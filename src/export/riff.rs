//! What hound leaves undone in a WAV header of one channel and more than 16 bits.
//!
//! hound writes WAVE_FORMAT_EXTENSIBLE and puts the only channel front *left*: converters then treat mono as
//! half of a stereo pair, 3 dB off or on one side. There is only one channel, so the plain header says all, and
//! every reader knows it. The 24 bytes that it is shorter by are filled with chunks readers skip, so that
//! no sample has to move. RIFF: Multimedia Programming Interface and Data Specifications 1.0 (IBM, Microsoft).

use std::io::{self, Seek, SeekFrom, Write};

/// What the samples are: the format tag of a plain header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// Integers.
    Pcm,
    /// Floating point, which asks for a `fact` chunk with the number of samples.
    Float {
        /// How many.
        samples: u32,
    },
}

/// Makes the extended header of a finished file plain. From byte 12: the `fmt ` chunk, its 16 plain bytes from
/// 20 to 36, 24 bytes of extension, and from 60 the `data` chunk.
pub(super) fn make_plain<F: Write + Seek>(file: &mut F, tag: Tag) -> io::Result<()> {
    let number: u16 = match tag {
        Tag::Pcm => 1,
        Tag::Float { .. } => 3,
    };
    file.seek(SeekFrom::Start(16))?;
    file.write_all(&16u32.to_le_bytes())?;
    file.write_all(&number.to_le_bytes())?;
    file.seek(SeekFrom::Start(36))?;
    match tag {
        Tag::Pcm => {
            file.write_all(b"JUNK\x10\0\0\0")?;
            file.write_all(&[0; 16])
        }
        Tag::Float { samples } => {
            file.write_all(b"fact\x04\0\0\0")?;
            file.write_all(&samples.to_le_bytes())?;
            file.write_all(b"JUNK\x04\0\0\0\0\0\0\0")
        }
    }
}

/// Ends a data chunk of odd length: chunks begin at even bytes, so one byte follows that only the outer size
/// counts.
pub(super) fn pad<F: Write + Seek>(file: &mut F) -> io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    file.write_all(&[0])?;
    file.seek(SeekFrom::Start(4))?;
    // All but the first 8 bytes; a file too long for 32 bits has been refused before.
    file.write_all(&((length + 1 - 8) as u32).to_le_bytes())
}
