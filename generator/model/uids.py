"""The registered UIDs of PS3.6 Annex A, and what other people call and misprint them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from generator.model.standard import Reference

_ARC = re.compile(r"0|[1-9][0-9]*")


@cache
def uid_key(uid: str) -> tuple[int, ...]:
    """The integers of `uid`, by which UIDs sort. Tolerates misprints: only the digits count."""
    return tuple(map(int, re.findall(r"[0-9]+", uid)))


@cache  # every edition says the same ones
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
    """The types of UIDs, in the words of PS3.6 Annex A."""

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
    CONTEXT_GROUP = "Context Group"
    DOCUMENT_TEMPLATE = "Document TemplateID"
    SECTION_TEMPLATE = "Section TemplateID"
    ENTRY_TEMPLATE = "Entry TemplateID"
    ELEMENT_SET_TEMPLATE = "Element Set TemplateID"


SOP_CLASS_TYPES = (UidType.SOP_CLASS, UidType.META_SOP_CLASS)


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
class Proposal:
    """What brought a UID into the standard, as a commit of DCMTK says."""

    documents: tuple[str, ...]
    """`Supplement 181`, `CP-2083`; several where the commit adds the UIDs of several."""

    commit: str
    """The commit that added the UID to DCMTK."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredUid:
    """One registered UID as of the newest edition."""

    uid: str

    name: str
    """The standard's name, without "(Retired)"."""

    name_from: Origin
    """Where the name comes from, which may be another place than `origin`."""

    keyword: str | None
    """The keyword; None for the few that have none."""

    keyword_from: Origin | None
    """Where the keyword comes from."""

    type: UidType

    retired: bool
    """Whether PS3.6 marks it as retired."""

    retired_by: Reference | None = None
    """The place that retires it where PS3.6 does not mark it; None for almost all."""

    info: str
    """What PS3.6 adds to the name, `Default Transfer Syntax for DICOM`; mostly empty."""

    part: str = ""
    """What defines it, as printed: `PS3.4`, or with the last edition that did, `PS3.4 (2004)`."""

    cid: str = ""
    """The number of the context group that it stands for; empty for other UIDs."""

    standard: Standard

    proposal: Proposal | None = None
    """What brought it; None where no source here says that."""

    origin: Origin
    """The table that registers it; type, status and standard are from there."""

    @property
    def registered_in(self) -> Reference:
        """The table of PS3.6 that registers it."""
        table = self.origin.table.rpartition("table-")[2].upper()
        return Reference(standard="PS3.6", section="A", edition=self.origin.edition, table=table)

    @property
    def is_sop_class(self) -> bool:
        """Whether this is a SOP Class or a Meta SOP Class."""
        return self.type in SOP_CLASS_TYPES

    @property
    def key(self) -> str:
        """What people and records call it: the keyword, or the UID where there is none."""
        return self.keyword or self.uid


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

    def imported(self, uid: str) -> str:
        """The line that brings the constant for `uid` in; empty if the toolkit has none."""
        constant = self.constants.get(uid)
        return self.import_line.replace("{constant}", constant) if constant else ""


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
class UidNote:
    """What a registered UID that is no SOP Class stands for, and where the standard defines it."""

    sop_class: str
    """The UID of the SOP Class whose well-known instance it is; empty for anything else."""

    defined_in: Reference | None
    """The section; None where it is that of the SOP Class, or the standard has retired it."""

    text: str
    """What it is, in our words; empty where its name and type say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """A wrong UID in a publication or toolkit, and the registered UID that it stands for."""

    printed: str
    """As printed, `<U+200B>` for an invisible character. May be that of another thing."""

    uid: str

    constant: str
    """What the toolkit calls the thing whose UID it has wrong; empty for a publication."""

    where: str
    source: str
