"""Owns how high phrases begin and end: F0 at the beginning of a sentence, before its comma and at its end, in semitones over the sentence's median.

The sentences are prompts with one comma, of those that the melody did not learn (`arctic_b04xx`, `arctic_b05xx`), as our voices say them and as
kathleen read them. In a recording the longest silence stands for the comma; takes without one of 100 ms are left out.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import soundfile

import engines
from questions import track
from takes import DEFAULT_SPEECH, OUT, read_metadata

PLACES = {"begins": "first 250 ms", "comma": "150 ms before the comma", "ends": "last 150 ms"}
FEWEST = 8  # readings of F0, 5 ms apart


def read_places(times, pitch, pause, last):
    """{place: semitones over the median} of a sentence whose comma lies at `pause` (s) and whose speech ends at `last`."""
    middle, found = np.median(pitch), {}
    for name, first, past in (("begins", 0, times[0] + 0.25), ("comma", pause - 0.15, pause), ("ends", last - 0.15, last)):
        here = pitch[(times >= first) & (times < past)]
        if len(here) >= FEWEST:
            found[name] = float(np.median(here) - middle)
    return found


def silence(samples, rate):
    """(where the longest silence inside begins, its length, where speech ends), s: 10 ms at a time, 35 dB under the loudest."""
    step = rate // 100
    level = (samples[: len(samples) // step * step].reshape(-1, step) ** 2).mean(1)
    loud = np.flatnonzero(level > level.max() * 10**-3.5)
    gaps = np.diff(loud)
    longest = int(gaps.argmax())
    return (loud[longest] + 1) / 100, (gaps[longest] - 1) / 100, (loud[-1] + 1) / 100


def recorded(folder, takes):
    rows = []
    for take, _ in takes:
        samples, rate = soundfile.read(folder / f"{take}.flac")
        pause, length, last = silence(samples, rate)
        times, pitch = track(samples, rate)
        if length >= 0.1 and len(times):
            rows.append(read_places(times, pitch, pause, last))
    return rows


def spoken(args, voice, texts):
    samples, rate, utterances = engines.rendered(args, voice, texts, args.out / "phrases")
    rows = []
    for text, utterance in zip(texts, utterances):
        start, words = utterance["start_sample"], utterance["words"]
        times, pitch = track(samples[start : utterance["end_sample"]], rate)
        before = words[len(text.split(",")[0].split()) - 1]
        if len(times):
            rows.append(read_places(times, pitch, (before["end_sample"] - start) / rate, (words[-1]["end_sample"] - start) / rate))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    engines.options(parser, OUT)
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH)
    args = parser.parse_args()
    folder = args.speech / "kathleen"
    takes = [(take, text) for take, text in read_metadata(folder) if re.match(r"arctic_b0[45]", take) and text.count(",") == 1]
    texts = sorted({text for _, text in takes if re.fullmatch(r"[A-Za-z ,.']+", text) and not text.startswith("Mr")})
    table = ["| who | " + " | ".join(f"{what}: median (10 %, 90 %)" for what in PLACES.values()) + " | sentences |", "|---|---|---|---|---|"]
    people = [(voice, spoken(args, voice, texts)) for voice in args.voices or engines.voices(args.binary, args.models)]
    for who, rows in [*people, ("recordings of kathleen", recorded(folder, takes))]:
        cells = []
        for place in PLACES:
            values = [row[place] for row in rows if place in row]
            low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
            cells.append(f"{middle:+.1f} ({low:+.1f}, {high:+.1f})")
        table.append(f"| {who} | {' | '.join(cells)} | {len(rows)} |")
    print("\n".join(table))
    (args.out / "phrases.md").write_text("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
