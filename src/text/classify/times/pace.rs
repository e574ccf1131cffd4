//! Minutes and seconds of those who run, rest and hold: "6:00 min/km", "splits of 4:00", "rest 2:00 between sets". Owns which full
//! minutes are no hour of the day.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::Kind;

/// Tokens before a time in which what is timed is looked for.
const REACH: usize = 12;

impl Tagger<'_, '_> {
    /// "11:26/mi", "6:00 min/km": what a time from `at` to `end` is taken for, where it is a pace and no time of day.
    pub(super) fn pace(&mut self, at: usize, end: usize) -> Option<usize> {
        let spelt = matches!(self.str(end), "min" | "mins");
        let slash = end + usize::from(spelt);
        let per = match self.str(slash + 1) {
            "mi" | "mile" => "per mile",
            "k" | "km" => "per kilometer",
            "lap" => "per lap",
            _ => return None,
        };
        let written = self.is_sign(slash, '/') && self.glued(slash) && self.glued(slash + 1);
        let minutes = self
            .number(at)
            .filter(|_| written && self.ends_before(slash + 2))?;
        let tag = self
            .tags
            .last_mut()
            .filter(|tag| matches!(tag.class, Class::Time(_)))?;
        let whole = matches!(tag.class, Class::Time(time) if time.minute == Some(0));
        if whole {
            tag.class = Class::Cardinal(minutes);
        }
        if whole || spelt {
            self.push(Class::Say("minutes"), end - 1, end);
        }
        self.push(Class::Say(per), end, slash + 2);
        Some(slash + 2)
    }

    /// Whether so many minutes are meant by the time from `at` to `end`: a pace, a rest, what is held; but "we rest at 2:00", "the
    /// pace car leaves at 5:00".
    pub(super) fn is_pace(&self, at: usize, end: usize) -> bool {
        // "7:00/km"
        if self.is_sign(end, '/') || matches!(self.str(end), "min" | "mins") {
            return false;
        }
        let before = self.str(at.wrapping_sub(1));
        let distance = |i: usize| {
            matches!(
                self.str(i),
                "k" | "kilometer" | "kilometers" | "km" | "lap" | "mi" | "mile"
            )
        };
        // "5:00 per km", "4:00 flat", "8:00 to 8:30 pace"
        let next = if matches!(self.str(end), "to" | "-" | "–") && self.is_sign(end + 2, ':') {
            end + 4
        } else {
            end
        };
        let measured = matches!(self.str(next), "a" | "per") && distance(next + 1)
            || self.str(next) == "pace"
                && !(self.is_noun(next + 1) || self.word(next + 1).is_some_and(|w| w.ends_with("self")))
            || self.str(end) == "flat" && !matches!(before, "At" | "at" | "by") && !self.is_noun(end + 1);
        // "rest 2:00 between sets", "plank for 1:00"
        let activity = at.wrapping_sub(if before == "for" { 2 } else { 1 });
        let held = matches!(
            self.str(activity),
            "Hold" | "Plank" | "Rest" | "hold" | "holds" | "plank" | "planks" | "rest" | "rests"
        );
        let hour = matches!(
            before,
            "after" | "around" | "at" | "before" | "by" | "since" | "till" | "until"
        );
        let ends = |i: &usize| matches!(self.kind(*i), Some(Kind::Sign('.' | '?' | '!' | ';')));
        let timed = |i: usize| {
            // "the pace of the class from 9:00"
            matches!(self.str(i), "Pace" | "Splits" | "pace" | "paces" | "splits")
                && !(self.str(i + 1) == "of" && self.number(i + 2).is_none())
                || matches!(self.str(i), "Mile" | "mile") && matches!(self.str(i + 1), "time" | "times")
        };
        let gap = matches!(before, "is" | "of" | "was") && self.str(at.wrapping_sub(2)) == "gap";
        let spoken = (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|i| !ends(i))
            .any(timed);
        measured || held || gap || spoken && !hour
    }
}
