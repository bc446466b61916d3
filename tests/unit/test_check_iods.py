"""What the rules about IODs say, word for word."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from generator.check import iods as rules
from generator.model.attributes import Attribute
from generator.model.iods import (
    AttributeUse,
    FunctionalGroup,
    Iod,
    IodModule,
    IodTables,
    ItemDefinition,
    Module,
    NoIodReason,
    Type,
    Usage,
    WithoutIod,
)
from generator.model.uids import Standard, UidType
from generator.problems import Where

ROW = Where("data/file.csv", 7)


def attribute(tag: str, vr: str = "CS") -> Attribute:
    return Attribute(tag=tag, name=f"Name {tag}", keyword=f"K{tag}", vr=vr, vm="1", retired=False)


def use(tag: str, vr: str = "CS", item: ItemDefinition | None = None) -> AttributeUse:
    return AttributeUse(attribute=attribute(tag, vr), type=Type.REQUIRED, item=item, where=ROW)


def module(*rows: AttributeUse, key: str = "m") -> Module:
    return Module(
        key=key,
        name="M",
        variant_of="",
        section="C.1",
        table="",
        edition="2024b",
        source="the test",
        rows=rows,
        where=ROW,
    )


def iod(*modules: Module, groups: bool = False, uids: tuple[str, ...] = ("1.2",)) -> Iod:
    group = FunctionalGroup(key="g", name="G", section="", table="", edition="", source="the test")
    uses = (
        IodModule(information_entity="Image", module=it, usage=Usage.MANDATORY) for it in modules
    )
    return Iod(
        key="i",
        name="I",
        section="A.1",
        table="",
        edition="2024b",
        source="the test",
        modules=tuple(uses),
        functional_groups=((group, Usage.MANDATORY),) if groups else (),
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
    items: tuple[ItemDefinition, ...] = (),
    iods: tuple[Iod, ...] = (),
    reasons: tuple[WithoutIod, ...] = (),
) -> IodTables:
    return IodTables(
        iods={it.key: it for it in iods},
        modules={it.key: it for it in modules},
        items={it.key: it for it in items},
        attributes={},
        functional_groups={},
        normalised={},
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
    item = ItemDefinition(key="d", rows=(use("00100010"),))
    good = module(use("00080060"), use("00081115", "SQ", item))
    registry = tables(good, items=(item,), iods=(iod(good),))
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
        (
            NoIodReason.QUERY,
            {"standard": Standard.DICOS},
            "dicos",
        ),
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
        "data/file.csv:7: normalised IOD PS3.3 B.99, expected one of normalised.csv"
    ]


def test_rows_stand_in_the_order_of_their_tags() -> None:
    registry = tables(module(use("00080061"), use("00080060")))
    assert found(rules.rows_are_in_order, registry) == [
        "data/file.csv:7: K00080060 (0008,0060) after (0008,0061), expected the order of the tags"
    ]


def test_only_sequences_hold_items() -> None:
    item = ItemDefinition(key="d", rows=(use("00100010"),))
    registry = tables(module(use("00080060", "CS", item)), items=(item,))
    assert found(rules.items_are_of_sequences, registry) == [
        "data/file.csv:7: K00080060 with VR CS holds item definition 'd', expected VR SQ"
    ]


def test_item_definitions_are_stored_once_and_used() -> None:
    one = ItemDefinition(key="d", rows=(use("00100010"),))
    two = replace(one, key="d-2")
    registry = tables(module(use("00081115", "SQ", one)), items=(one, two))
    assert found(rules.item_definitions_are_stored_once, registry) == [
        "data/file.csv:7: item definition 'd-2' equals 'd', expected one for both",
        "data/file.csv:7: item definition 'd-2' is in no sequence, expected it in one",
    ]


def test_a_table_has_the_number_of_its_section() -> None:
    tabled = {
        "over": replace(module(key="over"), section="C.7.3.1", table="C.7-5a"),
        "under": replace(module(key="under"), section="C.11.34", table="C.11.34.1-1"),
    }
    wrong = replace(module(key="wrong"), section="C.999", table="C.7-5a")
    registry = tables(*tabled.values(), wrong)
    assert found(rules.sections_hold_their_tables, registry) == [
        "data/file.csv:7: section C.999 with Table C.7-5a, expected a table of the section"
    ]


def test_modules_and_functional_groups_are_known() -> None:
    full, empty = module(use("00080060")), module(key="e")
    registry = tables(full, empty, iods=(iod(full, groups=True),))
    assert found(rules.modules_are_known, registry) == [
        "data/file.csv:7: module 'e' has no attributes, expected some or an IOD using it",
        "data/file.csv:7: IOD 'i' has functional groups, expected a module that holds them",
    ]
    assert found(rules.modules_are_known, tables(iods=(iod(),))) == [
        "data/file.csv:7: IOD 'i' has no module, expected some"
    ]
