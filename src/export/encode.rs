//! `Storage`: samples as the bytes of a WAV file.
//!
//! Owns how many bits there are and the order of bytes; which integer a sample becomes is the quantiser's business.
//! Knows nothing of files.

use crate::audio::wide;
use crate::export::dither::Quantiser;
use crate::master::Encoder;
use crate::units::Samples;

/// How samples are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// 16-bit integers, dithered.
    Pcm16,
    /// 24-bit integers, dithered.
    Pcm24,
    /// 32-bit floating point, as they are.
    Float32,
}

impl Encoding {
    /// Bits each sample takes.
    pub const fn bits(self) -> u16 {
        match self {
            Self::Pcm16 => 16,
            Self::Pcm24 => 24,
            Self::Float32 => 32,
        }
    }
}

/// Samples that are quantised together.
const RUN: usize = 1024;

/// Brings samples into their encoding. What a sample becomes depends on its value and its number alone, so parts may
/// be stored in any order.
#[derive(Clone, Debug)]
pub struct Storage {
    encoding: Encoding,
    quantiser: Quantiser,
}

impl Storage {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            quantiser: Quantiser::new(encoding.bits()),
        }
    }

    /// Quantises one of `channels` channels, its first sample being number `first` of all; each value's bytes go where
    /// they belong among the other channels'.
    fn channel<const WIDTH: usize>(
        &self,
        samples: &mut [f32],
        number: Numbers,
        lead: usize,
        bytes: &mut [u8],
    ) {
        let mut places = bytes
            .chunks_exact_mut(WIDTH)
            .skip(number.channel)
            .step_by(number.channels);
        let mut integers = [0i32; RUN];
        let count = samples.len();
        for (from, to) in [(0, lead), (lead, count)] {
            for start in (from..to).step_by(RUN) {
                let run = &mut samples[start..to.min(start + RUN)];
                wide(|| {
                    for (i, (sample, integer)) in run.iter_mut().zip(&mut integers).enumerate() {
                        *integer = self.quantiser.store(*sample, number.of(start + i));
                        *sample = self.quantiser.value(*integer);
                    }
                });
                if start >= lead {
                    for (integer, place) in integers[..run.len()].iter().zip(&mut places) {
                        place.copy_from_slice(&integer.to_le_bytes()[..WIDTH]);
                    }
                }
            }
        }
    }
}

/// The numbers of a channel's values among all values.
#[derive(Clone, Copy)]
struct Numbers {
    first: u64,
    channel: usize,
    channels: usize,
}

impl Numbers {
    #[inline(always)]
    fn of(self, index: usize) -> u64 {
        let at = self.first.wrapping_add(index as u64);
        at.wrapping_mul(self.channels as u64)
            .wrapping_add(self.channel as u64)
    }
}

impl Encoder for Storage {
    type Encoded = Vec<u8>;

    fn encode(&self, channels: &mut [Vec<f32>], first: Samples, lead: usize, bytes: &mut Vec<u8>) {
        let count = channels
            .iter()
            .map(Vec::len)
            .min()
            .unwrap_or(0)
            .saturating_sub(lead);
        let all = channels.len();
        bytes.resize(count * all * usize::from(self.encoding.bits() / 8), 0);
        for (channel, samples) in channels.iter_mut().enumerate() {
            let numbers = Numbers {
                first: first.0,
                channel,
                channels: all,
            };
            match self.encoding {
                Encoding::Pcm16 => self.channel::<2>(samples, numbers, lead, bytes),
                Encoding::Pcm24 => self.channel::<3>(samples, numbers, lead, bytes),
                Encoding::Float32 => {
                    let places = bytes.chunks_exact_mut(4).skip(channel).step_by(all);
                    for (sample, place) in samples[lead..].iter().zip(places) {
                        place.copy_from_slice(&sample.to_le_bytes());
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::signal::Channels;
    use crate::export::WavFile;
    use crate::master::Sink as _;
    use crate::units::SampleRate;

    #[test]
    fn parts_are_stored_as_the_whole_is() {
        let whole: Vec<f32> = (0..1000).map(|i| (i as f32 * 0.37).sin() * 0.5).collect();
        for encoding in [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32] {
            let storage = Storage::new(encoding);
            for count in [1, 2] {
                let mut all = vec![whole.clone(); count];
                let (mut wanted, mut found) = (Vec::new(), vec![7; 9]);
                storage.encode(&mut all, Samples(5), 0, &mut wanted);
                let mut part = vec![whole[300..700].to_vec(); count];
                storage.encode(&mut part, Samples(305), 100, &mut found);
                let width = wanted.len() / 1000;
                assert!(found == wanted[400 * width..700 * width], "{encoding:?}");
                assert!(part[count - 1] == all[count - 1][300..700]);
            }
        }
    }

    #[test]
    fn channels_lie_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stereo.wav");
        for encoding in [Encoding::Pcm16, Encoding::Pcm24, Encoding::Float32] {
            let mut file = WavFile::create(&path, SampleRate::EPISODE, encoding).unwrap();
            let storage = file.begin(Samples(3), Channels::Stereo).unwrap();
            let mut channels = [vec![0.5, 0.0, -0.5], vec![0.0, 0.25, 0.0]];
            let mut encoded = Vec::new();
            storage.encode(&mut channels, Samples::ZERO, 0, &mut encoded);
            file.write(&encoded).unwrap();
            file.commit().unwrap();
            let mut reader = hound::WavReader::open(&path).unwrap();
            assert_eq!(reader.spec().channels, 2);
            let scale = match encoding {
                Encoding::Float32 => 1.0,
                _ => 1.0 / (1u32 << (encoding.bits() - 1)) as f32,
            };
            let stored: Vec<f32> = match encoding {
                Encoding::Float32 => reader.samples::<f32>().map(Result::unwrap).collect(),
                _ => reader
                    .samples::<i32>()
                    .map(|sample| sample.unwrap() as f32 * scale)
                    .collect(),
            };
            let [left, right] = channels;
            let wanted: Vec<f32> = left.iter().zip(&right).flat_map(|(l, r)| [*l, *r]).collect();
            assert_eq!(stored, wanted, "{encoding:?}");
        }
    }
}
