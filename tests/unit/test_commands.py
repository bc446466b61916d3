"""The command line hands over what was asked, and says what came of it."""

from pathlib import Path

import pytest

from generator import __main__ as commands
from generator import export
from generator.__main__ import main


@pytest.mark.parametrize(("flags", "said"), [([], "1,234 pages"), (["--quiet"], "")])
def test_the_tree_is_exported_to_the_folder_that_is_named(
    flags: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(commands, "_registry", lambda options: f"registry of {options.config}")

    def exported(*of: object) -> int:
        asked.append(of)
        return 1234

    monkeypatch.setattr(export, "export", exported)
    config, tree = tmp_path / "mkdocs.yml", tmp_path / "tree"

    assert main(["export", "--config", str(config), *flags, str(tree)]) == 0

    assert asked == [(f"registry of {config}", tmp_path, tree)]
    assert capsys.readouterr().err == (f"{tree}: {said}\n" if said else "")
