//! The names in a script: all that a cast can be about. Knows nothing of who is in one.

use super::settings;
use crate::config::EpisodeConfig;
use crate::markup;
use crate::source::Source;
use std::collections::HashSet;

/// Every name in small letters: that of each label, whether it speaks or is prose, and of each speaker of a tag.
pub fn names(source: &Source, config: &EpisodeConfig) -> HashSet<String> {
    let document = markup::parse(source).value;
    let script = markup::resolve(&document, &settings::script(config)).value;
    let labels = document.labels().into_iter().map(|label| label.name.as_str());
    let speakers = script.turns.iter().filter_map(|turn| turn.speaker.as_deref());
    labels
        .chain(speakers)
        .map(|name| name.trim().to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroUsize;

    #[test]
    fn labels_have_names_and_words_have_none() {
        let text =
            "Ann: Ben is away.\n\nThe fix: <p>\nLEE : that.\n</p>\n\nAnn: <voice name=\"Cleo\">So.</voice>\n";
        let names = names(&Source::new("t", text), &EpisodeConfig::house(NonZeroUsize::MIN));
        let mut sorted: Vec<_> = names.iter().map(String::as_str).collect();
        sorted.sort_unstable();
        assert_eq!(sorted, ["ann", "cleo", "lee", "the fix"]);
    }
}
