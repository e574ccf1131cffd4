//! Letters with full stops: "U.S.A.", "e.g.", "J. R. Smith". Owns which of them are initials of a name, and whether the last
//! stop ends the sentence too; other abbreviations are `abbreviation`'s.

use super::Tagger;
use crate::text::abbreviations::{self, Needs};
use crate::text::class::Class;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

impl Tagger<'_, '_> {
    /// Whether a name like "McCarthy" or "O'Brien" stands at `at`.
    fn is_prefixed_name(&self, at: usize) -> bool {
        let rest = self.word(at).and_then(|w| {
            ["Mac", "Mc", "O'", "O’", "De", "Di", "Fitz"]
                .iter()
                .find_map(|p| w.strip_prefix(p))
        });
        rest.is_some_and(|rest| {
            rest.starts_with(char::is_uppercase)
                && rest.chars().skip(1).all(char::is_lowercase)
                && rest.len() > 2
        })
    }

    /// "U.S.A.", "e.g.", "a.k.a.": single letters with full stops.
    pub(in super::super) fn initials(&mut self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut letters = 0;
        while self.is_letter(end)
            && self.is_sign(end + 1, '.')
            && self.glued(end + 1)
            && (letters == 0 || self.glued(end))
        {
            letters += 1;
            end += 2;
        }
        // "U.S" without the last stop.
        if letters > 0 && self.glued(end) && self.is_letter(end) && !self.is_sign(end + 1, '@') {
            letters += 1;
            end += 1;
        }
        // "B.Sc.", "M.Sc."
        if letters == 1 && self.str(end) == "Sc" && self.glued(end) {
            let after = end + 1 + usize::from(self.is_dotted(end));
            self.push(Class::Letters(self.str(at)), at, end);
            self.push(Class::Say("S C"), end, after);
            if after > end + 1 && self.ends_before_opener(after) {
                self.push(Class::Mark(Punctuation::FullStop), end + 1, after);
            }
            return Some(after);
        }
        if letters < 2 {
            // "J. Smith": an initial, not the end of a sentence.
            let before = at.wrapping_sub(1);
            let initial = |i: usize| {
                self.case(i) == Some(Case::Upper)
                    && self.str(i).len() == 1
                    && self.str(i) != "I"
                    && self.is_dotted(i)
            };
            // "I. M. Pei": an I before another initial is none of a sentence's ends.
            let before_initial =
                self.str(at) == "I" && initial(end) && self.case(end + 2) == Some(Case::Capital);
            if before_initial {
                self.push(Class::Letters(self.str(at)), at, end);
                return Some(end);
            }
            let surname = |i: usize| {
                self.case(i) == Some(Case::Capital) && !self.is_opener(i) || self.is_prefixed_name(i)
            };
            let named = surname(end) || initial(end);
            // "It goes back to E. Jerome McCarthy", "J. Robert Oppenheimer led it."
            let two = surname(end) && surname(end + 1) && !self.glued(end + 1);
            let open = match self.kind(before) {
                None => true,
                Some(Kind::Word(Case::Lower)) => {
                    !is_lettered(self.str(before))
                        && !matches!(self.str(before), "are" | "be" | "is" | "was" | "were")
                }
                Some(Kind::Sign('.' | '!' | '?' | '"' | '“' | '(' | '—' | '–' | ':' | ';')) => true,
                _ => false,
            };
            let begins = initial(end)
                || two && open
                || match self.kind(before) {
                    Some(Kind::Word(Case::Lower)) => self.str(before) == "by",
                    Some(Kind::Word(Case::Capital)) => !is_lettered(self.str(before)),
                    Some(Kind::Sign(',' | '(')) => true,
                    // "03:14: J. Alvarez acks."
                    Some(Kind::Sign(':')) => self.number(before.wrapping_sub(1)).is_some(),
                    // "Prof. A. Turing", "J. R. Smith"
                    Some(Kind::Sign('.')) => before.checked_sub(1).is_some_and(|title| {
                        initial(title) || self.str(title) == "I" || is_title(self.str(title))
                    }),
                    _ => false,
                };
            // "E. coli"
            let genus = self.case(end) == Some(Case::Lower) && self.str(end).len() > 2 && self.str(at) != "X";
            let name = initial(at) && letters == 1 && (named && begins || genus) && !self.glued(end);
            name.then_some(())?;
            self.push(Class::Letters(self.str(at)), at, end);
            return Some(end);
        }
        if self.glued(end)
            && matches!(
                self.kind(end),
                Some(Kind::Word(_) | Kind::Number | Kind::Sign('@' | '_'))
            )
        {
            return None;
        }
        let (from, to) = (self.tokens.get(at)?.start, self.tokens.get(end - 1)?.end);
        let text = self.slice(from, to);
        let class = match text.trim_end_matches('.') {
            "e.g" | "E.g" => Class::Say("for example"),
            "i.e" | "I.e" => Class::Say("that is"),
            "p.a" => Class::Say("per annum"),
            _ => match self.dotted_state(at) {
                Some(name) => Class::Say(name),
                None => Class::Letters(text),
            },
        };
        let introduces = matches!(class, Class::Say("for example" | "that is"));
        self.push(class, at, end);
        // People pause after either, written or not.
        if introduces && self.tokens.get(end).is_some_and(|t| t.spaced) {
            self.push(Class::Mark(Punctuation::Comma), end - 1, end);
        }
        if !introduces && self.ends_before_opener(end) {
            self.push(Class::Mark(Punctuation::FullStop), end - 1, end);
        }
        Some(end)
    }
}

/// Whether an abbreviation stands before a name.
fn is_title(word: &str) -> bool {
    abbreviations::expansion(word).is_some_and(|e| e.needs == Needs::Name)
}

/// Whether letters tell its kinds apart: "Vitamin C. The" has no initial.
fn is_lettered(word: &str) -> bool {
    const LETTERED: [&str; 21] = [
        "appendix",
        "class",
        "column",
        "drive",
        "exhibit",
        "grade",
        "group",
        "hepatitis",
        "key",
        "letter",
        "note",
        "option",
        "part",
        "plan",
        "point",
        "row",
        "schedule",
        "section",
        "team",
        "type",
        "vitamin",
    ];
    LETTERED.iter().any(|l| l.eq_ignore_ascii_case(word))
}
