//! Edge: the only folder that knows ONNX Runtime. Finds and loads its library, opens a voice's models, checks
//! them against the contract and runs them.

mod acoustic;
mod runtime;
mod session;
mod vocoder;

pub use runtime::{Runtime, RuntimeError};

use super::error::{ModelError, SynthError};
use super::model::{AcousticModel, Backend, Vocoder};
use crate::voice::Voice;

impl Backend for Runtime {
    fn acoustic(&self, voice: &Voice) -> Result<Box<dyn AcousticModel>, SynthError> {
        match acoustic::OnnxAcoustic::open(self, voice) {
            Ok(model) => Ok(Box::new(model)),
            Err(source) => Err(unusable(voice, source)),
        }
    }

    fn vocoder(&self, voice: &Voice) -> Result<Box<dyn Vocoder>, SynthError> {
        match vocoder::OnnxVocoder::open(self, voice) {
            Ok(model) => Ok(Box::new(model)),
            Err(source) => Err(unusable(voice, source)),
        }
    }
}

fn unusable(voice: &Voice, source: ModelError) -> SynthError {
    SynthError::Voice {
        voice: voice.name().to_owned(),
        source,
    }
}
