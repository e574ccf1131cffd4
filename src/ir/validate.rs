//! The promises of the phoneme IR, checked: one function each.
//!
//! After this, later stages may trust every promise in the module's contract. Findings here mean either a value
//! no voice can speak, which the author can change, or a mistake of an earlier stage; both name the place.

use super::{Element, Origin, PhonemeScript, Pitch, Recording, Stress, Style, Utterance, Word};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::units::Milliseconds;

/// Everything that breaks a promise of the IR, in script order.
pub fn validate(script: &PhonemeScript) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for element in &script.elements {
        match element {
            Element::Pause { duration, span } => found.extend(pause_is_bounded(*duration, *span)),
            Element::Recording(recording) => found.extend(recording_is_playable(recording)),
            Element::Boundary(_) | Element::Mark(_) => {}
            Element::Utterance(utterance) => {
                found.extend(utterance_has_words(utterance));
                found.extend(speaker_exists(script, utterance));
                for entry in utterance
                    .words
                    .chunk_by(|a, b| a.span == b.span && a.origin == b.origin)
                {
                    found.extend(stress_has_a_peak(entry));
                }
                for word in &utterance.words {
                    found.extend(word_has_phones(word));
                    found.extend(stress_is_on_vowels(word));
                    found.extend(style_is_speakable(&word.style, word.span));
                    found.extend(contour_exists(script, word));
                    found.extend(extent_exists(script, word));
                }
            }
        }
    }
    found
}

fn pause_is_bounded(duration: Milliseconds, span: Span) -> Option<Diagnostic> {
    let longest = Milliseconds::LONGEST_PAUSE;
    (duration > longest).then(|| {
        let message = format!("a pause of {duration} is longer than {longest}");
        Diagnostic::new(Code::PauseTooLong, span, message)
    })
}

fn utterance_has_words(utterance: &Utterance) -> Option<Diagnostic> {
    let message = "an utterance without any word";
    utterance
        .words
        .is_empty()
        .then(|| Diagnostic::new(Code::EmptyUtterance, utterance.span, message))
}

fn word_has_phones(word: &Word) -> Option<Diagnostic> {
    let message = || format!("`{}` has no phone", word.text);
    word.phones
        .is_empty()
        .then(|| Diagnostic::new(Code::EmptyUtterance, word.span, message()))
}

fn speaker_exists(script: &PhonemeScript, utterance: &Utterance) -> Option<Diagnostic> {
    let exists = (utterance.speaker as usize) < script.speakers.len();
    let message = || format!("speaker {} of {}", utterance.speaker, script.speakers.len());
    (!exists).then(|| Diagnostic::new(Code::DanglingReference, utterance.span, message()))
}

fn contour_exists(script: &PhonemeScript, word: &Word) -> Option<Diagnostic> {
    let contour = word
        .style
        .contour
        .filter(|&c| c as usize >= script.contours.len())?;
    let message = format!("contour {contour} of {}", script.contours.len());
    Some(Diagnostic::new(Code::DanglingReference, word.span, message))
}

fn extent_exists(script: &PhonemeScript, word: &Word) -> Option<Diagnostic> {
    let extent = word
        .style
        .extent
        .filter(|&e| e as usize >= script.extents.len())?;
    let message = format!("extent {extent} of {}", script.extents.len());
    Some(Diagnostic::new(Code::DanglingReference, word.span, message))
}

fn stress_is_on_vowels(word: &Word) -> Option<Diagnostic> {
    let phone = word
        .phones
        .iter()
        .find(|p| p.stress != Stress::None && !p.segment.is_vowel())?;
    let message = format!("the consonant {phone} of `{}` carries stress", word.text);
    Some(Diagnostic::new(Code::MisplacedStress, word.span, message))
}

/// An entry with secondary stress has primary stress too, in one of its words; what the author wrote is the author's.
fn stress_has_a_peak(entry: &[Word]) -> Option<Diagnostic> {
    let has = |stress| entry.iter().flat_map(|w| &w.phones).any(|p| p.stress == stress);
    let word = entry.first().filter(|w| w.origin != Origin::Author)?;
    let flat = has(Stress::Secondary) && !has(Stress::Primary);
    let message = || format!("`{}` has secondary stress and no primary", word.text);
    flat.then(|| Diagnostic::new(Code::MisplacedStress, word.span, message()))
}

/// What a clip's gain and speed may be, for a mixer that must never meet an infinite sample.
fn recording_is_playable(recording: &Recording) -> Option<Diagnostic> {
    let message = if !recording.level.0.is_finite() || recording.level.0 > 40.0 {
        format!("a gain of {} is none up to +40 dB", recording.level)
    } else if !(0.125..=4.0).contains(&recording.speed.0) {
        format!("a speed of {} is outside 0.125 to 4", recording.speed.0)
    } else {
        return None;
    };
    Some(Diagnostic::new(Code::UnspeakableStyle, recording.span, message))
}

fn style_is_speakable(style: &Style, span: Span) -> Option<Diagnostic> {
    let message = if !(0.2..=5.0).contains(&style.rate.0) {
        format!("a rate of {} is outside 0.2 to 5", style.rate.0)
    } else if !(0.0..=10.0).contains(&style.range) {
        format!("a pitch range of {} is outside 0 to 10", style.range)
    } else if !style.volume.0.is_finite() || style.volume.0 > 40.0 {
        format!("a volume of {} is no gain up to +40 dB", style.volume)
    } else {
        match style.pitch {
            Pitch::Shift(shift) if !(-36.0..=36.0).contains(&shift.0) => {
                format!("a pitch shift of {} semitones is beyond three octaves", shift.0)
            }
            Pitch::Mean(mean) if !(30.0..=1000.0).contains(&mean.0) => {
                format!("a pitch of {} Hz is outside 30 to 1000 Hz", mean.0)
            }
            _ => return None,
        }
    };
    Some(Diagnostic::new(Code::UnspeakableStyle, span, message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Phone, Punctuation, Segment, Speaker};
    use crate::units::{Decibels, Ratio};

    fn word() -> Word {
        Word {
            text: "I".to_owned(),
            span: Span::new(0, 1),
            phones: vec![Phone::new(Segment::Ay, Stress::Primary)],
            after: Punctuation::FullStop,
            style: Style::NEUTRAL,
            origin: Origin::Dictionary,
        }
    }

    fn codes(words: Vec<Word>, speaker: u32) -> Vec<Code> {
        let script = PhonemeScript {
            speakers: vec![Speaker {
                name: None,
                span: Span::default(),
            }],
            elements: vec![Element::Utterance(Utterance {
                speaker,
                words,
                marks: Vec::new(),
                span: Span::default(),
            })],
            contours: Vec::new(),
            extents: Vec::new(),
        };
        validate(&script).iter().map(|d| d.code).collect()
    }

    #[test]
    fn a_sound_script_has_no_findings() {
        assert_eq!(codes(vec![word()], 0), []);
    }

    #[test]
    fn each_broken_promise_is_found() {
        assert_eq!(codes(vec![], 0), [Code::EmptyUtterance]);
        assert_eq!(codes(vec![word()], 1), [Code::DanglingReference]);
        let with = |change: fn(&mut Word)| {
            let mut changed = word();
            change(&mut changed);
            codes(vec![changed], 0)
        };
        assert_eq!(with(|w| w.phones.clear()), [Code::EmptyUtterance]);
        assert_eq!(
            with(|w| w.phones[0].segment = Segment::P),
            [Code::MisplacedStress]
        );
        assert_eq!(
            with(|w| w.phones[0].stress = Stress::Secondary),
            [Code::MisplacedStress]
        );
        assert_eq!(with(|w| w.style.contour = Some(0)), [Code::DanglingReference]);
        assert_eq!(with(|w| w.style.rate = Ratio(f32::NAN)), [Code::UnspeakableStyle]);
        assert_eq!(
            with(|w| w.style.volume = Decibels(f64::INFINITY)),
            [Code::UnspeakableStyle]
        );
        assert_eq!(with(|w| w.style.range = -1.0), [Code::UnspeakableStyle]);
    }

    #[test]
    fn a_pause_has_an_end() {
        let pause = |ms| Element::Pause {
            duration: Milliseconds(ms),
            span: Span::default(),
        };
        let script = PhonemeScript {
            elements: vec![pause(600_000), pause(600_001)],
            ..PhonemeScript::default()
        };
        let found = validate(&script);
        assert_eq!(
            found.iter().map(|d| d.code).collect::<Vec<_>>(),
            [Code::PauseTooLong]
        );
    }
}
