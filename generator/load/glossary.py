"""Reads the sentences that say what attributes hold."""

from pathlib import Path

from generator.load.files import read_csv
from generator.model.glossary import Glossary, GroupName, Sentence, table_name
from generator.model.iod_tables import IodTables
from generator.problems import Problem, Where

COLUMNS = ("tag", "table", "meaning", "unit", "unit_source")


def load_glossary(
    data: Path,
    problems: list[Problem],
    iods: IodTables,
) -> Glossary:
    """The sentences of `attributes/meanings.csv`; one of nothing that is known is a problem."""
    tables = {table_name(it) for it in iods.tables}
    general: dict[str, Sentence] = {}
    special: dict[tuple[str, str], Sentence] = {}
    path = data / "attributes/meanings.csv"
    for row in read_csv(path, COLUMNS, problems, unique=("tag", "table")):
        tag, table = row["tag"], row["table"]
        wrong = ""
        if tag not in iods.attributes:
            wrong, rests = f"tag {tag!r}, expected one of the dictionary", "editions"
        elif table and table not in tables:
            wrong = f"table {table!r}, expected a module or macro as modules/ct-image"
            rests = "editions"
        elif bool(row["unit"]) != bool(row["unit_source"]):
            wrong, rests = "a unit or its source alone, expected both or neither", ""
        if wrong:
            rests_on = (rests,) if rests else ()
            problems.append(Problem(row.where, wrong, breaks=True, rests_on=rests_on))
            continue
        sentence = Sentence(
            text=row["meaning"],
            unit=row["unit"],
            unit_source=row["unit_source"],
            where=row.where,
        )
        if table:
            special[table, tag] = sentence
        else:
            general[tag] = sentence
    groups = _groups(data, problems, iods)
    return Glossary(general=general, special=special, groups=groups)


def _groups(data: Path, problems: list[Problem], iods: IodTables) -> dict[str, GroupName]:
    """The names of `attributes/groups.csv`; each group with an attribute in a module has one."""
    path = data / "attributes/groups.csv"
    columns = ("number", "name", "holds")
    rows = read_csv(path, columns, problems, unique=("number", "name"))
    used = {it.tag[:4] for it in iods.used_attributes}
    for row in rows:
        if row["number"] not in used:
            message = f"group {row['number']!r}, expected one with an attribute in a module"
            problems.append(Problem(row.where, message, rests_on=("editions",)))
    for number in sorted(used - {row["number"] for row in rows}) if rows else ():
        message = f"no name of group {number}, expected one for each group with an attribute"
        problems.append(Problem(Where.of(path), message, rests_on=("editions",)))
    return {row["number"]: GroupName(name=row["name"], holds=row["holds"]) for row in rows}
