"""What Lighthouse says of each kind of page, as on a phone; left out where it cannot be had."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests import chromium
from tests.bench.report import Figure
from tests.pages import file_of, one_of_each_kind
from tests.server import serve

VERSION = "13.5.0"

HEAVY = (
    "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
    "service-classes/storage/",
    "iods/enhanced-mr-image/",
    "modules/sop-common/",
    "attributes/00080100/",
    "attributes/0018/",
)
"""Pages with much on them, besides the most varied one of each kind."""

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def lighthouse(root: Path, site: Path) -> Iterator[Figure]:
    """Run Lighthouse on each kind of page of the built `site`, and say the lowest score of each.

    It is installed below the project's `root`.
    """
    program = _installed(root / "build" / "lighthouse")
    if program is None:
        return
    kinds = [it for it in one_of_each_kind(site).values() if it != "404.html"]
    scores: dict[str, dict[str, float]] = {}
    with serve(site, compress=True) as home:
        for address in dict.fromkeys((*kinds, *HEAVY)):
            if not file_of(site, address).is_file():
                raise RuntimeError(f"{address} is no page of the site, choose another for HEAVY")
            scores[address] = _scores(program, home + address)
            told = ", ".join(f"{name} {score:.0f}" for name, score in scores[address].items())
            print(f"Lighthouse: {address or 'home'}: {told}", file=sys.stderr, flush=True)
    for category, least in LEAST.items():
        lowest = min(scores, key=lambda address: scores[address][category])
        yield Figure(
            group="Lighthouse, mobile",
            what=f"{category}, lowest of {len(scores)} pages ({lowest or 'home'})",
            value=scores[lowest][category],
            least=least,
        )


def _installed(folder: Path) -> Path | None:
    """Lighthouse, installed into `folder`; None, with a word on why, where it cannot be."""
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not shutil.which("node") or not shutil.which("npm"):
        print("Lighthouse: left out, as there is no node or no npm")
        return None
    if not program.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--silent"]
        command += ["--prefix", str(folder), f"lighthouse@{VERSION}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"Lighthouse: left out, as npm cannot install it: {done.stderr.strip()}")
            return None
    return program


def _scores(program: Path, address: str) -> dict[str, float]:
    """The score of each category, 0 to 100."""
    done = subprocess.run(
        [
            "node",
            str(program),
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(LEAST)}",
            f"--chrome-flags=--headless {' '.join(chromium.FLAGS[:-1])}",
        ],
        env={**os.environ, "CHROME_PATH": chromium.find()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse fails on {address}:\n{done.stderr}")
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * categories[name]["score"]) for name in LEAST}
