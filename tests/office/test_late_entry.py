"""A letter that is entered late: what is told of its past, and how soon it was to be entered."""

from typing import Any

from api.services import Services
from tests.office.mutations import acted, document, refused
from tests.office.office import Office

PREVIEW = """query ($input: IssueDirectiveInput!) {
  directivePreview(input: $input) {
    obligations notices { field code message } userErrors { code }
  }
}"""


def letter(office: Office, **more: Any) -> dict[str, Any]:
    """Of the 2nd, for W1 and W2: a task of the 20th, and reports on the 15th of two months."""
    monthly = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2", "startsOn": "2026-01-05"}
    tasks = [
        {"key": "1", "text": "Lập danh sách.", "due": {"on": "2026-01-20"}, **more},
        {"key": "2", "text": "Báo cáo tháng.", "due": {"recurring": monthly}, **more},
    ]
    return document(office.units, tasks=tasks, issuedOn="2026-01-05")


async def told(office: Office, sent: dict[str, Any]) -> tuple[int, list[str]]:
    """By the preview and by the payload alike: the count foretold, and what deserves a word."""
    asked = {**sent, "idempotencyKey": "preview"}
    shown = (await office.asked(PREVIEW, "issuer-D1", input=asked))["directivePreview"]
    assert shown["userErrors"] == []
    payload = await acted(office, "issueDirective", "issuer-D1", **sent)
    assert payload["notices"] == shown["notices"]
    return shown["obligations"], [
        f"{n['code']} at {'.'.join(n['field'])}" for n in shown["notices"]
    ]


async def test_what_nobody_will_owe_is_told_at_the_entry(office: Office) -> None:
    office.clock.step_to(office.clock.now().replace(day=27))
    assert await told(office, letter(office)) == (
        4,
        ["OVERDUE_AT_ENTRY at tasks.0.due", "PAST_OCCURRENCES_NOT_OWED at tasks.1.owedFrom"],
    )
    assert await told(office, letter(office, owedFrom="2026-01-05")) == (
        6,
        ["OVERDUE_AT_ENTRY at tasks.0.due", "OVERDUE_AT_ENTRY at tasks.1.due"],
    )
    assert await told(office, letter(office, owedFrom="2026-01-27")) == (
        2,
        ["PAST_DUE_NOT_OWED at tasks.0.owedFrom", "PAST_OCCURRENCES_NOT_OWED at tasks.1.owedFrom"],
    )


async def test_a_group_in_which_nobody_stands_is_told(office: Office) -> None:
    groups = [{"under": office.units["T1"], "levels": ["ward"]},
              {"under": office.units["W2"], "kinds": ["board"], "stated": "các ban"}]  # fmt: skip
    sent = document(office.units, audience={"units": [office.units["B11"]], "groups": groups})
    _, notices = await told(office, sent)
    assert notices == ["GROUP_REACHES_NOBODY at audience.groups.1"]


async def test_an_added_task_of_the_past_is_told(office: Office) -> None:
    payload = await acted(office, "issueDirective", "issuer-D1", **letter(office))
    office.clock.step_to(office.clock.now().replace(day=27))
    daily = {"rrule": "FREQ=DAILY;COUNT=30", "startsOn": "2026-01-05"}
    added = [{"key": "3", "text": "Báo cáo ngày.", "due": {"recurring": daily}}]
    amended = await acted(
        office, "amendDirective", "issuer-D1", directive=payload["directive"]["id"], addTasks=added
    )
    (notice,) = amended["notices"]
    assert (notice["code"], notice["field"]) == (
        "PAST_OCCURRENCES_NOT_OWED",
        ["addTasks", "0", "owedFrom"],
    )
    assert "22 occurrences from 2026-01-05 to 2026-01-26" in notice["message"]


async def test_the_day_from_which_it_is_owed_is_a_day_of_the_letters_past(
    office: Office, services: Services
) -> None:
    for day in ("2026-01-04", "2026-01-06"):
        sent = letter(office, owedFrom=day)
        assert await refused(
            office, services.log, "issueDirective", "issuer-D1", **sent
        ) == ["OWED_FROM_OUT_OF_RANGE at tasks.0.owedFrom",
              "OWED_FROM_OUT_OF_RANGE at tasks.1.owedFrom"]  # fmt: skip


async def test_entering_late_is_counted(office: Office, services: Services) -> None:
    await office.grant("issuer-T1", "T1", "ISSUER")
    await acted(
        office, "setPolicy", "issuer-T1", unit=office.units["T1"], key="vao-so",
        validFrom="2026-01-05", enterWithinWorkingDays=3,
    )  # fmt: skip
    office.clock.step_to(office.clock.now().replace(day=27))
    await office.issue("issuer-D1", "D1", "1-CV/BTG", subject="Chậm", audience={"units": [
        office.units["W1"]]}, tasks=[{"key": "1", "text": "Báo cáo."}])  # fmt: skip
    entered = (await office.inbox("D1", "issuer-D1"))["1-CV/BTG @policy-enter"]
    assert (entered["status"], entered["timeliness"]) == ("FULFILLED", "LATE")
    assert entered["dueAt"] == "2026-01-08T16:59:59.999999Z"
    why = await office.asked(
        "query ($id: ID!) { obligation(id: $id) { task { origin kind } because { summary } } }",
        "inspector-T1", id=entered["id"],
    )  # fmt: skip
    assert why["obligation"]["task"] == {"origin": "POLICY", "kind": "ENTER"}
    said = " ".join(entry["summary"] for entry in why["obligation"]["because"])
    assert "set the policy “vao-so”: enter documents within 3 working days" in said
    assert "Ban Tuyên giáo entered 1-CV/BTG" in said
    counted = await office.asked(
        "query ($code: String!) { unit(by: { code: $code }) { progress { total late } } }",
        "issuer-D1", code="D1",
    )  # fmt: skip
    assert counted["unit"]["progress"] == {"total": 1, "late": 1}
    asked = [{"key": "1", "text": "Nhập văn bản.", "kind": "ENTER"}]
    sent = document(office.units, tasks=asked)
    assert await refused(office, services.log, "issueDirective", "issuer-D1", **sent) == [
        "ENTERING_IS_DERIVED at tasks.0.kind"
    ]
