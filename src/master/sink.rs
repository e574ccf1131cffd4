//! `Sink`: where the samples of a master go, and in what form.
//!
//! Bringing samples into that form needs only their numbers, so it is done in parts side by side; putting them there
//! is done in order. Knows no files.

use crate::audio::signal::Channels;
use crate::units::Samples;
use std::convert::Infallible;
use std::error::Error;

/// Where a master goes.
pub trait Sink {
    /// Why it may not be taken.
    type Error: Error + Send + Sync + 'static;
    /// What brings samples into the form in which they are stored.
    type Encoder: Encoder;

    /// Starts anew: what was written before is void. So many samples of each channel will follow.
    ///
    /// # Errors
    /// What stands in the way of writing.
    fn begin(&mut self, length: Samples, channels: Channels) -> Result<Self::Encoder, Self::Error>;

    /// Takes the next samples.
    ///
    /// # Errors
    /// As for [`Self::begin`].
    fn write(&mut self, encoded: &<Self::Encoder as Encoder>::Encoded) -> Result<(), Self::Error>;
}

/// Brings samples into the form in which they are stored.
pub trait Encoder: Sync {
    /// Samples as they are stored, all channels at each moment side by side.
    type Encoded: Default + Send;

    /// The form of samples of each channel, the first of which is number `first` of the master, in place of what is in
    /// `encoded`. Leaves in their place
    /// the values as stored (quantised, where they are), so that what is measured is what will be heard. The first
    /// `lead` samples are brought to these values and not encoded: they are in another part's form.
    fn encode(&self, channels: &mut [Vec<f32>], first: Samples, lead: usize, encoded: &mut Self::Encoded);
}

/// Samples as they are, channels in turn.
#[derive(Clone, Copy, Debug)]
pub struct AsTheyAre;

impl Encoder for AsTheyAre {
    type Encoded = Vec<f32>;

    fn encode(&self, channels: &mut [Vec<f32>], _: Samples, lead: usize, encoded: &mut Vec<f32>) {
        encoded.clear();
        match channels {
            [left, right] => {
                let both = left.iter().zip(right).skip(lead);
                encoded.extend(both.flat_map(|(left, right)| [*left, *right]));
            }
            _ => encoded.extend(channels.iter().flat_map(|samples| &samples[lead..])),
        }
    }
}

impl Sink for Vec<f32> {
    type Error = Infallible;
    type Encoder = AsTheyAre;

    fn begin(&mut self, _: Samples, _: Channels) -> Result<AsTheyAre, Infallible> {
        self.clear();
        Ok(AsTheyAre)
    }

    fn write(&mut self, encoded: &Vec<f32>) -> Result<(), Infallible> {
        self.extend(encoded);
        Ok(())
    }
}
