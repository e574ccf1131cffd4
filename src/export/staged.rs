//! `Staged`: a file written beside its destination and given its name only when it is whole.
//!
//! The temporary lies in the same folder, so that renaming is one step on every file system, and goes away
//! when it is dropped uncommitted. Nothing is forced to the disk before the rename: that guards against a
//! killed program, not against a power cut, and costs no wait. Knows no formats.

use crate::export::error::ExportError;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Tells apart temporaries of one process; other processes are told apart by their id.
static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A file on its way.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    temporary: PathBuf,
    committed: bool,
}

impl Staged {
    /// Makes an empty temporary beside `path` and gives it open for reading and writing.
    pub(super) fn create(path: &Path) -> Result<(Self, File), ExportError> {
        let name = path.file_name().ok_or_else(|| ExportError::NoName {
            path: path.to_owned(),
        })?;
        if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
            return Err(ExportError::NotAFile {
                path: path.to_owned(),
            });
        }
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        hidden.push(format!(".{}-{number}.part", std::process::id()));
        let temporary = path.with_file_name(hidden);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(&temporary)
            .map_err(|source| ExportError::Create {
                path: path.to_owned(),
                source,
            })?;
        let staged = Self {
            path: path.to_owned(),
            temporary,
            committed: false,
        };
        Ok((staged, file))
    }

    /// Where it will be.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// An error of writing it.
    pub(super) fn write_error(&self, source: io::Error) -> ExportError {
        ExportError::Write {
            path: self.path.clone(),
            source,
        }
    }

    /// Gives it its name, in place of what bore it before.
    pub(super) fn commit(mut self) -> Result<(), ExportError> {
        fs::rename(&self.temporary, &self.path).map_err(|source| ExportError::Rename {
            path: self.path.clone(),
            source,
        })?;
        self.committed = true;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.committed {
            // Nothing more can be done about a temporary that will not go.
            let _ = fs::remove_file(&self.temporary);
        }
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
