//! Patterns of file names: `*` and `?` inside one name, `**` for any folders. Knows no file system.

/// Whether `text` is a pattern and not just a path.
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Whether `path`, its parts separated by `/`, fits `pattern`. `*` is any run of characters inside one part and `?`
/// one of them; neither stands for a leading dot. A part `**` is any number of parts.
pub fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_start_matches("./").split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    greedy(
        &pattern,
        &path,
        |part| *part == "**",
        |part, name| fits(part, name),
    )
}

fn fits(pattern: &str, name: &str) -> bool {
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    greedy(&pattern, &name, |c| *c == '*', |c, of| *c == '?' || c == of)
}

/// Matching with one kind of gap, in at most `pattern.len() * items.len()` steps: after a mismatch only the last gap
/// is widened, which suffices, because an earlier one could not have left more room.
fn greedy<P, T>(pattern: &[P], items: &[T], gap: impl Fn(&P) -> bool, same: impl Fn(&P, &T) -> bool) -> bool {
    let (mut p, mut i) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while i < items.len() {
        if pattern.get(p).is_some_and(&gap) {
            last = Some((p, i));
            p += 1;
        } else if pattern.get(p).is_some_and(|part| same(part, &items[i])) {
            (p, i) = (p + 1, i + 1);
        } else if let Some((at, from)) = last {
            last = Some((at, from + 1));
            (p, i) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stay_inside_a_name() {
        for (pattern, path) in [
            ("*.txt", "a.txt"),
            ("./lesson-?.txt", "lesson-1.txt"),
            ("l*n-*.txt", "lesson-12.txt"),
            ("parts/*.txt", "parts/a.txt"),
            ("**/*.txt", "a.txt"),
            ("**/b/*.txt", "a/b/c.txt"),
            ("é*", "était"),
        ] {
            assert!(matches(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("*.txt", "parts/a.txt"),
            ("*.txt", ".a.txt"),
            ("lesson-?.txt", "lesson-12.txt"),
            ("a", "b"),
            ("", "b"),
        ] {
            assert!(!matches(pattern, path), "{pattern} {path}");
        }
        let hostile = "*a".repeat(200) + "b";
        assert!(!matches(&hostile, &"a".repeat(5_000)));
    }
}
