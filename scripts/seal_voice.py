#!/usr/bin/env python3
"""Write the SHA-256 of a voice's models into its manifest, after an export.

    scripts/seal_voice.py kathleen             the voice voices/kathleen
    scripts/seal_voice.py --check kathleen     only say whether they agree

The program refuses a model whose hash is not the manifest's, so that a damaged file is never heard as a bad voice.
"""

import argparse
import hashlib
import re
import sys
from pathlib import Path

VOICES = Path(__file__).resolve().parent.parent / "voices"
LINE = re.compile(r'(path = "(?P<path>[^"]+)", sha256 = ")(?P<sha256>[0-9a-f]*)(")')


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the SHA-256 of a voice's models into its manifest.")
    parser.add_argument("voice", nargs="+")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where they differ")
    arguments = parser.parse_args()
    differ = False
    for voice in arguments.voice:
        manifest = VOICES / voice / "voice.toml"

        def sealed(match: re.Match) -> str:
            found = hashlib.sha256((manifest.parent / match["path"]).read_bytes()).hexdigest()
            if found != match["sha256"]:
                print(f"{voice}: {match['path']} is {found}", file=sys.stderr)
            return match[1] + found + match[4]

        try:
            before = manifest.read_text(encoding="utf-8")
            after = LINE.sub(sealed, before)
        except OSError as error:
            sys.exit(f"seal_voice: {error.filename}: {error.strerror}")
        differ |= before != after
        if before != after and not arguments.check:
            manifest.write_text(after, encoding="utf-8")
    sys.exit(1 if differ and arguments.check else 0)


if __name__ == "__main__":
    main()
