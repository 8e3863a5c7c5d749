"""What an obligation takes no more, or not yet: each refused by its code, nothing recorded."""

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import pytest

from tests.api_refusals.examples.execution import link_report
from tests.api_refusals.province import Input, Province

Act: TypeAlias = tuple[str, str, Input, str]
"""A mutation, who sends it, what, and the field that names the obligation."""
End: TypeAlias = Callable[[Province, str], Awaitable[None]]
LATER: Final = "2026-04-20T09:00:00Z"
EVEN_LATER: Final = "2026-05-20T09:00:00Z"
WHY: Final = {"reason": "Không còn phù hợp"}
TOGETHER: Final = ""
"""Obligations of a list are named by their outcomes, not by a field."""


async def revoked(province: Province, directive: str) -> None:
    await province.done("revokeDirective", "issuer-W1", {"directive": directive, **WHY})


async def superseded(province: Province, directive: str) -> None:
    sent = {"directive": directive, "by": await province.directive()}
    await province.done("supersedeDirective", "issuer-W1", sent)


async def task_withdrawn(province: Province, directive: str) -> None:
    sent = {"withdrawTasks": ["1"], "addTasks": [{"key": "2", "text": "Họp."}]}
    await province.done("amendDirective", "issuer-W1", {"directive": directive, **sent})


async def unit_withdrawn(province: Province, directive: str) -> None:
    sent = {"withdrawAudience": {"units": [province.units["B11"]]}}
    await province.done("amendDirective", "issuer-W1", {"directive": directive, **sent})


async def exempted(province: Province, directive: str) -> None:
    sent = {"obligations": [province.owed(directive)], **WHY}
    await province.done("exemptObligations", "issuer-W1", sent)


async def exempted_with_others(province: Province, directive: str) -> None:
    sent = {"directive": directive, "under": province.units["W1"], **WHY}
    await province.done("exemptGroup", "issuer-W1", sent)


async def fulfilled(province: Province, directive: str) -> None:
    report = await province.reported(province.owed(directive))
    await province.done("decideReport", "issuer-W1", {"report": report, "decision": "ACCEPTED"})


async def reported(province: Province, directive: str) -> None:
    await province.reported(province.owed(directive))


async def declared(province: Province, directive: str) -> None:
    sent = {"obligations": [province.owed(directive)], **WHY}
    await province.done("declareNotApplicable", "officer-B11", sent)


async def not_applicable(province: Province, directive: str) -> None:
    await declared(province, directive)
    sent = {"obligations": [province.owed(directive)], "agree": True}
    await province.done("decideNotApplicable", "issuer-W1", sent)


def acts_of_the_unit(owed: str) -> list[Act]:
    entries = [{"day": "2026-01-20", "text": "Họp chi bộ"}]
    return [
        ("acknowledge", "officer-B11", {"obligations": [owed]}, TOGETHER),
        ("assignObligation", "officer-B11", {"obligation": owed, "post": "Bí thư"}, "obligation"),
        ("planObligation", "officer-B11", {"obligation": owed, "entries": entries}, "obligation"),
        ("submitReport", "officer-B11", {"obligation": owed, "text": "Đã làm."}, "obligation"),
        asking(owed),
    ]


def asking(owed: str) -> Act:
    sent = {"obligation": owed, "dueAt": EVEN_LATER, **WHY}
    return ("askExtension", "officer-B11", sent, "obligation")


def acts_of_the_judge(province: Province, owed: str) -> list[Act]:
    named = {"obligations": [owed]}
    return [
        ("extendObligations", "issuer-W1", {**named, "dueAt": EVEN_LATER, **WHY}, TOGETHER),
        ("remind", "issuer-W1", {**named, "by": province.units["W1"]}, TOGETHER),
        ("exemptObligations", "issuer-W1", {**named, **WHY}, TOGETHER),
    ]


async def asked(province: Province, owed: str) -> str:
    """The id of a request for more time."""
    sent = {"obligation": owed, "dueAt": LATER, **WHY}
    payload = await province.done("askExtension", "officer-B11", sent)
    return str(payload["outcomes"][0]["obligation"]["extensionRequests"][0]["id"])


@pytest.mark.parametrize("end", [revoked, superseded, task_withdrawn, unit_withdrawn])
async def test_what_is_withdrawn_takes_no_act(province: Province, end: End) -> None:
    directive = await province.directive()
    owed = province.owed(directive)
    request, report = await asked(province, owed), await province.reported(owed)
    await end(province, directive)
    decisions: list[Act] = [
        ("decideReport", "issuer-W1", {"report": report, "decision": "ACCEPTED"}, "report"),
        ("decideExtension", "issuer-W1", {"request": request, "grant": True}, "request"),
    ]
    acts = [*acts_of_the_unit(owed), *acts_of_the_judge(province, owed), *decisions]
    await all_refused(province, acts, "OBLIGATION_WITHDRAWN")


@pytest.mark.parametrize("end", [exempted, exempted_with_others])
async def test_what_a_unit_is_exempted_from_takes_no_act(province: Province, end: End) -> None:
    directive = await province.directive()
    owed = province.owed(directive)
    request = await asked(province, owed)
    await end(province, directive)
    decision: Act = ("decideExtension", "issuer-W1", {"request": request, "grant": True}, "request")
    *others, exempting = acts_of_the_judge(province, owed)
    acts = [*acts_of_the_unit(owed), *others, decision]
    await all_refused(province, acts, "EXEMPTED_ALREADY")
    mutation, by, sent, _ = exempting
    assert await province.refused(mutation, by, sent) == [], "once more is once"


async def test_what_is_fulfilled_is_asked_no_more(province: Province) -> None:
    directive = await province.directive()
    owed = province.owed(directive)
    request = await asked(province, owed)
    await fulfilled(province, directive)
    decision: Act = ("decideExtension", "issuer-W1", {"request": request, "grant": True}, "request")
    acknowledging, *_, reporting, _ = acts_of_the_unit(owed)
    acts = [reporting, *acts_of_the_judge(province, owed), decision]
    await all_refused(province, acts, "ALREADY_FULFILLED")
    mutation, by, sent, _ = acknowledging
    assert await province.refused(mutation, by, sent) == [], "it was seen, plainly"


@pytest.mark.parametrize("handed_in", [reported, declared])
async def test_what_is_reported_waits_for_its_decision(province: Province, handed_in: End) -> None:
    directive = await province.directive()
    owed = province.owed(directive)
    await handed_in(province, directive)
    acts = [*acts_of_the_judge(province, owed), asking(owed)]
    await all_refused(province, acts, "AWAITS_DECISION")


async def test_a_report_and_that_it_does_not_apply_wait_for_one_another(province: Province) -> None:
    reported_on, declared_of = [await province.directive() for _ in range(2)]
    await reported(province, reported_on)
    await declared(province, declared_of)
    report = {"obligation": province.owed(declared_of), "text": "Đã làm."}
    assert await province.refused("submitReport", "officer-B11", report) == [
        "AWAITS_DECISION at obligation"
    ]
    named = {"obligations": [province.owed(reported_on)]}
    assert await province.refused("declareNotApplicable", "officer-B11", {**named, **WHY}) == [
        "AWAITS_DECISION"
    ]
    agreed = {**named, "agree": True}
    for mutation, by, sent in (
        ("takeBackNotApplicable", "officer-B11", named),
        ("decideNotApplicable", "issuer-W1", agreed),
    ):
        assert await province.refused(mutation, by, sent) == ["NOTHING_DECLARED"]


async def test_what_does_not_apply_takes_no_act_but_a_report(province: Province) -> None:
    directive = await province.directive()
    owed = province.owed(directive)
    await not_applicable(province, directive)
    acknowledging, assigning, planning, reporting, ask = acts_of_the_unit(owed)
    acts = [acknowledging, assigning, planning, ask, *acts_of_the_judge(province, owed)]
    await all_refused(province, acts, "AGREED_NOT_APPLICABLE")
    named = {"obligations": [owed]}
    assert await province.refused("declareNotApplicable", "officer-B11", {**named, **WHY}) == []
    agreed = {**named, "agree": True}
    assert await province.refused("decideNotApplicable", "issuer-W1", agreed) == [], "once is once"
    for mutation, by, sent in (
        ("takeBackNotApplicable", "officer-B11", named),
        ("decideNotApplicable", "issuer-W1", {**agreed, "agree": False}),
    ):
        assert await province.refused(mutation, by, sent) == ["DECLARATION_DECIDED"]
    await province.done(*reporting[:3])


async def test_what_is_asked_of_everybody_always_applies(province: Province) -> None:
    tasks = [{"key": "1", "text": "Nghiên cứu.", "kind": "ACKNOWLEDGE"}]
    directive = await province.directive(tasks=tasks)
    sent = {"obligations": [province.owed(directive)], **WHY}
    refused = await province.refused("declareNotApplicable", "officer-B11", sent)
    assert refused == ["ALWAYS_APPLIES"]


async def all_refused(province: Province, acts: list[Act], code: str) -> None:
    for mutation, by, sent, field in acts:
        expected = f"{code} at {field}" if field else code
        assert await province.refused(mutation, by, sent) == [expected], mutation


async def test_a_report_is_decided_once_and_only_the_latest(province: Province) -> None:
    owed = province.owed(await province.directive())
    earlier, latest = [await province.reported(owed) for _ in range(2)]
    for decision in ("ACCEPTED", "RETURNED"):
        sent = {"report": earlier, "decision": decision}
        assert await province.refused("decideReport", "issuer-W1", sent) == ["NOT_LATEST at report"]
    accept = {"report": latest, "decision": "ACCEPTED"}
    await province.done("decideReport", "issuer-W1", accept)
    assert await province.refused("decideReport", "issuer-W1", accept) == []
    back = {**accept, "decision": "RETURNED"}
    assert await province.refused("decideReport", "issuer-W1", back) == [
        "DECIDED_ALREADY at decision"
    ]


async def test_one_request_at_a_time_and_decided_once(province: Province) -> None:
    owed = province.owed(await province.directive())
    request = await asked(province, owed)
    mutation, by, again, _ = asking(owed)
    assert await province.refused(mutation, by, again) == ["EXTENSION_ASKED_ALREADY at obligation"]
    refuse = {"request": request, "grant": False}
    dated = {**refuse, "dueAt": LATER}
    assert await province.refused("decideExtension", "issuer-W1", dated) == [
        "DATE_ONLY_WITH_GRANT at dueAt"
    ]
    await province.done("decideExtension", "issuer-W1", refuse)
    assert await province.refused("decideExtension", "issuer-W1", refuse) == []
    otherwise = {"request": request, "grant": True}
    assert await province.refused("decideExtension", "issuer-W1", otherwise) == [
        "REQUEST_DECIDED_ALREADY at request"
    ]


async def test_what_has_no_due_date_is_not_extended(province: Province) -> None:
    directive = await province.directive(tasks=[{"key": "1", "text": "Giữ nền nếp."}])
    owed = province.owed(directive)
    mutation, by, sent, _ = asking(owed)
    assert await province.refused(mutation, by, sent) == ["NOTHING_TO_EXTEND at obligation"]
    extend = acts_of_the_judge(province, owed)[0]
    assert await province.refused(*extend[:3]) == ["NOTHING_TO_EXTEND"]
    moved = {"directive": directive, "dues": [{"taskKey": "1", "on": "2026-03-25"}], **WHY}
    assert await province.refused("moveDueDates", "issuer-W1", moved) == [
        "NOTHING_TO_MOVE at dues.0.taskKey"
    ]


async def test_a_report_is_linked_once_to_what_its_unit_owes(province: Province) -> None:
    sent = await link_report(province)
    report = {"report": sent.input["report"]}
    directive = await province.directive(audience={"units": [province.units["B12"]]})
    of_another = {**report, "obligation": province.owed(directive, "B12")}
    assert await province.refused("linkReport", "issuer-W1", of_another) == [
        "REPORT_OF_ANOTHER at report"
    ]
    await province.done("linkReport", sent.by, sent.input)
    assert await province.refused("linkReport", sent.by, sent.input) == []
    again = {**report, "obligation": province.owed(await province.directive())}
    assert await province.refused("linkReport", sent.by, again) == ["LINKED_ALREADY at report"]


async def test_a_report_is_linked_to_what_takes_one(province: Province) -> None:
    for end, code in (
        (fulfilled, "ALREADY_FULFILLED"),
        (exempted, "EXEMPTED_ALREADY"),
        (declared, "AWAITS_DECISION"),
    ):
        sent, directive = await link_report(province), await province.directive()
        await end(province, directive)
        ended = {**sent.input, "obligation": province.owed(directive)}
        assert await province.refused("linkReport", sent.by, ended) == [f"{code} at obligation"]


async def test_reminding_goes_one_way(province: Province) -> None:
    by, under = {"by": province.units["W1"]}, {"overdueUnder": province.units["W1"]}
    owed = {"obligations": [province.owed(await province.directive())]}
    for sent, reason in (
        (by, "REMIND_ONE_WAY at obligations"),
        ({**by, **under, **owed}, "REMIND_ONE_WAY at obligations"),
        ({**by, **owed, "directive": await province.directive()}, "REMIND_ONE_WAY at directive"),
        ({**by, **under}, "NOTHING_OVERDUE at overdueUnder"),
    ):
        assert await province.refused("remind", "issuer-W1", sent) == [reason]
