//! Magnitudes: the words and letters that multiply a number. What is counted by them, in a unit or in money, is
//! for `measure` and `money` to find.

use super::Tagger;
use crate::text::class::{Class, Decimal};
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// A magnitude in letters, written up against an amount of money or after it.
pub(in super::super) fn of_letters(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "K" | "k" => "thousand",
        "M" | "m" | "mn" | "MM" | "mm" => "million",
        "B" | "b" | "bn" | "BN" | "Bn" => "billion",
        "T" | "t" | "tn" | "trn" => "trillion",
        _ => return None,
    })
}

/// A magnitude word.
pub(in super::super) fn of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "hundred" => "hundred",
        "thousand" => "thousand",
        "million" | "Million" | "mil" => "million",
        "billion" | "Billion" | "bil" => "billion",
        "trillion" | "Trillion" => "trillion",
        "lakh" => "lakh",
        "crore" => "crore",
        "quadrillion" => "quadrillion",
        _ => return None,
    })
}

/// The magnitude word at `at`, and the token after it, or `at` where there is none.
pub(in super::super) fn spelled(tagger: &Tagger<'_, '_>, at: usize) -> (Option<&'static str>, usize) {
    match tagger.kind(at) {
        Some(Kind::Word(_)) => match of_word(tagger.str(at)) {
            Some(magnitude) => (Some(magnitude), at + 1),
            None => (None, at),
        },
        _ => (None, at),
    }
}

/// What is counted by the million, so that the m before it is no meter.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "acres", "adults", "animals", "barrels", "bottles", "cars", "cases", "children", "citizens", "copies", "customers",
    "deaths", "dollars", "doses", "downloads", "euros", "families", "fans", "followers", "hectares", "homes",
    "households", "immigrants", "inhabitants", "jobs", "listeners", "members", "men", "migrants", "passengers",
    "patients", "people", "players", "pounds", "readers", "records", "refugees", "requests", "residents", "rows",
    "sales", "shares", "soldiers", "speakers", "streams", "students", "subscribers", "tickets", "tonnes", "tons",
    "tourists", "units", "users", "vehicles", "viewers", "views", "visitors", "visits", "voters", "votes", "women",
    "workers",
];

/// Stems of words that say of a number that it is a count.
const COUNTS: &[&str] = &[
    "circulation",
    "downloads",
    "electorate",
    "followers",
    "inhabit",
    "membership",
    "population",
    "readership",
    "subscribers",
    "viewership",
];

impl<'t> Tagger<'t, '_> {
    /// "a 70B model", "a 7B or 8B model", "Llama 3.1 8B", "Llama-3.1-8B": the letter counts a model's parameters.
    pub(super) fn parameters_of_model(
        &mut self,
        amount: Decimal<'t>,
        at: usize,
        end: usize,
    ) -> Option<usize> {
        let other = matches!(self.str(end + 1), "and" | "or" | "to")
            && self.number(end + 2).is_some()
            && self.str(end + 3) == self.str(end);
        let sized = if other { end + 4 } else { end + 1 };
        let hyphen = usize::from(self.glued(at) && self.is_sign(at.wrapping_sub(1), '-'));
        let release =
            hyphen == usize::from(self.glued(at)) && self.number(at.wrapping_sub(1 + hyphen)).is_some();
        let model = matches!(
            self.str(sized),
            "checkpoint" | "draft" | "model" | "models" | "variant"
        ) || release
            // "than the 70B", "the 7B in INT4"; but "the 7B parameters"
            || matches!(self.str(at.wrapping_sub(1)), "A" | "An" | "The" | "a" | "an" | "the")
                && !self.is_noun(end + 1);
        // "gpt-oss-120b", "llama-3-405b"
        let named = hyphen == 1 && self.glued(at - 1) && amount.whole.len() > 1;
        let known = match self.str(end) {
            "B" => model || named && amount.whole.len() == 3,
            "b" => named || model && !release,
            _ => false,
        };
        (known && self.glued(end) && self.ends_before(end + 1)).then_some(())?;
        let class = match amount.fraction {
            None => parameters(amount.whole),
            Some(_) => Class::Decimal(amount),
        };
        self.push(class, at, end);
        self.push(Class::Letters(self.str(end)), end, end + 1);
        Some(end + 1)
    }

    /// "1.6T line cards": terabits a second, whose letter is said as that of "400G ports" is.
    pub(super) fn speed_of_port(&mut self, amount: Decimal<'t>, at: usize, end: usize) -> Option<usize> {
        (self.str(end) == "T" && self.glued(end) && self.ends_before(end + 1)).then_some(())?;
        let stem = self.str(end + 1).trim_end_matches('s');
        let port = matches!(stem, "optic" | "port" | "transceiver" | "uplink")
            || stem == "line" && matches!(self.str(end + 2), "card" | "cards");
        port.then_some(())?;
        self.push(Class::Decimal(amount), at, end);
        self.push(Class::Letters("T"), end, end + 1);
        Some(end + 1)
    }

    /// "375m people", "a population of 2.3m", "1.6 bn tonnes": an amount in millions or billions that is no money.
    pub(in super::super) fn in_millions(
        &mut self,
        amount: Decimal<'t>,
        from: usize,
        at: usize,
    ) -> Option<usize> {
        let counted = match self.str(at) {
            "bn" => true,
            "m" => {
                self.glued(at)
                    && self.ends_before(at + 1)
                    && (COUNTED.binary_search(&self.str(at + 1)).is_ok() || self.is_near(from, COUNTS))
            }
            _ => false,
        };
        let magnitude = of_letters(self.str(at)).filter(|_| counted && self.ends_before(at + 1))?;
        self.push(Class::Decimal(amount), from, at);
        self.push(Class::Say(magnitude), at, at + 1);
        Some(self.counted_unit(at + 1))
    }

    /// Whether the B behind the number at `at` is read as a letter: "a 7B, 13B or 70B model"; but "7B parameters", "8B people".
    pub(super) fn sizes_model(&self, at: usize) -> bool {
        const MODELS: &[&str] = &["checkpoint", "finetune", "LLM", "model", "quant", "weights"];
        const NEAR: usize = 12;
        // Behind all sizes of a row stands what they are of.
        let listed = |&i: &usize| {
            self.number(i).is_some()
                || matches!(self.str(i), "B" | "," | "and" | "or" | "to")
                || self.is_sign(i, '/')
        };
        let behind = at + (at..at + NEAR).take_while(listed).count();
        let model = MODELS.contains(&self.str(behind).trim_end_matches('s'));
        let counted = !model && self.case(behind) == Some(Case::Lower) && self.is_counted(behind);
        !counted && self.has_beside(NEAR, at, MODELS)
    }

    /// "Llama 3.1 8B", "Qwen2.5-7B": the billions of parameters that follow a model's version, and would run into it.
    pub(super) fn model_size(&mut self, at: usize, digits: &'t str) -> Option<usize> {
        let hyphen = usize::from(self.glued(at) && self.is_sign(at.wrapping_sub(1), '-'));
        let minor = at.checked_sub(1 + hyphen).filter(|&i| self.number(i).is_some())?;
        let point = minor > 1 && self.glued(minor) && self.is_sign(minor - 1, '.');
        let major = minor - 2 * usize::from(point);
        self.number(major).filter(|n| n.len() <= 2)?;
        let name = major.checked_sub(1)?;
        let named = matches!(self.case(name), Some(Case::Capital | Case::Upper | Case::Mixed))
            && self.str(name).len() > 2
            && !(self.glued(at + 2) && self.word(at + 2).is_some());
        (named && self.str(at + 1) == "B" && self.glued(at + 1)).then_some(())?;
        let start = self.tokens.get(at)?.start;
        self.push_bytes(Class::Mark(Punctuation::Comma), start, start);
        self.push(parameters(digits), at, at + 1);
        self.push(Class::Letters("B"), at + 1, at + 2);
        Some(at + 2)
    }
}

/// How many billions of parameters a model has, before their letter: "seventy", "four oh five".
fn parameters(digits: &str) -> Class<'_> {
    match digits.len() {
        3 => Class::Pairs(digits),
        _ => Class::Cardinal(digits),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_sorted_for_the_search() {
        assert!(super::COUNTED.is_sorted());
    }
}
