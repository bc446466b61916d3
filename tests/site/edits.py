"""Random edits of a copy of the project: of every kind of file, each leaving data that is good."""

import csv
import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.check import RULES
from generator.load import load
from generator.problems import BadDataError

_FREE = ("note", "source", "reason", "where", "text")
"""Columns of tables that may hold any text."""


def _record(text: str, chance: random.Random, project: Path) -> str:
    record: dict[str, Any] = yaml.safe_load(text)
    slugs = [it["slug"] for it in yaml.safe_load((project / "data/categories.yml").read_text())]
    number = chance.randrange(10**6)

    def alias() -> None:
        kind = chance.choice(("plain", "former"))
        record["aliases"].append({"text": f"nickname {number}", "kind": kind})

    def summary() -> None:
        record["summary"] = f"Number {number}, {record['summary']}"

    def category() -> None:
        record["category"] = chance.choice(slugs)

    def modality() -> None:
        other = chance.choice(sorted(project.glob("data/sop_classes/*.yml")))
        record["modality"] = yaml.safe_load(other.read_text(encoding="utf-8"))["modality"]

    def see_also() -> None:
        record.pop("see_also", None)

    chance.choice((alias, summary, category, modality, see_also))()
    return str(yaml.safe_dump(record, allow_unicode=True, sort_keys=False))


def _table(text: str, chance: random.Random, _: Path) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    free = [at for at, name in enumerate(rows[0]) if name in _FREE]
    if free and rows[1:]:
        chance.choice(rows[1:])[free[-1]] += f" {chance.randrange(10**6)}"
    elif rows[1:]:
        del rows[chance.randrange(1, len(rows))]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _appended(form: str) -> Callable[[str, random.Random, Path], str]:
    return lambda text, chance, _: text + form.format(chance.randrange(10**6))


def _replaced(old: str, new: str) -> Callable[[str, random.Random, Path], str]:
    return lambda text, chance, _: text.replace(old, new.format(chance.randrange(10**6)), 1)


KINDS: Sequence[tuple[str, Callable[[str, random.Random, Path], str]]] = (
    ("data/sop_classes/*.yml", _record),
    ("data/**/*.csv", _table),
    ("templates/*.html", _appended("<p>edit {}</p>\n")),
    ("templates/macros/*.html", _replaced("<caption>", "<caption>edit {} ")),
    ("templates/theme/main.html", _replaced("<p>", "<p>edit {} ")),
    ("docs/guides/[a-vx-z]*-*.md", _appended("\nEdit {}.\n")),
    ("docs/guides/[a-vx-z]*-*.md", _replaced("questions:\n", "questions:\n  - edit {}\n")),
    ("docs/about/*.md", _appended("\nEdit {}.\n")),
    ("docs/assets/img/*.svg", _appended("<!-- edit {} -->\n")),
    ("docs/assets/js/*.js", _appended("globalThis.edit = {};\n")),
    ("docs/assets/css/*.css", _appended(".edit {{ top: {}px }}\n")),
    ("mkdocs.yml", _replaced("site_description: >-\n", "site_description: >-\n  Edit {}.\n")),
)
"""Kinds of files, each with what changes one: the text, the chance and the project in, text out."""


def edit(project: Path, chance: random.Random, kind: int) -> str:
    """Change a random file of the `kind` (an index of KINDS) in `project`; says which.

    An edit that would leave bad data is taken back, and another one made.
    """
    pattern, change = KINDS[kind % len(KINDS)]
    while True:
        path = chance.choice(sorted(project.glob(pattern)))
        before = path.read_bytes()
        path.write_text(change(before.decode(), chance, project), encoding="utf-8")
        if path.read_bytes() == before:
            continue
        try:
            load(project / "data", RULES)
        except BadDataError:
            path.write_bytes(before)
            continue
        return path.relative_to(project).as_posix()
