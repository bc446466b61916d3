"""The two plain files at the site's root that are written for machines."""

from generator.api.catalogue import DATABASE, OPENAPI
from generator.api.feed import PATH as FEED
from generator.model import Registry

ROOT = "api/v1/"
"""Where the API is, below the site's root."""

_PAGES = (
    ("sop-classes/", "SOP Classes by name", "all of them, in one table"),
    ("sop-classes/by-uid/", "SOP Classes by UID", "the tree of their arcs"),
    ("sop-classes/retired/", "Retired SOP Classes", "and what took their place"),
    ("service-classes/", "Service classes", "storage, query/retrieve, print and so on"),
    ("status-codes/", "Status codes", "every DIMSE status: meaning, and what to do"),
    ("status-codes/association/", "Association codes", "rejected, aborted, not committed"),
    ("service-tables/", "Tables of messages", "what messages must hold, as PS3.4 prints it"),
    ("categories/", "SOP Classes by category", "what SOP Classes are about"),
    ("modalities/", "SOP Classes by modality", "values of Modality (0008,0060)"),
    ("iods/", "IODs", "with their modules"),
    ("modules/", "Modules", "with their attributes"),
    ("attributes/", "Attributes", "and where each occurs"),
    ("uids/", "All registered UIDs", "transfer syntaxes and well-known instances among them"),
    ("private/", "Private SOP Classes", "and roots of UIDs by organisation"),
    ("editions/", "Editions", "what changed from edition to edition since 2009"),
)

_DATA = (
    (f"{ROOT}{OPENAPI}", "OpenAPI", "every file of the API, with schemas"),
    (f"{ROOT}sop-classes.json", "SOP Classes", "all of them in short, as JSON"),
    (f"{ROOT}registry.json", "Registry", "everything in one JSON file"),
    (f"{ROOT}{DATABASE}", "Database", "everything as SQLite"),
    (f"{ROOT}sop-classes.csv", "SOP Classes", "all of them as CSV"),
    (f"{ROOT}services.json", "Services", "DIMSE services, levels, roles, negotiation"),
    (f"{ROOT}service-tables.json", "Tables of messages", "what messages must hold"),
    (f"{ROOT}status-codes.json", "Status codes", "with meanings, and who returns them"),
    (f"{ROOT}changes.json", "Changes", "everything that changed, edition by edition"),
    (FEED, "Feed", "the same as Atom"),
)

_MORE = (
    ("guides/", "Guides", "short answers to what people ask about SOP Classes"),
    ("about/api/", "API", "how programs use it"),
    ("about/", "About", "where each fact comes from"),
)


def llms_txt(registry: Registry, site: str) -> bytes:
    """A guide to the site for language models, in the form of llmstxt.org."""
    example = "1.2.840.10008.5.1.4.1.1.2"
    summary = (
        f"All {len(registry.sop_classes)} SOP Classes and Meta SOP Classes of DICOM "
        f"{registry.edition.name}, and all {len(registry.uids)} registered UIDs: name, keyword, "
        "status, service class, operations with their keys, required elements and status codes, "
        "IOD, modules, attributes, history, and the constant in "
        f"{len(registry.toolkits)} toolkits."
    )
    lines = [
        "# DICOM SOP Class Registry",
        "",
        f"> {summary}",
        "",
        "The address of a SOP Class is its UID, and its keyword leads there too:",
        "",
        f"- Page: {site}sop-classes/{example}/",
        f"- The same by keyword: {site}sop-classes/CTImageStorage/",
        f"- As JSON: {site}{ROOT}sop-classes/{example}.json",
        "",
        "A retired SOP Class says what took its place. Each fact names its source.",
    ]
    for title, links in (("Data", _DATA), ("Pages", _PAGES), ("Optional", _MORE)):
        lines += ["", f"## {title}", ""]
        lines += [f"- [{name}]({site}{path}): {note}" for path, name, note in links]
    return ("\n".join(lines) + "\n").encode()


def robots_txt(site: str) -> bytes:
    """What robots may read: everything, and where the list of pages is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site}sitemap.xml\n".encode()
