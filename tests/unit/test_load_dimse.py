"""What the readers of services make of small data, and what they say of wrong data."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.load.dimse import load_dimse
from generator.load.service_tables import SERVICE_TABLES
from generator.load.status import load_status
from generator.model.dimse import Basis, Dimse, Purpose
from generator.model.services import Membership, ServiceClass, Services
from generator.model.status import StatusCodes
from generator.problems import Problem, Where

ONE, TWO, STORED = "1.2.1", "1.2.2", "1.2.3"
NOWHERE = Where("")

HEADS = {
    "application_values.csv": "field,pdu,values",
    "corrections.csv": "edition,table,row,column,printed,corrected,reason",
    "dimse_services.csv": "sop_class_uid,dimse_service,usage_scu,usage_scp,basis,place,edition",
    "dvtk.csv": (
        "sop_class_uid,dimse_service,direction,module,module_usage,row,kind,depth,tag,name,type,"
        "macro"
    ),
    "dvtk_messages.csv": "sop_class_uid,dimse_service,direction,year,file",
    "gaps.csv": "sop_class_uid,what",
    "meta_members.csv": "meta,member,part,usage_scu,usage_scp,table,edition",
    "negotiation.csv": "of,role_selection,extended_negotiation,section,edition",
    "negotiation_tables.csv": "table,of",
    "notes.csv": "edition,table,row,column,note",
    "query_levels.csv": (
        "sop_class_uid,information_model,order,level,unique_key,table,section,edition,note"
    ),
    "retired_sections.csv": "section,title,last_defined_in,sop_class_uids,edition",
    "service_class_operations.csv": "service_class,dimse_service,source",
    "service_groups.csv": "table,sop_class_uid",
    "status_rows.csv": "of,service,dimse_service,code,class,related_fields,place,edition",
    "status_tables.csv": "table,service,of,by",
    "table_uses.csv": "table,column,dimse_service,purpose,level,of",
    "ups_states.csv": "row,event,dimse_service,state,result,status_code,table,section,edition",
}

ROW = ",".join(SERVICE_TABLES["ps3.4-service-attributes"])
PRINTED = {
    "2020c/ps3.4-service-tables.csv": [
        "table,section,caption,note",
        "A-1,A.1,Attributes,",
        "A-2a,A.2,Macro,",
    ],
    # Two attributes, of which the first is a sequence that holds the macro.
    "2020c/ps3.4-service-attributes.csv": [
        ROW,
        'A-1,1,0,attribute,"(0040,0100)",Steps,,,,1/1,NA/NA,,,R,1,,,n_create',
        "A-1,2,1,include,,,A-2a,,,,,,,,,,,",
        'A-1,3,0,attribute,"(0010,0010)",Name,,,,2/2,3/1,,,O,2,,,',
        'A-2a,1,0,attribute,"(0008,0100)",Code,,,,1C/1C,-/1,,,*,1C,,,row',
    ],
}
OWN = {
    "table_uses.csv": [
        f"A-1,n_create,N-CREATE,create,,{ONE}",
        f"A-1,n_set,N-SET,set,,{ONE}",
        f"A-1,matching_key,C-FIND,query key,,{TWO}",
    ],
    "dimse_services.csv": [
        f"{ONE},N-CREATE,,,section,A.1,2020c",
        f"{ONE},N-CREATE,M,U,pynetdicom,docs/page,pynetdicom abc 2026-03",
        f"{TWO},C-FIND,M,M,pynetdicom,docs/page,pynetdicom abc 2026-03",
    ],
    "service_class_operations.csv": ["storage,C-STORE,PS3.4 B.2"],
}
WORDS = "- code: '0000'\n  title: Success\n  meaning: It was done.\n  do: Nothing.\n"
LAYERS = (
    "- layer: A-ABORT\n  field: source\n  standard: PS3.8\n  section: 9.3.8\n  table: ''\n"
    "  edition: 2024e\n  codes:\n    - value: '0'\n      anchor: abort-0\n      title: The user\n"
    "      meaning: It broke off.\n      do: See its log.\n"
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small `data/` in a folder of its own, which is the working directory."""
    shutil.copytree("data/schema", tmp_path / "data" / "schema")
    monkeypatch.chdir(tmp_path)
    for name, head in HEADS.items():
        write(f"services/{name}", head, *OWN.get(name, ()))
    for name, lines in PRINTED.items():
        write(f"editions/{name}", *lines)
    write("services/status_codes.yml", WORDS.rstrip())
    write("services/layers.yml", LAYERS.rstrip())
    return Path("data")


def write(name: str, *lines: str) -> None:
    path = Path("data", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def printed(name: str, *lines: str) -> None:
    write(f"editions/2020c/{name}.csv", ",".join(SERVICE_TABLES[name]), *lines)


def own(name: str, *lines: str) -> None:
    write(f"services/{name}", HEADS[name], *lines)


def _services() -> Services:
    member = Membership(
        sop_class=STORED, service_class="storage", defined_in=None, source="", where=NOWHERE
    )
    storage = ServiceClass(
        slug="storage", name="S", defined_in=None, note="", members=(member,), where=NOWHERE
    )
    return Services((storage,), {STORED: member})


def read(data: Path) -> tuple[Dimse, list[str]]:
    problems: list[Problem] = []
    found = load_dimse(data, problems, _services(), (ONE, TWO, STORED))
    return found, [*map(str, problems)]


def read_status(data: Path) -> tuple[StatusCodes, list[str]]:
    problems: list[Problem] = []
    found = load_status(data, problems, _services(), (ONE, TWO, STORED))
    return found, [*map(str, problems)]


def test_a_macro_is_resolved_for_each_operation(data: Path) -> None:
    dimse, problems = read(data)
    assert problems == []
    found = {
        use.purpose: [(it.path, it.row.tag, it.code, it.key, it.return_key) for it in rows]
        for use in dimse.uses
        if (rows := [*dimse.requirements(use)])
    }
    assert found == {
        Purpose.CREATE: [
            ((), "00400100", "1/1", "1/1", ""),
            (("00400100",), "00080100", "1C/1C", "1C/1C", ""),
            ((), "00100010", "2/2", "2/2", ""),
        ],
        Purpose.SET: [
            ((), "00400100", "NA/NA", "NA/NA", ""),
            (("00400100",), "00080100", "-/1", "-/1", ""),
            ((), "00100010", "3/1", "3/1", ""),
        ],
        # The star stands for the code of the sequence.
        Purpose.QUERY_KEY: [
            ((), "00400100", "R", "R", "1"),
            (("00400100",), "00080100", "*", "R", "1C"),
            ((), "00100010", "O", "O", "2"),
        ],
    }
    via = [it.via for it in dimse.requirements(dimse.uses[0])]
    assert via == [(), ("A-2a:1",), ()]
    assert [it.label for it in dimse.including("A-2a")] == ["A-1"]


def test_an_operation_takes_what_the_section_says_and_its_usages_from_a_program(
    data: Path,
) -> None:
    dimse, _ = read(data)
    (one,) = dimse.operations[ONE]
    assert (one.basis, one.usage_scu, one.usage_scp) == (Basis.SECTION, "M", "U")
    assert (one.source, one.usage_source) == ("PS3.4 A.1, 2020c", "pynetdicom, 2026-03")
    (two,) = dimse.operations[TWO]
    assert (two.basis, two.source, two.usage_source) == (
        Basis.PYNETDICOM,
        "pynetdicom, 2026-03",
        "",
    )
    (stored,) = dimse.operations[STORED]
    assert (stored.service, stored.basis) == ("C-STORE", Basis.SERVICE_CLASS)


def test_a_service_group_gives_an_operation_for_each_row(data: Path) -> None:
    printed("ps3.4-service-groups", "G-1,G,1,N-GET,,U,M", "G-1,G,2,N-ACTION,Stop,M,M")
    own("service_groups.csv", f"G-1,{TWO}")
    own("dimse_services.csv")
    dimse, problems = read(data)
    assert problems == []
    assert [(it.service, it.variant, it.usage_scu) for it in dimse.operations[TWO]] == [
        ("N-GET", "", "U"),
        ("N-ACTION", "Stop", "M"),
    ]


def test_a_table_of_two_editions_is_that_of_the_newer(data: Path) -> None:
    write("editions/2024e/ps3.4-service-tables.csv", "table,section,caption,note", "A-1,A.1,New,")
    write(
        "editions/2024e/ps3.4-service-attributes.csv",
        ROW,
        'A-1,1,0,attribute,"(0010,0010)",Name,,,,1/1,3/1,,,R,1,,,',
    )
    dimse, problems = read(data)
    assert problems == []
    assert dimse.tables["A-1"].edition == "2024e"
    assert [row.tag for row in dimse.tables["A-1"].rows] == ["00100010"]


def test_a_misprint_is_corrected_and_kept(data: Path) -> None:
    own("corrections.csv", '2020c,A-1,3,tag,"(0010,0010)","(0010,0020)",wrong name')
    own_missing = '2020c,A-1,1,missing,,"(0010,0040)",its items follow'
    with Path("data/services/corrections.csv").open("a", encoding="utf-8") as file:
        file.write(f"{own_missing}\n")
    dimse, problems = read(data)
    assert problems == []
    rows = dimse.tables["A-1"].rows
    assert [(row.tag, row.anchor) for row in rows] == [
        ("00100040", "row-1-missing"),
        ("00400100", "row-1"),
        ("", "row-2"),
        ("00100020", "row-3"),
    ]
    assert rows[3].corrections[0].printed == "(0010,0010)"


def test_notes_stand_at_the_cells_that_say_more(data: Path) -> None:
    own("notes.csv", "2020c,A-1,1,n_create,if there are any", "2020c,A-2a,1,row,as printed")
    dimse, problems = read(data)
    assert problems == []
    assert dimse.tables["A-1"].rows[0].notes == {"n_create": "if there are any"}
    assert dimse.tables["A-2a"].rows[0].notes == {"row": "as printed"}


def test_a_note_on_a_cell_that_says_no_more_is_told(data: Path) -> None:
    own("notes.csv", "2020c,A-1,1,n_set,if so", "2020c,A-1,1,n_create,")
    _, problems = read(data)
    assert [str(it) for it in problems] == [
        "data/services/notes.csv:3: note is empty, expected what the cell says, in our words",
        (
            "data/services/notes.csv:2: column 'n_set' of row 1 of Table A-1, expected one whose "
            "cell says more than its code"
        ),
    ]


ATTRIBUTES = "data/editions/2020c/ps3.4-service-attributes.csv"
CASES: dict[str, tuple[str, Sequence[str], str]] = {
    "a kind that is none": (
        "ps3.4-service-attributes",
        [*PRINTED["2020c/ps3.4-service-attributes.csv"][1:4], "A-2a,1,0,thing,,,,,,,,,,,,,,"],
        (
            f"{ATTRIBUTES}:5: kind 'thing', expected one of attribute, include, heading, "
            "all-other, none, open-keys"
        ),
    ),
    "a code that is none": (
        "ps3.4-service-attributes",
        [
            *PRINTED["2020c/ps3.4-service-attributes.csv"][1:4],
            'A-2a,1,0,attribute,"(0008,0100)",Code,,,,1C/1C,-/1,,,X,1C,,,',
        ],
        f"{ATTRIBUTES}:5: matching_key 'X', expected R|O|U|RC|OC|-|\\*",
    ),
    "a tag that is none": (
        "ps3.4-service-attributes",
        [
            *PRINTED["2020c/ps3.4-service-attributes.csv"][1:4],
            "A-2a,1,0,attribute,00080100,Code,,,,1C/1C,-/1,,,*,1C,,,",
        ],
        f"{ATTRIBUTES}:5: tag '00080100', expected one as (0008,0018)",
    ),
    "a row out of order": (
        "ps3.4-service-attributes",
        [
            *PRINTED["2020c/ps3.4-service-attributes.csv"][1:4],
            'A-2a,2,0,attribute,"(0008,0100)",Code,,,,1C/1C,-/1,,,*,1C,,,',
        ],
        f"{ATTRIBUTES}:5: row '2' of Table A-2a, expected 1",
    ),
    "an include of nothing": (
        "ps3.4-service-attributes",
        [
            *PRINTED["2020c/ps3.4-service-attributes.csv"][1:2],
            "A-1,2,1,include,,,B-9,,,,,,,,,,,",
            *PRINTED["2020c/ps3.4-service-attributes.csv"][3:],
        ],
        f"{ATTRIBUTES}:3: no Table B-9, expected one of ps3.4-service-tables.csv",
    ),
    "a circle": (
        "ps3.4-service-attributes",
        [
            *PRINTED["2020c/ps3.4-service-attributes.csv"][1:4],
            "A-2a,1,0,include,,,A-1,,,,,,,,,,,",
        ],
        f"{ATTRIBUTES}:3: Table A-1 includes itself through A-2a, expected no circle",
    ),
    "a table without rows": (
        "ps3.4-service-tables",
        ["A-1,A.1,Attributes,", "A-2a,A.2,Macro,", "A-3,A.3,Empty,"],
        "data/editions/2020c/ps3.4-service-tables.csv:4: no rows of Table A-3, expected some",
    ),
    "rows without a table": (
        "ps3.4-service-attributes",
        [
            *PRINTED["2020c/ps3.4-service-attributes.csv"][1:],
            'A-9,1,0,attribute,"(0008,0100)",Code,,,1/1,,,,,,,,,',
        ],
        f"{ATTRIBUTES}:6: rows of Table A-9, expected it in ps3.4-service-tables.csv",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_in_a_printed_table_is_told(data: Path, case: str) -> None:
    name, lines, message = CASES[case]
    printed(name, *lines)
    assert message in read(data)[1]


OWN_CASES: dict[str, tuple[str, str, str]] = {
    "a use of no table": (
        "table_uses.csv",
        f"B-1,n_create,N-CREATE,create,,{ONE}",
        "data/services/table_uses.csv:2: no Table B-1, expected one of the editions",
    ),
    "a use of a column that is not there": (
        "table_uses.csv",
        f"A-1,n_get,N-GET,get,,{ONE}",
        (
            "data/services/table_uses.csv:2: column 'n_get', expected one of n_create, n_set, "
            "matching_key, return_key, or none"
        ),
    ),
    "a purpose that is none": (
        "table_uses.csv",
        f"A-1,n_create,N-CREATE,make,,{ONE}",
        (
            "data/services/table_uses.csv:2: purpose 'make', expected one of create, set, get, "
            "action, reply, event, final state, query key, retrieve key, identifier, additional, "
            "coerced, left out"
        ),
    ),
    "a SOP Class that is none": (
        "gaps.csv",
        "1.9,nothing known",
        (
            "data/services/gaps.csv:2: sop_class_uid: '1.9', expected UIDs of SOP Classes or slugs "
            "of services"
        ),
    ),
    "a basis that is none": (
        "dimse_services.csv",
        f"{ONE},N-GET,,,hearsay,,",
        "data/services/dimse_services.csv:2: basis 'hearsay', expected section, pynetdicom or dvtk",
    ),
    "a correction of what is not printed": (
        "corrections.csv",
        '2020c,A-1,3,tag,"(0010,0030)","(0010,0020)",wrong',
        (
            "data/services/corrections.csv:2: tag '(0010,0030)' stands nowhere in row 3 of Table "
            "A-1, expected a printed cell"
        ),
    ),
    "a correction of another column": (
        "corrections.csv",
        "2020c,A-1,3,name,Name,Names,wrong",
        "data/services/corrections.csv:2: column 'name', expected tag, depth or missing",
    ),
    "negotiation said twice": (
        "negotiation.csv",
        f"{ONE},optional,,A,2020c\n{ONE},mandatory,,A,2020c",
        f"data/services/negotiation.csv:3: {ONE} a second time, expected each SOP Class once",
    ),
    "a part that is none": (
        "meta_members.csv",
        f"{ONE},{TWO},half,M,M,H-1,2020c",
        "data/services/meta_members.csv:2: part 'half', expected member or optional",
    ),
    "a group of no table": (
        "service_groups.csv",
        f"G-9,{ONE}",
        "data/services/service_groups.csv:2: no Table G-9, expected one of the editions",
    ),
}


@pytest.mark.parametrize("case", OWN_CASES)
def test_what_is_wrong_beside_the_tables_is_told(data: Path, case: str) -> None:
    name, line, message = OWN_CASES[case]
    own(name, *line.split("\n"))
    assert message in read(data)[1]


def test_bytes_without_values_are_told(data: Path) -> None:
    printed("ps3.4-extended-negotiation", "N-1,N,A-ASSOCIATE-RQ,1,Level")
    own("negotiation_tables.csv", f"N-1,{ONE}")
    assert read(data)[1] == [
        (
            "data/editions/2020c/ps3.4-extended-negotiation.csv:2: no values of 'Level', expected "
            "them in application_values.csv"
        )
    ]
    own("application_values.csv", "Level,,0: none")
    dimse, problems = read(data)
    assert problems == []
    assert dimse.application_tables_of(ONE)[0].fields[0].values == "0: none"


def test_a_transcript_row_without_a_message_is_told(data: Path) -> None:
    own("dvtk.csv", f'{ONE},N-GET,RQ,M,M,1,attribute,0,"(0010,0010)",,1,')
    assert read(data)[1] == [
        "data/services/dvtk.csv:2: a message without a row, expected it in dvtk_messages.csv"
    ]


def _statuses() -> None:
    printed(
        "ps3.4-status-codes",
        'S-1,S,1,C-STORE,A7xx,Failure,"(0000,0902)"',
        "S-1,S,2,C-STORE,0000,Success,",
    )
    own("status_tables.csv", "S-1,storage,storage,")


def test_a_status_has_a_text_and_who_returns_it(data: Path) -> None:
    _statuses()
    write(
        "services/status_codes.yml",
        WORDS + "- code: A7xx\n  title: Full\n  meaning: No room.\n  do: Make room.",
    )
    status, problems = read_status(data)
    assert problems == []
    full = status.by_code["A7xx"]
    assert (full.first, full.last, full.decimal) == (42752, 43007, "42752 to 43007")
    assert (full.anchor, full.address) == ("code-a7xx", "status-codes/#code-a7xx")
    assert [row.code for row in status.rows_of(STORED)] == ["A7xx", "0000"]
    assert status.layers[0].address == "status-codes/association/#abort-0"


def test_a_status_without_a_text_is_told(data: Path) -> None:
    _statuses()
    assert read_status(data)[1] == [
        (
            "data/editions/2020c/ps3.4-status-codes.csv:2: no text for status A7xx, expected it in "
            "status_codes.yml"
        )
    ]


def test_a_text_without_a_status_and_a_sense_of_nobody_are_told(data: Path) -> None:
    _statuses()
    sense = "  senses:\n    - of: [N-GET]\n      title: Odd\n      meaning: Odd.\n      do: None.\n"
    write(
        "services/status_codes.yml",
        WORDS
        + "- code: A7xx\n  title: Full\n  meaning: No room.\n  do: Make room.\n"
        + sense
        + "- code: B000\n  title: Changed\n  meaning: Changed.\n  do: Nothing.",
    )
    assert sorted(read_status(data)[1]) == [
        (
            "data/services/status_codes.yml:14: code 'B000', expected one that a table of the "
            "editions has, once"
        ),
        (
            "data/services/status_codes.yml:5: A7xx is not returned by 'N-GET', expected a service "
            "that does"
        ),
    ]


def test_a_code_and_a_class_that_are_none_are_told(data: Path) -> None:
    printed(
        "ps3.4-status-codes",
        "S-1,S,1,C-STORE,A7,Failure,",
        "S-1,S,2,C-STORE,0000,Done,",
        "S-1,S,3,C-STORE,0000,Success,",
    )
    own("status_tables.csv", "S-1,storage,storage,")
    place = "data/editions/2020c/ps3.4-status-codes.csv"
    assert read_status(data)[1] == [
        f"{place}:2: code 'A7', expected one as A900 or A9xx",
        f"{place}:3: class 'Done', expected one of Success, Pending, Cancel, Warning, Failure",
    ]


def test_a_table_of_statuses_without_a_service_is_told(data: Path) -> None:
    printed("ps3.4-status-codes", "S-1,S,1,C-STORE,0000,Success,")
    own("status_tables.csv", "S-2,storage,storage,")
    assert read_status(data)[1][:2] == [
        (
            "data/editions/2020c/ps3.4-status-codes.csv:2: no service of Table S-1, expected it in "
            "status_tables.csv"
        ),
        "data/services/status_tables.csv:2: no Table S-2, expected one of the editions",
    ]


def test_an_event_of_a_step_that_nobody_knows_is_refused(data: Path) -> None:
    own("ups_states.csv", "1,delete,N-DELETE,null,error,0111,CC.1.1-2,CC.1.1,2020c")
    expected = "a text that begins with create, to, request"
    where = "data/services/ups_states.csv:2"
    assert read(data)[1] == [f"{where}: event 'delete', expected {expected}"]
