//! Runs the parts of the stage over a script: turn by turn, sentence by sentence.
//!
//! Owns what happens between texts: pauses, boundaries, words that a tag has cut in two.
//! Owns no rule of what a text says.

use super::Vocabulary;
use super::class::{Class, Tag};
use super::classify::{Releases, classify};
use super::fold::folded;
use super::passage::Passage;
use super::say_as;
use super::seams::{self, Parting, Piece, agree, completes, words_of};
use super::token::{Spoken, SpokenItem, SpokenTurn, SpokenWord};
use super::tokenise::tokenise;
use super::verbalise::Words;
use crate::diag::{Code, Diagnostic, Findings};
use crate::markup::script::{Item, Mark, Reading, SayAs, SayAsKind, Script, Text, Turn};
use std::ops::Range;

pub(super) fn speak(script: &Script, vocabulary: &dyn Vocabulary) -> Findings<Spoken> {
    let mut stage = Stage {
        vocabulary,
        tokens: Vec::new(),
        releases: Releases::default(),
        diagnostics: Vec::new(),
    };
    for item in script.turns.iter().flat_map(|turn| &turn.items) {
        if let Item::Text(text) = item {
            stage.releases.look_for(text.text.text());
        }
    }
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
        let mut pieces: Vec<Piece> = Vec::new();
        // A named place has no sound and must not part the words around it.
        let mut marks: Vec<&Mark> = Vec::new();
        for item in &turn.items {
            let parted = match item {
                Item::Text(text) => {
                    pieces.push(Piece::Text(text));
                    continue;
                }
                Item::Pause(pause) => {
                    pieces.push(Piece::Pause(*pause));
                    continue;
                }
                Item::Mark(mark) => {
                    marks.push(mark);
                    continue;
                }
                Item::Boundary(boundary) => SpokenItem::Boundary(*boundary),
                Item::Audio(audio) => SpokenItem::Audio(audio.clone()),
            };
            self.run(&mut pieces, &mut marks, &mut words);
            words.pass(parted);
        }
        self.run(&mut pieces, &mut marks, &mut words);
        SpokenTurn {
            speaker: turn.speaker.clone(),
            speaker_span: turn.speaker_span,
            items: words.finish(),
        }
    }

    /// What no boundary and no clip parts, with the marks in it.
    fn run(&mut self, pieces: &mut Vec<Piece>, marks: &mut Vec<&Mark>, words: &mut Words) {
        let before = words.len();
        let texts: Vec<&Text> = pieces.iter().filter_map(|piece| piece.text()).collect();
        match folded(&texts) {
            None => self.read(None, pieces, true, words),
            Some(plain) => {
                let mut plain = plain.iter();
                let pieces: Vec<Piece> = pieces
                    .iter()
                    .filter_map(|piece| match piece {
                        Piece::Text(_) => plain.next().map(Piece::Text),
                        Piece::Pause(_) => Some(*piece),
                    })
                    .collect();
                self.read(None, &pieces, true, words);
            }
        }
        words.marks(before, marks);
        pieces.clear();
        marks.clear();
    }

    /// Says pieces as one sentence, or, cut at the seams that this would not leave whole, as several: the first time (`whole`) at
    /// those alone, then at all. `lead`, a tagged text right before them, is only looked back at.
    fn read(&mut self, lead: Option<&Text>, pieces: &[Piece], whole: bool, words: &mut Words) {
        let Err(mut broken) = self.sentence(lead, pieces, words) else {
            return;
        };
        if !whole {
            broken = (0..pieces.len()).filter(|&at| !pieces[at].is_plain()).collect();
        }
        let (mut lead, mut from) = (lead, 0);
        for at in broken {
            self.read(lead.take(), &pieces[from..at], false, words);
            match pieces[at] {
                Piece::Pause(pause) => words.pass(SpokenItem::Pause(pause)),
                Piece::Text(text) => {
                    // By itself it has no seam inside.
                    self.read(None, &[Piece::Text(text)], false, words);
                    lead = Some(text);
                }
            }
            from = at + 1;
        }
        self.read(lead, &pieces[from..], false, words);
    }

    /// Says pieces as one sentence; or says nothing and gives those that it does not leave whole.
    fn sentence(
        &mut self,
        lead: Option<&Text>,
        pieces: &[Piece],
        words: &mut Words,
    ) -> Result<(), Vec<usize>> {
        let space = seams::space();
        let mut texts: Vec<&Text> = pieces
            .iter()
            .map(|piece| piece.text().unwrap_or(&space))
            .collect();
        let lead = lead.filter(|lead| leads(lead, &texts));
        if let Some(lead) = lead {
            texts.insert(0, lead);
        }
        let passage = Passage::new(&texts);
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
        let seams = self.seams(pieces, begin, &tags, &passage)?;
        let mut said = 0;
        for (piece, range) in seams {
            self.say(&tags[said..range.start], &passage, words);
            said = range.end;
            match piece {
                Piece::Pause(pause) => words.pass(SpokenItem::Pause(pause)),
                Piece::Text(text) => self.marked(text, &tags[range], &passage, words),
            }
        }
        self.say(&tags[said..], &passage, words);
        if let Some(Piece::Text(_)) = pieces.last() {
            words.end_passage(&passage);
        }
        Ok(())
    }

    /// The pieces that are not said as the sentence has them, each with the tags in its place; or those that tags lie across.
    fn seams<'s>(
        &mut self,
        pieces: &[Piece<'s>],
        begin: u32,
        tags: &[Tag<'_>],
        passage: &Passage<'_>,
    ) -> Result<Vec<(Piece<'s>, Range<usize>)>, Vec<usize>> {
        let (mut seams, mut broken) = (Vec::new(), Vec::new());
        if pieces.iter().all(|piece| piece.is_plain()) {
            return Ok(seams);
        }
        let parting = Parting::new(tags);
        let mut said = Said::default();
        let mut end = begin;
        for (at, &piece) in pieces.iter().enumerate() {
            let start = end;
            end += piece.text().map_or(1, |text| text.text.text().len() as u32);
            if piece.is_plain() {
                continue;
            }
            let within = parting.within(start, end);
            let whole = within.is_some();
            let touching = within.clone().unwrap_or_else(|| parting.touching(start, end));
            if piece.text().is_some_and(|text| {
                self.says(text, &tags[touching.clone()], whole, || {
                    said.of(touching, tags, passage)
                })
            }) {
                continue;
            }
            match within {
                Some(range) => seams.push((piece, range)),
                None => broken.push(at),
            }
        }
        if broken.is_empty() { Ok(seams) } else { Err(broken) }
    }

    /// Whether the tags of a sentence, in the words that `said` gives, say what `<say-as>` asks of a text, `whole` if they
    /// hold nothing else.
    fn says<'w>(
        &mut self,
        text: &Text,
        tags: &[Tag<'_>],
        whole: bool,
        said: impl FnOnce() -> &'w [SpokenWord],
    ) -> bool {
        let Reading::SayAs(say_as) = &text.reading else {
            return false;
        };
        if (!whole || say_as.kind == SayAsKind::Time) && completes(say_as, tags) {
            return true;
        }
        let parts = [text];
        let alone = Passage::new(&parts);
        let mut asked = Vec::new();
        self.say_as(&alone, say_as, &mut asked) && agree(&words_of(&asked, &alone), said(), tags, whole)
    }

    /// What `<say-as>` makes of a text, and whether the text is what it says.
    fn say_as<'t>(&mut self, text: &'t Passage<'_>, say_as: &SayAs, tags: &mut Vec<Tag<'t>>) -> bool {
        self.tokens.clear();
        tokenise(text.text(), &mut self.tokens);
        say_as::classify(text.text(), &self.tokens, say_as, self.vocabulary, tags)
    }

    /// A piece that is said as its tag asks, `tags` being what the sentence has in its place.
    fn marked(&mut self, text: &Text, tags: &[Tag<'_>], passage: &Passage<'_>, words: &mut Words) {
        match &text.reading {
            Reading::Plain => self.say(tags, passage, words),
            Reading::Word(class) => {
                words.set_class(Some(*class));
                self.say(tags, passage, words);
                words.set_class(None);
            }
            Reading::SayAs(say_as) => {
                let parts = [text];
                let passage = Passage::new(&parts);
                let mut tags = Vec::new();
                if !self.say_as(&passage, say_as, &mut tags) {
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

    fn say(&mut self, tags: &[Tag<'_>], passage: &Passage<'_>, words: &mut Words) {
        for tag in tags {
            if tag.class == Class::Unreadable {
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
    }
}

/// What was said last to compare with: one tag may lie across many pieces.
#[derive(Default)]
struct Said {
    tags: Range<usize>,
    words: Vec<SpokenWord>,
}

impl Said {
    /// The words of these tags of a sentence.
    fn of(&mut self, range: Range<usize>, tags: &[Tag<'_>], passage: &Passage<'_>) -> &[SpokenWord] {
        if self.tags != range {
            self.words = words_of(&tags[range.clone()], passage);
            self.tags = range;
        }
        &self.words
    }
}

/// Whether what a tag says how to read is a name, or a part of one, that the prose after it goes on from: the words of
/// neither are cut.
fn leads(lead: &Text, texts: &[&Text]) -> bool {
    const LONGEST: usize = 40;
    let name = lead.text.text();
    let next = texts.first().and_then(|part| part.text.text().chars().next());
    name.len() <= LONGEST
        && name.ends_with(char::is_alphanumeric)
        && next.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '#'))
}
