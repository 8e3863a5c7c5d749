"""What the audit trail says of every event, and what it leaves out."""

from datetime import date

import pytest

from cascade.database import Database
from cascade.directive.events import CitationResolved, DirectiveDrafted
from cascade.enums import CitationRelation, Classification, Role, ScheduledOutcome
from cascade.events import Event
from cascade.identifiers import ORGANISATION, citation_id
from cascade.log.topics import domain_event_classes
from cascade.organisation.events import (
    ChangeScheduled,
    ScheduledChangeSettled,
    UnitsMerged,
    UnitsStaged,
)
from projections.audit.names import Names
from projections.audit.rows import AuditRow
from projections.audit.summaries import SENTENCES, summary
from projections.query_args import AuditFilter, Scope
from projections.reader import Reader
from tests.golden.instances import instance
from tests.harness.chronicle import Chronicle, known, named, task, under
from tests.projections.asking import projected, scope

INSPECTOR = scope("C", Role.INSPECTOR)


@pytest.mark.parametrize("event_class", domain_event_classes(), ids=lambda each: each.__name__)
def test_every_event_has_a_sentence_of_its_own(event_class: type[Event]) -> None:
    assert event_class in SENTENCES
    said = summary(instance(event_class), Names({}, {}, {}))
    assert len(said.split()) > 3
    assert "UUID" not in said


async def trail(reader: Reader, viewer: Scope, **asked: object) -> list[AuditRow]:
    now = await reader.live()
    page = await reader.audit.page(AuditFilter(**asked), 100, None, now, viewer)  # type: ignore[arg-type]
    return [edge.node for edge in page.edges]


async def begin(chronicle: Chronicle) -> None:
    await chronicle.found()
    await chronicle.establish(P1="C", P2="C", W1="P1", W2="P2")


async def test_a_merger_lists_those_within_and_names_the_heir(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle)
    await chronicle.establish(W3="P2")
    merged = ("UnitsMerged",)
    await chronicle.record(
        UnitsMerged, ORGANISATION, unit_ids=(known("W1"), known("W2"), known("W3")),
        into_id=known("W3"), new=None, valid_from=date(2026, 1, 5),
    )  # fmt: skip
    async with projected(database, chronicle) as reader:
        (whole,) = await trail(reader, INSPECTOR, types=merged)
        assert whole.summary == "2 units were merged into Unit W3."
        assert (whole.partial, whole.occurred_on) == (False, date(2026, 1, 5))
        # All three are borne by W3, under P2, by now.
        (seen,) = await trail(reader, scope("P2", Role.INSPECTOR), types=merged)
        assert len(seen.data["unit_ids"]) == 3
        assert await trail(reader, scope("P1", Role.INSPECTOR), types=merged) == []
        assert len(await trail(reader, INSPECTOR, types=merged, unit_id=known("W1"))) == 1


async def test_a_scheduled_change_is_partial_where_it_names_units_outside(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle)
    await chronicle.record(
        ChangeScheduled, ORGANISATION, change_id=known("X1"), unit_ids=(known("W1"), known("W2")),
        command="MergeUnits", input={"units": ["W1", "W2"]}, effective_on=date(2026, 7, 1),
    )  # fmt: skip
    await chronicle.record(
        ScheduledChangeSettled, ORGANISATION, change_id=known("X1"),
        outcome=ScheduledOutcome.CANCELLED, reason=None,
    )  # fmt: skip
    async with projected(database, chronicle) as reader:
        asked = ("ChangeScheduled", "ScheduledChangeSettled")
        scheduled, settled = await trail(reader, scope("P1", Role.INSPECTOR), types=asked)
        assert scheduled.partial
        assert scheduled.data["unit_ids"] == [str(known("W1"))]
        assert scheduled.data["input"] == {}
        assert settled.summary == "A scheduled change was cancelled."


async def test_what_is_about_all_is_for_those_who_inspect_the_root(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle)
    await chronicle.record(UnitsStaged, ORGANISATION, import_id=known("M1"), units=())
    async with projected(database, chronicle) as reader:
        asked = ("CalendarSeeded", "UnitsStaged")
        assert len(await trail(reader, INSPECTOR, types=asked)) == 2
        assert await trail(reader, scope("P1", Role.INSPECTOR), types=asked) == []


async def test_a_draft_stays_hidden_from_those_whom_its_issue_reaches(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle)
    await chronicle.record(
        DirectiveDrafted, known("D1"), issuer_id=known("P1"), type="CV", subject="A thought",
        classification=Classification.INTERNAL, content={"subject": "A thought"},
        commenter_ids=(known("P2"),),
    )  # fmt: skip
    await chronicle.issue("D1", "P1", named("W1", "W2"), task("D1", "go"))
    async with projected(database, chronicle) as reader:
        for viewer, types in (
            (scope("P1", Role.INSPECTOR), ["DirectiveDrafted", "DirectiveIssued"]),
            (scope("P2", Role.INSPECTOR), ["DirectiveDrafted", "DirectiveIssued"]),
            (scope("W2", Role.INSPECTOR), ["DirectiveIssued"]),
            (scope("P1", Role.INSPECTOR, Classification.OPEN), ["DirectiveIssued"]),
        ):
            entries = await trail(reader, viewer, directive_id=known("D1"))
            assert [entry.type for entry in entries] == types


async def test_a_hidden_match_is_neither_shown_nor_named(
    chronicle: Chronicle, database: Database
) -> None:
    await begin(chronicle)
    secret = {"classification": Classification.SECRET}
    await chronicle.issue("D0", "P1", under("P1", "ward"), task("D0", "go"), **secret)
    await chronicle.issue("D1", "P1", named("W1"), task("D1", "go"))
    await chronicle.record(
        CitationResolved, known("D1"), citation_id=citation_id(known("D1"), 0),
        relation=CitationRelation.REFERS_TO, target_id=known("D0"), discrepancies=(),
        by_hand=True,
    )  # fmt: skip
    async with projected(database, chronicle) as reader:
        asked = ("CitationResolved",)
        (entry,) = await trail(reader, INSPECTOR, types=asked)
        assert "D0-CV/P1" in entry.summary
        assert not entry.partial
        cleared = scope("C", Role.INSPECTOR, Classification.OPEN)
        (entry,) = await trail(reader, cleared, types=asked)
        assert "D0" not in entry.summary
        assert entry.partial
        assert entry.data["target_id"] is None
