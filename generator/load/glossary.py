"""Reads the sentences that say what attributes hold."""

from pathlib import Path

from generator.load.files import read_csv
from generator.model.glossary import Glossary, Sentence, table_name
from generator.model.iods import IodTables
from generator.problems import Problem

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
            wrong, rests = f"tag {tag!r}, expected one of the dictionary", "attributes"
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
    return Glossary(general=general, special=special)
