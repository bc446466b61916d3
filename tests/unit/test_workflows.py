"""What runs on other people's machines is pinned, and has no more rights than it needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parents[2] / ".github" / "workflows").glob("*.yml"))

MAY = {
    "contents": {"read", "write"},
    "pages": {"write"},
    "id-token": {"write"},
    "pull-requests": {"write"},
}


def jobs(path: Path) -> dict[str, Any]:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}, "rights are given to jobs, one by one"
    return dict(workflow["jobs"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_hash(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert used
    assert [it for it in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", it)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_have_rights_of_their_own_and_an_end(path: Path) -> None:
    for name, job in jobs(path).items():
        assert job["permissions"], name
        for right, kind in job["permissions"].items():
            assert kind in MAY[right], (name, right)
        assert job["timeout-minutes"] <= 120, name


def test_what_publishes_runs_nothing_of_ours_and_waits_for_the_tests() -> None:
    found = jobs(next(path for path in WORKFLOWS if path.stem == "check"))
    publishing = [name for name, job in found.items() if "pages" in job["permissions"]]
    assert publishing == ["publish"]
    assert not any("run" in step for step in found["publish"]["steps"])
    assert found["publish"]["needs"] == "build"
    assert found["build"]["needs"] == "check"
    assert found["build"]["permissions"] == {"contents": "read"}
