//! Symbols that are a unit here and something else there: "bps", "300 K", "6 in.", "2 L". A symbol that means
//! nothing else anywhere is `unit`'s.

use super::{Tagger, unit};
use crate::text::class::Class;
use crate::text::classify::numbers::context;
use crate::text::tokenise::{Case, Kind};

/// Stems of words that are said of the sky.
#[rustfmt::skip] // a table
const SKY: &[&str] = &[
    "angle", "angular", "arc", "astrometr", "galax", "heliometer", "moon", "parallax", "planet", "seeing", "sky", "star",
    "telescope", "transit",
];

impl Tagger<'_, '_> {
    /// The unit that the word at `at` is after the number at `from` because of what stands around it.
    pub(in super::super) fn unit_in_context(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        let symbol = self.str(at);
        let next = self.str(at + 1);
        let spaced = !self.glued(at);
        let ends =
            || self.ends_before(at + 1) && !matches!(self.case(at + 1), Some(Case::Capital | Case::Upper));
        match symbol {
            "bp" | "bps" => self.unit_of_points(from, at),
            // "1.5em", "0.75rem" (CSS Values and Units 4, 6.1)
            "em" if !spaced && ends() => Some(&unit::EM),
            "rem" if !spaced && ends() => Some(&unit::REM),
            // "+2.7 pp", "lost 1.1 pp."; but "240 pp." of a book
            "pp" if self.is_sign(from + 1, '.')
                || !self.is_dotted(at)
                    && (matches!(
                        self.kind(from.wrapping_sub(1)),
                        Some(Kind::Sign('+' | '-' | '−' | '±'))
                    ) || self.is_within(8, from, &["percent"])) =>
            {
                Some(&unit::PERCENTAGE_POINT)
            }
            // "250 t/s" of a language model
            "t" if self.is_sign(at + 1, '/')
                && self.str(at + 2) == "s"
                && self.is_within(64, at, &["gpu", "inference", "llm", "model", "token"]) =>
            {
                unit::of_symbol("tok")
            }
            // "6 in. deep"
            "in" if spaced && self.is_dotted(at) => unit::of_symbol("in"),
            "c" if spaced && self.is_dotted(at) && self.is_noun(at + 2) => Some(&unit::CUP),
            // "6 C of stock", "6 c. of stock"
            "C" | "c" if spaced && self.str(at + 1 + usize::from(self.is_dotted(at))) == "of" => {
                Some(&unit::CUP)
            }
            "pts"
                if matches!(
                    if self.is_dotted(at) {
                        self.str(at + 2)
                    } else {
                        next
                    },
                    "ale" | "beer" | "blood" | "broth" | "cream" | "milk" | "stock" | "water" | "wine"
                ) =>
            {
                Some(&unit::PINT)
            }
            "A" if spaced
                && matches!(
                    next,
                    "breaker" | "charger" | "circuit" | "current" | "fuse" | "load" | "supply"
                ) =>
            {
                unit::of_symbol("A")
            }
            // "2 L of water", and not "Section 2 L"
            "L" if spaced
                && ends()
                && (matches!(next, "bottle" | "of" | "tank")
                    || self.case(at + 1).is_none()
                        && matches!(self.case(from.wrapping_sub(1)), None | Some(Case::Lower))) =>
            {
                unit::of_symbol("L")
            }
            // "6,250 SF", "0.143 ac."
            "SF" | "sf" if spaced && self.str(from).len() > 2 && ends() => unit::of_symbol("sqft"),
            "ac" if spaced && (self.is_dotted(at) || self.str(from + 1) == ".") && ends() => {
                Some(&unit::ACRE)
            }
            // "1.3 pc away"
            "pc" if spaced
                && (matches!(next, "away" | "=")
                    || self.is_near(
                        from,
                        &["distance", "galax", "light", "parallax", "parsec", "star"],
                    )) =>
            {
                Some(&unit::PARSEC)
            }
            // "a parallax of 768 mas", "0.7 mag/kpc"
            "mas" if spaced && self.is_within(16, from, SKY) => Some(&unit::MILLIARCSECOND),
            "mag" if spaced && self.is_sign(at + 1, '/') && self.glued(at + 1) => Some(&unit::MAGNITUDE),
            // "20,000 t of it", "1 t/cm³"
            "t" if spaced && self.is_sign(at + 1, '/') && self.glued(at + 1) => Some(&unit::TON),
            "t" if spaced
                && (next == "of"
                    || self.str(from).contains(',')
                    || self.str(from).len() > 1
                        && matches!(self.kind(at + 1), None | Some(Kind::Sign(_)))) =>
            {
                Some(&unit::TON)
            }
            // "pushed with 10 N.", "a force of 5 N upward"
            // "18 pt, or 14 pt bold", "12pt Helvetica"
            "pt" if (!self.is_dotted(at) || matches!(self.str(at + 2), "font" | "type"))
                && (self.is_near(
                    from,
                    &["bold", "font", "heading", "italic", "px", "serif", "text", "type"],
                ) || !spaced
                    && self.case(at + 1) == Some(Case::Capital)
                    && !crate::text::abbreviations::is_weekday(self.str(at + 1))) =>
            {
                Some(&unit::POINT)
            }
            "N" if spaced
                && ends()
                && self.is_near(
                    from,
                    &["force", "newton", "pull", "push", "tension", "thrust", "weigh"],
                ) =>
            {
                unit::of_symbol("N")
            }
            "J" if spaced && ends() && self.is_near(from, &["energ", "heat", "joule", "kinetic", "work"]) => {
                unit::of_symbol("J")
            }
            // "0.1 M HCl"
            "M" if spaced
                && (matches!(
                    next,
                    "HCl" | "KCl" | "KOH" | "NaCl" | "NaOH" | "HNO" | "H" | "CuSO" | "buffer"
                ) && self.is_near(
                    from,
                    &[
                        "add", "acid", "base", "buffer", "dilut", "mL", "mol", "molar", "solution", "stir",
                        "titrat",
                    ],
                ) || next == "solution") =>
            {
                Some(&unit::MOLAR)
            }
            "C" | "F"
                if spaced
                    && self.str(from).len() <= 3
                    && self.ends_before(at + 1)
                    && self.is_near(
                        from,
                        &["bake", "fever", "oven", "preheat", "temperature", "thermometer"],
                    ) =>
            {
                unit::of_degrees(symbol)
            }
            // "80 U/kg", "10 U of insulin"; but "a 2 U server"
            "U" if spaced && self.is_unit_of_medicine(from, at) => unit::of_symbol("units"),
            "MP" if spaced
                && self.is_near(from, &["camera", "image", "lens", "photo", "pixel", "sensor"]) =>
            {
                Some(&unit::MEGAPIXEL)
            }
            "NM" | "nm" if spaced && self.is_at_sea(from) => Some(&unit::NAUTICAL_MILE),
            "mb" if self.is_pressure_of_air(from) => Some(&unit::MILLIBAR),
            "it" if spaced && self.is_sign(at + 1, '/') && self.str(at + 2) == "s" => Some(&unit::ITERATION),
            "K" if spaced
                && ends()
                && self.is_near(
                    from,
                    &[
                        "bulb",
                        "absolute",
                        "cool",
                        "core",
                        "corona",
                        "daylight",
                        "freez",
                        "heat",
                        "kelvin",
                        "melt",
                        "plasma",
                        "star",
                        "sun",
                        "supercond",
                        "surface",
                        "temperature",
                        "white",
                    ],
                ) =>
            {
                Some(&unit::KELVIN)
            }
            // Memory: "3200 MT/s"
            "GT" | "MT" if self.is_sign(at + 1, '/') && self.str(at + 2) == "s" => Some(if symbol == "MT" {
                &unit::MEGATRANSFER
            } else {
                &unit::GIGATRANSFER
            }),
            "GS" | "MS" | "kS" if self.is_sign(at + 1, '/') && self.str(at + 2) == "s" => {
                Some(match symbol {
                    "GS" => &unit::GIGASAMPLE,
                    "MS" => &unit::MEGASAMPLE,
                    _ => &unit::KILOSAMPLE,
                })
            }
            "EH" | "GH" | "MH" | "PH" | "TH" if self.is_sign(at + 1, '/') && self.str(at + 2) == "s" => {
                Some(match symbol {
                    "EH" => &unit::EXAHASH,
                    "GH" => &unit::GIGAHASH,
                    "MH" => &unit::MEGAHASH,
                    "PH" => &unit::PETAHASH,
                    _ => &unit::TERAHASH,
                })
            }
            "C" | "F" if !spaced && self.is_oven(from, at) => unit::of_degrees(symbol),
            _ => None,
        }
    }

    /// Whether the U at `at`, behind the amount from `from`, is a unit of what acts on the body: it is divided by a mass or a
    /// volume, a drug is spoken of, or another of these stands before.
    fn is_unit_of_medicine(&self, from: usize, at: usize) -> bool {
        const DRUGS: &[&str] = &[
            "bolus",
            "botulin",
            "dose",
            "enzym",
            "heparin",
            "inject",
            "insulin",
            "penicillin",
            "vaccin",
            "vial",
        ];
        const NEAR: usize = 24;
        let divided = self.is_sign(at + 1, '/')
            && (at + 1..at + 3).all(|i| self.glued(i))
            && matches!(self.str(at + 2), "L" | "dL" | "h" | "kg" | "mL");
        let unit = unit::of_symbol("units");
        let again = || {
            let units = |class: &Class<'_>| matches!(class, Class::Measure(m) if Some(m.unit) == unit);
            self.tags.iter().rev().take(NEAR).any(|tag| units(&tag.class))
        };
        let apart = self.ends_before(at + 1) || divided;
        apart && (divided || self.is_within(12, from, DRUGS) || again())
    }

    /// Whether ships or aircraft are spoken of near the amount from `from`, and no light whose length is measured.
    fn is_at_sea(&self, from: usize) -> bool {
        const VOYAGES: &[&str] = &[
            "airport", "anchor", "beacon", "boat", "breeze", "buoy", "gale", "gust", "harbor", "heading",
            "helm", "island", "knot", "marina", "mooring", "offshore", "reef", "runway", "sail", "sea",
            "ship", "shoal", "tack", "tide", "vessel", "voyage", "waypoint", "wind",
        ];
        const SMALL: &[&str] = &[
            "chip",
            "fiber",
            "laser",
            "light",
            "node",
            "process",
            "transistor",
            "wavelength",
        ];
        self.has_beside(16, from, VOYAGES) && !self.has_beside(16, from, SMALL)
    }

    /// Whether the amount from `from` is a pressure of the air, in millibars: about a thousand where weather is spoken of, or
    /// any beside a barometer; and no memory.
    fn is_pressure_of_air(&self, from: usize) -> bool {
        const BAROMETERS: &[&str] = &["barometer", "gale", "hurricane", "isobar", "storm", "trough"];
        const WEATHER: &[&str] = &["front", "high", "low", "pressure", "ridge", "weather", "wind"];
        const MEMORY: &[&str] = &[
            "cache", "disk", "download", "file", "heap", "memory", "ram", "size", "upload",
        ];
        let usual = self
            .number(from)
            .and_then(|n| n.parse::<u16>().ok())
            .is_some_and(|n| (870..=1085).contains(&n));
        let falls = self.has_beside(5, from, &["front", "pressure"]);
        (self.has_beside(16, from, BAROMETERS) || falls || usual && self.has_beside(16, from, WEATHER))
            && !self.has_beside(16, from, MEMORY)
    }

    /// What the g at `at` is where it is no gram: "pulled 11 g on the way down", "4g of heap".
    pub(super) fn no_gram(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        (self.str(at) == "g" && self.ends_before(at + 1)).then_some(())?;
        let pulled = matches!(
            self.str(from.wrapping_sub(1)),
            "feel" | "felt" | "pull" | "pulled" | "pulling" | "pulls" | "withstand" | "withstood"
        );
        let stored = [
            "executor", "heap", "memory", "RAM", "RSS", "Spark", "VSZ", "Xms", "Xmx",
        ];
        match pulled {
            true => Some(&unit::GRAVITY),
            false => (self.glued(at) && !self.glued(from) && self.has_beside(8, at, &stored))
                .then(|| unit::of_symbol("GB"))?,
        }
    }

    /// Whether one of `words`, or its plural, stands up to `reach` tokens away from `at`.
    pub(in super::super) fn has_beside(&self, reach: usize, at: usize, words: &[&str]) -> bool {
        (at.saturating_sub(reach)..at + reach).any(|i| {
            self.word(i).is_some_and(|w| {
                let one = w.strip_suffix('s').unwrap_or(w);
                words
                    .iter()
                    .any(|listed| listed.eq_ignore_ascii_case(w) || listed.eq_ignore_ascii_case(one))
            })
        })
    }

    /// Whether a word that begins with one of `stems` stands shortly before or after token `at`.
    pub(in super::super) fn is_near(&self, at: usize, stems: &[&str]) -> bool {
        self.is_within(8, at, stems)
    }

    /// The same, up to `reach` tokens away.
    pub(in super::super) fn is_within(&self, reach: usize, at: usize, stems: &[&str]) -> bool {
        (at.saturating_sub(reach)..at + reach).any(|i| {
            self.word(i).is_some_and(|word| {
                stems
                    .iter()
                    .any(|s| word.get(..s.len()).is_some_and(|w| w.eq_ignore_ascii_case(s)))
            })
        })
    }

    /// Whether a number in words stands before `from`: "two 50 mL bags", "twenty kg".
    pub(in super::super) fn is_counted_out(&self, from: usize) -> bool {
        const NUMBERS: &[&str] = &[
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
            "twelve", "dozen", "twenty", "fifty", "hundred", "thousand",
        ];
        from.checked_sub(1)
            .is_some_and(|b| NUMBERS.iter().any(|n| self.str(b).eq_ignore_ascii_case(n)))
    }

    /// Whether the letter at `at` names a part of a form ("box 1g"), the first find of a year ("supernova 1987A") or how chips
    /// are made ("the 4N process").
    pub(super) fn is_part(&self, from: usize, at: usize) -> bool {
        const PARTED: &[&str] = &[
            "Box", "Exercise", "Figure", "Item", "Question", "box", "exercise", "figure", "item", "question",
        ];
        const FOUND: &[&str] = &[
            "AT",
            "Comet",
            "Nova",
            "SN",
            "Supernova",
            "comet",
            "nova",
            "supernova",
        ];
        let before = self.str(from.wrapping_sub(1));
        self.glued(at)
            && self.str(at).len() == 1
            && (PARTED.contains(&before)
                || matches!(self.str(at), "A" | "N" | "P") && matches!(self.str(at + 1), "node" | "process")
                || FOUND.contains(&before)
                    && self.case(at) == Some(Case::Upper)
                    && context::is_year(self.str(from)))
    }

    /// What the typographic prime at `at` stands for where the sky is spoken of, "shifts by 1″", or a thing, "an 8″ mirror".
    pub(super) fn arc(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        // "a 30″ exposure" lasts.
        const NO_LENGTH: &[&str] = &[
            "disk",
            "error",
            "exposure",
            "field",
            "offset",
            "parallax",
            "pause",
            "resolution",
            "seeing",
            "separation",
            "shift",
        ];
        let thing = self.is_sign(at, '″') && self.word(at + 1).is_some() && self.has_article(from);
        if thing && !NO_LENGTH.contains(&self.str(at + 1)) {
            return Some(&unit::INCH);
        }
        let unit = match self.kind(at)? {
            Kind::Sign('′') => &unit::ARCMINUTE,
            Kind::Sign('″') => &unit::ARCSECOND,
            _ => return None,
        };
        self.is_within(16, from, SKY).then_some(unit)
    }

    /// "bps" and "bp": basis points where rates and their changes are spoken of, base pairs where genes are.
    fn unit_of_points(&self, from: usize, at: usize) -> Option<&'static unit::Unit> {
        const FINANCE: &[&str] = &[
            "basis", "bond", "charg", "coupon", "cut", "ease", "expand", "expense", "Fed", "fee", "fund",
            "hike", "margin", "mortgage", "narrow", "rais", "rate", "rose", "spread", "tighten", "treasur",
            "widen", "yield",
        ];
        const LINES: &[&str] = &[
            "baud",
            "bandwidth",
            "bit",
            "data",
            "download",
            "line",
            "link",
            "modem",
            "network",
            "serial",
            "throughput",
            "upload",
        ];
        if self.str(at) == "bp" {
            let genes = self.is_near(
                from,
                &[
                    "amplic", "DNA", "fragment", "gene", "genom", "insert", "primer", "read", "sequenc",
                ],
            );
            return Some(if genes {
                &unit::BASE_PAIR
            } else {
                &unit::BASIS_POINT
            });
        }
        let few = self.number(from).is_some_and(|n| n.len() <= 3);
        ((few || self.is_near(from, FINANCE)) && !self.is_near(from, LINES)).then_some(&unit::BASIS_POINT)
    }

    /// "180C/350F", "bake at 350F": a letter after a number is a scale of temperature.
    fn is_oven(&self, from: usize, at: usize) -> bool {
        let scale = |number: usize| {
            self.number(number).is_some_and(|n| matches!(n.len(), 2 | 3))
                && matches!(self.str(number + 1), "C" | "F")
                && self.glued(number + 1)
        };
        let slash = |i: usize| self.is_sign(i, '/') && self.glued(i);
        let paired =
            slash(at + 1) && scale(at + 2) || slash(from.wrapping_sub(1)) && scale(from.wrapping_sub(3));
        let ends = self.ends_before(at + 1);
        // "to 165F", "below 74C"
        let before = from.wrapping_sub(1);
        let reached = ["above", "at", "below", "hits", "over", "reaches", "to", "under"]
            .iter()
            .any(|w| self.str(before).eq_ignore_ascii_case(w))
            && (self.str(from).len() == 3 || self.str(at) == "C");
        scale(from)
            && (paired
                || ends && reached
                || ends && self.is_near(from, &["bake", "baking", "oven", "preheat", "roast"]))
    }

    /// "45-y.o.", "45 y/o": the token after it, and whether it describes what follows.
    pub(super) fn year_old(&self, at: usize) -> Option<(usize, bool)> {
        let hyphen = self.is_sign(at, '-') && self.glued(at) && self.glued(at + 1);
        let y = at + usize::from(hyphen);
        let sign = matches!(self.kind(y + 1), Some(Kind::Sign('.' | '/')));
        (self.str(y) == "y" && sign && self.str(y + 2) == "o" && self.glued(y + 1) && self.glued(y + 2))
            .then_some(())?;
        let end = y + 3 + usize::from(self.is_dotted(y + 2) && self.kind(y + 4).is_some());
        Some((end, hyphen || self.is_noun(end)))
    }
}
