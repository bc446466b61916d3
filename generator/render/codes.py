"""The pages of PS3.16: a page for each context group, the indexes of groups and of templates."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.history import History
from generator.model import Registry
from generator.model.addresses import (
    code_anchor,
    context_group_address,
    context_groups_address,
    templates_address,
)
from generator.model.codes import Code, ContextGroup, TemplatePart
from generator.model.iods import Iod
from generator.model.meaning import ContextGroupUse
from generator.model.standard import Reference
from generator.model.tables import AttributeTable, TableRow
from generator.model.uids import RegisteredUid
from generator.render.page import Page, neighbours
from generator.render.text import count

LICENCES: Mapping[str, str] = {
    "SCT": (
        "SNOMED CT codes are used in DICOM by agreement with SNOMED International: PS3.16 lets "
        "implementations of DICOM use those it lists without a fee; for other uses of SNOMED CT a "
        "licence is needed (snomed.org)."
    ),
    "LN": (
        "LOINC is © Regenstrief Institute, Inc. and the LOINC Committee, and available at no cost "
        "under the licence at loinc.org/license."
    ),
    "MDC": (
        "MDC codes are from ISO/IEEE 11073-10101, © IEEE. They are given as in DICOM, as "
        "partition and code."
    ),
}
"""What is to be said where codes of a scheme are printed."""

SCHEMES: Mapping[str, str] = {
    "SCT": "SNOMED CT",
    "DCM": "DICOM, PS3.16 Annex D",
    "LN": "LOINC",
    "MDC": "ISO/IEEE 11073-10101",
    "UCUM": "Unified Code for Units of Measure",
    "RADLEX": "RadLex",
    "IBSI": "Image Biomarker Standardisation Initiative",
    "UMLS": "Unified Medical Language System",
    "NCIt": "NCI Thesaurus",
    "FMA": "Foundational Model of Anatomy",
    "MSH": "Medical Subject Headings",
    "NEU": "NeuroNames",
    "BARI": "Bypass Angioplasty Revascularization Investigation",
    "BI": "ACR BI-RADS",
    "ITIS_TSN": "ITIS Taxonomic Serial Number",
    "UNS": "Unified Numbering System of metals and alloys",
    "NDC": "National Drug Code",
    "RXNORM": "RxNorm",
    "PUBCHEM_CID": "PubChem",
    "I10": "ICD-10",
}
"""What the designators of coding schemes stand for (PS3.16 8)."""

TEMPLATE_PARTS: Mapping[TemplatePart, str] = {
    TemplatePart.NAME: "concept name",
    TemplatePart.VALUE: "value",
    TemplatePart.UNIT: "unit of a number",
}
"""Which part of a content item takes its code from a group, in words."""

MOST_ANCHORS = 1800
"""So many codes at most have an anchor each: more would make the page too heavy."""

_MANY = 1500
"""So many codes of included groups at most are shown with those of the group itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A row of PS3.3 whose sequence takes its codes from a group."""

    table: AttributeTable
    row: TableRow
    use: ContextGroupUse


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A context group by its number: what PS3.16 has of it, and what PS3.6 registers."""

    cid: int
    name: str
    retired: bool
    group: ContextGroup | None
    entry: RegisteredUid | None


def pages(registry: Registry, history: History) -> Iterator[Page]:
    """The index of context groups, a page for each that has a number, and the templates."""
    groups = numbered(registry)
    uses = _uses(registry)
    lead = (
        f"{len(groups):,} context groups of PS3.16 by their numbers (CID): each is a set of codes "
        f"from which a code sequence takes its items. The codes are those of edition "
        f"{_edition(registry)}."
    )
    without = [
        it for it in registry.uids.values() if it.type == "Context Group Name" and not it.cid
    ]
    yield Page(
        url=context_groups_address(),
        title="Context groups",
        description=lead,
        lead=lead,
        template="context-groups.html",
        values={"groups": groups, "uses": uses, "without_number": without},
        section="Objects",
        wide=True,
    )
    for before, it, after in neighbours(groups):
        yield _page(registry, history, it, before, after, uses.get(it.cid, ()))
    lead = (
        f"{len(registry.codes.templates)} templates of PS3.16 by their numbers (TID): each says of "
        "which content items a report, or a part of one, is made."
    )
    yield Page(
        url=templates_address(),
        title="Templates",
        description=lead,
        lead=lead,
        template="templates.html",
        values={"roots": _roots(registry)},
        section="Objects",
        wide=True,
    )


def _edition(registry: Registry) -> str:
    return next((it.edition for it in registry.codes.groups.values()), "")


def numbered(registry: Registry) -> tuple[Numbered, ...]:
    """Every context group with a number, in their order."""
    entries = {int(it.cid): it for it in registry.uids.values() if it.cid}
    groups = registry.codes.groups
    return tuple(
        Numbered(
            cid=cid,
            name=groups[cid].name if cid in groups else entries[cid].name,
            retired=(cid in entries and entries[cid].retired)
            or (cid in groups and groups[cid].retired),
            group=groups.get(cid),
            entry=entries.get(cid),
        )
        for cid in sorted({*groups, *entries})
    )


def _uses(registry: Registry) -> Mapping[int, Sequence[Use]]:
    """By CID the rows of PS3.3 that name it, in the order of the standard."""
    found: defaultdict[int, list[Use]] = defaultdict(list)
    for table in registry.iods.tables:
        if table.printed:
            for row in table.all_rows:
                for use in registry.meaning.codes(table, row):
                    found[use.cid].append(Use(table=table, row=row, use=use))
    return found


def _roots(registry: Registry) -> Mapping[int, Sequence[tuple[Iod, str]]]:
    """By TID the IODs whose documents begin with that template, and who says so."""
    iods = {it.name: it for it in registry.iods.iods.values()}
    found: defaultdict[int, list[tuple[Iod, str]]] = defaultdict(list)
    for it in (it for its in registry.meaning.root_templates.values() for it in its):
        found[it.tid].append((iods[it.iod], it.source))
    return found


def _page(  # noqa: PLR0913, PLR0917  # what a page shows
    registry: Registry,
    history: History,
    it: Numbered,
    before: Numbered | None,
    after: Numbered | None,
    uses: Sequence[Use],
) -> Page:
    lead = " ".join(_lead(registry, it, uses))
    first = history.listings[it.entry.uid][0] if it.entry else None
    return Page(
        url=context_group_address(it.cid),
        title=f"CID {it.cid} {it.name}",
        window_title=f"CID {it.cid} {it.name}, context group",
        description=lead,
        lead=lead,
        template="context-group.html",
        values={
            "it": it,
            "before": before,
            "after": after,
            "uses": uses,
            "first": first,
            "defined_in": _defined_in(registry, it),
            "sections": partial(sections, registry, it.group),
            "schemes": SCHEMES,
            "most_anchors": MOST_ANCHORS,
            "template_parts": TEMPLATE_PARTS,
            "licences": LICENCES,
        },
        section="Objects",
    )


def _defined_in(registry: Registry, it: Numbered) -> Reference:
    edition = it.entry.origin.edition if it.entry else _edition(registry)
    return Reference(standard="PS3.16", section=f"CID {it.cid}", edition=edition)


def _lead(registry: Registry, it: Numbered, uses: Sequence[Use]) -> Iterator[str]:
    state = "a retired context group" if it.retired else "a context group"
    if it.group is None:
        yield f"{it.name} is {state} that is newer than the tables of codes the registry has."
    elif not it.group.rows:
        yield f"{it.name} is {state} whose table in PS3.16 has no codes of its own."
    else:
        own = [count(len(it.group.codes), "code")] if it.group.codes else []
        if it.group.includes:
            every = sum(1 for _ in registry.codes.all_codes(it.cid))
            own.append(f"{len(it.group.includes)} included groups, {every:,} codes in all")
        yield f"{it.name} is {state} of {' and '.join(own)}."
    by_scheme = Counter(code.scheme for code in it.group.codes) if it.group else Counter()
    if it.group and by_scheme:
        names = [SCHEMES.get(scheme, scheme) for scheme, _ in by_scheme.most_common(3)]
        alone = by_scheme.total() == 1 and not it.group.includes
        yield f"{'It is' if alone else 'They are'} from {', '.join(names)}."
    if uses:
        attributes = dict.fromkeys(use.row.name for use in uses)
        named = [*attributes][:3]
        more = " and others" if len(attributes) > len(named) else ""
        yield f"Used by {', '.join(named)}{more}."
    tids = dict.fromkeys(use.tid for use in registry.codes.uses_by_group.get(it.cid, ()))
    if tids:
        names = [f"TID {tid} {registry.codes.templates[tid].name}" for tid in tids][:3]
        more = " and others" if len(tids) > len(names) else ""
        yield f"Templates that take codes from it: {', '.join(names)}{more}."


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSection:
    """Codes of one group, as a page shows them: its own, or those of a group that it includes."""

    group: ContextGroup
    codes: tuple[Code, ...]

    anchors: tuple[str, ...]
    """What each is called on the page; empty for one whose name another has already."""


def sections(registry: Registry, group: ContextGroup | None) -> tuple[CodeSection, ...]:
    """The codes of a group, then those of the groups it includes, as far as a page holds them."""
    if group is None:
        return ()
    found: list[CodeSection] = []
    seen: set[Code] = set()
    taken: set[str] = set()
    waiting, known = [group.cid], {group.cid}
    while waiting:
        one = registry.codes.groups[waiting.pop(0)]
        codes = tuple(code for code in dict.fromkeys(one.codes) if code not in seen)
        if one is not group and len(seen) + len(codes) > _MANY:
            break
        seen.update(codes)
        if codes:
            anchors = tuple(_anchors(codes, taken))
            found.append(CodeSection(group=one, codes=codes, anchors=anchors))
        waiting += [cid for cid in dict.fromkeys(one.includes) if cid not in known]
        known.update(one.includes)
    return tuple(found)


def _anchors(codes: Sequence[Code], taken: set[str]) -> Iterator[str]:
    """The anchors of `codes` that are not `taken` yet, and are then; empty for those that are."""
    for code in codes:
        anchor = code_anchor(code)
        yield "" if anchor in taken else anchor
        taken.add(anchor)
