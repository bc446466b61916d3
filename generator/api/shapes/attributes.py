"""The shapes of attributes: the dictionary, what they mean, what de-identification does to them."""

from typing import Annotated, TypedDict

from generator.api.shapes.values import Page, Slug, Status, Tag


class SpecialMeaning(TypedDict):
    """What an attribute means in one module or macro."""

    table: Annotated[str, "The page of the module or macro, as `modules/ct-image/`."]
    meaning: Annotated[str, "What it holds there, in a sentence."]


class Deidentified(TypedDict):
    """What de-identification does to an attribute (PS3.15 Table E.1-1)."""

    basic: Annotated[str, "The action code of the Basic Profile."]
    options: Annotated[dict[str, str], "The action codes of the options that change it."]
    edition: Annotated[str, "The edition of the table."]


class Profile(Deidentified):
    """A row of Table E.1-1 of PS3.15."""

    name: Annotated[str, "The name as printed."]
    tag: Annotated[str, "The tag as printed; words for private attributes."]
    status: Annotated[Status, "Whether the table marks it as retired."]
    in_standard_iod: Annotated[bool, "Whether the table says that a composite IOD has it."]


class Attribute(TypedDict):
    """An entry of the dictionary of PS3.6."""

    tag: Annotated[Tag, "The tag, as `(0008,103E)`; `x` for any digit in a repeating group."]
    keyword: Annotated[str | None, "The keyword."]
    name: Annotated[str | None, "The name."]
    vr: Annotated[str | None, "The value representation, as `CS` or `US or SS`; null if none."]
    vm: Annotated[str | None, "The value multiplicity, as `1` or `2-2n`; null if none."]
    status: Annotated[Status, "Whether the standard has retired it."]
    modules: Annotated[list[Slug], "The keys of the modules whose table has it, at any depth."]
    macros: Annotated[list[Slug], "The keys of the macros whose table has it, at any depth."]
    meaning: Annotated[str | None, "What it holds, in a sentence; null for one in no module."]
    meanings_in: Annotated[list[SpecialMeaning], "What it means in some modules or macros only."]
    unit: Annotated[str | None, "The unit of its values in UCUM, where all statements agree."]
    unit_source: Annotated[str | None, "Where the unit is stated."]
    deidentification: Annotated[Deidentified | None, "What de-identification does to it."]
    page: Annotated[Page | None, "Its page, below the root of the site; null if it has no name."]
