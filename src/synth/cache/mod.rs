//! Edge: spoken clips on disk, each under the hash of everything its samples depend on.
//!
//! `FOLDER/clips-1/ab/cdef...`, one file an entry, written beside its place and renamed, so that a reader meets a
//! whole entry or none, however many processes write. The cache is an optimisation: an entry that cannot be read or
//! is damaged is spoken again, an entry that cannot be written is not kept, and the output never depends on either.
//!
//! It never outgrows its limit by more than a sixteenth: the least recently used entries go first. Knows nothing of
//! plans or models.
#![allow(
    clippy::disallowed_methods,
    reason = "an edge: entries are files, and the least recently used go first"
)]

mod entry;
mod folder;
mod ledger;

pub use folder::{CacheFolder, Pruned, Usage, Verified};

use super::clip::Clip;
use super::identity::EngineIdentity;
use crate::plan::job::Key;
use crate::staged;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// How large a cache may become unless told otherwise: 8 GiB, some 25 hours of speech.
pub const USUAL_LIMIT: u64 = 8 << 30;
/// An entry that was used this recently is not marked as used again.
const RECENT: Duration = Duration::from_secs(3600);

/// The key of an entry: the job's, and the engine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct EntryKey([u8; 32]);

/// A cache as one engine uses it.
#[derive(Debug)]
pub struct ClipCache {
    folder: CacheFolder,
    engine: [u8; 32],
    limit: u64,
    /// Whether storing is still tried.
    storing: AtomicBool,
    /// Bytes stored since the ledger was last told.
    stored: AtomicU64,
}

/// What a cache has under a key.
#[derive(Debug)]
pub enum Lookup {
    /// The clip.
    Hit(Clip),
    /// Nothing.
    Miss,
    /// Something that was not what was stored; it is gone now.
    Damaged,
}

/// An entry cannot be stored, nor can any after it.
#[derive(Debug, thiserror::Error)]
#[error("clips cannot be kept in the cache {}", folder.display())]
pub struct CacheError {
    /// The cache.
    pub folder: PathBuf,
    /// The system's reason.
    pub source: io::Error,
}

impl ClipCache {
    /// The cache in `folder` for clips of `engine`. Nothing is touched before the first clip.
    pub fn new(folder: CacheFolder, engine: &EngineIdentity, limit: u64) -> Self {
        Self {
            folder,
            engine: engine.hash(),
            limit,
            storing: AtomicBool::new(true),
            stored: AtomicU64::new(0),
        }
    }

    /// Whether there is an entry for a job, whole or not.
    pub fn holds(&self, key: &Key) -> bool {
        self.folder.entry(&self.key(key)).exists()
    }

    /// The clip of a job, if it is there, and marks it as used. A damaged entry is removed.
    pub fn get(&self, key: &Key) -> Lookup {
        let key = self.key(key);
        let path = self.folder.entry(&key);
        let Ok(mut file) = File::open(&path) else {
            return Lookup::Miss;
        };
        let mut bytes = Vec::new();
        if file.read_to_end(&mut bytes).is_err() {
            return Lookup::Miss;
        }
        let Some(clip) = entry::decode(&key, &bytes) else {
            // If it will not go, it is replaced when the clip is stored.
            let _ = fs::remove_file(&path);
            return Lookup::Damaged;
        };
        touch(&file);
        Lookup::Hit(clip)
    }

    /// Keeps a clip.
    ///
    /// # Errors
    /// The first time that storing fails (a full disk, a folder that may not be written); nothing is stored after.
    pub fn put(&self, key: &Key, clip: &Clip) -> Result<(), CacheError> {
        if !self.storing.load(Ordering::Relaxed) {
            return Ok(());
        }
        let key = self.key(key);
        let bytes = entry::encode(&key, clip);
        match self.store(&key, &bytes) {
            Ok(()) => {
                let grown = self.stored.fetch_add(bytes.len() as u64, Ordering::Relaxed) + bytes.len() as u64;
                if grown > self.limit / 16 {
                    self.settle();
                }
                Ok(())
            }
            Err(source) if self.storing.swap(false, Ordering::Relaxed) => Err(CacheError {
                folder: self.folder.path().to_owned(),
                source,
            }),
            Err(_) => Ok(()),
        }
    }

    fn store(&self, key: &EntryKey, bytes: &[u8]) -> io::Result<()> {
        let path = self.folder.entry(key);
        match staged::write_whole(&path, bytes) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.folder.prepare(&path)?;
                staged::write_whole(&path, bytes)
            }
            written => written,
        }
    }

    /// Adds what was stored to the cache's ledger, and prunes it where it is larger than its limit. Called when a
    /// render is over; a cache that cannot be pruned is left as it is.
    pub fn settle(&self) {
        let stored = self.stored.swap(0, Ordering::Relaxed);
        // Where nothing was stored, the limit may still be lower than it was; without a ledger nobody looks then.
        let size = ledger::add(&self.folder, stored);
        if size.map_or(stored > 0, |size| size > self.limit) {
            // To nine tenths, so that the next clip does not prune again.
            let _ = self.folder.prune(self.limit / 10 * 9);
        }
    }

    fn key(&self, key: &Key) -> EntryKey {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"declaim clip 1");
        hasher.update(&self.engine);
        hasher.update(&key.0);
        EntryKey(*hasher.finalize().as_bytes())
    }
}

/// Marks an entry as used now; whoever may not do so has a cache that forgets in another order.
fn touch(file: &File) {
    let now = SystemTime::now();
    let used = file.metadata().and_then(|data| data.modified());
    if used.is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > RECENT)) {
        let _ = file.set_modified(now);
    }
}
