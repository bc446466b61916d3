"""PS3.15 Annex E: what de-identification does to attributes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generator.model.attributes import Attribute
from generator.model.standard import Reference
from generator.problems import Where

_NOWHERE = Where("")


class Option(StrEnum):
    """An option of the Basic Profile (PS3.15 E.3), named as the columns of its table."""

    SAFE_PRIVATE = "retain_safe_private"
    UIDS = "retain_uids"
    DEVICE = "retain_device_identity"
    INSTITUTION = "retain_institution_identity"
    PATIENT = "retain_patient_characteristics"
    FULL_DATES = "retain_longitudinal_full_dates"
    MODIFIED_DATES = "retain_longitudinal_modified_dates"
    DESCRIPTORS = "clean_descriptors"
    CONTENT = "clean_structured_content"
    GRAPHICS = "clean_graphics"


ACTIONS: Mapping[str, str] = {
    "D": "replace by a dummy value",
    "Z": "empty it, or replace it by a dummy value",
    "X": "remove",
    "K": "keep",
    "C": "clean: replace by a value without what identifies",
    "U": "replace by a new UID, the same one everywhere",
    "Z/D": "empty it, but replace it by a dummy value where the IOD has it with type 1",
    "X/Z": "remove, but empty it where the IOD has it with type 2",
    "X/D": "remove, but replace it by a dummy value where the IOD has it with type 1",
    "X/Z/D": (
        "remove, but empty it where the IOD has it with type 2, and replace it by a dummy value "
        "where it has it with type 1"
    ),
    "X/Z/U*": (
        "remove, but empty it where the IOD has it with type 2, and replace the UIDs in its items "
        "where it has it with type 1"
    ),
}
"""The action codes of Table E.1-1 (PS3.15 E.1, Table E.1-1a), in our words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A row of Table E.1-1: what becomes of an attribute."""

    name: str
    printed_tag: str
    """The tag as printed; of the row of private attributes, words."""

    retired: bool
    in_standard_iod: bool
    basic: str
    """The action of the Basic Profile, a key of `ACTIONS`."""

    options: Mapping[Option, str]
    """The actions of the options that change it."""

    edition: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def tag(self) -> str:
        """The tag as in addresses; empty where the row is about many attributes."""
        found = re.fullmatch(r"\(([0-9A-Fx]{4}),([0-9A-Fx]{4})\)", self.printed_tag)
        return f"{found[1]}{found[2]}".lower() if found else ""


@dataclass(frozen=True, kw_only=True)
class Deidentification:
    """Table E.1-1 of PS3.15."""

    edition: str
    profiles: tuple[Profile, ...]
    """In the printed order."""

    @cached_property
    def _by_tag(self) -> Mapping[str, Profile]:
        return {it.tag: it for it in self.profiles if it.tag}

    @cached_property
    def _repeating(self) -> tuple[re.Pattern[str], tuple[Profile, ...]]:
        """The tags of groups that repeat, each as a group of one pattern, and their profiles."""
        found = tuple(it for it in self.profiles if "x" in it.tag)
        forms = (it.tag.replace("x", "[0-9a-fx]") for it in found)
        return re.compile("|".join(f"({form})" for form in forms)), found

    def of(self, attribute: Attribute) -> Profile | None:
        """What becomes of `attribute`; None where the table leaves it as it is."""
        found = self._by_tag.get(attribute.tag)
        if found:
            return found
        forms, profiles = self._repeating
        of = forms.fullmatch(attribute.tag)
        return profiles[of.lastindex - 1] if of and of.lastindex else None

    @property
    def defined_in(self) -> Reference:
        """Where the standard prints the table."""
        return Reference(standard="PS3.15", section="E.1", edition=self.edition, table="E.1-1")

    def used_options(self) -> Iterator[tuple[Option, int]]:
        """The options, each with the number of attributes that it changes."""
        for option in Option:
            yield option, sum(option in it.options for it in self.profiles)
