"""Documents: numbers, names on the day, and citations as they are written."""

from dataclasses import replace
from datetime import date

import pytest

from cascade.directive.commands import CitationInput, RevokeDirective, SourceInput
from cascade.directive.records import DiscrepancyRecord, SourceRecord
from cascade.enums import CitationRelation
from cascade.refusals import Refused
from tests.harness.builders import issuing
from tests.rules.scene import Scene

DAY = date(2025, 9, 9)


async def test_a_day_inside_a_renamings_range_bears_the_old_name_its_last_day_the_new(
    scene: Scene,
) -> None:
    first, last = date(2025, 12, 1), date(2025, 12, 10)
    await scene.rename("W1", "New name", first, last)
    names = [
        (await scene.directive(await scene.record("W1", f"{day}-KH/W1", date(2025, 12, day))))
        for day in (1, 9, 10)
    ]
    assert [row.issuer_name_then for row in names] == ["Unit W1", "Unit W1", "New name"]


async def test_a_citation_keeps_what_was_written_and_shows_where_it_differs(
    scene: Scene,
) -> None:
    target = await scene.record("W1", "02-KH/BCT", DAY)
    await scene.rename("W1", "New name", DAY, date(2025, 12, 10))
    cited = await scene.issue(
        scene.to("B1"),
        citations=[
            _citation("02-KH/BCĐ", "Unit W1"),
            _citation("02-KH/BCT", "New name"),
            _citation("02-KH/BCT", "Unit W2"),
            _citation("03-KH/BCT", "Unit W1"),
        ],
    )
    symbol, renamed, other_issuer, unknown = await scene.citations(cited)
    assert (symbol.text, symbol.target_id) == ("02-KH/BCĐ", target)
    assert symbol.discrepancies == (
        DiscrepancyRecord(part="SYMBOL", written="BCĐ", recorded="BCT"),
    )
    assert (renamed.target_id, renamed.discrepancies) == (target, ())
    assert other_issuer.target_id is None
    assert unknown.target_id is None


async def test_a_citation_with_a_named_target_shows_every_part_that_differs(
    scene: Scene,
) -> None:
    target = await scene.record("W1", "02-KH/BCT", DAY)
    written = CitationInput(
        text="03-CV/BCĐ",
        relation=CitationRelation.REFERS_TO,
        issued_on=date(2025, 9, 10),
        issuer_name="Unit W2",
        target=target,
    )
    (citation,) = await scene.citations(await scene.issue(scene.to("B1"), citations=[written]))
    assert {each.part for each in citation.discrepancies} == {
        "SEQUENCE",
        "TYPE",
        "SYMBOL",
        "DATE",
        "ISSUER",
    }


async def test_an_issuer_written_like_no_known_unit_is_no_discrepancy(scene: Scene) -> None:
    target = await scene.record("W1", "02-KH/BCT", DAY)
    written = replace(_citation("02-KH/BCT", "the ward"), target=target)
    (citation,) = await scene.citations(await scene.issue(scene.to("B1"), citations=[written]))
    assert citation.discrepancies == ()


async def test_the_first_number_opens_a_series_that_goes_on_without_a_gap(scene: Scene) -> None:
    base = issuing(scene.ids["P"], scene.to("B1"), issued_on=scene.today)
    assert await scene.refusals(replace(base, number="411-CV/P")) == []
    assert await scene.refusals(replace(base, number="411-CV/P")) == ["NUMBER_TAKEN_ALREADY"]
    assert await scene.refusals(replace(base, number="413-CV/P")) == ["NUMBER_OUT_OF_SERIES"]
    following = await scene.issue(scene.to("B1"))
    number = (await scene.directive(following)).number
    assert number is not None
    assert number.text == "412-CV/P"


def _citation(text: str, issuer_name: str) -> CitationInput:
    return CitationInput(
        text=text, relation=CitationRelation.GUIDED_BY, issued_on=DAY, issuer_name=issuer_name
    )


async def test_a_source_without_a_number_is_matched_with_nothing(scene: Scene) -> None:
    await scene.record("W1", "02-KH/BCT", DAY)
    source = SourceInput(kind="a programme of work", year=2026)
    cited = await scene.issue(
        scene.to("B1"),
        citations=[replace(_citation("02-KH/BCT", "Unit W1"), source=source)],
    )
    (shown,) = await scene.citations(cited)
    assert (shown.text, shown.target_id, shown.proposed_id) == ("02-KH/BCT", None, None)
    assert shown.source == SourceRecord(kind="a programme of work", year=2026)
    # It waits for nothing either.
    await scene.record("W2", "02-KH/BCT", DAY)
    (shown,) = await scene.citations(cited)
    assert shown.proposed_id is None


async def test_what_is_assigned_is_in_force(scene: Scene) -> None:
    upper = await scene.issue(scene.to("W1"))
    assigning = CitationInput(text="1-CV/X", relation=CitationRelation.ASSIGNS, target=upper)
    issued = await scene.issue(scene.to("B3"), citations=[assigning])
    assert (await scene.citations(issued))[0].target_id == upper
    assert "W1/@pass-on" not in await scene.owed(upper)
    await scene.engine.send(RevokeDirective(upper, "over"))
    with pytest.raises(Refused) as refused:
        await scene.issue(scene.to("B3"), citations=[assigning])
    assert [reason.code for reason in refused.value.reasons] == ["DIRECTIVE_NOT_IN_FORCE"]
