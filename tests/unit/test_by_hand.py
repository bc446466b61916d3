"""What hand-written pages may not hold is told with its line."""

from pathlib import Path

import pytest

from generator.plugin.by_hand import faults

PAGE = Path("docs/about/page.md")

NOT_ALLOWED = "none: the site's policy would have to allow it"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<script>x()</script>", f"<script>, {NOT_ALLOWED}"),
        ("<SCRIPT src='a.js'></SCRIPT>", f"<script>, {NOT_ALLOWED}"),
        ("<style>a{}</style>", f"<style>, {NOT_ALLOWED}"),
        (
            '<img src="https://other.example/a.png" alt="">',
            "'https://other.example/a.png', loaded from another host, expected a file of docs/",
        ),
        (
            '<img src="//other.example/a.png" alt="">',
            "'//other.example/a.png', loaded from another host, expected a file of docs/",
        ),
        (
            '<video poster="http://other.example/a.png"></video>',
            "'http://other.example/a.png', loaded from another host, expected a file of docs/",
        ),
        (
            '<a href="javascript:x()">x</a>',
            "'javascript:x()', expected https:, mailto: or a page of the site",
        ),
        (
            '<a href="java&#10;script:x()">x</a>',
            "'java\\nscript:x()', expected https:, mailto: or a page of the site",
        ),
        (
            '<a href=" data:text/html,x">x</a>',
            "' data:text/html,x', expected https:, mailto: or a page of the site",
        ),
        (
            '<img src="//[">',
            "'//[', loaded from another host, expected a file of docs/",
        ),
        (
            '<img src="/\\other.example/a.png">',
            "'/\\\\other.example/a.png', loaded from another host, expected a file of docs/",
        ),
        (
            '<img srcset="a.png 1x, //o.example/a.png 2x">',
            "'a.png 1x, //o.example/a.png 2x', loaded from another host, expected a file of docs/",
        ),
        (
            '<svg><use xlink:href="//other.example/a.svg#b"/></svg>',
            "'//other.example/a.svg#b', loaded from another host, expected a file of docs/",
        ),
        *(
            (
                f'<{loading}="//o.example/a">',
                "'//o.example/a', loaded from another host, expected a file of docs/",
            )
            for loading in (
                "audio src",
                "image href",
                "image xlink:href",
                "img src",
                "img srcset",
                "input src",
                "source src",
                "source srcset",
                "track src",
                "use href",
                "use xlink:href",
                "video poster",
                "video src",
            )
        ),
        *(
            (f"<{tag} x='y'>", f"<{tag}>, {NOT_ALLOWED}")
            for tag in ("base", "embed", "frame", "iframe", "link", "meta", "object")
        ),
        ('<p onclick="x()">x</p>', "the attribute onclick, none: browsers are told to ignore it"),
        ('<p style="top:0">x</p>', "the attribute style, none: browsers are told to ignore it"),
    ],
)
def test_what_is_not_allowed_is_told(html: str, expected: str) -> None:
    source = f"# Title\n\nText.\n\n{html}\n"

    (problem,) = faults(PAGE, source, f"<h1>Title</h1><p>Text.</p>{html}")

    expected = expected.replace(", none:", ", expected none:")
    line = 1 if "java&#10;" in html else 5  # what is escaped is not found again
    assert str(problem) == f"docs/about/page.md:{line}: {expected}"


@pytest.mark.parametrize("html", ["<![\0", "<![ x", "<p><![%"])
def test_what_is_no_html_is_told(html: str) -> None:
    problems = list(faults(PAGE, html, html))
    assert all(str(it).startswith("docs/about/page.md:1: ") for it in problems)
    assert all(str(it).endswith(" in its HTML, expected HTML") for it in problems)


def test_everything_is_told() -> None:
    html = "<script></script><style></style>"

    assert len(list(faults(PAGE, html, html))) == 2


def test_what_is_allowed_is_not_told() -> None:
    html = (
        '<a href="https://other.example/">a</a><a href="mailto:a@b.example">b</a>'
        '<a href="../x/index.md#y">c</a><img src="../assets/img/mark.svg" alt="">'
        '<a href="#javascript:x">d</a><code>javascript:x() &lt;script></code>'
    )

    assert list(faults(PAGE, html, html)) == []
