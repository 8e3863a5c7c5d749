"""Units that merge, split and dissolve: what everybody sees of it, and what is refused."""

from typing import Any
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from tests.office.mutations import act, acted, refused
from tests.office.office import Office
from tests.office.reorganisations import chart, children

DAY = "2026-01-05"
NEW = {"name": "Đảng ủy phường Gió", "kind": "committee", "level": "ward"}


async def merge_the_wards(office: Office) -> dict[str, Any]:
    """W1 and W2 become one, whose official code W1 had before."""
    new = {**NEW, "code": "W1", "symbol": "ĐU", "parent": office.units["T1"]}
    units = [office.units["W1"], office.units["W2"]]
    return await acted(office, "mergeUnits", units=units, into={"new": new}, validFrom=DAY)


async def test_units_merge_into_a_new_one_that_takes_a_code_of_theirs(office: Office) -> None:
    payload = await merge_the_wards(office)
    told = [(unit["code"], unit["name"], unit["live"]) for unit in payload["units"]]
    assert told == [
        ("W1", "Đảng ủy phường Gió", True),
        ("W1", "Đảng ủy phường Một", False),
        ("W2", "Đảng ủy phường Hai", False),
    ]
    merged = await chart(office, "W1")
    assert merged["name"] == "Đảng ủy phường Gió"
    assert children(merged) == ["B11", "B12", "B21"]
    assert {unit["code"] for unit in merged["predecessors"]} == {"W1", "W2"}
    assert await chart(office, "W2") is None


async def test_units_merge_into_one_that_stands(office: Office) -> None:
    standing = {"standing": office.units["W2"]}
    units = [office.units["W1"], office.units["W2"]]
    payload = await acted(office, "mergeUnits", units=units, into=standing, validFrom=DAY)
    assert [unit["code"] for unit in payload["units"]] == ["W2", "W1"]
    assert children(await chart(office, "W2")) == ["B11", "B12", "B21"]


async def test_a_unit_is_split_and_its_branches_placed(office: Office) -> None:
    parts = [
        {"new": {**NEW, "code": code, "name": name, "parent": office.units["T1"]}}
        for code, name in (("W1", "Đảng ủy phường Một"), ("W9", "Đảng ủy phường Mây"))
    ]
    payload = await acted(
        office,
        "splitUnit",
        unit=office.units["W1"],
        parts=parts,
        placements=[{"unit": office.units["B12"], "part": 1}],
        validFrom=DAY,
    )
    told = [(unit["code"], unit["live"]) for unit in payload["units"]]
    assert told == [("W1", True), ("W9", True), ("W1", False)]
    assert children(await chart(office, "W1")) == ["B11"]
    assert children(await chart(office, "W9")) == ["B12"]


async def test_a_dissolved_unit_leaves_what_it_had_to_the_unit_above(office: Office) -> None:
    payload = await acted(office, "dissolveUnit", unit=office.units["W1"], validFrom=DAY)
    assert [(unit["code"], unit["live"]) for unit in payload["units"]] == [
        ("T1", True),
        ("W1", False),
    ]
    assert children(await chart(office, "T1")) == ["B11", "B12", "D1", "W2"]


async def test_a_dissolved_unit_leaves_what_it_had_to_its_successors(office: Office) -> None:
    await acted(
        office,
        "dissolveUnit",
        unit=office.units["W1"],
        successors=[office.units["W2"], office.units["T1"]],
        placements=[{"unit": office.units["B12"], "to": office.units["T1"]}],
        validFrom=DAY,
    )
    assert children(await chart(office, "W2")) == ["B11", "B21"]
    assert children(await chart(office, "T1")) == ["B12", "D1", "W2"]


async def test_a_department_addresses_under_its_bodys_heir(office: Office) -> None:
    units = [office.units["T1"], office.units["T2"]]
    into = {"standing": office.units["T2"]}
    await acted(office, "mergeUnits", units=units, into=into, validFrom=DAY)
    assert (await chart(office, "D1"))["addressesUnder"] == {"code": "T2"}


async def test_a_unit_stands_under_another_on_a_line(office: Office) -> None:
    unit, line = office.units["W1"], "party"
    await acted(office, "setSuperior", unit=unit, line=line, superior=office.units["T2"])
    assert (await chart(office, "W1"))["superiors"] == [{"line": line, "unit": {"code": "T2"}}]
    assert (await chart(office, "W1"))["parent"] == {"code": "T1"}
    await acted(office, "moveUnit", unit=unit, line=line, parent=office.units["W2"])
    assert (await chart(office, "W1"))["superiors"] == [{"line": line, "unit": {"code": "W2"}}]
    assert (await acted(office, "setSuperior", unit=unit, line=line))["position"]
    assert (await chart(office, "W1"))["superiors"] == []


async def test_a_unit_that_ended_takes_part_in_nothing_any_more(
    office: Office, services: Services
) -> None:
    gone, other = office.units["W1"], office.units["W2"]
    await acted(office, "mergeUnits", units=[gone, other], into={"standing": other}, validFrom=DAY)
    for mutation, more, reason in (
        ("renameUnit", {"name": "Phường Cũ"}, "UNIT_HAS_ENDED at unit"),
        ("moveUnit", {"parent": office.units["T2"]}, "UNIT_HAS_ENDED at unit"),
        ("setSuperior", {"line": "party", "superior": other}, "UNIT_HAS_ENDED at unit"),
        ("dissolveUnit", {"validFrom": DAY}, "UNIT_HAS_ENDED at unit"),
    ):
        assert await refused(office, services.log, mutation, unit=gone, **more) == [reason]
    child = {"code": "N", "name": "Chi bộ", "kind": "cell", "level": "branch", "parent": gone}
    assert await refused(office, services.log, "establishUnits", units=[child]) == [
        "UNIT_HAS_ENDED at units.0.parent"
    ]


async def test_the_codes_of_what_cannot_merge(office: Office, services: Services) -> None:
    units, nowhere = office.units, ids.encode(Kind.UNIT, UUID(int=9))
    standing = {"into": {"standing": units["W2"]}, "validFrom": DAY}
    new = {"into": {"new": {**NEW, "code": "N", "parent": units["T1"]}}, "validFrom": DAY}
    for of, more, reason in (
        ([units["W1"], nowhere], standing, "UNIT_NOT_FOUND at units.1"),
        ([units["W1"], units["W1"]], standing, "REPEATED_UNIT at units"),
        ([units["W1"]], new, "NOTHING_TO_MERGE at units"),
        ([], standing, "NOTHING_TO_MERGE at units"),
        ([units["C"], units["W1"]], standing, "ROOT_NEVER_ENDS at units"),
        ([units["T1"], units["T2"]], standing, "SUCCESSOR_BELOW at into.standing"),
        ([units["T1"], units["T2"]], new, "UNIT_HAS_ENDED at into.new.parent"),
    ):
        sent = {"units": of, **more}
        assert await refused(office, services.log, "mergeUnits", **sent) == [reason]
    taken = {"into": {"new": {**NEW, "code": "B21"}}, "validFrom": DAY}
    sent = {"units": [units["W1"], units["W2"]], **taken}
    assert await refused(office, services.log, "mergeUnits", **sent) == [
        "CODE_TAKEN at into.new.code",
        "PARENT_MISSING at into.new.parent",
    ]
    unnamed = {**taken, "into": {"new": {**NEW, "code": "N", "name": " "}}}
    sent = {"units": [units["W1"], units["W2"]], **unnamed}
    assert await refused(office, services.log, "mergeUnits", **sent) == [
        "EMPTY_TEXT at into.new.name"
    ]


async def test_the_codes_of_what_cannot_be_split(office: Office, services: Services) -> None:
    units = office.units
    two = [{"standing": units["W2"]}, {"standing": units["T2"]}]
    directive = ids.encode(Kind.DIRECTIVE, UUID(int=9))
    for more, reason in (
        ({"parts": two[:1]}, "TOO_FEW_PARTS at parts"),
        ({"parts": two[:1] * 51}, "TOO_MANY_PARTS at parts"),
        ({"parts": two[:1] * 2}, "REPEATED_UNIT at parts"),
        ({"parts": [*two, {"standing": units["B11"]}]}, "SUCCESSOR_BELOW at parts.2.standing"),
        ({"parts": two, "seat": 2}, "UNKNOWN_PART at seat"),
        (
            {"parts": two, "placements": [{"unit": units["B21"], "part": 1}]},
            "NOT_UNDER_ENDED at placements.0.unit",
        ),
        (
            {"parts": two, "placements": [{"unit": units["B11"], "part": 9}]},
            "UNKNOWN_PART at placements.0.part",
        ),
        (
            {"parts": two, "transfers": [{"directive": directive, "part": 1}]},
            "DIRECTIVE_NOT_FOUND at transfers.0.directive",
        ),
    ):
        sent = {"unit": units["W1"], "validFrom": DAY, **more}
        assert await refused(office, services.log, "splitUnit", **sent) == [reason]
    root = {"unit": units["C"], "validFrom": DAY, "parts": two}
    assert await refused(office, services.log, "splitUnit", **root) == ["ROOT_NEVER_ENDS at unit"]


async def test_the_codes_of_what_cannot_be_dissolved(office: Office, services: Services) -> None:
    units = office.units
    for unit, more, reason in (
        ("C", {}, "ROOT_NEVER_ENDS at unit"),
        ("W1", {"successors": [units["W1"]]}, "UNIT_HAS_ENDED at successors.0"),
        ("W1", {"successors": [units["B11"]]}, "SUCCESSOR_BELOW at successors.0"),
        ("W1", {"successors": [units["W2"]] * 2}, "REPEATED_UNIT at successors"),
        ("W1", {"successors": [units["W2"]] * 51}, "TOO_MANY_PARTS at successors"),
        (
            "W1",
            {"placements": [{"unit": units["B11"], "to": units["W2"]}]},
            "NOT_A_SUCCESSOR at placements.0.to",
        ),
    ):
        sent = {"unit": units[unit], "validFrom": DAY, **more}
        assert await refused(office, services.log, "dissolveUnit", **sent) == [reason]


async def test_the_codes_of_a_line_and_of_an_alias(office: Office, services: Services) -> None:
    units, log = office.units, services.log
    await acted(office, "setSuperior", unit=units["W1"], line="party", superior=units["W2"])
    for unit, superior, line, reason in (
        ("W1", "W1", "party", "CYCLIC_MOVE at superior"),
        ("W2", "W1", "party", "CYCLIC_MOVE at superior"),
        ("W2", "T2", "the party", "INVALID_KEY at line"),
    ):
        sent = {"unit": units[unit], "superior": units[superior], "line": line}
        assert await refused(office, log, "setSuperior", **sent) == [reason]
    by_move = {"unit": units["W2"], "parent": units["W1"], "line": "party"}
    assert await refused(office, log, "moveUnit", **by_move) == ["CYCLIC_MOVE at parent"]
    for name, reason in ((" ", "EMPTY_TEXT at name"), ("x" * 1_001, "TEXT_TOO_LONG at name")):
        sent = {"unit": units["W1"], "name": name}
        assert await refused(office, log, "addAlias", **sent) == [reason]


async def test_an_alias_is_noted_once(office: Office) -> None:
    sent = {"unit": office.units["W1"], "name": "Phường Một cũ"}
    await acted(office, "addAlias", **sent)
    again = await act(office, "addAlias", **sent)
    assert (again["position"], again["userErrors"]) == (None, [])


async def test_only_administrators_of_all_units_change_the_tree(
    office: Office, services: Services
) -> None:
    """Mai administers W1 alone."""
    units = office.units
    await office.grant("mai", "W1", "ADMINISTRATOR")
    here, there = units["W1"], units["W2"]
    standing = {"standing": there}
    wanted: tuple[tuple[str, dict[str, Any], list[str]], ...] = (
        (
            "mergeUnits",
            {"units": [here, there], "into": standing, "validFrom": DAY},
            ["units.1", "into.standing"],
        ),
        (
            "splitUnit",
            {"unit": here, "parts": [standing, {"new": {**NEW, "code": "N", "parent": here}}]},
            ["parts.0.standing"],
        ),
        ("dissolveUnit", {"unit": here}, ["successors"]),
        ("dissolveUnit", {"unit": there, "successors": [here]}, ["unit"]),
        ("setSuperior", {"unit": here, "line": "party", "superior": there}, ["superior"]),
        ("addAlias", {"unit": there, "name": "Phường"}, ["unit"]),
        ("moveUnit", {"unit": there, "parent": here, "line": "party"}, ["unit"]),
    )
    for mutation, sent, fields in wanted:
        if mutation in ("splitUnit", "dissolveUnit"):
            sent["validFrom"] = DAY
        expected = [f"NOT_PERMITTED at {field}" for field in fields]
        assert await refused(office, services.log, mutation, "mai", **sent) == expected


async def test_a_grant_on_an_ended_unit_opens_nothing(office: Office, services: Services) -> None:
    """Mai administered W1, which comes into W2: she administers no branch of it any more."""
    await office.grant("mai", "W1", "ADMINISTRATOR")
    sent = {"unit": office.units["B11"], "name": "Chi bộ Một"}
    assert (await act(office, "renameUnit", "mai", **sent))["userErrors"] == []
    units, standing = [office.units["W1"]], {"standing": office.units["W2"]}
    await acted(
        office, "mergeUnits", units=[*units, office.units["W2"]], into=standing, validFrom=DAY
    )
    sent = {"unit": office.units["B11"], "name": "Chi bộ Hai"}
    assert await refused(office, services.log, "renameUnit", "mai", **sent) == [
        "NOT_PERMITTED at unit"
    ]
    granted = {"subject": "lan", "unit": office.units["W1"], "role": "READER"}
    payload = await office.do("GrantRole", "an", **granted)
    assert [error["code"] for error in payload["userErrors"]] == ["UNIT_HAS_ENDED"]
