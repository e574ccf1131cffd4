//! Stage 10: loudness and true peak against EBU Tech 3341, and the ceiling against signals made to break it.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed; what was written is read back"
)]

mod sound_support;

use declaim::audio::pcm::Pcm;
use declaim::audio::signal::{Block, Channels};
use declaim::master::{Level, Limiter, LoudnessReport, Target, master, measure, meter};
use declaim::units::{Dbtp, Decibels, Lufs, SampleRate, Samples};
use sound_support::{AS_IT_IS, EBU_R128, PODCAST, RATE, Random, pcm, speech};
use std::f64::consts::TAU;

/// Sines of 1 kHz one after another: level in dBFS, length in seconds.
fn tones(parts: &[(f64, f64)]) -> Pcm {
    let mut samples = Vec::new();
    for &(level, seconds) in parts {
        let amplitude = Decibels(level).amplitude();
        samples.extend((0..(seconds * 48_000.0) as usize).map(|i| {
            let phase = TAU * 1000.0 * i as f64 / 48_000.0;
            (amplitude * phase.sin()) as f32
        }));
    }
    pcm(samples)
}

/// A sine at `fraction` of the sample rate, `phase` in degrees, faded at both ends so that only it is measured.
fn sine(fraction: f64, phase: f64, amplitude: f64, length: usize) -> Vec<f32> {
    (0..length)
        .map(|i| {
            let edge = (i.min(length - 1 - i) as f64 / 500.0).min(1.0);
            (edge * amplitude * (TAU * (fraction * i as f64 + phase / 360.0)).sin()) as f32
        })
        .collect()
}

fn mastered(signal: &Pcm, target: &Target) -> (Vec<f32>, LoudnessReport) {
    let mut written = Vec::new();
    let report = master(signal, target, &mut written).unwrap();
    assert_eq!(written.len(), signal.samples.len());
    (written, report)
}

// EBU Tech 3341 (2016), table 1. Its signals are stereo, the same in both channels; of one channel alone the sum
// over channels is half, 3.01 LU less, so here each level is raised by that.

fn case(number: u32, parts: &[(f64, f64)], wanted: f64) {
    let raised: Vec<_> = parts
        .iter()
        .map(|&(level, seconds)| (level + 3.0103, seconds))
        .collect();
    let found = measure(&tones(&raised)).unwrap().integrated.unwrap().0;
    assert!((found - wanted).abs() <= 0.1, "case {number}: {found} LUFS");
}

#[test]
fn ebu_tech_3341_cases_1_to_5_integrated_loudness() {
    case(1, &[(-23.0, 20.0)], -23.0);
    case(2, &[(-33.0, 20.0)], -33.0);
    case(3, &[(-36.0, 10.0), (-23.0, 60.0), (-36.0, 10.0)], -23.0);
    let four = [
        (-72.0, 10.0),
        (-36.0, 10.0),
        (-23.0, 60.0),
        (-36.0, 10.0),
        (-72.0, 10.0),
    ];
    case(4, &four, -23.0);
    case(5, &[(-26.0, 20.0), (-20.0, 20.1), (-26.0, 20.0)], -23.0);
}

#[test]
fn ebu_tech_3341_cases_15_to_19_true_peak() {
    for (number, fraction, phase, amplitude, wanted) in [
        (15, 1.0 / 4.0, 0.0, 0.50, -6.0),
        (16, 1.0 / 4.0, 45.0, 0.50, -6.0),
        (17, 1.0 / 6.0, 60.0, 0.50, -6.0),
        (18, 1.0 / 8.0, 67.5, 0.50, -6.0),
        (19, 1.0 / 4.0, 45.0, 1.41, 3.0),
    ] {
        let signal = pcm(sine(fraction, phase, amplitude, 48_000));
        let found = measure(&signal).unwrap().true_peak.0;
        assert!(
            found - wanted <= 0.2 && found - wanted >= -0.4,
            "case {number}: {found} dBTP"
        );
    }
}

#[test]
fn the_limiter_holds_its_ceiling_whatever_lies_between_the_samples() {
    let mut random = Random(3);
    let noise: Vec<f32> = (0..48_000).map(|_| 2.0 * random.sample()).collect();
    let clicks: Vec<f32> = (0..48_000)
        .map(|i| {
            if i % 1000 < 2 {
                1.5 * random.sample().signum()
            } else {
                0.0
            }
        })
        .collect();
    let square: Vec<f32> = (0..48_000)
        .map(|i| if i / 37 % 2 == 0 { 1.2 } else { -1.2 })
        .collect();
    let signals = [
        ("fs/4 at 45 degrees", sine(0.25, 45.0, 2.0, 48_000)),
        ("fs/6 at 60 degrees", sine(1.0 / 6.0, 60.0, 1.3, 48_000)),
        ("fs/8 at 67.5 degrees", sine(0.125, 67.5, 1.1, 48_000)),
        ("0.4 fs", sine(0.4, 10.0, 3.0, 48_000)),
        ("low tone", sine(0.002, 0.0, 4.0, 48_000)),
        ("noise", noise),
        ("clicks", clicks),
        ("square", square),
    ];
    for ceiling in [-1.0, -6.0] {
        for (name, signal) in &signals {
            let mut out = [Vec::new()];
            let mut limiter = Limiter::new(Dbtp(ceiling), RATE, Channels::Mono);
            for block in signal.chunks(700) {
                limiter.push(Block::mono(block), 1.0, &mut out);
            }
            let limited = limiter.finish(&mut out);
            let [out] = out;
            assert_eq!(out.len(), signal.len(), "{name}");
            let peak = measure(&pcm(out.clone())).unwrap().true_peak.0;
            assert!(peak <= ceiling + 0.03, "{name}: {peak} dBTP");
            assert!(
                limited.max_reduction.0 < 0.0 && limited.samples > Samples::ZERO,
                "{name}"
            );
            // The other way round it may not be turned down for nothing.
            assert!(peak >= ceiling - 1.5, "{name}: {peak} dBTP");
        }
    }
}

#[test]
fn a_held_voice_is_turned_down_without_distortion() {
    // The lowest pitch the hold is made for, 6 dB over the ceiling: once the gain has settled it must stand
    // still from pulse to pulse, so that what comes out is the tone and nothing else.
    for hz in [90.0, 200.0, 1000.0] {
        let tone = sine(hz / 48_000.0, 20.0, Decibels(5.0).amplitude(), 48_000);
        let mut out = [Vec::new()];
        let mut limiter = Limiter::new(Dbtp(-1.0), RATE, Channels::Mono);
        limiter.push(Block::mono(&tone), 1.0, &mut out);
        limiter.finish(&mut out);
        let [out] = out;
        let steady = 12_000..36_000;
        let (heard, meant) = (&out[steady.clone()], &tone[steady]);
        let product = |a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum() };
        let gain = product(heard, meant) / product(meant, meant);
        let rest: Vec<f32> = heard
            .iter()
            .zip(meant)
            .map(|(heard, meant)| heard - gain as f32 * meant)
            .collect();
        let distortion = Decibels::from_amplitude((product(&rest, &rest) / product(heard, heard)).sqrt());
        assert!(distortion.0 < -60.0, "{hz} Hz: {distortion}");
    }
}

#[test]
fn other_rates_are_mastered_as_well() {
    for hz in [8_000, 44_100, 96_000] {
        let rate = SampleRate::new(hz).unwrap();
        let mut signal = speech(6, 4);
        signal.rate = rate;
        let mut written = Vec::new();
        let report = master(&signal, &PODCAST, &mut written).unwrap();
        assert_eq!(written.len(), signal.samples.len());
        assert!(
            report.missed_by(Lufs(-16.0)).unwrap().0 <= 0.1,
            "{rate}: {report}"
        );
        assert!(report.after.true_peak <= Dbtp(-1.0), "{rate}: {report}");
    }
}

#[test]
fn what_needs_no_limiting_passes_bit_for_bit_however_it_is_cut() {
    let signal = speech(4, 5).samples;
    let limited = |signal: &[f32], ceiling: f64, block: usize| {
        let mut out = [Vec::new()];
        let mut limiter = Limiter::new(Dbtp(ceiling), RATE, Channels::Mono);
        for block in signal.chunks(block) {
            limiter.push(Block::mono(block), 1.0, &mut out);
        }
        let report = limiter.finish(&mut out);
        let [out] = out;
        (report, out)
    };
    let (report, out) = limited(&signal, 40.0, 4096);
    assert_eq!(
        (report.max_reduction, report.samples),
        (Decibels::UNITY, Samples::ZERO)
    );
    assert!(out == signal);
    let (report, out) = limited(&signal, -20.0, 4096);
    assert!(report.samples > Samples::ZERO);
    for block in [1, 63, 1024, signal.len()] {
        assert!(limited(&signal, -20.0, block).1 == out, "blocks of {block}");
    }
    // Where the limiter has long come to rest the signal is itself again, exactly.
    assert!(signal.iter().zip(&out).filter(|(a, b)| a == b).count() > signal.len() / 10);
    assert!(signal.iter().zip(&out).all(|(a, b)| (*a == 0.0) == (*b == 0.0)));
}

#[test]
fn a_master_meets_loudness_and_ceiling() {
    for (seed, scale) in [(1, 0.05), (2, 1.0), (3, 6.0)] {
        let mut signal = speech(8, seed);
        signal.samples.iter_mut().for_each(|sample| *sample *= scale);
        for target in [PODCAST, EBU_R128] {
            let (written, report) = mastered(&signal, &target);
            let again = measure(&pcm(written)).unwrap();
            assert_eq!(again, report.after, "the report tells of what was written");
            let Level::Loudness(wanted) = target.level else {
                unreachable!()
            };
            let missed = report.missed_by(wanted).unwrap().0;
            assert!(missed <= 0.1, "{report:?}");
            assert!(again.true_peak <= target.ceiling, "{report:?}");
        }
    }
}

#[test]
fn sections_threads_and_blocks_make_no_difference() {
    // Some sections long, ending in the midst of one, with peaks that are limited across their borders.
    let mut signal = speech(83, 11);
    signal.samples.extend_from_slice(&speech(1, 3).samples[..30_001]);
    signal
        .samples
        .iter_mut()
        .skip(700_000)
        .take(200_000)
        .for_each(|s| *s *= 7.0);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build()
            .unwrap()
            .install(|| (measure(&signal).unwrap(), mastered(&signal, &PODCAST)))
    };
    let (before, (written, report)) = on(1);
    assert_eq!(meter(&signal).unwrap().measurement(), before, "block after block");
    assert_eq!(report.before, before);
    for threads in [2, 5] {
        let (again, (samples, other)) = on(threads);
        assert_eq!((again, other), (before, report));
        assert!(samples == written, "{threads} threads");
    }
    // One limiter that hears everything gives the same samples.
    let (mut whole, limit) = ([Vec::new()], Dbtp(PODCAST.ceiling.0 - 0.1));
    let mut limiter = Limiter::new(limit, RATE, Channels::Mono);
    limiter.push(
        Block::mono(&signal.samples),
        report.gain.amplitude() as f32,
        &mut whole,
    );
    let limited = limiter.finish(&mut whole);
    assert!(report.passes == 1 && whole[0] == written);
    assert_eq!(
        (limited.samples, limited.max_reduction),
        (report.limited, report.max_reduction)
    );
}

#[test]
fn loudness_and_range_are_those_of_ebur128() {
    use ebur128::{EbuR128, Mode};
    for (seed, seconds) in [(1, 2), (2, 30), (3, 70)] {
        let mut signal = speech(seconds, seed);
        let length = signal.samples.len() as f32;
        // Louder and softer, so that the gates have something to do.
        for (i, sample) in signal.samples.iter_mut().enumerate() {
            *sample *= 10f32.powf(-2.0 + 2.0 * (i as f32 * 9.0 / length).sin());
        }
        let found = measure(&signal).unwrap();
        let mut reference = EbuR128::new(1, 48_000, Mode::I | Mode::LRA | Mode::TRUE_PEAK).unwrap();
        reference.add_frames_f32(&signal.samples).unwrap();
        assert!((found.integrated.unwrap().0 - reference.loudness_global().unwrap()).abs() < 1e-6);
        assert!((found.range.0 - reference.loudness_range().unwrap()).abs() < 1e-6);
        assert_eq!(
            found.true_peak,
            Dbtp::from_amplitude(reference.true_peak(0).unwrap())
        );
    }
}

#[test]
fn without_a_loudness_the_level_stays_and_the_ceiling_holds() {
    let quiet = tones(&[(-20.0, 3.0)]);
    let (written, report) = mastered(&quiet, &AS_IT_IS);
    assert!(written == quiet.samples);
    assert_eq!(report.gain, Decibels::UNITY);
    let (_, report) = mastered(&tones(&[(6.0, 3.0)]), &AS_IT_IS);
    assert!(report.after.true_peak <= Dbtp(-1.0) && report.after.true_peak > Dbtp(-1.3));
}

#[test]
fn a_loudness_out_of_reach_is_told_and_the_ceiling_still_holds() {
    let clicks: Vec<f32> = (0..480_000)
        .map(|i| if i % 24_000 == 0 { 0.9 } else { 0.0 })
        .collect();
    let (_, report) = mastered(&pcm(clicks), &PODCAST);
    assert!(report.missed_by(Lufs(-16.0)).unwrap().0 > 1.0, "{report:?}");
    assert!(report.after.true_peak <= Dbtp(-1.0), "{report:?}");
}

#[test]
fn silence_has_no_loudness_and_stays_silence() {
    for length in [0, 100, 480_000] {
        let (written, report) = mastered(&pcm(vec![0.0; length]), &PODCAST);
        assert!(written.iter().all(|&sample| sample == 0.0));
        assert_eq!(report.after.integrated, None);
        assert_eq!(report.gain, Decibels::UNITY);
    }
}
