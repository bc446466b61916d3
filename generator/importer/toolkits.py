"""Each toolkit's constants: from facts, and from pydicom and pynetdicom as installed."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pydicom
import pydicom.uid
import pynetdicom
import pynetdicom.sop_class

from generator.importer.editions import read, write

_FACTS = {
    "dcmtk": ("dcmtk-uids-2026b.csv", "constant"),
    "dicom-rs": ("dicom-rs-uids-2026-06.csv", "constant"),
    "fo-dicom": ("fo-dicom-uids.csv", "member"),
    "gdcm": ("gdcm-uids-3.2.csv", "constant"),
}
_PACKAGES = {
    "pydicom": (pydicom, "3.0.2", pydicom.uid),
    "pynetdicom": (pynetdicom, "3.0.4", pynetdicom.sop_class),
}


def run(facts: Path, data: Path) -> None:
    """Write `data/toolkits/<slug>.csv` for each toolkit."""
    folder = data / "toolkits"
    for slug, (name, column) in _FACTS.items():
        columns = ["uid", "constant"]
        rows = [row | {"constant": row[column]} for row in read(facts / name)]
        if slug == "dcmtk":
            columns.append("storescp_prefix")
        write(folder / f"{slug}.csv", columns, _by_uid(rows))
    for slug, (package, version, module) in _PACKAGES.items():
        if package.__version__ != version:
            raise SystemExit(f"{slug} {package.__version__} is installed, expected {version}")
        write(folder / f"{slug}.csv", ("uid", "constant"), _by_uid(_constants(module)))


def _constants(module: ModuleType) -> Iterable[dict[str, str]]:
    for constant, value in vars(module).items():
        if isinstance(value, pydicom.uid.UID) and re.match(r"1\.2\.840\.10008\.", value):
            yield {"uid": str(value), "constant": constant}


def _by_uid(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: [int(arc) for arc in row["uid"].split(".")])
