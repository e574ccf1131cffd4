//! What other trades write down in a form of their own: moves of chess, chords, dice, oil grades, runways, verses of
//! the Bible, colors of the web. Knows nothing of units and of what is counted.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::numbers::roman;
use crate::text::tokenise::{Case, Kind};

/// How far from a color, in tokens, another is looked for.
const BESIDE: usize = 24;

/// Books of the Bible that a chapter and verse follow, lower case.
const BOOKS: &[&str] = &[
    "acts",
    "amos",
    "chronicles",
    "colossians",
    "corinthians",
    "daniel",
    "deuteronomy",
    "ecclesiastes",
    "ephesians",
    "esther",
    "exodus",
    "ezekiel",
    "ezra",
    "galatians",
    "genesis",
    "habakkuk",
    "hebrews",
    "hosea",
    "isaiah",
    "james",
    "jeremiah",
    "job",
    "joel",
    "john",
    "jonah",
    "joshua",
    "jude",
    "judges",
    "kings",
    "lamentations",
    "leviticus",
    "luke",
    "malachi",
    "mark",
    "matthew",
    "micah",
    "nehemiah",
    "numbers",
    "peter",
    "philemon",
    "philippians",
    "proverbs",
    "psalm",
    "psalms",
    "revelation",
    "romans",
    "ruth",
    "samuel",
    "sirach",
    "thessalonians",
    "timothy",
    "titus",
    "tobit",
    "zechariah",
    "zephaniah",
];

/// Those of which there are several.
const NUMBERED: &[&str] = &[
    "chronicles",
    "corinthians",
    "john",
    "kings",
    "maccabees",
    "peter",
    "samuel",
    "thessalonians",
    "timothy",
];

fn is_in(list: &[&str], word: &str) -> bool {
    list.iter().any(|listed| word.eq_ignore_ascii_case(listed))
}

/// The book that an abbreviation with a full stop stands for.
fn book(shortened: &str) -> Option<&'static str> {
    Some(match shortened {
        "Chron" => "Chronicles",
        "Col" => "Colossians",
        "Cor" => "Corinthians",
        "Dan" => "Daniel",
        "Deut" => "Deuteronomy",
        "Eccl" => "Ecclesiastes",
        "Eph" => "Ephesians",
        "Ex" | "Exod" => "Exodus",
        "Ezek" => "Ezekiel",
        "Gal" => "Galatians",
        "Gen" => "Genesis",
        "Heb" => "Hebrews",
        "Isa" => "Isaiah",
        "Jas" => "James",
        "Jer" => "Jeremiah",
        "Josh" => "Joshua",
        "Lev" => "Leviticus",
        "Matt" => "Matthew",
        "Num" => "Numbers",
        "Pet" => "Peter",
        "Phil" => "Philippians",
        "Prov" => "Proverbs",
        "Ps" => "Psalm",
        "Rev" => "Revelation",
        "Rom" => "Romans",
        "Sam" => "Samuel",
        "Thess" => "Thessalonians",
        "Tim" => "Timothy",
        _ => return None,
    })
}

/// What the letters after a chord's root say.
fn quality(letters: &str) -> Option<&'static str> {
    Some(match letters {
        "m" | "min" => "minor",
        "maj" => "major",
        "dim" => "diminished",
        "aug" => "augmented",
        "sus" => "suspended",
        "add" => "add",
        _ => return None,
    })
}

impl<'t> Tagger<'t, '_> {
    /// A word or number at `at` that begins such a form; gives the token after it.
    pub(in super::super) fn notation(&mut self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Number if !self.joined(at) => self
                .result(at)
                .or_else(|| self.citation(at))
                .or_else(|| self.height(at))
                .or_else(|| self.strand_end(at))
                .or_else(|| self.dice(at))
                .or_else(|| self.oil_grade(at))
                .or_else(|| self.move_number(at))
                .or_else(|| self.verse(at))
                .or_else(|| self.curve_spread(at))
                .or_else(|| self.bond_price(at))
                .or_else(|| self.numbered_book(at)),
            Kind::Word(Case::Mixed | Case::Capital | Case::Upper) if !self.joined(at) => self
                .chess_move(at)
                .or_else(|| self.rating(at))
                .or_else(|| self.citation(at))
                .or_else(|| self.progression(at))
                .or_else(|| self.chord(at))
                .or_else(|| self.flat(at))
                .or_else(|| self.edition(at))
                .or_else(|| self.shortened_book(at))
                .or_else(|| self.runway(at))
                .or_else(|| self.dosing(at)),
            Kind::Word(Case::Lower) if !self.joined(at) => self
                .citation(at)
                .or_else(|| self.progression(at))
                .or_else(|| self.dosing(at))
                .or_else(|| self.compared(at))
                .or_else(|| self.runway(at)),
            _ => None,
        }
    }

    /// "2d6": dice and their sides.
    fn dice(&mut self, at: usize) -> Option<usize> {
        (self.str(at + 1) == "d" && self.glued(at + 1) && self.glued(at + 2)).then_some(())?;
        let sides = self.number(at + 2)?;
        let ends = self.ends_before(at + 3) || matches!(self.kind(at + 3), Some(Kind::Sign('+' | '-')));
        (ends && matches!(sides, "4" | "6" | "8" | "10" | "12" | "20" | "100")).then_some(())?;
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Letters("d"), at + 1, at + 2);
        self.push(Class::Cardinal(sides), at + 2, at + 3);
        Some(at + 3)
    }

    /// "ii–V–I", "I-IV-V": chords by their degrees, at least three.
    fn progression(&mut self, at: usize) -> Option<usize> {
        let degree = |i: usize| {
            let word = self
                .word(i)
                .filter(|w| w.len() <= 3 && w.bytes().all(|b| matches!(b, b'I' | b'V' | b'i' | b'v')))?;
            roman::value(&word.to_ascii_uppercase()).filter(|&n| n <= 7)
        };
        let dash = |i: usize| {
            matches!(self.kind(i), Some(Kind::Sign('-' | '–'))) && self.glued(i) && self.glued(i + 1)
        };
        dash(at + 1).then_some(())?;
        let mut degrees = vec![degree(at)?];
        let mut end = at + 1;
        while dash(end) {
            degrees.push(degree(end + 1)?);
            end += 2;
        }
        (degrees.len() >= 3 && self.ends_before(end)).then_some(())?;
        for (nth, degree) in degrees.into_iter().enumerate() {
            self.push(Class::Small(degree), at + 2 * nth, at + 2 * nth + 1);
        }
        Some(end)
    }

    /// "5W-30": the grade of an oil.
    fn oil_grade(&mut self, at: usize) -> Option<usize> {
        let written = self.str(at).len() <= 2
            && self.str(at + 1) == "W"
            && self.is_sign(at + 2, '-')
            && (at + 1..at + 4).all(|i| self.glued(i))
            && self.ends_before(at + 4);
        let hot = self.number(at + 3).filter(|n| written && n.len() == 2)?;
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Letters("W"), at + 1, at + 2);
        self.push(Class::Cardinal(hot), at + 3, at + 4);
        Some(at + 4)
    }

    /// Whether a chapter and verse stand at `at`: "13:4".
    fn is_verse(&self, at: usize) -> bool {
        let short = |i: usize| self.number(i).is_some_and(|n| n.len() <= 3);
        // "Call John at 3:05" has a time.
        let verse = short(at + 2) && !self.str(at + 2).starts_with('0');
        short(at) && self.is_sign(at + 1, ':') && self.glued(at + 1) && self.glued(at + 2) && verse
    }

    /// The 1:1 of "Genesis 1:1" and of "Gen. 1:1".
    fn verse(&mut self, at: usize) -> Option<usize> {
        self.is_verse(at).then_some(())?;
        let before = at.checked_sub(1)?;
        let named = self.word(before).is_some_and(|w| is_in(BOOKS, w))
            || self.is_sign(before, '.') && book(self.str(before.wrapping_sub(1))).is_some();
        named.then_some(())?;
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Cardinal(self.str(at + 2)), at + 2, at + 3);
        let last = at + 4;
        let range = matches!(self.kind(at + 3), Some(Kind::Sign('-' | '–'))) && self.glued(last);
        if range && self.number(last).is_some() {
            self.push(Class::Say("to"), at + 3, last);
            return Some(last);
        }
        Some(at + 3)
    }

    /// The 1 of "1 Corinthians 13" and of "2 Tim. 1:7".
    fn numbered_book(&mut self, at: usize) -> Option<usize> {
        let nth = match self.str(at) {
            "1" => "first",
            "2" => "second",
            "3" => "third",
            _ => return None,
        };
        let stop = usize::from(self.is_dotted(at + 1));
        let name = match stop {
            1 => book(self.str(at + 1))?,
            _ => self
                .word(at + 1)
                .filter(|_| self.case(at + 1) == Some(Case::Capital))?,
        };
        let placed = self.number(at + 2 + stop).is_some() && !self.glued(at + 1);
        (placed && is_in(NUMBERED, name)).then_some(())?;
        self.push(Class::Say(nth), at, at + 1);
        Some(at + 1)
    }

    /// The Gen. of "Gen. 1:1".
    fn shortened_book(&mut self, at: usize) -> Option<usize> {
        let name = book(self.str(at)).filter(|_| self.is_dotted(at) && self.is_verse(at + 2))?;
        self.push(Class::Say(name), at, at + 2);
        Some(at + 2)
    }

    /// "Dm7", "Cmaj7", "F#m7", "Asus4": a root, a quality and a number.
    fn chord(&mut self, at: usize) -> Option<usize> {
        let (root, joined) = self.str(at).split_at_checked(1)?;
        matches!(root, "A" | "B" | "C" | "D" | "E" | "F" | "G").then_some(())?;
        let (raised, letters, number) = match joined.strip_prefix('b') {
            Some(letters) => (Some("flat"), letters, at + 1),
            None if joined.is_empty() => {
                let sharp = matches!(self.kind(at + 1), Some(Kind::Sign('#' | '♯'))) && self.glued(at + 1);
                (
                    sharp.then_some("sharp"),
                    self.word(at + 2).filter(|_| self.glued(at + 2))?,
                    at + 3,
                )
            }
            None => (None, joined, at + 1),
        };
        if joined.is_empty() && raised.is_none() {
            return None;
        }
        let said = quality(letters)?;
        let degree = self
            .number(number)
            .filter(|n| self.glued(number) && self.ends_before(number + 1) && n.len() <= 2)?;
        matches!(
            (letters, degree),
            ("sus", "2" | "4") | (_, "6" | "7" | "9" | "11" | "13")
        )
        .then_some(())?;
        let start = self.tokens.get(at)?.start;
        let (begun, ended) = (self.tokens.get(number)?.start, self.tokens.get(number - 1)?.end);
        self.push_bytes(Class::Letters(root), start, start + 1);
        if let Some(raised) = raised {
            self.push_bytes(Class::Say(raised), start + 1, start + 2);
        }
        self.push_bytes(Class::Say(said), ended.min(begun) - letters.len() as u32, ended);
        self.push(Class::Cardinal(degree), number, number + 1);
        Some(number + 1)
    }

    /// The Bb of "the key of Bb", "Eb major", "a Bb trumpet".
    fn flat(&mut self, at: usize) -> Option<usize> {
        let word = self.str(at);
        matches!(word, "Ab" | "Bb" | "Cb" | "Db" | "Eb" | "Fb" | "Gb").then_some(())?;
        let key = self.str(at.wrapping_sub(1)) == "of" && self.str(at.wrapping_sub(2)) == "key";
        let played = is_in(
            &[
                "arpeggio",
                "chord",
                "clarinet",
                "instrument",
                "instruments",
                "major",
                "minor",
                "saxophone",
                "scale",
                "trumpet",
                "tuba",
            ],
            self.str(at + 1),
        );
        let counted = self.is_near(at, &["flats", "sharps", "arpeggio", "chord", "semitone"]);
        (self.stands_alone(at) && (key || played || counted)).then_some(())?;
        let start = self.tokens.get(at)?.start;
        self.push_bytes(Class::Letters(self.slice(start, start + 1)), start, start + 1);
        self.push_bytes(Class::Say("flat"), start + 1, start + 2);
        Some(at + 1)
    }

    /// "DSM-IV": the edition of what is named by capitals.
    fn edition(&mut self, at: usize) -> Option<usize> {
        let named = self.case(at) == Some(Case::Upper) && self.str(at).len() > 2;
        let hyphen = self.is_sign(at + 1, '-') && self.glued(at + 1) && self.glued(at + 2);
        (named && hyphen && self.ends_before(at + 3)).then_some(())?;
        // Behind "AMS-IX" and "MSK-IX" are exchanges of the Internet.
        let n = roman::plain_value(self.word(at + 2).filter(|&w| w != "IX")?)?;
        self.lone_word(at);
        self.push(Class::Small(n), at + 2, at + 3);
        Some(at + 3)
    }

    /// "runway 27L": its figures, and which of several it is.
    fn runway(&mut self, at: usize) -> Option<usize> {
        // "on 19R"
        let (heading, side) = (self.str(at + 1), self.str(at + 2));
        let numbered = heading.len() == 2 && heading <= "36" && matches!(side, "L" | "R");
        let on = is_in(&["on"], self.str(at)) && numbered && self.glued(at + 2);
        (on || is_in(&["runway", "runways"], self.str(at))).then_some(())?;
        let figures = self
            .number(at + 1)
            .filter(|n| n.len() <= 2 && !self.glued(at + 1))?;
        let side = match self.str(at + 2) {
            _ if !self.glued(at + 2) => None,
            "L" => Some("left"),
            "R" => Some("right"),
            "C" => Some("center"),
            _ => None,
        };
        let end = at + 2 + usize::from(side.is_some());
        let lasting = matches!(self.str(end), "mo" | "mos" | "wks" | "yrs");
        (self.ends_before(end) && (side.is_some() || !self.is_counted(end) && !lasting)).then_some(())?;
        self.lone_word(at);
        self.push(Class::Digits(figures), at + 1, at + 2);
        if let Some(side) = side {
            self.push(Class::Say(side), at + 2, end);
        }
        Some(end)
    }

    /// The rest of a color after the hash at `at`: "#FF6600", "#0af".
    pub(in super::super) fn color(&mut self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        while self.glued(end) && matches!(self.kind(end), Some(Kind::Word(_) | Kind::Number)) {
            end += 1;
        }
        let code = self.slice(self.tokens.get(at + 1)?.start, self.tokens.get(end - 1)?.end);
        let letters = code.bytes().filter(u8::is_ascii_alphabetic).count();
        // "#facade" is a word, "#333" an issue.
        let long = matches!(code.len(), 6 | 8);
        let told = match letters {
            0 => {
                let spoken_of = [
                    "background",
                    "color",
                    "contrast",
                    "foreground",
                    "gray",
                    "grey",
                    "hex",
                    "shade",
                    "white",
                ];
                // "issue #777" is none beside any.
                let before = self.str(at.wrapping_sub(1));
                let counted = ["bug", "issue", "item", "number", "PR", "request", "ticket"];
                if counted.iter().any(|w| before.eq_ignore_ascii_case(w)) {
                    return None;
                }
                let other = |i: usize| {
                    let hex = self.str(i + 1);
                    self.is_sign(i, '#')
                        && self.glued(i + 1)
                        && matches!(hex.len(), 3 | 6)
                        && hex.bytes().all(|b| matches!(b, b'a'..=b'f' | b'A'..=b'F'))
                };
                code.len() == 6
                    && (code.starts_with('0')
                        || code.as_bytes().chunks(2).all(|c| c == &code.as_bytes()[..2]))
                    || matches!(code.len(), 3 | 6) && (at.saturating_sub(BESIDE)..at + BESIDE).any(other)
                    || long && code.len() == 6 && self.is_within(16, at, &spoken_of)
                    || code.len() == 3 && self.is_within(5, at, &spoken_of)
            }
            n if n == code.len() => {
                long && !code.bytes().any(|b| b.is_ascii_lowercase())
                    || code.len() == 3 && code.bytes().all(|b| b == code.as_bytes()[0])
            }
            _ => long || code.len() == 3,
        };
        (told && code.bytes().all(|b| b.is_ascii_hexdigit()) && self.ends_before(end)).then_some(())?;
        self.push(Class::Say("hash"), at, at + 1);
        self.push(Class::Characters(code), at + 1, end);
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_reader() {
        assert!(BOOKS.is_sorted() && NUMBERED.is_sorted());
    }
}
