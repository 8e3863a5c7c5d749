"""What follows from acts: how a directive reached a unit, and what the unit owes by it."""
