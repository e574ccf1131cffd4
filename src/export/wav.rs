//! `WavFile`: a WAV of one or two channels, written block by block and given its name when it is whole.
//!
//! Knows nothing of loudness: it is a [`Sink`] that mastering fills, once or more than once.

use crate::audio::signal::Channels;
use crate::export::dither::Quantiser;
use crate::export::error::ExportError;
use crate::export::riff::{Format, Kind};
use crate::export::staged::Staged;
use crate::master::Sink;
use crate::units::{SampleRate, Samples};
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;

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

/// A WAV file on its way.
pub struct WavFile {
    file: File,
    staged: Staged,
    rate: SampleRate,
    encoding: Encoding,
    channels: Channels,
    quantiser: Quantiser,
    /// Samples of each channel that were announced, and that are there.
    announced: Samples,
    length: Samples,
    /// Samples of the next write, as stored.
    bytes: Vec<u8>,
}

impl WavFile {
    /// Begins a file that will be `path` once [`Self::commit`] has been called, and is never there before.
    pub fn create(path: &Path, rate: SampleRate, encoding: Encoding) -> Result<Self, ExportError> {
        let (staged, file) = Staged::create(path)?;
        let mut file = Self {
            file,
            staged,
            rate,
            encoding,
            channels: Channels::Mono,
            quantiser: Quantiser::new(encoding.bits()),
            announced: Samples::ZERO,
            length: Samples::ZERO,
            bytes: Vec::new(),
        };
        file.begin(Samples::ZERO, Channels::Mono)?;
        Ok(file)
    }

    /// How many samples of each channel it holds so far.
    pub fn len(&self) -> Samples {
        self.length
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.length == Samples::ZERO
    }

    /// Completes the file and gives it its name.
    pub fn commit(mut self) -> Result<(), ExportError> {
        if self.length != self.announced {
            return Err(ExportError::Incomplete {
                path: self.staged.path().to_owned(),
                announced: self.announced,
                written: self.length,
            });
        }
        let odd = self.length.0 * self.format().bytes() % 2 == 1;
        if odd {
            // Chunks end at even bytes; the header counts this one outside the data.
            self.file
                .write_all(&[0])
                .map_err(|source| self.staged.write_error(source))?;
        }
        drop(self.file);
        self.staged.commit()
    }

    fn format(&self) -> Format {
        Format {
            hz: self.rate.hz(),
            channels: self.channels.count() as u16,
            bits: self.encoding.bits(),
            kind: match self.encoding {
                Encoding::Float32 => Kind::Float,
                Encoding::Pcm16 | Encoding::Pcm24 => Kind::Integer,
            },
        }
    }
}

impl Sink for WavFile {
    type Error = ExportError;

    fn begin(&mut self, length: Samples, channels: Channels) -> Result<(), ExportError> {
        (self.announced, self.channels) = (length, channels);
        self.quantiser = Quantiser::new(self.encoding.bits());
        self.length = Samples::ZERO;
        let header = self.format().header(length.0);
        self.file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            .and_then(|()| self.file.write_all(&header))
            .map_err(|source| self.staged.write_error(source))
    }

    fn write(&mut self, channels: &mut [Vec<f32>]) -> Result<(), ExportError> {
        self.bytes.clear();
        let count = channels.iter().map(Vec::len).min().unwrap_or(0);
        let width = usize::from(self.encoding.bits() / 8);
        self.bytes.reserve(count * channels.len() * width);
        match (self.encoding, channels) {
            (Encoding::Pcm24, [only]) => {
                // The usual case, in its own loop.
                for sample in only {
                    let stored = self.quantiser.next(*sample);
                    *sample = self.quantiser.value(stored);
                    let [a, b, c, _] = stored.to_le_bytes();
                    self.bytes.extend_from_slice(&[a, b, c]);
                }
            }
            (encoding, channels) => {
                for index in 0..count {
                    for channel in channels.iter_mut() {
                        let sample = &mut channel[index];
                        if encoding == Encoding::Float32 {
                            self.bytes.extend_from_slice(&sample.to_le_bytes());
                        } else {
                            let stored = self.quantiser.next(*sample);
                            *sample = self.quantiser.value(stored);
                            self.bytes.extend_from_slice(&stored.to_le_bytes()[..width]);
                        }
                    }
                }
            }
        }
        self.file
            .write_all(&self.bytes)
            .map_err(|source| self.staged.write_error(source))?;
        self.length += Samples(count as u64);
        Ok(())
    }
}

impl std::fmt::Debug for WavFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WavFile")
            .field("path", &self.staged.path())
            .field("encoding", &self.encoding)
            .field("channels", &self.channels)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_what_its_header_says_gets_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("short.wav");
        let mut file = WavFile::create(&path, SampleRate::EPISODE, Encoding::Pcm24).unwrap();
        file.begin(Samples(11), Channels::Stereo).unwrap();
        file.write(&mut [vec![0.5; 10], vec![0.25; 10]]).unwrap();
        let error = file.commit().unwrap_err();
        assert!(matches!(error, ExportError::Incomplete { .. }), "{error}");
        assert!(!path.exists());
    }

    #[test]
    fn channels_lie_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stereo.wav");
        for encoding in [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32] {
            let mut file = WavFile::create(&path, SampleRate::EPISODE, encoding).unwrap();
            file.begin(Samples(3), Channels::Stereo).unwrap();
            let mut channels = [vec![0.5, 0.0, -0.5], vec![0.0, 0.25, 0.0]];
            file.write(&mut channels).unwrap();
            file.commit().unwrap();
            let mut reader = hound::WavReader::open(&path).unwrap();
            assert_eq!(reader.spec().channels, 2);
            let scale = match encoding {
                Encoding::Float32 => 1.0,
                _ => 1.0 / (1u32 << (encoding.bits() - 1)) as f32,
            };
            let stored: Vec<f32> = match encoding {
                Encoding::Float32 => reader.samples::<f32>().map(Result::unwrap).collect(),
                _ => reader
                    .samples::<i32>()
                    .map(|sample| sample.unwrap() as f32 * scale)
                    .collect(),
            };
            let [left, right] = channels;
            let wanted: Vec<f32> = left.iter().zip(&right).flat_map(|(l, r)| [*l, *r]).collect();
            assert_eq!(stored, wanted, "{encoding:?}");
        }
    }
}
