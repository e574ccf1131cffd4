"""Owns the cleaning of recordings: FLAC + metadata.csv in, one folder of level, padded, lightly denoised takes out.

Per take: high-pass at 70 Hz (zero phase), Wiener-like spectral subtraction against the take's own quietest frames with a gain floor
of -10 dB (light on purpose: artefacts are worse than hiss), one gain to a common active level, and PAD seconds of the take's own
(denoised) noise floor on both ends. Written: WORK/SPEAKER/audio.i16 (all takes end to end) and index.json.
"""

import argparse
import json
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import soundfile
from scipy import ndimage, signal

from common import DEFAULT_SPEECH, DEFAULT_WORK, HOP, N_FFT, RATE, held_out, read_metadata

PAD = 0.1
LEVEL = 10 ** (-23 / 20)  # active RMS of every take
GAIN_FLOOR = 10 ** (-10 / 20)
OVERSUBTRACT = 1.5
HIGH_PASS = signal.butter(3, 70, "highpass", fs=RATE, output="sos")


def active_rms(samples):
    """RMS over the 20 ms frames within 30 dB of the loudest: a level that pauses do not change."""
    frames = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    power = (frames**2).mean(1)
    return float(np.sqrt(power[power > power.max() * 1e-3].mean()))


def denoise(samples, rng):
    """Light spectral subtraction; returns the take with PAD seconds of its own residual noise at both ends."""
    pad = int(PAD * RATE)
    _, _, spec = signal.stft(samples, RATE, nperseg=N_FFT, noverlap=N_FFT * 3 // 4, boundary="even")
    power = np.abs(spec) ** 2
    loudness = power.sum(0)
    quiet = power[:, loudness <= np.quantile(loudness, 0.06)]
    noise = ndimage.gaussian_filter1d(np.median(quiet, axis=1) / np.log(2), 4)
    local = ndimage.uniform_filter(power, (3, 5))
    gain = np.sqrt(np.maximum(1 - OVERSUBTRACT * noise[:, None] / np.maximum(local, 1e-20), GAIN_FLOOR**2))
    gain = ndimage.gaussian_filter(gain, (0.7, 0.7))
    _, clean = signal.istft(spec * gain, RATE, nperseg=N_FFT, noverlap=N_FFT * 3 // 4)
    clean = np.pad(clean, (0, max(0, len(samples) - len(clean))))[: len(samples)]
    frames = (2 * pad + N_FFT) * 4 // N_FFT + 4
    random = rng.standard_normal((len(noise), frames)) + 1j * rng.standard_normal((len(noise), frames))
    _, hiss = signal.istft(random * np.sqrt(noise / 2)[:, None] * GAIN_FLOOR, RATE, nperseg=N_FFT, noverlap=N_FFT * 3 // 4)
    fade = np.linspace(0, 1, 120)
    out = np.concatenate([hiss[:pad], clean, hiss[pad : 2 * pad]])
    out[pad : pad + 120] = hiss[2 * pad : 2 * pad + 120] * (1 - fade) + clean[:120] * fade
    out[-pad - 120 : -pad] = clean[-120:] * fade[::-1] + hiss[2 * pad + 120 : 2 * pad + 240] * fade
    return out, float(10 * np.log10(noise.sum() + 1e-20))


def prepare_take(job):
    path, seed = job
    samples, rate = soundfile.read(path, dtype="float64")
    assert rate == RATE and samples.ndim == 1, f"{path}: 24 kHz mono wanted"
    samples = signal.sosfiltfilt(HIGH_PASS, samples)
    clean, noise = denoise(samples, np.random.default_rng(seed))
    clean *= LEVEL / active_rms(clean)
    peak = np.abs(clean).max()
    if peak > 0.97:
        clean *= 0.97 / peak
    clean = clean[: len(clean) // HOP * HOP]
    return np.round(clean * 32767).astype(np.int16), noise


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("speaker")
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH)
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--takes", type=int, help="only so many takes, evenly spread (to try the pipeline)")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    folder = args.speech / args.speaker
    rows = read_metadata(folder)
    if args.takes:
        rows = [rows[n] for n in np.unique(np.linspace(0, len(rows) - 1, min(args.takes, len(rows))).round().astype(int))]
    out = args.work / args.speaker
    out.mkdir(parents=True, exist_ok=True)
    index, offset = [], 0
    with Pool(args.jobs) as pool, (out / "audio.i16").open("wb") as audio:
        jobs = [(folder / f"{name}.flac", seed) for seed, (name, _) in enumerate(rows)]
        for (name, text), (samples, _) in zip(rows, pool.imap(prepare_take, jobs, chunksize=8)):
            samples.tofile(audio)
            index.append({"name": name, "text": text, "offset": offset, "samples": len(samples), "held_out": held_out(name)})
            offset += len(samples)
    (out / "index.json").write_text(json.dumps(index))
    print(f"{args.speaker}: {len(index)} takes, {offset / RATE / 60:.1f} minutes, {sum(t['held_out'] for t in index)} held out")


if __name__ == "__main__":
    main()
