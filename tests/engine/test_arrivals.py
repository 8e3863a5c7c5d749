"""Citations that wait for their document, and those that a hand matches."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from cascade.access.commands import GrantRole
from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    DecideCitation,
    DistributionInput,
    GroupInput,
    IssueDirective,
    RecordDirective,
    ResolveCitation,
    RevokeDirective,
    TaskInput,
)
from cascade.directive.state import Directive
from cascade.engine import citation_matching as arrivals
from cascade.enums import CitationRelation, Classification, DistributionRole, Role
from cascade.identifiers import citation_id
from cascade.organisation.commands import AddAlias
from tests.harness.builders import TODAY
from tests.harness.nation import Nation

NOWHERE = UUID(int=9)
IMPLEMENTS = CitationRelation.IMPLEMENTS


def citing(
    text: str = "433-KH/TU1",
    relation: CitationRelation = IMPLEMENTS,
    issuer_name: str = "Tỉnh ủy 1",
    day: date = TODAY,
) -> CitationInput:
    return CitationInput(text=text, relation=relation, issued_on=day, issuer_name=issuer_name)


def by_w1(nation: Nation, *citations: CitationInput, **changed: object) -> IssueDirective:
    below = AudienceInput(groups=(GroupInput(under=nation.units["W1"]),))
    return nation.issuing("W1", audience=below, citations=citations, **changed)


async def cites(nation: Nation, *citations: CitationInput, **changed: object) -> UUID:
    outcome = await nation.do(by_w1(nation, *citations, **changed), by="issuer-W1")
    return UUID(outcome.answer["directive"])


async def upper(nation: Nation, **changed: object) -> UUID:
    """433 of the province, to its wards."""
    wards = AudienceInput(groups=(GroupInput(under=nation.units["P1"], levels=("ward",)),))
    given = {"type": "KH", "number": "433-KH/TU1", "audience": wards, **changed}
    return await nation.issued("P1", **given)


async def directive(nation: Nation, id_: UUID) -> Directive:
    return (await nation.engine.session("").directives([id_]))[id_]


async def target(nation: Nation, id_: UUID, ordinal: int = 0) -> UUID | None:
    citation = (await directive(nation, id_)).citations[citation_id(id_, ordinal)]
    return citation.target_id


async def proposed(nation: Nation, id_: UUID, ordinal: int = 0) -> UUID | None:
    """What waits to be confirmed."""
    found = (await directive(nation, id_)).proposals.get(citation_id(id_, ordinal))
    return found.target_id if found and found.confirmed is None else None


async def passed_on(nation: Nation, upper_id: UUID, code: str) -> bool:
    key = (upper_id, nation.units[code])
    return (await nation.engine.session("").executions([key]))[key].has_passed_on()


async def test_what_is_issued_is_a_match_once_it_is_confirmed(nation: Nation) -> None:
    id_ = await cites(nation, citing(), citing("433 – KH/TU"))
    upper_id = await upper(nation)
    assert (await proposed(nation, id_), await proposed(nation, id_, 1)) == (upper_id, upper_id)
    assert (await target(nation, id_), await target(nation, id_, 1)) == (None, None)
    assert not await passed_on(nation, upper_id, "W1")
    for ordinal in (0, 1):
        confirm = DecideCitation(directive=id_, citation=citation_id(id_, ordinal), confirm=True)
        await nation.do(confirm, by="issuer-W1")
        assert await target(nation, id_, ordinal) == upper_id
        assert (await nation.do(confirm, by="issuer-W1")).position is None
    second = (await directive(nation, id_)).citations[citation_id(id_, 1)]
    assert [each.part for each in second.discrepancies] == ["SYMBOL"]
    assert await passed_on(nation, upper_id, "W1")


async def test_what_is_declined_is_no_match(nation: Nation) -> None:
    id_ = await cites(nation, citing())
    upper_id = await upper(nation)
    decline = DecideCitation(directive=id_, citation=citation_id(id_, 0), confirm=False)
    await nation.do(decline, by="issuer-W1")
    assert (await nation.do(decline, by="issuer-W1")).position is None
    assert (await proposed(nation, id_), await target(nation, id_)) == (None, None)
    assert not await passed_on(nation, upper_id, "W1")
    confirm = replace(decline, confirm=True)
    assert await nation.refusals(confirm, "issuer-W1") == ["NOTHING_PROPOSED at citation"]
    by_hand = ResolveCitation(directive=id_, citation=citation_id(id_, 0), target=upper_id)
    assert (await nation.do(by_hand, by="issuer-W1")).position is not None


async def test_who_decides_on_what_is_proposed(nation: Nation) -> None:
    id_ = await cites(nation, citing(), classification=Classification.SECRET)
    upper_id = await upper(nation, classification=Classification.SECRET)
    assert await proposed(nation, id_) == upper_id
    await nation.do(GrantRole(subject="mai", unit=nation.units["W1"], role=Role.ISSUER))
    confirm = DecideCitation(directive=id_, citation=citation_id(id_, 0), confirm=True)
    for by in ("officer-W1", "issuer-P1", "mai"):
        assert await nation.refusals(confirm, by) == ["CITATION_NOT_FOUND at citation"]
    unknown = replace(confirm, citation=NOWHERE)
    assert await nation.refusals(unknown, "issuer-W1") == ["CITATION_NOT_FOUND at citation"]
    await nation.do(RevokeDirective(upper_id, "hết hiệu lực"), by="issuer-P1")
    assert await nation.refusals(confirm, "issuer-W1") == ["DIRECTIVE_NOT_IN_FORCE at citation"]


async def test_an_alias_taken_for_it_opens_nothing(nation: Nation) -> None:
    """Another branch calls itself by the name that is cited, and issues under that number."""
    units = nation.units
    id_ = await cites(nation, citing("5-NQ/BCT", issuer_name="Bộ Chính trị"))
    await nation.do(AddAlias(units["W3"], "Bộ Chính trị"))
    copy = DistributionInput(DistributionRole.COPY_FOR_REPORT, "Đảng ủy 1", units["W1"])
    below = AudienceInput(groups=(GroupInput(under=units["W3"]),))
    made_up = await nation.issued(
        "W3", type="NQ", number="5-NQ/BCT", audience=below, distribution=(copy,)
    )
    assert (await proposed(nation, id_), await target(nation, id_)) == (made_up, None)
    own = CitationInput(text="1-CV/ĐU", relation=CitationRelation.REFERS_TO, target=id_)
    command = nation.issuing("W3", audience=below, citations=(own,))
    assert await nation.refused(command, "issuer-W3") == ["DIRECTIVE_NOT_FOUND"]


async def test_what_is_recorded_is_proposed(nation: Nation) -> None:
    id_ = await cites(nation, citing("7816/VPTU-TH", CitationRelation.REFERS_TO))
    units = nation.units
    letter = RecordDirective(
        recorded_by=units["W1"],
        issuer=units["P1"],
        type="CV",
        number="7816/VPTU-TH",
        subject="Về việc",
        issued_on=TODAY,
    )
    outcome = await nation.do(letter, by="issuer-W1")
    assert await proposed(nation, id_) == UUID(outcome.answer["directive"])


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "434-KH/TU1"},
        {"text": "433-CV/TU1"},
        {"day": date(2026, 1, 4)},
        {"issuer_name": "Tỉnh ủy 2"},
        {"issuer_name": "Ban nào đó"},
    ],
)
async def test_another_document_is_no_match(nation: Nation, changed: dict[str, object]) -> None:
    id_ = await cites(nation, citing(**changed))  # type: ignore[arg-type]
    await upper(nation)
    assert await proposed(nation, id_) is None


async def test_what_the_citing_issuer_may_not_see_is_not_proposed(nation: Nation) -> None:
    id_ = await cites(nation, citing())
    await upper(nation, classification=Classification.SECRET)
    assert await proposed(nation, id_) is None
    other = await cites(nation, citing("9-KH/TU2", issuer_name="Tỉnh ủy 2"))
    elsewhere = AudienceInput((nation.units["W3"],))
    await nation.issued("P2", type="KH", number="9-KH/TU2", audience=elsewhere)
    assert await proposed(nation, other) is None


async def test_one_arrival_is_proposed_for_a_bounded_number_of_citations(
    nation: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "PROPOSED_ON_ARRIVAL", 1)
    first, second = await cites(nation, citing()), await cites(nation, citing())
    upper_id = await upper(nation)
    assert [await proposed(nation, id_) for id_ in (first, second)] == [upper_id, None]


async def test_a_citation_is_matched_by_hand_and_the_match_is_undone(nation: Nation) -> None:
    id_ = await cites(nation, citing("Kế hoạch năm"))
    upper_id = await upper(nation)
    match = ResolveCitation(directive=id_, citation=citation_id(id_, 0), target=upper_id)
    await nation.do(match, by="issuer-W1")
    assert await target(nation, id_) == upper_id
    assert await passed_on(nation, upper_id, "W1")
    assert (await nation.do(match, by="issuer-W1")).position is None
    await nation.do(
        ResolveCitation(directive=id_, citation=citation_id(id_, 0), target=None), by="issuer-W1"
    )
    assert await target(nation, id_) is None


async def test_matches_by_hand_that_are_refused(nation: Nation) -> None:
    id_, upper_id = await cites(nation, citing("Kế hoạch năm")), await upper(nation)
    citation = citation_id(id_, 0)
    hidden = await nation.issued("P2", audience=AudienceInput((nation.units["W3"],)))
    for command, by, reason in (
        (
            ResolveCitation(directive=id_, citation=citation, target=upper_id),
            "officer-W1",
            "CITATION_NOT_FOUND at citation",
        ),
        (
            ResolveCitation(directive=id_, citation=citation, target=upper_id),
            "issuer-P1",
            "CITATION_NOT_FOUND at citation",
        ),
        (
            ResolveCitation(directive=id_, citation=NOWHERE, target=upper_id),
            "issuer-W1",
            "CITATION_NOT_FOUND at citation",
        ),
        (
            ResolveCitation(directive=id_, citation=citation, target=NOWHERE),
            "issuer-W1",
            "DIRECTIVE_NOT_FOUND at target",
        ),
        (
            ResolveCitation(directive=id_, citation=citation, target=hidden),
            "issuer-W1",
            "DIRECTIVE_NOT_FOUND at target",
        ),
        (
            ResolveCitation(directive=id_, citation=citation, target=id_),
            "issuer-W1",
            "CITES_ITSELF at target",
        ),
    ):
        assert await nation.refusals(command, by) == [reason]
    await nation.do(RevokeDirective(upper_id, "hết hiệu lực"), by="issuer-P1")
    ended = ResolveCitation(directive=id_, citation=citation, target=upper_id)
    assert await nation.refusals(ended, "issuer-W1") == ["DIRECTIVE_NOT_IN_FORCE at target"]


async def test_no_two_directives_implement_each_other(nation: Nation) -> None:
    first = await cites(nation, citing("Văn bản sau"))
    second = await cites(nation, CitationInput(text="1-CV/ĐU", relation=IMPLEMENTS, target=first))
    back = ResolveCitation(directive=first, citation=citation_id(first, 0), target=second)
    assert await nation.refusals(back, "issuer-W1") == ["IMPLEMENTS_IN_CIRCLES at target"]
    awaiting = await cites(nation, citing("9-KH/ĐU", issuer_name="Đảng ủy phường 1"))
    circle = CitationInput(text="2-CV/ĐU", relation=IMPLEMENTS, target=awaiting)
    await cites(
        nation, circle, type="KH", number="9-KH/ĐU", tasks=(TaskInput(key="t1", text="Việc"),)
    )
    assert await proposed(nation, awaiting) is None
