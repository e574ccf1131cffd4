//! Staged files with this module's errors: every failure names the file that was asked for. Owns these errors, and
//! the length and sum of what was written; how a file is staged is decided in `crate::staged`. Knows no format.

use crate::checksum;
use crate::export::error::ExportError;
use crate::staged;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file on its way, see [`staged::Staged`].
#[derive(Debug)]
pub(super) struct Staged(staged::Staged);

impl Staged {
    /// Makes an empty temporary beside `path` and gives it open for reading and writing.
    pub(super) fn create(path: &Path) -> Result<(Self, File), ExportError> {
        let at = || path.to_owned();
        if path.file_name().is_none() {
            return Err(ExportError::NoName { path: at() });
        }
        if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            return Err(ExportError::NotAFile { path: at() });
        }
        match staged::Staged::create(path) {
            Ok((staged, file)) => Ok((Self(staged), file)),
            Err(source) => Err(ExportError::Create { path: at(), source }),
        }
    }

    /// Where it will be.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// An error of writing it.
    pub(super) fn write_error(&self, source: io::Error) -> ExportError {
        ExportError::Write {
            path: self.path().to_owned(),
            source,
        }
    }

    /// Gives it its name, in place of what bore it before.
    pub(super) fn commit(self) -> Result<(), ExportError> {
        let path = self.path().to_owned();
        self.0
            .commit()
            .map_err(|source| ExportError::Rename { path, source })
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it is.
    pub path: PathBuf,
    /// How long it is.
    pub bytes: u64,
    /// What `sha256sum` says of it.
    pub sha256: String,
}

/// A file that is whole and has no name yet; it goes when this is dropped.
#[derive(Debug)]
pub struct Whole {
    staged: Staged,
    written: Written,
}

impl Whole {
    pub(super) fn new(staged: Staged, bytes: u64, sum: Sha256) -> Self {
        let sha256 = checksum::Sha256(sum.finalize().into()).to_string();
        let path = staged.path().to_owned();
        Self {
            staged,
            written: Written { path, bytes, sha256 },
        }
    }

    /// What is in it.
    pub fn written(&self) -> &Written {
        &self.written
    }

    /// Gives it its name, in place of what bore it before.
    ///
    /// # Errors
    /// What the system says.
    pub fn commit(self) -> Result<Written, ExportError> {
        self.staged.commit()?;
        Ok(self.written)
    }
}

/// What `write` writes, as the whole of what will be `path`.
pub(super) fn whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Whole, ExportError> {
    let (staged, file) = Staged::create(path)?;
    let mut counted = Counted {
        file: BufWriter::new(file),
        bytes: 0,
        sum: Sha256::new(),
    };
    write(&mut counted)
        .and_then(|()| counted.flush())
        .map_err(|source| staged.write_error(source))?;
    Ok(Whole::new(staged, counted.bytes, counted.sum))
}

/// A file that knows what was written to it.
struct Counted {
    file: BufWriter<File>,
    bytes: u64,
    sum: Sha256,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "an edge; what it wrote is looked at")]
mod tests {
    use super::*;

    #[test]
    fn a_whole_file_has_its_name_when_it_is_given_and_goes_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.vtt");
        let make = || whole(&path, |out| out.write_all(b"abc")).unwrap();
        drop(make());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        let written = make().commit().unwrap();
        // FIPS 180-2, appendix B.1.
        assert!(written.sha256.starts_with("ba7816bf8f01cfea") && written.sha256.ends_with("f20015ad"));
        assert_eq!((fs::read(&path).unwrap(), written.bytes), (b"abc".to_vec(), 3));
    }
}
