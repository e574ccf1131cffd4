"""Owns the acoustic model's batches: whole takes, and short utterances cut out of them so that one-word lines are learnt too."""

import json
from pathlib import Path

import numpy as np
import torch

from acoustic import positions
from common import MELS
from phones import COLON, COMMA, DASH, EXCLAMATION, NONE, PAU, QUESTION, SIL, STOP

PITCH_UNKNOWN = 5.05


class Utterances:
    """Aligned takes of one speaker: tokens, durations and their features; `cut` makes short ones."""

    def __init__(self, speaker, work, name, seed):
        self.speaker = speaker
        aligned = json.loads((Path(work) / name / "aligned.json").read_text())
        keep = lambda takes: [dict(t, **aligned[t["name"]], nth=i) for i, t in enumerate(takes) if t["name"] in aligned]
        self.train, self.held_out = keep(speaker.train), keep(speaker.held_out)
        self.random = np.random.default_rng(seed)
        self.order = []

    def whole(self, take):
        span = slice(take["first"], take["first"] + take["frames"])
        speaker = self.speaker
        return (np.array(take["tokens"]), np.array(take["durations"]), speaker.mel[span].astype(np.float32),
                speaker.log_f0[span].copy(), speaker.voicing[span].astype(np.float32))

    def cut(self, take):
        """The last words of a take, or one phrase between pauses, as an utterance of its own with the take's own silence round it."""
        tokens, durations, mel, log_f0, voicing = self.whole(take)
        owners, bounds = take["owners"], np.concatenate([[0], np.cumsum(durations)])
        words = max(o for o in owners if o is not None) + 1
        breaks = [0] + [i for i in range(1, len(tokens) - 1) if tokens[i, 0] == PAU and durations[i] >= 5] + [len(tokens) - 1]
        if len(breaks) > 2 and self.random.uniform() < 0.5:
            which = int(self.random.integers(0, len(breaks) - 1))
            first, last = breaks[which] + 1, breaks[which + 1] - 1
        else:
            count = int(self.random.integers(1, 5))
            if count >= words:
                return self.whole(take)
            first, last = owners.index(words - count), len(tokens) - 2
        while tokens[last, 0] == PAU:
            last -= 1
        while tokens[first, 0] == PAU:
            first += 1
        rows = tokens[first : last + 1].copy()
        own = [o for o in owners[first : last + 1]]
        mark = tokens[last + 1, 3] if tokens[last + 1, 3] != NONE else COMMA
        recount(rows, own)
        silent = slice(0, max(3, int(durations[0]) - 2))
        lead, tail = (int(self.random.integers(6, 12)) for _ in range(2))
        quiet = lambda n: mel[silent][self.random.integers(0, silent.stop, n)]
        span = slice(bounds[first], bounds[last + 1])
        inner = mel[span].copy()
        rows = np.concatenate([[[SIL, 0, 0, NONE, 0, 0]], rows, [[SIL, 0, 0, mark, 0, 0]]])
        rows[rows[:, 3] == NONE, 3] = 0
        pitch = log_f0[span]
        return (rows, np.concatenate([[lead], durations[first : last + 1], [tail]]), np.concatenate([quiet(lead), inner, quiet(tail)]),
                np.concatenate([np.full(lead, pitch[0]), pitch, np.full(tail, pitch[-1])]).astype(np.float32),
                np.concatenate([np.zeros(lead), voicing[span], np.zeros(tail)]).astype(np.float32))

    def marks(self, tokens):
        """Rare punctuation classes are trained by lending them takes of their nearest common class."""
        tokens = tokens.copy()
        chance = self.random.uniform(size=2)
        if chance[0] < 0.15:
            tokens[tokens[:, 3] == STOP, 3] = EXCLAMATION
        if chance[1] < 0.3:
            tokens[tokens[:, 3] == COMMA, 3] = COLON if chance[1] < 0.15 else DASH
        return tokens

    def draw(self):
        if not self.order:
            extra = [i for i, t in enumerate(self.train) if t["tokens"][-1][3] == QUESTION]
            self.order = list(self.random.permutation(list(range(len(self.train))) + extra * 5))
        take = self.train[self.order.pop()]
        made = self.cut(take) if self.random.uniform() < 0.3 else self.whole(take)
        return (self.marks(made[0]), *made[1:], take["nth"])

    def batches(self, size, group=8):
        """Endless batches, sorted by length within groups of batches so that little is padding."""
        while True:
            pool = sorted((self.draw() for _ in range(size * group)), key=lambda u: len(u[2]))
            for start in self.random.permutation(group):
                yield collate(pool[start * size : (start + 1) * size])


def recount(rows, owners):
    """Word counts within phrases of a cut (columns 4 and 5), in place."""
    phrase = []
    for place in range(len(rows) + 1):
        if place == len(rows) or owners[place] is None:
            words = sorted({owners[i] for i in phrase})
            for i in phrase:
                nth = words.index(owners[i])
                rows[i, 4], rows[i, 5] = min(nth, 7), min(len(words) - 1 - nth, 7)
            phrase = []
        else:
            phrase.append(place)


def phone_pitch(durations, log_f0, voicing):
    """Mean ln F0 of each phone's voiced mel frames, and whether it has any."""
    bounds = np.concatenate([[0], np.cumsum(durations)])
    total = np.concatenate([[0], np.cumsum(log_f0 * voicing)])
    count = np.concatenate([[0], np.cumsum(voicing)])
    voiced = count[bounds[1:]] - count[bounds[:-1]]
    mean = (total[bounds[1:]] - total[bounds[:-1]]) / np.maximum(voiced, 1)
    return np.where(voiced > 0, mean, PITCH_UNKNOWN).astype(np.float32), (voiced > 0).astype(np.float32)


def collate(utterances):
    """List of utterances -> dict of padded torch tensors."""
    size = len(utterances)
    longest = max(len(u[0]) for u in utterances)
    frames = max(len(u[2]) for u in utterances)
    batch = {
        "tokens": torch.zeros(size, longest, 6, dtype=torch.long), "token_mask": torch.zeros(size, longest, 1),
        "durations": torch.zeros(size, longest), "phone_pitch": torch.full((size, longest), PITCH_UNKNOWN), "phone_voiced": torch.zeros(size, longest),
        "index": torch.zeros(size, frames, dtype=torch.long), "position": torch.zeros(size, frames, 2), "mask": torch.zeros(size, frames, 1),
        "mel": torch.full((size, MELS, frames), -9.0), "log_f0": torch.full((size, frames), PITCH_UNKNOWN), "voicing": torch.zeros(size, frames),
        "take": torch.zeros(size, dtype=torch.long), "frames": torch.tensor([len(u[2]) for u in utterances]),
    }
    for row, (tokens, durations, mel, log_f0, voicing, nth) in enumerate(utterances):
        t, n = len(tokens), len(mel)
        batch["tokens"][row, :t] = torch.from_numpy(tokens)
        batch["token_mask"][row, :t] = 1
        batch["durations"][row, :t] = torch.from_numpy(durations.astype(np.float32))
        pitch, voiced = phone_pitch(durations, log_f0, voicing)
        batch["phone_pitch"][row, :t], batch["phone_voiced"][row, :t] = torch.from_numpy(pitch), torch.from_numpy(voiced)
        index, place = positions(torch.from_numpy(durations.astype(np.int64)))
        batch["index"][row, :n], batch["position"][row, :n] = index, place
        batch["mask"][row, :n] = 1
        batch["mel"][row, :, :n] = torch.from_numpy(mel.T.copy())
        batch["log_f0"][row, :n], batch["voicing"][row, :n] = torch.from_numpy(log_f0), torch.from_numpy(voicing)
        batch["take"][row] = nth
    return batch
