#!/bin/sh
# Owns the proof that a run left off and taken up again equals one in one go: four steps of every training loop, at once and one by one.
# usage: scripts/train/resume_check.sh WORK (recordings prepared as far as `predict` and `listener`; models/ has the checkpoints)
set -eu
cd "$(dirname "$0")"
work=$1 models=../../models python=${PYTHON:-python3}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
run() {
    name=$1 script=$2
    shift 2
    "$python" "$script.py" --work "$work" --run "$out/once/$name" --device cpu --steps 4 "$@" > /dev/null
    for _ in 1 2 3 4; do
        "$python" "$script.py" --work "$work" --run "$out/parts/$name" --device cpu --steps 4 --pause-after 0 "$@" > /dev/null
    done
    for made in "$out/once/$name"/*.safetensors; do
        cmp "$made" "$out/parts/$name/$(basename "$made")"
        echo "$name: $(basename "$made") alike"
    done
}
run vocoder train_vocoder --batch 2 --adversarial-from 0.25
run prosody train_prosody --batch 2
run melody train_melody --batch 2 --start $models/kathleen/prosody.safetensors
run acoustic train_acoustic --batch 2 --adversarial-from 0.25
run listener listener --batch 2
run joint train_joint --voice kathleen $models/kathleen/acoustic.safetensors --vocoder $models/vocoder/vocoder.safetensors \
    --judges $models/vocoder/judges.safetensors --listener "$work/listener/listener.safetensors" --encoder --crowd 0.5 --said 2 --heard 2 --judged 2
