"""A due rule for each level, through the API."""

import pytest

from tests.office.mutations import issue
from tests.office.office import Office

pytestmark = pytest.mark.anyio

TASKS = """query ($id: ID!) { directive(by: {id: $id}) { tasks {
    due { kind } levelDues { level due { kind rule stated } }
} } }"""
PREVIEW = """query ($input: IssueDirectiveInput!) { directivePreview(input: $input) {
    dues { taskKey level dueAt due { kind } } userErrors { code }
} }"""
TASK = {
    "key": "t1",
    "text": "Báo cáo kết quả.",
    "due": {"on": "2026-01-20"},
    "levelDues": [
        {"level": "branch", "due": {"on": "2026-01-15"}, "dueStated": "trước ngày 15"},
    ],
}


async def test_a_task_says_by_when_each_level_owes_it(office: Office) -> None:
    directive = await issue(office, "D1", "W1", "B11", tasks=[TASK])
    found = await office.asked(TASKS, "issuer-D1", id=directive["id"])
    assert found["directive"]["tasks"] == [
        {
            "due": {"kind": "ON_DAY"},
            "levelDues": [
                {
                    "level": "branch",
                    "due": {"kind": "ON_DAY", "rule": None, "stated": "trước ngày 15"},
                }
            ],
        }
    ]
    for code, by, due in (("B11", "officer-B11", "15"), ("W1", "issuer-W1", "20")):
        (owed,) = (await office.inbox(code, by)).values()
        assert owed["dueAt"] == f"2026-01-{due}T16:59:59.999999Z"


async def test_a_preview_tells_the_dates_of_levels(office: Office) -> None:
    given = {
        "idempotencyKey": "dry",
        "issuer": office.units["D1"],
        "type": "CV",
        "subject": "Về việc báo cáo",
        "issuedOn": "2026-01-05",
        "audience": {"units": [office.units["W1"]]},
        "tasks": [TASK],
    }
    preview = (await office.asked(PREVIEW, "issuer-D1", input=given))["directivePreview"]
    assert preview["userErrors"] == []
    assert [(due["level"], due["dueAt"]) for due in preview["dues"]] == [
        (None, "2026-01-20T16:59:59.999999Z"),
        ("branch", "2026-01-15T16:59:59.999999Z"),
    ]
