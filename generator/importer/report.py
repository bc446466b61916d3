"""What an import found, for a person to read: as text, and as Markdown for a pull request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.importer.changes import KINDS, Compared
from generator.importer.files import File


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a maintainer should know of an import."""

    edition: str
    files: Sequence[File]
    compared: Sequence[Compared]
    people: Sequence[str]
    """What now needs a person, a line each."""

    drafts: Sequence[str]
    """The drafts that were made, by their path."""

    written: bool
    """Whether anything was written."""

    @property
    def differing(self) -> list[File]:
        """The files that stand in the place of ours and are not equal."""
        return [file for file in self.files if file.differs]

    def text(self) -> str:
        """The report as text for a terminal."""
        lines = [f"edition {self.edition}", "", *self._files("  ")]
        for compared in self.compared:
            lines += ["", _heading(compared)]
            changes = [f"  {change}" for change in _change_lines(compared)]
            lines += changes or (["  no change"] if compared.since else [])
        lines += _listed("needs a person", self.people, "  ")
        lines += _listed("drafts, to be filled in", self.drafts, "  ")
        return "\n".join([*lines, "", self._end()]) + "\n"

    def markdown(self) -> str:
        """The report as Markdown."""
        lines = [f"# DICOM {self.edition}", "", *self._files("- ")]
        for compared in self.compared:
            lines += ["", f"## {_heading(compared)}", ""]
            changes = [f"- {_escaped(change)}" for change in _change_lines(compared)]
            lines += changes or ["No change." if compared.since else "Nothing to compare with."]
        for title, items in (
            ("Needs a person", self.people),
            ("Drafts, to be filled in", self.drafts),
        ):
            if items:
                lines += ["", f"## {title}", "", *(f"- [ ] {_escaped(item)}" for item in items)]
        return "\n".join([*lines, "", self._end()]) + "\n"

    def _files(self, mark: str) -> Iterable[str]:
        for file in self.files:
            rows = file.content.count(b"\n") - 1
            state = "equal" if file.is_equal else "differs" if file.differs else "new"
            if file.blank:
                state += f" but for {' and '.join(file.blank)}, empty there; --replace fills it in"
            yield f"{mark}{file.name}.csv: {rows:,} {'row' if rows == 1 else 'rows'}, {state}"

    def _end(self) -> str:
        if self.written:
            return "Written."
        if all(file.is_equal for file in self.files):
            return "All of it is there already; nothing was written."
        return "Nothing was written."


def _heading(compared: Compared) -> str:
    title = compared.title[0].upper() + compared.title[1:]
    since = f"since {compared.since}" if compared.since else "no older edition has this table"
    return f"{title}: {compared.count:,}, {since}"


def _change_lines(compared: Compared) -> Iterable[str]:
    for kind in KINDS:
        for change in compared.changes:
            if change.kind == kind:
                yield f"{kind} {change.subject}{': ' if change.detail else ''}{change.detail}"


def _listed(title: str, items: Sequence[str], mark: str) -> list[str]:
    return ["", title, *(f"{mark}{item}" for item in items)] if items else []


def _escaped(text: str) -> str:
    """The text with the characters escaped that mean something in Markdown."""
    return "".join(f"\\{it}" if it in "\\`*_[]<>#|~" else it for it in text)


def differences(file: File, most: int = 5) -> list[str]:
    """The first lines that differ between a file and what stands in its place."""
    old = (file.existing or b"").decode("utf-8").splitlines()
    new = file.content.decode("utf-8").splitlines()
    gone, come = set(old) - set(new), set(new) - set(old)
    lines = [*(f"- {it}" for it in old if it in gone), *(f"+ {it}" for it in new if it in come)]
    lines = lines or ["the same rows in another order"]
    more = [f"and {len(lines) - most} lines more"] if len(lines) > most else []
    return [*lines[:most], *more]
