"""The meeting that a document concludes."""

from typing import Final

from cascade.directive.commands import IssueDirective
from cascade.directive.records import MeetingRecord
from cascade.directive.refusals import MeetingAfterConclusion, ParticipantRepeated, TooMany
from cascade.directive.rules.addressing import refuse_unit
from cascade.organisation.state import Organisation
from cascade.refusals import Problems

PARTICIPANTS: Final = 200
"""As many as a distribution list: whoever is named reads the conclusion."""


def meeting_record(
    organisation: Organisation, command: IssueDirective, problems: Problems
) -> MeetingRecord | None:
    """The record of a meeting; adds what is wrong with it to the problems."""
    meeting = command.meeting
    if meeting is None:
        return None
    if meeting.held_on > command.issued_on:
        before = "The conclusion is dated before the meeting."
        problems.add(MeetingAfterConclusion(before, "meeting", "held_on"))
    if len(meeting.participants) > PARTICIPANTS:
        problems.add(TooMany(f"At most {PARTICIPANTS} of these.", "meeting", "participants"))
        problems.refuse_if_any()
    if reason := refuse_unit(organisation, meeting.chair, "meeting", "chair"):
        problems.add(reason)
    seen = {meeting.chair}
    for index, unit_id in enumerate(meeting.participants):
        at = ("meeting", "participants", index)
        if reason := refuse_unit(organisation, unit_id, *at):
            problems.add(reason)
        elif unit_id in seen:
            problems.add(ParticipantRepeated("It takes part already.", *at))
        seen.add(unit_id)
    return MeetingRecord(
        held_on=meeting.held_on, chair_id=meeting.chair, participant_ids=meeting.participants
    )
