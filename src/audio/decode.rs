//! `decode`: a WAV, FLAC or MP3 file, or a part of it, to a [`Recording`].
//!
//! The only file that knows symphonia. Reads from the start up to where the wanted part ends, so that the part is
//! exact to the sample in every format and as long as the file really is, whatever its header says; keeps no more than
//! that part. An MP3 that tells its encoder's delay and padding loses both. Knows no names of files.

use crate::audio::recording::Recording;
use crate::units::{Milliseconds, SampleRate, Samples};
use std::f32::consts::FRAC_1_SQRT_2;
use std::ops::Range;
use symphonia::core::audio::{Channels, Position};
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
pub use symphonia::core::io::MediaSource;
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

/// The part of a file that is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cut {
    /// Its start.
    pub begin: Milliseconds,
    /// Its end; the file's own without one.
    pub end: Option<Milliseconds>,
}

/// The largest sample that is played, +40 dBFS. Whoever measures in other units writes 32768 and more; beside that all
/// else would be silence, and numbers far beyond overflow in filters.
const LOUDEST: f32 = 100.0;

/// Why a file cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Not one of the formats.
    #[error("it is no WAV, FLAC or MP3 file that can be read: {source}")]
    Format {
        /// What the reader says.
        source: Error,
    },
    /// There is no sound in it.
    #[error("it holds no sound")]
    NoTrack,
    /// A rate that nothing here works at.
    #[error("its sample rate is {hz} Hz; rates from 1000 to 384000 Hz are read")]
    Rate {
        /// What it is.
        hz: u32,
    },
    /// It breaks off in a way that cannot be heard as meant.
    #[error("it is damaged after {seconds:.3} s: {source}")]
    Damaged {
        /// How far it could be read.
        seconds: f64,
        /// What the decoder says.
        source: Error,
    },
    /// Rate or channels change inside it.
    #[error("its sample rate or number of channels changes after {seconds:.3} s")]
    Changes {
        /// Where.
        seconds: f64,
    },
    /// Floating-point samples that are no numbers.
    #[error("it has samples that are not finite numbers")]
    NotFinite,
    /// Floating-point samples that no gain makes a sound of.
    #[error("it has samples beyond {LOUDEST}, more than 40 dB above full scale")]
    TooLoud,
    /// Nothing of it is wanted.
    #[error(
        "it is {seconds:.3} s long, and nothing of that lies between the start and end that are asked for"
    )]
    Nothing {
        /// How long it is.
        seconds: f64,
    },
    /// More of it is wanted than is kept.
    #[error("it is too long: there is room for {seconds:.0} s of it")]
    TooLong {
        /// How much of it would be kept.
        seconds: f64,
    },
}

/// Finds out whether a file is of a known format, without decoding it.
///
/// # Errors
/// Where it is not, or holds no sound, or has a rate that nothing here works at.
pub fn probe(file: impl MediaSource + 'static) -> Result<(), DecodeError> {
    File::open(file).map(drop)
}

/// Decodes the part `cut` of a file, mixed down to one or two channels, at its own rate; at most as long as `most`
/// samples are at `rate`, all channels counted together.
///
/// # Errors
/// A file that is not of a known format, is damaged, has samples that are no sound, or holds nothing or too much of what
/// is wanted.
pub fn decode(
    file: impl MediaSource + 'static,
    cut: Cut,
    most: Samples,
    rate: SampleRate,
) -> Result<Recording, DecodeError> {
    let mut file = File::open(file)?;
    let most = most.at_rate(rate, file.rate);
    let begin = cut.begin.samples(file.rate).count();
    let end = cut.end.map_or(usize::MAX, |end| end.samples(file.rate).count());
    let mut planes = Vec::new();
    // What is kept, and how many samples went by.
    let mut kept: Vec<Vec<f32>> = Vec::new();
    let mut downmix = None;
    let mut at = 0;
    while at < end {
        let Some(channels) = file.next(&mut planes, at)? else {
            break;
        };
        let count = planes.first().map_or(0, Vec::len);
        let part = begin.clamp(at, at + count) - at..end.clamp(at, at + count) - at;
        at += count;
        let downmix = match &downmix {
            None => &*downmix.insert(Downmix::of(&channels)),
            Some(known) if known.channels == channels => known,
            Some(_) => return Err(file.changes(at - count)),
        };
        kept.resize_with(downmix.gains.len(), Vec::new);
        if (kept[0].len() + part.len()) * kept.len() > most.count() {
            return Err(DecodeError::TooLong {
                seconds: most.seconds(file.rate) / kept.len() as f64,
            });
        }
        downmix.add(&planes, part, &mut kept);
    }
    if kept.iter().flatten().any(|sample| !sample.is_finite()) {
        return Err(DecodeError::NotFinite);
    }
    if kept.iter().flatten().any(|sample| sample.abs() > LOUDEST) {
        return Err(DecodeError::TooLoud);
    }
    let rate = file.rate;
    let mut kept = kept.into_iter();
    match (kept.next(), kept.next()) {
        (Some(only), None) if !only.is_empty() => Ok(Recording::mono(only, rate)),
        (Some(left), Some(right)) if !left.is_empty() => Ok(Recording::stereo(left, right, rate)),
        _ => Err(DecodeError::Nothing {
            seconds: Samples(at as u64).seconds(rate),
        }),
    }
}

/// An open file and its decoder.
struct File {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    rate: SampleRate,
}

impl File {
    fn open(file: impl MediaSource + 'static) -> Result<Self, DecodeError> {
        let refused = |source| DecodeError::Format { source };
        let stream = MediaSourceStream::new(Box::new(file), Default::default());
        let format = symphonia::default::get_probe()
            .probe(
                &Hint::new(),
                stream,
                FormatOptions::default(),
                MetadataOptions::default(),
            )
            .map_err(refused)?;
        let track = format
            .default_track(TrackType::Audio)
            .ok_or(DecodeError::NoTrack)?;
        let parameters = track.codec_params.as_ref().and_then(|codec| codec.audio());
        let parameters = parameters.ok_or(DecodeError::NoTrack)?;
        let hz = parameters.sample_rate.unwrap_or(0);
        let rate = SampleRate::new(hz).ok_or(DecodeError::Rate { hz })?;
        let decoder = symphonia::default::get_codecs()
            .make_audio_decoder(parameters, &AudioDecoderOptions::default())
            .map_err(refused)?;
        Ok(Self {
            track: track.id,
            format,
            decoder,
            rate,
        })
    }

    /// The next samples, one `Vec` for each channel, and what the channels are; `at` is where they begin.
    fn next(&mut self, planes: &mut Vec<Vec<f32>>, at: usize) -> Result<Option<Channels>, DecodeError> {
        let seconds = Samples(at as u64).seconds(self.rate);
        let damaged = |source| DecodeError::Damaged { seconds, source };
        loop {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return Ok(None),
                Err(source) => return Err(damaged(source)),
            };
            if packet.track_id != self.track {
                continue;
            }
            let decoded = self.decoder.decode(&packet).map_err(damaged)?;
            if decoded.spec().rate() != self.rate.hz() {
                return Err(DecodeError::Changes { seconds });
            }
            decoded.copy_to_vecs_planar(planes);
            return Ok(Some(decoded.spec().channels().clone()));
        }
    }

    fn changes(&self, at: usize) -> DecodeError {
        DecodeError::Changes {
            seconds: Samples(at as u64).seconds(self.rate),
        }
    }
}

/// How channels become one or two.
struct Downmix {
    channels: Channels,
    /// For each channel kept, the gain of each channel that there is.
    gains: Vec<Vec<f32>>,
}

impl Downmix {
    fn of(channels: &Channels) -> Self {
        let count = channels.count();
        let gains = match channels {
            _ if count <= 1 => vec![vec![1.0; count]],
            _ if count == 2 => vec![vec![1.0, 0.0], vec![0.0, 1.0]],
            Channels::Positioned(positions) => {
                let (left, right) = positions.iter().map(sides).unzip();
                vec![left, right]
            }
            // Nobody says where they belong.
            _ => vec![vec![1.0 / count as f32; count]],
        };
        Self {
            channels: channels.clone(),
            gains,
        }
    }

    /// Appends the samples `part` of `planes` to what is kept.
    fn add(&self, planes: &[Vec<f32>], part: Range<usize>, kept: &mut [Vec<f32>]) {
        for (kept, gains) in kept.iter_mut().zip(&self.gains) {
            let start = kept.len();
            kept.resize(start + part.len(), 0.0);
            for (plane, &gain) in planes.iter().zip(gains).filter(|(_, gain)| **gain != 0.0) {
                let plane = plane.get(part.clone()).unwrap_or(&[]);
                for (sum, sample) in kept[start..].iter_mut().zip(plane) {
                    *sum += gain * sample;
                }
            }
        }
    }
}

/// The gains with which a loudspeaker's channel goes left and right (ITU-R BS.775-4, table 2): the centre and the
/// surrounds at -3 dB, low-frequency effects not at all.
fn sides(position: Position) -> (f32, f32) {
    const HALF: f32 = FRAC_1_SQRT_2;
    let left = Position::REAR_LEFT
        | Position::SIDE_LEFT
        | Position::TOP_FRONT_LEFT
        | Position::TOP_REAR_LEFT
        | Position::TOP_SIDE_LEFT;
    let right = Position::REAR_RIGHT
        | Position::SIDE_RIGHT
        | Position::TOP_FRONT_RIGHT
        | Position::TOP_REAR_RIGHT
        | Position::TOP_SIDE_RIGHT;
    match position {
        Position::FRONT_LEFT | Position::FRONT_LEFT_CENTER | Position::FRONT_LEFT_WIDE => (1.0, 0.0),
        Position::FRONT_RIGHT | Position::FRONT_RIGHT_CENTER | Position::FRONT_RIGHT_WIDE => (0.0, 1.0),
        Position::LFE1 | Position::LFE2 => (0.0, 0.0),
        Position::REAR_CENTER => (0.5, 0.5),
        other if left.contains(other) => (HALF, 0.0),
        other if right.contains(other) => (0.0, HALF),
        _ => (HALF, HALF),
    }
}
