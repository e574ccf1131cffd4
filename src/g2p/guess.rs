//! How a word is said that no lexicon knows: from its spelling, with the probability that it is said so.
//!
//! Owns which rule reads which spelling: possessives, letters that are named, Chinese names, accents, endings, and
//! at last the letter-to-sound model; and how much of one word is read. Knows no entry but by asking the lexicon.

use super::accents;
use super::derive;
use super::endings;
use super::fold::{APOSTROPHES, fold};
use super::letters;
use super::lexicon::{DERIVED, Found, Lexicon};
use super::pinyin;
use super::transcription::Transcription;
use crate::ir::Origin;
use unicode_normalization::UnicodeNormalization;

/// Characters of a word that are read by rule; no real word has more. Letters after them are named, which costs next to
/// nothing.
const LONGEST: usize = 200;
/// How often a name in pinyin is said as its syllables are.
const NAMED: f32 = 0.9;
/// How often a word without a vowel letter is spelled.
const SPELLED: f32 = 0.9;

impl Lexicon {
    /// How an unknown word is said: by the letter-to-sound model, or letter by letter where it has no vowel letter.
    /// `None` where it has no letter at all.
    pub fn guess(&self, word: &str) -> Option<Found> {
        let (transcription, _) = self.read_by_rule(word)?;
        Some(Found {
            transcription,
            origin: Origin::Guess,
            alias: None,
        })
    }

    /// The sound of a word from its spelling, and the probability that it is said so.
    pub(super) fn read_by_rule(&self, word: &str) -> Option<(Transcription, f32)> {
        let Some((cut, _)) = word.char_indices().nth(LONGEST) else {
            return self.read_possessive(word);
        };
        let (start, rest) = word.split_at(cut);
        let rest = spelled(&accents::respelled(&fold(rest)));
        let Some((mut whole, sure)) = self.read_possessive(start) else {
            return Some((rest?, SPELLED));
        };
        if let Some(rest) = rest {
            whole.demote();
            whole.append(&rest);
        }
        Some((whole, sure * SPELLED))
    }

    /// "Tycho's" is of "Tycho", whatever that is read by; "Dickens'" of "Dickens".
    fn read_possessive(&self, word: &str) -> Option<(Transcription, f32)> {
        let mut stem = word;
        let mut ends = Vec::new();
        let mut listed = None;
        while let Some((owner, with_s)) = possessor(stem) {
            stem = owner;
            ends.push(with_s);
            listed = self.everywhere().lookup(stem);
            if listed.is_some() {
                break;
            }
        }
        let (mut sound, sure) = match listed {
            Some(found) => (found.transcription, DERIVED),
            None => self.read_stem(stem)?,
        };
        for with_s in ends.into_iter().rev() {
            sound = if with_s { derive::with_s(sound) } else { sound };
        }
        Some((sound, sure))
    }

    fn read_stem(&self, word: &str) -> Option<(Transcription, f32)> {
        let folded = fold(word);
        let vowels = folded
            .nfd()
            .any(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
        // "fstat", "kmod": letters that cannot begin a word are named, the rest is said.
        let named = if *folded == *word {
            letters::to_name(&folded)
        } else {
            0
        };
        let (head, rest) = folded.split_at(named);
        let listed = |part: &str| self.everywhere().lookup(part).map(|f| (f.transcription, SPELLED));
        let end = letters::named_end(word, |part| listed(part).is_some());
        let end = end.filter(|&at| head.is_empty() || listed(&folded[..at]).is_some());
        let head = if end.is_some() { "" } else { head };
        let read = if !vowels {
            None
        } else if let Some((part, end)) = end.and_then(|at| folded.split_at_checked(at)) {
            let (mut whole, sure) = listed(part).or_else(|| self.read_letters(part, part))?;
            whole.demote();
            whole.append(&spelled(end)?);
            Some((whole, sure * SPELLED))
        } else if head.is_empty() {
            self.read_letters(word, &folded)
        } else {
            listed(rest).or_else(|| self.rules.read(rest).ok().flatten())
        };
        let Some((sound, sure)) = read else {
            return Some((spelled(&folded)?, SPELLED));
        };
        let Some(mut whole) = spelled(head) else {
            return Some((sound, sure));
        };
        whole.demote();
        whole.append(&sound);
        Some((whole, sure * SPELLED))
    }

    /// A whole word from its spelling: as a Chinese name, by its accents, by the model and its ending.
    fn read_letters(&self, written: &str, folded: &str) -> Option<(Transcription, f32)> {
        if let Some(name) = pinyin::read(written) {
            return Some((name, NAMED));
        }
        let letters = |word: &str| self.rules.read(&accents::respelled(word)).ok().flatten();
        if let Some(read) = accents::read(folded, letters) {
            return Some(read);
        }
        let (mut sound, sure) = letters(folded)?;
        endings::mend(folded, written.starts_with(char::is_uppercase), &mut sound);
        Some((sound, sure))
    }
}

/// What stands before a final "'s" or "'", and whether there is an s; `None` where no letter does.
fn possessor(word: &str) -> Option<(&str, bool)> {
    let without_s = word.strip_suffix(['s', 'S']);
    let (stem, with_s) = match without_s.and_then(|word| word.strip_suffix(APOSTROPHES)) {
        Some(stem) => (stem, true),
        None => (word.strip_suffix(APOSTROPHES)?, false),
    };
    stem.contains(char::is_alphabetic).then_some((stem, with_s))
}

/// The names of a word's letters, the last one stressed most.
fn spelled(word: &str) -> Option<Transcription> {
    let mut whole = Transcription::default();
    let names = word
        .chars()
        .filter_map(|c| letters::name(c.encode_utf8(&mut [0; 4])));
    let mut names = names.peekable();
    while let Some(mut name) = names.next() {
        if names.peek().is_some() {
            name.demote();
        }
        whole.append(&name);
    }
    (!whole.is_empty()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::embedded().unwrap()
    }

    fn letters(word: &str) -> String {
        lexicon().guess(word).map_or_else(String::new, |found| {
            found
                .transcription
                .phones()
                .iter()
                .map(|p| p.segment.ipa())
                .collect()
        })
    }

    #[test]
    fn a_possessive_is_of_its_word() {
        assert_eq!(letters("Blicket's"), letters("blickets"));
        assert_eq!(letters("Blicket’s"), letters("blicket's"));
        assert_eq!(letters("blickets'"), letters("blickets"));
        assert_eq!(letters("blicket's'"), letters("blicket's"));
        // The owner is listed.
        let sure = lexicon().confidence("podium's's", Origin::Guess);
        assert_eq!(sure.to_bits(), DERIVED.to_bits());
    }

    #[test]
    fn endings_without_end_are_read_in_bounded_steps() {
        let lexicon = lexicon();
        for end in ["'s", "'", "’s", "'S"] {
            for start in ["", "x", "blicket"] {
                let word = format!("{start}{}", end.repeat(20_000));
                let has_letter = word.contains(char::is_alphabetic);
                assert_eq!(lexicon.guess(&word).is_some(), has_letter, "{start}{end}");
            }
        }
    }

    #[test]
    fn the_letters_past_the_longest_word_are_named() {
        let head = "na".repeat(LONGEST / 2);
        assert_eq!(letters(&format!("{head}bé")), format!("{}bii", letters(&head)));
        let rest = "b".repeat(20_000);
        assert_eq!(
            letters(&format!("{head}{rest}")),
            format!("{}{}", letters(&head), "bi".repeat(20_000))
        );
        let found = lexicon().guess(&format!("{head}{rest}")).unwrap();
        let primary = |p: &&crate::ir::Phone| p.stress == crate::ir::Stress::Primary;
        assert_eq!(found.transcription.phones().iter().filter(primary).count(), 1);
    }
}
