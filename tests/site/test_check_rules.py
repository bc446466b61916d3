"""The rules that the checker loads, and the pages that show the same."""

import gzip
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import html5lib
import pytest

from generator.model import Registry

pytestmark = pytest.mark.site

_PART = re.compile(r"\(self\.SopCheckRules\?\?=\[\]\)\.push\((.*)\);\n", re.DOTALL)
_RULES = 200


def part(path: Path) -> dict[str, Any]:
    match = _PART.fullmatch(path.read_text(encoding="utf-8"))
    assert match, path
    found: dict[str, Any] = json.loads(match[1])
    return found


def test_the_rules_of_an_iod_are_light(site: Path) -> None:
    folder = next(site.glob("assets/data.*/rules"))
    weight = {path: len(gzip.compress(path.read_bytes(), 9)) for path in folder.rglob("*.js")}
    largest = max(size for path, size in weight.items() if path.parent.name == "iods")
    assert (largest + weight[folder / "common.js"]) / 1024 <= 60


def squashed(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower()).removesuffix("sopclass")


def test_what_dcmdump_prints_for_a_uid_leads_to_it(site: Path, registry: Registry) -> None:
    found = part(next(site.glob("assets/data.*/rules/dictionary.js")))
    named = {
        squashed(name): uid for uid, name, *_ in (*found["sopClasses"], *found["transferSyntaxes"])
    } | {squashed(constant): uid for constant, uid in found["constants"]}
    known = {uid for uid, *_ in (*found["sopClasses"], *found["transferSyntaxes"])}
    (dcmtk,) = (it for it in registry.toolkits if it.slug == "dcmtk")
    printed = {uid: it.removeprefix("UID_") for uid, it in dcmtk.constants.items() if uid in known}
    assert len(printed) > 250
    assert {uid: it for uid, it in printed.items() if named.get(squashed(it)) != uid} == {}


def test_rules_stand_on_the_pages_they_link_to(site: Path) -> None:
    """Tag, type and values of 200 rows at random, as the page of the module or macro has them."""
    folder = next(site.glob("assets/data.*/rules"))
    tables: dict[str, dict[str, Any]] = {}
    for path in (folder / "common.js", *sorted((folder / "iods").glob("*.js"))):
        tables |= part(path)["tables"]
    rows = [
        (table["href"], str((row[3] if len(row) > 3 else {}).get("r", at)), row)
        for table in tables.values()
        for at, row in enumerate(table["rows"], 1)
        if not row[1].startswith(("@", "*"))
    ]
    assert len(rows) > 5000
    for href, number, row in Random(14).sample(rows, _RULES):  # noqa: S311  # no secret
        page = (site / href / "index.html").read_text(encoding="utf-8")
        # A parser takes a second for the whole of a long page: it reads the row, to the next one.
        (rest,) = page.split(f'<li id="row-{number}"')[1:]
        row_alone = f"<li{rest.partition('<li id=')[0].partition('</article>')[0]}"
        element = html5lib.parseFragment(row_alone, namespaceHTMLElements=False).find("li")
        text = " ".join("".join(element.itertext()).split())
        own = element.find("p")
        cells = [cell.strip() for cell in (element if own is None else own).itertext()]
        tag = row[1].upper().replace("X", "x")
        assert f"({tag[:4]},{tag[4:]})" in text, (href, number)
        if len(row) > 2 and row[2]:
            assert row[2] in cells, (href, number, row[2])
        for values in (row[3] if len(row) > 3 else {}).get("v", ()):
            for value in values["v"][:3]:
                assert value in text, (href, number, value)
