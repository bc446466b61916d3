"""Attributes: the dictionary of PS3.6."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

VR_NAMES: Mapping[str, str] = {
    "AE": "Application Entity",
    "AS": "Age String",
    "AT": "Attribute Tag",
    "CS": "Code String",
    "DA": "Date",
    "DS": "Decimal String",
    "DT": "Date Time",
    "FD": "Floating Point Double",
    "FL": "Floating Point Single",
    "IS": "Integer String",
    "LO": "Long String",
    "LT": "Long Text",
    "OB": "Other Byte",
    "OD": "Other Double",
    "OF": "Other Float",
    "OL": "Other Long",
    "OV": "Other 64-bit Very Long",
    "OW": "Other Word",
    "PN": "Person Name",
    "SH": "Short String",
    "SL": "Signed Long",
    "SQ": "Sequence of Items",
    "SS": "Signed Short",
    "ST": "Short Text",
    "SV": "Signed 64-bit Very Long",
    "TM": "Time",
    "UC": "Unlimited Characters",
    "UI": "Unique Identifier (UID)",
    "UL": "Unsigned Long",
    "UN": "Unknown",
    "UR": "Universal Resource Identifier or Locator (URI/URL)",
    "US": "Unsigned Short",
    "UT": "Unlimited Text",
    "UV": "Unsigned 64-bit Very Long",
}
"""The value representations (PS3.5 6.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One entry of the dictionary of PS3.6; for a repeating group, one entry for all of them."""

    tag: str
    """Eight characters, lower case, `x` for any digit, as in addresses: `0008103e`, `60xx0010`."""

    name: str
    """The name; empty for the few retired ones of which the dictionary keeps the tag only."""

    keyword: str
    """The keyword; empty for the few retired ones that have none."""

    vr: str
    """The value representations, as printed: `CS`, `US or SS`; `NONE` for the three delimiters."""

    vm: str
    """The value multiplicity, as printed: `1`, `2-2n`."""

    retired: bool

    @property
    def printed_tag(self) -> str:
        """The tag as the standard prints it: `(0008,103E)`, `(60xx,0010)`."""
        digits = self.tag.upper().replace("X", "x")
        return f"({digits[:4]},{digits[4:]})"

    @property
    def vr_name(self) -> str:
        """The name of its value representation, as `Code String`; of each where it has several."""
        return " or ".join(VR_NAMES.get(vr, "none") for vr in self.vr.split(" or "))

    @property
    def is_sequence(self) -> bool:
        """Whether its value is a sequence of items."""
        return self.vr == "SQ"


_HEX = re.compile(r"(?:0x)?\(?\s*([0-9a-fx]{4})\s*,?\s*([0-9a-fx]{4})\s*\)?", re.IGNORECASE)


def tag_of(text: str) -> str | None:
    """The tag in an address that people write as `text`, as `(0008,103E)` or `0x0008103e`.

    None where it is no tag. An element of a repeating group stays what it is: see
    `generator.model.iods.IodTables.find_attribute`.
    """
    found = _HEX.fullmatch(text.strip())
    return f"{found[1]}{found[2]}".lower() if found else None
