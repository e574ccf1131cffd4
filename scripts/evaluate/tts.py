"""Owns the text-to-speech comparison: one set of sentences, every engine in the same run, one table.

Engines: declaim (the release binary), and where they are installed flite (slt, rms), festival and espeak-ng (Debian
packages flite, festival + festvox-kallpc16k, espeak-ng). With --speech, the held-out prompts of that speaker are
measured too, natural recordings standing as the ceiling. Measuring itself is measure.py's.
"""

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIGURES = ("WER", "P.808", "OVRL", "SIG", "BAK")


def run(*command, text=None):
    subprocess.run([str(c) for c in command], input=text, text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def engines(binary, voice):
    """Name -> function (text, wav path), of the engines that are there."""
    def declaim(text, wav):
        run(binary, "preview", f"Reader: {text}", "--cast", f"Reader={voice}", "-o", wav)

    found = {f"declaim {voice}": declaim}
    if shutil.which("flite"):
        for name in ("slt", "rms"):
            found[f"flite {name}"] = lambda text, wav, name=name: run("flite", "-voice", name, "-t", text, "-o", wav)
    if shutil.which("text2wave"):
        found["festival kal"] = lambda text, wav: run("text2wave", "-o", wav, text=text)
    if shutil.which("espeak-ng"):
        found["espeak-ng"] = lambda text, wav: run("espeak-ng", "-v", "en-us", "-w", wav, text)
    return found


def course_sentences():
    lines = (HERE / "course_sentences.txt").read_text().splitlines()
    return dict(line.split("|", 1) for line in lines if line.strip())


def corpus_sentences(folder, count=50, seed=1):
    """Plain sentences of 8 to 20 words drawn from scripts: no tag, digit or capitals inside, so that the words to be heard are sure."""
    plain = set()
    for path in sorted(folder.rglob("*.txt")):
        for sentence in re.split(r"(?<=[.?!])\s+|\n|\[[^\]]*\]", path.read_text(encoding="utf-8")):
            sentence = re.sub(r"^[A-Z]\w*:\s*", "", sentence.strip())
            words = sentence.split()
            if 8 <= len(words) <= 20 and re.fullmatch(r"[A-Z][a-z' ,-]+[.?!]", sentence):
                plain.add(sentence)
    picked = random.Random(seed).sample(sorted(plain), min(count, len(plain)))
    return {f"corpus_{i:02}": sentence for i, sentence in enumerate(picked)}


def held_out(folder):
    """Prompt id -> (text, recording) of the held-out prompts arctic_b05xx, the first take of each."""
    prompts = {}
    for line in (folder / "metadata.csv").read_text(encoding="utf-8").splitlines():
        take, text, _ = line.split("|")
        prompt = take.rsplit("_", 1)[0]
        if prompt.startswith("arctic_b05") and prompt not in prompts:
            prompts[prompt] = (text, folder / f"{take}.flac")
    return prompts


def speak(engine, sentences, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sentences.items():
        engine(text, folder / f"{name}.wav")


def measure(folder, sentences):
    transcripts = folder / "transcripts.txt"
    transcripts.write_text("".join(f"{name}|{text}\n" for name, text in sentences.items()))
    figures = folder / "figures.json"
    run(sys.executable, HERE / "measure.py", folder, "--transcripts", transcripts, "--json", figures)
    return json.loads(figures.read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/declaim")
    parser.add_argument("--voice", default="kathleen")
    parser.add_argument("--corpus", type=Path, help="folder of scripts to draw 50 sentences from")
    parser.add_argument("--speech", type=Path, help="folder of the speaker's recordings, for natural speech")
    parser.add_argument("--work", type=Path, default=ROOT / "out/evaluate")
    args = parser.parse_args()

    sets = {"course": course_sentences()}
    if args.corpus:
        sets["corpus"] = corpus_sentences(args.corpus)
    natural = held_out(args.speech) if args.speech else {}
    if natural:
        sets["held-out"] = {name: text for name, (text, _) in natural.items()}

    print(f"{'sentences':<10} {'engine':<18} " + " ".join(f"{f:>6}" for f in FIGURES))
    for name, sentences in sets.items():
        def row(engine, folder):
            figures = measure(folder, sentences)
            print(f"{name:<10} {engine:<18} " + " ".join(f"{figures[f]:>6.3f}" for f in FIGURES), flush=True)

        if name == "held-out":
            folder = args.work / name / "natural"
            folder.mkdir(parents=True, exist_ok=True)
            for prompt, (_, recording) in natural.items():
                run("sox", recording, folder / f"{prompt}.wav")
            row("natural", folder)
        for engine, function in engines(args.binary, args.voice).items():
            folder = args.work / name / engine.replace(" ", "-")
            speak(function, sentences, folder)
            row(engine, folder)


if __name__ == "__main__":
    main()
