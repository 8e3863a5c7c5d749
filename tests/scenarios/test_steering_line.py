"""A province's steering body on a second line, with its annual review."""

import pytest

from tests.scenarios.telling import Telling

pytestmark = pytest.mark.anyio


async def test_a_steering_body_reviews_its_line_every_year(telling: Telling) -> None:
    office, units = telling.office, telling.office.units
    await telling.establish("C", "province", "committee", TA="Tỉnh ủy An Hạ")
    await telling.establish("TA", "province", "steering", BCD="Ban Chỉ đạo Chuyển đổi số An Hạ")
    await telling.establish(
        "TA", "ward", "committee", P1="Đảng ủy phường Một", P2="Đảng ủy phường Hai",
        P3="Đảng ủy phường Ba",
    )  # fmt: skip
    for code in ("P1", "P2"):
        done = await office.done(
            "SetSuperior",
            "an",
            unit=office.units[code],
            line="steering",
            superior=office.units["BCD"],
        )
        assert done["units"][0]["superiors"] == [{"line": "steering", "unit": {"code": "BCD"}}]

    telling.on(6)
    beyond = {"groups": [{"under": office.units["TA"], "levels": ["ward"]}]}
    review = {
        "key": "tong-ket",
        "text": "Báo cáo tổng kết năm.",
        "kind": "REPORT",
        "due": {
            "recurring": {"rrule": "FREQ=YEARLY;COUNT=3", "startsOn": "2026-11-30"},
        },
    }
    letter = {
        "issuer": office.units["BCD"],
        "type": "CV",
        "issuedOn": "2026-01-05",
        "subject": "Tổng kết hằng năm",
        "tasks": [review],
    }
    refused = await office.do("Issue", "iss-BCD", number="1-CV/BCD", audience=beyond, **letter)
    assert {error["code"] for error in refused["userErrors"]} == {"AUDIENCE_BEYOND_AUTHORITY"}

    on_the_line = {"groups": [{"under": office.units["BCD"], "line": "steering"}]}
    done = await office.done("Issue", "iss-BCD", number="1-CV/BCD", audience=on_the_line, **letter)
    office.directives["1-CV/BCD"] = done["directive"]["id"]
    assert sorted(await telling.owed("P1")) == [
        f"1-CV/BCD tong-ket {year}" for year in (2026, 2027, 2028)
    ]
    assert await telling.owed("P3") == {}

    # Leaving the line later changes nothing of what was asked of it.
    await office.done("SetSuperior", "an", unit=office.units["P2"], line="steering", superior=None)
    assert len(await telling.owed("P2")) == 3
    telling.on(20, 11)
    mine = (await telling.owed("P1"))["1-CV/BCD tong-ket 2026"]["id"]
    await telling.accept("iss-BCD", await telling.report("P1", mine, "Đã tổng kết."))
    telling.on(5, 12)
    counts = {
        code: await telling.counts("BCD", "1-CV/BCD", under=units[code])
        for code in ("TA", "P1", "P2", "P3")
    }
    assert (counts["TA"]["total"], counts["TA"]["fulfilled"]) == (6, 1)
    assert (counts["P1"]["onTime"], counts["P2"]["overdue"]) == (1, 1)
    assert counts["P3"]["total"] == 0
