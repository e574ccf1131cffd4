//! Closed lists: abbreviations that are spelled although they look like words, and words that stand in capitals
//! for emphasis. English dictionaries (Merriam-Webster, Oxford) and common use in the trade. Looks at no
//! neighbour: whether what one needs stands beside it, `classify` sees.

/// Capitals that are spelled although a dictionary has the word.
const SPELLED: &[&str] = &[
    "AA", "AD", "AI", "AM", "AP", "API", "APIS", "AR", "BA", "BE", "CA", "CAD", "CAL", "CEO", "CFO", "CIA",
    "CIO", "CO", "COO", "COS", "CPI", "CPU", "CSI", "CTO", "DA", "DB", "DNA", "DOS", "DR", "EA", "EIA",
    "EMEA", "ETA", "EU", "EV", "FAA", "FBI", "FIPS", "FYI", "GPA", "GPS", "GPU", "GPUS", "GUI", "HA", "HIV",
    "HTTP", "IA", "ICE", "ICU", "ID", "IDE", "IDS", "IE", "II", "IO", "IOU", "IP", "IPO", "IRA", "IRS",
    "ISO", "IT", "JS", "KPI", "LA", "MA", "MBA", "MIT", "ML", "MO", "MP", "MS", "OEM", "OK", "OS", "PA",
    "PE", "PHP", "PI", "PM", "PO", "POC", "PR", "QA", "ROI", "SAP", "SCI", "SEO", "SPA", "SRE", "TA", "TV",
    "UAE", "UDP", "UI", "UID", "UK", "UN", "UPI", "UPS", "US", "USA", "USB", "VIP", "VP", "WI",
];

/// Short words that authors write in capitals to stress them, and short commands. Acronyms said as words
/// belong to the technical lexicon.
#[rustfmt::skip]
const STRESSED: &[&str] = &[
    "ADD", "ALL", "AN", "AND", "ANY", "ARE", "AS", "ASK", "AT", "BAD", "BIG", "BUT", "BUY", "BY", "CAN",
    "CUT", "DAY", "DID", "DO", "DUE", "END", "FAR", "FEW", "FIX", "FOR", "GET", "GO", "GOT", "HAD", "HAS",
    "HE", "HER", "HEY", "HIM", "HIS", "HOT", "HOW", "HUH", "IF", "IN", "IS", "ITS", "JOB", "KEY", "LET",
    "LOT", "LOW", "MAY", "ME", "MY", "NEW", "NO", "NOR", "NOT", "NOW", "OF", "OFF", "OH", "OLD", "ON",
    "ONE", "OR", "OUR", "OUT", "OWN", "PAY", "PER", "PUT", "RUN", "SAY", "SEE", "SET", "SHE", "SIX", "SO",
    "TEN", "THE", "TO", "TOO", "TOP", "TRY", "TWO", "UGH", "UP", "USE", "VIA", "WAS", "WAY", "WE", "WHO",
    "WHY", "WIN", "WOW", "YAY", "YES", "YET", "YOU",
];

/// Words that query languages, protocols and tools write in capitals, where nothing is stressed: "a LEFT JOIN", "GET requests".
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "ALTER", "ANALYZE", "BACKWARD", "BETWEEN", "BIGINT", "BOOLEAN", "BUFFERS", "CASCADE", "COMMIT", "COMMITTED",
    "CONCURRENTLY", "CONNECT", "CONSTRAINT", "COUNT", "CREATE", "CURSOR", "DEBUG", "DECIMAL", "DECLARE", "DELETE",
    "DESCRIBE", "DISTINCT", "DROP", "ENTRYPOINT", "ENUM", "ERROR", "EXCEPT", "EXECUTE", "EXISTS", "EXPLAIN", "EXPOSE",
    "EXTENDS", "FATAL", "FETCH", "FLOAT", "FOREIGN", "FORWARD", "GET", "GRANT", "GROUP", "HAVING", "HEAD",
    "HEALTHCHECK", "INCLUDE", "INDEX", "INFO", "INNER", "INSERT", "INTEGER", "INTERSECT", "JOIN", "LATERAL", "LIKE",
    "LIMIT", "MATERIALIZED", "MERGE", "NULL", "NUMERIC", "OFFSET", "ONBUILD", "OPTIONS", "OUTER", "PARTITION", "PATCH",
    "PIVOT", "POST", "PRIMARY", "PUT", "QUALIFY", "QUORUM", "RANK", "REFERENCES", "REINDEX", "REPEATABLE", "RETURNING",
    "REVERSE", "REVOKE", "ROLLBACK", "ROW", "SELECT", "SERIALIZABLE", "TABLE", "TEMPORARY", "TIMESTAMP", "TIMESTAMPTZ",
    "TRACE", "TRIGGER", "TRUNCATE", "UNCOMMITTED", "UNION", "UNIQUE", "UNPIVOT", "UPDATE", "VACUUM", "VALUES", "VARCHAR",
    "VIEW", "WARN", "WORKDIR",
];

/// Words of a clause that are stressed by themselves, and keywords like the others where one of these stands near: "SELECT age FROM users".
#[rustfmt::skip]
const CLAUSES: &[&str] = &[
    "ACCESS", "ALL", "AND", "AS", "BEGIN", "BY", "CASE", "CHECK", "COLUMN", "COPY", "DEFAULT", "EACH", "ELSE",
    "END", "EXCLUSIVE", "FROM", "FULL", "IN", "INTO", "IS", "KEY", "LEFT", "LOCK", "NOT", "ON", "ONLY",
    "OR", "ORDER", "OVER", "RIGHT", "ROW", "SCHEMA", "SET", "SHARE", "SYSTEM", "TABLES", "THEN", "TO", "USING", "WHEN",
    "WHERE", "WITH",
];

/// Short words that names in capitals are made of: "REACT_APP_URL".
const NAMED: &[&str] = &[
    "APP", "BAR", "BOX", "BUS", "DEV", "ENV", "FOO", "HUB", "LOG", "MAP", "POD", "PREF", "PROF", "ROW",
    "TAG", "VAR", "WEB",
];

/// Acronyms of three letters that are said as words, and longer ones that the dictionary has beside its words: nothing is stressed.
#[rustfmt::skip]
const SAID: &[&str] = &[
    "ACK", "ADHD", "AIDS", "AIPAC", "ALCOA", "ALGOL", "AMEX", "AMTRAK", "ANSI", "ANZAC", "APEC",
    "APGAR", "ARAMCO", "ARC", "ARG", "ARGS", "ARIA", "ARM", "ARPANET", "ASCAP", "ASCII", "ASEAN", "AWACS", "AWOL",
    "BART", "BIN", "BRIC", "BRICS", "BRIN", "CAP", "CNAME", "COBE", "COBOL", "COBRA", "COM", "COMECON",
    "COMINTERN", "CONUS", "CSPAN", "DAG", "DARPA", "DEFCON", "DIM", "DRIP", "EBITDA", "ELK", "EPCOT", "ERISA",
    "ESPN", "FAQ", "FEMA", "FICA", "FIFA", "FLOP", "FLOPS", "FNMA", "FOIA", "FORTRAN", "FUD", "GAAP",
    "GATT", "GEICO", "GERD", "GESTAPO", "GULAG", "HAMAS", "HAZMAT", "HIPAA", "IDOR", "IKEA", "INTELSAT",
    "INTERPOL", "ISIS", "JAR", "JIT", "KIP", "LAN", "LASIK", "LIBOR", "LIDAR", "LISP", "MAC", "MAGI", "MAN",
    "MAX", "MERCOSUR", "MIN", "MODEM", "MOSSAD", "NAACP", "NAFTA", "NAK", "NAS", "NASA", "NASCAR",
    "NASDAQ", "NAT", "NATO", "NEMA", "NET", "NGINX", "NIC", "NIMH", "NOAA", "NORAD", "OECD", "OPEC", "OSHA",
    "OXFAM", "PARC", "PASCAL", "PATH", "PERT", "PETA", "PIN", "POTUS", "QANTAS", "RADAR", "RAG", "RAM", "RAW", "REIT",
    "ROM", "SAM", "SAN", "SARS", "SCOTUS", "SCUBA", "SEATO", "SERVFAIL", "SETI", "SIDS", "SIG", "SIM",
    "SIPP", "SOC", "SONAR", "SUM", "SWAPO", "SYN", "TAR", "TARP", "TASER", "TASS", "TOEFL", "UNCTAD",
    "UNESCO", "UNICEF", "UNITA", "UNPROFOR", "USDA", "USSR", "WAF", "WAN", "WAR", "WASP", "ZIP",
];

/// What must stand beside an abbreviation for it to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Its letters alone make it one.
    Nothing,
    /// Its full stop.
    Stop,
    /// A name after it: titles.
    Name,
    /// A number after it.
    Number,
}

/// What an abbreviation stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expansion {
    pub(super) words: &'static str,
    pub(super) needs: Needs,
}

const fn of(words: &'static str, needs: Needs) -> Expansion {
    Expansion { words, needs }
}

/// Whether a word names a day of the week, in full or in short.
pub(super) fn is_weekday(word: &str) -> bool {
    weekday(word).or_else(|| full_weekday(word)).is_some()
}

/// A day of the week, of its full name.
pub(super) fn full_weekday(word: &str) -> Option<&'static str> {
    WEEKDAYS.iter().map(|&(_, day)| day).find(|&day| day == word)
}

/// Abbreviations whose capitals make them one: "12% YoY".
pub(super) fn of_mixed(word: &str) -> Option<&'static str> {
    Some(match word {
        "YoY" => "year over year",
        "QoQ" => "quarter over quarter",
        "MoM" => "month over month",
        "WoW" => "week over week",
        "YtD" | "YTD" => "year to date",
        "MTD" => "month to date",
        "QTD" => "quarter to date",
        _ => return None,
    })
}

/// Abbreviations in small letters, in order.
const EXPANSIONS: &[(&str, Expansion)] = &[
    ("add'l", of("additional", Needs::Nothing)),
    ("addl", of("additional", Needs::Stop)),
    ("adm", of("Admiral", Needs::Name)),
    ("app", of("appendix", Needs::Number)),
    ("approx", of("approximately", Needs::Nothing)),
    ("appx", of("appendix", Needs::Number)),
    ("apt", of("apartment", Needs::Number)),
    ("art", of("article", Needs::Number)),
    ("arts", of("articles", Needs::Number)),
    ("assn", of("association", Needs::Stop)),
    ("assoc", of("associate", Needs::Stop)),
    ("asst", of("assistant", Needs::Stop)),
    ("attn", of("attention", Needs::Stop)),
    ("avg", of("average", Needs::Nothing)),
    ("bk", of("book", Needs::Number)),
    ("bks", of("books", Needs::Number)),
    ("bldg", of("building", Needs::Number)),
    ("blk", of("block", Needs::Number)),
    ("bros", of("brothers", Needs::Stop)),
    ("btw", of("by the way", Needs::Nothing)),
    ("ca", of("circa", Needs::Number)),
    ("capt", of("Captain", Needs::Name)),
    ("cat", of("category", Needs::Number)),
    ("cf", of("compare", Needs::Stop)),
    ("ch", of("chapter", Needs::Number)),
    ("chas", of("Charles", Needs::Name)),
    ("chs", of("chapters", Needs::Number)),
    ("cl", of("clause", Needs::Number)),
    ("cmd", of("command", Needs::Nothing)),
    ("cmdr", of("Commander", Needs::Name)),
    ("co", of("company", Needs::Stop)),
    ("col", of("Colonel", Needs::Name)),
    ("corp", of("corporation", Needs::Stop)),
    ("cpl", of("Corporal", Needs::Name)),
    ("ctrl", of("control", Needs::Nothing)),
    ("def", of("definition", Needs::Number)),
    ("defs", of("definitions", Needs::Number)),
    ("dept", of("department", Needs::Nothing)),
    ("dr", of("doctor", Needs::Name)),
    ("eg", of("for example", Needs::Stop)),
    ("ep", of("episode", Needs::Number)),
    ("eps", of("episodes", Needs::Number)),
    ("eq", of("equation", Needs::Number)),
    ("eqn", of("equation", Needs::Number)),
    ("eqs", of("equations", Needs::Number)),
    ("esp", of("especially", Needs::Stop)),
    ("esq", of("Esquire", Needs::Stop)),
    ("est", of("established", Needs::Number)),
    ("etc", of("et cetera", Needs::Nothing)),
    ("ex", of("example", Needs::Number)),
    ("excl", of("excluding", Needs::Stop)),
    ("exs", of("examples", Needs::Number)),
    ("ext", of("extension", Needs::Number)),
    ("fig", of("figure", Needs::Number)),
    ("figs", of("figures", Needs::Number)),
    ("fl", of("floor", Needs::Number)),
    ("fr", of("Father", Needs::Name)),
    ("ft", of("Fort", Needs::Name)),
    ("gen", of("General", Needs::Name)),
    ("geo", of("George", Needs::Name)),
    ("gov", of("Governor", Needs::Name)),
    ("gov't", of("government", Needs::Nothing)),
    ("govt", of("government", Needs::Nothing)),
    ("govts", of("governments", Needs::Nothing)),
    ("hon", of("Honorable", Needs::Name)),
    ("hwy", of("highway", Needs::Number)),
    ("inc", of("incorporated", Needs::Stop)),
    ("incl", of("including", Needs::Stop)),
    ("int'l", of("international", Needs::Nothing)),
    ("intl", of("international", Needs::Stop)),
    ("jas", of("James", Needs::Name)),
    ("jr", of("junior", Needs::Nothing)),
    ("lem", of("lemma", Needs::Number)),
    ("lt", of("Lieutenant", Needs::Name)),
    ("ltd", of("limited", Needs::Nothing)),
    ("maj", of("Major", Needs::Name)),
    ("max", of("maximum", Needs::Stop)),
    ("messrs", of("messieurs", Needs::Name)),
    ("mgmt", of("management", Needs::Nothing)),
    ("mgr", of("manager", Needs::Stop)),
    ("min", of("minimum", Needs::Stop)),
    ("misc", of("miscellaneous", Needs::Nothing)),
    ("mk", of("mark", Needs::Number)),
    ("mlle", of("Mademoiselle", Needs::Name)),
    ("mme", of("Madame", Needs::Name)),
    ("mr", of("mister", Needs::Name)),
    ("mrs", of("missus", Needs::Name)),
    ("ms", of("miz", Needs::Name)),
    ("msgr", of("Monsignor", Needs::Name)),
    ("mt", of("Mount", Needs::Name)),
    ("mtg", of("meeting", Needs::Stop)),
    ("mtgs", of("meetings", Needs::Stop)),
    ("nat'l", of("national", Needs::Nothing)),
    ("natl", of("national", Needs::Stop)),
    ("no", of("number", Needs::Number)),
    ("nos", of("numbers", Needs::Number)),
    ("op", of("opus", Needs::Number)),
    ("orig", of("original", Needs::Stop)),
    ("para", of("paragraph", Needs::Number)),
    ("pg", of("page", Needs::Number)),
    ("pgs", of("pages", Needs::Number)),
    ("pkg", of("package", Needs::Stop)),
    ("pp", of("pages", Needs::Number)),
    ("pres", of("President", Needs::Name)),
    ("prof", of("Professor", Needs::Name)),
    ("prop", of("proposition", Needs::Number)),
    ("pub", of("publication", Needs::Number)),
    ("pvt", of("Private", Needs::Name)),
    ("qty", of("quantity", Needs::Nothing)),
    ("ref", of("reference", Needs::Number)),
    ("reg", of("regulation", Needs::Number)),
    ("rep", of("Representative", Needs::Name)),
    ("rev", of("Reverend", Needs::Name)),
    ("rm", of("room", Needs::Number)),
    ("rte", of("route", Needs::Number)),
    ("rwy", of("runway", Needs::Number)),
    ("sec", of("section", Needs::Number)),
    ("secs", of("sections", Needs::Number)),
    ("sen", of("Senator", Needs::Name)),
    ("sgt", of("Sergeant", Needs::Name)),
    ("sr", of("senior", Needs::Stop)),
    ("st", of("Saint", Needs::Name)),
    ("ste", of("suite", Needs::Number)),
    ("suppl", of("supplement", Needs::Number)),
    ("tbl", of("table", Needs::Number)),
    ("tel", of("telephone", Needs::Stop)),
    ("thm", of("theorem", Needs::Number)),
    ("thos", of("Thomas", Needs::Name)),
    ("treas", of("Treasury", Needs::Stop)),
    ("univ", of("university", Needs::Stop)),
    ("viz", of("namely", Needs::Nothing)),
    ("vol", of("volume", Needs::Number)),
    ("vols", of("volumes", Needs::Number)),
    ("vs", of("versus", Needs::Nothing)),
    ("wm", of("William", Needs::Name)),
];

/// Abbreviations of small letters that are common words too, or rare ones: what they stand for where their sentence goes on.
const SHORTENED: &[(&str, &str)] = &[
    ("amt", "amount"),
    ("apt", "apartment"),
    ("bldg", "building"),
    ("bldgs", "buildings"),
    ("bn", "battalion"),
    ("brig", "brigade"),
    ("char", "character"),
    ("circ", "circumference"),
    ("conc", "concentrated"),
    ("cont", "continued"),
    ("diam", "diameter"),
    ("div", "division"),
    ("divs", "divisions"),
    ("elev", "elevation"),
    ("eng", "engineering"),
    ("equip", "equipment"),
    ("freq", "frequency"),
    ("ht", "height"),
    ("lg", "large"),
    ("mi", "miles"),
    ("prio", "priority"),
    ("qtr", "quarter"),
    ("qtrs", "quarters"),
    ("reg", "regular"),
    ("regt", "regiment"),
    ("sched", "schedule"),
    ("seq", "sequence"),
    ("std", "standard"),
    ("temp", "temperature"),
    ("temps", "temperatures"),
    ("vis", "visibility"),
    ("vol", "volume"),
    ("wt", "weight"),
    ("yr", "year"),
    ("yrs", "years"),
];

/// What a word with a full stop stands for where its sentence goes on after it.
pub(super) fn shortened(word: &str) -> Option<&'static str> {
    let found = SHORTENED.iter().find(|(a, _)| word.eq_ignore_ascii_case(a));
    found.map(|&(_, words)| words)
}

/// Abbreviations that something always follows, so that their full stop never ends a sentence.
pub(super) fn leads_on(word: &str) -> bool {
    const LEADING: &[&str] = &[
        "approx", "assoc", "asst", "attn", "ca", "cf", "dept", "eg", "esp", "excl", "incl", "intl", "natl",
        "orig", "treas", "viz", "vs",
    ];
    LEADING.iter().any(|l| word.eq_ignore_ascii_case(l))
}

/// Weekdays by their abbreviations.
const WEEKDAYS: &[(&str, &str)] = &[
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("tues", "Tuesday"),
    ("wed", "Wednesday"),
    ("weds", "Wednesday"),
    ("thu", "Thursday"),
    ("thur", "Thursday"),
    ("thurs", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
];

/// The weekday an abbreviation stands for.
pub(super) fn weekday(word: &str) -> Option<&'static str> {
    if !(3..=5).contains(&word.len()) {
        return None;
    }
    WEEKDAYS
        .iter()
        .find(|(a, _)| word.eq_ignore_ascii_case(a))
        .map(|&(_, day)| day)
}

/// Whether small letters are an abbreviation without full stop or neighbour.
pub(super) fn needs_nothing(word: &str) -> bool {
    matches!(
        word,
        "add'l"
            | "approx"
            | "avg"
            | "btw"
            | "cmd"
            | "ctrl"
            | "dept"
            | "etc"
            | "gov't"
            | "govt"
            | "govts"
            | "int'l"
            | "nat'l"
            | "jr"
            | "ltd"
            | "mgmt"
            | "misc"
            | "qty"
            | "viz"
            | "vs"
    )
}

/// What `word`, of two to six letters, stands for.
pub(super) fn expansion(word: &str) -> Option<Expansion> {
    let mut lower = [0u8; 6];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let index = EXPANSIONS
        .binary_search_by(|(a, _)| a.as_bytes().cmp(lower))
        .ok()?;
    Some(EXPANSIONS[index].1)
}

/// Whether an abbreviation is a word, or another abbreviation, where no full stop shortens it: "Prop 8", "App 2".
pub(super) fn is_word(word: &str) -> bool {
    matches!(
        word,
        "App"
            | "Art"
            | "Arts"
            | "Ca"
            | "Cat"
            | "Def"
            | "Defs"
            | "Ex"
            | "Exs"
            | "Lem"
            | "Prop"
            | "Pub"
            | "Secs"
    )
}

/// Whether capitals are spelled although they look like a word.
pub(super) fn is_spelled(capitals: &str) -> bool {
    SPELLED.binary_search(&capitals).is_ok()
}

/// Whether a short word in capitals is stressed rather than abbreviated.
pub(super) fn is_stressed(capitals: &str) -> bool {
    STRESSED.binary_search(&capitals).is_ok()
}

/// Whether capitals are a keyword, said as a word and not stressed.
pub(super) fn is_keyword(capitals: &str) -> bool {
    KEYWORDS.binary_search(&capitals).is_ok()
}

/// Whether capitals are a keyword where another is near.
pub(super) fn is_of_clause(capitals: &str) -> bool {
    CLAUSES.binary_search(&capitals).is_ok()
}

/// Whether a word is called by a keyword: "two FROM lines".
pub(super) fn has_clauses(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or(word);
    matches!(stem, "clause" | "instruction" | "keyword" | "line" | "statement")
}

/// Whether capitals are a word where an underscore joins them to others.
pub(super) fn is_short_word(capitals: &str) -> bool {
    NAMED.binary_search(&capitals).is_ok()
}

/// Whether an acronym is said as a word.
pub(super) fn is_said(capitals: &str) -> bool {
    SAID.binary_search(&capitals).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(super::EXPANSIONS.is_sorted_by_key(|(a, _)| *a));
        for (word, found) in super::EXPANSIONS {
            assert_eq!(
                super::needs_nothing(word),
                found.needs == super::Needs::Nothing,
                "{word}"
            );
        }
        for list in [
            super::SPELLED,
            super::STRESSED,
            super::KEYWORDS,
            super::CLAUSES,
            super::NAMED,
            super::SAID,
        ] {
            assert!(list.is_sorted(), "{:?}", list.windows(2).find(|w| w[0] > w[1]));
        }
    }
}
