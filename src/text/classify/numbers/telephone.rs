//! Telephone numbers and other numbers written in groups: North American, international, social security; and three digits that
//! are dialled ("call 911").

use super::Tagger;
use crate::text::class::Class;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// Numbers of three digits that are called for help.
const LINES: &[&str] = &[
    "101", "111", "112", "119", "211", "311", "411", "511", "811", "911", "988", "999",
];

/// The most groups a number may have.
const GROUPS: usize = 8;

impl<'t> Tagger<'t, '_> {
    /// Whether keys of a telephone are spoken of at `at`: "press 5#", "dial *67".
    pub(in super::super) fn is_dialled(&self, at: usize) -> bool {
        (at.saturating_sub(5)..at).any(|i| {
            ["PIN", "dial", "dialing", "enter", "press", "pressing"]
                .iter()
                .any(|word| self.str(i).eq_ignore_ascii_case(word))
        })
    }

    /// Whether the number at `at` is a line that is rung: "ring 101".
    pub(super) fn is_rung(&self, at: usize, end: usize) -> bool {
        matches!(self.str(at.wrapping_sub(1)), "Ring" | "ring" | "ringing")
            && LINES.contains(&self.str(at))
            && !self.is_counted(end)
    }

    /// Whether three digits are dialled: "call 911", "a 911 operator", "dial 911, or 112 abroad", "NHS 111".
    pub(super) fn is_hotline(&self, at: usize, end: usize, digits: &str) -> bool {
        let dialled = |word: &str| {
            [
                "call", "called", "calling", "calls", "dial", "dialed", "dialing", "dials", "phone", "text",
            ]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
        };
        if !LINES.contains(&digits) {
            return false;
        }
        let before = self.str(at.wrapping_sub(1));
        // "101" and "111" are more often numbers.
        if matches!(digits, "101" | "111" | "119") {
            return before == "NHS" || dialled(before);
        }
        let line = |i: usize| self.number(i).is_some_and(|n| LINES.contains(&n));
        // "911, or 999 in the UK", "911 or 112"
        let comma = usize::from(self.is_sign(at.wrapping_sub(2), ','));
        let said = matches!(
            self.tags.iter().rev().nth(1 + comma).map(|t| &t.class),
            Some(Class::Digits(_))
        );
        let listed = matches!(before, "and" | "or")
            && line(at.wrapping_sub(2 + comma))
            && said
            && !self.is_counted(end);
        // "The number is 911 or 112."
        let told = before == "is" && self.str(at.wrapping_sub(2)) == "number" && !self.is_counted(end);
        self.case(end).is_none() && (at.saturating_sub(10)..at).any(|i| dialled(self.str(i)))
            || dialled(before)
            || listed
            || told
            || matches!(
                self.str(end),
                "call"
                    | "caller"
                    | "callers"
                    | "calls"
                    | "dispatcher"
                    | "dispatchers"
                    | "operator"
                    | "operators"
            )
    }

    /// A telephone number at `at`: "+1 (123) 123-5678", "555.555.5555", "111-11-1111".
    pub(in super::super) fn telephone(&mut self, at: usize) -> Option<usize> {
        let international = self.is_sign(at, '+') && self.glued(at + 1) && self.number(at + 1).is_some();
        let (groups, count, end) = self.groups(at + usize::from(international));
        let groups = &groups[..count];
        // "1-888-GO-FEDEX": the letters that follow are words.
        if let &[one, free] = groups
            && self.str(one) == "1"
            && matches!(
                self.str(free),
                "800" | "833" | "844" | "855" | "866" | "877" | "888"
            )
            && self.is_sign(end, '-')
            && self.glued(end)
            && self.case(end + 1) == Some(Case::Upper)
        {
            self.push(Class::Digits("1"), one, one + 1);
            self.push(self.group(free), free, end);
            return Some(end);
        }
        let lengths: [usize; GROUPS] =
            std::array::from_fn(|i| groups.get(i).map_or(0, |&g| self.str(g).len()));
        let digits: usize = lengths.iter().sum();
        let known = if international {
            count > 1 && (7..=15).contains(&digits)
        } else {
            match &lengths[..count] {
                [3, 3, 4] | [3, 2, 4] | [1, 3, 3, 4] | [3, 3, 4, _] => true,
                [3..=5, .., 3 | 4] if self.is_domestic(at) => (10..=11).contains(&digits),
                [3, 4] => {
                    let hyphened = self.is_sign(groups[0] + 1, '-');
                    hyphened
                        && !self.str(groups[0]).starts_with('0')
                        && !self.is_of_years(groups[0], groups[1])
                }
                // Payment cards.
                [4, 4, 4, 4] | [4, 6, 5] => true,
                [_, _, ..] => self.is_book(at) && (9..=13).contains(&digits),
                _ => false,
            }
        };
        known.then_some(())?;
        if international {
            self.push(Class::Say("plus"), at, at + 1);
        }
        for (index, &group) in groups.iter().enumerate() {
            if index > 0 {
                self.push(Class::Mark(Punctuation::Comma), group - 1, group);
            }
            self.push(self.group(group), group, group + 1);
        }
        Some(self.extension(end))
    }

    /// Whether two numbers are an age's first and last year: "the Song dynasty (960-1279)".
    fn is_of_years(&self, first: usize, last: usize) -> bool {
        const AGES: &[&str] = &[
            "Age",
            "Caliphate",
            "Dynasty",
            "Empire",
            "Kingdom",
            "age",
            "caliphate",
            "dynasty",
            "emperor",
            "empire",
            "era",
            "king",
            "kingdom",
            "period",
            "queen",
            "reign",
            "reigned",
            "rule",
            "ruled",
        ];
        const NEAR: usize = 8;
        let year = self
            .str(last)
            .parse::<u16>()
            .is_ok_and(|y| (1000..2100).contains(&y));
        year && (first.saturating_sub(NEAR)..last + NEAR).any(|i| AGES.contains(&self.str(i)))
    }

    /// A group of digits: "eight hundred" for round ones, else digit by digit.
    pub(in super::super) fn group(&self, at: usize) -> Class<'t> {
        let digits = self.str(at);
        if digits.len() == 3 && digits.ends_with("00") && !digits.starts_with('0') {
            Class::Cardinal(digits)
        } else {
            Class::Digits(digits)
        }
    }

    /// The groups of digits at `at` (their tokens and how many), joined by hyphens, dots, parentheses or single
    /// spaces, and the token after the last.
    fn groups(&self, at: usize) -> ([usize; GROUPS], usize, usize) {
        let mut found = [0; GROUPS];
        let mut count = 0;
        let mut next = at;
        let mut end = at;
        while count < GROUPS {
            let open = self.is_sign(next, '(') && (count < 2) && self.is_sign(next + 2, ')');
            let group = next + usize::from(open);
            if self.number(group).is_none_or(|d| d.contains(',')) || open && !self.glued(group) {
                break;
            }
            // Between groups that a space parts, only those of a bracketed or international number belong.
            if count > 0
                && self.tokens.get(next).is_some_and(|t| t.spaced)
                && !open
                && !self.spaced_group(found[count - 1], at)
            {
                break;
            }
            found[count] = group;
            count += 1;
            end = group + 1 + usize::from(open);
            next = match self.kind(end) {
                Some(Kind::Sign('-' | '.' | '–')) if self.glued(end) && self.glued(end + 1) => end + 1,
                Some(Kind::Number) => end,
                Some(Kind::Sign('(')) => end,
                _ => break,
            };
        }
        (found, count, end)
    }

    /// Whether a space may part the group after `group` from it.
    fn spaced_group(&self, group: usize, first: usize) -> bool {
        let bracketed = self.is_sign(group + 1, ')');
        let international = first.checked_sub(1).is_some_and(|b| self.is_sign(b, '+'));
        // "800 123 4567"
        let grouped =
            matches!(self.str(first).len(), 1 | 3) && self.str(group).len() <= 3 && self.is_ten_digits(first);
        bracketed || international || grouped || self.is_domestic(first) || self.is_card(first)
    }

    /// Whether the four groups of four digits of a payment card stand at `at`.
    fn is_card(&self, at: usize) -> bool {
        (at..at + 4).all(|i| self.number(i).is_some_and(|d| d.len() == 4) && (i == at || !self.glued(i)))
    }

    /// Whether a book's number is announced before `at`: "ISBN 978-...", "ISBN: 978-...".
    fn is_book(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let word = if self.is_sign(before, ':') || self.str(before) == "is" {
            before.wrapping_sub(1)
        } else {
            before
        };
        self.str(word) == "ISBN"
    }

    /// Whether an area code with its trunk zero stands at `at`, and a group of digits after it: "020 7946 0958".
    fn is_domestic(&self, at: usize) -> bool {
        let group = |i: usize, most: usize| self.number(i).is_some_and(|d| (3..=most).contains(&d.len()));
        self.str(at).starts_with('0') && group(at, 5) && group(at + 1, 4) && !self.glued(at)
    }

    /// Whether three, three and four digits stand at `at`, or after the one digit there.
    fn is_ten_digits(&self, at: usize) -> bool {
        let first = at + usize::from(self.str(at) == "1");
        [3, 3, 4].into_iter().enumerate().all(|(i, length)| {
            self.number(first + i).is_some_and(|d| d.len() == length) && (i == 0 || !self.glued(first + i))
        })
    }

    /// "x123", "ext. 123" after a number.
    fn extension(&mut self, at: usize) -> usize {
        let Some(word) = self.word(at) else { return at };
        if !["x", "ext", "extension"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
        {
            return at;
        }
        let number = at + 1 + usize::from(self.is_sign(at + 1, '.'));
        let Some(digits) = self.number(number) else {
            return at;
        };
        self.push(Class::Say("extension"), at, number);
        self.push(Class::Digits(digits), number, number + 1);
        number + 1
    }
}
