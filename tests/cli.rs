//! The program as a person meets it: exit codes, messages, files. Runs the real binary and the real runtime.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn declaim(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A folder with one script in it; the script's path and the folder an episode would go to.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn script(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).expect("a script");
        path
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn render(&self, script: &Path, more: &[&str]) -> Output {
        let mut args = vec!["render", script.to_str().unwrap(), "-o"];
        let out = self.out();
        args.push(out.to_str().unwrap());
        args.extend(more);
        declaim(&args)
    }

    /// Nothing was written: no episode, no half of one, no temporary file.
    fn assert_nothing_written(&self) {
        let left: Vec<_> = fs::read_dir(self.out())
            .map(|d| d.flatten().map(|e| e.path()).collect())
            .unwrap_or_default();
        assert!(left.is_empty(), "left behind: {left:?}");
    }
}

/// A script that must be refused: the message names the place, says the rule and what to do.
#[track_caller]
fn refused(name: &str, bytes: &[u8], place: &str, code: &str, says: &[&str]) {
    let desk = Desk::new();
    let script = desk.script(name, bytes);
    let output = desk.render(&script, &[]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains(&format!("{name}:{place}")),
        "no {name}:{place} in\n{text}"
    );
    assert!(text.contains(code), "no {code} in\n{text}");
    for part in says {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(!text.contains("panicked"), "{text}");
    desk.assert_nothing_written();
}

#[test]
fn bytes_that_are_not_utf8() {
    refused(
        "latin1.txt",
        b"Ann: Caf\xE9 time.\n",
        "1:9",
        "D101",
        &["UTF-8", "0xE9"],
    );
}

#[test]
fn an_unclosed_tag() {
    refused(
        "open.txt",
        b"Ann: Hello.\n\nAnn: At 2 <say-as interpret-as=\"characters\">AM.\n",
        "3:",
        "D103",
        &["close"],
    );
}

#[test]
fn an_unknown_tag() {
    refused(
        "tag.txt",
        b"Ann: This is <shout>loud</shout>.\n",
        "1:14",
        "D106",
        &["shout"],
    );
}

#[test]
fn an_unknown_pause() {
    refused(
        "pause.txt",
        b"Ann: Think.\n[pause for answers]\nAnn: Done.\n",
        "2:1",
        "D110",
        &["for answers", "[pause"],
    );
}

#[test]
fn an_unknown_ipa_symbol() {
    let text = "Ann: Say <phoneme alphabet=\"ipa\" ph=\"paʁi\">Paris</phoneme> now.\n";
    refused("ipa.txt", text.as_bytes(), "1:40", "D301", &["ʁ", "ɹ"]);
}

#[test]
fn an_empty_file() {
    refused("empty.txt", b"", "1:1", "D102", &["spoken"]);
    refused("blank.txt", b"\n  \n\n", "1:1", "D102", &["spoken"]);
}

#[test]
fn every_problem_of_a_file_in_one_run() {
    let desk = Desk::new();
    let script = desk.script(
        "many.txt",
        b"Ann: <shout>a</shout> [pause forever]\n\nAnn: <phoneme alphabet=\"ipa\" ph=\"\">b</phoneme>\n",
    );
    let text = stderr(&desk.render(&script, &[]));
    for code in ["D106", "D110", "D305"] {
        assert!(text.contains(code), "no {code} in\n{text}");
    }
}

#[test]
fn a_missing_file() {
    let output = declaim(&["render", "no-such-script.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no-such-script.txt: no such file"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn an_unknown_voice() {
    let desk = Desk::new();
    let script = desk.script("a.txt", b"Ann: Hello.\n");
    let output = desk.render(&script, &["--cast", "Ann=nobody"]);
    assert_ne!(output.status.code(), Some(0));
    let text = stderr(&output);
    assert!(
        text.contains("nobody") && text.contains("declaim voices"),
        "{text}"
    );
    desk.assert_nothing_written();
}

#[test]
fn a_wrong_command_line() {
    for args in [
        &["render"][..],
        &["explain", "x.txt"],
        &["render", "x", "--cast", "kathleen"],
        &["sing"],
    ] {
        assert_eq!(declaim(args).status.code(), Some(2), "{args:?}");
    }
    assert_eq!(declaim(&["render", "a/x.txt", "b/x.txt"]).status.code(), Some(2));
    assert_eq!(declaim(&["--help"]).status.code(), Some(0));
}

#[test]
fn the_version_names_program_runtime_and_voices() {
    let text = stdout(&declaim(&["--version"]));
    assert!(
        text.contains(concat!("declaim ", env!("CARGO_PKG_VERSION"))),
        "{text}"
    );
    assert!(
        text.contains("ONNX Runtime 1.") && text.contains("voice kathleen "),
        "{text}"
    );
}

#[test]
fn a_missing_runtime_library_is_explained() {
    let desk = Desk::new();
    let script = desk.script("a.txt", b"Ann: Hello.\n");
    // Away from the checkout no runtime library lies beside the program.
    let program = desk.folder.path().join("declaim");
    // By another process: a file this one held open for writing could not be started while a fork holds it too.
    let copied = Command::new("cp")
        .arg(env!("CARGO_BIN_EXE_declaim"))
        .arg(&program)
        .status()
        .expect("cp starts");
    assert!(copied.success());
    let output = Command::new(&program)
        .args([
            "render",
            script.to_str().unwrap(),
            "-o",
            desk.out().to_str().unwrap(),
        ])
        .env_remove("ORT_DYLIB_PATH")
        .output()
        .expect("the program starts");
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("fetch_runtime.py") && !text.contains("panicked"),
        "{text}"
    );
    desk.assert_nothing_written();
}

#[test]
fn the_same_bytes_from_any_number_of_jobs() {
    let desk = Desk::new();
    let script = desk.script(
        "a.txt",
        b"Ann: One. [pause short] Two, and three?\n\n[pause]\n\nAnn: Pods. Four!\n",
    );
    let mut written = Vec::new();
    for jobs in ["1", "2", "3"] {
        let output = desk.render(&script, &["--jobs", jobs]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        written.push(fs::read(desk.out().join("a.wav")).expect("a WAV file"));
    }
    assert!(written[0].len() > 48_000, "only {} bytes", written[0].len());
    assert!(written.iter().all(|bytes| bytes == &written[0]));
}

#[test]
fn standard_input_is_a_script() {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_declaim"))
        .args(["explain", "-", "--emit", "spoken"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"Ann: It takes 200 milliseconds, 80% of it waiting.\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        stdout(&output),
        "It takes two hundred milliseconds eighty percent of it waiting\n"
    );
}

#[test]
fn preview_speaks_one_line_of_a_script() {
    let desk = Desk::new();
    let script = desk.script(
        "a.txt",
        b"Ann: One line.\n\nAnn: Another line, a longer one.\n\n[pause]\n",
    );
    let wav = desk.folder.path().join("line.wav");
    let preview = |line: &str| {
        declaim(&[
            "preview",
            script.to_str().unwrap(),
            "--line",
            line,
            "-o",
            wav.to_str().unwrap(),
        ])
    };
    let output = preview("3");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(wav.is_file());
    for nothing_there in ["2", "5", "99"] {
        let output = preview(nothing_there);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("line"), "{}", stderr(&output));
    }
}

#[test]
fn every_stage_can_be_printed() {
    let desk = Desk::new();
    let script = desk.script(
        "a.txt",
        b"Ann: Two pods. [pause] At 2 <say-as interpret-as=\"characters\">AM</say-as>.\n",
    );
    for stage in ["document", "script", "spoken", "phonemes", "plan", "timeline"] {
        let output = declaim(&["explain", script.to_str().unwrap(), "--emit", stage]);
        assert_eq!(output.status.code(), Some(0), "{stage}: {}", stderr(&output));
        assert!(!output.stdout.is_empty(), "{stage} is empty");
    }
}

/// A folder of voices holding a copy of `tiny`, its files changed by `change`.
fn voices_with(desk: &Desk, change: impl Fn(&Path)) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["voices/tiny", "models/tiny"] {
        let to = desk.folder.path().join(part);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(root.join(part)).unwrap() {
            let from = entry.unwrap().path();
            fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
        }
    }
    change(desk.folder.path());
    desk.folder.path().join("voices")
}

#[test]
fn a_voice_folder_is_used_and_a_damaged_one_refused() {
    let desk = Desk::new();
    let script = desk.script("a.txt", b"Ann: Hello.\n");
    let voices = voices_with(&desk, |_| {});
    let voices = voices.to_str().unwrap();
    let output = desk.render(&script, &["--voices", voices, "--cast", "Ann=tiny"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));

    let desk = Desk::new();
    let script = desk.script("a.txt", b"Ann: Hello.\n");
    let voices = voices_with(&desk, |folder| {
        let path = folder.join("models/tiny/decoder.onnx");
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x40;
        fs::write(&path, bytes).unwrap();
    });
    let output = desk.render(
        &script,
        &["--voices", voices.to_str().unwrap(), "--cast", "Ann=tiny"],
    );
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for part in ["decoder.onnx", "damaged", "SHA-256", "fix:"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(!text.contains("panicked"), "{text}");
    desk.assert_nothing_written();
}

#[test]
fn a_script_is_written_for_another_engine() {
    let desk = Desk::new();
    let script = desk.script(
        "a.txt",
        b"Ann: Wait. [pause 2s] At 2 <say-as interpret-as=\"characters\">AM</say-as>.\n",
    );
    let script = script.to_str().unwrap();
    let azure = stdout(&declaim(&["export", script, "--to", "azure"]));
    assert!(
        azure.contains("<break time=\"2000ms\"/>") || azure.contains("<break time=\"2s\"/>"),
        "{azure}"
    );
    assert!(azure.contains("say-as"), "{azure}");
    let text = declaim(&["export", script, "--to", "text"]);
    assert!(
        !stdout(&text).contains('<') && stderr(&text).contains("D127"),
        "{}",
        stderr(&text)
    );
}

#[test]
fn an_output_that_cannot_be_written_is_found_before_speaking() {
    let desk = Desk::new();
    let script = desk.script("a.txt", b"Ann: Hello.\n");
    fs::create_dir_all(desk.out().join("a.wav")).unwrap();
    let output = desk.render(&script, &[]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("a.wav") && !text.contains("to speak"), "{text}");
    assert_eq!(
        fs::read_dir(desk.out()).unwrap().count(),
        1,
        "only what was there"
    );
}

#[test]
fn words_are_listed_with_how_they_will_be_said() {
    let desk = Desk::new();
    let script = desk.script(
        "a.txt",
        "The kubelet asks flibbertigent pods. Pods answer.".as_bytes(),
    );
    let lexicon = desk.script("mine.toml", "[words]\nkubelet = \"ˈkjubˌlɛt\"\n".as_bytes());
    let (script, lexicon) = (script.to_str().unwrap(), lexicon.to_str().unwrap());
    let output = declaim(&["words", script, "--lexicon", lexicon]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let lines: Vec<_> = text.lines().collect();
    assert!(
        lines[1].starts_with("flibbertigent") && lines[1].contains("guess"),
        "{text}"
    );
    assert!(lines[1].ends_with("a.txt:1:18"), "{text}");
    let kubelet = lines.iter().find(|l| l.starts_with("kubelet")).unwrap();
    assert!(kubelet.contains("course") && kubelet.contains("100%"), "{text}");
    let pods = lines.iter().find(|l| l.starts_with("pods")).unwrap();
    assert!(pods.split_whitespace().nth(1) == Some("2"), "{text}");
    let output = declaim(&["words", script, "--source", "guess", "--format", "json"]);
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn what_is_wrong_in_a_lexicon_is_shown_in_it_and_stops() {
    let desk = Desk::new();
    let script = desk.script("a.txt", b"The kubelet asks.");
    let lexicon = desk.script("mine.toml", "[words]\nkubelet = \"ˈʁa\"\n".as_bytes());
    let output = desk.render(&script, &["--lexicon", lexicon.to_str().unwrap()]);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("mine.toml:2:13") && text.contains("D301"), "{text}");
    desk.assert_nothing_written();
}

#[test]
fn check_fails_on_errors_and_on_denied_warnings_alone() {
    let desk = Desk::new();
    let clean = desk.script("clean.txt", b"Ann: Hello there.\n");
    let doubtful = desk.script("doubtful.txt", b"Ann: It is in the the pod.\n");
    let wrong = desk.script("wrong.txt", b"Ann: <shout>Hello.</shout>\n");
    let check = |scripts: &[&Path], more: &[&str]| {
        let mut args = vec!["check"];
        args.extend(scripts.iter().map(|path| path.to_str().unwrap()));
        args.extend(more);
        declaim(&args)
    };
    for (scripts, more, code) in [
        (&[clean.as_path()][..], &[][..], 0),
        (&[&clean], &["--deny", "warnings"], 0),
        (&[&doubtful], &[], 0),
        (&[&clean, &doubtful], &["--deny", "warnings"], 1),
        (&[&clean, &wrong], &[], 1),
        (&[&clean, &desk.out()], &[], 1),
        (&[&clean], &["--format", "xml"], 2),
        (&[&clean], &["--deny", "notes"], 2),
        (&[], &[], 2),
    ] {
        let output = check(scripts, more);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{scripts:?} {more:?} {}",
            stderr(&output)
        );
    }
    let text = stdout(&check(&[&clean, &doubtful, &wrong], &[]));
    for part in [
        "D707",
        "doubtful.txt:1:15",
        "D106",
        "fix:",
        "SSML 1.1",
        "3 files: 1 error, 1 warning",
        "predicted",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let output = check(&[&doubtful, &wrong], &["--format", "json"]);
    let lines = stdout(&output);
    let found: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        found
            .iter()
            .any(|f| f["code"] == "D707" && f["replacement"]["text"] == "")
    );
    assert!(stderr(&output).contains("predicted") && !lines.contains("predicted"));
    let log: serde_json::Value =
        serde_json::from_str(&stdout(&check(&[&doubtful, &wrong], &["--format", "sarif"]))).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), found.len());
}
