"""`make fuzz MINUTES=10`: gives data, templates, the importer and the scripts random input.

Whatever the input, reading it ends in what was read or in problems with their places: never in
another exception, and never later than in a minute. What breaks that is printed, and kept in
dist/fuzz/ to become a test.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pydicom.data

from generator.check import RULES
from generator.history import compute_history
from generator.importer.docbook import UnreadableError, read_book
from generator.load import load
from generator.problems import BadDataError, Problem
from generator.render import pages
from generator.render.faults import TemplateFailedError
from generator.render.html import Renderer, Repository
from generator.render.page import Page

ROOT = Path(__file__).parents[1]

_LARGEST = 2**18
"""Bytes of a DICOM file up to which it is damaged."""

LONGEST = 60
"""Seconds that any input may take."""

PIECES = (
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\n", b"\t", b"  ", b",", b'"', b"'", b"{", b"}"),
    *(b"[", b"]", b":", b"- ", b"#", b"&a ", b"*a", b"!!python/object ", b"---\n", b"{{ ", b" }}"),
    *(b"{% ", b" %}", b"<", b">", b"</", b"&#0;", b"&lol;", b"<!DOCTYPE x>", b"<xi:include/>"),
    *("\u202e\u200b\u00ad\u2028".encode(), b"x" * 200_000, b"(0008,0016)", b"1.2.840.10008.", b"%"),
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """`content` with a few random slips."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made) + 1)
        to = min(len(made), at + chance.choice((1, 4, 40, 400)))
        match chance.randrange(5):
            case 0:
                made[at:at] = chance.choice(PIECES)
            case 1:
                del made[at:to]
            case 2:
                made[at:at] = made[at:to]
            case 3:
                made[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
            case _:
                del made[at:]
    return bytes(made)


def check_places(problems: Iterable[Problem]) -> None:
    """Every problem names its file and line."""
    for it in problems:
        if not Path(it.where.path).exists() or it.where.line < 1:
            raise ValueError(f"a problem without its place: {it}")


class Data:
    """A copy of the data in which one file is damaged at a time."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(ROOT / "data", folder / "data")
        shutil.copytree(ROOT / "docs" / "guides", folder / "docs" / "guides")
        self._data = folder / "data"
        files = [*folder.glob("data/**/*.*"), *folder.glob("docs/guides/*.md")]
        self._files = sorted(path for path in files if path.is_file())

    def __call__(self, chance: random.Random) -> bytes:
        path = chance.choice(self._files)
        before = path.read_bytes()
        made = damaged(before, chance)
        path.write_bytes(made)
        try:
            load(self._data, RULES)
        except BadDataError as error:
            check_places(error.problems)
        finally:
            path.write_bytes(before)
        return made


class Templates:
    """A copy of the templates in which one is damaged at a time, and makes a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "templates"
        shutil.copytree(ROOT / "templates", self._folder)
        self._registry = load(ROOT / "data")
        self._history = compute_history(self._registry.editions)
        self._pages: dict[str, Page] = {}
        for page in pages(self._registry, self._history):
            self._pages.setdefault(page.template, page)

    def __call__(self, chance: random.Random) -> bytes:
        name = chance.choice(sorted(self._pages))
        path = self._folder / name
        before = path.read_bytes()
        made = damaged(before, chance)
        path.write_bytes(made)
        renderer = Renderer(self._registry, self._history, self._folder, repository=Repository())
        try:
            renderer.render(self._pages[name])
        except TemplateFailedError as error:
            check_places([error.problem])
        finally:
            path.write_bytes(before)
        return made


class Importer:
    """A book of DocBook, damaged."""

    BOOK = b"""<?xml version="1.0" encoding="utf-8"?>
<book xmlns="http://docbook.org/ns/docbook" xml:id="PS3.3"><title>PS3.3</title>
<subtitle>DICOM PS3.3 2025e - Information Object Definitions</subtitle>
<chapter label="C" xml:id="chapter_C"><title>Modules</title><section label="C.1" xml:id="sect_C.1">
<title>A Module</title><table label="C.1-1" xml:id="table_C.1-1">
<caption>A Module Attributes</caption><thead>
<tr><th><para>Attribute Name</para></th><th><para>Tag</para></th><th><para>Type</para></th>
<th><para>Attribute Description</para></th></tr></thead><tbody>
<tr><td><para>Patient's Name</para></td>
<td><para>(0010,0010)</para></td><td><para>2</para></td><td><para>A name.</para></td></tr></tbody>
</table></section></chapter></book>
"""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "part03.xml"

    def __call__(self, chance: random.Random) -> bytes:
        made = damaged(self.BOOK, chance)
        self._path.write_bytes(made)
        try:
            read_book(self._path, "PS3.3", "2025e")
        except UnreadableError as error:
            check_places([error.problem])
        return made


def in_python(end: float, chance: random.Random, counts: Counter[str]) -> Iterator[str]:
    """Give random input until `end`; says what broke, with the seed that makes it again."""
    with tempfile.TemporaryDirectory() as folder:
        targets: dict[str, Callable[[random.Random], bytes]] = {}
        for kind in (Data, Templates, Importer):
            place = Path(folder, kind.__name__)
            place.mkdir()
            targets[kind.__name__.lower()] = kind(place)
        while time.monotonic() < end:
            name = chance.choice(sorted(targets))
            seed = chance.randrange(2**32)
            since = time.monotonic()
            try:
                targets[name](random.Random(seed))  # noqa: S311  # chooses damage
                fault = f"took {time.monotonic() - since:.0f} s"
                is_wrong = time.monotonic() - since > LONGEST
            except Exception as error:  # noqa: BLE001  # any is a fault
                fault, is_wrong = f"{type(error).__name__}: {error}", True
            counts[name] += 1
            if is_wrong:
                yield f"{name}, seed {seed}: {fault[:300]}"


def main() -> int:
    """Give random input for some minutes; returns 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    end = time.monotonic() + options.minutes * 60
    shipped = map(Path, pydicom.data.get_testdata_files())
    files = [str(it) for it in shipped if it.is_file() and it.stat().st_size < _LARGEST]
    command = ["node", "--max-old-space-size=512", "tests/scripts/fuzz.mjs"]
    command += [str(options.minutes * 60), str(options.seed), *files]
    counts: Counter[str] = Counter()
    faults: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as scripts:
        for fault in in_python(end, random.Random(options.seed), counts):  # noqa: S311
            faults.append(fault)
            sys.stdout.write(f"{fault}\n")
        said = scripts.communicate()[0]
    if faults or scripts.returncode:
        kept = ROOT / "dist" / "fuzz"
        kept.mkdir(parents=True, exist_ok=True)
        (kept / f"{options.seed}.txt").write_text("\n".join((*faults, said)), encoding="utf-8")
    lines = said.splitlines()
    sys.stdout.write(f"seed {options.seed}: {dict(counts)}, {len(faults)} faults\n")
    sys.stdout.write(f"scripts: {lines[-1] if lines else 'ended without a word'}\n")
    return int(bool(faults or scripts.returncode))


if __name__ == "__main__":
    sys.exit(main())
