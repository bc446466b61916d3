"""What the rules about IODs say, word for word."""

from types import SimpleNamespace
from typing import Any

import pytest

from generator.check import iods as rules
from generator.model.attributes import Attribute
from generator.model.iod_tables import IodTables
from generator.model.iods import (
    FunctionalGroup,
    Iod,
    IodModule,
    NoIodReason,
    NormalisedIod,
    Usage,
    WithoutIod,
)
from generator.model.tables import Macro, Module, TableRow, Type
from generator.model.uids import Standard, UidType
from generator.problems import Where

ROW = Where("data/file.csv", 7)


def row(vr: str = "CS", *below: TableRow) -> TableRow:
    attribute = Attribute(tag="00080060", name="A", keyword="K", vr=vr, vm="1", retired=False)
    return TableRow(
        number="1",
        depth=0,
        attribute=attribute,
        name="A",
        type=Type.REQUIRED,
        include=None,
        includes_functional_groups=False,
        has_text=False,
        change=None,
        below=below,
        where=ROW,
    )


def groups_row() -> TableRow:
    return TableRow(
        number="1",
        depth=0,
        attribute=None,
        name="",
        type=None,
        include=None,
        includes_functional_groups=True,
        has_text=False,
        change=None,
        below=(),
        where=ROW,
    )


def module(*rows: TableRow, section: str = "C.1", table: str = "", printed: bool = True) -> Module:
    return Module(
        key=f"m-{section}-{len(rows)}",
        name="M",
        section=section,
        table=table,
        edition="2025e",
        source="the test",
        printed=printed,
        rows=rows,
        where=ROW,
    )


MACRO = Macro(
    key="g",
    name="G",
    section="",
    table="C.2-1",
    edition="2025e",
    source="the test",
    printed=True,
    rows=(row(),),
    where=ROW,
)


def iod(*modules: Module, groups: bool = False, uids: tuple[str, ...] = ("1.2",)) -> Iod:
    uses = (
        IodModule(
            information_entity="Image", module=it, usage=Usage.MANDATORY, row="1", has_text=False
        )
        for it in modules
    )
    group = FunctionalGroup(macro=MACRO, usage=Usage.MANDATORY, row="1", has_text=False)
    return Iod(
        key="i",
        name="I",
        section="A.1",
        table="",
        edition="2025e",
        modules=tuple(uses),
        functional_groups=(group,) if groups else (),
        sop_class_uids=uids,
        where=ROW,
    )


def without(uid: str, reason: NoIodReason, part: str = "", section: str = "") -> WithoutIod:
    return WithoutIod(
        sop_class_uid=uid,
        reason=reason,
        part=part,
        section=section,
        edition="2024b",
        source="the test",
        where=ROW,
    )


def tables(
    *modules: Module,
    iods: tuple[Iod, ...] = (),
    normalised: tuple[NormalisedIod, ...] = (),
    reasons: tuple[WithoutIod, ...] = (),
) -> IodTables:
    return IodTables(
        iods={it.key: it for it in iods},
        modules={it.key: it for it in modules},
        macros={MACRO.key: MACRO},
        attributes={},
        normalised={it.section: it for it in normalised},
        without={it.sop_class_uid: it for it in reasons},
    )


def found(rule: Any, iods: IodTables, **sop_class: Any) -> list[str]:  # noqa: ANN401
    """What `rule` says of a registry with the one SOP Class 1.2."""
    known = {
        "name": "One",
        "type": UidType.SOP_CLASS,
        "retired": False,
        "standard": Standard.DICOM,
        "where": Where("data/sop_classes/One.yml", 1),
    }
    one = {"1.2": SimpleNamespace(**known | sop_class)}
    registry = SimpleNamespace(iods=iods, sop_classes=one, uids=one)
    return [str(problem) for problem in rule(registry)]


def test_a_good_registry_has_no_problems() -> None:
    good = module(row(), row("SQ", row()))
    registry = tables(good, iods=(iod(good),))
    assert [message for rule in rules.RULES for message in found(rule, registry)] == []


def test_a_sop_class_has_an_iod_or_a_reason() -> None:
    rule = rules.every_sop_class_has_an_iod_or_a_reason
    assert found(rule, tables()) == [
        "data/sop_classes/One.yml:1: One (1.2) has no IOD, expected one or the reason why not"
    ]
    both = tables(iods=(iod(),), reasons=(without("1.2", NoIodReason.QUERY),))
    assert found(rule, both) == [
        "data/file.csv:7: 1.2 has a reason to have no IOD, expected none as it has i"
    ]


@pytest.mark.parametrize(
    ("reason", "sop_class", "expected"),
    [
        (NoIodReason.RETIRED, {}, "normalised or query or service or newer"),
        (NoIodReason.QUERY, {"retired": True}, "retired"),
        (NoIodReason.RETIRED, {"retired": True, "type": UidType.META_SOP_CLASS}, "meta"),
        (NoIodReason.QUERY, {"standard": Standard.DICOS}, "dicos"),
    ],
)
def test_reasons_agree_with_the_sop_class(
    reason: NoIodReason, sop_class: dict[str, Any], expected: str
) -> None:
    registry = tables(reasons=(without("1.2", reason),))
    assert found(rules.reasons_hold, registry, **sop_class) == [
        f"data/file.csv:7: 1.2 has no IOD for being {reason}, expected {expected}"
    ]


def test_a_normalised_iod_is_one_that_we_have() -> None:
    reasons = (without("1.2", NoIodReason.NORMALISED, "PS3.3", "B.99"),)
    assert found(rules.reasons_hold, tables(reasons=reasons)) == [
        "data/file.csv:7: normalised IOD PS3.3 B.99, expected one of Annex B"
    ]


def test_only_sequences_have_items() -> None:
    registry = tables(module(row("CS", row())))
    assert found(rules.only_sequences_have_items, registry) == [
        "data/file.csv:7: K with VR CS has rows below it, expected VR SQ"
    ]


def test_tables_are_used() -> None:
    full, empty = module(row()), module()
    registry = tables(full, empty, iods=(iod(full, groups=True),))
    assert found(rules.tables_are_used, registry) == [
        "data/file.csv:7: M Module has no attributes, expected some or an IOD using it",
        "data/file.csv:7: IOD 'I' has functional groups, expected a module that holds them",
    ]
    assert found(rules.tables_are_used, tables(iods=(iod(),))) == [
        "data/file.csv:7: IOD 'I' has no module, expected some"
    ]
    holder = module(groups_row())
    assert found(rules.tables_are_used, tables(holder, iods=(iod(holder, groups=True),))) == []


def test_iods_have_addresses_of_their_own() -> None:
    other = NormalisedIod(
        key="i",
        section="B.1",
        name="I",
        retired=False,
        edition="2024b",
        modules=(),
        where=ROW,
    )
    registry = tables(iods=(iod(module(row())),), normalised=(other,))
    assert found(rules.addresses_of_iods_differ, registry) == [
        "data/file.csv:7: normalised IOD 'I' has the address of a composite one, expected another"
    ]


def test_a_table_has_the_number_of_its_section() -> None:
    registry = tables(
        module(row(), section="C.7.3.1", table="C.7-5a", printed=False),
        module(row(), section="C.11.34", table="C.11.34.1-1", printed=False),
        module(row(), section="C.999", table="C.7-5a", printed=False),
        module(row(), section="C.998", table="C.7-5a"),  # printed there
    )
    assert found(rules.sections_hold_their_tables, registry) == [
        "data/file.csv:7: section C.999 with Table C.7-5a, expected a table of the section"
    ]
