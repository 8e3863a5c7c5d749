"""When nothing is asked any more, and when it is again: withdrawn, recalled, eased, exempted."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cascade.directive.audience import Audience, Selector
from cascade.directive.due_changes import MovedDue
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveRevoked,
    DueDatesMoved,
    InvitationAccepted,
    ObligationsExempted,
    ObligationsExtended,
    UnitInvited,
)
from cascade.directive.rules.coverage import normalise
from cascade.enums import PASS_ON_KEY, ObligationRole
from cascade.events import Event, next_place
from cascade.execution.events import (
    ActPlace,
    DirectivePassedOn,
    DirectiveRelayed,
    ObligationExtended,
    RelayedDue,
    RelayRecalled,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.identifiers import execution_id, task_id
from tests.decisions.obligations import ID, LEVEL_BY_LEVEL, TEXT, DirectiveAndActs, story
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW

END = datetime(2026, 1, 20, 16, 59, 59, 999_999, tzinfo=UTC)
LATER = datetime(2026, 2, 2, 10, tzinfo=UTC)
LATEST = datetime(2026, 3, 2, 10, tzinfo=UTC)
REPORT = task_id(ID, "report")


def after(*acts: Event, **changed: Any) -> DirectiveAndActs:
    return story(*acts, **changed).state


def to(*codes: str) -> Audience:
    return normalise(
        DirectiveAndActs().organisation, tuple(Selector(unit_id=unit_id(code)) for code in codes)
    )


def relayed(by: str, version: int, *codes: str, dues: Sequence[RelayedDue] = ()) -> Event:
    unit = unit_id(by)
    stream = execution_id(ID, unit)
    return DirectiveRelayed(
        **next_place(stream, version - 1, NOW),
        directive_id=ID,
        unit_id=unit,
        audience=to(*codes),
        note=None,
        dues=tuple(dues),
    )


def recalled(by: str, version: int, *versions: int) -> Event:
    unit = unit_id(by)
    return RelayRecalled(
        **next_place(execution_id(ID, unit), version - 1, NOW),
        directive_id=ID,
        unit_id=unit,
        relay_versions=versions,
        reason=None,
    )


def act(code: str, version: int) -> ActPlace:
    unit = unit_id(code)
    return {
        **next_place(execution_id(ID, unit), version - 1, NOW),
        "directive_id": ID,
        "unit_id": unit,
        "task_id": REPORT,
        "occurrence": None,
    }


def submitted(code: str, version: int) -> Event:
    return ReportSubmitted(
        **act(code, version),
        report_id=unit_id(f"report {code}"),
        text=TEXT,
        quantity=None,
        accepted=False,
        due_at=END,
    )


def accepted(code: str, version: int) -> Event:
    return ReportAccepted(
        **act(code, version),
        report_id=unit_id(f"report {code}"),
        decided_by_id=unit_id("D1"),
        remark=None,
        received_on=None,
    )


def returned(code: str, version: int, due_at: datetime | None = None) -> Event:
    return ReportReturned(
        **act(code, version),
        report_id=unit_id(f"report {code}"),
        decided_by_id=unit_id("D1"),
        remark=None,
        due_at=due_at,
    )


def amended(
    version: int, added: Audience | None = None, withdrawn: Audience | None = None
) -> Event:
    return DirectiveAmended(
        **next_place(ID, version - 1, NOW),
        added_tasks=(),
        changed_tasks=(),
        withdrawn_task_ids=(),
        added=added,
        topmost=None,
        withdrawn=withdrawn,
        amending_id=None,
        note=None,
    )


def extended_under(code: str, version: int, due_at: datetime = LATER) -> Event:
    return ObligationsExtended(
        **next_place(ID, version - 1, NOW),
        under_id=unit_id(code),
        task_ids=(),
        due_at=due_at,
        reason=TEXT,
    )


def exempted_under(code: str, version: int) -> Event:
    return ObligationsExempted(
        **next_place(ID, version - 1, NOW),
        under_id=unit_id(code),
        task_ids=(REPORT,),
        reason=TEXT,
    )


def test_a_revoked_directive_asks_for_nothing_that_is_not_fulfilled() -> None:
    revoked = DirectiveRevoked(**next_place(ID, 1, NOW), reason="Ban hành nhầm")
    state = after(submitted("W1", 1), accepted("W1", 2), submitted("W2", 1), revoked)
    assert not state.owed("W1", "report").is_withdrawn
    assert state.owed("W2", "report").is_withdrawn
    assert state.owed("B11", "report").is_withdrawn


def test_a_withdrawn_unit_owes_again_once_it_is_added_again() -> None:
    state = after(amended(2, withdrawn=to("W1")))
    assert state.owed("W1", "report").is_withdrawn
    assert not state.owed("B11", "report").is_withdrawn
    state = after(amended(2, withdrawn=to("W1")), amended(3, added=to("W1")))
    assert not state.owed("W1", "report").is_withdrawn


def test_a_recalled_relay_falls_back_to_the_next() -> None:
    both = relayed("P1", 1, "B11"), relayed("W1", 1, "B11")
    state = after(*both, level_by_level=LEVEL_BY_LEVEL)
    first, second = state.organisation.position + 2, state.organisation.position + 3
    assert state.owed("B11", "report").obligation.reach.position == first
    state = after(*both, recalled("P1", 2, 1), level_by_level=LEVEL_BY_LEVEL)
    fallen = state.owed("B11", "report")
    assert fallen.obligation.reach.position == second
    assert not fallen.is_withdrawn
    state = after(*both, recalled("P1", 2, 1), recalled("W1", 2, 1), level_by_level=LEVEL_BY_LEVEL)
    assert state.owed("B11", "report").is_withdrawn


def test_a_recall_opens_passing_on_again_unless_another_way_was_gone() -> None:
    way = relayed("W1", 1, "B11"), recalled("W1", 2, 1)
    state = after(*way, level_by_level=LEVEL_BY_LEVEL)
    assert not state.owed("W1", PASS_ON_KEY).is_fulfilled
    unit = unit_id("W1")
    implemented = DirectivePassedOn(
        **next_place(execution_id(ID, unit), 2, NOW),
        directive_id=ID,
        unit_id=unit,
        implementing_id=unit_id("411"),
    )
    state = after(*way, implemented, level_by_level=LEVEL_BY_LEVEL)
    assert state.owed("W1", PASS_ON_KEY).is_fulfilled


def test_of_several_relays_the_earliest_date_binds() -> None:
    early = RelayedDue(
        task_id=REPORT, due_on=date(2026, 1, 15), due_at=datetime(2026, 1, 15, 10, tzinfo=UTC)
    )
    earlier = RelayedDue(
        task_id=REPORT, due_on=date(2026, 1, 12), due_at=datetime(2026, 1, 12, 10, tzinfo=UTC)
    )
    both = relayed("P1", 1, "B11", dues=[early]), relayed("W1", 1, "B11", dues=[earlier])
    state = after(*both, level_by_level=LEVEL_BY_LEVEL)
    assert state.owed("B11", "report").due_at == earlier.due_at
    state = after(*both, recalled("W1", 2, 1), level_by_level=LEVEL_BY_LEVEL)
    assert state.owed("B11", "report").due_at == early.due_at


def test_a_group_extends_what_was_open_then() -> None:
    state = after(
        submitted("B11", 1),
        submitted("B12", 1),
        returned("B12", 2),
        extended_under("W1", 2),
    )
    dues = {code: state.owed(code, "report").due_at for code in ("W1", "B11", "B12", "B21")}
    assert dues == {"W1": LATER, "B11": END, "B12": LATER, "B21": END}
    assert state.owed("W1", "undated").due_at is None


def test_a_groups_date_ends_with_a_later_one_for_the_unit_alone() -> None:
    alone = ObligationExtended(
        **act("W1", 1), decided_by_id=unit_id("D1"), due_at=LATER, reason=TEXT
    )
    state = after(extended_under("P1", 2, LATEST), alone)
    assert state.owed("W1", "report").due_at == LATER
    state = after(alone, extended_under("P1", 2, LATEST))
    assert state.owed("W1", "report").due_at == LATEST
    state = after(alone, extended_under("P1", 2, datetime(2026, 1, 25, tzinfo=UTC)))
    assert state.owed("W1", "report").due_at == LATER


def test_a_group_is_exempted_of_what_was_open_then() -> None:
    state = after(submitted("B11", 1), exempted_under("W1", 2), accepted("B11", 2))
    assert state.owed("W1", "report").is_exempted
    assert not state.owed("B11", "report").is_exempted
    assert not state.owed("W1", "read").is_exempted
    assert not state.owed("B21", "report").is_exempted


def test_who_is_exempted_is_extended_no_more() -> None:
    state = after(exempted_under("W1", 2), extended_under("P1", 3))
    assert state.owed("W1", "report").due_at == END


def test_moved_dates_hold_for_what_has_none_of_its_own() -> None:
    moved = MovedDue(
        task_id=REPORT,
        occurrence=None,
        due_on=date(2026, 1, 25),
        due_at=datetime(2026, 1, 25, 10, tzinfo=UTC),
    )
    state = after(
        DueDatesMoved(
            **next_place(ID, 1, NOW),
            dues=(moved,),
            recounted_task_ids=(),
            reason="Nghỉ lễ",
        )
    )
    assert state.owed("W1", "report").due_at == moved.due_at
    back = submitted("W1", 1), returned("W1", 2, LATEST)
    state = after(
        *back,
        DueDatesMoved(
            **next_place(ID, 1, NOW),
            dues=(moved,),
            recounted_task_ids=(),
            reason="Nghỉ lễ",
        ),
    )
    assert state.owed("W1", "report").due_at == LATEST


def test_an_invited_unit_coordinates_from_its_acceptance_on() -> None:
    invitation, unit, task = unit_id("invitation"), unit_id("W3"), task_id(ID, "shared")
    asked = UnitInvited(
        **next_place(ID, 1, NOW), invitation_id=invitation, unit_id=unit, task_id=task, note=None
    )
    assert after(asked).standing("W3", "shared") is None
    yes = InvitationAccepted(
        **next_place(ID, 2, NOW), invitation_id=invitation, unit_id=unit, task_id=task
    )
    state = after(asked, yes)
    standing = state.owed("W3", "shared")
    assert standing.obligation.role is ObligationRole.COORDINATING
    assert standing.obligation.reach.position == state.organisation.position + 3
    assert set(standing.obligation.sharers) == {unit_id(code) for code in ("W1", "W2", "W3")}
    assert state.standing("W3", "report") is None


@pytest.mark.parametrize("kind", ["amended", "recalled"])
def test_what_was_fulfilled_stays_so(kind: str) -> None:
    done = submitted("W1", 1), accepted("W1", 2)
    if kind == "amended":
        state = after(*done, amended(2, withdrawn=to("W1")))
    else:
        way = relayed("P1", 1, "W1")
        state = after(
            way, *done, recalled("P1", 2, 1), level_by_level=LEVEL_BY_LEVEL, issuer=unit_id("D1")
        )
    standing = state.owed("W1", "report")
    assert standing.is_fulfilled
    assert not standing.is_withdrawn
