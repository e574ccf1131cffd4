//! What Rust writes in the midst of prose: references ("&s", "&'a str"), lifetimes ("<'a>"), what a function returns.
//! Code between backticks is `code`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// How far before an arrow the function is looked for.
const SIGNATURE: usize = 32;

impl Tagger<'_, '_> {
    /// Whether the ampersand at `at` is written up against what it refers to: "&s", "&mut x"; but "R&D", "salt & pepper".
    pub(in super::super) fn borrows(&self, at: usize) -> bool {
        let next = at + 1;
        let typed = matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign(':' | '(' | '<')));
        let named = match self.case(next) {
            Some(Case::Lower | Case::Mixed) => true,
            Some(Case::Capital | Case::Upper) => typed,
            None => self.is_lifetime(next),
        };
        // "&amp;"
        let entity = self.is_sign(next + 1, ';') && self.glued(next + 1);
        // "and so on, &c."
        let entity = entity || self.str(next) == "c" && self.is_sign(next + 1, '.');
        self.is_sign(at, '&') && named && self.glued(next) && !self.joined(at) && !entity
    }

    /// A lifetime in prose, with the ampersand before it or without: "&'a str", "<'a>".
    pub(in super::super) fn lifetime(&mut self, at: usize) -> Option<usize> {
        if self.in_code(at) {
            return None;
        }
        let tick = at + usize::from(self.is_sign(at, '&'));
        (self.is_lifetime(tick) && self.is_bare_lifetime(tick)).then_some(())?;
        let words = if tick > at { "ref tick" } else { "tick" };
        self.push(Class::Say(words), at, tick + 1);
        let name = tick + 1;
        if self.is_letter(name) {
            self.push(Class::Letters(self.str(name)), name, name + 1);
            return Some(name + 1);
        }
        Some(self.lone_word(name))
    }

    /// Whether the apostrophe at `at` can begin a lifetime outside of code: behind an ampersand, or alone in angle brackets.
    pub(super) fn is_bare_lifetime(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let closes = |i: usize| matches!(self.kind(i), Some(Kind::Sign('>' | ',' | ':'))) && self.glued(i);
        let borrowed = self.is_sign(before, '&') && !self.joined(before);
        self.glued(at) && (borrowed || self.is_sign(before, '<') && closes(at + 2))
    }

    /// Whether the arrow at `at` leads to what a function of Rust returns: "fn len(s: &str) -> usize".
    pub(in super::super) fn returns(&self, at: usize) -> bool {
        self.is_sign(at.wrapping_sub(1), ')')
            && !self.in_code(at)
            && (at.saturating_sub(SIGNATURE)..at).any(|i| self.str(i) == "fn")
    }

    /// Whether the dot at `at` begins the await of Rust behind a word that makes it a noun: "across an .await", "between .awaits".
    pub(in super::super) fn is_awaited(&self, at: usize) -> bool {
        let before = self.str(at.wrapping_sub(1));
        !self.glued(at)
            && matches!(self.str(at + 1), "await" | "awaits")
            && ["a", "an", "between", "each", "every"]
                .iter()
                .any(|w| w.eq_ignore_ascii_case(before))
    }
}
