//! The rules of derivation on a few stems.

use super::*;
use crate::g2p::ipa;
use crate::ir::Stress;

struct Few;
impl Stems for Few {
    fn stem(&self, folded: &str, _: Option<PartOfSpeech>) -> Option<Transcription> {
        let ipa = match folded {
            "deploy" => "dɪˈplɔɪ",
            "cache" => "ˈkæʃ",
            "commit" => "kəˈmɪt",
            "proxy" => "ˈpɹɑksi",
            "book" => "ˈbʊk",
            "run" => "ˈɹʌn",
            "cloud" => "ˈklaʊd",
            _ => return None,
        };
        Some(ipa::read(ipa).transcription)
    }
    fn part(&self, folded: &str) -> Option<Transcription> {
        self.stem(folded, None)
    }
}

fn said(word: &str) -> String {
    derive(&Few, word).map_or_else(String::new, |found| {
        let phones = found.phones().iter();
        phones.map(|p| p.segment.ipa().replace('͡', "")).collect()
    })
}

#[test]
fn endings_agree_with_the_sound_before_them() {
    for (word, ipa) in [
        ("deploys", "dɪplɔɪz"),
        ("deployed", "dɪplɔɪd"),
        ("deploying", "dɪplɔɪɪŋ"),
        ("deployers", "dɪplɔɪɚz"),
        ("deployer's", "dɪplɔɪɚz"),
        ("cache's", "kæʃɪz"),
        ("caches", "kæʃɪz"),
        ("cached", "kæʃt"),
        ("caching", "kæʃɪŋ"),
        ("cacheable", "kæʃəbəl"),
        ("committed", "kəmɪtɪd"),
        ("committing", "kəmɪtɪŋ"),
        ("commits", "kəmɪts"),
        ("proxies", "pɹɑksiz"),
        ("proxied", "pɹɑksid"),
        ("proxies'", "pɹɑksiz"),
        ("runbook", "ɹʌnbʊk"),
        ("runbooks", "ɹʌnbʊks"),
        ("multicloud", "mʌltiklaʊd"),
        ("redeployed", "ɹidɪplɔɪd"),
        ("cloud-run", "klaʊdɹʌn"),
        ("flibber", ""),
        ("-", ""),
        ("s", ""),
        ("'s", ""),
    ] {
        assert_eq!(said(word), ipa, "{word}");
    }
}

#[test]
fn the_first_half_of_a_compound_is_stressed() {
    let found = derive(&Few, "runbook").unwrap();
    let stresses: Vec<_> = found
        .phones()
        .iter()
        .map(|p| p.stress)
        .filter(|s| *s != Stress::None)
        .collect();
    assert_eq!(stresses, [Stress::Primary, Stress::Secondary]);
}
