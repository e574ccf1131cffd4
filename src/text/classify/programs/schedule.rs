//! The fields of a cron schedule (POSIX crontab, with Quartz's `?`, `L`, `W` and `#`): "0 3 * * 1", "15 10 ? * MON-FRI".
//!
//! Owns how they are told from sums and read one by one; knows nothing of calendars but the names of days and months.

use super::Tagger;
use crate::text::abbreviations;
use crate::text::class::Class;
use crate::text::classify::signs::sign_name;
use crate::text::classify::times::date;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// Tokens that a schedule may have.
const LONGEST: usize = 48;

impl Tagger<'_, '_> {
    /// The schedule that begins at `at`: minute, hour, day, month and weekday, with seconds before them or a year behind.
    /// Gives the token after it.
    pub(in super::super) fn schedule(&mut self, at: usize) -> Option<usize> {
        let first = matches!(
            self.kind(at)?,
            Kind::Number | Kind::Sign('*') | Kind::Word(Case::Upper)
        );
        (first && !self.joined(at) && !self.follows_field(at)).then_some(())?;
        let end = at + (at..at + LONGEST).take_while(|&i| self.is_of_field(i)).count();
        let tokens = self.tokens;
        let begins = |i: usize| i == at || tokens.get(i).is_none_or(|t| t.spaced);
        let fields = (at..end).filter(|&i| begins(i)).count();
        // In a product stars and numbers take turns.
        let side_by_side = (at + 1..end).any(|i| {
            let same = self.number(i).is_some() == self.number(i - 1).is_some();
            begins(i) && same
        });
        let any = (at..end).any(|i| begins(i) && matches!(self.kind(i), Some(Kind::Sign(_))));
        (matches!(fields, 5 | 6) && side_by_side && any).then_some(())?;
        for i in at..end {
            let whole = begins(i) && (i + 1 == end || begins(i + 1));
            match self.kind(i)? {
                Kind::Number => {
                    // "30 6" is heard as 36.
                    if i > at && whole && self.number(i - 1).is_some() {
                        let start = self.tokens[i].start;
                        self.push_bytes(Class::Mark(Punctuation::Comma), start, start);
                    }
                    self.push(Class::Cardinal(self.str(i)), i, i + 1);
                }
                Kind::Word(_) => match abbreviations::weekday(self.str(i)) {
                    Some(day) => self.push(Class::Say(day), i, i + 1),
                    None if date::month(self.str(i)).is_some() => {
                        self.lone_word(i);
                    }
                    None => self.push(Class::Letters(self.str(i)), i, i + 1),
                },
                Kind::Sign(',') => self.push(Class::Mark(Punctuation::Comma), i, i + 1),
                Kind::Sign(c) => {
                    let name = match c {
                        '*' => "star",
                        '-' if self.word(i - 1).is_some() => "through",
                        '-' => "to",
                        c => sign_name::sign_name(c)?,
                    };
                    self.push(Class::Say(name), i, i + 1);
                }
            }
        }
        Some(end)
    }

    /// Whether another field stands before the one at `at`, so that no schedule begins there.
    fn follows_field(&self, at: usize) -> bool {
        at > 0 && !self.glued(at) && matches!(self.kind(at - 1), Some(Kind::Number | Kind::Sign('*' | '?')))
    }

    /// Whether the token at `at` may be one of a schedule's: a number, a day, a month, or one of its signs.
    fn is_of_field(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Number) => true,
            Some(Kind::Word(Case::Upper)) => {
                let word = self.str(at);
                matches!(word, "H" | "L" | "LW" | "W")
                    || word.len() == 3 && (abbreviations::is_weekday(word) || date::month(word).is_some())
            }
            // "at 0 5 ? * *?" ends with the sentence's own.
            Some(Kind::Sign('*' | '?')) => !self.glued(at),
            Some(Kind::Sign('/' | '-' | '#')) => self.glued(at) && self.glued(at + 1),
            Some(Kind::Sign(',')) => self.glued(at) && self.glued(at + 1) && self.number(at + 1).is_some(),
            _ => false,
        }
    }
}
