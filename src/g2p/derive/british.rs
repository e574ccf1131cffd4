//! British spellings as American ones, by rule: -ise, -yse, -our, -re, -ogue, doubled l, -ence, ae and oe.
//!
//! Gives spellings to look up; whether a word with one exists is asked elsewhere.

/// An ending as British and as American English write it, and what may be written after it.
const ENDINGS: [(&str, &str); 8] = [
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("ogue", "og"),
    ("ence", "ense"),
    ("tre", "ter"),
    ("bre", "ber"),
];

/// What may follow such an ending.
const AFTER: [&str; 14] = [
    "", "s", "d", "r", "rs", "ed", "ing", "able", "ful", "less", "ite", "ites", "al", "ist",
];

/// American spellings that the word may be another spelling of.
pub(super) fn american(word: &str) -> impl Iterator<Item = String> {
    let by_ending = ENDINGS.iter().flat_map(move |&(british, american)| {
        AFTER.iter().filter_map(move |after| {
            let stem = word.strip_suffix(after)?;
            // The silent e goes before -ing: "organising".
            let (british, american) = match *after {
                "ing" | "able" if british.ends_with('e') => (
                    british.strip_suffix('e').unwrap_or(british),
                    american.strip_suffix('e').unwrap_or(american),
                ),
                _ => (british, american),
            };
            let start = stem.strip_suffix(british).filter(|s| s.len() >= 2)?;
            Some(format!("{start}{american}{after}"))
        })
    });
    // "modelling", "cancelled", "traveller".
    let doubled = ["lled", "lling", "ller", "llers", "llable"]
        .iter()
        .filter_map(move |ending| {
            let start = word.strip_suffix(ending).filter(|s| s.len() >= 3)?;
            Some(format!("{start}{}", &ending[1..]))
        });
    let vowels = ["ae", "oe"]
        .iter()
        .filter(move |pair| word.contains(*pair))
        .map(move |pair| word.replacen(pair, "e", 1));
    by_ending.chain(doubled).chain(vowels)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_other_spelling_is_among_those_offered() {
        for (british, american) in [
            ("containerise", "containerize"),
            ("containerising", "containerizing"),
            ("containerised", "containerized"),
            ("virtualisation", "virtualization"),
            ("analyse", "analyze"),
            ("behaviour", "behavior"),
            ("behaviours", "behaviors"),
            ("favourite", "favorite"),
            ("centre", "center"),
            ("centres", "centers"),
            ("analogue", "analog"),
            ("modelling", "modeling"),
            ("cancelled", "canceled"),
            ("licence", "license"),
            ("archaeology", "archeology"),
        ] {
            assert!(super::american(british).any(|w| w == american), "{british}");
        }
        assert_eq!(super::american("pod").count(), 0);
    }
}
