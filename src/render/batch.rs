//! `Batch`: stages 7 to 11 for any number of episodes on one set of workers.
//!
//! Every clip of every episode is a task, and so is the mix and master of every episode. A worker takes what is most
//! urgent: an episode whose clips are all there, else the longest utterance left of the episode that is being
//! spoken, else the next episode. So none is idle while utterances are left, models are opened once, an episode is
//! written while the next is spoken, and no more episodes are under way than there are workers. A worker closes its
//! models when nothing is left to be spoken, and with nothing left to take helps those that mix. One episode's failure
//! is its own. Knows no files.

use super::level::{self, Level};
use super::{Finished, RenderError, Studio, Take, finish};
use crate::config::EpisodeConfig;
use crate::lock::Output;
use crate::plan::job::{Key, RenderPlan};
use crate::source::Source;
use crate::synth::cache::{CacheError, CacheFolder, ClipCache, Lookup};
use crate::synth::{Budget, Clip, Clock, Engine, EngineIdentity, Shelf, SpillError, StageTimes, SynthError};
use crate::units::{SampleRate, Samples};
use crate::voice::Voice;
use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Workers, and where clips are kept between renders.
pub struct Batch {
    engine: Engine,
    identity: EngineIdentity,
    cache: Option<ClipCache>,
    budget: Arc<Budget>,
}

/// Whether clips are kept for the next render.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// In this cache, at most so many bytes.
    Cache(CacheFolder, u64),
    /// No longer than it takes.
    Nothing,
}

/// An episode that is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Episode<'a> {
    /// Its script.
    pub source: &'a Source,
    /// The script's plan.
    pub plan: &'a RenderPlan,
    /// Its settings.
    pub config: &'a EpisodeConfig,
    /// The WAV file it becomes.
    pub output: &'a Path,
    /// What its files have to be, where that is known: an episode that comes out otherwise is not written.
    pub wanted: Option<&'a [Output]>,
}

/// What happens while a batch is rendered; told from the workers. Episodes are counted from 0.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A job has its clip.
    Clip {
        /// Which episode.
        episode: usize,
        /// Which clip, and where from.
        clip: ClipDone,
    },
    /// All clips of an episode are there; it is mixed and mastered now.
    Mixing {
        /// Which episode.
        episode: usize,
    },
    /// An episode is written, or has failed.
    Finished {
        /// Which episode.
        episode: usize,
        /// What came of it.
        result: &'a Result<Finished, RenderError>,
    },
    /// Something that changes no output.
    Notice(&'a Notice),
}

/// News of a clip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClipDone {
    /// Its job's index in the plan.
    pub job: usize,
    /// How long it speaks.
    pub length: Samples,
    /// At this rate.
    pub rate: SampleRate,
    /// Where it came from.
    pub origin: ClipOrigin,
}

/// Where a clip came from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ClipOrigin {
    /// The cache had it.
    Cached,
    /// An earlier job of the plan sounds the same.
    Repeated,
    /// It was spoken, in this time.
    Spoken(StageTimes),
}

/// What a person may want to know though every output is what it would be without.
#[derive(Debug, thiserror::Error)]
pub enum Notice {
    /// Clips are not kept from here on.
    #[error("{0}: the next render speaks them again")]
    Cache(#[from] CacheError),
    /// Clips take memory.
    #[error("{0}")]
    Spill(#[from] SpillError),
    /// Entries of the cache were not what had been stored.
    #[error("the cache had damaged entries; they were dropped and are spoken again")]
    Damaged,
}

impl Batch {
    /// Loads the runtime and starts `jobs` workers for the voices of `studios`; models are opened when somebody speaks
    /// with them. `clock` tells how long each part of synthesis took, and nothing else.
    ///
    /// # Errors
    /// Where the runtime library is missing, or the workers cannot be started.
    pub fn new<'s>(
        studios: impl IntoIterator<Item = &'s Studio>,
        jobs: NonZeroUsize,
        keeping: Keeping,
        clock: Clock,
    ) -> Result<Self, RenderError> {
        let identity = EngineIdentity::here().map_err(SynthError::from)?;
        let mut voices: Vec<Voice> = Vec::new();
        for voice in studios.into_iter().flat_map(Studio::voices) {
            if !voices.iter().any(|known| known.name() == voice.name()) {
                voices.push(voice.clone());
            }
        }
        Ok(Self {
            engine: Engine::new(&voices, jobs, clock)?,
            cache: match keeping {
                Keeping::Cache(folder, limit) => Some(ClipCache::new(folder, &identity, limit)),
                Keeping::Nothing => None,
            },
            identity,
            budget: Budget::of(Budget::USUAL),
        })
    }

    /// What besides the scripts and voices its samples depend on.
    pub fn identity(&self) -> &EngineIdentity {
        &self.identity
    }

    /// Whether clips are kept at all.
    pub fn has_cache(&self) -> bool {
        self.cache.is_some()
    }

    /// Whether the clip of a job is in the cache already.
    pub fn holds(&self, key: &Key) -> bool {
        self.cache.as_ref().is_some_and(|cache| cache.holds(key))
    }

    /// The gain that an episode will be mastered with, predicted from those of its clips that the cache has; `None`
    /// where it has none, or the episode has no target.
    pub fn predict_level(&self, plan: &RenderPlan, config: &EpisodeConfig) -> Option<Level> {
        level::predict(plan, config, self.cache.as_ref()?)
    }

    /// Opens every voice's models on every worker, for whoever measures.
    ///
    /// # Errors
    /// Where a model does not load.
    pub fn warm_up(&self) -> Result<(), RenderError> {
        Ok(self.engine.warm_up()?)
    }

    /// Stages 7 to 11 of every episode; results in the same order, one failure stopping no other.
    pub fn render(
        &self,
        episodes: &[Episode<'_>],
        events: &(dyn Fn(Event<'_>) + Sync),
    ) -> Vec<Result<Finished, RenderError>> {
        let plans: Vec<_> = episodes.iter().map(|e| (e.plan, e.output.parent())).collect();
        self.work(&plans, events, |index, clips| {
            let episode = &episodes[index];
            events(Event::Mixing { episode: index });
            let result = clips.map_err(RenderError::from).and_then(|clips| {
                let take = Take::new(clips, episode.plan, episode.config)?;
                finish(&take, episode)
            });
            events(Event::Finished {
                episode: index,
                result: &result,
            });
            result
        })
    }

    /// Stages 7 and 8 of one plan: every job spoken, every clip in its place.
    ///
    /// # Errors
    /// A model that fails or returns what its contract rules out.
    pub fn perform(
        &self,
        plan: &RenderPlan,
        config: &EpisodeConfig,
        events: &(dyn Fn(Event<'_>) + Sync),
    ) -> Result<Take, RenderError> {
        let mut taken = self.work(&[(plan, None)], events, |_, clips| {
            Take::new(clips?, plan, config)
        });
        taken.pop().unwrap_or_else(|| {
            let voice = "of no plan".to_owned();
            Err(SynthError::VoiceNotLoaded { voice }.into())
        })
    }

    /// Runs `task` on the workers, so that what it does in parallel is done there.
    pub fn on_workers<R: Send>(&self, task: impl FnOnce() -> R + Send) -> R {
        self.engine.pool().install(task)
    }

    /// The clips of every plan, each handed to `complete` on a worker as soon as it is whole; in order.
    pub(super) fn work<R: Send>(
        &self,
        plans: &[(&RenderPlan, Option<&Path>)],
        events: &(dyn Fn(Event<'_>) + Sync),
        complete: impl Fn(usize, Result<Shelf, SynthError>) -> R + Sync,
    ) -> Vec<R> {
        let board = Board {
            queue: Mutex::new(Queue {
                whole: VecDeque::new(),
                current: None,
                unopened: 0..plans.len(),
            }),
            damaged: AtomicBool::new(false),
        };
        let done = self.engine.pool().broadcast(|_| {
            let mut done = Vec::new();
            loop {
                let task = board.next(plans, &self.budget);
                // Mixing takes the memory that models have left.
                if !matches!(task, Some(Task::Clip(..))) && board.is_spoken() {
                    self.engine.rest();
                }
                match task {
                    None => break,
                    Some(Task::Clip(under_way, job)) => {
                        self.clip(plans[under_way.index].0, &under_way, job, &board, events);
                        board.arrived(under_way);
                    }
                    Some(Task::Complete(under_way)) => {
                        let UnderWay {
                            index, shelf, failed, ..
                        } = *under_way;
                        let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
                        let clips = failed.map_or(Ok(shelf), |(_, error)| Err(error));
                        done.push((index, complete(index, clips)));
                    }
                }
            }
            done
        });
        if let Some(cache) = &self.cache {
            cache.settle();
        }
        let mut done: Vec<_> = done.into_iter().flatten().collect();
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// Puts a job's clip, and those that sound the same, on the shelf; nothing where the episode has failed.
    fn clip(
        &self,
        plan: &RenderPlan,
        under_way: &UnderWay,
        job: usize,
        board: &Board,
        events: &(dyn Fn(Event<'_>) + Sync),
    ) {
        if under_way.has_failed() {
            return;
        }
        match self.fetch(plan, job, board, events) {
            Err(error) => under_way.fail(job, error),
            Ok((clip, origin)) => {
                let mut news = ClipDone {
                    job,
                    length: clip.pcm.len(),
                    rate: clip.pcm.rate,
                    origin,
                };
                if let Err(error) = under_way.shelf.put(job, clip) {
                    events(Event::Notice(&error.into()));
                }
                let episode = under_way.index;
                events(Event::Clip { episode, clip: news });
                for &repeated in under_way.repeats.get(&job).into_iter().flatten() {
                    under_way.shelf.repeat(repeated, job);
                    (news.job, news.origin) = (repeated, ClipOrigin::Repeated);
                    events(Event::Clip { episode, clip: news });
                }
            }
        }
    }

    /// A job's clip, out of the cache or spoken now and kept there.
    fn fetch(
        &self,
        plan: &RenderPlan,
        job: usize,
        board: &Board,
        events: &(dyn Fn(Event<'_>) + Sync),
    ) -> Result<(Clip, ClipOrigin), SynthError> {
        let key = &plan.jobs[job].key;
        match self.cache.as_ref().map(|cache| cache.get(key)) {
            Some(Lookup::Hit(clip)) => return Ok((clip, ClipOrigin::Cached)),
            Some(Lookup::Damaged) if !board.damaged.swap(true, Ordering::Relaxed) => {
                events(Event::Notice(&Notice::Damaged));
            }
            _ => {}
        }
        let (clip, times) = self.engine.speak(plan, job)?;
        if let Some(Err(error)) = self.cache.as_ref().map(|cache| cache.put(key, &clip)) {
            events(Event::Notice(&error.into()));
        }
        Ok((clip, ClipOrigin::Spoken(times)))
    }
}

/// What there is to do.
struct Board {
    queue: Mutex<Queue>,
    /// Whether damaged entries have been told of.
    damaged: AtomicBool,
}

struct Queue {
    /// Plans that have all their clips.
    whole: VecDeque<Arc<UnderWay>>,
    /// The plan that is being spoken, and its jobs in turn.
    current: Option<(Arc<UnderWay>, std::vec::IntoIter<usize>)>,
    /// Plans nobody has begun.
    unopened: Range<usize>,
}

/// A plan some of whose clips are there.
struct UnderWay {
    index: usize,
    shelf: Shelf,
    /// For jobs that others sound like: those others.
    repeats: HashMap<usize, Vec<usize>>,
    /// Tasks not yet done.
    left: AtomicUsize,
    /// The first in plan order of the jobs that failed.
    failed: Mutex<Option<(usize, SynthError)>>,
}

enum Task {
    Clip(Arc<UnderWay>, usize),
    Complete(Box<UnderWay>),
}

impl Board {
    /// The most urgent task; `None` where what is left is in other workers' hands.
    fn next(&self, plans: &[(&RenderPlan, Option<&Path>)], budget: &Arc<Budget>) -> Option<Task> {
        let mut queue = self.lock();
        loop {
            if let Some(task) = queue.whole.pop_front().and_then(Arc::into_inner) {
                return Some(Task::Complete(Box::new(task)));
            }
            if let Some((under_way, jobs)) = &mut queue.current {
                match jobs.next() {
                    Some(job) => return Some(Task::Clip(Arc::clone(under_way), job)),
                    None => queue.current = None,
                }
            }
            let index = queue.unopened.next()?;
            let (plan, folder) = plans[index];
            let (under_way, jobs) = UnderWay::open(index, plan, folder, budget);
            if jobs.is_empty() {
                return Some(Task::Complete(Box::new(under_way)));
            }
            queue.current = Some((Arc::new(under_way), jobs.into_iter()));
        }
    }

    /// Whether every clip is there or in somebody's hands.
    fn is_spoken(&self) -> bool {
        let queue = self.lock();
        queue.current.is_none() && queue.unopened.is_empty()
    }

    /// Counts a task as done; the last one of a plan makes it whole.
    fn arrived(&self, under_way: Arc<UnderWay>) {
        let mut queue = self.lock();
        if under_way.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            queue
                .current
                .take_if(|(current, _)| Arc::ptr_eq(current, &under_way));
            queue.whole.push_back(under_way);
        } else {
            // Let go of while the queue is locked: who takes the plan as a whole must be the only one to hold it.
            drop(under_way);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay {
    /// Makes room for a plan's clips; which jobs are to be had, the longest first, each sound once.
    fn open(
        index: usize,
        plan: &RenderPlan,
        folder: Option<&Path>,
        budget: &Arc<Budget>,
    ) -> (Self, Vec<usize>) {
        let mut first: HashMap<Key, usize> = HashMap::with_capacity(plan.jobs.len());
        let mut repeats: HashMap<usize, Vec<usize>> = HashMap::new();
        for (job, planned) in plan.jobs.iter().enumerate() {
            let earlier = *first.entry(planned.key).or_insert(job);
            if earlier != job {
                repeats.entry(earlier).or_default().push(job);
            }
        }
        let mut jobs = longest_first(plan);
        jobs.retain(|job| first.get(&plan.jobs[*job].key) == Some(job));
        let folder = folder.unwrap_or(Path::new("."));
        let under_way = Self {
            index,
            shelf: Shelf::new(plan.jobs.len(), Arc::clone(budget), folder),
            repeats,
            left: AtomicUsize::new(jobs.len()),
            failed: Mutex::new(None),
        };
        (under_way, jobs)
    }

    fn has_failed(&self) -> bool {
        self.failure().is_some()
    }

    fn fail(&self, job: usize, error: SynthError) {
        let mut failed = self.failure();
        if failed.as_ref().is_none_or(|(earlier, _)| job < *earlier) {
            *failed = Some((job, error));
        }
    }

    fn failure(&self) -> MutexGuard<'_, Option<(usize, SynthError)>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The jobs of a plan in the order that leaves no worker with a long one at the end.
fn longest_first(plan: &RenderPlan) -> Vec<usize> {
    let mut order: Vec<usize> = (0..plan.jobs.len()).collect();
    order.sort_by_key(|&job| std::cmp::Reverse(plan.jobs[job].tokens.len()));
    order
}
