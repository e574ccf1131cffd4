//! Stars: of patterns that name many things, of products, alone. Those of schedules, of code and of emphasis are others'.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

impl Tagger<'_, '_> {
    /// A star in a segment; gives the token after it. One that does nothing is Markdown's.
    pub(in super::super) fn star(&mut self, at: usize, equation: bool) -> usize {
        let (before, after) = (self.joined(at), self.glued(at + 1));
        let sign = |i: usize| match self.kind(i) {
            Some(Kind::Sign(c)) => Some(c),
            _ => None,
        };
        let (left, right) = (sign(at.wrapping_sub(1)), sign(at + 1));
        let number = |i: usize| self.number(i).is_some();
        let (words, end) = match right {
            // "5*-3"
            Some('-') if before && after && self.glued(at + 2) && number(at + 2) => ("times", at + 1),
            _ if equation => ("times", at + 1),
            // "Compute 2*3"; with nothing beside it, a code.
            None if before
                && after
                && number(at.wrapping_sub(1))
                && number(at + 1)
                && self.tokens.len() > 3 =>
            {
                ("times", at + 1)
            }
            None if before && after && left.is_none() => ("asterisk", at + 1),
            // "dial *67"
            None if !before && after && number(at + 1) && self.is_dialled(at) => ("star", at + 1),
            // "v*.*.*", "v1.*"
            _ if self.is_of_release(at) => {
                let numbered = left == Some('.') && number(at.wrapping_sub(2));
                let goes_on = right == Some('.') && self.is_sign(at + 2, '*');
                match (numbered, goes_on) {
                    (true, true) => ("dot star dot", at + 2),
                    (true, false) => ("dot star", at + 1),
                    (false, true) => ("star dot", at + 2),
                    (false, false) => ("star", at + 1),
                }
            }
            // "app-*"
            _ if left == Some('-') && before && self.ends_before(at + 1) => ("dash star", at + 1),
            // "*.log"
            Some('.') if after && (!before || left.is_some()) => {
                match self.glued(at + 2) && self.word(at + 2).is_some() {
                    true => ("star dot", at + 2),
                    false => ("star", at + 1),
                }
            }
            // "match **"
            Some('*')
                if !before
                    && after
                    && at > 0
                    && self.ends_before(at + 2)
                    && (self.glued(at + 2) || self.case(at + 2) == Some(Case::Lower)) =>
            {
                ("double star", at + 2)
            }
            // "*/5"
            Some('/') if !before && after && number(at + 2) => ("star slash", at + 2),
            // "`total * (1 - rate)`", "`f(x) * g(x)`"
            None | Some('(')
                if self.in_code(at)
                    && !(before || after)
                    && (right.is_some() && at > 0 || left == Some(')') && self.in_code(at + 1)) =>
            {
                ("times", at + 1)
            }
            // "`du -sh * | sort`"
            Some('|' | '>' | '&' | ';') if self.in_code(at) && !before && !after && at > 0 => {
                ("star", at + 1)
            }
            // "Access-Control-Allow-Origin: * doesn't work"
            _ if left == Some(':') && !before && !after && self.is_value_of_key(at) => ("star", at + 1),
            // "then *, which denies", "TF_VAR_*"
            _ if self.ends_before(at + 1)
                && (!before && at > 0 && (after || right.is_none() && self.kind(at + 1).is_none())
                    || matches!(left, Some('_' | '-'))) =>
            {
                ("star", at + 1)
            }
            _ => return at + 1,
        };
        self.push(Class::Say(words), at, end);
        end
    }

    /// Whether the star at `at` stands for a number of a release: "v*", "v1.*", "*.*"; but "see note 1.*".
    fn is_of_release(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let star = |i: usize| self.is_sign(i, '*');
        let ends = self.ends_before(at + 1) || self.is_sign(at + 1, '.') && self.glued(at + 1);
        if !self.glued(at) || !ends {
            return self.is_sign(at + 1, '.') && star(at + 2) && (at + 1..at + 3).all(|i| self.glued(i));
        }
        // A number or a star before the dot, as far back as the letter.
        let mut first = before;
        while self.is_sign(first, '.')
            && self.glued(first)
            && (star(first.wrapping_sub(1)) || self.number(first.wrapping_sub(1)).is_some())
        {
            if star(first - 1) {
                return true;
            }
            first -= 1;
            first = first.saturating_sub(usize::from(self.glued(first)));
        }
        self.str(first) == "v" && !(first > 0 && self.glued(first) && self.word(first - 1).is_some())
    }

    /// Whether the star at `at` is the value of the key before the colon: a key of several parts, or nothing follows.
    fn is_value_of_key(&self, at: usize) -> bool {
        let key = at.wrapping_sub(2);
        let parts = self.glued(key) && matches!(self.kind(key.wrapping_sub(1)), Some(Kind::Sign('-' | '_')));
        let named = self.glued(at.wrapping_sub(1)) && self.word(key).is_some();
        // "Key-points: * one * two"
        let listed = (at + 1..at + 24).any(|i| self.is_sign(i, '*') && !self.glued(i) && !self.glued(i + 1));
        !listed
            && named
            && (parts && self.case(at + 1).is_none_or(|case| case == Case::Lower)
                || self.kind(at + 1).is_none())
    }
}
