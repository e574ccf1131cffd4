//! The signal path against its definition and against the Python reference.

use super::*;
use crate::synth::excitation;
use crate::units::SampleRate;

const FORMAT: AudioFormat = AudioFormat {
    rate: SampleRate::VOICE,
    hop: 256,
    window: 1024,
    mel_bands: 100,
    harmonic_knots: 128,
    noise_knots: 48,
};

fn render(controls: &Controls, sources: Sources<'_>, keep: Range<usize>) -> Vec<f32> {
    let shape = Shape::new(&FORMAT);
    let mut out = Vec::new();
    Workspace::new(&shape).synthesise(&shape, controls, sources, keep, &mut out);
    out
}

fn flat(mel_frames: usize, harmonic: f32, noise: f32) -> Controls {
    Controls {
        harmonic: vec![harmonic; mel_frames * 128],
        noise: vec![noise; mel_frames * 48],
    }
}

/// 10 log10 of signal power over error power.
#[allow(clippy::disallowed_methods, reason = "a figure for a message")]
fn signal_to_error(wanted: &[f32], found: &[f32]) -> f64 {
    assert_eq!(wanted.len(), found.len());
    let power = |x: f32| f64::from(x) * f64::from(x);
    let signal: f64 = wanted.iter().map(|&x| power(x)).sum();
    let error: f64 = wanted.iter().zip(found).map(|(a, b)| power(a - b)).sum();
    10.0 * (signal / error.max(1e-300)).log10()
}

#[test]
fn flat_filters_give_the_sources_back() {
    for mel_frames in [1, 2, 3, 4, 9] {
        let log_f0 = vec![120f32.ln(); mel_frames];
        let mut pulses = vec![0.0; mel_frames * 256];
        let mut noise = vec![0.0; mel_frames * 256];
        let mut phases = vec![0.0; mel_frames * 256];
        excitation::pulses(&log_f0, 256, SampleRate::VOICE, &mut pulses, &mut phases);
        excitation::noise(3, &mut noise);
        let sources = Sources {
            pulses: &pulses,
            noise: &noise,
        };
        let voiced = render(&flat(mel_frames, 0.0, -30.0), sources, 0..mel_frames);
        assert!(
            signal_to_error(&pulses, &voiced) > 100.0,
            "{mel_frames} mel frames of pulses"
        );
        let unvoiced = render(&flat(mel_frames, -30.0, 0.0), sources, 0..mel_frames);
        assert!(
            signal_to_error(&noise, &unvoiced) > 100.0,
            "{mel_frames} mel frames of noise"
        );
    }
}

#[test]
fn keeping_a_part_is_cutting_the_whole() {
    let mut noise = vec![0.0; 20 * 256];
    excitation::noise(5, &mut noise);
    let sources = Sources {
        pulses: &noise,
        noise: &noise,
    };
    let mut controls = flat(20, -1.0, -2.0);
    controls
        .harmonic
        .iter_mut()
        .enumerate()
        .for_each(|(i, k)| *k += (i % 7) as f32 * 0.2);
    let whole = render(&controls, sources, 0..20);
    for keep in [0..20, 3..15, 1..2, 0..1, 19..20, 18..20, 5..5] {
        let part = render(&controls, sources, keep.clone());
        assert_eq!(part, whole[keep.start * 256..keep.end * 256], "{keep:?}");
    }
}

#[test]
fn hostile_controls_stay_finite() {
    let noise = vec![1.0; 4 * 256];
    let sources = Sources {
        pulses: &noise,
        noise: &noise,
    };
    for value in [1e30, -1e30] {
        let mut controls = flat(4, value, value);
        controls.limit();
        let out = render(&controls, sources, 0..4);
        assert!(out.iter().all(|x| x.is_finite()));
    }
}

/// `tests/fixtures/vocoder_reference.*`, written by `scripts/train/reference.py`.
#[derive(serde::Deserialize)]
struct Listed {
    shape: Vec<usize>,
    offset: usize,
}

#[test]
fn the_signal_path_matches_the_python_reference_to_60_db() {
    let listing: std::collections::BTreeMap<String, Listed> =
        serde_json::from_str(include_str!("../../../tests/fixtures/vocoder_reference.json")).unwrap();
    let bytes = include_bytes!("../../../tests/fixtures/vocoder_reference.f32");
    let values: Vec<f32> = bytes
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect();
    let array = |name: &str| {
        let Listed { shape, offset } = &listing[name];
        values[*offset..offset + shape.iter().product::<usize>()].to_vec()
    };
    let log_f0 = array("log_f0");
    let mut pulses = vec![0.0; log_f0.len() * 256];
    let mut phases = pulses.clone();
    excitation::pulses(&log_f0, 256, SampleRate::VOICE, &mut pulses, &mut phases);
    let source = signal_to_error(&array("pulses"), &pulses);
    assert!(source > 60.0, "pulses: {source:.1} dB");
    let mut noise = array("random");
    excitation::breathe(&mut noise, &phases, &array("voicing"), 256);
    let breath = signal_to_error(&array("breath"), &noise);
    assert!(breath > 60.0, "noise: {breath:.1} dB");
    let controls = Controls {
        harmonic: array("harmonic"),
        noise: array("noise"),
    };
    let sources = Sources {
        pulses: &pulses,
        noise: &noise,
    };
    let found = render(&controls, sources, 0..log_f0.len());
    let path = signal_to_error(&array("samples"), &found);
    assert!(path > 60.0, "samples: {path:.1} dB");
    println!("pulses {source:.1} dB, noise {breath:.1} dB, samples {path:.1} dB");
}
