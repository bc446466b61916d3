"""PS3.16: context groups with their codes, the names of templates, and which use which."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generator.model.standard import Reference
from generator.problems import Where

_NOWHERE = Where("")

_RETIRED = " (Retired)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of a context group (PS3.16): `SCT 85756007 Tissue`."""

    scheme: str
    """The designator of its coding scheme, as `SCT`, `DCM` or `UCUM`."""

    value: str

    meaning: str
    """Empty for the two of which our copy of the table has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextGroup:
    """A set of codes from which a code sequence takes its items."""

    cid: int
    printed_name: str
    keyword: str
    version: str
    """The date of its last change as `20250401`."""

    edition: str
    """The edition whose table of codes this is."""

    rows: tuple[Code | int, ...] = field(repr=False)
    """Its codes, and the numbers of the groups that it includes, in the printed order."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name without "(Retired)"."""
        return self.printed_name.removesuffix(_RETIRED)

    @property
    def retired(self) -> bool:
        """Whether the standard has retired it."""
        return self.printed_name.endswith(_RETIRED)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of its own table."""
        return tuple(row for row in self.rows if isinstance(row, Code))

    @property
    def includes(self) -> tuple[int, ...]:
        """The numbers of the groups that it includes."""
        return tuple(row for row in self.rows if isinstance(row, int))

    @property
    def defined_in(self) -> Reference:
        """Where the standard prints it."""
        return Reference(standard="PS3.16", section=f"CID {self.cid}", edition=self.edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template of PS3.16, of which the number and the name are known here."""

    tid: int
    name: str
    edition: str

    @property
    def defined_in(self) -> Reference:
        """Where the standard prints it."""
        return Reference(standard="PS3.16", section=f"TID {self.tid}", edition=self.edition)


class TemplatePart(StrEnum):
    """Which part of a content item takes its code from a context group."""

    NAME = "name"
    """Its concept name."""

    VALUE = "value"
    """Its value, of value type CODE."""

    UNIT = "unit"
    """The unit of its number, of value type NUM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateUse:
    """A row of a template that takes codes from a context group, as far as a source states it."""

    tid: int

    row: str
    """The number of the row as printed, as `13b`; empty where the source does not say."""

    part: TemplatePart
    cid: int

    binding: str
    """`baseline`, `defined` or `enumerated`; empty where the source does not say."""

    source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Codes:
    """What PS3.16 has."""

    groups: Mapping[int, ContextGroup]
    """By CID, in the order of the numbers."""

    templates: Mapping[int, Template]
    """By TID, in the order of the numbers."""

    template_uses: Sequence[TemplateUse] = ()
    """Which templates take codes from which groups, by TID and row."""

    def all_codes(self, cid: int) -> Iterator[Code]:
        """Every code of a group, those of the groups that it includes too, each once."""
        yield from dict.fromkeys(
            code for group in self._with_included(cid) for code in self.groups[group].codes
        )

    def _with_included(self, cid: int) -> Iterator[int]:
        seen: set[int] = set()
        waiting = [cid]
        while waiting:
            number = waiting.pop(0)
            if number not in seen and number in self.groups:
                seen.add(number)
                yield number
                waiting += self.groups[number].includes

    @cached_property
    def included_by(self) -> Mapping[int, tuple[int, ...]]:
        """By CID the numbers of the groups that include it."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for group in self.groups.values():
            for cid in dict.fromkeys(group.includes):
                found[cid].append(group.cid)
        return {cid: tuple(groups) for cid, groups in found.items()}

    @cached_property
    def uses_by_template(self) -> Mapping[int, Sequence[TemplateUse]]:
        """By TID the rows of the template that are known to take codes from a group."""
        found: defaultdict[int, list[TemplateUse]] = defaultdict(list)
        for use in self.template_uses:
            found[use.tid].append(use)
        return found

    @cached_property
    def uses_by_group(self) -> Mapping[int, Sequence[TemplateUse]]:
        """By CID the rows of templates that are known to take codes from the group."""
        found: defaultdict[int, list[TemplateUse]] = defaultdict(list)
        for use in self.template_uses:
            found[use.cid].append(use)
        return found

    @cached_property
    def groups_of(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """By scheme and value of a code the numbers of the groups whose own tables have it."""
        found: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
        for group in self.groups.values():
            for code in group.codes:
                found[code.scheme, code.value][group.cid] = None
        return {code: tuple(groups) for code, groups in found.items()}
