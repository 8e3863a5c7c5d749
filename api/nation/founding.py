"""The nation is founded: its units, those who act for offices, and the standing rules of some."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from api.cli.founding import DEFAULT_LEVELS, parsed_levels
from api.nation.chart import ADMINISTRATOR, BRANCH, PROVINCE, ROOT, WARD, Chart
from api.nation.forms import PLAN_TYPE, POLICY_DAYS, has_policy
from api.nation.timetable import ZONE
from cascade.access.commands import GrantRole
from cascade.enums import Classification, Role
from cascade.organisation.commands import FoundOrganisation
from cascade.policy.commands import SetPolicy

INSPECTOR: Final = "inspector"
"""Reads everything."""
READERS: Final = ("reader-province", "reader-ward", "reader-branch")
"""One for the first unit of each level."""


def foundation() -> FoundOrganisation:
    """As `cascade init` has it, with no option given."""
    return FoundOrganisation(
        time_zone=ZONE.key,
        levels=parsed_levels(DEFAULT_LEVELS),
        root_code="TW",
        root_name="Trung ương",
        root_symbol="TW",
        root_kind="party-committee",
        administrator=ADMINISTRATOR,
    )


def first_commands(chart: Chart, day: date) -> Iterator[tuple[object, str]]:
    """What is told once the units stand, and by whom."""
    for subject, place, role in _grants(chart):
        command = GrantRole(
            subject=subject, unit=chart.ids[place], role=role, clearance=Classification.SECRET
        )
        yield command, ADMINISTRATOR
    for province in chart.at(PROVINCE):
        if has_policy(chart, province):
            policy = SetPolicy(
                unit=chart.ids[province],
                key="acknowledge",
                valid_from=day,
                types=(PLAN_TYPE,),
                acknowledge_within_working_days=POLICY_DAYS,
            )
            yield policy, chart.officer(province)


def _grants(chart: Chart) -> Iterator[tuple[str, int, Role]]:
    """Those who act for each office, some who read, and who looks on."""
    for place in (ROOT, *chart.at(PROVINCE), *chart.at(WARD)):
        yield chart.officer(place), place, Role.ISSUER
    yield INSPECTOR, ROOT, Role.INSPECTOR
    for reader, depth in zip(READERS, (PROVINCE, WARD, BRANCH), strict=True):
        yield reader, chart.at(depth)[0], Role.READER
