//! Seams: where tags and pauses cut prose.
//!
//! A sentence is read as if they were not there, so that "<say-as>80</say-as> GB" has a unit and "Dr. <phoneme>House</phoneme>"
//! a doctor. Owns whether that reading leaves each seam whole, and what a tag asks for as it asks for it. Says nothing itself.

use super::class::{Agreement, Class, Clock, Tag};
use super::passage::Passage;
use super::token::{Pronunciation, SpokenItem, SpokenWord};
use super::verbalise::Words;
use crate::markup::script::{Pause, Reading, SayAs, SayAsKind, Style, Text};
use crate::source::Mapped;
use std::ops::Range;

/// A part of a turn that nothing but its tags parts from the next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'s> {
    Text(&'s Text),
    Pause(Pause),
}

impl<'s> Piece<'s> {
    pub(super) fn text(self) -> Option<&'s Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Pause(_) => None,
        }
    }

    /// Whether it is read as the sentence reads it, whatever that is.
    pub(super) fn is_plain(self) -> bool {
        self.text().is_some_and(|text| text.reading == Reading::Plain)
    }
}

/// What stands in a sentence for a pause: white space that the text between tags does not have.
pub(super) fn space() -> Text {
    Text {
        text: Mapped::verbatim("\n", 0),
        reading: Reading::Plain,
        style: Style::NEUTRAL,
    }
}

/// The tags of a sentence, with what tells fast where they can be parted.
pub(super) struct Parting {
    /// The furthest end of the tags before each, and of all of them.
    ends: Vec<u32>,
    /// The nearest start of the tags from each on.
    starts: Vec<u32>,
}

impl Parting {
    pub(super) fn new(tags: &[Tag<'_>]) -> Self {
        let mut ends = vec![0];
        for tag in tags {
            ends.push(tag.end.max(ends[ends.len() - 1]));
        }
        let mut starts = vec![u32::MAX; tags.len() + 1];
        for (at, tag) in tags.iter().enumerate().rev() {
            starts[at] = tag.start.min(starts[at + 1]);
        }
        Self { ends, starts }
    }

    /// The tags of the bytes from `start` to `end`, if no tag lies across either of them.
    pub(super) fn within(&self, start: u32, end: u32) -> Option<Range<usize>> {
        Some(self.at(start)?..self.at(end)?)
    }

    fn at(&self, offset: u32) -> Option<usize> {
        let at = self.before(offset);
        (self.starts[at] >= offset).then_some(at)
    }

    /// The tags that touch the bytes from `start` to `end`.
    pub(super) fn touching(&self, start: u32, end: u32) -> Range<usize> {
        let first = self.before(start);
        first..self.starts.partition_point(|&s| s < end).max(first)
    }

    /// How many tags end at `offset` or before it.
    fn before(&self, offset: u32) -> usize {
        self.ends.partition_point(|&end| end <= offset).saturating_sub(1)
    }
}

/// Whether a sentence says what a tag asks for: `asked` are the words of the tagged text alone, `said` those of the sentence,
/// `tags` its tags, for `whole` of that text and nothing else. Before a noun a unit has no plural ("a five gigabyte disk").
pub(super) fn agree(asked: &[SpokenWord], said: &[SpokenWord], tags: &[Tag<'_>], whole: bool) -> bool {
    // "Henry <ordinal>VIII</ordinal>" is the eighth.
    let regnal = tags.iter().any(|tag| matches!(tag.class, Class::Regnal(_)));
    let said = &said[usize::from(regnal && said.len() == asked.len() + 1)..];
    if asked.is_empty() || whole && asked.len() != said.len() {
        return false;
    }
    let singular = tags.iter().any(|tag| match tag.class {
        Class::Measure(measure) => measure.agreement == Agreement::Attributive,
        Class::Money(money) => money.agreement == Agreement::Attributive,
        _ => false,
    });
    said.windows(asked.len()).any(|said| {
        asked
            .iter()
            .zip(said)
            .all(|(asked, said)| is_same(asked, said) || singular && is_plural_of(&asked.text, &said.text))
    })
}

/// The words that tags say, and nothing else of what they say.
pub(super) fn words_of(tags: &[Tag<'_>], passage: &Passage<'_>) -> Vec<SpokenWord> {
    let word = |item| match item {
        SpokenItem::Word(word) => Some(word),
        _ => None,
    };
    Words::of(tags, passage).into_iter().filter_map(word).collect()
}

fn is_same(a: &SpokenWord, b: &SpokenWord) -> bool {
    let named = |word: &SpokenWord| matches!(word.pronunciation, Pronunciation::Letter { .. });
    a.text == b.text && named(a) == named(b)
}

fn is_plural_of(many: &str, one: &str) -> bool {
    matches!(many.strip_prefix(one), Some("s" | "es")) || (many, one) == ("feet", "foot")
}

/// Whether a sentence makes one thing of a tagged text and of what stands beside it that only the whole can be: of a number an
/// ordinal ("<cardinal>1</cardinal>st"), a decade or a fraction, of a unit a measure ("40 <unit>GiB</unit>"), of a time one
/// with a half of the day, of an amount of money a greater one ("<currency>$5</currency> million").
pub(super) fn completes(say_as: &SayAs, tags: &[Tag<'_>]) -> bool {
    tags.iter().any(|tag| match say_as.kind {
        SayAsKind::Cardinal => {
            matches!(
                tag.class,
                Class::Ordinal(_) | Class::Decade(_) | Class::Fraction(..)
            )
        }
        SayAsKind::Currency => matches!(tag.class, Class::Money(_)),
        SayAsKind::Unit => matches!(tag.class, Class::Measure(_)),
        SayAsKind::Time => matches!(tag.class, Class::Time(time) if time.clock == Clock::WithMeridiem),
        _ => false,
    })
}
