"""The list of editions, `data/editions/editions.yml`: an entry for the one that is imported."""

import re
from collections.abc import Iterable
from pathlib import Path

_ENTRY = re.compile(r'^- edition: "?(\d{4}[a-z]?)"?\s*$')


def entered(path: Path, edition: str, parts: Iterable[str], day: str) -> bytes:
    """The list with what an import adds: the edition, its sources and the day of the import.

    An entry that is there keeps its sources; a part that has none yet gets one. All else stays as
    it is, byte for byte.
    """
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    starts = [
        (number, match[1]) for number, line in enumerate(lines) if (match := _ENTRY.match(line))
    ]
    sources = {part.lower(): f"{part} {edition}, its published DocBook" for part in parts}
    begin = next((number for number, name in starts if name == edition), None)
    if begin is None:
        at = next((number for number, name in starts if name > edition), len(lines))
        entry = [f'- edition: "{edition}"', f'  year: "{edition[:4]}"', "  sources:"]
        entry += [f"    {part}: {source}" for part, source in sources.items()]
        entry.append(f'  imported: "{day}"')
        lines[at:at] = entry
    else:
        end = next((number for number, _ in starts if number > begin), len(lines))
        lines[begin:end] = _extended(lines[begin:end], sources, day)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _extended(entry: list[str], sources: dict[str, str], day: str) -> list[str]:
    """An entry with the sources that it lacks and the day."""
    entry = [line for line in entry if not line.startswith("  imported:")]
    there = {line.strip().partition(":")[0] for line in entry if line.startswith("    ")}
    new = [f"    {part}: {source}" for part, source in sources.items() if part not in there]
    head = next((number for number, line in enumerate(entry) if line.strip() == "sources:"), None)
    if head is None and new:
        entry.append("  sources:")
        head = len(entry) - 1
    if head is not None:
        last = head + 1
        while last < len(entry) and entry[last].startswith("    "):
            last += 1
        entry[last:last] = new
    return [*entry, f'  imported: "{day}"']
