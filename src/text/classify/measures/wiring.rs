//! What electricians write: "120/240 V", "24 V/2 A", "10/2 cable", "a 30 A dryer circuit". Owns where an A is an ampere. Other
//! units of electricity are `unit`'s.

use super::{Tagger, unit};
use crate::text::class::{Class, Decimal};
use crate::text::token::Punctuation;
use crate::text::tokenise::Case;

impl<'t> Tagger<'t, '_> {
    /// "120/240 V", "a 120/208-volt panel": both voltages of a service, at `at`.
    pub(in super::super) fn service_voltage(&mut self, at: usize, n: u32, d: u32) -> Option<usize> {
        let end = at + 3;
        let symbol = self.str(end + usize::from(self.is_sign(end, '-')));
        let voltage = (100..700).contains(&n)
            && (100..700).contains(&d)
            && matches!(symbol, "V" | "VAC" | "volt" | "volts");
        let (first, second) = (self.number(at)?, self.number(at + 2).filter(|_| voltage)?);
        let alone = self.str(end) == "V";
        self.push(Class::Pairs(first), at, at + 1);
        self.push(Class::Pairs(second), at + 1, end);
        if alone {
            let single = self.is_noun(end + 1) || self.is_sign(end + 1, '-');
            self.push(Class::Say(if single { "volt" } else { "volts" }), end, end + 1);
        }
        Some(end + usize::from(alone))
    }

    /// "24 V/2 A", "5V/3A": a voltage and what is drawn at it.
    pub(super) fn supply(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        let stroke = at + 1;
        let written =
            self.str(at) == "V" && self.is_sign(stroke, '/') && self.glued(stroke) && self.glued(stroke + 1);
        let digits = self.number(stroke + 1).filter(|_| written)?;
        let (drawn, end) = self.amount(stroke + 1, digits);
        let symbol = self.word(end).filter(|s| matches!(*s, "A" | "W" | "mA"))?;
        self.ends_before(end + 1).then_some(())?;
        let (volt, other) = (unit::of_symbol("V")?, unit::of_symbol(symbol)?);
        let describes = (self.has_article(from) || self.glued(at)) && self.is_noun(end + 1);
        let said = |unit: &'static unit::Unit, one| if one { unit.one } else { unit.many };
        self.push(Class::Decimal(amount), from, at);
        self.push(Class::Say(said(volt, describes || amount.is_one())), at, stroke);
        self.push(Class::Mark(Punctuation::Comma), stroke, stroke + 1);
        self.push(Class::Decimal(drawn), stroke + 1, end);
        self.push(Class::Say(said(other, describes || drawn.is_one())), end, end + 1);
        Some(end + 1)
    }

    /// "10/2 cable", "12/2 NM-B", "62 ft of 6/3": the gauge of a cable, and how many wires it has; cables are spoken of.
    pub(in super::super) fn is_cable(&self, n: u32, d: u32, at: usize, end: usize) -> bool {
        const NEAR: usize = 24;
        const CABLES: &[&str] = &[
            "NM",
            "Romex",
            "UF",
            "cable",
            "cables",
            "gauge",
            "outlet",
            "outlets",
            "receptacle",
            "wire",
            "wires",
            "wiring",
        ];
        let gauge = (2..=4).contains(&d) && (6..=18).contains(&n) && n.is_multiple_of(2);
        gauge && (at.saturating_sub(NEAR)..end + NEAR).any(|i| CABLES.contains(&self.str(i)))
    }

    /// Whether the A written up against its number may be an ampere: "a 16A plug", "200A", "2.4A"; but "Section 409A",
    /// "seat 12A".
    pub(super) fn is_rating_in_amps(&self, from: usize, at: usize) -> bool {
        const PLACES: &[&str] = &[
            "apartment",
            "form",
            "gate",
            "room",
            "row",
            "rule",
            "schedule",
            "seat",
            "suite",
        ];
        let before = self.str(from.wrapping_sub(1));
        let placed = PLACES.iter().any(|place| before.eq_ignore_ascii_case(place));
        let size = self.str(from);
        let usual = at > from + 1 || size.len() <= 2 || size.ends_with(['0', '5']);
        usual && !placed && !self.is_behind_name(from) && !self.is_numbered(from)
    }

    /// Whether what stands at `at`, after "at", "on" or "up", goes on with an amount of current: "at 100'", "on a 120-V
    /// line", "up to 50 ft", "at startup".
    fn is_measured_at(&self, at: usize) -> bool {
        let first = at + usize::from(matches!(self.str(at), "a" | "an" | "the" | "to"));
        self.number(first).is_some() || matches!(self.str(first), "idle" | "peak" | "rest" | "startup")
    }

    /// Whether the A at `at` is an ampere: "draws 2.4 A", "2 A of current"; but "Table 2.4 A", "Room 15 A".
    pub(super) fn is_current(&self, from: usize, at: usize) -> bool {
        let ends = self.ends_before(at + 1);
        let next = self.case(at + 1);
        let decimal = at == from + 3
            && ends
            && next.is_none_or(|case| case == Case::Lower)
            && self.case(from.wrapping_sub(1)) != Some(Case::Capital);
        let last = ends && next.is_none() && self.number(at + 1).is_none();
        let flows = matches!(
            self.str(at + 1),
            "breaker" | "charger" | "circuit" | "fuse" | "of" | "per" | "supply" | "through"
        ) || next == Some(Case::Lower)
            && matches!(
                self.str(from.wrapping_sub(1)),
                "carries" | "carry" | "draw" | "drawing" | "draws" | "pull" | "pulling" | "pulls"
            )
            || matches!(self.str(at + 1), "at" | "on" | "up") && self.is_measured_at(at + 2);
        // "a 30 A dryer circuit", "100 A or 200 A", "a 30 A, 240 V circuit"
        let described = self.has_article(from) && self.is_noun(at + 1);
        let joint = at + 1 + usize::from(self.is_sign(at + 1, ','));
        let joint = joint + usize::from(matches!(self.str(joint), "and" | "or" | "to"));
        let listed = joint > at + 1
            && self.number(joint).is_some()
            && matches!(self.str(joint + 1), "A" | "V" | "VAC" | "W");
        decimal || from > 0 && !self.is_behind_name(from) && (last || flows || described || listed)
    }
}
