"""Gives the generator what people edit and import, damaged.

`python -m tests.fuzz.data SECONDS SEED`
"""

import contextlib
import csv
import io
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn, Protocol

import yaml
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from generator import api
from generator.check import RULES
from generator.history import compute_history
from generator.importer.edition import DiffersError, Order, run
from generator.load import load
from generator.plugin.by_hand import faults
from generator.problems import BadDataError, Problem
from generator.render import pages
from generator.render.faults import TemplateFailedError
from generator.render.html import Renderer, Repository
from generator.render.page import Page
from tests.fuzz.books import BOOKS, EDITION, small_data

ROOT = Path(__file__).parents[2]

LONGEST = 60
"""Seconds of the processor's time that any input may take."""

MOST = 3 * 2**30
"""Bytes of memory that all of it may take."""

_A_ROUND = 20
"""Inputs between two looks at the clock."""

_LONG = 200_000

PIECES = (
    *("\0", "\ufeff", "\r\n", "\n", "\t", "  ", ",", '"', "'", "{", "}", "[", "]", ":", "- ", "#"),
    *("&a ", "*a", "!!python/object ", "---\n", "{{ ", " }}", "{% ", " %}", "<", ">", "</", "&#0;"),
    *("&lol;", "<!DOCTYPE x>", "<xi:include/>", "\u202e\u200b\u00ad\u2028", "x" * _LONG, "%"),
    *(
        "(0008,0016)",
        "1.2.840.10008.",
        "|",
        "\\",
        "/",
        "..",
        "~",
        "null",
        "1e999",
        "-1",
        "<script>",
    ),
    *("javascript:x()", "](", "![", "\ud800", "0", "\u0663", "\u00df", "\u0130", "A" * 300),
)

BYTES = (b"\xff", b"\xfe\xff", b"\xe9", b"\0\0", b"\x1b[31m", b"\xed\xa0\x80")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


pieces = st.sampled_from(PIECES) | st.text(max_size=20)
values = st.sampled_from(["", " ", "x", "0", "-1", *PIECES]) | st.text(max_size=40)
leaves = st.none() | st.booleans() | st.integers() | st.floats() | values
odd = leaves | st.lists(leaves, max_size=3) | st.dictionaries(values, leaves, max_size=3)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with a few slips anywhere."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(made)))
        to = min(len(made), at + draw(st.sampled_from((1, 4, 40, 400))))
        match draw(st.integers(0, 5)):
            case 0:
                made[at:at] = _bytes(draw(pieces))
            case 1:
                made[at:at] = draw(st.sampled_from(BYTES))
            case 2:
                del made[at:to]
            case 3:
                made[at:at] = made[at:to]
            case 4:
                made[at:to] = draw(st.binary(max_size=to - at))
            case _:
                del made[at:]
    return bytes(made)


@st.composite
def table(draw: st.DrawFn, content: bytes) -> bytes:
    """A table in CSV with other cells, or with rows that go, come again or change places."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(rows) - 1))
        other = draw(st.integers(0, len(rows) - 1))
        match draw(st.integers(0, 5)):
            case 0 if len(rows) > 1:
                del rows[at]
            case 1:
                rows.insert(at, list(rows[other]))
            case 2:
                rows[at], rows[other] = rows[other], rows[at]
            case 3 if rows[at] and rows[other]:
                column = draw(st.integers(0, len(rows[at]) - 1))
                rows[at][column] = rows[other][min(column, len(rows[other]) - 1)]
            case _ if rows[at]:
                rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(values)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return _bytes(out.getvalue())


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401  # any tree
    """The way to each value in a tree."""
    if path:
        yield path
    for key, inner in (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    ):
        yield from _places(inner, (*path, key))


@st.composite
def tree(draw: st.DrawFn, root: Any) -> Any:  # noqa: ANN401  # a tree of any form
    """A tree of lists and mappings with a few other values, keys and items."""
    made = json.loads(json.dumps(root))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(made))
        if not places:
            return draw(odd)
        *way, last = places[draw(st.integers(0, len(places) - 1))]
        holder = made
        for step in way:
            holder = holder[step]
        match draw(st.integers(0, 4)):
            case 0:
                del holder[last]
            case 1 if isinstance(holder, list):
                holder.insert(last, holder[last])
            case 1:
                holder[draw(values)] = holder[last]
            case 2:
                *_, before = places[draw(st.integers(0, len(places) - 1))]
                holder[last] = str(before)
            case _:
                holder[last] = draw(odd)
    return made


@st.composite
def document(draw: st.DrawFn, content: bytes) -> bytes:
    """A YAML document with other values."""
    made = draw(tree(yaml.load(content, yaml.BaseLoader)))  # noqa: S506  # makes strings alone
    with contextlib.suppress(yaml.YAMLError):
        return _bytes(yaml.safe_dump(made, allow_unicode=True, sort_keys=False))
    return content


@st.composite
def schema(draw: st.DrawFn, content: bytes) -> bytes:
    """A JSON document with other values."""
    return json.dumps(draw(tree(json.loads(content)))).encode()


SHAPED: dict[str, Callable[[bytes], st.SearchStrategy[bytes]]] = {
    ".csv": table,
    ".yml": document,
    ".json": schema,
}
"""What else than slips happens to a file, by its suffix."""


@st.composite
def edits(draw: st.DrawFn, files: list[Path], most: int) -> dict[Path, bytes]:
    """Some of `files`, each with what it holds now."""
    number = draw(st.sampled_from((1, most)))
    chosen = draw(st.lists(st.sampled_from(files), min_size=1, max_size=number, unique=True))
    made = {}
    for path in chosen:
        content = path.read_bytes()
        shaped = SHAPED.get(path.suffix)
        made[path] = draw(shaped(content) if shaped and draw(st.booleans()) else damaged(content))
    return made


def check_places(problems: Iterable[Problem]) -> None:
    """Every problem names its file and line, in a message of one line that people can read."""
    for it in problems:
        path = Path(it.where.path)
        if it.where.line < 1 or not (path.exists() or path.parent.exists()):
            raise ValueError(f"a problem without its place: {it}")
        if "\n" in it.message or len(it.message) > 2000 or "Traceback" in it.message:
            raise ValueError(f"a problem that is no line: {str(it)[:300]}")
        str(it).encode()


@contextlib.contextmanager
def written(contents: dict[Path, bytes]) -> Iterator[None]:
    """The files with these contents for a while."""
    before = {path: path.read_bytes() for path in contents}
    for path, content in contents.items():
        path.write_bytes(content)
    try:
        yield
    finally:
        for path, content in before.items():
            path.write_bytes(content)


class Data:
    """A copy of the data in which files are damaged; what still loads becomes pages and files."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(ROOT / "data", folder / "data")
        shutil.copytree(ROOT / "docs" / "guides", folder / "docs" / "guides")
        self._data = folder / "data"
        found = [*folder.glob("data/**/*.*"), *folder.glob("docs/guides/*.md")]
        # A file has its own readers: many are damaged at once, since to load takes two seconds.
        self.inputs = edits(sorted(path for path in found if path.is_file()), most=12)

    def __call__(self, made: dict[Path, bytes]) -> None:
        with written(made):
            try:
                registry = load(self._data, RULES)
            except BadDataError as error:
                check_places(error.problems)
                return
        history = compute_history(registry.editions)
        by_template: dict[str, Page] = {}
        for page in pages(registry, history):
            by_template.setdefault(page.template, page)
        folder = ROOT / "templates"
        renderer = Renderer(registry, history, folder, repository=Repository())
        for page in by_template.values():
            renderer.render(page)
        for _ in api.files(registry, history, site="https://registry.example/"):
            pass


class Templates:
    """A copy of the templates in which one is damaged, and makes a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "templates"
        shutil.copytree(ROOT / "templates", self._folder)
        self._registry = load(ROOT / "data")
        self._history = compute_history(self._registry.editions)
        self._pages: dict[str, Page] = {}
        for page in pages(self._registry, self._history):
            self._pages.setdefault(page.template, page)
        own = [path for path in self._folder.rglob("*.html") if "theme" not in path.parts]
        self.inputs = st.tuples(edits(sorted(own), most=3), st.sampled_from(sorted(self._pages)))

    def __call__(self, given: tuple[dict[Path, bytes], str]) -> None:
        made, name = given
        renderer = Renderer(self._registry, self._history, self._folder, repository=Repository())
        names = {path.name for path in made} & self._pages.keys()
        with written(made):
            for each in sorted(names | {name}):
                try:
                    renderer.render(self._pages[each])
                except TemplateFailedError as error:
                    check_places([error.problem])


class Importer:
    """Books of DocBook, damaged, of which one is imported into a little data."""

    def __init__(self, folder: Path) -> None:
        self._data = small_data(folder)
        self._files = {}
        for part, content in BOOKS.items():
            self._files[part] = folder / f"{part}.xml"
            self._files[part].write_text(content, encoding="utf-8")
        files = sorted(self._files.values())
        self.inputs = st.tuples(edits(files, most=2), st.booleans())

    def __call__(self, given: tuple[dict[Path, bytes], bool]) -> None:
        made, excerpt = given
        order = Order(
            edition=EDITION,
            sources=self._files,
            data=self._data,
            day="2026-12-01",
            dry_run=True,
            excerpt=excerpt,
        )
        with written(made):
            try:
                report = run(order)
            except BadDataError as error:
                check_places(error.problems)
            except DiffersError as error:
                str(error).encode()
            else:
                (report.text() + report.markdown()).encode()


class ByHand:
    """What a hand-written page may hold."""

    inputs = st.lists(pieces | st.sampled_from(["<a href=", "<img src=", "style", "&#1;", "<a "]))

    def __init__(self, _: Path) -> None:
        pass

    def __call__(self, made: list[str]) -> None:
        content = "".join(made)
        for it in faults(ROOT / "mkdocs.yml", content, content):
            check_places([it])


class TooLongError(Exception):
    """An input took longer than any may."""


def _too_long(*_: object) -> NoReturn:
    raise TooLongError(f"not done after {LONGEST} s of the processor's time")


class Target(Protocol):
    """What is given inputs of a form of its own."""

    inputs: st.SearchStrategy[Any]

    def __call__(self, made: Any, /) -> None:  # noqa: ANN401  # an input of any form
        """Take an input; raises what is no answer to it."""


def give(act: Target, end: float, number: int) -> tuple[int, str]:
    """Give `act` a round of its inputs; how many, and what is wrong if anything is."""
    count = 0
    is_wrong = False  # then it is tried again until it is small, however late it is

    @seed(number)
    @settings(
        max_examples=_A_ROUND,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(act.inputs)
    def one(made: Any) -> None:  # noqa: ANN401  # an input of any form
        nonlocal count, is_wrong
        if time.monotonic() > end and not is_wrong:
            return
        count += 1
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            act(made)
        except Exception:
            is_wrong = True
            raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    try:
        one()
    except (Exception, HypothesisException) as error:  # noqa: BLE001  # any is a fault
        notes = " ".join(getattr(error, "__notes__", ()))
        inner = [repr(it)[:1000] for it in getattr(error, "exceptions", ())]
        return count, f"{type(error).__name__} {inner}: {error} {notes}"
    return count, ""


KINDS: dict[str, tuple[Callable[[Path], Target], int]] = {
    "data": (Data, 60),
    "templates": (Templates, 20),
    "importer": (Importer, 20),
    "by hand": (ByHand, 2),
}
"""What is given input in turn, and for how many seconds at a time."""


def main(seconds: float, number: int) -> int:
    """Give random input for `seconds`; prints what broke, with its input. Returns 1 if any did."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
    signal.signal(signal.SIGPROF, _too_long)
    end = time.monotonic() + seconds
    counts: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        targets = []
        for name, (kind, share) in KINDS.items():
            place = Path(folder, name)
            place.mkdir()
            targets.append((name, kind(place), share))
        while time.monotonic() < end:
            for name, act, share in targets:
                until = min(end, time.monotonic() + share)
                while time.monotonic() < until:
                    number += 1
                    given_now, fault = give(act, until, number)
                    counts[name] += given_now
                    if fault:
                        wrong += 1
                        told = {"target": name, "seed": number, "wrong": fault[:20_000]}
                        sys.stdout.write(json.dumps(told) + "\n")
                        sys.stdout.flush()
    sys.stdout.write(json.dumps({"inputs": counts, "faults": wrong}) + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
