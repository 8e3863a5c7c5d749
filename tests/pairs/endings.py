"""What may come of a step."""

from enum import StrEnum


class Ending(StrEnum):
    """What came of a step, or will by the model."""

    DONE = "carried out"
    NOTHING = "nothing left to do"
    REFUSED = "refused"


def done_unless(nothing_left: bool) -> Ending:
    return Ending.NOTHING if nothing_left else Ending.DONE


def refused_unless(may: bool) -> Ending:
    return Ending.DONE if may else Ending.REFUSED


def always(_stand: object, _command: object) -> Ending:
    """Each such command names something new, or may be done again."""
    return Ending.DONE
