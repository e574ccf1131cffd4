"""Owns the acoustic model's batches: whole takes, and short utterances cut out of them so that one-word lines are learnt too."""

import json
from pathlib import Path

import numpy as np
import torch

from acoustic import positions
from common import MELS, validates
from phones import ASKING, COLON, COMMA, DASH, EXCLAMATION, FIRST_VOWEL, NONE, PAU, QUESTION, SIL, STOP

PITCH_UNKNOWN = 5.05
BRIEF = 14  # tokens, silences and all, of an utterance of a word or three
TAGGED = 0.16  # share of utterances that end in a question of a word or two after a comma
QUIET = 1.2  # ln above a take's floor that still passes for silence
SEMITONE = np.log(2) / 12


class Utterances:
    """Aligned takes of one speaker: tokens, durations and their features; `cut` makes short ones."""

    def __init__(self, speaker, work, name, seed, inside=False):
        self.speaker, self.inside = speaker, inside
        aligned = json.loads((Path(work) / name / "aligned.json").read_text())
        arrays = {k: dict(a, tokens=np.array(a["tokens"]), durations=np.array(a["durations"])) for k, a in aligned.items()}
        keep = lambda takes: [dict(t, **arrays[t["name"]], nth=i) for i, t in enumerate(takes) if t["name"] in arrays]
        self.held_out = keep(speaker.held_out)
        self.train = keep(speaker.train)
        self.check = [t for t in self.train if validates(t["name"])]
        self.learnt = [t for t in self.train if not validates(t["name"])]
        self.random = np.random.default_rng(seed)
        self.order = []

    def whole(self, take):
        span = slice(take["first"], take["first"] + take["frames"])
        speaker = self.speaker
        return (take["tokens"].copy(), take["durations"].copy(), speaker.mel[span].astype(np.float32),
                speaker.log_f0[span].copy(), speaker.voicing[span].astype(np.float32))

    def quiet_words(self, take, tokens, mel, bounds):
        """(first token, last token) of stretches of one to four words inside a take whose both ends are near silence: closures, breaths, pauses."""
        owners = np.array([-1 if o is None else o for o in take["owners"]])
        level = mel[:, 5:70].mean(1)
        floor = np.quantile(level, 0.05) + QUIET
        starts = [i for i in range(1, len(owners)) if owners[i] >= 0 and owners[i] != owners[i - 1] and level[max(0, bounds[i] - 1) : bounds[i] + 1].min() < floor]
        ends = [i for i in range(len(owners) - 1) if owners[i] >= 0 and owners[i] != owners[i + 1] and level[bounds[i + 1] - 1 : bounds[i + 1] + 1].min() < floor]
        return [(a, b) for a in starts for b in ends if b >= a and owners[b] - owners[a] < 4 and not (tokens[a : b + 1, 0] == PAU).any()]

    def cut(self, take, count=None):
        """The last words of a take (`count` of them, where it is given), one phrase between pauses, or (`inside`) any words with quiet edges, as an utterance of its own.

        The take's own silence is put round it. Words from inside are not timed or sung as an utterance: they are for the mel alone.
        """
        tokens, durations, mel, log_f0, voicing = self.whole(take)
        owners, bounds = take["owners"], np.concatenate([[0], np.cumsum(durations)])
        words = max(o for o in owners if o is not None) + 1
        found = self.quiet_words(take, tokens, mel, bounds) if self.inside and self.random.uniform() < 0.6 else []
        breaks = [0] + [i for i in range(1, len(tokens) - 1) if tokens[i, 0] == PAU and durations[i] >= 5] + [len(tokens) - 1]
        if count is not None:
            first, last = owners.index(words - count), len(tokens) - 2
        elif found:
            first, last = found[int(self.random.integers(0, len(found)))]
        elif len(breaks) > 2 and self.random.uniform() < 0.5:
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

    def median(self, take):
        """Median ln F0 of a whole take: a few words cut off its end lie below it, and are not asked from there."""
        span = slice(take["first"], take["first"] + take["frames"])
        log_f0, voiced = self.speaker.log_f0[span], self.speaker.voicing[span] > 0
        return np.median(log_f0[voiced]) if voiced.any() else log_f0.mean()

    def marks(self, made, take):
        """Rare punctuation is learnt from takes lent by the nearest common class: exclamations speak up, yes/no questions rise.

        The speaker's own yes/no questions end 5 to 6 semitones above her median; 22 takes are too few to learn that from, so that statements
        are asked with the same rise from the last stressed vowel on, short ones most: what is asked in a word or two ("Okay?") is nearly all
        rise, and unlike a sentence's end. Questions with a question word end below the median: they are full stops here.
        """
        tokens, durations, mel, log_f0, voicing = made
        tokens, chance = tokens.copy(), self.random.uniform(size=2)
        if chance[0] < (0.7 if len(tokens) <= BRIEF else 0.35) and tokens[-1, 3] == STOP:
            phrase = tokens[:, 3] == STOP
            middle = self.median(take)
            if chance[0] < 0.08:
                tokens[phrase, 3] = EXCLAMATION
                log_f0 = middle + 1.5 * SEMITONE + 1.2 * (log_f0 - middle)
            elif take["words"][0] not in ASKING:
                tokens[phrase, 3] = QUESTION
                log_f0 = rising(tokens, durations, log_f0, middle)
        if chance[1] < 0.3:
            tokens[tokens[:, 3] == COMMA, 3] = COLON if chance[1] < 0.15 else DASH
        return tokens, durations, mel, log_f0.astype(np.float32), voicing

    def tagged(self, take):
        """A take, or its last words, with a question of one or two words put after a comma, cut off another take: "You know that, right?"

        Hardly a take ends so, and one that is asked from its statement's low end would not rise out of it.
        """
        tokens, durations, mel, log_f0, voicing = self.cut(take) if self.random.uniform() < 0.5 else self.whole(take)
        other = self.learnt[int(self.random.integers(0, len(self.learnt)))]
        if other["words"][0] in ASKING or len(other["words"]) < 4:
            return self.marks((tokens, durations, mel, log_f0, voicing), take)
        tail = self.cut(other, int(self.random.integers(1, 3)))
        asked = rising(tail[0], tail[1], tail[3], self.median(other))
        tokens, rows = tokens[:-1].copy(), tail[0][1:].copy()
        ends = np.flatnonzero(tokens[:, 0] == PAU)
        tokens[(ends[-1] + 1 if len(ends) else 0) :, 3] = COMMA
        tokens[0, 3] = NONE
        rows[:, 3] = QUESTION
        pause = int(self.random.integers(2, 16))
        head = slice(0, len(mel) - int(durations[-1]))
        lead = int(tail[1][0])
        join = lambda a, between, b: np.concatenate([a[head], between, b[lead:]]).astype(np.float32)
        return (np.concatenate([tokens, [[PAU, 0, 0, COMMA, 0, 0]], rows]), np.concatenate([durations[:-1], [pause], tail[1][1:]]),
                join(mel, tail[2][self.random.integers(0, lead, pause)], tail[2]),
                join(log_f0, np.linspace(log_f0[head][-1], asked[lead], pause), asked), join(voicing, np.zeros(pause), tail[4]))

    def draw(self):
        if not self.order:
            extra = [i for i, t in enumerate(self.learnt) if t["tokens"][-1][3] == QUESTION]
            self.order = list(self.random.permutation(list(range(len(self.learnt))) + extra * 5))
        take = self.learnt[self.order.pop()]
        if not self.inside and self.random.uniform() < TAGGED:
            return (*self.tagged(take), take["nth"])
        made = self.cut(take) if self.random.uniform() < (0.3 if self.inside else 0.45) else self.whole(take)
        return (*(made if self.inside else self.marks(made, take)), take["nth"])


class Batches:
    """Endless batches of utterances, sorted by length within groups of batches so that little is padding."""

    GROUP = 8

    def __init__(self, data, size):
        self.data, self.size, self.left = data, size, []

    def next(self):
        if not self.left:
            self.begun = self.place()
            self.fill()
        return collate(self.left.pop())

    def place(self):
        """Where the drawing of takes stands."""
        return self.data.random.bit_generator.state, list(self.data.order)

    def fill(self):
        pool = sorted((self.data.draw() for _ in range(self.size * self.GROUP)), key=lambda u: len(u[2]))
        self.left = [pool[start * self.size : (start + 1) * self.size] for start in self.data.random.permutation(self.GROUP)]

    def state_dict(self):
        """Where the group of batches in hand began, and how many of it are left: they are drawn again."""
        return {"begun": self.begun if self.left else self.place(), "left": len(self.left)}

    def load_state_dict(self, state):
        self.begun = state["begun"]
        self.data.random.bit_generator.state, self.data.order = self.begun[0], list(self.begun[1])
        self.left = []
        if state["left"]:
            self.fill()
            del self.left[state["left"] :]


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


def rising(tokens, durations, log_f0, middle):
    """A yes/no question's end: from just under the median at the last stressed vowel up to six semitones above it."""
    stressed = np.flatnonzero((tokens[:, 0] >= FIRST_VOWEL) & (tokens[:, 1] == 1))
    if not len(stressed):
        return log_f0
    bounds = np.concatenate([[0], np.cumsum(durations)])
    first, last = bounds[stressed[-1]], bounds[-2]
    made = log_f0.copy()
    made[first:last] = middle + SEMITONE * np.linspace(-0.5, 6.0, max(last - first, 1)) + 0.2 * (log_f0[first:last] - log_f0[first:last].mean())
    made[last:] = made[last - 1]
    return made


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
