"""Directives that implement one another: the chain has an end, whichever way it is made longer."""

from uuid import UUID

import pytest

from cascade.directive.commands import (
    CitationInput,
    DecideCitation,
    IssueDirective,
    ResolveCitation,
)
from cascade.directive.rules.implementing import CHAIN
from cascade.enums import CitationRelation
from cascade.identifiers import citation_id
from tests.harness.builders import TODAY
from tests.harness.nation import Nation

IMPLEMENTS = CitationRelation.IMPLEMENTS


def citing(
    nation: Nation, *citations: CitationInput, type: str = "CV", number: str | None = None
) -> IssueDirective:
    return nation.issuing(citations=citations, type=type, number=number)


def implementing(nation: Nation, target: UUID, **given: str) -> IssueDirective:
    return citing(
        nation, CitationInput(text="1-CV/B1", relation=IMPLEMENTS, target=target), **given
    )


async def issued(nation: Nation, command: IssueDirective) -> UUID:
    return UUID((await nation.do(command, by="issuer-D1")).answer["directive"])


async def chain(nation: Nation, count: int) -> UUID:
    """The last of so many that implement one another."""
    last = await issued(nation, citing(nation))
    for _ in range(count - 1):
        last = await issued(nation, implementing(nation, last))
    return last


@pytest.fixture
async def longest(nation: Nation) -> UUID:
    return await chain(nation, CHAIN)


async def test_a_chain_is_issued_to_its_end(nation: Nation, longest: UUID) -> None:
    too_deep = implementing(nation, longest)
    found = await nation.refusals(too_deep, "issuer-D1")
    assert found == ["IMPLEMENTS_TOO_DEEP at citations.0.target"]
    guided = CitationInput(text="1-CV/B1", relation=CitationRelation.GUIDED_BY, target=longest)
    await issued(nation, citing(nation, guided))


async def test_a_hand_makes_it_no_longer(nation: Nation, longest: UUID) -> None:
    unknown = CitationInput(text="77-KH/X", relation=IMPLEMENTS, issued_on=TODAY, issuer_name="X")
    id_ = await issued(nation, citing(nation, unknown))
    resolve = ResolveCitation(directive=id_, citation=citation_id(id_, 0), target=longest)
    assert await nation.refusals(resolve, "issuer-D1") == ["IMPLEMENTS_TOO_DEEP at target"]
    other = await chain(nation, CHAIN - 1)
    await nation.do(
        ResolveCitation(directive=id_, citation=citation_id(id_, 0), target=other), by="issuer-D1"
    )


async def test_what_arrives_makes_it_no_longer(nation: Nation) -> None:
    waiting = CitationInput(
        text="9-KH/B1", relation=IMPLEMENTS, issued_on=TODAY, issuer_name="Ban 1"
    )
    id_ = await issued(nation, citing(nation, waiting))
    last = await chain(nation, CHAIN - 1)
    await issued(nation, implementing(nation, last, type="KH", number="9-KH/B1"))
    confirm = DecideCitation(directive=id_, citation=citation_id(id_, 0), confirm=True)
    assert await nation.refusals(confirm, "issuer-D1") == ["IMPLEMENTS_TOO_DEEP at citation"]
    await nation.do(
        DecideCitation(directive=id_, citation=citation_id(id_, 0), confirm=False), by="issuer-D1"
    )


async def test_a_circle_closes_nowhere_in_a_chain(nation: Nation) -> None:
    first = await issued(
        nation,
        citing(
            nation,
            CitationInput(text="77-KH/X", relation=IMPLEMENTS, issued_on=TODAY, issuer_name="X"),
        ),
    )
    last = first
    for _ in range(3):
        last = await issued(nation, implementing(nation, last))
    back = ResolveCitation(directive=first, citation=citation_id(first, 0), target=last)
    assert await nation.refusals(back, "issuer-D1") == ["IMPLEMENTS_IN_CIRCLES at target"]
