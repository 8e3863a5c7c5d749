"""What a unit that has ended takes no more, and reorganisations that cannot be."""

from typing import Any, Final

from tests.api_refusals.examples.organisation import cancel_scheduled_change
from tests.api_refusals.province import Input, Province

TODAY: Final = {"validFrom": "2026-01-05"}
NEW: Final = {"name": "Chi bộ mới", "kind": "cell", "level": "branch"}


def new_under(province: Province, parent: str) -> Input:
    return {"new": {**NEW, "code": f"U{province.number()}", "parent": parent}}


async def ended_unit(province: Province) -> str:
    """The id of a branch of W1 that was dissolved."""
    unit = await province.new_unit()
    await province.done("dissolveUnit", "an", {"unit": unit, **TODAY})
    return unit


async def test_an_ended_unit_takes_part_in_nothing(province: Province) -> None:
    ended, live = await ended_unit(province), await province.new_unit()
    parts = [new_under(province, live), new_under(province, live)]
    for mutation, sent, field in (
        ("renameUnit", {"unit": ended, "name": "Chi bộ 3"}, "unit"),
        ("moveUnit", {"unit": ended, "parent": province.units["W2"]}, "unit"),
        ("moveUnit", {"unit": live, "parent": ended}, "parent"),
        ("setSuperior", {"unit": ended, "line": "chi-dao", "superior": live}, "unit"),
        ("setSuperior", {"unit": live, "line": "chi-dao", "superior": ended}, "superior"),
        ("mergeUnits", {"units": [live, ended], "into": {"standing": live}, **TODAY}, "units.1"),
        (
            "mergeUnits",
            {"units": [live, province.units["B12"]], "into": {"standing": ended}, **TODAY},
            "into.standing",
        ),
        ("splitUnit", {"unit": ended, "parts": parts, **TODAY}, "unit"),
        ("dissolveUnit", {"unit": ended, **TODAY}, "unit"),
        ("dissolveUnit", {"unit": live, "successors": [ended], **TODAY}, "successors.0"),
        (
            "establishUnits",
            {"units": [new_under(province, ended)["new"]]},
            "units.0.parent",
        ),
        ("grantRole", {"subject": "mai", "unit": ended, "role": "OFFICER"}, "unit"),
    ):
        reason = await province.refused(mutation, "an", sent)
        assert reason == [f"UNIT_HAS_ENDED at {field}"], mutation


async def test_nothing_is_asked_of_an_ended_unit(province: Province) -> None:
    ended, by = await ended_unit(province), "issuer-W1"
    task = {"key": "1", "text": "Báo cáo."}
    directive = await province.directive()
    invite = {"directive": directive, "task": "1", "unit": ended}
    for mutation, sent, field in (
        ("issueDirective", province.issuing(audience={"units": [ended]}), "audience.units.0"),
        (
            "issueDirective",
            province.issuing(audience={"groups": [{"under": ended}]}),
            "audience.groups.0.under",
        ),
        ("issueDirective", province.issuing(tasks=[{**task, "lead": ended}]), "tasks.0.lead"),
        (
            "issueDirective",
            province.issuing(tasks=[{**task, "reportTo": ended}]),
            "tasks.0.reportTo",
        ),
        ("inviteUnit", invite, "unit"),
    ):
        assert await province.refused(mutation, by, sent) == [f"UNIT_HAS_ENDED at {field}"], field


async def test_the_root_never_ends(province: Province) -> None:
    root, ward = province.units["C"], province.units["W1"]
    parts = [new_under(province, ward), new_under(province, ward)]
    for mutation, sent, reason in (
        ("dissolveUnit", {"unit": root, **TODAY}, "ROOT_NEVER_ENDS at unit"),
        ("splitUnit", {"unit": root, "parts": parts, **TODAY}, "ROOT_NEVER_ENDS at unit"),
        (
            "mergeUnits",
            {"units": [ward, root], "into": {"standing": ward}, **TODAY},
            "ROOT_NEVER_ENDS at units",
        ),
        ("moveUnit", {"unit": root, "parent": ward}, "CYCLIC_MOVE at parent"),
    ):
        assert await province.refused(mutation, "an", sent) == [reason], mutation


async def test_a_merger_makes_one_of_several(province: Province) -> None:
    first, second = await province.new_unit(), await province.new_unit()
    merge = {"units": [first, second], "into": new_under(province, province.units["W1"]), **TODAY}
    beneath = await province.new_unit(first)
    for changed, reason in (
        ({"units": [first]}, "NOTHING_TO_MERGE at units"),
        ({"units": [first], "into": {"standing": first}}, "NOTHING_TO_MERGE at units"),
        ({"units": [first, second, first]}, "REPEATED_UNIT at units"),
        ({"into": {"standing": beneath}}, "SUCCESSOR_BELOW at into.standing"),
        ({"into": both_ways(province, second)}, None),
    ):
        sent: Any = {**merge, **changed}
        if reason is None:
            answer = await province.answer("mergeUnits", "an", {**sent, "idempotencyKey": "1"})
            assert "data" not in answer.body, "the type forbids it"
        else:
            assert await province.refused("mergeUnits", "an", sent) == [reason], changed


def both_ways(province: Province, standing: str) -> Input:
    return {**new_under(province, province.units["W1"]), "standing": standing}


async def test_a_split_makes_several_of_one(province: Province) -> None:
    unit, ward = await province.new_unit(), province.units["W1"]
    parts = [new_under(province, ward), new_under(province, ward)]
    split = {"unit": unit, "parts": parts, **TODAY}
    directive = await province.directive(audience={"units": [unit]})
    for changed, reason in (
        ({"parts": parts[:1]}, "TOO_FEW_PARTS at parts"),
        ({"parts": [parts[0], {"standing": unit}]}, "UNIT_HAS_ENDED at parts.1.standing"),
        ({"seat": 2}, "UNKNOWN_PART at seat"),
        ({"transfers": [{"directive": directive, "part": 2}]}, "UNKNOWN_PART at transfers.0.part"),
        (
            {"placements": [{"unit": province.units["B12"], "part": 0}]},
            "NOT_UNDER_ENDED at placements.0.unit",
        ),
        ({"parts": [parts[0], new_under(province, unit)]}, "UNIT_HAS_ENDED at parts.1.new.parent"),
    ):
        assert await province.refused("splitUnit", "an", {**split, **changed}) == [reason], changed


async def test_a_dissolved_unit_leaves_what_it_had_to_successors(province: Province) -> None:
    unit, heir = await province.new_unit(), province.units["B12"]
    directive = await province.directive(audience={"units": [unit]})
    dissolve = {"unit": unit, "successors": [heir], **TODAY}
    for changed, reason in (
        ({"successors": [unit]}, "UNIT_HAS_ENDED at successors.0"),
        ({"successors": [heir, heir]}, "REPEATED_UNIT at successors"),
        (
            {"transfers": [{"directive": directive, "to": province.units["B11"]}]},
            "NOT_A_SUCCESSOR at transfers.0.to",
        ),
        (
            {"placements": [{"unit": province.units["B11"], "to": heir}]},
            "NOT_UNDER_ENDED at placements.0.unit",
        ),
    ):
        sent = {**dissolve, **changed}
        assert await province.refused("dissolveUnit", "an", sent) == [reason], changed


async def test_nobody_stands_over_himself_on_a_line(province: Province) -> None:
    upper, lower = await province.new_unit(), await province.new_unit()
    line = {"line": f"tuyen-{province.number()}"}
    await province.done("setSuperior", "an", {"unit": lower, "superior": upper, **line})
    for mutation, sent, field in (
        ("setSuperior", {"unit": upper, "superior": lower}, "superior"),
        ("setSuperior", {"unit": upper, "superior": upper}, "superior"),
        ("moveUnit", {"unit": upper, "parent": lower}, "parent"),
    ):
        reason = await province.refused(mutation, "an", {**sent, **line})
        assert reason == [f"CYCLIC_MOVE at {field}"], mutation


async def test_a_scheduled_change_is_cancelled_once_and_before_its_day(province: Province) -> None:
    sent = await cancel_scheduled_change(province)
    await province.done("cancelScheduledChange", sent.by, sent.input)
    assert await province.refused("cancelScheduledChange", sent.by, sent.input) == []
    strange = await cancel_scheduled_change(province)
    assert await province.refused("cancelScheduledChange", "issuer-W1", strange.input) == [
        "NOT_PERMITTED at change"
    ]


async def test_what_cannot_be_now_is_not_scheduled(province: Province) -> None:
    unit, later = await province.new_unit(), {"validFrom": "2026-07-01"}
    for mutation, sent, reason in (
        ("mergeUnits", {"units": [unit], "into": {"standing": unit}}, "NOTHING_TO_MERGE at units"),
        ("moveUnit", {"unit": unit, "parent": unit}, "CYCLIC_MOVE at parent"),
        ("renameUnit", {"unit": unit, "name": " "}, "EMPTY_TEXT at name"),
        ("dissolveUnit", {"unit": province.units["C"]}, "ROOT_NEVER_ENDS at unit"),
        (
            "establishUnits",
            {"units": [new_under(province, province.units["W1"])["new"]]},
            "FOUNDED_IN_THE_FUTURE at validFrom",
        ),
    ):
        assert await province.refused(mutation, "an", {**sent, **later}) == [reason], mutation
