"""The API made from the real data: true to its own schemas, complete, and the same each time."""

import contextlib
import csv
import io
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from generator.api import files
from generator.api.csv_files import CSV_FILES
from generator.api.feed import feed
from generator.history import EventKind, History, compute_history
from generator.model import Registry
from generator.model.addresses import uid_address
from generator.model.shielding import SHIELDED
from generator.model.tables import AttributeTable
from generator.render import files as render_files
from generator.render import pages
from tests.conftest import Some
from tests.pages import PARTS, named_parts

SITE = "https://registry.example/dicom/"
ROOT = "api/v1/"
ATOM = "{http://www.w3.org/2005/Atom}"
CT = "1.2.840.10008.5.1.4.1.1.2"


@pytest.fixture(scope="module")
def history(registry: Registry) -> History:
    return compute_history(registry.editions)


@pytest.fixture(scope="module")
def made(registry: Registry, history: History) -> dict[str, bytes]:
    found = list(files(registry, history, site=SITE))
    by_path = dict(found)
    assert len(found) == len(by_path)
    return by_path


@pytest.fixture(scope="module")
def documents(made: dict[str, bytes]) -> dict[str, Any]:
    """Every JSON file below the root of the API, read."""
    return {
        path.removeprefix(ROOT): json.loads(content)
        for path, content in made.items()
        if path.endswith(".json")
    }


def matcher(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template)))


def values(document: object, key: str) -> Iterator[Any]:
    """The values of that key, however deep."""
    if isinstance(document, dict):
        for name, value in document.items():
            if name == key:
                yield value
            yield from values(value, key)
    elif isinstance(document, list):
        for value in document:
            yield from values(value, key)


def closed(schema: Any) -> Any:  # noqa: ANN401  # any JSON
    """The schema, made to refuse keys that it does not name."""
    if isinstance(schema, list):
        return [closed(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: closed(value) for key, value in schema.items()}
    return {**strict, "additionalProperties": False} if "properties" in schema else strict


def thinned(document: Any, some: Some) -> Any:  # noqa: ANN401  # any JSON
    """The document with 40 entries of each list, however deep, in a short run."""
    if isinstance(document, list):
        return [thinned(value, some) for value in some(document)]
    if isinstance(document, dict):
        return {key: thinned(value, some) for key, value in document.items()}
    return document


# Everything


@pytest.mark.thorough  # tests/site/test_again.py compares these files of two builds, too
def test_two_builds_are_the_same(
    registry: Registry, history: History, made: dict[str, bytes]
) -> None:
    assert list(files(registry, history, site=SITE)) == list(made.items())


def test_what_is_made_fits_on_a_stick(made: dict[str, bytes]) -> None:
    assert sum(map(len, made.values())) < 85_000_000
    assert max(map(len, made.values())) < 24_000_000


def test_every_sop_class_iod_module_and_edition_has_a_document(
    registry: Registry, made: dict[str, bytes]
) -> None:
    folders = Counter(path.removeprefix(ROOT).rpartition("/")[0] for path in made)
    assert folders["sop-classes"] == len(registry.sop_classes) == 323
    assert folders["iods"] == len(registry.iods.iods)
    assert folders["modules"] == len(registry.iods.modules)
    assert folders["macros"] == len(registry.iods.macros)
    assert folders["editions"] == folders["changes/since"] == len(registry.editions)


def test_an_address_without_a_host_is_refused(registry: Registry, history: History) -> None:
    with pytest.raises(ValueError, match="address of the site '/', expected https://"):
        next(files(registry, history, site="/"))


# JSON


def test_every_document_is_as_its_schema_says(documents: dict[str, Any], some: Some) -> None:
    """In a short run 40 of those that have the same schema, and 40 entries of each list in them."""
    checked = set()
    for file in documents["index.json"]["files"]:
        if not file["json_schema"]:
            continue
        schema = documents[file["json_schema"]]
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(closed(schema))
        form = matcher(file["path"])
        paths = [path for path in documents if form.fullmatch(path) and path not in checked]
        checked.update(paths)
        for path in some(paths, 40):
            error = next(validator.iter_errors(thinned(documents[path], some)), None)
            assert error is None, f"{path}: {error.json_path}: {error.message}"
    rest = {path for path in documents.keys() - checked if not path.startswith("schema/")}
    assert rest == {"openapi.json"}


def test_keys_are_snake_case_and_explained(documents: dict[str, Any]) -> None:
    for path, schema in documents.items():
        if path.startswith("schema/"):
            for properties in values(schema, "properties"):
                for key, said in properties.items():
                    assert re.fullmatch("[a-z]+(_[a-z]+)*", key), f"{path}: {key}"
                    of_one = said.get("items", {}).get("$ref")
                    assert said.get("description") or of_one, f"{path}: {key}"


def test_descriptions_name_parts_of_the_standard_that_there_are(documents: dict[str, Any]) -> None:
    said = [json.dumps(it) for path, it in documents.items() if path.startswith("schema/")]
    said.append(json.dumps(documents["openapi.json"]))
    assert {it for text in said for it in named_parts(text)} <= PARTS


def test_the_whole_is_in_one_file(registry: Registry, documents: dict[str, Any]) -> None:
    whole = documents["registry.json"]
    assert [it["uid"] for it in whole["sop_classes"]] == list(registry.sop_classes)
    assert [it["uid"] for it in whole["uids"]] == list(registry.uids)
    assert len(whole["attributes"]) == len(registry.iods.attributes)
    assert documents["index.json"]["counts"]["sop_classes"] == 323
    for sop_class in whole["sop_classes"]:
        assert documents[f"sop-classes/{sop_class['uid']}.json"]["sop_class"] == sop_class


def test_one_sop_class_says_all_about_it(documents: dict[str, Any]) -> None:
    document = documents[f"sop-classes/{CT}.json"]
    sop_class = document["sop_class"]
    assert sop_class["keyword"] == "CTImageStorage"
    assert sop_class["status"] == "active"
    assert sop_class["service_class"]["slug"] == "storage"
    assert sop_class["modality"]["codes"][0]["code"] == "CT"
    assert sop_class["page"] == f"sop-classes/{CT}/"
    modules = {it["module"]: it["usage"] for it in document["iod"]["modules"]}
    assert modules["ct-image"] == "M"
    assert modules["contrast-bolus"] == "C"
    codes = {it["toolkit"]: it["code"] for it in document["toolkits"]}
    assert codes["dcmtk"] == "UID_CTImageStorage"
    assert codes["fo-dicom"] == "DicomUID.CTImageStorage"
    assert document["changes"][0]["kind"] == "first listed"
    assert {it["table"] for it in document["listings"]} >= {"ps3.4-table-b.5-1", "ps3.6-table-a-1"}


def test_a_retired_sop_class_names_what_took_its_place(documents: dict[str, Any]) -> None:
    document = documents["sop-classes/1.2.840.10008.5.1.4.1.1.6.json"]
    assert document["sop_class"]["status"] == "retired"
    assert document["sop_class"]["retirement"]["successors"] == ["1.2.840.10008.5.1.4.1.1.6.1"]
    assert document["iod"] is None
    assert document["sop_class"]["without_iod"]["reason"] == "retired"


def test_references_lead_somewhere(documents: dict[str, Any]) -> None:
    whole = dict(documents["registry.json"])
    del whole["structure_changes"]  # name IODs that may be gone
    keys = {
        "iod": {it["key"] for it in whole["iods"]},
        "module": {it["key"] for it in whole["modules"]},
        "macro": {it["key"] for it in whole["macros"]},
        "includes": {it["key"] for it in whole["macros"]},
        "normalised_iod": {it["key"] for it in whole["normalised_iods"]},
        "category": {it["slug"] for it in whole["categories"]},
        "sop_class": {it["uid"] for it in whole["sop_classes"]},
    }
    for key, known in keys.items():
        assert {*values(whole, key)} - {None} <= known
    sop_classes = [uid for uids in values(whole, "sop_classes") for uid in uids]
    assert {uid for uid in sop_classes if isinstance(uid, str)} <= keys["sop_class"]


def test_every_page_named_is_a_page(
    registry: Registry, history: History, documents: dict[str, Any]
) -> None:
    named = {*values(documents["registry.json"], "page")} - {None}
    assert named <= {page.url for page in pages(registry, history)}


def test_the_table_of_2011_is_as_printed(documents: dict[str, Any]) -> None:
    tables = documents["editions/2011.json"]["edition"]["tables"]
    table = next(it for it in tables if it["slug"] == "ps3.4-table-b.5-1")
    assert table["is_excerpt"]
    assert table["row_count"] == len(table["rows"]) == 101
    with Path("data/editions/2011/ps3.4-table-b.5-1.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        assert [table["columns"], *(row["cells"] for row in table["rows"])] == list(
            csv.reader(file)
        )


def test_what_changed_since_is_what_changed_after(documents: dict[str, Any]) -> None:
    after = documents["changes/since/2024d.json"]
    kinds = Counter((it["edition"], it["kind"]) for it in after["changes"])
    # Table A-1 of 2025a, 2025b and 2026c; Table A-3 of 2025e, 2026b and 2026d
    assert {
        edition: number for (edition, kind), number in kinds.items() if kind == "first listed"
    } == {
        "2025a": 3,
        "2025b": 1,
        "2025e": 10,
        "2026b": 12,
        "2026c": 3,
        "2026d": 1,
    }
    added = Counter(it["edition"] for it in after["attribute_changes"] if it["kind"] == "added")
    # DCMTK's dictionary, edition by edition
    assert added["2025a"] == 24
    assert added["2026d"] == 1
    assert {it["edition"] for it in after["structure_changes"]} == {"2024e", "2025e"}
    newest = documents["changes/since/2026d.json"]
    assert newest["changes"] == newest["attribute_changes"] == newest["structure_changes"] == []
    every = [it for it in documents["changes.json"]["changes"] if it["since"]]
    assert documents["changes/since/2009.json"]["changes"] == every
    for key in ("attribute_changes", "structure_changes"):
        assert documents["changes/since/2009.json"][key] == documents["changes.json"][key]


def test_each_kind_of_fact_says_its_edition(documents: dict[str, Any]) -> None:
    facts = {it["slug"]: it["edition"] for it in documents["index.json"]["facts"]}
    assert facts["uids"] == facts["context-groups"] == facts["attributes"] == "2026d"
    assert facts["modules"] == "2025e"
    assert documents["uids.json"]["registry_edition"] == "2026d"


def test_a_uid_says_what_retires_and_defines_it(documents: dict[str, Any]) -> None:
    uids = {it["uid"]: it for it in documents["uids.json"]["uids"]}
    assert len(uids) == 1990
    box = uids["1.2.840.10008.5.1.1.22"]
    assert (box["status"], box["retired_by"]["text"]) == ("active", "PS3.4 H.4.7")
    assert uids["1.2.840.10008.6.1.1"]["cid"] == "2"
    assert uids["1.2.840.10008.9.1"]["part"] == "PS3.20"


def test_every_table_of_an_edition_has_a_source(documents: dict[str, Any]) -> None:
    edition = documents["editions/2025a.json"]["edition"]
    assert all(table["source"] for table in edition["tables"])
    assert {it["tables"] for it in edition["sources"]} == {"ps3.6", "ps3.6-attribute-changes"}


EVERYTHING = re.compile(
    r"(registry|services|status-codes|changes|de-identification)\.json|(editions|service-tables)/.*"
)
"""The paths of documents that between them have every kind of record."""

NEVER_SAID = {
    ("fixed_values", "value_number"),  # no rule that is known is for one value of several
    ("functional_groups", "since"),  # no edition that is known has added one
    ("sop_classes", "cid"),  # shared with UIDs of context groups
    ("sop_classes", "info"),  # the same
    ("keyword_origin", "words"),  # shared with other places, which need words
    ("origin", "words"),  # the same
    ("required_in", "table"),  # shared with places that are tables
    ("retired_by", "table"),  # the same
    ("transcript_rows", "name"),  # DVTk has attributes only
}
"""Keys that the registry knows no value for, each behind that of the record that it is in."""


def test_every_key_says_something_somewhere(documents: dict[str, Any]) -> None:
    """A key that is null in all records has lost its values, unless there are none."""
    said: dict[tuple[str, str], bool] = {}

    def look(value: object, within: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                said[within, key] = said.get((within, key), False) or inner not in (
                    None,
                    "",
                    [],
                    {},
                )
                look(inner, key)
        elif isinstance(value, list):
            for inner in value:
                look(inner, within)

    for path, document in documents.items():
        if EVERYTHING.fullmatch(path):
            look(document, "")
    assert len(said) > 1000
    assert {it for it, is_said in said.items() if not is_said} == NEVER_SAID


# OpenAPI


def test_openapi_is_valid(documents: dict[str, Any]) -> None:
    validate(documents["openapi.json"])
    assert documents["openapi.json"]["openapi"] == "3.1.0"
    assert documents["openapi.json"]["info"]["version"] == "1.0.0"  # of the API, which is in v1/


def test_openapi_and_index_list_every_file(
    made: dict[str, bytes], documents: dict[str, Any]
) -> None:
    templates = [path.removeprefix("/") for path in documents["openapi.json"]["paths"]]
    assert templates == [file["path"] for file in documents["index.json"]["files"]]
    paths = [path.removeprefix(ROOT) for path in made if path.startswith(ROOT)]
    fitting = {path: [t for t in templates if matcher(t).fullmatch(path)] for path in paths}
    assert {path: found for path, found in fitting.items() if len(found) != 1} == {}
    assert {found for (found,) in fitting.values()} == {*templates}


def test_the_examples_of_openapi_exist(documents: dict[str, Any]) -> None:
    for path, operations in documents["openapi.json"]["paths"].items():
        for parameter in operations["get"].get("parameters", ()):
            assert re.match(parameter["schema"]["pattern"], parameter["example"])
            name = path.removeprefix("/").replace(f"{{{parameter['name']}}}", parameter["example"])
            assert name in documents


# CSV and SQLite


@pytest.fixture(scope="module")
def database(
    made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("database") / "registry.sqlite"
    path.write_bytes(made[f"{ROOT}registry.sqlite"])
    with closing(sqlite3.connect(path)) as database:
        yield database


@pytest.mark.parametrize(("path", "table"), CSV_FILES.items())
def test_a_csv_file_holds_a_table_of_the_database(
    path: str, table: str, made: dict[str, bytes], database: sqlite3.Connection
) -> None:
    header, *rows = csv.reader(io.StringIO(made[ROOT + path].decode(), newline=""))
    found = database.execute(f"SELECT * FROM {table}")  # noqa: S608  # our own name
    assert header == [column[0] for column in found.description]
    stored = [["" if cell is None else str(cell) for cell in row] for row in found]
    bare = [[SHIELDED.sub("", cell) for cell in row] for row in rows]
    assert sorted(bare) == sorted(stored)


def test_only_values_and_meanings_of_codes_had_to_be_shielded(made: dict[str, bytes]) -> None:
    shielded = {
        path
        for path in CSV_FILES
        for row in csv.reader(io.StringIO(made[ROOT + path].decode(), newline=""))
        if any(map(SHIELDED.search, row))
    }
    assert shielded == {"codes.csv", "row-values.csv"}  # -1; +/-, range of measurement


def test_the_database_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA user_version").fetchone() == (1,)


def test_the_database_counts_as_the_registry(
    registry: Registry, documents: dict[str, Any], database: sqlite3.Connection
) -> None:
    for name, number in documents["index.json"]["counts"].items():
        kinds = {"modules": "module", "macros": "macro"}
        table = f"tables WHERE kind = '{kinds[name]}'" if name in kinds else name
        found = database.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own name
        assert found.fetchone() == (number,), table
    rows = sum(len(table.rows) for edition in registry.editions for table in edition.tables)
    assert database.execute("SELECT count(*) FROM edition_rows").fetchone() == (rows,)


def test_the_database_leads_into_every_macro(
    registry: Registry, database: sqlite3.Connection
) -> None:
    def rows(table: AttributeTable, way: tuple[AttributeTable, ...]) -> int:
        """How many rows `table` comes to, but for macros that stand in themselves."""
        found = 0
        for row in table.all_rows:
            found += 1
            if row.include and row.include not in way:
                found += rows(row.include, (*way, row.include))
        return found

    query = "SELECT module, count(*) FROM module_rows GROUP BY module"
    assert dict(database.execute(query).fetchall()) == {
        key: rows(module, ()) for key, module in registry.iods.modules.items()
    }


# The feed


@pytest.fixture(scope="module")
def atom(made: dict[str, bytes]) -> ET.Element:
    return ET.fromstring(made["feed.xml"])  # noqa: S314  # our own feed


def texts(element: ET.Element, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(f"{ATOM}{name}")]


def assert_valid(atom: ET.Element) -> None:
    """What RFC 4287 asks of a feed, as far as ours goes."""
    allowed = {
        "feed": {"id": 1, "title": 1, "subtitle": 1, "updated": 1, "author": 1, "link": 2},
        "entry": {"id": 1, "title": 1, "updated": 1, "link": 1, "content": 1},
    }
    ids = []
    assert atom.tag == f"{ATOM}feed"
    for element in (atom, *atom.findall(f"{ATOM}entry")):
        kind = element.tag.removeprefix(ATOM)
        number = Counter(child.tag.removeprefix(ATOM) for child in element)
        number.pop("entry", None)
        assert number == allowed[kind]
        (name,), (title,), (updated,) = (texts(element, it) for it in ("id", "title", "updated"))
        ids.append(name)
        # RFC 4151
        assert re.fullmatch(r"tag:[a-z0-9.-]+,[0-9]{4}(-[0-9]{2}){0,2}:[\w/.%-]*", name)
        assert title
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated)
        assert datetime.fromisoformat(updated)
        links = element.findall(f"{ATOM}link")
        assert len({link.get("rel") for link in links}) == len(links)
        for link in links:
            assert urlsplit(link.get("href")).scheme == "https"
    assert len(ids) == len({*ids})
    assert all(texts(author, "name") for author in atom.findall(f"{ATOM}author"))
    for content in atom.iter(f"{ATOM}content"):
        assert content.get("type") == "html"
        assert len(content) == 0
        html5lib.HTMLParser(strict=True).parseFragment(content.text or "")


def test_the_feed_is_valid(atom: ET.Element) -> None:
    assert_valid(atom)
    own = [it.get("href") for it in atom.findall(f"{ATOM}link") if it.get("rel") == "self"]
    assert own == [f"{SITE}feed.xml"]


def test_the_feed_has_an_entry_for_each_edition_newest_first(
    registry: Registry, atom: ET.Element
) -> None:
    entries = atom.findall(f"{ATOM}entry")
    names = [texts(entry, "title")[0].split(":")[0] for entry in entries]
    assert names == [f"DICOM {edition.name}" for edition in reversed(registry.editions)]
    dates = [texts(entry, "updated")[0] for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert texts(atom, "updated") == dates[:1] == ["2026-01-04T00:00:00Z"]
    for entry, edition in zip(entries, reversed(registry.editions), strict=True):
        assert texts(entry, "id") == [f"tag:registry.example,2026:/dicom/editions/{edition.name}/"]


def test_the_feed_tells_every_change(
    registry: Registry, history: History, atom: ET.Element
) -> None:
    others = Counter(it.edition for it in registry.dictionary.changes)
    others += Counter(it.edition for it in registry.structure_changes)
    for entry in atom.findall(f"{ATOM}entry"):
        edition = texts(entry, "title")[0].removeprefix("DICOM ").partition(":")[0]
        events = history.by_edition.get(edition, ())
        content = texts(entry, "content")[0]
        assert content.count("<li>") == len(events) + others[edition]
        for event in events:
            assert event.uid in content
            if event.kind is EventKind.RENAMED:
                assert escape(f": {event.old}, now {event.new}") in content


def test_the_feed_says_what_is_not_sure(atom: ET.Element) -> None:
    titles = {texts(entry, "title")[0]: entry for entry in atom.findall(f"{ATOM}entry")}
    assert "DICOM 2009: the oldest edition here" in titles
    assert "DICOM 2019c: no change" in titles
    assert (
        "DICOM 2026d: first listed (1), listed in a further table (3), section of the service "
        "changed (2), attributes added (1)" in titles
    )
    (title,) = (title for title in titles if title.startswith("DICOM 2022e: "))
    assert title.startswith("DICOM 2022e: first listed (17), keyword changed (1), type changed (3)")
    content = texts(titles["DICOM 2026c: first listed (3), attributes added (1)"], "content")[0]
    assert "between" not in content
    (title,) = (title for title in titles if title.startswith("DICOM 2026b: "))
    content = texts(titles[title], "content")[0]
    assert content.count(", between 2025e and 2026b</li>") == 13


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "]]> & &amp; \"'", "a\0b\x1b\ud800"]
)
def test_no_value_breaks_the_feed(registry: Registry, history: History, hostile: str) -> None:
    (uid,) = (event.uid for event in history.by_edition["2026d"][:1])
    registry = replace(
        registry, uids={**registry.uids, uid: replace(registry.uids[uid], name=hostile)}
    )
    atom = ET.fromstring(feed(registry, history, SITE))  # noqa: S314  # our own feed
    assert_valid(atom)
    content = html5lib.parseFragment(
        texts(atom.findall(f"{ATOM}entry")[0], "content")[0], namespaceHTMLElements=False
    )
    address = uid_address(registry.uids[uid])
    link = content.find(f".//a[@href='{SITE}{address}']")
    assert link.text == re.sub("[\0\x1b\ud800]", "\N{REPLACEMENT CHARACTER}", hostile)
    assert content.find(".//script") is None


# The files at the root


def test_every_link_of_llms_txt_leads_to_a_page_or_file(
    registry: Registry, history: History, made: dict[str, bytes]
) -> None:
    text = made["llms.txt"].decode()
    assert text.startswith("# DICOM SOP Class Registry\n\n> All 323 SOP Classes")
    links = {*re.findall(rf"{re.escape(SITE)}([^\s)]*)", text)}
    written = {
        f"{path.parent.relative_to('docs')}/{'' if path.stem == 'index' else f'{path.stem}/'}"
        for path in Path("docs").rglob("*.md")
    }
    every_page = list(pages(registry, history))
    redirects = {
        path.removesuffix("index.html")
        for path, _ in render_files(registry, history, every_page, site=SITE, suffix="")
    }
    assert links <= {page.url for page in every_page} | {*made} | written | redirects


def test_robots_are_led_to_the_sitemap(made: dict[str, bytes]) -> None:
    assert made["robots.txt"].decode().endswith(f"\nSitemap: {SITE}sitemap.xml\n")


# What the page about the API says


ABOUT = Path("docs/about/api.md").read_text(encoding="utf-8")


def test_the_page_about_the_api_names_files_that_are_there(made: dict[str, bytes]) -> None:
    named = {*re.findall(r"`(api/v1/[^`]+\.\w+|feed\.xml|llms\.txt)`", ABOUT)}
    assert len(named) > 15
    assert named <= made.keys()


def test_the_queries_on_the_page_about_the_api_answer(database: sqlite3.Connection) -> None:
    queries = re.findall(r'sqlite3 registry\.sqlite "([^"]+)"', ABOUT)
    assert len(queries) == 3
    for query in queries:
        assert len(database.execute(query).fetchall()) > 5


def test_the_programs_on_the_page_about_the_api_run(
    made: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    macros = [path.removeprefix(ROOT) for path in made if path.startswith(f"{ROOT}macros/")]
    for path in ("sop-classes.json", "modules/general-study.json", *macros):
        file = tmp_path / ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made[ROOT + path])
    known: dict[str, Any] = {"site": f"{tmp_path.as_uri()}/"}
    with contextlib.chdir(tmp_path):
        for program in re.findall(r"```python\n(.*?)```", ABOUT, re.DOTALL):
            exec(compile(program, "api.md", "exec"), known)  # noqa: S102  # our own page
    assert known["names"][CT] == "CT Image Storage"
    assert "(0020,000D) StudyInstanceUID 1\n" in capsys.readouterr().out
