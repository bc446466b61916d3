"""Checks DICOM objects in Node, with the scripts and rules that the site has."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.api.rules import ROOT, scripts
from generator.model import Registry
from generator.problems import FailedError

_RUNNER = Path(__file__).with_suffix(".cjs")


def check_objects(
    registry: Registry, root: Path, paths: Sequence[str], *, as_json: bool = False
) -> int:
    """Check the objects at `paths`, files and folders, and print what is found.

    `root` is the folder of mkdocs.yml. Gives 0 if there is no error, 1 if there is one, 2 if a file
    could not be read. Raises FailedError where there is no Node.
    """
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None:
        raise FailedError("no node, expected Node 18 or newer: it runs the checker")
    with tempfile.TemporaryDirectory(prefix="rules-") as folder:
        for path, content in scripts(registry):
            target = Path(folder, path.removeprefix(ROOT))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        form = "json" if as_json else "text"
        command: list[str | Path] = [
            node,
            _RUNNER,
            root / "docs" / "assets" / "js",
            folder,
            form,
            *paths,
        ]
        return subprocess.run(command, check=False).returncode  # noqa: S603  # no shell
