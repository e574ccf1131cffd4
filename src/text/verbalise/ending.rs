//! Endings of what was said last: "PVC" + "s", "12" + "'s", "SSH" + "ing", a `<phoneme>` + "'s" or "ed". Owns the
//! sounds of these only where the author gave phones; of every other word `g2p` makes the ending.

use super::Words;
use crate::markup::script::{Alphabet, Phonemes};
use crate::source::Span;
use crate::text::lexical::undoubled;
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
                        match Inflection::of(undoubled(ending)) {
                            Some(Inflection::Ed) => add_ed(phonemes, span),
                            Some(Inflection::Ing) => add(phonemes, "ɪŋ", "IN", " IH0 NG", span),
                            _ => add_sibilant(phonemes, span),
                        }
                    }
                }
            }
            _ => self.letter('S'),
        }
    }
}

/// How the sounds are written of which the English endings ask.
struct Sounds {
    ipa: &'static [char],
    x_sampa: &'static [char],
    arpabet: &'static [&'static str],
}

const SIBILANT: Sounds = Sounds {
    ipa: &['s', 'z', 'ʃ', 'ʒ', 'ʧ', 'ʤ'],
    x_sampa: &['s', 'z', 'S', 'Z'],
    arpabet: &["S", "Z", "SH", "ZH", "CH", "JH"],
};
const STOP: Sounds = Sounds {
    ipa: &['t', 'd'],
    x_sampa: &['t', 'd'],
    arpabet: &["T", "D"],
};
const VOICELESS: Sounds = Sounds {
    ipa: &['p', 't', 'k', 'f', 'θ', 's', 'ʃ', 'ʧ'],
    x_sampa: &['p', 't', 'k', 'f', 'T', 's', 'S'],
    arpabet: &["P", "T", "K", "F", "TH", "S", "SH", "CH"],
};

/// The English ending s: a vowel more after a sibilant, voiceless after a voiceless sound.
fn add_sibilant(phonemes: &mut Phonemes, span: Span) {
    if ends_in(phonemes, &SIBILANT) {
        add(phonemes, "ɪz", "Iz", " IH0 Z", span);
    } else if ends_in(phonemes, &VOICELESS) {
        add(phonemes, "s", "s", " S", span);
    } else {
        add(phonemes, "z", "z", " Z", span);
    }
}

/// The English ending ed: a vowel more after t and d, voiceless after another voiceless sound.
fn add_ed(phonemes: &mut Phonemes, span: Span) {
    if ends_in(phonemes, &STOP) {
        add(phonemes, "ɪd", "Id", " IH0 D", span);
    } else if ends_in(phonemes, &VOICELESS) {
        add(phonemes, "t", "t", " T", span);
    } else {
        add(phonemes, "d", "d", " D", span);
    }
}

fn ends_in(phonemes: &Phonemes, sounds: &Sounds) -> bool {
    let written = phonemes
        .ph
        .text()
        .trim_end_matches(|c: char| c.is_whitespace() || "ː:ˑ.".contains(c));
    match phonemes.alphabet {
        Alphabet::Ipa => written.ends_with(sounds.ipa),
        Alphabet::XSampa => written.ends_with(sounds.x_sampa),
        Alphabet::Arpabet => {
            let last = written.split_whitespace().next_back().unwrap_or("");
            sounds.arpabet.iter().any(|name| last.eq_ignore_ascii_case(name))
        }
    }
}

fn add(phonemes: &mut Phonemes, ipa: &str, x_sampa: &str, arpabet: &str, span: Span) {
    let added = match phonemes.alphabet {
        Alphabet::Ipa => ipa,
        Alphabet::XSampa => x_sampa,
        Alphabet::Arpabet => arpabet,
    };
    phonemes.ph.push_replaced(added, span);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Mapped;

    #[test]
    fn endings_fit_the_sound_before_them() {
        let said = |alphabet, ph: &str, ending: fn(&mut Phonemes, Span)| {
            let mut phonemes = Phonemes {
                alphabet,
                ph: Mapped::verbatim(ph, 0),
            };
            ending(&mut phonemes, Span::default());
            phonemes.ph.text().to_owned()
        };
        for (alphabet, ph, s, ed) in [
            (Alphabet::Ipa, "ɡɹɛp", "ɡɹɛps", "ɡɹɛpt"),
            (Alphabet::Ipa, "pætʃ", "pætʃɪz", "pætʃt"),
            (Alphabet::Ipa, "pæt", "pæts", "pætɪd"),
            (Alphabet::Ipa, "hɛlm", "hɛlmz", "hɛlmd"),
            (Alphabet::XSampa, "p{tS", "p{tSIz", "p{tSt"),
            (Alphabet::XSampa, "nEd", "nEdz", "nEdId"),
            (Alphabet::Arpabet, "P AE1 CH", "P AE1 CH IH0 Z", "P AE1 CH T"),
            (Alphabet::Arpabet, "P AE1 T", "P AE1 T S", "P AE1 T IH0 D"),
        ] {
            assert_eq!(said(alphabet, ph, add_sibilant), s);
            assert_eq!(said(alphabet, ph, add_ed), ed);
        }
    }
}
