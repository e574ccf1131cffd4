//! A pronunciation that was meant for IPA and is written otherwise: in English letters put together to be read
//! (`eye-DEM-potent`), in ARPABET (`AY1 D`) or in X-SAMPA (`k{t`).
//!
//! Owns how they are told apart, so that one finding stands for all of it. Knows nothing of what a phone is.

use super::ipa::ProblemKind;
use super::xsampa;

/// What it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// English spelling.
    Respelling,
    /// The names of CMUdict's phones.
    Arpabet,
    /// X-SAMPA (Wells 1995).
    XSampa,
}

/// What a string is written in that does not read as IPA; `None` where it is IPA with mistakes.
pub(super) fn writing(ph: &str) -> Option<Writing> {
    let ph = ph.trim();
    if is_arpabet(ph) {
        Some(Writing::Arpabet)
    } else if is_respelling(ph) {
        Some(Writing::Respelling)
    } else if is_xsampa(ph) {
        Some(Writing::XSampa)
    } else {
        None
    }
}

/// Letters that English writes together for a sound, and broad IPA never does.
const SPELLINGS: [&str; 12] = [
    "ee", "oo", "ah", "uh", "eh", "ow", "aw", "ay", "igh", "ck", "eye", "sh",
];

/// `eye-DEM-potent`, `koo-ber-NET-eez`, `KYOOB`, `S-Q-L`: English letters alone, in parts of which one is in capitals, or
/// which hold letters that only English puts together.
fn is_respelling(ph: &str) -> bool {
    let english = ph
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b' ' | b'\''));
    // One part alone: what no IPA has, whether it marks stress or not.
    let plain = || {
        let lower = ph.to_ascii_lowercase();
        ["ee", "oo", "ck", "igh"]
            .iter()
            .any(|letters| lower.contains(letters))
            || ["uh", "ah", "eh", "oh"].iter().any(|end| lower.ends_with(end))
    };
    let parts = || ph.split(['-', ' ']).filter(|part| !part.is_empty());
    let loud = |part: &str| part.bytes().all(|b| b.is_ascii_uppercase());
    let spelt = || {
        let lower = ph.to_ascii_lowercase();
        parts().count() > 1 && SPELLINGS.iter().any(|letters| lower.contains(letters))
    };
    english
        && (parts().any(|part| part.len() > 1 && loud(part))
            || ph.contains('-') && parts().all(loud)
            || spelt()
            || plain())
}

/// `AY1 D EH1 M`: names in capitals, of which one at least has the number of a stress.
fn is_arpabet(ph: &str) -> bool {
    let mut names = ph.split_whitespace();
    let is_name = |name: &str| {
        let letters = name.trim_end_matches(['0', '1', '2']);
        matches!(letters.len(), 1 | 2)
            && name.len() - letters.len() <= 1
            && letters.bytes().all(|b| b.is_ascii_uppercase())
    };
    ph.contains(['0', '1', '2']) && names.all(is_name)
}

/// `k{t`, `"goU`: ASCII with a sign that only X-SAMPA has, all of which it can read.
fn is_xsampa(ph: &str) -> bool {
    let unknown = |kind: &ProblemKind| matches!(kind, ProblemKind::Unknown { .. });
    ph.is_ascii()
        && ph.contains(['{', '}', '@', '"', '%', '&', '\\', '3'])
        && !xsampa::read(ph).problems.iter().any(|p| unknown(&p.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_writings_are_told_from_ipa() {
        for (ph, expected) in [
            ("eye-DEM-potent", Some(Writing::Respelling)),
            ("koo-ber-NET-eez", Some(Writing::Respelling)),
            ("koo-ber-net-eez", Some(Writing::Respelling)),
            ("KYOOB", Some(Writing::Respelling)),
            ("jay sahn", Some(Writing::Respelling)),
            ("S-Q-L", Some(Writing::Respelling)),
            ("AY1 D EH0 M", Some(Writing::Arpabet)),
            ("k{t", Some(Writing::XSampa)),
            ("t@\"meItoU", Some(Writing::XSampa)),
            ("kubernetiz", None),
            ("kˈjub", None),
            ("ku-ber-ne-tiz", None),
            ("get", None),
            ("ˈaɪdəm", None),
            ("helm-fail", None),
            ("keev", Some(Writing::Respelling)),
            ("fuh", Some(Writing::Respelling)),
            ("sequel", None),
            ("AY D", Some(Writing::Respelling)),
            ("eye1", None),
            ("", None),
        ] {
            assert_eq!(writing(ph), expected, "{ph}");
        }
    }
}
