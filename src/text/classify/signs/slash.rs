//! Slashes inside a segment: paths, alternatives, what is counted per what. Fractions are not these: they are
//! `fraction`'s, and strokes that divide are `quotient`'s.

use super::Tagger;
use crate::text::class::{Class, Decimal};
use crate::text::classify::measures::unit;
use crate::text::token::Punctuation;
use crate::text::tokenise::Case;

/// Pairs of words whose slash nobody says.
const PAIRED: &[(&str, &str)] = &[
    ("active", "active"),
    ("active", "passive"),
    ("active", "standby"),
    ("allow", "deny"),
    ("and", "or"),
    ("before", "after"),
    ("blue", "green"),
    ("build", "test"),
    ("buy", "sell"),
    ("cause", "effect"),
    ("client", "server"),
    ("cost", "benefit"),
    ("create", "update"),
    ("debt", "equity"),
    ("either", "or"),
    ("enable", "disable"),
    ("encode", "decode"),
    ("encrypt", "decrypt"),
    ("engineer", "manager"),
    ("fork", "join"),
    ("frontend", "backend"),
    ("get", "set"),
    ("good", "bad"),
    ("he", "she"),
    ("height", "weight"),
    ("her", "him"),
    ("him", "her"),
    ("his", "her"),
    ("hot", "cold"),
    ("hot", "warm"),
    ("in", "out"),
    ("inbound", "outbound"),
    ("ingress", "egress"),
    ("input", "output"),
    ("insert", "update"),
    ("key", "value"),
    ("leader", "follower"),
    ("left", "right"),
    ("lock", "unlock"),
    ("lockout", "tagout"),
    ("love", "hate"),
    ("master", "slave"),
    ("min", "max"),
    ("mount", "unmount"),
    ("on", "off"),
    ("open", "close"),
    ("open", "closed"),
    ("parent", "child"),
    ("pass", "fail"),
    ("primary", "replica"),
    ("primary", "secondary"),
    ("producer", "consumer"),
    ("product", "market"),
    ("pub", "sub"),
    ("precision", "recall"),
    ("public", "private"),
    ("publish", "subscribe"),
    ("push", "pull"),
    ("question", "answer"),
    ("read", "write"),
    ("red", "black"),
    ("request", "response"),
    ("risk", "reward"),
    ("she", "he"),
    ("source", "sink"),
    ("start", "stop"),
    ("success", "failure"),
    ("supply", "demand"),
    ("true", "false"),
    ("try", "catch"),
    ("up", "down"),
    ("upload", "download"),
    ("warm", "cold"),
    ("win", "lose"),
    ("win", "loss"),
    ("yin", "yang"),
];

impl<'t> Tagger<'t, '_> {
    /// Whether a word is a length of time that something can be counted per.
    fn is_period(word: &str) -> bool {
        matches!(
            word,
            "sec"
                | "second"
                | "min"
                | "minute"
                | "hr"
                | "hour"
                | "day"
                | "wk"
                | "week"
                | "mo"
                | "month"
                | "quarter"
                | "yr"
                | "year"
        )
    }

    /// "9.1% y/y": a change from the same time a period before.
    pub(in super::super) fn compared(&mut self, at: usize) -> Option<usize> {
        let period = match self.str(at) {
            "m" => "month over month",
            "q" => "quarter over quarter",
            "y" => "year over year",
            _ => return None,
        };
        let doubled = self.is_sign(at + 1, '/') && self.str(at + 2) == self.str(at);
        let glued = self.glued(at + 1) && self.glued(at + 2) && self.ends_before(at + 3);
        (doubled && glued && self.is_sign(at.wrapping_sub(1), '%')).then_some(())?;
        self.push(Class::Say(period), at, at + 3);
        Some(at + 3)
    }

    /// Whether the hyphen at `at`, behind a slash, begins another option: "-v/-vv".
    fn is_flag_again(&self, at: usize) -> bool {
        let name = at + 1 + usize::from(self.is_sign(at + 1, '-'));
        const LONGEST: usize = 24;
        let segment = (at.saturating_sub(LONGEST)..at)
            .rev()
            .take_while(|&i| self.glued(i + 1));
        self.glued(at)
            && (at + 1..=name).all(|i| self.glued(i))
            && self.word(name).is_some()
            && segment.last().is_some_and(|first| self.is_sign(first, '-'))
    }

    /// "9,000×/s", "1×/day": how often, up to `end`.
    pub(in super::super) fn times_per(
        &mut self,
        amount: Decimal<'t>,
        at: usize,
        end: usize,
    ) -> Option<usize> {
        let written =
            self.is_sign(end, '×') && self.is_sign(end + 1, '/') && (end..end + 3).all(|i| self.glued(i));
        (written && self.word(end + 2).is_some()).then_some(())?;
        if amount.whole == "1" && amount.fraction.is_none() {
            self.push(Class::Say("once"), at, end + 1);
        } else {
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say("times"), end, end + 1);
        }
        Some(self.divisors(end + 1))
    }

    /// "a Y/Y comparison": the letter before the stroke at `at` has been tagged.
    fn compared_in_capitals(&mut self, at: usize) -> Option<usize> {
        let period = match (self.str(at.wrapping_sub(1)), self.str(at + 1)) {
            ("M", "M") => "month over month",
            ("Q", "Q") => "quarter over quarter",
            ("Y", "Y") => "year over year",
            _ => return None,
        };
        (self.ends_before(at + 2) && !self.joined(at - 1)).then_some(())?;
        self.tags.pop();
        self.push(Class::Say(period), at - 1, at + 2);
        Some(at + 2)
    }

    /// A slash between two things: not said in codes and pairs, said in paths.
    pub(in super::super) fn inner_slash(&mut self, at: usize) -> usize {
        let (left, right) = (at.checked_sub(1).map_or("", |b| self.str(b)), self.str(at + 1));
        if Self::is_period(right) && self.ends_before(at + 2) {
            return self.divisors(at);
        }
        if let Some(end) = self.compared_in_capitals(at) {
            return end;
        }
        // "-var/-var-file", "--help/-h"
        if self.is_sign(at + 1, '-') && self.is_flag_again(at + 1) {
            let end = (at + 2..self.tokens.len())
                .find(|&i| self.ends_before(i) || self.is_sign(i, '/'))
                .unwrap_or(self.tokens.len());
            self.push(Class::Say("or"), at, at + 1);
            return self.flag(at + 1, end);
        }
        // "$1/$5", "8K/32K": two amounts
        let sized = |i: usize| matches!(self.str(i), "B" | "K" | "M" | "k") && self.glued(i);
        if self.currency_at(at + 1) || sized(at.wrapping_sub(1)) && sized(at + 2) {
            self.push(Class::Mark(Punctuation::Comma), at, at + 1);
            return at + 1;
        }
        // "5,500 GETs/s", "295 FLOPs/byte", "in FLOPs/byte"
        if self.case(at.wrapping_sub(1)) == Some(Case::Mixed)
            && left.ends_with('s')
            && self.ends_before(at + 2)
            && !self.in_code(at)
            && if self.number(at.wrapping_sub(2)).is_some() {
                unit::of_divisor(right).is_some()
            } else {
                right.len() > 3 && unit::named(right).is_some_and(|unit| unit.one == right)
            }
        {
            return self.divisors(at);
        }
        // "goodput, in requests/s"
        if matches!(right, "s" | "sec")
            && self.ends_before(at + 2)
            && self.case(at.wrapping_sub(1)) == Some(Case::Lower)
            && left.len() > 4
            && left.ends_with('s')
            && !self.in_code(at)
        {
            return self.divisors(at);
        }
        // "100 units/mL", "5 items/s"
        let amount = |i: usize| self.number(i).is_some() || matches!(self.str(i), "B" | "K" | "M" | "k");
        // "9.2 × 10³/μL"
        let raised = matches!(left, "²" | "³");
        let counted = at > 1
            && amount(at - 2)
            && (raised || self.is_counted(at - 1) || matches!(left, "K" | "M" | "k") && self.glued(at - 1));
        if counted && unit::of_divisor(right).is_some() && self.ends_before(at + 2) {
            return self.divisors(at);
        }
        // "500 records/poll", "5 cents/call"
        if counted
            && left.ends_with('s')
            && right.len() > 2
            && !right.ends_with('s')
            && self.case(at + 1) == Some(Case::Lower)
            && self.ends_before(at + 2)
        {
            self.push(Class::Say("per"), at, at + 1);
            return at + 1;
        }
        // "0.37 kg CO2e/kWh", "N·m²/kg²"
        let gas = left == "e"
            && self.glued(at - 1)
            && matches!(self.str(at.wrapping_sub(3)), "CO" | "GtCO" | "tCO" | "kgCO");
        if (gas || raised && right.len() > 1) && unit::of_symbol(right).is_some() && at > 0 {
            return self.divisors(at);
        }
        // "512 B/op, 7 allocs/op"
        if right == "op" && self.glued(at) && self.ends_before(at + 2) {
            if left == "B" && self.number(at.wrapping_sub(2)).is_some() && self.tags.pop().is_some() {
                self.push(Class::Say("bytes"), at - 1, at);
            }
            self.push(Class::Say("per"), at, at + 1);
            return at + 1;
        }
        // "80/90/100%"
        let number = |i: usize| self.number(i).is_some();
        let listed = |slash: usize, item: usize| self.is_sign(slash, '/') && number(item);
        if number(at + 1)
            && number(at.wrapping_sub(1))
            && (listed(at + 2, at + 3) || listed(at.wrapping_sub(2), at.wrapping_sub(3)))
        {
            self.push(Class::Mark(Punctuation::Comma), at, at + 1);
            return at + 1;
        }
        // ".05/20"
        let leading = self.is_sign(at.wrapping_sub(2), '.') && self.glued(at - 1) && !self.joined(at - 2);
        if leading && number(at.wrapping_sub(1)) && number(at + 1) {
            self.push(Class::Say("over"), at, at + 1);
            return at + 1;
        }
        // "30/14.4"; but "HTTP 1/1.1"
        let pointed = |i: usize| self.is_sign(i, '.') && self.glued(i);
        if number(at + 1)
            && number(at.wrapping_sub(1))
            && pointed(at + 2)
            && self.glued(at + 3)
            && number(at + 3)
            && (left != right || pointed(at.wrapping_sub(2)))
        {
            // "TLS 1.2/1.3": two releases
            let releases = pointed(at.wrapping_sub(2));
            let class = if releases {
                Class::Mark(Punctuation::Comma)
            } else {
                Class::Say("over")
            };
            self.push(class, at, at + 1);
            return at + 1;
        }
        // "`ep-14/generics`"
        if self.in_code(at)
            && number(at.wrapping_sub(1))
            && self.is_sign(at.wrapping_sub(2), '-')
            && right.len() > 2
        {
            self.push(Class::Say("slash"), at, at + 1);
            return at + 1;
        }
        // "HOME=/opt"
        if left == "=" {
            self.push(Class::Say("slash"), at, at + 1);
            return at + 1;
        }
        // "N/K = 5"
        let letter = |i: usize| self.word(i).is_some_and(|w| w.len() == 1);
        if at > 0
            && letter(at - 1)
            && letter(at + 1)
            && (at.saturating_sub(8)..at + 8).any(|i| self.is_sign(i, '='))
        {
            self.push(Class::Say("over"), at, at + 1);
            return at + 1;
        }
        // "The ratio T/N", "max(T/Tp, T/Tc)"
        let quotient = |i: usize| {
            matches!(
                self.str(i),
                "Divide" | "divide" | "fraction" | "max" | "min" | "quotient" | "ratio"
            )
        };
        let short = |i: usize| self.word(i).is_some_and(|w| w.len() <= 2) && self.str(i) != "I";
        if at > 0
            && short(at - 1)
            && short(at + 1)
            && letter(at - 1)
            && (at.saturating_sub(9)..at).any(quotient)
        {
            self.push(Class::Say("over"), at, at + 1);
            return at + 1;
        }
        // "r/s, w/s": reads and writes a second.
        if matches!(left, "r" | "w") && right == "s" && self.ends_before(at + 2) {
            self.push(Class::Say("per second"), at, at + 2);
            return at + 2;
        }
        // "km/h", "m/s" without a number.
        if let Some(unit) = unit::of_symbol(left).filter(|_| left.len() > 1 || (left, right) == ("m", "s"))
            && matches!(right, "s" | "h")
            && self.ends_before(at + 2)
            && let Some(tag) = self.tags.last_mut()
            && matches!(tag.class, Class::Letters(symbol) | Class::Word(symbol) | Class::Part(symbol) if symbol == left)
        {
            tag.class = Class::Say(unit.many);
            return self.divisors(at);
        }
        // "md:w-1/2"
        if self.is_letter(at.wrapping_sub(3))
            && self.number(at + 1).is_some()
            && self.is_sign(at.wrapping_sub(2), '-')
            && self.glued(at.wrapping_sub(1))
        {
            self.push(Class::Say("slash"), at, at + 1);
            return at + 1;
        }
        // "1/NULL", "1/focal length"
        let letter = |i: usize| self.word(i).is_some_and(|w| w.len() == 1);
        let number = |i: usize| self.number(i).is_some();
        let inverse = left == "1" && !self.glued(at - 1) && self.word(at + 1).is_some_and(|w| w.len() > 2);
        // "(M/32, N/32)"
        let sign = |i: usize, c: char| self.is_sign(i, c);
        // But "an old lens, f/10, that".
        let divided = letter(at.wrapping_sub(1))
            && left != "f"
            && number(at + 1)
            && (sign(at + 2, ')') || sign(at + 2, ','))
            && (sign(at.wrapping_sub(2), '(') || sign(at.wrapping_sub(2), ','));
        // "√(2DS/H)", "(n/e)ⁿ"
        let close = (at..at + 6).find(|&i| self.is_sign(i, ')'));
        let raised =
            close.is_some_and(|i| self.glued(i + 1) && (self.is_raised(i + 1) || self.is_sign(i + 1, 'ⁿ')));
        let open = (at.saturating_sub(6)..at).rev().find(|&i| self.is_sign(i, '('));
        let rooted = open.is_some_and(|i| self.is_sign(i.wrapping_sub(1), '√'));
        let short = |i: usize| self.word(i).is_some_and(|w| w.len() <= 3) || number(i);
        let enclosed = close.is_some()
            && open.is_some()
            && (raised || rooted)
            && short(at.wrapping_sub(1))
            && short(at + 1);
        if inverse || divided || enclosed {
            self.push(Class::Say("over"), at, at + 1);
            return at + 1;
        }
        let small = |i: usize| matches!(self.case(i), Some(Case::Lower)) && self.str(i).len() > 1;
        if (left, right) == ("yes", "no") || (left, right) == ("Yes", "No") {
            self.push(Class::Say("or"), at, at + 1);
            return at + 1;
        }
        let paired = PAIRED
            .iter()
            .any(|&(a, b)| left.eq_ignore_ascii_case(a) && right.eq_ignore_ascii_case(b));
        // "a price/earnings ratio"
        if !paired && self.is_of_noun(at) {
            let ratio = matches!(self.str(at + 2), "ratio" | "ratios");
            if ratio {
                self.push(Class::Say("to"), at, at + 1);
            }
            return at + 1;
        }
        // "examples/04-vpc"
        let numbered = self
            .number(at + 1)
            .is_some_and(|n| n.starts_with('0') && n.len() > 1)
            && self.is_sign(at + 2, '-')
            && self.glued(at + 2)
            && small(at.wrapping_sub(1));
        let path = numbered
            || at > 0
                && (small(at - 1) || small(at + 1))
                && self.word(at - 1).is_some()
                && self.word(at + 1).is_some()
                && !paired;
        // "HTTPS/SVCB": so many letters would run into one another; but "TCP/IP".
        let capitals = |i: usize| self.case(i) == Some(Case::Upper);
        let long = left.len() + right.len() > 8 && at > 0 && capitals(at - 1) && capitals(at + 1);
        if path {
            self.push(Class::Say("slash"), at, at + 1);
        } else if long && !self.in_code(at) {
            self.push(Class::Mark(Punctuation::Comma), at, at + 1);
        }
        at + 1
    }

    /// Whether the stroke at `at` stands between two words of prose that together describe the noun behind them: "the speed/memory
    /// tradeoff", "a signal/noise ratio"; but "the src/main tree".
    fn is_of_noun(&self, at: usize) -> bool {
        const NOUNS: &[&str] = &[
            "balance",
            "dichotomy",
            "distinction",
            "divide",
            "fit",
            "principle",
            "ratio",
            "ratios",
            "spectrum",
            "tradeoff",
            "tradeoffs",
        ];
        let word = |i: usize| {
            matches!(self.case(i), Some(Case::Lower | Case::Capital))
                && self.str(i).len() > 2
                && self.vocabulary.contains(self.str(i))
        };
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let head = at + 2 + usize::from(self.str(at + 2) == "trade" && self.is_sign(at + 3, '-'));
        (NOUNS.contains(&self.str(at + 2)) || head > at + 2)
            && !self.glued(at + 2)
            && !self.joined(before)
            && word(before)
            && word(at + 1)
            && self.case(at + 1) == Some(Case::Lower)
            && !self.in_code(at)
    }
}
