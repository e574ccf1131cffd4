//! The story: a script to a master, one line per stage.
//!
//! Owns the order of the stages and nothing else; the only module that sees all of them, and what `cli` knows
//! of the pipeline. Every stage's output can be kept, so each border can be printed; rendering keeps the plan alone.

mod album;
mod batch;
mod decode;
mod error;
mod level;
mod lexicons;
mod line;
mod names;
mod recordings;
mod review;
mod settings;
mod studio;
mod words;

use crate::config::{EpisodeConfig, SampleFormat};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::export::{self, Encoding, ExportError, WavFile, Whole};
pub use crate::export::{Excerpt, Written, write_audition};
use crate::g2p;
use crate::ir;
pub use crate::ir::{Origin, PhonemeScript};
use crate::lint;
pub use crate::lint::Unknown;
use crate::lock::{self, Output, Time};
use crate::markup;
use crate::markup::document::Document;
use crate::markup::script::Script;
pub use crate::markup::{Dialect, LARGEST as LARGEST_SCRIPT};
use crate::master;
pub use crate::master::LoudnessReport;
pub use crate::mix::print as print_timeline;
use crate::mix::timeline::Timeline;
use crate::mix::{self, Mixdown, Recordings};
use crate::plan;
pub use crate::plan::Prediction;
pub use crate::plan::job::RenderPlan;
pub use crate::plan::print as print_plan;
use crate::source::{Source, Span};
use crate::staged;
pub use crate::synth::cache::{CacheError, CacheFolder, USUAL_LIMIT};
use crate::synth::{self, Clips, Shelf, SynthError};
pub use crate::synth::{Clock, EngineIdentity, StageTimes};
use crate::text;
use crate::text::token::Spoken;
use crate::units::Samples;
pub use batch::{Batch, ClipDone, ClipOrigin, Episode, Event, Keeping, Notice};
pub use decode::decode;
pub use error::RenderError;
pub use level::Level;
pub use line::keep_line;
pub use names::names;
pub use recordings::{RecordingError, heard_files, is_playable, named_files};
pub use review::{Review, Reviewed, review};
use std::borrow::Cow;
use std::path::Path;
use studio::Known;
pub use studio::Studio;
pub use words::{WordUse, audition_script, words};

/// A script after every stage that needs no model.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// Stage 1: as written.
    pub document: Document,
    /// Stage 2: resolved, every clip still with its fallback.
    pub script: Script,
    /// Stage 3: words.
    pub spoken: Spoken,
    /// Stages 4 and 5: phones, validated.
    pub phonemes: PhonemeScript,
    /// Stage 6: model calls.
    pub plan: RenderPlan,
}

/// A plan performed: stages 7 and 8.
pub struct Take {
    clips: Shelf,
    recordings: Recordings,
    /// Where every clip lies.
    pub timeline: Timeline,
}

impl Finished {
    /// What was written, as it is recorded.
    pub fn outputs(&self) -> Vec<Output> {
        self.files.iter().map(output).collect()
    }
}

impl Take {
    /// What was spoken, in plan order.
    pub fn clips(&self) -> &dyn Clips {
        &self.clips
    }
}

/// What was written, and how loud it is.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The WAV file, then its timing files.
    pub files: Vec<Written>,
    /// The episode's length in seconds.
    pub seconds: f64,
    /// The same in samples.
    pub length: Samples,
    /// Where each utterance lies.
    pub times: Vec<Time>,
    /// Measured on the samples as written.
    pub report: LoudnessReport,
}

/// What a stage made, once no later stage reads it.
enum Read {
    Document(Document),
    Script(Script),
    Spoken(Spoken),
    Phonemes(PhonemeScript),
}

/// Stages 1 to 6: text to plan, with everything found on the way.
///
/// # Errors
/// A cast that names a voice the studio was not opened with.
pub fn prepare(
    source: &Source,
    config: &EpisodeConfig,
    studio: &Studio,
) -> Result<Findings<Prepared>, RenderError> {
    let mut prepared = Prepared::default();
    let planned = stages(source, config, studio, |read| match read {
        Read::Document(document) => prepared.document = document,
        Read::Script(script) => prepared.script = script,
        Read::Spoken(spoken) => prepared.spoken = spoken,
        Read::Phonemes(phonemes) => prepared.phonemes = phonemes,
    })?;
    prepared.plan = planned.value;
    Ok(Findings {
        value: prepared,
        diagnostics: planned.diagnostics,
    })
}

/// The same for whoever wants the plan alone, in a good half of the memory: what a stage made goes as soon as the next
/// has read it.
///
/// # Errors
/// As [`prepare`].
pub fn plan(
    source: &Source,
    config: &EpisodeConfig,
    studio: &Studio,
) -> Result<Findings<RenderPlan>, RenderError> {
    stages(source, config, studio, drop)
}

fn stages(
    source: &Source,
    config: &EpisodeConfig,
    studio: &Studio,
    mut read: impl FnMut(Read),
) -> Result<Findings<RenderPlan>, RenderError> {
    let mut found = Vec::new();
    let document = markup::parse(source).collect(&mut found);
    let script = markup::resolve(&document, &settings::script(config)).collect(&mut found);
    let mut heard = Cow::Borrowed(&script);
    recordings::settle(&mut heard, config, &mut found);
    recordings::check(config)?;
    let lexicon = lexicons::with_those_named(&studio.lexicon, &script, config, &mut found);
    let spoken = text::normalise(&heard, &Known(&lexicon)).collect(&mut found);
    drop(heard);
    read(Read::Script(script));
    let phonemes = g2p::transcribe(&spoken, &lexicon).collect(&mut found);
    read(Read::Spoken(spoken));
    found.extend(ir::validate(&phonemes));
    let cast = studio.cast(&config.speakers)?;
    let plan = plan::plan(&phonemes, &cast, &settings::plan(config)).collect(&mut found);
    drop(cast);
    read(Read::Phonemes(phonemes));

    if plan.jobs.is_empty() && !found.iter().any(|d| d.severity() == Severity::Error) {
        let message = "nothing in it is spoken";
        found.push(Diagnostic::new(
            Code::EmptyScript,
            Span::new(0, source.text().len()),
            message,
        ));
    }
    lint::cite(&document, &mut found);
    read(Read::Document(document));
    found.sort_by_key(|d| (d.span.start, d.span.end));
    Ok(Findings {
        value: plan,
        diagnostics: found,
    })
}

/// The version of the ONNX Runtime library.
///
/// # Errors
/// Where it is missing or not usable.
pub fn runtime_version() -> Result<String, RenderError> {
    Ok(synth::onnx::Runtime::load().map_err(SynthError::from)?.version())
}

impl Take {
    /// Stage 8: the clips of a plan and its recordings in their places.
    ///
    /// # Errors
    /// A recording that cannot be read.
    fn new(clips: Shelf, plan: &RenderPlan, config: &EpisodeConfig) -> Result<Self, RenderError> {
        let recordings = recordings::load(plan, config)?;
        let timeline = mix::lay_out(plan, &clips, &recordings, config.rate);
        Ok(Self {
            clips,
            recordings,
            timeline,
        })
    }
}

/// Stages 9 to 11: mixed, mastered, written to the episode's output with its timing files beside it: `.words.json`,
/// `.vtt`, and `.chapters.json` where it has chapters.
///
/// # Errors
/// What cannot be resampled, measured or written, or is not what it was to be; older files are then untouched. Where a
/// finished file cannot get its name, those before it have theirs: the WAV is the last.
pub fn finish(take: &Take, episode: &Episode<'_>) -> Result<Finished, RenderError> {
    let Episode {
        source,
        plan,
        config,
        output: path,
        wanted,
    } = *episode;
    let timeline = &take.timeline;
    let mixdown =
        Mixdown::new(timeline, &take.clips)?.produced(plan, &take.recordings, &settings::mix(config));
    let mut wav = create(path, config)?;
    let report = master::master(&mixdown, &settings::target(config), &mut wav)?;
    let named = |extension: &str| path.with_extension(extension);
    let mut whole = vec![
        export::stage_alignment(&named("words.json"), plan, timeline)?,
        export::stage_captions(&named("vtt"), source, plan, timeline)?,
    ];
    let chapters = export::stage_chapters(&named("chapters.json"), plan, timeline)?;
    let unchaptered = chapters.is_none();
    whole.extend(chapters);
    whole.insert(0, wav.complete()?);
    if let Some(wanted) = wanted {
        let outputs: Vec<Output> = whole.iter().map(|file| output(file.written())).collect();
        if let Some(difference) = lock::first_other_output(wanted, &outputs) {
            return Err(RenderError::Other { difference });
        }
    }
    // The WAV is the last to get its name: where it is, the others are too.
    let mut files = whole
        .into_iter()
        .rev()
        .map(Whole::commit)
        .collect::<Result<Vec<_>, _>>()?;
    files.reverse();
    if unchaptered {
        // Those of an earlier render would be of other times.
        staged::remove(&named("chapters.json")).map_err(|source| ExportError::Write {
            path: named("chapters.json"),
            source,
        })?;
    }
    Ok(Finished {
        files,
        seconds: timeline.length.seconds(config.rate),
        length: timeline.length,
        times: lock::times(timeline),
        report,
    })
}

/// A file that was written, as it is recorded.
fn output(written: &Written) -> Output {
    let name = written.path.file_name().unwrap_or_default();
    Output {
        file: name.to_string_lossy().into_owned(),
        bytes: written.bytes,
        sha256: written.sha256.clone(),
    }
}

fn create(path: &Path, config: &EpisodeConfig) -> Result<WavFile, ExportError> {
    let encoding = match config.format {
        SampleFormat::Int16 => Encoding::Pcm16,
        SampleFormat::Int24 => Encoding::Pcm24,
        SampleFormat::Float32 => Encoding::Float32,
    };
    WavFile::create(path, config.rate, encoding)
}

/// Finds out whether an episode could be written to `path`, before anything is spoken. Leaves nothing behind, of
/// itself or of a killed process.
///
/// # Errors
/// Why it could not.
pub fn check_output(path: &Path, config: &EpisodeConfig) -> Result<(), RenderError> {
    let destination = staged::destination(path);
    for place in [Some(path), destination.as_deref().ok()].into_iter().flatten() {
        staged::sweep(place.parent().unwrap_or(Path::new("")));
    }
    create(path, config).map(drop).map_err(RenderError::from)
}
