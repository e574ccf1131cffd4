//! What a voice's networks do, whatever runs them. Owns the traits and the types that cross them. Knows no
//! runtime, and checks no values.

use super::error::{ModelError, SynthError};
use super::regulate::Regulated;
use super::spectral::Controls;
use crate::audio::mel::Mel;
use crate::voice::Voice;

/// What the encoder gives for an utterance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoding {
    /// `[tokens, width]`, row-major.
    pub states: Vec<f32>,
    /// Values of a state.
    pub width: usize,
    /// `[tokens]`: mel frames each token lasts, real, not negative.
    pub durations: Vec<f32>,
}

/// What the pitch model gives for an utterance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PitchTrack {
    /// `[mel_frames]`: natural logarithm of F0 in hertz, continuous through unvoiced sounds.
    pub log_f0: Vec<f32>,
    /// `[mel_frames]`: probability that the mel frame is voiced.
    pub voicing: Vec<f32>,
}

/// From tokens to mel, in three steps, so that durations and pitch pass through our hands on the way.
///
/// Implementations check the shapes of what they return against what they were given; values are checked by
/// whoever calls.
pub trait AcousticModel: Send {
    /// States and durations of the rows of [`crate::plan::job::Job::tokens`]; at least one row.
    ///
    /// # Errors
    /// Where the model fails or gives other shapes than the contract's.
    fn encode(&mut self, tokens: &[[i64; 6]]) -> Result<Encoding, ModelError>;

    /// Pitch and voicing over the mel frames.
    ///
    /// # Errors
    /// As for [`Self::encode`].
    fn pitch(&mut self, regulated: &Regulated) -> Result<PitchTrack, ModelError>;

    /// The mel spectrogram, spoken at that pitch; `voicing` is 0 or 1 for each mel frame.
    ///
    /// # Errors
    /// As for [`Self::encode`].
    fn decode(
        &mut self,
        regulated: &Regulated,
        log_f0: Vec<f32>,
        voicing: Vec<f32>,
    ) -> Result<Mel, ModelError>;
}

/// From mel and pitch to the controls of the source-filter synthesis.
pub trait Vocoder: Send {
    /// Log magnitudes at the knots, for each mel frame.
    ///
    /// # Errors
    /// Where the model fails or gives other shapes than the contract's.
    fn controls(&mut self, mel: &Mel) -> Result<Controls, ModelError>;
}

/// What opens a voice's networks; called on a worker when it first needs one.
pub trait Backend: Sync {
    /// Encoder, pitch model and decoder.
    ///
    /// # Errors
    /// Where one does not load or does not keep the contract.
    fn acoustic(&self, voice: &Voice) -> Result<Box<dyn AcousticModel>, SynthError>;

    /// Vocoder.
    ///
    /// # Errors
    /// As for [`Self::acoustic`].
    fn vocoder(&self, voice: &Voice) -> Result<Box<dyn Vocoder>, SynthError>;
}
