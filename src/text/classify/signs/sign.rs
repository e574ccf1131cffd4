//! Signs: which part sentences, which are punctuation, and what they mean beside others. What one is called is
//! `sign_name`'s.

use super::Tagger;
use super::sign_name::meaning;
use crate::text::class::Class;
use crate::text::classify::measures::money;
use crate::text::classify::times::date;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind, is_apostrophe};

/// Whether a sign always stands between two things and never inside one.
pub(in super::super) fn separates(c: char) -> bool {
    quotes(c)
        || matches!(
            c,
            ',' | ';'
                | '!'
                | '?'
                | '…'
                | '—'
                | '―'
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '|'
                | '•'
                | '·'
                | '⌈'
                | '⌉'
                | '⌊'
                | '⌋'
                | '‖'
        )
}

/// What opens or closes and is not heard; Spanish opens its questions and exclamations too.
fn quotes(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '‘' | '«' | '»' | '‹' | '›' | '`' | '¿' | '¡'
    )
}

/// What a sign does to the phrase, where it is punctuation.
pub(in super::super) fn punctuation(c: char) -> Option<Punctuation> {
    Some(match c {
        ',' => Punctuation::Comma,
        '.' => Punctuation::FullStop,
        '?' => Punctuation::Question,
        '!' => Punctuation::Exclamation,
        ':' | ';' => Punctuation::Colon,
        '-' | '–' | '—' | '―' | '…' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '•' | '·' => {
            Punctuation::Dash
        }
        _ => return None,
    })
}

/// Whether a sign stands for a currency.
pub(in super::super) fn is_currency(c: char) -> bool {
    money::of_sign(c).is_some()
}

impl Tagger<'_, '_> {
    /// Signs that mean something together: `->`, `>=`, `&&`, `!=`. Gives the token after them.
    pub(in super::super) fn operator(&mut self, at: usize, c: char) -> Option<usize> {
        let second = match self.kind(at + 1) {
            Some(Kind::Sign(second)) if self.glued(at + 1) => second,
            _ => return None,
        };
        // "<<<<<<<" of a conflict
        if matches!(c, '<' | '>') && c == second {
            let same = |&i: &usize| self.glued(i) && self.is_sign(i, c);
            let run = (at + 1..).take_while(same).count() + 1;
            if run > 3 {
                let name = if c == '<' {
                    "less than signs"
                } else {
                    "greater than signs"
                };
                self.push(Class::Small(u8::try_from(run).unwrap_or(99).min(99)), at, at + 1);
                self.push(Class::Say(name), at + 1, at + run);
                return Some(at + run);
            }
        }
        let words = match (c, second) {
            // "`_.debounce`"
            ('_', '.') if !self.joined(at) && self.glued(at + 2) && self.word(at + 2).is_some() => {
                "underscore dot"
            }
            // "2>&1"
            ('>', '&') => "greater than ampersand",
            // `data->>'name'`, `data->'name'`
            ('-', '>') if self.glued(at + 2) && self.is_sign(at + 2, '>') => "double arrow",
            ('-', '>') if self.glued(at) && self.glued(at + 2) && self.is_sign(at + 2, '\'') => "arrow",
            ('-', '>') if self.returns(at) => "returns",
            ('-' | '=', '>') => "to",
            // "1 << 3"
            ('>' | '<', _)
                if c == second
                    && !self.glued(at)
                    && !self.glued(at + 2)
                    && self.number(at + 2).is_some()
                    && self.joins_values(at, at + 2) =>
            {
                if c == '<' {
                    "shifted left by"
                } else {
                    "shifted right by"
                }
            }
            ('>', '>') if !self.glued(at + 2) => "double greater than",
            ('<', '<') if !self.glued(at + 2) => "double less than",
            // "~> 3.0": any that fits.
            ('~', '>') => "tilde greater than",
            // "x <- 5", "jobs <- task": what is on the right goes to the left.
            ('<', '-') if self.is_assigned(at) => "gets",
            ('<', '-') => "from",
            ('>', '=') => "greater than or equal to",
            ('<', '=') => "less than or equal to",
            ('!', '=') => "not equal to",
            ('<', '>') if !self.glued(at) && !self.glued(at + 2) => "not equal to",
            ('*', '*')
                if self.glued(at) == self.glued(at + 2)
                    && self.joins_values(at, at + 2)
                    && !(self.is_long_word(at.wrapping_sub(1)) && self.is_long_word(at + 2)) =>
            {
                "to the power of"
            }
            ('=', '~') => "matches",
            ('!', '~') => "does not match",
            ('=', '=') if self.is_triple(at) => "triple equals",
            ('=', '=') if self.is_mentioned(at + 2) => "double equals",
            ('=', '=') => "equals",
            ('&', '&') => "and",
            ('|', '|') => "or",
            // But "C++/Java".
            // Nor "the Na+/K+ pump".
            ('+', '/') if !self.is_sign(at + 2, '-') => return None,
            ('+', '/' | '-') if !self.is_sign(at.wrapping_sub(1), '+') => "plus or minus",
            _ => return None,
        };
        let mut end = at + 2;
        // "===", "!==", "-->"
        while self.glued(end) && matches!(self.kind(end), Some(Kind::Sign('=' | '>' | '-'))) {
            end += 1;
        }
        self.push(Class::Say(words), at, end);
        Some(end)
    }

    /// Whether the hyphen at `at` ends a mark: "got an A-".
    pub(in super::super) fn is_grade(&self, at: usize) -> bool {
        let before = at.checked_sub(2).map_or("", |b| self.str(b));
        matches!(self.str(at.wrapping_sub(1)), "A" | "B" | "C" | "D")
            && matches!(
                before,
                "a" | "an" | "earned" | "from" | "get" | "gets" | "got" | "grade" | "of" | "to"
            )
            && !self.glued(at - 1)
    }

    /// Whether the token at `at` is the letter for "many" beside a colon.
    pub(in super::super) fn is_many(&self, at: usize) -> bool {
        matches!(self.str(at), "N" | "M" | "n")
            && match self.is_sign(at.wrapping_sub(1), ':') {
                true => self.ends_before(at + 1),
                false => !self.joined(at),
            }
    }

    /// A sign between spaces that is arithmetic, or joins two dates, or a folder:
    /// "10 / 2 = 5", "Jan 2024 - Mar 2025", "cd ..".
    pub(in super::super) fn spaced_operator(&mut self, at: usize, c: char) -> Option<usize> {
        (at > 0 && !self.glued(at)).then_some(())?;
        // "cd .."
        let twice = c == '.' && self.is_sign(at + 1, '.') && self.glued(at + 1) && !self.glued(at + 2);
        if twice && self.word(at - 1).is_some() {
            self.push(Class::Say("dot dot"), at, at + 2);
            return Some(at + 2);
        }
        (!self.glued(at + 1)).then_some(())?;
        let operand = |i: usize| {
            self.number(i).is_some() || self.word(i).is_some_and(|w| w.chars().count() == 1 && w != "I")
        };
        let between = operand(at - 1) && operand(at + 1);
        let equation = || (at.saturating_sub(8)..at + 8).any(|i| self.is_sign(i, '='));
        let dated = || {
            let date = |class: &Class<'_>| matches!(class, Class::Date(_) | Class::Time(_));
            self.tags.last().is_some_and(|t| date(&t.class))
                && (self.number(at + 1).is_some()
                    || self.word(at + 1).is_some_and(|w| {
                        date::month(w).is_some() || crate::text::abbreviations::weekday(w).is_some()
                    }))
        };
        // "git add . and commit"
        if c == '.' && self.word(at - 1).is_some() && self.case(at + 1) == Some(Case::Lower) {
            self.push(Class::Say("dot"), at, at + 1);
            return Some(at + 1);
        }
        if c == '×' {
            self.push(Class::Say(self.cross(at)?), at, at + 1);
            return Some(at + 1);
        }
        let words = match c {
            '≈' | '~' | '≠' => self.verbless(at, c)?,
            '→' if self.is_reaction(at) => "yields",
            '←' if self.is_assigned(at) => "gets",
            // "user_id % 16", "n % 2 == 0"
            '%' if (self.word(at - 1).is_some() || self.is_sign(at - 1, ')'))
                && (operand(at + 1)
                    || self.case(at + 1) == Some(Case::Mixed)
                        && self.str(at + 1).starts_with(char::is_lowercase)
                    || self.is_sign(at + 2, '_')) =>
            {
                "mod"
            }
            // "7 a.m. ET / 4 a.m. PT"
            '/' if self.number(at + 1).is_some() && self.is_zone(at - 1) => {
                self.push(Class::Mark(Punctuation::Comma), at, at + 1);
                return Some(at + 1);
            }
            // "File > Save As": the steps of a menu.
            '>' if self.is_menu(at) => {
                self.push(Class::Mark(Punctuation::Comma), at, at + 1);
                return Some(at + 1);
            }
            // "profit = sales - costs"
            '-' if self.is_noun(at + 1) && self.word(at - 1).is_some() && self.follows_equals(at) => "minus",
            // "error budget = 1 - SLO"
            '-' if self.number(at - 1).is_some()
                && self.word(at + 1).is_some()
                && self.is_sign(at.wrapping_sub(2), '=') =>
            {
                "minus"
            }
            // "cost = tokens * price", "throughput = batch_size / latency * replicas"
            '*' | '/'
                if self.word(at - 1).is_some() && self.word(at + 1).is_some() && self.follows_equals(at) =>
            {
                if c == '*' {
                    "times"
                } else {
                    "over"
                }
            }
            // "cd -"
            '-' | '–' if self.is_difference(at) => "minus",
            '-' if self.str(at - 1) == "cd" => "dash",
            '/' if self.is_formula(at) || self.is_sign(at + 1, '√') => "over",
            '/' if self.is_quotient(at) => "divided by",
            '*' if between
                || self.number(at - 1).or(self.number(at + 1)).is_some() && self.joins_values(at, at + 1) =>
            {
                "times"
            }
            '*' if self.word(at - 1).is_some() && self.word(at + 1).is_some() => "star",
            '/' if between && equation() || self.is_sign(at - 1, ')') && self.word(at + 1).is_some() => {
                "divided by"
            }
            // "a - means destroy"
            '-' if self.names_minus(at) => "minus",
            '-' if between && equation() => "minus",
            // "4.5% - 3% = 1.5%", "$5 - $3 = $2"
            '-' if self.is_amount_before(at) && self.is_amount_at(at + 1) && equation() => "minus",
            // "3 - -2"
            '-' if operand(at - 1) && self.is_sign(at + 1, '-') && self.glued(at + 2) && operand(at + 2) => {
                "minus"
            }
            '-' | '–' if dated() => "to",
            '-' | '–' => self.spaced_range(at)?,
            _ => return None,
        };
        self.push(Class::Say(words), at, at + 1);
        Some(at + 1)
    }

    /// Whether what was said last is an amount with its unit.
    fn is_amount_before(&self, at: usize) -> bool {
        let amount =
            |class: &Class<'_>| matches!(class, Class::Measure(_) | Class::Money(_) | Class::Decimal(_));
        self.is_sign(at.wrapping_sub(1), '%') || self.tags.last().is_some_and(|t| amount(&t.class))
    }

    fn is_amount_at(&self, at: usize) -> bool {
        self.number(at).is_some() || self.currency_at(at) && self.number(at + 1).is_some()
    }

    /// Whether the spaced sign at `at` stands between the names of a menu and its entry.
    fn is_menu(&self, at: usize) -> bool {
        let named = |i: usize| self.case(i) == Some(Case::Capital);
        // "File > Export > PDF"
        let last = self.case(at + 1) == Some(Case::Upper)
            && self.str(at + 1).len() > 1
            && (at.saturating_sub(4)..at).any(|i| self.is_sign(i, '>'));
        named(at.wrapping_sub(1)) && (named(at + 1) || last) && !self.glued(at + 1)
    }

    /// Whether the arrow at `at` gives a value to the letter before it.
    fn is_assigned(&self, at: usize) -> bool {
        self.word(at.wrapping_sub(1))
            .is_some_and(|w| w.chars().nth(1).is_none() && w != "I")
            || self.in_code(at)
                && !self.glued(at)
                && !self.glued(at + 2)
                && self
                    .word(at.wrapping_sub(1))
                    .is_some_and(|w| !matches!(w, "case" | "range" | "return"))
    }

    /// Whether words, numbers or closed brackets stand on both sides of the operator `at..after`.
    fn joins_values(&self, at: usize, after: usize) -> bool {
        let value = |i: usize| self.word(i).or(self.number(i)).is_some();
        let before = at.wrapping_sub(1);
        (value(before) || self.is_sign(before, ')')) && (value(after) || self.is_sign(after, '('))
    }

    /// Whether exactly three signs like the one at `at` stand there, and no rule of a heading.
    fn is_triple(&self, at: usize) -> bool {
        let same = |i: usize| self.glued(i) && self.kind(i) == self.kind(at);
        same(at + 1) && same(at + 2) && !same(at + 3)
    }

    /// A sign that stands between things.
    pub(in super::super) fn separator(&mut self, at: usize, c: char) -> usize {
        if c == '!'
            && let Some(end) = self.factorial(at).or_else(|| self.negation(at))
        {
            return end;
        }
        // "?page=3": the query of an address.
        if c == '?'
            && !self.glued(at)
            && (at + 1..at + 3).all(|i| self.glued(i))
            && self.word(at + 1).is_some()
            && self.is_sign(at + 2, '=')
        {
            self.push(Class::Say("question mark"), at, at + 1);
            return at + 1;
        }
        if c == '…'
            && let Some(end) = self.omission(at)
        {
            return end;
        }
        if matches!(c, '[' | ']') && self.brackets_a_word(at, c) {
            return at + 1;
        }
        if c == '['
            && let Some(end) = self.parameters(at, c)
        {
            return end;
        }
        // "COUNT(*)"
        if c == '('
            && (at + 1..at + 3).all(|i| self.glued(i))
            && self.is_sign(at + 1, '*')
            && self.is_sign(at + 2, ')')
        {
            self.push(Class::Say("star"), at, at + 3);
            return at + 3;
        }
        if matches!(c, '!' | '|')
            && let Some(end) = self.operator(at, c)
        {
            return end;
        }
        if let Some(name) = self.lone_mark(at, c).or_else(|| self.named_sign(at, c)) {
            self.push(Class::Say(name), at, at + 1);
            return at + 1;
        }
        if c == '|' && self.is_given(at) {
            self.push(Class::Say("given"), at, at + 1);
            return at + 1;
        }
        if c == '|' && self.is_pipe(at) {
            self.push(Class::Say("pipe"), at, at + 1);
            return at + 1;
        }
        if c == '|' && self.is_alternative(at) {
            self.push(Class::Say("or"), at, at + 1);
            return at + 1;
        }
        // "(123) 123-5678"
        if c == '('
            && let Some(end) = self.telephone(at)
        {
            return end;
        }
        if let Some(end) = self.multiplies(at, c) {
            return end;
        }
        if matches!(c, '⌈' | '⌊') {
            return self.lone_sign(at, c);
        }
        if self.is_of_call(at) {
            return at + 1;
        }
        // "println! here": the sentence goes on.
        if c == '!' && self.expands(at) {
            return at + 1;
        }
        let inside = matches!(c, '!' | '?') && self.is_inside_sentence(at, c);
        if let Some(mark) = punctuation(c) {
            let mark = if inside { Punctuation::Comma } else { mark };
            self.push(Class::Mark(mark), at, at + 1);
        }
        at + 1
    }

    fn is_long_word(&self, at: usize) -> bool {
        self.word(at).is_some() && !self.is_letter(at)
    }

    /// Whether what stands at `at` is estimated by the tilde before it: "~half", "~an hour", "~Monday".
    pub(in super::super) fn begins_estimate(&self, at: usize) -> bool {
        let word = self.str(at);
        matches!(
            word,
            "a" | "an" | "half" | "midnight" | "noon" | "once" | "quarter" | "third" | "twice"
        ) || crate::text::abbreviations::is_weekday(word)
            || crate::text::verbalise::ONES.contains(&word)
    }

    /// "#1", "#platform", "C#", "#FF6600".
    pub(in super::super) fn hash(&mut self, at: usize) -> usize {
        if let Some(end) = self.color(at) {
            return end;
        }
        // "press 5#"
        if self.glued(at)
            && self.number(at.wrapping_sub(1)).is_some()
            && self.ends_before(at + 1)
            && self.is_dialled(at)
        {
            self.push(Class::Say("pound"), at, at + 1);
            return at + 1;
        }
        if self.glued(at) && self.word(at.wrapping_sub(1)).is_some_and(|w| w.len() == 1) {
            self.push(Class::Say("sharp"), at, at + 1);
        } else if self.glued(at + 1)
            && self.number(at + 1).is_some()
            && !(self.glued(at + 2) && self.case(at + 2) == Some(Case::Mixed))
        {
            self.push(Class::Say("number"), at, at + 1);
        } else if self.glued(at + 1) && matches!(self.kind(at + 1), Some(Kind::Word(_) | Kind::Number)) {
            // "#cloud-costs": a channel.
            let channel = self.case(at + 1) == Some(Case::Lower)
                && matches!(self.kind(at + 2), Some(Kind::Sign('-' | '_')))
                && self.glued(at + 2);
            let hash = channel || self.in_code(at);
            self.push(Class::Say(if hash { "hash" } else { "hashtag" }), at, at + 1);
        } else if self.in_code(at) {
            self.push(Class::Say("hash"), at, at + 1);
        }
        at + 1
    }

    /// A sign that no rule has taken.
    pub(in super::super) fn lone_sign(&mut self, at: usize, c: char) -> usize {
        // "§§ 3-5"
        if matches!(c, '§' | '¶') && self.is_sign(at + 1, c) && self.glued(at + 1) {
            self.push(
                Class::Say(if c == '§' { "sections" } else { "paragraphs" }),
                at,
                at + 2,
            );
            return at + 2;
        }
        if c == '.' && self.only_shortens(at) || c == '+' && self.holds_keys(at) {
            return at + 1;
        }
        // "cd ~": a folder, no estimate.
        if c == '~' && self.ends_before(at + 1) && self.number(at + 1).is_none() {
            self.push(Class::Say("tilde"), at, at + 1);
            return at + 1;
        }
        if let Some(mark) = punctuation(c) {
            self.push(Class::Mark(mark), at, at + 1);
        } else if c == '&' && self.borrows(at) {
            // "a &mut to another": what Rust borrows.
            self.push(Class::Say("ref"), at, at + 1);
        } else if let Some(words) = meaning(c) {
            // "a ~45x improvement"
            let estimates = c == '~' && at > 0 && self.has_article(at);
            let words = if estimates { "roughly" } else { words };
            self.push(Class::Say(words), at, at + 1);
        } else if c == '#' && !self.joined(at) && self.ends_before(at + 1) {
            let counts = self.str(at + 1) == "of";
            self.push(Class::Say(if counts { "number" } else { "hash" }), at, at + 1);
        } else if !is_apostrophe(c) && !quotes(c) && !matches!(c, '™' | '®' | '#') {
            self.push(Class::Unreadable, at, at + 1);
        }
        at + 1
    }
}
