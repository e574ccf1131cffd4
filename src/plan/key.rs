//! Content hashes: what a job's sound depends on, and nothing else (not who says it, where, or when).

use super::job::{Job, Key, Lean};
use crate::ir::{Bound, Pitch};
use crate::units::{Hertz, Semitones};
use crate::voice::Voice;

/// Names the form of what is hashed and how jobs become sound; raised when either changes.
const DOMAIN: &[u8] = b"declaim job 1";

/// How words are fitted to a time that they are to take; raised when that changes.
const FITTING: u64 = 2;

/// Gives a finished job its key and seed. `contours` are those the job's words refer to.
pub(super) fn seal(job: &mut Job, voice: &Voice, contours: &[Vec<(f32, Semitones)>]) {
    let key = hash(job, voice.hash(), contours);
    // A voice that is turned up says the same, noise and all.
    let seeding = match voice.timbre() {
        timbre if timbre == voice.hash() => key,
        timbre => hash(job, timbre, contours),
    };
    let mut seed = [0; 8];
    seed.copy_from_slice(&seeding[..8]);
    job.key = Key(key);
    job.seed = u64::from_le_bytes(seed);
}

fn hash(job: &Job, voice: [u8; 32], contours: &[Vec<(f32, Semitones)>]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(DOMAIN);
    hasher.update(&voice);
    let mut number = |n: u64| {
        hasher.update(&n.to_le_bytes());
    };
    number(job.tokens.len() as u64);
    job.tokens.iter().flatten().for_each(|&n| number(u64::from(n)));
    job.style(contours, number);
    *hasher.finalize().as_bytes()
}

impl Job {
    /// What its style says, number by number: rate, pitch, range, volume and contour of its words, how long some of
    /// them are to last, and how it leans.
    pub fn style(&self, contours: &[Vec<(f32, Semitones)>], mut number: impl FnMut(u64)) {
        number(self.words.len() as u64);
        for word in &self.words {
            number(word.tokens.start as u64);
            number(word.tokens.end as u64);
            let style = &word.style;
            number(style.rate.0.to_bits().into());
            match style.pitch {
                Pitch::Shift(Semitones(shift)) => number(shift.to_bits().into()),
                Pitch::Mean(Hertz(mean)) => number(1 << 32 | u64::from(mean.to_bits())),
            }
            number(style.range.to_bits().into());
            number(style.volume.0.to_bits());
            let points = style.contour.and_then(|c| contours.get(c as usize));
            number(points.map_or(0, |p| 1 + p.len() as u64));
            for (at, Semitones(shift)) in points.into_iter().flatten() {
                number(u64::from(at.to_bits()) << 32 | u64::from(shift.to_bits()));
            }
        }
        // Nothing at all where there is none: keys from before there were any hold.
        if self.lean != Lean::NONE {
            number(u64::from(self.lean.from.0.to_bits()) << 32 | u64::from(self.lean.to.0.to_bits()));
        }
        if !self.fits.is_empty() {
            number(FITTING);
        }
        for fit in &self.fits {
            number(fit.words.start as u64);
            number(fit.words.end as u64);
            number(u64::from(fit.duration.0) << 1 | u64::from(fit.bound == Bound::AtMost));
        }
    }
}
