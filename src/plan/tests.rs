//! Planning, from phones written by hand.

use super::*;
use crate::ir::{Bound, Boundary, Extent, Origin, Pitch, Punctuation, Speaker, Stress, Style, Word};
use crate::units::{Decibels, Hertz, Ratio, Semitones};
use crate::voice::load;

fn word(text: &str, segments: &[Segment], after: Punctuation) -> Word {
    Word {
        text: text.to_owned(),
        span: Span::new(0, text.len()),
        phones: segments.iter().map(|&s| Phone::new(s, Stress::Primary)).collect(),
        after,
        style: Style::NEUTRAL,
        origin: Origin::Dictionary,
    }
}

fn utterance(words: Vec<Word>) -> Element {
    Element::Utterance(Utterance {
        speaker: 0,
        words,
        marks: Vec::new(),
        span: Span::new(0, 9),
    })
}

fn pause(ms: u32) -> Element {
    Element::Pause {
        duration: Milliseconds(ms),
        span: Span::new(0, 1),
    }
}

fn script(elements: Vec<Element>) -> PhonemeScript {
    PhonemeScript {
        speakers: vec![Speaker {
            name: Some("Ann".to_owned()),
            span: Span::new(0, 3),
        }],
        elements,
        contours: Vec::new(),
        extents: Vec::new(),
    }
}

fn planned(script: &PhonemeScript) -> Findings<RenderPlan> {
    let voices = [load::load_named("tiny", None).unwrap()];
    plan(script, &Cast::of(&voices), &GapSettings::STANDARD.into())
}

fn no() -> Word {
    word("no", &[Segment::N, Segment::Ow], Punctuation::None)
}

#[test]
fn rows_keep_the_contract() {
    let words = vec![
        word("a", &[Segment::Ax], Punctuation::None),
        word("cat", &[Segment::K, Segment::Ae, Segment::T], Punctuation::Comma),
        no(),
    ];
    let plan = planned(&script(vec![utterance(words)])).value;
    let job = &plan.jobs[0];
    assert_eq!(
        job.tokens,
        [
            [1, 0, 0, 0, 0, 0],
            [38, 1, 1, 1, 0, 1],
            [7, 0, 2, 1, 1, 0],
            [31, 1, 3, 1, 1, 0],
            [5, 0, 4, 1, 1, 0],
            [2, 0, 0, 1, 0, 0],
            [21, 0, 2, 2, 0, 0],
            [34, 1, 4, 2, 0, 0],
            [1, 0, 0, 2, 0, 0],
        ]
    );
    let ranges: Vec<_> = job.words.iter().map(|w| w.tokens.clone()).collect();
    assert_eq!(ranges, [1..2, 2..5, 6..8]);
}

#[test]
fn silence_lies_where_the_rule_puts_it() {
    let say = || utterance(vec![no()]);
    let sentence = || Element::Boundary(Boundary::Sentence);
    let paragraph = || Element::Boundary(Boundary::Paragraph);
    let found = planned(&script(vec![
        paragraph(),
        pause(300),
        say(),
        pause(250),
        say(),
        sentence(),
        say(),
        paragraph(),
        pause(400),
        pause(300),
        paragraph(),
        say(),
        pause(1000),
        paragraph(),
    ]));
    let gaps: Vec<u32> = found.value.jobs.iter().map(|j| j.gap_before.0).collect();
    assert_eq!(gaps, [300, 250, 250, 700]);
    assert_eq!(found.value.tail, Milliseconds(1000));
    // The sentence goes on after the first pause tag; the second utterance ends one.
    let closing = |job: usize| found.value.jobs[job].tokens.last().map(|row| row[3]);
    assert_eq!((closing(0), closing(1)), (Some(1), Some(2)));
}

#[test]
fn keys_follow_the_sound_and_nothing_else() {
    let mut loud = no();
    loud.style.volume = Decibels(6.0);
    let mut fast = no();
    fast.style.rate = Ratio(1.5);
    let mut renamed = no();
    renamed.text = "know".to_owned();
    renamed.span = Span::new(40, 44);
    let plan = planned(&script(vec![
        utterance(vec![no()]),
        utterance(vec![renamed]),
        utterance(vec![loud]),
        utterance(vec![fast]),
        utterance(vec![no(), no()]),
    ]))
    .value;
    let key = |i: usize| plan.jobs[i].key;
    // The last of a script is over, the others go on: compare among those that go on.
    assert_eq!(key(0), key(1));
    let mut all = vec![key(0), key(2), key(3), key(4)];
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 4);
    assert_eq!(plan.jobs[0].seed.to_le_bytes(), plan.jobs[0].key.0[..8]);
}

#[test]
fn long_utterances_are_cut_at_their_strongest_pause() {
    let mut words: Vec<Word> = (0..400).map(|_| no()).collect();
    words[120].after = Punctuation::Comma;
    words[150].after = Punctuation::Colon;
    words[180].after = Punctuation::Comma;
    let found = planned(&script(vec![utterance(words)]));
    assert_eq!(
        found
            .diagnostics
            .iter()
            .filter(|d| d.code == Code::LongUtterance)
            .count(),
        1
    );
    let counts: Vec<usize> = found.value.jobs.iter().map(|j| j.words.len()).collect();
    assert_eq!(counts, [151, 198, 51]);
    assert!(found.value.jobs.iter().all(|j| j.tokens.len() <= 400));
    assert_eq!(found.value.jobs[1].gap_before, Milliseconds(160));
    assert_eq!(found.value.jobs[2].gap_before, Milliseconds(80));
    assert_eq!(found.value.jobs[0].tokens.last().map(|row| row[3]), Some(5));
}

#[test]
fn a_contour_is_shared_out_among_its_jobs() {
    let mut bent = no();
    bent.style.contour = Some(0);
    let mut script = script(vec![
        utterance(vec![bent.clone(), no()]),
        pause(10),
        utterance(vec![bent]),
    ]);
    script.contours = vec![vec![(0.0, Semitones(0.0)), (1.0, Semitones(4.0))]];
    let plan = planned(&script).value;
    assert_eq!(plan.jobs[1].words[0].style.contour, Some(1));
    assert_eq!(plan.contours[0], [(0.0, Semitones(0.0)), (1.0, Semitones(2.0))]);
    assert_eq!(plan.contours[1], [(0.0, Semitones(2.0)), (1.0, Semitones(4.0))]);
    assert_ne!(plan.jobs[0].key, plan.jobs[1].key);
    assert!(print(&plan).contains("contour 1: 0.0%+2.00st 100.0%+4.00st"));
}

#[test]
fn a_plan_prints_what_is_in_it() {
    let mut word = no();
    word.style.rate = Ratio(0.5);
    let plan = planned(&script(vec![utterance(vec![word]), pause(70)])).value;
    let text = print(&plan);
    assert!(
        text.starts_with("job 0: Ann by tiny, bytes 0..2, 4 tokens, key "),
        "{text}"
    );
    assert!(
        text.contains("  no 21/0/2/2/0/0 34/1/4/2/0/0 | rate 0.500\n"),
        "{text}"
    );
    assert!(text.ends_with("silence 70 ms\n"), "{text}");
}

#[test]
fn a_speaker_has_a_rate_a_pitch_and_gaps_of_their_own() {
    let mut mean = no();
    mean.style.pitch = Pitch::Mean(Hertz(120.0));
    mean.style.rate = Ratio(3.0);
    let script = script(vec![
        utterance(vec![no(), mean]),
        Element::Boundary(Boundary::Sentence),
        utterance(vec![no()]),
    ]);
    let voices = [load::load_named("tiny", None).unwrap()];
    let with = |name: &str| {
        let settings = PlanSettings {
            gaps: GapSettings::STANDARD,
            speakers: vec![SpeakerSettings {
                name: name.to_owned(),
                rate: Ratio(1.5),
                pitch: Semitones(-2.0),
                gaps: Some(GapSettings {
                    sentence: Milliseconds(90),
                    ..GapSettings::STANDARD
                }),
            }],
        };
        plan(&script, &Cast::of(&voices), &settings).value
    };
    let (own, other) = (with("ANN"), with("Ben"));
    let styles: Vec<_> = own.jobs[0].words.iter().map(|w| w.style).collect();
    assert_eq!(
        (styles[0].rate, styles[0].pitch),
        (Ratio(1.5), Pitch::Shift(Semitones(-2.0)))
    );
    // What the script says absolutely stays; a rate beyond what a script may ask for is held.
    assert_eq!(
        (styles[1].rate, styles[1].pitch),
        (Ratio(4.0), Pitch::Mean(Hertz(120.0)))
    );
    assert_eq!(own.jobs[1].gap_before, Milliseconds(90));
    assert_ne!(own.jobs[1].key, other.jobs[1].key);
    assert_eq!(other, planned(&script).value);
}

#[test]
fn jobs_share_the_time_that_their_words_take_together() {
    let extent = |ms| Extent {
        duration: Milliseconds(ms),
        bound: Bound::Exactly,
        span: Span::new(3, 9),
    };
    let taking = |index| Word {
        style: Style {
            extent: Some(index),
            ..Style::NEUTRAL
        },
        ..no()
    };
    let elements = vec![
        utterance(vec![no(), taking(0)]),
        pause(400),
        utterance(vec![taking(0), taking(0), taking(1)]),
    ];
    let script = PhonemeScript {
        extents: vec![extent(1_000), extent(20)],
        ..script(elements)
    };
    let found = planned(&script);
    let fits: Vec<_> = found.value.jobs.iter().map(|job| job.fits.clone()).collect();
    let fit = |words, ms| Fit {
        words,
        duration: Milliseconds(ms),
        bound: Bound::Exactly,
    };
    assert_eq!(fits, [vec![fit(1..2, 200)], vec![fit(0..2, 400), fit(2..3, 20)]]);
    let codes: Vec<_> = found.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::UncastSpeaker, Code::ExtentOutOfReach]);
    assert!(
        found
            .value
            .jobs
            .iter()
            .all(|j| j.words.iter().all(|w| w.style.extent.is_none()))
    );
}

#[test]
fn a_time_that_words_cannot_keep_is_told_from_one_they_can() {
    let taking = |ms: u32, bound| {
        let word = Word {
            style: Style {
                extent: Some(0),
                ..Style::NEUTRAL
            },
            ..no()
        };
        let extent = Extent {
            duration: Milliseconds(ms),
            bound,
            span: Span::new(3, 9),
        };
        let found = planned(&PhonemeScript {
            extents: vec![extent],
            ..script(vec![utterance(vec![word.clone(), word])])
        });
        let reported = found.diagnostics.iter().any(|d| d.code == Code::ExtentOutOfReach);
        (reported, found.value.jobs[0].fits[0].duration.0)
    };
    // Four phones; a mel frame takes 10 2/3 ms.
    assert_eq!(taking(42, Bound::Exactly), (true, 42));
    assert_eq!(taking(43, Bound::Exactly), (false, 43));
    assert_eq!(taking(3_200, Bound::Exactly), (false, 3_200));
    assert_eq!(taking(3_201, Bound::Exactly), (true, 3_200));
    assert_eq!(taking(42, Bound::AtMost), (true, 42));
    assert!(!taking(90_000, Bound::AtMost).0);
}
