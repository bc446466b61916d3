"""The text of all pages, as scripts get it."""

import json

from generator.plugin.prose import prose_script


def rows_of(*entries: tuple[str, str, str]) -> list[list[str]]:
    docs = [{"location": place, "title": title, "text": text} for place, title, text in entries]
    path, content = prose_script(json.dumps({"config": {}, "docs": docs}).encode())
    assert path == "assets/data/prose.js"
    text = content.decode()
    assert "\\u" not in text  # escapes are longer
    assert text.startswith("self.SopProse=[")
    rows: list[list[str]] = json.loads(text.removeprefix("self.SopProse=").removesuffix(";\n"))
    return rows


def test_each_page_and_section_is_a_row() -> None:
    assert rows_of(("", "Größe", "<p>First.</p>"), ("a/#b", "B", "Second.")) == [
        ["", "Größe", "First."],
        ["a/#b", "B", "Second."],
    ]


def test_a_row_has_the_text_and_no_markup() -> None:
    marked_up = "<p>A <code>C-STORE</code>, sent.</p><ul><li>one</li><li>two &lt; 3</li></ul>\n"
    assert rows_of(("a/", "Fast &amp; small", marked_up)) == [
        ["a/", "Fast & small", "A C-STORE, sent. one two < 3"]
    ]
