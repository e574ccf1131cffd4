//! `Mel`: a mel spectrogram with the pitch that belongs to it. No bare `Vec<f32>` crosses a module.

/// What the acoustic model hands the vocoder.
#[derive(Clone, Debug, PartialEq)]
pub struct Mel {
    /// `[bands, mel_frames]`, row-major, natural logarithm of mel magnitude.
    pub values: Vec<f32>,
    /// Mel bands.
    pub bands: usize,
    /// Natural logarithm of F0 in hertz for each mel frame, continuous through unvoiced sounds.
    pub log_f0: Vec<f32>,
    /// 1 where voiced, 0 where not, for each mel frame.
    pub voicing: Vec<f32>,
}

impl Mel {
    /// How many mel frames.
    pub fn mel_frames(&self) -> usize {
        self.log_f0.len()
    }
}
