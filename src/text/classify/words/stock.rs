//! "ISO" where it is the incentive stock option (26 U.S.C. 422) and no standard: said by its letters.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// "ISOs and NSOs", "20,000 ISOs at a strike of": incentive stock options, by their letters; but "ISO 27001".
    pub(super) fn incentive_options(&mut self, at: usize) -> Option<usize> {
        const REACH: usize = 8;
        let word = self.str(at);
        let many = word == "ISOs";
        if !many && word != "ISO" || self.number(at + 1).is_some() {
            return None;
        }
        let held = matches!(
            self.str(at + 1),
            "grant" | "grants" | "option" | "options" | "share" | "shares"
        );
        let told = |i: usize| match self.str(i) {
            "NQSO" | "NQSOs" | "NSO" | "NSOs" | "RSUs" => true,
            "Exercise" | "exercise" | "exercised" | "exercising" | "options" | "strike" | "vest"
            | "vested" => many || held,
            _ => false,
        };
        // Not beyond the sentence.
        let ends = |i: &usize| matches!(self.kind(*i), None | Some(Kind::Sign('.' | '!' | '?')));
        let mut before = (0..at).rev().take(REACH).take_while(|i| !ends(i));
        let mut after = (at + 1..at + REACH).take_while(|i| !ends(i));
        let near = before.any(told) || after.any(told);
        (near || held && self.str(at + 1).starts_with("option")).then_some(())?;
        let start = self.tokens.get(at)?.start;
        self.push_bytes(Class::Letters("ISO"), start, start + 3);
        if many {
            self.push_bytes(Class::Ending("s"), start + 3, start + 4);
        }
        Some(at + 1)
    }
}
