"""A build takes over what an edit leaves as it was: it must give what a clean build gives."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from generator.plugin import RegistryPlugin
from tests.bench.growth import copy_project
from tests.conftest import ROOT, Some
from tests.site.copies import take_over
from tests.site.edits import KINDS, edit

pytestmark = pytest.mark.site

TAGS = ("00080016", "00080018")
"""The attributes of two pages: one that nobody touches, and one that somebody does."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(ROOT, tmp_path / "project").parent


def build(project: Path, site: Path, command: str = "generator") -> None:
    done = subprocess.run(
        [sys.executable, "-m", command, "build", "--quiet", "--to", str(site)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def clean(project: Path, folder: Path, some: Some) -> Path:
    """A new folder with the site of `project` as it is now, built of nothing that was before.

    In a short run some of its pages are left out.
    """
    site = folder / f"clean-{os.urandom(4).hex()}"
    build(project, site, "generator" if some.everything else "tests.site.few")
    return site


def differences(clean_: Path, other: Path, some: Some) -> list[str]:
    """The files of two sites that are not the same in both; `clean` made the first."""
    files = [
        {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        for site in (clean_, other)
    ]
    left_out = set() if some.everything else {it for it in files[1] if it.endswith(".html")}
    return sorted((files[0] ^ files[1]) - left_out) + [
        path
        for path in sorted(files[0] & files[1])
        if (clean_ / path).read_bytes() != (other / path).read_bytes()
    ]


def follow_edits(
    project: Path, site: Path, again: Callable[[], None], some: Some, number: int
) -> None:
    """Make edits of every kind, `again` behind each, and hold the site against a clean build.

    In a short run one of them.
    """
    chance = random.Random(project.parent.parent.name)  # noqa: S311  # chooses edits
    kinds = [*range(len(KINDS))] * (number // len(KINDS) + 1)
    made = []
    for kind in kinds[:number] if some.everything else chance.sample(range(len(KINDS)), 1):
        made.append(edit(project, chance, kind))
        again()
        fresh = clean(project, project.parent, some)
        assert differences(fresh, site, some) == [], made
        subprocess.run(["rm", "-rf", fresh], check=True)


@pytest.mark.parametrize("pattern", sorted({pattern for pattern, _ in KINDS}))
def test_there_are_files_of_every_kind(pattern: str) -> None:
    assert any(ROOT.glob(pattern))


def test_a_second_build_gives_what_a_clean_one_gives(
    request: pytest.FixtureRequest, project: Path, some: Some
) -> None:
    """In a short run the first build is the one that all tests look at."""
    site = project / "site"
    if some.everything or not take_over(request.getfixturevalue("site"), project, site):
        build(project, site)
    untouched, damaged = (site / "attributes" / tag / "index.html" for tag in TAGS)
    before = untouched.stat().st_ino
    content = damaged.read_bytes().replace(b"<h1", b"<h1 hidden", 1)
    damaged.unlink()
    damaged.write_bytes(content)

    build(project, site)

    assert untouched.stat().st_ino == before
    assert b"<h1 hidden" not in damaged.read_bytes()
    whole = site.stat().st_ino
    build(project, site)
    assert site.stat().st_ino == whole, "built again, though nothing is other"
    follow_edits(project, site, lambda: build(project, site), some, 30)


@pytest.fixture
def preview(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveReloadServer]:
    """The live server of `project`, not started: its `builder` is called behind each edit."""
    monkeypatch.chdir(project)

    def configured() -> MkDocsConfig:
        return load_config("mkdocs.yml", site_dir=str(project / "site"))

    def builder() -> None:
        build_with_mkdocs(configured())  # each build reads the settings anew, as MkDocs does

    config = configured()
    plugin = config.plugins["sop-class-registry"]
    assert isinstance(plugin, RegistryPlugin)
    builder()
    server = LiveReloadServer(builder, "127.0.0.1", 0, str(project / "site"))
    yield plugin.on_serve(server, config=config, builder=builder)
    server.server_close()


@pytest.mark.thorough
def test_a_preview_shows_what_a_clean_build_gives(
    project: Path, preview: LiveReloadServer, some: Some
) -> None:
    follow_edits(project, project / "site", preview.builder, some, 50)


@pytest.mark.thorough
def test_a_preview_keeps_nothing_of_an_attempt_that_failed(
    project: Path, preview: LiveReloadServer, some: Some
) -> None:
    """The page of the record is written before the template is found to fail."""
    record = project / "data/sop_classes/CTImageStorage.yml"
    template = project / "templates/home.html"
    good = {path: path.read_text(encoding="utf-8") for path in (record, template)}
    page = project / "site/sop-classes/1.2.840.10008.5.1.4.1.1.2/index.html"
    record.write_text(good[record].replace("summary: >-\n  ", "summary: >-\n  Attempted ", 1))
    template.write_text(good[template] + "{{ nothing.of.that.name }}")
    preview.builder()
    assert "Attempted" in page.read_text(encoding="utf-8")

    for path, text in good.items():
        path.write_text(text, encoding="utf-8")
    preview.builder()

    assert "Attempted" not in page.read_text(encoding="utf-8")
    assert differences(clean(project, project.parent, some), project / "site", some) == []
