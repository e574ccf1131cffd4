"""Owns the second recogniser: Moonshine's tiny English model (a network of 27 million weights, MIT), beside pocketsphinx.

The model travels inside the package. It writes as people do ("70 degrees", "you're"), so both texts are brought to one spelling by the
normaliser of Whisper's reports before words are counted. Its voice activity detector is off: the whole file is heard, and nothing is
remembered from one file to the next.
"""

from functools import cache
from pathlib import Path


class Ear:
    """The model, loaded."""

    def __init__(self):
        import moonshine_voice
        from moonshine_voice.moonshine_api import ModelArch
        from moonshine_voice.transcriber import Transcriber

        model = Path(moonshine_voice.__file__).parent / "assets" / "tiny-en"
        self.transcriber = Transcriber(model, ModelArch.TINY, options={"vad_threshold": "0"})

    def hear(self, samples):
        """What is said in samples at 16 kHz, as text with punctuation."""
        lines = self.transcriber.transcribe_without_streaming(samples.tolist(), 16000).lines
        return " ".join(line.text for line in lines).strip()


@cache
def normaliser():
    from whisper_normalizer.english import EnglishTextNormalizer

    return EnglishTextNormalizer()


def normal(text):
    """One spelling of numbers, contractions and fillers (Radford and others 2022, appendix C)."""
    return normaliser()(text)
