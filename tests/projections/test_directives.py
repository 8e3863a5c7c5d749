"""Directives over time: where they stand, how they are worded, who sees which part of them."""

from cascade.database import Database
from cascade.directive.events import DirectiveCorrected, DirectiveRevoked, DirectiveSuperseded
from cascade.directive.records import CorrectionRecord
from projections.rows import DirectiveFilter, DirectiveStatus, Moment
from tests.projections.chronicle import Chronicle, known, task, under
from tests.projections.ground import projected, scope

EVERYWHERE = scope("C")


async def begin(chronicle: Chronicle, *directives: str) -> None:
    """Two provinces with a ward each, and directives of the first to its ward."""
    await chronicle.found()
    await chronicle.establish(P1="C", P2="C", W1="P1", W2="P2")
    for directive in directives:
        await chronicle.issue(directive, "P1", under("P1", "ward"), task(directive, "go"))


async def test_a_directive_stands_as_the_last_event_left_it(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle, "D1", "D2", "D3")
    in_force = chronicle.position
    await chronicle.record(DirectiveSuperseded, known("D1"), by_id=known("D3"))
    await chronicle.record(DirectiveRevoked, known("D2"), reason="Issued twice")
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        rows = await reader.directives.by_ids([known("D1"), known("D2")], now, EVERYWHERE)
        assert rows[known("D1")].status is DirectiveStatus.SUPERSEDED
        assert rows[known("D1")].superseded_by_id == known("D3")
        assert rows[known("D2")].status is DirectiveStatus.REVOKED
        assert rows[known("D2")].revoked_because == "Issued twice"
        before = Moment(in_force, now.clock)
        rows = await reader.directives.by_ids([known("D1"), known("D2")], before, EVERYWHERE)
        assert {row.status for row in rows.values()} == {DirectiveStatus.IN_FORCE}
        for status, directive in (
            (DirectiveStatus.IN_FORCE, "D3"),
            (DirectiveStatus.SUPERSEDED, "D1"),
            (DirectiveStatus.REVOKED, "D2"),
        ):
            asked = DirectiveFilter(status=status)
            page = await reader.directives.page(asked, 10, None, now, EVERYWHERE)
            assert [edge.node.directive_id for edge in page.edges] == [known(directive)]
            assert await reader.directives.count(asked, now, EVERYWHERE) == 1


async def test_a_correction_is_shown_from_then_on(chronicle: Chronicle, database: Database) -> None:
    await begin(chronicle, "D1")
    written = chronicle.position
    subject = CorrectionRecord("subject", None, "About D1", "On the matter of D1")
    await chronicle.record(
        DirectiveCorrected, known("D1"), corrections=(subject,), note="A slip of the pen"
    )
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        for moment, worded in ((Moment(written, now.clock), "About D1"), (now, subject.corrected)):
            rows = await reader.directives.by_ids([known("D1")], moment, EVERYWHERE)
            assert rows[known("D1")].subject == worded
