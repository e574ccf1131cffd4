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

/// Levenshtein's distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &cb) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(ca != cb);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
