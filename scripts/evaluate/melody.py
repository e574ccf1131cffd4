"""Owns F0 read from finished sound (Praat's autocorrelation), and how lively it is."""

import numpy as np
import parselmouth
import soundfile

FLOOR, CEILING = 60.0, 500.0


def contour(samples, rate, floor=FLOOR, ceiling=CEILING, step=0.005):
    """(times in s, F0 in Hz, 0 where unvoiced); empty where the sound is shorter than three periods."""
    try:
        pitch = parselmouth.Sound(np.asarray(samples, dtype=np.float64), rate).to_pitch_ac(
            time_step=step, pitch_floor=floor, pitch_ceiling=ceiling, octave_jump_cost=0.5, voiced_unvoiced_cost=0.2)
    except parselmouth.PraatError:
        return np.zeros(0), np.zeros(0)
    return pitch.xs(), pitch.selected_array["frequency"]


def semitones(path):
    """Voiced F0 of a WAV in semitones above 1 Hz; values more than an octave from the median are the reader's mistakes and left out."""
    samples, rate = soundfile.read(path)
    _, hertz = contour(samples if samples.ndim == 1 else samples.mean(1), rate)
    voiced = 12 * np.log2(hertz[hertz > 0])
    return voiced[np.abs(voiced - np.median(voiced)) < 12] if len(voiced) else voiced


def liveliness(paths):
    """(mean F0 in Hz, mean over utterances of the standard deviation of F0 in semitones)."""
    tracks = [track for track in map(semitones, paths) if len(track) > 10]
    return float(2 ** (np.mean([t.mean() for t in tracks]) / 12)), float(np.mean([t.std() for t in tracks]))
