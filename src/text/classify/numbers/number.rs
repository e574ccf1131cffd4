//! Numbers in prose: which class the number at a token belongs to, and the simple classes themselves. Owns the
//! order in which other rooms are asked first; knows nothing of what makes a date, a time or an address.

use super::Tagger;
use super::range::Ends;
use crate::text::class::{Class, Decimal};
use crate::text::classify::measures::unit;
use crate::text::tokenise::{Case, Kind};

impl<'t> Tagger<'t, '_> {
    /// Tags the number at `at` with what belongs to it.
    pub(in super::super) fn number_like(&mut self, at: usize) -> usize {
        let Some(digits) = self.number(at) else {
            return at + 1;
        };
        let special = self
            .hexadecimal(at)
            .or_else(|| self.part_of_gpu(at))
            .or_else(|| self.telephone(at))
            .or_else(|| self.network(at))
            .or_else(|| self.edition_of_list(at))
            .or_else(|| self.military(at))
            .or_else(|| self.course(at))
            .or_else(|| self.numeric_date(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.days_month(at))
            .or_else(|| self.clock_time(at))
            .or_else(|| self.fraction(at))
            .or_else(|| {
                self.european(at)
                    .is_none()
                    .then(|| self.dotted_number(at))
                    .flatten()
            })
            .or_else(|| self.ordinal(at))
            .or_else(|| self.street(at));
        special.unwrap_or_else(|| self.quantity(at, digits))
    }

    /// A number that counts or measures, or simply stands there. Of a range the first; the walk goes on with the
    /// second, so that a long chain costs no stack.
    pub(in super::super) fn quantity(&mut self, at: usize, digits: &'t str) -> usize {
        if let Some(after) = self.model_point(at, digits) {
            return after;
        }
        if let Some(after) = self.grouped(at) {
            return after;
        }
        if let Some(after) = (self.season(at, digits))
            .or_else(|| self.publication(at, digits))
            .or_else(|| self.exam(at))
        {
            return after;
        }
        // "192 is 11000000 in binary"
        let bits = digits.len() > 5 && digits.bytes().all(|b| matches!(b, b'0' | b'1'));
        if bits && self.has_beside(12, at, &["binary", "bit", "mask", "octet"]) {
            self.push(Class::Digits(digits), at, at + 1);
            return at + 1;
        }
        // "§ 121", "§ 4901"
        if self.is_sign(at.wrapping_sub(1), '§') && matches!(digits.len(), 3 | 4) && !digits.ends_with("00")
        {
            self.push(Class::Pairs(digits), at, at + 1);
            return at + 1;
        }
        let (amount, end) = self.amount(at, digits);
        // "4.5/5", "3.85/4.0"
        if amount.fraction.is_some()
            && self.is_sign(end, '/')
            && self.glued(end)
            && self.glued(end + 1)
            && let Some(most) = self.number(end + 1)
        {
            let (most, after) = self.amount(end + 1, most);
            let rated = matches!(most.whole, "4" | "5" | "10" | "100");
            // "0.05/20 is 0.0025", "own 2.5/12.5"; but "Python 3.8/3.9", "TLS 1.2/1.3"
            let named = matches!(self.case(at.wrapping_sub(1)), Some(Case::Upper)) && most.whole == digits;
            if self.ends_before(after) && !(most.fraction.is_some() && (named || self.names_version(at))) {
                self.push(Class::Decimal(amount), at, end);
                self.push(Class::Say(if rated { "out of" } else { "over" }), end, end + 1);
                self.push(Class::Decimal(most), end + 1, after);
                return after;
            }
        }
        if amount.fraction.is_none()
            && let Some(after) = self.plural_number(at, digits)
        {
            return after;
        }
        // "the 97.5th percentile"
        if let Some(fraction) = amount.fraction.filter(|f| f.len() == 1 && !matches!(*f, "0"))
            && self.glued(end)
            && matches!(self.str(end), "st" | "nd" | "rd" | "th")
        {
            self.push(Class::Cardinal(digits), at, at + 1);
            self.push(Class::Say("point"), at + 1, at + 2);
            self.push(Class::Ordinal(fraction), at + 2, end + 1);
            return end + 1;
        }
        // "2x/wk", "3x a day", "4x as much"
        if let Some(after) = self.how_often(amount, at, end) {
            return after;
        }
        if let Some(after) = self
            .scientific(amount, at, end)
            .or_else(|| self.with_unit(amount, at, end))
        {
            return after;
        }
        // "2.39:1"
        if amount.fraction.is_some()
            && self.is_sign(end, ':')
            && (end..end + 2).all(|i| self.glued(i))
            && self.ends_before(end + 2)
            && self.number(end + 1).is_some_and(|n| n.len() <= 2)
        {
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say("to"), end, end + 1);
            return end + 1;
        }
        if let Some(after) = self
            .parameters_of_model(amount, at, end)
            .or_else(|| self.speed_of_port(amount, at, end))
        {
            return after;
        }
        // "3.5M rows"
        if amount.fraction.is_some()
            && self.glued(end)
            && (self.ends_before(end + 1)
                || self.is_sign(end + 1, '+') && self.ends_before(end + 2)
                || self.is_sign(end + 1, '-') && self.case(end + 2) == Some(Case::Lower))
            && matches!(self.str(end), "K" | "k" | "M" | "MM" | "B" | "bn" | "T")
            && let Some(magnitude) = super::magnitude::of_letters(self.str(end))
        {
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say(magnitude), end, end + 1);
            return self.counted_unit(end + 1);
        }
        if let Some(after) = self.times_per(amount, at, end) {
            return after;
        }
        // "8.5x11", "1920×1080"
        if matches!(self.str(end), "x" | "X" | "×")
            && self.glued(end)
            && self.glued(end + 1)
            && self.number(end + 1).is_some()
            && !(self.str(end) == "×" && self.is_sum(end))
            // "api-x2x4q"
            && !(self.glued(at) && self.word(at.wrapping_sub(1)).is_some())
        {
            let is_size = |d: &str| matches!(d.len(), 3 | 4) && !d.starts_with('0');
            let second = self.str(end + 1);
            // Of a screen both are said in pairs: "nineteen twenty by ten eighty".
            if amount.fraction.is_none() && is_size(digits) && is_size(second) && self.ends_before(end + 2) {
                self.push(Class::Pairs(digits), at, end);
                self.push(Class::Say("by"), end, end + 1);
                self.push(Class::Pairs(second), end + 1, end + 2);
                return end + 2;
            }
            let power = second == "10" && self.glued(end + 2) && self.is_raised(end + 2);
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say(if power { "times" } else { "by" }), end, end + 1);
            // "a frame of 2×4s"
            if self.str(end + 2) == "s"
                && self.glued(end + 2)
                && self.ends_before(end + 3)
                && second.len() == 1
            {
                self.push(Class::Cardinal(second), end + 1, end + 2);
                self.push(Class::Ending("s"), end + 2, end + 3);
                return end + 3;
            }
            return end + 1;
        }
        if amount.fraction.is_none()
            && let Some(after) = self.glued_letters(at, digits)
        {
            return after;
        }
        let range = self.range_end(at, end, digits);
        // "arXiv:1706.03762", "arXiv number 1706.03762"
        if let Some(fraction) = amount.fraction.filter(|f| digits.len() == 4 && f.len() > 3)
            && (at.saturating_sub(3)..at).any(|i| self.str(i).eq_ignore_ascii_case("arxiv"))
        {
            self.push(Class::Pairs(digits), at, at + 1);
            self.push(Class::Say("point"), at + 1, at + 2);
            self.push(Class::Digits(fraction), at + 2, end);
            return end;
        }
        let version = amount.fraction.is_some() && (self.names_version(at) || self.is_least_version(end));
        match amount.fraction {
            Some(fraction) if self.section(digits, fraction, at) || self.build(digits, fraction, at) => {}
            Some(fraction)
                if fraction.len() > 1
                    && (version
                        || self.is_clause(at)
                        || self.is_named(at, end)
                        || self.is_later(digits, fraction, end)
                        || self.is_known_release(digits, fraction, at, end)) =>
            {
                self.release(digits, fraction, at)
            }
            Some(_) if version => {
                self.released = Some(digits);
                self.push(self.bare(amount, at, end), at, end);
            }
            // What the second number measures, the first does too.
            None if matches!(range, Some((_, Ends::Measured))) => self.push(Class::Cardinal(digits), at, end),
            _ => self.push(self.bare(amount, at, end), at, end),
        }
        match range {
            Some((second, _)) => {
                self.push(Class::Say("to"), end, end + 1);
                second
            }
            None => end,
        }
    }

    /// "60_000", "1_000_000": thousands parted by underscores, as in source code.
    fn grouped(&mut self, at: usize) -> Option<usize> {
        let part = |i: usize| {
            self.is_sign(i, '_')
                && self.glued(i)
                && self.glued(i + 1)
                && self.number(i + 1).is_some_and(|n| n.len() == 3)
        };
        let mut end = at + 1;
        while part(end) {
            end += 2;
        }
        (end > at + 1
            && self.str(at).len() <= 3
            && (!self.joined(at) || self.is_sign(at.wrapping_sub(1), '='))
            && self.ends_before(end))
        .then_some(())?;
        let text = self.slice(self.tokens.get(at)?.start, self.tokens.get(end - 1)?.end);
        self.push(Class::Cardinal(text), at, end);
        Some(end)
    }

    /// Whether the product at `at` is part of a sum: "18×9 + 2×4 = 170".
    fn is_sum(&self, at: usize) -> bool {
        let of_sum = |i: usize| {
            self.number(i).is_some() || matches!(self.kind(i), Some(Kind::Sign('×' | '+' | '=' | '−')))
        };
        let sign = |i: usize| matches!(self.kind(i), Some(Kind::Sign('+' | '=')));
        let before = (at.saturating_sub(8)..at)
            .rev()
            .take_while(|&i| of_sum(i))
            .any(sign);
        before || (at + 1..at + 9).take_while(|&i| of_sum(i)).any(sign)
    }

    /// The reading of a number without unit, by its shape and neighbours.
    fn bare(&self, amount: Decimal<'t>, at: usize, end: usize) -> Class<'t> {
        let digits = amount.whole;
        if amount.fraction.is_some() {
            return Class::Decimal(amount);
        }
        if digits.len() > 1 && digits.starts_with('0') {
            return Class::Digits(digits);
        }
        // "100 000"
        if digits.contains(char::is_whitespace) {
            return Class::Cardinal(digits);
        }
        // "ports 2379-2380": the second of a range is said as the first.
        if digits.len() == 4
            && let [.., first, to] = &self.tags[..]
            && to.class == Class::Say("to")
            && let Class::Pairs(low) | Class::Cardinal(low) = first.class
            && low.len() == 4
        {
            let pairs = matches!(first.class, Class::Pairs(_));
            return if pairs {
                Class::Pairs(digits)
            } else {
                Class::Cardinal(digits)
            };
        }
        match digits.len() {
            3 if self.is_rung(at, end) => Class::Digits(digits),
            3 | 4 if self.said_in_pairs(at, end, digits) || self.is_named(at, end) => Class::Pairs(digits),
            4 if matches!(digits, "1040" | "1099") || self.is_model(at, end) => Class::Pairs(digits),
            3 if self.is_course(at) => Class::Pairs(digits),
            _ if digits.len() > 2 && !digits.ends_with("000") && self.is_identifier(at) => {
                Class::Digits(digits)
            }
            3 if self.is_hotline(at, end, digits) => Class::Digits(digits),
            4 if self.is_year(digits, end) => Class::Pairs(digits),
            5 if matches!(self.str(at.wrapping_sub(1)), "ISO" | "IEC") => Class::Cardinal(digits),
            // "Executive Order 14028", but "Order 25000 chips"
            5 if self.str(at.wrapping_sub(1)) == "Order" && !self.is_counted(end) => Class::Digits(digits),
            // "CVE-2021-44228"
            5.. if self.glued(at) && self.str(at.wrapping_sub(4)) == "CVE" => Class::Digits(digits),
            // "4096 * 11008"
            5.. if self.is_reckoned(at, end) => Class::Cardinal(digits),
            5.. if !digits.contains([',', '\'', '’']) && (self.is_coded(at) || !self.is_amount(at, end)) => {
                Class::Digits(digits)
            }
            _ => Class::Cardinal(digits),
        }
    }

    /// The number at `at` with its fraction, if it has one, and the token after it.
    pub(in super::super) fn amount(&self, at: usize, whole: &'t str) -> (Decimal<'t>, usize) {
        if let Some(found) = self.european(at) {
            return found;
        }
        let last = self.spaced_thousands(at, whole);
        if last > at {
            let (start, end) = (self.tokens[at].start, self.tokens[last].end);
            let whole = self.slice(start, end);
            return (
                Decimal {
                    whole,
                    fraction: None,
                },
                last + 1,
            );
        }
        let fraction = (self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2))
            .then(|| self.number(at + 2))
            .flatten()
            .filter(|f| !f.contains(','));
        let end = if fraction.is_some() { at + 3 } else { at + 1 };
        (Decimal { whole, fraction }, end)
    }

    /// The last token of thousands that spaces part: "100 000". A space may also stand in a list, so all groups
    /// after the first must be full, and there must be two of them, or only zeros, or a space that does not break.
    fn spaced_thousands(&self, at: usize, whole: &str) -> usize {
        if whole.len() > 3
            || whole.starts_with('0')
            || self.glued(at) && self.number(at.wrapping_sub(1)).is_some()
        {
            return at;
        }
        let mut last = at;
        let (mut zeros, mut firm) = (true, true);
        while let Some(group) = self
            .number(last + 1)
            .filter(|g| g.len() == 3 && !self.glued(last + 1))
        {
            let gap = self.slice(self.tokens[last].end, self.tokens[last + 1].start);
            firm &= matches!(gap, "\u{A0}" | "\u{2009}" | "\u{202F}");
            if gap.chars().count() > 1 {
                break;
            }
            zeros &= group == "000";
            last += 1;
        }
        let ends = self.ends_before(last + 1);
        if ends && (zeros || firm || last > at + 1 && self.is_counted(last + 1)) {
            last
        } else {
            at
        }
    }

    /// A number with a decimal comma: "1.234,56", and "3,5" where a unit follows.
    pub(super) fn european(&self, at: usize) -> Option<(Decimal<'t>, usize)> {
        let whole = self.number(at).filter(|w| w.len() <= 3)?;
        let mut end = at + 1;
        while self.is_sign(end, '.')
            && self.glued(end)
            && self.glued(end + 1)
            && self.number(end + 1).is_some_and(|g| g.len() == 3)
        {
            end += 2;
        }
        let comma = self.is_sign(end, ',') && self.glued(end) && self.glued(end + 1);
        let fraction = self
            .number(end + 1)
            .filter(|f| comma && f.len() <= 2 && !f.contains(','))?;
        // A third part makes it a list.
        let after = end + 2;
        let list = matches!(self.kind(after), Some(Kind::Sign(',' | '.')))
            && self.glued(after)
            && self.glued(after + 1);
        let grouped = end > at + 1;
        let measured = || {
            matches!(self.kind(after), Some(Kind::Sign('%' | '€')))
                || self.word(after).is_some_and(|w| {
                    unit::of_spaced_symbol(w).is_some()
                        || super::magnitude::of_word(w).is_some()
                        || matches!(w, "percent" | "euros" | "EUR" | "times")
                })
        };
        (!list && (grouped || measured())).then_some(())?;
        let whole = if grouped {
            self.slice(self.tokens[at].start, self.tokens[end - 1].end)
        } else {
            whole
        };
        let fraction = Some(fraction);
        Some((Decimal { whole, fraction }, after))
    }
}
