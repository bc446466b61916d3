"""Writes a zip that every system opens, compressed as far as deflate goes.

Python's own writer has zlib, whose best is three parts in a hundred above that of libdeflate. Other
methods would leave less, but Windows opens none of them by double click.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import deflate

from generator.workers import Workers, processors

BEST = 12
"""The most effort that libdeflate knows."""

_BATCH = 200
"""How many files a process compresses before it takes more."""

_UNDATED = (1980, 1, 1, 0, 0, 0)
"""The date of every file, the first that a zip can hold: what is built may not tell the time."""

_FROM_UNIX, _RIGHTS = 3, 0o100644 << 16
"""The system that packs, whichever it is, and what it allows: all may read, the owner may write."""

Content = Path | bytes
"""What a file of the zip holds, or the file that holds it."""

Change = Callable[[str, bytes], bytes]
"""What becomes of the content of a file of that name in the zip."""


def write_zip(archive: Path, files: Mapping[str, Content], change: Change, effort: int) -> None:
    """Write the zip `archive` of `files`, by their names, in that order.

    The same files give the same bytes.
    """
    with ZipFile(archive, "w", ZIP_DEFLATED) as out:
        for name, content, small in _in_order(files, change, effort):
            entry = ZipInfo(name, _UNDATED)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = _FROM_UNIX
            entry.external_attr = _RIGHTS
            with out.open(entry, "w") as file:
                # What zlib would make of it. Python has no name of its own for such a thing.
                file._compressor = _Compressed(small)  # type: ignore[attr-defined]  # noqa: SLF001
                file.write(content)


@dataclass(frozen=True, slots=True)
class _Compressed:
    """In place of a compressor: gives what has been compressed before."""

    small: bytes

    def compress(self, _: bytes) -> bytes:
        return b""

    def flush(self) -> bytes:
        return self.small


_Packed = tuple[str, bytes, bytes]
"""A file of the zip: its name, its content, and that compressed."""


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
        found.append((name, content, bytes(deflate.deflate_compress(content, effort))))
    return found
