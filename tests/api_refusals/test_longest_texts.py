"""What is accepted is projected: the longest texts that every field of every mutation takes.

They are of random characters of four bytes each, which nothing makes shorter. A field that takes
only words that are known keeps its own.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from graphql import get_named_type

from api.graphql.schema import SCHEMA
from cascade.database import Database, PostgresServer
from cascade.text_rules import (
    CODE_BYTES,
    KEY_CHARACTERS,
    LINE_CHARACTERS,
    TEXT_CHARACTERS,
    UTF8_BYTES,
)
from projections.engine.parking import parked
from projections.engine.rebuilding import rebuild
from tests.api_refusals.examples import example_of
from tests.api_refusals.province import MUTATIONS, Input, Province, settled_province
from tests.api_refusals.spoiling import Path, is_one_of, spoiled
from tests.office.mutations import errors_of
from tests.poison import incompressible

LENGTHS: Final = (TEXT_CHARACTERS, LINE_CHARACTERS, CODE_BYTES // UTF8_BYTES, KEY_CHARACTERS)
AS_IT_WAS: Final = len(LENGTHS)
ROUNDS: Final = 200


@dataclass
class Filled:
    """An input, and how long a text each of its fields is given: the place in LENGTHS."""

    example: Input
    places: list[Path]
    lengths: dict[Path, int] = field(default_factory=dict)

    def input(self) -> Input:
        given: Input = self.example
        for number, path in enumerate(self.places):
            length = self.lengths.setdefault(path, 0)
            if length < AS_IT_WAS:
                given = put(given, path, incompressible(LENGTHS[length], seed=number))
        return given

    def shorten(self, path: Path) -> bool:
        """Whether there was one to shorten: the refused field, what it is in, or what is in it."""
        wrong = [
            place
            for place in self.places
            if self.lengths[place] < AS_IT_WAS and (starts(place, path) or starts(path, place))
        ]
        for place in wrong:
            self.lengths[place] += 1
        return bool(wrong)

    def keep_to_the_example(self) -> bool:
        """Leave alone what the example leaves out: it cannot all be given at once."""
        absent = [
            p for p in self.places if self.lengths[p] < AS_IT_WAS and at(self.example, p) is None
        ]
        self.lengths.update(dict.fromkeys(absent, AS_IT_WAS))
        return bool(absent)

    def shrink(self) -> bool:
        """Shorten one of the longest: all together they are too large."""
        longest = min(self.places, key=lambda place: self.lengths[place])
        self.lengths[longest] += 1
        return self.lengths[longest] <= AS_IT_WAS


def starts(path: Path, with_path: Path) -> bool:
    return path[: len(with_path)] == with_path


def at(value: Any, path: Path) -> Any:
    for step in path:
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if value is not None else None
    return value


def put(value: Any, path: Path, text: str) -> Any:
    """The value with another text at a path, in lists and objects that are made where missing."""
    if not path:
        return text
    step, *rest = path
    if step.isdigit():
        items = list(value or [])
        items[int(step) : int(step) + 1] = [put(at(items, (step,)), tuple(rest), text)]
        return items
    return {**(value or {}), step: put((value or {}).get(step), tuple(rest), text)}


def texts_of(mutation: str, example: Input) -> list[Path]:
    """Where the input has a text, or could have one."""
    kind: Any = get_named_type(MUTATIONS[mutation].args["input"].type)
    return [
        each.path
        for each in spoiled(kind, example)
        if each.spoiler == "BLANK"
        and (at(example, each.path) is not None or not is_one_of(_type_of(each.place)))
    ]


def _type_of(place: str) -> Any:
    return SCHEMA._schema.type_map[place.partition(".")[0]]


@pytest.fixture
async def ground(postgres: PostgresServer) -> AsyncIterator[tuple[Database, Province]]:
    endpoints = await postgres.create_database("longest_texts", template="cascade")
    async with (
        Database.at(endpoints.application) as database,
        settled_province(database) as province,
    ):
        yield database, province
    await postgres.drop_database("longest_texts")


async def carried_out(province: Province, mutation: str) -> Filled:
    """With the longest texts that it takes, all at once."""
    example = await example_of(mutation)(province)
    filled = Filled(example.input, texts_of(mutation, example.input))
    for _ in range(ROUNDS):
        payload = await province.send(mutation, example.by, filled.input())
        reasons = errors_of(payload)
        if not reasons:
            return filled
        paths = {tuple(reason.partition(" at ")[2].split(".")) for reason in reasons}
        shortened = [filled.shorten(path) for path in paths]
        if not any(shortened):
            assert filled.keep_to_the_example() or filled.shrink(), (mutation, reasons)
    raise AssertionError(f"{mutation}: {reasons}")


async def test_the_longest_texts_are_projected(ground: tuple[Database, Province]) -> None:
    database, province = ground
    longest: dict[int, set[str]] = {}
    for mutation in sorted(MUTATIONS):
        filled = await carried_out(province, mutation)
        for path, length in filled.lengths.items():
            longest.setdefault(length, set()).add(f"{mutation}.{path[-1]}")
        assert await parked(database) is None, mutation
    # That the longest were looked for, and found where they are known to be.
    assert "submitReport.text" in longest[0]
    assert "renameUnit.name" in longest[1]
    assert "mergeUnits.code" in longest[2]
    assert "setPolicy.key" in longest[3]
    await rebuild(database, province.log)
