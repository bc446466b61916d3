"""The real tables of IODs, modules, macros and attributes, against packages that have them too."""

import csv
import importlib.util
import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.load.tables import section_key
from generator.model.iod_tables import IodTables
from generator.model.iods import NoIodReason
from generator.model.tables import ChangeKind, Macro, Module, Type
from generator.model.uids import RegisteredUid, uid_key

CT = "1.2.840.10008.5.1.4.1.1.2"
REAL_TIME = {f"1.2.840.10008.10.{number}" for number in range(1, 5)}
FOR_PROCESSING = {f"{CT}.3": CT, f"{CT}.4": f"{CT}.1", f"{CT}.5": f"{CT}.2"}
"""What is newer than highdicom's table, and the SOP Class with the same IOD: PS3.4 2026d, B.5."""

Path_ = tuple[str, ...]
Expanded = Mapping[Path_, str]
"""By path of keywords the type of the attribute; "None" where it has none."""


@pytest.fixture(scope="session")
def highdicom() -> dict[str, Any]:
    # Found, not imported: only the tables are wanted.
    spec = importlib.util.find_spec("highdicom")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "_standard"
    return {path.stem: json.loads(path.read_bytes()) for path in folder.glob("*_map.json")}


# The expansion, held against the printed rows


def test_every_printed_row_is_in_its_table(iod_tables: IodTables) -> None:
    """Row by row as the file of the edition has it, but for what `changes.csv` says."""
    by_label = {table.table: table for table in iod_tables.tables}
    changed = {
        (row["table"], row["row"], row["change"]) for row in _rows("modules/changes.csv", "change")
    }
    printed = _rows("editions/2025e/ps3.3-attributes.csv", "tag")
    seen = Counter(row["table"] for row in printed)
    assert (len(seen), len(printed)) == (716, 10_011)
    found = {
        (table.table, row.number): row for table in iod_tables.tables for row in table.all_rows
    }
    for cells in printed:
        key = cells["table"], cells["row"]
        if (*key, ChangeKind.REMOVE) in changed:
            assert key not in found
            continue
        row = found[key]
        if (*key, ChangeKind.REPLACE) in changed:
            assert row.change is not None
            continue
        tag = row.attribute.printed_tag if row.attribute else ""
        include = row.include.table if row.include else ""
        if row.includes_functional_groups:
            include = "IODFunctionalGroupMacros"
        assert (str(row.depth), tag, row.name, row.type or "", include) == tuple(
            cells[column] for column in ("depth", "tag", "name", "type", "include")
        )
        assert row.change is None
    assert {it.table for it in by_label.values() if it.printed and it.edition == "2025e"} == {*seen}


def test_rows_that_no_edition_printed_say_why(iod_tables: IodTables) -> None:
    rows = [row for table in iod_tables.tables for row in table.all_rows if row.change]
    assert rows
    for row in rows:
        assert row.change is not None
        assert row.change.reason
        assert row.change.source


def test_names_are_those_of_the_dictionary(iod_tables: IodTables) -> None:
    """A tag with the name of another attribute is a misprint, to be corrected."""
    known = {
        "(3004,0020)": "Dose Units Code Sequence",
        "(0008,1090)": "Manufacturer Model Name",
        "(0040,4035)": "Actual Human Performer Sequence",
        "(0074,1002)": "Progress Information Sequence",
        "(0074,1048)": "Failed Parameters Sequence",
        "(0074,104A)": "Overridden Parameters Sequence",
    }
    others = {
        (row.attribute.printed_tag, row.name)
        for table in iod_tables.tables
        for row in table.all_rows
        if row.attribute and _letters(row.attribute.name) != _letters(row.name)
    }
    assert others == set(known.items())


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold().replace("\u03bc", "u")))


def test_every_sequence_says_what_its_items_hold(iod_tables: IodTables) -> None:
    silent = {
        (table.table, row.attribute.keyword)
        for table in iod_tables.tables
        for row in table.all_rows
        if row.attribute and row.attribute.is_sequence and not row.below and table.printed
    }
    # PS3.3 C.7.6.16.2.25 and .26: the items hold whatever was not converted; Table C.34.9-1 prints
    # no row below the third.
    assert {keyword for _, keyword in silent} == {
        "UnassignedSharedConvertedAttributesSequence",
        "UnassignedPerFrameConvertedAttributesSequence",
        "RequestingServiceCodeSequence",
    }


def _rows(file: str, column: str) -> list[dict[str, str]]:
    with (Path("data") / file).open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert column in rows[0]
    return rows


# … and against highdicom, whose tables are of another edition, by another way


RENAMED = {
    "AnalogFilterType": "AnalogFilterTypeCodeSequence",
    "SummarizedFilterLookupTable": "SummarizedFilterLookupTableSequence",
}
"""Keywords that highdicom's dictionary has otherwise (PS3.6 2026c has the second)."""

NEWER = {
    # path from the top of a module or functional group: what came with 2026d at the latest
    ("ct-series", "PresentationIntentType"),
}
"""Rows that highdicom lacks though its dictionary has the attribute."""

NEWER_THAN_ITS_DICTIONARY = {
    # attributes, with what is below them, that the dictionary of highdicom's importer lacked
    *("DisplayedWaveformSegmentSequence", "DoseCalculationModelSequence"),
    *("DoseDepositionCalculationMedium", "EthnicGroups", "GenderIdentitySequence"),
    *("HistologicalDiagnosesCodeSequence", "MaterialDensity", "MontageActivationSequence"),
    *("OphthalmicAnatomicReferencePointSequence", "OphthalmicEnFaceVolumeDescriptorSequence"),
    *("PersonNamesToUseSequence", "PrimaryDiagnosisCodeSequence"),
    *("PrincipalDiagnosisCodeSequence", "RTAssertionsSequence"),
    *("RecommendedIsodoseLevelSequence", "ReferencedSurfaceSegmentationSequence"),
    *("ScanSpotGantryAngles", "ScanSpotPatientSupportAngles", "SecondaryDiagnosesCodeSequence"),
    *("SexParametersForClinicalUseCategorySequence", "StructuredWaveformAnnotationSequence"),
    *("ThirdPersonPronounsSequence", "TilesOverlap", "WaveformMontageSequence"),
    *("WaveformTextualAnnotationSequence", "CompensatorSurfaceRepresentationFlag"),
    # … and those of 2026a to 2026d
    *("SensitiveContentCodeSequence", "DoseUnitCodeSequence", "RTDoseIntentCodeSequence"),
    *("RTDoseInterpretedTypeCodeSequence", "DoseRadiobiologicalInterpretationSequence"),
    *("MetalArtifactReductionApplied", "MetalArtifactReductionAlgorithmIdentificationSequence"),
}
"""The 48 rows of `missing-attributes` are these, wherever they stand."""

NEW_GROUPS = {
    "enhanced-ct-image": "RTConeBeamImagingGeometrySequence",
    "ophthalmic-tomography-image": "FrameVOILUTWithLUTSequence",
}
"""Functional groups that IODs have since (PS3.3 2025e A.38.1, A.52.4)."""

CIRCLES = {"ContentSequence", "IncorporatedInventoryInstanceSequence"}
"""Sequences in their own items, whose second round highdicom leaves out in part."""

CONDITIONAL = {"sr-document-content", "encapsulated-document"}
"""The modules that include macros for one Value Type; highdicom has these rows as if always there,
and here they are 1C and 2C: `data/modules/changes.csv`."""


def _ours(tables: IodTables, key: str) -> Iterator[tuple[Path_, str]]:
    """A module of highdicom, in which functional groups are written out for each IOD, as ours."""
    suffixes = ("-multi-frame-functional-groups", "-current-frame-functional-groups")
    suffix = next((it for it in suffixes if key.endswith(it) and key not in tables.modules), "")
    module = tables.modules[suffix[1:] or key.replace("image---", "image-")]
    for path in tables.expand(module):
        way = tuple(use.attribute.keyword for use in path)
        yield way, str(path[-1].type)
        if path[-1].is_sequence_of_groups and suffix:
            for group in tables.iods[key.removesuffix(suffix)].functional_groups:
                for inner in tables.expand(group.macro):
                    keywords = (use.attribute.keyword for use in inner)
                    yield (*way, *keywords), str(inner[-1].type)


def _theirs(rows: list[dict[str, Any]]) -> Iterator[tuple[Path_, str]]:
    for row in rows:
        path = (*row["path"], row["keyword"])
        yield tuple(RENAMED.get(it, it) for it in path), row["type"]


def _only_ours(key: str, path: Path_) -> str:
    if {*path} & NEWER_THAN_ITS_DICTIONARY:
        return "newer than its dictionary"
    if (key, ".".join(path)) in NEWER:
        return "newer"
    if any(key.startswith(f"{iod}-multi-") and it in path for iod, it in NEW_GROUPS.items()):
        return "new functional group"
    if any(path.count(it) > 1 for it in CIRCLES) or path[0] in CIRCLES:
        return "circle"
    return ""


def test_expanding_gives_highdicom_s_rows(iod_tables: IodTables, highdicom: dict[str, Any]) -> None:
    """Each difference belongs to a class that says why; counted, and none is left over."""
    classes: Counter[str] = Counter()
    unexplained = []
    for key, rows in highdicom["module_attribute_map"].items():
        theirs: Expanded = dict(_theirs(rows))
        ours: Expanded = dict(_ours(iod_tables, key))
        assert len(theirs) == len(rows) or key == "waveform"
        for path in theirs.keys() | ours.keys():
            there, here = theirs.get(path), ours.get(path)
            if there == here:
                why = "same"
            elif there is None:
                why = _only_ours(key, path)
            elif key in CONDITIONAL and here == f"{there}C":
                why = "conditional include"
            else:
                why = ""
            classes[why] += 1
            if not why:
                unexplained.append((key, ".".join(path), there, here))
    assert unexplained == []
    assert classes == {
        "same": 99_701,
        "newer than its dictionary": 1837,
        "new functional group": 954,
        "circle": 22,
        "newer": 1,
        "conditional include": 39,
    }


def test_modules_of_iods(iod_tables: IodTables, highdicom: dict[str, Any]) -> None:
    """The same modules with the same usages in the same entities, but for what came since."""
    source = highdicom["iod_module_map"]
    assert len(iod_tables.iods) == len(source) == 175
    for key, iod in iod_tables.iods.items():
        theirs = [(_key(use["key"], key), use["usage"], use["ie"]) for use in source[key]]
        found = [
            (use.module.key, str(use.usage), use.information_entity)
            for use in iod.modules
            if not (use.change and use.change.edition > iod.edition)
        ]
        assert found == theirs, key
        assert [use for uses in iod.information_entities.values() for use in uses] == [*iod.modules]


def _key(key: str, iod: str) -> str:
    """The key of a module of highdicom as ours: one for all IODs, and without three hyphens."""
    groups = key.removeprefix(f"{iod}-")
    return groups if groups.endswith("functional-groups") else key.replace("---", "-")


def test_what_came_to_iods_since(iod_tables: IodTables) -> None:
    added = {
        (iod.key, use.module.key): (use.change.edition, str(use.usage))
        for iod in iod_tables.iods.values()
        for use in iod.modules
        if use.change and use.change.kind is ChangeKind.INSERT
    }
    # PS3.3 2026d Table A.3-1
    assert added == {("ct-image", "single-frame-ct-series"): ("2026d", "C")}


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


# What pages promise


def test_counts_of_the_edition(iod_tables: IodTables) -> None:
    assert iod_tables.edition == "2025e"
    printed = [table for table in iod_tables.tables if table.printed]
    kinds = Counter(table.kind for table in printed)
    assert kinds == {"Module": 411 + 2, "Macro": 305 + 1}
    unprinted = {table.key for table in iod_tables.tables if not table.printed}
    assert unprinted == {
        *("presentation-lut", "basic-film-session-presentation", "media-creation-management"),
        "billing-and-material-management-code",
    }
    assert all(it.has_table for it in iod_tables.tables)
    newer = {it.table: it.edition for it in printed if it.edition != iod_tables.edition}
    assert newer == dict.fromkeys(("C.8.2.3-1", "C.8.15.3.15-1", "C.11.5-1"), "2026d")
    assert sum(len(iod.modules) for iod in iod_tables.iods.values()) == 3347 + 2 + 1
    assert sum(len(iod.functional_groups) for iod in iod_tables.iods.values()) == 445 + 29


def test_keys_tell_tables_apart(iod_tables: IodTables) -> None:
    assert len({(table.kind, table.key) for table in iod_tables.tables}) == len(
        [*iod_tables.tables]
    )
    labels = Counter(table.table for table in iod_tables.tables)
    assert [label for label, count in labels.items() if count > 1] == []


def test_where_attributes_occur_agrees_with_what_tables_hold(iod_tables: IodTables) -> None:
    """Every path leads to its attribute and back, and no attribute leads anywhere else."""
    roots = [
        table for table in iod_tables.tables if isinstance(table, Module) or iod_tables.users(table)
    ]
    there: Counter[tuple[str, str, str]] = Counter()
    for table in roots:
        for path in iod_tables.expand(table):
            there[path[-1].attribute.tag, table.kind, table.key] += 1
    back: Counter[tuple[str, str, str]] = Counter()
    for attribute in iod_tables.used_attributes:
        found = iod_tables.occurrences(attribute)
        for reach in found.reaches:
            back[attribute.tag, reach.table.kind, reach.table.key] += reach.paths
        assert found.paths == sum(place.paths for place in found.places)
        rows = (
            [
                (table, row)
                for table in iod_tables.tables
                for row in table.all_rows
                if row.attribute is attribute
            ]
            if attribute.tag.startswith("0008")
            else []
        )
        if rows:
            assert [(place.table, place.row) for place in found.places] == rows
        uids = [uid for iod in found.iods for uid in iod.sop_class_uids]
        assert list(found.sop_class_uids) == sorted(uids, key=uid_key)
    assert back == there


def test_modules_and_iods_lead_to_each_other(iod_tables: IodTables) -> None:
    there = {
        (iod, use.module, use.usage) for iod in iod_tables.iods.values() for use in iod.modules
    } | {
        (iod, use.macro, use.usage)
        for iod in iod_tables.iods.values()
        for use in iod.functional_groups
    }
    back = {
        (user.iod, table, user.usage)
        for table in iod_tables.tables
        for user in iod_tables.users(table)
    }
    assert there == back


def test_includes_lead_back_to_their_rows(iod_tables: IodTables) -> None:
    there = {
        (row.include, table, row)
        for table in iod_tables.tables
        for row in table.all_rows
        if row.include
    }
    back = {
        (macro, place.table, place.row)
        for macro in iod_tables.macros.values()
        for place in iod_tables.includes(macro)
    }
    assert there == back
    unused = [
        macro.table
        for macro in iod_tables.macros.values()
        if not iod_tables.includes(macro) and not iod_tables.users(macro)
    ]
    # No table of ours includes them, and they are functional groups of no IOD.
    assert unused == sorted(unused, key=section_key)


def test_functional_groups_are_of_iods_that_are_multi_frame(iod_tables: IodTables) -> None:
    for iod in iod_tables.iods.values():
        assert bool(iod.functional_groups) is bool(iod.functional_groups_modules), iod.key
        for group in iod.functional_groups:
            assert isinstance(group.macro, Macro)
    # PS3.3 C.7.6.29: the macros stand in both sequences of the module.
    [sparse] = iod_tables.iods["enhanced-continuous-rt-image"].functional_groups_modules
    assert sparse.key == "sparse-multi-frame-functional-groups"
    assert [
        path[-1].attribute.keyword
        for path in iod_tables.expand(sparse)
        if path[-1].is_sequence_of_groups
    ] == ["SharedFunctionalGroupsSequence", "SelectedFrameFunctionalGroupsSequence"]


def test_no_circle_is_followed_for_ever(iod_tables: IodTables) -> None:
    circular = set()
    for table in iod_tables.tables:
        for path in iod_tables.expand(table):
            keywords = [use.attribute.keyword for use in path]
            assert len(path) <= 12
            if len(set(keywords)) < len(keywords):
                circular |= {it for it in keywords if keywords.count(it) > 1}
    assert {"ContentSequence", "IncorporatedInventoryInstanceSequence"} <= circular
    # SR items nest, and hold what each of them may (PS3.3 Table C.17-6).
    content = iod_tables.attribute("ContentSequence")
    module = iod_tables.modules["sr-document-content"]
    [use] = [it for it in iod_tables.uses(module) if it.attribute is content]
    within = {it.attribute.keyword: it.type for it in iod_tables.items(use)}
    assert within["ContentSequence"] is Type.REQUIRED_CONDITIONALLY
    assert {"ObservationDateTime", "ObservationUID", "RelationshipType"} <= within.keys()


def test_modules_stand_in_the_order_of_the_standard(iod_tables: IodTables) -> None:
    def disorder(sections: list[str]) -> list[tuple[str, str]]:
        pairs = itertools.pairwise(sections)
        return [(a, b) for a, b in pairs if section_key(a) > section_key(b)]

    modules = [module.section for module in iod_tables.modules.values() if module.section]
    # Where the standard itself prints a table out of the order of its sections.
    assert len(disorder(modules)) <= 3, disorder(modules)
    normalised = [iod.section for iod in iod_tables.normalised.values()]
    assert disorder(normalised) == []


def test_normalised_iods(iod_tables: IodTables) -> None:
    mpps = iod_tables.normalised_iod_of("1.2.840.10008.3.1.2.3.3")
    assert mpps is not None
    assert (mpps.section, mpps.name, mpps.key) == (
        "B.17",
        "Modality Performed Procedure Step",
        "modality-performed-procedure-step",
    )
    job = iod_tables.modules["print-job"]
    assert [iod.name for iod in iod_tables.normalised_users(job)] == ["Print Job"]
    assert iod_tables.normalised_iod_of("1.2.840.10008.1.1") is None
    assert len(iod_tables.normalised) == 30
    # What has no type is of normalised IODs, whose requirements PS3.4 sets.
    untyped = {
        module.key
        for module in iod_tables.modules.values()
        if any(use.type is None for use in iod_tables.uses(module))
    }
    assert [key for key in untyped if iod_tables.users(iod_tables.modules[key])] == []
