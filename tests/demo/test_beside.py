"""What is asked beside a question does not change its answer.

Random operations of two to six parts, by every subject of the story: each part is answered as it is
when it is asked alone, at the same moment.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.demo.hosting import hosted
from api.demo.story import BEGIN, INSPECTOR, Story, subjects
from api.graphql.runtime import ids
from api.graphql.runtime.executing import Answer, Executor, Operation
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.http.serving import ContextFactory
from api.settings import read_settings
from tests.demo.questions import WHAT_IS_THERE, Asking, Told, told_of
from tests.properties.campaign import campaign

pytestmark = pytest.mark.anyio

ROOMY: Final = OperationLimits(
    cost=200_000, tokens=20_000, aliases=2_000, fields=5_000, depth=20, repeats=5_000
)
"""Together the parts may ask for more than one caller may; what is tested here is another thing."""


@dataclass(frozen=True, slots=True)
class Room:
    """A story that was told, and the engine that answers about it."""

    engine: Executor
    contexts: ContextFactory
    told: Told

    async def answer(self, subject: str, fields: str) -> Answer:
        return await _answer(self.engine, self.contexts, subject, f"{{ {fields} }}")


async def _answer(engine: Executor, contexts: ContextFactory, subject: str, query: str) -> Answer:
    prepared = engine.prepare(Operation(query, {}, None))
    async with contexts(Principal(subject), uuid4()) as context:
        return await engine.run(prepared, context)


@pytest.fixture(scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    async with hosted(read_settings(), tmp_path_factory.mktemp("beside"), BEGIN) as server:
        await Story(server.client, server.at).tell()
        engine = Executor(SCHEMA, ROOMY)
        contexts = context_factory(server.deployment.services)
        answer = await _answer(engine, contexts, INSPECTOR, WHAT_IS_THERE)
        yield Room(engine, contexts, told_of(answer.body["data"]))


@campaign(120)
@given(
    seed=st.integers(0, 2**32),
    subject=st.sampled_from(sorted(subjects())),
    number=st.integers(2, 6),
)
async def test_each_part_is_answered_as_it_is_alone(
    room: Room, seed: int, subject: str, number: int
) -> None:
    asking = Asking(Random(seed), room.told)
    parts = {f"part{index}": asking.part() for index in range(number)}
    await agree(room, subject, parts)


PAIRS: Final = [
    # The viewer's grant stands above the unit.
    ('unit(by: {code: "VX"}) { progress { total } subtreeObligations(first: 1) { totalCount } }',),
    ('unit(by: {code: "VX"}) { progress { total } }', 'unit(by: {code: "VX"}) { name }'),
    (
        'unit(by: {code: "VX"}) { progress { total } }',
        'unit(by: {code: "VX"}) { again: progress { total } }',
    ),
    # One waits for a position, the other reads without a moment.
    ("units(first: 1, asOf: {atLeast: 1}) { totalCount }", "service { version projectedTo }"),
    ("service { version projectedTo }", "units(first: 1, asOf: {atLeast: 1}) { totalCount }"),
    ("units(first: 1, asOf: {atLeast: 1}) { totalCount }", "log { head { position } }"),
]


@pytest.mark.parametrize("fields", PAIRS)
async def test_pairs_that_were_wrong_once(room: Room, fields: tuple[str, ...]) -> None:
    parts = {f"part{index}": field for index, field in enumerate(fields * 2)}
    await agree(room, INSPECTOR, parts)


async def test_only_what_waits_for_a_position_is_refused_when_it_does_not_come(room: Room) -> None:
    late = f'late: unit(by: {{code: "VX"}}, asOf: {{atLeast: {room.told.head + 1}}}) {{ code }}'
    answer = await room.answer(INSPECTOR, f'{late} live: unit(by: {{code: "VX"}}) {{ code }}')
    assert answer.body["data"] == {"late": None, "live": {"code": "VX"}}
    (error,) = answer.body["errors"]
    assert error["extensions"]["code"] == "POSITION_NOT_REACHED"


async def agree(room: Room, subject: str, parts: dict[str, str]) -> None:
    """All parts in one operation, against each alone."""
    alone = {}
    for alias, part in parts.items():
        answer = await room.answer(subject, f"{alias}: {part}")
        assert "INTERNAL" not in str(answer.body), part
        # A part that must not be null takes all others with it, by GraphQL's own rule.
        if answer.body.get("data") is not None:
            alone[alias] = answer
            assert all(says_so(part, each) for each in found_ids(answer.body["data"])), part
    if not alone:
        return
    together = await room.answer(subject, " ".join(f"{a}: {parts[a]}" for a in alone))
    for alias, answer in alone.items():
        assert _told(together, alias) == _told(answer, alias), parts[alias]


def says_so(part: str, id: str) -> bool:
    """Whether an id is of another moment just where the part asks for one."""
    kind, _, at = ids.read(id)
    elsewhen = "asOf: {" in part and "asOf: {atLeast" not in part
    return (at is not None) == (elsewhen and kind not in ids.UNVARYING)


def found_ids(told: Any) -> Iterator[str]:
    """Those of all objects, at any depth."""
    for name, value in told.items() if isinstance(told, dict) else ():
        yield from [value] if name == "id" else found_ids(value)
    for value in told if isinstance(told, list) else ():
        yield from found_ids(value)


def _told(answer: Answer, alias: str) -> tuple[Any, list[tuple[list[Any], Any]]]:
    errors = [
        (error["path"], error["extensions"].get("code"))
        for error in answer.body.get("errors", [])
        if error["path"][0] == alias
    ]
    return answer.body["data"][alias], sorted(errors, key=str)
