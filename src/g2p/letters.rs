//! The names of the letters. Knows nothing of words.

use super::ipa;
use super::transcription::Transcription;
use unicode_normalization::UnicodeNormalization;

/// Names in American English, A to Z.
const NAMES: [&str; 26] = [
    "ˈeɪ",
    "ˈbi",
    "ˈsi",
    "ˈdi",
    "ˈi",
    "ˈɛf",
    "ˈdʒi",
    "ˈeɪtʃ",
    "ˈaɪ",
    "ˈdʒeɪ",
    "ˈkeɪ",
    "ˈɛl",
    "ˈɛm",
    "ˈɛn",
    "ˈoʊ",
    "ˈpi",
    "ˈkju",
    "ˈɑɹ",
    "ˈɛs",
    "ˈti",
    "ˈju",
    "ˈvi",
    "ˈdʌbəlˌju",
    "ˈɛks",
    "ˈwaɪ",
    "ˈzi",
];

/// The name of a letter with primary stress; letters with accents have the name of their base. `None` for
/// anything that is no Latin letter.
pub(crate) fn name(letter: &str) -> Option<Transcription> {
    let base = letter.nfd().next()?.to_ascii_lowercase();
    let index = (base as u32).checked_sub('a' as u32)? as usize;
    NAMES.get(index).map(|ipa| ipa::read(ipa).transcription)
}

/// Consonant letters that words begin with, English ones and names taken into English.
const ONSETS: [&str; 71] = [
    "bh", "bl", "br", "ch", "chl", "chr", "cl", "cr", "cz", "dh", "dj", "dr", "dv", "dw", "fj", "fl", "fr",
    "gh", "gl", "gn", "gr", "gw", "kh", "kl", "kn", "kr", "kv", "kw", "ll", "mc", "mn", "ph", "phl", "phr",
    "pl", "pn", "pr", "ps", "pt", "q", "rh", "sc", "sch", "scl", "scr", "sh", "shr", "sk", "skr", "sl", "sm",
    "sn", "sp", "sph", "spl", "spr", "sq", "sr", "st", "str", "sv", "sw", "th", "thr", "thw", "tr", "ts",
    "tw", "vl", "wh", "wr",
];

/// How many letters at the start of a word in small letters cannot begin a word, and are named: the f of "fstat".
pub(crate) fn to_name(word: &str) -> usize {
    let consonants = |s: &str| {
        s.bytes()
            .take_while(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(b))
            .count()
    };
    let all = consonants(word);
    let fits = |from: &usize| all - from < 2 || ONSETS.binary_search(&&word[*from..all]).is_ok();
    (0..all).find(fits).unwrap_or(0)
}

/// Consonant letters that words end in, English ones and names taken into English. A consonant before l, m, n or r may
/// be a syllable ("attr", "rhythm") and is not listed.
#[rustfmt::skip] // a list
const CODAS: [&str; 285] = [
    "bb", "bbs", "bc", "bl", "bs", "bst", "bt", "bts", "cc", "ch", "chs", "cht", "chts", "ck", "cks", "cs", "ct",
    "cts", "cz", "dd", "dds", "dh", "dl", "ds", "dst", "dt", "dth", "dths", "dz", "ff", "ffs", "fs", "ft", "fth",
    "fths", "fts", "gg", "ggs", "gh", "ghn", "ghs", "ght", "ghth", "ghths", "ghts", "gl", "gm", "gms", "gn",
    "gns", "gs", "gt", "gth", "gths", "hl", "hls", "hm", "hms", "hn", "hns", "hr", "hrs", "hrt", "hs", "ht", "jj",
    "kh", "khs", "ks", "kst", "kt", "lb", "lbs", "lc", "lch", "lck", "lcs", "lct", "ld", "lds", "ldt", "lf",
    "lff", "lfs", "lft", "lfth", "lg", "lk", "lks", "ll", "lls", "lm", "lms", "ln", "lns", "lp", "lph", "lps",
    "lpt", "lpts", "ls", "lsch", "lsh", "lst", "lt", "lth", "lths", "lts", "ltz", "lv", "lvs", "lz", "mb", "mbs",
    "mm", "mms", "mn", "mns", "mp", "mpf", "mph", "mphs", "mps", "mpt", "mpts", "ms", "mt", "nc", "nch", "nck",
    "ncs", "nct", "ncts", "nd", "ndl", "nds", "ndt", "ndth", "ndths", "nf", "nft", "ng", "ngs", "ngst", "ngth",
    "ngths", "nh", "nk", "nkh", "nks", "nn", "nns", "ns", "nsch", "nsk", "nst", "nt", "nth", "nths", "nts", "ntz",
    "nx", "nz", "pf", "ph", "phs", "pp", "pps", "ps", "pt", "pth", "pths", "pts", "rb", "rbs", "rc", "rch",
    "rchs", "rck", "rcks", "rcs", "rct", "rcts", "rd", "rds", "rdt", "rf", "rff", "rfs", "rft", "rg", "rgh",
    "rgs", "rk", "rks", "rl", "rld", "rlds", "rll", "rls", "rm", "rms", "rmth", "rn", "rnd", "rns", "rnst", "rnt",
    "rp", "rph", "rphs", "rps", "rpt", "rpts", "rr", "rrh", "rrs", "rs", "rsch", "rsh", "rsk", "rst", "rsts",
    "rt", "rtch", "rth", "rths", "rtl", "rts", "rtsch", "rtt", "rtz", "rv", "rvs", "rx", "rz", "sc", "sch", "scs",
    "sh", "sk", "sks", "sm", "sms", "sp", "sps", "ss", "st", "stl", "sts", "sz", "tch", "th", "thm", "thms",
    "ths", "ts", "tsch", "tt", "tts", "tz", "vs", "wd", "wds", "wk", "wks", "wl", "wls", "wn", "wnds", "wns",
    "wnst", "ws", "wt", "wth", "wths", "wts", "xs", "xt", "xth", "xths", "xts", "xx", "zd", "zz",
];

/// Where the end of a word in small letters that nobody can say begins, and is named: the rc of "bashrc", the crlf of
/// "autocrlf". `known` tells the words that may stand before it.
pub(crate) fn named_end(word: &str, known: impl Fn(&str) -> bool) -> Option<usize> {
    const SHORTEST: usize = 3;
    let bytes = word.as_bytes();
    let vowel = |b: &u8| b"aeiouy".contains(b);
    if !bytes.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let start = bytes.iter().rposition(vowel)? + 1;
    let end = &word[start..];
    let said = |end: &str| end.len() < 2 || CODAS.binary_search(&end).is_ok();
    // "addr", "couldn".
    let syllable = end.strip_suffix(['l', 'm', 'n', 'r']).is_some_and(said);
    if said(end) || syllable {
        return None;
    }
    let cuts = || {
        (start..word.len())
            .rev()
            .filter(|&at| at >= SHORTEST && said(&word[start..at]))
    };
    // "bash" and not "bas".
    cuts().find(|&at| known(&word[..at])).or_else(|| cuts().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_that_nobody_can_say_are_named() {
        assert!(CODAS.is_sorted());
        let known = |word: &str| matches!(word, "bash" | "vim" | "auto" | "rsync");
        for (word, named) in [
            ("bashrc", Some("rc")),
            ("vimrc", Some("rc")),
            ("autocrlf", Some("crlf")),
            ("rsyncd", Some("d")),
            ("strengths", None),
            ("attr", None),
            ("sockaddr", None),
            ("topics", None),
            ("recvmsg", Some("vmsg")),
            ("arr", None),
            ("string", None),
            ("idx", None),
            ("xyz", None),
            ("bashRC", None),
        ] {
            assert_eq!(named_end(word, known).map(|at| &word[at..]), named, "{word}");
        }
    }

    #[test]
    fn letters_that_begin_no_word_are_named() {
        assert!(ONSETS.is_sorted());
        for (word, named) in [
            ("fstat", 1),
            ("kmod", 1),
            ("mktemp", 2),
            ("jsdoc", 2),
            ("string", 0),
            ("svelte", 0),
            ("pod", 0),
            ("ytt", 0),
            ("xyz", 0),
            ("ngrok", 1),
        ] {
            assert_eq!(to_name(word), named, "{word}");
        }
    }
    use crate::ir::Stress;

    #[test]
    fn every_letter_has_a_name_with_one_primary_stress() {
        for letter in 'a'..='z' {
            let name = name(&letter.to_string()).unwrap();
            let primary = name.phones().iter().filter(|p| p.stress == Stress::Primary);
            assert_eq!(primary.count(), 1, "{letter}");
        }
        assert_eq!(name("É"), name("e"));
        assert_eq!(name("7"), None);
        assert_eq!(name(""), None);
    }
}
