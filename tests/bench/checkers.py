"""Three checkers of DICOM objects, and what each finds: ours, dciodvfy, dicom-validator."""

import contextlib
import io
import json
import logging
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.api.rules import ROOT, scripts
from generator.model import Registry

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a checker says."""

    severity: str
    """`error` or `warning`."""

    tag: str
    """The attribute that it is about, as `(0008,0016)`; empty where it is about none."""

    text: str


Told = Mapping[Path, Sequence[Found]]
"""What a checker says of each file."""


def rules(folder: Path, registry: Registry) -> Path:
    """Write the rules of our checker, which are those of `registry`, below `folder`."""
    for path, content in scripts(registry):
        target = folder / path.removeprefix(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def reports(paths: Iterable[Path], rules_folder: Path) -> Mapping[Path, dict[str, Any]]:
    """The report of our checker on each file, the fastest of a file that is given repeatedly."""
    runner, assets = PROJECT / "generator" / "object.cjs", PROJECT / "docs" / "assets" / "js"
    given = list(paths)
    command: list[str | Path] = ["node", runner, assets, rules_folder, "lines", *given]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.stderr:
        raise RuntimeError(said.stderr)
    found: dict[Path, dict[str, Any]] = {}
    for line in said.stdout.splitlines():
        report = json.loads(line)
        had = found.setdefault(Path(report["file"]), report)
        if report["milliseconds"] < had["milliseconds"]:
            found[Path(report["file"])] = report
    return found


def ours(paths: Iterable[Path], rules_folder: Path) -> Told:
    """What our checker says; hints are left out, as the others have none."""
    return {
        path: [
            Found(it["severity"], it["tag"], f"{it['path']}: {it['message']} ({it['count']})")
            for it in report.get("findings", ())
            if it["severity"] != "hint"
        ]
        for path, report in reports(paths, rules_folder).items()
    }


_PLACE = re.compile(r"</?(.*?)>")
_TAG = re.compile(r"\(([0-9a-f]{4}),([0-9a-f]{4})")


def dciodvfy(paths: Iterable[Path]) -> Told:
    """What dciodvfy of dicom3tools says."""
    told: dict[Path, list[Found]] = {}
    for path in paths:
        said = subprocess.run(
            ["dciodvfy", "-new", path],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        lines = (said.stderr + said.stdout).splitlines()
        told[path] = [_line(line) for line in lines if line.startswith(("Error", "Warning"))]
    return told


def _line(line: str) -> Found:
    place = _PLACE.search(line)
    tags = _TAG.findall(place[1]) if place else []
    tag = f"({tags[-1][0]},{tags[-1][1]})".upper() if tags else ""
    severity, _, text = line.partition(" - ")
    return Found(severity.lower(), tag, text)


@cache
def _standard(docbook: Path) -> Any:  # noqa: ANN401  # dicom-validator's own
    """What dicom-validator reads of the standard: PS3.3, PS3.4 and PS3.6 in `docbook`."""
    from dicom_validator.spec_reader.part3_reader import Part3Reader
    from dicom_validator.spec_reader.part4_reader import Part4Reader
    from dicom_validator.spec_reader.part6_reader import Part6Reader
    from dicom_validator.spec_reader.serializer import DefinitionEncoder
    from dicom_validator.validator.dicom_info import DicomInfo

    with tempfile.TemporaryDirectory(prefix="docbook-") as folder:
        for part in ("03", "04", "06"):
            (source,) = docbook.glob(f"part{part}*.xml")
            text = source.read_text(encoding="utf-8", errors="replace")
            Path(folder, f"part{part}.xml").write_text(_without_repeated_ids(text), "utf-8")
        place = Path(folder)
        dictionary = Part6Reader(place).data_elements()
        chapters = Part4Reader(place).iod_chapters()
        reader = Part3Reader(place, dictionary)
        described = reader.iod_descriptions()
        iods = {
            uid: described[chapter]
            for chapter, uids in chapters.items()
            if chapter in described
            for uid in uids
        }
        made = (dictionary, iods, reader.module_descriptions())
        # As its own cache has them: keys are texts there.
        return DicomInfo(*(json.loads(json.dumps(it, cls=DefinitionEncoder)) for it in made))


_ID = re.compile(r'\sxml:id="([^"]+)"')


def _without_repeated_ids(text: str) -> str:
    seen: set[str] = set()

    def once(match: re.Match[str]) -> str:
        if match[1] in seen:
            return ""
        seen.add(match[1])
        return match[0]

    return _ID.sub(once, text)


def dicom_validator(paths: Iterable[Path], docbook: Path) -> Told:
    """What dicom-validator says, with the parts of the standard that lie in `docbook`.

    Files of SOP Classes that these do not have are left out.
    """
    from dicom_validator.validator.dicom_file_validator import DicomFileValidator
    from dicom_validator.validator.error_handler import NullValidationResultHandler
    from dicom_validator.validator.validation_result import Status

    logging.disable(logging.CRITICAL)
    handler = NullValidationResultHandler()
    validator = DicomFileValidator(_standard(docbook), error_handler=handler)
    told: dict[Path, list[Found]] = {}
    for path in paths:
        with contextlib.redirect_stdout(io.StringIO()):
            (result,) = validator.validate(path).values()
        if result.status not in (Status.Passed, Status.Failed):
            continue
        told[path] = [
            Found("error", _printed(int(tag.tag)), f"{module}: {error}")
            for module, errors in result.module_errors.items()
            for tag, error in errors.items()
        ]
    logging.disable(logging.NOTSET)
    return told


def _printed(tag: int) -> str:
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
