//! `write_audition`: excerpts of finished WAV files, one after the other, to be listened to side by side.
//!
//! Samples are copied as they are stored, to the bit; only silence is added between them. Of a WAV (RIFF or RF64, EBU
//! Tech 3306) this knows where its format and its samples stand, and nothing more.
#![allow(clippy::disallowed_methods, reason = "an edge: it reads finished files")]

use crate::export::error::ExportError;
use crate::export::staged::whole;
use crate::units::{Milliseconds, SampleRate, Samples};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A part of a WAV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The file.
    pub wav: PathBuf,
    /// Which of its samples; those past its end are left out.
    pub range: Range<Samples>,
    /// Silence after it.
    pub gap: Milliseconds,
}

/// Writes the excerpts to `path`, a WAV file in the format of theirs.
///
/// # Errors
/// A file that cannot be read, files of different formats, or `path` that cannot be written.
pub fn write_audition(path: &Path, excerpts: &[Excerpt]) -> Result<(), ExportError> {
    let Some(first) = excerpts.first() else {
        return Ok(());
    };
    let read = |wav: &Path| {
        let wav = wav.to_owned();
        move |source| ExportError::Read { path: wav, source }
    };
    let (_, format) = open(&first.wav).map_err(read(&first.wav))?;
    let mut samples = Vec::new();
    for excerpt in excerpts {
        let (mut file, other) = open(&excerpt.wav).map_err(read(&excerpt.wav))?;
        if other.chunk != format.chunk {
            return Err(ExportError::Unlike {
                first: first.wav.clone(),
                second: excerpt.wav.clone(),
            });
        }
        copy(&mut file, &other, &excerpt.range, &mut samples).map_err(read(&excerpt.wav))?;
        let silence = excerpt.gap.samples(format.rate).count() * format.block as usize;
        // Zero is silence in every format that is written here.
        samples.resize(samples.len() + silence, 0);
    }
    let bytes = file_of(&format.chunk, &samples);
    whole(path, |file| file.write_all(&bytes))?.commit()?;
    Ok(())
}

/// What is needed of a WAV's header.
struct Format {
    /// The content of its `fmt ` chunk.
    chunk: Vec<u8>,
    /// Bytes of one sample of all channels.
    block: u64,
    rate: SampleRate,
    /// Where its samples lie, in bytes of the file.
    data: Range<u64>,
}

fn open(path: &Path) -> io::Result<(BufReader<File>, Format)> {
    let mut file = BufReader::new(File::open(path)?);
    let end = file.seek(SeekFrom::End(0))?;
    file.rewind()?;
    let mut head = [0; 12];
    file.read_exact(&mut head)?;
    if !(head.starts_with(b"RIFF") || head.starts_with(b"RF64")) || !head.ends_with(b"WAVE") {
        return Err(invalid("it is no WAV file"));
    }
    let mut format = None;
    loop {
        let mut name = [0; 8];
        file.read_exact(&mut name)?;
        let length = u64::from(u32::from_le_bytes([name[4], name[5], name[6], name[7]]));
        match &name[..4] {
            b"fmt " if (16..=64).contains(&length) => {
                let mut chunk = vec![0; length as usize];
                file.read_exact(&mut chunk)?;
                let rate = SampleRate::new(u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]));
                let block = u64::from(u16::from_le_bytes([chunk[12], chunk[13]]));
                let rate = rate
                    .filter(|_| block > 0)
                    .ok_or_else(|| invalid("its format is none"))?;
                format = Some((chunk, block, rate));
            }
            b"data" => {
                let (chunk, block, rate) = format.ok_or_else(|| invalid("it does not say its format"))?;
                let start = file.stream_position()?;
                // RF64 says the true length elsewhere and all ones here; our samples run to the end of the file.
                let length = if length == u64::from(u32::MAX) {
                    end
                } else {
                    length
                };
                let data = start..start.saturating_add(length).min(end);
                return Ok((
                    file,
                    Format {
                        chunk,
                        block,
                        rate,
                        data,
                    },
                ));
            }
            _ => drop(file.seek(SeekFrom::Current((length + length % 2) as i64))?),
        }
    }
}

fn invalid(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

fn copy(
    file: &mut BufReader<File>,
    format: &Format,
    range: &Range<Samples>,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let at = |samples: Samples| {
        let bytes = samples.0.saturating_mul(format.block);
        format.data.start.saturating_add(bytes).min(format.data.end)
    };
    let (start, end) = (at(range.start), at(range.end));
    file.seek(SeekFrom::Start(start))?;
    file.take(end.saturating_sub(start)).read_to_end(out)?;
    Ok(())
}

/// A WAV file of this format and these samples.
fn file_of(format: &[u8], samples: &[u8]) -> Vec<u8> {
    // Hours of excerpts are no audition; 4 GiB of them would not be written as such.
    let length = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
    let pad = samples.len() % 2;
    let mut bytes = Vec::with_capacity(28 + format.len() + samples.len() + pad);
    bytes.extend(b"RIFF");
    bytes.extend(length(20 + format.len() + samples.len() + pad));
    bytes.extend(b"WAVEfmt ");
    bytes.extend(length(format.len()));
    bytes.extend(format);
    bytes.extend(b"data");
    bytes.extend(length(samples.len()));
    bytes.extend(samples);
    bytes.extend(std::iter::repeat_n(0, pad));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_keep_their_samples() {
        let folder = tempfile::tempdir().unwrap();
        let wav = folder.path().join("a.wav");
        // Two channels of 24 bits at 8 kHz, with a chunk in between that nobody knows.
        let mut format = Vec::from(1u16.to_le_bytes());
        format.extend(2u16.to_le_bytes());
        format.extend(8_000u32.to_le_bytes());
        format.extend(48_000u32.to_le_bytes());
        format.extend(6u16.to_le_bytes());
        format.extend(24u16.to_le_bytes());
        let samples: Vec<u8> = (0..600u32).map(|n| (n % 251) as u8).collect();
        let mut bytes = file_of(&format, &samples);
        let data = bytes.windows(4).position(|w| w == b"data").unwrap();
        bytes.splice(data..data, b"junk\x03\0\0\0abc\0".iter().copied());
        std::fs::write(&wav, bytes).unwrap();
        let excerpt = |start, end| Excerpt {
            wav: wav.clone(),
            range: Samples(start)..Samples(end),
            gap: Milliseconds(1),
        };
        let path = folder.path().join("b.wav");
        write_audition(&path, &[excerpt(10, 12), excerpt(99, 1_000)]).unwrap();
        let expected = [&samples[60..72], &[0; 48], &samples[594..600], &[0; 48]].concat();
        assert_eq!(std::fs::read(&path).unwrap(), file_of(&format, &expected));
        let missing = Excerpt {
            wav: folder.path().join("none.wav"),
            ..excerpt(0, 1)
        };
        assert!(matches!(
            write_audition(&path, &[missing]),
            Err(ExportError::Read { .. })
        ));
        std::fs::write(&wav, b"RIFF\0\0\0\0WAVEdata\0\0\0\0").unwrap();
        assert!(write_audition(&path, &[excerpt(0, 1)]).is_err());
    }
}
