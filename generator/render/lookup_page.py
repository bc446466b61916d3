"""The page that names the SOP Classes in what people paste or drop."""

from collections.abc import Iterator

from generator.model import Registry
from generator.render.page import Page


def pages(registry: Registry) -> Iterator[Page]:
    """The one page of the tool; all that it does, the browser does."""
    lead = (
        "Paste a dump, a log, or a whole conformance statement, or drop DICOM files: every SOP "
        "Class, transfer syntax and other UID in it is named, and what is retired, private, "
        "unregistered or misprinted is marked."
    )
    yield Page(
        url="lookup/",
        title="What is this UID?",
        description=f"{lead} Nothing leaves your machine.",
        lead=lead,
        template="lookup.html",
        values={
            "edition": registry.edition.name,
            "successors": {
                uid: retirement.successors
                for uid, retirement in registry.relations.retirements.items()
            },
        },
        section="Tools",
        wide=True,
    )
