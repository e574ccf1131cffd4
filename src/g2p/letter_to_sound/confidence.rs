//! How sure a reading is: the share of probability it has, as the share of words that are right.
//!
//! The search keeps sixteen readings of a word; the share that the best has of their probability says how sure the
//! models are, but they are surer than they should be. `scripts/lexicon/train_letter_to_sound.py --held-out` reads
//! the tenth of the dictionary that the models were not trained on, sorts its 12 654 words by that share into
//! twenty bins of equal size, and counts how many of each are right, stress and all. Between the bins' means the
//! truth is taken to be linear.

/// Mean share of a bin, and how many of its words are right; both rise.
const MEASURED: [(f32, f32); 20] = [
    (0.311, 0.179),
    (0.429, 0.300),
    (0.506, 0.412),
    (0.568, 0.433),
    (0.631, 0.483),
    (0.693, 0.529),
    (0.756, 0.588),
    (0.810, 0.635),
    (0.856, 0.667),
    (0.895, 0.705),
    (0.926, 0.766),
    (0.948, 0.814),
    (0.966, 0.839),
    (0.977, 0.896),
    (0.985, 0.908),
    (0.991, 0.940),
    (0.995, 0.941),
    (0.997, 0.959),
    (0.999, 0.983),
    (1.000, 0.986),
];

/// The probability, 0 to 1, that a reading with this share of probability is right.
pub(super) fn of_share(share: f32) -> f32 {
    let after = MEASURED.partition_point(|(s, _)| *s <= share);
    let (low, right_low) = after.checked_sub(1).map_or((0.0, 0.0), |i| MEASURED[i]);
    let Some(&(high, right_high)) = MEASURED.get(after) else {
        return right_low;
    };
    right_low + (right_high - right_low) * (share - low) / (high - low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_share_is_never_less_sure() {
        assert!(MEASURED.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1));
        let all: Vec<f32> = (0..=1000).map(|n| of_share(n as f32 / 1000.0)).collect();
        assert!(all.is_sorted() && all[0] == 0.0 && all[1000] == 0.986);
        assert_eq!(of_share(0.568), 0.433);
    }
}
