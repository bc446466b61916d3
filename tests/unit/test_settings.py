"""Settings that are none are told as such, whatever MkDocs makes of them."""

from pathlib import Path

import pytest

from generator.problems import FailedError
from generator.settings import read_settings


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("site_name: [\n", "error parsing the configuration file"),
        ("site_url: https://x/\n", "Aborted with a configuration error"),
        ("site_name: x\nsite_url: https://[x/\n", "mkdocs.yml:1: Invalid IPv6 URL, expected add"),
        ("site_name: x\nrepo_url: https://[x/\n", "mkdocs.yml:1: Invalid IPv6 URL, expected add"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(content, encoding="utf-8")
    (tmp_path / "docs").mkdir()

    with pytest.raises(FailedError, match=expected):
        read_settings(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="does not exist"):
        read_settings(tmp_path / "mkdocs.yml")
