//! Edge: `Assets` reads the files that a script or a course names by URI: clips, lexicons.
//!
//! Owns where such a file may lie: in one folder and below it, whatever the URI, `xml:base` and symbolic links
//! make of that, and never on a network. So a script from somebody else can read nothing but what came with it.
//! References are resolved as RFC 3986, 5.2 says, as far as a path in a folder goes. Knows nothing of what files
//! hold.

#![allow(
    clippy::disallowed_methods,
    reason = "an edge: it opens the files that scripts name"
)]

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

/// The files of one folder, by URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    folder: PathBuf,
    /// Segments below `folder` that relative references start from; decoded, no `..` among them.
    base: Vec<String>,
}

/// Why a file that was named is not read. `uri` is the reference as written.
#[derive(Debug, Error)]
pub enum AssetError {
    /// It has a scheme: `https:`, `file:`, a drive letter.
    #[error("`{uri}` is a `{scheme}:` address; only files below the script's folder are read")]
    Scheme {
        /// As written.
        uri: String,
        /// What stands before the first colon.
        scheme: String,
    },
    /// It starts at a root or names a host: `/clips/a.wav`, `//host/a.wav`.
    #[error("`{uri}` is an absolute path; only files below the script's folder are read")]
    Absolute {
        /// As written.
        uri: String,
    },
    /// `..` or a symbolic link leads out.
    #[error("`{uri}` leads out of {}", folder.display())]
    Outside {
        /// As written.
        uri: String,
        /// The folder that it may not leave.
        folder: PathBuf,
    },
    /// It is no relative reference to a file.
    #[error("`{uri}` is no relative path of a file: {problem}")]
    Malformed {
        /// As written.
        uri: String,
        /// What is wrong with it.
        problem: UriProblem,
    },
    /// There is no such file.
    #[error("there is no file {}", path.display())]
    Missing {
        /// Where it would be.
        path: PathBuf,
    },
    /// Something else stands there: a folder, a pipe, a device.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// Where.
        path: PathBuf,
    },
    /// It is larger than its kind may be.
    #[error("{} holds more than {most} bytes, the most that is read", path.display())]
    TooLarge {
        /// Where.
        path: PathBuf,
        /// The limit.
        most: u64,
    },
    /// The system refuses.
    #[error("{} cannot be read: {source}", path.display())]
    Read {
        /// Where.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

/// What is wrong with a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum UriProblem {
    /// Nothing is named.
    #[error("it names nothing")]
    Empty,
    /// `%` without two hexadecimal digits, or what they stand for is not UTF-8 (RFC 3986, 2.1).
    #[error("`%` stands before the two hexadecimal digits of a byte of UTF-8; a literal `%` is `%25`")]
    Percent,
    /// A query or a fragment (RFC 3986, 3.4 and 3.5), which a file has not.
    #[error("`{0}` begins a part that files have not; a literal one is `%{code:02X}`", code = u32::from(*.0))]
    Delimiter(char),
    /// A character that no file name has everywhere: a control character, or a `\` or `/` inside a name.
    #[error("a name in it holds {0:?}; names are parted by `/`")]
    Character(char),
}

impl Assets {
    /// The files in `folder` and below; an empty path is the current folder.
    pub fn new(folder: &Path) -> Self {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        Self {
            folder: folder.to_owned(),
            base: Vec::new(),
        }
    }

    /// The files in `folder` and below, where relative references start from `start`, a path from there.
    pub fn starting_at(folder: &Path, start: &Path) -> Self {
        let names = start.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        Self {
            base: names.collect(),
            ..Self::new(folder)
        }
    }

    /// Where the file lies that `uri` names, symbolic links followed. A file is there, below the folder.
    ///
    /// # Errors
    /// Everything but [`AssetError::TooLarge`].
    pub fn locate(&self, uri: &str) -> Result<PathBuf, AssetError> {
        if uri.trim().is_empty() {
            return Err(malformed(uri, UriProblem::Empty));
        }
        let segments = self.resolve(uri)?;
        let named = segments
            .iter()
            .fold(self.folder.clone(), |path, name| path.join(name));
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                AssetError::Missing { path: named.clone() }
            }
            _ => AssetError::Read {
                path: named.clone(),
                source,
            },
        };
        let path = fs::canonicalize(&named).map_err(failed)?;
        let folder = fs::canonicalize(&self.folder).map_err(failed)?;
        if !path.starts_with(&folder) {
            return Err(self.outside(uri));
        }
        // Looked at before it is opened: opening a pipe would wait for a writer.
        if !fs::metadata(&path).map_err(failed)?.is_file() {
            return Err(AssetError::NotAFile { path: named });
        }
        Ok(path)
    }

    /// Opens the file that `uri` names for reading.
    ///
    /// # Errors
    /// Everything but [`AssetError::TooLarge`].
    pub fn open(&self, uri: &str) -> Result<File, AssetError> {
        let path = self.locate(uri)?;
        File::open(&path).map_err(|source| AssetError::Read { path, source })
    }

    /// Opens a file that a person named by its path, wherever it lies.
    ///
    /// # Errors
    /// Where it is missing, not a file, or cannot be read.
    pub fn open_path(path: &Path) -> Result<File, AssetError> {
        let path = path.to_owned();
        // Looked at before it is opened: opening a pipe would wait for a writer.
        let opened = match fs::metadata(&path) {
            Ok(there) if !there.is_file() => return Err(AssetError::NotAFile { path }),
            there => there.and_then(|_| File::open(&path)),
        };
        match opened {
            Ok(file) => Ok(file),
            Err(source) if source.kind() == io::ErrorKind::NotFound => Err(AssetError::Missing { path }),
            Err(source) => Err(AssetError::Read { path, source }),
        }
    }

    /// The bytes of the file that `uri` names, at most `most` of them.
    ///
    /// # Errors
    /// All of them.
    pub fn read(&self, uri: &str, most: u64) -> Result<Vec<u8>, AssetError> {
        let path = self.locate(uri)?;
        let mut bytes = Vec::new();
        let read =
            File::open(&path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
        match read {
            Ok(_) if bytes.len() as u64 > most => Err(AssetError::TooLarge { path, most }),
            Ok(_) => Ok(bytes),
            Err(source) => Err(AssetError::Read { path, source }),
        }
    }

    /// The names from the folder down that `uri` leads along, decoded, without `.` and `..`.
    fn resolve(&self, uri: &str) -> Result<Vec<String>, AssetError> {
        let written = uri.trim();
        if let Some(scheme) = scheme(written) {
            return Err(AssetError::Scheme {
                uri: uri.to_owned(),
                scheme: scheme.to_owned(),
            });
        }
        if written.starts_with(['/', '\\']) {
            return Err(AssetError::Absolute { uri: uri.to_owned() });
        }
        if let Some(delimiter) = written.chars().find(|c| matches!(c, '?' | '#')) {
            return Err(malformed(uri, UriProblem::Delimiter(delimiter)));
        }
        let mut segments = self.base.clone();
        for segment in written.split('/') {
            // Decoded after it was cut: `%2E%2E` is `..` (RFC 3986, 6.2.2), `%2F` is no separator.
            let name = decode(segment).ok_or_else(|| malformed(uri, UriProblem::Percent))?;
            match name.as_str() {
                "" | "." => {}
                ".." => {
                    segments.pop().ok_or_else(|| self.outside(uri))?;
                }
                _ => {
                    check_name(&name).map_err(|problem| malformed(uri, problem))?;
                    segments.push(name);
                }
            }
        }
        Ok(segments)
    }

    fn outside(&self, uri: &str) -> AssetError {
        AssetError::Outside {
            uri: uri.to_owned(),
            folder: self.folder.clone(),
        }
    }
}

fn malformed(uri: &str, problem: UriProblem) -> AssetError {
    AssetError::Malformed {
        uri: uri.to_owned(),
        problem,
    }
}

/// What stands before a colon, if it has the form of a scheme (RFC 3986, 3.1).
fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    fits.then_some(scheme)
}

/// Whether a name is that of one file or folder and of nothing else, on every system.
fn check_name(name: &str) -> Result<(), UriProblem> {
    if let Some(bad) = name.chars().find(|c| c.is_control() || matches!(c, '/' | '\\')) {
        return Err(UriProblem::Character(bad));
    }
    let mut components = Path::new(name).components();
    match (components.next(), components.next()) {
        (Some(Component::Normal(_)), None) => Ok(()),
        // A drive, where there are drives.
        _ => Err(UriProblem::Character(':')),
    }
}

/// Percent-decoding (RFC 3986, 2.1). `None` where it does not give UTF-8.
fn decode(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |at: usize| rest.get(at).and_then(|&b| char::from(b).to_digit(16));
        bytes.push(u8::try_from(digit(0)? * 16 + digit(1)?).ok()?);
        rest = rest.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
