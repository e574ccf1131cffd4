//! A course as an author works in it: rendered whole, edited, watched, an album. Runs the real binary with the tiny
//! voice.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

mod course_support;

use course_support::{COURSE, Course, has};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn a_course_is_rendered_once_and_then_only_what_changed() {
    let course = Course::usual();
    let first = course.ok(&["render", "course.toml"]);
    has(&first, &["out/lesson-2.wav: 0:", "out/lesson-10.wav: 0:"]);
    assert!(first.find("lesson-2").unwrap() < first.find("lesson-10").unwrap() || first.lines().count() == 2);
    let (two, ten) = (course.wav("lesson-2.wav"), course.wav("lesson-10.wav"));

    // The folder is the course, and nothing is left to do.
    let again = course.ok(&["render", "."]);
    assert_eq!(again.matches("up to date").count(), 2, "{again}");

    // An edit costs what it changed.
    course.write(
        "lesson-2.txt",
        "Ann: Pods are small.\n\nBen: How tiny?\n\n[pause]\n\nAnn: Very.\n",
    );
    let edited = course.ok(&["render", ".", "--why"]);
    has(
        &edited,
        &[
            "lesson-2.txt:3: text",
            "- How small",
            "+ How tiny",
            "1 of 3 utterances spoken",
        ],
    );
    has(&edited, &["lesson-10.wav: up to date"]);
    assert!(!edited.contains("first difference"), "said twice\n{edited}");
    assert_ne!(course.wav("lesson-2.wav"), two);
    assert_eq!(course.wav("lesson-10.wav"), ten);

    // Put back, it comes to the same bytes; all of it is in the cache.
    course.write(
        "lesson-2.txt",
        "Ann: Pods are small.\n\nBen: How small?\n\n[pause]\n\nAnn: Very.\n",
    );
    has(
        &course.ok(&["render", "lesson-2.txt"]),
        &["0 of 3 utterances spoken"],
    );
    assert_eq!(course.wav("lesson-2.wav"), two);
    let lock = course.wav("lesson-2.lock");
    course.ok(&["render", ".", "--force", "--no-cache"]);
    assert_eq!(
        (course.wav("lesson-2.wav"), course.wav("lesson-2.lock")),
        (two, lock)
    );
}

#[test]
fn notes_are_given_once_for_a_script() {
    let course = Course::new(&[
        ("one.txt", "Ann: Pods are small.\n"),
        ("two.txt", "Ben: How small?\n"),
    ]);
    let notes = |args: &[&str]| {
        let (code, _, err) = course.run(args);
        assert_eq!(code, 0, "{err}");
        err.matches("note[").count()
    };
    assert_eq!(notes(&["render", "."]), 2);
    assert_eq!(notes(&["render", "."]), 0);
    course.write("two.txt", "Ben: How small, then?\n");
    assert_eq!(notes(&["render", "."]), 1, "of the script that changed");
    assert_eq!(notes(&["render", ".", "--force"]), 2);
}

#[test]
fn a_damaged_output_is_rendered_again() {
    let course = Course::usual();
    course.ok(&["render", "lesson-10.txt"]);
    let wav = course.path("out/lesson-10.wav");
    let whole = fs::read(&wav).unwrap();
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&wav, &bytes).unwrap();
    has(
        &course.fails(1, &["verify", "lesson-10.txt"]),
        &["lesson-10.wav: SHA-256"],
    );
    assert!(!course.ok(&["render", "lesson-10.txt"]).contains("up to date"));
    assert_eq!(fs::read(&wav).unwrap(), whole);
    // Written anew with the same bytes it is the same file.
    fs::write(&wav, &whole).unwrap();
    has(&course.ok(&["render", "lesson-10.txt"]), &["up to date"]);
    fs::remove_file(course.path("out/lesson-10.vtt")).unwrap();
    assert!(!course.ok(&["render", "lesson-10.txt"]).contains("up to date"));
}

#[test]
fn one_bad_episode_stops_no_other() {
    let course = Course::usual();
    course.write("lesson-3.txt", "Ann: An <shout>error</shout>.\n");
    let (code, out, err) = course.run(&["render", "course.toml"]);
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 2, "{out}");
    has(
        &err,
        &["1 of 3 scripts was not rendered", "lesson-3.txt: 1 error", "D106"],
    );
    assert!(!course.path("out/lesson-3.wav").exists());
}

#[test]
fn mistakes_in_a_course_file_have_their_place() {
    let course = Course::usual();
    course.write(
        "course.toml",
        "titel = 'Pods'\nepisodes = ['lesson-2.txt', 'lesson-3.txt']\n\n[cast]\nAnn = 'tiny'\nBen = 'nobody'\n\n\
         [bookends]\nintro = 'intro.wav'\n",
    );
    let err = course.fails(1, &["render", "course.toml"]);
    has(&err, &["D602", "course.toml:1:1", "write `title`"]);
    // The nearest of those that are not listed already.
    has(&err, &["D605", "course.toml:2:29", "write \"lesson-10.txt\""]);
    has(&err, &["D501", "course.toml:6:7", "nobody"]);
    has(&err, &["course.toml:9:9", "no file"]);
    assert!(!course.path("out").exists());
    course.write(
        "course.toml",
        "[cast]\nAnn = 'tiny'\nBen = 'tiny'\nBenn = 'tiny'\n",
    );
    has(
        &course.run(&["render", ".", "--dry-run"]).2,
        &["D608", "course.toml:4:1"],
    );
    course.write("words.wav", "no sound");
    course.write(
        "course.toml",
        "episodes = ['lesson-2.txt', 'lesson-2.txt']\n[bookends]\nintro = 'words.wav'\n",
    );
    let err = course.fails(1, &["render", "."]);
    has(&err, &["D606", "course.toml:1:29", "listed twice"]);
    has(&err, &["D605", "course.toml:3:9", "cannot be played"]);
    course.write("course.toml", "episodes = 'none-*.txt'\n");
    has(&course.fails(1, &["render", "."]), &["D605", "names no script"]);
    fs::create_dir(course.path("empty")).unwrap();
    let empty = course.fails(1, &["render", "empty"]);
    has(
        &empty,
        &[
            "D607",
            "there is no script in empty",
            "--> empty",
            "rule:",
            "fix:",
        ],
    );
    assert!(!empty.contains("empty:1:1") && !empty.contains("1 |"), "{empty}");
}

#[test]
fn flags_win_over_the_course_file() {
    let course = Course::usual();
    course.write(
        "course.toml",
        &format!("{COURSE}\n[loudness]\ntarget = -20\n[output]\nfolder = 'audio'\nbits = 16\n"),
    );
    course.ok(&["render", "lesson-10.txt"]);
    let wav = hound::WavReader::open(course.path("audio/lesson-10.wav")).unwrap();
    assert_eq!(wav.spec().bits_per_sample, 16);
    has(
        &fs::read_to_string(course.path("audio/lesson-10.lock")).unwrap(),
        &["-20 LUFS"],
    );
    course.ok(&[
        "render",
        "lesson-10.txt",
        "-o",
        "out",
        "--bits",
        "24",
        "--loudness",
        "-18",
        "--rate",
        "44100",
    ]);
    let wav = hound::WavReader::open(course.path("out/lesson-10.wav")).unwrap();
    assert_eq!((wav.spec().bits_per_sample, wav.spec().sample_rate), (24, 44_100));
    has(
        &fs::read_to_string(course.path("out/lesson-10.lock")).unwrap(),
        &["-18 LUFS"],
    );
    let err = course.fails(2, &["render", "lesson-10.txt", "--loudness", "loud"]);
    has(&err, &["course, podcast, ebu-r128, acx, none"]);
}

#[test]
fn init_writes_a_course_that_renders() {
    let course = Course::new(&[
        ("lesson-10.txt", "Ben: Last.\n"),
        ("lesson-9.txt", "Ann: First.\n\nBen: Second.\n\nAnn: Third.\n"),
        ("README.md", "# Not a script\n"),
    ]);
    has(&course.ok(&["init"]), &["2 episodes and 2 speakers"]);
    let text = fs::read_to_string(course.path("course.toml")).unwrap();
    has(
        &text,
        &["\"lesson-9.txt\",\n    \"lesson-10.txt\"", "Ann = \"kathleen\""],
    );
    assert!(text.find("Ann =").unwrap() < text.find("Ben =").unwrap());
    course.ok(&["render", "course.toml", "--dry-run"]);
    has(&course.fails(1, &["init", "."]), &["is there already"]);
    assert_eq!(fs::read_to_string(course.path("course.toml")).unwrap(), text);
}

#[test]
fn a_dry_run_predicts_and_writes_nothing() {
    let course = Course::usual();
    let out = course.ok(&["render", ".", "--dry-run"]);
    has(&out, &["0 of 3 utterances in the cache", "2 episodes to render"]);
    assert!(!course.path("out").exists());
    course.write("again.txt", "Ann: Yes.\n\nAnn: Yes.\n");
    let out = course.ok(&["render", "again.txt", "--dry-run", "--no-cache"]);
    has(&out, &["; 2 utterances, 1 said before, about"]);
    assert!(!out.contains("in the cache"), "{out}");
    course.ok(&["render", "lesson-10.txt"]);
    let out = course.ok(&["render", ".", "--dry-run"]);
    has(&out, &["lesson-10.wav: up to date", "lesson-2.wav: about"]);
}

#[test]
fn progress_is_json_for_machines() {
    let course = Course::usual();
    course.write("bad.txt", "Ann: An <shout>error</shout>.\n");
    let (code, out, _) = course.run(&["render", ".", "--progress", "json"]);
    assert_eq!(code, 1);
    let events: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).expect(l)).collect();
    let of = |kind: &str| events.iter().filter(|e| e["event"] == kind).count();
    assert_eq!(
        (of("start"), of("mixing"), of("done"), of("failed"), of("summary")),
        (2, 2, 2, 1, 1),
        "{out}"
    );
    let last = events.last().unwrap();
    assert_eq!((&last["rendered"], &last["failed"]), (&2.into(), &1.into()));
    let done = events.iter().find(|e| e["event"] == "done").unwrap();
    assert!(done["seconds"].as_f64().unwrap() > 0.1 && done["files"][0].as_str().unwrap().ends_with(".wav"));
    // A script that is not there is called as any other.
    let (_, out, _) = course.run(&["render", "lesson-2.txt", "nope.txt", "--progress", "json"]);
    has(
        &out,
        &[
            "\"episode\":\"lesson-2\",\"event\":\"current\"",
            "\"episode\":\"nope\",\"event\":\"failed\"",
        ],
    );
    let (_, out, _) = course.run(&["render", ".", "--progress", "none"]);
    assert_eq!(out.matches("up to date").count(), 2, "{out}");
}

#[cfg(unix)]
#[test]
fn watching_renders_at_each_save_and_ends_cleanly() {
    let course = Course::usual();
    let mut child = Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(["watch", "course.toml"])
        .current_dir(course.folder())
        .env("DECLAIM_CACHE", course.path("cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let lock = course.path("out/lesson-10.lock");
    let says = |text: &str| fs::read_to_string(&lock).is_ok_and(|lock| lock.contains(text));
    // Waits for what must come; a program that never renders fails the test and not the clock.
    let mut until = |text: &str| {
        for _ in 0..600 {
            if says(text) {
                return;
            }
            assert!(child.try_wait().unwrap().is_none(), "it ended");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        panic!("{text} was never rendered");
    };
    until("The end is near");
    course.write("lesson-10.txt", "Ben: An <shout>error</shout>.\n");
    std::thread::sleep(std::time::Duration::from_millis(1_500));
    course.write("lesson-10.txt", "Ben: The end is here.\n");
    until("The end is here");
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let left = fs::read_dir(course.path("out")).unwrap().flatten();
    assert!(
        left.map(|e| e.file_name())
            .all(|n| !n.to_string_lossy().contains(".part"))
    );
}

/// The example in the documentation is read as it stands there.
#[test]
fn the_documented_course_file_is_one() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/COURSE.md")).unwrap();
    let (_, rest) = docs.split_once("```toml\n").expect("an example");
    let (example, _) = rest.split_once("```").unwrap();
    let found = declaim::course::read(&declaim::source::Source::new("course.toml", example));
    assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);
    assert_eq!(found.value.config.speakers.len(), 3);
    assert!(found.value.config.bookends.bed.is_some());
}

#[test]
fn an_album_keeps_the_levels_of_its_episodes_to_each_other() {
    let loud = |album: bool| {
        let course = Course::new(&[
            ("loud.txt", "Ann: A first line of some length.\n"),
            (
                "soft.txt",
                "Ann: <prosody volume=\"-12dB\">A first line of some length.</prosody>\n",
            ),
        ]);
        let album = format!("[cast]\nAnn = 'tiny'\n[loudness]\ntarget = -30\nalbum = {album}\n");
        course.write("course.toml", &album);
        course
    };
    let energy = |course: &Course, name: &str| {
        let mut wav = hound::WavReader::open(course.path(&format!("out/{name}.wav"))).unwrap();
        wav.samples::<i32>()
            .map(|s| f64::from(s.unwrap()).powi(2))
            .sum::<f64>()
    };
    let apart = |course: &Course| {
        course.ok(&["render", "."]);
        10.0 * (energy(course, "loud") / energy(course, "soft")).log10()
    };
    assert!((apart(&loud(true)) - 12.0).abs() < 0.5);
    assert!(apart(&loud(false)).abs() < 0.5);

    let course = loud(true);
    course.ok(&["render", "."]);
    assert_eq!(course.ok(&["render", "."]).matches("up to date").count(), 2);
    has(
        &course.fails(1, &["render", "soft.txt"]),
        &["name the course file"],
    );
    course.ok(&["verify"]);
    // One that is lost comes back the same, and one that changes concerns all.
    let soft = course.wav("soft.wav");
    fs::remove_file(course.path("out/soft.wav")).unwrap();
    course.ok(&["render", "."]);
    assert_eq!(course.wav("soft.wav"), soft);
    course.write("loud.txt", "Ann: Another line.\n");
    assert!(!course.ok(&["render", "."]).contains("up to date"));
}
