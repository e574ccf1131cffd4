//! Weak forms: function words as they sound between other words.
//!
//! "The" is /ði/ before a vowel; "to" has a full vowel only before another vowel and at the end of a phrase; "of",
//! "for", "can" and their kin lose theirs unless they end the phrase or are emphasised. "And" is said in full, as a
//! careful reader says it: swallowed, it is taken for "in" or missed. Owns the list; knows no word by anything but
//! its spelling.

use crate::ir::{Origin, Phone, Punctuation, Segment, Stress, Word};

use Segment::{Ae, Ah, Ax, Axr, D, Dh, F, Ih, Iy, K, N, T, Uw, V, W, Z};

/// What stands after a function word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Vowel,
    Consonant,
    /// The phrase ends.
    Nothing,
}

/// The phones of a function word in its place; `None` to leave it as it is.
fn weak_form(word: &str, next: Next) -> Option<&'static [Segment]> {
    Some(match (word, next) {
        ("a", _) => &[Ax],
        ("an", _) => &[Ax, N],
        ("the", Next::Vowel) => &[Dh, Iy],
        ("the", _) => &[Dh, Ax],
        ("to", Next::Consonant) => &[T, Ax],
        ("to", Next::Vowel) => &[T, Uw],
        ("of", Next::Consonant | Next::Vowel) => &[Ax, V],
        ("for", Next::Consonant | Next::Vowel) => &[F, Axr],
        ("can", Next::Consonant | Next::Vowel) => &[K, Ax, N],
        ("than", Next::Consonant | Next::Vowel) => &[Dh, Ax, N],
        ("was", Next::Consonant | Next::Vowel) => &[W, Ax, Z],
        _ => return None,
    })
}

/// Whether what belongs to a function word does not follow it: "the company I worked for had closed", "anything you say
/// can and will be used", "step in to help".
fn is_stranded(word: &str, next: &str) -> bool {
    match word {
        "for" | "of" => is_in(
            next,
            &[
                "are", "could", "did", "had", "has", "is", "should", "was", "were", "would",
            ],
        ),
        "can" => is_in(
            next,
            &[
                "and", "but", "cannot", "can't", "does", "if", "must", "or", "should", "when",
            ],
        ),
        "in" => is_in(
            next,
            &["and", "by", "but", "if", "on", "or", "to", "when", "with"],
        ),
        _ => false,
    }
}

/// The phones of a function word where it carries weight of its own.
fn strong_form(word: &str) -> Option<&'static [Segment]> {
    Some(match word {
        "a" => &[Segment::Ey],
        "an" => &[Ae, N],
        "the" => &[Dh, Iy],
        "and" => &[Ae, N, D],
        "in" => &[Ih, N],
        "than" => &[Dh, Ae, N],
        "was" => &[W, Ah, Z],
        _ => return None,
    })
}

/// Whether a word cannot end a sentence, so that a pause after it stands inside one.
pub(crate) fn leads_on(word: &Word) -> bool {
    const LEADING: [&str; 20] = [
        "a", "an", "and", "because", "but", "by", "for", "from", "if", "into", "my", "of", "or", "our",
        "than", "the", "their", "to", "with", "your",
    ];
    word.origin != Origin::Letter && LEADING.iter().any(|w| w.eq_ignore_ascii_case(&word.text))
}

/// Whether a function word is used as a noun or stands for what it is written as, and so is said in full: "a for loop", "a
/// to-do list", "the can".
fn is_named(words: &[Word], at: usize, spelling: &str) -> bool {
    const NAMED: [&str; 6] = ["can", "for", "of", "than", "to", "was"];
    const DETERMINERS: [&str; 7] = ["a", "an", "my", "our", "the", "their", "your"];
    const LOOPS: [&str; 5] = ["keyword", "loop", "loops", "statement", "statements"];
    const BEFORE: [&str; 22] = [
        "and", "classic", "each", "in", "infinite", "inner", "nested", "of", "or", "ordinary", "outer",
        "plain", "simple", "single", "this", "two", "use", "uses", "using", "with", "write", "writing",
    ];
    if !NAMED.contains(&spelling) {
        return false;
    }
    let before = at.checked_sub(1).and_then(|b| words.get(b));
    let Some(before) = before.filter(|w| w.after == Punctuation::None) else {
        return spelling == "for" && words.get(at + 1).is_some_and(|w| is_in(&w.text, &LOOPS[1..3]));
    };
    let determined = before.origin == Origin::Dictionary && is_in(&before.text, &DETERMINERS);
    let in_a_loop = spelling == "for"
        && is_in(&before.text, &BEFORE)
        && words.get(at + 1).is_some_and(|w| is_in(&w.text, &LOOPS));
    determined || in_a_loop
}

fn is_in(word: &str, list: &[&str]) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Gives the function words of an utterance the form their place asks for. `emphasised[i]` says that word `i` is
/// to stand out. Words with a pronunciation of the author's or the course's stay as they are.
pub(crate) fn fit(words: &mut [Word], emphasised: &[bool]) {
    for at in 0..words.len() {
        let word = &words[at];
        if word.origin != Origin::Dictionary || word.text.len() > 4 {
            continue;
        }
        let stranded = words
            .get(at + 1)
            .is_some_and(|next| is_stranded(&word.text, &next.text));
        let next = match words.get(at + 1).and_then(|w| w.phones.first()) {
            Some(first) if word.after == Punctuation::None && !stranded => {
                if first.segment.is_vowel() {
                    Next::Vowel
                } else {
                    Next::Consonant
                }
            }
            _ => Next::Nothing,
        };
        let mut lower = [0; 4];
        let lower = &mut lower[..word.text.len()];
        lower.copy_from_slice(word.text.as_bytes());
        lower.make_ascii_lowercase();
        let spelling = std::str::from_utf8(lower).unwrap_or("");
        // Of several words that are emphasised together, the function words are not meant.
        let is_emphasised = |i: usize| emphasised.get(i).copied().unwrap_or(false);
        let alone = is_emphasised(at) && !is_emphasised(at + 1) && !(at > 0 && is_emphasised(at - 1));
        // "August 4, when they came in."
        let last = spelling == "in" && next == Next::Nothing;
        let (form, stress) = if spelling == "and" || alone || last {
            (strong_form(spelling), Stress::Primary)
        } else if is_named(words, at, spelling) {
            continue;
        } else {
            (weak_form(spelling, next), Stress::None)
        };
        if let Some(form) = form {
            let phones = &mut words[at].phones;
            phones.clear();
            phones.extend(form.iter().map(|&s| Phone::new(s, stress)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Style;
    use crate::source::Span;

    fn word(text: &str, first: Segment) -> Word {
        Word {
            text: text.to_owned(),
            span: Span::default(),
            phones: vec![Phone::new(first, Stress::Primary)],
            after: Punctuation::None,
            style: Style::NEUTRAL,
            origin: Origin::Dictionary,
        }
    }

    fn form(text: &str, next: Option<Segment>, emphasised: bool) -> Vec<Segment> {
        let mut words = vec![word(text, Segment::P)];
        words.extend(next.map(|n| word("x", n)));
        fit(&mut words, &[emphasised, false]);
        words[0].phones.iter().map(|p| p.segment).collect()
    }

    #[test]
    fn the_next_sound_decides() {
        assert_eq!(form("The", Some(Segment::Ae), false), [Dh, Iy]);
        assert_eq!(form("the", Some(Segment::Y), false), [Dh, Ax]);
        assert_eq!(form("to", Some(K), false), [T, Ax]);
        assert_eq!(form("to", None, false), [Segment::P]);
        assert_eq!(form("a", Some(K), false), [Ax]);
        assert_eq!(form("a", Some(K), true), [Segment::Ey]);
        assert_eq!(form("pod", Some(K), false), [Segment::P]);
    }

    #[test]
    fn a_preposition_alone_is_said_in_full() {
        assert_eq!(form("in", None, false), [Ih, N]);
        assert_eq!(form("in", Some(K), false), [Segment::P]);
        let mut words = vec![word("for", F), word("had", Segment::Hh)];
        fit(&mut words, &[false, false]);
        assert_eq!(words[0].phones.len(), 1, "left as the dictionary has it");
    }

    #[test]
    fn in_a_title_nothing_but_names_is_stressed() {
        let mut words = vec![word("The", Dh), word("Sleepwalkers", Segment::S)];
        fit(&mut words, &[true, true]);
        assert_eq!(words[0].phones[1].segment, Ax);
    }

    #[test]
    fn and_is_said_in_full() {
        for next in [Some(Segment::Ae), Some(K), None] {
            assert_eq!(form("And", next, false), [Ae, N, D]);
        }
    }

    #[test]
    fn a_named_letter_is_no_article() {
        let mut words = vec![word("A", Segment::Ey), word("M", Segment::Eh)];
        words[0].origin = Origin::Letter;
        fit(&mut words, &[false, false]);
        assert_eq!(words[0].phones[0].segment, Segment::Ey);
    }
}
