"""Copies of the project with more of everything: synthetic records, tables and editions."""

import csv
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.model.editions import TABLE_KINDS
from tests.bench import keys
from tests.bench.keys import Copy

PARTS = ("data", "docs", "templates", "mkdocs.yml")
"""What a copy of the project needs to build a site."""

_CHANGES = "ps3.6-attribute-changes"
_OF_HISTORY = {*(kind.slug for kind in TABLE_KINDS), _CHANGES, "ps3.3-changes"}
"""The tables of which more than the newest counts: history is computed from them."""


def copy_project(root: Path, to: Path) -> Path:
    """Copy what builds the site from the project at `root` to the folder `to`; its mkdocs.yml."""
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, to / part)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, to / part)
    return to / "mkdocs.yml"


def multiply(data: Path, times: int) -> None:
    """Put `times` as much of everything into the folder `data`.

    That is every registered UID, with the records of SOP Classes, every IOD, module, macro,
    attribute, table of services, context group and template, and all that tables say of them; what
    a copy refers to are copies with the same number. Editions are multiplied by earlier ones: each
    row has one copy for each number, in the newest table of its kind, or else in the earlier
    edition that stands for its own.

    What the standard has only once stays: VRs, the values of Modality, status codes and the states
    of a unified procedure step. So do toolkits, which name the copies too, our categories, private
    SOP Classes and the words of the look-up.
    """
    tables = {path: _rows(path) for path in sorted(data.rglob("*.csv"))}
    dictionary = max(path for path in tables if path.stem == "ps3.6-attributes")
    groups = sorted({row["tag"][1:5].lower() for row in tables[dictionary]})
    editions = _read(data / "editions" / "editions.yml")
    copies = keys.copies(groups, [it["edition"] for it in editions], times)
    moved = [(path, copy) for copy in copies for path in tables if _moves(path, tables, copy)]
    for copy in copies:
        theirs = {path for path, of in moved if of is copy}
        for path, rows in tables.items():
            _copy_table(data, path, rows, copy, theirs)
    _add_editions(data, editions, copies, moved)
    _add_service_classes(data, copies)
    for path in sorted(data.glob("sop_classes/*.yml")):
        record = _read(path)
        for copy in copies:
            _write(path.with_name(f"{keys.keyword(path.stem, copy)}.yml"), _record(record, copy))


_Rows = Sequence[dict[str, str]]


def _rows(path: Path) -> _Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def _read(path: Path) -> Any:  # noqa: ANN401  # whatever is in YAML
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _write(path: Path, value: Any) -> None:  # noqa: ANN401  # whatever is in YAML
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _moves(path: Path, tables: Mapping[Path, _Rows], copy: Copy) -> bool:
    """Whether the rows that `copy` has of a table stand in an earlier edition."""
    if path.stem not in _OF_HISTORY or path == max(it for it in tables if it.name == path.name):
        return False
    # Changes are since the edition before, and which that is of a year's first, nobody knows.
    is_first = path.stem == _CHANGES and copy.editions[path.parent.name].endswith("a")
    # Table B.5-1 of 2011 has the columns of the printed page, as no other edition may have.
    return not is_first and "page" not in tables[path][0]


def _copy_table(data: Path, path: Path, rows: _Rows, copy: Copy, moved: Collection[Path]) -> None:
    """Write what `copy` has of the table at `path`; those in `moved` it has in other editions."""
    file = path.relative_to(data).with_suffix("").as_posix()
    to, made = path, list[Sequence[str]]()
    if path in moved:
        to = data / "editions" / copy.editions[path.parent.name] / path.name
        to.parent.mkdir(exist_ok=True)
        made.append([*rows[0]])
    for row in rows:
        column = "since" if path in moved else "edition"
        table = data / "editions" / row.get("edition", "") / f"{row.get('table')}.csv"
        if column in row and (path in moved or table in moved):
            renamed = row | {column: copy.editions[row[column]]}
        else:
            renamed = row
        if cells := keys.renamed(file, renamed, copy):
            made.append(cells)
    with to.open("a", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(made)


def _record(record: Mapping[str, Any], copy: Copy) -> Mapping[str, Any]:
    aliases = [it | {"text": keys.name(it["text"], copy)} for it in record["aliases"]]
    others = [
        it | {"sop_class": keys.keyword(it["sop_class"], copy)} for it in record.get("see_also", ())
    ]
    made = {**record, "uid": keys.uid(record["uid"], copy), "aliases": aliases}
    return made | ({"see_also": others} if others else {})


def _add_editions(
    data: Path,
    entries: Sequence[dict[str, Any]],
    copies: Iterable[Copy],
    moved: Iterable[tuple[Path, Copy]],
) -> None:
    """Add the editions of each copy before those here."""
    slugs = defaultdict(list)
    for path, copy in moved:
        slugs[copy.editions[path.parent.name]].append(path.stem)
    added = []
    for copy in copies:
        for entry in entries:
            edition = copy.editions[entry["edition"]]
            sources = {
                key: source
                for key, source in entry["sources"].items()
                if any(slug == key or slug.startswith(f"{key}-") for slug in slugs[edition])
            }
            made = {"edition": edition, "year": edition[:4]}
            added.append(made | ({"sources": sources} if sources else {}))
    _write(data / "editions" / "editions.yml", [*added, *entries])


def _add_service_classes(data: Path, copies: Iterable[Copy]) -> None:
    path = data / "service_classes.yml"
    entries = _read(path)
    copied = [it for it in entries if it["slug"] not in keys.ON_MEDIA]
    _write(path, [*entries, *(_service_class(it, copy) for copy in copies for it in copied)])
    # One or two letters are enough for the annexes of the standard.
    schema = data / "schema" / "service_classes.schema.json"
    text = schema.read_text(encoding="utf-8")
    schema.write_text(text.replace("^[A-Z]{1,2}$", "^[A-Z]{1,2}(X[0-9]+)?$"), encoding="utf-8")


_OF_SERVICE_CLASS: Mapping[str, keys.Renaming] = {
    "slug": keys.services,
    "name": keys.name,
    "annex": keys.annex,
    "standard": keys.keyword,
}


def _service_class(entry: Mapping[str, str], copy: Copy) -> Mapping[str, str]:
    return {key: _OF_SERVICE_CLASS.get(key, keys.same)(text, copy) for key, text in entry.items()}
