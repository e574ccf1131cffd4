//! Expressions of programs and of algebra inside prose: "!done", "0..n", "main()", `items[0].name`, "x.y.z",
//! "3e8 m/s". Owns which signs are part of one and what they are called there; functions ("ln(x)") are none of these,
//! but `function`'s, and types `types`'s.

use super::{Tagger, formula};
use crate::text::class::{Class, Decimal};
use crate::text::classify::measures::unit;
use crate::text::tokenise::{Case, Kind};

/// How far from its bracket the other one of a call is looked for, in tokens.
const REACH: usize = 32;

impl<'t> Tagger<'t, '_> {
    /// "if !done", "(!a && b)", "!(a || b)": an exclamation mark that stands before what it negates.
    pub(in super::super) fn negation(&mut self, at: usize) -> Option<usize> {
        let before = at.wrapping_sub(1);
        let apart = !self.glued(at) || matches!(self.kind(before), Some(Kind::Sign(_))) && self.opens(before);
        let operand = match self.kind(at + 1).filter(|_| self.glued(at + 1))? {
            // CSS has its "!important".
            Kind::Word(Case::Lower | Case::Mixed) => self.str(at + 1) != "important",
            Kind::Sign(c) => c == '(',
            _ => false,
        };
        (apart && operand).then_some(())?;
        self.push(Class::Say("not"), at, at + 1);
        Some(at + 1)
    }

    /// "0..n", "1..=10": two dots between the ends of a range.
    pub(in super::super) fn dotted_range(&mut self, at: usize, c: char) -> Option<usize> {
        let second = c == '.' && self.glued(at) && self.is_sign(at + 1, '.') && self.glued(at + 1);
        second.then_some(())?;
        let end = at + 2 + usize::from(self.is_sign(at + 2, '=') && self.glued(at + 2));
        let operand = |i: usize| self.number(i).is_some() || self.word(i).is_some_and(|w| w.len() == 1);
        (self.glued(end) && operand(at.checked_sub(1)?) && operand(end)).then_some(())?;
        self.push(Class::Say("to"), at, end);
        Some(end)
    }

    /// What multiplies at `at` without a sign for it alone: a dot, or a letter's bracket that begins with the same letter,
    /// as no call's does: "n(n − 1)".
    pub(in super::super) fn multiplies(&mut self, at: usize, c: char) -> Option<usize> {
        let before = at.checked_sub(1)?;
        match c {
            '·' => self.middle_dot(at),
            // "−40…+85 °C"
            '…' if self.glued(at)
                && self.glued(at + 1)
                && self.number(before).is_some()
                && matches!(self.kind(at + 1), Some(Kind::Sign('+' | '-' | '−')))
                && self.number(at + 2).is_some() =>
            {
                self.push(Class::Say("to"), at, at + 1);
                Some(at + 1)
            }
            '(' if self.glued(at)
                && self.is_letter(before)
                && self.str(at + 1) == self.str(before)
                && matches!(self.kind(at + 2), Some(Kind::Sign('-' | '−' | '–' | '+'))) =>
            {
                self.push(Class::Say("times"), at, at + 1);
                Some(at + 1)
            }
            _ => None,
        }
    }

    /// "2·3", "a·b", "P(B|A)·P(A)": a dot that multiplies.
    fn middle_dot(&mut self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let number = |i: usize| self.number(i).is_some();
        if !self.glued(at) && !self.glued(at + 1) {
            // "2 · 3", "P(B|A) · P(A)", "a · b"
            // "dy/du · du/dx", "x² · y", "Ax · b"
            let ends = |i: usize| number(i) || self.is_letter(i) || self.is_factor(i) || self.closes_term(i);
            let begins = |i: usize| number(i) || self.is_letter(i) || self.is_factor(i) || self.opens_term(i);
            (ends(before) && begins(at + 1)).then_some(())?;
            let vectors = self.is_letter(before) && self.is_letter(at + 1) && !self.is_sign(at + 2, '(');
            self.push(Class::Say(if vectors { "dot" } else { "times" }), at, at + 1);
            return Some(at + 1);
        }
        (self.glued(at) && self.glued(at + 1)).then_some(())?;
        let (left, right) = (self.is_letter(before), self.is_letter(at + 1));
        // "O(n·m)", "n·log n": costs multiply, vectors do not.
        let cost = (at.saturating_sub(6)..at)
            .any(|i| matches!(self.str(i), "O" | "Θ" | "Ω") && self.is_sign(i + 1, '('));
        let function = left && matches!(self.str(at + 1), "log" | "ln" | "sin" | "cos" | "exp");
        let product = (number(before) || self.is_sign(before, ')')) && (number(at + 1) || right)
            || number(before) && self.case(at + 1) == Some(Case::Upper);
        let words = if left && right && !cost {
            "dot"
        } else if function || left && (right || number(at + 1)) || product {
            "times"
        } else {
            return None;
        };
        self.push(Class::Say(words), at, at + 1);
        Some(at + 1)
    }

    /// Whether the bracket at `at` belongs to a call or an index, where no pause is made: "main()", "O(n log n)".
    pub(in super::super) fn is_of_call(&self, at: usize) -> bool {
        // "5(1)(f)", "log₂(n)", "/users/{id}"
        let parted = |open: usize| match self.kind(open.wrapping_sub(1)) {
            Some(Kind::Number | Kind::Sign(')')) => {
                self.is_letter(open + 1) || self.number(open + 1).is_some()
            }
            Some(Kind::Sign(c)) => formula::is_figure(c) || c == '/',
            _ => false,
        };
        let closed = |open: usize| {
            self.is_sign(open + 2, ')')
                || !matches!(
                    self.kind(open.wrapping_sub(1)),
                    Some(Kind::Number | Kind::Sign(')'))
                )
        };
        let called = |open: usize| {
            self.glued(open) && (self.word(open.wrapping_sub(1)).is_some() || parted(open) && closed(open))
        };
        let (up, down) = match self.kind(at) {
            Some(Kind::Sign('(' | '[')) => return called(at),
            Some(Kind::Sign('{')) => return self.is_sign(at.wrapping_sub(1), '/') && called(at),
            Some(Kind::Sign('}')) => ('{', '}'),
            Some(Kind::Sign(')')) => ('(', ')'),
            Some(Kind::Sign(']')) => ('[', ']'),
            _ => return false,
        };
        let mut depth = 0;
        for i in (at.saturating_sub(REACH)..at).rev() {
            if self.is_sign(i, down) {
                depth += 1;
            } else if self.is_sign(i, up) {
                if depth == 0 {
                    return called(i);
                }
                depth -= 1;
            }
        }
        false
    }

    /// Whether the sign at `at` stands between the sides of a square: nothing is reckoned there.
    pub(in super::super) fn is_square(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let same = !self.str(before).is_empty() && self.str(before) == self.str(after);
        let sides = self.number(before).is_some()
            || self.is_letter(before)
                && (self.case(before) == Some(Case::Upper)
                    || matches!(self.str(before), "d" | "k" | "m" | "n"));
        let reckoned = (at.saturating_sub(6)..at + 6).any(|i| {
            matches!(
                self.kind(i),
                Some(Kind::Sign('=' | '+' | '−' | '÷' | '/' | '²' | '³' | '^'))
            ) || (i + 2 == at || i == at + 2) && self.is_sign(i, '×')
        });
        same && sides
            && !reckoned
            && !matches!(self.kind(at + 2), Some(Kind::Sign('?')))
            && !matches!(self.str(at + 2), "is" | "equals" | "makes" | "gives" | "are")
    }

    /// Whether the spaced dash at `at` takes away: "n - 1", "x² - 1", "2^31 - 1", "(a + b) - 3".
    pub(in super::super) fn is_difference(&self, at: usize) -> bool {
        let variable = |i: usize| {
            self.is_letter(i) && !matches!(self.str(i), "A" | "I" | "a") && self.case(i) == Some(Case::Lower)
        };
        let before = at.wrapping_sub(1);
        let power =
            matches!(self.kind(before.wrapping_sub(1)), Some(Kind::Sign('^' | '*'))) && self.glued(before);
        let left = variable(before)
            || matches!(self.kind(before), Some(Kind::Sign(c)) if super::formula::is_figure(c))
            || self.number(before).is_some() && power;
        let right =
            variable(at + 1) || self.is_letter(at + 1) && !matches!(self.str(at + 1), "A" | "I" | "a");
        // "(hi - lo)", "target - x", "x1 - x2"
        let bracketed = self.is_sign(before.wrapping_sub(1), '(')
            && self.is_sign(at + 2, ')')
            && self.word(before).is_some()
            && self.word(at + 1).is_some();
        let taken = self.case(before) == Some(Case::Lower) && variable(at + 1) && self.str(at + 1) >= "g";
        let indexed = self.glued(before)
            && self.is_letter(before.wrapping_sub(1))
            && self.number(before).is_some()
            && self.is_letter(at + 1)
            && self.glued(at + 2)
            && self.number(at + 2).is_some();
        // "1 - p", "1 - 0.05"
        let complement = self.str(before) == "1"
            && !self.joined(before)
            && (right || self.str(at + 1) == "0" && self.is_sign(at + 2, '.') && self.glued(at + 2));
        bracketed || taken || indexed || complement || left && (right || self.number(at + 1).is_some())
    }

    /// Whether an equals sign stands a few words, numbers and operators before `at`, in the same sentence.
    pub(in super::super) fn follows_equals(&self, at: usize) -> bool {
        let of_sum = |i: &usize| match self.kind(*i) {
            Some(
                Kind::Word(_) | Kind::Sign('-' | '+' | '*' | '×' | '÷' | '/' | '_' | '$' | '€' | '£' | '%'),
            ) => true,
            Some(Kind::Sign('.')) => self.glued(*i) && self.glued(i + 1),
            // "= 1 / latency"; but "= 1 and use *"
            Some(Kind::Number) => matches!(self.kind(i + 1), Some(Kind::Sign(_))),
            None | Some(_) => false,
        };
        let first = (at.saturating_sub(8)..at).rev().find(|i| !of_sum(i));
        first.is_some_and(|i| self.is_sign(i, '='))
    }

    /// Whether the spaced stroke at `at` stands between what only formulas hold: "TP / (TP + FP)".
    pub(in super::super) fn is_formula(&self, at: usize) -> bool {
        let value =
            |i: usize| self.is_letter(i) || self.case(i) == Some(Case::Upper) && self.str(i).len() <= 3;
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let squared = |i: usize| matches!(self.kind(i), Some(Kind::Sign('²' | '³')));
        (squared(before) || self.is_sign(before, ')'))
            && (value(after) || self.is_sign(after, '(') || self.number(after).is_some())
            || self.is_sign(after, '(') && (value(before) || self.number(before).is_some())
            || self.number(before).is_some() && self.number(after).is_some() && {
                // "0.25 / 0.03²"
                let (_, end) = self.amount(after, self.str(after));
                matches!(self.kind(end), Some(Kind::Sign('²' | '³'))) && self.glued(end)
            }
    }

    /// Whether times are counted from the word at `at`: "T-60d", "now-6h".
    pub(in super::super) fn counts_from(&self, at: usize) -> bool {
        let lasting = self.glued(at + 1)
            && self.glued(at + 2)
            && self.glued(at + 3)
            && matches!(self.str(at + 3), "d" | "h" | "m" | "min" | "s" | "w");
        // "at T-14 days", "by T-7"
        let before = self.str(at.wrapping_sub(1));
        let listed = |i: usize| {
            self.str(i) == self.str(at) && self.is_sign(i + 1, '-') && self.number(i + 2).is_some()
        };
        let joined = self.is_sign(at.wrapping_sub(1), ',') || matches!(before, "and" | "or");
        let counted = matches!(self.str(at), "D" | "T")
            && !self.joined(at)
            && self.number(at + 2).is_some_and(|n| n.len() <= 2)
            && self.glued(at + 1)
            && self.glued(at + 2)
            && self.ends_before(at + 3)
            && (joined && listed(at.wrapping_sub(4))
                || matches!(
                    before,
                    "At" | "after" | "at" | "before" | "By" | "by" | "From" | "from" | "until"
                )
                || matches!(
                    self.str(at + 3),
                    "days" | "hours" | "minutes" | "months" | "seconds" | "weeks"
                ));
        if counted {
            return true;
        }
        matches!(self.str(at), "L" | "T" | "now" | "today")
            && !self.joined(at)
            && lasting
            && self.ends_before(at + 4)
    }

    /// Whether the hyphen at `at` stands between a counter and a number, alone: "n-1".
    pub(in super::super) fn is_offset(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        if self.counts_from(before) && self.number(at + 1).is_some() {
            return true;
        }
        // "2^31-1"
        if self.number(before).is_some()
            && self.number(at + 1).is_some()
            && self.is_sign(before.wrapping_sub(1), '^')
        {
            return true;
        }
        matches!(self.str(before), "i" | "j" | "k" | "n" | "t" | "x" | "y" | "N")
            && (!self.joined(before)
                || self.is_sign(before.wrapping_sub(1), '.') && self.is_sign(before.wrapping_sub(2), '.'))
            && self.number(at + 1).is_some()
            && self.ends_before(at + 2)
    }

    /// Whether the hyphen at `at` is the sign of an exponent or of a time zone: "1e-9", "GMT-5".
    pub(in super::super) fn is_negative(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let exponent = matches!(self.str(before), "e" | "E")
            && self.number(before.wrapping_sub(1)).is_some()
            && self.glued(before);
        let zone = matches!(self.str(before), "GMT" | "UTC") && !self.joined(before);
        (exponent || zone) && self.number(at + 1).is_some()
    }

    /// "/tmp/*", "logs/*.gz": a star for any name in a folder; `"Resource": "*"`.
    pub(in super::super) fn any_name(&mut self, at: usize, c: char) -> Option<usize> {
        let quote = |i: usize| matches!(self.kind(i), Some(Kind::Sign('"' | '\'' | '“' | '”')));
        if c == '*' && self.glued(at) && self.glued(at + 1) && quote(at.wrapping_sub(1)) && quote(at + 1) {
            self.push(Class::Say("star"), at, at + 1);
            return Some(at + 1);
        }
        (c == '/' && self.is_sign(at + 1, '*') && self.glued(at + 1)).then_some(())?;
        // "release/**"
        if self.is_sign(at + 2, '*') && self.glued(at + 2) && self.ends_before(at + 3) {
            self.push(Class::Say("slash star star"), at, at + 3);
            return Some(at + 3);
        }
        let named = self.is_sign(at + 2, '.')
            && self.word(at + 3).is_some()
            && (at + 2..at + 4).all(|i| self.glued(i));
        let end = at + 2 + usize::from(named);
        self.push(
            Class::Say(if named { "slash star dot" } else { "slash star" }),
            at,
            end,
        );
        Some(end)
    }

    /// "that √2 is irrational": in prose a root has its article.
    pub(in super::super) fn root(&mut self, at: usize, c: char) -> Option<usize> {
        let before = at.wrapping_sub(1);
        let article = matches!(self.str(before), "The" | "the" | "a");
        let prose = article || self.case(before) == Some(Case::Lower);
        (c == '√' && prose && !self.glued(at)).then_some(())?;
        // "the √ of 9"
        let named = self.str(at + 1) == "of";
        let words = if article {
            "square root of"
        } else {
            "the square root of"
        };
        self.push(Class::Say(words), at, at + 1 + usize::from(named));
        Some(at + 1 + usize::from(named))
    }

    /// Whether the dash at `at` stands before a variable that it makes negative: "f(-x)", "e^(-x)", "x = -b".
    pub(in super::super) fn negates_variable(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let variable = |i: usize| self.is_letter(i) && !matches!(self.str(i), "A" | "I" | "a");
        let applied = self.is_sign(before, '(')
            && self.glued(at)
            && (self.is_sign(at.wrapping_sub(2), '^') || variable(at.wrapping_sub(2)) && self.glued(before));
        let equated = self.is_sign(before, '=') && !self.glued(at) && variable(at.wrapping_sub(2));
        variable(at + 1) && (applied || equated)
    }

    /// "x.y.z", "X.Y": places in the number of a version, no initials.
    pub(in super::super) fn places(&mut self, at: usize) -> Option<usize> {
        const ABBREVIATED: &[&str] = &[
            "a.c", "a.m", "b.i.d", "e.g", "e.t", "i.e", "i.v", "n.b", "o.d", "p.a", "p.m", "p.o", "p.r.n",
            "p.s", "q.d", "q.i.d", "q.v", "r.n", "t.i.d",
        ];
        let mut end = at + 1;
        while self.is_sign(end, '.') && self.glued(end) && self.glued(end + 1) && self.is_letter(end + 1) {
            end += 2;
        }
        let whole = self.slice(self.tokens.get(at)?.start, self.tokens.get(end - 1)?.end);
        let small = (at..end).step_by(2).all(|i| self.case(i) == Some(Case::Lower));
        let named = (at..end)
            .step_by(2)
            .all(|i| matches!(self.str(i), "X" | "Y" | "Z"));
        let follows =
            self.ends_before(end) && !(self.is_dotted(end - 1) && self.case(end + 1) == Some(Case::Lower));
        let holds =
            end > at + 1 && (small && !ABBREVIATED.contains(&whole) && whole != "a.k.a" || named) && follows;
        holds.then_some(())?;
        for i in at..end {
            if self.word(i).is_some() {
                self.push(Class::Letters(self.str(i)), i, i + 1);
            } else {
                self.push(Class::Say("dot"), i, i + 1);
            }
        }
        Some(end)
    }

    /// "3e8 m/s", "6.02e23 kg", "1e-9 m": an exponent before a unit.
    pub(in super::super) fn scientific(
        &mut self,
        amount: Decimal<'t>,
        from: usize,
        at: usize,
    ) -> Option<usize> {
        let mark = matches!(self.str(at), "e" | "E") && self.glued(at) && self.glued(at + 1);
        mark.then_some(())?;
        let negative = matches!(self.kind(at + 1), Some(Kind::Sign('-' | '−')));
        let figure = at + 1 + usize::from(negative || self.is_sign(at + 1, '+'));
        let exponent = self.number(figure).filter(|n| n.len() <= 3)?;
        let symbol = self
            .word(figure + 1)
            .filter(|_| !self.glued(figure + 1) && self.glued(figure))?;
        let unit = unit::of_spaced_symbol(symbol)?;
        (symbol.len() > 1
            || self.is_sign(figure + 2, '/')
            || matches!(symbol, "m" | "s" | "g" | "J" | "W" | "V"))
        .then_some(())?;
        self.push(Class::Decimal(amount), from, at);
        let words = if negative {
            "times ten to the minus"
        } else {
            "times ten to the"
        };
        self.push(Class::Say(words), at, figure);
        self.push(Class::Cardinal(exponent), figure, figure + 1);
        Some(self.many_of(unit, figure + 1))
    }

    /// Whether the dot at `at` leads to a member: the last of `items[0].name`, "open().read".
    pub(in super::super) fn is_member(&self, at: usize) -> bool {
        self.glued(at)
            && self.glued(at + 1)
            && self.word(at + 1).is_some()
            && matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign(')' | ']')))
            && self.is_of_call(at - 1)
            && !self.begins_sentence(at + 1)
    }

    /// Whether the mark at `at` belongs to the name of what expands in Rust: "println! here", "vec![1, 2]".
    pub(in super::super) fn expands(&self, at: usize) -> bool {
        const MACROS: &[&str] = &[
            "assert",
            "assert_eq",
            "concat",
            "dbg",
            "env",
            "eprintln",
            "format",
            "include_str",
            "join",
            "json",
            "macro_rules",
            "matches",
            "panic",
            "pin",
            "print",
            "println",
            "select",
            "todo",
            "try_join",
            "unimplemented",
            "unreachable",
            "vec",
            "write",
            "writeln",
        ];
        let next = at + 1;
        let bracket = self.glued(next) && matches!(self.kind(next), Some(Kind::Sign('[' | '(' | '{')));
        let goes_on = !self.glued(next) && self.case(next) == Some(Case::Lower);
        self.glued(at) && MACROS.binary_search(&self.str(at.wrapping_sub(1))).is_ok() && (bracket || goes_on)
    }

    /// Whether what is asked or cried at `at` only ends a quotation that the sentence goes on after: "Run!" and ran.
    pub(in super::super) fn is_inside_sentence(&self, at: usize, c: char) -> bool {
        // A quotation that somebody utters ends in its own way: "Why?" she asked.
        const UTTERERS: &[&str] = &[
            "a", "an", "asked", "asks", "cried", "cries", "he", "her", "his", "it", "my", "one", "our",
            "said", "says", "she", "someone", "the", "their", "they", "we", "you", "your",
        ];
        let closes =
            matches!(self.kind(at + 1), Some(Kind::Sign('"' | '”' | '\'' | '’'))) && self.glued(at + 1);
        let next = at + 1 + usize::from(closes);
        let goes_on = self.case(next) == Some(Case::Lower) && !self.glued(next);
        if !closes {
            // Names with a mark of their own, and what expands in Rust: "println! here".
            let named = c == '!' && goes_on && matches!(self.str(at.wrapping_sub(1)), "Jeopardy" | "Yahoo");
            // "all of it – all of it! – to use one": an aside between dashes.
            let dash = |i: usize| matches!(self.kind(i), Some(Kind::Sign('-' | '–' | '—')));
            let aside = dash(next)
                && self.case(next + 1) == Some(Case::Lower)
                && (at.saturating_sub(16)..at)
                    .any(|i| dash(i) && (!self.glued(i + 1) || self.is_sign(i, '—')));
            // "(not Grok!) says", "Is it (really?) so"
            let bracket = self.is_sign(at + 1, ')')
                && self.glued(at + 1)
                && (self.case(at + 2) == Some(Case::Lower)
                    || matches!(self.kind(at + 2), Some(Kind::Sign(',' | ';'))));
            // "from Yahoo!, with"
            let listed = self.glued(next) && matches!(self.kind(next), Some(Kind::Sign(',' | ';')));
            return named || aside || bracket || listed;
        }
        goes_on && (c == '!' || UTTERERS.binary_search(&self.str(next)).is_err())
    }
}
