#!/usr/bin/env python3
"""Generate the tiny voice: four ONNX graphs of a few KB that keep the voice contract, and its manifest.

The tests run the real ONNX path on it. It is not trained: every weight is written down here, so that what a
test expects can be worked out by hand. It hums in vowels and hisses in fricatives, with durations by phone and
a pitch that falls. The same script always writes the same bytes.

    python3 scripts/make_tiny_models.py        needs numpy and onnx
"""

import hashlib
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

CHECKOUT = Path(__file__).resolve().parent.parent
MODELS = CHECKOUT / "models" / "tiny"
MANIFEST = CHECKOUT / "voices" / "tiny" / "voice.toml"

PHONES = (
    "p b t d k ɡ t͡ʃ d͡ʒ f v θ ð s z ʃ ʒ h m n ŋ l ɹ j w "
    "i ɪ eɪ ɛ æ ɑ ɔ oʊ ʊ u ʌ ə aɪ aʊ ɔɪ ɝ ɚ"
).split()
FIRST_ID = 3  # after pad, sil, pau
VOWELS = PHONES[24:]
VOICELESS = "p t k t͡ʃ f θ s ʃ h".split()
FRICATIVES = "f v θ ð s z ʃ ʒ h t͡ʃ d͡ʒ".split()

WIDTH = 8  # of the states: four broad bands, then noisiness, stress, words until the end, voicing
BANDS, MEL, HARMONIC, NOISE = 4, 100, 128, 48


def triangles(rows: int, columns: int) -> np.ndarray:
    """[rows, columns]: `rows` overlapping triangles over `columns` that sum to one everywhere."""
    at = np.linspace(0, rows - 1, columns)
    return np.maximum(0, 1 - np.abs(at[None, :] - np.arange(rows)[:, None]))


def phone_table() -> tuple[np.ndarray, np.ndarray]:
    """States [44, WIDTH] and durations [44, 1] in mel frames, by phone id."""
    states = np.zeros((len(PHONES) + FIRST_ID, WIDTH))
    durations = np.zeros((len(PHONES) + FIRST_ID, 1))
    states[:FIRST_ID, :BANDS], states[:FIRST_ID, 7] = -9, -6
    durations[1], durations[2] = 9.4, 14.6
    for index, phone in enumerate(PHONES):
        row = states[FIRST_ID + index]
        tilt = np.array([0.0, 0.3, 0.7, 1.0])
        if phone in VOWELS:
            colour = np.cos(np.arange(BANDS) * (1 + VOWELS.index(phone)) * 0.7)
            row[:BANDS] = -2.2 - 3.0 * tilt + 0.8 * colour
        elif phone in FRICATIVES:
            row[:BANDS], row[4] = -5.0 + 1.5 * tilt, 1
        else:
            row[:BANDS] = -4.5 - 2.0 * tilt
        row[7] = -4 if phone in VOICELESS else 4
        durations[FIRST_ID + index] = 9.3 if phone in VOWELS else 5.7
    return states, durations


def graph(name, inputs, outputs, nodes, weights) -> bytes:
    """A checked model; weights are stored as fp16 and cast where they are used."""
    casts, tensors = [], []
    for key, value in weights.items():
        array = np.asarray(value)
        if array.dtype == np.int64:
            tensors.append(numpy_helper.from_array(array, key))
        else:
            tensors.append(numpy_helper.from_array(array.astype(np.float16), f"{key}_fp16"))
            casts.append(helper.make_node("Cast", [f"{key}_fp16"], [key], to=TensorProto.FLOAT))

    def values(described):
        return [helper.make_tensor_value_info(n, t, shape) for n, t, shape in described]

    model = helper.make_model(
        helper.make_graph(casts + nodes, name, values(inputs), values(outputs), tensors),
        opset_imports=[helper.make_opsetid("", 17)],
        producer_name="make_tiny_models.py",
        ir_version=8,
    )
    checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def encoder() -> bytes:
    """states = table[phone] with stress and words-until-the-end added in their columns."""
    node = helper.make_node
    states, durations = phone_table()
    extra = np.zeros((6, WIDTH))  # what each token column adds: stress in column 5, words until in column 6
    extra[1, 5], extra[5, 6] = 1, 1
    return graph(
        "tiny_encoder",
        [("tokens", TensorProto.INT64, [1, "T", 6])],
        [("states", TensorProto.FLOAT, [1, "T", WIDTH]), ("durations", TensorProto.FLOAT, [1, "T"])],
        [
            node("Gather", ["tokens", "zero"], ["phone"], axis=2),
            node("Gather", ["table", "phone"], ["base"], axis=0),
            node("Cast", ["tokens"], ["columns"], to=TensorProto.FLOAT),
            node("MatMul", ["columns", "extra"], ["added"]),
            node("Add", ["base", "added"], ["states"]),
            node("Gather", ["duration_table", "phone"], ["duration"], axis=0),
            node("Squeeze", ["duration", "last"], ["durations"]),
        ],
        {
            "zero": np.int64(0),
            "last": np.array([2], dtype=np.int64),
            "table": states,
            "duration_table": durations,
            "extra": extra,
        },
    )


def pitch() -> bytes:
    """150 Hz, falling by 4 % in every phone, higher the further the phrase still goes; voicing by phone."""
    node = helper.make_node
    from_states = np.zeros((WIDTH, 1))
    from_states[6], from_states[5] = 0.03, 0.02
    return graph(
        "tiny_pitch",
        [("states", TensorProto.FLOAT, [1, "N", WIDTH]), ("position", TensorProto.FLOAT, [1, "N", 2])],
        [("log_f0", TensorProto.FLOAT, [1, "N"]), ("voicing", TensorProto.FLOAT, [1, "N"])],
        [
            node("MatMul", ["states", "from_states"], ["rise"]),
            node("MatMul", ["position", "from_position"], ["fall"]),
            node("Sum", ["rise", "fall", "mean"], ["contour"]),
            node("Squeeze", ["contour", "last"], ["log_f0"]),
            node("Gather", ["states", "voicing_column"], ["logit"], axis=2),
            node("Sigmoid", ["logit"], ["voicing"]),
        ],
        {
            "from_states": from_states,
            "from_position": np.array([[-0.04], [0.0]]),
            "mean": np.array([np.log(150.0)]),
            "last": np.array([2], dtype=np.int64),
            "voicing_column": np.int64(7),
        },
    )


def decoder() -> bytes:
    """Four bands spread over 100; pitch and voicing nudge the level, so that no input is idle."""
    node = helper.make_node
    spread = np.zeros((WIDTH, MEL))
    spread[:BANDS] = triangles(BANDS, MEL)
    spread[4, MEL // 2 :] = 0.5
    return graph(
        "tiny_decoder",
        [
            ("states", TensorProto.FLOAT, [1, "N", WIDTH]),
            ("position", TensorProto.FLOAT, [1, "N", 2]),
            ("log_f0", TensorProto.FLOAT, [1, "N"]),
            ("voicing", TensorProto.FLOAT, [1, "N"]),
        ],
        [("mel", TensorProto.FLOAT, [1, MEL, "N"])],
        [
            node("MatMul", ["states", "spread"], ["levels"]),
            node("MatMul", ["position", "swell"], ["swelling"]),
            node("Unsqueeze", ["log_f0", "last"], ["log_f0_column"]),
            node("Unsqueeze", ["voicing", "last"], ["voicing_column"]),
            node("Mul", ["log_f0_column", "brightness"], ["bright"]),
            node("Mul", ["voicing_column", "loudness"], ["loud"]),
            node("Sum", ["levels", "swelling", "bright", "loud"], ["rows"]),
            node("Transpose", ["rows"], ["mel"], perm=[0, 2, 1]),
        ],
        {
            "spread": spread,
            "swell": np.array([[-0.2], [0.05]]),
            "brightness": np.array([0.02]),
            "loudness": np.array([0.1]),
            "last": np.array([2], dtype=np.int64),
        },
    )


def vocoder() -> bytes:
    """Mel averaged to four bands, spread over the knots; harmonics where voiced, noise where not."""
    node = helper.make_node
    squeeze = triangles(BANDS, MEL).T
    squeeze /= squeeze.sum(axis=0, keepdims=True)
    return graph(
        "tiny_vocoder",
        [
            ("mel", TensorProto.FLOAT, [1, MEL, "N"]),
            ("log_f0", TensorProto.FLOAT, [1, "N"]),
            ("voicing", TensorProto.FLOAT, [1, "N"]),
        ],
        [("harmonic", TensorProto.FLOAT, [1, "N", HARMONIC]), ("noise", TensorProto.FLOAT, [1, "N", NOISE])],
        [
            node("Transpose", ["mel"], ["rows"], perm=[0, 2, 1]),
            node("MatMul", ["rows", "squeeze"], ["bands"]),
            node("Unsqueeze", ["voicing", "last"], ["voicing_column"]),
            node("Unsqueeze", ["log_f0", "last"], ["log_f0_column"]),
            node("Mul", ["log_f0_column", "tilt"], ["tilted"]),
            node("MatMul", ["bands", "to_harmonic"], ["harmonic_levels"]),
            node("Sub", ["one", "voicing_column"], ["unvoiced"]),
            node("Mul", ["unvoiced", "drop"], ["harmonic_drop"]),
            node("Sum", ["harmonic_levels", "harmonic_drop", "tilted"], ["harmonic"]),
            node("MatMul", ["bands", "to_noise"], ["noise_levels"]),
            node("Mul", ["voicing_column", "drop"], ["noise_drop"]),
            node("Sum", ["noise_levels", "noise_drop", "tilted"], ["noise"]),
        ],
        {
            "squeeze": squeeze,
            "to_harmonic": triangles(BANDS, HARMONIC),
            "to_noise": triangles(BANDS, NOISE),
            "tilt": np.array([-0.01]),
            "drop": np.array([-4.0]),
            "one": np.array([1.0]),
            "last": np.array([2], dtype=np.int64),
        },
    )


def manifest(models: dict[str, bytes]) -> str:
    """voices/tiny/voice.toml."""
    files = "\n".join(
        f'{name} = {{ path = "../../models/tiny/{name}.onnx", sha256 = "{hashlib.sha256(data).hexdigest()}" }}'
        for name, data in models.items()
    )
    phones = "\n".join(f'"{phone}" = {FIRST_ID + index}' for index, phone in enumerate(PHONES))
    return f"""\
# Written by scripts/make_tiny_models.py: a generated voice for tests, not for listening.
name = "tiny"
version = "1"
language = "en-US"
description = "Hums and hisses; generated, so that tests run the real path"
licence = "MIT OR Apache-2.0"
audience = "tests"

[audio]
rate = 24000
hop = 256
window = 1024
mel_bands = {MEL}
harmonic_knots = {HARMONIC}
noise_knots = {NOISE}

[speaking]
gain = 0.0
rate = 1.0
pitch = 0.0
range = 1.0
voicing_threshold = 0.5
max_tokens = 400

[files]
{files}

[phones]
sil = 1
pau = 2
{phones}
"""


def main() -> None:
    models = {"encoder": encoder(), "pitch": pitch(), "decoder": decoder(), "vocoder": vocoder()}
    MODELS.mkdir(parents=True, exist_ok=True)
    MANIFEST.parent.mkdir(parents=True, exist_ok=True)
    for name, data in models.items():
        (MODELS / f"{name}.onnx").write_bytes(data)
        print(f"models/tiny/{name}.onnx  {len(data)} bytes")
    MANIFEST.write_text(manifest(models), encoding="utf-8")


if __name__ == "__main__":
    main()
