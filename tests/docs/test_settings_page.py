"""docs/settings.md has a row for each setting, as the program itself tells it."""

import re
from pathlib import Path

from api.settings import Settings, told
from tests.docs.pages import ROOT

ROW = re.compile(r"(?m)^\| `(\w+)` \| (.+?) \| (.+) \|$")


def test_every_setting_has_its_row() -> None:
    rows = ROW.findall((ROOT / "docs" / "settings.md").read_text("utf-8"))
    settings = told(Settings.model_construct())
    assert rows == [(each.variable, shown(each.default), each.meaning) for each in settings]


def shown(default: str) -> str:
    """The folder of a user's data is another one on each system."""
    if default == "-":
        return default
    return "the user's data folder" if Path(default).is_absolute() else f"`{default}`"
