"""Units come from a file all at once or not at all."""

import asyncio
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from api.cli import importing
from api.cli.errors import CommandError
from api.cli.importing import import_file
from api.cli.printing import Steps
from api.cli.unit_files import COLUMNS, unit_file, unit_rows
from cascade.engine import Engine, Request
from cascade.organisation.commands import (
    AbandonImport,
    CompleteImport,
    NewUnit,
    StageUnits,
)
from cascade.organisation.events import ImportAbandoned, ImportCompleted, UnitsStaged
from cascade.refusals import Refused

HEADER = ",".join(COLUMNS)
PROVINCE = "T1,Tỉnh ủy Bình Minh,TU,committee,province,TW,"
WARD = "W1,Đảng ủy phường Một,ĐU,committee,ward,T1,"
DESK = "D1,Ban Tuyên giáo,BTG,department,province,T1,T1"
BRANCH = "B1,Chi bộ Một,,cell,branch,W1,"


def csv(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "units.csv"
    file.write_bytes("\r\n".join((HEADER, *lines, "")).encode(encoding))
    return file


async def topics(engine: Engine) -> list[type]:
    """What was recorded after the foundation."""
    return [type(recorded.event) for recorded in await engine.log.read(3)]


def request() -> Request:
    return Request("admin", str(uuid4()), uuid4())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
async def test_a_file_is_imported_whole(engine: Engine, tmp_path: Path, encoding: str) -> None:
    file = csv(tmp_path, PROVINCE, WARD, "", DESK, BRANCH, encoding=encoding)
    assert await import_file(engine, "admin", file, date(2026, 1, 1)) == 4
    assert await topics(engine) == [UnitsStaged, ImportCompleted]
    tree = await engine.organisation()
    units = {code: tree.unit(tree.by_code(code) or uuid4()) for code in ("T1", "W1", "D1", "B1")}
    assert tree.is_under(units["B1"].unit_id, units["T1"].unit_id)
    assert units["D1"].addresses_under_id == units["T1"].unit_id
    assert units["W1"].names[0][0] == date(2026, 1, 1)
    assert units["B1"].symbol is None


async def test_units_come_under_those_that_stand(engine: Engine, tmp_path: Path) -> None:
    await import_file(engine, "admin", csv(tmp_path, PROVINCE))
    desk = "D2,Ban Dân vận,DV,department,ward,W1,T1"
    await import_file(engine, "admin", csv(tmp_path, WARD, desk))
    tree = await engine.organisation()
    province, ward, desk_id = (tree.by_code(code) or uuid4() for code in ("T1", "W1", "D2"))
    assert tree.is_under(ward, province)
    assert tree.units[desk_id].addresses_under_id == province


async def test_every_bad_line_is_told_with_its_number(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv(
        tmp_path,
        PROVINCE,
        "W1,,ĐU,committee,ward,T1,",
        WARD,
        "W2,Phường Hai,ĐU,com mittee,hamlet,T1,",
        'W3,"Phường\nBa",ĐU,committee,ward,T9,',
        "W4,Phường Bốn,ĐU",
        "TW,Trung ương,,committee,centre,,",
        "B1,Chi bộ Một,,cell,branch,W1,W2",
        '"B2"x,Chi bộ,,cell,branch,W1,',
    )
    with pytest.raises(CommandError, match="Nothing was imported"):
        await import_file(engine, "admin", file)
    told = [line.split(", line ")[1] for line in capsys.readouterr().err.splitlines()]
    assert [line.split(": ")[:2] for line in told] == [
        ["3", "EMPTY_TEXT (name)"],
        ["4", "CODE_TAKEN (code)"],
        ["5", "INVALID_KEY (kind)"],
        ["5", "UNKNOWN_LEVEL (level)"],
        ["6", "FORBIDDEN_CHARACTER (name)"],
        ["6", "UNIT_NOT_FOUND (parent_code)"],
        ["8", "3 fields under 7 columns"],
        ["9", "CODE_TAKEN (code)"],
        ["9", "PARENT_MISSING (parent_code)"],
        ["10", "ADDRESSES_BEYOND_ITS_BODY (addresses_under_code)"],
        ["11", "not CSV"],
    ]
    assert await topics(engine) == []


async def test_what_is_no_utf_8_is_told_with_its_line(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = csv(tmp_path, PROVINCE, "W1,Phường é,,committee,ward,T1,", encoding="utf-8")
    file.write_bytes(file.read_bytes().replace("é".encode(), b"\xe9"))
    with pytest.raises(CommandError, match="1 bad lines"):
        await import_file(engine, "admin", file)
    assert "line 3: FORBIDDEN_CHARACTER (name)" in capsys.readouterr().err


async def test_no_more_bad_lines_are_told_than_anybody_reads(
    engine: Engine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "BAD_LINES", 3)
    with pytest.raises(CommandError, match="3 bad lines, and no more"):
        await import_file(engine, "admin", csv(tmp_path, *[",,,,,,x"] * 9))
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize("header", ["", "code,name", HEADER + ",colour", HEADER + ",code"])
async def test_the_columns_are_named_in_the_first_line(
    engine: Engine, tmp_path: Path, header: str
) -> None:
    file = tmp_path / "units.csv"
    file.write_text(header + "\n", "utf-8")
    with pytest.raises(CommandError, match="the columns are code, name"):
        await import_file(engine, "admin", file)


async def test_a_file_without_units_is_told_apart(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no units"):
        await import_file(engine, "admin", csv(tmp_path))


async def test_an_import_that_is_broken_off_leaves_nothing(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a signal, once the first unit is staged."""
    tree = await engine.organisation()

    def interrupt(steps: Steps, by: int) -> None:
        task = asyncio.current_task()
        if task is not None and tree.staged:
            task.cancel()

    monkeypatch.setattr(importing, "UNITS_IN_ONE_EVENT", 1)
    monkeypatch.setattr(Steps, "advance", interrupt)
    with pytest.raises(asyncio.CancelledError):
        await import_file(engine, "admin", csv(tmp_path, PROVINCE, WARD, BRANCH))
    *shares, last = await topics(engine)
    assert (set(shares), last) == ({UnitsStaged}, ImportAbandoned)
    tree = await engine.organisation()
    assert (tree.by_code("T1"), tree.staged) == (None, {})


async def test_what_an_import_left_that_was_killed_is_given_up_by_the_next(
    engine: Engine, tmp_path: Path
) -> None:
    left = StageUnits(
        uuid4(),
        (NewUnit(code="X", name="Tỉnh X", kind="committee", level="province", parent_code="TW"),),
    )
    await engine.execute(left, request())
    await import_file(engine, "admin", csv(tmp_path, PROVINCE))
    expected = [UnitsStaged, ImportAbandoned, UnitsStaged, ImportCompleted]
    assert await topics(engine) == expected
    tree = await engine.organisation()
    assert (tree.by_code("X"), tree.staged) == (None, {})


async def test_an_import_does_not_come_into_a_tree_that_it_does_not_fit(engine: Engine) -> None:
    share = StageUnits(
        uuid4(),
        (NewUnit(code="T1", name="Tỉnh", kind="committee", level="province", parent_code="TW"),),
    )
    await engine.execute(share, request())
    other = StageUnits(uuid4(), share.units)
    await engine.execute(other, request())
    await engine.execute(CompleteImport(other.import_id, 1), request())
    for command, reason in (
        (CompleteImport(share.import_id, 2), "IMPORT_INCOMPLETE"),
        (CompleteImport(share.import_id, 1), "CODE_TAKEN"),
        (CompleteImport(other.import_id, 1), "IMPORT_NOT_OPEN"),
        (StageUnits(uuid4(), ()), "TOO_MANY_UNITS"),
        (CompleteImport(share.import_id, 1, date(2999, 1, 1)), "FOUNDED_IN_THE_FUTURE"),
    ):
        with pytest.raises(Refused) as refused:
            await engine.execute(command, request())
        assert [told.code for told in refused.value.reasons] == [reason]
    head = (await engine.log.head()).position
    await engine.execute(AbandonImport(other.import_id), request())
    assert (await engine.log.head()).position == head


async def test_nobody_imports_under_units_of_others(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="You do not administer this unit"):
        await import_file(engine, "somebody", csv(tmp_path, PROVINCE))
    assert await topics(engine) == []


async def test_what_is_exported_is_what_was_imported(engine: Engine, tmp_path: Path) -> None:
    await import_file(engine, "admin", csv(tmp_path, PROVINCE, DESK, WARD, BRANCH))
    exported = tmp_path / "exported.csv"
    with unit_file(exported) as write:
        write(unit_rows(await engine.organisation(), date(2099, 1, 1)))
    lines = exported.read_text("utf-8").splitlines()
    assert lines == [HEADER, PROVINCE, DESK, WARD, BRANCH]
