"""The text of all pages for scripts: what docs/assets/js/find/prose.js looks through."""

import html
import json
import re

_BLOCK = re.compile(
    r"</?(?:p|div|[uod]l|li|d[td]|pre|h\d|br|table|t[rdh]|caption|details|summary)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


def prose_script(index: bytes) -> tuple[str, bytes]:
    """The script of what is in `index`, the theme's index for its search, as (path, content).

    It sets `SopProse`: of each page, and of each section of a hand-written one, its address below
    the site's root, its title and its text.
    """
    rows = [
        [entry["location"], _plain(entry["title"]), _plain(entry["text"])]
        for entry in json.loads(index)["docs"]
    ]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return "assets/data/prose.js", f"self.SopProse={text};\n".encode()


def _plain(marked_up: str) -> str:
    """The text of a piece of HTML, with single blanks."""
    text = _TAG.sub("", _BLOCK.sub(" ", marked_up)) if "<" in marked_up else marked_up
    return " ".join(html.unescape(text).split())
