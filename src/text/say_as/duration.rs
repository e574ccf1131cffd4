//! A text that the author has named a duration. Lengths of time that nobody has named are `classify`'s.

use super::Reader;
use crate::text::class::{Class, Clock, Tag, Time};
use crate::text::tokenise::Kind;

/// A duration of nothing yet.
const NO_TIME: Time = Time {
    hour: None,
    minute: None,
    second: None,
    clock: Clock::Bare,
};

impl<'t> Reader<'t, '_> {
    /// "5m", "1h 30m", "90 s": every number with its unit.
    fn named_duration(&self) -> Option<Time> {
        let mut time = NO_TIME;
        let (pairs, []) = self.tokens.as_chunks::<2>() else {
            return None;
        };
        for [number, unit] in pairs {
            let count = (number.kind == Kind::Number).then(|| self.str(number).parse().ok())??;
            let place = match self.str(unit) {
                "h" | "hr" | "hrs" => &mut time.hour,
                "m" | "min" | "mins" => &mut time.minute,
                "s" | "sec" | "secs" => &mut time.second,
                _ => return None,
            };
            if place.replace(count).is_some() {
                return None;
            }
        }
        (!pairs.is_empty()).then_some(time)
    }

    /// "PT1H30M": hours, minutes and seconds as ISO 8601-1, 5.5.2 writes them.
    fn designated(&self) -> Option<Time> {
        let mut rest = self.text.trim().strip_prefix("PT")?;
        let mut time = NO_TIME;
        for (designator, place) in [
            ('H', &mut time.hour),
            ('M', &mut time.minute),
            ('S', &mut time.second),
        ] {
            if let Some((number, after)) = rest.split_once(designator) {
                *place = Some(number.parse().ok()?);
                rest = after;
            }
        }
        (rest.is_empty() && time != NO_TIME).then_some(time)
    }

    /// "1:30:05", `1'21"`, "PT1H30M": hours, minutes and seconds as `format` names them.
    pub(super) fn duration(&self, format: &str) -> Option<Vec<Tag<'t>>> {
        if let Some(time) = self.named_duration().or_else(|| self.designated()) {
            return Some(vec![self.whole(Class::Duration(time))]);
        }
        (!self.has_words()).then_some(())?;
        let units: Vec<char> = format.chars().filter(|c| matches!(c, 'h' | 'm' | 's')).collect();
        let numbers = self.numbers();
        let units = match (units.len() == numbers.len(), numbers.len()) {
            (true, 1..) => units,
            (_, 3) => vec!['h', 'm', 's'],
            (_, 2) => vec!['m', 's'],
            _ => return None,
        };
        let mut time = NO_TIME;
        for (unit, number) in units.into_iter().zip(numbers) {
            let number = Some(number.parse().ok()?);
            match unit {
                'h' => time.hour = number,
                'm' => time.minute = number,
                _ => time.second = number,
            }
        }
        Some(vec![self.whole(Class::Duration(time))])
    }
}
