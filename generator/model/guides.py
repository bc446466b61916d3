"""The guides: hand-written pages that answer what people ask."""

from dataclasses import dataclass

from generator.problems import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the head of a guide says of it; its text is for MkDocs."""

    slug: str
    title: str
    description: str

    sop_classes: tuple[str, ...]
    """The keywords of the SOP Classes that it concerns."""

    questions: tuple[str, ...]
    """What people type who want it."""

    where: Where

    @property
    def address(self) -> str:
        """Where it is on the site."""
        return f"guides/{self.slug}/"
