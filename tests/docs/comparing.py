"""Whether something was printed as a page shows it. `...` stands for what is another each time."""

import re
from typing import Any, Final

import orjson

ANYTHING: Final = "..."


def is_as_shown(shown: str, printed: str) -> bool:
    """JSON is compared as JSON; of other text, how many blanks there are does not matter.

    A line of `...` alone stands for any number of lines.
    """
    if shown.lstrip().startswith("{"):
        return _same(orjson.loads(shown), orjson.loads(printed))
    lines = [_pattern(line) for line in shown.strip().splitlines()]
    printed = "\n".join(" ".join(line.split()) for line in printed.strip().splitlines())
    return re.fullmatch("".join(lines), printed + "\n") is not None


def _pattern(line: str) -> str:
    if line.strip() == ANYTHING:
        return r"(?:.*\n)*"
    words = " ".join(line.split())
    return ".*".join(re.escape(part) for part in words.split(ANYTHING)) + r"\n"


def _same(shown: Any, printed: Any) -> bool:
    match shown:
        case dict():
            return (
                isinstance(printed, dict)
                and list(shown) == list(printed)
                and all(_same(shown[key], printed[key]) for key in shown)
            )
        case list():
            return (
                isinstance(printed, list)
                and len(shown) == len(printed)
                and all(map(_same, shown, printed))
            )
        case str():
            return isinstance(printed, str) and bool(re.fullmatch(_pattern(shown), printed + "\n"))
        case _:
            return bool(shown == printed) and type(shown) is type(printed)
