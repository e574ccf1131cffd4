//! How much memory a program may have: "--memory=512m", "mem_limit: 1g", "-Xmx4g", "512M of RAM". Owns where one letter behind
//! a number counts bytes outside code; what holds bytes between backticks, `code` knows.

use super::Tagger;
use crate::text::class::{Class, Decimal};
use crate::text::classify::programs::code;
use crate::text::tokenise::{Case, Kind};

/// Tokens that the name of a flag or of a setting may have.
const NAME: usize = 12;

impl<'t> Tagger<'t, '_> {
    /// "--shm-size=16g", "work_mem of 64m", "-m 512m": bytes that a flag or a setting is given.
    pub(super) fn allotted(&mut self, amount: Decimal<'t>, from: usize, at: usize) -> Option<usize> {
        const HOLDERS: [&str; 4] = ["heap", "mem", "memory", "shm"];
        const SIZES: [&str; 3] = ["buffer", "buffers", "size"];
        let letter = self.word(at).filter(|_| self.glued(at))?;
        (matches!(letter, "G" | "K" | "M" | "g" | "k" | "m")
            && self.ends_before(at + 1)
            && !self.in_code(at))
        .then_some(())?;
        // "-Xmx4g": its letter is said.
        let java = matches!(self.str(from.wrapping_sub(1)), "Xmn" | "Xms" | "Xmx" | "Xss");
        if java && self.glued(from) {
            self.push(Class::Decimal(amount), from, at);
            self.push(Class::Letters(letter), at, at + 1);
            return Some(at + 1);
        }
        let name = self.name_before(from)?;
        let short = self.str(name) == "-" && name + 2 == from && self.str(name + 1) == "m";
        // "size: 5m"
        let parted = self.is_sign(name, '-') || (name..from).any(|i| self.is_sign(i, '_'));
        let bytes = short
            || self.name_holds(name, from, &HOLDERS)
            || parted && self.name_holds(name, from, &SIZES)
            || parted && letter.eq_ignore_ascii_case("g") && self.name_holds(name, from, &["limit"]);
        let said = match code::size_in_bytes(amount.is_one(), letter).filter(|_| bytes) {
            Some(bytes) => Class::Say(bytes),
            // No gram is given to a flag.
            None if letter == "g" && self.is_sign(name, '-') => Class::Letters(letter),
            None => return None,
        };
        self.push(Class::Decimal(amount), from, at);
        self.push(said, at, at + 1);
        Some(at + 1)
    }

    /// Where the flag, the setting or the name of several parts begins whose value is the amount from `from`:
    /// "--memory=", "memory: ", "work_mem of ", "client_max_body_size ".
    fn name_before(&self, from: usize) -> Option<usize> {
        let before = from.checked_sub(1)?;
        let sign = matches!(self.kind(before), Some(Kind::Sign(':' | '=')));
        let linked = !sign && matches!(self.str(before), "at" | "is" | "of" | "to");
        let last = before.checked_sub(usize::from(sign || linked))?;
        self.word(last)?;
        let joint = |i: usize| matches!(self.kind(i), Some(Kind::Sign('-' | '_' | '.')));
        let mut first = last;
        while first > 0 && last - first < NAME && (self.glued(first) && (joint(first - 1) || joint(first))) {
            first -= 1;
        }
        let flag = self.is_sign(first, '-');
        let parted = (first..last).any(|i| self.is_sign(i, '_'));
        let key = sign && self.case(last) == Some(Case::Lower);
        (flag || parted || key && !linked).then_some(first)
    }

    /// Whether one of `words` stands in the name `first..end`, and none of what is counted otherwise.
    fn name_holds(&self, first: usize, end: usize, words: &[&str]) -> bool {
        const OTHERS: [&str; 15] = [
            "age", "batch", "chunk", "context", "dataset", "duration", "interval", "period", "sample",
            "step", "time", "timeout", "ttl", "vocab", "window",
        ];
        let is = |i: usize, list: &[&str]| {
            self.word(i)
                .is_some_and(|w| list.iter().any(|l| w.eq_ignore_ascii_case(l)))
        };
        (first..end).any(|i| is(i, words)) && !(first..end).any(|i| is(i, &OTHERS))
    }

    /// Whether the amount before `end` is set for what has a size or a greatest value: "--max-model-len 32768".
    pub(in super::super) fn is_greatest(&self, at: usize) -> bool {
        const GREATEST: [&str; 7] = ["count", "len", "length", "limit", "max", "size", "tokens"];
        let greatest = |i: usize| GREATEST.contains(&self.str(i));
        self.name_before(at)
            .is_some_and(|first| (first..at).any(greatest))
    }

    /// "512M of RAM", "512M and 256Mi"; but "a 128K context" beside "16 GiB".
    pub(in super::super) fn of_memory(&mut self, at: usize, digits: &'t str) -> Option<usize> {
        const TOKENS: [&str; 7] = [
            "batch",
            "context",
            "prompt",
            "sequence",
            "sequences",
            "token",
            "window",
        ];
        let after = at + 2;
        let named = self.str(after) == "of"
            && matches!(
                self.str(after + 1),
                "RAM" | "VRAM" | "disk" | "heap" | "memory" | "storage" | "swap"
            );
        let tokens = after + usize::from(self.is_sign(after, '-'));
        let beside = (at.saturating_sub(8)..at + 8)
            .any(|i| matches!(self.str(i), "Gi" | "GiB" | "Mi" | "MiB") && self.glued(i))
            && self.ends_before(after)
            && !self.is_counted(after)
            && !TOKENS.contains(&self.str(tokens));
        (self.glued(at + 1) && (named || beside)).then_some(())?;
        let bytes = code::size_in_bytes(digits == "1", self.str(at + 1))?;
        self.push(Class::Cardinal(digits), at, at + 1);
        self.push(Class::Say(bytes), at + 1, after);
        Some(after)
    }

    /// "1g.10gb", "all-1g.10gb": a part of a GPU, so many sevenths and so much memory (NVIDIA's MIG profiles).
    pub(in super::super) fn part_of_gpu(&mut self, at: usize) -> Option<usize> {
        let slices = self.number(at).filter(|n| n.len() == 1)?;
        let (memory, unit) = (at + 3, at + 4);
        let digits = self.number(memory)?;
        let written = self.str(at + 1) == "g"
            && self.is_sign(at + 2, '.')
            && self.str(unit) == "gb"
            && (at + 1..=unit).all(|i| self.glued(i));
        written.then_some(())?;
        self.push(Class::Cardinal(slices), at, at + 1);
        self.push(Class::Letters("g"), at + 1, at + 2);
        self.push(Class::Say("dot"), at + 2, memory);
        self.push(Class::Cardinal(digits), memory, unit);
        self.push(Class::Letters("gb"), unit, unit + 1);
        Some(unit + 1)
    }
}
