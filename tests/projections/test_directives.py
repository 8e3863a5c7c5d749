"""Directives over time: where they stand, how they are worded, who sees which part of them."""

from cascade.content import seal
from cascade.database import Database
from cascade.directive.events import (
    CitationResolved,
    DirectiveCommented,
    DirectiveCorrected,
    DirectiveDrafted,
    DirectiveRevoked,
    DirectiveSuperseded,
    DraftDiscarded,
    InvitationAccepted,
    UnitInvited,
)
from cascade.directive.records import CitationRecord, CorrectionRecord
from cascade.enums import CitationRelation, Classification
from cascade.execution.events import RelayRecalled
from cascade.identifiers import citation_id, execution_id
from cascade.numbering.number import parse_number
from projections.directives.rows import InvitationState
from projections.engine.versions import FOREVER
from projections.query_args import DirectiveFilter, DirectiveStatus, Moment
from tests.harness.chronicle import Chronicle, known, task, under
from tests.projections.asking import projected, scope

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
    subject = CorrectionRecord(
        field="subject", task_id=None, written="About D1", corrected="On the matter of D1"
    )
    await chronicle.record(
        DirectiveCorrected, known("D1"), corrections=(subject,), note="A slip of the pen"
    )
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        for moment, worded in ((Moment(written, now.clock), "About D1"), (now, subject.corrected)):
            rows = await reader.directives.by_ids([known("D1")], moment, EVERYWHERE)
            assert rows[known("D1")].subject == worded


async def test_a_citation_matched_later_is_matched_from_then_on(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle, "D1")
    cited = cites("D2", "7-CV/P2")
    await chronicle.issue("D2", "W1", under("W1", "branch"), task("D2", "go"), citations=(cited,))
    await chronicle.issue(
        "D3", "W1", under("W1", "branch"), task("D3", "go"), citations=(cites("D3", "x", "D2"),)
    )
    unmatched = chronicle.position
    await resolve(chronicle, cited, "D1")
    matched = chronicle.position
    await resolve(chronicle, cited, None)
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        for position, target, implementing in (
            (unmatched, None, []),
            (matched, known("D1"), [known("D2")]),
            (chronicle.position, None, []),
        ):
            at = Moment(position, now.clock)
            (row,) = (await reader.directives.citations([known("D2")], at))[known("D2")]
            assert row.target_id == target
            page = await reader.directives.implemented_by(
                known("D1"), None, 10, None, at, EVERYWHERE
            )
            assert [edge.node.directive_id for edge in page.edges] == implementing
        served = await causes(database, "D1")
    assert served == {("D1", 0, False), ("D2", 1, True), ("D3", 2, True)}


async def test_every_joint_issuer_sees_what_they_caused(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle, "D0")
    await chronicle.issue(
        "D1", "P1", under("P1", "ward"), task("D1", "go"), joint_issuer_ids=(known("P2"),)
    )
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        rows = await reader.directives.by_ids([known("D0"), known("D1")], now, scope("P2"))
        assert set(rows) == {known("D1")}
        assert rows[known("D1")].joint_issuer_ids == (known("P2"),)


def cites(citing: str, text: str, cited: str | None = None) -> CitationRecord:
    return CitationRecord(
        citation_id=citation_id(known(citing), 0),
        number=parse_number(text),
        issued_on=None,
        issuer_name=None,
        relation=CitationRelation.IMPLEMENTS,
        target_id=known(cited) if cited else None,
    )


async def resolve(chronicle: Chronicle, cited: CitationRecord, target: str | None) -> None:
    await chronicle.record(
        CitationResolved,
        known("D2"),
        citation_id=cited.citation_id,
        relation=cited.relation,
        target_id=known(target) if target else None,
        discrepancies=(),
        by_hand=True,
    )


async def causes(database: Database, cause: str) -> set[tuple[str, int, bool]]:
    """Who ever served a cause, at what distance, and whether that has ended."""
    async with database.readers.acquire() as connection:
        rows = await connection.fetch(
            "SELECT * FROM read_model.cause WHERE cause_id = $1", known(cause)
        )
    called = {known(name): name for name in ("D1", "D2", "D3")}
    return {
        (called[row["directive_id"]], row["distance"], row["to_position"] != FOREVER)
        for row in rows
    }


async def test_a_draft_is_seen_by_its_issuer_and_those_asked_to_comment(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle)
    await draft(chronicle, "A first thought")
    first = chronicle.position
    await draft(chronicle, "A second thought", "P2")
    await comment(chronicle, "P2", "Too short")
    drafted = chronicle.position
    await chronicle.issue("D1", "P1", under("P1", "ward"), task("D1", "go"))
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        then, at_first = Moment(drafted, now.clock), Moment(first, now.clock)
        for viewer, moment, subject in (
            (scope("P1"), then, "A second thought"),
            (scope("P1"), at_first, "A first thought"),
            (scope("P2"), then, "A second thought"),
            (scope("P2"), at_first, None),
            (scope("W1"), then, None),
            (scope("P2", clearance=Classification.OPEN), then, None),
            (scope("P1"), now, None),
        ):
            rows = await reader.drafts.by_ids([known("D1")], moment, viewer)
            assert [row.subject for row in rows.values()] == ([subject] if subject else [])
            count = await reader.drafts.count(DirectiveFilter(), moment, viewer)
            assert count == len(rows)
        for viewer, said in ((scope("P1"), ["Too short"]), (scope("W1"), [])):
            comments = await reader.drafts.comments([known("D1")], now, viewer)
            assert [row.text for row in comments.get(known("D1"), ())] == said


async def test_a_discarded_draft_is_gone(chronicle: Chronicle, database: Database) -> None:
    await begin(chronicle)
    await draft(chronicle, "A thought")
    await chronicle.record(DraftDiscarded, known("D1"))
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        assert await reader.drafts.by_ids([known("D1")], now, EVERYWHERE) == {}


async def test_an_invitation_stands_as_it_was_answered(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle, "D1")
    asked = {
        "invitation_id": known("I1"), "unit_id": known("W2"), "task_id": task("D1", "go").task_id
    }  # fmt: skip
    await chronicle.record(UnitInvited, known("D1"), **asked, note="Please help")
    open_still = chronicle.position
    await chronicle.record(InvitationAccepted, known("D1"), **asked)
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        (row,) = (await reader.invitations.of_directives([known("D1")], now))[known("D1")]
        assert row.state is InvitationState.ACCEPTED
        assert row.answered_at is not None
        before = await reader.invitations.by_ids([known("I1")], Moment(open_still, now.clock))
        assert before[known("I1")].state is InvitationState.INVITED
        assert before[known("I1")].answered_at is None


async def test_a_relay_is_shown_with_its_recall_to_those_above_it(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle, "D1")
    await chronicle.establish(B1="W1")
    await chronicle.relay("D1", "W1", under("W1", "branch"))
    standing = chronicle.position
    await chronicle.record(
        RelayRecalled, execution_id(known("D1"), known("W1")),
        directive_id=known("D1"), unit_id=known("W1"), relay_versions=(1,), reason="Too early",
    )  # fmt: skip
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        for moment, reason in ((Moment(standing, now.clock), None), (now, "Too early")):
            page = await reader.relays.page(known("D1"), 10, None, moment, scope("P1"))
            assert [edge.node.recall_reason for edge in page.edges] == [reason]
        assert await reader.relays.count(known("D1"), now, scope("W1")) == 1
        assert await reader.relays.count(known("D1"), now, scope("B1")) == 0


async def draft(chronicle: Chronicle, subject: str, *commenters: str) -> None:
    await chronicle.record(
        DirectiveDrafted,
        known("D1"),
        issuer_id=known("P1"),
        type="CV",
        subject=subject,
        classification=Classification.INTERNAL,
        content={"subject": subject},
        commenter_ids=tuple(map(known, commenters)),
    )


async def comment(chronicle: Chronicle, unit: str, said: str) -> None:
    reference, content = seal(said.encode(), "text/plain", known(said), bytes(32))
    await chronicle.record(
        DirectiveCommented,
        known("D1"),
        comment_id=known(f"comment {said}"),
        unit_id=known(unit),
        text=reference,
        text_content=content,
    )
