//! IPA as people write it, read as phones of our inventory.
//!
//! Broad transcriptions of American English are taken as they are meant: `r` is /ɹ/, length marks and syllable
//! dots say nothing, British vowels become their American neighbours, `t͡ʃ`, `tʃ` and `ʧ` are one phone, and
//! composed and decomposed accents are equal. A symbol outside the inventory is reported with its place and the
//! nearest phone, which is spoken in its stead; the rest of the word is read all the same. Single phones apart by
//! spaces are one word. Where no vowel is stressed, the first full vowel of the last word is, and words before it have
//! secondary stress.
//!
//! Owns the symbols. Knows nothing of where the string came from.

use super::transcription::Transcription;
use crate::ir::{Phone, Segment, Stress};
use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// What [`read`] made of a string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What was understood.
    pub transcription: Transcription,
    /// What was not, in order.
    pub problems: Vec<Problem>,
}

/// Something in a phonetic string that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the string it is about.
    pub range: Range<usize>,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What is wrong with a part of a phonetic string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// No phone of the inventory is written so.
    Unknown {
        /// The symbol as written.
        symbol: String,
        /// The phone that is nearest to it, and spoken; `None` where nothing is near, and nothing spoken.
        nearest: Option<Segment>,
    },
    /// A character that looks like a mark but is another.
    LookAlike {
        /// As written.
        found: char,
        /// What was understood.
        meant: char,
    },
    /// More than one syllable and no stress mark.
    Unstressed,
}

/// A character after marks without meaning are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Symbol(char),
    Stress(Stress),
    /// A syllable dot: no two symbols join across it.
    Syllable,
    Word,
}

use Segment::{
    Aa, Ae, Ah, Ao, Aw, Ax, Axr, Ay, B, Ch, D, Dh, Eh, Er, Ey, F, G, Hh, Ih, Iy, Jh, K, L, M, N, Ng, Ow, Oy,
    P, R, S, Sh, T, Th, Uh, Uw, V, W, Y, Z, Zh,
};

/// Two symbols that are one phone.
fn pair(first: char, second: char) -> Option<Segment> {
    Some(match (first, second) {
        ('t', 'ʃ') => Ch,
        ('d', 'ʒ') => Jh,
        ('a' | 'ɑ', 'ɪ' | 'i') => Ay,
        ('a' | 'ɑ' | 'æ', 'ʊ' | 'u') => Aw,
        ('e', 'ɪ' | 'i') | ('ɛ', 'ɪ') => Ey,
        ('o' | 'ə', 'ʊ') | ('o', 'u') => Ow,
        ('ɔ' | 'o' | 'ɒ', 'ɪ' | 'i') => Oy,
        ('ə', 'r' | 'ɹ' | 'ɻ') | ('ə', '˞') => Axr,
        ('ɜ', 'r' | 'ɹ' | 'ɻ') | ('ɜ', '˞') => Er,
        _ => return None,
    })
}

/// One symbol that is one phone; the second column of tolerances stands after the inventory's own spelling.
fn single(symbol: char) -> Option<Segment> {
    Some(match symbol {
        'p' => P,
        'b' => B,
        't' | 'ʔ' => T,
        'd' | 'ɾ' => D,
        'k' => K,
        'ɡ' | 'g' => G,
        'ʧ' => Ch,
        'ʤ' => Jh,
        'f' => F,
        'v' => V,
        'θ' => Th,
        'ð' => Dh,
        's' => S,
        'z' => Z,
        'ʃ' => Sh,
        'ʒ' => Zh,
        'h' => Hh,
        'm' => M,
        'n' => N,
        'ŋ' => Ng,
        'l' | 'ɫ' => L,
        'ɹ' | 'r' | 'ɻ' => R,
        'j' => Y,
        'w' | 'ʍ' => W,
        'i' => Iy,
        'ɪ' | 'ɨ' | 'ᵻ' | 'ı' => Ih,
        'e' => Ey,
        'ɛ' | 'ε' => Eh,
        'æ' => Ae,
        'ɑ' | 'a' | 'ɒ' | 'α' => Aa,
        'ɔ' => Ao,
        'o' => Ow,
        'ʊ' => Uh,
        'u' | 'ʉ' => Uw,
        'ʌ' => Ah,
        'ə' | 'ǝ' | 'ɐ' | 'ᵊ' => Ax,
        'ɝ' | 'ɜ' => Er,
        'ɚ' => Axr,
        _ => return None,
    })
}

/// The phone nearest to a symbol of other languages or of no phonetic alphabet.
fn nearest(symbol: char) -> Option<Segment> {
    Some(match symbol {
        'ʁ' | 'ʀ' | 'ɽ' | 'R' => R,
        'x' | 'χ' | 'ħ' | 'ɦ' | 'ʜ' | 'H' => Hh,
        'c' | 'q' | 'ʞ' | 'K' => K,
        'ɣ' | 'ɢ' | 'ɟ' | 'ʛ' | 'ɠ' | 'G' => G,
        'ç' | 'ɕ' | 'ʂ' => Sh,
        'ʑ' | 'ʐ' | 'ʝ' => Zh,
        'ɸ' | 'F' => F,
        'β' | 'ʋ' | 'ⱱ' | 'V' => V,
        'ɲ' | 'ɳ' | 'N' => N,
        'ɴ' => Ng,
        'ɱ' | 'M' => M,
        'ʎ' | 'ɭ' | 'ʟ' | 'ɬ' | 'ɮ' | 'L' => L,
        'ʈ' | 'T' => T,
        'ɖ' | 'ɗ' | 'D' => D,
        'ɓ' | 'ʙ' | 'B' => B,
        'P' => P,
        'S' => S,
        'Z' => Z,
        'W' | 'ɥ' | 'ɰ' => W,
        'y' | 'Y' => Y,
        'ø' | 'œ' | 'ɞ' | 'ɘ' | 'ɵ' => Er,
        'ʏ' | 'ɯ' => Uw,
        'ɤ' | 'O' => Ow,
        'ɶ' | 'A' => Aa,
        'E' => Eh,
        'I' | 'ɩ' => Ih,
        'U' | 'ɷ' => Uh,
        _ => return None,
    })
}

/// Marks that change nothing a broad transcription of English tells apart.
fn is_silent_mark(c: char) -> bool {
    matches!(
        c,
        'ː' | 'ˑ'
            | '‿'
            | '͡'
            | '͜'
            | '̯'
            | '̪'
            | '̚'
            | '̥'
            | '̬'
            | '̃'
            | '̴'
            | '̈'
            | '̝'
            | '̞'
            | 'ʰ'
            | 'ʲ'
            | 'ʷ'
            | '('
            | ')'
            | '/'
            | '['
            | ']'
    )
}

/// Reads an IPA string. Ranges of problems are byte ranges of `text`.
pub fn read(text: &str) -> Reading {
    let mut problems = Vec::new();
    let tokens = tokenise(text, &mut problems);
    assemble(text, &tokens, problems)
}

/// Tokens to phones; `text` is what their ranges refer to, `problems` what was found on the way to them.
pub(super) fn assemble(text: &str, tokens: &[(Token, Range<usize>)], mut problems: Vec<Problem>) -> Reading {
    let mut transcription = Transcription::default();
    let mut stress = Stress::None;
    // Phones since the last space, and whether there is more than one between any two.
    let (mut since, mut words) = (0, false);
    let mut at = 0;
    while let Some((token, range)) = tokens.get(at) {
        at += 1;
        let segment = match *token {
            Token::Stress(mark) => {
                stress = mark;
                continue;
            }
            Token::Syllable => continue,
            Token::Word => {
                transcription.push_break();
                since = 0;
                continue;
            }
            Token::Symbol('̩') => {
                syllabic(&mut transcription);
                continue;
            }
            Token::Symbol(first) => {
                let joined = match tokens.get(at) {
                    Some(&(Token::Symbol(second), _)) => pair(first, second),
                    _ => None,
                };
                at += usize::from(joined.is_some());
                joined.or_else(|| single(first)).or_else(|| {
                    let nearest = nearest(first);
                    problems.push(Problem {
                        range: range.clone(),
                        kind: ProblemKind::Unknown {
                            symbol: text[range.clone()].to_owned(),
                            nearest,
                        },
                    });
                    nearest
                })
            }
        };
        if let Some(segment) = segment {
            since += 1;
            words |= since > 1;
            transcription.push(Phone::new(segment, stress));
            if segment.is_vowel() {
                stress = Stress::None;
            }
        }
    }
    transcription.finish();
    // "k æ t". A vowel may be a word ("eɪ aɪ"), a consonant is none.
    if !words && transcription.phones().iter().any(|p| !p.segment.is_vowel()) {
        transcription.join();
    }
    if transcription.phones().iter().all(|p| p.stress == Stress::None) {
        stress_by_rule(&mut transcription);
        if transcription.syllables() > 1 {
            problems.push(Problem {
                range: 0..text.len(),
                kind: ProblemKind::Unstressed,
            });
        }
    }
    problems.sort_by_key(|p| p.range.start);
    Reading {
        transcription,
        problems,
    }
}

fn tokenise(text: &str, problems: &mut Vec<Problem>) -> Vec<(Token, Range<usize>)> {
    let mut tokens = Vec::with_capacity(text.len());
    for (start, written) in text.char_indices() {
        let range = start..start + written.len_utf8();
        decompose_canonical(written, |c| {
            let mut look_alike = |meant| {
                problems.push(Problem {
                    range: range.clone(),
                    kind: ProblemKind::LookAlike { found: c, meant },
                });
            };
            let token = match c {
                'ˈ' => Token::Stress(Stress::Primary),
                'ˌ' => Token::Stress(Stress::Secondary),
                '\'' | '’' | '‘' | 'ʹ' | '′' | 'ʼ' => {
                    look_alike('ˈ');
                    Token::Stress(Stress::Primary)
                }
                ',' | '‚' => {
                    look_alike('ˌ');
                    Token::Stress(Stress::Secondary)
                }
                ':' => return look_alike('ː'),
                '.' => Token::Syllable,
                '-' | '‑' | '|' => Token::Syllable,
                // Two symbols whose canonical decomposition would tear a letter of the alphabet apart.
                '\u{327}' if matches!(tokens.last(), Some((Token::Symbol('c'), _))) => {
                    tokens.pop();
                    Token::Symbol('ç')
                }
                c if c.is_whitespace() => Token::Word,
                c if is_silent_mark(c) => return,
                c => Token::Symbol(c),
            };
            tokens.push((token, range.clone()));
        });
    }
    tokens
}

/// A syllabic consonant is a schwa and the consonant.
fn syllabic(transcription: &mut Transcription) {
    let Some(segment) = transcription.last() else {
        return;
    };
    if let Some(last) = transcription.phones_mut().last_mut() {
        *last = Phone::new(if segment == R { Axr } else { Ax }, Stress::None);
    }
    if segment != R {
        transcription.push(Phone::new(segment, Stress::None));
    }
}

/// The rule for pronunciations without any stress. The last word is the last that has a vowel.
pub(crate) fn stress_by_rule(transcription: &mut Transcription) {
    let starts: Vec<Range<usize>> = {
        let mut at = 0;
        transcription
            .words()
            .map(|word| {
                at += word.len();
                at - word.len()..at
            })
            .collect()
    };
    let vowel = |range: &Range<usize>| {
        let word = &transcription.phones()[range.clone()];
        word.iter().any(|p| p.segment.is_vowel())
    };
    let last = starts.iter().rposition(vowel);
    for (index, range) in starts.into_iter().enumerate() {
        let word = &mut transcription.phones_mut()[range];
        let stress = if Some(index) == last {
            Stress::Primary
        } else {
            Stress::Secondary
        };
        let full = |p: &Phone| p.segment.is_vowel() && !matches!(p.segment, Ax | Axr);
        let chosen = word
            .iter()
            .position(full)
            .or_else(|| word.iter().position(|p| p.segment.is_vowel()));
        if let Some(chosen) = chosen {
            word[chosen] = Phone::new(word[chosen].segment, stress);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Our own spelling of what was read: stress before the vowel, a bar between words.
    fn spelled(text: &str) -> String {
        let reading = read(text);
        let words = reading.transcription.words().map(|word| {
            word.iter()
                .map(|p| {
                    let mark = match p.stress {
                        Stress::None => "",
                        Stress::Primary => "ˈ",
                        Stress::Secondary => "ˌ",
                    };
                    format!("{mark}{}", p.segment.ipa().replace('͡', ""))
                })
                .collect::<String>()
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tolerances_of_the_corpus() {
        for (written, read) in [
            ("ˌkubɚˈnɛtiz", "kˌubɚnˈɛtiz"),
            ("kuːbərˈnɛtiːz", "kubɚnˈɛtiz"),
            ("ɛm ɛl ɑps", "ˌɛm ˌɛl ˈɑps"),
            ("ɑr bæk", "ˌɑɹ bˈæk"),
            ("ˈt͡ʃɛk", "tʃˈɛk"),
            ("ˈtʃɛk", "tʃˈɛk"),
            ("ˈʧɛk", "tʃˈɛk"),
            ("ˈd͡ʒɔb", "dʒˈɔb"),
            ("ɡeɪt", "ɡˈeɪt"),
            ("get", "ɡˈeɪt"),
            ("ˈhelm", "hˈeɪlm"),
            ("ɡoʊ", "ɡˈoʊ"),
            ("go", "ɡˈoʊ"),
            ("pɒd", "pˈɑd"),
            ("ˈjaml", "jˈɑml"),
            ("faɪl", "fˈaɪl"),
            ("aʊt", "ˈaʊt"),
            ("ˈbʌtn̩", "bˈʌtən"),
            ("ˈbɜːrd", "bˈɝd"),
            ("ˈwɔ.tə˞", "wˈɔtɚ"),
            ("ɪnˈɡrɛs", "ɪnɡɹˈɛs"),
            ("ˌbækˈʔɛnd", "bˌæktˈɛnd"),
        ] {
            assert_eq!(spelled(written), read, "{written}");
        }
    }

    #[test]
    fn phones_apart_by_spaces_are_one_word() {
        for (written, read) in [
            ("k æ t", "kˈæt"),
            ("h ə l oʊ", "həlˈoʊ"),
            ("h ə ˈl oʊ", "həlˈoʊ"),
            (" b ʌ t n̩ ", "bˈʌtən"),
            ("t͡ʃ ɛ k", "tʃˈɛk"),
            // Words.
            ("eɪ aɪ", "ˌeɪ ˈaɪ"),
            ("ə kæt", "ˌə kˈæt"),
            ("kæt s", "kˈæt s"),
        ] {
            assert_eq!(spelled(written), read, "{written}");
        }
    }

    #[test]
    fn a_mark_that_no_vowel_follows_is_no_stress() {
        assert_eq!(spelled("kætˈ"), "kˈæt");
        let problems = super::read("həloʊˈ").problems;
        assert!(problems.iter().any(|p| p.kind == ProblemKind::Unstressed));
    }

    #[test]
    fn composed_and_decomposed_are_equal() {
        assert_eq!(spelled("ˈfaç"), spelled("ˈfac\u{327}"));
        assert_eq!(spelled("ˈsɑ̃"), spelled("ˈsɑ"));
    }

    #[test]
    fn an_unknown_symbol_is_located_and_the_rest_is_read() {
        let reading = read("ˈʁɛd¤a");
        let found: Vec<_> = reading
            .problems
            .iter()
            .map(|p| (p.range.clone(), &p.kind))
            .collect();
        assert_eq!(found[0].0, 2..4);
        assert!(matches!(
            found[0].1,
            ProblemKind::Unknown { nearest: Some(R), .. }
        ));
        assert!(matches!(found[1].1, ProblemKind::Unknown { nearest: None, .. }));
        assert_eq!(spelled("ˈʁɛd¤a"), "ɹˈɛdɑ");
    }

    #[test]
    fn look_alikes_are_understood_and_noted() {
        let reading = read("ku:bə'nɛtiz");
        assert_eq!(spelled("ku:bə'nɛtiz"), "kubənˈɛtiz");
        let kinds: Vec<_> = reading.problems.into_iter().map(|p| p.kind).collect();
        assert_eq!(
            kinds,
            [
                ProblemKind::LookAlike {
                    found: ':',
                    meant: 'ː'
                },
                ProblemKind::LookAlike {
                    found: '\'',
                    meant: 'ˈ'
                }
            ]
        );
    }

    #[test]
    fn every_spelling_of_the_inventory_reads_back() {
        for segment in Segment::ALL {
            assert_eq!(read(segment.ipa()).transcription.phones()[0].segment, segment);
        }
    }
}
