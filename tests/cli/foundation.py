"""Words that tests of the command line share."""

from api.cli.founding import DEFAULT_LEVELS, parsed_levels
from cascade.organisation.commands import FoundOrganisation

FOUNDATION = FoundOrganisation(
    time_zone="Asia/Ho_Chi_Minh",
    levels=parsed_levels(DEFAULT_LEVELS),
    root_code="TW",
    root_name="Trung ương",
    root_symbol="TW",
    root_kind="party-committee",
    administrator="admin",
)
