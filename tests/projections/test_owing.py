"""What is owed, by whom and by when, as directives are amended and units end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from cascade.directive.audience import Selector
from cascade.directive.records import DueRecord, LevelByLevel, OccurrenceRecord, QuotaRecord
from cascade.enums import DueKind
from cascade.identifiers import policies_id, task_id
from cascade.policy.events import PolicySet
from projections.query_args import Status, Timeliness
from tests.harness import amendments
from tests.harness.chronicle import START, known, named, task, under
from tests.harness.reorganisations import merge, record, split
from tests.projections.nation import Nation, name_of

SOON, LATER = START + timedelta(days=10), START + timedelta(days=20)
DATED = DueRecord(kind=DueKind.ON_DAY, due_on=SOON.date(), due_at=SOON)


async def test_what_a_merged_unit_owes_its_heir_bears(nation: Nation) -> None:
    await nation.tell.issue("D", "C", under("C", "branch"), task("D", "a", due=DATED))
    await nation.tell.acknowledge("D", "B1", "a", SOON)
    before = nation.tell.position
    await merge(nation.tell, "B1", "B2", into="B9", new=record("B9", "W2", code="B1"))
    rows = await nation.rows("D")
    assert {unit: name_of(row.bearer_id) for (_, unit), row in rows.items()} == {
        "B1": "B9", "B2": "B9", "B3": "B3", "B4": "B4",
    }  # fmt: skip
    assert rows["a", "B1"].status is Status.ACKNOWLEDGED
    assert set(await nation.rows("D", under="W2")) == {("a", u) for u in ("B1", "B2", "B3")}
    assert set(await nation.rows("D", under="W1")) == set()
    assert set(await nation.rows("D", under="W1", at=before)) == {("a", "B1"), ("a", "B2")}


async def test_a_transfer_names_another_bearer_for_one_directive(nation: Nation) -> None:
    for directive in ("D", "E"):
        await nation.tell.issue(directive, "C", under("C", "ward"), task(directive, "a"))
    await split(
        nation.tell, "W1", "W8", "W9", new=(record("W8", "P1"), record("W9", "P2")),
        transfers={"D": "W9"},
    )  # fmt: skip
    assert name_of((await nation.rows("D"))["a", "W1"].bearer_id) == "W9"
    assert name_of((await nation.rows("E"))["a", "W1"].bearer_id) == "W8"
    await merge(nation.tell, "W9", "W3", into="W3")
    assert name_of((await nation.rows("D"))["a", "W1"].bearer_id) == "W3"
    assert name_of((await nation.rows("D", under="P2"))["a", "W1"].bearer_id) == "W3"


async def test_a_relay_reaches_whom_it_covers_by_their_bearer(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), task("D", "a"),
        level_by_level=LevelByLevel(topmost=under("C", "ward"), working_days_to_pass_on=None),
    )  # fmt: skip
    await merge(nation.tell, "B1", into="B3")
    await nation.tell.relay("D", "W2", under("W2", "branch"))
    rows = await nation.rows("D")
    assert ("a", "B1") in rows
    assert ("a", "B2") not in rows
    assert ("@pass-on", "W1") in rows


async def test_an_occurrence_is_owed_by_those_reached_before_it_fell_due(nation: Nation) -> None:
    def occurrence(days: int) -> OccurrenceRecord:
        due_at = START + timedelta(days=days)
        day = due_at.date()
        return OccurrenceRecord(
            day=day, starts_on=day - timedelta(days=6), label=f"+{days}", due_on=day, due_at=due_at
        )

    weekly = DueRecord(kind=DueKind.RECURRING, occurrences=(occurrence(-7), occurrence(7)))
    await nation.tell.issue("D", "C", named("B1"), task("D", "a", due=weekly))
    rows = await nation.rows("D")
    row = rows["a", "B1"]
    assert len(rows) == 1
    assert row.period is not None
    assert (row.key.occurrence, row.period.label) == (occurrence(7).day, "+7")
    assert row.opens_at == datetime.combine(row.period.starts_on, datetime.min.time(), UTC) - (
        timedelta(hours=7)
    )
    await amendments.move_due(nation.tell, "D", "a", LATER, occurrence(7).day)
    assert (await nation.rows("D"))["a", "B1"].due_at == LATER


async def test_days_after_receipt_count_by_the_calendar_of_the_reach(nation: Nation) -> None:
    tasks = (
        task("D", "working", due=DueRecord(kind=DueKind.RELATIVE, working_days=5)),
        task("D", "plain", due=DueRecord(kind=DueKind.RELATIVE, days=5)),
    )
    await nation.tell.issue("D", "C", named("B1"), *tasks)
    await amendments.announce(nation.tell, date(2026, 1, 7))
    due = {key: row.due_at.date() for (key, _), row in (await nation.rows("D")).items()
           if row.due_at}  # fmt: skip
    assert due == {"working": date(2026, 1, 12), "plain": date(2026, 1, 10)}
    await amendments.recount(nation.tell, "D", "working")
    recounted = (await nation.rows("D"))["working", "B1"].due_at
    assert recounted is not None
    assert recounted.date() == date(2026, 1, 13)


async def test_an_added_task_is_owed_from_its_amendment_on(nation: Nation) -> None:
    issued = await nation.tell.issue("D", "C", under("P1", "branch"), task("D", "a"))
    amended = await amendments.amend(
        nation.tell, "D",
        added_tasks=(task("D", "b"), task("D", "c", audience=named("B4"))),
        added=under("P2", "branch"),
    )  # fmt: skip
    rows = await nation.rows("D")
    assert {key: row.reach_position for key, row in rows.items()} == {
        ("a", "B1"): issued, ("a", "B2"): issued, ("a", "B3"): issued, ("a", "B4"): amended,
        **{("b", unit): amended for unit in ("B1", "B2", "B3", "B4")},
        ("c", "B4"): amended,
    }  # fmt: skip
    assert set(await nation.rows("D", at=issued)) == {("a", u) for u in ("B1", "B2", "B3")}


async def test_a_changed_due_date_moves_what_is_not_submitted(nation: Nation) -> None:
    first = task("D", "a", due=DATED)
    await nation.tell.issue("D", "C", named("B1", "B2"), first)
    await nation.tell.report("r", "D", "B1", "a", due_at=SOON)
    moved = replace(first, text="Else", due=replace(DATED, due_at=LATER))
    await amendments.amend(nation.tell, "D", changed_tasks=(moved,))
    rows = await nation.rows("D")
    assert (rows["a", "B1"].due_at, rows["a", "B2"].due_at) == (SOON, LATER)


async def test_a_reworded_task_keeps_the_dates_it_came_to(nation: Nation) -> None:
    first = task("D", "a", due=DueRecord(kind=DueKind.WINDOW, window="w"))
    await nation.tell.issue("D", "C", named("B1"), first)
    await nation.tell.date_window("D", "w", date(2026, 1, 20), "a")
    await amendments.amend(nation.tell, "D", changed_tasks=(replace(first, text="Else"),))
    due_at = (await nation.rows("D"))["a", "B1"].due_at
    assert due_at is not None
    assert due_at.date() == date(2026, 1, 20)


async def test_what_is_withdrawn_is_counted_apart_and_what_is_done_stays_done(
    nation: Nation,
) -> None:
    await nation.tell.issue("D", "C", under("P1", "branch"), task("D", "a"), task("D", "b"))
    await nation.tell.report("r", "D", "B1", "a", accepted=True)
    await amendments.amend(nation.tell, "D", withdrawn_tasks=("b",), withdrawn=named("B3"))
    assert await nation.statuses("D") == {
        ("a", "B1"): "FULFILLED", ("a", "B2"): "PENDING", ("a", "B3"): "WITHDRAWN",
        **{("b", unit): "WITHDRAWN" for unit in ("B1", "B2", "B3")},
    }  # fmt: skip
    again = await amendments.amend(nation.tell, "D", added=named("B3"))
    assert (await nation.statuses("D"))["a", "B3"] == "PENDING"
    await amendments.revoke(nation.tell, "D")
    now = await nation.statuses("D")
    assert now.pop(("a", "B1")) == "FULFILLED"
    assert set(now.values()) == {"WITHDRAWN"}
    assert (await nation.statuses("D", at=again))["a", "B2"] == "PENDING"


async def test_a_standing_directive_binds_units_founded_later(nation: Nation) -> None:
    audience = under("C", "branch")
    worded = replace(audience, selectors=(Selector(under_id=known("P1")),))
    await nation.tell.issue("D", "C", worded, task("D", "a"), standing=True)
    await nation.tell.issue("E", "C", audience, task("E", "a"))
    founded = await nation.tell.establish(B5="W1", B6="W3", W4="P1")
    await split(nation.tell, "B1", "B7", "B8",
                        new=(record("B7", "W1"), record("B8", "W1")))  # fmt: skip
    rows = await nation.rows("D")
    assert {unit for _, unit in rows} == {"B1", "B2", "B3", "B4", "B5", "W4", "B8"}
    assert rows["a", "B5"].reach_position == founded
    assert {unit for _, unit in await nation.rows("E")} == {"B1", "B2", "B3", "B4"}
    await amendments.revoke(nation.tell, "D")
    await nation.tell.establish(B9="W1")
    assert ("a", "B9") not in await nation.rows("D")


async def test_an_invited_unit_coordinates_once_it_accepts(nation: Nation) -> None:
    quota = QuotaRecord(minimum=2, stated_upper=None, unit_of_measure="works", stated="two")
    shared = task("D", "a", lead_id=known("B1"), quota=quota, needs_acceptance=False)
    await nation.tell.issue("D", "P1", named("B2"), shared)
    await amendments.invite(nation.tell, "D", "a", "B4")
    assert set(await nation.rows("D")) == {("a", "B1")}
    accepted = await amendments.accept_invitation(nation.tell, "D", "a", "B4")
    row = (await nation.rows("D"))["a", "B4"]
    assert (row.role.value, row.reach_position) == ("COORDINATING", accepted)
    await nation.tell.report("r", "D", "B4", "a", quantity=2, accepted=True)
    assert set((await nation.statuses("D")).values()) == {"FULFILLED"}


async def test_a_recalled_relay_withdraws_what_no_other_holds(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), task("D", "a"),
        level_by_level=LevelByLevel(topmost=under("C", "ward"), working_days_to_pass_on=3),
    )  # fmt: skip
    first = await amendments.relay(nation.tell, "D", "W1", named("B1", "B2"))
    await amendments.relay(nation.tell, "D", "W1", named("B2"))
    second_at = nation.tell.position
    await nation.tell.report("r", "D", "B1", "a", accepted=True)
    await amendments.recall(nation.tell, "D", "W1", first)
    rows = await nation.rows("D")
    assert rows["a", "B1"].status is Status.FULFILLED
    assert rows["a", "B2"].reach_position == second_at
    assert rows["@pass-on", "W1"].status is Status.FULFILLED
    await amendments.recall(nation.tell, "D", "W1", first + 1)
    rows = await nation.rows("D")
    assert rows["a", "B2"].status is Status.WITHDRAWN
    assert rows["@pass-on", "W1"].status is Status.PENDING


async def test_a_relay_brings_dates_forward_for_those_it_reaches(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "ward", "branch"), task("D", "a", due=DueRecord(
            kind=DueKind.ON_DAY, due_on=LATER.date(), due_at=LATER)),
        level_by_level=LevelByLevel(topmost=under("C", "ward"), working_days_to_pass_on=None),
    )  # fmt: skip
    version = await amendments.relay(nation.tell, "D", "W1", named("B1", "B2"), a=SOON)
    await amendments.relay(nation.tell, "D", "W1", named("B1"))
    rows = await nation.rows("D")
    assert (rows["a", "B1"].due_at, rows["a", "W1"].due_at) == (SOON, LATER)
    await amendments.recall(nation.tell, "D", "W1", version)
    assert (await nation.rows("D"))["a", "B1"].due_at == LATER


async def test_a_group_is_extended_and_exempted_by_one_event(nation: Nation) -> None:
    await nation.tell.issue(
        "D", "C", under("C", "branch"), task("D", "a", due=DATED), task("D", "b")
    )
    await nation.tell.report("r", "D", "B1", "a", due_at=SOON)
    await nation.tell.extend("D", "B3", "a", LATER + timedelta(days=1))
    await amendments.extend_group(nation.tell, "D", "P1", LATER)
    await nation.tell.extend("D", "B2", "a", SOON + timedelta(days=1))
    due = {unit: row.due_at for (key, unit), row in (await nation.rows("D")).items() if key == "a"}
    assert due == {
        "B1": SOON, "B2": SOON + timedelta(days=1), "B3": LATER + timedelta(days=1), "B4": SOON,
    }  # fmt: skip
    assert {row.due_at for (key, _), row in (await nation.rows("D")).items() if key == "b"} == {
        None
    }
    await merge(nation.tell, "B4", into="B3")
    await amendments.exempt_group(nation.tell, "D", "P1", "a")
    await amendments.exempt(nation.tell, "D", "B1", "b")
    rows = await nation.rows("D")
    assert {key: row.status.value for key, row in rows.items()} == {
        ("a", "B1"): "SUBMITTED", ("a", "B2"): "EXEMPTED", ("a", "B3"): "EXEMPTED",
        ("a", "B4"): "EXEMPTED", ("b", "B1"): "EXEMPTED",
        **{("b", unit): "PENDING" for unit in ("B2", "B3", "B4")},
    }  # fmt: skip
    assert rows["a", "B2"].timeliness is Timeliness.UNDATED


async def test_only_those_who_need_to_know_see_it(nation: Nation) -> None:
    await nation.tell.issue("D", "P1", under("P1", "branch"), task("D", "a"), need_to_know=True)
    assert set(await nation.rows("D", of="P1")) == {("a", u) for u in ("B1", "B2", "B3")}
    assert set(await nation.rows("D", of="B1")) == {("a", "B1")}
    assert await nation.rows("D", of="W1") == {}
    assert await nation.rows("D", of="C") == {}


async def test_the_policy_of_a_unit_asks_for_a_final_report(nation: Nation) -> None:
    await nation.tell.record(
        PolicySet, policies_id(known("W1")), unit_id=known("W1"), key="final", types=(),
        acknowledge_within_working_days=None, pass_on_within_working_days=None,
        valid_from=date(2026, 1, 1), final_report_within_working_days=3,
    )  # fmt: skip
    await nation.tell.issue("D", "C", under("C", "branch"), task("D", "a"))
    rows = await nation.rows("D")
    final = {unit: row for (key, unit), row in rows.items() if key == "@policy-final-report"}
    assert set(final) == {"B1", "B2"}
    assert {row.kind.value for row in final.values()} == {"REPORT"}
    assert task_id(known("D"), "@policy-final-report") == final["B1"].key.task_id
    assert final["B1"].due_at == datetime(2026, 1, 8, 16, 59, 59, 999999, tzinfo=UTC)


async def test_a_moment_of_the_past_answers_as_then(nation: Nation) -> None:
    await nation.tell.issue("D", "C", under("C", "branch"), task("D", "a", due=DATED))
    then = nation.tell.position
    before = await nation.rows("D")
    await amendments.extend_group(nation.tell, "D", "C", LATER)
    await merge(nation.tell, "B1", "B2", into="B9", new=record("B9", "W1"))
    await amendments.amend(
        nation.tell, "D", added=under("C", "ward"), added_tasks=(task("D", "b"),)
    )
    await amendments.revoke(nation.tell, "D")
    assert await nation.rows("D", at=then) == before
