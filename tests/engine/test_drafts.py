"""Drafts through the engine: who writes, who comments, who issues them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from cascade.directive.commands import (
    CommentOnDirective,
    DateWindow,
    DiscardDraft,
    DraftDirective,
)
from cascade.directive.state import Directive
from cascade.enums import DirectiveStatus
from tests.harness.builders import TODAY
from tests.harness.nation import Nation

NOWHERE = UUID(int=9)


def drafting(nation: Nation, **changed: Any) -> DraftDirective:
    content = {"subject": "Về việc thông tin"}
    draft = DraftDirective(
        issuer=nation.units["D1"], type="CV", subject="Về việc thông tin", content=content
    )
    return replace(draft, commenters=(nation.units["W3"],), **changed)


async def drafted(nation: Nation) -> UUID:
    outcome = await nation.do(drafting(nation), by="issuer-D1")
    return UUID(outcome.answer["directive"])


async def directive(nation: Nation, id_: UUID) -> Directive:
    return (await nation.engine.session("").directives([id_]))[id_]


async def test_a_draft_is_issued_under_its_own_id(nation: Nation) -> None:
    id_ = await drafted(nation)
    await nation.do(nation.issuing(draft=id_), by="issuer-D1")
    standing = await directive(nation, id_)
    assert standing.status() is DirectiveStatus.IN_FORCE
    assert (standing.version, standing.draft) == (2, None)
    again = nation.issuing(draft=id_)
    assert await nation.refusals(again, "issuer-D1") == ["DRAFT_NOT_FOUND at draft"]


async def test_a_draft_is_issued_by_its_issuer_alone(nation: Nation) -> None:
    id_ = await drafted(nation)
    other = nation.issuing("P1", draft=id_)
    assert await nation.refusals(other, "issuer-P1") == ["DRAFT_NOT_FOUND at draft"]
    unknown = nation.issuing(draft=NOWHERE)
    assert await nation.refusals(unknown, "issuer-D1") == ["DRAFT_NOT_FOUND at draft"]


async def test_a_draft_is_written_by_who_issues_for_the_unit(nation: Nation) -> None:
    assert await nation.refusals(drafting(nation), "officer-D1") == ["NOT_PERMITTED at issuer"]
    id_ = await drafted(nation)
    foreign = replace(drafting(nation, draft=id_), issuer=nation.units["P1"])
    assert await nation.refusals(foreign, "issuer-P1") == ["DRAFT_NOT_FOUND at draft"]
    same = await nation.do(drafting(nation, draft=id_), by="issuer-D1")
    assert same.position is None
    await nation.do(drafting(nation, draft=id_, type="KH"), by="issuer-D1")
    assert (await directive(nation, id_)).version == 2


async def test_who_was_asked_comments_on_a_draft(nation: Nation) -> None:
    id_ = await drafted(nation)
    for code, by in (("W3", "officer-W3"), ("D1", "issuer-D1")):
        await nation.do(
            CommentOnDirective(directive=id_, unit=nation.units[code], text="Đồng ý"), by=by
        )
    assert (await directive(nation, id_)).comments == 2
    comment = CommentOnDirective(directive=id_, unit=nation.units["W1"], text="Đồng ý")
    assert await nation.refusals(comment, "officer-W1") == ["DIRECTIVE_NOT_FOUND at directive"]
    forged = CommentOnDirective(directive=id_, unit=nation.units["W3"], text="Đồng ý")
    assert await nation.refusals(forged, "officer-W1") == ["DIRECTIVE_NOT_FOUND at directive"]
    await nation.do(nation.issuing(draft=id_), by="issuer-D1")
    assert await nation.refusals(forged, "officer-W3") == ["NOT_A_DRAFT at directive"]


async def test_a_draft_is_discarded_once(nation: Nation) -> None:
    id_ = await drafted(nation)
    discard = DiscardDraft(id_)
    assert await nation.refusals(discard, "issuer-P1") == ["DRAFT_NOT_FOUND at draft"]
    await nation.do(discard, by="issuer-D1")
    assert await nation.refusals(discard, "issuer-D1") == ["DRAFT_NOT_FOUND at draft"]
    late = nation.issuing(draft=id_)
    assert await nation.refusals(late, "issuer-D1") == ["DRAFT_NOT_FOUND at draft"]
    directive_id = await drafted(nation)
    await nation.do(nation.issuing(draft=directive_id), by="issuer-D1")
    issued = DiscardDraft(directive_id)
    assert await nation.refusals(issued, "issuer-D1") == ["NOT_A_DRAFT at draft"]


async def test_nothing_is_dated_on_a_draft(nation: Nation) -> None:
    window = DateWindow(
        directive=await drafted(nation), key="dai-hoi", from_day=TODAY, to_day=TODAY
    )
    assert await nation.refusals(window, "issuer-D1") == ["DIRECTIVE_NOT_FOUND at directive"]


async def test_a_joint_issue_needs_the_authority_for_every_issuer(nation: Nation) -> None:
    joint = nation.issuing(joint_issuers=(nation.units["P2"],))
    assert await nation.refusals(joint, "issuer-D1") == ["NOT_PERMITTED at joint_issuers.0"]
