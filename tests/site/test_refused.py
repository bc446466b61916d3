"""A build that would give a broken site fails instead, says why, and leaves the last site alone.

Where that shows only as pages are made, one case stands for all in a short run.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.growth import copy_project
from tests.conftest import ROOT

pytestmark = pytest.mark.site

LOADED = ".cache/registry"
GUIDE = "docs/guides/private-sop-classes.md"
ABOUT = "docs/about/accessibility.md"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a site that was built before."""
    project = copy_project(ROOT, tmp_path_factory.mktemp("refused") / "project").parent
    if (ROOT / LOADED).is_file():  # data that nobody edited is taken from there
        (project / LOADED).parent.mkdir()
        shutil.copy2(ROOT / LOADED, project / LOADED)
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
    (GUIDE, appended("\n![x](https://other.example/x.png)\n"), f"{GUIDE}:{{end}}: 'https://"),
    (GUIDE, appended("\n<script>x()</script>\n"), f"{GUIDE}:{{end}}: <script>, expected none"),
    (GUIDE, appended("\n[x](javascript:x())\n"), f"{GUIDE}:{{end}}: 'javascript:x()', expected"),
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


@pytest.mark.parametrize(
    ("path", "change", "expected"),
    [
        *BEFORE_PAGES_ARE_MADE,
        AS_PAGES_ARE_MADE[0],
        *(pytest.param(*it, marks=pytest.mark.thorough) for it in AS_PAGES_ARE_MADE[1:]),
    ],
)
def test_what_is_broken_is_refused(
    copy: Path, path: str, change: Callable[[bytes], bytes | None], expected: str
) -> None:
    file = copy / path
    before = file.read_bytes()
    after = change(before)
    if after is None:
        file.unlink()
    else:
        file.write_bytes(after)
    try:
        end = (after or b"").rstrip(b"\n").count(b"\n") + 1
        refused(copy, expected.format(end=end))
    finally:
        file.write_bytes(before)


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


@pytest.mark.parametrize("site", ["ftp://x/", "x", "https:///", "https://x/?a", "https://x/#a"])
def test_an_address_that_no_site_can_have_is_refused(copy: Path, site: str) -> None:
    refused(copy, "site_url", SITE_URL=site)


def refused(project: Path, expected: str, **environment: str) -> None:
    """Building `project` fails, says what is expected here in few lines, and touches no site."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--quiet"],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert expected in done.stderr
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [path.name for path in (project / "site").iterdir()] == ["sitemap.xml"]
    assert list(project.glob(".site-building-*")) == []
