"""Writes the trained models in the format that src/g2p/letter_to_sound/model.rs reads and describes."""

import numpy as np

from align import LETTERS


def quantise(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """256 values that stand for all, as dense as they are (Lloyd's algorithm), and which one each is nearest to."""
    table = np.quantile(values, (np.arange(256) + 0.5) / 256)
    # A few rounds: quantiles alone leave the tails, which cost most, to single values.
    table = np.sort((table + np.linspace(values.min(), values.max(), 256)) / 2)
    for _ in range(12):
        nearest = np.searchsorted((table[1:] + table[:-1]) / 2, values)
        sums = np.bincount(nearest, values, 256)
        counts = np.bincount(nearest, minlength=256)
        table = np.where(counts > 0, sums / np.maximum(counts, 1), table)
        table = np.sort(table)
    nearest = np.searchsorted((table[1:] + table[:-1]) / 2, values)
    return table.astype(np.float32), nearest.astype(np.uint8)


def varints(numbers: np.ndarray) -> bytes:
    """Numbers below 2^21, seven bits a byte, low first."""
    out = bytearray()
    for number in numbers.tolist():
        while number >= 0x80:
            out.append(number & 0x7F | 0x80)
            number >>= 7
        out.append(number)
    return bytes(out)


def quantise_weights(weights: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights as whole steps of -127..127, and the step; the few largest are cut off."""
    most = float(np.quantile(np.abs(weights[weights != 0]), 0.9999))
    step = most / 127
    return np.clip(np.round(weights / step), -127, 127).astype(np.int8), step


class Quantised:
    """What is left of the models after packing: quantised, so that measuring measures what is shipped."""

    def __init__(self, levels, weights):
        self.p_values, p = quantise(np.concatenate([level.log_p for level in levels]))
        self.bow_values, bow = quantise(np.concatenate([level.log_bow for level in levels[:-1]]))
        splits = np.cumsum([len(level.tokens) for level in levels])
        self.p, self.bow = np.split(p, splits[:-1]), np.split(bow, splits[:-2])
        for n, level in enumerate(levels):
            level.log_p = self.p_values[self.p[n]].astype(np.float64)
            level.log_bow = self.bow_values[self.bow[n]].astype(np.float64) if n + 1 < len(levels) else level.log_bow
        self.levels = levels
        self.weights, self.step = quantise_weights(weights)

    def pack(self, table, bits: int, alpha: float, beta: float) -> bytes:
        """The whole file."""
        levels = self.levels
        out = bytearray(b"DLS1")
        out += bytes([len(levels), bits]) + len(table.graphones).to_bytes(2, "little")
        out += np.array([self.step, beta], "<f4").tobytes()
        out += np.array([len(level.tokens) for level in levels], "<u4").tobytes()
        out += (self.p_values * alpha).astype("<f4").tobytes() + (self.bow_values * alpha).astype("<f4").tobytes()
        for letter, phones in table.graphones[2:]:
            out += bytes([LETTERS.index(letter), len(phones), *phones])
        for n, level in enumerate(levels):
            if n > 0:
                last = level.tokens[:, -1]
                first_of_context = np.concatenate([[True], level.parent[1:] != level.parent[:-1]])
                before = np.where(first_of_context, 0, np.concatenate([[0], last[:-1]]))
                out += varints(last - before)
            out += self.p[n].tobytes()
            if n + 1 < len(levels):
                out += self.bow[n].tobytes()
                out += varints(np.bincount(levels[n + 1].parent, minlength=len(level.tokens)))
        return bytes(out + self.weights.tobytes())
