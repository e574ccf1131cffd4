//! Edge: `Shelf`, the clips of one plan while it is being made. Lengths and alignments stay in memory; samples only
//! while a budget lasts that all shelves share, then they lie in a temporary file.
//!
//! The file loses its name as soon as it is made, so that nothing is left of it, whatever happens to the program. What cannot be written to it stays in memory: a full disk costs memory, not work.
#![allow(clippy::disallowed_methods, reason = "an edge: clips lie in a temporary file")]

use super::clip::{Clip, ClipError, ClipInfo, Clips};
use crate::staged::Staged;
use crate::units::{SampleRate, Samples};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Bytes of samples that may be kept in memory.
#[derive(Debug)]
pub struct Budget(AtomicU64);

impl Budget {
    /// What is enough for ten minutes of speech: 64 MiB.
    pub const USUAL: u64 = 64 << 20;

    /// So many bytes.
    pub fn of(bytes: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(bytes)))
    }

    fn take(&self, bytes: u64) -> bool {
        let left = |left: u64| left.checked_sub(bytes);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, left)
            .is_ok()
    }

    fn give_back(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// The clips of a plan, put there in any order from any thread.
#[derive(Debug)]
pub struct Shelf {
    slots: Vec<OnceLock<Slot>>,
    budget: Arc<Budget>,
    folder: PathBuf,
    spill: Mutex<Spill>,
}

#[derive(Debug)]
enum Slot {
    Clip(Stored),
    /// The same as that of an earlier job.
    Same(usize),
}

#[derive(Debug)]
struct Stored {
    words: Box<[Range<Samples>]>,
    rate: SampleRate,
    length: Samples,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// Within the budget, or, where nothing could be written, beyond it.
    Memory { samples: Vec<f32>, budgeted: u64 },
    /// From this byte of the file on.
    Spilled(u64),
}

#[derive(Debug, Default)]
struct Spill {
    file: Option<File>,
    end: u64,
    /// Nothing more is written; what is there can still be read.
    failed: bool,
}

/// Bytes of the file that are read at once; whole samples.
const PIECE: usize = 1 << 14;

/// Clips cannot be put aside; they stay in memory.
#[derive(Debug, thiserror::Error)]
#[error("clips cannot be put aside in {}; they stay in memory", folder.display())]
pub struct SpillError {
    /// Where the file was to be.
    pub folder: PathBuf,
    /// The system's reason.
    pub source: io::Error,
}

impl Shelf {
    /// Room for the clips of `jobs` jobs; those beyond the budget go into a file in `folder`.
    pub fn new(jobs: usize, budget: Arc<Budget>, folder: &Path) -> Self {
        Self {
            slots: (0..jobs).map(|_| OnceLock::new()).collect(),
            budget,
            folder: folder.to_owned(),
            spill: Mutex::new(Spill::default()),
        }
    }

    /// Puts a job's clip there; the first one counts.
    ///
    /// # Errors
    /// The first time that the file cannot be made or written. The clip is there nevertheless.
    pub fn put(&self, job: usize, clip: Clip) -> Result<(), SpillError> {
        let Clip { pcm, alignment } = clip;
        // What nobody asks for again is not kept: an hour has fifty thousand tokens.
        let words = alignment.words.into_boxed_slice();
        let length = pcm.len();
        let bytes = length.0 * 4;
        let (place, result) = if self.budget.take(bytes) {
            let samples = pcm.samples;
            (
                Place::Memory {
                    samples,
                    budgeted: bytes,
                },
                Ok(()),
            )
        } else {
            match self.spill(&pcm.samples) {
                Ok(at) => (Place::Spilled(at), Ok(())),
                Err(error) => {
                    let samples = pcm.samples;
                    (Place::Memory { samples, budgeted: 0 }, error.map_or(Ok(()), Err))
                }
            }
        };
        self.set(
            job,
            Slot::Clip(Stored {
                words,
                rate: pcm.rate,
                length,
                place,
            }),
        );
        result
    }

    /// Says that a job's clip is that of the earlier job `same`.
    pub fn repeat(&self, job: usize, same: usize) {
        if same < job {
            self.set(job, Slot::Same(same));
        }
    }

    fn set(&self, job: usize, slot: Slot) {
        let refused = match self.slots.get(job) {
            Some(place) => place.set(slot).err(),
            None => Some(slot),
        };
        // What is not kept takes no room.
        if let Some(Slot::Clip(stored)) = refused
            && let Place::Memory { budgeted, .. } = stored.place
        {
            self.budget.give_back(budgeted);
        }
    }

    fn stored(&self, job: usize) -> Option<&Stored> {
        match self.slots.get(job)?.get()? {
            Slot::Clip(stored) => Some(stored),
            Slot::Same(earlier) => self.stored(*earlier),
        }
    }

    /// Writes samples at the end of the file; where from. The error is there the first time only.
    fn spill(&self, samples: &[f32]) -> Result<u64, Option<SpillError>> {
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        let mut spill = self.lock();
        if spill.failed {
            return Err(None);
        }
        spill.append(&self.folder, &bytes).map_err(|source| {
            spill.failed = true;
            let folder = self.folder.clone();
            Some(SpillError { folder, source })
        })
    }

    fn read(&self, at: u64, length: Samples, samples: &mut Vec<f32>) -> io::Result<()> {
        samples.clear();
        samples.reserve_exact(length.count());
        let mut bytes = [0; PIECE];
        let mut left = length.count() * 4;
        let mut spill = self.lock();
        let file = spill.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.seek(SeekFrom::Start(at))?;
        while left > 0 {
            let piece = &mut bytes[..left.min(PIECE)];
            file.read_exact(piece)?;
            let (read, _) = piece.as_chunks::<4>();
            samples.extend(read.iter().map(|bytes| f32::from_le_bytes(*bytes)));
            left -= piece.len();
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Spill> {
        self.spill.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Spill {
    fn append(&mut self, folder: &Path, bytes: &[u8]) -> io::Result<u64> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(anonymous(folder)?),
        };
        let at = file.seek(SeekFrom::Start(self.end))?;
        file.write_all(bytes)?;
        self.end += bytes.len() as u64;
        Ok(at)
    }
}

impl Clips for Shelf {
    fn count(&self) -> usize {
        self.slots.len()
    }

    fn info(&self, job: usize) -> Option<ClipInfo<'_>> {
        self.stored(job).map(|stored| ClipInfo {
            length: stored.length,
            rate: stored.rate,
            words: &stored.words,
        })
    }

    fn samples<'s>(&'s self, job: usize, room: &'s mut Vec<f32>) -> Result<&'s [f32], ClipError> {
        Ok(match self.stored(job) {
            None => &[],
            Some(stored) => match &stored.place {
                Place::Memory { samples, .. } => samples,
                Place::Spilled(at) => {
                    self.read(*at, stored.length, room)
                        .map_err(|source| ClipError { job, source })?;
                    room
                }
            },
        })
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        for slot in &self.slots {
            if let Some(Slot::Clip(stored)) = slot.get()
                && let Place::Memory { budgeted, .. } = stored.place
            {
                self.budget.give_back(budgeted);
            }
        }
    }
}

/// A file without a name, in `folder` or, where none can be made there, in the system's folder for such files.
fn anonymous(folder: &Path) -> io::Result<File> {
    let make = |folder: &Path| Staged::create(&folder.join("declaim-clips"));
    let (named, file) = make(folder).or_else(|error| make(&std::env::temp_dir()).map_err(|_| error))?;
    drop(named);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::pcm::Pcm;
    use crate::synth::clip::Alignment;

    fn clip(value: f32, samples: usize) -> Clip {
        Clip {
            pcm: Pcm {
                samples: vec![value; samples],
                rate: SampleRate::VOICE,
            },
            alignment: Alignment::default(),
        }
    }

    fn put_and_read(shelf: &Shelf) {
        shelf.repeat(3, 1);
        for job in [2, 0, 1] {
            shelf.put(job, clip(job as f32, 100 + job)).ok();
        }
        for (job, value) in [(0, 0.0), (1, 1.0), (2, 2.0), (3, 1.0)] {
            let mut room = Vec::new();
            let samples = shelf.samples(job, &mut room).unwrap();
            assert_eq!(shelf.info(job).unwrap().length.count(), samples.len());
            assert_eq!(samples.len(), 100 + value as usize);
            assert!(samples.iter().all(|&sample| sample == value));
        }
        assert_eq!((shelf.count(), shelf.info(4)), (4, None));
    }

    #[test]
    fn clips_come_back_from_memory_and_from_the_file_which_has_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let budget = Budget::of(500);
        let shelf = Shelf::new(4, Arc::clone(&budget), folder.path());
        put_and_read(&shelf);
        let spilled = |shelf: &Shelf| {
            shelf
                .slots
                .iter()
                .filter(|slot| {
                    matches!(
                        slot.get(),
                        Some(Slot::Clip(Stored {
                            place: Place::Spilled(_),
                            ..
                        }))
                    )
                })
                .count()
        };
        assert_eq!(spilled(&shelf), 2);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(shelf);
        let shelf = Shelf::new(4, budget, folder.path());
        put_and_read(&shelf);
        assert_eq!(spilled(&shelf), 2, "the budget came back");
    }

    #[test]
    fn what_cannot_be_put_aside_stays_in_memory_and_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(4, Budget::of(0), folder.path());
        let read_only = std::fs::File::open(folder.path()).unwrap();
        shelf.lock().file = Some(read_only); // writing to a folder fails
        assert!(shelf.put(0, clip(0.0, 100)).is_err());
        assert!(shelf.put(1, clip(1.0, 101)).is_ok());
        put_and_read(&shelf);
    }
}
