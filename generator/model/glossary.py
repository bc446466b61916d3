"""What attributes hold, in a plain sentence each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.addresses import table_address
from generator.model.attributes import Attribute
from generator.model.tables import AttributeTable
from generator.problems import Where

_NOWHERE = Where("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What an attribute holds, said to someone who does not know it."""

    text: str
    unit: str
    """The unit of its values in UCUM, where all statements agree on one; else empty."""

    unit_source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupName:
    """What the attributes of a group have in common, in our words: the standard has no names."""

    name: str
    holds: str


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """A sentence for each attribute, and further ones for modules where it means something else."""

    general: Mapping[str, Sentence]
    """By tag."""

    special: Mapping[tuple[str, str], Sentence]
    """By the address of the module or macro without the slash at its end, and tag."""

    groups: Mapping[str, GroupName] = field(default_factory=dict)
    """By the number of the group, as `0008` or `60xx`."""

    def of(self, attribute: Attribute, table: AttributeTable | None = None) -> Sentence | None:
        """What the attribute holds; in `table`, where it means something special there."""
        found = self.special.get((table_name(table), attribute.tag)) if table else None
        return found or self.general.get(attribute.tag)

    def in_modules(self, attribute: Attribute) -> Mapping[str, Sentence]:
        """What the attribute means in some modules or macros only, by their addresses."""
        return self._special_by_tag.get(attribute.tag, {})

    @cached_property
    def _special_by_tag(self) -> Mapping[str, Mapping[str, Sentence]]:
        found: defaultdict[str, dict[str, Sentence]] = defaultdict(dict)
        for (table, tag), sentence in self.special.items():
            found[tag][f"{table}/"] = sentence
        return found


def table_name(table: AttributeTable) -> str:
    """What tells a module or macro from all others: its address, as `macros/specimen`."""
    return table_address(table).removesuffix("/")
