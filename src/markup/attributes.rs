//! The values of attributes: one parser for each kind, with the clause that defines it.
//!
//! Each takes the decoded text and answers `None` where it has not the form its definition gives. Knows no
//! element and reports nothing itself.

use super::script::{Audio, Emphasis, Pitch};
use crate::units::{self, Decibels, Hertz, Milliseconds, Ratio, Semitones, decimal};

/// A decimal number with its sign, if it has one.
fn signed(text: &str) -> Option<(Option<Sign>, f64)> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (Some(Sign::Plus), &text[1..]),
        b'-' => (Some(Sign::Minus), &text[1..]),
        _ => (None, text),
    };
    let value = decimal(digits)?;
    Some((sign, if sign == Some(Sign::Minus) { -value } else { value }))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
}

/// A time designation (SSML 1.1, 1.5: the CSS2 time, `250ms`, `3s`, with an optional `+`), in whole milliseconds.
pub(super) fn time(text: &str) -> Option<u64> {
    let text = text.trim();
    let (number, unit) = units::split_time(text.strip_prefix('+').unwrap_or(text))?;
    // The cast saturates: the cap on pauses deals with numbers of any size.
    units::milliseconds(number, unit).map(|ms| ms.round() as u64)
}

/// [`time`] where no cap follows: at most seven weeks, the range of the type.
pub(super) fn milliseconds(text: &str) -> Option<Milliseconds> {
    time(text).map(|ms| Milliseconds(u32::try_from(ms).unwrap_or(u32::MAX)))
}

/// [`milliseconds`] that are to hold something: none do not.
pub(super) fn duration(text: &str) -> Option<Milliseconds> {
    milliseconds(text).filter(|duration| *duration > Milliseconds::ZERO)
}

/// What to do with text in a language that no voice speaks (`onlangfailure`; SSML 1.1, 3.1.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LanguageFailure {
    /// Another voice is to speak; there is none.
    ChangeVoice,
    /// The text is left out.
    IgnoreText,
    /// The text is read as if it were in a known language.
    IgnoreLanguage,
    /// The same, as we choose.
    ProcessorChoice,
}

/// `onlangfailure`.
pub(super) fn language_failure(text: &str) -> Option<LanguageFailure> {
    Some(match text.trim() {
        "changevoice" => LanguageFailure::ChangeVoice,
        "ignoretext" => LanguageFailure::IgnoreText,
        "ignorelang" => LanguageFailure::IgnoreLanguage,
        "processorchoice" => LanguageFailure::ProcessorChoice,
        _ => return None,
    })
}

/// What to do where no voice is as `<voice>` asks (`onvoicefailure`; SSML 1.1, 3.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VoiceFailure {
    /// The voice that fits best speaks.
    PrioritySelect,
    /// Who spoke before goes on.
    KeepExisting,
    /// As we choose, which is the voice that fits best.
    ProcessorChoice,
}

/// `onvoicefailure`.
pub(super) fn voice_failure(text: &str) -> Option<VoiceFailure> {
    Some(match text.trim() {
        "priorityselect" => VoiceFailure::PrioritySelect,
        "keepexisting" => VoiceFailure::KeepExisting,
        "processorchoice" => VoiceFailure::ProcessorChoice,
        _ => return None,
    })
}

/// `gender` of `<voice>` (SSML 1.1, 3.2.1), in any case, as Google writes it.
pub(super) fn gender(text: &str) -> Option<&'static str> {
    let known = ["female", "male", "neutral"];
    known.into_iter().find(|g| g.eq_ignore_ascii_case(text.trim()))
}

/// `variant` of `<voice>` (SSML 1.1, 3.2.1): a positive integer.
pub(super) fn variant(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|&n| n > 0)
}

/// When a `<media>` begins: after the end (or the start) of something, and how many milliseconds later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Begin {
    /// It is counted from the end of another.
    pub(super) after: bool,
    /// It is counted from the start of another.
    pub(super) with: bool,
    /// Negative where the two overlap.
    pub(super) offset: i64,
}

/// `begin` of Google's `<media>`: `2.5s`, `intro.end`, `intro.end+500ms`, `intro.begin-1s`.
pub(super) fn begin(text: &str) -> Option<Begin> {
    let text = text.trim();
    let (reference, offset) = match text.split_once('.').filter(|(id, _)| is_identifier(id)) {
        Some((_, rest)) => {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            (Some(rest[..end].trim_end()), &rest[end..])
        }
        None => (None, text),
    };
    let (after, with) = match reference {
        None => (false, false),
        Some("end") => (true, false),
        Some("begin") => (false, true),
        Some(_) => return None,
    };
    let offset = match offset.strip_prefix('-') {
        _ if offset.is_empty() && reference.is_some() => 0,
        Some(back) => i64::try_from(time(back)?).ok()?.checked_neg()?,
        None => i64::try_from(time(offset)?).unwrap_or(i64::MAX),
    };
    Some(Begin { after, with, offset })
}

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_') && !text.contains(char::is_whitespace)
}

/// `strength` of `<break>` (SSML 1.1, 3.2.3) in the lengths of this house; they rise as the clause demands.
pub(super) fn strength(text: &str) -> Option<Milliseconds> {
    Some(Milliseconds(match text.trim() {
        "none" => 0,
        "x-weak" => 100,
        "weak" => 250,
        "medium" => 500,
        "strong" => 1_000,
        "x-strong" => 1_500,
        _ => return None,
    }))
}

/// A number that is given absolutely or as a change of what was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Change<T> {
    /// Independent of the elements around.
    To(T),
    /// A change of the value of the element around.
    By(T),
}

/// `rate` of `<prosody>` (SSML 1.1, 3.2.4): a name, or a percentage of the voice's own rate. With a sign it is a
/// change of the current rate (SSML 1.0; Azure), and a bare number is a factor (Azure).
pub(super) fn rate(text: &str) -> Option<Change<Ratio>> {
    let ratio = |factor: f64| Ratio(factor.max(0.0) as f32);
    let named = match text.trim() {
        "x-slow" => 0.6,
        "slow" => 0.8,
        "medium" | "default" => 1.0,
        "fast" => 1.25,
        "x-fast" => 1.6,
        other => {
            return relative(other).map(|change| match change {
                Change::To(factor) => Change::To(ratio(factor)),
                Change::By(factor) => Change::By(ratio(factor)),
            });
        }
    };
    Some(Change::To(ratio(named)))
}

/// `80%` is 0.8 of the voice's own, `+10%` 1.1 of the current value; `1.2` is `120%`. Below nothing for `-150%`.
fn relative(text: &str) -> Option<Change<f64>> {
    let (number, per_unit) = match text.strip_suffix('%') {
        Some(number) => (number, 100.0),
        None => (text, 1.0),
    };
    Some(match signed(number)? {
        (None, value) => Change::To(value / per_unit),
        (Some(_), value) => Change::By(1.0 + value / per_unit),
    })
}

/// Whether a rate is unsigned and so small that a change was probably meant (`10%` for `+10%`).
pub(super) fn looks_relative(text: &str) -> bool {
    let percent = text.trim().strip_suffix('%').and_then(decimal);
    percent.is_some_and(|value| value < 20.0)
}

/// A rate of five times the voice's own or more, without a unit: its percentage, which was probably meant (`110`).
pub(super) fn percent_meant(text: &str) -> Option<String> {
    let (_, value) = signed(text.trim())?;
    (value >= 5.0).then(|| format!("{}%", text.trim()))
}

/// `volume` of `<prosody>` (SSML 1.1, 3.2.4): a name, or a change in decibels. An unsigned number is a share of
/// full volume from 0 to 100, a signed one or a percentage a change of it (SSML 1.0; Azure).
pub(super) fn volume(text: &str, current: Decibels) -> Option<Decibels> {
    let text = text.trim();
    Some(match text {
        "silent" => Decibels::SILENCE,
        "x-soft" => Decibels(-12.0),
        "soft" => Decibels(-6.0),
        "medium" | "default" => Decibels::UNITY,
        "loud" => Decibels(4.0),
        "x-loud" => Decibels(8.0),
        _ => {
            if let Some(number) = text.strip_suffix("dB").or_else(|| text.strip_suffix("db")) {
                return signed(number.trim_end()).map(|(_, change)| current + Decibels(change));
            }
            let (number, percent) = match text.strip_suffix('%') {
                Some(number) => (number, true),
                None => (text, false),
            };
            let (sign, value) = signed(number)?;
            let amplitude = match (sign, percent) {
                (None, _) => value / 100.0,
                (Some(_), true) => current.amplitude() * (1.0 + value / 100.0).max(0.0),
                (Some(_), false) => (current.amplitude() + value / 100.0).max(0.0),
            };
            Decibels::from_amplitude(amplitude)
        }
    })
}

/// The pitch that changes in hertz are counted from where the voice's own is to be kept: between a man's and a
/// woman's.
pub(super) const NOMINAL: f64 = 160.0;

/// `pitch` of `<prosody>` (SSML 1.1, 3.2.4): a name, a frequency, or a change in hertz, semitones or per cent.
pub(super) fn pitch(text: &str, current: Pitch) -> Option<Pitch> {
    let text = text.trim();
    let shift = |semitones: f32| Pitch::Shift(Semitones(semitones));
    Some(match text {
        "x-low" => shift(-4.0),
        "low" => shift(-2.0),
        "medium" | "default" => shift(0.0),
        "high" => shift(2.0),
        "x-high" => shift(4.0),
        _ => {
            let frequency = text.strip_suffix("Hz").or_else(|| text.strip_suffix("hz"));
            if let Some(number) = frequency
                && let (None, hertz) = signed(number.trim_end())?
            {
                return (hertz > 0.0).then_some(Pitch::Mean(Hertz(hertz as f32)));
            }
            let interval = interval(text)?;
            match current {
                Pitch::Shift(now) => shift(now.0 + interval.0),
                Pitch::Mean(now) => Pitch::Mean(Hertz(now.0 * interval.ln_ratio().exp())),
            }
        }
    })
}

/// A change of pitch: `+2st`, `-10%`, `+20Hz`; unsigned per cent are a share, 100 of which change nothing.
fn interval(text: &str) -> Option<Semitones> {
    let text = text.trim();
    let of_ratio = |ratio: f64| (ratio > 0.0).then(|| Semitones::from_ratio(ratio as f32));
    if let Some(number) = text.strip_suffix("st") {
        return match signed(number.trim_end())? {
            (Some(_), value) => Some(Semitones(value as f32)),
            // SSML 1.1, 3.2.4: a change carries its sign.
            (None, _) => None,
        };
    }
    if let Some(number) = text.strip_suffix("Hz").or_else(|| text.strip_suffix("hz")) {
        return match signed(number.trim_end())? {
            (Some(_), value) => of_ratio((NOMINAL + value) / NOMINAL),
            (None, value) => of_ratio(value / NOMINAL),
        };
    }
    match relative(text.strip_suffix('%').is_some().then_some(text)?)? {
        Change::To(ratio) | Change::By(ratio) => of_ratio(ratio),
    }
}

/// `range` of `<prosody>`, as a factor on the voice's own: a name or a percentage. `None` in the answer is a form
/// that SSML knows (hertz, semitones) but that says nothing about a factor.
pub(super) fn range(text: &str, current: f32) -> Option<Option<f32>> {
    Some(Some(match text.trim() {
        "x-low" => 0.3,
        "low" => 0.6,
        "medium" | "default" => 1.0,
        "high" => 1.4,
        "x-high" => 1.8,
        other if other.ends_with('%') => match relative(other)? {
            Change::To(factor) => factor as f32,
            Change::By(factor) => current * factor as f32,
        },
        other => {
            let number = other.strip_suffix("Hz").or_else(|| other.strip_suffix("st"))?;
            return signed(number).map(|_| None);
        }
    }))
}

/// `level` of `<emphasis>` (SSML 1.1, 3.2.2).
pub(super) fn emphasis(text: &str) -> Option<Emphasis> {
    Some(match text.trim() {
        "strong" => Emphasis::Strong,
        "moderate" => Emphasis::Moderate,
        "none" => Emphasis::None,
        "reduced" => Emphasis::Reduced,
        _ => return None,
    })
}

/// `soundLevel` of `<audio>` (SSML 1.1, 3.3.1.2): decibels with a sign.
pub(super) fn sound_level(text: &str) -> Option<Decibels> {
    signed(text.trim().strip_suffix("dB")?).map(|(_, value)| Audio::level_within(Decibels(value)))
}

/// `speed` of `<audio>` (SSML 1.1, 3.3.1.3): a percentage above zero; beyond a thousandth and a thousandfold, that.
pub(super) fn speed(text: &str) -> Option<Ratio> {
    let value = decimal(text.trim().strip_suffix('%')?)?;
    (value > 0.0).then(|| Ratio((value / 100.0).clamp(1e-3, 1e3) as f32))
}

/// `repeatCount` of `<audio>` (SSML 1.1, 3.3.1.1): a real number above zero.
pub(super) fn repeat_count(text: &str) -> Option<Ratio> {
    let value = decimal(text.trim())?;
    (value > 0.0).then_some(Ratio(value as f32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_css2_times() {
        for (text, ms) in [
            ("250ms", Some(250)),
            ("3s", Some(3_000)),
            ("+.5s", Some(500)),
            ("300.92ms", Some(301)),
            ("1e9s", None),
            ("300,92ms", None),
            ("5", None),
            ("-1s", None),
            ("s", None),
            ("1 s", None),
            ("9999999999999999999999s", Some(u64::MAX)),
        ] {
            assert_eq!(time(text), ms, "{text}");
        }
    }

    #[test]
    fn media_begin_after_or_with_others() {
        let found = |text: &str| begin(text).map(|b| (b.after, b.with, b.offset));
        for (text, expected) in [
            ("2.5s", Some((false, false, 2_500))),
            ("+300ms", Some((false, false, 300))),
            ("question.end", Some((true, false, 0))),
            ("question.end+2.0s", Some((true, false, 2_000))),
            ("q.begin-1s", Some((false, true, -1_000))),
            ("q.middle", None),
            ("q.end+", None),
            ("", None),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn rates_by_the_recommendation_and_by_sign() {
        for (text, expected) in [
            ("80%", Some(Change::To(Ratio(0.8)))),
            ("+10%", Some(Change::By(Ratio(1.1)))),
            ("-200%", Some(Change::By(Ratio(0.0)))),
            ("1.5", Some(Change::To(Ratio(1.5)))),
            ("slow", Some(Change::To(Ratio(0.8)))),
            ("fastish", None),
            ("1e3%", None),
            ("", None),
            ("%", None),
        ] {
            assert_eq!(rate(text), expected, "{text}");
        }
        assert_eq!(percent_meant("+20").as_deref(), Some("+20%"));
        assert_eq!(percent_meant("1.5"), None);
        assert!(looks_relative("10%") && !looks_relative("+10%") && !looks_relative("20%"));
    }

    #[test]
    fn volumes_in_every_scale() {
        let near = |text: &str, current: f64, expected: f64| {
            let got = volume(text, Decibels(current)).unwrap().0;
            assert!((got - expected).abs() < 0.01, "{text}: {got}");
        };
        near("+6dB", -2.0, 4.0);
        near("-6.0dB", 0.0, -6.0);
        near("50", 4.0, -6.02);
        near("-50%", 0.0, -6.02);
        near("+100%", -6.02, 0.0);
        near("soft", 3.0, -6.0);
        near("silent", 0.0, -120.0);
        near("0", 0.0, -120.0);
        assert_eq!(volume("loudly", Decibels::UNITY), None);
    }

    #[test]
    fn pitches_absolute_and_relative() {
        let own = Pitch::Shift(Semitones(0.0));
        assert_eq!(
            pitch("+2st", Pitch::Shift(Semitones(1.0))),
            Some(Pitch::Shift(Semitones(3.0)))
        );
        assert_eq!(pitch("120Hz", own), Some(Pitch::Mean(Hertz(120.0))));
        assert_eq!(pitch("+100%", own), Some(Pitch::Shift(Semitones(12.0))));
        assert_eq!(pitch("100%", own), Some(Pitch::Shift(Semitones(0.0))));
        assert_eq!(pitch("+160Hz", own), Some(Pitch::Shift(Semitones(12.0))));
        assert_eq!(
            pitch("high", Pitch::Shift(Semitones(9.0))),
            Some(Pitch::Shift(Semitones(2.0)))
        );
        for bad in ["2st", "0Hz", "-100%", "-200Hz", "+st", "up", "5"] {
            assert_eq!(pitch(bad, own), None, "{bad}");
        }
        match pitch("+12st", Pitch::Mean(Hertz(100.0))) {
            Some(Pitch::Mean(f)) => assert!((f.0 - 200.0).abs() < 0.01),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn ranges_as_factors() {
        assert_eq!(range("+50%", 2.0), Some(Some(3.0)));
        assert_eq!(range("-300%", 1.0), Some(Some(-2.0)));
        assert_eq!(range("low", 2.0), Some(Some(0.6)));
        assert_eq!(range("20Hz", 1.0), Some(None));
        assert_eq!(range("wide", 1.0), None);
    }
}
