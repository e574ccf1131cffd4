//! Weekdays and months that are written short: "Tues. at nine", "Mon-Fri", "Sat. 3"; and which fractions are a month and a
//! day: "due 6/30". Other dates with numbers are `date`'s.

use super::Tagger;
use crate::text::abbreviations;
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind, is_apostrophe};
use crate::text::verbalise::MONTHS;

impl Tagger<'_, '_> {
    /// "in Dec. we", "Tues. at nine": a month or weekday with its full stop and no number.
    pub(in super::super) fn calendar_word(&mut self, at: usize) -> Option<usize> {
        let short = self.case(at) == Some(Case::Capital) && self.str(at).len() <= 5;
        let name = calendar_name(self.str(at)).filter(|_| short)?;
        let goes_on = matches!(self.case(at + 2), Some(Case::Lower)) && !self.glued(at + 2);
        let dated = matches!(
            self.str(at.wrapping_sub(1)),
            "By" | "In"
                | "On"
                | "after"
                | "before"
                | "by"
                | "due"
                | "early"
                | "every"
                | "from"
                | "in"
                | "last"
                | "late"
                | "next"
                | "on"
                | "since"
                | "this"
                | "through"
                | "till"
                | "until"
        );
        // "Sat. and Sun."
        let paired = matches!(self.str(at.wrapping_sub(1)), "&" | "and" | "or")
            && abbreviations::weekday(self.str(at.wrapping_sub(3))).is_some();
        let dated = dated || paired;
        // "They broke it Wed.", "open Mon. to Sat.": inside a sentence, what is none but a day.
        let day = abbreviations::weekday(self.str(at)).is_some();
        let inside = self.case(at.wrapping_sub(1)) == Some(Case::Lower);
        let dated = dated
            || day
                && inside
                && (!matches!(self.str(at), "Sat" | "Sun")
                    || self.str(at - 1) == "to"
                        && (at.saturating_sub(4)..at).any(|i| abbreviations::weekday(self.str(i)).is_some()));
        // "Jan. through Dec."
        let ranged = matches!(self.str(at + 2), "through" | "thru" | "to" | "until")
            && calendar_name(self.str(at + 3)).is_some();
        let dated = dated || ranged;
        // "to 3:47 a.m. Mon., so"
        let timed = self
            .tags
            .last()
            .is_some_and(|t| matches!(t.class, Class::Say("A M" | "P M")));
        let dated = dated || timed && day;
        // "Mon., Thu. and Sat. are for rest"
        let comma = self.is_sign(at + 2, ',') && self.glued(at + 2);
        let listed = comma && abbreviations::weekday(self.str(at + 3)).is_some();
        // "Mon.: standup", "Wed. & Thu."
        let headed = self.is_sign(at + 2, ':') && self.glued(at + 2);
        let coupled = self.is_sign(at + 2, '&') && abbreviations::weekday(self.str(at + 3)).is_some();
        let dated = dated || (listed || headed || coupled) && day;
        // "Sept. '24"
        let year = matches!(self.kind(at + 2), Some(Kind::Sign(c)) if is_apostrophe(c))
            && !self.glued(at + 2)
            && self.glued(at + 3)
            && self.number(at + 3).is_some_and(|n| n.len() == 2);
        if year && !day {
            self.push(Class::Say(name), at, at + 2);
            return Some(at + 2);
        }
        // Jan is also a name, which has no stop before a comma.
        let plain = (name != "January" || comma && inside) && (goes_on || !day && inside);
        (plain || dated).then_some(())?;
        self.push(Class::Say(name), at, at + 2);
        if self.ends_with_stop(at + 2) {
            self.push(Class::Mark(Punctuation::FullStop), at + 1, at + 2);
        }
        Some(at + 2)
    }

    /// "in Oct or Nov", "since Jan", "Apr '25": a month without a stop and a day. Jan, Jun and Mar are names too.
    pub(in super::super) fn short_month(&mut self, at: usize) -> Option<usize> {
        let month = |i: usize| {
            let (month, whole) =
                super::date::month(self.word(i).filter(|_| self.case(i) == Some(Case::Capital))?)?;
            (!whole).then(|| MONTHS.get(usize::from(month).wrapping_sub(1)).copied())?
        };
        let name = month(at)?;
        let alone = !self.joined(at) && self.ends_before(at + 1) && !self.is_dotted(at);
        let year = matches!(self.kind(at + 1), Some(Kind::Sign(c)) if is_apostrophe(c))
            && self.number(at + 2).is_some();
        let before = self.str(at.wrapping_sub(1));
        let dated = matches!(
            before,
            "In" | "Since" | "early" | "in" | "last" | "late" | "next" | "since" | "this" | "till" | "until"
        ) || name != "January" && matches!(before, "By" | "From" | "by" | "from");
        let joins = |i: usize| matches!(self.str(i), "and" | "or" | "through" | "to" | "until");
        let beside = joins(at + 1) && month(at + 2).is_some()
            || joins(at.wrapping_sub(1)) && month(at.wrapping_sub(2)).is_some();
        let plain = !matches!(self.str(at), "Jan" | "Jun" | "Mar");
        let named = self.case(at + 1) == Some(Case::Capital) || self.number(at + 1).is_some();
        (alone && (year || !named && (plain || dated || beside)) || year && !self.joined(at)).then_some(())?;
        self.push(Class::Say(name), at, at + 1);
        Some(at + 1)
    }

    /// "Mon-Fri", "Jan–Mar 2025", "Mon.–Fri.": both ends of a range of days or months.
    pub(in super::super) fn calendar_range(&mut self, at: usize) -> Option<usize> {
        let dash_at = at + 1 + usize::from(self.is_sign(at + 1, '.'));
        let dash = matches!(self.kind(dash_at), Some(Kind::Sign('-' | '–')))
            && self.glued(dash_at)
            && self.glued(dash_at + 1);
        let first = calendar_name(self.word(at).filter(|_| dash)?)?;
        let second = calendar_name(self.word(dash_at + 1)?)?;
        self.push(Class::Say(first), at, dash_at);
        let week = abbreviations::is_weekday(first);
        let pair = (first, second) == ("Saturday", "Sunday");
        self.push(
            Class::Say(match (pair, week) {
                (true, _) => "and",
                (_, true) => "through",
                _ => "to",
            }),
            dash_at,
            dash_at + 1,
        );
        let end = dash_at + 2;
        let shortened = dash_at > at + 1 && self.is_sign(end, '.') && self.glued(end);
        self.push(Class::Say(second), dash_at + 1, end);
        // The stop of "Fri." ends a sentence only before a capital.
        Some(end + usize::from(shortened && self.kind(end + 1).is_some() && !self.ends_with_stop(end + 1)))
    }

    /// "Mon/Wed/Fri", "Sat & Sun": days in a row.
    pub(in super::super) fn weekdays(&mut self, at: usize) -> Option<usize> {
        let day = |i: usize| {
            let short = self.case(i) == Some(Case::Capital) && self.str(i).len() >= 3;
            abbreviations::weekday(self.word(i).filter(|_| short)?)
        };
        let next = |i: usize| {
            let stroke = self.is_sign(i, '/') && self.glued(i) && self.glued(i + 1);
            // "Mon – Fri"
            let dash =
                matches!(self.kind(i), Some(Kind::Sign('-' | '–'))) && !self.glued(i) && !self.glued(i + 1);
            (stroke || dash || self.is_sign(i, '&')) && day(i + 1).is_some()
        };
        (next(at + 1) && day(at).is_some() && !self.joined(at)).then_some(())?;
        let mut end = at + 1;
        while next(end) {
            end += 2;
        }
        self.ends_before(end).then_some(())?;
        for i in (at..end).step_by(2) {
            let day = abbreviations::weekday(self.str(i))?;
            self.push(Class::Say(day), i, i + 1);
            if i + 1 < end {
                let class = match self.kind(i + 1) {
                    Some(Kind::Sign('&')) => Class::Say("and"),
                    Some(Kind::Sign('-' | '–')) => Class::Say("to"),
                    _ => Class::Mark(Punctuation::Comma),
                };
                self.push(class, i + 1, i + 2);
            }
        }
        Some(end)
    }

    /// "M-F, 9-5": the working days, where hours stand near.
    pub(in super::super) fn working_week(&mut self, at: usize) -> Option<usize> {
        const HOURS: &[&str] = &[
            "a",
            "am",
            "available",
            "close",
            "hours",
            "open",
            "p",
            "pm",
            "staffed",
            "weekday",
        ];
        let end = at + 3;
        let days = self.str(at) == "M"
            && matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–')))
            && self.str(at + 2) == "F"
            && (at + 1..end).all(|i| self.glued(i))
            && self.ends_before(end);
        let timed = || {
            self.number(end).is_some()
                || self.is_sign(end, ',') && self.number(end + 1).is_some()
                || (at.saturating_sub(8)..at + 9).any(|i| HOURS.contains(&self.str(i)) && !self.glued(i))
        };
        (days && timed()).then_some(())?;
        self.push(Class::Say("Monday through Friday"), at, end);
        Some(end)
    }

    /// "Fri, Jan 5", "Sat. 3", "Tue 14 Apr": a weekday before its date.
    pub(in super::super) fn weekday(&mut self, at: usize) -> Option<usize> {
        let day = abbreviations::weekday(self.word(at)?)?;
        let stop = usize::from(self.is_sign(at + 1, '.'));
        let comma = usize::from(self.is_sign(at + 1 + stop, ','));
        let date = at + 1 + stop + comma;
        let dated = self.word(date).is_some_and(|w| super::date::month(w).is_some())
            || comma > 0 && self.number(date).is_some();
        // Without a sign between, a day and its month must follow.
        let is_month = |i: usize| self.word(i).is_some_and(|w| super::date::month(w).is_some());
        let bare = is_month(date) && self.number(date + 1).is_some()
            || self.number(date).is_some() && is_month(date + 1);
        // "Tues., 10/14"
        let numeric = stop + comma > 0
            && self.number(date).is_some()
            && self.is_sign(date + 1, '/')
            && self.number(date + 2).is_some();
        // "Fri 11/14", "Mon 10:00", "Fri 5pm"
        let timed = self.case(at) == Some(Case::Capital)
            && self.number(date).is_some()
            && !self.glued(date)
            && (self.is_sign(date + 1, '/') && self.number(date + 2).is_some()
                || self.is_sign(date + 1, ':') && self.glued(date + 1)
                // "Wed. 4–5 pm"
                || matches!(self.kind(date + 1), Some(Kind::Sign('-' | '–')))
                    && self.number(date + 2).is_some()
                    && self.meridiem(date + 3).is_some()
                || matches!(self.str(date + 1), "a" | "am" | "p" | "pm" | "AM" | "PM"));
        // "Sat 2024-03-09"
        let whole = self.number(date).is_some_and(|n| n.len() == 4)
            && self.is_sign(date + 1, '-')
            && self.glued(date + 1)
            && self.number(date + 2).is_some_and(|n| n.len() == 2)
            && self.is_sign(date + 3, '-');
        let followed = dated && stop + comma > 0 || bare || numeric || timed || whole;
        (followed || self.is_label_or_day(at)).then_some(())?;
        self.push(Class::Say(day), at, at + 1 + stop);
        // "Mon through Thurs. Then"
        if !followed && stop > 0 && self.ends_with_stop(at + 2) {
            self.push(Class::Mark(Punctuation::FullStop), at + 1, at + 2);
        }
        Some(at + 1 + stop)
    }
}

impl Tagger<'_, '_> {
    /// Whether the short weekday at `at`, without a stop, can be nothing else: "Tue: 4 miles", "on Tue and Thu".
    fn is_label_or_day(&self, at: usize) -> bool {
        let said =
            |i: usize| abbreviations::weekday(self.str(i)).is_some() && self.case(i) == Some(Case::Capital);
        let on = |i: usize| {
            matches!(
                self.str(i),
                "On" | "by" | "each" | "every" | "next" | "on" | "until"
            )
        };
        let label = self.is_sign(at + 1, ':') && !self.glued(at + 2) && self.starts_sentence(at);
        if label {
            return self.str(at) != "Sun" || self.number(at + 2).is_some();
        }
        let before = at.wrapping_sub(1);
        // "Thu, build a pipeline", "starts Fri at 5 pm", "the Wed sync"; but "Wed in 1990"
        let lower = self.case(at + 1) == Some(Case::Lower);
        let only = matches!(
            self.str(at),
            "Fri" | "Thu" | "Thur" | "Thurs" | "Tue" | "Tues" | "Wed"
        ) && !(self.str(at) == "Wed" && self.starts_sentence(at) && lower);
        let headed = matches!(self.str(at), "Mon" | "Sat")
            && self.starts_sentence(at)
            && self.is_sign(at + 1, ',')
            && self.case(at + 2) == Some(Case::Lower);
        if (only || headed) && !self.joined(at) && !self.is_dotted(at) && self.ends_before(at + 1) {
            return true;
        }
        // "Tue & Thu", "Mon/Wed/Fri", "Mon and Wed, 9–10"
        let joins = |i: usize| matches!(self.str(i), "&" | "/" | "and" | "or");
        let beside = said(at)
            && (joins(at + 1) && said(at + 2) || joins(before) && said(before.wrapping_sub(1)))
            && !(matches!(self.str(at), "Sat" | "Sun") && matches!(self.str(at + 2), "Sat" | "Sun"));
        if beside {
            return true;
        }
        // "Mon through Thurs", "Sat thru Sun", "Mon to Friday"
        let spans = |i: usize| matches!(self.str(i), "through" | "thru" | "till" | "to" | "until");
        let other = |i: usize| said(i) || abbreviations::full_weekday(self.str(i)).is_some();
        if said(at) && (spans(at + 1) && other(at + 2) || spans(before) && other(before.wrapping_sub(1))) {
            return true;
        }
        let listed =
            matches!(self.str(before), "and" | "or") && said(at.wrapping_sub(2)) && on(at.wrapping_sub(3));
        // "on Sun" may be the star or a maker of computers.
        let alone = !matches!(self.str(at), "Sat" | "Sun")
            && on(before)
            && self.ends_before(at + 1)
            && self.case(at + 1) != Some(Case::Capital);
        !self.is_dotted(at) && (listed || alone)
    }
}

/// The full name of a weekday or month.
fn calendar_name(word: &str) -> Option<&'static str> {
    let month = || {
        super::date::month(word)
            .and_then(|(month, _)| MONTHS.get(usize::from(month).wrapping_sub(1)).copied())
    };
    abbreviations::weekday(word)
        .or_else(|| abbreviations::full_weekday(word))
        .or_else(month)
}

impl Tagger<'_, '_> {
    /// Whether words stand on both sides of the dash at `at`, written up against it.
    pub(in super::super) fn joins_names(&self, at: usize) -> bool {
        let word = |i: usize| self.word(i).is_some_and(|w| w.len() > 1);
        word(at.wrapping_sub(1)) && word(at + 1)
    }

    /// Whether a month and a number stand at `at`.
    pub(in super::super) fn begins_month_date(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.is_dotted(at));
        self.word(at).is_some_and(|w| super::date::month(w).is_some())
            && self.number(next).is_some()
            && !self.glued(next)
    }

    /// Whether a month and a day stand on the other side of a dash, or of "to" after "from": "12/20–1/2", "from 6/3 to
    /// 6/24".
    fn is_in_span_of_dates(&self, at: usize, end: usize) -> bool {
        let part = |i: usize, most: u8| {
            let n = self.number(i).and_then(|n| n.parse::<u8>().ok());
            n.is_some_and(|n| (1..=most).contains(&n))
        };
        let date = |i: usize| part(i, 12) && self.is_sign(i + 1, '/') && part(i + 2, 31);
        let dash = |i: usize| matches!(self.kind(i), Some(Kind::Sign('–' | '-')));
        let to = |i: usize| matches!(self.str(i), "thru" | "through" | "to");
        let from = |i: usize| matches!(self.str(i), "From" | "from" | "ran" | "runs");
        let between = |i: usize| matches!(self.str(i), "Between" | "between");
        let joined = |i: usize, first: usize| {
            let before = first.wrapping_sub(1);
            dash(i) || to(i) && from(before) || self.str(i) == "and" && between(before)
        };
        // A day over 12 shows that months are meant.
        let late = |i: usize| {
            self.number(i + 2)
                .is_some_and(|d| d.parse::<u8>().is_ok_and(|d| d > 12))
        };
        let dated = |a: usize, b: usize| late(a) || late(b);
        let last = at >= 4 && date(at - 4) && joined(at - 1, at - 4) && dated(at - 4, at);
        let first = date(end + 1) && joined(end, at) && dated(at, end + 1);
        last || first
    }

    /// The month and day of a date without a year: "due 6/30", "by 9/15", "on 3/4, we".
    pub(in super::super) fn month_and_day(&self, at: usize, end: usize, n: u32, d: u32) -> Option<(u8, u8)> {
        // "ends 31/03", "on 03/31": no fraction has a zero before
        let (first, second) = (self.str(at), self.str(at + 2));
        if second.starts_with('0') && second.len() == 2 && (13..=31).contains(&n) && (1..=12).contains(&d) {
            return u8::try_from(d).ok().zip(u8::try_from(n).ok());
        }
        if first.starts_with('0') && first.len() == 2 && (1..=12).contains(&n) && (13..=31).contains(&d) {
            return u8::try_from(n).ok().zip(u8::try_from(d).ok());
        }
        let month = u8::try_from(n).ok().filter(|m| (1..=12).contains(m))?;
        let day = u8::try_from(d).ok().filter(|d| (1..=31).contains(d))?;
        let before = at
            .checked_sub(1)
            .filter(|_| !self.glued(at))
            .map_or("", |b| self.str(b));
        let is = |list: &[&str]| list.iter().any(|w| before.eq_ignore_ascii_case(w));
        // What a fraction is of: "on 2/3 of them", "by 3/4 inch", "on 1/2 the nodes".
        let part = matches!(
            self.str(end),
            "of" | "the" | "a" | "an" | "as" | "inch" | "inches" | "cup" | "cups"
        ) || self.is_sign(end, '%')
            || unit::of_spaced_symbol(self.str(end)).is_some();
        let common = n < d && matches!(d, 2..=6 | 8 | 10 | 16);
        let clause = self.kind(end).is_none_or(|k| matches!(k, Kind::Sign(_)))
            || matches!(
                self.str(end),
                "and"
                    | "at"
                    | "for"
                    | "he"
                    | "in"
                    | "it"
                    | "or"
                    | "she"
                    | "they"
                    | "to"
                    | "we"
                    | "with"
                    | "you"
            );
        // "Mon. 9/14", "Friday, 3/15", "Tues., 10/14"
        let skipped = |i: &usize| matches!(self.kind(*i), Some(Kind::Sign('.' | ',')));
        let signs = (at.saturating_sub(2)..at).rev().take_while(skipped).count();
        let weekday = self.word(at.wrapping_sub(1 + signs));
        // "due 6/15, 9/15, and 1/15": what stands before in the list was a date.
        let listed = (is(&["and", "or", "to", "through", ","]))
            && self
                .tags
                .iter()
                .rev()
                .find(|t| {
                    !matches!(
                        t.class,
                        Class::Mark(_) | Class::Word("and" | "or" | "to" | "through")
                    )
                })
                .is_some_and(|t| matches!(t.class, Class::Date(d) if d.month.is_some() && d.year.is_none()));
        // "put four dates in your calendar: 4/15, 6/15, and 9/15"
        let odd = |i: usize| {
            let day = self.number(i + 2).and_then(|d| d.parse::<u32>().ok());
            self.number(i).is_some()
                && self.is_sign(i + 1, '/')
                && day.is_some_and(|d| matches!(d, 13..=15 | 17..=31))
        };
        let next = end + usize::from(self.is_sign(end, ','));
        let next = next + usize::from(matches!(self.str(next), "and" | "or"));
        let listed = listed || before == ":" && next > end && odd(at) && odd(next);
        // "Ship by 4/5.", "The deadline's 7/8."
        let set = clause
            && (is(&["by", "is", "on", "until"]) || before.ends_with("'s") || before.ends_with("’s"))
            && ((at.saturating_sub(4)..at).any(|i| self.str(i).split(is_apostrophe).next() == Some("GA"))
                || self.is_within(
                    4,
                    at,
                    &["deadline", "deliver", "due", "launch", "release", "ship"],
                ));
        // "Done: 11/28."
        let dated = is(&["due", "effective"])
            || listed
            || before == ":" && d > 16 && self.word(end).is_none()
            || weekday.is_some_and(crate::text::abbreviations::is_weekday)
            || is(&["on"]) && (!common || clause)
            || is(&["after", "before", "by", "since", "through", "until"]) && !common
            || is(&[
                "began", "begins", "ended", "ends", "from", "starting", "starts", "thru",
            ]) && (clause || d > 12)
                && !common
            || set
            // "as of 10/14", "the 10/14 outage"
            || is(&["of"]) && self.str(at.wrapping_sub(2)) == "as"
            || is(&["the"]) && d > 12 && !matches!(d, 16 | 32 | 64 | 100) && self.is_noun(end)
            || self.is_in_span_of_dates(at, end);
        (dated && !part).then_some((month, day))
    }
}
