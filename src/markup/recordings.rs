//! Which clips of a script are played: the choice between an `<audio>` and what it holds (SSML 1.1, 3.3.1).
//!
//! Knows nothing of files: whoever can open them says which clips play.

use super::script::{Audio, Item, Script};

impl Script {
    /// Whether it names any clip.
    pub fn has_audio(&self) -> bool {
        let mut items = self.turns.iter().flat_map(|turn| &turn.items);
        items.any(|item| matches!(item, Item::Audio(_)))
    }

    /// Asks `plays` about every clip, in order. One that plays stays, without its fallback; one that does not goes,
    /// and its fallback is said. Clips inside the fallback of one that plays are not asked about.
    pub fn settle(&mut self, mut plays: impl FnMut(&Audio) -> bool) {
        for turn in &mut self.turns {
            if !turn.items.iter().any(|item| matches!(item, Item::Audio(_))) {
                continue;
            }
            let mut fallback = 0;
            let mut kept: Vec<Item> = Vec::with_capacity(turn.items.len());
            for item in std::mem::take(&mut turn.items) {
                if fallback > 0 {
                    fallback -= 1;
                    continue;
                }
                match (item, kept.last_mut()) {
                    (Item::Audio(audio), _) => {
                        if plays(&audio) {
                            fallback = audio.fallback;
                            kept.push(Item::Audio(Audio { fallback: 0, ..audio }));
                        }
                    }
                    // Two boundaries that a clip or its fallback parted are one.
                    (Item::Boundary(boundary), Some(Item::Boundary(last))) => {
                        last.kind = last.kind.max(boundary.kind);
                    }
                    (item, _) => kept.push(item),
                }
            }
            turn.items = kept;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{PauseSettings, parse, resolve};
    use crate::source::Source;

    /// The items of a script after the choice, where the clips named in `playable` play.
    fn settled(text: &str, playable: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut script = resolve(
            &parse(&Source::new("test", text)).value,
            &PauseSettings::HOUSE.into(),
        )
        .value;
        let mut asked = Vec::new();
        script.settle(|audio| {
            asked.push(audio.src.clone());
            playable.contains(&audio.src.as_str())
        });
        let items = script.turns.iter().flat_map(|turn| &turn.items);
        let shown = items.map(|item| match item {
            Item::Text(text) => text.text.text().trim().to_owned(),
            Item::Audio(audio) => format!("[{} {}]", audio.src, audio.fallback),
            Item::Boundary(boundary) => format!("{:?}", boundary.kind),
            Item::Pause(_) | Item::Mark(_) => "-".to_owned(),
        });
        (shown.filter(|item| !item.is_empty()).collect(), asked)
    }

    #[test]
    fn a_clip_or_its_fallback_but_never_both() {
        let text = r#"Ann: One <audio src="a">two <audio src="b">three</audio></audio> <audio src="c">four</audio> five."#;
        let (items, asked) = settled(text, &["a"]);
        assert_eq!(items, ["One", "[a 0]", "four", "five."]);
        assert_eq!(asked, ["a", "c"]);
        let (items, asked) = settled(text, &["b", "c"]);
        assert_eq!(items, ["One", "two", "[b 0]", "[c 0]", "five."]);
        assert_eq!(asked, ["a", "b", "c"]);
        assert_eq!(settled(text, &[]).0, ["One", "two", "three", "four", "five."]);
    }

    #[test]
    fn boundaries_that_lose_what_they_part_become_one() {
        let text = r#"<speak><s>One.</s> <audio src="a"><p>Two.</p></audio> <s>Three.</s></speak>"#;
        assert_eq!(
            settled(text, &["a"]).0,
            ["One.", "Sentence", "[a 0]", "Paragraph", "Three."]
        );
        assert_eq!(
            settled(text, &[]).0,
            ["One.", "Paragraph", "Two.", "Paragraph", "Three."]
        );
    }
}
