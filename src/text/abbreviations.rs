//! Closed lists: abbreviations that are spelled although they look like words, and words that stand in capitals
//! for emphasis. English dictionaries (Merriam-Webster, Oxford) and common use in the trade.

/// Capitals that are spelled although a dictionary has the word.
const SPELLED: &[&str] = &[
    "AA", "AD", "AI", "AM", "AP", "API", "APIS", "AR", "BA", "BE", "CA", "CAD", "CAL", "CEO", "CFO", "CIA",
    "CIO", "CO", "COO", "COS", "CPI", "CPU", "CSI", "CTO", "DA", "DB", "DNA", "DOS", "DR", "EA", "EIA",
    "EMEA", "ETA", "EU", "EV", "FAA", "FBI", "FIPS", "FYI", "GPA", "GPS", "GPU", "GPUS", "GUI", "HA", "HIV",
    "HTTP", "IA", "ICE", "ICU", "ID", "IDE", "IDS", "IE", "II", "IO", "IOU", "IP", "IPO", "IRA", "IRS",
    "ISO", "IT", "JS", "KPI", "LA", "MA", "MBA", "MIT", "ML", "MO", "MP", "MS", "OEM", "OK", "OS", "PA",
    "PE", "PHP", "PI", "PM", "PO", "POC", "PR", "QA", "ROI", "SAP", "SCI", "SEO", "SPA", "SRE", "TA", "TV",
    "UAE", "UDP", "UI", "UID", "UK", "UN", "UPS", "UPI", "US", "USA", "USB", "VIP", "VP", "WI",
];

/// Short words that authors write in capitals to stress them, and short commands. Acronyms said as words
/// belong to the technical lexicon.
const STRESSED: &[&str] = &[
    "ADD", "ALL", "AN", "AND", "ANY", "ARE", "AS", "ASK", "AT", "BAD", "BIG", "BUT", "BUY", "BY", "CAN",
    "CUT", "DAY", "DID", "DO", "DUE", "END", "FAR", "FEW", "FIX", "FOR", "GET", "GO", "GOT", "HAD", "HAS",
    "HE", "HER", "HIM", "HIS", "HOT", "HOW", "IF", "IN", "IS", "ITS", "JOB", "KEY", "LET", "LOT", "LOW",
    "MAY", "ME", "MY", "NEW", "NO", "NOR", "NOT", "NOW", "OF", "OFF", "OLD", "ON", "ONE", "OR", "OUR", "OUT",
    "OWN", "PAY", "PER", "PUT", "RUN", "SAY", "SEE", "SET", "SHE", "SIX", "SO", "TEN", "THE", "TO", "TOO",
    "TOP", "TRY", "TWO", "UP", "USE", "VIA", "WAS", "WAY", "WE", "WHO", "WHY", "WIN", "YES", "YET", "YOU",
];

/// Three-letter acronyms said as words.
const SAID: &[&str] = &[
    "ACK", "ARM", "BIN", "CAP", "COM", "DAG", "DIM", "ELK", "FAQ", "FUD", "JAR", "JIT", "LAN", "MAC", "MAN",
    "NAK", "NAS", "NAT", "NIC", "PIN", "RAG", "RAM", "ROM", "SAM", "SAN", "SIG", "SIM", "SOC", "SYN", "TAR",
    "WAF", "WAN", "WAR", "ZIP",
];

/// Whether capitals are spelled although they look like a word.
pub(super) fn is_spelled(capitals: &str) -> bool {
    SPELLED.binary_search(&capitals).is_ok()
}

/// Whether a short word in capitals is stressed rather than abbreviated.
pub(super) fn is_stressed(capitals: &str) -> bool {
    STRESSED.binary_search(&capitals).is_ok()
}

/// Whether a three-letter acronym is said as a word.
pub(super) fn is_said(capitals: &str) -> bool {
    SAID.binary_search(&capitals).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [super::SPELLED, super::STRESSED, super::SAID] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|w| w[0] > w[1]));
        }
    }
}
