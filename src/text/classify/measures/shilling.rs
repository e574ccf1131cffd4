//! Shillings and pence as they were written before 1971: "5s. 6d.", "£1 2s. 6d.", "1s. a word". Owns where an s or a d behind
//! a number is money; pounds are `money`'s, seconds and days `unit`'s.

use super::Tagger;
use super::money;
use crate::text::class::{Class, Decimal};
use crate::text::tokenise::Case;

/// How many tags back a pound, or another shilling, is looked for where one letter stands alone.
const NEAR: usize = 64;

impl<'t> Tagger<'t, '_> {
    /// The shillings, the pence or both that the letter at `at` ends or begins; gives the token after them.
    pub(super) fn old_money(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        let letter = self.str(at);
        (matches!(letter, "s" | "d") && self.glued(at) && amount.fraction.is_none()).then_some(())?;
        let dot = at + 1;
        (self.is_sign(dot, '.') && self.glued(dot)).then_some(())?;
        // "5s. 6d."
        let pence = (self.number(dot + 1))
            .filter(|n| letter == "s" && n.len() <= 2 && self.str(dot + 2) == "d" && self.glued(dot + 2));
        if let Some(pence) = pence {
            self.push(Class::Decimal(amount), from, at);
            self.push(Class::Say(shillings(amount.is_one())), at, dot + 1);
            self.push(Class::Cardinal(pence), dot + 1, dot + 2);
            self.push(Class::Say(pennies(pence == "1")), dot + 2, dot + 3);
            let last = dot + 3;
            let shortens = self.is_sign(last, '.') && self.glued(last) && self.goes_on(last + 1);
            return Some(last + usize::from(shortens));
        }
        (self.goes_on(dot + 1) && self.is_among_pounds()).then_some(())?;
        let words = match letter {
            "s" => shillings(amount.is_one()),
            _ => pennies(amount.is_one()),
        };
        self.push(Class::Decimal(amount), from, at);
        self.push(Class::Say(words), at, dot + 1);
        Some(dot + 1)
    }

    /// Whether the sentence goes on at `at`, so that the full stop before it only shortens.
    fn goes_on(&self, at: usize) -> bool {
        self.case(at) == Some(Case::Lower) && !self.glued(at)
    }

    /// Whether pounds, or shillings, were named shortly before.
    fn is_among_pounds(&self) -> bool {
        self.tags.iter().rev().take(NEAR).any(|tag| match tag.class {
            Class::Money(money) => Some(money.currency) == money::of_sign('£'),
            Class::Say(words) => words == shillings(false),
            _ => false,
        })
    }
}

fn shillings(one: bool) -> &'static str {
    if one { "shilling" } else { "shillings" }
}

fn pennies(one: bool) -> &'static str {
    if one { "penny" } else { "pence" }
}
