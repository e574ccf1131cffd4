//! Capitals that stress nothing: keywords of queries ("SELECT age FROM users"), names of types ("a TEXT column"), of records of
//! the DNS ("ALIAS records"), of ways to do something ("the STAR method"), of what has versions ("FOCUS 1.2").
//!
//! Owns the words of SQL (ISO/IEC 9075-2, 5.2) that authors stress as well, so that their neighbours decide. Those that are
//! keywords wherever they stand are in `abbreviations`.

use super::Tagger;
use crate::text::abbreviations;
use crate::text::classify::measures::unit;
use crate::text::tokenise::Case;

/// Names of types, functions and parts of frames, sorted. Two of them side by side are no stress, nor is one beside what it is
/// called: "LEAD and LAG", "a TEXT column".
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "ARRAY", "BIGSERIAL", "BLOB", "BOOL", "BYTEA", "CHAR", "CLOB", "COLLATE", "CUBE", "FOLLOWING",
    "GENERATED", "IDENTITY", "INTERVAL", "JSONB", "LAG", "LEAD", "PRECEDING", "PRECISION", "ROLLUP", "SMALLINT",
    "TEXT", "UNBOUNDED", "VARYING",
];

/// Words of SQL that authors stress more often, sorted: they need one of the others beside them, or what they are called. With
/// them the record of the DNS that no dictionary spells.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "ALIAS", "ALWAYS", "BINARY", "CHARACTER", "CHECK", "CROSS", "CURRENT", "DATE", "DATETIME", "DOMAIN", "DOUBLE", "EXCLUDE",
    "FILTER", "NATURAL", "RANGE", "REAL", "ROWS", "SERIAL", "STORED", "TIME", "UNSIGNED", "VIRTUAL", "WINDOW", "ZONE",
];

impl Tagger<'_, '_> {
    /// Whether the capitals at `at` are a keyword of a query: "LEFT JOIN", "two FROM lines", "SET work_mem = 64".
    pub(in super::super) fn is_of_query(&self, at: usize) -> bool {
        // Beside a keyword nothing is stressed.
        let keyword = |i: usize| {
            let stem = self.str(i).trim_end_matches('s');
            i != at
                && matches!(self.case(i), Some(Case::Upper | Case::Mixed))
                && abbreviations::is_keyword(stem)
        };
        if [at.wrapping_sub(1), at + 1, at + 2].into_iter().any(keyword)
            || self.is_of_schema(at)
            || self.has_version(at)
        {
            return true;
        }
        // A column, or what it is compared with.
        let column = |i: usize| self.is_sign(i, '_') && self.glued(i) || self.is_sign(i, '=');
        abbreviations::is_of_clause(self.str(at))
            && (abbreviations::has_clauses(self.str(at + 1))
                || (at.saturating_sub(8)..at + 9).any(keyword)
                || self.case(at + 1) == Some(Case::Lower) && (at + 2..at + 5).any(column))
    }

    /// Whether the capitals at `at` are the name of a way to do something, "the STAR method", or of a thing, "the CAN bus",
    /// "a CRIME attack", and stress nothing; but "the WRONG method".
    pub(in super::super) fn names_way(&self, at: usize) -> bool {
        const JUDGED: &[&str] = &[
            "ALL", "ANOTHER", "BEST", "BETTER", "BOTH", "EACH", "EVERY", "ENTIRE", "EXACT", "FIRST", "FULL",
            "GOOD", "HUGE", "LAST", "MY", "NEW", "NEXT", "NO", "OLD", "ONLY", "OTHER", "OUR", "REAL",
            "RIGHT", "SAME", "SECOND", "SINGLE", "THAT", "THE", "THESE", "THIS", "THOSE", "WHOLE", "WORST",
            "WRONG", "YOUR",
        ];
        matches!(
            self.str(at + 1),
            "acronym"
                | "attack"
                | "attacks"
                | "bus"
                | "buses"
                | "chart"
                | "charts"
                | "criteria"
                | "diet"
                | "framework"
                | "goal"
                | "goals"
                | "method"
                | "mnemonic"
                | "protocol"
                | "protocols"
                | "stack"
                | "stacks"
                | "technique"
        ) && !JUDGED.contains(&self.str(at))
    }

    /// Whether the capitals at `at` name a type, a function or a constraint, or belong to such names: "BIGINT GENERATED ALWAYS
    /// AS IDENTITY", "3 PRECEDING AND 3 FOLLOWING", "300 IN A"; but "CHECK the logs", "AS SOON AS possible".
    fn is_of_schema(&self, at: usize) -> bool {
        let name = |i: usize| self.case(i) == Some(Case::Upper) && is_in(self.str(i), NAMES);
        let known = |i: usize| name(i) || self.case(i) == Some(Case::Upper) && is_in(self.str(i), WORDS);
        let (before, word, after) = (at.wrapping_sub(1), self.str(at), self.str(at + 1));
        // "300 IN A 192.0.2.1": a class of records between a time and a type (RFC 1035, 5.1).
        if word == "IN" && self.number(before).is_some() && is_record(after) {
            return true;
        }
        // "ALWAYS AS IDENTITY", "3 PRECEDING AND 3".
        if abbreviations::is_of_clause(word) && word != "CHECK" {
            return known(before) && (name(at + 1) || self.number(at + 1).is_some() && name(before));
        }
        let sure = name(at);
        if !sure && !is_in(word, WORDS) {
            return false;
        }
        if is_called(after)
            || word == "ALIAS" && matches!(after, "record" | "records")
            || sure && is_called(self.str(before))
        {
            return true;
        }
        // "TEXT, NUMERIC(10, 2) or ENUM".
        let joins = |i: &usize| {
            self.number(*i).is_some()
                || matches!(self.str(*i), "," | "/" | "(" | "and" | "or" | "AND" | "OR" | "AS")
        };
        let passed = |step: isize| {
            let next = |i: &usize| Some(i.wrapping_add_signed(step));
            std::iter::successors(next(&at), next).take(3).find(|i| !joins(i))
        };
        [passed(1), passed(-1)].into_iter().flatten().any(|i| {
            name(i)
                || sure && known(i)
                || sure && self.case(i) == Some(Case::Upper) && abbreviations::is_keyword(self.str(i))
        })
    }

    /// Whether a version follows the capitals at `at`, which are a name then: "FOCUS 1.2"; but "WAIT 1.5 seconds", "ONLY 1.5".
    fn has_version(&self, at: usize) -> bool {
        const LOOSE: &[&str] = &[
            "ABOUT", "ABOVE", "ALMOST", "AROUND", "BELOW", "EXACTLY", "JUST", "LEAST", "LESS", "MORE",
            "MOST", "NEARLY", "ONLY", "OVER", "ROUGHLY", "THAN", "UNDER", "WAIT",
        ];
        let point = self.number(at + 1).is_some()
            && !self.glued(at + 1)
            && self.is_sign(at + 2, '.')
            && self.glued(at + 2)
            && self.number(at + 3).is_some_and(|minor| minor.len() <= 2)
            && self.glued(at + 3);
        let measured = self.is_sign(at + 4, '%')
            || unit::of_spaced_symbol(self.str(at + 4)).is_some()
            || matches!(
                self.str(at + 4),
                "billion"
                    | "days"
                    | "hours"
                    | "million"
                    | "minutes"
                    | "months"
                    | "percent"
                    | "points"
                    | "seconds"
                    | "times"
                    | "trillion"
                    | "weeks"
                    | "x"
                    | "years"
            );
        let word = self.str(at);
        point && !measured && !abbreviations::is_stressed(word) && !LOOSE.contains(&word)
    }
}

/// Whether capitals are in a list.
fn is_in(capitals: &str, list: &[&str]) -> bool {
    list.binary_search(&capitals).is_ok()
}

/// Types of records of the DNS that stand in the lines of a zone.
fn is_record(capitals: &str) -> bool {
    matches!(
        capitals,
        "A" | "AAAA" | "CAA" | "CNAME" | "MX" | "NS" | "PTR" | "SOA" | "SRV" | "TXT"
    )
}

/// What types, functions and clauses are called.
fn is_called(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    abbreviations::has_clauses(word)
        || matches!(stem, "column" | "constraint" | "frame" | "function" | "type")
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(super::NAMES.is_sorted() && super::WORDS.is_sorted());
    }
}
