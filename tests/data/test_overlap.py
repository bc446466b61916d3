"""No six words in a row of ours are the standard's.

Held against the description cells of PS3.3-2025e. They are NEMA's and no part of the project: they
are looked for in `../shared`, or in the folder that SHARED names. Names and identifiers do not
count, as anyone who speaks of them says them alike.
"""

import ast
import csv
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from generator.model import Registry
from generator.render.meaning import Words

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
REFERENCE = SHARED / "reference"

RUN = 6
"""So many words in a row are no coincidence."""

EXCEPTIONS: Mapping[str, str] = {}
"""Runs that may stay, as they are printed by the failing test, and why."""

Run = tuple[str, ...]

_PRINTED = re.compile(r"data/editions/[0-9]{4}[a-z]?/")
"""Tables as the standard prints them: names, identifiers and codes, no sentences of ours."""

_TAG = re.compile(r"\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\)")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|#")


def _words(text: str) -> list[str]:
    """The words of a text in lower case; `#` stands for a tag."""
    return _WORD.findall(_TAG.sub(" # ", text).replace("\u2019", "'").lower())


def _runs(text: str) -> Iterator[Run]:
    words = _words(text)
    for start in range(len(words) - RUN + 1):
        run = tuple(words[start : start + RUN])
        if "#" not in run:
            yield run


# What is read: each yields the places of a file, and the text at each.


def _of_csv(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.reader(file), 1):
            for cell in row:
                yield str(line), cell


def _of_yaml(path: Path) -> Iterator[tuple[str, str]]:
    root = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    waiting = [root] if root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield str(node.start_mark.line + 1), node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [it for pair in node.value for it in pair]
        else:
            waiting += node.value


def _of_text(path: Path) -> Iterator[tuple[str, str]]:
    """Paragraphs, without marks of Markdown, HTML and Jinja, which would part words."""
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", path.read_text("utf-8")):
        yield str(line), re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>|[*_`]|\]\([^)]*\)", " ", paragraph)
        line += paragraph.count("\n")


def _of_python(path: Path) -> Iterator[tuple[str, str]]:
    """Strings and docstrings; a value that is put in parts the words around it."""
    inside: set[ast.AST] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            inside.update(ast.walk(node))
            pieces = (it.value if isinstance(it, ast.Constant) else " # " for it in node.values)
            yield str(node.lineno), "".join(map(str, pieces))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in inside:
            yield str(node.lineno), node.value


def _of_script(path: Path) -> Iterator[tuple[str, str]]:
    """Strings of JavaScript, and the comments beside them."""
    text = path.read_text("utf-8")
    pattern = r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`|/\*(.*?)\*/|((?:^\s*//.*\n)+)'
    for found in re.finditer(pattern, text, re.DOTALL | re.MULTILINE):
        said = re.sub(r"\$\{[^}]*\}", " # ", next(filter(None, found.groups()), ""))
        yield str(text.count("\n", 0, found.start()) + 1), said


_READERS: Mapping[str, Callable[[Path], Iterator[tuple[str, str]]]] = {
    "data/**/*.csv": _of_csv,
    "data/**/*.yml": _of_yaml,
    "docs/**/*.md": _of_text,
    "*.md": _of_text,
    "templates/**/*.html": _of_text,
    "generator/**/*.py": _of_python,
    "docs/assets/js/**/*.js": _of_script,
}


def _texts() -> Iterator[tuple[str, str]]:
    """Every text of ours, with its file and line."""
    for pattern, read in _READERS.items():
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if not _PRINTED.match(name):
                yield from ((f"{name}:{line}", text) for line, text in read(path))


_TERM = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
"""A value that an attribute may have is an identifier."""


def _made(registry: Registry) -> Iterator[tuple[str, str]]:
    """Every sentence that is made of a condition."""
    words = Words(registry)
    for it in (*registry.meaning.requirements.values(), *registry.meaning.usages.values()):
        yield str(it.where), _TERM.sub("#", words.required(it))


@pytest.fixture(scope="module")
def cells() -> list[str]:
    paths = sorted(REFERENCE.glob("*.jsonl"))
    if not paths:
        pytest.skip(f"no description cells of PS3.3 in {REFERENCE}")
    lines = (line for path in paths for line in path.read_text("utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


def _names(registry: Registry) -> Iterator[str]:
    """What is called alike by everyone: attributes, modules, IODs, UIDs and context groups."""
    yield from (it.name for it in registry.iods.attributes.values())
    yield from (it.name for it in registry.iods.tables)
    yield from (it.name for it in registry.iods.iods.values())
    yield from (it.name for it in registry.uids.values())
    yield from (it.name for it in registry.codes.groups.values())
    yield from (it.name for it in registry.codes.templates.values())


class _Nameless:
    """Puts `#` for each name of several words, as far as a text has one."""

    def __init__(self, registry: Registry) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        for name in {*_names(registry)}:
            words = _words(name)
            if len(words) > 1:
                self._by_first.setdefault(words[0], []).append(words)
        for names in self._by_first.values():
            names.sort(key=len, reverse=True)

    def runs(self, text: str) -> Iterator[Run]:
        """The runs of words of `text` that no name is part of."""
        words, kept, at = _words(text), list[str](), 0
        while at < len(words):
            named = next(
                (it for it in self._by_first.get(words[at], ()) if words[at : at + len(it)] == it),
                None,
            )
            kept.append("#" if named else words[at])
            at += len(named) if named else 1
        yield from _runs(" ".join(kept))


def test_no_run_of_words_is_the_standard_s(registry: Registry, cells: list[str]) -> None:
    nameless = _Nameless(registry)
    theirs = {run for cell in cells for run in _runs(cell)}
    assert len(theirs) > 50_000
    texts = [*_texts(), *_made(registry)]
    assert len(texts) > 20_000
    # Taking names out costs time, and can only lose runs: so only where there is one with them.
    shared = [(place, text) for place, text in texts if not theirs.isdisjoint(_runs(text))]
    without_names = {run for cell in cells for run in nameless.runs(cell)}
    found = {
        " ".join(run): place
        for place, text in shared
        for run in nameless.runs(text)
        if run in without_names
    }
    assert not {f"{place}: {run}" for run, place in found.items() if run not in EXCEPTIONS}
    assert EXCEPTIONS.keys() <= found.keys(), "exceptions that nothing needs any more"


def test_a_run_of_words_is_noticed(registry: Registry) -> None:
    """The readers find a text in each kind of file, and names alone do not make a run."""
    nameless = _Nameless(registry)
    said = "One two three four five six of Acquisition Device Processing Description."
    assert [*nameless.runs(said)] == [
        ("one", "two", "three", "four", "five", "six"),
        ("two", "three", "four", "five", "six", "of"),
    ]
    assert not [*nameless.runs("The values of Patient's Name in it (0010,0010) and so on")]
    kinds = {place.partition(":")[0].rpartition(".")[2] for place, _ in _texts()}
    assert kinds == {"csv", "yml", "md", "html", "py", "js"}
