"""Reads which versions of sources were read, `data/sources.yml`."""

from pathlib import Path

from generator.load.files import read_yaml
from generator.model.sources import Sources
from generator.problems import Problem


def load_sources(data: Path, problems: list[Problem]) -> Sources:
    """The sources that pages name; without versions where the file is wrong."""
    schema = data / "schema" / "sources.schema.json"
    document = read_yaml(data / "sources.yml", schema, problems)
    versions = document.value if document else {}
    return Sources(
        information_entities=f"highdicom {versions.get('highdicom', '')}",
        value_lists=f"dicom3tools {versions.get('dicom3tools', '')}",
        added_values=versions.get("values_added_by", ""),
    )
