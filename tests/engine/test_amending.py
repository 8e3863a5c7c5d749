"""Amendments, endings and corrections through the engine: who may, and what they rest on."""

from uuid import UUID

from cascade.directive.commands import (
    AmendDirective,
    AudienceInput,
    CitationInput,
    CorrectDirective,
    DateWindow,
    DraftDirective,
    GroupInput,
    RecordDirective,
    RevokeDirective,
    SupersedeDirective,
    TaskInput,
)
from cascade.directive.state import Directive
from cascade.enums import CitationRelation, DirectiveStatus, Role
from cascade.organisation.commands import MergeTarget, MergeUnits
from tests.harness.builders import TODAY
from tests.harness.nation import Nation

NOWHERE = UUID(int=9)
MORE = (TaskInput(key="t2", text="Kiểm tra"),)


async def directive(nation: Nation, id_: UUID) -> Directive:
    return (await nation.engine.session("").directives([id_]))[id_]


async def test_a_directive_is_amended_by_who_issues_for_its_issuer(nation: Nation) -> None:
    id_ = await nation.issued()
    amend = AmendDirective(directive=id_, add_tasks=MORE)
    for by in ("officer-D1", "issuer-P1", "issuer-W1"):
        assert await nation.refusals(amend, by) == ["DIRECTIVE_NOT_FOUND at directive"]
    unknown = AmendDirective(directive=NOWHERE, add_tasks=MORE)
    assert await nation.refusals(unknown, "issuer-D1") == ["DIRECTIVE_NOT_FOUND at directive"]
    await nation.do(amend, by="issuer-D1", key="once")
    await nation.do(amend, by="issuer-D1", key="once")
    assert len((await directive(nation, id_)).tasks) == 2
    assert await nation.refusals(amend, "issuer-D1") == ["DUPLICATE_KEY at add_tasks.0.key"]


async def test_what_amends_a_directive_is_seen_by_its_issuer(nation: Nation) -> None:
    id_ = await nation.issued()
    hidden = await nation.issued("P2", audience=AudienceInput((nation.units["W3"],)))
    amend = AmendDirective(directive=id_, add_tasks=MORE, amended_by=hidden)
    assert await nation.refusals(amend, "issuer-D1") == ["DIRECTIVE_NOT_FOUND at amended_by"]
    by = await nation.issued()
    await nation.do(AmendDirective(directive=id_, add_tasks=MORE, amended_by=by), by="issuer-D1")


async def test_each_of_several_issuers_may_end_what_they_issued_together(nation: Nation) -> None:
    await nation.grant("both", "D1", Role.ISSUER)
    await nation.grant("both", "P2", Role.ISSUER)
    joint = nation.issuing("D1", joint_issuers=(nation.units["P2"],))
    id_ = UUID((await nation.do(joint, by="both")).answer["directive"])
    await nation.do(RevokeDirective(id_, "hết hiệu lực"), by="issuer-P2")
    assert (await directive(nation, id_)).status() is DirectiveStatus.REVOKED
    for command in (
        DateWindow(directive=id_, key="dai-hoi", from_day=TODAY, to_day=TODAY),
        AmendDirective(directive=id_, add_tasks=MORE),
        RevokeDirective(id_, "lần nữa"),
    ):
        assert await nation.refusals(command, "issuer-D1") == [
            "DIRECTIVE_NOT_IN_FORCE at directive"
        ]


async def test_what_has_ended_is_not_implemented_anew(nation: Nation) -> None:
    id_ = await nation.issued()
    await nation.do(RevokeDirective(id_, "hết hiệu lực"), by="issuer-D1")
    citation = CitationInput(text="1-CV/B1", relation=CitationRelation.IMPLEMENTS, target=id_)
    anew = nation.issuing(citations=(citation,))
    assert await nation.refusals(anew, "issuer-D1") == [
        "DIRECTIVE_NOT_IN_FORCE at citations.0.target"
    ]
    told = CitationInput(text="1-CV/B1", relation=CitationRelation.REFERS_TO, target=id_)
    await nation.do(nation.issuing(citations=(told,)), by="issuer-D1")


async def test_another_directive_takes_the_place_of_one(nation: Nation) -> None:
    id_, by = await nation.issued(), await nation.issued()
    unknown = SupersedeDirective(directive=id_, by=NOWHERE)
    assert await nation.refusals(unknown, "issuer-D1") == ["DIRECTIVE_NOT_FOUND at by"]
    foreign = SupersedeDirective(directive=id_, by=by)
    assert await nation.refusals(foreign, "issuer-W1") == ["DIRECTIVE_NOT_FOUND at directive"]
    await nation.do(SupersedeDirective(directive=id_, by=by), by="issuer-D1")
    assert (await directive(nation, id_)).superseded_by_id == by
    assert (
        await nation.do(SupersedeDirective(directive=id_, by=by), by="issuer-D1")
    ).position is None


async def test_a_recorded_document_is_ended_and_corrected_by_who_recorded_it(
    nation: Nation,
) -> None:
    units = nation.units
    record = RecordDirective(
        recorded_by=units["P1"],
        issuer=units["C"],
        type="CV",
        number="9-CV/TW",
        subject="Về việc",
        issued_on=TODAY,
    )
    id_ = UUID((await nation.do(record, by="issuer-P1")).answer["directive"])
    correction = CorrectDirective(directive=id_, subject="Về việc khác")
    assert await nation.refusals(correction, "issuer-W1") == ["DIRECTIVE_NOT_FOUND at directive"]
    await nation.do(correction, by="issuer-P1")
    amend = AmendDirective(directive=id_, add_tasks=MORE)
    assert await nation.refusals(amend, "issuer-P1") == ["DIRECTIVE_ASKS_FOR_NOTHING at directive"]
    await nation.do(RevokeDirective(id_, "hết hiệu lực"), by="issuer-P1")
    assert (await directive(nation, id_)).status() is DirectiveStatus.REVOKED


async def test_who_stands_in_for_an_ended_issuer_amends_and_ends(nation: Nation) -> None:
    units = nation.units
    id_ = await nation.issued("W1", audience=below(nation, "W1"))
    draft = DraftDirective(issuer=units["W1"], type="CV", subject="Dự thảo", content={})
    draft_id = UUID((await nation.do(draft, by="issuer-W1")).answer["directive"])
    await nation.do(
        MergeUnits((units["W1"], units["W2"]), MergeTarget(standing=units["W2"]), TODAY)
    )
    amend = AmendDirective(
        directive=id_, add_tasks=MORE, add_audience=AudienceInput((nation.units["B21"],))
    )
    assert await nation.refusals(amend, "issuer-W1") == ["DIRECTIVE_NOT_FOUND at directive"]
    await nation.do(amend, by="issuer-W2")
    await nation.do(
        nation.issuing("W2", draft=draft_id, audience=below(nation, "W2")), by="issuer-W2"
    )
    await nation.do(RevokeDirective(id_, "hết hiệu lực"), by="issuer-W2")
    assert (await directive(nation, id_)).status() is DirectiveStatus.REVOKED


def below(nation: Nation, code: str) -> AudienceInput:
    return AudienceInput(groups=(GroupInput(under=nation.units[code]),))
