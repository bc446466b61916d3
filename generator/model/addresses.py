"""Where everything is on the site: addresses below its root, each with a slash at its end.

They are part of what the registry promises: a UID never changes, so its address never does.
"""

import re
import unicodedata

from generator.model.codes import Code
from generator.model.tables import AttributeTable, TableRow
from generator.model.uids import RegisteredUid

TOOL_ADDRESSES = (
    "about/api/",
    "about/hosting/",
    "check/",
    "compare/",
    "editions/",
    "editions/compare/",
    "lookup/",
    "private/",
    "sop-classes/",
    "sop-classes/by-uid/",
    "sop-classes/retired/",
    "status-codes/",
    "status-codes/association/",
)
"""The pages that do something for a reader, which the look-up finds by what people ask for."""


def slug(text: str) -> str:
    """`text` in small letters, digits and hyphens, as it stands in an address."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def sop_class_address(uid: str) -> str:
    """The page of the SOP Class with that UID."""
    return f"sop-classes/{uid}/"


def uid_address(entry: RegisteredUid) -> str:
    """The page of a registered UID, be it a SOP Class, a context group with a number, or else."""
    if entry.cid:
        return context_group_address(entry.cid)
    return sop_class_address(entry.uid) if entry.is_sop_class else f"uids/{entry.uid}/"


def service_class_address(service_class: str) -> str:
    """The page of the service class with that slug."""
    return f"service-classes/{service_class}/"


STATUS_CODES = "status-codes/"
"""The page of the status codes of DIMSE."""

LAYER_CODES = "status-codes/association/"
"""The page of the codes of other layers."""


def service_table_address(label: str) -> str:
    """The page of the table of PS3.4 with that label, `K.6-1`."""
    return f"service-tables/{label.lower()}/"


def transcript_address(uid: str) -> str:
    """The page with DVTk's transcription of the messages of a retired SOP Class."""
    return f"sop-classes/{uid}/transcription/"


def category_address(category: str) -> str:
    """The page of the category with that slug."""
    return f"categories/{category}/"


def modality_address(code: str) -> str:
    """The page of that value of Modality (0008,0060)."""
    return f"modalities/{slug(code)}/"


def iod_address(iod: str) -> str:
    """The page of the IOD with that key."""
    return f"iods/{iod}/"


def module_address(module: str) -> str:
    """The page of the module with that key."""
    return f"modules/{module}/"


def macro_address(macro: str) -> str:
    """The page of the macro with that key."""
    return f"macros/{macro}/"


def table_address(table: AttributeTable) -> str:
    """The page of a module or macro."""
    return f"{table.kind.lower()}s/{table.key}/"


def row_address(table: AttributeTable, row: TableRow) -> str:
    """A row on the page of its module or macro."""
    return f"{table_address(table)}#{row_anchor(row)}"


def row_anchor(row: TableRow) -> str:
    """What a row of a table is called on its page: `row-12`."""
    return f"row-{row.number}"


def attribute_address(tag: str) -> str:
    """The page of the attribute with that tag, `0008103e` or `60xx0010`."""
    return f"attributes/{tag}/"


def group_address(group: str) -> str:
    """The index of the attributes of a group, the first half of their tags."""
    return f"attributes/{group}/"


def comparison_address(one: str, other: str) -> str:
    """The comparison of the SOP Classes with those UIDs."""
    return f"compare/#a={one}&b={other}"


def context_groups_address() -> str:
    """The index of the context groups."""
    return "context-groups/"


def context_group_address(cid: int | str) -> str:
    """The page of the context group with that number."""
    return f"context-groups/{cid}/"


def code_anchor(code: Code) -> str:
    """What a code is called on the page of a context group: `code-sct-85756007`."""
    return f"code-{slug(code.scheme)}-{re.sub('[^a-z0-9.]+', '-', code.value.lower()).strip('-')}"


def templates_address() -> str:
    """The list of the templates of PS3.16."""
    return "templates/"


def template_address(tid: int) -> str:
    """A template in that list."""
    return f"{templates_address()}#tid-{tid}"


def deidentification_address() -> str:
    """The table of what de-identification does to attributes."""
    return "de-identification/"


def edition_table_address(edition: str, slug: str) -> str:
    """The page of a table of that edition, where the table has one of its own."""
    return f"{edition_address(edition)}{slug}/"


def edition_address(edition: str) -> str:
    """The page of that edition."""
    return f"editions/{edition}/"
