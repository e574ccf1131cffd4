"""The tokens of the letter-to-sound model: a letter with the phones it stands for."""

import collections

import numpy as np

from align import LETTERS
from phones import is_vowel, stress

RAREST = 3  # times a graphone must occur


class Graphones:
    """All graphones, those of one letter side by side. Token 0 begins a word and token 1 ends it."""

    BOS, EOS = 0, 1

    def __init__(self, aligned: list[list[tuple[str, tuple[int, ...]]]]):
        # Giving a graphone up loses words, and with them perhaps the last uses of another one.
        before = None
        while before != len(aligned):
            before = len(aligned)
            counts = collections.Counter(g for word in aligned for g in word)
            aligned = [word for word in aligned if all(counts[g] >= RAREST for g in word)]
        kept = sorted(counts, key=lambda g: (LETTERS.index(g[0]), g[1]))
        self.graphones = [None, None, *kept]
        self.tokens = {g: i for i, g in enumerate(self.graphones) if g}
        of_letter = [[i for i, g in enumerate(self.graphones) if g and g[0] == letter] for letter in LETTERS]
        self.first = np.array([min(i) for i in of_letter])
        self.last = np.array([max(i) + 1 for i in of_letter])
        self.is_vowel = np.array([letter in "aeiouy" for letter in LETTERS])
        phones = [g[1] if g else () for g in self.graphones]
        self.primary = np.array([sum(stress(p) == 1 for p in run) for run in phones])
        self.vowels = np.array([sum(map(is_vowel, run)) for run in phones])
        self.stresses = np.array([max([stress(p) for p in run if is_vowel(p)], default=0) for run in phones])

    def letters_of(self, word: str) -> np.ndarray:
        """The letters of a word as numbers."""
        return np.array([LETTERS.index(c) for c in word])

    def encode(self, aligned: list) -> list[list[int]]:
        """The words as tokens, without marks; those with a graphone we gave up are left out."""
        return [[self.tokens[g] for g in word] for word in aligned if all(g in self.tokens for g in word)]
