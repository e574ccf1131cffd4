//! What Go receives: "`<-ch`", "`<-time.After(d)`". Owns the arrow before what a channel is called; arrows between two things are
//! `sign`'s.

use super::Tagger;
use crate::text::class::Class;

impl Tagger<'_, '_> {
    /// The arrow at `at`, where a name with parts is written up against it; gives the token after it, or `at`.
    pub(in super::super) fn received(&mut self, at: usize) -> usize {
        let name = at + 2;
        let arrow = self.is_sign(at, '<') && self.is_sign(at + 1, '-') && self.glued(at + 1);
        let parts = arrow
            && !self.joined(at)
            && self.glued(name)
            && self.word(name).is_some()
            && self.is_sign(name + 1, '.')
            && self.glued(name + 1)
            && self.glued(name + 2)
            && self.word(name + 2).is_some();
        if !parts {
            return at;
        }
        self.push(Class::Say("from"), at, name);
        name
    }
}
