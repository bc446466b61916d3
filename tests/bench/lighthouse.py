"""What Lighthouse says of each kind of page, as on a phone; left out where it cannot be had."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests import chromium
from tests.bench.report import Figure
from tests.server import serve

VERSION = "13.5.0"

PAGES = {
    "home": "",
    "a SOP Class": "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
    "SOP Classes by name": "sop-classes/",
    "SOP Classes by UID": "sop-classes/by-uid/",
    "an IOD": "iods/ct-image/",
    "a module": "modules/sop-common/",
    "an attribute": "attributes/0008103e/",
    "an edition": "editions/2011/",
    "a service class": "service-classes/storage/",
    "a guide": "guides/which-sop-class/",
    "all registered UIDs": "uids/",
}
"""A page of each kind."""

LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def lighthouse(root: Path, site: Path) -> Iterator[Figure]:
    """Run Lighthouse on PAGES of the built `site`; it is installed below the project's `root`."""
    program = _installed(root / "build" / "lighthouse")
    if program is None:
        return
    with serve(site, compress=True) as home:
        for kind, address in PAGES.items():
            if not (site / address / "index.html").is_file():
                raise RuntimeError(f"{address} is no page of the site, choose another {kind}")
            for category, score in _scores(program, home + address).items():
                yield Figure(
                    group="Lighthouse, mobile",
                    what=f"{kind}, {category}",
                    value=score,
                    least=LEAST[category],
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
