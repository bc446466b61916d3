"""Which cells of a CSV file a spreadsheet would take for formulas, and how that is prevented.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` (in their wide forms too), a tab or
a line break for a formula. An apostrophe before it makes it text. Where the spreadsheet splits
lines at semicolons or tabs, as it does in some countries, a cell begins behind these too, so that
the apostrophe stands there as well. A cell that has apostrophes there already gets one more: who
takes one away at each such place has the text again, which `SHIELDED` finds.

The scripts of the site have the same rule (`render/known.py`): the expressions are such that both
languages read them alike.
"""

import re

_BEGINNING = r"(?:^|(?<=[;\t\r\n]))"
_FORMULA = r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"

TO_SHIELD = f"{_BEGINNING}(?={_FORMULA})"
"""An expression for the places in a cell where an apostrophe is put."""

SHIELDED = re.compile(f"{_BEGINNING}'(?={_FORMULA})")
"""The apostrophes of a cell that are not its text."""

_PLACES = re.compile(TO_SHIELD)


def shielded(text: str) -> str:
    """`text` as a cell that no spreadsheet calculates."""
    return _PLACES.sub("'", text)
