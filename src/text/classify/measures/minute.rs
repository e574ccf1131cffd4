//! An m that is no meter: a minute where time is spoken of, a thousandth of a core in Kubernetes. What every other
//! symbol stands for is `unit`'s.

use super::{Tagger, unit};
use crate::text::class::Class;
use crate::text::tokenise::Kind;

impl Tagger<'_, '_> {
    /// An m that is no meter: a thousandth of a core in Kubernetes, a minute where time is spoken of.
    pub(super) fn unit_of_m(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        let mut before = from.checked_sub(1).map_or("", |b| self.str(b));
        // "cpu: 500m", "cpu=500m"
        if matches!(before, ":" | "=") {
            before = from.checked_sub(2).map_or("", |b| self.str(b));
        }
        // "over, say, 5m"
        if before == "," && self.str(from.wrapping_sub(2)) == "say" {
            before = from.checked_sub(4).map_or("", |b| self.str(b));
        }
        let after = self.str(at + 1);
        let is = |word: &str, list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        const CORES: &[&str] = &["cpu", "cpus", "core", "cores", "vcpu"];
        const BEFORE: &[&str] = &[
            "after", "every", "for", "interval", "last", "next", "past", "timeout", "ttl", "within", "wait",
        ];
        const AFTER: &[&str] = &[
            "ago",
            "delay",
            "interval",
            "intervals",
            "later",
            "timeout",
            "timeouts",
            "ttl",
            "window",
            "windows",
        ];
        // "250m-500m": as the first.
        if let [.., first, to] = &self.tags[..]
            && to.class == Class::Say("to")
            && let Class::Measure(first) = first.class
            && [&unit::MILLICORE, &unit::MINUTE].contains(&first.unit)
        {
            return Some(first.unit);
        }
        // "requests to 250m", "limits: 500m"
        let quota = (from.saturating_sub(3)..from)
            .any(|i| is(self.str(i), &["limit", "limits", "request", "requests"]) || is(self.str(i), CORES));
        // "250m of CPU"
        // "That 250m means 250 millicores."
        let spoken_of = self.str(from).len() > 2
            && self.has_beside(14, at, &["millicore", "millicores", "core", "cores"]);
        let of_cores = spoken_of || after == "of" && is(self.str(at + 2), CORES);
        // "52m 35s"
        let seconds = self.number(at + 1).is_some_and(|n| n.len() <= 2)
            && matches!(self.str(at + 2), "s" | "sec" | "secs")
            && self.glued(at + 2);
        if seconds {
            return Some(&unit::MINUTE);
        }
        // "rate(requests[5m])"
        if before == "[" && after == "]" {
            return Some(&unit::MINUTE);
        }
        // "Over 5m, the rate is fine"; but "over 5m tall"
        let measured = matches!(after, "away" | "deep" | "high" | "long" | "of" | "tall" | "wide");
        let over = is(before, &["over"]) && self.glued(at) && !measured;
        // "1h and 5m", "5m, 30m, 1h and 6h windows"
        let beside = over || self.is_beside_time(from, at) || self.is_of_lasting(from, at);
        if of_cores || is(after, CORES) || is(before, CORES) || quota && !is(before, BEFORE) {
            Some(&unit::MILLICORE)
        } else if beside
            || self.is_between_times(from, at)
            || self.follows_unit(from)
            || is(before, BEFORE)
            || is(after, AFTER)
        {
            Some(&unit::MINUTE)
        } else {
            None
        }
    }

    /// The period of "GB-mo" and "vCPU-hrs", after the hyphen at `at`.
    pub(in super::super) fn period_behind_unit(&self, at: usize) -> Option<&'static str> {
        let before = self.str(at.wrapping_sub(1));
        let unit =
            unit::of_symbol(before).is_some() && before.len() > 1 || matches!(before, "vCPU" | "CPU" | "GPU");
        let period = match self.str(at + 1) {
            "mo" => "month",
            "hr" => "hour",
            "hrs" => "hours",
            "yr" => "year",
            _ => return None,
        };
        (unit && self.ends_before(at + 2)).then_some(period)
    }

    /// What a letter apart from its number measures: "3 h 39 m", "14 d max", "a 16 B tag", "aged 66.2 y".
    pub(super) fn spaced_letter(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        (!self.glued(at)).then_some(())?;
        match self.str(at) {
            "m" if matches!(self.str(from.wrapping_sub(1)), "h" | "hr" | "hrs") => Some(&unit::MINUTE),
            "d" if self.lasts_days(from, at) => unit::of_symbol("d"),
            "y" if self.counts_years(from, at) => unit::of_symbol("yr"),
            "B" if self.counts_bytes(from, at) => Some(&unit::BYTE),
            _ => None,
        }
    }

    /// Whether the d at `at`, apart from its number, is a day: nothing but a clause's end or a small word follows.
    fn lasts_days(&self, from: usize, at: usize) -> bool {
        let next = self.str(at + 1);
        let small = matches!(
            next,
            "after" | "and" | "at" | "before" | "by" | "for" | "max" | "of" | "on" | "or" | "to"
        );
        let whole = self.ends_before(at + 1) && (small || self.case(at + 1).is_none());
        let before = self.str(from.wrapping_sub(1));
        // "a period of 31.4 d, hence", "retention 14 d in hot storage"
        let kept = |word: &str| matches!(word, "age" | "cycle" | "lag" | "period" | "retention");
        let named = kept(before) || matches!(before, "is" | "of") && kept(self.str(from.wrapping_sub(2)));
        let lasting = named
            || matches!(
                before,
                "after" | "every" | "for" | "in" | "last" | "over" | "within" | "×"
            );
        whole && (small && next != "to" || lasting) || named && next == "in"
    }

    /// Whether the y at `at`, apart from its number, is a year: ages are spoken of, and nothing is solved.
    fn counts_years(&self, from: usize, at: usize) -> bool {
        const AGES: &[&str] = &["age", "aged", "follow", "old", "patient", "surviv"];
        self.ends_before(at + 1)
            && self.case(at + 1).is_none()
            && !(from.saturating_sub(3)..from).any(|i| self.is_sign(i, '='))
            && self.is_within(10, from, AGES)
    }

    /// Whether the B at `at`, apart from its number, is a byte: sizes are spoken of.
    fn counts_bytes(&self, from: usize, at: usize) -> bool {
        const SIZES: &[&str] = &[
            "KB", "KiB", "MB", "MiB", "byte", "bytes", "header", "key", "keys", "nonce", "overhead",
            "packet", "payload", "tag", "tunnel",
        ];
        const NEAR: usize = 12;
        let bytes = |class: &Class<'_>| matches!(class, Class::Measure(m) if m.unit == &unit::BYTE);
        let again = || self.tags.iter().rev().take(NEAR).any(|tag| bytes(&tag.class));
        self.ends_before(at + 1) && !self.is_behind_name(from) && (self.has_beside(6, at, SIZES) || again())
    }

    /// Whether an arrow or a stroke joins the amount from `from` to the symbol at `at` to one of another unit of time:
    /// "5m → 1h", "a 5m/1h window"; or whether a clock or an error is spoken of around it, and no length.
    fn is_between_times(&self, from: usize, at: usize) -> bool {
        const CLOCKED: &[&str] = &[
            "alert",
            "alerts",
            "budget",
            "cooldown",
            "downtime",
            "fires",
            "latency",
            "outage",
            "p99",
            "poll",
            "polls",
            "rate",
            "retention",
            "scrape",
            "wait",
        ];
        const MEASURED: &[&str] = &[
            "cable", "deep", "depth", "distance", "high", "length", "long", "meters", "pool", "race", "rope",
            "sprint", "swam", "swim", "tall", "wide", "width",
        ];
        let time = |i: usize| {
            matches!(self.str(i), "d" | "h" | "hr" | "ms" | "s") && self.number(i.wrapping_sub(1)).is_some()
        };
        let joint = |i: usize| matches!(self.kind(i), Some(Kind::Sign('→' | '/' | '–' | '-')));
        // "T+13m", "now-15m"
        if from > 1 && self.counts_from(from - 2) {
            return true;
        }
        // "10s, 20s, 40s, up to a cap of 5m", "an RPO of 5m"
        const NEAR: usize = 14;
        let short = self.str(from).len() <= 2 && self.glued(at);
        let timed = |i: usize| time(i) && self.glued(i) && i != at;
        let measured = self.has_beside(NEAR, at, MEASURED);
        let listed = (at.saturating_sub(NEAR)..at + NEAR).any(timed)
            || self.has_beside(6, at, &["RPO", "RTO", "MTTR", "TTL"]);
        let again = self
            .tags
            .iter()
            .rev()
            .take(NEAR)
            .any(|tag| matches!(tag.class, Class::Measure(m) if m.unit == &unit::MINUTE));
        if short && (listed || again) && !measured {
            return true;
        }
        let beside =
            joint(at + 1) && time(at + 3) || joint(from.wrapping_sub(1)) && time(from.wrapping_sub(2));
        let clocked = self.glued(at) && self.has_beside(4, at, CLOCKED) && !measured;
        beside || clocked
    }

    /// Whether an hour or a second is glued to a number in the list that the amount from `from` to the symbol at `at` is in.
    fn is_beside_time(&self, from: usize, at: usize) -> bool {
        const NEAR: usize = 12;
        let joint = |i: usize| {
            self.number(i).is_some()
                || self.is_sign(i, ',')
                || matches!(self.str(i), "and" | "m" | "or" | "to" | "versus")
        };
        let time = |i: usize| {
            matches!(self.str(i), "d" | "h" | "hr" | "ms" | "s")
                && self.glued(i)
                && self.number(i.wrapping_sub(1)).is_some()
        };
        let listed = |i: &usize| joint(*i) || time(*i);
        (at + 1..at + NEAR).take_while(listed).any(time)
            || (from.saturating_sub(NEAR)..from)
                .rev()
                .take_while(listed)
                .any(time)
    }

    /// Whether something that lasts stands before the amount from `from` in its clause: "The timeout is 1m", "a rate over
    /// 5m"; or whether its symbol at `at` is of code, where nobody measures lengths.
    pub(in super::super) fn is_of_lasting(&self, from: usize, at: usize) -> bool {
        const LASTING: &[&str] = &[
            "backoff", "cooldown", "deadline", "delay", "duration", "expiry", "interval", "lookback", "rate",
            "scrape", "timeout", "timeouts", "ttl", "window",
        ];
        const NEAR: usize = 5;
        let ends = |i: &usize| matches!(self.kind(*i), Some(Kind::Sign('.' | ';' | '!' | '?' | '(' | ')')));
        let said = (from.saturating_sub(NEAR)..from)
            .rev()
            .take_while(|i| !ends(i))
            .any(|i| LASTING.iter().any(|w| self.str(i).eq_ignore_ascii_case(w)));
        // "--since=10m"
        let set = self.is_sign(from.wrapping_sub(1), '=') && self.glued(from);
        said || (set || self.in_code(at)) && self.glued(at) && self.str(from).len() < 3
    }
}
