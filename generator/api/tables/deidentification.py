"""The tables of what de-identification does to attributes (PS3.15 Table E.1-1)."""

from typing import Annotated, TypedDict

from generator.api.shapes.attributes import Profile
from generator.api.tables.table import Declaration


class ProfileRow(Profile):
    """What the Basic Profile of PS3.15 does to an attribute."""


class ProfileOptionRow(TypedDict):
    """What an option of the Basic Profile does to an attribute."""

    tag: Annotated[str, "The tag as printed."]
    option: Annotated[str, "The option, as `retain_uids`."]
    action: Annotated[str, "The action code."]


TABLES = (
    Declaration(
        name="deidentification",
        shape=ProfileRow,
        rows=lambda whole: whole["deidentification"],
        key=("tag",),
        columns=("tag", "name", "status", "in_standard_iod", "basic", "edition"),
    ),
    Declaration(
        name="deidentification_options",
        shape=ProfileOptionRow,
        rows=lambda whole: (
            {"tag": it["tag"], "option": option, "action": action}
            for it in whole["deidentification"]
            for option, action in it["options"].items()
        ),
        key=("tag", "option"),
        refers={"tag": "deidentification"},
    ),
)
