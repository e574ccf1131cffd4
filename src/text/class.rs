//! What the classifier finds: one [`Tag`] for each thing that is said in one way.
//!
//! A tag holds what was meant, taken apart but not yet in words. Owns no rule of either side.

use super::token::Punctuation;

/// Something to be said, and the bytes of the passage that say it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag<'t> {
    pub(super) class: Class<'t>,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What a piece of text is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Class<'t> {
    /// A word, said as written.
    Word(&'t str),
    /// A word in capitals for emphasis.
    Emphasised(&'t str),
    /// A word that is part of an identifier: said in lower case.
    Part(&'t str),
    /// Letters to be named one by one; other characters in it are passed over.
    Letters(&'t str),
    /// Letters, digits and signs, each named.
    Characters(&'t str),
    /// Fixed words.
    Say(&'static str),
    /// An ending that joins the word before: `s` after "PVC", `'s` after "12".
    Ending(&'t str),
    /// A whole number. Separators in it are passed over.
    Cardinal(&'t str),
    /// Digit by digit.
    Digits(&'t str),
    /// Two by two, as years, house numbers and ports are said: "nineteen oh five", "eighty eighty".
    Pairs(&'t str),
    /// Whole part and fraction digits: "three point one four".
    Decimal(Decimal<'t>),
    /// First, second, third.
    Ordinal(&'t str),
    /// The plural of a ten: "nineteen eighties".
    Decade(&'t str),
    /// An amount of something.
    Measure(Measure<'t>),
    /// Punctuation.
    Mark(Punctuation),
    /// Characters without a reading.
    Unreadable,
}

/// A number with an optional fraction; both are digits, the whole may hold separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal<'t> {
    pub(super) whole: &'t str,
    pub(super) fraction: Option<&'t str>,
}

impl Decimal<'_> {
    /// Whether it is exactly one, so that what it counts is singular. "1.0" is not.
    pub(super) fn is_one(&self) -> bool {
        self.fraction.is_none() && self.whole.trim_start_matches('0') == "1"
    }
}

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure<'t> {
    pub(super) amount: Decimal<'t>,
    pub(super) unit: &'static super::classify::Unit,
}
