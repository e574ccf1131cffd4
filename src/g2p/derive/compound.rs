//! Prefixes before known words, and known words written as one. Owns the prefixes, and where a word may be cut;
//! whether a part is a word, only `Stems` says.

use super::Builder;
use super::Stems;
use crate::g2p::ipa;
use crate::g2p::transcription::Transcription;
use crate::markup::script::PartOfSpeech::{self, Verb};

/// Prefixes that are put before words freely, with the stress they then have.
const PREFIXES: [(&str, &str); 42] = [
    ("anti", "ˌænti"),
    ("auto", "ˌɔtoʊ"),
    ("bi", "ˌbaɪ"),
    ("co", "ˌkoʊ"),
    ("counter", "ˌkaʊntɚ"),
    ("cross", "ˌkɹɔs"),
    ("cyber", "ˌsaɪbɚ"),
    ("de", "ˌdi"),
    ("dis", "ˌdɪs"),
    ("ex", "ˌɛks"),
    ("extra", "ˌɛkstɹə"),
    ("fore", "ˌfɔɹ"),
    ("giga", "ˌɡɪɡə"),
    ("hyper", "ˌhaɪpɚ"),
    ("inter", "ˌɪntɚ"),
    ("intra", "ˌɪntɹə"),
    ("kilo", "ˌkɪloʊ"),
    ("macro", "ˌmækɹoʊ"),
    ("mega", "ˌmɛɡə"),
    ("meta", "ˌmɛtə"),
    ("micro", "ˌmaɪkɹoʊ"),
    ("mid", "ˌmɪd"),
    ("mini", "ˌmɪni"),
    ("mis", "ˌmɪs"),
    ("mono", "ˌmɑnoʊ"),
    ("multi", "ˌmʌlti"),
    ("nano", "ˌnænoʊ"),
    ("non", "ˌnɑn"),
    ("omni", "ˌɑmni"),
    ("out", "ˌaʊt"),
    ("over", "ˌoʊvɚ"),
    ("poly", "ˌpɑli"),
    ("post", "ˌpoʊst"),
    ("pre", "ˌpɹi"),
    ("pseudo", "ˌsudoʊ"),
    ("re", "ˌɹi"),
    ("semi", "ˌsɛmi"),
    ("sub", "ˌsʌb"),
    ("super", "ˌsupɚ"),
    ("ultra", "ˌʌltɹə"),
    ("un", "ˌʌn"),
    ("under", "ˌʌndɚ"),
];

/// Those that make nouns more than anything else: before one syllable they are the first half of a compound
/// ("microchip", "autoplay", "metaclass"), where "prefetch" and "nonstop" keep their stress.
const NOUN_MAKING: [&str; 11] = [
    "auto", "cyber", "hyper", "mega", "meta", "micro", "mini", "multi", "nano", "sub", "super",
];

/// Letters that are words or names by themselves, but in a longer word are hardly ever one: endings, Latin
/// prefixes, pieces.
const PIECES: &[&str] = &[
    "age", "ail", "ant", "ate", "ber", "bet", "com", "con", "den", "der", "ell", "ent", "era", "ern", "est",
    "eve", "fer", "gen", "ger", "ham", "hen", "her", "ion", "ism", "ist", "ity", "ive", "ken", "ker", "ler",
    "let", "lin", "ling", "man", "mar", "men", "ment", "mer", "mis", "mon", "nal", "ner", "ness", "non",
    "oar", "ole", "ope", "par", "pen", "per", "pre", "pro", "ran", "ray", "rec", "ren", "res", "ret", "rev",
    "sal", "sen", "ser", "shun", "sis", "sky", "son", "sub", "tan", "tar", "ted", "ten", "ter", "tic", "tin",
    "ting", "tion", "ton", "tor", "van", "ven", "ver", "vis", "von",
];

impl Builder<'_> {
    pub(super) fn prefixed(self, word: &str) -> Option<Transcription> {
        // The longest prefix first: "interoperable" is of "inter", not of "in". Two letters need more of a word
        // behind them.
        let mut fitting: Vec<_> = PREFIXES
            .iter()
            .filter_map(|(prefix, ipa)| Some((*prefix, *ipa, word.strip_prefix(prefix)?)))
            .filter(|(prefix, _, rest)| rest.len() >= if prefix.len() == 2 { 4 } else { 3 })
            // "midden" is not of "mid" and "den".
            .filter(|(.., rest)| PIECES.binary_search(rest).is_err())
            .collect();
        fitting.sort_by_key(|(prefix, ..)| std::cmp::Reverse(prefix.len()));
        let shallow = Self {
            depth: self.depth.min(2),
            ..self
        };
        fitting.into_iter().find_map(|(prefix, ipa, rest)| {
            let class = matches!(prefix, "re" | "de" | "mis").then_some(Verb);
            let mut sound = self
                .stems
                .part(rest)
                .and_then(|whole| self.stems.stem(rest, class).or(Some(whole)))
                .or_else(|| shallow.inflected(rest))
                .or_else(|| shallow.suffixed(rest))?;
            let mut whole = ipa::read(ipa).transcription;
            let short = sound.phones().iter().filter(|p| p.segment.is_vowel()).count() == 1;
            if short && NOUN_MAKING.contains(&prefix) {
                sound.demote();
                whole = ipa::read(&ipa.replace('ˌ', "ˈ")).transcription;
            }
            whole.append(&sound);
            Some(whole)
        })
    }

    /// A prefix of four letters or more before a long word that is listed whole.
    pub(super) fn prefixed_whole(self, word: &str) -> Option<Transcription> {
        let long = PREFIXES.iter().filter(|(prefix, _)| prefix.len() >= 4);
        long.filter_map(|(prefix, ipa)| Some((word.strip_prefix(prefix)?, *ipa)))
            .filter(|(rest, _)| rest.len() >= 8)
            .find_map(|(rest, ipa)| {
                let sound = self.stems.stem(rest, None)?;
                let mut whole = ipa::read(ipa).transcription;
                whole.append(&sound);
                Some(whole)
            })
    }

    /// Two known words written as one, or three; the first is stressed. The longest first half wins, but a cut
    /// that parts two letters of one sound is the last to be tried.
    pub(super) fn compound(self, word: &str) -> Option<Transcription> {
        self.halves(word, 2, 4, Cut::Clean)
            .or_else(|| self.halves(word, 2, 3, Cut::Clean))
            .or_else(|| self.halves(word, 2, 3, Cut::Any))
    }

    fn halves(self, word: &str, parts: u8, shortest: usize, cuts: Cut) -> Option<Transcription> {
        let fewer = parts.checked_sub(1)?;
        (shortest..=word.len().checked_sub(shortest)?)
            .rev()
            .filter(|&cut| cuts == Cut::Any || !parts_a_sound(word, cut) && !self.takes_an_s(word, cut))
            .find_map(|cut| {
                let (first, rest) = word.split_at(cut);
                let mut whole = self.half(first)?;
                let second = self.half(rest).or_else(|| self.inflected_half(rest));
                let mut second = second.or_else(|| self.halves(rest, fewer, shortest, cuts))?;
                second.demote();
                whole.append(&second);
                Some(whole)
            })
    }

    /// Whether the s before `cut` begins the second half: "makerspace" is no pace of makers.
    fn takes_an_s(self, word: &str, cut: usize) -> bool {
        word.as_bytes().get(cut - 1) == Some(&b's')
            && self.half(&word[cut - 1..]).is_some()
            && self.half(&word[..cut - 1]).is_some()
    }

    fn half(self, word: &str) -> Option<Transcription> {
        if PIECES.binary_search(&word).is_ok() {
            return None;
        }
        self.stems.part(word)
    }

    /// An inflected second half: "runbooks", "autoscaled".
    pub(super) fn inflected_half(self, word: &str) -> Option<Transcription> {
        struct Parts<'a>(&'a dyn Stems);
        impl Stems for Parts<'_> {
            fn stem(&self, folded: &str, class: Option<PartOfSpeech>) -> Option<Transcription> {
                if folded.len() < 3 || PIECES.binary_search(&folded).is_ok() {
                    return None;
                }
                let whole = self.0.part(folded)?;
                self.0.stem(folded, class).or(Some(whole))
            }
            fn part(&self, _: &str) -> Option<Transcription> {
                None
            }
        }
        let builder = Builder {
            stems: &Parts(self.stems),
            depth: 0,
        };
        builder.inflected(word)
    }
}

/// Which cuts are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// None that parts two letters of one sound.
    Clean,
    Any,
}

/// Whether the letters around the cut are usually one sound: "ship", "path", "lack".
fn parts_a_sound(word: &str, cut: usize) -> bool {
    matches!(
        word.as_bytes().get(cut - 1..=cut),
        Some([b'c' | b'g' | b'p' | b's' | b't', b'h'] | b"ck" | b"qu" | b"ng")
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        let wrong = super::PIECES.windows(2).find(|w| w[0] >= w[1]);
        assert!(wrong.is_none(), "{wrong:?}");
    }
}
