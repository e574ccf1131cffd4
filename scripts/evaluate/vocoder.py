"""Owns the comparison of vocoders on held-out takes: natural mel and F0 in, sound out, next to the recording.

Rows: the recording (the ceiling); our committed graph and signal path; HiFi-GAN V2 (22.05 kHz, trained on another speaker, given its own
mel); WORLD (harvest, CheapTrick, D4C). Then ours under strain: F0 moved, level moved, mel smoothed. Then cost, one thread. Columns: DNSMOS;
STFT, MCD, F0 and voicing as fidelity.py has them; WER by an English recogniser, so for English only. Everything is measured on the
written 16-bit files. Writes vocoder.md and pictures.
"""

import argparse
import json
import resource
import subprocess
import time
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import soundfile
import soxr

warnings.filterwarnings("ignore", message="pkg_resources")
import pyworld  # noqa: E402
from scipy.ndimage import gaussian_filter  # noqa: E402

import engines  # noqa: E402
from measure import MOS, Ruler, active  # noqa: E402
from picture import draw, panel  # noqa: E402
from takes import DEFAULT_SPEECH, OUT, ROOT, takes  # noqa: E402
from wording import Count  # noqa: E402
from common import RATE, hz_to_slaney, slaney_to_hz  # noqa: E402
from fidelity import cepstral_distortion, pitch_error, stft_distance, together  # noqa: E402
from reference import synthesise  # noqa: E402

ENGLISH = {"kathleen"}


def session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Ours:
    """The committed graph and the signal path of reference.py, which the program's is tested against."""

    def __init__(self, path):
        self.path, self.graph = path, session(path)

    def controls(self, mel, log_f0, voicing):
        feed = {"mel": mel.T[None].astype(np.float32), "log_f0": log_f0[None].astype(np.float32), "voicing": voicing[None].astype(np.float32)}
        return self.graph.run(["harmonic", "noise"], feed)

    def signal(self, log_f0, voicing, harmonic, noise):
        return synthesise(log_f0, voicing, harmonic[0], noise[0], np.random.default_rng(1).standard_normal(len(log_f0) * 256))

    def copy(self, take, octaves=0.0, decibels=0.0, smooth=None):
        mel = take.mel if smooth is None else gaussian_filter(take.mel, smooth)
        mel = np.maximum(mel + decibels / 20 * np.log(10), np.log(1e-5))
        log_f0 = take.log_f0 + octaves * np.log(2)
        return self.signal(log_f0, take.voicing, *self.controls(mel, log_f0, take.voicing)), RATE


class HifiGan:
    """A generator of Kong et al. (2020): its mel as its training made it (config.json), peak at 0.95, natural log, Slaney filters."""

    def __init__(self, folder):
        self.config = json.loads((folder / "config.json").read_text())
        self.path, self.graph = folder / "generator.onnx", session(folder / "generator.onnx")
        c = self.config
        self.rate = c["sampling_rate"]
        edges = slaney_to_hz(np.linspace(hz_to_slaney(c["fmin"]), hz_to_slaney(c["fmax"]), c["num_mels"] + 2))
        hz = np.linspace(0, self.rate / 2, c["n_fft"] // 2 + 1)
        rise = (hz[None] - edges[:-2, None]) / np.diff(edges)[:-1, None]
        fall = (edges[2:, None] - hz[None]) / np.diff(edges)[1:, None]
        self.filters = np.maximum(0, np.minimum(rise, fall)) * (2 / (edges[2:] - edges[:-2]))[:, None]

    def mel(self, samples):
        c = self.config
        padded = np.pad(samples, (c["n_fft"] - c["hop_size"]) // 2, mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(padded, c["n_fft"])[:: c["hop_size"]]
        window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(c["win_size"]) / c["win_size"])
        spectrum = np.sqrt(np.abs(np.fft.rfft(frames * window)) ** 2 + 1e-9)
        return np.log(np.maximum(spectrum @ self.filters.T, 1e-5)).T[None].astype(np.float32)

    def given(self, take):
        """(gain, mel) of a recording."""
        samples = soxr.resample(take.samples.astype(np.float64), RATE, self.rate)
        gain = 0.95 / np.abs(samples).max()
        return gain, self.mel(samples * gain)

    def copy(self, take):
        gain, mel = self.given(take)
        return self.graph.run(None, {"mel": mel})[0][0, 0].astype(np.float64) / gain, self.rate


class World:
    """Analysis and synthesis by pyworld, 5 ms steps; it keeps phase to itself like ours and takes exact features."""

    def __init__(self):
        self.analysed = {}

    def analysis(self, take):
        """F0, envelope and aperiodicity of a take, taken once."""
        if take.name not in self.analysed:
            samples = take.samples.astype(np.float64)
            f0, times = pyworld.harvest(samples, RATE)
            self.analysed[take.name] = f0, pyworld.cheaptrick(samples, f0, times, RATE), pyworld.d4c(samples, f0, times, RATE)
        return self.analysed[take.name]

    def copy(self, take, octaves=0.0):
        f0, envelope, bands = self.analysis(take)
        return pyworld.synthesize(f0 * 2**octaves, envelope, bands, RATE)[: len(take.samples)], RATE


def written(folder, take, copy, again):
    """The copy as a 16-bit WAV; made anew unless it is another's and there."""
    wav = folder / f"{take.name}.wav"
    if again or not wav.exists():
        folder.mkdir(parents=True, exist_ok=True)
        samples, rate = copy(take)
        soundfile.write(wav, np.clip(samples, -1, 1), rate, subtype="PCM_16")
    return wav


def fidelity(chosen, wavs, shift=0.0):
    """Mean STFT distance, mean MCD, F0 RMSE and median in cents, voicing error of copies."""
    stft, mcd, cents, flips = [], [], [], []
    for take, wav in zip(chosen, wavs):
        samples, rate = soundfile.read(wav)
        squared, wrong = pitch_error(take, samples, rate, shift)
        cents.append(squared)
        flips.append(wrong)
        if not shift:
            real, made = together(take.samples, samples, rate)
            stft.append(stft_distance(real, made))
            mcd.append(cepstral_distortion(real, made, take.log_f0, take.voicing))
    cents = np.concatenate(cents)
    mean = lambda values: float(np.mean(values)) if values else None
    return mean(stft), mean(mcd), float(np.sqrt(cents.mean())), float(np.sqrt(np.median(cents))), float(np.concatenate(flips).mean())


def table(heads, rows):
    text = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return text + ["| " + " | ".join(row) + " |" for row in rows]


def shown(value, form):
    return "-" if value is None else format(value, form)


def compare(name, chosen, makers, ruler, out):
    rows, wavs = [], {"natural": [take.wav for take in chosen]}
    counted = {}
    for label, (maker, again) in {"natural": (None, False), **makers}.items():
        if maker:
            wavs[label] = [written(out / "copies" / name / label, take, maker.copy, again) for take in chosen]
        figures = ruler.opinions(wavs[label])
        if name in ENGLISH:
            counted[label] = Count([(take.text, ruler.measure(wav)["heard"]) for take, wav in zip(chosen, wavs[label])])
        error = counted[label].rate() if counted else None
        apart = counted[label].interval(minus=counted["natural"]) if counted and maker else None
        close = fidelity(chosen, wavs[label])
        rows.append([label, *(f"{figures[m]:.3f}" for m in MOS), *(shown(v, f) for v, f in zip(close, (".3f", ".2f", ".0f", ".1f", ".1%"))),
                     shown(error, ".3f"), f"{error - counted['natural'].rate():+.3f} ({apart[0]:+.2f} to {apart[1]:+.2f})" if apart else "-"])
    heads = [name, *MOS, "STFT", "MCD dB", "F0 RMSE cents", "F0 median cents", "voicing error", "WER", "minus natural (95 %)"]
    return table(heads, rows), wavs


def strain(name, chosen, ours, world, ruler, out):
    """Ours (and WORLD where it can) with F0, level or mel changed; P.808 beside the unchanged, and what was obtained."""
    rows, plain = [], {}
    kinds = [("unchanged", {})] + [(f"F0 {12 * o:+.0f} st", {"octaves": o}) for o in (-4 / 12, 4 / 12, -1.0, 1.0)]
    kinds += [(f"level {d:+.0f} dB", {"decibels": d}) for d in (-12.0, 6.0)] + [("mel smoothed, 1 mel frame and 0.7 bands", {"smooth": (1.0, 0.7)})]
    for label, change in kinds:
        shift = change.get("octaves", 0.0)
        for who, maker, again in (("declaim", ours, True), ("WORLD", world, False)):
            if who == "WORLD" and set(change) - {"octaves"}:
                continue
            folder = out / "copies" / name / f"{who} {label}"
            wavs = [written(folder, take, lambda t: maker.copy(t, **change), again) for take in chosen]
            figure = ruler.opinions(wavs, quality=False)["P.808"]
            plain.setdefault(who, figure)
            _, _, rmse, median, wrong = fidelity(chosen, wavs, shift) if shift else fidelity(chosen, wavs)
            level = np.mean([20 * np.log10(active(soundfile.read(w)[0], 480) / active(t.samples, 480)) for t, w in zip(chosen, wavs)])
            rows.append([label, who, f"{figure:.3f}", f"{figure - plain[who]:+.3f}",
                         f"{rmse:.0f}", f"{median:.1f}", f"{wrong:.1%}", f"{level:+.1f}"])
    heads = [f"{name}, {len(chosen)} takes", "vocoder", "P.808", "minus unchanged", "F0 RMSE cents", "F0 median cents", "voicing error", "level obtained dB"]
    return table(heads, rows)


def seconds(work, rounds=3):
    """CPU seconds of the quickest of some rounds: other work on the machine can only add."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def program(binary):
    """CPU seconds per second of audio of the vocoder's two parts inside the program: `declaim bench` reads a clock, so its share of the
    process's CPU time is taken. None without a binary.
    """
    if not Path(binary).exists():
        return None
    best = None
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run([binary, "bench", "--jobs", "1", "--json"], capture_output=True, text=True, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        run = json.loads(done.stdout)[0]
        share = min(1.0, used / run["total_seconds"])
        parts = {part["name"]: part["real_time_factor"] * share for part in run["parts"]}
        found = (parts["vocoder"], parts["source and filter"])
        best = min(best or found, found, key=sum)
    return best


def cost(chosen, ours, hifigan, binary):
    audio = sum(len(take.samples) for take in chosen) / RATE
    controls = [ours.controls(take.mel, take.log_f0, take.voicing) for take in chosen]
    mels = [hifigan.given(take)[1] for take in chosen]
    network = seconds(lambda: [ours.controls(take.mel, take.log_f0, take.voicing) for take in chosen]) / audio
    signal = seconds(lambda: [ours.signal(take.log_f0, take.voicing, *c) for take, c in zip(chosen, controls)]) / audio
    theirs = seconds(lambda: [hifigan.graph.run(None, {"mel": mel}) for mel in mels]) / audio
    size = lambda path: f"{path.stat().st_size / 1e6:.2f} MB"
    rows = [["HiFi-GAN V2 network", f"{theirs:.5f}", "-", size(hifigan.path)],
            ["declaim network, Python", f"{network:.5f}", f"{theirs / network:.1f}", size(ours.path)],
            ["declaim network + source, filters, overlap-add, all Python", f"{network + signal:.5f}", f"{theirs / (network + signal):.1f}", ""]]
    inside = program(binary)
    if inside:
        rows += [["declaim network, in the program", f"{inside[0]:.5f}", f"{theirs / inside[0]:.1f}", ""],
                 ["declaim source, filters, overlap-add, in the program", f"{inside[1]:.5f}", "", ""],
                 ["**declaim, both, in the program**", f"{sum(inside):.5f}", f"**{theirs / sum(inside):.1f}**", ""]]
    return table([f"one thread, {audio:.0f} s of audio", "CPU s per audio s", "HiFi-GAN V2 over it", "file"], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speakers", nargs="*", default=["kathleen", "flemishguy"])
    parser.add_argument("--takes", type=int, default=20, help="held-out takes of each speaker")
    parser.add_argument("--strained", type=int, default=5, help="takes for the rows under strain")
    parser.add_argument("--vocoder", type=Path, default=ROOT / "models" / "vocoder" / "vocoder.onnx")
    parser.add_argument("--hifigan", type=Path, default=ROOT.parent / "shared" / "voices" / "hifigan-ljspeech-v2")
    parser.add_argument("--binary", type=Path, default=engines.BINARY)
    parser.add_argument("--speech", type=Path, default=DEFAULT_SPEECH)
    parser.add_argument("--parts", nargs="*", default=["copies", "strain", "cost"])
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()

    ruler, ours, world = Ruler(args.out / "measured"), Ours(args.vocoder), World()
    hifigan = HifiGan(args.hifigan) if args.hifigan.is_dir() else None
    made = []

    def say(lines):
        made.extend([*lines, ""])
        print("\n".join(lines) + "\n", flush=True)

    makers = {"declaim": (ours, True), **({"HiFi-GAN V2": (hifigan, False)} if hifigan else {}), "WORLD": (world, False)}
    for name in args.speakers:
        chosen = takes(name, args.takes, args.speech, args.out)
        if "copies" in args.parts:
            lines, wavs = compare(name, chosen, makers, ruler, args.out)
            say(lines)
            for i in (1, len(chosen) // 2):
                panels = [panel(files[i], f"{label}: {chosen[i].text}") for label, files in wavs.items()]
                draw(panels, args.out / "pictures" / f"vocoder-{name}-{chosen[i].name}.png", columns=2)
        if "strain" in args.parts:
            few = chosen[:: max(1, len(chosen) // args.strained)][: args.strained]
            say(strain(name, few, ours, world, ruler, args.out))
            folders = [f"declaim {label}" for label in ("unchanged", "F0 -4 st", "F0 +4 st", "F0 -12 st", "F0 +12 st")]
            draw([panel(args.out / "copies" / name / f / f"{few[-1].name}.wav", f) for f in folders],
                 args.out / "pictures" / f"vocoder-{name}-shifted.png", columns=2)
    if "cost" in args.parts and hifigan:
        say(cost(takes("kathleen", args.takes, args.speech, args.out)[:6], ours, hifigan, args.binary))
    (args.out / "vocoder.md").write_text("\n".join(made))


if __name__ == "__main__":
    main()
