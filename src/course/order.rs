//! The order of episodes that a pattern names: by name, numbers by value, so that lesson 2 stands before lesson 10.
//! Compares names and nothing else; which names there are is for whoever lists a folder.

use std::cmp::Ordering;

/// Compares two names as people sort them: runs of digits by their value, all else by its characters.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (x, y) = (run(left), run(right));
        if x.is_empty() || y.is_empty() {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        }
        let order = match (is_number(x), is_number(y)) {
            (true, true) => {
                let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
                x.len().cmp(&y.len()).then_with(|| x.cmp(y))
            }
            _ => x.cmp(y),
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[x.len()..], &right[y.len()..]);
    }
}

/// The digits or the other characters that `text` begins with.
fn run(text: &str) -> &str {
    let digit = |c: char| c.is_ascii_digit();
    let first = text.chars().next().is_some_and(digit);
    let end = text.find(|c| digit(c) != first).unwrap_or(text.len());
    &text[..end]
}

fn is_number(run: &str) -> bool {
    run.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value() {
        let mut names = [
            "b",
            "lesson-10.txt",
            "lesson-02.txt",
            "lesson-2.txt",
            "a1b2",
            "a1b10",
            "a",
            "",
        ];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            [
                "",
                "a",
                "a1b2",
                "a1b10",
                "b",
                "lesson-02.txt",
                "lesson-2.txt",
                "lesson-10.txt"
            ]
        );
    }
}
