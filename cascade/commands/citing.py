"""What a directive cites: found as it is written, and only where its issuer may see it."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from cascade.access.state import Access
from cascade.commands.session import Session
from cascade.directive.citations import candidate_series, matched_target, record_citation
from cascade.directive.commands import CitationInput, IssueDirective
from cascade.directive.events import DirectiveRecorded
from cascade.directive.records import CitationRecord
from cascade.directive.refusals import DirectiveNotFound
from cascade.directive.state import Directive
from cascade.execution.reach import possible_relayers, reaches_into
from cascade.execution.state import Execution
from cascade.numbering.state import NumberSeries
from cascade.refusals import Problems
from cascade.terms import Role

ISSUER = frozenset({Role.ISSUER})


class Citing:
    """Finds what a directive cites, as far as its issuer may see it."""

    def __init__(self, session: Session, access: Access, command: IssueDirective) -> None:
        self.session = session
        self.access = access
        self.command = command
        self.viewpoint = session.organisation.units[command.issuer].addresses_under_id
        self.series: Mapping[tuple[UUID, str], NumberSeries] = {}
        self.directives: Mapping[UUID, Directive] = {}
        self.uppers: Mapping[UUID, Directive] = {}
        self.relayers: Mapping[tuple[UUID, UUID], Execution] = {}

    async def load(self) -> None:
        organisation = self.session.organisation
        keys = {key for c in self.command.citations for key in candidate_series(organisation, c)}
        self.series = await self.session.series(keys) if keys else {}
        targets = {target for c in self.command.citations if (target := self._target(c))}
        self.directives = await self.session.directives(targets) if targets else {}
        self.uppers = await self._implemented(self.directives)
        relays = {
            (id_, unit_id)
            for id_, directive in self.directives.items()
            for unit_id in possible_relayers(organisation, directive, self.viewpoint)
        }
        self.relayers = await self.session.executions(relays) if relays else {}

    async def _implemented(self, directives: Mapping[UUID, Directive]) -> dict[UUID, Directive]:
        """Everything that these implement, and what that implements, up to the top."""
        found: dict[UUID, Directive] = {}
        waiting = {id_ for directive in directives.values() for id_ in directive.implemented_ids}
        while waiting:
            loaded = await self.session.directives(waiting)
            found.update(loaded)
            waiting = {id_ for upper in loaded.values() for id_ in upper.implemented_ids}
            waiting -= found.keys()
        return found

    def records(self, directive_id: UUID, problems: Problems) -> tuple[CitationRecord, ...]:
        return tuple(
            self._record(directive_id, index, citation, problems)
            for index, citation in enumerate(self.command.citations)
        )

    def _record(
        self, directive_id: UUID, index: int, citation: CitationInput, problems: Problems
    ) -> CitationRecord:
        target_id = self._target(citation)
        target = self.directives.get(target_id) if target_id else None
        if target is not None and not self._sees(target):
            target = None
        if citation.target is not None and target is None:
            problems.add(DirectiveNotFound("No such directive.", "citations", index, "target"))
        organisation = self.session.organisation
        found_id = target_id if target else None
        return record_citation(organisation, directive_id, index, citation, found_id, target)

    def _target(self, citation: CitationInput) -> UUID | None:
        return citation.target or matched_target(self.session.organisation, citation, self.series)

    def _sees(self, directive: Directive) -> bool:
        """The issuer sees what lies in its slice or in its body's."""
        document = directive.document
        if document is None:
            return False
        classification = document.classification
        if not self.access.acts_for(self.command.issuer, ISSUER, classification, self.session.now):
            return False
        if any(self._is_within(unit_id) for unit_id in self._concerned(directive)):
            return True
        relayers = {
            unit_id: execution
            for (directive_id, unit_id), execution in self.relayers.items()
            if directive_id == document.originator_id
        }
        return reaches_into(self.session.organisation, directive, self.viewpoint, relayers)

    def _concerned(self, directive: Directive) -> Iterator[UUID]:
        """Units in whose slice it lies whoever it reached: those that issued it or what it
        implements, that recorded it, and to or through whom its reports go.
        """
        document = directive.document
        if isinstance(document, DirectiveRecorded):
            yield document.recorded_by_id
        for task in directive.tasks.values():
            yield from filter(None, (task.report_to_id, task.report_via_id))
        waiting, seen = [directive], set[int]()
        while waiting:
            upper = waiting.pop()
            if upper.document is not None and upper.position not in seen:
                seen.add(upper.position)
                yield upper.document.issuer_id
                waiting += [self.uppers[id_] for id_ in upper.implemented_ids]

    def _is_within(self, unit_id: UUID) -> bool:
        organisation = self.session.organisation
        return unit_id in organisation.units and organisation.is_within(unit_id, self.viewpoint)
