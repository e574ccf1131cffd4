//! X-SAMPA (Wells 1995) read as phones: each symbol is its IPA character, and IPA's tolerances apply.
//!
//! Owns the symbols of X-SAMPA; what they mean is decided in `ipa.rs`.

use super::ipa::{self, Reading, Token};
use crate::ir::Stress;
use std::ops::Range;

/// Symbols and their IPA characters; of two that fit the longer is meant, so those stand first.
const SYMBOLS: [(&str, &str); 58] = [
    ("r\\`", "ɻ"),
    ("@`", "ɚ"),
    ("3`", "ɝ"),
    ("r\\", "ɹ"),
    ("h\\", "ɦ"),
    ("j\\", "ʝ"),
    ("v\\", "ʋ"),
    ("l\\", "ɺ"),
    ("s\\", "ɕ"),
    ("z\\", "ʑ"),
    ("x\\", "ɧ"),
    ("R\\", "ʀ"),
    ("B\\", "ʙ"),
    ("G\\", "ɢ"),
    ("H\\", "ʜ"),
    ("L\\", "ʟ"),
    ("N\\", "ɴ"),
    ("I\\", "ᵻ"),
    ("r`", "ɽ"),
    ("t`", "ʈ"),
    ("d`", "ɖ"),
    ("s`", "ʂ"),
    ("z`", "ʐ"),
    ("n`", "ɳ"),
    ("l`", "ɭ"),
    ("A", "ɑ"),
    ("B", "β"),
    ("C", "ç"),
    ("D", "ð"),
    ("E", "ɛ"),
    ("F", "ɱ"),
    ("G", "ɣ"),
    ("H", "ɥ"),
    ("I", "ɪ"),
    ("J", "ɲ"),
    ("K", "ɬ"),
    ("L", "ʎ"),
    ("M", "ɯ"),
    ("N", "ŋ"),
    ("O", "ɔ"),
    ("P", "ʋ"),
    ("Q", "ɒ"),
    ("R", "ʁ"),
    ("S", "ʃ"),
    ("T", "θ"),
    ("U", "ʊ"),
    ("V", "ʌ"),
    ("W", "ʍ"),
    ("X", "χ"),
    ("Y", "ʏ"),
    ("Z", "ʒ"),
    ("@", "ə"),
    ("{", "æ"),
    ("}", "ʉ"),
    ("3", "ɜ"),
    ("4", "ɾ"),
    ("5", "ɫ"),
    ("?", "ʔ"),
];

/// Symbols of the other vowels, one character each.
const VOWELS: [(char, char); 6] = [
    ('1', 'ɨ'),
    ('2', 'ø'),
    ('6', 'ɐ'),
    ('7', 'ɤ'),
    ('8', 'ɵ'),
    ('9', 'œ'),
];

/// Reads an X-SAMPA string. Ranges of problems are byte ranges of `text`.
pub(super) fn read(text: &str) -> Reading {
    let mut tokens: Vec<(Token, Range<usize>)> = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let start = at;
        let rest = &text[at..];
        if let Some((symbol, ipa)) = SYMBOLS.iter().find(|(symbol, _)| rest.starts_with(symbol)) {
            at += symbol.len();
            tokens.extend(ipa.chars().map(|c| (Token::Symbol(c), start..at)));
            continue;
        }
        at += first.len_utf8();
        let token = match first {
            '"' | 'ˈ' => Token::Stress(Stress::Primary),
            '%' | 'ˌ' => Token::Stress(Stress::Secondary),
            '.' | '-' => Token::Syllable,
            '=' => Token::Symbol('\u{329}'),
            '`' => Token::Symbol('˞'),
            // Length and palatalisation tell no English phones apart, nor does what stands after an underscore.
            ':' | '\'' | '~' => continue,
            '_' => {
                at += text[at..].chars().next().map_or(0, char::len_utf8);
                continue;
            }
            c if c.is_whitespace() => Token::Word,
            c => {
                let vowel = VOWELS.iter().find(|(symbol, _)| *symbol == c);
                Token::Symbol(vowel.map_or(c, |(_, ipa)| *ipa))
            }
        };
        tokens.push((token, start..at));
    }
    ipa::assemble(text, &tokens, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_mean_their_ipa_characters() {
        for (xsampa, ipa) in [
            ("%kub@`\"nEtiz", "ˌkubɚˈnɛtiz"),
            ("\"tSEk", "ˈtʃɛk"),
            ("\"dZOIn", "ˈdʒɔɪn"),
            ("\"w3`d", "ˈwɝd"),
            ("\"{pl=", "ˈæpl̩"),
            ("\"wA:t@`", "ˈwɑtɚ"),
            ("\"r\\Vn", "ˈɹʌn"),
            ("%Em \"El", "ˌɛm ˈɛl"),
            ("\"haUs", "ˈhaʊs"),
            ("h @ l oU", "həˈloʊ"),
        ] {
            assert_eq!(
                read(xsampa).transcription,
                ipa::read(ipa).transcription,
                "{xsampa}"
            );
        }
    }

    #[test]
    fn an_unknown_symbol_is_located() {
        let reading = read("\"b¤t");
        assert_eq!(reading.problems[0].range, 2..4);
    }
}
