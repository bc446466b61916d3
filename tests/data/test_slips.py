"""Slips that a person makes in a line, and that all other tests let pass: each is noticed here."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest

from generator import api
from generator.history import compute_history
from generator.model import Registry
from generator.model.addresses import sop_class_address
from generator.render import iods, pages
from generator.render.html import Renderer, Repository

SITE = "https://registry.example/"
TABLES = Path("data/editions/2025e")
STRENGTH = {"1": 0, "1C": 1, "2": 2, "2C": 3, "3": 4}


@pytest.fixture(scope="module")
def made(registry: Registry) -> dict[str, bytes]:
    return dict(api.files(registry, compute_history(registry.editions), site=SITE))


def document(made: dict[str, bytes], path: str) -> Any:  # noqa: ANN401  # JSON
    return json.loads(made[f"api/v1/{path}"])


def test_robots_are_let_in(made: dict[str, bytes]) -> None:
    robots = RobotFileParser()
    robots.parse(made["robots.txt"].decode().splitlines())

    for address in ("", "sop-classes/1.2.840.10008.5.1.4.1.1.2/", "api/v1/index.json"):
        assert robots.can_fetch("Googlebot", SITE + address)


def test_a_change_is_exact_where_no_edition_lies_between(made: dict[str, bytes]) -> None:
    """Up to 2012 there was an edition a year or two, from 2013 on up to five a year, by letter."""
    changes = document(made, "changes.json")["changes"]
    dated = [it for it in changes if it["since"]]
    assert len(dated) > 200
    assert {it["exact"] for it in changes} == {True, False}
    for it in dated:
        year, letter = int(it["since"][:4]), it["since"][4:]
        following = {f"{year}{chr(ord(letter) + 1)}", f"{year + 1}a"} if letter else set()
        if it["exact"] and letter:
            assert it["edition"] in following, it
        if it["edition"] == f"{year}{chr(ord(letter or 'a') + 1)}" and letter:
            assert it["exact"], it
    assert not any(it["exact"] for it in changes if not it["since"])


def test_what_came_after_an_edition_is_not_what_came_with_it(made: dict[str, bytes]) -> None:
    names = [it["name"] for it in document(made, "editions.json")["editions"]]
    for kind in ("changes", "attribute_changes", "structure_changes"):
        every = document(made, "changes.json")[kind]
        for at, name in enumerate(names):
            found = document(made, f"changes/since/{name}.json")[kind]
            later = {*names[at + 1 :]}
            dated = [it for it in every if it["edition"] in later and it.get("since")]
            assert all(it["edition"] in later for it in found), (kind, name)
            assert [it for it in dated if it not in found] == [], (kind, name)


@pytest.fixture(scope="module")
def shown(registry: Registry) -> dict[str, str]:
    """The pages of some SOP Classes, by UID: every fifth, and all that are retired."""
    history = compute_history(registry.editions)
    renderer = Renderer(registry, history, Path("templates"), repository=Repository())
    chosen = {uid for uid, it in registry.sop_classes.items() if it.retired}
    chosen |= {*list(registry.sop_classes)[::5]}
    addresses = {sop_class_address(uid): uid for uid in chosen}
    return {
        addresses[page.url]: renderer.render(page).html
        for page in pages(registry, history)
        if page.url in addresses
    }


def test_what_is_retired_says_so_and_what_took_its_place(
    registry: Registry, shown: dict[str, str]
) -> None:
    with (Path("data/relations") / "successors.csv").open(encoding="utf-8") as file:
        successors = defaultdict(set)
        for row in csv.DictReader(file):
            if row["successor"]:
                successors[row["retired"]].add(row["successor"])
    assert len(successors) > 10
    for uid, html in shown.items():
        notice = re.search(
            r'<div class="notice"[^>]*><p><strong>Retired\.</strong>(.*?)</div>', html, re.DOTALL
        )
        assert bool(notice) is registry.sop_classes[uid].retired, uid
        if notice:
            linked = {*re.findall(r'sop-classes/([0-9.]+)/"', notice[1])}
            assert linked == successors[uid], uid
            assert ("The standard names no successor." in notice[1]) is (not linked), uid


def rows(name: str) -> Iterator[dict[str, str]]:
    with (TABLES / f"ps3.3-{name}.csv").open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def test_what_an_object_must_hold_has_the_strongest_type_of_its_mandatory_modules(
    registry: Registry,
) -> None:
    """Held against the printed rows, read here by other means than the registry's."""
    by_label: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("attributes"):
        by_label[row["table"]].append(row)
    checked = 0
    for iod in registry.iods.iods.values():
        modules = [it.module for it in iod.modules if it.usage == "M"]
        if any(not module.printed or module.edition != "2025e" for module in modules):
            continue
        found = {
            it.tags[0]: it.row.type for it in iods.required(registry.iods, iod) if len(it.tags) == 1
        }
        direct: dict[str, str] = {}
        for module in modules:
            for row in by_label[module.table]:
                tag = row["tag"].strip("()").replace(",", "").lower()
                if row["depth"] == "0" and row["type"] in STRENGTH:
                    direct[tag] = min(direct.get(tag, "3"), row["type"], key=STRENGTH.__getitem__)
        for tag, kind in direct.items():
            if kind in {"1", "2"}:
                checked += 1
                assert tag in found, (iod.key, tag)
                assert STRENGTH[str(found[tag])] <= STRENGTH[kind], (iod.key, tag)
    assert checked > 1000
