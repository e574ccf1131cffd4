//! Dates: months by name and by number, in the usual orders. Weekdays, and figures for month and day without a
//! year ("6/30"), are `calendar`'s.

use super::Tagger;
use crate::text::class::{Class, Date, DateOrder};
use crate::text::classify::numbers::context::is_year;
use crate::text::classify::numbers::ordinal;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// The month a name or its abbreviation stands for, 1 to 12, and whether it is written in full.
pub(in crate::text) fn month(word: &str) -> Option<(u8, bool)> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let first = word.as_bytes()[0].to_ascii_lowercase();
    for (index, name) in NAMES.iter().enumerate().filter(|(_, n)| n.as_bytes()[0] == first) {
        if word.eq_ignore_ascii_case(name) {
            return Some((index as u8 + 1, true));
        }
        if word.eq_ignore_ascii_case(&name[..3]) || word.eq_ignore_ascii_case("sept") && *name == "september"
        {
            return Some((index as u8 + 1, false));
        }
    }
    None
}

fn in_range(digits: &str, most: u8) -> Option<u8> {
    (digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|n| (1..=most).contains(n))
}

impl<'t> Tagger<'t, '_> {
    /// "july 25 2012", "Jan. 15", "Jan-15", "july 1876": a date that begins with its month.
    pub(in super::super) fn month_date(&mut self, at: usize) -> Option<usize> {
        let (month, full) = month(self.word(at)?)?;
        // "may 5 pods fail": a small may or march is the verb.
        let verb = self.case(at) == Some(Case::Lower) && matches!(self.str(at), "may" | "march" | "mar");
        let year = at + 2 + usize::from(self.is_sign(at + 2, ','));
        // "above 7% APR. 3 months later": a rate.
        if self.str(at) == "APR" && self.is_sign(at.wrapping_sub(1), '%') {
            return None;
        }
        if verb && !self.number(year).is_some_and(is_year) {
            return None;
        }
        let mut next = at + 1;
        if !full && self.is_sign(next, '.') && self.glued(next) {
            next += 1;
        }
        if self.is_sign(next, '-') && self.glued(next) && self.glued(next + 1) {
            next += 1;
        }
        let digits = self.number(next)?;
        let mut date = Date {
            month: Some(month),
            ..Date::default()
        };
        if digits.len() == 4 && is_year(digits) {
            date.year = Some(digits);
            self.push(Class::Date(date), at, next + 1);
            return Some(next + 1);
        }
        let day = in_range(digits, 31)?;
        date.day = Some(day);
        let mut end = next + 1;
        if self.glued(end) && ordinal::is_ordinal_suffix(digits, self.str(end)) {
            end += 1;
        } else if self.glued(end) && self.word(end).is_some()
            || matches!(self.kind(end), Some(Kind::Sign(':' | '%' | '/')))
                && self.glued(end)
                && self.glued(end + 1)
            // "by Apr 30."" ends a quotation.
            || self.is_sign(end, '.')
                && self.glued(end)
                && self.glued(end + 1)
                && matches!(self.kind(end + 1), Some(Kind::Number | Kind::Word(_)))
        {
            return None;
        }
        self.year_after(&mut date, &mut end);
        self.push(Class::Date(date), at, end);
        Some(self.second_day(day, end))
    }

    /// "15 january", "25th jul 2012", "15-Jan-2020": a date that begins with its day.
    pub(in super::super) fn day_month(&mut self, at: usize) -> Option<usize> {
        let digits = self.number(at)?;
        let day = in_range(digits, 31)?;
        let mut next = at + 1;
        if self.glued(next) && ordinal::is_ordinal_suffix(digits, self.str(next)) {
            next += 1;
        }
        if self.str(next) == "of" {
            next += 1;
        }
        if self.is_sign(next, '-') && self.glued(next) {
            next += 1;
        }
        let word = self.word(next)?;
        let (month, full) = month(word)?;
        let verb = matches!(word, "may" | "march" | "mar")
            && next == at + 1
            && !self.number(next + 1).is_some_and(is_year);
        if verb || self.glued(next) && !self.is_sign(next - 1, '-') {
            return None;
        }
        let mut end = next + 1;
        if !full && self.is_sign(end, '.') && self.glued(end) {
            end += 1;
        }
        // "the 9th of June", "the 8th and 9th of June"
        let joins = |b: usize| {
            matches!(self.str(b), "and" | "or" | "to" | "through")
                && self.glued(b.wrapping_sub(1))
                && self
                    .number(b.wrapping_sub(2))
                    .is_some_and(|first| ordinal::is_ordinal_suffix(first, self.str(b.wrapping_sub(1))))
        };
        let article = at
            .checked_sub(1)
            .is_some_and(|b| self.str(b).eq_ignore_ascii_case("the") || joins(b));
        let order = if article {
            DateOrder::DayFirstWithoutArticle
        } else {
            DateOrder::DayFirst
        };
        let mut date = Date {
            month: Some(month),
            day: Some(day),
            year: None,
            order,
        };
        if self.is_sign(end, '-') && self.glued(end) && self.number(end + 1).is_some() {
            end += 1;
        }
        self.year_after(&mut date, &mut end);
        self.push(Class::Date(date), at, end);
        // "26 May–4 June"
        let dash =
            matches!(self.kind(end), Some(Kind::Sign('-' | '–'))) && self.glued(end) && self.glued(end + 1);
        let another = self.number(end + 1).and_then(|d| in_range(d, 31)).is_some();
        if dash && another && self.word(end + 2).and_then(super::date::month).is_some() {
            self.push(Class::Say("to"), end, end + 1);
            end += 1;
        }
        Some(end)
    }

    /// "4–7 June 1942", "the night of 9/10 March": two days and their month.
    pub(in super::super) fn days_month(&mut self, at: usize) -> Option<usize> {
        let first = self.number(at).and_then(|d| in_range(d, 31))?;
        let second = self
            .number(at + 2)
            .and_then(|d| in_range(d, 31))
            .filter(|&d| d > first)?;
        let night = self.is_sign(at + 1, '/') && second == first + 1;
        let joined = self.glued(at + 1) && self.glued(at + 2) && !self.glued(at + 3) && !self.glued(at);
        let (_, full) = self.word(at + 3).and_then(super::date::month)?;
        let dated = full && !matches!(self.str(at + 3), "may" | "march");
        let dash = matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–')));
        (joined && dated && (dash || night)).then_some(())?;
        let article = self.str(at.wrapping_sub(1)).eq_ignore_ascii_case("the");
        let order = if article {
            DateOrder::DayFirstWithoutArticle
        } else {
            DateOrder::DayFirst
        };
        let date = Date {
            day: Some(first),
            order,
            ..Date::default()
        };
        self.push(Class::Date(date), at, at + 1);
        self.push(Class::Say("to the"), at + 1, at + 2);
        let mut date = Date {
            month: self.word(at + 3).and_then(super::date::month).map(|(m, _)| m),
            day: Some(second),
            order: DateOrder::DayFirstWithoutArticle,
            year: None,
        };
        let mut end = at + 4;
        self.year_after(&mut date, &mut end);
        self.push(Class::Date(date), at + 2, end);
        Some(end)
    }

    /// A year after the rest of a date, with or without a comma.
    fn year_after(&self, date: &mut Date<'t>, end: &mut usize) {
        let comma = usize::from(self.is_sign(*end, ',') && self.glued(*end));
        if let Some(year) = self.number(*end + comma)
            && is_year(year)
            && !self.is_counted(*end + comma + 1)
        {
            date.year = Some(year);
            *end += comma + 1;
        }
    }

    /// "July 4-6", "July 4 to 6": the second day of a range; `first` is its first.
    fn second_day(&mut self, first: u8, at: usize) -> usize {
        let dash =
            matches!(self.kind(at), Some(Kind::Sign('-' | '–'))) && self.glued(at) && self.glued(at + 1);
        // "from May 3 to 7 replicas"
        let spelled =
            matches!(self.str(at), "through" | "to") && self.ends_before(at + 2) && !self.is_noun(at + 2);
        let Some(digits) = self.number(at + 1).filter(|_| dash || spelled) else {
            return at;
        };
        let Some(day) = in_range(digits, 31).filter(|&day| dash || day > first) else {
            return at;
        };
        let mut date = Date {
            day: Some(day),
            ..Date::default()
        };
        let mut end = at + 2;
        if self.glued(end) && ordinal::is_ordinal_suffix(digits, self.str(end)) {
            end += 1;
        }
        self.year_after(&mut date, &mut end);
        let joint = if self.str(at) == "through" {
            "through"
        } else {
            "to"
        };
        self.push(Class::Say(joint), at, at + 1);
        self.push(Class::Date(date), at + 1, end);
        end
    }

    /// "2016/07/03", "2025-01-15", "15.01.2020", "01/07/98", "01/2007".
    pub(in super::super) fn numeric_date(&mut self, at: usize) -> Option<usize> {
        let first = self.number(at)?;
        let Some(Kind::Sign(sign @ ('/' | '-' | '.'))) = self.kind(at + 1) else {
            return None;
        };
        (self.glued(at + 1) && self.glued(at + 2) && first.len() <= 4).then_some(())?;
        let second = self.number(at + 2)?;
        let third = (self.is_sign(at + 3, sign) && self.glued(at + 3) && self.glued(at + 4))
            .then(|| self.number(at + 4))
            .flatten();
        let Some(third) = third else {
            // A month of two digits with a year; "1/2007" is a fraction.
            let dated = matches!(
                self.str(at.wrapping_sub(1)),
                "%" | "In"
                    | "Since"
                    | "due"
                    | "expires"
                    | "from"
                    | "in"
                    | "matures"
                    | "of"
                    | "since"
                    | "through"
                    | "until"
            );
            let month = in_range(first, 12).filter(|_| {
                sign == '/' && (first.len() == 2 || dated) && second.len() == 4 && is_year(second)
            });
            let date = Date {
                month: Some(month?),
                year: Some(second),
                ..Date::default()
            };
            self.push(Class::Date(date), at, at + 3);
            return Some(at + 3);
        };
        // "the 10/20/30 rule", a fertilizer of 10-10-10
        let other = matches!(
            self.str(at + 5),
            "blend" | "fertilizer" | "mix" | "method" | "plan" | "rule" | "split"
        );
        (!(other || first == second && second == third && sign == '-')).then_some(())?;
        // "CalVer: 2025.04.1": no date has a zero before its month and none before its day.
        let versioned = ["CalVer", "release", "version"];
        let release = sign == '.'
            && first.len() == 4
            && (second.starts_with('0') && third.len() == 1 || self.has_beside(10, at, &versioned));
        (!release).then_some(())?;
        // A fourth part makes it something else.
        (!(self.is_sign(at + 5, sign) && self.glued(at + 5) && self.glued(at + 6))).then_some(())?;
        let date = if first.len() == 4 {
            let (month, day) = match (in_range(second, 12), in_range(third, 31)) {
                (Some(month), Some(day)) => (month, day),
                _ => (in_range(third, 12)?, in_range(second, 31)?),
            };
            ((1000..=2999).contains(&first.parse::<u16>().ok()?)).then_some(())?;
            Date {
                year: Some(first),
                month: Some(month),
                day: Some(day),
                order: DateOrder::MonthFirst,
            }
        } else {
            let short =
                third.len() == 2 && sign != '.' && (sign == '/' || first.len() == 2 && second.len() == 2);
            (third.len() == 4 && is_year(third) || short).then_some(())?;
            let (month, day, order) = match (in_range(first, 12), in_range(second, 31)) {
                (Some(month), Some(day)) => (month, day, DateOrder::MonthFirst),
                _ => (in_range(second, 12)?, in_range(first, 31)?, DateOrder::DayFirst),
            };
            Date {
                year: Some(third),
                month: Some(month),
                day: Some(day),
                order,
            }
        };
        self.push(Class::Date(date), at, at + 5);
        Some(self.iso_time(at + 5))
    }

    /// The "T10:30:00Z" of an ISO 8601 date.
    fn iso_time(&mut self, at: usize) -> usize {
        if !(self.str(at) == "T" && self.glued(at) && self.glued(at + 1)) {
            return at;
        }
        let before = self.tags.len();
        self.push(Class::Mark(Punctuation::Comma), at, at + 1);
        let Some(end) = self.clock_time(at + 1) else {
            self.tags.truncate(before);
            return at;
        };
        // A whole minute needs no seconds.
        if let Some(tag) = self.tags.last_mut()
            && let Class::Duration(time) = tag.class
            && time.second == Some(0)
        {
            tag.class = Class::Time(time);
        }
        if self.str(end) == "Z" && self.glued(end) {
            self.push(Class::Say("U T C"), end, end + 1);
            return end + 1;
        }
        end
    }
}
