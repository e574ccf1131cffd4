"""A modified Kneser-Ney n-gram model over small integers, pruned, in the layout the decoder reads.

Chen and Goodman 1998 (interpolated modified Kneser-Ney); Stolcke 1998 (pruning by relative entropy).
"""

import dataclasses

import numpy as np


@dataclasses.dataclass
class Level:
    """All n-grams of one order, sorted by their tokens.

    tokens [count, order]; seen [count] how often; log_p and log_bow [count] natural logs; parent [count] is the row of the first order-1
    tokens in the level below, suffix [count] that of the last order-1 tokens.
    """

    tokens: np.ndarray
    seen: np.ndarray
    log_p: np.ndarray
    log_bow: np.ndarray
    parent: np.ndarray
    suffix: np.ndarray


def _pack(rows: np.ndarray) -> np.ndarray:
    """Rows of tokens as byte strings that sort as the rows do; no byte is zero, for numpy strips those."""
    parts = np.empty((*rows.shape, 2), np.uint8)
    parts[..., 0] = rows // 254 + 1
    parts[..., 1] = rows % 254 + 1
    return np.ascontiguousarray(parts).reshape(len(rows), -1).view(f"S{2 * rows.shape[1]}").ravel()


def _find(sorted_rows: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Row numbers of `rows` in `sorted_rows`; all must be there."""
    where = np.searchsorted(_pack(sorted_rows), _pack(rows))
    assert np.array_equal(sorted_rows[where], rows)
    return where


def count(sequences: list[list[int]], order: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Distinct n-grams of each order with their raw counts, sorted."""
    flat = np.concatenate([np.array(s, np.uint16) for s in sequences])
    lengths = np.array([len(s) for s in sequences])
    position = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    levels = []
    for n in range(1, order + 1):
        starts = np.nonzero(position >= n - 1)[0] - (n - 1)
        rows = flat[starts[:, None] + np.arange(n)]
        _, first, counts = np.unique(_pack(rows), return_index=True, return_counts=True)
        levels.append((rows[first].astype(np.int32), counts))
    return levels


def train(sequences: list[list[int]], order: int, bos: int) -> list[Level]:
    """An unpruned interpolated model; every sequence begins with `bos`, which is never predicted."""
    raw = count(sequences, order)
    assert np.array_equal(raw[0][0].ravel(), np.arange(len(raw[0][0]))), "a token's number is its row"
    levels: list[Level] = []
    for n, (tokens, counts) in enumerate(raw, start=1):
        adjusted = counts.astype(np.float64)
        if n < order:
            # How many different tokens stand before it; what stands at the start has none before and keeps its count.
            longer = raw[n][0]
            suffix_rows = _find(tokens, longer[:, 1:])
            left = np.bincount(suffix_rows, minlength=len(tokens)).astype(np.float64)
            adjusted = np.where(tokens[:, 0] == bos, adjusted, left)
        if n == 1:
            adjusted = np.where(tokens[:, 0] == bos, 0.0, adjusted)
            parent = np.zeros(len(tokens), np.int64)
            parents = 1
        else:
            parent = _find(levels[-1].tokens, tokens[:, :-1])
            parents = len(levels[-1].tokens)
        occurring = adjusted > 0
        ones, twos, threes, fours = (np.sum(adjusted == k) for k in (1, 2, 3, 4))
        y = ones / (ones + 2 * twos)
        discount = np.array([0.0, 1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes])
        if n == 1:
            discount[:] = [0.0, 0.5, 0.5, 0.5]
        taken = discount[np.minimum(adjusted, 3).astype(int)] * occurring
        total = np.bincount(parent, adjusted, parents)
        gamma = np.bincount(parent, taken, parents) / np.maximum(total, 1e-300)
        p = (adjusted - taken) / np.maximum(total[parent], 1e-300)
        if n == 1:
            vocabulary = len(tokens) - 1
            p = np.where(tokens[:, 0] == bos, 1e-9, p + gamma[0] / vocabulary)
            suffix = np.zeros(len(tokens), np.int64)
        else:
            suffix = _find(levels[-1].tokens, tokens[:, 1:])
            p = p + gamma[parent] * np.exp(levels[-1].log_p[suffix])
            levels[-1].log_bow = np.log(np.maximum(np.where(total > 0, gamma, 1.0), 1e-12))
        levels.append(Level(tokens, counts, np.log(p), np.zeros(len(tokens)), parent, suffix))
    return levels


def prune(levels: list[Level], keep: int, protected: int = 2) -> list[Level]:
    """At most `keep` n-grams: those go first whose loss costs least (orders up to `protected` stay whole).

    The loss of one n-gram is weighed as c(h, w) |log p(w|h) - log p(w|h')|, its context's own change left out; the
    raw count, because Kneser-Ney's lower orders are no estimate of how often a context occurs (Chelba et al. 2010).
    """
    order = len(levels)
    losses = []
    for n, level in enumerate(levels):
        if n < protected:
            losses.append(np.full(len(level.tokens), np.inf))
            continue
        backed = levels[n - 1].log_bow[level.parent] + levels[n - 1].log_p[level.suffix]
        losses.append(level.seen * np.abs(level.log_p - backed))
    # A kept n-gram keeps its prefix and its suffix: a node is worth at least what stands on it.
    for n in range(order - 1, protected - 1, -1):
        for link in (levels[n].parent, levels[n].suffix):
            np.maximum.at(losses[n - 1], link, losses[n])
    total = sum(len(level.tokens) for level in levels)
    if total > keep:
        flat = np.concatenate(losses)
        threshold = np.partition(flat, total - keep)[total - keep]
    else:
        threshold = -1.0
    kept: list[Level] = []
    renumber = None
    for n, level in enumerate(levels):
        mask = losses[n] >= threshold
        rows = np.cumsum(mask) - 1
        parent = level.parent[mask] if n == 0 else renumber[level.parent[mask]]
        suffix = level.suffix[mask] if n == 0 else renumber[level.suffix[mask]]
        kept.append(Level(level.tokens[mask], level.seen[mask], level.log_p[mask], np.zeros(mask.sum()), parent, suffix))
        renumber = rows
    # What the dropped n-grams had goes to the shorter context.
    for n in range(1, order):
        level, below = kept[n], kept[n - 1]
        size = len(below.tokens)
        higher = np.bincount(level.parent, np.exp(level.log_p), size)
        lower = np.bincount(level.parent, np.exp(below.log_p[level.suffix]), size)
        below.log_bow = np.log(np.maximum(1 - higher, 1e-9)) - np.log(np.maximum(1 - lower, 1e-9))
    return kept
