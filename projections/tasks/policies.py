"""Standing rules: each holds until one of the same unit and key is set."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.log.records import RecordedEvent
from cascade.policy.events import PolicySet
from projections.engine.statements import load
from projections.engine.versions import write_versions
from projections.tasks.tables import PolicyVersion

EVENTS: Final = (PolicySet,)

statements = load(__package__, "policies.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rules = [_version(recorded) for recorded in events]
    await write_versions(connection, statements.end, rules, "unit_id", "key")


def _version(recorded: RecordedEvent) -> PolicyVersion:
    rule = recorded.event
    assert isinstance(rule, PolicySet)
    return PolicyVersion(
        unit_id=rule.unit_id,
        key=rule.key,
        from_position=recorded.position,
        types=rule.types,
        acknowledge_within_working_days=rule.acknowledge_within_working_days,
        pass_on_within_working_days=rule.pass_on_within_working_days,
        final_report_within_working_days=rule.final_report_within_working_days,
        enter_within_working_days=rule.enter_within_working_days,
        valid_from=rule.valid_from,
        urgencies=rule.urgencies,
    )
