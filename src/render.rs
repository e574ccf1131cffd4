//! The story: a script to a master, one line per stage.
//!
//! Owns the order of the stages and nothing else; the only module that sees all of them, and what `cli` knows
//! of the pipeline. Every stage's output is kept, so each border can be printed.

use crate::config::{EpisodeConfig, SampleFormat};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::export::{self, Encoding, ExportError, WavFile};
use crate::g2p::{self, Lexicon, LexiconError};
use crate::ir::{self, PhonemeScript};
pub use crate::markup::Dialect;
use crate::markup::document::Document;
use crate::markup::script::Script;
use crate::markup::{self, LabelKind, LabelSetting, PauseSettings, ScriptSettings};
pub use crate::master::LoudnessReport;
use crate::master::{self, MasterError, Target};
pub use crate::mix::print as print_timeline;
use crate::mix::timeline::Timeline;
use crate::mix::{self, ClipInfo, MixError, Mixdown};
use crate::plan::job::RenderPlan;
pub use crate::plan::print as print_plan;
use crate::plan::{self, GapSettings};
use crate::source::{Source, Span};
use crate::synth::clip::Clip;
use crate::synth::{self, Clock, Engine, JobDone, SynthError};
use crate::text::token::Spoken;
use crate::text::{self, Vocabulary};
use crate::units::Milliseconds;
use crate::voice::{self, Cast, Voice, VoiceError};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What every render shares: pronunciations and voices, loaded once.
pub struct Studio {
    lexicon: Lexicon,
    voices: Vec<Voice>,
    unusable: Vec<VoiceError>,
}

/// A script after every stage that needs no model.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Stage 1: as written.
    pub document: Document,
    /// Stage 2: resolved.
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
    clips: Vec<Clip>,
    /// Where every clip lies.
    pub timeline: Timeline,
}

/// What was written, and how loud it is.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The WAV file, then its timing files.
    pub files: Vec<PathBuf>,
    /// The episode's length in seconds.
    pub seconds: f64,
    /// Measured on the samples as written.
    pub report: LoudnessReport,
}

/// Why an episode could not be made, though its script is sound.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The embedded lexicon does not load.
    #[error("the lexicon cannot be used")]
    Lexicon(#[from] LexiconError),
    /// A voice is missing or damaged.
    #[error("{0}")]
    Voice(#[from] VoiceError),
    /// A model failed.
    #[error("{0}")]
    Synth(#[from] SynthError),
    /// Clips could not be mixed.
    #[error("{0}")]
    Mix(#[from] MixError),
    /// The mix could not be mastered.
    #[error("{0}")]
    Master(#[from] MasterError<MixError, ExportError>),
    /// The folder for the files could not be made.
    #[error("cannot create the folder {}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{0}")]
    Export(#[from] ExportError),
}

/// Bytes to source text. Where they are not UTF-8 the source holds what was readable and the finding says where it ends.
pub fn decode(name: String, bytes: Vec<u8>) -> (Source, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Source::new(name, text), None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
            let message = format!("byte {at} (0x{byte:02X}) is not UTF-8");
            (
                Source::new(name, text),
                Some(Diagnostic::new(Code::NotUtf8, span, message)),
            )
        }
    }
}

impl Studio {
    /// Loads the lexicon and the voices: the embedded one, those in the usual places, those in `folder`, and
    /// every voice that `cast` names wherever it lies.
    ///
    /// # Errors
    /// A voice in `folder`, or one that is cast, that is missing or damaged. A damaged voice nobody asked for
    /// is kept in [`Self::unusable`].
    pub fn open(folder: Option<&Path>, cast: &[(String, String)]) -> Result<Self, RenderError> {
        let (mut voices, mut unusable) = (Vec::new(), Vec::new());
        for loaded in voice::load::load_all(folder) {
            match loaded {
                Ok(voice) => voices.push(voice),
                Err(error) if folder.is_some_and(|folder| error.concerns(folder)) => return Err(error.into()),
                Err(error) => unusable.push(error),
            }
        }
        for (_, name) in cast {
            if !voices.iter().any(|voice| voice.name() == name) {
                voices.push(voice::load::load_named(name, folder)?);
            }
        }
        Ok(Self {
            lexicon: Lexicon::embedded()?,
            voices,
            unusable,
        })
    }

    /// The voices, the default one first.
    pub fn voices(&self) -> &[Voice] {
        &self.voices
    }

    /// Why voices that were found cannot be used.
    pub fn unusable(&self) -> &[VoiceError] {
        &self.unusable
    }

    fn cast(&self, entries: &[(String, String)]) -> Result<Cast<'_>, VoiceError> {
        entries
            .iter()
            .try_fold(Cast::of(&self.voices), |cast, (speaker, voice)| {
                cast.assign(speaker, voice)
            })
    }
}

impl Vocabulary for Studio {
    fn contains(&self, word: &str) -> bool {
        self.lexicon.contains(word)
    }

    fn has_entry(&self, written: &str) -> bool {
        self.lexicon.has_entry(written)
    }
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
    let mut found = Vec::new();
    let pauses = &config.pauses;
    let settings = ScriptSettings {
        pauses: PauseSettings {
            short: pauses.short,
            medium: pauses.medium,
            long: pauses.long,
            cap: pauses.cap,
        },
        labels: config.cast.iter().map(|(name, _)| speaker(name)).collect(),
    };
    let gaps = GapSettings {
        sentence: pauses.sentence,
        paragraph: pauses.paragraph,
    };

    let document = markup::parse(source).collect(&mut found);
    let script = markup::resolve_with(&document, &settings).collect(&mut found);
    let spoken = text::normalise(&script, studio).collect(&mut found);
    let phonemes = g2p::transcribe(&spoken, &studio.lexicon).collect(&mut found);
    found.extend(ir::validate(&phonemes));
    let plan = plan::plan(&phonemes, &studio.cast(&config.cast)?, &gaps).collect(&mut found);

    if plan.jobs.is_empty() && !found.iter().any(|d| d.severity() == Severity::Error) {
        let message = "nothing in it is spoken";
        found.push(Diagnostic::new(
            Code::EmptyScript,
            Span::new(0, source.text().len()),
            message,
        ));
    }
    found.sort_by_key(|d| (d.span.start, d.span.end));
    Ok(Findings {
        value: Prepared {
            document,
            script,
            spoken,
            phonemes,
            plan,
        },
        diagnostics: found,
    })
}

/// A label that the cast names is a speaker, whatever the script's layout suggests.
fn speaker(name: &str) -> LabelSetting {
    LabelSetting {
        name: name.to_owned(),
        kind: LabelKind::Speaker,
        pauses: None,
    }
}

/// Workers for a plan: `config.jobs` of them, but no more than there are jobs, with the plan's voices loaded.
/// `clock` tells how long each part of synthesis took, and nothing else.
///
/// # Errors
/// A missing runtime library, or a model that does not load.
pub fn engine(
    plan: &RenderPlan,
    config: &EpisodeConfig,
    studio: &Studio,
    clock: Clock,
) -> Result<Engine, RenderError> {
    let needed: Vec<_> = studio
        .voices
        .iter()
        .filter(|v| plan.voices.iter().any(|name| name == v.name()))
        .cloned()
        .collect();
    let jobs = NonZeroUsize::new(plan.jobs.len())
        .unwrap_or(NonZeroUsize::MIN)
        .min(config.jobs);
    Ok(Engine::new(&needed, jobs, clock)?)
}

/// The version of the ONNX Runtime library.
///
/// # Errors
/// Where it is missing or not usable.
pub fn runtime_version() -> Result<String, RenderError> {
    Ok(synth::onnx::Runtime::load().map_err(SynthError::from)?.version())
}

/// Stages 7 and 8: every job spoken, every clip in its place. `progress` is called from the workers.
///
/// # Errors
/// A model that fails or returns what its contract rules out.
pub fn perform(
    plan: &RenderPlan,
    config: &EpisodeConfig,
    engine: &Engine,
    progress: &(dyn Fn(&JobDone) + Sync),
) -> Result<Take, RenderError> {
    let clips = synth::run(plan, engine, progress)?;
    let infos: Vec<_> = clips.iter().map(ClipInfo::of).collect();
    let timeline = mix::lay_out(plan, &infos, config.rate);
    Ok(Take { clips, timeline })
}

/// Stages 9 to 11: mixed, mastered, written to `path` with its timing files beside it: `.words.json`, `.vtt`.
///
/// # Errors
/// What cannot be resampled, measured or written; an older file at `path` is then untouched.
pub fn finish(
    take: &Take,
    source: &Source,
    plan: &RenderPlan,
    config: &EpisodeConfig,
    path: &Path,
) -> Result<Finished, RenderError> {
    let mixdown = Mixdown::new(&take.timeline, &take.clips)?;
    let target = Target {
        loudness: config.loudness,
        ceiling: config.ceiling,
    };
    let mut wav = create(path, config)?;
    let report = master::master(&mixdown, &target, &mut wav)?;
    let (words, captions) = (path.with_extension("words.json"), path.with_extension("vtt"));
    wav.commit()?;
    export::write_alignment(&words, plan, &take.timeline)?;
    export::write_captions(&captions, source, plan, &take.timeline)?;
    let seconds = take.timeline.length.seconds(config.rate);
    Ok(Finished {
        files: vec![path.to_owned(), words, captions],
        seconds,
        report,
    })
}

fn create(path: &Path, config: &EpisodeConfig) -> Result<WavFile, ExportError> {
    let encoding = match config.format {
        SampleFormat::Int16 => Encoding::Pcm16,
        SampleFormat::Int24 => Encoding::Pcm24,
        SampleFormat::Float32 => Encoding::Float32,
    };
    WavFile::create(path, config.rate, encoding)
}

/// Finds out whether an episode could be written to `path`, before anything is spoken. Leaves nothing behind.
///
/// # Errors
/// Why it could not.
pub fn check_output(path: &Path, config: &EpisodeConfig) -> Result<(), RenderError> {
    create(path, config).map(drop).map_err(RenderError::from)
}

/// Keeps of a plan only what stands on line `line` (from 1) of the script, each utterance as it is in the episode.
///
/// # Errors
/// A sentence for the author, where nothing on that line is spoken.
pub fn keep_line(plan: &mut RenderPlan, source: &Source, line: usize) -> Result<(), String> {
    let Some(wanted) = source.line_span(line) else {
        return Err(format!(
            "{} has {} lines; there is no line {line}",
            source.name(),
            source.line_count()
        ));
    };
    let spoken: Vec<_> = plan
        .jobs
        .iter()
        .map(|job| source.locate(job.span.start).line)
        .collect();
    plan.jobs
        .retain(|job| job.span.start < wanted.end && wanted.start < job.span.end);
    if plan.jobs.is_empty() {
        let nearest = spoken.into_iter().min_by_key(|at| at.abs_diff(line));
        let nearest = nearest.map_or_else(String::new, |at| {
            format!("; the nearest line that is spoken is {at}")
        });
        return Err(format!(
            "nothing on line {line} of {} is spoken{nearest}",
            source.name()
        ));
    }
    plan.jobs[0].gap_before = Milliseconds::ZERO;
    plan.tail = Milliseconds::ZERO;
    Ok(())
}
