//! Edge: the workers. One set of sessions for each worker, its own thread pool, results in plan order.
//!
//! Every job is spoken by one worker alone, from its own seed, so the bytes do not depend on how many workers
//! there are or which of them was free. Knows nothing of ONNX.

use super::clip::Clip;
use super::error::{FailedJob, SynthError};
use super::model::{AcousticModel, Backend, Vocoder};
use super::onnx;
use super::speak::{self, Desk, Manner};
pub use super::speak::{Clock, StageTimes};
use crate::plan::job::{Job, RenderPlan};
use crate::units::{SampleRate, Samples};
use crate::voice::{Sha256, Voice};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Voices ready to speak, on a number of workers.
pub struct Engine {
    pool: rayon::ThreadPool,
    voices: Vec<Ready>,
    workers: Vec<Mutex<Worker>>,
    clock: Clock,
}

/// A voice, as far as all workers share it.
struct Ready {
    name: String,
    manner: Manner,
    /// Index into [`Worker::vocoders`]: voices that share a vocoder share its session.
    vocoder: usize,
}

/// What one worker alone uses.
#[derive(Default)]
struct Worker {
    /// For each voice.
    acoustic: Vec<Box<dyn AcousticModel>>,
    /// For each different vocoder.
    vocoders: Vec<Box<dyn Vocoder>>,
    /// For each voice.
    desks: Vec<Desk>,
}

/// News of a job that is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JobDone {
    /// Its index in the plan.
    pub job: usize,
    /// How long it speaks.
    pub length: Samples,
    /// At this rate.
    pub rate: SampleRate,
    /// Time it took.
    pub times: StageTimes,
}

impl Engine {
    /// Loads the runtime and opens every voice's models on every worker, the workers at the same time.
    ///
    /// `clock` is read for [`JobDone::times`] only.
    ///
    /// # Errors
    /// Where the runtime library is missing, a model does not load or does not keep the contract, or the workers
    /// cannot be started.
    pub fn new(voices: &[Voice], jobs: NonZeroUsize, clock: Clock) -> Result<Self, SynthError> {
        Self::with_backend(voices, jobs, clock, &onnx::Runtime::load()?)
    }

    /// As [`Self::new`], with models from elsewhere. Voices that name the same vocoder share one on each worker.
    ///
    /// # Errors
    /// What the backend gives, and where the workers cannot be started.
    pub fn with_backend(
        voices: &[Voice],
        jobs: NonZeroUsize,
        clock: Clock,
        backend: &dyn Backend,
    ) -> Result<Self, SynthError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .thread_name(|index| format!("declaim-{index}"))
            .build()
            .map_err(|source| SynthError::Workers {
                jobs: jobs.get(),
                source,
            })?;
        let mut hashes: Vec<Sha256> = Vec::new();
        let mut owners: Vec<&Voice> = Vec::new();
        let ready: Vec<Ready> = voices
            .iter()
            .map(|voice| {
                let hash = voice.manifest().files.vocoder.sha256;
                let slot = hashes.iter().position(|known| *known == hash).unwrap_or_else(|| {
                    hashes.push(hash);
                    owners.push(voice);
                    hashes.len() - 1
                });
                Ready {
                    name: voice.name().to_owned(),
                    manner: Manner::new(voice),
                    vocoder: slot,
                }
            })
            .collect();
        let opened = pool.broadcast(|_| -> Result<Worker, SynthError> {
            Ok(Worker {
                acoustic: voices
                    .iter()
                    .map(|voice| backend.acoustic(voice))
                    .collect::<Result<_, _>>()?,
                vocoders: owners
                    .iter()
                    .map(|voice| backend.vocoder(voice))
                    .collect::<Result<_, _>>()?,
                desks: ready.iter().map(|voice| Desk::new(&voice.manner)).collect(),
            })
        });
        let workers = opened
            .into_iter()
            .map(|worker| worker.map(Mutex::new))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            pool,
            voices: ready,
            workers,
            clock,
        })
    }

    /// How many workers it has.
    pub fn jobs(&self) -> usize {
        self.workers.len()
    }
}

/// Speaks a plan: one clip for each job, in plan order; the longest jobs are begun first.
///
/// `progress` is called from the workers, once for each job that is done, in the order they finish.
///
/// # Errors
/// The first failed job in plan order, of those begun before the others were stopped.
pub fn run(
    plan: &RenderPlan,
    engine: &Engine,
    progress: &(dyn Fn(&JobDone) + Sync),
) -> Result<Vec<Clip>, SynthError> {
    let voices = plan
        .voices
        .iter()
        .map(|name| {
            let known = engine.voices.iter().position(|voice| voice.name == *name);
            known.ok_or_else(|| SynthError::VoiceNotLoaded { voice: name.clone() })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut order: Vec<usize> = (0..plan.jobs.len()).collect();
    order.sort_by_key(|&job| std::cmp::Reverse(plan.jobs[job].tokens.len()));
    let next = AtomicUsize::new(0);
    let spoken = engine.pool.broadcast(|context| {
        let mut worker = lock(&engine.workers[context.index()]);
        let mut done = Vec::new();
        while let Some(&index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = engine.speak(&mut worker, plan, &voices, index, progress);
            let failed = result.is_err();
            done.push((index, result));
            if failed {
                next.store(order.len(), Ordering::Relaxed); // no worker begins another
                break;
            }
        }
        done
    });
    let mut spoken: Vec<_> = spoken.into_iter().flatten().collect();
    spoken.sort_by_key(|(index, _)| *index);
    spoken.into_iter().map(|(_, clip)| clip).collect()
}

impl Engine {
    fn speak(
        &self,
        worker: &mut Worker,
        plan: &RenderPlan,
        voices: &[usize],
        index: usize,
        progress: &(dyn Fn(&JobDone) + Sync),
    ) -> Result<Clip, SynthError> {
        let job = &plan.jobs[index];
        let Some(&voice) = voices.get(job.voice as usize) else {
            return Err(SynthError::VoiceNotLoaded {
                voice: format!("number {}", job.voice),
            });
        };
        let ready = &self.voices[voice];
        let (clip, times) = speak::speak(
            worker.acoustic[voice].as_mut(),
            worker.vocoders[ready.vocoder].as_mut(),
            &ready.manner,
            &mut worker.desks[voice],
            job,
            &plan.contours,
            self.clock,
        )
        .map_err(|source| {
            Box::new(FailedJob {
                job: index,
                speaker: plan.speakers.get(job.speaker as usize).cloned().flatten(),
                voice: ready.name.clone(),
                span: job.span,
                text: beginning(job),
                source,
            })
        })?;
        progress(&JobDone {
            job: index,
            length: clip.pcm.len(),
            rate: clip.pcm.rate,
            times,
        });
        Ok(clip)
    }
}

/// A job's first words, enough to find it by.
fn beginning(job: &Job) -> String {
    let words: Vec<&str> = job.words.iter().take(6).map(|word| word.text.as_str()).collect();
    let more = if job.words.len() > 6 { " ..." } else { "" };
    words.join(" ") + more
}

/// A worker that panicked left only buffers behind, which the next job overwrites.
fn lock(worker: &Mutex<Worker>) -> MutexGuard<'_, Worker> {
    worker.lock().unwrap_or_else(PoisonError::into_inner)
}
