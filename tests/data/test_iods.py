"""The real tables of IODs, modules and attributes, against the packages they were taken from."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

from generator.load.files import read_csv
from generator.model.iods import IodTables, ItemDefinition, Module, NoIodReason, expand
from generator.model.uids import RegisteredUid, uid_key
from generator.problems import Problem

REAL_TIME = {f"1.2.840.10008.10.{number}" for number in range(1, 5)}
CT = "1.2.840.10008.5.1.4.1.1.2"
FOR_PROCESSING = {f"{CT}.3": CT, f"{CT}.4": f"{CT}.1", f"{CT}.5": f"{CT}.2"}
"""What is newer than highdicom's table, and the SOP Class with the same IOD: PS3.4 2026d, B.5."""


@pytest.fixture(scope="session")
def highdicom() -> dict[str, Any]:
    # Found, not imported: only the tables are wanted.
    spec = importlib.util.find_spec("highdicom")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "_standard"
    return {path.stem: json.loads(path.read_bytes()) for path in folder.glob("*_map.json")}


def test_expanding_gives_the_source_rows(iod_tables: IodTables, highdicom: dict[str, Any]) -> None:
    source = highdicom["module_attribute_map"]
    assert {key for key, module in iod_tables.modules.items() if module.has_table} == set(source)
    for key, rows in source.items():
        expanded = [
            {
                "keyword": path[-1].attribute.keyword,
                "type": str((path[-1].correction or path[-1]).type),  # "None" where there is none
                "path": [row.attribute.keyword for row in path[:-1]],
            }
            for path in expand(iod_tables.modules[key].rows)
        ]
        assert expanded == rows, key


def test_rows_are_stored_once(iod_tables: IodTables) -> None:
    assert sum(len(module.rows) for module in iod_tables.modules.values()) == 4033
    assert len(iod_tables.items) == 879
    assert sum(len(item.rows) for item in iod_tables.items.values()) == 6708
    # The same items told apart by the sequences that hold them.
    holders = {
        (place.row.attribute.tag, item.key)
        for item in iod_tables.items.values()
        for place in iod_tables.holders(item)
    }
    assert len(holders) == 1362
    assert sum(module.size for module in iod_tables.modules.values()) == 99_740


def test_modules_of_iods(iod_tables: IodTables, highdicom: dict[str, Any]) -> None:
    source = highdicom["iod_module_map"]
    assert len(iod_tables.iods) == len(source) == 175
    for key, iod in iod_tables.iods.items():
        found = [
            {"key": use.module.key, "usage": str(use.usage), "ie": use.information_entity}
            for use in iod.modules
        ]
        assert found == source[key]
        assert [use for uses in iod.information_entities.values() for use in uses] == [*iod.modules]


def test_sop_classes_of_iods(iod_tables: IodTables, highdicom: dict[str, Any]) -> None:
    found = {uid: iod.key for iod in iod_tables.iods.values() for uid in iod.sop_class_uids}
    real_time = {uid: found.pop(uid) for uid in REAL_TIME}
    for uid, other in FOR_PROCESSING.items():
        assert found.pop(uid) == found[other]
    assert found == highdicom["sop_class_iod_map"]
    assert not set(real_time.values()) & set(found.values())
    assert set(real_time.values()) | set(found.values()) == iod_tables.iods.keys()


def test_every_sop_class_has_an_iod_or_a_reason(
    iod_tables: IodTables, uids: tuple[RegisteredUid, ...]
) -> None:
    sop_classes = {uid.uid for uid in uids if uid.is_sop_class}
    with_iod = {uid for uid in sop_classes if iod_tables.iod_of(uid)}
    assert with_iod | iod_tables.without.keys() == sop_classes
    assert not with_iod & iod_tables.without.keys()
    assert (len(sop_classes), len(with_iod)) == (323, 187)
    assert Counter(it.reason for it in iod_tables.without.values()) == {
        NoIodReason.RETIRED: 47,
        NoIodReason.QUERY: 40,
        NoIodReason.NORMALISED: 27,
        NoIodReason.META: 9,
        NoIodReason.DICOS: 7,
        NoIodReason.DICONDE: 5,
        NoIodReason.SERVICE: 1,
    }


def test_the_dictionary_is_the_whole_of_pydicom_s(iod_tables: IodTables) -> None:
    source = {f"{tag:08x}": entry for tag, entry in DicomDictionary.items()}
    source |= {tag.lower(): entry for tag, entry in RepeatersDictionary.items()}
    found = {
        it.tag: (it.vr, it.vm, it.name, "Retired" if it.retired else "", it.keyword)
        for it in iod_tables.attributes.values()
    }
    assert found == source
    assert list(found) == sorted(found)


def test_counts_that_pages_promise(iod_tables: IodTables) -> None:
    modules = iod_tables.modules.values()
    assert len(modules) == 445
    assert sum(not module.has_table for module in modules) == 9
    assert sum(bool(iod_tables.users(module)) for module in modules) == 445 - 45
    assert max(module.size for module in modules) == 2670
    assert len(iod_tables.used_attributes) == 4304
    assert sum("x" in it.tag for it in iod_tables.used_attributes) == 16
    assert sum(len(iod.functional_groups) for iod in iod_tables.iods.values()) == 464
    untyped = sum(row[-1].type is None for module in modules for row in expand(module.rows))
    assert untyped == 890


def test_titles_of_modules_tell_them_apart(iod_tables: IodTables) -> None:
    titles = Counter(module.title for module in iod_tables.modules.values())
    assert [title for title, count in titles.items() if count > 1] == []
    module = iod_tables.modules["enhanced-ct-image-multi-frame-functional-groups"]
    assert module.title == "Multi-frame Functional Groups (Enhanced CT Image)"


def test_names_of_item_definitions(iod_tables: IodTables) -> None:
    code = iod_tables.attribute("ConceptNameCodeSequence")
    places = iod_tables.occurrences(code).in_items
    items = {place.row.item.key for place in places if place.row.item}
    assert "code-sequence-macro" in items
    assert sum(item.macro is not None for item in iod_tables.items.values()) == 8
    assert list(iod_tables.items) == sorted(iod_tables.items, key=_natural)


def _natural(name: str) -> tuple[str, int]:
    base, _, number = name.rpartition("-")
    return (base, int(number)) if base and number.isdecimal() else (name, 0)


def test_code_value_occurs_4714_times(iod_tables: IodTables) -> None:
    code_value = iod_tables.attribute("CodeValue")
    found = iod_tables.occurrences(code_value)
    paths = list(iod_tables.paths(code_value))
    assert len(paths) == found.paths == 4714
    assert found.in_modules == ()
    assert sum(place.paths for place in found.in_items) == 4714
    assert Counter(module for module, _ in paths) == {it.module: it.paths for it in found.modules}


def test_where_attributes_occur_agrees_with_what_modules_hold(iod_tables: IodTables) -> None:
    """Every row leads to its attribute and back, and no attribute leads anywhere else."""
    there = Counter(
        (path[-1].attribute.tag, module.key, path[-1].type)
        for module in iod_tables.modules.values()
        for path in expand(module.rows)
    )
    back = Counter(
        (attribute.tag, module.key, rows[-1].type)
        for attribute in iod_tables.used_attributes
        for module, rows in iod_tables.paths(attribute)
    )
    assert back == there
    for attribute in iod_tables.used_attributes:
        found = iod_tables.occurrences(attribute)
        assert {(attribute.tag, it.module.key, kind) for it in found.modules for kind in it.types}
        top = [reach.row for reach in found.modules if reach.row]
        assert top == [place.row for place in found.in_modules]
        uids = [uid for iod in found.iods for uid in iod.sop_class_uids]
        assert list(found.sop_class_uids) == sorted(uids, key=uid_key)


def test_modules_and_iods_lead_to_each_other(iod_tables: IodTables) -> None:
    there = {
        (iod, use.module, use.usage) for iod in iod_tables.iods.values() for use in iod.modules
    }
    back = {
        (user.iod, module, user.usage)
        for module in iod_tables.modules.values()
        for user in iod_tables.users(module)
    }
    assert there == back


def test_every_item_definition_has_a_holder_that_has_it(iod_tables: IodTables) -> None:
    for item in iod_tables.items.values():
        places = iod_tables.holders(item)
        assert places
        for place in places:
            assert place.row.item is item
            assert place.row in place.holder.rows
            assert isinstance(place.holder, Module | ItemDefinition)
        assert sum(iod_tables.modules_with(item).values()) > 0


def test_functional_groups_are_of_iods_that_are_multi_frame(iod_tables: IodTables) -> None:
    for iod in iod_tables.iods.values():
        if iod.functional_groups:
            assert iod.functional_groups_module
    ct = iod_tables.iods["enhanced-ct-image"]
    assert (
        ct.functional_groups_module is iod_tables.modules[f"{ct.key}-multi-frame-functional-groups"]
    )
    used = {group.key for iod in iod_tables.iods.values() for group, _ in iod.functional_groups}
    assert used == iod_tables.functional_groups.keys()


def test_modules_stand_in_the_order_of_the_standard(iod_tables: IodTables) -> None:
    sections = [_section(module.section) for module in iod_tables.modules.values()]
    assert sections == sorted(sections)
    iods = [_section(iod.section) for iod in iod_tables.iods.values() if iod.section]
    assert iods == sorted(iods)


def _section(section: str) -> list[tuple[str, int, str]]:
    def part(text: str) -> tuple[str, int, str]:
        digits = "".join(filter(str.isdigit, text))
        letters = text.removeprefix(digits)
        return (letters, 0, "") if not digits else ("", int(digits), letters)

    return [part(text) for text in section.split(".")]


def test_sources_are_named() -> None:
    problems: list[Problem] = []
    for file, columns in {
        "iods/iods.csv": "iod name section table edition source",
        "modules/modules.csv": "module iod name section table edition source",
        "iods/functional_groups.csv": "macro name section table edition source",
        "iods/without.csv": "sop_class_uid reason part section edition source",
        "iods/sop_classes.csv": "sop_class_uid iod source",
    }.items():
        rows = read_csv(Path("data") / file, columns.split(), problems)
        assert rows
        assert [row.where for row in rows if not row["source"]] == []
        assert [
            row.where
            for row in rows
            if "section" in row.cells and bool(row["section"]) != bool(row["edition"])
        ] == []
    assert problems == []


def test_normalised_iods(iod_tables: IodTables) -> None:
    mpps = iod_tables.normalised_iod_of("1.2.840.10008.3.1.2.3.3")
    assert mpps is not None
    assert (mpps.section, mpps.name) == ("B.17", "Modality Performed Procedure Step")
    job = iod_tables.modules["print-job"]
    assert [iod.name for iod in iod_tables.normalised_users(job)] == ["Print Job"]
    assert iod_tables.normalised_iod_of("1.2.840.10008.1.1") is None
    untyped = {
        module.key
        for module in iod_tables.modules.values()
        if any(row.type is None for row in module.rows)
    }
    assert [key for key in untyped if iod_tables.users(iod_tables.modules[key])] == []
