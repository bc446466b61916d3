"""Reads the service classes, the relations of SOP Classes, the modality codes and the sections.

What the tables of the editions give is taken from them; the files read here hold what those lack.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

from generator.load.files import Row, read_csv, read_yaml
from generator.load.uids import no_sop_class
from generator.model.editions import B_3_3, SECTIONS, Edition, Table, TableKind
from generator.model.modalities import ModalityTerm
from generator.model.relations import Relation, Relations, Retirement, Role
from generator.model.services import Membership, ServiceClass, Services
from generator.model.standard import Reference, Section, Sections
from generator.model.uids import RegisteredUid, uid_key
from generator.problems import Problem, Where

_MODALITIES = "PS3.3 C.7.3.1.1.1"
"""Where the standard lists the values of Modality (0008,0060)."""

_CLASSES = "service_classes.yml"
_MEMBERS = "service_class_members.csv"
_MEMBERSHIPS = (_CLASSES, _MEMBERS, "editions")
"""What decides which SOP Class belongs to which service class."""

_MEMBER_COLUMNS = ("sop_class_uid", "service_class", "standard", "edition", "section", "source")
_SECTION_COLUMNS = ("part", "section", "edition", "title", "source")
_SUCCESSOR_COLUMNS = ("retired", "successor", "note", "source")
_NAME_COLUMNS = ("printed", "sop_class_uid", "reason")

_RELATION_FILES: Mapping[str, Mapping[str, Role]] = {
    "presentation-processing": {"presentation": Role.PRESENTATION, "processing": Role.PROCESSING},
    "enhanced": {
        "classic": Role.CLASSIC,
        "enhanced": Role.ENHANCED,
        "legacy_converted": Role.LEGACY_CONVERTED,
    },
    "frames": {"single_frame": Role.SINGLE_FRAME, "multi_frame": Role.MULTI_FRAME},
    "meta-members": {"meta": Role.META, "member": Role.MEMBER},
}
"""By file the role of the SOP Class in each column; another column says the source of the row.

Each SOP Class of a row is related to every other one in it.
"""


def load_modalities(data: Path, problems: list[Problem]) -> tuple[ModalityTerm, ...]:
    """Every modality code of `data/modalities.yml`, in the order of the codes."""
    document = read_yaml(
        data / "modalities.yml", data / "schema" / "modalities.schema.json", problems
    )
    if document is None:
        return ()
    terms: list[ModalityTerm] = []
    for index, item in enumerate(document.value):
        code = item["code"]
        if terms and code <= terms[-1].code:
            message = f"code {code!r} after {terms[-1].code!r}, expected each once, sorted"
            problems.append(Problem(document.where(index, "code"), message))
        terms.append(
            ModalityTerm(
                code=code,
                name=item["name"],
                retired=item["status"] == "retired",
                source=item.get("source", _MODALITIES),
                note=" ".join(item.get("note", "").split()),
                see=tuple(item.get("see", ())),
            )
        )
    codes = {term.code for term in terms}
    for index, term in enumerate(terms):
        for code in term.see:
            if code not in codes or code == term.code:
                message = f"{term.code} sees {code!r}, expected another code of this list"
                problems.append(Problem(document.where(index, "see"), message))
    return tuple(terms)


def load_sections(
    data: Path,
    problems: list[Problem],
    editions: Iterable[Edition],
    confirmed: Iterable[Section] = (),
    named: Iterable[Section] = (),
) -> Sections:
    """The sections that are in the tables of `editions`, `confirmed` or in `data/sections.csv`.

    Those that are only `named`, as by an IOD, do not vouch for themselves.
    """
    rows = read_csv(data / "sections.csv", _SECTION_COLUMNS, problems, unique=_SECTION_COLUMNS[:2])
    known = [*_printed_sections(editions), *confirmed]
    without = Sections.of(known)
    for row in rows:
        if without.knows(row["part"], row["section"]):
            message = f"{row['part']} {row['section']} stands in a table already"
            problems.append(Problem(row.where, f"{message}, expected only what the tables lack"))
        known.append(Section(**row.cells))
    return Sections.of(known, also=named)


def _printed_sections(editions: Iterable[Edition]) -> Iterator[Section]:
    """The sections that the tables of the standard's editions print."""
    for edition in editions:
        for table in edition.tables:
            for row in table.rows:
                if row.iod_section:
                    yield Section(part="PS3.3", section=row.iod_section, edition=edition.name)
                for section in row.section.split():
                    yield Section(part="PS3.4", section=section, edition=edition.name)


def load_services(
    data: Path,
    problems: list[Problem],
    uids: Iterable[RegisteredUid],
    editions: Sequence[Edition],
) -> Services:
    """Every service class of `data/service_classes.yml` with the SOP Classes that belong to it.

    A SOP Class belongs to the service class whose annex of PS3.4 prints its UID, in the newest
    edition with a table of such places; where more than one section of the annex does, the last one
    defines it. `data/service_class_members.csv` has the SOP Classes that the table lacks.
    """
    sop_classes = {uid.uid: uid for uid in uids if uid.is_sop_class}
    classes = _read_service_classes(data, problems)
    by_annex = {
        service.defined_in.section: service
        for service in classes.values()
        if service.defined_in and service.defined_in.standard == "PS3.4"
    }
    found: dict[str, Membership] = {}
    for where, printed in _newest(data, editions, SECTIONS):
        uid, annex = printed["uid"], printed["annex"]
        if annex not in by_annex:
            message = f"annex {annex} ({printed['annex_title']}) has no service class"
            message = f"{message}, expected one in service_classes.yml"
            problems.append(Problem(where, message, rests_on=(_CLASSES,)))
        elif uid in sop_classes:
            place = Reference(
                standard="PS3.4",
                section=printed["section"],
                edition=printed["edition"],
                table=printed["table"],
            )
            found[uid] = Membership(
                sop_class=uid,
                service_class=by_annex[annex].slug,
                defined_in=place,
                source=f"PS3.4 {printed['edition']}",
                where=where,
            )
    path = data / _MEMBERS
    for row in read_csv(path, _MEMBER_COLUMNS, problems, unique=_MEMBER_COLUMNS[:1]):
        membership = _membership(row, sop_classes, classes, found, problems)
        if membership:
            found[membership.sop_class] = membership
    for uid, registered in sop_classes.items():
        if uid not in found:
            message = f"no service class for {registered.name} ({uid}), expected a row"
            problems.append(Problem(Where.of(path), message, rests_on=_MEMBERSHIPS))
    return _services(classes, found, problems)


def _services(
    classes: Mapping[str, ServiceClass],
    found: Mapping[str, Membership],
    problems: list[Problem],
) -> Services:
    memberships = {uid: found[uid] for uid in sorted(found, key=uid_key)}
    members: defaultdict[str, list[Membership]] = defaultdict(list)
    for membership in memberships.values():
        members[membership.service_class].append(membership)
    for slug, service in classes.items():
        if slug not in members:
            message = f"service class {slug!r} has no SOP Class, expected one or more"
            problems.append(Problem(service.where, message, rests_on=_MEMBERSHIPS))
    return Services(
        tuple(
            ServiceClass(
                slug=slug,
                name=service.name,
                defined_in=service.defined_in,
                note=service.note,
                members=tuple(members[slug]),
                where=service.where,
            )
            for slug, service in classes.items()
        ),
        memberships,
    )


def _read_service_classes(data: Path, problems: list[Problem]) -> dict[str, ServiceClass]:
    """The service classes by slug, without members yet."""
    document = read_yaml(data / _CLASSES, data / "schema" / "service_classes.schema.json", problems)
    classes: dict[str, ServiceClass] = {}
    places: set[Reference] = set()
    for index, item in enumerate(document.value if document else ()):
        where = document.where(index) if document else Where("")
        place = None
        if "status" not in item:
            place = Reference(
                standard=item.get("standard", "PS3.4"),
                section=item.get("annex", ""),
                edition=item.get("edition", ""),
            )
        if item["slug"] in classes:
            message = f"duplicate slug {item['slug']!r}, expected each once"
            problems.append(Problem(where, message))
        if place in places:
            message = f"duplicate {place.text if place else ''}, expected one service class for it"
            problems.append(Problem(where, message))
        places |= {place} if place else set()
        service = ServiceClass(
            slug=item["slug"],
            name=item["name"],
            defined_in=place,
            note=" ".join(item.get("note", "").split()),
            members=(),
            where=where,
        )
        classes.setdefault(service.slug, service)
    return classes


def _membership(
    row: Row,
    sop_classes: Mapping[str, RegisteredUid],
    classes: Mapping[str, ServiceClass],
    found: Mapping[str, Membership],
    problems: list[Problem],
) -> Membership | None:
    uid, slug = row["sop_class_uid"], row["service_class"]
    standard, edition, section = row["standard"], row["edition"], row["section"]
    if uid not in sop_classes:
        problems.append(no_sop_class(row.where, uid))
        return None
    problem, rests_on = "", list[str]()
    if uid in found:
        place = found[uid].defined_in
        problem = f"{uid} stands in {place.text if place else 'the table'} already"
        problem += ", expected only what the tables lack"
    elif slug not in classes:
        problem = f"unknown service class {slug!r}, expected a slug of {_CLASSES}"
        rests_on = [_CLASSES]
    elif bool(edition) != standard.startswith("PS3."):
        problem = f"edition {edition!r} for {standard!r}, expected one for a part of DICOM only"
    elif section and not standard:
        problem = f"section {section} without a standard, expected one"
    if problem:
        problems.append(Problem(row.where, problem, breaks=True, rests_on=(*rests_on,)))
        return None
    place = Reference(standard=standard, section=section, edition=edition) if standard else None
    return Membership(
        sop_class=uid,
        service_class=slug,
        defined_in=place,
        source=row["source"],
        where=row.where,
    )


def load_relations(
    data: Path,
    problems: list[Problem],
    uids: Iterable[RegisteredUid],
    editions: Sequence[Edition],
) -> Relations:
    """Every relation between SOP Classes: those of `data/relations/` and of PS3.4 Table B.3-3."""
    sop_classes = {uid.uid: uid for uid in uids if uid.is_sop_class}
    folder = data / "relations"
    relations: list[Relation] = []
    for name, roles in _RELATION_FILES.items():
        columns = (*roles, "source")
        for row in read_csv(folder / f"{name}.csv", columns, problems, unique=(*roles,)):
            cells = [(role, row[column]) for column, role in roles.items() if row[column]]
            if _are_relatives(row.where, [uid for _, uid in cells], sop_classes, problems):
                relations += [
                    Relation(
                        sop_class=uid,
                        role=role,
                        other=other,
                        source=row["source"],
                        where=row.where,
                    )
                    for (_, uid), (role, other) in permutations(cells, 2)
                ]
    relations += _related_general(data, sop_classes, editions, problems)
    retirements = _read_retirements(folder / "successors.csv", sop_classes, problems)
    for retirement in retirements.values():
        for successor in retirement.successors:
            relations += _both_ways(
                retirement.sop_class,
                Role.PREDECESSOR,
                successor,
                Role.SUCCESSOR,
                retirement.source,
                retirement.where,
            )
    order = list(Role)
    # A pair may stand in more than one row, of which the first one counts, whatever its source.
    unique: dict[tuple[str, Role, str], Relation] = {}
    for relation in relations:
        unique.setdefault((relation.sop_class, relation.role, relation.other), relation)
    grouped: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in sorted(
        unique.values(), key=lambda r: (uid_key(r.sop_class), order.index(r.role), uid_key(r.other))
    ):
        grouped[relation.sop_class].append(relation)
    return Relations({uid: tuple(group) for uid, group in grouped.items()}, retirements)


def _related_general(
    data: Path,
    sop_classes: Mapping[str, RegisteredUid],
    editions: Sequence[Edition],
    problems: list[Problem],
) -> Iterator[Relation]:
    """The relations of Table B.3-3, which names SOP Classes and gives no UIDs.

    A name there is that of a SOP Class, or that without the word Storage at its end; the few that
    are neither stand with their UID in `data/relations/related-general-names.csv`.
    """
    # A few retired SOP Classes have the name of an active one.
    named = {uid.name: uid.uid for uid in sop_classes.values() if not uid.retired}
    by_rule = {name.removesuffix(" Storage"): uid for name, uid in named.items()} | named
    path = data / "relations" / "related-general-names.csv"
    rows = read_csv(path, _NAME_COLUMNS, problems, unique=_NAME_COLUMNS[:1])
    by_hand = {row["printed"]: row for row in rows}
    for row in by_hand.values():
        _all_registered(row.where, [row["sop_class_uid"]], sop_classes, problems)
    resolved = by_rule | {printed: row["sop_class_uid"] for printed, row in by_hand.items()}
    used: set[str] = set()
    for where, printed in _newest(data, editions, B_3_3):
        names = [printed["sop_class_name"], printed["related_general_sop_class_name"]]
        used.update(names)
        unknown = [name for name in names if name not in resolved]
        for name in unknown:
            message = f"no SOP Class is named {name!r}, expected a row in {path.name}"
            rests_on = ("editions", f"relations/{path.name}")
            problems.append(Problem(where, message, rests_on=rests_on))
        if not unknown:
            yield from _both_ways(
                resolved[names[0]],
                Role.SPECIALIZED,
                resolved[names[1]],
                Role.RELATED_GENERAL,
                f"PS3.4 {printed['edition']}, Table B.3-3",
                where,
            )
    for printed_name, row in by_hand.items():
        if printed_name not in used or printed_name in by_rule:
            message = f"{printed_name!r} needs no row here, expected only names that do"
            problems.append(Problem(row.where, message, rests_on=("editions",)))


def _read_retirements(
    path: Path, sop_classes: Mapping[str, RegisteredUid], problems: list[Problem]
) -> dict[str, Retirement]:
    """What took the place of each retired SOP Class; more than one successor has a row each."""
    retirements: dict[str, Retirement] = {}
    for row in read_csv(path, _SUCCESSOR_COLUMNS, problems, unique=_SUCCESSOR_COLUMNS[:2]):
        uid, successor = row["retired"], row["successor"]
        if not _all_registered(
            row.where, [uid, successor] if successor else [uid], sop_classes, problems
        ):
            continue
        if not sop_classes[uid].retired:
            message = f"{sop_classes[uid].name} ({uid}) is active, expected a retired SOP Class"
            problems.append(Problem(row.where, message))
        if successor and sop_classes[successor].retired:
            message = f"successor {sop_classes[successor].name} ({successor}) is retired itself"
            problems.append(Problem(row.where, f"{message}, expected an active SOP Class"))
        before = retirements.get(uid)
        if before and not (successor and before.successors):
            message = f"{uid} with a successor and without, expected either"
            problems.append(Problem(row.where, message))
        retirements[uid] = Retirement(
            sop_class=uid,
            successors=(
                *(before.successors if before else ()),
                *([successor] if successor else ()),
            ),
            note=row["note"],
            source=row["source"],
            where=row.where,
        )
    for uid, registered in sop_classes.items():
        if registered.retired and uid not in retirements:
            message = f"no row for the retired {registered.name} ({uid})"
            message = f"{message}, expected one, with a successor or without"
            rests_on = ("editions", f"relations/{path.name}")
            problems.append(Problem(Where.of(path), message, rests_on=rests_on))
    return {uid: retirements[uid] for uid in sorted(retirements, key=uid_key)}


def _both_ways(  # noqa: PLR0913, PLR0917  # two sides, each with its role, and where that is said
    one: str, role: Role, other: str, other_role: Role, source: str, where: Where
) -> list[Relation]:
    """That `one` is the `role` of `other`, which is the `other_role` of `one`."""
    return [
        Relation(sop_class=uid, role=its, other=that, source=source, where=where)
        for uid, its, that in ((one, other_role, other), (other, role, one))
    ]


def _all_registered(
    where: Where,
    uids: Sequence[str],
    sop_classes: Mapping[str, RegisteredUid],
    problems: list[Problem],
) -> bool:
    unknown = [uid for uid in uids if uid not in sop_classes]
    problems.extend(no_sop_class(where, uid) for uid in unknown)
    return not unknown


def _are_relatives(
    where: Where,
    uids: Sequence[str],
    sop_classes: Mapping[str, RegisteredUid],
    problems: list[Problem],
) -> bool:
    """Whether `uids` are two or more different registered SOP Classes."""
    twice = next((uid for uid in uids if uids.count(uid) > 1), None)
    if twice:
        problems.append(Problem(where, f"{twice} twice, expected different SOP Classes"))
    if len(uids) == 1:
        problems.append(Problem(where, "one SOP Class only, expected two or more"))
    return _all_registered(where, uids, sop_classes, problems) and len(set(uids)) > 1


def _newest(
    data: Path, editions: Sequence[Edition], kind: TableKind
) -> Iterator[tuple[Where, dict[str, str]]]:
    """The rows of the newest table of that kind: where each stands, and its cells and edition."""
    table: Table | None = None
    for edition in editions:
        table = edition.table(kind) or table
    if table is None:
        return
    path = data / "editions" / table.edition / f"{kind.slug}.csv"
    for row in table.rows:
        cells = dict(zip(table.columns, row.printed, strict=True))
        yield Where.of(path, row.number + 1), cells | {"edition": table.edition}
