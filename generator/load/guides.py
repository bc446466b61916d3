"""Reads the heads of the guides, `docs/guides/*.md`: what each is called, concerns and answers."""

from collections.abc import Iterable
from pathlib import Path

from generator.load.files import read_front_matter
from generator.model.guides import Guide
from generator.model.uids import RegisteredUid
from generator.problems import Problem, Where


def load_guides(
    data: Path, docs: Path, uids: Iterable[RegisteredUid], problems: list[Problem]
) -> tuple[Guide, ...]:
    """Every guide of the folder `docs`, by name; `index.md` is none.

    `uids` are the registered ones. A guide that concerns an unknown SOP Class is a problem.
    """
    known = {uid.key for uid in uids if uid.is_sop_class}
    guides: list[Guide] = []
    for path in sorted((docs / "guides").glob("*.md")):
        if path.stem == "index":
            continue
        document = read_front_matter(path, data / "schema" / "guide.schema.json", problems)
        if document is None:
            continue
        for index, key in enumerate(document.value["sop_classes"]):
            if key not in known:
                where = document.where("sop_classes", index)
                message = f"concerns {key!r}, expected a keyword of a SOP Class"
                problems.append(Problem(where, message, rests_on=("editions",)))
        guides.append(
            Guide(
                slug=path.stem,
                title=document.value["title"],
                description=document.value["description"],
                sop_classes=tuple(document.value["sop_classes"]),
                questions=tuple(document.value["questions"]),
                where=Where.of(path),
            )
        )
    return tuple(guides)
