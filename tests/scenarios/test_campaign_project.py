"""A project with a campaign window, coordinating units of other bodies, and measured quantities."""

import pytest

from tests.scenarios.telling import Telling

pytestmark = pytest.mark.anyio


async def test_a_campaign_is_measured_and_shared_with_other_bodies(telling: Telling) -> None:
    office = telling.office
    await telling.establish(
        "C", "province", "committee", TA="Tỉnh ủy An Hạ", TB="Tỉnh ủy Bằng Lăng"
    )
    await telling.establish(
        "TA", "ward", "committee", P1="Đảng ủy phường Một", P2="Đảng ủy phường Hai"
    )
    await telling.establish("TB", "ward", "union", DT="Hội Đường thủy Bằng Lăng")

    telling.on(6)
    campaign = {
        "key": "khoi-cong",
        "text": "Trồng 500 cây ven đường.",
        "lead": office.units["P1"],
        "coordinating": [office.units["P2"]],
        "quota": {"minimum": 500, "unitOfMeasure": "cây", "stated": "ít nhất 500 cây"},
        "due": {"endOfWindow": "dot"},
    }
    await office.issue(
        "iss-TA",
        "TA",
        "5-CV/TA",
        subject="Đợt cao điểm trồng cây",
        audience={"units": [office.units["P1"], office.units["P2"]]},
        tasks=[campaign],
        windows=[{"key": "dot", "stated": "trong đợt cao điểm"}],
    )
    directive = office.directives["5-CV/TA"]
    done = await office.done(
        "Invite", "iss-TA", directive=directive, task="khoi-cong", unit=office.units["DT"]
    )
    (invitation,) = done["directive"]["invitations"]
    assert await telling.owed("DT") == {}
    foreign = await office.do("AcceptInvitation", "iss-P2", invitation=invitation["id"])
    assert foreign["userErrors"]
    assert foreign["position"] is None
    await office.done("AcceptInvitation", "iss-DT", invitation=invitation["id"])
    (beside,) = (await telling.owed("DT")).values()
    assert (beside["role"], beside["timeliness"]) == ("COORDINATING", "UNDATED")

    await office.done(
        "DateWindow", "iss-TA", directive=directive, key="dot",
        **{"from": "2026-03-01", "to": "2026-03-20"},
    )  # fmt: skip
    telling.on(10, 3)
    for code, trees in (("P1", 300), ("P2", 120), ("DT", 80)):
        (mine,) = (await telling.owed(code)).values()
        assert mine["quotaMet"] is False
        report = await telling.report(code, mine["id"], "Số cây đã trồng.", quantity=trees)
        if code == "DT":
            # Dated anew, the window moves only what is not yet submitted.
            await office.done(
                "DateWindow", "iss-TA", directive=directive, key="dot",
                **{"from": "2026-03-01", "to": "2026-03-05"},
            )  # fmt: skip
        await telling.accept("iss-TA", report)
    for code in ("P1", "P2", "DT"):
        (mine,) = (await telling.owed(code)).values()
        assert (mine["status"], mine["quotaMet"]) == ("FULFILLED", True)
        assert mine["reportedTowardsQuota"] == 500
    (last,) = (await telling.owed("DT")).values()
    assert (last["timeliness"], last["dueAt"]) == ("ON_TIME", "2026-03-20T16:59:59.999999Z")
