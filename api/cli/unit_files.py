"""Units as CSV: one line each, its parent on a line before it or standing already."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from api.cli.errors import CommandError
from cascade.organisation.commands import NewUnit
from cascade.organisation.state import Organisation
from cascade.text_rules import normal_line

COLUMNS: Final = (
    "code",
    "name",
    "symbol",
    "kind",
    "level",
    "parent_code",
    "addresses_under_code",
)
OPTIONAL: Final = frozenset({"symbol", "addresses_under_code"})
# A spreadsheet marks UTF-8 by a BOM. What is no UTF-8 becomes characters that no unit may have, so
# that it is reported with its line.
READING: Final = {"encoding": "utf-8-sig", "errors": "surrogateescape", "newline": ""}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, and the number of the line on which it begins."""

    number: int
    unit: NewUnit


@dataclass(frozen=True, slots=True)
class BadLine:
    """Why a line cannot be taken."""

    number: int
    reason: str


def read_units(path: Path) -> Iterator[UnitLine | BadLine]:
    """Every line after the header. Raises CommandError where that is wrong, and OSError."""
    with path.open(**READING) as file:  # type: ignore[call-overload]  # the options of a text file
        lines = csv.reader(file, strict=True)
        columns = _columns(next(lines, []))
        while True:
            number = lines.line_num + 1
            try:
                fields = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                yield BadLine(number, f"not CSV: {error}")
                continue
            if any(fields):
                yield _line(number, columns, fields)


def _columns(header: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in header]
    unknown = sorted(set(columns) - set(COLUMNS))
    missing = [name for name in COLUMNS if name not in columns and name not in OPTIONAL]
    if unknown or missing or len(set(columns)) < len(columns):
        raise CommandError(f"line 1: the columns are {', '.join(COLUMNS)}; each once.")
    return columns


def _line(number: int, columns: list[str], fields: list[str]) -> UnitLine | BadLine:
    if len(fields) != len(columns):
        return BadLine(number, f"{len(fields)} fields under {len(columns)} columns")
    told = {name: normal_line(text) or None for name, text in zip(columns, fields, strict=True)}
    unit = NewUnit(
        code=told["code"] or "",
        name=told["name"] or "",
        kind=told["kind"] or "",
        level=told["level"] or "",
        symbol=told.get("symbol"),
        parent_code=told["parent_code"],
        addresses_under_code=told.get("addresses_under_code"),
    )
    return UnitLine(number, unit)


@contextmanager
def unit_file(path: Path) -> Iterator[Callable[[Iterable[Sequence[str]]], None]]:
    """Gives what writes rows below the header; the file is there only once all of it is.

    Raises OSError.
    """
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            yield writer.writerows
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def unit_rows(organisation: Organisation, day: date) -> Iterator[tuple[str, ...]]:
    """Every live unit but the root, each after its parent, under its name of the day."""
    units = organisation.units
    for unit in organisation.subtree(organisation.root_id) if organisation.root_id else ():
        parent_id = organisation.parent(unit.unit_id)
        if parent_id is not None:
            body = units[unit.addresses_under_id]
            yield (
                unit.code,
                unit.name_on(day),
                unit.symbol or "",
                unit.kind,
                unit.level,
                units[parent_id].code,
                "" if body is unit else body.code,
            )
