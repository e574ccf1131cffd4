"""Owns the training material in memory: cleaned samples and features of a speaker, and random crops for the vocoder."""

from pathlib import Path

import numpy as np
import torch
from scipy.ndimage import gaussian_filter1d

from common import FLOOR, HOP, read_index

LOG_FLOOR = float(np.log(FLOOR))


class Speaker:
    """All takes of one speaker, end to end; `takes` carry first mel frame and count."""

    def __init__(self, work, name):
        folder = Path(work) / name
        self.predicted = None
        if (folder / "predicted.npy").exists():  # the acoustic model's mel, laid out like the natural one
            self.predicted = np.load(folder / "predicted.npy", mmap_mode="r")
        self.audio = np.fromfile(folder / "audio.i16", dtype=np.int16)
        stored = np.load(folder / "features.npz")
        self.mel, self.log_f0, self.voicing, self.ratio = (stored[k] for k in ("mel", "log_f0", "voicing", "aperiodicity"))
        self.takes = read_index(work, name)
        for take in self.takes:
            take["first"], take["frames"] = take["offset"] // HOP, take["samples"] // HOP
        self.train = [t for t in self.takes if not t["held_out"]]
        self.held_out = [t for t in self.takes if t["held_out"]]

    def samples(self, first, frames):
        return self.audio[first * HOP : (first + frames) * HOP].astype(np.float32) / 32768


class Crops:
    """Random fixed-length crops over speakers for the vocoder: (mel, log_f0, voicing, ratio, samples), torch, batch first."""

    def __init__(self, speakers, shares, frames, batch, seed, predicted=0.0):
        self.speakers, self.frames, self.batch = speakers, frames, batch
        self.shares = np.array(shares) / np.sum(shares)
        self.random = np.random.default_rng(seed)
        self.predicted = predicted  # share of crops whose mel is the acoustic model's
        self.weights = []
        for speaker in speakers:
            lengths = np.array([t["frames"] for t in speaker.train], dtype=np.float64)
            self.weights.append(lengths / lengths.sum())

    def one(self):
        rng = self.random
        which = int(rng.choice(len(self.speakers), p=self.shares))
        speaker = self.speakers[which]
        while True:
            take = speaker.train[int(rng.choice(len(speaker.train), p=self.weights[which]))]
            if take["frames"] >= self.frames:
                break
        first = take["first"] + int(rng.integers(0, take["frames"] - self.frames + 1))
        span = slice(first, first + self.frames)
        mel = speaker.mel[span].astype(np.float32)
        gain = np.float32(rng.uniform(-12, 6) * np.log(10) / 20)
        chosen = rng.uniform()
        if speaker.predicted is not None and chosen < self.predicted:
            mel = speaker.predicted[span].astype(np.float32)
        elif chosen > 0.75:  # smoothed mel: what an acoustic model tends to give
            mel = gaussian_filter1d(mel, rng.uniform(0.3, 1.5), axis=0)
            mel = gaussian_filter1d(mel, rng.uniform(0.3, 1.0), axis=1)
        mel = np.maximum(mel + gain, LOG_FLOOR)
        samples = speaker.samples(first, self.frames) * np.float32(np.exp(gain))
        return mel.T, speaker.log_f0[span], speaker.voicing[span].astype(np.float32), speaker.ratio[span].astype(np.float32), samples

    def next(self):
        return [torch.from_numpy(np.stack(part)) for part in zip(*(self.one() for _ in range(self.batch)))]

    def state_dict(self):
        return {"random": self.random.bit_generator.state}

    def load_state_dict(self, state):
        self.random.bit_generator.state = state["random"]
