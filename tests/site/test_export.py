"""The way out, and the measure of the fast path: stock MkDocs builds the same from the export."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Some, generator
from tests.pages import one_of_each_kind

PARTS = {
    "article": re.compile(r"<article.*?</article>", re.DOTALL),
    "title": re.compile(r"<title>.*?</title>", re.DOTALL),
    "description": re.compile(r'<meta name="description"[^>]*>'),
    "table of contents": re.compile(r'<nav class="beside contents".*?</nav>', re.DOTALL),
}


@pytest.fixture(scope="module")
def stock_site(site: Path, tmp_path_factory: pytest.TempPathFactory, some: Some) -> Path:
    """The site that stock MkDocs builds from the exported tree, without our code on its path.

    Of all pages, or of one of each kind, the hand-written ones and those that the menu names: a
    build of so few cannot be strict, since links lead to what is not there.
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


def parts(path: Path) -> dict[str, str]:
    """What must be equal of a page, but for white space between elements."""
    text = path.read_text(encoding="utf-8")
    found = {name: pattern.search(text) for name, pattern in PARTS.items()}
    return {
        name: re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", match[0])) if match else ""
        for name, match in found.items()
    }


def test_both_ways_give_the_same_pages(site: Path, stock_site: Path, some: Some) -> None:
    ours, theirs = list(pages(site)), list(pages(stock_site))
    if not some.everything:
        assert {*theirs} <= {*ours}
        ours = theirs
    assert len(theirs) > 40
    assert ours == theirs
    differing = [
        f"{path}: {name}"
        for path in ours
        for name, part in parts(site / path).items()
        if part != parts(stock_site / path)[name]
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
