//! Moves of chess: "Nf3", "Raxd1", "1. e4 e5 2. Nf3". Owns when letters and a figure are one. Knows no board:
//! whether a move can be made is not asked.

use super::Tagger;
use crate::text::class::Class;
use crate::text::token::Punctuation;
use crate::text::tokenise::Kind;

fn piece(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'K' => "king",
        b'Q' => "queen",
        b'R' => "rook",
        b'B' => "bishop",
        b'N' => "knight",
        _ => return None,
    })
}

fn is_file(letter: u8) -> bool {
    matches!(letter, b'a'..=b'h')
}

impl Tagger<'_, '_> {
    /// The 2 of "1. e4 e5 2. Nf3": no sentence ends there, and what was played before is over.
    pub(super) fn move_number(&mut self, at: usize) -> Option<usize> {
        let next = at + 2;
        (self.is_dotted(at) && !self.glued(next)).then_some(())?;
        let bytes = self.word(next)?.as_bytes();
        let (&file, pieces) = bytes.split_last()?;
        let moved = match pieces {
            [] => true,
            [first] | [first, b'x'] => piece(*first).is_some() || is_file(*first),
            _ => false,
        };
        let rank = self
            .number(next + 1)
            .filter(|n| n.len() == 1 && self.glued(next + 1))?;
        (moved && is_file(file) && matches!(rank.as_bytes(), [b'1'..=b'8'])).then_some(())?;
        if self.number(at.wrapping_sub(1)).is_some() {
            let before = self.tokens.get(at - 1).map_or(0, |t| t.end);
            self.push_bytes(Class::Mark(Punctuation::Comma), before, before);
        }
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Mark(Punctuation::Comma), at + 1, next);
        Some(next)
    }

    /// "Nf3", "Raxd1", "Qxe7#": a move, where a piece takes, or chess is spoken of.
    pub(super) fn chess_move(&mut self, at: usize) -> Option<usize> {
        let bytes = self.str(at).as_bytes();
        let (&first, rest) = bytes.split_first()?;
        let (&file, way) = rest.split_last()?;
        let (from, takes) = match way {
            [] => (None, false),
            [b'x'] => (None, true),
            [from] => (Some(*from), false),
            [from, b'x'] => (Some(*from), true),
            _ => return None,
        };
        // No bishop moves up its file: "Baa3" is a rating.
        let leaves = from != Some(file) || first != b'B';
        let piece = piece(first).filter(|_| is_file(file) && from.is_none_or(is_file) && leaves)?;
        let rank = self
            .number(at + 1)
            .filter(|n| self.glued(at + 1) && n.len() == 1)?;
        let check = match self.kind(at + 2).filter(|_| self.glued(at + 2)) {
            Some(Kind::Sign('+')) => Some("check"),
            Some(Kind::Sign('#')) => Some("mate"),
            _ => None,
        };
        let end = at + 2 + usize::from(check.is_some());
        const CHESS: &[&str] = &[
            "bishop",
            "black",
            "castl",
            "checkmate",
            "chess",
            "gambit",
            "king",
            "knight",
            "pawn",
            "queen",
            "rook",
            "white",
        ];
        // "2. Nf3 Nc6"
        let numbered = (at.saturating_sub(5)..at).any(|i| self.number(i).is_some() && self.is_dotted(i));
        let known = takes || check.is_some() || numbered || self.is_within(24, at, CHESS);
        (known && self.ends_before(end) && matches!(rank.as_bytes(), [b'1'..=b'8'])).then_some(())?;
        let start = self.tokens.get(at)?.start;
        let last = start + u32::try_from(bytes.len()).ok()?;
        self.push_bytes(Class::Say(piece), start, start + 1);
        if from.is_some() {
            self.push_bytes(
                Class::Letters(self.slice(start + 1, start + 2)),
                start + 1,
                start + 2,
            );
        }
        if takes {
            self.push_bytes(Class::Say("takes"), last - 2, last - 1);
        }
        self.push_bytes(Class::Letters(self.slice(last - 1, last)), last - 1, last);
        self.push(Class::Cardinal(rank), at + 1, at + 2);
        if let Some(check) = check {
            self.push(Class::Say(check), at + 2, end);
        }
        Some(end)
    }
}
