"""Units written as CSV and read again are the same units, whatever the door lets in."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from api.cli.unit_files import UnitLine, read_units, unit_file
from cascade.engine.normal_texts import normal_texts
from cascade.organisation.commands import NewUnit
from cascade.refusals import Problems
from cascade.text_rules import Line, TextKind
from tests.properties.campaign import campaign

(LINE,) = (each for each in get_args(Line) if isinstance(each, TextKind))


def passes(text: str) -> bool:
    problems = Problems()
    LINE.check(problems, LINE.normal(text), "name")
    return not problems.found


TYPED = st.text(min_size=1, max_size=12).filter(passes)
WRITTEN_BY_HAND = st.text('",;\u00a0 =éộ\u0301Ð', min_size=1, max_size=8).filter(passes)


@campaign(150)
@given(st.lists(st.tuples(TYPED | WRITTEN_BY_HAND, TYPED, TYPED | st.none()), max_size=5))
def test_an_own_export_is_read_as_what_it_was(units: list[tuple[str, str, str | None]]) -> None:
    problems = Problems()
    recorded = normal_texts(
        [
            NewUnit(
                code=code,
                name=name,
                kind="committee",
                level="ward",
                symbol=symbol,
                parent_code=code,
            )
            for code, name, symbol in units
        ],
        problems,
    )
    assert problems.found == []
    rows = [
        (each.code, each.name, each.symbol or "", each.kind, each.level, each.parent_code or "", "")
        for each in recorded
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "units.csv"
        with unit_file(file) as write:
            write(rows)
        read = [line.unit for line in read_units(file) if isinstance(line, UnitLine)]
    assert read == recorded
    assert normal_texts(read, problems) == recorded
