//! Units of measurement by their symbol: SI, imperial, computing, and what is counted per something. Looks at
//! nothing around a symbol: one that may be something else there is `ambiguous`'s.
//!
//! Sources: the BIPM's SI Brochure (9th edition) for names and symbols, IEC 80000-13 for KiB and its kin.

/// A unit in words, singular and plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Unit {
    pub(in crate::text) one: &'static str,
    pub(in crate::text) many: &'static str,
}

impl Unit {
    /// Whether it is a length of time.
    pub(in super::super) fn is_period(self) -> bool {
        matches!(
            self.one,
            "day" | "hour" | "minute" | "month" | "second" | "week" | "year"
        )
    }

    /// Whether it is a unit of physics that is given per length, not per time.
    pub(super) fn is_physical(self) -> bool {
        ["amp", "joule", "newton", "ohm", "tesla", "volt", "watt"]
            .iter()
            .any(|stem| self.one.ends_with(stem))
    }

    /// Whether it measures time.
    pub(super) fn is_time(self) -> bool {
        matches!(self.one, "millisecond" | "second" | "minute" | "hour" | "day")
    }

    /// Whether it measures a length, so that two amounts of it span an area.
    pub(in super::super) fn is_length(self) -> bool {
        matches!(self.one, "foot" | "inch" | "mile" | "pixel" | "yard") || self.one.ends_with("meter")
    }
}

const fn unit(one: &'static str, many: &'static str) -> Unit {
    Unit { one, many }
}

static PERCENT: Unit = unit("percent", "percent");
static DEGREE: Unit = unit("degree", "degrees");
static PER_MILLE: Unit = unit("per mille", "per mille");
pub(super) static MINUTE_OF_ARC: Unit = unit("minute", "minutes");
pub(super) static SECOND_OF_ARC: Unit = unit("second", "seconds");
pub(super) static ARCMINUTE: Unit = unit("arcminute", "arcminutes");
pub(super) static ARCSECOND: Unit = unit("arcsecond", "arcseconds");
static FOOT: Unit = unit("foot", "feet");
pub(super) static MILLIBAR: Unit = unit("millibar", "millibars");
pub(super) static ITERATION: Unit = unit("iteration", "iterations");
pub(super) static ACRE: Unit = unit("acre", "acres");
pub(super) static GRAVITY: Unit = unit("gee", "gees");
pub(super) static INCH: Unit = unit("inch", "inches");
static CELSIUS: Unit = unit("degree Celsius", "degrees Celsius");
static FAHRENHEIT: Unit = unit("degree Fahrenheit", "degrees Fahrenheit");
pub(super) static KELVIN: Unit = unit("kelvin", "kelvins");

pub(super) static BASE_PAIR: Unit = unit("base pair", "base pairs");
pub(super) static BASIS_POINT: Unit = unit("basis point", "basis points");
pub(in super::super) static CUP: Unit = unit("cup", "cups");
pub(super) static EM: Unit = unit("em", "ems");
pub(super) static REM: Unit = unit("rem", "rems");
pub(super) static GIGATRANSFER: Unit = unit("gigatransfer", "gigatransfers");
pub(super) static KILOSAMPLE: Unit = unit("kilosample", "kilosamples");
pub(super) static MEGASAMPLE: Unit = unit("megasample", "megasamples");
pub(super) static GIGASAMPLE: Unit = unit("gigasample", "gigasamples");
pub(super) static MEGAHASH: Unit = unit("megahash", "megahashes");
pub(super) static GIGAHASH: Unit = unit("gigahash", "gigahashes");
pub(super) static TERAHASH: Unit = unit("terahash", "terahashes");
pub(super) static PETAHASH: Unit = unit("petahash", "petahashes");
pub(super) static EXAHASH: Unit = unit("exahash", "exahashes");
pub(super) static MEGATRANSFER: Unit = unit("megatransfer", "megatransfers");
pub(super) static MEGAPIXEL: Unit = unit("megapixel", "megapixels");
pub(super) static NAUTICAL_MILE: Unit = unit("nautical mile", "nautical miles");
pub(super) static MOLAR: Unit = unit("molar", "molar");
pub(super) static PERCENTAGE_POINT: Unit = unit("percentage point", "percentage points");
/// Of type, whose sizes are not counted.
pub(super) static POINT: Unit = unit("point", "point");
pub(super) static PINT: Unit = unit("pint", "pints");
pub(super) static MILLIARCSECOND: Unit = unit("milliarcsecond", "milliarcseconds");
pub(super) static MAGNITUDE: Unit = unit("magnitude", "magnitudes");
pub(super) static PARSEC: Unit = unit("parsec", "parsecs");
pub(super) static TON: Unit = unit("ton", "tons");
pub(in super::super) static SECOND: Unit = unit("second", "seconds");
pub(super) static BYTE: Unit = unit("byte", "bytes");
pub(super) static MINUTE: Unit = unit("minute", "minutes");
pub(super) static MILLICORE: Unit = unit("millicore", "millicores");

/// The unit a sign stands for when it is written up against a number.
pub(in super::super) fn of_sign(c: char) -> Option<&'static Unit> {
    Some(match c {
        '%' => &PERCENT,
        '°' => &DEGREE,
        '‰' => &PER_MILLE,
        '′' => &MINUTE_OF_ARC,
        '″' => &SECOND_OF_ARC,
        '℃' => &CELSIUS,
        '℉' => &FAHRENHEIT,
        _ => return None,
    })
}

/// The length that a straight quotation mark after a number stands for.
pub(in super::super) fn of_length(mark: &str) -> Option<&'static Unit> {
    Some(match mark {
        "'" => &FOOT,
        "\"" => &INCH,
        _ => return None,
    })
}

/// The scale a letter after a degree sign names.
pub(super) fn of_degrees(letter: &str) -> Option<&'static Unit> {
    Some(match letter {
        "C" | "c" => &CELSIUS,
        "F" | "f" => &FAHRENHEIT,
        "K" => &KELVIN,
        _ => return None,
    })
}

/// Symbols in ASCII order, with the unit each stands for.
static SYMBOLS: &[(&str, Unit)] = &[
    ("A", unit("amp", "amps")),
    ("Ah", unit("amp hour", "amp hours")),
    ("Bq", unit("becquerel", "becquerels")),
    ("EB", unit("exabyte", "exabytes")),
    ("EiB", unit("exbibyte", "exbibytes")),
    ("GB", unit("gigabyte", "gigabytes")),
    ("GBps", unit("gigabyte per second", "gigabytes per second")),
    ("GFLOPS", unit("gigaflop", "gigaflops")),
    ("GHz", unit("gigahertz", "gigahertz")),
    ("GJ", unit("gigajoule", "gigajoules")),
    ("GPa", unit("gigapascal", "gigapascals")),
    ("GW", unit("gigawatt", "gigawatts")),
    ("GWh", unit("gigawatt hour", "gigawatt hours")),
    ("Gb", unit("gigabit", "gigabits")),
    ("Gbit", unit("gigabit", "gigabits")),
    ("Gbits", unit("gigabit", "gigabits")),
    ("Gbps", unit("gigabit per second", "gigabits per second")),
    ("GeV", unit("gigaelectronvolt", "gigaelectronvolts")),
    ("Gi", unit("gibibyte", "gibibytes")),
    ("GiB", unit("gibibyte", "gibibytes")),
    ("Gib", unit("gibibit", "gibibits")),
    ("Gly", unit("billion light years", "billion light years")),
    ("Gpc", unit("gigaparsec", "gigaparsecs")),
    ("Gy", unit("gray", "grays")),
    ("Gyr", unit("billion years", "billion years")),
    ("Hz", unit("hertz", "hertz")),
    ("IOPS", unit("I O P S", "I ops")),
    ("IU", unit("international unit", "international units")),
    ("J", unit("joule", "joules")),
    ("KB", unit("kilobyte", "kilobytes")),
    ("KBps", unit("kilobyte per second", "kilobytes per second")),
    ("KHz", unit("kilohertz", "kilohertz")),
    ("Kbps", unit("kilobit per second", "kilobits per second")),
    ("Ki", unit("kibibyte", "kibibytes")),
    ("KiB", unit("kibibyte", "kibibytes")),
    ("Kib", unit("kibibit", "kibibits")),
    ("L", unit("liter", "liters")),
    ("LU", unit("L U", "L U")),
    ("LUFS", unit("lufs", "lufs")),
    ("MB", unit("megabyte", "megabytes")),
    ("MBps", unit("megabyte per second", "megabytes per second")),
    ("MBq", unit("megabecquerel", "megabecquerels")),
    ("MHz", unit("megahertz", "megahertz")),
    ("MJ", unit("megajoule", "megajoules")),
    ("MP", unit("megapixel", "megapixels")),
    ("MPa", unit("megapascal", "megapascals")),
    ("MTok", unit("million tokens", "million tokens")),
    ("MV", unit("megavolt", "megavolts")),
    ("MVA", unit("megavolt amp", "megavolt amps")),
    ("MW", unit("megawatt", "megawatts")),
    ("MWh", unit("megawatt hour", "megawatt hours")),
    ("Mb", unit("megabit", "megabits")),
    ("Mbit", unit("megabit", "megabits")),
    ("Mbits", unit("megabit", "megabits")),
    ("Mbps", unit("megabit per second", "megabits per second")),
    ("MeV", unit("megaelectronvolt", "megaelectronvolts")),
    ("Mhz", unit("megahertz", "megahertz")),
    ("Mi", unit("mebibyte", "mebibytes")),
    ("MiB", unit("mebibyte", "mebibytes")),
    ("Mib", unit("mebibit", "mebibits")),
    ("Mly", unit("million light years", "million light years")),
    ("Mpc", unit("megaparsec", "megaparsecs")),
    (
        "Mpps",
        unit("million packets per second", "million packets per second"),
    ),
    ("Mtok", unit("million tokens", "million tokens")),
    ("Myr", unit("million years", "million years")),
    ("MΩ", unit("megohm", "megohms")),
    ("N", unit("newton", "newtons")),
    ("Nm", unit("newton meter", "newton meters")),
    ("PB", unit("petabyte", "petabytes")),
    ("PFLOPS", unit("petaflop", "petaflops")),
    ("Pa", unit("pascal", "pascals")),
    ("Pi", unit("pebibyte", "pebibytes")),
    ("PiB", unit("pebibyte", "pebibytes")),
    ("QPS", unit("query per second", "queries per second")),
    ("RPM", unit("R P M", "R P M")),
    ("RPS", unit("request per second", "requests per second")),
    ("Sv", unit("sievert", "sieverts")),
    ("TB", unit("terabyte", "terabytes")),
    ("TBps", unit("terabyte per second", "terabytes per second")),
    ("TFLOPS", unit("teraflop", "teraflops")),
    ("THz", unit("terahertz", "terahertz")),
    ("TPS", unit("transaction per second", "transactions per second")),
    ("TWh", unit("terawatt hour", "terawatt hours")),
    ("Tbit", unit("terabit", "terabits")),
    ("Tbps", unit("terabit per second", "terabits per second")),
    ("Tbsp", unit("tablespoon", "tablespoons")),
    ("Ti", unit("tebibyte", "tebibytes")),
    ("TiB", unit("tebibyte", "tebibytes")),
    ("Torr", unit("torr", "torr")),
    ("V", unit("volt", "volts")),
    ("W", unit("watt", "watts")),
    ("Wb", unit("weber", "webers")),
    ("Wh", unit("watt hour", "watt hours")),
    ("ZB", unit("zettabyte", "zettabytes")),
    ("atm", unit("atmosphere", "atmospheres")),
    ("bbl", unit("barrel", "barrels")),
    ("bit", unit("bit", "bits")),
    ("bpm", unit("beat per minute", "beats per minute")),
    ("bps", unit("bit per second", "bits per second")),
    ("byte", unit("byte", "bytes")),
    ("cal", unit("calorie", "calories")),
    ("cc", unit("C C", "C C")),
    ("cl", unit("centiliter", "centiliters")),
    ("cm", unit("centimeter", "centimeters")),
    ("d", unit("day", "days")),
    ("dB", unit("decibel", "decibels")),
    ("dBA", unit("D B A", "D B A")),
    ("dBFS", unit("D B F S", "D B F S")),
    ("dBTP", unit("D B T P", "D B T P")),
    ("dBm", unit("D B M", "D B M")),
    ("dL", unit("deciliter", "deciliters")),
    ("deg", unit("degree", "degrees")),
    ("dl", unit("deciliter", "deciliters")),
    ("dm", unit("decimeter", "decimeters")),
    ("dpi", unit("dot per inch", "dots per inch")),
    ("eV", unit("electronvolt", "electronvolts")),
    ("fL", unit("femtoliter", "femtoliters")),
    ("fps", unit("frame per second", "frames per second")),
    ("fs", unit("femtosecond", "femtoseconds")),
    ("ft", unit("foot", "feet")),
    ("g", unit("gram", "grams")),
    ("gal", unit("gallon", "gallons")),
    ("gb", unit("gigabyte", "gigabytes")),
    ("gbps", unit("gigabit per second", "gigabits per second")),
    ("ghz", unit("gigahertz", "gigahertz")),
    ("h", unit("hour", "hours")),
    ("hPa", unit("hectopascal", "hectopascals")),
    ("ha", unit("hectare", "hectares")),
    ("hp", unit("horsepower", "horsepower")),
    ("hr", unit("hour", "hours")),
    ("hrs", unit("hour", "hours")),
    ("hz", unit("hertz", "hertz")),
    ("in", unit("inch", "inches")),
    ("kA", unit("kiloamp", "kiloamps")),
    ("kB", unit("kilobyte", "kilobytes")),
    ("kBps", unit("kilobyte per second", "kilobytes per second")),
    ("kBq", unit("kilobecquerel", "kilobecquerels")),
    ("kDa", unit("kilodalton", "kilodaltons")),
    ("kHz", unit("kilohertz", "kilohertz")),
    ("kJ", unit("kilojoule", "kilojoules")),
    ("kN", unit("kilonewton", "kilonewtons")),
    ("kNm", unit("kilonewton meter", "kilonewton meters")),
    ("kPa", unit("kilopascal", "kilopascals")),
    ("kV", unit("kilovolt", "kilovolts")),
    ("kVA", unit("kilovolt amp", "kilovolt amps")),
    ("kW", unit("kilowatt", "kilowatts")),
    ("kWh", unit("kilowatt hour", "kilowatt hours")),
    ("kWp", unit("kilowatt peak", "kilowatts peak")),
    ("kb", unit("kilobit", "kilobits")),
    ("kbit", unit("kilobit", "kilobits")),
    ("kbps", unit("kilobit per second", "kilobits per second")),
    ("kcal", unit("kilocalorie", "kilocalories")),
    ("keV", unit("kiloelectronvolt", "kiloelectronvolts")),
    ("kg", unit("kilogram", "kilograms")),
    ("kgs", unit("kilogram", "kilograms")),
    ("khz", unit("kilohertz", "kilohertz")),
    ("km", unit("kilometer", "kilometers")),
    ("kmh", unit("kilometer per hour", "kilometers per hour")),
    ("kn", unit("knot", "knots")),
    ("kpc", unit("kiloparsec", "kiloparsecs")),
    ("kph", unit("kilometer per hour", "kilometers per hour")),
    ("kt", unit("knot", "knots")),
    ("kts", unit("knot", "knots")),
    ("kw", unit("kilowatt", "kilowatts")),
    ("kwh", unit("kilowatt hour", "kilowatt hours")),
    ("kΩ", unit("kilohm", "kilohms")),
    ("l", unit("liter", "liters")),
    ("lb", unit("pound", "pounds")),
    ("lbf", unit("pound", "pounds")),
    ("lbs", unit("pound", "pounds")),
    ("lm", unit("lumen", "lumens")),
    ("lx", unit("lux", "lux")),
    ("ly", unit("light year", "light years")),
    ("m", unit("meter", "meters")),
    ("mA", unit("milliamp", "milliamps")),
    ("mAh", unit("milliamp hour", "milliamp hours")),
    ("mEq", unit("milliequivalent", "milliequivalents")),
    ("mF", unit("millifarad", "millifarads")),
    ("mGy", unit("milligray", "milligrays")),
    ("mH", unit("millihenry", "millihenries")),
    ("mK", unit("millikelvin", "millikelvins")),
    ("mL", unit("milliliter", "milliliters")),
    ("mM", unit("millimolar", "millimolar")),
    ("mN", unit("millinewton", "millinewtons")),
    ("mOsm", unit("milliosmole", "milliosmoles")),
    ("mSv", unit("millisievert", "millisieverts")),
    ("mT", unit("millitesla", "millitesla")),
    ("mV", unit("millivolt", "millivolts")),
    ("mW", unit("milliwatt", "milliwatts")),
    ("mb", unit("megabyte", "megabytes")),
    ("mbar", unit("millibar", "millibars")),
    ("mbps", unit("megabit per second", "megabits per second")),
    ("mcL", unit("microliter", "microliters")),
    ("mcg", unit("microgram", "micrograms")),
    ("meV", unit("millielectronvolt", "millielectronvolts")),
    ("mg", unit("milligram", "milligrams")),
    ("mhz", unit("megahertz", "megahertz")),
    ("mi", unit("mile", "miles")),
    ("min", unit("minute", "minutes")),
    ("mins", unit("minute", "minutes")),
    ("ml", unit("milliliter", "milliliters")),
    ("mm", unit("millimeter", "millimeters")),
    ("mmHg", unit("millimeter of mercury", "millimeters of mercury")),
    ("mmol", unit("millimole", "millimoles")),
    ("mo", unit("month", "months")),
    ("mol", unit("mole", "moles")),
    ("mos", unit("month", "months")),
    ("mpg", unit("mile per gallon", "miles per gallon")),
    ("mph", unit("mile per hour", "miles per hour")),
    ("ms", unit("millisecond", "milliseconds")),
    ("msec", unit("millisecond", "milliseconds")),
    ("msg", unit("message", "messages")),
    ("msgs", unit("message", "messages")),
    ("mΩ", unit("milliohm", "milliohms")),
    ("nF", unit("nanofarad", "nanofarads")),
    ("nH", unit("nanohenry", "nanohenries")),
    ("nK", unit("nanokelvin", "nanokelvins")),
    ("nM", unit("nanomolar", "nanomolar")),
    ("ng", unit("nanogram", "nanograms")),
    ("nits", unit("nit", "nits")),
    ("nm", unit("nanometer", "nanometers")),
    ("nmi", unit("nautical mile", "nautical miles")),
    ("nmol", unit("nanomole", "nanomoles")),
    ("ns", unit("nanosecond", "nanoseconds")),
    ("ops", unit("operation", "operations")),
    ("oz", unit("ounce", "ounces")),
    ("pF", unit("picofarad", "picofarads")),
    ("pct", unit("percent", "percent")),
    ("pg", unit("picogram", "picograms")),
    ("pmol", unit("picomole", "picomoles")),
    ("ppb", unit("part per billion", "parts per billion")),
    ("ppi", unit("pixel per inch", "pixels per inch")),
    ("ppm", unit("part per million", "parts per million")),
    ("pps", unit("packet per second", "packets per second")),
    ("ps", unit("picosecond", "picoseconds")),
    ("psi", unit("pound per square inch", "pounds per square inch")),
    ("pt", unit("point", "points")),
    ("pts", unit("point", "points")),
    ("px", unit("pixel", "pixels")),
    ("qps", unit("query per second", "queries per second")),
    ("qt", unit("quart", "quarts")),
    ("rad", unit("radian", "radians")),
    ("req", unit("request", "requests")),
    ("reqs", unit("request", "requests")),
    ("rpm", unit("R P M", "R P M")),
    ("rps", unit("request per second", "requests per second")),
    ("s", unit("second", "seconds")),
    ("sec", unit("second", "seconds")),
    ("secs", unit("second", "seconds")),
    ("sqft", unit("square foot", "square feet")),
    ("t", unit("ton", "tons")),
    ("tb", unit("terabyte", "terabytes")),
    ("tbsp", unit("tablespoon", "tablespoons")),
    ("tok", unit("token", "tokens")),
    ("toks", unit("token", "tokens")),
    ("tps", unit("transaction per second", "transactions per second")),
    ("tsp", unit("teaspoon", "teaspoons")),
    ("uL", unit("microliter", "microliters")),
    ("uM", unit("micromolar", "micromolar")),
    ("units", unit("unit", "units")),
    ("us", unit("microsecond", "microseconds")),
    ("vCPU", unit("V C P U", "V C P Us")),
    ("vCPUs", unit("V C P U", "V C P Us")),
    ("wk", unit("week", "weeks")),
    ("wks", unit("week", "weeks")),
    ("wpm", unit("word per minute", "words per minute")),
    ("yd", unit("yard", "yards")),
    ("yds", unit("yard", "yards")),
    ("yr", unit("year", "years")),
    ("yrs", unit("year", "years")),
    ("µA", unit("microamp", "microamps")),
    ("µF", unit("microfarad", "microfarads")),
    ("µH", unit("microhenry", "microhenries")),
    ("µK", unit("microkelvin", "microkelvins")),
    ("µL", unit("microliter", "microliters")),
    ("µM", unit("micromolar", "micromolar")),
    ("µSv", unit("microsievert", "microsieverts")),
    ("µV", unit("microvolt", "microvolts")),
    ("µW", unit("microwatt", "microwatts")),
    ("µas", unit("microarcsecond", "microarcseconds")),
    ("µg", unit("microgram", "micrograms")),
    ("µm", unit("micrometer", "micrometers")),
    ("µmol", unit("micromole", "micromoles")),
    ("µs", unit("microsecond", "microseconds")),
    ("Ω", unit("ohm", "ohms")),
    ("μA", unit("microamp", "microamps")),
    ("μF", unit("microfarad", "microfarads")),
    ("μH", unit("microhenry", "microhenries")),
    ("μK", unit("microkelvin", "microkelvins")),
    ("μL", unit("microliter", "microliters")),
    ("μM", unit("micromolar", "micromolar")),
    ("μSv", unit("microsievert", "microsieverts")),
    ("μV", unit("microvolt", "microvolts")),
    ("μW", unit("microwatt", "microwatts")),
    ("μas", unit("microarcsecond", "microarcseconds")),
    ("μg", unit("microgram", "micrograms")),
    ("μm", unit("micrometer", "micrometers")),
    ("μmol", unit("micromole", "micromoles")),
    ("μs", unit("microsecond", "microseconds")),
];

/// Symbols that are too often something else when a space stands before them.
const ONLY_GLUED: &[&str] = &[
    "A", "J", "K", "L", "LU", "MP", "N", "bit", "byte", "cal", "d", "in", "msg", "ops", "pt", "rad", "t",
    "us",
];

/// The unit a symbol stands for when it is written up against a number.
pub(in super::super) fn of_symbol(symbol: &str) -> Option<&'static Unit> {
    let index = SYMBOLS.binary_search_by(|(s, _)| (*s).cmp(symbol)).ok()?;
    Some(&SYMBOLS[index].1)
}

/// The unit a symbol stands for after a space.
pub(in super::super) fn of_spaced_symbol(symbol: &str) -> Option<&'static Unit> {
    of_symbol(symbol).filter(|_| !ONLY_GLUED.contains(&symbol))
}

/// What is counted by thousands per time: "50k TPS".
pub(in super::super) fn of_rate(symbol: &str) -> Option<&'static Unit> {
    of_symbol(symbol)
        .filter(|u| u.one.contains(" per ") || symbol == "IOPS" || matches!(symbol, "req" | "reqs"))
}

/// The unit a symbol or an English name stands for.
pub(in crate::text) fn named(name: &str) -> Option<&'static Unit> {
    of_symbol(name).or_else(|| {
        let known = |u: &Unit| name.eq_ignore_ascii_case(u.one) || name.eq_ignore_ascii_case(u.many);
        SYMBOLS.iter().map(|(_, u)| u).find(|u| known(u))
    })
}

/// What something is counted per, after a slash: the singular of a unit, or a word as it stands.
pub(in super::super) fn of_divisor(symbol: &str) -> Option<&'static Unit> {
    static PER: &[(&str, Unit)] = &[
        ("h", unit("hour", "hours")),
        ("it", unit("iteration", "iterations")),
        ("m", unit("minute", "minutes")),
        ("q", unit("quarter", "quarters")),
        ("u", unit("user", "users")),
        ("user", unit("user", "users")),
        ("y", unit("year", "years")),
    ];
    PER.iter()
        .find(|(s, _)| *s == symbol)
        .map(|(_, u)| u)
        .or_else(|| named(symbol))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_sorted_for_the_search() {
        let wrong = SYMBOLS.windows(2).find(|w| w[0].0 >= w[1].0);
        assert!(wrong.is_none(), "{wrong:?}");
    }

    #[test]
    fn case_tells_bits_from_bytes() {
        assert_eq!(of_symbol("Gb").map(|u| u.one), Some("gigabit"));
        assert_eq!(of_symbol("GB").map(|u| u.one), Some("gigabyte"));
        assert_eq!(of_spaced_symbol("in"), None);
    }
}
