"""Policies, the calendar that they count in, and grants."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest

from cascade.access.commands import GrantRole, RevokeRole
from cascade.access.decisions import decide_grant, decide_revoke
from cascade.access.events import RoleGranted, RoleRevoked
from cascade.access.state import Access
from cascade.calendar.decisions import decide_seed
from cascade.calendar.events import CalendarSeeded
from cascade.calendar.state import Calendar
from cascade.days import end_of_day
from cascade.enums import Classification, Role, Urgency
from cascade.events import Event, next_place
from cascade.identifiers import access_id, policies_id
from cascade.organisation.state import Organisation
from cascade.policy.commands import SetPolicy
from cascade.policy.decisions import decide_set_policy
from cascade.policy.events import PolicySet
from cascade.policy.state import Policies
from cascade.refusals import Refused
from tests.decisions.organisation import calendar, nation, unit_id
from tests.decisions.story import NOW, Given, given

WARD = unit_id("W1")
RULE = SetPolicy(
    unit=WARD,
    key="hoi-dap",
    valid_from=date(2026, 1, 1),
    types=("CV", "QĐ"),
    acknowledge_within_working_days=2,
    pass_on_within_working_days=5,
)


def policy_set(version: int = 1, days: int = 2, key: str = "hoi-dap") -> PolicySet:
    stream = policies_id(WARD)
    return PolicySet(
        **next_place(stream, version - 1, NOW),
        unit_id=WARD,
        key=key,
        types=("CV", "QĐ"),
        acknowledge_within_working_days=days,
        pass_on_within_working_days=5,
        valid_from=date(2026, 1, 1),
    )


def set_rule(command: SetPolicy) -> Callable[[Policies], Sequence[Event]]:
    return lambda policies: decide_set_policy(policies, command, NOW)


def test_a_rule_is_set_once() -> None:
    given(Policies()).when(set_rule(RULE)).then(policy_set()).and_then_nothing()


def test_a_changed_rule_replaces_the_one_of_its_key() -> None:
    changed = replace(RULE, acknowledge_within_working_days=3)
    story = given(Policies(), policy_set())
    story.when(set_rule(changed)).then(policy_set(2, 3)).and_then_nothing()
    story.when(set_rule(RULE)).then(policy_set(3, 2)).and_then_nothing()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"types": ("CV",) * 51}, "TOO_MANY_TYPES at types"),
        (
            {"acknowledge_within_working_days": 0},
            "POLICY_DAYS_OUT_OF_RANGE at acknowledge_within_working_days",
        ),
        (
            {"pass_on_within_working_days": 251},
            "POLICY_DAYS_OUT_OF_RANGE at pass_on_within_working_days",
        ),
    ],
)
def test_a_rule_that_is_refused(wrong: dict[str, Any], reason: str) -> None:
    given(Policies()).when(set_rule(replace(RULE, **wrong))).then_refused(reason)


def test_a_rule_counts_for_what_is_reached_after_it() -> None:
    rules = given(Policies(), policy_set(1, 2), policy_set(2, 3, "khac")).state
    kind, day = "acknowledge_within_working_days", date(2026, 1, 5)
    assert rules.days(kind, "CV", Urgency.ORDINARY, 1, day) is None
    assert rules.days(kind, "CV", Urgency.ORDINARY, 2, day) == 2
    assert rules.days(kind, "CV", Urgency.ORDINARY, 3, day) == 3
    assert rules.days(kind, "KH", Urgency.ORDINARY, 3, day) is None
    assert rules.days(kind, "CV", Urgency.ORDINARY, 3, date(2025, 12, 31)) is None


def test_a_calendar_is_seeded_once_and_knows_tet() -> None:
    seeded = decide_seed(Calendar(), NOW)
    assert [type(event) for event in seeded] == [CalendarSeeded]
    given(Calendar(), *seeded).when(lambda days: decide_seed(days, NOW)).then_nothing()
    days = calendar()
    assert not days.is_working(date(2026, 2, 17))
    assert not days.is_working(date(2026, 4, 30))
    assert not days.is_working(date(2026, 1, 10))
    assert days.is_working(date(2026, 1, 5))


def test_days_of_weekends_that_are_worked_on_in_the_place_of_others_are_seeded() -> None:
    """Saturday 22 August 2026, in the place of Monday the 31st, is one of them."""
    days = calendar()
    assert days.is_working(date(2026, 8, 22))
    assert not days.is_working(date(2026, 8, 31))
    assert days.working_days_after(date(2026, 8, 21), 1) == date(2026, 8, 22)
    assert days.working_days_after(date(2026, 8, 28), 1) == date(2026, 9, 3)
    seeded = decide_seed(Calendar(), NOW)[0]
    assert isinstance(seeded, CalendarSeeded)
    years = range(seeded.first_day.year, seeded.last_day.year + 1)
    known = holidays.country_holidays("VN", years=years)
    assert seeded.working_days == tuple(
        sorted(day for day in known.weekend_workdays if day.year in years)
    )
    assert all(days.is_working(day) for day in seeded.working_days)
    assert not any(days.is_working(day) for day in known)


def test_working_days_are_counted_strictly_after_a_day() -> None:
    days = calendar()
    assert days.working_days_after(date(2026, 1, 5), 1) == date(2026, 1, 6)
    assert days.working_days_after(date(2026, 1, 9), 1) == date(2026, 1, 12)
    assert days.working_days_after(date(2026, 1, 10), 5) == date(2026, 1, 16)
    for beyond in (date(2000, 1, 3), date(2046, 12, 28)):
        with pytest.raises(Refused, match="calendar runs from"):
            days.working_days_after(beyond, 5)


def test_a_day_ends_in_the_deployments_zone() -> None:
    end = end_of_day(date(2026, 1, 20), ZoneInfo("Asia/Ho_Chi_Minh"))
    assert end == datetime(2026, 1, 20, 16, 59, 59, 999_999, tzinfo=UTC)


def granted(
    subject: str,
    code: str,
    role: Role,
    clearance: Classification = Classification.INTERNAL,
    version: int = 1,
) -> RoleGranted:
    stream = access_id(subject)
    return RoleGranted(
        **next_place(stream, version - 1, NOW),
        subject=subject,
        unit_id=unit_id(code),
        role=role,
        clearance=clearance,
        valid_from=None,
        valid_to=None,
    )


ADMINISTRATOR = given(Access(), granted("an", "P1", Role.ADMINISTRATOR)).state
GRANT = GrantRole(subject="bình", unit=WARD, role=Role.OFFICER, clearance=Classification.INTERNAL)
REVOKE = RevokeRole("bình", WARD, Role.OFFICER)


def grant(command: GrantRole, tree: Organisation) -> Callable[[Access], Sequence[Event]]:
    return lambda access: decide_grant(access, ADMINISTRATOR, tree, command, NOW)


def revoke(command: RevokeRole, tree: Organisation) -> Callable[[Access], Sequence[Event]]:
    return lambda access: decide_revoke(access, ADMINISTRATOR, tree, command, NOW)


def holding() -> Given[Access]:
    return given(Access(), granted("bình", "W1", Role.OFFICER))


def test_a_role_is_granted_once_and_replaced_by_another_clearance() -> None:
    tree = nation()
    expected = granted("bình", "W1", Role.OFFICER)
    given(Access()).when(grant(GRANT, tree)).then(expected).and_then_nothing()
    lower = replace(GRANT, clearance=Classification.OPEN)
    replaced = granted("bình", "W1", Role.OFFICER, Classification.OPEN, 2)
    holding().when(grant(lower, tree)).then(replaced).and_then_nothing()


def test_a_role_is_revoked_once() -> None:
    revoked = RoleRevoked(
        **next_place(access_id("bình"), 1, NOW),
        subject="bình",
        unit_id=WARD,
        role=Role.OFFICER,
    )
    holding().when(revoke(REVOKE, nation())).then(revoked).and_then_nothing()
    given(Access()).when(revoke(REVOKE, nation())).then_nothing()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"subject": ""}, "INVALID_SUBJECT at subject"),
        ({"subject": "a\0"}, "INVALID_SUBJECT at subject"),
        ({"subject": "x" * 201}, "INVALID_SUBJECT at subject"),
        ({"unit": unit_id("nowhere")}, "UNIT_NOT_FOUND at unit"),
        ({"unit": unit_id("W3")}, "NOT_PERMITTED at unit"),
        ({"unit": unit_id("C")}, "NOT_PERMITTED at unit"),
        ({"clearance": Classification.SECRET}, "CLEARANCE_BEYOND_OWN at clearance"),
        (
            {"valid_from": NOW, "valid_to": NOW},
            "GRANT_ENDS_BEFORE_IT_BEGINS at valid_to",
        ),
    ],
)
def test_a_grant_that_is_refused(wrong: dict[str, Any], reason: str) -> None:
    given(Access()).when(grant(replace(GRANT, **wrong), nation())).then_refused(reason)


def test_a_revocation_that_is_refused() -> None:
    beyond = replace(REVOKE, unit=unit_id("W3"))
    holding().when(revoke(beyond, nation())).then_refused("NOT_PERMITTED at unit")
    nobody = replace(REVOKE, subject="")
    holding().when(revoke(nobody, nation())).then_refused("INVALID_SUBJECT at subject")


def test_a_grant_holds_from_its_beginning_to_its_end() -> None:
    begins, ends = NOW, NOW + timedelta(hours=1)
    event = replace(granted("bình", "W1", Role.ISSUER), valid_from=begins, valid_to=ends)
    access = given(Access(), event).state
    roles = frozenset({Role.ISSUER})
    moments = {begins - timedelta(microseconds=1): False, begins: True, ends: False}
    for now, holds in moments.items():
        assert access.acts_for(WARD, roles, Classification.OPEN, now) is holds
    assert not access.acts_for(WARD, roles, Classification.SECRET, NOW)
    assert not access.acts_for(unit_id("B11"), roles, Classification.OPEN, NOW)
