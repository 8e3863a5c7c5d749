"""Changes of SQL: a comparison, a dropped condition, a swapped column, a branch without rows.

No grammar: a tokenizer that knows comments, texts and brackets finds all of these.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tests.mutants.changes import Change

TOKEN: Final = re.compile(
    r"(?P<silent>--[^\n]*|/\*.*?\*/|\s+)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<word>:?[A-Za-z_][\w$]*|\$\w*\$)"
    r"|(?P<operator><=|>=|<>|!=|::|[<>=])"
    r"|(?P<other>.)",
    re.DOTALL,
)
OTHER: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "="}
WORDS: Final = {
    "MIN": "max",
    "MAX": "min",
    "GREATEST": "least",
    "LEAST": "greatest",
    "EXISTS": "NOT EXISTS",
    "DESC": "ASC",
}
COLUMNS: Final = {
    "from_position": "to_position",
    "to_position": "from_position",
    "unit_id": "bearer_id",
    "bearer_id": "unit_id",
    "low": "high",
    "high": "low",
    "due_at": "submitted_at",
    "fulfilled_at": "acknowledged_at",
    "from_id": "unit_id",
    "reach_position": "from_position",
    "scope_id": "unit_id",
    "since_position": "position",
}
"""Others of the same type, which many rows have beside them."""
ENDS: Final = frozenset(
    {
        *("AND", "OR", "WHEN", "THEN", "ELSE", "END", "ORDER", "GROUP", "LIMIT", "UNION", "FROM"),
        *("WINDOW", "RETURNING", "LEFT", "JOIN", "CROSS", "HAVING", "WHERE", "EXCEPT", "OFFSET"),
        *("FETCH", "FOR", "LOOP"),
    }
)


ENDING: Final = (";", ",", "$$")


@dataclass(frozen=True)
class Token:
    kind: str
    start: int
    end: int
    words: str

    @property
    def key(self) -> str:
        return self.words.upper()


def tokens(text: str) -> list[Token]:
    """What is neither comment nor blank."""
    return [
        Token(str(found.lastgroup), found.start(), found.end(), found.group())
        for found in TOKEN.finditer(text)
        if found.lastgroup != "silent"
    ]


@dataclass(frozen=True)
class Sql:
    """A file of SQL."""

    path: str
    text: str

    def changes(self) -> Iterator[Change]:
        every = tokens(self.text)
        for index, token in enumerate(every):
            before, after = every[index - 1] if index else None, every[index + 1 : index + 2]
            yield from self._of(token, before, after[0] if after else None)
            if token.key in ("AND", "WHERE", "WHEN") and not _is_range(every, index):
                yield from self._condition(every, index)

    def _of(self, token: Token, before: Token | None, after: Token | None) -> Iterator[Change]:
        if token.kind == "operator" and token.words in OTHER:
            yield self._change(token, token, OTHER[token.words], "comparison")
        if token.kind != "word":
            return
        if token.key == "NULL" and before and before.key in ("IS", "NOT"):
            return
        if token.key == "IS" and after and after.key in ("NULL", "NOT"):
            if after.key == "NULL":
                yield self._change(token, token, "IS NOT", "comparison")
            else:
                yield self._change(token, after, "IS", "comparison")
        if token.key == "NOT" and before and before.key != "IS" and after and after.key != "NULL":
            yield self._change(token, token, "", "dropped not")
        is_called = after is not None and after.words == "("
        is_negated = before is not None and before.key in ("NOT", "IF")
        if token.key in WORDS and is_called and not is_negated:
            yield self._change(token, token, WORDS[token.key], "comparison")
        if token.words in COLUMNS and before and before.words == ".":
            yield self._change(token, token, COLUMNS[token.words], "swapped column")

    def _condition(self, every: list[Token], index: int) -> Iterator[Change]:
        """One condition that is always true; after WHEN one that never is: a branch less."""
        last, depth, ranges = index, 0, 0
        for number in range(index + 1, len(every)):
            token = every[number]
            depth += {"(": 1, ")": -1}.get(token.words, 0)
            ranges += depth == 0 and token.key == "BETWEEN"
            if token.key == "AND" and depth == 0 and ranges:
                ranges -= 1
            elif depth < 0 or (depth == 0 and (token.key in ENDS or token.words in ENDING)):
                break
            last = number
        if last == index:
            return
        never = every[index].key == "WHEN"
        kind, new = ("missing branch", "false") if never else ("dropped condition", "true")
        yield self._change(every[index + 1], every[last], new, kind)

    def _change(self, first: Token, last: Token, new: str, kind: str) -> Change:
        return Change(self.path, first.start, last.end, new, kind)


def _is_range(every: list[Token], index: int) -> bool:
    """Whether it is the AND of a BETWEEN."""
    for token in reversed(every[:index]):
        if token.key == "BETWEEN":
            return True
        if token.key in ENDS or token.words in "(;":
            return False
    return False
