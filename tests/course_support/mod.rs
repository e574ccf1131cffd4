//! A course in a folder of its own, rendered by the real binary with the tiny voice.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "each test uses its part of this; one that cannot go on should stop, and it reads the files it is about"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) const COURSE: &str =
    "title = \"Pods\"\n\n[cast]\nAnn = \"tiny\"\nBen = { voice = \"tiny\", pitch = -3 }\n";

/// A course in a folder of its own, with a cache of its own.
pub(crate) struct Course(tempfile::TempDir);

impl Course {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let course = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            course.write(name, text);
        }
        course
    }

    /// Two episodes and a course file.
    pub(crate) fn usual() -> Self {
        Self::new(&[
            ("course.toml", COURSE),
            (
                "lesson-2.txt",
                "Ann: Pods are small.\n\nBen: How small?\n\n[pause]\n\nAnn: Very.\n",
            ),
            ("lesson-10.txt", "Ben: The end is near.\n"),
        ])
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn wav(&self, name: &str) -> Vec<u8> {
        fs::read(self.path("out").join(name)).unwrap()
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, args: &[&str]) -> (i32, String, String) {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_declaim"))
            .args(args)
            .current_dir(self.0.path())
            .env("DECLAIM_CACHE", self.path("cache"))
            .env_remove("NO_COLOR")
            .stdin(Stdio::null())
            .output()
            .expect("the program starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(!err.contains("panicked"), "{err}");
        (output.status.code().unwrap_or(-1), out, err)
    }

    /// The same where it must succeed; what it printed.
    #[track_caller]
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}\n{out}\n{err}");
        out
    }

    /// The same where it must fail with this exit code; what it said.
    #[track_caller]
    pub(crate) fn fails(&self, expected: i32, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, expected, "{args:?}\n{out}\n{err}");
        err
    }
}

#[track_caller]
pub(crate) fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}
