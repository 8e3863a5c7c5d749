"""What a directive cites: found as it is written, and only where its issuer may see it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from cascade.access.state import Access
from cascade.directive.commands import CitationInput, IssueDirective
from cascade.directive.records import CitationRecord
from cascade.directive.refusals import DirectiveNotFound, DirectiveNotInForce
from cascade.directive.rules.citations import (
    candidate_series,
    candidates,
    record_citation,
    the_one_meant,
)
from cascade.directive.rules.implementing import refuse_chain
from cascade.directive.state import Directive
from cascade.engine.session import Session
from cascade.engine.visibility import Visibility
from cascade.enums import CitationRelation
from cascade.numbering.state import NumberSeries
from cascade.refusals import Problems


class CitationFinder:
    """Finds what a directive cites, as far as its issuer may see it."""

    def __init__(self, session: Session, access: Access, command: IssueDirective) -> None:
        self.session = session
        self.command = command
        self.visibility = Visibility.of(session, access, command.issuer)
        self.series: Mapping[tuple[UUID, str], NumberSeries] = {}

    async def load(self) -> None:
        organisation = self.session.organisation
        keys = {key for c in self.command.citations for key in candidate_series(organisation, c)}
        self.series = await self.session.series(keys) if keys else {}
        agreeing = [candidates(organisation, c, self.series) for c in self.command.citations]
        named = {c.target for c in self.command.citations if c.target is not None}
        await self.visibility.load(named.union(*agreeing))

    def records(self, directive_id: UUID, problems: Problems) -> tuple[CitationRecord, ...]:
        return tuple(
            self._record(directive_id, index, citation, problems)
            for index, citation in enumerate(self.command.citations)
        )

    def _record(
        self, directive_id: UUID, index: int, citation: CitationInput, problems: Problems
    ) -> CitationRecord:
        target_id = self._id(citation)
        target = self.visibility.seen(target_id) if target_id else None
        if citation.target is not None and target is None:
            problems.add(DirectiveNotFound("No such directive.", "citations", index, "target"))
        if target is not None and executes_what_has_ended(
            citation.relation, target, self.session.now
        ):
            reason = "What is in force no more is neither implemented anew nor assigned."
            problems.add(DirectiveNotInForce(reason, "citations", index, "target"))
        self._check_chain(citation, target, problems, "citations", index, "target")
        organisation = self.session.organisation
        found_id = target_id if target else None
        return record_citation(organisation, directive_id, index, citation, found_id, target)

    def _check_chain(
        self,
        citation: CitationInput,
        target: Directive | None,
        problems: Problems,
        *field: str | int,
    ) -> None:
        if target is None or citation.relation is not CitationRelation.IMPLEMENTS:
            return
        if too_deep := refuse_chain(target, self.visibility.uppers, *field):
            problems.add(too_deep)

    def _id(self, citation: CitationInput) -> UUID | None:
        """What it means. Of documents that agree with its wording, only those seen count."""
        if citation.target is not None:
            return citation.target
        agreeing = candidates(self.session.organisation, citation, self.series)
        return the_one_meant(
            {id_: own for id_, own in agreeing.items() if self.visibility.seen(id_)}
        )


def executes_what_has_ended(relation: CitationRelation, target: Directive, now: datetime) -> bool:
    """Whether a citation would have a directive carried out that was ended or has expired."""
    return relation.has_it_executed and not target.stands(now)
