//! `Signal`: mono PCM that is read block by block, from its start, as often as wanted.
//!
//! Owns the border between whoever makes PCM (the mix) and whoever measures and shapes it (the master), so that
//! an episode is never held as a whole. Knows neither.

use crate::audio::pcm::Pcm;
use crate::units::{SampleRate, Samples};
use std::convert::Infallible;

/// How many samples a block holds unless told otherwise: 256 KiB, which stays in a core's own cache.
pub const BLOCK: Samples = Samples(65_536);

/// Mono PCM, f32, full scale ±1, readable any number of times with the same samples each time.
pub trait Signal: Sync {
    /// Why reading may fail.
    type Error: std::error::Error + Send + Sync + 'static;
    /// One reading from start to end.
    type Pass<'a>: Blocks<Error = Self::Error> + Send
    where
        Self: 'a;

    /// The sample rate.
    fn rate(&self) -> SampleRate;
    /// How many samples all blocks of a pass hold together.
    fn length(&self) -> Samples;
    /// Starts reading at the first sample.
    fn pass(&self) -> Self::Pass<'_>;
}

/// One reading of a [`Signal`].
pub trait Blocks {
    /// Why reading may fail.
    type Error;
    /// The next samples (at least one), or `None` after the last.
    fn next_block(&mut self) -> Result<Option<&[f32]>, Self::Error>;
}

impl Signal for Pcm {
    type Error = Infallible;
    type Pass<'a> = PcmBlocks<'a>;

    fn rate(&self) -> SampleRate {
        self.rate
    }

    fn length(&self) -> Samples {
        self.len()
    }

    fn pass(&self) -> PcmBlocks<'_> {
        PcmBlocks(self.samples.chunks(BLOCK.count()))
    }
}

/// The blocks of a buffer.
#[derive(Debug)]
pub struct PcmBlocks<'a>(std::slice::Chunks<'a, f32>);

impl Blocks for PcmBlocks<'_> {
    type Error = Infallible;

    fn next_block(&mut self) -> Result<Option<&[f32]>, Infallible> {
        Ok(self.0.next())
    }
}
