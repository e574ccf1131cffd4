#!/bin/sh
# Owns the order of the steps: recordings -> models/. SPEECH is a folder of sets (FLAC + metadata.csv each), WORK takes some 3 GB.
# usage: scripts/train/all.sh SPEECH WORK [VOICE [SECOND SET FOR THE VOCODER]]
# LINES, a file of what `declaim explain --emit plan` prints of scripts, lets the crowd and Whisper hear what nobody recorded; without it that stage is
# left out. APART names sentences to be kept for measuring.
# QUICK=1 goes the whole way on a few takes and steps, in minutes: what comes out is noise, and goes to WORK/models.
# Every run is ended by steps and seeded: the same recordings, packages and thread count give the same weights.
set -eu
cd "$(dirname "$0")"
speech=$1 work=$2 voice=${3:-kathleen} second=${4:-flemishguy} man=alden
python=${PYTHON:-python3}
run() { script=$1; shift; "$python" "$script.py" "$@" --work "$work"; }
if [ "${QUICK:-}" ]; then
    takes='--takes 40' designed='--takes 20' shifted=6 models="$work/models"
    vocoder=12 acoustic=12 prosody=12 taught=12 sung=6 listener=12 joint=8 crowd=8 heard=8 batch='--batch 4' few='--said 2 2 --heard 2 --judged 2' single='--said 2 --judged 2 --unrecorded 2'
else
    takes='' designed='--takes 760' shifted=300 models=../../models batch=''
    vocoder=6000 acoustic=4000 prosody=800 taught=600 sung=900 listener=2500 joint=3000 crowd=300 heard=300 few='' single='--said 8'
fi
for set in "$voice" "$second"; do
    # shellcheck disable=SC2086 # the options are words
    run prepare "$set" --speech "$speech" $takes
    run features "$set"
done
run align "$voice"
run design $man --source "$voice" $designed
run design shifted --source "$voice" "$second" --takes $shifted
sets="$voice $second $man shifted"
run train_vocoder --speakers $sets --shares 0.4 0.2 0.2 0.2 --predicted 0.45 --adversarial-from 0.5 --steps $vocoder $batch
run train_prosody --speaker "$voice" --run "$work/prosody_$voice" --steps $prosody $batch
run train_acoustic --speaker "$voice" --run "$work/acoustic_$voice" --steps $acoustic --adversarial-from 0.4 $batch
run train_prosody --speaker $man --run "$work/prosody_$man" --start "$work/prosody_$voice/prosody.safetensors" --rate 5e-4 --steps $((prosody / 3)) $batch
run train_acoustic --speaker $man --run "$work/acoustic_$man" --start "$work/acoustic_$voice/raw.safetensors" --judge "$work/acoustic_$voice/judge.safetensors" \
    --keep-encoder --adversarial-from 0 --steps $((acoustic / 4)) $batch
run listener --speakers "$voice" $man --steps $listener $batch
# shellcheck disable=SC2086 # the options are words
both() { run train_joint --speakers $sets --listener "$work/listener/listener.safetensors" --encoder $few "$@"; }
both --voice "$voice" "$work/acoustic_$voice/acoustic.safetensors" --voice $man "$work/acoustic_$man/acoustic.safetensors" \
    --voice-judge "$work/acoustic_$voice/judge.safetensors" "$work/acoustic_$man/judge.safetensors" \
    --vocoder "$work/vocoder/raw.safetensors" --judges "$work/vocoder/judges.safetensors" --steps $joint
# What the others can stand in for is taken out, and the joint stage goes on with the rest.
run narrow --voice "$voice" "$work/joint/$voice.safetensors" --voice $man "$work/joint/$man.safetensors"
both --run "$work/joint_narrow" --seed 2 --voice "$voice" "$work/narrow/$voice.safetensors" --voice $man "$work/narrow/$man.safetensors" \
    --voice-judge "$work/joint/${voice}_judge.safetensors" "$work/joint/${man}_judge.safetensors" \
    --vocoder "$work/joint/vocoder.safetensors" --judges "$work/joint/judges.safetensors" --steps $joint
# Each voice by itself, through the vocoder as it is now, listened to by a model of many speakers too, with the throat it is exported with.
formants() { if [ "$1" = $man ]; then echo 1.07; else echo 1; fi; }
# usage: alone RUN NAME FOLDER OPTIONS
alone() {
    to=$1 name=$2 from=$3 && shift 3
    # shellcheck disable=SC2086
    run train_joint --run "$to" --voice "$name" "$from/$name.safetensors" --voice-judge "$from/${name}_judge.safetensors" \
        --vocoder "$work/joint_narrow/vocoder.safetensors" --judges "$work/joint_narrow/judges.safetensors" --keep-vocoder --encoder \
        --listener "$work/listener/listener.safetensors" --formants "$(formants "$name")" $single "$@"
}
for name in "$voice" $man; do
    alone "$work/crowd_$name" "$name" "$work/joint_narrow" --crowd 0.5 --steps $crowd
done
run narrow --prosody "$voice" "$work/prosody_$voice/prosody.safetensors" --prosody $man "$work/prosody_$man/prosody.safetensors" --steps $taught
for name in "$voice" $man; do
    stretch=1.05 widen=1.15 said="$work/crowd_$name" melody="$work/melody_$name/prosody.safetensors"
    [ "$name" = $man ] && stretch=1.03 widen=1.2
    run train_melody --speaker "$name" --run "$work/melody_$name" --start "$work/narrow/prosody_$name.safetensors" --seed 5 --steps $sung $batch
    if [ "${LINES:-}" ]; then
        # Once more, with that melody, for whole phones that are taken for others, and for words of whole lines under noise.
        alone "$work/heard_$name" "$name" "$said" --crowd 0.25 --phones 1 --whisper 1 --loud 0.6 --seed 3 --steps $heard \
            --lines "$LINES" --prosody "$melody" --manner $stretch $widen ${APART:+--apart "$APART"}
        said="$work/heard_$name"
    fi
    "$python" export.py --voice "$name" --models "$models" --acoustic "$said/$name.safetensors" \
        --prosody "$melody" --vocoder "$work/joint_narrow/vocoder.safetensors" --formants "$(formants "$name")" --stretch $stretch --widen $widen
done
