"""Rules about what attributes hold, and what the rows of PS3.3 mean."""

from collections.abc import Iterator, Mapping, Sequence

from generator.model.meaning import (
    ContentConstraint,
    ContextGroupUse,
    FixedValue,
    RootTemplate,
    RowKey,
    UsageRequirement,
    ValueList,
    row_key,
)
from generator.model.registry import Registry
from generator.model.tables import TableRow, Type
from generator.problems import Problem, Where

_FEWEST_WORDS, _MOST_WORDS = 6, 25
_CONDITIONAL = (Type.REQUIRED_CONDITIONALLY, Type.MAY_BE_EMPTY_CONDITIONALLY)


def every_attribute_in_use_has_a_sentence(registry: Registry) -> Iterator[Problem]:
    """Each attribute that occurs in a module or macro has a sentence."""
    file = next((it.where.path for it in registry.glossary.general.values()), "")
    for attribute in registry.iods.used_attributes:
        if registry.glossary.of(attribute) is None:
            message = f"no sentence for {attribute.name} ({attribute.tag}), expected one"
            yield Problem(Where(file), message, rests_on=("attributes", "editions"))


def sentences_are_sentences(registry: Registry) -> Iterator[Problem]:
    """A sentence has 6 to 25 words, begins with a capital letter and ends in a full stop."""
    glossary = registry.glossary
    for sentence in (*glossary.general.values(), *glossary.special.values()):
        text = sentence.text
        number = len(text.split())
        if not _FEWEST_WORDS <= number <= _MOST_WORDS:
            message = f"a sentence of {number} words, expected {_FEWEST_WORDS} to {_MOST_WORDS}"
            yield Problem(sentence.where, message)
        if text != " ".join(text.split()):
            yield Problem(sentence.where, "blanks at an end or twice, expected single ones")
        if not text.endswith("."):
            yield Problem(sentence.where, f"{text[-1:]!r} at the end, expected a full stop")
        if text[:1].islower():
            yield Problem(sentence.where, f"{text[:1]!r} at the beginning, expected a capital")


def special_sentences_stand_in_their_table(registry: Registry) -> Iterator[Problem]:
    """A sentence for a module or macro is about an attribute that it has, nested or not."""
    for key, sentence in registry.glossary.special.items():
        name, tag = key
        kind, _, slug = name.partition("/")
        table = (registry.iods.modules if kind == "modules" else registry.iods.macros)[slug]
        if not any(path[-1].attribute.tag == tag for path in registry.iods.expand(table)):
            message = f"{tag} stands nowhere in {name}, expected an attribute of it"
            yield Problem(sentence.where, message, rests_on=("editions", "modules"))


def conditions_are_of_conditional_rows(registry: Registry) -> Iterator[Problem]:
    """A condition is of a printed row of type 1C or 2C, and each of those has one."""
    requirements = registry.meaning.requirements
    rows = _rows(registry)
    for key, requirement in requirements.items():
        row = rows.get(key)
        if row is None or (row.attribute is None and row.include is None):
            yield _no_row(requirement.where, key)
        elif row.type not in _CONDITIONAL and row.change is None:
            message = f"a condition of row {key[1]} of Table {key[0]} of type {row.type}"
            message = f"{message}, expected 1C or 2C"
            yield Problem(requirement.where, message, rests_on=("editions",))
    for key, row in rows.items():
        is_missing = key not in requirements and row.change is None
        if row.type in _CONDITIONAL and is_missing and requirements:
            message = f"no condition of row {key[1]} of Table {key[0]} of type {row.type}"
            yield Problem(row.where, f"{message}, expected one", rests_on=("editions",))


def values_and_codes_are_of_rows(registry: Registry) -> Iterator[Problem]:
    """Values are of rows that are no sequences, codes of rows that are, and of known groups."""
    rows = _rows(registry)
    listed: Sequence[tuple[bool, Mapping[RowKey, Sequence[ValueList | ContextGroupUse]]]] = (
        (False, registry.meaning.values),
        (True, registry.meaning.context_groups),
    )
    for of_sequences, records in listed:
        for key, found in records.items():
            row = rows.get(key)
            if row is None or row.attribute is None or row.attribute.is_sequence != of_sequences:
                yield _no_row(found[0].where, key)
    for uses in registry.meaning.context_groups.values():
        for use in uses:
            if use.cid not in registry.codes.groups:
                message = f"CID {use.cid}, expected a context group of PS3.16"
                yield Problem(use.where, message, rests_on=("editions",))


def _rows(registry: Registry) -> Mapping[RowKey, TableRow]:
    return {
        row_key(table, row): row
        for table in registry.iods.tables
        if table.printed and table.edition == registry.meaning.edition
        for row in table.all_rows
        if row.number.isdigit()
    }


def _no_row(where: Where, key: RowKey) -> Problem:
    message = f"row {key[1]} of Table {key[0]}, expected one with an attribute that can have it"
    return Problem(where, message, rests_on=("editions",))


def records_are_about_iods(registry: Registry) -> Iterator[Problem]:
    """What is said of an IOD is about one that is there."""
    meaning = registry.meaning
    names = {it.name for it in registry.iods.iods.values()}
    records: list[UsageRequirement | RootTemplate | ContentConstraint | FixedValue] = [
        *meaning.usages.values(),
        *(it for found in meaning.root_templates.values() for it in found),
        *(it for found in meaning.content_constraints.values() for it in found),
        *(it for found in meaning.fixed_values.values() for it in found),
    ]
    for record in records:
        if record.iod not in names:
            message = f"IOD {record.iod!r}, expected one with a table of modules"
            yield Problem(record.where, message, rests_on=("editions",))
    for template in (it for found in meaning.root_templates.values() for it in found):
        if template.tid not in registry.codes.templates:
            message = f"TID {template.tid}, expected a template of PS3.16"
            yield Problem(template.where, message, rests_on=("editions",))


def profiles_are_about_attributes(registry: Registry) -> Iterator[Problem]:
    """Table E.1-1 names attributes of the dictionary, by their names."""
    for profile in registry.deidentification.profiles:
        if not profile.tag or "xxxx" in profile.tag:
            continue
        if profile.tag not in registry.iods.attributes:
            message = f"tag {profile.printed_tag}, expected one of the dictionary"
            yield Problem(profile.where, message, rests_on=("editions",))


RULES = (
    every_attribute_in_use_has_a_sentence,
    sentences_are_sentences,
    special_sentences_stand_in_their_table,
    conditions_are_of_conditional_rows,
    values_and_codes_are_of_rows,
    records_are_about_iods,
    profiles_are_about_attributes,
)
