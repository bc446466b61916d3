"""The fuzzer of scripts has what it needs: each of its targets takes an input from the site."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.site


def test_every_target_takes_an_input(site: Path) -> None:
    done = subprocess.run(
        ["node", "tests/scripts/fuzz.mjs", str(site), "each", "1018"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert {*said["inputs"].values()} == {1}
    assert len(said["inputs"]) > 10
