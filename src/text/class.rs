//! What the classifier finds: one [`Tag`] for each thing that is said in one way.
//!
//! A tag holds what was meant, taken apart but not yet in words. Owns no rule of either side.

use super::classify::{Currency, Unit};
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
    /// What a function does, the first word of its name: said as the verb.
    Verb(&'t str),
    /// Letters to be named one by one; other characters in it are passed over.
    Letters(&'t str),
    /// Letters, digits and signs, each named.
    Characters(&'t str),
    /// Fixed words; a capital that stands alone is a letter to be named.
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
    /// The plural of a number: "nineteen eighties", "hundreds".
    Decade(&'t str),
    /// A number that was not written in digits, 0 to 99.
    Small(u8),
    /// A place in an order, 1 to 99, that was not written in digits: "nineteenth".
    Place(u8),
    /// The number of a ruler: "the eighth".
    Regnal(u8),
    /// Numerator and denominator: "three quarters".
    Fraction(&'t str, &'t str),
    /// An amount of something.
    Measure(Measure<'t>),
    /// What something is counted per: "per second".
    Per(&'static Unit),
    /// An amount of money.
    Money(Money<'t>),
    /// A calendar date, or a part of one.
    Date(Date<'t>),
    /// A time of day.
    Time(Time),
    /// A length of time in hours, minutes and seconds.
    Duration(Time),
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
    /// "million".
    pub(super) magnitude: Option<&'static str>,
    /// "square", "cubic".
    pub(super) power: Option<&'static str>,
    pub(super) unit: &'static Unit,
    pub(super) agreement: Agreement,
}

/// How a unit agrees with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// "five seconds", "one second".
    Counted,
    /// "a five second delay".
    Attributive,
}

/// An amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Money<'t> {
    pub(super) amount: Decimal<'t>,
    pub(super) magnitude: Option<&'static str>,
    pub(super) currency: &'static Currency,
    /// Whose dollar: "U S".
    pub(super) issuer: Option<&'static str>,
    pub(super) agreement: Agreement,
}

/// A date; parts that are absent are not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Date<'t> {
    /// Digits of the year, two or four.
    pub(super) year: Option<&'t str>,
    /// 1 to 12.
    pub(super) month: Option<u8>,
    /// 1 to 31.
    pub(super) day: Option<u8>,
    pub(super) order: DateOrder,
}

/// Which of day and month is said first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// "july fourth".
    #[default]
    MonthFirst,
    /// "the fourth of july".
    DayFirst,
    /// "fourth of july", where the article is already there.
    DayFirstWithoutArticle,
}

/// Hours, minutes and seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// 0 to 24.
    pub(super) hour: Option<u16>,
    /// 0 to 59.
    pub(super) minute: Option<u16>,
    /// 0 to 59.
    pub(super) second: Option<u16>,
    /// Whether "o'clock" ends a full hour.
    pub(super) clock: Clock,
}

/// How a full hour is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// "three", because a.m. or p.m. follows.
    WithMeridiem,
    /// "three o'clock", "fourteen hundred".
    Bare,
    /// "oh two hundred", beside "twenty two hundred".
    Hundreds,
}
