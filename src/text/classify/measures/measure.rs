//! Amounts with a unit: symbols glued, spaced or after a hyphen, powers, what is counted per what. What a symbol
//! stands for is `unit`'s, or `ambiguous`'s.

use super::{Tagger, unit};
use crate::text::class::{Agreement, Class, Decimal, Measure};
use crate::text::classify::numbers::magnitude;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

impl<'t> Tagger<'t, '_> {
    /// A number with magnitude and unit: "5 million km", "200ms", "80%", "12/kg".
    pub(in super::super) fn with_unit(
        &mut self,
        amount: Decimal<'t>,
        from: usize,
        at: usize,
    ) -> Option<usize> {
        if let Some((end, describes)) = self.year_old(at) {
            self.push(Class::Decimal(amount), from, at);
            self.push(
                Class::Say(if describes { "year old" } else { "years old" }),
                at,
                end,
            );
            return Some(end);
        }
        if let Some(end) = (self.in_millions(amount, from, at))
            .or_else(|| self.old_money(amount, from, at))
            .or_else(|| self.supply(amount, from, at))
            .or_else(|| self.allotted(amount, from, at))
        {
            return Some(end);
        }
        let (magnitude, at_unit) = magnitude::spelled(self, at);
        if let Some(end) = self.product_of_units(amount, from, at) {
            return Some(end);
        }
        let found = self.unit_at(from, at_unit, magnitude);
        let Some((unit, power, after)) = found else {
            return self
                .money_after(amount, from, at)
                .or_else(|| self.per_unit(amount, from, at));
        };
        // `load_in_4bit`
        let in_name = self.glued(from) && self.is_sign(from.wrapping_sub(1), '_');
        let agreement = if in_name || self.is_attributive(from, at_unit, after) {
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
        if let Some(end) = self.hemisphere(after).or_else(|| self.bearing(after)) {
            return Some(end);
        }
        Some(match self.range_end(from, after, "") {
            Some((second, _)) => {
                self.push(Class::Say("to"), after, after + 1);
                second
            }
            None => after,
        })
    }

    /// The unit at `at`, written up against the number, after a hyphen, or after a space.
    pub(in super::super) fn unit_at(
        &self,
        from: usize,
        at: usize,
        magnitude: Option<&str>,
    ) -> Option<(&'static unit::Unit, Option<&'static str>, usize)> {
        // "1 m 50 s"
        if self.str(at) == "m" && self.number(at + 1).is_some() && matches!(self.str(at + 2), "s" | "sec") {
            return Some((unit::of_symbol("min")?, None, at + 1));
        }
        if let Some(unit) = self.no_gram(from, at) {
            return Some((unit, None, at + 1));
        }
        // "12.5 in³"
        if self.str(at) == "in"
            && matches!(self.kind(at + 1), Some(Kind::Sign('²' | '³')))
            && self.glued(at + 1)
        {
            return Some((&unit::INCH, self.raised_unit(at).0, at + 2));
        }
        // "2 d 22 h"
        if self.str(at) == "d"
            && self.number(at + 1).is_some()
            && matches!(self.str(at + 2), "h" | "hr" | "hrs")
        {
            return Some((unit::of_symbol("d")?, None, at + 1));
        }
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
                let goes_on = self.is_sign(at + 2, '-') && self.case(at + 3) == Some(Case::Lower);
                // "a 250-g pack", "a 60-W bulb"; but "Room 15-A"
                let gram = symbol == "g" && self.str(from).len() > 1 && self.is_noun(at + 2);
                let letter = matches!(symbol, "A" | "L" | "V" | "W" | "m")
                    && matches!(self.case(at + 2), Some(Case::Lower | Case::Upper))
                    && !self.is_behind_name(from);
                ((symbol.len() > 1 || gram || letter)
                    && (self.ends_before(at + 2) || self.is_sign(at + 2, '/') || goes_on))
                    .then_some(())?;
                Some((unit::of_symbol(symbol)?, None, at + 2))
            }
            Kind::Sign('\'' | '"' | '′' | '″' | '’' | '”') if self.glued(at) && self.is_arc(from) => {
                let second = matches!(self.str(at), "\"" | "″" | "”");
                Some((
                    if second {
                        &unit::SECOND_OF_ARC
                    } else {
                        &unit::MINUTE_OF_ARC
                    },
                    None,
                    at + 1,
                ))
            }
            Kind::Sign('"' | '\'') if self.is_length(at) => {
                Some((unit::of_length(self.str(at))?, None, at + 1))
            }
            Kind::Sign(c) if c == '%' || self.glued(at) => {
                let unit = self.arc(from, at).or_else(|| unit::of_sign(c))?;
                Some((unit, None, at + 1))
            }
            Kind::Word(_)
                if self.is_part(from, at) || self.ends_model(from, at) || self.is_last_part(from) =>
            {
                None
            }
            // "2N+1": a variable.
            Kind::Word(_)
                if self.glued(at)
                    && self.str(at).len() == 1
                    && self.glued(at + 1)
                    && matches!(self.kind(at + 1), Some(Kind::Sign('+' | '=' | '*'))) =>
            {
                None
            }
            // "/24s": networks.
            Kind::Word(_)
                if self.str(at) == "s"
                    && self.glued(at)
                    && self.glued(from)
                    && self.is_sign(from.wrapping_sub(1), '/') =>
            {
                None
            }
            // A number that letters touch is part of a code, "t25d12", unless they are a unit: "5h30m".
            Kind::Word(_)
                if self.glued(from)
                    && self.word(from.wrapping_sub(1)).is_some_and(|w| {
                        !(matches!(w, "x" | "X") && self.number(from.wrapping_sub(2)).is_some())
                    })
                    && !self.follows_unit(from) =>
            {
                None
            }
            // "7d4e": a digest; but "7d4h".
            Kind::Word(_)
                if self.glued(at)
                    && self.glued(at + 1)
                    && self.number(at + 1).is_some()
                    && self.glued(at + 2)
                    && self.word(at + 2).is_some_and(|w| unit::of_symbol(w).is_none()) =>
            {
                None
            }
            // "80 mm Hg"
            Kind::Word(_) if self.str(at) == "mm" && self.str(at + 1) == "Hg" => {
                Some((unit::of_symbol("mmHg")?, None, at + 2))
            }
            Kind::Word(_) if matches!(self.str(at), "sq" | "cu" | "fl") => self.square_unit(at),
            // "5 ft 3 in"
            Kind::Word(_)
                if self.str(at) == "in"
                    && matches!(self.str(from.wrapping_sub(1)), "ft" | "feet" | "foot") =>
            {
                Some((unit::of_symbol("in")?, None, at + 1))
            }
            Kind::Word(_) => {
                let symbol = self.str(at);
                if let Some(unit) = self.unit_in_context(from, at) {
                    return Some((unit, None, at + 1));
                }
                if symbol == "m"
                    && self.glued(at)
                    && (self.ends_before(at + 1)
                        || matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–' | '/' | '→'))))
                    && let Some(unit) = self.unit_of_m(from, at)
                {
                    return Some((unit, None, at + 1));
                }
                if let Some(unit) = self.spaced_letter(from, at) {
                    return Some((unit, None, at + 1));
                }
                // "1m30s"
                if symbol == "m"
                    && self.glued(at)
                    && self.glued(at + 1)
                    && self.number(at + 1).is_some()
                    && matches!(self.str(at + 2), "s" | "sec")
                    && self.glued(at + 2)
                {
                    return Some((&unit::MINUTE, None, at + 1));
                }
                // "5 L/min", "10 V/m", "15 A of current": letters that are units where nothing else can be meant.
                let meant = match symbol {
                    "A" if self.glued(at) && !self.is_rating_in_amps(from, at) => return None,
                    _ if self.glued(at) => false,
                    "A" => self.is_divided(at) || self.is_current(from, at),
                    "L" => self.is_litre(from, at),
                    _ => self.is_divided(at),
                };
                if meant {
                    return Some((unit::of_symbol(symbol)?, None, at + 1));
                }
                // A letter with a name after it is an initial or a direction: "60 W Main".
                if !self.glued(at) && matches!(symbol, "V" | "W") && !self.ends_before(at + 1) {
                    return None;
                }
                let unit = if self.glued(at) {
                    unit::of_symbol(symbol)?
                } else {
                    unit::of_spaced_symbol(symbol)?
                };
                let (power, after) = self.raised_unit(at);
                // "2x4m7", "190 m6i.4xlarge": no unit; but "5h30m" goes on with another.
                let goes_on = power.is_none() && self.glued(after) && self.number(after).is_some();
                if goes_on && !(self.glued(at) && matches!(symbol, "h" | "m" | "d" | "hr" | "min")) {
                    return None;
                }
                Some((unit, power, after))
            }
            _ => None,
        }
    }

    /// "2 N·m", "5 kW·h", "75 lb-ft": the unit at `at`, multiplied by the one behind its dot.
    fn product_of_units(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        let dot = at + 1;
        let torque = matches!(
            (self.str(at), self.str(at + 2)),
            ("lb", "ft" | "in") | ("ft" | "in", "lb" | "lbs")
        );
        let joined =
            self.is_sign(dot, '·') || torque && matches!(self.kind(dot), Some(Kind::Sign('-' | '‑' | '⋅')));
        (joined && self.glued(dot) && self.glued(dot + 1)).then_some(())?;
        let first = unit::of_symbol(self.word(at)?)?;
        let second = unit::of_symbol(self.word(dot + 1)?)?;
        let (power, after) = self.raised_unit(dot + 1);
        (self.ends_before(after) || self.is_sign(after, '/')).then_some(())?;
        self.push(Class::Decimal(amount), from, at);
        self.push(Class::Say(first.one), at, dot);
        if let Some(power) = power {
            self.push(Class::Say(power), dot, dot + 1);
        }
        let said = if amount.is_one() { second.one } else { second.many };
        self.push(Class::Say(said), dot + 1, after);
        Some(self.divisors(after))
    }

    /// What stands after the symbol at `at` and squares or cubes its unit: "km²", "cm^3", "m2"; and the token after both.
    pub(in super::super) fn raised_unit(&self, at: usize) -> (Option<&'static str>, usize) {
        let caret = self.is_sign(at + 1, '^');
        let figure = at + 1 + usize::from(caret);
        let power = match self.str(figure) {
            _ if !self.glued(at + 1) || caret && !self.glued(figure) => None,
            "²" => Some("square"),
            "³" => Some("cubic"),
            "2" if caret || self.str(at).ends_with('m') => Some("square"),
            "3" if caret || self.str(at).ends_with('m') => Some("cubic"),
            _ => None,
        };
        (power, if power.is_some() { figure + 1 } else { at + 1 })
    }

    /// Whether the number at `at` goes on after an hour or day: the 30 of "5h30m".
    pub(super) fn follows_unit(&self, at: usize) -> bool {
        at >= 2
            && matches!(self.str(at - 1), "d" | "h" | "hr" | "m" | "min")
            && self.glued(at - 1)
            && self.number(at - 2).is_some()
    }

    /// Whether the symbol at `at`, of one letter, is divided by another unit.
    fn is_divided(&self, at: usize) -> bool {
        let by = self.str(at + 2);
        self.is_sign(at + 1, '/')
            && self.glued(at + 1)
            && self.glued(at + 2)
            && matches!(self.str(at), "A" | "J" | "N" | "V" | "W")
            && matches!(
                by,
                "K" | "cm" | "g" | "kg" | "m" | "mL" | "m2" | "mm" | "mol" | "s"
            )
    }

    /// Whether what stands before the amount from `from` is numbered: "Room 15 A", "table 2 L"; but not "Draw 15 A".
    pub(super) fn is_behind_name(&self, from: usize) -> bool {
        let named = from > 0
            && !self.starts_sentence(from - 1)
            && matches!(self.case(from - 1), Some(Case::Capital | Case::Upper));
        named || self.is_numbered(from)
    }

    /// Whether the L at `at` is a liter: no name stands before the amount, and what follows is its divisor or no name.
    fn is_litre(&self, from: usize, at: usize) -> bool {
        let divided = self.is_sign(at + 1, '/') && self.glued(at + 1);
        let last = self.ends_before(at + 1) && self.case(at + 1).is_none_or(|case| case == Case::Lower);
        divided || last && !self.is_behind_name(from)
    }

    /// "/s", "/kg/day": what the amount before is counted per.
    pub(in super::super) fn divisors(&mut self, mut at: usize) -> usize {
        // "m³ kg⁻¹ s⁻²"
        while let Some(symbol) = self.word(at).filter(|_| !self.glued(at))
            && self.is_sign(at + 1, '⁻')
            && self.glued(at + 1)
            && self.glued(at + 2)
            && let Some(unit) = unit::of_symbol(symbol)
        {
            let power = match self.kind(at + 2) {
                Some(Kind::Sign('¹')) => None,
                Some(Kind::Sign('²')) => Some("squared"),
                Some(Kind::Sign('³')) => Some("cubed"),
                _ => break,
            };
            self.push(Class::Per(unit), at, at + 1);
            if let Some(power) = power {
                self.push(Class::Say(power), at + 1, at + 3);
            }
            at += 3;
        }
        while self.is_sign(at, '/') && self.glued(at) && self.glued(at + 1) {
            // "160 mg/5 mL", "81 mL/min/1.73 m²"
            if let Some(digits) = self.number(at + 1) {
                let (amount, end) = self.amount(at + 1, digits);
                let symbol = self.word(end);
                // "a 5m/1h window", "8 vCPU/32 GB"
                let timed =
                    matches!(self.tags.last().map(|t| &t.class), Some(Class::Measure(m)) if m.unit.is_time());
                let cores = matches!(self.str(at - 1), "vCPU" | "vCPUs");
                if cores
                    || timed
                        && symbol.is_some_and(|s| matches!(s, "d" | "h" | "hr" | "m" | "min" | "ms" | "s"))
                {
                    let class = if cores {
                        Class::Say("and")
                    } else {
                        Class::Mark(Punctuation::Comma)
                    };
                    self.push(class, at, at + 1);
                    return at + 1;
                }
                if symbol.and_then(unit::of_spaced_symbol).is_some()
                    || amount.fraction.is_some() && symbol.and_then(unit::of_symbol).is_some()
                {
                    self.push(Class::Say("per"), at, at + 1);
                    return at + 1;
                }
            }
            let Some(symbol) = self.word(at + 1) else { break };
            // "$435/sq ft"
            if let Some((unit, Some(power), after)) = self.square_unit(at + 1) {
                self.push(Class::Say("per"), at, at + 1);
                self.push(Class::Say(power), at + 1, at + 2);
                self.push(Class::Say(unit.one), at + 2, after);
                at = after;
                continue;
            }
            // "kg/m²", "g/cm3"
            let power = match self
                .kind(at + 2)
                .filter(|_| self.glued(at + 2) && symbol.ends_with('m'))
            {
                Some(Kind::Sign('²')) => Some(("per square", 3)),
                Some(Kind::Sign('³')) => Some(("per cubic", 3)),
                Some(Kind::Number) if self.str(at + 2) == "2" => Some(("per square", 3)),
                Some(Kind::Number) if self.str(at + 2) == "3" => Some(("per cubic", 3)),
                Some(Kind::Sign('^')) if self.str(at + 3) == "2" => Some(("per square", 4)),
                Some(Kind::Sign('^')) if self.str(at + 3) == "3" => Some(("per cubic", 4)),
                _ => None,
            };
            if let (Some((words, taken)), Some(unit)) = (power, unit::of_symbol(symbol)) {
                self.push(Class::Say(words), at, at + 1);
                self.push(Class::Say(unit.one), at + 1, at + taken);
                at += taken;
                continue;
            }
            // "10 V/m": no minute.
            let field = symbol == "m"
                && matches!(self.tags.last().map(|t| &t.class), Some(Class::Measure(m)) if m.unit.is_physical());
            let divisor = if field {
                unit::of_symbol(symbol)
            } else {
                unit::of_divisor(symbol)
            };
            match divisor {
                Some(unit) => {
                    self.push(Class::Per(unit), at, at + 2);
                    if matches!(self.kind(at + 2), Some(Kind::Sign('²'))) && self.glued(at + 2) {
                        self.push(Class::Say("squared"), at + 2, at + 3);
                        at += 1;
                    }
                }
                // "$36/M tokens", "$0.30/M in"
                None if symbol == "M"
                    && (self.is_counted(at + 2)
                        || matches!(self.tags.last().map(|t| &t.class), Some(Class::Money(_)))) =>
                {
                    self.push(Class::Say("per million"), at, at + 2);
                }
                None => {
                    self.push(Class::Say("per"), at, at + 1);
                    self.lone_word(at + 1);
                }
            }
            at += 2;
        }
        // "$5/<say-as>GB</say-as>": what it is counted per has a tag.
        let money = matches!(self.tags.last().map(|t| &t.class), Some(Class::Money(_)));
        if money && self.is_sign(at, '/') && self.glued(at) && self.kind(at + 1).is_none() {
            self.push(Class::Say("per"), at, at + 1);
            at += 1;
        }
        at
    }

    /// "sq ft", "cu. yd", "fl. oz." at `at`: a unit, its power, the token after it.
    pub(in super::super) fn square_unit(
        &self,
        at: usize,
    ) -> Option<(&'static unit::Unit, Option<&'static str>, usize)> {
        let named = at + 1 + usize::from(self.is_sign(at + 1, '.'));
        let power = match self.str(at) {
            "sq" => "square",
            "cu" => "cubic",
            "fl" if self.str(named) == "oz" => "fluid",
            _ => return None,
        };
        Some((unit::of_symbol(self.word(named)?)?, Some(power), named + 1))
    }

    /// Whether the value behind the sign at `equals` in `at..end` is so many seconds: "p99=1.8s", "t=2s"; but "x=2s".
    pub(in super::super) fn gives_seconds(&self, at: usize, equals: usize, end: usize) -> bool {
        let named = equals > at + 1 || self.str(at) == "t";
        let value = self.number(equals + 1).map(|n| self.amount(equals + 1, n).1);
        named && value.is_some_and(|after| after + 1 == end && self.str(after) == "s")
    }

    /// "12/kg", "1/f": an amount per something.
    pub(super) fn per_unit(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        let symbol = self.is_sign(at, '/').then(|| self.word(at + 1)).flatten()?;
        let glued = self.glued(at) && self.glued(at + 1) && self.ends_before(at + 2);
        // "1/n": a quotient, since nothing is counted per N.
        if glued && amount.is_one() && matches!(symbol, "N" | "e" | "k" | "n" | "p" | "q" | "r" | "x" | "y") {
            self.push(Class::Decimal(amount), from, at);
            self.push(Class::Say("over"), at, at + 1);
            self.push(Class::Letters(symbol), at + 1, at + 2);
            return Some(at + 2);
        }
        // "64/group"
        if glued
            && symbol.len() > 2
            && !symbol.ends_with('s')
            && unit::of_divisor(symbol).is_none()
            && self.is_noun(at + 1)
            && !self.joined(from)
        {
            self.push(Class::Decimal(amount), from, at);
            self.push(Class::Say("per"), at, at + 1);
            return Some(at + 1);
        }
        (glued && (symbol.len() == 1 || unit::of_divisor(symbol).is_some())).then_some(())?;
        self.push(Class::Decimal(amount), from, at);
        Some(self.divisors(at))
    }
}
