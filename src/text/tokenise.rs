//! Cuts prose into words, numbers and signs. Owns what a character is; knows nothing of what tokens mean.

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with apostrophes between them.
    Word(Case),
    /// ASCII digits, with commas or apostrophes where they group thousands.
    Number,
    /// One character that is neither.
    Sign(char),
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No capital, or a script without capitals.
    Lower,
    /// A capital, then none; at least two letters.
    Capital,
    /// Capitals only.
    Upper,
    /// Anything else.
    Mixed,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether white space, or the start of the text, stands before it.
    pub(super) spaced: bool,
    /// Which code of the text it was written in, from 1; 0 in prose.
    pub(super) code: u32,
}

/// Whether `c` is an apostrophe, straight or curly.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02BC}')
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii()
            && (c.is_alphabetic() || is_combining(c))
            && !matches!(c, '\u{02BC}' | 'ⁿ' | 'ᵀ' | 'ᵢ' | 'ⱼ' | 'ₐ'..='ₜ'))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// Characters that are there for layout only.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}'
    )
}

/// Cuts `text` into tokens, appended to `tokens`. Text past 4 GiB is not read.
pub(super) fn tokenise(text: &str, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut spaced = true;
    while at < bytes.len().min(u32::MAX as usize) {
        let byte = bytes[at];
        if byte == b' ' || byte == b'\n' {
            spaced = true;
            at += 1;
            continue;
        }
        let start = at;
        let kind = if byte.is_ascii_digit() {
            // What follows a point has no thousands: "f(98.5,100,2)".
            let fraction = at > 1 && bytes[at - 1] == b'.' && bytes[at - 2].is_ascii_digit();
            at = if fraction {
                digits_end(bytes, at)
            } else {
                number_end(bytes, at)
            };
            Kind::Number
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            if c.is_whitespace() || is_invisible(c) {
                spaced |= c.is_whitespace();
                at += c.len_utf8();
                continue;
            }
            if is_letter(c) {
                let (end, case) = word_end(text, at);
                // After digits an apostrophe parts: "29th's" has an ordinal's ending and a possessive s.
                let end = match text[at..end].find(is_apostrophe) {
                    Some(cut) if at > 0 && bytes[at - 1].is_ascii_digit() => at + cut,
                    _ => end,
                };
                at = end;
                Kind::Word(case)
            } else {
                at += c.len_utf8();
                Kind::Sign(c)
            }
        };
        tokens.push(Token {
            kind,
            start: start as u32,
            end: at as u32,
            spaced,
            code: 0,
        });
        spaced = false;
    }
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at.min(bytes.len())..]
        .iter()
        .take_while(|b| b.is_ascii_digit())
        .count()
}

/// The end of the number at `at`: digits, and groups of three after commas, or after the apostrophes of Switzerland, as long as
/// all groups are full. Groups of two before the last of three are India's: "12,34,567".
fn number_end(bytes: &[u8], at: usize) -> usize {
    let digits_from = |from: usize| digits_end(bytes, from) - from;
    let mut end = digits_end(bytes, at);
    if end - at > 3 {
        return end;
    }
    let mark: &[u8] = match bytes.get(end) {
        Some(b',') => b",",
        Some(b'\'') => b"'",
        Some(0xE2) => "\u{2019}".as_bytes(),
        _ => return end,
    };
    if end - at <= 2 && mark == b"," {
        let mut last = end;
        while bytes.get(last) == Some(&b',') && digits_from(last + 1) == 2 {
            last += 3;
        }
        if last > end && bytes.get(last) == Some(&b',') && digits_from(last + 1) == 3 {
            return last + 4;
        }
    }
    // Each round looks at a few bytes, and stops for good at the first that is no full group.
    while bytes[end..].starts_with(mark) {
        let group = end + mark.len();
        let full = bytes
            .get(group..group + 3)
            .is_some_and(|group| group.iter().all(u8::is_ascii_digit));
        if !full || bytes.get(group + 3).is_some_and(u8::is_ascii_digit) {
            break;
        }
        end = group + 3;
    }
    end
}

fn word_end(text: &str, at: usize) -> (usize, Case) {
    let mut end = at;
    let (mut letters, mut capitals, mut first_capital) = (0u32, 0u32, false);
    let mut chars = text[at..].chars().peekable();
    while let Some(c) = chars.next() {
        if is_letter(c) {
            if !is_combining(c) {
                if c.is_uppercase() {
                    first_capital |= letters == 0;
                    capitals += 1;
                }
                letters += 1;
            }
        } else if is_apostrophe(c) && chars.peek().copied().is_some_and(is_letter) {
            // What follows an apostrophe (the s of "API's") does not change how the word is written.
            end += c.len_utf8();
            for c in chars.by_ref() {
                if !is_letter(c) && !is_apostrophe(c) {
                    break;
                }
                end += c.len_utf8();
            }
            end -= trailing_apostrophes(&text[at..end]);
            break;
        } else {
            break;
        }
        end += c.len_utf8();
    }
    let case = match (capitals, letters) {
        (0, _) => Case::Lower,
        (c, l) if c == l => Case::Upper,
        (1, _) if first_capital => Case::Capital,
        _ => Case::Mixed,
    };
    (end, case)
}

fn trailing_apostrophes(word: &str) -> usize {
    word.len() - word.trim_end_matches(is_apostrophe).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, &mut tokens);
        tokens
            .iter()
            .map(|t| &text[t.start as usize..t.end as usize])
            .collect()
    }

    #[test]
    fn thousands_are_one_number_and_lists_are_not() {
        assert_eq!(
            cut("1,234,567 1,2 9000,000 12,34"),
            ["1,234,567", "1", ",", "2", "9000", ",", "000", "12", ",", "34"]
        );
        assert_eq!(
            cut("1,00,000 12,34,567 10,20,30"),
            ["1,00,000", "12,34,567", "10", ",", "20", ",", "30"]
        );
        assert_eq!(
            cut("1'234'567 5'10 1\u{2019}250.75 1'234,5 1.5,100,2"),
            [
                "1'234'567",
                "5",
                "'",
                "10",
                "1\u{2019}250",
                ".",
                "75",
                "1'234",
                ",",
                "5",
                "1",
                ".",
                "5",
                ",",
                "100",
                ",",
                "2"
            ]
        );
    }

    #[test]
    fn apostrophes_stay_inside_words() {
        assert_eq!(
            cut("don't d\u{2019}être dogs' 'em rock'n'roll"),
            ["don't", "d\u{2019}être", "dogs", "'", "'", "em", "rock'n'roll"]
        );
    }

    #[test]
    fn case_is_that_of_the_letters_before_an_apostrophe() {
        let case = |text: &str| {
            let mut tokens = Vec::new();
            tokenise(text, &mut tokens);
            tokens[0].kind
        };
        assert_eq!(case("API's"), Kind::Word(Case::Upper));
        assert_eq!(case("That's"), Kind::Word(Case::Capital));
        assert_eq!(case("eBPF"), Kind::Word(Case::Mixed));
        assert_eq!(case("PVCs"), Kind::Word(Case::Mixed));
        assert_eq!(case("WHEN"), Kind::Word(Case::Upper));
    }
}
