//! Tags to words: what each class is in spoken English, one file per class.
//!
//! Owns [`Words`], the list being written. A verbaliser sees one tag and no text around it; everything that
//! depends on the neighbours was settled by the classifier.

mod cardinal;
mod characters;
mod date;
mod decimal;
mod digits;
mod ending;
mod fraction;
mod measure;
mod money;
mod ordinal;
mod pairs;
mod time;

pub(super) use cardinal::ONES;
pub(super) use date::MONTHS;

use super::class::{Class, Tag};
use super::passage::Passage;
use super::token::{Pronunciation, Punctuation, SpokenItem, SpokenWord};
use super::tokenise::is_apostrophe;
use crate::markup::script::{BoundaryKind, Emphasis, Mark, PartOfSpeech, Phonemes, Style, Text};
use crate::source::Span;

/// The spoken items of one turn, as they are written.
pub(super) struct Words {
    items: Vec<SpokenItem>,
    /// Punctuation since the last word.
    pending: Option<(Punctuation, Span)>,
    /// Whether a word stands before, in this paragraph.
    spoke: bool,
    /// Whether the last passage ended without white space.
    glued: bool,
    /// The bytes and style of what is being said.
    span: Span,
    style: Style,
    /// The class the author gave it.
    class: Option<PartOfSpeech>,
}

impl Words {
    pub(super) fn new() -> Self {
        Self {
            items: Vec::new(),
            pending: None,
            spoke: false,
            glued: false,
            span: Span::default(),
            style: Style::NEUTRAL,
            class: None,
        }
    }

    /// Tags in words, as they are before anything is joined to them.
    pub(super) fn of(tags: &[Tag<'_>], passage: &Passage<'_>) -> Vec<SpokenItem> {
        let mut words = Self::new();
        tags.iter().for_each(|tag| words.say(tag, passage));
        words.finish()
    }

    /// The class of the words from here on.
    pub(super) fn set_class(&mut self, class: Option<PartOfSpeech>) {
        self.class = class;
    }

    /// The finished list.
    pub(super) fn finish(mut self) -> Vec<SpokenItem> {
        self.settle();
        self.items
    }

    /// How many items stand so far.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Puts marks among the items from `from` on, each before the first of them that was written behind it.
    pub(super) fn marks(&mut self, from: usize, marks: &[&Mark]) {
        let Some(last) = marks.last() else { return };
        if self.pending.is_some_and(|(_, span)| span.start < last.span.start) {
            self.settle();
        }
        let mut written = self.items.split_off(from).into_iter().peekable();
        for mark in marks {
            let before = |item: &SpokenItem| match item {
                SpokenItem::Word(word) => word.span.start < mark.span.start,
                SpokenItem::Punctuation(_, span) => span.start < mark.span.start,
                SpokenItem::Pause(pause) => pause.span.start < mark.span.start,
                _ => true,
            };
            while let Some(item) = written.next_if(before) {
                self.items.push(item);
            }
            self.items.push(SpokenItem::Mark((*mark).clone()));
        }
        self.items.extend(written);
    }

    /// Whether the next passage goes on where the last one ended.
    pub(super) fn is_glued(&self) -> bool {
        self.glued
    }

    /// An item that is no text.
    pub(super) fn pass(&mut self, item: SpokenItem) {
        self.settle();
        self.glued = false;
        if let SpokenItem::Boundary(boundary) = item {
            self.spoke &= boundary.kind != BoundaryKind::Paragraph;
        }
        self.items.push(item);
    }

    /// Notes how a passage ended.
    pub(super) fn end_passage(&mut self, passage: &Passage<'_>) {
        self.glued = !passage.text().ends_with(char::is_whitespace) && self.spoke;
    }

    /// A text whose sound the author wrote: one word, called by its text.
    pub(super) fn author(&mut self, text: &Text, phonemes: &Phonemes) {
        self.span = text.text.span();
        self.style = text.style;
        let name = text.text.text().split_whitespace().collect::<Vec<_>>().join(" ");
        self.push(name, Pronunciation::Author(phonemes.clone()));
        self.glued = !text.text.text().ends_with(char::is_whitespace);
    }

    /// Says a tag.
    pub(super) fn say(&mut self, tag: &Tag<'_>, passage: &Passage<'_>) {
        self.span = passage.span(tag.start, tag.end);
        self.style = passage.style(tag.start);
        match &tag.class {
            Class::Word(word) => self.written(word),
            Class::Emphasised(word) => {
                if self.style.emphasis == Emphasis::None {
                    self.style.emphasis = Emphasis::Moderate;
                }
                self.part(word);
            }
            Class::Part(word) => self.part(word),
            Class::Verb(word) => {
                let given = self.class.replace(PartOfSpeech::Verb);
                self.part(word);
                self.class = given;
            }
            Class::Letters(letters) => self.letters(letters),
            Class::Characters(text) => self.characters(text),
            Class::Say(words) => self.fixed(words),
            Class::Ending(ending) => self.ending(ending),
            Class::Cardinal(digits) => self.cardinal(digits),
            Class::Digits(digits) => self.digits(digits),
            Class::Pairs(digits) => self.pairs(digits),
            Class::Decimal(decimal) => self.decimal(decimal),
            Class::Ordinal(digits) => self.ordinal(digits),
            Class::Decade(digits) => self.decade(digits),
            Class::Small(n @ ..=99) => self.below_hundred(usize::from(*n)),
            Class::Small(n) => self.cardinal(&n.to_string()),
            Class::Place(n) => self.ordinal(&n.to_string()),
            Class::Regnal(n) => {
                self.word("the");
                self.ordinal(&n.to_string());
            }
            Class::Fraction(numerator, denominator) => self.fraction(numerator, denominator),
            Class::Per(unit) => {
                self.word("per");
                self.fixed(unit.one);
            }
            Class::Money(money) => self.money(money),
            Class::Date(date) => self.date(date),
            Class::Time(time) => self.time(time),
            Class::Duration(time) => self.duration(time),
            Class::Measure(measure) => self.measure(measure),
            Class::Mark(mark) => self.mark(*mark),
            Class::Unreadable => {}
        }
    }

    /// A made word, lower case.
    fn word(&mut self, word: &str) {
        self.push(word.to_owned(), Pronunciation::Word);
    }

    /// Made words, separated by single spaces. A capital that stands alone is a letter to be named.
    fn fixed(&mut self, words: &str) {
        for word in words.split(' ') {
            match word.as_bytes() {
                [b @ b'A'..=b'Z'] => self.letter(char::from(*b)),
                [b @ b'A'..=b'Z', b's'] => {
                    self.letter(char::from(*b));
                    self.ending("s");
                }
                _ => self.word(word),
            }
        }
    }

    /// A word as it stands in the text, its apostrophes made straight.
    fn written(&mut self, word: &str) {
        // A course's form of several words, perhaps over the end of a line.
        if word.contains(char::is_whitespace) {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            self.push(word, Pronunciation::Word);
        } else if word.is_ascii() {
            self.word(word);
        } else {
            let word = word
                .chars()
                .map(|c| if is_apostrophe(c) { '\'' } else { c })
                .collect();
            self.push(word, Pronunciation::Word);
        }
    }

    fn part(&mut self, word: &str) {
        let word = word
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| if is_apostrophe(c) { '\'' } else { c });
        self.push(word.collect(), Pronunciation::Word);
    }

    fn letter(&mut self, letter: char) {
        let text = letter.to_uppercase().collect();
        self.push(text, Pronunciation::Letter { ending: None });
    }

    /// Each letter by its name.
    fn letters(&mut self, letters: &str) {
        for letter in letters.chars().filter(|c| c.is_alphabetic()) {
            self.letter(letter);
        }
    }

    fn push(&mut self, text: String, pronunciation: Pronunciation) {
        self.settle();
        self.spoke = true;
        self.items.push(SpokenItem::Word(SpokenWord {
            text,
            span: self.span,
            pronunciation,
            class: self.class,
            style: self.style,
        }));
    }

    /// Punctuation; of several marks between two words the strongest counts.
    fn mark(&mut self, mark: Punctuation) {
        if !self.spoke {
            return;
        }
        self.pending = Some(match self.pending {
            Some((before, span)) if before.strength() >= mark.strength() => (before, span),
            _ => (mark, self.span),
        });
    }

    fn settle(&mut self) {
        if let Some((mark, span)) = self.pending.take() {
            self.items.push(SpokenItem::Punctuation(mark, span));
        }
    }
}
