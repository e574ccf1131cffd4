//! Roman numerals, where the words before say that they are: "Part IV", "Henry VIII", "World War II". Other
//! capitals are `word`'s, other single letters `letter`'s.

use super::Tagger;
use crate::text::abbreviations::{Needs, expansion};
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind, is_apostrophe};

/// What is numbered with Roman numerals.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "act", "annex", "apollo", "appendix", "article", "bowl", "book", "category", "chapter", "chord",
    "chords", "class", "episode", "factor", "figure", "gemini", "grade", "grades", "intensity", "item",
    "legio", "legion", "level", "levels", "mark", "meiosis", "module", "mifid", "nerve", "nerves",
    "part", "phase", "risc", "rule", "saturn", "scene", "schedule", "season", "section", "series", "stage",
    "step", "table", "tier", "title", "type", "unit", "version", "volume", "war",
];

/// What is taught in courses that are numbered.
const SUBJECTS: &[&str] = &[
    "algebra",
    "analysis",
    "biology",
    "calculus",
    "chemistry",
    "contracts",
    "macroeconomics",
    "mechanics",
    "microeconomics",
    "physics",
    "statistics",
    "torts",
];

/// Given names that carry an ordinal: rulers, popes, and those sons are often given again.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "abdul", "abdullah", "adrian", "akbar", "albert", "alexander", "alfonso", "amenhotep", "andrew",
    "anne", "anthony", "antiochus", "artaxerxes", "augustus", "baldwin", "basil", "baudouin", "bayezid",
    "beatrix", "benedict", "benjamin", "bill", "boleslaw", "boniface", "boris", "callixtus", "canute",
    "carl", "carol", "casimir", "catherine", "celestine", "charles", "christian", "clement", "conrad",
    "constantine", "cyrus", "daniel", "darius", "david", "edgar", "edmund", "edward", "elizabeth",
    "emanuel", "emmanuel", "eric", "eugene", "faisal", "farouk", "ferdinand", "francis", "frank",
    "frederick", "frederik", "fuad", "george", "gregory", "gustav", "haakon", "harold", "hassan",
    "henry", "honorius", "hussein", "innocent", "isabella", "ivan", "jack", "james", "joe", "johann", "john",
    "joseph", "juan", "julius", "justinian", "karl", "konrad", "ladislaus", "leo", "leopold", "lothair",
    "louis", "ludwig", "magnus", "malcolm", "manuel", "margaret", "maria", "mark", "martin", "mary",
    "matthew", "maximilian", "mehmed", "menelik", "michael", "mike", "mohammed", "muhammad", "murad",
    "mustafa", "napoleon", "nicholas", "olaf", "osman", "otto", "paschal", "paul", "pedro", "peter",
    "philip", "pius", "ptolemy", "rainier", "rama", "rameses", "ramesses", "ramses", "richard",
    "robert", "rudolf", "sam", "samuel", "sancho", "sargon", "selassie", "selim", "seti", "shapur",
    "sigismund", "sixtus", "sobhuza", "stanislaw", "stephen", "suleiman", "sylvester", "theodore",
    "theodosius", "thomas", "thutmose", "tiberius", "tom", "umberto", "urban", "valdemar", "victor",
    "victoria", "vittorio", "wilhelm", "william", "wladyslaw", "xerxes", "yaroslav",
];

/// The value of a well-formed numeral, 1 to 99: tens, then ones.
pub(in crate::text) fn value(numeral: &str) -> Option<u8> {
    const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let split = numeral.find(['I', 'V']).unwrap_or(numeral.len());
    // The I of "IX" belongs to the ones; so does the X after it.
    let (tens, ones) = numeral.split_at(split);
    let place = |table: &[&str; 10], digits: &str| table.iter().position(|d| *d == digits);
    let n = place(&TENS, tens)? * 10 + place(&ONES, ones)?;
    u8::try_from(n).ok().filter(|&n| n > 0)
}

/// The same of more than one letter, and only of those that hardly anything else is made of: "VIII", not "XL" or "X".
pub(in crate::text) fn plain_value(numeral: &str) -> Option<u8> {
    let plain = numeral.len() > 1 && numeral.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    value(numeral).filter(|_| plain)
}

/// What people say of themselves: "a level I like".
const OWN: &[&str] = &[
    "always", "care", "find", "found", "hate", "know", "like", "love", "mean", "miss", "never", "often",
    "play", "reached", "remember", "said", "saw", "see", "set", "think", "thought", "use", "used", "want",
    "work", "write", "wrote",
];

impl<'t> Tagger<'t, '_> {
    /// "Parts I–IV", "chapters IV-VI": both ends of a range of what is numbered so.
    pub(in super::super) fn roman_range(&mut self, at: usize) -> Option<usize> {
        let dash = matches!(self.kind(at + 1), Some(Kind::Sign('-' | '–')));
        (dash && (at + 1..at + 3).all(|i| self.glued(i)) && !self.joined(at) && self.ends_before(at + 3))
            .then_some(())?;
        let before = self.word(at.checked_sub(1)?)?.to_ascii_lowercase();
        let one = before.strip_suffix('s').unwrap_or(&before);
        let numeral = |i: usize| value(&self.word(i)?.to_ascii_uppercase());
        let (first, last) = (numeral(at)?, numeral(at + 2)?);
        let class = before.strip_suffix("es").unwrap_or(&before);
        let numbered = [one, class, &before].iter().any(|name| NUMBERED.contains(name));
        (numbered && first < last && self.case(at) == self.case(at + 2)).then_some(())?;
        self.push(Class::Small(first), at, at + 1);
        self.push(Class::Say("to"), at + 1, at + 2);
        self.push(Class::Small(last), at + 2, at + 3);
        Some(at + 3)
    }

    /// "(ii)", "(iv)": items of a list, small; "(i)", "(v)" and "(x)" where an item of more letters stands nearby.
    pub(in super::super) fn roman_item(&mut self, at: usize) -> Option<usize> {
        const NEAR: usize = 120;
        let item = |i: usize| {
            let numeral = self.word(i)?;
            let small = numeral.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
            let bracketed = self.is_sign(i + 1, ')') && self.is_sign(i.checked_sub(1)?, '(');
            let glued = self.glued(i) && self.glued(i + 1);
            (small && bracketed && glued).then(|| value(&numeral.to_ascii_uppercase()))?
        };
        let n = item(at)?;
        let listed =
            || (at.saturating_sub(NEAR)..at + NEAR).any(|i| self.str(i).len() > 1 && item(i).is_some());
        (self.str(at).len() > 1 || listed()).then_some(())?;
        self.push(Class::Small(n), at, at + 1);
        Some(at + 1)
    }

    /// "WWI", "WWII".
    pub(in super::super) fn world_war(&mut self, at: usize) -> Option<usize> {
        let words = match self.str(at) {
            "WWI" => "World War One",
            "WWII" => "World War Two",
            _ => return None,
        };
        self.push(Class::Say(words), at, at + 1);
        Some(at + 1)
    }

    /// "Phase IIb", "Type Ia": a numeral and the letter of a part.
    pub(in super::super) fn roman_part(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at).filter(|w| {
            matches!(self.case(at), Some(Case::Mixed | Case::Capital)) && w.len() < 6 && at > 0
        })?;
        let (numeral, part) = word.split_at_checked(word.len() - 1)?;
        let before = self.word(at - 1).filter(|_| !self.glued(at))?;
        let numbered = NUMBERED.contains(&before.to_ascii_lowercase().as_str());
        let n = value(numeral).filter(|_| numbered && matches!(part, "a" | "b" | "c"))?;
        let start = self.tokens.get(at)?.start;
        let cut = start + numeral.len() as u32;
        self.push_bytes(Class::Small(n), start, cut);
        self.push_bytes(Class::Letters(part), cut, cut + 1);
        Some(at + 1)
    }

    /// Whether the I at `at` is the number of the ruler before it, and no pronoun: nothing is said of oneself there.
    fn ends_reign(&self, at: usize) -> bool {
        // "James I and Charles I"
        let paired = self.str(at + 1) == "and"
            && self.case(at + 2) == Some(Case::Capital)
            && NAMES
                .binary_search(&self.str(at + 2).to_ascii_lowercase().as_str())
                .is_ok();
        // "Haile Selassie I was"; but "the Joe I was with".
        const RULERS: &[&str] = &[
            "Charles",
            "Elizabeth",
            "Ferdinand",
            "James",
            "Leopold",
            "Menelik",
            "Napoleon",
            "Nicholas",
            "Pedro",
            "Selassie",
            "Suleiman",
            "Wilhelm",
        ];
        let past = |w: &str| matches!(w, "had" | "was") || w.len() > 4 && w.ends_with("ed");
        let named = RULERS.contains(&self.str(at.wrapping_sub(1)))
            && self.case(at + 1) == Some(Case::Lower)
            && past(self.str(at + 1));
        paired
            || named
            || matches!(
                self.str(at + 1),
                "of" | "ruled" | "reigned" | "died" | "became" | "" | "." | "," | ";" | ":" | ")" | "!" | "?"
            )
    }

    /// Whether the I at `at` is the number of the machine before it, and no pronoun: "the UNIVAC I was delivered", "a Titan I missile";
    /// but "the Apple I was eating", "the Atlas I read".
    fn is_first_model(&self, at: usize) -> bool {
        const MACHINES: &[&str] = &[
            "Atlas", "Ferranti", "LEO", "Sputnik", "Titan", "UNIVAC", "Vanguard",
        ];
        const NOUNS: &[&str] = &[
            "board",
            "boards",
            "computer",
            "computers",
            "machine",
            "machines",
            "missile",
            "missiles",
            "rocket",
            "rockets",
            "satellite",
            "satellites",
        ];
        let name = at.wrapping_sub(1);
        let named = matches!(self.case(name), Some(Case::Capital | Case::Upper)) && self.str(name).len() > 2;
        let article = matches!(
            self.str(at.wrapping_sub(2)),
            "A" | "An" | "The" | "a" | "an" | "its" | "the"
        );
        if self.str(at) != "I" || !named || !article || self.glued(at) {
            return false;
        }
        let next = self.str(at + 1);
        let listed = MACHINES.contains(&self.str(name));
        let done = |i: usize| {
            self.str(i).ends_with("ed") || matches!(self.str(i), "a" | "an" | "built" | "sold" | "the")
        };
        // Nobody says "I were" or "I has".
        NOUNS.contains(&next)
            || matches!(next, "has" | "is" | "weighs" | "were")
            || (listed || self.str(name) == "Apple") && (next == "cost" || next == "was" && done(at + 2))
            || listed && matches!(self.kind(at + 1), None | Some(Kind::Sign('.' | ',' | ';' | ')')))
    }

    /// Whether the title of a ruler stands before the name at `at`: "King Jan III Sobieski".
    fn is_titled(&self, at: usize) -> bool {
        const TITLES: &[&str] = &[
            "Emperor", "Empress", "King", "Kings", "Pope", "Prince", "Queen", "Shah", "Sultan", "Tsar",
        ];
        TITLES.contains(&self.str(at.wrapping_sub(1)))
    }

    /// Whether the numeral at `at` is that of a family: "Johann Strauss II", "John D. Rockefeller III".
    fn names_heir(&self, at: usize) -> bool {
        let initial = at > 3 && self.is_sign(at - 2, '.') && self.case(at - 3) == Some(Case::Upper);
        // "Geo. Wentworth III"
        let shortened = at > 2 && self.is_sign(at - 2, '.') && self.str(at - 3).len() > 2;
        if shortened && expansion(self.str(at - 3)).is_some_and(|e| e.needs == Needs::Name) {
            return true;
        }
        let first = self.str(at.wrapping_sub(if initial && self.str(at - 3).len() == 1 {
            4
        } else {
            2
        }));
        first.starts_with(|c: char| c.is_uppercase())
            && NAMES.binary_search(&first.to_ascii_lowercase().as_str()).is_ok()
    }

    /// Whether the numeral at `at` is how far an element is oxidised: "iron(III) oxide".
    fn is_oxidation(&self, at: usize) -> bool {
        let open = at.wrapping_sub(1);
        self.is_sign(open, '(')
            && self.glued(open)
            && self.word(open.wrapping_sub(1)).is_some_and(|w| w.len() > 2)
            && self.is_sign(at + 1, ')')
            && self
                .word(at)
                .is_some_and(|w| w.bytes().all(|b| matches!(b, b'I' | b'V')))
    }

    /// Whether the numeral at `at` goes on with a list of them: "nerves III, IV and VI", "from I to IV to V".
    fn counts_on(&self, at: usize) -> bool {
        let joint = |i: usize| {
            self.is_sign(i, ',') || matches!(self.str(i), "and" | "or" | "to" | "through" | "back")
        };
        let first = (at.saturating_sub(3)..at).rev().take_while(|&i| joint(i)).last();
        let Some(start) = first
            .and_then(|i| self.tokens.get(i.checked_sub(1)?))
            .map(|t| t.start)
        else {
            return false;
        };
        let own = self.str(at) == "I" && OWN.contains(&self.str(at + 1));
        let listed = |class: &Class<'_>| matches!(class, Class::Small(_));
        !own && self
            .tags
            .iter()
            .rev()
            .take(4)
            .any(|t| t.start == start && listed(&t.class))
            && self
                .word(at)
                .is_some_and(|w| w.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')))
    }

    /// Whether the I at `at` begins a list of grades: "Engineer I, II and III".
    fn begins_count(&self, at: usize) -> bool {
        let next = at + 1;
        let joined = self.is_sign(next, ',') && self.glued(next)
            || matches!(self.str(next), "&" | "and" | "or" | "through" | "to");
        let named = matches!(self.case(at.wrapping_sub(1)), Some(Case::Capital | Case::Upper));
        self.str(at) == "I" && joined && named && matches!(self.str(at + 2), "II" | "III")
    }

    /// Whether the numeral at `at` is a chord: "the V chord", "moves from I to IV".
    fn is_chord(&self, at: usize) -> bool {
        let plain = |i: usize| {
            self.word(i)
                .is_some_and(|w| matches!(w, "I" | "II" | "III" | "IV" | "V" | "VI" | "VII"))
        };
        let named = matches!(self.str(at + 1), "chord" | "chords");
        let moves = self.str(at - 1) == "from"
            && self.str(at + 1) == "to"
            && plain(at + 2)
            && (self.str(at).len() > 1 || self.str(at + 2).len() > 1 || self.str(at + 2) == "V");
        plain(at) && (named || moves)
    }

    /// The numeral at `at` behind the hyphen of a name: "Pgpool-II", "Phase-III trials"; but "non-IV".
    pub(super) fn numbers_name(&self, at: usize) -> Option<u8> {
        let before = at.checked_sub(2)?;
        let hyphened = self.is_sign(at - 1, '-') && self.glued(at - 1) && self.glued(at);
        let name = matches!(self.case(before), Some(Case::Capital | Case::Lower | Case::Mixed))
            && self.str(before).len() > 2;
        let n = plain_value(self.word(at)?).filter(|&n| !matches!(n, 4 | 6))?;
        (hyphened && name && self.ends_before(at + 1)).then_some(n)
    }

    /// A Roman numeral at `at`, if what stands before it is numbered with them.
    pub(in super::super) fn roman(&mut self, at: usize) -> Option<usize> {
        // "Louis XVI's reign"
        let (numeral, ending) = (self.word(at)?.split_once(is_apostrophe)).unwrap_or((self.word(at)?, ""));
        let capitals = !numeral.is_empty() && numeral.bytes().all(|b| b.is_ascii_uppercase());
        // "II and V1": a lead, no numeral.
        let numeral_ends = !(self.glued(at + 1) && self.number(at + 1).is_some());
        (capitals && numeral_ends && at > 0 && (ending.is_empty() || ending == "s" && numeral.len() > 1))
            .then_some(())?;
        // "vol. II"
        let shortened = self.is_sign(at - 1, '.')
            && at >= 2
            && self.glued(at - 1)
            && !self.glued(at)
            && matches!(
                self.str(at - 2),
                "App"
                    | "Art"
                    | "Bk"
                    | "Ch"
                    | "Fig"
                    | "Mk"
                    | "No"
                    | "Pt"
                    | "Sec"
                    | "Vol"
                    | "ch"
                    | "fig"
                    | "no"
                    | "pt"
                    | "sec"
                    | "vol"
                    | "vols"
            );
        if shortened
            && (numeral.len() > 1 || !matches!(self.str(at - 2), "No" | "fig" | "no" | "sec"))
            && let Some(n) = value(numeral)
        {
            self.push(Class::Small(n), at, at + 1);
            return Some(at + 1);
        }
        // "XIX Corps", "XXI Bomber Command"
        let force = |i: usize| matches!(self.str(i), "Army" | "Command" | "Corps" | "Fleet");
        let commanded = force(at + 1) || self.case(at + 1) == Some(Case::Capital) && force(at + 2);
        if let Some(n) = value(numeral).filter(|n| commanded && (2..50).contains(n)) {
            self.push(Class::Place(n), at, at + 1);
            return Some(at + 1);
        }
        if let Some(n) = value(numeral).filter(|_| {
            self.counts_on(at)
                || self.begins_count(at)
                || self.is_chord(at)
                || self.is_oxidation(at)
                || self.is_first_model(at)
        }) {
            self.push(Class::Small(n), at, at + 1);
            return Some(at + 1);
        }
        let before = self.word(at - 1).filter(|_| !self.glued(at))?;
        if !numeral
            .bytes()
            .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
        {
            return None;
        }
        let lower = before.to_ascii_lowercase();
        // "a type II error"; but "the part I like", "a unit XL".
        let small = self.case(at - 1) == Some(Case::Lower);
        let several = plain_value(numeral).is_some();
        // "a level I trauma center", where nobody speaks of himself.
        let graded = small
            && numeral == "I"
            && matches!(
                before,
                "class" | "grade" | "level" | "phase" | "stage" | "tier" | "type"
            )
            && self.is_noun(at + 1)
            && !OWN.contains(&self.str(at + 1))
            && at >= 2
            && matches!(self.str(at - 2), "a" | "A");
        // "meiosis I", "nerve X": single letters too.
        let always = matches!(
            lower.as_str(),
            "chord" | "chords" | "legio" | "meiosis" | "nerve" | "nerves"
        ) && !(numeral == "I" && OWN.contains(&self.str(at + 1)));
        // "Type L copper", "Class C": a letter, for there are no fifty of them.
        let letter = matches!(numeral, "L" | "C") && !always;
        // "World Wars I and II"
        let rows = matches!(self.str(at + 1), "and" | "or" | "to" | "through")
            && self.case(at + 2) == Some(Case::Upper);
        let lower = match lower.strip_suffix('s') {
            Some(one) if rows && NUMBERED.contains(&one) => one.to_owned(),
            _ => lower,
        };
        let numbered =
            NUMBERED.contains(&lower.as_str()) && (!small || several || graded || always) && !letter;
        // "Contracts I, lecture 3"; but "contracts I signed"
        let taught = numeral == "I"
            && self.case(at - 1) == Some(Case::Capital)
            && SUBJECTS.contains(&lower.as_str())
            && matches!(self.kind(at + 1), None | Some(Kind::Sign(_)));
        let named = !numbered
            && (numeral.len() > 1
                || numeral == "I" && self.ends_reign(at)
                || matches!(numeral, "V" | "X") && !self.is_dotted(at) && lower != "malcolm")
            && self.case(at - 1) == Some(Case::Capital)
            && (NAMES.binary_search(&lower.as_str()).is_ok()
                || self.is_titled(at - 1)
                || several && self.names_heir(at));
        let n = value(numeral)?;
        // A sequel: "Rocky IV". Short numerals are other things too, so they must end the name.
        let sequel = !numbered
            && !named
            && several
            && self.case(at - 1) == Some(Case::Capital)
            && (numeral.len() > 2
                || numeral == "II"
                || self.ends_before(at + 1) && self.case(at + 1).is_none());
        // "SATA III"
        let generation = self.case(at - 1) == Some(Case::Upper)
            && before.len() > 2
            && matches!(numeral, "II" | "III" | "VII" | "VIII");
        (numbered || named || sequel || generation || taught).then_some(())?;
        let token = *self.tokens.get(at)?;
        let cut = token.start + numeral.len() as u32;
        self.push_bytes(
            if named { Class::Regnal(n) } else { Class::Small(n) },
            token.start,
            cut,
        );
        if !ending.is_empty() {
            self.push_bytes(Class::Ending("'s"), cut, token.end);
        }
        Some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_numerals_have_a_value() {
        assert_eq!(value("XL"), Some(40));
        assert_eq!(value("VIII"), Some(8));
        assert_eq!(value("IIX"), None);
        assert_eq!(value("CIVIL"), None);
        assert_eq!(
            ["VIII", "XL", "X", "IIX"].map(plain_value),
            [Some(8), None, None, None]
        );
    }

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(NAMES.is_sorted());
    }
}
