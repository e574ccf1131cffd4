//! Staged files with this module's errors: every failure names the file that was asked for.

use crate::export::error::ExportError;
use crate::staged;
use std::fs::{self, File};
use std::io;
use std::path::Path;

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

/// Writes `bytes` as the whole of `path`.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    use io::Write as _;
    let (staged, mut file) = Staged::create(path)?;
    file.write_all(bytes)
        .map_err(|source| staged.write_error(source))?;
    drop(file);
    staged.commit()
}
