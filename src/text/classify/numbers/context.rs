//! What the words around a bare number say about it: a year, a port, a code, an amount.
//! Only answers, and tags nothing.

use super::Tagger;
use crate::text::class::Class;
use crate::text::tokenise::{Case, Kind};

/// Ports that hardly any amount is written like, sorted.
#[rustfmt::skip]
const WELL_KNOWN: &[&str] = &[
    "1433", "1521", "2049", "2181", "2375", "2376", "2379", "2380", "3306", "3389", "4317", "4318", "5432",
    "5672", "6379", "6432", "6443", "8080", "8443", "8888", "9042", "9090", "9092", "9093", "9200", "9300",
];

impl<'t> Tagger<'t, '_> {
    /// Whether four digits are a year: 1000 to 2099, or a preposition of time before them, and nothing is counted
    /// by them.
    pub(in super::super) fn is_year(&self, digits: &str, after: usize) -> bool {
        let at = after.wrapping_sub(1);
        if matches!(
            self.kind(at.wrapping_sub(1)),
            Some(Kind::Sign(
                '<' | '>' | '≤' | '≥' | '=' | '≈' | '√' | '+' | '×' | '*'
            ))
        ) {
            return false;
        }
        let dated = digits.len() == 4
            && ("1000"..="2999").contains(&digits)
            && matches!(
                self.str(at.wrapping_sub(1)),
                "By" | "by" | "circa" | "in" | "In" | "Since" | "since" | "Until" | "until" | "year"
            );
        // "the 1848 revolutions", "at 1913 prices"; but "the 1536 dimensions"
        let historic = matches!(
            self.str(after),
            "borders"
                | "crises"
                | "elections"
                | "floods"
                | "laws"
                | "prices"
                | "protests"
                | "rates"
                | "reforms"
                | "revolts"
                | "revolutions"
                | "riots"
                | "standards"
                | "tariffs"
                | "treaties"
                | "uprisings"
                | "wages"
        ) && matches!(
            self.str(at.wrapping_sub(1)),
            "-" | "At" | "By" | "The" | "Under" | "at" | "by" | "in" | "of" | "the" | "to" | "under"
        );
        (is_year(digits) || dated) && (is_recent(digits) || historic || !self.is_counted(after))
    }

    /// Whether the word at `at` may be what a number before it counts: a plural in small letters.
    pub(in super::super) fn is_counted(&self, at: usize) -> bool {
        self.case(at) == Some(Case::Lower) && {
            let word = self.str(at);
            // "the 1790 census", "the 1907 crisis"
            let plural = word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
            // "since 1.28 there's"
            word.len() > 3 && plural && !word.contains(['\'', '’'])
                || matches!(word, "people" | "men" | "women" | "children")
        }
    }

    /// Whether a long bare number is an amount: something is counted by it, or the words before say so.
    pub(super) fn is_amount(&self, at: usize, after: usize) -> bool {
        let counted = self.case(after) == Some(Case::Lower) && self.str(after).len() > 3;
        let before = at.checked_sub(1).map_or("", |b| self.str(b));
        // The second of a range, and a round number that something stands before, are amounts.
        let ranged = self.tags.last().is_some_and(|tag| tag.class == Class::Say("to"));
        // "ports 32768-60999", "64512 to 65534"
        let dash = matches!(self.kind(after), Some(Kind::Sign('-' | '–')))
            && (after..after + 2).all(|i| self.glued(i));
        let greater = |last: &str| last.len() == 5 && last > self.str(at);
        let ranged =
            ranged || (dash || self.str(after) == "to") && self.number(after + 1).is_some_and(greater);
        // "localhost:50052 serves it"
        let port = before == ":" && self.glued(at) && self.glued(at.wrapping_sub(1));
        // "65535, or 65536"
        let comma = usize::from(self.is_sign(at.wrapping_sub(2), ','));
        let listed = before == "or"
            && self
                .number(at.wrapping_sub(2 + comma))
                .is_some_and(|n| n.len() > 4);
        // "The default is 172800"; but "The MMSI is 338123456"
        let stated = before == "is" && self.str(at).len() <= 6;
        counted && !port
            || listed
            || stated
            || ranged
            || self.is_greatest(at)
            || at > 0 && !self.glued(at) && self.str(at).ends_with("000")
            || [
                "about",
                "above",
                "almost",
                "approximately",
                "around",
                "at",
                "below",
                "by",
                "exactly",
                "exceeds",
                "for",
                "from",
                "has",
                "have",
                "just",
                "least",
                "most",
                "nearly",
                "not",
                "of",
                "only",
                "over",
                "roughly",
                "than",
                "to",
                "under",
                "up",
                "with",
            ]
            .contains(&before)
            || matches!(
                self.kind(at.wrapping_sub(1)),
                Some(Kind::Sign('<' | '>' | '~' | '≈' | '≤' | '≥' | '=' | '+'))
            )
    }

    /// Whether the number at `at` is the ending of an account, a code, a case.
    pub(super) fn is_identifier(&self, at: usize) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.str(b));
        let named = |word: &str| {
            [
                "account",
                "card",
                "ext",
                "extension",
                "id",
                "otp",
                "passcode",
                "pid",
                "pin",
                "ticket",
                "uid",
                "zip",
            ]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w))
        };
        let dialled = ["call", "chmod", "dial", "phone"].iter().any(|w| {
            before(1).eq_ignore_ascii_case(w) || before(3).eq_ignore_ascii_case(w) && before(1) == "or"
        }) && self.str(at).len() == 3
            && !self.is_counted(at + 1);
        // "chmod -R 777", "mode 644"
        let octal =
            matches!(self.str(at).len(), 3 | 4) && self.str(at).bytes().all(|b| matches!(b, b'0'..=b'7'));
        // "chmod 644 notes.txt", "the sticky bit, 1777"
        let file = self.is_sign(at + 2, '.') && self.glued(at + 2) && self.glued(at + 3);
        let counted = self.is_counted(at + 1) && !file;
        let bit = self.str(at).len() == 4
            && (at.saturating_sub(5)..at).any(|i| matches!(self.str(i), "setgid" | "setuid" | "sticky"));
        let usual = self.str(at).ends_with(['0', '4', '5', '7']) && !self.str(at).ends_with("00");
        let allowed = octal
            && !counted
            && (bit
                || (at.saturating_sub(4)..at).any(|i| self.str(i) == "chmod")
                || matches!(before(1), "is" | "was" | "were" | "are")
                    && usual
                    && ["directory", "file", "folder", "mode", "permission", "permissions"]
                        .iter()
                        .any(|w| before(2).eq_ignore_ascii_case(w))
                || ["mode", "permission", "permissions"]
                    .iter()
                    .any(|w| before(1).eq_ignore_ascii_case(w))
                || before(1) == "to" && matches!(before(2), "mode" | "permissions")
                || (at.saturating_sub(24)..at).any(|i| self.str(i) == "chmod") && usual);
        // "the 20241022 version": a day as programs write it
        let number = self.str(at);
        let within = |range: std::ops::Range<usize>, most: &str| {
            number
                .get(range)
                .is_some_and(|part| ("01"..=most).contains(&part))
        };
        let stamp = number.len() == 8
            && (number.starts_with("19") || number.starts_with("20"))
            && within(4..6, "12")
            && within(6..8, "31")
            && !self.is_counted(at + 1);
        dialled
            || stamp
            || allowed
            || named(before(1))
            || before(1) == "." && before(2).eq_ignore_ascii_case("ext")
            || before(1) == "in" && before(2) == "ending"
            || before(1) == "in"
                && before(2) == "ends"
                && (at.saturating_sub(7)..at)
                    .any(|i| matches!(self.str(i), "account" | "card" | "number" | "no"))
            || matches!(before(1), "is" | "number" | "code") && named(before(2))
            || before(1) == "is" && before(2) == "code" && self.str(at).len() > 3
    }

    /// Whether three or four digits name something that is called by its number ("Route 101", "SHA-256"), or a
    /// year that an era marks.
    pub(in super::super) fn is_named(&self, at: usize, after: usize) -> bool {
        const CALLED: &[&str] = &[
            "Airbus",
            "Altair",
            "Apartment",
            "Boeing",
            "Box",
            "Cessna",
            "Channel",
            "Flight",
            "Form",
            "GTX",
            "Gate",
            "Highway",
            "Hwy",
            "Interstate",
            "Kepler",
            "Model",
            "Nokia",
            "Porsche",
            "RTX",
            "Rm",
            "Room",
            "Route",
            "Rte",
            "Ste",
            "Suite",
        ];
        const ERAS: &[&str] = &["AD", "BC", "BCE", "CE"];
        #[rustfmt::skip] // a table
        const BEFORE_CHIPS: &[&str] = &["a", "A", "an", "An", "the", "The", "Intel", "Intel's", "Intel’s", "Motorola", "MOS", "MHz"];
        // "SHA-256", "TLS_AES_256"
        let hyphen = matches!(self.kind(at.wrapping_sub(1)), Some(Kind::Sign('-' | '_'))) && self.glued(at);
        let stop = self.is_sign(at.wrapping_sub(1), '.') && self.glued(at.wrapping_sub(1));
        let before = at
            .checked_sub(if hyphen || stop { 2 } else { 1 })
            .map_or("", |b| self.str(b));
        // "flight BA 249"
        let flown = self.case(at.wrapping_sub(1)) == Some(Case::Upper)
            && before.len() == 2
            && at
                .checked_sub(2)
                .is_some_and(|b| matches!(self.str(b), "flight" | "Flight" | "flights"));
        // "the 747 climbed"
        let airliner = matches!(self.str(at).as_bytes(), [b'7', _, b'7'])
            && matches!(before, "a" | "the" | "A" | "The")
            && !self.is_counted(after);
        // "on a 4090": a graphics card.
        let card = matches!(self.str(at).as_bytes(), [b'1'..=b'5', b'0', b'5'..=b'9', b'0'])
            && matches!(
                before,
                "a" | "A" | "an" | "my" | "one" | "single" | "the" | "The" | "your"
            )
            && !self.is_counted(after);
        // "the 8086 and the 6502": processors.
        let chip = matches!(
            self.str(at),
            "4004" | "6502" | "6800" | "6809" | "8008" | "8080" | "8085" | "8086" | "8088"
        ) && BEFORE_CHIPS.contains(&before)
            && !self.is_counted(after)
            || matches!(self.str(at), "286" | "386" | "486")
                && matches!(before, "Intel" | "Intel's" | "Intel’s");
        // "a 529 beats a shoebox", "your 529"
        let plan = self.str(at) == "529"
            && (matches!(before, "a" | "A")
                || matches!(before, "the" | "The" | "your" | "my" | "his" | "her")
                    && !self.is_counted(after));
        let form = super::range::is_form(self.str(at))
            && (matches!(
                self.str(after),
                "plan" | "plans" | "form" | "forms" | "account" | "accounts" | "return" | "returns"
            ) || plan);
        // "Finance 101", "CS 101"
        let subject = matches!(self.str(at), "101" | "102" | "201" | "202" | "301" | "401")
            && matches!(self.case(at.wrapping_sub(1)), Some(Case::Capital | Case::Upper))
            && !self.starts_sentence(at.wrapping_sub(1))
                | (self.ends_before(after) && self.word(after).is_none())
            && !self.is_counted(after)
            && !self.is_opener(at.wrapping_sub(1));
        // "Microsoft 365"
        let suite = self.str(at) == "365" && matches!(before, "Dynamics" | "M" | "Microsoft" | "Office");
        airliner
            || suite
            || card
            || chip
            || form
            || subject
            || self.str(at) == "555" && matches!(self.str(after), "timer" | "timers")
            || CALLED.contains(&before)
            || before == "No" && stop && self.str(at).len() == 4
            || before == "Section" && self.str(at).len() == 3 && !self.str(at).ends_with("00")
            || matches!(before, "room" | "flight" | "suite" | "route" | "highway")
            || before == "model" && self.str(at).len() == 4 && !self.is_counted(after)
            || flown
            || (before.bytes().all(|b| b.is_ascii_uppercase())
                || hyphen && matches!(before, "aes" | "rsa" | "sha"))
                && is_keyed(before)
            || before == "year"
            || self.is_sign(at.wrapping_sub(1), '/')
                && matches!(self.str(at.wrapping_sub(2)), "OS" | "System")
            || ERAS.contains(&self.str(after))
    }

    /// Whether four digits are the number of a standard or a model ("RFC 2119", "RTX 4090"), or stand between
    /// hyphens in a code ("CVE-2024-3094").
    pub(super) fn is_model(&self, at: usize, after: usize) -> bool {
        let before = at.wrapping_sub(1);
        let named = self.case(before) == Some(Case::Upper)
            && self.str(before).len() > 1
            && !crate::text::abbreviations::is_stressed(self.str(before));
        let ranged = self.tags.last().is_some_and(|tag| tag.class == Class::Say("to"));
        let code = self.glued(at) && self.is_sign(before, '-') && self.glued(before) && !ranged;
        let standard = matches!(self.str(before), "ISO" | "PEP" | "RFC");
        (named || code) && (standard || !self.is_counted(after)) && !self.str(at).ends_with("000")
    }

    /// Whether three digits are joined to capitals, as those of an exam or a ticket: "AZ-104".
    pub(super) fn is_course(&self, at: usize) -> bool {
        let hyphen = at.wrapping_sub(1);
        let name = at.wrapping_sub(2);
        self.is_sign(hyphen, '-')
            && self.glued(hyphen)
            && self.glued(at)
            && self.case(name) == Some(Case::Upper)
            && !self.joined(name)
            && self.ends_before(at + 1)
    }

    /// Whether three or four digits are a port or a status code.
    pub(super) fn said_in_pairs(&self, at: usize, after: usize, digits: &str) -> bool {
        let before = |n: usize| at.checked_sub(n).map_or("", |b| self.str(b));
        let is = |word: &str, list: &[&str]| list.iter().any(|w| word.eq_ignore_ascii_case(w));
        // "ssh -p 2222"
        let flag = before(1) == "p" && before(2) == "-" || before(1) == "port" && before(2) == "-";
        if flag && digits.len() == 4 {
            return true;
        }
        // "allow 443/tcp"
        if self.is_sign(after, '/') && self.glued(after) && matches!(self.str(after + 1), "tcp" | "udp") {
            return true;
        }
        // "ports 80 and 443", "port 4317, or 4318 if you prefer"
        let comma = usize::from(before(2) == ",");
        let listed = is(before(1), &["and", "or", ","])
            && self.number(at.wrapping_sub(2 + comma)).is_some()
            && is(before(3 + comma), &["port", "ports"]);
        // `h3=":443"`, but `"count":443`
        let quoted = before(2) == "\"" && before(3) != "=";
        if listed
            || digits.len() == 3 && self.is_of_standard(at)
            || is(before(1), &["port", "ports"])
            || before(1) == ":" && self.glued(at) && !quoted
            // "TCP 443", "TCP/443"
            || (is(before(1), &["tcp", "udp"])
                || before(1) == "/" && self.glued(at) && is(before(2), &["tcp", "udp"]))
                && !self.is_counted(after)
        {
            return true;
        }
        // "containerPort: 443"
        let key = before(if before(2) == "\"" { 3 } else { 2 });
        let keyed = before(1) == ":" && (key.ends_with("port") || key.ends_with("Port"));
        if keyed && matches!(digits.len(), 3 | 4) {
            return true;
        }
        // "listens on 6443"; "port 8080, but the app had moved to 8443"
        let served = before(1) == "on"
            && is(
                before(2),
                &[
                    "available",
                    "exposed",
                    "listen",
                    "listening",
                    "listens",
                    "run",
                    "running",
                    "runs",
                    "served",
                ],
            );
        let moved = matches!(before(1), "to" | "from" | "on" | "is" | "are")
            && (at.saturating_sub(16)..at).any(|i| is(self.str(i), &["port", "ports"]));
        // "allows 8080 from the load balancer", "open 5432 and 6379"
        let well_known = WELL_KNOWN.binary_search(&digits).is_ok();
        let opened = [
            "allow", "allows", "block", "blocks", "expose", "exposes", "forward", "forwards", "open", "opens",
        ];
        // "3306 and 5432 open to the world", "only 443 and 8443 face the internet"
        let reachable = ["exposed", "firewall", "internet", "listening", "open", "world"];
        let allowed = well_known
            && ((at.saturating_sub(4)..at).any(|i| is(self.str(i), &opened))
                || (at..at + 8).any(|i| is(self.str(i), &reachable)));
        // "ports 4317 for gRPC and 4318 for HTTP"
        let second = well_known
            && matches!(before(1), "and" | "or")
            && ((at.saturating_sub(16)..at).any(|i| is(self.str(i), &["ports"]))
                || matches!(
                    self.tags.iter().rev().nth(1).map(|t| &t.class),
                    Some(Class::Pairs(_))
                ));
        // "Ports: 5432, 6379"
        let spoken = self
            .tags
            .iter()
            .rev()
            .find(|t| !matches!(t.class, Class::Mark(_)));
        let second = second
            || well_known && before(1) == ":" && is(before(2), &["port", "ports"])
            // "Port 22 is SSH, 3306 is MySQL"
            || well_known
                && is(before(1), &[",", "and"])
                && (matches!(spoken.map(|t| &t.class), Some(Class::Pairs(_)))
                    || (at.saturating_sub(40)..at)
                        .rev()
                        .take_while(|&i| !matches!(self.kind(i), Some(Kind::Sign('.' | '?' | '!'))))
                        .any(|i| is(self.str(i), &["port", "ports"])));
        // "On 8080, there's a proxy", "traffic to 5432"
        let reached = well_known
            && (matches!(
                before(1),
                "On" | "on" | "over" | "through" | "use" | "uses" | "via"
            ) || before(1) == "to"
                && (at.saturating_sub(6)..at).any(|i| {
                    is(
                        self.str(i),
                        &["connect", "connections", "connects", "talks", "traffic"],
                    )
                }));
        // "3306 for MySQL, 3389 (RDP)"
        let served = served
            || well_known
                && (self.str(after) == "for" && self.case(after + 1).is_some_and(|case| case != Case::Lower)
                    || matches!(
                        before(1),
                        "Elasticsearch"
                            | "Kafka"
                            | "MongoDB"
                            | "MySQL"
                            | "Postgres"
                            | "PostgreSQL"
                            | "Prometheus"
                            | "Redis"
                    )
                    || self.is_sign(after, '(') && self.case(after + 1) == Some(Case::Upper));
        // "DoH goes over 443"
        let secure =
            digits == "443" && (served || moved || before(1) == "over" && !before(2).ends_with("ing"));
        if (digits.len() == 4 && (served || moved || allowed || second || reached) || secure)
            && !self.is_counted(after)
        {
            return true;
        }
        self.is_status(at, after, digits)
    }
}

/// Whether a name is followed by the size of a key or digest.
pub(in super::super) fn is_keyed(word: &str) -> bool {
    const KEYED: &[&str] = &[
        "AES", "ASC", "BWV", "FIPS", "HS", "HWV", "IEEE", "KV", "PBKDF", "RS", "RSA", "SHA", "WPA",
    ];
    KEYED.iter().any(|k| word.eq_ignore_ascii_case(k))
}

/// Whether four digits look like a year of our calendar that people mention.
pub(in super::super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && ("1000"..="2099").contains(&digits)
}

/// Whether a year is so near that four digits are hardly anything else, whatever stands after them.
pub(super) fn is_recent(digits: &str) -> bool {
    ("1950"..="2049").contains(&digits) && digits != "2000"
}

#[cfg(test)]
mod tests {
    #[test]
    fn ports_are_sorted_for_the_search() {
        assert!(super::WELL_KNOWN.is_sorted());
    }
}
