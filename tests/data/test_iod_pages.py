"""The pages of IODs, modules and attributes, made from the real data: complete, and true to it."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
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
    item_anchor,
    module_address,
    module_row_address,
    row_anchor,
    sop_class_address,
)
from generator.model.iods import AttributeUse, IodTables, Module, NoIodReason, Type, Usage, expand
from generator.render import attributes, compare, iods, modules, sop_classes
from generator.render.html import Renderer, Repository
from generator.render.page import Page

CT = "1.2.840.10008.5.1.4.1.1.2"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"

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
    kinds = (iods, modules, attributes, compare)
    return {page.url: page for kind in kinds for page in kind.pages(registry)}


@pytest.fixture(scope="module")
def seen(registry: Registry, made: Mapping[str, Page]) -> dict[str, Seen]:
    """Every such page, and that of every SOP Class."""
    history = compute_history(registry.editions)
    renderer = Renderer(registry, history, Path("templates"), repository=Repository())
    known = (it for it in sop_classes.pages(registry) if it.template == "sop-class.html")
    return {
        page.url: _Reader(page.url, renderer.render(page).html).seen
        for page in (*made.values(), *known)
    }


@pytest.fixture(scope="module")
def tables(registry: Registry) -> IodTables:
    return registry.iods


def test_every_expected_page_is_there(made: Mapping[str, Page], tables: IodTables) -> None:
    expected = {"iods/", "modules/", "attributes/", "attributes/others/", "compare/"}
    expected |= {iod_address(key) for key in tables.iods}
    expected |= {module_address(key) for key in tables.modules}
    expected |= {attribute_address(it.tag) for it in tables.attributes.values() if it.name}
    expected |= {f"attributes/{it.tag[:4]}/" for it in tables.used_attributes}
    assert made.keys() == expected
    assert len(made) == 5 + 175 + 445 + 5176 + 62


def test_each_page_says_something_of_its_own(made: Mapping[str, Page]) -> None:
    for said in ("title", "lead", "description"):
        counts = Counter(getattr(page, said) for page in made.values())
        assert [text for text, count in counts.items() if count > 1] == []


def test_no_page_is_too_heavy(made: Mapping[str, Page], seen: Mapping[str, Seen]) -> None:
    for url in made:
        content = seen[url].html.encode()
        assert len(content) <= ARTICLE, url
        assert len(gzip.compress(content)) <= ARTICLE_GZIPPED, url


def test_anchors_are_there_once(seen: Mapping[str, Seen]) -> None:
    for url, page in seen.items():
        assert [name for name, count in page.ids.items() if count > 1] == [], url
    for url, page in seen.items():
        for link in page.links:
            there, anchor = urldefrag(link)
            if there in seen and anchor and not there.startswith("compare/"):
                assert anchor in seen[there].ids, f"{url} leads to {link}"


def _written_out(module: Module) -> Iterator[tuple[str, AttributeUse]]:
    """Every row that the page of a module must show, with its anchor: each item definition once."""
    yield from ((row_anchor(row.attribute.tag), row) for row in module.rows)
    items = {path[-1].item for path in expand(module.rows)} - {None}
    for item in items:
        if item:
            yield from ((row_anchor(row.attribute.tag, item.key), row) for row in item.rows)


def test_modules_show_every_row_once(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for module in tables.modules.values():
        page = seen[module_address(module.key)]
        rows = dict(_written_out(module))
        of_items = {path[-1].item.key for path in expand(module.rows) if path[-1].item}
        assert rows.keys() <= page.ids.keys(), module.key
        assert {item_anchor(key) for key in of_items} <= page.ids.keys(), module.key
        assert len(re.findall(r"<li id=", page.html)) == len(rows), module.key
        for row in rows.values():
            assert attribute_address(row.attribute.tag) in page.links


def test_the_largest_module_is_written_out_once(registry: Registry) -> None:
    outline = modules.outline(registry.iods.modules["rt-patient-position-acquisition-instruction"])
    assert outline.number == 327
    assert len(outline.homes) == 52


def test_a_row_says_tag_keyword_vr_vm_and_type(seen: Mapping[str, Seen]) -> None:
    page = seen["modules/general-study/"]
    [row] = re.findall(r'<li id="00080020">(.*?)</li>', page.html, re.DOTALL)
    text = " ".join(re.sub("<[^>]*>", " ", row.replace("<wbr>", "")).split())
    assert text == "Study Date (0008,0020) StudyDate DA 1 2"


def test_what_has_no_type_says_why(seen: Mapping[str, Seen], tables: IodTables) -> None:
    said = "requirement set by the service in PS3.4"
    for module in tables.modules.values():
        page = seen[module_address(module.key)]
        untyped = sum(row.type is None for _, row in _written_out(module))
        # Once for each row, and once in what explains the badge: its title and its words.
        assert page.html.count(f'title="{said}"') == untyped + bool(untyped), module.key
        assert (said in page.text) == bool(untyped)


def test_a_module_without_a_table_says_so(seen: Mapping[str, Seen], tables: IodTables) -> None:
    without = [it for it in tables.modules.values() if not it.has_table]
    assert len(without) == 9
    for module in tables.modules.values():
        text = seen[module_address(module.key)].text
        assert ("No table here." in text) is (module in without)


def test_notes_are_shown(seen: Mapping[str, Seen], tables: IodTables) -> None:
    noted = [it for it in tables.modules.values() if it.note]
    assert noted
    for module in noted:
        assert module.note in seen[module_address(module.key)].text


def test_iods_and_modules_lead_to_each_other(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for iod in tables.iods.values():
        page = seen[iod_address(iod.key)]
        there = {module_address(use.module.key) for use in iod.modules}
        assert there <= page.links
        # Its neighbours among the IODs are no modules: it leads to no other module.
        assert {link for link in page.links if link.startswith("modules/")} == there
        for use in iod.modules:
            assert iod_address(iod.key) in seen[module_address(use.module.key)].links
    for module in tables.modules.values():
        users = {iod_address(user.iod.key) for user in tables.users(module)}
        links = seen[module_address(module.key)].links
        assert {link for link in links if re.fullmatch("iods/[^#]+", link)} == users


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
            shown = re.findall(r'href="[./]*modules/([^/]+)/">.*?<abbr [^>]*>(.)</abbr>', table)
            assert shown == [(use.module.key, str(use.usage)) for use in iod.modules], url


def test_functional_groups_are_shown(seen: Mapping[str, Seen], tables: IodTables) -> None:
    for iod in tables.iods.values():
        text = seen[iod_address(iod.key)].text
        assert ("Functional group macros" in text) is (iod.functional_groups_module is not None)
        for group, _ in iod.functional_groups:
            assert group.name in text


def test_attributes_and_modules_lead_to_each_other(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    """Every row of a module leads to its attribute, which leads back to that very row."""
    there = {
        (row.attribute.tag, f"{module_address(module.key)}#{anchor}")
        for module in tables.modules.values()
        for anchor, row in _written_out(module)
    }
    back = {
        (attribute.tag, link)
        for attribute in tables.used_attributes
        for link in seen[attribute_address(attribute.tag)].links
        if link.startswith("modules/")
    }
    assert back == there


def test_attributes_lead_to_every_iod_and_sop_class(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    for attribute in tables.used_attributes:
        found = tables.occurrences(attribute)
        links = seen[attribute_address(attribute.tag)].links
        assert {link for link in links if re.fullmatch("iods/[^#]+", link)} == {
            iod_address(iod.key) for iod in found.iods
        }
        reached = {reach.module for reach in found.modules}
        others = {
            uid
            for iod in tables.normalised.values()
            if reached & {*iod.modules}
            for uid in tables.sop_classes_of(iod)
        }
        assert {link for link in links if link.startswith("sop-classes/")} == {
            sop_class_address(uid) for uid in {*found.sop_class_uids} | others
        }


def test_attributes_say_how_they_come_into_each_iod(tables: IodTables) -> None:
    """With the strongest type, through the modules of the IOD that have it, and no others."""
    for keyword in ("ImageType", "PatientName", "CodeValue", "PixelSpacing", "SOPClassUID"):
        attribute = tables.attribute(keyword)
        reached = {reach.module: reach for reach in tables.occurrences(attribute).modules}
        found = attributes.where_found(tables, attribute).iods
        assert [iod for iod, _ in found] == [*tables.occurrences(attribute).iods]
        for iod, way in found:
            uses = {(use.module, use.usage) for use in iod.modules if use.module in reached}
            assert {*way.through} == uses
            assert len(way.through) == len(uses)
            kinds = {kind for module, _ in uses for kind in reached[module].types}
            assert {*way.top, *way.nested} <= kinds
            assert min(kinds, key=str) in {*way.top, *way.nested}  # of 1, 1C, 2, 2C, 3


def test_how_attributes_come_into_the_ct_image_iod(tables: IodTables) -> None:
    ct = tables.iods["ct-image"]

    def way(keyword: str) -> tuple[tuple[str | None, ...], tuple[str | None, ...], list[str]]:
        found = dict(attributes.where_found(tables, tables.attribute(keyword)).iods)[ct]
        return found.top, found.nested, [f"{it.name} {usage}" for it, usage in found.through]

    # PS3.3 C.7.6.1 has type 3, C.8.2.1 type 1.
    assert way("ImageType") == (("1",), (), ["CT Image M", "General Image M"])
    # PS3.3 C.7.1.1
    top, _, through = way("PatientName")
    assert (top, through[0]) == (("2",), "Patient M")
    # PS3.3 Table 8.8-1: in the items of sequences only.
    assert way("CodeValue")[:2] == ((), ("1C",))


def test_code_value_fits_a_page(seen: Mapping[str, Seen]) -> None:
    text = seen["attributes/00080100/"].text
    assert "It occurs in 234 modules, 174 IODs and 186 SOP Classes, as type 1C." in text
    assert "27 item definitions with it, to which 4,714 paths lead" in text


def test_what_the_items_of_a_sequence_hold_is_shown(seen: Mapping[str, Seen]) -> None:
    text = seen["attributes/00081110/"].text
    assert "What its items hold" in text
    assert "Referenced SOP Instance UID (0008,1155)" in text


def test_the_rest_of_the_dictionary_has_an_index(
    seen: Mapping[str, Seen], tables: IodTables
) -> None:
    page = seen["attributes/others/"]
    rest = {tag for tag, it in tables.attributes.items() if not tables.is_used(it)}
    assert len(rest) == 875
    assert rest == {name for name in page.ids if re.fullmatch("[0-9a-fx]{8}", name)}


def test_the_others_say_why_they_have_no_iod(seen: Mapping[str, Seen], registry: Registry) -> None:
    words = {
        NoIodReason.NORMALISED: "No composite IOD: its IOD is a normalised one",
        NoIodReason.QUERY: "No IOD: it has the information model of a query or retrieval",
        NoIodReason.RETIRED: "Not in our tables: the standard has retired it",
        NoIodReason.DICOS: "Not in our tables: DICOS defines its IOD, not PS3.3. See NEMA IIC 1",
        NoIodReason.DICONDE: "Not in our tables: DICONDE defines its IOD, not PS3.3. See ASTM E2",
        NoIodReason.META: "No IOD of its own: it is a Meta SOP Class",
        NoIodReason.SERVICE: "No IOD: it is a service without an information object.",
        NoIodReason.NEWER: "Not in our tables of IODs, which are older.",
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
    found = {it.row.attribute.keyword: it for it in iods.required(tables.iods["ct-image"])}
    # PS3.3 C.7.6.1 and C.8.2.1: type 3 in General Image, but 1 in CT Image.
    assert found["ImageType"].row.type is Type.REQUIRED
    assert [module.name for module in found["ImageType"].modules] == ["CT Image"]
    assert found["PatientID"].row.type is Type.MAY_BE_EMPTY
    assert "ContrastBolusAgent" not in found  # its module is conditional
    for iod in tables.iods.values():
        for it in iods.required(iod):
            for module in it.modules:
                assert (module, Usage.MANDATORY) in {(u.module, u.usage) for u in iod.modules}


def test_the_drawing_shows_every_entity_once(tables: IodTables) -> None:
    for iod in tables.iods.values():
        drawn = iods.drawing(iod)
        assert sorted(box.name for box in drawn.boxes) == sorted(iod.information_entities)
        assert len({(box.x, box.y) for box in drawn.boxes}) == len(drawn.boxes)
        assert all(name in drawn.alternative for name in iod.information_entities)
        for box in drawn.boxes:
            assert 0 < box.x <= drawn.width - drawn.box[0]
            assert 0 < box.y <= drawn.height - drawn.box[1]


def test_siblings_lead_to_their_comparison(seen: Mapping[str, Seen]) -> None:
    assert comparison_address(CT, ENHANCED_CT) in seen[sop_class_address(CT)].links
    assert comparison_address(ENHANCED_CT, CT) in seen[sop_class_address(ENHANCED_CT)].links
    presentation, processing = "1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.1.1.1"
    there = comparison_address(presentation, processing)
    assert there in seen[sop_class_address(presentation)].links


def test_the_data_of_the_comparison_is_that_of_the_tables(
    registry: Registry, tables: IodTables
) -> None:
    [(path, content)] = compare.files(registry)
    assert path == "assets/data/compare.js"
    assert len(gzip.compress(content)) <= 80 * 1024
    text = content.decode().removeprefix("globalThis.SopCompareData=").removesuffix(";\n")
    data = json.loads(text)

    def expanded(rows: list[int]) -> Iterator[tuple[tuple[str, str], ...]]:
        for at in range(0, len(rows), 3):
            attribute, kind, item = rows[at : at + 3]
            row = (data["attributes"][attribute][0], data["types"][kind][0] or "")
            yield (row,)
            if item >= 0:
                for nested in expanded(data["items"][item]):
                    yield (row, *nested)

    assert data["sopClasses"].keys() == tables.with_iod.keys()
    assert data["without"].keys() == tables.without.keys()
    for uid, (name, keyword, reason) in data["without"].items():
        assert (name, keyword) == (registry.uids[uid].name, registry.uids[uid].keyword or "")
        assert data["reasons"][reason] == iods.NO_IOD[tables.without[uid].reason]
    for key, title, rows in data["modules"]:
        module = tables.modules[key]
        assert title == module.title
        assert list(expanded(rows)) == [
            tuple((row.attribute.tag, row.type or "") for row in path)
            for path in expand(module.rows)
        ]
    for uid, at in data["sopClasses"].items():
        name, uses = data["iods"][at]
        iod = tables.with_iod[uid]
        assert name == iod.name
        assert [(entity, data["modules"][module][0], usage) for entity, module, usage in uses] == [
            (use.information_entity, use.module.key, use.usage) for use in iod.modules
        ]


def test_the_address_of_a_row() -> None:
    assert module_row_address("ct-image", "00180060") == "modules/ct-image/#00180060"
    assert (
        module_row_address("ct-image", "00080100", "code-sequence-macro")
        == "modules/ct-image/#code-sequence-macro.00080100"
    )
