"""The comparison itself, so that a page's test cannot pass by it."""

import pytest

from tests.docs.comparing import is_as_shown


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a  b\n", "a b"),
        ("at ... o'clock", "at 12 o'clock"),
        ("...\nlate\n...", "soon\nlate\n"),
        ("...\nlate\n...", "late"),
        ('{"a": ["x...", 1],\n "b": null}', '{"a":["xyz",1],"b":null}'),
    ],
)
def test_the_same(shown: str, printed: str) -> None:
    assert is_as_shown(shown, printed)


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("a b", "a b\nc"),
        ("a b", "ab"),
        ("a.b", "acb"),
        ("late\n...", "soon\nlate"),
        ("at ... o'clock", "at\n12 o'clock"),
        ('{"a": 1}', '{"a":1,"b":2}'),
        ('{"a": 1}', '{"a":true}'),
        ('{"a": [1]}', '{"a":[1,2]}'),
        ('{"a": "x"}', '{"a":"xy"}'),
        ('{"a": "x"}', '{"a":null}'),
    ],
)
def test_not_the_same(shown: str, printed: str) -> None:
    assert not is_as_shown(shown, printed)
