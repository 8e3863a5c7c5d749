"""A short way to tell a history by hand: units by their codes, days of January 2026."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from cascade import identifiers
from cascade.access.events import RoleGranted
from cascade.calendar.events import CalendarSeeded
from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.directive.records import LevelByLevel, TaskRecord, WindowRecord
from cascade.enums import CitationRelation, Classification, ObligationRole, Role, Urgency
from cascade.events import Event
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    ObligationAcknowledged,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.organisation.events import (
    LevelRecord,
    OrganisationFounded,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
    UnitsMerged,
    UnitSplit,
)
from cascade.policy.events import PolicySet
from tests.oracle.builders import LEVELS, NOBODY, TEXT, at, citing, unit, unit_id
from tests.oracle.cascades import Cascade, cascade
from tests.oracle.directives import issued
from tests.oracle.history import Fact, History, Moment
from tests.oracle.obligations import Obligation, obligations
from tests.oracle.slices import Slice


class Telling:
    """Appends events by hand and asks the model about them."""

    def __init__(self, chart: str = "C:P P:W1,W2 W1:B1,B2 W2:B3", kinds: str = "") -> None:
        """``chart`` lists parents with their children, C first; ``kinds`` like "B1=group"."""
        self.facts: list[Fact] = []
        self.versions: Counter[UUID] = Counter()
        self.now = at(5)
        kind_of = dict(pair.split("=") for pair in kinds.split())
        self._found(chart, kind_of)

    def _found(self, chart: str, kind_of: dict[str, str]) -> None:
        level_of = {"C": 0}
        units = []
        for family in chart.split():
            parent, children = family.split(":")
            for code in children.split(","):
                level_of[code] = level_of[parent] + 1
                units.append(unit(code, parent, level_of[code], kind_of.get(code, "committee")))
        levels = tuple(
            LevelRecord(rank=rank, key=key, name=key) for rank, key in enumerate(LEVELS, 1)
        )
        root = unit("C", None, 0, "committee")
        self.append(
            OrganisationFounded,
            identifiers.ORGANISATION,
            time_zone="Asia/Ho_Chi_Minh",
            levels=levels,
            root=root,
            valid_from=None,
        )
        self.append(
            CalendarSeeded,
            identifiers.CALENDAR,
            first_day=date(2024, 1, 1),
            last_day=date(2027, 12, 31),
            weekend=(5, 6),
            holidays=(date(2026, 1, 1),),
        )
        self.append(UnitsEstablished, identifiers.ORGANISATION, units=tuple(units), valid_from=None)

    def append(self, kind: type[Event], stream_id: UUID, **values: Any) -> int:
        """Record an event at the story's time; returns its position."""
        self.versions[stream_id] += 1
        event = kind(
            originator_id=stream_id,
            originator_version=self.versions[stream_id],
            timestamp=self.now,
            **values,
        )
        self.facts.append(Fact(len(self.facts) + 1, self.now, event))
        return len(self.facts)

    # ---- what happens

    def move(self, code: str, to: str) -> int:
        return self.append(
            UnitMoved,
            identifiers.ORGANISATION,
            unit_id=unit_id(code),
            parent_id=unit_id(to),
            valid_from=None,
        )

    def rename(self, code: str, name: str, effective_on: date) -> int:
        return self.append(
            UnitRenamed,
            identifiers.ORGANISATION,
            unit_id=unit_id(code),
            name=name,
            symbol=None,
            valid_from=effective_on,
            valid_not_before=None,
            valid_not_after=None,
            effective_on=effective_on,
        )

    def issue(
        self,
        to: Audience,
        *tasks: TaskRecord,
        issuer: str = "C",
        document_type: str = "CV",
        level_by_level: bool = False,
        days: int | None = None,
        implements: Sequence[UUID] = (),
        cites: Sequence[UUID] = (),
        windows: Sequence[WindowRecord] = (),
        classification: Classification = Classification.OPEN,
        **values: Any,
    ) -> UUID:
        """``values`` are further fields of the event."""
        directive_id = uuid5(identifiers.NAMESPACE, f"directive/{len(self.facts)}")
        own = tuple(
            replace(record, task_id=identifiers.task_id(directive_id, record.key))
            for record in tasks
        )
        citations = [citing(d, CitationRelation.IMPLEMENTS) for d in implements]
        citations += [citing(d, CitationRelation.REFERS_TO) for d in cites]
        self.append(
            DirectiveIssued,
            directive_id,
            issuer_id=unit_id(issuer),
            issuer_name_then=issuer,
            type=document_type,
            number=None,
            subject="a subject",
            issued_on=self.now.date(),
            on_behalf_of=None,
            classification=classification,
            audience=to,
            tasks=own,
            windows=tuple(windows),
            distribution=values.pop("distribution", ()),
            citations=tuple(citations),
            citations_complete=True,
            level_by_level=LevelByLevel(topmost=NOBODY, working_days_to_pass_on=days)
            if level_by_level
            else None,
            **values,
        )
        for upper_id in implements:
            self._execution(DirectivePassedOn, upper_id, issuer, implementing_id=directive_id)
        return directive_id

    def record(self, issuer: str, by: str) -> UUID:
        directive_id = uuid5(identifiers.NAMESPACE, f"directive/{len(self.facts)}")
        self.append(
            DirectiveRecorded,
            directive_id,
            recorded_by_id=unit_id(by),
            issuer_id=unit_id(issuer),
            issuer_name_then=issuer,
            type="KH",
            number=None,
            subject="a subject",
            issued_on=self.now.date(),
            classification=Classification.OPEN,
        )
        return directive_id

    def date_window(self, directive_id: UUID, key: str, to_day: int) -> int:
        return self.append(
            WindowDated,
            directive_id,
            key=key,
            from_day=date(2026, 1, 1),
            to_day=date(2026, 1, to_day),
            dues=(),
        )

    def relay(self, directive_id: UUID, by: str, to: Audience, **values: Any) -> int:
        return self._execution(DirectiveRelayed, directive_id, by, audience=to, note=None, **values)

    def set_policy(
        self,
        code: str,
        *,
        acknowledge: int | None = None,
        pass_on: int | None = None,
        final_report: int | None = None,
        key: str = "p",
        types: Sequence[str] = (),
        valid_from: int = 1,
        urgencies: Sequence[Urgency] = (),
    ) -> int:
        return self.append(
            PolicySet,
            identifiers.policies_id(unit_id(code)),
            unit_id=unit_id(code),
            key=key,
            types=tuple(types),
            acknowledge_within_working_days=acknowledge,
            pass_on_within_working_days=pass_on,
            valid_from=date(2026, 1, valid_from),
            final_report_within_working_days=final_report,
            urgencies=tuple(urgencies),
        )

    def acknowledge(
        self, directive_id: UUID, code: str, key: str = "1", fulfils: bool = False
    ) -> int:
        return self._act(ObligationAcknowledged, directive_id, code, key, fulfils=fulfils)

    def report(
        self,
        directive_id: UUID,
        code: str,
        key: str = "1",
        quantity: int | None = None,
        accepted: bool = False,
        **values: Any,
    ) -> UUID:
        """Returns the report's id."""
        report_id = UUID(int=len(self.facts))
        self._act(
            ReportSubmitted,
            directive_id,
            code,
            key,
            report_id=report_id,
            text=TEXT,
            quantity=None if quantity is None else Decimal(quantity),
            accepted=accepted,
            **values,
        )
        return report_id

    def accept(
        self, directive_id: UUID, code: str, report_id: UUID, key: str = "1", **values: Any
    ) -> int:
        return self._execution(
            ReportAccepted,
            directive_id,
            code,
            task_id=identifiers.task_id(directive_id, key),
            occurrence=None,
            report_id=report_id,
            decided_by_id=unit_id("C"),
            remark=None,
            received_on=values.get("received_on"),
        )

    def give_back(
        self,
        directive_id: UUID,
        code: str,
        report_id: UUID,
        key: str = "1",
        due_at: datetime | None = None,
    ) -> int:
        return self._act(
            ReportReturned,
            directive_id,
            code,
            key,
            report_id=report_id,
            decided_by_id=unit_id("C"),
            remark=None,
            due_at=due_at,
        )

    def extend(self, directive_id: UUID, code: str, due_at: datetime, key: str = "1") -> int:
        return self._act(
            ObligationExtended,
            directive_id,
            code,
            key,
            decided_by_id=unit_id("C"),
            due_at=due_at,
            reason=TEXT,
        )

    def grant(
        self,
        subject: str,
        code: str,
        role: Role = Role.READER,
        clearance: Classification = Classification.OPEN,
        valid_to: datetime | None = None,
    ) -> int:
        return self.append(
            RoleGranted,
            identifiers.access_id(subject),
            subject=subject,
            unit_id=unit_id(code),
            role=role,
            clearance=clearance,
            valid_from=None,
            valid_to=valid_to,
        )

    def _act(
        self, kind: type[Event], directive_id: UUID, code: str, key: str, **values: Any
    ) -> int:
        values.setdefault("due_at", None)
        values.setdefault("occurrence", None)
        values["task_id"] = identifiers.task_id(directive_id, key)
        return self._execution(kind, directive_id, code, **values)

    def _execution(self, kind: type[Event], directive_id: UUID, code: str, **values: Any) -> int:
        stream_id = identifiers.execution_id(directive_id, unit_id(code))
        return self.append(
            kind, stream_id, directive_id=directive_id, unit_id=unit_id(code), **values
        )

    # ---- what the model says

    @property
    def history(self) -> History:
        return History(self.facts)

    def moment(self, position: int | None = None) -> Moment:
        return Moment(position or len(self.facts), self.now)

    def owed(self, directive_id: UUID, position: int | None = None) -> dict[str, Obligation]:
        """What a directive asks, by "unit/task", and "unit/task/day" where the task recurs."""
        names = {unit_id(code): code for code in self.codes}
        return {
            "/".join(
                [names[o.unit_id], o.key, *([f"{o.occurrence:%d}"] if o.occurrence else [])]
            ): o
            for o in obligations(self.history, self.moment(position))
            if o.directive_id == directive_id
        }

    @property
    def codes(self) -> list[str]:
        """Of all units that ever were, in the order of their coming."""
        codes: list[str] = []
        for fact in self.facts:
            match fact.event:
                case OrganisationFounded(root=root):
                    codes.append(root.code)
                case UnitsEstablished(units=units) | UnitSplit(new=units):
                    codes += [unit.code for unit in units]
                case UnitsMerged(new=UnitRecord(code=code)):
                    codes.append(code)
        return codes

    def cascade(self, directive_id: UUID) -> Cascade:
        history = self.history
        return cascade(history, self.moment(), issued(history, history.head)[directive_id])

    def slice(self, subject: str) -> Slice:
        return Slice(self.history, self.moment(), subject, self.now)

    def roles(self, directive_id: UUID) -> dict[str, ObligationRole]:
        return {name: owed.role for name, owed in self.owed(directive_id).items()}
