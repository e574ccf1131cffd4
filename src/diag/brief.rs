//! Findings of many scripts in few lines: grouped by rule, those alike in one line with their number and first place.
//!
//! Owns that form, which notes are shown in. Knows nothing of how a finding was made.

use super::{Code, Diagnostic};
use crate::source::{Source, Span};
use std::collections::{BTreeMap, HashMap};

/// Findings of a rule that are listed; the others are counted.
const LISTED: usize = 12;

/// Findings alike: what they say, how many there are and where the first stands.
struct Alike<'a> {
    message: &'a str,
    fix: &'a str,
    count: usize,
    first: (&'a Source, Span),
}

/// The findings that `wanted` lets through, rule by rule. Ends in a line end unless there is nothing to say.
pub fn to_lines(files: &[(&Source, &[Diagnostic])], wanted: impl Fn(&Diagnostic) -> bool) -> String {
    let mut rules: BTreeMap<Code, Vec<Alike>> = BTreeMap::new();
    let mut known: HashMap<(Code, &str), usize> = HashMap::new();
    for &(source, found) in files {
        for finding in found.iter().filter(|d| wanted(d)) {
            let alike = rules.entry(finding.code).or_default();
            let at = *known
                .entry((finding.code, &finding.message))
                .or_insert(alike.len());
            match alike.get_mut(at) {
                Some(same) => same.count += 1,
                None => alike.push(Alike {
                    message: &finding.message,
                    fix: finding.fix_text(),
                    count: 1,
                    first: (source, finding.span),
                }),
            }
        }
    }
    let mut out = String::new();
    for (code, mut alike) in rules {
        alike.sort_by_key(|finding| std::cmp::Reverse(finding.count));
        out += &format!(
            "{}[{}]: {} ({})\n",
            code.severity().name(),
            code.id(),
            code.rule(),
            code.clause()
        );
        for finding in alike.iter().take(LISTED) {
            let (source, span) = finding.first;
            let at = source.locate(span.start);
            let times = match finding.count {
                1 => String::new(),
                n => format!(" (and at {} more)", n - 1),
            };
            out += &format!(
                "  {}:{}:{}: {}{times}\n",
                source.name(),
                at.line,
                at.column,
                finding.message
            );
        }
        if alike.len() > LISTED {
            out += &format!(
                "  and {} more like these; `declaim check --format json` lists all\n",
                alike.len() - LISTED
            );
        }
        let same = alike.iter().all(|finding| finding.fix == alike[0].fix);
        let fix = if same { alike[0].fix } else { code.hint() };
        out += &format!("  = fix: {fix}\n\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    #[test]
    fn alike_findings_are_one_line_and_long_lists_are_cut() {
        let (a, b) = (Source::new("a.txt", "one two"), Source::new("b.txt", "three"));
        let note = |message: String| Diagnostic::new(Code::GuessedPronunciation, Span::new(4, 5), message);
        let mut first: Vec<_> = (0..LISTED + 2).map(|n| note(format!("word {n}"))).collect();
        first.push(Diagnostic::new(Code::UnknownTag, Span::new(0, 1), "an error"));
        let second = [note("word 3".to_owned()), note("word 3".to_owned())];
        let lines = to_lines(&[(&a, &first), (&b, &second)], |d| d.severity() == Severity::Note);
        let lines: Vec<&str> = lines.lines().collect();
        assert!(lines[0].starts_with("note[D306]: "), "{lines:?}");
        assert_eq!(lines[1], "  a.txt:1:5: word 3 (and at 2 more)");
        assert_eq!(lines[2], "  a.txt:1:5: word 0");
        assert!(
            lines[1 + LISTED].starts_with("  and 2 more like these"),
            "{lines:?}"
        );
        assert!(lines[2 + LISTED].starts_with("  = fix: "));
        assert!(!lines.iter().any(|line| line.contains("an error")));
    }
}
