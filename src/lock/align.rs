//! Which item of one list stands for which of another: equal ones paired in order, the rest by their place between.
//!
//! Items that are alone of their kind in both lists are anchors (the longest run of them that keeps its order), and
//! what lies between two anchors is paired from both ends; the usual name for this is patience diff. Takes
//! `n log n` steps, whatever the lists hold. Knows nothing of utterances.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// A pair of indices; one side is missing where an item was added or removed.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Pairs every item of `old` and of `new`, in order.
pub(super) fn align<T: Hash + Eq>(old: &[T], new: &[T]) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(old.len().max(new.len()));
    let (mut o, mut n) = (0, 0);
    for (at_old, at_new) in anchors(old, new) {
        between(old, new, o..at_old, n..at_new, &mut pairs);
        pairs.push((Some(at_old), Some(at_new)));
        (o, n) = (at_old + 1, at_new + 1);
    }
    between(old, new, o..old.len(), n..new.len(), &mut pairs);
    pairs
}

/// Pairs what lies between anchors: equal items from both ends, then the rest by place.
fn between<T: Eq>(old: &[T], new: &[T], mut o: Range<usize>, mut n: Range<usize>, pairs: &mut Vec<Pair>) {
    while !o.is_empty() && !n.is_empty() && old[o.start] == new[n.start] {
        pairs.push((Some(o.start), Some(n.start)));
        (o.start, n.start) = (o.start + 1, n.start + 1);
    }
    let mut tail = Vec::new();
    while !o.is_empty() && !n.is_empty() && old[o.end - 1] == new[n.end - 1] {
        (o.end, n.end) = (o.end - 1, n.end - 1);
        tail.push((Some(o.end), Some(n.end)));
    }
    for step in 0..o.len().max(n.len()) {
        pairs.push((o.clone().nth(step), n.clone().nth(step)));
    }
    pairs.extend(tail.into_iter().rev());
}

/// Items that stand once in either list, as many of them as stand in the same order.
fn anchors<T: Hash + Eq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&T, (usize, usize, usize, usize)> = HashMap::new();
    for (index, item) in old.iter().enumerate() {
        let place = places.entry(item).or_default();
        (place.0, place.1) = (place.0 + 1, index);
    }
    for (index, item) in new.iter().enumerate() {
        if let Some(place) = places.get_mut(item) {
            (place.2, place.3) = (place.2 + 1, index);
        }
    }
    let mut alone: Vec<(usize, usize)> = places
        .into_values()
        .filter(|&(in_old, _, in_new, _)| in_old == 1 && in_new == 1)
        .map(|(_, old, _, new)| (old, new))
        .collect();
    alone.sort_unstable();
    longest_rising(&alone)
}

/// The longest subsequence whose second numbers rise.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the index of the pair that ends such a run with the smallest second number.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, &(_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < new);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut run: Vec<_> = std::iter::successors(ends.last().copied(), |&index| before[index])
        .map(|index| pairs[index])
        .collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(old: &str, new: &str) -> String {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        align(&old, &new)
            .into_iter()
            .map(|(o, n)| match (o, n) {
                (Some(o), Some(n)) if old[o] == new[n] => "=".to_owned(),
                (Some(o), Some(n)) => format!("{}>{} ", old[o], new[n]),
                (Some(o), None) => format!("-{} ", old[o]),
                (None, Some(n)) => format!("+{} ", new[n]),
                (None, None) => "?".to_owned(),
            })
            .collect()
    }

    #[test]
    fn edits_are_found_where_they_are() {
        assert_eq!(pairs("abcd", "abcd"), "====");
        assert_eq!(pairs("abcd", "abXd"), "==c>X =");
        assert_eq!(pairs("abcd", "abXYcd"), "==+X +Y ==");
        assert_eq!(pairs("abcd", "ad"), "=-b -c =");
        assert_eq!(pairs("", "ab"), "+a +b ");
        assert_eq!(pairs("aaaa", "aaXa"), "==a>X =");
        assert_eq!(pairs("abcdef", "efabcd").matches('=').count(), 4);
    }
}
