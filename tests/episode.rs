//! An episode from script to file: pauses measured in the samples, loudness and peak measured again, times that agree.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Renders `script` with the real binary, runtime and voice; the WAV's path.
fn render(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("episode.txt");
    fs::write(&path, script).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(["render", path.to_str().unwrap(), "-o", folder.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    folder.join("episode.wav")
}

fn samples(path: &Path) -> Vec<i32> {
    let mut reader = hound::WavReader::open(path).unwrap();
    let spec = reader.spec();
    assert_eq!(
        (spec.channels, spec.sample_rate, spec.bits_per_sample),
        (1, 48_000, 24)
    );
    reader.samples::<i32>().map(Result::unwrap).collect()
}

/// Runs of exact digital zero of at least 100 ms, in samples.
fn silences(samples: &[i32]) -> Vec<usize> {
    samples
        .chunk_by(|a, b| (*a == 0) == (*b == 0))
        .filter(|run| run[0] == 0 && run.len() >= 4800)
        .map(<[i32]>::len)
        .collect()
}

#[test]
fn pauses_are_in_the_file_to_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let script = "Ann: One. [pause short] Two. [pause] Three. [pause long] Four. Five.\n\n\
                  [pause]\n\n\
                  Ann: Six. [pause short][pause]\n\n\
                  Ann: [pause 1.25s] Seven.\n\n\
                  Ann: Eight.\n\n\
                  [pause short]\n\n\
                  Ann: Nine. [pause 300ms]\n";
    // A sentence is worth 250 ms; tags sum; a standalone tag takes the larger of itself and the paragraph's 500 ms.
    let expected = [250, 500, 1000, 250, 500, 2000, 500, 500, 300].map(|ms| ms * 48);
    let found = silences(&samples(&render(folder.path(), script)));
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        // The outermost samples of a fade may themselves quantise to zero: under a millisecond on both sides.
        assert!(
            (expected..expected + 96).contains(found),
            "{found} samples of silence, {expected} asked for"
        );
    }
}

#[test]
fn the_master_is_at_its_loudness_and_under_its_ceiling() {
    let folder = tempfile::tempdir().unwrap();
    let script = "Ann: Production engineering is the art of balancing these trade-offs. [pause] When something \
                  breaks, customers notice and revenue stops! Does this pass all six checks?\n";
    let pcm: Vec<f32> = samples(&render(folder.path(), script))
        .iter()
        .map(|&s| s as f32 / 8_388_608.0)
        .collect();
    let mut meter = ebur128::EbuR128::new(1, 48_000, ebur128::Mode::I | ebur128::Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(&pcm).unwrap();
    let loudness = meter.loudness_global().unwrap();
    let peak = meter.true_peak(0).unwrap();
    assert!((loudness + 16.0).abs() <= 0.1, "{loudness} LUFS");
    assert!(peak <= 0.891_251, "true peak {peak}");
}

#[test]
fn every_word_has_its_place_in_text_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let script = "Ann: You want 80% of it. [pause] Really?\n";
    let wav = render(folder.path(), script);
    let length = samples(&wav).len() as u64;
    let words: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(wav.with_extension("words.json")).unwrap()).unwrap();
    let words: Vec<_> = words["utterances"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|u| u["words"].as_array().unwrap())
        .collect();
    let texts: Vec<_> = words.iter().map(|w| w["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["You", "want", "eighty", "percent", "of", "it", "Really"]);
    let mut last = 0;
    for word in &words {
        let (start, end) = (
            word["start_sample"].as_u64().unwrap(),
            word["end_sample"].as_u64().unwrap(),
        );
        assert!(last <= start && start < end && end <= length, "{word}");
        last = end;
    }
    let span = |i: usize| {
        let at = |end: usize| words[i]["source"][end].as_u64().unwrap() as usize;
        &script[at(0)..at(1)]
    };
    assert_eq!((span(0), span(2), span(6)), ("You", "80%", "Really"));
}
