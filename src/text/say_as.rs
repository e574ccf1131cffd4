//! Text whose class the author has named (`<say-as>`): each value of `interpret-as` with its formats.
//!
//! Where a text cannot be what the author said it is, it is read as prose, and that is said: better a plain reading
//! than none, or than one that leaves something out.
//! Semantics follow the vendors' documentation (Google Cloud, Azure, Amazon Polly) where they agree.

mod duration;
mod fit;

pub(super) use fit::wanted;

use super::Vocabulary;
use super::class::{Agreement, Class, Clock, Date, DateOrder, Decimal, Measure, Tag, Time};
use super::classify::{self, month};
use super::token::Punctuation;
use super::tokenise::{Case, Kind, Token};
use crate::markup::script::{SayAs, SayAsKind};

/// Tags `text` as what `say_as` says it is; as prose where that cannot be. Returns whether it is that, for prose too
/// has dates and numbers.
pub(super) fn classify<'t>(
    text: &'t str,
    tokens: &[Token],
    say_as: &SayAs,
    vocabulary: &dyn Vocabulary,
    tags: &mut Vec<Tag<'t>>,
) -> bool {
    let reader = Reader { text, tokens };
    let format = say_as.format.as_deref().unwrap_or("");
    let detail = say_as.detail.as_deref().unwrap_or("");
    let found = match say_as.kind {
        SayAsKind::Characters => Some(reader.characters()),
        SayAsKind::Cardinal => reader.cardinal(),
        SayAsKind::Ordinal => reader.ordinal(),
        SayAsKind::Digits => reader.digits(),
        SayAsKind::Fraction => reader.fraction(),
        SayAsKind::Date => reader.date(format, detail),
        SayAsKind::Time => reader.time(format),
        SayAsKind::Duration => reader.duration(format),
        SayAsKind::Telephone => reader.telephone(format),
        SayAsKind::Expletive => Some(vec![reader.whole(Class::Say("bleep"))]),
        SayAsKind::Unit => reader.unit(),
        SayAsKind::Name => reader.name(),
        SayAsKind::Address => {
            classify::classify_address(text, tokens, vocabulary, tags);
            return true;
        }
        // Prose has this class; that it is one adds nothing.
        SayAsKind::Currency => None,
    };
    match found {
        Some(found) => {
            tags.extend(found);
            true
        }
        None => {
            let before = tags.len();
            let mut releases = classify::Releases::default();
            classify::classify(text, tokens, 0, vocabulary, &mut releases, tags);
            fit::is_already(say_as, &tags[before..])
        }
    }
}

/// The marked text.
struct Reader<'t, 'w> {
    text: &'t str,
    tokens: &'w [Token],
}

impl<'t> Reader<'t, '_> {
    fn whole(&self, class: Class<'t>) -> Tag<'t> {
        Tag {
            class,
            start: 0,
            end: self.text.len() as u32,
        }
    }

    /// Every character by itself: a fraction is said, and those that have no name are told apart.
    fn characters(&self) -> Vec<Tag<'t>> {
        let is_named = |c: char| {
            c.is_alphabetic()
                || c.is_ascii_digit()
                || c.is_whitespace()
                || classify::character_name(c).is_some()
        };
        let sort = |c: char| (is_named(c), classify::vulgar(c));
        let mut tags: Vec<Tag<'t>> = Vec::new();
        let mut from = 0;
        while let Some(first) = self.text[from..].chars().next() {
            let rest = &self.text[from..];
            let end = from + rest.find(|c| sort(c) != sort(first)).unwrap_or(rest.len());
            let class = match sort(first) {
                (_, Some((numerator, denominator))) => Class::Fraction(numerator, denominator),
                (true, None) => Class::Characters(&self.text[from..end]),
                (false, None) => Class::Unreadable,
            };
            tags.push(Tag {
                class,
                start: from as u32,
                end: end as u32,
            });
            from = end;
        }
        tags
    }

    fn str(&self, token: &Token) -> &'t str {
        self.text
            .get(token.start as usize..token.end as usize)
            .unwrap_or("")
    }

    fn numbers(&self) -> Vec<&'t str> {
        self.tokens
            .iter()
            .filter(|t| t.kind == Kind::Number)
            .map(|t| self.str(t))
            .collect()
    }

    fn has_sign(&self, sign: char) -> bool {
        self.tokens.iter().any(|t| t.kind == Kind::Sign(sign))
    }

    fn has_words(&self) -> bool {
        self.tokens.iter().any(|t| matches!(t.kind, Kind::Word(_)))
    }

    /// "minus" for a leading sign.
    fn sign(&self) -> Option<Tag<'t>> {
        matches!(self.tokens.first()?.kind, Kind::Sign('-' | '−')).then(|| self.whole(Class::Say("minus")))
    }

    /// "12,345", "-7", "3.14", "VIII"; digits may be grouped with commas or spaces.
    fn cardinal(&self) -> Option<Vec<Tag<'t>>> {
        if let Some(n) = classify::roman_value(self.text.trim()) {
            return Some(vec![self.whole(Class::Small(n))]);
        }
        (!self.has_words()).then_some(())?;
        let number = self.text.trim().trim_start_matches(['-', '−', '+']);
        let (whole, fraction) = match number.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let digits = |s: &str| {
            s.bytes()
                .all(|b| b.is_ascii_digit() || b == b',' || b == b' ' || b == b'_')
        };
        (number.bytes().any(|b| b.is_ascii_digit()) && digits(whole) && fraction.is_none_or(digits))
            .then_some(())?;
        // "1,23" is no number, "1,234" and "12,34,567" are.
        let last_group = whole.rsplit([',', ' ', '_']).next().unwrap_or("");
        (last_group.len() == whole.len() || last_group.len() == 3).then_some(())?;
        let class = self.whole(Class::Decimal(Decimal { whole, fraction }));
        Some(self.sign().into_iter().chain([class]).collect())
    }

    /// "3", "3rd", "III".
    fn ordinal(&self) -> Option<Vec<Tag<'t>>> {
        if let Some(n) = classify::roman_value(self.text.trim()) {
            return Some(vec![self.whole(Class::Place(n))]);
        }
        let [digits] = self.numbers()[..] else { return None };
        let suffix = self
            .tokens
            .iter()
            .filter(|t| matches!(t.kind, Kind::Word(_)))
            .map(|t| self.str(t));
        let known = |s: &str| ["st", "nd", "rd", "th"].iter().any(|k| s.eq_ignore_ascii_case(k));
        suffix
            .clone()
            .all(known)
            .then(|| vec![self.whole(Class::Ordinal(digits))])
    }

    /// "10 foot", "1/2inch", "5.5 kg": the unit in words, by symbol or name, in the number that agrees.
    fn unit(&self) -> Option<Vec<Tag<'t>>> {
        let name = self.tokens.last().filter(|t| matches!(t.kind, Kind::Word(_)))?;
        let unit = classify::unit_named(self.str(name))?;
        let rest = &self.tokens[..self.tokens.len() - 1];
        let numbers = self.numbers();
        let fraction = rest.iter().any(|t| t.kind == Kind::Sign('/'));
        let (whole, fraction) = match (numbers[..].first(), numbers[..].get(1), fraction) {
            (Some(n), Some(d), true) if numbers.len() == 2 => {
                let tags = [Class::Fraction(n, d), Class::Say(unit.one)].map(|class| self.whole(class));
                return Some(tags.into());
            }
            (Some(whole), None, false) => (whole, None),
            (Some(whole), Some(&fraction), false) if numbers.len() == 2 && self.has_sign('.') => {
                (whole, Some(fraction))
            }
            _ => return None,
        };
        let amount = Decimal { whole, fraction };
        let measure = Measure {
            amount,
            magnitude: None,
            power: None,
            unit,
            // "30-day"
            agreement: match rest.last()?.kind {
                Kind::Sign('-') => Agreement::Attributive,
                _ => Agreement::Counted,
            },
        };
        Some(
            self.sign()
                .into_iter()
                .chain([self.whole(Class::Measure(measure))])
                .collect(),
        )
    }

    /// Names are said, never spelled, however they are written.
    fn name(&self) -> Option<Vec<Tag<'t>>> {
        let mut tags = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| self.tokens[before].kind);
            let reign =
                classify::numeral(self.str(token)).filter(|_| before == Some(Kind::Word(Case::Capital)));
            let class = match (token.kind, reign) {
                // "Henry VIII"
                (_, Some(reign)) => Class::Regnal(reign),
                (Kind::Word(Case::Upper), _) if token.end - token.start > 1 => Class::Part(self.str(token)),
                (Kind::Word(_), _) if token.end - token.start > 1 => Class::Word(self.str(token)),
                (Kind::Sign('-' | '\'' | '\u{2019}'), _) => continue,
                _ => return None,
            };
            tags.push(Tag {
                class,
                start: token.start,
                end: token.end,
            });
        }
        Some(tags)
    }

    /// Every digit by itself; a point is named.
    fn digits(&self) -> Option<Vec<Tag<'t>>> {
        self.text
            .bytes()
            .any(|b| b.is_ascii_digit())
            .then(|| vec![self.whole(Class::Characters(self.text))])
    }

    /// "1/2", "2 3/4", "5+1/2".
    fn fraction(&self) -> Option<Vec<Tag<'t>>> {
        (!self.has_words()).then_some(())?;
        if let ([whole], true) = (&self.numbers()[..], self.text.trim_end().ends_with('½')) {
            let half = [Class::Cardinal(whole), Class::Say("and a half")].map(|class| self.whole(class));
            return Some(half.into());
        }
        let slashes = self.tokens.iter().filter(|t| t.kind == Kind::Sign('/')).count();
        let minus = |t: &Token| matches!(t.kind, Kind::Sign('-' | '−'));
        (slashes == 1 && !self.tokens.iter().skip(1).any(minus)).then_some(())?;
        let (whole, numerator, denominator) = match self.numbers()[..] {
            [n, d] => (None, n, d),
            [w, n, d] => (Some(w), n, d),
            _ => return None,
        };
        let mut tags: Vec<_> = self.sign().into_iter().collect();
        if let Some(whole) = whole {
            tags.push(self.whole(Class::Cardinal(whole)));
            tags.push(self.whole(Class::Say("and")));
            // "five and a half", as Google says it.
            if (numerator, denominator) == ("1", "2") {
                tags.push(self.whole(Class::Say("a half")));
                return Some(tags);
            }
        }
        tags.push(self.whole(Class::Fraction(numerator, denominator)));
        Some(tags)
    }

    /// A date by the field order `format` (letters y, m, d; repeats say how many digits), U.S. order without
    /// one. `detail` 1 puts the day first.
    fn date(&self, format: &str, detail: &str) -> Option<Vec<Tag<'t>>> {
        self.sign().is_none().then_some(())?;
        let fields: Vec<&str> = self
            .tokens
            .iter()
            .filter(|t| !matches!(t.kind, Kind::Sign(_)))
            .map(|t| self.str(t))
            .collect();
        let mut order: Vec<char> = format.chars().map(|c| c.to_ascii_lowercase()).collect();
        order.dedup();
        order.retain(|c| matches!(c, 'y' | 'm' | 'd'));
        if order.is_empty() {
            if fields.iter().any(|f| f.bytes().all(|b| b.is_ascii_alphabetic())) {
                return None;
            }
            order = if fields.first()?.len() == 4 {
                vec!['y', 'm', 'd']
            } else {
                vec!['m', 'd', 'y']
            };
        }
        // "20250115" with "yyyymmdd": fields of the widths the format gives.
        let cut;
        let fields = match fields[..] {
            [one] if order.len() > 1 && one.bytes().all(|b| b.is_ascii_digit()) => {
                cut = cut_by(one, format, &order)?;
                cut
            }
            _ => fields,
        };
        let fields: Vec<&str> = fields.into_iter().filter(|f| !is_ordinal_ending(f)).collect();
        (fields.len() == order.len()).then_some(())?;
        let leading = order.first().copied();
        let mut date = Date::default();
        for (field, kind) in fields.into_iter().zip(order) {
            let number = || field.parse::<u8>().ok();
            match kind {
                'y' => date.year = Some(field.bytes().all(|b| b.is_ascii_digit()).then_some(field)?),
                'm' => {
                    let month = month(field).map(|(m, _)| m).or_else(number);
                    date.month = Some(month.filter(|m| (1..=12).contains(m))?);
                }
                _ => date.day = Some(number().filter(|d| (1..=31).contains(d))?),
            }
        }
        let longest = match date.month {
            Some(2) => 29,
            Some(4 | 6 | 9 | 11) => 30,
            _ => 31,
        };
        date.day.is_none_or(|day| day <= longest).then_some(())?;
        // Without a year the day is said first where it is written first.
        let day_first = date.year.is_none() && date.month.is_some() && detail != "2" && leading == Some('d');
        if (detail == "1" || day_first) && date.day.is_some() {
            date.order = DateOrder::DayFirst;
        }
        Some(vec![self.whole(Class::Date(date))])
    }

    /// "2:30pm", "14:30", "02:30:15"; with a format that names only units, a duration.
    fn time(&self, format: &str) -> Option<Vec<Tag<'t>>> {
        // Polly's 1'21" is a length of time.
        if self.has_sign('\'') || self.has_sign('\u{2032}') {
            return self.duration("ms");
        }
        let numbers = self.numbers();
        // What is there must be in range: `None` where it is not, nothing where it is not there.
        let number = |i: usize, limit: u16| match numbers.get(i) {
            None => Some(None),
            Some(n) => n.parse::<u16>().ok().filter(|&n| n < limit).map(Some),
        };
        let hour = number(0, 25)??;
        let (minute, second) = (number(1, 60)?, number(2, 60)?);
        (numbers.len() <= 3).then_some(())?;
        let letters: String = self
            .text
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let meridiem = match letters.as_str() {
            "am" | "a" => Some("A M"),
            "pm" | "p" => Some("P M"),
            "" => None,
            _ => return None,
        };
        (meridiem.is_none() || (1..=12).contains(&hour)).then_some(())?;
        let twelve = format.contains("12") && hour > 12 && meridiem.is_none();
        let clock = if meridiem.is_some() || twelve {
            Clock::WithMeridiem
        } else {
            Clock::Bare
        };
        let shown = if twelve { hour - 12 } else { hour };
        let mut tags = vec![self.whole(Class::Time(Time {
            hour: Some(shown),
            minute,
            second: None,
            clock,
        }))];
        if let Some(second) = second.filter(|&s| s > 0) {
            tags.push(self.whole(Class::Say("and")));
            tags.push(self.whole(Class::Duration(Time {
                hour: None,
                minute: None,
                second: Some(second),
                clock,
            })));
        }
        if let Some(name) = meridiem.or(twelve.then_some("P M")) {
            tags.push(self.whole(Class::Say(name)));
        }
        Some(tags)
    }

    /// Digit by digit, a pause between groups. A zero is "oh" only where the style asks for it.
    fn telephone(&self, format: &str) -> Option<Vec<Tag<'t>>> {
        let mut tags = Vec::new();
        if !format.is_empty()
            && format.bytes().all(|b| b.is_ascii_digit())
            && self.tokens.first()?.kind != Kind::Sign('+')
        {
            tags.push(self.whole(Class::Say("country code")));
            if let Some(digits) = COUNTRY_CODES.iter().find(|c| **c == format) {
                tags.push(self.whole(Class::Digits(digits)));
            }
            tags.push(self.whole(Class::Mark(Punctuation::Comma)));
        }
        let mut groups = 0;
        for token in self.tokens {
            let class = match token.kind {
                Kind::Sign('+') => Class::Say("plus"),
                Kind::Sign('*') => Class::Say("star"),
                Kind::Sign('#') => Class::Say("pound"),
                Kind::Word(_) if matches!(self.str(token), "x" | "ext" | "X") => Class::Say("extension"),
                Kind::Word(_) => Class::Letters(self.str(token)),
                Kind::Number => {
                    if groups > 0 {
                        tags.push(Tag {
                            class: Class::Mark(Punctuation::Comma),
                            start: token.start,
                            end: token.start,
                        });
                    }
                    groups += 1;
                    // "1-800-555-0199": the code that is free of charge.
                    match self.str(token) {
                        free @ "800" if groups <= 2 => Class::Cardinal(free),
                        digits => Class::Digits(digits),
                    }
                }
                Kind::Sign(_) => continue,
            };
            tags.push(Tag {
                class,
                start: token.start,
                end: token.end,
            });
        }
        (groups > 0).then_some(tags)
    }
}

/// Country codes a format may name (ITU-T E.164).
const COUNTRY_CODES: &[&str] = &[
    "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66",
    "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98", "351", "352", "353", "354", "358",
    "380", "420", "421", "852", "886", "971", "972",
];

fn is_ordinal_ending(field: &str) -> bool {
    matches!(field, "st" | "nd" | "rd" | "th" | "of")
}

/// Cuts digits by how often each letter of `format` repeats.
fn cut_by<'t>(digits: &'t str, format: &str, order: &[char]) -> Option<Vec<&'t str>> {
    let mut rest = digits;
    let mut fields = Vec::new();
    for (index, kind) in order.iter().enumerate() {
        let written = format.chars().filter(|c| c.eq_ignore_ascii_case(kind)).count();
        let width = if written > 1 {
            written
        } else if *kind == 'y' && digits.len() > 2 * order.len() {
            4
        } else {
            2
        };
        let last = index + 1 == order.len();
        let (field, after) = rest.split_at_checked(if last { rest.len() } else { width })?;
        fields.push(field);
        rest = after;
    }
    Some(fields)
}
