"""Reads the curated records, `data/sop_classes/*.yml`, and the categories they name."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from generator.load.files import Document, read_yaml
from generator.load.uids import no_sop_class
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

_SENTENCE_END = re.compile(r"(?<!\bvs)[.!?](?=\s+[^a-z\s])")
"""Where one sentence ends and another one follows."""

_MOST_SENTENCES = 3


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
        categories.setdefault(category.slug, category)
    return tuple(categories.values())


def load_sop_classes(
    data: Path,
    uids: Sequence[RegisteredUid],
    categories: Sequence[Category],
    problems: list[Problem],
    unchanged: Mapping[str, SopClass] = MappingProxyType({}),
) -> tuple[SopClass, ...]:
    """Every SOP Class and Meta SOP Class with its record, in the order of their UIDs.

    A record without a registered SOP Class, a registered SOP Class without a record, two records of
    one UID and a file that is not named by its keyword are problems. Of files that are `unchanged`,
    by name, the records are known.
    """
    registered = {uid.uid: uid for uid in uids if uid.is_sop_class}
    by_slug = {category.slug: category for category in categories}
    by_key = {entry.key: entry for entry in registered.values()}
    found: dict[str, SopClass] = {}
    seen: dict[str, Where] = {}
    paths = [path for path in sorted((data / "sop_classes").glob("[!.]*")) if path.suffix == ".yml"]
    for path in paths:
        if record := unchanged.get(path.name):
            found[record.uid] = record
            seen[record.uid] = record.where
            continue
        schema = data / "schema" / "sop_class.schema.json"
        document = read_yaml(path, schema, problems, in_part=True)
        if document is None:
            continue
        uid = document.value["uid"]
        if uid in seen:
            message = f"duplicate UID {uid}, first in {seen[uid].path}, expected one record of it"
            problems.append(Problem(document.where("uid"), message))
            continue
        seen[uid] = document.where("uid")
        entry = registered.get(uid)
        if entry is None:
            problems.append(no_sop_class(document.where("uid"), uid))
            # Report what else is wrong, as of the SOP Class that the file is named by.
            entry = by_key.get(path.stem)
        if entry is not None:
            found[entry.uid] = _sop_class(document, entry, by_slug, problems)
    # A broken record still counts as that of the SOP Class in its file name; with another file name
    # we cannot tell whose it is.
    named = {path.stem for path in paths}
    stray = tuple(f"sop_classes/{path.name}" for path in paths if path.stem not in by_key)
    for uid, entry in registered.items():
        if uid not in seen and entry.key not in named:
            message = f"no record of {entry.name} ({uid}), expected {entry.key}.yml"
            where = Where.of(data / "sop_classes")
            problems.append(Problem(where, message, rests_on=("editions", *stray)))
    return tuple(found[uid] for uid in sorted(found, key=uid_key))


def _sop_class(
    document: Document,
    entry: RegisteredUid,
    categories: Mapping[str, Category],
    problems: list[Problem],
) -> SopClass:
    value = document.value
    if document.path.stem != entry.key:
        message = f"file name {document.path.name!r}, expected {entry.key}.yml"
        problems.append(Problem(document.where("uid"), message, rests_on=("editions",)))
    summary = " ".join(value["summary"].split())
    sentences = len(_SENTENCE_END.findall(summary)) + 1
    if sentences > _MOST_SENTENCES:
        message = f"summary: {sentences} sentences, expected one to three"
        problems.append(Problem(document.where("summary"), message))
    where, slug = document.where("category"), value["category"]
    category = categories.get(slug)
    if category is None:
        message = f"unknown category {slug!r}, expected a slug of categories.yml"
        problems.append(Problem(where, message, breaks=True, rests_on=("categories.yml",)))
        category = Category(slug=slug, name=slug, where=where)  # only stands in: the build stops
    return SopClass(
        registered=entry,
        category=category,
        modality=_modality(document),
        aliases=tuple(
            Alias(
                text=alias["text"],
                kind=AliasKind(alias["kind"]),
                where=document.where("aliases", index, "text"),
            )
            for index, alias in enumerate(value["aliases"])
        ),
        summary=summary,
        see_also=tuple(
            SeeAlso(
                sop_class=other["sop_class"],
                why=other["why"],
                where=document.where("see_also", index, "sop_class"),
            )
            for index, other in enumerate(value.get("see_also", ()))
        ),
        where=Where.of(document.path),
    )


def _modality(document: Document) -> Modality:
    value = document.value["modality"]
    return Modality(
        codes=tuple(
            ModalityCode(
                code=item["code"],
                kind=ModalityKind(item["kind"]),
                source=item["source"],
                where=document.where("modality", "codes", index, "code"),
                source_where=document.where("modality", "codes", index, "source"),
            )
            for index, item in enumerate(value.get("codes", ()))
        ),
        any_value=value.get("any"),
        no_attribute=value.get("none"),
    )
