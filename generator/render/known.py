"""What both the generator and the scripts of the site know, as scripts of its own.

`SopKnown` is there on every page, `SopSyntaxes` where lists of SOP Classes are exported.
"""

import json
from collections.abc import Iterator

from generator.model import Registry
from generator.model.shielding import TO_SHIELD
from generator.render.badges import LOOKS, TYPES, USAGES

DICOM_ROOTS = ("1.2.840.10008.5.1.4.1.1.", "1.2.840.10008.5.1.4.1.2.", "1.2.840.10008.")
"""Roots that so many UIDs share that they tell nothing apart; longest first."""

_UNCOMPRESSED = ("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")
"""What every program reads; an acceptor takes the first, so the one that says the VRs."""

_COMPRESSED = (
    *(f"1.2.840.10008.1.2.4.{number}" for number in (90, 91, 201, 202, 203, 80, 81, 70, 57)),
    *("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.5"),
    *(f"1.2.840.10008.1.2.4.{number}" for number in range(100, 109)),
    "1.2.840.10008.1.2.1.99",
)
"""What archives keep as it comes: the ones in use, in the order in which an acceptor takes them."""


def scripts(registry: Registry) -> Iterator[tuple[str, str]]:
    """The scripts that say it, as (path below the documents, content)."""
    known = {
        "roots": DICOM_ROOTS,
        "badges": {it or "": [LOOKS[it], words] for it, words in (*USAGES.items(), *TYPES.items())},
        "formula": TO_SHIELD,
    }
    syntaxes = {
        name: [[uid, registry.uids[uid].name] for uid in uids]
        for name, uids in (("uncompressed", _UNCOMPRESSED), ("compressed", _COMPRESSED))
    }
    yield "assets/js/known.js", _script("SopKnown", known)
    yield "assets/js/syntaxes.js", _script("SopSyntaxes", syntaxes)


def _script(name: str, value: object) -> str:
    return f"globalThis.{name}={json.dumps(value, ensure_ascii=True, separators=(',', ':'))};\n"
