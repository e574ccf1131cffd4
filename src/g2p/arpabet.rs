//! ARPAbet as the CMU dictionary writes it: phones apart by spaces, vowels with a stress digit.
//!
//! Two words are apart by `|` or `#`. A vowel without a digit is unstressed if any other has one. Owns the symbols.

use super::ipa::{self, Problem, ProblemKind, Reading};
use super::transcription::Transcription;
use crate::ir::{Phone, Segment, Stress};

/// The inventory's names, in its order; the schwas are AH and ER without stress.
const NAMES: [&str; 41] = [
    "P", "B", "T", "D", "K", "G", "CH", "JH", "F", "V", "TH", "DH", "S", "Z", "SH", "ZH", "HH", "M", "N",
    "NG", "L", "R", "Y", "W", "IY", "IH", "EY", "EH", "AE", "AA", "AO", "OW", "UH", "UW", "AH", "AX", "AY",
    "AW", "OY", "ER", "AXR",
];

/// Reads an ARPAbet string. Ranges of problems are byte ranges of `text`.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut marked = false;
    let mut start = 0;
    for symbol in text.split_whitespace() {
        // The pieces stand in order, so each is found after the one before.
        let at = start + text[start..].find(symbol).unwrap_or(0);
        start = at + symbol.len();
        if matches!(symbol, "|" | "#" | "-" | ".") {
            if matches!(symbol, "|" | "#") {
                reading.transcription.push_break();
            }
            continue;
        }
        let name = symbol.trim_end_matches(['0', '1', '2']);
        let stress = match &symbol[name.len()..] {
            "1" => Some(Stress::Primary),
            "2" => Some(Stress::Secondary),
            "0" => Some(Stress::None),
            _ => None,
        };
        marked |= stress.is_some();
        match segment(name, stress) {
            Some(segment) => reading
                .transcription
                .push(Phone::new(segment, stress.unwrap_or_default())),
            None => reading.problems.push(Problem {
                range: at..start,
                kind: ProblemKind::Unknown {
                    symbol: symbol.to_owned(),
                    nearest: None,
                },
            }),
        }
    }
    reading.transcription.finish();
    if !marked {
        stress(&mut reading, text);
    }
    reading
}

fn segment(name: &str, stress: Option<Stress>) -> Option<Segment> {
    let index = NAMES.iter().position(|n| n.eq_ignore_ascii_case(name))?;
    Some(match (Segment::ALL[index], stress) {
        (Segment::Ah, Some(Stress::None)) => Segment::Ax,
        (Segment::Er, Some(Stress::None)) => Segment::Axr,
        (segment, _) => segment,
    })
}

fn stress(reading: &mut Reading, text: &str) {
    ipa::stress_by_rule(&mut reading.transcription);
    let syllables = Transcription::syllables(&reading.transcription);
    if syllables > 1 {
        reading.problems.push(Problem {
            range: 0..text.len(),
            kind: ProblemKind::Unstressed,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_mean_their_phones() {
        for (arpabet, ipa) in [
            ("K UW2 B ER0 N EH1 T IY0 Z", "ˌkubɚˈnɛtiz"),
            ("AH0 B AH1 V", "əˈbʌv"),
            ("EH2 M | EH1 L", "ˌɛm ˈɛl"),
            ("ch eh1 k", "ˈtʃɛk"),
        ] {
            assert_eq!(
                read(arpabet).transcription,
                ipa::read(ipa).transcription,
                "{arpabet}"
            );
        }
    }

    #[test]
    fn an_unknown_symbol_is_located_and_the_rest_is_read() {
        let reading = read("K QQ1 AE1 T");
        assert_eq!(reading.problems.len(), 1);
        assert_eq!(reading.problems[0].range, 2..5);
        assert_eq!(reading.transcription.phones().len(), 3);
    }
}
