"""A ward letter with its chain: drafted, issued under a province's letter, reported on."""

from typing import Any

import pytest

from tests.scenarios.telling import Telling

pytestmark = pytest.mark.anyio


def ward_letter(telling: Telling) -> dict[str, Any]:
    """P1's own letter to its office and branches, under the province's."""
    units = telling.office.units
    return {
        "issuer": units["P1"],
        "type": "CV",
        "subject": "Học tập tại phường",
        "issuedOn": "2026-01-07",
        "audience": {"units": [units["VP"]], "groups": [{"under": units["P1"],
                                                         "levels": ["branch"]}]},
        "tasks": [
            {
                "key": "2",
                "text": "Viết ít nhất 2 bài.",
                "lead": units["VP"],
                "quota": {"minimum": 2, "unitOfMeasure": "bài", "stated": "ít nhất 2 bài"},
                "accountablePost": "Chánh Văn phòng",
            },
            {"key": "3", "text": "Báo cáo.", "kind": "REPORT", "due": {"on": "2026-01-30"},
             "audience": {"groups": [{"under": units["P1"], "levels": ["branch"]}]}},
        ],
        "citations": [{"text": "40-CV/TA", "relation": "IMPLEMENTS",
                       "target": telling.office.directives["40-CV/TA"]}],
    }  # fmt: skip


async def test_a_ward_letter_and_its_chain(telling: Telling) -> None:
    office, units = telling.office, telling.office.units
    await telling.establish("C", "province", "committee", TA="Tỉnh ủy An Hạ")
    await telling.establish("TA", "ward", "committee", P1="Đảng ủy phường Một")
    await telling.establish("P1", "ward", "office", VP="Văn phòng Đảng ủy phường Một")
    await telling.establish("P1", "branch", "cell", CB="Chi bộ 1", CC="Chi bộ 2")
    telling.on(6)
    everyone = {"groups": [{"under": units["TA"], "levels": ["ward", "branch"],
                            "kinds": ["committee", "cell"]}]}  # fmt: skip
    await office.issue(
        "iss-TA",
        "TA",
        "40-CV/TA",
        subject="Tổ chức học tập",
        audience=everyone,
        tasks=[{"key": "1", "text": "Tổ chức học tập.", "due": {"on": "2026-02-28"}}],
        levelByLevel={"workingDaysToPassOn": 5},
    )

    # The ward drafts its own letter, and its office comments before it is issued.
    letter = ward_letter(telling)
    drafted = await office.done("Draft", "iss-P1", **letter, commenters=[units["VP"]])
    draft = drafted["directive"]["id"]
    assert drafted["directive"]["status"] == "DRAFT"
    await office.done("Comment", "off-VP", directive=draft, unit=units["VP"], text="Đồng ý.")
    telling.on(7)
    issued = await office.done("Issue", "iss-P1", **letter, number="41-CV/P1", draft=draft)
    assert (issued["directive"]["id"], issued["directive"]["status"]) == (draft, "IN_FORCE")

    # Its issue passed the province's letter on, in time; the branches owe the ward's own tasks.
    owed = await telling.owed("P1")
    assert owed["40-CV/TA @pass-on"]["status"] == "FULFILLED"
    assert owed["40-CV/TA @pass-on"]["timeliness"] == "ON_TIME"
    assert sorted(await telling.owed("CB")) == ["41-CV/P1 3"]
    (lead,) = (await telling.owed("VP")).values()
    assert (lead["role"], lead["quotaMet"]) == ("LEAD", False)

    # One branch reports, is returned, corrects; the other lets the day go by.
    telling.on(20)
    mine = (await telling.owed("CB"))["41-CV/P1 3"]["id"]
    first = await telling.report("CB", mine, "Đã học.")
    await office.done("DecideReport", "iss-P1", report=first, decision="RETURNED",
                      remark="Ghi rõ số người.")  # fmt: skip
    await telling.accept("iss-P1", await telling.report("CB", mine, "Đã học, 30 người."))
    articles = await telling.report("VP", lead["id"], "Hai bài.", quantity=2)
    done = await telling.accept("iss-P1", articles)
    assert (done["status"], done["timeliness"]) == ("FULFILLED", "UNDATED")
    telling.on(5, 2)
    office.directives["41-CV/P1"] = draft
    counts = await telling.roll_up("P1", "41-CV/P1")
    assert (counts["all"]["total"], counts["all"]["fulfilled"]) == (3, 2)
    assert (counts["CB"]["onTime"], counts["CC"]["overdue"]) == (1, 1)
