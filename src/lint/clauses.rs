//! Which clause of which recommendation an element answers to, and findings given the clause of the element they
//! stand in. One table. Makes no finding of its own.

use crate::diag::{Code, Diagnostic};
use crate::markup::document::{Document, Element, Node};

/// Gives findings about tags and attributes the clause of their element, in place of the general one of their code.
pub fn cite(document: &Document, found: &mut [Diagnostic]) {
    let mut elements = Vec::new();
    collect(&document.nodes, &mut elements);
    for finding in found {
        if !is_about_an_element(finding.code) {
            continue;
        }
        // Start tags do not overlap and are in the order of the text.
        let after = elements.partition_point(|element| element.start_tag.start <= finding.span.start);
        let Some(element) = after.checked_sub(1).and_then(|at| elements.get(at)) else {
            continue;
        };
        if finding.span.end <= element.start_tag.end {
            let attribute = element
                .attributes
                .iter()
                .find(|a| (a.name_span.start..=a.value_span.end).contains(&finding.span.start));
            let of_attribute = attribute.and_then(|a| attribute_clause(&a.name));
            finding.clause = of_attribute
                .or_else(|| element_clause(&element.name))
                .or(finding.clause);
        }
    }
}

fn collect<'a>(nodes: &'a [Node], all: &mut Vec<&'a Element>) {
    for node in nodes {
        if let Node::Element(element) = node {
            all.push(element);
            collect(&element.children, all);
        }
    }
}

const fn is_about_an_element(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownAttribute
            | Code::BadAttribute
            | Code::MissingAttribute
            | Code::PauseOverCap
            | Code::NestedReading
            | Code::NoEffect
            | Code::ValueClamped
    )
}

fn attribute_clause(name: &str) -> Option<&'static str> {
    Some(match name {
        "xml:lang" => "SSML 1.1, 3.1.2",
        "xml:base" => "SSML 1.1, 3.1.3",
        "onlangfailure" => "SSML 1.1, 3.1.13",
        "startmark" | "endmark" => "SSML 1.1, 3.1.1.1",
        "clipBegin" | "clipEnd" | "repeatCount" | "repeatDur" => "SSML 1.1, 3.3.1.1",
        "soundLevel" => "SSML 1.1, 3.3.1.2",
        "speed" => "SSML 1.1, 3.3.1.3",
        _ => return None,
    })
}

/// Where an element is defined.
fn element_clause(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("ssml:").unwrap_or(name) {
        "speak" => "SSML 1.1, 3.1.1",
        "lexicon" => "SSML 1.1, 3.1.5.1",
        "lookup" => "SSML 1.1, 3.1.5.2",
        "meta" => "SSML 1.1, 3.1.6",
        "metadata" => "SSML 1.1, 3.1.7",
        "p" | "s" => "SSML 1.1, 3.1.8.1",
        "token" | "w" => "SSML 1.1, 3.1.8.2",
        "say-as" => "SSML 1.1, 3.1.9",
        "phoneme" => "SSML 1.1, 3.1.10",
        "sub" => "SSML 1.1, 3.1.11",
        "lang" => "SSML 1.1, 3.1.12",
        "voice" => "SSML 1.1, 3.2.1",
        "emphasis" => "SSML 1.1, 3.2.2",
        "break" => "SSML 1.1, 3.2.3",
        "prosody" => "SSML 1.1, 3.2.4",
        "audio" => "SSML 1.1, 3.3.1",
        "mark" => "SSML 1.1, 3.3.2",
        "desc" => "SSML 1.1, 3.3.3",
        name if name.starts_with("google:") || matches!(name, "par" | "seq" | "media") => {
            "Google Cloud Text-to-Speech, SSML"
        }
        name if name.starts_with("mstts:") || name == "bookmark" => "Azure Speech, SSML",
        name if name.starts_with("amazon:") => "Amazon Polly, supported SSML tags",
        "express-as" | "voice-transformation" => "IBM Watson Text to Speech, SSML",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{PauseSettings, parse, resolve};
    use crate::source::Source;

    #[test]
    fn findings_name_the_clause_of_their_element() {
        for (text, code, clause) in [
            (
                "A <break time=\"soon\"/> b.",
                Code::BadAttribute,
                "SSML 1.1, 3.2.3",
            ),
            (
                "A <prosody rate=\"x\">b</prosody>.",
                Code::BadAttribute,
                "SSML 1.1, 3.2.4",
            ),
            ("A <sub>b</sub>.", Code::MissingAttribute, "SSML 1.1, 3.1.11"),
            ("A <p xml:lang=\"de\">b</p>.", Code::NoEffect, "SSML 1.1, 3.1.2"),
            (
                "A <break time=\"99s\"/> b.",
                Code::PauseOverCap,
                "SSML 1.1, 3.2.3",
            ),
            (
                "A [pause 99s] b.",
                Code::PauseOverCap,
                Code::PauseOverCap.clause(),
            ),
            (
                "A <mstts:viseme type=\"a\"/> b.",
                Code::NoEffect,
                "Azure Speech, SSML",
            ),
        ] {
            let source = Source::new("t", text);
            let mut found = Vec::new();
            let document = parse(&source).collect(&mut found);
            let _ = resolve(&document, &PauseSettings::HOUSE.into()).collect(&mut found);
            cite(&document, &mut found);
            let finding = found
                .iter()
                .find(|d| d.code == code)
                .unwrap_or_else(|| panic!("{text}: {found:?}"));
            assert_eq!(finding.clause(), clause, "{text}");
        }
    }
}
