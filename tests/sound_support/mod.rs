//! Tones, and how close two stretches of samples are.

#![allow(dead_code, reason = "each test uses its part of this")]

use std::f32::consts::TAU;

pub(crate) fn tone(hz: f32, amplitude: f32, length: usize, rate: f32) -> Vec<f32> {
    (0..length)
        .map(|i| amplitude * (TAU * hz * i as f32 / rate).sin())
        .collect()
}

pub(crate) fn close(found: &[f32], wanted: &[f32], tolerance: f32) {
    assert_eq!(found.len(), wanted.len());
    for (i, (found, wanted)) in found.iter().zip(wanted).enumerate() {
        assert!(
            (found - wanted).abs() <= tolerance,
            "sample {i}: {found}, not {wanted}"
        );
    }
}
