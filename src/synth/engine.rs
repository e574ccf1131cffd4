//! Edge: the workers. Their thread pool, and one set of sessions for each.
//!
//! Every job is spoken by one worker alone, from its own seed, so the bytes do not depend on how many workers
//! there are or which of them was free. Which job is next is for whoever gives them out (`render/batch`). Knows nothing
//! of ONNX.

use super::clip::Clip;
use super::error::{FailedJob, SynthError};
use super::model::{AcousticModel, Backend, Vocoder};
use super::onnx;
use super::speak::{self, Desk, Manner};
pub use super::speak::{Clock, StageTimes};
use crate::checksum::Sha256;
use crate::plan::job::{Job, RenderPlan};
use crate::voice::Voice;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Voices ready to speak, on a number of workers. A worker opens a voice's models when it first speaks with it, and
/// keeps them until it rests: what is never asked for is never loaded.
pub struct Engine {
    pool: rayon::ThreadPool,
    voices: Vec<Ready>,
    workers: Vec<Mutex<Worker>>,
    backend: Box<dyn Backend + Send>,
    clock: Clock,
}

/// A voice, as far as all workers share it.
struct Ready {
    voice: Voice,
    manner: Manner,
    /// Index into [`Worker::vocoders`]: voices that share a vocoder share its session.
    vocoder: usize,
}

/// What one worker alone uses.
struct Worker {
    /// For each voice.
    seats: Vec<Option<Seat>>,
    /// For each different vocoder.
    vocoders: Vec<Option<Box<dyn Vocoder>>>,
}

/// One voice on one worker.
struct Seat {
    acoustic: Box<dyn AcousticModel>,
    desk: Desk,
}

impl Worker {
    fn new(voices: usize, vocoders: usize) -> Self {
        Self {
            seats: (0..voices).map(|_| None).collect(),
            vocoders: (0..vocoders).map(|_| None).collect(),
        }
    }
}

impl Engine {
    /// Loads the runtime and starts the workers. `clock` is read for [`StageTimes`] only.
    ///
    /// # Errors
    /// Where the runtime library is missing, or the workers cannot be started.
    pub fn new(voices: &[Voice], jobs: NonZeroUsize, clock: Clock) -> Result<Self, SynthError> {
        Self::with_backend(voices, jobs, clock, onnx::Runtime::load()?)
    }

    /// As [`Self::new`], with models from elsewhere. Voices that name the same vocoder share one on each worker.
    ///
    /// # Errors
    /// Where the workers cannot be started.
    pub fn with_backend(
        voices: &[Voice],
        jobs: NonZeroUsize,
        clock: Clock,
        backend: impl Backend + Send + 'static,
    ) -> Result<Self, SynthError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .thread_name(|index| format!("declaim-{index}"))
            .build()
            .map_err(|source| SynthError::Workers {
                jobs: jobs.get(),
                source,
            })?;
        let mut vocoders: Vec<Sha256> = Vec::new();
        let ready: Vec<Ready> = voices
            .iter()
            .map(|voice| {
                let hash = voice.manifest().files.vocoder.sha256;
                let slot = vocoders.iter().position(|known| *known == hash);
                let vocoder = slot.unwrap_or_else(|| {
                    vocoders.push(hash);
                    vocoders.len() - 1
                });
                Ready {
                    voice: voice.clone(),
                    manner: Manner::new(voice),
                    vocoder,
                }
            })
            .collect();
        let worker = || Mutex::new(Worker::new(ready.len(), vocoders.len()));
        Ok(Self {
            pool,
            workers: (0..jobs.get()).map(|_| worker()).collect(),
            voices: ready,
            backend: Box::new(backend),
            clock,
        })
    }

    /// The workers' threads; whoever speaks or mixes does it there.
    pub fn pool(&self) -> &rayon::ThreadPool {
        &self.pool
    }

    /// Opens all models of a voice on every worker, the workers at the same time, for whoever measures.
    ///
    /// # Errors
    /// Where a model does not load or does not keep the contract.
    pub fn warm_up(&self) -> Result<(), SynthError> {
        let opened = self.pool.broadcast(|_| -> Result<(), SynthError> {
            let mut worker = self.worker();
            (0..self.voices.len()).try_for_each(|voice| self.open(&mut worker, voice).map(drop))
        });
        opened.into_iter().collect()
    }

    /// Speaks one job of a plan, on the sessions of the worker that calls.
    ///
    /// # Errors
    /// A voice that was not given to the engine or whose models do not load; else the failed job.
    pub fn speak(&self, plan: &RenderPlan, index: usize) -> Result<(Clip, StageTimes), SynthError> {
        let unknown = |voice: String| SynthError::VoiceNotLoaded { voice };
        let job = plan
            .jobs
            .get(index)
            .ok_or_else(|| unknown(format!("of job {index}")))?;
        let name = plan
            .voices
            .get(job.voice as usize)
            .ok_or_else(|| unknown(format!("number {}", job.voice)))?;
        let voice = self
            .voices
            .iter()
            .position(|ready| ready.voice.name() == name)
            .ok_or_else(|| unknown(name.clone()))?;
        let mut worker = self.worker();
        let (seat, vocoder) = self.open(&mut worker, voice)?;
        speak::speak(
            seat.acoustic.as_mut(),
            vocoder,
            &self.voices[voice].manner,
            &mut seat.desk,
            job,
            &plan.contours,
            self.clock,
        )
        .map_err(|source| {
            Box::new(FailedJob {
                job: index,
                speaker: plan.speakers.get(job.speaker as usize).cloned().flatten(),
                voice: name.clone(),
                span: job.span,
                text: beginning(job),
                source,
            })
            .into()
        })
    }

    /// Lets go of the calling worker's models and buffers. Whoever has nothing left to speak leaves their memory to what
    /// comes after; speaking again opens them again.
    pub fn rest(&self) {
        let mut worker = self.worker();
        *worker = Worker::new(worker.seats.len(), worker.vocoders.len());
    }

    /// The calling worker's own; on a thread that is none of them, the first one's.
    fn worker(&self) -> MutexGuard<'_, Worker> {
        let index = self.pool.current_thread_index().unwrap_or(0);
        // A worker that panicked left only buffers behind, which the next job overwrites.
        self.workers[index].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A voice's models on a worker, opened now or before.
    fn open<'w>(
        &self,
        worker: &'w mut Worker,
        voice: usize,
    ) -> Result<(&'w mut Seat, &'w mut dyn Vocoder), SynthError> {
        let ready = &self.voices[voice];
        let seat = match &mut worker.seats[voice] {
            Some(seat) => seat,
            empty => empty.insert(Seat {
                acoustic: self.backend.acoustic(&ready.voice)?,
                desk: Desk::new(&ready.manner),
            }),
        };
        let vocoder = match &mut worker.vocoders[ready.vocoder] {
            Some(vocoder) => vocoder,
            empty => empty.insert(self.backend.vocoder(&ready.voice)?),
        };
        Ok((seat, vocoder.as_mut()))
    }
}

/// A job's first words, enough to find it by.
fn beginning(job: &Job) -> String {
    let words: Vec<&str> = job.words.iter().take(6).map(|word| word.text.as_str()).collect();
    let more = if job.words.len() > 6 { " ..." } else { "" };
    words.join(" ") + more
}
