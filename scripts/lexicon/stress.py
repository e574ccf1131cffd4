"""Where an ending puts the main stress of a word: the reference of src/g2p/letter_to_sound/stress.rs (Fudge, English Word-Stress, 1984)."""

# On the ending's first letter.
ON = (
    "ation", "eer", "ese", "escence", "escent", "esque", "iasis", "icity", "ista", "itis", "ocracy", "ogamy",
    "ogeny", "ography", "ologist", "ology", "olysis", "oma", "ometry", "onomy", "onymy", "opathy", "oscopy", "osis",
    "otomy",
)
# On the last vowel before it.
BEFORE = (
    "cial", "cian", "cious", "gious", "ial", "ian", "ic", "ical", "ically", "ified", "ify", "ifying", "ious",
    "ities", "ity", "ium", "nymy", "sion", "tial", "tion", "tious",
)
# Names from the Balkans, whose stress is elsewhere.
OTHERS = ("cic", "jic", "vic")
VOWELS = "aeiouy"


def peak(word: str) -> tuple[int, int]:
    """First place and end of the letters one of which carries the main stress; (-1, -1) where no ending says it."""
    for spelled in (word, word[:-1] if word.endswith("s") else ""):
        found = _peak(spelled)
        if found != (-1, -1):
            return found
    return -1, -1


def _peak(word: str) -> tuple[int, int]:
    ends_in = lambda e: len(word) > len(e) and word.endswith(e)
    if any(map(ends_in, OTHERS)):
        return -1, -1
    ending = max(filter(ends_in, ON + BEFORE), key=len, default=None)
    if ending is None:
        return -1, -1
    first = len(word) - len(ending)
    is_vowel = lambda at: word[at] in VOWELS and not (at > 0 and word[at - 1 : at + 1] == "qu")
    if ending in ON:
        peak = first if any(map(is_vowel, range(first))) else None
    else:
        peak = next(filter(is_vowel, range(first - 1, -1, -1)), None)
    if peak is None:
        return -1, -1
    start, end = peak, peak + 1
    while ending not in ON and start > 0 and is_vowel(start - 1):
        start -= 1
    while ending in ON and is_vowel(end):
        end += 1
    # "Fraternity": an r may bear the vowel before it.
    return start, end + (word[end] == "r")
