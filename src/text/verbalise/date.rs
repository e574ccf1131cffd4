//! Dates: "july fourth twenty twelve", "the fourth of july". Asks no calendar: June 31st is said as it stands.

use super::Words;
use crate::text::class::{Date, DateOrder};

/// The months, January first.
pub(in crate::text) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// The parts there are, in their order.
    pub(super) fn date(&mut self, date: &Date<'_>) {
        let month = date
            .month
            .and_then(|m| MONTHS.get(usize::from(m).wrapping_sub(1)));
        match date.order {
            DateOrder::MonthFirst => {
                if let Some(month) = month {
                    self.word(month);
                }
                self.day(date);
            }
            DateOrder::DayFirst | DateOrder::DayFirstWithoutArticle => {
                if date.order == DateOrder::DayFirst && date.day.is_some() {
                    self.word("the");
                }
                self.day(date);
                if let Some(month) = month {
                    if date.day.is_some() {
                        self.word("of");
                    }
                    self.word(month);
                }
            }
        }
        if let Some(year) = date.year {
            self.pairs(year);
        }
    }

    fn day(&mut self, date: &Date<'_>) {
        if let Some(day) = date.day {
            self.ordinal(&day.to_string());
        }
    }
}
