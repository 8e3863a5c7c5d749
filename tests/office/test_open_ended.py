"""What recurs without an end, as offices see it: foreseen, as time goes on, and why it is there."""

from typing import Any

from api.services import Services
from tests.office.mutations import acted, document, issue
from tests.office.office import Office
from tests.office.reorganisations import let_days_pass

MONTHLY = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=15", "startsOn": "2026-01-05", "time": "16:00"}
TASKS = [{"key": "thang", "text": "Báo cáo tháng.", "due": {"recurring": MONTHLY}}]
PREVIEW = """
query ($input: IssueDirectiveInput!) {
  directivePreview(input: $input) {
    obligations userErrors { code }
    dues { due { kind openEnded occurrences } firstPeriods { label startsOn dueAt } }
  }
}
"""
OWED = """
query ($unit: UnitBy!, $asOf: AsOf) {
  unit(by: $unit, asOf: $asOf) { obligations(first: 10) { edges { node {
    id dueAt period { label startsOn } task { key due { openEnded occurrences rule } }
    because { position summary }
  } } } }
}
"""


async def owed(office: Office, by: str, as_of: Any = None) -> dict[str, Any]:
    """What B11 owes of it, by the names of the periods."""
    asked = {"unit": office.by_code("B11"), "asOf": as_of}
    data = await office.asked(OWED, by, **asked)
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    return {node["period"]["label"]: node for node in nodes if node["task"]["key"] == "thang"}


async def test_a_preview_shows_the_first_periods_of_what_has_no_end(office: Office) -> None:
    before = document(office.units, tasks=TASKS, unnumbered=True, idempotencyKey="preview")
    shown = (await office.asked(PREVIEW, "issuer-D1", input=before))["directivePreview"]
    assert shown["userErrors"] == []
    (task,) = shown["dues"]
    assert task["due"] == {"kind": "RECURRING", "openEnded": True, "occurrences": 2}
    assert task["firstPeriods"] == [
        {"label": "2026-01", "startsOn": "2026-01-05", "dueAt": "2026-01-15T09:00:00Z"},
        {"label": "2026-02", "startsOn": "2026-01-16", "dueAt": "2026-02-15T09:00:00Z"},
    ]
    assert shown["obligations"] == 2 * 2


async def test_periods_are_there_as_their_time_comes(office: Office, services: Services) -> None:
    audience = {"units": [office.units["B11"]]}
    directive = await issue(office, "W1", audience=audience, tasks=TASKS, number="9-CV/ĐU")
    assert sorted(await owed(office, "officer-B11")) == ["2026-01", "2026-02"]
    before = await services.log.head()
    outcomes = await let_days_pass(office, services.engine, 43)
    assert len(outcomes) == 2
    assert await services.notifier.wait_for(outcomes[-1].position or 0, 5)
    seen = await owed(office, "officer-B11")
    assert sorted(seen) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    assert seen["2026-04"]["task"]["due"]["occurrences"] == 4
    reason = seen["2026-03"]["because"][-1]
    assert reason["summary"] == "1 period of 9-CV/ĐU opened: its time had come."
    assert int(reason["position"]) == outcomes[0].position
    then = await owed(office, "officer-B11", {"position": before.position})
    assert sorted(then) == ["2026-01", "2026-02"]
    revoke = {"directive": directive["id"], "reason": "hết hiệu lực"}
    await acted(office, "revokeDirective", "issuer-W1", **revoke)
    assert await let_days_pass(office, services.engine, 40) == []
