"""Aligns the dictionary's spellings with their pronunciations, letter by letter.

Every letter stands for 0, 1, 2 or 3 phones: its chunk. The alignment of a word is the likeliest one under a
multinomial over (letter, chunk) pairs, trained by expectation maximisation (Bisani and Ney 2008, section 3, with
graphones of one letter and up to three phones).
"""

import collections
import hashlib

import numba
import numpy as np

from compile import dictionary
from phones import without_stress

LONGEST_CHUNK = 3
ROUNDS = 8
LETTERS = "abcdefghijklmnopqrstuvwxyz'"


def is_held_out(word: str) -> bool:
    """The tenth of the dictionary that the held-out figures are measured on, chosen by a hash of the word."""
    return int(hashlib.sha256(word.encode()).hexdigest()[:8], 16) % 10 == 0


def readable_words() -> dict[str, list[list[int]]]:
    """Words of letters and apostrophes with their pronunciations."""
    return {w: p for w, p in dictionary().items() if all(c in LETTERS for c in w) and any(c.isalpha() for c in w)}


@numba.njit(cache=False)
def _expect(letters, phones, ids, prob, counts):
    """Adds one word's expected pair counts.

    ids[j, k] is the chunk id of phones j..j+k; prob and counts are [letter, chunk]. Words are short enough for
    plain probabilities in double precision.
    """
    n, m = len(letters), len(phones)
    forward = np.zeros((n + 1, m + 1))
    backward = np.zeros((n + 1, m + 1))
    forward[0, 0] = 1.0
    backward[n, m] = 1.0
    for i in range(n):
        # What is left must fit in the letters that are left.
        for j in range(max(0, m - 3 * (n - i)), m + 1):
            if forward[i, j] > 0.0:
                for k in range(min(3, m - j) + 1):
                    c = ids[j, k]
                    if c >= 0:
                        forward[i + 1, j + k] += forward[i, j] * prob[letters[i], c]
    if forward[n, m] <= 1e-280:
        return
    for i in range(n - 1, -1, -1):
        for j in range(m + 1):
            for k in range(min(3, m - j) + 1):
                c = ids[j, k]
                if c >= 0 and backward[i + 1, j + k] > 0.0:
                    p = prob[letters[i], c] * backward[i + 1, j + k]
                    backward[i, j] += p
                    counts[letters[i], c] += forward[i, j] * p / forward[n, m]


@numba.njit(cache=False)
def _best(letters, phones, ids, logp):
    """The chunk id of every letter on the likeliest path; empty where there is none."""
    n, m = len(letters), len(phones)
    low = -1e30
    score = np.full((n + 1, m + 1), low)
    back = np.zeros((n + 1, m + 1), np.int64)
    score[0, 0] = 0.0
    for i in range(n):
        for j in range(m + 1):
            if score[i, j] <= low:
                continue
            for k in range(min(3, m - j) + 1):
                c = ids[j, k]
                if c >= 0 and score[i, j] + logp[letters[i], c] > score[i + 1, j + k]:
                    score[i + 1, j + k] = score[i, j] + logp[letters[i], c]
                    back[i + 1, j + k] = k
    if score[n, m] <= low:
        return np.zeros(0, np.int64)
    path = np.zeros(n, np.int64)
    j = m
    for i in range(n, 0, -1):
        k = back[i, j]
        path[i - 1] = ids[j - k, k]
        j -= k
    return path


def chunk_ids(phones: list[int], chunks: dict) -> np.ndarray:
    """Ids of all runs of up to three phones; -1 where a run is no chunk."""
    ids = np.full((len(phones) + 1, LONGEST_CHUNK + 1), -1, np.int64)
    for j in range(len(phones) + 1):
        for k in range(min(LONGEST_CHUNK, len(phones) - j) + 1):
            ids[j, k] = chunks.get(tuple(phones[j : j + k]), -1)
    return ids


def align(pairs: list[tuple[str, list[int]]], rarest: int = 4) -> list[list[tuple[str, tuple[int, ...]]]]:
    """For each word its (letter, chunk) pairs; words that cannot be aligned are left out.

    Chunks that fewer than `rarest` words need are given up, with the words that need them.
    """
    # Stress does not matter to which letter a phone belongs; without it the counts are surer.
    plain = [[without_stress(p) for p in phones] for _, phones in pairs]
    runs = collections.Counter()
    for phones in plain:
        for j in range(len(phones) + 1):
            for k in range(min(LONGEST_CHUNK, len(phones) - j) + 1):
                runs[tuple(phones[j : j + k])] += 1
    chunks = {run: i for i, run in enumerate(sorted(r for r in runs if runs[r] >= rarest))}
    spelled = [np.array([LETTERS.index(c) for c in word]) for word, _ in pairs]
    sounded = [np.array(p) for p in plain]
    ids = [chunk_ids(p, chunks) for p in plain]
    # One phone a letter to begin with; longer chunks and silence start rarer.
    prior = np.array([[0.3, 1.0, 0.03, 0.0005][len(run)] for run in sorted(chunks, key=chunks.get)])
    prob = np.tile(prior / prior.sum(), (len(LETTERS), 1))
    for _ in range(ROUNDS):
        counts = np.zeros_like(prob)
        for letters, phones, run_ids in zip(spelled, sounded, ids):
            _expect(letters, phones, run_ids, prob, counts)
        # Pairs that hardly occur are noise of the dictionary: they fade out.
        counts = np.maximum(counts - 0.5, 0.0) + 1e-9
        prob = counts / counts.sum()
    logp = np.log(prob)
    aligned = []
    lengths = [len(run) for run in sorted(chunks, key=chunks.get)]
    for (word, phones), letters, plain_phones, run_ids in zip(pairs, spelled, sounded, ids):
        path = _best(letters, plain_phones, run_ids, logp)
        if len(path) == 0:
            continue
        at, graphones = 0, []
        for letter, chunk in zip(word, path):
            graphones.append((letter, tuple(phones[at : at + lengths[chunk]])))
            at += lengths[chunk]
        aligned.append((word, graphones))
    return aligned
