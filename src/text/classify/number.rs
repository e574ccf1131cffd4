//! Numbers in prose: which class the number at a token belongs to, and the simple classes themselves.

use super::{Tagger, magnitude, unit};
use crate::text::class::{Agreement, Class, Decimal, Measure};
use crate::text::tokenise::{Case, Kind};

/// What ends a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// A number.
    Bare,
    /// A number with its unit.
    Measured,
}

impl<'t> Tagger<'t, '_> {
    /// Tags the number at `at` with what belongs to it.
    pub(super) fn number_like(&mut self, at: usize) -> usize {
        let Some(digits) = self.number(at) else {
            return at + 1;
        };
        let special = self
            .telephone(at)
            .or_else(|| self.numeric_date(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.clock_time(at))
            .or_else(|| self.fraction(at))
            .or_else(|| self.dotted_number(at))
            .or_else(|| self.ordinal(at))
            .or_else(|| self.street(at));
        special.unwrap_or_else(|| self.quantity(at, digits))
    }

    /// A number that counts or measures, or simply stands there. Of a range the first; the walk goes on with the
    /// second, so that a long chain costs no stack.
    pub(super) fn quantity(&mut self, at: usize, digits: &'t str) -> usize {
        let (amount, end) = self.amount(at, digits);
        if amount.fraction.is_none()
            && let Some(after) = self.plural_number(at, digits)
        {
            return after;
        }
        if let Some(after) = self.with_unit(amount, at, end) {
            return after;
        }
        // "8.5x11", "1920×1080"
        if matches!(self.str(end), "x" | "X" | "×")
            && self.glued(end)
            && self.glued(end + 1)
            && self.number(end + 1).is_some()
        {
            self.push(Class::Decimal(amount), at, end);
            self.push(Class::Say("by"), end, end + 1);
            return end + 1;
        }
        if amount.fraction.is_none()
            && let Some(after) = self.glued_letters(at, digits)
        {
            return after;
        }
        let range = self.range_end(at, end, digits);
        match amount.fraction {
            Some(fraction) if fraction.len() > 1 && (self.names_version(at) || self.is_named(at, end)) => {
                self.release(digits, fraction, at)
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

    /// The reading of a number without unit, by its shape and neighbours.
    fn bare(&self, amount: Decimal<'t>, at: usize, end: usize) -> Class<'t> {
        let digits = amount.whole;
        if amount.fraction.is_some() {
            return Class::Decimal(amount);
        }
        if digits.len() > 1 && digits.starts_with('0') {
            return Class::Digits(digits);
        }
        match digits.len() {
            3 | 4 if self.said_in_pairs(at, end, digits) || self.is_named(at, end) => Class::Pairs(digits),
            4 if self.is_model(at, end) => Class::Pairs(digits),
            _ if self.is_identifier(at) && digits.len() > 2 => Class::Digits(digits),
            4 if self.is_year(digits, end) => Class::Pairs(digits),
            5.. if !digits.contains(',') && !self.is_amount(at, end) => Class::Digits(digits),
            _ => Class::Cardinal(digits),
        }
    }

    /// The number at `at` with its fraction, if it has one, and the token after it.
    pub(super) fn amount(&self, at: usize, whole: &'t str) -> (Decimal<'t>, usize) {
        let fraction = (self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2))
            .then(|| self.number(at + 2))
            .flatten();
        let end = if fraction.is_some() { at + 3 } else { at + 1 };
        (Decimal { whole, fraction }, end)
    }

    /// A number with magnitude and unit: "5 million km", "200ms", "80%", "12/kg".
    pub(super) fn with_unit(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        let (magnitude, at_unit) = magnitude::spelled(self, at);
        let found = self.unit_at(from, at_unit, magnitude);
        let Some((unit, power, after)) = found else {
            return self
                .money_after(amount, from, at)
                .or_else(|| self.per_unit(amount, from, at));
        };
        let agreement = if self.is_attributive(from, at_unit, after) {
            Agreement::Attributive
        } else {
            Agreement::Counted
        };
        self.push(
            Class::Measure(Measure {
                amount,
                magnitude,
                power,
                unit,
                agreement,
            }),
            from,
            after,
        );
        let after = self.divisors(after);
        Some(match self.range_end(from, after, "") {
            Some((second, _)) => {
                self.push(Class::Say("to"), after, after + 1);
                second
            }
            None => after,
        })
    }

    /// The unit at `at`, written up against the number, after a hyphen, or after a space.
    fn unit_at(
        &self,
        from: usize,
        at: usize,
        magnitude: Option<&str>,
    ) -> Option<(&'static unit::Unit, Option<&'static str>, usize)> {
        match self.kind(at)? {
            Kind::Sign('°') => {
                let letter = (self.glued(at + 1) || self.tokens.get(at + 1).is_some_and(|t| t.spaced))
                    .then(|| self.str(at + 1))?;
                Some(match unit::of_degrees(letter) {
                    Some(unit) => (unit, None, at + 2),
                    None => (unit::of_sign('°')?, None, at + 1),
                })
            }
            Kind::Sign('-') if self.glued(at) && self.glued(at + 1) && magnitude.is_none() => {
                let symbol = self.word(at + 1)?;
                (symbol.len() > 1 && self.ends_before(at + 2)).then_some(())?;
                Some((unit::of_symbol(symbol)?, None, at + 2))
            }
            Kind::Sign(c) if c == '%' || self.glued(at) => Some((unit::of_sign(c)?, None, at + 1)),
            // A number that letters touch is part of a code, "t25d12", unless they are a unit: "5h30m".
            Kind::Word(_)
                if self.glued(from)
                    && self
                        .word(from.wrapping_sub(1))
                        .is_some_and(|w| !matches!(w, "x" | "X"))
                    && !self.follows_unit(from) =>
            {
                None
            }
            // "5 sq ft", "9 cu. yd"
            Kind::Word(_) if matches!(self.str(at), "sq" | "cu") => {
                let named = at + 1 + usize::from(self.is_sign(at + 1, '.'));
                let power = if self.str(at) == "sq" { "square" } else { "cubic" };
                Some((unit::of_symbol(self.word(named)?)?, Some(power), named + 1))
            }
            // "5 ft 3 in"
            Kind::Word(_)
                if self.str(at) == "in"
                    && matches!(self.str(from.wrapping_sub(1)), "ft" | "feet" | "foot") =>
            {
                Some((unit::of_symbol("in")?, None, at + 1))
            }
            Kind::Word(_) => {
                let symbol = self.str(at);
                if symbol == "m"
                    && self.glued(at)
                    && self.ends_before(at + 1)
                    && let Some(unit) = self.unit_of_m(from, at)
                {
                    return Some((unit, None, at + 1));
                }
                let unit = if self.glued(at) {
                    unit::of_symbol(symbol)?
                } else {
                    unit::of_spaced_symbol(symbol)?
                };
                let (power, after) = match self.kind(at + 1).filter(|_| self.glued(at + 1)) {
                    Some(Kind::Sign('²')) => (Some("square"), at + 2),
                    Some(Kind::Sign('³')) => (Some("cubic"), at + 2),
                    Some(Kind::Sign('^')) if self.str(at + 2) == "2" => (Some("square"), at + 3),
                    Some(Kind::Sign('^')) if self.str(at + 2) == "3" => (Some("cubic"), at + 3),
                    Some(Kind::Number) if symbol.ends_with('m') && self.str(at + 1) == "2" => {
                        (Some("square"), at + 2)
                    }
                    Some(Kind::Number) if symbol.ends_with('m') && self.str(at + 1) == "3" => {
                        (Some("cubic"), at + 2)
                    }
                    // "2x4m7": no unit; but "5h30m" goes on with another.
                    Some(Kind::Number) if !matches!(symbol, "h" | "m" | "d" | "hr" | "min") => return None,
                    _ => (None, at + 1),
                };
                Some((unit, power, after))
            }
            _ => None,
        }
    }

    /// Whether the number at `at` goes on after an hour or day: the 30 of "5h30m".
    fn follows_unit(&self, at: usize) -> bool {
        at >= 2 && matches!(self.str(at - 1), "d" | "h" | "hr" | "m" | "min") && self.number(at - 2).is_some()
    }

    /// An m that is no meter: a thousandth of a core in Kubernetes, a minute where time is spoken of.
    fn unit_of_m(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        let mut before = from.checked_sub(1).map_or("", |b| self.str(b));
        // "cpu: 500m", "cpu=500m"
        if matches!(before, ":" | "=") {
            before = from.checked_sub(2).map_or("", |b| self.str(b));
        }
        let after = self.str(at + 1);
        let is = |word: &str, list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        const CORES: &[&str] = &["cpu", "cpus", "core", "cores", "vcpu"];
        const BEFORE: &[&str] = &[
            "after", "every", "for", "interval", "last", "next", "past", "timeout", "ttl", "within", "wait",
        ];
        const AFTER: &[&str] = &[
            "ago",
            "delay",
            "interval",
            "intervals",
            "later",
            "timeout",
            "timeouts",
            "ttl",
            "window",
            "windows",
        ];
        if is(after, CORES) || is(before, CORES) {
            Some(&unit::MILLICORE)
        } else if self.follows_unit(from) || is(before, BEFORE) || is(after, AFTER) {
            Some(&unit::MINUTE)
        } else {
            None
        }
    }

    /// "/s", "/kg/day": what the amount before is counted per.
    pub(super) fn divisors(&mut self, mut at: usize) -> usize {
        while self.is_sign(at, '/') && self.glued(at) && self.glued(at + 1) {
            let Some(symbol) = self.word(at + 1) else { break };
            match unit::of_divisor(symbol) {
                Some(unit) => {
                    self.push(Class::Per(unit), at, at + 2);
                    if matches!(self.kind(at + 2), Some(Kind::Sign('²'))) && self.glued(at + 2) {
                        self.push(Class::Say("squared"), at + 2, at + 3);
                        at += 1;
                    }
                }
                None => {
                    self.push(Class::Say("per"), at, at + 1);
                    self.lone_word(at + 1);
                }
            }
            at += 2;
        }
        at
    }

    /// "12/kg", "1/f": an amount per something.
    fn per_unit(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        let symbol = self.is_sign(at, '/').then(|| self.word(at + 1)).flatten()?;
        let glued = self.glued(at) && self.glued(at + 1) && self.ends_before(at + 2);
        (glued && (symbol.len() == 1 || unit::of_divisor(symbol).is_some())).then_some(())?;
        self.push(Class::Decimal(amount), from, at);
        Some(self.divisors(at))
    }

    /// Whether "a 5 GB disk", "a 30-second delay": an article before and a noun after.
    fn is_attributive(&self, from: usize, at_unit: usize, after: usize) -> bool {
        let noun = self.case(after) == Some(Case::Lower)
            && !self.glued(after)
            && self.str(after).len() > 3
            && !matches!(
                self.str(after),
                "long"
                    | "into"
                    | "from"
                    | "with"
                    | "than"
                    | "each"
                    | "when"
                    | "that"
                    | "apart"
                    | "away"
                    | "after"
                    | "before"
                    | "later"
                    | "over"
                    | "under"
                    | "wide"
                    | "deep"
                    | "high"
                    | "tall"
            );
        let limit = matches!(
            self.str(after),
            "delay" | "interval" | "limit" | "timeout" | "window"
        ) && self.word(at_unit).is_some();
        let hyphen = self.is_sign(at_unit, '-');
        let article = from
            .checked_sub(1)
            .is_some_and(|b| matches!(self.str(b), "a" | "an" | "A" | "An"));
        limit || self.word(at_unit).is_some() && noun && article || hyphen
    }

    /// "1980s", "the 80s", "100s of", "12's".
    fn plural_number(&mut self, at: usize, digits: &'t str) -> Option<usize> {
        (self.glued(at + 1) && self.str(at + 1) == "s").then_some(())?;
        (!self.glued(at + 2) || matches!(self.kind(at + 2), Some(Kind::Sign(_)))).then_some(())?;
        let decade = digits.len() == 4 && digits.ends_with('0')
            || digits.len() == 2 && digits.ends_with('0') && self.is_decade_context(at)
            || self.str(at + 2) == "of";
        decade.then_some(())?;
        self.push(Class::Decade(digits), at, at + 2);
        let range = matches!(self.kind(at + 2), Some(Kind::Sign('-' | '–')))
            && self.glued(at + 2)
            && self.number(at + 3).is_some();
        if range {
            self.push(Class::Say("to"), at + 2, at + 3);
        }
        Some(at + 2 + usize::from(range))
    }

    fn is_decade_context(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            [
                "the", "late", "early", "mid", "his", "her", "their", "my", "your", "and",
            ]
            .iter()
            .any(|w| self.str(before).eq_ignore_ascii_case(w))
        })
    }

    /// The number after a hyphen or dash at `at`, where the two make a range (rising, or measured), and what it
    /// is. The first number began at `from`.
    fn range_end(&self, from: usize, at: usize, first: &str) -> Option<(usize, Ends)> {
        let Some(Kind::Sign(dash @ ('-' | '–'))) = self.kind(at) else {
            return None;
        };
        (self.glued(at) && self.glued(at + 1)).then_some(())?;
        // A number between hyphens is part of a code: "1-413-2", "b-1-5".
        let hyphen = |i: usize| matches!(self.kind(i), Some(Kind::Sign('-' | '–' | '/' | '_')));
        if self.glued(from) && hyphen(from.wrapping_sub(1)) && self.glued(from - 1) {
            return None;
        }
        let second = at + 1;
        let digits = self.number(second)?;
        let (_, end) = self.amount(second, digits);
        if hyphen(end) && self.glued(end) && self.glued(end + 1) {
            let compound = self.word(end + 1).is_some_and(|w| w.len() > 2) && self.ends_before(end + 2);
            compound.then_some(())?;
        }
        if self.unit_at(second, end, None).is_some() {
            return Some((second, Ends::Measured));
        }
        let rising = self.meridiem(end).is_some() || value(first) < value(digits) && !digits.starts_with('0');
        (dash == '–' || first.is_empty() || rising).then_some((second, Ends::Bare))
    }

    /// Whether four digits are a year: 1100 to 2099, and nothing is counted by them.
    fn is_year(&self, digits: &str, after: usize) -> bool {
        is_year(digits) && (is_recent(digits) || !self.is_counted(after))
    }

    /// Whether the word at `at` may be what a number before it counts: a plural in small letters.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        self.case(at) == Some(Case::Lower) && {
            let word = self.str(at);
            word.len() > 3 && word.ends_with('s') && !word.ends_with("ss")
                || matches!(word, "people" | "men" | "women" | "children")
        }
    }

    /// Whether a long bare number is an amount: something is counted by it, or the words before say so.
    fn is_amount(&self, at: usize, after: usize) -> bool {
        let counted = self.case(after) == Some(Case::Lower) && self.str(after).len() > 3;
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        counted
            || [
                "about",
                "above",
                "almost",
                "approximately",
                "around",
                "at",
                "below",
                "by",
                "exactly",
                "exceeds",
                "for",
                "from",
                "has",
                "have",
                "just",
                "least",
                "most",
                "nearly",
                "of",
                "only",
                "over",
                "roughly",
                "than",
                "to",
                "under",
                "up",
                "with",
            ]
            .contains(&before)
            || matches!(
                self.kind(at.wrapping_sub(1)),
                Some(Kind::Sign('<' | '>' | '~' | '≈' | '≤' | '≥' | '=' | '+'))
            )
    }

    /// Whether the number at `at` is the ending of an account, a code, a case.
    fn is_identifier(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.str(b));
        let named = |word: &str| {
            [
                "account", "card", "id", "otp", "passcode", "pid", "pin", "ticket", "uid", "zip",
            ]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
        };
        named(before(1))
            || before(1) == "in" && before(2) == "ending"
            || matches!(before(1), "is" | "number" | "code") && named(before(2))
            || before(1) == "is" && before(2) == "code" && self.str(at).len() > 3
    }

    /// Whether three or four digits name something that is called by its number ("Route 101", "SHA-256"), or a
    /// year that an era marks.
    fn is_named(&self, at: usize, after: usize) -> bool {
        const CALLED: &[&str] = &[
            "Airbus",
            "Apartment",
            "Boeing",
            "Channel",
            "Flight",
            "Form",
            "Gate",
            "Highway",
            "Hwy",
            "Interstate",
            "Room",
            "Route",
            "Suite",
        ];
        const KEYED: &[&str] = &["AES", "IEEE", "PBKDF", "RS", "RSA", "SHA", "WPA"];
        const ERAS: &[&str] = &["AD", "BC", "BCE", "CE"];
        let hyphen = self.is_sign(at.wrapping_sub(1), '-') && self.glued(at);
        let before = at
            .checked_sub(if hyphen { 2 } else { 1 })
            .map_or("", |b| self.str(b));
        CALLED.contains(&before)
            || KEYED.contains(&before)
            || before == "year"
            || ERAS.contains(&self.str(after))
    }

    /// Whether four digits are the number of a standard or a model ("RFC 2119", "RTX 4090"), or stand between
    /// hyphens in a code ("CVE-2024-3094").
    fn is_model(&self, at: usize, after: usize) -> bool {
        let before = at.wrapping_sub(1);
        let named = self.case(before) == Some(Case::Upper)
            && self.str(before).len() > 1
            && !crate::text::abbreviations::is_stressed(self.str(before));
        let code = self.glued(at) && self.is_sign(before, '-') && self.glued(before);
        (named || code) && !self.is_counted(after) && !self.str(at).ends_with("000")
    }

    /// Whether three or four digits are a port or a status code.
    fn said_in_pairs(&self, at: usize, after: usize, digits: &str) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.str(b));
        let is = |word: &str, list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        let listed = is(before(1), &["and", "or", ","])
            && self.number(at.wrapping_sub(2)).is_some()
            && is(before(3), &["ports"]);
        if listed || is(before(1), &["port", "ports"]) || before(1) == ":" && self.glued(at) {
            return true;
        }
        if digits.len() != 3 || !is_http_status(digits) {
            return false;
        }
        is(
            before(1),
            &[
                "http", "https", "status", "error", "errors", "returns", "returned", "a", "an",
            ],
        ) && !self.is_counted(after)
            || is(before(1), &["code", "codes"]) && !is(before(2), &["exit", "return"])
            || is(
                self.str(after),
                &["error", "errors", "response", "responses", "status"],
            )
    }

    /// Whether what stands before the number at `at` has versions.
    fn names_version(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let word = self.str(before);
        // "K8s 1.30": letters and digits together are a product.
        let tag = self.is_sign(before, ':') && self.glued(at) && self.word(before.wrapping_sub(1)).is_some();
        let product = self.glued(before) && self.number(before.wrapping_sub(1)).is_some();
        tag || self.word(before).is_some()
            && (product || is_versioned(word) || self.vocabulary.has_entry(word))
    }

    /// An ordinal: "21st", "1,000th".
    fn ordinal(&mut self, at: usize) -> Option<usize> {
        let digits = self.number(at)?;
        (self.glued(at + 1) && is_ordinal_suffix(digits, self.str(at + 1))).then_some(())?;
        self.push(Class::Ordinal(digits), at, at + 2);
        Some(at + 2)
    }
}

/// Whether four digits look like a year of our calendar that people mention.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && ("1100"..="2099").contains(&digits)
}

/// Whether a year is so near that four digits are hardly anything else, whatever stands after them.
fn is_recent(digits: &str) -> bool {
    ("1950"..="2049").contains(&digits) && digits != "2000"
}

/// The value of a number of few digits; the rest is cut off.
fn value(digits: &str) -> u64 {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .take(18)
        .fold(0, |n, b| n * 10 + u64::from(b - b'0'))
}

/// Whether `suffix` is the ending that `digits` has as an ordinal.
pub(super) fn is_ordinal_suffix(digits: &str, suffix: &str) -> bool {
    let bytes = digits.as_bytes();
    let tens = bytes.len().checked_sub(2).map_or(b'0', |i| bytes[i]);
    let right = match bytes.last() {
        _ if tens == b'1' => "th",
        Some(b'1') => "st",
        Some(b'2') => "nd",
        Some(b'3') => "rd",
        _ => "th",
    };
    suffix.eq_ignore_ascii_case(right) && !(bytes.len() > 1 && bytes[0] == b'0')
}

/// The status codes of RFC 9110 and its kin that people name.
fn is_http_status(digits: &str) -> bool {
    matches!(
        digits,
        "200"
            | "201"
            | "202"
            | "204"
            | "206"
            | "301"
            | "302"
            | "303"
            | "304"
            | "307"
            | "308"
            | "400"
            | "401"
            | "402"
            | "403"
            | "404"
            | "405"
            | "406"
            | "408"
            | "409"
            | "410"
            | "412"
            | "413"
            | "415"
            | "418"
            | "422"
            | "425"
            | "426"
            | "428"
            | "429"
            | "431"
            | "451"
            | "499"
            | "500"
            | "501"
            | "502"
            | "503"
            | "504"
            | "505"
            | "507"
            | "508"
            | "511"
            | "520"
            | "521"
            | "522"
            | "523"
            | "524"
            | "525"
            | "526"
            | "527"
            | "530"
    )
}

/// Software whose releases are counted, and the words for a release.
fn is_versioned(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "ansible",
        "argo",
        "bash",
        "chrome",
        "containerd",
        "debian",
        "django",
        "docker",
        "elasticsearch",
        "envoy",
        "etcd",
        "fedora",
        "firefox",
        "gcc",
        "go",
        "golang",
        "gradle",
        "grafana",
        "helm",
        "istio",
        "java",
        "jdk",
        "jenkins",
        "kafka",
        "kernel",
        "kotlin",
        "kubernetes",
        "linux",
        "maven",
        "mysql",
        "nginx",
        "node",
        "numpy",
        "openssl",
        "pandas",
        "perl",
        "php",
        "postgres",
        "postgresql",
        "prometheus",
        "python",
        "pytorch",
        "rails",
        "react",
        "redis",
        "release",
        "ruby",
        "rust",
        "scala",
        "spark",
        "spring",
        "swift",
        "tensorflow",
        "terraform",
        "typescript",
        "ubuntu",
        "vault",
        "version",
        "versions",
        "windows",
    ];
    let lower = word.to_ascii_lowercase();
    NAMES.binary_search(&lower.as_str()).is_ok()
}
