"""Reads the context groups and templates of PS3.16."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.load.files import Row, read_csv
from generator.load.tables import editions_with
from generator.model.codes import Code, Codes, ContextGroup, Template, TemplatePart, TemplateUse
from generator.problems import Problem

GROUPS = "ps3.16-context-groups"
CODES = "ps3.16-codes"
TEMPLATES = "ps3.16-templates"

COLUMNS: Mapping[str, Sequence[str]] = {
    GROUPS: ("cid", "name", "keyword", "uid", "version"),
    CODES: ("cid", "row", "scheme", "code", "meaning", "include"),
    TEMPLATES: ("tid", "name"),
}

_USES = "templates/context-groups.csv"
_USE_COLUMNS = ("tid", "row", "part", "cid", "binding", "source")
_BINDINGS = ("", "baseline", "defined", "enumerated")


def load_codes(data: Path, problems: list[Problem]) -> Codes:
    """The context groups and templates, each table of the newest edition that has it.

    Which templates use which groups stands in `templates/context-groups.csv`. A row without a code
    and its scheme, an include of no group, or a use of what does not exist, is a problem and left
    out.
    """
    edition, rows = _newest(data, GROUPS, ("cid",), problems)
    _, code_rows = _newest(data, CODES, ("cid", "row"), problems)
    known = {row["cid"] for row in rows}
    codes: defaultdict[str, list[Code | int]] = defaultdict(list)
    for row in code_rows:
        code = _code(row, known, problems)
        if code is not None:
            codes[row["cid"]].append(code)
    groups = [
        ContextGroup(
            cid=cid,
            printed_name=row["name"],
            keyword=row["keyword"],
            version=row["version"],
            edition=edition,
            rows=tuple(codes[row["cid"]]),
            where=row.where,
        )
        for row in rows
        if (cid := _number(row, "cid", problems))
    ]
    edition, rows = _newest(data, TEMPLATES, ("tid",), problems)
    templates = [
        Template(tid=tid, name=row["name"], edition=edition)
        for row in rows
        if (tid := _number(row, "tid", problems))
    ]
    by_tid = {it.tid: it for it in sorted(templates, key=lambda it: it.tid)}
    return Codes(
        groups={it.cid: it for it in sorted(groups, key=lambda it: it.cid)},
        templates=by_tid,
        template_uses=_uses(data, {*map(str, by_tid)}, known, problems),
    )


def _uses(
    data: Path, tids: set[str], cids: set[str], problems: list[Problem]
) -> tuple[TemplateUse, ...]:
    """Which templates use which groups; a row that names none is a problem and left out."""
    found = []
    unique = ("tid", "row", "part", "cid")
    for row in read_csv(data / _USES, _USE_COLUMNS, problems, unique=unique):
        expected = {
            "tid": (tids, f"one of {TEMPLATES}.csv"),
            "part": ({*TemplatePart}, ", ".join(TemplatePart)),
            "cid": (cids, f"one of {GROUPS}.csv"),
            "binding": ({*_BINDINGS}, f"{', '.join(_BINDINGS[1:])} or nothing"),
        }
        wrong = [
            f"{column} {row[column]!r}, expected {what}"
            for column, (known, what) in expected.items()
            if row[column] not in known
        ]
        if not row["source"]:
            wrong.append("source is empty, expected who says so")
        problems += (Problem(row.where, it, breaks=True) for it in wrong)
        if not wrong:
            found.append(
                TemplateUse(
                    tid=int(row["tid"]),
                    row=row["row"],
                    part=TemplatePart(row["part"]),
                    cid=int(row["cid"]),
                    binding=row["binding"],
                    source=row["source"],
                    where=row.where,
                )
            )
    return tuple(found)


def _newest(
    data: Path, name: str, unique: Sequence[str], problems: list[Problem]
) -> tuple[str, list[Row]]:
    """The newest edition with that table, and its rows."""
    edition = next(iter(editions_with(data, name)), "")
    if not edition:
        return "", []
    path = data / "editions" / edition / f"{name}.csv"
    return edition, read_csv(path, COLUMNS[name], problems, unique=unique)


def _number(row: Row, column: str, problems: list[Problem]) -> int:
    """The number in a cell; 0, which is a problem, where there is none."""
    if row[column].isascii() and row[column].isdigit() and int(row[column]):
        return int(row[column])
    message = f"{column} {row[column]!r}, expected a number from 1"
    problems.append(Problem(row.where, message, breaks=True))
    return 0


def _code(row: Row, known: set[str], problems: list[Problem]) -> Code | int | None:
    """The code or include of a row; None, which is a problem, where it is neither."""
    message = ""
    if row["cid"] not in known:
        message = f"cid {row['cid']!r}, expected one of {GROUPS}.csv"
    elif row["include"] and (row["scheme"] or row["code"]):
        message = f"code {row['code']!r} and include {row['include']!r}, expected one of them"
    elif row["include"] and row["include"] not in known:
        message = f"include {row['include']!r}, expected a CID of {GROUPS}.csv"
    elif not row["include"] and not (row["scheme"] and row["code"]):
        message = "neither a code with its scheme nor an include, expected one of them"
    if message:
        problems.append(Problem(row.where, message, breaks=True))
        return None
    if row["include"]:
        return int(row["include"])
    return Code(scheme=row["scheme"], value=row["code"], meaning=row["meaning"])
