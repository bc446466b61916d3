"""The records of registered UIDs, of what toolkits call them, and of private ones."""

from collections.abc import Iterable, Iterator

from generator.api.records.values import origin, reference_or_null, status
from generator.api.shapes import uids as shapes
from generator.history import History
from generator.model.addresses import uid_address
from generator.model.transfer_syntaxes import TransferSyntax
from generator.model.uids import (
    Misprint,
    PrivateRoot,
    PrivateSopClass,
    RegisteredUid,
    Toolkit,
)


def registered_uid(history: History, entry: RegisteredUid) -> shapes.RegisteredUid:
    """What is registered of a UID, and what it was called before."""
    return {
        "uid": entry.uid,
        "keyword": entry.keyword,
        "name": entry.name,
        "type": entry.type,
        "status": status(entry.retired),
        "retired_by": reference_or_null(entry.retired_by),
        "standard": entry.standard,
        "part": entry.part or None,
        "cid": entry.cid or None,
        "info": entry.info or None,
        "former_names": [*history.former_names(entry.uid)],
        "former_keywords": [*history.former_keywords(entry.uid)],
        "origin": origin(entry.origin),
        "name_origin": origin(entry.name_from),
        "keyword_origin": origin(entry.keyword_from) if entry.keyword_from else None,
        "page": uid_address(entry),
    }


def any_uid(history: History, entry: RegisteredUid, syntax: TransferSyntax | None) -> shapes.AnyUid:
    """A registered UID; `syntax` is what it is if it is a transfer syntax."""
    return {
        **registered_uid(history, entry),
        "transfer_syntax": _transfer_syntax(syntax) if syntax else None,
    }


def _transfer_syntax(syntax: TransferSyntax) -> shapes.TransferSyntax:
    return {
        "text": syntax.words,
        "vr": syntax.vr,
        "byte_order": syntax.byte_order,
        "pixel_data": syntax.pixel_data,
        "compression": syntax.compression,
        "lossy": syntax.loss,
        "bits": syntax.bits or None,
        "video": syntax.video,
        "required": syntax.required or None,
        "required_in": reference_or_null(syntax.required_in),
        "note": syntax.note or None,
    }


def misprints(found: Iterable[Misprint]) -> Iterator[shapes.Misprint]:
    """Wrong UIDs that people meet."""
    for it in found:
        yield {"printed": it.printed, "uid": it.uid, "publication": it.where, "source": it.source}


def toolkits(found: Iterable[Toolkit]) -> Iterator[shapes.Toolkit]:
    """Toolkits with their constants."""
    for it in found:
        yield {
            "slug": it.slug,
            "name": it.name,
            "language": it.language,
            "version": it.version,
            "form": it.form,
            "import_line": it.import_line,
            "source": it.source,
            "homepage": it.homepage,
            "constants": {**it.constants},
            "storescp_prefixes": {**it.storescp_prefixes},
        }


def private_sop_classes(found: Iterable[PrivateSopClass]) -> Iterator[shapes.PrivateSopClass]:
    """SOP Classes that vendors defined."""
    for it in found:
        yield {
            "uid": it.uid,
            "name": it.name,
            "vendor": it.vendor,
            "status": status(it.retired),
        }


def private_roots(found: Iterable[PrivateRoot]) -> Iterator[shapes.PrivateRoot]:
    """Roots of the UIDs of organisations."""
    for it in found:
        yield {"root": it.root, "organisation": it.organisation, "source": it.source}
