//! Phones as people read them: IPA with its stress marks before syllables, and a respelling ("koo-ber-NET-eez").
//!
//! Owns where English syllables begin (as many consonants as may begin a word, Selkirk's maximal onset), and what
//! each phone is in letters. For people only; nothing reads it back.

use super::{Phone, Segment, Stress};
use std::ops::Range;

use Segment::{
    Aa, Ae, Ah, Ao, Aw, Ax, Axr, Ay, B, Ch, D, Dh, Eh, Er, Ey, F, G, Hh, Ih, Iy, Jh, K, L, M, N, Ng, Ow, Oy,
    P, R, S, Sh, T, Th, Uh, Uw, V, W, Y, Z, Zh,
};

/// What stands between two vowels, and how it is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coda {
    /// As much as may begins the next syllable.
    Least,
    /// A stressed lax vowel keeps one consonant: readers take "NET-eez" right, "NEH-teez" wrong.
    Checked,
}

/// The phones as IPA, stress marks before the syllables they are about: `ˌkubɚˈnɛtiz`.
pub fn ipa(phones: &[Phone]) -> String {
    let mut out = String::new();
    for range in syllables(phones, Coda::Least) {
        let syllable = &phones[range];
        out.push_str(match stress(syllable) {
            Stress::Primary => "ˈ",
            Stress::Secondary => "ˌ",
            Stress::None => "",
        });
        for phone in syllable {
            out.push_str(phone.segment.ipa());
        }
    }
    out
}

/// The phones in English letters, syllables parted by hyphens, the stressed one in capitals: `koo-ber-NET-eez`.
pub fn respelling(phones: &[Phone]) -> String {
    let ranges = syllables(phones, Coda::Checked);
    let single = ranges.len() == 1;
    let mut out = String::new();
    for range in ranges {
        if !out.is_empty() {
            out.push('-');
        }
        let syllable = &phones[range];
        let mut letters = String::new();
        let mut at = 0;
        while at < syllable.len() {
            let next = syllable.get(at + 1).map(|p| p.segment);
            let (text, taken) = spell(syllable[at].segment, next, at);
            letters.push_str(text);
            at += taken;
        }
        if stress(syllable) == Stress::Primary && !single {
            letters.make_ascii_uppercase();
        }
        out.push_str(&letters);
    }
    out
}

fn stress(syllable: &[Phone]) -> Stress {
    let of = |s| syllable.iter().any(|p| p.stress == s);
    if of(Stress::Primary) {
        Stress::Primary
    } else if of(Stress::Secondary) {
        Stress::Secondary
    } else {
        Stress::None
    }
}

/// Where each syllable lies; one for phones without a vowel.
fn syllables(phones: &[Phone], coda: Coda) -> Vec<Range<usize>> {
    let vowels: Vec<usize> = (0..phones.len())
        .filter(|&i| phones[i].segment.is_vowel())
        .collect();
    let mut starts = vec![0];
    for pair in vowels.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let mut start = after;
        while start > before + 1 && is_onset(&phones[start - 1..after]) {
            start -= 1;
        }
        let vowel = phones[before];
        let lax = matches!(vowel.segment, Ih | Eh | Ae | Ah | Uh) && vowel.stress != Stress::None;
        if coda == Coda::Checked && lax && start == before + 1 && start < after {
            start += 1;
        }
        starts.push(start);
    }
    let ends = starts.iter().copied().skip(1).chain([phones.len()]);
    starts.iter().copied().zip(ends).map(|(a, b)| a..b).collect()
}

/// Whether these consonants may begin an English word.
fn is_onset(phones: &[Phone]) -> bool {
    let segment = |i: usize| phones[i].segment;
    match phones.len() {
        0 => true,
        1 => segment(0) != Ng,
        2 => matches!(
            (segment(0), segment(1)),
            (S, P | T | K | M | N | F)
                | (P | B | K | G | F | S | T | D | V | M | N | Hh | Th, Y)
                | (P | B | K | G | F | S, L)
                | (P | B | T | D | K | G | F | Th | Sh, R)
                | (T | D | K | G | S | Th | Hh, W)
        ),
        3 => segment(0) == S && matches!(segment(1), P | T | K) && is_onset(&phones[1..]),
        _ => false,
    }
}

/// The letters of a segment before `next`, and how many segments they stand for. `at` is its place in the
/// syllable.
fn spell(segment: Segment, next: Option<Segment>, at: usize) -> (&'static str, usize) {
    let closed = next.is_some();
    let one = |text| (text, 1);
    match (segment, next) {
        (Aa, Some(R)) => ("ar", 2),
        (Ao, Some(R)) => ("or", 2),
        (Eh, Some(R)) => ("air", 2),
        (Ih, Some(R)) => ("eer", 2),
        (Uh, Some(R)) => ("oor", 2),
        (Ay, None) if at == 0 => one("eye"),
        (Eh, _) => one(if closed { "e" } else { "eh" }),
        (Ih, _) => one(if closed { "i" } else { "ih" }),
        (S, None) if at > 0 => one("ss"),
        _ => one(match segment {
            P => "p",
            B => "b",
            T => "t",
            D => "d",
            K => "k",
            G => "g",
            Ch => "ch",
            Jh => "j",
            F => "f",
            V => "v",
            Th => "th",
            Dh => "dh",
            S => "s",
            Z => "z",
            Sh => "sh",
            Zh => "zh",
            Hh => "h",
            M => "m",
            N => "n",
            Ng => "ng",
            L => "l",
            R => "r",
            Y => "y",
            W => "w",
            Iy => "ee",
            Ih => "i",
            Ey => "ay",
            Eh => "e",
            Ae => "a",
            Aa => "ah",
            Ao => "aw",
            Ow => "oh",
            Uh => "uu",
            Uw => "oo",
            Ah | Ax => "uh",
            Ay => "y",
            Aw => "ow",
            Oy => "oy",
            Er | Axr => "er",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Phones from segments; a number is the stress of the vowel before it.
    fn phones(segments: &[(Segment, u8)]) -> Vec<Phone> {
        let stress = |n| match n {
            1 => Stress::Primary,
            2 => Stress::Secondary,
            _ => Stress::None,
        };
        segments.iter().map(|&(s, n)| Phone::new(s, stress(n))).collect()
    }

    #[test]
    fn syllables_are_where_readers_part_them() {
        let kubernetes = phones(&[
            (K, 0),
            (Uw, 2),
            (B, 0),
            (Axr, 0),
            (N, 0),
            (Eh, 1),
            (T, 0),
            (Iy, 0),
            (Z, 0),
        ]);
        assert_eq!(ipa(&kubernetes), "ˌkubɚˈnɛtiz");
        assert_eq!(respelling(&kubernetes), "koo-ber-NET-eez");
        let abstraction = phones(&[
            (Ae, 0),
            (B, 0),
            (S, 0),
            (T, 0),
            (R, 0),
            (Ae, 1),
            (K, 0),
            (Sh, 0),
            (Ax, 0),
            (N, 0),
        ]);
        assert_eq!(ipa(&abstraction), "æbˈstɹækʃən");
        assert_eq!(respelling(&abstraction), "ab-STRAK-shuhn");
        let pod = phones(&[(P, 0), (Aa, 1), (D, 0)]);
        assert_eq!((ipa(&pod).as_str(), respelling(&pod).as_str()), ("ˈpɑd", "pahd"));
        let idle = phones(&[(Ay, 1), (D, 0), (Ax, 0), (L, 0)]);
        assert_eq!(respelling(&idle), "EYE-duhl");
        assert_eq!(respelling(&phones(&[(S, 0)])), "s");
        assert_eq!(respelling(&[]), "");
    }
}
