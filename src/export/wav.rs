//! `WavFile`: a WAV of one or two channels, written block by block and given its name when it is whole.
//!
//! Knows nothing of loudness: it is a [`Sink`] that mastering fills, once or more than once.

use crate::audio::signal::Channels;
use crate::export::encode::{Encoding, Storage};
use crate::export::error::ExportError;
use crate::export::riff::{Format, Kind};
use crate::export::staged::{Staged, Whole, Written};
use crate::master::Sink;
use crate::units::{SampleRate, Samples};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::Path;

/// A WAV file on its way.
pub struct WavFile {
    file: File,
    staged: Staged,
    rate: SampleRate,
    encoding: Encoding,
    channels: Channels,
    /// Samples of each channel that were announced, and that are there.
    announced: Samples,
    length: Samples,
    /// Of its bytes so far.
    sum: Sha256,
}

impl WavFile {
    /// Begins a file that will be `path` once [`Self::commit`] has been called, and is never there before.
    ///
    /// # Errors
    /// A folder that cannot be written to, or something at `path` that is no file.
    pub fn create(path: &Path, rate: SampleRate, encoding: Encoding) -> Result<Self, ExportError> {
        let (staged, file) = Staged::create(path)?;
        let mut file = Self {
            file,
            staged,
            rate,
            encoding,
            channels: Channels::Mono,
            announced: Samples::ZERO,
            length: Samples::ZERO,
            sum: Sha256::new(),
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

    /// Completes the file, which has no name yet.
    ///
    /// # Errors
    /// A file that is not as long as its header says, or cannot be written.
    pub fn complete(mut self) -> Result<Whole, ExportError> {
        if self.length != self.announced {
            return Err(ExportError::Incomplete {
                path: self.staged.path().to_owned(),
                announced: self.announced,
                written: self.length,
            });
        }
        let data = self.length.0 * self.format().bytes();
        if data % 2 == 1 {
            // Chunks end at even bytes; the header counts this one outside the data.
            self.put(&[0])?;
        }
        let header = self.format().header(self.length.0).len() as u64;
        Ok(Whole::new(self.staged, header + data + data % 2, self.sum))
    }

    /// Completes the file and gives it its name; what is in it.
    ///
    /// # Errors
    /// As for [`Self::complete`], or a name that cannot be given.
    pub fn commit(self) -> Result<Written, ExportError> {
        self.complete()?.commit()
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.sum.update(bytes);
        self.file
            .write_all(bytes)
            .map_err(|source| self.staged.write_error(source))
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
    type Encoder = Storage;

    fn begin(&mut self, length: Samples, channels: Channels) -> Result<Storage, ExportError> {
        (self.announced, self.channels) = (length, channels);
        self.length = Samples::ZERO;
        let header = self.format().header(length.0);
        self.file
            .set_len(0)
            .and_then(|()| self.file.rewind())
            .map_err(|source| self.staged.write_error(source))?;
        self.sum = Sha256::new();
        self.put(&header)?;
        Ok(Storage::new(self.encoding))
    }

    fn write(&mut self, encoded: &Vec<u8>) -> Result<(), ExportError> {
        self.put(encoded)?;
        self.length += Samples(encoded.len() as u64 / self.format().bytes());
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
#[allow(clippy::disallowed_methods, reason = "an edge; what it wrote is looked at")]
mod tests {
    use super::*;
    use crate::master::Encoder as _;

    #[test]
    fn a_file_that_is_not_what_its_header_says_gets_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("short.wav");
        let mut file = WavFile::create(&path, SampleRate::EPISODE, Encoding::Pcm24).unwrap();
        file.begin(Samples(11), Channels::Stereo).unwrap();
        file.write(&vec![0; 10 * 2 * 3]).unwrap();
        let error = file.commit().unwrap_err();
        assert!(matches!(error, ExportError::Incomplete { .. }), "{error}");
        assert!(!path.exists());
    }

    #[test]
    fn what_was_written_is_what_is_told_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("odd.wav");
        for encoding in [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32] {
            let mut file = WavFile::create(&path, SampleRate::EPISODE, encoding).unwrap();
            // What was begun before does not count.
            file.begin(Samples(1), Channels::Mono).unwrap();
            let storage = file.begin(Samples(3), Channels::Mono).unwrap();
            let mut encoded = Vec::new();
            storage.encode(&mut [vec![0.5, -0.25, 0.1]], Samples::ZERO, 0, &mut encoded);
            file.write(&encoded).unwrap();
            let written = file.commit().unwrap();
            let bytes = std::fs::read(&path).unwrap();
            let sum = crate::checksum::Sha256(Sha256::digest(&bytes).into()).to_string();
            assert_eq!(
                (written.bytes, written.sha256),
                (bytes.len() as u64, sum),
                "{encoding:?}"
            );
        }
    }
}
