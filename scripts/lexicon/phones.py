"""The phones of the compiled lexicon and their one-byte codes; the same table as src/g2p/code.rs."""

CONSONANTS = "P B T D K G CH JH F V TH DH S Z SH ZH HH M N NG L R Y W".split()
# AX and AXR are ARPAbet's AH0 and ER0: schwa and hooked schwa are phones of their own in our inventory.
VOWELS = "IY IH EY EH AE AA AO OW UH UW AH AX AY AW OY ER AXR".split()
BREAK = 75  # a word boundary inside a pronunciation
COMMON = 76  # ends the first pronunciation of a word that forms compounds

NAMES = CONSONANTS + [f"{v}{s}" for v in VOWELS for s in range(3)]
CODES = {name: code for code, name in enumerate(NAMES)}


def code_of(symbol: str) -> int:
    """The code of an ARPAbet symbol with its stress digit."""
    if symbol == "AH0":
        return CODES["AX0"]
    if symbol == "ER0":
        return CODES["AXR0"]
    return CODES[symbol]


def is_vowel(code: int) -> bool:
    """Whether a code is a vowel."""
    return len(CONSONANTS) <= code < BREAK


def stress(code: int) -> int:
    """0 none, 1 primary, 2 secondary; 0 on consonants."""
    return (code - len(CONSONANTS)) % 3 if is_vowel(code) else 0


def with_stress(code: int, level: int) -> int:
    """The same vowel with another stress."""
    return code - stress(code) + level


def without_stress(code: int) -> int:
    """What two pronunciations are compared by when stress does not count: AX0 and AH, AXR0 and ER are one each."""
    if not is_vowel(code):
        return code
    base = code - stress(code)
    return base - 3 if base in (CODES["AX0"], CODES["AXR0"]) else base
