//! `declaim bench`: what it reports, of the voices that are cast.

mod course_support;

use course_support::{Course, has};

#[test]
fn the_voices_that_are_cast_are_measured() {
    let course = Course::new(&[("lesson.txt", "Ann: Pods are small.\n\nAnn: Very.\n")]);
    let run = |voice: &str| {
        course.ok(&[
            "bench",
            "lesson.txt",
            "--cast",
            &format!("Ann={voice}"),
            "--jobs",
            "1",
            "--json",
        ])
    };
    let number = |json: &str, key: &str| {
        let found: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
        found[0][key].as_f64().unwrap_or(-1.0)
    };
    let (his, hers) = (run("alden"), run("kathleen"));
    for json in [&his, &hers] {
        assert_eq!(number(json, "utterances"), 2.0, "{json}");
        assert!(number(json, "audio_seconds") > 0.0, "{json}");
        assert!(number(json, "synthesis_seconds") > 0.0, "{json}");
    }
    assert_ne!(
        number(&his, "audio_seconds"),
        number(&hers, "audio_seconds"),
        "another voice takes another time"
    );
    let said = course.fails(1, &["bench", "lesson.txt", "--cast", "Ann=nobody"]);
    has(&said, &["no voice called `nobody`", "`kathleen`"]);
}
