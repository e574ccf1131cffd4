//! Stages 1 and 2 on whole scripts: goldens under `cases/markup`, and the scripts of a corpus where there is one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads its own cases and fails by panicking"
)]

use declaim::diag::render::{Color, to_terminal};
use declaim::diag::{Code, Diagnostic, Severity};
use declaim::markup::script::{Audio, Item, Reading, Script, Style};
use declaim::markup::{Dialect, PauseSettings, parse, resolve};
use declaim::source::{Source, Span};
use std::fs;
use std::path::{Path, PathBuf};

/// Both stages.
fn lower(source: &Source) -> (Script, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let document = parse(source).collect(&mut found);
    let script = resolve(&document, &PauseSettings::HOUSE.into()).collect(&mut found);
    (script, found)
}

fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Source::new(name, fs::read_to_string(path).unwrap())
}

/// Compares with the golden beside the case; `BLESS=1` writes it.
fn check(golden: &Path, obtained: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(golden, obtained).unwrap();
        return;
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    let differs = obtained.lines().zip(expected.lines()).position(|(a, b)| a != b);
    assert!(
        obtained == expected,
        "{} differs from line {:?}; BLESS=1 rewrites it",
        golden.display(),
        differs.map(|l| l + 1)
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found.sort();
    found
}

/// A script without its spans, white space folded: what printing keeps.
fn shape(script: &Script) -> String {
    let mut out = String::new();
    let mut extents = Vec::new();
    for turn in &script.turns {
        out += &format!("{:?}\n", turn.speaker);
        for item in &turn.items {
            let line = match item {
                Item::Text(t) => {
                    let reading = match &t.reading {
                        Reading::Phonemes(p) => format!("{:?} {:?}", p.alphabet, p.ph.text()),
                        other => format!("{other:?}"),
                    };
                    let contour = t.style.contour.map(|i| &script.contours[i as usize]);
                    let extent = t.style.extent.map(|i| {
                        let place = extents.iter().position(|&e| e == i).unwrap_or_else(|| {
                            extents.push(i);
                            extents.len() - 1
                        });
                        let extent = &script.extents[i as usize];
                        (place, extent.duration, extent.bound)
                    });
                    let style = Style {
                        contour: None,
                        extent: None,
                        language: None,
                        ..t.style
                    };
                    let language = t.style.language.map(|i| &script.languages[i as usize]);
                    let folded: Vec<&str> = t.text.text().split([' ', '\n', '\r', '\t']).collect();
                    let folded = folded.join(" ");
                    let mut words = String::new();
                    for c in folded.chars() {
                        if !(c == ' ' && words.ends_with(' ')) {
                            words.push(c);
                        }
                    }
                    if words.trim().is_empty() {
                        // White space sounds like nothing, whatever its style.
                        out += "  white space\n";
                        continue;
                    }
                    let at = t.text.span().start;
                    let asked = script.lexicons.iter().filter(|l| l.holds(at));
                    let lexicons: Vec<&str> = asked.map(|l| l.uri.as_str()).collect();
                    format!("{words:?} {reading} {style:?} {contour:?} {extent:?} {language:?} {lexicons:?}")
                }
                Item::Pause(p) => format!("{}", p.duration),
                Item::Boundary(b) => format!("{:?}", b.kind),
                Item::Audio(a) => format!(
                    "{:?}",
                    Audio {
                        span: Span::default(),
                        ..a.clone()
                    }
                ),
                Item::Mark(m) => m.name.clone(),
            };
            out += &format!("  {line}\n");
        }
    }
    out
}

/// Printing is a script that gives the same script, and prints the same.
fn check_identity(source: &Source) {
    let (script, _) = lower(source);
    let printed = script.print();
    let (again, found) = lower(&Source::new("printed", printed.as_str()));
    assert_eq!(shape(&again), shape(&script), "{}: {printed}", source.name());
    assert_eq!(again.print(), printed, "{}", source.name());
    let errors: Vec<_> = found.iter().filter(|d| d.severity() == Severity::Error).collect();
    assert!(
        errors.iter().all(|d| d.code == Code::EmptyScript),
        "{}: {errors:?}",
        source.name()
    );
}

/// `x.ssml` or `x.txt` gives `x.document`, `x.script` and `x.diag`, each where it is not empty.
#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markup");
    let mut count = 0;
    for path in files(&root) {
        if !path.extension().is_some_and(|e| e == "ssml" || e == "txt") {
            continue;
        }
        count += 1;
        let source = source(&path);
        let (script, found) = lower(&source);
        check(&path.with_extension("document"), &parse(&source).value.print());
        check(&path.with_extension("script"), &script.print());
        check(
            &path.with_extension("diag"),
            &to_terminal(&found, &source, Color::Never),
        );
        check_identity(&source);
    }
    assert!(count > 0);
}

#[test]
fn the_example_episode_is_read_without_a_finding() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/kubernetes-production-mastery/episode-01.txt");
    let source = source(&path);
    let (script, found) = lower(&source);
    assert!(found.is_empty(), "{}", to_terminal(&found, &source, Color::Never));
    assert!(
        script
            .turns
            .iter()
            .all(|t| t.speaker.as_deref() == Some("Autonoe"))
    );
    let pauses = |ms| {
        let items = script.turns.iter().flat_map(|t| &t.items);
        items
            .filter(|i| matches!(i, Item::Pause(p) if p.duration.0 == ms))
            .count()
    };
    assert_eq!((pauses(250), pauses(500), pauses(1000)), (76, 149, 8));
}

/// Each runs over its own words: with one for both, the first would get the contour's first half only.
#[test]
fn elements_alike_have_a_contour_each() {
    let tag = "<prosody contour=\"(0%,-3st) (100%,+3st)\">Up we go.</prosody>";
    let (script, found) = lower(&Source::new("<test>", format!("{tag}\n\n{tag}\n")));
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(script.contours.len(), 2);
    assert_eq!(script.contours[0], script.contours[1]);
}

/// The scripts our users sent, which are not ours to publish; looked for beside the checkout.
#[test]
fn corpus() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !root.is_dir() {
        println!("skipped: no corpus at {}", root.display());
        return;
    }
    for path in files(&root) {
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let source = source(&path);
        let (script, found) = lower(&source);
        let errors = found.iter().filter(|d| d.severity() == Severity::Error).count();
        assert_eq!(errors, 0, "{}", to_terminal(&found, &source, Color::Never));
        let mut speakers: Vec<_> = script.turns.iter().filter_map(|t| t.speaker.as_deref()).collect();
        speakers.sort_unstable();
        speakers.dedup();
        println!(
            "{}: {} turns of {speakers:?}, {} findings",
            source.name(),
            script.turns.len(),
            found.len()
        );
        assert!(
            speakers.iter().all(|s| ["Autonoe", "Jordan", "Alex"].contains(s)),
            "{speakers:?}"
        );
        print!("{}", to_terminal(&found, &source, Color::Never));
        check_identity(&source);
    }
}

/// One script with everything in it, written for every engine, with what each would drop.
#[test]
fn exports() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markup/export");
    let source = source(&root.join("everything.ssml"));
    let (script, _) = lower(&source);
    for (dialect, name) in Dialect::ALL
        .into_iter()
        .zip(["ssml", "google", "azure", "polly", "text"])
    {
        let exported = script.export(dialect);
        check(&root.join(format!("everything.{name}.export")), &exported.value);
        check(
            &root.join(format!("everything.{name}.lost")),
            &to_terminal(&exported.diagnostics, &source, Color::Never),
        );
        // What is written for others is read here without an error.
        let (_, found) = lower(&Source::new(name, exported.value.as_str()));
        assert!(
            found.iter().all(|d| d.severity() < Severity::Error),
            "{name}: {found:?}"
        );
    }
    // SSML keeps everything, so reading it again gives the same sounds.
    let again = lower(&Source::new("ssml", script.export(Dialect::Ssml).value)).0;
    assert_eq!(shape(&again), shape(&script));
}

/// What is left of the cases when they are cut anywhere is odd, but printing it loses nothing either.
#[test]
fn printing_is_the_identity_on_fragments() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markup");
    for path in files(&root) {
        if !path.extension().is_some_and(|e| e == "ssml" || e == "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for cut in (0..text.len()).step_by(3).filter(|&i| text.is_char_boundary(i)) {
            check_identity(&Source::new("head", &text[..cut]));
            check_identity(&Source::new("tail", &text[cut..]));
        }
    }
}

/// A generator of numbers, so that every run sees the same documents.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// Some content: text, pauses, elements that nest as they like, at most `depth` deep. Clips have no fallback here: the
/// fragments of the cases have.
fn content(random: &mut Random, depth: usize) -> String {
    const TEXTS: [&str; 14] = [
        "one ", " two", "three.", " Four, ", "R&D", " &lt;b", "*five*", "six: ", "Seven: ", "(eight) ", "\n",
        "\n\n", "\u{e9}a ", "- nine",
    ];
    const EMPTY: [&str; 9] = [
        "[pause]",
        " [pause long] ",
        "<break/>",
        "<break time='20ms'/>",
        "<mark name='m'/>",
        "<audio src='a.wav'/>",
        "[pause 2s].",
        "<bookmark mark='&quot;'/>",
        "<phoneme ph='ə'/>",
    ];
    const ELEMENTS: [(&str, &str); 21] = [
        ("p", ""),
        ("s", ""),
        ("emphasis", ""),
        ("emphasis", " level='strong'"),
        ("prosody", " rate='80%'"),
        ("prosody", " pitch='+2st' volume='soft'"),
        ("prosody", " contour='(0%,+1st) (50%,-2st)'"),
        ("prosody", " duration='2s'"),
        ("prosody", " amazon:max-duration='900ms' range='low'"),
        ("voice", " name='Lee'"),
        ("voice", " gender='male' variant='2'"),
        ("lang", " xml:lang='fr' onlangfailure='ignoretext'"),
        ("w", " role='amazon:VBD'"),
        ("token", ""),
        ("say-as", " interpret-as='date' format='mdy'"),
        ("sub", " alias='a &amp; b'"),
        ("phoneme", " alphabet='x-sampa' ph='a'"),
        ("lookup", " ref='x'"),
        ("lookup", " ref='y'"),
        ("media", " begin='1s' soundLevel='-6dB'"),
        ("mstts:turn", " speaker='Ann'"),
    ];
    let mut out = String::new();
    for _ in 0..=random.below(4) {
        match random.below(if depth == 0 { 3 } else { 6 }) {
            0 | 1 => out += random.of(&TEXTS),
            2 => out += random.of(&EMPTY),
            _ => {
                let (name, attributes) = ELEMENTS[random.below(ELEMENTS.len())];
                let inside = content(random, depth - 1);
                out += &format!("<{name}{attributes}>{inside}</{name}>");
            }
        }
    }
    out
}

#[test]
fn printing_is_the_identity_on_random_documents() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for round in 0..250 {
        let lexicons = "<lexicon uri='x.pls' xml:id='x'/><lexicon uri='y.pls' xml:id='y'/>";
        let text = match random.below(3) {
            0 => format!("<speak>{lexicons}{}</speak>", content(&mut random, 4)),
            1 => content(&mut random, 4),
            _ => {
                let turns = (0..3).map(|_| {
                    let name = random.of(&["Ann", "Lee", "Speaker 1", "The fix"]);
                    format!("{name}: {}\n\n", content(&mut random, 3))
                });
                format!("{lexicons}\n{}", turns.collect::<String>())
            }
        };
        check_identity(&Source::new(format!("round {round}: {text}"), text));
    }
}

/// Speech Markdown's own cases as its Google formatter writes them: the words that are said are those of the plain
/// text beside them, but for white space, case and punctuation.
#[test]
fn speech_markdown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/speechmarkdown");
    if !root.is_dir() {
        println!("skipped: no Speech Markdown cases at {}", root.display());
        return;
    }
    /// The plain text keeps the chemical sign that `<sub>` replaces.
    const EXCEPTIONS: [(&str, &str, &str); 1] = [("sub-standard", "al", "aluminum")];
    let words = |text: &str| -> Vec<String> {
        let kept = |c: char| {
            if c.is_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                ' '
            }
        };
        text.chars()
            .map(kept)
            .collect::<String>()
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    let mut count = 0;
    for path in files(&root) {
        let Some(name) = path
            .file_name()
            .and_then(|n| n.to_str())
            .and_then(|n| n.strip_suffix(".google.ssml"))
        else {
            continue;
        };
        count += 1;
        let source = source(&path);
        let (script, found) = lower(&source);
        assert!(
            found.iter().all(|d| d.severity() < Severity::Error),
            "{name}: {found:?}"
        );
        let mut said = String::new();
        for item in script.turns.iter().flat_map(|t| &t.items) {
            match item {
                Item::Text(text) => said += text.text.text(),
                _ => said.push(' '),
            }
        }
        let plain = fs::read_to_string(path.with_file_name(format!("{name}.txt"))).unwrap();
        let mut expected = words(&plain);
        for (case, written, spoken) in EXCEPTIONS {
            for word in expected.iter_mut().filter(|w| case == name && *w == written) {
                *word = spoken.to_owned();
            }
        }
        assert_eq!(words(&said), expected, "{name}");
        check_identity(&source);
    }
    assert!(count > 0);
}

/// The language's page: each example's resolved script and findings, and the table of codes.
#[test]
fn the_language_page_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SCRIPT.md");
    let page = fs::read_to_string(&path).unwrap();
    let mut rewritten = String::new();
    let mut lines = page.lines();
    let (mut resolved, mut findings) = (String::new(), String::new());
    let mut examples = 0;
    let mut used = (true, true);
    while let Some(line) = lines.next() {
        rewritten += line;
        rewritten.push('\n');
        let block = |lines: &mut std::str::Lines<'_>| -> String {
            lines
                .take_while(|l| *l != "```")
                .map(|l| format!("{l}\n"))
                .collect()
        };
        match line {
            "```script" => {
                assert!(
                    used.0 && used.1,
                    "an example without its result before {rewritten}"
                );
                let text = block(&mut lines);
                let source = Source::new("example", text.as_str());
                let (script, found) = lower(&source);
                check_identity(&source);
                resolved = script.print();
                findings = found
                    .iter()
                    .map(|d| {
                        let at = source.locate(d.span.start);
                        format!(
                            "{} {:?} {}:{} {}\n",
                            d.code.id(),
                            d.severity(),
                            at.line,
                            at.column,
                            d.message
                        )
                    })
                    .collect();
                rewritten += &format!("{text}```\n");
                examples += 1;
                used = (false, findings.is_empty());
            }
            "```resolved" => {
                block(&mut lines);
                rewritten += &format!("{resolved}```\n");
                used.0 = true;
            }
            "```findings" => {
                block(&mut lines);
                rewritten += &format!("{findings}```\n");
                used.1 = true;
            }
            "<!-- codes -->" => {
                for line in lines.by_ref() {
                    if line == "<!-- /codes -->" {
                        break;
                    }
                }
                rewritten += "| code | severity | rule |\n|---|---|---|\n";
                for code in Code::ALL {
                    let severity = format!("{:?}", code.severity()).to_lowercase();
                    rewritten += &format!(
                        "| {} | {severity} | {} ({}) |\n",
                        code.id(),
                        code.rule(),
                        code.clause()
                    );
                }
                rewritten += "<!-- /codes -->\n";
            }
            _ => {}
        }
    }
    assert!(examples > 5);
    check(&path, &rewritten);
}
