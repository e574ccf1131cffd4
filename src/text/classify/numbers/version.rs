//! Numbers with one point that are no decimals: releases, and recommendations of the ITU-T; how they are said.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// How many numbers of a list are looked at for the name that has versions, so that a long list costs no walk for each.
const LISTED: usize = 8;
/// The most signs and words that join two of them: ", and then".
const JOINED: usize = 3;

/// First numbers of the releases that a script has named: the 1 of "Kubernetes 1.31".
#[derive(Debug, Default)]
pub(in crate::text) struct Releases(Vec<String>);

impl Releases {
    /// Adds those that stand in `text` behind the name of something that has them, so that a script knows them before it
    /// comes to their names.
    pub(in crate::text) fn look_for(&mut self, text: &str) {
        for (point, _) in text.match_indices('.') {
            let major = text[..point].trim_end_matches(|c: char| c.is_ascii_digit());
            let number = &text[major.len()..point];
            let name = major.strip_suffix(' ').unwrap_or("");
            let word = &name[name.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len()..];
            let minor = text.as_bytes()[point + 1..]
                .iter()
                .take_while(|b| b.is_ascii_digit())
                .count();
            if matches!(minor, 1 | 2) && matches!(number.len(), 1 | 2) && number != "0" && is_versioned(word)
            {
                self.add(number);
            }
        }
    }

    fn add(&mut self, major: &str) {
        if !self.0.iter().any(|known| known == major) {
            self.0.push(major.to_owned());
        }
    }
}

impl<'t> Tagger<'t, '_> {
    /// "H.264", "G.711", "T.38": a recommendation of the ITU-T, its series and its number, without the point.
    pub(in super::super) fn itu_series(&mut self, at: usize) -> Option<usize> {
        let series = self.str(at);
        let number = self
            .number(at + 2)
            .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))?;
        let known = match number.len() {
            2 => matches!(series, "T" | "V"),
            3 => matches!(series, "E" | "G" | "H" | "J" | "P" | "Q" | "T" | "V" | "X" | "Y"),
            _ => false,
        };
        let glued = self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2);
        (known && glued && self.ends_before(at + 3)).then_some(())?;
        self.push(Class::Letters(series), at, at + 2);
        self.push(Class::Pairs(number), at + 2, at + 3);
        Some(at + 3)
    }

    /// Whether a release is changed here: "upgrade from 1.24 to 1.25".
    fn changes_version(&self, at: usize) -> bool {
        let verb = |i: usize| {
            let word = self.str(i);
            ["upgrad", "downgrad", "migrat", "bump", "version", "releas", "pin"]
                .iter()
                .any(|stem| {
                    word.get(..stem.len())
                        .is_some_and(|w| w.eq_ignore_ascii_case(stem))
                })
        };
        matches!(self.str(at.wrapping_sub(1)), "from" | "to" | "at" | "on")
            && (at.saturating_sub(9)..at.saturating_sub(1)).any(verb)
    }

    /// Where the number with one point begins that the one at `at` goes on from in a list.
    fn number_before(&self, at: usize) -> Option<usize> {
        let joins = |&i: &usize| matches!(self.str(i), "," | "and" | "or" | "then");
        let joined = (0..at).rev().take(JOINED).take_while(joins).count();
        let point = at.checked_sub(joined + 2)?;
        let begins = point.checked_sub(1)?;
        let whole = self.is_sign(point, '.') && self.glued(point) && self.glued(point + 1);
        (joined > 0 && whole && self.number(point + 1).is_some() && self.number(begins).is_some())
            .then_some(begins)
    }

    /// Whether something has been there or gone from the release at `at` on: "since 1.10", "was removed in 1.22",
    /// "the docs for 1.24", "clusters on 1.28".
    fn dates_version(&self, at: usize) -> bool {
        #[rustfmt::skip] // a table
        const STEMS: &[&str] = &[
            "GA", "added", "alpha", "arriv", "backport", "beta", "deprecat", "dropped", "fixed", "graduat", "introduc",
            "landed", "merged", "promot", "remov", "shipped", "stable", "stabiliz",
        ];
        #[rustfmt::skip] // a table
        const RELEASED: &[&str] = &[
            "binaries", "builds", "changelog", "cluster", "clusters", "docs", "documentation", "images", "nodes", "notes",
        ];
        let before = |n: usize| self.str(at.wrapping_sub(n));
        let dated = |i: usize| STEMS.iter().any(|stem| self.str(i).starts_with(stem));
        let since = matches!(before(1), "Since" | "since");
        let known = before(1) == "in" && (at.saturating_sub(4)..at).any(dated);
        let of_release =
            matches!(before(1), "before" | "for" | "from" | "in" | "on") && RELEASED.contains(&before(2));
        // "since 0.98 to the 12th power is little"
        let value = self.str(at) == "0" && matches!(self.str(at + 3), "in" | "is" | "of" | "to" | "was");
        !value && (since || known || of_release) && !self.is_measured(at + 3)
    }

    /// Whether the number that ends before `end` is of something: "1.25 seconds", "1.25 million", "1.25 %".
    fn is_measured(&self, end: usize) -> bool {
        self.is_sign(end, '%')
            || matches!(self.str(end), "per" | "percent" | "times")
            || super::magnitude::spelled(self, end).0.is_some()
            || self.is_counted(end)
            || self.unit_at(end, end, None).is_some()
    }

    /// Whether what stands before the number at `at` has versions.
    pub(super) fn names_version(&self, at: usize) -> bool {
        if self.changes_version(at) || self.dates_version(at) {
            return true;
        }
        // "Python 3.10 or 3.12", "version 1.27, then 1.12 and 3.10"
        let mut at = at;
        for _ in 0..LISTED {
            let Some(earlier) = self.number_before(at) else {
                break;
            };
            at = earlier;
        }
        // "Python >= 3.10", `rust-version = "1.82"`
        let compared = (at.saturating_sub(2)..at)
            .rev()
            .take_while(|&i| matches!(self.kind(i), Some(Kind::Sign('<' | '=' | '>' | '≤' | '≥' | '"'))))
            .count();
        let Some(before) = at.checked_sub(1 + compared) else {
            return false;
        };
        // "provider ~> 5.60", "^1.20"
        let fits = match compared {
            0 => self.is_sign(before, '^') && self.glued(at) && !self.joined(before),
            1 => self.is_sign(before, '~') && self.is_sign(at - 1, '>'),
            _ => false,
        };
        if fits {
            return true;
        }
        let word = self.str(before);
        // "K8s 1.30": letters and digits together are a product.
        let tag = self.is_sign(before, ':') && self.glued(at) && self.word(before.wrapping_sub(1)).is_some();
        let product = self.glued(before) && self.number(before.wrapping_sub(1)).is_some();
        // "transformers>=4.46", "alpine3.20"
        let required = compared == 2 && (before + 1..=at).all(|i| self.glued(i)) && word.len() > 2;
        let named = compared == 0 && self.glued(at) && word.len() > 2 && self.word(before).is_some();
        // "Docker Desktop 4.39", "Argo CD 2.10"
        let part = self.word(before.wrapping_sub(1)).is_some_and(is_versioned)
            && matches!(self.case(before), Some(Case::Capital | Case::Upper));
        tag || self.word(before).is_some()
            && (product
                || part
                || required
                || named
                || matches!(word, "v" | "V") && self.glued(at)
                || is_versioned(word)
                || self.str(at) != "0" && self.vocabulary.has_entry(word))
    }

    /// Whether a number goes on with versions that were named before it: the 3.13 after "Python 3.9", the 24.04 after "Ubuntu 22.04".
    pub(super) fn is_later(&self, major: &str, minor: &str, end: usize) -> bool {
        let same =
            major != "0" && self.released == Some(major) && minor.len() == 2 && !minor.starts_with('0');
        let equated = matches!(self.kind(end.wrapping_sub(4)), Some(Kind::Sign('=' | '≈' | '$')));
        (same || self.is_dated_release(major, minor)) && !self.is_measured(end) && !equated
    }

    /// Whether what stands at `end`, behind a number, asks for that release or one after it: "1.30 or later", "3.9 and up".
    pub(super) fn is_least_version(&self, end: usize) -> bool {
        matches!(
            (self.str(end), self.str(end + 1)),
            ("or", "above" | "later" | "newer") | ("and", "later" | "newer")
        )
    }

    /// Whether a number is a year and a month as the version before it was: "22.04 and 24.04".
    fn is_dated_release(&self, major: &str, minor: &str) -> bool {
        let dated = self.released.is_some_and(|released| released.len() == 2);
        dated && major.len() == 2 && matches!(minor, "04" | "10")
    }

    /// Whether a number is a release of what the script has named before: "On 1.27 it still works."
    pub(super) fn is_known_release(&self, major: &str, minor: &str, at: usize, end: usize) -> bool {
        let known = self.releases.0.iter().any(|known| known == major);
        let before = self.str(at.wrapping_sub(1));
        let dated = [
            "after", "at", "before", "by", "from", "in", "on", "require", "requires", "since", "support",
            "supports", "until",
        ]
        .iter()
        .any(|word| before.eq_ignore_ascii_case(word))
            || matches!(
                (self.str(at.wrapping_sub(2)), before),
                ("earlier" | "later" | "newer" | "older", "than") | ("up", "to")
            );
        // "Going to 1.29"
        let moved = before == "to"
            && matches!(
                self.str(at.wrapping_sub(2)),
                "Going" | "Jumping" | "Moving" | "going" | "jump" | "jumping" | "move" | "moved" | "moving"
            );
        // Nothing is counted by it, and it is part of no name: "in 1.25 seconds", "on 1.25 Gbps links".
        let alone = match self.kind(end) {
            None | Some(Kind::Sign(',' | '.' | ';' | ':' | ')' | '?' | '!')) => true,
            Some(Kind::Word(Case::Lower)) => !self.is_noun(end) && !self.is_measured(end),
            Some(_) => false,
        };
        known && (dated || moved) && minor.len() == 2 && !minor.starts_with('0') && alone
    }

    /// The number of a section whose second part is a number of its own: "section 5.10", "§ 12.10", "Annex A 5.30". Whether
    /// it is one.
    pub(in super::super) fn section(&mut self, first: &'t str, second: &'t str, at: usize) -> bool {
        let numbered = second.len() == 2 && !second.starts_with('0') && self.is_of_section(at);
        if numbered {
            self.push(Class::Cardinal(first), at, at + 1);
            self.push(Class::Say("point"), at + 1, at + 2);
            self.push(Class::Cardinal(second), at + 2, at + 3);
        }
        numbered
    }

    /// The number of a build that begins with its day: "20251114.3". Whether it is one.
    pub(in super::super) fn build(&mut self, day: &'t str, nth: &'t str, at: usize) -> bool {
        let dated = day.len() == 8 && matches!(day.as_bytes(), [b'1' | b'2', b'9' | b'0', ..]);
        if dated {
            self.push(Class::Digits(day), at, at + 1);
            self.push(Class::Say("point"), at + 1, at + 2);
            self.push(Class::Cardinal(nth), at + 2, at + 3);
        }
        dated
    }

    fn is_of_section(&self, at: usize) -> bool {
        #[rustfmt::skip] // a table
        const PARTS: &[&str] = &[
            "annex", "appendix", "article", "chapter", "clause", "control", "example", "exercise", "exhibit", "figure", "lesson",
            "listing", "paragraph", "problem", "rule", "section", "table", "theorem",
        ];
        // "sections 3.9, 3.10, and 3.11"
        let mut at = at;
        while let Some(other) = self.listed_before(at) {
            at = other;
        }
        let lettered =
            self.is_letter(at.wrapping_sub(1)) && self.case(at.wrapping_sub(1)) == Some(Case::Upper);
        let before = at.wrapping_sub(1 + usize::from(lettered));
        let part = self.str(before).to_ascii_lowercase();
        PARTS.binary_search(&part.trim_end_matches('s')).is_ok() || !lettered && self.is_sign(before, '§')
    }

    /// The number with a point that stands before the one at `at` in a list.
    fn listed_before(&self, at: usize) -> Option<usize> {
        let joined = matches!(self.str(at.checked_sub(1)?), "and" | "or" | "through" | "to");
        let end = at - usize::from(joined);
        let end = end - usize::from(self.is_sign(end.checked_sub(1)?, ','));
        let first = end.checked_sub(3).filter(|_| end < at)?;
        let pointed = self.is_sign(first + 1, '.') && (first + 1..end).all(|i| self.glued(i));
        (pointed && self.number(first).is_some() && self.number(first + 2).is_some()).then_some(first)
    }

    /// Whether a letter and a dot stand before the number at `at`: a clause of a standard, "A.5.29".
    pub(super) fn is_clause(&self, at: usize) -> bool {
        let (letter, dot) = (at.wrapping_sub(2), at.wrapping_sub(1));
        self.is_letter(letter)
            && self.case(letter) == Some(Case::Upper)
            && !self.joined(letter)
            && self.is_sign(dot, '.')
            && self.glued(dot)
            && self.glued(at)
    }

    /// "1.30" after a name that has versions: the second part is a number of its own.
    pub(in super::super) fn release(&mut self, major: &'t str, minor: &'t str, at: usize) {
        let dated = self.is_dated_release(major, minor);
        self.released = Some(major);
        let counted = major != "0" && major.len() <= 2 && !self.is_clause(at);
        if counted {
            self.releases.add(major);
        }
        self.push(
            if major.len() == 3 {
                Class::Pairs(major)
            } else {
                Class::Cardinal(major)
            },
            at,
            at + 1,
        );
        // Ubuntu's releases are a year and a month: "twenty two oh four".
        if !dated && !self.str(at.wrapping_sub(1)).eq_ignore_ascii_case("ubuntu") {
            let point = if self.is_clause(at) { "dot" } else { "point" };
            self.push(Class::Say(point), at + 1, at + 2);
        }
        let class = if minor.starts_with('0') && minor.len() == 2 {
            Class::Pairs(minor)
        } else {
            Class::Cardinal(minor)
        };
        self.push(class, at + 2, at + 3);
    }
}

/// Software whose releases are counted, and the words for a release.
fn is_versioned(word: &str) -> bool {
    #[rustfmt::skip] // a table
    const NAMES: &[&str] = &[
        "airflow", "ansible", "argo", "bash", "chrome", "containerd", "cuda", "dbt", "debian", "django",
        "docker", "elasticsearch", "envoy", "etcd", "fedora", "firefox", "flink", "gcc", "go", "golang",
        "gradle", "grafana", "hadoop", "helm", "istio", "java", "jdk", "jenkins", "kafka", "kernel",
        "kotlin", "kubernetes", "linux", "maven", "mysql", "nginx", "node", "numpy", "openssl", "pandas",
        "perl", "php", "playwright", "postgres", "postgresql", "prometheus", "python", "pytorch", "rails",
        "react", "redis", "release", "ruby", "rust", "scala", "spark", "spring", "swift", "tensorflow",
        "terraform", "tflint", "typescript", "ubuntu", "vault", "version", "versions", "vite", "vllm",
        "windows",
    ];
    let lower = word.to_ascii_lowercase();
    NAMES.binary_search(&lower.as_str()).is_ok()
}
