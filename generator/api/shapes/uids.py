"""The shapes of registered UIDs, of what toolkits call them, and of private ones."""

from typing import Annotated, TypedDict

from generator.api.shapes.values import Origin, Page, Reference, Slug, Status, Uid
from generator.model.transfer_syntaxes import (
    ByteOrder,
    Compression,
    Loss,
    PixelDataForm,
    VrEncoding,
)
from generator.model.uids import Standard, UidType


class RegisteredUid(TypedDict):
    """A UID that PS3.6 Annex A registers."""

    uid: Annotated[Uid, "The UID."]
    keyword: Annotated[str | None, "The keyword; null for the few that have none."]
    name: Annotated[str, 'The name, without "(Retired)".']
    type: Annotated[UidType, "The type of the UID, in the words of PS3.6."]
    status: Annotated[Status, "Whether PS3.6 marks it as retired."]
    retired_by: Annotated[Reference | None, "Who retires it where PS3.6 does not mark it."]
    standard: Annotated[Standard, "The standard that defines what it stands for."]
    part: Annotated[str | None, "What defines it, and the last edition to do so, as printed."]
    cid: Annotated[str | None, "The number of the context group that it stands for."]
    info: Annotated[str | None, "What PS3.6 adds to the name."]
    former_names: Annotated[list[str], "Names that it had in a table and has there no more."]
    former_keywords: Annotated[list[str], "Keywords that it had."]
    origin: Annotated[Origin, "Where type, status and standard come from."]
    name_origin: Annotated[Origin, "Where the name comes from."]
    keyword_origin: Annotated[Origin | None, "Where the keyword comes from."]
    page: Page


class TransferSyntax(TypedDict):
    """What a transfer syntax does to a data set and to the pixels in it."""

    text: Annotated[str, "All of it in a line."]
    vr: Annotated[VrEncoding | None, "Whether each element says its VR."]
    byte_order: Annotated[ByteOrder | None, "Which byte of a number comes first."]
    pixel_data: Annotated[PixelDataForm | None, "Where the pixels are."]
    compression: Annotated[Compression | None, "The method of compression."]
    lossy: Annotated[Loss | None, "Whether the compression loses anything."]
    bits: Annotated[str | None, "How many bits of a sample it can hold, in words."]
    video: Annotated[bool, "Whether it is for video."]
    required: Annotated[str | None, "Who must support it, in a sentence."]
    required_in: Annotated[Reference | None, "Where the standard requires that."]
    note: Annotated[str | None, "What else there is to know."]


class AnyUid(RegisteredUid):
    """A UID that PS3.6 Annex A registers, with what it is if it is a transfer syntax."""

    transfer_syntax: Annotated[TransferSyntax | None, "What it is; null for any other UID."]


class Misprint(TypedDict):
    """A wrong UID in a publication."""

    printed: Annotated[str, "The UID as printed."]
    uid: Annotated[Uid, "The registered UID that it stands for."]
    publication: Annotated[str, "The publication."]
    source: Annotated[str, "Who found it there."]


class Toolkit(TypedDict):
    """A toolkit and its constants."""

    slug: Annotated[Slug, "Its slug, as `dcmtk`."]
    name: Annotated[str, "Its name."]
    language: Annotated[str, "The programming language."]
    version: Annotated[str, "The version whose constants these are."]
    form: Annotated[str, "How a constant is written in code, with `{constant}` in its place."]
    import_line: Annotated[str, "The line of code that brings it in, likewise."]
    source: Annotated[str, "Where the constants were read."]
    homepage: Annotated[str, "Its home on the web."]
    constants: Annotated[dict[str, str], "The constants by UID."]
    storescp_prefixes: Annotated[dict[str, str], "File prefixes of DCMTK's storescp by UID."]


class Constant(TypedDict):
    """What a toolkit calls a UID."""

    toolkit: Annotated[Slug, "The slug of the toolkit."]
    name: Annotated[str, "The name of the toolkit."]
    version: Annotated[str, "The version whose constant this is."]
    constant: Annotated[str, "The constant."]
    code: Annotated[str, "How it is written in code."]
    import_line: Annotated[str, "The line of code that brings it in."]
    storescp_prefix: Annotated[str | None, "The prefix of the files of DCMTK's storescp."]


def constant_of(toolkit: Toolkit, uid: str) -> Constant:
    """What `toolkit` calls the UID. KeyError if it does not know it."""
    constant = toolkit["constants"][uid]
    return {
        "toolkit": toolkit["slug"],
        "name": toolkit["name"],
        "version": toolkit["version"],
        "constant": constant,
        "code": toolkit["form"].replace("{constant}", constant),
        "import_line": toolkit["import_line"].replace("{constant}", constant),
        "storescp_prefix": toolkit["storescp_prefixes"].get(uid),
    }


class PrivateSopClass(TypedDict):
    """A SOP Class that a vendor defined, not the standard."""

    uid: Annotated[Uid, "The UID."]
    name: Annotated[str, "The name."]
    vendor: Annotated[str, "The vendor."]
    status: Annotated[Status, "Whether the vendor has retired it."]


class PrivateRoot(TypedDict):
    """A root under which an organisation issues UIDs of its own."""

    root: Annotated[Uid, "The root."]
    organisation: Annotated[str, "The organisation."]
    source: Annotated[str, "Who says so."]
