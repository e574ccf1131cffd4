//! `Recording`: one or two channels of PCM from a file, at a rate of one's choice.
//!
//! Knows nothing of the file it came from or of where it will lie.

use crate::units::{SampleRate, Samples};

/// PCM of one or two channels (left, right), f32, full scale ±1.
#[derive(Clone, PartialEq)]
pub struct Recording {
    channels: Vec<Vec<f32>>,
    rate: SampleRate,
}

impl Recording {
    /// One channel, heard in the middle.
    pub fn mono(samples: Vec<f32>, rate: SampleRate) -> Self {
        Self {
            channels: vec![samples],
            rate,
        }
    }

    /// Left and right; the longer one is cut to the shorter.
    pub fn stereo(mut left: Vec<f32>, mut right: Vec<f32>, rate: SampleRate) -> Self {
        let length = left.len().min(right.len());
        left.truncate(length);
        right.truncate(length);
        Self {
            channels: vec![left, right],
            rate,
        }
    }

    /// One channel, or left and right, equally long.
    pub fn channels(&self) -> &[Vec<f32>] {
        &self.channels
    }

    /// The same samples, taken to be at another rate.
    pub fn with_rate(self, rate: SampleRate) -> Self {
        Self { rate, ..self }
    }

    /// What `make` makes of each channel, at another rate.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn map_channels<E>(
        &self,
        rate: SampleRate,
        make: impl FnMut(&[f32]) -> Result<Vec<f32>, E>,
    ) -> Result<Self, E> {
        let channels = self.channels.iter().map(Vec::as_slice).map(make);
        Ok(Self {
            channels: channels.collect::<Result<_, E>>()?,
            rate,
        })
    }

    /// The sample rate.
    pub fn rate(&self) -> SampleRate {
        self.rate
    }

    /// Samples of each channel.
    pub fn len(&self) -> Samples {
        Samples(self.channels.first().map_or(0, Vec::len) as u64)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == Samples::ZERO
    }
}

impl std::fmt::Debug for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recording")
            .field("channels", &self.channels.len())
            .field("rate", &self.rate)
            .field("length", &self.len())
            .finish()
    }
}
