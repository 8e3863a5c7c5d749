"""Read models: what the log's events come to, in tables that queries join. Never written but by
the projector; all of them can be built again from the log.
"""
