"""Home, the page of each SOP Class, and the indexes that lead to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Registry
from generator.model.addresses import (
    category_address,
    modality_address,
    service_class_address,
    sop_class_address,
)
from generator.model.modalities import ModalityTerm
from generator.model.services import ServiceClass
from generator.model.sop_classes import SopClass
from generator.model.uids import uid_key
from generator.render.page import Page, neighbours
from generator.render.services import service_class_facts
from generator.render.text import count, first_sentence


def pages(registry: Registry) -> Iterator[Page]:
    """Home, every SOP Class and every index of SOP Classes."""
    yield _home(registry)
    yield from _indexes(registry)
    yield from _groups(registry)
    for before, sop_class, after in neighbours(registry.sop_classes.values()):
        yield sop_class_page(registry, sop_class, before, after)


def sop_class_page(
    registry: Registry, sop_class: SopClass, before: SopClass | None, after: SopClass | None
) -> Page:
    """The page of one SOP Class; `before` and `after` are its neighbours by UID."""
    return Page(
        url=sop_class_address(sop_class.uid),
        title=f"{sop_class.name} (retired)" if sop_class.retired else sop_class.name,
        description=f"{sop_class.uid}. {first_sentence(sop_class.summary)}",
        lead=sop_class.summary,
        template="sop-class.html",
        values={
            "sop_class": sop_class,
            "before": before,
            "after": after,
            "relations": tuple(_related(registry, sop_class)),
            "relation_sources": tuple(_relation_sources(registry, sop_class).items()),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another SOP Class, and what it is to the one of a page, or why to look at it."""

    other: SopClass
    what: str


def _related(registry: Registry, sop_class: SopClass) -> Iterator[Related]:
    """Every SOP Class that is related to `sop_class`, once: by its roles, then by our advice."""
    reasons_by_uid: dict[str, list[str]] = {}
    for relation in registry.relations.of(sop_class.uid):
        reasons_by_uid.setdefault(relation.other, []).append(relation.role.value)
    for see_also in sop_class.see_also:
        reasons_by_uid.setdefault(registry.keys[see_also.sop_class].uid, []).append(see_also.why)
    for uid, reasons in reasons_by_uid.items():
        yield Related(other=registry.sop_classes[uid], what="; ".join(reasons))


def _relation_sources(registry: Registry, sop_class: SopClass) -> Mapping[str, str]:
    """Who says each relation of `sop_class`, by its role."""
    sources: dict[str, list[str]] = {}
    for relation in registry.relations.of(sop_class.uid):
        named = sources.setdefault(relation.role.value, [])
        if relation.source not in named:
            named.append(relation.source)
    return {role[0].upper() + role[1:]: "; ".join(named) for role, named in sources.items()}


def _home(registry: Registry) -> Page:
    total = len(registry.sop_classes)
    lead = (
        f"All {total} SOP Classes and Meta SOP Classes of DICOM {registry.edition.name}: UID, "
        "keyword, IOD, modules and attributes, history, and the name in your toolkit."
    )
    return Page(
        url="",
        title="DICOM SOP Class Registry",
        description=lead,
        lead=lead,
        template="home.html",
        section="",
        wide=True,
    )


def _indexes(registry: Registry) -> Iterator[Page]:
    every = tuple(registry.sop_classes.values())
    active = sum(not sop_class.retired for sop_class in every)
    lead = (
        f"{count(len(every), 'SOP Class', 'SOP Classes')} and Meta SOP Classes of DICOM "
        f"{registry.edition.name}: {active} active, {len(every) - active} retired."
    )
    yield Page(
        url="sop-classes/",
        title="SOP Classes by name",
        description=f"{lead} Filter by service class, category and modality; export a list.",
        lead=lead,
        template="sop-classes.html",
        wide=True,
    )
    yield Page(
        url="sop-classes/by-uid/",
        title="SOP Classes by UID",
        description="The SOP Classes of DICOM as a tree of the arcs of their UIDs.",
        lead="The UIDs of all SOP Classes as a tree: what belongs together stands together.",
        template="by-uid.html",
        values={"tree": _tree(every)},
    )
    retired = tuple(sop_class for sop_class in registry.by_name if sop_class.retired)
    yield Page(
        url="sop-classes/retired/",
        title="Retired SOP Classes",
        description=f"The {len(retired)} retired SOP Classes of DICOM and what took their place.",
        lead=(
            f"{count(len(retired), 'SOP Class', 'SOP Classes')} that the standard has retired, "
            "and what took their place, where it names that. Archives still hold their objects."
        ),
        template="retired.html",
        values={"sop_classes": retired},
        wide=True,
    )
    yield _group_index(registry, "Service classes", "service-classes/", "service-classes.html")
    yield _group_index(registry, "SOP Classes by category", "categories/", "categories.html")
    yield _group_index(registry, "SOP Classes by modality", "modalities/", "modalities.html")


def _group_index(registry: Registry, title: str, url: str, template: str) -> Page:
    leads = {
        "service-classes/": (
            f"The {count(len(registry.services.classes), 'service class', 'service classes')} that "
            "say what can be done with an object, and the SOP Classes of each."
        ),
        "categories/": (
            f"All SOP Classes in {count(len(registry.categories), 'category', 'categories')}, by "
            "what they are about."
        ),
        "modalities/": (
            "The values of Modality (0008,0060), and the SOP Classes whose instances carry each."
        ),
    }
    return Page(
        url=url,
        title=title,
        description=leads[url],
        lead=leads[url],
        template=template,
        section="Services" if url == "service-classes/" else "SOP Classes",
    )


def _groups(registry: Registry) -> Iterator[Page]:
    for service in registry.services.classes:
        yield _service_class(registry, service, registry.in_service_class(service.slug))
    for category in registry.categories:
        members = registry.in_category(category)
        number = count(len(members), "SOP Class", "SOP Classes")
        lead = f"{category.name}: {number} of DICOM {registry.edition.name}, by name."
        yield _group(category.name, category_address(category.slug), lead, members)
    for code, term in registry.modalities.items():
        members = registry.of_modality(code)
        number = count(len(members), "SOP Class", "SOP Classes")
        state = " This value is retired." if term.retired else ""
        lead = (
            f"{code} in Modality (0008,0060) means {term.name}.{state} The instances of {number} "
            "carry it."
            if members
            else f"{code} in Modality (0008,0060) means {term.name}.{state} "
            "No SOP Class is bound to it."
        )
        title = f"{code}: {term.name}"
        yield _group(title, modality_address(code), lead, members, term)


def _service_class(registry: Registry, service: ServiceClass, members: Sequence[SopClass]) -> Page:
    uids = {it.uid for it in members}
    opening = f"{service.name}: {count(len(members), 'SOP Class', 'SOP Classes')}"
    place = f", defined in {service.defined_in.text}" if service.defined_in else ""
    return Page(
        url=service_class_address(service.slug),
        title=service.name,
        description=first_sentence(f"{opening}{place}. {service.note}".strip()),
        lead=f"{opening}. {service.note}".strip(),
        template="service-class.html",
        section="Services",
        values={
            "sop_classes": _by_name(members),
            "service": service,
            "facts": service_class_facts(registry, service),
            "retired_sections": tuple(
                it for it in registry.dimse.retired_sections if uids.intersection(it.sop_classes)
            ),
        },
        wide=True,
    )


def _by_name(members: Sequence[SopClass]) -> tuple[SopClass, ...]:
    return tuple(sorted(members, key=lambda s: (s.name.casefold(), uid_key(s.uid))))


def _group(
    title: str,
    url: str,
    lead: str,
    members: Sequence[SopClass],
    term: ModalityTerm | None = None,
) -> Page:
    return Page(
        url=url,
        title=title,
        description=first_sentence(lead),
        lead=lead,
        template="group.html",
        values={"sop_classes": _by_name(members), "term": term},
        wide=True,
    )


@dataclass(slots=True, kw_only=True)
class Branch:
    """A branch of the tree of UIDs: the arcs it adds, what they name if anything, and its twigs."""

    arcs: str
    sop_class: SopClass | None = None
    twigs: list["Branch"] = field(default_factory=list)

    @property
    def leaves(self) -> int:
        """How many SOP Classes stand on this branch."""
        return (self.sop_class is not None) + sum(twig.leaves for twig in self.twigs)


def _tree(sop_classes: Sequence[SopClass]) -> Branch:
    """The tree of arcs of those SOP Classes; arcs that nothing parts are one branch."""
    root = Branch(arcs="")
    for sop_class in sop_classes:
        branch = root
        for arc in sop_class.uid.split("."):
            if not branch.twigs or branch.twigs[-1].arcs != arc:
                branch.twigs.append(Branch(arcs=arc))
            branch = branch.twigs[-1]
        branch.sop_class = sop_class
    return _joined(root.twigs[0])


def _joined(branch: Branch) -> Branch:
    arcs = branch.arcs
    while branch.sop_class is None and len(branch.twigs) == 1:
        branch = branch.twigs[0]
        arcs = f"{arcs}.{branch.arcs}"
    return Branch(
        arcs=arcs, sop_class=branch.sop_class, twigs=[_joined(twig) for twig in branch.twigs]
    )
