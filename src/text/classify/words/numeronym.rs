//! Words whose middle letters are counted: "K8s", "i18n", "a11y". Owns where one stands beside its whole word, so that its own
//! letters are meant. What they are short for is the lexicons'.

use super::Tagger;
use crate::text::tokenise::Case;

/// Tokens before a numeronym in which its whole word is looked for.
const REACH: usize = 8;

impl Tagger<'_, '_> {
    /// Whether the form `at..end` stands in brackets behind what it is said like, or that behind it, so that its
    /// own letters are meant: "Kubernetes (K8s)", "K8s (Kubernetes)"; or behind "or", or before "for short".
    pub(in super::super) fn explains(&self, at: usize, end: usize, form: &str) -> bool {
        if self.is_short_for_word(at, end, form) {
            return true;
        }
        let bracketed = |open: usize, close: usize| self.is_sign(open, '(') && self.is_sign(close, ')');
        let full = if bracketed(at.wrapping_sub(1), end) {
            self.word(at.wrapping_sub(2))
        } else if bracketed(end, end + 2) {
            self.word(end + 1)
        } else {
            None
        };
        full.is_some_and(|full| self.vocabulary.sounds_like(form, full))
    }

    /// Whether the form `at..end` counts the letters of a word before it, which it is said to be short for: "accessibility, or a11y",
    /// "it says localization, l10n for short".
    fn is_short_for_word(&self, at: usize, end: usize, form: &str) -> bool {
        let counted = |word: &str| {
            let middle = form.get(1..form.len() - 1).and_then(|n| n.parse::<usize>().ok());
            let same =
                |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| a.eq_ignore_ascii_case(&b));
            middle.is_some_and(|n| word.len() == n + 2)
                && same(word.bytes().next(), form.bytes().next())
                && same(word.bytes().last(), form.bytes().last())
        };
        let closed = end + usize::from(matches!(self.str(end), "\"" | "”"));
        let short = self.str(closed) == "for" && self.str(closed + 1) == "short";
        let reach = if short {
            REACH
        } else if matches!(self.str(at.wrapping_sub(1)), "or" | "(" | "=") {
            3
        } else {
            return false;
        };
        form.is_ascii()
            && form.len() > 2
            && (at.saturating_sub(reach)..at).any(|i| self.word(i).is_some_and(counted))
    }

    /// Whether a letter after the number at `at` is one of a name: of "k3s" and "K8s", not of "H100s" and "MP3s".
    pub(in super::super) fn ends_numeronym(&self, at: usize) -> bool {
        let name = self.word(at.wrapping_sub(1)).filter(|_| self.glued(at));
        name.is_some_and(|name| self.case(at - 1) != Some(Case::Upper) || name.len() + self.str(at).len() < 3)
    }
}
