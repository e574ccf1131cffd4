//! Puts items in their turns and keeps the promises of [`Script`] about boundaries and neighbouring text.
//!
//! Knows nothing of tags.

use super::document::Label;
use super::script::{
    Audio, Boundary, BoundaryKind, Contour, Extent, Item, Mark, Pause, Reading, Script, Style, Text, Turn,
};
use crate::source::{Mapped, Span};
use crate::units::Milliseconds;

/// Who speaks, and where that was written.
pub(super) type Speaker = (Option<String>, Span);

/// Where an [`Audio`] stands: turn and item.
pub(super) type AudioPlace = (usize, usize);

/// Which side of a mark is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// What follows it.
    Start,
    /// What precedes it.
    End,
}

/// A script in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    turns: Vec<Turn>,
    contours: Vec<Contour>,
    extents: Vec<Extent>,
    languages: Vec<String>,
    /// Of the turn to come, or of the one that stands last.
    speaker: Speaker,
    /// The next item starts a new turn, whoever spoke last.
    labelled: bool,
    /// Somebody was asked to speak since the last item.
    switched: bool,
    /// The next text starts a new item even if it is like the last.
    sealed: bool,
    /// The next words start a new item.
    edge: bool,
    /// The next text is no part of the word before it.
    seam: bool,
    /// Text stands last in this turn, marks and clips aside, and whether it ends in white space.
    words: Option<bool>,
    /// A boundary that is set as soon as something follows it.
    pending: Option<Boundary>,
    says_something: bool,
}

impl Builder {
    /// Who speaks now.
    pub(super) fn speaker(&self) -> Option<&str> {
        self.speaker.0.as_deref()
    }

    /// A new turn begins.
    pub(super) fn turn(&mut self, name: String, label: &Label) {
        self.boundary(BoundaryKind::Paragraph, label.span.start);
        self.speaker = (Some(name), label.name_span);
        self.labelled = true;
    }

    /// Somebody else speaks, without a paragraph's end; answers what [`Self::switch_back`] needs.
    pub(super) fn switch(&mut self, speaker: Speaker) -> (Speaker, bool) {
        let switched = std::mem::replace(&mut self.switched, true);
        (std::mem::replace(&mut self.speaker, speaker), switched)
    }

    /// Who spoke before goes on.
    pub(super) fn switch_back(&mut self, (speaker, switched): (Speaker, bool)) {
        self.speaker = speaker;
        // Where nothing was said since, nobody was asked.
        self.switched &= switched;
    }

    /// Something ends here; the next begins at byte `at`.
    pub(super) fn boundary(&mut self, kind: BoundaryKind, at: u32) {
        self.trim();
        let kind = self.pending.map_or(kind, |p| p.kind.max(kind));
        self.pending = Some(Boundary {
            kind,
            span: Span { start: at, end: at },
        });
    }

    /// Text follows. White space alone only separates, and is dropped where something else does.
    pub(super) fn text(&mut self, mut text: Text) {
        self.close_sentence(&mut text);
        let begins_word = text.text.text().starts_with(char::is_alphanumeric);
        let is_word = matches!(text.reading, Reading::Word(_));
        if (std::mem::take(&mut self.seam) || is_word) && begins_word && self.ends_in_word() {
            self.part_words(text.text.span().start);
        }
        if !self.after_text() {
            text.text.trim_start();
        }
        let characters = text.text.text();
        if characters.is_empty() {
            return;
        }
        let blank = characters.trim().is_empty();
        self.says_something |= !blank;
        let spaced = characters.ends_with(char::is_whitespace);
        if blank && self.words == Some(true) {
            // White space behind white space parts nothing.
            return;
        }
        let edge = !blank && std::mem::take(&mut self.edge);
        let merges = text.reading == Reading::Plain && !std::mem::take(&mut self.sealed) && !edge;
        let items = self.items();
        match items.last_mut() {
            Some(Item::Text(last))
                if merges && last.reading == Reading::Plain && (blank || last.style == text.style) =>
            {
                last.text.append(&text.text);
            }
            _ => items.push(Item::Text(text)),
        }
        self.words = Some(spaced);
        self.seam = is_word;
    }

    /// Moves punctuation that follows a pause to the words before it, whose sentence it ends: `risks [pause].`
    fn close_sentence(&mut self, text: &mut Text) {
        if self.begins_turn() || self.pending.is_some() || text.reading != Reading::Plain {
            return;
        }
        let characters = text.text.text();
        let marks = characters
            .find(|c| !matches!(c, '.' | ',' | ';' | ':' | '?' | '!'))
            .unwrap_or(characters.len());
        if marks == 0 || characters[marks..].starts_with(char::is_alphanumeric) {
            return;
        }
        let Some(turn) = self.turns.last_mut() else { return };
        // Nobody means more than a few, and looking back over any number would take time by the square.
        let last = turn.items.iter().rev().take(8);
        let pauses = last.take_while(|i| matches!(i, Item::Pause(_))).count();
        let at = turn.items.len() - pauses;
        if pauses == 0 || !matches!(turn.items[..at].last(), Some(Item::Text(_))) {
            return;
        }
        let end = text.text.slice(0..marks);
        text.text = text.text.slice(marks..characters.len());
        match turn.items[..at].last_mut() {
            Some(Item::Text(last)) if last.reading == Reading::Plain && last.style == text.style => {
                last.text.append(&end);
            }
            _ => turn.items.insert(
                at,
                Item::Text(Text {
                    text: end,
                    ..text.clone()
                }),
            ),
        }
    }

    /// Silence follows.
    pub(super) fn pause(&mut self, duration: Milliseconds, span: Span) {
        self.trim();
        self.items().push(Item::Pause(Pause { duration, span }));
        self.words = None;
    }

    /// A place follows; it parts no words.
    pub(super) fn mark(&mut self, mark: Mark) {
        self.items().push(Item::Mark(mark));
    }

    /// A clip follows, and after it its fallback, up to [`Self::end_fallback`]. It parts words even where it is not
    /// played.
    pub(super) fn audio(&mut self, audio: Audio) -> AudioPlace {
        self.part_words(audio.span.start);
        let items = self.items();
        items.push(Item::Audio(audio));
        let item = items.len() - 1;
        (self.turns.len() - 1, item)
    }

    /// The fallback of the clip at `place` ends; what lies beyond that clip's turn is none.
    pub(super) fn end_fallback(&mut self, place: AudioPlace, end: u32) {
        self.part_words(end);
        self.sealed = true;
        if let Some(turn) = self.turns.get_mut(place.0) {
            let fallback = turn.items.len().saturating_sub(place.1 + 1);
            if let Some(Item::Audio(audio)) = turn.items.get_mut(place.1) {
                audio.fallback = fallback;
            }
        }
    }

    /// Makes sure that the text so far and the text to come are not one word.
    fn part_words(&mut self, at: u32) {
        if self.after_text() && self.words == Some(false) {
            let text = Mapped::replaced(" ", Span { start: at, end: at });
            let last = self.turns.last().and_then(|turn| turn.items.last());
            let style = match last {
                Some(Item::Text(last)) => last.style,
                _ => Style::NEUTRAL,
            };
            self.text(Text {
                text,
                reading: Reading::Plain,
                style,
            });
        }
    }

    /// The words so far and those to come are kept apart; white space between them belongs to the first.
    pub(super) fn seal(&mut self) {
        self.edge = true;
    }

    /// A word ends or begins here, whatever stands around.
    pub(super) fn seam(&mut self) {
        self.seam = true;
    }

    /// Keeps an extent; answers its index.
    pub(super) fn extent(&mut self, extent: Extent) -> u32 {
        self.extents.push(extent);
        Span::new(self.extents.len() - 1, 0).start
    }

    /// Keeps the name of a language; answers its index.
    pub(super) fn language(&mut self, tag: &str) -> u32 {
        self.languages.push(tag.to_owned());
        Span::new(self.languages.len() - 1, 0).start
    }

    /// Keeps a contour; answers its index. Two elements alike have a contour each: each runs over its own words.
    pub(super) fn contour(&mut self, contour: Contour) -> u32 {
        self.contours.push(contour);
        Span::new(self.contours.len() - 1, 0).start
    }

    /// Drops what lies before or behind the first mark of this name; answers whether there is one.
    pub(super) fn cut(&mut self, name: &str, edge: Edge) -> bool {
        let found = self.turns.iter().enumerate().find_map(|(t, turn)| {
            let item = turn
                .items
                .iter()
                .position(|i| matches!(i, Item::Mark(m) if m.name == name))?;
            Some((t, item))
        });
        let Some((turn, item)) = found else { return false };
        match edge {
            Edge::Start => {
                self.turns.drain(..turn);
                self.turns[0].items.drain(..item);
            }
            Edge::End => {
                self.turns.truncate(turn + 1);
                self.turns[turn].items.truncate(item + 1);
                self.pending = None;
            }
        }
        true
    }

    /// Whether the next item starts a new turn.
    fn begins_turn(&self) -> bool {
        let last = self.turns.last();
        let paragraph = self.pending.is_some_and(|p| p.kind == BoundaryKind::Paragraph);
        self.labelled
            || (self.switched && paragraph)
            || last.is_none_or(|turn| turn.speaker != self.speaker.0)
    }

    /// Whether white space now would stand between two words.
    fn after_text(&self) -> bool {
        !self.begins_turn() && self.pending.is_none() && self.words.is_some()
    }

    /// Whether what was said last ends in a letter or digit.
    fn ends_in_word(&self) -> bool {
        let items = self.turns.last().map_or(&[][..], |turn| &turn.items);
        let last = items.iter().rev().find(|i| !matches!(i, Item::Mark(_)));
        matches!(last, Some(Item::Text(last)) if last.text.text().ends_with(char::is_alphanumeric))
    }

    /// White space at the end of a run of text means nothing.
    fn trim(&mut self) {
        let Some(turn) = self.turns.last_mut() else { return };
        while let Some(Item::Text(last)) = turn.items.last_mut() {
            last.text.trim_end();
            if !last.text.is_empty() {
                break;
            }
            turn.items.pop();
            // What is dropped is no part of a clip's fallback any more.
            let count = turn.items.len();
            for (at, item) in turn.items.iter_mut().enumerate().rev().take(8) {
                if let Item::Audio(audio) = item {
                    audio.fallback = audio.fallback.min(count - at - 1);
                }
            }
        }
    }

    /// Where the next item goes; what was pending is set first.
    fn items(&mut self) -> &mut Vec<Item> {
        let begins_turn = self.begins_turn();
        if begins_turn {
            self.trim();
        }
        if let Some(boundary) = self.pending.take()
            && let Some(last) = self.turns.last_mut()
        {
            last.items.push(Item::Boundary(boundary));
            self.words = None;
        }
        self.switched = false;
        if begins_turn {
            self.labelled = false;
            self.words = None;
            let (speaker, speaker_span) = self.speaker.clone();
            self.turns.push(Turn {
                speaker,
                speaker_span,
                items: Vec::new(),
            });
        }
        let last = self.turns.len() - 1;
        &mut self.turns[last].items
    }

    /// The script, and whether it says anything.
    pub(super) fn finish(mut self) -> (Script, bool) {
        self.trim();
        (
            Script {
                turns: self.turns,
                contours: self.contours,
                extents: self.extents,
                languages: self.languages,
                lexicons: Vec::new(),
            },
            self.says_something,
        )
    }
}
