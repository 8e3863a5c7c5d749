"""A unit's standing rules, which add obligations to every directive that reaches it or below."""
