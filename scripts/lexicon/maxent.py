"""A log-linear model of each letter's chunk given the whole spelling and the chunks before.

Features are hashed into one table of weights (Weinberger et al. 2009); training is stochastic gradient ascent with
AdaGrad steps on the conditional likelihood. It sees the letters to the right, which an n-gram does not.
The features and the hash are those of src/g2p/letter_to_sound.rs.
"""

import numba
import numpy as np

MASK = np.uint64(0xFFFFFFFF)
SHARED = 30  # at most: features of the letters alone
OWN = 20  # at most: features that know the chunks before


@numba.njit(cache=False, inline="always")
def mix(h, x):
    """One step of the hash: 32 bits."""
    h = ((h ^ np.uint64(x)) * np.uint64(0x9E3779B1)) & np.uint64(0xFFFFFFFF)
    return h ^ (h >> np.uint64(15))


@numba.njit(cache=False, inline="always")
def slot(h, label, bits):
    """Where the weight of a feature for a label stands."""
    x = ((h + np.uint64(label) * np.uint64(0x85EBCA6B)) * np.uint64(0xC2B2AE35)) & np.uint64(0xFFFFFFFF)
    return x >> np.uint64(32 - bits)


@numba.njit(cache=False)
def letter_features(letters, i, out):
    """Hashes of all runs of letters around place i, up to 4 before and 5 after; how many."""
    n = len(letters)
    count = 0
    for a in range(5):
        if i - a < -1:
            break
        h = mix(np.uint64(0), 1 + a)
        # Letters are 1 and up, 0 is the word's edge.
        for j in range(i - a, i):
            h = mix(h, letters[j] + 1 if j >= 0 else 0)
        for b in range(6):
            if i + b > n:
                break
            h = mix(h, letters[i + b] + 1 if i + b < n else 0)
            out[count] = h
            count += 1
    return count


@numba.njit(cache=False)
def history_features(letters, i, c1, c2, c3, pattern, vowels_left, out):
    """Hashes of what came before: the last three labels, and the stresses of all syllables so far."""
    n = len(letters)
    count = 0
    h1 = mix(mix(np.uint64(0), 11), c1)
    h2 = mix(mix(h1, 12), c2)
    h3 = mix(mix(h2, 13), c3)
    syllables = 0
    primary = 0
    rest = pattern
    while rest > 0:
        syllables += 1
        if rest % 4 == 2:
            primary = 1
        rest //= 4
    p1 = mix(mix(np.uint64(0), 14), pattern)
    p2 = mix(mix(mix(np.uint64(0), 15), primary), vowels_left)
    p3 = mix(mix(mix(np.uint64(0), 16), min(syllables, 4)), vowels_left)
    p4 = mix(mix(mix(np.uint64(0), 17), pattern), vowels_left)
    p5 = mix(mix(np.uint64(0), 18), primary)
    for b in range(5):
        if i + b > n:
            break
        letter = letters[i + b] + 1 if i + b < n else 0
        h1 = mix(h1, letter)
        out[count] = h1
        count += 1
        if b < 4:
            h2 = mix(h2, letter)
            out[count] = h2
            count += 1
        if b < 3:
            h3 = mix(h3, letter)
            out[count] = h3
            count += 1
            p2 = mix(p2, letter)
            out[count] = p2
            count += 1
        if b < 2:
            p3 = mix(p3, letter)
            out[count] = p3
            count += 1
        if b == 0:
            p4 = mix(p4, letter)
            out[count] = p4
            count += 1
        p5 = mix(p5, letter)
        p1 = mix(p1, letter)
        if b == 2:
            out[count] = p1
            count += 1
        if b == 4:
            out[count] = p5
            count += 1
    return count


@numba.njit(cache=False)
def vowel_groups(letters, is_vowel):
    """For every place, how many runs of vowel letters begin at it or later; capped at 5."""
    n = len(letters)
    left = np.zeros(n + 1, np.int64)
    for i in range(n - 1, -1, -1):
        begins = is_vowel[letters[i]] and (i == 0 or not is_vowel[letters[i - 1]])
        left[i] = min(left[i + 1] + (1 if begins else 0), 5)
    return left


@numba.njit(cache=False)
def next_pattern(pattern, token, vowels, stresses):
    """The stresses so far with one more token's: two bits a syllable, the last four syllables."""
    for k in range(vowels[token]):
        pattern = (pattern * 4 + 1 + stresses[token]) % 256
    return pattern


@numba.njit(cache=False)
def seed(value):
    """Makes the dropping of features repeatable."""
    np.random.seed(value)


@numba.njit(cache=False)
def epoch(order, words, tokens, offsets, first, last, is_vowel, vowels, stresses, weights, squares, bits, rate, dropped):
    """One pass over the training words; the mean log likelihood of a letter's chunk.

    Each feature is left out with probability `dropped`, so that no rare one is relied on alone.
    """
    features = np.zeros(SHARED + OWN, np.uint64)
    total = 0.0
    count = 0
    p = np.zeros(512)
    for position in range(len(order)):
        w = order[position]
        letters = words[offsets[w] : offsets[w + 1]]
        gold = tokens[offsets[w] : offsets[w + 1]]
        left = vowel_groups(letters, is_vowel)
        c1, c2, c3, pattern = 0, 0, 0, 0
        for i in range(len(letters)):
            low, high = first[letters[i]], last[letters[i]]
            k = letter_features(letters, i, features)
            k += history_features(letters, i, c1, c2, c3, pattern, left[i], features[k:])
            kept = 0
            for f in range(k):
                if np.random.random() >= dropped:
                    features[kept] = features[f]
                    kept += 1
            k = kept
            scale = 1.0 / (1.0 - dropped)
            most = -1e30
            for t in range(low, high):
                s = 0.0
                for f in range(k):
                    s += weights[slot(features[f], t, bits)]
                s *= scale
                p[t - low] = s
                most = max(most, s)
            z = 0.0
            for t in range(high - low):
                p[t] = np.exp(p[t] - most)
                z += p[t]
            total += np.log(p[gold[i] - low] / z)
            count += 1
            for t in range(low, high):
                gradient = (1.0 if t == gold[i] else 0.0) - p[t - low] / z
                if abs(gradient) > 0.003:
                    for f in range(k):
                        at = slot(features[f], t, bits)
                        squares[at] += gradient * gradient
                        weights[at] += rate * gradient / np.sqrt(squares[at])
            pattern = next_pattern(pattern, gold[i], vowels, stresses)
            c3, c2, c1 = c2, c1, gold[i]
    return total / count
