"""What the rule about relations says, word for word."""

from types import SimpleNamespace
from typing import Any

from generator.check.relations import names_fit_roles
from generator.model.relations import Relation, Relations, Role
from generator.problems import Where

WHERE = Where("data/file.csv", 7)


def found(names: dict[str, str], role: Role, other_role: Role) -> list[str]:
    """What the rule says where 1.1 is the `role` of 1.2, which is the `other_role` of it."""
    relations = {
        sop_class: (
            Relation(sop_class=sop_class, role=its, other=other, source="a test", where=WHERE),
        )
        for sop_class, its, other in (("1.2", role, "1.1"), ("1.1", other_role, "1.2"))
    }
    registry: Any = SimpleNamespace(
        relations=Relations(relations, {}),
        uids={uid: SimpleNamespace(name=name) for uid, name in names.items()},
    )
    return [str(problem) for problem in names_fit_roles(registry)]


def test_a_row_that_is_the_wrong_way_round_is_told_once() -> None:
    names = {"1.1": "X - For Processing", "1.2": "X"}
    assert found(names, Role.PROCESSING, Role.PRESENTATION) == []
    assert found(names, Role.PRESENTATION, Role.PROCESSING) == [
        "data/file.csv:7: X - For Processing (1.1) as For Presentation, expected one so named"
    ]
    names = {"1.1": "Enhanced X", "1.2": "X"}
    assert found(names, Role.ENHANCED, Role.CLASSIC) == []
    assert found(names, Role.CLASSIC, Role.ENHANCED) == [
        "data/file.csv:7: Enhanced X (1.1) as classic, expected one so named"
    ]
    names = {"1.1": "X Multi-frame", "1.2": "Video X"}
    assert found(names, Role.MULTI_FRAME, Role.SINGLE_FRAME) == [
        "data/file.csv:7: Video X (1.2) as single-frame, expected one so named"
    ]


def test_other_roles_say_nothing_of_names() -> None:
    names = {"1.1": "X - For Processing", "1.2": "X"}
    assert found(names, Role.SUCCESSOR, Role.PREDECESSOR) == []
