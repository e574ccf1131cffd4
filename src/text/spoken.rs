//! Runs the parts of the stage over a script: turn by turn, passage by passage.
//!
//! Owns what happens between texts: pauses, boundaries, words that a tag has cut in two.

use super::Vocabulary;
use super::classify::{Releases, classify};
use super::fold::folded;
use super::passage::Passage;
use super::say_as;
use super::token::{Spoken, SpokenItem, SpokenTurn};
use super::tokenise::tokenise;
use super::verbalise::Words;
use crate::diag::{Code, Diagnostic, Findings};
use crate::markup::script::{Item, Mark, Reading, Script, Text, Turn};

pub(super) fn speak(script: &Script, vocabulary: &dyn Vocabulary) -> Findings<Spoken> {
    let mut stage = Stage {
        vocabulary,
        tokens: Vec::new(),
        releases: Releases::default(),
        diagnostics: Vec::new(),
    };
    let turns = script.turns.iter().map(|turn| stage.turn(turn)).collect();
    Findings {
        value: Spoken {
            turns,
            contours: script.contours.clone(),
            extents: script.extents.clone(),
        },
        diagnostics: stage.diagnostics,
    }
}

/// What lives as long as the run: the lexicons, the buffers, and what a script says once for all.
struct Stage<'v> {
    vocabulary: &'v dyn Vocabulary,
    tokens: Vec<super::tokenise::Token>,
    releases: Releases,
    diagnostics: Vec<Diagnostic>,
}

impl Stage<'_> {
    fn turn(&mut self, turn: &Turn) -> SpokenTurn {
        let mut words = Words::new();
        let mut plain: Vec<&Text> = Vec::new();
        // A named place has no sound and must not part the words around it.
        let mut marks: Vec<&Mark> = Vec::new();
        // What a tag says how to read, right before prose: the name in "<phoneme>Kubernetes</phoneme> 1.30".
        let mut lead: Option<&Text> = None;
        for item in &turn.items {
            match item {
                Item::Text(text) if text.reading == Reading::Plain => {
                    plain.push(text);
                    continue;
                }
                Item::Mark(mark) => {
                    marks.push(mark);
                    continue;
                }
                _ => {}
            }
            self.run(lead.take(), &mut plain, &mut marks, &mut words);
            match item {
                Item::Text(text) => {
                    self.marked(text, &mut words);
                    lead = Some(text);
                }
                Item::Pause(pause) => words.pass(SpokenItem::Pause(*pause)),
                Item::Boundary(boundary) => words.pass(SpokenItem::Boundary(*boundary)),
                Item::Audio(audio) => words.pass(SpokenItem::Audio(audio.clone())),
                Item::Mark(_) => {}
            }
        }
        self.run(lead, &mut plain, &mut marks, &mut words);
        SpokenTurn {
            speaker: turn.speaker.clone(),
            speaker_span: turn.speaker_span,
            items: words.finish(),
        }
    }

    /// Prose with the marks in it.
    fn run(
        &mut self,
        lead: Option<&Text>,
        plain: &mut Vec<&Text>,
        marks: &mut Vec<&Mark>,
        words: &mut Words,
    ) {
        let before = words.len();
        self.prose(lead, plain, words);
        words.marks(before, marks);
        plain.clear();
        marks.clear();
    }

    /// Text without a tag that says how to read it; `lead`, which has one, is only looked back at.
    fn prose(&mut self, lead: Option<&Text>, parts: &[&Text], words: &mut Words) {
        if parts.is_empty() {
            return;
        }
        if let Some(plain) = folded(parts) {
            return self.prose(lead, &plain.iter().collect::<Vec<_>>(), words);
        }
        let lead = lead.filter(|lead| leads(lead, parts));
        let led: Vec<&Text>;
        let together = match lead {
            Some(lead) => {
                led = std::iter::once(lead).chain(parts.iter().copied()).collect();
                &led
            }
            None => parts,
        };
        let passage = Passage::new(together);
        self.tokens.clear();
        tokenise(passage.text(), &mut self.tokens);
        passage.mark_code(&mut self.tokens);
        let begin = lead.map_or(0, |lead| lead.text.text().len() as u32);
        let from = self.tokens.partition_point(|token| token.start < begin);
        if let Some(first) = self.tokens.get_mut(from) {
            first.spaced = first.start > begin || !words.is_glued();
        }
        let mut tags = Vec::with_capacity(self.tokens.len());
        classify(
            passage.text(),
            &self.tokens,
            from,
            self.vocabulary,
            &mut self.releases,
            &mut tags,
        );
        self.say(&tags, &passage, words);
    }

    /// Text with such a tag.
    fn marked(&mut self, text: &Text, words: &mut Words) {
        let parts = [text];
        if let Some([plain]) = folded(&parts).as_deref() {
            return self.marked(plain, words);
        }
        let passage = Passage::new(&parts);
        match &text.reading {
            Reading::Plain => {}
            Reading::Word(class) => {
                words.set_class(Some(*class));
                self.prose(None, &parts, words);
                words.set_class(None);
            }
            Reading::SayAs(say_as) => {
                self.tokens.clear();
                tokenise(passage.text(), &mut self.tokens);
                let mut tags = Vec::with_capacity(self.tokens.len());
                let fits = say_as::classify(passage.text(), &self.tokens, say_as, self.vocabulary, &mut tags);
                if !fits {
                    let span = passage.span(0, passage.text().len() as u32);
                    let wanted = say_as::wanted(say_as);
                    let message = format!("`{}` is no {wanted}; it is read as prose", passage.text().trim());
                    self.diagnostics
                        .push(Diagnostic::new(Code::UnfitSayAs, span, message));
                }
                self.say(&tags, &passage, words);
            }
            Reading::Phonemes(phonemes) => words.author(text, phonemes),
        }
    }

    fn say(&mut self, tags: &[super::class::Tag<'_>], passage: &Passage<'_>, words: &mut Words) {
        for tag in tags {
            if tag.class == super::class::Class::Unreadable {
                let span = passage.span(tag.start, tag.end);
                let written = passage
                    .text()
                    .get(tag.start as usize..tag.end as usize)
                    .unwrap_or("");
                let message = format!("`{written}` has no reading and is left out");
                self.diagnostics
                    .push(Diagnostic::new(Code::UnreadableText, span, message));
                continue;
            }
            words.say(tag, passage);
        }
        words.end_passage(passage);
    }
}

/// Whether what a tag says how to read is a name, or a part of one, that the prose after it goes on from: the words of
/// neither are cut.
fn leads(lead: &Text, parts: &[&Text]) -> bool {
    const LONGEST: usize = 40;
    let name = lead.text.text();
    let next = parts.first().and_then(|part| part.text.text().chars().next());
    name.len() <= LONGEST
        && name.ends_with(char::is_alphanumeric)
        && next.is_some_and(|c| c.is_whitespace() || c == '-')
}
