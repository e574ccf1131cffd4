"""Owns the analysis of cleaned takes: log mel, F0 with voicing, and band aperiodicity, one row per mel frame.

Written to WORK/SPEAKER/features.npz, all takes end to end (take boundaries: `frames` offsets from index.json's samples / HOP):
mel f16 [N, 100]; log_f0 f32 [N], ln Hz, continuous; voicing u8 [N]; aperiodicity f16 [N, 48], ln of the noise-to-harmonic amplitude
ratio at the noise knots by WORLD's D4C (meaningful in voiced mel frames only).
"""

import argparse
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import parselmouth
import pyworld

from common import BINS, DEFAULT_WORK, F0_HIGH, F0_LOW, HOP, KNOTS_NOISE, N_FFT, RATE, knot_matrix, log_mel, read_index

KNOT_BINS = np.clip(np.round(knot_matrix(KNOTS_NOISE).argmax(1)), 0, BINS - 1).astype(int)


def pitch_track(samples, frames, low=F0_LOW, high=F0_HIGH):
    """Praat's autocorrelation F0 at the mel-frame centres: (ln Hz, continuous through unvoiced; voicing 0/1)."""
    sound = parselmouth.Sound(np.asarray(samples, dtype=np.float64), RATE)
    pitch = sound.to_pitch_ac(time_step=HOP / RATE / 2, pitch_floor=low, pitch_ceiling=high, octave_jump_cost=0.5, voiced_unvoiced_cost=0.2)
    centres = (np.arange(frames) + 0.5) * HOP / RATE
    times, hertz = pitch.xs(), pitch.selected_array["frequency"]
    if not (hertz > 0).any():
        return np.full(frames, np.log(150.0), np.float32), np.zeros(frames, np.uint8)
    nearest = np.clip(np.searchsorted(times, centres), 1, len(times) - 1)
    nearest -= np.abs(times[nearest - 1] - centres) < np.abs(times[nearest] - centres)
    voiced = (hertz[nearest] > 0) & (centres > times[0] - 0.01) & (centres < times[-1] + 0.01)
    log_f0 = np.interp(centres, times[hertz > 0], np.log(hertz[hertz > 0]))
    return log_f0.astype(np.float32), voiced.astype(np.uint8)


def aperiodicity(samples, log_f0):
    """ln(noise / harmonic amplitude) at the noise knots, f16 [N, KNOTS_NOISE]."""
    centres = (np.arange(len(log_f0)) + 0.5) * HOP / RATE
    bands = pyworld.d4c(samples.astype(np.float64), np.exp(log_f0.astype(np.float64)), centres, RATE, threshold=0.0, fft_size=N_FFT)
    ratio = np.clip(bands[:, KNOT_BINS], 1e-3, 0.999)
    return np.log(ratio / np.sqrt(1 - ratio**2)).astype(np.float16)


def analyse(samples):
    samples = samples.astype(np.float32) / 32768
    frames = len(samples) // HOP
    mel = log_mel(samples)
    log_f0, voicing = pitch_track(samples, frames)
    return mel.astype(np.float16), log_f0, voicing, aperiodicity(samples, log_f0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("speaker")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    takes = read_index(args.work, args.speaker)
    audio = np.memmap(args.work / args.speaker / "audio.i16", dtype=np.int16, mode="r")
    with Pool(args.jobs) as pool:
        parts = list(pool.imap(analyse, (np.array(audio[t["offset"] : t["offset"] + t["samples"]]) for t in takes), chunksize=4))
    mel, log_f0, voicing, ratio = (np.concatenate(part) for part in zip(*parts))
    np.savez(args.work / args.speaker / "features.npz", mel=mel, log_f0=log_f0, voicing=voicing, aperiodicity=ratio)
    voiced = voicing > 0
    print(f"{args.speaker}: {len(mel)} mel frames, {voiced.mean():.0%} voiced, F0 10/50/90 % "
          f"{np.exp(np.quantile(log_f0[voiced], [0.1, 0.5, 0.9])).round(0)} Hz, mel mean {mel.astype(np.float32).mean():.2f}")


if __name__ == "__main__":
    main()
