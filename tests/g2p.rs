//! The pronunciation stage against its committed data: every entry of the technical lexicon, golden scripts.

use declaim::g2p::ipa::{self, ProblemKind};

const TECHNICAL: &str = include_str!("../voices/lexicon/en-US/technical.tsv");

#[test]
fn every_technical_entry_is_well_formed() {
    let mut wrong = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (index, line) in TECHNICAL.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<_> = line.split('\t').collect();
        let [written, transcription, kind, ..] = fields[..] else {
            wrong.push(format!("line {}: fewer than three columns", index + 1));
            continue;
        };
        if !matches!(kind, "word" | "exact") {
            wrong.push(format!("line {}: kind `{kind}`", index + 1));
        }
        let key = if kind == "word" {
            written.to_lowercase()
        } else {
            written.to_owned()
        };
        if !seen.insert((key, kind)) {
            wrong.push(format!("line {}: `{written}` a second time", index + 1));
        }
        let reading = ipa::read(transcription);
        if reading.transcription.is_empty() {
            wrong.push(format!("line {}: `{written}` has no phones", index + 1));
        }
        for problem in reading.problems {
            // One syllable needs no mark; more do, and nothing may be taken for something else.
            let what = match problem.kind {
                ProblemKind::Unknown { symbol, .. } => format!("`{symbol}` is not in the inventory"),
                ProblemKind::LookAlike { found, meant } => format!("`{found}` should be `{meant}`"),
                ProblemKind::Unstressed => "no stress is marked".to_owned(),
            };
            wrong.push(format!("line {}: {written} /{transcription}/: {what}", index + 1));
        }
    }
    assert!(!seen.is_empty());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
