//! The slips of authors at the command line, and what must not be kept of an earlier render. Runs the real binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

mod course_support;

use course_support::{COURSE, Course, has};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// A recording of `seconds` at `level`.
fn recording(path: &Path, seconds: f32, level: f32) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 24_000,
        bits_per_sample: 32,
        sample_format: hound::SampleFormat::Float,
    };
    let mut wav = hound::WavWriter::create(path, spec).unwrap();
    for n in 0..(24_000.0 * seconds) as u32 {
        wav.write_sample(level * (0.05 * n as f32).sin()).unwrap();
    }
    wav.finalize().unwrap();
}

#[test]
fn chapters_that_are_gone_leave_no_file() {
    let course = Course::usual();
    let chapters = course.path("out/lesson-10.chapters.json");
    course.write(
        "lesson-10.txt",
        "Ben: <mark name=\"chapter: End\"/> The end is near.\n",
    );
    course.ok(&["render", "lesson-10.txt"]);
    assert!(chapters.is_file());
    course.write("lesson-10.txt", "Ben: The end is near.\n");
    course.ok(&["render", "lesson-10.txt"]);
    assert!(!chapters.exists());
    course.ok(&["verify", "lesson-10.txt"]);
}

#[test]
fn where_a_recording_plays_is_part_of_the_record() {
    let course = Course::usual();
    recording(&course.path("jingle.wav"), 0.5, 0.2);
    let with = |place: &str| course.write("course.toml", &format!("{COURSE}\n[bookends]\n{place}\n"));
    with("intro = 'jingle.wav'");
    course.ok(&["render", "lesson-10.txt"]);
    let before = course.wav("lesson-10.wav");
    for place in [
        "outro = 'jingle.wav'",
        "intro = 'jingle.wav'\noutro = 'jingle.wav'",
    ] {
        with(place);
        let text = course.ok(&["render", "lesson-10.txt"]);
        assert!(!text.contains("up to date"), "{place}: {text}");
        assert!(course.wav("lesson-10.wav") != before, "{place}");
    }
    // So is a change too small to be printed with two decimals.
    with("outro = 'jingle.wav'\n[loudness]\ntarget = -18.004");
    course.ok(&["render", "lesson-10.txt"]);
    with("outro = 'jingle.wav'\n[loudness]\ntarget = -18.003");
    let text = course.ok(&["render", "lesson-10.txt"]);
    assert!(!text.contains("up to date"), "{text}");
}

#[test]
fn a_reader_that_stops_reading_is_no_fault() {
    let course = Course::usual();
    for args in [
        &["voices"][..],
        &["check", "lesson-2.txt"],
        &["check", "lesson-2.txt", "--format", "sarif"],
        &["render", "lesson-2.txt", "--dry-run"],
        &["cache", "stats"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_declaim"))
            .args(args)
            .current_dir(course.folder())
            .env("DECLAIM_CACHE", course.path("cache"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {err}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_printed_is_a_failure() {
    let course = Course::usual();
    for args in [
        &["--help"][..],
        &["voices"],
        &["check", "lesson-2.txt"],
        &["check", "lesson-2.txt", "--format", "sarif"],
        &["words", "lesson-2.txt"],
        &["explain", "lesson-2.txt", "--emit", "script"],
        &["export", "lesson-2.txt", "--to", "ssml"],
        &["render", "lesson-2.txt", "--dry-run"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_declaim"))
            .args(args)
            .current_dir(course.folder())
            .env("DECLAIM_CACHE", course.path("cache"))
            .stdin(Stdio::null())
            .stdout(full)
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {err}");
        has(&err, &["standard output cannot be written"]);
    }
}

#[test]
fn a_name_that_nobody_has_takes_no_voice() {
    let course = Course::new(&[("a.txt", "Ann: One.\n\nBen: Two.\n\nAnn: Three.\n\nBen: Four.\n")]);
    let voices = |args: &[&str]| {
        let mut all = vec!["explain", "a.txt", "--emit", "plan"];
        all.extend(args);
        let (code, plan, err) = course.run(&all);
        assert_eq!(code, 0, "{err}");
        let said = plan.lines().filter(|line| line.contains("alden")).count();
        (said, err)
    };
    let (usual, _) = voices(&[]);
    let (slip, err) = voices(&["--cast", "Bne=alden"]);
    has(&err, &["--cast Bne=alden", "no `Bne` in any script"]);
    assert!(usual > 0);
    assert_eq!(slip, usual);
}

#[test]
fn a_part_of_a_word_is_nobodys_name() {
    let course = Course::new(&[
        ("one.txt", "Ann: Another one.\n\nThe fix: that.\n"),
        ("two.txt", "Ben: <voice name=\"Cleo\">Two.</voice>\n"),
    ]);
    let checked = |args: &[&str]| {
        let mut all = vec!["check", ".", "--deny", "warnings"];
        all.extend(args);
        course.run(&all)
    };
    let (code, _, err) = checked(&["--cast", "An=tiny"]);
    assert_eq!(code, 1, "{err}");
    has(&err, &["--cast An=tiny", "no `An` in any script"]);
    let (_, _, err) = checked(&["--cast", "ann=tiny", "--cast", "Cleo=tiny"]);
    assert!(!err.contains("in any script"), "{err}");

    // The title and the text hold what the cast misspells; the labels of every script count.
    let cast = "Ann = 'tiny'\nBen = 'tiny'\nCleo = 'tiny'\n'The fix' = { prose = true }\n";
    course.write(
        "course.toml",
        &format!("title = 'Ünter Another'\n[cast]\n{cast}An = 'tiny'\n\"\\u00dcnt\" = 'tiny'\n"),
    );
    let (code, out, _) = checked(&[]);
    assert_eq!(code, 1, "{out}");
    has(&out, &["course.toml:7:1", "`An` is in the cast"]);
    has(&out, &["course.toml:8:1", "`Ünt` is in the cast"]);
    assert_eq!(
        out.matches("is in the cast, and in no script").count(),
        2,
        "{out}"
    );
}

#[test]
fn a_script_that_is_named_twice_is_rendered_once() {
    let course = Course::usual();
    let text = course.ok(&["render", "lesson-10.txt", "./lesson-10.txt", "course.toml"]);
    assert_eq!(text.matches("lesson-10.wav").count(), 1, "{text}");
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_spoken() {
    let course = Course::usual();
    for (args, says) in [
        (
            &["render", ".", "--dry-run", "--progress", "json"][..],
            "--progress json",
        ),
        (&["render", ".", "-o", "out/x.wav"], "looks like a file"),
        (&["preview", "Hello.", "-o", "p.mp3"], "output is always WAV"),
        (
            &["words", "lesson-2.txt", "--say", "w.mp3"],
            "output is always WAV",
        ),
        (&["words", "lesson-2.txt", "--format", "sarif"], "possible values"),
        (&["watch", "-"], "`-` cannot be watched"),
        (
            &["export", "lesson-2.txt", "--to", "text", "-o", "."],
            ".: is a folder; name the file to write",
        ),
    ] {
        has(&course.fails(2, args), &[says]);
    }
    for (args, says) in [
        (&["preview", "nope.txt"][..], "no such file"),
        (&["watch", "nope.txt"], "no such file"),
        (&["init", "nowhere"], "no such folder"),
        (&["diff", "nowhere", "out"], "no such file or folder"),
        (
            &["check", "lesson-2.txt", "--voices", "nowhere"],
            "fix: name a folder of voices",
        ),
        (
            &["check", "lesson-2.txt", "--lexicon", "."],
            ".: is a folder; name the lexicons in it",
        ),
        (&["verify", "nope"], "nope: no such file; check the path\n"),
    ] {
        has(&course.fails(1, args), &[says]);
    }
    assert!(!course.path("out").exists() && !course.path("p.mp3").exists());
}

#[test]
fn words_of_a_script_with_an_error_fail_like_its_check() {
    let course = Course::new(&[("a.txt", "Ann: <emphasis>Pods are small.\n")]);
    has(
        &course.fails(1, &["words", "a.txt"]),
        &["1 error; `declaim check`"],
    );
}

#[test]
fn a_line_is_taken_from_standard_input_and_folders_are_made() {
    let course = Course::usual();
    let mut child = Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(["preview", "-", "-o", "deep/er/p.wav"])
        .current_dir(course.folder())
        .env("DECLAIM_CACHE", course.path("cache"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"Hi.").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(course.path("deep/er/p.wav").is_file());
    // A word of a third of a second is brought to the level of an episode like a longer one.
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("LUFS") && !said.contains("too short"), "{said}");
    course.ok(&["export", "lesson-2.txt", "--to", "ssml", "-o", "ex/port/a.ssml"]);
    assert!(course.path("ex/port/a.ssml").is_file());
}

#[test]
fn a_folder_of_outputs_is_verified_and_compared_whole() {
    let course = Course::usual();
    course.ok(&["render", "."]);
    assert_eq!(course.ok(&["verify", "out"]).matches("as its script").count(), 2);
    course.ok(&["render", "lesson-2.txt", "-o", "new"]);
    has(
        &course.ok(&["diff", "out", "new"]),
        &["lesson-10: only in out", "lesson-2: 0 utterances changed"],
    );
}

#[test]
fn an_album_waits_for_all_of_its_episodes() {
    let course = Course::usual();
    course.write("course.toml", &format!("{COURSE}\n[loudness]\nalbum = true\n"));
    course.write("lesson-10.txt", "Ben: <emphasis>The end is near.\n");
    has(
        &course.fails(1, &["render", "."]),
        &["lesson-2.txt: not rendered: another episode of its album"],
    );
    assert!(!course.path("out/lesson-2.wav").exists());
}

#[test]
fn a_clip_is_never_asked_for_more_than_can_be_played() {
    let course = Course::usual();
    recording(&course.path("jingle.wav"), 0.5, 0.2);
    let nested = |inside: String| format!("<media soundLevel=\"+40dB\" speed=\"300%\">{inside}</media>");
    let clip = (0..20).fold("<audio src=\"jingle.wav\"/>".to_owned(), |inside, _| {
        nested(inside)
    });
    fs::write(
        course.path("lesson-10.txt"),
        format!("Ben: <speak>The end. <par><seq>{clip}</seq></par> It is near.</speak>\n"),
    )
    .unwrap();
    let (_, out, err) = course.run(&["check", "lesson-10.txt"]);
    has(&(out + &err), &["D124", "+40.00 dB and 400 %"]);
}

#[test]
fn a_record_of_another_file_proves_nothing() {
    let course = Course::usual();
    course.ok(&["render", "lesson-10.txt"]);
    fs::copy(course.path("out/lesson-10.lock"), course.path("out/copy.lock")).unwrap();
    fs::write(course.path("out/copy.wav"), "junk").unwrap();
    let text = course.fails(1, &["verify", "out/copy.wav"]);
    has(&text, &["is the lock of lesson-10.wav, not of this file"]);
    let text = course.fails(1, &["verify", "out/none.wav"]);
    has(&text, &["there is no such file"]);
}

#[test]
fn a_script_below_its_course_has_its_settings() {
    let course = Course::usual();
    fs::create_dir_all(course.path("parts/one")).unwrap();
    fs::rename(course.path("lesson-10.txt"), course.path("parts/one/last.txt")).unwrap();
    let text = format!("episodes = ['parts/**/*.txt']\n{COURSE}\n[output]\nfolder = 'audio'\n");
    course.write("course.toml", &text);
    course.ok(&["render", "parts/one/last.txt"]);
    assert!(course.path("audio/last.wav").is_file());
    course.ok(&["verify", "audio/last.wav"]);
    course.ok(&["verify"]);
}

#[test]
fn what_is_there_is_not_written_over() {
    let course = Course::usual();
    let script = fs::read(course.path("lesson-2.txt")).unwrap();
    let text = course.fails(
        2,
        &["export", "lesson-2.txt", "--to", "ssml", "-o", "lesson-2.txt"],
    );
    has(&text, &["is the script that is exported"]);
    assert_eq!(fs::read(course.path("lesson-2.txt")).unwrap(), script);
    course.ok(&["render", "lesson-10.txt"]);
    let before = course.wav("lesson-10.wav");
    let text = course.fails(2, &["preview", "Hello.", "-o", "out/lesson-10.wav"]);
    has(&text, &["is a finished episode"]);
    assert!(course.wav("lesson-10.wav") == before);
}

#[test]
fn what_was_named_in_vain_is_a_finding() {
    let course = Course::usual();
    let text = course.run(&["check", "none.txt", "--format", "json"]).1;
    has(&text, &["\"code\":\"D100\""]);
    course.write("memo.rtf", "{\\rtf1 Ann: Hello.}");
    has(&course.run(&["check", "memo.rtf"]).1, &["a document in RTF"]);
    course.write("bad.toml", "bad = [");
    let text = course
        .run(&[
            "check",
            "lesson-2.txt",
            "--lexicon",
            "bad.toml",
            "--format",
            "json",
        ])
        .1;
    has(&text, &["\"file\":\"bad.toml\""]);
    course.write("lesson-2.txt", "Ann: Hello <foo/> there.\n");
    course.write("course.toml", "title = \"x\n");
    let text = course.run(&["check", "."]).1;
    has(&text, &["D601"]);
    has(&text, &["`<foo>` is not a known tag"]);
}

#[test]
fn what_follows_from_a_broken_lexicon_is_no_finding() {
    let course = Course::usual();
    course.write("lesson-2.txt", "Ann: This is a pod.\n");
    course.write("bad.toml", "[words]\npod = { x-sampa = \"@@@!\" }\n");
    let args = ["check", "lesson-2.txt", "--format", "json"];
    let by_hand = course.run(&[&args[..], &["--lexicon", "bad.toml"]].concat()).1;
    course.write("course.toml", &format!("lexicons = ['bad.toml']\n{COURSE}"));
    for text in [by_hand, course.run(&args).1] {
        has(&text, &["\"file\":\"bad.toml\""]);
        assert!(!text.contains("D712") && !text.contains("D306"), "{text}");
    }
}

#[test]
fn a_course_above_that_does_not_name_a_script_says_nothing() {
    let course = Course::usual();
    fs::create_dir(course.path("other")).unwrap();
    course.write("other/talk.txt", "Cleo: Hello there.\n");
    course.write("course.toml", &format!("lexicons = ['none.toml']\n{COURSE}"));
    let (code, out, err) = course.run(&["check", "other/talk.txt", "--cast", "Cleo=tiny"]);
    assert_eq!(code, 0, "{out}{err}");
    assert!(!format!("{out}{err}").contains("course.toml"), "{out}{err}");
}

#[test]
fn what_a_course_names_in_vain_hides_no_finding_of_its_scripts() {
    let course = Course::usual();
    course.write("lesson-2.txt", "Ann: Hello <foo/> there.\n");
    for lost in ["[bookends]\nintro = 'none.wav'\n", "Cleo = 'nobody'\n"] {
        course.write("course.toml", &format!("{COURSE}{lost}"));
        let (code, out, _) = course.run(&["check", "."]);
        assert_eq!(code, 1);
        has(&out, &["course.toml: 1 error", "`<foo>` is not a known tag"]);
    }
}

#[test]
fn an_episode_takes_the_place_of_nothing_that_is_played_in_it() {
    let course = Course::usual();
    recording(&course.path("lesson-10.wav"), 0.5, 0.2);
    let before = fs::read(course.path("lesson-10.wav")).unwrap();
    let named = "[bookends]\nintro = 'lesson-10.wav'\n";
    course.write("course.toml", &format!("{COURSE}[output]\nfolder = '.'\n{named}"));
    let (code, _, err) = course.run(&["render", "."]);
    assert!(code > 0);
    has(&err, &["is played in the episode that would be written over it"]);
    assert_eq!(fs::read(course.path("lesson-10.wav")).unwrap(), before);
}

#[test]
fn another_duration_is_another_prosody() {
    let course = Course::usual();
    let timed = |seconds: u32| {
        let text = format!("Ben: <prosody duration=\"{seconds}s\">The end is near.</prosody>\n");
        course.write("lesson-10.txt", &text);
    };
    timed(2);
    course.ok(&["render", "lesson-10.txt"]);
    timed(3);
    let (_, out, _) = course.run(&["render", "lesson-10.txt", "--dry-run", "--why"]);
    has(&out, &["prosody"]);
    let (_, out, _) = course.run(&["render", "lesson-2.txt", "--dry-run", "--why", "--no-cache"]);
    assert!(!out.contains("no longer in the cache"), "{out}");
}

#[test]
fn a_preview_takes_a_line_of_one_script() {
    let course = Course::usual();
    has(
        &course.fails(2, &["preview", ".", "--line", "1"]),
        &["preview takes a line of one"],
    );
}

#[test]
fn a_preview_refuses_bytes_that_are_not_utf8() {
    let course = Course::new(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(["preview", "-"])
        .current_dir(course.folder())
        .env("DECLAIM_CACHE", course.path("cache"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"Caf\xE9 is open.\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    has(&err, &["D101", "<stdin>:1:4", "0xE9"]);
    assert!(!course.path("preview.wav").exists());
}

#[test]
fn scripts_that_are_explained_together_stand_below_their_names() {
    let course = Course::usual();
    let one = course.ok(&["explain", "lesson-2.txt", "--emit", "script"]);
    let other = course.ok(&["explain", "lesson-10.txt", "--emit", "script"]);
    assert!(one.ends_with('\n') && !one.contains("==>"), "{one}");
    assert_eq!(
        course.ok(&["explain", ".", "--emit", "script"]),
        format!("==> lesson-2.txt <==\n{one}\n==> lesson-10.txt <==\n{other}")
    );
}

#[test]
fn a_pause_of_any_length_is_told_truly() {
    let course = Course::new(&[(
        "a.txt",
        "Ann: One. [pause 99999999999999999999s] Two. [pause 90s] Three.\n",
    )]);
    let out = course.run(&["check", "a.txt"]).1;
    has(
        &out,
        &["D111", "a pause of more than seven weeks is cut to 20000 ms"],
    );
    has(&out, &["a pause of 90000 ms is cut to 20000 ms"]);
    assert!(!out.contains("18446744073709551615"), "{out}");
}

#[test]
fn scripts_that_are_exported_together_are_not_run_together() {
    let course = Course::usual();
    let one = course.ok(&["export", "lesson-2.txt", "--to", "text"]);
    let other = course.ok(&["export", "lesson-10.txt", "--to", "text"]);
    assert!(one.ends_with("Very.\n"), "{one}");
    assert_eq!(
        course.ok(&["export", ".", "--to", "text"]),
        format!("{one}\n{other}")
    );
}
