"""The SQL of obligations, by name."""

from projections.engine.statements import load

lists = load(__package__, "queries.sql")
counts = load(__package__, "progress.sql")
indicators = load(__package__, "indicators.sql")
