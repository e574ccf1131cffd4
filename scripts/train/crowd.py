"""Owns the crowd: how a recogniser that has learnt from many speakers hears each phone, as a loss for joint fine-tuning (train_joint.py).

The listener (listener.py) knows one reader and her designed brother: it cannot tell how she says a phone from how people say it. This one is
the acoustic model of pocketsphinx's US-English (BSD licence, in the package): cepstra as the recogniser computes them, 42 codebooks of 128
Gaussians in three streams, 5,126 senones (states of phones in context), all in torch, so that its gradient reaches the sound. What is asked
for is the posterior of the senones that the dictionary's triphones have, against all others, and that no other phone fits a whole phone's sound
better: what is heard rightly already is then left alone. Its weights are read, never learnt or kept.

It is the recogniser of scripts/evaluate too: after training with it, that word count is no outside judge any more; `network` is (ear.py).
"""

import math
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from common import HOP, RATE
from phones import ARPABET

# The recogniser's front end (feat.params, fe_sigproc.c): 25.6 ms every 10 ms, 25 bands, 13 cepstra. At 24 kHz a transform of 768 points has its bins where one
# of 512 has them at 16 kHz, so that nothing need be resampled.
SHIFT, LENGTH, TRANSFORM, BINS = 240, 615, 768, 257
BANDS, LOW, HIGH, CEPSTRA, LIFTER, PREEMPHASIS = 25, 130.0, 6800.0, 13, 22, 0.97
REACH = 3  # sphinx frames that the differences look to on both sides
WARM = 6  # sphinx frames at the ends of a crop whose noise estimate and differences are not settled
# What measure.py gives it to hear: takes lie at -23 dBFS, files there at -26, with 0.2 s of near silence on both ends.
LEVEL, QUIET, QUIET_SAMPLES, PADDING = 10 ** (-3 / 20), 1e-4, RATE // 5, 2000
SHARPNESS = 0.2  # of the posteriors: frames overlap, so that their likelihoods count the same evidence several times
SINGLE, BEGIN, END, INSIDE = 3, 1, 2, 0  # word positions as the model numbers them


def gaussians(path):
    """f32 [codebooks, streams, densities, values] of an s3 file."""
    raw = path.read_bytes()
    at = raw.index(b"endhdr\n") + 7
    magic, books, streams, densities = struct.unpack_from("<4i", raw, at)
    if magic != 0x11223344:
        raise ValueError(f"{path}: not little-endian")
    size = struct.unpack_from("<i", raw, at + 16)[0]
    count = books * streams * densities * size
    return np.frombuffer(raw, "<f4", count, at + 20 + 4 * streams).reshape(books, streams, densities, size)


def mixtures(path, senones):
    """ln weights f64 [streams, densities, senones] of a sendump file of whole bytes."""
    raw, at, streams = path.read_bytes(), 0, 1
    while size := struct.unpack_from("<i", raw, at)[0]:
        line = raw[at + 4 : at + 4 + size].rstrip(b"\0").decode("latin1")
        at += 4 + size
        if line.startswith("feature_count "):
            streams = int(line.split()[1])
        if line.startswith("cluster_count ") and line != "cluster_count 0":
            raise ValueError(f"{path}: weights in clusters are not read")
    rows, columns = struct.unpack_from("<2i", raw, at + 4)
    stored = np.frombuffer(raw, np.uint8, streams * rows * columns, at + 12).reshape(streams, rows, columns)
    return -stored[:, :, :senones].astype(np.float64) * 1024 * math.log(1.0001)


def definition(path):
    """(names of the phones, all phones with and without context as records, senones of each sequence [sequences, 3]) of a binary mdef."""
    raw = path.read_bytes()
    if raw[:4] != b"BMDF":
        raise ValueError(f"{path}: no binary model definition")
    at = 12 + struct.unpack_from("<i", raw, 8)[0]
    alone, count, states, *_, trees, _ = struct.unpack_from("<10i", raw, at)
    at = begin = at + 40
    names = []
    for _ in range(alone):
        end = raw.index(b"\0", at)
        names.append(raw[at:end].decode())
        at = end + 1
    at = begin + (at - begin + 3) // 4 * 4 + 8 * trees
    kind = np.dtype([("sequence", "<i4"), ("transitions", "<i4"), ("place", "u1"), ("context", "u1", 3)])
    phones = np.frombuffer(raw, kind, count, at)
    at += kind.itemsize * count
    size = struct.unpack_from("<i", raw, at)[0]
    return names, phones, np.frombuffer(raw, "<u2", size, at + 4).reshape(-1, states).astype(np.int64)


def bands():
    """f32 [BINS, BANDS]: triangles of unit area, their corners on bins."""
    mel, hertz = lambda f: 2595 * math.log10(1 + f / 700), lambda m: 700 * (10 ** (m / 2595) - 1)
    step = RATE / TRANSFORM
    corners = [int(hertz(m) / step + 0.5) * step for m in np.linspace(mel(LOW), mel(HIGH), BANDS + 2)]
    at, made = np.arange(BINS) * step, []
    for low, middle, high in zip(corners, corners[1:], corners[2:]):
        made.append(np.maximum(0, np.minimum((at - low) / (middle - low), (high - at) / (high - middle))) * 2 / (high - low))
    return np.stack(made, 1).astype(np.float32)


class Crowd:
    """The model, loaded from pocketsphinx's package."""

    def __init__(self, device):
        import pocketsphinx

        folder = Path(pocketsphinx.get_model_path("en-us/en-us"))
        self.names, self.phones, self.sequences = definition(folder / "mdef")
        base = np.where(np.arange(len(self.phones)) < len(self.names), np.arange(len(self.phones)), self.phones["context"][:, 0])
        owner = np.zeros(self.sequences.max() + 1, dtype=np.int64)
        owner[self.sequences[self.phones["sequence"]].ravel()] = np.repeat(base, self.sequences.shape[1])
        spoken = zip(*(self.phones["context"][len(self.names) :, i].tolist() for i in range(3)), self.phones["place"][len(self.names) :].tolist())
        self.contexts = dict(zip(spoken, self.phones["sequence"][len(self.names) :].tolist()))
        means, variances = gaussians(folder / "means"), np.maximum(gaussians(folder / "variances"), 1e-4)
        weights = np.exp(mixtures(folder / "sendump", len(owner))).astype(np.float32)
        put = lambda values: torch.from_numpy(np.ascontiguousarray(values)).to(device)
        streams = means.shape[1]
        flat = lambda values, stream: values[:, stream].reshape(-1, values.shape[-1]).T
        self.quadratic = [put(np.concatenate([flat(-0.5 / variances, s), flat(means / variances, s)])) for s in range(streams)]
        constant = -0.5 * (means**2 / variances + np.log(2 * np.pi * variances)).sum(-1)
        self.constant = [put(constant[:, s].reshape(1, -1)) for s in range(streams)]
        books = [np.flatnonzero(owner == book) for book in range(len(self.names))]
        self.weights = [[put(weights[s][:, book]) for book in books] for s in range(streams)]
        self.densities = means.shape[2]
        order = np.concatenate(books)
        self.owner, self.owner_in_order, self.in_place = put(owner), put(owner[order]), put(np.argsort(order))
        self.silence = self.names.index("SIL")
        self.noises = put(np.array([name == "SIL" or name.startswith("+") for name in self.names]))
        place = torch.arange(LENGTH, dtype=torch.float64)
        self.window = (0.54 - 0.46 * torch.cos(2 * math.pi * place / (LENGTH - 1))).float().to(device) * (32767 * 512 / TRANSFORM)
        self.bands = put(bands()) * (1 + PREEMPHASIS**2 - 2 * PREEMPHASIS * torch.cos(torch.arange(BINS, device=device) * (2 * math.pi / 512)))[:, None]
        i, j = np.arange(CEPSTRA)[:, None], np.arange(BANDS)[None]
        cosines = np.cos(np.pi / BANDS * i * (j + 0.5)) * np.sqrt(np.where(i == 0, 1, 2) / BANDS)
        self.cosines = put((cosines * (1 + LIFTER / 2 * np.sin(i * np.pi / LIFTER))).T.astype(np.float32))
        near = torch.ones(BANDS, BANDS).tril(4).triu(-4)
        self.near = (near / near.sum(0)).to(device)

    def cepstra(self, samples):
        """[B, T] at 24 kHz -> [B, sphinx frames, CEPSTRA], noise removed as the recogniser does it."""
        spec = torch.fft.rfft(F.pad(samples.unfold(1, LENGTH, SHIFT) * self.window, (0, TRANSFORM - LENGTH)))[..., :BINS]
        power = (spec.real**2 + spec.imag**2) @ self.bands
        return torch.log(power * self.gain(power) + 1e-4) @ self.cosines

    @torch.no_grad()
    def gain(self, power):
        """What noise removal leaves of each band (fe_noise.c): lower envelopes of the smoothed power, masking in time, a mean over nine bands."""
        highest = 20.0
        smooth, noise, floor, peak, found = power[:, 0], power[:, 0] / highest, power[:, 0] / highest, torch.zeros_like(power[:, 0]), []
        envelope = lambda value, low: torch.where(value >= low, 0.995 * low + 0.005 * value, 0.5 * low + 0.5 * value)
        for now in power.unbind(1):
            smooth = 0.7 * smooth + 0.3 * now
            noise = envelope(smooth, noise)
            signal = (smooth - noise).clamp(min=1.0)
            floor = envelope(signal, floor)
            peak = peak * 0.85
            masked = torch.maximum(torch.where(signal < 0.85 * peak, 0.2 * peak, signal), floor)
            peak = torch.maximum(peak, signal)
            found.append(torch.where(masked < highest * smooth, masked / smooth, torch.full_like(smooth, highest)).clamp(min=1 / highest))
        return torch.stack(found, 1) @ self.near

    def senones(self, features):
        """[N, streams, CEPSTRA] -> ln likelihoods [N, senones]."""
        total = 0.0
        for stream, value in enumerate(features.unbind(1)):
            each = torch.addmm(self.constant[stream], torch.cat([value * value, value], 1), self.quadratic[stream]).view(len(value), -1, self.densities)
            top = each.detach().amax(-1)
            shares = torch.cat([book @ weights for book, weights in zip(torch.exp(each - top[..., None]).unbind(1), self.weights[stream])], 1)
            total = total + torch.log(shares + 1e-30) + top[:, self.owner_in_order]
        return total[:, self.in_place]

    def wanted(self, tokens, owners):
        """i64 [tokens, 3]: the senones of each token between its neighbours; `owners` are the tokens' words, None for silences."""
        names = [ARPABET[row[0] - 3] if row[0] >= 3 else "SIL" for row in tokens]
        phones = [self.names.index({"AX": "AH", "AXR": "ER"}.get(name, name)) for name in names]
        found = []
        for i, (left, phone, right) in enumerate(zip([self.silence, *phones], phones, [*phones[1:], self.silence])):
            begins, ends = i == 0 or owners[i - 1] != owners[i], i + 1 == len(phones) or owners[i + 1] != owners[i]
            place = SINGLE if begins and ends else BEGIN if begins else END if ends else INSIDE
            seen = (self.contexts.get((phone, left, right, other)) for other in (place, INSIDE, BEGIN, END, SINGLE))
            sequence = next((one for one in seen if one is not None), self.phones["sequence"][phone])
            found.append(self.sequences[sequence])
        return np.stack(found)

    @torch.no_grad()
    def middle(self, samples):
        """[T] of a whole take -> [CEPSTRA] its mean as the recogniser takes it off, quiet ends among it."""
        quiet = np.random.default_rng(0).standard_normal(QUIET_SAMPLES) * QUIET
        whole = np.concatenate([quiet, samples[PADDING:-PADDING] * LEVEL, quiet]).astype(np.float32)
        return self.cepstra(torch.from_numpy(whole)[None].to(self.window.device))[0].mean(0)

    def misheard(self, samples, wanted, index, middle, unmoved=None):
        """samples [B, N * HOP], i64 [B, N, 3] senones and [B, N] token of each mel frame, [B, CEPSTRA] means of the takes -> (cross-entropy of
        senones, of phones, share of sphinx frames and of phones that are heard); silences are left out, and every other sphinx frame, for
        neighbours share most of their samples.

        `unmoved`: the same samples with their formants as the takes have them, where they differ: the means are moved along.
        """
        c = self.cepstra(samples * LEVEL + QUIET * torch.randn_like(samples))
        if unmoved is not None:
            with torch.no_grad():
                middle = middle + (c - self.cepstra(unmoved * LEVEL)).mean(1)
        c = c - middle[:, None]
        count = c.shape[1]
        # c, c[t + 2] - c[t - 2], and the same difference of the latter's neighbours (feat 1s_c_d_dd).
        features = torch.stack([c[:, 3:-3], c[:, 5:-1] - c[:, 1:-5], c[:, 6:] - c[:, 2:-4] - c[:, 4:-2] + c[:, :-6]], 2)
        kept = slice(WARM + int(torch.randint(0, 2, (1,))), count - 2 * REACH - WARM, 2)
        frames = ((torch.arange(count - 2 * REACH, device=samples.device) + REACH) * SHIFT + LENGTH // 2) // HOP
        wanted = wanted[:, frames[kept]].flatten(0, 1)
        likelihood = self.senones(features[:, kept].flatten(0, 1))
        phone = self.owner[wanted[:, 0]]
        spoken = phone != self.silence
        mine = torch.logsumexp(SHARPNESS * torch.gather(likelihood, 1, wanted), 1)
        states = (torch.logsumexp(SHARPNESS * likelihood, 1) - mine)[spoken].mean()
        right = (self.owner[likelihood.detach().argmax(1)] == phone)[spoken].float().mean()
        row = torch.arange(len(index), device=index.device)[:, None] * (int(index.max()) + 1)
        phones, known = self.mistaken(likelihood, wanted, phone, (index + row)[:, frames[kept]].flatten())
        return states, phones, right, known

    def mistaken(self, likelihood, wanted, phone, segment):
        """ln likelihoods [N, senones], i64 [N, 3], [N] phone and segment of each sphinx frame -> (cross-entropy, share heard) of the segments'
        phones: the senones that are wanted against the likeliest of every other phone in each frame, whatever its context."""
        best = torch.stack([likelihood[:, self.owner == book].amax(1) for book in range(len(self.names))], 1).masked_fill(self.noises, -1e4)
        own = torch.logsumexp(torch.gather(likelihood, 1, wanted), 1)
        best = torch.scatter(best, 1, phone[:, None], own[:, None])
        _, which = torch.unique(segment, return_inverse=True)
        count = int(which.max()) + 1
        score = torch.zeros(count, best.shape[1], device=best.device).index_add(0, which, SHARPNESS * best)
        target = torch.zeros(count, dtype=torch.long, device=best.device).scatter(0, which, phone)
        spoken = target != self.silence
        score, target = score[spoken], target[spoken]
        return F.cross_entropy(score, target), (score.detach().argmax(1) == target).float().mean()
