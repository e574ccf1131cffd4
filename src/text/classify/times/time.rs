//! Times of day: "5pm", "14:30", "1:59 p.m. EST", and lengths of time written with colons. Pairs with a colon that
//! are no time are `ratio`'s.

use super::Tagger;
use crate::text::abbreviations;
use crate::text::class::{Agreement, Class, Clock, Decimal, Measure, Time};
use crate::text::classify::measures::unit;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

const ZONES: &[&str] = &[
    "ADT", "AEDT", "AEST", "AKST", "AST", "BST", "CDT", "CEST", "CET", "CST", "CT", "EDT", "EEST", "EET",
    "EST", "ET", "GMT", "HST", "IST", "JST", "KST", "MDT", "MSK", "MST", "MT", "NZST", "PDT", "PST", "PT",
    "SGT", "UTC", "WET",
];

impl<'t> Tagger<'t, '_> {
    /// The time of day that begins with the number at `at`.
    pub(in super::super) fn clock_time(&mut self, at: usize) -> Option<usize> {
        if self.is_odds(at) {
            return None;
        }
        if let Some(end) = self.many_hours(at) {
            return Some(end);
        }
        let hour = self
            .number(at)
            .filter(|h| h.len() <= 2)?
            .parse::<u16>()
            .ok()
            .filter(|&h| h <= 24)?;
        let mut time = Time {
            hour: Some(hour),
            minute: None,
            second: None,
            clock: Clock::Bare,
        };
        let mut end = at + 1;
        let separator = match self.kind(end) {
            Some(Kind::Sign(c @ (':' | '.'))) if self.glued(end) && self.glued(end + 1) => Some(c),
            _ => None,
        };
        if let Some(minute) = separator.and_then(|_| self.sixty(end + 1)) {
            time.minute = Some(minute);
            end += 2;
            if separator == Some(':')
                && self.is_sign(end, ':')
                && self.glued(end)
                && let Some(second) = self.sixty(end + 1)
            {
                time.second = Some(second);
                end += 2;
            }
        }
        let meridiem = self.meridiem(end).filter(|_| hour <= 12 || time.minute.is_some());
        // Without a colon, only a.m. or p.m. makes a time.
        if meridiem.is_none() && (separator != Some(':') || time.minute.is_none()) {
            return None;
        }
        // "started at 0:00", "0:05" of a clip
        if meridiem.is_none() && time.second.is_none() && self.str(at) == "0" {
            if time.minute != Some(0) {
                return self.minutes_and_seconds(at, self.number(at)?, self.number(at + 2)?);
            }
            if !self.is_zone(end) {
                self.push(Class::Say("zero"), at, end);
                return Some(end);
            }
        }
        if meridiem.is_some() {
            time.clock = Clock::WithMeridiem;
        } else if self.pairs_with_afternoon(at, end) {
            time.clock = Clock::Hundreds;
        }
        // "on 2024-03-14 at 00:00:00", "00:00:00 UTC"
        let day = self.follows_date();
        // "T10:30:00.000": nothing is said of parts that are none.
        let zeros = (day && self.is_sign(end, '.') && self.glued(end) && self.glued(end + 1))
            .then(|| self.number(end + 1))
            .flatten()
            .is_some_and(|f| f.bytes().all(|b| b == b'0'));
        let whole = end + 2 * usize::from(zeros);
        if hour == 0 && time.minute == Some(0) && time.second == Some(0) && (day || self.is_zone(end)) {
            self.push(Class::Say("midnight"), at, whole);
            return Some(self.zone(whole));
        }
        let moment = time.second.is_some() && hour > 0 && self.is_moment(at);
        let fraction =
            (time.second.is_some() && self.is_sign(end, '.') && self.glued(end) && self.glued(end + 1))
                .then(|| self.number(end + 1))
                .flatten()
                .filter(|_| !zeros);
        // On the minute no seconds are said.
        let whole_minute = moment && fraction.is_none() && time.second == Some(0);
        if whole_minute {
            time.second = None;
            self.push(Class::Time(time), at, end);
        } else if let Some(whole) = self.number(end - 1).filter(|_| moment || fraction.is_some()) {
            let seconds = end - 1;
            time.second = None;
            let class = if moment {
                Class::Time(time)
            } else {
                Class::Duration(time)
            };
            self.push(class, at, seconds - 1);
            self.push(Class::Say("and"), seconds - 1, seconds);
            end += if fraction.is_some() { 2 } else { 0 };
            let amount = Decimal { whole, fraction };
            self.push(
                Class::Measure(Measure {
                    amount,
                    magnitude: None,
                    power: None,
                    unit: &unit::SECOND,
                    agreement: Agreement::Counted,
                }),
                seconds,
                end,
            );
        } else if matches!(
            (time.minute, time.second, time.clock),
            (Some(0), None, Clock::Bare)
        ) && self.is_pace(at, end)
        {
            self.push(Class::Cardinal(self.str(at)), at, at + 1);
            self.push(
                Class::Say(if hour == 1 { "minute" } else { "minutes" }),
                at + 1,
                end,
            );
        } else {
            let class = if time.second.is_some() {
                Class::Duration(time)
            } else {
                Class::Time(time)
            };
            self.push(class, at, end);
        }
        end += 2 * usize::from(zeros);
        if let Some((name, after)) = meridiem {
            self.push(Class::Say(name), end, after);
            end = after;
        }
        end = (self.pace(at, end).or_else(|| self.offset(end))).unwrap_or_else(|| self.zone(end));
        // "At 3 a.m. I got up.": its capital tells nothing of an "I".
        let before = at.wrapping_sub(1);
        let opening = self.is_first_person(end)
            && self.starts_sentence(before)
            && matches!(
                self.str(before),
                "After" | "Around" | "At" | "Before" | "By" | "Since" | "Until"
            );
        // "the 2 A.M. Page"
        let goes_on = opening || matches!(self.str(before), "The" | "a" | "the") && self.is_name(end);
        // "At 3 a.m. AWS was down."
        let acronym = meridiem.is_some_and(|(_, after)| after == end)
            && self.is_sign(end.wrapping_sub(1), '.')
            && self.case(end) == Some(Case::Upper)
            && self.str(end).len() > 1
            && !self.is_zone(end)
            && matches!(
                self.str(before),
                "after" | "around" | "at" | "before" | "by" | "from" | "since" | "to" | "until"
            );
        if (self.ends_with_stop(end) || acronym) && !goes_on && !self.dates(end) {
            self.push(Class::Mark(Punctuation::FullStop), end - 1, end);
        }
        if matches!(self.kind(end), Some(Kind::Sign('-' | '–')))
            && self.glued(end)
            && self.glued(end + 1)
            && (self.number(end + 1).is_some() || matches!(self.str(end + 1), "noon" | "midnight"))
        {
            self.push(Class::Say("to"), end, end + 1);
            return Some(end + 1);
        }
        Some(end)
    }

    /// "59:51", "62:05", "0:45": minutes and seconds, none or more of them than a day has hours; no ratio, which is called
    /// one, or whose sides are alike or make a hundred.
    pub(in super::super) fn minutes_and_seconds(
        &mut self,
        at: usize,
        first: &'t str,
        second: &'t str,
    ) -> Option<usize> {
        let minutes = first
            .parse::<u16>()
            .ok()
            .filter(|m| *m == 0 || (25..100).contains(m))?;
        let seconds = self.sixty(at + 2)?;
        let near = |word: &str| {
            matches!(
                word,
                "aspect"
                    | "blend"
                    | "gear"
                    | "gearing"
                    | "gears"
                    | "mix"
                    | "odds"
                    | "ratio"
                    | "ratios"
                    | "split"
            )
        };
        let ratio = minutes + seconds == 100
            || minutes == seconds
            || (at.saturating_sub(3)..at + 5).any(|i| near(self.str(i)));
        (!ratio).then_some(())?;
        self.push(Class::Cardinal(first), at, at + 1);
        match seconds {
            0 => self.push(Class::Say("minutes"), at + 1, at + 3),
            1..10 => {
                self.push(Class::Say("oh"), at + 1, at + 2);
                self.push(Class::Cardinal(&second[1..]), at + 2, at + 3);
            }
            _ => self.push(Class::Cardinal(second), at + 1, at + 3),
        }
        Some(at + 3)
    }

    /// "72:00:00", "24:00:00": more hours than a clock shows, minutes and seconds; those that are none are not said.
    fn many_hours(&mut self, at: usize) -> Option<usize> {
        let hour = self
            .number(at)
            .and_then(|h| h.parse::<u16>().ok())
            .filter(|h| (24..1000).contains(h))?;
        let end = at + 5;
        let colon = |i: usize| self.is_sign(i, ':') && self.glued(i) && self.glued(i + 1);
        let (minute, second) = (self.sixty(at + 2)?, self.sixty(at + 4)?);
        // "a 50:30:20 split"
        let shares = hour + minute + second == 100
            || self.has_beside(5, end, &["blend", "mix", "ratio", "rule", "share", "split"]);
        (colon(at + 1) && colon(at + 3) && self.ends_before(end) && !shares).then_some(())?;
        let some = |part: u16| (part > 0).then_some(part);
        let time = Time {
            hour: Some(hour),
            minute: some(minute),
            second: some(second),
            clock: Clock::Bare,
        };
        self.push(Class::Duration(time), at, end);
        Some(end)
    }

    /// Whether hours, minutes and seconds at `at` are of a clock: "ended at 09:30:15", "12:00:01 job started".
    fn is_moment(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        let logged = at == 0
            && self.number(at).is_some_and(|h| h.len() == 2)
            && matches!(self.kind(at + 5), Some(Kind::Word(_)))
            && self.meridiem(at + 5).is_none()
            && !matches!(self.str(at + 5), "elapsed" | "in" | "long" | "of" | "total");
        // "09:02:30: first alert"
        let logged = logged
            || self.is_sign(at + 5, ':')
                && !self.glued(at + 6)
                && self.number(at).is_some_and(|h| h.len() == 2);
        let zoned = matches!(self.str(at + 5), "UTC" | "GMT" | "Z") || self.offset_at(at + 5).is_some();
        let dated = matches!(self.tags.last().map(|t| &t.class), Some(Class::Date(_)));
        logged
            || dated
            || zoned
            || matches!(before, "@" | "at" | "At" | "by" | "since" | "until")
            // "from 01:59:59 to 03:00:00"
            || before == "to" && [3, 5].iter().all(|i| self.is_sign(at.wrapping_sub(*i), ':')) && self.number(at).is_some_and(|h| h.len() == 2)
            // "an event from 12:00:05"; but "improved from 2:14:09"
            || matches!(before, "after" | "before" | "from") && self.number(at).is_some_and(|h| h.len() == 2)
            || before == "T" && self.glued(at)
    }

    /// Whether a date was tagged last, or a date and the pause that the T of ISO 8601 makes.
    fn follows_date(&self) -> bool {
        let mut tags = self.tags.iter().rev().map(|tag| &tag.class);
        let last = tags.next();
        let dated = |class: Option<&Class<'_>>| matches!(class, Some(Class::Date(_)));
        dated(last) || matches!(last, Some(Class::Mark(Punctuation::Comma))) && dated(tags.next())
    }

    /// Whether the full hour written from `at` to `end` has a zero before it and stands beside one of the afternoon,
    /// so that both are said alike: "22:00–02:00", "from 09:00 to 17:00".
    fn pairs_with_afternoon(&self, at: usize, end: usize) -> bool {
        let joint = |i: usize| {
            matches!(self.kind(i), Some(Kind::Sign('-' | '–')))
                || matches!(self.str(i), "and" | "through" | "to" | "until")
        };
        let late = |i: usize| {
            self.is_sign(i + 1, ':') && self.str(i + 2) == "00" && {
                let hour = self.number(i).and_then(|h| h.parse::<u16>().ok());
                hour.is_some_and(|h| (13..=24).contains(&h))
            }
        };
        let early = end == at + 3 && self.str(at).len() == 2 && self.str(at).starts_with('0');
        early
            && self.str(at + 2) == "00"
            && (joint(end) && late(end + 1) || at > 3 && joint(at - 1) && late(at - 4))
    }

    /// The hours and the minutes by which a zone is off universal time, at `at`: "-05:00", "+05:30" behind a moment.
    fn offset_at(&self, at: usize) -> Option<(&'t str, &'t str)> {
        let signed = matches!(self.kind(at), Some(Kind::Sign('+' | '-' | '−')));
        let (hours, minutes) = (self.number(at + 1)?, self.number(at + 3)?);
        let written = signed && self.is_sign(at + 2, ':') && (at..at + 4).all(|i| self.glued(i));
        let zone = hours.len() == 2 && hours <= "14" && matches!(minutes, "00" | "30" | "45");
        // Behind seconds: "09:15-10:15" is a range.
        let exact = self.sixty(at.wrapping_sub(1)).is_some()
            && (self.is_sign(at.wrapping_sub(4), ':') || self.is_sign(at.wrapping_sub(2), '.'));
        (written && zone && exact && self.ends_before(at + 4)).then_some((hours, minutes))
    }

    /// "09:15:00-05:00": the zone is said as "UTC minus five".
    fn offset(&mut self, at: usize) -> Option<usize> {
        let (hours, minutes) = self.offset_at(at)?;
        self.push(Class::Letters("UTC"), at, at + 1);
        self.push(
            Class::Say(if self.is_sign(at, '+') { "plus" } else { "minus" }),
            at,
            at + 1,
        );
        self.push(
            Class::Cardinal(hours.strip_prefix('0').unwrap_or(hours)),
            at + 1,
            at + 2,
        );
        if minutes != "00" {
            self.push(Class::Cardinal(minutes), at + 3, at + 4);
        }
        Some(at + 4)
    }

    /// "0800 hours", "0830 hrs".
    pub(in super::super) fn military(&mut self, at: usize) -> Option<usize> {
        let digits = self.number(at).filter(|d| d.len() == 4 && !self.glued(at))?;
        if !matches!(self.str(at + 1), "hours" | "hrs") {
            // "at 0730"
            let clock = digits.starts_with('0')
                && digits[2..]
                    .parse::<u8>()
                    .is_ok_and(|m| m < 60 && (m % 5 == 0 || self.str(at.wrapping_sub(1)) == "at"));
            let when = matches!(
                self.str(at.wrapping_sub(1)),
                "At" | "after" | "around" | "at" | "before" | "by" | "from" | "since" | "till" | "until"
            );
            // "H-Hour, 0630"
            let named = self.is_sign(at.wrapping_sub(1), ',')
                && self.str(at.wrapping_sub(2)).eq_ignore_ascii_case("hour");
            (clock && (when || named) && self.ends_before(at + 1)).then_some(())?;
            self.push(Class::Say("oh"), at, at + 1);
            if digits.ends_with("00") {
                self.push(Class::Cardinal(&digits[1..2]), at, at + 1);
                self.push(Class::Say("hundred"), at, at + 1);
            } else {
                self.push(Class::Pairs(&digits[1..]), at, at + 1);
            }
            return Some(at + 1);
        }
        if !digits.starts_with('0') {
            // "at 1400 hours"; but "after 1400 hours of flight".
            let clock = digits[..2].parse::<u8>().is_ok_and(|h| h < 25)
                && digits[2..].parse::<u8>().is_ok_and(|m| m < 60);
            let when = matches!(
                self.str(at.wrapping_sub(1)),
                "At" | "and"
                    | "at"
                    | "before"
                    | "between"
                    | "by"
                    | "from"
                    | "since"
                    | "till"
                    | "to"
                    | "until"
            );
            (clock && when && self.str(at + 2) != "of").then_some(())?;
            let class = match digits {
                "1000" => Class::Say("ten hundred"),
                "2000" => Class::Say("twenty hundred"),
                _ => Class::Pairs(digits),
            };
            self.push(class, at, at + 1);
            self.push(Class::Say("hours"), at + 1, at + 2);
            return Some(at + 2);
        }
        self.push(Class::Say("oh"), at, at + 1);
        self.push(Class::Pairs(digits.get(1..)?), at, at + 1);
        self.push(Class::Say("hours"), at + 1, at + 2);
        Some(at + 2)
    }

    /// Whether the capital at `at` goes on after a time: "5 p.m. Friday", "9 a.m. Eastern".
    fn dates(&self, at: usize) -> bool {
        let word = self.str(at);
        let area = matches!(
            word,
            "Alaska"
                | "Atlantic"
                | "Central"
                | "Coordinated"
                | "Eastern"
                | "Greenwich"
                | "Hawaii"
                | "Mountain"
                | "Pacific"
        );
        // "at 5 p.m. May I" asks.
        let month = super::date::month(word).is_some() && self.number(at + 1).is_some();
        // "7:32 p.m. Moscow time"
        let local = self.str(at + 1) == "time" || self.str(at + 2) == "time";
        area || local || abbreviations::is_weekday(word) || month
    }

    /// Two digits below sixty.
    fn sixty(&self, at: usize) -> Option<u16> {
        self.number(at)
            .filter(|d| d.len() == 2)?
            .parse()
            .ok()
            .filter(|&n| n < 60)
    }

    /// "pm", "PM", "p.m.", "P. M." at `at`, and the token after it.
    pub(in super::super) fn meridiem(&self, at: usize) -> Option<(&'static str, usize)> {
        let word = self.word(at)?;
        let lower = |word: &str, is: &str| word.eq_ignore_ascii_case(is);
        if lower(word, "am") || lower(word, "pm") {
            // "2 am" after a pronoun is a verb nowhere; but "1Am" is a code.
            let name = if lower(word, "am") { "A M" } else { "P M" };
            return (self.case(at) != Some(Case::Capital)).then_some((name, at + 1));
        }
        let name = match word {
            "a" | "A" => "A M",
            "p" | "P" => "P M",
            _ => return None,
        };
        let dotted = self.is_sign(at + 1, '.') && self.glued(at + 1);
        (dotted && lower(self.str(at + 2), "m")).then_some(())?;
        let stop = self.is_sign(at + 3, '.') && self.glued(at + 3);
        Some((name, at + 3 + usize::from(stop)))
    }

    /// Whether the word at `at` is the short name of a time zone: "UTC", "pst".
    pub(in super::super) fn is_zone(&self, at: usize) -> bool {
        let word = self.str(at);
        ZONES.iter().any(|z| z.eq_ignore_ascii_case(word))
            && (word.len() > 2 || self.case(at) == Some(Case::Upper))
    }

    /// A time zone after a time, with or without dots.
    fn zone(&mut self, at: usize) -> usize {
        let Some(word) = self.word(at) else { return at };
        if self.is_zone(at) {
            self.push(Class::Letters(word), at, at + 1);
            return at + 1;
        }
        // "e.s.t."
        let dotted = word.len() == 1
            && self.is_sign(at + 1, '.')
            && self.str(at + 2).len() == 1
            && self.is_sign(at + 3, '.')
            && self.str(at + 4).eq_ignore_ascii_case("t")
            && (at + 1..at + 5).all(|i| self.glued(i));
        if !dotted {
            return at;
        }
        let end = at + 5 + usize::from(self.is_sign(at + 5, '.') && self.glued(at + 5));
        for letter in [at, at + 2, at + 4] {
            self.push(Class::Letters(self.str(letter)), letter, letter + 1);
        }
        end
    }
}
