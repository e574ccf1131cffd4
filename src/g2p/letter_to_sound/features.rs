//! What the log-linear model looks at, as hashes: the same features as scripts/lexicon/maxent.py.
//!
//! Letters are numbered from 1 here, 0 is the word's edge. Knows nothing of weights.

/// Room for all features of one kind at one place.
pub(super) const MOST: usize = 32;

/// One step of the hash.
fn mix(hash: u32, value: u32) -> u32 {
    let mixed = (hash ^ value).wrapping_mul(0x9E37_79B1);
    mixed ^ (mixed >> 15)
}

/// Where the weight of a feature for a label stands in a table of `2^bits`.
pub(super) fn slot(feature: u32, label: u16, bits: u32) -> usize {
    let spread = feature
        .wrapping_add(u32::from(label).wrapping_mul(0x85EB_CA6B))
        .wrapping_mul(0xC2B2_AE35);
    (spread >> (32 - bits)) as usize
}

/// Hashes, and how many of them there are.
#[derive(Clone, Debug)]
pub(super) struct Features {
    hashes: [u32; MOST],
    count: usize,
}

impl Features {
    const fn new() -> Self {
        Self {
            hashes: [0; MOST],
            count: 0,
        }
    }

    fn push(&mut self, hash: u32) {
        if let Some(place) = self.hashes.get_mut(self.count) {
            *place = hash;
            self.count += 1;
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.hashes[..self.count].iter().copied()
    }
}

fn letter_at(letters: &[u8], at: usize) -> u32 {
    letters.get(at).map_or(0, |&l| u32::from(l) + 1)
}

/// All runs of letters around place `at`, up to 4 before and 5 after, one step over the edge at most.
pub(super) fn of_letters(letters: &[u8], at: usize) -> Features {
    let mut features = Features::new();
    for before in 0..=4.min(at + 1) {
        let mut hash = mix(0, 1 + before as u32);
        for back in (1..=before).rev() {
            let letter = at.checked_sub(back).map_or(0, |i| letter_at(letters, i));
            hash = mix(hash, letter);
        }
        for after in 0..6 {
            if at + after > letters.len() {
                break;
            }
            hash = mix(hash, letter_at(letters, at + after));
            features.push(hash);
        }
    }
    features
}

/// What the model wants to know of the labels before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct History {
    /// The last three labels, the latest first; 0 before the first.
    labels: [u16; 3],
    /// The stresses of the last four syllables, two bits each: 1 none, 2 primary, 3 secondary.
    pattern: u32,
}

impl History {
    /// With one more label, whose chunk has this many vowels, stressed like this (0 none, 1 primary, 2 secondary).
    pub(super) fn after(self, label: u16, vowels: u8, stress: u8) -> Self {
        let mut pattern = self.pattern;
        for _ in 0..vowels {
            pattern = (pattern * 4 + 1 + u32::from(stress)) % 256;
        }
        Self {
            labels: [label, self.labels[0], self.labels[1]],
            pattern,
        }
    }

    fn syllables(self) -> u32 {
        (0..4).filter(|k| self.pattern >> (2 * k) != 0).count() as u32
    }

    fn has_primary(self) -> bool {
        (0..4).any(|k| (self.pattern >> (2 * k)) & 3 == 2)
    }
}

/// The labels and stresses before place `at`, each with the letters that follow.
pub(super) fn of_history(letters: &[u8], at: usize, history: History, vowels_left: u32) -> Features {
    let mut features = Features::new();
    let primary = u32::from(history.has_primary());
    let mut one = mix(mix(0, 11), u32::from(history.labels[0]));
    let mut two = mix(mix(one, 12), u32::from(history.labels[1]));
    let mut three = mix(mix(two, 13), u32::from(history.labels[2]));
    let mut pattern = mix(mix(0, 14), history.pattern);
    let mut rest = mix(mix(mix(0, 15), primary), vowels_left);
    let mut syllables = mix(mix(mix(0, 16), history.syllables()), vowels_left);
    let shape = mix(mix(mix(0, 17), history.pattern), vowels_left);
    let mut stressed = mix(mix(0, 18), primary);
    for after in 0..5 {
        if at + after > letters.len() {
            break;
        }
        let letter = letter_at(letters, at + after);
        one = mix(one, letter);
        features.push(one);
        if after < 4 {
            two = mix(two, letter);
            features.push(two);
        }
        if after < 3 {
            three = mix(three, letter);
            features.push(three);
            rest = mix(rest, letter);
            features.push(rest);
        }
        if after < 2 {
            syllables = mix(syllables, letter);
            features.push(syllables);
        }
        if after == 0 {
            features.push(mix(shape, letter));
        }
        stressed = mix(stressed, letter);
        pattern = mix(pattern, letter);
        if after == 2 {
            features.push(pattern);
        }
        if after == 4 {
            features.push(stressed);
        }
    }
    features
}

/// For every place, how many runs of vowel letters begin at it or later, at most 5.
pub(super) fn vowel_groups(letters: &[u8]) -> Vec<u32> {
    let is_vowel = |at: usize| {
        letters
            .get(at)
            .is_some_and(|l| matches!(l, 0 | 4 | 8 | 14 | 20 | 24))
    };
    let mut left = vec![0; letters.len() + 1];
    for at in (0..letters.len()).rev() {
        let begins = is_vowel(at) && (at == 0 || !is_vowel(at - 1));
        left[at] = (left[at + 1] + u32::from(begins)).min(5);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_trainer() {
        // Printed by scripts/lexicon/maxent.py for the letters of "cab" (2, 0, 1).
        assert_eq!(mix(0, 1), 2_654_435_761 ^ (2_654_435_761 >> 15));
        assert_eq!(of_letters(&[2, 0, 1], 0).count, 4 + 4);
        assert_eq!(vowel_groups(&[2, 0, 4, 1, 24]), [2, 2, 1, 1, 1, 0]);
    }

    #[test]
    fn the_history_is_of_the_last_labels_and_syllables() {
        let history = History::default().after(7, 1, 1).after(9, 0, 0).after(5, 2, 0);
        assert_eq!(history.labels, [5, 9, 7]);
        assert_eq!(history.syllables(), 3);
        assert!(history.has_primary());
    }
}
