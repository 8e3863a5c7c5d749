"""A central half-yearly review across provinces: recurring reports and their roll-up."""

import pytest

from tests.scenarios.telling import Telling

pytestmark = pytest.mark.anyio


async def test_a_half_yearly_review_rolls_up(telling: Telling) -> None:
    await telling.appoint("C")
    await telling.establish(
        "C", "province", "committee", TA="Tỉnh ủy An Hạ", TB="Tỉnh ủy Bằng Lăng", TC="Tỉnh ủy Cúc"
    )
    telling.on(6)
    await telling.office.issue(
        "iss-C",
        "C",
        "1-CV/TW",
        subject="Sơ kết sáu tháng",
        audience={"groups": [{"under": telling.office.units["C"], "levels": ["province"]}]},
        tasks=[
            {
                "key": "so-ket",
                "text": "Báo cáo sơ kết sáu tháng.",
                "kind": "REPORT",
                "due": {
                    "recurring": {
                        "rrule": "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=25;COUNT=4",
                        "startsOn": "2026-06-25",
                        "time": "17:00",
                    }
                },
            }
        ],
    )
    owed = await telling.owed("TA")
    assert sorted(owed) == [f"1-CV/TW so-ket {half}" for half in (
        "2026-H1", "2026-H2", "2027-H1", "2027-H2")]  # fmt: skip
    first = owed["1-CV/TW so-ket 2026-H1"]
    assert (first["dueAt"], first["timeliness"]) == ("2026-06-25T10:00:00Z", "NOT_YET_DUE")

    telling.on(20, 6)
    for code in ("TA", "TB"):
        mine = (await telling.owed(code))["1-CV/TW so-ket 2026-H1"]["id"]
        report = await telling.report(code, mine, "Đã sơ kết.")
        await telling.accept("iss-C", report)
    telling.on(1, 8)
    counts = await telling.roll_up("C", "1-CV/TW")
    assert counts["all"]["total"] == 12
    assert (counts["all"]["onTime"], counts["all"]["overdue"]) == (2, 1)
    assert counts["TC"]["overdue"] == 1
    assert counts["TA"]["onTime"] == counts["TB"]["onTime"] == 1

    # A missed one stays missed when the next opens, and the next is not late for it.
    telling.on(20, 12)
    third = await telling.owed("TC")
    assert third["1-CV/TW so-ket 2026-H1"]["timeliness"] == "OVERDUE"
    report = await telling.report("TC", third["1-CV/TW so-ket 2026-H2"]["id"], "Đã sơ kết.")
    await telling.accept("iss-C", report)
    after = await telling.owed("TC")
    assert after["1-CV/TW so-ket 2026-H2"]["timeliness"] == "ON_TIME"
    assert after["1-CV/TW so-ket 2026-H1"]["timeliness"] == "OVERDUE"
    assert (await telling.roll_up("C", "1-CV/TW"))["TC"]["onTime"] == 1
