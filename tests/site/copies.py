"""Copies of the project that have a site already, as if it had been built there."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

from generator.build import _notes
from generator.plugin.writing import Last
from tests.conftest import ROOT


def take_over(site: Path, project: Path, to: Path) -> bool:
    """Put the `site` of this project where `project`, a copy of it, would have built it before.

    Whether it could be: only a site that was built here has notes here of how that was done. Files
    are shared, as no build writes into one that is there.
    """
    last = Last.read(_notes(ROOT / "mkdocs.yml", site), site)
    if not last.files:
        return False
    shutil.copytree(site, to, copy_function=os.link)
    replace(last, site=to).write(_notes(project / "mkdocs.yml", to))
    for name in ("registry", "templates", "assets"):
        source = ROOT / ".cache" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, project / ".cache" / name)
    return True
