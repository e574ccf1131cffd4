//! The beam search for the likeliest chunk of every letter: scripts/lexicon/decode.py in Rust.
//!
//! Knows the models only by what they answer.

use super::features::{self, History};
use super::model::{BEGIN, END, Model};
use super::stress;
use std::ops::Range;

/// Hypotheses kept after each letter; more do not read better.
const BEAM: usize = 16;
/// What a word pays for a second primary stress, and for none.
const STRESS_PENALTY: f32 = 4.0;
/// What it pays for one where its ending does not put it.
const MISPLACED_PENALTY: f32 = 30.0;
/// Longest context of any model we unpack.
const MOST_CONTEXTS: usize = 12;

/// A way to read the letters so far.
#[derive(Clone, Copy, Debug)]
struct Hypothesis {
    score: f32,
    /// Rows of the last tokens, the shortest context first.
    contexts: [u32; MOST_CONTEXTS],
    depth: usize,
    history: History,
    stressed: bool,
}

/// A step from one hypothesis.
#[derive(Clone, Copy, Debug)]
struct Step {
    score: f32,
    from: u16,
    token: u16,
}

/// The codes of the phones of the likeliest reading, and the share it has of the probability that the beam holds,
/// 0 to 1; `letters` are numbers of the alphabet.
pub(super) fn best(model: &Model, letters: &[u8]) -> (Vec<u8>, f32) {
    let vowels_left = features::vowel_groups(letters);
    let peak = stress::peak(letters);
    let mut start = Hypothesis {
        score: 0.0,
        contexts: [0; MOST_CONTEXTS],
        depth: 1,
        history: History::default(),
        stressed: false,
    };
    start.contexts[0] = u32::from(BEGIN);
    let mut live = vec![start];
    let mut taken: Vec<Vec<Step>> = Vec::with_capacity(letters.len());
    let mut steps = Vec::new();
    let mut scorer = Scorer::default();
    for at in 0..letters.len() {
        let tokens = model.candidates(letters[at]);
        scorer.see_letters(model, letters, at, tokens.clone());
        steps.clear();
        for (from, hypothesis) in live.iter().enumerate() {
            scorer.score(model, letters, at, hypothesis, vowels_left[at]);
            for (token, score) in tokens.clone().zip(&scorer.joint) {
                let primary = model.tokens[usize::from(token)].primary;
                let crowded = u8::from(hypothesis.stressed) + primary > 1;
                let misplaced = peak.as_ref().is_some_and(|peak| {
                    let missed = at + 1 == peak.end && !hypothesis.stressed && primary == 0;
                    missed || primary > 0 && !peak.contains(&at)
                });
                let mut penalty = if crowded { STRESS_PENALTY } else { 0.0 };
                penalty += if misplaced { MISPLACED_PENALTY } else { 0.0 };
                steps.push(Step {
                    score: hypothesis.score + score - penalty,
                    from: from as u16,
                    token,
                });
            }
        }
        // Ties go to the earlier hypothesis and token, so that equal models read equally everywhere.
        let order = |a: &Step, b: &Step| {
            b.score
                .total_cmp(&a.score)
                .then((a.from, a.token).cmp(&(b.from, b.token)))
        };
        if steps.len() > BEAM {
            steps.select_nth_unstable_by(BEAM, order);
            steps.truncate(BEAM);
        }
        steps.sort_unstable_by(order);
        live = steps
            .iter()
            .map(|step| extend(model, &live[usize::from(step.from)], step))
            .collect();
        taken.push(steps.clone());
    }
    trace(model, &live, &taken)
}

/// The codes along the best finished hypothesis, and their share.
fn trace(model: &Model, live: &[Hypothesis], taken: &[Vec<Step>]) -> (Vec<u8>, f32) {
    let scores: Vec<f32> = live.iter().map(|h| finished(model, h)).collect();
    let Some((best, &most)) = scores
        .iter()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))
    else {
        return (Vec::new(), 0.0);
    };
    let codes = path(model, taken, best);
    // Several chains of tokens may be one pronunciation.
    let (mut all, mut alike) = (0.0, 0.0);
    for (at, score) in scores.iter().enumerate() {
        let weight = (score - most).exp();
        all += weight;
        if at == best || path(model, taken, at) == codes {
            alike += weight;
        }
    }
    (codes, alike / all)
}

/// The score of a hypothesis with the end of the word.
fn finished(model: &Model, h: &Hypothesis) -> f32 {
    let penalty = if h.stressed { 0.0 } else { STRESS_PENALTY };
    let mut end = model.log_p(usize::from(END));
    for &row in &h.contexts[..h.depth] {
        let found = model.children(row as usize, END..END + 1).next();
        end = found.map_or_else(|| end + model.log_bow(row as usize), |(r, _)| model.log_p(r));
    }
    h.score + end - penalty
}

/// The codes along the hypothesis that is `at` in the last step.
fn path(model: &Model, taken: &[Vec<Step>], mut at: usize) -> Vec<u8> {
    let mut tokens = Vec::with_capacity(taken.len());
    for steps in taken.iter().rev() {
        let Some(step) = steps.get(at) else {
            return Vec::new();
        };
        tokens.push(step.token);
        at = usize::from(step.from);
    }
    let chunks = tokens
        .iter()
        .rev()
        .map(|&token| &model.tokens[usize::from(token)].codes);
    chunks.flatten().copied().collect()
}

/// A hypothesis after one more token.
fn extend(model: &Model, before: &Hypothesis, step: &Step) -> Hypothesis {
    let token = &model.tokens[usize::from(step.token)];
    let mut contexts = [0; MOST_CONTEXTS];
    contexts[0] = u32::from(step.token);
    let mut depth = 1;
    // The highest order has rows but is no context. A context exists only if the one shorter by a token does.
    for &row in before.contexts[..before.depth].iter().take(model.order - 2) {
        let Some((row, _)) = model.children(row as usize, step.token..step.token + 1).next() else {
            break;
        };
        contexts[depth] = row as u32;
        depth += 1;
    }
    Hypothesis {
        score: step.score,
        contexts,
        depth,
        history: before.history.after(step.token, token.vowels, token.stress),
        stressed: before.stressed || token.primary > 0,
    }
}

/// Weighs the tokens of one letter.
#[derive(Default)]
struct Scorer {
    tokens: Range<u16>,
    /// What the letters alone say, in weight steps.
    shared: Vec<i32>,
    sums: Vec<f32>,
    /// Both models together.
    joint: Vec<f32>,
}

impl Scorer {
    /// Adds up what the letters around place `at` say, once for all hypotheses.
    fn see_letters(&mut self, model: &Model, letters: &[u8], at: usize, tokens: Range<u16>) {
        self.shared.clear();
        self.shared.resize(tokens.len(), 0);
        for feature in features::of_letters(letters, at).iter() {
            for (sum, token) in self.shared.iter_mut().zip(tokens.clone()) {
                *sum += model.weight(features::slot(feature, token, model.bits));
            }
        }
        self.tokens = tokens;
    }

    /// The score of every token after one hypothesis, to `joint`.
    fn score(&mut self, model: &Model, letters: &[u8], at: usize, hypothesis: &Hypothesis, vowels_left: u32) {
        let first = self.tokens.start;
        self.joint.clear();
        self.joint
            .extend(self.tokens.clone().map(|token| model.log_p(usize::from(token))));
        for &row in &hypothesis.contexts[..hypothesis.depth] {
            let bow = model.log_bow(row as usize);
            self.joint.iter_mut().for_each(|p| *p += bow);
            for (child, token) in model.children(row as usize, self.tokens.clone()) {
                self.joint[usize::from(token - first)] = model.log_p(child);
            }
        }
        self.sums.clear();
        self.sums.extend(self.shared.iter().map(|&s| s as f32));
        let own = features::of_history(letters, at, hypothesis.history, vowels_left);
        for (sum, token) in self.sums.iter_mut().zip(self.tokens.clone()) {
            let steps: i32 = own
                .iter()
                .map(|f| model.weight(features::slot(f, token, model.bits)))
                .sum();
            *sum = (*sum + steps as f32) * model.step;
        }
        let most = self.sums.iter().copied().fold(f32::MIN, f32::max);
        let norm = most + self.sums.iter().map(|s| (s - most).exp()).sum::<f32>().ln();
        for (joint, sum) in self.joint.iter_mut().zip(&self.sums) {
            *joint += model.beta * (sum - norm);
        }
    }
}
