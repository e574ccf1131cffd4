//! Puts items in their turns and keeps the promises of [`Script`] about boundaries and neighbouring text.
//!
//! Knows nothing of tags.

use super::document::Label;
use super::script::{Boundary, BoundaryKind, Contour, Item, Pause, Reading, Script, Text, Turn};
use crate::source::Span;
use crate::units::Milliseconds;

/// A script in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    turns: Vec<Turn>,
    contours: Vec<Contour>,
    /// Speaker of the turn to come, or of the one that stands last.
    speaker: Option<String>,
    speaker_span: Span,
    /// The next item starts a new turn.
    new_turn: bool,
    /// A boundary that is set as soon as something follows it.
    pending: Option<Boundary>,
    says_something: bool,
}

impl Builder {
    /// A new turn begins.
    pub(super) fn turn(&mut self, label: &Label) {
        self.boundary(BoundaryKind::Paragraph, label.span.start);
        self.speaker = Some(label.name.clone());
        self.speaker_span = label.name_span;
        self.new_turn = true;
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
        if self.pending.is_some() || !self.after_text() {
            text.text.trim_start();
        }
        let characters = text.text.text();
        if characters.is_empty() {
            return;
        }
        let blank = characters.trim().is_empty();
        self.says_something |= !blank;
        let plain = text.reading == Reading::Plain;
        let items = self.items();
        match items.last_mut() {
            Some(Item::Text(last))
                if plain && last.reading == Reading::Plain && (blank || last.style == text.style) =>
            {
                last.text.append(&text.text);
            }
            _ => items.push(Item::Text(text)),
        }
    }

    /// Silence follows.
    pub(super) fn pause(&mut self, duration: Milliseconds, span: Span) {
        self.trim();
        self.items().push(Item::Pause(Pause { duration, span }));
    }

    fn after_text(&self) -> bool {
        !self.new_turn
            && matches!(
                self.turns.last().and_then(|t| t.items.last()),
                Some(Item::Text(_))
            )
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
        }
    }

    /// Where the next item goes; what was pending is set first.
    fn items(&mut self) -> &mut Vec<Item> {
        if let Some(boundary) = self.pending.take()
            && let Some(last) = self.turns.last_mut()
        {
            last.items.push(Item::Boundary(boundary));
        }
        if self.new_turn || self.turns.is_empty() {
            self.new_turn = false;
            self.turns.push(Turn {
                speaker: self.speaker.clone(),
                speaker_span: self.speaker_span,
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
            },
            self.says_something,
        )
    }
}
