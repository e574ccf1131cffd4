//! The real ONNX path on the generated tiny voice: from phones through plan, sessions and signal path to clips.
//!
//! Needs the runtime library, which `make test` fetches (`scripts/fetch_runtime.py`).

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use declaim::audio::mel::Mel;
use declaim::config::EpisodeConfig;
use declaim::diag::Findings;
use declaim::ir::{
    Bound, Element, Extent, Origin, Phone, PhonemeScript, Punctuation, Segment, Speaker, Stress, Style,
    Utterance, Word,
};
use declaim::plan::{GapSettings, RenderPlan, plan};
use declaim::render::{Batch, Event, Keeping, Studio};
use declaim::source::Span;
use declaim::synth::{
    AcousticModel, Backend, Clip, Controls, Encoding, Engine, ModelError, PitchTrack, Regulated, SynthError,
    Vocoder,
};
use declaim::units::{Decibels, Hertz, Milliseconds, Ratio, Samples, Semitones};
use declaim::voice::{Cast, Voice, load};
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::time::Duration;

fn tiny() -> Voice {
    load::load_named("tiny", None).expect("the tiny voice is embedded")
}

fn engine(voices: &[Voice], jobs: usize) -> Engine {
    let jobs = NonZeroUsize::new(jobs).expect("jobs");
    Engine::new(voices, jobs, || Duration::ZERO).unwrap_or_else(|error| panic!("{error}"))
}

fn word(text: &str, phones: &[Segment], style: Style) -> Word {
    Word {
        text: text.to_owned(),
        span: Span::new(0, text.len()),
        phones: phones.iter().map(|&s| Phone::new(s, Stress::Primary)).collect(),
        after: Punctuation::None,
        style,
        origin: Origin::Dictionary,
    }
}

/// "mama sees", `count` times over, in one utterance.
fn utterance(count: usize, style: Style) -> Element {
    use Segment::{Aa, Iy, M, S, Z};
    let words = (0..count).flat_map(|_| {
        [
            word("mama", &[M, Aa, M, Aa], style),
            word("sees", &[S, Iy, Z], style),
        ]
    });
    Element::Utterance(Utterance {
        speaker: 0,
        words: words.collect(),
        marks: Vec::new(),
        span: Span::new(0, 9),
    })
}

/// One and a half seconds.
fn extent(bound: Bound) -> Extent {
    Extent {
        duration: Milliseconds(1_500),
        bound,
        span: Span::default(),
    }
}

fn planned(elements: Vec<Element>, voices: &[Voice]) -> RenderPlan {
    let script = PhonemeScript {
        speakers: vec![Speaker {
            name: Some("Ann".to_owned()),
            span: Span::new(0, 3),
        }],
        elements,
        contours: vec![vec![(0.0, Semitones(-6.0)), (1.0, Semitones(6.0))]],
        extents: vec![extent(Bound::Exactly), extent(Bound::AtMost)],
    };
    let Findings { value, .. } = plan(&script, &Cast::of(voices), &GapSettings::STANDARD.into());
    value
}

/// The clips of a plan, one after the other, on the first worker.
fn clips(plan: &RenderPlan, engine: &Engine) -> Result<Vec<Clip>, SynthError> {
    (0..plan.jobs.len())
        .map(|job| engine.speak(plan, job).map(|(clip, _)| clip))
        .collect()
}

fn spoken(elements: Vec<Element>) -> Vec<Clip> {
    let voices = [tiny()];
    clips(&planned(elements, &voices), &engine(&voices, 1)).unwrap_or_else(|error| panic!("{error}"))
}

fn one(style: Style) -> Clip {
    spoken(vec![utterance(2, style)]).remove(0)
}

fn power(samples: &[f32]) -> f64 {
    samples.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / samples.len() as f64
}

/// The period of the strongest autocorrelation between 60 and 400 Hz, as a frequency.
fn pitch(samples: &[f32]) -> f64 {
    let correlation = |lag: usize| -> f64 {
        let shifted = samples.iter().zip(&samples[lag..]);
        shifted.map(|(a, b)| f64::from(a * b)).sum::<f64>() / (samples.len() - lag) as f64
    };
    let best = (60..400).max_by(|&a, &b| correlation(a).total_cmp(&correlation(b)));
    24_000.0 / best.expect("lags") as f64
}

/// The samples of one token.
fn token(clip: &Clip, index: usize) -> &[f32] {
    let range = &clip.alignment.tokens[index];
    &clip.pcm.samples[range.start.count()..range.end.count()]
}

#[test]
fn words_take_the_time_they_are_given() {
    let taking = |extent, rate| Style {
        extent: Some(extent),
        rate: Ratio(rate),
        ..Style::NEUTRAL
    };
    let wanted = 1.5 * 24_000.0;
    let hop = 256.0;
    for (count, rate) in [(2, 1.0), (4, 1.0), (3, 0.5)] {
        let clip = spoken(vec![utterance(count, taking(0, rate))]).remove(0);
        let samples = clip.pcm.samples.len() as f64;
        assert!((samples - wanted).abs() <= hop, "{count}, {rate}: {samples}");
    }
    // Two utterances with a pause of half a second between them: together, and the pause is exact.
    let pause = Element::Pause {
        duration: Milliseconds(500),
        span: Span::default(),
    };
    let both = [utterance(1, taking(0, 1.0)), pause, utterance(2, taking(0, 1.0))];
    let samples: usize = spoken(both.to_vec()).iter().map(|c| c.pcm.samples.len()).sum();
    assert!(
        (samples as f64 + 12_000.0 - wanted).abs() <= 2.0 * hop,
        "{samples}"
    );
    // What is short enough stays as it is.
    let lengths = |style| spoken(vec![utterance(1, style)])[0].alignment.tokens.clone();
    assert_eq!(lengths(taking(1, 1.0)), lengths(Style::NEUTRAL));
    let long = spoken(vec![utterance(12, taking(1, 1.0))]).remove(0);
    assert!((long.pcm.samples.len() as f64 - wanted).abs() <= hop);
}

#[test]
fn a_clip_is_exactly_what_lies_between_the_edge_silences() {
    let clip = one(Style::NEUTRAL);
    let alignment = &clip.alignment;
    assert_eq!(alignment.tokens.len(), 14);
    assert_eq!(alignment.words.len(), 4);
    assert_eq!(alignment.tokens[0].start, Samples::ZERO);
    assert_eq!(alignment.tokens[13].end, clip.pcm.len());
    assert!(
        alignment
            .tokens
            .windows(2)
            .all(|pair| pair[0].end == pair[1].start)
    );
    assert_eq!(
        alignment.words[0],
        alignment.tokens[0].start..alignment.tokens[3].end
    );
    assert_eq!(alignment.words[3].end, clip.pcm.len());
    // The tiny voice gives a vowel 9.3 mel frames, other phones 5.7, and the edge before them 9.4; what is left over
    // by rounding the edge (0.4) is carried. Two times (3 vowels and 4 others) make 101.4.
    let mel_frames = (9.4f64 + 101.4).round() - 9.0;
    assert_eq!(clip.pcm.samples.len(), mel_frames as usize * 256);
    assert!(clip.pcm.samples.iter().all(|x| x.is_finite()));
    assert!(power(token(&clip, 1)) > 1e-4, "the vowel sounds");
}

#[test]
fn the_number_of_workers_changes_no_byte() {
    let mut elements: Vec<Element> = (1..12).map(|n| utterance(n, Style::NEUTRAL)).collect();
    elements.push(utterance(
        3,
        Style {
            volume: Decibels(3.0),
            ..Style::NEUTRAL
        },
    ));
    let plan = planned(elements, &[tiny()]);
    let mut studio = Studio::open(None, &[]).expect("the embedded voices");
    studio.admit("tiny", None).expect("the tiny voice");
    let hash = |jobs: usize| {
        let config = EpisodeConfig::house(NonZeroUsize::new(jobs).expect("jobs"));
        let batch = Batch::new([&studio], config.jobs, Keeping::Nothing, || Duration::ZERO).expect("workers");
        let seen = Mutex::new(Vec::new());
        let note = |event: Event<'_>| {
            if let Event::Clip { clip, .. } = event {
                seen.lock().expect("progress").push((clip.job, clip.length));
            }
        };
        let take = batch.perform(&plan, &config, &note).expect("clips");
        let mut seen = seen.into_inner().expect("progress");
        seen.sort_unstable();
        let mut lengths = Vec::new();
        let mut hasher = blake3::Hasher::new();
        for job in 0..take.clips().count() {
            lengths.push((job, take.clips().info(job).expect("a clip").length));
            let mut room = Vec::new();
            for sample in take.clips().samples(job, &mut room).expect("samples") {
                hasher.update(&sample.to_le_bytes());
            }
        }
        assert_eq!(lengths.len(), plan.jobs.len());
        assert_eq!(seen, lengths, "every job is reported once");
        hasher.finalize()
    };
    let one = hash(1);
    assert_eq!(one, hash(2));
    assert_eq!(one, hash(5));
}

#[test]
fn rate_divides_the_time() {
    let length = |rate| {
        one(Style {
            rate: Ratio(rate),
            ..Style::NEUTRAL
        })
        .pcm
        .len()
        .0 as f64
    };
    let plain = length(1.0);
    assert!((length(2.0) * 2.0 / plain - 1.0).abs() < 0.02);
    assert!((length(0.5) / 2.0 / plain - 1.0).abs() < 0.02);
}

#[test]
fn pitch_is_where_the_style_puts_it() {
    let vowel = |style| pitch(token(&one(style), 1));
    let plain = vowel(Style::NEUTRAL);
    assert!((150.0..190.0).contains(&plain), "{plain}");
    let shifted = |semitones| {
        vowel(Style {
            pitch: declaim::ir::Pitch::Shift(Semitones(semitones)),
            ..Style::NEUTRAL
        })
    };
    assert!((shifted(7.0) / plain / 2f64.powf(7.0 / 12.0) - 1.0).abs() < 0.03);
    assert!((shifted(-7.0) / plain * 2f64.powf(7.0 / 12.0) - 1.0).abs() < 0.03);
    let flat = Style {
        pitch: declaim::ir::Pitch::Mean(Hertz(110.0)),
        range: 0.0,
        ..Style::NEUTRAL
    };
    assert!((vowel(flat) - 110.0).abs() < 3.0);
    let clip = one(Style {
        contour: Some(0),
        range: 0.0,
        ..Style::NEUTRAL
    });
    let (early, late) = (pitch(token(&clip, 1)), pitch(token(&clip, 10)));
    assert!(late / early > 1.3, "the contour rises: {early} to {late}");
}

#[test]
fn volume_is_decibels() {
    let level = |volume| {
        power(
            &one(Style {
                volume: Decibels(volume),
                ..Style::NEUTRAL
            })
            .pcm
            .samples,
        )
        .sqrt()
    };
    // The noise differs, since the seed follows the style; hence the tolerance.
    assert!((level(6.0) / level(0.0) / Decibels(6.0).amplitude() - 1.0).abs() < 0.02);
    assert_eq!(level(-130.0), 0.0);
}

#[test]
fn a_voice_that_is_turned_up_says_the_same_noise_and_all() {
    let said = |voice: Voice| {
        let voices = [voice];
        let plan = planned(vec![utterance(2, Style::NEUTRAL)], &voices);
        let engine = engine(&voices, 1);
        engine.speak(&plan, 0).expect("it is spoken").0.pcm.samples
    };
    let (plain, louder) = (said(tiny()), said(copied("", &[], "6.0")));
    assert!(power(&plain) > 0.0);
    let gain = Decibels(6.0).amplitude() as f32;
    assert_eq!(plain.len(), louder.len());
    for (quiet, loud) in plain.iter().zip(&louder) {
        assert!((gain * quiet - loud).abs() < 1e-5, "{quiet} {loud}");
    }
}

#[test]
fn the_same_words_sound_the_same_wherever_they_stand() {
    let clips = spoken(vec![
        utterance(1, Style::NEUTRAL),
        utterance(2, Style::NEUTRAL),
        utterance(1, Style::NEUTRAL),
        utterance(1, Style::NEUTRAL),
    ]);
    assert_eq!(clips[0], clips[2]);
    assert_ne!(clips[0].pcm.len(), clips[1].pcm.len());
}

#[test]
fn a_worker_that_has_rested_speaks_as_before() {
    let voices = [tiny()];
    let plan = planned(vec![utterance(2, Style::NEUTRAL)], &voices);
    let engine = engine(&voices, 1);
    let speak = || engine.speak(&plan, 0).expect("it is spoken").0;
    let before = speak();
    engine.rest();
    assert_eq!(speak(), before);
}

/// A copy of the tiny voice in a folder, one of its models replaced; the manifest names the replacement's hash.
fn with_model(name: &str, bytes: &[u8]) -> Voice {
    copied(name, bytes, "0.0")
}

#[allow(clippy::disallowed_methods, reason = "tests write the voices they change")]
fn copied(name: &str, bytes: &[u8], gain: &str) -> Voice {
    use sha2::Digest;
    let folder = tempfile::tempdir().expect("a folder");
    let tiny = tiny();
    let models = tiny.models();
    let mut manifest = include_str!("../voices/tiny/voice.toml").replace("../../models/tiny/", "");
    manifest = manifest.replace("gain = 0.0", &format!("gain = {gain}"));
    for (file, kept) in [
        ("encoder", &models.encoder),
        ("pitch", &models.pitch),
        ("decoder", &models.decoder),
        ("vocoder", &models.vocoder),
    ] {
        let hash = |bytes: &[u8]| declaim::checksum::Sha256(sha2::Sha256::digest(bytes).into()).to_string();
        let written = if file == name { bytes } else { kept };
        std::fs::write(folder.path().join(format!("{file}.onnx")), written).expect("written");
        manifest = manifest.replace(&hash(kept), &hash(written));
    }
    std::fs::write(folder.path().join("voice.toml"), manifest).expect("written");
    load::load_folder(folder.path()).unwrap_or_else(|error| panic!("{error}"))
}

fn refused(voice: Voice) -> String {
    let jobs = NonZeroUsize::MIN;
    let engine = Engine::new(&[voice], jobs, || Duration::ZERO).expect("models are not opened yet");
    match engine.warm_up() {
        Err(error @ SynthError::Voice { .. }) => error.to_string(),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("a broken model was accepted"),
    }
}

#[test]
fn a_model_that_is_none_is_an_error_that_names_it() {
    let tiny = tiny();
    let whole = &tiny.models().decoder;
    for bytes in [&b""[..], b"not a model", &whole[..whole.len() / 2]] {
        let message = refused(with_model("decoder", bytes));
        assert!(
            message.contains("decoder") && message.contains("`tiny`"),
            "{message}"
        );
    }
}

#[test]
fn a_model_with_other_tensors_is_refused_when_it_is_opened() {
    let tiny = tiny();
    let message = refused(with_model("vocoder", &tiny.models().pitch));
    assert!(
        message.contains("vocoder") && message.contains("`mel` f32 [1, 100, ?]"),
        "{message}"
    );
    assert!(message.contains("`states` f32 [1, ?, 8]"), "{message}");
}

#[test]
fn the_default_voice_keeps_the_contract() {
    let voices = [load::load_named(load::DEFAULT, None).expect("it is in the program")];
    let plan = planned(vec![utterance(2, Style::NEUTRAL)], &voices);
    let clips = clips(&plan, &engine(&voices, 1)).unwrap_or_else(|error| panic!("{error}"));
    let (clip, rows) = (&clips[0], plan.jobs[0].tokens.len());
    assert_eq!(clip.alignment.tokens.len(), rows - 2);
    assert!(clip.pcm.samples.iter().all(|x| x.is_finite()));
    assert!(power(&clip.pcm.samples) > 1e-6, "it sounds");
}

#[test]
fn a_plan_for_another_voice_is_refused() {
    let voices = [tiny()];
    let mut plan = planned(vec![utterance(1, Style::NEUTRAL)], &voices);
    plan.voices[0] = "somebody".to_owned();
    let error = clips(&plan, &engine(&voices, 1)).expect_err("no such voice");
    assert!(error.to_string().contains("somebody"), "{error}");
}

/// Networks that do one thing wrong: what a file from somewhere else may do.
struct Hostile {
    durations: fn(usize) -> Vec<f32>,
    log_f0: f32,
    control: f32,
}

/// One token's states are one value wide.
struct HostileAcoustic {
    durations: fn(usize) -> Vec<f32>,
    log_f0: f32,
}

struct HostileVocoder(f32);

impl Backend for Hostile {
    fn acoustic(&self, _: &Voice) -> Result<Box<dyn AcousticModel>, SynthError> {
        Ok(Box::new(HostileAcoustic {
            durations: self.durations,
            log_f0: self.log_f0,
        }))
    }

    fn vocoder(&self, _: &Voice) -> Result<Box<dyn Vocoder>, SynthError> {
        Ok(Box::new(HostileVocoder(self.control)))
    }
}

impl AcousticModel for HostileAcoustic {
    fn encode(&mut self, tokens: &[[i64; 6]]) -> Result<Encoding, ModelError> {
        Ok(Encoding {
            states: vec![0.0; tokens.len()],
            width: 1,
            durations: (self.durations)(tokens.len()),
        })
    }

    fn pitch(&mut self, frames: &Regulated) -> Result<PitchTrack, ModelError> {
        Ok(PitchTrack {
            log_f0: vec![self.log_f0; frames.mel_frames()],
            voicing: vec![1.0; frames.mel_frames()],
        })
    }

    fn decode(&mut self, frames: &Regulated, log_f0: Vec<f32>, voicing: Vec<f32>) -> Result<Mel, ModelError> {
        Ok(Mel {
            values: vec![0.0; frames.mel_frames() * 100],
            bands: 100,
            log_f0,
            voicing,
        })
    }
}

impl Vocoder for HostileVocoder {
    fn controls(&mut self, mel: &Mel) -> Result<Controls, ModelError> {
        Ok(Controls {
            harmonic: vec![self.0; mel.mel_frames() * 128],
            noise: vec![self.0; mel.mel_frames() * 48],
        })
    }
}

#[test]
fn what_a_model_gives_is_clamped_or_refused_with_the_job_named() {
    let voices = [tiny()];
    let plan = planned(vec![utterance(2, Style::NEUTRAL)], &voices);
    let speak = |durations, log_f0, control| {
        let backend = Hostile {
            durations,
            log_f0,
            control,
        };
        let engine = Engine::with_backend(&voices, NonZeroUsize::MIN, || Duration::ZERO, backend);
        clips(&plan, &engine.expect("an engine"))
    };
    let spoken = |durations, log_f0, control| {
        let clips = speak(durations, log_f0, control).expect("clamped");
        assert!(clips[0].pcm.samples.iter().all(|x| x.is_finite()));
        clips[0].pcm.len().0 / 256
    };
    let plain: fn(usize) -> Vec<f32> = |n| vec![4.0; n];
    assert_eq!(spoken(plain, 5.0, -3.0), 14 * 4);
    assert_eq!(spoken(|n| vec![-7.0; n], 5.0, -3.0), 14);
    assert_eq!(
        spoken(|n| vec![1e30; n], 5.0, -3.0),
        14 * 281 + 4,
        "three seconds each"
    );
    for extreme in [-1e30, 1e30] {
        spoken(plain, extreme, -3.0);
        spoken(plain, 5.0, extreme);
    }
    let refused = |durations, log_f0, control| {
        let error = speak(durations, log_f0, control)
            .expect_err("refused")
            .to_string();
        assert!(
            error.contains("job 0 (Ann") && error.contains("mama sees"),
            "{error}"
        );
        error
    };
    assert!(refused(|n| vec![f32::NAN; n], 5.0, 0.0).contains("encoder"));
    assert!(refused(|n| vec![f32::INFINITY; n], 5.0, 0.0).contains("not finite"));
    assert!(refused(|n| vec![4.0; n - 1], 5.0, 0.0).contains("[16] was expected"));
    assert!(refused(plain, f32::NAN, 0.0).contains("`log_f0`"));
    assert!(refused(plain, 5.0, f32::NAN).contains("vocoder"));
}

#[test]
fn speech_that_would_fill_the_memory_is_refused() {
    let voices = [tiny()];
    let slow = Style {
        rate: Ratio(0.25),
        ..Style::NEUTRAL
    };
    let plan = planned(vec![utterance(50, slow)], &voices);
    let backend = Hostile {
        durations: |n| vec![1e9; n],
        log_f0: 5.0,
        control: 0.0,
    };
    let engine =
        Engine::with_backend(&voices, NonZeroUsize::MIN, || Duration::ZERO, backend).expect("an engine");
    let error = clips(&plan, &engine).expect_err("refused").to_string();
    assert!(error.contains("mel frames long"), "{error}");
}

#[test]
fn the_runtime_knows_its_version() {
    let runtime = declaim::synth::onnx::Runtime::load().unwrap_or_else(|error| panic!("{error}"));
    // Of the pinned library; another one, through ORT_DYLIB_PATH, names its commit.
    let pinned = runtime
        .path()
        .components()
        .any(|part| part.as_os_str() == ".runtime");
    let version = runtime.version();
    assert!(
        version == "1.31.1" || !pinned && version.starts_with("commit "),
        "{version}"
    );
}
