"""The parts of the other files: one that shows no curated records is the same whatever they say."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from generator import api, render
from generator.history import compute_history
from generator.model import Registry
from generator.model.sop_classes import Alias, AliasKind
from generator.parts import Part

SITE = "https://registry.example/"


def parts(registry: Registry) -> Iterator[Part]:
    history = compute_history(registry.editions)
    pages = [*render.pages(registry, history)]
    yield from api.parts(registry, history, site=SITE)
    yield from render.parts(registry, history, pages, site=SITE, suffix="")


def digests(part: Part) -> dict[str, bytes]:
    return {path: blake2b(content).digest() for path, content in part.make()}


def edited(registry: Registry) -> Registry:
    """The same with every curated record edited in all that it says."""
    records = [*registry.sop_classes.values()]
    return replace(
        registry,
        sop_classes={
            record.uid: replace(
                record,
                category=other.category,
                modality=other.modality,
                aliases=(Alias(text=f"Once {record.uid}", kind=AliasKind.FORMER), *other.aliases),
                summary=f"Other. {other.summary}",
                see_also=other.see_also,
            )
            for record, other in zip(records, (*records[37:], *records[:37]), strict=True)
        },
    )


def test_parts_made_again_are_as_if_made_anew(registry: Registry) -> None:
    """And again the other way round: what an edit added is gone."""
    others = zip(parts(registry), parts(edited(registry)), strict=True)
    for one, other in others:
        if one.again is None or other.again is None:
            continue
        before, after = dict(one.make()), dict(other.make())

        assert dict(other.again(before.__getitem__)) == after
        assert dict(one.again(after.__getitem__)) == before


def test_only_parts_that_say_so_show_curated_records(registry: Registry) -> None:
    others = zip(parts(registry), parts(edited(registry)), strict=True)

    changed = {one.name for one, other in others if digests(one) != digests(other)}

    assert changed == {part.name for part in parts(registry) if part.shows_records}
