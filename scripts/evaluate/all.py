"""Owns the order of the measurements: every table and picture, one after the other, into one folder."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import engines
from takes import OUT

HERE = Path(__file__).resolve().parent
# The quick ones first; and whether a step speaks with our voices.
STEPS = {"steering": True, "short": True, "distance": True, "questions": True, "phrases": True, "noise": True, "rhyme": True, "vocoder": False, "tts": True}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    engines.options(parser, OUT)
    args = parser.parse_args()
    common = ["--binary", args.binary, "--out", args.out]
    speaking = (["--models", args.models] if args.models else []) + (["--voices", *args.voices] if args.voices else [])
    failed = []
    for step, speaks in STEPS.items():
        print(f"\n## {step}\n", flush=True)
        began = time.time()
        command = [sys.executable, "-W", "ignore", HERE / f"{step}.py", *common, *(speaking if speaks else [])]
        if subprocess.run([str(part) for part in command]).returncode:
            failed.append(step)
        print(f"\n({step}: {(time.time() - began) / 60:.1f} minutes)", flush=True)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
