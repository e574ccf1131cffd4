"""Owns who speaks: our voices through the release binary, and the engines of Debian beside them; every line spoken once.

Engines are looked for on the machine: flite (slt, rms), festival (package festival + festvox-kallpc16k), espeak-ng.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import soundfile

ROOT = Path(__file__).resolve().parents[2]
BINARY = ROOT / "target" / "release" / "declaim"
# Generated voices for tests, which say nothing.
SILENT = {"tiny"}


def run(*command, text=None):
    """Runs a command to its end and returns what it printed; what it said on failure is shown."""
    done = subprocess.run([str(c) for c in command], input=text, text=True, capture_output=True)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed ({done.returncode}): {done.stderr.strip()[-600:]}")
    return done.stdout


def further(folder):
    """The option that has the program look for voices in a folder, before those it carries."""
    return ("--voices", folder) if folder else ()


def voices(binary, folder=None):
    """Names of the voices that `declaim voices` lists, the default first."""
    names = [line.split()[0] for line in run(binary, "voices", *further(folder)).splitlines() if line.strip()]
    return [name for name in names if name not in SILENT]


def rendered(args, voice, lines, folder):
    """One render of lines, each a turn: (samples, rate, what the timing file says of each line)."""
    folder.mkdir(parents=True, exist_ok=True)
    text = folder / f"{voice}.txt"
    text.write_text("\n\n".join(f"Reader: {line}" for line in lines) + "\n", encoding="utf-8")
    run(args.binary, "render", text, "-o", folder, "--cast", f"Reader={voice}", *further(args.models), "--jobs", 1)
    samples, rate = soundfile.read(text.with_suffix(".wav"))
    utterances = json.loads(text.with_suffix(".words.json").read_text())["utterances"]
    assert len(utterances) == len(lines), f"{len(utterances)} utterances"
    return samples, rate, utterances


def options(parser, out):
    """The options that every measurement of our voices has."""
    parser.add_argument("--binary", type=Path, default=BINARY)
    parser.add_argument("--models", type=Path, help="folder of voices to use before those in the program, such as `voices` after a training")
    parser.add_argument("--voices", nargs="*", help="some of our voices; default: all that `declaim voices` lists, without test voices")
    parser.add_argument("--out", type=Path, default=out)


class Engine:
    """Speaks lines into OUT/spoken/NAME, named after the text; a line that is there already is not spoken again.

    `stamp` is whatever else the sound depends on: for our voices, the program and its models.
    """

    def __init__(self, name, speak, out, stamp=""):
        self.name, self.speak, self.stamp = name, speak, stamp
        self.folder = Path(out) / "spoken" / name.replace(" ", "-")

    def say(self, text):
        """The WAV of a line."""
        digest = hashlib.sha256(f"{self.stamp}|{text}".encode()).hexdigest()[:16]
        wav = self.folder / f"{digest}.wav"
        if not wav.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            spare = wav.with_suffix(".part.wav")
            self.speak(text, spare)
            spare.replace(wav)
        return wav


def stamp(binary):
    """Changes when the program or a model of this repository does."""
    binary = Path(binary)
    models = sorted((ROOT / "models").rglob("*.onnx"))
    return hashlib.sha256(b"".join(hashlib.sha256(p.read_bytes()).digest() for p in [binary, *models])).hexdigest()


def ours(binary, out, only=None, folder=None):
    """Our voices, each line by `declaim preview`."""
    mark = stamp(binary)

    def speak(voice):
        return lambda text, wav: run(binary, "preview", f"Reader: {text}", "--cast", f"Reader={voice}", *further(folder), "--jobs", 1, "-o", wav)

    return [Engine(voice, speak(voice), out, mark) for voice in voices(binary, folder) if only is None or voice in only]


def others(out):
    """The engines of Debian that are installed here."""
    found = []
    if shutil.which("flite"):
        for name in ("slt", "rms"):
            found.append(Engine(f"flite {name}", lambda text, wav, name=name: run("flite", "-voice", name, "-t", text, "-o", wav), out))
    if shutil.which("text2wave"):
        found.append(Engine("festival kal", lambda text, wav: run("text2wave", "-o", wav, text=text), out))
    if shutil.which("espeak-ng"):
        found.append(Engine("espeak-ng", lambda text, wav: run("espeak-ng", "-v", "en-us", "-w", wav, text), out))
    return found
