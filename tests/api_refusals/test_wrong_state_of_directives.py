"""What a directive takes no more, or not yet: each refused by its code, nothing recorded.

Where the same was done before, nothing is left to do: no refusal, and no event either.
"""

from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import pytest

from tests.api_refusals.examples.directives import a_draft, accept_invitation
from tests.api_refusals.examples.execution import recall_relay, relay_directive
from tests.api_refusals.province import Input, Province

Act: TypeAlias = tuple[str, str, Input]
"""A mutation, who sends it, and what."""
LATER: Final = "2026-04-20T09:00:00Z"
WHY: Final = {"reason": "Không còn phù hợp"}


async def revoked(province: Province) -> str:
    directive = await province.directive(windows=[{"key": "dot-1", "stated": "đợt 1"}])
    await province.done("revokeDirective", "issuer-W1", {"directive": directive, **WHY})
    return directive


async def superseded(province: Province) -> str:
    directive = await province.directive(windows=[{"key": "dot-1", "stated": "đợt 1"}])
    sent = {"directive": directive, "by": await province.directive()}
    await province.done("supersedeDirective", "issuer-W1", sent)
    return directive


async def recorded(province: Province) -> str:
    units = province.units
    sent = {"recordedBy": units["W1"], "issuer": units["C"], "type": "CT", "subject": "Chỉ thị"}
    sent["issuedOn"] = "2025-11-03"
    payload = await province.done("recordDirective", "issuer-W1", sent)
    return str(payload["directive"]["id"])


async def discarded(province: Province) -> str:
    draft = await a_draft(province)
    await province.done("discardDraft", "issuer-W1", {"draft": draft})
    return draft


async def issued(province: Province) -> str:
    draft = await a_draft(province)
    sent = province.issuing(draft=draft, type="KH")
    await province.done("issueDirective", "issuer-W1", sent)
    return draft


def changes(province: Province, directive: str) -> list[Act]:
    """Whatever would change what is owed by it."""
    units, named = province.units, {"directive": directive}
    dues = [{"taskKey": "1", "on": "2026-03-25"}]
    added = {"addTasks": [{"key": "9", "text": "Họp."}]}
    return [
        ("amendDirective", "issuer-W1", {**named, **added}),
        (
            "dateWindow",
            "issuer-W1",
            {**named, "key": "dot-1", "from": "2026-02-01", "to": "2026-02-28"},
        ),
        ("inviteUnit", "issuer-W1", {**named, "task": "1", "unit": units["W2"]}),
        ("moveDueDates", "issuer-W1", {**named, "dues": dues, **WHY}),
        ("extendGroup", "issuer-W1", {**named, "under": units["W1"], "dueAt": LATER, **WHY}),
        ("exemptGroup", "issuer-W1", {**named, "under": units["W1"], **WHY}),
    ]


def endings(province: Province, directive: str, by: str) -> list[Act]:
    return [
        ("revokeDirective", "issuer-W1", {"directive": directive, **WHY}),
        ("supersedeDirective", "issuer-W1", {"directive": directive, "by": by}),
    ]


@pytest.mark.parametrize("end", [revoked, superseded])
async def test_what_has_ended_is_changed_no_more(
    province: Province, end: Callable[[Province], Awaitable[str]]
) -> None:
    directive, other = await end(province), await province.directive()
    acts = [*changes(province, directive), *endings(province, directive, other)]
    for mutation, by, sent in acts:
        reason = await province.refused(mutation, by, sent)
        assert reason == ["DIRECTIVE_NOT_IN_FORCE at directive"], mutation
    sent = {"directive": other, "by": directive}
    assert await province.refused("supersedeDirective", "issuer-W1", sent) == [
        "DIRECTIVE_NOT_IN_FORCE at by"
    ]
    cited = {"text": "Chỉ thị", "relation": "IMPLEMENTS", "target": directive}
    anew = province.issuing(citations=[cited])
    assert await province.refused("issueDirective", "issuer-W1", anew) == [
        "DIRECTIVE_NOT_IN_FORCE at citations.0.target"
    ]


async def test_what_has_ended_is_not_passed_on(province: Province) -> None:
    for mutation, example in (("relayDirective", relay_directive), ("recallRelay", recall_relay)):
        sent = await example(province)
        ended = {"directive": sent.input["directive"], **WHY}
        await province.done("revokeDirective", "issuer-D1", ended)
        assert await province.refused(mutation, sent.by, sent.input) == [
            "DIRECTIVE_NOT_IN_FORCE at directive"
        ]


async def test_a_relay_is_recalled_once(province: Province) -> None:
    sent = await recall_relay(province)
    await province.done("recallRelay", sent.by, sent.input)
    assert await province.refused("recallRelay", sent.by, sent.input) == []
    never = await relay_directive(province)
    named = {key: never.input[key] for key in ("directive", "by")}
    assert await province.refused("recallRelay", never.by, named) == ["NOTHING_RELAYED at by"]


async def test_a_recorded_document_asks_for_nothing(province: Province) -> None:
    directive = await recorded(province)
    for mutation, by, sent in changes(province, directive):
        reason = await province.refused(mutation, by, sent)
        assert reason == ["DIRECTIVE_ASKS_FOR_NOTHING at directive"], mutation


@pytest.mark.parametrize("begin", [a_draft, discarded])
async def test_a_draft_is_no_directive(
    province: Province, begin: Callable[[Province], Awaitable[str]]
) -> None:
    draft, other = await begin(province), await province.directive()
    for mutation, by, sent in [*changes(province, draft), *endings(province, draft, other)]:
        reason = await province.refused(mutation, by, sent)
        assert reason == ["DIRECTIVE_NOT_FOUND at directive"], mutation
    sent = {"directive": other, "by": draft}
    assert await province.refused("supersedeDirective", "issuer-W1", sent) == [
        "DIRECTIVE_NOT_FOUND at by"
    ]


async def test_an_issued_draft_is_a_draft_no_more(province: Province) -> None:
    directive, unit = await issued(province), province.units["W1"]
    comment = {"directive": directive, "unit": unit, "text": "Đồng ý."}
    write = {"draft": directive, "issuer": unit, "type": "KH", "subject": "Sửa"}
    for mutation, sent, reason in (
        ("commentOnDirective", comment, "NOT_A_DRAFT at directive"),
        ("discardDraft", {"draft": directive}, "NOT_A_DRAFT at draft"),
        ("draftDirective", write, "DRAFT_NOT_FOUND at draft"),
        ("issueDirective", province.issuing(draft=directive), "DRAFT_NOT_FOUND at draft"),
    ):
        assert await province.refused(mutation, "issuer-W1", sent) == [reason], mutation


async def test_a_discarded_draft_is_gone(province: Province) -> None:
    draft, unit = await discarded(province), province.units["W1"]
    comment = {"directive": draft, "unit": unit, "text": "Đồng ý."}
    write = {"draft": draft, "issuer": unit, "type": "KH", "subject": "Sửa"}
    for mutation, sent, reason in (
        ("commentOnDirective", comment, "DIRECTIVE_NOT_FOUND at directive"),
        ("discardDraft", {"draft": draft}, "DRAFT_NOT_FOUND at draft"),
        ("draftDirective", write, "DRAFT_NOT_FOUND at draft"),
        ("issueDirective", province.issuing(draft=draft), "DRAFT_NOT_FOUND at draft"),
    ):
        assert await province.refused(mutation, "issuer-W1", sent) == [reason], mutation


async def test_a_withdrawn_task_is_amended_no_more(province: Province) -> None:
    tasks = [{"key": key, "text": "Báo cáo."} for key in "12"]
    directive = await province.directive(tasks=tasks)
    named = {"directive": directive}
    await province.done("amendDirective", "issuer-W1", {**named, "withdrawTasks": ["2"]})
    moved = {"dues": [{"taskKey": "2", "on": "2026-03-25"}], **WHY}
    for mutation, sent, reason in (
        (
            "amendDirective",
            {"changeTasks": [{"key": "2", "text": "Khác."}]},
            "TASK_WITHDRAWN at changeTasks.0.key",
        ),
        (
            "amendDirective",
            {"withdrawTasks": ["2"]},
            "TASK_WITHDRAWN at withdrawTasks.0",
        ),
        (
            "amendDirective",
            {"addTasks": [{"key": "2", "text": "Lại."}]},
            "DUPLICATE_KEY at addTasks.0.key",
        ),
        ("amendDirective", {"withdrawTasks": ["1"]}, "NO_TASK at withdrawTasks"),
        ("amendDirective", {}, "NOTHING_TO_AMEND at directive"),
        (
            "inviteUnit",
            {"task": "2", "unit": province.units["W2"]},
            "TASK_WITHDRAWN at task",
        ),
        ("moveDueDates", moved, "UNKNOWN_TASK at dues.0.taskKey"),
    ):
        refused = await province.refused(mutation, "issuer-W1", {**named, **sent})
        assert refused == [reason], (mutation, sent)


async def test_an_invitation_is_answered_once(province: Province) -> None:
    for first, second in (
        ("acceptInvitation", "declineInvitation"),
        ("declineInvitation", "acceptInvitation"),
    ):
        sent = await accept_invitation(province)
        await province.done(first, sent.by, sent.input)
        assert await province.refused(first, sent.by, sent.input) == []
        reason = await province.refused(second, sent.by, sent.input)
        assert reason == ["INVITATION_ANSWERED at invitation"], second


async def test_a_unit_is_invited_once_and_only_from_outside(province: Province) -> None:
    directive = await province.directive()
    invite = {"directive": directive, "task": "1", "unit": province.units["W2"]}
    await province.done("inviteUnit", "issuer-W1", invite)
    assert await province.refused("inviteUnit", "issuer-W1", invite) == []
    charged = {**invite, "unit": province.units["B12"]}
    assert await province.refused("inviteUnit", "issuer-W1", charged) == [
        "NEEDS_NO_INVITATION at unit"
    ]


async def test_a_citation_is_matched_with_another_directive(province: Province) -> None:
    cited = [{"text": "7-CV/ĐU", "relation": "IMPLEMENTS"}]
    payload = await province.done("issueDirective", "issuer-W1", province.issuing(citations=cited))
    directive, citation = payload["directive"]["id"], payload["directive"]["citations"][0]["id"]
    itself = {"citation": citation, "target": directive}
    assert await province.refused("resolveCitation", "issuer-W1", itself) == [
        "CITES_ITSELF at target"
    ]
    assert await province.refused("resolveCitation", "issuer-W1", {"citation": citation}) == []


async def test_a_directive_does_not_take_its_own_place(province: Province) -> None:
    directive = await province.directive()
    itself = {"directive": directive, "by": directive}
    assert await province.refused("supersedeDirective", "issuer-W1", itself) == [
        "SUPERSEDES_ITSELF at by"
    ]
    nothing = {"directive": directive}
    assert await province.refused("correctDirective", "issuer-W1", nothing) == [
        "NOTHING_TO_CORRECT at directive"
    ]
