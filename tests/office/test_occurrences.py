"""What a unit declares to have happened, as offices see it."""

from datetime import timedelta
from typing import Any

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.identifiers import task_id
from tests.office.mutations import act, acted, document, issue, obligation_after, refused
from tests.office.office import Office

TASKS = [{"key": "su-co", "text": "Báo cáo sự cố.", "due": {"hoursAfterOccurrence": 24}}]
SEEN = """
query ($id: ID!) {
  obligation(id: $id) {
    status dueAt period { startsOn label } task { due { kind rule } }
    occurrence { occurredAt label note declaredAt withdrawnBecause }
    because { summary }
  }
}
"""
PREVIEW = """
query ($input: IssueDirectiveInput!) {
  directivePreview(input: $input) { obligations dues { due { kind rule } dueAt } }
}
"""


def declaring(office: Office, directive: str, **more: Any) -> dict[str, Any]:
    key = task_id(ids.decode(Kind.DIRECTIVE, directive), "su-co")
    now = office.clock.now().isoformat().replace("+00:00", "Z")
    return {
        "task": ids.encode(Kind.TASK, key),
        "unit": office.units["B11"],
        "occurredAt": now,
        "label": "Sạt lở đường liên xã",
        **more,
    }


async def issued(office: Office) -> str:
    audience = {"units": [office.units["B11"], office.units["B12"]]}
    given = await issue(office, "W1", audience=audience, tasks=TASKS, number="9-CV/ĐU")
    return str(given["id"])


async def test_a_preview_says_that_it_waits_for_occurrences(office: Office) -> None:
    before = document(office.units, tasks=TASKS, unnumbered=True, idempotencyKey="preview")
    shown = (await office.asked(PREVIEW, "issuer-D1", input=before))["directivePreview"]
    due = {"kind": "AFTER_OCCURRENCE", "rule": "24 hours after an occurrence"}
    assert shown == {"obligations": 0, "dues": [{"due": due, "dueAt": None}]}


async def test_a_unit_declares_what_happened_and_owes_a_report_on_it(office: Office) -> None:
    directive = await issued(office)
    sent = declaring(office, directive, note="Chưa có thiệt hại")
    owed = await obligation_after(office, "declareOccurrence", "officer-B11", **sent)
    assert (owed["status"], owed["dueAt"]) == ("PENDING", "2026-01-06T02:00:00Z")
    assert owed["period"] == {"startsOn": "2026-01-05", "label": "Sạt lở đường liên xã"}
    assert "REPORT" in owed["viewerCan"] or owed["viewerCan"] == []
    seen = (await office.asked(SEEN, "officer-B11", id=owed["id"]))["obligation"]
    assert seen["occurrence"] == {
        "occurredAt": "2026-01-05T02:00:00Z",
        "label": "Sạt lở đường liên xã",
        "note": "Chưa có thiệt hại",
        "declaredAt": "2026-01-05T02:00:00Z",
        "withdrawnBecause": None,
    }
    assert any("declared" in entry["summary"] for entry in seen["because"])
    again = await act(office, "declareOccurrence", "officer-B11", **sent)
    assert (again["position"], again["outcomes"][0]["obligation"]["id"]) == (None, owed["id"])
    office.clock.step(timedelta(hours=25))
    late = await obligation_after(
        office, "submitReport", "officer-B11", obligation=owed["id"], text="Đã khắc phục."
    )
    assert (late["status"], late["timeliness"]) == ("SUBMITTED", "LATE")
    accepted = await obligation_after(
        office, "decideReport", "issuer-W1", report=late["reports"][0]["id"], decision="ACCEPTED"
    )
    assert accepted["status"] == "FULFILLED"


async def test_nobody_else_declares_for_a_unit(office: Office, services: Services) -> None:
    sent = declaring(office, await issued(office))
    for by in ("issuer-W1", "officer-B12"):
        assert await refused(office, services.log, "declareOccurrence", by, **sent) == [
            "OBLIGATION_NOT_FOUND at task"
        ]


async def test_a_mistake_is_withdrawn_with_its_reason(office: Office, services: Services) -> None:
    log = services.log
    sent = declaring(office, await issued(office))
    owed = await obligation_after(office, "declareOccurrence", "officer-B11", **sent)
    office.clock.step(timedelta(hours=25))
    wrong = {"obligation": owed["id"], "reason": "Nhầm địa bàn"}
    assert await refused(office, log, "withdrawOccurrence", "officer-B11", **wrong) == [
        "OVERDUE_ALREADY at obligation"
    ]
    assert await refused(office, log, "withdrawOccurrence", "officer-B12", **wrong) == [
        "OBLIGATION_NOT_FOUND at obligation"
    ]
    gone = await obligation_after(office, "withdrawOccurrence", "issuer-W1", **wrong)
    assert (gone["status"], gone["timeliness"]) == ("WITHDRAWN", "UNDATED")
    seen = (await office.asked(SEEN, "officer-B11", id=owed["id"]))["obligation"]
    assert seen["occurrence"]["withdrawnBecause"] == "Nhầm địa bàn"
    another = {**sent, "label": "Cháy rừng"}
    assert (await acted(office, "declareOccurrence", "officer-B11", **another))["position"]


async def test_a_quota_and_occurrences_exclude_each_other(
    office: Office, services: Services
) -> None:
    quota = {"minimum": 2, "unitOfMeasure": "tin", "stated": "ít nhất 2 tin"}
    wrong = document(office.units, "W1", "B11", tasks=[{**TASKS[0], "quota": quota}])
    assert await refused(office, services.log, "issueDirective", "issuer-W1", **wrong) == [
        "QUOTA_WITHOUT_PERIOD at tasks.0.quota"
    ]
