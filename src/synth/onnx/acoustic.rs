//! Encoder, pitch model and decoder as ONNX graphs. Owns their tensors' names and shapes.
//! Edits none of what passes through them.

use super::Runtime;
use super::session::{ANY, Model, input, output};
use crate::audio::mel::Mel;
use crate::synth::error::ModelError;
use crate::synth::model::{AcousticModel, Encoding, PitchTrack};
use crate::synth::regulate::Regulated;
use crate::voice::Voice;
use ort::value::TensorRef;

/// The three graphs of an acoustic model. T is tokens, N mel frames, H the width of a state.
pub(super) struct OnnxAcoustic {
    /// `tokens` i64 `[1, T, 6]` to `states` f32 `[1, T, H]` and `durations` f32 `[1, T]` (mel frames, real, >= 0).
    encoder: Model,
    /// `states` f32 `[1, N, H]`, `position` f32 `[1, N, 2]` to `log_f0` f32 `[1, N]` (ln Hz) and `voicing` f32
    /// `[1, N]` (probability).
    pitch: Model,
    /// `states`, `position` as above, `log_f0` f32 `[1, N]`, `voicing` f32 `[1, N]` (0 or 1) to `mel` f32
    /// `[1, bands, N]` (natural log of mel magnitude).
    decoder: Model,
    bands: usize,
}

impl OnnxAcoustic {
    pub(super) fn open(runtime: &Runtime, voice: &Voice) -> Result<Self, ModelError> {
        let models = voice.models();
        let bands = voice.manifest().audio.mel_bands as usize;
        let one = Some(1);
        let encoder = Model::open(
            runtime,
            "encoder",
            &models.encoder,
            &[
                input("tokens", "i64", &[one, ANY, Some(6)]),
                output("states", "f32", &[one, ANY, ANY]),
                output("durations", "f32", &[one, ANY]),
            ],
        )?;
        let width = encoder.last_size("states");
        let pitch = Model::open(
            runtime,
            "pitch",
            &models.pitch,
            &[
                input("states", "f32", &[one, ANY, width]),
                input("position", "f32", &[one, ANY, Some(2)]),
                output("log_f0", "f32", &[one, ANY]),
                output("voicing", "f32", &[one, ANY]),
            ],
        )?;
        let decoder = Model::open(
            runtime,
            "decoder",
            &models.decoder,
            &[
                input("states", "f32", &[one, ANY, width]),
                input("position", "f32", &[one, ANY, Some(2)]),
                input("log_f0", "f32", &[one, ANY]),
                input("voicing", "f32", &[one, ANY]),
                output("mel", "f32", &[one, Some(bands), ANY]),
            ],
        )?;
        Ok(Self {
            encoder,
            pitch,
            decoder,
            bands,
        })
    }
}

impl AcousticModel for OnnxAcoustic {
    fn encode(&mut self, tokens: &[[i64; 6]]) -> Result<Encoding, ModelError> {
        let count = tokens.len();
        let tokens = TensorRef::from_array_view(([1, count, 6], tokens.as_flattened()));
        let outputs = self.encoder.run([("tokens", tokens.map(Into::into))])?;
        let (shape, states) = outputs.tensor("states")?;
        let width = shape.last().copied().unwrap_or(0);
        if shape != [1, count, width] || width == 0 {
            return Err(ModelError::Shape {
                model: "encoder",
                tensor: "states",
                expected: vec![1, count, width.max(1)],
                found: shape,
            });
        }
        Ok(Encoding {
            states: states.to_vec(),
            width,
            durations: outputs.take("durations", &[1, count])?,
        })
    }

    fn pitch(&mut self, regulated: &Regulated) -> Result<PitchTrack, ModelError> {
        let n = regulated.mel_frames();
        let outputs = self.pitch.run([
            (
                "states",
                TensorRef::from_array_view(([1, n, regulated.width], &*regulated.states)).map(Into::into),
            ),
            (
                "position",
                TensorRef::from_array_view(([1, n, 2], &*regulated.position)).map(Into::into),
            ),
        ])?;
        Ok(PitchTrack {
            log_f0: outputs.take("log_f0", &[1, n])?,
            voicing: outputs.take("voicing", &[1, n])?,
        })
    }

    fn decode(
        &mut self,
        regulated: &Regulated,
        log_f0: Vec<f32>,
        voicing: Vec<f32>,
    ) -> Result<Mel, ModelError> {
        let n = regulated.mel_frames();
        let outputs = self.decoder.run([
            (
                "states",
                TensorRef::from_array_view(([1, n, regulated.width], &*regulated.states)).map(Into::into),
            ),
            (
                "position",
                TensorRef::from_array_view(([1, n, 2], &*regulated.position)).map(Into::into),
            ),
            (
                "log_f0",
                TensorRef::from_array_view(([1, n], &*log_f0)).map(Into::into),
            ),
            (
                "voicing",
                TensorRef::from_array_view(([1, n], &*voicing)).map(Into::into),
            ),
        ])?;
        let values = outputs.take("mel", &[1, self.bands, n])?;
        drop(outputs);
        Ok(Mel {
            values,
            bands: self.bands,
            log_f0,
            voicing,
        })
    }
}
