"""Rules that no single record can break: each a function that yields problems.

A rule never prints, raises or mends. `check` runs them all, so that one run reports everything.
"""

from collections.abc import Callable, Iterator

from generator.check import iods, services, sop_classes
from generator.model import Registry
from generator.problems import BadDataError, Problem

RULES: tuple[Callable[[Registry], Iterator[Problem]], ...] = (
    *sop_classes.RULES,
    *services.RULES,
    *iods.RULES,
)
"""Every rule, in the order of the modules that hold them."""


def check(registry: Registry) -> None:
    """Hold `registry` against every rule. Raises BadDataError with all that they find."""
    problems = [problem for rule in RULES for problem in rule(registry)]
    if problems:
        raise BadDataError(problems)
