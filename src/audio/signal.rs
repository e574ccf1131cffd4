//! `Signal`: PCM of one or two channels that is read block by block, from any sample on, as often as wanted.
//!
//! Owns the border between whoever makes PCM (the mix) and whoever measures and shapes it (the master), so that
//! an episode is never held as a whole and several threads may work on parts of it. Knows neither.

use crate::audio::pcm::Pcm;
use crate::audio::recording::Recording;
use crate::units::{SampleRate, Samples};
use std::convert::Infallible;

/// How many samples of a channel a block holds unless told otherwise: 256 KiB, which stays in a core's own cache.
pub const BLOCK: Samples = Samples(65_536);

/// How many channels a signal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channels {
    /// One.
    Mono,
    /// Left and right.
    Stereo,
}

impl Channels {
    /// Of so many; more than two are none.
    pub const fn of(count: usize) -> Self {
        match count {
            2 => Self::Stereo,
            _ => Self::Mono,
        }
    }

    /// As a number.
    pub const fn count(self) -> usize {
        match self {
            Self::Mono => 1,
            Self::Stereo => 2,
        }
    }
}

/// The next samples of every channel, equally many.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    left: &'a [f32],
    right: Option<&'a [f32]>,
}

impl<'a> Block<'a> {
    /// Of one channel.
    pub fn mono(samples: &'a [f32]) -> Self {
        Self {
            left: samples,
            right: None,
        }
    }

    /// The samples from `start` to `end` of one channel or two.
    pub fn of(channels: &'a [Vec<f32>], start: usize, end: usize) -> Self {
        let part = |samples: &'a Vec<f32>| samples.get(start..end).unwrap_or(&[]);
        Self {
            left: channels.first().map_or(&[], part),
            right: channels.get(1).map(part),
        }
    }

    /// The same samples in each channel.
    pub fn alike(samples: &'a [f32], channels: Channels) -> Self {
        Self {
            left: samples,
            right: match channels {
                Channels::Mono => None,
                Channels::Stereo => Some(samples),
            },
        }
    }

    /// At most its first `count` samples.
    pub fn first(self, count: usize) -> Self {
        let part = |samples: &'a [f32]| &samples[..count.min(samples.len())];
        Self {
            left: part(self.left),
            right: self.right.map(part),
        }
    }

    /// Each channel's samples.
    pub fn channels(self) -> impl Iterator<Item = &'a [f32]> {
        std::iter::once(self.left).chain(self.right)
    }

    /// The left channel, or the only one.
    pub fn left(self) -> &'a [f32] {
        self.left
    }
}

/// PCM, f32, full scale ±1, readable any number of times and from anywhere with the same samples each time.
pub trait Signal: Sync {
    /// Why reading may fail.
    type Error: std::error::Error + Send + Sync + 'static;
    /// One reading from start to end.
    type Pass<'a>: Blocks<Error = Self::Error> + Send
    where
        Self: 'a;

    /// The sample rate.
    fn rate(&self) -> SampleRate;
    /// How many channels.
    fn channels(&self) -> Channels;
    /// How many samples of each channel all blocks of a pass hold together.
    fn length(&self) -> Samples;
    /// Starts reading at a sample; past the last there is nothing to read.
    fn pass_from(&self, start: Samples) -> Self::Pass<'_>;

    /// Starts reading at the first sample.
    fn pass(&self) -> Self::Pass<'_> {
        self.pass_from(Samples::ZERO)
    }
}

/// One reading of a [`Signal`].
pub trait Blocks {
    /// Why reading may fail.
    type Error;
    /// The next samples (at least one), or `None` after the last.
    fn next_block(&mut self) -> Result<Option<Block<'_>>, Self::Error>;
}

impl Signal for Pcm {
    type Error = Infallible;
    type Pass<'a> = PcmBlocks<'a>;

    fn rate(&self) -> SampleRate {
        self.rate
    }

    fn channels(&self) -> Channels {
        Channels::Mono
    }

    fn length(&self) -> Samples {
        self.len()
    }

    fn pass_from(&self, start: Samples) -> PcmBlocks<'_> {
        let rest = self.samples.get(start.count()..).unwrap_or(&[]);
        PcmBlocks(rest.chunks(BLOCK.count()))
    }
}

/// The blocks of a buffer.
#[derive(Debug)]
pub struct PcmBlocks<'a>(std::slice::Chunks<'a, f32>);

impl Blocks for PcmBlocks<'_> {
    type Error = Infallible;

    fn next_block(&mut self) -> Result<Option<Block<'_>>, Infallible> {
        Ok(self.0.next().map(Block::mono))
    }
}

impl Signal for Recording {
    type Error = Infallible;
    type Pass<'a> = RecordingBlocks<'a>;

    fn rate(&self) -> SampleRate {
        self.rate()
    }

    fn channels(&self) -> Channels {
        match self.channels() {
            [_, _] => Channels::Stereo,
            _ => Channels::Mono,
        }
    }

    fn length(&self) -> Samples {
        self.len()
    }

    fn pass_from(&self, start: Samples) -> RecordingBlocks<'_> {
        RecordingBlocks {
            recording: self,
            position: start.count(),
        }
    }
}

/// The blocks of a recording.
#[derive(Debug)]
pub struct RecordingBlocks<'a> {
    recording: &'a Recording,
    position: usize,
}

impl Blocks for RecordingBlocks<'_> {
    type Error = Infallible;

    fn next_block(&mut self) -> Result<Option<Block<'_>>, Infallible> {
        let start = self.position;
        let end = self.recording.len().count().min(start + BLOCK.count());
        self.position = end;
        Ok((start < end).then(|| Block::of(self.recording.channels(), start, end)))
    }
}
