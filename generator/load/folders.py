"""Which files `data/` may hold: one that no reader takes is a mistake, mostly in its name."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.problems import Problem, Where

KNOWN: Mapping[str, Sequence[str]] = {
    ".": (
        "categories.yml",
        "misprints.csv",
        "modalities.yml",
        "other-uids.csv",
        "sections.csv",
        "service_class_members.csv",
        "service_classes.yml",
        "sources.yml",
        "transfer_syntaxes.csv",
    ),
    "attributes": ("groups.csv", "meanings.csv"),
    "editions": (
        "attribute-exceptions.csv",
        "corrections.csv",
        "editions.yml",
        "names.csv",
        "oracle-exceptions.csv",
        "proposals.csv",
        "retired.csv",
    ),
    "iods": ("changes.csv", "older.csv", "sop_classes.csv", "without.csv"),
    "lookup": (
        "aliases.csv",
        "joined.csv",
        "pages.csv",
        "short.csv",
        "silent.csv",
        "transfer_syntax_names.csv",
        "weights.csv",
        "words.csv",
    ),
    "modules": (
        "changes.csv",
        "sections.csv",
        "single-tables.csv",
        "unprinted-attributes.csv",
        "unprinted-tables.csv",
    ),
    "private": ("roots.csv", "sop_classes.csv", "transfer_syntaxes.csv"),
    "relations": (
        "enhanced.csv",
        "frames.csv",
        "meta-members.csv",
        "presentation-processing.csv",
        "related-general-names.csv",
        "successors.csv",
    ),
    "schema": (
        "categories.schema.json",
        "editions.schema.json",
        "guide.schema.json",
        "layers.schema.json",
        "modalities.schema.json",
        "service_classes.schema.json",
        "sop_class.schema.json",
        "sources.schema.json",
        "status_codes.schema.json",
        "toolkits.schema.json",
    ),
    "services": (
        "application_values.csv",
        "corrections.csv",
        "dimse_services.csv",
        "dvtk.csv",
        "dvtk_messages.csv",
        "gaps.csv",
        "layers.yml",
        "meta_members.csv",
        "negotiation.csv",
        "negotiation_tables.csv",
        "notes.csv",
        "query_levels.csv",
        "retired_sections.csv",
        "service_class_operations.csv",
        "service_groups.csv",
        "status_codes.yml",
        "status_rows.csv",
        "status_tables.csv",
        "table_uses.csv",
        "ups_states.csv",
    ),
    "sop_classes": ("<keyword>.yml",),
    "templates": ("context-groups.csv",),
    "toolkits": ("toolkits.yml", "<toolkit>.csv"),
}
"""The files of each folder; a name in angle brackets stands for any. Editions have folders."""


def missing_folders(data: Path) -> Iterator[Problem]:
    """The folders that are missing, and the schemas, without which nothing can be read."""
    for folder in KNOWN:
        if not (data / folder).is_dir():
            yield Problem(Where.of(data / folder), "no such folder, expected one", breaks=True)
            if folder == ".":
                return
    for name in KNOWN["schema"]:
        if (data / "schema").is_dir() and not (data / "schema" / name).is_file():
            yield Problem(Where.of(data / "schema" / name), "no such file, expected one")


def unknown_files(data: Path) -> Iterator[Problem]:
    """The files and folders that no reader takes, but for those whose name begins with a dot.

    The folders of the editions are for those who read them. A link is a problem wherever it is: it
    may lead to what others can change, or to nothing once the folder is copied.
    """
    for path in sorted(data.rglob("*")):
        if path.is_symlink():
            yield Problem(Where.of(path), "a link to another place, expected the file itself")
    for folder, names in KNOWN.items():
        if (data / folder).is_symlink():
            continue  # what it leads to is nobody's
        patterns = [f"*{name.rpartition('>')[2]}" if "<" in name else name for name in names]
        for path in sorted((data / folder).glob("[!.]*")):
            place = path.relative_to(data).as_posix()
            if place in KNOWN or (folder == "editions" and path.is_dir()):
                continue
            if not any(map(path.match, patterns)):
                message = f"{path.name!r} is read by nobody, expected one of {', '.join(names)}"
                yield Problem(Where.of(path), message)
