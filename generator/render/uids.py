"""The pages of the registered UIDs that are no SOP Class, their indexes, and the private ones."""

from collections.abc import Iterator

from generator.model import Registry
from generator.model.addresses import uid_address
from generator.model.editions import REGISTERS
from generator.model.standard import Reference
from generator.model.uids import RegisteredUid, UidType
from generator.render.page import Page
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
    for entry in registry.other_uids:
        if not entry.cid:  # context groups have pages of their own
            yield _uid_page(entry)
    number = count(len(registry.private_sop_classes), "private SOP Class", "private SOP Classes")
    lead = (
        f"{number} that people meet in archives, with the vendor of each, and the roots under "
        "which organisations issue UIDs of their own."
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


def _uid_page(entry: RegisteredUid) -> Page:
    article = "an" if entry.type[0] in "AEIOL" else "a"
    state = "retired " if entry.retired else ""
    article = "a" if state else article
    info = f" {entry.info}." if entry.info else ""
    lead = f"{entry.name} is {article} {state}{entry.type} of DICOM.{info}"
    return Page(
        url=uid_address(entry),
        title=entry.name,
        window_title=f"{entry.name}, UID {entry.uid}",
        description=f"{entry.uid}: {lead}",
        lead=lead,
        template="uid.html",
        values={"entry": entry},
    )
