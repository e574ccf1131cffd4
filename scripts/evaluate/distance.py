"""Owns how far apart speakers sound: timbre by mel-cepstra, and pitch.

A speaker's timbre is the mean of mel-cepstra c1..c24 (WORLD's envelope, 5 ms, active and voiced) over the sentences. The distance of two
is the mel-cepstral distance of those means, in dB. What the number means: `halves` is the same distance between random halves of one
speaker's own sentences (mean of 20 splits), so a distance is far when it is many times that; and `told apart` is the share of single
sentences that lie nearer to their own speaker's mean than to the other's (left out of that mean): 50 % is one voice, 100 % two. All speak
the same held-out prompts, real people as they were recorded (flemishguy: his own, in Dutch, so part of his distance is the language).
"""

import argparse
import itertools
import warnings
from pathlib import Path

import numpy as np
import soundfile
import soxr

warnings.filterwarnings("ignore", message="pkg_resources")
import engines  # noqa: E402
from melody import contour  # noqa: E402
from takes import DEFAULT_SPEECH, OUT, takes  # noqa: E402
from fidelity import COMMON, STEP, mel_cepstra  # noqa: E402

SCALE = 10 / np.log(10) * np.sqrt(2)


def sentence(wav):
    """(mean c1..c24, mean log2 F0, sd of F0 in semitones) of one utterance's voiced, active steps."""
    samples, rate = soundfile.read(wav)
    samples = soxr.resample(samples.astype(np.float64), rate, COMMON)
    times, hertz = contour(samples, COMMON, step=STEP)
    cepstra = mel_cepstra(samples, hertz, times)
    loud = (hertz > 0) & (cepstra[:, 0] > cepstra[:, 0].max() - 30 / 20 * np.log(10))
    return cepstra[loud, 1:].mean(0), np.log2(hertz[loud]).mean(), 12 * np.log2(hertz[loud]).std()


class Person:
    def __init__(self, name, wavs):
        self.name = name
        found = [sentence(wav) for wav in wavs]
        self.timbre = np.array([f[0] for f in found])
        self.pitch = float(np.mean([f[1] for f in found]))
        self.spread = float(np.mean([f[2] for f in found]))

    def halves(self):
        rng, made = np.random.default_rng(1), []
        for _ in range(20):
            order = rng.permutation(len(self.timbre))
            a, b = self.timbre[order[::2]], self.timbre[order[1::2]]
            made.append(SCALE * np.linalg.norm(a.mean(0) - b.mean(0)))
        return float(np.mean(made))


def apart(a, b):
    """(distance in dB, share of sentences told apart, semitones by which b lies above a)."""
    distance = SCALE * np.linalg.norm(a.timbre.mean(0) - b.timbre.mean(0))
    right = []
    for mine, other in ((a.timbre, b.timbre.mean(0)), (b.timbre, a.timbre.mean(0))):
        for i, one in enumerate(mine):
            own = np.delete(mine, i, 0).mean(0)
            right.append(np.linalg.norm(one - own) < np.linalg.norm(one - other))
    return float(distance), float(np.mean(right)), 12 * (b.pitch - a.pitch)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    parser.add_argument("--prompts", type=int, default=20)
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH)
    args = parser.parse_args()
    natural = takes("kathleen", args.prompts, args.speech, args.out)
    people = [Person(engine.name, [engine.say(t.text) for t in natural]) for engine in engines.ours(args.binary, args.out, args.voices, args.models)]
    people += [Person(e.name, [e.say(t.text) for t in natural]) for e in engines.others(args.out) if e.name.startswith("flite")]
    people.append(Person("kathleen, recorded", [t.wav for t in natural]))
    people.append(Person("flemishguy, recorded", [t.wav for t in takes("flemishguy", args.prompts, args.speech, args.out)]))
    lines = ["| speaker | F0 Hz | F0 sd st | halves dB |", "|---|---|---|---|"]
    lines += [f"| {p.name} | {2 ** p.pitch:.0f} | {p.spread:.2f} | {p.halves():.2f} |" for p in people]
    lines += ["", "| two speakers | timbre dB | over halves | told apart | F0, semitones |", "|---|---|---|---|---|"]
    for a, b in itertools.combinations(people, 2):
        distance, told, semitones = apart(a, b)
        lines.append(f"| {a.name} / {b.name} | {distance:.2f} | {distance / max(a.halves(), b.halves()):.1f} | {told:.0%} | {semitones:+.1f} |")
    print("\n".join(lines))
    (args.out / "distance.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
