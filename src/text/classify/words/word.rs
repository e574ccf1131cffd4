//! Words: said whole, spelled, or taken apart.
//! Which capitals are stressed, spelled or said is not listed here but in `abbreviations`.

use super::Tagger;
use crate::text::abbreviations;
use crate::text::class::Class;
use crate::text::classify::formulas::formula;
use crate::text::classify::measures::unit;
use crate::text::lexical;
use crate::text::tokenise::{Case, Kind, is_apostrophe};
use std::ops::Range;

impl<'t> Tagger<'t, '_> {
    /// A word that no other rule has taken.
    pub(in super::super) fn lone_word(&mut self, at: usize) -> usize {
        let Some(token) = self.tokens.get(at) else {
            return at + 1;
        };
        if let Some(after) = self
            .symbol(at)
            .or_else(|| self.greek_letters(at))
            .or_else(|| self.product(at))
        {
            return after;
        }
        let word = self.str(at);
        if self.case(at) == Some(Case::Upper) && self.is_spelled_by_article(at) {
            self.push(Class::Letters(word), at, at + 1);
            return at + 1;
        }
        if let Some(after) = self.incentive_options(at).or_else(|| self.unsaved(at)) {
            return after;
        }
        // "the WHO", "the WHO's": the organization, where no other word is stressed beside it.
        let organization = word.get(..3) == Some("WHO")
            && self.case(at) == Some(Case::Upper)
            && matches!(self.str(at.wrapping_sub(1)), "The" | "the")
            && !(at + 1..at + 3).any(|i| self.case(i) == Some(Case::Upper));
        if organization && (word.len() == 3 || word.len() <= 6 && word.ends_with('s')) {
            self.push_bytes(Class::Letters("WHO"), token.start, token.start + 3);
            if word.len() > 3 {
                self.push_bytes(Class::Ending("'s"), token.start + 3, token.end);
            }
            return at + 1;
        }
        // "a few mm", "in kHz"
        const BARE: &[&str] = &[
            "GHz", "Hz", "MHz", "cm", "kHz", "kWh", "kg", "km", "mL", "mcg", "mg", "mm", "mmHg", "px", "µg",
            "μg",
        ];
        // "4+ hrs"
        let more = self.is_sign(at.wrapping_sub(1), '+') && self.number(at.wrapping_sub(2)).is_some();
        let many = (more || self.is_of_many(at)) && word.len() > 1;
        if (BARE.contains(&word) || many || self.is_counted_unit(at))
            && self.stands_alone(at)
            && let Some(unit) = unit::of_spaced_symbol(word)
        {
            // "a five GB disk"
            let describes = self.has_article(at.wrapping_sub(1)) && self.is_noun(at + 1);
            // "at km 863"
            let place = word == "km" && self.number(at + 1).is_some() && !self.glued(at + 1);
            let one = !many && (self.is_of_one(at) || describes || place);
            self.push(Class::Say(if one { unit.one } else { unit.many }), at, at + 1);
            return self.divisors(at + 1);
        }
        // "a AAA rating", "two AA batteries"
        let size = matches!(
            self.str(at + 1),
            "batteries"
                | "battery"
                | "cell"
                | "cells"
                | "credit"
                | "game"
                | "games"
                | "rated"
                | "rating"
                | "ratings"
        );
        // "level AA", "WCAG 2.2 AA"
        let level = |i: usize| matches!(self.str(i), "level" | "Level" | "WCAG");
        // "A, AA and AAA", "2.1 AA"
        let triple = || (at..at + 4).any(|i| self.str(i) == "AAA");
        let version = self.number(at.wrapping_sub(1)).is_some() && self.is_sign(at.wrapping_sub(2), '.');
        let graded =
            word == "AA" && (level(at + 1) || (at.saturating_sub(6)..at).any(level) || version || triple());
        if let Some(times) = match word {
            "AA" if size || graded => Some("double A"),
            "AAA" => Some("triple A"),
            // The record of DNS.
            "AAAA" => Some("quad A"),
            "AS" if self.names_system(at) => Some("A S"),
            _ => None,
        } {
            self.push(Class::Say(times), at, at + 1);
            return at + 1;
        }
        match token.kind {
            Kind::Word(Case::Lower | Case::Capital) if word.len() > 1 => self.whole(word, token.start),
            Kind::Word(_) if word.chars().nth(1).is_none() => self.single_letter(at),
            // "REACT_APP_URL": a word in a name.
            Kind::Word(Case::Upper)
                if abbreviations::is_short_word(word) && (self.is_in_name(at) || self.in_code(at)) =>
            {
                self.push(Class::Part(word), at, at + 1);
            }
            Kind::Word(case) => {
                self.capitals(word, token.start, case);
                if (self.is_of_query(at) || self.names_way(at))
                    && let Some(tag) = self.tags.last_mut()
                    && let Class::Emphasised(word) = tag.class
                {
                    tag.class = Class::Part(word);
                }
            }
            _ => {}
        }
        at + 1
    }

    /// Whether the word before the unit at `at` makes it one: "each kg", "one kWh".
    fn is_of_one(&self, at: usize) -> bool {
        let before = self.str(at.wrapping_sub(1));
        ["a", "an", "each", "every", "one", "single"]
            .iter()
            .any(|w| w.eq_ignore_ascii_case(before))
    }

    /// Whether the symbol at `at` is hardly anything but a unit, and a number in words or what counts one stands before.
    fn is_counted_unit(&self, at: usize) -> bool {
        const PLAIN: [&str; 28] = [
            "GB", "GHz", "GW", "GWh", "Hz", "KB", "MB", "MHz", "MJ", "MW", "MWh", "PB", "TB", "cm", "kB",
            "kHz", "kJ", "kV", "kW", "kWh", "kg", "km", "mL", "mg", "mm", "mph", "ms", "nm",
        ];
        // "Sizes are in MB.", "In TB, that's 4"
        let stated = matches!(self.str(at.wrapping_sub(1)), "In" | "in")
            && self.ends_before(at + 1)
            && self.word(at + 1).is_none();
        PLAIN.contains(&self.str(at)) && (stated || self.is_of_one(at) || self.is_counted_out(at))
    }

    /// Whether an underscore joins the word at `at` to another.
    fn is_in_name(&self, at: usize) -> bool {
        let joins = |i: usize| self.is_sign(i, '_') && self.glued(i);
        joins(at + 1) || self.glued(at) && joins(at.wrapping_sub(1))
    }

    /// Whether a word for an amount stands before the unit at `at`: "a few KB", "hundreds of GB".
    fn is_of_many(&self, at: usize) -> bool {
        let is = |i: usize, words: &[&str]| {
            words
                .iter()
                .any(|w| w.eq_ignore_ascii_case(self.str(at.wrapping_sub(i))))
        };
        is(1, &["few", "many", "several"])
            || is(1, &["of"])
                && is(
                    2,
                    &[
                        "billions",
                        "couple",
                        "dozens",
                        "hundreds",
                        "millions",
                        "tens",
                        "thousands",
                    ],
                )
    }

    /// A word that its neighbours make something else: a date, an amount, an abbreviation, a numeral, a state.
    pub(in super::super) fn word_with_number(&mut self, at: usize) -> Option<usize> {
        let next = self.tokens.get(at + 1).map(|t| t.kind);
        if matches!(next, Some(Kind::Number | Kind::Sign('.' | '-' | '$')))
            && let Some(after) = self.month_date(at).or_else(|| self.money(at))
        {
            return Some(after);
        }
        // "per GB"
        if matches!(self.str(at.wrapping_sub(1)), "Per" | "per")
            && self.str(at).len() <= 3
            && let Some(unit) = unit::of_spaced_symbol(self.str(at))
        {
            self.push(Class::Say(unit.one), at, at + 1);
            return Some(at + 1);
        }
        if let Some(after) = self
            .half_of_state(at)
            .or_else(|| self.ion(at))
            .or_else(|| self.optional_plural(at))
            .or_else(|| self.function_of(at))
            .or_else(|| self.listed_pair(at))
            .or_else(|| self.roman_item(at))
            .or_else(|| self.applied(at))
            .or_else(|| self.street_name(at))
        {
            return Some(after);
        }
        // What is longer is no abbreviation, but may be a month or a day: "January–March".
        if self.tokens.get(at)?.end - self.tokens.get(at)?.start > 6 {
            return matches!(next, Some(Kind::Sign('-' | '–')))
                .then(|| self.calendar_range(at))
                .flatten();
        }
        if let Some(after) = self.world_war(at).or_else(|| self.roman_part(at)) {
            return Some(after);
        }
        if self.case(at) == Some(Case::Upper)
            && let Some(after) = self
                .roman(at)
                .or_else(|| self.quarter(at))
                .or_else(|| self.state(at))
        {
            return Some(after);
        }
        self.abbreviation(at)
    }

    /// "pod(s)": said in the plural.
    fn optional_plural(&mut self, at: usize) -> Option<usize> {
        let plural = self.is_sign(at + 1, '(')
            && matches!(self.str(at + 2), "s" | "es")
            && self.is_sign(at + 3, ')')
            && (at + 1..at + 4).all(|i| self.glued(i))
            // "V(s)"
            && !matches!(self.str(at), "Q" | "V" | "p" | "π");
        plural.then_some(())?;
        self.lone_word(at);
        self.push(Class::Ending(self.str(at + 2)), at + 2, at + 3);
        Some(at + 4)
    }

    /// "TL;DR": two words that the lexicon has as one, with the sign between them.
    fn listed_pair(&mut self, at: usize) -> Option<usize> {
        let end = at + 3;
        let joined = self.is_sign(at + 1, ';') && self.glued(at + 1) && self.glued(at + 2);
        (joined && self.word(at + 2).is_some() && self.ends_before(end)).then_some(())?;
        let form = self.slice(self.tokens.get(at)?.start, self.tokens.get(at + 2)?.end);
        self.vocabulary.has_entry(form).then_some(())?;
        self.push(Class::Word(form), at, end);
        Some(end)
    }

    /// Whether of the part `next` only what follows its capital is a word, and `part` is capitals.
    fn begins_late(&self, word: &str, part: Range<usize>, next: Range<usize>) -> bool {
        let (before, after) = (&word[part], &word[next]);
        let mut rest = after.chars();
        let first = rest.next();
        before.chars().all(char::is_uppercase)
            && first.is_some_and(|c| c.is_ascii_uppercase())
            && rest.as_str().len() > 2
            && !self.vocabulary.contains(after)
            && self.vocabulary.contains(rest.as_str())
    }

    /// A letter pair around an ampersand is spelled: "AT&T", "R&D".
    fn stands_by_ampersand(&self, at: usize) -> bool {
        self.is_sign(at + 1, '&') && self.glued(at + 1) && self.glued(at + 2)
            || self.glued(at) && self.is_sign(at.wrapping_sub(1), '&')
    }

    /// A word that is part of a compound, so that its capitals are no emphasis.
    pub(in super::super) fn compound_word(&mut self, at: usize) -> usize {
        if self.case(at) == Some(Case::Upper) && self.str(at).len() <= 3 && self.stands_by_ampersand(at) {
            self.push(Class::Letters(self.str(at)), at, at + 1);
            return at + 1;
        }
        // "retention.ms", "ts_ms": a part of a name, where nothing is measured.
        if self.str(at) == "ms"
            && self.glued(at)
            && matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('.' | '_')))
        {
            self.push(Class::Letters("ms"), at, at + 1);
            return at + 1;
        }
        // "MAX_RETRIES", "LOG_LEVEL", "LOG-END-OFFSET": a syllable that is a word, among others of an identifier.
        let joint = self.is_in_name(at) || self.is_in_column(at);
        let word = self.str(at);
        if joint
            && self.case(at) == Some(Case::Upper)
            && word.len() == 3
            && !matches!(
                lexical::of_capitals(word, self.vocabulary),
                lexical::Capitals::Emphasis
            )
            && !word.starts_with(['A', 'E', 'I', 'O', 'U'])
            && !lexical::lacks_vowel(word)
            && !abbreviations::is_spelled(word)
            && self.vocabulary.contains(word)
        {
            self.push(Class::Part(word), at, at + 1);
            return at + 1;
        }
        if self.names_act(at) {
            self.push(Class::Verb(word), at, at + 1);
            return at + 1;
        }
        let first = self.tags.len();
        let after = self.lone_word(at);
        self.calm(first);
        after
    }

    /// A word without inner capitals.
    fn whole(&mut self, word: &'t str, start: u32) {
        let end = start + word.len() as u32;
        if let Some(rest) = word.strip_prefix('s').filter(|rest| rest.len() > 3)
            && self.text.as_bytes()[..start as usize].ends_with(b"k8")
            && self.vocabulary.contains(rest)
        {
            // "k8sattributes"
            self.push_bytes(Class::Letters(&word[..1]), start, start + 1);
            self.push_bytes(Class::Word(rest), start + 1, end);
        } else if let [letter, b's'] = word.as_bytes()
            && letter.is_ascii_uppercase()
            && !matches!(letter, b'A' | b'I' | b'M' | b'U')
            && !self.vocabulary.has_entry(word)
        {
            // "the Hs and Ts"
            self.push_bytes(Class::Letters(&word[..1]), start, start + 1);
            self.push_bytes(Class::Ending("s"), start + 1, end);
        } else if lexical::lacks_vowel(word)
            && !self.vocabulary.contains(word)
            && !self.vocabulary.has_entry(word)
        {
            self.push_bytes(Class::Letters(word), start, end);
        } else {
            self.push_bytes(Class::Word(word), start, end);
        }
    }

    /// Whether the apostrophe at `at` begins a word that the dictionary knows so, and no quotation: "'em", "'til".
    pub(in super::super) fn is_clipped(&self, at: usize) -> bool {
        let start = self.tokens.get(at).map_or(0, |t| t.start);
        let word = self.slice(start, self.tokens.get(at + 1).map_or(start, |t| t.end));
        let quotes = (at + 2..at + 14)
            .any(|i| matches!(self.kind(i), Some(Kind::Sign(c)) if is_apostrophe(c)) && self.glued(i));
        let clipped = matches!(
            word.get(1..),
            Some("em" | "til" | "tis" | "twas" | "bout" | "cause")
        );
        clipped && !quotes && self.vocabulary.contains(word)
    }

    /// Whether token `at` begins a sentence or a quotation.
    pub(in super::super) fn starts_sentence(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|before| self.kind(before)) {
            None => true,
            Some(Kind::Sign(c)) => c != '-' && c != '/',
            Some(_) => false,
        }
    }

    /// A word of at least two letters with capitals beyond the first.
    fn capitals(&mut self, word: &'t str, start: u32, case: Case) {
        let end = start + word.len() as u32;
        if self.vocabulary.has_entry(word) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        // An ending follows the stem, whatever the stem is.
        let apostrophe = word.char_indices().find(|&(_, c)| is_apostrophe(c));
        if let Some((cut, c)) = apostrophe {
            let (stem, ending) = word.split_at(cut);
            let ending = match &ending[c.len_utf8()..] {
                "s" | "S" => Some("'s"),
                "d" => Some("'d"),
                "ing" => Some("'ing"),
                _ => None,
            };
            if let Some(ending) = ending.filter(|_| stem.len() > 1) {
                self.stem(stem, start, case);
                return self.push_bytes(Class::Ending(ending), start + cut as u32, end);
            }
            return self.push_bytes(Class::Word(word), start, end);
        }
        // "SoCs": an entry knows the singular.
        let singular = word
            .strip_suffix('s')
            .filter(|stem| stem.ends_with(char::is_uppercase));
        if singular.is_some_and(|stem| self.vocabulary.has_entry(stem)) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        // "toFQDNs", "allowedIPs"
        if let Some(stem) = singular
            && case == Case::Mixed
            && stem.chars().rev().take_while(|c| c.is_uppercase()).count() > 1
        {
            self.stem(stem, start, case);
            return self.push_bytes(Class::Ending("s"), start + stem.len() as u32, end);
        }
        for ending in ["s", "ed", "ing"] {
            if case == Case::Mixed
                && let Some(stem) = word.strip_suffix(ending)
                && stem.len() > 1
                && stem.chars().all(char::is_uppercase)
            {
                self.stem(stem, start, Case::Upper);
                return self.push_bytes(Class::Ending(ending), start + stem.len() as u32, end);
            }
        }
        self.stem(word, start, case);
    }

    /// Whether its capitals part it into at least two words of at least three letters each.
    fn is_of_words(&self, word: &str) -> bool {
        let mut parts = 0;
        let all_words = lexical::camel_parts(word).all(|part| {
            parts += 1;
            let small = matches!(
                &word[part.clone()],
                "As" | "At" | "By" | "From" | "ID" | "Id" | "In" | "Is" | "Of" | "On" | "To" | "Up"
            );
            small || part.len() >= 3 && self.vocabulary.contains(&word[part])
        });
        // "MacArthur" is one.
        all_words && parts >= 2 && !word.starts_with("Mac")
    }

    /// The same without ending.
    fn stem(&mut self, word: &'t str, start: u32, case: Case) {
        let end = start + word.len() as u32;
        if self.vocabulary.has_entry(word) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        // "reCORD", "PHOtography": a syllable in capitals.
        let syllables = word.trim_start_matches(char::is_lowercase);
        let rest = syllables.trim_start_matches(char::is_uppercase);
        let stressed = case == Case::Mixed
            && syllables.len() - rest.len() > 1
            && (rest.is_empty() && word.len() - syllables.len() > 1
                || rest.len() > 2 && syllables.len() == word.len())
            && rest.chars().all(char::is_lowercase)
            // "allowedIP"
            && !abbreviations::is_spelled(&syllables[..syllables.len() - rest.len()]);
        if stressed && word.len() > 4 && self.vocabulary.contains(word) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        if case == Case::Upper {
            let class = match lexical::of_capitals(word, self.vocabulary) {
                lexical::Capitals::Spelled if word.len() < 4 && self.is_shouted(self.token_at(start)) => {
                    Class::Emphasised(word)
                }
                lexical::Capitals::Spelled => Class::Letters(word),
                lexical::Capitals::Acronym => Class::Part(word),
                lexical::Capitals::Emphasis => Class::Emphasised(word),
            };
            return self.push_bytes(class, start, end);
        }
        // A dictionary that knows the whole ("McDonald") knows better than its capitals, unless they part it into
        // words ("StatefulSets"); and short forms ("PhD") are spelled.
        if word.len() > 4 && self.vocabulary.contains(word) && !self.is_of_words(word) {
            return self.push_bytes(Class::Word(word), start, end);
        }
        // "NaOH": the letters of a base, not "oh".
        if word.len() > 2 && word.ends_with("OH") && formula::is_of_elements(word) {
            return self.push_bytes(Class::Letters(word), start, end);
        }
        if lexical::is_said_whole(word) {
            return self.push_bytes(Class::Part(word), start, end);
        }
        // "IPv6", "ARMv8": the v is a letter after the rest.
        if let Some(stem) = word.strip_suffix('v')
            && stem.len() > 1
            && stem.chars().all(char::is_uppercase)
        {
            self.stem(stem, start, Case::Upper);
            return self.push_bytes(Class::Letters(&word[stem.len()..]), end - 1, end);
        }
        let mut parts = lexical::camel_parts(word).peekable();
        let mut taken = 0;
        while let Some(mut part) = parts.next() {
            part.start = part.start.max(taken);
            // "VMware": the capital before small letters belongs to the capitals if only then a word is left.
            if let Some(next) = parts.peek()
                && self.begins_late(word, part.clone(), next.clone())
            {
                part.end += 1;
            }
            taken = part.end;
            let text = &word[part.clone()];
            let (from, to) = (start + part.start as u32, start + part.end as u32);
            // "WorkNCCL"
            let listed = text.len() > 3 && self.vocabulary.has_entry(text);
            let class = if listed && text.bytes().all(|b| b.is_ascii_uppercase()) {
                Class::Word(text)
            } else if lexical::is_spelled_part(text, word, self.vocabulary) {
                Class::Letters(text)
            } else {
                Class::Part(text)
            };
            self.push_bytes(class, from, to);
        }
    }
}
