//! `plan`: from phones to model calls. Binds utterances to voices, turns phones into a voice's integers and
//! decides every silence. Pure; knows nothing of models, sessions or audio, and of text only to pass it on.

mod accompaniment;
mod contour;
mod extents;
pub mod gaps;
pub mod job;
mod key;
mod onset;
mod predict;
mod print;
mod settings;
mod split;
mod tokens;

pub use gaps::GapSettings;
pub use job::{Fit, Job, JobWord, Key, Lean, Moment, PlannedMark, PlannedRecording, RenderPlan};
pub use predict::{Prediction, predict};
pub use print::print;
pub use settings::{PlanSettings, SpeakerSettings};

use crate::diag::{Code, Diagnostic, Findings};
use crate::ir::{Element, Phone, PhonemeScript, Recording, Segment, Utterance};
use crate::source::Span;
use crate::units::Milliseconds;
use crate::voice::{Cast, Voice};
use accompaniment::Marks;
use contour::Contours;
use gaps::Gap;
use onset::Place;
use settings::Manner;
use split::Part;

/// Plans every model call of a script, in script order.
///
/// Words whose phones the voice cannot say are left out of the plan and reported (D503, an error); a speaker
/// without an entry in the cast is noted (D502), and so is an utterance that had to be cut (D401); a time that words
/// cannot keep is a warning (D407). The gap between two utterances is that of the speaker before it.
pub fn plan<'s>(script: &'s PhonemeScript, cast: &Cast<'s>, settings: &PlanSettings) -> Findings<RenderPlan> {
    let resolved = cast.resolve(&script.speakers);
    let manner = |name: Option<&str>| settings.manner(name);
    let manners: Vec<_> = script
        .speakers
        .iter()
        .map(|s| manner(s.name.as_deref()))
        .collect();
    let mut diagnostics = resolved.diagnostics;
    let mut planner = Planner {
        spoken_by: Vec::new(),
        plan: RenderPlan {
            speakers: script.speakers.iter().map(|s| s.name.clone()).collect(),
            ..RenderPlan::default()
        },
        contours: Contours::new(script),
        marks: Marks::default(),
        diagnostics: Vec::new(),
    };
    let mut gap = Gap::default();
    let mut gaps = settings.gaps;
    let places = onset::places(&script.elements);
    let mut places = places.iter();
    for (index, element) in script.elements.iter().enumerate() {
        match element {
            Element::Pause { duration, .. } => {
                gap.pause(*duration);
                planner.marks.pause();
            }
            Element::Boundary(kind) => gap.boundary(*kind),
            Element::Mark(mark) => {
                let (jobs, recordings) = planner.sounds();
                planner.marks.silence(mark, jobs, recordings, gap.written());
            }
            Element::Recording(recording) => {
                let before = planner.silence(std::mem::take(&mut gap), &gaps);
                planner.recording(recording, before);
            }
            Element::Utterance(utterance) => {
                let speaker = utterance.speaker as usize;
                let place = places.next();
                let voice = resolved.value.get(speaker).and_then(|&v| cast.voices().get(v));
                let (Some(place), Some(voice), Some(manner)) = (place, voice, manners.get(speaker)) else {
                    continue; // no voice at all: loading voices has said so already
                };
                let before = planner.silence(gap, &gaps);
                let closed = closes(&script.elements[index + 1..]);
                if planner.utterance(utterance, place, voice, manner, before, closed) {
                    gap = Gap::default();
                    gaps = manner.gaps;
                }
            }
        }
    }
    planner.plan.tail = gap.at_edge();
    let out_of_reach = extents::allot(&mut planner.plan.jobs, &planner.spoken_by, &script.extents);
    planner.diagnostics.extend(out_of_reach);
    for (job, voice) in planner.plan.jobs.iter_mut().zip(&planner.spoken_by) {
        key::seal(job, voice, planner.contours.planned());
    }
    planner.plan.marks = planner.marks.planned;
    planner.plan.contours = planner.contours.finish();
    diagnostics.append(&mut planner.diagnostics);
    diagnostics.sort_by_key(|d| d.span);
    Findings {
        value: planner.plan,
        diagnostics,
    }
}

/// What follows an utterance, as far as its melody is concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Close {
    /// The sentence goes on after a pause tag or a cut.
    GoesOn,
    /// The sentence is over.
    Over,
}

fn closes(rest: &[Element]) -> Close {
    for element in rest {
        match element {
            Element::Boundary(_) => return Close::Over,
            Element::Utterance(_) => return Close::GoesOn,
            Element::Pause { .. } | Element::Recording(_) | Element::Mark(_) => {}
        }
    }
    Close::Over
}

struct Planner<'s> {
    /// The voice of each job.
    spoken_by: Vec<&'s Voice>,
    plan: RenderPlan,
    contours: Contours<'s>,
    marks: Marks,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Planner<'s> {
    /// How many jobs and clips there are so far.
    fn sounds(&self) -> (usize, usize) {
        (self.plan.jobs.len(), self.plan.recordings.len())
    }

    /// The silence before the next sound.
    fn silence(&self, gap: Gap, gaps: &GapSettings) -> Milliseconds {
        if self.sounds() == (0, 0) {
            gap.at_edge()
        } else {
            gap.between(gaps)
        }
    }

    /// Adds a clip.
    fn recording(&mut self, recording: &Recording, gap_before: Milliseconds) {
        self.marks.sound();
        self.plan.recordings.push(PlannedRecording {
            before: self.plan.jobs.len(),
            gap_before,
            recording: recording.clone(),
        });
    }

    /// Adds the jobs of an utterance; false where nothing of it can be said.
    fn utterance(
        &mut self,
        utterance: &Utterance,
        place: &Place,
        voice: &'s Voice,
        manner: &Manner,
        gap: Milliseconds,
        close: Close,
    ) -> bool {
        let says = |phone: &Phone| voice.phones().id(phone.segment).is_some();
        let mut words = Vec::with_capacity(utterance.words.len());
        // The place in the utterance of each word that is said.
        let mut places = Vec::with_capacity(utterance.words.len());
        for (at, word) in utterance.words.iter().enumerate() {
            if let Some(phone) = word.phones.iter().find(|phone| !says(phone)) {
                self.unsayable(&word.text, word.span, phone.segment, voice);
            } else if !word.phones.is_empty() {
                words.push(word);
                places.push(at);
            }
        }
        let limit = voice.manifest().speaking.max_tokens as usize;
        let parts = split::parts(&words, limit);
        if parts.len() > 1 {
            self.diagnostics.push(Diagnostic::new(
                Code::LongUtterance,
                utterance.span,
                format!(
                    "this sentence is too long for one utterance and is split into {}",
                    parts.len()
                ),
            ));
        }
        let voice_index = self.voice_index(voice);
        self.inner_marks(utterance, &places, &parts);
        let mut gap = gap;
        let last = parts.len().saturating_sub(1);
        for (index, part) in parts.iter().enumerate() {
            let close = if index == last { close } else { Close::GoesOn };
            let part_words = &words[part.words.clone()];
            let said = places[part.words.start]..places[part.words.end - 1] + 1;
            let (rows, mut job_words) = tokens::rows(part_words, voice.phones(), close);
            job_words.iter_mut().for_each(|word| manner.act(&mut word.style));
            let span = part_words
                .iter()
                .map(|w| w.span)
                .reduce(Span::join)
                .unwrap_or(utterance.span);
            let mut job = Job {
                speaker: utterance.speaker,
                voice: voice_index,
                gap_before: gap,
                tokens: rows,
                words: job_words,
                fits: Vec::new(),
                lean: place.lean(said, &voice.manifest().speaking),
                span,
                key: Key([0; 32]),
                seed: 0,
            };
            self.contours.localise(&mut job);
            self.plan.jobs.push(job);
            self.spoken_by.push(voice);
            gap = part.gap_after;
        }
        !parts.is_empty()
    }

    /// Places the marks of an utterance whose `parts` are about to become jobs. A mark before a word that is not said
    /// stands before the next that is, or behind the utterance.
    fn inner_marks(&mut self, utterance: &Utterance, places: &[usize], parts: &[Part]) {
        let (jobs, recordings) = self.sounds();
        if !parts.is_empty() {
            self.marks.sound();
        }
        for inner in &utterance.marks {
            let word = places.partition_point(|&place| place < inner.before);
            let part = parts.partition_point(|part| part.words.end <= word);
            let moment = match parts.get(part) {
                Some(found) => Moment::Word {
                    job: jobs + part,
                    word: word - found.words.start,
                },
                None => Moment::Silence {
                    jobs: jobs + parts.len(),
                    recordings,
                    after: Some(Milliseconds::ZERO),
                },
            };
            self.marks.inside(&inner.mark, moment);
        }
    }

    fn unsayable(&mut self, text: &str, span: Span, segment: Segment, voice: &Voice) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::PhoneNotInVoice,
                span,
                format!(
                    "the voice `{}` has no /{}/, which `{text}` needs",
                    voice.name(),
                    segment.ipa()
                ),
            )
            .fix("give the word a pronunciation without it, or the speaker another voice"),
        );
    }

    fn voice_index(&mut self, voice: &Voice) -> u32 {
        let voices = &mut self.plan.voices;
        let index = voices
            .iter()
            .position(|name| name == voice.name())
            .unwrap_or_else(|| {
                voices.push(voice.name().to_owned());
                voices.len() - 1
            });
        index as u32
    }
}

#[cfg(test)]
mod tests;
