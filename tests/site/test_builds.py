"""The built site is a function of the data, the templates and the versions, and of nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def contents(site: Path) -> dict[str, bytes]:
    """Every file of `site` by its path, but for the compressed twins that hosts may want."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".br"
    }


@pytest.mark.site
@pytest.mark.thorough
def test_plain_mkdocs_writes_the_same_bytes_at_another_place_and_time(
    site: Path, tmp_path: Path
) -> None:
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": "/"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "plain"],
        cwd=ROOT,
        env={**os.environ, **elsewhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr

    expected, found = contents(site), contents(tmp_path / "plain")

    assert sorted(found) == sorted(expected)
    assert [path for path in expected if found[path] != expected[path]] == []
