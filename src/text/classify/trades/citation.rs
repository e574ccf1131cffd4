//! Where sources are cited: law ("384 U.S. 436", "28 C.F.R. pt. 35", "Fed. R. Civ. P. 12(b)(6)", "51 Cal. 2d 409"; The
//! Bluebook, tables T1 and T2), pages of books ("722 pp.", "pp. 201 ff.") and catalogues of works ("K. 626"). Other sections that
//! are numbered are not cited: they are `number`'s and `version`'s.

use super::{Tagger, address};
use crate::text::class::Class;
use crate::text::classify::numbers::context;
use crate::text::token::Punctuation;
use crate::text::tokenise::Case;

impl Tagger<'_, '_> {
    /// Whether the number at `at` is that of a standard or a proposal: "PEP 779", "EN 301 549".
    pub(in super::super) fn is_of_standard(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let group = self.number(before).is_some_and(|n| n.len() == 3);
        matches!(self.str(before), "EN" | "JEP" | "KEP" | "PEP" | "RFC")
            || group && self.str(at.wrapping_sub(2)) == "EN"
    }
}

impl Tagger<'_, '_> {
    /// A citation that begins with the number or word at `at`; gives the token after what it has tagged.
    pub(in super::super) fn citation(&mut self, at: usize) -> Option<usize> {
        self.part_and_section(at)
            .or_else(|| self.report(at))
            .or_else(|| self.regional_report(at))
            .or_else(|| self.series_of_reports(at))
            .or_else(|| self.section_of_article(at))
            .or_else(|| self.court(at))
            .or_else(|| self.rules(at))
            .or_else(|| self.part(at))
            .or_else(|| self.pages(at))
            .or_else(|| self.catalogue(at))
    }

    /// "29 CFR 1910.147", "§ 164.312": the part and the section of a code of regulations.
    fn part_and_section(&mut self, at: usize) -> Option<usize> {
        let part = self
            .number(at)
            .filter(|n| (3..=4).contains(&n.len()) && !n.contains(','))?;
        let before = at.checked_sub(1)?;
        let code = self.str(before) == "CFR"
            || self.is_sign(before, '§')
            || self.is_sign(before, '.') && self.str(before.wrapping_sub(1)) == "R";
        let section = self.number(at + 2).filter(|n| n.len() <= 4)?;
        let written = self.is_sign(at + 1, '.') && self.glued(at + 1) && self.glued(at + 2);
        (code && written && at > 1).then_some(())?;
        self.push(Class::Pairs(part), at, at + 1);
        self.push(Class::Say("point"), at + 1, at + 2);
        self.push(Class::Pairs(section), at + 2, at + 3);
        Some(at + 3)
    }

    /// The "pt." of "28 C.F.R. pt. 35".
    fn part(&mut self, at: usize) -> Option<usize> {
        let cited = self.str(at) == "pt" && self.is_dotted(at) && self.is_sign(at.wrapping_sub(1), '.');
        (cited && self.number(at + 2).is_some()).then_some(())?;
        self.push(Class::Say("part"), at, at + 2);
        Some(at + 2)
    }

    /// "722 pp.", "pp. 201 ff.": what follows the number of a page.
    fn pages(&mut self, at: usize) -> Option<usize> {
        let words = match self.str(at) {
            "pp" => "pages",
            "ff" => "and following",
            _ => return None,
        };
        (self.number(at.wrapping_sub(1)).is_some() && self.is_dotted(at)).then_some(())?;
        self.push(Class::Say(words), at, at + 2);
        if self.ends_with_stop(at + 2) {
            self.push(Class::Mark(Punctuation::FullStop), at + 1, at + 2);
        }
        Some(at + 2)
    }

    /// "K. 626": the work of a composer.
    fn catalogue(&mut self, at: usize) -> Option<usize> {
        let number = self.number(at + 2).filter(|n| n.len() <= 3)?;
        (self.str(at) == "K" && self.is_dotted(at) && !self.glued(at + 2)).then_some(())?;
        self.push(Class::Letters("K"), at, at + 2);
        self.push(Class::Pairs(number), at + 2, at + 3);
        Some(at + 3)
    }

    /// Volume, report, page: "384 U.S. 436".
    fn report(&mut self, at: usize) -> Option<usize> {
        let volume = self.number(at).filter(|n| n.len() <= 3)?;
        let letters = [at + 1, at + 3];
        let united = self.str(letters[0]) == "U"
            && self.str(letters[1]) == "S"
            && letters.iter().all(|&i| self.is_dotted(i))
            && self.glued(letters[1]);
        let page = at + 5;
        let number = self
            .number(page)
            .filter(|n| united && n.len() <= 4 && !self.glued(page))?;
        self.push(Class::Pairs(volume), at, at + 1);
        self.push(Class::Letters("U"), at + 1, at + 3);
        self.push(Class::Letters("S"), at + 3, page);
        self.push(Class::Pairs(number), page, page + 1);
        Some(page + 1)
    }

    /// "146 A. 641 (1929)": volume, reporter of one letter, page; what decided it is in brackets.
    fn regional_report(&mut self, at: usize) -> Option<usize> {
        let (letter, page) = (at + 1, at + 3);
        let volume = self.number(at).filter(|n| (2..=3).contains(&n.len()))?;
        (matches!(self.str(letter), "A" | "F" | "P") && self.is_dotted(letter)).then_some(())?;
        const COURT: usize = 5;
        let number = self.number(page).filter(|n| {
            n.len() <= 4 && !self.glued(letter) && !self.glued(page) && self.is_sign(page + 1, '(')
        })?;
        // "(9th Cir. 1902)"
        let dated = |i: usize| self.number(i).is_some_and(context::is_year) && self.is_sign(i + 1, ')');
        (page + 2..page + 2 + COURT).any(dated).then_some(())?;
        self.push(Class::Pairs(volume), at, at + 1);
        self.push(Class::Letters(self.str(letter)), letter, page);
        self.push(Class::Pairs(number), page, page + 1);
        Some(page + 1)
    }

    /// The "2d" of "51 Cal. 2d 409" and of "12 F.2d 33": the second series of a reporter, and no days.
    fn series_of_reports(&mut self, at: usize) -> Option<usize> {
        // "F.2d" is one segment.
        let letter = matches!(self.str(at), "A" | "F" | "P") && self.is_dotted(at) && self.glued(at + 2);
        let series = at + 2 * usize::from(letter);
        let nth = self.number(series).filter(|n| matches!(*n, "2" | "3"))?;
        let (stop, name) = (series.checked_sub(1)?, series.checked_sub(2)?);
        let named = self.is_sign(stop, '.')
            && self.glued(stop)
            && matches!(self.case(name), Some(Case::Capital | Case::Upper));
        let end = series + 2;
        let page = self.number(end).is_some() && !self.glued(end);
        (named && page && self.str(series + 1) == "d" && self.glued(series + 1)).then_some(())?;
        if letter {
            self.push(Class::Letters(self.str(at)), at, series);
        }
        self.push(Class::Ordinal(nth), series, end);
        Some(end)
    }

    /// "§ 2-207": the article of a code and its section. Behind "§§" stands a range.
    fn section_of_article(&mut self, at: usize) -> Option<usize> {
        let article = self.number(at).filter(|n| n.len() == 1)?;
        let (before, section) = (at.checked_sub(1)?, at + 2);
        let one = self.is_sign(before, '§') && !(before > 0 && self.is_sign(before - 1, '§'));
        let number = self
            .number(section)
            .filter(|n| one && n.len() == 3 && self.is_sign(at + 1, '-'))?;
        (self.glued(at + 1) && self.glued(section)).then_some(())?;
        self.push(Class::Cardinal(article), at, at + 1);
        self.push(Class::Say("dash"), at + 1, section);
        self.push(Class::Pairs(number), section, section + 1);
        Some(section + 1)
    }

    /// "(Mass. 1825)", "(Ala. App. 1935)": the state whose court decided, before the year.
    fn court(&mut self, at: usize) -> Option<usize> {
        (self.is_sign(at.checked_sub(1)?, '(') && self.glued(at) && self.is_dotted(at)).then_some(())?;
        let state = address::shortened_state(self.str(at))?;
        let appeals = self.str(at + 2) == "App" && self.is_dotted(at + 2);
        let year = at + if appeals { 4 } else { 2 };
        let dated = self.number(year).is_some_and(context::is_year) && self.is_sign(year + 1, ')');
        dated.then_some(())?;
        self.push(Class::Say(state), at, at + 2);
        if appeals {
            self.push(Class::Say("appeals"), at + 2, year);
        }
        Some(year)
    }

    /// The name of a body of rules: "Fed. R. Civ. P.".
    fn rules(&mut self, at: usize) -> Option<usize> {
        const NAMES: &[(&[&str], &str)] = &[
            (&["Fed", "R", "Civ", "P"], "federal rule of civil procedure"),
            (&["Fed", "R", "Crim", "P"], "federal rule of criminal procedure"),
            (&["Fed", "R", "App", "P"], "federal rule of appellate procedure"),
            (&["Fed", "R", "Evid"], "federal rule of evidence"),
        ];
        (self.str(at) == "Fed").then_some(())?;
        let is = |parts: &[&str]| {
            let mut places = parts.iter().zip((at..).step_by(2));
            places.all(|(part, i)| self.str(i) == *part && self.is_dotted(i))
        };
        let (parts, words) = NAMES.iter().find(|(parts, _)| is(parts))?;
        let end = at + 2 * parts.len();
        self.push(Class::Say(words), at, end);
        Some(end)
    }
}
