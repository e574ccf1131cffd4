"""Owns the design of a voice nobody recorded: another speaker's takes taken apart by WORLD and put together as another person's.

Changed: F0 (register and range), the spectral envelope's frequencies (a longer vocal tract, its pharynx more than its mouth; friction, which
is made in front of the tongue, less), its levels (tilt, ring), breath, and timing by phone class. Words and accents stay the speaker's.
F0 and alignment are not measured again: they are known. Reads WORK/FROM/, writes the same four files to WORK/NAME/.

`shifted` is no voice: takes of any set with F0 moved by up to an octave and their own envelope, so that the vocoder hears such pairs. Its
`predicted.npy` is the mel before F0 was moved: a mel that still shows the harmonics of another pitch, whose ripple must not be heard.
"""

import argparse
import json
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import pyworld
from scipy.ndimage import gaussian_filter1d

from common import BINS, DEFAULT_WORK, HOP, KNOTS_NOISE, N_FFT, RATE, knot_matrix, log_mel, read_index
from phones import FIRST_VOWEL, PAU, SIL
from prepare import LEVEL, active_rms

STEP = HOP // 2  # samples between WORLD's analyses
KNOT_BINS = np.clip(knot_matrix(KNOTS_NOISE).argmax(1), 0, BINS - 1).astype(int)
LOWEST = 58.0  # Hz; creak that the analysis found lower still is held here


@dataclass(frozen=True)
class Recipe:
    """How one speaker becomes another."""

    median: float  # Hz, where the source's median F0 comes to lie
    spread: float  # factor on ln F0 about that median
    voiced: tuple  # (source Hz, factor on frequency there) of voiced sounds, linear between in ln Hz, bent to reach Nyquist
    unvoiced: tuple  # the same for friction and bursts
    levels: tuple  # (Hz, dB), linear between in ln Hz
    breath: float  # factor on aperiodicity
    timing: tuple  # factors on the durations of (stressed vowels, other vowels, consonants, pauses, a phrase's last syllable)


RECIPES = {
    # F1 of open vowels and F2 of front ones fall most (pharynx), F3 and up less; close F1 keeps clear of F0.
    "alden": Recipe(
        median=98.0, spread=0.88,
        voiced=((150, 0.93), (350, 0.88), (700, 0.83), (1800, 0.825), (2800, 0.85), (4500, 0.87), (7000, 0.9)),
        unvoiced=((150, 0.93), (1500, 0.9), (3500, 0.92), (7000, 0.95)),
        levels=((90, 1.0), (250, 1.0), (500, 0.0), (1500, 0.0), (2700, 2.5), (3400, 1.5), (4500, -2.0), (8000, -3.0), (12000, -4.0)),
        breath=0.85, timing=(1.08, 0.96, 1.03, 1.25, 0.9),
    ),
}


def warp(points):
    """[BINS] source bin (real) that each bin of the designed envelope is taken from."""
    hertz, factor = np.array(points, dtype=float).T
    grid = np.linspace(1, RATE / 2, 4001)
    scale = np.interp(np.log(grid), np.log(hertz), factor)
    top = hertz[-1]
    above = grid > top  # straight from the last point to Nyquist, so that nothing is left empty up there
    made = grid * scale
    made[above] = top * factor[-1] + (grid[above] - top) * (RATE / 2 - top * factor[-1]) / (RATE / 2 - top)
    return np.interp(np.linspace(0, RATE / 2, BINS), np.concatenate([[0], made]), np.concatenate([[0], grid])) / (RATE / 2) * (BINS - 1)


def analyse(samples, log_f0, voicing):
    """WORLD's envelope (ln power) and aperiodicity every STEP samples, f64 [K, BINS]; F0 is given at the mel-frame centres."""
    times = np.arange(len(log_f0) * HOP // STEP + 1) * STEP / RATE
    centres = (np.arange(len(log_f0)) + 0.5) * HOP / RATE
    voiced = voicing[np.clip(np.round(times / (HOP / RATE) - 0.5).astype(int), 0, len(log_f0) - 1)] > 0
    hertz = np.where(voiced, np.exp(np.interp(times, centres, log_f0)), 0.0)
    envelope = pyworld.cheaptrick(samples, hertz, times, RATE, fft_size=N_FFT)
    return np.log(envelope + 1e-16), pyworld.d4c(samples, hertz, times, RATE, threshold=0.0, fft_size=N_FFT), voiced


def pick(rows, place):
    """Rows of [K, B] at real places, linear between."""
    low = np.clip(np.floor(place).astype(int), 0, len(rows) - 2)
    share = np.clip(place - low, 0, 1)[:, None]
    return rows[low] * (1 - share) + rows[low + 1] * share


def along(rows, place):
    """[K, B] rows, each read at its own real places [K, B]."""
    low = np.clip(np.floor(place).astype(int), 0, rows.shape[1] - 2)
    share = np.clip(place - low, 0, 1)
    return np.take_along_axis(rows, low, 1) * (1 - share) + np.take_along_axis(rows, low + 1, 1) * share


def retime(tokens, durations, timing):
    """Whole mel frames per token in the designed voice's own time."""
    stressed, other, consonant, pause, last = timing
    tokens = np.array(tokens)
    phone, factor = tokens[:, 0], np.ones(len(tokens))
    vowel = phone >= FIRST_VOWEL
    factor[vowel & (tokens[:, 1] > 0)], factor[vowel & (tokens[:, 1] == 0)] = stressed, other
    factor[~vowel] = consonant
    factor[phone == PAU], factor[phone == SIL] = pause, 1.0
    edges = np.flatnonzero((phone == PAU) | (phone == SIL))
    for place in edges[1:]:
        vowels = np.flatnonzero(vowel[:place])
        if len(vowels) and vowels[-1] > edges[edges < place][-1]:
            factor[vowels[-1] : place] *= last
    ends = np.round(np.cumsum(np.array(durations) * factor)).astype(int)
    made = np.diff(np.concatenate([[0], ends]))
    return np.where((made == 0) & (np.array(durations) > 0), 1, made)


def synthesise(log_f0, voiced, envelope, breath):
    """ln F0, voicing, ln power and aperiodicity every STEP samples -> samples at the common level."""
    hertz = np.where(voiced, np.exp(log_f0), 0.0)
    made = pyworld.synthesize(hertz, np.exp(envelope), np.ascontiguousarray(breath), RATE, STEP / RATE * 1000)
    made = made[: (len(hertz) - 1) * STEP]
    made = np.pad(made, (0, (len(hertz) - 1) * STEP - len(made)))
    made *= LEVEL / active_rms(made)
    return made * min(1.0, 0.97 / np.abs(made).max())


def features(samples, log_f0, voiced, breath):
    """The rows of features.npz; all but the mel is known."""
    centre = slice(1, None, 2)  # STEP is half a hop: every second analysis lies on a mel-frame centre
    ratio = np.clip(breath[centre][:, KNOT_BINS], 1e-3, 0.999)
    return (log_mel(samples.astype(np.float32)).astype(np.float16), log_f0[centre].astype(np.float32), voiced[centre].astype(np.uint8),
            np.log(ratio / np.sqrt(1 - ratio**2)).astype(np.float16))


def design_take(job):
    samples, log_f0, voicing, ratio, tokens, durations, recipe, middle = job
    samples = samples.astype(np.float64) / 32768
    envelope, breath, voiced = analyse(samples, log_f0.astype(np.float64), voicing)
    made = retime(tokens, durations, recipe.timing)
    bounds, new = (np.concatenate([[0], np.cumsum(d)]) for d in (durations, made))
    count = new[-1] * HOP // STEP + 1
    keep = np.concatenate([[True], np.diff(new) > 0])
    place = np.interp(np.arange(count) * STEP / HOP, new[keep], bounds[keep]) * HOP / STEP
    voiced = voiced[np.clip(np.round(place).astype(int), 0, len(voiced) - 1)]
    share = gaussian_filter1d(voiced.astype(float), 1.5)[:, None]
    read = share * warp(recipe.voiced) + (1 - share) * warp(recipe.unvoiced)
    hertz, level = np.array(recipe.levels, dtype=float).T
    shape = np.interp(np.log(np.maximum(np.arange(BINS), 0.5) * RATE / N_FFT), np.log(hertz), level) * np.log(10) / 10
    envelope = along(pick(envelope, place), read) + shape
    breath = along(pick(breath, place), read)
    breath = np.where(voiced[:, None], np.clip(breath * recipe.breath, 1e-3, 0.999), 1 - 1e-9)
    track = np.interp(place * STEP / HOP - 0.5, np.arange(len(log_f0)), log_f0.astype(np.float64))
    track = np.maximum(np.log(recipe.median) + recipe.spread * (track - middle), np.log(LOWEST))
    samples = synthesise(track, voiced, envelope, breath)
    return np.round(samples * 32767).astype(np.int16), made.tolist(), *features(samples, track, voiced, breath)


def shift_take(job):
    samples, log_f0, voicing, octaves = job
    envelope, breath, voiced = analyse(samples.astype(np.float64) / 32768, log_f0.astype(np.float64), voicing)
    track = np.interp(np.arange(len(envelope)) * STEP / HOP - 0.5, np.arange(len(log_f0)), log_f0.astype(np.float64)) + octaves * np.log(2)
    track = np.clip(track, np.log(LOWEST), np.log(460.0))
    made = synthesise(track, voiced, envelope, breath)
    unmoved = log_mel(samples.astype(np.float32) / 32768).astype(np.float16)
    return np.round(made * 32767).astype(np.int16), unmoved, *features(made, track, voiced, breath)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help=f"one of {', '.join(RECIPES)}, or shifted")
    parser.add_argument("--source", nargs="+", default=["kathleen"], help="the speaker (for shifted: speakers)")
    parser.add_argument("--takes", type=int, help="only so many takes, evenly spread")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random, jobs, sources = np.random.default_rng(args.seed), [], []
    for source in args.source:
        folder = args.work / source
        audio, stored = np.memmap(folder / "audio.i16", dtype=np.int16, mode="r"), np.load(folder / "features.npz")
        log_f0, voicing, ratio = stored["log_f0"], stored["voicing"], stored["aperiodicity"]
        middle = float(np.median(log_f0[voicing > 0]))
        takes = read_index(args.work, source)
        aligned = json.loads((folder / "aligned.json").read_text()) if args.name in RECIPES else {}
        if args.name in RECIPES:
            takes = [t for t in takes if t["name"] in aligned]
        else:
            takes = [t for t in takes if not t["held_out"]]
        share = (args.takes or len(takes)) // len(args.source)
        for place in np.unique(np.linspace(0, len(takes) - 1, min(share, len(takes))).round().astype(int)):
            take = takes[place]
            span = slice(take["offset"] // HOP, (take["offset"] + take["samples"]) // HOP)
            given = (np.array(audio[take["offset"] : take["offset"] + take["samples"]]), log_f0[span], voicing[span])
            if args.name in RECIPES:
                known = aligned[take["name"]]
                given += (ratio[span], known["tokens"], known["durations"], RECIPES[args.name], middle)
            else:
                given += (float(random.uniform(0.3, 1) * random.choice([-1, 1])),)
            jobs.append(given)
            sources.append((take, aligned.get(take["name"])))
    out = args.work / args.name
    out.mkdir(parents=True, exist_ok=True)
    index, parts, alignment, unmoved, offset = [], [], {}, [], 0
    with Pool(args.jobs) as pool, (out / "audio.i16").open("wb") as audio:
        for (take, known), (samples, extra, *rows) in zip(sources, pool.imap(design_take if args.name in RECIPES else shift_take, jobs, chunksize=4)):
            samples.tofile(audio)
            parts.append(rows)
            index.append(dict(take, offset=offset, samples=len(samples)))
            offset += len(samples)
            if known:
                alignment[take["name"]] = dict(known, durations=extra)
            else:
                unmoved.append(extra)
    (out / "index.json").write_text(json.dumps(index))
    mel, log_f0, voicing, ratio = (np.concatenate(part) for part in zip(*parts))
    np.savez(out / "features.npz", mel=mel, log_f0=log_f0, voicing=voicing, aperiodicity=ratio)
    if alignment:
        (out / "aligned.json").write_text(json.dumps(alignment))
    if unmoved:
        np.save(out / "predicted.npy", np.concatenate(unmoved))
    print(f"{args.name}: {len(index)} takes, {offset / RATE / 60:.1f} minutes, F0 10/50/90 % {np.exp(np.quantile(log_f0[voicing > 0], [0.1, 0.5, 0.9])).round(0)} Hz")


if __name__ == "__main__":
    main()
