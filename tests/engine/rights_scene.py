"""A scene in which every command can be carried out, and words for what is permitted in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from cascade.directive.commands import (
    AmendDirective,
    AudienceInput,
    DraftDirective,
    GroupInput,
    IssueDirective,
    RecordDirective,
    TaskInput,
)
from cascade.enums import Role
from cascade.execution.commands import (
    BorneRef,
    DeclareOccurrence,
    ObligationRef,
    RecordReport,
    RemindOverdue,
    SubmitReport,
    SubmitReports,
    WithdrawOccurrence,
)
from cascade.execution.occurrences import day_of_number
from cascade.identifiers import task_id
from cascade.organisation.commands import (
    MergeTarget,
    MergeUnits,
    NewUnit,
    SplitUnit,
    StageUnits,
)
from tests.harness.builders import TODAY, issuing, under

Grants = tuple[tuple[str, Role], ...]
LATER: Final = datetime(2026, 3, 2, 3, tzinfo=UTC)
ADMINISTRATOR, ISSUER, OFFICER = Role.ADMINISTRATOR, Role.ISSUER, Role.OFFICER


@dataclass(frozen=True)
class Scene:
    """What the commands are about: ids of units by code, and of what was done before."""

    nation: Any
    directive: UUID
    task: UUID
    report: UUID
    request: UUID
    recorded_report: UUID
    citation: UUID
    awaiting: UUID
    """A citation for which something is proposed."""
    draft: UUID
    invitation: UUID
    change: UUID
    imported: UUID
    own: UUID
    """Another directive of D1."""
    others: UUID
    """A directive of P2 that P1 and its departments do not see."""
    upload: Mapping[str, UUID]
    """By the subject that brought it."""
    webhook: Mapping[str, UUID]
    """Of W1, by the subject whose it is."""

    def __getitem__(self, code: str) -> UUID:
        found: UUID = self.nation.units[code]
        return found

    def owed(self, code: str) -> ObligationRef:
        return ObligationRef(directive=self.directive, unit=self[code], task=self.task)

    def issuing(self, **changed: Any) -> IssueDirective:
        return issuing(self["D1"], under(self["P1"], "ward", "branch"), **changed)

    def new(self, parent: str, body: str | None = None) -> NewUnit:
        under = None if body is None else self[body]
        return NewUnit(
            code="N",
            name="Mới",
            kind="office",
            level="branch",
            parent=self[parent],
            addresses_under=under,
        )


def dated(scene: Scene, code: str) -> ObligationRef:
    """What it owes by the task that has a due date."""
    return replace(scene.owed(code), task=task_id(scene.directive, "t2"))


def withdrawing(scene: Scene) -> WithdrawOccurrence:
    """Of the first occurrence that B11 declared."""
    task = task_id(scene.directive, "t5")
    ref = replace(scene.owed("B11"), task=task, occurrence=day_of_number(1))
    return WithdrawOccurrence(ref, "Nhầm")


def declaring(scene: Scene) -> DeclareOccurrence:
    return declared(scene.nation, scene.directive, "B12")


def declared(nation: Any, directive: UUID, code: str) -> DeclareOccurrence:
    """What a unit declares by the task that counts from occurrences."""
    return DeclareOccurrence(
        directive=directive,
        unit=nation.units[code],
        task=task_id(directive, "t5"),
        occurred_at=nation.clock.now(),
        label="Sạt lở",
    )


def reminding(scene: Scene, under: UUID, directive: UUID | None = None) -> RemindOverdue:
    """W1's, of one obligation that is overdue."""
    return RemindOverdue(by=scene["W1"], under=under, directive=directive, _counted=1)


@dataclass(frozen=True)
class Example:
    """``command`` is permitted with the grants. Without the one ``lost``, or with another command
    ``instead``, it is not.
    """

    command: object
    grants: Grants
    lost: tuple[str, Role] | None = None
    instead: object | None = None


Make = Callable[[Scene], Example]


def administering(command: Callable[[Scene], object], lost: str, *others: str) -> Make:
    """Permitted to administrators of all of these units."""
    kept = tuple((code, ADMINISTRATOR) for code in others)
    right = (lost, ADMINISTRATOR)
    return lambda scene: Example(command(scene), (*kept, right), right)


def acting(command: Callable[[Scene], object], lost: str, role: Role = ISSUER) -> Make:
    """Permitted to who has this one grant."""
    return lambda scene: Example(command(scene), ((lost, role),), (lost, role))


def elsewhere(
    command: Callable[[Scene, str], object], here: str, there: str, issuer: str = "D1"
) -> Make:
    """The very same subject, for a unit here and not for one there."""
    return lambda s: Example(command(s, here), ((issuer, ISSUER),), instead=command(s, there))


def seeing(command: Callable[[Scene, UUID], object]) -> Make:
    """An issuer, of a document in its slice and not of another's."""
    return lambda s: Example(command(s, s.own), (("D1", ISSUER),), instead=command(s, s.others))


def audience(scene: Scene, code: str) -> AudienceInput:
    return AudienceInput((scene[code],))


def group(scene: Scene, code: str) -> AudienceInput:
    return AudienceInput(groups=(GroupInput(under=scene[code]),))


def task_of(scene: Scene, **given: Any) -> TaskInput:
    return TaskInput(key="t9", text="Làm", **given)


def charging(**made: Callable[[Scene, str], object]) -> Callable[[Scene, str], object]:
    def command(scene: Scene, code: str) -> object:
        task = task_of(scene, **{name: value(scene, code) for name, value in made.items()})
        return scene.issuing(tasks=(task,))

    return command


def adding(**made: Callable[[Scene, str], object]) -> Callable[[Scene, str], object]:
    def command(scene: Scene, code: str) -> object:
        task = task_of(scene, **{name: value(scene, code) for name, value in made.items()})
        return AmendDirective(directive=scene.directive, add_tasks=(task,))

    return command


def unit_of(scene: Scene, code: str) -> UUID:
    return scene[code]


def units_of(scene: Scene, code: str) -> tuple[UUID, ...]:
    return (scene[code],)


def groups_of(scene: Scene, code: str) -> tuple[GroupInput, ...]:
    return group(scene, code).groups


def split(scene: Scene, *parts: MergeTarget) -> SplitUnit:
    return SplitUnit(unit=scene["B11"], parts=parts, valid_from=TODAY)


def standing(scene: Scene, code: str) -> MergeTarget:
    return MergeTarget(standing=scene[code])


def merge(scene: Scene, into: MergeTarget, *codes: str) -> MergeUnits:
    return MergeUnits(tuple(scene[code] for code in codes), into, TODAY)


def staged(scene: Scene, **given: Any) -> StageUnits:
    unit = NewUnit(code="N", name="Mới", kind="office", level="branch", **given)
    return StageUnits(UUID(int=77), (unit,))


def with_file(command: Callable[[Scene], Any], code: str, role: Role = ISSUER) -> Make:
    """Permitted with a file that the subject itself brought."""

    def make(scene: Scene) -> Example:
        mine = replace(command(scene), attachments=(scene.upload["somebody"],))
        another = replace(command(scene), attachments=(scene.upload["another"],))
        return Example(mine, ((code, role),), instead=another)

    return make


def draft_of(scene: Scene) -> DraftDirective:
    return DraftDirective(issuer=scene["D1"], type="CV", subject="Về việc", content={})


def record(scene: Scene) -> RecordDirective:
    return RecordDirective(
        recorded_by=scene["W1"],
        issuer=scene["C"],
        type="CV",
        number="9-CV/TW",
        subject="Về việc",
        issued_on=TODAY,
    )


def report(scene: Scene) -> RecordReport:
    return RecordReport(
        by=scene["B11"], to=scene["W1"], subject="Về việc", text="Đã xong", occurred_on=TODAY
    )


def all_borne(scene: Scene) -> SubmitReports:
    borne = BorneRef(directive=scene.directive, task=scene.task, by=scene["B12"])
    return SubmitReports(all_borne=borne, text="Đã xong")


def submit(scene: Scene) -> SubmitReport:
    return SubmitReport(obligation=scene.owed("B12"), text="Đã xong")
