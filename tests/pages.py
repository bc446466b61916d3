"""Which pages the built site has, and one of each kind to look at when not at all of them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_ELEMENT = re.compile(rb'<[a-z][a-z0-9]*(?: class="[^"]*")?')

_REDIRECT = b'http-equiv="refresh"'

_MANY = 5
"""From so many pages on, the pages of a folder are of one kind."""

_APART = {"tools/"}
"""The folders whose pages have nothing in common."""

PARTS = {*range(1, 23)}
"""The parts that the standard has or had."""

_PART = re.compile(r"PS3\.([0-9]+)")


def named_parts(text: str) -> set[int]:
    """The numbers of the parts of the standard that `text` names."""
    return {int(it) for it in _PART.findall(text)}


def addresses(site: Path) -> Iterator[str]:
    """The address below the root of every page of `site` that is no redirect, in their order."""
    for path in sorted(site.rglob("*.html")):
        if not _leads_on(path):
            yield path.relative_to(site).as_posix().removesuffix("index.html")


def redirects(site: Path) -> Iterator[str]:
    """The address below the root of every page of `site` that only leads to another one."""
    for path in sorted(site.rglob("index.html")):
        if _leads_on(path):
            yield path.relative_to(site).as_posix().removesuffix("index.html")


def _leads_on(path: Path) -> bool:
    """Whether the page in a file is a redirect."""
    with path.open("rb") as file:
        return _REDIRECT in file.read(1000)


def file_of(site: Path, address: str) -> Path:
    """The file of the page at `address`."""
    return site / address / "index.html" if address[-1:] in {"", "/"} else site / address


@cache
def one_of_each_kind(site: Path) -> dict[str, str]:
    """Kinds of page, each with the address of its most varied one, which holds most to go wrong.

    The pages of a folder are of a kind where they are many; those named by a number are another
    kind than those named by a word, as `sop-classes/<UID>/` and `sop-classes/retired/`; so are
    those below a page that is named by a number. Of pages that hold the same kinds of elements it
    is the shortest.
    """
    kinds: dict[str, list[str]] = {}
    for address in addresses(site):
        folders, _, name = address.rstrip("/").rpartition("/")
        folder = "/".join("<number>" if it[:1].isdigit() else it for it in folders.split("/"))
        told = "<number>" if name[:1].isdigit() else "<word>"
        kinds.setdefault(f"{folder}/{told}/" if folder else address, []).append(address)
    result = {}
    for kind, pages in kinds.items():
        below_number = kind.count("<") > 1
        if (len(pages) < _MANY and not below_number) or kind.partition("<")[0] in _APART:
            result.update({address or "home": address for address in pages})
        else:
            result[kind] = max(pages, key=lambda address: _variety(file_of(site, address)))
    return result


def _variety(page: Path) -> tuple[int, int]:
    """How many kinds of elements `page` has, and how short it is."""
    content = page.read_bytes()
    return len(set(_ELEMENT.findall(content))), -len(content)
