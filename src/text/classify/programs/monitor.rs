//! What queries of metrics and of logs write in the midst of prose: "{app="web"} |= "timeout" | json", "sum by (le)" (PromQL,
//! LogQL). Owns the strokes and the label that are read otherwise there; commands that a shell joins are `shell`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// How far before a stroke the labels end that its query begins with, in tokens.
const QUERY: usize = 32;

impl Tagger<'_, '_> {
    /// What begins at `at`, if it is one of them; gives the token after it.
    pub(in super::super) fn monitor(&mut self, at: usize) -> Option<usize> {
        match self.kind(at)? {
            Kind::Sign('|') if !self.glued(at) => self.stage(at),
            Kind::Word(Case::Lower) if self.str(at) == "le" => self.upper_bound(at),
            _ => None,
        }
    }

    /// `|= "timeout"`, `|~ "5.."`, ` | json`: what a query of logs does next.
    fn stage(&mut self, at: usize) -> Option<usize> {
        let quote = |i: usize| matches!(self.kind(i), Some(Kind::Sign('"' | '`' | '“')));
        let words = match self.kind(at + 1)? {
            Kind::Sign('=') if self.glued(at + 1) && quote(at + 2) => "pipe equals",
            Kind::Sign('~') if self.glued(at + 1) && quote(at + 2) => "pipe tilde",
            Kind::Word(Case::Lower) if !self.glued(at + 1) && self.follows_labels(at) => "pipe",
            _ => return None,
        };
        let end = at + 1 + usize::from(words != "pipe");
        self.push(Class::Say(words), at, end);
        Some(end)
    }

    /// Whether the stroke at `at` stands behind labels in braces, or behind another that does.
    fn follows_labels(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let first = at.saturating_sub(QUERY);
        let Some(close) = (first..at).rev().find(|&i| self.is_sign(i, '}')) else {
            return false;
        };
        let labels = (close.saturating_sub(QUERY)..close).any(|i| self.is_sign(i, '='));
        let ends = |i: usize| matches!(self.kind(i), Some(Kind::Sign('.' | '!' | '?'))) && !self.glued(i + 1);
        let filtered = (close..at).any(|i| self.is_sign(i, '|'));
        labels
            && !(close..at).any(ends)
            && (filtered || matches!(self.kind(before), Some(Kind::Sign('}' | '"'))))
    }

    /// "by (le)", `le="0.5"`: the label of a histogram's upper bounds.
    fn upper_bound(&mut self, at: usize) -> Option<usize> {
        let grouped = self.is_sign(at.wrapping_sub(1), '(')
            && matches!(self.str(at.wrapping_sub(2)), "by" | "on" | "without");
        let listed = self.is_sign(at + 1, '=') && self.glued(at + 1) && self.is_sign(at + 2, '"');
        (grouped || listed).then_some(())?;
        self.push(Class::Letters(self.str(at)), at, at + 1);
        Some(at + 1)
    }
}
