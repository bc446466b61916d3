"""The pages of the editions, made from the real data: each row of each table, each change."""

import csv
import json
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.history import EventKind, History, compute_history
from generator.model import Registry
from generator.model.addresses import uid_address
from generator.model.editions import A_3, B_3_3, TABLE_KINDS
from generator.render import editions as made
from generator.render.history import newest_sop_classes
from generator.render.html import Renderer, Repository
from generator.render.page import Page
from tests.data.conftest import DATA

STORED = "1.2.840.10008.5.1.4.1.1."
ADDED = {"Misprint", "Today"}
"""The columns that a page adds to what is printed."""

SLUGS = {kind.slug: kind for kind in TABLE_KINDS}
FILES = sorted(path for path in (DATA / "editions").glob("*/*.csv") if path.stem in SLUGS)
"""Every table of SOP Classes or UIDs of every edition."""


def page_of(path: Path) -> str:
    """The address of the page with the table in that file."""
    own = f"{path.stem}/" if SLUGS[path.stem] is A_3 else ""
    return f"editions/{path.parent.name}/{own}"


every_table = pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}"
)

NEW_LINE = "\0"

NOT_UIDS = {"ps3.4-table-b.3-3"}
"""The tables that name SOP Classes and print no UID."""

Row = tuple[str, list[str], list[str]]
"""The anchor of a row, its cells, and where its links lead."""


class Tables(HTMLParser):
    """The tables of a page by their ids: the titles of the columns, and the rows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.titles: dict[str, list[str]] = {}
        self.rows: dict[str, list[Row]] = {}
        self._table = ""
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self._table = given.get("id", "")
            self.rows[self._table] = []
        elif tag == "tr":
            self.rows[self._table].append((given.get("id", ""), [], []))
        elif tag in {"td", "th"}:
            self.rows[self._table][-1][1].append("")
            self._in_cell = True
        elif tag == "a" and self._in_cell:
            self.rows[self._table][-1][2].append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._in_cell = False
        elif tag == "thead":
            _, self.titles[self._table], _ = self.rows[self._table].pop()

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[self._table][-1][1][-1] += data


@pytest.fixture(scope="module")
def history(registry: Registry) -> History:
    return compute_history(registry.editions)


@pytest.fixture(scope="module")
def renderer(registry: Registry, history: History) -> Renderer:
    return Renderer(registry, history, Path("templates"), repository=Repository())


@pytest.fixture(scope="module")
def pages(registry: Registry, history: History) -> dict[str, Page]:
    return {page.url: page for page in made.pages(registry, history)}


@pytest.fixture(scope="module")
def html(pages: dict[str, Page], renderer: Renderer) -> dict[str, str]:
    return {url: renderer.render(page).html for url, page in pages.items()}


@pytest.fixture(scope="module")
def tables(html: dict[str, str]) -> dict[str, Tables]:
    return {url: Tables(text) for url, text in html.items()}


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    """The columns of a file that are not empty throughout, and its rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        titles, *rows = csv.reader(lines)
    kept = [at for at, _ in enumerate(titles) if any(row[at] for row in rows)]
    return [titles[at] for at in kept], [[row[at] for at in kept] for row in rows]


def anchor_of(path: Path) -> str:
    return made.table_anchor(SLUGS[path.stem])


def test_there_is_a_page_for_each_edition(registry: Registry, pages: dict[str, Page]) -> None:
    expected = [f"editions/{edition.name}/" for edition in registry.editions]
    long = [f"editions/{it}/ps3.6-table-a-3/" for it in ("2025d", "2025e", "2026b", "2026d")]
    assert [url for url in pages if url not in long] == [
        "editions/",
        "editions/compare/",
        *expected,
    ]
    assert set(long) <= pages.keys()
    assert "editions/2020e/" in pages


def test_titles_leads_and_descriptions_are_each_page_s_own(pages: dict[str, Page]) -> None:
    for texts in zip(*((it.title, it.lead, it.description) for it in pages.values()), strict=True):
        assert len(set(texts)) == len(pages)


@every_table
def test_every_row_stands_on_its_page_as_printed(tables: dict[str, Tables], path: Path) -> None:
    columns, expected = read(path)
    page = tables[page_of(path)]
    name = f"{anchor_of(path)}-rows"
    assert len(columns) == sum(title not in ADDED for title in page.titles[name])
    assert [cells[: len(columns)] for _, cells, _ in page.rows[name]] == expected


@every_table
def test_every_row_has_an_anchor_and_leads_to_today_s_page(
    registry: Registry, tables: dict[str, Tables], path: Path
) -> None:
    rows = tables[page_of(path)].rows[f"{anchor_of(path)}-rows"]
    anchors = [anchor for anchor, _, _ in rows]
    assert len(set(anchors)) == len(anchors)
    up = "../" * page_of(path).count("/")
    by_address = {uid_address(entry): uid for uid, entry in registry.uids.items()}
    addresses = {f"{up}{address}" for address in by_address}
    for anchor, _, links in rows:
        assert len(links) == (2 if path.stem in NOT_UIDS else 1)
        assert set(links) <= addresses
        if path.stem not in NOT_UIDS | {"ps3.4-sop-class-sections"}:
            # A context group has its page by its number.
            uid = by_address[links[0].removeprefix(up)]
            assert anchor.endswith(f"-{uid}")


def test_the_rows_of_all_pages_are_those_of_all_tables(tables: dict[str, Tables]) -> None:
    rows = Counter[str]()
    for page in tables.values():
        for name, found in page.rows.items():
            if name.endswith("-rows"):
                rows[name] += len(found)
    storage = ("table-b-5-1", "table-gg-3-1", "table-i-4-1", "tables-b-5-1-gg-3-1-and-i-4-1")
    assert sum(rows[f"{name}-rows"] for name in storage) == 5737 + 3 * 170 + 173
    assert rows["table-a-1-rows"] + rows["table-a-2-rows"] == 8732 + 4651 + 2 * 28
    assert rows["table-a-3-rows"] == 1447 + 1457 + 1469 + 1470
    assert rows["table-a-4-rows"] == 24


def test_the_table_of_2011_ends_honestly(html: dict[str, str], tables: dict[str, Tables]) -> None:
    page = html["editions/2011/"]
    assert "It ends with page 26; the table goes on after that page." in page
    name = "table-b-5-1-rows"
    assert tables["editions/2011/"].titles[name] == [
        "SOP Class Name",
        "SOP Class UID",
        "IOD Specification (defined in PS 3.3)",
        "Page",
        "Today",
    ]
    rows = tables["editions/2011/"].rows[name]
    assert len(rows) == 101
    assert [int(cells[3]) for _, cells, _ in rows] == sorted(int(cells[3]) for _, cells, _ in rows)
    assert {cells[3] for _, cells, _ in rows} == {"23", "24", "25", "26"}


def test_a_table_of_names_leads_to_no_page_where_a_newer_one_says_who_they_are(
    registry: Registry, history: History, pages: dict[str, Page]
) -> None:
    (newest,) = (it for it in registry.editions if it.table(B_3_3))
    table = newest.table(B_3_3)
    assert table
    older = replace(registry.editions[0], tables=(replace(table, edition="2009"),))
    of_both = replace(registry, editions=(older, *registry.editions[1:]))

    made_of_both = {page.url: page for page in made.pages(of_both, history)}

    printed = table_of_names(made_of_both["editions/2009/"])
    named = table_of_names(pages[f"editions/{newest.name}/"])
    assert [[cell.text for cell in row.cells] for row in printed.rows] == [
        [cell.text for cell in row.cells] for row in named.rows
    ]
    assert all(cell.address for row in named.rows for cell in row.cells)
    assert not any(cell.address for row in printed.rows for cell in row.cells)
    assert printed.caption == named.caption.replace(newest.name, "2009")


def table_of_names(page: Page) -> made.PrintedTable:
    make = page.values["printed"]
    assert callable(make)
    (found,) = (it for it in make() if it.anchor == made.table_anchor(B_3_3))
    assert isinstance(found, made.PrintedTable)
    return found


def test_a_row_says_what_is_otherwise_today(tables: dict[str, Tables]) -> None:
    rows = tables["editions/2011/"].rows["table-b-5-1-rows"]
    today = {anchor.removeprefix("table-b-5-1-"): cells[-1] for anchor, cells, _ in rows}
    assert today[STORED + "2"] == ""
    assert today[STORED + "88.59"] == "Key Object Selection Document Storage"
    # PS3.6 Table A-1 of 2013 and of every later edition retires it.
    a_1 = tables["editions/2011/"].rows["table-a-1-rows"]
    assert [cells[-1] for anchor, cells, _ in a_1 if anchor.endswith("-1.2.840.10008.1.2.2")] == [
        "retired"
    ]


def test_a_misprint_stands_with_what_is_right(tables: dict[str, Tables]) -> None:
    rows = tables["editions/2013/"].rows["table-a-1-rows"]
    found = {anchor: cells for anchor, cells, _ in rows if cells[-2]}
    assert len(found) == 8
    cells = found[f"table-a-1-{STORED}82.1"]
    assert cells[0] == f"1{STORED}82.1"
    assert cells[-2].startswith(f"UID is {STORED}82.1: the digit 1 doubled")


@pytest.mark.parametrize(
    ("edition", "missing"),
    [
        ("2009", "PS3.4 Table I.4-1, PS3.6 Table A-1"),
        ("2011", "PS3.4 Table I.4-1"),
        ("2013", "none that lists SOP Classes"),
        ("2016b", "PS3.6 Table A-1"),
        ("2020d", "PS3.4 Table B.5-1, Table GG.3-1, Table I.4-1"),
        ("2024a", "PS3.6 Table A-1"),
        ("2026c", "PS3.4 Table B.5-1, Table GG.3-1, Table I.4-1"),
        ("2026d", "PS3.4 Table GG.3-1, Table I.4-1"),
    ],
)
def test_an_edition_says_what_is_not_here(html: dict[str, str], edition: str, missing: str) -> None:
    assert f"<dt>Missing here</dt><dd>{missing}</dd>" in html[f"editions/{edition}/"]


def test_an_edition_says_where_its_tables_come_from(
    registry: Registry, html: dict[str, str]
) -> None:
    for edition in registry.editions:
        page = html[f"editions/{edition.name}/"].replace("&#39;", "'")
        for source in edition.sources.values():
            assert source in page
        assert edition.note in page


def test_the_changes_stand_on_their_edition_s_page_and_in_the_list_of_all(
    history: History, registry: Registry, tables: dict[str, Tables]
) -> None:
    changes = [event for event in history.events if event.is_change]
    rows = tables["editions/"].rows["changed"]
    assert len(rows) == len(changes)
    whens = [cells[5] for _, cells, _ in rows]
    editions = [when.rpartition(" ")[2] for when in whens]
    assert editions == sorted(editions, reverse=True)
    for edition in registry.editions:
        expected = [row for row, name in zip(rows, editions, strict=True) if name == edition.name]
        found = tables[f"editions/{edition.name}/"].rows.get("changed", [])
        assert [cells for _, cells, _ in found] == [cells for _, cells, _ in expected]


def test_changes_that_no_edition_can_claim_are_named_where_they_may_belong(
    html: dict[str, str],
) -> None:
    for edition in ("2015c", "2016a", "2016b", "2016c", "2016d"):
        assert "between 2015b and <a" in html[f"editions/{edition}/"]
    assert "between 2015b and <a" not in html["editions/2015b/"].partition("<table")[0]


def test_i_4_1_is_one_restructuring_and_not_125_changes(tables: dict[str, Tables]) -> None:
    rows = tables["editions/2016c/"].rows["changed"]
    assert Counter(cells[0] for _, cells, _ in rows) == {
        "listed in a further table": 2,
        "moved": 3,
        "restructured": 1,
    }
    assert [cells[4] for _, cells, _ in rows if cells[0] == "restructured"] == [
        "126 rows became 1 row"
    ]


def test_the_growth_counts_each_sop_class_of_a_storage_table_once(
    registry: Registry, pages: dict[str, Page], html: dict[str, str]
) -> None:
    growth = pages["editions/"].values["growth"]
    assert isinstance(growth, made.Growth)
    numbers = {point.edition: (point.number, point.is_whole) for point in growth.points}
    assert len(numbers) == 39
    assert numbers == {
        edition.name: (
            len({row.uid for table in edition.storage_tables for row in table.rows}),
            edition.name not in {"2009", "2011"} and edition.name < "2025",
        )
        for edition in registry.editions
        if any(edition.storage_tables)
    }
    # The restructuring of Table I.4-1 takes none away.
    assert numbers["2016b"] == numbers["2016c"] == (126, True)
    assert [numbers[name][0] for name in ("2009", "2011", "2013", "2020c", "2024b")] == [
        91,
        101,
        113,
        159,
        175,
    ]
    assert "at least 91 in 2009, at least 101 in 2011, 113 in 2013" in html["editions/"]


def test_the_comparison_has_every_change_and_every_edition(
    registry: Registry, history: History
) -> None:
    [(path, content)] = made.files(registry, history)
    assert path == "assets/data/editions.js"
    prefix, suffix = "globalThis.SopEditions=", ";\n"
    text = content.decode()
    assert text.startswith(prefix)
    assert text.endswith(suffix)
    data = json.loads(text.removeprefix(prefix).removesuffix(suffix))
    assert [name for name, _ in data["editions"]] == [it.name for it in registry.editions]
    changes = [event for event in history.events if event.is_change]
    found = [
        (data["kinds"][kind], uid, data["editions"][since][0], data["editions"][edition][0])
        for kind, uid, since, edition, *_ in data["changes"]
    ]
    assert found[: len(changes)] == [
        (
            "listed in a further table" if event.kind is EventKind.LISTED else event.kind,
            event.uid,
            event.since,
            event.edition,
        )
        for event in changes
    ]


def test_the_comparison_has_every_change_of_attributes_iods_and_modules(
    registry: Registry, history: History
) -> None:
    [(_, content)] = made.files(registry, history)
    data = json.loads(content.decode().partition("=")[2].removesuffix(";\n"))
    by_type = Counter(data["things"][it[1]][1] for it in data["changes"] if it[1])
    assert by_type["Attribute"] == len(registry.dictionary.changes) == 550
    structure = sum(by_type[kind] for kind in ("IOD", "Module", "Macro", "Table"))
    assert structure == len(registry.structure_changes) == 358
    # Attributes that changed are not taken for one: a tag is the name of one thing.
    assert data["things"]["(0010,2160)"][:2] == ["Ethnic Group", "Attribute"]


def test_the_newest_sop_classes_are_those_of_whole_editions(
    registry: Registry, history: History
) -> None:
    newest = newest_sop_classes(history, registry, 6)
    assert [(event.uid.removeprefix(STORED), event.when) for event in newest] == [
        ("2.3", "in 2026c"),
        ("2.4", "in 2026c"),
        ("2.5", "in 2026c"),
        ("601.5", "in 2025b"),
        ("9.100.1", "in 2025a"),
        ("9.100.2", "in 2025a"),
    ]
    assert newest_sop_classes(history, registry, 2) == newest[:3]


# What a page says of a UID's life; the events behind it are held against their sources elsewhere.
TOLD = [
    (STORED + "2", "2009 or before First listed in PS3.4 Table B.5-1."),
    (
        STORED + "2",
        (
            "2016c Taken off PS3.4 Table I.4-1 with most of its rows: the table kept 1 of its 126"
            " rows, and has referred to other tables since."
        ),
    ),
    (
        STORED + "1.2",
        (
            "between 2011 and 2013 Renamed in PS3.4 Table B.5-1: “Digital Mammography Image"
            " Storage - For Presentation” became “Digital Mammography X-Ray Image Storage - For"
            " Presentation”."
        ),
    ),
    (
        STORED + "14.1",
        (
            "between 2011 and 2013 Respelled in PS3.4 Table B.5-1, with the same words:"
            " “Intravascular Optical Coherence Tomography Image Storage For Presentation” became"
            " “Intravascular Optical Coherence Tomography Image Storage - For Presentation”."
        ),
    ),
    (
        STORED + "88.59",
        (
            "2020b Renamed in PS3.4 Table B.5-1: “Key Object Selection Storage” became “Key Object"
            " Selection Document Storage”."
        ),
    ),
    (
        STORED + "7",
        "2017d Section of the IOD changed in PS3.4 Table B.5-1: PS3.3 A.8 became PS3.3 A.8.1.",
    ),
    (
        STORED + "2.1",
        (
            "2020c Section of the service changed in PS3.4 Table B.5-1: PS3.4 B.5.1.7 became PS3.4"
            " B.5.1.7 and B.5.1.23."
        ),
    ),
    ("1.2.840.10008.5.1.4.43.1", "2016c Moved from Table B.5-1 to Table GG.3-1."),
    ("1.2.840.10008.5.1.4.32", "between 2011 and 2013 Retired in PS3.6 Table A-1."),
    ("1.2.840.10008.1.2.2", "between 2011 and 2013 Retired in PS3.6 Table A-1."),
    (
        STORED + "77.1.7",
        "between 2020c and 2021a First listed in PS3.4 Tables B.5-1, GG.3-1 and I.4-1.",
    ),
    (STORED + "77.1.7", "between 2020d and 2021b Listed in PS3.6 Table A-1 too."),
    (STORED + "9.100.1", "2025a First listed in PS3.6 Table A-1."),
    (STORED + "9.100.1", "between 2024b and 2025d Listed in PS3.4 Table B.5-1 too."),
    (STORED + "2.5", "2026c First listed in PS3.6 Table A-1."),
    (
        "1.2.840.10008.5.1.4.32.1",
        (
            "between 2020d and 2021b Keyword changed in PS3.6 Table A-1:"
            " GeneralPurposeWorklistInformationModelFIND became"
            " GeneralPurposeWorklistInformationModelFind."
        ),
    ),
]


@pytest.mark.parametrize(("uid", "sentence"), TOLD)
def test_a_timeline_tells(registry: Registry, renderer: Renderer, uid: str, sentence: str) -> None:
    template = renderer.environment.from_string(
        '{% from "macros/history.html" import history_of %}{{ history_of(entry) }}'
    )

    class Text(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            self.text += NEW_LINE if tag in {"li", "table"} else ""

    parser = Text()
    parser.feed(template.render(entry=registry.uids[uid]))
    lines = [" ".join(line.split()) for line in parser.text.split(NEW_LINE)]
    assert sentence in lines


def test_every_uid_has_a_timeline_and_a_drawing_with_its_text(
    registry: Registry, history: History, renderer: Renderer
) -> None:
    timeline = renderer.environment.globals["timeline"]
    assert callable(timeline)
    for entry in registry.uids.values():
        it = timeline(entry.uid, entry.name)
        assert it.events[0].kind is EventKind.FIRST_LISTED
        assert len(it.listed) == len(history.listings[entry.uid])
        assert it.life.active or it.life.retired
        for listed in it.listed:
            assert listed.kind.name in it.life.text
        assert bool(it.life.retired) == any(e.kind is EventKind.RETIRED for e in it.events)
