//! Numbers with more than one point, and numbers written up against letters: versions, IP addresses, codes.
//! Numbers with one point are not among them, but `number`'s and `version`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::classify::programs::network;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

impl<'t> Tagger<'t, '_> {
    /// "1.28.3", "10.0.0.0/16", "1.2.3.4:8080": two points or more.
    pub(in super::super) fn dotted_number(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let mut parts = 1;
        while self.is_sign(end, '.')
            && self.glued(end)
            && self.glued(end + 1)
            && self.number(end + 1).is_some()
        {
            end += 2;
            parts += 1;
        }
        (parts > 2).then_some(())?;
        let part = |i: usize| self.str(i).parse::<u8>().ok();
        let octets = parts == 4 && (at..end).step_by(2).all(|i| part(i).is_some());
        // "2025.04.1": a release by its date
        let dated = !octets && super::context::is_year(self.str(at)) && self.str(at + 2).len() <= 2;
        // "10.20.0.0/16": the networks of one's own (RFC 1918), whose parts are spoken of as numbers.
        let own = octets
            && part(at)
                .zip(part(at + 2))
                .is_some_and(|(a, b)| network::is_own(a, b));
        for (index, token) in (at..end).step_by(2).enumerate() {
            if index > 0 {
                self.push(
                    Class::Say(if octets || dated { "dot" } else { "point" }),
                    token - 1,
                    token,
                );
            }
            let digits = self.str(token);
            let class = match digits.len() {
                _ if octets => network::octet(digits, own),
                4 if dated => Class::Pairs(digits),
                2 if dated => Class::Pairs(digits),
                1..=4 if digits == "0" || !digits.starts_with('0') => Class::Cardinal(digits),
                _ => Class::Digits(digits),
            };
            self.push(class, token, token + 1);
        }
        if octets
            && self.is_sign(end, '/')
            && self.glued(end)
            && self.glued(end + 1)
            && let Some(prefix) = self.number(end + 1)
        {
            self.push(Class::Say("slash"), end, end + 1);
            self.push(Class::Cardinal(prefix), end + 1, end + 2);
            end += 2;
        }
        // The port would run into the last part.
        if octets
            && self.is_sign(end, ':')
            && (end..end + 2).all(|i| self.glued(i))
            && self.number(end + 1).is_some()
        {
            self.push(Class::Say("colon"), end, end + 1);
            end += 1;
        }
        Some(end)
    }

    /// A point that parts the name of a model and is no decimal point: "r5.2xlarge", "802.11ac". Takes the first
    /// number and the point, of a standard the second number too.
    pub(super) fn model_point(&mut self, at: usize, digits: &'t str) -> Option<usize> {
        let point = self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2);
        let second = point.then(|| self.number(at + 2)).flatten()?;
        let after = self.glued(at + 3).then(|| self.word(at + 3)).flatten();
        let named = self.glued(at)
            && self
                .word(at.wrapping_sub(1))
                .is_some_and(|w| !w.eq_ignore_ascii_case("v"));
        if named && after.is_some_and(|w| w.len() > 2) {
            self.push(self.code_digits(digits, at), at, at + 1);
            self.push(Class::Say("dot"), at + 1, at + 2);
            return Some(at + 2);
        }
        // IEEE 802 and its working groups.
        let standard = digits == "802" && second.len() <= 2 && self.unit_at(at, at + 3, None).is_none();
        standard.then_some(())?;
        self.push(Class::Pairs(digits), at, at + 1);
        self.push(Class::Say("dot"), at + 1, at + 2);
        self.push(Class::Cardinal(second), at + 2, at + 3);
        Some(at + 3)
    }

    /// Whether the letter at `at` ends the name of a device: "LA-2A", "a3-highgpu-8g".
    pub(in super::super) fn ends_model(&self, from: usize, at: usize) -> bool {
        let name = from.wrapping_sub(2);
        let letter = match self.case(name) {
            Some(Case::Upper) => self.case(at) == Some(Case::Upper) && self.str(at).len() == 1,
            Some(Case::Lower) => self.str(at) == "g",
            _ => false,
        };
        letter
            && self.glued(at)
            && self.is_sign(from.wrapping_sub(1), '-')
            && self.glued(from)
            && self.glued(from - 1)
            && self.str(name).len() > 1
    }

    /// "0x1F", "0x80070005": the digits of a hexadecimal number, each named.
    pub(in super::super) fn hexadecimal(&mut self, at: usize) -> Option<usize> {
        let x = self.glued(at + 1).then(|| self.word(at + 1)).flatten()?;
        (self.str(at) == "0" && x.starts_with(['x', 'X'])).then_some(())?;
        let mut end = at + 2;
        while self.glued(end) && matches!(self.kind(end), Some(Kind::Number | Kind::Word(_))) {
            end += 1;
        }
        let text = self.slice(self.tokens.get(at)?.start, self.tokens.get(end - 1)?.end);
        let digits = text.get(2..)?;
        (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit())).then_some(())?;
        self.push(Class::Characters(text), at, end);
        Some(end)
    }

    /// "00:1A:2B:3C:4D:5E": six pairs of hexadecimal digits, each named.
    pub(in super::super) fn hardware_address(&mut self, at: usize, end: usize) -> Option<usize> {
        let whole = self.slice(
            self.tokens.get(at)?.start,
            self.tokens.get(end.checked_sub(1)?)?.end,
        );
        let pairs = whole.len() == 17
            && whole.bytes().enumerate().all(|(i, b)| match i % 3 {
                2 => b == whole.as_bytes()[2] && matches!(b, b':' | b'-'),
                _ => b.is_ascii_hexdigit(),
            });
        pairs.then_some(())?;
        for i in at..end {
            match self.kind(i) {
                Some(Kind::Number) => self.push(Class::Digits(self.str(i)), i, i + 1),
                Some(Kind::Word(_)) => self.push(Class::Letters(self.str(i)), i, i + 1),
                _ => self.push(Class::Mark(Punctuation::Comma), i, i + 1),
            }
        }
        Some(end)
    }

    /// "2001:db8::1", "::1/128": groups of hexadecimal digits with colons, each sign named.
    pub(in super::super) fn ipv6(&mut self, at: usize, end: usize) -> Option<usize> {
        let whole = self.slice(
            self.tokens.get(at)?.start,
            self.tokens.get(end.checked_sub(1)?)?.end,
        );
        let address = whole.split_once('/').map_or(whole, |(address, _)| address);
        let known = address.len() > 2
            && address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
            && address.bytes().any(|b| b.is_ascii_digit())
            && (address.len() > 7
                || address.starts_with(':')
                || address.bytes().any(|b| b.is_ascii_alphabetic()))
            && address.split(':').all(|group| group.len() <= 4)
            && (address.matches("::").count() == 1 || address.matches(':').count() == 7);
        known.then_some(())?;
        for i in at..end {
            match self.kind(i) {
                Some(Kind::Sign('/')) => self.push(Class::Say("slash"), i, i + 1),
                Some(Kind::Number) if self.is_sign(i.wrapping_sub(1), '/') => {
                    self.push(Class::Cardinal(self.str(i)), i, i + 1);
                }
                Some(_) => self.push(Class::Characters(self.str(i)), i, i + 1),
                None => {}
            }
        }
        Some(end)
    }

    /// What is counted by the thousands, millions or billions that end before `at`: "150M km".
    pub(in super::super) fn counted_unit(&mut self, at: usize) -> usize {
        let symbol = self
            .word(at)
            .filter(|w| {
                !self.glued(at)
                    && (w.len() > 1 || self.is_sign(at + 1, '/') || self.raised_unit(at).0.is_some())
            })
            .filter(|_| {
                let after = self.raised_unit(at).1;
                self.ends_before(after) || self.is_sign(after, '/')
            });
        match symbol.and_then(unit::of_spaced_symbol) {
            Some(unit) => self.many_of(unit, at),
            None => self.many_square(at),
        }
    }

    /// "500K sq. ft.": gives the token after it, or `at`.
    fn many_square(&mut self, at: usize) -> usize {
        let Some((unit, Some(power), after)) = self.square_unit(at) else {
            return at;
        };
        self.push(Class::Say(power), at, at + 1);
        self.push(Class::Say(unit.many), at + 1, after);
        let dotted = self.is_dotted(after - 1) && !self.ends_with_stop(after + 1);
        after + usize::from(dotted)
    }

    /// The unit whose symbol stands at `at`, many of it, with its power and what it is counted per: "km²", "m/s".
    pub(in super::super) fn many_of(&mut self, unit: &unit::Unit, at: usize) -> usize {
        let (power, after) = self.raised_unit(at);
        if let Some(power) = power {
            self.push(Class::Say(power), at, at + 1);
        }
        self.push(Class::Say(unit.many), at, after);
        self.divisors(after)
    }

    /// Whether "3M" at `at` is the company: nothing is counted by it.
    fn is_company(&self, at: usize) -> bool {
        const VERBS: &[&str] = &[
            "agreed",
            "also",
            "and",
            "announced",
            "had",
            "has",
            "invented",
            "is",
            "made",
            "makes",
            "owns",
            "paid",
            "plans",
            "reported",
            "said",
            "says",
            "sells",
            "sold",
            "spun",
            "was",
            "will",
        ];
        let after = self.str(at + 2);
        let named = matches!(
            self.str(at.wrapping_sub(1)),
            "at" | "At" | "by" | "joined" | "with"
        ) && (self.kind(at + 2).is_none_or(|k| matches!(k, Kind::Sign(_)))
            || after.len() < 4 && !self.glued(at + 2));
        self.str(at) == "3"
            && self.str(at + 1) == "M"
            && (VERBS.binary_search(&after).is_ok() || after == "Company" || named)
    }

    /// Letters written up against a number: "12text", "10k", "5pods", "2x8", "401(k)".
    pub(super) fn glued_letters(&mut self, at: usize, digits: &'t str) -> Option<usize> {
        if matches!(digits, "401" | "403" | "457" | "501")
            && self.is_sign(at + 1, '(')
            && self.glued(at + 1)
            && self.is_sign(at + 3, ')')
        {
            self.push(Class::Pairs(digits), at, at + 1);
            self.push(Class::Letters(self.str(at + 2)), at + 2, at + 3);
            // "401(k)s"
            if self.glued(at + 4) && self.str(at + 4) == "s" {
                self.push(Class::Ending("s"), at + 4, at + 5);
                return Some(at + 5);
            }
            return Some(at + 4);
        }
        // "401k", "403b"
        if matches!(
            (digits, self.str(at + 1)),
            ("401", "k" | "K") | ("403" | "457" | "529", "b")
        ) && !self.glued(at)
            && self.glued(at + 1)
            && self.ends_before(at + 2)
        {
            self.push(Class::Pairs(digits), at, at + 1);
            self.push(Class::Letters(self.str(at + 1)), at + 1, at + 2);
            return Some(at + 2);
        }
        // "T(n) = 2T(n/2)"
        let applied = self.is_sign(at + 2, '(') && self.glued(at + 2);
        // "50k TPS", "2M QPS"
        if self.glued(at + 1)
            && self.ends_before(at + 2)
            && let Some(magnitude) = super::magnitude::of_letters(self.str(at + 1))
            && let Some(unit) = unit::of_rate(self.str(at + 2))
        {
            self.push(Class::Cardinal(digits), at, at + 1);
            let said = match self.str(at + 1) {
                k @ ("k" | "K") => Class::Letters(k),
                _ => Class::Say(magnitude),
            };
            self.push(said, at + 1, at + 2);
            self.push(Class::Say(unit.many), at + 2, at + 3);
            return Some(self.divisors(at + 3));
        }
        if let Some(end) = self.of_memory(at, digits) {
            return Some(end);
        }
        // "1400Z"
        let clock = digits.len() == 4 && digits < "2400" && digits.get(2..).is_some_and(|m| m < "60");
        if clock && self.str(at + 1) == "Z" && self.glued(at + 1) && self.ends_before(at + 2) {
            let early = digits.starts_with('0');
            self.push(
                if early {
                    Class::Digits(digits)
                } else {
                    Class::Pairs(digits)
                },
                at,
                at + 1,
            );
            self.push(Class::Say("zulu"), at + 1, at + 2);
            return Some(at + 2);
        }
        if self.glued(at + 1) && self.is_company(at) {
            self.push(Class::Cardinal(digits), at, at + 1);
            self.push(Class::Letters(self.str(at + 1)), at + 1, at + 2);
            return Some(at + 2);
        }
        if let Some(end) = self.model_size(at, digits) {
            return Some(end);
        }
        let before = self.glued(at) && self.word(at.wrapping_sub(1)).is_some();
        let after = self.glued(at + 1).then(|| self.word(at + 1)).flatten();
        if let Some(word) = after
            && !before
            && !(word == "B" && self.sizes_model(at))
            && (matches!(word, "M" | "B" | "T")
                && (self.ends_before(at + 2) && !applied
                    || self.describes(at + 2)
                    || self.is_span(at + 2)
                    || self.is_sign(at + 2, '+') && self.ends_before(at + 3))
                && !self.is_numbered(at)
                && !self.follows_name(at)
                && !self.is_term(at)
                || word == "bn"
                || word == "K" && self.square_unit(at + 2).is_some())
            && let Some(magnitude) = super::magnitude::of_letters(word)
        {
            self.push(Class::Cardinal(digits), at, at + 1);
            self.push(Class::Say(magnitude), at + 1, at + 2);
            return Some(self.counted_unit(at + 2));
        }
        (before || after.is_some()).then_some(())?;
        self.push(self.code_digits(digits, at), at, at + 1);
        Some(at + 1)
    }

    /// Whether a hyphen and a longer word follow: the "-row" of "50M-row".
    fn describes(&self, at: usize) -> bool {
        self.is_sign(at, '-')
            && self.glued(at + 1)
            && self.case(at + 1) == Some(Case::Lower)
            && self.str(at + 1).len() > 2
    }

    /// Whether a name or an abbreviation stands before, so that letters after a number are no magnitude:
    /// "Apt. 3B", "Gate 12B".
    fn follows_name(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let name = |i: usize| matches!(self.case(i), Some(Case::Capital | Case::Upper | Case::Mixed));
        // "R1-Distill-Qwen-7B"
        let joined = self.is_sign(before, '-') && self.glued(at) && name(at.wrapping_sub(2));
        // "Apt. 3B"; but "a corpus. 7T+ messages"
        let shortened = self.is_sign(before, '.')
            && self.str(before.wrapping_sub(1)).len() <= 4
            && name(before.wrapping_sub(1));
        shortened
            || joined
            || name(before)
                && self.case(before) != Some(Case::Mixed)
                && at > 1
                && !self.opens_with_word(before)
    }

    /// Whether the word at `at` has its capital from the sentence that it opens: "Store 10M objects."
    fn opens_with_word(&self, at: usize) -> bool {
        let stop = at.checked_sub(1).and_then(|before| self.kind(before));
        let opens = matches!(
            stop,
            None | Some(Kind::Sign('.' | '!' | '?' | ';' | ':' | '"' | '“' | '('))
        );
        let word = self.str(at).to_lowercase();
        opens && (self.case(at) == Some(Case::Capital) || word.len() == 1) && self.vocabulary.contains(&word)
    }

    /// Digits that letters touch: up to two make a number, and so do round hundreds; more are named.
    fn code_digits(&self, digits: &'t str, at: usize) -> Class<'t> {
        let word = self.glued(at + 1)
            && self.str(at + 1).len() > 3
            && matches!(self.case(at + 1), Some(Case::Lower | Case::Capital));
        match digits.len() {
            _ if digits.contains(',') || word => Class::Cardinal(digits),
            1 => Class::Cardinal(digits),
            _ if self.is_in_digest(at) => Class::Digits(digits),
            // "450K", "720p"
            3 if !(self.glued(at) && self.word(at.wrapping_sub(1)).is_some())
                && matches!(self.str(at + 1), "k" | "K" | "x" | "X") =>
            {
                Class::Cardinal(digits)
            }
            3 | 4 if !self.glued(at) && matches!(self.str(at + 1), "p" | "i") => Class::Pairs(digits),
            2 if !digits.starts_with('0') => Class::Cardinal(digits),
            // "Section 409A"
            3 if !self.glued(at) && self.is_letter(at + 1) && self.case(at + 1) == Some(Case::Upper) => {
                Class::Pairs(digits)
            }
            // "A380", "CS101", "sha256"
            3 if self.glued(at)
                && (super::context::is_keyed(self.str(at.wrapping_sub(1)))
                    || self.case(at.wrapping_sub(1)) == Some(Case::Upper)
                        && (digits.ends_with('0')
                            || digits[1..].starts_with('0')
                            || self.str(at.wrapping_sub(1)).len() == 2
                                && !self.joined(at.wrapping_sub(1)))
                        && !digits.contains("00")
                        && !digits.starts_with('0')
                        && self.ends_before(at + 1)) =>
            {
                Class::Pairs(digits)
            }
            // "FY2025"
            4 if self.case(at.wrapping_sub(1)) == Some(Case::Upper) && super::context::is_recent(digits) => {
                Class::Pairs(digits)
            }
            // "i7-9700K"
            4 if self.glued(at) && self.is_sign(at.wrapping_sub(1), '-') && !digits.ends_with("000") => {
                Class::Pairs(digits)
            }
            3 | 4 if digits.ends_with("00") && !digits.starts_with('0') => Class::Cardinal(digits),
            _ => Class::Digits(digits),
        }
    }

    /// Whether letters and digits of a digest take turns before `at`: the 21 of "a3f9c21".
    fn is_in_digest(&self, at: usize) -> bool {
        let letter = |i: usize| {
            self.word(i)
                .is_some_and(|w| matches!(w, "a" | "b" | "c" | "d" | "e" | "f"))
        };
        at >= 3
            && (at - 2..=at).all(|i| self.glued(i))
            && letter(at - 1)
            && self.number(at - 2).is_some()
            && letter(at - 3)
    }

    /// The letters of a code, next to a digit: named unless they make a word.
    pub(in super::super) fn code_letters(&mut self, at: usize) -> usize {
        if let Some(end) = self.greek_letters(at).or_else(|| self.elements(at)) {
            return end;
        }
        let word = self.str(at);
        if let Some(after) = self.isotope(at, word) {
            return after;
        }
        if let Some(n) = self.numbers_name(at) {
            self.push(Class::Small(n), at, at + 1);
            return at + 1;
        }
        let number = |i: usize| matches!(self.kind(i), Some(Kind::Number));
        // "A10Gs", "L40Ss"
        if let [letter, b's'] = word.as_bytes()
            && letter.is_ascii_uppercase()
            && self.glued(at)
            && number(at.wrapping_sub(1))
            && self.ends_before(at + 1)
            && let Some(start) = self.tokens.get(at).map(|t| t.start)
        {
            self.push_bytes(Class::Letters(&word[..1]), start, start + 1);
            self.push_bytes(Class::Ending("s"), start + 1, start + 2);
            return at + 1;
        }
        let touches = number(at + 1) && self.glued(at + 1) || self.glued(at) && number(at.wrapping_sub(1));
        let short = word.chars().count() <= 3 && self.case(at) != Some(Case::Mixed);
        let named = touches
            && short
            && !self.vocabulary.has_entry(word)
            // "go1.22"
            && !(word == "go" && number(at + 1))
            && (word.chars().count() <= 2 || !self.vocabulary.contains(word));
        if named {
            self.push(Class::Letters(word), at, at + 1);
            at + 1
        } else {
            self.compound_word(at)
        }
    }
}
