//! What traders of bonds write: ratings ("BBB-", "CCC+", "Baa3"), the spread between two maturities ("2s10s"), prices in
//! thirty-seconds ("98-16"). Owns their forms; marks of schools are `sign`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

/// How far around a price bonds are looked for.
const NEAR: usize = 16;

impl Tagger<'_, '_> {
    /// A rating at `at`: capitals with the sign behind them, or those of Moody's with their figure.
    pub(super) fn rating(&mut self, at: usize) -> Option<usize> {
        let (letters, after) = (self.str(at), at + 1);
        let several = match letters {
            "AA" => "double A",
            "BB" => "double B",
            "BBB" => "triple B",
            "CC" => "double C",
            "CCC" => "triple C",
            // "Baa3", "Aa1": figures from one to three.
            "Aa" | "Ba" | "Baa" | "Caa" => {
                let figure = self
                    .number(after)
                    .filter(|n| self.glued(after) && matches!(*n, "1" | "2" | "3"))?;
                self.ends_before(after + 1).then_some(())?;
                self.push(Class::Letters(letters), at, after);
                self.push(Class::Cardinal(figure), after, after + 1);
                return Some(after + 1);
            }
            _ => return None,
        };
        let sign = match self.kind(after)? {
            Kind::Sign('-' | '−' | '–') => "minus",
            Kind::Sign('+') => "plus",
            _ => return None,
        };
        // "AA- and AAA-rated paper" leaves a word out.
        let omits = sign == "minus"
            && matches!(self.str(after + 1), "and" | "or" | "to")
            && self.is_sign(after + 3, '-')
            && self.glued(after + 4)
            && self.word(after + 4).is_some();
        (self.glued(after) && self.ends_before(after + 1) && !omits).then_some(())?;
        self.push(Class::Say(several), at, after);
        self.push(Class::Say(sign), after, after + 1);
        Some(after + 1)
    }

    /// "2s10s", "5s30s": the difference between the yields of two maturities.
    pub(super) fn curve_spread(&mut self, at: usize) -> Option<usize> {
        let years = |i: usize| {
            self.number(i)
                .filter(|n| n.len() <= 2 && self.str(i + 1) == "s" && self.glued(i + 1))
        };
        let (short, long) = (years(at)?, years(at + 2)?);
        (self.glued(at + 2) && self.ends_before(at + 4)).then_some(())?;
        self.push(Class::Decade(short), at, at + 2);
        self.push(Class::Decade(long), at + 2, at + 4);
        Some(at + 4)
    }

    /// "98-16": a price and its thirty-seconds, which no range could be, where bonds are spoken of.
    pub(super) fn bond_price(&mut self, at: usize) -> Option<usize> {
        const BONDS: &[&str] = &["accrued", "bond", "coupon", "pric", "tick", "treasur", "yield"];
        let joined = self.is_sign(at + 1, '-') && self.glued(at + 1) && self.glued(at + 2);
        let (whole, parts) = (self.number(at).filter(|_| joined)?, self.number(at + 2)?);
        let priced = matches!(whole.len(), 2 | 3) && parts.len() == 2 && parts < "32";
        let falls = whole.parse::<u16>().ok()? > 60;
        let ends = self.ends_before(at + 3) || self.is_sign(at + 3, '+') && self.ends_before(at + 4);
        (priced && falls && ends && self.is_within(NEAR, at, BONDS)).then_some(())?;
        self.push(Class::Cardinal(whole), at, at + 1);
        self.push(Class::Pairs(parts), at + 2, at + 3);
        Some(at + 3)
    }
}
