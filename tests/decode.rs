//! Recordings of every kind, read to the sample: WAV, FLAC, MP3, whole or in part, and what cannot be played.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on has failed; it reads its fixtures"
)]

mod sound_support;

use declaim::audio::decode::{Cut, DecodeError, decode};
use declaim::audio::recording::Recording;
use declaim::units::{Milliseconds, Samples};
use sound_support::{RATE, close, tone};
use std::f32::consts::FRAC_1_SQRT_2;
use std::io::Cursor;
use std::path::Path;

const MOST: Samples = Samples(1 << 24);

/// A WAV file of these channels.
fn wav(channels: &[Vec<f32>], hz: u32, bits: u16, format: hound::SampleFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: channels.len() as u16,
        sample_rate: hz,
        bits_per_sample: bits,
        sample_format: format,
    };
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for i in 0..channels[0].len() {
        for channel in channels {
            match format {
                hound::SampleFormat::Float => writer.write_sample(channel[i]).unwrap(),
                hound::SampleFormat::Int => {
                    let scale = (1i64 << (bits - 1)) as f32;
                    writer.write_sample((channel[i] * scale).round() as i32).unwrap();
                }
            }
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

fn whole(bytes: Vec<u8>) -> Result<Recording, DecodeError> {
    decode(Cursor::new(bytes), Cut::default(), MOST, RATE)
}

#[test]
fn wav_files_of_every_width_and_rate_are_read_to_the_sample() {
    for (bits, format) in [
        (16, hound::SampleFormat::Int),
        (24, hound::SampleFormat::Int),
        (32, hound::SampleFormat::Int),
        (32, hound::SampleFormat::Float),
    ] {
        for hz in [8_000u32, 22_050, 44_100, 48_000, 96_000] {
            let left = tone(440.0, 0.5, 5_001, hz as f32);
            let right = tone(660.0, 0.25, 5_001, hz as f32);
            let mono = whole(wav(std::slice::from_ref(&left), hz, bits, format)).unwrap();
            assert_eq!((mono.rate().hz(), mono.channels().len()), (hz, 1));
            close(&mono.channels()[0], &left, 2e-5);
            let stereo = whole(wav(&[left.clone(), right.clone()], hz, bits, format)).unwrap();
            close(&stereo.channels()[0], &left, 2e-5);
            close(&stereo.channels()[1], &right, 2e-5);
        }
    }
}

#[test]
fn flac_and_mp3_are_read_with_nothing_before_or_behind() {
    let fixture = |name| std::fs::read(Path::new("tests/fixtures").join(name)).unwrap();
    // 0.3 s of 440 Hz left and 660 Hz right at 44.1 kHz.
    let left = tone(440.0, 0.5, 13_230, 44_100.0);
    let right = tone(660.0, 0.25, 13_230, 44_100.0);
    let flac = whole(fixture("tone.flac")).unwrap();
    close(&flac.channels()[0], &left, 1e-4);
    close(&flac.channels()[1], &right, 1e-4);
    let mp3 = whole(fixture("tone.mp3")).unwrap();
    assert_eq!(mp3.len(), Samples(13_230), "delay and padding are gone");
    let inner = 1_500..11_500;
    close(&mp3.channels()[0][inner.clone()], &left[inner.clone()], 0.03);
    close(&mp3.channels()[1][inner.clone()], &right[inner], 0.03);
}

#[test]
fn surround_is_mixed_down_and_effects_are_left_out() {
    // 5.1: left, right, centre, effects, surrounds.
    let levels = [0.1, 0.2, 0.3, 0.9, 0.05, 0.07];
    let channels: Vec<Vec<f32>> = levels.iter().map(|&level| vec![level; 100]).collect();
    let mixed = whole(wav(&channels, 48_000, 24, hound::SampleFormat::Int)).unwrap();
    let left = 0.1 + FRAC_1_SQRT_2 * (0.3 + 0.05);
    let right = 0.2 + FRAC_1_SQRT_2 * (0.3 + 0.07);
    close(&mixed.channels()[0], &[left; 100], 1e-5);
    close(&mixed.channels()[1], &[right; 100], 1e-5);
}

#[test]
fn a_part_is_cut_out_to_the_sample_in_every_format() {
    let cut = Cut {
        begin: Milliseconds(50),
        end: Some(Milliseconds(120)),
    };
    for name in ["tone.flac", "tone.mp3"] {
        let bytes = std::fs::read(Path::new("tests/fixtures").join(name)).unwrap();
        let all = whole(bytes.clone()).unwrap();
        let part = decode(Cursor::new(bytes), cut, MOST, RATE).unwrap();
        for (part, all) in part.channels().iter().zip(all.channels()) {
            assert!(part[..] == all[2_205..5_292], "{name}");
        }
    }
}

#[test]
fn what_cannot_be_played_says_why() {
    let tone = wav(
        &[tone(440.0, 0.5, 4_800, 48_000.0)],
        48_000,
        16,
        hound::SampleFormat::Int,
    );
    assert!(matches!(
        whole(b"no sound at all".to_vec()),
        Err(DecodeError::Format { .. })
    ));
    assert!(matches!(whole(Vec::new()), Err(DecodeError::Format { .. })));
    let late = Cut {
        begin: Milliseconds(200),
        end: None,
    };
    assert!(matches!(
        decode(Cursor::new(tone.clone()), late, MOST, RATE),
        Err(DecodeError::Nothing { seconds }) if seconds == 0.1
    ));
    assert!(matches!(
        decode(Cursor::new(tone.clone()), Cut::default(), Samples(4_799), RATE),
        Err(DecodeError::TooLong { .. })
    ));
    let bad = wav(&[vec![0.0, f32::NAN]], 48_000, 32, hound::SampleFormat::Float);
    assert!(matches!(whole(bad), Err(DecodeError::NotFinite)));
    for sample in [f32::MAX, f32::MIN, 1e20, -32_768.0, 100.01] {
        let bad = wav(&[vec![0.0, sample]], 48_000, 32, hound::SampleFormat::Float);
        assert!(matches!(whole(bad), Err(DecodeError::TooLoud)), "{sample}");
    }
    let loud = wav(&[vec![100.0, -100.0]], 48_000, 32, hound::SampleFormat::Float);
    assert!(whole(loud).is_ok());
    // Cut short anywhere: an error or a shorter recording, never a panic.
    for bytes in [tone, std::fs::read("tests/fixtures/tone.flac").unwrap()] {
        for length in (0..bytes.len()).step_by(97) {
            let _ = whole(bytes[..length].to_vec());
        }
    }
}
