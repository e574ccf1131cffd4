//! The architecture as tests: who may import whom, how long a file may be, which files are the edges.
//!
//! ARCHITECTURE.md states the rules in prose; this file holds the same table.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should stop, and it reads the files it is about"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our modules each module may import. An entry `a::b` allows only that part of `a`.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("source", &[]),
    ("punctuation", &[]),
    ("checksum", &[]),
    ("diag", &["source"]),
    ("ir", &["units", "source", "punctuation", "diag"]),
    ("markup", &["units", "source", "diag"]),
    (
        "text",
        &["units", "source", "punctuation", "diag", "markup::script"],
    ),
    (
        "g2p",
        &["units", "source", "diag", "ir", "text::token", "markup::script"],
    ),
    ("voice", &["units", "source", "checksum", "diag", "ir"]),
    ("plan", &["units", "source", "diag", "ir", "voice"]),
    ("audio", &["units"]),
    ("staged", &[]),
    (
        "synth",
        &[
            "units",
            "source",
            "checksum",
            "staged",
            "ir",
            "audio",
            "voice",
            "plan::job",
        ],
    ),
    ("mix", &["units", "audio", "plan::job", "synth::clip"]),
    ("master", &["units", "audio"]),
    (
        "export",
        &[
            "units",
            "source",
            "checksum",
            "staged",
            "ir",
            "audio",
            "master",
            "markup::visible",
            "mix::timeline",
            "plan::job",
        ],
    ),
    (
        "lint",
        &[
            "source",
            "punctuation",
            "diag",
            "ir",
            "markup::document",
            "markup::script",
        ],
    ),
    ("config", &["units"]),
    ("course", &["units", "source", "diag", "config"]),
    ("lock", &["units", "plan::job", "mix::timeline"]),
    ("assets", &[]),
    (
        "render",
        &[
            "assets", "units", "source", "staged", "diag", "ir", "markup", "text", "g2p", "lint", "voice",
            "plan", "audio", "synth", "mix", "master", "export", "lock", "config",
        ],
    ),
    (
        "cli",
        &[
            "render", "course", "lock", "checksum", "staged", "config", "diag", "source", "units",
        ],
    ),
    ("lib", &["*"]),
    ("main", &["cli"]),
];

/// Crates that exactly these files or folders may name.
const CRATE_HOMES: &[(&str, &[&str])] = &[
    ("ort", &["synth/onnx/"]),
    ("quick_xml", &["markup/reader.rs", "g2p/course/pls.rs"]),
    ("rubato", &["audio/resample.rs"]),
    ("audioadapter_buffers", &["audio/resample.rs"]),
    ("symphonia", &["audio/decode.rs"]),
    ("ebur128", &["master/"]),
    ("pulp", &["audio/wide.rs"]),
    ("clap", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("annotate_snippets", &["diag/render.rs"]),
];

/// The files that may touch the file system, the clock or the environment.
const EDGES: &[&str] = &[
    "assets",
    "cli/",
    "voice/load.rs",
    "staged.rs",
    "synth/engine.rs",
    "synth/cache/",
    "synth/identity.rs",
    "synth/shelf.rs",
    "synth/onnx/",
    "export/",
];

const MOST_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of this repository") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every source file: its path below src/, and its text.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    rust_files(&src)
        .into_iter()
        .map(|path| {
            let below = path
                .strip_prefix(&src)
                .expect("below src")
                .to_string_lossy()
                .replace('\\', "/");
            (below, fs::read_to_string(&path).expect("UTF-8 source"))
        })
        .collect()
}

fn module_of(file: &str) -> &str {
    file.split('/').next().unwrap_or(file).trim_end_matches(".rs")
}

/// The code of a file without comments and without its test module.
fn code(text: &str) -> String {
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    text[..end]
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every path after `crate::` in `code`, braces spread out to their first segments.
fn crate_paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut item = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => paths.push(std::mem::take(&mut item).trim().to_owned()),
                    _ => {}
                }
                if depth == 0 && c != ',' && c != '}' {
                    item.push(c);
                }
            }
            paths.push(item.trim().to_owned());
        } else {
            paths.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':')
                    .collect(),
            );
        }
    }
    paths.retain(|p| !p.is_empty());
    paths
}

#[test]
fn imports_follow_the_table() {
    let table: BTreeMap<_, _> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let module = module_of(&file);
        let Some(allowed) = table.get(module) else {
            wrong.push(format!("{file}: module `{module}` is not in the import table"));
            continue;
        };
        for path in crate_paths(&code(&text)) {
            let target = path.split("::").next().unwrap_or("");
            let fits = |rule: &&str| *rule == "*" || path == **rule || path.starts_with(&format!("{rule}::"));
            if target != module && !allowed.iter().any(fits) {
                wrong.push(format!("{file}: imports crate::{path}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports against the table:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let code = code(&text);
        for (name, homes) in CRATE_HOMES {
            let used = code
                .match_indices(&format!("{name}::"))
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            if used && !homes.iter().any(|home| file.starts_with(home)) {
                wrong.push(format!("{file}: uses {name}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "crates outside their rooms:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn only_the_edges_touch_the_world() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if EDGES.iter().any(|edge| file.starts_with(edge)) || file == "main.rs" {
            continue;
        }
        let code = code(&text);
        for banned in [
            "std::fs",
            "std::env::",
            "Instant::now",
            "SystemTime",
            "std::process",
            "std::net",
        ] {
            if code.contains(banned) {
                wrong.push(format!("{file}: {banned}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "the world outside the edges:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn files_are_short_and_open_with_a_paragraph() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("{file}: {lines} lines"));
        }
        if !text.starts_with("//! ") {
            wrong.push(format!("{file}: does not open with what it owns"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn frame_is_never_bare_in_a_public_name() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for line in code(&text).lines().filter(|l| l.trim_start().starts_with("pub ")) {
            let lower = line
                .to_lowercase()
                .replace("mel_frame", "")
                .replace("melframe", "");
            if lower.contains("frame") {
                wrong.push(format!("{file}: {}", line.trim()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "say samples or mel frames:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_diagnostic_code_is_documented() {
    let codes = fs::read_to_string(root().join("src/diag/codes.rs")).expect("codes");
    let docs = fs::read_to_string(root().join("docs/SCRIPT.md")).expect("docs/SCRIPT.md");
    let ids: Vec<_> = codes
        .split('"')
        .filter(|s| s.len() == 4 && s.starts_with('D') && s[1..].parse::<u16>().is_ok())
        .collect();
    assert!(ids.len() > 20, "the table of codes was not found");
    let missing: Vec<_> = ids.iter().filter(|id| !docs.contains(**id)).collect();
    assert!(
        missing.is_empty(),
        "codes that docs/SCRIPT.md does not list: {missing:?}"
    );
}

#[test]
fn the_parts_of_this_test_work() {
    assert_eq!(
        crate_paths("use crate::{units::X, ir::{A, B}};"),
        ["units::X", "ir::"]
    );
    assert_eq!(crate_paths("crate::mix::timeline::T"), ["mix::timeline::T"]);
    assert_eq!(module_of("synth/onnx/session.rs"), "synth");
    assert!(!code("// crate::cli\nfn x() {}").contains("cli"));
}
