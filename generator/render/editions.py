"""The pages of the editions: every change, the tables of each edition as printed, a comparison."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.history import EventKind, History
from generator.model import Registry
from generator.model.addresses import edition_address, edition_table_address, slug, uid_address
from generator.model.editions import (
    A_1,
    A_3,
    B_3_3,
    B_5_1,
    GG_3_1,
    I_4_1,
    MERGED,
    OTHER_TABLES,
    SECTIONS,
    Edition,
    Table,
    TableKind,
    TableRow,
    next_edition,
)
from generator.model.relations import Role
from generator.render.changes import ChangeInWords, Changes, changes_in_words
from generator.render.history import edition_time, table_text, tables_text
from generator.render.page import Page, neighbours
from generator.render.text import count, table_name

COMPARISON = "editions/compare/"
"""The address of the comparison."""

COMPARISON_DATA = "assets/data/editions.js"
"""The address of the script that holds what the comparison compares."""

_SECTION = "Editions"
"""The section of the navigation."""

_TITLES = {
    "sop_class_name": "SOP Class Name",
    "sop_class_uid": "SOP Class UID",
    # In the words of the printed page.
    "iod_specification": "IOD Specification (defined in PS 3.3)",
    "page": "Page",
    "ps3.3_section": "Section of PS3.3",
    "ps3.4_section": "Section of PS3.4",
    "related_general_sop_class_name": "Related General SOP Class Name",
    "uid": "UID",
    "name": "Name",
    "type": "Type",
    "retired": "Retired",
    "keyword": "Keyword",
    "info": "Info",
    "annex": "Annex",
    "annex_title": "Title of the annex",
    "section": "Section",
    "table": "Table",
    "part": "Part",
    "iod": "IOD Specification",
    "cid": "CID",
}
"""What the columns are called on a page."""

_OWN_PAGE = (A_3,)
"""The tables that are too long to stand on the page of their edition."""

_UIDS = ("sop_class_uid", "uid")
_NAMES = ("sop_class_name", "name")
_CODES = ("keyword",)


def pages(registry: Registry, history: History) -> Iterator[Page]:
    """All changes, the comparison, and a page for each edition."""
    worded = changes_in_words(registry)
    yield _index(registry, history, worded)
    yield _comparison(registry)
    doubts = _doubts(registry.editions, history)
    for before, edition, after in neighbours(registry.editions):
        yield _edition(registry, history, worded, before, edition, after, doubts)
        for table in edition.tables:
            if table.kind in _OWN_PAGE:
                yield _long_table(registry, table)


def files(registry: Registry, history: History) -> Iterator[tuple[str, bytes]]:
    """What the comparison loads, as (path below the root, content)."""
    yield COMPARISON_DATA, _comparison_data(registry, history).encode()


# All changes


def _index(registry: Registry, history: History, worded: Changes) -> Page:
    first, last = registry.editions[0].name, registry.editions[-1].name
    changes = [event for edition in history.by_edition.values() for event in edition]
    return Page(
        url="editions/",
        title="Editions and changes",
        description=(
            f"Every change to the SOP Classes and other UIDs of DICOM from {first} to {last}: "
            "added, renamed, moved, retired. Filter them, or see what there is of each edition."
        ),
        lead=(
            f"{count(len(changes), 'change')} to the SOP Classes and other UIDs of DICOM from "
            f"{first} to {last}, newest first, computed from the tables of "
            f"{count(len(registry.editions), 'edition')}. Also known: "
            f"{count(len(worded.attributes), 'change')} to attributes, and "
            f"{len(worded.structure)} to IODs and modules."
        ),
        template="editions.html",
        values={
            "changes": tuple(
                event for events in reversed(tuple(history.by_edition.values())) for event in events
            ),
            "growth": _growth(registry.editions),
            "rows": tuple(
                _summary(edition, history, worded) for edition in reversed(registry.editions)
            ),
            "absent": tuple(_absent(registry.editions)),
            "comparison": COMPARISON,
        },
        section=_SECTION,
        wide=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What there is of an edition, in a row."""

    edition: Edition
    tables: tuple[Table, ...]
    storage: int
    """How many SOP Classes its tables of storage services list."""

    is_whole: bool
    """Whether `storage` counts all such tables to their ends."""

    changes: int
    """Of SOP Classes and other UIDs."""

    attributes: int
    """How many changes of attributes came with it."""

    structure: int
    """How many changes of IODs and modules are known."""


def _summary(edition: Edition, history: History, worded: Changes) -> Summary:
    return Summary(
        edition=edition,
        tables=edition.tables,
        storage=len(edition.storage_uids),
        is_whole=_is_whole(edition),
        changes=len(history.by_edition.get(edition.name, ())),
        attributes=len(worded.attributes_of(edition.name)),
        structure=len(worded.structure_of(edition.name)),
    )


def _is_whole(edition: Edition) -> bool:
    """Whether the registry has all tables of storage services of the edition, to their ends."""
    missing = any(kind.is_storage for kind in _missing(edition))
    return not missing and not any(table.is_excerpt for table in edition.tables)


def _missing(edition: Edition) -> Iterator[TableKind]:
    """The tables that the standard has of SOP Classes and UIDs, and the registry has not."""
    storage = () if edition.table(MERGED) else (B_5_1, GG_3_1, I_4_1)
    for kind in (*storage, A_1):
        if not edition.table(kind) and kind.begins <= edition.name:
            yield kind


def _absent(editions: Sequence[Edition]) -> Iterator[str]:
    """The editions known by name of which the registry has nothing."""
    here = {edition.name for edition in editions}
    name = next(filter(None, (next_edition(edition.name) for edition in editions)))
    while name < editions[-1].name:
        if name not in here:
            yield name
        name = next_edition(name)


# The growth of the standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """How many SOP Classes the tables of storage services of an edition list, and where that is."""

    edition: str
    number: int
    x: float
    y: float
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The drawing of how many SOP Classes there were when."""

    width: int
    height: int
    points: tuple[Point, ...]
    known: str
    """Lines between editions that follow each other."""

    unknown: str
    """Lines across editions that are not here, and across tables that are not whole."""

    years: tuple[tuple[float, int], ...]
    numbers: tuple[tuple[float, int], ...]


def _growth(editions: Sequence[Edition]) -> Growth:
    left, right, top, bottom = 34, 590, 12, 190
    have = [edition for edition in editions if any(edition.storage_tables)]
    begin, end = (edition_time(have[at].name) for at in (0, -1))
    most = 50 * (max(len(edition.storage_uids) for edition in have) // 50 + 1)

    def x(time: float) -> float:
        return round(left + (time - begin) / (end - begin) * (right - left), 1)

    def y(number: int) -> float:
        return round(bottom - number / most * (bottom - top), 1)

    points = [
        Point(
            edition=edition.name,
            number=number,
            x=x(edition_time(edition.name)),
            y=y(number),
            is_whole=_is_whole(edition),
        )
        for edition in have
        for number in [len(edition.storage_uids)]
    ]
    known: list[str] = []
    unknown: list[str] = []
    for one, other in pairwise(points):
        whole = one.is_whole and other.is_whole and next_edition(one.edition) == other.edition
        (known if whole else unknown).append(f"M{one.x} {one.y}L{other.x} {other.y}")
    return Growth(
        width=right + 40,
        height=bottom + 20,
        points=tuple(points),
        known="".join(known),
        unknown="".join(unknown),
        years=tuple((x(year), year) for year in range(int(begin), int(end) + 1, 3)),
        numbers=tuple((y(number), number) for number in range(0, most + 1, 50)),
    )


# An edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as printed: of which column, how to set it, and whose page it leads to."""

    title: str
    text: str
    is_uid: bool
    is_code: bool
    address: str

    is_head: bool
    """Whether it says what the row is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row as printed, and what has become of it."""

    anchor: str
    cells: tuple[Cell, ...]
    misprints: str
    """What is wrong in it, and what is right; mostly empty."""

    name: str
    """Today's name, where the row has another; else empty."""

    retired: bool
    """Whether its UID is retired today, and the row does not say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """A table of an edition as its page shows it."""

    anchor: str
    title: str
    caption: str
    columns: tuple[str, ...]
    has_misprints: bool
    has_today: bool
    """Whether its rows are about a UID each, of which can be said what has become of it."""

    rows: tuple[PrintedRow, ...]
    last_page: str
    """The printed page on which an excerpt ends; empty where the table is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Changes that came with an edition or with one near it: the tables here do not show which."""

    edition: str
    since: str
    changes: int


def _edition(  # noqa: PLR0913, PLR0917  # one page says all of it
    registry: Registry,
    history: History,
    worded: Changes,
    before: Edition | None,
    edition: Edition,
    after: Edition | None,
    doubts: Mapping[str, Sequence[Doubt]],
) -> Page:
    tables = "" if edition.tables else "no table of SOP Classes or UIDs"
    tables += ", ".join(
        f"{table.kind.name} ({count(len(table.rows), 'row')}{', an excerpt' * table.is_excerpt})"
        for table in edition.tables
    )
    changes = history.by_edition.get(edition.name, ())
    kinds = {
        "UIDs": changes,
        "attributes": worded.attributes_of(edition.name),
        "IODs and modules": worded.structure_of(edition.name),
    }
    since = [f"{len(found)} in {what}" for what, found in kinds.items() if found]
    if not before:
        since_then = "It is the oldest edition that the registry has."
    elif since:
        since_then = f"Changes since earlier editions: {', '.join(since)}."
    else:
        since_then = f"The tables that the registry has are the same as in {before.name}."
    return Page(
        url=edition_address(edition.name),
        title=f"Edition {edition.name}",
        description=f"Tables of DICOM {edition.name} that list SOP Classes and UIDs: {tables}.",
        lead=f"DICOM {edition.name} as printed: {tables}. {since_then}",
        template="edition.html",
        values={
            "edition": edition,
            "before": before,
            "after": after,
            "events": changes,
            "doubts": doubts[edition.name],
            "missing": tuple(_missing(edition)),
            # Made when the page is: the rows of all editions at once would fill the memory.
            "printed": lambda: (
                _printed(registry, table) for table in edition.tables if table.kind not in _OWN_PAGE
            ),
            "sources": tuple(_sources(edition)),
            "own_page": _own_page,
            "anchor": table_anchor,
            "others": tuple(_others(edition)),
        },
        section=_SECTION,
        wide=True,
    )


def _own_page(table: Table) -> str | None:
    """The address of the table's own page, if it has one: others stand on that of their edition."""
    return (
        edition_table_address(table.edition, table.kind.slug) if table.kind in _OWN_PAGE else None
    )


def _others(edition: Edition) -> Iterator[str]:
    """The tables that the registry has of the edition and shows on other pages."""
    return (table_name(key) for key in OTHER_TABLES if key in edition.slugs)


def _long_table(registry: Registry, table: Table) -> Page:
    rows = count(len(table.rows), "row")
    name = table_text(table.kind)
    return Page(
        url=edition_table_address(table.edition, table.kind.slug),
        title=f"{name} of {table.edition}",
        description=f"{table.kind.title} of DICOM {table.edition} as printed: {rows}.",
        lead=f"{table.kind.title}, as {name} of {table.edition} has them: {rows}.",
        template="edition-table.html",
        # Made when the page is: see above.
        values={"edition": table.edition, "printed": lambda: _printed(registry, table)},
        section=_SECTION,
        wide=True,
    )


def _sources(edition: Edition) -> Iterator[tuple[str, str]]:
    """Where its tables come from: what the tables are called, and the source."""
    return ((table_name(key), source) for key, source in edition.sources.items())


def _doubts(editions: Sequence[Edition], history: History) -> Mapping[str, Sequence[Doubt]]:
    """By edition those about it: of each later edition, in order, whose changes may be of it."""
    order = {edition.name: index for index, edition in enumerate(editions)}
    doubts: dict[str, list[Doubt]] = {edition.name: [] for edition in editions}
    for later in editions:
        changes = Counter(event.since for event in history.by_edition.get(later.name, ()))
        for since, number in changes.items():
            doubt = Doubt(edition=later.name, since=since, changes=number)
            for between in editions[order[since] + 1 : order[later.name]]:
                doubts[between.name].append(doubt)
    return doubts


def table_anchor(kind: TableKind) -> str:
    """The anchor of a table of that kind on the page of an edition."""
    return slug(kind.name)


def _printed(registry: Registry, table: Table) -> PrintedTable:
    kept = [
        index
        for index, _ in enumerate(table.columns)
        if any(row.printed[index] for row in table.rows)
    ]
    named = _named(registry, table) if table.kind is B_3_3 else None
    return PrintedTable(
        anchor=table_anchor(table.kind),
        title=f"{table.kind.name}: {table.kind.title}",
        caption=(
            f"{table_text(table.kind)}, edition {table.edition}, "
            f"{count(len(table.rows), 'row')} as printed"
            f"{'; the last column says what differs today' if named is None else ''}"
        ),
        columns=tuple(_TITLES[table.columns[index]] for index in kept),
        has_misprints=any(row.corrections for row in table.rows),
        has_today=named is None,
        rows=tuple(
            _row(
                registry,
                table,
                row,
                kept,
                dict.fromkeys((*_NAMES, *_UIDS), row.uid)
                if named is None
                else named.get(row.number) or dict.fromkeys(table.columns, ""),
            )
            for row in table.rows
        ),
        last_page=table.rows[-1].page if table.is_excerpt else "",
    )


def _named(registry: Registry, table: Table) -> dict[int, dict[str, str]]:
    """The UIDs of the SOP Classes that each row of Table B.3-3 names, by column.

    It prints no UIDs; the relations that come from its rows have them. Of an older edition none do.
    """
    path = f"editions/{table.edition}/{table.kind.slug}.csv"
    return {
        relation.where.line - 1: dict(
            zip(table.columns, (relation.other, relation.sop_class), strict=True)
        )
        for relations in registry.relations.by_sop_class.values()
        for relation in relations
        if relation.role is Role.SPECIALIZED and relation.where.path.endswith(path)
    }


def _row(
    registry: Registry, table: Table, row: TableRow, kept: Sequence[int], about: Mapping[str, str]
) -> PrintedRow:
    filled = [index for index in kept if row.printed[index] and table.columns[index] in about]
    head = min(filled, key=lambda index: table.columns[index] in _UIDS)
    linked = filled if len(set(about.values())) > 1 else [head]
    cells = tuple(
        Cell(
            title=_TITLES[table.columns[index]],
            text=row.printed[index],
            is_uid=table.columns[index] in _UIDS,
            is_code=table.columns[index] in _CODES,
            address=uid_address(registry.uids[uid])
            if index in linked and (uid := about[table.columns[index]])
            else "",
            is_head=index == head,
        )
        for index in kept
    )
    entry = registry.uids.get(row.uid)
    # Rows that stand for a place, or for two SOP Classes, are told apart by their number alone.
    is_number = table.kind in (SECTIONS, B_3_3)
    return PrintedRow(
        anchor=f"{table_anchor(table.kind)}-{row.number if is_number else row.uid}",
        cells=cells,
        misprints="; ".join(
            f"{_TITLES[it.column]} is {it.correct}: {it.reason}" for it in row.corrections
        ),
        name=entry.name if entry and entry.name != row.name else "",
        retired=bool(entry and entry.retired and not row.retired),
    )


# The comparison


def _comparison(registry: Registry) -> Page:
    first, last = registry.editions[0].name, registry.editions[-1].name
    return Page(
        url=COMPARISON,
        title="Compare editions",
        description=(
            f"What changed between any two editions of DICOM from {first} to {last}: SOP Classes "
            "and UIDs added, renamed, moved or retired, to look at or to take away as CSV."
        ),
        lead=(
            f"Choose two editions of DICOM from {first} to {last}: the registry lists what "
            "differs, and offers it as CSV."
        ),
        template="edition-compare.html",
        values={"data": COMPARISON_DATA},
        section="Tools",
        wide=True,
    )


def _comparison_data(registry: Registry, history: History) -> str:
    """The script that holds the changes, and what each edition has to compare.

    A thing that changes is a UID, an attribute, or a row of a table of PS3.3.
    """
    order = {edition.name: index for index, edition in enumerate(registry.editions)}
    worded = changes_in_words(registry)
    events = [event for event in history.events if event.is_change]
    others = [it for it in (*worded.attributes, *worded.structure) if it.since in order]
    kinds = list(dict.fromkeys((*(it.words for it in EventKind), *(it.kind for it in others))))
    tables = list(
        dict.fromkeys((*(tables_text(it.tables) for it in events), *(it.where for it in others)))
    )
    changed = {event.uid for event in events}
    things = {
        uid: [it.name, it.type, uid_address(it), uid]
        for uid, it in registry.uids.items()
        if uid in changed
    }
    for it in others:
        name = f"{it.subject}: {it.row}" if it.row else it.subject
        things.setdefault(_thing_of(it), [name, it.type, it.address, it.label])
    data = {
        "editions": [
            [edition.name, tables_text([table.kind for table in edition.tables])]
            for edition in registry.editions
        ],
        "kinds": kinds,
        "tables": tables,
        "things": things,
        "changes": [
            *(
                [
                    kinds.index(it.kind.words),
                    it.uid,
                    order[it.since],
                    order[it.edition],
                    int(it.is_exact),
                    tables.index(tables_text(it.tables)),
                    it.old,
                    it.new,
                ]
                for it in events
            ),
            *(
                [
                    kinds.index(it.kind),
                    _thing_of(it),
                    order[it.since],
                    order[it.edition],
                    int(it.is_exact),
                    tables.index(it.where),
                    it.old,
                    it.new,
                ]
                for it in others
            ),
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.SopEditions={text};\n"


def _thing_of(worded: ChangeInWords) -> str:
    """What identifies the thing that changed."""
    return f"{worded.label or worded.subject} {worded.row}".rstrip()
