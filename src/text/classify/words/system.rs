//! Systems that are called AS, an autonomous one or an authorization server: where the capitals are no "as". Other capitals
//! that are words too are `shouted`'s.

use super::Tagger;

impl Tagger<'_, '_> {
    /// Whether the capitals AS at `at` are letters: no "as" is written so before or after these.
    pub(super) fn names_system(&self, at: usize) -> bool {
        // "AS_PATH"
        let joined = self.is_sign(at + 1, '_') && self.glued(at + 1) && self.str(at + 2) == "PATH";
        joined
            || matches!(
                self.str(at.wrapping_sub(1)),
                "An" | "Each" | "The" | "an" | "another" | "each" | "every" | "the"
            )
            || matches!(
                self.str(at + 1),
                "hop" | "hops" | "number" | "numbers" | "path" | "paths" | "prepending"
            )
            || self.is_sign(at.wrapping_sub(1), '(') && self.is_sign(at + 1, ')')
    }

    /// Whether the word at `at` is AS with the number of a system: "AS 65001", and "AS 1" where routes are spoken of.
    pub(super) fn numbers_system(&self, at: usize) -> bool {
        const ROUTED: &[&str] = &[
            "BGP",
            "LOCAL_PREF",
            "MED",
            "peer",
            "prefix",
            "prepend",
            "route",
            "transit",
        ];
        const NEAR: usize = 16;
        self.str(at) == "AS"
            && self.number(at + 1).is_some_and(|n| !n.contains(','))
            && (self.str(at + 1).len() > 2 || self.is_within(NEAR, at, ROUTED))
    }
}
