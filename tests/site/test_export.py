"""The way out, and the measure of the fast path: stock MkDocs builds the same from the export."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from mkdocs.config import load_config

from tests.conftest import ROOT, Some, generator
from tests.pages import one_of_each_kind

PARTS = {
    "article": re.compile(r"<article.*?</article>", re.DOTALL),
    "title": re.compile(r"<title>.*?</title>", re.DOTALL),
    "description": re.compile(r'<meta name="description"[^>]*>'),
    "table of contents": re.compile(r'<nav class="beside contents".*?</nav>', re.DOTALL),
}

PAGE_SCRIPT = re.compile(r'<script defer src="([^"]+)"></script>')
LOOKUP = [Path(it).name for it in load_config(str(ROOT / "mkdocs.yml")).extra["registry"]["lookup"]]
"""The scripts that our build joins to one, `lookup.js`."""
HREF = re.compile(r'href="([^"]*)"')


@pytest.fixture(scope="module")
def stock_site(site: Path, tmp_path_factory: pytest.TempPathFactory, some: Some) -> Path:
    """The site that stock MkDocs builds from the exported tree, without our code on its path.

    Of all pages, or of one of each kind, the hand-written ones and those that the menu names: a
    build of so few cannot be strict, since links lead to what is not there, and leaves such links
    of hand-written pages as they were written.
    """
    folder = tmp_path_factory.mktemp("export")
    generator("export", "--quiet", folder / "tree")
    if not some.everything:
        chosen = {*one_of_each_kind(site).values()}
        for path in (folder / "tree" / "docs").rglob("*/*/index.md"):
            address = path.relative_to(folder / "tree" / "docs").as_posix()
            if address.removesuffix("index.md") not in chosen:
                path.unlink()
    strict = ["--strict"] if some.everything else []
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *strict, "-d", folder / "site"],
        cwd=folder / "tree",
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONSAFEPATH": "1"},
        check=True,
        capture_output=True,
    )
    return folder / "site"


def pages(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*.html")):
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")[:600]:
            yield path.relative_to(site)


def parts(site: Path, path: Path) -> dict[str, str]:
    """What must be equal of a page, but for white space between elements.

    Scripts of single pages are a part of their own, by name: a stock build has no other place for
    them than the article, and cannot name their folder by its content.
    """
    address = f"/{path.parent.as_posix()}/".replace("/./", "/")
    text = (site / path).read_text(encoding="utf-8")
    scripts = [
        name
        for it in PAGE_SCRIPT.findall(text)
        for name in ([*LOOKUP] if Path(it).name == "lookup.js" else [Path(it).name])
    ]
    text = HREF.sub(lambda found: f'href="{where(site, address, found[1])}"', text)
    text = PAGE_SCRIPT.sub("", text)
    found = {name: pattern.search(text) for name, pattern in PARTS.items()}
    return {
        **{
            name: re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", match[0])) if match else ""
            for name, match in found.items()
        },
        "scripts": " ".join(scripts),
    }


def where(site: Path, address: str, link: str) -> str:
    """Where a link of the page at `address` leads, whether it names a page or its source."""
    path, anchor = urldefrag(link)
    if path.endswith(".md"):
        source = site.parent / "tree" / "docs" / f"{address.strip('/')}.md"
        whole = urljoin(urljoin(address, "..") if source.is_file() else address, path)
        path = whole.removesuffix("index.md") if path.endswith("index.md") else f"{whole[:-3]}/"
    return "#".join(filter(None, (urljoin(address, path), anchor)))


def test_both_ways_give_the_same_pages(site: Path, stock_site: Path, some: Some) -> None:
    ours, theirs = list(pages(site)), list(pages(stock_site))
    if not some.everything:
        assert {*theirs} <= {*ours}
        ours = theirs
    assert len(theirs) > 40
    assert ours == theirs
    differing = []
    for path in ours:
        stock = parts(stock_site, path)
        differing += [
            f"{path}: {it}" for it, part in parts(site, path).items() if part != stock[it]
        ]
    assert differing == []


def test_both_ways_find_the_same_text(site: Path, stock_site: Path, some: Some) -> None:
    ours, theirs = (
        json.loads((folder / "search" / "search_index.json").read_text(encoding="utf-8"))
        for folder in (site, stock_site)
    )
    assert ours["config"] == theirs["config"]
    by_address, stock = (
        {entry["location"]: entry for entry in index["docs"]} for index in (ours, theirs)
    )
    if not some.everything:
        by_address = {address: entry for address, entry in by_address.items() if address in stock}
    assert by_address == stock
    assert len(theirs["docs"]) == len(stock) > 40
