"""The steps of which the year is planned, by small numbers: millions of them wait in memory."""

ACKNOWLEDGE, REPORT, DECIDE, ASK, GRANT, DECLARE, AGREE = range(7)
"""What acts do;"""
RELAY, IMPLEMENT, AMEND, WITHDRAW, EXTEND, EXEMPT, REVOKE, DATE = range(7, 15)
"""what an engine is asked for."""
