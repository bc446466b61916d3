"""Writes a zip that every system opens, compressed as far as deflate goes.

Python's own writer has zlib, whose best is three parts in a hundred above that of libdeflate. Other
methods would leave less, but Windows opens none of them by double click.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from struct import pack
from typing import NamedTuple

import deflate

from generator.workers import Workers, processors

BEST = 12
"""The most effort that libdeflate knows."""

_BATCH = 200
"""How many files a process compresses before it takes more."""

_DEFLATED, _VERSION = 8, 20
"""The method of compression, and the version of the form of zips that has it."""

_UNDATED = (0, 1 << 5 | 1)
"""The time and date of every file, 1980-01-01, the first that a zip can hold.

What is built may not tell the time.
"""

_FROM_UNIX = 3 << 8 | _VERSION
"""The system that packs, whichever it is, and the version."""

_RIGHTS = 0o100644 << 16
"""What Unix allows with a file: all may read it, its owner may write it."""

Content = Path | bytes
"""What a file of the zip holds, or the file that holds it."""

Change = Callable[[str, bytes], bytes]
"""What becomes of the content of a file of that name in the zip."""


class _Packed(NamedTuple):
    """A file as a zip has it."""

    name: bytes
    facts: bytes
    """What both its head and its line in the list of all files say."""

    content: bytes


def write_zip(archive: Path, files: Mapping[str, Content], change: Change, effort: int) -> None:
    """Write the zip `archive` of `files`, by their names, in ASCII, in that order.

    The same files give the same bytes.
    """
    listed = []
    with archive.open("wb") as out:
        for it in _in_order(files, change, effort):
            offset = out.tell()
            listed += [
                pack("<4sH", b"PK\1\2", _FROM_UNIX),
                it.facts,
                pack("<3H2L", 0, 0, 0, _RIGHTS, offset),
                it.name,
            ]
            out.write(b"".join((b"PK\3\4", it.facts, it.name, it.content)))
        every = b"".join(listed)
        ends = (0, 0, len(files), len(files), len(every), out.tell(), 0)
        out.write(every + pack("<4s4H2LH", b"PK\5\6", *ends))


def _in_order(files: Mapping[str, Content], change: Change, effort: int) -> Iterator[_Packed]:
    """The `files` packed, by several processes."""
    every = [*files.items()]
    batches = [every[at : at + _BATCH] for at in range(0, len(every), _BATCH)]
    tasks = [partial(_packed, batch, change, effort) for batch in batches]
    done: dict[int, list[_Packed]] = {}
    waiting = 0
    for number, packed in Workers(tasks, processors()).results():
        done[number] = packed
        while waiting in done:
            yield from done.pop(waiting)
            waiting += 1


def _packed(batch: Iterable[tuple[str, Content]], change: Change, effort: int) -> list[_Packed]:
    found = []
    for name, given in batch:
        content = change(name, given if isinstance(given, bytes) else given.read_bytes())
        small = deflate.deflate_compress(content, effort)
        sizes = (zlib.crc32(content), len(small), len(content))
        facts = pack("<5H3L2H", _VERSION, 0, _DEFLATED, *_UNDATED, *sizes, len(name), 0)
        found.append(_Packed(name.encode("ascii"), facts, bytes(small)))
    return found
