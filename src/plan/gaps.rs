//! The rule for silence between utterances.
//!
//! A clip that is played counts as an utterance. At a place between two utterances, let E be the sum of the pauses the author wrote there.
//!
//! 1. A paragraph (or turn) ends there: the larger of E and the paragraph gap. A pause on a line of its own
//!    therefore replaces the paragraph gap, it does not add to it.
//! 2. Else, the author wrote any pause there: exactly E. So `[pause short]` after a full stop is 250 ms, and a
//!    break of no length leaves no silence at all.
//! 3. Else, a sentence ends there: the sentence gap.
//! 4. Else: none.
//!
//! Before the first utterance and after the last one there is exactly E. The silence is inserted between clips
//! whose own edge silence is cut off, so what is written is what is heard, to the sample.

use crate::ir::Boundary;
use crate::units::Milliseconds;

/// How long the silences are that nobody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GapSettings {
    /// Between two sentences of a paragraph.
    pub sentence: Milliseconds,
    /// Between two paragraphs or turns, at least.
    pub paragraph: Milliseconds,
}

impl GapSettings {
    /// 250 ms between sentences, 500 ms between paragraphs.
    pub const STANDARD: Self = Self {
        sentence: Milliseconds(250),
        paragraph: Milliseconds(500),
    };
}

/// What stands between two utterances, gathered in order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gap {
    written: Option<Milliseconds>,
    boundary: Option<Boundary>,
}

impl Gap {
    /// A pause the author wrote.
    pub(super) fn pause(&mut self, duration: Milliseconds) {
        self.written = Some(self.written.unwrap_or_default() + duration);
    }

    /// The end of a sentence or paragraph; a paragraph's outweighs a sentence's.
    pub(super) fn boundary(&mut self, kind: Boundary) {
        self.boundary = self.boundary.max(Some(kind));
    }

    /// The silence the author wrote so far.
    pub(super) fn written(self) -> Milliseconds {
        self.written.unwrap_or_default()
    }

    /// The silence between two utterances.
    pub(super) fn between(self, settings: &GapSettings) -> Milliseconds {
        match (self.boundary, self.written) {
            (Some(Boundary::Paragraph), written) => written.unwrap_or_default().max(settings.paragraph),
            (_, Some(written)) => written,
            (Some(Boundary::Sentence), None) => settings.sentence,
            (None, None) => Milliseconds::ZERO,
        }
    }

    /// The silence before the first utterance or after the last.
    pub(super) fn at_edge(self) -> Milliseconds {
        self.written()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_case_by_case() {
        use Boundary::{Paragraph, Sentence};
        for (pauses, boundaries, between) in [
            (&[][..], &[][..], 0),
            (&[], &[Sentence], 250),
            (&[], &[Sentence, Paragraph, Sentence], 500),
            (&[250], &[Sentence], 250),
            (&[100], &[Sentence], 100),
            (&[0], &[Sentence], 0),
            (&[500, 250], &[], 750),
            (&[250], &[Paragraph], 500),
            (&[250, 250, 250], &[Paragraph], 750),
            (&[1000], &[Paragraph, Sentence], 1000),
        ] {
            let mut gap = Gap::default();
            pauses.iter().for_each(|&ms| gap.pause(Milliseconds(ms)));
            boundaries.iter().for_each(|&kind| gap.boundary(kind));
            let found = gap.between(&GapSettings::STANDARD);
            assert_eq!(found, Milliseconds(between), "{pauses:?} {boundaries:?}");
            assert_eq!(gap.at_edge(), Milliseconds(pauses.iter().sum()));
        }
    }
}
