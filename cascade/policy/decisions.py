"""Which standing rules a unit may set."""

from datetime import datetime
from typing import Final

from cascade.enums import Urgency
from cascade.events import Event, next_place
from cascade.identifiers import policies_id
from cascade.policy.commands import SetPolicy
from cascade.policy.events import PolicySet
from cascade.policy.refusals import PolicyDaysOutOfRange, TooManyTypes
from cascade.policy.state import Policies
from cascade.refusals import Problems

DAYS: Final = range(1, 251)
TYPES: Final = 50


def decide_set_policy(policies: Policies, command: SetPolicy, now: datetime) -> list[Event]:
    """Set a rule; nothing where the same one stands."""
    problems = Problems()
    if len(command.types) > TYPES:
        problems.add(TooManyTypes(f"A rule names at most {TYPES} types.", "types"))
    for days, field in (
        (command.acknowledge_within_working_days, "acknowledge_within_working_days"),
        (command.pass_on_within_working_days, "pass_on_within_working_days"),
        (command.final_report_within_working_days, "final_report_within_working_days"),
        (command.enter_within_working_days, "enter_within_working_days"),
    ):
        if days is not None and days not in DAYS:
            problems.add(PolicyDaysOutOfRange("Give 1 to 250 working days.", field))
    problems.refuse_if_any()
    rule = PolicySet(
        **next_place(policies_id(command.unit), policies.version, now),
        unit_id=command.unit,
        key=command.key,
        types=command.types,
        acknowledge_within_working_days=command.acknowledge_within_working_days,
        pass_on_within_working_days=command.pass_on_within_working_days,
        valid_from=command.valid_from,
        final_report_within_working_days=command.final_report_within_working_days,
        enter_within_working_days=command.enter_within_working_days,
        urgencies=tuple(urgency for urgency in Urgency if urgency in command.urgencies),
    )
    standing = [old for _, old in policies.rules if old.key == rule.key][-1:]
    return [] if standing and _content(standing[0]) == _content(rule) else [rule]


def _content(rule: PolicySet) -> tuple[object, ...]:
    return (
        rule.types,
        rule.acknowledge_within_working_days,
        rule.pass_on_within_working_days,
        rule.final_report_within_working_days,
        rule.enter_within_working_days,
        rule.valid_from,
        rule.urgencies,
    )
