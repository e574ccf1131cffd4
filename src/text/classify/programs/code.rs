//! Code between backticks: signs that have a name there, letters that are no article, capitals that stress nothing.
//!
//! Owns what is read otherwise only because it is code; what an address, a path or an option is, the other rooms know.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::classify::signs::sign_name;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind};

/// What an operator is called where it stands alone, once or twice.
fn lone_name(sign: char, twice: bool) -> Option<&'static str> {
    Some(match (sign, twice) {
        ('=', true) => "double equals",
        ('&', true) => "double ampersand",
        ('|', true) => "double pipe",
        ('?', true) => "double question mark",
        (':', true) => "double colon",
        ('*', true) => "double star",
        ('+', true) => "plus plus",
        ('-', true) => "dash dash",
        ('.', true) => "dot dot",
        ('!', true) => "bang bang",
        ('*', false) => "star",
        ('!', false) => "bang",
        (c, false) => sign_name::sign_name(c)?,
        _ => return None,
    })
}

/// What the letter behind an amount of bytes stands for, of `one` or of several.
pub(in super::super) fn size_in_bytes(one: bool, letter: &str) -> Option<&'static str> {
    let unit = unit::of_symbol(match letter {
        "K" | "k" => "KB",
        "M" | "m" => "MB",
        "G" | "g" => "GB",
        "T" | "t" => "TB",
        _ => return None,
    })?;
    Some(if one { unit.one } else { unit.many })
}

impl Tagger<'_, '_> {
    /// Whether token `at` was written as code.
    pub(in super::super) fn in_code(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.code > 0)
    }

    /// What is said in code alone, and of dots in quotation marks anywhere; gives the token after it.
    pub(in super::super) fn code(&mut self, at: usize) -> Option<usize> {
        // "status=~"5..""
        let quoted =
            self.is_sign(at, '.') && self.is_sign(at + 1, '.') && self.glued(at) && self.glued(at + 1);
        if quoted && self.is_quote(at + 2) && self.glued(at + 2) && self.number(at.wrapping_sub(1)).is_some()
        {
            self.push(Class::Say("dot dot"), at, at + 2);
            return Some(at + 2);
        }
        self.in_code(at).then_some(())?;
        if let Some(end) = self.slice_of(at).or_else(|| self.redirection(at)) {
            return Some(end);
        }
        let glued = |i: usize| self.glued(i) && self.in_code(i);
        let sign = |i: usize, c: char| self.is_sign(i, c) && glued(i);
        let before = at.wrapping_sub(1);
        let (words, after) = match self.kind(at)? {
            // "the flag `a`", "`a && b`", but "`-m "fix a bug"`"
            Kind::Word(_) if self.str(at) == "a" && !self.joined(at) && self.ends_before(at + 1) => {
                let prose = !glued(at + 1) && self.in_code(at + 1) && self.word(at + 1).is_some();
                (!prose).then_some(())?;
                self.push(Class::Letters(self.str(at)), at, at + 1);
                return Some(at + 1);
            }
            // "the label `le`", "`{{ ds }}`", "`<li>`": named, not read
            Kind::Word(_)
                if matches!(
                    self.str(at),
                    "ds" | "gs" | "ks" | "le" | "li" | "mae" | "ol" | "ul"
                ) =>
            {
                self.push(Class::Letters(self.str(at)), at, at + 1);
                return Some(at + 1);
            }
            // "`MemoryMax=512M`", "`-m 512m`"
            Kind::Number
                if glued(at + 1)
                    && self.ends_before(at + 2)
                    && let Some(bytes) = size_in_bytes(self.str(at) == "1", self.str(at + 1))
                    && self.sizes_memory(at) =>
            {
                self.push(Class::Cardinal(self.str(at)), at, at + 1);
                self.push(Class::Say(bytes), at + 1, at + 2);
                return Some(at + 2);
            }
            // "`print $1`": a field or an argument.
            Kind::Sign('$')
                if glued(at + 1)
                    && self.number(at + 1).is_some_and(|n| n.len() < 3)
                    && self.ends_field(at + 2) =>
            {
                self.push(Class::Say("dollar"), at, at + 1);
                self.push(Class::Cardinal(self.str(at + 1)), at + 1, at + 2);
                return Some(at + 2);
            }
            // "`a != b`", "`a <> b`"
            Kind::Sign('!') if sign(at + 1, '=') && !(self.is_alone(at) || self.ends_code(at + 2)) => {
                ("is not equal to", at + 2 + usize::from(sign(at + 2, '=')))
            }
            Kind::Sign('<') if !self.glued(at) && sign(at + 1, '>') && !self.ends_code(at + 2) => {
                ("is not equal to", at + 2)
            }
            Kind::Sign('-' | '=') if sign(at + 1, '>') => ("arrow", at + 2),
            Kind::Sign('?') if sign(at + 1, '?') => ("double question mark", at + 2),
            Kind::Sign('?') if glued(at) && sign(at + 1, '.') => ("question mark dot", at + 2),
            // "`user!.name`", "`!!x`"
            Kind::Sign('!')
                if glued(at) && sign(at + 1, '.') && glued(at + 2) && self.word(at + 2).is_some() =>
            {
                ("bang dot", at + 2)
            }
            Kind::Sign('!') if !self.joined(at) && sign(at + 1, '!') && glued(at + 2) => {
                ("bang bang", at + 2)
            }
            // "`..\`"
            Kind::Sign('.') if sign(at + 1, '.') && sign(at + 2, '\\') => ("dot dot", at + 2),
            // "`...args`", "`Omit<...>`"
            Kind::Sign('.')
                if sign(at + 1, '.')
                    && sign(at + 2, '.')
                    && (glued(at + 3) && self.word(at + 3).is_some() && !self.joined(at)
                        || sign(at + 3, '>')) =>
            {
                ("dot dot dot", at + 3)
            }
            // "`empty?`", "`save!`", "`:q!`": one name. "`WHERE id = ?`", "`a ? b : c`", "`!`"
            Kind::Sign(c @ ('?' | '!'))
                if glued(at) && self.word(before).is_some() && self.ends_name(at) || self.is_lone(at) =>
            {
                let twice = self.is_alone_twice(at);
                (lone_name(c, twice)?, at + 1 + usize::from(twice))
            }
            // "`(SELECT ...)`", "`{ ... }`": dots that stand for more.
            Kind::Sign('.') if sign(at + 1, '.') && sign(at + 2, '.') && self.ends_omission(at + 3) => {
                ("dot dot dot", at + 3)
            }
            // "`COPY . .`", "`jq '.[0]'`"
            Kind::Sign('.') if !self.glued(at) && !glued(at + 1) && self.is_same_code(at) => ("dot", at + 1),
            Kind::Sign('.') if !self.glued(at) && sign(at + 1, '[') => ("dot", at + 1),
            // "`-bench=. -benchmem`"
            Kind::Sign('.') if self.is_sign(before, '=') && glued(at) && !glued(at + 1) => ("dot", at + 1),
            // "`rules: - {}`", "`- name: web`"
            Kind::Sign('-')
                if (self.is_sign(before, ':') || !self.is_same_code(at))
                    && !self.glued(at)
                    && !self.glued(at + 1)
                    && self.in_code(at + 1) =>
            {
                ("dash", at + 1)
            }
            Kind::Sign('.') if self.is_quote(before) && glued(at) && !glued(before) && glued(at + 1) => {
                ("dot", at + 1)
            }
            // "`${{ runner.os }}-node`", "`{% if it %}`": the brackets of a template
            Kind::Sign('$') if sign(at + 1, '{') && sign(at + 2, '{') => return Some(at + 3),
            Kind::Sign('{') if sign(at + 1, '{') || sign(at + 1, '%') => return Some(at + 2),
            Kind::Sign('}' | '%') if sign(at + 1, '}') => return Some(at + 2),
            Kind::Sign('-') if self.is_sign(before, '}') && glued(at) && glued(at + 1) => ("dash", at + 1),
            Kind::Sign('-') if glued(at) && sign(at + 1, '$') => ("dash", at + 1),
            // "`SELECT *`"
            Kind::Sign('*') if !self.glued(at) && self.is_same_code(at) && self.ends_code(at + 1) => {
                ("star", at + 1)
            }
            // "`.[] | select(.x)`"
            Kind::Sign('|') if !self.glued(at) && !glued(at + 1) && self.is_filter(at + 1) => {
                ("pipe", at + 1)
            }
            // "`cat a.yaml | kubectl apply`", "`(a|b)`"; types are another room's
            Kind::Sign('|')
                if !(self.is_alternative(at) || self.is_given(at) || sign(at + 1, '|'))
                    && self.is_within_code(at) =>
            {
                (if glued(at) && glued(at + 1) { "or" } else { "pipe" }, at + 1)
            }
            // "`app-*`", "`get*`", "`char *`"
            Kind::Sign('*')
                if self.is_same_code(at) && !glued(at + 1) && !sign(before, '*') && self.is_any_name(at) =>
            {
                ("star", at + 1)
            }
            // "`a.*b`", "`"5.."`"
            Kind::Sign('.') if sign(at + 1, '*') || sign(at + 1, '+') || sign(at + 1, '?') => ("dot", at + 1),
            Kind::Sign('.') if sign(at + 1, '.') && (sign(at + 2, '"') || sign(at + 2, '\'')) => {
                ("dot dot", at + 2)
            }
            // "`#nav`"
            Kind::Sign('#') if !self.glued(at) && glued(at + 1) && self.word(at + 1).is_some() => {
                ("hash", at + 1)
            }
            // "`echo hi > out.txt`", "`cat a >> b.log`"
            Kind::Sign('>') if !self.glued(at) && sign(at + 1, '>') && self.is_file(at + 2) => {
                ("appended to", at + 2)
            }
            Kind::Sign('>') if !self.glued(at) && self.is_file(at + 1) => ("into", at + 1),
            // "`hash % 8`"
            Kind::Sign('%') if !self.glued(at) && !glued(at + 1) && self.is_value(at + 1) => ("mod", at + 1),
            // "`<b>so</b>`", "`</div>`"
            Kind::Sign('<') if sign(at + 1, '/') && self.word(at + 2).is_some() && sign(at + 3, '>') => {
                self.push(Class::Say("slash"), at, at + 2);
                self.lone_word(at + 2);
                return Some(at + 4);
            }
            // "`<!DOCTYPE html>`", "`<!-- so -->`"
            Kind::Sign('<') if sign(at + 1, '!') && sign(at + 2, '-') && sign(at + 3, '-') => {
                ("comment", at + 4)
            }
            Kind::Sign('-') if sign(at + 1, '-') && sign(at + 2, '>') && self.ends_code(at + 3) => {
                return Some(at + 3);
            }
            Kind::Sign('<') if sign(at + 1, '!') && self.word(at + 2).is_some() => return Some(at + 2),
            Kind::Sign('>') if glued(at) && self.ends_code(at + 1) && self.declares(at) => {
                return Some(at + 1);
            }
            // "`==`", "`&&`": an operator alone.
            Kind::Sign(c) if self.is_alone(at) => {
                let twice = self.is_alone_twice(at);
                (lone_name(c, twice)?, at + 1 + usize::from(twice))
            }
            // "`n := 1`"
            Kind::Sign(':') if sign(at + 1, '=') => ("colon equals", at + 2),
            // "`::before`", "`:root`"
            Kind::Sign(':') if !self.glued(at) && sign(at + 1, ':') && self.word(at + 2).is_some() => {
                ("double colon", at + 2)
            }
            // "`users/42?limit=20`"
            Kind::Sign('?')
                if glued(at) && glued(at + 1) && self.word(at + 1).is_some() && sign(at + 2, '=') =>
            {
                ("question mark", at + 1)
            }
            Kind::Sign(':') if !self.glued(at) && glued(at + 1) && self.word(at + 1).is_some() => {
                ("colon", at + 1)
            }
            // "`f(*args, **kwargs)`", "`*ptr`", "`a*b`"
            Kind::Sign('*') if sign(at + 1, '*') && self.word(at + 2).is_some() && !self.joined(at) => {
                ("star star", at + 2)
            }
            // "`release/**`", "`**/lock`"
            Kind::Sign('*')
                if sign(at + 1, '*') && (self.is_sign(before, '/') || self.is_sign(at + 2, '/')) =>
            {
                ("star star", at + 2)
            }
            Kind::Sign('*') if glued(at + 1) && self.is_value(at + 1) => match self.joined(at) {
                true if self.is_value(before) => ("times", at + 1),
                true if self.is_sign(before, '.') => ("star", at + 1),
                true => return None,
                false => ("star", at + 1),
            },
            // "`&mut x`": a reference
            Kind::Sign('&')
                if !self.glued(at)
                    && glued(at + 1)
                    && (self.word(at + 1).is_some() || self.is_lifetime(at + 1)) =>
            {
                ("ampersand", at + 1)
            }
            Kind::Sign('\'') if self.is_lifetime(at) => ("tick", at + 1),
            // "`now() - interval '1 day'`", "`len - 1`"
            Kind::Sign('-')
                if !glued(at)
                    && !glued(at + 1)
                    && self.is_same_code(at)
                    && !self.ends_code(at + 1)
                    && (self.is_sign(before, ')') || self.is_value(before))
                    && (self.is_sign(at + 1, '(') || self.is_value(at + 1)) =>
            {
                ("minus", at + 1)
            }
            // "`example.com.`": the root of all names; but "`i.e.`"
            Kind::Sign('.') if glued(at) && self.ends_host(at) => ("dot", at + 1),
            // "`torch.Size([3])`", "`self._cache`", "`rows().first`"
            Kind::Sign('.') if glued(at) && glued(at + 1) && self.names_part(at) => ("dot", at + 1),
            _ => return None,
        };
        self.push(Class::Say(words), at, after);
        Some(after)
    }

    /// Whether something stands on both sides of the sign at `at` in its code.
    fn is_within_code(&self, at: usize) -> bool {
        self.is_same_code(at) && self.is_same_code(at + 1)
    }

    /// Whether the star at `at` ends a pattern that names many things.
    fn is_any_name(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let part = matches!(self.kind(before), Some(Kind::Sign('-' | '_' | '.' | '/' | ':')));
        self.glued(at) && (self.word(before).is_some() || part)
    }

    /// The part of an array from the bracket at `at` on, with its colons said: `[:, 0]`, `[1:3]`, `[::2]`.
    fn slice_of(&mut self, at: usize) -> Option<usize> {
        const LONGEST: usize = 12;
        (self.is_sign(at, '[') && self.glued(at)).then_some(())?;
        let inside = (at + 1..at + LONGEST).take_while(|&i| self.is_same_code(i) && !self.is_sign(i, ']'));
        let end = inside.last()? + 1;
        let bound = |i: usize| {
            let negative = || self.is_sign(i, '-') && self.glued(i + 1) && self.is_value(i + 1);
            matches!(self.kind(i), Some(Kind::Sign(':' | ','))) || self.is_value(i) || negative()
        };
        let colons = (at + 1..end).any(|i| self.is_sign(i, ':'));
        (colons && self.is_sign(end, ']') && (at + 1..end).all(bound)).then_some(())?;
        for i in at + 1..end {
            let class = match self.kind(i)? {
                Kind::Sign(':') => Class::Say("colon"),
                Kind::Sign('-') => Class::Say("minus"),
                Kind::Sign(_) => Class::Mark(Punctuation::Comma),
                Kind::Number => Class::Cardinal(self.str(i)),
                Kind::Word(_) if self.is_letter(i) => Class::Letters(self.str(i)),
                Kind::Word(_) => {
                    self.lone_word(i);
                    continue;
                }
            };
            self.push(class, i, i + 1);
        }
        Some(end + 1)
    }

    /// Whether the apostrophe at `at` begins the name of a lifetime: `&'a str`, `Parser<'a>`, `T: 'static`.
    pub(super) fn is_lifetime(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let named = self.is_sign(at, '\'')
            && (self.in_code(at) || self.is_bare_lifetime(at))
            && self.glued(at + 1)
            && self.case(at + 1) == Some(Case::Lower)
            && !(self.is_sign(at + 2, '\'') && self.glued(at + 2));
        let bound = self.str(at + 1) == "static" && matches!(self.kind(before), Some(Kind::Sign(':' | '+')));
        named && (matches!(self.kind(before), Some(Kind::Sign('<' | '&'))) && self.glued(at) || bound)
    }

    /// Whether dots that stand for more end before the closing bracket or the end of the code at `at`.
    fn ends_omission(&self, at: usize) -> bool {
        self.ends_code(at) || matches!(self.kind(at), Some(Kind::Sign(')' | '}' | ']')))
    }

    /// Whether a quotation mark stands at `at`.
    fn is_quote(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Sign('"' | '\'')))
    }

    /// Whether a command that takes what another gives begins at `at`, in the same code: "select(", ".name".
    fn is_filter(&self, at: usize) -> bool {
        self.is_same_code(at)
            && (self.is_sign(at, '.')
                || self.word(at).is_some() && self.is_sign(at + 1, '(') && self.glued(at + 1))
    }

    /// Whether the word at `at` is one of CSS's pseudo-classes, or is called like one: ":has()" (Selectors Level 4).
    pub(in super::super) fn is_pseudo_class(&self, at: usize) -> bool {
        let called = self.is_sign(at + 1, '(') && self.glued(at + 1);
        let known = matches!(
            self.str(at),
            "active"
                | "checked"
                | "disabled"
                | "empty"
                | "enabled"
                | "first"
                | "focus"
                | "hover"
                | "invalid"
                | "last"
                | "link"
                | "nth"
                | "root"
                | "target"
                | "visited"
        );
        called || known
    }

    /// Whether the number at `at` is set for something that holds bytes, in the same code.
    fn sizes_memory(&self, at: usize) -> bool {
        const HOLDERS: [&str; 12] = [
            "body", "buffer", "bytes", "cache", "disk", "heap", "mem", "memory", "shm", "size", "swap", "xm",
        ];
        let first = self.begin_of_code(at).max(at.saturating_sub(8));
        let holds = |i: usize| {
            let word = self.word(i).unwrap_or("").to_ascii_lowercase();
            HOLDERS.iter().any(|holder| word.contains(holder)) || word == "bs"
        };
        // "-m 512m"
        let flag =
            at >= first + 2 && self.str(at - 1) == "m" && self.is_sign(at - 2, '-') && !self.glued(at - 2);
        flag || (first..at).any(holds)
    }

    /// Whether nothing of a number or a name follows at `at`, so that what stands before is a field: "$1".
    fn ends_field(&self, at: usize) -> bool {
        let decimal =
            self.is_sign(at, '.') && self.glued(at) && self.number(at + 1).is_some() && self.glued(at + 1);
        !(decimal || self.glued(at) && self.word(at).is_some())
    }

    /// Whether the code before `at` ends there.
    fn ends_code(&self, at: usize) -> bool {
        !self.is_same_code(at)
    }

    /// Whether the token at `at` stands in the code of the one before it.
    fn is_same_code(&self, at: usize) -> bool {
        let code = |i: usize| self.tokens.get(i).map_or(0, |t| t.code);
        at > 0 && code(at) > 0 && code(at) == code(at - 1)
    }

    /// Where the code around `at` begins.
    fn begin_of_code(&self, at: usize) -> usize {
        (1..=at).rev().find(|&i| !self.is_same_code(i)).unwrap_or(0)
    }

    /// Whether the code that the sign at `at` ends began with "<!".
    fn declares(&self, at: usize) -> bool {
        let first = self.begin_of_code(at);
        self.is_sign(first, '<') && self.is_sign(first + 1, '!')
    }

    /// Whether the sign at `at` is all there is of the code, once or twice.
    fn is_alone(&self, at: usize) -> bool {
        !self.is_same_code(at) && (self.ends_code(at + 1) || self.is_alone_twice(at))
    }

    fn is_alone_twice(&self, at: usize) -> bool {
        self.in_code(at + 1)
            && self.glued(at + 1)
            && self.kind(at + 1) == self.kind(at)
            && self.ends_code(at + 2)
    }

    /// Whether the mark at `at` touches nothing that it could end: white space, a bracket or a comma stands before it.
    fn is_lone(&self, at: usize) -> bool {
        let apart = !self.glued(at) || !self.in_code(at.wrapping_sub(1));
        apart && !(self.glued(at + 1) && self.in_code(at + 1) && self.is_value(at + 1))
            || matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('(' | ',' | '=')))
    }

    /// Whether a file's name or a path stands after the spaced sign before `at`.
    fn is_file(&self, at: usize) -> bool {
        let spaced = self.tokens.get(at).is_some_and(|t| t.spaced && t.code > 0);
        let rooted = matches!(self.kind(at), Some(Kind::Sign('/' | '~' | '.' | '$'))) && self.glued(at + 1);
        let named =
            self.word(at).is_some() && self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2);
        spaced && (rooted || named)
    }

    fn is_value(&self, at: usize) -> bool {
        self.word(at).or(self.number(at)).is_some()
    }

    /// Whether code without white space ends with the sign at `at`.
    fn ends_name(&self, at: usize) -> bool {
        self.ends_code(at + 1) && (self.begin_of_code(at) + 1..=at).all(|i| self.glued(i))
    }

    /// Whether the dot at `at` ends code that is words of more than one letter with dots between them.
    fn ends_host(&self, at: usize) -> bool {
        let first = self.begin_of_code(at);
        let label = |i: usize| self.word(i).is_some_and(|w| w.len() > 1);
        let joint = |i: usize| matches!(self.kind(i), Some(Kind::Sign('.' | '-' | '_')));
        self.ends_name(at)
            && label(at.wrapping_sub(1))
            && (first..at).any(|i| self.is_sign(i, '.'))
            && (first..at).all(|i| label(i) || joint(i) || self.number(i).is_some())
    }

    /// Whether the dot at `at` stands between the names of a thing and of its part.
    fn names_part(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let whole = self.word(before).is_some() || self.is_sign(before, ')') || self.is_sign(before, ']');
        let part = self.word(at + 1).is_some()
            || self.is_sign(at + 1, '_') && self.glued(at + 2) && self.word(at + 2).is_some();
        whole && part
    }
}
