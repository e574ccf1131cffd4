//! `CacheFolder`: where a cache lies, what is in it, and keeping it small and sound. Knows entries as files only.

use super::{EntryKey, entry, ledger};
use crate::staged;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Entries of other forms lie beside this and are never read as this one.
const CLIPS: &str = "clips-1";
/// Tells backup programs to leave the folder out (bford.info/cachedir).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Clips that declaim has spoken. They may be removed at any time.\n",
);

/// A folder that holds a cache, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheFolder(PathBuf);

/// What a cache holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Clips.
    pub entries: u64,
    /// Bytes of their files.
    pub bytes: u64,
}

/// What pruning did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// What was removed.
    pub removed: Usage,
    /// What is left.
    pub left: Usage,
}

/// What verifying found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries that are what was stored.
    pub sound: u64,
    /// Entries that were not; they are gone now.
    pub damaged: Vec<PathBuf>,
}

struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

impl CacheFolder {
    /// That folder, whether it exists or not.
    pub const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// The user's: `declaim` in `$XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on
    /// Windows; `None` where there is no home.
    pub fn usual() -> Option<Self> {
        let set = |name: &str| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        let base = if cfg!(windows) {
            set("LOCALAPPDATA")?
        } else if cfg!(target_os = "macos") {
            set("HOME")?.join("Library/Caches")
        } else {
            set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?
        };
        Some(Self(base.join("declaim")))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn clips(&self) -> PathBuf {
        self.0.join(CLIPS)
    }

    /// Where the entry of a key lies, if it is there.
    pub(super) fn entry(&self, key: &EntryKey) -> PathBuf {
        let name = blake3::Hash::from_bytes(key.0).to_hex();
        let (shelf, rest) = name.split_at(2);
        self.clips().join(shelf).join(rest)
    }

    /// Makes the folders that `entry` needs.
    pub(super) fn prepare(&self, entry: &Path) -> io::Result<()> {
        let fresh = !self.clips().exists();
        if let Some(shelf) = entry.parent() {
            fs::create_dir_all(shelf)?;
        }
        if fresh {
            staged::write_whole(&self.0.join(TAG.0), TAG.1.as_bytes())?;
            ledger::set(self, 0)?;
        }
        Ok(())
    }

    /// What it holds. Nothing is counted where there is no cache.
    ///
    /// # Errors
    /// Where it cannot be looked at.
    pub fn usage(&self) -> io::Result<Usage> {
        Ok(sum(&self.entries()?))
    }

    /// Removes the least recently used entries until the rest is no larger than `limit` bytes, and what killed
    /// processes have left.
    ///
    /// # Errors
    /// Where it cannot be looked at, or nothing may be removed.
    pub fn prune(&self, limit: u64) -> io::Result<Pruned> {
        let mut entries = self.entries()?;
        entries.sort_by_key(|entry| entry.used);
        let mut left = sum(&entries).bytes;
        let mut gone = 0;
        for entry in &entries {
            if left <= limit {
                break;
            }
            remove(&entry.path)?;
            left -= entry.bytes;
            gone += 1;
        }
        let pruned = Pruned {
            removed: sum(&entries[..gone]),
            left: sum(&entries[gone..]),
        };
        if self.clips().is_dir() {
            ledger::set(self, left)?;
        }
        Ok(pruned)
    }

    /// Reads every entry, and removes those that are not what was stored.
    ///
    /// # Errors
    /// Where it cannot be looked at, or a damaged entry will not go.
    pub fn verify(&self) -> io::Result<Verified> {
        let mut verified = Verified::default();
        let mut left = 0;
        for Entry { path, bytes, .. } in self.entries()? {
            let read = match fs::read(&path) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            if entry::check(&read).is_some_and(|key| self.entry(&key) == path) {
                verified.sound += 1;
                left += bytes;
            } else {
                remove(&path)?;
                verified.damaged.push(path);
            }
        }
        if self.clips().is_dir() {
            ledger::set(self, left)?;
        }
        Ok(verified)
    }

    /// Every entry; what killed processes have left is removed on the way.
    fn entries(&self) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let shelves = match fs::read_dir(self.clips()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(entries),
            shelves => shelves?,
        };
        for shelf in shelves {
            let shelf = shelf?;
            if !shelf.file_type()?.is_dir() || !is_hex(&shelf.file_name(), 2) {
                continue;
            }
            staged::sweep(&shelf.path());
            for entry in fs::read_dir(shelf.path())? {
                let entry = entry?;
                if !is_hex(&entry.file_name(), 62) {
                    continue;
                }
                // Another process may have removed it meanwhile.
                let Ok(data) = entry.metadata() else { continue };
                entries.push(Entry {
                    path: entry.path(),
                    bytes: data.len(),
                    used: data.modified()?,
                });
            }
        }
        Ok(entries)
    }
}

fn sum(entries: &[Entry]) -> Usage {
    Usage {
        entries: entries.len() as u64,
        bytes: entries.iter().map(|entry| entry.bytes).sum(),
    }
}

/// Removes an entry; one that another process has removed is as good.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

fn is_hex(name: &OsString, digits: usize) -> bool {
    name.to_str()
        .is_some_and(|name| name.len() == digits && name.bytes().all(|b| b.is_ascii_hexdigit()))
}
