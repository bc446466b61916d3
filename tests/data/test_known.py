"""What the generator and the scripts of the site both know is the same for both."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from generator.model import Registry
from generator.model.attributes import VR_NAMES
from generator.model.shielding import shielded
from generator.render import known
from generator.render.html import uid_markup

ROOT = Path(__file__).parents[2]

CELLS = (
    *("", "CT", "=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=1", "''@", "a=b", "a;=b"),
    *("a\t-b", "a\r\n=b", "a;'=b", "\uff1d1", "x\uff0b", ";\uff0d", " =1", "1.2.840", '"=1"'),
)

RUN = """
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");
const { scripts, cells } = JSON.parse(readFileSync(0, "utf8"));
for (const script of scripts) runInThisContext(script);
process.stdout.write(JSON.stringify(cells.map((cell) => SopSave.csv([[cell]]))));
"""


def test_scripts_shield_cells_as_the_api_does(registry: Registry) -> None:
    scripts = dict(known.scripts(registry))
    save = (ROOT / "docs/assets/js/save.js").read_text(encoding="utf-8")
    asked = {"scripts": [scripts["assets/js/known.js"], save], "cells": CELLS}

    node = shutil.which("node") or "node"
    done = subprocess.run(
        [node, "-e", RUN], input=json.dumps(asked), capture_output=True, text=True, check=True
    )

    for cell, line in zip(CELLS, json.loads(done.stdout), strict=True):
        text = line.removesuffix("\r\n")
        bare = text[1:-1].replace('""', '"') if text.startswith('"') else text
        assert bare == shielded(cell), cell


def test_export_offers_registered_transfer_syntaxes_in_use(registry: Registry) -> None:
    (_, script) = next(it for it in known.scripts(registry) if "syntaxes" in it[0])
    syntaxes = json.loads(script.partition("=")[2].rstrip(";\n"))

    assert len(syntaxes["compressed"]) > 20
    for uid, name in (*syntaxes["uncompressed"], *syntaxes["compressed"]):
        entry = registry.uids[uid]
        assert (entry.name, entry.type, entry.retired) == (name, "Transfer Syntax", False)


def test_scripts_read_every_vr_that_has_a_name() -> None:
    """Which VRs have a long length is for scripts alone (PS3.5 7.1.2), their names for pages."""
    reader = (ROOT / "docs/assets/js/dicom.js").read_text(encoding="utf-8")
    found = re.findall(r'const (?:SHORT|LONG) = new Set\("([A-Z ]+)"', reader)
    assert sorted(" ".join(found).split()) == sorted(VR_NAMES)


def test_every_root_that_pages_dim_is_known_to_scripts(registry: Registry) -> None:
    script = dict(known.scripts(registry))["assets/js/known.js"]
    roots = json.loads(script.partition("=")[2].rstrip(";\n"))["roots"]

    for uid in ("1.2.840.10008.5.1.4.31", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2"):
        root = next(root for root in roots if uid.startswith(root))
        assert f'<span class="root">{root}</span>{uid.removeprefix(root)}<' in uid_markup(uid)
