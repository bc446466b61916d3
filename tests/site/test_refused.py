"""A build that would give a broken site fails instead, says why, and leaves the last site alone."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.plugin.loading import CACHED
from tests.bench.growth import copy_project
from tests.conftest import ROOT, Some

pytestmark = pytest.mark.site

GUIDE = "docs/guides/private-sop-classes.md"
ABOUT = "docs/about/accessibility.md"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a site that was built before."""
    project = copy_project(ROOT, tmp_path_factory.mktemp("refused") / "project").parent
    if (ROOT / CACHED).is_file():  # data that nobody edited is taken from there
        (project / CACHED).parent.mkdir()
        shutil.copy2(ROOT / CACHED, project / CACHED)
    (project / "site").mkdir()
    (project / "site" / "sitemap.xml").write_text("the last one", encoding="utf-8")
    return project


def appended(text: str) -> Callable[[bytes], bytes]:
    return lambda content: content + text.encode()


def replaced(old: str, new: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(old.encode(), new, 1)


def removed(_: bytes) -> bytes | None:
    return None


UID_PAGE, FRAME = "templates/uid.html", "templates/theme/main.html"

BEFORE_PAGES_ARE_MADE = [
    (ABOUT, replaced("# ", b"\xe9# "), f"{ABOUT}:"),
    ("data/schema/guide.schema.json", appended("}"), "data/schema/guide.schema.json:{end}: no J"),
    ("docs/assets/js/tables.js", appended("let = ;"), "docs/assets/js/tables.js:{end}: "),
    ("docs/assets/js/site.js", removed, "site.js: No such file or directory"),
    ("docs/assets/css/frame.css", removed, "frame.css: No such file or directory"),
    (UID_PAGE, appended("{% if %}"), f"{UID_PAGE}:{{end}}: Expected an "),
    (UID_PAGE, replaced("#", b"\xe9#"), f"{UID_PAGE}:1: byte 0xe9, expected"),
]

AS_PAGES_ARE_MADE = [
    (UID_PAGE, appended("{{ nonesuch }}"), f"{UID_PAGE}:{{end}}: "),
    (UID_PAGE, appended("{{ 1 // 0 }}"), f"{UID_PAGE}:{{end}}: integer division"),
    (UID_PAGE, replaced("copyable", b"nonesuch"), f"{UID_PAGE}:"),
    (FRAME, appended("{% if %}"), f"{FRAME}:{{end}}: Exp"),
    ("docs/assets/js/tables.js", removed, "no script 'tables', expected one of docs/assets/js/"),
]


@pytest.mark.parametrize(("path", "change", "expected"), BEFORE_PAGES_ARE_MADE)
def test_what_is_broken_is_refused(
    copy: Path, path: str, change: Callable[[bytes], bytes | None], expected: str
) -> None:
    refused_with(copy, path, change, expected)


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        *(AS_PAGES_ARE_MADE[0], AS_PAGES_ARE_MADE[-1]),
        *(pytest.param(*it, marks=pytest.mark.thorough) for it in AS_PAGES_ARE_MADE[1:-1]),
    ],
)
def test_what_shows_as_pages_are_made_is_refused(
    copy: Path, some: Some, path: str, change: Callable[[bytes], bytes | None], expected: str
) -> None:
    command = "generator" if some.everything else "tests.site.few"
    refused_with(copy, path, change, expected, command)


def refused_with(
    project: Path,
    path: str,
    change: Callable[[bytes], bytes | None],
    expected: str,
    command: str = "generator",
) -> None:
    """As `refused`, where the file at `path` has been changed; `{end}` is its last line then."""
    file = project / path
    before = file.read_bytes()
    after = change(before)
    if after is None:
        file.unlink()
    else:
        file.write_bytes(after)
    try:
        end = (after or b"").rstrip(b"\n").count(b"\n") + 1
        refused(project, expected.format(end=end), command=command)
    finally:
        file.write_bytes(before)


def test_everything_that_no_guide_may_hold_is_told_at_once(copy: Path) -> None:
    guide = copy / GUIDE
    before = guide.read_text(encoding="utf-8")
    lines = before.count("\n")
    faults = "![x](https://other.example/x.png)", "<script>x()</script>", "[x](javascript:x())"
    guide.write_text(before + "".join(f"\n{it}\n" for it in faults), encoding="utf-8")
    try:
        refused(
            copy,
            f"{GUIDE}:{lines + 2}: 'https://",
            f"{GUIDE}:{lines + 4}: <script>, expected none",
            f"{GUIDE}:{lines + 6}: 'javascript:x()', expected",
        )
    finally:
        guide.write_text(before, encoding="utf-8")


def test_a_page_at_the_address_of_a_generated_one_is_refused(copy: Path) -> None:
    page = copy / "docs" / "iods" / "ct-image" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Mine\n", encoding="utf-8")
    try:
        refused(copy, "docs/iods/ct-image/index.md:1: a page at the address of '")
    finally:
        page.unlink()
        page.parent.rmdir()
        page.parent.parent.rmdir()


def test_an_address_that_no_site_can_have_is_refused(copy: Path) -> None:
    refused(copy, "site_url 'https://x/?a', expected ", SITE_URL="https://x/?a")


def refused(project: Path, *expected: str, command: str = "generator", **environment: str) -> None:
    """Building `project` fails, says what is expected here in few lines, and touches no site."""
    before = files(project / "site")
    done = subprocess.run(
        [sys.executable, "-m", command, "build", "--quiet"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FEW": "pages", **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    for line in expected:
        assert line in done.stderr
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert files(project / "site") == before
    assert list(project.glob(".site-building-*")) == []


def files(site: Path) -> dict[str, tuple[int, int]]:
    """The files of `site`, each with what another one at its place would not have."""
    found = {}
    for path in site.rglob("*"):
        at = path.stat()
        found[path.relative_to(site).as_posix()] = at.st_ino, at.st_mtime_ns
    return found
