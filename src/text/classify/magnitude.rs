//! Magnitudes: the words and letters that multiply a number.

use super::Tagger;
use crate::text::tokenise::Kind;

/// A magnitude in letters, written up against an amount of money or after it.
pub(super) fn of_letters(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "K" | "k" => "thousand",
        "M" | "m" | "mn" | "MM" | "mm" => "million",
        "B" | "b" | "bn" | "BN" | "Bn" => "billion",
        "T" | "t" | "tn" | "trn" => "trillion",
        _ => return None,
    })
}

/// A magnitude word.
pub(super) fn of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "hundred" => "hundred",
        "thousand" => "thousand",
        "million" | "mil" => "million",
        "billion" | "bil" => "billion",
        "trillion" => "trillion",
        "lakh" => "lakh",
        "crore" => "crore",
        "quadrillion" => "quadrillion",
        _ => return None,
    })
}

/// The magnitude word at `at`, and the token after it, or `at` where there is none.
pub(super) fn spelled(tagger: &Tagger<'_, '_>, at: usize) -> (Option<&'static str>, usize) {
    match tagger.kind(at) {
        Some(Kind::Word(_)) => match of_word(tagger.str(at)) {
            Some(magnitude) => (Some(magnitude), at + 1),
            None => (None, at),
        },
        _ => (None, at),
    }
}
