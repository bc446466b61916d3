"""The way out, and the measure of the fast path: stock MkDocs builds the same from the export.

So does Zensical, which follows on Material for MkDocs: that reaches its end of life in May 2027.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from mkdocs.config import load_config

from generator import api, export
from generator.history import History
from generator.model import Registry
from generator.render import pages as pages_of
from generator.render.page import Page
from tests.conftest import ROOT, Some, generator, real_registry

PARTS = {
    "article": re.compile(r"<article.*?</article>", re.DOTALL),
    "title": re.compile(r"<title>.*?</title>", re.DOTALL),
    "description": re.compile(r'<meta name="description"[^>]*>'),
    "table of contents": re.compile(r'<nav class="beside contents".*?</nav>', re.DOTALL),
}

PAGE_SCRIPT = re.compile(r'<script defer src="([^"]+)"></script>')
LOOKUP = [Path(it).name for it in load_config(str(ROOT / "mkdocs.yml")).extra["registry"]["lookup"]]
"""The scripts that our build joins to one, `lookup.js`."""
FILE = re.compile(r"\b(?:api/v1/[\w./-]+\.\w+|feed\.xml|llms\.txt|robots\.txt)")
"""A file of the API that a hand-written page names."""
UNBROKEN = re.compile(r'<span class="unbroken">(.*?)</span>')
HREF = re.compile(r'href="([^"]*)"')


ZENSICAL_ADDS = {
    '<a id="__skip" tabindex="-1"></a>': "where its own skip link leads, which our pages have not",
}
"""What Zensical puts into each article of its own accord, with the reason."""


@pytest.fixture(scope="module")
def exported(
    site: Path, kinds: dict[str, str], tmp_path_factory: pytest.TempPathFactory, some: Some
) -> Path:
    """The exported tree, with all pages or with one of each kind.

    These few are the hand-written ones and those that the menu names besides: a build of so few
    cannot be strict, since links lead to what is not there, and leaves such links of hand-written
    pages as they were written. Files of the API, of which no page is made, are there by name: those
    that a page links to.
    """
    tree = tmp_path_factory.mktemp("export") / "tree"
    if some.everything:
        generator("export", "--quiet", tree)
    else:
        chosen = {*kinds.values()}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(export, "pages", lambda *of: _chosen(chosen, *of))
            by_hand = "\n".join(it.read_text("utf-8") for it in (ROOT / "docs").rglob("*.md"))
            named = [it for it in {*FILE.findall(by_hand)} if (site / it).is_file()]
            patch.setattr(api, "files", lambda *_, **__: [(it, b"") for it in named])
            export.export(real_registry(), ROOT, tree)
    return tree


def _chosen(addresses: Container[str], registry: Registry, history: History) -> Iterator[Page]:
    """Pages at these addresses, and at others that the menu may name."""
    for page in pages_of(registry, history):
        if page.url in addresses or page.url.count("/") == 1:
            yield page


@pytest.fixture(scope="module")
def stock_site(exported: Path, some: Some) -> Path:
    """The site that stock MkDocs builds from the exported tree, without our code on its path."""
    strict = ["--strict"] if some.everything else []
    _by_module("mkdocs", "build", *strict, "-d", "../site", tree=exported)
    return exported.parent / "site"


@pytest.fixture(scope="module")
def zensical_site(exported: Path) -> Path:
    """The site that Zensical builds from it, which takes no other place for it than the tree."""
    _by_module("zensical", "build", tree=exported)
    return (exported / "site").rename(exported.parent / "zensical")


def _by_module(*command: str, tree: Path) -> None:
    """Run a module of Python's in the exported `tree`; fails with the end of what it says."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tree,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONSAFEPATH": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}", pytrace=False)


def pages(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*.html")):
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")[:600]:
            yield path.relative_to(site)


def parts(site: Path, path: Path) -> dict[str, str]:
    """What must be equal of a page, but for white space between elements.

    Scripts of single pages are a part of their own, by name: a stock build has no other place for
    them than the article, and cannot name their folder by its content. What keeps N-CREATE on a
    line is ours alone: in a heading of Markdown it would stand in contents and search, too.
    """
    address = f"/{path.parent.as_posix()}/".replace("/./", "/")
    text = (site / path).read_text(encoding="utf-8")
    scripts = [
        name
        for it in PAGE_SCRIPT.findall(text)
        for name in ([*LOOKUP] if Path(it).name == "lookup.js" else [Path(it).name])
    ]
    text = HREF.sub(lambda found: f'href="{where(site, address, found[1])}"', text)
    text = UNBROKEN.sub(r"\1", PAGE_SCRIPT.sub("", text))
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
    same_pages(site, stock_site, some)


@pytest.mark.thorough
def test_zensical_gives_the_same_pages(site: Path, zensical_site: Path, some: Some) -> None:
    added = same_pages(site, zensical_site, some, adds=tuple(ZENSICAL_ADDS))
    assert added == {*ZENSICAL_ADDS}, "Zensical no longer adds it"
    addresses = re.findall("<loc>([^<]*)</loc>", (zensical_site / "sitemap.xml").read_text("utf-8"))
    assert len(addresses) == len({*addresses}) == len([*pages(zensical_site)]) - 1  # but for 404


def same_pages(site: Path, other: Path, some: Some, *, adds: Sequence[str] = ()) -> set[str]:
    """Fail unless the pages of `other` are those of `site` but for `adds`, which is returned.

    That is, those of `adds` that every page of `other` has in its article.
    """
    ours, theirs = list(pages(site)), list(pages(other))
    if not some.everything:
        assert {*theirs} <= {*ours}
        ours = theirs
    assert len(theirs) > 40
    assert ours == theirs
    differing, added = [], {*adds}
    for path in ours:
        found = parts(other, path)
        added &= {it for it in adds if it in found["article"]}
        for it in adds:
            found["article"] = found["article"].replace(it, "")
        differing += [
            f"{path}: {it}" for it, part in parts(site, path).items() if part != found[it]
        ]
    assert differing == []
    return added


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
