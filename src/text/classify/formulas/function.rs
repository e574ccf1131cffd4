//! Functions and what they are of: "f(x)", "O(n log n)", "log₂ 8", "P(data | H0)". Calls of programs ("main()")
//! are none of these: they are `expression`'s.

use super::{Tagger, formula};
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// Letters that functions are called by where one variable stands behind them in brackets.
fn is_function(letter: &str) -> bool {
    matches!(
        letter,
        "J" | "L" | "N" | "P" | "Q" | "V" | "f" | "g" | "h" | "p" | "q" | "π"
    )
}

/// Letters of what a condition may stand in: probabilities, expectations, policies.
fn is_probability(letter: &str) -> bool {
    matches!(letter, "E" | "P" | "Pr" | "p" | "q" | "π")
}

/// Verbs that names of functions begin with, and that have a noun beside them said otherwise.
#[rustfmt::skip]
const ACTS: &[&str] = &[
    "close", "compress", "convert", "export", "extract", "import", "insert", "permit", "present", "produce", "record", "refund",
    "reject", "reset", "restart", "rewrite", "separate", "transfer", "transform", "transport", "update", "upgrade",
];

/// What names of values end with, so that the word before is a noun: "record_id".
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "at", "class", "count", "date", "dir", "file", "format", "id", "ids", "key", "keys", "length", "level", "list", "name",
    "names", "of", "path", "rate", "size", "status", "table", "time", "type", "types", "url", "value", "version",
];

impl Tagger<'_, '_> {
    /// Whether the word at `at` says what the function does whose name it begins: "record_event()", "USE_CUDA".
    pub(in super::super) fn names_act(&self, at: usize) -> bool {
        // "f.Close()", "`extract(year)`"
        let member = self.glued(at) && self.is_sign(at.wrapping_sub(1), '.');
        let alone = self.is_sign(at + 1, '(')
            && self.glued(at + 1)
            && (member || self.in_code(at) && !self.joined(at));
        if alone && (member || self.case(at) == Some(Case::Lower)) {
            let name = self.str(at);
            return ACTS.iter().any(|act| name.eq_ignore_ascii_case(act));
        }
        let begins = !self.glued(at) || !matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('_' | '-')));
        let joins = |i: usize| self.is_sign(i, '_') && self.glued(i) && self.glued(i + 1);
        if !begins || !joins(at + 1) {
            return false;
        }
        let mut end = at + 1;
        while joins(end) && matches!(self.kind(end + 1), Some(Kind::Word(_) | Kind::Number)) && end < at + 16
        {
            end += 2;
        }
        let called = self.is_sign(end, '(') && self.glued(end);
        let value = self
            .word(end - 1)
            .is_some_and(|word| VALUES.binary_search(&word).is_ok());
        self.str(at) == "USE" || called && !value && ACTS.binary_search(&self.str(at)).is_ok()
    }

    /// "f(x)", "f(3)", "O(n)", "P(A|B)": a function of a variable, an order, a conditional probability.
    pub(in super::super) fn function_of(&mut self, at: usize) -> Option<usize> {
        // "O(n log n)", "Θ(n)", "T(n/2)"
        let order = match self.str(at) {
            "O" => Some(Class::Letters("O")),
            "T" if self.str(at + 2) == "n" => Some(Class::Letters("T")),
            "Θ" => Some(Class::Say("theta")),
            "Ω" => Some(Class::Say("omega")),
            _ => None,
        };
        if let Some(order) = order
            && self.is_sign(at + 1, '(')
            && self.glued(at + 1)
            && self.glued(at + 2)
        {
            self.push(order, at, at + 1);
            self.push(Class::Say("of"), at + 1, at + 2);
            return Some(at + 2);
        }
        let state = matches!(self.str(at), "Q" | "V" | "p" | "π");
        let argument = |word: &str| word.chars().nth(1).is_none() && (word != "s" || state);
        // "P(A|B)", "P(data | H0)", "E[Y | X]", "Pr(X ≤ 3)"
        if is_probability(self.str(at)) && self.is_of_event(at + 1) {
            self.push(Class::Letters(self.str(at)), at, at + 1);
            self.push(Class::Say("of"), at + 1, at + 2);
            return Some(at + 2);
        }
        let moment = match self.str(at) {
            "Cov" => Some("covariance of"),
            "Var" => Some("variance of"),
            _ => None,
        };
        if let Some(name) =
            moment.filter(|_| self.is_sign(at + 1, '(') && self.glued(at + 1) && !self.in_code(at))
        {
            self.push(Class::Say(name), at, at + 2);
            return Some(at + 2);
        }
        // "g(x, y)"
        if is_function(self.str(at))
            && self.is_sign(at + 1, '(')
            && (at + 1..at + 4).all(|i| self.glued(i))
            && (self.word(at + 2).is_some_and(argument) || self.number(at + 2).is_some())
            && self.is_sign(at + 3, ',')
        {
            self.push(Class::Letters(self.str(at)), at, at + 1);
            self.push(Class::Say("of"), at + 1, at + 2);
            return Some(at + 2);
        }
        let applied = is_function(self.str(at))
            && self.is_sign(at + 1, '(')
            && (self.word(at + 2).is_some_and(argument) || self.number(at + 2).is_some())
            && self.is_sign(at + 3, ')')
            && (at + 1..at + 4).all(|i| self.glued(i));
        // "f(-x)"
        let negated = is_function(self.str(at))
            && self.is_sign(at + 1, '(')
            && self.glued(at + 1)
            && self.negates_variable(at + 2);
        // "f(w·x + b)"
        let opens = matches!(self.str(at), "f" | "g" | "h")
            && self.is_sign(at + 1, '(')
            && self.glued(at + 1)
            && self.glued(at + 2)
            && self.word(at + 2).is_some_and(argument)
            && matches!(self.kind(at + 3), Some(Kind::Sign(c)) if c != ')');
        if opens || negated {
            self.push(Class::Letters(self.str(at)), at, at + 1);
            self.push(Class::Say("of"), at + 1, at + 2);
            return Some(at + 2);
        }
        applied.then_some(())?;
        self.push(Class::Letters(self.str(at)), at, at + 1);
        self.push(Class::Say("of"), at + 1, at + 2);
        let argument = match self.number(at + 2) {
            Some(number) => Class::Cardinal(number),
            None => Class::Letters(self.str(at + 2)),
        };
        self.push(argument, at + 2, at + 4);
        Some(at + 4)
    }

    /// "ln(x)", "sin(2t)", "cos θ": functions that are written short and said in full. Takes the name and its bracket.
    pub(in super::super) fn applied(&mut self, at: usize) -> Option<usize> {
        let name = match self.str(at) {
            "ln" => "natural log",
            "log" => "log",
            "sin" => "sine",
            "cos" => "cosine",
            "tan" => "tangent",
            "exp" => "exp",
            "sqrt" => "square root",
            "abs" => "absolute value",
            "min" => "min",
            "max" => "max",
            _ => return None,
        };
        if self.glued(at) && !self.opens(at.wrapping_sub(1)) {
            return None;
        }
        let opens = |i: usize| self.is_sign(i, '(') && self.glued(i) && self.glued(i + 1);
        // "log₂ 8", "log₂(n)"
        let figure = match self.kind(at + 1) {
            Some(Kind::Sign(c)) if name == "log" && self.glued(at + 1) => formula::inferior(c),
            _ => None,
        };
        if let Some(base) = figure {
            // "log₁₀ 8"
            let tens = match self.kind(at + 2) {
                Some(Kind::Sign(c)) if self.glued(at + 2) => formula::inferior(c),
                _ => None,
            };
            let base = tens.map_or(base, |ones| base * 10 + ones);
            let last = at + 2 + usize::from(tens.is_some());
            let end = last + usize::from(opens(last));
            let applies = end > last || self.is_letter(end) || self.number(end).is_some();
            self.push(Class::Say("log base"), at, at + 1);
            self.push(Class::Small(base), at + 1, last);
            if applies {
                self.push(Class::Say("of"), last, end);
            }
            return Some(end);
        }
        if opens(at + 1) {
            let known = !matches!(name, "log" | "min" | "max" | "exp");
            let filled = !self.is_sign(at + 2, ')');
            (filled && (known || self.is_letter(at + 2) || self.number(at + 2).is_some())).then_some(())?;
            self.push(Class::Say(name), at, at + 1);
            self.push(Class::Say("of"), at + 1, at + 2);
            return Some(at + 2);
        }
        let angle = matches!(name, "sine" | "cosine" | "tangent" | "natural log")
            && !self.glued(at + 1)
            && (self.is_letter(at + 1) && !matches!(self.str(at + 1), "a" | "A" | "I")
                || name == "natural log" && self.number(at + 1).is_some());
        angle.then_some(())?;
        self.push(Class::Say(name), at, at + 1);
        Some(at + 1)
    }

    /// Whether the bracket at `at` holds an event of more than a letter: "(data | H0)", "(X > 3)".
    pub(super) fn is_of_event(&self, at: usize) -> bool {
        const LONGEST: usize = 20;
        let opens = matches!(self.kind(at), Some(Kind::Sign('(' | '['))) && self.glued(at);
        let inside = (at + 1..at + LONGEST)
            .take_while(|&i| !matches!(self.kind(i), None | Some(Kind::Sign(')' | ']'))));
        let event = |i: usize| {
            matches!(
                self.kind(i),
                Some(Kind::Sign('|' | '<' | '>' | '=' | '≤' | '≥' | '∩' | '∪'))
            )
        };
        opens && inside.clone().any(event) && inside.count() + 2 < LONGEST
    }

    /// Whether the bar at `at` parts an event from what is given.
    pub(in super::super) fn is_given(&self, at: usize) -> bool {
        const FARTHEST: usize = 16;
        let open = (at.saturating_sub(FARTHEST)..at)
            .rev()
            .find(|&i| matches!(self.kind(i), Some(Kind::Sign('(' | '[' | ')' | ']'))));
        open.is_some_and(|i| i > 0 && is_probability(self.str(i - 1)) && self.is_of_event(i))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(super::ACTS.is_sorted() && super::VALUES.is_sorted());
    }
}
