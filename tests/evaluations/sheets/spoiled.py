"""Readers that end badly, as a hostile file would make them: run as a module by the tests of caps."""

import os
import sys

from evaluations.resources.caps import cap


def main() -> None:
    cap()
    way, kept = sys.stdin.buffer.read(), []
    if way == b"abort":
        os.abort()
    while way == b"hang":
        pass
    while way == b"swell":
        kept.append(bytearray(10_000_000))
    if way == b"babble":
        sys.stdout.buffer.write(b"{not json\n")


if __name__ == "__main__":
    main()
