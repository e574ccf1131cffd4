//! Dates, times of day, weekdays. Must not know other pairs of numbers: fractions, ratios and versions are `numbers`'.

mod calendar;
pub(super) mod date;
mod time;

use super::Tagger;
