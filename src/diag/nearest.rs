//! `nearest`: the name that was probably meant, for every place where an author may slip. Knows no names itself.

/// The one of `names` that was probably meant by `name`: same letters in another case, or at most two letters off.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > 40 {
        return None;
    }
    let lower = name.to_lowercase();
    names
        .map(|known| (distance(&lower, &known.to_lowercase()), known))
        .filter(|&(d, known)| d <= 2 && d * 2 < known.len())
        .min_by_key(|&(d, _)| d)
        .map(|(_, known)| known)
}

/// The fewest letters of a word that can be a slip of another.
const SHORT: usize = 3;

/// Whether two words are one letter apart, or two that changed places: `Lee` and `Les`, `Dana` and `Dnaa`.
pub fn slip(name: &str, known: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (name.chars().collect(), known.chars().collect());
    let letters = |name: &[char]| name.len() >= SHORT && name.iter().all(|c| c.is_alphabetic() || *c == ' ');
    if !letters(&a) || !letters(&b) || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    match (a, b) {
        ([x, y, a @ ..], [v, w, b @ ..]) if (x, y) == (w, v) && a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) => a == b,
        _ => false,
    }
}

/// Levenshtein's distance in characters, two that changed places being one change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last = None;
    for (i, ca) in a.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, &cb) in b.iter().enumerate() {
            let mut least = (row[j] + usize::from(ca != cb))
                .min(row[j + 1] + 1)
                .min(next[j] + 1);
            if j > 0 && last == Some(cb) && b[j - 1] == ca {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(ca);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_letters_that_changed_places_once() {
        for (a, b, expected) in [
            ("slwo", "slow", 1),
            ("stong", "strong", 1),
            ("spellout", "spell-out", 1),
            ("abc", "cab", 2),
            ("", "ab", 2),
        ] {
            assert_eq!((distance(a, b), distance(b, a)), (expected, expected), "{a} {b}");
        }
        assert_eq!(nearest("slwo", ["fast", "slow"].into_iter()), Some("slow"));
    }

    #[test]
    fn a_slip_is_one_letter_or_two_that_changed_places() {
        for (name, known) in [
            ("les", "lee"),
            ("leee", "lee"),
            ("dnaa", "dana"),
            ("dan", "dana"),
            ("xee", "lee"),
        ] {
            assert!(slip(name, known) && slip(known, name), "{name} {known}");
        }
        for (name, known) in [
            ("lee", "lee"),
            ("al", "ali"),
            ("lou", "lee"),
            ("dnaa", "anna"),
            ("tom 1", "tom 2"),
        ] {
            assert!(!slip(name, known) && !slip(known, name), "{name} {known}");
        }
    }
}
