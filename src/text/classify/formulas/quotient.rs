//! Strokes that divide, and are said "over" or "divided by". What is counted per what, `slash` and `measure` know.

use super::{Tagger, formula};
use crate::text::class::Class;
use crate::text::classify::numbers::context;
use crate::text::tokenise::{Case, Kind};

impl Tagger<'_, '_> {
    /// "24/7/365": always, which divides nothing.
    pub(in super::super) fn all_year(&mut self, at: usize) -> Option<usize> {
        let written = ["24", "/", "7", "/", "365"];
        let whole = written
            .iter()
            .zip(at..)
            .all(|(part, i)| self.str(i) == *part && (i == at || self.glued(i)));
        (whole && self.ends_before(at + 5)).then_some(())?;
        self.push(Class::Small(24), at, at + 1);
        self.push(Class::Small(7), at + 2, at + 3);
        self.push(Class::Pairs("365"), at + 4, at + 5);
        Some(at + 5)
    }

    /// Whether the stroke at `at` divides: "n/2", "(lo + hi)/2", "TP/(TP + FN)", "m₁/r²", "60,000/128".
    pub(in super::super) fn divides(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let variable = |i: usize| self.is_letter(i) && self.case(i) == Some(Case::Lower);
        let value = |i: usize| {
            self.is_letter(i)
                || self.number(i).is_some()
                || self.case(i) == Some(Case::Upper) && self.str(i).len() <= 3
        };
        // "r = 2GM/c²"
        let products = self.case(before).is_some()
            && self.str(before).len() <= 3
            && self.is_letter(after)
            && matches!(self.kind(after + 1), Some(Kind::Sign(c)) if formula::is_figure(c))
            && self.glued(after + 1)
            && (at.saturating_sub(8)..at).any(|i| self.is_sign(i, '='));
        let closes = matches!(self.kind(before), Some(Kind::Sign(c)) if matches!(c, ')' | '⌉' | '⌋' | 'ᵀ') || formula::is_figure(c));
        let opens = matches!(self.kind(after), Some(Kind::Sign('(' | '√')));
        let number = |i: usize| self.number(i).filter(|n| n.len() > 2);
        let long = number(before)
            .zip(number(after))
            .is_some_and(|(n, d)| n.contains(',') || !(context::is_year(n) && context::is_year(d)));
        // "λ/μ", "α/m", "Δx/Δt", "dy/dx", "k/n"; but "a/b", "n/a", "250 t/s"
        let greek = |i: usize| {
            self.word(i).is_some_and(|w| {
                w.chars().all(|c| ('α'..='ω').contains(&c)) || w.starts_with('Δ') && w.chars().count() == 2
            })
        };
        let pair = (self.str(before).trim_start_matches('Σ'), self.str(after));
        let single = matches!(
            pair,
            ("k" | "m" | "p" | "s" | "x", "n") | ("n", "k" | "m") | ("p", "q") | ("u", "v") | ("x", "y")
        ) && !self.joined(before)
            && self.ends_before(at + 2)
            && !matches!(
                self.str(at + 2),
                "axes" | "axis" | "coordinates" | "pairs" | "plane" | "plot"
            );
        // "RPS = 1/latency"
        let inverse = self.str(before) == "1"
            && self.word(after).is_some_and(|w| w.len() > 2)
            && self.is_sign(before.wrapping_sub(1), '=')
            && !self.glued(before);
        // "CPI = EV/AC"
        let capitals = |i: usize| self.case(i) == Some(Case::Upper);
        let defined = capitals(before)
            && capitals(after)
            && before >= 2
            && self.is_sign(before - 1, '=')
            && !self.glued(before)
            && capitals(before - 2)
            && pair != ("TCP", "IP");
        let symbols = inverse
            || defined
            || greek(before) && (greek(after) || self.is_letter(after))
            || greek(after) && self.is_letter(before)
            || self.is_differential(after)
            || single;
        self.glued(at)
            && self.glued(after)
            && (products
                || symbols
                || closes && (opens || value(after))
                || opens && value(before)
                || (long
                    || variable(before)
                        && self.str(before) != "f"
                        && !self.joined(before)
                        && self.number(after).is_some())
                    && self.ends_before(at + 2))
    }

    /// Whether the spaced stroke at `at` divides numbers one of which is no whole one, "3,665.42 / 4.55", or names of a
    /// product in code.
    pub(in super::super) fn is_quotient(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let pointed = |i: usize| self.is_sign(i, '.') && self.glued(i) && self.glued(i + 1);
        // "Go 1.17 / 1.18"
        let first = if pointed(before.wrapping_sub(1)) {
            before.wrapping_sub(2)
        } else {
            before
        };
        // "`ceil(replicas × current / target)`"
        let multiplied = (at.saturating_sub(8)..at + 8)
            .any(|i| matches!(self.kind(i), Some(Kind::Sign('×' | '*'))) && self.in_code(i));
        if self.in_code(at) && multiplied && self.word(before).is_some() && self.word(after).is_some() {
            return true;
        }
        // "140 GB / 3.35 TB/s = 42 ms"; but "5 km / 3.1 mi"
        let measured = matches!(self.tags.last().map(|t| &t.class), Some(Class::Measure(_)));
        let solved = || (at..at + 12).any(|i| matches!(self.kind(i), Some(Kind::Sign('=' | '≈'))));
        if measured && self.word(before).is_some() && self.number(after).is_some() && solved() {
            return true;
        }
        let versions = self.case(first.wrapping_sub(1)) == Some(Case::Capital) && first > 1;
        self.number(before).is_some()
            && self.number(after).is_some()
            && !versions
            && (pointed(before.wrapping_sub(1)) || pointed(after + 1) && self.number(after + 2).is_some())
    }
}
