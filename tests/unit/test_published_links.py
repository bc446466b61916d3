"""What the check of links into the published standard finds, without asking anyone."""

from pathlib import Path

from tests.links import HOST, broken, links


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    page = f"{HOST}medical/dicom/2025e/output/chtml/part03/sect_A.3.html"
    gone = f"{HOST}medical/dicom/2025e/output/chtml/part03/sect_Z.html"
    (tmp_path / "a.html").write_text(
        f'<a href="{page}#sect_A.3">a</a><a href="{page}">b</a><a href="{page}#none">c</a>'
        f'<a href="{gone}">d</a><a href="https://other.example/">e</a>',
        encoding="utf-8",
    )

    def answer(address: str) -> str:
        if address == gone:
            raise FileNotFoundError(404, "Not Found")
        return '<a id="sect_A.3"></a>'

    found = links(tmp_path)

    assert set(found) == {page, gone}
    assert list(broken(found, answer, pause=0)) == [
        f"a.html: {page}: no anchor 'none'",
        f"a.html: {gone}: [Errno 404] Not Found",
    ]
