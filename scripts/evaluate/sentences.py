"""Owns what is said: the ten course sentences, short lines, and sentences drawn from real scripts by seed."""

import random
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent


def listed(file):
    """{id: text} of a file of lines id|text beside this one."""
    return dict(line.split("|", 1) for line in (HERE / file).read_text(encoding="utf-8").splitlines() if line.strip())


def drawn(folder, count=50, seed=1):
    """Plain sentences of 8 to 20 words drawn from scripts: no tag, digit or capitals inside, so that the words to be heard are sure."""
    plain = set()
    for path in sorted(Path(folder).rglob("*.txt")):
        for sentence in re.split(r"(?<=[.?!])\s+|\n|\[[^\]]*\]", path.read_text(encoding="utf-8")):
            sentence = re.sub(r"^[A-Z]\w*:\s*", "", sentence.strip())
            words = sentence.split()
            if 8 <= len(words) <= 20 and re.fullmatch(r"[A-Z][a-z' ,-]+[.?!]", sentence):
                plain.add(sentence)
    picked = random.Random(seed).sample(sorted(plain), min(count, len(plain)))
    return {f"corpus_{i:02}": sentence for i, sentence in enumerate(picked)}
