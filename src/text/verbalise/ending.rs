//! Endings of what was said last: "PVC" + "s", "12" + "'s", "SSH" + "ing", a `<phoneme>` + "'s".

use super::Words;
use crate::markup::script::{Alphabet, Phonemes};
use crate::source::Span;
use crate::text::token::{Inflection, Pronunciation, SpokenItem};

impl Words {
    /// Joins `ending` ("s", "'s", "ing") to the last word.
    pub(super) fn ending(&mut self, ending: &str) {
        let span = self.span;
        match self.items.last_mut() {
            Some(SpokenItem::Word(word)) if self.pending.is_none() => {
                word.span = word.span.join(span);
                match &mut word.pronunciation {
                    Pronunciation::Letter { ending: last } => *last = Inflection::of(ending),
                    Pronunciation::Word => word.text.push_str(ending),
                    Pronunciation::Author(phonemes) => {
                        word.text.push_str(ending);
                        add_sibilant(phonemes, span);
                    }
                }
            }
            _ => self.letter('S'),
        }
    }
}

/// Adds the English ending s as phones: a vowel more after a sibilant, voiceless after a voiceless sound.
fn add_sibilant(phonemes: &mut Phonemes, span: Span) {
    let last = |marks: &[char]| {
        let written = phonemes
            .ph
            .text()
            .trim_end_matches(|c: char| c.is_whitespace() || "ː:ˑ.".contains(c));
        marks.iter().any(|&m| written.ends_with(m))
    };
    let added = match phonemes.alphabet {
        Alphabet::Ipa if last(&['s', 'z', 'ʃ', 'ʒ', 'ʧ', 'ʤ']) => "ɪz",
        Alphabet::Ipa if last(&['p', 't', 'k', 'f', 'θ']) => "s",
        Alphabet::XSampa if last(&['s', 'z', 'S', 'Z']) => "Iz",
        Alphabet::XSampa if last(&['p', 't', 'k', 'f', 'T']) => "s",
        Alphabet::Ipa | Alphabet::XSampa => "z",
        Alphabet::Arpabet => {
            let name = phonemes
                .ph
                .text()
                .split_whitespace()
                .next_back()
                .unwrap_or("")
                .to_ascii_uppercase();
            match name.as_str() {
                "S" | "Z" | "SH" | "ZH" | "CH" | "JH" => " IH0 Z",
                "P" | "T" | "K" | "F" | "TH" => " S",
                _ => " Z",
            }
        }
    };
    phonemes.ph.push_replaced(added, span);
}
