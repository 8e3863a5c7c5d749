"""The log: the one order of what happened, append-only, provable. The only writer of its tables."""

from cascade.log.errors import (
    AppendInDoubt,
    EventClassRefused,
    EventUnreadable,
    KeyReused,
    LogError,
    LogUnavailable,
    VersionConflict,
)
from cascade.log.log import MAX_PAGE, Log
from cascade.log.mapper import EventMapper, canonical_json
from cascade.log.pending import MAX_EVENTS
from cascade.log.records import Append, Appended, Head, KeyRecord, RecordedEvent
from cascade.log.uploads import PART_BYTES, Pruned, TooManyUnused, Upload, Uploads
from cascade.log.watch import ClockFault, ClocksDisagree, ClockWatch, LogInTheFuture

__all__ = [
    "MAX_EVENTS",
    "MAX_PAGE",
    "PART_BYTES",
    "Append",
    "AppendInDoubt",
    "Appended",
    "ClockFault",
    "ClockWatch",
    "ClocksDisagree",
    "EventClassRefused",
    "EventMapper",
    "EventUnreadable",
    "Head",
    "KeyRecord",
    "KeyReused",
    "Log",
    "LogError",
    "LogInTheFuture",
    "LogUnavailable",
    "Pruned",
    "RecordedEvent",
    "TooManyUnused",
    "Upload",
    "Uploads",
    "VersionConflict",
    "canonical_json",
]
