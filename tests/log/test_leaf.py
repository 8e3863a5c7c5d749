"""The frozen encoding: should this test fail, the code is wrong, never the test."""

from datetime import UTC, datetime
from uuid import UUID

from cascade.log.leaf import encode_leaf, encode_tail, microseconds
from cascade.log.merkle import leaf_hash

LEAF = (
    "01"
    "0000000000000007"
    "6b1d5c0e5f0f5a589c1c0b6a4f7a2d11"
    "0000000000000002"
    "0006479cee61d4c7"
    "11111111222233334444555555555555"
    "0000000000000003"
    "0000000c" + b"sample.Noted".hex() + "00000006" + "th\u01b0 k".encode().hex() + "0000000d"
    "7b2274657874223a227821227d"
)
HASH = "e8f140faf35b01ca6ba0d11d1a22a95be1f078d3b2277bb1e56407ac80683398"


def test_the_exact_bytes_of_a_leaf() -> None:
    leaf = encode_leaf(
        position=7,
        stream_id=UUID("6b1d5c0e-5f0f-5a58-9c1c-0b6a4f7a2d11"),
        stream_version=2,
        recorded_at_microseconds=microseconds(datetime(2026, 1, 5, 5, 0, 0, 123_079, tzinfo=UTC)),
        correlation_id=UUID("11111111-2222-3333-4444-555555555555"),
        causation_position=3,
        tail=encode_tail("sample.Noted", "thư k", b'{"text":"x!"}'),
    )
    assert leaf.hex() == LEAF
    assert leaf_hash(leaf).hex() == HASH


def test_microseconds_before_the_epoch_are_negative() -> None:
    assert microseconds(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)) == -1
