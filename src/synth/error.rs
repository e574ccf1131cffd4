//! `SynthError`: why a plan could not be rendered, down to the model, the job and the words it was about.

use super::onnx::RuntimeError;
use crate::source::Span;
use std::fmt;
use thiserror::Error;

/// Why a plan could not be rendered.
#[derive(Debug, Error)]
pub enum SynthError {
    /// The ONNX Runtime library is missing or not usable.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// A model of a voice does not load or is not what the contract asks.
    #[error(
        "voice `{voice}`: {source}\n  fix: get the voice again, or export its models anew (scripts/train)"
    )]
    Voice {
        /// The voice.
        voice: String,
        /// Which model, and what is wrong.
        source: ModelError,
    },
    /// The plan names a voice the engine was not given.
    #[error("the plan speaks with the voice `{voice}`, which was not loaded")]
    VoiceNotLoaded {
        /// The voice.
        voice: String,
    },
    /// The workers could not be started.
    #[error("cannot start {jobs} workers: {source}\n  fix: use fewer with `--jobs`")]
    Workers {
        /// How many.
        jobs: usize,
        /// The system's reason.
        source: rayon::ThreadPoolBuildError,
    },
    /// A job failed.
    #[error(transparent)]
    Job(#[from] Box<FailedJob>),
}

/// A job that failed, and where it stands.
#[derive(Debug, Error)]
#[error("job {job} ({}, bytes {}..{}: \"{text}\") with the voice `{voice}`: {source}",
    speaker.as_deref().unwrap_or("no speaker"), span.start, span.end)]
pub struct FailedJob {
    /// Its index in the plan.
    pub job: usize,
    /// Who speaks.
    pub speaker: Option<String>,
    /// With which voice.
    pub voice: String,
    /// Where it stands in the script.
    pub span: Span,
    /// How it begins.
    pub text: String,
    /// What went wrong.
    pub source: JobError,
}

/// Why one job failed.
#[derive(Debug, Error)]
pub enum JobError {
    /// A network failed.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The durations add up to more than can be rendered at once.
    #[error("the speech would be {mel_frames} mel frames long; at most {limit} can be rendered at once")]
    TooLong {
        /// How long.
        mel_frames: usize,
        /// The most there may be.
        limit: usize,
    },
}

/// What is wrong with a network, or with what it gave.
#[derive(Debug, Error)]
pub enum ModelError {
    /// The file does not load.
    #[error("the {model} does not load: {source}")]
    Load {
        /// `encoder`, `pitch`, `decoder` or `vocoder`.
        model: &'static str,
        /// The runtime's reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It has other inputs or outputs than the contract's.
    #[error("the {model} has no {} {wanted}; it has {}", wanted.side, list(found))]
    Missing {
        /// Which network.
        model: &'static str,
        /// What the contract asks for.
        wanted: Box<Tensor>,
        /// What it has on that side.
        found: Vec<String>,
    },
    /// It stopped.
    #[error("the {model} failed: {source}")]
    Run {
        /// Which network.
        model: &'static str,
        /// The runtime's reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It gave a tensor of another shape than asked.
    #[error("the {model} gave `{tensor}` as {found:?}; {expected:?} was expected")]
    Shape {
        /// Which network.
        model: &'static str,
        /// Which output.
        tensor: &'static str,
        /// What the contract asks for.
        expected: Vec<usize>,
        /// What came.
        found: Vec<usize>,
    },
    /// It gave a value that is not a number.
    #[error("the {model} gave `{tensor}` with a value that is not finite (number {index})")]
    NotFinite {
        /// Which network.
        model: &'static str,
        /// Which output.
        tensor: &'static str,
        /// The first such value.
        index: usize,
    },
}

/// An input or output as the contract names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tensor {
    /// `input` or `output`.
    pub side: &'static str,
    /// Its name.
    pub name: &'static str,
    /// `f32` or `i64`.
    pub element: &'static str,
    /// Its sizes; `None` where any will do.
    pub shape: Vec<Option<usize>>,
}

impl fmt::Display for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {} [", self.name, self.element)?;
        for (index, size) in self.shape.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            match size {
                Some(size) => write!(f, "{comma}{size}")?,
                None => write!(f, "{comma}?")?,
            }
        }
        f.write_str("]")
    }
}

fn list(found: &[String]) -> String {
    if found.is_empty() {
        return "none".to_owned();
    }
    found.join(", ")
}
