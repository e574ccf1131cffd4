//! `ExportError`: why a file could not be written, always with its path.

use crate::units::Samples;
use std::path::PathBuf;

/// Why a file could not be written. Whatever stood at `path` before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// No temporary file can be made beside it.
    #[error("cannot create {}", path.display())]
    Create {
        /// The file asked for.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Its bytes cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file asked for.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The finished file cannot be given its name.
    #[error("cannot put the finished file in place as {}", path.display())]
    Rename {
        /// The file asked for.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Something that is no regular file stands at the path: a folder, a device, a pipe. Renaming would remove it.
    #[error("{} is there already and is no regular file", path.display())]
    NotAFile {
        /// The path asked for.
        path: PathBuf,
    },
    /// The path ends in no file name.
    #[error("{} names no file", path.display())]
    NoName {
        /// The path asked for.
        path: PathBuf,
    },
    /// Fewer or more samples came than its header had been told of.
    #[error(
        "{} was to hold {} samples and got {}: this is a mistake of the program",
        path.display(), announced.0, written.0
    )]
    Incomplete {
        /// The file asked for.
        path: PathBuf,
        /// Samples of each channel that were announced.
        announced: Samples,
        /// Samples of each channel that came.
        written: Samples,
    },
    /// A WAV that excerpts are to be taken from cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Excerpts of two files cannot stand in one.
    #[error("{} and {} differ in rate, channels or bits", first.display(), second.display())]
    Unlike {
        /// The file of the first excerpt.
        first: PathBuf,
        /// One of another format.
        second: PathBuf,
    },
}
