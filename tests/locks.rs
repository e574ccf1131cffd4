//! What a finished course can be held to: verified, rendered as its locks say or not at all, compared and auditioned.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

mod course_support;

use course_support::{COURSE, Course, has};
use std::fs;

#[test]
fn verify_names_the_first_thing_that_differs() {
    let course = Course::usual();
    has(&course.fails(1, &["verify"]), &["lesson-2.lock; render it first"]);
    course.ok(&["render", "."]);
    assert_eq!(course.ok(&["verify"]).lines().count(), 2);
    course.ok(&["verify", "out/lesson-2.wav", "out/lesson-10.lock"]);
    for (gone, said) in [
        ("lesson-2.vtt", "lesson-2.wav: out/lesson-2.vtt: is not there"),
        ("lesson-2.wav", "error: out/lesson-2.wav: is not there"),
    ] {
        let bytes = course.wav(gone);
        fs::remove_file(course.path("out").join(gone)).unwrap();
        has(&course.fails(1, &["verify"]), &[said]);
        fs::write(course.path("out").join(gone), bytes).unwrap();
    }
    course.write("course.toml", &COURSE.replace("pitch = -3", "pitch = -2"));
    has(
        &course.fails(1, &["verify", "lesson-10.txt"]),
        &["utterance 1 (prosody)"],
    );
    course.write("course.toml", &format!("{COURSE}[loudness]\ntarget = -23\n"));
    has(
        &course.fails(1, &["verify"]),
        &["loudness: was -16 LUFS, is -23 LUFS", "2 of 2"],
    );
    course.write("course.toml", COURSE);
    course.write("lesson-10.txt", "Ben: The end is here.\n");
    has(
        &course.fails(1, &["verify", "out/lesson-10.wav"]),
        &["(text): was `The end is near`"],
    );
}

#[test]
fn a_recording_after_another_pause_is_another_episode() {
    let paused = |length: &str, album: bool| {
        format!("{COURSE}[pauses]\nparagraph = '{length}'\n[loudness]\nalbum = {album}\n")
    };
    for album in [false, true] {
        let course = Course::new(&[
            ("course.toml", &paused("500ms", album)),
            ("lesson.txt", "Ann: hello there.\n\n<audio src=\"bell.wav\"/>\n"),
            ("other.txt", "Ann: the other one.\n"),
        ]);
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 48_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut bell = hound::WavWriter::create(course.path("bell.wav"), spec).unwrap();
        for n in 0..4_800_i16 {
            bell.write_sample(n % 100 * 80).unwrap();
        }
        bell.finalize().unwrap();
        course.ok(&["render", "."]);
        assert_eq!(course.ok(&["render", "."]).matches("up to date").count(), 2);
        let before = course.wav("lesson.wav").len();
        course.write("course.toml", &paused("2s", album));
        has(
            &course.fails(1, &["verify", "lesson.txt"]),
            &["gap before recording 1: was 500 ms, is 2000 ms"],
        );
        // Of an album, the other episode is concerned as well.
        let current = usize::from(!album);
        assert_eq!(course.ok(&["render", "."]).matches("up to date").count(), current);
        assert_eq!(course.wav("lesson.wav").len(), before + 72_000 * 3);
        assert_eq!(course.ok(&["verify"]).lines().count(), 2);
    }
}

#[test]
fn a_locked_render_makes_what_the_lock_says_or_nothing() {
    let course = Course::usual();
    has(
        &course.fails(1, &["render", ".", "--locked"]),
        &["there is no", "lesson-2.lock"],
    );
    assert!(!course.path("out/lesson-2.wav").exists());
    course.ok(&["render", "."]);
    let whole = course.wav("lesson-2.wav");
    fs::remove_file(course.path("out/lesson-2.wav")).unwrap();
    course.ok(&["render", ".", "--locked"]);
    assert_eq!(course.wav("lesson-2.wav"), whole);
    course.write("lesson-2.txt", "Ann: Something else.\n");
    has(
        &course.fails(1, &["render", ".", "--locked"]),
        &["the lock says otherwise", "utterance 1 (text)"],
    );
    assert_eq!(course.wav("lesson-2.wav"), whole);
    // A lock that promises other bytes is not fulfilled.
    course.ok(&["render", "."]);
    let lock = fs::read_to_string(course.path("out/lesson-2.lock")).unwrap();
    let at = lock.find("\"sha256\":\"").unwrap() + 10;
    let other = if &lock[at..=at] == "0" { "1" } else { "0" };
    course.write(
        "out/lesson-2.lock",
        &format!("{}{other}{}", &lock[..at], &lock[at + 1..]),
    );
    let words = fs::read(course.path("out/lesson-2.words.json")).unwrap();
    fs::remove_file(course.path("out/lesson-2.wav")).unwrap();
    fs::write(course.path("out/lesson-2.words.json"), "older").unwrap();
    let listed = || {
        let names = fs::read_dir(course.path("out")).unwrap();
        let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = listed();
    has(
        &course.fails(1, &["render", ".", "--locked"]),
        &["the result differs from its lock", "lesson-2.wav: SHA-256 is"],
    );
    // Nothing is left of it, and what was there is as it was.
    assert_eq!(listed(), before);
    assert_eq!(
        fs::read(course.path("out/lesson-2.words.json")).unwrap(),
        b"older"
    );
    course.ok(&["render", "."]);
    assert_eq!(fs::read(course.path("out/lesson-2.words.json")).unwrap(), words);
}

#[test]
fn two_renders_are_compared_and_auditioned() {
    let course = Course::usual();
    course.ok(&["render", "lesson-2.txt", "-o", "old"]);
    course.write(
        "lesson-2.txt",
        "Ann: Pods are small.\n\nBen: How tiny?\n\n[pause]\n\nAnn: Very. Good.\n",
    );
    course.ok(&["render", "lesson-2.txt", "-o", "new"]);
    let out = course.ok(&[
        "diff",
        "old/lesson-2.wav",
        "new/lesson-2.lock",
        "--audition",
        "changed.wav",
    ]);
    has(
        &out,
        &[
            "2 utterances changed",
            "Ben: text",
            "- How small",
            "+ How tiny",
            "+ Good",
            "3 excerpts",
        ],
    );
    // Neither a script nor what is compared is written over.
    for taken in ["lesson-2.txt", "new/lesson-2.wav"] {
        let before = fs::read(course.path(taken)).unwrap();
        let (code, _, said) = course.run(&["diff", "old", "new", "--audition", taken]);
        assert_eq!(code, 2, "{said}");
        assert_eq!(fs::read(course.path(taken)).unwrap(), before, "{taken}");
    }
    let wav = |path: &str| hound::WavReader::open(course.path(path)).unwrap();
    assert_eq!(wav("changed.wav").spec(), wav("new/lesson-2.wav").spec());
    // The excerpts, 300 ms inside a pair and 900 ms after either.
    let lock: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(course.path("new/lesson-2.lock")).unwrap()).unwrap();
    let old: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(course.path("old/lesson-2.lock")).unwrap()).unwrap();
    let length = |lock: &serde_json::Value, at: usize| lock["utterances"][at]["length"].as_u64().unwrap();
    let speech = length(&old, 1) + length(&lock, 1) + length(&lock, 3);
    assert_eq!(
        u64::from(wav("changed.wav").duration()),
        speech + 48 * (300 + 900 + 900)
    );
    has(
        &course.ok(&["diff", "old", "old"]),
        &["0 utterances changed, the same sound"],
    );
    // Of one that is only louder no utterance changed, and that is all that is said.
    course.ok(&["render", "lesson-2.txt", "-o", "loud", "--loudness", "-20"]);
    let (code, out, err) = course.run(&["diff", "new", "loud", "--audition", "none.wav"]);
    assert_eq!(code, 0, "{err}");
    has(&out, &["0 utterances changed, other sound", "first difference"]);
    has(
        &err,
        &["no utterance and no pause changed, so there is nothing to audition"],
    );
    // Lesson 2 comes before lesson 10.
    course.ok(&["render", "lesson-10.txt", "-o", "old"]);
    let both = course.ok(&["diff", "old", "old"]);
    assert!(
        both.find("lesson-2:").unwrap() < both.find("lesson-10:").unwrap(),
        "{both}"
    );
    has(
        &course.fails(1, &["diff", "old", "old/lesson-2.wav"]),
        &["two files or two folders"],
    );
    has(
        &course.fails(1, &["diff", "old", "nowhere"]),
        &["nowhere: there is no such file or folder"],
    );
}

#[test]
fn a_lock_has_a_line_for_each_utterance_and_says_nothing_of_this_machine() {
    let course = Course::usual();
    course.ok(&["render", "lesson-2.txt"]);
    let lock = fs::read_to_string(course.path("out/lesson-2.lock")).unwrap();
    assert_eq!(lock.matches("\"text\":").count(), 3);
    let line = lock.lines().find(|l| l.contains("How small")).unwrap();
    assert!(line.starts_with('{') && line.ends_with("},"), "{line}");
    has(&lock, &["\"script\": {\"file\":\"../lesson-2.txt\""]);
    assert!(!lock.contains(course.folder().to_str().unwrap()));
    // One that cannot be read is said and replaced.
    course.write("out/lesson-2.lock", "{}");
    let (code, _, err) = course.run(&["render", "lesson-2.txt"]);
    assert_eq!(code, 0);
    has(&err, &["lesson-2.lock: it is no lock"]);
    assert_eq!(
        fs::read_to_string(course.path("out/lesson-2.lock")).unwrap(),
        lock
    );
}
