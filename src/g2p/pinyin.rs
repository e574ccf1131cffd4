//! Chinese names in pinyin: the sounds of their syllables in an English mouth.
//!
//! Owns how such a name is recognised by its spelling and cut into syllables. Asked only where no lexicon knows the
//! name; knows no name.

use super::ipa;
use super::transcription::Transcription;

/// Initials, longer before shorter.
const INITIALS: [(&str, &str); 23] = [
    ("zh", "d͡ʒ"),
    ("ch", "t͡ʃ"),
    ("sh", "ʃ"),
    ("b", "b"),
    ("c", "ts"),
    ("d", "d"),
    ("f", "f"),
    ("g", "ɡ"),
    ("h", "h"),
    ("j", "d͡ʒ"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("p", "p"),
    ("q", "t͡ʃ"),
    ("r", "ɹ"),
    ("s", "s"),
    ("t", "t"),
    ("w", "w"),
    ("x", "ʃ"),
    ("y", "j"),
    ("z", "z"),
];

/// Finals, longer before shorter where one begins another.
const FINALS: [(&str, &str); 34] = [
    ("iang", "jɑŋ"),
    ("iong", "jʊŋ"),
    ("uang", "wɑŋ"),
    ("ang", "ɑŋ"),
    ("eng", "ʌŋ"),
    ("ing", "ɪŋ"),
    ("ong", "ʊŋ"),
    ("ian", "jɛn"),
    ("iao", "jaʊ"),
    ("uai", "waɪ"),
    ("uan", "wɑn"),
    ("ai", "aɪ"),
    ("an", "ɑn"),
    ("ao", "aʊ"),
    ("ei", "eɪ"),
    ("en", "ʌn"),
    ("er", "ɝ"),
    ("ia", "jɑ"),
    ("ie", "jeɪ"),
    ("in", "ɪn"),
    ("iu", "joʊ"),
    ("ou", "oʊ"),
    ("ua", "wɑ"),
    ("ue", "weɪ"),
    ("ui", "weɪ"),
    ("un", "ʊn"),
    ("uo", "woʊ"),
    ("a", "ɑ"),
    ("e", "ʌ"),
    ("i", "i"),
    ("o", "oʊ"),
    ("u", "u"),
    ("ü", "u"),
    ("v", "u"),
];

/// More syllables than any name has.
const MOST: usize = 4;

/// How a capitalised word is said if it is a Chinese name; only spellings that English has not are taken for one.
pub(super) fn read(written: &str) -> Option<Transcription> {
    if !written.starts_with(|c: char| c.is_ascii_uppercase()) || written.len() > 24 {
        return None;
    }
    let folded = written.to_lowercase();
    // "Zhou", "Xu", "Qin", "Jiangxi", "Chongqing"; but "Lexie", "Quan".
    let marked = folded.contains("zh")
        || folded.starts_with('x')
        || folded.starts_with('q') && !folded.starts_with("qua")
        || ["nx", "gx", "nq", "gq"].iter().any(|pair| folded.contains(pair));
    let mut syllables = Vec::new();
    if !marked || !cut(&folded, &mut syllables) {
        return None;
    }
    let last = syllables.len() - 1;
    let mut whole = String::new();
    for (index, (initial, last_of)) in syllables.iter().enumerate() {
        let stress = match index {
            _ if index == last => "ˈ",
            0 if last > 1 => "ˌ",
            _ => "",
        };
        whole.push_str(stress);
        whole.push_str(&syllable(initial, last_of, !stress.is_empty()));
    }
    Some(ipa::read(&whole).transcription)
}

/// One syllable; only a stressed one has ʌ and ɝ.
fn syllable(initial: &str, last: &str, stressed: bool) -> String {
    let sound_of = |table: &[(&str, &'static str)], of: &str| {
        table.iter().find(|(w, _)| *w == of).map_or("", |(_, ipa)| ipa)
    };
    let open = sound_of(&INITIALS, initial);
    let rest = match (initial, last) {
        ("zh" | "ch" | "sh" | "r", "i") => "ɝ",
        ("z" | "c" | "s", "i") => "ʌ",
        // After these a written i only says which consonant it is: "Xiao".
        ("j" | "q" | "x", "iao" | "ia" | "iu" | "iong") => sound_of(&FINALS, last).trim_start_matches('j'),
        ("j" | "q" | "x", "un") => "un",
        ("y", "an") => "ɛn",
        _ => sound_of(&FINALS, last),
    };
    let sound = format!("{open}{rest}");
    if stressed {
        sound
    } else {
        sound.replace('ʌ', "ə").replace('ɝ', "ɚ")
    }
}

/// Cuts the whole word into syllables, the longest first; an apostrophe may part two.
fn cut<'w>(rest: &'w str, syllables: &mut Vec<(&'w str, &'w str)>) -> bool {
    if rest.is_empty() {
        return !syllables.is_empty();
    }
    if syllables.len() == MOST {
        return false;
    }
    let begun = !syllables.is_empty();
    let apart = rest.strip_prefix(['\'', '’']).filter(|_| begun);
    let rest = apart.unwrap_or(rest);
    let initials = INITIALS.iter().map(|(w, _)| *w).filter(|w| rest.starts_with(w));
    // A syllable without an initial stands first, or after an apostrophe.
    let none = (!begun || apart.is_some()).then_some("");
    for initial in initials.chain(none) {
        let after = &rest[initial.len()..];
        for (written, _) in FINALS.iter().filter(|(w, _)| after.starts_with(w)) {
            let (last, tail) = after.split_at(written.len());
            syllables.push((&rest[..initial.len()], last));
            if possible(initial, last) && cut(tail, syllables) {
                return true;
            }
            syllables.pop();
        }
    }
    false
}

/// Whether the initial and the final go together; those that would make English words of names do not.
fn possible(initial: &str, last: &str) -> bool {
    match initial {
        "j" | "q" | "x" => last.starts_with(['i', 'ü']) || matches!(last, "u" | "ue" | "un" | "uan"),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" | "g" | "k" | "h" => {
            !last.starts_with('i') || last == "i" && !matches!(initial, "g" | "k" | "h")
        }
        "b" | "p" | "m" | "f" => !last.starts_with('u') || last == "u",
        "" => last.starts_with(['a', 'e', 'o']),
        "w" => last.starts_with(['a', 'e', 'o', 'u']) && (last == "u" || !last.starts_with('u')),
        "y" => !last.starts_with("ia") && last != "ie" && last != "iu" && last != "iong",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str) -> Option<String> {
        let found = read(word)?;
        Some(found.phones().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn names_are_said_syllable_by_syllable() {
        for (word, sound) in [
            ("Qin", "t͡ʃˈɪn"),
            ("Xu", "ʃˈu"),
            ("Zhou", "d͡ʒˈoʊ"),
            ("Qian", "t͡ʃjˈɛn"),
            ("Xiaoping", "ʃaʊpˈɪŋ"),
            ("Guangzhou", "ɡwɑŋd͡ʒˈoʊ"),
            ("Shenzhen", "ʃənd͡ʒˈʌn"),
            ("Zhengzhou", "d͡ʒəŋd͡ʒˈoʊ"),
            ("Xi'an", "ʃiˈɑn"),
            ("Qufu", "t͡ʃufˈu"),
            ("Zhangjiajie", "d͡ʒˌɑŋd͡ʒɑd͡ʒjˈeɪ"),
        ] {
            assert_eq!(said(word).as_deref(), Some(sound), "{word}");
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        for word in [
            "Quinn", "Xerox", "Zhukov", "Felix", "Max", "Qatar", "qin", "Texas", "Quito", "Quan", "Lexie",
            "Taxi", "Beijing",
        ] {
            assert_eq!(said(word), None, "{word}");
        }
    }
}
