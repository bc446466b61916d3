"""Rules that no single record can break: each a function that yields problems.

A rule never prints, raises or mends. `generator.load` runs them on what it could read, be it less
than everything, so that one run reports all that is wrong.
"""

from collections.abc import Callable, Iterator

from generator.check import (
    dimse,
    iods,
    meaning,
    relations,
    services,
    sop_classes,
    transfer_syntaxes,
)
from generator.model import Registry
from generator.problems import Problem

RULES: tuple[Callable[[Registry], Iterator[Problem]], ...] = (
    *sop_classes.RULES,
    *services.RULES,
    *relations.RULES,
    *dimse.RULES,
    *iods.RULES,
    *meaning.RULES,
    *transfer_syntaxes.RULES,
)
"""Every rule, in the order of the modules that hold them."""
