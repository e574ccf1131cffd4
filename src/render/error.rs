//! `RenderError`: why an episode could not be made, though its script is sound. Wraps every stage's own error.

use super::RecordingError;
use crate::export::ExportError;
use crate::g2p::LexiconError;
use crate::master::MasterError;
use crate::mix::MixError;
use crate::synth::SynthError;
use crate::voice::VoiceError;
use std::path::PathBuf;

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
    /// A recording cannot be played.
    #[error("{0}")]
    Recording(#[from] RecordingError),
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
    /// It is not what it was to be; nothing was written.
    #[error("the result differs from its lock, and nothing was written; {difference}")]
    Other {
        /// The first difference, as a sentence.
        difference: String,
    },
}
