"""What the rule about sections says, word for word."""

from types import SimpleNamespace
from typing import Any

from generator.check.services import section_is_known
from generator.model.relations import Relation, Relations, Retirement, Role
from generator.model.services import Membership, ServiceClass, Services
from generator.model.standard import Reference, Section, Sections
from generator.problems import Where

WHERE = Where("data/file.csv", 7)


def registry(  # noqa: PLR0913  # one for each place that names sections
    *,
    modality: str = "",
    defined_in: Reference | None = None,
    member: Reference | None = None,
    relation: str = "",
    retirement: str = "",
    without: str = "",
    iod: str = "",
    module: str = "",
) -> Any:  # noqa: ANN401  # stands in for a Registry, of which the rule reads a few parts
    """A registry of one SOP Class, which names the given places, and knows PS3.4 B.5 only."""
    membership = Membership(
        sop_class="1.2", service_class="s", defined_in=member, source="", where=WHERE
    )
    service = ServiceClass(
        slug="s", name="S", defined_in=defined_in, note="", members=(membership,), where=WHERE
    )
    related = Relation(sop_class="1.2", role=Role.MEMBER, other="1.3", source=relation, where=WHERE)
    retired = Retirement(sop_class="1.2", successors=(), note="", source=retirement, where=WHERE)
    code = SimpleNamespace(code="CT", source=modality, source_where=WHERE)
    return SimpleNamespace(
        sop_classes={
            "1.2": SimpleNamespace(where=WHERE, modality=SimpleNamespace(codes=(code, code)))
        },
        services=Services((service,), {"1.2": membership}),
        relations=Relations({"1.2": (related,)}, {"1.2": retired}),
        iods=SimpleNamespace(
            without={"1.2": SimpleNamespace(where=WHERE, part="PS3.3", section=without)},
            iods={"one": SimpleNamespace(where=WHERE, section=iod)},
            normalised={},
            tables=[SimpleNamespace(where=WHERE, section=module)],
        ),
        sections=Sections.of([Section(part="PS3.4", section="B.5", edition="2020c")]),
    )


def found(**places: Any) -> list[str]:  # noqa: ANN401  # see above
    return [str(problem) for problem in section_is_known(registry(**places))]


def unknown(section: str) -> str:
    return (
        f"data/file.csv:7: unknown section {section}, expected one of the tables or of sections.csv"
    )


def test_known_sections_pass() -> None:
    place = Reference(standard="PS3.4", section="B.5", edition="2020c")
    annex = Reference(standard="PS3.4", section="B", edition="2020c")
    other = Reference(standard="NEMA IIC 1", section="4")
    assert found(modality="PS3.4 B.5, Table B.5-1", defined_in=annex, member=place) == []
    assert found(defined_in=other) == []


def test_an_unknown_section_is_named_wherever_it_stands_once_each() -> None:
    place = Reference(standard="PS3.4", section="B.6", edition="2020c")
    assert found(modality="PS3.3 C.7") == [unknown("PS3.3 C.7")]
    assert found(defined_in=place, member=place) == [unknown("PS3.4 B.6")]
    assert found(relation="see PS3.4 H.3") == [unknown("PS3.4 H.3")]
    assert found(retirement="PS3.4 B.5.9") == [unknown("PS3.4 B.5.9")]
    assert found(without="A.9") == [unknown("PS3.3 A.9")]
    assert found(iod="A.999") == [unknown("PS3.3 A.999")]
    assert found(module="C.99") == [unknown("PS3.3 C.99")]
