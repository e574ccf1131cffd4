//! Segments of more than one token: as a whole, then piece by piece. Owns the order of rules; most stand elsewhere.

use super::Tagger;
use crate::text::class::Class;
use crate::text::lexical::undoubled;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind, is_apostrophe};

impl<'t> Tagger<'t, '_> {
    /// Tags the segment at `at`; may take following segments that belong to it.
    pub(super) fn segment(&mut self, at: usize) -> usize {
        let end = self.segment_end(at);
        // What a lexicon lists in this very form is one word, whatever is in it: "K8s", "C++", "re:Invent".
        if end > at + 1
            && let (Some(first), Some(last)) = (self.tokens.get(at), self.tokens.get(end - 1))
        {
            let whole = self.slice(first.start, last.end);
            if whole.len() <= 40 && self.vocabulary.has_entry(whole) && !self.explains(at, end, whole) {
                self.push(Class::Word(whole), at, end);
                return end;
            }
        }
        // A full stop up against an e-mail address belongs to the sentence.
        let stop = self.is_sign(at, '.') && self.is_email(at, end);
        if stop {
            self.push(Class::Mark(Punctuation::FullStop), at, at + 1);
        }
        let at = self.received(at + usize::from(stop));
        if let Some(after) = self
            .hardware_address(at, end)
            .or_else(|| self.ipv6(at, end))
            .or_else(|| self.electronic(at, end))
        {
            return after;
        }
        self.pieces(at, end)
    }

    /// The first token after `at` that is spaced, separates, or is final punctuation.
    pub(super) fn segment_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while !self.ends_before(end) {
            end += 1;
        }
        end
    }

    /// Reads `at..end` with local rules only; these may look, and take, past the end.
    pub(super) fn pieces(&mut self, mut at: usize, end: usize) -> usize {
        let equation = end - at > 2
            && (at..end).any(|i| self.is_sign(i, '=') && !self.gives_seconds(at, i, end))
            && (at..end).all(|i| self.word(i).is_none_or(|w| w.len() == 1));
        while at < end {
            if let Some(after) = (self.listed_form(at))
                .or_else(|| self.algebra(at))
                .or_else(|| self.code(at))
                .or_else(|| self.digest(at))
            {
                at = after;
                continue;
            }
            at = match self.kind(at) {
                Some(Kind::Word(_)) if equation && self.str(at) == "s" => self.code_letters(at),
                Some(Kind::Word(_)) => self.inner_word(at),
                Some(Kind::Number) => {
                    // ">=1.2.3"
                    let dotted = if equation { self.dotted_number(at) } else { None };
                    match dotted {
                        Some(after) => after,
                        None if equation => self.operand(at),
                        None => self.number_like(at),
                    }
                }
                Some(Kind::Sign(c)) => self.inner_sign(at, c, equation),
                None => return at,
            };
        }
        at
    }

    /// A number in an equation: no range, no date.
    fn operand(&mut self, at: usize) -> usize {
        let (amount, end) = self.amount(at, self.str(at));
        self.push(Class::Decimal(amount), at, end);
        end
    }

    /// A word in a segment.
    fn inner_word(&mut self, at: usize) -> usize {
        let glued = self.joined(at);
        let number_before = glued && self.number(at.wrapping_sub(1)).is_some();
        // The s of "<say-as>PVC</say-as>s", of "12s" and of "H100s"; but that of "k3s" is a letter.
        let behind_code = at > 0 && self.in_code(at - 1) && !self.in_code(at);
        if self.str(at) == "s"
            && (glued || behind_code && self.glued(at))
            && (at == 0 || behind_code || number_before && !self.ends_numeronym(at - 1))
        {
            self.push(Class::Ending("s"), at, at + 1);
            return at + 1;
        }
        // The ending of a tagged word: "<phoneme>grep</phoneme>ped".
        if at == 0 && glued && matches!(undoubled(self.str(at)), "ed" | "ing") {
            self.push(Class::Ending(self.str(at)), at, at + 1);
            return at + 1;
        }
        // "Ctrl-Alt-Del"
        if self.str(at) == "Del"
            && glued
            && matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('-' | '+')))
        {
            self.push(Class::Say("delete"), at, at + 1);
            return at + 1;
        }
        // "P(A)/P(B)"
        let over = glued && self.is_sign(at.wrapping_sub(1), '/');
        if let Some(after) = (self.region(at)).or_else(|| over.then(|| self.function_of(at)).flatten()) {
            return after;
        }
        if let Some(after) = (!glued).then(|| self.word_with_number(at)).flatten() {
            return after;
        }
        self.code_letters(at)
    }

    /// A sign in a segment.
    fn inner_sign(&mut self, at: usize, c: char, equation: bool) -> usize {
        let before = self.joined(at);
        let after = self.glued(at + 1);
        if let Some(end) = self
            .parameters(at, c)
            .or_else(|| self.joint(at, c))
            .or_else(|| self.angle_bracket(at, c))
            .or_else(|| self.predicate(at, c))
            .or_else(|| self.operator(at, c))
            .or_else(|| self.any_name(at, c))
            .or_else(|| self.any_action(at, c))
            .or_else(|| self.root(at, c))
            .or_else(|| self.dotted_range(at, c))
            .or_else(|| self.power(at, c))
            .or_else(|| self.omission(at))
            .or_else(|| self.percent(at, c))
            .or_else(|| self.spaced_operator(at, c))
        {
            return end;
        }
        // "∂L/∂w"
        if c == '/' && before && after && self.is_sign(at + 1, '∂') {
            self.push(Class::Say("over"), at, at + 1);
            return at + 1;
        }
        match c {
            // 12's, <phoneme>...</phoneme>'s
            _ if is_apostrophe(c) && before && after && self.str(at + 1) == "s" => {
                // "$10M's": dollars' sounds as dollars.
                let plural = matches!(self.tags.last().map(|t| &t.class), Some(Class::Money(m)) if m.magnitude.is_some());
                if !plural {
                    self.push(Class::Ending("'s"), at, at + 2);
                }
                at + 2
            }
            // "Get 'em"
            _ if is_apostrophe(c) && !before && after && self.is_clipped(at) => {
                let (from, to) = (self.tokens[at].start, self.tokens[at + 1].end);
                self.push_bytes(Class::Word(self.slice(from, to)), from, to);
                at + 2
            }
            // '09
            _ if is_apostrophe(c)
                && !before
                && after
                && self.str(at + 1).len() == 2
                && self.number(at + 1).is_some_and(|n| n.starts_with('0')) =>
            {
                self.push(Class::Pairs(self.str(at + 1)), at, at + 2);
                at + 2
            }
            // '80s
            _ if is_apostrophe(c)
                && after
                && self.number(at + 1).is_some_and(|n| n.ends_with('0'))
                && self.str(at + 2) == "s"
                && !(self.is_sign(at + 3, c) && self.glued(at + 3)) =>
            {
                self.push(Class::Decade(self.str(at + 1)), at, at + 3);
                at + 3
            }
            '-' if equation
                && before
                && after
                && self.number(at + 1).is_some()
                && self.number(at.wrapping_sub(1)).is_some() =>
            {
                self.push(Class::Say("minus"), at, at + 1);
                at + 1
            }
            '-' | '−' if before && after && (self.is_offset(at) || self.is_negative(at)) => {
                self.push(Class::Say("minus"), at, at + 1);
                at + 1
            }
            '-' if before && after && self.is_bracketed_difference(at)
                || after && self.negates_variable(at) =>
            {
                self.push(Class::Say("minus"), at, at + 1);
                at + 1
            }
            // "A1:A6", "B:B"
            ':' if before && after && self.is_cells(at) => {
                self.push(Class::Say("to"), at, at + 1);
                at + 1
            }
            '×' if self.is_square(at) => {
                self.push(Class::Say("by"), at, at + 1);
                at + 1
            }
            '-' | '–' if before && after && self.is_span(at) => {
                self.push(Class::Say("to"), at, at + 1);
                at + 1
            }
            '-' if before
                && after
                && let Some(period) = self.period_behind_unit(at) =>
            {
                self.push(Class::Say(period), at, at + 2);
                at + 2
            }
            '–' if before && after && self.is_dashed_range(at) => {
                self.push(Class::Say("to"), at, at + 1);
                at + 1
            }
            '-' if before && !after && self.is_grade(at) => {
                self.push(Class::Say("minus"), at, at + 1);
                at + 1
            }
            '-' | '−' if after && (!before || self.follows_operator(at)) && self.begins_number(at + 1) => {
                self.push(Class::Say("minus"), at, at + 1);
                at + 1
            }
            // A hyphen inside a compound is not said: "ten-part".
            '-' | '\u{2010}' | '\u{2011}' if before && (after || at == 0) => at + 1,
            // "the cost–benefit ratio"
            '–' if before && after && self.joins_names(at) => at + 1,
            // "Aug. 1942–Feb. 1943"
            '–' | '-'
                if before
                    && after
                    && self.number(at.wrapping_sub(1)).is_some()
                    && self.begins_month_date(at + 1) =>
            {
                self.push(Class::Say("to"), at, at + 1);
                self.month_date(at + 1).unwrap_or(at + 1)
            }
            // "-5–-3"
            '–' if before
                && after
                && self.is_sign(at + 1, '-')
                && self.glued(at + 2)
                && self.begins_number(at + 2) =>
            {
                self.push(Class::Say("to"), at, at + 1);
                at + 1
            }
            // A joint that joins nothing.
            '_' | '\\' | '#' if !before && (!after || self.ends_before(at + 1)) => self.lone_sign(at, c),
            '/' if self.divides(at) => {
                // "6.8 × 10⁹/L"
                if self.str(at + 1) == "L" && self.ends_before(at + 2) {
                    return self.divisors(at);
                }
                self.push(Class::Say("over"), at, at + 1);
                at + 1
            }
            '/' if before && (after || at == 0) => self.inner_slash(at),
            '.' if after && self.number(at + 1).is_some() => match self.unsigned_amount(at) {
                Some((amount, end))
                    if !before
                        || matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('-' | '–' | '='))) =>
                {
                    self.fraction_only(amount, at, end)
                }
                // "m5d.24xlarge"
                _ if self.word(at.wrapping_sub(1)).is_some()
                    && self.glued(at + 2)
                    && self.word(at + 2).is_some() =>
                {
                    self.push(Class::Say("dot"), at, at + 1);
                    at + 1
                }
                // "v2.0.0-rc.1"
                _ if matches!(
                    self.str(at.wrapping_sub(1)),
                    "alpha" | "beta" | "dev" | "pre" | "preview" | "rc"
                ) =>
                {
                    at + 1
                }
                _ if before => {
                    self.push(Class::Say("dot"), at, at + 1);
                    at + 1
                }
                _ => self.lone_sign(at, c),
            },
            // "across an .await"
            '.' if after && self.is_awaited(at) => at + 1,
            '.' if after
                && self.word(at + 1).is_some()
                && !self.begins_sentence(at + 1)
                && (!self.glued(at) || self.opens(at.wrapping_sub(1))) =>
            {
                self.push(Class::Say("dot"), at, at + 1);
                at + 1
            }
            // "C:\\Users"
            ':' if before && after && self.is_sign(at + 1, '\\') => {
                self.push(Class::Say("colon"), at, at + 1);
                at + 1
            }
            // "1:N", "M:N"
            ':' if before && after && (self.is_many(at + 1) || self.is_many(at.wrapping_sub(1))) => {
                self.push(Class::Say("to"), at, at + 1);
                at + 1
            }
            // ":wq", ":has()", ":hover"; but "the :latest tag", ":smile:"
            ':' if !before
                && after
                && self.case(at + 1) == Some(Case::Lower)
                && (self.str(at + 1).len() <= 2 || self.is_pseudo_class(at + 1)) =>
            {
                self.push(Class::Say("colon"), at, at + 1);
                at + 1
            }
            // "LTV:CAC"
            ':' if before && after && !self.in_code(at) && self.is_ratio_of_names(at) => {
                self.push(Class::Say("to"), at, at + 1);
                at + 1
            }
            // "the :latest tag", ":smile:"
            ':' if !before && after && self.case(at + 1) == Some(Case::Lower) => at + 1,
            ':' if before && after => at + 1,
            '#' => self.hash(at),
            '*' => self.star(at, equation),
            // The joints of identifiers.
            '_' => at + 1,
            '\\' if !after && self.in_code(at) => {
                self.push(Class::Say("backslash"), at, at + 1);
                at + 1
            }
            '\\' if !after => at + 1,
            '+' if !before && after => self.telephone(at).unwrap_or_else(|| self.lone_sign(at, c)),
            // "HEAD~3"
            '~' if before && after && self.number(at + 1).is_some() => {
                self.push(Class::Say("tilde"), at, at + 1);
                at + 1
            }
            // "~1.4.2": any patch of it.
            '~' if !before
                && after
                && self.number(at + 1).is_some()
                && self.is_sign(at + 2, '.')
                && self.number(at + 3).is_some()
                && self.is_sign(at + 4, '.') =>
            {
                self.push(Class::Say("tilde"), at, at + 1);
                at + 1
            }
            '~' if !before && after && self.begins_estimate(at + 1) => {
                self.push(Class::Say("about"), at, at + 1);
                at + 1
            }
            '~' if after && self.word(at + 1).is_some() => {
                self.push(Class::Say("tilde"), at, at + 1);
                at + 1
            }
            _ if self.currency_at(at) => match self.money(at) {
                Some(end) => end,
                None => self.lone_sign(at, c),
            },
            // "I use it...and then"
            '.' if before
                && (after && self.is_sign(at + 1, '.') || self.is_sign(at.wrapping_sub(1), '.'))
                && self.goes_on_after_dots(at) =>
            {
                self.push(Class::Mark(Punctuation::Dash), at, at + 1);
                at + 1
            }
            '.' if self.is_member(at) => {
                self.push(Class::Say("dot"), at, at + 1);
                at + 1
            }
            // Dots in a row, and one inside a piece of code.
            '.' if !before
                && (self.is_sign(at + 1, '.')
                    || self.is_sign(at.wrapping_sub(1), '.')
                    || after && self.word(at + 1).is_some() && !self.begins_sentence(at + 1)) =>
            {
                self.push(Class::Mark(Punctuation::Dash), at, at + 1);
                at + 1
            }
            _ => match self.raised(at, c).or_else(|| self.vulgar_fraction(at, c)) {
                Some(end) => end,
                None => self.lone_sign(at, c),
            },
        }
    }

    /// Whether the sign before `at` leaves a number to come: "replicas=-1", "10^-3", "a/-2".
    fn follows_operator(&self, at: usize) -> bool {
        matches!(
            self.kind(at.wrapping_sub(1)),
            Some(Kind::Sign(
                '=' | ':' | '/' | '<' | '>' | '≤' | '≥' | '×' | '÷' | '*' | '+' | '^' | '~' | '≈' | '–'
            ))
        )
    }

    /// Whether what stands at `at` may stand right before a name that begins with a dot: ("(.zip)", "".env"").
    pub(super) fn opens(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(Kind::Sign('"')) => self.quoted,
            Some(Kind::Sign(c)) => matches!(c, '(' | '[' | '{' | '“' | '‘' | '`' | ','),
            _ => true,
        }
    }

    fn begins_number(&self, at: usize) -> bool {
        self.number(at).is_some()
            || self.is_sign(at, '.') && self.number(at + 1).is_some()
            || self.currency_at(at) && self.glued(at + 1)
    }

    /// ".5", ".1 trillion".
    fn fraction_only(&mut self, amount: crate::text::class::Decimal<'t>, at: usize, end: usize) -> usize {
        if let Some(after) = self.with_unit(amount, at, end) {
            return after;
        }
        if let Some(after) = self.last_octet(at) {
            return after;
        }
        // "batting .312"
        let class = match (self.str(at.wrapping_sub(1)), amount.fraction) {
            (_, Some(rate))
                if rate.len() == 3
                    && matches!(
                        self.str(end),
                        "AVG"
                            | "BA"
                            | "OBP"
                            | "OPS"
                            | "SLG"
                            | "average"
                            | "batter"
                            | "hitter"
                            | "hitters"
                            | "slugging"
                    ) =>
            {
                Class::Pairs(rate)
            }
            ("bat" | "bats" | "batted" | "batting" | "hit" | "hits" | "hitting", Some(rate))
                if rate.len() == 3 =>
            {
                Class::Pairs(rate)
            }
            _ => Class::Decimal(amount),
        };
        self.push(class, at, end);
        end
    }

    /// Whether an e-mail address follows the sign at `at`.
    fn is_email(&self, at: usize, end: usize) -> bool {
        (at + 2..end).any(|i| self.is_sign(i, '@'))
    }
}
