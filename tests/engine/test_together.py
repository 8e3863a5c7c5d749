"""Commands sent at the same moment: one fails alone, and on one stream each gets its turn."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cascade.access.commands import GrantRole
from cascade.content import Content
from cascade.directive.commands import AudienceInput, TaskInput
from cascade.engine import (
    HANDLERS,
    Decision,
    Engine,
    Outcome,
)
from cascade.engine.session import Session
from cascade.enums import Classification, Role
from cascade.execution.commands import Acknowledge, SubmitReport
from cascade.log import Append, Appended, Log
from cascade.organisation.commands import EstablishUnits, NewUnit, RenameUnit
from cascade.refusals import Refused
from cascade.text_rules import Key
from tests.harness.nation import Nation

GOOD = 60
IN_TURN = 64
IMPORTED = 15


@dataclass(frozen=True)
class Unstorable:
    """A command whose handler lets something through that no column takes."""

    key: Key


async def unstorable(command: Unstorable, session: Session) -> Decision:
    await session.start()
    grant = GrantRole(
        subject=command.key, unit=session.organisation.root_id or UUID(int=0), role=Role.READER
    )
    decided = await HANDLERS[GrantRole](grant, session)
    session.content.append(
        Content(id=session.new_id(), media_type="text/\0", salt=bytes(32), data=b"x")
    )
    return Decision(decided.events, decided.answer)


class Together:
    """A log that hands appends on only when so many have come: they share one batch."""

    def __init__(self, log: Log, many: int) -> None:
        self._log = log
        self._missing = many
        self._complete = asyncio.Event()

    async def append(self, command: Append) -> Appended:
        self._missing -= 1
        if self._missing == 0:
            self._complete.set()
        await self._complete.wait()
        return await self._log.append(command)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)


async def many_branches(nation: Nation, count: int) -> list[str]:
    """So many branches under ward W1, all of them acted for by "officer"."""
    codes = [f"M{n}" for n in range(count)]
    ward = nation.units["W1"]
    await nation.establish(
        *(
            NewUnit(code=code, name=f"Chi bộ {code}", kind="cell", level="branch", parent=ward)
            for code in codes
        )
    )
    for code in codes:
        await nation.grant("officer", code, Role.OFFICER)
    return codes


async def outcomes(sent: Iterable[Any]) -> list[Outcome | BaseException]:
    return list(await asyncio.gather(*sent, return_exceptions=True))


async def test_what_is_refused_in_a_batch_is_refused_alone(nation: Nation) -> None:
    """Sixty good commands, two that the domain refuses, two that the store refuses."""
    codes = await many_branches(nation, GOOD)
    directive = await nation.issued()
    before = await nation.log.head()
    gathered: Any = Together(nation.log, GOOD + 2)
    engine = Engine(gathered, nation.clock, {**HANDLERS, Unstorable: unstorable})
    crowd = Nation(engine, nation.log, nation.clock, nation.units, nation.keys)
    bad = [
        crowd.do(Unstorable("one"), "admin", "unstorable-1"),
        crowd.do(Unstorable("two"), "admin", "unstorable-2"),
        crowd.do(nation.issuing(audience=AudienceInput()), "issuer-D1"),
        crowd.do(
            SubmitReport(obligation=nation.owed(directive, "W3"), text="Đã làm", quantity=None),
            "officer-W3",
        ),
    ]
    good = [crowd.do(nation.acknowledging(directive, code), "officer") for code in codes]
    mixed = [*good[:20], *bad[:3], *good[20:40], bad[3], *good[40:]]
    done = await outcomes(mixed)
    accepted = [outcome for outcome in done if isinstance(outcome, Outcome)]
    refused = [outcome for outcome in done if isinstance(outcome, Refused)]
    faults = [outcome for outcome in done if isinstance(outcome, Exception)]
    assert len(accepted) == GOOD
    assert sorted(reason.reasons[0].code for reason in refused) == [
        "AUDIENCE_REACHES_NOBODY",
        "OBLIGATION_NOT_FOUND",
    ]
    assert len(faults) == 4
    positions = sorted(outcome.position or 0 for outcome in accepted)
    assert positions == list(range(before.position + 1, before.position + GOOD + 1))
    assert (await nation.log.head()).position == positions[-1]
    for key in ("unstorable-1", "unstorable-2"):
        assert await nation.log.find_key("admin", key) is None


async def test_everyone_on_one_number_series_gets_a_number(nation: Nation) -> None:
    sent = [nation.do(nation.issuing(), "issuer-D1") for _ in range(IN_TURN)]
    done = await outcomes(sent)
    assert [outcome for outcome in done if not isinstance(outcome, Outcome)] == []
    known = (await nation.engine.session("").series([(nation.units["D1"], "CV")])).popitem()[1]
    assert [taken.number.sequence for taken in known.known] == list(range(1, IN_TURN + 1))


async def test_everyone_on_one_execution_is_heard(nation: Nation) -> None:
    tasks = tuple(TaskInput(key=f"t{n}", text="Báo cáo") for n in range(IN_TURN))
    directive = await nation.issued(tasks=tasks)
    sent = [
        nation.do(
            SubmitReport(obligation=nation.owed(directive, "W1", task.key), text="Đã làm"),
            "officer-W1",
        )
        for task in tasks
    ]
    done = await outcomes(sent)
    assert [outcome for outcome in done if not isinstance(outcome, Outcome)] == []


async def test_one_number_wanted_by_many_is_given_to_one(nation: Nation) -> None:
    sent = [nation.do(nation.issuing(number="411-CV/B1"), "issuer-D1") for _ in range(20)]
    done = await outcomes(sent)
    assert len([outcome for outcome in done if isinstance(outcome, Outcome)]) == 1
    refused = [outcome for outcome in done if isinstance(outcome, Refused)]
    assert {reason.reasons[0].code for reason in refused} == {"NUMBER_TAKEN_ALREADY"}


async def test_one_acknowledgement_sent_by_many_is_recorded_once(nation: Nation) -> None:
    directive = await nation.issued()
    before = await nation.log.head()
    command = Acknowledge((nation.owed(directive, "W1"),))
    done = await outcomes([nation.do(command, "officer-W1") for _ in range(20)])
    positions = [outcome.position for outcome in done if isinstance(outcome, Outcome)]
    assert len(positions) == 20
    assert [position for position in positions if position] == [before.position + 1]


async def test_many_grants_to_one_subject_all_stand(nation: Nation) -> None:
    codes = ("W1", "W2", "W3", "B11", "B12", "B21", "B22", "B31")
    roles = (Role.READER, Role.OFFICER, Role.ISSUER, Role.INSPECTOR, Role.INTEGRATION)
    sent = [
        nation.do(
            GrantRole(
                subject="mai", unit=nation.units[code], role=role, clearance=Classification.OPEN
            )
        )
        for code in codes
        for role in roles
    ]
    done = await outcomes(sent)
    assert [outcome for outcome in done if not isinstance(outcome, Outcome)] == []
    assert len((await nation.engine.access("mai")).grants) == len(codes) * len(roles)


async def test_an_import_of_units_starves_nobody(nation: Nation) -> None:
    """Every command reads the tree, and it moves all the time: they are decided again."""
    directive = await nation.issued()

    async def bring_units() -> None:
        for n in range(IMPORTED):
            parent = nation.units["W3"]
            units = tuple(
                NewUnit(
                    code=f"I{n}.{m}",
                    name=f"Tổ dân phố {n}.{m}",
                    kind="group",
                    level="branch",
                    parent=parent,
                )
                for m in range(200)
            )
            await nation.do(EstablishUnits(units))

    async def act(code: str) -> int:
        acted = 0
        while not importing.done():
            await nation.do(nation.issuing("D1"), "issuer-D1")
            name = f"{code} lần {acted}"
            await nation.do(RenameUnit(unit=nation.units[code], name=name))
            report = SubmitReport(obligation=nation.owed(directive, code), text="Đã làm")
            await nation.do(report, f"officer-{code}")
            acted += 3
        return acted

    importing = asyncio.create_task(bring_units())
    acted = await asyncio.gather(*(act(code) for code in ("W1", "W2", "B11", "B12", "B21")))
    await importing
    assert min(acted) > 0
