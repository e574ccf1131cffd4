//! The constructs of the worked examples of SSML 1.1 and PLS 1.0 (W3C), clause by clause, in words of our own: each is
//! read and lowered as its clause says.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

use declaim::config::EpisodeConfig;
use declaim::diag::Diagnostic;
use declaim::ir::{Element, Word};
use declaim::markup::{PauseSettings, parse, resolve};
use declaim::render::{self, Studio};
use declaim::source::Source;
use std::num::NonZeroUsize;
use std::path::Path;

/// The resolved script as printed, without its last line end, and the codes of what was found.
fn lowered(text: &str) -> (String, Vec<&'static str>) {
    let source = Source::new("example", text);
    let mut found: Vec<Diagnostic> = Vec::new();
    let document = parse(&source).collect(&mut found);
    let script = resolve(&document, &PauseSettings::HOUSE.into()).collect(&mut found);
    let codes = found.iter().map(|d| d.code.id()).collect();
    (script.print().trim_end().to_owned(), codes)
}

/// Inside the root element of the recommendation's examples.
fn document(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\"\n  \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n  \
         xsi:schemaLocation=\"http://www.w3.org/2001/10/synthesis \
         http://www.w3.org/TR/speech-synthesis11/synthesis.xsd\"\n  xml:lang=\"en-US\">{inside}</speak>"
    )
}

#[test]
fn ssml_1_1_clause_by_clause() {
    const CASES: &[(&str, &str, &str, &[&str])] = &[
        (
            "2.2.1: a document without prolog or paragraphs",
            "Good evening, all.",
            "Good evening, all.",
            &[],
        ),
        (
            "3.1.2: the language of paragraphs is inherited and overridden",
            "<p>I do not speak Finnish.</p><p xml:lang=\"fi\">En puhu suomea.<s xml:lang=\"en-GB\">Nor I.</s></p>",
            "I do not speak Finnish.\n\n<lang xml:lang=\"fi\">En puhu suomea.</lang> <s/> <lang xml:lang=\"en-GB\">Nor I.</lang>",
            &["D117"],
        ),
        (
            "3.1.3: a base URI holds for what is inside",
            "<p xml:base=\"http://www.example.com/base/\"><audio src=\"one.wav\"/></p><p xml:base=\"../up/\">\
             <audio src=\"two.wav\"/></p><audio src=\"three.wav\"/>",
            "<audio src=\"http://www.example.com/base/one.wav\"></audio>\n\n<audio src=\"../up/two.wav\"></audio>\n\n\
             <audio src=\"three.wav\"></audio>",
            &["D102"],
        ),
        (
            "3.1.5.1 and 3.1.5.2: a lexicon holds where it is looked up",
            "<lexicon uri=\"http://www.example.com/lexicon.pls\" xml:id=\"pls\"/>\
             <lexicon uri=\"strange-words.file\" xml:id=\"sw\" type=\"media-type\"/>\
             <lookup ref=\"pls\">tokens here are looked up in the first <lookup ref=\"sw\">and here in the second \
             first</lookup></lookup> none here",
            "<lexicon xml:id=\"l0\" uri=\"strange-words.file\"/>\n\
             <lexicon xml:id=\"l1\" uri=\"http://www.example.com/lexicon.pls\"/>\n\
             <lookup ref=\"l1\">tokens here are looked up in the first </lookup>\
             <lookup ref=\"l1\"><lookup ref=\"l0\">and here in the second first</lookup></lookup> none here",
            &[],
        ),
        (
            "3.1.6 and 3.1.7: what is about the document is not said",
            "<meta name=\"seeAlso\" content=\"http://example.com/my-ssml-metadata.xml\"/>\
             <meta http-equiv=\"Cache-Control\" content=\"no-cache\"/>\
             <metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
             <rdf:Description rdf:about=\"x\" dc:Title=\"Hamlet\">unsaid</rdf:Description></rdf:RDF></metadata>Said.",
            "Said.",
            &[],
        ),
        (
            "3.1.8.1: paragraphs and sentences",
            "<p><s>This is the first sentence of the paragraph.</s><s>Here is another one.</s></p><p>And a third</p>",
            "This is the first sentence of the paragraph. <s/> Here is another one.\n\nAnd a third",
            &[],
        ),
        (
            "3.1.8.2: tokens part words, and their role tells homographs apart",
            "<token>Nan</token><token>jing</token> <w role=\"claws:VV0\">record</w> the \
             <token role=\"claws:NN1\">record</token>",
            "Nan jing <w role=\"verb\">record</w> the <w role=\"noun\">record</w>",
            &[],
        ),
        (
            "3.1.9: an unknown value of interpret-as changes nothing",
            "<say-as interpret-as=\"date\" format=\"mdy\">2/1/2000</say-as> <say-as interpret-as=\"vxml:currency\">\
             USD45.30</say-as> <say-as interpret-as=\"shout\">ho</say-as>",
            "<say-as interpret-as=\"date\" format=\"mdy\">2/1/2000</say-as> <say-as interpret-as=\"currency\">USD45.30\
             </say-as> ho",
            &["D112"],
        ),
        (
            "3.1.10: a pronunciation, by reference too, and one without text",
            "<phoneme alphabet=\"ipa\" ph=\"t&#x259;mei&#x325;&#x27E;ou&#x325;\">tomato</phoneme>, \
             <phoneme alphabet=\"ipa\" ph=\"təˈmeɪtoʊ\"/>",
            "<phoneme alphabet=\"ipa\" ph=\"təmei̥ɾou̥\">tomato</phoneme>, \
             <phoneme alphabet=\"ipa\" ph=\"təˈmeɪtoʊ\">təˈmeɪtoʊ</phoneme>",
            &[],
        ),
        (
            "3.1.10.1: an alphabet of a vendor's own that nobody knows is an error, and the text is said",
            "<phoneme alphabet=\"x-organization\" ph=\"x\">word</phoneme>",
            "word",
            &["D303"],
        ),
        (
            "3.1.11: a substitute is said instead",
            "<sub alias=\"World Wide Web Consortium\">W3C</sub>",
            "World Wide Web Consortium",
            &[],
        ),
        (
            "3.1.12 and 3.1.13: a language inside a sentence, and what to do where it fails",
            "The film <lang xml:lang=\"it\">La vita è bella</lang> <lang xml:lang=\"ja\" onlangfailure=\"ignoretext\">\
             unsaid <lang xml:lang=\"en\">said</lang></lang>.",
            "The film <lang xml:lang=\"it\">La vita è bella </lang>said.",
            &["D117", "D117"],
        ),
        (
            "3.2.1: voices by kind, nested, and failing",
            "<voice gender=\"female\" languages=\"en-US\" required=\"languages gender variant\">Mary had a little lamb,\
             </voice> <voice gender=\"female\" variant=\"2\">Its fleece was white as snow.</voice> \
             <voice name=\"Mike\">I want to be like <voice languages=\"fr\" onvoicefailure=\"keepexisting\">Mike\
             </voice></voice>",
            "<voice name=\"female\">Mary had a little lamb,</voice> <voice name=\"female 2\">Its fleece was white as \
             snow.</voice> <voice name=\"Mike\">I want to be like Mike</voice>",
            &["D117"],
        ),
        (
            "3.2.2: emphasis",
            "That is a <emphasis> big </emphasis> car! A <emphasis level=\"strong\"> huge </emphasis> one!",
            "That is a <emphasis level=\"moderate\"> big </emphasis> car! A <emphasis level=\"strong\"> huge \
             </emphasis> one!",
            &[],
        ),
        (
            "3.2.3: breaks without, with strength, with time",
            "Take a deep breath <break/> then continue. Press 1 <break time=\"3s\"/> I didn't hear you! <break \
             strength=\"weak\"/> Please repeat.<break strength=\"none\"/>",
            "Take a deep breath <break time=\"500ms\"/> then continue. Press 1 <break time=\"3000ms\"/> I didn't hear \
             you! <break time=\"250ms\"/> Please repeat. <break time=\"0ms\"/>",
            &[],
        ),
        (
            "3.2.4: rate, contour and duration",
            "The price of XYZ is <prosody rate=\"90%\">$45</prosody>. <prosody contour=\"(0%,+2st) (10%,-1st) \
             (40%,+4st)\">good morning</prosody> <prosody duration=\"2s\" rate=\"x-fast\">in two seconds</prosody>",
            "The price of XYZ is <prosody rate=\"90%\">$45</prosody>. <prosody \
             contour=\"(0%,+2st) (10%,-1st) (40%,+4st)\">good morning </prosody>\
             <prosody duration=\"2000ms\"><prosody rate=\"160%\">in two seconds</prosody></prosody>",
            &[],
        ),
        (
            "3.3.1: a clip with what is said where it cannot be played",
            "Please say your name. <audio src=\"beep.wav\"/> <audio src=\"welcome.wav\"><emphasis>Welcome</emphasis> \
             to the portal.</audio>",
            "Please say your name. <audio src=\"beep.wav\"></audio> <audio src=\"welcome.wav\"><emphasis \
             level=\"moderate\">Welcome</emphasis> to the portal.</audio>",
            &[],
        ),
        (
            "3.3.1.1 to 3.3.1.3: a clip cut, repeated, softer, faster",
            "A song <audio src=\"song.wav\" clipBegin=\"10s\" clipEnd=\"20s\" repeatCount=\"2.5\" repeatDur=\"15s\" \
             soundLevel=\"-2.5dB\" speed=\"110%\"/>",
            "A song <audio src=\"song.wav\" clipBegin=\"10000ms\" clipEnd=\"20000ms\" repeatCount=\"2.5\" \
             repeatDur=\"15000ms\" soundLevel=\"-2.5dB\" speed=\"110%\"></audio>",
            &[],
        ),
        (
            "3.3.2: marks",
            "Go from <mark name=\"here\"/> here, to <mark name=\"there\"/> there!",
            "Go from <mark name=\"here\"/> here, to <mark name=\"there\"/> there!",
            &[],
        ),
        (
            "3.3.3: a description is not said",
            "Heads of State often make mistakes when speaking. <audio src=\"l.wav\">I am <desc>a famous \
             quotation</desc> a Berliner.</audio>",
            "Heads of State often make mistakes when speaking. <audio src=\"l.wav\"><desc>a famous quotation</desc>I am \
             a Berliner.</audio>",
            &[],
        ),
    ];
    let mut wrong = String::new();
    for (clause, text, expected, codes) in CASES {
        let (script, found) = lowered(&document(text));
        if (script.as_str(), found.as_slice()) != (*expected, *codes) {
            wrong += &format!("{clause}\n  {expected}\n  {script}\n  {codes:?} {found:?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn ssml_1_1_trims_between_two_marks() {
    // 3.1.1.1: what stands before `startmark` and after `endmark` is not rendered.
    let text = "<speak version=\"1.1\" startmark=\"mark1\" endmark=\"mark2\">Unsaid. <mark name=\"mark1\"/> Said \
                <emphasis>here</emphasis>. <mark name=\"mark2\"/> Unsaid again.</speak>";
    let (script, found) = lowered(text);
    assert!(script.contains("Said") && !script.contains("Unsaid"), "{script}");
    assert_eq!(found, [""; 0]);
}

#[test]
fn ssml_1_0_lexicons_hold_throughout_and_the_later_comes_first() {
    // SSML 1.0, 3.1.4.
    let text = "<speak version=\"1.0\"><lexicon uri=\"a.pls\"/><lexicon uri=\"b.pls\"/>word</speak>";
    let source = Source::new("example", text);
    let document = parse(&source).value;
    let script = resolve(&document, &PauseSettings::HOUSE.into()).value;
    let asked: Vec<_> = script.lexicons.iter().map(|l| l.uri.as_str()).collect();
    assert_eq!(asked, ["b.pls", "a.pls"]);
    assert!(script.lexicons.iter().all(|l| l.holds(60)));
}

/// The words of a script that may name lexicons in tests/cases/recommendation.
fn words(text: &str) -> (Vec<Word>, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recommendation");
    let mut config = EpisodeConfig::house(NonZeroUsize::MIN);
    config.files.folder = folder;
    let studio = Studio::open(None, &[]).unwrap();
    let found = render::prepare(&Source::new("example", text), &config, &studio).unwrap();
    let words = found
        .value
        .phonemes
        .elements
        .into_iter()
        .filter_map(|element| match element {
            Element::Utterance(utterance) => Some(utterance.words),
            _ => None,
        });
    let told = found
        .diagnostics
        .iter()
        .map(|d| format!("{} {}", d.code.id(), d.message));
    (words.flatten().collect(), told.collect())
}

fn said(word: &Word) -> String {
    word.phones.iter().map(ToString::to_string).collect()
}

fn with_names(inside: &str) -> String {
    format!(
        "<speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"en-US\"><lexicon \
         uri=\"names.pls\" xml:id=\"names\" type=\"application/pls+xml\"/>{inside}</speak>"
    )
}

#[test]
fn pls_1_0_clause_by_clause() {
    for (clause, text, expected) in [
        (
            "5.1: without `prefer` the first pronunciation counts",
            "Quarl",
            "kwˈɑɹl",
        ),
        ("4.6: the preferred pronunciation counts", "Vemble", "vˈimbəl"),
        ("5.2: every form has the pronunciation", "Theobold", "tˈiboʊ"),
        ("5.2: every form has the pronunciation", "Thibault", "tˈiboʊ"),
        ("5.3: homophones", "Graice", "ɡɹˈeɪs"),
        ("5.3: homophones", "Graess", "ɡɹˈeɪs"),
        (
            "4.7: a preferred alias, which leads to another lexeme",
            "Fritzel",
            "ɡɹˈeɪs",
        ),
        ("4.6: an alphabet of its own", "Ostrava", "ˈɑstɑvə"),
        (
            "4.4: the role of the token picks the lexeme",
            "<w role=\"claws:VVI\">refuse</w>",
            "ɹɪfjˈuz",
        ),
        (
            "4.4: the role of the token picks the lexeme",
            "<w role=\"claws:NN1\">refuse</w>",
            "ɹˈɛfjus",
        ),
    ] {
        let (words, _) = words(&with_names(&format!(
            "<lookup ref=\"names\">{text}</lookup> then."
        )));
        assert_eq!(said(&words[0]), expected, "{clause}: {text}");
    }
}

#[test]
fn pls_1_0_aliases_are_other_words() {
    // 4.7 and 5.5.
    let (words, found) = words(&with_names(
        "<lookup ref=\"names\">The W3C met at Los Rios.</lookup>",
    ));
    let (plain, _) = self::words("The World Wide Web Consortium met at");
    let joined = |words: &[Word]| words.iter().map(said).collect::<String>();
    assert!(joined(&words).starts_with(&joined(&plain)), "{words:?}");
    assert!(joined(&words).ends_with("ɹˈioʊs"), "{words:?}");
    assert!(found.iter().all(|f| f.starts_with("D502")), "{found:?}");
}

#[test]
fn a_lexicon_holds_in_its_lookup_only() {
    let text = with_names("Vemble <lookup ref=\"names\">Vemble</lookup> Vemble");
    let (words, _) = words(&text);
    let all: Vec<_> = words.iter().map(said).collect();
    assert_eq!(all[1], "vˈimbəl");
    assert!(all[0] != all[1] && all[2] != all[1], "{all:?}");
    // Without any lookup it holds throughout (SSML 1.0, 3.1.4).
    let (throughout, _) = self::words(&with_names("Vemble Vemble"));
    assert!(throughout.iter().all(|w| said(w) == "vˈimbəl"));
}

#[test]
fn lexicons_that_cannot_be_read_are_one_finding_each_and_the_text_is_said() {
    for uri in [
        "missing.pls",
        "../architecture.rs",
        "https://www.example.com/lexicon.pls",
        "/etc/hosts",
    ] {
        let text = format!("<speak><lexicon uri=\"{uri}\"/>Hello there.</speak>");
        let (words, found) = words(&text);
        assert_eq!(words.len(), 2, "{uri}");
        let lost: Vec<_> = found.iter().filter(|f| f.starts_with("D310")).collect();
        assert_eq!(lost.len(), 1, "{uri}: {found:?}");
    }
}
