"""Four wards with running directives merge into one, another is split, a third moves away."""

from typing import Any

import pytest

from tests.scenarios.telling import Node, Telling

pytestmark = pytest.mark.anyio

WARDS = ("5888", "5890", "5891", "5893")
"""They merge into one that bears the code of the second."""


async def establish(telling: Telling) -> None:
    await telling.appoint("C")
    await telling.establish(
        "C", "province", "committee", TA="Tỉnh ủy An Hạ", TB="Tỉnh ủy Bằng Lăng"
    )
    await telling.establish(
        "TA",
        "ward",
        "committee",
        **{code: f"Đảng ủy xã {name}" for code, name in zip(
            WARDS, ("Đồng Một", "Đồng Hai", "Đồng Ba", "Đồng Bốn"), strict=True)},
        CHIA="Đảng ủy xã Chia",
        CHUYEN="Đảng ủy xã Chuyển",
        YEN="Đảng ủy xã Yên",
    )  # fmt: skip
    for ward in (*WARDS, "CHIA", "CHUYEN", "YEN"):
        await telling.establish(
            ward, "branch", "cell", **{f"{ward}-{n}": f"Chi bộ {n} ({ward})" for n in (1, 2)}
        )


async def set_going(telling: Telling) -> None:
    """A report of every ward, a weekly one of every branch, a shared quota, a ward's own letter,
    and one that goes down level by level and has got half-way.
    """
    office, units = telling.office, telling.office.units
    wards = {"groups": [{"under": units["TA"], "levels": ["ward"]}]}
    branches = {"groups": [{"under": units["TA"], "levels": ["branch"]}]}
    report = {"key": "1", "text": "Báo cáo.", "kind": "REPORT"}
    await office.issue("iss-TA", "TA", "1-CV/TA", subject="Một", audience=wards,
                       tasks=[{**report, "due": {"on": "2026-08-31"}}])  # fmt: skip
    weekly = {"rrule": "FREQ=WEEKLY;BYDAY=FR;COUNT=30", "startsOn": "2026-06-05", "time": "16:00"}
    await office.issue("iss-TA", "TA", "2-CV/TA", subject="Hai", audience=branches,
                       tasks=[{**report, "due": {"recurring": weekly}}])  # fmt: skip
    led = {"lead": units["5888"], "coordinating": [units["5890"], units["CHIA"]]}
    quota = {"minimum": 10, "unitOfMeasure": "bài", "stated": "ít nhất 10 bài"}
    await office.issue("iss-TA", "TA", "3-CV/TA", subject="Ba", audience=wards,
                       tasks=[{**report, **led, "quota": quota}])  # fmt: skip
    everyone = {"groups": [{"under": units["TA"], "levels": ["ward", "branch"]}]}
    await office.issue("iss-TA", "TA", "4-CV/TA", subject="Bốn", audience=everyone,
                       tasks=[{**report, "due": {"on": "2026-07-31"}}],
                       levelByLevel={"workingDaysToPassOn": 5})  # fmt: skip
    own = {"groups": [{"under": units["5891"], "levels": ["branch"]}]}
    await office.issue("iss-5891", "5891", "1-CV/5891", subject="Năm", audience=own,
                       tasks=[{**report, "due": {"on": "2026-07-15"}}])  # fmt: skip
    for ward in ("5890", "CHIA"):
        below = {"groups": [{"under": units[ward]}]}
        await office.done("Relay", f"iss-{ward}", directive=office.directives["4-CV/TA"],
                          by=units[ward], audience=below)  # fmt: skip
    telling.on(12, 6)
    mine = (await telling.owed("5891"))["1-CV/TA 1"]["id"]
    await telling.accept("iss-TA", await telling.report("5891", mine, "Đã làm."))
    shared = (await telling.owed("5890"))["3-CV/TA 1"]["id"]
    await telling.accept("iss-TA", await telling.report("5890", shared, "Bài.", quantity=4))
    leaving = (await telling.owed("CHUYEN"))["1-CV/TA 1"]["id"]
    await telling.report("CHUYEN", leaving, "Đã báo cáo.")


async def reorganise(telling: Telling) -> dict[str, Any]:
    """Merge and split on one day; the move is of the day after."""
    office, units = telling.office, telling.office.units
    merged = await office.done(
        "Merge",
        "an",
        units=[units[code] for code in WARDS],
        into={
            "new": {
                "code": "5890",
                "name": "Đảng ủy xã Đồng Hợp",
                "symbol": "ĐH",
                "kind": "committee",
                "level": "ward",
                "parent": units["TA"],
            }
        },
        validFrom="2026-07-01",
    )
    part = {"symbol": None, "kind": "committee", "level": "ward", "parent": units["TA"]}
    split = await office.done(
        "Split",
        "an",
        unit=units["CHIA"],
        parts=[
            {"new": {**part, "code": "CHIA-A", "name": "Đảng ủy xã Chia Thượng"}},
            {"new": {**part, "code": "CHIA-B", "name": "Đảng ủy xã Chia Hạ"}},
        ],
        seat=0,
        transfers=[{"directive": office.directives["3-CV/TA"], "part": 1}],
        placements=[{"unit": units["CHIA-2"], "part": 1}],
        validFrom="2026-07-01",
    )
    whole = merged["units"][0]
    made = {unit["code"]: unit["id"] for unit in split["units"]}
    units.update({"NEW": whole["id"], **{code: made[code] for code in ("CHIA-A", "CHIA-B")}})
    for subject, unit in (("iss-NEW", "NEW"), ("iss-CHIA-A", "CHIA-A"), ("iss-CHIA-B", "CHIA-B")):
        await office.grant(subject, unit, "ISSUER")
        await office.grant(subject.replace("iss", "off"), unit, "OFFICER")
    telling.on(2, 7)
    return await office.done("MoveUnit", "an", unit=units["CHUYEN"], parent=units["TB"],
                             validFrom="2026-07-02")  # fmt: skip


def known(node: Node) -> tuple[str, ...]:
    """One obligation, whoever bears it."""
    period = node["period"]["label"] if node["period"] else ""
    return node["directive"]["number"]["text"], node["task"]["key"], period, node["unit"]["id"]


async def test_a_reorganisation_in_the_middle_loses_and_doubles_nothing(telling: Telling) -> None:
    office, units = telling.office, telling.office.units
    telling.on(1, 6)
    await establish(telling)
    await set_going(telling)
    telling.on(30, 6)
    before = await telling.subtree("C", "insp-C")
    counts_before = await telling.roll_up("C", "2-CV/TA", "insp-C")
    position = (await office.asked("{ log { head { position } } }", "insp-C"))["log"]["head"][
        "position"
    ]
    telling.on(1, 7)
    await reorganise(telling)
    after = await telling.subtree("C", "insp-C")

    # Nothing is lost, nothing doubled; ids, units, states and dues are what they were.
    assert sorted(map(known, after.values())) == sorted(map(known, before.values()))
    assert after.keys() == before.keys()
    for id_, node in after.items():
        for part in ("unit", "status", "dueAt", "role", "reportedTowardsQuota", "quotaMet"):
            assert node[part] == before[id_][part]

    # Each is borne by the right unit.
    ended = {units[code] for code in WARDS}
    for node in after.values():
        bearer, unit = node["bearer"]["id"], node["unit"]["id"]
        if unit in ended:
            assert bearer == units["NEW"]
        elif unit == units["CHIA"]:
            third = node["directive"]["number"]["text"] == "3-CV/TA"
            assert bearer == units["CHIA-B" if third else "CHIA-A"]
        else:
            assert bearer == unit

    # The new ward's page names the wards that were addressed, and its code is the second's.
    owed = await owed_by_id(telling, units["NEW"])
    assert sum(node["directive"]["number"]["text"] == "1-CV/TA" for node in owed) == 4
    assert {node["unit"]["name"] for node in owed} == {
        f"Đảng ủy xã Đồng {n}" for n in ("Một", "Hai", "Ba", "Bốn")
    }
    lineage = (await office.ask("Lineage", "insp-C", id=units["5890"]))["node"]
    assert (lineage["live"], lineage["code"]) == (False, "5890")
    assert [unit["name"] for unit in lineage["successors"]] == ["Đảng ủy xã Đồng Hợp"]
    found = (await office.ask("Owed", "insp-C", unit={"code": "5890"}))["unit"]
    assert found["id"] == units["NEW"]

    # The right roll-ups: what moved is counted where it stands now.
    in_tb = await telling.subtree("TB", "insp-C")
    assert {node["bearer"]["id"] for node in in_tb.values()} == {
        units[code] for code in ("CHUYEN", "CHUYEN-1", "CHUYEN-2")
    }
    in_ta = await telling.subtree("TA", "insp-C")
    assert in_ta.keys() | in_tb.keys() == after.keys()
    assert not in_ta.keys() & in_tb.keys()

    # As of the day before, everything answers as it did.
    then: Any = {"asOf": {"moment": {"position": position, "clock": "2026-06-30T02:00:00Z"}}}
    told_again = await telling.subtree("C", "insp-C", **then)
    assert told_again == before
    assert await telling.roll_up("C", "2-CV/TA", "insp-C", **then) == counts_before
    lineage = (await office.ask("Lineage", "insp-C", id=units["5890"], **then))["node"]
    assert (lineage["live"], lineage["successors"]) == (True, [])


async def owed_by_id(telling: Telling, unit: str) -> list[Node]:
    data = await telling.office.ask("Owed", "insp-C", unit={"id": unit})
    return [edge["node"] for edge in data["unit"]["obligations"]["edges"]]


async def test_the_successors_carry_on(telling: Telling) -> None:
    office, units = telling.office, telling.office.units
    telling.on(1, 6)
    await establish(telling)
    await set_going(telling)
    telling.on(1, 7)
    await reorganise(telling)

    # The new ward passes on for all whom it stands in for, and reports for one of them.
    await office.done("Relay", "iss-NEW", directive=office.directives["4-CV/TA"],
                      by=units["NEW"], audience={"groups": [{"under": units["NEW"]}]})  # fmt: skip
    owed = await owed_by_id(telling, units["NEW"])
    passing = [node for node in owed if node["task"]["key"] == "@pass-on"]
    assert len(passing) == 4
    assert {node["status"] for node in passing} == {"FULFILLED"}
    first = next(node for node in owed if node["directive"]["number"]["text"] == "1-CV/TA"
                 and node["status"] == "PENDING")  # fmt: skip
    refused = await office.do("SubmitReport", "off-5888", obligation=first["id"], text="Tôi?")
    assert refused["userErrors"]
    report = await telling.report("NEW", first["id"], "Xã mới báo cáo.")
    assert (await telling.accept("iss-TA", report))["status"] == "FULFILLED"

    # What a merged ward had issued is its successor's to judge.
    (theirs,) = [node for node in (await telling.owed("5891-1")).values()
                 if node["directive"]["number"]["text"] == "1-CV/5891"]  # fmt: skip
    report = await telling.report("5891-1", theirs["id"], "Đã làm.")
    assert (await telling.accept("iss-NEW", report))["timeliness"] == "ON_TIME"

    # The shared quota counts on across the merger and the split.
    led = [node for node in owed if node["role"] == "LEAD"]
    (lead,) = led
    await telling.accept("iss-TA", await telling.report("NEW", lead["id"], "Bài.", quantity=3))
    (split,) = (await telling.owed("CHIA-B")).values()
    assert (split["role"], split["reportedTowardsQuota"]) == ("COORDINATING", 7)
    done = await telling.accept(
        "iss-TA", await telling.report("CHIA-B", split["id"], "Bài.", quantity=3)
    )
    assert done["status"] == "FULFILLED"
