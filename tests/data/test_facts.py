"""Every row of the facts about meaning is in the data, or is counted as left out, with its reason.

That each record of the data is shown on a page is tested in `test_meaning.py`. The facts are no
part of the project: they are looked for in `../shared`, or in the folder that SHARED names.
"""

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.model import Registry
from generator.render.coverage import LEFT_OUT

ROOT = Path(__file__).parents[2]
FACTS = Path(os.environ.get("SHARED", ROOT.parent / "shared")) / "facts"
EDITIONS = ROOT / "data" / "editions"

Row = dict[str, Any]
LEFT = {what: number for what, number, _ in LEFT_OUT}


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _facts(name: str) -> list[Row]:
    path = FACTS / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    if path.suffix == ".csv":
        return _csv(path)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _keys(rows: Iterable[Row], *columns: str) -> Counter[tuple[str, ...]]:
    return Counter(tuple(str(row[column]) for column in columns) for row in rows)


# The facts, the data made of them, and the columns by which a row is known in both.
WHOLE: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "conditions": (
        "meaning/conditions-2025e.jsonl",
        "2025e/ps3.3-conditions.csv",
        ("table", "row", "status"),
    ),
    "conditional modules and functional groups": (
        "meaning/usage-conditions-2025e.jsonl",
        "2025e/ps3.3-usage-conditions.csv",
        ("iod", "what", "row", "usage", "status"),
    ),
    "context groups": (
        "ps3.16-2026b/context-groups.csv",
        "2026b/ps3.16-context-groups.csv",
        ("cid", "name"),
    ),
    "codes": (
        "ps3.16-2026b/context-group-codes.csv",
        "2026b/ps3.16-codes.csv",
        ("cid", "row", "scheme", "code"),
    ),
    "templates": ("meaning/tids.csv", "2026b/ps3.16-templates.csv", ("tid", "name")),
    "content of SR": (
        "meaning/sr-content-constraints.csv",
        "2025e/ps3.3-content-constraints.csv",
        ("section", "row", "relationship", "target_value_types", "mode"),
    ),
    "de-identification": (
        "ps3.15/table-e.1-1-2026c.csv",
        "2026c/ps3.15-table-e.1-1.csv",
        ("name", "tag", "basic_profile", "retain_uids", "clean_descriptors"),
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_row_of_the_facts_is_in_the_data(name: str) -> None:
    facts, data, columns = WHOLE[name]
    known, ours = _keys(_facts(facts), *columns), _keys(_csv(EDITIONS / data), *columns)
    assert known
    assert not known - ours


def test_every_list_of_values_is_in_the_data() -> None:
    facts = _keys(_facts("meaning/values-2025e.csv"), "table", "row", "value_number", "values_now")
    ours = _keys(
        _csv(EDITIONS / "2025e/ps3.3-values.csv"), "table", "row", "value_number", "values"
    )
    assert facts
    assert not facts - ours
    assert len(_facts("meaning/values-unplaced.csv")) == LEFT["Lists of values"]


def test_every_context_group_that_a_source_states_is_in_the_data() -> None:
    facts = _facts("meaning/context-groups-2025e.csv")
    columns = ("table", "row", "cid")
    current = _keys((it for it in facts if it["status"] == "current"), *columns)
    assert not current - _keys(_csv(EDITIONS / "2025e/ps3.3-context-groups.csv"), *columns)
    assert len(facts) - current.total() == LEFT["Context groups of code sequences"]


def test_every_root_template_is_in_the_data() -> None:
    facts = _keys((it for it in _facts("meaning/sr-templates.csv") if it["tid"]), "tid", "strength")
    ours = _keys(_csv(EDITIONS / "2025e/ps3.3-root-templates.csv"), "tid", "strength")
    assert facts
    assert not facts - ours


# What is left out of the values that IODs fix, each with the rows that it is about.
NOT_FIXED: dict[str, Callable[[Row], bool]] = {
    "Values that an IOD fixes by a module of its own": lambda it: it["basis"] == "module",
    "Checks of pixel attributes against transfer syntaxes": lambda it: it["rule"].endswith("_hold"),
    "Single values that an IOD fixes": lambda it: it["basis"].startswith("curated, not read"),
}


def test_every_value_that_an_iod_fixes_is_in_the_data_or_left_out() -> None:
    facts = _facts("meaning/transfer-syntax-constraints.csv")
    ours = _csv(EDITIONS / "2025e/ps3.3-fixed-values.csv")
    rest = [it for it in facts if not any(of(it) for of in NOT_FIXED.values())]
    columns = ("tag", "value_number", "rule", "values", "source")
    missing = _keys(rest, *columns) - _keys(ours, *columns)
    left = {what: sum(map(of, facts)) for what, of in NOT_FIXED.items()}
    # What is read in a source and yet missing no longer holds.
    left["Single values that an IOD fixes"] += missing.total()
    assert left == {what: LEFT[what] for what in NOT_FIXED}


def test_every_unit_is_in_the_data_or_left_out(registry: Registry) -> None:
    agreed = [
        it for it in _facts("meaning/units-by-attribute.csv") if it["agreement"] == "all_agree"
    ]
    assert agreed
    without = []
    for it in agreed:
        attribute = registry.iods.find_attribute(it["tag"])
        assert attribute, it["tag"]
        sentence = registry.glossary.of(attribute)
        if sentence is None or sentence.unit != it["unit"]:
            assert sentence is None or not sentence.unit, it["tag"]
            without.append(it["tag"])
    assert len(without) == LEFT["Units"], without
