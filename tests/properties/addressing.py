"""Planned audiences and groups as somebody would word them."""

from collections.abc import Sequence
from uuid import UUID

from cascade.directive.audience import Audience, Selector
from cascade.directive.commands import AudienceInput, ExceptedGroupInput, GroupInput
from tests.properties import plans
from tests.properties.changes import LINES
from tests.properties.world import World, choose


class Addressing(World):
    """Builds whom a document means."""

    def audience(self, planned: plans.PlannedAudience, authority: UUID) -> AudienceInput:
        """Named units and groups under an authority; all under it where nothing is planned."""
        below = self.below(authority)
        units = [choose(below, pick, self.units) for pick in planned.units]
        groups = [self.group(group, [authority, *below]) for group in planned.groups]
        if not units and not groups:
            groups = [GroupInput(under=authority)]
        return AudienceInput(tuple(dict.fromkeys(u for u in units if u is not None)), tuple(groups))

    def group(self, planned: plans.PlannedGroup, scopes: Sequence[UUID]) -> GroupInput:
        parents = [u for u in scopes if self.below(u)]
        scope = choose(parents or scopes, planned.scope, self.units)
        assert scope is not None
        levels = {self.levels[pick % len(self.levels)].key for pick in planned.levels}
        kinds = {plans.KINDS[pick % len(plans.KINDS)] for pick in planned.kinds}
        line = None if planned.line is None else LINES[planned.line % len(LINES)]
        if line is not None:
            superiors = [above for (_, on), above in self.tree.superiors.items() if on == line]
            scope = choose([u for u in superiors if u in scopes], planned.scope, self.units)
        group = Selector(
            under_id=scope or scopes[0],
            levels=tuple(sorted(levels)),
            kinds=tuple(sorted(kinds)),
            line=line if scope else None,
        )
        return self._less(planned, group)

    def _less(self, planned: plans.PlannedGroup, group: Selector) -> GroupInput:
        """The group with its labels and exceptions: likely ones that mean somebody."""
        assert group.under_id is not None
        covered = [u for u in self.units if self.tree.covers(Audience((group,), (), ()), u)]
        borne = {name for u in covered for name, _, _ in self.tree.labels.get(u, ())}
        labels = [plans.LABELS[pick % len(plans.LABELS)] for pick in planned.labels]
        above = [u for u in self.units if any(self.tree.under(each, u) for each in covered)]
        units = [choose(covered, pick) for pick in planned.excepted]
        scopes = [choose(above, pick) for pick in planned.excepted_under]
        return GroupInput(
            under=group.under_id,
            levels=group.levels or None,
            kinds=group.kinds or None,
            line=group.line,
            labels=tuple(label for label in labels if label in borne) or None,
            except_units=tuple(u for u in units if u),
            except_groups=tuple(
                ExceptedGroupInput(under=u) for u in scopes if u and u != group.under_id
            ),
        )
