//! Pitch contours, cut to the jobs they run through.
//!
//! A contour runs over the spoken time of an element, which may hold several utterances. Each job gets the part
//! that falls to it, by its share of the phones, so that a job alone says how it sounds. How F0 follows a contour
//! is decided in `synth`, not here.

use super::job::{Job, shift_at};
use crate::ir::{Element, PhonemeScript};
use crate::units::Semitones;

/// A contour: (position 0..1 rising, shift).
type Points = Vec<(f32, Semitones)>;

pub(super) struct Contours<'s> {
    script: &'s [Points],
    /// Phones that refer to each contour: in all, and those already planned.
    phones: Vec<(usize, usize)>,
    planned: Vec<Points>,
}

impl<'s> Contours<'s> {
    pub(super) fn new(script: &'s PhonemeScript) -> Self {
        let mut phones = vec![(0, 0); script.contours.len()];
        for element in &script.elements {
            let Element::Utterance(utterance) = element else {
                continue;
            };
            for word in &utterance.words {
                if let Some((total, _)) = word.style.contour.and_then(|c| phones.get_mut(c as usize)) {
                    *total += word.phones.len();
                }
            }
        }
        Self {
            script: &script.contours,
            phones,
            planned: Vec::new(),
        }
    }

    /// Has the words of `job` refer to contours of its own.
    pub(super) fn localise(&mut self, job: &mut Job) {
        let mut at = 0;
        while at < job.words.len() {
            let Some(contour) = job.words[at].style.contour else {
                at += 1;
                continue;
            };
            // One element's words stand side by side.
            let same = |word: &super::JobWord| word.style.contour == Some(contour);
            let run = job.words[at..].iter().take_while(|word| same(word)).count();
            let words = &mut job.words[at..at + run];
            let spoken: usize = words.iter().map(|word| word.tokens.len()).sum();
            let local = self.script.get(contour as usize).map(|points| {
                let (total, done) = self.phones[contour as usize];
                self.phones[contour as usize].1 += spoken;
                let total = total.max(1) as f32;
                self.planned
                    .push(cut(points, done as f32 / total, (done + spoken) as f32 / total));
                (self.planned.len() - 1) as u32
            });
            for word in words {
                word.style.contour = local;
            }
            at += run;
        }
    }

    /// Those planned so far.
    pub(super) fn planned(&self) -> &[Points] {
        &self.planned
    }

    pub(super) fn finish(self) -> Vec<Points> {
        self.planned
    }
}

/// The part of a contour between two positions, stretched to 0..1.
fn cut(points: &[(f32, Semitones)], from: f32, to: f32) -> Points {
    let width = (to - from).max(1e-6);
    let inside = points
        .iter()
        .filter(|(at, _)| *at > from && *at < to)
        .map(|&(at, shift)| ((at - from) / width, shift));
    let mut cut = vec![(0.0, shift_at(points, from))];
    cut.extend(inside);
    cut.push((1.0, shift_at(points, to)));
    cut
}
