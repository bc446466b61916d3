"""The constants of the toolkits that are Python packages, as they are installed."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pydicom
import pydicom.uid
import pynetdicom
import pynetdicom.sop_class

from generator.importer.files import content

_PACKAGES = {
    "pydicom": (pydicom, "3.0.2", pydicom.uid),
    "pynetdicom": (pynetdicom, "3.0.4", pynetdicom.sop_class),
}
"""By slug: the package, the version that `data/toolkits/toolkits.yml` names, and the module."""


def run(data: Path) -> None:
    """Write `data/toolkits/<slug>.csv` for each of them."""
    for slug, (package, version, module) in _PACKAGES.items():
        if package.__version__ != version:
            raise SystemExit(f"{slug} {package.__version__} is installed, expected {version}")
        rows = sorted(_constants(module), key=_arcs)
        (data / "toolkits" / f"{slug}.csv").write_bytes(content(("uid", "constant"), rows))


def _constants(module: ModuleType) -> Iterable[dict[str, str]]:
    for constant, value in vars(module).items():
        if isinstance(value, pydicom.uid.UID) and re.match(r"1\.2\.840\.10008\.", value):
            yield {"uid": str(value), "constant": constant}


def _arcs(row: dict[str, str]) -> list[int]:
    return [int(arc) for arc in row["uid"].split(".")]
