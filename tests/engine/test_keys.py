"""A command is carried out once, however often it is sent under its key."""

import asyncio
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

from cascade.access.commands import RevokeRole
from cascade.directive.commands import AudienceInput
from cascade.enums import Role
from cascade.execution.commands import SubmitReport
from cascade.organisation.commands import EstablishUnits, NewUnit, RenameUnit
from cascade.policy.commands import SetPolicy
from tests.harness.builders import accepting
from tests.harness.nation import Nation

REUSED = ["IDEMPOTENCY_KEY_REUSED at idempotency_key"]
SENDS: list[tuple[Callable[[Nation], object], str]] = [
    (lambda n: RenameUnit(unit=n.units["W3"], name="Đảng ủy phường Ba"), "admin"),
    (
        lambda n: EstablishUnits(
            (NewUnit(code="N", name="Mới", kind="cell", level="branch", parent=n.units["W1"]),)
        ),
        "admin",
    ),
    (lambda n: RevokeRole("officer-W1", n.units["W1"], Role.OFFICER), "admin"),
    (
        lambda n: SetPolicy(
            unit=n.units["W1"],
            key="hoi-dap",
            valid_from=date(2026, 1, 1),
            types=(),
            acknowledge_within_working_days=2,
        ),
        "issuer-W1",
    ),
    (lambda n: n.issuing(number="411-CV/B1"), "issuer-D1"),
    (lambda n: n.issuing(), "issuer-D1"),
]


async def test_the_same_key_answers_the_same_and_records_nothing_more(nation: Nation) -> None:
    for word, by in SENDS:
        command, key = word(nation), str(uuid4())
        first = await nation.do(command, by, key)
        head = await nation.log.head()
        assert first.position == head.position
        assert await nation.do(command, by, key) == first
        assert await nation.reopened().do(command, by, key) == first
        assert await nation.log.head() == head


async def test_acts_are_done_once_too(nation: Nation) -> None:
    directive = await nation.issued()
    report = SubmitReport(
        obligation=nation.owed(directive, "W1"), text="Đã làm", quantity=Decimal(1)
    )
    for command, by in (
        (nation.acknowledging(directive, "W1"), "officer-W1"),
        (report, "officer-W1"),
        (accepting(await nation.reported(directive, "W2")), "issuer-D1"),
    ):
        key = str(uuid4())
        first = await nation.do(command, by, key)
        head = await nation.log.head()
        assert await nation.do(command, by, key) == first
        assert await nation.log.head() == head


async def test_a_key_with_another_input_is_refused_whatever_becomes_of_that_input(
    nation: Nation,
) -> None:
    await nation.do(RenameUnit(unit=nation.units["W3"], name="Ba"), key="once")
    for other in (
        RenameUnit(unit=nation.units["W3"], name="Bốn"),
        RenameUnit(unit=nation.units["W3"], name=""),
        RenameUnit(unit=nation.units["W3"], name="Đảng ủy phường 3"),
        RevokeRole("nobody", nation.units["W1"], Role.OFFICER),
    ):
        assert await nation.refusals(other, key="once") == REUSED


async def test_every_principal_has_keys_of_its_own(nation: Nation) -> None:
    for code in ("W1", "W2"):
        rule = SetPolicy(
            unit=nation.units[code],
            key="hoi-dap",
            valid_from=date(2026, 1, 1),
            types=(),
            acknowledge_within_working_days=2,
        )
        assert (await nation.do(rule, f"issuer-{code}", key="once")).position is not None


async def test_a_refusal_is_not_remembered(nation: Nation) -> None:
    nobody = nation.issuing(audience=AudienceInput())
    assert await nation.refused(nobody, "issuer-D1", key="once") == ["AUDIENCE_REACHES_NOBODY"]
    assert (await nation.do(nation.issuing(), "issuer-D1", key="once")).position is not None
    assert await nation.refusals(nobody, "issuer-D1", key="once") == REUSED


async def test_a_command_that_its_own_effect_would_refuse_is_answered_again(
    nation: Nation,
) -> None:
    command = nation.issuing(number="411-CV/B1")
    first = await nation.do(command, "issuer-D1", key="once")
    assert await nation.do(command, "issuer-D1", key="once") == first
    assert await nation.refused(command, "issuer-D1") == ["NUMBER_TAKEN_ALREADY"]


async def test_one_key_sent_many_times_at_once_is_carried_out_once(nation: Nation) -> None:
    before = await nation.log.head()
    sent = [nation.do(nation.issuing(), "issuer-D1", key="once") for _ in range(20)]
    outcomes = await asyncio.gather(*sent)
    assert len({outcome.answer["directive"] for outcome in outcomes}) == 1
    assert len({outcome.position for outcome in outcomes}) == 1
    assert (await nation.log.head()).position == before.position + 2


async def test_a_key_is_short_and_printable(nation: Nation) -> None:
    rename = RenameUnit(unit=nation.units["W3"], name="Ba")
    for key in ("", "x" * 201, "a\0b", "a\nb", "\ud800"):
        assert await nation.refusals(rename, key=key) == [
            "INVALID_IDEMPOTENCY_KEY at idempotency_key"
        ]
