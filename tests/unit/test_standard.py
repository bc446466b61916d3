"""Addresses of sections in the published standard, and sections named in text."""

import pytest

from generator.model.standard import Reference, Section, Sections, references_in, standard_link

SITE = "https://dicom.nema.org/medical/dicom"

# Addresses that public pages and programs link to, which fix the rule by which NEMA cuts the parts.
PUBLISHED = [
    ("PS3.3", "C.7.6.3.1.2", "current", "part03/sect_C.7.6.3.html#sect_C.7.6.3.1.2"),
    ("PS3.3", "C.7.6.16.2.7", "current", "part03/sect_C.7.6.16.2.html#sect_C.7.6.16.2.7"),
    ("PS3.3", "C.7.6.16.2", "2015a", "part03/sect_C.7.6.16.2.html"),
    ("PS3.3", "C.7.3.1.1.1", "current", "part03/sect_C.7.3.html#sect_C.7.3.1.1.1"),
    ("PS3.3", "C.8.8.3", "2018c", "part03/sect_C.8.8.3.html"),
    ("PS3.3", "C.12.1.1.2", "current", "part03/sect_C.12.html#sect_C.12.1.1.2"),
    ("PS3.3", "C.8.12.4.1.1", "current", "part03/sect_C.8.12.4.html#sect_C.8.12.4.1.1"),
    ("PS3.3", "A.8.1.3", "current", "part03/sect_A.8.html#sect_A.8.1.3"),
    ("PS3.3", "A.32.8", "current", "part03/sect_A.32.8.html"),
    ("PS3.4", "F.7.2.1", "current", "part04/sect_F.7.2.html#sect_F.7.2.1"),
    ("PS3.4", "C.4.1.1.3", "current", "part04/sect_C.4.html#sect_C.4.1.1.3"),
    ("PS3.4", "C.2.2.2.4", "2019e", "part04/sect_C.2.2.2.4.html"),
    ("PS3.4", "K.6.1.2", "current", "part04/sect_K.6.html#sect_K.6.1.2"),
    ("PS3.4", "DD.3.2.2.2", "current", "part04/sect_DD.3.2.2.2.html"),
    ("PS3.4", "B", "current", "part04/chapter_B.html"),
    ("PS3.6", "6", "current", "part06/chapter_6.html"),
    ("PS3.4", "", "current", "part04/PS3.4.html"),
    ("PS3.22", "7", "2024b", "part22/chapter_7.html"),
]


@pytest.mark.parametrize(("part", "section", "edition", "address"), PUBLISHED)
def test_a_link_is_the_published_address(
    part: str, section: str, edition: str, address: str
) -> None:
    assert standard_link(part, section, edition) == f"{SITE}/{edition}/output/chtml/{address}"


def test_a_link_to_a_table_leads_to_it_on_the_page_of_its_section() -> None:
    link = standard_link("PS3.4", "B.5", "2020c", table="B.5-1")
    assert link == f"{SITE}/2020c/output/chtml/part04/sect_B.5.html#table_B.5-1"
    link = standard_link("PS3.3", "C.7.5.1", "2020c", table="C.7-8")
    assert link == f"{SITE}/2020c/output/chtml/part03/sect_C.7.5.html#table_C.7-8"


@pytest.mark.parametrize(
    ("edition", "address"),
    [
        ("2011", f"{SITE}/current/output/chtml/part04/sect_B.5.html"),
        ("2013", "https://dicom.nema.org/dicom/2013/output/html/part04.html#sect_B.5"),
        ("2014c", f"{SITE}/2014c/output/html/part04.html#sect_B.5"),
        ("2015a", f"{SITE}/2015a/output/chtml/part04/sect_B.5.html"),
        ("2026c", f"{SITE}/2026c/output/chtml/part04/sect_B.5.html"),
    ],
)
def test_a_link_names_its_edition_where_the_site_has_that_as_html(
    edition: str, address: str
) -> None:
    assert standard_link("PS3.4", "B.5", edition) == address


@pytest.mark.parametrize(
    ("reference", "text", "has_link"),
    [
        (Reference(standard="PS3.4", section="B.5", edition="2020c"), "PS3.4 B.5", True),
        (
            Reference(standard="PS3.4", section="B.5", edition="2020c", table="B.5-1"),
            "PS3.4 B.5, Table B.5-1",
            True,
        ),
        (Reference(standard="PS3.22", edition="2024b"), "PS3.22", True),
        (Reference(standard="NEMA IIC 1"), "NEMA IIC 1", False),
    ],
)
def test_a_reference_reads_as_people_write_it(
    reference: Reference, text: str, *, has_link: bool
) -> None:
    assert reference.text == text
    assert (reference.url is not None) is has_link


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("PS3.3 C.7.3.1.1.1", [("PS3.3", "C.7.3.1.1.1")]),
        ("PS3.3 A.64.4.1, written for its successor", [("PS3.3", "A.64.4.1")]),
        ("PS3.4 JJ", [("PS3.4", "JJ")]),
        ("PS3.6 7 and PS3.4 B.5.", [("PS3.6", "7"), ("PS3.4", "B.5")]),
        ("PS3.3 C.7.6.4b", [("PS3.3", "C.7.6.4b")]),
        ("PS3.4 2020c, Table B.5-1", []),
        ("PS3.6 Table A-1", []),
        ("PS3.4-1998, Annex H", []),
        ("PS3.4, title of the section", []),
        ("no successor named in PS3.4 or PS3.6", []),
    ],
)
def test_sections_are_found_in_text(text: str, places: list[tuple[str, str]]) -> None:
    assert list(references_in(text)) == places


def test_a_known_section_makes_those_around_it_known() -> None:
    sections = Sections.of(
        [
            Section(part="PS3.4", section="B.5.1.1", edition="2011"),
            Section(part="PS3.4", section="B.5", edition="2020c"),
            Section(part="PS3.4", section="B.5.1.1", edition="2009"),
        ]
    )
    assert [s for s in ("B", "B.5", "B.5.1", "B.5.1.1") if sections.knows("PS3.4", s)] == [
        "B",
        "B.5",
        "B.5.1",
        "B.5.1.1",
    ]
    assert not sections.knows("PS3.4", "B.5.1.1.1")
    assert not sections.knows("PS3.3", "B.5")
    assert sections.reference("PS3.4", "B").edition == "2020c"
    assert sections.reference("PS3.4", "B.5.1").edition == "2011"
    assert sections.reference("PS3.4", "C").url is None
