"""Owns the audit of a rendered episode: its silences against its script, and its levels as ffmpeg reads them.

A silence is a run of exact digital zero of at least 100 ms. Standard library only; levels need ffmpeg.
"""

import argparse
import json
import re
import shutil
import subprocess
import wave
from pathlib import Path

LENGTHS = {"[pause short]": 250, "[pause]": 500, "[pause long]": 1000}


def silences(path):
    """Lengths of the silences of a 24-bit mono WAV, in samples, and its rate."""
    with wave.open(str(path)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth()) == (1, 3), "a 24-bit mono WAV is expected"
        rate, pcm = wav.getframerate(), wav.readframes(wav.getnframes())
    runs = []
    for match in re.finditer(rb"\0{%d,}" % (rate // 10 * 3), pcm):
        # A neighbouring sample may end or begin with zero bytes: whole samples count.
        runs.append(match.end() // 3 - -(-match.start() // 3))
    return runs, rate


def levels(path):
    """The summary of ffmpeg's EBU R 128 meter."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = text[text.rindex("Summary:"):]
    return re.search(r"I:\s+(-?[\d.]+) LUFS", summary)[1], re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", type=Path)
    parser.add_argument("wav", type=Path)
    args = parser.parse_args()
    text = args.script.read_text(encoding="utf-8")
    found, rate = silences(args.wav)
    counts = {tag: text.count(tag) for tag in LENGTHS}
    tagged = sum(counts[tag] * LENGTHS[tag] for tag in LENGTHS)
    utterances = json.loads(args.wav.with_suffix(".words.json").read_text())["utterances"]
    planned = [b["start_sample"] - a["end_sample"] for a, b in zip(utterances, utterances[1:])]
    total = sum(found) * 1000 / rate
    print("tags: " + ", ".join(f"{n} x {LENGTHS[tag]} ms" for tag, n in counts.items()) + f" = {tagged} ms")
    print(f"silences in the file: {len(found)}, {total:.3f} ms; beyond the tags: {total - tagged:.3f} ms (sentences, 250 ms each)")
    print("each as its timing file says: " + ("yes" if found == [gap for gap in planned if gap] else "NO"))
    if shutil.which("ffmpeg"):
        print("ffmpeg ebur128: {} LUFS, true peak {} dBFS".format(*levels(args.wav)))


if __name__ == "__main__":
    main()
