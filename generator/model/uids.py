"""The registered UIDs of PS3.6 Table A-1, and what other people call and misprint them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

_ARC = re.compile(r"0|[1-9][0-9]*")


@cache
def uid_key(uid: str) -> tuple[int, ...]:
    """The integers of `uid`, by which UIDs sort. Tolerates misprints: only the digits count."""
    return tuple(map(int, re.findall(r"[0-9]+", uid)))


def uid_fault(uid: str) -> str | None:
    """What is wrong with the syntax of `uid` (PS3.5 9.1), as found and expected; None if nothing.

    Checked are characters, leading zeros, the first two arcs (ITU-T X.660) and the length.
    """
    arcs = uid.split(".")
    wrong = next((arc for arc in arcs if not _ARC.fullmatch(arc)), None)
    if wrong is not None:
        return f"UID {uid!r} has the arc {wrong!r}, expected digits without leading zeros"
    if len(arcs) == 1 or int(arcs[0]) > 2 or (int(arcs[0]) < 2 and int(arcs[1]) > 39):  # noqa: PLR2004  # X.660: three roots, 40 arcs under the first two
        return f"UID {uid!r} has no such root, expected 0.0 to 0.39, 1.0 to 1.39 or 2.x"
    if len(uid) > 64:  # noqa: PLR2004  # PS3.5 9.1
        return f"UID {uid!r} has {len(uid)} characters, expected at most 64"
    return None


class UidType(StrEnum):
    """The types of UIDs, in the words of PS3.6 Table A-1."""

    SOP_CLASS = "SOP Class"
    META_SOP_CLASS = "Meta SOP Class"
    SERVICE_CLASS = "Service Class"
    TRANSFER_SYNTAX = "Transfer Syntax"
    SOP_INSTANCE = "Well-known SOP Instance"
    PRINTER_SOP_INSTANCE = "Well-known Printer SOP Instance"
    PRINT_QUEUE_SOP_INSTANCE = "Well-known Print Queue SOP Instance"
    FRAME_OF_REFERENCE = "Well-known frame of reference"
    SYNCHRONIZATION_FRAME_OF_REFERENCE = "Synchronization Frame of Reference"
    APPLICATION_CONTEXT_NAME = "Application Context Name"
    APPLICATION_HOSTING_MODEL = "Application Hosting Model"
    MAPPING_RESOURCE = "Mapping Resource"
    CODING_SCHEME = "Coding Scheme"
    DICOM_UIDS_AS_A_CODING_SCHEME = "DICOM UIDs as a Coding Scheme"
    LDAP_OID = "LDAP OID"


class Standard(StrEnum):
    """The standard that defines what a UID stands for; all are registered in PS3.6."""

    DICOM = "DICOM"
    DICOS = "DICOS"
    DICONDE = "DICONDE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a fact comes from: a table of an edition, or a source in words."""

    edition: str = ""
    """The edition, `2024d`; empty where `words` says it."""

    table: str = ""
    """The slug of the table in that edition, `ps3.6-table-a-1`; empty where `words` says it."""

    words: str = ""
    """The source in words, for a fact that no table we have prints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredUid:
    """One registered UID as of the newest edition."""

    uid: str

    name: str
    """The standard's name, without "(Retired)"."""

    name_from: Origin
    """Where the name comes from, which may be another place than `origin`."""

    keyword: str | None
    """The keyword of PS3.6; None for the two retired SOP Classes that have none."""

    keyword_from: Origin | None
    """Where the keyword, or the name it is derived from, comes from."""

    keyword_derived: bool
    """Whether the keyword was derived from the name by PS3.6's rule, as no table prints it yet."""

    type: UidType

    retired: bool

    info: str
    """What PS3.6 adds to the name, `Default Transfer Syntax for DICOM`; mostly empty."""

    standard: Standard

    origin: Origin
    """The newest full row of this UID; type, status and standard are from there."""

    @property
    def is_sop_class(self) -> bool:
        """Whether this is a SOP Class or a Meta SOP Class."""
        return self.type in (UidType.SOP_CLASS, UidType.META_SOP_CLASS)

    @property
    def key(self) -> str:
        """What people and records call it: the keyword, or the UID where there is none."""
        return self.keyword or self.uid


_SILENT = (
    ("Frame of Reference", ""),
    ("Service Class", ""),
    ("SOP Class", ""),
    ("SOP Instance", "Instance"),
)
"""Words of a name that its keyword leaves out, or shortens."""


def derive_keyword(name: str, kind: UidType) -> str:
    """The keyword that PS3.6 forms from the `name` of a UID of type `kind`.

    Words are joined with a capital first letter each, at hyphens and slashes too; what is neither
    letter nor digit goes; what only says the type of the UID goes as well (`Verification SOP Class`
    gives `Verification`); FIND, MOVE and GET are written as words. An LDAP OID's name is an
    identifier already. Where PS3.6 departs from that, `data/editions/keyword-exceptions.csv` says.
    """
    if kind == UidType.LDAP_OID:
        return name
    for silent, short in _SILENT:
        name = name.replace(silent, short)
    words = re.findall(r"[A-Za-z0-9]+", name)
    return "".join(
        word.capitalize() if word in ("FIND", "MOVE", "GET") else word[0].upper() + word[1:]
        for word in words
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolkit:
    """A toolkit and its constant for each UID that it knows."""

    slug: str
    name: str
    language: str
    version: str
    """The version whose constants these are."""

    form: str
    """How a constant is written in code, with `{constant}` in place of it."""

    import_line: str
    """The line that brings the constants in, with `{constant}` where it names one."""

    source: str
    """Where the constants were read."""

    homepage: str
    constants: Mapping[str, str]
    """The toolkit's constant by UID, in the order of the UIDs."""

    storescp_prefixes: Mapping[str, str]
    """By UID the prefix of the files that DCMTK's storescp writes; empty for other toolkits."""

    def code(self, uid: str) -> str | None:
        """How the constant for `uid` is written in code; None if the toolkit has none."""
        constant = self.constants.get(uid)
        return None if constant is None else self.form.replace("{constant}", constant)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateSopClass:
    """A SOP Class that a vendor defined, not the standard."""

    uid: str
    name: str
    vendor: str
    retired: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateTransferSyntax:
    """A transfer syntax that a vendor defined, not the standard."""

    uid: str
    name: str
    vendor: str
    constants: tuple[str, ...]
    """What toolkits call it."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateRoot:
    """A root under which an organisation issues UIDs of its own."""

    root: str
    organisation: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """A wrong UID in a publication or toolkit, and the registered UID that it stands for."""

    printed: str
    """As printed, `<U+200B>` for a character that nobody sees. May be that of another thing."""

    uid: str

    constant: str
    """What the toolkit calls the thing whose UID it has wrong; empty for a publication."""

    where: str
    source: str
