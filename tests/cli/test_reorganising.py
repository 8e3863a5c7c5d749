"""A package of changes comes from a file, with codes for ids."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.cli.errors import CommandError
from api.cli.importing import import_file
from api.cli.reorganising import looked_at, reorganise_by
from cascade.engine import Engine
from cascade.organisation.events import TreeReorganised
from tests.cli.test_importing import csv

LINES = (
    "T1,Tỉnh ủy Bình Minh,TU,committee,province,TW,",
    "W1,Đảng ủy phường Một,ĐU,committee,ward,T1,",
    "W2,Đảng ủy phường Hai,ĐU,committee,ward,T1,",
)
NEW = {"code": "W1", "name": "Đảng ủy phường Gió", "kind": "committee", "level": "ward"}
MERGER = {
    "merge": {
        "units": [{"unit": "W1"}, {"unit": "W2"}],
        "into": {"new": {**NEW, "key": "both", "parent": {"unit": "T1"}}},
    }
}


def words(*steps: Any, day: str = "2026-01-01") -> bytes:
    return json.dumps({"validFrom": day, "steps": steps}).encode()


@pytest.fixture
async def wards(engine: Engine, tmp_path: Path) -> Engine:
    await import_file(engine, "admin", csv(tmp_path, *LINES))
    return engine


async def test_a_file_names_units_by_their_codes(wards: Engine) -> None:
    told = await reorganise_by(wards, "admin", words(MERGER))
    assert told.startswith("1 steps took effect at position ")
    assert isinstance((await wards.log.read(0))[-1].event, TreeReorganised)
    tree = await wards.organisation()
    assert tree.by_code("W2") is None


async def test_a_preview_of_a_file_changes_nothing(wards: Engine) -> None:
    before = await wards.log.head()
    summary = await looked_at(wards, "admin", words(MERGER))
    assert [(each.unit_code, each.bearer_name) for each in summary.passages] == [
        ("W1", "Đảng ủy phường Gió"),
        ("W2", "Đảng ủy phường Gió"),
    ]
    assert await wards.log.head() == before


async def test_every_fault_of_a_file_is_told_and_nothing_is_changed(
    wards: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await wards.log.head()
    faulty = {
        b"[": "",
        words({"merge": {"unit": []}}): "steps.0.merge",
        words({"dissolve": {"unit": {"unit": "W9"}}}): "BAD_ID",
        words(MERGER, {"dissolve": {"unit": {"unit": "W2"}}}): "steps.1.dissolve.unit",
    }
    for file, told in faulty.items():
        with pytest.raises(CommandError):
            await reorganise_by(wards, "admin", file)
        assert told in capsys.readouterr().err
    assert await wards.log.head() == before
