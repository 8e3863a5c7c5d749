"""Which directives an issuer may see, and so cite: those of its slice and of its body's."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Self
from uuid import UUID

from cascade.access.state import Access
from cascade.directive.events import DirectiveRecorded
from cascade.directive.state import Directive
from cascade.engine.authorities import ISSUER, is_same_unit
from cascade.engine.session import Session
from cascade.enums import Classification
from cascade.execution.rules.reach import possible_relayers, reaches_into
from cascade.execution.state import Execution


class Visibility:
    """What an issuer sees of documents that it ``is_cleared`` for. ``load`` before asking."""

    def __init__(
        self, session: Session, issuer_id: UUID, is_cleared: Callable[[Classification], bool]
    ) -> None:
        self.session = session
        self.is_cleared = is_cleared
        self.issuer_id = issuer_id
        self.viewpoint = session.organisation.units[issuer_id].addresses_under_id
        self.directives: Mapping[UUID, Directive] = {}
        self.uppers: Mapping[UUID, Directive] = {}
        self.relayers: Mapping[tuple[UUID, UUID], Execution] = {}

    @classmethod
    def of(cls, session: Session, access: Access, issuer_id: UUID) -> Self:
        """That of a principal who issues for the unit."""

        def is_cleared(classification: Classification) -> bool:
            return access.acts_for(issuer_id, ISSUER, classification, session.now)

        return cls(session, issuer_id, is_cleared)

    async def load(self, ids: Collection[UUID]) -> None:
        """Load these directives, and what tells whether they are seen."""
        await self.look_at(await self.session.directives(ids) if ids else {})

    async def look_at(self, directives: Mapping[UUID, Directive]) -> None:
        """The same for directives that are at hand."""
        self.directives = directives
        self.uppers = await self._implemented(self.directives)
        relays = {
            (id_, unit_id)
            for id_, directive in self.directives.items()
            for unit_id in possible_relayers(self.session.organisation, directive, self.viewpoint)
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

    def seen(self, directive_id: UUID) -> Directive | None:
        """A loaded directive; null where the issuer may not see it."""
        directive = self.directives.get(directive_id)
        return directive if directive is not None and self._sees(directive) else None

    def _sees(self, directive: Directive) -> bool:
        document = directive.document
        if document is None or not self.is_cleared(document.classification):
            return False
        if directive.issued is not None and directive.issued.need_to_know:
            return self._is_named(directive)
        if any(self._is_within(unit_id) for unit_id in self._concerned(directive)):
            return True
        return self._reaches(directive, self.viewpoint)

    def _reaches(self, directive: Directive, scope_id: UUID) -> bool:
        document = directive.document
        relayers = {
            unit_id: execution
            for (directive_id, unit_id), execution in self.relayers.items()
            if document is not None and directive_id == document.originator_id
        }
        return reaches_into(self.session.organisation, directive, scope_id, relayers)

    def _is_named(self, directive: Directive) -> bool:
        """Whether a need-to-know directive names or reaches the issuer itself."""
        organisation = self.session.organisation
        named = any(
            is_same_unit(organisation, self.issuer_id, unit_id) for unit_id in _parties(directive)
        )
        return named or self._reaches(directive, self.issuer_id)

    def _concerned(self, directive: Directive) -> Iterator[UUID]:
        """Units in whose slice it lies whoever it reached: its parties, and those that issued what
        it implements.
        """
        waiting, seen = [directive], set[int]()
        yield from _parties(directive)
        while waiting:
            upper = waiting.pop()
            if upper.document is not None and upper.position not in seen:
                seen.add(upper.position)
                yield from upper.issuer_ids or (upper.document.issuer_id,)
                waiting += [self.uppers[id_] for id_ in upper.implemented_ids]

    def _is_within(self, unit_id: UUID) -> bool:
        organisation = self.session.organisation
        if unit_id not in organisation.units:
            return False
        return organisation.is_within(organisation.heir(unit_id), self.viewpoint)


def _parties(directive: Directive) -> Iterator[UUID]:
    """Those that issued or recorded it, to or through whom its reports go, who get a copy, and who
    are invited to take part.
    """
    document = directive.document
    if isinstance(document, DirectiveRecorded):
        yield from (document.issuer_id, document.recorded_by_id)
    elif document is not None:
        yield from directive.issuer_ids
        yield from (line.unit_id for line in document.distribution if line.unit_id)
        yield from document.meeting.unit_ids if document.meeting else ()
    for task in directive.tasks.values():
        yield from filter(None, (task.report_to_id, task.report_via_id))
    for invitation in directive.invitations.values():
        if invitation.accepted is not False:
            yield invitation.unit_id
