"""Owns the way from checkpoints to the contract's ONNX graphs: weights stored in 8 or 16 bits, computed in fp32, checked against torch, timed, hashed.

Writes models/VOICE/{encoder,pitch,decoder}.onnx and models/vocoder/vocoder.onnx with the checkpoints (fp16 safetensors) beside them.
"""

import argparse
import hashlib
import json
import shutil
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.torch import load_file, save_file
from torch import nn

from acoustic import MELODY, STATES, STYLE, Acoustic, Prosody
from common import DEFAULT_WORK, HOP, MELS, RATE, REPO, band_edges
from toolbox import load
from vocoder import F0_MEAN, Vocoder

OPSET = 20


class EncoderGraph(nn.Module):
    """tokens [1, T, 6] -> states (what is said, then how), durations in mel frames, at a fixed style."""

    def __init__(self, encoder, prosody, style, stretch):
        super().__init__()
        self.encoder, self.prosody, self.stretch = encoder, prosody, stretch
        self.register_buffer("style", style[None])

    def forward(self, tokens):
        states, log_durations, _ = self.prosody(tokens)
        return torch.cat([self.encoder(tokens, self.style), states], -1), (torch.exp(log_durations) - 1).clamp(min=0) * self.stretch


class PitchGraph(nn.Module):
    """states, position -> log_f0 with its movement widened about the utterance's mean, voicing probability."""

    def __init__(self, contour, widen):
        super().__init__()
        self.contour, self.widen = contour, widen

    def forward(self, states, position):
        log_f0, voicing = self.contour(states[..., STATES:], position)
        voicing = torch.sigmoid(voicing)
        mean = (log_f0 * voicing).sum(1, keepdim=True) / (voicing.sum(1, keepdim=True) + 1e-3)
        return mean + self.widen * (log_f0 - mean), voicing


def moved_bands(factor):
    """[MELS, MELS] log mel -> log mel with every formant at `factor` times its frequency; linear between bands, rows sum to one."""
    hertz = band_edges()[1:-1]
    place = np.interp(hertz / factor, hertz, np.arange(MELS))
    low = np.minimum(place.astype(int), MELS - 2)
    matrix = np.zeros((MELS, MELS), np.float32)
    matrix[np.arange(MELS), low] = 1 - (place - low)
    matrix[np.arange(MELS), low + 1] += place - low
    return torch.from_numpy(matrix)


class DecoderGraph(nn.Module):
    """states, position, log_f0, voicing -> mel, its formants moved: that costs nothing, for it is folded into the last layer."""

    def __init__(self, decoder, formants=1.0):
        super().__init__()
        self.decoder = decoder
        if formants != 1.0:  # rows sum to one, so that the mean which the decoder adds stays as it is
            bands = moved_bands(formants)
            with torch.no_grad():
                decoder.leave.weight.copy_(bands @ decoder.leave.weight)
                decoder.leave.bias.copy_(bands @ decoder.leave.bias)

    def forward(self, states, position, log_f0, voicing):
        return self.decoder(states[..., :STATES], position, log_f0, voicing)


def quantised(values):
    """Weights as whole numbers of -127..127 and the fp16 step of each row or column, whichever loses less."""
    found = []
    for axis in range(values.ndim):
        others = tuple(i for i in range(values.ndim) if i != axis)
        step = np.maximum(np.abs(values).max(others, keepdims=True) / 127, 1e-7).astype(np.float16)
        whole = np.clip(np.round(values / step.astype(np.float32)), -127, 127).astype(np.int8)
        found.append((float(((whole * step.astype(np.float32) - values) ** 2).mean()), whole, step))
    return min(found, key=lambda one: one[0])[1:]


def pack(path, whole=True):
    """Stores matrices as int8 with a step for each row (with `whole`), every other float initialiser of more than 16 values as fp16; nodes that make
    them fp32 again are folded when the graph is loaded, so that nothing is computed in fewer bits."""
    model = onnx.load(path)
    graph, nodes = model.graph, []

    def stored(values, name):
        graph.initializer.append(numpy_helper.from_array(values, name))
        nodes.append(helper.make_node("Cast", [name], [f"{name}_wide"], to=TensorProto.FLOAT))
        return f"{name}_wide"

    for tensor in list(graph.initializer):
        values = numpy_helper.to_array(tensor)
        if tensor.data_type != TensorProto.FLOAT or values.size <= 16:
            continue
        graph.initializer.remove(tensor)
        if whole and values.ndim > 1 and values.size >= 4096:
            matrix, step = quantised(values)
            parts = [stored(matrix, f"{tensor.name}_whole"), stored(step, f"{tensor.name}_step")]
            nodes.append(helper.make_node("Mul", parts, [tensor.name]))
        else:
            nodes.append(helper.make_node("Identity", [stored(values.astype(np.float16), f"{tensor.name}_half")], [tensor.name]))
    for node in reversed(nodes):
        graph.node.insert(0, node)
    model.producer_name, model.producer_version, model.doc_string = "declaim", "", ""
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*graph.value_info, *graph.input, *graph.output]:
        del value.metadata_props[:]
    del model.metadata_props[:]
    onnx.checker.check_model(model)
    onnx.save(model, path)


def export(module, path, inputs, input_names, output_names, axes, whole=True):
    """Exports one graph, checks it against torch, prints size, error, speed and SHA-256."""
    module.eval()
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(module, inputs, str(path), input_names=input_names, output_names=output_names, dynamic_axes=axes, opset_version=OPSET, dynamo=False)
    pack(path, whole)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    feeds = {name: value.numpy() for name, value in zip(input_names, inputs)}
    made = session.run(None, feeds)
    with torch.no_grad():
        wanted = module(*inputs)
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    error = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(made, wanted))
    times = []
    for _ in range(20):
        start = time.process_time()
        session.run(None, feeds)
        times.append(time.process_time() - start)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, largest difference from torch {error:.4f}, {np.median(times) * 1e3:.2f} ms, sha256 {digest}")
    return float(np.median(times))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", default="kathleen")
    parser.add_argument("--acoustic", type=Path, default=DEFAULT_WORK / "acoustic" / "acoustic.safetensors")
    parser.add_argument("--prosody", type=Path, default=DEFAULT_WORK / "prosody" / "prosody.safetensors")
    parser.add_argument("--vocoder", type=Path, default=DEFAULT_WORK / "vocoder" / "vocoder.safetensors")
    parser.add_argument("--models", type=Path, default=REPO / "models")
    parser.add_argument("--stretch", type=float, default=1.0, help="factor on predicted durations")
    parser.add_argument("--widen", type=float, default=1.0, help="factor on predicted F0 movement")
    parser.add_argument("--formants", type=float, default=1.0, help="factor on the frequencies of all formants: another length of vocal tract")
    parser.add_argument("--style", type=Path, help="JSON list of STYLE values (default: zeros)")
    parser.add_argument("--encoder-of", help="a voice whose encoder this one shares (train_acoustic --keep-encoder): not stored in the checkpoint again")
    parser.add_argument("--random", action="store_true", help="untrained weights, for integration tests")
    args = parser.parse_args()
    torch.manual_seed(1)
    prosody, vocoder = Prosody(), Vocoder()
    if args.random:
        acoustic = Acoustic(1)
    else:
        state = load_file(args.acoustic)
        acoustic = Acoustic.like(state, state["styles.weight"].shape[0])
        load(acoustic, args.acoustic)
        load(prosody, args.prosody)
        load(vocoder, args.vocoder)
    style = torch.tensor(json.loads(args.style.read_text())) if args.style else torch.zeros(STYLE)
    tokens, frames, width = 36, 282, STATES + MELODY
    seconds = frames * HOP / RATE
    row = torch.randint(3, 43, (1, tokens, 6))
    row[..., 1:] = torch.randint(0, 3, (1, tokens, 5))
    states, position = torch.randn(1, frames, width), torch.rand(1, frames, 2)
    log_f0, voicing = torch.full((1, frames), F0_MEAN), torch.ones(1, frames)
    folder = args.models / args.voice
    t, n = {1: "T"}, {1: "N"}
    cost = {}
    cost["encoder"] = export(EncoderGraph(acoustic.encoder, prosody, style, args.stretch), folder / "encoder.onnx", (row,), ["tokens"], ["states", "durations"],
                             {"tokens": t, "states": t, "durations": t})
    cost["pitch"] = export(PitchGraph(prosody.contour, args.widen), folder / "pitch.onnx", (states, position), ["states", "position"], ["log_f0", "voicing"],
                           {"states": n, "position": n, "log_f0": n, "voicing": n})
    cost["decoder"] = export(DecoderGraph(acoustic.decoder, args.formants), folder / "decoder.onnx", (states, position, log_f0, voicing), ["states", "position", "log_f0", "voicing"], ["mel"],
                             {"states": n, "position": n, "log_f0": n, "voicing": n, "mel": {2: "N"}})
    cost["vocoder"] = export(vocoder, args.models / "vocoder" / "vocoder.onnx", (torch.randn(1, MELS, frames) - 6, log_f0, voicing), ["mel", "log_f0", "voicing"],
                             ["harmonic", "noise"], {"mel": {2: "N"}, "log_f0": n, "voicing": n, "harmonic": n, "noise": n}, whole=False)
    if not args.random:
        base = load_file(args.models / args.encoder_of / "acoustic.safetensors") if args.encoder_of else {}
        own = {k: v for k, v in load_file(args.acoustic).items() if not (k.startswith("encoder.") and k in base and torch.equal(v, base[k]))}
        save_file(own, folder / "acoustic.safetensors")
        for checkpoint, place in ((args.prosody, folder / "prosody.safetensors"), (args.vocoder, args.models / "vocoder" / "vocoder.safetensors")):
            if checkpoint.resolve() != place.resolve():
                shutil.copyfile(checkpoint, place)
    print("CPU seconds per audio second, 1 thread:", {k: round(v / seconds, 5) for k, v in cost.items()}, "acoustic", round(sum(cost[k] for k in ("encoder", "pitch", "decoder")) / seconds, 5))


if __name__ == "__main__":
    main()
