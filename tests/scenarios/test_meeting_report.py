"""A branch's meeting report that cites no directive and is linked later."""

import pytest

from tests.scenarios.telling import Telling

pytestmark = pytest.mark.anyio


async def test_a_meeting_report_is_linked_to_what_it_answers(telling: Telling) -> None:
    office = telling.office
    await telling.establish("C", "province", "committee", TA="Tỉnh ủy An Hạ")
    await telling.establish("TA", "ward", "committee", P1="Đảng ủy phường Một")
    await telling.establish("P1", "branch", "cell", CB="Chi bộ 1", CC="Chi bộ 2")
    telling.on(6)
    await office.issue(
        "iss-P1",
        "P1",
        "7-CV/P1",
        subject="Sinh hoạt chuyên đề",
        audience={"groups": [{"under": office.units["P1"], "levels": ["branch"]}]},
        tasks=[
            {
                "key": "bao-cao",
                "text": "Báo cáo kết quả sinh hoạt.",
                "kind": "REPORT",
                "due": {"on": "2026-01-20"},
            }
        ],
    )
    telling.on(15)
    minutes = {
        "by": office.units["CB"],
        "to": office.units["P1"],
        "subject": "Biên bản sinh hoạt tháng 01",
        "text": "Chi bộ đã sinh hoạt.",
        "occurredOn": "2026-01-14",
    }
    foreign = await office.do("RecordReport", "off-CC", **minutes)
    assert foreign["userErrors"]
    assert foreign["position"] is None
    recorded = (await office.done("RecordReport", "off-CB", **minutes))["report"]["id"]
    (owed,) = (await telling.owed("CB")).values()
    assert owed["status"] == "PENDING"

    # Linked after the due day, it is judged by the day on which it had come.
    telling.on(2, 2)
    done = await office.done("LinkReport", "iss-P1", report=recorded, obligation=owed["id"])
    linked = done["outcomes"][0]["obligation"]
    assert (linked["status"], linked["timeliness"]) == ("SUBMITTED", "ON_TIME")
    assert linked["reports"][0]["text"] == "Chi bộ đã sinh hoạt."
    again = await office.do("LinkReport", "iss-P1", report=recorded, obligation=owed["id"])
    assert again["position"] is None
    accepted = await telling.accept("iss-P1", linked["reports"][0]["id"])
    assert (accepted["status"], accepted["timeliness"]) == ("FULFILLED", "ON_TIME")
    (other,) = (await telling.owed("CC")).values()
    assert other["timeliness"] == "OVERDUE"
