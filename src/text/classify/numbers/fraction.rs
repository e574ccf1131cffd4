//! Fractions and the pairs that look like them: "3/4", "1 1/2", "½", "24/7", "50/50". Pairs with a colon are `ratio`'s.

use super::Tagger;
use crate::text::class::{Class, Date};
use crate::text::classify::measures::unit;
use crate::text::tokenise::{Case, Kind};

/// The numerator and denominator of a fraction that is one character.
pub(in crate::text) fn vulgar(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '½' => ("1", "2"),
        '⅓' => ("1", "3"),
        '⅔' => ("2", "3"),
        '¼' => ("1", "4"),
        '¾' => ("3", "4"),
        '⅕' => ("1", "5"),
        '⅖' => ("2", "5"),
        '⅗' => ("3", "5"),
        '⅘' => ("4", "5"),
        '⅙' => ("1", "6"),
        '⅚' => ("5", "6"),
        '⅛' => ("1", "8"),
        '⅜' => ("3", "8"),
        '⅝' => ("5", "8"),
        '⅞' => ("7", "8"),
        _ => return None,
    })
}

/// Whether a fraction has words: halves to twentieths, and the rounder ones after them. "5/22" has none, and "twenty
/// seconds" are never parts of a whole but for those of an inch.
fn is_denominator(n: u32, d: u32) -> bool {
    let round = matches!(
        d,
        1..=20 | 24 | 25 | 30 | 32 | 40 | 48 | 50 | 60 | 64 | 80 | 90 | 100 | 1000 | 10000 | 1000000
    );
    d > 0 && n < 1000 && (round || n == 1 && d % 10 != 2)
}

/// A note of so many in a whole one.
fn note_length(d: u32) -> Option<&'static str> {
    Some(match d {
        2 => "half",
        4 => "quarter",
        8 => "eighth",
        16 => "sixteenth",
        32 => "thirty second",
        64 => "sixty fourth",
        _ => return None,
    })
}

/// What is so many out of the most there are.
const SCORES: &[&str] = &[
    "Apgar", "GCS", "MMSE", "MoCA", "grade", "mark", "rating", "score", "scored", "scores",
];

/// Tokens from a fraction to the name of the column that it stands in.
const COLUMN: usize = 6;

impl<'t> Tagger<'t, '_> {
    /// A fraction, or a ratio, at `at`.
    pub(in super::super) fn fraction(&mut self, at: usize) -> Option<usize> {
        let first = self.number(at)?;
        match self.kind(at + 1)? {
            Kind::Sign('/' | '⁄') => self.all_year(at).or_else(|| self.simple_fraction(at)),
            Kind::Sign(':') => self.ratio(at, first),
            // "1½", "1 ½"
            Kind::Sign(c) if vulgar(c).is_some() && (self.glued(at + 1) || first.len() <= 2) => {
                let (numerator, denominator) = vulgar(c)?;
                self.push(Class::Cardinal(first), at, at + 1);
                self.and_part(numerator, denominator, (at + 1, at + 1, at + 2));
                Some(self.after_fraction(at, at + 2, true))
            }
            // "1-1/2 lbs."
            Kind::Sign('-') if self.glued(at + 1) && self.glued(at + 2) && !self.glued(at) => {
                self.mixed_number(at, at + 2)
            }
            // "3 2/4"
            Kind::Number => self.mixed_number(at, at + 1),
            _ => None,
        }
    }

    /// A whole number at `at` and a fraction at `part`.
    fn mixed_number(&mut self, at: usize, part: usize) -> Option<usize> {
        let first = self.number(at).filter(|f| f.len() <= 3)?;
        let numerator = self.number(part).filter(|_| self.is_sign(part + 1, '/'))?;
        let denominator = self
            .number(part + 2)
            .filter(|_| self.glued(part + 1) && self.glued(part + 2))?;
        let end = part + 3;
        (self.ends_before(end) || matches!(self.kind(end), Some(Kind::Sign('%' | '-' | '–' | '"'))))
            .then_some(())?;
        // With a hyphen it may be a code, so only what is a fraction of a whole.
        let (n, d) = (numerator.parse::<u32>().ok()?, denominator.parse::<u32>().ok()?);
        let goes_on = matches!(self.kind(end), Some(Kind::Sign('-'))) && self.number(end + 1).is_some();
        (part == at + 1 || n < d && is_denominator(n, d) && !goes_on).then_some(())?;
        self.push(Class::Cardinal(first), at, at + 1);
        self.and_part(numerator, denominator, (at + 1, part, end));
        Some(self.after_fraction(at, end, true))
    }

    /// What stands after the whole in a mixed number: "and" from the first token on, the fraction from the second to
    /// the third. The plainest are "a half", "a third", "a quarter".
    fn and_part(
        &mut self,
        numerator: &'t str,
        denominator: &'t str,
        (and, part, end): (usize, usize, usize),
    ) {
        let plain = match (numerator, denominator) {
            ("1", "2") => "and a half",
            ("1", "3") => "and a third",
            ("1", "4") => "and a quarter",
            _ => {
                self.push(Class::Say("and"), and, part.max(and + 1));
                return self.push(Class::Fraction(numerator, denominator), part, end);
            }
        };
        self.push(Class::Say(plain), and, end);
    }

    fn simple_fraction(&mut self, at: usize) -> Option<usize> {
        let numerator = self.number(at)?;
        let denominator = self
            .number(at + 2)
            .filter(|_| self.glued(at + 1) && self.glued(at + 2))?;
        let value = |digits| u32::try_from(super::range::value(digits)).ok();
        let (n, d) = (value(numerator)?, value(denominator)?);
        // Part of something longer is no fraction.
        let mut end = at + 3;
        let ending = self.str(end).trim_end_matches(['s', 'S']);
        if self.glued(end) && ending.len() == 2 && super::ordinal::is_ordinal_suffix(denominator, ending) {
            end += 1;
        } else if !self.ends_before(end) && !matches!(self.kind(end), Some(Kind::Sign('-' | '–' | '%' | '"')))
        {
            return None;
        }
        if self.glued(at) {
            let before = at.wrapping_sub(1);
            let code = self.word(before).is_some()
                || self.is_sign(before, '/')
                || self.is_sign(before, '-') && self.glued(before);
            (!code).then_some(())?;
        }
        // "Step 1/5"
        let part = [
            "attempt",
            "batch",
            "epoch",
            "fold",
            "iteration",
            "lesson",
            "page",
            "part",
            "retry",
            "slide",
            "step",
        ];
        let counted = self.str(at.wrapping_sub(1));
        if n <= d && part.iter().any(|p| counted.eq_ignore_ascii_case(p)) {
            return Some(self.parted(at, "of", end));
        }
        // "3/12 pods were ready", "showed 2/5 Running"
        let small = matches!(d, 2 | 3 | 4 | 8 | 16);
        let state = match self.str(end) {
            "Available" | "Completed" | "Failed" | "Passed" | "READY" | "Ready" | "Running" => true,
            "passed" | "ready" | "running" => !small,
            _ => false,
        };
        let things = self.is_counted(end)
            && !small
            && !self.str(end).ends_with("is")
            && unit::of_divisor(self.str(end).trim_end_matches('s')).is_none();
        if n <= d && d > 1 && self.str(at.wrapping_sub(1)) != "of" && (state || things) {
            return Some(self.parted(at, "of", end));
        }
        // "READY shows 0/1", "2/2 in the READY column": as `kubectl get` counts containers
        let column = |i: usize| self.str(i) == "READY";
        if n <= d && d < 100 && (at.saturating_sub(COLUMN)..at + COLUMN).any(column) {
            return Some(self.parted(at, "of", end));
        }
        // "a 1/4 note", "1/16 notes"
        let note = matches!(self.str(end).trim_end_matches('s'), "note" | "rest" | "triplet");
        if n == 1
            && note
            && let Some(length) = note_length(d)
        {
            self.push(Class::Say(length), at, end);
            return Some(end);
        }
        // "ports 20/21", "UDP 67/68"
        let served = ["port", "ports", "TCP", "UDP"].contains(&self.str(at.wrapping_sub(1)));
        if served && n < d || d == n + 1 && self.are_grades(at) {
            return Some(self.parted(at, "and", end));
        }
        // "a 500/50 Mbps plan"
        if n >= d && d > 1 && self.str(end).ends_with("bps") {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Say("by"), at + 1, at + 2);
            return Some(at + 2);
        }
        // "9/10 would recommend"
        let marked = d == 1000 && n > 100 && self.ends_before(end);
        let scored =
            marked || matches!(d, 5 | 10) && self.is_rating(at, end) || d >= 5 && self.is_score(at, end);
        if n <= d && (scored || self.is_of_points(at, end, d)) {
            return Some(self.parted(at, "out of", end));
        }
        if let Some(after) = self.blood_pressure(at, end) {
            return Some(after);
        }
        // "7/2 odds"
        if matches!(self.str(end), "favorite" | "odds" | "outsider" | "shot") {
            return Some(self.parted(at, "to", end));
        }
        // "in 4/4", "3/4 time"
        let beats = matches!(d, 2 | 4 | 8 | 16) && n <= 16;
        // "the jig in 6/8": no fraction in its lowest terms.
        let measured = matches!(d, 4 | 8)
            && (2..=12).contains(&n)
            && (n > d || n % 2 == 0)
            && matches!(self.str(at.wrapping_sub(1)), "in" | "into")
            && unit::of_spaced_symbol(self.str(end)).is_none()
            && !matches!(self.str(end), "of" | "cases" | "trials");
        // "cut time, or 2/2", "the signature is 5/4"
        let signed = (at.saturating_sub(12)..at + 12).any(|i| {
            matches!(self.str(i), "meter" | "signature" | "signatures" | "waltz")
                || self.str(i) == "cut" && self.str(i + 1) == "time"
        }) && self.str(end) != "of";
        if beats && (matches!(self.str(end), "meter" | "time") || (n, d) == (4, 4) || measured || signed) {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Cardinal(denominator), at + 1, end);
            return Some(end);
        }
        // "5/1 ARM"; terms of "2/10, net 30"
        let terms = matches!(self.str(end), "ARM" | "ARMs")
            || matches!(self.str(end), "and" | "or") && matches!(self.str(end + 4), "ARM" | "ARMs")
            || self.str(end + usize::from(self.is_sign(end, ','))) == "net";
        if let Some(after) = self.service_voltage(at, n, d) {
            return Some(after);
        }
        // "0/1 CrashLoopBackOff", "2/3 ready": pods, as `kubectl get` counts them.
        if matches!(
            self.str(end),
            "Completed"
                | "ContainerCreating"
                | "CrashLoopBackOff"
                | "Error"
                | "ImagePullBackOff"
                | "OOMKilled"
                | "Pending"
                | "Ready"
                | "Running"
                | "Terminating"
                | "ready"
        ) {
            return Some(self.parted(at, "of", end));
        }
        if self.is_act(at, numerator, denominator) {
            self.push(Class::Pairs(numerator), at, at + 1);
            self.push(Class::Say("slash"), at + 1, at + 2);
            self.push(Class::Pairs(denominator), at + 2, end);
            return Some(end);
        }
        let cable = self.is_cable(n, d, at, end);
        let idiom = cable
            || matches!((n, d), (24, 7) | (9, 11) | (7, 11) | (10, 100) | (20, 20))
            || n + d == 100
            || d == 0
            || terms
            || matches!(self.str(end), "rule" | "split") && n > 9;
        if idiom {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Cardinal(denominator), at + 1, end);
            return Some(end);
        }
        // A season: "2020/2021", "2023/24"
        let season = super::context::is_year(numerator)
            && matches!(denominator.len(), 2 | 4)
            && (d == n + 1 || denominator.len() == 2 && d == (n + 1) % 100);
        if season {
            self.push(Class::Pairs(numerator), at, at + 1);
            self.push(Class::Pairs(denominator), at + 1, end);
            return Some(end);
        }
        // How interest counts days: "30/360", "30/365".
        if n == 30 && matches!(d, 360 | 365) {
            self.push(Class::Cardinal(numerator), at, at + 1);
            self.push(Class::Pairs(denominator), at + 1, end);
            return Some(end);
        }
        // "she's an 8/10", "pain 7/10"
        let rated = d == 10
            && n <= 10
            && (self.has_article(at) && !self.is_noun(end) && self.str(end) != "of"
                || matches!(self.str(end), "rating" | "score")
                || (at.saturating_sub(4)..at)
                    .any(|i| matches!(self.str(i), "pain" | "rate" | "rated" | "scored")));
        if rated {
            return Some(self.parted(at, "out of", end));
        }
        if let Some((month, day)) = self.month_and_day(at, end, n, d) {
            let date = Date {
                month: Some(month),
                day: Some(day),
                ..Date::default()
            };
            self.push(Class::Date(date), at, end);
            return Some(end);
        }
        // "100/7 = 14.3"
        let equated = n > d && (self.is_sign(end, '=') || d > 10 && !matches!(d, 12 | 16 | 32 | 64 | 100));
        if end == at + 3 && (equated || !is_denominator(n, d)) {
            return Some(self.parted(at, "over", end));
        }
        self.push(Class::Fraction(numerator, denominator), at, end);
        Some(self.after_fraction(at, end, false))
    }

    /// Whether a law of the European Union has this number and year: "Regulation (EU) 2016/679".
    fn is_act(&self, at: usize, first: &str, second: &str) -> bool {
        let named = |i: usize| {
            matches!(
                self.str(i),
                "Decision" | "Directive" | "Directives" | "Regulation" | "Regulations"
            )
        };
        let year = super::context::is_year(first) || super::context::is_year(second);
        year && first.len() > 2 && second.len() > 2 && (at.saturating_sub(4)..at).any(named)
    }

    /// Both numbers of a fraction as numbers, and what is said between them.
    pub(in super::super) fn parted(&mut self, at: usize, between: &'static str, end: usize) -> usize {
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Say(between), at + 1, at + 2);
        self.push(Class::Cardinal(self.str(at + 2)), at + 2, end);
        end
    }

    /// What follows the fraction that ends before `end` and belongs to it: a unit ("1/2 lb", "5 1/2%"), the dash
    /// of a range ("1½–2 hrs").
    fn after_fraction(&mut self, from: usize, end: usize, mixed: bool) -> usize {
        // "a 3/4-inch pipe"
        let quarters = self
            .tags
            .last()
            .is_some_and(|t| matches!(t.class, Class::Fraction("3", "4")));
        if quarters && !mixed && self.is_sign(end, '-') && self.glued(end) && self.str(end + 1) == "inch" {
            self.tags.pop();
            self.push(Class::Say("three quarter"), from, end);
            return end;
        }
        // "3/8-in. holes", "a 15½-oz. can"
        let joined = self.is_sign(end, '-') && self.glued(end) && self.glued(end + 1);
        let dotted = self.is_dotted(end + 1);
        let symbol = Some(self.str(end + 1)).filter(|s| joined && s.len() > 1 && (dotted || *s != "in"));
        if let Some(unit) = symbol.and_then(unit::of_symbol) {
            let after = end + 2 + usize::from(dotted);
            self.push(Class::Say(unit.one), end, after);
            return after;
        }
        let inches = self.str(end) == "in" && self.is_dotted(end);
        let unit = match self.kind(end) {
            Some(Kind::Sign('%')) if self.glued(end) => unit::of_sign('%'),
            Some(Kind::Sign('"')) if self.is_length(end) => unit::of_length("\""),
            Some(Kind::Word(_)) if inches => unit::of_symbol("in"),
            Some(Kind::Word(_)) if self.ends_before(end + 1) && !self.glued(end) && self.str(end) != "m" => {
                self.unit_in_context(from, end).or_else(|| {
                    let symbol = self.str(end);
                    unit::of_spaced_symbol(symbol).filter(|_| symbol.len() > 1 || symbol == "h")
                })
            }
            _ => None,
        };
        let mut after = end;
        // "1/60 s"
        let seconds = self.str(end) == "s" && !self.glued(end) && self.ends_before(end + 1) && !mixed;
        if seconds {
            let half = self
                .tags
                .last()
                .is_some_and(|t| matches!(t.class, Class::Fraction("1", "2" | "4")));
            self.push(
                Class::Say(if half { "second" } else { "of a second" }),
                end,
                end + 1,
            );
            after = end + 1;
        } else if let Some(unit) = unit {
            let describes = self.has_article(from) && self.is_noun(end + 1);
            // "3/4 lb" is of a whole one; not so "3/4" plywood".
            let part = !mixed && self.number(from).is_some_and(|n| n != "1") && self.str(end) != "%";
            if part && self.is_noun(end + 1 + usize::from(self.is_dotted(end))) {
                self.quarters_of_many();
            } else if part {
                let vowel = unit.one.starts_with(['a', 'e', 'i', 'o']);
                self.push(Class::Say(if vowel { "of an" } else { "of a" }), end, end + 1);
            }
            let many = mixed && !describes;
            self.push(Class::Say(if many { unit.many } else { unit.one }), end, end + 1);
            after = end + 1;
        }
        let range = matches!(self.kind(after), Some(Kind::Sign('-' | '–')))
            && self.glued(after)
            && self.glued(after + 1)
            && self.number(after + 1).is_some();
        // "a 1/4-20 bolt": so many threads to the inch.
        let thread = range
            && !mixed
            && !self.glued(from)
            && self.number(after + 1).is_some_and(|n| n.len() == 2)
            && self.ends_before(after + 2)
            && !self.is_sign(after + 2, '%');
        if thread {
            return after + 1;
        }
        if range {
            self.push(Class::Say("to"), after, after + 1);
            after += 1;
        }
        after
    }

    /// The quarters before as they describe: "three quarter inch".
    fn quarters_of_many(&mut self) {
        if let Some(tag) = self.tags.last_mut()
            && let Class::Fraction(numerator, "4") = tag.class
        {
            let (start, end) = (tag.start, tag.end);
            tag.class = Class::Cardinal(numerator);
            self.push_bytes(Class::Say("quarter"), start, end);
        }
    }

    /// Whether something is rated, or people are counted, with the fraction `at..end`.
    fn is_rating(&self, at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        matches!(
            self.str(end),
            "would" | "people" | "users" | "teams" | "developers" | "engineers"
        ) || matches!(
            before,
            "gave" | "rate" | "rated" | "rating" | "score" | "scored" | "scores" | "scoring"
        ) || matches!(
            self.str(at.wrapping_sub(2)),
            "gave" | "give" | "gives" | "rate" | "rated" | "score" | "scored"
        ) && matches!(
            before,
            "her" | "him" | "it" | "mine" | "them" | "these" | "this" | "us" | "you"
        )
    }

    /// Whether the fraction `at..end` says how much of a test was right: "a score of 7/10", "you need 18/20 to pass".
    fn is_score(&self, at: usize, end: usize) -> bool {
        let got = matches!(self.str(at.wrapping_sub(1)), "get" | "gets" | "got") && self.str(end) != "of";
        let scored = got || (at.saturating_sub(3)..at).any(|i| SCORES.contains(&self.str(i)));
        let passed = match self.str(end) {
            "to" => self.str(end + 1) == "pass",
            "on" => (end + 1..end + 4).any(|i| {
                matches!(
                    self.str(i),
                    "assessment" | "exam" | "final" | "midterm" | "quiz" | "test"
                )
            }),
            after => matches!(after, "correct" | "questions" | "right"),
        };
        // "Mine is 34/100."
        let stated = self.str(at).len() == 2 && self.str(end - 1) == "100" && self.ends_before(end);
        let is = ["It's", "be", "is", "it's", "was", "were"].contains(&self.str(at.wrapping_sub(1)));
        scored || passed || stated && is && self.word(end).is_none()
    }

    /// A fraction that is one character and stands by itself.
    pub(in super::super) fn vulgar_fraction(&mut self, at: usize, c: char) -> Option<usize> {
        let (numerator, denominator) = vulgar(c)?;
        // "cut it in ½"
        if c == '½' && matches!(self.str(at.wrapping_sub(1)), "by" | "in") && !self.is_noun(at + 1) {
            self.push(Class::Say("half"), at, at + 1);
            return Some(at + 1);
        }
        // "½ a rack", "½ the price"
        if c == '½' && matches!(self.str(at + 1), "a" | "an" | "of" | "the") && !self.glued(at) {
            self.push(Class::Say("half"), at, at + 1);
            return Some(at + 1);
        }
        // "every ½ hour", "a ½-acre lot"
        let halves = c == '½' && matches!(self.str(at.wrapping_sub(1)), "a" | "each" | "every" | "the");
        let hyphened = self.is_sign(at + 1, '-') && self.case(at + 2) == Some(Case::Lower);
        if halves && (hyphened || self.is_noun(at + 1)) {
            self.push(Class::Say("half"), at, at + 1);
            return Some(at + 1);
        }
        self.push(Class::Fraction(numerator, denominator), at, at + 1);
        Some(self.after_fraction(at, at + 1, false))
    }
}
