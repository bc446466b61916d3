"""Our checker beside dciodvfy and dicom-validator: shipped files, made objects, planted faults.

dicom-validator needs parts of the standard as DocBook; the folder `DOCBOOK` of the environment
says where they lie, and it is left out where that is not set. It checks the SOP Classes only whose
IOD is in them.
"""

import csv
import gzip
import os
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from statistics import median

from pydicom import dcmread
from pydicom.dataset import Dataset

from generator.load import load
from tests.bench import faults, objects
from tests.bench.checkers import (
    PROJECT,
    Found,
    Told,
    dciodvfy,
    dicom_validator,
    ours,
    reports,
    rules,
)
from tests.bench.report import Figure

_PACKAGES = ("pydicom", "highdicom", "pynetdicom")
_PER_KIND = 40
_SEEDS = 6

JUDGED = Path(__file__).with_name("judged.csv")
"""Differences between the checkers, each with who is right, and why."""


def checking(work: Path) -> Iterator[Figure]:
    """Run all of it below the folder `work`."""
    warnings.simplefilter("ignore")  # of pydicom, about the faults
    made = dict(_made(work / "objects"))
    planted = _planted(made, work / "faults")
    shipped = list(_shipped())
    place = rules(work / "rules", load(PROJECT / "data"))
    docbook = os.environ.get("DOCBOOK")
    everything = [*shipped, *made]
    told = {
        "ours": ours([*everything, *planted], place),
        "dciodvfy": dciodvfy([*everything, *planted]),
    }
    if docbook:
        told["dicom-validator"] = dicom_validator([*everything, *planted], Path(docbook))
    yield from _differences(told, everything)
    yield from _found(told, planted)
    yield from _cost(everything, place, told)
    yield from _judgements()


def _made(folder: Path) -> Iterator[tuple[Path, Dataset]]:
    folder.mkdir(parents=True)
    for name, data in objects.everything():
        path = folder / f"{name.replace(' ', '-')}.dcm"
        data.save_as(path, enforce_file_format=True)
        yield path, dcmread(path)


def _shipped() -> Iterator[Path]:
    """Every file of the packages that has elements: DICOM, and dumps of it."""
    for package in _PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        root = Path(spec.origin).parent
        for path in sorted(root.rglob("*")):
            in_tests = "test_files" in path.parts or "charset_files" in path.parts
            if path.is_file() and (path.suffix == ".dcm" or in_tests) and path.suffix != ".py":
                yield path


def _planted(made: Mapping[Path, Dataset], folder: Path) -> Mapping[Path, tuple[Path, str, str]]:
    """Objects with a fault each: the file, and the clean one, the kind and the tag of the fault."""
    folder.mkdir(parents=True)
    result: dict[Path, tuple[Path, str, str]] = {}
    for kind in faults.KINDS:
        count = 0
        for seed, (base, data) in product(range(_SEEDS), made.items()):
            fault = faults.plant(kind, data, seed) if count < _PER_KIND else None
            if fault is None:
                continue
            count += 1
            path = folder / f"{len(result):04}.dcm"
            fault[0].save_as(path)
            tag = f"({fault[1] >> 16:04X},{fault[1] & 0xFFFF:04X})"
            result[path] = base, kind, tag
    return result


def _differences(told: Mapping[str, Told], paths: Sequence[Path]) -> Iterator[Figure]:
    """How many attributes of how many files two checkers complain of, and one of them alone."""
    for name, theirs in told.items():
        if name == "ours":
            continue
        both = [path for path in paths if path in theirs and path in told["ours"]]
        mine = {(path, it.tag) for path in both for it in told["ours"][path]}
        its = {(path, it.tag) for path in both for it in theirs[path]}
        group = f"checker and {name}, {len(both)} files"
        yield Figure(group=group, what="attributes of which both complain", value=len(mine & its))
        yield Figure(group=group, what="ours alone", value=len(mine - its))
        yield Figure(group=group, what=f"{name} alone", value=len(its - mine))


def _found(
    told: Mapping[str, Told], planted: Mapping[Path, tuple[Path, str, str]]
) -> Iterator[Figure]:
    """How many of the planted faults each finds: something new of the attribute that is wrong."""
    kinds = len({kind for _, kind, _ in planted.values()})
    group = f"{len(planted):,} planted faults of {kinds} kinds"
    for name, theirs in told.items():
        tried = {path: it for path, it in planted.items() if path in theirs and it[0] in theirs}
        found = [
            path
            for path, (base, _, tag) in tried.items()
            if any(tag in it.tag + it.text.upper() for it in _new(theirs[path], theirs[base]))
        ]
        missed = sorted({tried[path][1] for path in tried if path not in set(found)})
        print(f"{name} misses some of: {', '.join(missed)}", file=sys.stderr)
        what = f"found by {name}" + ("" if len(tried) == len(planted) else f", of {len(tried)}")
        least = 95.0 if name == "ours" else None
        yield Figure(
            group=group, what=what, value=100 * len(found) / len(tried), unit="%", least=least
        )


def _new(told: Sequence[Found], before: Sequence[Found]) -> Iterable[Found]:
    return Counter(told) - Counter(before)


def _cost(paths: Sequence[Path], place: Path, told: Mapping[str, Told]) -> Iterator[Figure]:
    """False errors, time and weight."""
    clean = [
        path
        for path in paths
        if path.parent.name == "objects"
        and not {it.tag for it in told["ours"][path] if it.severity == "error"}
        & {it.tag for it in told["dciodvfy"][path]}
    ]
    errors = sum(it.severity == "error" for path in clean for it in told["ours"][path])
    yield Figure(
        group="checker",
        what=f"errors in {len(clean)} clean objects, of 50",
        value=50 * errors / len(clean),
        most=1,
    )
    warm = reports([*paths] * 3, place)  # the best of three, when the scripts are warm
    times = [it["milliseconds"] for it in warm.values() if "counts" in it]
    yield Figure(group="checker", what="an object, median", value=median(times), unit="ms")
    yield Figure(group="checker", what="an object, longest", value=max(times), unit="ms", most=100)
    weights = {
        path.relative_to(place).as_posix(): len(gzip.compress(path.read_bytes(), 9)) / 1024
        for path in place.rglob("*.js")
    }
    largest = max(weight for name, weight in weights.items() if name.startswith("iods/"))
    yield Figure(
        group="checker",
        what="rules of the largest IOD with those it shares, gzipped",
        value=largest + weights["common.js"],
        unit="KiB",
        most=60,
    )
    what = "attributes and SOP Classes, gzipped"
    yield Figure(group="checker", what=what, value=weights["dictionary.js"], unit="KiB")


def _judgements() -> Iterator[Figure]:
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    yield Figure(group="checker", what="differences judged", value=len(rows), least=150)
    for who in sorted({row["right"] for row in rows}):
        count = sum(row["right"] == who for row in rows)
        yield Figure(group="checker", what=f"differences judged, right: {who}", value=count)
