"""The pages on services, made from the real data: every row, and links that lead somewhere."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape

from generator.history import compute_history
from generator.model import Registry
from generator.model.addresses import (
    LAYER_CODES,
    STATUS_CODES,
    attribute_address,
    service_table_address,
    transcript_address,
)
from generator.render import attributes, service_tables, sop_classes, status
from generator.render.html import Renderer, Repository
from generator.render.page import Page

MWL = "1.2.840.10008.5.1.4.31"
MPPS = "1.2.840.10008.3.1.2.3.3"
PULL = "1.2.840.10008.5.1.4.34.6.3"
COMMITMENT = "1.2.840.10008.1.20.1"
CT = "1.2.840.10008.5.1.4.1.1.2"
DICOS = "1.2.840.10008.5.1.4.1.1.501.1"

ARTICLE, ARTICLE_GZIPPED = 57 * 1024, 9 * 1024 + 512
"""What the article of a SOP Class may weigh: its page's 60 and 10 KiB without the theme."""


@pytest.fixture(scope="module")
def pages(registry: Registry) -> dict[str, Page]:
    made = (page for kind in (sop_classes, service_tables, status) for page in kind.pages(registry))
    return {page.url: page for page in made}


@pytest.fixture(scope="module")
def renderer(registry: Registry) -> Renderer:
    history = compute_history(registry.editions)
    return Renderer(registry, history, Path("templates"), repository=Repository())


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]+)"', html)


def test_every_row_of_every_table_stands_on_its_page(
    registry: Registry, pages: dict[str, Page], renderer: Renderer
) -> None:
    rows = 0
    for table in registry.dimse.tables.values():
        html = renderer.render(pages[service_table_address(table.label)]).html
        found = ids(html)
        assert len(found) == len(set(found)), table.label
        assert {row.anchor for row in table.rows} <= set(found), table.label
        for row in table.rows:
            assert not row.include or service_table_address(row.include) in html
            for code in row.codes.values():
                assert code.replace("-", "\N{EN DASH}") in html
        rows += len(table.rows)
    # 1,730 rows of 2020c, one that it lacks, and 49 of later pages.
    assert rows == 1730 + 1 + 49


def test_every_table_is_linked_from_the_sop_classes_that_it_speaks_of(
    registry: Registry, pages: dict[str, Page], renderer: Renderer
) -> None:
    for uid in registry.sop_classes:
        tables = registry.dimse.tables_of(uid)
        if not tables or (tables[0][0].label == "B.4-1" and uid != CT):
            continue
        html = renderer.render(pages[f"sop-classes/{uid}/"]).html
        found = ids(html)
        assert len(found) == len(set(found)), uid
        for table, _ in tables:
            label = table.label.lower()
            assert f"table-{label}" in found
            for row in table.rows:
                assert f"{label}-{row.anchor.removeprefix('row-')}" in found, (uid, row)
            # What a macro includes in turn is linked from it, be it on this page or its own.
            for macro in {row.include for row in table.rows if row.include}:
                here = f"table-{macro.lower()}"
                assert here in found or f"service-tables/{macro.lower()}/" in html, (uid, macro)


def test_a_sop_class_page_keeps_its_weight(
    registry: Registry, pages: dict[str, Page], renderer: Renderer
) -> None:
    heaviest: list[tuple[int, int, str]] = []
    for uid in registry.sop_classes:
        html = renderer.render(pages[f"sop-classes/{uid}/"]).html.encode()
        heaviest.append((len(html), len(gzip.compress(html, mtime=0)), uid))
    assert max(heaviest)[0] < ARTICLE, max(heaviest)
    assert max(size for _, size, _ in heaviest) < ARTICLE_GZIPPED


def shown(pages: dict[str, Page], renderer: Renderer, url: str) -> str:
    html = re.sub(r'<span class="unbroken">(.*?)</span>', r"\1", renderer.render(pages[url]).html)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())


def test_mpps_shows_create_set_and_final_state_in_one_table(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages[f"sop-classes/{MPPS}/"]).html
    head = re.search(r"<thead><tr>(.*?)</tr></thead>", html[html.index('id="table-f.7.2-1"') :])
    assert head is not None
    assert re.findall(r">([^<]+)</th>", head[1]) == [
        *("Attribute", "Tag", "N-CREATE", "N-SET", "Final state")
    ]
    # Where the table leaves the final state empty, it is as the SCP's type in N-CREATE (note 1).
    row = re.search(r'<tr id="f.7.2-1-61".*?</tr>', html)
    assert row is not None
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row[0])[1:] == ["1/1", "NA/NA", "1"]


def test_ups_pull_shows_keys_beside_what_it_sets(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages[f"sop-classes/{PULL}/"]).html
    head = re.search(r"<thead><tr>(.*?)</tr></thead>", html[html.index('id="table-cc.2.5-3"') :])
    assert head is not None
    assert re.findall(r">([^<]+)</th>", head[1])[2:] == [
        *("N-SET", "Final state", "N-GET", "Matching", "Return")
    ]


def test_a_page_says_roles_negotiation_and_what_comes_back(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    text = shown(pages, renderer, f"sop-classes/{COMMITMENT}/")
    assert "Role selection mandatory" in text
    assert "Extended negotiation not supported" in text
    assert "Event 2: Storage Commitment Request Complete - Failures Exist" in text
    assert "Any N-ACTION may also return 0000 , 0110 , 0112" in text


def test_a_storage_sop_class_says_c_store_coercion_and_its_statuses(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    text = shown(pages, renderer, f"sop-classes/{CT}/")
    assert "C-STORE: what an SCP may change" in text
    for code in ("A7xx", "A9xx", "Cxxx", "B000", "B006", "B007"):
        assert f"{code} C-STORE" in text


def test_a_page_without_facts_says_so(pages: dict[str, Page], renderer: Renderer) -> None:
    text = shown(pages, renderer, f"sop-classes/{DICOS}/")
    assert "NEMA IIC 1 defines it, which is not among our sources." in text


def test_every_row_of_the_transcription_stands_on_a_page(
    registry: Registry, pages: dict[str, Page], renderer: Renderer
) -> None:
    rows = 0
    for uid in registry.dimse.transcripts:
        html = renderer.render(pages[transcript_address(uid)]).html
        assert "what a tool maker read in the standard" in html
        rows += html.count('<th scope="row">')
    assert rows == 11393


def test_every_status_code_has_its_place(
    registry: Registry, pages: dict[str, Page], renderer: Renderer
) -> None:
    html = renderer.render(pages[STATUS_CODES]).html
    found = set(ids(html))
    assert {code.anchor for code in registry.status.codes} <= found
    for code in registry.status.codes:
        for sense in code.senses:
            assert str(escape(sense.title)) in html
            assert str(escape(sense.remedy)) in html
    layers = set(ids(renderer.render(pages[LAYER_CODES]).html))
    assert {code.anchor for code in registry.status.layers} <= layers


def _service_classes(pages: dict[str, Page]) -> Iterator[str]:
    return (url for url in pages if url.startswith("service-classes/") and url.count("/") > 1)


def test_no_service_class_page_is_a_table_of_one_row(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    for url in _service_classes(pages):
        html = renderer.render(pages[url]).html
        assert html.count("<tr") - html.count("<thead") > 1 or 'id="operations"' in html, url


def test_a_service_class_page_is_the_reference_of_its_service(
    pages: dict[str, Page], renderer: Renderer
) -> None:
    text = shown(pages, renderer, "service-classes/query-retrieve/")
    assert "Relational-queries 0: not supported; 1: supported" in text
    assert "A801 C-MOVE Failure Move destination unknown" in text
    ups = shown(pages, renderer, "service-classes/unified-procedure-step/")
    assert "request cancel N-ACTION" in ups
    assert "may support it" in ups


def test_an_attribute_page_says_in_which_services_it_stands(
    registry: Registry, renderer: Renderer
) -> None:
    made = {page.url: page for page in attributes.pages(registry)}
    # Code Value, which most macros have, and one that MPPS and the worklists have.
    for tag in ("00080100", "00400241"):
        html = renderer.render(made[attribute_address(tag)]).html
        asked = registry.dimse.requirements_by_tag[tag]
        uses = {it.use for it in asked if it.key or not it.use.column}
        table = html[html.index('id="in-services"') :].partition("</table>")[0]
        assert table.count("<tr>") - 1 == len(uses) > 0
        for use in uses:
            assert f"service-tables/{use.table.lower()}/#row-" in table
