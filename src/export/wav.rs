//! `WavFile`: a mono WAV, written sample by sample and given its name when it is whole.
//!
//! The only file that knows hound. Knows nothing of loudness: it is a [`Sink`] that mastering fills, once or
//! more than once.

use crate::export::dither::Quantiser;
use crate::export::error::ExportError;
use crate::export::riff::{Tag, make_plain, pad};
use crate::export::staged::Staged;
use crate::master::Sink;
use crate::units::{SampleRate, Samples};
use hound::{SampleFormat, WavSpec, WavWriter};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Bytes collected before the system is asked to write them.
const BUFFER: usize = 1 << 18;
/// Most bytes of samples: what 32 bits can count, less room for the header.
const MOST_BYTES: u64 = u32::MAX as u64 - 4096;

/// How samples are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// 16-bit integers, dithered.
    Pcm16,
    /// 24-bit integers, dithered.
    Pcm24,
    /// 32-bit floating point, as they are.
    Float32,
}

impl Encoding {
    /// Bits each sample takes.
    pub const fn bits(self) -> u16 {
        match self {
            Self::Pcm16 => 16,
            Self::Pcm24 => 24,
            Self::Float32 => 32,
        }
    }
}

/// A mono WAV file on its way.
pub struct WavFile {
    writer: WavWriter<BufWriter<File>>,
    /// The same file, for what hound leaves undone (see `riff`).
    file: File,
    staged: Staged,
    spec: WavSpec,
    encoding: Encoding,
    quantiser: Quantiser,
    length: Samples,
}

impl WavFile {
    /// Begins a file that will be `path` once [`Self::commit`] has been called, and is never there before.
    pub fn create(path: &Path, rate: SampleRate, encoding: Encoding) -> Result<Self, ExportError> {
        let spec = WavSpec {
            channels: 1,
            sample_rate: rate.hz(),
            bits_per_sample: encoding.bits(),
            sample_format: match encoding {
                Encoding::Float32 => SampleFormat::Float,
                Encoding::Pcm16 | Encoding::Pcm24 => SampleFormat::Int,
            },
        };
        let (staged, file, writer) = open(path, spec)?;
        Ok(Self {
            writer,
            file,
            staged,
            spec,
            encoding,
            quantiser: Quantiser::new(encoding.bits()),
            length: Samples::ZERO,
        })
    }

    /// How many samples it holds so far.
    pub fn len(&self) -> Samples {
        self.length
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.length == Samples::ZERO
    }

    /// Completes the file and gives it its name.
    pub fn commit(self) -> Result<(), ExportError> {
        let Self {
            writer,
            mut file,
            staged,
            encoding,
            length,
            ..
        } = self;
        writer.finalize().map_err(|error| failed(&staged, error))?;
        let tag = match encoding {
            Encoding::Pcm16 => None, // plain already
            Encoding::Pcm24 => Some(Tag::Pcm),
            Encoding::Float32 => Some(Tag::Float {
                samples: length.0 as u32, // `MOST_BYTES` keeps it within 32 bits
            }),
        };
        let odd = length.0 * u64::from(encoding.bits() / 8) % 2 == 1;
        tag.map_or(Ok(()), |tag| make_plain(&mut file, tag))
            .and_then(|()| if odd { pad(&mut file) } else { Ok(()) })
            .map_err(|source| staged.write_error(source))?;
        drop(file);
        staged.commit()
    }
}

fn open(path: &Path, spec: WavSpec) -> Result<(Staged, File, WavWriter<BufWriter<File>>), ExportError> {
    let (staged, file) = Staged::create(path)?;
    let other = file.try_clone().map_err(|source| staged.write_error(source))?;
    let writer = WavWriter::new(BufWriter::with_capacity(BUFFER, file), spec)
        .map_err(|error| failed(&staged, error))?;
    Ok((staged, other, writer))
}

impl Sink for WavFile {
    type Error = ExportError;

    fn begin(&mut self) -> Result<(), ExportError> {
        if self.is_empty() {
            return Ok(());
        }
        (self.staged, self.file, self.writer) = open(self.staged.path(), self.spec)?;
        self.quantiser = Quantiser::new(self.encoding.bits());
        self.length = Samples::ZERO;
        Ok(())
    }

    fn write(&mut self, samples: &mut [f32]) -> Result<(), ExportError> {
        let length = self.length + Samples(samples.len() as u64);
        if length.0.saturating_mul(u64::from(self.encoding.bits() / 8)) > MOST_BYTES {
            return Err(ExportError::TooLong {
                path: self.staged.path().to_owned(),
                length,
            });
        }
        let Self {
            writer,
            quantiser,
            staged,
            ..
        } = self;
        if self.encoding == Encoding::Float32 {
            samples.iter().try_for_each(|&sample| writer.write_sample(sample))
        } else {
            samples.iter_mut().try_for_each(|sample| {
                let stored = quantiser.next(*sample);
                *sample = quantiser.value(stored);
                writer.write_sample(stored)
            })
        }
        .map_err(|error| failed(staged, error))?;
        self.length = length;
        Ok(())
    }
}

impl std::fmt::Debug for WavFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WavFile")
            .field("path", &self.staged.path())
            .field("encoding", &self.encoding)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

fn failed(staged: &Staged, error: hound::Error) -> ExportError {
    match error {
        hound::Error::IoError(source) => staged.write_error(source),
        source => ExportError::Format {
            path: staged.path().to_owned(),
            source,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_past_what_its_header_can_count_is_refused_before_it_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("long.wav");
        let mut file = WavFile::create(&path, SampleRate::EPISODE, Encoding::Pcm24).unwrap();
        file.length = Samples(MOST_BYTES / 3 - 10);
        file.write(&mut [0.5; 10]).unwrap();
        let error = file.write(&mut [0.5; 1]).unwrap_err();
        assert!(matches!(error, ExportError::TooLong { .. }), "{error}");
    }
}
