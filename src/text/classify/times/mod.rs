//! Dates, times of day, weekdays. Other pairs of numbers (fractions, ratios, versions) are `numbers`'.

mod calendar;
pub(super) mod date;
mod pace;
mod time;

use super::Tagger;
