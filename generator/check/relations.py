"""Rules about what SOP Classes are to each other."""

import re
from collections.abc import Iterator, Mapping

from generator.model import Registry
from generator.model.relations import Role
from generator.problems import Problem, Where

_NAMES: Mapping[Role, str] = {
    Role.PRESENTATION: r"(?!.*For Processing)",
    Role.PROCESSING: r".*For Processing",
    Role.CLASSIC: r"(?!Enhanced|Legacy Converted)",
    Role.ENHANCED: r"Enhanced",
    Role.LEGACY_CONVERTED: r"Legacy Converted",
    Role.SINGLE_FRAME: r"(?!.*Multi-frame|Video)",
    Role.MULTI_FRAME: r".*Multi-frame|Video",
}
"""How the names of SOP Classes begin that are that to another one: the standard's own rule."""


def names_fit_roles(registry: Registry) -> Iterator[Problem]:
    """What a SOP Class is to another is what its name says: no row is the wrong way round."""
    reported: set[Where] = set()
    for group in registry.relations.by_sop_class.values():
        for relation in group:
            name = registry.uids[relation.other].name
            if relation.where in reported or re.match(_NAMES.get(relation.role, ""), name):
                continue
            reported.add(relation.where)
            message = f"{name} ({relation.other}) as {relation.role}, expected one so named"
            yield Problem(relation.where, message)


RULES = (names_fit_roles,)
