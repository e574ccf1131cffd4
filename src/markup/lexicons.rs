//! `<lexicon>` and `<lookup>` (SSML 1.1, 3.1.5): which lexicons a script names, and where each holds.
//!
//! Knows nothing of files and of what a lexicon holds.

use super::document::Element;
use super::language::based;
use super::resolve::{Context, Resolver};
use super::script::ScriptLexicon;
use crate::diag::Code;
use crate::source::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The lexicons of a script as they are found.
#[derive(Debug, Default)]
pub(super) struct Lexicons {
    named: Vec<Named>,
    /// Where the lexicon of this index is looked up, by how many lookups are around; innermost first.
    lookups: BTreeMap<(Reverse<usize>, usize), Vec<Span>>,
    /// Lookups around.
    depth: usize,
    any_lookup: bool,
}

#[derive(Debug)]
struct Named {
    id: Option<String>,
    uri: String,
    span: Span,
    looked_up: bool,
}

impl Resolver<'_> {
    pub(super) fn lexicon(&mut self, element: &Element, context: &Context) {
        for name in ["fetchtimeout", "maxage", "maxstale"] {
            self.lose_attribute(
                element,
                name,
                "files beside the script are read, nothing is fetched",
            );
        }
        let Some(uri) = element.attribute("uri") else {
            return;
        };
        if uri.value.text().trim().is_empty() {
            return self.bad(uri, "the path of a PLS file beside the script");
        }
        let id = element
            .attribute("xml:id")
            .map(|id| id.value.text().trim().to_owned());
        self.lexicons.named.push(Named {
            id,
            uri: based(context.base.as_deref(), uri.value.text()),
            span: uri.value_span,
            looked_up: false,
        });
    }

    pub(super) fn lookup(&mut self, element: &Element, context: &Context) {
        self.lexicons.any_lookup = true;
        let found = element.attribute("ref").map(|reference| {
            let id = reference.value.text().trim();
            let named = &mut self.lexicons.named;
            (reference, named.iter().rposition(|l| l.id.as_deref() == Some(id)))
        });
        match found {
            Some((_, Some(index))) => {
                self.lexicons.named[index].looked_up = true;
                let place = (Reverse(self.lexicons.depth), index);
                let spans = self.lexicons.lookups.entry(place).or_default();
                spans.push(element.span);
                self.lexicons.depth += 1;
                self.out.seal();
                self.nodes(&element.children, context);
                self.out.seal();
                self.lexicons.depth -= 1;
            }
            Some((reference, None)) => {
                self.bad(reference, "the `xml:id` of a `<lexicon>` that stands before it");
                self.nodes(&element.children, context);
            }
            None => self.nodes(&element.children, context),
        }
    }

    /// The lexicons in the order in which they are asked. Where a script has lookups a lexicon holds inside those
    /// that name it, and the innermost lookup comes first (SSML 1.1, 3.1.5.2). Where it has none every lexicon holds
    /// throughout, as SSML 1.0 (3.1.4) has it, where the later has precedence.
    pub(super) fn finish_lexicons(&mut self, whole: Span) -> Vec<ScriptLexicon> {
        let lexicons = std::mem::take(&mut self.lexicons);
        let layer = |named: &Named, within: Vec<Span>| ScriptLexicon {
            uri: named.uri.clone(),
            span: named.span,
            within,
        };
        if !lexicons.any_lookup {
            let all = lexicons.named.iter().rev();
            return all.map(|named| layer(named, vec![whole])).collect();
        }
        for idle in lexicons.named.iter().filter(|named| !named.looked_up) {
            self.report.add(Code::NoEffect, idle.span, || {
                format!("no `<lookup>` names the lexicon `{}`", idle.uri)
            });
        }
        let looked_up = lexicons.lookups.into_iter();
        looked_up
            .filter_map(|((_, index), within)| Some(layer(lexicons.named.get(index)?, within)))
            .collect()
    }
}
