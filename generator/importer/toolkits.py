"""Each toolkit's constants: from facts, and from pydicom and pynetdicom as installed."""

import re
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

import pydicom
import pydicom.uid
import pynetdicom
import pynetdicom.sop_class

from generator.importer.files import content, read_rows

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
        rows = [row | {"constant": row[column]} for row in read_rows(facts / name)]
        if slug == "dcmtk":
            columns.append("storescp_prefix")
        (folder / f"{slug}.csv").write_bytes(content(columns, _by_uid(rows)))
    for slug, (package, version, module) in _PACKAGES.items():
        if package.__version__ != version:
            raise SystemExit(f"{slug} {package.__version__} is installed, expected {version}")
        rows = _by_uid(_constants(module))
        (folder / f"{slug}.csv").write_bytes(content(("uid", "constant"), rows))


def _constants(module: ModuleType) -> Iterable[dict[str, str]]:
    for constant, value in vars(module).items():
        if isinstance(value, pydicom.uid.UID) and re.match(r"1\.2\.840\.10008\.", value):
            yield {"uid": str(value), "constant": constant}


def _by_uid(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: [int(arc) for arc in row["uid"].split(".")])
