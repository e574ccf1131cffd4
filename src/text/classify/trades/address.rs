//! Street addresses: house number, direction, street, then city, state and ZIP code (USPS Publication 28).
//! Addresses of machines are not these: they are `electronic`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::numbers::ordinal;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// The most words between the number and the street's suffix.
const LONGEST_NAME: usize = 4;

/// How many tokens after a street its city and state may take.
const PLACE: usize = 10;

fn suffix(word: &str) -> Option<&'static str> {
    const SUFFIXES: &[(&str, &str)] = &[
        ("aly", "Alley"),
        ("ave", "Avenue"),
        ("blvd", "Boulevard"),
        ("cir", "Circle"),
        ("ct", "Court"),
        ("dr", "Drive"),
        ("expy", "Expressway"),
        ("fwy", "Freeway"),
        ("hwy", "Highway"),
        ("ln", "Lane"),
        ("pkwy", "Parkway"),
        ("pl", "Place"),
        ("plz", "Plaza"),
        ("rd", "Road"),
        ("sq", "Square"),
        ("st", "Street"),
        ("str", "Street"),
        ("ter", "Terrace"),
        ("trl", "Trail"),
    ];
    if !(2..=4).contains(&word.len()) {
        return None;
    }
    SUFFIXES
        .iter()
        .find(|(s, _)| word.eq_ignore_ascii_case(s))
        .map(|&(_, name)| name)
}

fn full_suffix(word: &str) -> bool {
    matches!(
        word,
        "Alley"
            | "Avenue"
            | "Boulevard"
            | "Circle"
            | "Court"
            | "Drive"
            | "Highway"
            | "Lane"
            | "Loop"
            | "Parkway"
            | "Place"
            | "Plaza"
            | "Road"
            | "Square"
            | "Street"
            | "Terrace"
            | "Trail"
            | "Way"
    )
}

pub(in super::super) fn direction(word: &str) -> Option<&'static str> {
    Some(match word {
        "N" => "North",
        "S" => "South",
        "E" => "East",
        "W" => "West",
        "NE" => "Northeast",
        "NW" => "Northwest",
        "SE" => "Southeast",
        "SW" => "Southwest",
        "NNE" => "North Northeast",
        "ENE" => "East Northeast",
        "ESE" => "East Southeast",
        "SSE" => "South Southeast",
        "SSW" => "South Southwest",
        "WSW" => "West Southwest",
        "WNW" => "West Northwest",
        "NNW" => "North Northwest",
        _ => return None,
    })
}

/// A state as newspapers shorten it.
pub(super) fn shortened_state(word: &str) -> Option<&'static str> {
    state(match word {
        "Ala" => "AL",
        "Ariz" => "AZ",
        "Ark" => "AR",
        "Calif" => "CA",
        "Colo" => "CO",
        "Conn" => "CT",
        "Del" => "DE",
        "Fla" => "FL",
        "Ill" => "IL",
        "Ind" => "IN",
        "Kan" => "KS",
        "Ky" => "KY",
        "La" => "LA",
        "Mass" => "MA",
        "Md" => "MD",
        "Mich" => "MI",
        "Minn" => "MN",
        "Miss" => "MS",
        "Mo" => "MO",
        "Mont" => "MT",
        "Neb" => "NE",
        "Nev" => "NV",
        "Okla" => "OK",
        "Ore" => "OR",
        "Pa" | "Penn" => "PA",
        "Tenn" => "TN",
        "Tex" => "TX",
        "Va" => "VA",
        "Vt" => "VT",
        "Wash" => "WA",
        "Wis" => "WI",
        "Wyo" => "WY",
        _ => return None,
    })
}

fn state(code: &str) -> Option<&'static str> {
    const STATES: &[(&str, &str)] = &[
        ("AK", "Alaska"),
        ("AL", "Alabama"),
        ("AR", "Arkansas"),
        ("AZ", "Arizona"),
        ("CA", "California"),
        ("CO", "Colorado"),
        ("CT", "Connecticut"),
        ("DC", "D C"),
        ("DE", "Delaware"),
        ("FL", "Florida"),
        ("GA", "Georgia"),
        ("HI", "Hawaii"),
        ("IA", "Iowa"),
        ("ID", "Idaho"),
        ("IL", "Illinois"),
        ("IN", "Indiana"),
        ("KS", "Kansas"),
        ("KY", "Kentucky"),
        ("LA", "Louisiana"),
        ("MA", "Massachusetts"),
        ("MD", "Maryland"),
        ("ME", "Maine"),
        ("MI", "Michigan"),
        ("MN", "Minnesota"),
        ("MO", "Missouri"),
        ("MS", "Mississippi"),
        ("MT", "Montana"),
        ("NC", "North Carolina"),
        ("ND", "North Dakota"),
        ("NE", "Nebraska"),
        ("NH", "New Hampshire"),
        ("NJ", "New Jersey"),
        ("NM", "New Mexico"),
        ("NV", "Nevada"),
        ("NY", "New York"),
        ("OH", "Ohio"),
        ("OK", "Oklahoma"),
        ("OR", "Oregon"),
        ("PA", "Pennsylvania"),
        ("RI", "Rhode Island"),
        ("SC", "South Carolina"),
        ("SD", "South Dakota"),
        ("TN", "Tennessee"),
        ("TX", "Texas"),
        ("UT", "Utah"),
        ("VA", "Virginia"),
        ("VT", "Vermont"),
        ("WA", "Washington"),
        ("WI", "Wisconsin"),
        ("WV", "West Virginia"),
        ("WY", "Wyoming"),
    ];
    let index = STATES.binary_search_by(|(c, _)| (*c).cmp(code)).ok()?;
    Some(STATES[index].1)
}

impl<'t> Tagger<'t, '_> {
    /// "Worcester, Mass.": the state after a place.
    pub(in super::super) fn place_and_state(&mut self, at: usize) -> Option<usize> {
        let placed =
            self.is_sign(at.wrapping_sub(1), ',') && self.case(at.wrapping_sub(2)) == Some(Case::Capital);
        let name = shortened_state(self.str(at)).filter(|_| placed && self.is_dotted(at))?;
        self.push(Class::Say(name), at, at + 2);
        if self.ends_with_stop(at + 2) {
            self.push(Class::Mark(Punctuation::FullStop), at + 1, at + 2);
        }
        Some(at + 2)
    }

    /// "S. Dakota", "N. Africa", "1851 N. Halsted": a point of the compass from its letter.
    pub(in super::super) fn half_of_state(&mut self, at: usize) -> Option<usize> {
        const HALVES: &[&str] = &[
            "Africa", "African", "America", "American", "Asia", "Asian", "Atlantic", "Carolina", "Dakota",
            "Europe", "European", "Germany", "Ireland", "Korea", "Korean", "Pacific", "Pole", "Sudan",
            "Timor", "Vietnam", "Virginia", "Yemen",
        ];
        let half = match self.str(at) {
            "N" => "North",
            "S" => "South",
            "E" => "East",
            "W" => "West",
            _ => return None,
        };
        let house = self
            .number(at.wrapping_sub(1))
            .is_some_and(|n| n.len() > 1 && !n.contains(','))
            && self.case(at + 2) == Some(Case::Capital)
            && !self.is_opener(at + 2);
        // "W. 5th Ave.", "N. Main St."
        let ordinal =
            self.number(at + 2).is_some() && self.glued(at + 3) && suffix(self.str(at + 4)).is_some();
        let street = self.case(at + 2) == Some(Case::Capital)
            && suffix(self.str(at + 3)).is_some()
            && self.is_dotted(at + 3);
        let named = HALVES.binary_search(&self.str(at + 2)).is_ok() || house || ordinal || street;
        (self.is_dotted(at) && named && !self.glued(at)).then_some(())?;
        self.push(Class::Say(half), at, at + 2);
        Some(at + 2)
    }

    /// Whether at least three states in short follow each other here: "CA, OR, and IN".
    fn is_listed_state(&self, at: usize) -> bool {
        const LONGEST: usize = 12;
        let of_list = |i: usize| {
            self.is_sign(i, ',')
                || matches!(self.str(i), "and" | "or" | "&")
                || self.case(i) == Some(Case::Upper) && self.str(i).len() == 2
        };
        if !(of_list(at) && state(self.str(at)).is_some())
            || self.glued(at)
            || self.glued(at + 1) && !self.ends_before(at + 1)
        {
            return false;
        }
        let mut from = at;
        while from > 0 && at - from < LONGEST && of_list(from - 1) {
            from -= 1;
        }
        let mut end = at + 1;
        while end - at < LONGEST && of_list(end) {
            end += 1;
        }
        let codes = || (from..end).filter(|&i| self.case(i) == Some(Case::Upper));
        // Two neighbours without a sign between are words that are stressed.
        let apart = (from + 1..end)
            .all(|i| self.case(i) != Some(Case::Upper) || self.case(i - 1) != Some(Case::Upper));
        // Most of them are words in no other place.
        let firm = codes()
            .filter(|&i| !matches!(self.str(i), "HI" | "IN" | "ME" | "OK" | "OR"))
            .count();
        apart && codes().count() >= 3 && firm >= 1 && codes().all(|i| state(self.str(i)).is_some())
    }

    /// "2788 San Tomas Expy, Santa Clara, CA 95051" from its number.
    pub(in super::super) fn street(&mut self, at: usize) -> Option<usize> {
        let house = self.number(at).filter(|d| d.len() <= 5 && !d.contains(','))?;
        // "221B"
        let flat =
            self.case(at + 1) == Some(Case::Upper) && self.glued(at + 1) && self.str(at + 1).len() == 1;
        let mut name = at + 1 + usize::from(flat);
        let heading = self.word(name).and_then(direction).filter(|_| !self.glued(name));
        if heading.is_some() {
            name += 1 + usize::from(self.is_dotted(name));
        }
        // A capital or an ordinal must follow, so that prose costs one look.
        let mut end = name;
        let suffix_at = loop {
            (end - name <= 2 * LONGEST_NAME).then_some(())?;
            if end > name
                && let Some(word) = self.word(end)
                && (suffix(word).is_some() || full_suffix(word))
                && !self.glued(end)
            {
                break end;
            }
            end = match self.kind(end)? {
                Kind::Word(Case::Capital | Case::Upper | Case::Mixed) if !self.glued(end) => end + 1,
                Kind::Number
                    if self.glued(end + 1)
                        && ordinal::is_ordinal_suffix(self.str(end), self.str(end + 1)) =>
                {
                    end + 2
                }
                _ => return None,
            };
        };
        self.push(
            if house.len() > 4 {
                Class::Digits(house)
            } else {
                Class::Pairs(house)
            },
            at,
            at + 1,
        );
        let after_house = at + 1 + usize::from(flat);
        if flat {
            self.push(Class::Letters(self.str(at + 1)), at + 1, after_house);
        }
        if let Some(direction) = heading {
            self.push(Class::Say(direction), after_house, name);
        }
        let mut token = name;
        while token < suffix_at {
            token = match self.number(token) {
                Some(digits) => {
                    self.push(Class::Ordinal(digits), token, token + 2);
                    token + 2
                }
                None => {
                    // "Mt Lee Dr", "Ft Worth Ave"
                    let class = match self.str(token) {
                        "Ft" => Class::Say("Fort"),
                        "Mt" => Class::Say("Mount"),
                        word => Class::Word(word),
                    };
                    self.push(class, token, token + 1);
                    token + 1
                }
            };
        }
        let end = self.street_suffix(suffix_at);
        self.place_until = self.place_until.max(end + PLACE);
        Some(end)
    }

    /// "Main St.": a street without a number, unless a saint's name follows. In an address every suffix and
    /// direction is one.
    pub(in super::super) fn street_name(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        // "12 St. Paul St."
        let before = at.wrapping_sub(1);
        let saint = self.number(before).is_some() && self.case(at + 2) == Some(Case::Capital);
        let other = saint && self.is_dotted(at) || self.is_sign(before, ',');
        if self.place_until == usize::MAX
            && at > 0
            && let Some(name) = direction(word).or_else(|| suffix(word).filter(|_| !other))
        {
            let end = at + 1 + usize::from(self.is_dotted(at));
            self.push(Class::Say(name), at, end);
            return Some(end);
        }
        let name = suffix(word)?;
        let stop = self.is_dotted(at);
        let capital = self.case(at) == Some(Case::Capital);
        let street = stop
            && capital
            && self.case(at.wrapping_sub(1)) == Some(Case::Capital)
            && (self.case(at + 2) != Some(Case::Capital) || self.is_opener(at + 2));
        // "7th Ave", "42nd St."
        let numbered = capital
            && at > 1
            && !self.glued(at)
            && self.glued(at - 1)
            && self
                .number(at - 2)
                .is_some_and(|n| ordinal::is_ordinal_suffix(n, self.str(at - 1)));
        (street || numbered).then_some(())?;
        let end = at + 1 + usize::from(stop);
        // "the 9th Cir. held"
        let name = if numbered && name == "Circle" {
            "Circuit"
        } else {
            name
        };
        self.push(Class::Say(name), at, end);
        if stop && self.ends_with_stop(at + 2) {
            self.push(Class::Mark(Punctuation::FullStop), at + 1, at + 2);
        }
        Some(end)
    }

    /// The suffix of a street, its full stop, and the place after it.
    fn street_suffix(&mut self, at: usize) -> usize {
        let word = self.str(at);
        self.push(suffix(word).map_or(Class::Word(word), Class::Say), at, at + 1);
        let mut end = at + 1;
        if self.is_sign(end, '.') && self.glued(end) {
            end += 1;
            if self.ends_with_stop(end) {
                self.push(Class::Mark(Punctuation::FullStop), end - 1, end);
            }
        }
        // "Pennsylvania Ave NW"
        if let Some(quarter) = self.word(end).and_then(direction)
            && !self.glued(end)
            && self.ends_before(end + 1)
        {
            self.push(Class::Say(quarter), end, end + 1);
            end += 1;
        }
        end
    }

    /// Whether the name that ends with the word at `last` is of a place: "in St. Louis", "from Austin".
    fn is_in_place(&self, last: usize, ends: bool) -> bool {
        // Where they are words too, a state must end its clause: "in Portland, OR."
        let word = matches!(self.str(last + 2), "HI" | "IN" | "ME" | "OK" | "OR");
        if word && !ends {
            return false;
        }
        const TO_PLACES: &[&str] = &["around", "at", "from", "in", "near", "of", "outside", "to"];
        let mut first = last;
        while first > 0
            && last - first < LONGEST_NAME
            && (self.case(first - 1) == Some(Case::Capital) || self.is_sign(first - 1, '.'))
        {
            first -= 1;
        }
        // "in Portland, OR, and Gary, IN."
        let listed = word
            && first > 3
            && matches!(self.str(first - 1), "and" | "or")
            && (first.saturating_sub(5)..first - 1)
                .any(|i| self.case(i) == Some(Case::Upper) && state(self.str(i)).is_some());
        if listed {
            return true;
        }
        let preposition = |w: &&str| self.str(first - 1).eq_ignore_ascii_case(w);
        first > 0
            && if word {
                ["from", "in", "near"].iter().any(preposition)
            } else {
                TO_PLACES.iter().any(preposition)
            }
    }

    /// The state whose two dotted initials stand at `at` after a place: "Concord, N.H."
    pub(in super::super) fn dotted_state(&self, at: usize) -> Option<&'static str> {
        let place =
            self.is_sign(at.checked_sub(1)?, ',') && self.case(at.checked_sub(2)?) == Some(Case::Capital);
        let (&[first], &[second]) = (self.str(at).as_bytes(), self.str(at + 2).as_bytes()) else {
            return None;
        };
        let code = [first, second];
        // A doctor's degree follows more names than Maryland.
        let place = place && code != *b"MD";
        state(std::str::from_utf8(&code).ok().filter(|_| place)?)
            .filter(|_| !(self.is_letter(at + 4) && self.glued(at + 4)))
    }

    /// "CA 95051", "NY" after a city and a comma.
    pub(in super::super) fn state(&mut self, at: usize) -> Option<usize> {
        if self.is_listed_state(at) {
            self.push(Class::Say(state(self.str(at))?), at, at + 1);
            return Some(at + 1);
        }
        (self.case(at) == Some(Case::Upper) && at >= 2 && self.is_sign(at - 1, ',')).then_some(())?;
        (self.case(at - 2) == Some(Case::Capital)).then_some(())?;
        let name = state(self.str(at))?;
        let zip = self.number(at + 1).filter(|d| d.len() == 5 && !d.contains(','));
        let ends = self
            .tokens
            .get(at + 1)
            .is_none_or(|t| matches!(t.kind, Kind::Sign('.' | ',' | ')' | ';' | '?' | '!')));
        let ends_or_goes_on = ends || self.case(at + 1) == Some(Case::Lower) && !self.glued(at + 1);
        // "in Austin, TX": letters that are nothing else.
        let plain = matches!(
            self.str(at),
            "FL" | "IL" | "KS" | "KY" | "MN" | "NJ" | "NV" | "NY" | "TN" | "TX" | "WI" | "WY"
        );
        (zip.is_some()
            || ends && (plain || at < self.place_until)
            || ends_or_goes_on && self.is_in_place(at - 2, ends))
        .then_some(())?;
        self.push(Class::Say(name), at, at + 1);
        let Some(zip) = zip else { return Some(at + 1) };
        self.push(Class::Digits(zip), at + 1, at + 2);
        if self.is_sign(at + 2, '-')
            && self.glued(at + 2)
            && self.glued(at + 3)
            && let Some(extra) = self.number(at + 3)
        {
            self.push(Class::Digits(extra), at + 3, at + 4);
            return Some(at + 4);
        }
        Some(at + 2)
    }
}
