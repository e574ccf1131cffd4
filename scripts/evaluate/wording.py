"""Owns what counts as the same words, and how surely: normalisation, word error counts, bootstrap intervals.

Two rates are made of every pair of what was to be said and what was heard. `raw` compares word by word. `joined` follows one written
rule, for every engine alike: a run of up to three words is right if it is spelt with the same letters as a run of up to three words at
its place ("name spaces" = "namespaces", "trade offs" = "tradeoffs"), because splitting a compound is the recogniser's spelling and not
the voice's sound. Nothing else is forgiven.
"""

import re

import numpy as np

LONGEST_RUN = 3
ROUNDS = 5000


def words(text):
    """Lower case, letters, digits and apostrophes only; hyphens and dashes part words."""
    text = re.sub(r"[-—–]", " ", text.lower().replace("’", "'"))
    return re.sub(r"[^a-z0-9' ]", "", text).split()


def costs(wanted, heard, joined=False):
    """[wanted + 1, heard + 1] fewest substitutions, deletions and insertions between the first words of two lists."""
    cost = np.zeros((len(wanted) + 1, len(heard) + 1), dtype=int)
    cost[:, 0], cost[0, :] = np.arange(len(wanted) + 1), np.arange(len(heard) + 1)
    for i in range(1, len(wanted) + 1):
        for j in range(1, len(heard) + 1):
            best = min(cost[i - 1, j - 1] + (wanted[i - 1] != heard[j - 1]), cost[i - 1, j] + 1, cost[i, j - 1] + 1)
            for a in range(1, min(LONGEST_RUN, i) + 1) if joined else ():
                for b in range(1, min(LONGEST_RUN, j) + 1):
                    if "".join(wanted[i - a : i]).replace("'", "") == "".join(heard[j - b : j]).replace("'", ""):
                        best = min(best, cost[i - a, j - b])
            cost[i, j] = best
    return cost


def errors(wanted, heard, joined=False):
    """The same between the whole lists."""
    return int(costs(wanted, heard, joined)[-1, -1])


def runs(wanted, heard):
    """Where two lists of words differ on a cheapest path: [((first, end) in wanted, (first, end) in heard)], each as long as it goes."""
    cost = costs(wanted, heard)
    i, j, found, end = len(wanted), len(heard), [], None
    while i or j:
        if i and j and wanted[i - 1] == heard[j - 1] and cost[i, j] == cost[i - 1, j - 1]:
            if end:
                found.append(((i, end[0]), (j, end[1])))
            i, j, end = i - 1, j - 1, None
            continue
        end = end or (i, j)
        if i and j and cost[i, j] == cost[i - 1, j - 1] + 1:
            i, j = i - 1, j - 1
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return found[::-1] if end is None else [((0, end[0]), (0, end[1])), *found[::-1]]


class Count:
    """Errors and lengths, sentence by sentence, of one engine."""

    def __init__(self, pairs):
        """`pairs`: (text to be said, text heard), in the order of the sentences."""
        split = [(words(wanted), words(heard)) for wanted, heard in pairs]
        self.raw = np.array([errors(*pair) for pair in split])
        self.joined = np.array([errors(*pair, joined=True) for pair in split])
        self.lengths = np.array([len(wanted) for wanted, _ in split])

    def rate(self, joined=False):
        return float((self.joined if joined else self.raw).sum() / self.lengths.sum())

    def interval(self, joined=False, minus=None):
        """95 % interval of the rate by resampling sentences; of the difference to another engine's on the same sentences, if given."""
        which = np.random.default_rng(1).integers(0, len(self.lengths), (ROUNDS, len(self.lengths)))
        length = self.lengths[which].sum(1)
        rates = (self.joined if joined else self.raw)[which].sum(1) / length
        if minus is not None:
            rates = rates - (minus.joined if joined else minus.raw)[which].sum(1) / length
        return tuple(float(x) for x in np.quantile(rates, (0.025, 0.975)))
