"""The tables of what toolkits call UIDs, and of UIDs that nobody registers."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from generator.api.shapes import uids as shapes
from generator.api.shapes.documents import Registry
from generator.api.tables.table import Declaration


class ConstantRow(TypedDict):
    """What a toolkit calls a UID."""

    toolkit: Annotated[str, "The slug of the toolkit."]
    uid: Annotated[str, "The UID."]
    constant: Annotated[str, "The constant."]
    code: Annotated[str, "How it is written in code."]
    storescp_prefix: Annotated[str | None, "The prefix of the files of DCMTK's storescp."]


def _constants(whole: Registry) -> Iterator[ConstantRow]:
    for toolkit in whole["toolkits"]:
        for uid in toolkit["constants"]:
            it = shapes.constant_of(toolkit, uid)
            yield {
                "toolkit": it["toolkit"],
                "uid": uid,
                "constant": it["constant"],
                "code": it["code"],
                "storescp_prefix": it["storescp_prefix"],
            }


TABLES = (
    Declaration(
        name="toolkits",
        shape=shapes.Toolkit,
        rows=lambda whole: whole["toolkits"],
        key=("slug",),
    ),
    Declaration(
        name="constants",
        shape=ConstantRow,
        rows=_constants,
        key=("toolkit", "uid"),
        refers={"toolkit": "toolkits"},
    ),
    Declaration(
        name="private_sop_classes",
        shape=shapes.PrivateSopClass,
        rows=lambda whole: whole["private_sop_classes"],
        key=("uid",),
    ),
    Declaration(
        name="private_roots",
        shape=shapes.PrivateRoot,
        rows=lambda whole: whole["private_roots"],
        key=("root",),
    ),
    Declaration(
        name="misprints",
        shape=shapes.Misprint,
        rows=lambda whole: whole["misprints"],
        key=("printed",),
        refers={"uid": "uids"},
    ),
)
