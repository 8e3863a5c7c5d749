"""Directives in force: whom they address, whom they charge, and which implement which."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.records import TaskRecord
from cascade.terms import CitationRelation, Classification, ObligationRole
from tests.oracle.history import History, remembered
from tests.oracle.trees import Tree, tree_at


@dataclass(frozen=True, eq=False)
class Directive:
    """An issued directive, with the tree that it was issued to."""

    position: int
    event: DirectiveIssued
    tree: Tree

    @property
    def directive_id(self) -> UUID:
        return self.event.originator_id

    def addresses(self, unit_id: UUID) -> bool:
        return self.stood(unit_id) and self.tree.covers(self.event.audience.selectors, unit_id)

    def stood(self, unit_id: UUID) -> bool:
        return unit_id in self.tree.units

    def role(self, task: TaskRecord, unit_id: UUID) -> ObligationRole | None:
        """The role in which a unit owes a task; null where it does not owe it."""
        if not self.stood(unit_id):
            return None
        if unit_id == task.lead_id:
            return ObligationRole.LEAD
        if unit_id in task.coordinating_ids:
            return ObligationRole.COORDINATING
        if task.audience is not None:
            covered = self.tree.covers(task.audience.selectors, unit_id)
        else:
            covered = task.lead_id is None and not task.coordinating_ids and self.addresses(unit_id)
        return ObligationRole.RESPONSIBLE if covered else None

    @cached_property
    def concerned(self) -> list[UUID]:
        """The units that are addressed, or charged by a task."""
        return [
            unit_id
            for unit_id in self.tree.units
            if self.addresses(unit_id) or any(self.role(t, unit_id) for t in self.event.tasks)
        ]

    def is_topmost(self, unit_id: UUID) -> bool:
        """Whether a concerned unit has no other concerned unit above it."""
        return not any(above in self.concerned for above in self.tree.above(unit_id))

    @property
    def implemented_ids(self) -> set[UUID]:
        return {
            citation.target_id
            for citation in self.event.citations
            if citation.relation is CitationRelation.IMPLEMENTS and citation.target_id is not None
        }

    @property
    def cited_ids(self) -> set[UUID]:
        return {c.target_id for c in self.event.citations if c.target_id is not None}


@remembered
def issued(history: History, position: int) -> dict[UUID, Directive]:
    """The directives issued up to a position."""
    found = history.of(DirectiveIssued, position)
    return {event.originator_id: _issued_at(history, at) for at, event in found}


@remembered
def _issued_at(history: History, position: int) -> Directive:
    event = history.facts[position - 1].event
    assert isinstance(event, DirectiveIssued)
    return Directive(position, event, tree_at(history, position))


def recorded(history: History, position: int) -> dict[UUID, DirectiveRecorded]:
    """The documents that are only known here."""
    return {e.originator_id: e for _, e in history.of(DirectiveRecorded, position)}


def classification(history: History, position: int, directive_id: UUID) -> Classification:
    known = recorded(history, position)
    if directive_id in known:
        return known[directive_id].classification
    return issued(history, position)[directive_id].event.classification


@remembered
def upper_ids(history: History, position: int, directive_id: UUID) -> set[UUID]:
    """What a directive implements, directly or through others."""
    found: set[UUID] = set()
    pending = [directive_id]
    while pending:
        directive = issued(history, position).get(pending.pop())
        for target_id in directive.implemented_ids - found if directive else ():
            found.add(target_id)
            pending.append(target_id)
    return found


def implementing(history: History, position: int, directive_id: UUID) -> Iterator[Directive]:
    """Every directive that implements another, directly or through others."""
    for directive in issued(history, position).values():
        if directive_id in upper_ids(history, position, directive.directive_id):
            yield directive
