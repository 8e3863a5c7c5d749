"""Changes of Python: a comparison, a dropped condition, a branch that is never taken."""

import ast
from collections.abc import Iterator

from tests.mutants.changes import Change

OTHER = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Python:
    """A file of Python, and where its parts stand in its text."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.lines = text.splitlines(keepends=True)

    def changes(self) -> Iterator[Change]:
        for function in ast.walk(ast.parse(self.text)):
            if isinstance(function, FUNCTIONS):
                for statement in function.body:
                    for node in ast.walk(statement):
                        yield from self._of(node)

    def _of(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare(ops=[op], left=left, comparators=[right]):
                between = self._offset(left.end_lineno, left.end_col_offset), self._span(right)[0]
                words = self.text[between[0] : between[1]]
                # A bracket or a comment between the two is left where it is.
                if words.replace("(", "").strip().isascii() and "#" not in words:
                    opened = "(" * words.count("(")
                    if ")" not in words:
                        yield self._change(*between, f" {OTHER[type(op)]} {opened}", "comparison")
            case ast.BoolOp(values=values):
                for dropped in (each for each in values if not _is_default(each)):
                    start, end = self._span(dropped)
                    neutral = "True" if isinstance(node.op, ast.And) else "False"
                    yield self._change(start, end, neutral, "dropped condition")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._change(*self._span(node), self._words(operand), "dropped not")
            case ast.If(test=test) | ast.IfExp(test=test):
                yield self._change(*self._span(test), "False", "missing branch")
            case ast.comprehension(ifs=conditions):
                for condition in conditions:
                    yield self._change(*self._span(condition), "True", "dropped condition")

    def _words(self, node: ast.expr) -> str:
        start, end = self._span(node)
        return f"({self.text[start:end]})"

    def _change(self, start: int, end: int, new: str, kind: str) -> Change:
        return Change(self.path, start, end, new, kind)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        return (
            self._offset(node.lineno, node.col_offset),
            self._offset(node.end_lineno, node.end_col_offset),
        )

    def _offset(self, line: int | None, column: int | None) -> int:
        """Columns are counted in bytes."""
        assert line is not None
        assert column is not None
        before = self.lines[line - 1].encode()[:column].decode()
        return self.starts[line - 1] + len(before)


def _is_default(node: ast.expr) -> bool:
    """Whether it stands for what is missing, as in ``x or 0`` or ``y or NOBODY``: no condition."""
    if isinstance(node, ast.Call):
        return _is_default(node.func)
    is_capital = isinstance(node, ast.Name) and node.id[:1].isupper()
    return is_capital or isinstance(node, ast.Constant | ast.Tuple | ast.List | ast.Dict)
