"""The pages of the registered UIDs that are no SOP Class, their index, and the private ones."""

from collections.abc import Iterator

from generator.model import Registry
from generator.model.addresses import uid_address
from generator.model.uids import RegisteredUid
from generator.render.page import Page
from generator.render.text import count


def pages(registry: Registry) -> Iterator[Page]:
    """The index of all registered UIDs, a page for each that is no SOP Class, the private ones."""
    total = len(registry.uids)
    lead = (
        f"All {total} UIDs that DICOM registers: SOP Classes, transfer syntaxes, well-known "
        "instances, frames of reference, coding schemes and LDAP object identifiers."
    )
    yield Page(
        url="uids/",
        title="All registered UIDs",
        description=lead,
        lead=lead,
        template="uids.html",
        wide=True,
    )
    for entry in registry.other_uids:
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
