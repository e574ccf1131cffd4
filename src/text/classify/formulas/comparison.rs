//! Comparisons that are the verb of a clause: "if p < 0.05", "when CPU usage >= 80%". Owns where "is" is said before one;
//! what the signs are called elsewhere is in `sign`.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::signs::sign;
use crate::text::tokenise::{Case, Kind};

/// Words that a subject is made of at most.
const SUBJECT: usize = 4;

/// What begins a clause with a condition.
fn opens_clause(word: &str) -> bool {
    let words = [
        "because", "if", "once", "since", "unless", "until", "when", "whenever", "where", "while",
    ];
    words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Whether a clause opens after the words that end before `at`: "as long as", "make sure".
fn opens_late(before: &str, word: &str) -> bool {
    matches!(
        (before, word),
        ("long" | "soon", "as")
            | ("make" | "Make" | "makes" | "making" | "be", "sure")
            | ("so" | "such", "that")
    )
}

/// Words of a clause that has its verb already.
fn has_verb(word: &str) -> bool {
    ["'ve", "’ve", "'re", "’re"]
        .iter()
        .any(|verb| word.ends_with(verb))
        || matches!(
            word,
            "I" | "are"
                | "can"
                | "could"
                | "get"
                | "got"
                | "had"
                | "it's"
                | "that's"
                | "there's"
                | "has"
                | "have"
                | "he"
                | "is"
                | "it"
                | "may"
                | "might"
                | "must"
                | "she"
                | "should"
                | "there"
                | "they"
                | "was"
                | "we"
                | "were"
                | "will"
                | "would"
                | "you"
        )
}

impl Tagger<'_, '_> {
    /// The comparison at `at` where nothing else is its clause's verb; gives the token after it.
    pub(in super::super) fn predicate(&mut self, at: usize, c: char) -> Option<usize> {
        let equal = self.is_sign(at + 1, '=') && self.glued(at + 1);
        // "goes > 80%", "takes > 10 min", "drops > 2 points": the verb is there.
        let verb = self.str(at.wrapping_sub(1));
        let moves = matches!(
            verb,
            "climb"
                | "climbs"
                | "fall"
                | "falls"
                | "gets"
                | "go"
                | "goes"
                | "jumps"
                | "rises"
                | "spikes"
                | "stays"
        );
        let measures = matches!(
            verb,
            "costs"
                | "drops"
                | "exceeds"
                | "lasts"
                | "needs"
                | "return"
                | "returns"
                | "runs"
                | "takes"
                | "use"
                | "uses"
        );
        let words = match c {
            '<' | '>' if equal && (moves || measures) => {
                if c == '<' {
                    "at most"
                } else {
                    "at least"
                }
            }
            '<' if moves => "below",
            '>' if moves => "above",
            '<' if measures => "less than",
            '>' if measures => "more than",
            '<' if equal => "is less than or equal to",
            '>' if equal => "is greater than or equal to",
            '<' => "is less than",
            '>' => "is greater than",
            '≤' => "is less than or equal to",
            '≥' => "is greater than or equal to",
            '≠' => "is not equal to",
            _ => return None,
        };
        let after = at + 1 + usize::from(equal);
        let compared = match self.kind(after)? {
            Kind::Number => true,
            // "If the < sign appears"
            Kind::Word(_)
                if matches!(
                    self.str(after),
                    "bracket" | "character" | "operator" | "sign" | "symbol"
                ) =>
            {
                false
            }
            Kind::Word(case) => case != Case::Capital,
            // "If p < .05"
            Kind::Sign('.') => self.number(after + 1).is_some(),
            Kind::Sign(c) => matches!(c, '-' | '−') || sign::is_currency(c),
        };
        let apart = !self.glued(at) || self.number(after).is_some();
        (compared && apart && !self.in_code(at) && (moves || measures || self.has_subject(at)))
            .then_some(())?;
        self.push(Class::Say(words), at, after);
        Some(after)
    }

    /// What the sign at `at`, between spaces, says as the verb of its clause: "1 token ≈ 4 chars", "0.004² ≈ 38", "Failover
    /// time ≈ interval × threshold", "long ≠ good".
    pub(in super::super) fn verbless(&self, at: usize, c: char) -> Option<&'static str> {
        const NEAR: usize = 12;
        let before = at.checked_sub(1)?;
        let number = |i: usize| self.number(i).is_some();
        let verb = |i: usize| matches!(self.str(i), "are" | "be" | "is" | "was" | "were");
        // "100 tokens ~ 75 words"
        let counted = self.is_noun(before) && number(at + 1) && (at.saturating_sub(3)..at).any(number);
        // "ε ~ N(0, σ²)"
        let distributed = self.is_letter(before)
            && self.is_sign(at + 2, '(')
            && self.glued(at + 2)
            && matches!(self.case(at + 1), Some(Case::Capital | Case::Upper));
        match c {
            '~' if distributed => Some("is distributed as"),
            '≠' => (self.word(before).is_some() && !verb(before)).then_some("is not equal to"),
            '~' => counted.then_some("is about"),
            '≈' => {
                // "As of mid-2024 ≈ 50% have": a year that only says when.
                let first =
                    before - usize::from(self.glued(before) && self.is_sign(before.wrapping_sub(1), '-')) * 2;
                let when = number(before)
                    && matches!(
                        self.str(first.wrapping_sub(1)),
                        "by" | "in" | "of" | "since" | "In" | "By"
                    );
                let symbol = number(before) && !when || self.is_letter(before) && self.str(before) != "I";
                let value = matches!(self.kind(before), Some(Kind::Sign('²' | '³' | ')'))) && number(at + 1);
                // "catches ≈ 90% of them" has its verb too, and is no formula
                let formula = (at + 1..at + NEAR / 2)
                    .any(|i| matches!(self.kind(i), Some(Kind::Sign('×' | '·' | '+' | '−' | '*'))));
                let named = self.word(before).is_some() && formula;
                // "is 1 − x² ≈ 64%" has its verb
                let ends =
                    |i: &usize| matches!(self.kind(*i), Some(Kind::Sign('.' | ',' | ';' | ':' | '!' | '?')));
                let mut clause = (at.saturating_sub(NEAR)..at).rev().take_while(|i| !ends(i));
                let told = clause.any(|i| verb(i) || self.is_sign(i, '≈'));
                (symbol || (value || named || counted) && !told).then_some("is about")
            }
            _ => None,
        }
    }

    /// Whether a clause begins at most a few words before `at`, and has no verb yet.
    fn has_subject(&self, at: usize) -> bool {
        let from = at.saturating_sub(SUBJECT + 1);
        let subject = |i: &usize| match self.kind(*i) {
            Some(Kind::Word(_)) => !has_verb(self.str(*i)),
            Some(Kind::Number) => true,
            // "If R + W > N"
            Some(Kind::Sign('+' | '*' | '×' | '/')) => true,
            _ => self.is_sign(*i, '-') && self.glued(*i),
        };
        let first = (from..at)
            .rev()
            .take_while(subject)
            .find(|&i| opens_clause(self.str(i)) || opens_late(self.str(i.wrapping_sub(1)), self.str(i)));
        first.is_some_and(|i| i + 1 < at)
    }
}
