//! Full stops: whether one that shortens a word also ends the sentence. What the word stands for is not known
//! here, but in `abbreviation` and `unit`.

use super::Tagger;
use crate::punctuation::{names_member, opens_sentence};
use crate::text::class::{Agreement, Class};
use crate::text::lexical;
use crate::text::tokenise::{Case, Kind, is_apostrophe};

/// Units that are written with a full stop: "3 lbs. of beef".
const DOTTED: &[&str] = &[
    "Tbsp", "c", "cc", "cm", "cu", "ft", "gal", "hr", "hrs", "in", "kg", "km", "lb", "lbs", "mi", "min",
    "mins", "mm", "mo", "mos", "oz", "pct", "pt", "pts", "qt", "sec", "secs", "sq", "tbsp", "tsp", "wk",
    "wks", "yd", "yds", "yr", "yrs",
];

/// Units of kitchens: a capital after one is that of an ingredient, "2 oz. Gruyère".
const SPOONED: &[&str] = &["Tbsp", "gal", "lb", "lbs", "oz", "pt", "pts", "qt", "tbsp", "tsp"];

impl Tagger<'_, '_> {
    /// Whether the token before `at` is the full stop of an abbreviation that also ends a sentence: a capital, or
    /// nothing, stands after it.
    pub(in super::super) fn ends_with_stop(&self, at: usize) -> bool {
        let closed = matches!(self.kind(at), Some(Kind::Sign('"' | '”' | '’' | ')'))) && self.glued(at);
        let next = at + usize::from(closed);
        let article = self.str(next) == "A" && self.case(next + 1) == Some(Case::Lower);
        let capital = article || self.is_first_person(next) || matches!(self.case(next), Some(Case::Capital));
        at > 0 && self.is_sign(at - 1, '.') && (self.kind(next).is_none() || capital && !self.glued(next))
    }

    /// Whether a sentence ends before the acronym at `at`: its verb follows, as in "5 GB max. CPU was high". Behind `last`
    /// words none need follow: "S3, EC2, etc. AWS wins".
    pub(in super::super) fn ends_before_acronym(&self, at: usize, last: bool) -> bool {
        let verb = matches!(
            self.str(at + 1),
            "are" | "can" | "did" | "does" | "had" | "has" | "have" | "is" | "was" | "were" | "will"
        );
        let acronym = self.case(at) == Some(Case::Upper) && self.str(at).len() > 1 && !self.glued(at);
        acronym && (last || verb) && at > 0 && self.is_sign(at - 1, '.')
    }

    /// Whether the word at `at`, written up against a full stop, looks like the start of a sentence.
    pub(in super::super) fn begins_sentence(&self, at: usize) -> bool {
        let called = self.is_sign(at + 1, '(') && self.glued(at + 1);
        let member = names_member(self.str(at.wrapping_sub(2)), self.str(at));
        self.case(at) == Some(Case::Capital) && !called && !member && self.vocabulary.contains(self.str(at))
    }

    /// "I", "I'm", "I’ve"
    pub(in super::super) fn is_first_person(&self, at: usize) -> bool {
        self.str(at).split(['\'', '’']).next() == Some("I")
    }

    /// The same after what names often follow: "the U.S. Then", but "the U.S. Senate".
    pub(in super::super) fn ends_before_opener(&self, at: usize) -> bool {
        self.ends_with_stop(at)
            && match self.kind(at) {
                None => true,
                Some(Kind::Sign(_)) => self.kind(at + 1).is_none() || self.is_opener(at + 1),
                Some(_) => self.is_opener(at),
            }
    }

    pub(in super::super) fn is_opener(&self, at: usize) -> bool {
        opens_sentence(self.str(at))
    }

    /// Whether the full stop at `at` belongs to the word before it and ends nothing: "2 oz. Gruyère", "etc., ".
    pub(super) fn only_shortens(&self, at: usize) -> bool {
        if !self.glued(at) || self.kind(at + 1).is_none() {
            return false;
        }
        if self.glued(at + 1) {
            // "juice (4 oz.) of it"
            let bracketed = self.is_sign(at + 1, ')')
                && self.case(at + 2) == Some(Case::Lower)
                && self.ends_measure(at.wrapping_sub(1));
            // "Liu et al.'s paper", "(Wang et al.), and"
            let others = self.str(at.wrapping_sub(1)) == "al"
                && matches!(self.kind(at + 1), Some(Kind::Sign(c)) if c == ')' || is_apostrophe(c));
            return others || bracketed || matches!(self.kind(at + 1), Some(Kind::Sign(',' | ';' | ':')));
        }
        let before = at.wrapping_sub(1);
        if self.str(before) == "al" && self.str(before.wrapping_sub(1)) == "et" {
            return true;
        }
        // "120 mi. (193 km) long"
        let converted = self.is_sign(at + 1, '(') && self.number(at + 2).is_some();
        if converted && self.ends_measure(before) && DOTTED.binary_search(&self.str(before)).is_ok() {
            return true;
        }
        let goes_on = matches!(self.kind(at + 1), Some(Kind::Word(Case::Lower) | Kind::Number));
        if let Some(unit) = self.word(before).filter(|_| self.ends_measure(before)) {
            // "It takes 5 ms. kubectl waits."
            // "He weighs 80 kg. 18 people": symbols of the SI have no full stop of their own.
            // "21.6 min/mo. 99.99 % is"
            let per =
                self.is_sign(before.wrapping_sub(1), '/') && matches!(self.kind(at + 1), Some(Kind::Number));
            if per {
                return false;
            }
            // "40 s. and we'd get": no sentence begins so.
            let joined = matches!(
                self.str(at + 1),
                "and"
                    | "are"
                    | "at"
                    | "but"
                    | "for"
                    | "in"
                    | "is"
                    | "of"
                    | "on"
                    | "or"
                    | "to"
                    | "was"
                    | "with"
            );
            if joined {
                return true;
            }
            let metric = matches!(unit, "cc" | "cm" | "kg" | "km" | "mm");
            let counts = matches!(self.kind(at + 1), Some(Kind::Number));
            if DOTTED.binary_search(&unit).is_err() || metric && counts {
                return false;
            }
            let ingredient = SPOONED.contains(&unit)
                && !self.is_opener(at + 1)
                && !self.is_sign(before.wrapping_sub(1), '/');
            return goes_on || ingredient && self.word(at + 1).is_some() || self.ends_compound(before);
        }
        // "a low-prio. task", "adv. interval 20 ms": no sentence begins with a small letter, but for tools ("kubectl waits").
        let next = self.str(at + 1);
        let common = || next.len() > 1 && self.vocabulary.contains(next) && !self.vocabulary.has_entry(next);
        let unknown = |w: &str| !self.vocabulary.contains(w) && !self.vocabulary.has_entry(w);
        let short = || {
            let word = self.word(before).filter(|w| (3..=6).contains(&w.len()));
            matches!(self.case(before), Some(Case::Lower | Case::Capital)) && word.is_some_and(unknown)
        };
        if self.case(at + 1) == Some(Case::Lower) && !self.in_code(before) && short() && common() {
            return true;
        }
        // "pkg. of": letters that nobody could say are short for something.
        goes_on
            && !self.in_code(before)
            && self.word(before).is_some_and(|w| {
                w.len() > 1
                    && matches!(self.case(before), Some(Case::Lower | Case::Capital))
                    && lexical::lacks_vowel(w)
                    && !self.vocabulary.has_entry(w)
            })
    }

    /// Whether the sentence goes on after the dots from `at` on: a small letter or an amount follows, or no sentence
    /// could end before them ("It is... Bob").
    pub(in super::super) fn goes_on_after_dots(&self, at: usize) -> bool {
        let dots = (at..at + 8).take_while(|&i| self.is_sign(i, '.')).count();
        let next = at + dots;
        match self.kind(next) {
            Some(Kind::Word(Case::Lower) | Kind::Number | Kind::Sign(',')) => true,
            Some(Kind::Word(Case::Upper)) if self.str(next).len() > 1 => true,
            Some(Kind::Word(_)) => {
                let first = at + 1
                    - (0..8.min(at + 1))
                        .take_while(|&i| self.is_sign(at - i, '.'))
                        .count();
                let before = self.str(first.wrapping_sub(1));
                matches!(
                    before,
                    "a" | "an"
                        | "and"
                        | "are"
                        | "be"
                        | "but"
                        | "is"
                        | "my"
                        | "of"
                        | "or"
                        | "our"
                        | "the"
                        | "to"
                        | "was"
                        | "were"
                        | "with"
                        | "your"
                )
            }
            _ => self.currency_at(next),
        }
    }

    /// Whether the word at `at` is the unit of the amount that was tagged last.
    fn ends_measure(&self, at: usize) -> bool {
        let end = self.tokens.get(at).map(|t| t.end);
        self.tags.last().is_some_and(|t| {
            Some(t.end) == end && matches!(t.class, Class::Measure(_) | Class::Per(_) | Class::Say(_))
        })
    }

    /// Whether the amount that was tagged last is part of a compound: "a 5-lb. Bag".
    fn ends_compound(&self, unit: usize) -> bool {
        self.is_sign(unit.wrapping_sub(1), '-')
            && matches!(self.tags.last().map(|t| &t.class), Some(Class::Measure(m)) if m.agreement == Agreement::Attributive)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(super::DOTTED.is_sorted());
    }
}
