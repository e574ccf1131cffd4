//! `Pcm`: a mono buffer of samples that knows its rate. No bare `Vec<f32>` crosses a module.

use crate::units::{SampleRate, Samples};

/// Mono PCM, f32, full scale ±1 (may exceed it before mastering).
#[derive(Clone, Debug, PartialEq)]
pub struct Pcm {
    /// The samples.
    pub samples: Vec<f32>,
    /// Their rate.
    pub rate: SampleRate,
}

impl Pcm {
    /// How many samples.
    pub fn len(&self) -> Samples {
        Samples(self.samples.len() as u64)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }
}
