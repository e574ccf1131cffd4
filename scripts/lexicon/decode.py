"""Beam search for the likeliest pronunciation: the reference of src/g2p/letter_to_sound.rs, for measuring.

A hypothesis is a chain of n-gram rows, shortest context first, and what the log-linear model wants to know of the
labels before. Every step adds one letter's graphone; both models' log probabilities add up, weighted.
"""

import numba
import numpy as np

from maxent import OWN, SHARED, history_features, letter_features, next_pattern, slot, vowel_groups
from stress import peak

# What a word pays for a second primary stress, and for none.
STRESS_PENALTY = 4.0
# What it pays for one where its ending does not put it.
MISPLACED_PENALTY = 30.0


@numba.njit(cache=False)
def _lower_bound(words, low, high, word):
    """The first row of words[low:high], which is sorted, that is not below `word`."""
    while low < high:
        middle = (low + high) // 2
        if words[middle] < word:
            low = middle + 1
        else:
            high = middle
    return low


@numba.njit(cache=False)
def _search(
    letters, order, words, log_p, log_bow, starts, first_of, last_of, primary, vowels, stresses,
    is_vowel, weights, bits, alpha, beta, bos, eos, beam, peak_first, peak_end,
):  # fmt: skip
    """Tokens of every hypothesis that is left at the end, a row each, and their scores.

    words, log_p, log_bow and starts hold the levels one after another; children of row r are rows
    starts[r]..starts[r + 1]. first_of/last_of: the tokens of a letter. primary[t]: primary stresses in token t.
    peak_first..peak_end: the letters one of which carries the main stress, -1 where the ending does not say.
    """
    n = len(letters)
    chains = np.full((beam, order), -1, np.int64)
    scores = np.full(beam, -1e30)
    stressed = np.zeros(beam, np.int64)
    history = np.zeros((beam, 4), np.int64)
    chains[0, 0] = bos
    scores[0] = 0.0
    live = 1
    back = np.zeros((n, beam), np.int64)
    token = np.zeros((n, beam), np.int64)
    features = np.zeros(SHARED + OWN, np.uint64)
    left = vowel_groups(letters, is_vowel)
    for i in range(n):
        first, last = first_of[letters[i]], last_of[letters[i]]
        width = last - first
        shared = np.zeros(width)
        k = letter_features(letters, i, features)
        for f in range(k):
            for w in range(width):
                shared[w] += weights[slot(features[f], first + w, bits)]
        candidate = np.full(live * width, -1e30)
        p = np.zeros(width)
        q = np.zeros(width)
        for h in range(live):
            p[:] = log_p[first:last]
            for c in range(order - 1):
                row = chains[h, c]
                if row < 0:
                    break
                p += log_bow[row]
                at = _lower_bound(words, starts[row], starts[row + 1], first)
                while at < starts[row + 1] and words[at] < last:
                    p[words[at] - first] = log_p[at]
                    at += 1
            k = history_features(letters, i, history[h, 0], history[h, 1], history[h, 2], history[h, 3], left[i], features)
            q[:] = shared
            for f in range(k):
                for w in range(width):
                    q[w] += weights[slot(features[f], first + w, bits)]
            most = q.max()
            z = most + np.log(np.sum(np.exp(q - most)))
            for w in range(width):
                s = scores[h] + alpha * p[w] + beta * (q[w] - z)
                if stressed[h] + primary[first + w] > 1:
                    s -= STRESS_PENALTY
                stresses_it = primary[first + w] > 0
                outside = stresses_it and not (peak_first <= i < peak_end)
                missed = i + 1 == peak_end and stressed[h] == 0 and not stresses_it
                if peak_end > 0 and (outside or missed):
                    s -= MISPLACED_PENALTY
                candidate[h * width + w] = s
        chosen = np.argsort(-candidate)[:beam]
        new_chains = np.full((beam, order), -1, np.int64)
        new_scores = np.full(beam, -1e30)
        new_stressed = np.zeros(beam, np.int64)
        new_history = np.zeros((beam, 4), np.int64)
        for rank in range(len(chosen)):
            h, w = chosen[rank] // width, chosen[rank] % width + first
            back[i, rank], token[i, rank] = h, w
            new_scores[rank] = candidate[chosen[rank]]
            new_stressed[rank] = min(stressed[h] + primary[w], 1)
            new_history[rank, 0] = w
            new_history[rank, 1:3] = history[h, :2]
            new_history[rank, 3] = next_pattern(history[h, 3], w, vowels, stresses)
            new_chains[rank, 0] = w
            for c in range(order - 2):
                row = chains[h, c]
                if row < 0:
                    break
                at = _lower_bound(words, starts[row], starts[row + 1], w)
                if at < starts[row + 1] and words[at] == w:
                    new_chains[rank, c + 1] = at
        chains, scores, stressed, history = new_chains, new_scores, new_stressed, new_history
        live = len(chosen)
    for h in range(live):
        p_end = log_p[eos]
        for c in range(order - 1):
            row = chains[h, c]
            if row < 0:
                break
            at = _lower_bound(words, starts[row], starts[row + 1], eos)
            found = at < starts[row + 1] and words[at] == eos
            p_end = log_p[at] if found else p_end + log_bow[row]
        scores[h] += alpha * p_end - (STRESS_PENALTY if stressed[h] == 0 else 0.0)
    paths = np.zeros((live, n), np.int64)
    for end in range(live):
        h = end
        for i in range(n - 1, -1, -1):
            paths[end, i] = token[i, h]
            h = back[i, h]
    return paths, scores[:live]


class Decoder:
    """A model laid out flat, and what its tokens mean."""

    def __init__(self, levels, table, weights, bits, alpha, beta):
        self.order, self.table = len(levels), table
        sizes = [len(level.tokens) for level in levels]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        self.words = np.concatenate([level.tokens[:, -1] for level in levels])
        self.log_p = np.concatenate([level.log_p for level in levels])
        self.log_bow = np.concatenate([level.log_bow for level in levels])
        starts = []
        for n, level in enumerate(levels):
            if n + 1 < len(levels):
                counts = np.bincount(levels[n + 1].parent, minlength=len(level.tokens))
                starts.append(offsets[n + 1] + np.cumsum(counts) - counts)
            else:
                starts.append(np.full(len(level.tokens) + 1, offsets[-1]))
        self.starts = np.concatenate(starts)
        self.weights, self.bits, self.alpha, self.beta = weights, bits, alpha, beta

    def read(self, word: str, beam: int = 16, endings: bool = True) -> list[int]:
        """The phones of a word; `endings`: they say where its stress is."""
        return self.read_with_share(word, beam, endings)[0]

    def read_with_share(self, word: str, beam: int = 16, endings: bool = True) -> tuple[list[int], float]:
        """The phones of a word, and what share they have of the probability that the beam holds."""
        t = self.table
        paths, scores = _search(
            t.letters_of(word), self.order, self.words, self.log_p, self.log_bow, self.starts, t.first, t.last,
            t.primary, t.vowels, t.stresses, t.is_vowel, self.weights, self.bits, self.alpha, self.beta, t.BOS, t.EOS,
            beam, *(peak(word) if endings else (-1, -1)),
        )  # fmt: skip
        phones = [[p for token in path for p in t.graphones[token][1]] for path in paths]
        best = phones[int(np.argmax(scores))]
        weights = np.exp(scores - scores.max())
        alike = sum(w for w, p in zip(weights, phones) if p == best)
        return best, float(alike / weights.sum())
