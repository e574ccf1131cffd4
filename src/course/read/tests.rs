//! Course files, right and wrong.

use super::*;
use crate::config::{EpisodeConfig, LabelKind, PauseConfig};
use crate::units::{Ratio, Semitones};
use std::num::NonZeroUsize;

fn course(text: &str) -> Findings<Course> {
    read(&Source::new("course.toml", text))
}

#[test]
fn nothing_is_the_house() {
    for text in ["", "# only a remark\n"] {
        let found = course(text);
        assert!(found.diagnostics.is_empty());
        assert_eq!(found.value, Course::default());
        assert_eq!(found.value.config, EpisodeConfig::house(NonZeroUsize::MIN));
    }
}

#[test]
fn every_key_arrives() {
    let found = course(
        r#"
        title = "Pods"
        episodes = ["intro.txt", "lesson-*.txt"]
        lexicons = "words.toml"
        [cast]
        Ann = "kathleen"
        "Speaker 2" = { voice = "tiny", rate = 1.1, pitch = -2, gain = -1.5, pan = 0.25, pauses = { long = "2s" } }
        Example = { prose = true }
        [pauses]
        short = 200
        paragraph = "0.75s"
        [loudness]
        target = -18
        ceiling = -2
        album = true
        [output]
        folder = "../audio"
        rate = 44_100
        bits = 16
        [bookends]
        intro = "intro.wav"
        bed = { file = "bed.wav", level = -30, fade = "500ms" }
        gap = "1s"
        "#,
    );
    assert_eq!(found.diagnostics, []);
    let course = found.value;
    let config = &course.config;
    assert_eq!(course.title.as_deref(), Some("Pods"));
    assert_eq!(course.episodes[1].name, "lesson-*.txt");
    assert_eq!((course.output, course.album), (PathBuf::from("../audio"), true));
    assert_eq!((config.rate.hz(), config.format), (44_100, SampleFormat::Int16));
    assert_eq!(
        (config.loudness, config.ceiling),
        (Loudness::Target(Lufs(-18.0)), Dbtp(-2.0))
    );
    let pauses = PauseConfig {
        short: Milliseconds(200),
        paragraph: Milliseconds(750),
        ..PauseConfig::HOUSE
    };
    assert_eq!(config.pauses, pauses);
    let [ann, two, example] = &config.speakers[..] else {
        panic!("{:?}", config.speakers);
    };
    assert_eq!(ann.voice.as_deref(), Some("kathleen"));
    assert_eq!(
        (two.rate, two.pitch, two.pan),
        (Ratio(1.1), Semitones(-2.0), 0.25)
    );
    let long = Milliseconds(2_000);
    assert_eq!(two.pauses, Some(PauseConfig { long, ..pauses }));
    assert_eq!((example.kind, &example.voice), (LabelKind::Prose, &None));
    let bed = config.bookends.bed.as_ref().unwrap();
    assert_eq!((bed.level, bed.fade), (Decibels(-30.0), Milliseconds(500)));
    let files: Vec<_> = course.files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(files, ["words.toml", "intro.wav", "bed.wav"]);
    assert_eq!(course.voices.len(), 2);
}

/// Each mistake, where its carets stand, and something its fix says.
#[test]
fn every_mistake_is_found_where_it_stands() {
    for (text, code, place, says) in [
        ("titel = 'x'", Code::CourseUnknownKey, "titel", "`title`"),
        (
            "[cast.Ann]\nvoise = 'x'",
            Code::CourseUnknownKey,
            "voise",
            "`voice`",
        ),
        (
            "[pauses]\nnone = 3",
            Code::CourseUnknownKey,
            "none",
            "`paragraph`",
        ),
        ("title = 3", Code::CourseWrongType, "3", "a string"),
        ("[pauses]\nshort = 1.5", Code::CourseWrongType, "1.5", "\"250ms\""),
        (
            "[pauses]\nshort = '1 m'",
            Code::CourseOutOfRange,
            "'1 m'",
            "\"250ms\"",
        ),
        (
            "[pauses]\nlong = -1",
            Code::CourseOutOfRange,
            "-1",
            "from 0 to 600 s",
        ),
        ("cast = 'Ann'", Code::CourseWrongType, "'Ann'", "each speaker"),
        (
            "[cast]\nAnn = { rate = 3 }",
            Code::CourseOutOfRange,
            "3",
            "0.5 to 2",
        ),
        (
            "[cast]\nAnn = { pan = nan }",
            Code::CourseOutOfRange,
            "nan",
            "-1 to 1",
        ),
        (
            "[cast]\nAnn = { gain = 99999999999999999999 }",
            Code::CourseOutOfRange,
            "99999999999999999999",
            "-40 to 20",
        ),
        (
            "[cast]\nAnn = 'a'\nANN = 'b'",
            Code::CourseContradiction,
            "ANN",
            "one entry",
        ),
        (
            "[cast]\nX = { prose = true, rate = 2 }",
            Code::CourseContradiction,
            "2",
            "remove",
        ),
        ("loudness = 'loud'", Code::CourseOutOfRange, "'loud'", "`acx`"),
        (
            "[loudness]\npreset = 'acx'\ntarget = -16",
            Code::CourseContradiction,
            "-16",
            "one of them",
        ),
        ("[output]\nbits = 20", Code::CourseOutOfRange, "20", "16 or 24"),
        (
            "[output]\nrate = '48k'",
            Code::CourseWrongType,
            "'48k'",
            "8000 to 192000",
        ),
        ("episodes = []", Code::CourseOutOfRange, "[]", "at least one"),
        ("episodes = [3]", Code::CourseWrongType, "3", "a string"),
        ("[bookends]\nbed = {}", Code::CourseWrongType, "{}", "`file`"),
        ("title = ", Code::CourseSyntax, "", "TOML"),
    ] {
        let found = course(text).diagnostics;
        let finding = found.iter().find(|d| d.code == code);
        let finding = finding.unwrap_or_else(|| panic!("{text}: {found:?}"));
        assert_eq!(&text[finding.span.range()], place, "{text}: {found:?}");
        let fix = finding.fix.as_deref().unwrap_or(finding.code.hint());
        assert!(fix.contains(says), "{text}: {fix}");
    }
}

#[test]
fn one_run_finds_them_all() {
    let found = course("titel = 1\nepisodes = 2\n[cast]\nAnn = 3\n[output]\nbits = 4\ncolour = 5\n");
    assert_eq!(found.diagnostics.len(), 5, "{:?}", found.diagnostics);
    assert!(found.diagnostics.is_sorted_by_key(|d| d.span));
}

#[test]
fn names_of_the_cast_stand_at_their_keys() {
    let text = "title = 'Bené and Ann'\n[cast]\n\"Ben\\u00e9\" = 'tiny'\nAnn = { voice = 'tiny' }\n[cast.Cleo]\nrate = 1.1\n";
    let found = course(text);
    assert_eq!(found.diagnostics, []);
    let named: Vec<_> = found
        .value
        .cast
        .iter()
        .map(|named| (named.name.as_str(), &text[named.span.range()]))
        .collect();
    assert_eq!(
        named,
        [("Bené", "\"Ben\\u00e9\""), ("Ann", "Ann"), ("Cleo", "Cleo")]
    );
}

#[test]
fn files_about_the_folder_are_no_scripts() {
    for name in [
        "lesson.txt",
        "license-models.txt",
        "notices.md",
        "Readme first.SSML",
    ] {
        assert!(crate::course::is_script(name), "{name}");
    }
    for name in [
        "README.md",
        "License.txt",
        "LICENCE.md",
        "CHANGELOG.md",
        "contributing.md",
        "NOTICE.txt",
        ".hidden.txt",
        "lesson.wav",
        "lesson",
    ] {
        assert!(!crate::course::is_script(name), "{name}");
    }
}
