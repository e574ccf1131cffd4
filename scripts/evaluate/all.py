"""Owns the order of the measurements: every table and picture, one after the other, into one folder."""

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The quick ones first.
STEPS = ("steering", "short", "distance", "vocoder", "tts")


def main():
    """Arguments go to every step (`--out FOLDER`, `--binary FILE`)."""
    failed = []
    for step in STEPS:
        print(f"\n## {step}\n", flush=True)
        began = time.time()
        done = subprocess.run([sys.executable, "-W", "ignore", HERE / f"{step}.py", *sys.argv[1:]])
        print(f"\n({step}: {(time.time() - began) / 60:.1f} minutes)", flush=True)
        if done.returncode:
            failed.append(step)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
