"""Whom an author may address, and what the audience that he words comes to on the tree of now."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Self
from uuid import UUID

from cascade.directive.audience import NOBODY, Audience
from cascade.directive.commands import AudienceInput, GroupInput
from cascade.directive.refusals import (
    AudienceBeyondAuthority,
    AudienceReachesNobody,
    AudienceTooLarge,
)
from cascade.directive.rules.coverage import covers, normalise
from cascade.directive.rules.wording import check_words, selectors
from cascade.organisation.refusals import UnitHasEnded, UnitNotFound
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refusal

UNITS_BY_NAME: Final = 5_000
"""Units by name and those of a line are a frozen list in the event; beyond it a group is meant."""
GROUPS: Final = 200
ATOMS: Final = 20_000
"""Groups as they are worded come to so many of one level and kind, without what is taken out."""


class Authority:
    """The units that may be addressed: all under one of the ``bodies``, and on any line other than
    the primary one all under one of the ``heads``. An author may also ask something of itself.
    On ``day`` units bear the labels by which groups are selected.
    """

    def __init__(
        self,
        organisation: Organisation,
        bodies: Iterable[UUID],
        heads: Iterable[UUID],
        day: date | None = None,
    ) -> None:
        self.organisation = organisation
        self.bodies = tuple(dict.fromkeys(bodies))
        self.heads = tuple(dict.fromkeys(heads))
        self.author_ids: frozenset[UUID] = frozenset()
        self.day = day
        self.is_bounded = True

    @classmethod
    def of(cls, organisation: Organisation, *author_ids: UUID, day: date | None = None) -> Self:
        """That of one author, or of several together: each addresses under the unit under which
        it may address others, and on a line under itself too.
        """
        bodies = [organisation.units[id_].addresses_under_id for id_ in author_ids]
        authority = cls(organisation, bodies, (*bodies, *author_ids), day)
        authority.author_ids = frozenset(author_ids)
        return authority

    @classmethod
    def under(cls, organisation: Organisation, unit_id: UUID, day: date) -> Self:
        """That of a unit which passes on to those that stand under itself."""
        return cls(organisation, (unit_id,), (unit_id,), day)

    @classmethod
    def everywhere(cls, organisation: Organisation, day: date) -> Self:
        """The whole tree's, for naming units without addressing them."""
        authority = cls(organisation, (), (), day)
        authority.is_bounded = False
        return authority

    def check_unit(self, unit_id: UUID, problems: Problems, *at: str | int) -> None:
        """Add why a unit may not be addressed by name."""
        self._check(unit_id, self._addresses(unit_id), problems, *at)

    def check_scope(
        self, scope_id: UUID, line: str | None, problems: Problems, *at: str | int
    ) -> None:
        """Add why not everyone under a unit may be addressed, on a line or on the primary one."""
        if line is None:
            within = scope_id in self.bodies or self._is_below(scope_id)
        else:
            within = scope_id in self.heads or self._is_below_on(scope_id, line)
        self._check(scope_id, within, problems, *at)

    def _check(self, unit_id: UUID, may: bool, problems: Problems, *at: str | int) -> None:
        if reason := refuse_unit(self.organisation, unit_id, *at):
            problems.add(reason)
        elif self.is_bounded and not may:
            name = self.organisation.units[unit_id].name
            problems.add(AudienceBeyondAuthority(f"{name} does not stand under the author.", *at))

    def is_own(self, unit_id: UUID) -> bool:
        """Whether an author addresses it as itself alone, not as one of those under its body."""
        return unit_id in self.author_ids and not self._is_below(unit_id)

    def _addresses(self, unit_id: UUID) -> bool:
        return (
            self.is_own(unit_id)
            or self._is_below(unit_id)
            or any(self._is_below_on(unit_id, line) for line in self._lines_of(unit_id))
        )

    def _lines_of(self, unit_id: UUID) -> Iterable[str]:
        return self.organisation.lines_of(unit_id) if unit_id in self.organisation.units else ()

    def _is_below(self, unit_id: UUID) -> bool:
        organisation = self.organisation
        return organisation.is_live(unit_id) and any(
            organisation.is_under(unit_id, body_id) for body_id in self.bodies
        )

    def _is_below_on(self, unit_id: UUID, line: str) -> bool:
        organisation = self.organisation
        return organisation.is_live(unit_id) and any(
            organisation.is_under_on(unit_id, head_id, line) for head_id in self.heads
        )


def charges_itself(authority: Authority, audience: Audience) -> bool:
    """Whether an audience holds an author as itself alone."""
    return any(
        authority.is_own(unit_id) and covers(authority.organisation, audience, unit_id)
        for unit_id in authority.author_ids
    )


def refuse_unit(organisation: Organisation, unit_id: UUID, *at: str | int) -> Refusal | None:
    """Why a unit cannot be named from now on: there is none, or it has ended."""
    if unit_id not in organisation.units:
        return UnitNotFound("There is no such unit.", *at)
    if not organisation.is_live(unit_id):
        return UnitHasEnded(f"{organisation.units[unit_id].name} is no more.", *at)
    return None


def resolve(
    authority: Authority, audience: AudienceInput, problems: Problems, *at: str | int
) -> Audience:
    """The audience on the tree of now; adds what is wrong with it to the problems."""
    if len(audience.units) > UNITS_BY_NAME or len(audience.groups) > GROUPS:
        problems.add(_too_large(*at))
        return NOBODY
    found = len(problems.found)
    for index, unit_id in enumerate(audience.units):
        authority.check_unit(unit_id, problems, *at, "units", index)
    check_groups(authority, audience.groups, problems, *at, "groups")
    if len(problems.found) > found:
        return NOBODY
    return come_to(authority, audience, problems, *at)


def check_groups(
    authority: Authority, groups: tuple[GroupInput, ...], problems: Problems, *at: str | int
) -> None:
    """Add what is wrong with groups as they are worded."""
    for index, group in enumerate(groups):
        authority.check_scope(group.under, group.line, problems, *at, index, "under")
        check_words(authority.organisation, group, authority.day, problems, *at, index)


def come_to(
    authority: Authority, audience: AudienceInput, problems: Problems, *at: str | int
) -> Audience:
    """What a checked audience comes to; adds where that is too much, or nobody."""
    result = normalise(authority.organisation, selectors(audience, authority.day))
    check_size(result, problems, *at)
    if result.is_empty:
        problems.add(AudienceReachesNobody("This audience reaches no unit.", *at))
    return result


def check_size(audience: Audience, problems: Problems, *at: str | int) -> None:
    """Add where an audience came to more units by name, or more groups, than it may have."""
    if len(audience.unit_ids) > UNITS_BY_NAME or len(audience.atoms) > ATOMS:
        problems.add(_too_large(*at))


def _too_large(*at: str | int) -> Refusal:
    limits = f"At most {UNITS_BY_NAME:,} units by name or on lines and {GROUPS} groups."
    return AudienceTooLarge(limits, *at)
