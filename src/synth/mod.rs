//! `synth`: from planned jobs to clips of speech. The two networks stand behind [`AcousticModel`] and
//! [`Vocoder`]; between and after them durations, pitch and level are numbers that a script may edit, and the
//! sound is made by source-filter synthesis here.
//!
//! Only `onnx` knows the runtime, only `engine` knows threads. Knows nothing of scripts, text or mixing.

pub mod cache;
pub mod clip;
mod engine;
mod error;
mod excitation;
mod identity;
mod knots;
mod math;
mod model;
pub mod onnx;
mod prosody;
mod regulate;
mod rise;
mod shelf;
mod speak;
mod spectral;

pub use clip::{Alignment, Clip, ClipError, ClipInfo, Clips};
pub use engine::{Clock, Engine, StageTimes};
pub use error::{FailedJob, JobError, ModelError, SynthError, Tensor};
pub use identity::{EngineIdentity, SYNTHESIS};
pub use model::{AcousticModel, Backend, Encoding, PitchTrack, Vocoder};
pub use regulate::Regulated;
pub use shelf::{Budget, Shelf, SpillError};
pub use spectral::Controls;
