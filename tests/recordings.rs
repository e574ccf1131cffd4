//! Recordings mixed with speech, exactly where the plan has them, and mastered with it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed; it writes the files that it reads"
)]

mod sound_support;

use declaim::audio::pcm::Pcm;
use declaim::audio::recording::Recording;
use declaim::audio::signal::{Blocks, Channels, Signal};
use declaim::config::{EpisodeConfig, FileRoot};
use declaim::diag::Code;
use declaim::master::{Level, Meter, Sink, Target, master, measure, meter};
use declaim::mix::timeline::{Part, Timeline};
use declaim::mix::{Bed, Excerpt, Mixdown, Recordings, SpeakerMix, lay_out};
use declaim::plan::job::{self, Job, Key, Lean, Moment, PlannedRecording, RenderPlan};
use declaim::render::{Studio, prepare, print_plan};
use declaim::source::{Source, Span};
use declaim::synth::clip::{Alignment, Clip};
use declaim::units::{Decibels, Lufs, Milliseconds, Ratio, Samples};
use sound_support::{PODCAST, RATE, close, tone};
use std::f32::consts::FRAC_1_SQRT_2;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

fn speech(level: f32, length: usize) -> Clip {
    Clip {
        pcm: Pcm {
            samples: vec![level; length],
            rate: RATE,
        },
        alignment: Alignment::default(),
    }
}

fn job(speaker: u32, gap: u32) -> Job {
    Job {
        speaker,
        voice: 0,
        gap_before: Milliseconds(gap),
        tokens: Vec::new(),
        words: Vec::new(),
        fits: Vec::new(),
        lean: Lean::NONE,
        span: Span::default(),
        key: Key([0; 32]),
        seed: 0,
    }
}

fn clip(src: &str) -> job::Recording {
    job::Recording {
        src: src.to_owned(),
        begin: Milliseconds::ZERO,
        end: None,
        speed: Ratio::ONE,
        repeat: Ratio::ONE,
        repeat_duration: None,
        level: Decibels::UNITY,
        description: None,
        span: Span::default(),
    }
}

/// Ann, a clip after 100 ms, Bo after 50 ms; 20 ms at the end.
fn scene(clip: job::Recording) -> (RenderPlan, Vec<Clip>) {
    let plan = RenderPlan {
        jobs: vec![job(0, 10), job(1, 50)],
        recordings: vec![PlannedRecording {
            before: 1,
            gap_before: Milliseconds(100),
            recording: clip,
        }],
        tail: Milliseconds(20),
        speakers: vec![Some("Ann".to_owned()), Some("Bo".to_owned())],
        ..RenderPlan::default()
    };
    (plan, vec![speech(0.5, 4_800), speech(0.25, 9_600)])
}

fn recordings(src: &str, recording: Recording) -> Recordings {
    let mut all = Recordings::default();
    let excerpt = Excerpt::new(src, Milliseconds::ZERO, None, Ratio::ONE);
    all.insert(excerpt, Arc::new(recording));
    all
}

/// Every channel of a mix; the same in blocks of any size.
fn mixed(
    plan: &RenderPlan,
    clips: &Vec<Clip>,
    recordings: &Recordings,
    speakers: &[SpeakerMix],
) -> (Timeline, Vec<Vec<f32>>) {
    let timeline = lay_out(plan, clips, recordings, RATE);
    let mut all: Option<Vec<Vec<f32>>> = None;
    for block in [65_536, 1_000, 37] {
        let mixdown = Mixdown::with(&timeline, clips, Samples(block)).unwrap();
        let mixdown = mixdown.produced(plan, recordings, speakers);
        let mut channels = vec![Vec::new(); mixdown.channels().count()];
        let mut pass = mixdown.pass();
        while let Some(block) = pass.next_block().unwrap() {
            for (channel, samples) in channels.iter_mut().zip(block.channels()) {
                channel.extend_from_slice(samples);
            }
        }
        assert!(
            all.as_ref().is_none_or(|all| *all == channels),
            "blocks of {block}"
        );
        all = Some(channels);
    }
    (timeline, all.unwrap())
}

/// The largest change from one sample to the next, outside the tones themselves: a click stands far above it.
fn largest_step(samples: &[f32]) -> f32 {
    samples
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .fold(0.0, f32::max)
}

#[test]
fn a_clip_lies_where_the_plan_has_it_with_exact_silence_around() {
    let mut played = clip("beep.wav");
    played.repeat = Ratio(2.5);
    played.level = Decibels(-6.0206);
    let beep = vec![0.8f32; 1_000];
    let (plan, clips) = scene(played);
    let (timeline, channels) = mixed(
        &plan,
        &clips,
        &recordings("beep.wav", Recording::mono(beep, RATE)),
        &[],
    );
    let [samples] = &channels[..] else {
        panic!("one channel")
    };
    let placed = timeline.recordings[0];
    assert_eq!(
        (placed.part, placed.start, placed.length),
        (Part::Clip(0), Samples(480 + 4_800 + 4_800), Samples(2_500))
    );
    assert_eq!(
        timeline.placements[1].start,
        Samples(480 + 4_800 + 4_800 + 2_500 + 2_400)
    );
    assert_eq!(
        timeline.length,
        Samples(480 + 4_800 + 4_800 + 2_500 + 2_400 + 9_600 + 960)
    );
    let heard: Vec<bool> = samples.iter().map(|sample| *sample != 0.0).collect();
    let wanted = [
        (480, false),
        (4_800, true),
        (4_800, false),
        (2_500, true),
        (2_400, false),
        (9_600, true),
        (960, false),
    ];
    let wanted: Vec<bool> = wanted.iter().flat_map(|&(n, heard)| vec![heard; n]).collect();
    assert!(heard == wanted);
    let start = placed.start.count();
    assert!((samples[start + 500] - 0.4).abs() < 1e-4, "half the level");
    // Its edges would step, so each turn is faded.
    assert!(samples[start] < 0.001 && samples[start + 999] < 0.001 && samples[start + 1_000] < 0.001);
    assert!(largest_step(samples) < 0.01);
}

#[test]
fn repeat_duration_cuts_off_and_a_recording_that_rises_by_itself_is_left_alone() {
    let mut played = clip("beep.wav");
    played.repeat = Ratio(100.0);
    played.repeat_duration = Some(Milliseconds(100));
    let beep = tone(1_000.0, 0.5, 480, 48_000.0);
    let (plan, clips) = scene(played);
    let (timeline, channels) = mixed(
        &plan,
        &clips,
        &recordings("beep.wav", Recording::mono(beep.clone(), RATE)),
        &[],
    );
    let placed = timeline.recordings[0];
    assert_eq!(placed.length, Samples(4_800));
    let heard = &channels[0][placed.start.count()..placed.end().count()];
    // It begins at zero; it ends on a step of a sample's slope, which is faded.
    assert!(heard[..200] == beep[..200]);
    assert!(largest_step(heard) < 0.08);
}

#[test]
fn a_panned_speaker_makes_two_channels_of_the_same_power() {
    let (plan, clips) = scene(clip("none.wav"));
    let none = Recordings::default();
    let mix = |name: &str, gain: f64, pan: f32| SpeakerMix {
        name: name.to_owned(),
        gain: Decibels(gain),
        pan,
    };
    let (timeline, channels) = mixed(&plan, &clips, &none, &[mix("bo", -6.0206, 0.0)]);
    assert_eq!(channels.len(), 1, "nobody is panned");
    let (ann, bo) = (
        timeline.placements[0].start.count() + 2_400,
        timeline.placements[1].start.count() + 4_800,
    );
    assert!((channels[0][ann] - 0.5).abs() < 1e-6 && (channels[0][bo] - 0.125).abs() < 1e-5);
    let (_, channels) = mixed(
        &plan,
        &clips,
        &none,
        &[mix("ANN", 0.0, -1.0), mix("Bo", 0.0, 0.5)],
    );
    let [left, right] = &channels[..] else {
        panic!("two channels")
    };
    assert_eq!((left[ann], right[ann]), (0.5, 0.0));
    assert!((left[bo].hypot(right[bo]) - 0.25).abs() < 1e-6 && right[bo] > left[bo]);
    assert!(
        left[..480]
            .iter()
            .chain(&right[..480])
            .all(|sample| *sample == 0.0)
    );
}

#[test]
fn intro_outro_and_bed_lie_around_and_under_the_speech() {
    let (mut plan, clips) = scene(clip("none.wav"));
    plan.recordings.clear();
    let mut all = Recordings::default();
    all.intro = Some(Arc::new(Recording::mono(tone(500.0, 0.3, 9_600, 48_000.0), RATE)));
    all.outro = Some(Arc::new(Recording::stereo(
        tone(400.0, 0.3, 4_800, 48_000.0),
        tone(600.0, 0.2, 4_800, 48_000.0),
        RATE,
    )));
    all.gap = Milliseconds(300);
    let (timeline, channels) = mixed(&plan, &clips, &all, &[]);
    assert_eq!(channels.len(), 2, "the outro has two channels");
    let body = 9_600 + 14_400;
    assert_eq!(timeline.placements[0].start, Samples(body + 480));
    assert_eq!(timeline.placements[0].gap_before, Samples(14_400 + 480));
    let end = body + 480 + 4_800 + 2_400 + 9_600 + 960;
    assert_eq!(timeline.recordings[1].start, Samples(end + 14_400));
    assert_eq!(timeline.length, Samples(end + 14_400 + 4_800));
    // In the middle, as loud as it was.
    close(&channels[0][1_000..8_000], &channels[1][1_000..8_000], 0.0);
    let middle = tone(500.0, 0.3 * FRAC_1_SQRT_2, 9_600, 48_000.0);
    close(&channels[0][1_000..8_000], &middle[1_000..8_000], 1e-5);
    assert!(
        channels[0][9_600..body as usize]
            .iter()
            .all(|sample| *sample == 0.0)
    );

    // A bed of a constant shows its own gain.
    all.outro = None;
    all.intro = None;
    plan.jobs[1].gap_before = Milliseconds(5_000);
    let constant = Recording::mono(vec![1.0; 48_000], RATE);
    all.bed = Some(Bed {
        recording: Arc::new(constant),
        level: Decibels(-20.0),
        duck: Decibels(-12.0),
        fade: Milliseconds(100),
    });
    let silent: Vec<Clip> = clips
        .iter()
        .map(|clip| speech(0.0, clip.pcm.samples.len()))
        .collect();
    let (timeline, channels) = mixed(&plan, &silent, &all, &[]);
    let samples = &channels[0];
    assert_eq!(timeline.bed, Some(Samples(0)..timeline.length));
    let (ann, bo) = (&timeline.placements[0], &timeline.placements[1]);
    let (full, ducked) = (0.1, Decibels(-32.0).amplitude() as f32);
    for placement in [ann, bo] {
        for at in [placement.start.count(), placement.end().count() - 1] {
            let faded = at < 4_800 || at + 4_800 > samples.len();
            assert!(
                faded || (samples[at] - ducked).abs() < 1e-6,
                "down from the first sample to the last"
            );
        }
    }
    let between = ann.end().count() + 48_000 * 2;
    // Where it is repeated, end and start of a constant add to more than one of them: uncorrelated sounds do not.
    assert!(
        (full..full * 1.42).contains(&samples[between]),
        "up again in the pause"
    );
    assert!(
        samples[0] < 1e-4 && *samples.last().unwrap() < 1e-4,
        "it comes and goes"
    );
    assert!(largest_step(samples) < 0.001, "and never jumps");
}

#[test]
fn two_channels_are_mastered_together() {
    let left = tone(300.0, 0.2, 480_000, 48_000.0);
    let right = tone(450.0, 0.05, 480_000, 48_000.0);
    let mut stereo = Recording::stereo(left.clone(), right, RATE);
    // The powers of both channels count (BS.1770-4, annex 1): twice the same is 3.01 LU louder than once.
    let once = measure(&Recording::mono(left.clone(), RATE))
        .unwrap()
        .integrated
        .unwrap()
        .0;
    let twice = measure(&Recording::stereo(left.clone(), left, RATE))
        .unwrap()
        .integrated
        .unwrap()
        .0;
    assert!((twice - once - 3.0103).abs() < 0.01);
    // A peak in one channel turns down both.
    stereo = stereo
        .map_channels(RATE, |samples| {
            let mut samples = samples.to_vec();
            if samples[100].abs() > 0.05 || samples[40].abs() > 0.03 {
                samples[240_000..240_400]
                    .iter_mut()
                    .for_each(|sample| *sample *= 6.0);
            }
            Ok::<_, std::convert::Infallible>(samples)
        })
        .unwrap();
    let mut written: Vec<f32> = Vec::new();
    let report = master(&stereo, &PODCAST, &mut written).unwrap();
    assert_eq!(written.len(), 2 * 480_000);
    assert!(report.missed_by(Lufs(-16.0)).unwrap().0 <= 0.1, "{report}");
    assert!(report.after.true_peak.0 <= -1.0, "{report}");
    assert!(report.limited > Samples::ZERO);
    let gain = report.gain.amplitude() as f32;
    for (i, pair) in written.chunks(2).enumerate() {
        let (left, right) = (stereo.channels()[0][i], stereo.channels()[1][i]);
        if left.abs() > 0.01 && right.abs() > 0.01 {
            let (l, r) = (pair[0] / (left * gain), pair[1] / (right * gain));
            assert!((l - r).abs() < 1e-4, "sample {i}: {l} and {r}");
        }
    }
}

#[test]
fn a_gain_decided_elsewhere_is_given_and_the_ceiling_still_holds() {
    let quiet = Recording::mono(tone(300.0, 0.1, 96_000, 48_000.0), RATE);
    let target = Target {
        level: Level::Gain(Decibels(6.0)),
        ..PODCAST
    };
    let mut written: Vec<f32> = Vec::new();
    let report = master(&quiet, &target, &mut written).unwrap();
    assert_eq!(
        (report.gain, report.max_reduction),
        (Decibels(6.0), Decibels::UNITY)
    );
    assert!((report.after.integrated.unwrap().0 - report.before.integrated.unwrap().0 - 6.0).abs() < 0.01);
    written.begin(Samples::ZERO, Channels::Mono).unwrap();
    let target = Target {
        level: Level::Gain(Decibels(30.0)),
        ..PODCAST
    };
    assert!(master(&quiet, &target, &mut written).unwrap().after.true_peak.0 <= -1.0);
}

#[test]
fn the_parts_of_an_album_get_one_gain_and_keep_their_levels() {
    let part =
        |level: f32, seconds: usize| Recording::mono(tone(500.0, level, 48_000 * seconds, 48_000.0), RATE);
    let parts = [part(0.2, 20), part(0.1, 20)];
    let meters: Vec<_> = parts.iter().map(|part| meter(part).unwrap()).collect();
    let target = Lufs(-20.0);
    let gain = Meter::together(&meters).unwrap().gain_to(target);
    let loudness = |part: &Recording| {
        let target = Target {
            level: Level::Gain(gain),
            ..PODCAST
        };
        let mut written: Vec<f32> = Vec::new();
        let report = master(part, &target, &mut written).unwrap();
        (report.after.integrated.unwrap().0, written)
    };
    let [(loud, mut first), (quiet, second)] = parts.each_ref().map(loudness);
    assert!((loud - quiet - 6.02).abs() < 0.01, "{loud} and {quiet}");
    first.extend(second);
    let whole = measure(&Recording::mono(first, RATE))
        .unwrap()
        .integrated
        .unwrap()
        .0;
    assert!((whole - target.0).abs() < 0.05, "{whole}");
    assert_eq!(Meter::together(&[meter(&part(0.0, 1)).unwrap()]), None);
}

#[test]
fn a_script_plays_what_is_there_and_says_what_is_not() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("clips")).unwrap();
    std::fs::copy("tests/fixtures/tone.mp3", folder.path().join("clips/a tone.mp3")).unwrap();
    let text = "Ann: <mark name=\"start\"/>One <mark name=\"word\"/>two.\n\n\
        <audio src=\"clips/a%20tone.mp3\" repeatCount=\"2\"><desc>a tone</desc>never</audio>\n\n\
        Bo: Then <audio src=\"clips/none.wav\">nothing</audio> else. \
        <audio src=\"../secret.wav\">Nor this.</audio> <audio src=\"http://example.com/a.wav\">Nor that.</audio>\n\n\
        [pause] <mark name=\"end\"/> [pause]";
    let source = Source::new("test", text);
    let studio = Studio::open(None, &[]).unwrap();
    let config = EpisodeConfig {
        files: FileRoot {
            folder: folder.path().to_owned(),
            start: Path::new("").to_owned(),
        },
        ..EpisodeConfig::house(NonZeroUsize::MIN)
    };
    let prepared = prepare(&source, &config, &studio).unwrap();
    let warned: Vec<&str> = prepared
        .diagnostics
        .iter()
        .filter(|found| found.code == Code::UnplayableClip)
        .map(|found| source.slice(found.span))
        .collect();
    assert_eq!(warned.len(), 3);
    assert!(warned[0].contains("none.wav") && warned[1].contains("secret") && warned[2].contains("http"));
    let plan = prepared.value.plan;
    let words: Vec<&str> = plan
        .jobs
        .iter()
        .flat_map(|job| &job.words)
        .map(|word| &*word.text)
        .collect();
    assert_eq!(
        words,
        [
            "One", "two", "Then", "nothing", "else", "Nor", "this", "Nor", "that"
        ]
    );
    let [played] = &plan.recordings[..] else {
        panic!("{:?}", plan.recordings)
    };
    assert_eq!(
        (played.before, played.gap_before),
        (1, Milliseconds(500)),
        "a paragraph of its own"
    );
    assert_eq!(plan.jobs[1].gap_before, Milliseconds(500));
    assert_eq!(played.recording.description.as_deref(), Some("a tone"));
    let moments: Vec<_> = plan
        .marks
        .iter()
        .map(|mark| (&*mark.mark.name, mark.moment))
        .collect();
    let last = plan.jobs.len();
    assert_eq!(
        moments,
        [
            (
                "start",
                Moment::Silence {
                    jobs: 0,
                    recordings: 0,
                    after: None
                }
            ),
            ("word", Moment::Word { job: 0, word: 1 }),
            (
                "end",
                Moment::Silence {
                    jobs: last,
                    recordings: 1,
                    after: Some(Milliseconds(500))
                }
            ),
        ]
    );
    let printed = print_plan(&plan);
    assert!(
        printed.contains("recording 0: \"clips/a%20tone.mp3\" times=2 (\"a tone\")"),
        "{printed}"
    );
    assert!(
        printed.contains("mark \"end\"") && printed.contains("after 500 ms of silence"),
        "{printed}"
    );
}
