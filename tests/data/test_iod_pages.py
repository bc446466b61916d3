"""The pages of IODs, modules, macros and attributes, made from the real data."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from generator.history import compute_history
from generator.model import Registry
from generator.model.addresses import (
    attribute_address,
    comparison_address,
    iod_address,
    macro_address,
    module_address,
    row_address,
    row_anchor,
    sop_class_address,
    table_address,
)
from generator.model.iod_tables import IodTables
from generator.model.iods import NoIodReason, Usage
from generator.model.tables import AttributeTable, Macro, Type
from generator.render import attributes, compare, iods, sop_classes
from generator.render import tables as table_pages
from generator.render.html import Renderer, Repository
from generator.render.meaning import Words
from generator.render.page import Page
from tests.conftest import Some

CT = "1.2.840.10008.5.1.4.1.1.2"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"
MPPS = "1.2.840.10008.3.1.2.3.3"

ARTICLE, ARTICLE_GZIPPED = 440 * 1024, 34 * 1024
"""What an article may weigh: a page's budget without what the theme puts around it."""


@dataclass(slots=True)
class Seen:
    """What a page shows."""

    html: str
    ids: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    """Addresses below the root of the site, with their anchors."""

    text: str = ""

    def row(self, number: str) -> str:
        """What a row of the table says in itself, not what is below it."""
        found = re.search(rf'<li id="row-{number}"[^>]*>\s*<p[^>]*>(.*?)</p>', self.html, re.DOTALL)
        assert found
        return _plain(found[1])


def _plain(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html.replace("<wbr>", "")).split())


class _Reader(HTMLParser):
    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url, self.seen = url, Seen(html)
        self.texts: list[str] = []
        self.feed(html)
        self.seen.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if name := values.get("id"):
            self.seen.ids[name] += 1
        if tag == "a" and (href := values.get("href")):
            there = urljoin(f"http://x/{self.url}", href)
            self.seen.links.add(there.removeprefix("http://x/"))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def made(registry: Registry) -> dict[str, Page]:
    kinds = (iods, table_pages, attributes, compare)
    return {page.url: page for kind in kinds for page in kind.pages(registry)}


class _Looks(dict[str, Seen]):
    """What pages show, each made when it is first asked for."""

    def __init__(self, registry: Registry, pages: Mapping[str, Page]) -> None:
        super().__init__()
        self._pages = pages
        history = compute_history(registry.editions)
        self._renderer = Renderer(registry, history, Path("templates"), repository=Repository())

    def __missing__(self, url: str) -> Seen:
        html = self._renderer.render(self._pages[url]).html
        self[url] = _Reader(url, html).seen
        return self[url]


@pytest.fixture(scope="module")
def seen(registry: Registry, made: Mapping[str, Page]) -> dict[str, Seen]:
    """Every such page, and that of every SOP Class."""
    known = (it for it in sop_classes.pages(registry) if it.template == "sop-class.html")
    return _Looks(registry, {**made, **{page.url: page for page in known}})


@pytest.fixture(scope="module")
def chosen(made: Mapping[str, Page], some: Some) -> list[str]:
    """All of these pages, in a short run but for attributes: of them a few hundred."""
    attributes = [url for url in made if url.startswith("attributes/")]
    rest = [url for url in made if not url.startswith("attributes/")]
    return [*rest, *some(attributes, 400)]


@pytest.fixture(scope="module")
def tables(registry: Registry) -> IodTables:
    return registry.iods


def test_every_expected_page_is_there(made: Mapping[str, Page], tables: IodTables) -> None:
    expected = {"iods/", "modules/", "macros/", "attributes/", "attributes/others/", "compare/"}
    expected |= {iod_address(key) for key in tables.iods}
    expected |= {iod_address(it.key) for it in tables.normalised.values()}
    expected |= {module_address(key) for key in tables.modules}
    expected |= {macro_address(key) for key in tables.macros}
    expected |= {attribute_address(it.tag) for it in tables.attributes.values() if it.name}
    expected |= {f"attributes/{it.tag[:4]}/" for it in tables.used_attributes}
    assert made.keys() == expected
    kinds = Counter(url.partition("/")[0] for url in made)
    assert (kinds["iods"], kinds["modules"], kinds["macros"]) == (
        1 + 175 + 30,
        1 + 411 + 4 + 2,
        1 + 305 + 1,
    )


def test_each_page_says_something_of_its_own(made: Mapping[str, Page]) -> None:
    for said in ("title", "description"):
        counts = Counter(getattr(page, said) for page in made.values())
        assert [text for text, count in counts.items() if count > 1] == []


def test_no_page_is_too_heavy(chosen: Sequence[str], seen: Mapping[str, Seen]) -> None:
    for url in chosen:
        content = seen[url].html.encode()
        assert len(content) <= ARTICLE, url
        if len(gzip.compress(content, 1)) > ARTICLE_GZIPPED:  # the quick way says it of most
            assert len(gzip.compress(content)) <= ARTICLE_GZIPPED, url


def test_anchors_are_there_once(chosen: Sequence[str], seen: Mapping[str, Seen]) -> None:
    for url in chosen:
        assert [name for name, count in seen[url].ids.items() if count > 1] == [], url
    known = {*chosen}
    for url in chosen:
        for link in seen[url].links:
            there, anchor = urldefrag(link)
            if there in known and anchor and not there.startswith("compare/"):
                assert anchor in seen[there].ids, f"{url} leads to {link}"


# Modules and macros


def test_tables_show_every_printed_row_once_and_in_order(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    for table in tables.tables:
        shown = re.findall(r'<li id="(row-[^"]+)"', seen[table_address(table)].html)
        assert shown == [row_anchor(row) for row in table.all_rows], table.title


def _included(tables: IodTables, table: AttributeTable) -> set[Macro]:
    """Every macro that `table` includes, by way of others too, but for `table` itself."""
    found: set[Macro] = set()
    open_ends: list[AttributeTable] = [table]
    while open_ends:
        for row in open_ends.pop().all_rows:
            if row.include and row.include not in found:
                found.add(row.include)
                open_ends.append(row.include)
    return {it for it in tables.macros.values() if it in found and it is not table}


def test_tables_write_each_macro_out_once(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for table in tables.tables:
        html = seen[table_address(table)].html
        written_out = Counter(re.findall(r'data-macro="([^"]+)"', html))
        assert set(written_out.values()) <= {1}, table.title
        assert written_out.keys() == {it.key for it in _included(tables, table)}, table.title
        # … so that a script can open it wherever it is included again.
        assert {*re.findall(r'data-include="([^"]+)"', html)} <= written_out.keys()


def test_includes_lead_to_the_macro_and_back(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for table in tables.tables:
        page = seen[table_address(table)]
        for row in table.all_rows:
            if row.include:
                assert table_address(row.include) in page.links
                assert f"Include {row.include.title}" in page.row(row.number)
                back = seen[table_address(row.include)].links
                assert row_address(table, row) in back
    for macro in tables.macros.values():
        _, _, rest = seen[table_address(macro)].html.partition('id="includes"')
        shown = {
            urljoin(f"http://x/{table_address(macro)}", href).removeprefix("http://x/")
            for href in re.findall(r'<th scope="row"><a href="([^"]+)"', rest.split("</table>")[0])
        }
        assert shown == {row_address(it.table, it.row) for it in tables.includes(macro)}


def test_a_row_says_tag_keyword_vr_vm_and_type(seen: Mapping[str, Seen]) -> None:
    # PS3.3 2025e Table C.7-3: Study Date is its second row.
    text = seen["modules/general-study/"].row("2")
    assert text == "Study Date (0008,0020) StudyDate DA 1 2"


def test_a_condition_of_an_include_is_said(seen: Mapping[str, Seen]) -> None:
    text = seen["macros/document-content/"].row("10")
    assert text == ("Include Numeric Measurement Macro only where Value Type (0040,A040) is NUM 1C")


def test_a_sequence_in_itself_says_so_and_ends(seen: Mapping[str, Seen]) -> None:
    text = seen["macros/document-relationship/"].text
    assert "again: such items may be nested to any depth" in text
    items = seen["attributes/0040a730/"].text
    for within in ("Observation DateTime", "Observation UID", "Content Sequence"):
        assert within in items


def test_what_is_not_as_printed_says_since_when_or_why(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    common = seen["modules/sop-common/"]
    assert common.row("10a") == (
        "Sensitive Content Code Sequence new since 2025e"
        " (0008,001D) SensitiveContentCodeSequence SQ 1 3"
    )
    assert "2025e, rows as printed, except 2 added later" in common.text
    dose = seen["modules/rt-dose/"]
    assert "changed since 2025e, where it had type 3" in dose.row("11")
    assert "2025e, rows as printed, except 10 added later and 2 changed later" in dose.text
    annotation = seen["modules/textual-waveform-annotation/"]
    assert "printed as tag (0070,0003)" in annotation.row("8")
    for table in tables.tables:
        page = seen[table_address(table)]
        changed = [row for row in table.all_rows if row.change]
        if table.printed:
            assert ("rows as printed, except" in page.text) is bool(changed)
        else:
            assert "rows not as printed" in page.text


def test_tables_of_another_edition_say_so(seen: Mapping[str, Seen]) -> None:
    assert "2026d, rows as printed" in seen["modules/single-frame-ct-series/"].text
    assert "2026d, rows as printed" in seen["modules/image-histogram/"].text
    assert "2024b, rows not as printed" in seen["modules/presentation-lut/"].text


def test_the_largest_module_is_written_out_once(registry: Registry) -> None:
    table = registry.iods.modules["rt-patient-position-acquisition-instruction"]
    outline = table_pages.outline(table)
    assert outline.number == len([*table.all_rows])
    assert outline.is_nested
    assert registry.iods.size(table) > 3 * outline.number


def test_what_has_no_type_says_why(seen: Mapping[str, Seen], tables: IodTables) -> None:
    said = "requirement set by the service in PS3.4"
    for table in tables.tables:
        own = any(row.type is None for row in table.all_rows if row.attribute)
        assert (f": {said}." in seen[table_address(table)].text) is own, table.title


def test_iods_and_modules_lead_to_each_other(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for iod in tables.iods.values():
        page = seen[iod_address(iod.key)]
        there = {module_address(use.module.key) for use in iod.modules}
        assert there <= page.links
        # Its neighbours among the IODs are no modules: it leads to no other module.
        assert {urldefrag(it).url for it in page.links if it.startswith("modules/")} == there
        for use in iod.modules:
            assert iod_address(iod.key) in seen[module_address(use.module.key)].links
    normalised = {it.key: it for it in tables.normalised.values()}
    for table in tables.tables:
        users = {user.iod.key for user in tables.users(table)}
        users |= {it.key for it in normalised.values() if table in it.modules}
        links = seen[table_address(table)].links
        assert {it for it in links if re.fullmatch("iods/[^#]+", it)} == {*map(iod_address, users)}


def test_functional_groups_and_iods_lead_to_each_other(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    for iod in tables.iods.values():
        page = seen[iod_address(iod.key)]
        assert ("Functional group macro" in page.text) is bool(iod.functional_groups)
        for group in iod.functional_groups:
            assert macro_address(group.macro.key) in page.links
            assert iod_address(iod.key) in seen[macro_address(group.macro.key)].links
    sparse = seen[iod_address("enhanced-continuous-rt-image")]
    assert macro_address("rt-image-frame-general-content") in sparse.links


def test_iods_and_sop_classes_lead_to_each_other(
    seen: Mapping[str, Seen], registry: Registry
) -> None:
    for uid in registry.sop_classes:
        page = seen[sop_class_address(uid)]
        iod = registry.iods.iod_of(uid)
        if iod is None:
            continue
        assert iod_address(iod.key) in page.links
        assert sop_class_address(uid) in seen[iod_address(iod.key)].links
        # The same table of modules stands in full on both.
        for use in iod.modules:
            assert module_address(use.module.key) in page.links


def test_usages_are_those_of_the_iod(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for iod in tables.iods.values():
        for url in (iod_address(iod.key), *map(sop_class_address, iod.sop_class_uids)):
            _, _, rest = seen[url].html.partition('<table class="plain modules"')
            table = rest.partition("</table>")[0]
            cells = r'<th scope="row"><a href="[./]*modules/([^/]+)/">.*?<td><abbr [^>]*>(.)</abbr>'
            shown = re.findall(cells, table, re.DOTALL)
            assert shown == [(use.module.key, str(use.usage)) for use in iod.modules], url


def test_normalised_iods_lead_to_modules_and_sop_classes_and_back(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    for iod in tables.normalised.values():
        page = seen[iod_address(iod.key)]
        for module in iod.modules:
            assert module_address(module.key) in page.links
            assert iod_address(iod.key) in seen[module_address(module.key)].links
        for uid in tables.sop_classes_of(iod):
            assert sop_class_address(uid) in page.links
            assert iod_address(iod.key) in seen[sop_class_address(uid)].links
    assert "has 5 modules" in seen["iods/modality-performed-procedure-step/"].text
    assert iod_address("modality-performed-procedure-step") in seen[sop_class_address(MPPS)].links


# Attributes


def test_attributes_and_rows_lead_to_each_other(
    seen: Mapping[str, Seen], tables: IodTables, some: Some
) -> None:
    """Every printed row leads to its attribute, which leads back to that very row.

    In a short run only some attributes are asked.
    """
    there = {
        (row.attribute.tag, row_address(table, row))
        for table in tables.tables
        for row in table.all_rows
        if row.attribute
    }
    for tag, link in there:
        assert attribute_address(tag) in seen[urldefrag(link).url].links
    back = set()
    asked = some(tables.used_attributes, 400)
    for attribute in asked:
        url = attribute_address(attribute.tag)
        _, _, rest = seen[url].html.partition('id="places"')
        hrefs = re.findall(r'<th scope="row"><a href="([^"]+)"', rest.split("</table>")[0])
        back |= {
            (attribute.tag, urljoin(f"http://x/{url}", it).removeprefix("http://x/"))
            for it in hrefs
        }
    tags = {attribute.tag for attribute in asked}
    assert back == {(tag, link) for tag, link in there if tag in tags}


def test_attributes_lead_to_every_iod_and_sop_class(
    seen: Mapping[str, Seen], tables: IodTables, some: Some
) -> None:
    for attribute in some(tables.used_attributes, 400):
        found = tables.occurrences(attribute)
        links = seen[attribute_address(attribute.tag)].links
        modules = {reach.table for reach in found.reaches}
        normalised = [it for it in tables.normalised.values() if modules & {*it.modules}]
        assert links >= {iod_address(iod.key) for iod in found.iods}
        assert links >= {iod_address(it.key) for it in normalised}
        uids = {uid for it in normalised for uid in tables.sop_classes_of(it)}
        assert links >= {sop_class_address(uid) for uid in {*found.sop_class_uids} | uids}


def test_attributes_say_how_they_come_into_each_iod(registry: Registry, tables: IodTables) -> None:
    """With the strongest type, through the tables of the IOD that have it, and no others."""
    words = Words(registry)
    for keyword in ("ImageType", "PatientName", "CodeValue", "PixelSpacing", "SOPClassUID"):
        attribute = tables.attribute(keyword)
        reached = {reach.table: reach for reach in tables.occurrences(attribute).reaches}
        found = attributes.where_found(words, attribute).iods
        assert [iod for iod, _ in found] == [*tables.occurrences(attribute).iods]
        for iod, way in found:
            uses: list[tuple[AttributeTable, Usage]] = [(it.module, it.usage) for it in iod.modules]
            uses += [(it.macro, it.usage) for it in iod.functional_groups]
            expected = [(table, usage) for table, usage in uses if table in reached]
            assert Counter(way.through) == Counter(expected), (keyword, iod.key)
            kinds = {kind for table, _ in expected for kind in reached[table].types}
            assert {*way.top, *way.nested} <= kinds
            assert min(kinds, key=str) in {*way.top, *way.nested}  # of 1, 1C, 2, 2C, 3


def test_how_attributes_come_into_the_ct_image_iod(registry: Registry, tables: IodTables) -> None:
    words = Words(registry)
    ct = tables.iods["ct-image"]

    def way(keyword: str) -> tuple[tuple[str | None, ...], tuple[str | None, ...], list[str]]:
        found = dict(attributes.where_found(words, tables.attribute(keyword)).iods)[ct]
        return found.top, found.nested, [f"{it.name} {usage}" for it, usage in found.through]

    # PS3.3 C.7.6.1 has type 3, C.8.2.1 type 1.
    assert way("ImageType") == (("1",), (), ["CT Image M", "General Image M"])
    # PS3.3 C.7.1.1
    top, _, through = way("PatientName")
    assert (top, through[0]) == (("2",), "Patient M")
    # PS3.3 Table 8.8-1: in the items of sequences only.
    assert way("CodeValue")[:2] == ((), ("1C",))


def test_code_value_stands_in_one_row(seen: Mapping[str, Seen], tables: IodTables) -> None:
    page = seen["attributes/00080100/"]
    found = tables.occurrences(tables.attribute("CodeValue"))
    assert [(it.table.table, it.row.number) for it in found.places] == [("8.8-1a", "1")]
    assert f"with every macro expanded, {found.paths:,} paths lead to it" in page.text
    assert "174 IODs" in page.text


def test_what_the_items_of_a_sequence_hold_is_shown(seen: Mapping[str, Seen]) -> None:
    text = seen["attributes/00081110/"].text
    assert "What its items hold" in text
    assert "Referenced SOP Instance UID" in text


def test_the_rest_of_the_dictionary_has_an_index(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    page = seen["attributes/others/"]
    rest = {tag for tag, it in tables.attributes.items() if not tables.is_used(it)}
    assert rest == {name for name in page.ids if re.fullmatch("[0-9a-fx]{8}", name)}
    for keyword in ("SensitiveContentCodeSequence", "DoseCalculationModelName"):
        assert tables.is_used(tables.attribute(keyword))


# SOP Classes


def test_the_others_say_why_they_have_no_iod(seen: Mapping[str, Seen], registry: Registry) -> None:
    words = {
        NoIodReason.NORMALISED: "It has no composite IOD: its IOD is a normalised one",
        NoIodReason.QUERY: "It has no IOD, but the information model of a query or retrieval",
        NoIodReason.RETIRED: "The registry does not have its IOD: the standard has retired both",
        NoIodReason.DICOS: "Its IOD is defined by DICOS, not by PS3.3",
        NoIodReason.DICONDE: "Its IOD is defined by DICONDE, not by PS3.3",
        NoIodReason.META: "It has no IOD of its own: it is a Meta SOP Class",
        NoIodReason.SERVICE: "It has no IOD: it is a service without an information object.",
        NoIodReason.NEWER: "It is newer than the tables of IODs that the registry has.",
    }
    assert len(registry.iods.without) == 136
    for uid, why in registry.iods.without.items():
        text = seen[sop_class_address(uid)].text
        assert words[why.reason] in text
        if why.defined_in:
            assert f"See {why.defined_in.text}" in text
        for module in getattr(registry.iods.normalised_iod_of(uid), "modules", ()):
            assert module_address(module.key) in seen[sop_class_address(uid)].links


def test_what_every_object_must_hold(tables: IodTables) -> None:
    found = {
        it.row.attribute.keyword: it
        for it in iods.required(tables, tables.iods["ct-image"])
        if len(it.path) == 1
    }
    # PS3.3 C.7.6.1 and C.8.2.1: type 3 in General Image, but 1 in CT Image.
    assert found["ImageType"].row.type is Type.REQUIRED
    assert [table.name for table in found["ImageType"].tables] == ["CT Image"]
    assert found["PatientID"].row.type is Type.MAY_BE_EMPTY
    assert "ContrastBolusAgent" not in found  # its module is conditional
    for iod in tables.iods.values():
        for it in iods.required(tables, iod):
            for table in it.tables:
                assert Usage.MANDATORY in [
                    user.usage for user in tables.users(table) if user.iod is iod
                ]


def test_the_drawing_shows_every_entity_once(tables: IodTables) -> None:
    for iod in tables.iods.values():
        drawn = iods.drawing(iod)
        assert sorted(box.name for box in drawn.boxes) == sorted(iod.information_entities)
        assert len({(box.x, box.y) for box in drawn.boxes}) == len(drawn.boxes)
        assert all(name in drawn.alternative for name in iod.information_entities)
        for box in drawn.boxes:
            assert 0 < box.x <= drawn.width - drawn.box[0]
            assert 0 < box.y <= drawn.height - drawn.box[1]


# The comparison


def test_siblings_lead_to_their_comparison(seen: Mapping[str, Seen]) -> None:
    assert comparison_address(CT, ENHANCED_CT) in seen[sop_class_address(CT)].links
    assert comparison_address(ENHANCED_CT, CT) in seen[sop_class_address(ENHANCED_CT)].links
    presentation, processing = "1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.1.1.1"
    there = comparison_address(presentation, processing)
    assert there in seen[sop_class_address(presentation)].links


def test_the_data_of_the_comparison_is_that_of_the_tables(
    registry: Registry, tables: IodTables
) -> None:
    [(file, content)] = compare.files(registry)
    assert file == "assets/data/compare.js"
    assert len(gzip.compress(content)) <= 100 * 1024
    text = content.decode().removeprefix("globalThis.SopCompareData=").removesuffix(";\n")
    data = json.loads(text)

    def expanded(rows: list[int]) -> Iterator[tuple[tuple[str, str], ...]]:
        for at in range(0, len(rows), 3):
            attribute, kind, item = rows[at : at + 3]
            row = (data["attributes"][attribute][0], data["types"][kind])
            yield (row,)
            if item >= 0:
                for nested in expanded(data["items"][item]):
                    yield (row, *nested)

    assert data["sopClasses"].keys() == tables.with_iod.keys()
    assert data["without"].keys() == tables.without.keys()
    for uid, reason in data["without"].items():
        assert data["reasons"][reason] == iods.NO_IOD[tables.without[uid].reason]
    by_path = {table_address(table).rstrip("/"): table for table in tables.tables}
    for path, name, rows in data["modules"]:
        assert name == by_path[path].name
        assert [*expanded(rows)] == [
            tuple((use.attribute.tag, use.type or "") for use in way)
            for way in tables.expand(by_path[path])
        ]
    for uid, at in data["sopClasses"].items():
        name, uses = data["iods"][at]
        iod = tables.with_iod[uid]
        assert name == iod.name
        assert [(entity, data["modules"][module][0], usage) for entity, module, usage in uses] == [
            *(
                (use.information_entity, f"modules/{use.module.key}", use.usage)
                for use in iod.modules
            ),
            *(
                ("Functional groups", f"macros/{it.macro.key}", it.usage)
                for it in iod.functional_groups
            ),
        ]
