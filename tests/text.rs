//! Stage 3 against goldens: every `tests/cases/text/**/<case>.txt` holds lines `written ~ spoken`.
//!
//! The scripts are made by hand, without the markup stage: prose, `<say-as>` and `<phoneme>` only.
//! `BLESS=1` rewrites the right-hand sides; read the difference before committing it.

mod text_support;

use std::fs;
use std::path::{Path, PathBuf};
use text_support::{script, vocabulary};

fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|e| e == "txt") {
            found.push(path);
        }
    }
}

#[test]
fn every_case_is_said_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text");
    let mut files = Vec::new();
    cases(&folder, &mut files);
    files.sort();
    assert!(!files.is_empty());
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a case");
        let mut blessed = String::new();
        for line in text.lines() {
            let Some((written, expected)) = line.split_once(" ~ ") else {
                blessed.push_str(line);
                blessed.push('\n');
                continue;
            };
            let spoken = declaim::text::normalise(&script(written), &vocabulary())
                .value
                .print_spoken();
            let spoken = spoken.trim_end().replace('\n', " / ");
            blessed.push_str(&format!("{written} ~ {spoken}\n"));
            if spoken != expected {
                wrong.push(format!(
                    "{}: {written}\n  expected: {expected}\n  said:     {spoken}",
                    file.display()
                ));
            }
        }
        if bless {
            fs::write(&file, blessed).expect("a writable case");
        }
    }
    assert!(bless || wrong.is_empty(), "{}", wrong.join("\n"));
}
