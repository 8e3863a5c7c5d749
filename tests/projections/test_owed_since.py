"""Since when a task is owed decides what reaches it, what eases it and how it is judged."""

from datetime import UTC, datetime, timedelta

from cascade.directive.audience import Audience, Selector
from cascade.directive.records import DueRecord, LevelByLevel, OccurrenceRecord, QuotaRecord
from cascade.enums import CitationRelation, DueKind
from projections.query_args import Status, Timeliness
from tests.harness import amendments
from tests.harness.chronicle import START, cites, known, named, task, under
from tests.projections.asking import scope
from tests.projections.nation import Nation

SOON = START + timedelta(days=10)
DATED = DueRecord(kind=DueKind.ON_DAY, due_on=SOON.date(), due_at=SOON)

WEEKLY = DueRecord(
    kind=DueKind.RECURRING,
    occurrences=(
        OccurrenceRecord(
            day=SOON.date(), starts_on=START.date(), label="W03", due_on=SOON.date(), due_at=SOON
        ),
    ),
)


def step_by_step(topmost: Audience, days: int | None = None) -> LevelByLevel:
    return LevelByLevel(topmost=topmost, working_days_to_pass_on=days)


async def test_a_unit_founded_under_a_standing_directive_has_been_reached_for_later_tasks(
    nation: Nation,
) -> None:
    audience = under("C", "ward", "branch")
    worded = Audience((Selector(under_id=known("C")),), audience.atoms, ())
    await nation.tell.issue(
        "D", "C", worded, task("D", "a"),
        level_by_level=step_by_step(under("C", "ward")), standing=True,
    )  # fmt: skip
    founded = await nation.tell.establish(B5="W1")
    added = await amendments.amend(
        nation.tell, "D", added_tasks=(task("D", "b", lead_id=known("B5")),), topmost=named()
    )
    rows = await nation.rows("D")
    assert rows["a", "B5"].reach_position == founded
    assert rows["b", "B5"].reach_position == added
    assert (await nation.because(rows["b", "B5"].key))[0] == "DirectiveIssued"


async def test_an_exemption_is_not_of_what_came_to_be_owed_after_it(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", named("W1", "B3"), task("D", "a"),
        level_by_level=step_by_step(named("W1", "B3"), 3),
    )  # fmt: skip
    await amendments.exempt_group(nation.tell, "D", "C")
    await amendments.amend(nation.tell, "D", added=named("B1"), topmost=named())
    statuses = await nation.statuses("D")
    assert statuses["a", "W1"] == "EXEMPTED"
    assert statuses["@pass-on", "W1"] == "PENDING"


async def test_an_extension_is_not_of_what_was_recalled_by_then(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), task("D", "a", due=DATED),
        level_by_level=step_by_step(under("C", "ward")),
    )  # fmt: skip
    first = await amendments.relay(nation.tell, "D", "W1", named("B1"))
    await amendments.recall(nation.tell, "D", "W1", first)
    await amendments.extend_group(nation.tell, "D", "C", SOON + timedelta(days=5))
    rows = await nation.rows("D")
    assert (rows["a", "B1"].status, rows["a", "B1"].due_at) == (Status.WITHDRAWN, SOON)
    assert rows["a", "W1"].due_at == SOON + timedelta(days=5)


async def test_an_extension_is_not_of_occurrences_that_came_after_it(nation: Nation) -> None:
    extended = SOON + timedelta(days=5)
    await nation.tell.issue("D", "C", named("B1"), task("D", "a", due=DATED), task("D", "b"))
    await amendments.extend_group(nation.tell, "D", "C", extended)
    await amendments.amend(nation.tell, "D", changed_tasks=(task("D", "a", due=WEEKLY),))
    row = (await nation.rows("D"))["a", "B1"]
    assert (row.key.occurrence, row.due_at) == (SOON.date(), SOON)
    assert "ObligationsExtended" not in await nation.because(row.key)
    assert "ObligationsExtended" in await nation.because((await nation.rows("D"))["b", "B1"].key)


async def test_passing_on_stays_judged_by_the_reach_it_answered(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "province", "ward", "branch"), task("D", "a"),
        level_by_level=step_by_step(under("C", "province"), 3),
    )  # fmt: skip
    first = await amendments.relay(nation.tell, "D", "P1", under("P1", "ward"))
    await amendments.relay(nation.tell, "D", "W1", named("B1"))
    judged = (await nation.rows("D"))["@pass-on", "W1"]
    assert judged.due_at == datetime(2026, 1, 8, 16, 59, 59, 999999, tzinfo=UTC)
    await amendments.recall(nation.tell, "D", "P1", first)
    nation.tell.clock.step(timedelta(days=20))
    await amendments.relay(nation.tell, "D", "P1", under("P1", "ward"))
    row = (await nation.rows("D"))["@pass-on", "W1"]
    assert row.reach_position == nation.tell.position
    assert (row.status, row.timeliness) == (Status.FULFILLED, Timeliness.ON_TIME)
    assert row.due_at == judged.due_at


async def test_passing_on_is_judged_by_the_later_extension_of_its_group(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), task("D", "a"),
        level_by_level=step_by_step(under("C", "ward"), 3),
    )  # fmt: skip
    await nation.tell.extend("D", "W1", "@pass-on", SOON)
    await amendments.extend_group(nation.tell, "D", "C", SOON + timedelta(days=3))
    nation.tell.clock.step(timedelta(days=12))
    await amendments.relay(nation.tell, "D", "W1", named("B1"))
    row = (await nation.rows("D"))["@pass-on", "W1"]
    assert (row.timeliness, row.due_at) == (Timeliness.ON_TIME, SOON + timedelta(days=3))


async def test_a_relay_gives_no_date_to_what_has_none_or_recurs(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), task("D", "a", due=DATED),
        level_by_level=step_by_step(under("C", "ward")),
    )  # fmt: skip
    await amendments.relay(nation.tell, "D", "W1", named("B1"), a=START + timedelta(days=2))
    await amendments.amend(nation.tell, "D", changed_tasks=(task("D", "a"),))
    row = (await nation.rows("D"))["a", "B1"]
    assert (row.due_at, row.timeliness) == (None, Timeliness.UNDATED)
    await amendments.amend(nation.tell, "D", changed_tasks=(task("D", "a", due=WEEKLY),))
    assert (await nation.rows("D"))["a", "B1"].due_at == SOON


async def test_what_was_passed_on_before_it_was_owed_is_judged_by_when_it_came_to_be(
    nation: Nation,
) -> None:
    await nation.tell.issue(
        "D", "C", named("W1"), task("D", "a"), level_by_level=step_by_step(named("W1"), 3)
    )
    await nation.tell.issue(
        "E", "W1", named("B1"), task("E", "a"),
        citations=(cites("E", "D", CitationRelation.IMPLEMENTS, "D-CV/C"),),
    )  # fmt: skip
    await nation.tell.pass_on("D", "W1", "E")
    nation.tell.clock.step(timedelta(days=2))
    added = await amendments.amend(nation.tell, "D", added=named("B2"), topmost=named())
    row = (await nation.rows("D"))["@pass-on", "W1"]
    assert (row.status, row.timeliness) == (Status.FULFILLED, Timeliness.ON_TIME)
    assert row.reach_position == added
    assert row.due_at == datetime(2026, 1, 12, 16, 59, 59, 999999, tzinfo=UTC)


async def test_a_sharer_that_is_not_reached_is_judged_by_the_tasks_own_date(nation: Nation) -> None:
    shared = task(
        "D", "a", lead_id=known("W1"), coordinating_ids=(known("B1"),),
        quota=QuotaRecord(minimum=2, stated_upper=None, unit_of_measure="works", stated="two"),
        due=DATED,
    )  # fmt: skip
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), shared,
        level_by_level=step_by_step(under("C", "ward")),
    )  # fmt: skip
    await amendments.extend_group(nation.tell, "D", "P2", SOON + timedelta(days=1))
    await nation.tell.report("r", "D", "W1", "a", quantity=2, accepted=True, due_at=SOON)
    await amendments.relay(nation.tell, "D", "W1", named("B1"))
    row = (await nation.rows("D"))["a", "B1"]
    assert (row.status, row.timeliness) == (Status.FULFILLED, Timeliness.ON_TIME)
    assert row.due_at == SOON


async def test_of_reaches_at_once_the_own_one_comes_first(nation: Nation) -> None:
    audience = under("C", "ward", "branch")
    worded = Audience((Selector(under_id=known("C")),), audience.atoms, ())
    await nation.tell.issue("D", "C", worded, task("D", "a"), standing=True)
    for number in range(4):
        implementing = f"E{number}"
        await nation.tell.issue(
            implementing, "C", worded, task(implementing, "a"), standing=True,
            citations=(cites(implementing, "D", CitationRelation.IMPLEMENTS, "D-CV/C"),),
        )  # fmt: skip
    await nation.tell.establish(B5="W1")
    async with nation.reader() as reader:
        moment = await reader.live()
        hops = await reader.cascades.hops(known("D"), None, 50, None, moment, scope("C"))
    kinds = {hop.node.unit_id: hop.node.kind.value for hop in hops.edges}
    assert kinds[known("B5")] == "ADDRESSED"
