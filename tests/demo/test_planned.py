"""What a plan answers is what the library answers, byte for byte: errors, fragments and all.

Random operations by every subject of the story, each executed both ways at the same moment.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
import pytest
from graphql import GraphQLObjectType
from hypothesis import given
from hypothesis import strategies as st

from api.demo.hosting import hosted
from api.demo.story import BEGIN, INSPECTOR, Story, subjects
from api.graphql.runtime.executing import Executor, Operation, RequestRefused
from api.graphql.runtime.failing import OnError
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
VARIABLES: Final = ("v0", "v1", "v2")


@dataclass(frozen=True, slots=True)
class Room:
    """A story that was told, and two engines that answer about it."""

    planned: Executor
    plain: Executor
    contexts: ContextFactory
    told: Told

    async def answers(self, subject: str, operation: Operation) -> list[bytes]:
        """By a plan where there is one, and by the library."""
        correlation_id = uuid4()
        return [
            orjson.dumps(await self.answer(engine, subject, operation, correlation_id))
            for engine in (self.planned, self.plain)
        ]

    async def answer(
        self, engine: Executor, subject: str, operation: Operation, correlation_id: UUID
    ) -> dict[str, Any]:
        prepared = engine.prepare(operation)
        async with self.contexts(Principal(subject), correlation_id) as context:
            return (await engine.run(prepared, context)).body


@pytest.fixture(scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    async with hosted(read_settings(), tmp_path_factory.mktemp("planned"), BEGIN) as server:
        await Story(server.client, server.at).tell()
        planned, plain = Executor(SCHEMA, ROOMY), Executor(SCHEMA, ROOMY, planned=False)
        contexts = context_factory(server.deployment.services)
        room = Room(planned, plain, contexts, Told((), (), (), (), 0))
        found = await room.answer(plain, INSPECTOR, Operation(WHAT_IS_THERE, {}, None), uuid4())
        yield Room(planned, plain, contexts, told_of(found["data"]))


class AskingInFragments(Asking):
    """Some of what is selected stands in fragments, some of these only where a variable says so."""

    def __init__(self, random: Random, told: Told) -> None:
        super().__init__(random, told)
        self.fragments: list[str] = []

    def _selections(self, kind: object, depth: int) -> str:
        selected = super()._selections(kind, depth)
        if not selected or not isinstance(kind, GraphQLObjectType) or self._random.random() < 0.5:
            return selected
        condition = ""
        if self._random.random() < 0.7:
            directive = self._random.choice(("include", "skip"))
            condition = f" @{directive}(if: ${self._random.choice(VARIABLES)})"
        if self._random.random() < 0.5:
            part = f"... on {kind.name}{condition}{selected}"
        else:
            name = f"part_{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {kind.name}{selected}")
            part = f"...{name}{condition}"
        # The key beside the part may stand in it, too: both are one field then.
        return f" {{ {part} __typename }}"

    def operation(self, parts: int, on_error: OnError) -> Operation:
        fields = " ".join(f"part{index}: {self.part()}" for index in range(parts))
        declared = ", ".join(f"${name}: Boolean! = false" for name in VARIABLES)
        query = " ".join([f"query ({declared}) {{ {fields} }}", *self.fragments])
        given = {name: self._random.random() < 0.5 for name in VARIABLES}
        return Operation(query, given, None, on_error)


@campaign(150)
@given(
    seed=st.integers(0, 2**32),
    subject=st.sampled_from(sorted(subjects())),
    number=st.integers(1, 4),
    on_error=st.sampled_from(OnError),
)
async def test_a_plan_answers_as_the_library_does(
    room: Room, seed: int, subject: str, number: int, on_error: OnError
) -> None:
    operation = AskingInFragments(Random(seed), room.told).operation(number, on_error)
    try:
        planned, plain = await room.answers(subject, operation)
    except RequestRefused:  # two parts that no answer can hold under one name
        return
    assert planned == plain, operation
