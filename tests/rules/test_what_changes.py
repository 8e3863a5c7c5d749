"""What ends, changes or is eased after the issue, and who then owes what."""

from datetime import date
from uuid import UUID

import pytest

from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.directive.commands import (
    AcceptInvitation,
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    InviteUnit,
    MoveDueDates,
    RecurrenceInput,
    RevokeDirective,
)
from cascade.directive.events import UnitInvited
from cascade.execution.commands import ExemptObligations, ExtendGroup, RecallRelay
from cascade.organisation.commands import (
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    NewUnit,
    PartTransfer,
    SplitUnit,
)
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import SmallOrganisation, at, end_of
from tests.rules.scene import Scene

TODAY = date(2026, 1, 5)


async def _reorganise(
    scene: SmallOrganisation, command: MergeUnits | SplitUnit, *codes: str
) -> None:
    """New units are known by these codes, in the order of the answer."""
    outcome = await scene.engine.send(command, ADMINISTRATOR)
    new = [UUID(unit_id) for unit_id in outcome.answer["units"]]
    known = set(scene.ids.values())
    scene.ids |= dict(zip(codes, (u for u in new if u not in known), strict=True))
    await scene.engine.give_hand([scene.ids[code] for code in codes])


def _new(scene: SmallOrganisation, code: str, level: str = "ward", under: str = "P") -> MergeTarget:
    made = NewUnit(
        code=code, name=f"Phường {code}", kind="committee", level=level, parent=scene.ids[under]
    )
    return MergeTarget(new=made)


async def test_an_obligation_of_a_merged_unit_passes_to_its_successor(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2", "B1"))
    merged = (scene.ids["W1"], scene.ids["W2"])
    await _reorganise(scene, MergeUnits(merged, _new(scene, "W3"), TODAY), "W3")
    owed = await scene.owed(issued)
    bearers = {name: scene.codes[row.bearer_id] for name, row in owed.items()}
    assert bearers == {"W1/1": "W3", "W2/1": "W3", "B1/1": "B1"}
    assert await scene.total(issued, "W3") == 3


async def test_a_split_says_which_part_bears_it(scene: Scene) -> None:
    kept = await scene.issue(scene.to("W1"))
    given = await scene.issue(scene.to("W1"))
    split = SplitUnit(
        unit=scene.ids["W1"],
        parts=(_new(scene, "W3"), _new(scene, "W4")),
        valid_from=TODAY,
        transfers=(PartTransfer(given, 1),),
    )
    await _reorganise(scene, split, "W3", "W4")
    assert scene.codes[(await scene.owed(kept))["W1/1"].bearer_id] == "W3"
    assert scene.codes[(await scene.owed(given))["W1/1"].bearer_id] == "W4"


async def test_a_new_unit_cannot_stand_under_one_that_comes_under_it(scene: Scene) -> None:
    below = NewUnit(
        code="W5", name="Phường W5", kind="committee", level="ward", parent=scene.ids["W1"]
    )
    outcome = await scene.engine.send(EstablishUnits((below,)), ADMINISTRATOR)
    scene.ids["W5"] = UUID(outcome.answer["units"][0])
    merged = (scene.ids["W1"], scene.ids["W2"])
    into = _new(scene, "W6", under="W5")
    codes = await scene.refusals(MergeUnits(merged, into, TODAY), ADMINISTRATOR)
    assert codes == ["SUCCESSOR_BELOW"]


@pytest.mark.parametrize("standing", [True, False])
async def test_units_founded_later_owe_a_standing_directive_alone(
    scene: Scene, standing: bool
) -> None:
    issued = await scene.issue(scene.to(under="P", levels=["ward"]), standing=standing)
    newcomer = NewUnit(
        code="W9", name="Phường W9", kind="committee", level="ward", parent=scene.ids["P"]
    )
    outcome = await scene.engine.send(EstablishUnits((newcomer,)), ADMINISTRATOR)
    scene.ids["W9"] = UUID(outcome.answer["units"][0])
    assert ("W9/1" in await scene.owed(issued)) is standing


async def test_what_was_done_stays_done_when_a_directive_is_revoked(scene: Scene) -> None:
    task = scene.task(needs_acceptance=False)
    issued = await scene.issue(scene.to("B1", "B2"), task)
    await scene.report(issued, "B1/1")
    await scene.engine.send(RevokeDirective(issued, "a reason"))
    owed = await scene.owed(issued)
    assert {name: row.status for name, row in owed.items()} == {
        "B1/1": "FULFILLED",
        "B2/1": "WITHDRAWN",
    }


async def test_an_amendment_moves_what_is_not_yet_submitted(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=scene.due_on(7)))
    await scene.report(issued, "B1/1")
    changed = ChangeTaskInput(key="1", due=scene.due_on(9))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(changed,)))
    owed = await scene.owed(issued)
    assert {name: row.due_at for name, row in owed.items()} == {
        "B1/1": end_of(7),
        "B2/1": end_of(9),
    }


async def test_an_invited_unit_owes_once_it_accepts(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(lead="B1", minimum=2), issuer="W1")
    await scene.engine.send(InviteUnit(directive=issued, task="1", unit=scene.ids["W2"]))
    assert set(await scene.owed(issued)) == {"B1/1"}
    (_, invited), *_ = scene.engine.history.of(UnitInvited, scene.engine.history.head)
    await scene.engine.send(AcceptInvitation(directive=issued, invitation=invited.invitation_id))
    assert {name: row.role for name, row in (await scene.owed(issued)).items()} == {
        "B1/1": "LEAD",
        "W2/1": "COORDINATING",
    }


async def test_a_missed_occurrence_stays_missed_when_the_next_opens(scene: Scene) -> None:
    weekly = RecurrenceInput(rrule="FREQ=WEEKLY;BYDAY=FR;COUNT=2", starts_on=TODAY, time="16:00")
    issued = await scene.issue(scene.to("B1"), scene.task(due=DueInput(recurring=weekly)))
    scene.clock(at(10))
    rows = await scene.every(issued)
    assert [(row.key.occurrence, row.timeliness) for row in rows] == [
        (date(2026, 1, 9), "OVERDUE"),
        (date(2026, 1, 16), "NOT_YET_DUE"),
    ]


async def test_an_announced_holiday_moves_no_due_date_in_silence(scene: Scene) -> None:
    due = DueInput(working_days_after_receipt=2)
    issued = await scene.issue(scene.to("B1"), scene.task(due=due))
    day_off = AnnounceHoliday(stated="a notice", days_off=(date(2026, 1, 7),))
    await scene.engine.send(day_off, ADMINISTRATOR)
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(7)
    await scene.engine.send(MoveDueDates(directive=issued, reason="the holiday", by_calendar=True))
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(8)


async def test_a_corrected_day_changes_no_judgement(scene: Scene) -> None:
    """Tuesday the 6th had been off, as is found on the 9th: two days after receipt were the 8th.

    What was judged late stays late; what is open stays due on the 7th, and moves only when it is
    moved; what is reached from then on is counted by the calendar as it is put right.
    """
    task = scene.task(due=DueInput(working_days_after_receipt=2))
    issued = await scene.issue(scene.to("B1", "B2"), task)
    scene.clock(at(8))
    await scene.report(issued, "B1/1")
    scene.clock(at(9))
    before = await scene.owed(issued)
    correction = CorrectCalendar(reason="It was off by decree", days_off=(date(2026, 1, 6),))
    await scene.engine.send(correction, ADMINISTRATOR)
    assert await scene.refusals(correction, ADMINISTRATOR) == []
    assert await scene.owed(issued) == before
    assert (before["B1/1"].timeliness, before["B2/1"].timeliness) == ("LATE", "OVERDUE")
    await scene.engine.send(
        MoveDueDates(directive=issued, reason="the correction", by_calendar=True)
    )
    after = await scene.owed(issued)
    assert (after["B1/1"].timeliness, after["B1/1"].due_at) == ("LATE", end_of(7))
    assert after["B2/1"].due_at == end_of(8)
    of_monday = DueInput(working_days_after_issue=2)
    later = await scene.issue(scene.to("B1"), scene.task(due=of_monday), issued_on=TODAY)
    assert (await scene.owed(later))["B1/1"].due_at == end_of(8)


async def test_the_calendar_moves_nothing_into_the_past(scene: Scene) -> None:
    """A Saturday that had been worked on would have made it due yesterday."""
    scene.clock(at(9))
    task = scene.task(due=DueInput(working_days_after_issue=2))
    issued = await scene.issue(scene.to("B1"), task)
    scene.clock(at(12))
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(13)
    weekend = (date(2026, 1, 10), date(2026, 1, 11))
    await scene.engine.send(
        CorrectCalendar(reason="A campaign", days_off=(), working_days=weekend), ADMINISTRATOR
    )
    await scene.refusals(MoveDueDates(directive=issued, reason="the correction", by_calendar=True))
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(13)


async def test_a_whole_subtree_is_extended_by_one_event(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2", "B3"), scene.task(due=scene.due_on(7)))
    before = scene.engine.history.head
    await scene.engine.send(
        ExtendGroup(directive=issued, under=scene.ids["W1"], due_at=end_of(9), reason="a reason")
    )
    assert scene.engine.history.head == before + 1
    owed = await scene.owed(issued)
    assert {name: row.due_at for name, row in owed.items()} == {
        "B1/1": end_of(9),
        "B2/1": end_of(9),
        "B3/1": end_of(7),
    }


async def test_nothing_is_asked_any_more_of_who_is_exempted(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(7)))
    exemption = ExemptObligations((scene.ref(issued, "B1/1"),), "a reason")
    await scene.engine.send(exemption)
    scene.clock(at(12))
    row = (await scene.owed(issued))["B1/1"]
    assert (row.status, row.timeliness) == ("EXEMPTED", "UNDATED")


async def test_a_recalled_relay_reaches_nobody_any_more(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "B1"), level_by_level=True)
    await scene.relay(issued, "W1", scene.to("B1"))
    await scene.engine.send(RecallRelay(directive=issued, by=scene.ids["W1"]))
    owed = await scene.owed(issued)
    assert (owed["B1/1"].status, owed["W1/@pass-on"].status) == ("WITHDRAWN", "PENDING")
    assert (await scene.cascade(issued)).reached == 1
