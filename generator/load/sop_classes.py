"""Reads the curated records, `data/sop_classes/*.yml`, and the categories they name."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.load.files import Document, read_yaml
from generator.model.sop_classes import (
    Alias,
    AliasKind,
    Category,
    Modality,
    ModalityCode,
    ModalityKind,
    SeeAlso,
    SopClass,
)
from generator.model.uids import RegisteredUid, uid_key
from generator.problems import Problem, Where


def load_categories(data: Path, problems: list[Problem]) -> tuple[Category, ...]:
    """Every category of `data/categories.yml`, in its order."""
    path = data / "categories.yml"
    document = read_yaml(path, data / "schema" / "categories.schema.json", problems)
    categories: dict[str, Category] = {}
    if document is None:
        return ()
    for index, item in enumerate(document.value):
        where = document.where(index, "slug")
        category = Category(slug=item["slug"], name=item["name"], where=where)
        if category.slug in categories:
            message = f"duplicate slug {category.slug!r}, expected each once"
            problems.append(Problem(where, message))
        categories[category.slug] = category
    return tuple(categories.values())


def load_sop_classes(
    data: Path,
    uids: Sequence[RegisteredUid],
    categories: Sequence[Category],
    problems: list[Problem],
) -> tuple[SopClass, ...]:
    """Every SOP Class and Meta SOP Class with its record, in the order of their UIDs.

    A record without a registered SOP Class, a registered SOP Class without a record, two records of
    one UID and a file that is not named by its keyword are problems.
    """
    registered = {uid.uid: uid for uid in uids if uid.type in {"SOP Class", "Meta SOP Class"}}
    by_slug = {category.slug: category for category in categories}
    found: dict[str, SopClass] = {}
    seen: dict[str, Where] = {}
    for path in sorted((data / "sop_classes").glob("*")):
        if path.suffix != ".yml":
            message = f"a file named {path.name!r}, expected only <keyword>.yml"
            problems.append(Problem(Where.of(path), message))
            continue
        document = read_yaml(path, data / "schema" / "sop_class.schema.json", problems)
        uid = document.value["uid"] if document else None
        if document is None or uid is None:
            # The broken record stands for its SOP Class still: that is not called missing too.
            seen.update(
                {r.uid: Where.of(path) for r in registered.values() if _key(r) == path.stem}
            )
            continue
        if uid in seen:
            message = f"duplicate UID {uid}, first in {seen[uid].path}"
            problems.append(Problem(document.where("uid"), message))
            continue
        seen[uid] = document.where("uid")
        sop_class = _sop_class(document, registered.get(uid), by_slug, problems)
        if sop_class:
            found[uid] = sop_class
    for uid, entry in registered.items():
        if uid not in seen:
            message = f"no record of {entry.name} ({uid}), expected {_key(entry)}.yml"
            problems.append(Problem(Where.of(data / "sop_classes"), message))
    return tuple(found[uid] for uid in sorted(found, key=uid_key))


def _key(entry: RegisteredUid) -> str:
    return entry.keyword or entry.uid


def _sop_class(
    document: Document,
    entry: RegisteredUid | None,
    categories: Mapping[str, Category],
    problems: list[Problem],
) -> SopClass | None:
    value = document.value
    if entry is None:
        message = f"UID {value['uid']} is not a registered SOP Class or Meta SOP Class"
        problems.append(Problem(document.where("uid"), f"{message}, expected one of Table A-1"))
        return None
    if document.path.stem != _key(entry):
        message = f"file name {document.path.name!r}, expected {_key(entry)}.yml"
        problems.append(Problem(document.where("uid"), message))
    category = categories.get(value["category"])
    if category is None:
        message = f"unknown category {value['category']!r}, expected a slug of categories.yml"
        problems.append(Problem(document.where("category"), message))
        return None
    return SopClass(
        registered=entry,
        category=category,
        modality=_modality(value["modality"]),
        aliases=tuple(
            Alias(text=alias["text"], kind=AliasKind(alias["kind"])) for alias in value["aliases"]
        ),
        summary=" ".join(value["summary"].split()),
        see_also=tuple(
            SeeAlso(sop_class=other["sop_class"], why=other["why"])
            for other in value.get("see_also", ())
        ),
        where=Where.of(document.path),
    )


def _modality(value: Mapping[str, Any]) -> Modality:
    return Modality(
        codes=tuple(
            ModalityCode(code=item["code"], kind=ModalityKind(item["kind"]), source=item["source"])
            for item in value.get("codes", ())
        ),
        any_value=value.get("any"),
        no_attribute=value.get("none"),
    )
