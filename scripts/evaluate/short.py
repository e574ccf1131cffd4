"""Owns short utterances beside long ones: do "Pods.", "No." and "One." sound like the same person in the same room?

One render holds the long sentences and the short lines, so that one gain of the master is on all. For each: active level, F0, spectral
tilt, and the noise floor inside it. The yardstick is the words of the long sentences, of 0.3 s and more: `z` counts their standard
deviations from their mean, so a short line between -2 and 2 sounds as those words do. The last words stand beside, because a one-word
line is said as an ending.
"""

import argparse

import numpy as np
import soxr

import engines
from measure import active
from melody import contour
from picture import draw
from sentences import listed
from takes import OUT

RATE = 24_000
LOUD = "<prosody volume=\"+20dB\">{}</prosody>"
BANDS = (125, 250, 500, 1000, 2000, 4000, 8000)
FIGURES = {"level dB": 1, "F0 Hz": 0, "tilt dB/oct": 1, "floor dB": 1}


def spectrum(samples):
    """Power in octave bands from 125 Hz up, dB, of the active 20 ms stretches."""
    pieces = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    power = (pieces**2).mean(1)
    bins = (np.abs(np.fft.rfft(pieces[power > power.max() * 1e-3] * np.hanning(480), 1024)) ** 2).mean(0)
    hertz = np.fft.rfftfreq(1024, 1 / RATE)
    return np.array([10 * np.log10(bins[(hertz >= low / 2**0.5) & (hertz < low * 2**0.5)].mean() + 1e-15) for low in BANDS])


def figures(samples):
    """Level; F0; tilt (line through the octave bands from 250 Hz to 8 kHz); floor (the quietest 20 ms inside, under the level)."""
    bands = spectrum(samples)
    _, hertz = contour(samples, RATE)
    voiced = hertz[hertz > 0]
    inside = samples[240:-240]
    hops = np.lib.stride_tricks.sliding_window_view(inside, 480)[::120]
    quiet = 10 * np.log10(np.quantile((hops**2).mean(1), 0.02) + 1e-12)
    level = 20 * np.log10(active(samples, 480))
    return {"level dB": level, "F0 Hz": float(np.exp(np.log(voiced).mean())) if len(voiced) else float("nan"),
            "tilt dB/oct": float(np.polyfit(np.arange(len(BANDS) - 1), bands[1:], 1)[0]), "floor dB": quiet - level}


def spoken(args, voice, long, short, folder):
    """{sentence: (samples at 24 kHz, [samples of each word])} of one render."""
    lines = [*long, *short, *(LOUD.format(s) for s in long[:6])]
    samples, rate, utterances = engines.rendered(args, voice, lines, folder)
    cut = lambda start, end: soxr.resample(samples[start:end], rate, RATE)
    return {s: (cut(u["start_sample"], u["end_sample"]), [cut(w["start_sample"], w["end_sample"]) for w in u["words"]])
            for s, u in zip([*long, *short], utterances)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    args = parser.parse_args()
    long = list(listed("course_sentences.txt").values())
    short = list(listed("short_lines.txt").values())
    lines = []
    for voice in args.voices or engines.voices(args.binary, args.models):
        made = spoken(args, voice, long, short, args.out / "short")
        words = [word for s in long for word in made[s][1] if len(word) >= 0.3 * RATE]
        groups = {"long sentences, mean": [made[s][0] for s in long], f"their {len(words)} words of 0.3 s and more, mean": words,
                  "their last words, mean": [made[s][1][-1] for s in long]}
        of = {label: [figures(piece) for piece in group] for label, group in groups.items()}
        yard = list(of.values())[1]
        mean, spread = ({k: float(f([x[k] for x in yard])) for k in FIGURES} for f in (np.nanmean, np.nanstd))
        cells = lambda f: [c for k, d in FIGURES.items() for c in (f"{f[k]:.{d}f}", f"{(f[k] - mean[k]) / spread[k]:+.1f}")]
        rows = [[label, f"{np.mean([len(piece) for piece in groups[label]]) / RATE:.2f}", *cells({k: np.nanmean([x[k] for x in found]) for k in FIGURES})]
                for label, found in of.items()]
        rows.insert(2, ["the words' standard deviation", "", *(c for k in FIGURES for c in (f"{spread[k]:.1f}", ""))])
        rows += [[s, f"{len(made[s][0]) / RATE:.2f}", *cells(figures(made[s][0]))] for s in short]
        heads = [voice, "s", *(h for k in FIGURES for h in (k, "z"))]
        lines += ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads), *("| " + " | ".join(row) + " |" for row in rows), ""]
        print("\n".join(lines[-len(rows) - 3 :]), flush=True)
        panels = [(f"{voice}: {s}", made[s][0], RATE) for s in (short[0], short[1], short[2], short[3])]
        panels += [(f"{voice}: last word of: {s}", made[s][1][-1], RATE) for s in long[1:3]]
        draw(panels, args.out / "pictures" / f"short-{voice}.png", columns=2)
    (args.out / "short.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
