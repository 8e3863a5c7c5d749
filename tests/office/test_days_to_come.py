"""Changes of the tree that were recorded before their day."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.engine import DueDays, Request, take_effect_where_due
from cascade.enums import ScheduledOutcome
from cascade.organisation.commands import TakeEffect
from cascade.organisation.events import ScheduledChangeSettled
from tests.office.mutations import act, acted, refused
from tests.office.office import Office
from tests.office.reorganisations import chart, children, let_days_pass

LATER = "2026-01-08"
"""The clock stands at the fifth."""


async def settled(services: Services) -> list[tuple[ScheduledOutcome, str | None]]:
    events = [recorded.event for recorded in await services.log.read(0)]
    ends = [event for event in events if isinstance(event, ScheduledChangeSettled)]
    return [(event.outcome, event.reason) for event in ends]


async def test_a_change_of_a_day_to_come_takes_effect_on_its_day(
    office: Office, services: Services
) -> None:
    sent = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": LATER}
    payload = await acted(office, "moveUnit", **sent)
    scheduled = payload["scheduled"]
    assert (scheduled["command"], scheduled["effectiveOn"]) == ("MoveUnit", LATER)
    assert [unit["code"] for unit in scheduled["units"]] == ["W1", "T2"]
    assert await let_days_pass(office, services.engine, 2) == []
    assert (await chart(office, "W1"))["parent"] == {"code": "T1"}
    (outcome,) = await let_days_pass(office, services.engine, 1)
    assert await services.notifier.wait_for(outcome.position or 0, 5)
    assert (await chart(office, "W1"))["parent"] == {"code": "T2"}
    assert await settled(services) == [(ScheduledOutcome.TOOK_EFFECT, None)]
    assert await let_days_pass(office, services.engine, 1) == []


async def test_every_change_of_the_tree_may_wait_for_its_day(
    office: Office, services: Services
) -> None:
    units = office.units
    kind = {"kind": "committee", "level": "ward", "parent": units["T1"]}
    new = {"new": {**kind, "code": "W9", "name": "Đảng ủy phường Chín"}}
    every: dict[str, dict[str, Any]] = {
        "renameUnit": {"unit": units["W1"], "name": "Đảng ủy phường Sông"},
        "setSuperior": {"unit": units["W1"], "line": "party", "superior": units["T2"]},
        "splitUnit": {"unit": units["W2"], "parts": [new, {"standing": units["W1"]}]},
        "dissolveUnit": {"unit": units["B12"]},
        "mergeUnits": {"units": [units["B11"], units["B21"]], "into": {"standing": units["B21"]}},
    }
    for mutation, sent in every.items():
        assert (await acted(office, mutation, validFrom=LATER, **sent))["scheduled"]
    outcomes = await let_days_pass(office, services.engine, 3)
    assert await settled(services) == [(ScheduledOutcome.TOOK_EFFECT, None)] * 5
    assert await services.notifier.wait_for(outcomes[-1].position or 0, 5)
    ward = await chart(office, "W1")
    assert ward["name"] == "Đảng ủy phường Sông"
    assert ward["superiors"] == [{"line": "party", "unit": {"code": "T2"}}]
    assert children(ward) == []
    assert children(await chart(office, "W9")) == ["B21"]


async def test_a_change_that_has_become_impossible_is_settled_with_the_reason(
    office: Office, services: Services
) -> None:
    sent = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": LATER}
    await acted(office, "moveUnit", **sent)
    await acted(office, "dissolveUnit", unit=office.units["W1"], validFrom="2026-01-05")
    await let_days_pass(office, services.engine, 3)
    ((outcome, reason),) = await settled(services)
    assert outcome is ScheduledOutcome.IMPOSSIBLE
    assert (reason or "").startswith("UNIT_HAS_ENDED: ")


async def test_a_change_takes_effect_once_however_many_look(
    office: Office, services: Services
) -> None:
    sent = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": LATER}
    await acted(office, "moveUnit", **sent)
    organisation = await services.engine.organisation()
    (change_id,) = organisation.scheduled
    (outcome,) = await let_days_pass(office, services.engine, 3)
    for principal in ("@calendar", "somebody else"):
        request = Request(principal, str(change_id), uuid4())
        again = await services.engine.execute(TakeEffect(change_id), request)
        assert again.position in (outcome.position, None)
    assert await settled(services) == [(ScheduledOutcome.TOOK_EFFECT, None)]


async def test_the_same_change_waits_once(office: Office) -> None:
    sent = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": LATER}
    first = await acted(office, "moveUnit", **sent)
    second = await act(office, "moveUnit", **sent)
    assert (second["position"], second["userErrors"]) == (None, [])
    assert second["scheduled"]["id"] == first["scheduled"]["id"]


async def test_what_cannot_be_is_refused_before_its_day(office: Office, services: Services) -> None:
    units, log = office.units, services.log
    below = {"unit": units["T1"], "parent": units["B11"], "validFrom": LATER}
    assert await refused(office, log, "moveUnit", **below) == ["CYCLIC_MOVE at parent"]
    new = {"code": "N", "name": "Chi bộ", "kind": "cell", "level": "branch", "parent": units["W1"]}
    assert await refused(office, log, "establishUnits", units=[new], validFrom=LATER) == [
        "FOUNDED_IN_THE_FUTURE at validFrom"
    ]


async def test_a_change_that_was_cancelled_does_not_take_effect(
    office: Office, services: Services
) -> None:
    log = services.log
    await office.grant("mai", "W1", "ADMINISTRATOR")
    sent = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": LATER}
    change = (await acted(office, "moveUnit", **sent))["scheduled"]["id"]
    assert await refused(office, log, "cancelScheduledChange", "mai", change=change) == [
        "NOT_PERMITTED at change"
    ]
    await acted(office, "cancelScheduledChange", change=change)
    again = await act(office, "cancelScheduledChange", change=change)
    assert (again["position"], again["userErrors"]) == (None, [])
    assert await let_days_pass(office, services.engine, 5) == []
    assert (await chart(office, "W1"))["parent"] == {"code": "T1"}
    assert await settled(services) == [(ScheduledOutcome.CANCELLED, None)]


async def test_what_took_effect_cannot_be_cancelled(office: Office, services: Services) -> None:
    log = services.log
    nobodys = ids.encode(Kind.SCHEDULED_CHANGE, uuid4())
    assert await refused(office, log, "cancelScheduledChange", change=nobodys) == [
        "SCHEDULED_CHANGE_NOT_FOUND at change"
    ]
    sent = {"unit": office.units["W1"], "name": "Đảng ủy phường Sông", "validFrom": LATER}
    change = (await acted(office, "renameUnit", **sent))["scheduled"]["id"]
    await let_days_pass(office, services.engine, 3)
    assert await refused(office, log, "cancelScheduledChange", change=change) == [
        "CHANGE_SETTLED_ALREADY at change"
    ]
    assert await take_effect_where_due(services.engine) == []


async def test_a_server_looks_at_its_start_and_again(office: Office, services: Services) -> None:
    sent = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": LATER}
    await acted(office, "moveUnit", **sent)
    office.clock.step(timedelta(days=3))
    async with DueDays(services.engine, every_seconds=0.05):
        while not await settled(services):
            await asyncio.sleep(0.01)
        sent = {
            "unit": office.units["W2"],
            "name": "Đảng ủy phường Sông",
            "validFrom": "2026-01-09",
        }
        await acted(office, "renameUnit", **sent)
        office.clock.step(timedelta(days=1))
        while len(await settled(services)) < 2:
            await asyncio.sleep(0.01)
    assert await settled(services) == [(ScheduledOutcome.TOOK_EFFECT, None)] * 2
