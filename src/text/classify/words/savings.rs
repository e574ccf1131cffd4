//! Accounts of savings in the U.K., said as words: the ISA, which is spelled where it is the instructions of a processor, and the
//! LISA, a lifetime one, which is no Lisa.

use super::Tagger;
use crate::text::class::Class;

/// Tokens on either side in which money is looked for.
const REACH: usize = 40;

impl Tagger<'_, '_> {
    /// "the x86 ISA", "ISAs": by their letters, unless money is saved nearby; and the LISA that saves none.
    pub(super) fn unsaved(&mut self, at: usize) -> Option<usize> {
        const SAVED: &[&str] = &[
            "Lifetime",
            "allowance",
            "bank",
            "cash",
            "deposit",
            "interest",
            "lifetime",
            "money",
            "pension",
            "pensions",
            "save",
            "saver",
            "savers",
            "saving",
            "savings",
            "shares",
            "stocks",
            "tax",
            "taxable",
            "taxed",
            "£",
        ];
        const RUN: &[&str] = &[
            "ARM",
            "CISC",
            "CPU",
            "MIPS",
            "RISC",
            "bus",
            "compiler",
            "instruction",
            "instructions",
            "processor",
            "x",
        ];
        let word = self.str(at);
        let near = |words: &[&str], reach: usize| {
            (at.saturating_sub(reach)..at + reach).any(|i| i != at && words.contains(&self.str(i)))
        };
        if word == "LISA" && !near(&["ISA", "ISAs", "Lifetime", "lifetime"], REACH) {
            self.push(Class::Part(word), at, at + 1);
            return Some(at + 1);
        }
        let many = word == "ISAs";
        (many || word == "ISA").then_some(())?;
        // "a cash ISA", "the ISA allowance", but "RISC-V is an open ISA"
        let kind = matches!(
            self.str(at.wrapping_sub(1)),
            "Lifetime" | "cash" | "lifetime" | "shares"
        );
        if kind || self.str(at + 1) == "allowance" || near(SAVED, REACH) && !near(RUN, REACH / 4) {
            return None;
        }
        let start = self.tokens.get(at)?.start;
        self.push_bytes(Class::Letters("ISA"), start, start + 3);
        if many {
            self.push_bytes(Class::Ending("s"), start + 3, start + 4);
        }
        Some(at + 1)
    }
}
