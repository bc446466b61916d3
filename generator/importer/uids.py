"""The private SOP Classes, from the list of dcm4chee-arc-light."""

from pathlib import Path

from generator.importer.editions import read, write

_VENDORS = (
    "Agfa",
    "Dcm4che",
    "ERAD",
    "Fuji",
    "GE",
    "PMOD",
    "Philips",
    "PixelMed",
    "Siemens",
    "TomTec",
    "Toshiba",
)
_RETIRED = " (Retired)"


def run(facts: Path, data: Path) -> None:
    """Write `data/private/sop_classes.csv` from the folder `facts`."""
    rows = []
    for row in read(facts / "dcm4chee-arc-sop-classes-2026c.csv"):
        words = row["name"].split()
        if words[0] != "Private":
            continue
        if words[1] not in _VENDORS:
            raise SystemExit(f"{row['name']!r}: no such vendor, expected {', '.join(_VENDORS)}")
        rows.append(
            {
                "uid": row["uid"],
                "name": row["name"].removesuffix(_RETIRED),
                "vendor": words[1],
                "retired": "Y" if row["name"].endswith(_RETIRED) else "",
            }
        )
    rows.sort(key=lambda row: [int(arc) for arc in row["uid"].split(".")])
    write(data / "private" / "sop_classes.csv", ("uid", "name", "vendor", "retired"), rows)
