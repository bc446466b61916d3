"""Reads and derives what the registry knows of UIDs: the registered, the private, the misprinted.

The registered UIDs have no file of their own: they are what the newest tables of the editions say.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from generator.load.files import Document, Row, read_csv, read_yaml
from generator.model.editions import REGISTERS, Edition, TableRow, newest_with
from generator.model.standard import Reference
from generator.model.uids import (
    Misprint,
    Origin,
    PrivateRoot,
    PrivateSopClass,
    PrivateTransferSyntax,
    Proposal,
    RegisteredUid,
    Standard,
    Toolkit,
    UidNote,
    UidType,
    uid_fault,
    uid_key,
)
from generator.problems import Problem, Where

_Placed = tuple[Origin, TableRow]

_STORESCP = "dcmtk"
"""The toolkit with the program storescp, whose table also has the prefixes of its files."""

_DOCUMENT = re.compile(r"Supplement [0-9]+|CP-[0-9]+")

_CONTEXT_GROUPS = "ps3.16-context-groups"
"""The table that has the keywords of context groups."""


def load_uids(
    data: Path, editions: Sequence[Edition], problems: list[Problem]
) -> tuple[RegisteredUid, ...]:
    """Every registered UID as of the newest edition, in the order of their integers.

    These are the UIDs of the newest table of each kind that registers UIDs. A name that it does not
    print is from `data/editions/names.csv`, the keyword of a context group from PS3.16.
    """
    rows = {
        row.uid: (Origin(edition=edition.name, table=kind.slug), row)
        for kind in REGISTERS
        if (edition := newest_with(editions, kind.slug))
        for row in edition.rows(kind)
        # A fault of syntax is reported where the table is read.
        if uid_fault(row.uid) is None
    }
    names = _read_names(data / "editions" / "names.csv", rows, problems)
    keywords = _keywords_of_context_groups(data, editions, problems)
    elsewhere = _retired_elsewhere(data / "editions" / "retired.csv", rows, problems)
    proposals = _proposals(data / "editions" / "proposals.csv", rows, problems)
    result = []
    for uid in sorted(rows, key=uid_key):
        origin, row = rows[uid]
        name_from, name = (origin, row.name) if row.name else names.get(uid, (Origin(), ""))
        if not name:
            message = f"no name for UID {uid}, expected one here, as no table prints any"
            where = Where.of(data / "editions" / "names.csv")
            problems.append(Problem(where, message, rests_on=("editions",)))
        keyword_from, keyword = (origin, row.keyword) if row.keyword else (None, None)
        if row.cid in keywords:
            keyword_from, keyword = keywords[row.cid]
        result.append(
            RegisteredUid(
                uid=uid,
                name=name,
                name_from=name_from,
                keyword=keyword,
                keyword_from=keyword_from,
                type=UidType(row.type or UidType.SOP_CLASS),
                retired=bool(row.retired),
                retired_by=elsewhere.get(uid),
                info=row.info,
                part=row.part,
                cid=row.cid,
                standard=Standard(row.standard or Standard.DICOM),
                proposal=proposals.get(uid),
                origin=origin,
            )
        )
    return tuple(result)


def _keywords_of_context_groups(
    data: Path, editions: Sequence[Edition], problems: list[Problem]
) -> dict[str, tuple[Origin, str]]:
    """The keyword of each context group by its number, and where it comes from."""
    edition = newest_with(editions, _CONTEXT_GROUPS)
    if edition is None:
        return {}
    origin = Origin(edition=edition.name, table=_CONTEXT_GROUPS)
    path = data / "editions" / edition.name / f"{_CONTEXT_GROUPS}.csv"
    columns = ("cid", "name", "keyword", "uid", "version")
    rows = read_csv(path, columns, problems, unique=("cid",))
    return {row["cid"]: (origin, row["keyword"]) for row in rows if row["keyword"]}


def _retired_elsewhere(
    path: Path, rows: Mapping[str, _Placed], problems: list[Problem]
) -> dict[str, Reference]:
    """Who has retired a UID that PS3.6 does not mark as retired, by UID."""
    found = {}
    for row in read_csv(path, ("uid", "part", "section", "edition"), problems, unique=("uid",)):
        uid = row["uid"]
        if uid not in rows:
            problems.append(_unregistered(row.where, uid))
        elif rows[uid][1].retired:
            message = f"UID {uid} is marked as retired in {rows[uid][0].edition}"
            problems.append(Problem(row.where, f"{message}, expected one that is not"))
        found[uid] = Reference(standard=row["part"], section=row["section"], edition=row["edition"])
    return found


def _proposals(
    path: Path, rows: Mapping[str, _Placed], problems: list[Problem]
) -> dict[str, Proposal]:
    """What brought a UID, by UID."""
    found = {}
    for row in read_csv(path, ("uid", "documents", "commit"), problems, unique=("uid",)):
        documents = tuple(row["documents"].split("|"))
        for document in documents:
            if not _DOCUMENT.fullmatch(document):
                message = f"document {document!r}, expected `Supplement 181` or `CP-2083`"
                problems.append(Problem(row.where, message))
        if row["uid"] not in rows:
            problems.append(_unregistered(row.where, row["uid"]))
        found[row["uid"]] = Proposal(documents=documents, commit=row["commit"])
    return found


def _read_names(
    path: Path, rows: Mapping[str, _Placed], problems: list[Problem]
) -> Mapping[str, tuple[Origin, str]]:
    names = {}
    for row in read_csv(path, ("uid", "name", "source"), problems, unique=("uid",)):
        uid = row["uid"]
        if uid not in rows:
            problems.append(_unregistered(row.where, uid))
        elif rows[uid][1].name:
            message = f"a name for UID {uid}, expected none, as {rows[uid][0].edition} prints one"
            problems.append(Problem(row.where, message))
        names[uid] = (Origin(words=row["source"]), row["name"])
    return names


def load_toolkits(
    data: Path, uids: Sequence[RegisteredUid], problems: list[Problem]
) -> tuple[Toolkit, ...]:
    """Every toolkit of `data/toolkits/toolkits.yml`, in its order, with its constants."""
    folder = data / "toolkits"
    document = read_yaml(
        folder / "toolkits.yml", data / "schema" / "toolkits.schema.json", problems
    )
    registered = {uid.uid for uid in uids}
    toolkits = []
    for entry in document.value if document else ():
        columns = ["uid", "constant"]
        if entry["slug"] == _STORESCP:
            columns.append("storescp_prefix")
        rows = read_csv(folder / f"{entry['slug']}.csv", columns, problems, unique=("uid",))
        problems.extend(
            _unregistered(row.where, row["uid"]) for row in rows if row["uid"] not in registered
        )
        rows.sort(key=lambda row: uid_key(row["uid"]))
        constants = {row["uid"]: row["constant"] for row in rows}
        prefixes = {
            row["uid"]: row["storescp_prefix"] for row in rows if row.cells.get("storescp_prefix")
        }
        toolkits.append(Toolkit(**entry, constants=constants, storescp_prefixes=prefixes))
    if document:
        problems.extend(_toolkit_problems(document, folder))
    return tuple(toolkits)


def _toolkit_problems(document: Document, folder: Path) -> Iterable[Problem]:
    slugs = [entry["slug"] for entry in document.value]
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            yield Problem(document.where(index, "slug"), f"toolkit {slug} again, expected it once")
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in slugs:
            message = f"constants of no toolkit, expected one of {', '.join(slugs)}"
            yield Problem(Where.of(path), message)


def load_private_sop_classes(data: Path, problems: list[Problem]) -> tuple[PrivateSopClass, ...]:
    """Every private SOP Class of `data/private/sop_classes.csv`, in the order of the UIDs."""
    path = data / "private" / "sop_classes.csv"
    columns = ("uid", "name", "vendor", "retired", "source")
    rows = read_csv(path, columns, problems, unique=("uid",))
    for row in rows:
        problems.extend(_syntax_problems(row, "uid"))
        if row["retired"] not in ("", "Y"):
            message = f"retired {row['retired']!r}, expected Y or nothing"
            problems.append(Problem(row.where, message))
    return tuple(
        PrivateSopClass(
            uid=row["uid"],
            name=row["name"],
            vendor=row["vendor"],
            retired=row["retired"] == "Y",
            source=row["source"],
        )
        for row in sorted(rows, key=lambda row: uid_key(row["uid"]))
    )


def load_private_transfer_syntaxes(
    data: Path, problems: list[Problem]
) -> tuple[PrivateTransferSyntax, ...]:
    """Every one of `data/private/transfer_syntaxes.csv`, in the order of the UIDs."""
    path = data / "private" / "transfer_syntaxes.csv"
    columns = ("uid", "name", "vendor", "constants", "source")
    rows = read_csv(path, columns, problems, unique=("uid",))
    for row in rows:
        problems.extend(_syntax_problems(row, "uid"))
    return tuple(
        PrivateTransferSyntax(
            uid=row["uid"],
            name=row["name"],
            vendor=row["vendor"],
            constants=tuple(filter(None, row["constants"].split("|"))),
            source=row["source"],
        )
        for row in sorted(rows, key=lambda row: uid_key(row["uid"]))
    )


def load_private_roots(data: Path, problems: list[Problem]) -> tuple[PrivateRoot, ...]:
    """Every UID root of `data/private/roots.csv`, in the order of the roots."""
    path = data / "private" / "roots.csv"
    rows = read_csv(path, ("root", "organisation", "source"), problems, unique=("root",))
    for row in rows:
        problems.extend(_syntax_problems(row, "root"))
    rows.sort(key=lambda row: uid_key(row["root"]))
    return tuple(PrivateRoot(**row.cells) for row in rows)


def load_uid_notes(
    data: Path, uids: Sequence[RegisteredUid], problems: list[Problem]
) -> Mapping[str, UidNote]:
    """By UID what `data/other-uids.csv` says of those that are no SOP Class, in its order."""
    columns = ("uid", "sop_class", "part", "section", "text")
    known = {it.uid: it for it in uids}
    notes = {}
    for row in read_csv(data / "other-uids.csv", columns, problems, unique=("uid",)):
        entry = known.get(row["uid"])
        owner = known.get(row["sop_class"])
        if entry is None:
            problems.append(_unregistered(row.where, row["uid"]))
            continue
        if entry.is_sop_class:
            message = f"UID {entry.uid} is that of a SOP Class, expected one that is not"
            problems.append(Problem(row.where, message))
        if row["sop_class"] and not (owner and owner.is_sop_class):
            problems.append(no_sop_class(row.where, row["sop_class"]))
        if row["section"] and not re.fullmatch(r"PS3\.[0-9]+", row["part"]):
            message = f"part {row['part']!r} with a section, expected one such as PS3.5"
            problems.append(Problem(row.where, message))
            continue
        place = Reference(
            standard=row["part"], section=row["section"], edition=entry.origin.edition
        )
        notes[entry.uid] = UidNote(
            sop_class=row["sop_class"],
            defined_in=place if row["part"] else None,
            text=row["text"],
        )
    return notes


def load_misprints(
    data: Path, uids: Sequence[RegisteredUid], problems: list[Problem]
) -> tuple[Misprint, ...]:
    """Every known misprint of `data/misprints.csv`, in its order."""
    columns = ("printed", "uid", "constant", "where", "source")
    registered = {uid.uid for uid in uids}
    rows = read_csv(data / "misprints.csv", columns, problems, unique=("printed",))
    for row in rows:
        if row["uid"] not in registered:
            problems.append(_unregistered(row.where, row["uid"]))
        if row["printed"] in registered and not row["constant"]:
            message = f"UID {row['printed']} is registered, expected a misprint or a constant"
            problems.append(Problem(row.where, message))
    return tuple(Misprint(**row.cells) for row in rows)


def _syntax_problems(row: Row, column: str) -> Iterable[Problem]:
    fault = uid_fault(row[column])
    if fault:
        yield Problem(row.where, fault)


def no_sop_class(where: Where, uid: str) -> Problem:
    """That `uid`, which stands there, is not that of a SOP Class."""
    message = f"UID {uid} is not a registered SOP Class or Meta SOP Class"
    return Problem(
        where, f"{message}, expected one of Table A-1", breaks=True, rests_on=("editions",)
    )


def _unregistered(where: Where, uid: str) -> Problem:
    if fault := uid_fault(uid):
        return Problem(where, fault, breaks=True)
    message = f"UID {uid} is not registered, expected one that is"
    return Problem(where, message, breaks=True, rests_on=("editions",))
