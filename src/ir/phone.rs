//! `Phone`: one IPA segment of our inventory with its stress. Owns the inventory, its order and its spelling.
//!
//! Knows nothing of voices (their integers for phones live in `voice/phone_map.rs`) or of alphabets other than IPA.

/// A segment of the inventory: General American, one affricate or diphthong being one segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(
    missing_docs,
    reason = "the names are those of ARPAbet, Wedge and HookedSchwa apart; SPELLING has the IPA"
)]
pub enum Segment {
    P,
    B,
    T,
    D,
    K,
    G,
    Ch,
    Jh,
    F,
    V,
    Th,
    Dh,
    S,
    Z,
    Sh,
    Zh,
    Hh,
    M,
    N,
    Ng,
    L,
    R,
    Y,
    W,
    Iy,
    Ih,
    Ey,
    Eh,
    Ae,
    Aa,
    Ao,
    Ow,
    Uh,
    Uw,
    Ah,
    Ax,
    Ay,
    Aw,
    Oy,
    Er,
    Axr,
}

/// The inventory in order, spelled in IPA.
const SPELLING: [&str; 41] = [
    "p", "b", "t", "d", "k", "ɡ", "t͡ʃ", "d͡ʒ", "f", "v", "θ", "ð", "s", "z", "ʃ", "ʒ", "h", "m", "n", "ŋ",
    "l", "ɹ", "j", "w", "i", "ɪ", "eɪ", "ɛ", "æ", "ɑ", "ɔ", "oʊ", "ʊ", "u", "ʌ", "ə", "aɪ", "aʊ", "ɔɪ", "ɝ",
    "ɚ",
];

impl Segment {
    /// Every segment, in the order of the inventory.
    #[rustfmt::skip]
    pub const ALL: [Self; 41] = [
        Self::P, Self::B, Self::T, Self::D, Self::K, Self::G, Self::Ch, Self::Jh, Self::F, Self::V, Self::Th, Self::Dh,
        Self::S, Self::Z, Self::Sh, Self::Zh, Self::Hh, Self::M, Self::N, Self::Ng, Self::L, Self::R, Self::Y, Self::W,
        Self::Iy, Self::Ih, Self::Ey, Self::Eh, Self::Ae, Self::Aa, Self::Ao, Self::Ow, Self::Uh, Self::Uw, Self::Ah,
        Self::Ax, Self::Ay, Self::Aw, Self::Oy, Self::Er, Self::Axr,
    ];

    /// Its IPA spelling.
    pub const fn ipa(self) -> &'static str {
        SPELLING[self as usize]
    }

    /// Whether it is a vowel, and so may carry stress.
    pub const fn is_vowel(self) -> bool {
        self as u8 >= Self::Iy as u8
    }

    /// Whether the vocal folds vibrate in it: what the plural s and the past d agree with.
    pub const fn is_voiced(self) -> bool {
        !matches!(
            self,
            Self::P | Self::T | Self::K | Self::Ch | Self::F | Self::Th | Self::S | Self::Sh | Self::Hh
        )
    }
}

/// Lexical stress of a vowel; consonants carry [`Stress::None`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stress {
    /// Unstressed.
    #[default]
    None,
    /// `ˈ`
    Primary,
    /// `ˌ`
    Secondary,
}

/// A segment with its stress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Which.
    pub segment: Segment,
    /// How strong, if a vowel.
    pub stress: Stress,
}

impl Phone {
    /// A segment with stress; a consonant's is dropped.
    pub const fn new(segment: Segment, stress: Stress) -> Self {
        Self {
            segment,
            stress: if segment.is_vowel() { stress } else { Stress::None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inventory_is_in_order_and_spelled_apart() {
        for (i, s) in Segment::ALL.iter().enumerate() {
            assert_eq!(*s as usize, i);
        }
        let mut spellings: Vec<_> = Segment::ALL.iter().map(|s| s.ipa()).collect();
        spellings.sort_unstable();
        spellings.dedup();
        assert_eq!(spellings.len(), 41);
        assert!(Segment::Iy.is_vowel() && !Segment::W.is_vowel());
    }
}
