"""Every page is valid HTML, by the checker of the W3C and WHATWG, which is not ours."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import ROOT, Some
from tests.pages import file_of
from tests.site.scan import fail_with

pytestmark = pytest.mark.site

AT_ONCE = 2
"""How many checkers run; each takes up to a gigabyte of memory."""


FOR_A_SHORT_RUN = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""What has Java use less of the processor, but for the stack, which the checker needs."""


@pytest.fixture(scope="session")
def checker() -> Path:
    """The Nu Html Checker, installed as locked."""
    tools = ROOT / "build" / "tools"
    jar = tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    lock = "package-lock.json"
    locked = (ROOT / "tests" / "tools" / lock).read_bytes()
    if not jar.is_file() or (tools / lock).read_bytes() != locked:
        shutil.rmtree(tools, ignore_errors=True)
        shutil.copytree(ROOT / "tests" / "tools", tools)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        done = subprocess.run(command, cwd=tools, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"npm cannot install the checker:\n{done.stderr}", pytrace=False)
    return jar


def test_every_page_is_valid(site: Path, kinds: dict[str, str], checker: Path, some: Some) -> None:
    """Of each kind of page the most varied one, or all of them."""
    if some.everything:
        pages = sorted(map(str, site.rglob("*.html")))
    else:
        pages = [str(file_of(site, address)) for address in kinds.values()]

    def check(part: int) -> str:
        command = ["java", *FOR_A_SHORT_RUN, "-jar", str(checker), "--format", "json"]
        command += ["--errors-only", "--exit-zero-always"]
        return subprocess.run(
            [*command, *pages[part::AT_ONCE]], capture_output=True, text=True, check=True
        ).stderr

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = [json.loads(answer)["messages"] for answer in pool.map(check, range(AT_ONCE))]

    fail_with(
        f"{message['url'].partition(str(site))[2]}:{message['lastLine']}: {message['message']}"
        for answer in answers
        for message in answer
    )
