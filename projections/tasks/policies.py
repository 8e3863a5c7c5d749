"""Standing rules: each holds until one of the same unit and key is set."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.log.records import RecordedEvent
from cascade.policy.events import PolicySet
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.engine.versions import first_of_each, succession

EVENTS: Final = (PolicySet,)

statements = load(__package__, "policies.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rules = [(r.event, r.position) for r in events if isinstance(r.event, PolicySet)]
    first = first_of_each(rules, lambda r: (r[0].unit_id, r[0].key), lambda r: r[1])
    await statements.end(
        connection,
        unit_ids=[unit_id for unit_id, _ in first],
        keys=[key for _, key in first],
        positions=list(first.values()),
    )
    records = [
        (
            rule.unit_id, rule.key, position, to_position, rule.types,
            rule.acknowledge_within_working_days, rule.pass_on_within_working_days,
            rule.final_report_within_working_days, rule.valid_from,
        )
        for (rule, position), to_position in succession(
            rules, lambda r: (r[0].unit_id, r[0].key), lambda r: r[1]
        )
    ]  # fmt: skip
    await copy(connection, "policy_version", records)
