//! Comparing records written by hand.

use super::*;
use crate::lock::Digest;
use crate::units::Milliseconds;
use std::collections::BTreeMap;

fn utterance(text: &str) -> Utterance {
    let digest = |part: &str| Digest::of(format!("{part} {text}").as_bytes());
    Utterance {
        key: digest("key"),
        speaker: Some("Ann".to_owned()),
        voice: "kathleen".to_owned(),
        phones: digest("phones"),
        style: digest("style"),
        context: digest("context"),
        gap: Milliseconds(250),
        text: text.to_owned(),
    }
}

fn inputs(texts: &[&str]) -> Inputs {
    let file = |name: &str| FileDigest {
        file: name.to_owned(),
        blake3: Digest::of(name.as_bytes()),
    };
    Inputs {
        declaim: "0.1.0".to_owned(),
        engine: "engine 1".to_owned(),
        script: file("a.txt"),
        voices: vec![VoiceDigest {
            name: "kathleen".to_owned(),
            version: "1".to_owned(),
            blake3: Digest::of(b"voice"),
        }],
        lexicons: vec![file("words.toml")],
        recordings: Vec::new(),
        settings: BTreeMap::from([("loudness".to_owned(), "-16 LUFS".to_owned())]),
        utterances: texts.iter().map(|text| utterance(text)).collect(),
    }
}

fn other(mut utterance: Utterance, part: fn(&mut Utterance) -> &mut Digest) -> Utterance {
    *part(&mut utterance) = Digest::of(b"other");
    utterance.key = Digest::of(b"other key");
    utterance
}

#[test]
fn each_cause_has_its_name() {
    let old = inputs(&["one", "two", "three"]);
    let causes = |change: &dyn Fn(&mut Inputs)| {
        let mut new = old.clone();
        change(&mut new);
        changes(&old, &new)
            .into_iter()
            .map(|c| (c.new.map_or(99, |n| n), c.causes))
            .collect::<Vec<_>>()
    };
    assert_eq!(causes(&|_| ()), []);
    let gap = |new: &mut Inputs| new.utterances[1].gap = Milliseconds(1);
    assert_eq!(causes(&gap), []);
    assert_eq!(
        causes(&|new| new.utterances[1] = utterance("2")),
        [(1, vec![Cause::Text])]
    );
    let added = |new: &mut Inputs| new.utterances.insert(1, utterance("and"));
    assert_eq!(causes(&added), [(1, vec![Cause::New])]);
    let removed = |new: &mut Inputs| drop(new.utterances.remove(0));
    assert_eq!(causes(&removed), [(99, vec![])]);
    let said = |new: &mut Inputs| new.utterances[2] = other(utterance("three"), |u| &mut u.phones);
    assert_eq!(causes(&said), [(2, vec![Cause::Pronunciation])]);
    let learnt = |new: &mut Inputs| {
        said(new);
        new.lexicons[0].blake3 = Digest::of(b"more words");
    };
    assert_eq!(causes(&learnt), [(2, vec![Cause::Lexicon])]);
    let style = |new: &mut Inputs| new.utterances[0] = other(utterance("one"), |u| &mut u.style);
    assert_eq!(causes(&style), [(0, vec![Cause::Prosody])]);
    let context = |new: &mut Inputs| new.utterances[0] = other(utterance("one"), |u| &mut u.context);
    assert_eq!(causes(&context), [(0, vec![Cause::Context])]);
    let voice = |new: &mut Inputs| {
        new.voices[0].blake3 = Digest::of(b"retrained");
        new.utterances[1].key = Digest::of(b"k");
    };
    assert_eq!(causes(&voice), [(1, vec![Cause::Voice])]);
    let engine = |new: &mut Inputs| new.engine = "engine 2".to_owned();
    assert_eq!(causes(&engine).len(), 3);
}

#[test]
fn the_first_difference_is_the_one_that_explains() {
    let old = inputs(&["one", "two"]);
    let first = |change: &dyn Fn(&mut Inputs)| {
        let mut new = old.clone();
        change(&mut new);
        first_difference(&old, &new)
            .map(|d| d.to_string())
            .unwrap_or_default()
    };
    assert_eq!(first(&|_| ()), "");
    let louder = |new: &mut Inputs| drop(new.settings.insert("loudness".into(), "-23 LUFS".into()));
    assert_eq!(first(&louder), "loudness: was -16 LUFS, is -23 LUFS");
    let edited = |new: &mut Inputs| {
        new.utterances[1] = utterance("2");
        new.script.blake3 = Digest::of(b"edited");
    };
    assert_eq!(
        first(&edited),
        "utterance 2 (text): was `two` after 250 ms, is `2` after 250 ms"
    );
    let remark = |new: &mut Inputs| new.script.blake3 = Digest::of(b"edited");
    assert!(first(&remark).starts_with("script: was a.txt ("));
    let dropped = |new: &mut Inputs| new.voices.clear();
    assert!(
        first(&dropped).ends_with("is not heard any more"),
        "{}",
        first(&dropped)
    );
}
