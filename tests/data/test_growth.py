"""The copies with which the benchmark shows how a build grows are data like any other."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.check import RULES
from generator.load import load
from generator.model import Registry
from generator.model.codes import Code
from tests.bench import keys
from tests.bench.growth import copy_project, multiply

pytestmark = pytest.mark.thorough  # what the benchmark needs, and nothing else


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """The registry of twice everything, which keeps all rules: to load it raises otherwise."""
    data = copy_project(Path(), tmp_path_factory.mktemp("twice") / "project").parent / "data"
    multiply(data, 2)
    return load(data, RULES)


def test_twice_everything_is_twice_as_many_of_each(registry: Registry, twice: Registry) -> None:
    once = _numbers(registry)

    assert _numbers(twice) == {kind: 2 * number for kind, number in once.items()}


def _numbers(registry: Registry) -> Mapping[str, int]:
    """How many there are of each kind of thing, and of what the kinds consist of."""
    iods, dimse, codes = registry.iods, registry.dimse, registry.codes
    return {
        "SOP Classes": len(registry.sop_classes),
        "other UIDs": len(registry.other_uids),
        "IODs": len(iods.iods),
        "normalised IODs": len(iods.normalised),
        "modules of IODs": sum(len(it.modules) for it in iods.iods.values()),
        "modules": len(iods.modules),
        "macros": len(iods.macros),
        "rows of both": sum(1 for table in iods.tables for _ in table.all_rows),
        "attributes in both, expanded": sum(map(iods.size, iods.tables)),
        "attributes": len(iods.attributes),
        "attributes in use": len(iods.used_attributes),
        "sentences": len(registry.glossary.general) + len(registry.glossary.special),
        "conditions": len(registry.meaning.requirements) + len(registry.meaning.usages),
        "values": len(registry.meaning.values),
        "editions": len(registry.editions),
        "service tables": len(dimse.tables),
        "rows of them": sum(len(it.rows) for it in dimse.tables.values()),
        "uses of them": sum(len(it.sop_classes) for it in dimse.uses),
        "operations": sum(map(len, dimse.operations.values())),
        "context groups": len(codes.groups),
        "codes": len({row for it in codes.groups.values() for row in it.rows if _is_code(row)}),
        "templates": len(codes.templates),
        "relations": sum(map(len, registry.relations.by_sop_class.values())),
        "constants of toolkits": sum(len(it.constants) for it in registry.toolkits),
    }


def _is_code(row: Code | int) -> bool:
    return isinstance(row, Code)


def test_all_service_classes_but_that_of_media_are_copied(
    registry: Registry, twice: Registry
) -> None:
    copied = [it.slug for it in registry.services.classes if it.slug not in keys.ON_MEDIA]

    assert len(copied) == len(registry.services.classes) - 1
    assert [it.slug for it in twice.services.classes] == [
        *(it.slug for it in registry.services.classes),
        *(f"{slug}-1" for slug in copied),
    ]


def test_a_copy_refers_to_copies(twice: Registry) -> None:
    sop_class = twice.keys["CTImageStorage1"]
    iod = twice.iods.with_iod[sop_class.uid]
    copied = twice.keys["CTImageStorage"]

    assert sop_class.name == "CT Image 1 Storage"
    assert iod.name == "CT Image 1"
    assert [it.module.name for it in iod.modules] == [
        f"{it.module.name} 1" for it in twice.iods.with_iod[copied.uid].modules
    ]
    assert {
        path[-1].attribute.tag[:4] for it in iod.modules for path in twice.iods.expand(it.module)
    }.isdisjoint({"0008", "0010", "0018", "0020", "0028", "0040", "7fe0"})
    assert twice.services.service_class(sop_class.uid).slug == "storage-1"
    assert [it.sop_class for it in sop_class.see_also] == [
        f"{it.sop_class}1" for it in copied.see_also
    ]
