//! The name before the first colon of a script: a speaker's, or a title's such as `Kubernetes: The Hard Way`.
//!
//! Where a script has one narrator who is named once, nothing but that name tells; so the name is taken for a
//! speaker's unless something speaks against it. Knows nothing of the other labels.

/// What is known of the name that opens a script.
#[derive(Debug)]
pub(super) struct Opening {
    /// The name.
    pub(super) name: String,
    /// The words of its paragraph, as far as a title reaches.
    first: String,
    /// The last character of the paragraph after it, so far.
    next_ends: Option<char>,
    place: Place,
    /// Something that no title holds stands in the paragraph.
    spoken: bool,
    /// One of its words stands elsewhere in lower case.
    in_lower_case: bool,
    /// How often it stands elsewhere as it is.
    mentions: usize,
}

/// Which paragraph is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    First,
    Next,
    Later,
}

/// A title has no more bytes and words than these.
const TITLE: (usize, usize) = (120, 12);
/// What is named so often is what a script is about.
const SUBJECT: usize = 3;

impl Opening {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            first: String::new(),
            next_ends: None,
            place: Place::First,
            spoken: false,
            in_lower_case: false,
            mentions: 0,
        }
    }

    /// Text of the script from the name's colon on.
    pub(super) fn read(&mut self, text: &str) {
        match self.place {
            Place::First if self.first.len() <= TITLE.0 => self.first.push_str(text),
            Place::Next => self.next_ends = text.trim_end().chars().next_back().or(self.next_ends),
            Place::First | Place::Later => {}
        }
        let own = |word: &str| self.name.split(' ').any(|part| part == word);
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
            if own(word) {
                self.mentions += 1;
            } else if !self.in_lower_case && word.starts_with(char::is_lowercase) {
                let is_it = |part: &str| part.chars().count() > 1 && part.to_lowercase() == word;
                self.in_lower_case = self.name.split(' ').any(is_it) && !is_given_name(word);
            }
        }
    }

    /// A paragraph is over.
    pub(super) fn end_paragraph(&mut self) {
        self.place = match self.place {
            Place::First if !self.first.trim().is_empty() => Place::Next,
            Place::Next if self.next_ends.is_some() => Place::Later,
            place => place,
        };
    }

    /// A pause or a tag stands in the script.
    pub(super) fn interrupt(&mut self) {
        self.spoken |= self.place == Place::First;
    }

    /// Whether what follows the name goes on in lower case, as no sentence begins.
    pub(super) fn goes_on(&self) -> bool {
        self.first.trim_start().starts_with(char::is_lowercase)
    }

    /// Whether it is prose, if it opens no other paragraph: a title, which has no mark that ends a sentence though the
    /// paragraph after it has; or a word of the script.
    pub(super) fn is_prose(&self) -> bool {
        let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | ')' | ']');
        let first = self.first.trim();
        let is_title = !self.spoken
            && !first.is_empty()
            && first.len() <= TITLE.0
            && first.split_whitespace().count() <= TITLE.1
            && !first.ends_with(|c| ends(c) || matches!(c, ',' | ':' | ';'))
            && self.next_ends.is_some_and(ends);
        is_title || self.in_lower_case || self.mentions >= SUBJECT
    }
}

/// Given names that are words too; sorted.
#[rustfmt::skip]
const GIVEN_NAMES: [&str; 45] = [
    "amber", "angel", "april", "art", "august", "autumn", "basil", "bill", "bob", "brook", "carol", "chase", "christian",
    "clay", "daisy", "dawn", "dean", "drew", "faith", "frank", "gene", "grace", "grant", "guy", "hope", "iris", "ivy",
    "jack", "jasmine", "jay", "joy", "june", "lance", "lily", "mark", "max", "may", "miles", "nick", "pat", "ray", "rob",
    "rose", "sue", "will",
];

fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(GIVEN_NAMES.is_sorted());
    }
}
