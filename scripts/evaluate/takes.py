"""Owns the natural side of every comparison: held-out takes, cleaned as the training's recordings are, with their mel and F0.

Only the recordings are needed, no work folder of a training. Results are kept under OUT/natural/SET.
"""

import sys
from pathlib import Path

import numpy as np
import soundfile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = ROOT / "out" / "evaluate"
sys.path.append(str(HERE.parent / "train"))
from common import DEFAULT_SPEECH, HOP, RATE, held_out, log_mel, read_metadata  # noqa: E402
from features import pitch_track  # noqa: E402
from prepare import prepare_take  # noqa: E402


class Take:
    """One recording: `samples` f32 at 24 kHz, `mel` [N, 100], `log_f0` [N] (ln Hz, continuous), `voicing` [N] 0/1."""

    def __init__(self, name, text, wav, recording, stored):
        self.name, self.text, self.wav, self.recording = name, text, wav, recording
        self.samples = stored["pcm"].astype(np.float32) / 32768
        self.mel, self.log_f0, self.voicing = (stored[k] for k in ("mel", "log_f0", "voicing"))


def chosen(speech, name):
    """(seed, take, text) of the first take of every held-out prompt of a set, in the order of its names."""
    first = {}
    for seed, (take, text) in enumerate(read_metadata(Path(speech) / name)):
        prompt = take.rsplit("_", 1)[0] if take.startswith("arctic_") else take
        if held_out(take) and prompt not in first:
            first[prompt] = (seed, take, text)
    return [first[prompt] for prompt in sorted(first)]


def takes(name, count=None, speech=DEFAULT_SPEECH, out=OUT):
    """The held-out takes of a set; of more than `count`, that many evenly spread over the prompts."""
    rows = chosen(speech, name)
    if count and count < len(rows):
        rows = [rows[i * len(rows) // count] for i in range(count)]
    folder, found = Path(out) / "natural" / name, []
    folder.mkdir(parents=True, exist_ok=True)
    for seed, take, text in rows:
        kept, wav, recording = folder / f"{take}.npz", folder / f"{take}.wav", Path(speech) / name / f"{take}.flac"
        if not kept.exists() or not wav.exists():
            pcm, _ = prepare_take((recording, seed))
            samples = pcm.astype(np.float32) / 32768
            log_f0, voicing = pitch_track(samples, len(samples) // HOP)
            np.savez(kept, pcm=pcm, mel=log_mel(samples), log_f0=log_f0, voicing=voicing)
            soundfile.write(wav, pcm, RATE, subtype="PCM_16")
        found.append(Take(take, text, wav, recording, np.load(kept)))
    return found
