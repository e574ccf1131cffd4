//! Whether an amount describes the noun after it and so stands in the singular: "a 5 GB disk", "16 MB segments".
//! Finds no amount: whoever has found one asks.

use super::{Tagger, unit};
use crate::text::tokenise::{Case, Kind, is_apostrophe};

/// What comes in pieces of a size: an amount before these describes them without an article too.
const SIZED: &[&str] = &[
    "batches",
    "blocks",
    "bottles",
    "boxes",
    "buckets",
    "buffers",
    "bursts",
    "cans",
    "cells",
    "chunks",
    "clips",
    "cubes",
    "disks",
    "doses",
    "drives",
    "extents",
    "files",
    "flavors",
    "fragments",
    "frames",
    "granules",
    "images",
    "increments",
    "instances",
    "intervals",
    "lenses",
    "links",
    "machines",
    "nodes",
    "objects",
    "packets",
    "pages",
    "panels",
    "partitions",
    "parts",
    "payloads",
    "pieces",
    "plans",
    "pulses",
    "records",
    "samples",
    "sectors",
    "segments",
    "servings",
    "shards",
    "sheets",
    "shifts",
    "slabs",
    "slices",
    "slots",
    "sprints",
    "squares",
    "steps",
    "stripes",
    "strips",
    "tablets",
    "tiers",
    "tiles",
    "timeouts",
    "variants",
    "versions",
    "volumes",
    "weights",
    "windows",
];

impl Tagger<'_, '_> {
    /// Whether "a 5 GB disk", "a 30-second delay": an article before and a noun after.
    pub(super) fn is_attributive(&self, from: usize, at_unit: usize, after: usize) -> bool {
        let limit = matches!(
            self.str(after),
            "TTL"
                | "delay"
                | "history"
                | "interval"
                | "limit"
                | "lookback"
                | "period"
                | "retention"
                | "screw"
                | "screws"
                | "timeout"
                | "window"
        ) && self.word(at_unit).is_some();
        // "the 940 sq. ft. condo"
        let after = after + usize::from(after > at_unit && self.is_dotted(after - 1));
        // "a 2 mg/mL solution"
        let divided = self.is_sign(after, '/')
            && (after..after + 2).all(|i| self.glued(i))
            && unit::of_divisor(self.str(after + 1)).is_some();
        let after = after + 2 * usize::from(divided);
        let hyphen = self.is_sign(at_unit, '-');
        let inches = matches!(self.kind(at_unit), Some(Kind::Sign('"' | '\'' | '″')));
        // "a 50' x 125' lot", "a 50 ft x 125 ft lot"
        let crossed = |i: usize| matches!(self.str(i), "x" | "by" | "×");
        let sides = crossed(after) && self.number(after + 1).is_some();
        let spans = sides
            && self.str(after + 2) == self.str(at_unit)
            && self.is_noun(after + 3)
            && self.has_article(from);
        // "10 MB file", and nothing else: a label.
        let label = from == 0
            && after + 1 == self.tokens.len()
            && unit::of_symbol(self.str(at_unit)).is_some_and(|u| !u.one.contains(" per "))
            && self.is_noun(after)
            && !self.is_counted(after);
        // "a 30-60 s wait", "a 3 x 4 cm lesion"
        let by = crossed(from.wrapping_sub(1));
        let sided = by && self.str(from.wrapping_sub(2)) == self.str(at_unit);
        let first = if sided && self.number(from.wrapping_sub(3)).is_some() {
            from.wrapping_sub(3)
        } else if by && self.number(from.wrapping_sub(2)).is_some() {
            let longer = crossed(from.wrapping_sub(3));
            if longer {
                from.wrapping_sub(4)
            } else {
                from.wrapping_sub(2)
            }
        } else if self.glued(from) && matches!(self.kind(from.wrapping_sub(1)), Some(Kind::Sign('-' | '–')))
        {
            from.wrapping_sub(2)
        } else {
            from
        };
        // "a full 90° turn", "a cheap 50mm f/1.8"
        let turned = self.is_sign(at_unit, '°')
            && matches!(
                self.str(after),
                "angle" | "arc" | "bend" | "lens" | "panorama" | "rotation" | "turn" | "video" | "view"
            );
        let aperture = self.str(after) == "f" && self.is_sign(after + 1, '/');
        // "a 2 TB SSD"
        let named = self.is_name(after)
            // "a 20 GB gp3 volume"
            || self.case(after) == Some(Case::Lower) && self.glued(after + 1) && self.number(after + 1).is_some();
        // "in 16 MB segments"
        let sized = self.case(after) == Some(Case::Lower)
            && self.word(at_unit).is_some()
            && SIZED.binary_search(&self.str(after)).is_ok()
            && !self.takes_object(after);
        // "3 mi warm-up, 2 mi jog"; but "we run 3 mi jog-free"
        let moved = self.is_outing(after) && self.word(at_unit).is_some() && {
            let before = first.wrapping_sub(1);
            match self.kind(before) {
                None => true,
                Some(Kind::Sign(c)) => matches!(c, ':' | ',' | '-' | '–' | '—' | ';' | '.' | '(' | '+'),
                Some(Kind::Number) => false,
                Some(Kind::Word(_)) => {
                    matches!(self.str(before), "and" | "or" | "plus" | "then" | "easy" | "with")
                }
            }
        };
        // "100ms commit intervals"; but "after 100ms client retries"
        let prepositions = [
            "about", "after", "at", "by", "every", "for", "in", "least", "most", "of", "over", "than", "to",
            "under", "within",
        ];
        let paired = self.glued(at_unit)
            && self.is_noun(after)
            && !self.is_counted(after)
            && self.is_counted(after + 1)
            && !prepositions.contains(&self.str(first.wrapping_sub(1)));
        // "a 30 A, 240 V circuit"
        let next = self.is_sign(after, ',') && self.number(after + 1).is_some();
        let chained = next
            && self.has_article(first)
            && unit::of_symbol(self.str(after + 2)).is_some()
            && self.is_noun(after + 3);
        let chain = self.is_sign(from.wrapping_sub(1), ',')
            && self.number(from.wrapping_sub(3)).is_some()
            && self.has_article(from.wrapping_sub(3))
            && self.is_noun(after);
        let plural =
            self.glued(at_unit) && self.word(at_unit).is_some() && self.describes_plural(first, after);
        limit
            || label
            || plural
            || spans
            || chained
            || chain
            || sized
            || moved
            || paired
            || turned
            || aperture
            || (self.word(at_unit).is_some() || inches)
                && ((self.is_noun(after) || named) && (self.has_article(first) || self.is_counted_out(first))
                    || self.is_noun(after) && self.is_pointed_at(first, after))
            || hyphen
    }

    /// Whether what one does over a distance stands at `at` and ends the phrase: "warm-up", "jog".
    fn is_outing(&self, at: usize) -> bool {
        let hyphened = matches!(
            (self.str(at), self.str(at + 2)),
            ("warm", "up") | ("cool", "down")
        ) && self.is_sign(at + 1, '-')
            && self.glued(at + 1)
            && self.glued(at + 2);
        let last = at + if hyphened { 3 } else { 1 };
        let one = matches!(
            self.str(at),
            "cooldown" | "hike" | "jog" | "race" | "ride" | "run" | "swim" | "walk" | "warmup"
        );
        let ends = match self.kind(last) {
            None => true,
            Some(Kind::Sign(c)) => !matches!(c, '-' | '/'),
            Some(_) => matches!(
                self.str(last),
                "and" | "at" | "in" | "on" | "or" | "then" | "with"
            ),
        };
        (hyphened || one) && !self.glued(at) && ends
    }

    /// Whether the word at `at` has an object behind it, and so is a verb: "over 50 ms blocks the thread".
    pub(super) fn takes_object(&self, at: usize) -> bool {
        matches!(
            self.str(at + 1),
            "a" | "an" | "every" | "it" | "our" | "the" | "them" | "us" | "you" | "your"
        )
    }

    /// Whether the amount from `from` to the plural at `after` describes it, without an article: "We saw 100ms transactions";
    /// but "takes 100ms sometimes", "in 100ms clients retry", "that 100ms passes".
    fn describes_plural(&self, from: usize, after: usize) -> bool {
        #[rustfmt::skip] // a table
        const ALONE: &[&str] = &[
            "about", "add", "adds", "after", "around", "at", "be", "before", "by", "cost", "costs", "every", "for", "if",
            "in", "is", "last", "lasts", "least", "most", "of", "once", "only", "over", "save", "saves", "sleep", "take",
            "takes", "than", "that", "to", "took", "under", "until", "wait", "waits", "was", "when", "within",
        ];
        const OTHERS: &[&str] = &["always", "elapses", "passes", "perhaps", "sometimes", "times"];
        let before = from.checked_sub(1).map_or("", |b| self.str(b));
        let led = from > 0 && self.case(from - 1) == Some(Case::Lower) && !ALONE.contains(&before);
        let last = matches!(self.kind(after + 1), None | Some(Kind::Sign(_)))
            || matches!(
                self.str(after + 1),
                "and" | "are" | "from" | "or" | "that" | "were" | "with"
            );
        led && last && self.is_noun(after) && self.is_counted(after) && !OTHERS.contains(&self.str(after))
    }

    /// Whether "the" or "this" stands before `from`, and the word at `after` is no verb: "the 500 ms delay".
    fn is_pointed_at(&self, from: usize, after: usize) -> bool {
        let word = self.str(after);
        from.checked_sub(1).is_some_and(|b| {
            matches!(
                self.str(b),
                "The"
                    | "This"
                    | "each"
                    | "every"
                    | "her"
                    | "his"
                    | "my"
                    | "our"
                    | "the"
                    | "their"
                    | "this"
                    | "your"
            )
        }) && !(word.ends_with("ed") || word.ends_with("ly") || word == "remaining")
    }

    /// Whether a word with a capital stands at `after`, with a space before it: "a 2 TB SSD".
    pub(in super::super) fn is_name(&self, after: usize) -> bool {
        matches!(self.case(after), Some(Case::Upper | Case::Capital | Case::Mixed)) && !self.glued(after)
    }

    /// Whether an indefinite article stands before `from`, with a word at most between: "a single 80 GB card".
    pub(in super::super) fn has_article(&self, from: usize) -> bool {
        #[rustfmt::skip] // a table
        const BETWEEN: &[&str] = &[
            "big", "cheap", "dedicated", "dull", "flat", "fresh", "full", "heavy", "large", "long", "mere",
            "modest", "new", "old", "plain", "round", "second", "separate", "sharp", "short", "simple",
            "single", "small", "spare", "standard", "steady", "sturdy", "thick", "thin", "third", "tiny",
            "typical", "whole", "wide",
        ];
        let before = |back: usize| from.checked_sub(back).map_or("", |b| self.str(b));
        let article = |word: &str| matches!(word, "a" | "an" | "A" | "An");
        article(before(1)) || article(before(2)) && BETWEEN.contains(&before(1))
    }

    /// Whether what ends before `end` describes what follows: "Nvidia's $57B quarter", "a $20-a-month plan", "a $38 billion,
    /// 7-year deal". `first` is where it begins.
    pub(super) fn describes_by_money(&self, first: usize, end: usize) -> bool {
        let before = self.str(first.wrapping_sub(1));
        // "It's $5"
        let owner = before.split_once(is_apostrophe).is_some_and(|(name, ending)| {
            let is = [
                "he", "here", "how", "it", "let", "she", "that", "there", "what", "where", "who",
            ];
            ending == "s" && !is.iter().any(|word| name.eq_ignore_ascii_case(word))
        });
        let determined = owner
            || matches!(
                before,
                "each" | "every" | "its" | "no" | "one" | "this" | "This" | "No" | "Every"
            );
        let next = self.str(end);
        let noun = self.is_noun(end) && !next.ends_with("ly") && !(next.len() > 4 && next.ends_with("ed"));
        let hyphen = |i: usize| self.is_sign(i, '-') && self.glued(i) && self.glued(i + 1);
        let period = hyphen(end) && matches!(self.str(end + 1), "a" | "per") && hyphen(end + 2);
        let further = self.has_article(first)
            && self.is_sign(end, ',')
            && self.number(end + 1).is_some()
            && hyphen(end + 2)
            && self.is_noun(end + 4);
        determined && noun || period || further
    }

    /// Whether the word at `after` may be a noun that an amount before it describes.
    pub(in super::super) fn is_noun(&self, after: usize) -> bool {
        const OTHERS: &[&str] = &[
            "above", "across", "adds", "after", "against", "ago", "all", "almost", "alone", "already",
            "also", "and", "any", "apart", "applies", "are", "around", "away", "because", "becomes",
            "before", "behind", "being", "below", "beneath", "beside", "between", "beyond", "brings", "but",
            "buys", "can", "comes", "costs", "could", "covers", "deep", "did", "does", "down", "drops",
            "during", "each", "earns", "either", "equals", "every", "exceeds", "falls", "feels", "fits",
            "for", "from", "gets", "given", "gives", "goes", "grows", "had", "happens", "has", "have",
            "helps", "here", "high", "his", "how", "hurts", "includes", "inside", "instead", "into", "its",
            "itself", "just", "keeps", "lands", "lasts", "later", "leads", "leaks", "leaves", "left", "less",
            "lets", "long", "looks", "lost", "made", "makes", "matters", "may", "means", "might", "minus",
            "more", "must", "needs", "nor", "not", "now", "off", "once", "only", "onto", "our", "out",
            "outside", "over", "pays", "per", "plus", "rather", "remains", "rises", "saves", "seems",
            "shall", "she", "should", "shown", "shows", "since", "sits", "sounds", "spent", "stays", "still",
            "takes", "tall", "than", "that", "the", "then", "there", "they", "this", "through", "together",
            "too", "took", "toward", "towards", "turns", "under", "until", "upon", "vanishes", "versus",
            "via", "was", "wastes", "were", "what", "when", "where", "which", "while", "who", "whose", "why",
            "wide", "will", "wins", "with", "within", "without", "works", "would", "yet", "you", "your",
        ];
        self.case(after) == Some(Case::Lower)
            && !self.glued(after)
            && self.str(after).len() > 2
            // "you'd"
            && self
                .str(after)
                .split(is_apostrophe)
                .next()
                .is_some_and(|word| OTHERS.binary_search(&word).is_err())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(super::SIZED.is_sorted());
    }
}
