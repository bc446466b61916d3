"""The page of Table E.1-1 of PS3.15: what de-identification does to attributes."""

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.model import Registry
from generator.model.addresses import deidentification_address
from generator.model.deidentification import Option
from generator.model.iods import Iod
from generator.render.page import Page

OPTION_NAMES: Mapping[Option, str] = {
    Option.SAFE_PRIVATE: "Retain Safe Private",
    Option.UIDS: "Retain UIDs",
    Option.DEVICE: "Retain Device Identity",
    Option.INSTITUTION: "Retain Institution Identity",
    Option.PATIENT: "Retain Patient Characteristics",
    Option.FULL_DATES: "Retain Longitudinal Temporal Information with Full Dates",
    Option.MODIFIED_DATES: "Retain Longitudinal Temporal Information with Modified Dates",
    Option.DESCRIPTORS: "Clean Descriptors",
    Option.CONTENT: "Clean Structured Content",
    Option.GRAPHICS: "Clean Graphics",
}
"""The options as PS3.15 calls them."""


def pages(registry: Registry) -> Iterator[Page]:
    """The page of the whole table."""
    table = registry.deidentification
    number = Counter(it.basic for it in table.profiles)
    depending = sum(number[code] for code in number if code.startswith("X/"))
    lead = (
        f"What the Basic Profile of PS3.15 does to {len(table.profiles)} attributes when an object "
        f"is de-identified, and what its {len(Option)} options change. Without any option, "
        f"{number['X']} are removed, {depending} are removed, emptied or replaced as the IOD "
        "allows, and the others are emptied or replaced."
    )
    yield Page(
        url=deidentification_address(),
        title="De-identification",
        description=lead,
        lead=lead,
        template="de-identification.html",
        values={"table": table},
        section="Objects",
        wide=True,
    )


def touched_by_basic_profile(registry: Registry, iod: Iod) -> int:
    """How many of the attributes of an IOD, nested ones too, the Basic Profile touches."""
    tables = (*(it.module for it in iod.modules), *(it.macro for it in iod.functional_groups))
    attributes = {
        path[-1].attribute.tag: path[-1].attribute
        for table in tables
        for path in registry.iods.expand(table)
    }
    return sum(registry.deidentification.of(it) is not None for it in attributes.values())
