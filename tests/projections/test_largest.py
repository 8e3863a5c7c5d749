"""What is accepted is projected: the largest of everything that a command takes.

Each scene fills its lists to their limits, through the engine; the projector takes all of it, and
a rebuild comes to the same rows.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from cascade.calendar.commands import AnnounceHoliday
from cascade.calendar.decisions import DAYS
from cascade.content import AttachmentRecord, ContentRef, commitment
from cascade.database import Database
from cascade.directive.commands import (
    AmendDirective,
    AudienceInput,
    CitationInput,
    DistributionInput,
    DraftDirective,
    DueInput,
    GroupInput,
    MovedDueInput,
    MoveDueDates,
    RecurrenceInput,
    TaskInput,
    WindowInput,
)
from cascade.directive.decisions.drafting import COMMENTERS
from cascade.directive.decisions.issuing import CITATIONS, DISTRIBUTION, JOINT_ISSUERS, WINDOWS
from cascade.directive.decisions.moving import MOVES
from cascade.directive.rules.addressing import GROUPS, UNITS_BY_NAME
from cascade.directive.rules.coordinating import COORDINATING
from cascade.directive.rules.due import OCCURRENCES_OF_ALL_TASKS
from cascade.directive.rules.implementing import CHAIN
from cascade.directive.rules.recurrence import OCCURRENCES
from cascade.directive.rules.tasks import TASKS_AT_ONCE
from cascade.engine.obligation_loading import BULK
from cascade.enums import CitationRelation, DistributionRole, Role
from cascade.execution.commands import (
    Acknowledge,
    ObligationRef,
    PlanEntryInput,
    PlanObligation,
)
from cascade.execution.decisions.planning import PLAN_ENTRIES
from cascade.files import ATTACHMENTS
from cascade.identifiers import task_id
from cascade.log.uploads import Upload
from cascade.organisation.commands import (
    AddAlias,
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    NewUnit,
    PartPlacement,
    SplitUnit,
)
from cascade.organisation.decisions.reorganisations import PARTS, UNITS_IN_ONE_MERGER
from cascade.organisation.decisions.units import ALIASES, UNITS_IN_ONE_EVENT
from cascade.organisation.rules.depth import TREE_DEPTH
from cascade.policy.commands import SetPolicy
from cascade.policy.decisions import TYPES
from cascade.text_rules import CODE_BYTES, KEY_CHARACTERS, LINE_CHARACTERS, UTF8_BYTES
from projections.engine.notifier import ProjectionNotifier
from projections.engine.parking import parked
from projections.engine.projector import Projector
from projections.engine.rebuilding import rebuild
from tests.conftest import database as database
from tests.harness.builders import TODAY, issuing
from tests.harness.grants import grant_at_once
from tests.harness.nation import Nation, root_alone
from tests.poison import incompressible

SOON = 60.0
LONGEST_CODE = CODE_BYTES // UTF8_BYTES


@pytest.fixture
async def nation(database: Database) -> AsyncIterator[Nation]:
    async with root_alone(database) as nation:
        await let_act(nation, [nation.units["C"]])
        yield nation


async def let_act(nation: Nation, units: Iterable[UUID]) -> None:
    """The administrator issues and reports for these too."""
    access = await nation.engine.session("admin").start()
    grants = [("admin", unit_id, Role.ISSUER) for unit_id in units]
    await grant_at_once(nation.log, nation.clock.now(), grants, before={"admin": access.version})


@asynccontextmanager
async def projected(nation: Nation, database: Database) -> AsyncIterator[None]:
    """What is done within is projected as it comes, and once more from the beginning."""
    async with Projector(database, nation.log), ProjectionNotifier(database) as notifier:
        yield
        head = (await nation.log.head()).position
        arrived = await notifier.wait_for(head, SOON)
        assert await parked(database) is None
        assert arrived
        assert (await rebuild(database, nation.log)).position == head


async def settle(nation: Nation, count: int) -> list[UUID]:
    """So many wards under the root."""
    before = len(nation.units)
    for start in range(0, count, UNITS_IN_ONE_EVENT):
        some = range(start, min(start + UNITS_IN_ONE_EVENT, count))
        await nation.establish(*(_ward(f"W{number}", nation.units["C"]) for number in some))
    return list(nation.units.values())[before:]


def _ward(code: str, parent: UUID | None = None, parent_code: str | None = None) -> NewUnit:
    return NewUnit(
        code=code,
        name=f"Xã {code}",
        kind="committee",
        level="ward",
        symbol=None,
        parent=parent,
        parent_code=parent_code,
    )


async def issued(
    nation: Nation,
    units: Iterable[UUID],
    *tasks: TaskInput,
    citations: tuple[CitationInput, ...] = (),
) -> UUID:
    audience = AudienceInput(tuple(units))
    command = issuing(nation.units["C"], audience, tasks=tasks, citations=citations)
    outcome = await nation.do(command)
    return UUID(outcome.answer["directive"])


async def uploaded(nation: Nation) -> UUID:
    content = ContentRef(
        id=uuid4(), size=1, media_type="text/plain", commitment=commitment(bytes(32), b"x")
    )
    record = AttachmentRecord(name="a.txt", sha256=sha256(b"x").hexdigest(), content=content)
    await nation.log.uploads.keep(Upload("admin", nation.clock.now(), record), bytes(32), [b"x"])
    return content.id


async def test_the_deepest_tree_with_the_longest_texts(nation: Nation, database: Database) -> None:
    codes = ["C", *(incompressible(LONGEST_CODE, seed) for seed in range(2, TREE_DEPTH + 1))]
    units = [
        NewUnit(
            code=code,
            name=incompressible(LINE_CHARACTERS, seed),
            kind="k" * KEY_CHARACTERS,
            level="ward",
            symbol=incompressible(LONGEST_CODE, seed),
            parent=nation.units["C"] if above == "C" else None,
            parent_code=None if above == "C" else above,
        )
        for seed, (above, code) in enumerate(pairwise(codes), 1)
    ]
    async with projected(nation, database):
        await nation.establish(*units)
        one_more = _ward("B", nation.units[codes[-1]])
        assert await nation.refused(EstablishUnits((one_more,))) == ["TREE_TOO_DEEP"]
        for number in range(ALIASES):
            alias = incompressible(LINE_CHARACTERS, 100 + number)
            await nation.do(AddAlias(nation.units[codes[-1]], alias))
        await issued(nation, [nation.units[codes[-1]]], TaskInput(key="t", text="Báo cáo"))


async def test_the_most_units_by_name_and_the_largest_bulk(
    nation: Nation, database: Database
) -> None:
    async with projected(nation, database):
        wards = await settle(nation, UNITS_BY_NAME)
        await let_act(nation, wards[:BULK])
        directive = await issued(nation, wards, TaskInput(key="t", text="Báo cáo"))
        refs = tuple(
            ObligationRef(directive=directive, unit=ward, task=task_id(directive, "t"))
            for ward in wards[:BULK]
        )
        done = await nation.do(Acknowledge(refs))
        assert [outcome["errors"] for outcome in done.answer["outcomes"]] == [[]] * BULK
        merged = tuple(wards[:UNITS_IN_ONE_MERGER])
        new = MergeTarget(_ward("M", nation.units["C"]))
        await nation.do(MergeUnits(merged, new, TODAY))


async def test_the_most_parts_of_what_is_split(nation: Nation, database: Database) -> None:
    async with projected(nation, database):
        await nation.establish(
            _ward("S", nation.units["C"]),
            *(_ward(f"S{number}", None, "S") for number in range(UNITS_IN_ONE_EVENT - 1)),
        )
        parts = tuple(
            MergeTarget(_ward(f"P{number}", nation.units["C"])) for number in range(PARTS)
        )
        under = [unit for code, unit in nation.units.items() if code not in ("C", "S")]
        placements = tuple(PartPlacement(unit, number % PARTS) for number, unit in enumerate(under))
        split = SplitUnit(
            unit=nation.units["S"], parts=parts, valid_from=TODAY, placements=placements
        )
        await nation.do(split)


async def test_the_longest_lists_of_a_directive(nation: Nation, database: Database) -> None:
    async with projected(nation, database):
        wards = await settle(nation, GROUPS)
        keys = tuple(f"t{number}" for number in range(TASKS_AT_ONCE - 1))
        await nation.establish(*(_ward(f"B{ward}", ward) for ward in wards))
        await let_act(nation, wards[:JOINT_ISSUERS])
        shared = [
            TaskInput(
                key=key, text="Báo cáo", lead=wards[-1], coordinating=tuple(wards[:COORDINATING])
            )
            for key in keys
        ]
        files = tuple([await uploaded(nation) for _ in range(ATTACHMENTS)])
        command = issuing(
            nation.units["C"],
            AudienceInput(groups=tuple(GroupInput(under=ward) for ward in wards)),
            tasks=(*shared, TaskInput(key="all", text="Báo cáo")),
            windows=tuple(WindowInput(key=f"w{n}", stated="Đợt") for n in range(WINDOWS)),
            citations=tuple(
                CitationInput(
                    text=f"{n + 1}-CV/X",
                    relation=CitationRelation.IMPLEMENTS,
                    issued_on=TODAY,
                    issuer_name="X",
                )
                for n in range(CITATIONS)
            ),
            distribution=tuple(
                DistributionInput(DistributionRole.COPY_FOR_REPORT, "Để báo cáo", ward)
                for ward in wards[:DISTRIBUTION]
            ),
            joint_issuers=tuple(wards[:JOINT_ISSUERS]),
            attachments=files,
        )
        directive = UUID((await nation.do(command)).answer["directive"])
        gone = AudienceInput(groups=tuple(GroupInput(under=ward) for ward in wards[1:]))
        amended = AmendDirective(directive=directive, withdraw_tasks=keys, withdraw_audience=gone)
        await nation.do(amended)
        draft = DraftDirective(
            issuer=nation.units["C"],
            type="CV",
            subject="Dự thảo",
            content={},
            commenters=tuple(wards[:COMMENTERS]),
        )
        await nation.do(draft)
        types = tuple(f"t{number}" for number in range(TYPES))
        await nation.do(
            SetPolicy(
                unit=nation.units["C"],
                key="p",
                valid_from=TODAY,
                types=types,
                pass_on_within_working_days=3,
            )
        )


async def test_the_most_occurrences_moves_and_days(nation: Nation, database: Database) -> None:
    daily = DueInput(
        recurring=RecurrenceInput(rrule=f"FREQ=DAILY;COUNT={OCCURRENCES}", starts_on=TODAY)
    )
    keys = [f"t{number}" for number in range(OCCURRENCES_OF_ALL_TASKS // OCCURRENCES)]
    async with projected(nation, database):
        (ward,) = await settle(nation, 1)
        await let_act(nation, [ward])
        tasks = [TaskInput(key=key, text="Báo cáo", due=daily) for key in keys]
        directive = await issued(nation, [ward], *tasks)
        days = [TODAY + timedelta(days=number) for number in range(1, OCCURRENCES)]
        moved = [
            MovedDueInput(task_key=key, occurrence=day, on=day + timedelta(days=400))
            for key in keys
            for day in days
        ]
        await nation.do(
            MoveDueDates(directive=directive, reason="Lùi lại", dues=tuple(moved[:MOVES]))
        )
        entries = tuple(
            PlanEntryInput(TODAY + timedelta(days=number), "Họp") for number in range(PLAN_ENTRIES)
        )
        ref = ObligationRef(
            directive=directive, unit=ward, task=task_id(directive, "t0"), occurrence=TODAY
        )
        await nation.do(PlanObligation(ref, entries))
        off = tuple(TODAY + timedelta(days=number) for number in range(1, DAYS + 1))
        await nation.do(AnnounceHoliday(stated="Nghỉ", days_off=off))
        await nation.do(MoveDueDates(directive=directive, reason="Theo lịch", by_calendar=True))


async def test_the_longest_chain(nation: Nation, database: Database) -> None:
    async with projected(nation, database):
        (ward,) = await settle(nation, 1)
        above = await issued(nation, [ward], TaskInput(key="t", text="Báo cáo"))
        for _ in range(CHAIN - 1):
            cited = (
                CitationInput(text="1-CV/X", relation=CitationRelation.IMPLEMENTS, target=above),
            )
            above = await issued(
                nation, [ward], TaskInput(key="t", text="Báo cáo"), citations=cited
            )
