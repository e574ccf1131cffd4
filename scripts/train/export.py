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

from acoustic import STYLE, Acoustic, Prosody, positions
from common import DEFAULT_WORK, HOP, RATE, REPO
from graphs import DecoderGraph, EncoderGraph, PitchGraph, VocoderGraph, moved_bands
from phones import SMALLEST_RANGES
from toolbox import load
from vocoder import Vocoder

OPSET = 20


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


@torch.no_grad()
def compared(graphs, acoustic, prosody, vocoder, style, args):
    """Runs the graphs one after the other, and the networks as they were trained beside them, on tokens at random.

    Returns what each graph was given and the number of mel frames; stops where any output differs by more than rounding does.
    """
    for module in (acoustic, prosody, vocoder, *graphs.values()):
        module.eval()
    tokens = torch.stack([torch.randint(0, most, (1, 36)) for most in SMALLEST_RANGES], -1)
    states, durations = graphs["encoder"](tokens)
    melody, log_durations, _ = prosody(tokens)
    close("durations", durations, (torch.exp(log_durations) - 1).clamp(min=0) * args.stretch)
    index, position = positions(durations[0].round().long().clamp(min=1))
    states, position = states[:, index], position[None]
    log_f0, voicing = graphs["pitch"](states, position)
    trained_f0, logit = prosody.contour(melody[:, index], position)
    close("voicing", voicing, torch.sigmoid(logit))
    mean = (trained_f0 * voicing).sum() / (voicing.sum() + 1e-3)
    close("log_f0", log_f0, mean + args.widen * (trained_f0 - mean))
    hard = (voicing > 0.5).float()
    mel = graphs["decoder"](states, position, log_f0, hard)
    trained = acoustic.decoder(acoustic.encoder(tokens, style[None])[:, index], position, log_f0, hard)
    close("mel", mel, moved_bands(args.formants) @ trained)
    for name, made, wanted in zip(("harmonic", "noise"), graphs["vocoder"](mel, log_f0, hard), vocoder(mel, log_f0, hard)):
        close(name, made, wanted)
    feeds = {"encoder": (tokens,), "pitch": (states, position), "decoder": (states, position, log_f0, hard), "vocoder": (mel, log_f0, hard)}
    return feeds, len(index)


def close(name, made, wanted):
    error = float((made - wanted).abs().max())
    if not error < 2e-3 * max(1.0, float(wanted.abs().max())):
        raise SystemExit(f"{name}: the graph is {error} away from the network as trained")


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
    vocoder = Vocoder()
    if args.random:
        acoustic, prosody = Acoustic(1), Prosody()
    else:
        state = load_file(args.acoustic)
        acoustic = Acoustic.like(state, state["styles.weight"].shape[0])
        load(acoustic, args.acoustic)
        prosody = Prosody.like(load_file(args.prosody))
        load(prosody, args.prosody)
        load(vocoder, args.vocoder)
    style = torch.tensor(json.loads(args.style.read_text())) if args.style else torch.zeros(STYLE)
    graphs = {"encoder": EncoderGraph(acoustic, prosody, style, args.stretch), "pitch": PitchGraph(prosody.contour, acoustic.decoder.enter.out_features, args.widen),
              "decoder": DecoderGraph(acoustic.decoder, args.formants), "vocoder": VocoderGraph(vocoder)}
    feeds, frames = compared(graphs, acoustic, prosody, vocoder, style, args)
    seconds = frames * HOP / RATE
    folder = args.models / args.voice
    n = {1: "N"}
    cost = {}
    for name, inputs, outputs, axes in (
        ("encoder", ["tokens"], ["states", "durations"], dict.fromkeys(["tokens", "states", "durations"], {1: "T"})),
        ("pitch", ["states", "position"], ["log_f0", "voicing"], dict.fromkeys(["states", "position", "log_f0", "voicing"], n)),
        ("decoder", ["states", "position", "log_f0", "voicing"], ["mel"], dict.fromkeys(["states", "position", "log_f0", "voicing"], n) | {"mel": {2: "N"}}),
        ("vocoder", ["mel", "log_f0", "voicing"], ["harmonic", "noise"], dict.fromkeys(["log_f0", "voicing", "harmonic", "noise"], n) | {"mel": {2: "N"}}),
    ):
        path = args.models / "vocoder" / "vocoder.onnx" if name == "vocoder" else folder / f"{name}.onnx"
        cost[name] = export(graphs[name], path, feeds[name], inputs, outputs, axes, whole=name != "vocoder")
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
