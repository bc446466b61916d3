"""The parts of the other files: one that shows no curated records is the same whatever they say."""

from collections.abc import Iterator
from dataclasses import replace

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


def test_parts_with_and_without_curated_records(registry: Registry) -> None:
    """One is another when records are, if it says so; made again it is as if made anew.

    Also the other way round: what an edit added is gone then.
    """
    changed, saying = set(), set()
    for one, other in zip(parts(registry), parts(edited(registry)), strict=True):
        before, after = dict(one.make()), dict(other.make())
        if before != after:
            changed.add(one.name)
        if one.shows_records:
            saying.add(one.name)
        if one.again and other.again:
            assert dict(other.again(before.__getitem__)) == after
            assert dict(one.again(after.__getitem__)) == before
    assert changed == saying
