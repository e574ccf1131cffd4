"""Owns hearing under noise: how many words a recogniser still hears when a train, a street or a kitchen is as loud as a voice.

Moonshine (ear.py), which no voice here has learnt from, hears our voices, the engines of Debian and a person with pink noise (1/f from 20 Hz up, the
same for every engine, another for each sentence) so many dB under the active speech level, as WER of the spoken words.
"""

import argparse
from pathlib import Path

import numpy as np

import engines
from ear import normal
from measure import LEVEL, Ruler, load
from sentences import drawn, listed
from takes import DEFAULT_SPEECH, OUT, ROOT, takes
from tts import Fixed
from wording import Count


def pink(count, seed):
    """`count` samples of unit power."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / 16000)
    made = np.fft.irfft(spectrum / np.sqrt(np.maximum(hertz, 20)), count)
    return made / np.sqrt((made**2).mean())


def heard(ruler, wav, ratio, seed):
    """What is heard of a WAV with noise `ratio` dB under it; None: without."""
    if ratio is None:
        return ruler.heard_by_network(wav)
    file, found = ruler.known(wav)
    kept = found.setdefault("under noise", {})
    if f"{ratio:g} {seed}" not in kept:
        samples = load(wav)
        noise = pink(len(samples), seed) * LEVEL * 10 ** (-ratio / 20)
        kept[f"{ratio:g} {seed}"] = ruler.network().hear((samples + noise).astype(np.float32))
        ruler.keep(file, found)
    return kept[f"{ratio:g} {seed}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    parser.add_argument("--ratios", type=float, nargs="+", default=[10.0, 3.0, 0.0], help="dB of speech over noise")
    parser.add_argument("--count", type=int, default=50, help="sentences drawn from scripts")
    parser.add_argument("--prompts", type=int, default=10, help="held-out prompts, said by a person too")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus", help="folder of scripts")
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH, help="folder of the recordings")
    args = parser.parse_args()
    ruler = Ruler(args.out / "measured")
    speakers = engines.ours(args.binary, args.out, args.voices, args.models) + engines.others(args.out)
    sets = {"course": (list(listed("course_sentences.txt").values()), speakers)}
    if args.corpus.is_dir():
        sets["corpus"] = list(drawn(args.corpus, args.count).values()), speakers
    if (args.speech / "kathleen").is_dir():
        natural = takes("kathleen", args.prompts, args.speech)
        sets["held-out"] = [t.text for t in natural], [Fixed("natural, cleaned", {t.text: t.wav for t in natural}), *speakers]
    heads = ["set", "engine", "clean", *(f"{ratio:g} dB" for ratio in args.ratios)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    print("\n".join(lines), flush=True)
    for name, (sentences, group) in sets.items():
        for engine in group:
            wavs = [engine.say(text) for text in sentences]
            rates = [Count([(normal(text), normal(heard(ruler, wav, ratio, seed))) for seed, (text, wav) in enumerate(zip(sentences, wavs))]).rate()
                     for ratio in [None, *args.ratios]]
            lines.append(f"| {name} | {engine.name} | " + " | ".join(f"{rate:.3f}" for rate in rates) + " |")
            print(lines[-1], flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "noise.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
