"""Keeps in files what was made, under the key of what it was made of.

A file that somebody cut short or wrote under another key is as good as none.
"""

import os
from contextlib import suppress
from pathlib import Path

from generator.plugin.keys import digest


def keep(file: Path, key: bytes, content: bytes | memoryview) -> None:
    """Have `file` keep `content` under `key`, if there can be such a file."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}-{os.getpid()}")
        aside.write_bytes(b"".join((key, digest([content]), content)))
        aside.replace(file)


def kept(file: Path, key: bytes) -> memoryview | None:
    """What `file` keeps under `key`; None if that is nothing, or not whole."""
    try:
        found = memoryview(file.read_bytes())
    except OSError:
        return None
    size = len(key)
    content = found[2 * size :]
    if found[:size] != key or found[size : 2 * size] != digest([content]):
        return None
    return content
