"""The page that says how much of each kind of fact is known, counted when the site is built."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.model import Registry
from generator.model.iods import FunctionalGroup, IodModule, Usage
from generator.model.meaning import Part, Requirement
from generator.model.tables import TableRow, Type
from generator.render.page import Page

ADDRESS = "about/coverage/"

_CODE_MACRO = "code-sequence"
_CONDITIONAL = (Type.REQUIRED_CONDITIONALLY, Type.MAY_BE_EMPTY_CONDITIONALLY)
LEFT_OUT = (
    ("Lists of values", 17, "no table of 2025e has the row that older editions or tools have"),
    (
        "Context groups of code sequences",
        63,
        (
            "52 were inferred from the same attribute or its name elsewhere, which no source "
            "states; 9 are superseded; of 2 the number or the sequence is doubtful"
        ),
    ),
    (
        "Values that an IOD fixes by a module of its own",
        750,
        "the list of the module says the same",
    ),
    (
        "Checks of pixel attributes against transfer syntaxes",
        39,
        "a tool makes them; PS3.3 does not say so",
    ),
    (
        "Single values that an IOD fixes",
        2,
        "one no longer holds for label maps, the other could be read in no copy of the standard",
    ),
    (
        "Context groups of rows of templates",
        51,
        (
            "they are in variants of a template that PixelMed makes for one use of it, or in lists "
            "that it combines or shortens; one is contradicted by a newer source"
        ),
    ),
    ("Units", 9, "they hold in one use of the attribute, or depend on another attribute"),
)
"""What our sources have and no page shows: what, how many, and why."""

_Thing = TypeVar("_Thing")


def pages(registry: Registry) -> Iterator[Page]:
    """The page of all figures."""
    lead = (
        "How much of the standard the registry has as facts that a program can read: conditions of "
        "attributes, values, context groups and so on. Counted when the site is built, from the "
        "data that its pages show."
    )
    yield Page(
        url=ADDRESS,
        title="What is known, and what is not",
        description=lead,
        lead=lead,
        template="coverage.html",
        values={"figures": coverage(registry), "left_out": LEFT_OUT},
        section="About",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How much of something is known."""

    what: str
    known: int
    of: int

    missing: str
    """Why the others are not known."""

    @property
    def share(self) -> str:
        """The known part in percent; it is never said to be all, or nothing, where it is not."""
        if not self.of:
            return ""
        least, most = self.known > 0, 100 - (self.known < self.of)
        return f"{min(max(round(100 * self.known / self.of), least), most)} %"


def coverage(registry: Registry) -> tuple[Figure, ...]:
    """How much is known of each kind of fact."""
    return (
        *_of_rows(registry),
        *_of_usages(registry),
        *_of_attributes(registry),
        *_of_templates(registry),
    )


def _of_rows(registry: Registry) -> Iterator[Figure]:
    meaning = registry.meaning
    rows = [(t, r) for t in registry.iods.tables if t.printed for r in t.all_rows]
    typed = [it for it in rows if it[1].type in _CONDITIONAL and it[1].attribute]
    yield _figure(
        "Conditions of type 1C and 2C that can be decided in full",
        typed,
        lambda it: _is_whole(meaning.requirement(*it)),
        "depends on something that no object states, or is worded so that no program can decide it",
    )
    yield _figure(
        "Conditions of type 1C and 2C that can be decided at least in part",
        typed,
        lambda it: _has_terms(meaning.requirement(*it)),
        "names no attribute",
    )
    yield _figure(
        "Attributes of VR CS whose values are listed, by row",
        [it for it in rows if it[1].attribute and it[1].attribute.vr == "CS"],
        lambda it: bool(meaning.value_lists(*it)),
        "PS3.3 lists none in that row, or refers to a list elsewhere that the registry lacks",
    )
    yield _figure(
        "Code sequences whose context group is known",
        [it for it in rows if _is_coded(it[1])],
        lambda it: bool(meaning.codes(*it)),
        "the tables from which ours are taken do not have the row that names it",
    )


def _of_usages(registry: Registry) -> Iterator[Figure]:
    usage = registry.meaning.usage
    conditional: list[tuple[str, Part, str]] = []
    for iod in registry.iods.iods.values():
        modules, groups = iod.modules, iod.functional_groups
        conditional += ((iod.name, Part.MODULE, it.row) for it in modules if _is_conditional(it))
        conditional += ((iod.name, Part.MACRO, it.row) for it in groups if _is_conditional(it))
    yield _figure(
        "Conditional modules and functional groups whose condition is known",
        conditional,
        lambda it: _has_condition(usage(*it)),
        "the text has none, or is not in our copy",
    )


def _of_attributes(registry: Registry) -> Iterator[Figure]:
    used, glossary = registry.iods.used_attributes, registry.glossary
    yield _figure(
        "Attributes of modules and macros that are explained in a sentence",
        used,
        lambda it: glossary.of(it) is not None,
        "",
    )
    yield _figure(
        "Attributes of modules and macros whose unit is known",
        used,
        lambda it: bool((sentence := glossary.of(it)) and sentence.unit),
        "has none, or statements of it differ",
    )
    cids = {it.cid for it in registry.uids.values() if it.cid}
    cids |= {str(cid) for cid in registry.codes.groups}
    yield _figure(
        "Context groups whose codes are here",
        sorted(cids),
        lambda it: int(it) in registry.codes.groups and bool(registry.codes.groups[int(it)].rows),
        "is retired, refers to another standard, or is newer than our tables of codes",
    )


def _of_templates(registry: Registry) -> Iterator[Figure]:
    codes = registry.codes
    named = {it.cid for uses in registry.meaning.context_groups.values() for it in uses}
    named |= codes.uses_by_group.keys()
    missing = "is transcribed by none of our sources, or takes no codes from a group"
    yield _figure(
        "Templates with a context group that they take codes from",
        [*codes.templates],
        codes.uses_by_template.__contains__,
        missing,
    )
    yield _figure(
        "Context groups with a template or an attribute that uses them",
        [*codes.groups],
        named.__contains__,
        "no source that we have says who uses it",
    )


def _figure(
    what: str, things: Sequence[_Thing], known: Callable[[_Thing], bool], why: str
) -> Figure:
    number = sum(map(known, things))
    return Figure(what=what, known=number, of=len(things), missing=why)


def _is_whole(it: Requirement | None) -> bool:
    return it is not None and it.status == "parsed"


def _has_terms(it: Requirement | None) -> bool:
    return it is not None and it.status in {"parsed", "partial"}


def _is_conditional(it: IodModule | FunctionalGroup) -> bool:
    return it.usage is Usage.CONDITIONAL


def _has_condition(it: Requirement | None) -> bool:
    return it is not None and (it.condition or it.may_if or it.not_if) is not None


def _is_coded(row: TableRow) -> bool:
    return any(it.include and it.include.key == _CODE_MACRO for it in row.below)
