//! Types of programming languages: `Page<T>`, `list[str]`, "string | null". Owns which signs are part of one.
//! Knows the grammar of no language: neighbours tell.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::signs::sign;
use crate::text::tokenise::{Case, Kind};

/// How far the bracket that closes a type's parameters is looked for, in tokens.
const REACH: usize = 16;

/// Types and values that languages have built in.
const TYPES: &[&str] = &[
    "None",
    "any",
    "bool",
    "boolean",
    "false",
    "float",
    "int",
    "never",
    "null",
    "number",
    "str",
    "string",
    "true",
    "undefined",
    "void",
];

/// Types in small letters that have parameters.
const CONTAINERS: &[&str] = &[
    "array",
    "deque",
    "dict",
    "frozenset",
    "list",
    "map",
    "option",
    "optional",
    "pair",
    "set",
    "shared_ptr",
    "tuple",
    "unique_ptr",
    "unordered_map",
    "vec",
    "vector",
];

impl Tagger<'_, '_> {
    /// Whether the bracket at `at` holds a single word, where no pause is made: `[Unit], [Service], and [Install]`.
    pub(in super::super) fn brackets_a_word(&self, at: usize, c: char) -> bool {
        let open = if c == '[' { at } else { at.wrapping_sub(2) };
        self.is_sign(open, '[')
            && !(self.glued(open) && self.word(open.wrapping_sub(1)).is_some())
            && self.word(open + 1).or(self.number(open + 1)).is_some()
            && self.is_sign(open + 2, ']')
            && (open + 1..open + 3).all(|i| self.glued(i))
    }

    /// An angle bracket around a tag or a placeholder: `<div>`, `<your-name>`. Nothing is said for it.
    pub(in super::super) fn angle_bracket(&self, at: usize, c: char) -> Option<usize> {
        let open = self.opening(at, c)?;
        let begins = self.glued(open + 1)
            && !(self.glued(open) && self.word(open.wrapping_sub(1)).is_some())
            && (matches!(self.case(open + 1), Some(Case::Lower | Case::Upper))
                || self.in_code(open) && self.word(open + 1).is_some()
                || self.is_sign(open + 1, '/') && self.word(open + 2).is_some());
        let close =
            (open + 1..open + REACH).find(|&i| matches!(self.kind(i), Some(Kind::Sign('<' | '>')) | None))?;
        (begins && self.is_sign(close, '>') && self.glued(close)).then_some(at + 1)
    }

    /// A bracket around the parameters of a type: "of" where it opens, nothing where it closes.
    pub(in super::super) fn parameters(&mut self, at: usize, c: char) -> Option<usize> {
        // "User[]", "string[]"
        if c == '[' && self.is_sign(at + 1, ']') && self.glued(at) && self.glued(at + 1) {
            let before = at.wrapping_sub(1);
            let typed = TYPES.contains(&self.str(before))
                || matches!(self.case(before), Some(Case::Capital | Case::Mixed))
                || self.case(before) == Some(Case::Upper) && self.is_letter(before);
            typed.then_some(())?;
            self.push(Class::Say("array"), at, at + 2);
            return Some(at + 2);
        }
        let open = if c == '[' { at } else { self.opening(at, c)? };
        self.opens_parameters(open).then_some(())?;
        if c == '>' {
            return self.glued(at).then_some(at + 1);
        }
        self.push(Class::Say("of"), at, at + 1);
        // "Result<(), E>"
        if self.is_unit_type(at + 1) {
            self.push(Class::Say("unit"), at + 1, at + 3);
            return Some(at + 3);
        }
        // "Option<&str>"
        if self.is_sign(at + 1, '&') {
            self.push(Class::Say("ref"), at + 1, at + 2);
            return Some(at + 2);
        }
        Some(at + 1)
    }

    /// Whether the brackets at `at` hold nothing, as the type of what has no value.
    fn is_unit_type(&self, at: usize) -> bool {
        self.is_sign(at, '(') && self.is_sign(at + 1, ')') && self.glued(at) && self.glued(at + 1)
    }

    /// The angle bracket that opens what the one at `at` opens or closes.
    fn opening(&self, at: usize, c: char) -> Option<usize> {
        match c {
            '<' => Some(at),
            '>' => (at.saturating_sub(REACH)..at)
                .rev()
                .find(|&i| self.is_sign(i, '<')),
            _ => None,
        }
    }

    fn opens_parameters(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let named = self.word(before).is_some_and(|w| {
            matches!(self.case(before), Some(Case::Capital | Case::Mixed))
                || self.case(before) == Some(Case::Upper) && w.len() == 1
                || CONTAINERS.contains(&w)
                || self.is_lifetime(at + 1)
                // "first<T>(xs)"
                || self.is_sign(at, '<')
                    && self.case(at + 1) == Some(Case::Upper)
                    && self.is_letter(at + 1)
                    && (at + 2..at + REACH).any(|i| self.is_sign(i, '>') && self.is_sign(i + 1, '('))
        });
        // "Option<&str>", "Result<(), E>"
        let signed = self.is_sign(at + 1, '&') || self.in_code(at) && self.is_unit_type(at + 1);
        let first = signed || self.word(at + 1).is_some() || self.is_lifetime(at + 1);
        if !(named && self.glued(at) && self.glued(at + 1) && first) {
            return false;
        }
        if self.is_sign(at, '[') {
            let typed = TYPES.contains(&self.str(at + 1))
                || matches!(self.case(at + 1), Some(Case::Capital | Case::Mixed))
                || CONTAINERS.contains(&self.str(at + 1));
            return typed && (at + 2..at + REACH).any(|i| self.is_sign(i, ']'));
        }
        // "Pin<Box<dyn Future + Send>>": "dyn" is no word of prose.
        let coded =
            self.in_code(at) || (at + 1..at + 6).any(|i| matches!(self.str(i), "dyn" | "impl" | "mut"));
        let of_type = |i: &usize| {
            self.word(*i).or(self.number(*i)).is_some()
                || matches!(
                    self.kind(*i),
                    Some(Kind::Sign(
                        ',' | '<' | '[' | ']' | '|' | '&' | '_' | '.' | '\'' | '"'
                    ))
                )
                // "Iterator<Item = u32>", "Box<dyn Fn(i32) -> i32>"
                || coded
                    && matches!(self.kind(*i), Some(Kind::Sign('(' | ')' | '=' | '+' | '-' | '*' | ':')))
        };
        let end = at + 1 + (at + 1..at + REACH).take_while(of_type).count();
        self.is_sign(end, '>') && self.glued(end)
    }

    /// Whether the bar at `at` parts the types or values that something may have.
    pub(in super::super) fn is_alternative(&self, at: usize) -> bool {
        let quote = |i: usize| matches!(self.kind(i), Some(Kind::Sign('"' | '\'')));
        let typed = |i: usize| TYPES.contains(&self.str(i));
        let (before, after) = (at.wrapping_sub(1), at + 1);
        let words = self.word(before).is_some() && self.word(after).is_some();
        let capital = |i: usize| matches!(self.case(i), Some(Case::Capital | Case::Mixed));
        quote(before) && quote(after)
            || self.in_code(at) && capital(before) && capital(after)
            || words && (typed(before) || typed(after))
    }

    /// "[]", "{}", "\"\"": what holds nothing, where it stands for a value. Gives the token after it.
    pub(in super::super) fn empty(&mut self, at: usize) -> Option<usize> {
        let after = at + 2;
        let name = match (self.kind(at)?, self.kind(at + 1)?) {
            (Kind::Sign('['), Kind::Sign(']')) => "empty brackets",
            (Kind::Sign('{'), Kind::Sign('}')) => "empty braces",
            (Kind::Sign('"'), Kind::Sign('"')) | (Kind::Sign('\''), Kind::Sign('\'')) => "empty string",
            _ => return None,
        };
        let before = at.wrapping_sub(1);
        let opened = matches!(
            self.kind(before),
            Some(Kind::Sign('=' | ':' | '(' | '[' | '{' | ','))
        );
        let goes_on = self.glued(after)
            && !matches!(self.kind(after), Some(Kind::Sign(c)) if sign::separates(c) || c == '.' || c == ':');
        // `""""`, and a box to tick: "[] milk"
        let repeated = self.kind(after) == self.kind(at) && self.glued(after);
        let alone = at == 0 && !self.in_code(at);
        (self.glued(at + 1) && (!self.glued(at) || opened) && !goes_on && !repeated && !alone)
            .then_some(())?;
        self.push(Class::Say(name), at, after);
        Some(after)
    }
}
