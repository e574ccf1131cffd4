//! Regular expressions (POSIX extended, and what PCRE and RE2 add), in prose and in code: "\d{1,3}", ".*?", "[a-z]+".
//!
//! Owns how they are told from prose and read sign by sign; a `?` or `.` in one neither asks nor ends a sentence. Globs
//! ("*.log") and paths are other rooms'.

use super::Tagger;
use crate::text::class::{Class, Tag};
use crate::text::classify::signs::sign_name;
use crate::text::token::Punctuation;
use crate::text::tokenise::{Case, Kind, Token};

/// Tokens that an expression may have.
const LONGEST: usize = 64;

impl Tagger<'_, '_> {
    /// The regular expression that begins at `at`; gives the token after it.
    pub(in super::super) fn pattern(&mut self, at: usize) -> Option<usize> {
        let opens = |i: usize| matches!(self.kind(i), Some(Kind::Sign('(' | '"' | '\'' | '“' | '‘' | '/')));
        let begins =
            at == 0 || !self.glued(at) || opens(at - 1) || self.tokens[at].code != self.tokens[at - 1].code;
        (begins && !matches!(self.kind(at)?, Kind::Number)).then_some(())?;
        let end = self.pattern_end(at);
        (end > at + 1 && self.is_pattern(at, end)).then_some(())?;
        let mut i = at;
        while i < end {
            i = self.pattern_part(at, i, end);
        }
        Some(end)
    }

    /// Where what begins at `at` ends: before white space, and before what the sentence puts behind it.
    fn pattern_end(&self, at: usize) -> usize {
        let code = self.tokens[at].code;
        let inside = |i: usize| self.glued(i) && self.tokens[i].code == code;
        let mut end = at + 1 + (at + 1..at + LONGEST).take_while(|&i| inside(i)).count();
        let open = |end: usize| {
            let count = |sign: char| (at..end).filter(|&i| self.is_sign(i, sign)).count();
            count('(') >= count(')')
        };
        while end > at + 1 {
            let escaped = self.is_sign(end - 2, '\\');
            let outside = match self.kind(end - 1) {
                Some(Kind::Sign('"' | '\'' | '”' | '’')) => true,
                Some(Kind::Sign(')')) => !open(end),
                // "{job=~".+"}"
                Some(Kind::Sign('}')) => matches!(self.kind(end - 2), Some(Kind::Sign('"' | '”'))),
                Some(Kind::Sign('.' | ',' | ';' | ':' | '!')) => code == 0 && !escaped,
                // "Use .*? for it"
                Some(Kind::Sign('?')) => {
                    let repeats = matches!(
                        self.kind(end - 2),
                        Some(Kind::Sign('*' | '+' | '?' | ')' | ']' | '}'))
                    );
                    let goes_on = self.case(end) == Some(Case::Lower) || self.number(end).is_some();
                    code == 0 && !escaped && !(repeats && goes_on)
                }
                _ => false,
            };
            if !outside {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Whether `at..end` can be nothing but a regular expression.
    fn is_pattern(&self, at: usize, end: usize) -> bool {
        let sign = |i: usize, c: char| i < end && self.is_sign(i, c);
        let repeated = |i: usize| ['*', '+', '?', '{'].into_iter().any(|c| sign(i, c));
        // "C:\data", "\\server\share"
        // "{__name__=~".+"}": labels
        if sign(at, '{') {
            return false;
        }
        let path = self.is_sign(at + 1, ':') || sign(at, '\\') && sign(at + 1, '\\');
        let mut anchored = sign(at, '^');
        for i in at..end {
            let Some(Kind::Sign(c)) = self.kind(i) else {
                continue;
            };
            let found = match c {
                // "\d", "\bfoo", "\."
                '\\' if i + 1 < end && !path => match self.kind(i + 1) {
                    Some(Kind::Word(_)) => self.is_letter(i + 1) && self.is_class_letter(i + 1),
                    Some(Kind::Sign(c)) => matches!(
                        c,
                        '.' | '[' | ']' | '(' | ')' | '*' | '+' | '?' | '^' | '|' | '-' | '/'
                    ),
                    _ => false,
                },
                // ".*", "(.+)", "err.*failed", "java.util.*"
                '.' if sign(i + 1, '*') || sign(i + 1, '+') => {
                    let apart =
                        i == at || matches!(self.kind(i - 1), Some(Kind::Sign('(' | '^' | ')' | '"')));
                    let between =
                        i > at && self.word(i - 1).is_some() && i + 2 < end && self.word(i + 2).is_some();
                    apart && !sign(i + 2, '.')
                        || between
                        || sign(i + 2, '?')
                        || sign(i + 2, ')')
                        || sign(i + 2, '$')
                        || i + 2 == end && self.ends_qualified(i + 1)
                }
                '[' => self.is_class(i, end, &repeated),
                // "(?:x)", "(?i)", "(?P<name>x)"
                '(' if sign(i + 1, '?') && i + 2 < end => match self.kind(i + 2) {
                    Some(Kind::Sign(c)) => matches!(c, ':' | '=' | '!' | '<'),
                    _ => sign(i + 3, ')') || sign(i + 3, '<') || sign(i + 3, ':'),
                },
                '$' if i + 1 == end && anchored && i > at + 1 => true,
                _ => false,
            };
            if found {
                return true;
            }
            anchored &= c != '$';
        }
        false
    }

    /// Whether the dot before the star at `at` follows a name in small letters that has a dot already, or stands inside a
    /// sentence: a footnote's star stands behind one.
    fn ends_qualified(&self, at: usize) -> bool {
        let name = |i: usize| self.case(i) == Some(Case::Lower);
        let part = at.wrapping_sub(2);
        let whole = part.wrapping_sub(1);
        let qualified = self.glued(part) && self.is_sign(whole, '.') && name(whole.wrapping_sub(1));
        name(part) && self.glued(at - 1) && (qualified || name(at + 1))
    }

    /// Whether the word after a backslash names a class of characters or an edge.
    fn is_class_letter(&self, at: usize) -> bool {
        matches!(self.str(at), "b" | "B" | "d" | "D" | "s" | "S" | "w" | "W")
    }

    /// Whether the bracket at `at` opens a class of characters: "[^/]", "[a-z]", "[0-9]+"; no footnote, no interval.
    fn is_class(&self, at: usize, end: usize, repeated: &dyn Fn(usize) -> bool) -> bool {
        let Some(close) = (at + 1..end).find(|&i| self.is_sign(i, ']')) else {
            return false;
        };
        if self.is_sign(at + 1, '^') {
            return !matches!(self.kind(at + 2), Some(Kind::Number | Kind::Word(_))) || repeated(close + 1);
        }
        // A word's letters are one token: "A-Za-z0-9" has a Z and an a in one.
        let range = (at + 2..close).any(|i| {
            let short = |i: usize| self.str(i).len() <= 2;
            let letters = self.word(i - 1).is_some() && self.word(i + 1).is_some();
            let digits = self.str(i - 1) == "0" && self.str(i + 1) == "9";
            self.is_sign(i, '-') && (letters && short(i - 1) && short(i + 1) || digits)
        });
        // "[abc]+"; but "arr[0]+", "[1]?"
        let plain = (at + 1..close).all(|i| self.number(i).is_none()) && !self.is_sign(close + 1, '?');
        range || plain && repeated(close + 1) && close > at + 1
    }

    /// Reads one part of the expression `from..end`; gives the token after it.
    fn pattern_part(&mut self, from: usize, at: usize, end: usize) -> usize {
        let sign = |i: usize, c: char| i < end && self.is_sign(i, c);
        let in_class = {
            let opened =
                (from..at).rposition(|i| self.is_sign(i, '[') && !self.is_sign(i.wrapping_sub(1), '\\'));
            opened.is_some_and(|open| !(from + open..at).any(|i| self.is_sign(i, ']')))
        };
        let Some(kind) = self.kind(at) else { return at + 1 };
        let escaped = at > from && self.is_sign(at - 1, '\\') && !self.is_sign(at.wrapping_sub(2), '\\');
        match kind {
            Kind::Number => self.push(Class::Cardinal(self.str(at)), at, at + 1),
            // "\bfoo", "A-Za-z"
            Kind::Word(_) if escaped || in_class && self.range_beside(at) => self.first_letter(at, in_class),
            Kind::Word(_) if in_class || self.is_letter(at) => {
                self.push(Class::Letters(self.str(at)), at, at + 1);
            }
            Kind::Word(_) => return self.compound_word(at),
            Kind::Sign('{') if !escaped => return self.quantifier(at, end),
            // "(?P<name>", "(?<name>"
            Kind::Sign('<') if self.names_group(at) => {}
            Kind::Sign('>') if self.names_group(at.wrapping_sub(2)) => {
                self.push(Class::Mark(Punctuation::Comma), at, at + 1);
            }
            Kind::Sign('[' | ']' | '(' | ')' | ',' | '"' | '\'') if !escaped => {
                // Brackets part, and have no name.
                let marked = matches!(
                    self.tags.last(),
                    Some(Tag {
                        class: Class::Mark(_),
                        ..
                    })
                );
                if at > from && at + 1 < end && !marked {
                    self.push(Class::Mark(Punctuation::Comma), at, at + 1);
                }
            }
            Kind::Sign(c) => {
                let name = match c {
                    '*' => "star",
                    '|' if !escaped => "or",
                    '^' if in_class && sign(at.wrapping_sub(1), '[') => "not",
                    '-' if in_class && at + 1 < end && !sign(at + 1, ']') && !sign(at - 1, '[') => "to",
                    '(' => "open parenthesis",
                    ')' => "close parenthesis",
                    '[' => "open bracket",
                    ']' => "close bracket",
                    c => sign_name::character_name(c).unwrap_or(""),
                };
                match name {
                    "" => self.push(Class::Unreadable, at, at + 1),
                    name => self.push(Class::Say(name), at, at + 1),
                }
            }
        }
        at + 1
    }

    /// Names the first letter of the word at `at`, and says the rest: as a letter too in a class of characters.
    fn first_letter(&mut self, at: usize, in_class: bool) {
        let Token { start, end, .. } = self.tokens[at];
        let cut = start + self.str(at).chars().next().map_or(0, |c| c.len_utf8() as u32);
        self.push_bytes(Class::Letters(self.slice(start, cut)), start, cut);
        if cut == end {
            return;
        }
        let rest = self.slice(cut, end);
        if in_class {
            self.push_bytes(Class::Mark(Punctuation::Comma), cut, cut);
            self.push_bytes(Class::Letters(rest), cut, end);
        } else {
            self.push_bytes(Class::Part(rest), cut, end);
        }
    }

    /// Whether the sign at `at` opens the name of a group.
    fn names_group(&self, at: usize) -> bool {
        let asked = |i: usize| self.is_sign(i, '?') && self.is_sign(i.wrapping_sub(1), '(');
        let before = at.wrapping_sub(1);
        let opened = asked(before) || self.str(before) == "P" && asked(before.wrapping_sub(1));
        opened && self.is_sign(at, '<') && self.word(at + 1).is_some() && self.is_sign(at + 2, '>')
    }

    /// Whether a dash stands beside the token at `at`.
    fn range_beside(&self, at: usize) -> bool {
        self.is_sign(at + 1, '-') && self.glued(at + 1) || self.is_sign(at.wrapping_sub(1), '-')
    }

    /// "{3}", "{1,3}", "{2,}": how often; gives the token after it.
    fn quantifier(&mut self, at: usize, end: usize) -> usize {
        let number = |i: usize| i < end && self.number(i).is_some();
        let sign = |i: usize, c: char| i < end && self.is_sign(i, c);
        let (parts, close) = match () {
            () if number(at + 1) && sign(at + 2, '}') => ([Some(at + 1), None], at + 2),
            () if number(at + 1) && sign(at + 2, ',') && sign(at + 3, '}') => ([Some(at + 1), None], at + 3),
            () if number(at + 1) && sign(at + 2, ',') && number(at + 3) && sign(at + 4, '}') => {
                ([Some(at + 1), Some(at + 3)], at + 4)
            }
            () => {
                self.push(Class::Say("brace"), at, at + 1);
                return at + 1;
            }
        };
        let [Some(least), most] = parts else { return at + 1 };
        self.push(Class::Cardinal(self.str(least)), least, least + 1);
        if let Some(most) = most {
            self.push(Class::Say("to"), least + 1, most);
            self.push(Class::Cardinal(self.str(most)), most, most + 1);
        } else if close > least + 1 {
            self.push(Class::Say("or more"), least + 1, close);
        }
        let once = most.is_none() && close == least + 1 && self.str(least) == "1";
        self.push(Class::Say(if once { "time" } else { "times" }), close, close + 1);
        close + 1
    }
}
