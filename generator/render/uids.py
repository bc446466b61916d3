"""The pages of the registered UIDs that are no SOP Class, their indexes, and the private ones."""

from collections.abc import Iterator

from generator.model import Registry
from generator.model.addresses import uid_address
from generator.model.editions import REGISTERS
from generator.model.standard import Reference
from generator.model.uids import RegisteredUid, UidNote, UidType
from generator.render.page import Page, neighbours
from generator.render.text import count


def pages(registry: Registry) -> Iterator[Page]:
    """The indexes of registered UIDs, a page for each that is no SOP Class, the private ones."""
    groups = tuple(it for it in registry.uids.values() if it.type is UidType.CONTEXT_GROUP)
    others = tuple(it for it in registry.uids.values() if it.type is not UidType.CONTEXT_GROUP)
    lead = (
        f"All {len(registry.uids):,} UIDs that DICOM registers: SOP Classes, transfer syntaxes, "
        "well-known instances, frames of reference, coding schemes, LDAP object identifiers, "
        "templates of reports and context groups."
    )
    yield Page(
        url="uids/",
        title="All registered UIDs",
        description=lead,
        lead=lead,
        template="uids.html",
        values={"entries": others, "groups": groups, "registers": tuple(_registers(registry))},
        wide=True,
    )
    single = (it for it in registry.other_uids if not it.cid)  # context groups have their own
    for before, entry, after in neighbours(single):
        yield _uid_page(registry, entry, before, after)
    number = count(len(registry.private_sop_classes), "private SOP Class", "private SOP Classes")
    lead = (
        f"{number} that people come across in archives, with the vendor of each, and the roots "
        "under which organisations issue UIDs of their own."
    )
    yield Page(
        url="private/",
        title="Private SOP Classes and roots",
        description=lead,
        lead=lead,
        template="private.html",
        wide=True,
    )


def _registers(registry: Registry) -> Iterator[tuple[Reference, str, int]]:
    """The tables that register UIDs: where they are, what they hold, and how many UIDs."""
    for kind in REGISTERS:
        entries = [it for it in registry.uids.values() if it.origin.table == kind.slug]
        if entries:
            yield entries[0].registered_in, kind.title, len(entries)


def _uid_page(
    registry: Registry,
    entry: RegisteredUid,
    before: RegisteredUid | None,
    after: RegisteredUid | None,
) -> Page:
    note = registry.uid_notes.get(entry.uid)
    owner = registry.sop_classes.get(note.sop_class) if note else None
    place = note.defined_in if note else None
    if place is None and owner:
        place = registry.services.memberships[owner.uid].defined_in
    lead = " ".join(_lead(entry, note))
    return Page(
        url=uid_address(entry),
        title=entry.name,
        window_title=f"{entry.name}, UID {entry.uid}",
        description=f"{entry.uid}: {lead}",
        lead=lead,
        template="uid.html",
        values={
            "entry": entry,
            "owner": owner,
            "place": place,
            "names": _names(registry, entry),
            "syntax": registry.transfer_syntaxes.get(entry.uid),
            "before": before,
            "after": after,
        },
    )


_LDAP = {
    "1.2.840.10008.15.0.3.": "an attribute of LDAP directories that hold the set-up of devices",
    "1.2.840.10008.15.0.4.": "an object class of LDAP directories that hold the set-up of devices",
}
"""What LDAP object identifiers are, by the root of their UIDs (PS3.15 H.1.3)."""


def _lead(entry: RegisteredUid, note: UidNote | None) -> Iterator[str]:
    """The sentences that say what a UID stands for."""
    article = "an" if entry.type[0] in "AEIOL" and not entry.retired else "a"
    kind = f"{article} {'retired ' if entry.retired else ''}{entry.type} of DICOM"
    kind = next((it for root, it in _LDAP.items() if entry.uid.startswith(root)), kind)
    yield f"{entry.name} is {kind}."
    if entry.info:
        yield f"{entry.info}."
    if note and note.text:
        yield note.text


def _names(registry: Registry, entry: RegisteredUid) -> tuple[str, ...]:
    """What people and programs call it besides, each once in any case of letters."""
    names = (
        *registry.lookup.aliases.get(uid_address(entry), ()),
        *registry.lookup.printed.get(entry.uid, ()),
    )
    found = {entry.name.casefold(): entry.name}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())[1:]
