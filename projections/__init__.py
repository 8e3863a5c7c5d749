"""Read models: what the log's events come to, in tables that queries join. Never written but by
the projector; all of them can be built again from the log.

In each room ``tables.sql`` lays its tables, handlers write them, and what is read comes as
``rows``: ids are UUIDs, instants are aware and UTC, days are local.
"""
