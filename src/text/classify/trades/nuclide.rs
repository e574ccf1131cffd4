//! Nuclides by their mass number: "¹⁴C", "²³⁵U" (IUPAC Red Book, IR-3.2). Owns the names of the elements that are spoken of so;
//! formulas and charges are `formula`'s.

use super::Tagger;
use crate::text::class::Class;
use crate::text::classify::formulas::formula::superior;
use crate::text::tokenise::Kind;

/// The element that a symbol stands for.
fn element(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "Al" => "aluminum",
        "Am" => "americium",
        "Ar" => "argon",
        "Ba" => "barium",
        "Be" => "beryllium",
        "C" => "carbon",
        "Ca" => "calcium",
        "Co" => "cobalt",
        "Cr" => "chromium",
        "Cs" => "cesium",
        "F" => "fluorine",
        "Fe" => "iron",
        "H" => "hydrogen",
        "He" => "helium",
        "I" => "iodine",
        "K" => "potassium",
        "Kr" => "krypton",
        "Li" => "lithium",
        "Mo" => "molybdenum",
        "N" => "nitrogen",
        "Na" => "sodium",
        "Ne" => "neon",
        "Ni" => "nickel",
        "O" => "oxygen",
        "P" => "phosphorus",
        "Pb" => "lead",
        "Po" => "polonium",
        "Pu" => "plutonium",
        "Ra" => "radium",
        "Rb" => "rubidium",
        "Rn" => "radon",
        "S" => "sulfur",
        "Si" => "silicon",
        "Sr" => "strontium",
        "Tc" => "technetium",
        "Th" => "thorium",
        "U" => "uranium",
        "Xe" => "xenon",
        _ => return None,
    })
}

impl Tagger<'_, '_> {
    /// "¹⁴C": its element, then its number; gives the token after it.
    pub(in super::super) fn nuclide(&mut self, at: usize) -> Option<usize> {
        let figure = |i: usize| match self.kind(i)? {
            Kind::Sign(c) => superior(c),
            _ => None,
        };
        figure(at).filter(|_| !self.joined(at))?;
        let mut mass = 0u8;
        let mut end = at;
        while let Some(n) = figure(end).filter(|_| end == at || self.glued(end)) {
            mass = mass.checked_mul(10)?.checked_add(n)?;
            end += 1;
        }
        let name = element(self.word(end)?).filter(|_| self.glued(end))?;
        self.push(Class::Say(name), at, end + 1);
        self.push(Class::Small(mass), at, end + 1);
        Some(end + 1)
    }
}
