//! The vocoder network as an ONNX graph. Owns its tensors' names and shapes; knows nothing of how its magnitudes
//! become sound.

use super::Runtime;
use super::session::{ANY, Model, input, output};
use crate::audio::mel::Mel;
use crate::synth::error::ModelError;
use crate::synth::model::Vocoder;
use crate::synth::spectral::Controls;
use crate::voice::Voice;
use ort::value::TensorRef;

/// `mel` f32 `[1, bands, N]`, `log_f0` f32 `[1, N]` and `voicing` f32 `[1, N]` (0 or 1) to `harmonic` f32
/// `[1, N, harmonic knots]` and `noise` f32 `[1, N, noise knots]`, natural-log magnitudes; N is mel frames.
pub(super) struct OnnxVocoder {
    model: Model,
    harmonic_knots: usize,
    noise_knots: usize,
}

impl OnnxVocoder {
    pub(super) fn open(runtime: &Runtime, voice: &Voice) -> Result<Self, ModelError> {
        let audio = &voice.manifest().audio;
        let bands = audio.mel_bands as usize;
        let (harmonic_knots, noise_knots) = (audio.harmonic_knots as usize, audio.noise_knots as usize);
        let one = Some(1);
        let model = Model::open(
            runtime,
            "vocoder",
            &voice.models().vocoder,
            &[
                input("mel", "f32", &[one, Some(bands), ANY]),
                input("log_f0", "f32", &[one, ANY]),
                input("voicing", "f32", &[one, ANY]),
                output("harmonic", "f32", &[one, ANY, Some(harmonic_knots)]),
                output("noise", "f32", &[one, ANY, Some(noise_knots)]),
            ],
        )?;
        Ok(Self {
            model,
            harmonic_knots,
            noise_knots,
        })
    }
}

impl Vocoder for OnnxVocoder {
    fn controls(&mut self, mel: &Mel) -> Result<Controls, ModelError> {
        let n = mel.mel_frames();
        let outputs = self.model.run([
            (
                "mel",
                TensorRef::from_array_view(([1, mel.bands, n], &*mel.values)).map(Into::into),
            ),
            (
                "log_f0",
                TensorRef::from_array_view(([1, n], &*mel.log_f0)).map(Into::into),
            ),
            (
                "voicing",
                TensorRef::from_array_view(([1, n], &*mel.voicing)).map(Into::into),
            ),
        ])?;
        Ok(Controls {
            harmonic: outputs.take("harmonic", &[1, n, self.harmonic_knots])?,
            noise: outputs.take("noise", &[1, n, self.noise_knots])?,
        })
    }
}
