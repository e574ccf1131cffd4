//! `<voice>` (SSML 1.1, 3.2.1): who speaks, by name or by kind.
//!
//! Owns what its attributes mean as far as a script alone can say; which voice a name or a kind gets is the cast's.

use super::attributes;
use super::document::Element;
use super::language::is_foreign;
use super::resolve::{Context, Resolver};
use crate::diag::Code;
use crate::source::Span;

/// What `required` and `ordering` may name.
const FEATURES: [&str; 5] = ["languages", "gender", "age", "variant", "name"];

impl Resolver<'_> {
    pub(super) fn voice(&mut self, element: &Element, context: &Context) {
        self.lose_attribute(element, "effect", "there are no such effects");
        if let Some(language) = element.attribute("language")
            && is_foreign(language.value.text())
        {
            self.lose_attribute(element, "language", "no voice speaks it");
        }
        self.lose_attribute(element, "age", "our voices are grown up");
        let names = "some of `languages`, `gender`, `age`, `variant`, `name`";
        let features = |text: &str| {
            text.split_whitespace()
                .all(|f| FEATURES.contains(&f))
                .then_some(())
        };
        let ordered = self.value(element, "ordering", features, names).is_some();
        if ordered {
            self.lose_attribute(
                element,
                "ordering",
                "a name counts first, then the gender, then the variant",
            );
        }
        self.value(element, "required", features, names);
        let failure = self.value(
            element,
            "onvoicefailure",
            attributes::voice_failure,
            "`priorityselect`, `keepexisting` or `processorchoice`",
        );
        let fails = self.lacks_what_is_required(element);
        if fails && failure == Some(attributes::VoiceFailure::KeepExisting) {
            return self.nodes(&element.children, context);
        }
        match self.wanted(element) {
            Some((name, span)) => self.spoken_by(name, span, element, context),
            None => {
                if !fails && element.attribute("xml:lang").is_none() {
                    self.lose(element, "it names no voice");
                }
                self.nodes(&element.children, context);
            }
        }
    }

    /// The name to look up in the cast: of several, the first that somebody has; else the gender, with its variant.
    fn wanted(&mut self, element: &Element) -> Option<(String, Span)> {
        let kind = "`female`, `male` or `neutral`";
        let gender = self.value(element, "gender", attributes::gender, kind);
        if let Some(names) = element
            .attribute("name")
            .filter(|n| !n.value.text().trim().is_empty())
        {
            let all = names.value.text().trim();
            let known = |name: &&str| self.speakers.is_speaker(name) || self.is_cast(name);
            // A name of the cast may hold spaces; SSML parts names with them.
            let name = match known(&all) {
                true => all,
                false => all.split_whitespace().find(known).unwrap_or(all),
            };
            return Some((name.to_owned(), names.value_span));
        }
        let gender = gender?;
        let variant = self
            .value(element, "variant", attributes::variant, "a number from 1 on")
            .filter(|&n| n > 1);
        let span = element
            .attribute("gender")
            .map_or(element.start_tag, |a| a.value_span);
        let name = variant.map_or_else(|| gender.to_owned(), |n| format!("{gender} {n}"));
        Some((name, span))
    }

    /// Whether `required` (by default `languages`) asks for what no voice has; says so, once a script.
    fn lacks_what_is_required(&mut self, element: &Element) -> bool {
        let required = element
            .attribute("required")
            .map_or("languages", |a| a.value.text());
        let Some(languages) = element.attribute("languages") else {
            return false;
        };
        // `en:us`: English with an accent (SSML 1.1, 3.2.1).
        let all = languages.value.text().split_whitespace();
        let mut tags = all.map(|tag| tag.split(':').next().unwrap_or(tag));
        let lacks = required.split_whitespace().any(|f| f == "languages") && tags.any(is_foreign);
        if lacks && self.told("languages".to_owned()) {
            self.report.add(Code::NoEffect, languages.value_span, || {
                format!("no voice speaks all of `{}`", languages.value.text().trim())
            });
        }
        lacks
    }
}
