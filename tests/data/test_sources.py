"""The page about sources names the versions that other pages name."""

from pathlib import Path

from generator.model import Registry

PAGE = Path(__file__).parents[2] / "docs/about/sources.md"


def test_the_page_by_hand_names_the_same_versions(registry: Registry) -> None:
    text = PAGE.read_text(encoding="utf-8")
    sources = registry.sources
    assert sources.information_entities in text
    assert sources.value_lists in text
    assert f"additions of {sources.added_values}" in text
