"""Decisions are made on states that others decide on as well: none changes what it was given.

Only what the log has accepted does, by the fold. A state that a decision touched would stay so for
everyone in its process, and in no other.
"""

import pickle
from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from cascade.engine.engine import Engine
from cascade.engine.session import Session
from cascade.organisation.state import Organisation
from tests.harness.engine import TestEngine
from tests.harness.ground import Ground
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.driving import tell
from tests.properties.plans import Plan

Seen = dict[UUID, tuple[object, int, bytes]]
"""By stream: the state, its version and what it was made of when it was read."""


class Watch:
    """Looks at each state when a session has read it, and once more when the command is decided."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looked_at = 0
        self._seen: dict[Session, Seen] = {}
        read, decide = Session._many, Engine._decide

        async def reading(session: Session, streams: Mapping[Any, UUID], kind: Any) -> Any:
            found = await read(session, streams, kind)
            seen = self._seen.setdefault(session, {})
            for stream_id, kept in session._read.items():
                if stream_id not in seen:
                    seen[stream_id] = (kept.state, kept.state.version, made_of(kept.state))
            return found

        async def deciding(engine: Engine, command: object, session: Session) -> Any:
            try:
                return await decide(engine, command, session)
            finally:
                self._compare(command, self._seen.pop(session, {}))

        monkeypatch.setattr(Session, "_many", reading)
        monkeypatch.setattr(Engine, "_decide", deciding)

    def _compare(self, command: object, seen: Seen) -> None:
        for state, version, before in seen.values():
            self.looked_at += 1
            if getattr(state, "version", 0) == version:
                assert made_of(state) == before, f"{command} changed {type(state).__name__}"


class Whole(pickle.Pickler):
    """Of mappings that nobody writes into, too."""

    def reducer_override(self, part: object) -> Any:
        return (dict, (dict(part),)) if isinstance(part, MappingProxyType) else NotImplemented


def made_of(state: object) -> bytes:
    whole: object = state
    if isinstance(state, Organisation):
        # Who is known by a name is gathered when somebody asks for it first.
        whole = {name: part for name, part in vars(state).items() if name != "_named"}
    written = BytesIO()
    Whole(written).dump(whole)
    return written.getvalue()


@campaign(12)
@given(plan=upset_plans)
async def test_a_decision_never_changes_the_states_that_it_was_given(
    ground: Ground, plan: Plan
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        watch = Watch(monkeypatch)
        async with TestEngine.on(ground) as engine:
            await tell(engine, plan)
    assert watch.looked_at


async def test_what_touches_a_state_is_found(ground: Ground) -> None:
    """The watch itself: a decision that writes into the tree is caught."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        Watch(monkeypatch)
        async with TestEngine.on(ground) as engine:
            await engine.found(["centre", "branch"], "C", "body")
            session = engine.under_test.session("")

            async def spoiling(command: object, session: Session) -> Any:
                await session.start()
                session.organisation.levels.clear()
                raise AssertionError

            monkeypatch.setattr(engine.under_test, "_handlers", {int: spoiling})
            with pytest.raises(AssertionError, match="changed Organisation"):
                await engine.under_test._decide(1, session)
