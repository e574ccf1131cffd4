//! `ph` that holds English letters put together to be read (`eye-DEM-potent`) or another alphabet's names (`AY1 D`), and
//! not IPA: one finding in place of one for each letter.

use crate::diag::{Code, Diagnostic};
use crate::markup::document::{Attribute, Document, Element, Node};

/// Replaces what was found in such values by one finding each. `say` gives the IPA of a text, where it is known or can
/// be guessed.
pub fn respelt(document: &Document, found: &mut Vec<Diagnostic>, say: impl Fn(&str) -> Option<String>) {
    let mut tags = Vec::new();
    collect(&document.nodes, &mut tags);
    if tags.is_empty() {
        return;
    }
    tags.sort_by_key(|(_, ph)| ph.value_span.start);
    // Of each tag, whether something was found in its value.
    let mut doubted = vec![false; tags.len()];
    found.retain(|d| {
        let of_value = matches!(
            d.code,
            Code::UnknownIpaSymbol | Code::IpaWithoutStress | Code::IpaLookAlike
        );
        let after = tags.partition_point(|(_, ph)| ph.value_span.start <= d.span.start);
        let Some(at) = after
            .checked_sub(1)
            .filter(|&at| of_value && d.span.end <= tags[at].1.value_span.end)
        else {
            return true;
        };
        doubted[at] = true;
        false
    });
    for ((element, ph), _) in tags.into_iter().zip(doubted).filter(|&(_, doubted)| doubted) {
        let written = ph.value.text().trim();
        let span = ph.value_span;
        let finding = if is_arpabet(written) {
            Diagnostic::new(
                Code::UnknownIpaSymbol,
                span,
                format!("`{written}` is ARPABET, and `alphabet` does not say so"),
            )
            .fix("write `alphabet=\"x-cmu-arpabet\"` into the tag")
        } else {
            let finding = Diagnostic::new(
                Code::UnknownIpaSymbol,
                span,
                format!("`{written}` looks like a respelling; `ph` holds IPA"),
            );
            match text(element).and_then(|text| say(&text)) {
                Some(ipa) => finding.fix(format!(
                    "write IPA, `{ipa}` perhaps: so it is said without the tag"
                )),
                None => finding.fix("write the sounds in IPA"),
            }
        };
        found.push(finding);
    }
}

/// Every `<phoneme>` whose `ph` is meant for IPA and is something else.
fn collect<'a>(nodes: &'a [Node], all: &mut Vec<(&'a Element, &'a Attribute)>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        collect(&element.children, all);
        let ipa = element.attribute("alphabet").is_none_or(|a| {
            let name = a.value.text().trim();
            name.is_empty() || name.eq_ignore_ascii_case("ipa")
        });
        if element.name.strip_prefix("ssml:").unwrap_or(&element.name) == "phoneme"
            && ipa
            && let Some(ph) = element.attribute("ph")
            && (is_respelling(ph.value.text()) || is_arpabet(ph.value.text()))
        {
            all.push((element, ph));
        }
    }
}

/// The text an element holds.
fn text(element: &Element) -> Option<String> {
    match element.children.as_slice() {
        [Node::Text(text)] => Some(text.text().trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// Letters that English writes together for a sound, and broad IPA never does.
const SPELLINGS: [&str; 12] = [
    "ee", "oo", "ah", "uh", "eh", "ow", "aw", "ay", "igh", "ck", "eye", "sh",
];

/// `eye-DEM-potent`, `koo-ber-NET-eez`, `KYOOB`: English letters alone, in parts of which one is in capitals, or which
/// hold letters that only English puts together.
fn is_respelling(ph: &str) -> bool {
    let ph = ph.trim();
    let english = ph
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b' ' | b'\''));
    let parts = || ph.split(['-', ' ']).filter(|part| !part.is_empty());
    let loud = |part: &str| part.len() > 1 && part.bytes().all(|b| b.is_ascii_uppercase());
    let spelt = || {
        let lower = ph.to_ascii_lowercase();
        parts().count() > 1 && SPELLINGS.iter().any(|letters| lower.contains(letters))
    };
    english && (parts().any(loud) || spelt())
}

/// `AY1 D EH1 M`: names in capitals, of which one at least has the number of a stress.
fn is_arpabet(ph: &str) -> bool {
    let mut names = ph.split_whitespace();
    let is_name = |name: &str| {
        let letters = name.trim_end_matches(['0', '1', '2']);
        matches!(letters.len(), 1 | 2)
            && name.len() - letters.len() <= 1
            && letters.bytes().all(|b| b.is_ascii_uppercase())
    };
    ph.contains(['0', '1', '2']) && names.all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respellings_are_no_ipa() {
        for ph in [
            "eye-DEM-potent",
            "koo-ber-NET-eez",
            "koo-ber-net-eez",
            "KYOOB",
            "jay sahn",
        ] {
            assert!(is_respelling(ph), "{ph}");
        }
        for ph in [
            "kubernetiz",
            "kˈjub",
            "ku-ber-ne-tiz",
            "get",
            "ˈaɪdəm",
            "helm-fail",
            "",
        ] {
            assert!(!is_respelling(ph), "{ph}");
        }
        assert!(is_arpabet("AY1 D EH0 M") && !is_arpabet("AY D") && !is_arpabet("eye1"));
    }
}
