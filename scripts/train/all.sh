#!/bin/sh
# Owns the order of the steps: recordings -> models/. SPEECH is a folder of sets (FLAC + metadata.csv each), WORK takes some 2 GB.
# usage: scripts/train/all.sh SPEECH WORK [VOICE [SECOND SET FOR THE VOCODER]]
set -eu
cd "$(dirname "$0")"
speech=$1 work=$2 voice=${3:-kathleen} second=${4:-flemishguy}
python=${PYTHON:-python3}
for set in "$voice" "$second"; do
    "$python" prepare.py "$set" --speech "$speech" --work "$work"
    "$python" features.py "$set" --work "$work"
done
"$python" align.py "$voice" --work "$work"
"$python" train_vocoder.py --work "$work" --speakers "$voice" "$second" --steps 6000
"$python" train_acoustic.py --work "$work" --speaker "$voice" --steps 4000 --adversarial-from 0.4
"$python" predict.py --work "$work" --speaker "$voice" --acoustic "$work/acoustic/acoustic.safetensors"
"$python" train_vocoder.py --work "$work" --run "$work/tuned" --speakers "$voice" "$second" --start "$work/vocoder/vocoder.safetensors" \
    --predicted 0.6 --rate 5e-4 --steps 3000 --adversarial-from 0.1
"$python" export.py --voice "$voice" --acoustic "$work/acoustic/acoustic.safetensors" --vocoder "$work/tuned/vocoder.safetensors" --stretch 1.16 --widen 1.4
