"""Requests to take away, given to the programs that they are for: DCMTK's and pynetdicom's."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.tag import Tag
from pynetdicom import AE, evt
from pynetdicom.sop_class import ModalityPerformedProcedureStep  # type: ignore[attr-defined]

from generator.model import Registry
from generator.model.dimse import Purpose
from generator.render import exports

MWL = "1.2.840.10008.5.1.4.31"
MPPS = "1.2.840.10008.3.1.2.3.3"

ITEM = """\
(0008,0050) SH [ACC1]
(0010,0010) PN [TEST^ONE]
(0010,0020) LO [ID1]
(0010,0030) DA [19700101]
(0010,0040) CS [O]
(0020,000d) UI [1.2.3.4.5]
(0032,1032) PN [REQUESTING^ONE]
(0032,1060) LO [PROCEDURE]
(0040,1001) SH [RP1]
(0040,1003) SH [LOW]
(0040,0100) SQ (Sequence with undefined length)
(fffe,e000) na (Item)
(0008,0060) CS [CT]
(0040,0001) AE [MODALITY]
(0040,0002) DA [20261127]
(0040,0003) TM [120000]
(0040,0006) PN [PERFORMING^ONE]
(0040,0007) LO [STEP]
(0040,0009) SH [SPS1]
(0040,0010) SH [STATION]
(0040,0011) SH [LOCATION]
(fffe,e00d) na
(fffe,e0dd) na
"""
"""A step on a worklist; all of it is made up."""


@pytest.fixture(scope="module")
def written(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every file to take away, by its path on the site."""
    folder = tmp_path_factory.mktemp("exports")
    found = {}
    for path, content in exports.files(registry):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        found[path] = file
    return found


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _run(*command: str | Path) -> str:
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _tags(dataset: Dataset) -> Iterator[tuple[int, ...]]:
    """The way to every element of `dataset`, as tags."""
    for element in dataset:
        yield (int(element.tag),)
        if element.VR == "SQ":
            for item in element.value:
                yield from ((int(element.tag), *rest) for rest in _tags(item))


def _required(
    registry: Registry, uid: str, purpose: Purpose, codes: set[str]
) -> set[tuple[int, ...]]:
    """The way to every attribute that must be there, and whose sequences all must."""
    found: set[tuple[int, ...]] = set()
    for use in registry.dimse.uses_of(uid):
        if use.purpose is not purpose:
            continue
        for it in registry.dimse.requirements(use):
            code = it.return_key if purpose is Purpose.QUERY_KEY else it.code.partition("/")[0]
            way = tuple(int(Tag(tag)) for tag in (*it.path, it.row.tag)) if it.row.tag else ()
            if way and code in codes and (len(way) == 1 or way[:-1] in found):
                found.add(way)
    return found


def test_every_query_and_n_create_has_a_dump_and_a_program(
    registry: Registry, written: dict[str, Path]
) -> None:
    wanted = {
        uid
        for use in registry.dimse.uses
        if use.purpose is Purpose.CREATE or (use.purpose is Purpose.QUERY_KEY)
        for uid in use.sop_classes
    }
    for suffix in (".dump", ".py"):
        assert {path.split("/")[1] for path in written if path.endswith(suffix)} == wanted
    assert len(wanted) > 20


def test_dump2dcm_reads_every_dump(
    registry: Registry, written: dict[str, Path], tmp_path: Path
) -> None:
    for path, file in written.items():
        if path.endswith(".dump"):
            said = _run("dump2dcm", "+te", file, tmp_path / "out.dcm")
            assert "E:" not in said, path
            # Of a film session PS3.4 requires nothing of the SCU, so that all is a comment.
            uid = path.split("/")[1]
            is_create = "n-create" in path and not _required(
                registry, uid, Purpose.CREATE, {"1", "2", "M"}
            )
            assert len(dcmread(tmp_path / "out.dcm")) > 0 or is_create, path


def _named(dump: str) -> Iterator[tuple[tuple[int, ...], bool]]:
    """The way to every element that a dump names, and whether its item is a comment."""
    path: list[int] = []
    marks = [""]
    last = 0
    for mark, tag in re.findall(r"^(# )? *\((\w{4},\w{4})\)", dump, re.MULTILINE):
        if tag == "fffe,e000":
            path.append(last)
            marks.append(mark)
        elif tag == "fffe,e00d":
            path.pop()
            marks.pop()
        elif tag != "fffe,e0dd":
            last = int(tag.replace(",", ""), 16)
            yield (*path, last), bool(marks[-1])


def test_a_dump_names_an_element_once_and_of_optional_items_what_they_must_hold(
    registry: Registry, written: dict[str, Path]
) -> None:
    looked_at = 0
    for path, file in written.items():
        if not path.endswith("n-create.dump"):
            continue
        named = list(_named(file.read_text(encoding="utf-8")))
        assert len(named) == len({way for way, _ in named}), path
        must_hold = {
            tuple(int(Tag(tag)) for tag in (*it.path, it.row.tag))
            for use in registry.dimse.uses_of(path.split("/")[1])
            if use.purpose is Purpose.CREATE
            for it in registry.dimse.requirements(use)
            if it.row.tag and it.code.partition("/")[0] in {"1", "1C", "2", "2C", "M", "MC"}
        }
        for way, is_optional in named:
            if is_optional:
                assert way in must_hold, (path, [f"{tag:08x}" for tag in way])
                looked_at += 1
    assert looked_at > 100


def test_the_worklist_query_asks_for_all_that_must_come_back(
    registry: Registry, written: dict[str, Path], tmp_path: Path
) -> None:
    _run("dump2dcm", "+te", written[f"sop-classes/{MWL}/query.dump"], tmp_path / "q.dcm")
    asked = set(_tags(dcmread(tmp_path / "q.dcm")))
    wanted = _required(registry, MWL, Purpose.QUERY_KEY, {"1", "1C", "2", "2C"})
    # Specific Character Set says how the answer is written; it is not asked for.
    assert wanted - asked <= {(0x00080005,)}
    assert len(asked) > 40


@contextmanager
def _worklist(folder: Path) -> Iterator[int]:
    """DCMTK's worklist server with one step, and its port."""
    (folder / "WL").mkdir()
    (folder / "WL" / "lockfile").touch()
    (folder / "item.dump").write_text(ITEM)
    _run("dump2dcm", folder / "item.dump", folder / "WL" / "item.wl")
    port = _free_port()
    server = subprocess.Popen(
        ["wlmscpfs", "-dfp", str(folder), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def test_a_worklist_server_answers_the_dump_and_the_program(
    written: dict[str, Path], tmp_path: Path
) -> None:
    query = tmp_path / "query.dcm"
    _run("dump2dcm", "+te", written[f"sop-classes/{MWL}/query.dump"], query)
    with _worklist(tmp_path) as port:
        by_findscu = _run("findscu", "-W", "-aec", "WL", "127.0.0.1", str(port), query)
        program = written[f"sop-classes/{MWL}/query.py"]
        by_program = _run(sys.executable, program, "127.0.0.1", str(port), "WL")
    for answer in (by_findscu, by_program):
        for value in ("TEST^ONE", "ACC1", "1.2.3.4.5", "MODALITY", "SPS1", "RP1"):
            assert value in answer
    assert "status 0x0000" in by_program


def test_the_levels_of_a_query_are_asked_with_the_keys_above(
    written: dict[str, Path], tmp_path: Path
) -> None:
    folder = "sop-classes/1.2.840.10008.5.1.4.1.2.1.1/"
    _run("dump2dcm", "+te", written[f"{folder}query-series.dump"], tmp_path / "q.dcm")
    asked = dcmread(tmp_path / "q.dcm")
    assert asked.QueryRetrieveLevel == "SERIES"
    # PS3.4 C.4.1.2.1: the unique keys of all levels above stand beside those of the level.
    assert {"PatientID", "StudyInstanceUID", "SeriesInstanceUID"} <= set(asked.dir())


def test_pynetdicom_takes_the_n_create_of_mpps(
    registry: Registry, written: dict[str, Path]
) -> None:
    received: list[Dataset] = []

    def on_create(event: Any) -> tuple[int, Dataset]:  # noqa: ANN401  # pynetdicom's event
        received.append(event.attribute_list)
        return 0x0000, event.attribute_list

    entity = AE()
    entity.add_supported_context(ModalityPerformedProcedureStep)
    handlers: list[Any] = [(evt.EVT_N_CREATE, on_create)]
    port = _free_port()
    server = entity.start_server(("127.0.0.1", port), block=False, evt_handlers=handlers)
    assert server is not None
    try:
        said = _run(
            sys.executable, written[f"sop-classes/{MPPS}/n-create.py"], "127.0.0.1", str(port), "AE"
        )
    finally:
        server.shutdown()
    assert "status 0x0000" in said
    found = set(_tags(received[0]))
    wanted = _required(registry, MPPS, Purpose.CREATE, {"1", "2"})
    # What a sequence of type 2 holds is needed only where it is not empty.
    top = {way for way in wanted if len(way) == 1}
    assert top <= found
    steps = {way for way in wanted if way[0] == Tag("ScheduledStepAttributesSequence")}
    assert len(steps) > 5
    assert {way for way in steps if len(way) == 2} <= found


@pytest.mark.parametrize("path", [f"{MPPS}/n-create.py", f"{MWL}/query.py"])
def test_a_program_says_that_nobody_listens(written: dict[str, Path], path: str) -> None:
    program = str(written[f"sop-classes/{path}"])
    command = [sys.executable, program, "127.0.0.1", str(_free_port()), "AE"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "no association")


def test_a_query_is_sent_once_its_dump_is_made(registry: Registry) -> None:
    for uid in registry.sop_classes:
        for export in exports.exports_of(registry, uid):
            steps = [it.split() for it in export.command.split(" && ")]
            programs = [program for program, *_ in steps]
            assert programs in (["dump2dcm"], ["dump2dcm", "findscu"], ["python"])
            assert programs.count("findscu") == export.command.count("findscu")


def test_a_program_compiles_and_names_keywords_that_exist(written: dict[str, Path]) -> None:
    from pydicom.datadict import tag_for_keyword  # noqa: PLC0415  # beside its only use

    for path, file in written.items():
        if path.endswith(".py"):
            text = file.read_text(encoding="utf-8")
            compile(text, os.fspath(file), "exec")
            for line in text.splitlines():
                name, equals, _ = line.strip().removeprefix("# ").partition(" = ")
                if equals and name.startswith(("ds.", "item_")) and "." in name:
                    assert tag_for_keyword(name.partition(".")[2]), f"{path}: {line}"
