"""What the rules about services say, word for word."""

from types import SimpleNamespace
from typing import Any

from generator.check import dimse as rules
from generator.model.attributes import Attribute
from generator.model.dimse import (
    Basis,
    Dimse,
    MetaMember,
    Operation,
    Purpose,
    QueryLevel,
    RowKind,
    ServiceRow,
    ServiceTable,
    TableUse,
)
from generator.model.relations import Relation, Relations, Role
from generator.model.services import Membership, Services
from generator.model.standard import Reference
from generator.problems import Problem, Where

WHERE = Where("data/file.csv", 7)
PLACE = Reference(standard="PS3.4", section="A.1", edition="2020c", table="A-1")


def attribute(tag: str, vr: str) -> Attribute:
    return Attribute(tag=tag, name=tag, keyword=tag, vr=vr, vm="1", retired=False)


KNOWN = {"00400100": attribute("00400100", "SQ"), "00100010": attribute("00100010", "PN")}


def row(tag: str, depth: int = 0, number: int = 1, **codes: str) -> ServiceRow:
    return ServiceRow(
        number=number,
        depth=depth,
        kind=RowKind.ATTRIBUTE,
        tag=tag,
        name="",
        include="",
        type_id="",
        codes=codes,
        ref="",
        text=(),
        where=WHERE,
    )


def registry(  # noqa: PLR0913  # one for each thing that a rule reads
    *rows: ServiceRow,
    uses: tuple[TableUse, ...] = (),
    operations: tuple[Operation, ...] = (),
    members: tuple[MetaMember, ...] = (),
    relations: tuple[Relation, ...] = (),
    levels: tuple[QueryLevel, ...] = (),
    gaps: tuple[str, ...] = (),
) -> Any:  # noqa: ANN401  # stands in for a Registry, of which the rules read a few parts
    """A registry of one SOP Class and one table."""
    table = ServiceTable(
        label="A-1",
        section="A.1",
        caption="",
        note="",
        edition="2020c",
        rows=rows,
        types={},
        where=WHERE,
    )
    dimse = Dimse(
        tables={"A-1": table},
        uses=uses,
        operations={"1.2": operations} if operations else {},
        negotiations={},
        application_tables=(),
        levels={"1.2": levels},
        members=members,
        transitions=(),
        retired_sections=(),
        transcripts={},
        gaps=dict.fromkeys(gaps, "nothing known"),
    )
    membership = Membership(
        sop_class="1.2", service_class="s", defined_in=None, source="", where=WHERE
    )
    return SimpleNamespace(
        dimse=dimse,
        iods=SimpleNamespace(attributes=KNOWN),
        sop_classes={"1.2": SimpleNamespace(name="One", is_meta=False, where=WHERE)},
        relations=Relations({"1.2": relations} if relations else {}, {}),
        services=Services((), {"1.2": membership}),
    )


def use(column: str, purpose: Purpose, *services: str) -> TableUse:
    return TableUse(
        table="A-1",
        column=column,
        services=services,
        purpose=purpose,
        level="",
        sop_classes=("1.2",),
        where=WHERE,
    )


def operation(service: str) -> Operation:
    return Operation(
        sop_class="1.2",
        service=service,
        variant="",
        usage_scu="",
        usage_scp="",
        basis=Basis.SECTION,
        defined_in=PLACE,
        source="",
        usage_source="",
    )


def messages(rule: Any, of: Any) -> list[str]:  # noqa: ANN401  # see above
    found: list[Problem] = [*rule(of)]
    return [str(problem) for problem in found]


def test_an_attribute_must_be_in_the_dictionary() -> None:
    level = QueryLevel(
        model="M",
        order=1,
        level="",
        unique_key="00200013",
        defined_in=PLACE,
        source="",
        note="",
        where=WHERE,
    )
    assert messages(rules.attribute_is_known, registry(row("00100010"), row("00200013"))) == [
        "data/file.csv:7: attribute 00200013, expected one of the dictionary"
    ]
    assert messages(rules.attribute_is_known, registry(levels=(level,))) == [
        "data/file.csv:7: unique key 00200013, expected an attribute of the dictionary"
    ]


def test_a_nested_row_must_stand_in_a_sequence() -> None:
    rule = rules.row_is_nested_in_a_sequence
    assert messages(rule, registry(row("00400100"), row("00100010", 1))) == []
    assert messages(rule, registry(row("00100010"), row("00100010", 1))) == [
        "data/file.csv:7: nested in 00100010, expected a sequence above it"
    ]
    assert messages(rule, registry(row("00400100"), row("00100010", 2))) == [
        "data/file.csv:7: depth 2 below depth 0, expected no gap"
    ]


def test_a_table_and_each_of_its_columns_must_be_used() -> None:
    rule = rules.every_column_is_used
    rows = (row("00100010", n_create="1/1", matching_key="R", return_key="1"),)
    both = (use("n_create", Purpose.CREATE), use("matching_key", Purpose.QUERY_KEY))
    assert messages(rule, registry(*rows, uses=both)) == []
    assert messages(rule, registry(*rows, uses=both[:1])) == [
        (
            "data/file.csv:7: no use of columns matching_key, return_key of Table A-1, expected "
            "rows in table_uses.csv"
        )
    ]
    assert messages(rule, registry(*rows)) == [
        "data/file.csv:7: no use of A-1, expected rows in table_uses.csv"
    ]


def test_a_sop_class_must_have_an_operation_or_say_why_not() -> None:
    rule = rules.operation_is_known
    missing = (
        "data/file.csv:7: One (1.2) has no DIMSE service, expected one, or why not in gaps.csv"
    )
    assert messages(rule, registry()) == [missing]
    assert messages(rule, registry(gaps=("1.2",))) == []
    assert messages(rule, registry(operations=(operation("N-GET"),))) == []
    relation = Relation(sop_class="1.2", role=Role.MEMBER, other="1.3", source="", where=WHERE)
    assert messages(rule, registry(relations=(relation,))) == []


def test_a_table_must_speak_of_operations_that_there_are() -> None:
    uses = (use("n_create", Purpose.CREATE, "N-CREATE"),)
    assert messages(
        rules.operation_is_known, registry(uses=uses, operations=(operation("N-GET"),))
    ) == ["data/file.csv:7: 1.2 has no N-CREATE, expected it to have one"]


def test_a_member_with_usages_must_be_a_member() -> None:
    member = MetaMember(
        meta="1.2",
        member="1.3",
        is_optional=False,
        usage_scu="M",
        usage_scp="M",
        defined_in=PLACE,
        where=WHERE,
    )
    relation = Relation(sop_class="1.2", role=Role.MEMBER, other="1.3", source="", where=WHERE)
    assert messages(rules.members_agree, registry(members=(member,), relations=(relation,))) == []
    assert messages(rules.members_agree, registry(members=(member,))) == [
        "data/file.csv:7: 1.3 in 1.2, expected a row in meta-members.csv"
    ]
