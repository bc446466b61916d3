"""The zip weighs no more than its budget."""

from pathlib import Path

import pytest

from generator.offline import pack

pytestmark = pytest.mark.site

MOST = 45_000_000
"""Bytes of the zip: see the budgets in README.md."""


@pytest.mark.thorough
def test_the_zip_is_within_its_budget(file_site: Path, tmp_path: Path) -> None:
    """It takes a minute of the processor, which is what packing as well as one can takes."""
    pack(file_site, tmp_path / "registry.zip", {})

    assert (tmp_path / "registry.zip").stat().st_size <= MOST
