//! Abbreviations: with and without their full stop, titles, dotted initials.

use super::Tagger;
use crate::text::abbreviations::{self, Needs};
use crate::text::class::Class;
use crate::text::classify::numbers::context;
use crate::text::classify::numbers::ordinal;
use crate::text::classify::numbers::range;
use crate::text::classify::numbers::roman;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// Counties that are written after "Co." in Ireland and the north of England.
const COUNTIES: &[&str] = &[
    "Antrim",
    "Armagh",
    "Carlow",
    "Cavan",
    "Clare",
    "Cork",
    "Donegal",
    "Down",
    "Dublin",
    "Durham",
    "Fermanagh",
    "Galway",
    "Kerry",
    "Kildare",
    "Kilkenny",
    "Laois",
    "Leitrim",
    "Limerick",
    "Longford",
    "Louth",
    "Mayo",
    "Meath",
    "Monaghan",
    "Offaly",
    "Roscommon",
    "Sligo",
    "Tipperary",
    "Tyrone",
    "Waterford",
    "Westmeath",
    "Wexford",
    "Wicklow",
];

impl Tagger<'_, '_> {
    /// An abbreviation, dotted initials, or the word of a date or amount at `at`.
    pub(in super::super) fn abbreviation(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        if word.len() == 1 {
            return if self.joined(at) {
                None
            } else {
                self.shorthand(at)
                    .or_else(|| self.page(at))
                    .or_else(|| self.versus(at))
                    .or_else(|| self.circa(at))
                    .or_else(|| self.dates_of_life(at))
                    .or_else(|| self.working_week(at))
                    .or_else(|| self.places(at))
                    .or_else(|| self.itu_series(at))
                    .or_else(|| self.initials(at))
            };
        }
        if let Some(end) = self.aircraft(at) {
            return Some(end);
        }
        if self.numbers_system(at) {
            self.push(Class::Letters(word), at, at + 1);
            return Some(at + 1);
        }
        if word == "Ph" && self.is_sign(at + 1, '.') && self.str(at + 2) == "D" && self.glued(at + 2) {
            let end = at + 3 + usize::from(self.is_sign(at + 3, '.') && self.glued(at + 3));
            self.push(Class::Say("P H D"), at, end);
            if self.ends_before_opener(end) {
                self.push(Class::Mark(Punctuation::FullStop), end - 1, end);
            }
            return Some(end);
        }
        if let Some(words) = abbreviations::of_mixed(word) {
            self.push(Class::Say(words), at, at + 1);
            return Some(at + 1);
        }
        let stop = self.is_dotted(at);
        if stop && let Some(end) = self.place_and_state(at) {
            return Some(end);
        }
        if matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–' | ',' | '.')))
            && self.glued(at + 1)
            && let Some(end) = self.calendar_range(at).or_else(|| self.weekday(at))
        {
            return Some(end);
        }
        if self.case(at) == Some(Case::Capital)
            && let Some(end) = (self.weekday(at))
                .or_else(|| self.declination(at))
                .or_else(|| self.short_month(at))
        {
            return Some(end);
        }
        // Most words are small and end here: without a full stop few of them are abbreviations.
        if !stop && self.case(at) == Some(Case::Lower) && !abbreviations::needs_nothing(word) {
            return None;
        }
        let next = at + 1 + usize::from(stop);
        // "Sault Ste. Marie"
        if stop && word == "Ste" && self.case(next) == Some(Case::Capital) {
            self.push(Class::Say("Saint"), at, next);
            return Some(next);
        }
        // "est. time", but "est. in 1987"
        let amount = self.number(next).is_some_and(|n| !context::is_year(n)) || self.currency_at(next);
        if stop && word.eq_ignore_ascii_case("est") && (self.case(next) == Some(Case::Lower) || amount) {
            let founded = matches!(self.str(next), "in" | "by");
            self.push(
                Class::Say(if founded { "established" } else { "estimated" }),
                at,
                next,
            );
            return Some(next);
        }
        // "next wk.", "this yr.", "per sq. ft."
        let counted = ["each", "every", "last", "next", "per", "this"];
        if stop
            && counted
                .iter()
                .any(|w| self.str(at.wrapping_sub(1)).eq_ignore_ascii_case(w))
        {
            let words = match word {
                "wk" => "week",
                "mo" => "month",
                "yr" => "year",
                "hr" => "hour",
                "sq" if self.str(next) == "ft" => {
                    let end = next + 1 + usize::from(self.is_dotted(next) && !self.ends_with_stop(next + 2));
                    self.push(Class::Say("square foot"), at, end);
                    return Some(end);
                }
                _ => "",
            };
            if !words.is_empty() {
                self.push(Class::Say(words), at, next);
                if self.ends_with_stop(next) {
                    self.push(Class::Mark(Punctuation::FullStop), at + 1, next);
                }
                return Some(next);
            }
        }
        // "See your Dr. about it": no street has such a name.
        let owned = ["a", "her", "his", "my", "our", "the", "their", "your"]
            .iter()
            .any(|w| self.str(at.wrapping_sub(1)).eq_ignore_ascii_case(w));
        if stop && word.eq_ignore_ascii_case("dr") && owned && self.case(next) != Some(Case::Capital) {
            self.push(Class::Say("doctor"), at, next);
            return Some(next);
        }
        // "an M3 Max. Do you": the end of a name.
        if stop && word == "Max" && !self.starts_sentence(at) && self.ends_with_stop(next) {
            return None;
        }
        // "in col. 11", "board rev. 3", "Rev. C"
        let lettered = self.is_letter(next) && self.case(next) == Some(Case::Upper) && !self.is_dotted(next);
        let part = match word {
            "col" | "Col" if self.number(next).is_some() => Some("column"),
            "ver" | "Ver" if self.number(next).is_some() => Some("version"),
            "rev" | "Rev" if self.number(next).is_some() || lettered => Some("revision"),
            _ => None,
        };
        if let Some(words) = part.filter(|_| stop && !self.glued(next)) {
            self.push(Class::Say(words), at, next);
            return Some(next);
        }
        // "Rev. Proc. 97-22", "Rev. Rul. 2023-2"
        let ruling = match self.str(next) {
            "Proc" => Some("Revenue Procedure"),
            "Rul" => Some("Revenue Ruling"),
            _ => None,
        };
        if let Some(words) = ruling.filter(|_| stop && word == "Rev" && self.is_dotted(next)) {
            self.push(Class::Say(words), at, next + 2);
            return Some(next + 2);
        }
        // "Ch. 16 on VHF", "mm. 17–24" of a score, "Op. Uranus", "St.-Germain"
        let radio = || self.has_beside(14, at, &["DSC", "MHz", "VHF"]);
        let counted = self.number(next).is_some();
        let hyphened = self.is_sign(next, '-') && self.glued(next);
        let meant = match word {
            "Ch" | "ch" if counted && radio() => Some("channel"),
            "mm" if counted && self.number(at.wrapping_sub(1)).is_none() => Some("measures"),
            "Op" if self.case(next) == Some(Case::Capital) && !self.is_opener(next) => Some("Operation"),
            "Co" if COUNTIES.binary_search(&self.str(next)).is_ok() => Some("County"),
            "St" if hyphened && self.case(next + 1) == Some(Case::Capital) => Some("Saint"),
            _ => None,
        };
        if let Some(words) = meant.filter(|_| stop) {
            let end = next + usize::from(hyphened);
            self.push(Class::Say(words), at, end);
            return Some(end);
        }
        // "Sec. of State"
        if stop && word == "Sec" && self.str(next) == "of" {
            self.push(Class::Say("Secretary"), at, next);
            return Some(next);
        }
        // "pop. 2,500", "pop. approx. 9,000"
        if stop && word == "pop" && (self.number(next).is_some() || self.str(next) == "approx") {
            self.push(Class::Say("population"), at, next);
            return Some(next);
        }
        // "tens of min."
        let minutes = stop
            && word == "min"
            && self.str(at.wrapping_sub(1)) == "of"
            && matches!(
                self.str(at.wrapping_sub(2)),
                "couple" | "dozens" | "hundreds" | "number" | "tens" | "s"
            );
        if minutes {
            self.push(Class::Say("minutes"), at, next);
            return Some(next);
        }
        // "the no. of replicas", "the 3rd ed. is"
        let short = match word {
            "no" | "No" if stop && (self.str(next) == "of" || self.is_numbered_thing(at, next)) => {
                Some("number")
            }
            // "500 ea. brackets", "15 U.S.C. § 7001 et seq."
            "ea" if stop && self.number(at.wrapping_sub(1)).is_some() => Some("each"),
            "seq" if stop && self.str(at.wrapping_sub(1)) == "et" => Some("seq"),
            "ed" if stop && self.is_ordered(at) => Some("edition"),
            "eds" if stop && self.word(at.wrapping_sub(1)).is_some() => Some("editions"),
            _ => None,
        };
        if let Some(words) = short {
            self.push(Class::Say(words), at, next);
            if self.ends_with_stop(next) {
                self.push(Class::Mark(Punctuation::FullStop), at + 1, next);
            }
            return Some(next);
        }
        if (2..=6).contains(&word.len())
            && let Some(found) = abbreviations::expansion(word)
        {
            let after = self.case(next);
            let shouted = self.case(at) == Some(Case::Upper) && !stop;
            // "No 1099? Still taxable."
            let denied = word == "No" && !stop && self.str(next).len() > 2 && self.starts_sentence(at);
            let holds = !shouted
                && !denied
                && match found.needs {
                    Needs::Nothing => true,
                    // "Two weeks, max. Then we stop."; but "min. and max."
                    Needs::Stop if word.eq_ignore_ascii_case("max") => {
                        stop && (!self.ends_with_stop(next) || self.str(at.wrapping_sub(1)) == "and")
                    }
                    Needs::Stop => stop,
                    // "12th Gen Intel", "Gen AI", "Gen AI's"
                    Needs::Name
                        if word == "Gen"
                            && (self.is_ordered(at)
                                || self.str(next).trim_end_matches("'s").len() < 3
                                    && !(stop && self.is_dotted(next))) =>
                    {
                        false
                    }
                    // "Dr. and Mrs. Hill"
                    Needs::Name if stop && self.str(next) == "and" => {
                        self.case(at) == Some(Case::Capital)
                            && self.is_sign(next + 2, '.')
                            && abbreviations::expansion(self.str(next + 1))
                                .is_some_and(|e| e.needs == Needs::Name)
                    }
                    Needs::Name => {
                        matches!(after, Some(Case::Capital | Case::Upper | Case::Mixed))
                            && self.case(at) == Some(Case::Capital)
                    }
                    Needs::Number => {
                        // "Ca 40", "Ex 3"
                        (stop || !abbreviations::is_word(word))
                            && (self.number(next).is_some()
                                || stop && (self.is_numbering(next) || self.is_lettered_part(at, next)))
                            && (stop || self.case(at) != Some(Case::Lower))
                    }
                };
            if holds {
                // "Art. 44-50"; but "Sec. 4-2"
                let ranged = matches!(self.kind(next + 1), Some(Kind::Sign('-' | '–')))
                    && self.glued(next + 1)
                    && self
                        .number(next)
                        .zip(self.number(next + 2))
                        .is_some_and(|(first, last)| range::value(first) < range::value(last));
                let closes = matches!(self.kind(next), None | Some(Kind::Sign(',' | ')' | ';' | '.')));
                let words = match found.words {
                    "including" if closes => "included",
                    "article" if ranged => "articles",
                    "section" if ranged => "sections",
                    words => words,
                };
                self.push(Class::Say(words), at, next);
                let leads =
                    matches!(found.needs, Needs::Name | Needs::Number) || abbreviations::leads_on(word);
                // "ep. VIII"
                if let Some(n) =
                    roman::plain_value(self.str(next)).filter(|_| found.needs == Needs::Number && stop)
                {
                    self.push(Class::Small(n), next, next + 1);
                    return Some(next + 1);
                }
                // "Eq. (7)"
                if self.is_sign(next, '(') && found.needs == Needs::Number {
                    self.push(Class::Cardinal(self.str(next + 1)), next, next + 3);
                    return Some(next + 3);
                }
                let ends = self.ends_with_stop(next) || self.ends_before_acronym(next, word == "etc");
                if stop && !leads && ends {
                    self.push(Class::Mark(Punctuation::FullStop), at + 1, next);
                }
                return Some(next);
            }
        }
        stop.then(|| self.calendar_word(at).or_else(|| self.shortened(at, next)))
            .flatten()
    }

    /// "the temp. rises", "the 2nd Div., then": an abbreviation whose sentence goes on at `next`.
    fn shortened(&mut self, at: usize, next: usize) -> Option<usize> {
        let goes_on = match self.kind(next)? {
            Kind::Word(case) => case == Case::Lower && !self.glued(next),
            Kind::Sign(c) => matches!(c, ',' | ';' | ')' | '/'),
            // "temp. 37.9 °C"
            Kind::Number => ["conc", "diam", "elev", "freq", "temp"]
                .iter()
                .any(|w| self.str(at).eq_ignore_ascii_case(w)),
        };
        let goes_on = goes_on || self.str(at) == "conc" && self.case(next) == Some(Case::Upper);
        let short = matches!(self.case(at), Some(Case::Lower | Case::Capital));
        let words = abbreviations::shortened(self.word(at)?).filter(|_| goes_on && short)?;
        self.push(Class::Say(words), at, next);
        Some(next)
    }

    /// Whether what stands at `at` numbers something although it is no number: "Eq. (7)", "vol. II".
    fn is_numbering(&self, at: usize) -> bool {
        let bracketed = self.is_sign(at, '(') && self.number(at + 1).is_some() && self.is_sign(at + 2, ')');
        // "no. I" is an answer and a pronoun.
        let firm =
            self.str(at).len() > 1 || !matches!(self.str(at.wrapping_sub(2)), "No" | "no" | "fig" | "sec");
        bracketed || firm && self.case(at) == Some(Case::Upper) && roman::value(self.str(at)).is_some()
    }

    /// Whether what stands before "no." has a number: "the account no. ends in 4471".
    fn is_numbered_thing(&self, at: usize, next: usize) -> bool {
        const NUMBERED: &[&str] = &[
            "account",
            "card",
            "case",
            "check",
            "confirmation",
            "contract",
            "invoice",
            "item",
            "model",
            "order",
            "part",
            "phone",
            "policy",
            "reference",
            "sequence",
            "serial",
            "ticket",
            "tracking",
        ];
        let stop = usize::from(self.is_sign(at.wrapping_sub(1), '.'));
        let before = self.str(at.wrapping_sub(1 + stop));
        let before = abbreviations::shortened(before).unwrap_or(before);
        self.case(next) == Some(Case::Lower) && NUMBERED.iter().any(|w| before.eq_ignore_ascii_case(w))
    }

    /// Whether a letter at `next` tells the parts of a book apart: "App. B".
    fn is_lettered_part(&self, at: usize, next: usize) -> bool {
        let letter = self.case(next) == Some(Case::Upper) && self.str(next).len() == 1 && !self.glued(next);
        letter
            && matches!(
                self.str(at),
                "App" | "Bldg" | "Ex" | "Fig" | "Reg" | "Sec" | "bldg"
            )
            && !matches!(self.str(next), "A" | "I")
            || letter && self.str(at) == "App" && self.ends_before(next + 1)
    }

    /// Whether a number or an ordinal stands before.
    fn is_ordered(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        self.number(before).is_some() || self.glued(before) && self.number(before.wrapping_sub(1)).is_some()
    }

    /// "p. 42", "p. A1".
    fn page(&mut self, at: usize) -> Option<usize> {
        let part =
            self.case(at + 2) == Some(Case::Upper) && self.glued(at + 3) && self.number(at + 3).is_some();
        let number = (self.number(at + 2).is_some() || part) && !self.glued(at + 2);
        (self.str(at) == "p" && self.is_sign(at + 1, '.') && number).then_some(())?;
        self.push(Class::Say("page"), at, at + 2);
        Some(at + 2)
    }

    /// "Roe v. Wade".
    fn versus(&mut self, at: usize) -> Option<usize> {
        let name = |i: usize| matches!(self.case(i), Some(Case::Capital | Case::Upper | Case::Mixed));
        let between = name(at.wrapping_sub(1)) || self.is_sign(at.wrapping_sub(1), '.');
        (self.str(at) == "v" && self.is_dotted(at) && between && name(at + 2) && !self.glued(at + 2))
            .then_some(())?;
        self.push(Class::Say("versus"), at, at + 2);
        Some(at + 2)
    }

    /// "c. 1850", "c. 122 AD", "(c. two years later)"; and "the 5th c. BC".
    fn circa(&mut self, at: usize) -> Option<usize> {
        let before = at.wrapping_sub(1);
        let opened = self.is_sign(before, '(');
        (self.str(at) == "c" && self.is_dotted(at) && (opened || !self.glued(at))).then_some(())?;
        let counted = opened && (self.str(at + 2) == "a" || self.is_counted_out(at + 3));
        let ordinal = self.glued(before)
            && self
                .number(before.wrapping_sub(1))
                .is_some_and(|n| ordinal::is_ordinal_suffix(n, self.str(before)));
        let year = self.number(at + 2).is_some_and(|n| {
            n.len() == 4 && !n.contains(',')
                || self.is_sign(before, '(') && self.is_sign(at + 3, ')')
                || matches!(self.str(at + 3), "AD" | "BC" | "BCE" | "CE")
                || matches!((self.str(at + 3), self.str(at + 5)), ("B", "C") | ("A", "D"))
        });
        // "it was c. 5.5x", "about c. 200 people"; but "option c. 5 people"
        let said = self.case(before) == Some(Case::Lower)
            && ![
                "answer", "choice", "item", "letter", "option", "part", "point", "step", "vitamin",
            ]
            .contains(&self.str(before));
        let rough = said && (self.number(at + 2).is_some() || self.currency_at(at + 2));
        let words = if ordinal {
            "century"
        } else if (year || counted || rough) && !self.glued(at + 2) {
            "circa"
        } else {
            return None;
        };
        self.push(Class::Say(words), at, at + 2);
        if ordinal && self.ends_with_stop(at + 2) {
            self.push(Class::Mark(Punctuation::FullStop), at + 1, at + 2);
        }
        Some(at + 2)
    }

    /// "(b. 1809, d. 1865)".
    fn dates_of_life(&mut self, at: usize) -> Option<usize> {
        let words = match self.str(at) {
            "b" => "born",
            "d" => "died",
            "r" => "reigned",
            _ => return None,
        };
        let apart = matches!(
            self.kind(at.checked_sub(1)?),
            Some(Kind::Sign('(' | '[' | ',' | ';' | '–' | '—' | '-'))
        );
        let year = self.number(at + 2).is_some_and(context::is_year) || self.str(at + 2) == "c";
        (apart && year && self.is_dotted(at) && !self.glued(at + 2)).then_some(())?;
        self.push(Class::Say(words), at, at + 2);
        Some(at + 2)
    }

    /// Whether a full stop is written up against the word at `at`.
    pub(in super::super) fn is_dotted(&self, at: usize) -> bool {
        self.is_sign(at + 1, '.') && self.glued(at + 1)
    }
}
