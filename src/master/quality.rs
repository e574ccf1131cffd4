//! `Inspector`: what a listener would notice in a finished master apart from its level, as plain numbers.
//!
//! Silence is digital silence: pauses are exact zeros and speech has none. So what is quiet without being zero
//! was not asked for, and where speech meets silence its first and last sample tell whether it clicks.
//! Knows no script and no timeline: whether a pause is the one the script asked for is for others to say.

use crate::audio::signal::Block;
use crate::units::{Decibels, Milliseconds, SampleRate, Samples};
use serde::Serialize;

/// What levels inside speech are taken over: a pitch period of any voice, and shorter than any sound.
const WINDOW: Milliseconds = Milliseconds(10);
/// Speech below this, in decibels of RMS relative to full scale, is heard as a gap at podcast level: 40 dB
/// under -16 LUFS or so.
const LULL: f64 = -56.0;
/// The share of windows that lie under the floor: few enough to be the pauses between words, many enough not
/// to be one lucky window.
const FLOOR_SHARE: f64 = 0.05;
/// Bins of the level histogram, half a decibel each, down from full scale.
const BINS: usize = 240;

/// A part of the signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Its first sample.
    pub start: Samples,
    /// How long it is.
    pub length: Samples,
}

/// How a master is, apart from its level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quality {
    /// Digital silence before the first sound.
    pub head: Samples,
    /// Digital silence after the last.
    pub tail: Samples,
    /// The longest digital silence in between.
    pub longest_pause: Stretch,
    /// The longest stretch that is as good as silent without being a pause.
    pub longest_lull: Stretch,
    /// The level that the quietest twentieth of the sound stays under: RMS over 10 ms, full scale being 0 dB.
    /// `None` where there is too little sound to tell.
    pub floor: Option<Decibels>,
    /// The highest first or last sample of a sound, full scale being 0 dB: above some -40 dB it clicks.
    pub worst_edge: Decibels,
    /// Where that is.
    pub worst_edge_at: Samples,
}

/// Looks at a signal once, from start to end.
#[derive(Debug, Clone)]
pub struct Inspector {
    window: u64,
    position: u64,
    /// The sample before; the signal begins out of silence.
    last: f32,
    /// Where the present silence or sound began.
    began: u64,
    sounded: bool,
    energy: f64,
    filled: u64,
    lull: Stretch,
    bins: [u64; BINS],
    edge: f32,
    edge_at: u64,
    head: u64,
    longest_pause: Stretch,
    longest_lull: Stretch,
}

impl Inspector {
    /// Having seen nothing yet, for signals of `rate`.
    pub fn new(rate: SampleRate) -> Self {
        Self {
            window: WINDOW.samples(rate).0.max(1),
            position: 0,
            last: 0.0,
            began: 0,
            sounded: false,
            energy: 0.0,
            filled: 0,
            lull: Stretch::default(),
            bins: [0; BINS],
            edge: 0.0,
            edge_at: 0,
            head: 0,
            longest_pause: Stretch::default(),
            longest_lull: Stretch::default(),
        }
    }

    /// Takes the next samples. Of two channels, the one that is further from zero counts at each moment: there
    /// is silence only where both are silent.
    pub fn add(&mut self, block: Block<'_>) {
        match (block.left(), block.right()) {
            (left, Some(right)) => {
                let louder =
                    |(left, right): (&f32, &f32)| if left.abs() < right.abs() { *right } else { *left };
                let louder: Vec<f32> = left.iter().zip(right).map(louder).collect();
                self.look(&louder);
            }
            (only, None) => self.look(only),
        }
    }

    fn look(&mut self, mut samples: &[f32]) {
        while let Some(&first) = samples.first() {
            if (first == 0.0) != (self.last == 0.0) {
                self.turn(first);
            }
            let run = if first == 0.0 {
                until(samples, |sample| sample != 0.0)
            } else {
                let window = samples.len().min((self.window - self.filled) as usize);
                let run = until(&samples[..window], |sample| sample == 0.0);
                self.energy += energy(&samples[..run]);
                self.filled += run as u64;
                run
            };
            let (done, rest) = samples.split_at(run);
            self.position += run as u64;
            self.last = done.last().copied().unwrap_or(self.last);
            samples = rest;
            if self.filled == self.window {
                self.level();
            }
        }
    }

    /// Sound begins or ends.
    fn turn(&mut self, sample: f32) {
        let (edge, at) = if sample == 0.0 {
            self.end_sound();
            (self.last.abs(), self.position - 1)
        } else {
            self.end_silence();
            (sample.abs(), self.position)
        };
        if edge > self.edge {
            (self.edge, self.edge_at) = (edge, at);
        }
        self.began = self.position;
    }

    fn end_silence(&mut self) {
        let length = self.position - self.began;
        if !self.sounded {
            self.head = length;
        } else if length > self.longest_pause.length.0 {
            self.longest_pause = Stretch {
                start: Samples(self.began),
                length: Samples(length),
            };
        }
        self.sounded = true;
    }

    fn end_sound(&mut self) {
        (self.energy, self.filled) = (0.0, 0);
        self.lull.length = Samples::ZERO;
    }

    /// A window of sound is full.
    fn level(&mut self) {
        let level = Decibels::from_amplitude((self.energy / self.window as f64).sqrt()).0;
        self.bins[((-2.0 * level).max(0.0) as usize).min(BINS - 1)] += 1;
        if level < LULL {
            if self.lull.length == Samples::ZERO {
                self.lull.start = Samples(self.position - self.window);
            }
            self.lull.length += Samples(self.window);
            if self.lull.length > self.longest_lull.length {
                self.longest_lull = self.lull;
            }
        } else {
            self.lull.length = Samples::ZERO;
        }
        (self.energy, self.filled) = (0.0, 0);
    }

    /// What all that was added is like.
    pub fn quality(&self) -> Quality {
        let silent = self.last == 0.0;
        let open = if silent { self.position - self.began } else { 0 };
        // A signal that ends in sound ends on an edge too.
        let (edge, edge_at) = if !silent && self.last.abs() > self.edge {
            (self.last.abs(), self.position - 1)
        } else {
            (self.edge, self.edge_at)
        };
        Quality {
            head: Samples(if self.sounded { self.head } else { open }),
            tail: Samples(if self.sounded { open } else { 0 }),
            longest_pause: self.longest_pause,
            longest_lull: self.longest_lull,
            floor: self.floor(),
            worst_edge: Decibels::from_amplitude(f64::from(edge)),
            worst_edge_at: Samples(edge_at),
        }
    }

    fn floor(&self) -> Option<Decibels> {
        let total: u64 = self.bins.iter().sum();
        let mut left = (total as f64 * FLOOR_SHARE) as u64;
        // From the quietest up.
        for (bin, &count) in self.bins.iter().enumerate().rev() {
            if count > left {
                return Some(Decibels(-(bin as f64) / 2.0));
            }
            left -= count;
        }
        None
    }
}

/// How many samples come before the first for which `ends` holds. Sixteen at a time, without leaving early, is what the
/// compiler turns into vector code.
fn until(samples: &[f32], ends: impl Fn(f32) -> bool) -> usize {
    let (chunks, _) = samples.as_chunks::<16>();
    let whole = chunks
        .iter()
        .take_while(|chunk| !chunk.iter().fold(false, |any, sample| any | ends(*sample)))
        .count()
        * 16;
    let rest = samples[whole..].iter().take_while(|sample| !ends(**sample));
    whole + rest.count()
}

/// The sum of squares.
fn energy(samples: &[f32]) -> f64 {
    let (eights, rest) = samples.as_chunks::<8>();
    let mut sums = [0.0f64; 8];
    for eight in eights {
        for (sum, sample) in sums.iter_mut().zip(eight) {
            *sum += f64::from(sample * sample);
        }
    }
    let rest = rest.iter().map(|sample| f64::from(sample * sample));
    sums.into_iter().chain(rest).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sound of a level in dB for some milliseconds, or silence.
    fn signal(parts: &[(Option<f64>, usize)]) -> Vec<f32> {
        parts
            .iter()
            .flat_map(|&(level, ms)| {
                let amplitude = level.map_or(0.0, |level| Decibels(level).amplitude() as f32);
                (0..ms * 48).map(move |i| if i % 2 == 0 { amplitude } else { -amplitude })
            })
            .collect()
    }

    fn inspect(samples: &[f32], block: usize) -> Quality {
        let mut inspector = Inspector::new(SampleRate::EPISODE);
        for block in samples.chunks(block) {
            inspector.add(Block::mono(block));
        }
        inspector.quality()
    }

    fn stretch(start_ms: u64, ms: u64) -> Stretch {
        Stretch {
            start: Samples(start_ms * 48),
            length: Samples(ms * 48),
        }
    }

    #[test]
    fn silence_pauses_lulls_and_floor_are_found_where_they_are() {
        let samples = signal(&[
            (None, 100),
            (Some(-20.0), 400),
            (None, 250),
            (Some(-60.25), 60),
            (Some(-20.0), 300),
            (Some(-70.0), 20),
            (Some(-30.0), 100),
            (None, 300),
            (Some(-20.0), 20),
            (None, 80),
        ]);
        for block in [1, 7, 4800, samples.len()] {
            let quality = inspect(&samples, block);
            assert_eq!((quality.head, quality.tail), (Samples(4800), Samples(80 * 48)));
            assert_eq!(quality.longest_pause, stretch(1230, 300));
            assert_eq!(quality.longest_lull, stretch(750, 60));
            assert_eq!(quality.floor, Some(Decibels(-60.0)));
        }
    }

    #[test]
    fn the_worst_edge_is_the_highest_sample_beside_silence() {
        let mut samples = signal(&[(None, 10), (Some(-60.0), 10), (None, 10), (Some(-60.0), 10)]);
        samples[20 * 48 - 1] = 0.25;
        samples[15 * 48] = 0.9;
        let quality = inspect(&samples, 100);
        assert_eq!(quality.worst_edge_at, Samples(20 * 48 - 1));
        assert!((quality.worst_edge.0 + 12.04).abs() < 0.01);
        // A signal that stops in the midst of a sound.
        *samples.last_mut().unwrap() = -0.5;
        assert_eq!(inspect(&samples, 100).worst_edge_at, Samples(40 * 48 - 1));
    }

    #[test]
    fn silence_alone_is_all_head() {
        let quality = inspect(&[0.0; 480], 100);
        assert_eq!((quality.head, quality.tail), (Samples(480), Samples::ZERO));
        assert_eq!((quality.floor, quality.worst_edge), (None, Decibels::SILENCE));
        assert_eq!(inspect(&[], 1).head, Samples::ZERO);
    }
}
