//! The examples of docs/WORDS.md: a lexicon, a script, and what the two give.
//!
//! In order of the page, a `toml` or `xml` block is the lexicon of the `script` block after it; `words` lists what is
//! not from the dictionary, `findings` what is wrong in the lexicon. `BLESS=1` rewrites both.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its own page and fails by panicking"
)]

use declaim::config::EpisodeConfig;
use declaim::g2p::Lexicon;
use declaim::ir::{Element, Origin, respell};
use declaim::render::{self, Studio};
use declaim::source::Source;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::Path;

/// The words of a script with where they are from, one a line; those of the built-in lexicons are left out.
fn words(lexicon: Option<&Source>, script: &str) -> String {
    let mut studio = Studio::open(None, &[]).unwrap();
    if let Some(lexicon) = lexicon {
        assert_eq!(studio.add_lexicon(lexicon), []);
    }
    let source = Source::new("script", script);
    let found = render::prepare(&source, &EpisodeConfig::house(NonZeroUsize::MIN), &studio).unwrap();
    let all = render::words([(&source, &found.value.phonemes, &studio)]);
    let mut out = String::new();
    let shown = |w: &&render::WordUse| {
        lexicon.is_none() && w.written.starts_with("re")
            || matches!(w.origin, Origin::Author | Origin::Course | Origin::Derived)
    };
    for word in all.iter().filter(shown) {
        let name = match word.origin {
            Origin::Author => "script",
            Origin::Course => "course",
            Origin::Derived => "derived",
            _ => "dictionary",
        };
        let _ = writeln!(out, "{} /{}/ {} {name}", word.written, word.ipa, word.respelling);
    }
    out
}

fn findings(lexicon: &Source) -> String {
    let mut studio = Studio::open(None, &[]).unwrap();
    let mut out = String::new();
    for found in studio.add_lexicon(lexicon) {
        let at = lexicon.locate(found.span.start);
        let (id, severity) = (found.code.id(), found.severity());
        let _ = writeln!(
            out,
            "{id} {severity:?} {}:{} {}",
            at.line, at.column, found.message
        );
    }
    out
}

#[test]
fn letters_with_an_ending_are_one_row() {
    let studio = Studio::open(None, &[]).unwrap();
    let source = Source::new("script", "The CRDs, a CRD, the GPU's fan and two H100s.");
    let found = render::prepare(&source, &EpisodeConfig::house(NonZeroUsize::MIN), &studio).unwrap();
    let all = render::words([(&source, &found.value.phonemes, &studio)]);
    for written in ["CRDs", "CRD", "GPU's", "H100s"] {
        assert_eq!(
            all.iter().filter(|word| word.written == written).count(),
            1,
            "{written}"
        );
    }
    assert_eq!(all.len(), 9, "{all:?}");
}

#[test]
fn a_guess_is_as_sure_wherever_it_stands() {
    let studio = Studio::open(None, &[]).unwrap();
    let source = Source::new(
        "script",
        "A blicket, a flibbertigent and a blicket. One more blicket.",
    );
    let found = render::prepare(&source, &EpisodeConfig::house(NonZeroUsize::MIN), &studio).unwrap();
    let script = (&source, &found.value.phonemes, &studio);
    let all = render::words([script, script]);
    let lexicon = Lexicon::embedded().unwrap();
    for (written, count) in [("blicket", 6), ("flibbertigent", 2)] {
        let word = all.iter().find(|word| word.written == written).unwrap();
        assert_eq!((word.count, word.origin), (count, Origin::Guess), "{written}");
        let sure = lexicon.confidence(written, Origin::Guess);
        assert_eq!(word.confidence.to_bits(), sure.to_bits(), "{written}");
    }
}

#[test]
fn an_entry_holds_for_every_apostrophe() {
    let lexicon = Source::new("lexicon.toml", "[words]\n\"O’Reilly\" = \"ˈkæt\"\n");
    for script in ["Ask O'Reilly.", "Ask O’Reilly.", "Ask o’reilly."] {
        let said = words(Some(&lexicon), script);
        assert!(said.contains("/ˈkæt/") && said.ends_with("course\n"), "{said}");
    }
    let twice = Source::new(
        "lexicon.toml",
        "[words]\n\"O’Reilly\" = \"ˈkæt\"\n\"o'reilly\" = \"ˈkɑt\"\n",
    );
    assert!(findings(&twice).starts_with("D308 "), "{}", findings(&twice));
}

#[test]
fn phones_apart_by_spaces_are_one_stressed_word() {
    for (ph, ipa) in [("k æ t", "/ˈkæt/"), ("h ə l oʊ", "/həˈloʊ/")] {
        let script = format!("Say <phoneme ph=\"{ph}\">this</phoneme>.");
        assert!(words(None, &script).contains(&format!("this {ipa}")), "{script}");
    }
    let lexicon = Source::new("lexicon.toml", "[words]\nfrob = \"k æ t\"\n");
    assert!(words(Some(&lexicon), "Say frob.").contains("frob /ˈkæt/"));
}

#[test]
fn the_examples_of_the_page_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/WORDS.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (mut lexicon, mut script) = (None, String::new());
    let mut out = String::new();
    let mut lines = page.lines();
    let mut checked = 0;
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(kind) = line.strip_prefix("```") else {
            continue;
        };
        let mut block = String::new();
        for line in lines.by_ref().take_while(|l| *l != "```") {
            block.push_str(line);
            block.push('\n');
        }
        let told = match kind {
            "toml" => {
                lexicon = Some(Source::new("lexicon.toml", block.clone()));
                block
            }
            "xml" => {
                lexicon = Some(Source::new("lexicon.pls", block.clone()));
                block
            }
            "script" => {
                script.clone_from(&block);
                block
            }
            "words" => {
                checked += 1;
                words(lexicon.take().as_ref(), &script)
            }
            "findings" => {
                checked += 1;
                findings(&lexicon.take().unwrap())
            }
            _ => block,
        };
        out.push_str(&told);
        out.push_str("```\n");
    }
    assert!(checked >= 4);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &out).unwrap();
    }
    let page = std::fs::read_to_string(&path).unwrap();
    for (found, written) in out.lines().zip(page.lines()) {
        assert_eq!(found, written);
    }
    assert_eq!(out, page);
}

#[test]
fn an_audition_says_every_word_as_the_table_does() {
    let studio = Studio::open(None, &[]).unwrap();
    let source = Source::new("script", "A <b & 80% of kubectl, flibbertigent PVCs > 3.");
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let phonemes = render::prepare(&source, &config, &studio).unwrap().value.phonemes;
    let all = render::words([(&source, &phonemes, &studio)]);
    assert!(all.iter().any(|w| w.written == "80%" && w.ipa.contains(' ')));
    let guess = all.iter().find(|w| w.origin == Origin::Guess).unwrap();
    assert!(guess.written == "flibbertigent" && guess.confidence > 0.0 && guess.confidence < 0.99);
    let script = Source::new("<words>", render::audition_script(&all));
    let found = render::prepare(&script, &config, &studio).unwrap();
    let said = render::words([(&script, &found.value.phonemes, &studio)]);
    let plain = |words: &[render::WordUse]| {
        let ipa = words.iter().map(|w| w.ipa.replace(['ˈ', 'ˌ', ' '], ""));
        ipa.collect::<Vec<_>>()
    };
    assert_eq!(plain(&said), plain(&all));
}

/// The words of a line as the phoneme IR has them, IPA with single spaces.
fn said(studio: &Studio, line: &str) -> String {
    let source = Source::new("line", line);
    let found = render::prepare(&source, &EpisodeConfig::house(NonZeroUsize::MIN), studio).unwrap();
    let elements = &found.value.phonemes.elements;
    let words = elements.iter().flat_map(|element| match element {
        Element::Utterance(utterance) => &utterance.words[..],
        _ => &[],
    });
    words
        .map(|w| respell::ipa(&w.phones))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What no page says and every listener expects: weak forms, contractions with either apostrophe, possessives,
/// letters by their names, numbers.
#[test]
fn small_words_are_said_as_people_say_them() {
    let studio = Studio::open(None, &[]).unwrap();
    for (line, expected) in [
        ("The apple and the pod", "ði ˈæpəl ˈænd ðə ˈpɑd"),
        ("the API, the URL", "ði ˈeɪ ˈpi ˈaɪ ðə ˈju ˈɑɹ ˈɛl"),
        ("an hour, a user", "ən ˈaʊɚ ə ˈjuzɚ"),
        ("Go to bed, to Ohio, and to.", "ˈɡoʊ tə ˈbɛd tu oʊˈhaɪoʊ ˈænd ˈtu"),
        ("What is it for? For you.", "ˈwʌt ˈɪz ˈɪt ˈfɔɹ fɚ ˈju"),
        ("Yes we can. You can do it.", "ˈjɛs ˈwi ˈkæn ˈju kən ˈdu ˈɪt"),
        ("I was there. It was.", "ˈaɪ wəz ˈðɛɹ ˈɪt ˈwɑz"),
        ("Don’t panic, isn't it", "ˈdoʊnt ˈpænɪk ˈɪzənt ˈɪt"),
        ("Don't panic, isn’t it", "ˈdoʊnt ˈpænɪk ˈɪzənt ˈɪt"),
        ("we’ll see; they’ve gone", "ˈwil ˈsi ˈðeɪv ˈɡɔn"),
        ("the cluster’s pods", "ðə ˈklʌstɚz ˈpɑdz"),
        ("the boss's keys", "ðə ˈbɔsɪz ˈkiz"),
        ("the users’ data", "ðə ˈjuzɚz ˈdeɪtə"),
        ("the APIs' keys", "ði ˈeɪ ˈpi ˈaɪz ˈkiz"),
        ("A \"Z\" is last", "ə ˈzi ˈɪz ˈlæst"),
        ("plan A or W", "ˈplæn ˈeɪ ˈɔɹ ˈdʌbəlˌju"),
        ("21 pods on 3rd", "ˈtwɛnti ˈwʌn ˈpɑdz ˈɑn ˈθɝd"),
        ("Kubernetes (K8s)", "ˌkubɚˈnɛtiz ˈkeɪ ˈeɪt ˈɛs"),
        ("in 1999", "ɪn ˈnaɪnˈtin ˈnaɪnti ˈnaɪn"),
        ("We used to use it.", "ˈwi ˈjust tə ˈjuz ˈɪt"),
        ("A 3-node cluster", "ə ˈθɹi ˈnoʊd ˈklʌstɚ"),
        ("A 5% rise", "ə ˈfaɪv pɚˈsɛnt ˈɹaɪz"),
        ("A 19th century map", "ə ˈnaɪnˈtinθ ˈsɛnt͡ʃɚi ˈmæp"),
        ("A is first", "ˈeɪ ˈɪz ˈfɝst"),
        ("A vs. B", "ˈeɪ ˈvɝsəs ˈbi"),
        ("A and B", "ˈeɪ ˈænd ˈbi"),
        ("A server and a client", "ə ˈsɝvɚ ˈænd ə ˈklaɪənt"),
        ("Let a be even", "ˈlɛt ˈeɪ ˈbi ˈivɪn"),
        ("From a to b", "ˈfɹʌm ˈeɪ tə ˈbi"),
        ("a to-do list", "ə ˈtu ˈdu ˈlɪst"),
        ("a must", "ə ˈmʌst"),
        ("If a > b", "ˈɪf ˈeɪ ˈɪz ˈɡɹeɪtɚ ðən ˈbi"),
        ("a greater than usual risk", "ə ˈɡɹeɪtɚ ðən ˈjuʒəwəl ˈɹɪsk"),
        ("a must be odd", "ˈeɪ ˈmʌst ˈbi ˈɑd"),
        ("Set a to 3", "ˈsɛt ˈeɪ tə ˈθɹi"),
        ("vitamin A or a pill", "ˈvaɪtəmən ˈeɪ ˈɔɹ ə ˈpɪl"),
        ("a for loop", "ə ˈfɔɹ ˈlup"),
        ("Check for loops", "ˈt͡ʃɛk fɚ ˈlups"),
        ("Use for loops", "ˈjuz ˈfɔɹ ˈlups"),
        ("a can of soup", "ə ˈkæn əv ˈsup"),
        ("each of them", "ˈit͡ʃ əv ˈðɛm"),
        ("rock 'n' roll", "ˈɹɑkənˈɹoʊl"),
        ("We drove to Mobile, Alabama", "ˈwi ˈdɹoʊv tə moʊˈbil ˌæləˈbæmə"),
    ] {
        assert_eq!(said(&studio, line), expected, "{line}");
    }
}

/// What a number's unit is written out as is in a lexicon.
#[test]
fn the_names_of_units_are_known() {
    let studio = Studio::open(None, &[]).unwrap();
    let source = include_str!("../src/text/classify/measures/unit.rs");
    let names = source.split("unit(\"").skip(1).filter_map(|rest| {
        let (names, _) = rest.split_once("\")")?;
        Some(names.replace("\", \"", " "))
    });
    let script = Source::new("units", names.collect::<Vec<_>>().join(", ").as_str());
    let found = render::prepare(&script, &EpisodeConfig::house(NonZeroUsize::MIN), &studio).unwrap();
    let all = render::words([(&script, &found.value.phonemes, &studio)]);
    let guessed = all.iter().filter(|w| w.origin == Origin::Guess);
    let guessed: Vec<_> = guessed.map(|w| w.written.as_str()).collect();
    assert!(
        all.len() > 150 && guessed.is_empty(),
        "{} words, guessed: {guessed:?}",
        all.len()
    );
}

/// Every word of the course scripts in ../shared/corpus that occurs twice or more is known, or made of what is; the
/// report of the others and of what is made is docs/conformance/words.md. `BLESS=1` rewrites it.
#[test]
fn the_words_of_the_corpus_are_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(folders) = std::fs::read_dir(root.join("../shared/corpus")) else {
        println!("SKIPPED: ../shared/corpus is not here; no word was looked up");
        return;
    };
    let mut paths: Vec<_> = folders
        .flatten()
        .filter_map(|folder| std::fs::read_dir(folder.path()).ok())
        .flat_map(|files| files.flatten().map(|file| file.path()))
        .collect();
    paths.sort();
    let studio = Studio::open(None, &[]).unwrap();
    let config = EpisodeConfig::house(NonZeroUsize::MIN);
    let scripts: Vec<_> = paths
        .iter()
        .map(|path| {
            let source = Source::new("script", std::fs::read_to_string(path).unwrap());
            let phonemes = render::prepare(&source, &config, &studio).unwrap().value.phonemes;
            (source, phonemes)
        })
        .collect();
    let mut all = render::words(
        scripts
            .iter()
            .map(|(source, phonemes)| (source, phonemes, &studio)),
    );
    all.sort_by_key(|w| (std::cmp::Reverse(w.count), w.written.to_lowercase()));
    let mut report = format!(
        "# The words of the corpus\n\nEvery written form of the {} course and podcast scripts we were given, by where its \
         pronunciation is from.\n`tests/words.rs` writes this page; `declaim words --source guess --source derived FILE...` \
         lists the same.\n\n| source | forms | occurrences |\n|---|---|---|\n",
        scripts.len()
    );
    for (origin, name) in [
        (Origin::Author, "script"),
        (Origin::Technical, "technical"),
        (Origin::General, "general"),
        (Origin::Dictionary, "dictionary"),
        (Origin::Derived, "derived"),
        (Origin::Letter, "letters"),
        (Origin::Guess, "guess"),
    ] {
        let of: Vec<_> = all.iter().filter(|w| w.origin == origin).collect();
        let occurrences: usize = of.iter().map(|w| w.count).sum();
        let _ = writeln!(report, "| {name} | {} | {occurrences} |", of.len());
    }
    let guessed: Vec<_> = all.iter().filter(|w| w.origin == Origin::Guess).collect();
    report.push_str("\n## Guessed\n\n");
    if guessed.is_empty() {
        report.push_str("None.\n");
    }
    for word in &guessed {
        let _ = writeln!(report, "- {} x{} /{}/", word.written, word.count, word.ipa);
    }
    report.push_str(
        "\n## Derived, each read and found right\n\n| word | count | IPA | respelled |\n|---|---|---|---|\n",
    );
    for word in all.iter().filter(|w| w.origin == Origin::Derived) {
        let (written, count) = (word.written.replace('|', "\\|"), word.count);
        let _ = writeln!(
            report,
            "| {written} | {count} | {} | {} |",
            word.ipa, word.respelling
        );
    }
    let path = root.join("docs/conformance/words.md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &report).unwrap();
    }
    let twice: Vec<_> = guessed.iter().filter(|w| w.count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == report,
        "the committed report is not that of this code; BLESS=1 rewrites it"
    );
}

#[test]
fn a_lexicon_too_many_is_reported() {
    let mut studio = Studio::open(None, &[]).unwrap();
    let lexicon = |n: usize| Source::new("lexicon.toml", format!("[words]\nzorb{n} = \"ˈwʌn\"\n"));
    for n in 0..64 {
        assert_eq!(studio.add_lexicon(&lexicon(n)), [], "{n}");
    }
    let found = studio.add_lexicon(&lexicon(64));
    assert!(
        matches!(&found[..], [only] if only.message.contains("more lexicons")),
        "{found:?}"
    );
}

#[test]
fn an_entry_does_not_hold_in_its_own_alias() {
    let text = "[words]\nhelm = { alias = \"helm chart\" }\nping = { alias = \"pong\" }\npong = { alias = \"ping\" }\n";
    let listed = words(
        Some(&Source::new("lexicon.toml", text)),
        "Dana: Helm. Ping, pong.\n",
    );
    assert!(listed.contains("/ˈhɛlm ˈt͡ʃɑɹt/"), "{listed}");
    assert!(listed.contains("Ping /ˈpɪŋ/"), "{listed}");
}
