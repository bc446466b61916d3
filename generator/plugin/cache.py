"""Keeps in files what was made, under the key of what it was made of.

A file that somebody cut short or wrote under another key is as good as none.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from generator.plugin.keys import digest


def keep(
    file: Path,
    key: bytes,
    write: Callable[[IO[bytes]], object],
    is_true: Callable[[], bool] = lambda: True,
) -> None:
    """Have `file` keep under `key` what `write` writes, if there can be such a file.

    If that is not true any more once it is written, the file is left as it was.
    """
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}-{os.getpid()}")
        with aside.open("w+b") as out:  # in memory it would stand beside what it is made of
            out.write(key * 2)
            write(out)
            out.seek(2 * len(key))
            found = digest([out.read()])
            out.seek(len(key))
            out.write(found)
        if is_true():
            aside.replace(file)
        else:
            aside.unlink()


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
