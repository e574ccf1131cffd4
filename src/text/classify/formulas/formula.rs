//! What formulas hold and prose does not: Greek letters, superior and inferior figures, factorials, products of
//! letters, chemical elements.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::measures::unit;
use crate::text::tokenise::{Case, Kind};

/// The name of a Greek letter.
pub(in super::super) fn greek(letter: char) -> Option<&'static str> {
    Some(match letter {
        'α' | 'Α' => "alpha",
        'β' | 'Β' => "beta",
        'γ' | 'Γ' => "gamma",
        'δ' | 'Δ' | '\u{2206}' => "delta",
        'ε' | 'ϵ' | 'Ε' => "epsilon",
        'ζ' | 'Ζ' => "zeta",
        'η' | 'Η' => "eta",
        'θ' | 'ϑ' | 'Θ' => "theta",
        'ι' | 'Ι' => "iota",
        'κ' | 'Κ' => "kappa",
        'λ' | 'Λ' => "lambda",
        'μ' | '\u{B5}' | 'Μ' => "mu",
        'ν' | 'Ν' => "nu",
        'ξ' | 'Ξ' => "xi",
        'π' | 'Π' => "pi",
        'ρ' | 'Ρ' => "rho",
        'σ' | 'ς' | 'Σ' => "sigma",
        'τ' | 'Τ' => "tau",
        'υ' | 'Υ' => "upsilon",
        'φ' | 'ϕ' | 'Φ' => "phi",
        'χ' | 'Χ' => "chi",
        'ψ' | 'Ψ' => "psi",
        'ω' | 'Ω' | '\u{2126}' => "omega",
        _ => return None,
    })
}

pub(in super::super) fn superior(c: char) -> Option<u8> {
    Some(match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => (c as u32 - '⁰' as u32) as u8,
        _ => return None,
    })
}

pub(super) fn inferior(c: char) -> Option<u8> {
    matches!(c, '₀'..='₉').then(|| (c as u32 - '₀' as u32) as u8)
}

/// Whether a figure stands above or below the line.
pub(super) fn is_figure(c: char) -> bool {
    superior(c).or_else(|| inferior(c)).is_some() || index(c).is_some()
}

/// A small letter below the line, as it is named.
pub(in super::super) fn index(c: char) -> Option<&'static str> {
    Some(match c {
        'ₐ' => "sub A",
        'ₑ' => "sub E",
        'ₕ' => "sub H",
        'ᵢ' => "sub I",
        'ⱼ' => "sub J",
        'ₖ' => "sub K",
        'ₗ' => "sub L",
        'ₘ' => "sub M",
        'ₙ' => "sub N",
        'ₒ' => "sub O",
        'ₚ' => "sub P",
        'ₛ' => "sub S",
        'ₜ' => "sub T",
        'ₓ' => "sub X",
        _ => return None,
    })
}

/// Whether two letters are a word of prose, whatever their case, and no product.
pub(super) fn is_small_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "id", "if", "in", "is", "it", "lo", "me",
        "my", "no", "of", "ok", "on", "or", "so", "to", "up", "us", "we",
    ];
    WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Whether letters are symbols of elements, one after the other: "CaCO".
pub(in super::super) fn is_of_elements(word: &str) -> bool {
    const LONG: &[&str] = &[
        "Ag", "Al", "Ar", "As", "Au", "Ba", "Be", "Bi", "Br", "Ca", "Cd", "Ce", "Cl", "Co", "Cr", "Cs", "Cu",
        "Fe", "Ga", "Ge", "He", "Hg", "In", "Kr", "La", "Li", "Mg", "Mn", "Mo", "Na", "Nb", "Ne", "Ni", "Pb",
        "Pd", "Pt", "Ra", "Rb", "Sb", "Se", "Si", "Sn", "Sr", "Ti", "Xe", "Zn", "Zr",
    ];
    let mut rest = word;
    while !rest.is_empty() {
        let long = rest.get(..2).is_some_and(|two| LONG.binary_search(&two).is_ok());
        let short = rest.starts_with([
            'B', 'C', 'F', 'H', 'I', 'K', 'N', 'O', 'P', 'S', 'U', 'V', 'W', 'Y',
        ]);
        let taken = match (long, short) {
            (true, _) => 2,
            (_, true) => 1,
            _ => return false,
        };
        rest = &rest[taken..];
    }
    true
}

/// Elements of whose isotopes with three digits people speak.
const ISOTOPES: &[&str] = &[
    "americium",
    "bismuth",
    "caesium",
    "cesium",
    "iodine",
    "iridium",
    "lead",
    "neptunium",
    "plutonium",
    "polonium",
    "radium",
    "radon",
    "thorium",
    "uranium",
    "xenon",
];

/// Symbols of two letters whose isotopes are called by the element's name.
const ISOTOPE_SYMBOLS: &[(&str, &str)] = &[
    ("Am", "americium"),
    ("Cs", "cesium"),
    ("Pu", "plutonium"),
    ("Sr", "strontium"),
    ("Th", "thorium"),
    ("Xe", "xenon"),
];

impl<'t> Tagger<'t, '_> {
    /// "uranium-238", "Pu-239": an element and the mass of its isotope.
    pub(in super::super) fn isotope(&mut self, at: usize, word: &'t str) -> Option<usize> {
        let joined = self.is_sign(at + 1, '-') && (at + 1..at + 3).all(|i| self.glued(i));
        let mass = self.number(at + 2).filter(|_| joined)?;
        let symbol = ISOTOPE_SYMBOLS.iter().find(|(symbol, _)| *symbol == word);
        let class = match symbol {
            Some(&(_, name)) if matches!(mass.len(), 2 | 3) => Class::Say(name),
            None if mass.len() == 3 && ISOTOPES.iter().any(|name| word.eq_ignore_ascii_case(name)) => {
                Class::Word(word)
            }
            _ => return None,
        };
        self.push(class, at, at + 1);
        self.push(Class::Pairs(mass), at + 2, at + 3);
        Some(at + 3)
    }

    /// "α", "Δt", "πr": Greek letters, alone or among a few of ours; each is named. A Greek word is left alone.
    pub(in super::super) fn greek_letters(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at).filter(|w| !w.is_ascii() && w.len() <= 8)?;
        let alone = word.chars().nth(1).is_none();
        // "Θ(n log n)"
        if matches!(word, "Θ" | "Ω") && self.is_sign(at + 1, '(') && self.glued(at + 1) {
            return self.function_of(at);
        }
        let known = |c: char| greek(c).is_some();
        let mixed = word.chars().any(known)
            && word.chars().any(|c| c.is_ascii_alphabetic())
            && word.chars().all(|c| known(c) || c.is_ascii_alphabetic());
        // "Δλ"
        let difference = word.starts_with('Δ') && word.chars().count() == 2 && word.chars().all(known);
        (alone && word.chars().all(known) || mixed || difference).then_some(())?;
        // "never write µg": a unit without its amount; but "μA" may be a mean of A.
        let micro = mixed && word.starts_with(['µ', 'μ']) && self.stands_alone(at);
        if micro
            && word.ends_with(|c: char| c == 'L' || c.is_lowercase())
            && let Some(unit) = unit::of_symbol(word)
        {
            self.push(Class::Say(unit.many), at, at + 1);
            return Some(at + 1);
        }
        // "Σx", "Σ(x - μ)", "Σ y log p": summed; but "the matrix Σ"
        let summed = mixed
            || self.is_sign(at + 1, '(') && self.glued(at + 1)
            || self.is_letter(at + 1) && self.case(at + 1) == Some(Case::Lower) && self.str(at + 1) != "a"
            // "Σ a_i b_i", "Σ |x|"
            || self.is_indexed(at + 1)
            || self.is_sign(at + 1, '|') && self.glued(at + 2);
        let summed = summed && self.str(at.wrapping_sub(1)) != "sum";
        let mut start = self.tokens.get(at)?.start;
        for (nth, c) in word.chars().enumerate() {
            let end = start + c.len_utf8() as u32;
            let class = match greek(c) {
                Some(_) if c == 'Σ' && nth == 0 && summed => Class::Say("the sum of"),
                Some(name) => Class::Say(name),
                None => Class::Letters(self.slice(start, end)),
            };
            self.push_bytes(class, start, end);
            start = end;
        }
        Some(at + 1)
    }

    /// "10⁻³", "2⁵", "xⁿ", "H₂O": figures above the line after a number or a letter, figures below it anywhere.
    pub(in super::super) fn raised(&mut self, at: usize, c: char) -> Option<usize> {
        if let Some(n) = inferior(c) {
            self.push(Class::Small(n), at, at + 1);
            return Some(at + 1);
        }
        let named = if c == 'ᵀ' { Some("transpose") } else { index(c) };
        if let Some(name) = named {
            self.push(Class::Say(name), at, at + 1);
            return Some(at + 1);
        }
        if let Some(end) = self.charge(at) {
            return Some(end);
        }
        let base = at.wrapping_sub(1);
        let raises = self.glued(at)
            && match self.kind(base)? {
                Kind::Number | Kind::Sign(')') => true,
                Kind::Word(_) => self.str(base).chars().count() <= 3,
                Kind::Sign(_) => false,
            };
        let negative = matches!(c, '⁻' | '⁺');
        raises.then_some(())?;
        let mut end = at + usize::from(negative);
        let mut value = 0u8;
        while let Some(Kind::Sign(figure)) = self.kind(end).filter(|_| self.glued(end))
            && let Some(n) = superior(figure)
        {
            value = value.checked_mul(10)?.checked_add(n)?;
            end += 1;
        }
        let variable = matches!(self.kind(end), Some(Kind::Sign('ⁿ'))) && self.glued(end);
        // "A⁻¹"
        if c == '⁻' && value == 1 && end == at + 2 && self.inverts(base) {
            self.push(Class::Say("inverse"), at, end);
            return Some(end);
        }
        if end == at + usize::from(negative) && !variable {
            return None;
        }
        match (c, end - at) {
            ('²' | '³', 1) if !variable => return None,
            // The mark of a note: "water¹".
            ('¹', 1) if self.word(base).is_some() => return None,
            ('⁻', _) => self.push(Class::Say("to the minus"), at, at + 1),
            _ => self.push(Class::Say("to the power of"), at, at + 1),
        }
        if variable {
            self.push(Class::Say("N"), end, end + 1);
            return Some(end + 1);
        }
        self.push(Class::Small(value), at, end);
        // "10⁻¹⁰ m across"
        if let Some(symbol) = self
            .word(end)
            .filter(|w| matches!(*w, "J" | "K" | "N" | "V" | "W" | "g" | "m" | "s"))
            && self.number(base).is_some()
            && !self.glued(end)
            && self.ends_before(end + 1)
            && let Some(unit) = unit::of_spaced_symbol(symbol)
        {
            return Some(self.many_of(unit, end));
        }
        // "3 × 10⁸ m/s"
        Some(self.counted_unit(end))
    }

    /// "Ca²⁺", "Cl⁻", "SO₄²⁻": the charge of an ion, which is no power.
    fn charge(&mut self, at: usize) -> Option<usize> {
        let base = at.wrapping_sub(1);
        let below = |c: char| inferior(c).is_some();
        let atoms = match self.kind(base)? {
            Kind::Word(_) => is_of_elements(self.str(base)),
            Kind::Sign(c) => below(c),
            Kind::Number => self.word(base.wrapping_sub(1)).is_some_and(is_of_elements) && self.glued(base),
        };
        (atoms && self.glued(at)).then_some(())?;
        let count = match self.kind(at)? {
            Kind::Sign(figure) => superior(figure),
            _ => None,
        };
        let sign = at + usize::from(count.is_some());
        let words = match self.kind(sign)? {
            Kind::Sign('⁺') => "plus",
            Kind::Sign('⁻') => "minus",
            _ => return None,
        };
        // "H⁻¹" is a power.
        let goes_on = matches!(self.kind(sign + 1), Some(Kind::Sign(c)) if superior(c).is_some())
            && self.glued(sign + 1);
        (self.glued(sign) && !goes_on).then_some(())?;
        if let Some(count) = count {
            self.push(Class::Small(count), at, sign);
        }
        self.push(Class::Say(words), sign, sign + 1);
        Some(sign + 1)
    }

    /// Whether the number at `at` and the capital after it are a term beside another: the "4M" of "O + 4M + P".
    pub(in super::super) fn is_term(&self, at: usize) -> bool {
        let joins = |i: usize| matches!(self.kind(i), Some(Kind::Sign('+' | '-' | '−' | '×' | '*')));
        // "We hit 4M - I was there.", "4M - a record"
        let variable = |i: usize| {
            self.is_letter(i) && self.case(i) == Some(Case::Upper) && !matches!(self.str(i), "A" | "I")
        };
        !self.glued(at) && (at > 1 && joins(at - 1) && variable(at - 2) || joins(at + 2) && variable(at + 3))
    }

    /// "Na+ 134", "Cl-", "HCO3- 24", "the Na+/K+ pump": ions whose charge is written on the line.
    pub(in super::super) fn ion(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        let counted = usize::from(matches!(word, "HCO" | "NH" | "NO"));
        let sign = at + 1 + counted;
        let charge = match (word, self.kind(sign)?) {
            ("H" | "K" | "Li" | "NH" | "Na", Kind::Sign('+')) => "plus",
            ("Br" | "Cl" | "HCO" | "NO" | "OH", Kind::Sign('-' | '−')) => "minus",
            _ => return None,
        };
        let before = !self.joined(at) || self.is_sign(at.wrapping_sub(1), '/');
        let ends = self.ends_before(sign + 1) || self.is_sign(sign + 1, '/');
        (before && ends && (at + 1..=sign).all(|i| self.glued(i))).then_some(())?;
        let atoms = self.number(at + 1);
        (atoms.is_some() || counted == 0).then_some(())?;
        self.push(Class::Letters(word), at, at + 1);
        if let Some(atoms) = atoms {
            self.push(Class::Cardinal(atoms), at + 1, sign);
        }
        self.push(Class::Say(charge), sign, sign + 1);
        Some(sign + 1)
    }

    /// "5′", "the 3′ end": the ends of a strand of DNA.
    pub(in super::super) fn strand_end(&mut self, at: usize) -> Option<usize> {
        const STRAND: &[&str] = &[
            "DNA",
            "RNA",
            "UTR",
            "cap",
            "codon",
            "exon",
            "genom",
            "nucleotid",
            "polymerase",
            "primer",
            "sequenc",
            "strand",
            "transcri",
        ];
        let prime = self.is_sign(at + 1, '′') && self.glued(at + 1) && matches!(self.str(at), "3" | "5");
        let strand = self.is_within(20, at, STRAND) || matches!(self.str(at + 2), "end" | "ends");
        (prime && strand).then_some(())?;
        self.push(Class::Cardinal(self.str(at)), at, at + 1);
        self.push(Class::Say("prime"), at + 1, at + 2);
        Some(at + 2)
    }

    /// "n! ways", "10! is": a factorial, no exclamation.
    pub(in super::super) fn factorial(&mut self, at: usize) -> Option<usize> {
        let base = at.wrapping_sub(1);
        let goes_on = matches!(self.case(at + 1), Some(Case::Lower)) && !self.glued(at + 1)
            || matches!(
                self.kind(at + 1),
                Some(Kind::Sign('/' | '=' | '*' | '+' | '×' | ')'))
            );
        let holds = self.glued(at)
            && (matches!(self.str(base), "k" | "n") && !self.joined(base)
                || (self.number(base).is_some() || self.str(base) == "N") && goes_on);
        holds.then_some(())?;
        self.push(Class::Say("factorial"), at, at + 1);
        Some(at + 1)
    }

    /// "F = ma", "E = mc²": letters multiplied, after the equals sign of a letter.
    pub(in super::super) fn product(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        let holds = word.len() == 2
            && self.case(at) == Some(Case::Lower)
            && at >= 2
            && self.is_sign(at - 1, '=')
            && self.is_letter(at - 2)
            && !matches!(self.kind(at + 1), Some(Kind::Sign('(' | '.' | '_' | '[' | ':')) if self.glued(at + 1) && !self.ends_before(at + 1))
            && !is_small_word(word);
        holds.then_some(())?;
        self.push(Class::Letters(word), at, at + 1);
        Some(at + 1)
    }

    /// Whether the arrow at `at` stands between the sides of a reaction: "2H₂ + O₂ → 2H₂O".
    pub(in super::super) fn is_reaction(&self, at: usize) -> bool {
        let of_formula = |i: usize| matches!(self.kind(i), Some(Kind::Sign(c)) if inferior(c).is_some());
        (at.saturating_sub(6)..at).any(of_formula) && (at + 1..at + 7).any(of_formula)
    }

    /// "CaCO3", "NaHCO3": the letters of a chemical formula, before its figures.
    pub(in super::super) fn elements(&mut self, at: usize) -> Option<usize> {
        let word = self.word(at)?;
        let after = match self.kind(at + 1)? {
            Kind::Sign(c) if inferior(c).is_some() => {
                matches!(self.case(at), Some(Case::Mixed | Case::Upper))
            }
            Kind::Sign('⁺' | '⁻') => true,
            Kind::Sign(c) if superior(c).is_some() => {
                matches!(self.kind(at + 2), Some(Kind::Sign('⁺' | '⁻'))) && self.glued(at + 2)
            }
            Kind::Number => self.case(at) == Some(Case::Mixed) && self.str(at + 1).len() <= 2,
            _ => false,
        };
        // "PaCO2": pressures of a gas
        let gas = self.str(at + 1) == "2" && matches!(word, "EtCO" | "PaCO" | "PvCO" | "pCO");
        let formula = is_of_elements(word) && !self.vocabulary.has_entry(word);
        (after && self.glued(at + 1) && (gas || formula)).then_some(())?;
        self.push(Class::Letters(word), at, at + 1);
        Some(at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::is_of_elements;

    #[test]
    fn a_formula_is_made_of_elements() {
        assert!(is_of_elements("CaCO"));
        assert!(is_of_elements("NaHCO"));
        assert!(!is_of_elements("OAuth"));
        assert!(!is_of_elements("IPv"));
    }
}
