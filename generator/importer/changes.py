"""What is new in an edition: its tables against those of the edition before it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importer.files import read_rows
from generator.importer.printed import Rows
from generator.model.uids import SOP_CLASS_TYPES

KINDS = ("added", "renamed", "retired", "moved", "changed", "gone")
"""What may have happened to a thing, in the order of a report."""

_EDITION = re.compile(r"\d{4}[a-z]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened: added CT Image Storage (1.2.840…)."""

    kind: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What happened to all things of a sort since an edition."""

    title: str
    count: int
    """How many there are now."""

    since: str
    """The edition it is compared with; empty where no older one has the table."""

    changes: tuple[Change, ...]


Tables = Callable[[str], Rows]
"""The tables of one edition by their names; no rows where there is none."""

_Keyed = Mapping[str, Mapping[str, str]]
"""Rows by what names a thing; `name` is what it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sort:
    """A sort of things: from which table, and what of a row says what."""

    title: str
    table: str
    things: Callable[[Tables], _Keyed]
    moved: tuple[str, ...] = ()
    """The columns that say where a thing stands."""

    changed: tuple[str, ...] = ()
    """The columns that say what it is."""

    called: str = "{name} ({key})"
    """How a line of the report names a thing; one without a name goes by its key."""


def compare(folder: Path, edition: str, rows: Mapping[str, Rows]) -> list[Compared]:
    """Every sort of things that `rows` has, against the newest older edition with the table."""
    result = []
    for sort in _SORTS:
        if sort.table in rows:
            since = edition_before(folder, edition, sort.table, rows)
            now = sort.things(lambda name: list(rows.get(name, ())))
            changes = _changes(sort, sort.things(_tables(folder / since)), now) if since else ()
            result.append(
                Compared(title=sort.title, count=len(now), since=since, changes=tuple(changes))
            )
    return result


def _tables(folder: Path) -> Tables:
    return lambda name: read_rows(folder / f"{name}.csv")


def edition_before(
    folder: Path, edition: str, table: str, rows: Mapping[str, Rows], *, inclusive: bool = False
) -> str:
    """The newest edition before `edition` that has the whole table; empty where there is none.

    One with less than half of the rows is an excerpt. `inclusive` means that edition itself, too.
    """
    count = len(rows.get(table, ()))
    names = sorted(
        (
            path.parent.name
            for path in folder.glob(f"*/{table}.csv")
            if _EDITION.fullmatch(path.parent.name)
            and (path.parent.name < edition or (inclusive and path.parent.name == edition))
        ),
        reverse=True,
    )
    whole = (it for it in names if 2 * len(read_rows(folder / it / f"{table}.csv")) >= count > 0)
    return next(whole, "")


def _changes(sort: _Sort, old: _Keyed, new: _Keyed) -> Iterator[Change]:
    found = [*_each(sort, old, new)]
    yield from sorted(found, key=lambda it: (KINDS.index(it.kind), it.subject))


def _each(sort: _Sort, old: _Keyed, new: _Keyed) -> Iterator[Change]:
    for key, row in new.items():
        subject = _named(sort, key, row)
        before = old.get(key)
        if before is None:
            yield Change(kind="added", subject=subject)
            continue
        now, then = _bare(row["name"]), _bare(before["name"])
        if now and then and now != then:
            yield Change(kind="renamed", subject=subject, detail=f"from {before['name']}")
        if row.get("retired") and not before.get("retired"):
            yield Change(kind="retired", subject=subject)
        for kind, columns in (("moved", sort.moved), ("changed", sort.changed)):
            # A cell that is empty in one of them says nothing: not every source has every column.
            details = [
                f"{column.replace('_', ' ')} {before[column]} → {row[column]}"
                for column in columns
                if row.get(column) and before.get(column) and row[column] != before[column]
            ]
            if details:
                yield Change(kind=kind, subject=subject, detail="; ".join(details))
        more = _content(before.get("content", ""), row.get("content", ""))
        if more:
            yield Change(kind="changed", subject=subject, detail=more)
    for key, row in old.items():
        if key not in new:
            yield Change(kind="gone", subject=_named(sort, key, row))


def _bare(name: str) -> str:
    """The name without what some sources keep apart: its status, and that it is the default."""
    return re.sub(r" ?: Default Transfer Syntax .*| \(Retired\)$", "", " ".join(name.split()))


def _named(sort: _Sort, key: str, row: Mapping[str, str]) -> str:
    return sort.called.format(key=key, **row) if row["name"] else key


def _content(old: str, new: str) -> str:
    """What rows there are more and fewer, of those of a table."""
    if not old or not new or old == new:
        return ""
    before, now = Counter(old.split("\n")), Counter(new.split("\n"))
    signed = [*(f"+ {it}" for it in (now - before)), *(f"- {it}" for it in (before - now))]
    shown = "; ".join(signed[:_SHOWN])
    return f"{shown}; and {len(signed) - _SHOWN} more" if len(signed) > _SHOWN else (
        shown or "another order"
    )  # fmt: skip


_SHOWN = 6
"""How many rows of one table a line of the report shows."""


# The sorts.


def _sop_classes(tables: Tables) -> _Keyed:
    places = {row["sop_class_uid"]: row for row in tables("ps3.4-table-b.5-1")}
    return {
        row["uid"]: {**places.get(row["uid"], {}), **row}
        for row in tables("ps3.6-table-a-1")
        if row["type"] in SOP_CLASS_TYPES
    }


def _uids(tables: Tables) -> _Keyed:
    rows = tables("ps3.6-table-a-1")
    return {row["uid"]: row for row in rows if row["type"] not in SOP_CLASS_TYPES}


def _registered(table: str) -> Callable[[Tables], _Keyed]:
    """The rows of another table of registered UIDs by their UIDs."""
    return lambda tables: {row["uid"]: row for row in tables(table)}


def _storage(tables: Tables) -> _Keyed:
    return {
        row["sop_class_uid"]: {**row, "name": row["sop_class_name"]}
        for row in tables("ps3.4-table-b.5-1")
    }


def _iods(tables: Tables) -> _Keyed:
    modules: dict[str, list[str]] = {}
    for row in tables("ps3.3-iod-modules"):
        modules.setdefault(row["iod"], []).append(f"{row['module']} {row['usage']}".strip())
    for row in tables("ps3.3-functional-groups"):
        modules.setdefault(row["iod"], []).append(f"{row['macro']} {row['usage']}".strip())
    return {
        row["iod"]: {**row, "name": row["iod"], "content": "\n".join(modules.get(row["iod"], ()))}
        for row in tables("ps3.3-iods")
    }


def _attribute_tables(tables: Tables, kind: str) -> _Keyed:
    content: dict[str, list[str]] = {}
    for row in tables("ps3.3-attributes"):
        marks = ">" * int(row["depth"])
        what = f"Include {row['include']}" if row["include"] else f"{row['tag']} {row['name']}"
        content.setdefault(row["table"], []).append(f"{marks}{what} {row['type']}".strip())
    found = {}
    for row in tables("ps3.3-tables"):
        is_macro = re.search(r"\bMacro\b", row["caption"]) is not None
        if is_macro == (kind == "macro"):
            lines = "\n".join(content.get(row["table"], ()))
            found[row["table"]] = {**row, "name": row["caption"], "content": lines}
    return found


def _service_tables(tables: Tables) -> _Keyed:
    content: dict[str, list[str]] = {}
    for row in tables("ps3.4-service-attributes"):
        codes = " ".join(row[column] for column in _CODES if row[column])
        what = f"Include {row['include']}" if row["include"] else f"{row['tag']} {row['name']}"
        line = f"{'>' * int(row['depth'])}{what} {codes}".strip()
        content.setdefault(row["table"], []).append(line)
    return {
        row["table"]: {
            **row,
            "name": row["caption"],
            "content": "\n".join(content.get(row["table"], ())),
        }
        for row in tables("ps3.4-service-tables")
    }


_CODES = (
    *("requirement", "n_create", "n_set", "final_state", "n_get"),
    *("matching_key", "return_key", "qr_key"),
)


def _attributes(tables: Tables) -> _Keyed:
    return {row["tag"]: row for row in tables("ps3.6-attributes")}


def _context_groups(tables: Tables) -> _Keyed:
    codes: dict[str, list[str]] = {}
    for row in tables("ps3.16-codes"):
        code = f"CID {row['include']}" if row["include"] else f"{row['code']} {row['scheme']}"
        codes.setdefault(row["cid"], []).append(code)
    return {
        row["cid"]: {
            **row,
            "retired": "Y" if row["name"].endswith("(Retired)") else "",
            "content": "\n".join(codes.get(row["cid"], ())),
        }
        for row in tables("ps3.16-context-groups")
    }


_SORTS: Sequence[_Sort] = (
    _Sort(
        title="SOP Classes",
        table="ps3.6-table-a-1",
        things=_sop_classes,
        moved=("ps3.3_section", "ps3.4_section", "part"),
        changed=("type", "keyword"),
    ),
    _Sort(
        title="Storage SOP Classes",
        table="ps3.4-table-b.5-1",
        things=_storage,
        moved=("ps3.3_section", "ps3.4_section"),
    ),
    _Sort(
        title="other UIDs",
        table="ps3.6-table-a-1",
        things=_uids,
        moved=("part",),
        changed=("type", "keyword"),
    ),
    _Sort(
        title="IODs",
        table="ps3.3-iods",
        things=_iods,
        moved=("section", "table"),
        called="{name}",
    ),
    _Sort(
        title="modules",
        table="ps3.3-tables",
        things=lambda tables: _attribute_tables(tables, "module"),
        moved=("section",),
        called="{name} (Table {key})",
    ),
    _Sort(
        title="macros",
        table="ps3.3-tables",
        things=lambda tables: _attribute_tables(tables, "macro"),
        moved=("section",),
        called="{name} (Table {key})",
    ),
    _Sort(
        title="attributes",
        table="ps3.6-attributes",
        things=_attributes,
        changed=("keyword", "vr", "vm"),
        called="{key} {name}",
    ),
    _Sort(
        title="context groups",
        table="ps3.16-context-groups",
        things=_context_groups,
        changed=("keyword", "uid"),
        called="CID {key} {name}",
    ),
    _Sort(
        title="tables of services",
        table="ps3.4-service-tables",
        things=_service_tables,
        moved=("section",),
        called="{name} (Table {key})",
    ),
    _Sort(
        title="attributes to de-identify",
        table="ps3.15-table-e.1-1",
        things=lambda tables: {row["tag"]: row for row in tables("ps3.15-table-e.1-1")},
        changed=("basic_profile",),
        called="{key} {name}",
    ),
    _Sort(
        title="UIDs of context groups",
        table="ps3.6-table-a-3",
        things=_registered("ps3.6-table-a-3"),
        changed=("cid",),
    ),
    _Sort(
        title="well-known frames of reference",
        table="ps3.6-table-a-2",
        things=_registered("ps3.6-table-a-2"),
        changed=("keyword",),
    ),
    _Sort(
        title="UIDs of templates",
        table="ps3.6-table-a-4",
        things=_registered("ps3.6-table-a-4"),
        moved=("part",),
        changed=("type",),
    ),
)
