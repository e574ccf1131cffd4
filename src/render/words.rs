//! Every word of some scripts: how often, where first, how it is said, and how sure that is.
//!
//! Owns what counts as one word for an author: what is written without a gap, whatever it is said as ("80%" is
//! "eighty percent", "v1.28" five words). Knows nothing of how the table looks.

use super::studio::Studio;
use crate::ir::respell;
use crate::ir::{Element, Origin, PhonemeScript, Word};
use crate::markup;
use crate::source::{Source, Span};
use std::collections::HashMap;
use std::fmt::Write as _;

/// One row: a written form with one pronunciation.
#[derive(Clone, Debug, PartialEq)]
pub struct WordUse {
    /// As written where it stands first.
    pub written: String,
    /// How often it is said so.
    pub count: usize,
    /// Index of the script where it stands first.
    pub script: usize,
    /// Where in that script.
    pub first: Span,
    /// How it is said, words apart by spaces.
    pub ipa: String,
    /// The same in English letters.
    pub respelling: String,
    /// Where its pronunciation is from; of several words the least sure.
    pub origin: Origin,
    /// The probability, 0 to 1, that it is said right.
    pub confidence: f32,
}

/// The longest written form that is shown whole, in bytes.
const LONGEST: usize = 60;

/// The words of scripts, each with the studio it was prepared with, in order of appearance.
pub fn words<'a>(
    scripts: impl IntoIterator<Item = (&'a Source, &'a PhonemeScript, &'a Studio)>,
) -> Vec<WordUse> {
    let mut all: Vec<WordUse> = Vec::new();
    let mut rows: HashMap<(String, String), usize> = HashMap::new();
    let mut guesses = Guesses::new();
    for (script, (source, phonemes, studio)) in scripts.into_iter().enumerate() {
        let utterances = phonemes.elements.iter().filter_map(|element| match element {
            Element::Utterance(utterance) => Some(&utterance.words),
            _ => None,
        });
        for words in utterances {
            // "CRDs": the last letter stands for the ending as well.
            let overlap = |a: Span, b: Span| a.start < b.end && b.start < a.end;
            for group in words.chunk_by(|a, b| overlap(a.span, b.span) || a.span.end == b.span.start) {
                let found = row(group, script, source, studio, &mut guesses);
                let key = (found.written.to_lowercase(), found.ipa.clone());
                match rows.get(&key) {
                    Some(&at) => all[at].count += 1,
                    None => {
                        rows.insert(key, all.len());
                        all.push(found);
                    }
                }
            }
        }
    }
    all
}

/// How sure each word is that is said by rule: to find that out takes as long as to read it. Words are as sure as their
/// lexicon is, and a studio has one.
type Guesses<'a> = HashMap<(*const Studio, &'a str), f32>;

fn confidence<'a>(word: &'a Word, studio: &Studio, guesses: &mut Guesses<'a>) -> f32 {
    let found = || studio.lexicon.confidence(&word.text, word.origin);
    match word.origin {
        Origin::Guess => {
            let key = (std::ptr::from_ref(studio), word.text.as_str());
            *guesses.entry(key).or_insert_with(found)
        }
        _ => found(),
    }
}

/// One occurrence; `group` holds at least one word.
fn row<'a>(
    group: &'a [Word],
    script: usize,
    source: &Source,
    studio: &Studio,
    guesses: &mut Guesses<'a>,
) -> WordUse {
    let first = group[0].span;
    let span = group.iter().fold(first, |span, word| span.join(word.span));
    let spoken = || {
        group
            .iter()
            .map(|w| w.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let slice = source.slice(span).trim();
    let written = if slice.is_empty() || slice.len() > LONGEST || slice.contains(['<', '\n']) {
        spoken()
    } else {
        slice.to_owned()
    };
    let join = |read: fn(&[crate::ir::Phone]) -> String| {
        let words: Vec<_> = group.iter().map(|w| read(&w.phones)).collect();
        words.join(" ")
    };
    let (least, sure) = group
        .iter()
        .map(|word| (word, confidence(word, studio, guesses)))
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .unwrap_or((&group[0], 0.0));
    WordUse {
        written,
        count: 1,
        script,
        first: span,
        ipa: join(respell::ipa),
        respelling: join(respell::respelling),
        origin: least.origin,
        confidence: sure,
    }
}

/// An SSML document that says every row alone, in order, as the table says it.
pub fn audition_script(words: &[WordUse]) -> String {
    let mut out = String::from("<speak>\n");
    for word in words {
        let _ = write!(out, "<p><phoneme alphabet=\"ipa\" ph=\"{}\">", word.ipa);
        markup::escape(&word.written, &mut out);
        out.push_str("</phoneme></p>\n");
    }
    out.push_str("</speak>\n");
    out
}
