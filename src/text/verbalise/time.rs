//! Times of day and lengths of time. A.m., p.m. and time zones are words of their own, and not said here.

use super::Words;
use crate::text::class::{Clock, Time};

impl Words {
    /// "three o'clock", "fourteen hundred", "nine oh five".
    pub(super) fn time(&mut self, time: &Time) {
        let hour = usize::from(time.hour.unwrap_or(0)) % 100;
        let minute = usize::from(time.minute.unwrap_or(0)) % 100;
        match (time.minute, time.clock) {
            (None | Some(0), Clock::WithMeridiem) => self.below_hundred(hour),
            (None | Some(0), Clock::Bare) if hour == 0 || hour > 12 => {
                self.below_hundred(hour);
                self.word("hundred");
            }
            (None | Some(0), Clock::Hundreds) => {
                self.word("oh");
                self.below_hundred(hour);
                self.word("hundred");
            }
            (None | Some(0), Clock::Bare) => {
                self.below_hundred(hour);
                self.word("o'clock");
            }
            _ => {
                if hour == 0 && minute < 10 {
                    self.word("zero");
                }
                self.below_hundred(hour);
                if minute < 10 {
                    self.word("oh");
                }
                self.below_hundred(minute);
            }
        }
    }

    /// "two hours five minutes and one second".
    pub(super) fn duration(&mut self, time: &Time) {
        let parts = [
            (time.hour, "hour", "hours"),
            (time.minute, "minute", "minutes"),
            (time.second, "second", "seconds"),
        ];
        let last = parts.iter().rposition(|(n, ..)| n.is_some());
        let count = parts.iter().filter(|(n, ..)| n.is_some()).count();
        for (index, (n, one, many)) in parts.into_iter().enumerate() {
            let Some(n) = n else { continue };
            // "0:21:30" has no hours to speak of.
            if n == 0 && index == 0 && count > 1 {
                continue;
            }
            if count > 1 && Some(index) == last {
                self.word("and");
            }
            self.cardinal(&n.to_string());
            self.word(if n == 1 { one } else { many });
        }
    }
}
