//! Tokens to tags: which semiotic class each piece of prose belongs to; a folder for each kind of writing, in it a file for
//! each class. A rule is visible outside its folder only where another one asks it.
//!
//! [`Tagger`] walks the tokens once. A run of tokens without white space or separating punctuation is a
//! *segment*; whole-segment rules (addresses, paths, versions) see it once, then it is read piece by piece with
//! rules that look a bounded way ahead, so the whole is linear. Numbers, dates and the like get a class and no words:
//! `verbalise` says them; signs are named here.

mod formulas;
mod measures;
mod numbers;
mod programs;
mod segment;
mod signs;
mod times;
mod trades;
mod words;

pub(super) use measures::money::Currency;
pub(super) use measures::unit::{Unit, named as unit_named};
pub(super) use numbers::fraction::vulgar;
pub(super) use numbers::roman::{plain_value as numeral, value as roman_value};
pub(super) use numbers::version::Releases;
pub(super) use signs::sign_name::character_name;
pub(super) use times::date::month;

use self::signs::sign;
use super::Vocabulary;
use super::class::{Class, Tag};
use super::token::Punctuation;
use super::tokenise::{self, Case, Kind, Token};

/// Tags `tokens`, which were cut from `text`, from token `from` on; those before it are only looked back at. `releases` are
/// those that the script has named before.
pub(super) fn classify<'t>(
    text: &'t str,
    tokens: &[Token],
    from: usize,
    vocabulary: &dyn Vocabulary,
    releases: &mut Releases,
    tags: &mut Vec<Tag<'t>>,
) {
    walk(text, tokens, from, vocabulary, releases, tags, 0);
}

/// The same for a text that is known to be an address.
pub(super) fn classify_address<'t>(
    text: &'t str,
    tokens: &[Token],
    vocabulary: &dyn Vocabulary,
    tags: &mut Vec<Tag<'t>>,
) {
    walk(
        text,
        tokens,
        0,
        vocabulary,
        &mut Releases::default(),
        tags,
        usize::MAX,
    );
}

fn walk<'t>(
    text: &'t str,
    tokens: &[Token],
    from: usize,
    vocabulary: &dyn Vocabulary,
    releases: &mut Releases,
    tags: &mut Vec<Tag<'t>>,
    place_until: usize,
) {
    let mut tagger = Tagger {
        text,
        tokens,
        vocabulary,
        tags,
        place_until,
        releases,
        released: None,
        quoted: false,
        quoted_once: false,
    };
    let mut at = from;
    while at < tokens.len() {
        let first = tagger.tags.len();
        let after = tagger.step(at).max(at + 1);
        if tagger.in_code(at) {
            tagger.calm(first);
        }
        at = after;
    }
}

/// The walk over one passage.
pub(super) struct Tagger<'t, 'w> {
    text: &'t str,
    tokens: &'w [Token],
    vocabulary: &'w dyn Vocabulary,
    tags: &'w mut Vec<Tag<'t>>,
    /// Before this token a state's two letters may follow a street; in an address there is no such end.
    place_until: usize,
    /// Those of the whole script.
    releases: &'w mut Releases,
    /// The first number of the version that was named last: the 3 of "Python 3.9".
    released: Option<&'t str>,
    /// Whether a straight quotation mark, double or single, is open, so that the next one closes it.
    quoted: bool,
    quoted_once: bool,
}

impl<'t> Tagger<'t, '_> {
    /// Tags what begins at token `at`; gives the token after it.
    fn step(&mut self, at: usize) -> usize {
        match self.kind(at) {
            Some(Kind::Sign('"')) => self.quoted = !self.quoted,
            // "the '90s"
            Some(Kind::Sign('\'')) if self.number(at + 1).is_some() && self.str(at + 2) == "s" => {}
            Some(Kind::Sign('\'')) => self.quoted_once = !self.glued(at) && self.glued(at + 1),
            _ => {}
        }
        if let Some(after) = (self.listed_form(at))
            .or_else(|| self.schedule(at))
            .or_else(|| self.pattern(at))
            .or_else(|| self.empty(at))
            .or_else(|| self.quoted_signs(at))
            .or_else(|| self.bar(at))
            .or_else(|| self.algebra(at))
            .or_else(|| self.code(at))
            .or_else(|| self.language(at))
            .or_else(|| self.notation(at))
            .or_else(|| self.nuclide(at))
            .or_else(|| self.placeholder(at))
            .or_else(|| self.weekdays(at))
            .or_else(|| self.roman_range(at))
            .or_else(|| self.monitor(at))
            .or_else(|| self.shell(at))
        {
            return after;
        }
        match self.kind(at) {
            Some(Kind::Word(_)) if self.stands_alone(at) => match self.word_with_number(at) {
                Some(after) => after,
                None => self.lone_word(at),
            },
            Some(Kind::Sign(c)) if sign::separates(c) => self.separator(at, c),
            _ => self.segment(at),
        }
    }

    /// Takes back what capitals and question marks do not mean in code, from tag `first` on: stress, and a sentence that asks.
    fn calm(&mut self, first: usize) {
        for tag in self.tags.get_mut(first..).unwrap_or_default() {
            tag.class = match tag.class {
                Class::Emphasised(word) => Class::Part(word),
                Class::Mark(Punctuation::Question) => Class::Mark(Punctuation::Comma),
                _ => continue,
            };
        }
    }

    /// What a course lists with its signs, as it stands there: "C++", "CI / CD", "->".
    fn listed_form(&mut self, at: usize) -> Option<usize> {
        let start = self.tokens.get(at)?.start;
        let length = self.vocabulary.form_at(self.text.get(start as usize..)?)?;
        let end = start + u32::try_from(length).ok()?;
        let after = at + self.tokens[at..].partition_point(|t| t.start < end);
        let last = self.tokens.get(after.checked_sub(1)?)?;
        let form = self.slice(start, end);
        // It neither begins nor ends inside a word; only a possessive s may follow.
        let is_word = |i: usize| matches!(self.kind(i), Some(Kind::Word(_) | Kind::Number));
        let cut_before = is_word(at) && self.glued(at) && is_word(at.wrapping_sub(1));
        let cut_after =
            last.end == end && form.ends_with(char::is_alphanumeric) && self.glued(after) && is_word(after);
        let rest = self.slice(end, last.end.max(end));
        let possessive = rest.strip_prefix(tokenise::is_apostrophe) == Some("s");
        if cut_before || cut_after || !(rest.is_empty() || possessive) {
            return None;
        }
        self.push_bytes(Class::Word(form), start, end);
        if possessive {
            self.push_bytes(Class::Ending("'s"), end, last.end);
        }
        Some(after)
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    /// The text of token `at`; empty past the end.
    fn str(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |t| self.slice(t.start, t.end))
    }

    fn slice(&self, start: u32, end: u32) -> &'t str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// Whether token `at` exists and follows the one before without white space.
    fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| !t.spaced)
    }

    /// Whether token `at` is written up against something other than a separator.
    fn joined(&self, at: usize) -> bool {
        self.glued(at) && !matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign(c)) if sign::separates(c))
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.kind(at) == Some(Kind::Sign(sign))
    }

    /// The digits of token `at` if it is a number.
    fn number(&self, at: usize) -> Option<&'t str> {
        (self.kind(at) == Some(Kind::Number)).then(|| self.str(at))
    }

    /// The letters of token `at` if it is a word.
    fn word(&self, at: usize) -> Option<&'t str> {
        matches!(self.kind(at), Some(Kind::Word(_))).then(|| self.str(at))
    }

    /// Whether token `at` is a word of one letter, Latin or not.
    fn is_letter(&self, at: usize) -> bool {
        self.word(at).is_some_and(|w| w.chars().nth(1).is_none())
    }

    fn case(&self, at: usize) -> Option<Case> {
        match self.kind(at) {
            Some(Kind::Word(case)) => Some(case),
            _ => None,
        }
    }

    /// The token that begins at a byte, or the first after it.
    fn token_at(&self, start: u32) -> usize {
        self.tokens.partition_point(|token| token.start < start)
    }

    /// Adds a tag for the tokens `from..to`.
    fn push(&mut self, class: Class<'t>, from: usize, to: usize) {
        let start = self.tokens.get(from).map_or(0, |t| t.start);
        let end = to
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |t| t.end);
        self.push_bytes(class, start, end);
    }

    fn push_bytes(&mut self, class: Class<'t>, start: u32, end: u32) {
        self.tags.push(Tag { class, start, end });
    }

    /// Whether nothing is written up against the word at `at` but punctuation.
    fn stands_alone(&self, at: usize) -> bool {
        self.ends_before(at + 1) && !self.joined(at)
    }

    /// Whether a segment ends before token `at`: at white space, a separator, or final punctuation.
    fn ends_before(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        match token.kind {
            _ if token.spaced => true,
            Kind::Sign(c) if sign::separates(c) => true,
            // Dots in a row.
            Kind::Sign('.') if self.is_sign(at + 1, '.') && self.glued(at + 1) => true,
            Kind::Sign('.' | ':' | '\'' | '\u{2019}') => self.ends_before_final(at + 1),
            _ => false,
        }
    }

    /// The same after a full stop or colon, which is then final.
    fn ends_before_final(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_none_or(|t| t.spaced || matches!(t.kind, Kind::Sign(c) if sign::separates(c)))
    }
}
