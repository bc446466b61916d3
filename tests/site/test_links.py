"""Every link and anchor of the built site leads somewhere, in both its forms."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import Some
from tests.site.scan import Seen, fail_with

pytestmark = pytest.mark.site

ELSEWHERE = {"http", "https", "mailto"}


def files_of(site: Path) -> set[str]:
    """The path of each file of `site`, below its root."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def broken(pages: dict[str, Seen], seen: dict[str, Seen], files: set[str]) -> Iterator[str]:
    """What is wrong with the links of `pages` in a site that has `seen` as pages, and `files`."""
    ids = {address: {*page.ids, "", "top"} for address, page in seen.items()}
    home = urlsplit(seen[""].canonical[0]).path
    for address, page in pages.items():
        for link in {*page.links, *filter(None, [page.refresh])}:
            path, _, fragment = link.partition("#")
            if path.partition(":")[0] in ELSEWHERE:
                continue
            target = resolved(address, path.partition("?")[0], home)
            if target is None:
                yield f"{address}: {link} leads out of the site"
                continue
            known = target if target in ids else target.removesuffix("index.html")
            if known in ids:
                # What holds an equals sign is no anchor but the state of a table or tool.
                if "=" not in fragment and unquote(fragment) not in ids[known]:
                    yield f"{address}: {link}: no such anchor"
                elif seen[known].refresh:
                    yield f"{address}: {link} is a detour, by a redirect"
            elif target not in files:
                yield f"{address}: {link}: no such file"


def resolved(address: str, path: str, home: str) -> str | None:
    """Where `path` on the page at `address` leads, below the root; None where out of the site.

    As `urllib.parse.urljoin` would say it, for whose pace there are too many links.
    """
    if path.startswith("/"):
        path = path[:-1] if path.endswith("/.") else path
        return unquote(path.removeprefix(home)) if path.startswith(home) else None
    folders = address.split("/")[:-1]
    while path.startswith("../"):
        if not folders:
            return None
        folders.pop()
        path = path[3:]
    if path == "..":
        path = ""
        folders = folders[:-1]
    path = path.removeprefix("./")
    if path in {"", "."} and not address.endswith("/") and folders == address.split("/")[:-1]:
        return address
    return unquote("/".join([*folders, "" if path == "." else path]))


def test_every_link_leads_somewhere(site: Path, seen: dict[str, Seen]) -> None:
    fail_with(broken(seen, seen, files_of(site)))


def test_every_link_leads_somewhere_from_files(
    file_site: Path, file_seen: dict[str, Seen], request: pytest.FixtureRequest, some: Some
) -> None:
    """In a short run, from the pages that are made; others are where a hosted site has them."""
    pages = {address: page for address, page in file_seen.items() if address != "404.html"}
    known, files = pages, files_of(file_site)
    if not some.everything:
        known = request.getfixturevalue("seen") | pages
        files |= files_of(request.getfixturevalue("site"))
    fail_with(broken(pages, known, files))
    # A link to a folder shows a list of its files.
    fail_with(
        f"{address}: {link}"
        for address, page in pages.items()
        for link in {*page.links, *filter(None, [page.refresh])}
        if not urlsplit(link).scheme and urlsplit(link).path.endswith(("/", "."))
    )


def test_every_anchor_is_there_once(seen: dict[str, Seen]) -> None:
    fail_with(
        f"{address}: {anchor}"
        for address, page in seen.items()
        for anchor in {anchor for anchor in page.ids if page.ids.count(anchor) > 1}
    )


def test_what_style_sheets_load_is_there(site: Path) -> None:
    fail_with(
        f"{sheet.relative_to(site)}: {address}"
        for sheet in site.glob("assets/**/*.css")
        for address in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8"))
        if not address.startswith("data:") and not (sheet.parent / address).is_file()
    )


def test_nothing_is_loaded_from_another_host(seen: dict[str, Seen]) -> None:
    fail_with(
        f"{address}: {link}"
        for address, page in seen.items()
        for link in page.loads
        if urlsplit(link).netloc
    )
