"""The records of context groups and templates (PS3.16)."""

from collections.abc import Iterable, Iterator

from generator.api.records.values import status
from generator.api.shapes import codes as shapes
from generator.model.addresses import context_group_address, templates_address
from generator.model.codes import Codes, TemplateUse
from generator.model.uids import RegisteredUid


def context_groups(codes: Codes, uids: Iterable[RegisteredUid]) -> Iterator[shapes.ContextGroup]:
    """Every context group with a number, of `codes` or of `uids`, in the order of the numbers."""
    entries = {int(it.cid): it for it in uids if it.cid}
    for cid in sorted({*codes.groups, *entries}):
        group, entry = codes.groups.get(cid), entries.get(cid)
        retired = bool((entry and entry.retired) or (group and group.retired))
        name = group.name if group else entry.name if entry else ""
        yield {
            "cid": cid,
            "name": name,
            "keyword": (group.keyword or None) if group else None,
            "uid": entry.uid if entry else None,
            "version": (group.version or None) if group else None,
            "status": status(retired),
            "edition": group.edition if group else None,
            "included_groups": [*group.includes] if group else [],
            "code_count": len(group.codes) if group else 0,
            "page": context_group_address(cid),
            "codes": [
                {"scheme": it.scheme, "value": it.value, "meaning": it.meaning or None}
                for it in (group.codes if group else ())
            ],
            "templates": [*_uses(codes.uses_by_group.get(cid, ()))],
        }


def templates(codes: Codes) -> Iterator[shapes.Template]:
    """Every template, in the order of the numbers."""
    page = templates_address()
    for it in codes.templates.values():
        yield {
            "tid": it.tid,
            "name": it.name,
            "edition": it.edition,
            "page": page,
            "context_groups": [*_uses(codes.uses_by_template.get(it.tid, ()))],
        }


def _uses(uses: Iterable[TemplateUse]) -> Iterator[shapes.TemplateUse]:
    for it in uses:
        yield {
            "tid": it.tid,
            "row": it.row or None,
            "part": it.part,
            "cid": it.cid,
            "binding": it.binding or None,
            "source": it.source,
        }
