//! What is to be rendered, and rendering it: every episode is held against its record, what changed goes to the
//! workers, and each is recorded as soon as it is written. One episode's failure stops no other.

use super::args::ProgressStyle;
use super::inputs::{Desk, Episode};
use super::progress::{Lane, Origin, Progress, clock};
use super::record::Trust;
use super::render::{Shown, plan};
use super::{Outcome, album, causes, fail, fail_with, forecast, options, record, why};
use crate::config::{EpisodeConfig, Loudness};
use crate::lock::{self, Inputs, Lock};
use crate::render::{
    self, Batch, ClipDone, ClipOrigin, Event, Finished, Keeping, Prediction, RenderError, RenderPlan, Studio,
};
use crate::staged;
use std::collections::{BTreeSet, HashSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// Which episodes.
    pub(super) scope: Scope,
    /// What is done with them.
    pub(super) task: Task,
    /// Whether each utterance that is spoken again is explained.
    pub(super) reasons: Reasons,
    /// How progress is shown.
    pub(super) progress: ProgressStyle,
    /// Where clips are kept.
    pub(super) keeping: Keeping,
    /// Workers.
    pub(super) jobs: NonZeroUsize,
}

/// Which episodes are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those that are not up to date.
    Changed,
    /// All.
    Everything,
    /// Those that are not up to date, if they come out as their locks say.
    Locked,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Render.
    Render,
    /// Say what rendering would do.
    Predict,
}

/// Whether it is said why an utterance is spoken again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reasons {
    /// It is.
    Given,
    /// It is not.
    Kept,
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Episodes that were written.
    pub(super) rendered: usize,
    /// Episodes that would be written.
    predicted: usize,
    /// Episodes that were up to date.
    pub(super) current: usize,
    /// Those that were not rendered, and why.
    pub(super) failed: Vec<(String, String)>,
}

impl Tally {
    /// An episode is not rendered.
    fn lose(&mut self, progress: &Progress, episode: &Episode, reason: String) {
        progress.failed(&episode.name, &reason);
        self.failed.push((episode.source.name().to_owned(), reason));
    }
}

/// An episode that is to be rendered.
struct Work<'a> {
    episode: &'a Episode,
    output: &'a Path,
    plan: RenderPlan,
    predicted: Prediction,
    inputs: Inputs,
    /// Its settings; for an album, with the gain of all.
    config: EpisodeConfig,
    album: Option<usize>,
    old: Option<Lock>,
}

impl Work<'_> {
    /// With what its files have to be, where only what its lock describes may be rendered.
    fn episode(&self, scope: Scope) -> render::Episode<'_> {
        let wanted = self.old.as_ref().filter(|_| scope == Scope::Locked);
        render::Episode {
            wanted: wanted.map(|old| old.outputs.as_slice()),
            source: &self.episode.source,
            plan: &self.plan,
            config: &self.config,
            output: self.output,
        }
    }
}

/// Does what is wished with every episode; `Err` where nothing can be done at all, which has been said.
pub(super) fn run(desk: &Desk, outputs: &[PathBuf], wish: &Wish) -> Result<Tally, Outcome> {
    let mut tally = Tally {
        failed: desk.show_faults(),
        ..Tally::default()
    };
    let studios = desk.episodes.iter().map(|episode| desk.studio(episode));
    let batch = Batch::new(studios, wish.jobs, wish.keeping.clone(), options::clock)
        .map_err(|error| fail_with(&error))?;
    let engine = batch.identity().to_string();
    let quiet = Progress::start(wish.progress, Vec::new());
    for (name, reason) in &tally.failed {
        quiet.failed(&desk.called(name), reason);
    }
    let mut candidates = Vec::new();
    for (episode, output) in desk.episodes.iter().zip(outputs) {
        match candidate(desk, episode, output, &engine, wish.scope) {
            Ok(work) => candidates.push(work),
            Err(reason) => tally.lose(&quiet, episode, reason),
        }
    }
    for work in album::broken(desk, &mut candidates, |work| work.album) {
        let reason = "another episode of its album has errors, and albums are mastered together";
        let reason = not_rendered(work.episode, reason.to_owned());
        tally.lose(&quiet, work.episode, reason);
    }
    album::sign(
        desk,
        candidates.iter_mut().map(|work| (work.episode, &mut work.inputs)),
    );
    let mut judged = Vec::new();
    for mut work in candidates {
        match stale(&mut work, wish.scope) {
            Ok(state) => judged.push((work, state)),
            Err(reason) => tally.lose(&quiet, work.episode, reason),
        }
    }
    // An album's gain takes all of its episodes.
    let stale = judged.iter().filter(|(_, state)| *state == State::Stale);
    let albums: BTreeSet<usize> = stale.filter_map(|(work, _)| work.album).collect();
    let mut works = Vec::new();
    for (work, state) in judged {
        if state == State::Stale || work.album.is_some_and(|album| albums.contains(&album)) {
            works.push(work);
        } else {
            tally.current += 1;
            quiet.current(&work.episode.name, work.output);
        }
    }
    if wish.reasons == Reasons::Given {
        for work in &works {
            why::print(work.episode, &work.plan, &work.inputs, work.old.as_ref(), &batch);
        }
    }
    match wish.task {
        Task::Predict => {
            tally.predicted = works.len();
            predict(&works, &batch, wish);
        }
        Task::Render => {
            level(&mut works, &albums, &batch, &quiet, &mut tally);
            render_all(&works, &batch, wish, &mut tally);
        }
    }
    Ok(tally)
}

/// Whether an episode has to be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Stale,
    Current,
}

/// An episode that may have to be rendered; a sentence where its script forbids it, which has been said.
fn candidate<'a>(
    desk: &'a Desk,
    episode: &'a Episode,
    output: &'a Path,
    engine: &str,
    scope: Scope,
) -> Result<Work<'a>, String> {
    let studio = desk.studio(episode);
    let shown = match record::read(output) {
        Ok(Some(old)) if scope != Scope::Everything && record::is_of(&old, episode) => Shown::Graver,
        _ => Shown::All,
    };
    let plan = plan(episode, studio, shown)?;
    let work = Work {
        predicted: studio.predict(&plan),
        inputs: record::inputs(episode, &plan, studio, output, engine),
        config: episode.config.clone(),
        album: album::of(desk, episode),
        old: None,
        episode,
        output,
        plan,
    };
    if work.album.is_some_and(|album| !desk.is_whole(album)) {
        let reason = "it is part of an album, whose episodes are mastered together: name the course file";
        return Err(not_rendered(episode, reason.to_owned()));
    }
    Ok(work)
}

fn not_rendered(episode: &Episode, reason: String) -> String {
    let name = episode.source.name();
    fail(format!("{name}: not rendered: {reason}"), Outcome::Failed);
    reason
}

/// Holds an episode against its record; a sentence where it must not be rendered, which has been said.
fn stale(work: &mut Work<'_>, scope: Scope) -> Result<State, String> {
    let (episode, inputs) = (work.episode, &work.inputs);
    let old = match record::read(work.output) {
        Ok(old) => old,
        Err(reason) if scope == Scope::Locked => return Err(not_rendered(episode, reason)),
        // Without a record of it everything is new; the next one replaces what cannot be read.
        Err(reason) => {
            eprintln!("warning: {reason}");
            None
        }
    };
    if scope == Scope::Locked {
        let Some(old) = &old else {
            let path = record::path_of(work.output);
            let reason = format!("--locked, and there is no {}", path.display());
            return Err(not_rendered(episode, reason));
        };
        if let Some(difference) = lock::first_difference(&old.inputs, inputs) {
            let reason = format!("--locked, and the lock says otherwise; {difference}");
            return Err(not_rendered(episode, reason));
        }
    }
    let trust = match scope {
        Scope::Locked => Trust::Bytes,
        Scope::Changed | Scope::Everything => Trust::Times,
    };
    let current = |old: &Lock| record::is_current(old, inputs, work.output, trust);
    if scope != Scope::Everything && old.as_ref().is_some_and(current) {
        return Ok(State::Current);
    }
    work.old = old;
    Ok(State::Stale)
}

/// Says what rendering would come to.
fn predict(works: &[Work<'_>], batch: &Batch, wish: &Wish) {
    let jobs = wish.jobs;
    let mut sum = (0.0, 0.0, 0.0);
    for work in works {
        let mut seen = HashSet::new();
        let (mut held, mut repeated, mut spoken) = (0, 0, 0.0);
        for (job, seconds) in work.plan.jobs.iter().zip(&work.predicted.jobs) {
            if batch.holds(&job.key) {
                held += 1;
            } else if !seen.insert(job.key) {
                repeated += 1;
            } else {
                spoken += seconds;
            }
        }
        let length = work.predicted.seconds();
        let cost = forecast::work(length, spoken);
        let all = work.plan.jobs.len();
        let mut known = match wish.keeping {
            Keeping::Cache(..) => format!("{held} of {all} utterances in the cache"),
            Keeping::Nothing => format!("{all} utterances"),
        };
        if repeated > 0 {
            known.push_str(&format!(", {repeated} said before"));
        }
        say!(
            "{}: about {}; {known}, about {} to be spoken; about {cost:.1} s of work",
            work.output.display(),
            clock(length),
            clock(spoken),
        );
        sum = (sum.0 + length, sum.1 + spoken, sum.2 + cost);
    }
    if works.len() != 1 {
        say!(
            "{} to render: about {}, {} to be spoken; about {:.1} s of work, {:.1} s on {jobs} workers",
            super::init::counted(works.len(), "episode"),
            clock(sum.0),
            clock(sum.1),
            sum.2,
            sum.2 / jobs.get() as f64,
        );
    }
}

/// Decides the gain of each album, all of whose episodes are among `works`.
fn level(
    works: &mut Vec<Work<'_>>,
    albums: &BTreeSet<usize>,
    batch: &Batch,
    quiet: &Progress,
    tally: &mut Tally,
) {
    for &album in albums {
        let parts = works.iter().filter(|work| work.album == Some(album));
        let episodes: Vec<_> = parts.map(|work| work.episode(Scope::Changed)).collect();
        match album::gain(batch, &episodes) {
            Ok(gain) => works
                .iter_mut()
                .filter(|work| work.album == Some(album))
                .for_each(|work| work.config.loudness = Loudness::Gain(gain)),
            Err(error) => {
                fail_with(&error);
                let reason = causes(&error);
                for work in works.extract_if(.., |work| work.album == Some(album)) {
                    tally.lose(quiet, work.episode, reason.clone());
                }
            }
        }
    }
}

fn render_all(works: &[Work<'_>], batch: &Batch, wish: &Wish, tally: &mut Tally) {
    let (mut ready, mut homeless) = (Vec::new(), Vec::new());
    for work in works {
        let episode = work.episode(wish.scope);
        match make_room(&episode) {
            Ok(()) => ready.push((work, episode)),
            Err(error) => {
                fail_with(&error);
                homeless.push((work.episode, causes(&error)));
            }
        }
    }
    let lanes = ready
        .iter()
        .map(|(work, _)| Lane::new(&work.episode.name, work.predicted.jobs.clone()))
        .collect();
    let progress = Progress::start(wish.progress, lanes);
    for (episode, reason) in homeless {
        tally.lose(&progress, episode, reason);
    }
    let (rendered, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let lost = |episode: usize, reason: String| {
        let name = &ready[episode].0.episode.name;
        progress.drop_bar(episode);
        progress.suspend(|| {
            fail(format!("{name}: {reason}"), Outcome::Failed);
        });
        progress.failed(name, &reason);
        let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.push((ready[episode].0.episode.source.name().to_owned(), reason));
    };
    let episodes: Vec<_> = ready.iter().map(|(_, episode)| *episode).collect();
    batch.render(&episodes, &|event| match event {
        Event::Clip { episode, clip } => heard(&progress, episode, &clip),
        Event::Mixing { episode } => progress.mixing(episode),
        Event::Finished { episode, result } => match result {
            Ok(finished) => match seal(ready[episode].0, finished, wish.scope) {
                Ok(()) => {
                    rendered.fetch_add(1, Ordering::Relaxed);
                    progress.done(episode, finished);
                    progress.suspend(|| warn_of_level(&ready[episode].1, finished));
                }
                Err(reason) => lost(episode, reason),
            },
            Err(error) => lost(episode, causes(error)),
        },
        Event::Notice(notice) => progress.suspend(|| eprintln!("warning: {}", causes(notice))),
    });
    let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    tally.rendered = rendered.into_inner();
    tally.failed.extend(failed);
    progress.finish(tally.rendered, tally.current, tally.failed.len());
}

/// Renders and writes something that has no record, with progress and a line about it.
pub(super) fn speak(batch: &Batch, studio: &Studio, episode: &render::Episode<'_>, name: &str) -> Outcome {
    if let Err(error) = make_room(episode) {
        return fail_with(&error);
    }
    let lane = Lane::new(name, studio.predict(episode.plan).jobs);
    let progress = Progress::start(ProgressStyle::Auto, vec![lane]);
    let results = batch.render(&[*episode], &|event| match event {
        Event::Clip { clip, .. } => heard(&progress, 0, &clip),
        Event::Mixing { .. } => progress.mixing(0),
        Event::Finished { result, .. } => match result {
            Ok(finished) => {
                progress.done(0, finished);
                progress.suspend(|| warn_of_level(episode, finished));
            }
            Err(error) => {
                progress.drop_bar(0);
                fail_with(error);
            }
        },
        Event::Notice(notice) => progress.suspend(|| eprintln!("warning: {}", causes(notice))),
    });
    let failed = results.iter().filter(|result| result.is_err()).count();
    progress.finish(results.len() - failed, 0, failed);
    if failed == 0 {
        Outcome::Done
    } else {
        Outcome::Failed
    }
}

/// How far a master may be from the loudness that was asked for without a word, in LU (EBU R 128 allows it where a level
/// cannot be met in practice).
const OFF_TARGET: f64 = 1.0;

/// Says that the ceiling kept an episode from the loudness that was asked for.
fn warn_of_level(episode: &render::Episode<'_>, finished: &Finished) {
    if let Loudness::Target(wanted) = episode.config.loudness
        && let Some(found) = finished.report.after.integrated
        && finished
            .report
            .missed_by(wanted)
            .is_some_and(|by| by.0 > OFF_TARGET)
    {
        let (name, ceiling) = (episode.source.name(), episode.config.ceiling);
        eprintln!(
            "warning: {name}: reached {found} instead of {wanted}, because peaks are held under {ceiling}; lower the loudness target"
        );
    }
}

fn heard(progress: &Progress, episode: usize, clip: &ClipDone) {
    let origin = match clip.origin {
        ClipOrigin::Spoken(_) => Origin::Spoken,
        ClipOrigin::Cached | ClipOrigin::Repeated => Origin::Cached,
    };
    progress.clip(episode, clip.job, clip.length.seconds(clip.rate), origin);
}

/// Records a finished episode, unless its lock was given.
fn seal(work: &Work<'_>, finished: &Finished, scope: Scope) -> Result<(), String> {
    match &work.old {
        // It has been held against its lock before it was given its name.
        Some(_) if scope == Scope::Locked => Ok(()),
        _ => {
            record::write(work.output, work.inputs.clone(), finished, &work.episode.config).map_err(|error| {
                format!(
                    "{} cannot be written: {error}",
                    record::path_of(work.output).display()
                )
            })
        }
    }
}

/// A folder that cannot be written to is found out before anything is spoken.
fn make_room(episode: &render::Episode<'_>) -> Result<(), RenderError> {
    if let Some(folder) = episode.output.parent() {
        std::fs::create_dir_all(folder).map_err(|source| RenderError::Folder {
            path: folder.to_owned(),
            source,
        })?;
        // What a killed render left behind goes.
        staged::sweep(folder);
    }
    render::check_output(episode.output, episode.config)
}

impl Tally {
    /// Says what failed, where there is more than one episode; the exit status.
    pub(super) fn close(&self) -> Outcome {
        let failed = self.failed.len();
        if failed == 0 {
            return Outcome::Done;
        }
        let all = failed + self.rendered + self.current + self.predicted;
        if all > 1 {
            let were = if failed == 1 { "was" } else { "were" };
            let list: String = self
                .failed
                .iter()
                .map(|(name, reason)| format!("\n  {name}: {reason}"))
                .collect();
            fail(
                format!("{failed} of {all} scripts {were} not rendered:{list}"),
                Outcome::Failed,
            );
        }
        Outcome::Failed
    }
}
