//! Addresses of machines and files: e-mail, URLs, host names, paths, file names, flags.
//!
//! Every sign in them is named; words and letters are read as in any identifier, digits one by one. An IP address
//! alone is not among them: it is `serial`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::formulas::formula;
use crate::text::classify::numbers::context;
use crate::text::classify::signs::sign_name::sign_name;
use crate::text::lexical;
use crate::text::tokenise::{Case, Kind};

/// What a segment as a whole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Something with dots, slashes or an at sign between its parts.
    Address,
    /// `--dry-run=client`, `-n`.
    Flag,
    /// Prose after all.
    Other,
}

/// Tokens of an address in which the mark that begins its query is looked for.
const LONGEST_QUERY: usize = 40;

impl<'t> Tagger<'t, '_> {
    /// The segment `at..end` as an address, if it is one; gives the token after it.
    pub(in super::super) fn electronic(&mut self, at: usize, end: usize) -> Option<usize> {
        match self.shape(at, end) {
            Shape::Other => self.log_position(at, end),
            Shape::Flag if self.negates_variable(at) => None,
            Shape::Flag => Some(self.flag(at, end)),
            Shape::Address => {
                let end = self.query(end);
                let at = self.variable_set(at, end);
                self.address(at, end);
                Some(end)
            }
        }
    }

    /// "DATABASE_URL=postgres://db:5432": the variable that is set and its sign, where one stands before the address; gives the
    /// token after them.
    fn variable_set(&mut self, at: usize, end: usize) -> usize {
        let of_name = |i: &usize| matches!(self.case(*i), Some(Case::Upper)) || self.is_sign(*i, '_');
        let equals = (at..end).take_while(of_name).count() + at;
        if equals < at + 3 || !self.is_sign(equals, '=') || equals + 1 == end {
            return at;
        }
        self.pieces(at, equals);
        self.push(Class::Say("equals"), equals, equals + 1);
        equals + 1
    }

    fn shape(&self, at: usize, end: usize) -> Shape {
        let glued_word = |i: usize| i < end && self.glued(i) && self.word(i).is_some();
        if self.is_sign(at, '-') && !self.joined(at) {
            let double = self.is_sign(at + 1, '-') && self.glued(at + 1);
            let name = at + 1 + usize::from(double);
            // "-Xmx4g", "-Dserver.port=80"
            let java = self.str(name).starts_with('X') || (name..end).any(|i| self.is_sign(i, '='));
            // "kill -9"
            let switch =
                !double && self.glued(name) && self.number(name).is_some() && self.follows_command(at);
            // "pg_dump -Fc", "`Get-ChildItem -Recurse`", but "-If", "-It".
            let capital = self.case(name) == Some(Case::Capital)
                && !(self.str(name).len() == 2 && lexical::lacks_vowel(self.str(name)));
            let flag = switch || glued_word(name) && (double || java || !capital || self.in_code(at));
            return if flag { Shape::Flag } else { Shape::Other };
        }
        // "500*time.Millisecond": a product.
        if self.number(at).is_some() && self.is_sign(at + 1, '*') && self.glued(at + 1) && glued_word(at + 2)
        {
            return Shape::Other;
        }
        let (mut at_sign, mut scheme, mut slashes, mut dots, mut file) = (false, false, 0, 0, false);
        let mut small = true;
        for i in at..end {
            match self.kind(i) {
                // "otel@v1.27.0" is a version.
                Some(Kind::Sign('@')) if i > at && glued_word(i + 1) && self.version_after(i).is_none() => {
                    at_sign = true;
                }
                Some(Kind::Sign('/')) => {
                    slashes += 1;
                    scheme |= i > at + 1 && self.is_sign(i - 1, ':');
                }
                Some(Kind::Sign('.')) if i > at && glued_word(i + 1) => {
                    let inner = (self.word(i - 1).is_some() || self.number(i - 1).is_some())
                        && self.str(i + 1).len() > 1
                        // "B.Sc."
                        && !(self.str(i + 1) == "Sc" && matches!(self.str(i - 1), "B" | "M"));
                    dots += usize::from(inner && !self.begins_sentence(i + 1));
                    let port = self.is_sign(i + 2, ':') && i + 3 < end && self.number(i + 3).is_some();
                    file |= inner && (i + 2 == end || self.is_sign(i + 2, '/') || port);
                }
                Some(Kind::Word(Case::Upper)) => small = false,
                Some(Kind::Number) if slashes > 0 && i == at + 2 && self.number(at).is_some() => {
                    return Shape::Other;
                }
                _ => {}
            }
        }
        // "/health", "./run.sh", "~/config", ".env"
        let rooted = match self.kind(at) {
            Some(Kind::Sign('/')) => !self.joined(at) && glued_word(at + 1) && !self.divides(at),
            Some(Kind::Sign('~' | '.')) => {
                self.glued(at + 1)
                    && (self.is_sign(at + 1, '/')
                        || self.is_sign(at + 1, '.') && self.is_sign(at + 2, '/') && self.glued(at + 2))
            }
            _ => false,
        };
        // "p50/p95/p99"
        let listed = self.is_letter(at)
            && (at..end)
                .filter(|&i| i == at || self.is_sign(i - 1, '/'))
                .all(|i| self.str(i) == self.str(at) && self.number(i + 1).is_some());
        let path = slashes > 1
            && small
            && !listed
            && self.word(at).is_some()
            && (at..end).all(|i| !matches!(self.kind(i), Some(Kind::Sign('-'))) || dots > 0);
        // "http.response.status_code": one name
        let name =
            slashes == 0 && !file && self.is_sign(end.wrapping_sub(2), '_') && self.word(end - 1).is_some();
        if at_sign || scheme || rooted || dots > 0 && (file || dots > 1 && !name) || path {
            Shape::Address
        } else {
            Shape::Other
        }
    }

    /// The number of the version that stands after the sign at `at`: "@v1.27.0".
    fn version_after(&self, at: usize) -> Option<&'t str> {
        let dotted = self.is_sign(at + 3, '.') && self.glued(at + 3) && self.glued(at + 2);
        // "checkout@v45"
        let major = self.glued(at + 2)
            && self.number(at + 2).is_some_and(|n| n.len() < 3)
            && !(self.glued(at + 3) && matches!(self.kind(at + 3), Some(Kind::Word(_) | Kind::Number)));
        (self.str(at + 1) == "v" && (dotted || major)).then(|| self.number(at + 2))?
    }

    /// The query or fragment that a question mark, which otherwise ends a segment, has cut off.
    fn query(&self, end: usize) -> usize {
        let goes_on =
            self.is_sign(end, '?') && self.glued(end) && self.glued(end + 1) && self.word(end + 1).is_some();
        if goes_on && self.is_sign(end + 2, '=') {
            self.segment_end(end + 1)
        } else {
            end
        }
    }

    /// Whether the word before `at` is a program that takes a number for a switch: "head -5", "git log -3".
    fn follows_command(&self, at: usize) -> bool {
        match self.str(at.wrapping_sub(1)) {
            "head" | "kill" | "killall" | "ls" | "pkill" | "tail" | "gzip" | "xz" | "zstd" => true,
            "log" => self.str(at.wrapping_sub(2)) == "git",
            _ => false,
        }
    }

    /// "--dry-run=client": the dashes before are named, those inside are not.
    pub(in super::super) fn flag(&mut self, at: usize, end: usize) -> usize {
        let double = self.is_sign(at + 1, '-');
        let name = at + 1 + usize::from(double);
        // "-Σ y log p", "-μ": no program has such switches.
        if !double
            && self
                .str(name)
                .chars()
                .next()
                .is_some_and(|c| formula::greek(c).is_some())
        {
            self.push(Class::Say("minus"), at, name);
            return self.greek_letters(name).unwrap_or(name);
        }
        self.push(Class::Say(if double { "dash dash" } else { "dash" }), at, name);
        if self.number(name).is_some() {
            return name;
        }
        let word = self.str(name);
        if !double && let Some(after) = self.value_of_switch(name) {
            return after;
        }
        let switches = !double && word.chars().count() <= 3 && self.ends_before(name + 1);
        // "-all", "-not"
        let said = matches!(
            word,
            "all" | "and" | "any" | "key" | "log" | "new" | "not" | "old" | "out" | "set" | "top"
        );
        if switches && !said && !self.vocabulary.has_entry(word) {
            self.push(Class::Letters(word), name, name + 1);
            return name + 1;
        }
        self.pieces(name, end)
    }

    /// "-c256", "-d30s": a switch of one letter with its value written up against it; `name` is the letter.
    fn value_of_switch(&mut self, name: usize) -> Option<usize> {
        let (value, unit) = (name + 1, name + 2);
        let digits = self
            .number(value)
            .filter(|d| d.len() > 1 && !d.starts_with('0'))?;
        (self.is_letter(name) && self.glued(value)).then_some(())?;
        let class = match digits.len() {
            3 | 4 if !digits.ends_with("00") => Class::Pairs(digits),
            _ => Class::Cardinal(digits),
        };
        if self.ends_before(unit) {
            self.push(Class::Letters(self.str(name)), name, value);
            self.push(class, value, unit);
            return Some(unit);
        }
        let lasts = match self.str(unit) {
            "s" => "seconds",
            "ms" => "milliseconds",
            "m" => "minutes",
            "h" => "hours",
            _ => return None,
        };
        self.ends_before(unit + 1).then_some(())?;
        self.push(Class::Letters(self.str(name)), name, value);
        self.push(Class::Cardinal(digits), value, unit);
        self.push(Class::Say(lasts), unit, unit + 1);
        Some(unit + 1)
    }

    /// Names every part.
    pub(in super::super) fn address(&mut self, at: usize, end: usize) {
        let mut i = at;
        while i < end {
            if let Some(after) = self.digest(i).or_else(|| self.pinned(i)) {
                i = after;
                continue;
            }
            match self.kind(i) {
                Some(Kind::Word(case)) => {
                    let word = self.str(i);
                    let label = self.is_last_label(i, end);
                    let lower = case == Case::Lower || case == Case::Capital;
                    let letters = label && (word.len() == 2 && word != "go" || word == "edu")
                        || word.len() == 1
                        || lower && word.len() <= 3 && !self.is_short_word(word);
                    if self.region(i).is_some() {
                        // Its two letters are tagged.
                    } else if letters {
                        self.push(Class::Letters(word), i, i + 1);
                    } else if lower {
                        self.lone_word(i);
                    } else {
                        self.compound_word(i);
                    }
                }
                Some(Kind::Number) => self.push(self.path_number(i, end), i, i + 1),
                // "'bob@example.com'": quotation marks, which touch both of its ends.
                Some(Kind::Sign('\'' | '‘' | '’')) if i == at || i + 1 == end => {}
                // "cache.ttl=-1"
                Some(Kind::Sign('-'))
                    if self.is_sign(i.wrapping_sub(1), '=') && self.number(i + 1).is_some() =>
                {
                    self.push(Class::Say("minus"), i, i + 1);
                }
                // "src/**/*.ts"
                Some(Kind::Sign('*')) => self.push(Class::Say("star"), i, i + 1),
                Some(Kind::Sign(c)) => match sign_name(c) {
                    Some(name) => self.push(Class::Say(name), i, i + 1),
                    None => self.push(Class::Unreadable, i, i + 1),
                },
                None => {}
            }
            i += 1;
        }
    }

    /// A number in an address: digits, but in a path a small number, or a year, is said whole: "/etc/postgresql/16/main",
    /// "/raw/2024/05", "/ep14".
    fn path_number(&self, at: usize, end: usize) -> Class<'t> {
        let digits = self.str(at);
        let slash = |i: usize| self.is_sign(i, '/');
        let before = at.wrapping_sub(1);
        let begins = slash(before) && self.word(before.wrapping_sub(1)).is_some_and(|w| w.len() > 1)
            || slash(before) && self.number(before.wrapping_sub(1)).is_some()
            || self.word(before).is_some() && slash(before.wrapping_sub(1));
        let whole = begins && (at + 1 == end || slash(at + 1)) && !digits.starts_with('0');
        // "?limit=20"
        let counted = self.is_sign(before, '=') && !digits.starts_with('0') && self.ends_before(at + 1);
        // "tool-linux-amd64.tar.gz"
        let named = self.glued(at)
            && self.word(before).is_some_and(|w| w.len() > 1)
            && !(self.glued(at + 1) && self.word(at + 1).is_some());
        // "fetch.min.bytes=50000"; but "?id=50000"
        let query = (at.saturating_sub(LONGEST_QUERY)..at)
            .rev()
            .take_while(|&i| self.glued(i + 1))
            .any(|i| matches!(self.kind(i), Some(Kind::Sign('?' | '&'))));
        let set = self.is_sign(before, '=') && !query && !digits.starts_with('0') && at + 1 == end;
        // "spark.executor.memory=18g"
        let sized = self.is_sign(before, '=')
            && self.glued(at + 1)
            && self.is_letter(at + 1)
            && !digits.starts_with('0');
        // "report_2024.pdf", "orders-2023-Q4.csv"
        let joint = |i: usize| matches!(self.kind(i), Some(Kind::Sign('-' | '_'))) && self.glued(i);
        let dated = joint(before)
            && self.glued(at)
            && self.word(before.wrapping_sub(1)).is_some_and(|w| w.len() > 1)
            && (at + 1 == end || joint(at + 1) || self.is_sign(at + 1, '.'));
        // "http://db:5432/app"
        let port = self.is_sign(before, ':')
            && self.glued(before)
            && !self.is_sign(before.wrapping_sub(1), ':')
            && (at + 1 == end || slash(at + 1))
            && !digits.starts_with('0');
        // "sha256:"
        let keyed = self.glued(at) && context::is_keyed(self.str(before));
        match digits.len() {
            1 | 2 if port => Class::Cardinal(digits),
            3 | 4 if port => Class::Pairs(digits),
            3 if keyed => Class::Pairs(digits),
            1..=3 if sized => Class::Cardinal(digits),
            _ if set => Class::Cardinal(digits),
            2 if named && !digits.starts_with('0') => Class::Cardinal(digits),
            1..=3 if counted => Class::Cardinal(digits),
            1 | 2 if whole => Class::Cardinal(digits),
            2 if begins && (at + 1 == end || slash(at + 1)) => Class::Pairs(digits),
            4 if (whole || dated) && context::is_year(digits) => Class::Pairs(digits),
            _ => Class::Digits(digits),
        }
    }

    /// "us-east-1": the two letters before a compass point are a country or continent.
    pub(in super::super) fn region(&mut self, at: usize) -> Option<usize> {
        let word = self.str(at);
        let next = self.str(at + 2).to_ascii_lowercase();
        let compass = [
            "east",
            "west",
            "north",
            "south",
            "central",
            "gov",
            "northeast",
            "southeast",
            "northwest",
            "southwest",
        ];
        (word.len() == 2
            && self.is_sign(at + 1, '-')
            && self.glued(at + 1)
            && self.glued(at + 2)
            && compass.contains(&next.as_str())
            || self.is_availability_zone(at)
            || self.is_availability_zone(at.wrapping_sub(3)))
        .then_some(())?;
        self.push(Class::Letters(word), at, at + 1);
        Some(at + 1)
    }

    /// "use1-az2": an availability zone by its identifier, whose region is shortened to letters.
    fn is_availability_zone(&self, at: usize) -> bool {
        let glued = (at.wrapping_add(1)..at.wrapping_add(5)).all(|i| self.glued(i));
        matches!(self.str(at).len(), 3 | 4)
            && self.case(at) == Some(Case::Lower)
            && glued
            && self.number(at + 1).is_some()
            && self.is_sign(at + 2, '-')
            && self.str(at + 3) == "az"
            && self.number(at + 4).is_some()
    }

    /// Whether up to three small letters are a word: a lexicon has them, or a vowel stands between consonants.
    fn is_short_word(&self, word: &str) -> bool {
        lexical::is_syllable(word) || self.vocabulary.contains(word) || self.vocabulary.has_entry(word)
    }

    /// Whether the word at `i` is the last of a host name or the ending of a file.
    fn is_last_label(&self, i: usize, end: usize) -> bool {
        i > 0
            && self.is_sign(i - 1, '.')
            && self.glued(i)
            && (i + 1 >= end || matches!(self.kind(i + 1), Some(Kind::Sign('/' | ':' | '?' | '#'))))
    }
}
