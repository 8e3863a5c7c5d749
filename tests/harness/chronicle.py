"""Hand-made events, appended through the log as commands would append them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from cascade.calendar.events import CalendarSeeded
from cascade.clock import SteppedClock
from cascade.content import seal
from cascade.directive.audience import Atom, Audience, Selector
from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.directive.records import (
    CitationRecord,
    DueRecord,
    LevelByLevel,
    QuotaRecord,
    TaskDue,
    TaskRecord,
    WindowRecord,
)
from cascade.enums import CitationRelation, Classification, DueKind, TaskKind
from cascade.events import Event, next_place
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    ObligationAcknowledged,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.identifiers import (
    CALENDAR,
    NAMESPACE,
    ORGANISATION,
    citation_id,
    execution_id,
    policies_id,
    task_id,
)
from cascade.log import Append, Log
from cascade.numbering.number import parse_number
from cascade.organisation.events import (
    LevelRecord,
    OrganisationFounded,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
)
from cascade.policy.events import PolicySet

START = datetime(2026, 1, 5, 2, tzinfo=UTC)
LEVELS = ("centre", "province", "ward", "branch")
DEEP = date(2026, 1, 30)


def known(name: str) -> UUID:
    """The id of what a test calls by a name."""
    return uuid5(NAMESPACE, name)


def under(scope: str, *levels: str) -> Audience:
    """Every unit of these levels under a unit. All units of a level are of one kind here."""
    return Audience(
        tuple(Selector(under_id=known(scope), levels=levels) for _ in [0]),
        tuple(Atom(scope_id=known(scope), level=level, kind="body") for level in levels),
        (),
    )


def named(*units: str) -> Audience:
    ids = tuple(map(known, units))
    return Audience(tuple(Selector(unit_id=unit_id) for unit_id in ids), (), ids)


def task(directive: str, key: str, **given: Any) -> TaskRecord:
    """A plain task of a directive, but for what is given."""
    values: dict[str, Any] = {
        "number": None,
        "text": f"Do {key}",
        "kind": TaskKind.CARRY_OUT,
        "audience": None,
        "lead_id": None,
        "lead_is_inferred": False,
        "coordinating_ids": (),
        "quota": None,
        "due": DueRecord(kind=DueKind.ABSENT),
        "report_to_id": None,
        "report_via_id": None,
        "needs_acceptance": True,
    }
    return TaskRecord(task_id=task_id(known(directive), key), key=key, **{**values, **given})


class Chronicle:
    """A log being written, with the versions of its streams."""

    def __init__(self, log: Log, clock: SteppedClock) -> None:
        self.log = log
        self.clock = clock
        self.versions: dict[UUID, int] = {}
        self.position = 0

    async def record(self, event_class: type[Event], stream: UUID, **fields: Any) -> int:
        """One event, an hour after the one before; its position."""
        self.clock.step(timedelta(hours=1))
        before = self.versions.get(stream, 0)
        contents = tuple(
            fields.pop(name) for name in ("text_content", "remark_content") if name in fields
        )
        make: Any = event_class
        event = make(**next_place(stream, before, self.clock.now()), **fields)
        appended = await self.log.append(
            Append(
                principal="somebody",
                key=f"key {self.position}",
                digest=bytes(32),
                correlation_id=UUID(int=self.position + 1),
                expected={stream: before},
                events=[event],
                content=contents,
            )
        )
        self.versions[stream] = before + 1
        self.position = appended.positions[-1]
        return self.position

    # ---- the organisation

    async def found(self) -> None:
        """The root C, and a calendar without holidays."""
        await self.record(
            OrganisationFounded,
            ORGANISATION,
            time_zone="Asia/Ho_Chi_Minh",
            levels=tuple(
                LevelRecord(rank=rank, key=key, name=key) for rank, key in enumerate(LEVELS, 1)
            ),
            root=UnitRecord(
                unit_id=known("C"),
                code="C",
                name="Unit C",
                symbol="C",
                kind="body",
                level=LEVELS[0],
                parent_id=None,
                addresses_under_id=known("C"),
            ),
            valid_from=None,
        )
        await self.record(
            CalendarSeeded,
            CALENDAR,
            first_day=date(2025, 1, 1),
            last_day=date(2027, 12, 31),
            weekend=(5, 6),
            holidays=(),
        )

    async def establish(self, **parents: str) -> int:
        """Units by their codes, each under its parent, one level below it."""
        records = [
            UnitRecord(
                unit_id=known(code),
                code=code,
                name=f"Unit {code}",
                symbol=None,
                kind="body",
                level=_level(code),
                parent_id=known(parent),
                addresses_under_id=known(code),
            )
            for code, parent in parents.items()
        ]
        return await self.record(
            UnitsEstablished, ORGANISATION, units=tuple(records), valid_from=None
        )

    async def move(self, unit: str, parent: str) -> int:
        return await self.record(
            UnitMoved, ORGANISATION, unit_id=known(unit), parent_id=known(parent), valid_from=None
        )

    async def rename(self, unit: str, name: str, day: date, **given: Any) -> int:
        days = {"valid_from": day, "valid_not_before": None, "valid_not_after": None, **given}
        return await self.record(
            UnitRenamed, ORGANISATION, unit_id=known(unit), name=name, symbol=None,
            effective_on=day, **days,
        )  # fmt: skip

    async def rule(self, unit: str, key: str, acknowledge: int | None, pass_on: int | None) -> int:
        return await self.record(
            PolicySet,
            policies_id(known(unit)),
            unit_id=known(unit),
            key=key,
            types=(),
            acknowledge_within_working_days=acknowledge,
            pass_on_within_working_days=pass_on,
            valid_from=date(2026, 1, 1),
        )

    # ---- directives

    async def issue(
        self, directive: str, issuer: str, audience: Audience, *tasks: TaskRecord, **given: Any
    ) -> int:
        values: dict[str, Any] = {
            "issuer_name_then": f"Unit {issuer}",
            "type": "CV",
            "number": parse_number(f"{directive}-CV/{issuer}"),
            "subject": f"About {directive}",
            "issued_on": date(2026, 1, 5),
            "on_behalf_of": None,
            "classification": Classification.OPEN,
            "windows": (),
            "distribution": (),
            "citations": (),
            "citations_complete": True,
            "level_by_level": None,
        }
        return await self.record(
            DirectiveIssued,
            known(directive),
            issuer_id=known(issuer),
            audience=audience,
            tasks=tasks,
            **{**values, **given},
        )

    async def note(self, directive: str, issuer: str, by: str, number: str) -> int:
        return await self.record(
            DirectiveRecorded,
            known(directive),
            recorded_by_id=known(by),
            issuer_id=known(issuer),
            issuer_name_then=f"Unit {issuer}",
            type="CV",
            number=parse_number(number),
            subject=f"About {directive}",
            issued_on=date(2025, 12, 1),
            classification=Classification.OPEN,
        )

    async def date_window(self, directive: str, key: str, last_day: date, *tasks: str) -> int:
        due_at = datetime.combine(last_day, datetime.max.time(), UTC) - timedelta(hours=7)
        return await self.record(
            WindowDated,
            known(directive),
            key=key,
            from_day=last_day,
            to_day=last_day,
            dues=tuple(
                TaskDue(task_id=task_id(known(directive), t), due_on=last_day, due_at=due_at)
                for t in tasks
            ),
        )

    async def relay(self, directive: str, unit: str, audience: Audience) -> int:
        stream = execution_id(known(directive), known(unit))
        return await self.record(
            DirectiveRelayed, stream, directive_id=known(directive), unit_id=known(unit),
            audience=audience, note=None,
        )  # fmt: skip

    async def pass_on(self, directive: str, unit: str, implementing: str) -> int:
        stream = execution_id(known(directive), known(unit))
        return await self.record(
            DirectivePassedOn, stream, directive_id=known(directive), unit_id=known(unit),
            implementing_id=known(implementing),
        )  # fmt: skip

    # ---- acts

    async def act(
        self, event_class: type[Event], directive: str, unit: str, key: str, **fields: Any
    ) -> int:
        return await self.record(
            event_class,
            execution_id(known(directive), known(unit)),
            directive_id=known(directive),
            unit_id=known(unit),
            task_id=task_id(known(directive), key),
            occurrence=None,
            **fields,
        )

    async def acknowledge(
        self, directive: str, unit: str, key: str, due_at: datetime | None = None,
        fulfils: bool = False,
    ) -> int:  # fmt: skip
        return await self.act(
            ObligationAcknowledged, directive, unit, key, fulfils=fulfils, due_at=due_at
        )

    async def report(
        self, report: str, directive: str, unit: str, key: str, *,
        quantity: int | None = None, due_at: datetime | None = None, accepted: bool = False,
    ) -> int:  # fmt: skip
        reference, content = seal(report.encode(), "text/plain", known(f"text {report}"), bytes(32))
        return await self.act(
            ReportSubmitted, directive, unit, key, report_id=known(report), text=reference,
            quantity=None if quantity is None else Decimal(quantity),
            accepted=accepted, due_at=due_at, text_content=content,
        )  # fmt: skip

    async def accept(
        self, report: str, directive: str, unit: str, key: str, received_on: date | None = None
    ) -> int:
        return await self.act(
            ReportAccepted, directive, unit, key, report_id=known(report),
            decided_by_id=known("C"), remark=None, received_on=received_on,
        )  # fmt: skip

    async def give_back(
        self, report: str, directive: str, unit: str, key: str, due_at: datetime | None = None
    ) -> int:
        return await self.act(
            ReportReturned, directive, unit, key, report_id=known(report),
            decided_by_id=known("C"), remark=None, due_at=due_at,
        )  # fmt: skip

    async def extend(self, directive: str, unit: str, key: str, due_at: datetime) -> int:
        reference, content = seal(b"why", "text/plain", known(f"{unit} {due_at}"), bytes(32))
        return await self.act(
            ObligationExtended, directive, unit, key, decided_by_id=known("C"),
            due_at=due_at, reason=reference, text_content=content,
        )  # fmt: skip


def _level(code: str) -> str:
    """P1 is a province, W1 a ward, B1 a branch."""
    return {"P": "province", "W": "ward", "B": "branch"}[code[0]]


async def tell(chronicle: Chronicle) -> None:
    """A small province in which everything happens once."""
    await chronicle.found()
    await chronicle.establish(P1="C", P2="C", W1="P1", W2="P1")
    await chronicle.establish(B1="W1", B2="W1", B3="W1", B4="W2")
    await chronicle.rule("W1", "prompt", 2, None)
    await chronicle.note("R", "P1", "W1", "9-CV/P1")
    await chronicle.issue(
        "D1",
        "P1",
        under("P1", "branch"),
        task("D1", "named", audience=named("W2")),
        task("D1", "window", due=DueRecord(kind=DueKind.WINDOW, window="congress")),
        task(
            "D1",
            "shared",
            lead_id=known("B1"),
            coordinating_ids=(known("B2"),),
            quota=QuotaRecord(minimum=2, unit_of_measure="works", stated="ít nhất 02"),
            report_to_id=known("W2"),
        ),
        windows=(WindowRecord(key="congress", stated="during the congress"),),
        citations=(cites("D1", "R", CitationRelation.GUIDED_BY, "9-CV/P1"),),
    )
    await chronicle.issue(
        "D2",
        "C",
        under("C", "ward", "branch"),
        task("D2", "go"),
        level_by_level=LevelByLevel(topmost=under("C", "ward"), working_days_to_pass_on=3),
    )
    await chronicle.relay("D2", "W2", named("B4"))
    await chronicle.move("B3", "W2")
    await chronicle.issue(
        "D3", "W1", under("W1", "branch"), task("D3", "own"),
        citations=(cites("D3", "D2", CitationRelation.IMPLEMENTS, "D2-CV/C"),),
    )  # fmt: skip
    await chronicle.pass_on("D2", "W1", "D3")
    await chronicle.acknowledge("D1", "B1", "window")
    await chronicle.acknowledge("D1", "B1", "@policy-acknowledge", START, fulfils=True)
    await chronicle.date_window("D1", "congress", date(2026, 1, 15), "window")
    await chronicle.date_window("D1", "congress", date(2026, 1, 20), "window")
    await chronicle.report("r1", "D1", "B1", "shared", quantity=1)
    await chronicle.accept("r1", "D1", "B1", "shared")
    await chronicle.report("r2", "D1", "B2", "shared", quantity=1)
    await chronicle.give_back("r2", "D1", "B2", "shared")
    await chronicle.report("r3", "D1", "B2", "shared", quantity=1)
    await chronicle.accept("r3", "D1", "B2", "shared")
    await chronicle.extend("D1", "B4", "window", START + timedelta(days=30))
    await chronicle.rule("W1", "prompt", 5, None)
    await chronicle.rename("W1", "Renamed", date(2026, 1, 6))


def cites(citing: str, cited: str, relation: CitationRelation, text: str) -> CitationRecord:
    return CitationRecord(
        citation_id=citation_id(known(citing), 0),
        number=parse_number(text),
        issued_on=None,
        issuer_name=None,
        relation=relation,
        target_id=known(cited),
    )
