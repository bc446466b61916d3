"""The redirects to the page of a SOP Class or context group, which have one address only.

Keywords, and names past and present, lead to SOP Classes, UIDs to context groups.
"""

from collections.abc import Iterator

from markupsafe import Markup

from generator.history import History
from generator.model import Registry
from generator.model.addresses import slug, sop_class_address, uid_address
from generator.model.sop_classes import AliasKind, SopClass

_HTML = Markup(
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
    '<meta name="robots" content="noindex"><link rel="canonical" href="{canonical}">'
    '<link rel="icon" href="../../assets/img/mark.svg">'  # else browsers ask for /favicon.ico
    '<meta http-equiv="refresh" content="0; url={target}"></head>'
    '<body><p>This is <a href="{target}">{name}</a>.</p></body></html>\n'
)


def redirects(
    registry: Registry, history: History, *, site: str, suffix: str
) -> Iterator[tuple[str, bytes]]:
    """Every redirect as (path of the file, content), in the order of the names.

    `site` is where the site is, with a slash at its end: a canonical address is a whole one.
    """
    for name, sop_class in redirect_names(registry, history).items():
        target = f"../{sop_class.uid}/{suffix}"
        canonical = f"{site}{sop_class_address(sop_class.uid)}{suffix}"
        html = _HTML.format(name=sop_class.name, target=target, canonical=canonical)
        yield f"sop-classes/{name}/index.html", html.encode()
    for entry in registry.other_uids:
        if entry.cid:
            address = uid_address(entry)
            html = _HTML.format(
                name=entry.name,
                target=f"../../{address}{suffix}",
                canonical=f"{site}{address}{suffix}",
            )
            yield f"uids/{entry.uid}/index.html", html.encode()


def redirect_names(registry: Registry, history: History) -> dict[str, SopClass]:
    """The names that redirect, as they stand in an address, and the SOP Class that each leads to.

    Where several SOP Classes lay claim to a name, a current name goes before a former one, an
    active SOP Class before a retired one, and the lower UID before the higher.
    """
    claims: list[tuple[bool, bool, int, str, SopClass]] = []
    former = _former_names(registry, history)
    for number, sop_class in enumerate(registry.sop_classes.values()):
        current = {slug(sop_class.name), slug(sop_class.name.removesuffix(" SOP Class"))}
        if sop_class.keyword:
            current.add(sop_class.keyword)
        names = [(False, name) for name in sorted(current)]
        names += [(True, name) for name in sorted(former.get(sop_class.uid, set()) - current)]
        claims += ((old, sop_class.retired, number, name, sop_class) for old, name in names)
    result: dict[str, SopClass] = {}
    for *_, name, sop_class in sorted(claims, key=lambda claim: claim[:4]):
        result.setdefault(name, sop_class)
    taken = {"by-uid", "retired"}
    return {name: result[name] for name in sorted(result) if name not in taken}


def _former_names(registry: Registry, history: History) -> dict[str, set[str]]:
    """The slugs of every name and the keywords that an edition or a record gives, by UID."""
    former: dict[str, set[str]] = {}
    for uid in registry.sop_classes:
        former[uid] = {*history.former_keywords(uid)}
        for name in history.names(uid):
            former[uid] |= {slug(name), slug(name.removesuffix(" SOP Class"))}
    for sop_class in registry.sop_classes.values():
        for alias in sop_class.aliases:
            if alias.kind is AliasKind.FORMER:
                former[sop_class.uid].add(slug(alias.text))
    return {uid: names - {""} for uid, names in former.items()}
